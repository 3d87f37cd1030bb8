"""Columns that follow from other columns of the same row: by the formula printed under their heading, or by it.

Formulas that speak of columns the table does not have, and cells in which a spreadsheet printed its error, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.documents.identity import years_in
from workbench.facts.model import Stated
from workbench.facts.statements.cells import Figures
from workbench.facts.statements.wording import comparing_columns, pattern
from workbench.tables.cells import Shape, shape
from workbench.tables.grid import Column, Grid

_NUMBER = re.compile(r"\(?\s*(\d{1,2})\)?\s*=\s*(.+?)\s*\)?", re.DOTALL)
_PLAIN = re.compile(r"\(?\s*(\d{1,2})\s*\)?")
_SHAPES = (
    ("sama", re.compile(r"(\d+)")),
    ("bagi", re.compile(r"(\d+)[/:](\d+)(?:[*x×.]100%?)?")),
    ("kurang", re.compile(r"(\d+)-(\d+)")),
    ("jumlah", re.compile(r"(\d+)(?:\+(\d+))+")),
)
_IN_HEADING = re.compile(r"\(\s*(\d{1,2}(?:\s*[-+/:x*]\s*\(?\d{1,2}\)?)+)[^()]*\)\s*$")
_FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")
_COLUMN = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_FEWEST_NUMBERS = 4
_MEAN = re.compile(r"\((?P<parts>\d+(?:\+\d+)+)\)/(?P<count>\d+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """`result` = operation on the columns `parts`; `text` is how the page says so."""

    result: int
    operasi: str
    parts: tuple[int, ...]
    text: str


def read_columns(grid: Grid, mark: str) -> Iterator[Stated]:
    """A statement for every row that prints the result and all it follows from."""
    rules = [*_formulas(grid), *_comparisons(grid)]
    figures = Figures(grid, mark)
    for row in grid.rows if rules else []:
        for rule in rules:
            result = figures.value(row, rule.result)
            parts = [figures.value(row, index) for index in rule.parts]
            found = [part[0] for part in parts if part is not None]
            if result is None or len(found) < len(parts):
                continue
            heading = grid.columns[rule.result].heading
            yield Stated("hitungan", grid.label, row.page, row.line, heading, result[0], rule.text, result[1],
                         rule.operasi, tuple(found), lingkup=f"{grid.line} kolom {rule.result}")  # fmt: skip


def read_failures(grid: Grid) -> Iterator[Stated]:
    """A statement for every row with cells that hold the error of a spreadsheet (`#DIV/0!`), with their headings."""
    for row in grid.rows:
        failed = [index for index, cell in enumerate(row.cells) if shape(cell) is Shape.ERROR]
        if failed:
            named = (row.cells[column.index] for column in row.columns if column.role in ("uraian", "indikator"))
            name = next(filter(None, named), "")
            headings = [row.columns[index].heading for index in failed]
            yield Stated("galat_rumus", grid.label, row.page, row.line, name or headings[0], float(len(failed)),
                         f"{row.cells[failed[0]]} di bawah {' dan '.join(dict.fromkeys(headings))}")  # fmt: skip


def read_lost(grid: Grid) -> Iterator[Stated]:
    """A statement for every printed formula that speaks of a column whose number the table does not print."""
    numbers = {int(found) for cell in grid.numbering if "\\" not in cell
               for found in _COLUMN.findall(cell.split("=")[0])}  # fmt: skip
    for column in grid.columns if len(numbers) >= _FEWEST_NUMBERS else ():
        formula = _formula_of(grid, column)
        lost = [number for number in _columns_in(formula or "") if number not in numbers]
        if formula and lost:
            yield Stated("rumus", grid.label, grid.page, grid.line, column.heading, float(lost[0]), formula)


def _formula_of(grid: Grid, column: Column) -> str | None:
    """The formula under or in a heading of a percentage or a difference."""
    cell = grid.numbering[column.index].strip() if column.index < len(grid.numbering) else ""
    if "\\frac" in cell:
        return " ".join(_FRACTION.sub(r"(\1)/\2", cell).replace("\\times", "x").strip("$ ").split())
    if "=" in cell:
        return cell.split("=", 1)[1].strip()
    found = _IN_HEADING.search(column.heading) if column.role in ("rasio", "selisih") else None
    return found[1] if found else None


def _columns_in(formula: str) -> list[int]:
    """The numbers of columns in a formula; the count a mean divides by is none."""
    mean = re.search(r"\+.*\)\s*/\s*\d+$", formula)
    return [int(number) for number in _COLUMN.findall(formula.rsplit("/", 1)[0] if mean else formula.split("x")[0])]


def _formulas(grid: Grid) -> Iterator[_Rule]:
    places = _places(grid)
    for index, cell in enumerate(grid.numbering):
        found = _NUMBER.fullmatch(cell.strip())
        if not found or places.get(int(found[1])) != index or index >= len(grid.columns):
            continue
        known = _known(found[2])
        parts = [places.get(number) for number in known[1]] if known else []
        inside = [part for part in parts if part is not None and part != index]
        if known and len(inside) == len(parts) and not _checked_otherwise(grid, index, known[0], inside):
            yield _Rule(index, known[0], tuple(inside), f"Rumus di bawah judul kolom: {' '.join(cell.split())}")


def _places(grid: Grid) -> dict[int, int]:
    """Number of a column -> its index; numbers over several columns are left out."""
    found: dict[int, int] = {}
    for index, cell in enumerate(grid.numbering):
        number = _PLAIN.match(cell.strip())
        following = grid.numbering[index + 1] if index + 1 < len(grid.numbering) else "-"
        if number and following and int(number[1]) not in found:
            found[int(number[1])] = index
    return found


def _known(formula: str) -> tuple[str, list[int]] | None:
    """Operation and column numbers of a formula; None for a shape that is not known."""
    text = re.sub(r"\s", "", formula)
    mean = _MEAN.fullmatch(text)
    if mean:
        parts = [int(part) for part in mean["parts"].split("+")]
        return ("rata", parts) if len(parts) == int(mean["count"]) else None
    bare = re.sub(r"[()]", "", text)
    for name, wanted in _SHAPES:
        if wanted.fullmatch(bare):
            return name, [int(part) for part in re.findall(r"\d+", bare.split("*")[0].split("x")[0].split("×")[0])]
    return None


def _checked_otherwise(grid: Grid, result: int, operasi: str, parts: list[int]) -> bool:
    """Achievement, absorption and differences of budgets are checked with all their tables."""
    roles = {grid.columns[part].role for part in parts if part < len(grid.columns)}
    role = grid.columns[result].role
    return (role == "rasio" and operasi == "bagi" and roles <= {"target", "realisasi", "pagu"}) or role == "selisih"


def _comparisons(grid: Grid) -> Iterator[_Rule]:
    for column in grid.columns:
        found = pattern("banding_tahun").search(column.heading)
        if found:
            now, before = (_of_year(grid, column, int(found[name])) for name in ("ini", "lalu"))
            if now is not None and before is not None and now != before:
                yield _Rule(column.index, "bagi", (now, before), f"Judul kolom: {column.heading}")
        for heading, operasi, first, second in comparing_columns():
            one, other = (_headed(grid, column, wanted) for wanted in (first, second))
            if heading.search(column.heading) and one is not None and other is not None and one != other:
                yield _Rule(column.index, operasi, (one, other), f"Judul kolom: {column.heading}")


def _of_year(grid: Grid, own: Column, year: int) -> int | None:
    """The only column of realisation of a year."""
    found = [other.index for other in grid.columns
             if other is not own and other.role == "realisasi" and years_in(other.heading)[-1:] == [year]]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _headed(grid: Grid, own: Column, wanted: re.Pattern[str]) -> int | None:
    found = [other.index for other in grid.columns if other is not own and wanted.search(other.heading)]
    return found[0] if len(found) == 1 else None
