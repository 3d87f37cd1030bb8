"""Tables without upright rules: columns from the white corridors of all their pages, rows from figures and codes.

A column is where text stands on any line of any page of the table, so that a corridor no text ever crosses parts two
columns. A row begins with its figures or its code; where lines across are drawn, they part the rows.
"""

import itertools
import re
from collections import defaultdict
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
    levels_of,
    nearest,
    over,
    standing,
)
from workbench.documents.pdf.words import Line, Word

_SEGMENT_GAP = 0.5
_NARROWEST_GAP = 0.3
_TOUCHING = 0.1
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
_MOSTLY = 0.7
_FIGURE = re.compile(r"\(?\s*[-–−+]?\s*(?:rp\.?)?\s*\d[\d.,]*(?:,-)?\s*\)?\s*(?:%|persen)?|#[A-Z/0!]+", re.IGNORECASE)
_MEASURED = re.compile(r"\d[\d.,]*\s*(?:%|[^\W\d][^\d]{0,30})")
_CODE = re.compile(r"[\dX](?:\.[\dX]{1,4}){1,6}\.?")
_CAPTION = re.compile(r"(?:tabel|table|lampiran|gambar|grafik)\b", re.IGNORECASE)
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
_THOUSANDS = re.compile(r"\(?(?:rp|x)[\s.]*[.,0\s]*\)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}[.)]?")
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


@dataclass(slots=True)
class Region:
    """The strips of one table on one page: those of the heading, then those of the body."""

    page: int
    head: list[Strip]
    body: list[Strip]
    rules: list[float]
    starts_page: bool
    ends_page: bool
    size: float = 0.0
    columns: list[tuple[float, float]] = field(default_factory=list)


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
        if gap > self.widest:
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
            if _TOUCHING < gap <= _SEGMENT_GAP:
                gaps[round(line.size)].append((gap, right.spaced))
    return {size: _blank_of(found) for size, found in gaps.items() if len(found) >= _FEWEST_BLANKS}


