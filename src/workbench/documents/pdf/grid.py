"""Words into the cells of a frame: every word inside it lands in exactly one cell."""

from collections import defaultdict
from dataclasses import dataclass, field

from workbench.documents.model import Cell, Row
from workbench.documents.pdf.rules import Frame, Span
from workbench.documents.pdf.words import Word, around, lines_of, text_and_tops

CROSSING = "kata melewati garis tabel"
APART = "pembaca tabel tidak sepakat"
_CROSSING = 0.25


@dataclass(slots=True)
class Filled:
    """A frame with its words. `crossing`: cells with words printed over a rule; `lost`: words that stand in no cell.

    `other`: the texts another reader gives, where two of three readers agree against this one.
    `apart`: cells on which no two readers agree. `rows`: the finished rows; the words are forgotten then.
    """

    frame: Frame
    words: dict[tuple[int, int], list[Word]] = field(default_factory=lambda: defaultdict(list))
    crossing: set[tuple[int, int]] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    other: list[list[str]] | None = None
    apart: set[tuple[int, int]] = field(default_factory=set)
    rows: list[Row] | None = None

    @property
    def sure(self) -> bool:
        """Nothing about this table needs a second reader."""
        return self.frame.clean and not self.crossing and not self.lost

    def text(self, span: Span) -> str:
        return self.text_and_tops(span)[0]

    def text_and_tops(self, span: Span) -> tuple[str, tuple[float, ...]]:
        """The text of a cell, and the height of each of its lines."""
        return text_and_tops(lines_of(self.words.get((span.row, span.column), [])), span.box[2] - span.box[0])


def fill(frames: list[Frame], words: list[Word]) -> tuple[list[Filled], list[Word]]:
    """Frames with their words, and the words outside all of them."""
    filled = [Filled(frame) for frame in frames]
    outside: list[Word] = []
    for word in words:
        home = next((table for table in filled if _inside(word, table.frame)), None)
        if home is None:
            outside.append(word)
        else:
            _put(home, word)
    return filled, outside


def _inside(word: Word, frame: Frame) -> bool:
    x0, y0, x1, y1 = word.box
    left, top, right, bottom = frame.box
    return left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom


def _put(table: Filled, word: Word) -> None:
    x0, y0, x1, y1 = word.box
    middle = (y0 + y1) / 2
    first = table.frame.span_at(x0, middle)
    if first is not None and first.box[0] <= x0 and x1 <= first.box[2]:
        table.words[first.row, first.column].append(word)
        return
    for piece in _pieces(word, table.frame):
        x0, _, x1, _ = piece.box
        span = _home(piece, table.frame)
        if span is None:
            table.lost.append(piece.text)
            continue
        over = max(span.box[0] - x0, x1 - span.box[2])
        if over > _CROSSING * (x1 - x0) and over > 0.5 * piece.size:
            table.crossing.add((span.row, span.column))
        table.words[span.row, span.column].append(piece)


def _home(piece: Word, frame: Frame) -> Span | None:
    """The cell of a word: the one it is set in at its beginning or its end, else the one its middle stands in."""
    x0, y0, x1, y1 = piece.box
    y = (y0 + y1) / 2
    first, last = frame.span_at(x0, y), frame.span_at(x1, y)
    if first is not None and last is not None and first is not last:
        if x0 - first.box[0] < piece.size < last.box[2] - x1:
            return first
        if last.box[2] - x1 < piece.size < x0 - first.box[0]:
            return last
    return frame.span_at((x0 + x1) / 2, y)


def _pieces(word: Word, frame: Frame) -> list[Word]:
    """A word over a rule is two words where the rule parts two text objects of the file."""
    x0, y0, x1, y1 = word.box
    middle = (y0 + y1) / 2
    if word.lean or frame.span_at(max(x0, frame.xs[0]), middle) is frame.span_at(min(x1, frame.xs[-1]), middle):
        return [word]
    if len({glyph.run for glyph in word.glyphs}) == len(word.glyphs) > 2:
        return [word]  # every character is an object of its own: their borders say nothing
    pieces: list[Word] = []
    owner: Span | None = None
    for glyph in word.glyphs:
        span = frame.span_at((glyph.x0 + glyph.x1) / 2, middle)
        if pieces and (span is owner or glyph.run == pieces[-1].glyphs[-1].run):
            pieces[-1].glyphs.append(glyph)
        else:
            pieces.append(Word([glyph], word.spaced or bool(pieces)))
        owner = span
    for piece in pieces:
        piece.box = around(piece.glyphs)
    return pieces


def rows_of(table: Filled, page: int) -> list[Row]:
    """Rows of a table numbered from 1; a merged cell stands in its first row and column, blanks in the rest."""
    if table.rows is not None:
        return table.rows
    if table.other is not None:
        return _rows_of_other(table, page)
    frame = table.frame
    width = len(frame.xs) - 1
    cells: dict[tuple[int, int], Cell] = {}
    read = [(span, *table.text_and_tops(span)) for span in frame.spans]
    stacked = {span.row for span, _, tops in read if len(tops) > 1}
    for span, text, tops in read:
        place = (span.row, span.column)
        doubt = CROSSING if place in table.crossing else APART if place in table.apart else None
        heights = tops if span.row in stacked else ()
        cells[place] = Cell(text, 1 + span.row, page, span.box, doubt if text else None, tops=heights)
    rows = []
    for row in range(len(frame.ys) - 1):
        line = 1 + row
        found = tuple(cells.get((row, column), Cell("", line, page)) for column in range(width))
        if any(cell.text for cell in found):
            rows.append(Row(found, line, page))
    return rows


def texts_of(table: Filled) -> list[list[str]]:
    """The text of every place of the grid, blank where a merged cell goes on."""
    texts = [[""] * (len(table.frame.xs) - 1) for _ in range(len(table.frame.ys) - 1)]
    for span in table.frame.spans:
        texts[span.row][span.column] = table.text(span)
    return texts


def _rows_of_other(table: Filled, page: int) -> list[Row]:
    """Rows as the other readers give them; they know the box of the table only."""
    rows = []
    for number, texts in enumerate(table.other or [], start=1):
        cells = tuple(Cell(" ".join(text.split()), number, page, table.frame.box) for text in texts)
        if any(cell.text for cell in cells):
            rows.append(Row(cells, number, page))
    return rows
