"""Numbers, names, labels and sentences as readers see them."""

import inspect
import string
from decimal import Decimal

import polars as pl
import pytest
from contoh import OPD, observasi, program, tabel
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis import banding, capaian, kelompok, pagu, ringkas, serapan
from workbench.dataset.schema import PERIODE, TAHAP
from workbench.reports import istilah, kalimat, viz
from workbench.reports.format import (
    angka,
    angka_wajar,
    nama_rapi,
    persen,
    rupiah,
    rupiah_bulat,
    rupiah_ringkas,
)
from workbench.reports.nama import nama_opd, nama_pendek


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        (rupiah(Decimal("19423739016.96")), "Rp19.423.739.016,96"),
        (rupiah(Decimal("18333065868.00")), "Rp18.333.065.868"),
        (rupiah(Decimal("-127140250")), "-Rp127.140.250"),
        (rupiah(Decimal("19423739016.96"), "en"), "Rp19,423,739,016.96"),
        (rupiah(0), "Rp0"),
        (rupiah(None), "–"),
        (rupiah_ringkas(Decimal("19423739016.96")), "Rp19,42 miliar"),
        (rupiah_ringkas(Decimal("83150000"), "en"), "Rp83.15 million"),
        (rupiah_ringkas(999_999), "Rp999.999"),
        (rupiah_bulat(876666.666), "Rp876.667"),
        (persen(94.3848), "94,38%"),
        (persen(94.385, "en"), "94.39%"),
        (persen(-0.001), "0,00%"),
        (angka(1234567.891, 2), "1.234.567,89"),
        (angka_wajar(46.70), "46,7"),
        (angka_wajar(722.0), "722"),
        (angka_wajar(1000.0), "1.000"),
        (angka_wajar(None), "–"),
    ],
)
def test_numbers(teks: str, harapan: str) -> None:
    assert teks == harapan


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_rupiah_can_be_read_back(nilai: Decimal) -> None:
    teks = rupiah(nilai).replace("Rp", "").replace(".", "").replace(",", ".")
    assert Decimal(teks) == nilai


@pytest.mark.parametrize(
    ("tercetak", "rapi"),
    [
        (
            "PENILAIAN KESEHATAN KSP/USP DAN PENGEMBANGAN UMKM",
            "Penilaian Kesehatan KSP/USP dan Pengembangan UMKM",
        ),
        ("pengawasan koperasi", "Pengawasan koperasi"),
        ("Pengembangan UKM", "Pengembangan UKM"),
        (None, "–"),
    ],
)
def test_names_in_capitals_become_readable(tercetak: str | None, rapi: str) -> None:
    assert nama_rapi(tercetak) == rapi


def test_offices_are_named_with_their_region() -> None:
    dokumen = tabel(
        "dokumen",
        [
            {"dokumen": "a", "opd": OPD, "nama_opd": "DINAS KOPERASI", "wilayah": "Contoh", "status": "terbaca"},
            {"dokumen": "b", "opd": "kab-x-y", "wilayah": "Kabupaten X", "status": "terbaca"},
        ],
    )
    assert nama_opd(dokumen, OPD).panjang == "Dinas Koperasi Provinsi Contoh"
    assert nama_opd(dokumen, "kab-x-y").panjang == "Kabupaten X"
    assert nama_pendek(dokumen, [OPD, "kab-tidak-ada"]) == {
        OPD: "Provinsi Contoh",
        "kab-tidak-ada": "Kab Tidak Ada",
    }


def test_both_languages_fill_the_same_places() -> None:
    for kunci, (id_, en) in istilah.TEKS.items():
        lubang = [{nama for _, nama, _, _ in string.Formatter().parse(t) if nama} for t in (id_, en)]
        assert lubang[0] == lubang[1], kunci


def test_every_stage_and_period_has_a_name() -> None:
    assert all(istilah.tahap(tahap) for tahap in TAHAP)
    assert all(istilah.periode(periode) for periode in PERIODE if not periode.startswith("sd_"))


def test_every_figure_has_its_sentence() -> None:
    gambar = {
        nama
        for nama, isi in inspect.getmembers(viz, inspect.isfunction)
        if isi.__module__ == viz.__name__ and not nama.startswith("_")
    }
    assert gambar <= set(dir(kalimat))
    assert len(gambar) >= 9


