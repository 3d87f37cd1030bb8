"""From rules to frames: the grid that the lines of a page draw, with merged cells.

A row may end without a rule where every upright line of the table is broken (Word prints rows one by one); such an
edge is `soft` and holds where neither a shaded cell nor a line of text runs across it.
"""

import bisect
import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from workbench.documents.pdf.page import Box, Sheet, Stroke

_TOUCH = 3.0
_SAME_ROW = 2.5
_LOWEST_ROW = 5.0
_LOWEST_SOFT_ROW = 6.0
_SAME_COLUMN = 4.0
_SHIFTED_COLUMN = 8.0
_SHARED = 12.0
_COVERED = 0.6
_BROKEN = 0.6
_OPEN_EDGE = 6.0


@dataclass(slots=True)
class Span:
    """One cell: first row and column, how many it covers, and its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(slots=True)
class Frame:
    """One ruled table on a page: edges of its columns and rows, and its cells.

    `soft`: indices of row edges without a rule. `clean`: every cell is a rectangle closed by rules.
    """

    xs: list[float]
    ys: list[float]
    spans: list[Span] = field(default_factory=list)
    soft: frozenset[int] = frozenset()
    clean: bool = True
    _owner: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def span_at(self, x: float, y: float) -> Span | None:
        """The cell at a place; None outside the frame."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect.bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = min(bisect.bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        return self.spans[self._owner[row, column]]


@dataclass(slots=True)
class _Rule:
    """Strokes on one line: their place, the runs they cover, and where each stroke ends."""

    at: float
    runs: list[tuple[float, float]]
    ends: list[float]


def frames(sheet: Sheet) -> list[Frame]:
    """Every ruled table of a page, from top to bottom."""
    across = _rules(sheet.across, _SAME_ROW / 2)
    down = _rules(sheet.down, _SAME_COLUMN / 4)
    found = [_frame(h, v, sheet) for h, v in _connected(across, down)]
    return sorted((frame for frame in found if frame), key=lambda frame: (frame.ys[0], frame.xs[0]))


def _rules(strokes: list[Stroke], tolerance: float) -> list[_Rule]:
    """Strokes of (nearly) the same place gathered, touching ones joined. Each run is a rule of its own."""
    rules: list[_Rule] = []
    group: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if group and stroke.at - group[0].at > 2 * tolerance:
            rules += _runs(group)
            group = []
        group.append(stroke)
    return rules + (_runs(group) if group else [])


def _runs(group: list[Stroke]) -> list[_Rule]:
    found: list[_Rule] = []
    for stroke in sorted(group, key=lambda stroke: stroke.start):
        last = found[-1] if found else None
        if last and stroke.start <= last.runs[0][1] + _TOUCH:
            last.runs[0] = (last.runs[0][0], max(last.runs[0][1], stroke.end))
            last.ends += [stroke.start, stroke.end]
        else:
            found.append(_Rule(stroke.at, [(stroke.start, stroke.end)], [stroke.start, stroke.end]))
    return found


