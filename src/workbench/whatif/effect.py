"""What a change of money may do to outputs: low, middle and high, never one figure.

Output after = output before x (1 + elasticity x change of money / money behind it). The money behind an
output is the ceiling (`biaya_satuan: pagu`) or what was spent on it (`realisasi`). Elasticities are
assumptions (`rules/whatif_elastisitas.yml`) and at most 1: money can buy output at the unit cost at best.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from workbench.whatif import aturan
from workbench.whatif.apply import Hasil
from workbench.whatif.aturan import Elastisitas, rapi
from workbench.whatif.baseline import Baris, Baseline, Indikator
from workbench.whatif.kalimat import Kalimat, en
from workbench.whatif.money import SEN, rupiah
from workbench.whatif.scenario import Skenario

T = TypeVar("T")
Larik = npt.NDArray[np.float64]

PENUH = ("tahunan", "tw4")
_POTONGAN = 256


@dataclass(frozen=True)
class Kepekaan:
    """One indicator of a line and how it answers to money.

    `dasar` is the output before: the realisation of a full year, else the target (`dari_realisasi` says
    which). `capaian` is `dasar` in percent of the target. `uang` (sen) is the money behind it. `sebab` is
    why money does not change the output (then `elastisitas` is None). `bobot` weighs it in the mean.
    """

    baris: int
    indikator: Indikator
    dasar: float
    capaian: float
    uang: int
    dari_realisasi: bool
    elastisitas: Elastisitas | None
    sebab: str | None
    bobot: float

    @property
    def biaya_satuan(self) -> float | None:
        """Rupiah behind one unit of output."""
        return float(rupiah(self.uang)) / self.dasar if self.dasar > 0 and self.uang > 0 else None


@dataclass(frozen=True)
class Dampak:
    """Expected output and achievement of one indicator after the scenario: low, middle, high."""

    kepekaan: Kepekaan
    keluaran: tuple[float, float, float]
    capaian: tuple[float, float, float]


@dataclass(frozen=True)
class RisikoSerapan:
    """Money of one line that may not be spent. `serapan` is percent of the ceiling, for the time elapsed.

    `risiko` is `rendah`, `sedang`, `tinggi`, or None where nothing is known; `tambahan` and `berisiko` are in sen.
    """

    baris: int
    serapan: float | None
    risiko: str | None
    tambahan: int
    berisiko: int


@dataclass(frozen=True)
class Sebaran:
    """Distribution of the weighted mean achievement over the ranges of elasticity (percent)."""

    semula: float
    p5: float
    p50: float
    p95: float
    peluang_turun: float
    ulangan: int
    biji: int


@dataclass(frozen=True)
class Efek:
    """The effect of a result. `tanpa_ukuran`: lines without any indicator that can be judged, with the reason.

    `tidak_dihitung` says why there is no effect at all (then everything else is empty).
    """

    dampak: tuple[Dampak, ...]
    risiko: tuple[RisikoSerapan, ...]
    tanpa_ukuran: tuple[tuple[int, str], ...]
    tidak_dihitung: Kalimat | None = None

    @cached_property
    def bobot(self) -> float:
        """Sum of the weights."""
        return sum(d.kepekaan.bobot for d in self.dampak)

    @property
    def rata_semula(self) -> float | None:
        """Weighted mean achievement before, in percent; None without indicators."""
        return self._rata([d.kepekaan.capaian for d in self.dampak])

    @property
    def rata(self) -> tuple[float, float, float] | None:
        """Weighted mean achievement after: low, middle, high."""
        if self.rata_semula is None:
            return None
        rendah, tengah, tinggi = (self._rata([d.capaian[k] for d in self.dampak]) or 0.0 for k in range(3))
        return rendah, tengah, tinggi

    def _rata(self, nilai: list[float]) -> float | None:
        if self.bobot <= 0:
            return None
        return sum(n * d.kepekaan.bobot for n, d in zip(nilai, self.dampak, strict=True)) / self.bobot


def hitung(hasil: Hasil) -> Efek:
    """Outputs, achievement and risk of absorption after a scenario; nothing while a ceiling is below zero."""
    if banyak := len(hasil.negatif):
        return Efek((), (), (), _tidak_dihitung(banyak))
    semua, tanpa = kepekaan(hasil.baseline, hasil.skenario)
    delta = hasil.delta
    dampak = tuple(_dampak(k, delta[k.baris]) for k in semua)
    return Efek(dampak, _risiko(hasil), tanpa)


def _tidak_dihitung(banyak: int) -> Kalimat:
    return Kalimat(
        f"Dampak tidak dihitung: pagu {banyak} baris menjadi kurang dari nol. Perbaiki skenarionya dahulu.",
        f"Effects are not computed: {banyak} lines end with a ceiling below zero. Mend the scenario first.",
    )


def kepekaan(baseline: Baseline, skenario: Skenario) -> tuple[tuple[Kepekaan, ...], tuple[tuple[int, str], ...]]:
    """Every indicator with a numeric target, and the lines that have none with the reason."""
    bobot = _menurut_baris(baseline, {b.kode: b.bobot for b in skenario.bobot if b.indikator is None})
    khusus = {(i, rapi(b.indikator)): b.bobot for b in skenario.bobot if b.indikator for i in baseline.di_bawah(b.kode)}
    rentang = _menurut_baris(
        baseline, {e.kode: Elastisitas(e.kode, "skenario", e.rendah, e.tengah, e.tinggi) for e in skenario.elastisitas}
    )
    semua: list[Kepekaan] = []
    tanpa: list[tuple[int, str]] = []
    for i, baris in enumerate(baseline.baris):
        terukur = [satu for satu in baris.indikator if satu.target and satu.target > 0]
        if not terukur:
            tanpa.append((i, "tidak ada indikator" if not baris.indikator else "target bukan angka atau nol"))
        for satu in terukur:
            berat = khusus.get((i, rapi(satu.nama)), bobot.get(i, 1.0))
            semua.append(_kepekaan(baseline, skenario, i, satu, rentang.get(i), berat))
    return tuple(semua), tuple(tanpa)


def _menurut_baris(baseline: Baseline, menurut_kode: dict[str, T]) -> dict[int, T]:
    """Values named for codes, by line; the longest (narrowest) code wins."""
    urut = sorted(menurut_kode.items(), key=lambda satu: len(satu[0]))
    return {i: nilai for kode, nilai in urut for i in baseline.di_bawah(kode)}


def _kepekaan(
    baseline: Baseline, skenario: Skenario, i: int, satu: Indikator, rentang: Elastisitas | None, bobot: float
) -> Kepekaan:
    baris, target = baseline.baris[i], satu.target or 0.0
    nyata = baseline.periode in PENUH and satu.realisasi is not None
    dasar = satu.realisasi if nyata and satu.realisasi is not None else target
    uang = baris.pagu
    if skenario.biaya_satuan == "realisasi" and nyata and baris.realisasi_rp:
        uang = baris.realisasi_rp
    sebab = None if rentang else _sebab(baris, satu, dasar)
    elastisitas = None if sebab else rentang or aturan.elastisitas(satu.satuan, satu.nama)
    return Kepekaan(i, satu, dasar, dasar / target * 100, uang, nyata, elastisitas, sebab, bobot)


def _sebab(baris: Baris, satu: Indikator, dasar: float) -> str | None:
    """Why money does not change this output, as far as the model goes."""
    if wajib := aturan.wajib(baris.uraian):
        return Kalimat(f"baris wajib ({wajib.sebutan})", f"mandatory line ({en(wajib.sebutan)})")
    if sebab := aturan.bebas_uang(satu.satuan, satu.nama):
        return sebab
    if not aturan.terhitung(satu.satuan, satu.nama):
        return Kalimat("satuan tidak tercetak", "unit not printed")
    if baris.pagu < int(aturan.isi("elastisitas")["pagu_terkecil"]) * SEN:
        kata, inggris = ("nol", "zero") if baris.pagu <= 0 else ("terlalu kecil", "too small")
        return Kalimat(
            f"pagu semula {kata}, biaya satuan tidak diketahui", f"original ceiling {inggris}, unit cost unknown"
        )
    if dasar > 0:
        return None
    return Kalimat("realisasi nol, biaya satuan tidak diketahui", "nothing realised, unit cost unknown")


def faktor(satu: Kepekaan, delta: int, elastisitas: float) -> float:
    """Output after as a multiple of the output before; never below zero."""
    return max(0.0, 1 + elastisitas * delta / satu.uang)


def _dampak(satu: Kepekaan, delta: int) -> Dampak:
    e = satu.elastisitas
    if e is None or delta == 0:
        kali = [1.0, 1.0, 1.0]
    else:
        kali = sorted(faktor(satu, delta, nilai) for nilai in (e.rendah, e.tengah, e.tinggi))
    rendah, tengah, tinggi = kali
    return Dampak(
        satu,
        (satu.dasar * rendah, satu.dasar * tengah, satu.dasar * tinggi),
        (satu.capaian * rendah, satu.capaian * tengah, satu.capaian * tinggi),
    )


def _risiko(hasil: Hasil) -> tuple[RisikoSerapan, ...]:
    aturan_serapan = aturan.isi("elastisitas")["serapan"]
    lewat = aturan_serapan["bagian_tahun"].get(hasil.baseline.periode or "")
    daftar = []
    for i, (baris, delta) in enumerate(zip(hasil.baseline.baris, hasil.delta, strict=True)):
        serapan = risiko = None
        if lewat and baris.realisasi_rp is not None and baris.pagu > 0:
            serapan = min(baris.realisasi_rp / baris.pagu * 100 / lewat, 100.0)
            batas = aturan_serapan["risiko"]
            risiko = next(r["nama"] for r in batas if r["batas_bawah"] is None or serapan >= r["batas_bawah"])
        tambahan = max(delta, 0)
        berisiko = 0 if serapan is None else round(tambahan * (1 - serapan / 100))
        daftar.append(RisikoSerapan(i, serapan, risiko, tambahan, berisiko))
    return tuple(daftar)


def simulasi(hasil: Hasil, efek: Efek) -> Sebaran | None:
    """Monte Carlo over the ranges (triangular), with the seed of the rules: the same result every time.

    A line follows the common state of a run with probability `keterkaitan`, else its own; independent lines
    alone would average the uncertainty away. None without weighted indicators.
    """
    if efek.rata_semula is None:
        return None
    isi = aturan.isi("elastisitas")["simulasi"]
    ulangan, biji = int(isi["ulangan"]), int(isi["biji"])
    acak = np.random.default_rng(biji)
    bersama = acak.random((ulangan, 1))
    delta = hasil.delta
    bergerak = [d.kepekaan for d in efek.dampak if d.kepekaan.elastisitas and delta[d.kepekaan.baris]]
    tetap = [d.kepekaan for d in efek.dampak if not (d.kepekaan.elastisitas and delta[d.kepekaan.baris])]
    jumlah = np.full(ulangan, float(sum(k.capaian * k.bobot for k in tetap)))
    for mulai in range(0, len(bergerak), _POTONGAN):
        bagian = bergerak[mulai : mulai + _POTONGAN]
        bentuk = (ulangan, len(bagian))
        u = np.where(acak.random(bentuk) < float(isi["keterkaitan"]), bersama, acak.random(bentuk))
        e = _segitiga(u, bagian)
        relatif = np.array([delta[k.baris] / k.uang for k in bagian])
        nilai = np.array([k.capaian * k.bobot for k in bagian])
        jumlah += np.maximum(0.0, 1 + e * relatif) @ nilai
    rata = jumlah / efek.bobot
    p5, p50, p95 = (float(p) for p in np.percentile(rata, [5, 50, 95]))
    turun = float(np.mean(rata < efek.rata_semula - 1e-9))
    return Sebaran(efek.rata_semula, p5, p50, p95, turun, ulangan, biji)


def _segitiga(u: Larik, bagian: list[Kepekaan]) -> Larik:
    """Triangular values of uniform draws, one column an indicator."""
    rentang = [k.elastisitas for k in bagian if k.elastisitas]
    a, c, b = (np.array([getattr(e, n) for e in rentang]) for n in ("rendah", "tengah", "tinggi"))
    lebar = np.where(b > a, b - a, 1.0)
    kiri = u < (c - a) / lebar
    bawah = a + np.sqrt(np.maximum(u * lebar * (c - a), 0))
    atas = b - np.sqrt(np.maximum((1 - u) * lebar * (b - c), 0))
    hasil: Larik = np.where(b > a, np.where(kiri, bawah, atas), a)
    return hasil
