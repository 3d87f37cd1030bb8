"""Unit cost: rupiah for one unit of output."""

import polars as pl

from workbench.analysis import pilih
from workbench.analysis.kelompok import kelompok

RENCANA = ("pagu", "target")
LENGKAP = ("pagu", "target", "realisasi_rp", "realisasi")
TAK_TERHITUNG = r"persen|%|indeks|nilai|skor|predikat|rasio|kategori|angka|poin"
"""Units that measure a level, not a number of things: rupiah per percent point says nothing."""


def satuan(observasi: pl.DataFrame, jenjang: str = "sub_kegiatan") -> pl.DataFrame:
    """Planned and realised cost of one unit of output, for lines with a single countable indicator.

    One table per OPD and year: one that prints plan and realisation in the same row if there is any,
    else one that prints the plan. Left out: units that are levels (percent, index, score), lines with
    several indicators (their money cannot be divided), zero targets.

    Columns: `opd, tahun, kode, kelompok, uraian, indikator, satuan, pagu, target, realisasi_rp, realisasi,
    biaya_rencana, biaya_realisasi` (rupiah a unit; null where nothing was realised), `tahap, periode,
    dokumen, tabel, baris`.
    """
    rows = pl.concat(
        [
            _baris(observasi, jenjang, LENGKAP),
            _baris(observasi, jenjang, RENCANA).join(
                _baris(observasi, jenjang, LENGKAP), on=["opd", "tahun"], how="anti"
            ),
        ]
    )
    return rows.select(
        "opd",
        "tahun",
        "kode",
        kelompok().alias("kelompok"),
        "uraian",
        "indikator",
        "satuan",
        *LENGKAP,
        _per_satuan("pagu", "target").alias("biaya_rencana"),
        _per_satuan("realisasi_rp", "realisasi").alias("biaya_realisasi"),
        "tahap",
        "periode",
        "dokumen",
        "tabel",
        "baris",
    ).sort("opd", "tahun", "dokumen", "baris", maintain_order=True)


def sebanding(biaya: pl.DataFrame) -> pl.DataFrame:
    """Unit costs of indicators that at least two OPDs print with the same words and the same unit.

    Takes and gives the columns of `satuan`, plus `kunci` (indicator and unit, normalised); sorted by `kunci`.
    """
    rows = biaya.with_columns(
        kunci=pl.concat_str(pilih.normal("indikator"), pilih.normal("satuan"), separator=" / ")
    ).filter(pl.col("kunci").is_not_null())
    rows = rows.unique(["opd", "tahun", "kunci"], keep="none", maintain_order=True)
    return rows.filter(pl.col("opd").n_unique().over("tahun", "kunci") >= 2).sort("kunci", "opd")


def _baris(observasi: pl.DataFrame, jenjang: str, nilai: tuple[str, ...]) -> pl.DataFrame:
    rows = pilih.baris_terpilih(observasi, jenjang, nilai)
    letak = (*pilih.KUNCI, "kunci")
    tunggal = (
        pilih.tahun_sendiri(observasi)
        .filter((pl.col("jenjang") == jenjang) & pl.col("indikator").is_not_null())
        .with_columns(kunci=pl.coalesce("kode", pilih.normal("uraian"), pilih.normal("indikator")))
        .group_by(letak)
        .agg(n_indikator=pl.col("indikator").n_unique())
        .filter(pl.col("n_indikator") == 1)
    )
    terhitung = pl.col("satuan").is_not_null() & ~pl.col("satuan").str.to_lowercase().str.contains(TAK_TERHITUNG)
    return rows.filter(terhitung & (pl.col("target") > 0) & (pl.col("pagu") > 0)).join(
        tunggal, on=letak, how="semi", nulls_equal=True
    )


def _per_satuan(rupiah: str, banyak: str) -> pl.Expr:
    return pl.when(pl.col(banyak) > 0).then(pl.col(rupiah).cast(pl.Float64) / pl.col(banyak))
