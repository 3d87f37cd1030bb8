"""Numbers, codes, names, levels and stages."""

import itertools
from decimal import Decimal

import pytest
from baca import tabel_terbaca as _tables
from baca import terbaca as _read
from hypothesis import given, settings
from hypothesis import strategies as st
from pembuat import tulis_angka

from workbench.dataset import load
from workbench.documents.periods import span_in
from workbench.facts import nomenclature, numbers
from workbench.facts.codes import canonical, parent
from workbench.facts.entities import CodeBook, Resolver, is_heading_of_all, is_remark, is_total, stripped

# --- numbers


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.234.567,89", "1234567.89"), ("1,234,567.89", "1234567.89"), ("19,423,739,016.96", "19423739016.96"),
        ("(127.140.250,00)", "-127140250"), ("Rp.     75.009.081", "75009081"), ("Rp.3.574.952.282", "3574952282"),
        ("150,000,000.000", "150000000"), ("15.510.720.802,-", "15510720802"), ("-3,251,000.00", "-3251000"),
        ("Rp -5.000.000", "-5000000"), ("2500000", "2500000"), ("105.787", "105787"), ("105,787", "105787"),
        ("0", "0"), ("0.00", "0"), ("653.189.096 ", "653189096"), ("12 Dokumen", None), ("Rp", None), ("-", None), ("", None),
        ("1.2.3 abc", None),
    ],
)  # fmt: skip
def test_money(printed: str, value: str | None) -> None:
    assert numbers.money(printed) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("printed", "mark", "value", "unit"),
    [
        ("105,202%", ",", "105.202", "%"), ("105,202%", ".", "105202", "%"), ("-4,14", ",", "-4.14", None),
        ("83,83", ",", "83.83", None), ("83,83", ".", "83.83", None), ("105.787", ",", "105787", None),
        ("105.787", ".", "105.787", None), ("12 Dokumen", ",", "12", "Dokumen"), ("100%", ",", "100", "%"),
        ("81,10 Skor", ",", "81.10", "Skor"), ("1.250 Unit Usaha", ",", "1250", "Unit Usaha"), ("0,125", ".", "0.125", None),
        ("832.222,8", ".", "832222.8", None), ("(5,5)", ",", "-5.5", None), ("+3", ",", "3", None), ("0", ",", "0", None),
        ("-0", ",", "0", None), ("100 persen", ",", "100", "persen"),
    ],
)  # fmt: skip
def test_parse(printed: str, mark: str, value: str, unit: str | None) -> None:
    assert numbers.parse(printed, mark) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "printed", ["", "-", "Belum dinilai", "Sehat 5 kop, cukup sehat 20 kop", "#DIV/0!", "2 dan 3", "1/2"]
)
def test_what_is_no_single_figure_gives_none(printed: str) -> None:
    assert numbers.parse(printed, ",") is None


@given(st.integers(-(10**14), 10**14), st.sampled_from(("id", "en")), st.booleans())
@settings(derandomize=True, max_examples=300, deadline=None, database=None)
def test_money_printed_and_read_again(sen: int, style: str, cents: bool) -> None:
    value = Decimal(sen) / 100 if cents else Decimal(sen)
    printed = tulis_angka(abs(value), style, desimal=2 if cents else 0)
    printed = f"({printed})" if value < 0 else f"Rp. {printed}"
    assert numbers.money(printed) == value


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(("id", "en")), st.booleans())
@settings(derandomize=True, max_examples=300, deadline=None, database=None)
def test_figures_printed_and_read_again(value: Decimal, style: str, grouped: bool) -> None:
    printed = tulis_angka(value, style, ribuan=grouped)
    found = numbers.parse(printed, "," if style == "id" else ".")
    assert found is not None
    assert found[0] == value


@given(st.lists(st.decimals(1001, 10**7, places=2), min_size=1, max_size=8), st.sampled_from(("id", "en")))
@settings(derandomize=True, max_examples=100, deadline=None, database=None)
def test_the_decimal_mark_of_a_column(values: list[Decimal], style: str) -> None:
    assert numbers.decimal_mark(tulis_angka(value, style) for value in values) == ("," if style == "id" else ".")


