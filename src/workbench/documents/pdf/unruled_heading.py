"""Headings of tables without upright rules: which text stands over which columns, on which level.

A heading of a group stands in the middle of its columns (or at their left edge) and may be narrower than any of them,
so that its own place does not say how far it reaches: the groups of one level share the columns that have lower
headings so that every heading lies in the middle of its share.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.documents.pdf.page import Stroke
from workbench.documents.pdf.words import Line, Word

_ALIGNED = 1.0
_STICKS_OUT = 3.0
_UNCOVERED = 4.0
_IN_THE_MIDDLE = 0.7
_OUTSIDE = 30.0
_PADDING = 2.0
_SLACK = 0.5
_NOWHERE = 1e6
_NEAR_PITCH = 0.12

Columns = Sequence[tuple[float, float]]


@dataclass(slots=True)
class Segment:
    """Words of one line with no wider gap than a blank between them."""

    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].box[0]

    @property
    def x1(self) -> float:
        return self.words[-1].box[2]

    @property
    def text(self) -> str:
        return Line(self.words).text


@dataclass(slots=True)
class Block:
    """One heading: its segments from top to bottom, and the first and last column it stands over."""

    segments: list[Segment]
    first: int = 0
    last: int = 0

    @property
    def x0(self) -> float:
        return min(segment.x0 for segment in self.segments)

    @property
    def x1(self) -> float:
        return max(segment.x1 for segment in self.segments)

    @property
    def top(self) -> float:
        return min(segment.words[0].box[1] for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.words[0].box[3] for segment in self.segments)

    @property
    def size(self) -> float:
        return self.segments[0].words[0].size

    @property
    def words(self) -> list[Word]:
        return [word for segment in self.segments for word in segment.words]

    def is_beside(self, other: "Block") -> bool:
        """The two share some height."""
        return min(self.bottom, other.bottom) - max(self.top, other.top) > 0.3 * self.size

    def is_above(self, other: "Block") -> bool:
        return other.top - self.top > 0.5 * self.size and not self.is_beside(other)


def blocks_of(segments: Sequence[Segment], pitch: float | None = None, strokes: Sequence[Stroke] = ()) -> list[Block]:
    """Segments under each other that make one text: close, aligned at the left or in the middle, no rule between.

    `pitch`: the step between lines of one text, where it is known.
    """
    blocks: list[Block] = []
    for segment in segments:
        home = next((block for block in reversed(blocks) if continues(block.segments[-1], segment, pitch)), None)
        if home is None or _is_parted(home.segments[-1], segment, strokes):
            blocks.append(Block([segment]))
        else:
            home.segments.append(segment)
    return blocks


def continues(above: Segment, below: Segment, pitch: float | None = None) -> bool:
    """`below` is the next line of the text that ends with `above`."""
    size = below.words[0].size
    step = below.words[0].box[1] - above.words[0].box[1]
    widest = pitch + _NEAR_PITCH * size if pitch else 1.45 * size
    return 0.5 * size < step < widest and is_set_alike(above, below)


def is_set_alike(one: Segment, other: Segment) -> bool:
    """The two begin at the same place or have the same middle."""
    return abs(one.x0 - other.x0) < 1.5 or abs(one.x0 + one.x1 - other.x0 - other.x1) < 3.0


def _is_parted(above: Segment, below: Segment, strokes: Sequence[Stroke]) -> bool:
    top, bottom = (sum((one.words[0].box[1], one.words[0].box[3])) / 2 for one in (above, below))
    left, right = max(above.x0, below.x0), min(above.x1, below.x1)
    return any(top < stroke.at < bottom and stroke.start < left and stroke.end > right for stroke in strokes)


def over(x0: float, x1: float, columns: Columns) -> list[int]:
    """Columns that a reach of the line stands over."""
    return [i for i, (a, b) in enumerate(columns) if min(b, x1) - max(a, x0) > 0.5]


def nearest(x0: float, x1: float, columns: Columns) -> int:
    """The column nearest to a reach of the line."""
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - x1, x0 - columns[i][1]))


def standing(block: Block, columns: Columns) -> tuple[int, int]:
    """First and last column below a heading; the nearest one where it stands over none."""
    found = over(block.x0, block.x1, columns) or [nearest(block.x0, block.x1, columns)]
    return found[0], found[-1]


def is_of_group(block: Block, blocks: Sequence[Block], columns: Columns) -> bool:
    """A heading in the white between two columns names both: each has a lower heading, and not each a higher one."""
    left, right = _around(block, columns)
    if left is None or right is None or _set_left(blocks, block):
        return False
    sides: list[list[Block]] = [[], []]
    for other in blocks:
        first, last = standing(other, columns)
        for side, i in zip(sides, (left, right), strict=True):
            if other is not block and first <= i <= last:
                side.append(other)
    lower = all(any(block.is_above(other) for other in side) for side in sides)
    named = all(any(block.is_beside(other) for other in side) for side in sides)
    return lower and not named


def _around(block: Block, columns: Columns) -> tuple[int | None, int | None]:
    """The column that ends before a heading and the one that begins after it."""
    left = max((i for i, (_, x1) in enumerate(columns) if x1 <= block.x0 + 1), default=None)
    right = min((i for i, (x0, _) in enumerate(columns) if x0 >= block.x1 - 1), default=None)
    return left, right


def off_groups(block: Block, blocks: Sequence[Block], columns: Columns) -> float:
    """How far a heading in the white between two columns lies off the middle of any columns it may be the group of."""
    left, right = _around(block, columns)
    if left is None or right is None:
        return 0.0
    others = [one for one in blocks if one is not block]
    for one in others:
        one.first, one.last = standing(one, columns)
    edges = _edges(columns, _lowest(others, len(columns)))
    runs = itertools.product(range(left + 1), range(right, len(columns)))
    return min(_off(block, edges[first], edges[last + 1]) for first, last in runs)


def _set_left(blocks: Sequence[Block], but: Block) -> bool:
    """The other headings of groups begin where a heading below them begins."""
    above = [(one, [other for other in blocks if one.is_above(other) and shares(one, other)]) for one in blocks]
    groups = [(one, lower) for one, lower in above if lower and one is not but]
    aligned = sum(any(abs(one.x0 - other.x0) < _ALIGNED for other in lower) for one, lower in groups)
    return 2 * aligned > len(groups)


def shares(one: Block, other: Block) -> bool:
    """Some of the width of the one stands over or under the other."""
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def levels_of(blocks: list[Block], columns: Columns, strokes: Sequence[Stroke] = ()) -> list[dict[int, list[Word]]]:
    """The words of every heading at the first column it covers, level by level from the outermost.

    `strokes`: rules across the heading; one below the heading of a group is as wide as its columns.
    """
    if not blocks:
        return []
    for block in blocks:
        block.first, block.last = standing(block, columns)
    _share_columns(blocks, columns, strokes)
    blocks = sorted(blocks, key=lambda block: block.top)
    level_of = _stacked(blocks, len(columns))
    levels: list[dict[int, list[Word]]] = [{} for _ in range(max(level_of.values(), default=-1) + 1)]
    for block in blocks:
        levels[level_of[id(block)]].setdefault(block.first, []).extend(block.words)
    return levels


def _stacked(blocks: Sequence[Block], width: int) -> dict[int, int]:
    """Level of every heading: how many stand above it. One alone over its column stands in the first level."""
    above: list[list[Block]] = [[] for _ in range(width)]
    level_of: dict[int, int] = {}
    for block in blocks:
        covered = range(block.first, block.last + 1)
        level_of[id(block)] = max((level_of[id(other)] + 1 for i in covered for other in above[i]), default=0)
        for i in covered:
            above[i].append(block)
    return level_of


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where two columns meet: the least, the likely and the greatest place."""

    low: float
    likely: float
    high: float


