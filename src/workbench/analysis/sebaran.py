"""Spread of absorption inside an office, key indicators several offices share, and offices of different years."""

from collections.abc import Sequence

import polars as pl

from workbench.analysis import capaian, indikator, serapan

PEMISAH = "@"
"""Between an OPD and its year in the name of a unit of comparison."""


def serapan_opd(observasi: pl.DataFrame, opd: Sequence[str]) -> pl.DataFrame:
    """Absorption of each OPD as a whole and the spread of its sub kegiatan (observations of one year).

    Columns: `opd, periode, setahun_penuh, serapan_persen` (all programs together), `n` (sub kegiatan with pagu and
    realisation), `terendah, kuartil1, median, kuartil3, tertinggi` (percent; null below `TERSEDIKIT` lines),
    `peringkat` (among at least two offices with full-year figures, 1 = highest; null for the others); best rank first.
    """
    penuh = capaian.skala().periode_penuh
    rows = serapan.opd(serapan.program(observasi)).filter(pl.col("opd").is_in(list(opd)))
    rinci = serapan.rincian(observasi).filter(pl.col("serapan_persen").is_not_null())
    nilai = pl.col("serapan_persen")
    sebar = rinci.group_by("opd").agg(
        n=pl.len(),
        terendah=nilai.min(),
        kuartil1=nilai.quantile(0.25, "linear"),
        median=nilai.median(),
        kuartil3=nilai.quantile(0.75, "linear"),
        tertinggi=nilai.max(),
    )
    sebar = sebar.filter(pl.col("n") >= TERSEDIKIT)
    rows = rows.join(sebar, on="opd", how="left").with_columns(setahun_penuh=pl.col("periode").is_in(penuh))
    rows = rows.with_columns(
        peringkat=pl.when(pl.col("setahun_penuh") & (pl.col("setahun_penuh").sum() >= 2)).then(
            pl.when("setahun_penuh").then("serapan_persen").rank("min", descending=True)
        )
    )
    return rows.sort("peringkat", "opd", nulls_last=True).select(
        "opd", "periode", "setahun_penuh", "serapan_persen", pl.col("n").fill_null(0), "terendah", "kuartil1",
        "median", "kuartil3", "tertinggi", pl.col("peringkat").cast(pl.Int64),
    )  # fmt: skip


TERSEDIKIT = 4
"""Fewest lines whose spread is shown."""


def iku_bersama(observasi: pl.DataFrame, opd: Sequence[str], tahun: int) -> pl.DataFrame:
    """Indicators that at least two of the OPDs share by family, side by side (observations of all years).

    For each OPD the newest year up to `tahun` that prints a realisation, else a target; of several places the highest
    level (IKU before program). Columns: `keluarga, opd, tahun, periode, indikator` (as printed), `satuan, target,
    realisasi, jenjang, dokumen, tabel, tahap, baris`.
    """
    rows = indikator.nilai(observasi.filter(pl.col("opd").is_in(list(opd)) & (pl.col("tahun") <= tahun)))
    yang_lain = pl.col("tahap").is_in(["rkt", "renstra_akhir"]) & pl.col("realisasi").is_null()
    rows = rows.filter(
        pl.col("keluarga").is_not_null()
        & ~yang_lain
        & ~pl.col("periode").is_in(["tw1", "tw2", "tw3"]).fill_null(value=False)
    )
    tingkat = pl.col("jenjang").replace_strict({j: i for i, j in enumerate(indikator.JENJANG)}, return_dtype=pl.Int64)
    penuh = pl.col("periode").is_in(capaian.skala().periode_penuh)
    rows = rows.sort(
        pl.col("realisasi").is_null(),
        -pl.col("tahun"),
        tingkat,
        ~penuh.fill_null(value=False),
        pl.col("target").is_null(),
        "baris",
        maintain_order=True,
    ).unique(["keluarga", "opd"], keep="first", maintain_order=True)
    rows = rows.filter(pl.col("opd").n_unique().over("keluarga") >= 2)
    urutan = {satu: tempat for tempat, satu in enumerate(opd)}
    return rows.sort("keluarga", pl.col("opd").replace_strict(urutan, return_dtype=pl.Int64)).select(
        "keluarga", "opd", "tahun", "periode", "indikator", "satuan", "target", "realisasi", "jenjang", "dokumen",
        "tabel", "tahap", "baris",
    )  # fmt: skip


def satukan_tahun(observasi: pl.DataFrame, pasangan: Sequence[tuple[str, int]], tahun: int) -> pl.DataFrame:
    """Observations of OPDs in years of their own as units of one comparison.

    Each pair of OPD and year becomes an OPD of its own (`opd@year`), its figures moved to the comparison's `tahun`;
    other years are left out. The documents' names and lines stay, so that every figure keeps its place.
    """
    bagian = [
        observasi.filter((pl.col("opd") == opd) & (pl.col("tahun") == satu)).with_columns(
            opd=pl.lit(satuan(opd, satu)), tahun=pl.lit(tahun, observasi.schema["tahun"])
        )
        for opd, satu in pasangan
    ]
    return pl.concat(bagian) if bagian else observasi.clear()


def satuan(opd: str, tahun: int) -> str:
    """Name of a unit of comparison."""
    return f"{opd}{PEMISAH}{tahun}"
