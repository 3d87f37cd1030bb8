"""Figures over time: quarters of one year, and years."""

import polars as pl

from workbench.analysis import pilih
from workbench.facts.rows import NINE_MONTHS, UNNAMED_PERIOD

TRIWULAN = ("tw1", "tw2", "semester1", "tw3", "tw4")
"""Periods within a year, in their order."""
_PEMBULATAN = 0.01
"""Two printed values this close are one value, rounded."""
_JENJANG = ("program", "kegiatan", "sub_kegiatan", "sasaran")


def triwulan(observasi: pl.DataFrame) -> pl.DataFrame:
    """Indicators and money printed for at least two periods within the year, in one table (one OPD and year).

    Columns: `kunci` (which rows belong together), `jenjang, kode, uraian, indikator, satuan, periode, target,
    realisasi, realisasi_teks` (words in place of a figure), `pagu, realisasi_rp` (rupiah), `dokumen, tabel, tahap,
    baris`; in the order of the document, then of the periods. Where a row prints the third quarter alone and the sum
    up to it, the quarter is taken, as the others are.
    """
    nilai = ("target", "realisasi", "realisasi_teks", "realisasi_rp")
    rows = observasi.filter(
        pl.col("jenjang").is_in(_JENJANG)
        & pl.col("periode").is_in(TRIWULAN)
        & pl.any_horizontal(pl.col(n).is_not_null() for n in nilai)
    )
    kunci = pl.concat_str(
        "dokumen", pl.col("tabel").fill_null(""), "tahap", "jenjang",
        pl.coalesce("kode", pilih.normal("uraian"), pl.lit("")), pilih.normal("indikator").fill_null(""),
        separator="|",
    )  # fmt: skip
    rows = rows.with_columns(kunci=kunci).sort(pl.col("penanda").list.contains(NINE_MONTHS), maintain_order=True)
    rows = rows.unique(["kunci", "periode"], keep="first", maintain_order=True)
    rows = rows.filter(pl.col("periode").n_unique().over("kunci") >= 2)
    urutan = {nama: tempat for tempat, nama in enumerate(TRIWULAN)}
    return rows.sort(
        pl.col("baris").min().over("kunci"),
        "kunci",
        pl.col("periode").replace_strict(urutan, return_dtype=pl.Int64),
        maintain_order=True,
    ).select(
        "kunci", "jenjang", "kode", "uraian", "indikator", "satuan", "periode", "target", "realisasi",
        "realisasi_teks", "pagu", "realisasi_rp", "dokumen", "tabel", "tahap", "baris",
    )  # fmt: skip


def tahunan(observasi: pl.DataFrame) -> pl.DataFrame:
    """Realisations of one OPD's indicators and series over at least two years.

    Where tables print different values for one year, every value is kept (`berbeda`). Columns: `kunci, label, satuan,
    tahun, realisasi, berbeda, dokumen, tabel, tahap, baris` (the first place that prints the value).
    """
    label = pl.when(pl.col("jenjang") == "deret").then(pl.coalesce("indikator", "uraian")).otherwise("indikator")
    rows = observasi.filter(
        pl.col("jenjang").is_in(["sasaran", "deret"])
        & pl.col("realisasi").is_not_null()
        & (pl.col("periode").is_null() | pl.col("periode").is_in(["tahunan", "tw4"]))
        & ~pl.col("penanda").list.contains(UNNAMED_PERIOD)
    ).with_columns(label=label)
    rows = rows.filter(pl.col("label").is_not_null()).with_columns(kunci=pilih.normal("label"))
    rows = rows.with_columns(bulat=pl.col("realisasi").round(6))
    rows = rows.unique(["kunci", "tahun", "bulat"], keep="first", maintain_order=True)
    rows = rows.filter(pl.col("tahun").n_unique().over("kunci") >= 2)
    return rows.with_columns(
        berbeda=(pl.col("realisasi").max() - pl.col("realisasi").min()).over("kunci", "tahun") > _PEMBULATAN,
        label=pl.col("label").first().over("kunci"),
        satuan=pl.col("satuan").drop_nulls().first().over("kunci"),
    ).sort(pl.col("baris").min().over("kunci"), "kunci", "tahun", maintain_order=True).select(
        "kunci", "label", "satuan", "tahun", "realisasi", "berbeda", "dokumen", "tabel", "tahap", "baris"
    )  # fmt: skip
