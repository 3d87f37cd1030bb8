"""What one document gives to every table of the dataset, as plain rows (contract: `workbench.dataset.schema`)."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.documents.model import HIDDEN, Document
from workbench.documents.model import Row as PrintedRow
from workbench.documents.read import Progress, read_document
from workbench.facts.model import Facts, Observation, TableResult
from workbench.facts.observations import read_facts
from workbench.tables.build import grids

TABLES = ("observasi", "dokumen", "tabel", "ditolak", "kesesuaian", "pohon_kinerja", "pernyataan", "catatan_baca")
NOTHING_READ = "Tidak ada tabel yang dikenali di dalam berkas ini; lihat ditolak atau workbench explain."
_PAGE = re.compile(r"\bhalaman (\d+)", re.IGNORECASE)
_SAME = ("target", "realisasi", "pagu", "realisasi_rp", "selisih_rp")
_RATIOS = ("capaian", "serapan")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def understand(file: Path, progress: Progress | None = None) -> tuple[Document, Facts]:
    """One document with what its tables and text were understood as. Raises DocumentError."""
    document = read_document(file, progress)
    return document, read_facts(grids(document), document.lines, document.identity)


def rows_of(document: Document, facts: Facts) -> Rows:
    """The rows of one document. A document that gave nothing is `gagal`, with its tables and rejected rows."""
    rows: Rows = {name: [] for name in TABLES}
    identity = document.identity
    for number, table in enumerate(facts.tables, start=1):
        rows["tabel"].append(_table_row(document.name, number, table))
        rows["observasi"] += [_observation_row(document, observation) for observation in table.observations]
        for name, found in (("kesesuaian", table.kesesuaian), ("pohon_kinerja", table.pohon)):
            rows[name] += [{"opd": identity.opd, "berkas": document.name, **asdict(one)} for one in found]
        rows["ditolak"] += [{"dokumen": document.name, **asdict(rejected)} for rejected in table.rejected]
    rows["observasi"] += [_observation_row(document, observation) for observation in facts.naratif]
    rows["ditolak"] += [{"dokumen": document.name, **asdict(rejected)} for rejected in facts.rejected]
    rows["ditolak"] += [_hidden_row(document, row, facts) for row in document.hidden]
    rows["pernyataan"] = [{"opd": identity.opd, "dokumen": document.name, **asdict(one)} for one in facts.pernyataan]
    rows["catatan_baca"] = [*_notes(document), *_doubtful(document)]
    rows["dokumen"].append(_document_row(document, facts, len(rows["catatan_baca"])))
    return {name: [_storable(row) for row in found] for name, found in rows.items()}


def failed(name: str, sha256: str | None, suffix: str, reason: str) -> Row:
    """The row of a document that could not be read, with the reason."""
    return {
        "dokumen": name,
        "sha256": sha256,
        "format": suffix.lstrip(".").lower() or None,
        "status": "gagal",
        "alasan": reason,
        "tabel_ditemukan": 0,
        "tabel_terbaca": 0,
        "observasi": 0,
        "observasi_naratif": 0,
        "baris_ditolak": 0,
        "catatan": 0,
    }


def traces(observations: Iterable[Row]) -> list[str]:
    """One short mark an observation, the same for the same figure of the same line whatever file and page print it."""
    return [_trace(row) for row in observations]


def _trace(row: Row) -> str:
    name = row["kode"] or _letters(row["uraian"])
    about = [row["tahun"], row["tahap"], row["periode"], row["jenjang"], name, _letters(row["indikator"])]
    figures = [row[figure] for figure in _SAME]
    if not any(figure is not None for figure in figures):  # formats print ratios with other numbers of decimals
        figures = [row[figure] for figure in _RATIOS]
    texts = [_letters(row[text]) for text in ("target_teks", "realisasi_teks")]
    return hashlib.blake2b(repr((about, figures, texts)).encode(), digest_size=8).hexdigest()


def _letters(text: str | None) -> str:
    """Letters and digits alone: blanks, marks and capitals differ between formats."""
    return "".join(filter(str.isalnum, text or "")).lower()


def _hidden_row(document: Document, row: PrintedRow, facts: Facts) -> Row:
    """A row that the file does not show, as refused, with the table it would stand in."""
    grids = [table.grid for table in facts.tables if table.grid.page == row.page and table.grid.line <= row.line]
    return {"dokumen": document.name, "tabel": grids[-1].label if grids else None, "halaman": row.page,
            "baris": row.line, "isi": " | ".join(row.texts), "alasan": HIDDEN}  # fmt: skip


def _notes(document: Document) -> Iterable[Row]:
    for note in document.notes:
        page = _PAGE.search(note)
        yield {"dokumen": document.name, "halaman": int(page[1]) if page else None, "baris": None,
               "jenis": "catatan", "isi": None, "catatan": note}  # fmt: skip


def _doubtful(document: Document) -> Iterable[Row]:
    """Cells whose text a reader is not sure of."""
    for row in (row for block in document.blocks for row in block.rows):
        for cell in row.cells:
            if cell.doubt:
                yield {"dokumen": document.name, "halaman": cell.page or row.page, "baris": cell.line,
                       "jenis": "sel_meragukan", "isi": cell.text, "catatan": cell.doubt}  # fmt: skip


def _document_row(document: Document, facts: Facts, notes: int) -> Row:
    identity, tables = document.identity, facts.tables
    return {
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
        "baris_ditolak": len(facts.rejected) + len(document.hidden) + sum(len(table.rejected) for table in tables),
        "catatan": notes,
        "status": "terbaca" if facts.read else "gagal",
        "alasan": None if facts.read else NOTHING_READ,
    }


def _observation_row(document: Document, observation: Observation) -> Row:
    values = {name: getattr(observation, name) for name in Observation.__slots__}
    return values | {
        "opd": document.identity.opd,
        "dokumen": document.name,
        "penanda": sorted(observation.penanda),
    }


def _table_row(name: str, number: int, table: TableResult) -> Row:
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


def _storable(row: Row) -> Row:
    """Text without characters that no file can hold (control characters, halves of characters)."""
    return {name: _UNSEEN.sub("\ufffd", value) if isinstance(value, str) else value for name, value in row.items()}
