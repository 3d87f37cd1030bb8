"""Figures in sentences and numbered lists: lines outside tables to observations.

A figure is taken only where the words around it say whose it is and what it means (`rules/naratif.yml`): money and
performance of a program, kegiatan or sub kegiatan named at the start of a list item, budgets of the whole office, of a
kind of spending or of revenue in a sentence, money of one source in a list, and bands of a score. All else in prose
gives nothing.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import yaml

from workbench import paths
from workbench.documents.identity import cumulative_period, years_in
from workbench.documents.model import Identity, TextLine
from workbench.facts import nomenclature, numbers
from workbench.facts.entities import LEVELS, CodeBook, Entity, Resolver, stripped
from workbench.facts.model import Observation, Rejected
from workbench.facts.stages import default_stage
from workbench.tables.align import INDICATOR_START
from workbench.tables.grid import Grid

MARK = "naratif"
_LONGEST, _LONGEST_NAME, _LONGEST_LIST_NAME, _MOST_FIGURES, _MOST_LINES, _MOST_TAILS = 4000, 600, 300, 40, 40, 12
_MOST_MONEY = Decimal(10) ** 15
_BULLET = r"[-–•·*➤➢❖◆~●▪■✓]"
_NUMBERED = r"\(?(?:\d{1,2}|[IVX]{1,5}|[A-Za-z])[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?(?=\s)(?!\s+(?:%|persen\b))"
_LIST_MARK = re.compile(rf"(?:(?P<bullet>{_BULLET})\s*)?(?:(?P<number>{_NUMBERED})\s*(?=[^\d\s]))?")
_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+[^\W\d].{0,250}")
_CHAPTER = re.compile(r"(?:BAB|Bab)\s*[IVX]+\b.{0,120}|[IVX]{1,5}\.\s+(?!PROGRAM|KEGIATAN|SUB)[^a-z\d]{4,120}")
_GOES_ON = re.compile(r"[(,;]|\d[\d.,]*\s*(?:%|persen\b)")
_CLOSED = re.compile(r"(?<!Rp)[.:;!?]$")
_FINISHED = re.compile(r"\d[\d.,]*\)?\s*(?:%\)?|(?P<unit>[^\W\d][\w/%]*)(?: [^\W\d][\w/]*)?)?$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_FIGURE = re.compile(
    r"(?:(?P<rp>\brp[.:]?\s*(?:rp\.?\s*)?)|(?<![\w./,-])(?P<sign>[-–])?)"
    r"(?P<digits>\d(?:[\d.,]*\d)?(?:\. \d{3}(?:[.,]\d+)+)?)(?P<percent>\s*(?:%|persen\b))?",
    re.IGNORECASE,
)
_WHOLE_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{2})?")
_LONE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")
_BARE_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{2}|\d{1,3}(?:\.\d{3}){2,}")
_MONEY_SOMEWHERE = re.compile(rf"\brp[.:]?\s*\d|{_BARE_MONEY.pattern}", re.IGNORECASE)
_UNIT_WORD = re.compile(r"\s*(?:\([^()\d]{1,40}\)\s*)?([^\W\d][\w/]*)")
_AFTER_RESULT = re.compile(r"\s*(?:[.;,]|$|\(\s*\d[\d.,]*\s*%\s*\))")
_LEVEL_START = re.compile(
    r"(?:sub[\s-]*kegiatan|sub(?=\s+(?-i:[A-Z]))|kegiatan|program)\b[\s:]*[“”\"']?\s*(?-i:[A-Za-z])", re.I
)
_OTHER_LINE = re.compile(r"(?<!ndikator )(?<![\w/])(?:Program|Kegiatan)\s+[“”\"]?[A-Z]")
_RANGE = re.compile(r"(\d[\d.,]*)\s*([<>≤≥])\s*([a-zA-Z])\s*([<>≤≥])\s*(\d[\d.,]*)")
_LATEX = {r"\leq": "≤", r"\geq": "≥", r"\le": "≤", r"\ge": "≥", r"\lt": "<", r"\gt": ">"}
_UNCLEAR = "Nama dan angka pada butir ini tidak jelas hubungannya."
_UNKNOWN_NAME = "Nama pada butir ini tidak dikenali sebagai program, kegiatan, atau sub kegiatan."
_UNTITLED = Grid(None, "", 0, None, ())
_LOOSE = " .,;:()-–"
_QUOTES = "“”\"'‘’ "


@dataclass(slots=True)
class _Passage:
    """A list item or a paragraph, put together from its lines; `places` are the offsets where lines begin."""

    text: str
    line: int
    mark: str | None
    places: list[tuple[int, int]]

    def line_at(self, offset: int) -> int:
        return max(place for place in self.places if place[0] <= offset)[1]


@dataclass(frozen=True, slots=True)
class _Figure:
    """One printed figure: `uang`, `persen` or `jumlah`; `value` is None where it cannot be read for sure."""

    kind: str
    value: Decimal | None
    start: int
    end: int
    unit: str | None = None


@dataclass(slots=True)
class _Values:
    """What one observation gathers."""

    fields: dict[str, Any] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    def put(self, name: str, value: object) -> None:
        """The first figure stands; a second, different one of the same meaning is only noted."""
        if name not in self.fields:
            self.fields[name] = value
        elif self.fields[name] != value:
            self.flags.add("angka_ganda")


@dataclass(frozen=True, slots=True)
class _Scope:
    """What headings say about the text below them."""

    section: str | None = None
    stage: str | None = None
    year: int | None = None
    period: str | None = None
    revised: bool = False


@dataclass(slots=True)
class _Fund:
    """A source of money whose list is being read, and the mark of its items."""

    name: str
    mark: str | None = None

    def closed_by(self, mark: str, head: bool) -> bool:
        return head or self.mark not in (None, mark)


def read_narrative(
    lines: Sequence[TextLine], identity: Identity, book: CodeBook
) -> tuple[list[Observation], list[Rejected]]:
    """Observations of the text outside tables, and list items with money that could not be understood.

    `lines` are cleaned of mark-up, in the order of the document; every observation is marked `naratif`, its `baris` is
    the line its item or sentence begins on, its `tabel` the number of the section it stands in.
    """
    reader = _Reader(identity, book)
    for passage in _passages(lines):
        reader.read(passage)
    return reader.observations, reader.rejected


@functools.cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = yaml.safe_load((paths.RULES / "naratif.yml").read_text(encoding="utf-8"))
    kinds = "|".join(re.escape(kind) for kind in sorted(rules["jenis_belanja"], key=len, reverse=True))
    rules["jenis_belanja"] = (
        rf"\bbelanja\s+(?:{kinds})\b(?:\s+(?:(?!belanja)(?-i:[A-Z])\w+|dan(?=\s+(?!belanja)(?-i:[A-Z]))))*"
    )
    for name, rule in rules.items():
        if name == "kata_opd":
            rules[name] = frozenset(rule.split())
        elif isinstance(rule, str):
            rules[name] = re.compile(rule, re.IGNORECASE)
        elif isinstance(rule, list) and rule and isinstance(rule[0], dict):
            rules[name] = [(one.get("arti") or one.get("tahap"), re.compile(one["pola"], re.I)) for one in rule]
    return rules


def _passages(lines: Sequence[TextLine]) -> Iterator[_Passage]:
    """Lines that page breaks and line ends cut apart, put together."""
    last: _Passage | None = None
    for line in lines:
        if last is not None and _continues(line, last):
            last.places.append((len(last.text) + 1, line.line))
            last.text = f"{last.text} {line.text}"
            continue
        if last is not None:
            yield last
        last = _Passage(line.text, line.line, _mark(line.text), [(0, line.line)])
    if last is not None:
        yield last


def _mark(text: str) -> str | None:
    """The family of the list mark a line begins with: `1.`, `a)`, `I.` or the bullet itself."""
    found = _LIST_MARK.match(text)
    if not found or not found.group().strip():
        return None
    number = found["number"]
    if not number:
        return str(found["bullet"])
    return re.sub(r"\d+", "1", re.sub(r"[a-z]", "a", re.sub(r"[A-HJ-Z](?=\W)", "A", re.sub(r"[IVX]+", "I", number))))


def _continues(line: TextLine, last: _Passage) -> bool:
    """Whether a line is the rest of the passage above it."""
    text, end = line.text, last.text[-80:]
    if _mark(text) or len(last.places) >= _MOST_LINES or len(last.text) + len(text) > _LONGEST:
        return False
    if _SECTION.fullmatch(text) or _CHAPTER.fullmatch(text) or _SECTION.fullmatch(last.text):
        return False
    if _CLOSED.search(end):
        return False
    if text[:1].islower() or _GOES_ON.match(text) or _rules()["belum_selesai"].search(end):
        return True
    if last.mark is None or _rules()["awal_baris_baru"].match(text):
        return False
    next_line = line.line == last.places[-1][1] + 1
    figure_last = _FINISHED.search(end)
    if figure_last and (figure_last["unit"] or "").lower() not in _rules()["akhir_satuan"]:
        return next_line and bool(INDICATOR_START.match(text) or _rules()["indikator"].match(text))
    return next_line or bool(re.search(r"\d", last.text))


def _figures(text: str) -> list[_Figure]:
    """The figures of a text from left to right; at most one more than a sentence can hold."""
    found: list[_Figure] = []
    for match in _FIGURE.finditer(text):
        if len(found) > _MOST_FIGURES:
            break
        digits, percent = match["digits"], match["percent"]
        if match["rp"] or (_BARE_MONEY.fullmatch(digits) and not percent):
            rounded = percent or match["sign"] or _rules()["bilangan_bulat"].match(text, match.end())
            found.append(_Figure("uang", None if rounded else _money(digits), match.start(), match.end()))
        elif match["sign"] is None and not _rules()["kata_tahun"].search(
            text, max(0, match.start() - 20), match.start()
        ):
            parsed = (
                None
                if percent and _LONE_GROUP.fullmatch(digits)
                else numbers.parse(digits, ",", "" if percent else "unit")
            )
            value, kind = parsed[0] if parsed else None, "persen" if percent else "jumlah"
            unit, end = (percent.strip(), match.end()) if percent else _unit(text, match.end())
            found.append(_Figure(kind, value, match.start(), end, unit))
    return found


def _money(digits: str) -> Decimal | None:
    """Full rupiah, None where the separators do not part thousands as money is written."""
    whole = digits.replace(" ", "")
    value = numbers.money(whole) if _WHOLE_MONEY.fullmatch(whole) else None
    return value.quantize(Decimal("0.01")) if value is not None and value < _MOST_MONEY else None


def _unit(text: str, start: int) -> tuple[str | None, int]:
    """The unit printed after a number (at most three words), and where it ends."""
    words: list[str] = []
    end = start
    while len(words) < 3 and (found := _UNIT_WORD.match(text, end)):
        if found[1].lower() in _rules()["akhir_satuan"]:
            break
        words, end = [*words, found[1]], found.end()
    return " ".join(words) or None, end


def _meaning(patterns: Sequence[tuple[str | None, re.Pattern[str]]], cue: str) -> str | None:
    return next((meaning for meaning, pattern in patterns if pattern.search(cue)), None)


def _tail(cue: str) -> str:
    """The last words before a figure, without brackets around words and marks at the end."""
    return re.sub(r"\([^()]*\)", " ", cue)[-200:].rstrip(' (:=,“"')


def _stage_in(text: str) -> str | None:
    """The stage named last in a text."""
    named = [(found.end(), tahap) for tahap, pattern in _rules()["tahap"] for found in pattern.finditer(text)]
    return str(max(named)[1]) if named else None


def _noun(text: str) -> str:
    """What the last noun for money in a text means: `pagu` or `realisasi`, empty when there is none."""
    said = [(found.end(), arti) for arti, pattern in _rules()["kata_uang"] for found in pattern.finditer(text)]
    return max(said)[1] if said else ""


def _years(text: str) -> list[int]:
    """Years named in a text, those of laws left out."""
    return years_in(_rules()["peraturan"].sub(" ", text))


class _Reader:
    """Walks down the passages and keeps the headings, the list and the line it is in."""

    def __init__(self, identity: Identity, book: CodeBook) -> None:
        self.observations: list[Observation] = []
        self.rejected: list[Rejected] = []
        self._identity = identity
        self._book = book
        self._sentences = _Sentences(identity)
        self._scope = _Scope()
        self._new_list()

    def _new_list(self) -> None:
        self._resolver = Resolver(self._book)
        self._levels: dict[str, str] = {}
        self._line: Entity | None = None
        self._named_just_before = False
        self._sure = not _whole_affair_known(self._book)
        self._fund: _Fund | None = None
        self._introduced = False

    def read(self, passage: _Passage) -> None:
        """Take what one passage says."""
        text = passage.text
        named_just_before, self._named_just_before = self._named_just_before, False
        if (section := _SECTION.fullmatch(text)) and not _MONEY_SOMEWHERE.search(text):
            self._scope = _Scope(section=section[1])
            self._new_list()
        elif _CHAPTER.fullmatch(text):
            self._scope = _Scope()
            self._new_list()
        elif len(text) > _LONGEST:
            self._too_long(passage)
        elif not (
            self._band(passage)
            or self._funded(passage)
            or (named_just_before and self._about_line_above(passage))
            or self._item(passage)
            or self._indicator(passage)
        ):
            self._sentence(passage)
            if (
                named_just_before
                and passage.mark is None
                and _MONEY_SOMEWHERE.search(text)
                and not self._has_read(passage)
            ):
                self.rejected.append(Rejected(self._scope.section, None, passage.line, text, _UNCLEAR))

    def _has_read(self, passage: _Passage) -> bool:
        """Whether the newest observation stems from this passage."""
        return bool(self.observations) and self.observations[-1].baris >= passage.line

    def _too_long(self, passage: _Passage) -> None:
        start = replace(passage, text=passage.text[:_LONGEST])
        if _LEVEL_START.match(_LIST_MARK.sub("", start.text, count=1)) and _MONEY_SOMEWHERE.search(start.text):
            self._reject(start, "Butir ini terlalu panjang untuk dibaca dengan pasti.")

    def _add(self, passage: _Passage, entity: Entity, values: _Values, **fixed: Any) -> None:
        """One observation of a passage, with the stage, year and period that its headings give."""
        fields = values.fields | fixed
        realised = any(name in fields for name in ("realisasi", "realisasi_rp"))
        scope, identity = self._scope, self._identity
        tahap = fields.pop("tahap", None) or scope.stage or default_stage(_UNTITLED, identity, list(fields))
        tahun = fields.pop("tahun", None) or scope.year or identity.tahun or 0
        said = fields.pop("periode", None) or scope.period or identity.periode
        periode = said if realised and said else "tahunan"
        self.observations.append(
            Observation(
                tahun=tahun, tahap=tahap, periode=periode, jenjang=entity.jenjang,
                baris=fields.pop("baris", passage.line), halaman=None, tabel=scope.section, uraian=entity.uraian,
                nama_resmi=entity.nama_resmi,
                penanda={MARK} | values.flags, kode=entity.kode,
                kode_asal=entity.kode_asal if entity.kode else None, **fields,
            )
        )  # fmt: skip

    def _band(self, passage: _Passage) -> bool:
        """A band of a score: `sehat, jika ... 80,00 ≤ x ≤ 100`."""
        condition = _rules()["syarat_rentang"].search(passage.text[:200]) if passage.mark else None
        if not condition:
            return False
        text = passage.text.replace("$", " ")
        for written, sign in _LATEX.items():
            text = re.sub(re.escape(written) + r"(?![a-z])", sign, text)
        found = _RANGE.search(text[:500], condition.start())
        name = _LIST_MARK.sub("", passage.text[: condition.start()], count=1).strip(" ,:;")
        if not found or not name:
            return False
        values = _Values({"realisasi_teks": " ".join(found.groups())}, {"rentang"})
        self._add(passage, Entity(name, "deret"), values, tahap="lain")
        self.observations[-1].periode = None
        return True

    def _funded(self, passage: _Passage) -> bool:
        """Money of one source: the head of its list, and the items below it with what they pay for."""
        text = _LIST_MARK.sub("", passage.text, count=1)
        head = bool(_rules()["sumber_dana"].match(text)) and text.endswith(":")
        if (
            passage.mark is None
            or _LEVEL_START.match(text)
            or (self._fund and self._fund.closed_by(passage.mark, head))
        ):
            self._fund = None
        if passage.mark is None or not (head or self._fund) or len(text) > _LONGEST_LIST_NAME:
            return False
        figures = [one for one in _figures(text) if one.kind == "uang"]
        said = _rules()["sejumlah"].search(text[: figures[0].start]) if figures else None
        if len(figures) != 1 or figures[0].value is None or not said:
            return False
        name, values = _counted(text[: said.start()].rstrip())
        if head or self._fund is None:
            self._fund = _Fund(name)
        else:
            self._fund.mark = passage.mark
        self._add(passage, Entity(name, "deret"), values, pagu=figures[0].value, sumber_dana=self._fund.name)
        return True

    def _item(self, passage: _Passage) -> bool:
        """A passage that begins with the name of a program, kegiatan or sub kegiatan."""
        text = _LIST_MARK.sub("", passage.text, count=1)
        opener = _rules()["pembuka"].match(text)
        body = text[opener.end() :] if opener else text
        worded = bool(_LEVEL_START.match(body))
        level = self._levels.get(passage.mark or "")
        if not worded and not (level and passage.mark):
            return False
        figures = _figures(body)
        money = next((one for one in figures if one.kind == "uang"), None)
        if not worded and money is None:
            return False
        head = body[: money.start] if money else _rules()["akhir_nama"].split(body, maxsplit=1)[0]
        name, meaning = self._name(head)
        if len(name) > _LONGEST_NAME or not (worded or self._is_line(name, str(level))):
            return worded and money is not None and self._reject(passage, _UNKNOWN_NAME)
        if money is None and not passage.mark and not opener:
            return False
        entity = self._resolver.resolve(name if worded else f"{str(level).replace('_', ' ')} {name}", None)
        self._line, self._introduced = entity, False
        if passage.mark and worded and entity.jenjang in LEVELS:
            self._levels[passage.mark] = entity.jenjang
        if money is None:
            self._named_just_before = passage.mark is not None and worded
            return True
        year = years_in(opener.group())[-1] if opener else None
        return self._line_figures(passage, entity, _ItemText(body, figures, money, meaning), year)

    def _about_line_above(self, passage: _Passage) -> bool:
        """`Program ini ... dengan anggaran Rp ...` right below the item that names the program."""
        found = _rules()["rujukan_baris"].match(passage.text)
        figures = _figures(passage.text)
        money = next((one for one in figures if one.kind == "uang"), None)
        if not found or money is None or self._line is None:
            return False
        level = stripped(f"{found['jenjang']} x")[1]
        meaning = self._name(passage.text[: money.start])[1]
        if level != self._line.jenjang or meaning not in ("pagu", "realisasi"):
            return False
        for values in _ItemText(passage.text, figures, money, meaning).read() or ():
            self._add(passage, self._line, values)
        return True

    def _is_line(self, name: str, level: str) -> bool:
        """Whether a name without level word is one of the lines the list is made of."""
        return len(name) <= _LONGEST_LIST_NAME and self._book.knows(name, (level,))

    def _name(self, head: str) -> tuple[str, str]:
        """The name before the money, and what the words between them say the money is (`langsung` = no word)."""
        head = head[-2 * _LONGEST_NAME :].rstrip()
        meaning = "langsung"
        for _ in range(_MOST_TAILS):
            hits = ((arti, pattern.search(head)) for arti, pattern in _rules()["ekor_nama"])
            found = next(((arti, hit) for arti, hit in hits if hit), None)
            if found is None or self._is_official(head):
                break
            arti, hit = found
            head = head[: hit.start()].rstrip()
            meaning = arti if arti and meaning in ("langsung", "sebesar") else meaning
        quoted = re.search(r"[“”\"]\s*([^“”\"]+?)\s*[“”\"]", head)
        if quoted and head.rstrip(_QUOTES).endswith(quoted[1]):
            head = f"{head[: quoted.start()]}{quoted[1]}"
        return head.strip(" ,.:;-–"), meaning

    def _is_official(self, head: str) -> bool:
        book = self._book
        name = nomenclature.normal(stripped(head)[0])
        return book.bidang is not None and name in _official_names(book.tier, book.bidang)

    def _line_figures(self, passage: _Passage, entity: Entity, item: "_ItemText", year: int | None) -> bool:
        known = entity.kode is not None
        self._sure = self._sure or known
        unclear = item.meaning == "sebesar" or (item.meaning == "langsung" and not (passage.mark and self._sure))
        if (unclear and not known) or _is_sentence(entity):
            return self._reject(passage, _UNCLEAR)
        rows = item.read()
        if rows is None:
            return self._reject(
                passage, "Uang pada butir ini bukan satu pagu atau realisasi dengan angka rupiah yang utuh."
            )
        for values in rows:
            self._add(
                passage, entity, values, periode=cumulative_period(passage.text), **({"tahun": year} if year else {})
            )
        return True

    def _reject(self, passage: _Passage, reason: str) -> bool:
        """Keep a list item with money that stays unread; True when the passage is one."""
        if passage.mark is not None:
            self.rejected.append(Rejected(self._scope.section, None, passage.line, passage.text, reason))
        return passage.mark is not None

    def _indicator(self, passage: _Passage) -> bool:
        """A list item below a line: indicator, target, what was reached, and the percentage."""
        if passage.mark is None or self._line is None or not self._introduced:
            return False
        text = _LIST_MARK.sub("", passage.text, count=1)
        item = _ItemText(text, _figures(text), None, "")
        values = item.performance()
        if values is None:
            return False
        self._add(passage, self._line, values)
        return True

    def _sentence(self, passage: _Passage) -> None:
        text = passage.text
        self._introduced = passage.mark is None and text.endswith(":") and self._speaks_of_line(text)
        if "APBD" in text and len({tahap for tahap, pattern in _rules()["tahap"] if pattern.search(text)}) > 1:
            self._scope = replace(self._scope, revised=True)
        if _MONEY_SOMEWHERE.search(text):
            found = self._sentences.read(passage, self._scope.revised)
            for subject, values in found:
                self._add(passage, subject, values)
            if not found and passage.mark in self._levels:
                self._reject(passage, _UNKNOWN_NAME)
        if passage.mark is None:
            self._head_of_list(_SENTENCE_END.split(text)[-1])

    def _speaks_of_line(self, text: str) -> bool:
        """Whether a sentence that introduces indicators names no other level than that of the line above it."""
        if self._line is None:
            return False
        level = self._line.jenjang.replace("_", " ")
        return level in text.lower() or not re.search(r"\b(?:program|kegiatan)\b", text, re.IGNORECASE)

    def _head_of_list(self, sentence: str) -> None:
        """What the sentence over a list says of the stage, year and period of its items."""
        head, intro = _rules()["judul_daftar"].search(sentence), _rules()["pengantar_daftar"].search(sentence)
        if not head and not intro:
            return
        years = set(_years(sentence))
        stage, year = _stage_in(sentence), years.pop() if len(years) == 1 else None
        if head or stage or year:
            self._scope = replace(self._scope, stage=stage, year=year, period=cumulative_period(sentence))
            self._levels = {}


@functools.cache
def _official_names(tier: str, bidang: str) -> frozenset[str]:
    return frozenset(nomenclature.normal(stripped(entry.nama)[0]) for entry in nomenclature.entries(tier, bidang))


def _is_sentence(entity: Entity) -> bool:
    """Whether a name holds words that names do not hold and its official form does not either."""
    official = set(nomenclature.normal(entity.nama_resmi or "").split())
    words = {found.group().lower() for found in _rules()["bukan_nama"].finditer(entity.uraian or "")}
    return not words <= official


def _whole_affair_known(book: CodeBook) -> bool:
    """Whether the nomenclature has the programs of the office's own affair, not only those of every office."""
    if book.bidang is None:
        return False
    return any(
        e.jenjang == "program" and not e.kode.endswith(".01") for e in nomenclature.entries(book.tier, book.bidang)
    )


