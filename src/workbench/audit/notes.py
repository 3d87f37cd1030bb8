"""Remarks beside a line that say how its budget changes, against the budgets that the stages of the year print."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from workbench.audit import text
from workbench.audit.model import PERINGATAN, Cell, Finding, Tally
from workbench.audit.ratios import BEFORE
from workbench.audit.rules import pattern
from workbench.audit.sheet import Book, Row
from workbench.facts.nomenclature import normal

_LEVELS = ("program", "kegiatan", "sub_kegiatan")
_NOT_DIGITS = re.compile(r"\D")


def findings(book: Book, tally: Tally) -> Iterator[Finding]:
    """Remarks (`Pengurangan Rp1.980.000 untuk BBM`) that no two stages of the line bear out."""
    budgets: dict[tuple[Any, ...], dict[str, Cell]] = defaultdict(dict)
    for index, row in enumerate(book.rows):
        if row["jenjang"] in _LEVELS and Cell(index, "pagu") in book.values:
            budgets[_line(row)].setdefault(row["tahap"], Cell(index, "pagu"))
    told: set[tuple[Any, ...]] = set()
    for row in book.rows:
        said = pattern("catatan_ubah").search(row["catatan"] or "") if row["jenjang"] in _LEVELS else None
        cells = list(budgets[_line(row)].values()) if said else []
        key = (*_line(row), said and said.group())
        if said is None or key in told or len({book.values[cell] for cell in cells}) < 2:
            continue
        told.add(key)
        amount = Decimal(_NOT_DIGITS.sub("", said["jumlah"]))
        signed = amount if said["naik"] else -amount
        before = [book.values[cell] for cell in cells if book.rows[cell.row]["tahap"] in BEFORE]
        after = [book.values[cell] for cell in cells if book.rows[cell.row]["tahap"] not in BEFORE]
        if not before or not after:
            continue
        held = any(later - earlier == signed for earlier in before for later in after)
        tally.add(row["dokumen"], "selisih", held)
        if not held:
            yield _finding(book, row, said.group(), cells)


def _line(row: Row) -> tuple[Any, ...]:
    return row["dokumen"], row["tahun"], row["jenjang"], row["kode"] or normal(row["uraian"] or "")


def _finding(book: Book, row: Row, said: str, cells: list[Cell]) -> Finding:
    printed = "; ".join(
        f"{text.number(book.values[cell], 'pagu')} ({text.stage(book.rows[cell.row])}, "
        f"baris {book.rows[cell.row]['baris']})"
        for cell in cells
    )
    return Finding(
        row,
        "cross_table_conflict",
        PERINGATAN,
        f"Keterangan {text.level(row)}",
        f'Keterangan di baris {row["baris"]} menyebut "{text.short(said)}"; pagu baris itu tercetak {printed}.',
        tercetak=text.short(said),
        parts=("keterangan",),
    )
