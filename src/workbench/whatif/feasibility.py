"""Can all hard limits hold at once? Exact, in sen; if not, a smallest set of limits that contradict each other.

The limits have a simple form (floors, ceilings, sums over disjoint groups, the total, an amount moved), so
that sums of floors and ceilings decide, without a solver and without rounding.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from workbench.whatif.baseline import Baseline
from workbench.whatif.constraints import BatasBaris, BatasKelompok, Pembatas


@dataclass(frozen=True)
class BatasGeser:
    """At most `jumlah` (sen) may be moved between lines, beyond what the new total itself asks for.

    Counted on additions (`arah` = `naik`), or on cuts (`turun`) where the total grows.
    """

    jumlah: int
    sebutan: str
    arah: Literal["naik", "turun"] = "naik"


SENDIRI = ("rentang", "tak_terukur", "keluaran_nol")
"""Limits that the optimiser sets itself."""

Batasan = BatasBaris | BatasKelompok | BatasGeser


def keras(batas: Pembatas, geser: BatasGeser | None = None) -> tuple[Batasan, ...]:
    """All hard limits that can be dropped one by one, each one-sided; that ceilings are not negative always holds."""
    dua = [b for b in batas.baris if b.keras and b.jenis != "negatif"]
    baris = [b if b.atas is None else replace(b, atas=None) for b in dua if b.bawah is not None]
    baris += [b if b.bawah is None else replace(b, bawah=None) for b in dua if b.atas is not None]
    return (*baris, *(k for k in batas.sumber if k.keras), batas.total, *([geser] if geser else []))


def dapat(baseline: Baseline, batasan: Iterable[Batasan]) -> bool:
    """Whether some ceilings of at least zero keep all of `batasan`."""
    return _Keadaan(baseline, batasan).dapat()


def bertentangan(baseline: Baseline, batasan: Iterable[Batasan]) -> tuple[Batasan, ...]:
    """A set of limits that cannot hold together, of which none can be left out; empty when all can hold.

    Limits are dropped one by one, small ones first, so that the few large ones that matter remain.
    """
    urut = sorted(batasan, key=lambda b: _ukuran(baseline, b))
    keadaan = _Keadaan(baseline, urut)
    if keadaan.dapat():
        return ()
    perlu = []
    for satu in urut:
        keadaan.buang(satu)
        if keadaan.dapat():
            keadaan.pasang(satu)
            perlu.append(satu)
    return tuple(perlu)


def satu_cukup(baseline: Baseline, batasan: Iterable[Batasan], konflik: Iterable[Batasan]) -> bool:
    """Whether all limits can hold once any one of `konflik` is dropped: there is no conflict beside this one."""
    keadaan = _Keadaan(baseline, batasan)
    for satu in konflik:
        keadaan.buang(satu)
        bisa = keadaan.dapat()
        keadaan.pasang(satu)
        if not bisa:
            return False
    return True


@dataclass
class _Jumlah:
    """Sums over the lines of one group: floors, ceilings (with how many lines have none), forced changes."""

    target: int | None
    semula: int = 0
    rendah: int = 0
    tinggi: int = 0
    tanpa_atas: int = 0
    naik: int = 0
    turun: int = 0

    def tambah(self, pagu: int, bawah: int, atas: int | None, kali: int) -> None:
        """Count a line (`kali` = 1) or take it out again (-1)."""
        self.rendah += kali * bawah
        self.naik += kali * max(0, bawah - pagu)
        if atas is None:
            self.tanpa_atas += kali
        else:
            self.tinggi += kali * atas
            self.turun += kali * max(0, pagu - atas)

    def dapat(self) -> bool:
        """Whether the required sum lies between floors and ceilings."""
        if self.target is None:
            return True
        return self.rendah <= self.target and (self.tanpa_atas > 0 or self.target <= self.tinggi)

    def paling_sedikit(self, arah: str) -> int:
        """The least that must be added (or cut) within the group."""
        beda = None if self.target is None else self.target - self.semula
        if arah == "naik":
            return self.naik if beda is None else max(self.naik, self.turun + beda)
        return self.turun if beda is None else max(self.turun, self.naik - beda)


class _Keadaan:
    """Limits in force, with sums kept up to date so that dropping the limit of a line costs next to nothing."""

    def __init__(self, baseline: Baseline, batasan: Iterable[Batasan]) -> None:
        self.baseline = baseline
        self.baris: list[list[BatasBaris]] = [[] for _ in baseline.baris]
        self.kelompok: list[BatasKelompok] = []
        self.total: BatasKelompok | None = None
        self.geser: BatasGeser | None = None
        for satu in batasan:
            self._ubah(satu, pasang=True)
        self._bangun()

    def pasang(self, satu: Batasan) -> None:
        """Put a limit in force."""
        self._dengan(satu, pasang=True)

    def buang(self, satu: Batasan) -> None:
        """Take a limit out of force."""
        self._dengan(satu, pasang=False)

    def dapat(self) -> bool:
        """Whether all limits in force can hold together."""
        if self.salah or not all(j.dapat() for j in self.jumlah):
            return False
        geser = self.geser
        return geser is None or sum(j.paling_sedikit(geser.arah) for j in self.jumlah) <= geser.jumlah

    def _dengan(self, satu: Batasan, *, pasang: bool) -> None:
        if isinstance(satu, BatasBaris):
            self._hitung(satu.baris, -1)
            self._ubah(satu, pasang=pasang)
            self._hitung(satu.baris, 1)
        else:
            self._ubah(satu, pasang=pasang)
            self._bangun()

    def _ubah(self, satu: Batasan, *, pasang: bool) -> None:
        if isinstance(satu, BatasGeser):
            self.geser = satu if pasang else None
        elif isinstance(satu, BatasKelompok) and satu.jenis == "total":
            self.total = satu if pasang else None
        else:
            daftar: list[Any] = self.baris[satu.baris] if isinstance(satu, BatasBaris) else self.kelompok
            daftar.append(satu) if pasang else daftar.remove(satu)

    def _bangun(self) -> None:
        """Disjoint groups with their required sums: earmarked sources, and the rest of the total."""
        terikat = sum(k.jumlah for k in self.kelompok)
        self.jumlah = [_Jumlah(k.jumlah) for k in self.kelompok]
        self.jumlah.append(_Jumlah(None if self.total is None else self.total.jumlah - terikat))
        self.letak = [len(self.kelompok)] * len(self.baris)
        for nomor, kelompok in enumerate(self.kelompok):
            for i in kelompok.anggota:
                self.letak[i] = nomor
        self.salah = 0
        for i, baris in enumerate(self.baseline.baris):
            self.jumlah[self.letak[i]].semula += baris.pagu
            self._hitung(i, 1)

    def _hitung(self, i: int, kali: int) -> None:
        bawah = max((b.bawah for b in self.baris[i] if b.bawah is not None), default=0)
        atas = min((b.atas for b in self.baris[i] if b.atas is not None), default=None)
        self.salah += kali if atas is not None and bawah > atas else 0
        self.jumlah[self.letak[i]].tambah(self.baseline.baris[i].pagu, bawah, atas, kali)


def _ukuran(baseline: Baseline, satu: Batasan) -> tuple[int, int, bool]:
    """How much a limit asks for: lines before groups; of two equal ones the optimiser's own goes first."""
    match satu:
        case BatasBaris():
            pagu = baseline.baris[satu.baris].pagu
            paksa = max((satu.bawah or 0) - pagu, pagu - satu.atas if satu.atas is not None else 0, 0)
            return (0, max(satu.bawah or 0, paksa), satu.jenis not in SENDIRI)
        case BatasKelompok():
            return (1 if satu.jenis != "total" else 2, satu.jumlah, True)
        case BatasGeser():
            return (3, satu.jumlah, True)
