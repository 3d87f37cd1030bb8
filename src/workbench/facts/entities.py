"""Which program, kegiatan or sub kegiatan a row is about: level, name and canonical code."""

import re
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from workbench.facts import nomenclature
from workbench.facts.accounts import account_level
from workbench.facts.codes import Code, canonical, parent
from workbench.tables.printed import closed

_LEVEL_WORD = re.compile(
    r"^(?P<word>sub[\s-]*kegiatan|sub(?=\s+[A-Z])|kegiatan|program)\b[\s:.\-]*(?=\S)", re.IGNORECASE
)
_LIST_MARK = re.compile(r"^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s*|[-•·*]\s+|[a-h]\s+(?=[A-Z]))+", re.IGNORECASE)
_DECIMAL_MARK = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]*\s+(?=[A-Z])|[.)]\s*)+")
_URUSAN = re.compile(r"^(?:bidang\s+)?urusan\b(?!.*\bprogram\b)", re.IGNORECASE)
_OFFICE = re.compile(r"^(?:dinas|badan|inspektorat|sekretariat|kecamatan|satuan polisi pamong praja)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:(?:sub|grand|jumlah|total|rata-?\s?rata|keseluruhan|seluruhnya|semua|pagu|anggaran|belanja|biaya|persentase|"
    r"capaian|realisasi|kinerja|keuangan|serapan|penyerapan|program|kegiatan|daerah|dan|\(?rp(?:\.\))?\)?|\(?%\)?|[:.])\s*)+",
    re.IGNORECASE,
)
_TOTAL_WORD = re.compile(r"\b(?:jumlah|total|rata-?\s?rata)\b|^persentase keuangan", re.IGNORECASE)
_SUBTOTAL = re.compile(
    r"sub[\s-]?(?:total|jumlah)\b|(?:jumlah|total|rata-?\s?rata)\b[\w\s()%-]*\b(?:program|kegiatan|bidang|urusan)\s+"
    r"(?:[A-Z]|[IVX]{1,5}|\d[\d.]*|ke-?\s?\d+)$",
    re.IGNORECASE,
)
_TOTAL_OF_OFFICE = re.compile(
    r"(?:grand )?(?:total|jumlah) (?:pagu|anggaran|belanja|realisasi)\b.*"
    r"\b(?:dinas|badan|inspektorat|kecamatan|opd|skpd|perangkat daerah)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"predikat(?: (?:kinerja|capaian|realisasi)\b.*)?$|faktor(?:[ -]faktor)? (?:pendorong|penghambat)\b|"
    r"(?:usulan |rencana )?tindak lanjut (?:yang )?(?:di)?perlukan\b|(?:keterangan|catatan)\s*:|rekomendasi\s*:",
    re.IGNORECASE,
)
_BALANCE = re.compile(r"^(?:surplus|defisit|\(?surplus|sisa lebih|silpa)\b|^pembiayaan (?:netto|neto)\b", re.IGNORECASE)
_SPENDING = re.compile(r"^(?:belanja|pembiayaan)\b", re.IGNORECASE)
_LEADING_CODE = re.compile(r"^((?:\d|X)\.\s?(?:\d{2}|XX)(?:\.\s?\d{1,4}){1,4})\.?\s+(?=\D)")
LEVELS = ("program", "kegiatan", "sub_kegiatan")
LEVEL_WORDS = {"program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub Kegiatan"}
_SERIAL = re.compile(r"\d{3,4}")
_IN_DOCUMENT = 92.0


@dataclass(frozen=True, slots=True)
class Entity:
    """What a row is about. `known` is False where the level was only inferred from the order of rows.

    `nama_resmi` is the name that the nomenclature gives the code.
    """

    uraian: str | None
    jenjang: str
    kode: str | None = None
    kode_tercetak: str | None = None
    kode_asal: str | None = None
    known: bool = True
    nama_resmi: str | None = None


