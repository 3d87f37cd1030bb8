"""Rows that are named by what they measure: `Target`, `Realisasi (unit)`, `Anggaran (Rp)`."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from workbench.facts.scale import scale_of
from workbench.tables.vocabulary import normal

_FIELDS = {
    "target": re.compile(r"target(?: (?:kinerja|renstra|rpjmd|tahunan))*"),
    "realisasi": re.compile(r"realisasi(?: (?:kinerja|tahunan|fisik))*"),
    "capaian": re.compile(r"(?:%|persentase|tingkat)? ?capaian(?: kinerja)?"),
    "pagu": re.compile(r"(?:pagu|anggaran|alokasi)(?: (?:anggaran|belanja|indikatif|dana))?"),
    "realisasi_rp": re.compile(r"realisasi (?:anggaran|keuangan|belanja|pagu)"),
    "serapan": re.compile(r"(?:%|persentase|tingkat)? ?(?:serapan|penyerapan)(?: anggaran)?"),
}
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
_MONEY = re.compile(r"rp\.?|rupiah", re.IGNORECASE)
_SEVERAL = 2


class Label(NamedTuple):
    """The field of an observation that a row fills, its unit, and how many rupiah one of its figures stands for."""

    field: str
    unit: str
    scale: int


def label_of(text: str) -> Label | None:
    """What a row measures by its name alone; None for any other name."""
    brackets = _BRACKETS.search(text)
    unit = brackets[1].strip() if brackets else ""
    name = normal(_BRACKETS.sub("", text))
    field = next((field for field, words in _FIELDS.items() if words.fullmatch(name)), None)
    if field is None:
        return None
    scale = scale_of(f"({unit})") or 1
    if field == "realisasi" and (_MONEY.search(unit) or scale > 1):
        field = "realisasi_rp"
    return Label(field, "" if field in ("pagu", "realisasi_rp") else unit, scale)


def names_measures(names: Iterable[str]) -> bool:
    """Whether the rows of a table measure several things of one line."""
    return len({label.field for name in names if (label := label_of(name))}) >= _SEVERAL
