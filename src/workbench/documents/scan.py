"""Scanned pages: turned upright, cut into cells along their rules, each line of a cell read by RapidOCR.

A second reader (Tesseract with the language `ind`) reads the same lines where it is installed. A figure on which both
agree is sure; every other figure is marked, and stays so unless the sums of its table confirm it.
"""

import itertools
import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.documents import scan_readers
from workbench.documents.model import NEEDS_OCR, Cell, DocumentError, Row
from workbench.documents.pdf.page import Box
from workbench.documents.pdf.rules import Frame, frames
from workbench.documents.plain import plain
from workbench.documents.scan_picture import (
    DPI,
    cleared,
    ink,
    is_print,
    lines_across,
    lines_of,
    quarter_turned,
    ruled_sheet,
    runs_over,
    segments_of,
    straightened,
    upright_rules,
)
from workbench.documents.scan_readers import engine, recognised, scored, second_reader

UNSURE = "angka hasil pindai belum pasti"
_RULE_MARKS = re.compile(r"^[|!\]\[_—]+\s*|\s*[|\]\[_]+$")
_SPECK = re.compile(r"^[.,·•:'‘’`]+\s*(?=\d{1,3}(?:\.\d{3})+(?:,\d+)?$)")
_BEGUN = re.compile(r"(?:[^\w(–−-]|[^\W\d_a-zA-Z])+\s*\d")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_CODE = re.compile(r"\d\.\d\d\.\d\d(?:\.\d(?:\.\d\d(?:\.\d{4})?)?)?")
_DOUBLED = re.compile(r"(?<=\d)[.,]{2,}(?=\d{3}(?!\d))")
_DIRT = re.compile(r"(?![丨川])[\u2e80-\u9fff\uac00-\ud7af]|^[·•:'‘’`\s]+(?=\d)|^[.,·•:;'‘’`“”\s]+$")
_ONE = {"", "1", "l", "|", "!", "i", "I"}
_STROKES = re.compile(r"[1lIi|!∥‖│丨川]{0,5}")
_FOURTH = re.compile(r"[1lI|!][VvU]")
_QUARTERS = ("I", "II", "III", "IV")
_ROMAN = re.compile(r"(?:^|\s)([IVX]+)$")
_UNIT = "(%)"
_FEWEST_NUMBERS = 4
_MOSTLY = 0.7
_SAYS = re.compile(r"[\w%]|^[-–−]$")
_PIECES = 12
_WIDEST_PIECE = 500
_UPRIGHT = 0.85
_LOOKS = (1.5, 0.75)  # sizes of a line when looked at again


@dataclass(slots=True)
class ScannedTable:
    """One table of a scanned page: its grid, the lines of each cell, and the cells no second reader confirms."""

    frame: Frame
    texts: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    unsure: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class ScannedText:
    """A piece of a line outside tables: its text and its box in points."""

    text: str
    box: Box


def read_page(picture: Any, number: int) -> tuple[list[ScannedTable], list[ScannedText]]:
    """Tables of one page, and the text around them; of a page without a grid, every piece of its lines.

    `picture`: grey, rows x columns of bytes, DPI dots an inch. Raises DocumentError when the extra `ocr` is missing.
    """
    if not scan_readers.is_available():
        raise DocumentError(f"Halaman hasil pindai {NEEDS_OCR}.")
    upright, marks, found = _held_upright(picture, number)
    if not found:
        return [], _pieces(upright, marks)
    return [_table(frame, upright, marks) for frame in found], _around(upright, found)


def _pieces(picture: Any, marks: Any) -> list[ScannedText]:
    """Every piece of text of a page without a grid."""
    segments = segments_of(picture, marks)
    texts = [_DIRT.sub("", _cleaned(text)).strip() for text in recognised([line for _, line in segments])]
    return [ScannedText(text, box) for (box, _), text in zip(segments, texts, strict=True) if _SAYS.search(text)]


