"""The part of a year that words speak of: `1 Januari s.d. 31 Oktober 2024`, `per 30 September`, `Bulan Agustus`."""

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_OTHER = {"ags": "agu", "agt": "agu", "nop": "nov"}
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WORDS = {3: "tw1", 6: "semester1", 9: "tw3", 12: "tahunan"}
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:stus)?|ags|agt|sep(?:t(?:ember)?)?"
    r"|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)\b\.?"
)
_DAY = r"(?:tanggal\s+|akhir\s+)?(?:bulan\s+)?(?:(?P<{0}hari>\d{{1,2}})\s+)?"
_YEAR = r"(?:\s*(?:tahun\s+(?:anggaran\s+)?|ta\.?\s+)?(?P<{0}tahun>20\d\d))?"
_TO = r"\s*(?:-|–|—|\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b)\s*"
_START = rf"{_DAY.format('awal_')}(?P<awal>{_MONTH}){_YEAR.format('awal_')}"
_END = rf"{_DAY.format('')}(?P<bulan>{_MONTH})(?!\s+n\b){_YEAR.format('')}"
_RANGE = re.compile(rf"\b{_START}{_TO}{_END}", re.IGNORECASE)
_UNTIL = re.compile(
    rf"\b(?:s\s*[./]?\s*d\b\.?|sampai\s+dengan\b|hingga\b|per\b|posisi\b|keadaan\b)\s*{_END}", re.IGNORECASE
)
_IN = re.compile(rf"\bbulan\s+{_MONTH}(?!\s+n\b){_YEAR.format('')}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a year: the words as printed, the word of the contract for it, whether it begins with the year.

    `periode` is None where the contract has no word: a span that ends within a quarter, a month alone, or one that
    does not begin in January (`tw3` is also what stands for January to September).
    """

    teks: str
    periode: str | None
    sejak_januari: bool = True


def span_in(text: str) -> Span | None:
    """The first span of months a text names; None where it names none. A date of signing is none."""
    text = " ".join(text.split())
    found = _RANGE.search(text) or _UNTIL.search(text)
    if found is None:
        alone = _IN.search(text)
        return Span(alone[0], None, sejak_januari=False) if alone else None
    parts = found.groupdict()
    first_year = parts.get("awal_tahun")
    begins = parts.get("awal") is None or (_number(parts["awal"]) == 1 and parts["awal_hari"] in (None, "1", "01"))
    begins = begins and first_year in (None, parts["tahun"])
    month, day = _number(parts["bulan"]), parts["hari"]
    ends = day is None or int(day) >= _DAYS[month - 1]
    return Span(found[0], _WORDS.get(month) if begins and ends else None, begins)


def _number(month: str) -> int:
    letters = month[:3].lower()
    return _MONTHS.index(_OTHER.get(letters, letters)) + 1
