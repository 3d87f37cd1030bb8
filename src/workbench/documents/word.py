"""Word documents (.docx): paragraphs with their printed numbers, tables merged and nested, text boxes."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from workbench.documents.model import HIDDEN_ROWS, Block, Cell, Content, DocumentError, Row, TextLine
from workbench.documents.plain import RAISED, plain, plain_lines, stated_number, without_footnotes
from workbench.documents.spans import Merged, laid_out

_SKIPPED = {
    qn(name) for name in ("w:del", "w:moveFrom", "w:txbxContent", "w:instrText", "w:footnoteReference", "w:tbl")
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DEEPEST = 8
_HIGHEST_ITEM = 9999
_BROKEN = (PackageNotFoundError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, zlib.error, AttributeError)


def parse(content: bytes) -> Content:
    """Lines and tables in the order of the document; `line` counts the rows of all tables.

    Raises DocumentError when the file is damaged.
    """
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        numbers = _Numbers(document)
    except _BROKEN as error:
        raise DocumentError(f"Dokumen Word rusak ({type(error).__name__}). Buka dan simpan ulang di Word.") from None
    reader = _Reader(numbers)
    reader.read(body)
    notes = [HIDDEN_ROWS.format(len(reader.hidden))] if reader.hidden else []
    return Content(reader.lines, reader.blocks, notes=notes, hidden=reader.hidden)


@dataclass(slots=True)
class _Reader:
    """Walks through paragraphs and tables; what stands in boxes and inner tables follows what holds it."""

    numbers: "_Numbers"
    lines: list[TextLine] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    before: list[TextLine] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)
    rows: int = 0

    def read(self, parent: Any, depth: int = 0) -> None:
        for element in _blocks_of(parent):
            if element.tag == qn("w:p"):
                self.paragraph(element, depth)
            elif depth < _DEEPEST:
                self.table(element, depth)

    def paragraph(self, element: Any, depth: int) -> None:
        for part in _text(element, self.numbers).split("\n"):
            if text := plain(part):
                self.lines.append(TextLine(text, len(self.lines) + 1))
                self.before.append(self.lines[-1])
        self.boxes(element, depth)

    def boxes(self, element: Any, depth: int) -> None:
        for box in element.iter(qn("w:txbxContent")):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()) and depth < _DEEPEST:
                self.read(box, depth + 1)

    def table(self, element: Any, depth: int) -> None:
        inner: list[Any] = []
        numbered = list(enumerate(_rows_of(element), start=self.rows + 1))
        unseen = {number: row for number, row in numbered if _is_unseen(row)}
        rows = [list(self.cells(row, inner)) for number, row in numbered if number not in unseen]
        texts = {number: [_text(part, self.numbers) for part in row.iter(qn("w:p"))] for number, row in unseen.items()}
        self.hidden += [Row((Cell(plain(" | ".join(parts)), number),), number) for number, parts in texts.items()
                        if any(parts)]  # fmt: skip
        laid = laid_out(rows, self.rows + 1, unseen)
        self.rows += len(numbered)
        if max((len(row.cells) for row in laid), default=0) > 1:
            self.blocks.append(Block(laid, self.before))
            self.before = []
        else:  # a frame around text
            for row in laid:
                for text in row.texts[0].split("\n"):
                    self.lines.append(TextLine(text, len(self.lines) + 1))
                    self.before.append(self.lines[-1])
        for cell in inner:
            for part in cell.iterchildren(qn("w:tbl")):
                if not _is_frame(part):
                    self.table(part, depth + 1)
            for paragraph in cell.iterchildren(qn("w:p")):
                self.boxes(paragraph, depth + 1)

    def cells(self, row: Any, inner: list[Any]) -> Iterator[Merged]:
        """Cells of a row, with the places it leaves out at its start. Word shows no text where a merged one goes on."""
        skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        if skipped is not None:
            yield Merged("", stated_number(skipped.get(qn("w:val")), 1))
        for cell in _unwrapped(row, qn("w:tc")):
            inner.append(cell)
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            down = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = down is not None and down.get(qn("w:val"), "continue") == "continue"
            parts = [_text(paragraph, self.numbers) for paragraph in _paragraphs(cell, inner)]
            columns = stated_number(span.get(qn("w:val")), 1) if span is not None else 1
            yield Merged("" if goes_on else plain_lines("\n".join(parts)), columns)


def _blocks_of(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls and insertions."""
    for element in parent.iterchildren():
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
            yield from _blocks_of(element)


