"""An official form on a sheet: merged headings as printed, the figures, live formulas in the computed columns.

Where the document prints another result than the form computes, the cell carries a note with the printed one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from statistics import fmean
from typing import Any

from workbench.analysis.capaian import Skala
from workbench.reports import istilah
from workbench.reports.buku import (
    A3,
    A4,
    JUMLAH,
    KEPALA,
    TEKS,
    Buku,
    Lembar,
    Rumus,
    persen,
    rentang,
    ringkas,
    sel,
    tambah,
)
from workbench.reports.format import Bahasa, angka_wajar
from workbench.reports.formulir import Baris, Isian, aturan

_TEBAL = frozenset({"program", "kegiatan"})
_LEBAR_ANGKA, _LEBAR_UANG = 11, 17
_A4_CUKUP = 15
"""Columns that can be read on A4; wider forms are set up for A3."""
_TOLERANSI = 0.02
"""Printed percentages and sums are rounded; a smaller difference is none."""


@dataclass(frozen=True)
class _Kolom:
    """A physical column: what stands in it, and its width."""

    isi: str
    lebar: float


def tulis(buku: Buku, isian: Isian, nama_opd: str, skala: Skala, bahasa: Bahasa = "id") -> dict[str, int]:
    """Write a form to a sheet of its own. Gives the physical column of each `isi`."""
    bentuk = aturan()["formulir"][isian.nama]
    kolom = _daun(bentuk["kolom"])
    lembar = buku.lembar(isian.nama, mendatar=True, kertas=A3 if len(kolom) > _A4_CUKUP else A4)
    lembar.judul(0, bentuk["judul"].format(**isian.kata))
    lembar.tulis(1, 0, nama_opd)
    letak = {satu.isi: nomor for nomor, satu in enumerate(kolom)}
    lembar.lebar([satu.lebar for satu in kolom])
    awal = _kepala(lembar, bentuk["kolom"], isian.kata, 3)
    lembar.lembar.freeze_panes(awal, letak["indikator"] + 1)
    lembar.lembar.repeat_rows(3, awal - 1)
    hasil: dict[str, list[object]] = {satu.isi: [] for satu in kolom}
    for nomor, baris in enumerate(isian.baris):
        _baris(lembar, awal + nomor, nomor + 1, baris, letak, hasil)
    akhir = awal + len(isian.baris)
    akhir = _kaki(lembar, bentuk.get("kaki", []), (awal, akhir), letak, hasil, skala if isian.setahun_penuh else None)
    for nomor, teks in enumerate(_catatan(isian, bahasa)):
        lembar.tulis(akhir + 1 + nomor, 0, teks, font_size=8, font_color="#5F6C7B")
    return letak


def _daun(kolom: Sequence[dict[str, Any]]) -> list[_Kolom]:
    """The physical columns below the headings, from left to right."""
    hasil: list[_Kolom] = []
    for satu in kolom:
        if "anak" in satu:
            hasil += _daun(satu["anak"])
        elif "pasangan" in satu:
            hasil += [_Kolom(f"{satu['pasangan']}K", _LEBAR_ANGKA), _Kolom(f"{satu['pasangan']}Rp", _LEBAR_UANG)]
        else:
            hasil.append(_Kolom(satu["isi"], satu["lebar"]))
    return hasil


def _kepala(lembar: Lembar, kolom: Sequence[dict[str, Any]], kata: dict[str, str] | Any, atas: int) -> int:
    """Headings over their columns, then the row of column numbers, then K and Rp; gives the first row below."""
    berpasangan = any("pasangan" in satu for satu in _semua(kolom))
    dalam = max(2 if "anak" in satu else 1 for satu in kolom)
    nomor_baris = atas + dalam
    kiri = 0
    for satu in kolom:
        lebar = len(_daun([satu]))
        bawah = atas if "anak" in satu else nomor_baris - 1
        lembar.gabung(atas, kiri, bawah, kiri + lebar - 1, satu["judul"].format(**kata), **KEPALA)
        anak_kiri = kiri
        for anak in satu.get("anak", [satu]):
            anak_lebar = len(_daun([anak]))
            if "anak" in satu:
                tulis = partial(lembar.gabung, atas + 1, anak_kiri, nomor_baris - 1, anak_kiri + anak_lebar - 1)
                tulis(anak["judul"].format(**kata), **KEPALA)
            _nomor(lembar, anak, nomor_baris, anak_kiri, berpasangan=berpasangan)
            anak_kiri += anak_lebar
        kiri += lebar
    for baris in range(atas, nomor_baris):
        lembar.lembar.set_row(baris, 80 if baris == nomor_baris - 1 else 48)
    return nomor_baris + (2 if berpasangan else 1)


def _nomor(lembar: Lembar, satu: dict[str, Any], baris: int, kolom: int, *, berpasangan: bool) -> None:
    """The number below a heading, with K and Rp below it where the form has them."""
    kecil = {**KEPALA, "bold": False, "font_size": 8}
    if "pasangan" in satu:
        lembar.gabung(baris, kolom, baris, kolom + 1, satu["nomor"], **kecil)
        lembar.tulis(baris + 1, kolom, "K", **KEPALA)
        lembar.tulis(baris + 1, kolom + 1, "Rp", **KEPALA)
    else:
        lembar.gabung(baris, kolom, baris + (1 if berpasangan else 0), kolom, satu["nomor"], **kecil)


def _semua(kolom: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [daun for satu in kolom for daun in satu.get("anak", [satu])]


def _baris(
    lembar: Lembar, tempat: int, nomor: int, baris: Baris, letak: dict[str, int], hasil: dict[str, list[object]]
) -> None:
    teks = {
        "nomor": nomor,
        "kode": baris.teks["kode"],
        "uraian": baris.uraian,
        "kode_uraian": f"{baris.teks['kode']} {baris.uraian}".strip(),
        "indikator": baris.indikator,
    }
    rumus = _rumus(baris, tempat, letak)
    for isi, kolom in letak.items():
        nilai = rumus.get(isi, baris.nilai.get(isi, teks.get(isi)))
        tebal = {"bold": True} if baris.jenjang in _TEBAL and isi in teks else {}
        lembar.tulis(tempat, kolom, nilai, **TEKS, **tebal)
        hasil[isi].append(nilai.nilai if isinstance(nilai, Rumus) else nilai)
        _bandingkan(lembar, tempat, kolom, baris.tercetak.get(isi), hasil[isi][-1])


def _rumus(baris: Baris, tempat: int, letak: dict[str, int]) -> dict[str, object]:
    """What stands in the computed columns: a formula, or what is printed where nothing can be computed."""
    tc29 = "8K" in letak and "5K" in letak and "12K" not in letak
    hasil: dict[str, object] = {}
    if tc29:
        hasil["8K"] = _bagi(baris, tempat, letak, hasil, "7K", "6K")
        hasil["10K"] = _jumlah(baris, tempat, letak, ("5K", "7K", "9K"), "10K")
        hasil["11K"] = _bagi(baris, tempat, letak, hasil, "10K", "4K")
        return hasil
    for jenis in ("K", "Rp"):
        hasil[f"13{jenis}"] = _jumlah(baris, tempat, letak, (f"6{jenis}", f"12{jenis}"), f"13{jenis}")
        hasil[f"14{jenis}"] = _bagi(baris, tempat, letak, hasil, f"13{jenis}", f"5{jenis}")
    return hasil


def _jumlah(baris: Baris, tempat: int, letak: dict[str, int], kolom: Sequence[str], menjadi: str) -> object:
    """The sum of printed figures; what is printed for it where one is missing or years do not add up."""
    nilai = [baris.nilai.get(satu) for satu in kolom]
    angka = all(isinstance(satu, int | float | Decimal) for satu in nilai)
    if angka and not (menjadi.endswith("K") and baris.bertingkat):
        return tambah([sel(tempat, letak[satu]) for satu in kolom], nilai)
    return baris.tercetak.get(menjadi)


def _bagi(baris: Baris, tempat: int, letak: dict[str, int], hasil: dict[str, object], atas: str, bawah: str) -> Rumus:
    nilai = hasil.get(atas, baris.nilai.get(atas))
    angka_atas = nilai.nilai if isinstance(nilai, Rumus) else nilai
    alamat = (sel(tempat, letak[atas]), sel(tempat, letak[bawah]))
    return persen(*alamat, (angka_atas, baris.nilai.get(bawah)))


def _bandingkan(lembar: Lembar, tempat: int, kolom: int, tercetak: object, hasil: object) -> None:
    """A note where the document prints something else than the form computes."""
    angka = int | float | Decimal
    if not isinstance(tercetak, angka) or not isinstance(hasil, angka):
        return
    if abs(float(tercetak) - float(hasil)) > max(_TOLERANSI, abs(float(hasil)) * 1e-12):
        lembar.lembar.write_comment(tempat, kolom, istilah.t("ekspor.tercetak_lain", isi=angka_wajar(tercetak)))


def _kaki(
    lembar: Lembar,
    kaki: Sequence[dict[str, str]],
    baris: tuple[int, int],
    letak: dict[str, int],
    hasil: dict[str, list[object]],
    skala: Skala | None,
) -> int:
    """The lines below the table: means and their class, and room for what the office writes itself."""
    awal, akhir = baris
    kiri = letak.get("14K", 0)
    for nomor, satu in enumerate(kaki):
        tempat = akhir + nomor
        if satu.get("isi") not in ("rata", "predikat"):
            lembar.gabung(tempat, 0, tempat, max(letak.values()), satu["judul"], **{**TEKS, "bold": True})
            lembar.lembar.set_row(tempat, 34)
            continue
        lembar.gabung(tempat, 0, tempat, kiri - 1, satu["judul"], **{**JUMLAH, "align": "right"})
        for kolom in ("14K", "14Rp"):
            if akhir == awal:
                isi: object = None
            elif satu["isi"] == "rata":
                isi = ringkas("AVERAGE", rentang(letak[kolom], awal, akhir - 1), hasil[kolom], fmean)
                hasil[f"rata {kolom}"] = [isi.nilai]
            else:
                isi = _predikat(sel(tempat - 1, letak[kolom]), hasil[f"rata {kolom}"][0], skala)
            lembar.tulis(tempat, letak[kolom], isi, **JUMLAH)
        for sisa in range(letak["14Rp"] + 1, max(letak.values()) + 1):
            lembar.tulis(tempat, sisa, None, **JUMLAH)
    return akhir + len(kaki)


def _predikat(alamat: str, nilai: object, skala: Skala | None) -> object:
    """The class of a mean as a live formula; no class before the year is full."""
    if skala is None:
        return None
    return kelas(alamat, nilai, skala)


def kelas(alamat: str, nilai: object, skala: Skala, bahasa: Bahasa = "id") -> Rumus:
    """The class of a percentage in a cell, as a formula."""
    teks = f'"{istilah.kelas(skala.batas[-1][0], bahasa)}"'
    for nama, batas in reversed(skala.batas[:-1]):
        teks = f'IF({alamat}>={batas:g},"{istilah.kelas(nama, bahasa)}",{teks})'
    hasil = istilah.kelas(skala.nilai(nilai), bahasa) if isinstance(nilai, int | float) else None
    return Rumus(f'=IF(COUNT({alamat})=0,"",{teks})', hasil)


def _catatan(isian: Isian, bahasa: Bahasa) -> list[str]:
    if not isian.baris:
        return [istilah.t("ekspor.formulir_kosong", bahasa)]
    sumber = istilah.t("sumber", bahasa, isi="; ".join(isian.sumber))
    dasar = f"{aturan()['sumber']} ({aturan()['status']})"
    return [sumber, istilah.t("ekspor.formulir_catatan", bahasa), istilah.t("ekspor.formulir_dasar", bahasa, isi=dasar)]
