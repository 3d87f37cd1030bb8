"""Headings printed again: the same one on the next page, or another one for other years, quarters or figures."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from workbench.documents.model import Block
from workbench.tables.cells import FIGURES, shape
from workbench.tables.header import count_heading_rows
from workbench.tables.vocabulary import heading_share, normal

_SAME_HEADING = 80.0
_TELLING = re.compile(
    r"\b(?:target|realisasi|capaian|pagu|sebelum|sesudah|setelah|semula|menjadi|murni|tidak|belum|"
    r"(?:19|20)\d\d|[ivx]+|jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|ag(?:ustus|u|t)|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)\b"
)

Heading = Sequence[Sequence[str]]


def like(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows of a heading, or all cells of two headings, say the same."""
    return _alike(*map(_text, (one, other))) and not tells_other_columns([one], [other])


def is_top_of(heading: Heading, whole: Heading) -> bool:
    """Whether a page repeats only the upper rows of a heading."""
    return len(heading) < len(whole) and all(map(like, heading, whole))


def tells_other_columns(heading: Heading, other: Heading) -> bool:
    """Whether a heading is the other one but for words that tell columns apart, as years, months and `target` do."""
    texts = [_text(_cells(rows)) for rows in (heading, other)]
    if not _alike(*(" ".join(_TELLING.sub(" ", text).split()) for text in texts)):
        return False
    one, two = (_TELLING.findall(text) for text in texts)
    return one != two if len(one) == len(two) else not (set(one) <= set(two) or set(two) <= set(one))


def headed_anew(block: Block, heading: Heading) -> list[Block]:
    """A block in parts: cut wherever below figures another heading begins as the one above it does.

    `heading`: that of the table above the block.
    """
    texts = [row.texts for row in block.rows]
    count = count_heading_rows(texts)
    heading = texts[:count] or (texts[:1] if block.before else heading)
    starts, place, figures = [0], max(count, 1), not count
    while place < len(texts):
        count = 0
        if figures and _begins_like(texts[place], heading):
            count = count_heading_rows(texts[place:], at_least=1)
            group = texts[place : place + count]
            if not like(_cells(group), _cells(heading)) and not is_top_of(group, heading):
                starts.append(place)
                heading = group
        figures = count == 0 and (figures or any(shape(cell) in FIGURES for cell in texts[place]))
        place += max(count, 1)
    ends = [*starts[1:], len(texts)]
    return [replace(block, rows=block.rows[start:end], before=[] if start else block.before)
            for start, end in zip(starts, ends, strict=True)]  # fmt: skip


def _begins_like(row: Sequence[str], heading: Heading) -> bool:
    """Whether a row of words begins with the word that the heading begins with."""
    words = [cell for cell in row if cell]
    wanted = next(filter(None, heading[0]), "") if heading else ""
    if len(words) < 2 or not wanted or normal(words[0]) != normal(wanted):
        return False
    return not any(shape(cell) in FIGURES and heading_share(cell) < 1.0 for cell in words)


def _cells(heading: Heading) -> list[str]:
    return [cell for row in heading for cell in row if cell]


def _text(cells: Sequence[str]) -> str:
    return " ".join(normal(cell) for cell in cells if cell)


def _alike(one: str, other: str) -> bool:
    return bool(one) and fuzz.ratio(one, other) >= _SAME_HEADING
