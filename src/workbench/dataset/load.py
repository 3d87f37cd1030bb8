"""Load the dataset for notebooks and other programs. All tables come as polars frames."""

import contextlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import polars as pl

from workbench import paths
from workbench.dataset import generation, parts
from workbench.dataset.schema import TABLES, dtypes

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
_ATTEMPTS = 100
_PAUSE = 0.005
COPY = "salinan"
"""Mark of observations whose document only repeats another one; they are not counted."""
CASH = "anggaran_kas"
"""Mark of what a cash budget prints: months and quarters by themselves, which are parts of what other tables print."""
COSTS = "rincian_belanja"
"""Mark of the accounts of one sub kegiatan, which are parts of its budget."""
_COUNTED = ~pl.col("penanda").list.contains(COPY)
_WHOLE = ~pl.col("penanda").list.contains(CASH)
_OF_OFFICE = ~pl.col("penanda").list.contains(COSTS)


class DatasetMissingError(Exception):
    """The dataset has not been made yet."""


def table(name: str, folder: Path | None = None) -> pl.DataFrame:
    """One table of the dataset (in `folder`, else where `paths` says), columns and types as in the schema.

    Raises DatasetMissingError with what to do when the dataset does not exist.
    """
    return _open(name, folder, parts.read)


def scan(
    name: str, folder: Path | None = None, *, salinan: bool = False, kas: bool = False, rincian: bool = False
) -> pl.LazyFrame:
    """One table to ask, without loading it: polars reads only the files, columns and rows that the question needs.

    Columns and types as in the schema, rows in no order. Of `observasi` without the documents that another document
    repeats, unless `salinan`, without cash budgets, unless `kas`, and without the accounts of one sub kegiatan, unless
    `rincian`. `collect` before the dataset is written anew, or scan again. Raises DatasetMissingError.
    """
    found = _open(name, folder, parts.scan)
    wanted = _wanted(salinan=salinan, kas=kas, rincian=rincian)
    return found.filter(*wanted) if name == "observasi" else found


def _wanted(*, salinan: bool, kas: bool, rincian: bool) -> list[pl.Expr]:
    return [wanted for wanted, asked in ((_COUNTED, salinan), (_WHOLE, kas), (_OF_OFFICE, rincian)) if not asked]


def _open(name: str, folder: Path | None, opened: Callable[[Path, str], Frame]) -> Frame:
    """What `opened` gives for the present place of a table."""
    if name not in TABLES:
        raise ValueError(f"Tabel '{name}' tidak dikenal. Yang ada: {', '.join(TABLES)}.")
    folder = folder or paths.processed()
    for _ in range(_ATTEMPTS):  # a run that ends right now may move the file
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return whole(opened, generation.current(folder, f"{name}.parquet"), name)
        time.sleep(_PAUSE if generation.is_busy(folder) else 0)
    raise DatasetMissingError(f"Dataset belum ada di {folder}. Jalankan dahulu: python3 wb.py extract")


def whole(opened: Callable[[Path, str], Frame], place: Path, name: str) -> Frame:
    """What `opened` gives for a table at its place, its file looked at now and not when it is asked.

    Raises DatasetMissingError with what to do where the file is damaged, FileNotFoundError where there is none.
    """
    try:
        found = opened(place, name)
        found.lazy().collect_schema()
    except pl.exceptions.ComputeError as error:
        raise DatasetMissingError(
            f"Dataset di {place.parent} rusak ({place.name}: {error}). Buat lagi: python3 wb.py extract"
        ) from None
    return found


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


def observasi(*, salinan: bool = False, kas: bool = False, rincian: bool = False) -> pl.DataFrame:
    """What each table prints (`Observasi`).

    Documents whose observations another document holds too (`dokumen.sama_dengan`) only with `salinan=True`, so that
    nothing is counted twice. Cash budgets only with `kas=True`: `tw3` is the third quarter alone there, and in a report
    what was realised from January on. Accounts of a rincian belanja only with `rincian=True`: they are the spending of
    one sub kegiatan (named in `catatan`), not of the office.
    """
    return table("observasi").filter(*_wanted(salinan=salinan, kas=kas, rincian=rincian))


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
