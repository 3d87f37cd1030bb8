"""Figures by region inside the area of an office, and their place on a map where coordinates are given."""

import polars as pl

from workbench.analysis import pilih

TOTAL = r"(?i)^\s*(jumlah|total|rata[\s-]*rata)\b"
"""Rows that add the regions up; they are no region."""


def menurut_wilayah(observasi: pl.DataFrame) -> pl.DataFrame:
    """What tables print by region, one row a region and series (one OPD and year).

    Columns: `seri` (what is counted), `wilayah, realisasi, satuan, periode, jumlah_tercetak` (the table's own total
    row for the series, null where none), `n_wilayah, dokumen, tabel, tahap, baris`; largest first within a series.
    """
    rows = observasi.filter((pl.col("jenjang") == "wilayah") & pl.col("realisasi").is_not_null())
    letak = ["dokumen", "tabel", "tahap", "periode", "indikator"]
    total = pl.col("uraian").str.contains(TOTAL)
    rows = rows.filter(pl.col("uraian").is_not_null()).unique([*letak, "uraian"], keep="first", maintain_order=True)
    jumlah = rows.filter(total).unique(letak, keep="first", maintain_order=True)
    jumlah = jumlah.select(*letak, pl.col("realisasi").alias("jumlah_tercetak"))
    rows = rows.filter(~total).join(jumlah, on=letak, how="left", nulls_equal=True, maintain_order="left")
    rows = rows.with_columns(n_wilayah=pl.len().over(letak), urutan=pl.col("baris").min().over("dokumen", "tabel"))
    return rows.sort("urutan", *letak, pl.col("realisasi"), descending=[*[False] * 6, True], nulls_last=True).select(
        pl.col("indikator").alias("seri"),
        pl.col("uraian").alias("wilayah"),
        "realisasi",
        "satuan",
        "periode",
        "jumlah_tercetak",
        "n_wilayah",
        "dokumen",
        "tabel",
        "tahap",
        "baris",
    )


def dengan_koordinat(rows: pl.DataFrame, koordinat: pl.DataFrame) -> pl.DataFrame:
    """`rows` (column `wilayah`) with `lintang` and `bujur` (degrees) from a user's list with the same three columns.

    Names are matched without regard to case and punctuation; regions without coordinates keep null.
    """
    kunci = pilih.normal("wilayah").alias("kunci")
    daftar = koordinat.with_columns(kunci).unique("kunci", keep="first", maintain_order=True)
    return (
        rows.with_columns(kunci)
        .join(daftar.select("kunci", "lintang", "bujur"), on="kunci", how="left", maintain_order="left")
        .drop("kunci")
    )
