"""Figures in prose and numbered lists: the five documents against a key made by hand, invented lists, and what gives nothing."""

import csv
import random
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.documents.model import Identity, TextLine
from workbench.documents.read import read_document
from workbench.facts import nomenclature
from workbench.facts.entities import CodeBook, stripped
from workbench.facts.model import Observation, Rejected
from workbench.facts.narrative import read_narrative
from workbench.facts.observations import code_book
from workbench.tables.build import grids

KEY = Path(__file__).parent / "kunci" / "naratif.csv"
MEASURES = ("target", "realisasi", "pagu", "realisasi_rp", "capaian", "serapan")
OFFICE = Identity("kab-contoh-koperasi-ukm", "Dinas Koperasi dan UKM", "kabupaten", "Contoh", "LKjIP", 2023, "tahunan")
Row = tuple[Any, ...]


def _read(text: str, **changes: Any) -> tuple[list[Observation], list[Rejected]]:
    """What a text of an invented office gives; blank lines are no lines, as in a document."""
    identity = Identity(**{name: changes.get(name, getattr(OFFICE, name)) for name in Identity.__dataclass_fields__})
    lines = [TextLine(line.strip(), number) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return read_narrative(lines, identity, CodeBook("kabkota", "2.17", identity.tahun or 0))


# --- the five documents --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def read(seeds: Path) -> dict[str, tuple[list[Observation], list[Rejected]]]:
    found = {}
    for file in sorted(seeds.glob("*.txt")):
        document = read_document(file)
        found[file.name] = read_narrative(
            document.lines, document.identity, code_book(grids(document), document.identity)
        )
    return found


def _key_rows() -> Counter[Row]:
    with KEY.open(encoding="utf-8", newline="") as file:
        return Counter(
            (row["dokumen"], int(row["baris"]), row["jenjang"], row["tahap"], int(row["tahun"]), row["uraian_awal"],
             *(round(float(row[name]), 4) if row[name] else None for name in MEASURES), row["satuan"])
            for row in csv.DictReader(file)
        )  # fmt: skip


def _row(document: str, one: Observation) -> Row:
    figures = (None if (value := getattr(one, name)) is None else round(float(value), 4) for name in MEASURES)
    name = (one.uraian or "")[:25]
    return (document, one.baris, one.jenjang, one.tahap, one.tahun, name, *figures, one.satuan or "")


def test_documents_against_the_key(read: dict[str, tuple[list[Observation], list[Rejected]]]) -> None:
    key = _key_rows()
    got = Counter(_row(name, one) for name, (observations, _) in read.items() for one in observations)
    missing, extra = key - got, got - key
    assert 1 - missing.total() / key.total() >= 0.995, sorted(missing, key=str)
    assert 1 - extra.total() / got.total() >= 0.995, sorted(extra, key=str)
    places = {row[:2] for row in key}
    assert not [row for row in got if row[:2] not in places], "nothing is read elsewhere"


def test_every_observation_says_that_it_comes_from_text(
    read: dict[str, tuple[list[Observation], list[Rejected]]],
) -> None:
    for observations, _ in read.values():
        for one in observations:
            assert "naratif" in one.penanda
            assert one.kode_tercetak is None
            assert (one.kode is None) == (one.kode_asal is None)
            assert one.kode_asal in (None, "dokumen", "nomenklatur")


def test_contradictory_realisation_is_noted(read: dict[str, tuple[list[Observation], list[Rejected]]]) -> None:
    noted = [
        (name, one.baris)
        for name, (observations, _) in read.items()
        for one in observations
        if "angka_ganda" in one.penanda
    ]
    assert noted == [("kota-bandar-lampung-lkjip-2024.txt", 2527)]


def test_only_one_item_with_money_stays_unread(read: dict[str, tuple[list[Observation], list[Rejected]]]) -> None:
    """A bullet that names a program and a rounded difference."""
    rejected = [(name, one.baris) for name, (_, unread) in read.items() for one in unread]
    assert rejected == [("prov-sumatera-selatan-renja-perubahan-2024.txt", 720)]


def test_bands_stand_in_plain_characters(read: dict[str, tuple[list[Observation], list[Rejected]]]) -> None:
    observations, _ = read["prov-sumatera-selatan-renja-perubahan-2024.txt"]
    assert [(one.uraian, one.realisasi_teks) for one in observations if one.jenjang == "deret"] == [
        ("sehat", "80,00 ≤ x ≤ 100"),
        ("cukup sehat", "66,00 ≤ x < 80,00"),
        ("dalam pengawasan", "51,00 ≤ x < 66,00"),
        ("dalam pengawasan khusus", "0 < x < 51,00"),
    ]
    bands = [one for one in observations if one.realisasi_teks]
    assert all("rentang" in one.penanda and one.tahap == "lain" for one in bands)


def test_codes_follow_the_levels(read: dict[str, tuple[list[Observation], list[Rejected]]]) -> None:
    parts = {"program": 3, "kegiatan": 5, "sub_kegiatan": 6}
    observations = [one for found, _ in read.values() for one in found if one.jenjang in parts]
    coded = [one for one in observations if one.kode]
    assert len(coded) >= 0.95 * len(observations)
    assert all(len(str(one.kode).split(".")) == parts[one.jenjang] for one in coded)


def test_sections_as_printed(read: dict[str, tuple[list[Observation], list[Rejected]]]) -> None:
    observations, _ = read["prov-lampung-evaluasi-renja-2024-tw4.txt"]
    assert {(one.baris > 543, one.tabel) for one in observations} == {(False, "2.4"), (True, "3.1")}


# --- invented lists ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Style:
    """How one invented list is typeset."""

    seed: int
    form: str
    marks: tuple[str, str, str]
    money: str
    percent: str
    breaks: bool
    worded: bool
    tier: str


@cache
def _lines_of(tier: str, level: str) -> list[nomenclature.Entry]:
    """Lines of the newest edition whose name is that of one line of the level only."""
    entries = [one for one in nomenclature.entries(tier, "2.17") if one.jenjang == level]
    codes = Counter(name for name, _ in {(_plain(one.nama), one.kode) for one in entries})
    newest = {one.kode: one for one in entries if one.versi.startswith("pemutakhiran")}
    return [one for one in newest.values() if codes[_plain(one.nama)] == 1 and len(one.nama) < 250]


def _plain(name: str) -> str:
    return nomenclature.normal(stripped(name)[0])


def _money(random_: random.Random, style: str) -> tuple[str, float]:
    value = random_.choice(
        (0 if style.startswith("Rp") else 1_000, random_.randrange(1_000, 10**6), random_.randrange(10**6, 10**11))
    )
    cents = random_.randrange(100) if style.endswith(",dd") else 0
    whole = f"{value:,}".replace(",", ".")
    text = {"Rp. n,00": f"Rp. {whole},00", "Rpn": f"Rp{whole}", "Rp n,-": f"Rp {whole},-", "Rp.n,dd": f"Rp.{whole},{cents:02}",
            "n,dd": f"{whole},{cents:02}"}[style]  # fmt: skip
    return text, round(value + cents / 100, 2)


def _percent(random_: random.Random, word: str) -> tuple[str, float]:
    value = round(random_.uniform(0.01, 130), 2)
    text = f"{value:.2f}".replace(".", ",")
    return (f"{text}%" if word == "%" else f"{text} {word}"), value


def _count(random_: random.Random) -> tuple[str, float, str]:
    value, unit = (
        random_.randrange(1, 5000),
        random_.choice(("dokumen", "laporan", "unit usaha", "orang/bulan", "paket")),
    )
    return f"{f'{value:,}'.replace(',', '.')} {unit}", float(value), unit


def _item(random_: random.Random, style: Style, name: str, truth: dict[str, Any]) -> str:
    """The sentence of one item after its name; `truth` gets what it prints."""
    money, truth["pagu"] = _money(random_, style.money)
    indicator = random_.choice(("Jumlah laporan yang disusun", "Jumlah koperasi dalam 1 (Satu) Daerah yang dinilai",
                                "jumlah orang yang dilatih, dibina dan diawasi"))  # fmt: skip
    count, value, unit = _count(random_)
    if style.form == "hasil":
        spent, truth["realisasi_rp"] = _money(random_, style.money if style.money.startswith("Rp") else "Rpn")
        share, truth["serapan"] = _percent(random_, "%")
        truth |= {"indikator": indicator, "realisasi": value, "satuan": unit}
        lead = random_.choice(("dengan hasil yang dicapai yaitu", "dengan hasil yang telah dicapai adalah"))
        budget = money if style.money.startswith("Rp") else f"Rp. {money}"
        return (f"{name} dengan {random_.choice(('jumlah', 'total', 'total jumlah'))} Anggaran {budget} dengan Realisasi "
                f"Keuangan {spent} {random_.choice(('atau', 'atau sebesar', ''))} ({share}) {lead} {indicator} {count}.")  # fmt: skip
    parts = [f"{name} {money}"]
    if style.form == "evaluasi":
        share, truth["serapan"] = _percent(random_, style.percent)
        parts.append(f"terealisasi sebesar {share}{random_.choice(('', ',', '.'))}")
    truth |= {"indikator": indicator, "target": value, "satuan": unit}
    lead = random_.choice(("indikatornya adalah", "Indikatornya", "dengan indikator kegiatannya yaitu"))
    parts.append(f"{lead} {indicator} {random_.choice(('sebanyak', 'sebesar', 'dengan target'))} {count}")
    if style.form == "evaluasi":
        reached, truth["capaian"] = _percent(random_, style.percent)
        parts.append(f"{random_.choice(('dan ', ''))}terealisasi sebesar {reached}")
    return " ".join(parts) + random_.choice(("", ".", ""))


# Words that may begin a sentence or a heading, and what looks like a list mark: a page that cuts a name before one of
# them leaves open whether the item goes on.
OPENER = re.compile(
    r"(?:pada|adapun|berikut|berdasarkan|dari|untuk|dalam|selain|selanjutnya|sumber|catatan|tabel|program|kegiatan|sub)\b"
    r"|\(?\w{1,2}[.)]|[-–]",
    re.IGNORECASE,
)


def _broken(random_: random.Random, text: str) -> list[str]:
    """The words of an item over several lines, as a narrow page prints them."""
    words = text.split(" ")
    lines = [[words[0]]]
    for index, word in enumerate(words[1:], 1):
        loose = not OPENER.match(word) and not re.search(r"[.:;!?]$|\d$", words[index - 1]) and len(lines) < 6
        if index > 3 and loose and random_.random() < 0.15:
            lines.append([])
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _typeset(style: Style) -> tuple[str, list[dict[str, Any]]]:
    """A list of programs, kegiatan and sub kegiatan, and what each item prints."""
    random_ = random.Random(style.seed)
    lines, truths = ["3.2 Capaian Kinerja", "", "Berikut rincian program dan kegiatan :"], []
    numbers = [0, 0, 0]
    for program in random_.sample(_lines_of(style.tier, "program"), 2):
        kegiatan = [one for one in _lines_of(style.tier, "kegiatan") if one.kode.startswith(f"{program.kode}.")]
        below = [program, *random_.sample(kegiatan, min(2, len(kegiatan)))]
        subs = [
            one
            for one in _lines_of(style.tier, "sub_kegiatan")
            if any(one.kode.startswith(f"{k.kode}.") for k in below[1:])
        ]
        for entry in sorted([*below, *random_.sample(subs, min(3, len(subs)))], key=lambda one: one.kode):
            depth = ("program", "kegiatan", "sub_kegiatan").index(entry.jenjang)
            numbers[depth:] = [numbers[depth] + 1, *[0] * (2 - depth)]
            name = stripped(entry.nama)[0].rstrip(" .")
            word = ("Program", "Kegiatan", "Sub Kegiatan")[depth] if style.worded or numbers[depth] == 1 else ""
            truth = {"jenjang": entry.jenjang, "uraian": name, "kode": entry.kode, "baris": len(lines) + 1}
            text = f"{_mark(style.marks[depth], numbers[depth])} {word} {name}"
            text = _item(random_, style, " ".join(text.split()), truth)
            # `1.1 Kata` alone on a line is a heading, so such items are not cut
            lines += _broken(random_, text) if style.breaks and style.marks != MARKS[-1] else [text]
            truths.append(truth)
    return "\n".join(lines), truths


def _mark(template: str, number: int) -> str:
    roman, letter = ("I", "II", "III", "IV", "V", "VI")[number - 1], "abcdef"[number - 1]
    return template.replace("R", roman).replace("N", str(number)).replace("L", letter)


MARKS = (("R.", "N.", "L)"), ("N.", "N)", "-"), ("R.", "(N)", "·"), ("N.", "N)", "- L)"), ("N.", "1.N", "1.1.N"))


def _styles() -> st.SearchStrategy[Style]:
    return st.builds(
        Style,
        seed=st.integers(0, 10**9),
        form=st.sampled_from(("rencana", "evaluasi", "hasil")),
        marks=st.sampled_from(MARKS),
        money=st.sampled_from(("Rp. n,00", "Rpn", "Rp n,-", "Rp.n,dd", "n,dd")),
        percent=st.sampled_from(("persen", "%")),
        breaks=st.booleans(),
        worded=st.booleans(),
        tier=st.sampled_from(("provinsi", "kabkota")),
    )


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(_styles())
def test_invented_lists_are_read_without_a_fault(style: Style) -> None:
    text, truths = _typeset(style)
    lines = [TextLine(line, number) for number, line in enumerate(text.split("\n"), 1) if line]
    found, rejected = read_narrative(lines, OFFICE, CodeBook(style.tier, "2.17", 2023))
    assert not rejected, rejected[0]
    assert [one.baris for one in found] == [truth["baris"] for truth in truths]
    for one, truth in zip(found, truths, strict=True):
        assert (one.tahap, one.tahun, one.tabel, one.periode) == ("lkjip", 2023, "3.2", "tahunan")
        assert (one.jenjang, one.uraian) == (truth["jenjang"], truth["uraian"])
        assert one.kode in (None, truth["kode"])
        assert (one.indikator, one.satuan) == (truth["indikator"], truth["satuan"])
        figures = {name: None if getattr(one, name) is None else float(getattr(one, name)) for name in MEASURES}
        assert figures == {name: truth.get(name) for name in MEASURES}


# --- single constructions ------------------------------------------------------------------------------------------


def _only(text: str, **changes: Any) -> Observation:
    found, rejected = _read(text, **changes)
    assert len(found) == 1 and not rejected, (found, rejected)
    return found[0]


def _money_of(text: str, **changes: Any) -> list[tuple[str, str, float | None, float | None]]:
    return [
        (one.uraian or "", one.tahap, _number(one.pagu), _number(one.realisasi_rp)) for one in _read(text, **changes)[0]
    ]


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Program Pengembangan UMKM, anggaran Rp100.000.000,- realisasi Rp 95.000.000,- (95%)", (1e8, 9.5e7, 95.0)),
        ("Program Pengembangan UMKM dialokasikan anggaran sebesar Rp. 500.000.000 dan terealisasi sebesar Rp. 450.000.000 atau 90 %.",
         (5e8, 4.5e8, 90.0)),
        ("a. Program Pengembangan UMKM dengan pagu Rp 7.000.000 terealisasi 88,5 persen", (7e6, None, 88.5)),
        ("I. Program Pengembangan UMKM : Rp. Rp. 45.899.200,00 terdiri dari 1 kegiatan", (45899200.0, None, None)),
        ("1. Program Pengembangan UMKM Rp 1.000.000 (99,5%)", (1e6, None, None)),
        ("1. Program Pengembangan UMKM pagu Rp 1.000.000 realisasi Rp 500.000 dengan capaian kinerja 100%", (1e6, 5e5, None)),
        ("1. Program Pengembangan UMKM pagu Rp 1.000.000 realisasi Rp 500.000 dengan capaian kinerja 50%", (1e6, 5e5, 50.0)),
        ("1. Program Pengembangan UMKM dengan jumlah anggaran Rp. 5. 840.935.330,00 untuk 3 kegiatan", (5840935330.0, None, None)),
    ],
)  # fmt: skip
def test_money_of_a_line(text: str, expected: tuple[float, float | None, float | None]) -> None:
    one = _only(text)
    assert (one.jenjang, one.uraian, one.kode) == ("program", "Pengembangan UMKM", "2.17.08")
    assert (_number(one.pagu), _number(one.realisasi_rp), one.serapan) == expected


