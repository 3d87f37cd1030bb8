"""Forms beyond programs and indicators: spending, income, regions, series, classes, matrices, trees."""

from decimal import Decimal
from pathlib import Path

import pytest
from baca import fakta, tabel_terbaca, terbaca
from typer.testing import CliRunner

from workbench.cli import app
from workbench.documents.read import read_document
from workbench.facts.model import Observation


def _money(rows: list[Observation]) -> list[tuple[str | None, str, str, Decimal | None]]:
    return [(row.uraian, row.jenjang, row.tahap, row.pagu) for row in rows if row.pagu is not None]


# --- spending and income


def test_spending_before_and_after_a_change_with_the_difference_it_prints() -> None:
    rows = terbaca(
        "Tabel 4.1 Belanja pada Perubahan APBD Tahun 2025\n\n"
        "No\tBelanja\tPagu Sebelum Perubahan (Rp)\tPagu Setelah Perubahan (Rp)\tSelisih (Rp)\n"
        "1.\tBelanja pegawai\t4.000.000,00\t4.500.000,00\t500.000,00\n"
        "2.\t- Belanja modal :\t2.000.000,00\t1.250.000,00\t(750.000,00)\n"
        "\tTotal Pagu\t6.000.000,00\t5.750.000,00\t(250.000,00)\n"
    )
    assert _money(rows) == [
        ("Belanja pegawai", "belanja", "apbd", 4_000_000),
        ("Belanja pegawai", "belanja", "apbd_perubahan", 4_500_000),
        ("Belanja modal", "belanja", "apbd", 2_000_000),
        ("Belanja modal", "belanja", "apbd_perubahan", 1_250_000),
        ("Total Pagu", "opd", "apbd", 6_000_000),
        ("Total Pagu", "opd", "apbd_perubahan", 5_750_000),
    ]
    assert [row.selisih_rp for row in rows] == [None, 500_000, None, -750_000, None, -250_000]


def test_stages_without_a_word_of_their_own_keep_their_heading() -> None:
    rows = terbaca(
        "Tabel 4.2 Rincian Belanja\n\n"
        "No\tUraian\tRancangan APBD 2025\tAPBD 2025\tPerkada 1 Tahun 2025\tPagu Anggaran APBD-P 2025\n"
        "1\tBelanja Operasi\t9.000.000\t8.000.000\t8.100.000\t7.900.000\n"
        "2\tBelanja Modal\t1.000.000\t500.000\t-\t550.000\n",
        jenis="Renja Perubahan",
    )
    assert [(row.tahap, row.catatan, row.pagu) for row in rows if row.uraian == "Belanja Operasi"] == [
        ("lain", "Rancangan APBD 2025", 9_000_000),
        ("apbd", None, 8_000_000),
        ("lain", "Perkada 1 Tahun 2025", 8_100_000),
        ("apbd_perubahan", None, 7_900_000),
    ]


def test_income_is_never_mixed_with_spending() -> None:
    rows = terbaca(
        "Tabel 4.3 Target Penerimaan PAD Pada APBD Tahun 2025\n\n"
        "No\tUraian PAD\tTarget PAD (Rp)\n1\tRetribusi Daerah\t1.500.000\n\tJumlah\t1.500.000\n"
    )
    assert [(row.jenjang, row.pagu) for row in rows] == [("deret", 1_500_000), ("deret", 1_500_000)]


def test_a_list_of_trainings_has_its_targets_and_places() -> None:
    rows = terbaca(
        "Tabel 4.4 Pelatihan pada APBD T.A 2025\n\nNo\tNama Pelatihan\tLokasi\tTarget Peserta\n"
        "I\tKEGIATAN PELATIHAN\t\t65 orang\n\t1 Pelatihan Akuntansi\t\t\n\t1.1 Pelatihan Kas Kecil\tBalai Latihan\t35 orang\n"
        "\t1.2 Pelatihan Pajak Usaha\tAula\t30 orang\n"
    )
    assert [(row.uraian, row.jenjang, row.target, row.satuan, row.lokasi) for row in rows if row.target] == [
        ("KEGIATAN PELATIHAN", "deret", 65.0, "orang", None),
        ("Pelatihan Kas Kecil", "deret", 35.0, "orang", "Balai Latihan"),
        ("Pelatihan Pajak Usaha", "deret", 30.0, "orang", "Aula"),
    ]


