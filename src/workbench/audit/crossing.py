"""The same figure printed twice: between tables of one document, and between documents of one office."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

from workbench.audit.equations import Linear
from workbench.audit.model import FIGURES, MONEY, Cell
from workbench.audit.rules import rules
from workbench.audit.sheet import LISTED, Book, Row
from workbench.facts.nomenclature import normal

_MOST = 6
Key = tuple[Any, ...]
Scope = Callable[[Row, Cell], Key | None]


def statements(book: Book) -> Iterator[Linear]:
    """Equal figures: one line, year, stage and period printed in two tables of one document.

    Realisation happened only once, and what is promised is what is reported on, so both are compared between
    stages too, with less certainty.
    """
    for group in _groups(book, _same_document).values():
        for one, other in combinations(group[:_MOST], 2):
            yield Linear("sama", one, ((1, other),), _tolerance(book, one, other))
    for scope in (_same_fact, _same_promise):
        yield from _between_stages(book, scope)


def _between_stages(book: Book, scope: Scope) -> Iterator[Linear]:
    for group in _groups(book, scope).values():
        for one, other in combinations(group[:_MOST], 2):
            if book.rows[one.row]["tahap"] != book.rows[other.row]["tahap"]:
                yield Linear("sama", one, ((1, other),), _tolerance(book, one, other), fragile=True)


def between_documents(book: Book, kinds: dict[str, str | None]) -> list[list[Cell]]:
    """Figures of one office, year, stage and period that its documents print differently; targets of a Renja that
    are not those of the Renstra. `kinds`: document -> kind."""

    def renstra(row: Row, cell: Cell) -> Key | None:
        planned = kinds.get(row["dokumen"]) == "Renstra" or row["tahap"] == "renja"
        return (row["opd"], "renstra") if planned and cell.figure == "target" else None

    found = []
    for scope in (_same_office, renstra):
        for group in _groups(book, scope).values():
            documents = {book.rows[cell.row]["dokumen"] for cell in group}
            values = {book.values[cell] for cell in group}
            if len(documents) > 1 and max(values) - min(values) > _tolerance(book, *group[:2]):
                found.append(group)
    return found


def _same_document(row: Row, cell: Cell) -> Key | None:
    return row["dokumen"], row["tahap"], row["periode"]


def _same_office(row: Row, cell: Cell) -> Key | None:
    return row["opd"], row["tahap"], row["periode"]


def _same_fact(row: Row, cell: Cell) -> Key | None:
    if cell.figure not in ("realisasi_rp", "realisasi") or row["tahap"].startswith("renstra"):
        return None
    return row["dokumen"], row["periode"]


def _same_promise(row: Row, cell: Cell) -> Key | None:
    if cell.figure != "target" or row["tahap"] not in rules()["janji"]:
        return None
    return row["dokumen"], row["periode"]


def _groups(book: Book, scope: Scope) -> dict[Key, list[Cell]]:
    """Figures that should be equal: one a table, the scope and the line being the same."""
    found: dict[Key, dict[int, Cell]] = defaultdict(dict)
    for number, table in enumerate(book.tables):
        for index in table.rows:
            row = book.rows[index]
            for figure in FIGURES:
                cell = Cell(index, figure)
                key = scope(row, cell) if cell in book.values else None
                line = _line(row, figure) if key else None
                if line:
                    found[(*key, row["tahun"], figure, *line)].setdefault(number, cell)
    return {key: list(cells.values()) for key, cells in found.items() if len(cells) > 1}


def _line(row: Row, figure: str) -> tuple[str, ...] | None:
    """Which line a figure is of: money by code or name, performance by indicator too. None where it is not known."""
    if row["jenjang"] in ("opd", "urusan"):
        return ("opd",) if figure in MONEY or figure == "serapan" else None
    name = row["kode"] if row["kode"] and row["jenjang"] not in LISTED else normal(row["uraian"] or "")
    if figure in (*MONEY, "serapan") and row["jenjang"] != "sasaran":
        return (row["jenjang"], name) if name else None
    indicator = normal(row["indikator"] or "")
    if row["jenjang"] == "sasaran":
        return ("sasaran", indicator) if indicator else None
    return (row["jenjang"], name, indicator) if name and indicator else None


def _tolerance(book: Book, one: Cell, other: Cell) -> Decimal:
    """The rounding of the coarser of two figures."""
    first, second = book.values[one], book.values[other]
    if one.figure in MONEY:
        whole = first == int(first), second == int(second)
        return Decimal(1) if whole[0] != whole[1] else Decimal(0)
    places = min(max(0, -int(value.normalize().as_tuple().exponent)) for value in (first, second))
    return Decimal(1).scaleb(-places) / 2 if places or "." in f"{first}{second}" else Decimal(0)