def _unwrapped(parent: Any, tag: str) -> Iterator[Any]:
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
            yield from _unwrapped(element, tag)


def _paragraphs(cell: Any, inner: list[Any]) -> Iterator[Any]:
    """Paragraphs of a cell, also those that stand in a frame; cells of frames are added to `inner`."""
    for element in _blocks_of(cell):
        if element.tag == qn("w:p"):
            yield element
        elif _is_frame(element):
            for framed in _unwrapped(next(_rows_of(element)), qn("w:tc")):
                inner.append(framed)
                yield from _unwrapped(framed, qn("w:p"))


def _is_frame(table: Any) -> bool:
    """A table of one cell, inside another, is only drawn around its text."""
    rows = list(_rows_of(table))
    return len(rows) == 1 and sum(1 for _ in _unwrapped(rows[0], qn("w:tc"))) == 1


def _rows_of(table: Any) -> Iterator[Any]:
    """Rows that are not deleted."""
    for row in _unwrapped(table, qn("w:tr")):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield row


def _is_unseen(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:hidden')}") is not None


# --- text ------------------------------------------------------------------------------------------------------


def _text(paragraph: Any, numbers: "_Numbers") -> str:
    """Text of a paragraph as it is seen, with the number its list prints."""
    text = without_footnotes("".join(_pieces(paragraph)))
    return f"{numbers.next(paragraph)} {text}" if text.strip() and numbers.is_listed(paragraph) else text


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag in _SKIPPED or child.tag == _FALLBACK or not isinstance(child.tag, str):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == qn("w:sym"):
            yield "•"
        elif child.tag != qn("w:r") or not _is_hidden(child):
            text = "".join(_pieces(child))
            yield RAISED.format(text) if text and _is_raised(child) else text


def _is_raised(run: Any) -> bool:
    place = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return place is not None and place.get(qn("w:val")) == "superscript"


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false")


class _Numbers:
    """Counts the numbered lists of a document."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._read(part.element)
        for style in document.styles.element.iterchildren(qn("w:style")):
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None and found.find(qn("w:numId")) is not None:
                self.styles[style.get(qn("w:styleId"), "")] = _list_of(found)

    def _read(self, root: Any) -> None:
        shapes: dict[str, dict[int, tuple[str, str, int]]] = {}
        for abstract in root.iterchildren(qn("w:abstractNum")):
            shapes[abstract.get(qn("w:abstractNumId"))] = {
                stated_number(level.get(qn("w:ilvl")), 0): (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    min(stated_number(_value(level, "w:start", "1"), 1), _HIGHEST_ITEM),
                )
                for level in abstract.iterchildren(qn("w:lvl"))
            }
        for number in root.iterchildren(qn("w:num")):
            self.levels[number.get(qn("w:numId"))] = shapes.get(_value(number, "w:abstractNumId", ""), {})

    def place(self, paragraph: Any) -> tuple[str, int] | None:
        """List and level of a paragraph, its own or its style's."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None and own.find(qn("w:numId")) is not None:
            return _list_of(own)
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(style.get(qn("w:val"), "")) if style is not None else None

    def is_listed(self, paragraph: Any) -> bool:
        place = self.place(paragraph)
        return place is not None and place[1] in self.levels.get(place[0], {})

    def next(self, paragraph: Any) -> str:
        """The number or mark the paragraph prints."""
        place = self.place(paragraph)
        assert place is not None
        name, level = place
        levels, counts = self.levels[name], self.counts.setdefault(name, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        kind, pattern, _ = levels[level]
        if kind == "bullet":
            return "•"

        def put(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            shape = levels.get(depth, ("decimal", "", 1))
            return _numeral(counts.get(depth, shape[2]), shape[0])

        return re.sub(r"%(\d)", put, pattern)


def _list_of(properties: Any) -> tuple[str, int]:
    return _value(properties, "w:numId", "0"), stated_number(_value(properties, "w:ilvl", "0"), 0)


def _value(element: Any, name: str, otherwise: str) -> str:
    found = element.find(qn(name))
    return otherwise if found is None else str(found.get(qn("w:val"), otherwise))


def _numeral(number: int, kind: str) -> str:
    """A number in the style of a list: 3, 03, c, C, iii, III."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        text = ""
        for value, mark in _ROMAN:
            count, number = divmod(number, value)
            text += mark * count
        return text if kind == "lowerRoman" else text.upper()
    return f"{number:02}" if kind == "decimalZero" else "" if kind == "none" else str(number)