# --- regions and series


def test_regions_with_two_dates_growth_and_total() -> None:
    rows = terbaca(
        "Tabel 5\n\nNo.\tKab/Kota\tVolume Usaha Des 2024\tVolume Usaha Juni 2025\t%\n"
        "1\tLahat\t7,70\t4,59\t-40%\n2\tMuara Enim\t468,97\t1.248,87\t166%\nJumlah\t\t476,67\t1.253,46\t163%\n"
    )
    assert {row.jenjang for row in rows} == {"wilayah"}
    assert [(row.uraian, row.tahun, row.periode, row.realisasi) for row in rows if row.satuan != "%"] == [
        ("Lahat", 2024, "tahunan", 7.7), ("Lahat", 2025, "semester1", 4.59),
        ("Muara Enim", 2024, "tahunan", 468.97), ("Muara Enim", 2025, "semester1", 1248.87),
        ("Jumlah", 2024, "tahunan", 476.67), ("Jumlah", 2025, "semester1", 1253.46),
    ]  # fmt: skip
    assert [row.realisasi for row in rows if row.satuan == "%"] == [-40, 166, 163]
    assert {row.nama_resmi for row in rows if row.uraian == "Lahat"} == {"Kabupaten Lahat"}
    assert {row.kode_wilayah for row in rows if row.uraian == "Lahat"} == {"16.04"}


def test_a_number_with_one_separator_is_read_like_its_column() -> None:
    """Counts beside `1.130` are whole, percentages beside `12,5` are not."""
    rows = terbaca(
        "Tabel 5\n\nKecamatan\tJumlah UMKM\tTumbuh (%)\nUtara\t1.130\t12,5\nSelatan\t395\t9,25\nTimur\t2.407\t-3,125\n"
    )
    assert [row.realisasi for row in rows] == [1130, 12.5, 395, 9.25, 2407, -3.125]


def test_one_row_a_year() -> None:
    rows = terbaca(
        "Tabel 6 Perkembangan Koperasi\n\nTahun\tPerbandingan\n\tJumlah Koperasi\tKoperasi Aktif\n"
        "2022\t393\t146\n2023\t409\t160\n2024\t415\t-\n"
    )
    assert [(row.tahun, row.uraian, row.realisasi, row.jenjang) for row in rows] == [
        (2022, "Jumlah Koperasi", 393, "deret"), (2022, "Koperasi Aktif", 146, "deret"),
        (2023, "Jumlah Koperasi", 409, "deret"), (2023, "Koperasi Aktif", 160, "deret"),
        (2024, "Jumlah Koperasi", 415, "deret"),
    ]  # fmt: skip


def test_one_column_a_year_with_words_where_marks_are_given() -> None:
    rows = terbaca(
        "Tabel 7\n\nNo\tKomponen yang dinilai\tBobot\tNilai 2023\tNilai 2024\n"
        "1\tPerencanaan\t30%\t24,30%\t24,60%\n2\tPelaporan\t15%\t-\t12,30%\n\tNilai akhir\t100%\t76,35%\t77,55%\n\tPredikat\t\tB+\tBB\n"
    )
    assert [(row.uraian, row.tahun, row.realisasi, row.realisasi_teks) for row in rows] == [
        ("Perencanaan", 2023, 24.3, None), ("Perencanaan", 2024, 24.6, None), ("Pelaporan", 2024, 12.3, None),
        ("Nilai akhir", 2023, 76.35, None), ("Nilai akhir", 2024, 77.55, None),
        ("Predikat", 2023, None, "B+"), ("Predikat", 2024, None, "BB"),
    ]  # fmt: skip