def _held_upright(picture: Any, number: int) -> tuple[Any, Any, list[Frame]]:
    """The picture as it is read, its ink and its tables: sheets lie on their side or upside down in a scanner, too."""
    best: tuple[float, Any, Any, list[Frame]] | None = None
    for turns in (0, 1, 3, 2):
        turned = straightened(quarter_turned(picture, turns))
        marks = ink(turned)
        found = frames(ruled_sheet(marks, number))
        score = _legible(turned, marks, found)
        if best is None or score > best[0]:
            best = score, turned, marks, found
        if score > _UPRIGHT:
            break
    assert best is not None
    return best[1:]


def _legible(picture: Any, marks: Any, found: Sequence[Frame]) -> float:
    """How sure the reader is of a sample of lines, 0 to 1; 1 where nothing is printed."""
    height, width = picture.shape[:2]
    scale = 72 / DPI
    boxes = [span.box for frame in found for span in frame.spans] or [(0.0, 0.0, width * scale, height * scale)]
    sample = random.Random(0).sample(boxes, min(len(boxes), 3 * _PIECES))
    pieces = [line for box in sample for line in lines_of(picture, marks, box)]
    longest = sorted((piece[:, :_WIDEST_PIECE] for piece in pieces), key=lambda piece: -piece.shape[1] / piece.shape[0])
    scores = [score * (len(text) > 2) for text, score in scored(longest[:_PIECES])]
    return sum(scores) / len(scores) if scores else 1.0


def _table(frame: Frame, picture: Any, marks: Any) -> ScannedTable:
    """Read every line of every cell twice."""
    table = ScannedTable(frame)
    rules = upright_rules(marks)
    pieces = [(span, line, meets) for span in frame.spans for line, meets in _lines(picture, marks, rules, span.box)]
    read = _read_twice([line for _, line, _ in pieces])
    for (span, line, meets), (text, agreed) in zip(pieces, read, strict=True):
        place = (span.row, span.column)
        if text:
            table.texts.setdefault(place, []).append(text)
        if meets or not agreed or (not text and is_print(line)):
            table.unsure.add(place)
    _name_quarters(table)
    _number_columns(table)
    return table


def _lines(picture: Any, marks: Any, rules: Any, box: Box) -> list[tuple[Any, bool]]:
    """Pictures of the lines of a cell, and whether print of theirs meets a rule."""
    if runs_over(marks, rules, box):
        return lines_across(picture, marks, rules, box)
    return [(line, False) for line in lines_of(picture, marks, box)]


def _read_twice(lines: Sequence[Any]) -> list[tuple[str, bool]]:
    """Text of each line and whether both readers give the same figure; signs of other scripts and dots are dirt.

    Where they do not, both look at clearer pictures: they must agree on one, on what the first reader said before.
    """
    texts = [_cleaned(text) for text in recognised(lines)]
    others = second_reader(lines)
    agreed = [_agree(text, other) for text, other in zip(texts, others, strict=True)]
    for scale in _LOOKS:
        again = [i for i, text in enumerate(texts) if text and not agreed[i] and others[i] is not None]
        clear = [cleared(lines[i], scale) for i in again]
        for i, first, other in zip(again, recognised(clear), second_reader(clear), strict=True):
            agreed[i] = _figure(_cleaned(first)) == _figure(texts[i]) and _agree(texts[i], other)
    return [(_DIRT.sub("", text).strip(), sure) for text, sure in zip(texts, agreed, strict=True)]


def _cleaned(text: str) -> str:
    """Letters as they are typed (a reader gives the one letter `Ⅱ` for two), without rests of rules at the ends.

    A speck before a figure in groups of three is dropped, of two points or commas before such a group one.
    """
    typed = plain(_RULE_MARKS.sub("", unicodedata.normalize("NFKC", text)))
    return _DOUBLED.sub(".", _SPECK.sub("", typed))


def _agree(text: str, other: str | None) -> bool:
    """Whether the second reader gives the same figure; without one, whether there is none."""
    if text == _UNIT:
        return True
    if _BEGUN.match(text):
        return False
    if _CODE.fullmatch(text) and other is not None:  # its digits say where its points stand
        return re.sub(r"\D", "", text) == re.sub(r"\D", "", other)
    return _figure(text) == ("" if other is None else _figure(_cleaned(other)))


