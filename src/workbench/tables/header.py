"""Headings of several levels, with merged cells, resolved to one column each."""

import itertools
from dataclasses import replace

from workbench.tables.cells import FIGURES, Shape, is_numbering, shape
from workbench.tables.grid import Column
from workbench.tables.vocabulary import below_realisation, heading_share, natures_of, normal, role_of

_HEADING_SHARE = 0.6
_ROW_SHARE = 0.75
_MOST_LEVELS = 6
_SURE_NUMBERING = 6


def count_heading_rows(rows: list[list[str]], at_least: int = 0) -> int:
    """How many leading rows are headings (heading words, years, or the numbers of the columns).

    The first `at_least` rows are headings whatever their words.
    """
    for count, row in enumerate(rows[:_MOST_LEVELS]):
        if count and len(row) <= 2 < len(rows[0]) and sum(map(bool, row)) == 1:
            return count
        if count >= at_least and not is_heading_row(row) and not (count and _divides(row, rows[count - 1])):
            return count
    return min(len(rows), _MOST_LEVELS)


def _divides(row: list[str], above: list[str]) -> bool:
    """A row of words that divides the heading above it: wider than it, or words below blanks and blanks below words."""
    words = [cell for cell in row if cell]
    if row[0] or len(words) < 2 or any(shape(cell) in FIGURES for cell in words):
        return False
    if len(row) > len(above):
        return True
    pairs = list(zip(row, above, strict=False))
    return all(below or top for below, top in pairs) and any(below and not top for below, top in pairs)


def is_heading_row(row: list[str]) -> bool:
    """A row made of heading words, of years, or of column numbers."""
    filled = [cell for cell in row if cell]
    if not filled:
        return True
    if is_numbering_row(filled):
        return True
    alike = sum(heading_share(cell) >= _HEADING_SHARE for cell in filled)
    figures = sum(
        shape(cell) in (Shape.MONEY, Shape.MEASURED) or (shape(cell) in FIGURES and heading_share(cell) < 1.0)
        for cell in filled
    )
    return figures == 0 and alike / len(filled) >= _ROW_SHARE and (len(filled) > 1 or len(row) <= 2)


def is_numbering_row(filled: list[str]) -> bool:
    """`1 2 3 4 ...`, possibly with formulas, or with sub-headings in between."""
    numbers = [cell for cell in filled if is_numbering(cell)]
    rest = [cell for cell in filled if not is_numbering(cell)]
    if len(filled) == 2 and [cell.strip("() ") for cell in filled] == ["1", "2"]:
        return True
    if len(numbers) < 2 or len(numbers) + len(rest) < 3:
        return False
    leading = [int("".join(char for char in cell.split("=")[0] if char.isdigit()) or 0) for cell in numbers
               if not cell.startswith("$")]  # fmt: skip
    rising = sum(b > a for a, b in itertools.pairwise(leading)) >= max(1, len(leading) - 2)
    return (
        rising
        and (leading[0] <= 3 or len(numbers) >= _SURE_NUMBERING)
        and all(cell[0].isalpha() and heading_share(cell.rstrip(" 0123456789")) == 1.0 for cell in rest)
    )


def columns_of(rows: list[list[str]], used: int = 0) -> tuple[Column, ...]:
    """Columns from heading rows. Trailing columns beyond `used` without any heading are dropped."""
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    width = max(len(row) for row in rows)
    rows = [row for row in rows if any(row)]
    named = [_without_numbering(row) for row in rows]
    named = [row for row in named if any(row)] or [[""] * width]
    levels = _filled(_stretched(named, width), width)
    while width > max(used, 1) and not any(row[width - 1] for row in levels):
        width -= 1
    columns = []
    for index in range(width):
        path = tuple(row[index] for row in levels if row[index])
        path = tuple(text for i, text in enumerate(path) if i == 0 or text != path[i - 1])
        columns.append(Column(index, path, role_of(path), natures_of(path)))
    return _with_sides([_realised(column, columns) for column in columns])


def _realised(column: Column, columns: list[Column]) -> Column:
    """A bare `Target` below a heading of realisation that has no other figure of performance is what was reached."""
    if not below_realisation(column.levels):
        return column
    beside = {other.role for other in columns if other.levels[:-1] == column.levels[:-1] and other.natures != {"rp"}}
    return replace(column, role="realisasi") if "realisasi" not in beside else column


def _without_numbering(row: list[str]) -> list[str]:
    if not is_numbering_row([cell for cell in row if cell]):
        return row
    return ["" if is_numbering(cell) else cell.rstrip(" 0123456789") for cell in row]