def test_bounds_of_classes_are_kept_as_text() -> None:
    rows = terbaca(
        "Tabel 8\n\n\tKelas I\tKelas II\nAnggota\t<5.000 orang\t5.001 - 9.000 orang\nAset\t<2,5 Miliar\t>2,5 Miliar\n"
    )
    assert [(row.uraian, row.indikator, row.realisasi_teks, row.realisasi) for row in rows] == [
        ("Kelas I", "Anggota", "<5.000 orang", None), ("Kelas II", "Anggota", "5.001 - 9.000 orang", None),
        ("Kelas I", "Aset", "<2,5 Miliar", None), ("Kelas II", "Aset", ">2,5 Miliar", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "Tabel 9\n\nNo\tNama Barang\tJumlah\tBaik\tRusak\n1\tMeja\t10\t8\t2\n2\tKursi\t20\t19\t1\n",
        "Tabel 9\n\nNo\tMisi\tPenjelasan\n1\tMaju\tMaju bersama\n2\tMakmur\tMakmur bersama\n",
        "Tabel 9\n\nNo\tPangkat\tGolongan\tJumlah\n1\tPenata\tIII/c\t5\n2\tPembina\tIV/a\t3\n",
    ],
)
def test_other_tables_are_listed_not_read(content: str) -> None:
    (table,) = tabel_terbaca(content)
    assert table.observations == []
    assert table.alasan
    assert len(table.rejected) == 2


# --- matrices and trees


def test_a_matrix_of_presence() -> None:
    (table,) = tabel_terbaca(
        "Tabel 2.2\n\nKode Rek\t\t\tUrusan\tRenstra\tRenja\tKet\n"
        "2.\t17.\t\tUrusan Koperasi\t\t\t\n2.\t17.\t06.\tPROGRAM PEMBERDAYAAN DAN PERLINDUNGAN KOPERASI\t√\tX\t\n"
        "2.\t17.\t08.\tProgram Pengembangan UMKM\tada\ttidak ada\t\n2.\t17.\t07.\t\t✓\t-\t\n"
    )
    assert [(one.kode, one.uraian, one.dokumen, one.ada) for one in table.kesesuaian] == [
        ("2.17.06", "PEMBERDAYAAN DAN PERLINDUNGAN KOPERASI", "Renstra", True),
        ("2.17.06", "PEMBERDAYAAN DAN PERLINDUNGAN KOPERASI", "Renja", False),
        ("2.17.08", "Pengembangan UMKM", "Renstra", True),
        ("2.17.08", "Pengembangan UMKM", "Renja", False),
        ("2.17.07", None, "Renstra", True),
        ("2.17.07", None, "Renja", False),
    ]
    assert (table.kesesuaian[4].nama_resmi or "").lower().startswith("pemberdayaan usaha menengah")
    assert [row.baris for row in table.rejected] == [4]


def test_a_tree_with_lists_further_indicators_and_a_shifted_row() -> None:
    (table,) = tabel_terbaca(
        "Tabel 2.1\n\nNo\tSasaran\tIndikator Sasaran\tNama Program\tSasaran Program\tIndikator Program\tNama Kegiatan\n"
        "1\tMeningkatnya koperasi\tPersentase koperasi sehat\tProgram Pengembangan UMKM\tTerlaksananya program\t"
        "Persentase usaha naik kelas\t1. Kegiatan Satu 2. Kegiatan Dua\n"
        "\t\tPersentase koperasi aktif\t\t\t\t\n"
        "\t\tProgram Pemberdayaan dan Perlindungan Koperasi\tMeningkatnya perlindungan\tPersentase koperasi terlindungi\tKegiatan Tiga\t\n"
    )
    found = [(node.jenjang, node.uraian, node.indikator, node.induk) for node in table.pohon]
    assert found == [
        ("sasaran", "Meningkatnya koperasi", "Persentase koperasi sehat", None),
        ("program", "Pengembangan UMKM", "Persentase usaha naik kelas", 1),
        ("kegiatan", "Satu", None, 2),
        ("kegiatan", "Dua", None, 2),
        ("sasaran", "Meningkatnya koperasi", "Persentase koperasi aktif", None),
        ("program", "Pemberdayaan dan Perlindungan Koperasi", "Persentase koperasi terlindungi", 1),
        ("kegiatan", "Tiga", None, 5),
    ]
    assert [node.kode for node in table.pohon if node.jenjang == "program"] == ["2.17.08", "2.17.06"]


# --- pages that print otherwise


