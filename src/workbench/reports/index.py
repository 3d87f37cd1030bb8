"""The front page of the reports: one row a report, and the documents they rest on."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from workbench.reports import istilah
from workbench.reports.berkas import tulis
from workbench.reports.daftar_temuan import BERKAS as TEMUAN
from workbench.reports.export import aset, halaman
from workbench.reports.format import KOSONG, angka, nama_rapi, persen
from workbench.reports.tables import Kartu, Kolom, daftar, kalimat, kartu, tabel

INDEX = "index.html"
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
    ("Laporan", False),
    ("Tahun", True),
    ("Status", False),
    ("Baris dibaca", True),
    ("Ditolak", True),
    ("Serapan", True),
    ("Rata-rata capaian", True),
    ("Kelas", False),
    ("Berkas", False),
    ("Detik", True),
)
"""Headings of the columns, and whether they hold numbers."""


def tulis_index(
    folder: Path, laporan: Sequence[dict[str, Any]], dokumen: pl.DataFrame, dilewati: Mapping[str, str] | None = None
) -> None:
    """Write `index.html`. Each report is a dict with the fields of `build.ReportResult`.

    `dilewati`: scenario files without a report -> why.
    """
    skrip = f"<script>\n{aset('index.js')}</script>"
    gaya = f"<style>\n{aset('index.css')}</style>"
    tulis(folder / INDEX, halaman("Laporan", f"{gaya}{_isi(laporan, dokumen, dilewati or {})}{skrip}", akar=True))


def _isi(laporan: Sequence[dict[str, Any]], dokumen: pl.DataFrame, dilewati: Mapping[str, str]) -> str:
    gagal = [satu for satu in laporan if satu["status"] != "selesai"]
    pokok = kartu(
        [
            Kartu("Laporan", str(len(laporan)), f"{len(gagal)} gagal" if gagal else "semua selesai"),
            Kartu("Dokumen", str(dokumen.height), f"{_gagal_dibaca(dokumen)} gagal dibaca"),
            Kartu("Observasi", angka(dokumen["observasi"].sum()), "baris tabel yang terbaca"),
            Kartu("Ditolak", angka(dokumen["baris_ditolak"].sum()), "baris, tercantum dengan sebabnya"),
        ]
    )
    temuan = f'<p>Semua temuan dalam satu berkas, untuk dicentang: <a href="{TEMUAN}">{TEMUAN}</a>.</p>'
    return (
        f"<h1>Laporan</h1>{pokok.html}{_saring(laporan)}{_tabel(laporan)}"
        f"{kalimat(_keterangan(), jenis='catatan').html}{temuan}{_dilewati(dilewati)}"
        f"<h2>Dokumen</h2>{_dokumen(dokumen)}"
    )


def _dilewati(alasan: Mapping[str, str]) -> str:
    if not alasan:
        return ""
    isi = daftar([f"{nama}: {sebab}" for nama, sebab in alasan.items()]).html
    return f"<h2>Skenario tanpa laporan</h2>{isi}"


def _kelompok(laporan: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Kinds of reports there are, in the order of the page; one without a name of its own under its notebook's."""
    ada = list(dict.fromkeys(satu["notebook"] for satu in laporan))
    lain = {notebook: notebook for notebook in ada if notebook not in _KELOMPOK}
    return [(notebook, judul) for notebook, judul in (_KELOMPOK | lain).items() if notebook in ada]


def _saring(laporan: Sequence[dict[str, Any]]) -> str:
    """Search and choice of kinds; the script shows them."""
    pilihan = "".join(
        f'<option value="{escape(notebook, quote=True)}">{escape(judul)}</option>'
        for notebook, judul in _kelompok(laporan)
    )
    return (
        '<div class="saring" hidden><div><label for="cari">Cari</label><input id="cari" type="search" '
        'placeholder="nama, wilayah, tahun, status …"></div><div><label for="jenis">Jenis</label>'
        f'<select id="jenis"><option value="">semua</option>{pilihan}</select></div>'
        '<output id="banyak" data-teks="{n} dari {semua} laporan" aria-live="polite"></output></div>'
    )


