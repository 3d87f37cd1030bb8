"""Printed figures to numbers. The separators of a column decide what a lone dot or comma means."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

import yaml

from workbench import paths

_LONE_GROUP = re.compile(r"\d{1,3}([.,])\d{3}")
_NUMBER = re.compile(r"\d[\d.,]*")
_FIGURE = re.compile(
    r"(?P<open>\()?\s*+(?P<sign>[-–−+])?\s*+(?:rp\.?)?\s*+(?P<sign2>[-–−])?\s*+(?P<digits>\d[\d.,]*(?:\s\d{3}(?=[.,\s]|$))*)"
    r"-{0,2}\s*(?P<close>\))?\s*(?P<unit>per\s+[\d.,]+[^\d]*|[^\d\s][^\d]*(?:(?<=m)[23])?)?",
    re.IGNORECASE,
)
_PERCENTAGES = re.compile(r"^%|\bpersentase\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_SEVERAL = re.compile(r"[-–−]?\d[\d.,]*\s*(?:%|[^\W\d][^\d%]*)")


def decimal_mark(texts: Iterable[str]) -> str | None:
    """`,` or `.`, whichever the figures show to be their decimal mark; None when they do not show it."""
    votes = Counter(mark for text in texts for digits in _NUMBER.findall(text) if (mark := _vote(digits)))
    if not votes:
        return None
    (first, count), *rest = votes.most_common(2)
    return first if not rest or count > rest[0][1] else None


def mark_of_counts(texts: Iterable[str]) -> str | None:
    """The decimal mark of a column of whole numbers: where the one separator that occurs stands before three digits
    only, it parts thousands, so the decimal mark is the other one. None where the column shows something else."""
    found = [text.strip() for text in texts if _NUMBER.search(text)]
    digits = [_NUMBER.findall(text) for text in found]
    runs = [run for runs in digits for run in runs]
    grouped = {run for run in runs if "." in run or "," in run}
    lone = {match[1] for run in grouped if (match := _LONE_GROUP.fullmatch(run))}
    if len(lone) != 1 or not all(_LONE_GROUP.fullmatch(run) for run in grouped) or len(runs) == len(grouped) == 1:
        return None
    return "," if lone == {"."} else "."


def _vote(digits: str) -> str | None:
    digits = digits.rstrip(".,")
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if dots + commas == 0:
        return None
    mark, other = (".", ",") if dots else (",", ".")
    if dots + commas > 1:
        return other
    whole, fraction = digits.split(mark)
    if len(fraction) != 3 or whole == "0" or len(whole) > 3:
        return mark
    return None


def to_number(digits: str, mark: str) -> Decimal | None:
    """The value of a run of digits and separators, `mark` being the decimal mark where the run leaves it open."""
    digits = digits.replace(" ", "").rstrip(".,")
    shown = _vote(digits)
    if digits.count(".") + digits.count(",") == 1:
        sign = "." if "." in digits else ","
        decimal = sign if shown == sign or (shown is None and sign == mark) else None
    else:
        decimal = shown if shown and digits.count(shown) == 1 else None
    plain = "".join(char if char.isdigit() else "." if char == decimal else "" for char in digits)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def parse(text: str, mark: str, unit: str = "") -> tuple[Decimal, str | None] | None:
    """Value and unit of a cell that holds one figure (`12 Dokumen` -> 12, `Dokumen`); None for anything else.

    `unit` is the unit printed elsewhere in the row. Beside a unit that counts whole things a lone separator
    before three digits parts thousands, whatever the column's decimal mark.
    """
    found = _FIGURE.fullmatch(text.strip())
    if not found:
        return None
    lone = _LONE_GROUP.fullmatch(found["digits"].rstrip(".,"))
    if lone and _counts_things(str(found["unit"] or unit)):
        mark = "," if lone[1] == "." else "."
    value = to_number(found["digits"], mark)
    if value is None:
        return None
    negative = bool(found["sign"] and found["sign"] != "+") or bool(found["sign2"])
    if found["open"] and found["close"]:
        negative = True
    own_unit = (found["unit"] or "").strip(" .,-–") or None
    return (value.copy_negate() if negative and value else value), own_unit


@functools.cache
def _counting_units() -> frozenset[str]:
    rules = yaml.safe_load((paths.RULES / "satuan.yml").read_text(encoding="utf-8"))
    return frozenset(rules["hitungan"].split())


def _counts_things(unit: str) -> bool:
    first = re.match(r"[a-z]+", unit.strip().lower())
    return bool(first and first.group() in _counting_units())


def heading_unit(levels: Sequence[str]) -> str | None:
    """The unit that a heading (outermost level first) names for its figures: in brackets `%`, `persen` or a unit that
    counts things, or `%` where the innermost level speaks of percentages."""
    if levels and _PERCENTAGES.search(levels[-1]):
        return "%"
    for level in reversed(levels):
        found = _BRACKETS.search(level)
        if found and (found[1].strip().lower() in ("%", "persen") or _counts_things(found[1])):
            return found[1].strip().lower()
    return None


def money(text: str) -> Decimal | None:
    """Full rupiah of a money cell. A lone separator before three digits parts thousands."""
    lone = re.search(r"(?<!\d)\d{1,3}([.,])\d{3}(?![\d.,])", text)
    mark = {".": ",", ",": "."}[lone.group(1)] if lone else ","
    found = parse(text, mark)
    return found[0] if found and not found[1] else None


def scaled(text: str, mark: str, scale: int) -> Decimal | None:
    """Full rupiah of a cell that counts thousands, millions or billions of them."""
    found = parse(text, mark)
    return found[0] * scale if found and not found[1] else None


def split_figures(text: str) -> list[str]:
    """The figures of a cell that holds several, each with its unit (`6 kali 105.787 UMKM`)."""
    pieces = [piece.strip() for piece in _SEVERAL.findall(text)]
    return pieces if len(pieces) > 1 and "".join("".join(pieces).split()) == "".join(text.split()) else [text]
