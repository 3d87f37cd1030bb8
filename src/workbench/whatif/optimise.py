"""The best ceilings for a stated goal under the same limits, with prices of the limits and a proof.

The scenario's own moves are not used: the optimiser starts from the original ceilings and keeps the
scenario's total, limits, weights and rules. Achievement is judged by the middle elasticity.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from workbench.whatif import aturan, feasibility
from workbench.whatif.apply import Hasil, dengan
from workbench.whatif.baseline import Baris, Baseline
from workbench.whatif.constraints import BatasBaris, Pelanggaran, Pembatas, pembatas, periksa, tersempit
from workbench.whatif.effect import Kepekaan, faktor, kepekaan
from workbench.whatif.feasibility import Batasan, BatasGeser
from workbench.whatif.kalimat import Kalimat, besar, deret, en
from workbench.whatif.money import SEN, bulat_rupiah, tulis
from workbench.whatif.program import INF, Bukti, Program, Solusi, selesaikan
from workbench.whatif.scenario import Optimasi, Skenario

JUTA = 1_000_000 * SEN
"""Money unit of the linear program, in sen."""
_TITIK = 11
_LONGGAR = 1e-10
_HAMPIR = 0.1
"""Part of a rupiah that is taken for rounding in the solver."""
_PANJANG_NAMA = 70
_BANYAK_KALIMAT = 12
_DAN = Kalimat("dan", "and")
_TAK_TERUKUR = Kalimat("keluaran tak terukur, dibiarkan", "output not measured, left alone")
_TERBURUK, _RATA = (
    Kalimat("capaian terburuk", "the worst achievement"),
    Kalimat("rata-rata capaian", "mean achievement"),
)


@dataclass(frozen=True)
class Harga:
    """Price of a binding limit: what one million rupiah of slack would add to the goal (points), in words."""

    batas: str
    nilai: float
    kalimat: str


@dataclass(frozen=True)
class Titik:
    """One point of the frontier: money moved (sen) and the best goal it allows."""

    digeser: int
    nilai: float


@dataclass(frozen=True)
class Optimum:
    """Best ceilings. `nilai` is the goal reached by the whole-rupiah result, `semula` that of the original.

    `batas` is the proven bound on the goal; `bukti` the check of the linear program behind it.
    """

    hasil: Hasil
    tujuan: str
    nilai: float
    semula: float
    batas: float
    bukti: Bukti
    harga: tuple[Harga, ...]


@dataclass(frozen=True)
class TidakMungkin:
    """No ceilings keep all limits. `konflik` is a set that cannot hold together and of which each one is needed.

    `satu_cukup`: dropping any one of them makes the whole possible; else there are further conflicts.
    """

    konflik: tuple[Batasan, ...]
    pesan: tuple[str, ...]
    satu_cukup: bool


@dataclass(frozen=True)
class Masalah:
    """An optimisation spelled out: limits of the optimiser included, and the exact range of every line (sen)."""

    baseline: Baseline
    skenario: Skenario
    minta: Optimasi
    batas: Pembatas
    geser: BatasGeser | None
    peka: tuple[Kepekaan, ...]
    rentang: tuple[tuple[int, int], ...]
    plafon: float

    @property
    def kelompok(self) -> list[tuple[list[int], int]]:
        """Disjoint groups of lines and the sum each must have: earmarked sources, then all other money."""
        sumber = [(list(k.anggota), k.jumlah) for k in self.batas.sumber if k.keras]
        terikat = {i for anggota, _ in sumber for i in anggota}
        sisa = [i for i in range(len(self.baseline.baris)) if i not in terikat]
        return [*sumber, (sisa, self.batas.total.jumlah - sum(jumlah for _, jumlah in sumber))]

    def dampak(self, delta: Sequence[int]) -> list[tuple[Kepekaan, float]]:
        """Achievement of every indicator by the middle elasticity, with what the goal counts at most."""
        return [(k, min(_capaian(k, delta[k.baris]), self.atas(k))) for k in self.peka]

    def atas(self, satu: Kepekaan) -> float:
        """The highest achievement that counts for an indicator."""
        batas = 100.0 if self.minta.tujuan == "kesenjangan_terkecil" else self.plafon
        return max(batas, satu.capaian) if self.minta.tujuan == "capaian_tertinggi" else batas

    def bergerak(self) -> list[Kepekaan]:
        """Indicators that can change: money matters to them and their line may move."""
        return [k for k in self.peka if k.elastisitas and self.rentang[k.baris][0] < self.rentang[k.baris][1]]

    def nilai(self, delta: Sequence[int]) -> float:
        """The goal of any ceilings, computed without the solver: higher is better."""
        if self.minta.tujuan == "gangguan_terkecil":
            return -sum(abs(d) for d in delta) / JUTA
        dampak = self.dampak(delta)
        if self.minta.tujuan == "kesenjangan_terkecil":
            boleh = {id(k) for k in self.bergerak()}
            return min((c for k, c in dampak if id(k) in boleh and k.bobot > 0), default=0.0)
        bobot = sum(k.bobot for k, _ in dampak)
        return sum(c * k.bobot for k, c in dampak) / bobot if bobot else 0.0


def _capaian(satu: Kepekaan, delta: int) -> float:
    return satu.capaian * (faktor(satu, delta, satu.elastisitas.tengah) if satu.elastisitas and delta else 1.0)


def rumuskan(baseline: Baseline, skenario: Skenario) -> Masalah:
    """The optimisation a scenario asks for. Raises SkenarioError for limits of one line that contradict each other."""
    minta = skenario.optimasi or Optimasi()
    bawaan = aturan.isi("elastisitas")["optimasi"]
    peka, _ = kepekaan(baseline, skenario)
    dasar = pembatas(baseline, skenario)
    keras = tersempit(dasar.baris)
    sendiri = _batas_sendiri(baseline, minta, peka, keras, float(bawaan["rentang_persen"]))
    batas = replace(dasar, baris=(*dasar.baris, *sendiri))
    geser = _batas_geser(minta, baseline, batas)
    rentang = _rentang(baseline, batas)
    plafon = float(bawaan["batas_capaian"]) if minta.batas_capaian is None else minta.batas_capaian
    return Masalah(baseline, skenario, minta, batas, geser, peka, rentang, plafon)


def optimalkan(baseline: Baseline, skenario: Skenario) -> Optimum | TidakMungkin:
    """Best ceilings for the goal of the scenario, or the limits that make it impossible."""
    masalah = rumuskan(baseline, skenario)
    batasan = feasibility.keras(masalah.batas, masalah.geser)
    if not feasibility.dapat(baseline, batasan):
        konflik = feasibility.bertentangan(baseline, batasan)
        cukup = feasibility.satu_cukup(baseline, batasan, konflik)
        return TidakMungkin(konflik, _kata_konflik(baseline, konflik), cukup)
    solusi, susunan = _pecahkan(masalah)
    delta = _bulatkan(masalah, _rapikan(masalah, solusi, susunan))
    tetap = [0] * len(delta)
    if masalah.nilai(delta) < masalah.nilai(tetap) and not periksa_mandiri(masalah, tetap):
        delta = tetap
    if salah := periksa_mandiri(masalah, delta):
        raise AssertionError(f"hasil optimasi melanggar batas: {salah[0].pesan}")
    hasil = dengan(baseline, skenario, [b.pagu + d for b, d in zip(baseline.baris, delta, strict=True)])
    harga = _harga(masalah, solusi, susunan)
    tanda = -solusi.bukti.batas + susunan.tetap
    nilai, semula = masalah.nilai(delta), masalah.nilai(tetap)
    return Optimum(hasil, masalah.minta.tujuan, nilai, semula, tanda, solusi.bukti, harga)


def perbatasan(baseline: Baseline, skenario: Skenario, banyak: int = _TITIK) -> tuple[Titik, ...]:
    """The best goal for amounts moved from nothing to what the optimum moves; empty where limits conflict."""
    puncak = optimalkan(baseline, skenario)
    if isinstance(puncak, TidakMungkin) or puncak.tujuan == "gangguan_terkecil":
        return ()
    masalah = rumuskan(baseline, skenario)
    penuh = digeser(masalah, puncak.hasil.delta)
    titik = []
    for k in range(banyak):
        batas = BatasGeser(
            bulat_rupiah(Decimal(penuh) * k / max(1, banyak - 1)), "perbatasan", _arah(baseline, masalah.batas)
        )
        satu = replace(masalah, geser=batas)
        if feasibility.dapat(baseline, feasibility.keras(satu.batas, batas)):
            solusi, susunan = _pecahkan(satu)
            titik.append(Titik(batas.jumlah, -solusi.bukti.nilai + susunan.tetap))
    return tuple(titik)


def digeser(masalah: Masalah, delta: Sequence[int]) -> int:
    """Money moved between lines (sen), beyond what the new total itself asks for."""
    naik = sum(d for d in delta if d > 0)
    turun = -sum(d for d in delta if d < 0)
    return naik if _arah(masalah.baseline, masalah.batas) == "naik" else turun


def periksa_mandiri(masalah: Masalah, delta: Sequence[int]) -> tuple[Pelanggaran, ...]:
    """Broken hard limits of any ceilings, from the limits alone and without the linear program."""
    baris = masalah.baseline.baris
    menjadi = tuple(b.pagu + d for b, d in zip(baris, delta, strict=True))
    salah = [p for p in periksa(Hasil(masalah.baseline, masalah.skenario, menjadi, ()), masalah.batas) if p.keras]
    if masalah.geser and (lebih := digeser(masalah, delta) - masalah.geser.jumlah) > 0:
        salah.append(Pelanggaran("geser", None, masalah.geser.sebutan, lebih, f"lebih {tulis(lebih)}"))
    return tuple(salah)


def _batas_sendiri(
    baseline: Baseline,
    minta: Optimasi,
    peka: Sequence[Kepekaan],
    keras: dict[int, tuple[BatasBaris | None, BatasBaris | None]],
    bawaan: float,
) -> list[BatasBaris]:
    """The optimiser's own limits: a range of change, and lines whose output it cannot judge stay as they are."""
    capaian = minta.tujuan != "gangguan_terkecil"
    rentang = minta.rentang if minta.rentang is not None else (bawaan if capaian else None)
    terukur = {k.baris for k in peka if k.elastisitas and k.bobot > 0}
    hasil = []
    for i, b in enumerate(baseline.baris):
        bawah, atas = keras.get(i, (None, None))
        paling = (bawah.bawah or 0) if bawah else 0
        puncak = atas.atas if atas and atas.atas is not None else None
        if capaian and minta.tak_terukur == "tetap" and i not in terukur:
            hasil.append(_melebar("tak_terukur", i, b.pagu, b.pagu, paling, puncak, _TAK_TERUKUR))
        elif rentang is not None:
            lebar = int(b.pagu * rentang / 100)
            sebutan = Kalimat(f"rentang optimasi {rentang:g}%".replace(".", ","), f"range of change {rentang:g}%")
            hasil.append(_melebar("rentang", i, max(0, b.pagu - lebar), b.pagu + lebar, paling, puncak, sebutan))
    return [*hasil, *_keluaran_nol(baseline, peka)]