def test_the_decimal_mark_where_nothing_shows_it() -> None:
    assert numbers.decimal_mark(["1.250", "12", "-", ""]) is None
    assert numbers.decimal_mark(["83,83", "12.5"]) is None


def test_split_figures() -> None:
    assert numbers.split_figures("6 kali 105.787 UMKM") == ["6 kali", "105.787 UMKM"]
    assert numbers.split_figures("12 Dokumen") == ["12 Dokumen"]
    assert numbers.split_figures("Sehat 5 kop, cukup sehat 20 kop") == ["Sehat 5 kop, cukup sehat 20 kop"]


# --- codes


@pytest.mark.parametrize(
    ("printed", "kode", "jenjang", "asal"),
    [
        ("2.17", "2.17", "urusan", "tercetak"), ("2.17.01", "2.17.01", "program", "tercetak"),
        ("2.17.01.1.01", "2.17.01.1.01", "kegiatan", "tercetak"), ("2.17.01.1.01.0001", "2.17.01.1.01.0001", "sub_kegiatan", "tercetak"),
        ("2.17.01.101", "2.17.01.1.01", "kegiatan", "dinormalkan"), ("2.17.01.101.01", "2.17.01.1.01.0001", "sub_kegiatan", "dinormalkan"),
        ("2.17.07.1.01.011", "2.17.07.1.01.0011", "sub_kegiatan", "dinormalkan"), ("2 17 01 2 01 0003", "2.17.01.2.01.0003", "sub_kegiatan", "dinormalkan"),
        ("2.17.01.2.01.01", "2.17.01.2.01.0001", "sub_kegiatan", "dinormalkan"), ("2.17.1", "2.17.01", "program", "dinormalkan"),
        ("x.xx.01", "X.XX.01", "program", "tercetak"), ("2.17.01.", "2.17.01", "program", "tercetak"),
    ],
)  # fmt: skip
def test_canonical(printed: str, kode: str, jenjang: str, asal: str) -> None:
    code = canonical(printed)
    assert code is not None
    assert (code.kode, code.jenjang, code.asal) == (kode, jenjang, asal)


@pytest.mark.parametrize(
    "printed",
    ["", "2", "Program", "2 1 0 2 0 0", "2.17.00", "2.7.01", "2.17.01.1", "2.17.01.1.01.00001", "21701", "2,17"],
)
def test_what_is_no_code_gives_none(printed: str) -> None:
    assert canonical(printed) is None


CODES = st.tuples(
    st.integers(1, 9),
    st.integers(1, 99),
    st.integers(1, 99),
    st.integers(1, 9),
    st.integers(1, 99),
    st.integers(1, 9999),
)


@given(CODES, st.sampled_from((2, 3, 5, 6)))
@settings(derandomize=True, max_examples=200, deadline=None, database=None)
def test_canonical_of_canonical_is_itself(parts: tuple[int, ...], depth: int) -> None:
    kode = ".".join(f"{part:0{width}}" for part, width in zip(parts[:depth], (1, 2, 2, 1, 2, 4), strict=False))
    code = canonical(kode)
    assert code is not None
    assert (code.kode, code.asal) == (kode, "tercetak")
    again = canonical(code.kode)
    assert again == code
    above = parent(kode)
    assert above is None if depth == 2 else kode.startswith(f"{above}.")


# --- names


def _find(name: str, level: str = "sub_kegiatan", **more: object) -> str | None:
    match = nomenclature.find(name, level, "kabkota", "2.17", 2024, **more)  # type: ignore[arg-type]
    return match.kode if match else None


def test_an_official_name_is_found_in_any_case_and_with_a_slip() -> None:
    assert _find("Penyusunan Dokumen Perencanaan Perangkat Daerah") == "2.17.01.2.01.0001"
    assert _find("PENYUSUNAN DOKUMEN PERENCANAAN PERANGKAT DAERAH") == "2.17.01.2.01.0001"
    assert _find("Penyusunan Dokumen Perencanan Perangkat Daerah") == "2.17.01.2.01.0001"


def _common(one: str, other: str) -> str:
    """What two names begin with alike."""
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(char for char, _ in alike).strip()


