"""Rows that hold several rows: cells with parallel lists, or with items printed below each other."""

import re
from dataclasses import dataclass, replace

from workbench.documents.model import Cell, Row
from workbench.tables.cells import FIGURES, Shape, shape

_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)](?:\s+\S|[^\s\d])|-\s")
_BROKEN_CODE = re.compile(r"\d\.\d{2}\.\d{2}\.\d\.\d{2}(?:\.\d{4})?")
_LONE_MARK = re.compile(r"[•·*]")
_Lines = list[tuple[str, int]]
_Pieces = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """One row out of a row of the page: its texts and the line it begins on. `wordless`: figures without any word."""

    texts: list[str]
    line: int
    wordless: bool = False


def parts_of(row: Row) -> list[Part]:
    """The rows a row holds; a row of single cells is itself."""
    row = _with_whole_codes(row)
    return _listed(row) or _stacked(row) or [Part([" ".join(text.split()) for text in row.texts], row.line)]


def _with_whole_codes(row: Row) -> Row:
    """A row with codes that a narrow column broke (`3.25.03.2.01.0` above `001`) made whole: they are no list."""
    cells = tuple(_with_whole_code(cell) if "\n" in cell.text else cell for cell in row.cells)
    return row if cells == row.cells else replace(row, cells=cells)


def _with_whole_code(cell: Cell) -> Cell:
    text = "".join(cell.text.split())
    if not _BROKEN_CODE.fullmatch(text):
        return cell
    return replace(cell, text=text, lines=cell.lines[:1], tops=cell.tops[:1])


def _listed(row: Row) -> list[Part]:
    """A row whose cells hold parallel lists (as many names as figures): one row an item, each with its line.

    Where the heights are known every list must be as long as the others, and a cell that is no list stands beside the
    item at its height; else it stands beside the first item.
    """
    cells = [list(zip(cell.text.split("\n"), cell.lines or [cell.line] * 99, strict=False)) for cell in row.cells]
    pieces = [_pieces(cell) for cell in row.cells]
    cells = [
        [(text, cell[0][1]) for text, _ in known] if known else cell for cell, known in zip(cells, pieces, strict=True)
    ]
    counts = {len(cell) for cell in cells if len(cell) > 1 and all(shape(text) in FIGURES for text, _ in cell)}
    items = [_items(cell) for cell in cells]
    lengths = {len(cell) for cell in items if len(cell) > 1}
    if len(counts) != 1 or (count := counts.pop()) not in lengths or (any(pieces) and len(lengths) > 1):
        return []
    anchors = next(([top for _, top in known] for known in pieces if len(known) == count), [])
    anchors = [] if _begins(items) else anchors
    whole = [
        cell
        if len(cell) == count
        else _one_item(cell, count, _nearest(known[0][1], anchors) if known and anchors else 0)
        for cell, known in zip(items, pieces, strict=True)
    ]
    first = next(cell for cell in items if len(cell) == count)
    return [Part([cell[index][0] for cell in whole], first[index][1]) for index in range(count)]


def _begins(cells: list[_Lines]) -> bool:
    """Whether a row begins with a single cell: its single cells are of the whole row, however high they stand."""
    return len(next((cell for cell in cells if any(text for text, _ in cell)), [])) == 1


def _pieces(cell: Cell) -> _Pieces:
    """The lines of a cell with their heights, a lone list mark left out; none where the heights are not known."""
    found = list(zip(cell.text.split("\n"), cell.tops, strict=False)) if cell.tops else []
    return [(text, top) for text, top in found if not _LONE_MARK.fullmatch(text)] or found


def _one_item(cell: _Lines, count: int, place: int) -> _Lines:
    """A cell that is no list, beside one of the items."""
    whole = [("", cell[0][1])] * count
    whole[place] = (" ".join(text for text, _ in cell), cell[0][1])
    return whole


def _nearest(top: float, anchors: list[float]) -> int:
    return min(range(len(anchors)), key=lambda i: abs(anchors[i] - top))


def _items(lines: _Lines) -> _Lines:
    """The items of a numbered list, lines that go on with an item joined to it; else the lines."""
    if not all(_ITEM.match(text) for text, _ in lines[:1]):
        return lines
    items: _Lines = []
    for text, number in lines:
        if _ITEM.match(text):
            items.append((text, number))
        else:
            items[-1] = (f"{items[-1][0]} {text}", items[-1][1])
    return items


def _stacked(row: Row) -> list[Part]:
    """Items below each other without equal counts, as where a page cuts a list: told apart by their heights.

    The column with the most figures tells the items; every other text stands with the figure nearest to it. Nothing is
    parted where an item had two figures in one column, or where most items had no words.
    """
    pieces = [_pieces(cell) for cell in row.cells]
    figures = [i for i, cell in enumerate(pieces) if cell and all(shape(text) in FIGURES for text, _ in cell)]
    longest = max(figures, key=lambda i: (len(pieces[i]), i), default=None)
    words = [i for i, cell in enumerate(pieces) if i not in figures and len(cell) > 1]
    if longest is None or len(pieces[longest]) < 2 or not words:
        return []
    anchors = [top for _, top in pieces[longest]]
    whole = _begins([[(text, 0) for text in cell.text.split("\n")] for cell in row.cells])
    homes = [[0] if whole and len(cell) == 1 else _homes([top for _, top in cell], anchors) for cell in pieces]
    if any(len(set(homes[i])) < len(pieces[i]) for i in figures):
        return []
    named = {home for i in words for home in homes[i]} & set(range(len(anchors)))
    if len(named) < len(anchors) - 1:
        return []
    texts = [[""] * len(pieces) for _ in range(len(anchors) + 1)]
    for column, (cell, home) in enumerate(zip(pieces, homes, strict=True)):
        for (text, _), place in zip(cell, home, strict=True):
            texts[place + 1][column] = f"{texts[place + 1][column]} {text}".strip()
    return [Part(item, row.line, wordless=not any(shape(text) is Shape.TEXT for text in item))
            for item in texts if any(item)]  # fmt: skip


def _homes(tops: list[float], anchors: list[float]) -> list[int]:
    """The anchor of every text of a column, -1 before the first: the nearest; of two texts the nearer one keeps it.

    An earlier text gives way to the item above it, a later one goes on with the item.
    """
    homes = [_nearest(top, anchors) for top in tops]
    for i in range(len(homes) - 2, -1, -1):
        if homes[i] >= homes[i + 1]:
            near = abs(anchors[homes[i + 1]] - tops[i + 1]) < abs(anchors[homes[i + 1]] - tops[i])
            homes[i] = homes[i + 1] - 1 if near else homes[i + 1]
    return [max(home, -1) for home in homes]