def _melebar(jenis: str, i: int, bawah: int, atas: int, paling: int, puncak: int | None, sebutan: str) -> BatasBaris:
    """A limit of the optimiser, widened as far as harder limits of the same line ask for."""
    if puncak is not None:
        bawah = min(bawah, puncak)
    return BatasBaris(jenis, i, bawah, max(atas, paling), sebutan)


def _keluaran_nol(baseline: Baseline, peka: Sequence[Kepekaan]) -> list[BatasBaris]:
    """Where less was spent than the ceiling, a cut may not go beyond the money that stands behind the output."""
    return [
        BatasBaris(
            "keluaran_nol",
            k.baris,
            baseline.baris[k.baris].pagu - int(k.uang / k.elastisitas.tengah),
            None,
            Kalimat("keluaran tidak di bawah nol", "output not below zero"),
        )
        for k in peka
        if k.elastisitas and k.elastisitas.tengah > 0 and k.uang < baseline.baris[k.baris].pagu
    ]


def _batas_geser(minta: Optimasi, baseline: Baseline, batas: Pembatas) -> BatasGeser | None:
    if minta.geser_maksimal is None:
        return None
    jumlah = minta.geser_maksimal.dari(baseline.total)
    sebutan = Kalimat(f"paling banyak {tulis(jumlah)} digeser", f"at most {en(tulis(jumlah))} moved")
    return BatasGeser(jumlah, sebutan, _arah(baseline, batas))


