"""Columns of tables without upright rules: the white corridors of all pages, and the headings over them."""

import itertools
from collections import Counter

from workbench.documents.pdf.unruled_heading import (
    Block,
    Segment,
    blocks_of,
    is_of_group,
    is_set_alike,
    nearest,
    off_groups,
    over,
    shares,
    standing,
)
from workbench.documents.pdf.unruled_regions import Region
from workbench.documents.pdf.unruled_strips import Strip, is_figure, is_numbering
from workbench.documents.pdf.words import Word

_CORRIDOR = 1.5
_CROSSED = 0.02
_PAIR = 60.0
_ACROSS = 0.05
_LOOSEST = 1.45
_OFF_THE_MIDDLE = 4.0


def columns_of(chain: list[Region]) -> list[tuple[float, float]]:
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
    blocks = heading_blocks(chain[0])
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


def holds_figures(chain: list[Region], columns: list[tuple[float, float]]) -> bool:
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


def heading_blocks(region: Region) -> list[Block]:
    """The headings of a region, the numbers of the columns left out."""
    segments = [segment for strip in region.head if not is_numbering(strip) for segment in strip.segments]
    return blocks_of(segments, region.pitch, region.strokes)


def heading_pitch(chain: list[Region]) -> float | None:
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


def edges_of(columns: list[tuple[float, float]]) -> list[float]:
    """Where columns meet, from the left edge of the first to the right edge of the last."""
    inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)]
    return [columns[0][0] - 2, *inner, columns[-1][1] + 2]


def column_at(word: Word, xs: list[float]) -> int:
    """The column, counted from 0, in which the middle of a word stands."""
    x = (word.box[0] + word.box[2]) / 2
    return sum(edge <= x for edge in xs[1:-1])


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
