"""Levels of lines that print none: which are kegiatan, and which the sub kegiatan below them.

Inside a program the money of a kegiatan is the sum of its sub kegiatan. All ways to divide the lines are weighed by
the sums that close and by how kegiatan and sub kegiatan are worded; levels that are known stay.
"""

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.facts.model import Observation
from workbench.facts.nomenclature import normal

MARK = "jenjang_disimpulkan"
_SUM_CLOSES, _SUM_OPEN, _CHILDLESS = 2.5, -2.0, -2.5
_SAME_NAME, _INDICATORS, _PLACE, _SHARE = 1.5, 1.0, 0.4, 0.5
_OF_THE_REGION = re.compile(r"\bdaerah (?:kabupaten kota|provinsi|kabupaten|kota)$")
_OF_SHARES = re.compile(r"(?:persentase|presentase|prosentase|cakupan|rasio|tingkat|indeks|nilai)\b")
_ANOTHER, _ALL_ALIKE = 1.0, 10.0
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_FEWEST = 2
_ROUNDING = Decimal(1)

_Money = dict[tuple[str, int, str | None, str], Decimal]


@dataclass(slots=True)
class _Line:
    """One line of a program: its observations, its money by stage, and how much it looks like a kegiatan."""

    observations: list[Observation]
    money: _Money
    leaning: float
    jenjang: str | None


def settle(lines: Sequence[list[Observation]]) -> None:
    """Give the lines of a table whose level was only inferred the likeliest one; each list is one printed line."""
    block: list[list[Observation]] = []
    for line in [*(line for line in lines if line), None]:
        level = line[0].jenjang if line else None
        if line is None or level not in ("kegiatan", "sub_kegiatan"):
            _settle(block)
            block = []
        else:
            block.append(line)


def _settle(block: list[list[Observation]]) -> None:
    if len(block) < _FEWEST or not any(MARK in line[0].penanda for line in block):
        return
    lines = [_line(line) for line in block]
    if len({_code_parts(line) for line in block}) == 1 and _code_parts(block[0]):
        for line in lines:
            line.leaning = _ALL_ALIKE
    else:
        usual = statistics.median(line.leaning for line in lines)
        for line in lines:
            line.leaning -= usual
    for above, line in itertools.pairwise(lines):
        if normal(above.observations[0].uraian or "") == normal(line.observations[0].uraian or ""):
            above.leaning += _SAME_NAME
            line.leaning -= _SAME_NAME
    for line, kegiatan in zip(lines, _divided(lines), strict=True):
        if line.jenjang is None:
            for observation in line.observations:
                observation.jenjang = "kegiatan" if kegiatan else "sub_kegiatan"


def _code_parts(line: list[Observation]) -> int:
    """How many parts the printed code of a line has: lines below a program with codes of one style are of one level."""
    return len(re.findall(r"\w+", line[0].kode_tercetak or ""))


def _line(observations: list[Observation]) -> _Line:
    money: _Money = {}
    for one in observations:
        for field in ("pagu", "realisasi_rp"):
            value = getattr(one, field)
            if value:
                money.setdefault((one.tahap, one.tahun, one.periode, field), value)
    first = observations[0]
    inferred = any(MARK in one.penanda for one in observations)
    return _Line(observations, money, _leaning(observations), None if inferred else first.jenjang)


def _leaning(observations: list[Observation]) -> float:
    """Positive for the wording of a kegiatan, negative for that of a sub kegiatan."""
    indicators = {one.indikator for one in observations if one.indikator}
    texts = [normal(text) for text in indicators]
    share = any(_OF_SHARES.match(text) for text in texts) or any(one.satuan == "%" for one in observations)
    name = normal(observations[0].uraian or "")
    found = _INDICATORS if len(indicators) > 1 else 0.0
    found += _PLACE if _OF_THE_REGION.search(name) else 0.0
    found += sum(map(_own_words, indicators)) / len(indicators) if indicators else 0.0
    return found + (_SHARE if share else -_SHARE if any(name in text for text in texts) else 0.0)


def _own_words(indicator: str) -> float:
    """Positive for an indicator in an office's own words, negative for one in the capitals of the nomenclature."""
    words: list[str] = [word for word in _LONG_WORD.findall(indicator)[1:] if not word.isupper()]
    if len(words) < _FEWEST:
        return 0.0
    capitals = sum(word[0].isupper() for word in words) / len(words)
    return _SHARE * (1 - 2 * capitals)


def _divided(lines: list[_Line]) -> list[bool]:
    """Whether each line is a kegiatan, in the best division of a program; its first line is one."""
    count = len(lines)
    best: list[tuple[float, list[int]]] = [(float("-inf"), []) for _ in range(count + 1)]
    best[0] = (0.0, [])
    for end in range(1, count + 1):
        for start in range(end):
            score, starts = best[start]
            total = score + _weight(lines[start:end])
            if total > best[end][0]:
                best[end] = (total, [*starts, start])
    chosen = set(best[count][1])
    return [index in chosen for index in range(count)]


def _weight(group: list[_Line]) -> float:
    """How well lines make one kegiatan with its sub kegiatan."""
    head, rest = group[0], group[1:]
    if head.jenjang == "sub_kegiatan" or any(line.jenjang == "kegiatan" for line in rest):
        return -100.0
    weight = head.leaning - sum(line.leaning for line in rest) - _ANOTHER
    if not rest:
        return weight + _CHILDLESS
    for key in {key for line in group for key in line.money}:
        below = [line.money[key] for line in rest if key in line.money]
        closes = abs(head.money.get(key, Decimal(0)) - sum(below, Decimal(0))) <= _ROUNDING
        weight += _SUM_CLOSES * len(below) if closes else _SUM_OPEN
    return float(weight)