def test_a_name_close_to_two_lines_gives_none() -> None:
    """A name cut off where two official names of one edition part: nobody can tell which it is."""
    lines = sorted({nomenclature.normal(entry.nama) for entry in nomenclature.entries("kabkota", "2.17")
                    if entry.jenjang == "sub_kegiatan" and entry.versi.startswith("900")})  # fmt: skip
    parts = [_common(one, other) for one, other in itertools.pairwise(lines)]
    cut = [part for part in parts if len(part) >= 45 and part not in lines]
    assert len(cut) >= 3
    assert [part for part in cut if _find(part)] == []


def test_the_first_word_must_be_alike() -> None:
    assert _find("Pemberdayaan dan Perlindungan Koperasi", "program") == "2.17.06"
    assert _find("Penghapusan dan Perlindungan Koperasi", "program") is None


@pytest.mark.parametrize("name", ["", "   ", "Program", "Pembangunan Jembatan Gantung Desa"])
def test_a_strange_name_gives_none(name: str) -> None:
    assert _find(name, "program") is None


def test_another_tier_has_other_lines() -> None:
    assert {
        entry.kode.split(".")[3] for entry in nomenclature.entries("provinsi", "2.17") if entry.jenjang == "kegiatan"
    } == {"1"}


# --- rows


@pytest.mark.parametrize(
    ("printed", "name", "level"),
    [("Program Penataan", "Penataan", "program"), ("KEGIATAN: Penataan", "Penataan", "kegiatan"),
     ("a. Sub Kegiatan Penataan", "Penataan", "sub_kegiatan"), ("Sub-Kegiatan Penataan", "Penataan", "sub_kegiatan"),
     ("1) Program Program Penataan", "Penataan", "program"), ("Penataan Program", "Penataan Program", None)],
)  # fmt: skip
def test_stripped(printed: str, name: str, level: str | None) -> None:
    assert stripped(printed) == (name, level)


@pytest.mark.parametrize(("printed", "total"), [
    ("Jumlah", True), ("JUMLAH TOTAL", True), ("Total Anggaran (Rp)", True), ("Rata-rata Capaian Kinerja (%)", True),
    ("Jumlah koperasi aktif", False), ("Program", False), ("Belanja", False)])  # fmt: skip
def test_is_total(printed: str, total: bool) -> None:
    assert is_total(printed) is total


def test_is_heading_of_all() -> None:
    assert is_heading_of_all("Urusan Pemerintahan Bidang Sosial")
    assert is_heading_of_all("DINAS SOSIAL")
    assert not is_heading_of_all("Program Penunjang Urusan Pemerintahan Daerah")


def test_a_name_with_two_codes_in_one_document_is_resolved_with_neither() -> None:
    book = CodeBook("kabkota", None, 2025)
    for kode in ("2.11.02.2.01.0001", "2.11.03.2.01.0001"):
        code = canonical(kode)
        assert code is not None
        book.learn("Pelatihan Kader", code)
    assert Resolver(book).resolve("Sub Kegiatan Pelatihan Kader", None).kode is None


def test_lines_with_bare_serial_numbers_are_of_one_level_and_take_no_other_code() -> None:
    resolver = Resolver(CodeBook("kabkota", "1.05", 2022))
    resolver.resolve("Program Pelayanan Administrasi Perkantoran", "1.1.05.05.01")
    names = {"008": "Penyediaan Jasa Kebersihan Kantor", "011": "Penyediaan Barang Cetakan dan Penggandaan",
             "154": "Belanja Jasa Penunjang Administrasi"}  # fmt: skip
    found = [resolver.resolve(name, serial) for serial, name in names.items()]
    assert [(one.jenjang, one.kode, one.known) for one in found] == [("kegiatan", None, False)] * 3


@pytest.mark.parametrize(("printed", "remark"), [
    ("Predikat kinerja", True), ("Faktor penghambat: cuaca", True), ("Tindak lanjut yang diperlukan", True),
    ("Tindak Lanjut Hasil Pemeriksaan", False), ("Penilaian Predikat Kota Layak Anak", False)])  # fmt: skip
def test_remarks_below_the_lines_of_a_form(printed: str, remark: bool) -> None:
    assert is_remark(printed) is remark


HEAD = "Kode\tProgram/Kegiatan\tIndikator Kinerja\tTarget\tPagu Indikatif (Rp)\n"