def _connected(across: list[_Rule], down: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Groups of rules that touch each other; upright lines of equal reach that touch none make a group too."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    touched = set()
    for i, one in enumerate(across):
        for j, other in enumerate(down, start=len(across)):
            if _touch(one, other):
                touched.add(j)
                parent[root(i)] = root(j)
    lone = [j for j in range(len(across), len(parent)) if j not in touched]
    for a, b in itertools.combinations(lone, 2):
        (top, bottom), (other_top, other_bottom) = (down[j - len(across)].runs[0] for j in (a, b))
        if abs(top - other_top) < _TOUCH and abs(bottom - other_bottom) < _TOUCH:
            parent[root(a)] = root(b)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = defaultdict(lambda: ([], []))
    for i in range(len(parent)):
        side = 0 if i < len(across) else 1
        groups[root(i)][side].append(across[i] if side == 0 else down[i - len(across)])
    return list(groups.values())


def _touch(across: _Rule, down: _Rule) -> bool:
    (x0, x1), (y0, y1) = across.runs[0], down.runs[0]
    return x0 - _TOUCH <= down.at <= x1 + _TOUCH and y0 - _TOUCH <= across.at <= y1 + _TOUCH


def _frame(across: list[_Rule], down: list[_Rule], sheet: Sheet) -> Frame | None:
    """The grid of one group of rules; None when it has no two columns."""
    across = [rule for rule in across if sum(_touch(rule, other) for other in down) > 1]
    if len(down) < 2 or (len(down) < 3 and len(across) < 2):
        return None
    columns, rows = _without_shifts(_edges(down, _SAME_COLUMN)), _edges(across, _SAME_ROW)
    _close(columns, rows, across, down)
    _close(rows, columns, down, across)
    if len(columns) < 3 or len(rows) < 2:
        return None
    soft = _broken_at(columns, rows, down)
    xs, ys = sorted(columns), sorted([*rows, *soft])
    frame = Frame(xs, ys, soft=frozenset(ys.index(y) for y in soft))
    _cut(frame, columns, rows, sheet)
    return frame


Edges = dict[float, list[tuple[float, float]]]


def _edges(rules: list[_Rule], tolerance: float) -> Edges:
    """Place of every edge -> the runs drawn on it; places nearer than `tolerance` are one."""
    edges: Edges = {}
    group: list[_Rule] = []
    for rule in [*sorted(rules, key=lambda rule: rule.at), None]:
        if group and (rule is None or rule.at - group[-1].at > tolerance):
            lengths = [rule.runs[0][1] - rule.runs[0][0] for rule in group]
            middle = sum(r.at * n for r, n in zip(group, lengths, strict=True)) / (sum(lengths) or 1)
            edges[middle] = [run for member in group for run in member.runs]
            group = []
        if rule is not None:
            group.append(rule)
    return edges


def _without_shifts(edges: Edges) -> Edges:
    """Neighbouring edges that no height shares made one: headings and rows of a column printed a little apart."""
    found: Edges = {}
    for at in sorted(edges):
        last = max(found, default=None)
        if last is not None and at - last < _SHIFTED_COLUMN and not _overlap(found[last], edges[at]):
            runs = found.pop(last) + edges[at]
            found[(last + at) / 2] = runs
        else:
            found[at] = edges[at]
    return found


def _overlap(some: list[tuple[float, float]], others: list[tuple[float, float]]) -> bool:
    return any(min(b, d) - max(a, c) > _SHARED for a, b in some for c, d in others)


def _close(edges: Edges, others: Edges, along: list[_Rule], own: list[_Rule]) -> None:
    """Add the outer edge that is not drawn where most of the rules that meet it reach on."""
    if not along:
        return
    reach = [rule.runs[0] for rule in along]
    low, high = min(a for a, _ in reach), max(b for _, b in reach)
    span = (min(others, default=0.0), max(others, default=0.0))
    first, last = min(edges, default=high), max(edges, default=low)
    if first - low > _OPEN_EDGE and 2 * sum(a - low < _TOUCH for a, _ in reach) >= len(reach):
        edges[low] = [span]
    if high - last > _OPEN_EDGE and 2 * sum(high - b < _TOUCH for _, b in reach) >= len(reach):
        edges[high] = [span]


def _broken_at(columns: Edges, rows: Edges, down: list[_Rule]) -> list[float]:
    """Heights at which most upright lines are broken though no rule is drawn there."""
    ends = sorted(end for rule in down for end in rule.ends)
    known = sorted(rows)
    found: list[float] = []
    for _, group in itertools.groupby(_chained(ends), key=lambda pair: pair[0]):
        heights = [height for _, height in group]
        y = sum(heights) / len(heights)
        place = bisect.bisect_left(known, y)
        if any(abs(y - other) < _LOWEST_SOFT_ROW for other in known[max(0, place - 1) : place + 1]):
            continue
        passing = [rule for rule in down if rule.runs[0][0] < y - _TOUCH and rule.runs[0][1] > y + _TOUCH]
        broken = [rule for rule in passing if any(abs(end - y) < _SAME_ROW / 2 for end in rule.ends)]
        if len(broken) >= 3 and len(broken) >= _BROKEN * len(passing):
            found.append(y)
    return [y for i, y in enumerate(found) if i == 0 or y - found[i - 1] >= _LOWEST_ROW]


def _chained(ends: list[float]) -> list[tuple[int, float]]:
    """Numbers the groups of nearly equal heights."""
    group, result = 0, []
    for i, end in enumerate(ends):
        if i and end - ends[i - 1] > 1.0:
            group += 1
        result.append((group, end))
    return result


def _cut(frame: Frame, columns: Edges, rows: Edges, sheet: Sheet) -> None:
    """Find the cells: places without a rule between them belong together."""
    xs, ys = frame.xs, frame.ys
    width, height = len(xs) - 1, len(ys) - 1
    middles = _text_middles(sheet, frame)
    below: set[tuple[int, int]] = set()
    beside: set[tuple[int, int]] = set()
    for r, c in itertools.product(range(height), range(width)):
        if r + 1 < height:
            y, left, right = ys[r + 1], xs[c], xs[c + 1]
            joined = (
                _runs_across(sheet, middles, y, left, right)
                if r + 1 in frame.soft
                else _share(rows[y], left, right) < _COVERED
            )
            if joined:
                below.add((r, c))
        if c + 1 < width and _share(columns[xs[c + 1]], ys[r], ys[r + 1]) < _COVERED:
            beside.add((r, c))
    _gather(frame, width, height, below, beside)


def _share(runs: list[tuple[float, float]], start: float, end: float) -> float:
    covered = sum(max(0.0, min(b, end) - max(a, start)) for a, b in runs)
    return covered / (end - start) if end > start else 1.0


def _text_middles(sheet: Sheet, frame: Frame) -> list[tuple[float, float, float]]:
    """Middle of each glyph inside a frame that has soft edges: x, and the reach of its small letters."""
    if not frame.soft:
        return []
    x0, y0, x1, y1 = frame.box
    found = []
    for glyph in sheet.glyphs:
        if x0 < glyph.x0 < x1 and y0 < glyph.y0 < y1 and not glyph.text.isspace():
            middle, half = (glyph.y0 + glyph.y1) / 2, 0.3 * glyph.size
            found.append(((glyph.x0 + glyph.x1) / 2, middle - half, middle + half))
    return found


def _runs_across(sheet: Sheet, middles: list[tuple[float, float, float]], y: float, left: float, right: float) -> bool:
    """A shaded cell or a line of text runs across a soft edge between two columns."""
    for x0, y0, x1, y1 in sheet.fills:
        if y0 < y - _TOUCH and y1 > y + _TOUCH and min(x1, right) - max(x0, left) > _COVERED * (right - left):
            return True
    return any(left < x < right and low < y < high for x, low, high in middles)


def _gather(frame: Frame, width: int, height: int, below: set[tuple[int, int]], beside: set[tuple[int, int]]) -> None:
    """Group places that no rule parts; a group that is no rectangle is cut into runs of its rows."""
    owner: dict[tuple[int, int], int] = {}
    for start in itertools.product(range(height), range(width)):
        if start in owner:
            continue
        group = _flooded(start, below, beside)
        top, bottom = min(r for r, _ in group), max(r for r, _ in group)
        left, right = min(c for _, c in group), max(c for _, c in group)
        if len(group) == (bottom - top + 1) * (right - left + 1):
            _add_span(frame, owner, top, left, bottom, right)
        else:
            frame.clean = False
            for r in range(top, bottom + 1):
                line = sorted(c for row, c in group if row == r)
                for _, run in itertools.groupby(enumerate(line), key=lambda pair: pair[1] - pair[0]):
                    members = [c for _, c in run]
                    _add_span(frame, owner, r, members[0], r, members[-1])
    frame.spans.sort(key=lambda span: (span.row, span.column))
    frame._owner = {
        (r, c): i
        for i, span in enumerate(frame.spans)
        for r in range(span.row, span.row + span.rows)
        for c in range(span.column, span.column + span.columns)
    }


def _flooded(start: tuple[int, int], below: set[tuple[int, int]], beside: set[tuple[int, int]]) -> set[tuple[int, int]]:
    group, queue = {start}, [start]
    while queue:
        r, c = queue.pop()
        around = [((r + 1, c), (r, c) in below), ((r - 1, c), (r - 1, c) in below),
                  ((r, c + 1), (r, c) in beside), ((r, c - 1), (r, c - 1) in beside)]  # fmt: skip
        for place, joined in around:
            if joined and place not in group:
                group.add(place)
                queue.append(place)
    return group


def _add_span(frame: Frame, owner: dict[tuple[int, int], int], top: int, left: int, bottom: int, right: int) -> None:
    for place in itertools.product(range(top, bottom + 1), range(left, right + 1)):
        owner[place] = len(frame.spans)
    box = (frame.xs[left], frame.ys[top], frame.xs[right + 1], frame.ys[bottom + 1])
    frame.spans.append(Span(top, left, bottom - top + 1, right - left + 1, box))
