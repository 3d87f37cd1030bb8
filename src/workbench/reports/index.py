"""The front page of the reports: one row a report, and the documents they rest on."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from workbench.reports import istilah
from workbench.reports.berkas import periksa, tulis
from workbench.reports.export import halaman
from workbench.reports.format import KOSONG, angka, nama_rapi, persen
from workbench.reports.tables import Kartu, Kolom, kalimat, kartu, tabel

INDEX = "index.html"
DAFTAR = "laporan.json"
_KELOMPOK = {
    "00_mulai": "Mulai di sini",
    "10_laporan_opd": "Laporan perangkat daerah",
    "20_banding": "Perbandingan",
    "30_audit": "Temuan dalam dokumen",
    "40_indikator": "Katalog indikator",
    "50_what_if": "Bagaimana bila",
    "01_ekstraksi": "Hasil baca dokumen",
}

_KEPALA = (
    ("Laporan", "left"),
    ("Tahun", "right"),
    ("Status", "left"),
    ("Baris dibaca", "right"),
    ("Ditolak", "right"),
    ("Serapan", "right"),
    ("Rata-rata capaian", "right"),
    ("Kelas", "left"),
    ("Detik", "right"),
)


def tulis_daftar(folder: Path, berkas: Sequence[str]) -> None:
    """Remember which pages this run made, and remove those of the last run that it did not make again."""
    lama = folder / DAFTAR
    if lama.exists():
        for nama in set(json.loads(lama.read_text(encoding="utf-8"))) - set(berkas):
            (folder / f"{periksa(nama.removesuffix('.html'))}.html").unlink(missing_ok=True)
    tulis(lama, json.dumps(sorted(berkas), indent=1) + "\n")


def tulis_index(folder: Path, laporan: Sequence[dict[str, Any]], dokumen: pl.DataFrame) -> None:
    """Write `index.html`. Each report is a dict with the fields of `build.ReportResult`."""
    tulis(folder / INDEX, halaman("Laporan", _isi(laporan, dokumen), akar=True))


def _isi(laporan: Sequence[dict[str, Any]], dokumen: pl.DataFrame) -> str:
    gagal = [satu for satu in laporan if satu["status"] != "selesai"]
    pokok = kartu(
        [
            Kartu("Laporan", str(len(laporan)), f"{len(gagal)} gagal" if gagal else "semua selesai"),
            Kartu("Dokumen", str(dokumen.height), f"{_gagal_dibaca(dokumen)} gagal dibaca"),
            Kartu("Observasi", angka(dokumen["observasi"].sum()), "baris tabel yang terbaca"),
            Kartu("Ditolak", angka(dokumen["baris_ditolak"].sum()), "baris, tercantum dengan sebabnya"),
        ]
    )
    return (
        f"<h1>Laporan</h1>{pokok.html}{_tabel(laporan)}{kalimat(_keterangan(), jenis='catatan').html}"
        f"<h2>Dokumen</h2>{_dokumen(dokumen)}"
    )


def _tabel(laporan: Sequence[dict[str, Any]]) -> str:
    th = "".join(f'<th style="text-align:{rata}">{judul}</th>' for judul, rata in _KEPALA)
    badan = ""
    for notebook, judul in _KELOMPOK.items():
        milik = [satu for satu in laporan if satu["notebook"] == notebook]
        if milik:
            badan += f'<tr class="kelompok"><td colspan="{len(_KEPALA)}">{escape(judul)}</td></tr>'
            badan += "".join(_baris(satu) for satu in milik)
    return (
        f'<div class="gulir"><table class="data laporan"><thead><tr>{th}</tr></thead>'
        f"<tbody>{badan}</tbody></table></div>"
    )


def _baris(satu: dict[str, Any]) -> str:
    tautan = f'<a href="{escape(satu["berkas"], quote=True)}">{escape(satu["judul"])}</a>'
    opd = f"<br>{_redup(satu['opd'])}" if satu["opd"] else ""
    status = escape(satu["status"]) + (f"<br>{escape(satu['alasan'])}" if satu["alasan"] else "")
    belum = satu["periode"] not in (None, "tahunan", "tw4")
    periode = f"<br>{_redup(istilah.periode(satu['periode']))}" if belum else ""
    sel = [
        ("left", tautan + opd, ""),
        ("right", KOSONG if satu["tahun"] is None else str(satu["tahun"]), ""),
        ("left", status, ' class="gagal"' if satu["alasan"] else ""),
        ("right", angka(satu["baris_dibaca"] or None), ""),
        ("right", angka(satu["baris_ditolak"]), ""),
        ("right", persen(satu["serapan"]) + (periode if satu["serapan"] is not None else ""), ""),
        ("right", _capaian(satu), ""),
        ("left", escape(_kelas(satu)), ""),
        ("right", angka(satu["detik"], 1), ""),
    ]
    return "<tr>" + "".join(f'<td{k} style="text-align:{rata}">{isi}</td>' for rata, isi, k in sel) + "</tr>"


def _capaian(satu: dict[str, Any]) -> str:
    return KOSONG if satu["capaian"] is None else f"{persen(satu['capaian'])}<br>" + _redup(f"n = {satu['n_capaian']}")


def _redup(isi: str) -> str:
    return f'<span class="redup">{escape(isi)}</span>'


def _kelas(satu: dict[str, Any]) -> str:
    return KOSONG if satu["capaian"] is None else istilah.kelas(satu["kelas"])


def _dokumen(dokumen: pl.DataFrame) -> str:
    lajur = [
        Kolom("dokumen", "Dokumen"),
        Kolom("nama_opd", "Perangkat daerah", nama_rapi),
        Kolom("wilayah", "Wilayah"),
        Kolom("jenis", "Jenis"),
        Kolom("tahun", "Tahun", rata="kanan"),
        Kolom("tabel_ditemukan", "Tabel", angka, "kanan"),
        Kolom("tabel_terbaca", "Terbaca", angka, "kanan"),
        Kolom("observasi", "Observasi", angka, "kanan"),
        Kolom("baris_ditolak", "Ditolak", angka, "kanan"),
        Kolom("status", "Status"),
        Kolom("alasan", "Sebab"),
    ]
    return tabel(dokumen, lajur).html


def _gagal_dibaca(dokumen: pl.DataFrame) -> str:
    gagal = dokumen.filter(pl.col("status") != "terbaca").height
    return str(gagal) if gagal else "tidak ada yang"


def _keterangan() -> str:
    return (
        "Serapan: realisasi dibagi pagu yang tercetak di sebelahnya, program dijumlahkan. Rata-rata capaian: "
        "rata-rata "
        "realisasi dibagi target menurut indikator program, atau sasaran bila program tidak punya."
    )
