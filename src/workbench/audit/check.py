"""Every check on the whole dataset: tables in, findings and the count of checks out."""

from dataclasses import dataclass

import polars as pl

from workbench.audit import arithmetic, shape, sheet
from workbench.audit.model import Finding, Tally
from workbench.dataset.schema import dtypes

_SEVERITY = {"galat": 0, "peringatan": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Audit:
    """`temuan` (columns as in the schema) and `uji`: `dokumen`, `pemeriksaan`, `dilakukan`, `lolos`."""

    temuan: pl.DataFrame
    uji: pl.DataFrame


def audit(frames: dict[str, pl.DataFrame]) -> Audit:
    """The findings of all documents. `frames` holds `observasi`, `tabel`, `dokumen` and `ditolak` of the dataset."""
    book = sheet.read(frames["observasi"], frames["tabel"], frames["ditolak"])
    tally = Tally()
    found: list[Finding] = [*arithmetic.findings(book, tally), *shape.findings(book)]
    return Audit(_frame(found), tally.frame())


def _frame(found: list[Finding]) -> pl.DataFrame:
    records = {record["id"]: record for record in (one.record() for one in found)}
    frame = pl.DataFrame(list(records.values()), schema=dtypes("temuan"), orient="row")
    rank = pl.col("keparahan").replace_strict(_SEVERITY, return_dtype=pl.Int64)
    return frame.sort(pl.col("dokumen"), rank, pl.col("baris"), pl.col("id"), nulls_last=True)
