"""Where pages print tables without upright rules, and which of them go on over pages."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.documents.pdf.page import Stroke
from workbench.documents.pdf.unruled_heading import (
    Segment,
    continues,
    is_set_alike,
)
from workbench.documents.pdf.unruled_strips import Strip, is_caption, is_figure, is_numbering, strips_of
from workbench.documents.pdf.words import Line

_WIDE = 0.55
_NARROW = 0.3
_LONG_RULE = 0.3
_FAR = 12.0
_FEWEST_COLUMNS = 3
_FULL = 0.8
_SHORT = 6.0
_SAME_RULE = 1.0
_CLOSE = 2.5
_CLOSE_CELLS = 4.0
_CAPTION = re.compile(r"(?:tabel|table|lampiran|gambar|grafik)\b", re.IGNORECASE)
_NOTE = re.compile(r"(?:sumber|keterangan|catatan|ket\.?)\s*:|\*+\)", re.IGNORECASE)
_LEADERS = re.compile(r"\.{5,}|(?:\. ){4,}")


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
    return strip.anchors and not _LEADERS.search(strip.line.text) and not is_numbering(strip)


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
    while len(body) > 1 and is_numbering(body[0]):
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
