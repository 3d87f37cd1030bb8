"""Ways into the dataset for an analysis of one's own: one measure a row, and SQL."""

import contextlib
from pathlib import Path

import polars as pl

from workbench.dataset import load
from workbench.dataset.schema import TABLES

UKURAN = {"target": "kinerja", "realisasi": "kinerja", "pagu": "rupiah", "realisasi_rp": "rupiah"}
"""The measures, and whether they are performance figures or money."""


def panjang(frame: pl.DataFrame) -> pl.DataFrame:
    """`kinerja` or `observasi` with one measure a row; blank measures give no row, they never become zero.

    All columns but the measures stay. Adds `ukuran` (`target`, `realisasi`, `pagu`, `realisasi_rp`), `nilai` (float)
    and `rupiah` (exact amount; null for performance figures).
    """
    tetap = [nama for nama in frame.columns if nama not in UKURAN]
    bagian = [
        frame.filter(pl.col(nama).is_not_null()).select(
            *tetap,
            pl.lit(nama).alias("ukuran"),
            pl.col(nama).cast(pl.Float64).alias("nilai"),
            (pl.col(nama) if jenis == "rupiah" else pl.lit(None)).cast(pl.Decimal(20, 2)).alias("rupiah"),
        )
        for nama, jenis in UKURAN.items()
        if nama in frame.columns
    ]
    return pl.concat(bagian) if bagian else frame.clear()


def sql(perintah: str, folder: Path | None = None) -> pl.DataFrame:
    """The answer of an SQL query (polars' dialect) over the Parquet files of the dataset, tables by their names.

    Example: `sql("select opd, sum(pagu) as pagu from kinerja where jenjang = 'program' group by opd")`. Only tables
    whose file is there are known; cash budgets and accounts of one sub kegiatan are left out of `observasi`. In this
    dialect the sum of nothing but blanks is 0: leave blanks out (`where pagu is not null`) or count them. Raises
    polars' own error for a query it cannot read.
    """
    ada = {}
    for nama in TABLES:
        with contextlib.suppress(load.DatasetMissingError):
            ada[nama] = load.scan(nama, folder, salinan=True)
    with pl.SQLContext(frames=ada, eager=False) as konteks:
        return konteks.execute(perintah).collect()
