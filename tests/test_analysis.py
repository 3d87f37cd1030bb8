"""Absorption, ceilings, groups, unit costs and comparison, on tables small enough to check by hand."""

from decimal import Decimal

import polars as pl
import pytest
from contoh import LAIN, OPD, observasi, program
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis import banding, biaya, kelompok, ketersediaan, pagu, pilih, ringkas, serapan

RUPIAH = st.decimals(min_value=1, max_value=10**12, places=2)


def total(pagu: str, realisasi: str | None = None, **lain: object) -> dict[str, object]:
    return {**program(0, pagu, realisasi), "kode": None, "kode_asal": None, "jenjang": "opd", **lain}


def test_absorption_comes_from_pairs_of_one_row_only() -> None:
    rows = observasi(
        program(1, "100", "90"),
        program(2, "100", None),
        program(2, None, "50", tahap="apbd_perubahan"),
    )
    hasil = serapan.program(rows)
    assert hasil.select("kode", "serapan_persen").rows() == [("2.17.01", 90.0)]


def test_the_table_that_adds_up_is_used_before_a_newer_one_that_does_not() -> None:
    """A summary of a newer stage repeats one program's realisation for another; the detailed table closes."""
    rincian = observasi(program(1, "100", "80"), program(2, "50", "40"), total("150", "120"))
    ringkasan = observasi(
        program(1, "100", "80"), program(2, "50", "80"), total("150", "120"), tabel="3.1", tahap="apbd_perubahan"
    )
    rows = pl.concat([ringkasan, rincian])
    assert serapan.program(rows)["tabel"].unique().to_list() == ["T-C.29"]
    assert serapan.opd(serapan.program(rows)).row(0, named=True)["realisasi_rp"] == Decimal(120)
    assert serapan.tabel_pembanding(rows).select("tabel", "menutup", "terpilih").rows() == [
        ("T-C.29", True, True),
        ("3.1", False, False),
    ]


def test_a_full_year_is_used_before_a_half_year() -> None:
    rows = pl.concat(
        [
            observasi(program(1, "100", "40"), tahap="lkjip", periode="semester1", tabel="1"),
            observasi(program(1, "100", "90"), tabel="2"),
        ]
    )
    assert serapan.program(rows)["serapan_persen"].to_list() == [90.0]


def test_the_newest_stage_gives_the_ceiling_and_a_fragment_does_not() -> None:
    penuh = observasi(*(program(n, "10") for n in range(1, 9)), tabel="3.2", tahap="renja_perubahan_sesudah")
    lama = observasi(*(program(n, "9") for n in range(1, 9)), tabel="2.2")
    potongan = observasi(program(1, "99"), tabel="x", tahap="apbd_perubahan")
    assert pagu.program(pl.concat([lama, potongan, penuh]))["pagu"].sum() == Decimal(80)


def test_lists_of_needs_come_after_every_budget_stage() -> None:
    rows = pl.concat(
        [
            observasi(*(program(n, "10") for n in range(1, 9)), tabel="T-C.31", tahap="kebutuhan"),
            observasi(program(1, "7"), program(2, "7"), tabel="T-C.33"),
        ]
    )
    assert pagu.program(rows)["tabel"].unique().to_list() == ["T-C.33"]


def test_renstra_totals_and_forward_estimates_are_no_figures_of_the_year() -> None:
    rows = observasi(
        program(1, "500", "400", tahap="renstra_akhir"),
        program(1, "70", tahap="prakiraan_maju"),
        program(1, None, "300", tahap="renstra_sd_lalu", periode="sd_tahun_lalu"),
    )
    assert pilih.tahun_sendiri(rows).is_empty()
    assert pagu.program(rows).is_empty() and serapan.program(rows).is_empty()
    assert ketersediaan.opd_tahun(rows) == []