def _counted(text: str) -> tuple[str, _Values]:
    """A name, and the number it ends with (`... sebanyak 75 orang`) as its target."""
    last = next((one for one in reversed(_figures(text)) if one.kind == "jumlah"), None)
    name = text[: last.start].rstrip() if last else ""
    if not last or not last.unit or last.end != len(text) or not name.endswith("sebanyak"):
        return text, _Values()
    return name.removesuffix("sebanyak").rstrip(), _Values({"target": _float(last), "satuan": last.unit})


def _float(figure: _Figure) -> float | None:
    return None if figure.value is None else float(figure.value)


@dataclass(slots=True)
class _ItemText:
    """The figures of one list item from its first money on, and what they mean."""

    text: str
    figures: list[_Figure]
    money: _Figure | None
    meaning: str
    rows: list[_Values] = field(default_factory=list)
    last: str = ""
    end: int = 0
    changed: bool = False

    def read(self) -> list[_Values] | None:
        """What the item says, one entry an indicator, money on the first; None when the money cannot be read."""
        assert self.money is not None
        role = {"langsung": "pagu", "sebesar": "pagu"}.get(self.meaning, self.meaning)
        if self.money.value is None or role not in ("pagu", "realisasi"):
            return None
        self.rows = [_Values({"pagu" if role == "pagu" else "realisasi_rp": self.money.value})]
        self.last, self.end = role, self.money.end
        for figure in self.figures:
            if figure.start < self.end:
                continue
            cue = self.text[self.end : figure.start]
            if _OTHER_LINE.search(cue):
                break
            if self._take(figure, cue):
                self.end = figure.end
        return None if self.changed else self.rows

    def performance(self) -> _Values | None:
        """Indicator, target and result of an item without money; None when one of them is missing."""
        self.rows = [_Values()]
        for figure in self.figures:
            cue = self.text[self.end : figure.start]
            if figure.kind == "uang" or not (self._performed(figure, cue, bare=True) or not self.last):
                return None
            self.end = figure.end if self.last else self.end
        fields = self.rows[0].fields
        return self.rows[0] if {"indikator", "target", "realisasi"} <= set(fields) and len(self.rows) == 1 else None

    def _take(self, figure: _Figure, cue: str) -> bool:
        if figure.kind == "uang":
            return self._paid(figure, cue)
        return self._performed(figure, cue, bare=False)

    def _paid(self, figure: _Figure, cue: str) -> bool:
        role = _meaning(_rules()["uang"], _tail(cue))
        again = re.fullmatch(r"[\s(]*(?:atau|/)[\s(]*", cue)
        if again and self.last in ("pagu", "realisasi"):
            self.rows[0].flags.add("angka_ganda")
            return True
        self.changed = self.changed or role in ("sebelum", "sesudah")
        if role not in ("pagu", "realisasi") or len(cue) > _LONGEST_LIST_NAME:
            return False
        if figure.value is None:
            self.rows[0].flags.add("bukan_angka")
            return False
        self.rows[0].put("pagu" if role == "pagu" else "realisasi_rp", figure.value)
        self.last = role
        return True

    def _performed(self, figure: _Figure, cue: str, *, bare: bool) -> bool:
        """Take a percentage or a count; `bare` = the item is an indicator itself, its name needs no word before it."""
        words = cue.strip(_LOOSE)
        if figure.value is None:
            return False
        if figure.kind == "persen" and self._share(figure, words):
            return True
        if self._result_of_target(figure, words):
            return True
        return self._target(figure, cue, bare) or self._result(figure, cue)

    def _share(self, figure: _Figure, words: str) -> bool:
        """A percentage right after money (absorbed) or after a result (reached)."""
        rules, row = _rules(), self.rows[-1]
        if self.last in ("pagu", "realisasi"):
            if not _absorbed(self.last, words, figure, self.rows[0].fields):
                return False
            self.rows[0].put("serapan", _float(figure))
            self.last = "serapan"
            return True
        reached = rules["persen_capaian"].fullmatch(words)
        if self.last in ("target", "hasil") and (reached or (self.last == "hasil" and not words)):
            row.put("capaian", _float(figure))
            self.last = "capaian"
            return True
        again = self.last in ("serapan", "capaian") and rules["persen_terealisasi"].fullmatch(words)
        if again:
            row.put(self.last, _float(figure))
        return bool(again)

    def _result_of_target(self, figure: _Figure, words: str) -> bool:
        """`terealisasi N` after a target: a result in the target's unit, or a percentage of a target in another.

        Of a target of 100 percent both readings say the same; of any other target in percent the words leave it
        open, unless the percentage reached is printed too, so nothing is taken.
        """
        row = self.rows[-1]
        if self.last != "target" or not _rules()["persen_terealisasi"].fullmatch(words):
            return False
        in_percent = row.fields.get("satuan", "").lower() in ("%", "persen")
        if figure.kind == "jumlah":
            if in_percent or (figure.unit or "").lower() != row.fields.get("satuan", "").lower():
                return False
            row.put("realisasi", _float(figure))
            self.last = "hasil"
        elif in_percent and self._percent_reached_follows(figure.end):
            row.put("realisasi", _float(figure))
            self.last = "hasil"
        elif in_percent and row.fields.get("target") != 100.0:
            row.flags.add("persen_bermakna_ganda")
            self.last = ""
        else:
            row.put("capaian", _float(figure))
            self.last = "capaian"
        return True

    def _percent_reached_follows(self, end: int) -> bool:
        following = next((one for one in self.figures if one.start >= end), None)
        between = self.text[end : following.start].strip(_LOOSE) if following else ""
        return bool(following and following.kind == "persen" and _rules()["persen_capaian"].fullmatch(between))

    def _target(self, figure: _Figure, cue: str, bare: bool) -> bool:
        rules = _rules()
        found = rules["target"].search(_ended(cue))
        if not found or not figure.unit or rules["hasil"].search(cue):
            return False
        name = _indicator_name(cue[: found.start()], bare)
        if name is None:
            return False
        row = self.rows[-1]
        if "target" in row.fields:
            row = _Values()
            self.rows.append(row)
        row.fields |= {"indikator": name, "target": _float(figure), "satuan": figure.unit}
        if years := years_in(found.group()):
            row.fields["tahun"] = years[-1]
        self.last = "target"
        return True

    def _result(self, figure: _Figure, cue: str) -> bool:
        """The last number of `hasil yang dicapai yaitu <indikator> N <satuan>`."""
        found = _rules()["hasil"].search(cue)
        if not found or not figure.unit or not _AFTER_RESULT.match(self.text, figure.end):
            return False
        name = re.sub(r"\s*\b(?:sebanyak|sebesar)$", "", _ended(cue[found.end() :]))
        row = self.rows[-1]
        if not name.strip() or "realisasi" in row.fields:
            return False
        row.fields |= {"indikator": name.strip(" .,:;"), "realisasi": _float(figure), "satuan": figure.unit}
        self.last = "hasil"
        return True


