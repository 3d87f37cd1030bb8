"""Glyphs to words, words to lines, lines to the text of a cell.

Blanks are taken from the gaps between characters: many files keep none in their text. Where a narrow column cuts a
word or a number at the end of a line, the pieces are put together again.
"""

import csv
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from workbench import paths
from workbench.documents.pdf.page import Box, Glyph

_BLANK = 0.15
_SAME_LINE = 0.45
_JUMP_BACK = 0.4
_OVERLAP = 0.12
_TWICE = 0.15
_PARAGRAPH = 1.5
_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[a-zA-Z])[.)]|[-•·*])(?:\s+\S|$)")
_FIGURE_LINE = re.compile(r"\(?\s*+[-–−+]?\s*+(?:rp\.?)?\s*+\d[\d.,]*\s*+\)?\s*+%?|[-–—]", re.IGNORECASE)
_NUMBER_PIECE = re.compile(r"\(?[-–−]?(?:rp\.?\s*)?[\d.,]+\)?%?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_HALF_CENTS = re.compile(r"\(?[-–−]?(?:rp\.?\s*)?\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)\d", re.IGNORECASE)
_LAST_DIGIT = re.compile(r"\d\)?")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Word:
    """Characters without a blank between them. `spaced`: a printed blank stands before it."""

    glyphs: list[Glyph]
    spaced: bool
    box: Box = (0.0, 0.0, 0.0, 0.0)

    @property
    def text(self) -> str:
        return "".join([glyph.text for glyph in self.glyphs])

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def lean(self) -> int:
        return self.glyphs[0].lean


@dataclass(slots=True)
class Line:
    """Words side by side, in reading order."""

    words: list[Word]

    @property
    def text(self) -> str:
        text = ""
        before: Word | None = None
        for word in self.words:
            apart = before is not None and (word.spaced or _gap(before.glyphs[-1], word.glyphs[0]) > _BLANK * word.size)
            text += (" " if apart else "") + word.text
            before = word
        return text

    @property
    def box(self) -> Box:
        boxes = [word.box for word in self.words]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)

    @property
    def size(self) -> float:
        return self.words[0].size


def around(glyphs: Sequence[Glyph]) -> Box:
    """The box around some glyphs."""
    first, last = glyphs[0], glyphs[-1]
    if first.run == last.run and not first.lean and first.y1 == last.y1:
        return first.x0, first.y0, last.x1, first.y1
    return (
        min([glyph.x0 for glyph in glyphs]),
        min([glyph.y0 for glyph in glyphs]),
        max([glyph.x1 for glyph in glyphs]),
        max([glyph.y1 for glyph in glyphs]),
    )


def _along(glyph: Glyph) -> tuple[float, float]:
    """Where a glyph begins and ends in the direction of reading."""
    if glyph.lean == 0:
        return glyph.x0, glyph.x1
    if glyph.lean == 90:
        return -glyph.y1, -glyph.y0
    return (glyph.y0, glyph.y1) if glyph.lean == 270 else (-glyph.x1, -glyph.x0)


def _across(glyph: Glyph) -> float:
    """Middle of a glyph across the direction of reading: grows from line to line."""
    if glyph.lean == 0:
        return (glyph.y0 + glyph.y1) / 2
    if glyph.lean == 90:
        return (glyph.x0 + glyph.x1) / 2
    return -(glyph.x0 + glyph.x1) / 2 if glyph.lean == 270 else -(glyph.y0 + glyph.y1) / 2


def _gap(left: Glyph, right: Glyph) -> float:
    return _along(right)[0] - _along(left)[1]


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """Words in the order of the file, each printed one once: cut at blanks, gaps, line ends and turns."""
    words = _cut(glyphs)
    if _any_twice(words):
        words = _cut(_once(glyphs))
    for word in words:
        word.box = around(word.glyphs)
    return words


def compact(words: Iterable[Word]) -> None:
    """Forget the single characters of words that are whole: a long document has millions of them."""
    for word in words:
        first = word.glyphs[0]
        word.glyphs = [Glyph(word.text, *word.box, first.size, first.run, first.lean)]


