"""Sums in tables that are not read as lines of a plan: total rows, total columns, heads of lists."""

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.facts.model import Stated
from workbench.facts.statements.cells import Figures
from workbench.facts.statements.wording import pattern
from workbench.tables.grid import Column, Grid, GridRow

_MOST_SHARE = 0.6
_FEWEST = 3
_ROMAN = re.compile(r"[IVX]+\.?")


def read_totals(grid: Grid, mark: str) -> Iterator[Stated]:
    """Statements `total = sum of parts` for rows below rows, columns beside columns and heads above their items."""
    figures = Figures(grid, mark)
    columns = [column.index for column in grid.columns if _added_up(column) and _filled(grid, figures, column.index)]
    yield from _rows(grid, figures, columns)
    yield from _beside(grid, figures, columns)
    yield from read_heads(grid, mark)


def _added_up(column: Column) -> bool:
    return column.role not in ("no", "rasio") and "%" not in column.heading


def _filled(grid: Grid, figures: Figures, index: int) -> bool:
    return any(figures.value(row, index) is not None for row in grid.rows)


def _stated(grid: Grid, row: GridRow, name: str, value: tuple[float, int], parts: list[float], group: str) -> Stated:
    text = " | ".join(cell for cell in row.cells if cell)
    return Stated("hitungan", grid.label, row.page, row.line, name, value[0], text[:200], value[1], "jumlah",
                  tuple(parts), lingkup=f"{grid.line} {group}")  # fmt: skip


def _rows(grid: Grid, figures: Figures, columns: list[int]) -> Iterator[Stated]:
    """Rows named as totals, and a row below which no figures stand whose own are mostly the sums of those above."""
    open_rows: list[GridRow] = []
    plain: list[GridRow] = []
    for row in grid.rows:
        named = pattern("jumlah").search(" ".join(row.cells[:2]))
        if not named and not (_last_figures(grid, figures, row, columns) and _sums_up(figures, row, plain, columns)):
            open_rows.append(row)
            plain.append(row)
            continue
        whole = not open_rows or bool(pattern("jumlah_semua").search(" ".join(row.cells)))
        yield from _total(grid, figures, row, plain if whole else open_rows, columns)
        open_rows = []


def _total(grid: Grid, figures: Figures, row: GridRow, parts: list[GridRow], columns: list[int]) -> Iterator[Stated]:
    """A total row; one printed without the cell of the number before its name stands one column to the left."""
    readings = []
    for left in (0, 1) if not row.cells[-1] else (0,):
        found = [_stated(grid, row, grid.columns[index].heading, value, values, f"baris {row.line}")
                 for index in columns
                 if index >= left and (value := figures.value(row, index - left)) is not None
                 and len(values := _values(figures, parts, index)) > 1]  # fmt: skip
        readings.append((sum(_holds(one) for one in found), -left, found))
    yield from max(readings, key=lambda reading: reading[:2])[2]


def _holds(one: Stated) -> bool:
    return abs(one.tercetak - sum(one.operan)) < 10.0 ** -(one.desimal + 1)


def _last_figures(grid: Grid, figures: Figures, row: GridRow, columns: list[int]) -> bool:
    below = grid.rows[grid.rows.index(row) + 1 :]
    return not any(figures.value(other, index) is not None for other in below for index in columns)


def _values(figures: Figures, rows: list[GridRow], index: int) -> list[float]:
    return [value[0] for row in rows if (value := figures.value(row, index)) is not None]


def _sums_up(figures: Figures, row: GridRow, above: list[GridRow], columns: list[int]) -> bool:
    found = [(figures.value(row, index), _values(figures, above, index)) for index in columns]
    checked = [(value, parts) for value, parts in found if value and len(parts) > 1]
    held = sum(abs(value[0] - sum(parts)) < 10.0 ** -(value[1] + 1) for value, parts in checked)
    return len(checked) >= _FEWEST and held >= _MOST_SHARE * len(checked)


def _beside(grid: Grid, figures: Figures, columns: list[int]) -> Iterator[Stated]:
    """A column headed as a total beside at least two others, where most rows bear it out."""
    for total in columns:
        others = [index for index in columns if index != total]
        if len(others) < 2 or not pattern("jumlah").search(grid.columns[total].heading.rsplit(" > ", 1)[-1]):
            continue
        found = [
            _stated(grid, row, grid.columns[total].heading, value, parts, f"kolom {total}")
            for row in grid.rows
            if (value := figures.value(row, total)) is not None
            and (parts := [one[0] for index in others if (one := figures.value(row, index)) is not None])
        ]
        held = sum(_holds(one) for one in found)
        if len(found) >= _FEWEST and held >= _MOST_SHARE * len(found):
            yield from found


def read_heads(grid: Grid, mark: str) -> Iterator[Stated]:
    """Rows marked with Roman numbers that print what the items below them add up to."""
    figures = Figures(grid, mark)
    columns = [column.index for column in grid.columns if _added_up(column)]
    places = [place for place, row in enumerate(grid.rows) if row.cells and _ROMAN.fullmatch(row.cells[0].strip())]
    for start, end in pairwise([*places, len(grid.rows)] if len(places) > 1 else []):
        for index in columns:
            value = figures.value(grid.rows[start], index)
            parts = _values(figures, grid.rows[start + 1 : end], index)
            if value is not None and len(parts) > 1:
                heading = grid.columns[index].heading
                yield _stated(grid, grid.rows[start], heading, value, parts, f"induk kolom {index}")