def _absorbed(after: str, words: str, figure: _Figure, fields: dict[str, Any]) -> bool:
    """Whether a percentage printed `after` a budget (`pagu`) or a realisation (`realisasi`) says how much was spent."""
    rules = _rules()
    if not rules["persen_uang"].fullmatch(words) or figure.value is None:
        return False
    if rules["kata_serapan"].search(words):
        return True
    if rules["kata_capaian"].search(words) and after == "realisasi":
        pagu, spent = fields.get("pagu"), fields.get("realisasi_rp")
        return bool(pagu) and spent is not None and abs(spent / pagu * 100 - figure.value) < 1
    return after == "realisasi"


def _ended(cue: str) -> str:
    return cue.rstrip(" (:=,")


def _indicator_name(cue: str, bare: bool) -> str | None:
    """The indicator between the words that bring it in and those of the target; None when the text is none."""
    intro = next(iter(reversed(list(_rules()["indikator"].finditer(cue)))), None)
    name = (cue[intro.end() :] if intro else re.sub(r"^[\s,.;]*(?:dan|serta)\s", "", cue)).strip(" .,:;")
    if not name or len(name) > _LONGEST_NAME or not (intro or bare or INDICATOR_START.match(name)):
        return None
    return name


class _Sentences:
    """Budgets in sentences: of the office, of a kind of spending, of revenue."""

    def __init__(self, identity: Identity) -> None:
        words = (identity.nama_opd or "").replace(",", " ").split()[:2]
        office = r"\s+".join(map(re.escape, words)) if len(words) == 2 else r"(?!)"
        self._office = re.compile(
            rf"\b(?i:{office})\b(?:,?\s+(?:(?:dan|serta)(?=\s[A-Z])|&|(?!Tahun\b|TA\b|T\.A|APBD)[A-Z][\w/-]*))*"
        )

    def read(self, passage: _Passage, revised: bool) -> list[tuple[Entity, _Values]]:
        """What the sentences of a passage say of budgets; `revised` = the text compares APBD and its revision."""
        found: list[tuple[Entity, _Values]] = []
        subject: Entity | None = None
        start = 0
        for sentence in _SENTENCE_END.split(passage.text):
            place = passage.text.index(sentence, start)
            start = place + len(sentence)
            carried = subject if _rules()["rujukan"].search(sentence) else None
            reading = _Sentence(sentence, self, carried, revised)
            reading.read()
            for entity, values in reading.rows:
                values.fields |= {"baris": passage.line_at(place), "periode": cumulative_period(sentence)}
                found.append((entity, values))
            subject = reading.subject or self.subject(sentence, None)
        return found

    def subject(self, cue: str, after: str | None) -> Entity | None:
        """Whom a part of a sentence speaks of; None when nobody or more than one.

        `after` is what follows the money (None when the part holds none): money given for one purpose is not the
        budget of the office.
        """
        rules = _rules()
        if (found := rules["pos_berubah"].search(cue)) and re.search(r"\bbelanja\b", cue, re.IGNORECASE):
            return Entity(found["nama"], "belanja")
        office = self._office.search(cue)
        purpose = after is not None and rules["untuk_sesuatu"].match(after)
        if purpose or _OTHER_LINE.search(cue.replace(office.group(), "opd") if office else cue):
            return None
        if found := rules["pendapatan"].search(cue):
            return Entity(found["nama"], "deret") if office else None
        if office is None and rules["bukan_opd"].search(cue):
            return None
        kinds = list(rules["jenis_belanja"].finditer(rules["pembanding"].sub(" ", cue)))
        if kinds:
            names = {nomenclature.normal(kind.group()) for kind in kinds}
            part = rules["bagian_belanja"].search(kinds[-1].string, kinds[-1].end())
            return None if part or len(names) > 1 else Entity(kinds[-1].group(), "belanja")
        if office is None or after is None:
            return None
        rest = rules["wilayah"].sub(" ", rules["pengantar"].sub(" ", cue.replace(office.group(), " ")))
        other = set(re.findall(r"[a-z]+", rest.lower())) - rules["kata_opd"]
        return None if other else Entity(office.group(), "opd")


