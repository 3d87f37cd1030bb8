"""What sentences say an indicator reached: its value, and how far that is from its target."""

import re
from collections.abc import Iterable, Iterator

from workbench.facts.model import Observation, Stated
from workbench.facts.narrative.figures import Figure, figures
from workbench.facts.narrative.passages import LONGEST, Passage
from workbench.facts.nomenclature import normal
from workbench.facts.statements.cells import decimals
from workbench.facts.statements.wording import pattern, rules

_CUE = 140
_NUMBERED = re.compile(r"^\W*\d{1,2}\s*[.)]+\s*")


class Claims:
    """Reads figures that passages give for the indicators of goals."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        names = {one.indikator for one in observations if one.jenjang == "sasaran" and one.indikator}
        self._names = {normal(name): name for name in names if len(normal(name)) >= rules()["indikator_terpendek"]}
        self._about: str | None = None

    def read(self, passage: Passage) -> Iterator[Stated]:
        """Statements of kind `capaian` (reached, in percent of the target) and `nilai` (any figure of the indicator).

        A numbered item that begins with an indicator says what it and the passages below it are about.
        """
        text = passage.text[:LONGEST]
        if _NUMBERED.match(text):
            begun = normal(_NUMBERED.sub("", text))
            self._about = next((name for name in self._names if begun.startswith(name)), None)
        for figure in figures(text):
            cue = text[max(0, figure.start - _CUE) : figure.start].rstrip(" (:=*")
            kind = _kind(text, figure, cue)
            name = self._name(text[: figure.start])
            if kind and name and figure.value is not None:
                year = pattern("tahun_nilai").search(cue)
                printed = text[figure.start : figure.end].rstrip(" %)")
                yield Stated(kind, None, *passage.place_at(figure.start), self._names[name], float(figure.value),
                             " ".join(f"{cue[-80:]} {text[figure.start : figure.end + 30]}".split()),
                             decimals(printed, ","), satuan=figure.unit or None, lingkup=name,
                             tahun=int(year["tahun"]) if year else None)  # fmt: skip

    def _name(self, before: str) -> str | None:
        """The indicator named last before a figure, else the one the text is about."""
        said = normal(before)
        found = max(((said.rfind(name), len(name), name) for name in self._names if name in said), default=None)
        return found[2] if found else self._about


def _kind(text: str, figure: Figure, cue: str) -> str | None:
    if figure.kind == "uang" or not (figure.unit or figure.kind == "persen"):
        return None
    if figure.kind == "persen" and (
        pattern("tingkat_capaian").search(cue)
        or (pattern("tercapai").search(cue) and pattern("dari_target").match(text[figure.end :]))
    ):
        return "capaian"
    return "nilai" if pattern("nilai").search(cue) else None
