"""Scanned pages: straightened, cut into cells along their rules, each line of a cell read by RapidOCR.

A second reader (Tesseract with the language `ind`) reads the same lines where it is installed. A figure on which both
agree is sure; every other figure is marked.
"""

import contextlib
import functools
import importlib.util
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.documents.model import NEEDS_OCR, Cell, DocumentError, Row
from workbench.documents.pdf.page import Box, Sheet, Stroke
from workbench.documents.pdf.rules import Frame, Span, frames
from workbench.documents.plain import plain

DPI = 200
UNSURE = "angka hasil pindai belum pasti"
_MOST_SKEW = 3.0
_MOST_INK = 0.25
_INK = 3
_GAP = 3
_TALLEST_SPECK = 0.3
_HEIGHT = DPI // 12  # of a line of small print, in dots
_LANGUAGE = "ind"
_TESSDATA = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
             "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata")  # fmt: skip
_RULE_MARKS = re.compile(r"^[|!\]\[_—]+\s*|\s*[|\]\[_]+$")


@dataclass(slots=True)
class ScannedTable:
    """One table of a scanned page: its grid, the lines of each cell, and the cells no second reader confirms."""

    frame: Frame
    texts: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    unsure: set[tuple[int, int]] = field(default_factory=set)


def is_available() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def read_page(picture: Any, number: int) -> tuple[list[ScannedTable], list[tuple[str, Box]]]:
    """Tables of one page, and the lines of text around them with their boxes in points.

    `picture`: grey, rows x columns of bytes, DPI dots an inch. Raises DocumentError when the extra `ocr` is missing.
    """
    if not is_available():
        raise DocumentError(f"Halaman hasil pindai {NEEDS_OCR}.")
    straight = _straightened(picture)
    ink = _ink(straight)
    found = frames(_ruled_sheet(ink, number))
    return [_table(frame, straight, ink) for frame in found], _around(straight, found)


def _table(frame: Frame, picture: Any, ink: Any) -> ScannedTable:
    """Read every line of every cell twice."""
    table = ScannedTable(frame)
    pieces = [(span, line) for span in frame.spans for line in _lines(picture, ink, span)]
    lines = [line for _, line in pieces]
    for (span, _), first, other in zip(pieces, _recognised(lines), _second_reader(lines), strict=True):
        place = (span.row, span.column)
        text = plain(_RULE_MARKS.sub("", first))
        if text:
            table.texts.setdefault(place, []).append(text)
        if _digits(text) != _digits(other if other is not None else text) or (other is None and _digits(text)):
            table.unsure.add(place)
    return table


def _around(picture: Any, found: Sequence[Frame]) -> list[tuple[str, Box]]:
    """Lines of text outside the tables."""
    rest = picture.copy()
    scale = DPI / 72
    for frame in found:
        x0, y0, x1, y1 = (round(side * scale) for side in frame.box)
        rest[max(0, y0 - 3) : y1 + 3, max(0, x0 - 3) : x1 + 3] = 255
    result = _engine()(rest, use_cls=False)
    if result.boxes is None or result.txts is None:
        return []
    lines = []
    for corners, text in zip(result.boxes, result.txts, strict=True):
        xs, ys = [float(x) / scale for x, _ in corners], [float(y) / scale for _, y in corners]
        lines.append((plain(text), (min(xs), min(ys), max(xs), max(ys))))
    return sorted(lines, key=lambda line: (round(line[1][1] / 6), line[1][0]))


def rows_of(table: ScannedTable, page: int, first: int) -> list[Row]:
    """Rows numbered from `first`; cells whose figures no second reader confirms are marked."""
    frame = table.frame
    width = len(frame.xs) - 1
    cells: dict[tuple[int, int], Cell] = {}
    for span in frame.spans:
        place = (span.row, span.column)
        text = " ".join(table.texts.get(place, []))
        cells[place] = Cell(text, first + span.row, page, span.box, UNSURE if place in table.unsure else None)
    rows = []
    for row in range(len(frame.ys) - 1):
        found = tuple(cells.get((row, column), Cell("", first + row, page)) for column in range(width))
        if any(cell.text for cell in found):
            rows.append(Row(found, first + row, page))
    return rows


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