def test_result_of_a_percent_target_needs_its_own_percentage() -> None:
    lead = "1. Program Pengembangan UMKM Rp 1.000.000 indikatornya adalah Persentase usaha maju sebesar 50 persen"
    open_ = _only(f"{lead} dan terealisasi 40 persen")
    assert (open_.target, open_.realisasi, open_.capaian) == (50.0, None, None)
    assert "persen_bermakna_ganda" in open_.penanda
    shown = _only(f"{lead} dan terealisasi 40 persen dengan tingkat capaian 80 persen")
    assert (shown.target, shown.realisasi, shown.capaian) == (50.0, 40.0, 80.0)


def test_two_indicators_give_two_rows_with_money_on_the_first() -> None:
    found, _ = _read(
        "1. Program Pengembangan UMKM Rp 1.000.000 indikatornya jumlah laporan sebanyak 2 laporan dan jumlah rapat sebanyak 3 kali"
    )
    assert [(one.indikator, one.target, one.satuan, _number(one.pagu)) for one in found] == [
        ("jumlah laporan", 2.0, "laporan", 1e6),
        ("jumlah rapat", 3.0, "kali", None),
    ]


def test_indicator_lines_need_a_line_and_an_introduction() -> None:
    head = "1. Program Pengembangan UMKM dengan anggaran Rp 1.000.000 dan terserap Rp 900.000 (90%)"
    line = (
        "· Persentase usaha maju target Tahun 2022 adalah 47,21% terealisasi 40,24% tingkat capaian realisasi 85,24%."
    )
    one = _read(f"{head}\nAdapun capaian kinerja program berupa :\n{line}")[0][1]
    assert (one.jenjang, one.indikator, one.tahun) == ("program", "Persentase usaha maju", 2022)
    assert (one.target, one.realisasi, one.capaian, one.pagu) == (47.21, 40.24, 85.24, None)
    assert len(_read(f"{head}\n{line}")[0]) == 1
    assert _read(line)[0] == []


