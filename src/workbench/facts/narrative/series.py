"""List items that are about no line of the plan: bands of a score, and what the money of one source pays for."""

import re

from workbench.facts.narrative.figures import figures
from workbench.facts.narrative.passages import Passage
from workbench.facts.narrative.values import Values
from workbench.facts.narrative.wording import pattern

_RANGE = re.compile(r"(\d[\d.,]*)\s*([<>≤≥])\s*([a-zA-Z])\s*([<>≤≥])\s*(\d[\d.,]*)")
_LATEX = re.compile(r"\\(leq?|geq?|lt|gt)(?![a-z])")
_SIGNS = {"le": "≤", "ge": "≥", "lt": "<", "gt": ">"}


def read_band(passage: Passage) -> tuple[str, Values] | None:
    """A band of a score and its name: `sehat, jika ... 80,00 ≤ x ≤ 100`."""
    condition = pattern("syarat_rentang").search(passage.body[:200]) if passage.mark else None
    if not condition:
        return None
    text = _LATEX.sub(lambda sign: _SIGNS[sign[1][:2]], passage.body[condition.start() :][:500].replace("$", " "))
    found = _RANGE.search(text)
    name = passage.body[: condition.start()].strip(" ,:;")
    return (name, Values({"realisasi_teks": " ".join(found.groups())}, {"rentang"})) if found and name else None


class Fund:
    """The source of money whose list is being read, and the mark of the items in it."""

    def __init__(self) -> None:
        self._name = self._mark = ""

    def read(self, passage: Passage) -> tuple[str, Values] | None:
        """The head of the list of one source, or an item below it, with its money; None for anything else."""
        text, mark = passage.body, passage.mark
        head = bool(pattern("sumber_dana").match(text)) and text.endswith(":")
        if head or mark is None or self._mark not in ("", mark) or pattern("awal_nama").match(text):
            self._name = self._mark = ""
        if mark is None or not (head or self._name):
            return None
        money = [one for one in figures(text) if one.kind == "uang"]
        said = pattern("sejumlah").search(text[: money[0].start]) if money else None
        if said is None or len(money) > 1 or money[0].value is None:
            return None
        name, values = _counted(text[: said.start()].rstrip())
        if head:
            self._name = name
        else:
            self._mark = mark
        values.fields |= {"pagu": money[0].value, "sumber_dana": self._name}
        return name, values


def _counted(text: str) -> tuple[str, Values]:
    """A name, and the number it ends with (`... sebanyak 75 orang`) as its target."""
    last = next((one for one in reversed(figures(text)) if one.kind == "jumlah"), None)
    said = pattern("sebanyak").search(text[: last.start].rstrip()) if last else None
    if not last or not said or not last.unit or last.end != len(text):
        return text, Values()
    return text[: said.start()], Values({"target": last.number, "satuan": last.unit})
