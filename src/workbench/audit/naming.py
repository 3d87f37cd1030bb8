"""Codes and names against the nomenclature and against each other; tier words and places of another office."""

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from workbench import paths
from workbench.audit import text
from workbench.audit.model import INFO, PERINGATAN, Finding
from workbench.audit.rules import rules, tier_words
from workbench.audit.sheet import Book, Row
from workbench.facts import nomenclature
from workbench.facts.nomenclature import ANY_AFFAIR, normal

_PRINTED = ("tercetak", "dinormalkan")
_DIGIT = {"provinsi": "1", "kabkota": "2"}
_PLACE_WORD = re.compile(r"^(?:provinsi|prov|kabupaten|kab|kota)\s+")


def findings(book: Book, wilayah: dict[str, str | None]) -> Iterator[Finding]:
    """Every check of names. `wilayah`: document -> official name of its region."""
    told: set[tuple[object, ...]] = set()
    for row in book.rows:
        place = (row["dokumen"], row["tabel"], row["kode"], normal(row["uraian"] or ""))
        for finding in (*_code(row), *_tier(row), *_location(row, wilayah.get(row["dokumen"])), *_indicator(row)):
            key = (*place, finding.jenis, finding.parts)
            if key not in told:
                told.add(key)
                yield finding
    yield from _two_names(book)
    yield from _spellings(book)


def without_name(presence: list[Row]) -> Iterator[Finding]:
    """Lines of a presence matrix that print a code and no name."""
    told: set[tuple[object, ...]] = set()
    for row in presence:
        place = row["berkas"], row["baris"]
        if not row["uraian"] and row["kode"] and place not in told:
            told.add(place)
            official = row["nama_resmi"]
            yield Finding(row | {"dokumen": row["berkas"]}, "missing_value", INFO, f"Nama {row['kode']}",
                          f"Baris {row['baris']} mencetak kode {row['kode']} tanpa nama"
                          + (f'; nama resminya "{text.short(official)}".' if official else "."),
                          seharusnya=text.short(official) if official else None, parts=("tanpa nama",))  # fmt: skip


def tier(row: Row) -> str:
    """`provinsi` or `kabkota`, from the slug of the office."""
    return "provinsi" if row["opd"] and row["opd"].startswith("prov-") else "kabkota"


def _code(row: Row) -> Iterator[Finding]:
    """A printed code whose official name is another, or whose tier digit is of the other tier."""
    if (
        row["kode_asal"] not in _PRINTED
        or not row["kode"]
        or row["jenjang"] not in ("program", "kegiatan", "sub_kegiatan")
    ):
        return
    parts = row["kode"].split(".")
    if len(parts) > 3 and parts[3] in _DIGIT.values() and parts[3] != _DIGIT[tier(row)]:
        yield Finding(row, "nomenclature_conflict", PERINGATAN, f"Kode {row['kode']}",
                      f"Angka keempat kode {row['kode']} adalah {parts[3]}; "
                      f"untuk perangkat daerah ini {_DIGIT[tier(row)]}.",
                      tercetak=row["kode_tercetak"], parts=("tingkat",))  # fmt: skip
        return
    official = _names(tier(row), ".".join(parts[:2])).get(row["kode"])
    if not row["uraian"] or not official:
        return
    score, name = max((fuzz.ratio(normal(row["uraian"]), normal(other)), other) for other in official)
    if score < rules()["nama_beda"] and not _cut(row["uraian"], official):
        yield Finding(row, "nomenclature_conflict", PERINGATAN, f"Kode dan nama {row['kode']}",
                      f'Kode {row["kode"]} bernama resmi "{text.short(name)}", '
                      f'tercetak "{text.short(row["uraian"])}".',
                      tercetak=text.short(row["uraian"]), seharusnya=text.short(name),
                      parts=("kode nama",))  # fmt: skip
    elif score < rules()["nama_sama"]:
        yield Finding(row, "label_conflict", INFO, f"Nama {row['kode']}",
                      f'Nama tercetak "{text.short(row["uraian"])}" berbeda dari nama resmi "{text.short(name)}".',
                      tercetak=text.short(row["uraian"]), seharusnya=text.short(name), parts=("nama",))  # fmt: skip