# --- the picture -----------------------------------------------------------------------------------------------


def _straightened(picture: Any) -> Any:
    """The picture turned so that its rules lie level (at most a few degrees)."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    edges = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    if float(edges.mean()) > _MOST_INK * 255:  # a photograph or noise: no rules to find, and long to search
        return picture
    found = cv2.HoughLinesP(edges, 1, np.pi / 3600, 200, minLineLength=width // 8, maxLineGap=6)
    angles = []
    for x0, y0, x1, y1 in [] if found is None else found.reshape(-1, 4):
        angle = float(np.degrees(np.arctan2(float(y1 - y0), float(x1 - x0))))
        if abs(angle) < _MOST_SKEW:
            angles += [angle] * int(np.hypot(x1 - x0, y1 - y0) // 50 + 1)
    skew = float(np.median(angles)) if angles else 0.0
    if abs(skew) < 0.03:
        return picture
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def _ink(picture: Any) -> Any:
    """White where something is printed, black elsewhere; grey paper and shaded cells count as blank."""
    import cv2

    block = max(31, DPI // 4) | 1
    return cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)


def _ruled_sheet(ink: Any, number: int) -> Sheet:
    """The long straight lines of a picture as rules of a page, in points."""
    height, width = ink.shape
    scale = 72 / DPI
    sheet = Sheet(number, width * scale, height * scale, 0, (round(width * scale), round(height * scale)))
    for x, y, wide, high in _long_lines(ink, (DPI // 4, 1)):
        sheet.across.append(Stroke((y + high / 2) * scale, x * scale, (x + wide) * scale))
    for x, y, wide, high in _long_lines(ink, (1, DPI // 6)):
        sheet.down.append(Stroke((x + wide / 2) * scale, y * scale, (y + high) * scale))
    return sheet


def _long_lines(ink: Any, size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of lines at least as long as `size`; small gaps are closed first."""
    import cv2

    gap = tuple(_GAP if side > 1 else 1 for side in size)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    lines = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    thick = tuple(1 if side > 1 else 3 for side in size)
    lines = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, thick))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
    for x, y, wide, high, _ in boxes[1:count]:
        if min(wide, high) <= DPI // 16:
            yield int(x), int(y), int(wide), int(high)


