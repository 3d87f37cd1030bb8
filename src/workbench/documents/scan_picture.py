"""The picture of a scanned page: straightened, its rules found, the lines of text in a cell cut out."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.documents.pdf.page import Box, Sheet, Stroke

DPI = 200
_LEVEL = 0.03
_STEEPEST = 0.06  # of a rule, about three degrees
_FEWEST_MARKS = 500
_LEVELLER = 1.1  # how much sharper lines of text stand when turned
_DASH = 12  # shortest level piece of a rule at the greatest skew, in half dots
_SHORT = DPI  # of a rule, in dots
_SOLID = 0.96
_STEMS = 0.5
_INK = 3
_GAP = 3
_TALLEST_SPECK = 0.3  # of a letter
_SMALL_SPECK = 4  # in dots
_LONGEST_SPECK = 1.4  # of its height; longer ones are dashes
_FRINGE = 2  # dots around a mark that are darker than paper
_JOIN = 9  # dots between words of one piece of text
_WORD_GAP = 0.42  # of the height of a piece
_SAME_LINE = 0.6  # of the height of a piece
_LOWEST, _HIGHEST = 6, DPI // 3
_LEAST_LETTER = DPI // 28  # in dots
_MARGINS = 16  # in dots, above and below the picture of a line together
_BESIDE = DPI // 8  # of a rule, in dots
_NEAREST = 0.3  # of the height of a letter to the middle of a rule
_INSIDE = 4  # dots from the middle of a rule within which no cell begins its text
_REACH = DPI // 4  # over a rule, in dots
_LETTER_GAP = 0.35  # of the height of a line
_TOUCHING = 2  # dots beside a rule between letters of one text
_STRAY = 0.25  # of a text, beyond a rule
_HEIGHT = DPI // 12  # of a line of small print, in dots


def quarter_turned(picture: Any, turns: int) -> Any:
    """The picture turned by so many quarters against the clock."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, turns))


