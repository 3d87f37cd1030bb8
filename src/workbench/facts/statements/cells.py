"""Cells of a grid as figures, with the decimals they print."""

import re

from workbench.facts import numbers
from workbench.tables.cells import FIGURES, shape
from workbench.tables.grid import Grid, GridRow

_DIGITS = re.compile(r"\d[\d.,]*")


class Figures:
    """The figures of a grid; the decimal mark of every column from its cells, else the document's `mark`."""

    def __init__(self, grid: Grid, mark: str) -> None:
        self._mark = mark
        columns = [[row.cells[i] for row in grid.rows if i < len(row.cells)] for i in range(len(grid.columns))]
        self._marks = [numbers.decimal_mark(cells) or numbers.mark_of_counts(cells) for cells in columns]

    def value(self, row: GridRow, index: int) -> tuple[float, int] | None:
        """The figure of a cell and how many decimals it prints; None where it holds anything else."""
        text = row.cells[index] if index < len(row.cells) else ""
        if shape(text) not in FIGURES:
            return None
        mark = (self._marks[index] if index < len(self._marks) else None) or self._mark
        parsed = numbers.parse(text, mark)
        return None if parsed is None else (float(parsed[0]), decimals(text, mark))


def decimals(text: str, mark: str) -> int:
    """How many decimals a printed figure has."""
    found = _DIGITS.search(text)
    digits = found.group().rstrip(".,") if found else ""
    return len(digits.rsplit(mark, 1)[1]) if mark in digits and digits.count(mark) == 1 else 0