def test_sentence_about_the_line_named_just_before() -> None:
    rest = "Di dalam program ini terdapat 3 kegiatan. Dengan total anggaran Rp. 5.000.000,- dapat terealisasi sebesar Rp. 4.000.000,-."
    one = _only(f"1. Program Pengembangan UMKM\n{rest}")
    assert (one.uraian, _number(one.pagu), _number(one.realisasi_rp)) == ("Pengembangan UMKM", 5e6, 4e6)
    assert _read(f"1. Program Pengembangan UMKM\n- Serba-serbi.\n{rest}")[0] == []


def test_heading_over_a_list_gives_stage_and_year() -> None:
    item = "1. Program Pengembangan UMKM Rp 1.000.000"
    heading = "Berikut rincian program dan kegiatan anggaran Tahun Anggaran 2022 Perubahan :"
    assert (_only(f"{heading}\n{item}").tahap, _only(f"{heading}\n{item}").tahun) == ("apbd_perubahan", 2022)
    law = "Berikut rincian program dan kegiatan sesuai Keputusan Menteri Nomor 900.1-13 Tahun 2019 :"
    assert (_only(f"{law}\n{item}").tahap, _only(f"{law}\n{item}").tahun) == ("lkjip", 2023)
    assert _only(f"{heading}\n2.2 Lain-lain\n{item}").tahap == "lkjip"