def contoh() -> pl.DataFrame:
    return observasi(
        program(1, "60", "30", serapan=55.0),
        program(7, "40", "40"),
        program(7, indikator="Koperasi aktif", target=4.0, realisasi=5.0, satuan="unit"),
    )


def test_sentences_carry_the_figures() -> None:
    rows = serapan.program(contoh())
    assert kalimat.pagu_realisasi(rows).teks == (
        "Pagu 2 program berjumlah Rp100 (Rp100). Realisasi setahun penuh Rp70 (Rp70), yaitu 70,00%; tersisa Rp30. "
        "Program terbesar, Program Nomor 1, memegang 60,00% dari pagu."
    )
    assert "terendah Program Nomor 1 (50,00%)" in kalimat.serapan(rows, 70.0).teks
    assert "Pada 1 baris persentase tercetak berbeda" in kalimat.serapan(rows, 70.0).teks
    assert (
        "supporting programs hold 60.00%"
        in kalimat.kelompok(kelompok.bagian(pagu.program(contoh())), {OPD: "Contoh"}, "en").teks
    )


def test_half_a_year_is_said_in_words() -> None:
    rows = serapan.program(contoh().with_columns(periode=pl.lit("semester1")))
    assert "jangan dibaca sebagai hasil setahun" in kalimat.pagu_realisasi(rows).teks


def test_achievement_names_class_and_rule() -> None:
    rata = ringkas.opd_tahun(contoh(), OPD, 2024).capaian
    assert rata is not None
    teks = kalimat.capaian(capaian.indikator(contoh()), rata).teks
    assert "Rata-rata capaian 1 indikator 125,00%" in teks
    assert "kelasnya sangat tinggi; kelas ini diberikan di sini, bukan oleh dokumen" in teks


def test_no_mean_is_told_of_indicators_that_were_perhaps_not_measured() -> None:
    nol = contoh().with_columns(periode=pl.lit("semester1"), realisasi=pl.lit(0, contoh().schema["realisasi"]))
    rata = ringkas.opd_tahun(nol, OPD, 2024).capaian
    assert rata is not None
    teks = kalimat.capaian(capaian.indikator(nol), rata).teks
    assert teks.startswith("Semua 1 indikator mencetak realisasi 0 s.d. tengah tahun")
    assert "Rata-rata capaian" not in teks


def test_figures_use_the_registered_template_and_number_style() -> None:
    rows = serapan.program(contoh())
    gambar = viz.pagu_realisasi(rows)
    assert gambar.layout.separators == ",."
    assert viz.serapan(rows, 70.0, "en").layout.separators == ".,"
    assert list(gambar.data[0].x) == [60 / 1e9, 40 / 1e9]
    assert gambar.data[0].text == ("Rp60", "Rp40")


def test_achievement_bars_are_cut_but_labelled_with_the_true_value() -> None:
    rows = capaian.indikator(observasi(program(1, indikator="A", target=1.0, realisasi=9.0)))
    (batang,) = viz.capaian(rows).data
    assert batang.x == (200.0,)
    assert batang.text == ("900,00% ▸",)
    assert batang.marker.color == viz.WARNA_KELAS["sangat_tinggi"]


def test_figures_that_do_not_cover_the_year_look_different() -> None:
    rows = pl.concat([contoh(), contoh().with_columns(opd=pl.lit("kab-x-y"), periode=pl.lit("semester1"))])
    ringkasan = banding.ringkasan(rows, [OPD, "kab-x-y"], 2024)
    nama = {OPD: "A", "kab-x-y": "B"}
    warna = viz.banding_serapan(ringkasan, nama).data[0].marker.color
    assert warna == (viz.WARNA_REALISASI, viz.WARNA_PUDAR)
    assert "B (70,00%, s.d. tengah tahun) ditampilkan pudar" in kalimat.banding_serapan(ringkasan, nama).teks


def test_names_in_figures_are_escaped_and_distinct() -> None:
    rows = serapan.program(observasi(program(1, "2", "1", uraian="<b>sama"), program(2, "2", "1", uraian="<b>sama")))
    label = viz.pagu_realisasi(rows).data[0].y
    assert len(set(label)) == 2
    assert all("<b>" not in satu for satu in label)
