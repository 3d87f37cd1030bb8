"""Figures that agree with nothing known about such figures. Warnings: a reader decides."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from workbench.audit import text
from workbench.audit.equations import ZERO
from workbench.audit.model import GALAT, PERINGATAN, Cell, Finding
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Node, Row, stage_of

_FIGURE_ONLY = re.compile(r"^[\d.,]+$")
_COUNTED = re.compile(r"^jumlah\s+(\w+)", re.IGNORECASE)


def findings(book: Book) -> Iterator[Finding]:
    """Every check of single rows and of parents against the lines below."""
    yield from _achievement(book)
    expected = _planned(book)
    for index, row in enumerate(book.rows):
        yield from _units(row)
        yield from _no_target(book, index, row, expected)
    for table in book.tables:
        for node in table.nodes:
            yield from _plan_period(book, node)
            yield from _idle_parent(book, node)
            yield from _blank_parent(book, node)


def _units(row: Row) -> Iterator[Finding]:
    """A unit cell that holds a number; a unit that contradicts the noun the indicator counts."""
    unit = (row["satuan"] or "").strip()
    if _FIGURE_ONLY.match(unit):
        yield Finding(row, "unit_conflict", GALAT, f"Satuan {text.level(row)}",
                      f"Sel satuan di baris {row['baris']} berisi angka {unit}, bukan nama satuan.",
                      tercetak=unit, parts=("satuan angka",))  # fmt: skip
        return
    counted = _COUNTED.match(row["indikator"] or "")
    noun = counted[1].lower() if counted else ""
    allowed = rules()["kata_benda"].get(noun) if unit else None
    if allowed and not any(unit.lower().startswith(word) for word in allowed):
        known = {word for words in rules()["kata_benda"].values() for word in words}
        if unit.lower() in known | {"bulan", "jenis", "kali", "tahun", "%", "persen"}:
            yield Finding(row, "unit_conflict", PERINGATAN, f"Satuan {text.level(row)}",
                          f'Indikator "{text.short(row["indikator"])}" menghitung {noun}, satuannya tercetak "{unit}".',
                          tercetak=unit, seharusnya=allowed[0], parts=("satuan indikator",))  # fmt: skip


def _achievement(book: Book) -> Iterator[Finding]:
    """Achievement or absorption far above 100 %: a target, a unit or a sum is likely wrong. Once for one figure."""
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for cell, value in book.values.items():
        row = book.rows[cell.row]
        if cell.figure in ("capaian", "serapan") and value > rules()["capaian_tak_wajar"]:
            found[row["dokumen"], cell.figure, value, row["tahun"]].append(row)
    for (_, figure, value, _), rows in found.items():
        row = rows[0]
        also = f" Juga di {text.lines(rows[1:])}." if len(rows) > 1 else ""
        yield Finding(row, "other", PERINGATAN, text.title(row, figure),
                      f"{text.title(row, figure)} tercetak {text.number(value, figure)}, di atas "
                      f"{rules()['capaian_tak_wajar']}%. Periksa target dan satuannya.{also}",
                      tercetak=text.number(value, figure), parts=(figure, "di atas batas"))  # fmt: skip


_PLANNED = (("target", "realisasi"), ("pagu", "realisasi_rp"))


def _planned(book: Book) -> dict[tuple[int, str], bool]:
    """Row and kind of plan -> whether most rows of the same table and stage that print a result print the plan too."""
    found: dict[tuple[int, str], bool] = {}
    for table in book.tables:
        for plan, done in _PLANNED:
            for stage in book.stages(table, done):
                rows = [row for row in table.rows if stage_of(book.rows[row]) == stage]
                rows = [row for row in rows if book.values.get(Cell(row, done), ZERO) > 0]
                both = sum(Cell(row, plan) in book.values for row in rows)
                usual = both >= max(rules()["rumus_dianut"] * len(rows), rules()["rumus_baris"])
                found |= {(row, plan): usual for row in rows}
    return found


def _no_target(book: Book, index: int, row: Row, expected: dict[tuple[int, str], bool]) -> Iterator[Finding]:
    """Realisation without a target, money realised without a budget: zero, or blank where the table prints it."""
    for plan, done in _PLANNED:
        planned, realised = book.values.get(Cell(index, plan)), book.values.get(Cell(index, done))
        blank = planned is None and expected.get((index, plan)) and not row.get(f"{plan}_teks")
        if (planned == 0 or blank) and realised is not None and realised > 0:
            yield Finding(row, "other", PERINGATAN, text.title(row, done),
                          f"Ada realisasi {text.number(realised, done)}, tetapi {plan} "
                          + ("tidak tercetak." if blank else "tercetak 0."),
                          tercetak=text.number(realised, done), parts=(done, "tanpa target"))  # fmt: skip


def _plan_period(book: Book, node: Node) -> Iterator[Finding]:
    """A target of the whole plan period smaller than the target of one of its years, for things that are counted."""
    targets: dict[tuple[Any, int], dict[str, Cell]] = defaultdict(dict)
    for index in node.rows:
        row, cell = book.rows[index], Cell(index, "target")
        if row["tahap"] in ("renstra_akhir", "renja") and cell in book.values:
            targets[row["indikator"], row["baris"]].setdefault(row["tahap"], cell)
    for found in targets.values():
        if len(found) < 2:
            continue
        whole, year = found["renstra_akhir"], found["renja"]
        if 0 < book.values[whole] < book.values[year]:
            row = book.rows[whole.row]
            yield Finding(row, "other", PERINGATAN, text.title(row, "target"),
                          f"Target akhir periode Renstra {text.number(book.values[whole])} lebih kecil daripada "
                          f"target satu tahun {text.number(book.values[year])} pada baris yang sama.",
                          tercetak=text.number(book.values[whole]), parts=("target", "periode"))  # fmt: skip


def _blank_parent(book: Book, node: Node) -> Iterator[Finding]:
    """No money on a line whose lines below print some in the same column."""
    for stage in sorted({stage for child in node.below for stage in child.stages}, key=str):
        for figure in ("pagu", "realisasi_rp"):
            if book.cells(node, stage, figure):
                continue
            cells = [cell for child in node.below for cell in book.cells(child, stage, figure)]
            total = sum((book.values[cell] for cell in cells), ZERO)
            if total > 0:
                row = next(
                    (book.rows[i] for i in node.rows if stage_of(book.rows[i]) == stage), book.rows[node.rows[0]]
                )
                below = text.lines(book.rows[cell.row] for cell in cells)
                yield Finding(row, "missing_value", PERINGATAN, text.title(row, figure),
                              f"Baris {row['baris']} ({text.level(row)}) tidak mencetak angka, padahal {below} "
                              f"di bawahnya berjumlah {text.number(total, figure)}.",
                              seharusnya=text.number(total, figure),
                              parts=(figure, "induk kosong", str(stage)))  # fmt: skip


def _idle_parent(book: Book, node: Node) -> Iterator[Finding]:
    """Zero realisation on a line whose lines below print some."""
    if not node.below:
        return
    for stage in sorted(node.stages, key=str):
        for figure in ("realisasi", "realisasi_rp"):
            cells = [Cell(row, figure) for row in node.rows if stage_of(book.rows[row]) == stage]
            printed = [cell for cell in cells if cell in book.values]
            if not printed or any(book.values[cell] for cell in printed):
                continue
            below = [book.rows[row] for child in node.below for row in child.rows
                     if stage_of(book.rows[row]) == stage and book.values.get(Cell(row, figure), ZERO) > 0]  # fmt: skip
            if below:
                row = book.rows[printed[0].row]
                yield Finding(row, "missing_value", PERINGATAN, text.title(row, figure),
                              f"Realisasi {text.level(row)} tercetak 0, padahal {text.lines(below)} di bawahnya "
                              "sudah ada realisasi.",
                              tercetak=text.number(0, figure), parts=(figure, "induk nol"))  # fmt: skip