def test_budget_of_the_office_before_and_after_its_change() -> None:
    text = ("Dinas Koperasi dan UKM dialokasikan anggaran sebesar Rp 5.000.000.000 dalam APBD Induk 2023, namun jumlah ini "
            "turun dalam APBD-P 2023 menjadi Rp 4.000.000.000, turun sebesar Rp 1.000.000.000 atau 20%.")  # fmt: skip
    name = "Dinas Koperasi dan UKM"
    assert _money_of(text) == [(name, "apbd", 5e9, None), (name, "apbd_perubahan", 4e9, None)]


@pytest.mark.parametrize(
    ("words", "difference"),
    [
        ("turun sebesar", -1_500_000),
        ("mengalami penurunan sebesar", -1_500_000),
        ("naik", 1_500_000),
        ("berubah", None),
    ],
)
def test_difference_has_the_sign_that_the_sentence_gives_it(words: str, difference: int | None) -> None:
    text = (
        "Pada APBD 2023 belanja modal dari alokasi awal Rp 9.000.000 menjadi Rp 7.500.000 setelah perubahan, "
        f"{words} Rp 1.500.000."
    )
    before, after = _read(text)[0]
    assert (before.tahap, before.pagu, before.selisih_rp) == ("apbd", 9_000_000, None)
    assert (after.tahap, after.pagu, after.selisih_rp) == ("apbd_perubahan", 7_500_000, difference)