def _figure(text: str) -> str:
    """Digits, fraction and sign of what a line says: the same for `1.500` and `1500`, not for `7,5` and `75`.

    Of a line without digits, the Roman number it ends in.
    """
    if roman := _ROMAN.search(text):
        return roman[1]
    digits = re.sub(r"[^\d.,]", "", _THOUSANDS.sub("", text)).strip(".,")
    below = re.match(r"\(|[-–−]\s*\d", text) if digits else None
    return ("-" if below else "") + digits.replace(",", ".")


def _name_quarters(table: ScannedTable) -> None:
    """Strokes of any number three times before `IV` are the quarters before it, however many strokes were read.

    A lone upright stroke right before `II` is the first quarter, not a figure; more than three are three.
    """
    for row in {row for row, _ in table.texts}:
        said = _said(table, row)
        for four in zip(*(sorted(said)[start:] for start in range(len(_QUARTERS))), strict=False):
            *strokes, last = (said[column] for column in four)
            if _FOURTH.fullmatch(last) and any(strokes) and all(map(_STROKES.fullmatch, strokes)):
                for column, name in zip(four, _QUARTERS, strict=True):
                    _say(table, row, column, name)
        said = _said(table, row)
        for first, second in itertools.pairwise(sorted(said)):
            if said[first] in _ONE and said[second] == "II":
                _say(table, row, first, "I")
            if said[first] == "II" and re.fullmatch("I{3,}", said[second]):
                _say(table, row, second, "III")


def _number_columns(table: ScannedTable) -> None:
    """A row that gives nearly every column its number gives it to all."""
    for row in {row for row, _ in table.texts}:
        said = _said(table, row)
        right = sum(text == str(number) for number, text in enumerate(said.values(), start=1))
        if len(said) == len(table.frame.xs) - 1 and len(said) > right >= max(_FEWEST_NUMBERS, _MOSTLY * len(said)):
            for number, column in enumerate(sorted(said), start=1):
                _say(table, row, column, str(number))


def _said(table: ScannedTable, row: int) -> dict[int, str]:
    """What each cell that begins in a row says, by column."""
    columns = sorted(span.column for span in table.frame.spans if span.row == row)
    return {column: " ".join(table.texts.get((row, column), [])) for column in columns}


def _say(table: ScannedTable, row: int, column: int, text: str) -> None:
    table.texts[row, column] = [text]
    table.unsure.discard((row, column))


def _around(picture: Any, found: Sequence[Frame]) -> list[ScannedText]:
    """Lines of text outside the tables."""
    rest = picture.copy()
    scale = DPI / 72
    for frame in found:
        x0, y0, x1, y1 = (round(side * scale) for side in frame.box)
        rest[max(0, y0 - 3) : y1 + 3, max(0, x0 - 3) : x1 + 3] = 255
    result = engine()(rest, use_cls=False)
    if result.boxes is None or result.txts is None:
        return []
    lines = []
    for corners, text in zip(result.boxes, result.txts, strict=True):
        xs, ys = [float(x) / scale for x, _ in corners], [float(y) / scale for _, y in corners]
        lines.append(ScannedText(plain(text), (min(xs), min(ys), max(xs), max(ys))))
    return sorted(lines, key=lambda line: (round(line.box[1] / 6), line.box[0]))


def rows_of(table: ScannedTable, page: int) -> list[Row]:
    """Rows numbered from 1; cells whose figures no second reader confirms are marked."""
    frame = table.frame
    width = len(frame.xs) - 1
    cells: dict[tuple[int, int], Cell] = {}
    for span in frame.spans:
        place = (span.row, span.column)
        text = " ".join(table.texts.get(place, []))
        cells[place] = Cell(text, 1 + span.row, page, span.box, UNSURE if place in table.unsure else None)
    rows = []
    for row in range(len(frame.ys) - 1):
        found = tuple(cells.get((row, column), Cell("", 1 + row, page)) for column in range(width))
        if any(cell.text for cell in found):
            rows.append(Row(found, 1 + row, page))
    return rows