@dataclass(slots=True)
class _Sentence:
    """One sentence: its money in turn, each with subject, meaning, stage and year."""

    text: str
    speaker: _Sentences
    subject: Entity | None
    revised: bool
    rows: list[tuple[Entity, _Values]] = field(default_factory=list)
    stage: str | None = None
    year: int | None = None
    _current: _Values = field(default_factory=_Values)

    def read(self) -> None:
        figures = _figures(self.text) if len(self.text) <= _LONGEST else []
        if len(figures) > _MOST_FIGURES or not any(one.kind == "uang" for one in figures):
            return
        stages = {tahap for tahap, pattern in _rules()["tahap"] if pattern.search(self.text)}
        self.revised = self.revised or "apbd_perubahan" in stages or bool(_rules()["anggaran_awal"].search(self.text))
        end, last = 0, ""
        for figure in figures:
            cue = self.text[end : figure.start]
            if figure.kind == "uang":
                last, end = self._paid(figure, cue), figure.end
            elif figure.kind == "persen" and last == "realisasi":
                if _absorbed(last, cue.strip(_LOOSE), figure, self._current.fields):
                    self._current.put("serapan", _float(figure))
                last, end = "", figure.end

    def _paid(self, figure: _Figure, cue: str) -> str:
        """Take one sum of money; the meaning it was taken with, or nothing."""
        role = _meaning(_rules()["uang"], _tail(cue)) or ""
        if _rules()["per_satuan"].match(self.text, figure.end):
            role = "lain"
        own = self.speaker.subject(cue, self.text[figure.end : figure.end + 200])
        if own is not None:
            self.subject = own
            if role == "sebesar":
                role = _noun(self.text[: figure.start])
        elif role not in ("sesudah", "sebelum", "realisasi", "selisih") or _rules()["subjek_lain"].search(cue):
            self.subject = None
        if years := _years(cue):
            self.year = years[-1]
        stage = self._stage(role, cue, figure.end)
        if (
            self.subject is None
            or role not in ("pagu", "realisasi", "sebelum", "sesudah")
            or figure.value is None
            or stage == ""
        ):
            return ""
        self.stage = stage
        measure = "realisasi_rp" if role == "realisasi" else "pagu"
        self._current = self._row(stage)
        self._current.put(measure, figure.value)
        return role

    def _stage(self, role: str, cue: str, end: int) -> str | None:
        """The stage of a sum; None when the sentence names none, empty when a change has no stages to go with."""
        if role in ("sebelum", "sesudah"):
            named = {"sebelum": "apbd", "sesudah": "apbd_perubahan"}[role]
            return named if self.revised else ""
        following = self.text[_rules()["setelah_angka"].match(self.text, end).end() :][:40]
        after = next((tahap for tahap, pattern in _rules()["tahap"] if pattern.match(following)), None)
        return _stage_in(cue) or after or self.stage

    def _row(self, stage: str | None) -> _Values:
        assert self.subject is not None
        for entity, values in self.rows:
            if entity == self.subject and values.fields.get("tahap") == stage:
                return values
        fields = {"tahap": stage, "tahun": self.year}
        self.rows.append((self.subject, _Values({name: value for name, value in fields.items() if value})))
        return self.rows[-1][1]