def _cut(name: str, official: set[str]) -> bool:
    """The printed name is the beginning or a part of the official one, or holds it."""
    return any(fuzz.partial_ratio(normal(name), normal(other)) > rules()["nama_sama"] for other in official)


@functools.cache
def _names(tier_name: str, bidang: str) -> dict[str, set[str]]:
    """Code -> its official names in all editions."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in nomenclature.entries(tier_name, bidang):
        found[entry.kode].add(re.sub(r"^program\s+", "", entry.nama, flags=re.IGNORECASE))
    return dict(found)


def _tier(row: Row) -> Iterator[Finding]:
    """Words of the other tier in the name of a line (`Kewenangan Provinsi` in a plan of a kabupaten)."""
    other = "provinsi" if tier(row) == "kabkota" else "kabkota"
    found = tier_words()[other].search(row["uraian"] or "")
    own = tier_words()[tier(row)].search(row["uraian"] or "")
    if found and not own:
        yield Finding(row, "label_conflict", PERINGATAN, f"Nama {text.level(row)}",
                      f'Nama di baris {row["baris"]} memuat "{found.group()}", '
                      "kata untuk tingkat pemerintahan yang lain.",
                      tercetak=text.short(row["uraian"]), parts=("tingkat",))  # fmt: skip


def _location(row: Row, own: str | None) -> Iterator[Finding]:
    """A location that is another region than the office's own, its parts and its province."""
    place = _bare(row["lokasi"] or "")
    codes = _regions().get(place)
    home = _regions().get(_bare(own or ""))
    if codes and home and not any(code[:2] == base[:2] for code in codes for base in home):
        yield Finding(row, "label_conflict", PERINGATAN, f"Lokasi {text.level(row)}",
                      f'Lokasi di baris {row["baris"]} tercetak "{text.short(row["lokasi"])}", di luar {own}.',
                      tercetak=text.short(row["lokasi"]), parts=("lokasi",))  # fmt: skip


def _bare(place: str) -> str:
    return _PLACE_WORD.sub("", normal(place))


