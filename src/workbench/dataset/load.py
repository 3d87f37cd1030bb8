"""Load the dataset for notebooks and other programs. All tables come as polars frames."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from workbench import paths
from workbench.dataset import generation
from workbench.dataset.schema import TABLES, dtypes

_ATTEMPTS = 5
COPY = "salinan"
"""Mark of observations whose document only repeats another one; they are not counted."""


class DatasetMissingError(Exception):
    """The dataset has not been made yet."""


def table(name: str, folder: Path | None = None) -> pl.DataFrame:
    """One table of the dataset (in `folder`, else where `paths` says), columns and types as in the schema.

    Raises DatasetMissingError with what to do when the dataset does not exist.
    """
    if name not in TABLES:
        raise ValueError(f"Tabel '{name}' tidak dikenal. Yang ada: {', '.join(TABLES)}.")
    folder = folder or paths.processed()
    for _ in range(_ATTEMPTS):  # a run that ends right now may move the file
        with contextlib.suppress(FileNotFoundError):
            return pl.read_parquet(generation.current(folder, f"{name}.parquet"))
    raise DatasetMissingError(f"Dataset belum ada di {folder}. Jalankan dahulu: python3 wb.py extract")


def tables(names: Iterable[str], folder: Path | None = None) -> dict[str, pl.DataFrame]:
    """Several tables by name; one that an older dataset does not hold yet is empty.

    Raises DatasetMissingError when there is no dataset at all.
    """
    table("observasi", folder)
    found = {}
    for name in names:
        try:
            found[name] = table(name, folder)
        except DatasetMissingError:
            found[name] = pl.DataFrame(schema=dtypes(name))
    return found


def observasi(*, salinan: bool = False) -> pl.DataFrame:
    """What each table prints (`Observasi`).

    Documents whose observations another document holds too (`dokumen.sama_dengan`) only with `salinan=True`, so that
    nothing is counted twice.
    """
    frame = table("observasi")
    return frame if salinan else frame.filter(~pl.col("penanda").list.contains(COPY))


def kinerja() -> pl.DataFrame:
    """The tidy dataset (`Kinerja`)."""
    return table("kinerja")


def dokumen() -> pl.DataFrame:
    """Every document and what became of it (`Dokumen`)."""
    return table("dokumen")


def tabel() -> pl.DataFrame:
    """Every table found (`Tabel`)."""
    return table("tabel")


def ditolak() -> pl.DataFrame:
    """Every rejected row (`Ditolak`)."""
    return table("ditolak")


def kesesuaian() -> pl.DataFrame:
    """Which document holds which line of the plan (`Kesesuaian`)."""
    return table("kesesuaian")


def pohon_kinerja() -> pl.DataFrame:
    """Trees of tujuan, sasaran, program, kegiatan and sub kegiatan (`PohonKinerja`)."""
    return table("pohon_kinerja")


def pernyataan() -> pl.DataFrame:
    """What the documents say about their own figures (`Pernyataan`)."""
    return table("pernyataan")


def catatan_baca() -> pl.DataFrame:
    """What readers left out or are not sure of (`CatatanBaca`)."""
    return table("catatan_baca")


def temuan() -> pl.DataFrame:
    """What the audit found in the documents (`Temuan`)."""
    return table("temuan")
