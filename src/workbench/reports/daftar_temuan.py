"""The findings as a workbook: one row a finding, with cells to tick off and to answer in."""

import io
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from workbench.reports import istilah
from workbench.reports.berkas import tulis_biner

BERKAS = "temuan.xlsx"
PERIKSA = ("belum", "benar dan diperbaiki", "benar dan dibiarkan", "bukan kesalahan")
"""What a reviewer may choose for a finding; the first stands there at the start."""
_KOLOM = (
    ("Diperiksa", 18),
    ("Keparahan", 12),
    ("Jenis", 24),
    ("Dokumen", 30),
    ("Tabel", 12),
    ("Halaman", 9),
    ("Baris", 8),
    ("Kode", 20),
    ("Yang dibicarakan", 44),
    ("Tercetak", 20),
    ("Seharusnya", 20),
    ("Selisih", 16),
    ("Bukti", 80),
    ("Tanggapan", 40),
    ("ID", 15),
)
_WARNA = {"galat": "F8D7DA", "peringatan": "FFF3CD", "info": "E2E3E5"}


def tulis(temuan: pl.DataFrame, berkas: Path) -> None:
    """Write the findings (`Temuan`) to a workbook, whole or not at all."""
    buku = Workbook()
    lembar = buku.active
    assert isinstance(lembar, Worksheet)
    lembar.title = "Temuan"
    _kepala(lembar)
    for nomor, row in enumerate(temuan.iter_rows(named=True), start=2):
        _baris(lembar, nomor, row)
    _pilihan(lembar, temuan.height)
    isi = io.BytesIO()
    buku.save(isi)
    tulis_biner(berkas, isi.getvalue())


def _kepala(lembar: Worksheet) -> None:
    for nomor, (judul, lebar) in enumerate(_KOLOM, start=1):
        sel = lembar.cell(1, nomor, judul)
        sel.font = Font(bold=True)
        lembar.column_dimensions[get_column_letter(nomor)].width = lebar
    lembar.freeze_panes = "B2"


def _baris(lembar: Worksheet, nomor: int, row: dict[str, Any]) -> None:
    isi = (
        PERIKSA[0],
        istilah.t(f"keparahan.{row['keparahan']}"),
        istilah.t(f"temuan.{row['jenis']}"),
        *(row[nama] for nama in ("dokumen", "tabel", "halaman", "baris", "kode", "uraian", "tercetak", "seharusnya")),
        row["selisih"],
        row["bukti"],
        None,
        row["id"],
    )
    for kolom, nilai in enumerate(isi, start=1):
        teks = isinstance(nilai, str)
        sel = lembar.cell(nomor, kolom, ILLEGAL_CHARACTERS_RE.sub("", nilai) if teks else nilai)
        sel.alignment = Alignment(wrap_text=True, vertical="top")
        if teks:
            sel.data_type = "s"  # what a document prints never becomes a formula
    lembar.cell(nomor, 2).fill = PatternFill("solid", start_color=_WARNA[row["keparahan"]])


def _pilihan(lembar: Worksheet, banyak: int) -> None:
    lembar.auto_filter.ref = f"A1:{get_column_letter(len(_KOLOM))}{banyak + 1}"
    if banyak:
        pilihan = ",".join(PERIKSA)
        aturan = DataValidation(type="list", formula1=f'"{pilihan}"', allow_blank=True)
        aturan.add(f"A2:A{banyak + 1}")
        lembar.add_data_validation(aturan)
