"""What a list item about a program, kegiatan or sub kegiatan says: money, indicator, target, result, percentages."""

import re

from workbench.documents.identity import years_in
from workbench.facts.narrative.figures import Figure, figures
from workbench.facts.narrative.values import Values
from workbench.facts.narrative.wording import meaning_of_money, pattern
from workbench.tables.align import INDICATOR_START

LOOSE = " .,;:()-–"
_AFTER_RESULT = re.compile(r"\s*(?:[.;,]|$|\(\s*\d[\d.,]*\s*%\s*\))")


class Item:
    """One list item: its figures in turn, each meaning what the words since the figure taken before it say."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._figures = figures(text)
        self.money = next((one for one in self._figures if one.kind == "uang"), None)
        self.head = text[: self.money.start] if self.money else pattern("akhir_nama").split(text, maxsplit=1)[0]
        self._rows = [Values()]
        self._last = ""
        self._end = 0

    def amounts(self, meaning: str) -> list[Values] | None:
        """Money of a `meaning` and what follows it, one entry an indicator, money on the first.

        None when the money is no single budget or realisation in full rupiah.
        """
        role = "pagu" if meaning in ("langsung", "sebesar") else meaning
        if self.money is None or self.money.value is None or role not in ("pagu", "realisasi"):
            return None
        self._put_money(role, self.money)
        for figure in self._figures[self._figures.index(self.money) + 1 :]:
            cue = self.text[self._end : figure.start]
            if pattern("nama_lain").search(cue):
                break
            if figure.kind != "uang":
                self._perform(figure, cue, bare=False)
            elif not self._pay(figure, cue):
                return None
        return self._rows

    def performance(self) -> Values | None:
        """Indicator, target and result of an item without money; None when one of them is missing."""
        for figure in self._figures:
            taken = self._perform(figure, self.text[self._end : figure.start], bare=True)
            if self._last and not taken:
                return None
        complete = {"indikator", "target", "realisasi"} <= set(self._rows[0].fields)
        return self._rows[0] if complete and len(self._rows) == 1 else None

    def _put_money(self, role: str, figure: Figure) -> None:
        self._rows[0].put("pagu" if role == "pagu" else "realisasi_rp", figure.value)
        self._last, self._end = role, figure.end

    def _pay(self, figure: Figure, cue: str) -> bool:
        """Take a further sum of money; False when it changes the one before."""
        role = meaning_of_money(cue)
        if self._last in ("pagu", "realisasi") and pattern("atau").fullmatch(cue):
            self._rows[0].flags.add("angka_ganda")
            self._end = figure.end
        elif role in ("pagu", "realisasi") and figure.value is None:
            self._rows[0].flags.add("bukan_angka")
        elif role in ("pagu", "realisasi"):
            self._put_money(role, figure)
        return role not in ("sebelum", "sesudah")

    def _perform(self, figure: Figure, cue: str, *, bare: bool) -> bool:
        """Take a percentage or a count; `bare` = the item is an indicator itself, its name needs no word before it."""
        words = cue.strip(LOOSE)
        result = pattern("hasil").search(cue)
        taken = figure.value is not None and (
            self._share(figure, words)
            or self._result_of_target(figure, words)
            or (self._result(figure, cue[result.end() :]) if result else self._target(figure, cue, bare))
        )
        if taken:
            self._end = figure.end
        return taken

    def _share(self, figure: Figure, words: str) -> bool:
        """A percentage right after money (absorbed) or after a target or result (reached)."""
        if figure.kind != "persen":
            return False
        if self._last in ("pagu", "realisasi"):
            taken = self._rows[0].put_absorption(self._last, words, figure)
            self._last = "serapan" if taken else self._last
            return taken
        reached = pattern("persen_capaian").fullmatch(words)
        if (self._last in ("target", "hasil") and reached) or (self._last == "hasil" and not words):
            self._put("capaian", figure)
            return True
        return False

    def _result_of_target(self, figure: Figure, words: str) -> bool:
        """`terealisasi N` after a target: a result in the target's unit, or a percentage of a target in another.

        Of a target of 100 percent both readings say the same; of any other target in percent the words leave it
        open, unless the percentage reached is printed too, so nothing is taken.
        """
        if self._last != "target" or not pattern("persen_terealisasi").fullmatch(words):
            return False
        row = self._rows[-1]
        in_percent = row.fields["satuan"].lower() in ("%", "persen")
        if figure.kind == "jumlah" and figure.unit.lower() != row.fields["satuan"].lower():
            return False
        if figure.kind == "jumlah" or (in_percent and self._percent_reached_follows(figure)):
            self._put("realisasi", figure)
        elif in_percent and row.fields["target"] != 100.0:
            row.flags.add("persen_bermakna_ganda")
            self._last = ""
        else:
            self._put("capaian", figure)
        return True

    def _put(self, name: str, figure: Figure) -> None:
        self._rows[-1].put(name, figure.number)
        self._last = "hasil" if name == "realisasi" else name

    def _percent_reached_follows(self, figure: Figure) -> bool:
        following = next((one for one in self._figures if one.start >= figure.end), None)
        between = self.text[figure.end : following.start].strip(LOOSE) if following else ""
        return bool(following and following.kind == "persen" and pattern("persen_capaian").fullmatch(between))

    def _target(self, figure: Figure, cue: str, bare: bool) -> bool:
        found = pattern("target").search(cue.rstrip(" (:=,"))
        name = _indicator_name(cue[: found.start()], bare) if found else ""
        if not found or not name or not figure.unit:
            return False
        if "target" in self._rows[-1].fields:
            self._rows.append(Values())
        fields = self._rows[-1].fields
        fields |= {"indikator": name, "target": figure.number, "satuan": figure.unit}
        if years := years_in(found.group()):
            fields["tahun"] = years[-1]
        self._last = "target"
        return True

    def _result(self, figure: Figure, name: str) -> bool:
        """The last number of `hasil yang dicapai yaitu <indikator> N <satuan>`."""
        name = pattern("sebanyak").sub("", name.rstrip(" (:=,")).strip(" .,:;")
        fields = self._rows[-1].fields
        if not name or not figure.unit or "realisasi" in fields or not _AFTER_RESULT.match(self.text, figure.end):
            return False
        fields |= {"indikator": name, "realisasi": figure.number, "satuan": figure.unit}
        self._last = "hasil"
        return True


def _indicator_name(cue: str, bare: bool) -> str:
    """The indicator between the words that bring it in and those of the target; empty when the text is none."""
    introductions = list(pattern("indikator").finditer(cue))
    name = cue[introductions[-1].end() :] if introductions else pattern("sambung").sub("", cue)
    name = name.strip(" .,:;")
    return name if introductions or bare or INDICATOR_START.match(name) else ""