# --- how far the heading of a group reaches --------------------------------------------------------------------


def _share_columns(blocks: Sequence[Block], columns: Columns, strokes: Sequence[Stroke]) -> None:
    """Give every heading of a group its columns, level by level from the top.

    A column whose lowest heading stands half way down has no other: that heading covers the whole height.
    """
    lowest = _lowest(blocks, len(columns))
    leaves = {id(block) for block in lowest if block is not None}
    owner: list[int | None] = [None] * len(columns)
    edges = _edges(columns, lowest)
    middle = _middle(blocks, lowest)
    for level in _beside([block for block in blocks if id(block) not in leaves]):
        underlined = _underlined(level, blocks, columns, strokes)
        free = [
            block is not None
            and any(group.is_above(block) for group in level)
            and (middle is None or abs(block.top + block.bottom - 2 * middle) > _IN_THE_MIDDLE * block.size)
            for block in lowest
        ]
        for start, end in [] if underlined else _runs(free, owner):
            _share(level, lowest, edges, start, end)
        for block in level:
            for i in range(block.first, block.last + 1):
                owner[i] = id(block)


def _lowest(blocks: Sequence[Block], width: int) -> list[Block | None]:
    """The lowest heading over every column."""
    lowest: list[Block | None] = [None] * width
    for block in sorted(blocks, key=lambda block: block.top):
        for i in range(block.first, block.last + 1):
            lowest[i] = block
    return lowest


