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


def test_a_second_heading_of_numbers_begins_a_table_of_lone_cells() -> None:
    def cells(*rows: tuple[str, ...]) -> str:
        return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)

    text = "Tabel 2.2 Perjanjian Kinerja Tahun 2025\n\n" + cells(
        ("No", "Sasaran", "Indikator", "Satuan", "Target"),
        ("1", "Meningkatnya koperasi", "Koperasi aktif", "%", "75,12"),
        ("2", "Meningkatnya UMKM", "UMKM baru", "unit", "14"),
        ("No", "Program", "Anggaran (Rp)", "Keterangan"),
        ("1", "Program A", "78.412.550.000", "APBD"),
        ("2", "Program B", "1.310.000.000", "DAK"),
    )
    assert _seen(text, "tahap", "indikator", "target", "pagu") == [
        ("perjanjian_kinerja", "Koperasi aktif", 75.12, None),
        ("perjanjian_kinerja", "UMKM baru", 14, None),
        ("perjanjian_kinerja", None, None, 78_412_550_000),
        ("perjanjian_kinerja", None, None, 1_310_000_000),
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


def test_a_document_with_a_column_for_what_is_there_and_one_for_what_is_not() -> None:
    text = (
        "Tabel 2.2 Kesesuaian Tahun 2025\nKode\tProgram\tRenja\t\n\t\tAda\tTidak Ada\n"
        "2.17.02\tProgram Satu\t√\t\n2.17.03\tProgram Dua\t\t√\n"
    )
    [table] = tabel_terbaca(text)
    assert [(one.kode, one.dokumen, one.ada) for one in table.kesesuaian] == [
        ("2.17.02", "Renja", True),
        ("2.17.03", "Renja", False),
    ]


# --- rows as pages print them

FORM = (
    "Tabel T-C.33 Rumusan Rencana Program dan Kegiatan Tahun 2025\n"
    "Kode\tProgram/Kegiatan\tIndikator\tTarget 2025\tPagu 2025{room}\tSumber Dana\n"
    "2.17.03\tProgram A\tKoperasi aktif\t80%\tRp\t1.500.000\tDAU\n"
    "2.17.04\tProgram B\tUMKM baru\t10 unit\tRp\t2.500.000\tDAK\n"
)


@pytest.mark.parametrize("room", ["", "\t"])
def test_rupiah_in_a_cell_of_its_own(room: str) -> None:
    assert _seen(FORM.format(room=room), "target", "pagu", "sumber_dana") == [
        (80, 1_500_000, "DAU"),
        (10, 2_500_000, "DAK"),
    ]


def test_rupiah_left_of_the_heading_of_the_amount() -> None:
    text = (
        "Tabel 3.3 Belanja\nNo\tUraian Belanja\t\tPagu 2024\t\tPagu 2025\n"
        "1\tBelanja Pegawai\tRp\t9.200.000\tRp\t9.500.000\n2\tBelanja Modal\tRp\t-\tRp\t1.500.000\n"
    )
    assert [(one.uraian, one.tahun, one.pagu) for one in terbaca(text) if one.pagu is not None] == [
        ("Belanja Pegawai", 2024, 9_200_000),
        ("Belanja Pegawai", 2025, 9_500_000),
        ("Belanja Modal", 2025, 1_500_000),
    ]


@pytest.mark.parametrize("total", ["Jumlah", "J U M L A H", "TOTAL"])
def test_a_total_merged_over_number_code_and_name(total: str) -> None:
    text = (
        "Tabel 3.1 Realisasi Program Tahun 2025\nNo\tKode\tProgram\tTarget\tRealisasi\tPagu (Rp)\tRealisasi (Rp)\n"
        "1\t2.17.03\tProgram A\t151\t160\t1.000.000\t900.000\n2\t2.17.04\tProgram B\t172\t189\t2.000.000\t1.900.000\n"
        f"{total}\t323\t349\t3.000.000\t2.800.000\n"
    )
    assert _seen(text, "jenjang", "target", "realisasi", "pagu", "realisasi_rp")[-1] == (
        "opd",
        323,
        349,
        3_000_000,
        2_800_000,
    )


@pytest.mark.parametrize("foot", ["\nRenja Dinas Contoh Tahun 2025\t\t\t\t12\n\n", "\t\t\t45\n", "46\n"])
def test_a_foot_in_cells_of_its_own_is_no_row(foot: str) -> None:
    head = "Tabel 3.1 Rencana Tahun 2025\nKode\tProgram\tIndikator\tTarget\tPagu (Rp)\n"
    text = f"{head}2.17.03\tProgram A\tJumlah a\t5\t1.000.000\n{foot}2.17.04\tProgram B\tJumlah b\t6\t2.000.000\n"
    assert _seen(text, "kode", "target", "pagu") == [("2.17.03", 5, 1_000_000), ("2.17.04", 6, 2_000_000)]


def test_a_unit_of_money_in_its_own_heading_row_is_no_budget() -> None:
    text = (
        "Tabel 3.2 Pagu Program\nNo\tProgram\tRenja 2025\tRKPD 2025\n\t\t(Rp. 000)\t(Rp. 000)\n"
        "1\tProgram A\t220.118\t215.000\n2\tProgram B\t1.250\t1.204\n"
    )
    assert [(one.tahap, one.pagu) for one in terbaca(text)] == [
        ("renja", 220_118_000),
        ("rkpd", 215_000_000),
        ("renja", 1_250_000),
        ("rkpd", 1_204_000),
    ]


def test_figures_too_large_for_the_unit_of_their_heading_are_marked() -> None:
    text = (
        "Tabel 3.2 Pagu Program Tahun 2025\nNo\tProgram\tPagu (Rp.000)\n"
        "1\tProgram A\t220.118.405\n2\tProgram B\t1.250.000\n"
    )
    assert [(one.pagu, "satuan_uang_tak_dipakai" in one.penanda) for one in terbaca(text)] == [
        (220_118_405, True),
        (1_250_000, True),
    ]


def test_idem_on_the_right_means_what_stands_on_the_left() -> None:
    half = "Program/Kegiatan\tIndikator\tTarget"
    text = (
        "Tabel T-C.31 Review terhadap Rancangan Awal RKPD Tahun 2025\n"
        f"No\tRancangan Awal RKPD\t\t\t\tHasil Analisis Kebutuhan\t\t\t\n\t{half}\tPagu (Rp)\t{half}\tKebutuhan Dana (Rp)\n"
        "1\tProgram Satu\tJumlah a\t3 unit\t10.000.000\tidem\tidem\t4 unit\t12.000.000\n"
        "2\tProgram Dua\tJumlah b\t5 unit\t20.000.000\t\t\t6 unit\t22.000.000\n"
    )
    assert _seen(text, "tahap", "uraian", "indikator", "target", "pagu") == [
        ("rkpd", "Satu", "Jumlah a", 3, 10_000_000),
        ("kebutuhan", "Satu", "Jumlah a", 4, 12_000_000),
        ("rkpd", "Dua", "Jumlah b", 5, 20_000_000),
        ("kebutuhan", "Dua", "Jumlah b", 6, 22_000_000),
    ]


def test_a_sum_of_quarters_beside_the_quarter_itself_has_no_period() -> None:
    text = (
        "Tabel 3.1 Evaluasi Renja s.d. Triwulan III Tahun 2025\n"
        "Kode\tProgram\tIndikator\tTarget 2025\tPagu 2025 (Rp)\tRealisasi TW III\t\tRealisasi s/d TW III\t\n"
        "\t\t\t\t\tK\tRp\tK\tRp\n"
        "2.17.03\tProgram A\tKoperasi aktif\t97\t1.000.000.000\t20\t300.000.000\t70\t700.000.000\n"
        "2.17.04\tProgram B\tUMKM baru\t90\t600.000.000\t20\t100.000.000\t60\t300.000.000\n"
    )
    found = {(one.kode, one.periode): one.realisasi_rp for one in terbaca(text) if one.realisasi_rp is not None}
    assert found == {
        ("2.17.03", "tw3"): 300_000_000,
        ("2.17.03", None): 700_000_000,
        ("2.17.04", "tw3"): 100_000_000,
        ("2.17.04", None): 300_000_000,
    }


def test_goals_beside_money_without_an_indicator() -> None:
    text = (
        "Tabel 3.5 Efisiensi Tahun 2025\nNo\tSasaran Strategis\tCapaian Kinerja (%)\tPagu\tRealisasi\tSerapan (%)\n"
        "1\tMeningkatnya koperasi\t102,84\t1.522.500.000\t117.450.000\t7,71\n"
        "2\tMeningkatnya UMKM\t98,10\t404.000.000\t398.118.250\t98,54\n"
    )
    assert _seen(text, "jenjang", "uraian", "capaian", "pagu", "realisasi_rp", "serapan") == [
        ("sasaran", "Meningkatnya koperasi", 102.84, 1_522_500_000, 117_450_000, 7.71),
        ("sasaran", "Meningkatnya UMKM", 98.1, 404_000_000, 398_118_250, 98.54),
    ]
