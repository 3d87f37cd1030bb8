"""Write the dataset: rows checked, files replaced whole, the same input giving the same bytes."""

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from workbench.dataset import datapackage
from workbench.dataset.kinerja import choose
from workbench.dataset.schema import TABLES, dtypes

_SORT = {
    "observasi": ["dokumen", "halaman", "baris", "tabel", "tahap", "tahun", "indikator"],
    "dokumen": ["dokumen"],
    "tabel": ["dokumen", "urutan"],
    "ditolak": ["dokumen", "halaman", "baris", "tabel"],
    "kesesuaian": ["berkas", "halaman", "baris", "dokumen"],
    "pohon_kinerja": ["berkas", "tabel", "simpul", "baris"],
    "pernyataan": ["dokumen", "halaman", "baris"],
}
READ = tuple(_SORT)
_ABANDONED = 600
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(rows: dict[str, list[dict[str, Any]]], out: Path) -> dict[str, pl.DataFrame]:
    """Check and write every table but `temuan` as Parquet and CSV, and `datapackage.json`. Returns the tables.

    Rows that break the schema go to `ditolak` with the broken rule as the reason.
    """
    frames = {name: _frame(name, rows[name]) for name in READ}
    frames["observasi"], broken = _checked(frames["observasi"])
    frames["ditolak"] = pl.concat([frames["ditolak"], broken]).sort(
        _SORT["ditolak"], nulls_last=True, maintain_order=True
    )
    frames["kinerja"] = choose(frames["observasi"], frames["tabel"])
    for name, frame in frames.items():
        frames[name] = TABLES[name].validate(frame)
    out.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(out)
    for name, frame in frames.items():
        _write(name, frame, out)
    package = json.dumps(datapackage.describe(), ensure_ascii=False, indent=2) + "\n"
    _replace(out / "datapackage.json", lambda file: file.write(package.encode()))
    return frames


def write_findings(findings: pl.DataFrame, out: Path) -> pl.DataFrame:
    """Check and write the table `temuan` beside the tables it was made from."""
    frame = TABLES["temuan"].validate(findings)
    _write("temuan", frame, out)
    return frame


def _write(name: str, frame: pl.DataFrame, out: Path) -> None:
    _replace(out / f"{name}.parquet", frame.write_parquet)
    _replace(out / f"{name}.csv", _plain(frame).write_csv)


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = dtypes(name)
    ordered = [{column: row.get(column) for column in schema} for row in rows]
    frame = pl.DataFrame(ordered, schema=schema, orient="row")
    return frame.sort(_SORT[name], nulls_last=True, maintain_order=True)


def _checked(observations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Valid observations, and the others as rejected rows."""
    valid, failure = TABLES["observasi"].filter(observations)
    reasons = failure.details() if len(failure.invalid()) else None
    rows = []
    if reasons is not None:
        rules = [column for column in reasons.columns if column not in observations.columns]
        for row in reasons.to_dicts():
            broken = ", ".join(rule for rule in rules if row[rule] == "invalid")
            content = " | ".join(str(row[name]) for name in ("kode", "uraian", "indikator", "pagu") if row[name])
            place = {name: row[name] for name in ("dokumen", "tabel", "halaman", "baris")}
            rows.append({**place, "isi": content, "alasan": f"Melanggar aturan data: {broken}"})
    return valid, pl.DataFrame(rows, schema=dtypes("ditolak"), orient="row")


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists joined by `;`, text that a spreadsheet would run as a formula made harmless with a quote."""
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    texts = [*lists, *(name for name, dtype in frame.schema.items() if dtype == pl.String)]
    frame = frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(";"))
    dangerous = pl.col(texts).str.slice(0, 1).is_in(list(_FORMULA_STARTS))
    return frame.with_columns(pl.when(dangerous).then("'" + pl.col(texts)).otherwise(pl.col(texts)).name.keep())


def _clear_abandoned(out: Path) -> None:
    """Remove half-written files that a killed run left behind; a file of a run still going is younger."""
    names = [f"{name}.{suffix}" for name in TABLES for suffix in ("parquet", "csv")] + ["datapackage.json"]
    for file in (file for name in names for file in out.glob(f".{name}.*")):
        if time.time() - file.stat().st_mtime > _ABANDONED:
            file.unlink(missing_ok=True)


def _replace(path: Path, write_to: Callable[[BinaryIO], object]) -> None:
    """Write a file beside its place and move it there whole."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            write_to(file)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
