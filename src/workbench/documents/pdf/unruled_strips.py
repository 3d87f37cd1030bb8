"""Lines of a page cut into segments at wide gaps: the raw stuff of tables without upright rules."""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.documents.pdf.unruled_heading import (
    Segment,
)
from workbench.documents.pdf.words import Line, Word

_SEGMENT_GAP = 0.5
_NARROWEST_GAP = 0.3
_TOUCHING = 0.1
_WIDEST_BLANK = 0.75
_ALIKE = 0.1
_LEVEL = 0.2
_MOSTLY = 0.9
_MORE = 0.6
_FEWEST_BLANKS = 12
_FIGURE = re.compile(
    r"\(?\s*+[-–−+]?\s*+(?:rp\.?)?\s*+\d[\d.,]*(?:,-)?\s*+\)?\s*+(?:%|persen)?|#[A-Z/0!]+", re.IGNORECASE
)
_MEASURED = re.compile(r"\d[\d.,]*\s*(?:%|[^\W\d][^\d]{0,30})")
_CODE = re.compile(r"[\dX](?:\.[\dX]{1,4}){1,6}\.?")
_CODE_START = re.compile(r"(?:\d|X)\.(?:\d\d|XX)\.")
_CAPTION = re.compile(r"(?:tabel|table|lampiran|gambar|grafik)\b", re.IGNORECASE)
_LEAST_YEAR = 1900
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
_THOUSANDS = re.compile(r"\(?(?:rp|x)[\s.]*[.,0\s]*\)?", re.IGNORECASE)


@dataclass(slots=True)
class Strip:
    """One line of the page cut into segments, with its place."""

    line: Line
    top: float
    bottom: float
    segments: list[Segment]

    @property
    def anchors(self) -> bool:
        """Two figures, or a code, beside other text: a row of a table stands here."""
        texts = [segment.text for segment in self.segments]
        figures = sum(is_figure(text) and not _YEAR.fullmatch(text) for text in texts)
        return len(texts) > 1 and (figures > 1 or bool(_CODE.fullmatch(texts[0])))

    def move(self, down: float) -> None:
        """Set the strip lower on the page, with its words."""
        self.top, self.bottom = self.top + down, self.bottom + down
        for word in self.line.words:
            x0, y0, x1, y1 = word.box
            word.box = (x0, y0 + down, x1, y1 + down)
            for glyph in word.glyphs:
                glyph.y0, glyph.y1 = glyph.y0 + down, glyph.y1 + down


def is_caption(text: str) -> bool:
    """The line names a table, a figure or an annex."""
    return bool(_CAPTION.match(text))


def is_figure(text: str) -> bool:
    """The text is a number, an amount, a figure with its unit, or a code; a heading such as `(Rp.000)` is none."""
    if _THOUSANDS.fullmatch(text):
        return False
    return bool(_FIGURE.fullmatch(text) or _CODE.fullmatch(text) or _MEASURED.fullmatch(text))


def strips_of(lines: Sequence[Line]) -> list[Strip]:
    """Upright lines from top to bottom, cut at wide gaps."""
    strips = []
    blanks = _blanks(lines)
    for line in itertools.chain.from_iterable(_level_lines(line) for line in lines if not line.words[0].lean):
        segments: list[Segment] = []
        blank = blanks.get(round(line.size), _Blank())
        for word in line.words:
            if segments and blank.joins(segments[-1].words[-1], word):
                segments[-1].words.append(word)
            else:
                segments.append(Segment([word]))
        middle = sum(map(_middle, line.words)) / len(line.words)
        strips.append(Strip(line, middle - 0.4 * line.size, middle + 0.4 * line.size, segments))
    return sorted(strips, key=lambda strip: strip.top)


def _level_lines(line: Line) -> list[Line]:
    """The lines in a line that holds words above each other, as cells set half a line apart make them."""
    if all(right.box[0] > left.box[2] - _LEVEL * left.size for left, right in itertools.pairwise(line.words)):
        return [line]
    levels: list[list[Word]] = []
    for word in sorted(line.words, key=_middle):
        if levels and _middle(word) - _middle(levels[-1][0]) < _LEVEL * word.size:
            levels[-1].append(word)
        else:
            levels.append([word])
    return [Line(sorted(words, key=lambda word: word.box[0])) for words in levels]


def begins_with_code(text: str) -> bool:
    """The text begins with a code of the nomenclature: `3.25.` or `X.XX.`, but not `1.443.` and `9.95`."""
    return bool(_CODE_START.match(text))


@dataclass(frozen=True, slots=True)
class _Blank:
    """How texts of one size part their words: the widest gap in sizes of print, and whether blanks are printed."""

    widest: float = _SEGMENT_GAP
    printed: bool = False

    def joins(self, left: Word, right: Word) -> bool:
        gap = (right.box[0] - left.box[2]) / right.size
        if gap > self.widest or abs(_middle(left) - _middle(right)) > _LEVEL * right.size:
            return False
        if gap > _TOUCHING and self.printed and not right.spaced:
            return False
        return not (_is_whole_figure(left.text) and _is_whole_figure(right.text))


def _blanks(lines: Sequence[Line]) -> dict[int, _Blank]:
    """The usual blank of every size of print.

    A file that prints blanks leaves none out: a gap as wide as its blanks but without one parts two cells.
    """
    gaps: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for line in lines:
        for left, right in itertools.pairwise(line.words):
            gap = (right.box[0] - left.box[2]) / right.size
            if _TOUCHING < gap <= _WIDEST_BLANK:
                gaps[round(line.size)].append((gap, right.spaced))
    every = list(itertools.chain.from_iterable(gaps.values()))
    return {size: _blank_of(found, every) for size, found in gaps.items()}


def _blank_of(found: list[tuple[float, bool]], every: list[tuple[float, bool]]) -> _Blank:
    """The blank of one size; that of all sizes where this one shows too few."""
    found = found if len(found) >= _FEWEST_BLANKS else every
    near = sorted(gap for gap, _ in found if gap <= _SEGMENT_GAP)
    spaced = sorted(gap for gap, printed in found if printed)
    if len(spaced) < _FEWEST_BLANKS:
        spaced = sorted(gap for gap, printed in every if printed)
    if len(spaced) >= _FEWEST_BLANKS:
        usual = spaced[len(spaced) // 2]
        alike = [printed for gap, printed in found if abs(gap - usual) < _ALIKE * usual]
        even = sum(abs(gap - usual) < _ALIKE * usual for gap in spaced) > _MOSTLY * len(spaced)
        if sum(alike) > (_MORE if even else _MOSTLY) * len(alike):
            return _Blank(min(max(_SEGMENT_GAP, 1.2 * usual), max(_NARROWEST_GAP, 1.8 * usual)), printed=True)
    if len(near) < _FEWEST_BLANKS:
        return _Blank()
    return _Blank(min(_SEGMENT_GAP, max(_NARROWEST_GAP, 1.8 * near[len(near) // 2])))


def _is_whole_figure(text: str) -> bool:
    """A figure that is not a group of three digits of a longer one."""
    return bool(_FIGURE.fullmatch(text)) and not re.fullmatch(r"\d{1,3}", text)


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def is_numbering(strip: Strip) -> bool:
    """`1 2 3 4 ...` below a heading."""
    numbers = [segment.text.split("=")[0].strip("() ") for segment in strip.segments]
    digits = [int(text) for text in numbers if text.isdigit()]
    return (
        len(digits) > 2
        and len(digits) >= len(numbers) - 1
        and digits[0] < _LEAST_YEAR
        and digits == list(range(digits[0], digits[0] + len(digits)))
    )