def _blank_of(found: list[tuple[float, bool]]) -> _Blank:
    usual = sorted(gap for gap, _ in found)[len(found) // 2]
    spaced = sorted(gap for gap, printed in found if printed)
    printed = len(spaced) >= _FEWEST_BLANKS and not any(
        gap < 1.1 * spaced[len(spaced) // 2] for gap, printed in found if not printed
    )
    return _Blank(min(_SEGMENT_GAP, max(_NARROWEST_GAP, 1.8 * usual)), printed)


def _is_whole_figure(text: str) -> bool:
    """A figure that is not a group of three digits of a longer one."""
    return bool(_FIGURE.fullmatch(text)) and not re.fullmatch(r"\d{1,3}", text)


def strips_of(lines: Sequence[Line]) -> list[Strip]:
    """Upright lines from top to bottom, cut at wide gaps."""
    strips = []
    blanks = _blanks(lines)
    for line in lines:
        if line.words[0].lean:
            continue
        segments: list[Segment] = []
        blank = blanks.get(round(line.size), _Blank())
        for word in line.words:
            if segments and blank.joins(segments[-1].words[-1], word):
                segments[-1].words.append(word)
            else:
                segments.append(Segment([word]))
        middle = sum((word.box[1] + word.box[3]) / 2 for word in line.words) / len(line.words)
        strips.append(Strip(line, middle - 0.4 * line.size, middle + 0.4 * line.size, segments))
    return sorted(strips, key=lambda strip: strip.top)


def regions(page: int, lines: Sequence[Line], across: Sequence[Stroke], width: float) -> list[Region]:
    """Where a page prints tables without upright rules."""
    strips = strips_of(lines)
    if sum(strip.anchors for strip in strips) < 1:
        return []
    left = min(strip.segments[0].x0 for strip in strips)
    right = max(strip.segments[-1].x1 for strip in strips)
    rules = sorted({round(stroke.at, 1) for stroke in across if stroke.end - stroke.start > _LONG_RULE * width})
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
            found.append(region)
        start = last + 1
    return found


def _is_row(strip: Strip) -> bool:
    return strip.anchors and not _LEADERS.search(strip.line.text)


def _last_of_table(strips: list[Strip], first: int, width: float) -> int:
    """The last strip of the table: no wide line of prose and no far gap comes before it."""
    last = first
    for i in range(first + 1, len(strips)):
        gap = strips[i].top - strips[i - 1].bottom
        size = strips[i].line.size
        prose = len(strips[i].segments) == 1 and strips[i].segments[0].x1 - strips[i].segments[0].x0 > _WIDE * width
        if prose or _LEADERS.search(strips[i].line.text) or gap > 4 * size or abs(size - strips[first].line.size) > 1.5:
            break
        last = i
    return last


def _first_of_heading(strips: list[Strip], start: int, first: int, rules: list[float], width: float) -> int:
    """The first strip of the heading above the first row: between two rules, or close above it in its size."""
    size = strips[first].line.size
    under_rule = any(y < strips[first].top for y in rules)
    top, crossed = first, 0
    for i in range(first - 1, start - 1, -1):
        above, below = strips[i], strips[i + 1]
        crossed += any(above.bottom - 1 < y < below.top + 1 for y in rules)
        lone = len(above.segments) == 1
        wide = lone and above.segments[0].x1 - above.segments[0].x0 > _NARROW * width
        far = (2.5 if lone and not under_rule else 4.0) * size
        if (
            (wide and not (under_rule and crossed == 1))
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


def _goes_on_below(strips: list[Strip], top: int, first: int) -> bool:
    """The lone text is the first line of a heading that begins higher than the others."""
    text = strips[top].segments[0]
    return any(continues(text, segment) for strip in strips[top + 1 : first] for segment in strip.segments)


def _region(page: int, strips: list[Strip], top: int, first: int, last: int, rules: list[float]) -> Region | None:
    rows = [strip for strip in strips[first : last + 1] if _is_row(strip)]
    figures = sum(is_figure(segment.text) for strip in rows for segment in strip.segments)
    if not (len(rows) > 1 and figures > 3) and not (figures > 1 and max(len(strip.segments) for strip in rows) > 3):
        return None
    lowest = strips[last].bottom + _FAR
    inside = [y for y in rules if strips[top].top - _FAR < y < lowest]
    head, body = strips[top:first], strips[first : last + 1]
    while len(body) > 1 and _is_numbering(body[0]):
        head, body = [*head, body[0]], body[1:]
    region = Region(page, head, body, inside, top == 0, last == len(strips) - 1)
    region.size = rows[0].line.size
    return region


def _is_numbering(strip: Strip) -> bool:
    """`1 2 3 4 ...` below a heading."""
    numbers = [segment.text.split("=")[0].strip("() ") for segment in strip.segments]
    digits = [int(text) for text in numbers if text.isdigit()]
    return (
        len(digits) > 2
        and len(digits) >= len(numbers) - 1
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
    columns = _columns(chain)
    if len(chain) > 1 and any(len(_columns([region])) > len(columns) + 1 for region in chain):
        return [table for region in chain for table in tables([region])]
    if len(columns) < _FEWEST_COLUMNS or not _holds_figures(chain, columns):
        return []
    return [(region.page, _filled(region, columns)) for region in chain]


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
        same = [any(segment.text in first for segment in strip.segments) for strip in region.head]
        count = max((i + 1 for i, hit in enumerate(same) if hit), default=0)
        region.head, region.body = region.head[:count], [*region.head[count:], *region.body]


def _columns(chain: list[Region]) -> list[tuple[float, float]]:
    """Reach of every column: where body text stands, and heads of columns without any."""
    strips = [strip for region in chain for strip in region.body]
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
    if not columns:
        return []
    blocks = blocks_of([s for strip in chain[0].head if not _is_numbering(strip) for s in strip.segments])
    for block in blocks:
        bare = all(block.x1 < a - 1 or block.x0 > b + 1 for a, b in columns)
        if bare and not is_of_group(block, blocks, sorted(columns)):
            columns.append((block.x0, block.x1))
    return _widened(_merged(sorted(columns), strips, blocks), blocks)


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


def _filled(region: Region, columns: list[tuple[float, float]]) -> Filled:
    xs = [columns[0][0] - 2]
    xs += [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)]
    xs.append(columns[-1][1] + 2)
    levels = _levels(region.head, columns)
    rows = _rows(region, xs)
    tops = [_top(row) for row in rows]
    head_top = min((strip.top for strip in region.head), default=tops[0])
    depth = len(levels)
    ys = [head_top + (tops[0] - head_top) * i / (depth or 1) for i in range(depth)] + tops
    ys.append(max(strip.bottom for strip in region.body))
    frame = Frame(xs, [y - 1 for y in ys])
    table = Filled(frame)
    for r, c in ((r, c) for r in range(len(ys) - 1) for c in range(len(columns))):
        frame.spans.append(Span(r, c, 1, 1, (xs[c], frame.ys[r], xs[c + 1], frame.ys[r + 1])))
    for level, cells in enumerate(levels):
        for column, words in cells.items():
            table.words[level, column] += words
    for number, row in enumerate(rows, start=depth):
        for word in (word for strip in row for segment in strip.segments for word in segment.words):
            x = (word.box[0] + word.box[2]) / 2
            column = sum(edge <= x for edge in xs[1:-1])
            if word.box[0] < xs[column] - 2 or word.box[2] > xs[column + 1] + 2:
                table.crossing.add((number, column))
            table.words[number, column].append(word)
    return table


def _top(row: list[Strip]) -> float:
    return min(strip.top for strip in row)


def _rows(region: Region, xs: list[float]) -> list[list[Strip]]:
    """Strips of the body gathered to rows."""
    body = region.body
    between = [y for y in region.rules if body[0].bottom < y < body[-1].top]
    anchored = sum(strip.anchors for strip in body)
    if len(between) >= 0.7 * (anchored - 1) > 0:
        return _cut_at(body, between)
    leading = _leading(body)
    rows: list[list[Strip]] = []
    for piece in _pieces(body, leading):
        rows += _cut_by_anchors(piece, xs)
    return rows if region.head else _tail_apart(rows, xs)


def _tail_apart(rows: list[list[Strip]], xs: list[float]) -> list[list[Strip]]:
    """On a page without heading whose rows begin with their figures, text above the first figures is a row's rest."""
    begun = [any(_begins_row(strip, xs) for strip in row) for row in rows]
    at_top = [_begins_row(row[0], xs) for row, whole in zip(rows[1:], begun[1:], strict=True) if whole]
    if _begins_row(rows[0][0], xs) or not begun[0] or not at_top or sum(at_top) < _MOSTLY * len(at_top):
        return rows
    first = next(i for i, strip in enumerate(rows[0]) if _begins_row(strip, xs))
    return [rows[0][:first], rows[0][first:], *rows[1:]]


def _cut_at(body: list[Strip], edges: list[float]) -> list[list[Strip]]:
    rows: list[list[Strip]] = [[] for _ in range(len(edges) + 1)]
    for strip in body:
        rows[sum(edge < (strip.top + strip.bottom) / 2 for edge in edges)].append(strip)
    return [row for row in rows if row]


def _leading(body: list[Strip]) -> float:
    """Usual white between two lines of one text, from the closest third of all lines."""
    gaps = sorted(b.top - a.bottom for a, b in itertools.pairwise(body))
    return gaps[len(gaps) // 6] if gaps else 0.0


def _pieces(body: list[Strip], leading: float) -> list[list[Strip]]:
    """The body cut where more white stands than between the lines of one text."""
    pieces = [[body[0]]]
    for above, strip in itertools.pairwise(body):
        if strip.top - above.bottom > leading + 0.25 * strip.line.size:
            pieces.append([])
        pieces[-1].append(strip)
    return pieces


def _cut_by_anchors(piece: list[Strip], xs: list[float]) -> list[list[Strip]]:
    """Rows set close: each line that holds figures begins one (a line of text above the first goes with it)."""
    rows: list[list[Strip]] = [[]]
    for strip in piece:
        if rows[-1] and _begins_row(strip, xs) and any(_begins_row(other, xs) for other in rows[-1]):
            rows.append([])
        rows[-1].append(strip)
    return rows


def _begins_row(strip: Strip, xs: list[float]) -> bool:
    figures = [segment for segment in strip.segments if is_figure(segment.text)]
    coded = strip.segments[0].x0 < xs[1] and bool(_CODE.fullmatch(strip.segments[0].text))
    numbered = strip.segments[0].x0 < xs[1] and bool(_NUMBER.fullmatch(strip.segments[0].text))
    return coded or (numbered and len(strip.segments) > 1) or (len(strip.segments) > 1 and bool(figures))


def _levels(head: list[Strip], columns: list[tuple[float, float]]) -> list[dict[int, list[Word]]]:
    """The words of the headings level by level, the numbers of the columns last."""
    numbering = head[-1:] if head and _is_numbering(head[-1]) else []
    segments = [segment for strip in head[: len(head) - len(numbering)] for segment in strip.segments]
    levels = levels_of(blocks_of(segments), columns)
    for strip in numbering:
        levels.append({standing(Block([segment]), columns)[0]: list(segment.words) for segment in strip.segments})
    return levels