def _arah(baseline: Baseline, batas: Pembatas) -> Literal["naik", "turun"]:
    return "naik" if batas.total.jumlah <= baseline.total else "turun"


def _rentang(baseline: Baseline, batas: Pembatas) -> tuple[tuple[int, int], ...]:
    """Lowest and highest ceiling of every line, in sen; without an upper limit: the total."""
    sempit = tersempit(batas.baris)
    hasil = []
    for i in range(len(baseline.baris)):
        bawah, atas = sempit.get(i, (None, None))
        rendah = (bawah.bawah or 0) if bawah else 0
        tinggi = atas.atas if atas and atas.atas is not None else max(batas.total.jumlah, baseline.total, rendah)
        hasil.append((rendah, tinggi))
    return tuple(hasil)


@dataclass(frozen=True)
class _Susunan:
    """Where things stand in the linear program: columns of additions and cuts by line, rows by group.

    `tetap` is the part of the goal that no variable changes.
    """

    program: Program
    naik: dict[int, int]
    turun: dict[int, int]
    baris_kelompok: list[int]
    tetap: float
    capaian: dict[int, int]


def _pecahkan(masalah: Masalah) -> tuple[Solusi, _Susunan]:
    susunan = _susun(masalah)
    return selesaikan(susunan.program), susunan