def _underlined(level: Sequence[Block], blocks: Sequence[Block], columns: Columns, strokes: Sequence[Stroke]) -> bool:
    """Give the headings of groups the columns over which a rule below them reaches; whether each has its own."""
    found = []
    for block in level:
        below = min((one.bottom for one in blocks if block.is_above(one)), default=block.bottom)
        rules = [one for one in strokes if block.bottom - _STICKS_OUT < one.at < below and _is_inner(one, columns)]
        rule = next((one for one in rules if one.start < (block.x0 + block.x1) / 2 < one.end), None)
        inside = [i for i, (x0, x1) in enumerate(columns) if rule and rule.start < (x0 + x1) / 2 < rule.end]
        if not inside:
            return False
        found.append((inside[0], inside[-1]))
    if any(left[1] >= right[0] for left, right in itertools.pairwise(found)):
        return False
    for block, (first, last) in zip(level, found, strict=True):
        block.first, block.last = first, last
    return bool(found)


def _is_inner(rule: Stroke, columns: Columns) -> bool:
    """The rule leaves out a column at the left or at the right."""
    return rule.start > columns[0][0] + _STICKS_OUT or rule.end < columns[-1][1] - _STICKS_OUT


def _middle(blocks: Sequence[Block], lowest: Sequence[Block | None]) -> float | None:
    """Half the height of the headings; None where they are set at the top or the bottom of their cells."""
    top, bottom = min(block.top for block in blocks), max(block.bottom for block in blocks)
    lines = [block for block in lowest if block is not None and len(block.segments) == 1]
    set_high = any(block.top - top < 0.3 * block.size for block in lines)
    return None if set_high else (top + bottom) / 2


def _beside(groups: list[Block]) -> list[list[Block]]:
    """Headings of groups that stand side by side, from the highest to the lowest, each from left to right."""
    levels: list[list[Block]] = []
    for block in sorted(groups, key=lambda block: block.top):
        if levels and any(block.is_beside(other) for other in levels[-1]):
            levels[-1].append(block)
        else:
            levels.append([block])
    return [sorted(level, key=lambda block: block.x0) for level in levels]


def _runs(free: list[bool], owner: list[int | None]) -> list[tuple[int, int]]:
    """Neighbouring columns with lower headings and the same heading above, as (first, last)."""
    runs = []
    for (is_free, _), group in itertools.groupby(range(len(free)), key=lambda i: (free[i], owner[i])):
        places = list(group)
        if is_free:
            runs.append((places[0], places[-1]))
    return runs


