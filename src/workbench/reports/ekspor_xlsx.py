"""A report as a workbook: for one OPD the figures with live formulas and the official forms, else its tables."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from workbench.reports import buku_opd, istilah, params
from workbench.reports.blok import Blok, Judul, Sel, Tabel
from workbench.reports.buku import ISI, JUMLAH, KEPALA, TEKS, Buku, Lembar
from workbench.reports.format import KOSONG, Bahasa

_ANGKA = {
    "id": re.compile(r"-?(?:Rp)?\d{1,3}(?:\.\d{3})*(?:,\d+)?%?"),
    "en": re.compile(r"-?(?:Rp)?\d{1,3}(?:,\d{3})*(?:\.\d+)?%?"),
}
_TERLEBAR, _TERSEMPIT = 60, 9
_ATAS = 2
"""Rows above a table: its name and an empty one."""


def buku(nama: str, parameter: dict[str, Any], isi: Sequence[Blok], judul: str, bahasa: Bahasa) -> bytes:
    """The workbook of a report. `nama` and `parameter` say which, `isi` what its page shows."""
    hasil = Buku(judul)
    if nama == params.LaporanOpd.NOTEBOOK:
        buku_opd.tulis(hasil, parameter["opd"], parameter["tahun"], judul, bahasa)
    else:
        _tabel_halaman(hasil, isi, judul, bahasa)
    return hasil.isi()


def _tabel_halaman(hasil: Buku, isi: Sequence[Blok], judul: str, bahasa: Bahasa) -> None:
    """A sheet with the names of the tables, then a sheet a table."""
    bernama = _bernama(isi, judul)
    daftar = hasil.lembar(istilah.t("ekspor.lembar.isi", bahasa))
    daftar.lebar([12, 90])
    daftar.judul(0, judul)
    for nomor, (nama, tabel) in enumerate(bernama, 1):
        lembar = hasil.lembar(istilah.t("ekspor.lembar.tabel", bahasa, n=nomor), mendatar=True)
        daftar.tulis(nomor + 1, 0, lembar.lembar.get_name())
        daftar.tulis(nomor + 1, 1, nama, text_wrap=True)
        lembar.judul(0, nama)
        _tabel(lembar, tabel, bahasa)


def _bernama(isi: Sequence[Blok], judul: str) -> list[tuple[str, Tabel]]:
    """Each table with the heading it stands under."""
    kepala, hasil = judul, []
    for blok in isi:
        if isinstance(blok, Judul) and blok.tingkat <= 3:
            kepala = blok.teks
        elif isinstance(blok, Tabel) and (blok.badan or blok.kaki):
            hasil.append((kepala, blok))
    return hasil


def _tabel(lembar: Lembar, tabel: Tabel, bahasa: Bahasa) -> None:
    lembar.lebar(_lebar(tabel))
    akhir_kepala, akhir_badan = len(tabel.kepala), len(tabel.kepala) + len(tabel.badan)
    terisi: set[tuple[int, int]] = set()
    for nomor, isi in enumerate([*tabel.kepala, *tabel.badan, *tabel.kaki]):
        gaya = KEPALA if nomor < akhir_kepala else JUMLAH if nomor >= akhir_badan else None
        kolom = 0
        for satu in isi:
            while (nomor, kolom) in terisi:
                kolom += 1
            nilai = satu.teks if nomor < akhir_kepala else _nilai(satu, bahasa)
            bawah, kanan = nomor + satu.tinggi - 1, kolom + satu.lebar - 1
            terisi |= {(b, k) for b in range(nomor, bawah + 1) for k in range(kolom, kanan + 1)}
            sifat = gaya or (ISI if isinstance(nilai, Decimal) else TEKS)
            if (bawah, kanan) == (nomor, kolom):
                lembar.tulis(nomor + _ATAS, kolom, nilai, **sifat)
            else:
                lembar.gabung(nomor + _ATAS, kolom, bawah + _ATAS, kanan, satu.teks, **sifat)
            kolom = kanan + 1
    if tabel.kepala:
        lembar.lembar.freeze_panes(akhir_kepala + _ATAS, 1)
        lembar.lembar.repeat_rows(_ATAS, akhir_kepala + _ATAS - 1)


def _lebar(tabel: Tabel) -> list[float]:
    """Widths that hold the longest line of each column, within bounds."""
    lebar = [float(_TERSEMPIT)] * tabel.banyak_kolom
    for isi in (*tabel.kepala, *tabel.badan, *tabel.kaki):
        if len(isi) == len(lebar):
            for nomor, satu in enumerate(isi):
                terpanjang = max((len(baris) for baris in satu.teks.split("\n")), default=0)
                lebar[nomor] = max(lebar[nomor], min(terpanjang + 2, _TERLEBAR))
    return lebar


def _nilai(satu: Sel, bahasa: Bahasa) -> object:
    """A number where the cell stands to the right and shows nothing but one; else its text."""
    teks = satu.teks.strip()
    if teks == KOSONG:
        return None
    if not satu.kanan or not _ANGKA[bahasa].fullmatch(teks):
        return satu.teks
    polos = teks.removesuffix("%").replace("Rp", "")
    return Decimal(polos.replace(".", "").replace(",", ".") if bahasa == "id" else polos.replace(",", ""))