def test_a_sub_kegiatan_named_like_the_end_of_its_kegiatan_is_a_row_of_its_own() -> None:
    rows = _read(f"Tabel 3.1\n\n{HEAD}2.17.01\tProgram Penunjang\tIndeks layanan\t80\t9.000.000\n"
                 "2.17.01.2.01\tPerencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah\tJumlah dokumen\t8\t9.000.000\n"
                 "2.17.01.2.01.0007\tEvaluasi Kinerja Perangkat Daerah\tJumlah laporan\t4\t9.000.000\n")  # fmt: skip
    assert [(row.jenjang, row.kode) for row in rows] == [
        ("program", "2.17.01"), ("kegiatan", "2.17.01.2.01"), ("sub_kegiatan", "2.17.01.2.01.0007")]  # fmt: skip
    bare = _read("Tabel 3.1\n\nProgram/Kegiatan\tIndikator Kinerja\tTarget\tPagu Indikatif (Rp)\n"
                 "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota\tIndeks layanan\t80\t9.000.000\n"
                 "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah\tJumlah dokumen\t8\t9.000.000\n"
                 "Evaluasi Kinerja Perangkat Daerah\tJumlah laporan\t4\t9.000.000\n")  # fmt: skip
    assert [row.kode for row in bare] == ["2.17.01", "2.17.01.2.01", "2.17.01.2.01.0007"]


def test_several_indicators_inherit_name_and_code_but_not_money() -> None:
    rows = _read(
        f"Tabel 3.1\n\n{HEAD}2.17.02\tProgram Penataan\tIndeks layanan\t80\t9.000.000\n\t\tPersentase mutu\t75%\t\n"
    )
    assert [(row.uraian, row.kode, row.pagu) for row in rows] == [
        ("Penataan", "2.17.02", Decimal(9000000)), ("Penataan", "2.17.02", None)]  # fmt: skip


def test_blank_dash_zero_and_formula_errors() -> None:
    rows = _read(f"Tabel 3.1\n\n{HEAD}2.17.02\tProgram A\tIndeks a\t-\t0\n2.17.03\tProgram B\tIndeks b\t#DIV/0!\t-\n"
                 "2.17.04\tProgram C\tIndeks c\tBelum dinilai\t\n2.17.05\tProgram D\tIndeks d\t5\t1.000.000\n")  # fmt: skip
    assert [(row.target, row.target_teks, row.pagu) for row in rows] == [
        (None, None, Decimal(0)), (None, None, None), (None, "Belum dinilai", None), (5.0, None, Decimal(1000000))]  # fmt: skip
    assert "galat_rumus" in rows[1].penanda


def test_the_style_of_the_money_decides_where_the_targets_leave_it_open() -> None:
    def target(money: str, printed: str) -> float | None:
        return _read(f"Tabel 3.1\n\n{HEAD}2.17.02\tProgram A\tJumlah a\t{printed}\t{money}\n")[0].target

    assert target("1,250,000,000", "1,250") == 1250.0
    assert target("1.250.000.000", "1.250") == 1250.0


def test_heading_in_thousands_over_full_rupiah_multiplies_nothing() -> None:
    content = f"Tabel 3.1\n\n{HEAD}2.17.02\tProgram A\tIndeks a\t5\t892,500,000\n".replace("(Rp)", "(Rp.000)")
    assert _read(content)[0].pagu == Decimal(892500000)


@pytest.mark.parametrize("heading", [
    "Realisasi Capaian Kinerja Renstra s/d Tahun 2024", "Realisasi Renstra sampai dengan Renja Tahun Lalu (2024)",
    "Realisasi Capaian Kinerja Renstra Perangkat Daerah sampai dengan Renja Perangkat Daerah Tahun Lalu (n-2)",
    "Realisasi Kinerja Renstra s.d. Tahun Lalu"])  # fmt: skip