@dataclass(slots=True)
class CodeBook:
    """What is known about codes in one document: its affair, its tier, and names printed with codes."""

    tier: str
    bidang: str | None
    tahun: int
    printed: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def learn(self, name: str, code: Code) -> None:
        """Remember the code printed beside a name; a name with two codes is remembered with neither."""
        key = (code.jenjang, nomenclature.normal(stripped(name)[0]))
        if key[1]:
            self.printed[key] = code.kode if self.printed.get(key, code.kode) == code.kode else ""

    def learn_indicator(self, indicator: str, jenjang: str, kode: str) -> None:
        """Remember the line an indicator was printed under."""
        self.lines.setdefault(nomenclature.normal(indicator), set()).add((jenjang, kode))

    def line_of(self, indicator: str) -> Entity | None:
        """The one line of the document that an indicator was printed under; None when unknown or several."""
        wanted = nomenclature.normal(indicator)
        like = process.extract(wanted, list(self.lines), scorer=fuzz.ratio, score_cutoff=_IN_DOCUMENT, limit=5)
        found = {line for text, _, _ in like for line in self.lines[text]}
        if len(found) != 1:
            return None
        jenjang, kode = found.pop()
        return Entity(None, jenjang, kode, None, "dokumen")

    def in_document(self, name: str, jenjang: str, parents: tuple[str, ...]) -> str | None:
        """The code printed elsewhere beside this name, or beside the one below the parent that is nearly the same."""
        text = nomenclature.normal(name)
        known = {other: kode for (level, other), kode in self.printed.items() if level == jenjang}
        below = {other: kode for other, kode in known.items()
                 if kode and (not parents or any(kode.startswith(f"{above}.") for above in parents))}  # fmt: skip
        if text in known:
            return below.get(text)
        alike = [other for other in below if not nomenclature.opposed(text, other)]
        like = process.extract(text, alike, scorer=fuzz.ratio, score_cutoff=_IN_DOCUMENT, limit=2)
        return below[like[0][0]] if len(like) == 1 else None

    def with_official_name(self, entity: Entity) -> Entity:
        """The entity with the name the nomenclature gives its code."""
        if entity.kode is None or entity.jenjang not in LEVELS:
            return entity
        return replace(entity, nama_resmi=nomenclature.official_name(entity.kode, self.tier, self.tahun, entity.uraian))

    def knows(self, name: str, levels: tuple[str, ...] = ("program", "kegiatan")) -> bool:
        """Whether a name is that of a line of these levels, in the document or in the nomenclature."""
        text = nomenclature.normal(name)
        if any((level, text) in self.printed for level in levels):
            return True
        bidang = self.bidang
        return bidang is not None and any(
            nomenclature.find(text, level, self.tier, bidang, self.tahun) for level in levels
        )


def coded(name: str) -> tuple[str, str]:
    """A name and the code printed before it in the same cell (`2.17.06 Program ...`), empty where there is none."""
    found = _LEADING_CODE.match(name)
    return (name[found.end() :], found[1]) if found and canonical(found[1]) else (name, "")


def stripped(name: str) -> tuple[str, str | None]:
    """A name without list mark and level word, and the level the word says."""
    text = _LIST_MARK.sub("", name.strip())
    level = None
    while found := _LEVEL_WORD.match(text):
        word = found["word"].lower()
        this = "sub_kegiatan" if word.startswith("sub") else word
        if level is not None and this != level:
            break
        level, text = this, text[found.end() :]
    return text.strip(), level


def unlisted(name: str) -> str:
    """The name of a line in a list of any kind, without its mark (`a.`, `1).`, `-`, `3.1`) and a closing colon."""
    text = _LIST_MARK.sub("", name.strip())
    return _DECIMAL_MARK.sub("", text).strip(" :")


def is_remark(name: str) -> bool:
    """A remark that forms print below their lines: `Predikat kinerja`, `Faktor pendorong ...`, `Tindak lanjut ...`."""
    return bool(_REMARK.match(_LIST_MARK.sub("", name.strip())))


def is_subtotal(name: str) -> bool:
    """A row that sums or averages a part of the table: `Sub Total`, `Jumlah Program A`, `Rata-rata Program 1`."""
    return bool(_SUBTOTAL.match(_LIST_MARK.sub("", name.strip())))


def is_total(name: str) -> bool:
    """A row that sums or averages the table."""
    text = closed(_LIST_MARK.sub("", name.strip()))
    return bool(_TOTAL.fullmatch(text) and _TOTAL_WORD.search(text)) or bool(_TOTAL_OF_OFFICE.match(text))


def is_heading_of_all(name: str) -> bool:
    """A row about the whole office: urusan, office or total."""
    text = _LIST_MARK.sub("", name.strip())
    return bool(_URUSAN.match(text) or _OFFICE.match(text)) or is_total(name)


