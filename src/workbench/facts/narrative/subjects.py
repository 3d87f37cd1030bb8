"""Whom a part of a sentence speaks of: the office, a kind of spending, revenue."""

import re

from workbench.documents.model import Identity
from workbench.facts import nomenclature
from workbench.facts.entities import Entity
from workbench.facts.narrative.wording import pattern, words


class Subjects:
    """Finds the subject of money in the sentences of one document."""

    def __init__(self, identity: Identity) -> None:
        first = (identity.nama_opd or "").replace(",", " ").split()[:2]
        office = r"\s+".join(map(re.escape, first)) if len(first) == 2 else r"(?!)"
        self._office = re.compile(rf"\b(?i:{office})\b{pattern('sambungan_opd').pattern}")

    def find(self, cue: str, after: str = "") -> Entity | None:
        """The subject that the text before money names; None when it is nobody known or more than one.

        `after` is what follows the money: money given for one purpose is not the budget of the office.
        """
        if named := pattern("pos_berubah").search(cue):
            return Entity(named["nama"], "belanja")
        office = self._office.search(cue)
        rest = self._office.sub("opd", cue)
        if pattern("untuk_sesuatu").match(after) or pattern("nama_lain").search(rest):
            return None
        if revenue := pattern("pendapatan").search(rest):
            return Entity(revenue["nama"], "deret") if office else None
        if office is None and pattern("bukan_opd").search(rest):
            return None
        rest = pattern("pembanding").sub(" ", rest)
        if kinds := list(pattern("jenis_belanja").finditer(rest)):
            part = pattern("bagian_belanja").search(rest, kinds[-1].end())
            several = len({nomenclature.normal(kind.group()) for kind in kinds}) > 1
            return None if part or several else Entity(kinds[-1].group(), "belanja")
        others = set(
            re.findall(r"[a-z]+", pattern("wilayah").sub(" ", pattern("pengantar").sub(" ", rest)).lower())
        ) - words("kata_opd")
        return Entity(office.group(), "opd") if office and not others else None
