"""The figures printed in a text: money, percentages, counts with their unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from workbench.facts import numbers
from workbench.facts.narrative.wording import pattern, words

MOST_FIGURES = 40
_MOST_MONEY = Decimal(10) ** 15
_MOST_UNIT_WORDS = 3
_FIGURE = re.compile(
    r"(?:(?P<rp>\brp[.:]?\s*(?:rp\.?\s*)?)|(?<![\w./,-])(?P<sign>[-–])?)"
    r"(?P<digits>\d(?:[\d.,]*\d)?(?:\. \d{3}(?:[.,]\d+)+)?)(?P<percent>\s*(?:%|persen\b))?",
    re.IGNORECASE,
)
_WHOLE_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{2})?")
_BARE_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{2}|\d{1,3}(?:\.\d{3}){2,}")
_LONE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")
_UNIT_WORD = re.compile(r"\s*(?:\([^()\d]{1,40}\)\s*)?([^\W\d][\w/]*)")
MONEY = re.compile(rf"\brp[.:]?\s*\d|{_BARE_MONEY.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: `uang`, `persen` or `jumlah`; `value` is None where it cannot be read for sure."""

    kind: str
    value: Decimal | None
    start: int
    end: int
    unit: str = ""

    @property
    def number(self) -> float | None:
        """The value of a percentage or a count."""
        return None if self.value is None else float(self.value)


def figures(text: str) -> list[Figure]:
    """The figures of a text from left to right; at most one more than a sentence can hold."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        if len(found) > MOST_FIGURES:
            break
        if match["rp"] or (_BARE_MONEY.fullmatch(match["digits"]) and not match["percent"]):
            found.append(Figure("uang", _money(match), match.start(), match.end()))
        elif match["sign"] or pattern("kata_tahun").search(text, max(0, match.start() - 20), match.start()):
            continue
        elif match["percent"]:
            found.append(Figure("persen", _percent(match), match.start(), match.end(), match["percent"].strip()))
        else:
            unit, end = _unit(text, match.end())
            parsed = numbers.parse(match["digits"], ",", "unit")
            found.append(Figure("jumlah", parsed[0] if parsed else None, match.start(), end, unit))
    return found


def _money(match: re.Match[str]) -> Decimal | None:
    """Full rupiah, None where it is rounded or its separators do not part thousands as money is written."""
    digits = match["digits"].replace(" ", "")
    if match["percent"] or match["sign"] or pattern("bilangan_bulat").match(match.string, match.end()):
        return None
    value = numbers.money(digits) if _WHOLE_MONEY.fullmatch(digits) else None
    return value.quantize(Decimal("0.01")) if value is not None and value < _MOST_MONEY else None


def _percent(match: re.Match[str]) -> Decimal | None:
    """A percentage, None where its separator may part thousands as well as decimals."""
    parsed = None if _LONE_GROUP.fullmatch(match["digits"]) else numbers.parse(match["digits"], ",")
    return parsed[0] if parsed else None


def _unit(text: str, start: int) -> tuple[str, int]:
    """The unit printed after a number, and where it ends."""
    unit: list[str] = []
    end = start
    while len(unit) < _MOST_UNIT_WORDS and (found := _UNIT_WORD.match(text, end)):
        if found[1].lower() in words("akhir_satuan"):
            break
        unit.append(found[1])
        end = found.end()
    return " ".join(unit), end
