"""Budget ceilings (pagu): the newest complete table, and every other table beside it."""

import polars as pl

from workbench.analysis import pilih
from workbench.analysis.kelompok import kelompok


def program(observasi: pl.DataFrame) -> pl.DataFrame:
    """Newest pagu of each program, one table per OPD and year (preference: `pilih.calon_tabel`).

    Columns: `opd, tahun, kode, kelompok, uraian, pagu` (rupiah), `tahap, periode, dokumen, tabel, baris`.
    Programs without a printed pagu are left out, never filled in.
    """
    rows = pilih.baris_terpilih(observasi, "program", ["pagu"])
    return rows.with_columns(kelompok=kelompok()).select(
        "opd", "tahun", "kode", "kelompok", "uraian", "pagu", "tahap", "periode", "dokumen", "tabel", "baris"
    )


def menurut_tabel(observasi: pl.DataFrame) -> pl.DataFrame:
    """Every table and stage that prints pagu by program, and whether its programs add up to its own total.

    Columns: `opd, tahun, dokumen, tabel, tahap, periode, n_program, jumlah` (sum of the programs), `total`
    (printed), `selisih` (all rupiah), `menutup, terpilih` (used for the newest pagu), `baris`.
    """
    calon = pilih.calon_tabel(observasi, "program", ["pagu"])
    return calon.select(
        *pilih.KUNCI,
        pl.col("n").alias("n_program"),
        pl.col("jumlah_pagu").alias("jumlah"),
        pl.col("total_pagu").alias("total"),
        (pl.col("jumlah_pagu") - pl.col("total_pagu")).alias("selisih"),
        "menutup",
        "terpilih",
        "baris",
    )
