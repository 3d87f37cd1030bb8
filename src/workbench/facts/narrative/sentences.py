"""Budgets in sentences: of the office, of a kind of spending, of revenue."""

import re

from workbench.documents.identity import cumulative_period
from workbench.facts.entities import Entity
from workbench.facts.narrative.figures import MOST_FIGURES, Figure, figures
from workbench.facts.narrative.items import LOOSE
from workbench.facts.narrative.passages import Passage
from workbench.facts.narrative.subjects import Subjects
from workbench.facts.narrative.values import Values
from workbench.facts.narrative.wording import hits, last_meaning, meaning_of_money, pattern, stages, years

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_STAGE_OF_CHANGE = {"sebelum": "apbd", "sesudah": "apbd_perubahan"}


def read_sentences(passage: Passage, subjects: Subjects, revised: bool) -> list[tuple[Entity, Values]]:
    """What the sentences of a passage say of budgets; `revised` = the text compares APBD and its revision."""
    found: list[tuple[Entity, Values]] = []
    subject: Entity | None = None
    start = 0
    for sentence in SENTENCE_END.split(passage.text):
        start = passage.text.index(sentence, start)
        reading = _Sentence(sentence, subjects, subject if pattern("rujukan").search(sentence) else None, revised)
        reading.read()
        for entity, values in reading.rows:
            values.fields |= {"baris": passage.line_at(start), "periode": cumulative_period(sentence)}
            found.append((entity, values))
        subject = reading.subject or subjects.find(sentence)
        start += len(sentence)
    return found


class _Sentence:
    """One sentence: its money in turn, each with subject, meaning, stage and year."""

    def __init__(self, text: str, subjects: Subjects, subject: Entity | None, revised: bool) -> None:
        self.subject = subject
        self.rows: list[tuple[Entity, Values]] = []
        self._text = text
        self._subjects = subjects
        self._revised = revised or "apbd_perubahan" in stages(text) or bool(pattern("anggaran_awal").search(text))
        self._stage: str | None = None
        self._year: int | None = None

    def read(self) -> None:
        """Take the money that has a subject and a meaning, and the percentage right after a realisation."""
        found = figures(self._text)
        if len(found) > MOST_FIGURES:
            return
        end, spent = 0, None
        for figure in found:
            cue = self._text[end : figure.start]
            if figure.kind == "uang":
                spent = self._pay(figure, cue)
            elif figure.kind == "persen" and spent:
                spent.put_absorption("realisasi", cue.strip(LOOSE), figure)
                spent = None
            else:
                continue
            end = figure.end

    def _pay(self, figure: Figure, cue: str) -> Values | None:
        """Take one sum of money; the row it stands in when it was spent."""
        role = self._role(figure, cue)
        if named := years(cue):
            self._year = named[-1]
        if role == "selisih":
            self._differ(figure, cue)
        stage = self._stage_of(role, cue, figure.end)
        changes = role in _STAGE_OF_CHANGE
        if role == "tetap" and self._revised and self.subject and figure.value is not None:
            self.rows += [
                (self.subject, Values({"tahap": one, "tahun": self._year, "pagu": figure.value}))
                for one in _STAGE_OF_CHANGE.values()
            ]
            return None
        if self.subject is None or figure.value is None or not (role in ("pagu", "realisasi") or (changes and stage)):
            return None
        self._stage = stage
        row = self._row(self.subject)
        row.put("realisasi_rp" if role == "realisasi" else "pagu", figure.value)
        return row if role == "realisasi" else None

    def _differ(self, figure: Figure, cue: str) -> None:
        """Keep the difference a sentence states after a changed budget, negative where it says the budget fell."""
        direction = last_meaning("arah_selisih", cue.rstrip())
        changed = self.rows[-1] if self.rows else None
        if not (direction and figure.value is not None and changed and changed[0] == self.subject):
            return
        if changed[1].fields["tahap"] == "apbd_perubahan":
            changed[1].put("selisih_rp", -figure.value if direction == "turun" else figure.value)

    def _role(self, figure: Figure, cue: str) -> str | None:
        """What a sum is; the sentence speaks from it on of the subject named with it."""
        after = self._text[figure.end : figure.end + 200]
        role = "lain" if pattern("per_satuan").match(after) else meaning_of_money(cue)
        own = self._subjects.find(cue, after)
        goes_on = role in ("sesudah", "sebelum", "realisasi", "selisih") and not pattern("subjek_lain").search(cue)
        if own or not goes_on:
            self.subject = own
        return last_meaning("kata_uang", self._text[: figure.start]) if own and role == "sebesar" else role

    def _stage_of(self, role: str | None, cue: str, end: int) -> str | None:
        """The stage of a sum; None when the sentence names none, or speaks of a change without its stages."""
        if role in _STAGE_OF_CHANGE:
            return _STAGE_OF_CHANGE[role] if self._revised else None
        following = pattern("setelah_angka").sub("", self._text[end:], count=1)[:40]
        after = next((stage for stage, hit in hits("tahap", following) if hit.start() == 0), None)
        return last_meaning("tahap", cue) or after or self._stage

    def _row(self, subject: Entity) -> Values:
        for entity, values in self.rows:
            if entity == subject and values.fields["tahap"] == self._stage:
                return values
        self.rows.append((subject, Values({"tahap": self._stage, "tahun": self._year})))
        return self.rows[-1][1]
