"""Performance against money, with both readings of efficiency that documents use.

The difference is achievement minus absorption (percent points), the ratio achievement over absorption. Both come
from the same two percentages; they may rank programs differently.
"""

import polars as pl

from workbench.analysis import capaian, pilih, serapan

KUADRAN = ("tercapai_hemat", "tercapai_penuh", "kurang_hemat", "kurang_penuh")
"""Target reached or not, absorption below the office's own rate or not."""


def program(observasi: pl.DataFrame, jenjang: str = "program") -> pl.DataFrame:
    """Achievement beside absorption, line by line, where both are of the same period.

    Columns: `opd, tahun, kode, uraian, pagu, realisasi_rp` (rupiah), `serapan_persen, capaian_persen` (mean of the
    line's `n_indikator` indicators), `selisih` (percent points), `rasio` (null where nothing was absorbed),
    `serapan_opd` (all lines together, percent), `kuadran` (see `KUADRAN`), `periode, dokumen, tabel, baris, tahap`.
    Indicators of a table where everything still prints 0 before the year is over are left out: not measured yet.
    """
    money = serapan.program(observasi) if jenjang == "program" else serapan.rincian(observasi, jenjang)
    kunci = pl.coalesce("kode", pilih.normal("uraian")).alias("kunci")
    hasil = capaian.terukur(capaian.indikator(observasi, jenjang)).with_columns(kunci, setahun=_setahun())
    hasil = hasil.group_by("opd", "tahun", "kunci", "setahun").agg(
        capaian_persen=pl.col("capaian_persen").mean(), n_indikator=pl.len()
    )
    seluruh = (
        pl.col("realisasi_rp").cast(pl.Float64).sum().over("opd", "tahun")
        / pl.col("pagu").cast(pl.Float64).sum().over("opd", "tahun")
        * 100
    )
    rows = money.with_columns(kunci, setahun=_setahun(), serapan_opd=seluruh)
    rows = rows.join(hasil, on=["opd", "tahun", "kunci", "setahun"], how="inner", maintain_order="left")
    rows = rows.filter(pl.col("serapan_persen").is_not_null())
    return rows.select(
        "opd",
        "tahun",
        "kode",
        "uraian",
        "pagu",
        "realisasi_rp",
        "serapan_persen",
        "capaian_persen",
        "n_indikator",
        (pl.col("capaian_persen") - pl.col("serapan_persen")).alias("selisih"),
        pl.when(pl.col("serapan_persen") > 0).then(pl.col("capaian_persen") / pl.col("serapan_persen")).alias("rasio"),
        "serapan_opd",
        _kuadran().alias("kuadran"),
        "periode",
        "dokumen",
        "tabel",
        "baris",
        "tahap",
    )


def tercetak(observasi: pl.DataFrame) -> pl.DataFrame:
    """Rows in which a document itself prints achievement and absorption, both as percentages, side by side.

    Columns: `uraian, indikator, capaian_persen, serapan_persen` (as printed), `selisih, rasio`, `dokumen, tabel,
    baris, tahap`.
    """
    rows = pilih.tahun_sendiri(observasi).filter(
        (pl.col("jenjang") == "sasaran") & pl.col("capaian").is_not_null() & pl.col("serapan").is_not_null()
    )
    return rows.select(
        "uraian",
        "indikator",
        pl.col("capaian").alias("capaian_persen"),
        pl.col("serapan").alias("serapan_persen"),
        (pl.col("capaian") - pl.col("serapan")).alias("selisih"),
        pl.when(pl.col("serapan") > 0).then(pl.col("capaian") / pl.col("serapan")).alias("rasio"),
        "dokumen",
        "tabel",
        "baris",
        "tahap",
    )


def _setahun() -> pl.Expr:
    """The full year under either name (`tahunan`, `tw4`), else the period itself."""
    return pl.when(pl.col("periode").is_in(capaian.skala().periode_penuh)).then(pl.lit("penuh")).otherwise("periode")


def _kuadran() -> pl.Expr:
    tercapai, hemat = pl.col("capaian_persen") >= 100, pl.col("serapan_persen") < pl.col("serapan_opd")
    return (
        pl.when(tercapai & hemat)
        .then(pl.lit(KUADRAN[0]))
        .when(tercapai)
        .then(pl.lit(KUADRAN[1]))
        .when(hemat)
        .then(pl.lit(KUADRAN[2]))
        .otherwise(pl.lit(KUADRAN[3]))
    )
