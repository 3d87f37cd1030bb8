"""Money printed in thousands, millions or billions of rupiah."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from workbench.facts import numbers
from workbench.facts.entities import coded, is_total, stripped
from workbench.facts.nomenclature import normal
from workbench.tables.cells import FIGURES, shape
from workbench.tables.grid import Column, Grid

SCALED = "dikali_satuan_rupiah"
"""Mark of money that was multiplied by the unit its heading or title names."""
_UNITS = {"ribu": 10**3, "000": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "m": 10**9}
_NAMED = re.compile(
    r"\b(?:dalam|rp\.?|rupiah)\s*\.?\s*\(?(ribu|juta|jt|mil[iy]ar)(?:an)?\b"
    r"|\b(ribu|juta|mil[iy]ar)(?:an)? (?:rp|rupiah)\b|\brp\.?\s*(000)\b",
    re.IGNORECASE,
)
_THOUSAND_WORD = re.compile(r"\bribu(?:an)?\b", re.IGNORECASE)
_THOUSAND = 10**3
_FULL_RUPIAH = Decimal(10) ** 6
_FULL_BUDGET = Decimal(10) ** 9
_ROUNDED = 100
_FEWEST_BUDGETS = 3
_MOSTLY = 0.8
_SEVERAL = 2
_MOST_SHARED = 0.5
_OUT_OF_REACH = 100


def money_scales(grid: Grid, columns: Sequence[Column], mark: str) -> dict[int, int]:
    """Column -> how many rupiah one stands for, where its heading or the title of the table says so.

    A heading such as `Rp.000` over full rupiah does not multiply: it counts only where no figure of the column
    reaches a million. Where the words say thousands, figures below a billion count too if the budgets of the table
    are not rounded to hundreds, as budgets in full rupiah are.
    """
    thousands = _in_thousands(grid, columns, mark)
    limits = {_THOUSAND: _FULL_BUDGET} if thousands else {}
    return {column.index: scale for column in columns
            if (scale := _stated(grid, column))
            and _all_below(grid, column, mark, max(grid.scaled_below, limits.get(scale, _FULL_RUPIAH)))}  # fmt: skip


def prove_scales(grids: Sequence[Grid], mark: str) -> None:
    """Set `scaled_below` of the tables whose headings name a unit that other tables of the document bear out.

    These print the same lines in full rupiah: no figure agrees as it is printed; multiplied, different figures of
    several lines do, of at least half of the lines they share.
    """
    full: dict[str, set[Decimal]] = defaultdict(set)
    for grid in grids:
        for name, column, value in _lines(grid, mark):
            if not _stated(grid, column):
                full[name].add(value)
    for grid in grids:
        shared = [(name, value, scale) for name, column, value in _lines(grid, mark)
                  if name in full and (scale := _stated(grid, column))]  # fmt: skip
        agreeing = {(name, value) for name, value, scale in shared if value * scale in full[name]}
        names, values = {name for name, _ in agreeing}, {value for _, value in agreeing}
        as_printed = any(value in full[name] for name, value, _ in shared)
        if min(len(names), len(values)) >= _SEVERAL and not as_printed:
            enough = len(names) >= _MOST_SHARED * len({name for name, *_ in shared})
            grid.scaled_below = _OUT_OF_REACH * max(values) if enough else grid.scaled_below


def _lines(grid: Grid, mark: str) -> Iterator[tuple[str, Column, Decimal]]:
    """Name of the line, column and figure of every cell of money."""
    for row in grid.rows:
        names = [row.cells[column.index] for column in row.columns if column.role == "uraian"]
        name = normal(stripped(coded(" ".join(filter(None, names)))[0])[0])
        for column in row.columns if name and not is_total(name) else ():
            cell = row.cells[column.index]
            found = numbers.parse(cell, mark) if column.natures == {"rp"} and shape(cell) in FIGURES else None
            if found and found[0]:
                yield name, column, found[0]


def stated_columns(grid: Grid, columns: Sequence[Column]) -> set[int]:
    """Columns of money whose heading or title names such a unit, whether their figures bear it out or not."""
    return {column.index for column in columns if _stated(grid, column)}


def _stated(grid: Grid, column: Column) -> int | None:
    return (scale_of(column.heading) or scale_of(grid.title)) if column.natures == {"rp"} else None


def scale_of(text: str) -> int | None:
    """How many rupiah one stands for by the words of a heading or title; None where they name no such unit."""
    named = _NAMED.search(text)
    word = next(filter(None, named.groups()), "") if named else ""
    return _UNITS.get(word.lower())


def _all_below(grid: Grid, column: Column, mark: str, limit: Decimal) -> bool:
    values = _values(grid, column, mark)
    return bool(values) and max(map(abs, values)) < limit


def _values(grid: Grid, column: Column, mark: str) -> list[Decimal]:
    cells = [row.cells[column.index] for row in grid.rows if column.index < len(row.cells)]
    return [found[0] for cell in cells if shape(cell) in FIGURES and (found := numbers.parse(cell, mark))]


def _in_thousands(grid: Grid, columns: Sequence[Column], mark: str) -> bool:
    """Whether a table that says so in words prints budgets that are hardly ever round."""
    budgets = [column for column in columns if column.role in ("pagu", "target") and _stated(grid, column)]
    if not any(_THOUSAND_WORD.search(f"{column.heading} {grid.title}") for column in budgets):
        return False
    values = [value for column in budgets for value in _values(grid, column, mark) if value]
    odd = sum(value % _ROUNDED != 0 for value in values)
    return len(values) >= _FEWEST_BUDGETS and odd > _MOSTLY * len(values)
