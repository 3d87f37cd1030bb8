"""What to look at first: lines far from their target, weighted by their money."""

import polars as pl

from workbench.analysis import capaian, pilih, struktur


def kesenjangan(observasi: pl.DataFrame, jenjang: str = "sub_kegiatan") -> pl.DataFrame:
    """Lines of one level that stand below their target (one OPD and year), the heaviest first.

    The weight is the pagu times the missing share of the target (mean over the line's indicators, each at most 100
    percent): a line of 100 million at 60 percent weighs 40 million. It orders lines, it is not money lost. Columns:
    `jenjang, kode, uraian, indikator` (the one furthest from its target), `n_indikator, capaian_persen` (of that
    indicator), `kekurangan_persen` (mean), `pagu, realisasi_rp, serapan_persen, bobot_rp` (float rupiah),
    `belum_diukur` (every indicator prints 0 before the year is over; such lines come last), `periode, dokumen, tabel,
    baris, tahap`.
    """
    money = struktur.baris(observasi).filter(pl.col("jenjang") == jenjang)
    rows = _baris(money, capaian.indikator(observasi, jenjang))
    return rows.filter(pl.col("kekurangan_persen") > 0).sort(
        "belum_diukur", "bobot_rp", "baris", descending=[False, True, False]
    )


def _baris(money: pl.DataFrame, indikator: pl.DataFrame) -> pl.DataFrame:
    kurang = (100 - pl.col("capaian_persen")).clip(0, 100)
    kunci = pl.coalesce("kode", pilih.normal("uraian")).alias("kunci")
    penuh = pl.col("periode").is_in(capaian.skala().periode_penuh)
    nilai = (
        indikator.with_columns(kunci)
        .group_by("kunci")
        .agg(
            indikator=pl.col("indikator").sort_by("capaian_persen").first(),
            n_indikator=pl.len(),
            capaian_persen=pl.col("capaian_persen").min(),
            kekurangan_persen=kurang.mean(),
            belum_diukur=((pl.col("realisasi") == 0) & ~penuh.fill_null(False)).all(),
            periode=pl.col("periode").first(),
            dokumen=pl.col("dokumen").first(),
            tabel=pl.col("tabel").first(),
            baris=pl.col("baris").first(),
            tahap=pl.col("tahap").first(),
        )
    )
    uang = money.with_columns(kunci).select(
        "kunci", "jenjang", "kode", "uraian", "pagu", "realisasi_rp", "serapan_persen"
    )
    rows = uang.unique("kunci", keep="first", maintain_order=True).join(nilai, on="kunci", how="inner")
    return rows.with_columns(bobot_rp=pl.col("pagu").cast(pl.Float64) * pl.col("kekurangan_persen") / 100).drop("kunci")
