"""One line planned twice for one year: stages of one document that print different money or targets for it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from workbench.audit import text
from workbench.audit.model import INFO, Cell, Finding
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Row
from workbench.facts.nomenclature import normal

_LEVELS = ("program", "kegiatan", "sub_kegiatan")


def findings(book: Book) -> Iterator[Finding]:
    """To know: plans may differ for good reason, so every line is told once with all its figures that differ."""
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
        for group in (*money.values(), *targets.values()):
            yield from _differing(book, [group[stage] for stage in stages if stage in group])


def _differing(book: Book, cells: list[Cell]) -> Iterator[Finding]:
    if len({book.values[cell] for cell in cells}) < 2:
        return
    last = max(cells, key=lambda cell: book.rows[cell.row]["baris"])
    row, figure = book.rows[last.row], last.figure
    printed = "; ".join(f"{text.number(book.values[cell], figure)} ({_where(book.rows[cell.row])})" for cell in cells)
    name = f"{text.level(row)[:1].upper()}{text.level(row)[1:]}"
    yield Finding(
        row,
        "cross_table_conflict",
        INFO,
        text.title(row, figure),
        f"{name} direncanakan berbeda untuk tahun {row['tahun']}: {printed}.",
        tercetak=text.number(book.values[last], figure),
        parts=(figure, "rencana", normal(row["indikator"] or "") if figure == "target" else ""),
    )


def _where(row: Row) -> str:
    return f"{text.stage(row)}, {text.where(row)}"
