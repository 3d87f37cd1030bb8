"""A revised budget: ceilings before and after, printed side by side in one table."""

import polars as pl

from workbench.analysis import belanja, pilih

PASANGAN = (
    ("renja_perubahan_sebelum", "renja_perubahan_sesudah"),
    ("apbd", "apbd_perubahan"),
    ("apbd", "renja_perubahan_sesudah"),
)
"""Stages before and after a revision."""


def program(observasi: pl.DataFrame) -> pl.DataFrame:
    """Ceilings before and after the revision by program, or by kind of spending where programs print no pair.

    One table of one OPD and year: the one with most lines on both sides. A line with a figure on one side only keeps
    null on the other; it is not counted as zero. Columns: `jenjang, kode, uraian, sebelum, sesudah, selisih`
    (rupiah), `tahap_sebelum, tahap_sesudah, total_sebelum, total_sesudah` (as printed; null where none is),
    `dokumen, tabel, baris, tahap`.
    """
    calon = [satu for pasangan in PASANGAN for satu in (_program(observasi, pasangan), _belanja(observasi, pasangan))]
    return max(calon, key=lambda frame: (frame["selisih"].count(), frame["jenjang"].eq("program").sum()))


def _program(observasi: pl.DataFrame, pasangan: tuple[str, str]) -> pl.DataFrame:
    rows = pilih.baris_berangka(observasi, "program", ["pagu"]).with_columns(tingkat=pl.lit(0))
    return _pasangkan(observasi, rows, pasangan)


def _belanja(observasi: pl.DataFrame, pasangan: tuple[str, str]) -> pl.DataFrame:
    """Uppermost kinds only: those inside them are part of them."""
    rows = belanja.jenis(observasi).filter(pl.col("tahap").is_in(pasangan))
    rows = rows.with_columns(jenjang=pl.lit("belanja"), kode=pl.lit(None, pl.String), kunci=pilih.normal("uraian"))
    return _pasangkan(observasi, rows.filter(pl.col("tingkat") == 0), pasangan)


def _pasangkan(observasi: pl.DataFrame, rows: pl.DataFrame, pasangan: tuple[str, str]) -> pl.DataFrame:
    sebelum, sesudah = pasangan
    letak = ["dokumen", "tabel", "kunci"]
    kolom = [*letak, "jenjang", "kode", "uraian", "pagu", "baris"]
    lama = rows.filter(pl.col("tahap") == sebelum).select(kolom).unique(letak, keep="first", maintain_order=True)
    baru = rows.filter(pl.col("tahap") == sesudah).select(kolom).unique(letak, keep="first", maintain_order=True)
    hasil = lama.join(baru, on=letak, how="full", coalesce=True, nulls_equal=True, suffix="_baru")
    hasil = hasil.with_columns(
        jenjang=pl.coalesce("jenjang", "jenjang_baru"),
        kode=pl.coalesce("kode", "kode_baru"),
        uraian=pl.coalesce("uraian", "uraian_baru"),
        baris=pl.coalesce("baris", "baris_baru"),
        selisih=pl.col("pagu_baru") - pl.col("pagu"),
    )
    terbaik = hasil.group_by("dokumen", "tabel", maintain_order=True).agg(n=pl.col("selisih").count())
    terbaik = terbaik.filter(pl.col("n") > 0).sort("n", descending=True, maintain_order=True).head(1)
    hasil = hasil.join(terbaik.select("dokumen", "tabel"), on=["dokumen", "tabel"], how="semi", nulls_equal=True)
    return hasil.sort("baris").select(
        "jenjang",
        "kode",
        "uraian",
        pl.col("pagu").alias("sebelum"),
        pl.col("pagu_baru").alias("sesudah"),
        "selisih",
        pl.lit(sebelum).alias("tahap_sebelum"),
        pl.lit(sesudah).alias("tahap_sesudah"),
        pl.lit(_total(observasi, terbaik, sebelum), pl.Decimal(20, 2)).alias("total_sebelum"),
        pl.lit(_total(observasi, terbaik, sesudah), pl.Decimal(20, 2)).alias("total_sesudah"),
        "dokumen",
        "tabel",
        "baris",
        pl.lit(sesudah).alias("tahap"),
    )


def _total(observasi: pl.DataFrame, tabel: pl.DataFrame, tahap: str) -> object:
    """The total the table itself prints for the stage."""
    rows = observasi.filter(
        pl.col("jenjang").is_in(["opd", "urusan"]) & (pl.col("tahap") == tahap) & (pl.col("pagu") != 0)
    ).join(tabel, on=["dokumen", "tabel"], how="semi", nulls_equal=True)
    return rows["pagu"][0] if rows.height else None