def _susun(masalah: Masalah) -> _Susunan:
    program = Program()
    naik, turun = _kolom_uang(masalah, program)
    baris = []
    for anggota, target in masalah.kelompok:
        beda = (target - sum(masalah.baseline.baris[i].pagu for i in anggota)) / JUTA
        isi = [(naik[i], 1.0) for i in anggota if i in naik] + [(turun[i], -1.0) for i in anggota if i in turun]
        baris.append(program.tambah_baris(isi, beda, beda))
    if masalah.geser:
        kolom = naik if masalah.geser.arah == "naik" else turun
        program.tambah_baris([(k, 1.0) for k in kolom.values()], -INF, masalah.geser.jumlah / JUTA)
    tetap, capaian = 0.0, {}
    if masalah.minta.tujuan == "gangguan_terkecil":
        for k in (*naik.values(), *turun.values()):
            program.biaya[k] = 1.0
    else:
        capaian = _kolom_capaian(masalah, program, naik, turun)
        tetap = _tujuan_capaian(masalah, program, capaian)
    return _Susunan(program, naik, turun, baris, tetap, capaian)


def _kolom_uang(masalah: Masalah, program: Program) -> tuple[dict[int, int], dict[int, int]]:
    """A column of additions and one of cuts for every line that may or must move, in million rupiah."""
    naik, turun = {}, {}
    for i, (b, (rendah, tinggi)) in enumerate(zip(masalah.baseline.baris, masalah.rentang, strict=True)):
        if rendah == tinggi == b.pagu:
            continue
        naik[i] = program.tambah_kolom(max(0, rendah - b.pagu) / JUTA, max(0, tinggi - b.pagu) / JUTA)
        turun[i] = program.tambah_kolom(max(0, b.pagu - tinggi) / JUTA, max(0, b.pagu - rendah) / JUTA)
    return naik, turun


def _kolom_capaian(masalah: Masalah, program: Program, naik: dict[int, int], turun: dict[int, int]) -> dict[int, int]:
    """A column of counted achievement for every indicator that can change, below what its money gives."""
    hasil = {}
    for n, k in enumerate(masalah.peka):
        if k.elastisitas and k.baris in naik:
            kolom = program.tambah_kolom(-INF, masalah.atas(k))
            miring = k.capaian * k.elastisitas.tengah * JUTA / k.uang
            isi = [(kolom, 1.0), (naik[k.baris], -miring), (turun[k.baris], miring)]
            program.tambah_baris(isi, -INF, k.capaian)
            hasil[n] = kolom
    return hasil


