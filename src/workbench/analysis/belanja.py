"""Kinds of spending and sources of funds."""

from decimal import Decimal

import polars as pl

from workbench.analysis import pilih


def jenis(observasi: pl.DataFrame) -> pl.DataFrame:
    """Kinds of spending of one OPD and year, one row a kind and stage, of one table for each document.

    A table that prints kinds inside kinds is recognised by its figures: `tingkat` is 0 for the uppermost kinds, 1 for
    those inside them, and so on. Columns: `uraian, tahap, judul_tahap` (the heading of a stage without a word of its
    own), `pagu` (rupiah), `tingkat, total` (printed; null where none is), `bagian_persen` (of that total), `menutup`
    (the uppermost kinds add up to the printed total; null without one), `dokumen, tabel, baris`.
    """
    rows = observasi.filter((pl.col("jenjang") == "belanja") & pl.col("pagu").is_not_null())
    rows = rows.with_columns(judul_tahap=pl.when(pl.col("tahap") == "lain").then("catatan"))
    letak = ["dokumen", "tabel", "tahap", "judul_tahap"]
    rows = rows.unique([*letak, "baris"], keep="first", maintain_order=True).sort("dokumen", "baris")
    bagian = [satu.with_columns(tingkat=pl.Series(_tingkat(satu["pagu"].to_list()), dtype=pl.Int64))
              for satu in rows.partition_by(letak, maintain_order=True)]  # fmt: skip
    rows = pl.concat(bagian) if bagian else rows.with_columns(tingkat=pl.lit(None, pl.Int64))
    total = observasi.filter((pl.col("jenjang") == "opd") & (pl.col("pagu") != 0)).select(
        "dokumen",
        "tabel",
        "tahap",
        pl.when(pl.col("tahap") == "lain").then("catatan").alias("judul_tahap"),
        total="pagu",
    )
    total = total.unique(letak, keep="first", maintain_order=True)
    rows = rows.join(total, on=letak, how="left", nulls_equal=True, maintain_order="left")
    atas = pl.col("pagu").filter(pl.col("tingkat") == 0).sum().over(letak)
    return rows.with_columns(
        bagian_persen=pl.col("pagu").cast(pl.Float64) / pl.col("total").cast(pl.Float64) * 100,
        menutup=(atas - pl.col("total")).abs() <= pilih.TOLERANSI_RP,
    ).select("uraian", *letak[2:], "pagu", "tingkat", "total", "bagian_persen", "menutup", "dokumen", "tabel", "baris")


def sumber_dana(observasi: pl.DataFrame) -> pl.DataFrame:
    """Ceilings by source of funds, from the lowest level whose table prints sources (one OPD and year).

    Names that differ in spaces and capitals only are one source. Columns: `sumber_dana` (as first printed; null for
    lines without a printed source), `n_baris, pagu` (rupiah), `bagian_persen` (of all lines of that level), `jenjang,
    tahap, dokumen, tabel, baris`.
    """
    for jenjang in ("sub_kegiatan", "kegiatan", "program"):
        rows = pilih.baris_terpilih(observasi.filter(_bertabel_sumber(jenjang)), jenjang, ["pagu"])
        if rows["sumber_dana"].count():
            return _menurut_sumber(rows)
    return _menurut_sumber(observasi.filter(pl.lit(value=False)))


def _bertabel_sumber(jenjang: str) -> pl.Expr:
    """Rows of tables that print a source of funds for at least one line of the level."""
    ada = pl.col("sumber_dana").is_not_null() & (pl.col("jenjang") == jenjang)
    return ada.any().over(pilih.KUNCI)


def _menurut_sumber(rows: pl.DataFrame) -> pl.DataFrame:
    nama = pl.col("sumber_dana").str.replace_all(r"\s+", " ").str.replace_all(r"- | -", "-").str.strip_chars()
    kunci = nama.str.to_lowercase()
    hasil = rows.group_by(kunci=kunci, maintain_order=True).agg(
        nama.first(),
        n_baris=pl.len().cast(pl.Int64),
        pagu=pl.col("pagu").sum().cast(pl.Decimal(20, 2)),
        jenjang=pl.col("jenjang").first(),
        tahap=pl.col("tahap").first(),
        dokumen=pl.col("dokumen").first(),
        tabel=pl.col("tabel").first(),
        baris=pl.col("baris").min(),
    )
    uang = pl.col("pagu").cast(pl.Float64)
    hasil = hasil.drop("kunci").with_columns(bagian_persen=pl.when(uang.sum() > 0).then(uang / uang.sum() * 100))
    return hasil.sort(pl.col("sumber_dana").is_null(), -uang, "sumber_dana")


def _tingkat(nilai: list[Decimal]) -> list[int]:
    """How deep each figure stands: a figure holds the ones after it when they add up to it exactly."""
    hasil = [0] * len(nilai)

    def akhir(awal: int, dalam: int) -> int:
        hasil[awal] = dalam
        jumlah, letak = Decimal(0), awal + 1
        anak = []
        while letak < len(nilai) and nilai[awal] > 0 and jumlah < nilai[awal]:
            anak.append(letak)
            jumlah += nilai[letak]
            letak = akhir(letak, dalam + 1)
        if jumlah == nilai[awal] and anak:
            return letak
        return awal + 1

    letak = 0
    while letak < len(nilai):
        letak = akhir(letak, 0)
    return hasil
