"""Achievement and its dated scale."""

from pathlib import Path

import polars as pl
import pytest
from contoh import OPD, observasi, program
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis import capaian, ringkas


def indikator(target: float | None, realisasi: float | None, nama: str = "I", **lain: object) -> dict[str, object]:
    return program(1, indikator=nama, target=target, realisasi=realisasi, **lain)


@pytest.mark.parametrize(
    ("persen", "kelas"),
    [
        (150, "sangat_tinggi"),
        (91, "sangat_tinggi"),
        (90.5, "tinggi"),
        (76, "tinggi"),
        (75.9, "sedang"),
        (66, "sedang"),
        (65.4, "rendah"),
        (51, "rendah"),
        (50.5, "sangat_rendah"),
        (-20, "sangat_rendah"),
    ],
)
def test_classes_of_the_scale(persen: float, kelas: str) -> None:
    assert capaian.skala().nilai(persen) == kelas


def test_the_rule_file_says_where_it_comes_from() -> None:
    aturan = capaian.skala()
    assert "86 Tahun 2017" in aturan.sumber
    assert aturan.status == "kutipan-sekunder"
    assert aturan.berlaku_sejak.year == 2017


def test_overlapping_limits_are_refused(tmp_path: Path) -> None:
    asli = (capaian.paths.RULES / "skala_capaian.yml").read_text(encoding="utf-8")
    rusak = tmp_path / "skala.yml"
    rusak.write_text(asli.replace("batas_bawah: 76", "batas_bawah: 95"), encoding="utf-8")
    with pytest.raises(capaian.SkalaError, match="menurun"):
        capaian.skala(rusak)


@given(st.floats(-1e6, 1e6))
def test_frame_and_scale_agree(persen: float) -> None:
    rows = observasi(indikator(100.0, persen))
    hasil = capaian.indikator(rows).row(0, named=True)
    assert hasil["kelas"] == capaian.skala().nilai(hasil["capaian_persen"])


def test_only_numbers_of_one_row_and_targets_other_than_zero_count() -> None:
    rows = observasi(
        indikator(4.0, 5.0, "A", capaian=125.0),
        indikator(0.0, 5.0, "B"),
        indikator(None, 5.0, "C"),
        indikator(4.0, None, "D"),
    )
    hasil = capaian.indikator(rows)
    assert hasil.select("indikator", "capaian_persen", "capaian_tercetak").rows() == [("A", 125.0, 125.0)]


def test_doubts_are_marked() -> None:
    rows = observasi(indikator(100.0, 90.5, "A"), indikator(100.0, 151.0, "B"), indikator(100.0, 0.0, "C"))
    hasil = capaian.indikator(rows)
    assert hasil["dekat_batas"].to_list() == [True, False, False]
    assert hasil["perlu_diperiksa"].to_list() == [False, True, False]
    rata = capaian.rata_rata(hasil).row(0, named=True)
    assert (rata["n"], rata["n_nol"], rata["n_diperiksa"]) == (3, 1, 1)
    assert rata["capaian_persen"] == pytest.approx(80.5)


def test_half_a_year_gets_no_class() -> None:
    hasil = capaian.indikator(observasi(indikator(100.0, 95.0), periode="semester1"))
    assert hasil["kelas"].to_list() == [None]
    assert capaian.rata_rata(hasil)["kelas"].to_list() == [None]


def test_a_table_with_indicators_comes_before_one_without() -> None:
    rows = pl.concat(
        [
            observasi(indikator(10.0, 5.0, None), tabel="3.1.2", tahap="lkjip"),
            observasi(indikator(10.0, 9.0)),
        ]
    )
    assert capaian.indikator(rows)["capaian_persen"].to_list() == [90.0]


def test_sasaran_stand_in_where_programs_have_no_figures() -> None:
    rows = observasi(indikator(10.0, 5.0, jenjang="sasaran"))
    satu = ringkas.opd_tahun(rows, OPD, 2024).capaian
    assert satu is not None
    assert (satu.jenjang, satu.n, satu.persen, satu.kelas) == ("sasaran", 1, 50.0, "sangat_rendah")