def test_levels_are_never_added_together() -> None:
    rows = observasi(
        program(1, "100", "50"),
        program(1, "100", "50", jenjang="kegiatan", kode="2.17.01.1.01"),
        program(1, "60", "30", jenjang="sub_kegiatan", kode="2.17.01.1.01.0001"),
        program(1, "40", "20", jenjang="sub_kegiatan", kode="2.17.01.1.01.0002"),
    )
    assert ringkas.opd_tahun(rows, OPD, 2024).pagu == Decimal(100)
    assert serapan.rincian(rows)["pagu"].sum() == Decimal(100)


def test_a_line_repeated_on_the_next_page_counts_once() -> None:
    rows = observasi(program(1, "100", "50"), program(1, "100", "50"), program(2, "30", "30"))
    assert serapan.opd(serapan.program(rows)).row(0, named=True)["pagu"] == Decimal(130)


def test_a_printed_total_of_zero_is_no_total() -> None:
    rows = observasi(program(1, "100"), total("0"))
    assert pagu.menurut_tabel(rows).row(0, named=True)["menutup"] is None


@given(st.lists(st.tuples(RUPIAH, RUPIAH), min_size=1, max_size=8))
def test_totals_are_exact_sums_of_the_programs(pasangan: list[tuple[Decimal, Decimal]]) -> None:
    rows = observasi(*(program(n, str(p), str(r)) for n, (p, r) in enumerate(pasangan, 1)))
    hasil = serapan.opd(serapan.program(rows)).row(0, named=True)
    assert hasil["pagu"] == sum(p for p, _ in pasangan)
    assert hasil["sisa_rp"] == sum(p - r for p, r in pasangan)
    assert hasil["serapan_persen"] == pytest.approx(float(hasil["realisasi_rp"] / hasil["pagu"]) * 100)


def test_a_zero_ceiling_has_no_absorption() -> None:
    assert serapan.program(observasi(program(1, "0", "0")))["serapan_persen"].to_list() == [None]


def test_supporting_programs_are_number_01_of_any_bidang_urusan() -> None:
    rows = observasi(
        program(1, "60"),
        program(7, "30"),
        program(1, "0", kode="X.XX.01", uraian="PENUNJANG"),
        program(9, "10", kode=None, kode_asal=None, uraian="TANPA KODE"),
    )
    hasil = kelompok.bagian(pagu.program(rows))
    assert hasil.select("kelompok", "n_program", "bagian_persen").rows() == [
        ("penunjang", 2, 60.0),
        ("inti", 1, 30.0),
        ("tidak_diketahui", 1, 10.0),
    ]
    assert kelompok.terbagi(hasil)


def sub(uraian: str, satuan: str | None, target: float, pagu: str, **lain: object) -> dict[str, object]:
    return {
        **program(1, pagu),
        "jenjang": "sub_kegiatan",
        "kode": "2.17.01.1.01.0001",
        "uraian": uraian,
        "indikator": f"Jumlah {uraian}",
        "satuan": satuan,
        "target": target,
        **lain,
    }


def test_unit_cost_needs_a_countable_unit_and_a_single_indicator() -> None:
    dua = {"kode": "2.17.01.1.01.0003"}
    rows = observasi(
        sub("dokumen", "Dokumen", 4, "100", realisasi=2.0, realisasi_rp=Decimal(40)),
        sub("layanan", "persen", 100, "100", kode="2.17.01.1.01.0002", realisasi=1.0, realisasi_rp=Decimal(1)),
        sub("a", "Paket", 2, "100", **dua, realisasi=1.0, realisasi_rp=Decimal(1)),
        {**sub("b", "Paket", 2, "0", **dua), "pagu": None},
        sub("nol", "Unit", 0, "100", kode="2.17.01.1.01.0004", realisasi=0.0, realisasi_rp=Decimal(0)),
    )
    hasil = biaya.satuan(rows)
    assert hasil.select("indikator", "biaya_rencana", "biaya_realisasi").rows() == [("Jumlah dokumen", 25.0, 20.0)]