def _stretched(rows: list[list[str]], width: int) -> list[list[str]]:
    """Rows printed with merged cells as one cell are spread to full width.

    An empty cell in the row below marks a heading that spans both rows; the others share what is left.
    """
    result = [row[:width] + [""] * (width - len(row)) for row in rows]
    for index, row in enumerate(rows[:-1]):
        below = result[index + 1]
        if len(row) >= len(rows[index + 1]) or not all(row):
            continue
        free = [i for i, cell in enumerate(below) if cell]
        single = [i for i, cell in enumerate(below) if not cell]
        if free and len(row) >= len(single):
            result[index] = _spread(row, below, width)
    return result


def _spread(row: list[str], below: list[str], width: int) -> list[str]:
    """Place the cells of a short heading row over the cells below it.

    A heading does not reach over two columns that are headed alike, and two that begin alike reach equally far.
    """
    heads = [normal(cell) for cell in below]
    groups: list[list[int]] = []
    for i in range(width):
        fresh = not below[i] or i == 0 or not below[i - 1] or _kind(below[i]) != _kind(below[i - 1])
        if fresh or heads[i] in {heads[j] for j in groups[-1]} or _like_the_one_before(groups, heads):
            groups.append([i])
        else:
            groups[-1].append(i)
    while len(groups) > len(row):
        joinable = [i for i in range(len(groups) - 1) if below[groups[i][0]] and below[groups[i + 1][0]]]
        if not joinable:
            break
        i = min(joinable, key=lambda i: len(groups[i]) + len(groups[i + 1]))
        groups[i : i + 2] = [groups[i] + groups[i + 1]]
    spread = [""] * width
    for cell, group in zip(row, groups, strict=False):
        spread[group[0]] = cell
    return spread


def _like_the_one_before(groups: list[list[int]], heads: list[str]) -> bool:
    """The last two groups of columns are next to each other and headed alike, each of several columns."""
    if len(groups) < 2 or len(groups[-1]) < 2 or groups[-2][-1] + 1 != groups[-1][0]:
        return False
    return [heads[i] for i in groups[-2]] == [heads[i] for i in groups[-1]]


def _kind(cell: str) -> str:
    return "tahun" if shape(cell) is Shape.NUMBER else "kata"


def _filled(rows: list[list[str]], width: int) -> list[list[str]]:
    """Merged headings copied to every column they cover."""
    levels: list[list[str]] = []
    for depth, row in enumerate(rows):
        line = list(row)
        for i in range(1, width):
            deeper = any(below[i] for below in rows[depth + 1 :])
            same_parent = all(level[i] == level[i - 1] for level in levels)
            if not line[i] and deeper and same_parent and _covers(rows, depth, i):
                line[i] = line[i - 1]
        levels.append(line)
    return levels


def _covers(rows: list[list[str]], depth: int, i: int) -> bool:
    """Whether the heading left of column i is divided below, and so may reach over column i."""
    start = i - 1
    while start > 0 and not rows[depth][start]:
        start -= 1
    return any(_divided(rows[depth], below, start) for below in rows[depth + 1 :])


def _divided(row: list[str], below: list[str], start: int) -> bool:
    """Whether a row below divides a heading: it says something else there, or the same but not of every heading."""
    if not below[start]:
        return False
    others = [start] if normal(below[start]) != normal(row[start]) else range(len(row))
    return any(row[i] and normal(row[i]) != normal(below[i]) for i in others)


def _with_sides(columns: list[Column]) -> tuple[Column, ...]:
    """Number the halves of a table that prints two rows side by side, each with a target or money of its own.

    Either name, indicator, target and money twice, or a goal with its target beside a program with its own. The
    indicator of a goal above all of them (tujuan) is of none of the halves.
    """
    starts = [column.index for column in columns if column.role == "uraian"]
    goals = [column.index for column in columns if column.role == "sasaran"][:1]
    if len(starts) == 1 or (starts and goals and goals[0] < starts[0] and _repeats(columns, goals + starts)):
        starts = goals + starts
    if len(starts) < 2 or starts != sorted(starts) or not _repeats(columns, starts):
        return tuple(columns)
    placed = []
    side = 0
    for column in columns:
        if column.index in starts:
            side += 1
        shared = column.role in ("no", "kode") or (column.role == "catatan" and side == len(starts))
        role = "abaikan" if side == 0 and column.role == "indikator" else column.role
        placed.append(Column(column.index, column.levels, role, column.natures, 0 if shared else side))
    return tuple(placed)


def _repeats(columns: list[Column], starts: list[int]) -> bool:
    """Both halves have an indicator or target of their own."""
    halves = [columns[a:b] for a, b in zip(starts, [*starts[1:], len(columns)], strict=True)]
    return all(
        any(column.role == "indikator" for column in half) and any(column.role in ("target", "pagu") for column in half)
        for half in halves
    )
