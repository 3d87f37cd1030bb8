"""Can all hard limits hold at once? Exact, in sen; if not, a smallest set of limits that contradict each other.

The limits have a simple form (floors, ceilings, sums over disjoint groups, the total, an amount moved), so
that sums of floors and ceilings decide, without a solver and without rounding.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

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


Batasan = BatasBaris | BatasKelompok | BatasGeser


def keras(batas: Pembatas, geser: BatasGeser | None = None) -> tuple[Batasan, ...]:
    """All hard limits that can be dropped one by one; that ceilings are not negative is always kept."""
    baris = [b for b in batas.baris if b.keras and b.jenis != "negatif"]
    return (*baris, *(k for k in batas.sumber if k.keras), batas.total, *([geser] if geser else []))


def dapat(baseline: Baseline, batasan: Iterable[Batasan]) -> bool:
    """Whether some ceilings of at least zero keep all of `batasan`."""
    banyak = len(baseline.baris)
    bawah: list[int] = [0] * banyak
    atas: list[int | None] = [None] * banyak
    kelompok: list[BatasKelompok] = []
    total: BatasKelompok | None = None
    geser: BatasGeser | None = None
    for satu in batasan:
        match satu:
            case BatasBaris():
                _sempitkan(satu, bawah, atas)
            case BatasKelompok(jenis="total"):
                total = satu
            case BatasKelompok():
                kelompok.append(satu)
            case BatasGeser():
                geser = satu
    if any(a is not None and b > a for b, a in zip(bawah, atas, strict=True)):
        return False
    return _jumlah_dapat(baseline, bawah, atas, _kelompok(banyak, kelompok, total), geser)


def _sempitkan(satu: BatasBaris, bawah: list[int], atas: list[int | None]) -> None:
    if satu.bawah is not None:
        bawah[satu.baris] = max(bawah[satu.baris], satu.bawah)
    if satu.atas is not None:
        lama = atas[satu.baris]
        atas[satu.baris] = satu.atas if lama is None else min(lama, satu.atas)


def _kelompok(
    banyak: int, kelompok: list[BatasKelompok], total: BatasKelompok | None
) -> list[tuple[list[int], int | None]]:
    """Disjoint groups with their required sums: earmarked sources, and the rest of the total."""
    terikat = {i for k in kelompok for i in k.anggota}
    sisa = [i for i in range(banyak) if i not in terikat]
    target = None if total is None else total.jumlah - sum(k.jumlah for k in kelompok)
    return [*((list(k.anggota), k.jumlah) for k in kelompok), (sisa, target)]


def _jumlah_dapat(
    baseline: Baseline,
    bawah: list[int],
    atas: list[int | None],
    kelompok: list[tuple[list[int], int | None]],
    geser: BatasGeser | None,
) -> bool:
    naik = turun = 0
    for anggota, target in kelompok:
        semula = sum(baseline.baris[i].pagu for i in anggota)
        rendah = sum(bawah[i] for i in anggota)
        plafon = [atas[i] for i in anggota]
        tinggi = None if None in plafon else sum(a for a in plafon if a is not None)
        if target is not None and (target < rendah or (tinggi is not None and target > tinggi)):
            return False
        paksa_naik = sum(max(0, bawah[i] - baseline.baris[i].pagu) for i in anggota)
        paksa_turun = sum(max(0, baseline.baris[i].pagu - a) for i in anggota if (a := atas[i]) is not None)
        beda = 0 if target is None else target - semula
        naik += max(paksa_naik, paksa_turun + beda) if target is not None else paksa_naik
        turun += max(paksa_turun, paksa_naik - beda) if target is not None else paksa_turun
    return geser is None or (naik if geser.arah == "naik" else turun) <= geser.jumlah


def bertentangan(baseline: Baseline, batasan: Iterable[Batasan]) -> tuple[Batasan, ...]:
    """A set of limits that cannot hold together, of which none can be left out; empty when all can hold.

    Small limits are dropped first, so that the few large ones that matter remain.
    """
    tersisa = sorted(batasan, key=lambda b: _ukuran(baseline, b))
    if dapat(baseline, tersisa):
        return ()
    mulai = 0
    while mulai < len(tersisa):
        buang = _terpanjang(baseline, tersisa, mulai)
        del tersisa[mulai : mulai + buang]
        mulai += 1
    return tuple(tersisa)


def _terpanjang(baseline: Baseline, tersisa: list[Batasan], mulai: int) -> int:
    """How many limits from `mulai` on can go while the rest still contradicts itself (doubling, then halving)."""
    rendah, langkah = 0, 1
    while langkah <= len(tersisa) - mulai and not dapat(baseline, [*tersisa[:mulai], *tersisa[mulai + langkah :]]):
        rendah, langkah = langkah, 2 * langkah
    tinggi = min(langkah, len(tersisa) - mulai + 1)
    while tinggi - rendah > 1:
        tengah = (rendah + tinggi) // 2
        if dapat(baseline, [*tersisa[:mulai], *tersisa[mulai + tengah :]]):
            tinggi = tengah
        else:
            rendah = tengah
    return rendah


def _ukuran(baseline: Baseline, satu: Batasan) -> tuple[int, int]:
    """How much a limit asks for: lines by their distance from nothing, groups after all lines."""
    match satu:
        case BatasBaris():
            pagu = baseline.baris[satu.baris].pagu
            paksa = max((satu.bawah or 0) - pagu, pagu - satu.atas if satu.atas is not None else 0, 0)
            return (0, max(satu.bawah or 0, paksa))
        case BatasKelompok():
            return (1 if satu.jenis != "total" else 2, satu.jumlah)
        case BatasGeser():
            return (3, satu.jumlah)
