"""Counts, changes and shares that sentences state: `8 program dan 15 kegiatan`, `dari A menjadi B, turun C (P%)`."""

import re
from collections.abc import Iterator

from workbench.facts.entities import CodeBook, Entity, Resolver
from workbench.facts.model import Stated
from workbench.facts.narrative.figures import Figure, figures
from workbench.facts.narrative.passages import LONGEST, Passage
from workbench.facts.narrative.wording import pattern as narrative
from workbench.facts.statements.cells import decimals
from workbench.facts.statements.wording import pattern

_MARK = ","
_CUE = 120
_LEVELS = {"program": "program", "kegiatan": "kegiatan"}


class Counts:
    """Reads what passages say of the number of programs, kegiatan and sub kegiatan, and of which line."""

    def __init__(self, book: CodeBook) -> None:
        self._resolver = Resolver(book)
        self._line: Entity | None = None

    def read(self, passage: Passage) -> Iterator[Stated]:
        """Every count of a passage; `lingkup` is the code of the line it is about, None for the whole office."""
        text = passage.text[:LONGEST]
        begun = self._begins(passage)
        for found in pattern("cacah").finditer(text):
            after = text[found.end() :]
            missing = bool(pattern("cacah_tiada").match(after))
            if not missing and pattern("cacah_sebagian").match(after):
                continue
            own = begun or bool(pattern("rujukan").search(text[: found.start()][-60:].lstrip(" .")))
            if own and (self._line is None or self._line.kode is None):
                continue
            noun = re.sub(r"[\s-]+", "_", found["benda"].lower())
            noun = "sub_kegiatan" if noun.startswith("sub") else _LEVELS[noun]
            if own and self._line is not None and noun == self._line.jenjang:
                continue
            yield Stated("tiada" if missing else "cacah", None, *passage.place_at(found.start()),
                         noun, float(found["banyak"]), _quoted(text, found.start(), found.end()), satuan=noun,
                         lingkup=self._line.kode if own and self._line else None)  # fmt: skip

    def _begins(self, passage: Passage) -> bool:
        """Whether the passage begins with the name of a line; the line is kept for what follows."""
        body = narrative("pembuka").sub("", passage.body, count=1)
        body = body if body is not passage.body else re.sub(r"^(?:\([\dA-Za-z]+\)\s*)?", "", body)
        if pattern("rujukan").match(body):
            return True
        if not narrative("awal_nama").match(body):
            return False
        head = pattern("akhir_nama").split(body, maxsplit=1)[0]
        self._line = self._resolver.resolve(re.sub(r"[“”\"]", "", head), None)
        return True


def _quoted(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - 80) : end + 40].split())


def read_changes(passage: Passage) -> Iterator[Stated]:
    """A figure before, after, the amount of the change and its percentage, where one passage prints them in turn."""
    text = passage.text[:LONGEST]
    found = figures(text)
    money = [one for one in found if one.kind == "uang" and one.value is not None]
    for place, after in enumerate(money):
        if place == 0 or not pattern("menjadi").search(_before(text, after)):
            continue
        earlier = [one for one in money[max(0, place - 2) : place] if not _amount(text, one)]
        if not earlier:
            continue
        before = earlier[-1]
        yield from _change(passage, text, found, before, after)


def _amount(text: str, figure: Figure) -> bool:
    """How much something changed, not what it was before or after."""
    cue = _before(text, figure)
    return bool(pattern("besar_ubah").search(cue)) and not pattern("semula").search(cue)


def _before(text: str, figure: Figure) -> str:
    return re.sub(r"[*:=(\s]*(?:rp\.?)?\s*$", "", text[max(0, figure.start - _CUE) : figure.start], flags=re.IGNORECASE)


def _change(passage: Passage, text: str, found: list[Figure], before: Figure, after: Figure) -> Iterator[Stated]:
    operands = (float(before.value or 0), float(after.value or 0))
    start = found.index(before)
    around = [*found[max(0, start - 1) : start], *found[found.index(after) + 1 : found.index(after) + 4]]
    amount = next((one for one in around if one.kind == "uang" and one.value is not None and _amount(text, one)), None)
    if amount is not None:
        yield _stated(passage, text, amount, "selisih", operands, "Rp")
    last = after if amount is None or amount.start < after.start else amount
    share = next((one for one in found if one.start >= last.end), None)
    if share and share.kind == "persen" and share.value is not None and before.value:
        between = text[last.end : share.start]
        if pattern("persen_ubah").match(between):
            yield _stated(passage, text, share, "ubah", operands, "%")


def read_shares(passage: Passage) -> Iterator[Stated]:
    """A part, its whole and the percentage: `4.334 dari 7.170 koperasi terdaftar atau 60%`."""
    text = passage.text[:LONGEST]
    found = figures(text)
    for part, whole, share in zip(found, found[1:], found[2:], strict=False):
        if (part.kind, whole.kind, share.kind) != ("jumlah", "jumlah", "persen"):
            continue
        linked = pattern("dari").fullmatch(text[part.end : whole.start]) and pattern("atau_persen").match(
            text[whole.end : share.start]
        )
        if linked and part.value is not None and whole.value and share.value is not None:
            yield _stated(passage, text, share, "bagi", (float(part.value), float(whole.value)), "%")


def _stated(
    passage: Passage, text: str, figure: Figure, operasi: str, operands: tuple[float, ...], unit: str
) -> Stated:
    printed = text[figure.start : figure.end].rstrip(" %)")
    value = float(figure.value or 0)
    quoted = _quoted(text, figure.start, figure.end)
    return Stated("hitungan", None, *passage.place_at(figure.start), "Kalimat", value, quoted,
                  decimals(printed, _MARK), operasi, operands, unit)  # fmt: skip