class Resolver:
    """Walks down the rows of a table and keeps the program and kegiatan it is in."""

    def __init__(self, book: CodeBook, only_level: str | None = None, fixed_level: str | None = None) -> None:
        """`only_level`: what the heading says all names are. `fixed_level`: what the form says all rows are."""
        self._book = book
        self._only_level = only_level
        self._fixed_level = fixed_level
        self._above: dict[str, Entity] = {}
        self._serials: dict[int, Entity] = {}
        self._bidang = book.bidang
        self.last: Entity | None = None

    def resolve(self, name: str, printed: str | None, numbered: str | None = None) -> Entity:
        """The entity of a row from its printed name and code; `numbered` is the level its number says."""
        if self._fixed_level:
            return self._listed(name, printed)
        text, word = stripped(name)
        code = canonical(printed) if printed else None
        alike = self._serials.get(_serial(printed)) if word is None and numbered is None else None
        if alike:
            entity = self._named(text, alike.jenjang, printed, name)
            entity = replace(entity, known=alike.known or bool(entity.kode))
        else:
            level = word or numbered
            special = self._special(name, code, printed) if word is None else None
            entity = special or (self._coded(text, code, printed) if code else self._named(text, level, printed, name))
        entity = self._book.with_official_name(entity)
        self._remember(entity)
        return entity

    def _listed(self, name: str, printed: str | None) -> Entity:
        """A line of a list of spending, income or anything else; only the total of spending is the office's."""
        spending = self._fixed_level == "belanja"
        level = (account_level(printed) if spending else None) or str(self._fixed_level)
        return Entity(unlisted(name), "opd" if spending and is_total(name) else level, None, printed)

    def _special(self, name: str, code: Code | None, printed: str | None) -> Entity | None:
        text = _LIST_MARK.sub("", name.strip())
        kode, asal = (code.kode, code.asal) if code and code.jenjang == "urusan" else (None, None)
        if code and code.jenjang != "urusan":
            return None
        if is_total(name) or _OFFICE.match(text):
            return Entity(text, "opd", kode, printed, asal)
        if _URUSAN.match(text) or (code and code.jenjang == "urusan"):
            return Entity(text, "urusan", kode, printed, asal)
        if _BALANCE.match(text):
            return Entity(text, "deret", None, printed, None)
        level = account_level(printed) or ("belanja" if _SPENDING.match(text) else None)
        if level:
            return Entity(text, level, None, printed, None)
        return None

    def _coded(self, text: str, code: Code, printed: str | None) -> Entity:
        return Entity(text or None, code.jenjang, code.kode, printed, code.asal)

    def _named(self, text: str, word: str | None, printed: str | None, name: str) -> Entity:
        """Without a usable code: level by word, document or nomenclature, code by document or nomenclature."""
        candidates = [(level, self._parents(level)) for level in self._candidates(word)]
        for level, parents in candidates:
            kode = self._book.in_document(text, level, parents)
            if kode:
                return Entity(text, level, kode, printed, "dokumen")
        matches = [match for level, parents in candidates if (match := self._official(text, level, parents))]
        if matches:
            best = max(matches, key=lambda match: match.score)
            other = _serial(printed) and int(str(printed)) != int(best.kode.rpartition(".")[2])
            kode = None if best.kode.startswith(nomenclature.ANY_AFFAIR) or other else best.kode
            return Entity(text, best.jenjang, kode, printed, "nomenklatur" if kode else None)
        stated = word or self._only_level
        if stated:
            return Entity(text, stated, None, printed, None)
        if not self._above:
            return Entity(text, "urusan", None, printed, None, known=False)
        return Entity(text, self._next_level(name), None, printed, None, known=False)

    def _candidates(self, word: str | None) -> list[str]:
        """Levels a row may have, the likeliest first."""
        level = word or self._only_level
        if level:
            return [level]
        if "kegiatan" in self._above:
            return ["sub_kegiatan", "kegiatan", "program"]
        return ["kegiatan", "program"] if "program" in self._above else ["program", "kegiatan"]

    def _parents(self, level: str) -> tuple[str, ...]:
        above = {"kegiatan": "program", "sub_kegiatan": "kegiatan"}.get(level)
        entity = self._above.get(above) if above else None
        return (entity.kode,) if entity and entity.kode else ()

    def _official(self, text: str, level: str, parents: tuple[str, ...]) -> nomenclature.Match | None:
        """The official line below the parent; a sub kegiatan may stand under another kegiatan of the program."""
        book = self._book
        if not text:
            return None
        bidang = self._bidang or nomenclature.ANY_AFFAIR
        match = nomenclature.find(text, level, book.tier, bidang, book.tahun, parents)
        above = parent(parents[0]) if parents and level == "sub_kegiatan" else None
        if match is None and above:
            match = nomenclature.find(text, level, book.tier, bidang, book.tahun, (above,), nomenclature.SURE)
        return match

    def _next_level(self, name: str) -> str:
        """Level by the order of rows: below a program comes a kegiatan, below that sub kegiatan."""
        marked = bool(re.match(r"^[a-z][.)\s]", name.strip()))
        return "kegiatan" if "kegiatan" not in self._above and not marked else "sub_kegiatan"

    def _remember(self, entity: Entity) -> None:
        self.last = entity
        if entity.jenjang == "urusan" and entity.known:
            self._bidang = (entity.kode or "")[:4] or nomenclature.affair(entity.uraian or "") or self._bidang
        if entity.jenjang in LEVELS:
            depth = LEVELS.index(entity.jenjang)
            self._above = {level: self._above[level] for level in LEVELS[:depth] if level in self._above}
            self._above[entity.jenjang] = entity
            if depth and (width := _serial(entity.kode_tercetak)):
                self._serials.setdefault(width, entity)


def _serial(printed: str | None) -> int:
    """How many digits a bare serial number (`011`) printed for a code has: lines with such numbers are of one level."""
    text = (printed or "").strip()
    return len(text) if _SERIAL.fullmatch(text) else 0
