"""How a rincian belanja is recognised: accounts, with prices and coefficients of what is bought below each."""

import re
from dataclasses import replace

from workbench.facts.accounts import account_level
from workbench.tables.grid import Column, Grid
from workbench.tables.vocabulary import normal

_PRICE = re.compile(r"(?:koefisien|(?:tarif ?/ ?)?harga(?: satuan)?)\b")
_SUM = re.compile(r"(?:jumlah|total)(?: (?:harga|biaya|anggaran|belanja))?(?: \(?rp\.?\)?)?(?: .*perubahan)?")
_MOSTLY = 0.5


def is_costs(grid: Grid) -> bool:
    """Whether a table prints prices or coefficients, a sum, and mostly accounts where it prints codes."""
    priced = any(_PRICE.match(_last(column)) for column in grid.columns)
    code = code_column(grid)
    if not priced or code is None or not any(_SUM.fullmatch(_last(column)) for column in grid.columns):
        return False
    codes = [row.cells[code] for row in grid.rows if any(char.isdigit() for char in row.cells[code])]
    return bool(codes) and sum(bool(account_level(text)) for text in codes) > _MOSTLY * len(codes)


def budgeted(grid: Grid) -> Grid:
    """The grid with its sums as budget and what they are counted from left out."""
    for old in {grid.columns, *(row.columns for row in grid.rows)}:
        new = tuple(_budget(column) for column in old)
        grid.columns = new if grid.columns is old else grid.columns
        for row in grid.rows:
            row.columns = new if row.columns is old else row.columns
    return grid


def _budget(column: Column) -> Column:
    if _SUM.fullmatch(_last(column)):
        return replace(column, role="pagu", natures=frozenset({"rp"}))
    return replace(column, role="abaikan") if column.role in ("satuan", "target", "rasio") else column


def _last(column: Column) -> str:
    return normal(column.levels[-1]) if column.levels else ""


def code_column(grid: Grid) -> int | None:
    return next((column.index for column in grid.columns if column.role == "kode"), None)
