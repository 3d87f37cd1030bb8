"""What one observation gathers while the text about it is read."""

from dataclasses import dataclass, field
from typing import Any

from workbench.facts.narrative.figures import Figure
from workbench.facts.narrative.wording import pattern


@dataclass(slots=True)
class Values:
    """Fields of one observation (`workbench.facts.model.Observation`) and its `penanda`."""

    fields: dict[str, Any] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    def put(self, name: str, value: object) -> None:
        """The first figure stands; a second, different one of the same meaning is only noted."""
        if name not in self.fields:
            self.fields[name] = value
        elif self.fields[name] != value:
            self.flags.add("angka_ganda")

    def put_absorption(self, after: str, words: str, figure: Figure) -> bool:
        """Take a percentage `words` after a budget (`pagu`) or realisation when it says how much was spent."""
        taken = self._is_absorption(after, words, figure)
        if taken:
            self.put("serapan", figure.number)
        return taken

    def _is_absorption(self, after: str, words: str, figure: Figure) -> bool:
        if not pattern("persen_uang").fullmatch(words) or figure.value is None:
            return False
        if pattern("kata_serapan").search(words):
            return True
        if after == "realisasi" and pattern("kata_capaian").search(words):
            pagu, spent = self.fields.get("pagu"), self.fields.get("realisasi_rp")
            return bool(pagu) and spent is not None and abs(spent / pagu * 100 - figure.value) < 1
        return after == "realisasi"