def _tabel(laporan: Sequence[dict[str, Any]]) -> str:
    th = "".join(
        f'<th style="text-align:{"right" if berangka else "left"}" data-angka="{int(berangka)}">{judul}</th>'
        for judul, berangka in _KEPALA
    )
    badan = ""
    for notebook, judul in _kelompok(laporan):
        jenis = escape(notebook, quote=True)
        badan += f'<tr class="kelompok" data-jenis="{jenis}"><td colspan="{len(_KEPALA)}">{escape(judul)}</td></tr>'
        badan += "".join(_baris(satu) for satu in laporan if satu["notebook"] == notebook)
    return (
        f'<div class="gulir"><table class="data laporan"><thead><tr>{th}</tr></thead>'
        f"<tbody>{badan}</tbody></table></div>"
    )


def _baris(satu: dict[str, Any]) -> str:
    sel = "".join(
        _sel(judul, berangka, nilai, isi, kelas)
        for (judul, berangka), (nilai, isi, kelas) in zip(_KEPALA, _isi_sel(satu), strict=True)
    )
    teks = " ".join(str(satu[n]) for n in ("judul", "opd", "tahun", "status", "alasan", "notebook") if satu[n])
    kelas = _kelas(satu) if satu["capaian"] is not None else ""
    return (
        f'<tr data-jenis="{escape(satu["notebook"], quote=True)}" '
        f'data-teks="{escape(f"{teks} {kelas}".lower(), quote=True)}">{sel}</tr>'
    )


def _sel(judul: str, berangka: bool, nilai: object, isi: str, kelas: str) -> str:
    """One cell with the value it is sorted by; `isi` is finished HTML."""
    kata = f' class="{kelas}"' if kelas else ""
    label = f' data-judul="{escape(judul, quote=True)}"' if judul != _KEPALA[0][0] else ""
    urut = "" if nilai is None else escape(str(nilai), quote=True)
    rata = "right" if berangka else "left"
    return f'<td{kata}{label} data-nilai="{urut}" style="text-align:{rata}">{isi}</td>'


def _isi_sel(satu: dict[str, Any]) -> list[tuple[object, str, str]]:
    """For every column: the value to sort by, the cell's HTML and its class."""
    tautan = f'<a href="{escape(satu["berkas"], quote=True)}">{escape(satu["judul"])}</a>'
    opd = f"<br>{_redup(satu['opd'])}" if satu["opd"] else ""
    belum = satu["periode"] not in (None, "tahunan", "tw4")
    periode = f"<br>{_redup(istilah.periode(satu['periode']))}" if belum else ""
    return [
        (satu["judul"], tautan + opd, ""),
        (satu["tahun"], KOSONG if satu["tahun"] is None else str(satu["tahun"]), ""),
        (satu["status"], _status(satu), "gagal" if satu["alasan"] or satu["gagal_lain"] else ""),
        (satu["baris_dibaca"] or None, angka(satu["baris_dibaca"] or None), ""),
        (satu["baris_ditolak"], angka(satu["baris_ditolak"]), ""),
        (satu["serapan"], persen(satu["serapan"]) + (periode if satu["serapan"] is not None else ""), ""),
        (satu["capaian"], _capaian(satu), ""),
        (_kelas(satu) if satu["capaian"] is not None else None, escape(_kelas(satu)), ""),
        (" ".join(satu["lain"]) or None, _berkas(satu["lain"]), "berkas"),
        (satu["detik"], angka(satu["detik"], 1), ""),
    ]


def _status(satu: dict[str, Any]) -> str:
    """How it went, then why not, what is missing, and what happened on the way."""
    lain = [f"{bentuk}: {alasan}" for bentuk, alasan in satu["gagal_lain"].items()]
    isi = [satu["status"], *filter(None, (satu["alasan"], *lain))]
    catatan = [_redup(satu["catatan"])] if satu["catatan"] else []
    return "<br>".join([*map(escape, isi), *catatan])


def _berkas(lain: dict[str, str]) -> str:
    """Links to the other formats of a report."""
    if not lain:
        return KOSONG
    return "".join(
        f'<a href="{escape(nama, quote=True)}">{escape(bentuk.upper())}</a>' for bentuk, nama in lain.items()
    )


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
