"""Tables without upright rules: columns from the white corridors of all their pages, rows from figures and codes.

A column is where text stands on any line of any page of the table, so that a corridor no text ever crosses parts two
columns. A row begins with its figures or its code; where lines across are drawn, they part the rows.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.documents.pdf.grid import Filled
from workbench.documents.pdf.page import Stroke
from workbench.documents.pdf.rules import Frame, Span
from workbench.documents.pdf.unruled_heading import (
    Block,
    Segment,
    blocks_of,
    continues,
    is_of_group,
    is_set_alike,
    levels_of,
    nearest,
    off_groups,
    over,
    shares,
    standing,
)
from workbench.documents.pdf.unruled_rows import Habits, Piece, Printed, best_cut, cut, unsure_rows
from workbench.documents.pdf.words import Line, Word, is_badly_grouped, is_cut_number

_SEGMENT_GAP = 0.5
_NARROWEST_GAP = 0.3
_TOUCHING = 0.1
_WIDEST_BLANK = 0.75
_ALIKE = 0.1
_LEVEL = 0.2
_MOSTLY = 0.9
_MORE = 0.6
_FEWEST_BLANKS = 12
_CORRIDOR = 1.5
_WIDE = 0.55
_NARROW = 0.3
_LONG_RULE = 0.3
_FAR = 12.0
_CROSSED = 0.02
_PAIR = 60.0
_FEWEST_COLUMNS = 3
_ACROSS = 0.05
_FULL = 0.8
_SHORT = 6.0
_SAME_RULE = 1.0
_MOST = 5.0
_CLEARLY = 0.5
_CLOSE = 2.5
_CLOSE_CELLS = 4.0
_LOOSEST = 1.45
_OFF_THE_MIDDLE = 4.0
_DASHES = ("-", "–", "—")
_FIGURE = re.compile(
    r"\(?\s*+[-–−+]?\s*+(?:rp\.?)?\s*+\d[\d.,]*(?:,-)?\s*+\)?\s*+(?:%|persen)?|#[A-Z/0!]+", re.IGNORECASE
)
_MEASURED = re.compile(r"\d[\d.,]*\s*(?:%|[^\W\d][^\d]{0,30})")
_CODE = re.compile(r"[\dX](?:\.[\dX]{1,4}){1,6}\.?")
_CAPTION = re.compile(r"(?:tabel|table|lampiran|gambar|grafik)\b", re.IGNORECASE)
_NOTE = re.compile(r"(?:sumber|keterangan|catatan|ket\.?)\s*:|\*+\)", re.IGNORECASE)
_LEAST_YEAR = 1900
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
_THOUSANDS = re.compile(r"\(?(?:rp|x)[\s.]*[.,0\s]*\)?", re.IGNORECASE)
_LEADERS = re.compile(r"\.{5,}|(?:\. ){4,}")


@dataclass(slots=True)
class Strip:
    """One line of the page cut into segments, with its place."""

    line: Line
    top: float
    bottom: float
    segments: list[Segment]

    @property
    def anchors(self) -> bool:
        """Two figures, or a code, beside other text: a row of a table stands here."""
        texts = [segment.text for segment in self.segments]
        figures = sum(is_figure(text) and not _YEAR.fullmatch(text) for text in texts)
        return len(texts) > 1 and (figures > 1 or bool(_CODE.fullmatch(texts[0])))

    def move(self, down: float) -> None:
        """Set the strip lower on the page, with its words."""
        self.top, self.bottom = self.top + down, self.bottom + down
        for word in self.line.words:
            x0, y0, x1, y1 = word.box
            word.box = (x0, y0 + down, x1, y1 + down)
            for glyph in word.glyphs:
                glyph.y0, glyph.y1 = glyph.y0 + down, glyph.y1 + down


@dataclass(slots=True)
class Region:
    """The strips of one table on one page: those of the heading, then those of the body.

    `rules`: heights of the rules as wide as the table; `headed`: one of them parts heading and body. `above`: what a
    page begins with above them, the rest of a row where the table goes on. `strokes`: all rules across the heading.
    """

    page: int
    head: list[Strip]
    body: list[Strip]
    rules: list[float]
    starts_page: bool
    ends_page: bool
    size: float = 0.0
    pitch: float | None = None
    headed: bool = False
    above: list[Strip] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


def is_caption(text: str) -> bool:
    """The line names a table, a figure or an annex."""
    return bool(_CAPTION.match(text))


def is_figure(text: str) -> bool:
    if _THOUSANDS.fullmatch(text):
        return False
    return bool(_FIGURE.fullmatch(text) or _CODE.fullmatch(text) or _MEASURED.fullmatch(text))


@dataclass(frozen=True, slots=True)
class _Blank:
    """How texts of one size part their words: the widest gap in sizes of print, and whether blanks are printed."""

    widest: float = _SEGMENT_GAP
    printed: bool = False

    def joins(self, left: Word, right: Word) -> bool:
        gap = (right.box[0] - left.box[2]) / right.size
        if gap > self.widest or abs(_middle(left) - _middle(right)) > _LEVEL * right.size:
            return False
        if gap > _TOUCHING and self.printed and not right.spaced:
            return False
        return not (_is_whole_figure(left.text) and _is_whole_figure(right.text))


def _blanks(lines: Sequence[Line]) -> dict[int, _Blank]:
    """The usual blank of every size of print.

    A file that prints blanks leaves none out: a gap as wide as its blanks but without one parts two cells.
    """
    gaps: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for line in lines:
        for left, right in itertools.pairwise(line.words):
            gap = (right.box[0] - left.box[2]) / right.size
            if _TOUCHING < gap <= _WIDEST_BLANK:
                gaps[round(line.size)].append((gap, right.spaced))
    every = list(itertools.chain.from_iterable(gaps.values()))
    return {size: _blank_of(found, every) for size, found in gaps.items()}


def _blank_of(found: list[tuple[float, bool]], every: list[tuple[float, bool]]) -> _Blank:
    """The blank of one size; that of all sizes where this one shows too few."""
    found = found if len(found) >= _FEWEST_BLANKS else every
    near = sorted(gap for gap, _ in found if gap <= _SEGMENT_GAP)
    spaced = sorted(gap for gap, printed in found if printed)
    if len(spaced) < _FEWEST_BLANKS:
        spaced = sorted(gap for gap, printed in every if printed)
    if len(spaced) >= _FEWEST_BLANKS:
        usual = spaced[len(spaced) // 2]
        alike = [printed for gap, printed in found if abs(gap - usual) < _ALIKE * usual]
        even = sum(abs(gap - usual) < _ALIKE * usual for gap in spaced) > _MOSTLY * len(spaced)
        if sum(alike) > (_MORE if even else _MOSTLY) * len(alike):
            return _Blank(min(max(_SEGMENT_GAP, 1.2 * usual), max(_NARROWEST_GAP, 1.8 * usual)), printed=True)
    if len(near) < _FEWEST_BLANKS:
        return _Blank()
    return _Blank(min(_SEGMENT_GAP, max(_NARROWEST_GAP, 1.8 * near[len(near) // 2])))


def _is_whole_figure(text: str) -> bool:
    """A figure that is not a group of three digits of a longer one."""
    return bool(_FIGURE.fullmatch(text)) and not re.fullmatch(r"\d{1,3}", text)


def strips_of(lines: Sequence[Line]) -> list[Strip]:
    """Upright lines from top to bottom, cut at wide gaps."""
    strips = []
    blanks = _blanks(lines)
    for line in itertools.chain.from_iterable(_level_lines(line) for line in lines if not line.words[0].lean):
        segments: list[Segment] = []
        blank = blanks.get(round(line.size), _Blank())
        for word in line.words:
            if segments and blank.joins(segments[-1].words[-1], word):
                segments[-1].words.append(word)
            else:
                segments.append(Segment([word]))
        middle = sum(map(_middle, line.words)) / len(line.words)
        strips.append(Strip(line, middle - 0.4 * line.size, middle + 0.4 * line.size, segments))
    return sorted(strips, key=lambda strip: strip.top)


def _level_lines(line: Line) -> list[Line]:
    """The lines in a line that holds words above each other, as cells set half a line apart make them."""
    if all(right.box[0] > left.box[2] - _LEVEL * left.size for left, right in itertools.pairwise(line.words)):
        return [line]
    levels: list[list[Word]] = []
    for word in sorted(line.words, key=_middle):
        if levels and _middle(word) - _middle(levels[-1][0]) < _LEVEL * word.size:
            levels[-1].append(word)
        else:
            levels.append([word])
    return [Line(sorted(words, key=lambda word: word.box[0])) for words in levels]


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def without_running(lines: Sequence[Line], running: set[int]) -> list[Line]:
    """Lines without the heads and feet of pages; lines right above others in their size are the head of a table."""
    kept: list[Line] = []
    below: Line | None = None
    for line in sorted(lines, key=lambda line: -line.box[1]):
        cells = any(right.box[0] - left.box[2] > line.size for left, right in itertools.pairwise(line.words))
        reach = (_CLOSE_CELLS if cells else _CLOSE) * line.size
        near = below is not None and abs(below.size - line.size) < 0.6 and 0 < below.box[1] - line.box[1] < reach
        if id(line) not in running or near:
            kept.append(line)
            below = line
    return kept


def regions(page: int, lines: Sequence[Line], across: Sequence[Stroke], width: float) -> list[Region]:
    """Where a page prints tables without upright rules."""
    strips = strips_of(lines)
    if sum(strip.anchors for strip in strips) < 1:
        return []
    left = min(strip.segments[0].x0 for strip in strips)
    right = max(strip.segments[-1].x1 for strip in strips)
    rules = _long_rules(across, _LONG_RULE * width)
    found = []
    start = 0
    while start < len(strips):
        first = next((i for i in range(start, len(strips)) if _is_row(strips[i])), None)
        if first is None:
            break
        last = _last_of_table(strips, first, right - left)
        top = _first_of_heading(strips, start, first, rules, right - left)
        region = _region(page, strips, top, first, last, rules)
        if region:
            region.strokes = list(across)
            found.append(region)
        start = last + 1
    return found


@dataclass(frozen=True, slots=True)
class _Rule:
    """Pieces of rules at one height, taken together."""

    at: float
    start: float
    end: float
    covered: float


def _long_rules(across: Sequence[Stroke], least: float) -> list[_Rule]:
    """Rules across that cover some length, from top to bottom."""
    found: dict[float, list[Stroke]] = {}
    for stroke in sorted(across, key=lambda stroke: stroke.at):
        home = next((at for at in found if abs(at - stroke.at) < _SAME_RULE), stroke.at)
        found.setdefault(home, []).append(stroke)
    rules = [
        _Rule(at, min(one.start for one in strokes), max(one.end for one in strokes), _covered(strokes))
        for at, strokes in found.items()
    ]
    return [rule for rule in rules if rule.covered > least]


def _full(rules: Sequence[_Rule], top: float, bottom: float) -> list[float]:
    """Heights of the rules between two heights that are as wide as the widest of them."""
    inside = [rule for rule in rules if top < rule.at < bottom]
    if not inside:
        return []
    widest = max(inside, key=lambda rule: rule.covered)
    return [
        rule.at
        for rule in inside
        if rule.covered > _FULL * widest.covered
        and rule.start < widest.start + _SHORT
        and rule.end > widest.end - _SHORT
    ]


def _covered(strokes: list[Stroke]) -> float:
    total, end = 0.0, float("-inf")
    for stroke in sorted(strokes, key=lambda stroke: stroke.start):
        total += max(0.0, stroke.end - max(stroke.start, end))
        end = max(end, stroke.end)
    return total


def _is_row(strip: Strip) -> bool:
    return strip.anchors and not _LEADERS.search(strip.line.text) and not _is_numbering(strip)


def _last_of_table(strips: list[Strip], first: int, width: float) -> int:
    """The last strip of the table: no wide line of prose and no far gap comes before it."""
    last = first
    begins: set[int] = set()
    for i in range(first + 1, len(strips)):
        begins |= {round(segment.x0) for segment in strips[i - 1].segments[1:]}
        gap = strips[i].top - strips[i - 1].bottom
        size = strips[i].line.size
        text = strips[i].segments[0]
        set_in = not begins.isdisjoint(range(round(text.x0) - 1, round(text.x0) + 2))
        prose = len(strips[i].segments) == 1 and text.x1 - text.x0 > _WIDE * width and not set_in
        titled = len(strips[i].segments) == 1 and (is_caption(strips[i].line.text) or _NOTE.match(strips[i].line.text))
        if (
            prose
            or titled
            or _LEADERS.search(strips[i].line.text)
            or gap > 4 * size
            or abs(size - strips[first].line.size) > 1.5
        ):
            break
        last = i
    return last


def _first_of_heading(strips: list[Strip], start: int, first: int, rules: list[_Rule], width: float) -> int:
    """The first strip of the heading above the first row: between two rules, or close above it in its size."""
    size = strips[first].line.size
    full = _full(rules, strips[start].top, strips[first].bottom)
    under_rule = any(rule.at < strips[first].top for rule in rules)
    top, crossed = first, 0
    for i in range(first - 1, start - 1, -1):
        above, below = strips[i], strips[i + 1]
        crossed += any(above.bottom - 1 < y < below.top + 1 for y in full)
        lone = len(above.segments) == 1
        wide = lone and above.segments[0].x1 - above.segments[0].x0 > _NARROW * width
        far = (2.5 if lone and not under_rule else 4.0) * size
        if (
            (
                wide
                and not (under_rule and crossed < 2)
                and (crossed or not _is_set_in(above.segments[0], strips[first]))
            )
            or (crossed > 1 and lone and not _is_tail(above.segments[0], strips[first]))
            or abs(above.line.size - size) > 0.6
            or below.top - above.bottom > far
            or _CAPTION.match(above.line.text)
        ):
            break
        top = i
    while top < first and not under_rule and len(strips[top].segments) == 1 and not _goes_on_below(strips, top, first):
        top += 1  # a title stands above the heading, a heading begins with several cells
    return top


def _is_tail(text: Segment, row: Strip) -> bool:
    """A text set as far in as a cell of the row below: the rest of a row that the page before began."""
    return any(abs(text.x0 - segment.x0) < 1.0 for segment in row.segments)


def _is_set_in(text: Segment, row: Strip) -> bool:
    """The text is as far in as a later cell of the row below: it is the line before of that cell."""
    return any(abs(text.x0 - segment.x0) < 1.0 for segment in row.segments[1:])


def _goes_on_below(strips: list[Strip], top: int, first: int) -> bool:
    """The lone text is a heading, or the first line of one, that begins higher than the others."""
    text = strips[top].segments[0]
    below = [segment for strip in strips[top + 1 : first] for segment in strip.segments]
    left = min((segment.x0 for segment in below), default=0.0)
    return any(continues(text, one) or (one.x0 > left + 1 and is_set_alike(text, one)) for one in below)


def _region(page: int, strips: list[Strip], top: int, first: int, last: int, rules: list[_Rule]) -> Region | None:
    rows = [strip for strip in strips[first : last + 1] if _is_row(strip)]
    figures = sum(is_figure(segment.text) for strip in rows for segment in strip.segments)
    if not (len(rows) > 1 and figures > 3) and not (figures > 1 and max(len(strip.segments) for strip in rows) > 3):
        return None
    lowest = strips[last].bottom + _FAR
    full = _full(rules, strips[top].top - _FAR, lowest)
    begin = _first_below_rule(strips, top, first, full)
    head, body = strips[top:begin], strips[begin : last + 1]
    while len(body) > 1 and _is_numbering(body[0]):
        head, body = [*head, body[0]], body[1:]
    above = strips[:top] if _is_rest(strips[: top + 1]) else []
    region = Region(page, head, body, full, top == 0 or bool(above), last == len(strips) - 1, above=above)
    region.headed = begin < first or any(strips[first - 1].top < y < strips[first].bottom for y in full if first > top)
    region.size = rows[0].line.size
    return region


def _is_rest(strips: list[Strip]) -> bool:
    """Close lines of one size at the top of a page, none of them a title: they may end a row of the page before."""
    lines = itertools.pairwise(strips)
    return not any(_CAPTION.match(strip.line.text) for strip in strips) and all(
        b.top - a.bottom < 4.0 * b.line.size and abs(a.line.size - b.line.size) < 0.6 for a, b in lines
    )


def _first_below_rule(strips: list[Strip], top: int, first: int, full: list[float]) -> int:
    """The first strip below the rule that ends the heading; the first row with figures where there is none."""
    cells = 0
    for i in range(top + 1, first):
        cells += len(strips[i - 1].segments)
        if cells >= _FEWEST_COLUMNS and any(
            strips[i - 1].top + strips[i - 1].bottom < 2 * y < strips[i].top + strips[i].bottom for y in full
        ):
            return i
    return first


def _is_numbering(strip: Strip) -> bool:
    """`1 2 3 4 ...` below a heading."""
    numbers = [segment.text.split("=")[0].strip("() ") for segment in strip.segments]
    digits = [int(text) for text in numbers if text.isdigit()]
    return (
        len(digits) > 2
        and len(digits) >= len(numbers) - 1
        and digits[0] < _LEAST_YEAR
        and digits == list(range(digits[0], digits[0] + len(digits)))
    )


# --- columns over all pages ------------------------------------------------------------------------------------


def chains(found: Sequence[Region]) -> list[list[Region]]:
    """Regions that continue each other over pages."""
    result: list[list[Region]] = []
    for region in found:
        last = result[-1][-1] if result else None
        if (
            last
            and region.page == last.page + 1
            and last.ends_page
            and region.starts_page
            and abs(region.size - last.size) < 0.6
        ):
            result[-1].append(region)
        else:
            result.append([region])
    return result


def tables(chain: list[Region]) -> list[tuple[int, Filled]]:
    """The tables of a chain of regions, one a page; a chain whose pages share no columns is read page by page."""
    _repeat_heading(chain)
    pitch = _pitch(chain)
    for region in chain:
        region.pitch = pitch
    columns = _columns(chain)
    if len(chain) > 1 and any(len(_columns([region])) > len(columns) + 1 for region in chain):
        return [table for region in chain for table in tables([region])]
    if len(columns) < _FEWEST_COLUMNS or not _holds_figures(chain, columns):
        return []
    found = []
    bodies = _body_rows(chain, columns)
    _join_over_pages([rows for rows, _ in bodies], _edges(columns))
    for region, (rows, unsure) in zip(chain, bodies, strict=True):
        if not rows:
            continue
        table = _filled(region, columns, rows)
        first = len(table.frame.ys) - 1 - len(rows)
        table.apart |= {(first + row, column) for row in unsure for column in range(len(columns))}
        found.append((region.page, table))
    return found


def _pitch(chain: list[Region]) -> float | None:
    """The step between two lines of one heading: the usual one between texts set alike."""
    size = chain[0].size
    steps: Counter[float] = Counter()
    for region in chain:
        segments = [segment for strip in region.head for segment in strip.segments]
        for i, segment in enumerate(segments):
            below = (one for one in segments[i + 1 :] if is_set_alike(segment, one))
            gaps = (one.words[0].box[1] - segment.words[0].box[1] for one in below)
            step = next((gap for gap in gaps if gap > 0.8 * size), None)
            if step is not None and step < _LOOSEST * size:
                steps[round(4 * step) / 4] += 1
    return max(steps, key=lambda step: (steps[step], -step), default=None)


def _holds_figures(chain: list[Region], columns: list[tuple[float, float]]) -> bool:
    """A table has a column that is mostly figures, several of them, and lines that keep to the columns.

    Justified prose with numbers in it has gaps, but no such columns.
    """
    figures, others = [0] * len(columns), [0] * len(columns)
    across = total = 0
    for strip in (strip for region in chain for strip in region.body):
        for segment in strip.segments:
            found = _over(segment, columns)
            total += 1
            across += len(found) > 1
            for i in found[:1]:
                figures[i] += is_figure(segment.text)
                others[i] += not is_figure(segment.text)
    solid = [n for n, m in zip(figures, others, strict=True) if n > 1 and n > m]
    return across <= _ACROSS * total and (len(solid) > 1 or bool(solid and solid[0] > 2))


def _repeat_heading(chain: list[Region]) -> None:
    """On further pages only what repeats the first heading is heading; the rest goes to the body."""
    first = {segment.text for strip in chain[0].head for segment in strip.segments}
    for region in chain[1:]:
        same = [2 * sum(one.text in first for one in strip.segments) >= len(strip.segments) for strip in region.head]
        count = max((i + 1 for i, hit in enumerate(same) if hit), default=0)
        above = [] if count else region.above
        region.head, region.body = region.head[:count], [*above, *region.head[count:], *region.body]


def _corridors(strips: list[Strip]) -> list[tuple[float, float]]:
    """Where text stands, between the corridors that (nearly) no line crosses."""
    reach = [(segment.x0, segment.x1) for strip in strips for segment in strip.segments]
    allowed = int(_CROSSED * len(strips))
    events = sorted([(x0, 1) for x0, _ in reach] + [(x1, -1) for _, x1 in reach])
    columns: list[tuple[float, float]] = []
    depth, begin = 0, 0.0
    for x, step in events:
        before, depth = depth, depth + step
        if before <= allowed < depth:
            begin = x
        elif depth <= allowed < before:
            if columns and begin - columns[-1][1] < _CORRIDOR:
                columns[-1] = (columns[-1][0], x)
            else:
                columns.append((begin, x))
    return columns


def _columns(chain: list[Region]) -> list[tuple[float, float]]:
    """Reach of every column: where body text stands, and heads of columns without any."""
    strips = [strip for region in chain for strip in region.body]
    columns = _corridors(strips)
    several = [strip for strip in strips if len(strip.segments) > 1]
    parted = _corridors(several)
    if len(parted) > len(columns):  # a lone line across columns is no cell
        within = [strip for strip in strips if len(strip.segments) > 1 or len(_over(strip.segments[0], parted)) < 2]
        strips, columns = within, _corridors(within)
    if not columns:
        return []
    blocks = _blocks(chain[0])
    bare: list[tuple[float, float]] = []
    groups: list[Block] = []
    for block in blocks:
        alone = all(block.x1 < a - 1 or block.x0 > b + 1 for a, b in [*columns, *bare])
        if alone and is_of_group(block, blocks, sorted([*columns, *bare])):
            groups.append(block)
        elif alone:
            bare.append((block.x0, block.x1))
    found = _widened(_merged(_adopted(columns, bare, blocks), strips, blocks), blocks)
    lone = [(block.x0, block.x1) for block in groups if off_groups(block, blocks, found) > _OFF_THE_MIDDLE]
    return _widened(_merged(_adopted(columns, bare + lone, blocks), strips, blocks), blocks) if lone else found


def _adopted(
    columns: list[tuple[float, float]], bare: list[tuple[float, float]], blocks: list[Block]
) -> list[tuple[float, float]]:
    """Columns and headings without text below; a column between two of these goes to the one it is centred under."""
    lowest = (one for one in blocks if not any(one.is_above(other) and shares(one, other) for other in blocks))
    headed = {i for block in lowest for i in over(block.x0, block.x1, columns)}
    every = sorted([*columns, *bare])
    for i, column in enumerate(columns):
        place = every.index(column)
        left, right = every[place - 1 : place] or [column], every[place + 1 : place + 2] or [column]
        if i in headed or left[0] not in bare or right[0] not in bare:
            continue
        wide = _widened(every, blocks)
        near = (wide[place - 2][1] if place > 1 else float("-inf"), left[0][1])
        far = (right[0][0], wide[place + 2][0] if place + 2 < len(every) else float("inf"))
        off_left, off_right = _beyond(left[0], column, (near[0], far[0])), _beyond(right[0], column, (near[1], far[1]))
        if off_left != off_right:
            home = left[0] if off_left < off_right else right[0]
            every[every.index(home)] = (min(home[0], column[0]), max(home[1], column[1]))
            every.remove(column)
    return every


def _beyond(heading: tuple[float, float], column: tuple[float, float], free: tuple[float, float]) -> float:
    """How far a cell that holds a column and has the heading in its middle reaches out of the free white."""
    middle = (heading[0] + heading[1]) / 2
    half = max(middle - column[0], column[1] - middle)
    return max(0.0, free[0] - middle + half, middle + half - free[1])


def _widened(columns: list[tuple[float, float]], blocks: list[Block]) -> list[tuple[float, float]]:
    """Columns as wide as the lowest headings that stand over them alone."""
    wide = list(columns)
    for block in blocks:
        x0, x1 = block.x0, block.x1
        below = over(x0, x1, columns) or [nearest(x0, x1, columns)]
        lowest = not any(other.top > block.top and min(x1, other.x1) - max(x0, other.x0) > 0 for other in blocks)
        if len(below) == 1 and lowest and not is_of_group(block, blocks, columns):
            i = below[0]
            left = wide[i - 1][1] if i else x0
            right = columns[i + 1][0] if i + 1 < len(columns) else x1
            wide[i] = (min(wide[i][0], max(x0, left)), max(wide[i][1], min(x1, right)))
    return wide


def _merged(columns: list[tuple[float, float]], strips: list[Strip], blocks: list[Block]) -> list[tuple[float, float]]:
    """Neighbours that no line fills both and that have not each a heading of their own are one column.

    Figures set at the right and a dash or a short figure set at the left make such a pair.
    """
    result: list[tuple[float, float]] = []
    headed = {reach[0] for block in blocks if (reach := standing(block, columns))[0] == reach[1]}
    filled = [[set(_over(segment, columns)) for segment in strip.segments] for strip in strips]
    kept: list[set[int]] = []
    for i, column in enumerate(columns):
        before = kept[-1] if kept else set()
        together = any(i in one and before & other for line in filled for one in line for other in line
                       if one is not other)  # fmt: skip
        lone = not any(i in one for line in filled for one in line) or not any(
            before & one for line in filled for one in line
        )
        near = bool(result) and (lone or column[0] - result[-1][1] < _PAIR)
        if kept and near and not together and not (i in headed and before & headed):
            result[-1] = (result[-1][0], column[1])
            before.add(i)
        else:
            result.append(column)
            kept.append({i})
    return result


def _over(segment: Segment, columns: list[tuple[float, float]]) -> list[int]:
    return over(segment.x0, segment.x1, columns)


# --- rows ------------------------------------------------------------------------------------------------------


def _edges(columns: list[tuple[float, float]]) -> list[float]:
    """Where columns meet, from the left edge of the first to the right edge of the last."""
    inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)]
    return [columns[0][0] - 2, *inner, columns[-1][1] + 2]


def _column_of(word: Word, xs: list[float]) -> int:
    x = (word.box[0] + word.box[2]) / 2
    return sum(edge <= x for edge in xs[1:-1])


def _printed(strips: list[Strip], xs: list[float], rules: list[float]) -> list[Printed]:
    """What the lines print column by column."""
    found = []
    above: float | None = None
    for strip in strips:
        words: dict[int, list[Word]] = defaultdict(list)
        for word in (word for segment in strip.segments for word in segment.words):
            words[_column_of(word, xs)].append(word)
        texts = [(column, Line(there).text) for column, there in sorted(words.items())]
        pieces = tuple(Piece(column, text, is_figure(text) or text in _DASHES) for column, text in texts)
        at = (strip.top + strip.bottom) / 2
        under_rule = above is not None and any(above < y < at for y in rules)
        found.append(Printed(at, pieces, under_rule))
        above = at
    return found


def _filled(region: Region, columns: list[tuple[float, float]], rows: list[list[Strip]]) -> Filled:
    xs = _edges(columns)
    levels = _levels(region, columns)
    tops = [_top(row) for row in rows]
    head_top = min((strip.top for strip in region.head), default=tops[0])
    depth = len(levels)
    ys = [head_top + (tops[0] - head_top) * i / (depth or 1) for i in range(depth)] + tops
    ys.append(max(strip.bottom for row in rows for strip in row))
    frame = Frame(xs, [y - 1 for y in ys])
    table = Filled(frame)
    for r, c in ((r, c) for r in range(len(ys) - 1) for c in range(len(columns))):
        frame.spans.append(Span(r, c, 1, 1, (xs[c], frame.ys[r], xs[c + 1], frame.ys[r + 1])))
    for level, cells in enumerate(levels):
        for column, words in cells.items():
            table.words[level, column] += words
    for number, row in enumerate(rows, start=depth):
        for word in (word for strip in row for segment in strip.segments for word in segment.words):
            column = _column_of(word, xs)
            if word.box[0] < xs[column] - 2 or word.box[2] > xs[column + 1] + 2:
                table.crossing.add((number, column))
            table.words[number, column].append(word)
        for column in range(len(columns)):
            text = table.text(frame.spans[number * len(columns) + column])
            lines = text.split("\n")
            several = len(lines) > 1 and all(is_figure(line) and not _CODE.match(line) for line in lines)
            if several or any(map(is_badly_grouped, lines)):
                table.apart.add((number, column))
    table.apart |= {(depth + row, column) for row, column in _by_lone_figures(rows, xs)}
    return table


def _by_lone_figures(rows: list[list[Strip]], xs: list[float]) -> set[tuple[int, int]]:
    """Cells of rows that hold one figure and nothing else, and those above and below: it may belong to one of them."""
    found = set()
    for number, row in enumerate(rows):
        texts = _texts(row, xs)
        if len(texts) == 1 and all(map(is_figure, texts.values())):
            found |= {(near, column) for near in (number - 1, number, number + 1) for column in texts}
    return found


def _top(row: list[Strip]) -> float:
    return min(strip.top for strip in row)


def _body_rows(chain: list[Region], columns: list[tuple[float, float]]) -> list[tuple[list[list[Strip]], set[int]]]:
    """The rows of every page, and which of them may be cut elsewhere as well.

    Lines above the first figures that are no heading go to the first row.
    """
    xs = _edges(columns)
    pages = [_printed(region.body, xs, region.rules) for region in chain]
    habits, starts = cut(pages, chain[0].size)
    for page, region in enumerate(chain):
        count = _first_row_above(region, xs, habits)
        if count:
            region.head, region.body = region.head[:-count], [*region.head[-count:], *region.body]
            starts[page] = best_cut(_printed(region.body, xs, region.rules), habits)[1]
    found = []
    for region, begun in zip(chain, starts, strict=True):
        rows = [region.body[a:b] for a, b in zip(begun, [*begun[1:], len(region.body)], strict=True)]
        found.append((rows, unsure_rows(_printed(region.body, xs, region.rules), habits)))
    return found


def _join_over_pages(pages: Sequence[list[list[Strip]]], xs: list[float]) -> None:
    """Put the rest of figures that the end of a page cuts below them, with all that stands beside it."""
    for above, below in itertools.pairwise(pages):
        if not above or not below or not _is_cut_over(_texts(above[-1], xs), _texts(below[0], xs)):
            continue
        rest = below.pop(0)
        last, first = above[-1][-1], rest[0]
        down = last.bottom - first.top + 0.2 * first.line.size
        for strip in rest:
            strip.move(down)
        above[-1] += rest


def _texts(row: list[Strip], xs: list[float]) -> dict[int, str]:
    """The text of every cell of a row without blanks, figures cut in two put together."""
    texts: dict[int, str] = defaultdict(str)
    for line in _printed(row, xs, []):
        for piece in line.pieces:
            texts[piece.column] += "".join(piece.text.split())
    return texts


def _is_cut_over(above: dict[int, str], below: dict[int, str]) -> bool:
    """Every figure below is the rest of one above that the page cuts; no code and no number begins a row."""
    rest = {column for column, text in below.items() if is_figure(text) or is_cut_number(text)}
    cut_ = {column for column in rest if is_cut_number(above.get(column, "")) and not _CODE.match(above[column])}
    return bool(cut_) and rest == cut_


def _first_row_above(region: Region, xs: list[float], habits: Habits) -> int:
    """How many of the last lines of the heading are the first lines of the first row."""
    if region.headed or not region.head:
        return 0
    least, best = float("inf"), 0
    for count in range(len(region.head)):
        if count and _is_numbering(region.head[-count]):
            break
        head, above = region.head[: len(region.head) - count], region.head[len(region.head) - count :]
        lines = _printed([*above, *region.body], xs, region.rules)
        gap = lines[0].at - (head[-1].top + head[-1].bottom) / 2
        step = (habits.step or habits.pitch) - 0.1 * habits.pitch
        cost = best_cut(lines, habits)[0] + (0.0 if gap > step else 1.0 if gap > 0.9 * habits.pitch else _MOST)
        if cost < least - _CLEARLY:
            least, best = cost, count
    return best


def _blocks(region: Region) -> list[Block]:
    """The headings of a region, the numbers of the columns left out."""
    segments = [segment for strip in region.head if not _is_numbering(strip) for segment in strip.segments]
    return blocks_of(segments, region.pitch, region.strokes)


def _levels(region: Region, columns: list[tuple[float, float]]) -> list[dict[int, list[Word]]]:
    """The words of the headings level by level, the numbers of the columns last."""
    head = region.head
    numbering = head[-1:] if head and _is_numbering(head[-1]) else []
    levels = levels_of(_blocks(region), columns, region.strokes)
    for strip in numbering:
        levels.append({standing(Block([segment]), columns)[0]: list(segment.words) for segment in strip.segments})
    return levels