def _share(
    level: Sequence[Block], lowest: Sequence[Block | None], edges: Sequence[_Edge], start: int, end: int
) -> None:
    """Share neighbouring columns among the headings over them."""
    groups = [block for block in level if edges[start].low <= (block.x0 + block.x1) / 2 <= edges[end + 1].high]
    if not groups:
        return
    if all(_is_at_left(block, lowest[block.first]) for block in groups):
        ends = [block.first - 1 for block in groups[1:]] + [end]
        shares = [(block.first, max(block.last, last)) for block, last in zip(groups, ends, strict=True)]
    else:
        cost, shares = _best(groups, edges, start, end)
        if cost >= _NOWHERE:
            return
    for block, (first, last) in zip(groups, shares, strict=True):
        block.first, block.last = first, last


def _is_at_left(block: Block, below: Block | None) -> bool:
    """The heading begins where the one below it begins."""
    return below is not None and abs(block.x0 - below.x0) < _ALIGNED


def _edges(columns: Columns, lowest: Sequence[Block | None]) -> list[_Edge]:
    """Where columns meet, in the white between them.

    A heading stands in the middle of its cell: where one edge of the cell may be tells where the other may be.
    """
    wide = columns[0][0] - _OUTSIDE, columns[-1][1] + _OUTSIDE
    reach = [
        (wide[0], columns[0][0]),
        *((a[1], b[0]) for a, b in itertools.pairwise(columns)),
        (columns[-1][1], wide[1]),
    ]
    middles = [
        (block.x0 + block.x1) / 2 if block is not None and block.first == block.last else None for block in lowest
    ]
    for places in (range(len(columns)), range(len(columns) - 1, -1, -1)):
        for i in places:
            middle = middles[i]
            if middle is None:
                continue
            left, right = _mirrored(reach[i + 1], middle, reach[i]), _mirrored(reach[i], middle, reach[i + 1])
            if left is None or right is None:
                middles[i] = None
            else:
                reach[i], reach[i + 1] = left, right
    edges = [_Edge(low, (low + high) / 2, high) for low, high in reach]
    first, last = edges[0], edges[-1]
    edges[0] = replace(first, likely=max(first.low, min(first.high, columns[0][0] - _PADDING)))
    edges[-1] = replace(last, likely=min(last.high, max(last.low, columns[-1][1] + _PADDING)))
    return edges


def _mirrored(edge: tuple[float, float], middle: float, other: tuple[float, float]) -> tuple[float, float] | None:
    """The part of the reach of the other edge of a cell that agrees with this edge and the middle."""
    low = max(other[0], 2 * middle - edge[1] - _SLACK)
    high = min(other[1], 2 * middle - edge[0] + _SLACK)
    return (low, high) if low <= high else None


def _best(groups: Sequence[Block], edges: Sequence[_Edge], start: int, end: int) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest shares: how far every heading lies off the middle, and columns that no heading covers."""
    # best[i]: cost and shares when the columns before `i` are dealt with
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {
        i: (_UNCOVERED * (i - start), []) for i in range(start, end + 2)
    }
    for block in groups:
        reached: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for begin, (cost, shares) in best.items():
            for last in range(begin, end + 1):
                total = cost + _off(block, edges[begin], edges[last + 1])
                for free in range(last + 1, end + 2):
                    here = total + _UNCOVERED * (free - last - 1)
                    if free not in reached or here < reached[free][0]:
                        reached[free] = (here, [*shares, (begin, last)])
        best = reached
    return best.get(end + 1, (_NOWHERE, []))


def _off(block: Block, left: _Edge, right: _Edge) -> float:
    """How far a heading lies off the middle of its columns; far more where it cannot be in it or sticks out of them."""
    out = max(0.0, left.likely - block.x0 - _STICKS_OUT) + max(0.0, block.x1 - right.likely - _STICKS_OUT)
    twice = block.x0 + block.x1
    beyond = max(0.0, left.low + right.low - twice - 2 * _SLACK, twice - left.high - right.high - 2 * _SLACK) / 2
    return abs(twice - left.likely - right.likely) / 2 + 3 * beyond + 3 * out