def test_realisation_to_last_year(heading: str) -> None:
    rows = _read(f"Tabel T-C.29\n\nKode\tProgram/Kegiatan\tIndikator Kinerja\tTarget Renstra Tahun 2026\t{heading}\tTarget Renja Tahun 2025\t"
                 "Realisasi Renja Tahun 2025\n2.17.02\tProgram A\tIndeks a\t90\t70\t80\t79\n")  # fmt: skip
    found = {row.tahap: (row.target, row.realisasi, row.periode) for row in rows}
    assert found["renstra_sd_lalu"] == (None, 70.0, "sd_tahun_lalu")
    assert found["renstra_akhir"][:2] == (90.0, None)
    assert found["renja"][:2] == (80.0, 79.0)


def test_quarters_side_by_side_are_observations_of_their_own() -> None:
    quarters = "\t".join(f"Realisasi Kinerja pada Triwulan {number}" for number in ("I", "II", "III", "IV"))
    rows = _read(f"Tabel T-C.29\n\nKode\tProgram/Kegiatan\tIndikator Kinerja\tTarget Renja Tahun 2025\t{quarters}\t"
                 "Realisasi Renja Tahun 2025\n2.17.02\tProgram A\tIndeks a\t80\t10\t20\t30\t19\t79\n")  # fmt: skip
    assert {row.periode: (row.tahap, row.target, row.realisasi) for row in rows} == {
        "tahunan": ("renja", 80.0, 79.0), "tw1": ("renja", None, 10.0), "tw2": ("renja", None, 20.0),
        "tw3": ("renja", None, 30.0), "tw4": ("renja", None, 19.0)}  # fmt: skip


def test_two_sides_are_two_stages() -> None:
    rows = _read("Tabel T-C.31\n\nNo\tRancangan Awal RKPD\t\t\tHasil Analisis Kebutuhan\t\t\tCatatan\n"
                 "\tProgram\tIndikator\tTarget\tProgram\tIndikator\tTarget\t\n1\tProgram A\tJumlah a\t1\tProgram B\tJumlah b\t2\t\n"
                 "2\t\t\t\tProgram C\tJumlah c\t3\t\n")  # fmt: skip
    assert [(row.tahap, row.uraian, row.target) for row in rows] == [
        ("rkpd", "A", 1.0), ("kebutuhan", "B", 2.0), ("kebutuhan", "C", 3.0)]  # fmt: skip


def test_names_of_the_nomenclature_show_what_a_budget_table_is_about() -> None:
    """Neither a level word nor the heading says so, only the names."""
    head = "No\tUraian\tAnggaran (Rp)\tRealisasi (Rp)\t%\n"
    rows = _read(
        f"Tabel 3.6\n\n{head}1\tPemberdayaan dan Perlindungan Koperasi\t5.000.000\t4.000.000\t80,00\n", jenis="LKjIP"
    )
    assert [(row.jenjang, row.kode, row.serapan) for row in rows] == [("program", "2.17.06", 80.0)]
    (table,) = _tables(f"Tabel 3.6\n\n{head}1\tKabel dan lampu taman\t5.000.000\t4.000.000\t80,00\n", jenis="LKjIP")
    assert table.observations == []
    assert table.alasan
    assert [row.baris for row in table.rejected] == [4]


def test_every_row_is_an_observation_or_rejected() -> None:
    (table,) = _tables(f"Tabel 3.1\n\n{HEAD}2.17.02\tProgram A\tIndeks a\t5\t1.000.000\n\t\t\t\tcatatan kaki\n")
    assert {row.line for row in table.grid.rows} == {row.baris for row in (*table.observations, *table.rejected)}


def test_a_counted_thing_has_no_three_decimals() -> None:
    assert numbers.parse("11.000 orang", ".") == (Decimal(11000), "orang")
    assert numbers.parse("11.000", ".", "Orang") == (Decimal(11000), None)
    assert numbers.parse("92.500", ".", "persen") == (Decimal("92.500"), None)
    assert numbers.parse("12.50 unit", ".") == (Decimal("12.50"), "unit")


