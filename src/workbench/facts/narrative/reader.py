"""Walks down the passages of a text and keeps the headings, the list and the line it is in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.documents.identity import cumulative_period, years_in
from workbench.documents.model import Identity, TextLine
from workbench.facts.entities import CodeBook, Entity, Resolver, stripped
from workbench.facts.model import Observation, Rejected
from workbench.facts.narrative.figures import MONEY
from workbench.facts.narrative.items import Item
from workbench.facts.narrative.names import LONGEST_NAME, is_sentence, own_programs_known, split_name
from workbench.facts.narrative.passages import LONGEST, SECTION, Passage, is_heading, passages
from workbench.facts.narrative.sentences import SENTENCE_END, read_sentences
from workbench.facts.narrative.series import Fund, read_band
from workbench.facts.narrative.subjects import Subjects
from workbench.facts.narrative.values import Values
from workbench.facts.narrative.wording import last_meaning, pattern, stages, years
from workbench.facts.stages import default_stage
from workbench.tables.grid import Grid

_MARK = "naratif"
_UNTITLED = Grid(None, "", 0, None, ())
_UNCLEAR = "Nama dan angka pada butir ini tidak jelas hubungannya."
_UNKNOWN_NAME = "Nama pada butir ini tidak dikenali sebagai program, kegiatan, atau sub kegiatan."
_NO_AMOUNT = "Uang pada butir ini bukan satu pagu atau realisasi dengan angka rupiah yang utuh."


def read_narrative(
    lines: Sequence[TextLine], identity: Identity, book: CodeBook
) -> tuple[list[Observation], list[Rejected]]:
    """Observations of the text outside tables, and list items with money that could not be understood.

    `lines` are cleaned of mark-up, in the order of the document; every observation is marked `naratif`, its `baris` is
    the line its item or sentence begins on, its `tabel` the number of the section it stands in.
    """
    reader = _Reader(identity, book)
    for passage in passages(lines):
        reader.read(passage)
    return reader.observations, reader.rejected


@dataclass(frozen=True, slots=True)
class _Scope:
    """What headings say about the text below them."""

    section: str | None = None
    stage: str | None = None
    year: int | None = None
    period: str | None = None
    revised: bool = False


class _Reader:
    """Gathers the observations of a text, and the list items with money that stay unread."""

    def __init__(self, identity: Identity, book: CodeBook) -> None:
        self.observations: list[Observation] = []
        self.rejected: list[Rejected] = []
        self._identity = identity
        self._book = book
        self._subjects = Subjects(identity)
        self._open_section(None)

    def _open_section(self, number: str | None) -> None:
        self._scope = _Scope(number)
        self._resolver = Resolver(self._book)
        self._levels: dict[str, str] = {}
        self._line: Entity | None = None
        self._named_just_before = False
        self._introduced = False
        self._sure = not own_programs_known(self._book)
        self._fund = Fund()

    def read(self, passage: Passage) -> None:
        """Take what one passage says."""
        named_just_before, self._named_just_before = self._named_just_before, False
        if is_heading(passage.text) and not MONEY.search(passage.text):
            section = SECTION.fullmatch(passage.text)
            self._open_section(section[1] if section else None)
        elif len(passage.text) > LONGEST or not (
            self._series(passage)
            or (named_just_before and self._about_line_above(passage))
            or self._item(passage)
            or self._indicator(passage)
            or self._prose(passage)
        ):
            self._unread(passage, named_just_before)

    def _unread(self, passage: Passage, named_just_before: bool) -> None:
        """List a passage with money that is about a line, or stands right below the name of one, as not understood."""
        about_line = passage.mark in self._levels or pattern("awal_nama").match(passage.body)
        if not MONEY.search(passage.text[:LONGEST]):
            return
        if passage.mark is None and named_just_before:
            self._reject(passage, _UNCLEAR)
        elif passage.mark is not None and about_line:
            self._reject(passage, _UNKNOWN_NAME)

    def _reject(self, passage: Passage, reason: str) -> bool:
        text = passage.text[:LONGEST]
        self.rejected.append(Rejected(self._scope.section, passage.page_of(passage.line), passage.line, text, reason))
        return True

    def _add(self, passage: Passage, entity: Entity, values: Values) -> Observation:
        """One observation of a passage, with the stage, year and period that its headings give."""
        fields: dict[str, Any] = {"baris": passage.line} | values.fields
        realised = any(name in fields for name in ("realisasi", "realisasi_rp"))
        scope, identity = self._scope, self._identity
        tahap = fields.pop("tahap", None) or scope.stage or default_stage(_UNTITLED, identity, list(fields))
        tahun = fields.pop("tahun", None) or scope.year or identity.tahun or 0
        periode = fields.pop("periode", None) or scope.period or identity.periode
        observation = Observation(
            tahun=tahun, tahap=tahap, periode=periode if realised and periode else "tahunan", jenjang=entity.jenjang,
            halaman=passage.page_of(fields["baris"]), tabel=scope.section, uraian=entity.uraian,
            nama_resmi=entity.nama_resmi,
            penanda={_MARK} | values.flags, kode=entity.kode, kode_asal=entity.kode_asal if entity.kode else None,
            **fields,
        )  # fmt: skip
        self.observations.append(observation)
        return observation

    def _series(self, passage: Passage) -> bool:
        """A band of a score, or money of one source."""
        if band := read_band(passage):
            name, values = band
            values.fields["tahap"] = "lain"
            self._add(passage, Entity(name, "deret"), values).periode = None
        if paid := self._fund.read(passage):
            self._add(passage, Entity(paid[0], "deret"), paid[1])
        return bool(band or paid)

    def _about_line_above(self, passage: Passage) -> bool:
        """`Program ini ... dengan anggaran Rp ...` right below the item that names the program."""
        found = pattern("rujukan_baris").match(passage.text)
        if not found or self._line is None or stripped(f"{found['jenjang']} x")[1] != self._line.jenjang:
            return False
        item = Item(passage.text)
        meaning = split_name(item.head, self._book)[1]
        rows = item.amounts(meaning) if meaning in ("pagu", "realisasi") else None
        for values in rows or ():
            self._add(passage, self._line, values)
        return bool(rows)

    def _item(self, passage: Passage) -> bool:
        """A passage that begins with the name of a program, kegiatan or sub kegiatan."""
        opener = pattern("pembuka").match(passage.body)
        text = passage.body[opener.end() :] if opener else passage.body
        worded = bool(pattern("awal_nama").match(text))
        level = self._levels.get(passage.mark or "")
        if not worded and not level:
            return False
        item = Item(text)
        name, meaning = split_name(item.head, self._book)
        if len(name) > LONGEST_NAME or not (worded or self._book.knows(name, (str(level),))):
            return False
        if item.money is None and not passage.mark:
            return False
        entity = self._resolver.resolve(name if worded else f"{str(level).replace('_', ' ')} {name}", None)
        self._line, self._introduced = entity, False
        if passage.mark and worded:
            self._levels[passage.mark] = entity.jenjang
        if item.money is None:
            self._named_just_before = True
            return True
        return self._amounts(passage, entity, item, meaning, years_in(opener.group())[-1] if opener else None)

    def _amounts(self, passage: Passage, entity: Entity, item: Item, meaning: str, year: int | None) -> bool:
        """The money of a line and what follows it; False for a paragraph that is not understood."""
        known = entity.kode is not None
        self._sure = self._sure or known
        clear = meaning != "sebesar" and (meaning != "langsung" or (passage.mark and self._sure))
        understood = (clear or known) and not is_sentence(entity)
        rows = item.amounts(meaning) if understood else None
        if rows is None:
            return passage.mark is not None and self._reject(passage, _NO_AMOUNT if understood else _UNCLEAR)
        for values in rows:
            values.fields |= {"periode": cumulative_period(passage.text)} | ({"tahun": year} if year else {})
            self._add(passage, entity, values)
        return True

    def _indicator(self, passage: Passage) -> bool:
        """A list item below a line: indicator, target, what was reached, and the percentage."""
        if passage.mark is None or self._line is None or not self._introduced:
            return False
        item = Item(passage.body)
        values = item.performance() if item.money is None else None
        if values is not None:
            self._add(passage, self._line, values)
        return values is not None

    def _prose(self, passage: Passage) -> bool:
        """Sentences: budgets in them, and what they say of the list below; whether they hold a budget."""
        text = passage.text
        self._introduced = passage.mark is None and text.endswith(":") and self._speaks_of_line(text)
        if len(stages(text)) > 1:
            self._scope = replace(self._scope, revised=True)
        found = read_sentences(passage, self._subjects, self._scope.revised) if MONEY.search(text) else []
        for subject, values in found:
            self._add(passage, subject, values)
        if passage.mark is None:
            self._head_of_list(SENTENCE_END.split(text)[-1])
        return bool(found)

    def _speaks_of_line(self, text: str) -> bool:
        """Whether a sentence that introduces indicators names no other level than that of the line above it."""
        level = self._line.jenjang.replace("_", " ") if self._line else ""
        return bool(level) and (level in text.lower() or not pattern("jenjang").search(text))

    def _head_of_list(self, sentence: str) -> None:
        """What the sentence over a list says of the stage, year and period of its items; so does its silence."""
        if pattern("judul_daftar").search(sentence):
            named = set(years(sentence))
            self._scope = replace(
                self._scope,
                stage=last_meaning("tahap", sentence),
                year=named.pop() if len(named) == 1 else None,
                period=cumulative_period(sentence),
            )