def test_unchanged_budget_stands_in_both_stages() -> None:
    text = (
        "Belanja modal berubah dari alokasi awal Rp 9.000.000 menjadi Rp 7.500.000 setelah perubahan. "
        "Namun, belanja gaji dan tunjangan ASN tetap stabil pada angka Rp 3.000.000 setelah perubahan."
    )
    same = [one for one in _read(text)[0] if one.pagu == 3_000_000]
    assert [(one.tahap, one.uraian) for one in same] == [
        ("apbd", "belanja gaji dan tunjangan ASN"),
        ("apbd_perubahan", "belanja gaji dan tunjangan ASN"),
    ]


def test_realised_budget_is_no_budget() -> None:
    assert _money_of("Realisasi anggaran Dinas Koperasi dan UKM Tahun 2023 sebesar Rp 5.000.000.000.") == [
        ("Dinas Koperasi dan UKM", "lkjip", None, 5e9)
    ]


def test_revenue_is_a_series_of_its_own() -> None:
    text = "Dinas Koperasi dan UKM mendapat alokasi anggaran Rp 5.000.000.000 sedangkan target PAD pada Dinas Koperasi dan UKM sebesar Rp 50.000.000."
    found, _ = _read(text)
    assert [(one.jenjang, one.uraian, _number(one.pagu)) for one in found] == [
        ("opd", "Dinas Koperasi dan UKM", 5e9),
        ("deret", "PAD", 5e7),
    ]