def straightened(picture: Any) -> Any:
    """The picture turned so that its rules, or without rules its lines of text, lie level (at most a few degrees)."""
    import cv2

    height, width = picture.shape[:2]
    skew = _skew(picture)
    if abs(skew) < _LEVEL:
        return picture
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def _skew(picture: Any) -> float:
    """How far the long level rules of a picture fall to the right, in degrees; without rules, its lines of text."""
    import cv2
    import numpy as np

    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    marks = ink(small)
    dashes = cv2.morphologyEx(marks, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (_DASH, 1)))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(dashes, connectivity=8)
    angles = []
    for i in range(1, count):
        x, y, wide, high, _ = (int(side) for side in boxes[i])
        if wide > small.shape[1] // 8 and high < wide * _STEEPEST:
            ys, xs = np.nonzero(labels[y : y + high, x : x + wide] == i)
            angle = float(np.degrees(np.arctan(np.polyfit(xs, ys, 1)[0])))
            angles += [angle] * (wide // 50 + 1)
    return float(np.median(angles)) if angles else _text_skew(marks)


def _text_skew(marks: Any) -> float:
    """How far lines of text fall to the right, in degrees: turned back by it, lines and the white between part best."""
    import numpy as np

    ys, xs = np.nonzero(marks)
    if len(ys) < _FEWEST_MARKS:
        return 0.0

    def sharpness(angle: float) -> float:
        rows = np.round(ys - xs * np.tan(np.radians(angle))).astype(int)
        counts = np.bincount(rows - rows.min()).astype(float)
        return float((np.diff(counts) ** 2).sum())

    steepest = float(np.degrees(np.arctan(_STEEPEST)))
    coarse = max(np.arange(-steepest, steepest, 0.1), key=sharpness)
    best = float(max(np.arange(coarse - 0.1, coarse + 0.1, 0.02), key=sharpness))
    return best if sharpness(best) > _LEVELLER * sharpness(0.0) else 0.0


def ink(picture: Any) -> Any:
    """White where something is printed, black elsewhere; grey paper and shaded cells count as blank."""
    import cv2

    block = max(31, DPI // 4) | 1
    return cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)


def ruled_sheet(marks: Any, number: int) -> Sheet:
    """The long straight lines of a picture as rules of a page, in points."""
    height, width = marks.shape
    scale = 72 / DPI
    sheet = Sheet(number, width * scale, height * scale, 0, (round(width * scale), round(height * scale)))
    for x, y, wide, high in _long_lines(marks, (DPI // 4, 1)):
        if wide < _SHORT and _is_of_letters(marks, x, y, wide, high):
            continue
        sheet.across.append(Stroke((y + high / 2) * scale, x * scale, (x + wide) * scale))
    for x, y, wide, high in _long_lines(marks, (1, DPI // 6)):
        sheet.down.append(Stroke((x + wide / 2) * scale, y * scale, (y + high) * scale))
    return sheet


def _is_of_letters(marks: Any, x: int, y: int, wide: int, high: int) -> bool:
    """Whether a short level line is the foot or head of letters set close: broken, or with ink right beside it."""
    filled = (marks[y : y + high, x : x + wide] > 0).mean(axis=1).max()
    above, below = marks[max(0, y - 4) : max(1, y - 1), x : x + wide], marks[y + high + 1 : y + high + 4, x : x + wide]
    beside = max((part > 0).mean() if part.size else 0.0 for part in (above, below))
    return bool(filled < _SOLID or beside > _STEMS)


def _long_lines(marks: Any, size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of lines at least as long as `size`; small gaps are closed first."""
    import cv2

    gap = tuple(_GAP if side > 1 else 1 for side in size)
    closed = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    thick = tuple(1 if side > 1 else 3 for side in size)
    long = cv2.dilate(long, cv2.getStructuringElement(cv2.MORPH_RECT, thick))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(long)
    for x, y, wide, high, _ in boxes[1:count]:
        if min(wide, high) <= DPI // 16:
            yield int(x), int(y), int(wide), int(high)


def segments_of(picture: Any, marks: Any) -> list[tuple[Box, Any]]:
    """Pieces of lines with no wide gap in them, of a page without grid: their boxes in points and their pictures."""
    import cv2
    import numpy as np

    scale = 72 / DPI
    text, shown = cv2.subtract(marks, _level_rules(marks)), picture.copy()
    for x, y, wide, high in _specks(text):
        text[y : y + high, x : x + wide] = 0
        around = slice(max(0, y - _FRINGE), y + high + _FRINGE), slice(max(0, x - _FRINGE), x + wide + _FRINGE)
        shown[around] = np.percentile(shown[y - min(y, DPI) : y + DPI, x - min(x, DPI) : x + DPI], 90)
    joined = cv2.dilate(text, cv2.getStructuringElement(cv2.MORPH_RECT, (_JOIN, 3)))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    inner = _JOIN // 2
    found = [(x + inner, y, x + wide - inner, y + high) for x, y, wide, high, _ in boxes[1:count].tolist()
             if _LOWEST <= high <= _HIGHEST and wide > _LOWEST]  # fmt: skip
    pieces = []
    for x0, y0, x1, y1 in _joined_across(found):
        piece = shown[max(0, y0 - 2) : y1 + 2, max(0, x0 - inner - 2) : x1 + inner + 2]
        framed = cv2.copyMakeBorder(piece, 6, 6, 10, 10, cv2.BORDER_CONSTANT, value=int(np.percentile(piece, 90)))
        pieces.append(((x0 * scale, y0 * scale, x1 * scale, y1 * scale), framed))
    return pieces


def _joined_across(boxes: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Boxes with those of one line joined that stand as near as words of their size of print."""
    joined: list[tuple[int, int, int, int]] = []
    for box in sorted(boxes):
        x0, y0, x1, y1 = box
        home = next((i for i, (_, top, right, bottom) in enumerate(joined)
                     if x0 - right < _WORD_GAP * min(y1 - y0, bottom - top)
                     and min(y1, bottom) - max(y0, top) > _SAME_LINE * min(y1 - y0, bottom - top)), None)  # fmt: skip
        if home is None:
            joined.append(box)
        else:
            left, top, right, bottom = joined[home]
            joined[home] = left, min(top, y0), max(right, x1), max(bottom, y1)
    return joined


def _level_rules(marks: Any) -> Any:
    import cv2

    long = cv2.morphologyEx(marks, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (DPI // 4, 1)))
    return cv2.dilate(long, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3)))


def lines_of(picture: Any, sheet_ink: Any, box: Box) -> list[Any]:
    """Pictures of the lines of text inside a cell, each with a white margin. `box` in points."""
    import cv2
    import numpy as np

    scale = DPI / 72
    inset = max(2, DPI // 60)
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    x0, y0, x1, y1 = x0 + inset, y0 + inset, x1 - inset, y1 - inset
    if x1 - x0 < 4 or y1 - y0 < 4:
        return []
    cell = picture[y0 - 2 : y1 + 3, x0 - 3 : x1 + 4].copy()
    marks = _without_rests(sheet_ink[y0:y1, x0:x1])
    for x, y, wide, high in _specks(marks):
        marks[y : y + high, x : x + wide] = 0
        around = slice(max(0, y + 2 - _FRINGE), y + 2 + high + _FRINGE), slice(x + 3 - _FRINGE, x + 3 + wide + _FRINGE)
        cell[around] = np.percentile(cell, 90)
    pieces = []
    for top, bottom in _bands(marks):
        columns = np.flatnonzero((marks[top : bottom + 1] > 0).any(axis=0))
        if len(columns) < 4:
            continue
        left, right = int(columns[0]), int(columns[-1])
        piece = cell[max(2, top) : bottom + 5, max(3, left) : right + 7]
        pieces.append(cv2.copyMakeBorder(piece, 6, 6, 10, 10, cv2.BORDER_CONSTANT, value=int(np.percentile(piece, 90))))
    return pieces


def cleared(line: Any, scale: float) -> Any:
    """The picture of a line for a second look: in another size, its paper white and its ink black."""
    import cv2
    import numpy as np

    dark, light = np.percentile(line, (1, 80))
    stretched = np.clip((line.astype(float) - dark) * 255 / max(1.0, light - dark), 0, 255).astype(np.uint8)
    return cv2.resize(stretched, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def is_print(line: Any) -> bool:
    """Whether the picture of a line is tall enough for a letter; smaller ones are specks."""
    return int(line.shape[0]) - _MARGINS >= _LEAST_LETTER


def upright_rules(marks: Any) -> Any:
    """The upright rules of a page and the dots right beside them."""
    import cv2

    long = cv2.morphologyEx(marks, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, DPI // 6)))
    return cv2.dilate(long, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))


def runs_over(marks: Any, rules: Any, box: Box) -> bool:
    """Whether a letter at the left or right rule of a cell stands so near it that it may be of a line across the rule.

    `marks`: ink of the page. `rules`: its `upright_rules`. `box` in points.
    """
    import cv2

    scale = DPI / 72
    inset = max(2, DPI // 60)
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    for side in (x0, x1):
        left, top = max(0, side - _BESIDE), max(0, y0 + inset)
        place = (slice(top, max(top, y1 - inset)), slice(left, side + _BESIDE))
        if not marks[place].size:
            continue
        letters = cv2.subtract(marks[place], rules[place])
        count, _, boxes, _ = cv2.connectedComponentsWithStats(letters, connectivity=8)
        for x, _, wide, high, _ in boxes[1:count]:
            gap = max(x + left - side, side - (x + left + wide - 1), 0)
            if _LEAST_LETTER <= high <= _HIGHEST and gap <= min(_NEAREST * high, _INSIDE):
                return True
    return False


def lines_across(picture: Any, marks: Any, rules: Any, box: Box) -> list[tuple[Any, bool]]:
    """Lines of a cell with print at a rule: their pictures without the rules, and whether print of theirs meets one.

    A text that mostly stands in this cell is taken whole, one that mostly stands beyond the rule is left to the other
    cell. Where neither holds, two texts are printed over each other, and the line is cut at the rule.
    """
    import cv2
    import numpy as np

    scale = DPI / 72
    inset = max(2, DPI // 60)
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    y0, y1, start = y0 + inset, y1 - inset, max(0, x0 - _REACH)
    letters = cv2.subtract(marks[y0:y1, start : x1 + _REACH], rules[y0:y1, start : x1 + _REACH])
    wiped = picture[y0:y1, start : x1 + _REACH].copy()
    paper = int(np.percentile(wiped, 90))
    wiped[rules[y0:y1, start : x1 + _REACH] > 0] = paper
    bare = (rules[y0:y1, start : x1 + _REACH] > 0).mean(axis=0) > 0.5
    sides = x0 - start, x1 - start
    lines = []
    for top, bottom in _bands(_without_rests(letters[:, slice(*sides)])):
        rows = slice(max(0, top - 2), bottom + 3)
        texts = _texts_at(letters[top : bottom + 1], bare)
        kept = [(reach, meets) for reach, meets in (_own_part(text, sides) for text in texts) if reach]
        if kept:
            left, right = kept[0][0][0], kept[-1][0][1]
            piece = wiped[rows, max(0, left - 3) : right + 4]
            framed = cv2.copyMakeBorder(piece, 6, 6, 10, 10, cv2.BORDER_CONSTANT, value=paper)
            lines.append((framed, any(meets for _, meets in kept)))
    return lines


def _texts_at(letters: Any, bare: Any) -> list[tuple[int, int]]:
    """Reach of every text of a line: letters near each other; nearer still where a rule (`bare`) stands between."""
    import numpy as np

    near = _LETTER_GAP * letters.shape[0]
    texts: list[tuple[int, int]] = []
    for x in np.flatnonzero((letters > 0).any(axis=0)).tolist():
        if texts:
            ruled = int(bare[texts[-1][1] + 1 : x].sum())
            if x - texts[-1][1] - 1 - ruled <= (_TOUCHING if ruled else near):
                texts[-1] = (texts[-1][0], x)
                continue
        texts.append((x, x))
    return texts


def _own_part(text: tuple[int, int], sides: tuple[int, int]) -> tuple[tuple[int, int] | None, bool]:
    """What of a text belongs to the cell between two rules (None: nothing), and whether the text meets a rule."""
    (left, right), (x0, x1) = text, sides
    inside = min(right, x1) - max(left, x0) + 1
    meets = any(left <= side + _INSIDE and right >= side - _INSIDE for side in sides)
    share = inside / (right - left + 1)
    if share <= _STRAY:
        return None, False
    cut = share < 1 - _STRAY
    return ((max(left, x0 + _INSIDE), min(right, x1 - _INSIDE)) if cut else text), meets


def _bands(marks: Any) -> list[tuple[int, int]]:
    """First and last row of every line of text."""
    import numpy as np

    dark = (marks > 0).sum(axis=1)
    bands: list[list[int]] = []
    for y in np.flatnonzero(dark >= 2):
        if bands and y - bands[-1][1] <= 1:
            bands[-1][1] = int(y)
        else:
            bands.append([int(y), int(y)])
    usual = sorted(b - a + 1 for a, b in bands)[len(bands) // 2] if bands else 0
    lines: list[tuple[int, int]] = []
    for top, bottom in _joined_bands(bands, usual):
        count = round((bottom - top + 1) / (1.25 * _HEIGHT)) if bottom - top + 1 > 1.7 * max(usual, _HEIGHT) else 1
        cuts = [top, *_valleys(dark, top, bottom, count), bottom + 1]
        lines += [(a, b - 1) for a, b in itertools.pairwise(cuts)]
    tall = max((b - a + 1 for a, b in lines), default=0)
    return [line for line in lines if line[1] - line[0] + 1 > _TALLEST_SPECK * tall or len(lines) == 1]


def _valleys(dark: Any, top: int, bottom: int, count: int) -> list[int]:
    """Where lines that touch are cut: the rows with least ink near equal parts."""
    step = (bottom - top + 1) / count
    found = []
    for i in range(1, count):
        middle = int(top + i * step)
        near = range(max(top + 1, int(middle - 0.3 * step)), min(bottom, int(middle + 0.3 * step)) + 1)
        found.append(min(near, key=lambda y: int(dark[y])))
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


def _specks(marks: Any) -> list[tuple[int, int, int, int]]:
    """Boxes of dots of dirt: small, no dash, off every letter, and not where a point or comma parts two figures."""
    import cv2
    import numpy as np

    count, labels, boxes, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    is_letter = boxes[:, 3] >= _LEAST_LETTER
    is_letter[0] = False
    letters = is_letter[labels].astype(np.uint8)
    tall = int(np.median(boxes[is_letter, 3])) if is_letter.any() else _LEAST_LETTER
    near = cv2.dilate(letters, np.ones((tall | 1, tall | 1), np.uint8))
    beside = np.ones((1, tall), np.uint8)
    between = np.minimum(cv2.dilate(letters, beside, anchor=(0, 0)), cv2.dilate(letters, beside, anchor=(tall - 1, 0)))
    found = []
    for x, y, wide, high, _ in boxes[1:count].tolist():
        place = slice(y, y + high), slice(x, x + wide)
        small = max(wide, high) <= max(_SMALL_SPECK, _TALLEST_SPECK * tall) and wide < _LONGEST_SPECK * high
        if small and not near[place].any() and not between[place].any():
            found.append((x, y, wide, high))
    return found


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
