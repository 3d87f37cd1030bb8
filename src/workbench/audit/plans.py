"""One line planned twice for one year: stages of one document that print different money or targets for it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from workbench.audit import text
from workbench.audit.model import INFO, PERINGATAN, Cell, Finding
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Row
from workbench.facts.nomenclature import normal

_LEVELS = ("program", "kegiatan", "sub_kegiatan")


def findings(book: Book) -> Iterator[Finding]:
    """Every line whose figures differ between stages of one year.

    A warning where most lines of the same stages agree; else to know, for plans may differ with good reason.
    """
    for stages in rules()["rencana_setahun"]:
        money: dict[tuple[Any, ...], dict[str, Cell]] = defaultdict(dict)
        targets: dict[tuple[Any, ...], dict[str, Cell]] = defaultdict(dict)
        for index, row in enumerate(book.rows):
            if row["tahap"] not in stages or row["jenjang"] not in _LEVELS or "naratif" in row["penanda"]:
                continue
            line = row["dokumen"], row["tahun"], row["jenjang"], row["kode"] or normal(row["uraian"] or "")
            if Cell(index, "pagu") in book.values:
                money[line].setdefault(row["tahap"], Cell(index, "pagu"))
            if Cell(index, "target") in book.values and row["indikator"]:
                targets[*line, normal(row["indikator"])].setdefault(row["tahap"], Cell(index, "target"))
        for groups in (money, targets):
            found = [[group[stage] for stage in stages if stage in group] for group in groups.values()]
            yield from _differing(book, [cells for cells in found if len(cells) > 1])


def _differing(book: Book, groups: list[list[Cell]]) -> Iterator[Finding]:
    alike: dict[tuple[Any, ...], list[bool]] = defaultdict(list)
    for cells in groups:
        alike[_stages(book, cells)].append(len({book.values[cell] for cell in cells}) == 1)
    for cells in groups:
        same = alike[_stages(book, cells)]
        if len({book.values[cell] for cell in cells}) > 1:
            agreed = sum(same) >= max(rules()["rumus_dianut"] * len(same), rules()["rumus_baris"])
            yield _finding(book, cells, PERINGATAN if agreed else INFO)


def _stages(book: Book, cells: list[Cell]) -> tuple[Any, ...]:
    rows = [book.rows[cell.row] for cell in cells]
    return rows[0]["dokumen"], *(row["tahap"] for row in rows)


def _finding(book: Book, cells: list[Cell], severity: str) -> Finding:
    last = max(cells, key=lambda cell: book.rows[cell.row]["baris"])
    row, figure = book.rows[last.row], last.figure
    printed = "; ".join(f"{text.number(book.values[cell], figure)} ({_where(book.rows[cell.row])})" for cell in cells)
    name = f"{text.level(row)[:1].upper()}{text.level(row)[1:]}"
    return Finding(
        row,
        "cross_table_conflict",
        severity,
        text.title(row, figure),
        f"{name} direncanakan berbeda untuk tahun {row['tahun']}: {printed}.",
        tercetak=text.number(book.values[last], figure),
        parts=(figure, "rencana", normal(row["indikator"] or "") if figure == "target" else ""),
    )


def _where(row: Row) -> str:
    return f"{text.stage(row)}, {text.where(row)}"