def test_a_page_with_one_money_column_too_many() -> None:
    head = "Kode\tProgram\tIndikator\tTarget\tRKPD 2025\tAPBD 2025\tLokasi\tSumber Dana\tTarget Prakiraan Maju 2026\tPagu Prakiraan Maju 2026"
    rows = terbaca(
        f"Tabel 3\n\n{head}\n2.17.06\tProgram Satu\tJumlah orang\t5 Orang\t3.000.000\t2.000.000\tKota\tDAU\t6 Orang\t1.500.000\n"
        f"\n{head}\t\n"
        "2.17.07\tProgram Dua\tJumlah unit\t7 Unit\t4.000.000\t3.500.000\t3.500.000\tDesa\tDAK\t8 Unit\t2.500.000\n"
        "2.17.08\tProgram Tiga\tJumlah usaha\t9 Usaha\t5.000.000\t4.500.000\t4.500.000\tDesa\tDAK\t3 Usaha\t3.500.000\n"
    )
    assert [(row.kode, row.tahap, row.pagu, row.lokasi, row.sumber_dana) for row in rows if row.tahap != "renja"] == [
        ("2.17.06", "rkpd", 3_000_000, "Kota", "DAU"), ("2.17.06", "apbd", 2_000_000, "Kota", "DAU"),
        ("2.17.06", "prakiraan_maju", 1_500_000, "Kota", "DAU"),
        ("2.17.07", "rkpd", 4_000_000, "Desa", "DAK"), ("2.17.07", "apbd", 3_500_000, "Desa", "DAK"),
        ("2.17.07", "prakiraan_maju", 2_500_000, "Desa", "DAK"),
        ("2.17.08", "rkpd", 5_000_000, "Desa", "DAK"), ("2.17.08", "apbd", 4_500_000, "Desa", "DAK"),
        ("2.17.08", "prakiraan_maju", 3_500_000, "Desa", "DAK"),
    ]  # fmt: skip


def test_items_of_a_list_in_one_cell_have_lines_of_their_own() -> None:
    rows = terbaca(
        "Tabel 1.6\n\n\tProgram\n\tAnggaran\n\n\t1. Program Pengembangan UMKM\n2. Program Penilaian Kesehatan KSP/USP Koperasi\n"
        "\n3. Program Pemberdayaan dan Perlindungan Koperasi\n\tRp.3.000.000\nRp. 75.009\nRp. 575.000\n\n\tJumlah\n\tRp.3.650.009\n",
        jenis="LKjIP",
    )
    assert [(row.baris, row.pagu) for row in rows] == [(6, 3_000_000), (7, 75_009), (9, 575_000), (14, 3_650_009)]


def test_columns_under_different_headings_do_not_claim_the_same_field() -> None:
    rows = terbaca(
        "Tabel 3.10\n\nSasaran\tIndikator\tRealisasi 2023\tRealisasi 2024\tTahun 2024\t\t\n\t\t\t\tTarget\tRealisasi\tCapaian (%)\n"
        "Meningkatnya mutu\tNilai evaluasi\t76,35\t77,55\t81,10\t-\t-\n",
        jenis="LKjIP", tahun=2024,
    )  # fmt: skip
    assert [(row.tahun, row.target, row.realisasi) for row in rows] == [
        (2023, None, 76.35), (2024, None, 77.55), (2024, 81.1, None),
    ]  # fmt: skip


# --- codes, official names, headings


HEAD = "Kode\tProgram/Kegiatan\tIndikator\tTarget\tPagu (Rp)\n"


def test_a_misprinted_name_keeps_its_print_and_gets_the_official_name() -> None:
    (row,) = terbaca(
        f"Tabel 1\n\n{HEAD}2.17.07.2.01.0002\tPemberdayaan Melalui Kemiripan Usaha Mikro\tJumlah usaha\t5 Usaha\t1.000.000\n"
    )
    assert (row.uraian, row.nama_resmi, row.penanda) == (
        "Pemberdayaan Melalui Kemiripan Usaha Mikro", "Pemberdayaan Melalui Kemitraan Usaha Mikro", {"satuan_di_target"},
    )  # fmt: skip


def test_a_code_whose_official_name_is_another_is_kept_and_flagged() -> None:
    (row,) = terbaca(f"Tabel 1\n\n{HEAD}2.17.06\tProgram Pengembangan UMKM\tJumlah usaha\t5 Usaha\t1.000.000\n")
    assert (row.kode, row.uraian) == ("2.17.06", "Pengembangan UMKM")
    assert (row.nama_resmi or "").lower() == "pemberdayaan dan perlindungan koperasi"
    assert "nama_beda_nomenklatur" in row.penanda