@pytest.mark.parametrize("percent", ["%", "Persen", "Persentase"])
def test_realisasi_beside_a_budget_is_money(percent: str) -> None:
    found = _read(
        f"Tabel 3.1 Anggaran\n\nNo\tProgram\tAnggaran\tRealisasi\t{percent}\n"
        "1\tProgram Satu\t1.200.000.000\t900.000.000\t75,00\n2\tProgram Dua\t800.000.000\t600.000.000\t75,00\n"
        "\tJumlah\t2.000.000.000\t1.500.000.000\t75,00\n"
    )
    assert [(one.pagu, one.realisasi_rp, one.serapan, one.realisasi) for one in found] == [
        (Decimal(1200000000), Decimal(900000000), 75.0, None),
        (Decimal(800000000), Decimal(600000000), 75.0, None),
        (Decimal(2000000000), Decimal(1500000000), 75.0, None),
    ]


def test_budget_before_and_after_its_change_are_two_stages() -> None:
    found = _read(
        "Tabel 3.2\n\nNo\tProgram\tPagu Awal (Rp)\tPagu Perubahan (Rp)\tRealisasi\n"
        "1\tProgram Satu\t1.000.000\t1.750.000\t1.600.000\n2\tProgram Dua\t2.000.000\t2.750.000\t2.600.000\n"
    )
    assert [(one.tahap, one.pagu, one.realisasi_rp) for one in found[:2]] == [
        ("apbd", Decimal(1000000), None),
        ("apbd_perubahan", Decimal(1750000), Decimal(1600000)),
    ]


def test_first_row_after_a_repeated_heading_is_data() -> None:
    heading = "Kode\tProgram/Kegiatan\tIndikator Kinerja\tTarget 2025\tTarget 2026\tLokasi\n"
    found = _read(
        f"Tabel T-C.33\n\n{heading}2.17.02\tPROGRAM SATU\tJumlah laporan\t1 laporan\t2 laporan\t\n"
        f"\n{heading}\t\tJumlah dokumen\t3 dokumen\t4 dokumen\t\n"
    )
    assert sorted((one.tahun, one.target) for one in found) == [(2025, 1.0), (2025, 3.0), (2026, 2.0), (2026, 4.0)]


def test_needs_beside_a_plan_without_a_common_heading() -> None:
    half = "Program/Kegiatan\tIndikator kinerja\tTarget capaian"
    found = _read(
        f"Tabel T-C.31 Review terhadap Rancangan Awal RKPD Tahun 2025\n\nNo\t{half}\tPagu indikatif (Rp)\t{half}\tKebutuhan Dana (Rp)\n"
        "1\tProgram Satu\tJumlah a\t3 unit\t10.000.000\tProgram Satu\tJumlah a\t4 unit\t12.000.000\n"
    )
    assert [(one.tahap, one.target, one.pagu) for one in found] == [
        ("rkpd", 3.0, Decimal(10000000)),
        ("kebutuhan", 4.0, Decimal(12000000)),
    ]


# --- spans of a year -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "periode"),
    [
        ("Untuk Periode 1 Januari s.d 31 Oktober 2024", None),
        ("Per 30 September 2024", "tw3"),
        ("1 Januari s.d. 30 Juni 2023", "semester1"),
        ("Januari - Maret 2024", "tw1"),
        ("Untuk Tahun yang Berakhir sampai dengan 31 Desember 2023", "tahunan"),
        ("per 15 Juni 2024", None),
        ("1 April – 30 Juni 2024", None),
        ("Januari 2023 s.d Maret 2024", None),
        ("Bulan Agustus Tahun 2023", None),
    ],
)
def test_spans_of_months_have_the_word_of_the_contract_or_none(printed: str, periode: str | None) -> None:
    span = span_in(f"Laporan Realisasi Anggaran {printed}")
    assert span is not None
    assert span.periode == periode
    assert span.teks in printed


@pytest.mark.parametrize("text", ["Kota Contoh, 31 Oktober 2024", "s.d. Jumat", "target per jumlah", "Semester I"])
def test_dates_and_other_words_are_no_spans(text: str) -> None:
    assert span_in(text) is None


def test_a_realisation_to_october_is_not_that_of_the_year() -> None:
    found = _read(
        "Tabel 1 Laporan Realisasi Anggaran 1 Januari s.d. 31 Oktober 2025\n"
        "Kode Rekening\tUraian\tAnggaran\tRealisasi\t%\n"
        "5.1\tBelanja Operasi\t900.000.000\t450.000.000\t50,00\n5.2\tBelanja Modal\t100.000.000\t75.000.000\t75,00\n",
        jenis="LRA",
    )
    assert [(one.periode, one.catatan, one.penanda) for one in found] == [
        (None, "1 Januari s.d. 31 Oktober 2025", {"periode_tak_baku"})
    ] * 2


