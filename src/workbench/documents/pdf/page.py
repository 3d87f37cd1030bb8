"""One page of a PDF as it is seen: glyphs, rules and fills in upright coordinates.

Coordinates are points from the upper left corner of the page as a reader holds it: pages printed sideways are turned
first. Text that no reader sees (invisible, white on white, printed twice, outside the page) is left out.
"""

import contextlib
import ctypes
import functools
import itertools
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

THIN = 3.0
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
_BULLETS = {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\uf02d": "-"}
_INVISIBLE_MODE = 3
_WHITE = 250
_SURE_TURN = 0.9
_DEEPEST = 4
_MOST_SEGMENTS = 200_000
_MOST_UNSEEN = 5_000
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Glyph:
    """One printed character: its box, the size of its font, and the number of the text object that prints it.

    `lean`: 0 for text that is read from left to right, 90 upwards, 180 upside down, 270 downwards.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    run: int
    lean: int = 0


_BLANK = Glyph(" ", 0.0, 0.0, 0.0, 0.0, 0.0, -1)


@dataclass(slots=True)
class Stroke:
    """A straight line: `at` is its place across, `start` and `end` its reach along."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Sheet:
    """What is printed on one page."""

    number: int
    width: float
    height: float
    turn: int
    paper: tuple[int, int]
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Stroke] = field(default_factory=list)
    down: list[Stroke] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    hidden: int = 0


@dataclass(slots=True)
class _Run:
    """What the glyphs of one text object share."""

    owner: int
    number: int
    size: float
    direction: int
    visible: bool
    white: bool


def read_page(document: pdfium.PdfDocument, index: int, before: Sheet | None = None) -> Sheet:
    """Everything printed on one page (0-based index); `before` is the page before it, for how it is held."""
    page = document[index]
    try:
        x0, y0, x1, y1 = page.get_bbox()
        with contextlib.closing(page.get_textpage()) as text:
            printed = _printed(text)
            alike = before is not None and before.paper == (round(x1 - x0), round(y1 - y0))
            turn = _turn(printed, page.get_rotation(), before.turn if before and alike else None)
            width, height = (x1 - x0, y1 - y0) if turn in (0, 180) else (y1 - y0, x1 - x0)
            sheet = Sheet(index + 1, width, height, turn, (round(x1 - x0), round(y1 - y0)))
            place = _placer((x0, y0, x1, y1), turn)
            _add_paths(page, sheet, place)
            unseen = _add_glyphs(text, sheet, printed, place)
        if unseen and _without(page, unseen):
            count, sheet.glyphs = sheet.hidden, []
            with contextlib.closing(page.get_textpage()) as text:
                _add_glyphs(text, sheet, _printed(text), place)
            sheet.hidden = count
        return sheet
    finally:
        page.close()


def _without(page: pdfium.PdfPage, unseen: set[int]) -> bool:
    """Take text objects off the page; pdfium drops a character that is printed where an unseen one stands."""
    if len(unseen) > _MOST_UNSEEN:
        return False
    taken = [item for item in unseen if _take_off(_address(page.raw), item)]
    for item in taken:
        _destroy(item)
    return bool(taken)


def _turn(printed: list[tuple[int, _Run]], rotation: int, before: int | None) -> int:
    """Clockwise turn that makes most of the text upright; the page's own rotation where there is no text.

    Where headings are printed upwards over few rows the vote is close; then the page is held like the one before.
    """
    votes = Counter([run.direction for _, run in printed if run.visible])
    if not votes:
        return rotation
    first, count = votes.most_common(1)[0]
    close = count < _SURE_TURN * votes.total()
    return before if close and before is not None and before in votes else first


def _placer(box: Box, turn: int) -> Callable[[float, float, float, float], Box]:
    """Turns a box in the page's own space (y upwards) into one of the upright page (y downwards)."""
    x0, y0, x1, y1 = box
    if turn == 0:
        return lambda a, b, c, d: (a - x0, y1 - d, c - x0, y1 - b)
    if turn == 90:
        return lambda a, b, c, d: (b - y0, a - x0, d - y0, c - x0)
    if turn == 180:
        return lambda a, b, c, d: (x1 - c, b - y0, x1 - a, d - y0)
    return lambda a, b, c, d: (y1 - d, x1 - c, y1 - b, x1 - a)


# --- text ------------------------------------------------------------------------------------------------------


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _plain_call(function: Any, result: Any, *arguments: Any) -> Any:
    """A pdfium function that takes addresses as plain numbers: called for every character, it takes half the time."""
    return ctypes.CFUNCTYPE(result, *arguments)(_address(function))


