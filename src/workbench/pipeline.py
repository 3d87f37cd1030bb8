"""Read documents and write the dataset: the main job, file after file."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from workbench.audit.check import AUDITED, Audit
from workbench.audit.check import audit as audit_frames
from workbench.dataset import load, store
from workbench.documents.model import Document, DocumentError
from workbench.documents.read import fingerprint, read_document
from workbench.facts.model import Facts, Observation, TableResult
from workbench.facts.observations import read_facts
from workbench.tables.build import grids

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Extraction:
    """Rows for every table of the dataset, and the documents that failed with the reason."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in store.READ})
    failed: dict[str, str] = field(default_factory=dict)


def understand(file: Path) -> tuple[Document, Facts]:
    """One document with what its tables and text were understood as. Raises DocumentError."""
    document = read_document(file)
    return document, read_facts(grids(document), document.lines, document.identity)


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
    result = audit_frames(load.tables(AUDITED, out))
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
        document, facts = understand(file)
    except Exception as error:
        reason = str(error) if isinstance(error, DocumentError) else _unexpected(error)
        result.failed[name] = reason
        result.rows["dokumen"].append(_failed(name, file, reason))
        return
    _add(document, facts, result.rows)
    if not facts.read:
        result.failed[name] = "Tidak ada tabel yang dikenali di dalam berkas ini; lihat ditolak atau workbench explain."
        result.rows["dokumen"][-1] |= {"status": "gagal", "alasan": result.failed[name]}


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
        "observasi_naratif": 0,
        "baris_ditolak": 0,
    }


def _add(document: Document, facts: Facts, rows: dict[str, list[dict[str, Any]]]) -> None:
    identity = document.identity
    for number, table in enumerate(facts.tables, start=1):
        rows["tabel"].append(_table_row(document.name, number, table))
        rows["observasi"] += [_observation_row(document, observation) for observation in table.observations]
        for name, found in (("kesesuaian", table.kesesuaian), ("pohon_kinerja", table.pohon)):
            rows[name] += [{"opd": identity.opd, "berkas": document.name, **asdict(one)} for one in found]
        rows["ditolak"] += [{"dokumen": document.name, **asdict(rejected)} for rejected in table.rejected]
    rows["observasi"] += [_observation_row(document, observation) for observation in facts.naratif]
    rows["pernyataan"] += [
        {"opd": identity.opd, "dokumen": document.name, **asdict(stated)} for stated in facts.pernyataan
    ]
    rows["ditolak"] += [{"dokumen": document.name, **asdict(rejected)} for rejected in facts.rejected]
    tables = facts.tables
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
            "tabel_terbaca": sum(table.read for table in tables),
            "observasi": len(facts.naratif) + sum(len(table.observations) for table in tables),
            "observasi_naratif": len(facts.naratif),
            "baris_ditolak": len(facts.rejected) + sum(len(table.rejected) for table in tables),
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
        "kesesuaian": len(table.kesesuaian),
        "simpul": len({node.simpul for node in table.pohon}),
        "ditolak": len(table.rejected),
        "judul_tak_dikenal": " | ".join(table.unknown_headings) or None,
        "status": "terbaca" if table.read else "tidak_terbaca",
        "alasan": table.alasan,
    }


def unknown_headings(tables: Iterable[dict[str, Any]]) -> list[str]:
    """One line a table that was read whose filled columns are not all understood: place and headings."""
    return [
        f"{row['dokumen']} tabel {row['tabel'] or '(tanpa nomor)'} baris {row['baris']}: {row['judul_tak_dikenal']}"
        for row in tables
        if row["judul_tak_dikenal"]
    ]


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
