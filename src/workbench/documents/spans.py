"""Merged cells laid out: a merged cell stands in its first row and column, blanks in the rest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import count

from workbench.documents.model import Cell, Row

_WIDEST = 400


@dataclass(slots=True)
class Merged:
    """One cell as Word and HTML write it: its text and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


def laid_out(rows: Iterable[Iterable[Merged]], first: int, hidden: Collection[int] = ()) -> list[Row]:
    """Rows of equal width, numbered from `first`; rows without any text are left out.

    `hidden`: numbers of rows that are not among `rows` and not shown; no other row has them.
    """
    grid: list[dict[int, str]] = []
    taken: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows):
        line: dict[int, str] = {}
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            if c >= _WIDEST:
                break
            columns = min(max(cell.columns, 1), _WIDEST - c)
            line[c] = cell.text
            for down in range(1, min(max(cell.rows, 1), 5000)):
                for across in range(columns):
                    taken[r + down, c + across] = ""
            c += columns
        line.setdefault(max(c - 1, 0), "")
        grid.append(line)
    numbers = (number for number in count(first) if number not in hidden)
    width = max((max(line) + 1 for line in grid), default=0)
    return [
        Row(tuple(Cell(line.get(c, ""), number) for c in range(width)), number)
        for line, number in zip(grid, numbers, strict=False)
        if any(line.values())
    ]