@functools.cache
def _regions() -> dict[str, set[str]]:
    """Name of a region without Kabupaten or Kota -> its codes; the first two digits are the province."""
    found: dict[str, set[str]] = defaultdict(set)
    with (paths.RULES / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[_bare(row["nama"])].add(row["kode"])
    return dict(found)


def _indicator(row: Row) -> Iterator[Finding]:
    """An indicator or a unit of a sub kegiatan that differs from the official one: to know, not to correct."""
    if row["jenjang"] != "sub_kegiatan" or not row["kode"] or not row["indikator"]:
        return
    bidang, rest = row["kode"][:4], row["kode"][5:]
    known = _indicators(tier(row))
    official = {**known.get((ANY_AFFAIR, rest), {}), **known.get((bidang, rest), {})}
    if not official:
        return
    score, name = max((fuzz.ratio(normal(row["indikator"]), normal(other)), other) for other in official)
    if score < rules()["nama_beda"]:
        yield Finding(row, "nomenclature_conflict", INFO, f"Indikator {text.level(row)}",
                      f'Indikator tercetak "{text.short(row["indikator"])}"; indikator resmi "{text.short(name)}".',
                      tercetak=text.short(row["indikator"]), seharusnya=text.short(name),
                      parts=("indikator", normal(row["indikator"])))  # fmt: skip
        return
    units = {unit.lower() for unit in official.values() if unit}
    unit = (row["satuan"] or "").lower().strip()
    if unit and units and not any(unit in other or other in unit for other in units):
        yield Finding(row, "unit_conflict", INFO, f"Satuan {text.level(row)}",
                      f'Satuan tercetak "{row["satuan"]}"; satuan resmi "{sorted(units)[0]}".',
                      tercetak=row["satuan"], seharusnya=sorted(units)[0],
                      parts=("satuan resmi", normal(row["indikator"])))  # fmt: skip


@functools.cache
def _indicators(tier_name: str) -> dict[tuple[str, str], dict[str, str]]:
    """Affair (`X.XX` for lines that all share) and code below it -> official indicator -> unit."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    with (paths.RULES / "nomenklatur.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["tingkat"] == tier_name and row["jenjang"] == "sub_kegiatan" and row["indikator"]:
                found[row["kode"][:4], row["kode"][5:]][row["indikator"]] = row["satuan"]
    return dict(found)


def _two_names(book: Book) -> Iterator[Finding]:
    """One printed code with two names, or one name with two printed codes, in the tables of one document."""
    names: dict[tuple[str, str], list[Row]] = defaultdict(list)
    codes: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in book.rows:
        if row["kode_asal"] in _PRINTED and row["kode"] and row["uraian"] and row["jenjang"] not in ("opd", "urusan"):
            names[row["dokumen"], row["kode"]].append(row)
            codes[row["dokumen"], row["jenjang"], normal(row["uraian"])].append(row)
    for rows in names.values():
        for row in rows[1:]:
            if _unlike(rows[0], row):
                yield Finding(row, "label_conflict", PERINGATAN, f"Kode {row['kode']}",
                              f'Kode {row["kode"]} dipakai untuk "{text.short(rows[0]["uraian"])}" '
                              f'(baris {rows[0]["baris"]}) dan "{text.short(row["uraian"])}" (baris {row["baris"]}).',
                              tercetak=text.short(row["uraian"]), parts=("dua nama",))  # fmt: skip
                break
    for rows in codes.values():
        by_table: dict[str | None, set[str]] = defaultdict(set)
        for row in rows:
            by_table[row["tabel"]].add(row["kode"])
        first = rows[0]
        other = next((row for row in rows if not by_table[row["tabel"]] & by_table[first["tabel"]]), None)
        if other is not None:
            yield Finding(other, "label_conflict", PERINGATAN, text.level(other),
                          f'Nama "{text.short(other["uraian"])}" memakai kode {first["kode"]} '
                          f"(baris {first['baris']}) dan {other['kode']} (baris {other['baris']}).",
                          tercetak=other["kode_tercetak"], parts=("dua kode",))  # fmt: skip


def _unlike(one: Row, other: Row) -> bool:
    """Two names that share too few words to be one name in two spellings."""
    return bool(fuzz.token_set_ratio(normal(one["uraian"]), normal(other["uraian"])) < rules()["nama_beda"])


def _spellings(book: Book) -> Iterator[Finding]:
    """One line written differently in two places of a document; blanks, capitals and cut-off names do not count."""
    names: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in book.rows:
        if row["kode"] and row["uraian"] and row["jenjang"] in ("program", "kegiatan", "sub_kegiatan"):
            names[row["dokumen"], row["kode"]].setdefault(normal(row["uraian"]).replace(" ", ""), row)
    for variants in names.values():
        (first, one), *others = variants.items()
        for letters, other in others:
            told = {one["kode_asal"], other["kode_asal"]} <= set(_PRINTED) and _unlike(one, other)
            if not told and not letters.startswith(first) and not first.startswith(letters):
                yield Finding(other, "label_conflict", INFO, f"Nama {other['kode']}",
                              f'Nama di baris {other["baris"]} tertulis "{_around(other["uraian"], one["uraian"])}", '
                              f'di baris {one["baris"]} "{_around(one["uraian"], other["uraian"])}".',
                              tercetak=text.short(other["uraian"]), parts=("ejaan", letters))  # fmt: skip


def _around(name: str, other: str) -> str:
    """A name from a few words before the first word in which it differs from another."""
    words, others = name.split(), other.split()
    pairs = zip(words, others, strict=False)
    place = next((n for n, (a, b) in enumerate(pairs) if a.lower() != b.lower()), min(len(words), len(others)))
    start = max(0, place - 2)
    return ("… " if start else "") + text.short(" ".join(words[start:]))
