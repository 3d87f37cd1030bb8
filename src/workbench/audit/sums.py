"""Sums: sub kegiatan to kegiatan to program to total, kinds of spending and regions to their total."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from workbench.audit.equations import Linear
from workbench.audit.model import MONEY, Cell
from workbench.audit.rules import rules
from workbench.audit.sheet import LISTED, Book, Node, Stage, Table, stage_of
from workbench.facts.entities import is_total

_SUMMED = (*MONEY, "target", "realisasi")
_MARKS = (r"^[IVX]+\.?$|^[A-Z]\.?$", r"^\d+\.?$", r"^[a-z]\.$", r"^\d+\)\.?$", r"^[a-z]\)\.?$", r"^-$")


def statements(book: Book) -> Iterator[Linear]:
    """Every sum that the tables print with its parts."""
    for table in book.tables:
        sums = [one for figure in MONEY for stage in book.stages(table, figure)
                for one in _tree(book, table, stage, figure)]  # fmt: skip
        yield from _rounded(book, sums)
        yield from _lists(book, table)


def _rounded(book: Book, sums: list[Linear]) -> list[Linear]:
    """The sums of one table, with the rounding that the table shows itself."""
    most = Decimal(rules()["pembulatan_tabel_rp"])
    rests = {abs(one.rest(book.values)) for one in sums if one.kind == "rincian" and not one.holds(book.values)}
    small = {rest for rest in rests if rest <= most}
    if len(small) < 2:
        return sums
    return [replace(one, tolerance=max(one.tolerance, most)) for one in sums]


def rounding(book: Book, table: Table, count: int) -> Decimal:
    """Half a rupiah for every figure, in documents that print sen anywhere; else sums are exact."""
    if table.dokumen not in book.sen:
        return Decimal(0)
    return Decimal(str(rules()["pembulatan_rp"])) * (count + 1)


def _tree(book: Book, table: Table, stage: Stage, figure: str) -> Iterator[Linear]:
    for node in table.nodes:
        parts = table.parts_of(node)
        if node.kind not in ("baris", "jumlah") or not parts:
            continue
        yield from _sum(book, table, node, parts, stage, figure, "rincian")
        deeper = [part for child in parts for part in (child.below or [child])]
        if len(deeper) != len(parts):
            yield from _sum(book, table, node, deeper, stage, figure, "loncat")


def _sum(
    book: Book, table: Table, node: Node, parts: list[Node], stage: Stage, figure: str, kind: str
) -> Iterator[Linear]:
    """The sum of one line in one column, when the line and at least one of its parts print a figure.

    A part that this column group leaves out altogether makes the sum uncertain.
    """
    results = book.cells(node, stage, figure)
    if len(results) != 1:
        return
    terms: list[Cell] = []
    printed = 0
    for part in parts:
        cells = book.cells(part, stage, figure)
        printed += bool(cells)
        terms += cells or book.blank(part, stage, figure)
    if not printed:
        return
    absent = any(stage not in part.stages for part in parts)
    fragile = absent or table.broken(node.line, max(part.last for part in parts)) or table.narrative
    signed = tuple((1, cell) for cell in terms)
    kind = "bayangan" if figure == "selisih_rp" else kind
    hidden = table.unseen([node, *parts])
    found = Linear(kind, results[0], signed, rounding(book, table, len(terms)), fragile, hidden)
    if node.complete or found.rest(book.values) < -found.tolerance:
        yield found  # lines on a lost page explain a total that is too large, never one that is too small


def _lists(book: Book, table: Table) -> Iterator[Linear]:
    """Lists with a total row: kinds of spending, income, regions, series. Text names parts without their order."""
    for level in LISTED:
        nodes = [node for node in table.nodes if node.level == level and not is_total(node.name)]
        if table.narrative or len(nodes) < 2:
            continue
        totals = [node for node in table.nodes if _total_of(node, level)]
        families, tops = _nested(book, nodes)
        for total, parts in [*((total, tops) for total in totals), *families]:
            for figure in _SUMMED:
                for column in _columns(book, total, figure):
                    yield from _listed(book, table, total, parts, column, figure)


def _total_of(node: Node, level: str) -> bool:
    return (node.depth == 0 and node.kind == "jumlah") or (node.level == level and is_total(node.name))


def _nested(book: Book, nodes: list[Node]) -> tuple[list[tuple[Node, list[Node]]], list[Node]]:
    """Lines that sum up the lines after them, with those, and the lines that none sums up.

    By the marks in front of the names (`1.`, `a.`, `1).`, `-`) where they are printed, else by the figures: a line
    heads the lines after it that give it in most of the columns.
    """
    ranks = [_rank(str(book.rows[node.rows[0]]["kode_tercetak"] or "")) for node in nodes]
    families: list[tuple[Node, list[Node]]] = []
    open_lines: list[tuple[int, int | None]] = []
    for place in range(len(nodes) - 1, -1, -1):
        rank = ranks[place]
        if rank is not None and None not in ranks:
            count = next(
                (n for n, (_, other) in enumerate(open_lines) if other is None or other <= rank), len(open_lines)
            )
        else:
            count = _headed(book, nodes[place], [nodes[index] for index, _ in open_lines])
        if count:
            families.append((nodes[place], [nodes[index] for index, _ in open_lines[:count]]))
        open_lines = [(place, rank), *open_lines[count:]]
    return families, [nodes[index] for index, _ in open_lines]


def _headed(book: Book, head: Node, following: list[Node]) -> int:
    """How many of the following lines add up to a line in most of its money columns; 0 when none do."""
    columns = [(stage, book.cells(head, stage, "pagu")) for stage in sorted(head.stages, key=str)]
    figures = [(stage, book.values[cells[0]]) for stage, cells in columns if cells and book.values[cells[0]] > 0]
    if len(figures) < 2:
        return 0
    for count in range(2, len(following) + 1):
        held = 0
        for stage, value in figures:
            cells = [cell for node in following[:count] for cell in book.cells(node, stage, "pagu")]
            held += sum((book.values[cell] for cell in cells), Decimal(0)) == value
        if held >= rules()["rumus_dianut"] * len(figures):
            return count
    return 0


def _rank(mark: str) -> int | None:
    text = mark.strip()
    return next((rank for rank, shape in enumerate(_MARKS) if re.match(shape, text)), None)


def _columns(book: Book, node: Node, figure: str) -> list[tuple[Stage, str | None]]:
    return sorted(
        {
            (stage_of(book.rows[row]), book.rows[row]["indikator"])
            for row in node.rows
            if Cell(row, figure) in book.values
        },
        key=str,
    )


def _listed(
    book: Book, table: Table, total: Node, parts: list[Node], column: tuple[Stage, str | None], figure: str
) -> Iterator[Linear]:
    def cell(node: Node) -> Cell | None:
        rows = [row for row in node.rows if (stage_of(book.rows[row]), book.rows[row]["indikator"]) == column]
        return next((Cell(row, figure) for row in rows if Cell(row, figure) in book.values), None)

    result, terms = cell(total), [found for node in parts if (found := cell(node))]
    if result is None or len(terms) < 2:
        return
    if figure not in MONEY and _percent(book, result):
        return
    tolerance = rounding(book, table, len(terms)) if figure in MONEY else _decimals(book, terms)
    fragile = table.broken(min(node.line for node in parts), max(node.line for node in parts))
    signed = tuple((1, term) for term in terms)
    yield Linear("rincian", result, signed, tolerance, fragile, table.unseen([total, *parts]))


def _percent(book: Book, cell: Cell) -> bool:
    row = book.rows[cell.row]
    text = f"{row['satuan'] or ''} {row['indikator'] or ''}".lower()
    return any(word in text for word in rules()["satuan_persen"])


def _decimals(book: Book, terms: list[Cell]) -> Decimal:
    """Half a unit of the last decimal for every figure of a list that prints decimals."""
    places = max(-int(book.values[term].normalize().as_tuple().exponent) for term in terms)
    return Decimal("0.5").scaleb(-places) * (len(terms) + 1) if places > 0 else Decimal(0)
