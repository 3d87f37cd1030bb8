"""Fingerprints: has anything a report is made from changed since it was made?

A report depends on its parameters and title, its notebook, the code, rules and packages, and on rows of the
dataset: those of the offices or the document it speaks of (`_MENURUT_OPD`, `_MENURUT_DOKUMEN`), all of them for
every other report.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import polars as pl

from workbench import paths
from workbench.dataset import load
from workbench.dataset.schema import TABLES
from workbench.reports import params, runner

_MENURUT_OPD = frozenset(m.NOTEBOOK for m in (params.LaporanOpd, params.Banding, params.WhatIf))
_MENURUT_DOKUMEN = frozenset(m.NOTEBOOK for m in (params.Ekstraksi, params.Audit))
_PAKET = ("polars", "plotly", "nbconvert", "papermill", "python-docx", "xlsxwriter")
_KODE = frozenset({".py", ".yml", ".csv", ".html", ".css", ".js"})


def pembuat() -> Callable[[str, dict[str, Any], str], str]:
    """A function that gives the fingerprint of a report (notebook, parameters, title).

    It reads the dataset once and must be made anew for every run. Raises DatasetMissingError.
    """
    return partial(_laporan, {nama: load.table(nama) for nama in TABLES}, {})


def berkas(file: Path) -> str | None:
    """SHA-256 of a file's content; None when it is not there."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _laporan(
    tabel: dict[str, pl.DataFrame], simpanan: dict[str, str], notebook: str, parameter: dict[str, Any], judul: str
) -> str:
    cakupan = _cakupan(notebook, parameter)
    if cakupan not in simpanan:
        simpanan[cakupan] = _data(tabel, notebook, parameter)
    skenario = _folder(paths.scenarios(), frozenset({".yml"})) if "skenario" in parameter else ""
    bagian = [_lingkungan(), _notebook(notebook), simpanan[cakupan], skenario, notebook, parameter, judul]
    return _gabung(json.dumps(satu, sort_keys=True, default=str).encode() for satu in bagian)


def _cakupan(notebook: str, parameter: dict[str, Any]) -> str:
    """What identifies the rows a report depends on."""
    if notebook in _MENURUT_OPD:
        return f"opd {parameter['opd']}"
    return f"dokumen {parameter['dokumen']}" if notebook in _MENURUT_DOKUMEN else "semua"


def _data(tabel: dict[str, pl.DataFrame], notebook: str, parameter: dict[str, Any]) -> str:
    dokumen = tabel["dokumen"]
    if notebook in _MENURUT_OPD:
        opd = [parameter["opd"]] if isinstance(parameter["opd"], str) else list(parameter["opd"])
        milik = dokumen.filter(pl.col("opd").is_in(opd))["dokumen"].to_list()
    elif notebook in _MENURUT_DOKUMEN:
        milik = [parameter["dokumen"]]
        opd = dokumen.filter(pl.col("dokumen").is_in(milik))["opd"].drop_nulls().to_list()
    else:
        return _gabung(_isi(frame) for frame in tabel.values())
    return _gabung(_isi(_baris(frame, opd, milik)) for frame in tabel.values())


def _baris(frame: pl.DataFrame, opd: list[str], dokumen: list[str]) -> pl.DataFrame:
    """The rows of these offices and documents."""
    berkas = "berkas" if "berkas" in frame.columns else "dokumen"
    pilihan = [
        pl.col(kolom).is_in(nilai).fill_null(False)
        for kolom, nilai in (("opd", opd), (berkas, dokumen))
        if kolom in frame.columns
    ]
    return frame.filter(pl.any_horizontal(pilihan)) if pilihan else frame


def _isi(frame: pl.DataFrame) -> bytes:
    return f"{frame.schema}\n{frame.write_ndjson()}".encode()


@cache
def _lingkungan() -> str:
    """Code, rules, packages and Python."""
    versi = [sys.version, *(f"{nama} {version(nama)}" for nama in _PAKET)]
    return _gabung(satu.encode() for satu in (_folder(Path(__file__).resolve().parents[1], _KODE), *versi))


def _folder(folder: Path, akhiran: frozenset[str]) -> str:
    """Names and contents of the files below a folder."""
    isi = sorted(b for b in folder.rglob("*") if b.suffix in akhiran and b.is_file())
    return _gabung(b for file in isi for b in (file.relative_to(folder).as_posix().encode(), file.read_bytes()))


def _notebook(notebook: str) -> str:
    """What a notebook's cells say; stored outputs do not count."""
    isi = nbformat.read(runner.lokasi(notebook), as_version=4)  # type: ignore[no-untyped-call]
    return _gabung(f"{sel.cell_type} {sel.metadata.get('tags', [])} {sel.source}".encode() for sel in isi.cells)


def _gabung(bagian: Iterable[bytes]) -> str:
    """One fingerprint of many pieces; their borders count."""
    hasil = hashlib.sha256()
    for satu in bagian:
        hasil.update(len(satu).to_bytes(8, "big"))
        hasil.update(satu)
    return hasil.hexdigest()
