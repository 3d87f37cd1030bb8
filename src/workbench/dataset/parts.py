"""One table as one Parquet file, or where it is large as a folder of files: `tahun=2024/<first office>-<mark>.parquet`.

A file of the folder holds one year of offices that follow each other by name, so that a question about a year or an
office opens few files. One file an office and year would be thousands of small files, which make questions about all
offices several times slower. The name carries a mark of the content: a file that was listed is found as it was or not
at all, so that nobody reads half of one dataset and half of the next.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from workbench.dataset.schema import ORDER, dtypes

TABLES = ("observasi", "kinerja")
"""The tables that grow large; both have the columns `opd` and `tahun`."""
LARGE = 1_000_000
"""Rows of a table above which it is a folder."""
FULL = 250_000
"""Rows of a file of the folder: whole offices are added until it has so many."""
_ROW_GROUP = 50_000
_PAIR = ["tahun", "opd"]


def split(file: Path) -> None:
    """Make a folder of the same name out of the Parquet file of a large table; a small one stays.

    Rows of one office and year keep their order. One file of the folder is in memory at a time. Raises OSError.
    """
    whole = pl.scan_parquet(file)
    if whole.select(pl.len()).collect().item() <= LARGE:
        return
    folder = file.with_name(f"{file.name}.bagian")
    for year, offices in _plan(whole.group_by(_PAIR).len().sort(_PAIR).collect()):
        part = whole.filter(pl.col("tahun") == year, pl.col("opd").is_in(offices)).drop("tahun").collect()
        _write(part.sort("opd", maintain_order=True), folder / f"tahun={year}", offices[0])
    file.unlink()
    folder.rename(file)


def scan(place: Path, name: str) -> pl.LazyFrame:
    """The table `name` at `place`, be it a file or a folder, with the columns of the schema; not read before `collect`.

    Rows of a folder come by year and office. Raises FileNotFoundError when there is neither.
    """
    if place.is_file():
        return pl.scan_parquet(place)
    types, files = dtypes(name), _listed(place)
    return pl.scan_parquet(files, hive_partitioning=True, hive_schema={"tahun": types["tahun"]}).select(*types)


def read(place: Path, name: str) -> pl.DataFrame:
    """The whole table, its rows in the same order whether it is a file or a folder. Raises FileNotFoundError."""
    frame = scan(place, name).collect()
    return frame.sort(ORDER[name], nulls_last=True, maintain_order=True) if place.is_dir() else frame


def _listed(folder: Path) -> list[Path]:
    """The files of a folder, all of one dataset. Raises FileNotFoundError, also where it was replaced meanwhile."""
    before = folder.stat().st_ino
    files = sorted(folder.glob("tahun=*/*.parquet"))
    if not files or folder.stat().st_ino != before:
        raise FileNotFoundError(folder)
    return files


def _plan(counts: pl.DataFrame) -> Iterator[tuple[int, list[str]]]:
    """Year and offices of every file. `counts`: rows of every year and office, sorted."""
    for (year,), of_year in counts.group_by("tahun", maintain_order=True):
        offices: list[str] = []
        rows = 0
        for _, opd, count in of_year.iter_rows():
            offices.append(opd)
            rows += count
            if rows >= FULL:
                yield int(str(year)), offices
                offices, rows = [], 0
        if offices:
            yield int(str(year)), offices


def _write(part: pl.DataFrame, folder: Path, first: str) -> None:
    """Write one file of the folder. Row groups tell their first and last office, so that few of them are read."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "bagian"
    pq.write_table(part.to_arrow(), draft, compression="zstd", row_group_size=_ROW_GROUP)
    with draft.open("rb") as written:
        mark = hashlib.file_digest(written, "sha256").hexdigest()[:12]
    draft.rename(folder / f"{first}-{mark}.parquet")