@pytest.mark.parametrize("heading", ["Rencana Penarikan (Rp)\t\t\t\n\t\t{0}", "{1}"])
def test_a_cash_budget_by_quarter_is_a_plan_of_each_quarter(heading: str) -> None:
    quarters = [f"Triwulan {roman}" for roman in ("I", "II", "III", "IV")]
    names = "\t".join(quarters), "\t".join(f"Rencana Penarikan {name}" for name in quarters)
    found = _read(
        "Tabel 2 Anggaran Kas Tahun 2025\n"
        f"Uraian\tAnggaran Tahun Ini (Rp)\t{heading.format(*names)}\n"
        "Belanja Pegawai\t100.000.000\t10.000.000\t20.000.000\t30.000.000\t40.000.000\n"
        "Belanja Modal\t50.000.000\t5.000.000\t5.000.000\t20.000.000\t20.000.000\n"
    )
    assert {(one.periode, one.pagu, one.realisasi_rp) for one in found if one.uraian == "Belanja Pegawai"} == {
        ("tahunan", 100_000_000, None), ("tw1", 10_000_000, None), ("tw2", 20_000_000, None),
        ("tw3", 30_000_000, None), ("tw4", 40_000_000, None),
    }  # fmt: skip
    assert all(one.penanda == {load.CASH} for one in found)


def test_a_cash_budget_by_month_with_single_headings_keeps_its_quarters_whole() -> None:
    names = "Januari\tFebruari\tMaret\tTriwulan I\tApril\tMei\tJuni\tTriwulan II"
    found = _read(
        "Tabel 2 Anggaran Kas Tahun 2025\n"
        f"Uraian\tAnggaran Tahun Ini (Rp)\t{names}\n"
        "Belanja Pegawai\t2.100.000\t100.000\t200.000\t300.000\t600.000\t400.000\t500.000\t600.000\t1.500.000\n"
        "Belanja Modal\t2.100.000\t100.000\t200.000\t300.000\t600.000\t400.000\t500.000\t600.000\t1.500.000\n"
    )
    line = [one for one in found if one.uraian == "Belanja Pegawai"]
    assert [(one.periode, one.pagu) for one in line if one.periode] == [
        ("tahunan", 2_100_000), ("tw1", 600_000), ("tw2", 1_500_000),
    ]  # fmt: skip
    assert [one.pagu for one in line if one.periode is None] == [100_000, 200_000, 300_000, 400_000, 500_000, 600_000]


def test_the_period_of_a_report_is_told_from_a_column_of_its_last_quarter() -> None:
    found = _read(
        "Tabel 3 Evaluasi Renja s.d. Triwulan III Tahun 2025\n"
        "Kode\tProgram\tIndikator\tTarget 2025\tRealisasi Triwulan\t\t\tRealisasi 2025\n\t\t\t\tI\tII\tIII\t\n"
        "2.17.03\tProgram A\tKoperasi aktif\t90\t10\t20\t30\t60\n"
        "2.17.04\tProgram B\tUMKM baru\t40\t10\t10\t10\t30\n"
    )
    third = {
        one.realisasi: one.penanda - {"nama_beda_nomenklatur"}
        for one in found
        if one.uraian == "A" and one.periode == "tw3"
    }
    assert third == {30.0: set(), 60.0: {"sembilan_bulan"}}


@pytest.mark.parametrize(
    ("budgets", "factor"), [((7_052_168, 1_268_404, 5_783_764), 1000), ((7_000_000, 1_200_000, 5_800_000), 1)]
)
def test_thousands_count_where_words_and_figures_say_so(budgets: tuple[int, ...], factor: int) -> None:
    lines = "".join(f"{i}\tProgram {i}\t{value:,}\n".replace(",", ".") for i, value in enumerate(budgets, 1))
    found = _read(f"Tabel 4 Anggaran Tahun 2025 (dalam ribuan rupiah)\nNo\tProgram\tPagu (Rp)\n{lines}")
    assert [one.pagu for one in found] == [value * factor for value in budgets]