def test_change_without_stages_is_not_taken() -> None:
    text = "Belanja Modal naik dari Rp 1.000.000.000 menjadi Rp 2.000.000.000."
    assert _money_of(text) == []
    stated = f"Perbandingan APBD Induk dan APBD Perubahan disusun di bawah ini.\n{text}"
    assert _money_of(stated) == [("Belanja Modal", "apbd", 1e9, None), ("Belanja Modal", "apbd_perubahan", 2e9, None)]


def test_line_of_a_sentence_inside_a_paragraph() -> None:
    found, _ = _read(
        "Pendahuluan tentang tugas\ndan fungsi dinas. Total anggaran Dinas Koperasi dan UKM sebesar\nRp 5.000.000.000."
    )
    assert [(one.jenjang, one.baris) for one in found] == [("opd", 2)]


# --- what gives nothing --------------------------------------------------------------------------------------------

NOTHING = (
    "Dinas Koperasi dan UKM mengalokasikan anggaran sebesar Rp 50.000.000 untuk pelatihan 30 pelaku usaha.",
    "Penyaluran Kredit Usaha Rakyat di Kabupaten Contoh mencapai Rp 4.500.000.000 pada tahun 2023.",
    "Modal usaha mikro paling banyak Rp1.000.000.000,00 (satu miliar rupiah) sesuai Peraturan Pemerintah Nomor 7 Tahun 2021.",
    "Omzet koperasi meningkat dari Rp 1.200.000.000 menjadi Rp 1.500.000.000.",
    "Anggaran Dinas Kesehatan sebesar Rp 90.000.000.000.",
    "Belanja pegawai turun sebesar Rp 353.432.000.",
    "Belanja Pegawai dan Belanja Modal dialokasikan sebesar Rp 5.000.000.000.",
    "Alokasi Belanja Modal untuk laptop sebesar Rp 20.000.000.",
    "Alokasi belanja pegawai sebesar Rp 5.000.000 per orang.",
    "Alokasi belanja pegawai rata-rata sebesar Rp 5.000.000.",
    "Anggaran Belanja Pegawai Pemerintah Kabupaten Contoh sebesar Rp 500.000.000.000.",
    "Target PAD Kabupaten Contoh sebesar Rp 900.000.000.000.",
    "Denda paling banyak Rp 50.000.000 bagi koperasi.",
    "Volume usaha koperasi sebesar Rp 12.000.000.000 dengan aset Rp 4.000.000.000.",
    "Kontribusi Program Pemberdayaan UMKM terhadap PDRB sebesar Rp 3.000.000.000.",
    "Program Pemberdayaan UMKM telah meningkatkan omzet sebesar Rp 5.000.000.",
    "Program Pengembangan UMKM pada tahun lalu mengelola dana bergulir sebesar Rp 500.000.000.",
    "Dinas Koperasi dan UKM menerima bantuan dana hibah sebesar Rp 200.000.000 dari kementerian.",
    "Dinas Koperasi dan UKM mendapat anggaran sebesar Rp 200.000.000 untuk pengadaan mobil.",
    "Total anggaran untuk UMKM di Dinas Koperasi dan UKM sebesar Rp 500.000.000.",
    "Jumlah anggaran bantuan modal melalui Dinas Koperasi dan UKM sebesar Rp 300.000.000.",
    "Dinas Koperasi dan UKM memperoleh alokasi anggaran DAK sebesar Rp 300.000.000.",
    "Anggaran Program Pengembangan UMKM pada Dinas Koperasi dan UKM sebesar Rp 500.000.000.",
    "Anggaran untuk program/kegiatan prioritas sebesar Rp.2.265.983.048,00 realisasi anggaran sebesar Rp.1.566.625.068,00",
    "Dengan anggaran sebesar Rp 5.000.000 kegiatan tersebut terlaksana.",
    "Program ini terdapat 7 kegiatan. Total anggaran Rp. 1.004.248.300,- dapat terealisasi sebesar Rp. 1.001.608.107,-",
    "Total Anggaran : Rp.75.009.081",
    "Persentase koperasi aktif ditargetkan 47% dan terealisasi 40%.",
    "- Persentase koperasi aktif target 47% terealisasi 40%",
    "Jumlah koperasi sebanyak 415 unit dan 4.334 koperasi aktif atau 60%.",
    "a. Bantuan alat produksi Rp 25.000.000 untuk 5 kelompok",
    "- sehat, jika koperasi membayar Rp 80.000",
    "1) Program Pengembangan UMKM terdiri dari 6 kegiatan dan 20 sub kegiatan",
)  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_prose_that_gives_nothing(text: str) -> None:
    assert _read(text) == ([], [])


