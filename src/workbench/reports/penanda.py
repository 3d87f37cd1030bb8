"""Marks on figures of a report that have an open finding, with a link to it."""

import polars as pl

from workbench import data
from workbench.reports import berkas, params

TEMUAN = "temuan"
"""Column with the address of the finding; null where there is none."""


def halaman(dokumen: str) -> str:
    """File name of the audit report of a document."""
    return f"{berkas.slug(params.Audit.NOTEBOOK, dokumen.rsplit('.', 1)[0])}.html"


def dengan_temuan(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` (columns `dokumen, tabel, baris`) with the address of the gravest finding of each row.

    What is only good to know (`info`) is no mark on a figure.
    """
    terbuka = data.temuan().filter(pl.col("keparahan") != "info")
    terberat = terbuka.unique(["dokumen", "tabel", "baris"], keep="first", maintain_order=True)
    alamat = terberat.select(
        "dokumen",
        "tabel",
        "baris",
        pl.concat_str(pl.col("dokumen").map_elements(halaman, return_dtype=pl.String), pl.lit("#temuan-"), "id").alias(
            TEMUAN
        ),
    )
    return frame.join(alamat, on=["dokumen", "tabel", "baris"], how="left", nulls_equal=True, maintain_order="left")