def _tujuan_capaian(masalah: Masalah, program: Program, capaian: dict[int, int]) -> float:
    """Set the goal on the columns of achievement; gives the constant part."""
    if masalah.minta.tujuan == "kesenjangan_terkecil":
        terburuk = program.tambah_kolom(-INF, 100.0, -1.0)
        boleh = {id(k) for k in masalah.bergerak()}
        for n, kolom in capaian.items():
            if id(masalah.peka[n]) in boleh and masalah.peka[n].bobot > 0:
                program.tambah_baris([(kolom, 1.0), (terburuk, -1.0)], 0.0, INF)
        return 0.0
    bobot = sum(k.bobot for k in masalah.peka) or 1.0
    for n, kolom in capaian.items():
        program.biaya[kolom] = -masalah.peka[n].bobot / bobot
    tetap = [k for n, k in enumerate(masalah.peka) if n not in capaian]
    return sum(min(k.capaian, masalah.atas(k)) * k.bobot for k in tetap) / bobot


def _rapikan(masalah: Masalah, solusi: Solusi, susunan: _Susunan) -> list[float]:
    """Among all optima the gentlest: least money moved; for a cut, the smallest largest relative change."""
    program, biaya = susunan.program, list(susunan.program.biaya)
    isi = [(k, b) for k, b in enumerate(biaya) if b]
    program.tambah_baris(isi, -INF, solusi.bukti.nilai + _LONGGAR)
    program.biaya = [0.0] * len(biaya)
    if masalah.minta.tujuan == "gangguan_terkecil":
        terbesar = program.tambah_kolom(0.0, INF, 1.0)
        for kolom in (susunan.naik, susunan.turun):
            for i, k in kolom.items():
                if pagu := masalah.baseline.baris[i].pagu:
                    program.tambah_baris([(k, 100 * JUTA / pagu), (terbesar, -1.0)], -INF, 0.0)
    else:
        for k in (*susunan.naik.values(), *susunan.turun.values()):
            program.biaya[k] = 1.0
    x = selesaikan(program).x
    return [
        float(x[susunan.naik[i]] - x[susunan.turun[i]]) if i in susunan.naik else 0.0
        for i in range(len(masalah.baseline.baris))
    ]


def _bulatkan(masalah: Masalah, juta: Sequence[float]) -> list[int]:
    """Whole rupiah towards the original ceilings, then every group filled up exactly within the limits."""
    baris = masalah.baseline.baris
    delta = []
    for b, (rendah, tinggi), d in zip(baris, masalah.rentang, juta, strict=True):
        delta.append(_bulat(d * JUTA, rendah - b.pagu, tinggi - b.pagu))
    for anggota, target in masalah.kelompok:
        sisa = target - sum(baris[i].pagu + delta[i] for i in anggota)
        for i in sorted(anggota, key=lambda i: (delta[i] * sisa >= 0, -abs(delta[i]))):
            if sisa == 0:
                break
            rendah, tinggi = masalah.rentang[i]
            langkah = min(max(sisa, rendah - baris[i].pagu - delta[i]), tinggi - baris[i].pagu - delta[i])
            delta[i] += langkah
            sisa -= langkah
    return delta


def _bulat(sen: float, rendah: int, tinggi: int) -> int:
    """A change as whole rupiah towards zero; a hair (less than one rupiah) from a limit or from zero is meant so."""
    for batas in (0, rendah, tinggi):
        if abs(sen - batas) < SEN and rendah <= batas <= tinggi:
            return batas
    dekat = round(sen / SEN)
    rupiah = dekat if abs(sen / SEN - dekat) < _HAMPIR else int(sen / SEN)
    return min(max(rupiah * SEN, rendah), tinggi)


