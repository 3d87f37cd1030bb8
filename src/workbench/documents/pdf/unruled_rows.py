"""Rows of tables without upright rules: which lines of a page make one row.

A cell is set at the top, in the middle or at the bottom of its row, and its column keeps to that; the longest cell of
a row fills it. So a row is a run of lines in which every cell stands where its column sets it, with one figure and one
code in a cell, and no row reaches into the next. Of all ways to cut the lines, the one that breaks these habits least
is taken; how a column sets its cells is taken from all pages of a table.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.documents.pdf.words import is_cut_number, number_goes_on

TOP, MIDDLE, BOTTOM = 0.0, 0.5, 1.0
_PLACES = (TOP, MIDDLE, BOTTOM)
_MOST_LINES = 40
_WIDEST_PITCH = 2.0
_ROW = 0.4
_FIGURELESS = 0.8
_TWO_FIGURES = 2.5
_HOLE = 1.5
_OVERLAP = 3.0
_NEAR = 0.15
_EVEN = 0.03
_UNEVEN = 0.4
_RULED = 0.7
_CLEARLY = 0.5
_FIGURES = 0.6
_CURRENCY = re.compile(r"rp\.?", re.IGNORECASE)
_CODE_START = re.compile(r"(?:\d|X)\.(?:\d\d|XX)(?:\.|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one line of the page prints in one column."""

    column: int
    text: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of the body: the height of its middle, what it prints, and whether a rule stands above it."""

    at: float
    pieces: tuple[Piece, ...]
    under_rule: bool = False


@dataclass(slots=True)
class Habits:
    """What the rows of one table keep to: pitch of lines, step from row to row, place of the cells by column."""

    pitch: float
    step: float | None = None
    places: dict[int, float] = field(default_factory=dict)
    figures: frozenset[int] = frozenset()
    codes: frozenset[int] = frozenset()
    prefix: str = ""

    def place(self, column: int) -> float:
        return self.places.get(column, TOP)


def cut(pages: Sequence[Sequence[Printed]], size: float) -> tuple[Habits, list[list[int]]]:
    """How the lines of a table make rows: for every page, the places of the lines that begin one."""
    pitch = _pitch(pages, size)
    figures, codes, prefix = _kinds(pages)
    best: tuple[float, Habits, list[list[int]]] | None = None
    columns = {piece.column for lines in pages for line in lines for piece in line.pieces}
    beginnings = [dict.fromkeys(columns, place) for place in _PLACES]
    beginnings.append({column: MIDDLE if column in figures | codes else TOP for column in columns})
    for places in beginnings:
        habits = Habits(pitch, None, places, figures, codes, prefix)
        for _ in range(3):
            found = [best_cut(lines, habits) for lines in pages]
            cost = sum(one[0] for one in found)
            starts = [one[1] for one in found]
            if best is None or cost < best[0]:
                best = cost, habits, starts
            habits = _learnt(pages, starts, habits)
    assert best is not None
    _, habits, starts = best
    return replace(habits, step=_learnt(pages, starts, habits).step), starts


def best_cut(lines: Sequence[Printed], habits: Habits) -> tuple[float, list[int]]:
    """The cheapest way to cut lines into rows: what it costs, and where rows begin."""
    if not lines:
        return 0.0, []
    forward, begun = _forward(lines, _rows(lines, habits))
    starts, end = [], len(lines)
    while end:
        end = begun[end]
        starts.append(end)
    return forward[-1], starts[::-1]


def unsure_rows(lines: Sequence[Printed], habits: Habits) -> set[int]:
    """Rows of the cheapest cut, counted from 0, that another cut about as cheap begins or ends elsewhere."""
    if not lines:
        return set()
    count = len(lines)
    rows = _rows(lines, habits)
    forward, _ = _forward(lines, rows)
    backward = [float("inf")] * count + [0.0]
    for start in range(count - 1, -1, -1):
        backward[start] = min(cost + backward[end] for end, cost in rows[start])
    through = {
        (start, end): forward[start] + cost + backward[end] for start in range(count) for end, cost in rows[start]
    }
    starts = best_cut(lines, habits)[1]
    found = set()
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], count], strict=True)):
        others = (cost for (a, b), cost in through.items() if a <= start < b and (a, b) != (start, end))
        if min(others, default=float("inf")) < forward[-1] + _CLEARLY:
            found.add(number)
    return found


def _rows(lines: Sequence[Printed], habits: Habits) -> list[list[tuple[int, float]]]:
    """For every line the rows that may begin with it: the line after their end, and what they cost."""
    ruled = _only_at_rules(lines, habits)
    found = []
    for start in range(len(lines)):
        before = _between(lines, start, habits, ruled) if start else 0.0
        found.append([(end, before + cost) for end, cost in _rows_from(lines, start, habits, ruled)])
    return found


def _forward(lines: Sequence[Printed], rows: Sequence[Sequence[tuple[int, float]]]) -> tuple[list[float], list[int]]:
    """The least cost of all lines before each line, and where the last row before it begins."""
    costs = [0.0] + [float("inf")] * len(lines)
    begun = [0] * (len(lines) + 1)
    for start, ends in enumerate(rows):
        for end, cost in ends:
            if costs[start] + cost < costs[end]:
                costs[end], begun[end] = costs[start] + cost, start
    return costs, begun


def _between(lines: Sequence[Printed], start: int, habits: Habits, ruled: bool) -> float:
    """What it costs that a row ends above a line and another begins with it."""
    if lines[start].under_rule:
        return 0.0
    gap = (lines[start].at - lines[start - 1].at) / habits.pitch
    cost = _OVERLAP if gap < 1 - _NEAR else 0.0
    if ruled:
        cost += _OVERLAP
    elif habits.step:
        cost += _UNEVEN * min(1.0, abs(gap - habits.step / habits.pitch))
    return cost


class _Cell:
    """Lines of one cell while a row grows."""

    __slots__ = ("extra", "first", "last", "text")

    def __init__(self, at: float, text: str) -> None:
        self.first = self.last = at
        self.text = text
        self.extra = 0


def _rows_from(lines: Sequence[Printed], start: int, habits: Habits, ruled: bool) -> list[tuple[int, float]]:
    """What rows cost that begin at a line, by the line after their end."""
    found: list[tuple[int, float]] = []
    cells: dict[int, _Cell] = {}
    fixed = 0.0
    for end in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[end]
        if end > start:
            wider = (line.at - lines[end - 1].at) / habits.pitch - 1
            if line.under_rule:
                fixed += 2 * _HOLE
            elif wider > _EVEN and not ruled:
                fixed += _HOLE * min(1.0, wider / _NEAR)
        for piece in line.pieces:
            fixed += _grow(cells, piece, line.at, habits)
        if fixed > 20 and found:
            break
        found.append((end + 1, fixed + _ROW + _apart(cells, lines[start].at, line.at, habits)))
    return found


def _grow(cells: dict[int, _Cell], piece: Piece, at: float, habits: Habits) -> float:
    """Add a line to its cell; what two figures or codes in one cell cost."""
    cell = cells.get(piece.column)
    if cell is None:
        cells[piece.column] = _Cell(at, piece.text)
        return 0.0
    cost = 0.0
    if piece.column in habits.codes:
        cost = _TWO_FIGURES if is_code_start(piece.text, habits) and at > cell.last else 0.0
    elif piece.column in habits.figures and piece.is_figure and at > cell.last:
        if number_goes_on(cell.text, piece.text) or is_cut_number(cell.text):
            cell.text += piece.text
        else:
            cell.text = piece.text
            cost = _TWO_FIGURES
    cell.last = at
    return cost


def is_code_start(text: str, habits: Habits) -> bool:
    return bool(_CODE_START.match(text)) and text[: len(habits.prefix)] == habits.prefix


def _apart(cells: dict[int, _Cell], top: float, bottom: float, habits: Habits) -> float:
    """How far the cells of a row stand from where their columns set them."""
    cost = 0.0
    has_figure = not habits.figures
    for column, cell in cells.items():
        place = habits.place(column)
        off = abs((1 - place) * (cell.first - top) - place * (bottom - cell.last)) / habits.pitch
        cost += min(1.0, off) if off > _NEAR else 0.0
        has_figure = has_figure or column in habits.figures
    return cost + (0.0 if has_figure else _FIGURELESS)


def _only_at_rules(lines: Sequence[Printed], habits: Habits) -> bool:
    """Rules part all rows: between two rules stands one figure a column."""
    pieces = [[lines[0]]]
    for line in lines[1:]:
        if line.under_rule:
            pieces.append([])
        pieces[-1].append(line)
    if len(pieces) < 2:
        return False
    clean = 0
    for group in pieces:
        cells: dict[int, _Cell] = {}
        clean += not any(_grow(cells, piece, line.at, habits) for line in group for piece in line.pieces)
    return clean >= _RULED * len(pieces)


# --- habits ----------------------------------------------------------------------------------------------------


def _pitch(pages: Sequence[Sequence[Printed]], size: float) -> float:
    """The step between two lines of one text: the smallest that one column has more than once."""
    steps: Counter[float] = Counter()
    for lines in pages:
        last: dict[int, float] = {}
        for line in lines:
            for column in {piece.column for piece in line.pieces}:
                if column in last:
                    steps[round(4 * (line.at - last[column])) / 4] += 1
                last[column] = line.at
    usual = sorted(step for step in steps if 0.8 * size < step < _WIDEST_PITCH * size)
    for step in usual:
        if steps[step] + steps[step + 0.25] > 1:
            return step
    return usual[0] if usual else 1.2 * size


def _kinds(pages: Sequence[Sequence[Printed]]) -> tuple[frozenset[int], frozenset[int], str]:
    """Columns of figures, columns of codes, and how the codes begin."""
    all_, figures, codes = Counter[int](), Counter[int](), Counter[int]()
    prefixes: Counter[str] = Counter()
    for line in itertools.chain.from_iterable(pages):
        for piece in (piece for piece in line.pieces if not _CURRENCY.fullmatch(piece.text)):
            all_[piece.column] += 1
            figures[piece.column] += piece.is_figure
            found = _CODE_START.match(piece.text)
            if found:
                codes[piece.column] += 1
                prefixes[found[0].rstrip(".")] += 1
    coded = frozenset(column for column in codes if codes[column] > 1 and codes[column] > 0.3 * all_[column])
    solid = frozenset(c for c in figures if figures[c] > _FIGURES * all_[c] and c not in coded)
    return solid, coded, prefixes.most_common(1)[0][0] if prefixes else ""


def _learnt(pages: Sequence[Sequence[Printed]], starts: Sequence[Sequence[int]], habits: Habits) -> Habits:
    """The habits that rows already cut show."""
    off: dict[int, list[float]] = {}
    steps: list[float] = []
    for lines, begun in zip(pages, starts, strict=True):
        for start, end in zip(begun, [*begun[1:], len(lines)], strict=True):
            if start:
                steps.append(lines[start].at - lines[start - 1].at)
            cells: dict[int, _Cell] = {}
            for line in lines[start:end]:
                for piece in line.pieces:
                    _grow(cells, piece, line.at, habits)
            top, bottom = lines[start].at, lines[end - 1].at
            for column, cell in cells.items():
                sums = off.setdefault(column, [0.0, 0.0, 0.0])
                for i, place in enumerate(_PLACES):
                    far = abs((1 - place) * (cell.first - top) - place * (bottom - cell.last)) / habits.pitch
                    sums[i] += min(1.0, far) if far > _NEAR else 0.0
    places = dict(habits.places)
    for column, sums in off.items():
        least = min(sums)
        if sums[_PLACES.index(habits.place(column))] > least + 0.5:
            places[column] = _PLACES[sums.index(least)]
    step = Counter(round(one * 2) / 2 for one in steps).most_common(1)
    usual = step[0][0] if step and step[0][1] > 0.5 * len(steps) else None
    return Habits(habits.pitch, usual, places, habits.figures, habits.codes, habits.prefix)
