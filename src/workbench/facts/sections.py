"""Tables whose rows say which year, quarter or stage they are of: in rows between them, or in a column of its own.

`TRIWULAN II` alone in a row speaks of all rows below it, `2026` below `Tahun` of its row. Both become the outermost
heading of the columns with figures, so that rows below are read as if the table had columns for each.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.facts.entities import is_total
from workbench.tables.cells import FIGURES, shape
from workbench.tables.grid import Column, Grid, GridRow
from workbench.tables.vocabulary import normal

_YEAR = r"(?:tahun(?: anggaran)?|thn|ta) ?:? ?(?:19|20)\d\d"
_QUARTER = r"(?:triwulan|tw) (?:iv|iii|ii|i|[1-4])"
_SIDE = r"(?:sebelum|sesudah|setelah)(?: perubahan)?|semula|menjadi"
_DIVIDES = re.compile(rf"(?:{_YEAR}|{_QUARTER}|{_SIDE})(?: {_YEAR})?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_SIDE_WORD = re.compile(_SIDE)
_YEARS = re.compile(r"tahun(?: anggaran)?|thn|ta")
_FIGURES = {"target", "realisasi", "rasio", "pagu", "realisasi_rp", "serapan"}
_LINES = {"uraian", "kode", "indikator", "sasaran", "tujuan", "satuan"}
_SEVERAL = 2


def in_sections(grid: Grid) -> Grid:
    """The table with the headings its rows print, without the rows that print nothing else."""
    _unfold(grid)
    _by_column(grid)
    _by_rows(grid)
    return grid


def _unfold(grid: Grid) -> None:
    """A list printed in two halves side by side to save paper: the right one goes on below the left one."""
    half = len(grid.columns) // 2
    left, right = grid.columns[:half], grid.columns[half:]
    if half < _SEVERAL or [one.levels for one in left] != [one.levels for one in right]:
        return
    if any(row.columns != grid.columns for row in grid.rows) or not _goes_on(grid, half):
        return
    columns = tuple(replace(column, side=0) for column in left)
    halves = [[replace(row, cells=row.cells[part], columns=columns) for row in grid.rows if any(row.cells[part])]
              for part in (slice(half), slice(half, None))]  # fmt: skip
    grid.columns = columns
    grid.rows = [row for rows in halves for row in rows]


def _goes_on(grid: Grid, half: int) -> bool:
    """Whether the right half of every row counts on from the left one, and no line stands in both."""
    number = next((column.index for column in grid.columns[:half] if column.role == "no"), None)
    if number is None:
        return False
    numbers = [(row.cells[number].strip(" ."), row.cells[number + half].strip(" .")) for row in grid.rows]
    pairs = [(int(left), int(right)) for left, right in numbers if left.isdecimal() and right.isdecimal()]
    lines = [{tuple(row.cells[start + 1 : start + half]) for row in grid.rows} for start in (number, number + half)]
    return (
        bool(pairs) and all(left < right for left, right in pairs) and not (lines[0] & lines[1] - {("",) * (half - 1)})
    )


def _by_rows(grid: Grid) -> None:
    """Rows between others that name a time or stage; the total at the end of all is of none of them."""
    names = [_divider(row) for row in grid.rows]
    if not any(names):
        return
    told, kept = "", []
    several = sum(map(bool, names)) >= _SEVERAL
    totals = [row for row in grid.rows if _is_total(row)]
    for row, name in zip(grid.rows, names, strict=True):
        if name:
            told = name
            continue
        of_all = several and totals == [row] and row is grid.rows[-1]
        if told and not of_all:
            row.columns = _under(told, row.columns)
        kept.append(row)
    grid.rows = kept


def _divider(row: GridRow) -> str:
    """What a row alone says, in one cell or in merged ones; empty when it is no divider."""
    texts = {cell for cell in row.cells if cell}
    return next(iter(texts)) if len(texts) == 1 and _DIVIDES.fullmatch(normal(next(iter(texts)))) else ""


def _is_total(row: GridRow) -> bool:
    return is_total(next(filter(None, row.cells), ""))


def _by_column(grid: Grid) -> None:
    """A column of years or of stages: its cells head the figures of their rows; merged names are those above."""
    quarters = next((column.index for column in grid.columns if column.role == "triwulan"), None)
    index = next((column.index for column in grid.columns if _tells_rows_apart(grid, column)), quarters)
    if index is None:
        return
    grid.columns = _told(grid.columns, index)
    told, above = "", None
    for row in grid.rows:
        if len(row.columns) != len(grid.columns) or _is_total(row):
            continue
        row.columns = _told(row.columns, index)
        told = row.cells[index] or told
        if above is not None and row.cells[index]:
            _fill(row, above)
        if index != quarters:
            row.columns = _under(told, row.columns)
        above = row


def _tells_rows_apart(grid: Grid, column: Column) -> bool:
    cells = [row.cells[column.index] for row in grid.rows if row.columns == grid.columns and not _is_total(row)]
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(set(filled)) < _SEVERAL or not _holds_other_figures(grid, column):
        return False
    if column.levels and _YEARS.fullmatch(normal(column.levels[-1])) and _names_lines(grid, column):
        return all(_BARE_YEAR.fullmatch(cell) for cell in filled)
    return all(_SIDE_WORD.fullmatch(normal(cell)) for cell in filled)


def _holds_other_figures(grid: Grid, column: Column) -> bool:
    return any(other.role in _FIGURES and other is not column for other in grid.columns)


def _names_lines(grid: Grid, column: Column) -> bool:
    return any(other.role in ("uraian", "indikator", "sasaran") and other is not column for other in grid.columns)


def _told(columns: tuple[Column, ...], index: int) -> tuple[Column, ...]:
    return tuple(replace(column, role="abaikan") if column.index == index and column.role != "triwulan" else column
                 for column in columns)  # fmt: skip


def _under(text: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns with figures below a further heading."""
    return tuple(replace(column, levels=(text, *column.levels), section=text) if column.role in _FIGURES else column
                 for column in columns)  # fmt: skip


def _fill(row: GridRow, above: GridRow) -> None:
    """The words of a line whose cells reach over several rows."""
    places = [column.index for column in row.columns if column.role in _LINES]
    if any(row.cells[place] for place in places) or not _has_figures(row.cells):
        return
    for place in places:
        row.cells[place] = above.cells[place]


def _has_figures(cells: Sequence[str]) -> bool:
    return any(shape(cell) in FIGURES for cell in cells)
