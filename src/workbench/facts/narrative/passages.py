"""Lines put together to the list items and paragraphs they were before page breaks and line ends cut them."""

import re
from collections.abc import Iterable, Iterator

from workbench.documents.model import TextLine
from workbench.facts.narrative.wording import pattern
from workbench.tables.align import INDICATOR_START

LONGEST = 4000
_MOST_LINES = 40
_BULLET = r"[-–•·*➤➢❖◆~●▪■✓]"
_NUMBERED = r"\(?(?:\d{1,2}|[IVX]{1,5}|[A-Za-z])[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?(?=\s)(?!\s+(?:%|persen\b))"
_LIST_MARK = re.compile(rf"(?:(?P<bullet>{_BULLET})\s*)?(?:(?P<number>{_NUMBERED})\s*(?=[^\d\s]))?")
_FAMILIES = (("[IVX]+", "I"), ("[A-HJ-Z]", "A"), ("[a-z]", "a"), (r"\d+", "1"))
SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+[^\W\d].{0,250}")
_GOES_ON = re.compile(r"[(,;]|\d[\d.,]*\s*(?:%|persen\b)")
_CLOSED = re.compile(r"(?<!Rp)[.:;!?]$")
_FIGURE_LAST = re.compile(r"\d[\d.,]*\)?\s*(?:%\)?|[^\W\d][\w/%]*(?: [^\W\d][\w/]*)?)?$")


class Passage:
    """A list item or a paragraph.

    `line` is the line it begins on, `mark` the family of its list mark (`1.`, `a)`, `I.` or the bullet itself), None
    for a paragraph.
    """

    def __init__(self, line: TextLine) -> None:
        self.text = line.text
        self.line = line.line
        self.mark = _mark(line.text)
        self._places = [(0, line.line)]
        self._pages = {line.line: line.page}

    @property
    def body(self) -> str:
        """The text without its list mark."""
        return _LIST_MARK.sub("", self.text, count=1)

    def line_at(self, offset: int) -> int:
        """The line of the document that holds a place of the text."""
        return max(place for place in self._places if place[0] <= offset)[1]

    def place_at(self, offset: int) -> tuple[int | None, int]:
        """Page and line of a place of the text."""
        line = self.line_at(offset)
        return self.page_of(line), line

    def page_of(self, line: int) -> int | None:
        """The page (or sheet) of a line of the passage, where the document has pages."""
        return self._pages.get(line)

    def add(self, line: TextLine) -> None:
        """Take the next line of the same item or paragraph."""
        self._pages[line.line] = line.page
        self._places.append((len(self.text) + 1, line.line))
        self.text = f"{self.text} {line.text}"

    def continues_in(self, line: TextLine) -> bool:
        """Whether a line is the rest of this passage."""
        text, end = line.text, self.text[-80:]
        if _mark(text) or len(self._places) >= _MOST_LINES or len(self.text) + len(text) > LONGEST:
            return False
        if is_heading(text) or SECTION.fullmatch(self.text) or _CLOSED.search(end):
            return False
        if text[:1].islower() or _GOES_ON.match(text) or pattern("belum_selesai").search(end):
            return True
        if self.mark is None or pattern("awal_baris_baru").match(text):
            return False
        next_line = line.line == self._places[-1][1] + 1
        if _FIGURE_LAST.search(end):
            return next_line and bool(INDICATOR_START.match(text) or pattern("indikator").match(text))
        return next_line or bool(re.search(r"\d", self.text))


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a section or a chapter."""
    return bool(SECTION.fullmatch(text) or pattern("judul_bab").fullmatch(text))


def passages(lines: Iterable[TextLine]) -> Iterator[Passage]:
    """The items and paragraphs of a text, in its order."""
    last: Passage | None = None
    for line in lines:
        if last is not None and last.continues_in(line):
            last.add(line)
            continue
        if last is not None:
            yield last
        last = Passage(line)
    if last is not None:
        yield last


def _mark(text: str) -> str | None:
    found = _LIST_MARK.match(text)
    mark: str | None = found and (found["number"] or found["bullet"])
    for kind, sign in _FAMILIES if mark else ():
        mark = re.sub(kind, sign, str(mark))
    return mark
