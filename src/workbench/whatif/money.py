"""Rupiah without rounding: whole sen inside, exact decimals outside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from workbench.whatif.kalimat import Kalimat

SEN = 100
TERBESAR = 10**18
"""Largest amount accepted, in sen: ten thousand trillion rupiah."""

_TUKAR = str.maketrans(",.", ".,")
_RUPIAH = re.compile(r"(?P<tanda>[+-]?)\s*(?:Rp\.?\s*)?(?P<utuh>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<sen>\d{1,2}))?", re.I)
_PERSEN = re.compile(r"(?P<tanda>[+-]?)\s*(?P<utuh>\d{1,6})(?:[.,](?P<pecahan>\d{1,6}))?\s*(?:%|persen)", re.I)


def sen(rupiah: Decimal) -> int:
    """Rupiah as whole sen. Raises ValueError for fractions of a sen."""
    kali = rupiah * SEN
    if kali != kali.to_integral_value():
        raise ValueError(f"Rp{rupiah} mempunyai pecahan sen.")
    return int(kali)


def rupiah(jumlah: int) -> Decimal:
    """Whole sen as rupiah with two decimals."""
    return (Decimal(jumlah) / SEN).quantize(Decimal("0.01"))


def tulis(jumlah: int) -> Kalimat:
    """Sen in the words of messages: `Rp1.250.000`, `-Rp3,50`; sen only where there are any."""
    utuh, sisa = divmod(abs(jumlah), SEN)
    teks = f"{'-' if jumlah < 0 else ''}Rp{utuh:,}" + (f".{sisa:02d}" if sisa else "")
    return Kalimat(teks.translate(_TUKAR), teks)


@dataclass(frozen=True)
class Jumlah:
    """An amount as a scenario writes it: rupiah (in sen) or a percentage. Exactly one of the two is set."""

    sen: int | None = None
    persen: Decimal | None = None

    def dari(self, dasar: int) -> int:
        """The amount in sen; a percentage is taken of `dasar` and rounded half up to whole rupiah."""
        if self.sen is not None:
            return self.sen
        assert self.persen is not None
        return bulat_rupiah(Decimal(dasar) * self.persen / 100)

    @property
    def tanda(self) -> int:
        """-1, 0 or 1."""
        nilai = self.sen if self.sen is not None else self.persen
        assert nilai is not None
        return (nilai > 0) - (nilai < 0)

    def __str__(self) -> str:
        if self.persen is not None:
            return f"{self.persen.normalize():f}%".replace(".", ",")
        assert self.sen is not None
        return f"{self.sen // SEN}" if self.sen % SEN == 0 else f"{rupiah(self.sen)}".replace(".", ",")


def bulat_rupiah(jumlah: Decimal) -> int:
    """Sen rounded half up (away from zero) to whole rupiah."""
    return int((jumlah / SEN).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * SEN


def baca(teks: str) -> Jumlah:
    """`250000000`, `Rp250.000.000`, `-1.500,50`, `10%`, `2,5 persen`. Raises ValueError with what is accepted."""
    rapi = teks.strip()
    if cocok := _PERSEN.fullmatch(rapi):
        nilai = Decimal(f"{cocok['tanda']}{cocok['utuh']}.{cocok['pecahan'] or 0}")
        return Jumlah(persen=nilai)
    if cocok := _RUPIAH.fullmatch(rapi):
        angka = cocok["utuh"].replace(".", "").lstrip("0") or "0"
        if len(angka) > len(str(TERBESAR)) or int(angka) * SEN > TERBESAR:
            raise ValueError(f"jumlah {rapi[:40]!r} terlalu besar")
        utuh = int(angka) * SEN + int((cocok["sen"] or "0").ljust(2, "0"))
        return Jumlah(sen=-utuh if cocok["tanda"] == "-" else utuh)
    raise ValueError(
        f"jumlah {rapi[:40]!r} tidak terbaca; tulis rupiah (250000000 atau Rp250.000.000) atau persen (10%)"
    )


def bagi(jumlah: int, dasar: Sequence[int]) -> list[int]:
    """Divide `jumlah` in proportion to `dasar`; the parts add up exactly (largest remainders get the rest).

    Equal parts where `dasar` is all zero. Raises ValueError without any part.
    """
    if not dasar:
        raise ValueError("tidak ada baris untuk dibagi")
    bobot = list(dasar) if sum(dasar) > 0 else [1] * len(dasar)
    seluruh, tanda, besar = sum(bobot), 1 if jumlah >= 0 else -1, abs(jumlah)
    bagian = [besar * b // seluruh for b in bobot]
    sisa = [besar * b % seluruh for b in bobot]
    urut = sorted(range(len(bobot)), key=lambda i: (-sisa[i], i))
    for i in urut[: besar - sum(bagian)]:
        bagian[i] += 1
    return [tanda * b for b in bagian]