def test_an_affair_without_nomenclature_is_read_by_structure() -> None:
    rows = terbaca(
        f"Tabel 1\n\n{HEAD}3.27.02\tProgram Penyediaan Sarana Pertanian\tJumlah alat\t5 Unit\t3.000.000\n"
        "3.27.02.2.01\tKegiatan Pengawasan Sarana Pertanian\tJumlah alat\t5 Unit\t3.000.000\n"
        "\tSub Kegiatan Pengawasan Pupuk\tJumlah laporan\t2 Laporan\t1.000.000\n",
        nama_opd="Dinas Pertanian", opd="kab-contoh-pertanian",
    )  # fmt: skip
    assert [(row.jenjang, row.kode, row.nama_resmi) for row in rows] == [
        ("program", "3.27.02", None), ("kegiatan", "3.27.02.2.01", None), ("sub_kegiatan", None, None),
    ]  # fmt: skip


def test_the_end_of_the_plan_is_read_from_the_document(tmp_path: Path) -> None:
    table = "Sasaran\tIndikator\tTarget\t\n\t\tRenja 2025\tAkhir Renstra\nMaju\tNilai mutu\t70\t75\n"
    named = "Program\tIndikator\tTarget Renstra pada Tahun 2026 (Akhir Periode)\nProgram Satu\tNilai\t5\n"
    assert {row.tahun for row in terbaca(f"Tabel 1\n\n{table}") if row.tahap == "renstra_akhir"} == {2025}
    both = terbaca(f"Tabel 1\n\n{table}\nTabel 2\n\n{named}")
    assert {row.tahun for row in both if row.tahap == "renstra_akhir"} == {2026}
    document = tmp_path / "renja.txt"
    document.write_text(
        "RENCANA KERJA TAHUN 2025\nDINAS KOPERASI KABUPATEN LAHAT\n\nBAB I\n\n"
        f"Renja ini mengacu pada Rencana Strategis Dinas Koperasi Tahun 2024-2026.\n\nTabel 1\n\n{table}",
        encoding="utf-8",
    )
    assert read_document(document).identity.akhir_renstra == 2026


def test_headings_that_are_not_understood_are_reported() -> None:
    (table,) = tabel_terbaca(
        "Tabel 1\n\nProgram\tIndikator\tTarget\tAngka Dasar\tPagu (Rp)\nProgram Satu\tNilai\t5\t3\t1.000.000\n"
    )
    assert table.unknown_headings == ["Angka Dasar"]


def test_explain_shows_roles_reasons_and_what_was_left(tmp_path: Path) -> None:
    document = tmp_path / "renja.txt"
    document.write_text(
        "RENCANA KERJA TAHUN 2025\nDINAS KOPERASI DAN UKM KABUPATEN LAHAT\n\nTabel 1\n\n"
        "Program\tIndikator\tTarget\tAngka Dasar\tPagu (Rp)\nProgram Satu\tNilai\t5\t3\t1.000.000\n\nTabel 2\n\n"
        "No\tMisi\tArti\n1\tMaju[bold]\tMaju\n2\tMakmur\tMakmur\n",
        encoding="utf-8",
    )
    shown = CliRunner().invoke(app, ["explain", str(document)])
    assert shown.exit_code == 0
    text = " ".join(shown.output.split())
    for part in (
        "pagu: renja 2025, tahunan",
        "kata 'target' pada judulnya",
        "judul tidak dikenal",
        "Maju[bold]",
        "2 baris ditolak",
    ):
        assert part in text
    assert CliRunner().invoke(app, ["explain", str(document), "--tabel", "9"]).exit_code == 2
    assert CliRunner().invoke(app, ["explain", str(tmp_path / "tiada.txt")]).exit_code == 2


def test_text_outside_tables_is_read_too() -> None:
    facts = fakta("1. Program Pengembangan UMKM Rp. 5.000.000,00 terealisasi sebesar 90,5 persen.\n")
    assert [(row.kode, row.pagu, row.serapan, "naratif" in row.penanda) for row in facts.naratif] == [
        ("2.17.08", 5_000_000, 90.5, True)
    ]
