"""Which figures exist: by OPD and year, so that reports are made only where there is something to report."""

import polars as pl

from workbench.analysis import pilih

JENJANG_PROGRAM = ("program", "kegiatan", "sub_kegiatan")


def angka(observasi: pl.DataFrame) -> pl.DataFrame:
    """How many program, kegiatan and sub kegiatan rows print each kind of figure, by OPD and year.

    Only figures of the year itself count (no Renstra totals, no earlier years, no forward estimates).
    Columns: `opd, tahun, baris, pagu, realisasi_rp, target, realisasi, serapan` (rows with both pagu and
    realisation), `capaian` (rows with both target and realisation), `periode` (the most
    complete one with a realisation).
    """
    ada = {k: pl.col(k).is_not_null() for k in ("pagu", "realisasi_rp", "target", "realisasi")}
    rows = pilih.tahun_sendiri(observasi).filter(pl.col("jenjang").is_in(JENJANG_PROGRAM))
    terealisasi = ada["realisasi"] | ada["realisasi_rp"]
    hasil = rows.group_by("opd", "tahun").agg(
        baris=pl.len(),
        **{nama: kondisi.sum() for nama, kondisi in ada.items()},
        serapan=(ada["pagu"] & ada["realisasi_rp"]).sum(),
        capaian=(ada["target"] & ada["realisasi"] & (pl.col("target") != 0)).sum(),
        periode=pl.col("periode").filter(terealisasi).sort_by(_urutan_periode().filter(terealisasi)).first(),
    )
    berangka = pl.sum_horizontal(*ada.keys()) > 0
    return hasil.filter(berangka).sort("opd", "tahun")


def opd_tahun(observasi: pl.DataFrame) -> list[tuple[str, int]]:
    """OPD and year pairs with pagu or realisation of that year's own programs."""
    program = pilih.tahun_sendiri(observasi).filter(
        (pl.col("jenjang") == "program")
        & pl.any_horizontal(pl.col(k).is_not_null() for k in ("pagu", "realisasi_rp", "realisasi"))
    )
    return list(program.select("opd", "tahun").unique().sort("opd", "tahun").iter_rows())


def periode(observasi: pl.DataFrame, opd: str, tahun: int) -> list[str]:
    """Periods for which an OPD prints a realisation in a year, most complete first."""
    rows = pilih.tahun_sendiri(pilih.untuk(observasi, opd, tahun)).filter(
        (pl.col("realisasi").is_not_null() | pl.col("realisasi_rp").is_not_null()) & pl.col("periode").is_not_null()
    )
    ada = set(rows["periode"].to_list())
    return [nama for nama in pilih.PERIODE_TERBARU if nama in ada]


def pada_periode(observasi: pl.DataFrame, periode: str) -> pl.DataFrame:
    """Observations with only the realisations of one period; rows without a realisation all stay."""
    terealisasi = pl.col("realisasi").is_not_null() | pl.col("realisasi_rp").is_not_null()
    return observasi.filter(~terealisasi | (pl.col("periode") == periode))


def _urutan_periode() -> pl.Expr:
    letak = {nama: tempat for tempat, nama in enumerate(pilih.PERIODE_TERBARU)}
    return pl.col("periode").replace_strict(letak, default=len(letak), return_dtype=pl.Int64)
