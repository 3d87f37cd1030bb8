"""Whose document is it: OPD, year, kind and period, read from the document itself.

An optional `<file>.yml` beside a document corrects what cannot be read.
"""

import csv
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import yaml

from workbench import paths
from workbench.documents.model import DocumentError, Identity, TextLine
from workbench.documents.periods import span_in
from workbench.documents.sidecar import read_sidecar

_TITLE_LINES = 25
_HEADING_LENGTH = 120
_BODY_STARTS = re.compile(r"^(bab\b|kata pengantar|daftar isi|1\.1|pendahuluan)", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b((?:dinas|badan|inspektorat|sekretariat|satuan polisi pamong praja|satpol|kecamatan|rumah sakit umum|rsud)"
    r"\b[a-z ,&./-]{0,90})",
    re.IGNORECASE,
)
_OFFICE_ENDS = re.compile(
    r"\s*\b(?:(?:daerah )?(?:prov(?:insi|\.)|kab(?:upaten|\.)?|kota)\b|tahun\b|adalah\b|mempunyai\b|untuk\b"
    r"|merupakan\b|yang\b|telah\b|dalam\b|pada\b|sampai\b|bertugas\b|terdiri\b|memiliki\b).*$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<!\d)(?<!\d[-–])(?<!\d [-–] )(?:tahun\s*(?:anggaran\s*)?|\bTA\.?\s*)?(20\d\d)(?!\s*[-–]\s*(?:20)?\d\d)(?!\d)",
    re.I,
)
_SPAN = re.compile(r"\b(20\d\d)\s*[-–—]\s*20\d\d\b")
_PLAN_YEARS = re.compile(r"\b(?:renstra|rencana strategis)\b[^.;:]{0,160}?\b20\d\d\s*[-–—]\s*(20\d\d)\b", re.I)
_PERIOD = re.compile(r"\b(?:triwulan|tw|tribulan)\.?\s*(iv|iii|ii|i|[1-4])\b|\bsemester\s*(ii|i|[12])\b", re.I)
_PERIODS = {"i": "tw1", "1": "tw1", "ii": "semester1", "2": "semester1", "iii": "tw3", "3": "tw3",
            "iv": "tahunan", "4": "tahunan"}  # fmt: skip
_REPORTS = ("LKjIP", "Evaluasi Renja", "LRA")
_PERIOD_WORDS = ("tahunan", "semester1", "tw1", "tw2", "tw3", "tw4")
_REGION_WORD = re.compile(r"^(?:provinsi|prov\.?|kabupaten|kab\.?|kota)(?: administrasi)?\s+", re.IGNORECASE)
_TIERS = {"provinsi": "prov", "kabupaten": "kab", "kota": "kota"}
_ROMAN_SEMESTER = {"i": "semester1", "1": "semester1", "ii": "tahunan", "2": "tahunan"}


def cumulative_period(text: str) -> str | None:
    """The period a report covers from January on: `triwulan II` is `semester1`, `triwulan IV` the year.

    There is no word for January to September; `tw3` is used for it.
    """
    found = _PERIOD.search(text)
    if not found:
        return None
    quarter, semester = found.groups()
    return _PERIODS[quarter.lower()] if quarter else _ROMAN_SEMESTER[semester.lower()]


def years_in(text: str) -> list[int]:
    """Years named in a text, ranges such as 2021-2026 left out."""
    return [int(year) for year in _YEAR.findall(text)]


_GOVERNMENT_OF = re.compile(
    r"\b(?:pemerintah|dinas|badan|inspektorat|sekretariat|kecamatan|satuan)\b.{0,80}?\b(provinsi|kabupaten|kota)\s+"
    r"([a-z'-]{3,}+(?:\s+[a-z'-]{3,}+){0,2}?)\s*(?:tahun\b.*|20\d\d.*)?$",
    re.IGNORECASE,
)
_NO_NAMES = {"tahun", "provinsi", "kabupaten", "kota", "dan", "atau", "dalam", "yang", "untuk", "pada", "daerah"}


def identify(lines: list[TextLine], sidecar: Path, hints: Sequence[str] = ()) -> Identity:
    """The identity as printed, corrected by the sidecar file when there is one.

    `hints`: what the first tables print. Where the text does not say office, year or kind, they do; a region,
    office or kind that is named nowhere is taken from the name of the file. The names of sheets give no kind before
    that: one sheet named LRA makes no LRA of a workbook.

    Raises DocumentError when OPD or year stay unknown, or the sidecar is not understood.
    """
    texts = [line.text for line in lines]
    title = _title(texts)
    tingkat, wilayah = _region(texts, title)
    if wilayah is None:
        tingkat, wilayah = _region(list(hints), []) if any(hints) else (None, None)
    if wilayah is None:
        tingkat, wilayah = _region_of_file(sidecar.name)
    if wilayah is None:
        tingkat, wilayah = _unlisted_region([*title, *hints])
    nama = _office(texts, title) or _office(list(hints), []) or _office_of_file(sidecar.name)
    printed = [line.text for line in lines if not line.tab]
    jenis = _kind(printed, _title(printed)) or _kind(list(hints), []) or _kind_of_file(sidecar.stem)
    jenis = jenis or _kind([line.text for line in lines if line.tab], [])
    span = span_in(" ".join(title)) if jenis in _REPORTS else None
    periode = cumulative_period(" ".join(title)) or (span.periode if span else None)
    identity = Identity(
        opd=_slug(tingkat, wilayah, nama),
        nama_opd=nama,
        tingkat=tingkat,
        wilayah=wilayah,
        jenis=jenis,
        tahun=_year(texts, title) or _year(list(hints), [sidecar.name]),
        periode=periode,
        akhir_renstra=_end_of_plan(texts),
        rentang=span.teks if span and periode is None else None,
    )
    if identity.periode is None and identity.rentang is None and jenis in ("LKjIP", "Evaluasi Renja"):
        identity = replace(identity, periode="tahunan")
    identity = _corrected(identity, sidecar)
    missing = [name for name in ("opd", "tahun") if getattr(identity, name) is None]
    if missing:
        raise DocumentError(
            f"{' dan '.join(missing)} tidak terbaca dari dokumen. Tulis berkas {sidecar.name} "
            "berisi misalnya: opd: kab-contoh-koperasi-ukm, tahun: 2024, jenis: Renja."
        )
    return identity


def _title(texts: list[str]) -> list[str]:
    title: list[str] = []
    for text in texts[:_TITLE_LINES]:
        if _BODY_STARTS.match(text):
            break
        title.append(text)
    return title


@functools.cache
def regions() -> tuple[dict[tuple[str, str], str], re.Pattern[str]]:
    """Official regions: (tier word, lower-case name) -> name, and a pattern that finds them in text."""
    table: dict[tuple[str, str], str] = {}
    with (paths.RULES / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = re.sub(r"^(Kabupaten|Kota)( Administrasi)?\s+", "", row["nama"])
            table[(row["tingkat"], _spaced(name))] = name
    with (paths.RULES / "wilayah_sebutan.csv").open(encoding="utf-8", newline="") as file:
        table |= {("provinsi", _spaced(row["sebutan"])): row["nama"] for row in csv.DictReader(file)}
    names = sorted({name for _, name in table}, key=len, reverse=True)
    spelled = "|".join(re.escape(name).replace("\\ ", r"[\s-]+") for name in names)
    pattern = rf"\b(prov(?:insi)?|kab(?:upaten)?|kota)\b\.?\s+({spelled})(?![\w])"
    return table, re.compile(pattern, re.IGNORECASE)


def _spaced(name: str) -> str:
    """A name in lower case with one blank for blanks and hyphens."""
    return re.sub(r"[\s-]+", " ", name.lower())


@functools.cache
def _region_names() -> dict[str, set[str]]:
    """Lower-case name without `Kabupaten` and `Kota` -> official names that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    with (paths.RULES / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[_plain_region(row["nama"])].add(row["nama"])
    return found


def _plain_region(name: str) -> str:
    return re.sub(r"^(kabupaten|kab\.?|kota)( administrasi)?\s+", "", " ".join(name.lower().split()))


def is_region(name: str) -> bool:
    """Whether a printed name is that of a province, kabupaten or kota."""
    return _plain_region(name) in _region_names()


@functools.lru_cache(maxsize=4096)
def regions_in(text: str) -> frozenset[str]:
    """Lower-case names of regions that a heading names, with or without `Kabupaten`, `Kota` or `Provinsi`."""
    names = _region_names()
    words = re.findall(r"[a-z]+", text.lower())
    pieces = (" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1))
    return frozenset(piece for piece in pieces if piece in names)


def official_region(name: str) -> str | None:
    """The official name of a printed region (`Lahat` is `Kabupaten Lahat`, `OKU Timur` is `Kabupaten Ogan Komering Ulu
    Timur`); None when it is none or could be two."""
    names = _region_names()
    plain = _plain_region(name)
    keys = [plain] if plain in names else [key for key in names if _abbreviates(name, key)]
    found = {official for key in keys for official in names[key]}
    stated = re.match(r"(kab|kota)", name.lower().strip())
    fitting = {one for one in found if not stated or one.lower().startswith(stated[1])}
    return fitting.pop() if len(fitting) == 1 else None


@functools.cache
def region_codes() -> dict[str, str]:
    """Official name of a province, kabupaten or kota -> its code (`16.01`), from `rules/wilayah.csv`."""
    with (paths.RULES / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return {row["nama"]: row["kode"] for row in csv.DictReader(file)}


def _abbreviates(printed: str, full: str) -> bool:
    """Whether a printed name is a full one written together, or with initials for some of its words."""
    if "".join(printed.lower().split()) == full.replace(" ", ""):
        return True
    words = full.split()
    for token in printed.split():
        initials = "".join(word[0] for word in words[: len(token)])
        if token.isupper() and len(token) > 1 and initials == token.lower():
            words = words[len(token) :]
        elif words and words[0] == token.lower():
            words = words[1:]
        else:
            return False
    return not words


def _region(texts: list[str], title: list[str]) -> tuple[str | None, str | None]:
    """Region named most; the title page, the words 'Pemerintah' and 'Dinas' before it count more."""
    table, pattern = regions()
    score: Counter[tuple[str, str]] = Counter()
    for part, weight in ((title, 10), (texts, 1)):
        joined = " ".join(part)
        for found in pattern.finditer(joined):
            word = found.group(1).lower()
            tier = "provinsi" if word.startswith("prov") else "kabupaten" if word.startswith("kab") else "kota"
            key = (tier, _spaced(found.group(2)))
            if key in table:
                lead = joined[max(0, found.start() - 60) : found.start()].lower()
                score[key] += weight * (3 if re.search(r"pemerintah|dinas|badan", lead) else 1)
    if not score:
        return None, None
    (tier, name), _ = score.most_common(1)[0]
    return tier, table[(tier, name)]


def _unlisted_region(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """The region that the name of a government or office ends with (`Pemerintah Kabupaten X`), in no list."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        named = _GOVERNMENT_OF.search(text)
        words = named[2].split() if named else []
        if named and not {word.lower() for word in words} & _NO_NAMES:
            found[named[1].lower(), " ".join(words).title()] += 1
    return found.most_common(1)[0][0] if found else (None, None)


def is_listed(identity: Identity) -> bool:
    """Whether the region of a document is one of the official list, or none was found."""
    return identity.wilayah is None or (identity.tingkat or "", _spaced(identity.wilayah)) in regions()[0]


def _region_of_file(name: str) -> tuple[str | None, str | None]:
    """The one region that a file name gives: with its tier (`kab-agam`), in full, or by the beginnings of its words
    (`minsel`: Minahasa Selatan)."""
    stated = _region([re.sub(r"[\W_]+", " ", name)], [])
    if stated[1]:
        return stated
    words = re.findall(r"[a-z]+", name.lower())
    keys = [
        key for key in _region_names() if len(key.split()) > 1 and any(_begins(word, key.split()) for word in words)
    ]
    found = {official for key in keys for official in _region_names()[key]}
    if len(found) != 1:
        return None, None
    official = found.pop()
    tier = re.match(r"(Kabupaten|Kota)( Administrasi)? ", official)
    return (tier[1].lower(), official[tier.end() :]) if tier else ("provinsi", official)


def _begins(word: str, words: list[str]) -> bool:
    """Whether a word is the beginnings, three letters or more each, of two or more words written together."""
    if len(words) < 2:
        return bool(words) and len(word) > 2 and words[0].startswith(word)
    return any(word.startswith(words[0][:n]) and _begins(word[n:], words[1:]) for n in range(3, len(words[0]) + 1))


def _office(texts: list[str], title: list[str]) -> str | None:
    """Name of the office: from the title page, else the one named most."""
    for part in (title, texts):
        names: Counter[str] = Counter()
        for text in part:
            for found in _OFFICE.findall(text):
                name = _OFFICE_ENDS.sub("", " ".join(found.split())).strip(" ,.-/&")
                if " " in name or text.strip().lower() == "inspektorat":
                    names[name] += 1
        if names:
            return names.most_common(1)[0][0]
    return None


def _office_of_file(name: str) -> str | None:
    """The one office that a file name abbreviates (`dlh`: Dinas Lingkungan Hidup; `rules/singkatan_opd.csv`)."""
    words = set(re.findall(r"[a-z0-9]+", name.lower()))
    found = {full for short, full in _abbreviations().items() if short in words}
    return found.pop() if len(found) == 1 else None


@functools.cache
def _abbreviations() -> dict[str, str]:
    with (paths.RULES / "singkatan_opd.csv").open(encoding="utf-8", newline="") as file:
        return {row["singkatan"]: row["nama"] for row in csv.DictReader(file)}


def _slug(tingkat: str | None, wilayah: str | None, nama: str | None) -> str | None:
    if tingkat is None or wilayah is None or nama is None:
        return None
    return f"{_TIERS[tingkat]}-{_hyphened(wilayah)}-{_affair(nama)}"


def _affair(nama: str) -> str:
    """Slug of the government affair an office handles; its own name when the affair is not listed or has none."""
    slug = next((slug for pattern, slug, _ in affairs() if pattern.search(nama)), "")
    return slug or _hyphened(re.sub(r"^(dinas|badan)\s+", "", nama, flags=re.IGNORECASE))


@functools.cache
def affairs() -> list[tuple[re.Pattern[str], str, str]]:
    """Words in an office's name -> slug and code of the affair, first match wins (`rules/urusan.csv`)."""
    with (paths.RULES / "urusan.csv").open(encoding="utf-8", newline="") as file:
        return [(re.compile(row["pola"], re.IGNORECASE), row["urusan"], row["bidang"]) for row in csv.DictReader(file)]


def _hyphened(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@functools.cache
def _kinds() -> list[dict[str, str]]:
    return list(yaml.safe_load((paths.RULES / "jenis_dokumen.yml").read_text(encoding="utf-8")))


def _kind(texts: list[str], title: list[str]) -> str | None:
    """Kind named first on the title page, else shown by a chapter heading, else named in most short lines."""
    joined = " ".join(title)
    found = [(match.start(), kind["jenis"]) for kind in _kinds()
             if (match := re.search(kind["judul"], joined, re.IGNORECASE))]  # fmt: skip
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    short = [text for text in texts if len(text) < _HEADING_LENGTH]
    for kind in _kinds():
        if "isi" in kind and any(re.search(kind["isi"], text, re.IGNORECASE) for text in short):
            return kind["jenis"]
    for part in (short, texts):
        counted = Counter(kind["jenis"] for text in part for kind in _kinds()
                          if re.search(kind["judul"], text, re.IGNORECASE))  # fmt: skip
        if counted:
            return counted.most_common(1)[0][0]
    return None


def _kind_of_file(name: str) -> str | None:
    """The kind that the name of a file tells."""
    words = re.sub(r"[\W_]+", " ", name)
    patterns = ((kind["jenis"], kind.get(key)) for kind in _kinds() for key in ("judul", "berkas"))
    return next((kind for kind, pattern in patterns if pattern and re.search(pattern, words, re.I)), None)


def _year(texts: list[str], title: list[str]) -> int | None:
    """Year on the title page, else the year named most outside tables, else the first year of the plan on the title."""
    for part in (title, [text for text in texts if len(text) < 200]):
        counted = Counter(year for text in part for year in years_in(text))
        if counted:
            most = max(counted.values())
            return max(year for year, count in counted.items() if count == most)
    spans = [int(found[1]) for text in title for found in _SPAN.finditer(text)]
    return spans[0] if spans else None


def _end_of_plan(texts: list[str]) -> int | None:
    """The last year of the Renstra in force, as most sentences that name one say."""
    ends = Counter(int(found[1]) for text in texts for found in _PLAN_YEARS.finditer(text))
    return ends.most_common(1)[0][0] if ends else None


def _corrected(identity: Identity, sidecar: Path) -> Identity:
    given = read_sidecar(sidecar)
    known = {field.name for field in fields(Identity)} - {"rentang"}
    if unknown := set(given) - known:
        names = ", ".join(sorted(map(str, unknown)))
        raise DocumentError(f"{sidecar.name}: {names} tidak dikenal. Yang dikenal: {', '.join(sorted(known))}.")
    _check(given, sidecar.name)
    if "wilayah" in given:
        given |= {"wilayah": _REGION_WORD.sub("", given["wilayah"].strip())}
    identity = replace(identity, **given)
    if "opd" not in given and {"tingkat", "wilayah", "nama_opd"} & set(given):
        identity = replace(identity, opd=_slug(identity.tingkat, identity.wilayah, identity.nama_opd))
    return identity


def _check(given: dict[str, Any], name: str) -> None:
    """Refuse values of a sidecar that no document can have."""
    if "opd" in given and not re.fullmatch(r"(prov|kab|kota)-[a-z0-9-]+", str(given["opd"])):
        raise DocumentError(f"{name}: opd harus berbentuk <prov|kab|kota>-<wilayah>-<urusan>, huruf kecil.")
    if "tahun" in given and not (type(given["tahun"]) is int and 1990 <= given["tahun"] <= 2060):
        raise DocumentError(f"{name}: tahun harus berupa angka dari 1990 sampai 2060, misalnya 2024.")
    choices = {"tingkat": list(_TIERS), "jenis": [kind["jenis"] for kind in _kinds()], "periode": list(_PERIOD_WORDS)}
    for key, allowed in choices.items():
        if key in given and given[key] not in allowed:
            raise DocumentError(f"{name}: {key} harus salah satu dari {', '.join(allowed)}.")
    if not isinstance(given.get("akhir_renstra", 2025), int):
        raise DocumentError(f"{name}: akhir_renstra harus berupa tahun, misalnya 2026.")
    for key in ("wilayah", "nama_opd"):
        if key in given and not (isinstance(given[key], str) and given[key].strip()):
            raise DocumentError(f"{name}: {key} harus berupa teks.")
