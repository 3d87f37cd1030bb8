"""Every check on the whole dataset: tables in, findings and the count of checks out."""

from dataclasses import dataclass

import polars as pl

from workbench.audit import arithmetic, counts, crossing, naming, notes, plans, plausible, series, shape, sheet, stated
from workbench.audit.model import PERINGATAN, Finding, Tally
from workbench.audit.text import stage
from workbench.dataset.schema import dtypes

AUDITED = ("observasi", "tabel", "dokumen", "ditolak", "kesesuaian", "pohon_kinerja", "pernyataan")
"""The tables of the dataset that the audit reads."""
_SEVERITY = {"galat": 0, "peringatan": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Audit:
    """`temuan` (columns as in the schema), `uji` (`dokumen`, `pemeriksaan`, `dilakukan`, `lolos`), offices audited."""

    temuan: pl.DataFrame
    uji: pl.DataFrame
    opd: list[str]


def audit(frames: dict[str, pl.DataFrame]) -> Audit:
    """The findings of all documents. `frames` holds the tables named in `AUDITED`, at least the first four."""
    book = sheet.read(frames["observasi"], frames["tabel"], frames["ditolak"])
    tally = Tally()
    wilayah = dict(frames["dokumen"].select("dokumen", "wilayah").iter_rows())
    kinds = dict(frames["dokumen"].select("dokumen", "jenis").iter_rows())
    statements, presence, trees, refused = (
        frames[name].to_dicts() if name in frames else []
        for name in ("pernyataan", "kesesuaian", "pohon_kinerja", "ditolak")
    )
    offices_of = dict(frames["dokumen"].select("dokumen", "opd").iter_rows())
    found: list[Finding] = [
        *arithmetic.findings(book, tally),
        *shape.findings(book),
        *shape.refused_twice(refused, offices_of),
        *counts.findings(statements, book, presence, trees, tally),
        *series.findings(book, tally),
        *stated.findings(statements, book, tally),
        *plans.findings(book),
        *notes.findings(book, tally),
        *plausible.findings(book),
        *naming.findings(book, wilayah),
        *naming.without_name(presence),
        *(arithmetic.conflict(book, group, PERINGATAN, "antar dokumen")
          for group in crossing.between_documents(book, kinds)),
    ]  # fmt: skip
    offices = sorted(frames["dokumen"]["opd"].drop_nulls().unique())
    return Audit(_frame(found), tally.frame(), offices)


def _once(found: list[Finding]) -> list[Finding]:
    """One finding where several columns of a line go wrong in the same way."""
    kept: dict[tuple[object, ...], Finding] = {}
    for one in found:
        row = one.row
        key = (row["dokumen"], row["baris"], one.jenis, one.tercetak, one.seharusnya, one.parts)
        first = kept.setdefault(key, one)
        if first is not one and one.seharusnya is not None and stage(row) not in first.bukti:
            first.bukti += f" Begitu pula pada kolom {stage(row)}."
    computed = {(_line(one), one.jenis, one.tercetak) for one in kept.values() if one.parts[:1] != ("pernyataan",)}
    kept = {key: one for key, one in kept.items()
            if one.parts[:1] != ("pernyataan",) or (_line(one), one.jenis, one.tercetak) not in computed}  # fmt: skip
    shifted = {_line(one) for one in kept.values() if one.jenis == "shifted_columns" and one.tercetak is not None}
    return [one for one in kept.values()
            if one.jenis != "shifted_columns" or one.seharusnya is not None or _line(one) not in shifted]  # fmt: skip


def _line(one: Finding) -> tuple[object, ...]:
    return one.row["dokumen"], one.row["baris"]


def _frame(found: list[Finding]) -> pl.DataFrame:
    records = {record["id"]: record for record in (one.record() for one in _once(found))}
    frame = pl.DataFrame(list(records.values()), schema=dtypes("temuan"), orient="row")
    rank = pl.col("keparahan").replace_strict(_SEVERITY, return_dtype=pl.Int64)
    return frame.sort(pl.col("dokumen"), rank, pl.col("baris"), pl.col("id"), nulls_last=True)
