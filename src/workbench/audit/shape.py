"""Rows that repeat another row, rows printed under other headings, cells a reader finds in the wrong place."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from workbench.audit import text
from workbench.audit.model import FIGURES, GALAT, INFO, MONEY, PERINGATAN, Cell, Finding
from workbench.audit.rules import pattern, rules
from workbench.audit.sheet import Book, Node, Table, stage_of
from workbench.facts.nomenclature import normal
from workbench.facts.scale import SCALED
from workbench.tables.cells import FIGURES as SHAPES
from workbench.tables.cells import is_numbering, shape

_SHORTEST_NAME = 4


def findings(book: Book) -> Iterator[Finding]:
    """Everything about the shape of rows and headings."""
    yield from repeated_rows(book)
    yield from shifted_rows(book)
    yield from thousands(book)


Copies = dict[int, tuple[int, frozenset[str]]]


def copies(book: Book) -> Copies:
    """Rows that print the figures of the line above: row -> (row copied, figures shared).

    Lines of one level only, at least two figures, one of them too odd to be the same by chance.
    """
    found: Copies = {}
    for table in book.tables:
        lines = [node for node in table.nodes if node.kind == "baris"]
        for one, other in pairwise(lines):
            if one.level == other.level and one.name != other.name:
                found |= _copied(book, one, other)
    return found


def _copied(book: Book, one: Node, other: Node) -> Copies:
    found = {}
    for row in other.rows:
        source = next((s for s in one.rows if stage_of(book.rows[s]) == stage_of(book.rows[row])), None)
        if source is None:
            continue
        shared = frozenset(
            name
            for name in (*MONEY, "capaian", "serapan")
            if Cell(row, name) in book.values and book.values[Cell(row, name)] == book.values.get(Cell(source, name))
        )
        odd = any(name in MONEY and _odd(book, Cell(row, name)) for name in shared)
        differing = any(
            Cell(row, name) in book.values and name not in shared for name in (*MONEY, "target", "realisasi")
        )
        if len(shared) > 1 and odd and differing:
            found[row] = (source, shared)
    return found


def _odd(book: Book, cell: Cell) -> bool:
    """A figure that two rows hardly share by chance."""
    return len(str(abs(int(book.values[cell]))).rstrip("0")) >= int(rules()["angka_khas"])


def repeated_rows(book: Book) -> Iterator[Finding]:
    """A line printed twice in one table with the same indicator and the same figures."""
    for table in book.tables:
        seen: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        above = {index: node.above and node.above.line for node in table.nodes for index in node.rows}
        for index in table.rows:
            row = book.rows[index]
            figures = tuple((name, row[name]) for name in FIGURES if row.get(name) is not None)
            if row["jenjang"] in ("opd", "urusan", "deret") or not figures or table.narrative:
                continue
            names = normal(row["uraian"] or ""), normal(row["indikator"] or "")
            seen[names, above[index], stage_of(row), row["jenjang"], row["kode"], figures].append(index)
        yield from _repeats(book, table, seen)


def _repeats(book: Book, table: Table, seen: dict[tuple[Any, ...], list[int]]) -> Iterator[Finding]:
    told: set[int] = set()
    for key, members in seen.items():
        first, *others = sorted(members, key=lambda index: book.rows[index]["baris"])
        for index in others:
            row, line = book.rows[index], book.rows[first]["baris"]
            if row["baris"] == line or row["baris"] in told or not any(key[0]):
                continue
            told.add(row["baris"])
            yield Finding(
                row,
                "duplicate_row",
                PERINGATAN if row["jenjang"] == "sasaran" else GALAT,
                f"Baris berulang: {text.level(row)}",
                f"{text.level(row).capitalize()} tercetak dua kali dengan angka yang sama: "
                f"baris {line} dan baris {row['baris']}. Hapus salah satu.",
                tercetak=text.short(row["indikator"] or row["uraian"]),
                parts=(str(line),),
            )


def refused_twice(refused: list[dict[str, Any]], opd: dict[str, str | None]) -> Iterator[Finding]:
    """Rows of tables that are no plans, such as lists of goods, printed twice with the same name and figures."""
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in refused:
        cells = [cell.strip() for cell in row["isi"].split("|")]
        cells = cells[1:] if is_numbering(cells[0].rstrip(".")) else cells
        name, figures = normal(cells[0]), tuple(cells[1:])
        if len(name) < _SHORTEST_NAME or not any(shape(cell) in SHAPES for cell in figures):
            continue
        first = seen.setdefault((row["dokumen"], row["tabel"], name, figures), row)
        if first is not row and first["alasan"] == row["alasan"] and first["baris"] != row["baris"]:
            place = row | {"opd": opd.get(row["dokumen"])}
            yield Finding(place, "duplicate_row", INFO, f"Baris berulang: {text.short(cells[0])}",
                          f'"{text.short(cells[0])}" tercetak dua kali dengan angka yang sama: baris {first["baris"]} '
                          f"dan baris {row['baris']}.",
                          tercetak=text.short(cells[0]), parts=(str(first["baris"]), name))  # fmt: skip


def shifted_rows(book: Book) -> Iterator[Finding]:
    """Rows whose figures stand under other headings, with a figure left for which there is no column."""
    for table in book.tables:
        seen: set[int] = set()
        for index in table.rows:
            row = book.rows[index]
            flags = set(row["penanda"])
            moved = "kolom_bergeser" in flags
            if not (moved or "kolom_ganda" in flags) or row["baris"] in seen:
                continue
            seen.add(row["baris"])
            left_over = "kolom_ganda" in flags or "sel_tak_tertempat" in flags
            yield Finding(
                row,
                "shifted_columns",
                PERINGATAN if left_over else INFO,
                f"Kolom bergeser: {text.level(row)}",
                f"Angka di baris {row['baris']} tercetak di bawah judul kolom yang lain; "
                + ("ada sel yang tidak punya kolom. " if left_over else "dibaca menurut isi sel-selnya. ")
                + "Cocokkan setiap angka dengan judul kolomnya.",
            )


def thousands(book: Book) -> Iterator[Finding]:
    """A heading in thousands of rupiah over figures in full rupiah."""
    for table in book.tables:
        if not pattern("judul_ribuan").search(table.headings):
            continue
        taken = [row for row in table.rows if SCALED not in book.rows[row]["penanda"]]
        cells = [Cell(row, "pagu") for row in taken if Cell(row, "pagu") in book.values]
        largest = max(cells, key=lambda cell: book.values[cell], default=None)
        if largest is None or book.values[largest] * 1000 < rules()["judul_ribuan_mustahil"]:
            continue
        row = book.rows[table.rows[0]]
        value = book.values[largest]
        yield Finding(
            row,
            "unit_conflict",
            PERINGATAN,
            "Judul kolom menyebut ribuan rupiah, isinya rupiah penuh",
            f"Judul kolom berbunyi (Rp.000), tetapi angkanya rupiah penuh: {text.number(value, 'pagu')} akan menjadi "
            f"{text.number(value * 1000, 'pagu')}. Perbaiki judul kolom.",
            tercetak="(Rp.000)",
            seharusnya="(Rp)",
            parts=("judul",),
        )