def _harga(masalah: Masalah, solusi: Solusi, susunan: _Susunan) -> tuple[Harga, ...]:
    """Prices of the binding limits, dearest first."""
    if masalah.minta.tujuan == "gangguan_terkecil":
        return ()
    apa = _TERBURUK if masalah.minta.tujuan == "kesenjangan_terkecil" else _RATA
    sebutan = [k.sebutan for k in masalah.batas.sumber if k.keras] + [masalah.batas.total.sebutan]
    semua = []
    for baris, nama in zip(susunan.baris_kelompok, sebutan, strict=True):
        batas_jumlah = Kalimat(f"Menambah jumlah ({nama})", f"Raising the sum ({en(nama)})")
        semua.append(_satu_harga(batas_jumlah, -float(solusi.harga_baris[baris]), apa))
    if masalah.geser:
        harga = -float(solusi.harga_baris[len(susunan.baris_kelompok)])
        lebih = f"({masalah.geser.sebutan})", f"({en(masalah.geser.sebutan)})"
        geser = Kalimat(f"Membolehkan geser lebih banyak {lebih[0]}", f"Allowing more to be moved {lebih[1]}")
        semua.append(_satu_harga(geser, harga, apa))
    sempit = tersempit(masalah.batas.baris)
    for i, kolom in susunan.naik.items():
        bawah, atas = sempit.get(i, (None, None))
        baris_i = masalah.baseline.baris[i]
        for batas, k, kata in (
            (atas, kolom, Kalimat("Menaikkan batas atas", "Raising the upper limit of")),
            (bawah, susunan.turun[i], Kalimat("Menurunkan batas bawah", "Lowering the lower limit of")),
        ):
            harga = -float(solusi.harga_kolom[k])
            if batas and harga > 1e-9 and solusi.x[k] >= susunan.program.atas[k] - 1e-9:
                nama = _nama(baris_i)
                teks = Kalimat(f"{kata} {nama} ({batas.sebutan})", f"{en(kata)} {nama} ({en(batas.sebutan)})")
                semua.append(_satu_harga(teks, harga, apa))
    return tuple(sorted((h for h in semua if abs(h.nilai) > 1e-9), key=lambda h: -abs(h.nilai)))


def _satu_harga(batas: Kalimat, nilai: float, apa: Kalimat) -> Harga:
    arah, inggris = ("menaikkan", "raises") if nilai > 0 else ("menurunkan", "lowers")
    angka = f"{abs(nilai):.6f}".rstrip("0")
    kalimat = Kalimat(
        f"{batas} sebesar Rp1 juta {arah} {apa} sekitar {angka.replace('.', ',')} poin.",
        f"{en(batas)} by Rp1 million {inggris} {en(apa)} by about {angka} points.",
    )
    return Harga(batas, nilai, kalimat)


def _nama(baris: Baris) -> str:
    """Code and name of a line, the name shortened."""
    return f"{baris.id} {textwrap.shorten(baris.uraian, _PANJANG_NAMA, placeholder=' …')}"


def _kata_konflik(baseline: Baseline, konflik: Sequence[Batasan]) -> tuple[str, ...]:
    """The conflict as sentences: each limit by name and amount, the largest last; many small ones in one sum."""
    baris = [k for k in konflik if isinstance(k, BatasBaris)]
    kecil = baris[: max(0, len(baris) - _BANYAK_KALIMAT)]
    kalimat = []
    if kecil:
        bawah = sum(k.bawah for k in kecil if k.bawah is not None)
        atas = sum(k.atas for k in kecil if k.atas is not None)
        jumlah = deret(
            [*_sisi(bawah or None, "batas bawah", "floors of"), *_sisi(atas or None, "batas atas", "ceilings of")], _DAN
        )
        kalimat.append(
            Kalimat(
                f"{len(kecil)} baris lain yang lebih kecil, bersama-sama {jumlah or 'nol'}.",
                f"{len(kecil)} other, smaller lines, together {en(jumlah) or 'nothing'}.",
            )
        )
    for satu in baris[len(kecil) :]:
        nama = _nama(baseline.baris[satu.baris])
        batas = deret(
            [*_sisi(satu.bawah, "paling sedikit", "at least"), *_sisi(satu.atas, "paling banyak", "at most")], _DAN
        )
        kalimat.append(Kalimat(f"{nama}: {batas} ({satu.sebutan}).", f"{nama}: {en(batas)} ({en(satu.sebutan)})."))
    lain = [besar(k.sebutan) for k in konflik if not isinstance(k, BatasBaris)]
    return (*kalimat, *(Kalimat(f"{sebutan}.", f"{en(sebutan)}.") for sebutan in lain))


def _sisi(sen: int | None, kata: str, inggris: str) -> list[str]:
    """An amount with the word for its side; nothing without an amount."""
    return [] if sen is None else [Kalimat(f"{kata} {tulis(sen)}", f"{inggris} {en(tulis(sen))}")]
