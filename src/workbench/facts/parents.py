"""Codes of programs and kegiatan that only their own rows below give away."""

from collections.abc import Sequence
from itertools import groupby

from workbench.facts.codes import parent
from workbench.facts.model import Observation

_DEPTH = {"program": 0, "kegiatan": 1, "sub_kegiatan": 2}
MARK = "kode_dari_bawahan"


def code_from_children(observations: Sequence[Observation]) -> None:
    """Give a program or kegiatan without code the code that all coded rows below it share.

    `observations` are those of one side of a table in the order of its rows. A name may be misprinted while the
    rows below are not; the code is taken only when no other line of the table has it, and not where the line prints a
    number of another nomenclature (`002`). Marked `kode_dari_bawahan`.
    """
    for level in ("kegiatan", "program"):
        lines = [list(group) for _, group in groupby(observations, key=lambda one: (one.jenjang, one.uraian, one.kode))]
        taken = {line[0].kode for line in lines}
        for index, line in enumerate(lines):
            numbered = (line[0].kode_tercetak or "").isdigit()
            if line[0].jenjang == level and line[0].kode is None and line[0].uraian and not numbered:
                shared = _shared_code(lines[index + 1 :], level)
                if shared and shared not in taken:
                    for observation in line:
                        observation.kode, observation.kode_asal = shared, "nomenklatur"
                        observation.penanda.add(MARK)


def _shared_code(below: Sequence[Sequence[Observation]], level: str) -> str | None:
    """The code of `level` that the rows directly below a line agree on."""
    found: set[str | None] = set()
    for line in below:
        depth = _DEPTH.get(line[0].jenjang)
        if depth is None or depth <= _DEPTH[level]:
            break
        if depth == _DEPTH[level] + 1 and line[0].kode:
            found.add(parent(line[0].kode))
    return found.pop() if len(found) == 1 else None
