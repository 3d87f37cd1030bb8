"""Tables without upright rules: columns from the white corridors of all their pages, rows from figures and codes.

A column is where text stands on any line of any page of the table, so that a corridor no text ever crosses parts two
columns. A row begins with its figures or its code; where lines across are drawn, they part the rows.
"""

import itertools
from collections import defaultdict
from collections.abc import Sequence

from workbench.documents.pdf.grid import Filled
from workbench.documents.pdf.rules import Frame, Span
from workbench.documents.pdf.unruled_columns import (
    column_at,
    columns_of,
    edges_of,
    heading_blocks,
    heading_pitch,
    holds_figures,
)
from workbench.documents.pdf.unruled_heading import (
    Block,
    levels_of,
    standing,
)
from workbench.documents.pdf.unruled_regions import Region
from workbench.documents.pdf.unruled_rows import Habits, Piece, Printed, best_cut, cut, unsure_rows
from workbench.documents.pdf.unruled_strips import Strip, begins_with_code, is_figure, is_numbering
from workbench.documents.pdf.words import Line, Word, is_badly_grouped, is_cut_number

_FEWEST_COLUMNS = 3
_MOST = 5.0
_CLEARLY = 0.5
_DASHES = ("-", "–", "—")


def tables(chain: list[Region]) -> list[tuple[int, Filled]]:
    """The tables of a chain of regions, one a page; a chain whose pages share no columns is read page by page."""
    _repeat_heading(chain)
    pitch = heading_pitch(chain)
    for region in chain:
        region.pitch = pitch
    columns = columns_of(chain)
    if len(chain) > 1 and any(len(columns_of([region])) > len(columns) + 1 for region in chain):
        return [table for region in chain for table in tables([region])]
    if len(columns) < _FEWEST_COLUMNS or not holds_figures(chain, columns):
        return []
    found = []
    bodies = _body_rows(chain, columns)
    _join_over_pages([rows for rows, _ in bodies], edges_of(columns))
    for region, (rows, unsure) in zip(chain, bodies, strict=True):
        if not rows:
            continue
        table = _filled(region, columns, rows)
        first = len(table.frame.ys) - 1 - len(rows)
        table.apart |= {(first + row, column) for row in unsure for column in range(len(columns))}
        found.append((region.page, table))
    return found


def _repeat_heading(chain: list[Region]) -> None:
    """On further pages only what repeats the first heading is heading; the rest goes to the body."""
    first = {segment.text for strip in chain[0].head for segment in strip.segments}
    for region in chain[1:]:
        same = [2 * sum(one.text in first for one in strip.segments) >= len(strip.segments) for strip in region.head]
        count = max((i + 1 for i, hit in enumerate(same) if hit), default=0)
        above = [] if count else region.above
        region.head, region.body = region.head[:count], [*above, *region.head[count:], *region.body]


def _printed(strips: list[Strip], xs: list[float], rules: list[float]) -> list[Printed]:
    """What the lines print column by column."""
    found = []
    above: float | None = None
    for strip in strips:
        words: dict[int, list[Word]] = defaultdict(list)
        for word in (word for segment in strip.segments for word in segment.words):
            words[column_at(word, xs)].append(word)
        texts = [(column, Line(there).text) for column, there in sorted(words.items())]
        pieces = tuple(Piece(column, text, is_figure(text) or text in _DASHES) for column, text in texts)
        at = (strip.top + strip.bottom) / 2
        under_rule = above is not None and any(above < y < at for y in rules)
        found.append(Printed(at, pieces, under_rule))
        above = at
    return found


def _filled(region: Region, columns: list[tuple[float, float]], rows: list[list[Strip]]) -> Filled:
    xs = edges_of(columns)
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
            column = column_at(word, xs)
            if word.box[0] < xs[column] - 2 or word.box[2] > xs[column + 1] + 2:
                table.crossing.add((number, column))
            table.words[number, column].append(word)
        for column in range(len(columns)):
            text = table.text(frame.spans[number * len(columns) + column])
            lines = text.split("\n")
            several = len(lines) > 1 and all(is_figure(line) and not begins_with_code(line) for line in lines)
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
    xs = edges_of(columns)
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
    cut_ = {column for column in rest if is_cut_number(above.get(column, "")) and not begins_with_code(above[column])}
    return bool(cut_) and rest == cut_


def _first_row_above(region: Region, xs: list[float], habits: Habits) -> int:
    """How many of the last lines of the heading are the first lines of the first row."""
    if region.headed or not region.head:
        return 0
    least, best = float("inf"), 0
    for count in range(len(region.head)):
        if count and is_numbering(region.head[-count]):
            break
        head, above = region.head[: len(region.head) - count], region.head[len(region.head) - count :]
        lines = _printed([*above, *region.body], xs, region.rules)
        gap = lines[0].at - (head[-1].top + head[-1].bottom) / 2
        step = (habits.step or habits.pitch) - 0.1 * habits.pitch
        cost = best_cut(lines, habits)[0] + (0.0 if gap > step else 1.0 if gap > 0.9 * habits.pitch else _MOST)
        if cost < least - _CLEARLY:
            least, best = cost, count
    return best


def _levels(region: Region, columns: list[tuple[float, float]]) -> list[dict[int, list[Word]]]:
    """The words of the headings level by level, the numbers of the columns last."""
    head = region.head
    numbering = head[-1:] if head and is_numbering(head[-1]) else []
    levels = levels_of(heading_blocks(region), columns, region.strokes)
    for strip in numbering:
        levels.append({standing(Block([segment]), columns)[0]: list(segment.words) for segment in strip.segments})
    return levels
