"""Read text editions: tab-separated tables, and Word exports with every cell on its own line."""

import html
import itertools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from workbench.documents.model import Block, Cell, DocumentError, Row, TextLine

_TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|font|br|p)\b[^>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
_HEADING_MARK = re.compile(r"^\s*#{1,6}\s*")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_BROKEN_WORD = re.compile(r"(?<=[a-z])- (?=(?:nya|kan|lah)\b)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STARTS_ANEW = re.compile(r"^\s*(?:tabel|gambar|grafik|bab\b|lampiran\b|\d+\.\d+\.?\s)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*(?:[-–|]\s*)?\d{1,3}(?:\s*[-–|])?\s*")
_FIGURE = re.compile(r"\s*+(?:rp\.?)?\s*+[-–(]?\d[\d.,]*\)?\s*+(?:%|,-)?\s*+|\s*+[-–]\s*+", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
_BAR_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+")
_PROSE_LENGTH = 160
_MOSTLY_LATIN = 0.8
_NUMBER_HEADING = re.compile(r"no(?:mor)?\.?", re.IGNORECASE)
_NUMBER_LENGTH = 6
_WIDEST = 40
_NARROW_HEADING, _GAP_INSIDE, _ODD_START, _LONE_ROW = 0.5, 0.3, 2.0, 3.0


def clean(text: str) -> str:
    """Text without mark-up, entities, invisible characters, repeated blanks and words broken before an ending."""
    text = _TAG.sub(" ", text) if "<" in text else text
    text = html.unescape(text) if "&" in text else text
    text = _EMPHASIS.sub("", text) if ("*" in text or "_" in text) else text
    text = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
    return _BROKEN_WORD.sub("", text) if "- " in text else text


def decode(content: bytes) -> str:
    """The text of a file, line ends made equal.

    Raises DocumentError when the file is empty, binary or cut off inside a character.
    """
    if not content.strip():
        raise DocumentError("Berkas kosong. Unduh atau simpan ulang dokumennya.")
    encoding = _wide(content) or "utf-8-sig"
    if b"\0" in content and encoding == "utf-8-sig":
        raise DocumentError("Berkas biner, bukan teks. Periksa apakah nama belakang berkas sudah benar.")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise DocumentError("Berkas terpotong di tengah sebuah huruf. Unduh atau salin ulang dokumennya.") from None
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise DocumentError("Berkas biner, bukan teks. Periksa apakah nama belakang berkas sudah benar.")
    return text


def _wide(content: bytes) -> str | None:
    """The encoding of a text of two bytes a letter: by its mark, or because every other byte is nothing."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    first, second = content[::2].count(0), content[1::2].count(0)
    most = _MOSTLY_LATIN * len(content) / 2
    if len(content) % 2 or (first and second):
        return None
    return "utf-16-le" if second > most else "utf-16-be" if first > most else None


def parse(text: str) -> tuple[list[TextLine], list[Block]]:
    """Lines outside tables, and tables in the order of the document."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        reader.feed(line, number)
    in_table = bool(reader.rows or reader.loose)
    reader.end_block()
    if in_table and not text.endswith("\n"):
        _refuse_cut_off(reader.blocks)
    return reader.lines, reader.blocks


def _tabbed(line: str) -> str:
    """A table row drawn with bars (`| a | b |`) as one parted by tabs; the rule below its heading as an empty row."""
    bare = line.strip()
    if len(bare) < 3 or not (bare.startswith("|") and bare.endswith("|")):
        return line
    if _BAR_RULE.fullmatch(bare):
        return "\t"
    return "\t".join(cell.replace("\\|", "|").strip() for cell in _BAR.split(bare[1:-1]))


def _refuse_cut_off(blocks: list[Block]) -> None:
    """A file that ends without a line end inside a row with too few cells was cut off."""
    if not blocks:
        return
    *others, last = blocks[-1].rows
    if len(others) < 2:
        return
    widths = Counter(len(row.cells) for row in others)
    loose = any(cell.line != row.line for row in others for cell in row.cells)
    usual = widths.most_common(1)[0][0] if loose else min(widths)
    if len(last.cells) < usual:
        raise DocumentError(
            f"Berkas terpotong: baris {last.line} berhenti di tengah tabel "
            f"({len(last.cells)} sel, baris lain {usual}). Unduh atau salin ulang dokumennya."
        )


@dataclass(slots=True)
class _LooseCell:
    """A cell of a line-per-cell table while it is being read: its lines with their numbers."""

    parts: list[tuple[str, int]]
    line: int
    blanks: int

    @property
    def after_gap(self) -> bool:
        return self.blanks > 0


@dataclass(slots=True)
class _Reader:
    """Feeds on lines, keeps the block it is in."""

    lines: list[TextLine] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    before: list[TextLine] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    loose: list[_LooseCell] = field(default_factory=list)
    blanks: int = 0

    def feed(self, line: str, number: int) -> None:
        line = _tabbed(line)
        if not line.strip() and "\t" not in line:
            self.blanks += 1
            if self.rows:
                self.end_block()
            return
        if line.startswith("\t") and line.count("\t") == 1 and not self.rows:
            self.loose.append(_LooseCell([(line[1:], number)], number, self.blanks))
        elif "\t" in line:
            if len(self.loose) == 1 and self.blanks == 0:
                self._feed_row("\t" + " ".join(part for part, _ in self.loose[0].parts), self.loose.pop().line)
            if self.loose:
                self.end_block()
            self._feed_row(line, number)
        elif self.loose and self._continues_cell(line):
            self.loose[-1].parts.append((line, number))
        else:
            self.end_block()
            self._feed_text(line, number)
        self.blanks = 0

    def _feed_row(self, line: str, number: int) -> None:
        cells = tuple(Cell(clean(part), number) for part in line.split("\t"))
        if any(cell.text for cell in cells):
            self.rows.append(Row(cells, number))

    def _feed_text(self, line: str, number: int) -> None:
        text = clean(_HEADING_MARK.sub("", line))
        if text:
            self.lines.append(TextLine(text, number))
            self.before.append(self.lines[-1])

    def _continues_cell(self, line: str) -> bool:
        """A line without a tab still belongs to the cell above, unless a wide gap or a heading parts them, or, after a
        blank line, it is a bare page number or the cell is a figure."""
        if self.blanks == 0:
            return True
        closed = (
            _STARTS_ANEW.match(line) or _PAGE_NUMBER.fullmatch(line) or _FIGURE.fullmatch(self.loose[-1].parts[-1][0])
        )
        return self.blanks == 1 and not closed and len(line) < _PROSE_LENGTH

    def end_block(self) -> None:
        for rows in [self.rows] if self.rows else _tables_of_loose_cells(self.loose):
            self.blocks.append(Block(rows, self.before))
            self.before = []
        if self.loose and not (self.blocks and self.blocks[-1].rows[-1].line >= self.loose[0].line):
            for cell in self.loose:
                self._feed_text("\n".join(part for part, _ in cell.parts), cell.line)
        self.rows, self.loose = [], []


def _tables_of_loose_cells(loose: list[_LooseCell]) -> list[list[Row]]:
    """The tables of a run of cells. A wide gap, or a cell that heads the numbers of lines, parts two tables where they
    cut into better rows apart than together."""
    edges = [0, *(i for i, cell in enumerate(loose) if i and (cell.blanks > 1 or _heads_numbers(cell))), len(loose)]
    tables: list[tuple[list[_LooseCell], float, list[Row]]] = []
    for start, end in itertools.pairwise(edges):
        part = loose[start:end]
        cost, rows = _rows_of_loose_cells(part)
        if tables:
            above, cost_above, rows_above = tables[-1]
            cost_together, together = _rows_of_loose_cells(above + part)
            if not (_begins_table(rows, rows_above) and cost + cost_above < cost_together):
                tables[-1] = (above + part, cost_together, together)
                continue
        tables.append((part, cost, rows))
    return [rows for _, _, rows in tables if rows]


def _heads_numbers(cell: _LooseCell) -> bool:
    return cell.after_gap and bool(_NUMBER_HEADING.fullmatch(_join(cell).text))


def _begins_table(rows: list[Row], above: list[Row]) -> bool:
    """Rows below a heading without figures, of another width than those above."""
    if len(rows) < 2 or len(above) < 2:
        return False
    widths = [Counter(len(row.cells) for row in part).most_common(1)[0][0] for part in (rows, above)]
    return widths[0] != widths[1] and all(cell.text and not _FIGURE.fullmatch(cell.text) for cell in rows[0].cells)


def _rows_of_loose_cells(loose: list[_LooseCell]) -> tuple[float, list[Row]]:
    """Cut a run of cells into rows, with the cost of the cut. A row ends at a blank line, but not every blank line
    ends a row.

    The cut that gives the most rows of one width is taken (dynamic programming over the gaps).
    """
    if len(loose) < 4:
        return 0.0, []
    cells = [_join(cell) for cell in loose]
    texts = [cell.text for cell in cells]
    starts = [0, *(i for i, cell in enumerate(loose) if i and cell.after_gap), len(loose)]
    runs = [b - a for a, b in itertools.pairwise(starts)]
    widths = {sum(runs[a:b]) for a in range(len(runs)) for b in range(a + 1, min(a + 6, len(runs)) + 1)}
    widths = {width for width in widths if 2 <= width <= _WIDEST}
    if not widths:
        return 0.0, []
    numbered = bool(_NUMBER_HEADING.fullmatch(texts[0]))
    odd_start = [numbered and bool(text) and len(text) > _NUMBER_LENGTH for text in texts]
    penalties = [_ODD_START if start and odd_start[start] else 0.0 for start in starts[:-1]]
    cost, cuts = min(
        (_best_cut(runs, penalties, width) for width in sorted(widths, reverse=True)),
        key=lambda found: found[0],
    )
    edges = [starts[i] for i in cuts]
    return cost, [Row(tuple(cells[a:b]), loose[a].line) for a, b in itertools.pairwise(edges) if any(texts[a:b])]


def _best_cut(runs: list[int], penalties: list[float], width: int) -> tuple[float, list[int]]:
    """Cheapest way to join runs of cells into rows of about `width` cells: (cost, indices of cuts).

    A row of another width costs (the first, a heading with merged cells, less), so does a blank line
    inside a row and a row that begins with long text in a numbered table.
    """
    best: list[tuple[float, list[int]]] = [(0.0, [0])]
    for end in range(1, len(runs) + 1):
        options = []
        total = 0
        for start in range(end - 1, -1, -1):
            total += runs[start]
            if total > width + 2 and start < end - 1:
                break
            wrong = 0.0 if total == width else 1.0 + 0.5 * abs(total - width)
            if start == 0 and total < width:
                wrong = _NARROW_HEADING
            cost = best[start][0] + wrong + penalties[start] + _GAP_INSIDE * (end - start - 1)
            options.append((cost, start))
        cost, start = min(options)
        best.append((cost, [*best[start][1], end]))
    cost, cuts = best[-1]
    rows_of_width = sum(sum(runs[a:b]) == width for a, b in itertools.pairwise(cuts))
    return cost + (_LONE_ROW if rows_of_width < 2 else 0.0), cuts


def _join(cell: _LooseCell) -> Cell:
    """The lines of one cell; line ends are kept, because some cells hold a list."""
    lines = [(clean(part), number) for part, number in cell.parts]
    lines = [(text, number) for text, number in lines if text]
    return Cell("\n".join(text for text, _ in lines), cell.line, lines=tuple(number for _, number in lines))
