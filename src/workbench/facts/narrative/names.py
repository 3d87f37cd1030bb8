"""The name of a program, kegiatan or sub kegiatan at the start of a list item."""

import functools
import re

from workbench.facts import nomenclature
from workbench.facts.entities import CodeBook, Entity, stripped
from workbench.facts.narrative.wording import hits, pattern

LONGEST_NAME = 600
_MOST_TAILS = 12
_QUOTED = re.compile(r"[“”\"]\s*([^“”\"]+?)\s*[“”\"]")
_QUOTES = "“”\"'‘’ "


def split_name(head: str, book: CodeBook) -> tuple[str, str]:
    """The name in the text before money, and what the words between them say the money is.

    `langsung` where the money follows the name without a word, `sebesar` where the words leave its meaning open.
    """
    head = head[-2 * LONGEST_NAME :].rstrip()
    meaning = "langsung"
    for _ in range(_MOST_TAILS):
        found = next(hits("ekor_nama", head), None)
        if found is None or _is_official(head, book):
            break
        said, hit = found
        head = head[: hit.start()].rstrip()
        meaning = said if said and meaning in ("langsung", "sebesar") else meaning
    quoted = _QUOTED.search(head)
    if quoted and head.rstrip(_QUOTES).endswith(quoted[1]):
        head = f"{head[: quoted.start()]}{quoted[1]}"
    return head.strip(" ,.:;-–"), meaning


def is_sentence(entity: Entity) -> bool:
    """Whether a name holds words that names do not hold and its official form does not either."""
    official = set(nomenclature.normal(entity.nama_resmi or "").split())
    words = {found.group().lower() for found in pattern("bukan_nama").finditer(entity.uraian or "")}
    return not words <= official


def own_programs_known(book: CodeBook) -> bool:
    """Whether the nomenclature has the programs of the office's own affair, not only those of every office."""
    if book.bidang is None:
        return False
    entries = nomenclature.entries(book.tier, book.bidang)
    return any(one.jenjang == "program" and not one.kode.endswith(".01") for one in entries)


def _is_official(head: str, book: CodeBook) -> bool:
    name = nomenclature.normal(stripped(head)[0])
    return book.bidang is not None and name in _official_names(book.tier, book.bidang)


@functools.cache
def _official_names(tier: str, bidang: str) -> frozenset[str]:
    return frozenset(nomenclature.normal(stripped(entry.nama)[0]) for entry in nomenclature.entries(tier, bidang))
