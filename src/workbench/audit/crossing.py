"""The same figure printed twice: between tables of one document, and between documents of one office."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

from workbench.audit.equations import Linear
from workbench.audit.model import FIGURES, MONEY, Cell
from workbench.audit.rules import rules
from workbench.audit.sheet import LISTED, Book, Row, Stage, Table
from workbench.facts.cash import MARK as CASH
from workbench.facts.costs import MARK as COSTS
from workbench.facts.nomenclature import normal
from workbench.facts.rows import NINE_MONTHS

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
    yield from _goals(book)


def without_total(book: Book) -> Iterator[tuple[Table, Stage, str, list[Cell]]]:
    """Columns of programs in tables that print no total for them, and are no part of a lost page."""
    for table in book.tables:
        programs = [node for node in table.nodes if node.level == "program"]
        if table.narrative or table.hidden or len(programs) < 2 or not all(node.complete for node in table.nodes):
            continue
        for figure in ("pagu", "realisasi_rp"):
            for stage in book.stages(table, figure):
                cells = [cell for node in programs for cell in book.cells(node, stage, figure)]
                own = [node for node in table.nodes if node.depth == 0 and book.cells(node, stage, figure)]
                if not own and len(cells) > 1:
                    yield table, stage, figure, cells


def totals(book: Book, table: Table, stage: Stage, figure: str) -> list[Cell]:
    """Totals of the office that the other tables and the text of the document print for a column."""
    return [
        cell
        for other in book.tables
        if other is not table and other.dokumen == table.dokumen
        for node in other.nodes
        if node.level == "opd" and node.kind == "jumlah" and (other.narrative or any(n.depth == 1 for n in other.nodes))
        for cell in book.cells(node, stage, figure)
    ]


def _goals(book: Book) -> Iterator[Linear]:
    """An indicator printed as one of a goal and as one of a program line: its figures should be the same."""
    goals: dict[Key, list[Cell]] = defaultdict(list)
    lines: dict[Key, list[Cell]] = defaultdict(list)
    for cell in book.values:
        row = book.rows[cell.row]
        if cell.figure not in ("target", "realisasi") or not row["indikator"]:
            continue
        key = (row["dokumen"], row["tahap"], row["periode"], row["tahun"], cell.figure, normal(row["indikator"]))
        (goals if row["jenjang"] == "sasaran" else lines)[key].append(cell)
    for key, found in goals.items():
        for other in lines.get(key, [])[:_MOST]:
            yield Linear("sama", other, ((1, found[0]),), _tolerance(book, other, found[0]), fragile=True)


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
            documents = {str(book.rows[cell.row]["dokumen"]) for cell in group}
            values = {book.values[cell] for cell in group}
            if len(documents) > 1 and max(values) - min(values) > _tolerance(book, group[0], group[1]):
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
    single = _single_indicators(book)
    for number, table in enumerate(book.tables):
        for index in table.rows:
            row = book.rows[index]
            for figure in FIGURES:
                if figure == "selisih_rp":
                    continue  # what a difference is one of depends on the other columns of its own table
                cell = Cell(index, figure)
                key = scope(row, cell) if cell in book.values and not _is_part(row) else None
                line = _line(row, figure, single) if key else None
                if key and line:
                    whole = NINE_MONTHS in row["penanda"]
                    found[(*key, row["tahun"], whole, figure, *line)].setdefault(number, cell)
    return {key: list(cells.values()) for key, cells in found.items() if len(cells) > 1}


def _is_part(row: Row) -> bool:
    """A month or quarter of a cash budget, for what reports print for the same word runs from January on; an account
    of one sub kegiatan, for others have it too."""
    return COSTS in row["penanda"] or (CASH in row["penanda"] and row["periode"] != "tahunan")


def _single_indicators(book: Book) -> dict[Key, str | None]:
    """Line of a document -> its indicator, where all its tables together print only one."""
    found: dict[Key, set[str]] = defaultdict(set)
    for row in book.rows:
        if row["indikator"]:
            found[row["dokumen"], row["jenjang"], row["kode"] or normal(row["uraian"] or "")].add(
                normal(row["indikator"])
            )
    return {key: next(iter(names)) if len(names) == 1 else None for key, names in found.items()}


def _line(row: Row, figure: str, single: dict[Key, str | None]) -> tuple[str, ...] | None:
    """Which line a figure is of: money by code or name, performance by indicator too. None where it is not known."""
    if row["jenjang"] in ("opd", "urusan"):
        return ("opd",) if figure in MONEY or figure == "serapan" else None
    name = row["kode"] if row["kode"] and row["jenjang"] not in LISTED else normal(row["uraian"] or "")
    if figure in (*MONEY, "serapan") and row["jenjang"] != "sasaran":
        return (row["jenjang"], name) if name else None
    indicator = normal(row["indikator"] or "")
    if row["jenjang"] == "sasaran":
        return ("sasaran", indicator) if indicator else None
    indicator = indicator or single.get((row["dokumen"], row["jenjang"], name)) or ""
    return (row["jenjang"], name, indicator) if name and indicator else None


def _tolerance(book: Book, one: Cell, other: Cell) -> Decimal:
    """The rounding of the coarser of two figures."""
    first, second = book.values[one], book.values[other]
    if one.figure in MONEY:
        whole = first == int(first), second == int(second)
        return Decimal(1) if whole[0] != whole[1] else Decimal(0)
    places = min((book.decimals(cell) for cell in (one, other) if book.values[cell] != 0), default=0)
    unit = Decimal(1).scaleb(-places)
    if one.figure in ("capaian", "serapan"):
        return unit  # one table cuts off what the other rounds
    fraction = first != int(first) or second != int(second)
    return unit * Decimal("0.499") if fraction else Decimal(0)
