"""Structure, revision, plan's end, efficiency, series, regions, prices and own lists, on tables checked by hand."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from contoh import LAIN, OPD, observasi, program, tulis
from hypothesis import given
from hypothesis import strategies as st

from workbench import data
from workbench.analysis import (
    belanja,
    capaian,
    deret_waktu,
    efisiensi,
    harga,
    indikator,
    keluarga,
    koperasi,
    perubahan,
    prioritas,
    renstra,
    sebaran,
    struktur,
    wilayah,
)

SKOR = st.floats(min_value=0.01, max_value=100, allow_nan=False)
UKURAN = st.one_of(st.none(), st.integers(0, 10**12))


def kegiatan(kode: str, pagu: str, realisasi_rp: str | None = None, **lain: Any) -> dict[str, Any]:
    jenjang = "kegiatan" if kode.count(".") == 4 else "sub_kegiatan"
    return {**program(0, pagu, realisasi_rp), "kode": kode, "uraian": kode, "jenjang": jenjang, **lain}


def sasaran(nama: str, **lain: Any) -> dict[str, Any]:
    return {"jenjang": "sasaran", "indikator": nama, "uraian": "Sasaran satu", **lain}


# --- cooperatives of a user's own list --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skor", "harapan"),
    [
        (100, "sehat"), (80, "sehat"), (79.99, "cukup sehat"), (66, "cukup sehat"), (65.99, "dalam pengawasan"),
        (51, "dalam pengawasan"), (50.99, "dalam pengawasan khusus"), (0.01, "dalam pengawasan khusus"),
        (0, None), (None, None),
    ],
)  # fmt: skip
def test_health_bands_at_their_limits(skor: float | None, harapan: str | None) -> None:
    assert koperasi.predikat(skor) == harapan


@pytest.mark.parametrize("skor", [-0.01, 100.01])
def test_scores_that_cannot_be_are_refused(skor: float) -> None:
    with pytest.raises(koperasi.NilaiKoperasiError, match="antara 0 dan 100"):
        koperasi.predikat(skor)


@given(SKOR, SKOR)
def test_a_better_score_never_gives_a_worse_band(satu: float, dua: float) -> None:
    urutan = ["dalam pengawasan khusus", "dalam pengawasan", "cukup sehat", "sehat"]
    rendah, tinggi = sorted((satu, dua))
    assert urutan.index(str(koperasi.predikat(rendah))) <= urutan.index(str(koperasi.predikat(tinggi)))


@pytest.mark.parametrize(
    ("ukuran", "harapan"),
    [
        ({"anggota": 5000}, "KUK 1"), ({"anggota": 5001}, "KUK 2"), ({"anggota": 9001}, "KUK 3"),
        ({"anggota": 35_001}, "KUK 4"), ({"modal_sendiri": 250_000_001}, "KUK 2"),
        ({"aset": 100_000_000_000}, "KUK 2"), ({"aset": Decimal("500000000000.01")}, "KUK 4"),
        ({"anggota": 10, "aset": 100_000_000_001}, "KUK 3"), ({"modal_sendiri": -5}, "KUK 1"), ({}, None),
    ],
)  # fmt: skip
def test_size_classes_at_their_limits(ukuran: dict[str, Any], harapan: str | None) -> None:
    assert koperasi.kelas(**ukuran) == harapan


@given(UKURAN, UKURAN, UKURAN)
def test_a_size_that_becomes_known_never_lowers_the_class(anggota: Any, modal: Any, aset: Any) -> None:
    tanpa, dengan = koperasi.kelas(anggota, modal), koperasi.kelas(anggota, modal, aset)
    assert tanpa is None or str(dengan) >= tanpa


def test_a_list_keeps_its_columns_and_names_the_row_that_cannot_be() -> None:
    daftar = pl.DataFrame({"nama": ["A", "B"], "skor": [81.5, None], "anggota": [None, 6000]})
    hasil = koperasi.nilai_daftar(daftar)
    assert hasil.select("nama", "predikat", "kuk", "kuk_lengkap").rows() == [
        ("A", "sehat", None, False),
        ("B", None, "KUK 2", False),
    ]
    with pytest.raises(koperasi.NilaiKoperasiError, match="Baris 2: anggota"):
        koperasi.nilai_daftar(pl.DataFrame({"anggota": [1, -1]}))
    with pytest.raises(koperasi.NilaiKoperasiError, match="skor, anggota, modal_sendiri, aset"):
        koperasi.nilai_daftar(pl.DataFrame({"nama": ["A"]}))


# --- indicators -------------------------------------------------------------------------------------------------


def cacah(nama: str, nilai: float, **lain: Any) -> dict[str, Any]:
    return {"jenjang": "deret", "indikator": nama, "realisasi": nilai, "satuan": "unit", "tabel": "3.8", **lain}


def test_percentages_are_recomputed_from_counts_of_the_document() -> None:
    rows = observasi(
        sasaran("Persentase koperasi sehat", realisasi=22.65, tabel="3.4"),
        cacah("Jumlah Koperasi", 415),
        cacah("Koperasi Sehat", 94),
    )
    assert indikator.dihitung_ulang(rows).select("pembilang", "penyebut", "cocok").rows() == [(94.0, 415.0, True)]
    salah = rows.with_columns(realisasi=pl.when(pl.col("jenjang") == "sasaran").then(26.65).otherwise("realisasi"))
    satu = indikator.dihitung_ulang(salah).row(0, named=True)
    assert not satu["cocok"] and satu["selisih"] == pytest.approx(26.65 - 94 / 415 * 100)
    assert (satu["tabel_tercetak"], satu["tabel"]) == ("3.4", "3.8")


def test_an_unclear_denominator_computes_nothing() -> None:
    rows = observasi(
        sasaran("Persentase koperasi sehat", realisasi=50, tabel="3.4"),
        cacah("Koperasi Sehat", 94),
        cacah("Koperasi Dibina", 200),
        cacah("Koperasi Dilatih", 300),
    )
    assert indikator.dihitung_ulang(rows).is_empty()
    lain_tahun = rows.with_columns(tahun=pl.when(pl.col("jenjang") == "deret").then(2023).otherwise("tahun"))
    assert indikator.dihitung_ulang(lain_tahun).is_empty()


def test_directions_follow_the_words() -> None:
    assert indikator.arah("Persentase penduduk miskin") == indikator.TURUN
    assert indikator.arah("Persentase pengaduan yang ditangani") == indikator.NAIK
    assert indikator.arah("Persentase koperasi aktif") == indikator.NAIK


def test_definitions_are_what_the_document_prints() -> None:
    rumus = r"$\frac{\text{Jumlah koperasi sehat}}{\text{Jumlah koperasi}} \times 100$"
    rows = observasi(sasaran("Persentase sehat", catatan=rumus), sasaran("Lain", catatan="Dinas Koperasi"))
    assert indikator.definisi(rows).select("kunci", "rumus").rows() == [
        ("persentase sehat", "Jumlah koperasi sehat / Jumlah koperasi x 100")
    ]


def test_grades_of_the_document_are_kept_apart_from_classes() -> None:
    rows = observasi(
        sasaran("A", capaian=111.36, catatan="Sangat Baik"),
        sasaran("B", catatan="Belum dinilai"),
        sasaran("C", catatan="baik sekali menurut kami"),
        sasaran("A", capaian=111.36, catatan="sangat baik", tabel="3.9"),
    )
    assert capaian.penilaian_dokumen(rows).select("indikator", "penilaian").rows() == [
        ("A", "Sangat Baik"),
        ("B", "Belum dinilai"),
    ]


# --- structure, revision, plan's end ----------------------------------------------------------------------------


def test_lines_stand_below_the_line_their_code_names() -> None:
    rows = observasi(
        program(1, "100", "90"),
        kegiatan("2.17.01.1.01", "70", "60"),
        kegiatan("2.17.01.1.01.0001", "30", "30"),
        kegiatan("2.17.01.1.01.0002", "30", "10"),
        kegiatan("2.17.09.1.01", "5", "5"),
    )
    hasil = struktur.baris(rows)
    assert hasil["induk"].to_list() == [None, 0, 1, 1, None]
    assert hasil["jumlah_rincian"].to_list() == [Decimal(70), Decimal(60), None, None, None]
    assert hasil["selisih_rincian"].to_list() == [Decimal(30), Decimal(10), None, None, None]


def test_a_revision_keeps_lines_of_one_side_without_a_zero() -> None:
    lama = observasi(program(1, "100"), program(2, "50"), tahap="apbd", tabel="1")
    baru = observasi(program(1, "80"), program(3, "10"), tahap="apbd_perubahan", tabel="1")
    hasil = perubahan.program(pl.concat([lama, baru])).sort("kode")
    assert hasil.select("sebelum", "sesudah", "selisih").rows() == [
        (Decimal(100), Decimal(80), Decimal(-20)),
        (Decimal(50), None, None),
        (None, Decimal(10), None),
    ]


def test_two_tables_are_no_revision() -> None:
    lama = observasi(program(1, "100"), tahap="apbd", tabel="1")
    baru = observasi(program(1, "80"), tahap="apbd_perubahan", tabel="2")
    assert perubahan.program(pl.concat([lama, baru])).is_empty()


def test_kinds_inside_kinds_are_known_by_their_sums() -> None:
    isi = [("Operasi", "90"), ("Pegawai", "60"), ("Barang", "30"), ("Modal", "10")]
    rows = [{**program(0, pagu), "kode": None, "jenjang": "belanja", "uraian": nama} for nama, pagu in isi]
    rows.append({**program(0, "100"), "kode": None, "jenjang": "opd"})
    hasil = belanja.jenis(observasi(*rows))
    assert hasil.select("tingkat", "bagian_persen", "menutup").rows() == [
        (0, 90.0, True), (1, 60.0, True), (1, 30.0, True), (0, 10.0, True),
    ]  # fmt: skip


def test_one_source_of_funds_broken_over_lines_is_one_source() -> None:
    rows = observasi(
        kegiatan("2.17.01.1.01.0001", "30", sumber_dana="DAK Non- Fisik"),
        kegiatan("2.17.01.1.01.0002", "50", sumber_dana="DAK  Non-fisik"),
        kegiatan("2.17.01.1.01.0003", "20"),
    )
    assert belanja.sumber_dana(rows).select("sumber_dana", "n_baris", "pagu", "bagian_persen").rows() == [
        ("DAK Non-Fisik", 2, Decimal(80), 80.0),
        (None, 1, Decimal(20), 20.0),
    ]


def test_what_is_needed_a_year_to_the_plans_end() -> None:
    akhir = {"tahap": "renstra_akhir", "tahun": 2026, "periode": None}
    rows = observasi(
        {**sasaran("A"), **akhir, "target": 60.0},
        {**sasaran("B"), **akhir, "target": 10.0},
        {**sasaran("C"), **akhir, "target": 10.0},
        sasaran("A", realisasi=40.0, tahun=2023),
        sasaran("A", realisasi=30.0, tahun=2022),
        sasaran("A", realisasi=99.0, tahun=2025),
        sasaran("B", realisasi=12.0, tahun=2024),
    )
    hasil = renstra.jalur(rows, 2024)
    kolom = ("indikator", "realisasi", "tahun_realisasi", "kurang", "perlu_per_tahun")
    assert hasil.select(kolom).rows() == [
        ("A", 40.0, 2023, 20.0, 10.0),
        ("B", 12.0, 2024, None, None),
        ("C", None, None, None, None),
    ]


# --- performance against money ----------------------------------------------------------------------------------


def dua_program() -> pl.DataFrame:
    return observasi(
        program(1, "100", "50", indikator="A", target=10.0, realisasi=10.0),
        program(2, "100", "90", indikator="B", target=10.0, realisasi=9.0),
        program(3, "0", "0", indikator="C", target=10.0, realisasi=1.0),
    )


def test_both_readings_of_efficiency_and_the_quadrants() -> None:
    hasil = efisiensi.program(dua_program())
    assert hasil.select("kode", "selisih", "rasio", "kuadran").rows() == [
        ("2.17.01", 50.0, 2.0, "tercapai_hemat"),
        ("2.17.02", 0.0, 1.0, "kurang_penuh"),
    ]


def test_money_of_another_period_is_not_set_against_achievement() -> None:
    uang = observasi(program(1, "100", "50"), periode="semester1", tabel="1")
    hasil = observasi(program(1, indikator="A", target=10.0, realisasi=10.0), tabel="2")
    assert efisiensi.program(pl.concat([uang, hasil])).is_empty()


def test_gaps_are_weighted_by_money_and_never_by_what_was_overdone() -> None:
    rows = observasi(
        program(1, "100", "100", indikator="A", target=10.0, realisasi=20.0),
        {**program(1), "indikator": "A2", "target": 10.0, "realisasi": 5.0},
        program(2, "1000", "900", indikator="B", target=10.0, realisasi=9.0),
    )
    hasil = prioritas.kesenjangan(rows, "program")
    assert hasil.select("kode", "kekurangan_persen", "bobot_rp").rows() == [
        ("2.17.02", pytest.approx(10.0), pytest.approx(100.0)),
        ("2.17.01", 25.0, 25.0),
    ]


def test_zeros_before_the_year_is_over_are_not_measured_yet() -> None:
    rows = observasi(program(1, "100", "10", indikator="A", target=10.0, realisasi=0.0), periode="semester1")
    assert prioritas.kesenjangan(rows, "program")["belum_diukur"].to_list() == [True]
    assert efisiensi.program(rows).is_empty()


# --- time, regions, prices --------------------------------------------------------------------------------------


def test_quarters_need_two_periods_and_stand_in_their_order() -> None:
    rows = observasi(
        sasaran("A", periode="tw4", realisasi_teks="Belum dinilai"),
        sasaran("A", periode="tw1", realisasi=1.0),
        sasaran("B", periode="tw4", realisasi=1.0),
    )
    assert deret_waktu.triwulan(rows).select("indikator", "periode").rows() == [("A", "tw1"), ("A", "tw4")]


def test_years_keep_every_value_that_tables_print() -> None:
    rows = observasi(
        sasaran("A", tahun=2023, realisasi=19.12),
        sasaran("A", tahun=2023, realisasi=20.88, tabel="2"),
        sasaran("A", tahun=2022, realisasi=18.0),
        sasaran("B", tahun=2022, realisasi=18.0),
        sasaran("A", tahun=2024, realisasi=9.0, periode="tw2"),
    )
    assert deret_waktu.tahunan(rows).select("tahun", "realisasi", "berbeda").rows() == [
        (2022, 18.0, False),
        (2023, 19.12, True),
        (2023, 20.88, True),
    ]


def test_totals_are_no_regions_and_coordinates_are_matched_by_name() -> None:
    rows = observasi(
        *(
            {"jenjang": "wilayah", "uraian": nama, "indikator": "Koperasi", "realisasi": nilai}
            for nama, nilai in (("Kec. A", 3.0), ("KEC. B", 5.0), ("Jumlah", 8.0))
        )
    )
    hasil = wilayah.menurut_wilayah(rows)
    assert hasil.select("wilayah", "realisasi", "jumlah_tercetak").rows() == [
        ("KEC. B", 5.0, 8.0),
        ("Kec. A", 3.0, 8.0),
    ]
    titik = pl.DataFrame({"wilayah": ["kec b"], "lintang": [-5.0], "bujur": [105.0]})
    assert wilayah.dengan_koordinat(hasil, titik).select("wilayah", "lintang").rows() == [
        ("KEC. B", -5.0),
        ("Kec. A", None),
    ]


def test_money_at_constant_prices() -> None:
    rows = observasi(program(1, "100", "50", tahun=2022), program(1, "110", None, tahun=2024))
    hasil = harga.pada_harga(rows, {2022: 100, 2024: 110}, 2024)
    assert hasil.select("pagu", "realisasi_rp").rows() == [(Decimal(110), Decimal(55)), (Decimal(110), None)]
    with pytest.raises(harga.IndeksError, match="2022"):
        harga.pada_harga(rows, {2024: 110}, 2024)
    with pytest.raises(harga.IndeksError, match="lebih besar dari nol"):
        harga.pada_harga(rows, {2022: 0, 2024: 110}, 2024)


# --- several offices --------------------------------------------------------------------------------------------


def test_kegiatan_of_both_tiers_are_one_family() -> None:
    assert keluarga.keluarga_kode("2.17.06.2.01") == keluarga.keluarga_kode("2.17.06.1.01")
    assert keluarga.keluarga_kode("2.17.05.2.01") != keluarga.keluarga_kode("2.17.06.2.01")
    assert keluarga.keluarga_kode("2.17.06") is None and keluarga.keluarga_kode("2.17.99.1.99") is None
    satu = observasi(program(6, "10", "5"), kegiatan("2.17.06.1.01", "10", "5"))
    dua = observasi(program(6, "20", None), kegiatan("2.17.06.2.01", "20"), opd=LAIN, dokumen="lain.txt")
    hasil = keluarga.kegiatan_bersama(pl.concat([satu, dua])).sort("pagu")
    assert hasil.select("opd", "serapan_persen", "periode").rows() == [(OPD, 50.0, "tahunan"), (LAIN, None, None)]


def test_ranks_are_given_to_full_years_only() -> None:
    satu = observasi(program(1, "100", "60"))
    dua = observasi(program(1, "100", "90"), opd=LAIN, dokumen="lain.txt", periode="semester1")
    tiga = observasi(program(1, "100", "70"), opd="kota-tiga-koperasi-ukm", dokumen="tiga.txt")
    opd = [OPD, LAIN, "kota-tiga-koperasi-ukm"]
    hasil = sebaran.serapan_opd(pl.concat([satu, dua, tiga]), opd)
    assert hasil.select("opd", "peringkat").rows() == [(opd[2], 1), (OPD, 2), (LAIN, None)]
    assert hasil["median"].to_list() == [None, None, None]
    sendiri = sebaran.serapan_opd(pl.concat([satu, dua]), opd)
    assert sendiri["peringkat"].to_list() == [None, None]


def test_shared_indicators_take_the_newest_realisation_before_a_target() -> None:
    satu = observasi(
        sasaran("Persentase koperasi aktif", tahun=2023, realisasi=40.0, target=50.0),
        sasaran("Persentase koperasi aktif", tahun=2024, target=60.0),
        sasaran("Nilai lain", realisasi=1.0),
    )
    dua = observasi(sasaran("Persentase jumlah koperasi yang aktif", realisasi=70.0), opd=LAIN, dokumen="lain.txt")
    hasil = sebaran.iku_bersama(pl.concat([satu, dua]), [LAIN, OPD], 2024)
    assert hasil.select("opd", "tahun", "realisasi").rows() == [(LAIN, 2024, 70.0), (OPD, 2023, 40.0)]


def test_years_become_units_of_one_comparison() -> None:
    rows = observasi(program(1, "1", tahun=2022), program(1, "2", tahun=2023), program(1, "3", tahun=2024))
    hasil = sebaran.satukan_tahun(rows, [(OPD, 2022), (OPD, 2024)], 2024)
    assert hasil.select("opd", "tahun", "pagu").rows() == [
        (f"{OPD}@2022", 2024, Decimal(1)),
        (f"{OPD}@2024", 2024, Decimal(3)),
    ]


# --- own analysis -----------------------------------------------------------------------------------------------


def test_the_long_form_has_a_row_for_every_figure_and_none_for_a_blank() -> None:
    rows = observasi(program(1, "100.05", None, target=0.0), program(2, None, "7"))
    hasil = data.panjang(rows)
    assert hasil.select("kode", "ukuran", "nilai", "rupiah").rows() == [
        ("2.17.01", "target", 0.0, None),
        ("2.17.01", "pagu", 100.05, Decimal("100.05")),
        ("2.17.02", "realisasi_rp", 7.0, Decimal("7.00")),
    ]


def test_sql_reads_the_files_of_the_dataset(tmp_path: Path) -> None:
    folder = tulis(tmp_path, observasi(program(1, "100.05"), program(2, "0.10")))
    hasil = data.sql("select opd, sum(pagu) as pagu from kinerja where jenjang = 'program' group by opd", folder)
    assert hasil.rows() == [(OPD, Decimal("100.15"))]
    with pytest.raises(pl.exceptions.SQLInterfaceError, match="tiada"):
        data.sql("select * from tiada", folder)


def test_duckdb_reads_the_same_files_to_the_last_sen(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB (tambahan jelajah) tidak terpasang")
    folder = tulis(tmp_path, observasi(program(1, "19423739016.96"), program(2, "0.10"), program(3)))
    berkas = folder / "kinerja.parquet"
    assert duckdb.sql(f"select sum(pagu), count(pagu), count(*) from '{berkas}'").fetchall() == [
        (Decimal("19423739017.06"), 2, 3)
    ]
