"""Headings printed again: the same one on the next page, or one of its form for other years, quarters or months."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from workbench.documents.model import Block
from workbench.tables.header import count_heading_rows, is_heading_row
from workbench.tables.vocabulary import normal

_SAME_HEADING = 80.0
_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|[ivx]+|jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|ag(?:ustus|u|t)|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)\b"
)

Heading = Sequence[Sequence[str]]


def like(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows of a heading, or all cells of two headings, say the same."""
    return _alike(*map(_text, (one, other))) and not names_other_times([one], [other])


def names_other_times(heading: Heading, other: Heading) -> bool:
    """Whether a heading is the other one but for its years, quarters or months."""
    texts = [_text([cell for row in rows for cell in row]) for rows in (heading, other)]
    if not _alike(*(" ".join(_TIME.sub(" ", text).split()) for text in texts)):
        return False
    one, two = (_TIME.findall(text) for text in texts)
    return one != two if len(one) == len(two) else not (set(one) <= set(two) or set(two) <= set(one))


def headed_anew(block: Block, heading: Heading) -> list[Block]:
    """A block in parts: cut wherever the heading comes again for other times. `heading`: that of the table above."""
    texts = [row.texts for row in block.rows]
    count = count_heading_rows(texts)
    heading = texts[:count] or heading
    starts, place = [0], max(count, 1)
    while place < len(texts):
        count = count_heading_rows(texts[place:]) if is_heading_row(texts[place]) else 0
        group = texts[place : place + count]
        if group and names_other_times(group, heading):
            starts.append(place)
            heading = group
        place += max(count, 1)
    ends = [*starts[1:], len(texts)]
    return [replace(block, rows=block.rows[start:end], before=[] if start else block.before)
            for start, end in zip(starts, ends, strict=True)]  # fmt: skip


def _text(cells: Sequence[str]) -> str:
    return " ".join(normal(cell) for cell in cells if cell)


def _alike(one: str, other: str) -> bool:
    return bool(one) and fuzz.ratio(one, other) >= _SAME_HEADING