_owner_of = _plain_call(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_turn_of = _plain_call(raw.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_size_of = _plain_call(raw.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_render_mode_of = _plain_call(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_colour_of = _plain_call(raw.FPDFPageObj_GetFillColor, ctypes.c_int, *[ctypes.c_void_p] * 5)
_code_of = _plain_call(raw.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_box_of = _plain_call(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_take_off = _plain_call(raw.FPDFPage_RemoveObject, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_destroy = _plain_call(raw.FPDFPageObj_Destroy, None, ctypes.c_void_p)
_kind_of = _plain_call(raw.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
_segments_of = _plain_call(raw.FPDFPath_CountSegments, ctypes.c_int, ctypes.c_void_p)
_mode_of = _plain_call(raw.FPDFPath_GetDrawMode, ctypes.c_int, *[ctypes.c_void_p] * 3)
_bounds_of = _plain_call(raw.FPDFPageObj_GetBounds, ctypes.c_int, *[ctypes.c_void_p] * 5)
_matrix_of = _plain_call(raw.FPDFPageObj_GetMatrix, ctypes.c_int, *[ctypes.c_void_p] * 2)
_page_item = _plain_call(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_page_items = _plain_call(raw.FPDFPage_CountObjects, ctypes.c_int, ctypes.c_void_p)
_form_item = _plain_call(raw.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_form_items = _plain_call(raw.FPDFFormObj_CountObjects, ctypes.c_int, ctypes.c_void_p)


def _printed(page: pdfium.PdfTextPage) -> list[tuple[int, _Run]]:
    """Index of every character of the file, blanks that pdfium made up left out, with the text object it is of."""
    handle = _address(page.raw)
    runs: dict[int, _Run] = {}
    printed: list[tuple[int, _Run]] = []
    for index in range(raw.FPDFText_CountChars(page.raw)):
        key = _owner_of(handle, index)
        if key:
            run = runs.get(key)
            if run is None:
                run = runs[key] = _run(handle, index, key, len(runs))
            printed.append((index, run))
    return printed


_matrix_of_run = raw.FS_MATRIX()
_matrix_address = ctypes.addressof(_matrix_of_run)
_colour = [ctypes.c_uint() for _ in range(4)]
_colour_addresses = [ctypes.addressof(part) for part in _colour]


def _run(handle: int, index: int, owner: int, number: int) -> _Run:
    matrix = _matrix_of_run
    _turn_of(handle, index, _matrix_address)
    flat = abs(matrix.a) >= abs(matrix.b)
    direction = (0 if matrix.a >= 0 else 180) if flat else (90 if matrix.b > 0 else 270)
    size = _size_of(handle, index) * ((matrix.a**2 + matrix.b**2) ** 0.5 or 1.0)
    return _Run(owner, number, abs(size), direction, _render_mode_of(owner) != _INVISIBLE_MODE, _is_white(owner))


def _is_white(item: int) -> bool:
    if not _colour_of(item, *_colour_addresses):
        return False
    red, green, blue, opacity = _colour
    return opacity.value == 0 or (red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE)


@functools.cache
def _character(code: int) -> str:
    if code in _HYPHENS:
        return _HYPHENS[code]
    char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    char = _BULLETS.get(char, char)
    return unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char


def _characters(page: pdfium.PdfTextPage) -> list[str]:
    """The character of every index, asked for at once; one by one where the text holds some that pdfium joins."""
    count = raw.FPDFText_CountChars(page.raw)
    codes = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(page.raw, 0, count, codes) == count + 1:
        return [_character(code) for code in codes[:count]]
    handle = _address(page.raw)
    return [_character(_code_of(handle, index)) for index in range(count)]


def _add_glyphs(
    page: pdfium.PdfTextPage, sheet: Sheet, printed: list[tuple[int, _Run]], place: Callable[..., Box]
) -> set[int]:
    """Glyphs that can be seen; text that begins on the page is kept whole where it runs over the edge of the paper.

    Returns the text objects of which nothing can be seen.
    """
    handle = _address(page.raw)
    begun = -1
    unseen: dict[int, int] = {}
    width, height, turn = sheet.width + 1, sheet.height + 1, sheet.turn
    characters = _characters(page)
    rect = raw.FS_RECTF()
    address = ctypes.addressof(rect)
    for index, run in printed:
        text = characters[index]
        if text == " ":
            sheet.glyphs.append(_BLANK)
            continue
        if not run.visible or not _box_of(handle, index, address):
            if not run.visible:
                sheet.hidden += 1
                unseen[run.owner] = run.number
            continue
        x0, y0, x1, y1 = place(rect.left, rect.bottom, rect.right, rect.top)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        on_paper = (-1 <= x <= width and -1 <= y <= height) or run.number == begun
        if not on_paper or (run.white and not _on_fill(sheet, x, y)):
            sheet.hidden += 1
            unseen[run.owner] = run.number
            continue
        begun = run.number
        lean = 0 if run.direction == turn else (run.direction - turn) % 360
        sheet.glyphs.append(Glyph(text, x0, y0, x1, y1, run.size or y1 - y0, run.number, lean))
    seen = {glyph.run for glyph in sheet.glyphs} if unseen else set()
    return {owner for owner, number in unseen.items() if number not in seen}


def _on_fill(sheet: Sheet, x: float, y: float) -> bool:
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in (*sheet.fills, *sheet.pictures))


# --- lines and fills -------------------------------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _add_paths(page: pdfium.PdfPage, sheet: Sheet, place: Callable[..., Box]) -> None:
    left = _MOST_SEGMENTS
    for item, kind, matrix in _objects(_address(page.raw), _page_items, _page_item, _SAME, 0):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            sheet.pictures.append(place(*_bounds(item, matrix)))
            continue
        segments = _segments_of(item)
        left -= max(1, segments)
        if left < 0:
            break
        _add_path(item, segments, matrix, sheet, place)


def _objects(owner: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    """Paths and images with the matrix of the forms they stand in."""
    for index in range(count(owner)):
        item = get(owner, index)
        kind = _kind_of(item)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield item, kind, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(item), matrix)
            yield from _objects(item, _form_items, _form_item, inner, depth + 1)


def _matrix(item: int) -> Matrix:
    found = raw.FS_MATRIX()
    if not _matrix_of(item, ctypes.addressof(found)):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


_left, _bottom, _right, _top = (ctypes.c_float() for _ in range(4))
_side_addresses = [ctypes.addressof(side) for side in (_left, _bottom, _right, _top)]


def _bounds(item: int, matrix: Matrix) -> Box:
    _bounds_of(item, *_side_addresses)
    x0, y0, x1, y1 = _left.value, _bottom.value, _right.value, _top.value
    if matrix is _SAME:
        return x0, y0, x1, y1
    corners = [_moved(x, y, matrix) for x in (x0, x1) for y in (y0, y1)]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


_fill, _stroke = ctypes.c_int(), ctypes.c_int()
_fill_address, _stroke_address = ctypes.addressof(_fill), ctypes.addressof(_stroke)


def _add_path(item: int, segments: int, matrix: Matrix, sheet: Sheet, place: Callable[..., Box]) -> None:
    _mode_of(item, _fill_address, _stroke_address)
    filled, stroked = bool(_fill.value), bool(_stroke.value)
    if not filled and not stroked:
        return
    if segments == 2 or (segments in (4, 5) and not stroked):
        _add_box(place(*_bounds(item, matrix)), sheet, filled=filled)
        return
    full = _times(_matrix(item), matrix)
    for points in _subpaths(item, segments, full):
        placed = [place(x, y, x, y)[:2] for x, y in points]
        if filled:
            xs, ys = [x for x, _ in placed], [y for _, y in placed]
            _add_box((min(xs), min(ys), max(xs), max(ys)), sheet, filled=True)
        if stroked:
            for (xa, ya), (xb, yb) in itertools.pairwise(placed):
                box = (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
                if min(box[2] - box[0], box[3] - box[1]) < 1:
                    _add_box(box, sheet, filled=False)


def _subpaths(item: int, segments: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Corner points of the straight parts of a path; curves end a part."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    typed = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(typed, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _moved(x.value, y.value, matrix)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _add_box(box: Box, sheet: Sheet, *, filled: bool) -> None:
    """A thin box is a rule, a filled wide one shades a cell."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if high <= THIN and wide > THIN:
        sheet.across.append(Stroke((y0 + y1) / 2, x0, x1))
    elif wide <= THIN and high > THIN:
        sheet.down.append(Stroke((x0 + x1) / 2, y0, y1))
    elif filled and wide > THIN and high > THIN:
        sheet.fills.append(box)
    elif wide <= THIN and high <= THIN:
        sheet.across.append(Stroke((y0 + y1) / 2, x0, x1))
        sheet.down.append(Stroke((x0 + x1) / 2, y0, y1))
