"""The path of the strategic plan (Renstra): target of the plan's end, realised to date, what is still needed."""

import polars as pl

from workbench.analysis import pilih

_JENJANG = ("sasaran", "program", "kegiatan", "sub_kegiatan")


def jalur(observasi: pl.DataFrame, tahun: int) -> pl.DataFrame:
    """The targets of the plan's end beside what is realised to `tahun` (observations of one OPD, all years).

    Realised to date is what the same row prints; for tujuan, sasaran and IKU without one, the newest realisation of
    the same indicator up to `tahun` (`tahun_realisasi` says which). Columns: `jenjang, kode, uraian, indikator,
    satuan, target_akhir, tahun_akhir` (as the table gives it), `realisasi, tahun_realisasi, capaian_persen`
    (computed), `capaian_tercetak, kurang` (target minus realisation; null when reached), `tahun_tersisa` (0 when the
    plan's year is not after `tahun`), `perlu_per_tahun` (null without years left and where 0 is printed, which may mean
    not measured), `dokumen, tabel, tahap, baris`.
    """
    milik = observasi.filter(pl.col("jenjang").is_in(_JENJANG))
    kunci = [
        "jenjang",
        pl.when(pl.col("jenjang") == "sasaran")
        .then(None)
        .otherwise(pl.coalesce("kode", pilih.normal("uraian")))
        .alias("baris_kunci"),
        pilih.normal("indikator").alias("indikator_kunci"),
    ]
    nama = ["jenjang", "baris_kunci", "indikator_kunci"]
    target = milik.filter((pl.col("tahap") == "renstra_akhir") & pl.col("target").is_not_null()).with_columns(kunci)
    target = target.filter(pl.col("tahun") == pl.col("tahun").max().over(nama))
    target = target.filter(pl.col("tahun") >= tahun)
    target = target.sort(pl.col("realisasi").is_null(), maintain_order=True)
    target = target.unique(nama, keep="first", maintain_order=True)
    terbaru = _terbaru(milik.with_columns(kunci), tahun, nama)
    rows = target.join(terbaru, on=nama, how="left", nulls_equal=True, maintain_order="left")
    rows = rows.with_columns(
        tahun_realisasi=pl.when(pl.col("realisasi").is_null()).then("tahun_realisasi").otherwise(pl.lit(tahun)),
        realisasi=pl.coalesce("realisasi", "realisasi_terbaru"),
        tahun_tersisa=(pl.col("tahun") - tahun).clip(lower_bound=0),
    )
    selisih = pl.col("target") - pl.col("realisasi")
    rows = rows.with_columns(
        capaian_persen=pl.when(pl.col("target") != 0).then(pl.col("realisasi") / pl.col("target") * 100),
        kurang=pl.when(selisih > 0).then(selisih),
    )
    urutan = pl.col("jenjang").replace_strict({j: i for i, j in enumerate(_JENJANG)}, return_dtype=pl.Int64)
    return rows.sort(urutan, "dokumen", "baris", maintain_order=True).select(
        "jenjang",
        "kode",
        "uraian",
        "indikator",
        "satuan",
        pl.col("target").alias("target_akhir"),
        pl.col("tahun").alias("tahun_akhir"),
        "realisasi",
        pl.when(pl.col("realisasi").is_not_null()).then("tahun_realisasi").alias("tahun_realisasi"),
        "capaian_persen",
        pl.col("capaian").alias("capaian_tercetak"),
        "kurang",
        "tahun_tersisa",
        pl.when((pl.col("tahun_tersisa") > 0) & (pl.col("realisasi") != 0))
        .then(pl.col("kurang") / pl.col("tahun_tersisa"))
        .alias("perlu_per_tahun"),
        "dokumen",
        "tabel",
        "tahap",
        "baris",
    )


def _terbaru(milik: pl.DataFrame, tahun: int, nama: list[str]) -> pl.DataFrame:
    """The newest full-year realisation of each indicator of tujuan, sasaran and IKU, up to `tahun`."""
    rows = milik.filter(
        (pl.col("jenjang") == "sasaran")
        & (pl.col("tahun") <= tahun)
        & pl.col("realisasi").is_not_null()
        & pl.col("periode").is_in(["tahunan", "tw4"])
    )
    return (
        rows.sort("tahun", descending=True, maintain_order=True)
        .unique(nama, keep="first", maintain_order=True)
        .select(*nama, pl.col("realisasi").alias("realisasi_terbaru"), pl.col("tahun").alias("tahun_realisasi"))
    )
