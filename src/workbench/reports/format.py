"""Numbers, rupiah, percentages and names as people write them, in Indonesian or English."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Bahasa = Literal["id", "en"]
Bilangan = int | float | Decimal

KOSONG = "–"
"""Shown where there is no figure."""

_TERCETAK = 4
_TITIK_LAYANG = Decimal("1e-9")
_TUKAR = str.maketrans(",.", ".,")
_SKALA = (
    (Decimal(10) ** 12, {"id": "triliun", "en": "trillion"}),
    (Decimal(10) ** 9, {"id": "miliar", "en": "billion"}),
    (Decimal(10) ** 6, {"id": "juta", "en": "million"}),
)
# fmt: off
_KATA_KECIL = frozenset({
    "dan", "atau", "di", "ke", "dari", "untuk", "dengan", "yang", "dalam", "pada", "oleh", "serta",
    "bagi", "sampai", "melalui", "terhadap", "antara",
})
# fmt: on
# fmt: off
_SINGKATAN = frozenset({
    "UMKM", "UKM", "KUKM", "IKM", "KSP", "USP", "USK", "KSPPS", "USPPS", "PLUT", "NIK", "NIB", "SDM",
    "PDRB", "ASN", "PNS", "SKPD", "OPD", "PD", "BMD", "BBM", "ATK", "PAD", "DAK", "DAU", "APBD", "RKPD",
    "RKA", "DPA", "DPPA", "IKU", "SAKIP", "LAKIP", "LKJIP", "II", "III", "IV", "VI",
})
# fmt: on


def angka(nilai: Bilangan | None, desimal: int = 0, bahasa: Bahasa = "id") -> str:
    """A number with exactly `desimal` decimals: 1.234.567,89 in Indonesian, 1,234,567.89 in English."""
    if nilai is None:
        return KOSONG
    bulat = Decimal(str(nilai)).quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)
    teks = f"{abs(bulat) if bulat == 0 else bulat:,.{desimal}f}"
    return teks.translate(_TUKAR) if bahasa == "id" else teks


def angka_wajar(nilai: Bilangan | None, bahasa: Bahasa = "id") -> str:
    """A performance figure without idle zeros: 46,7; 722; 60,555. One of more than four decimals is shown with two."""
    teks = angka(nilai, _desimal(nilai), bahasa)
    koma = "," if bahasa == "id" else "."
    return teks.rstrip("0").rstrip(koma) if koma in teks else teks


def _desimal(nilai: Bilangan | None) -> int:
    """Decimals to show: what needs more than four was computed, not printed."""
    if nilai is None:
        return 0
    tepat = Decimal(str(nilai))
    return _TERCETAK if abs(tepat - round(tepat, _TERCETAK)) < _TITIK_LAYANG else 2


def rupiah(nilai: Bilangan | None, bahasa: Bahasa = "id") -> str:
    """Full rupiah; sen only where there are any: Rp18.333.065.868; Rp19.423.739.016,96."""
    if nilai is None:
        return KOSONG
    tepat = Decimal(str(nilai))
    desimal = 0 if tepat == tepat.to_integral_value() else 2
    minus = "-" if tepat < 0 else ""
    return f"{minus}Rp{angka(abs(tepat), desimal, bahasa)}"


def rupiah_bulat(nilai: Bilangan | None, bahasa: Bahasa = "id") -> str:
    """Rupiah rounded to whole rupiah, for computed amounts such as unit costs."""
    return KOSONG if nilai is None else rupiah(Decimal(angka(nilai, 0, "en").replace(",", "")), bahasa)


def rupiah_ringkas(nilai: Bilangan | None, bahasa: Bahasa = "id") -> str:
    """Rupiah in words of size: Rp19,42 miliar; Rp83,15 juta; below a million in full."""
    if nilai is None:
        return KOSONG
    tepat = Decimal(str(nilai))
    for satuan, kata in _SKALA:
        if abs(tepat) >= satuan:
            minus = "-" if tepat < 0 else ""
            return f"{minus}Rp{angka(abs(tepat) / satuan, 2, bahasa)} {kata[bahasa]}"
    return rupiah(tepat, bahasa)


def persen(nilai: Bilangan | None, bahasa: Bahasa = "id", desimal: int = 2) -> str:
    """A percentage: 94,38%."""
    return KOSONG if nilai is None else f"{angka(nilai, desimal, bahasa)}%"


def nama_rapi(teks: str | None) -> str:
    """A name printed in capitals, in normal letters; other names stay as printed, with a capital in front.

    Abbreviations of the field keep their capitals, joining words become small.
    """
    if not teks:
        return KOSONG
    if teks != teks.upper():
        return teks[0].upper() + teks[1:]
    potongan = re.split(r"([^\w]+)", teks)
    return "".join(_kata(kata, awal=urutan == 0) for urutan, kata in enumerate(potongan))


def _kata(kata: str, *, awal: bool) -> str:
    if kata.upper() in _SINGKATAN:
        return kata.upper()
    kecil = kata.lower()
    return kecil if kecil in _KATA_KECIL and not awal else kecil.capitalize()
