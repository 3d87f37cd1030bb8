"""Read documents and write the dataset: the main job, file after file."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from workbench.audit.check import Audit
from workbench.audit.check import audit as audit_frames
from workbench.dataset import load, store
from workbench.documents.model import Document, DocumentError
from workbench.documents.read import fingerprint, read_document
from workbench.facts.observations import Observation, TableResult, read_tables
from workbench.tables.build import grids

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Extraction:
    """Rows for every table of the dataset, and the documents that failed with the reason."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name in ("observasi", "dokumen", "tabel", "ditolak")}
    )
    failed: dict[str, str] = field(default_factory=dict)


def extract(files: list[Path], out: Path, progress: Progress | None = None) -> Extraction:
    """Read every file and write the dataset to `out`. A file that fails is named, the others are read.

    `progress(name, done, total)` is called before each file and once at the end.
    """
    result = Extraction()
    for done, file in enumerate(files):
        if progress:
            progress(file.name, done, len(files))
        _extract_one(file, result)
    if progress:
        progress("", len(files), len(files))
    frames = store.write(result.rows, out)
    store.write_findings(audit_frames(frames).temuan, out)
    return result


def audit(out: Path) -> Audit:
    """Audit the dataset in `out` again and write its findings. Raises DatasetMissingError when there is none."""
    frames = {name: load.table(name, out) for name in ("observasi", "tabel", "dokumen", "ditolak")}
    result = audit_frames(frames)
    store.write_findings(result.temuan, out)
    return result


def audit_summary(result: Audit, opd: str | None) -> tuple[list[tuple[str, ...]], pl.DataFrame]:
    """One line a document (name, checks passed, galat, peringatan, info), and the findings of the office asked for."""
    found = result.temuan if opd is None else result.temuan.filter(pl.col("opd") == opd)
    lines = []
    for dokumen in sorted(set(found["dokumen"]) | (set(result.uji["dokumen"]) if opd is None else set())):
        done = result.uji.filter(pl.col("dokumen") == dokumen)
        total, passed = done["dilakukan"].sum(), done["lolos"].sum()
        share = f"{passed}/{total}" if total else "-"
        counts = [found.filter(dokumen=dokumen, keparahan=level).height for level in ("galat", "peringatan", "info")]
        lines.append((dokumen, share, *(str(count) for count in counts)))
    return lines, found


def _extract_one(file: Path, result: Extraction) -> None:
    name = file.name
    try:
        if any(row["dokumen"] == name for row in result.rows["dokumen"]):
            name = str(file)
            raise DocumentError("Nama berkas sama dengan berkas lain. Ganti namanya.")
        document = read_document(file)
        tables = read_tables(grids(document), document.identity)
        if not any(table.observations for table in tables):
            raise DocumentError("Tidak ada tabel yang dikenali di dalam berkas ini.")
    except Exception as error:
        reason = str(error) if isinstance(error, DocumentError) else _unexpected(error)
        result.failed[name] = reason
        result.rows["dokumen"].append(_failed(name, file, reason))
        return
    _add(document, tables, result.rows)


def _unexpected(error: Exception) -> str:
    """A fault of the reader itself, told so that the other documents are still read."""
    return f"Pembaca gagal pada dokumen ini ({type(error).__name__}: {error}). Laporkan bersama dokumennya."


def _failed(name: str, file: Path, reason: str) -> dict[str, Any]:
    return {
        "dokumen": name,
        "sha256": fingerprint(file),
        "format": file.suffix.lstrip(".").lower() or None,
        "status": "gagal",
        "alasan": reason,
        "tabel_ditemukan": 0,
        "tabel_terbaca": 0,
        "observasi": 0,
        "baris_ditolak": 0,
    }


def _add(document: Document, tables: list[TableResult], rows: dict[str, list[dict[str, Any]]]) -> None:
    identity = document.identity
    for number, table in enumerate(tables, start=1):
        rows["tabel"].append(_table_row(document.name, number, table))
        rows["observasi"] += [_observation_row(document, observation) for observation in table.observations]
        rows["ditolak"] += [{"dokumen": document.name, **asdict(rejected)} for rejected in table.rejected]
    rows["dokumen"].append(
        {
            "dokumen": document.name,
            "sha256": document.sha256,
            "format": document.format,
            "opd": identity.opd,
            "nama_opd": identity.nama_opd,
            "wilayah": identity.wilayah,
            "jenis": identity.jenis,
            "tahun": identity.tahun,
            "periode": identity.periode,
            "halaman": document.pages,
            "tabel_ditemukan": len(tables),
            "tabel_terbaca": sum(bool(table.observations) for table in tables),
            "observasi": sum(len(table.observations) for table in tables),
            "baris_ditolak": sum(len(table.rejected) for table in tables),
            "status": "terbaca",
            "alasan": None,
        }
    )


def _observation_row(document: Document, observation: Observation) -> dict[str, Any]:
    values = {name: getattr(observation, name) for name in Observation.__slots__}
    return values | {
        "opd": document.identity.opd,
        "dokumen": document.name,
        "penanda": sorted(observation.penanda),
    }


def _table_row(name: str, number: int, table: TableResult) -> dict[str, Any]:
    grid = table.grid
    return {
        "dokumen": name,
        "urutan": number,
        "tabel": grid.label,
        "judul": grid.title or None,
        "halaman": grid.page,
        "baris": grid.line,
        "formulir": table.formulir,
        "kolom": " | ".join(f"{column.heading or '(kosong)'} = {column.role or '?'}" for column in grid.columns),
        "baris_data": len(grid.rows),
        "observasi": len(table.observations),
        "ditolak": len(table.rejected),
        "status": "terbaca" if table.observations else "tidak_terbaca",
        "alasan": table.alasan,
    }


def summary(rows: Iterable[dict[str, Any]]) -> list[tuple[str, ...]]:
    """One line a document for the closing table: name, OPD, tables read, observations, rejected, status."""
    return [
        (
            row["dokumen"],
            row.get("opd") or "-",
            f"{row['tabel_terbaca']}/{row['tabel_ditemukan']}",
            str(row["observasi"]),
            str(row["baris_ditolak"]),
            row["status"],
        )
        for row in rows
    ]
