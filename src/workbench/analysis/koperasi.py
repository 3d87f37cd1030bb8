"""Health bands and size classes (KUK) of cooperatives, usable on a user's own list.

The limits stand in `rules/kesehatan_koperasi.yml` and `rules/klasifikasi_koperasi.yml`, with their source.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from workbench import paths

UKURAN = ("anggota", "modal_sendiri", "aset")
"""What decides the size class: members (persons), own capital and assets (rupiah)."""

TERTINGGI = 100.0
Bilangan = int | float | Decimal


class NilaiKoperasiError(ValueError):
    """A score or a size cannot be: below zero, or a score above 100."""


def predikat(skor: Bilangan | None) -> str | None:
    """The health band of one examination score (0 to 100); None without a score and for a score of exactly 0.

    Raises NilaiKoperasiError for a score outside 0 to 100.
    """
    if skor is None:
        return None
    if not 0 <= skor <= TERTINGGI:
        raise NilaiKoperasiError(f"Skor kesehatan harus antara 0 dan 100, tertulis {skor}.")
    if skor == 0:
        return None
    batas: list[dict[str, Any]] = _aturan("kesehatan_koperasi.yml")["predikat"]
    return next(str(satu["nama"]) for satu in batas if skor >= satu["batas_bawah"])


def kelas(
    anggota: Bilangan | None = None, modal_sendiri: Bilangan | None = None, aset: Bilangan | None = None
) -> str | None:
    """The size class (KUK) of one cooperative: the highest of its classes by members, own capital and assets.

    A size that is not known (None) does not count, never as zero; None when no size is known. The true class can only
    be higher than one found with a size missing. Raises NilaiKoperasiError for a negative number of members or assets.
    """
    daftar: list[dict[str, Any]] = _aturan("klasifikasi_koperasi.yml")["kelas"]
    ukuran = dict(zip(UKURAN, (anggota, modal_sendiri, aset), strict=True))
    letak = [_letak(daftar, nama, nilai) for nama, nilai in ukuran.items() if nilai is not None]
    return str(daftar[max(letak)]["nama"]) if letak else None


def nilai_daftar(daftar: pl.DataFrame) -> pl.DataFrame:
    """A user's list of cooperatives with its bands and classes.

    Takes any of the columns `skor, anggota, modal_sendiri, aset` and keeps all others. Adds `predikat` where there
    is a `skor`, and `kuk` and `kuk_lengkap` (all three sizes are known) where there is at least one size column.
    Raises NilaiKoperasiError, naming the row, for values that cannot be, and for a list without any of the columns.
    """
    ada = [nama for nama in UKURAN if nama in daftar.columns]
    if not ada and "skor" not in daftar.columns:
        raise NilaiKoperasiError(f"Daftar tidak punya kolom yang dinilai. Yang dikenal: skor, {', '.join(UKURAN)}.")
    hasil = daftar
    if "skor" in daftar.columns:
        isi = [_baris(nomor, predikat, skor) for nomor, skor in enumerate(daftar["skor"], 1)]
        hasil = hasil.with_columns(pl.Series("predikat", isi, pl.String))
    if ada:
        ukuran = [{nama: row[nama] for nama in ada} for row in daftar.iter_rows(named=True)]
        isi = [_baris(nomor, kelas, **satu) for nomor, satu in enumerate(ukuran, 1)]
        lengkap = [len(ada) == len(UKURAN) and None not in satu.values() for satu in ukuran]
        hasil = hasil.with_columns(pl.Series("kuk", isi, pl.String), pl.Series("kuk_lengkap", lengkap, pl.Boolean))
    return hasil


def _letak(daftar: list[dict[str, Any]], nama: str, nilai: Bilangan) -> int:
    if nilai < 0 and nama != "modal_sendiri":
        raise NilaiKoperasiError(f"{nama} tidak dapat kurang dari nol, tertulis {nilai}.")
    return next(i for i, satu in enumerate(daftar) if satu[nama] is None or nilai <= satu[nama])


def _baris(nomor: int, fungsi: Any, *nilai: Any, **ukuran: Any) -> str | None:
    try:
        hasil: str | None = fungsi(*nilai, **ukuran)
    except NilaiKoperasiError as galat:
        raise NilaiKoperasiError(f"Baris {nomor}: {galat}") from None
    return hasil


@cache
def _aturan(nama: str, folder: Path = paths.RULES) -> dict[str, Any]:
    isi: dict[str, Any] = yaml.safe_load((folder / nama).read_text(encoding="utf-8"))
    return isi