def test_the_same_prose_as_one_text_gives_nothing() -> None:
    assert _read("\n\n".join(NOTHING)) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "- Program Pengembangan UMKM berkurang Rp5 juta",
        "- Program Pengembangan UMKM: anggarannya berkurang sedikit (sekitar Rp5.000.000)",
        "- Sub Kegiatan Pengadaan Mebel turun Rp 5.000.000",
        "1. Kegiatan pameran menghasilkan omzet sebesar Rp 50.000.000",
        "1. Program Kredit Usaha Rakyat (KUR) Rp 20.000.000.000.000,00",
        "2. Sub Kegiatan Pengadaan Mebel dengan anggaran Rp. 8.7006.805.350,10 dan realisasi Rp 5.000.000",
        "2. Sub Kegiatan Pengadaan Mebel dengan anggaran Rp. 8.000.000 menjadi Rp 5.000.000",
        "2. Sub Kegiatan Pengadaan Mebel semula Rp. 8.000.000",
    ],
)
def test_items_with_money_that_are_not_understood_are_listed(text: str) -> None:
    found, rejected = _read(f"4.1 Anggaran\n{text}")
    assert found == []
    assert [(one.baris, one.tabel, one.isi) for one in rejected] == [(2, "4.1", text)]
    assert rejected[0].alasan.endswith(".")


def test_money_cut_off_from_its_name_is_listed() -> None:
    found, rejected = _read(
        "1. Sub Kegiatan Forum Perangkat Daerah\nBerdasarkan Bidang Urusan Rp. 305.689,00 terealisasi 74,60 persen"
    )
    assert found == []
    assert [one.baris for one in rejected] == [2]


# --- hostile texts -------------------------------------------------------------------------------------------------

HOSTILE = {
    "one word": "a" * 10**6,
    "digits": "1" * 10**6,
    "groups": "Rp " + "1.000" * 200_000,
    "money": "Program A Rp 1.000.000 " * 45_000,
    "brackets": "1. Program A " + "(" * 10**6,
    "blanks": "1. Program A" + " " * 10**6 + "Rp 1",
    "connectors": "Kegiatan A dengan total jumlah anggaran " * 25_000 + "Rp 1.000.000",
    "items": "\n".join(["1. Kegiatan " + "dengan total jumlah anggaran " * 130 + "Rp 1.000.000"] * 260),
    "sentences": "\n".join(["Alokasi Belanja Modal dari Rp 1.000.000 menjadi " * 80 + "."] * 260),
    "unfinished": "\n".join(["1. Program A Rp 1.000.000 dan"] + ["lalu dan"] * 100_000),
    "ranges": "- sehat, jika " + "1 < x < " * 125_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_to_their_end(name: str) -> None:
    last = "4.1 Anggaran\n1. Program Pengembangan UMKM Rp 1.000.000"
    found, _ = _read(f"{HOSTILE[name]}\n{last}")
    assert (found[-1].uraian, found[-1].tabel, _number(found[-1].pagu)) == ("Pengembangan UMKM", "4.1", 1e6)
