"""Absorption (serapan): money spent as a share of the pagu printed beside it.

Only pairs printed in the same row of the same table and stage are used: pagu of one stage and
realisation of another do not make an absorption rate.
"""

import polars as pl

from workbench.analysis import pilih
from workbench.analysis.kelompok import kelompok

PASANGAN = ("pagu", "realisasi_rp")


def persen() -> pl.Expr:
    """Absorption in percent; null where the pagu is zero."""
    pagu = pl.col("pagu").cast(pl.Float64)
    return pl.when(pagu > 0).then(pl.col("realisasi_rp").cast(pl.Float64) / pagu * 100)


def program(observasi: pl.DataFrame) -> pl.DataFrame:
    """Absorption by program, from the one table of each OPD and year that `pilih.calon_tabel` prefers.

    Columns: `opd, tahun, kode, kelompok, uraian, pagu, realisasi_rp, sisa_rp` (rupiah), `serapan_persen`
    (computed), `serapan_tercetak` (printed, percent), `tahap, periode, dokumen, tabel, baris`.
    """
    return _baris(observasi, "program")


def rincian(observasi: pl.DataFrame, jenjang: str = "sub_kegiatan") -> pl.DataFrame:
    """Absorption by kegiatan or sub kegiatan; columns as in `program`.

    These rows lie inside the programs and must not be added to them.
    """
    return _baris(observasi, jenjang)


def opd(program: pl.DataFrame) -> pl.DataFrame:
    """Absorption by OPD and year: the programs of `program` added up.

    Columns: `opd, tahun, n_program, pagu, realisasi_rp, sisa_rp` (rupiah), `serapan_persen, tahap, periode,
    dokumen, tabel`.
    """
    hasil = program.group_by("opd", "tahun", maintain_order=True).agg(
        n_program=pl.len(),
        pagu=pl.col("pagu").sum(),
        realisasi_rp=pl.col("realisasi_rp").sum(),
        sisa_rp=pl.col("sisa_rp").sum(),
        tahap=pl.col("tahap").first(),
        periode=pl.col("periode").first(),
        dokumen=pl.col("dokumen").first(),
        tabel=pl.col("tabel").first(),
    )
    return hasil.with_columns(serapan_persen=persen())


def tabel_pembanding(observasi: pl.DataFrame) -> pl.DataFrame:
    """Every table that prints pagu and realisation by program, and why one of them is used.

    Columns: `opd, tahun, dokumen, tabel, tahap, periode, n_program, jumlah_pagu, total_pagu,
    jumlah_realisasi, total_realisasi` (rupiah), `menutup, terpilih, baris`.
    """
    return pilih.calon_tabel(observasi, "program", PASANGAN).select(
        *pilih.KUNCI,
        pl.col("n").alias("n_program"),
        "jumlah_pagu",
        "total_pagu",
        pl.col("jumlah_realisasi_rp").alias("jumlah_realisasi"),
        pl.col("total_realisasi_rp").alias("total_realisasi"),
        "menutup",
        "terpilih",
        "baris",
    )


def _baris(observasi: pl.DataFrame, jenjang: str) -> pl.DataFrame:
    rows = pilih.baris_terpilih(observasi, jenjang, PASANGAN)
    return rows.select(
        "opd",
        "tahun",
        "kode",
        kelompok().alias("kelompok"),
        "uraian",
        *PASANGAN,
        (pl.col("pagu") - pl.col("realisasi_rp")).alias("sisa_rp"),
        persen().alias("serapan_persen"),
        pl.col("serapan").alias("serapan_tercetak"),
        "tahap",
        "periode",
        "dokumen",
        "tabel",
        "baris",
    )