def _lines(picture: Any, ink: Any, span: Span) -> list[Any]:
    """Pictures of the lines of text inside a cell, each with a white margin."""
    import cv2
    import numpy as np

    scale = DPI / 72
    inset = max(2, DPI // 60)
    x0, y0, x1, y1 = (round(side * scale) for side in span.box)
    x0, y0, x1, y1 = x0 + inset, y0 + inset, x1 - inset, y1 - inset
    if x1 - x0 < 4 or y1 - y0 < 4:
        return []
    marks = _without_rests(ink[y0:y1, x0:x1])
    pieces = []
    for top, bottom in _bands(marks):
        columns = np.flatnonzero((marks[top : bottom + 1] > 0).any(axis=0))
        if len(columns) < 4:
            continue
        left, right = int(columns[0]), int(columns[-1])
        piece = picture[y0 + max(0, top - 2) : y0 + bottom + 3, x0 + max(0, left - 3) : x0 + right + 4]
        pieces.append(cv2.copyMakeBorder(piece, 6, 6, 10, 10, cv2.BORDER_CONSTANT, value=int(np.percentile(piece, 90))))
    return pieces


def _bands(marks: Any) -> list[tuple[int, int]]:
    """First and last row of every line of text."""
    import numpy as np

    ink = (marks > 0).sum(axis=1)
    bands: list[list[int]] = []
    for y in np.flatnonzero(ink >= 2):
        if bands and y - bands[-1][1] <= 1:
            bands[-1][1] = int(y)
        else:
            bands.append([int(y), int(y)])
    usual = sorted(b - a + 1 for a, b in bands)[len(bands) // 2] if bands else 0
    lines: list[tuple[int, int]] = []
    for top, bottom in _joined_bands(bands, usual):
        count = round((bottom - top + 1) / (1.25 * _HEIGHT)) if bottom - top + 1 > 1.7 * max(usual, _HEIGHT) else 1
        cuts = [top, *_valleys(ink, top, bottom, count), bottom + 1]
        lines += [(a, b - 1) for a, b in itertools.pairwise(cuts)]
    tall = max((b - a + 1 for a, b in lines), default=0)
    return [line for line in lines if line[1] - line[0] + 1 > _TALLEST_SPECK * tall or len(lines) == 1]


def _valleys(ink: Any, top: int, bottom: int, count: int) -> list[int]:
    """Where lines that touch are cut: the rows with least ink near equal parts."""
    step = (bottom - top + 1) / count
    found = []
    for i in range(1, count):
        middle = int(top + i * step)
        near = range(max(top + 1, int(middle - 0.3 * step)), min(bottom, int(middle + 0.3 * step)) + 1)
        found.append(min(near, key=lambda y: int(ink[y])))
    return found


def _without_rests(marks: Any) -> Any:
    """Without pieces of rules along the edges of the cell, and specks."""
    import cv2

    clean = marks.copy()
    height, width = clean.shape
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(clean, connectivity=8)
    for i in range(1, count):
        x, y, wide, high, area = boxes[i]
        at_edge = x == 0 or y == 0 or x + wide == width or y + high == height
        if area < _INK or (at_edge and min(wide, high) <= 3 and max(wide, high) > 3 * min(wide, high)):
            clean[labels == i] = 0
    return clean


def _joined_bands(bands: Sequence[Sequence[int]], tall: int) -> list[tuple[int, int]]:
    """Bands of ink as lines: dots and commas join the line they belong to."""
    lines: list[tuple[int, int]] = []
    for top, bottom in bands:
        low = min(bottom - top, lines[-1][1] - lines[-1][0]) if lines else tall
        if lines and low < _TALLEST_SPECK * tall and top - lines[-1][1] < 0.35 * tall:
            lines[-1] = (lines[-1][0], bottom)
        else:
            lines.append((top, bottom))
    return lines


# --- readers ---------------------------------------------------------------------------------------------------


@functools.cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def _recognised(lines: Sequence[Any]) -> list[str]:
    """Text of each picture of a line, by RapidOCR."""
    if not lines:
        return []
    import cv2

    coloured = [cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines]
    return [str(text) for text in _engine().recognize_txt(coloured).txts]


def _second_reader(lines: Sequence[Any]) -> list[str | None]:
    """Text of each picture of a line by Tesseract; None where it is not installed."""
    folder = tessdata()
    if folder is None:
        return [None] * len(lines)
    import tesserocr
    from PIL import Image

    found: list[str | None] = []
    with tesserocr.PyTessBaseAPI(path=folder, lang=_LANGUAGE, psm=tesserocr.PSM.SINGLE_LINE) as api:
        for line in lines:
            picture = Image.fromarray(line)
            api.SetImage(picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS))
            api.SetSourceResolution(2 * DPI)
            found.append(api.GetUTF8Text().strip())
    return found


def tessdata() -> str | None:
    """Folder of the language file `ind`; None when Tesseract is not installed."""
    if importlib.util.find_spec("tesserocr") is None:
        return None
    places = [os.environ.get("TESSDATA_PREFIX", ""), *_TESSDATA]
    with contextlib.suppress(OSError):
        return next((place for place in places if place and (Path(place) / f"{_LANGUAGE}.traineddata").is_file()), None)
    return None
