"""Columns that print two figures in one cell: `K` and `Rp` side by side in the heading, their values in each cell."""

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.documents.model import Block, Cell, Row
from workbench.tables.cells import FIGURES, Shape, shape

_PAIR = re.compile(
    r"\(?(?P<k>K|Kinerja|Fisik|Volume)\)?\s*[/|]?\s*\(?(?P<rp>Rp\.?|Keuangan|Anggaran)\)?", re.IGNORECASE
)
_SMALL = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s*(?:\D.*)?")
_LEVELS = 6
LONE = "satu angka dalam sel untuk dua angka"


def paired_columns(rows: Sequence[Row]) -> frozenset[int]:
    """Columns that one of the first rows heads with both names."""
    return frozenset(
        index for row in rows[:_LEVELS] for index, text in enumerate(row.texts) if _PAIR.fullmatch(text.strip())
    )


def parted(block: Block, pairs: frozenset[int]) -> Block:
    """The block with every such column as two."""
    if not pairs:
        return block
    money = frozenset(index for index in pairs if _holds_money(block, index))
    return replace(block, rows=[_parted_row(row, pairs, money) for row in block.rows])


def _holds_money(block: Block, index: int) -> bool:
    """Whether the second figures of a column are money; else a lone figure may be either."""
    seconds = [_halves(row.cells[index].text, money=True)[1] for row in block.rows if index < len(row.cells)]
    shapes = [shape(text) for text in seconds if shape(text) in FIGURES]
    return 2 * sum(found is Shape.MONEY for found in shapes) > len(shapes)


def _parted_row(row: Row, pairs: frozenset[int], money: frozenset[int]) -> Row:
    cells: list[Cell] = []
    for index, cell in enumerate(row.cells):
        if index not in pairs:
            cells.append(cell)
            continue
        first, second, doubt = _halves(cell.text, money=index in money)
        lines = cell.lines if len(cell.lines) == 2 else (cell.line, cell.line)
        cells.append(replace(cell, text=first, lines=(), line=lines[0], doubt=cell.doubt or (doubt if first else None)))
        cells.append(replace(cell, text=second, lines=(), line=lines[1]))
    return Row(tuple(cells), row.line, row.page)


def _halves(text: str, *, money: bool) -> tuple[str, str, str | None]:
    """Performance and money of one cell, and why a reader is not sure. A lone figure goes where its size belongs."""
    heading = _PAIR.fullmatch(text.strip())
    if heading:
        return heading["k"], heading["rp"], None
    parts = [part.strip() for part in text.split("\n") if part.strip()] or [text.strip()]
    if len(parts) == 1 and (len(words := parts[0].split()) == 2) and all(_is_value(word) for word in words):
        parts = words
    if len(parts) == 2 and all(_is_value(part) for part in parts):
        return parts[0], parts[1], None
    if len(parts) == 1 and shape(parts[0]) is Shape.MONEY:
        return "", parts[0], None
    lone = shape(text) in FIGURES and not (money and _SMALL.fullmatch(text.strip()))
    return text, "", LONE if lone else None


def _is_value(text: str) -> bool:
    return shape(text) in FIGURES or shape(text) in (Shape.DASH, Shape.ERROR)