def test_unit_costs_are_compared_only_with_the_same_words_and_unit() -> None:
    rows = pl.concat(
        [
            observasi(sub("Dokumen", "dokumen", 4, "100"), sub("Gaji", "orang", 1, "5", kode="2.17.01.1.02.0001")),
            observasi(
                sub("dokumen ", "Dokumen", 2, "80"),
                sub("Gaji", "orang/bulan", 1, "5", kode="2.17.01.2.02.0001"),
                opd=LAIN,
            ),
        ]
    )
    hasil = banding.biaya_satuan(rows, [LAIN, OPD], 2024)
    assert hasil.select("opd", "biaya_rencana").rows() == [(LAIN, 40.0), (OPD, 25.0)]


def dua_opd() -> pl.DataFrame:
    return pl.concat(
        [
            observasi(
                program(1, "60", "30", uraian="PENUNJANG URUSAN PEMERINTAHAN DAERAH PROVINSI"),
                program(7, "40", "40"),
                program(7, indikator="Indikator", target=4.0, realisasi=5.0),
            ),
            observasi(
                program(1, "10", "1"),
                program(8, "90", None, kode=None, kode_asal=None),
                opd=LAIN,
                periode="semester1",
                dokumen="lain.txt",
            ),
            observasi(program(1, "5"), opd="kota-contoh-koperasi-ukm", tahun=2022),
        ]
    )


def test_comparison_keeps_the_order_asked_for_and_shows_offices_without_figures() -> None:
    asing = "kota-contoh-koperasi-ukm"
    hasil = banding.ringkasan(dua_opd(), [asing, LAIN, OPD], 2024)
    assert hasil.select("opd", "pagu", "serapan_persen", "setahun_penuh").rows() == [
        (asing, None, None, None),
        (LAIN, Decimal(100), 10.0, False),
        (OPD, Decimal(100), 70.0, True),
    ]


def test_shares_of_shared_programs_are_of_the_whole_ceiling() -> None:
    """A program without a code is not matched, but still belongs to the ceiling."""
    hasil = banding.program_bersama(dua_opd(), [OPD, LAIN], 2024).filter(pl.col("nomor") == "01")
    assert hasil.select("opd", "uraian", "bagian_persen", "n_opd").rows() == [
        (OPD, "PENUNJANG URUSAN PEMERINTAHAN DAERAH", 60.0, 2),
        (LAIN, "PENUNJANG URUSAN PEMERINTAHAN DAERAH", 10.0, 2),
    ]


def test_what_cannot_be_compared_is_listed_with_its_reason() -> None:
    opd = [OPD, LAIN, "kota-contoh-koperasi-ukm", "kab-tiada-koperasi-ukm"]
    hasil = banding.tidak_sebanding(dua_opd(), opd, 2024)
    assert set(hasil.select("opd", "alasan", "rincian").rows()) == {
        (OPD, "tanpa_biaya_satuan", None),
        (LAIN, "belum_setahun", "semester1"),
        (LAIN, "tanpa_capaian_program", None),
        (LAIN, "tanpa_kode", "1"),
        (LAIN, "tanpa_biaya_satuan", None),
        ("kota-contoh-koperasi-ukm", "tahun_lain", "2022"),
        ("kab-tiada-koperasi-ukm", "tanpa_angka", None),
    }


def test_key_figures_of_an_office_without_anything_are_none() -> None:
    kosong = ringkas.opd_tahun(observasi(), OPD, 2024)
    assert (kosong.pagu, kosong.serapan_persen, kosong.capaian, kosong.n_program) == (None, None, None, 0)


def test_the_period_of_a_plan_is_not_a_period_of_realisation() -> None:
    rows = pl.concat([observasi(program(1, "5")), observasi(program(1, "5", "1"), periode="semester1", tabel="2")])
    assert ketersediaan.angka(rows)["periode"].to_list() == ["semester1"]
