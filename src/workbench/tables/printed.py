"""Rows as a page prints them, made regular: `Rp` in a cell of its own, totals over merged cells, feet of pages."""

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.documents.model import Row
from workbench.tables.cells import FIGURES, Shape, shape
from workbench.tables.grid import Column

_RUPIAH = re.compile(r"rp\.?", re.IGNORECASE)
_TOTAL = re.compile(r"(?:sub |grand )?(?:jumlah|total|rata-?\s?rata)\b(?!\s+[a-z])", re.IGNORECASE)
_LETTERS = re.compile(r"(?:[A-Z] ){3,}[A-Z]\b")
_FIGURE_ROLES = {"target", "realisasi", "rasio", "pagu", "selisih"}
_PAGE = re.compile(r"\d{1,3}")
_TITLE_WORDS = 3
_WIDE = 4


def with_joined_rupiah(rows: Sequence[Row], width: int) -> list[Row]:
    """Rows whose `Rp` stands in a cell left of its amount, with both in one cell.

    `width`: of the table that goes on, 0 at its beginning. The cell that falls empty stays where a heading left room
    for it.
    """
    first = next((i for i, row in enumerate(rows) if _rupiah_cells(row)), None)
    if first is None:
        return list(rows)
    above = [row.texts for row in rows[:first]]
    width = max(map(len, above), default=width)
    return [_joined(row, above, width) for row in rows]


def _rupiah_cells(row: Row) -> list[int]:
    texts = row.texts
    if not any(shape(text) in FIGURES for text in texts):
        return []
    amounts = {*FIGURES, Shape.DASH, Shape.EMPTY}
    return [i for i, (text, after) in enumerate(zip(texts, [*texts[1:], "."], strict=True))
            if _RUPIAH.fullmatch(text) and shape(after) in amounts]  # fmt: skip


def _joined(row: Row, above: Sequence[Sequence[str]], width: int) -> Row:
    cells = list(row.cells)
    heading = above[-1] if above else []
    surplus = len(cells) - width
    gone = 0
    for place in _rupiah_cells(row):
        here = place - gone
        headed, right = (here + i < len(heading) and bool(heading[here + i]) for i in (0, 1))
        amount = cells[here + 1] if here + 1 < len(cells) else replace(cells[here], text="")
        if right and not headed:
            cells[here] = replace(cells[here], text="")
            continue
        cells[here] = replace(amount, text=f"Rp {amount.text}") if shape(amount.text) in FIGURES else amount
        if surplus > gone and (right or not heading):
            del cells[here + 1]
            gone += 1
        elif here + 1 < len(cells):
            cells[here + 1] = replace(amount, text="")
    return replace(row, cells=tuple(cells))


def under_last(texts: list[str], columns: Sequence[Column]) -> list[str]:
    """A total row short of the cells its word is merged over, with its figures under the last columns."""
    missing = len(columns) - len(texts)
    if missing < 1 or len(texts) < 2 or not _is_total_word(texts[0]) or shape(texts[1]) not in FIGURES:
        return texts
    return texts if columns[1].role in _FIGURE_ROLES else [texts[0], *[""] * missing, *texts[1:]]


def _is_total_word(text: str) -> bool:
    """`Jumlah`, `TOTAL`, `Rata-rata`, also with blanks between its letters."""
    return bool(_TOTAL.match(closed(text)))


def closed(text: str) -> str:
    """A text without the blanks that set its letters apart (`J U M L A H`)."""
    return _LETTERS.sub(lambda found: found.group().replace(" ", ""), text)


def is_foot(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    """A page number alone between rows, or beside a title that stands under no name."""
    filled = [(place, text) for place, text in enumerate(texts) if text]
    if len(columns) < _WIDE or not filled or not _PAGE.fullmatch(filled[-1][1]):
        return False
    if len(filled) == 1:
        place = filled[0][0]
        return len(texts) == 1 or (place < len(columns) and columns[place].role not in ("no", "kode"))
    place, title = filled[0]
    lead = columns[0].role in ("no", "kode") and place == 0
    return len(filled) == 2 and lead and shape(title) is Shape.TEXT and len(title.split()) >= _TITLE_WORDS