def _cut(glyphs: Iterable[Glyph]) -> list[Word]:
    words: list[Word] = []
    before: Glyph | None = None
    blank = False
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = True
            continue
        if before is not None and not blank and _at_once(before, glyph):
            words[-1].glyphs.append(glyph)
        elif before is None or blank or not _follows(before, glyph):
            words.append(Word([glyph], blank and before is not None and _beside(before, glyph)))
        else:
            words[-1].glyphs.append(glyph)
        before, blank = glyph, False
    return words


def _at_once(before: Glyph, glyph: Glyph) -> bool:
    """The common case of a glyph that follows: upright, of the same text object, on the same line, touching."""
    if glyph.run != before.run or glyph.lean or glyph.y1 != before.y1:
        return False
    return abs(glyph.x0 - before.x1) < _OVERLAP * glyph.size


def _any_twice(words: list[Word]) -> bool:
    """Some word is printed again at (nearly) the same place."""
    seen: dict[str, list[Glyph]] = {}
    for word in words:
        first = word.glyphs[0]
        places = seen.setdefault(word.text, [])
        for place in places:
            if _same_place(place, first):
                return True
        places.append(first)
    return False


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Without characters printed again: shadow, false bold, or a second layer of text."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            yield glyph
            continue
        column, row = int(glyph.x0 // 8), int(glyph.y0 // 8)
        near = [(glyph.text, i, j) for i in (column - 1, column, column + 1) for j in (row - 1, row, row + 1)]
        if not any(_same_place(place, glyph) for key in near for place in seen.get(key, ())):
            seen.setdefault((glyph.text, column, row), []).append(glyph)
            yield glyph


def _same_place(one: Glyph, other: Glyph) -> bool:
    near = _TWICE * other.size
    return abs(one.x0 - other.x0) < near and abs(one.y0 - other.y0) < near


def _beside(before: Glyph, glyph: Glyph) -> bool:
    """On the same line, in the same direction."""
    if before.lean != glyph.lean:
        return False
    if glyph.lean == 0:
        return abs(before.y0 + before.y1 - glyph.y0 - glyph.y1) < 2 * _SAME_LINE * glyph.size
    return abs(_across(before) - _across(glyph)) < _SAME_LINE * glyph.size


def _follows(before: Glyph, glyph: Glyph) -> bool:
    if not _beside(before, glyph):
        return False
    gap = glyph.x0 - before.x1 if glyph.lean == 0 else _gap(before, glyph)
    back = _JUMP_BACK if glyph.run == before.run else _OVERLAP
    return -back * glyph.size < gap <= _BLANK * glyph.size


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words gathered to lines, from the first line to the last."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.lean, _across(word.glyphs[0]))):
        last = lines[-1] if lines else None
        if last and last[0].lean == word.lean and _on_line(last, word):
            last.append(word)
        else:
            lines.append([word])
    return [Line(sorted(line, key=lambda word: _along(word.glyphs[0])[0])) for line in lines]


def _on_line(line: list[Word], word: Word) -> bool:
    distance = abs(_across(line[-1].glyphs[0]) - _across(word.glyphs[0]))
    return distance < _SAME_LINE * max(line[-1].size, word.size)


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The text of one cell `width` points wide. A line end is kept between items, paragraphs and figures only."""
    return text_and_tops(lines, width)[0]


def text_and_tops(lines: Sequence[Line], width: float) -> tuple[str, tuple[float, ...]]:
    """The text of one cell, and the height of each of its lines that are kept."""
    if not lines:
        return "", ()
    leading = _leading(lines)
    text, tops = lines[0].text, [lines[0].box[1]]
    for above, line in itertools.pairwise(lines):
        kept = text.count("\n")
        text = _joined(text, above, line, width, leading)
        if text.count("\n") > kept:
            tops.append(line.box[1])
    return _with_blanks(text), tuple(tops)


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two lines."""
    steps = sorted(b.box[1] - a.box[1] for a, b in itertools.pairwise(lines))
    return min(steps[len(steps) // 2], 1.6 * lines[0].size) if steps else 0.0


def _joined(text: str, above: Line, line: Line, width: float, leading: float) -> str:
    last, first = above.text, line.text
    if line.box[1] - above.box[1] > _PARAGRAPH * leading:
        return f"{text}\n{first}"
    if number_goes_on(last, first):
        return text + first
    figures = _FIGURE_LINE.fullmatch(last) and _FIGURE_LINE.fullmatch(first)
    if figures or _ITEM.match(first):
        return f"{text}\n{first}"
    return text + first if _word_goes_on(above, line, width) else f"{text} {first}"


def number_goes_on(last: str, first: str) -> bool:
    """A figure cut in two: `23.945.469.` and `047`, `3.212.93` and `3.861`, but not `120` and `90`."""
    if not (_NUMBER_PIECE.fullmatch(last) and _NUMBER_PIECE.fullmatch(first)):
        return False
    if _HALF_CENTS.fullmatch(last) and _LAST_DIGIT.fullmatch(first):
        return True
    whole = (last + first).strip("()%RrPp. -–−")
    return (last[-1:] in ".," or first[:1] in ".," or not _stands_alone(last)) and bool(_GROUPED.fullmatch(whole))


def is_cut_number(text: str) -> bool:
    """A figure without its last digits: `45.689.00` or `Rp.`, but not `45.689.000` and `45,5`."""
    return bool(re.fullmatch(r"rp\.?", text, re.IGNORECASE)) or bool(
        _NUMBER_PIECE.fullmatch(text) and not _stands_alone(text)
    )


def is_badly_grouped(text: str) -> bool:
    """Groups of three digits with an odd rest: the figure is cut, or not what it seems."""
    bare = text.strip("()%RrPp -–")
    return bool(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+[.,]\d{0,2}", bare)) and not _stands_alone(text)


def _stands_alone(text: str) -> bool:
    bare = text.strip("()%RrPp -–−")
    return bare.isdigit() or bool(_GROUPED.fullmatch(bare)) or bool(re.fullmatch(r"\d+[.,]\d{1,2}", bare))


def _word_goes_on(above: Line, line: Line, width: float) -> bool:
    """A word too long for its column, cut at the end of the line: known words tell it from two words."""
    left, right = above.words[-1].text, line.words[0].text
    head, tail = _LETTERS.findall(left)[-1:], _LETTERS.match(right)
    if not head or not tail or not left.endswith(head[0]):
        return _mark_goes_on(left, right)
    if above.box[2] - above.box[0] < 0.5 * width or not (tail[0].islower() or left.isupper()):
        return False
    known = vocabulary()
    one, two = head[0].lower(), tail[0].lower()
    return one + two in known and not (one in known and two in known)


def _mark_goes_on(left: str, right: str) -> bool:
    """`RKA-` and `SKPD`, `Program/` and `Kegiatan`: nothing stands between; neither before a lone bracket."""
    return (left.endswith("/") or (left.endswith("-") and len(left) > 1)) or right in (")", ")%", "%)")


@functools.cache
def vocabulary() -> frozenset[str]:
    """Words of headings and of the names of programs, kegiatan and sub kegiatan (`rules/`)."""
    rules = yaml.safe_load((paths.RULES / "judul_kolom.yml").read_text(encoding="utf-8"))
    words = set(rules["kata"].split())
    with (paths.RULES / "nomenklatur.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in ("nama", "indikator", "satuan"):
                words.update(_LETTERS.findall(row[name].lower()))
    return frozenset(words)


def _with_blanks(text: str) -> str:
    """Blanks between words that the file prints without any: `PeningkatanKompetensi`."""
    return re.sub(r"[^\W\d_]{8,}", lambda found: _parted(found[0]), text)


@functools.lru_cache(maxsize=20_000)
def _parted(word: str) -> str:
    """A run of letters that is no word itself but two or more known words after another."""
    known = vocabulary()
    low = word.lower()
    if low in known:
        return word
    # best[i]: fewest known words that spell the first i letters
    best: list[list[int] | None] = [[0]] + [None] * len(low)
    for end in range(3, len(low) + 1):
        for start in range(end - 2):
            cuts = best[start]
            if cuts is not None and end - start >= _SHORTEST and low[start:end] in known:
                found = best[end]
                if found is None or len(cuts) + 1 < len(found):
                    best[end] = [*cuts, end]
    cuts = best[len(low)]
    return " ".join(word[a:b] for a, b in itertools.pairwise(cuts)) if cuts else word


_SHORTEST = 3
