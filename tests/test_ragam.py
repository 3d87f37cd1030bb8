"""Ways other offices print the same forms: each example is the smallest table that shows one of them."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from baca import tabel_terbaca, terbaca

from workbench.facts.model import Observation

PAGU = "Tabel 3.1 Rencana Program dan Pagu Tahun 2025\n"


def _seen(content: str, *fields: str, **identity: object) -> list[tuple[object, ...]]:
    def value(one: Observation, field: str) -> object:
        found = getattr(one, field)
        return float(found) if isinstance(found, Decimal) else found

    return [tuple(value(one, field) for field in fields) for one in terbaca(content, **identity)]


# --- where a table begins and ends


def test_after_a_wide_gap_another_table_begins_without_a_caption() -> None:
    found = tabel_terbaca(
        PAGU + "No\tProgram\tPagu (Rp)\n1\tProgram Satu\t1.000.000\n2\tProgram Dua\t2.000.000\n\n\n\n"
        "No\tIndikator\tSatuan\tTarget 2025\n1\tAngka kemiskinan\t%\t7,5\n2\tIndeks gini\tindeks\t0,31\n"
    )
    assert [[float(one.pagu or one.target or 0) for one in table.observations] for table in found] == [
        [1_000_000, 2_000_000],
        [7.5, 0.31],
    ]


def test_a_running_foot_between_rows_is_not_data() -> None:
    rows = "1\tProgram Satu\t1.000.000\n\nRenja Dinas Contoh 2025\n{}\n\n2\tProgram Dua\t2.000.000\n"
    found = tabel_terbaca(PAGU + "No\tProgram\tPagu (Rp)\n" + rows.format(12) + "3\tProgram Tiga\t3.000.000\n")
    assert [float(one.pagu or 0) for table in found for one in table.observations] == [1_000_000, 2_000_000, 3_000_000]


def test_a_table_drawn_with_bars() -> None:
    text = (
        "Tabel 2.1 Capaian Tahun 2025\n\n| No | Indikator | Satuan | Target | Realisasi |\n|---|---|---|---:|---:|\n"
        "| 1 | Koperasi aktif | % | 80 | 76,5 |\n| 2 | UMKM baru | unit | 1.200 | 1.310 |\n"
    )
    assert _seen(text, "indikator", "satuan", "target", "realisasi") == [
        ("Koperasi aktif", "%", 80, 76.5),
        ("UMKM baru", "unit", 1200, 1310),
    ]


# --- headings


def test_a_difference_below_a_heading_of_money_is_no_budget() -> None:
    text = (
        "Tabel 5.1 Perubahan Tahun 2025\nKode\tProgram\tSemula\tMenjadi\tBertambah/Berkurang\t\n"
        "\t\tPagu (Rp)\tPagu (Rp)\tPagu (Rp)\t%\n2.17.03\tProgram A\t1.000.000\t1.500.000\t500.000\t50,00\n"
        "2.17.04\tProgram B\t3.000.000\t2.000.000\t(1.000.000)\t-33,33\n"
    )
    assert {one.pagu for one in terbaca(text)} == {1_000_000, 1_500_000, 3_000_000, 2_000_000}
    assert [one.selisih_rp for one in terbaca(text) if one.selisih_rp is not None] == [500_000, -1_000_000]


@pytest.mark.parametrize("heading", ["Anggaran (Rp)\tRealisasi (Rp)\t%", "Anggaran\tRealisasi\tPersen"])
def test_one_heading_of_money_over_budget_and_realisation(heading: str) -> None:
    text = (
        f"Tabel 3.2 Realisasi Anggaran Tahun 2025\nNo\tProgram\tAnggaran\t\t\n\t\t{heading}\n"
        "1\tProgram A\t1.000.000\t900.000\t90,00\n2\tProgram B\t2.000.000\t1.000.000\t50,00\n"
    )
    assert _seen(text, "pagu", "realisasi_rp", "serapan") == [
        (1_000_000, 900_000, 90),
        (2_000_000, 1_000_000, 50),
    ]


def test_income_against_its_target_is_money() -> None:
    text = (
        "Tabel 2.9 Pendapatan Asli Daerah Tahun 2025\nNo\tUraian\tTarget PAD\tRealisasi PAD\t%\n"
        "1\tRetribusi pasar\t500.000.000\t450.000.000\t90\n2\tRetribusi parkir\t100.000.000\t110.000.000\t110\n"
    )
    assert _seen(text, "pagu", "realisasi_rp", "target") == [
        (500_000_000, 450_000_000, None),
        (100_000_000, 110_000_000, None),
    ]


@pytest.mark.parametrize("title", ["Omzet (Rp juta) Tahun 2023-2024", "Omzet Tahun 2023-2024 (Rp juta)"])
def test_a_unit_in_the_title_holds_for_all_figures(title: str) -> None:
    text = f"Tabel 2.3 {title}\nNo\tKecamatan\t2023\t2024\n1\tUtara\t1.250,5\t1.300\n2\tSelatan\t900\t950,25\n"
    assert _seen(text, "tahun", "realisasi", "satuan") == [
        (2023, 1250.5, "Rp juta"),
        (2024, 1300, "Rp juta"),
        (2023, 900, "Rp juta"),
        (2024, 950.25, "Rp juta"),
    ]


# --- numbers


def test_a_counted_thing_beside_a_decimal_comma() -> None:
    text = (
        "Tabel 2.1 Capaian Tahun 2025\nNo\tIndikator\tTarget\tRealisasi\n"
        "1\tJumlah UMKM yang dibina\t1,280\t1,310\n2\tPersentase koperasi aktif\t32,5\t30,75\n"
    )
    assert _seen(text, "target", "realisasi") == [(1280, 1310), (32.5, 30.75)]


# --- levels from the numbers of lines

_NAMES = ("Peningkatan Jalan", "Pembangunan Jalan Kota", "Pelapisan Jalan", "Penerangan", "Lampu Jalan", "Tiang Lampu")
_LEVELS = ("program", "kegiatan", "sub_kegiatan") * 2


@pytest.mark.parametrize(
    "numbers",
    [
        ("I", "1", "1.a", "II", "1", "1.a"),
        ("1", "1.1", "1.1.1", "2", "2.1", "2.1.1"),
        ("A.", "1)", "a)", "B.", "1)", "a)"),
    ],
)
def test_levels_by_the_numbers_of_lines(numbers: tuple[str, ...]) -> None:
    rows = "".join(
        f"{number}\t{name}\t{10 * place + 5} km\n"
        for place, (number, name) in enumerate(zip(numbers, _NAMES, strict=True))
    )
    text = f"Tabel 4.1 Rencana Tahun 2025\nNo\tProgram/Kegiatan/Sub Kegiatan\tTarget\n{rows}"
    assert [one.jenjang for one in terbaca(text)] == list(_LEVELS)


def test_numbers_that_run_on_say_no_level() -> None:
    rows = "".join(f"{number}\tProgram {name}\t{number} km\n" for number, name in enumerate(_NAMES, 1))
    text = f"Tabel 4.1 Rencana Tahun 2025\nNo\tProgram/Kegiatan/Sub Kegiatan\tTarget\n{rows}"
    assert {one.jenjang for one in terbaca(text)} == {"program"}


def test_levels_of_old_codes_by_their_depth() -> None:
    text = (
        "Tabel 2.1 Evaluasi Tahun 2025\nKode\tProgram dan Kegiatan\tIndikator\tTarget\n"
        "2 02 16 02\tPengembangan sistem informasi\tJumlah sistem\t1\n"
        "2 02 17\tProgram Keluarga Berencana\tAngka kelahiran\t2,3\n"
        "2 02 17 01\tPelayanan alat kontrasepsi\tJumlah akseptor\t9.000\n"
    )
    assert _seen(text, "jenjang", "target", opd="kab-contoh-sosial") == [
        ("kegiatan", 1),
        ("program", 2.3),
        ("kegiatan", 9000),
    ]


# --- names


def test_a_name_with_a_prefix_is_another_thing() -> None:
    text = (
        "Tabel 2.1 Evaluasi Tahun 2025\nKode\tProgram\tIndikator\tTarget\n"
        "3.27.03\tPROGRAM PENYEDIAAN DAN PENGEMBANGAN PRASARANA PERTANIAN\tLuas irigasi\t10 Ha\n\n"
        "Tabel 3.1 Capaian Tahun 2025\nNo\tProgram\tTarget (persen)\tRealisasi (persen)\n"
        "1\tProgram Penyediaan dan Pengembangan Sarana Pertanian\t55\t51\n"
        "2\tProgram Penyediaan dan Pengembangan Prasarana Pertanian\t60\t61\n"
    )
    found = {(one.tabel, one.kode) for one in terbaca(text, opd="kab-contoh-pertanian")}
    assert found == {("2.1", "3.27.03"), ("3.1", None), ("3.1", "3.27.03")}


# --- matrices


def _matrix(marks: Callable[[int], str]) -> str:
    rows = "".join(f"2.17.0{number}\tProgram {number}\t√\t{marks(number)}\n" for number in range(2, 9))
    return f"Tabel 2.2 Kesesuaian Tahun 2025\nKode\tProgram\tRenja\tAPBD\n{rows}"


def test_an_odd_mark_is_listed_and_the_others_are_read() -> None:
    [table] = tabel_terbaca(_matrix(lambda number: "lihat RKA" if number == 5 else "√"))
    assert len(table.kesesuaian) == 2 * 7 - 1
    assert [("lihat RKA" in one.alasan, one.isi.startswith("2.17.05")) for one in table.rejected] == [(True, True)]


def test_figures_beside_marks_are_no_marks() -> None:
    [table] = tabel_terbaca(_matrix(lambda number: "3" if number == 5 else "√"))
    assert {one.dokumen for one in table.kesesuaian} == {"Renja"}
