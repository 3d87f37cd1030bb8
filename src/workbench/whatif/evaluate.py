"""One scenario judged in full: ceilings after it, broken limits, approval of every move, effect, warnings."""

from dataclasses import dataclass

import polars as pl

from workbench.whatif import aturan, effect
from workbench.whatif.apply import Gerak, Hasil, terapkan
from workbench.whatif.approval import Persetujuan, menurut_gerak, terberat, total_berubah
from workbench.whatif.baseline import Baseline, BaselineError, ambil
from workbench.whatif.constraints import Pelanggaran, pembatas, periksa
from workbench.whatif.kalimat import Kalimat
from workbench.whatif.scenario import Skenario, SkenarioError


@dataclass(frozen=True)
class Penilaian:
    """A scenario and all that follows from it. `peringatan`: rules switched off or not settled, gaps in the data."""

    hasil: Hasil
    pelanggaran: tuple[Pelanggaran, ...]
    persetujuan: tuple[tuple[Gerak, Persetujuan], ...]
    efek: effect.Efek
    sebaran: effect.Sebaran | None
    peringatan: tuple[str, ...]

    @property
    def sah(self) -> bool:
        """Whether no hard limit is broken."""
        return not any(p.keras for p in self.pelanggaran)

    @property
    def terberat(self) -> Persetujuan | None:
        """The heaviest approval any move, or a change of the total, needs."""
        total = total_berubah(self.hasil)
        return terberat([*(p for _, p in self.persetujuan), *([total] if total else [])])

    @property
    def cakupan(self) -> Kalimat:
        """What the approval is for: moves between lines, a changed ceiling of the office, or both."""
        n = len(self.persetujuan)
        if not self.bersih:
            return Kalimat(f"{n} pergeseran", f"{n} moves")
        if not n:
            return Kalimat("pagu OPD berubah, tanpa pergeseran antarbaris", "the office's ceiling changes, no moves")
        return Kalimat(f"{n} pergeseran dan pagu OPD berubah", f"{n} moves, and the office's ceiling changes")

    @property
    def bersih(self) -> int:
        """Change of the total, in sen."""
        return self.hasil.total - self.hasil.baseline.total

    @property
    def digeser(self) -> int:
        """Money moved between lines, in sen."""
        return sum(g.jumlah for g in self.hasil.gerak)


def dasar(observasi: pl.DataFrame, skenario: Skenario) -> Baseline:
    """The baseline a scenario speaks of. Raises SkenarioError naming the entry when the dataset lacks it."""
    try:
        return ambil(observasi, skenario.opd, skenario.tahun, skenario.tahap, skenario.tabel)
    except BaselineError as galat:
        raise SkenarioError(f"{skenario.di('tahap' if skenario.tahap else 'opd')}: {galat}") from None


def nilai(baseline: Baseline, skenario: Skenario, *, simulasi: bool = True) -> Penilaian:
    """Judge a scenario. Raises SkenarioError for entries that cannot be used."""
    return nilai_hasil(terapkan(baseline, skenario), simulasi=simulasi)


def nilai_hasil(hasil: Hasil, *, simulasi: bool = True) -> Penilaian:
    """Judge ceilings that are already worked out, such as those of the optimiser."""
    batas = pembatas(hasil.baseline, hasil.skenario)
    efek = effect.hitung(hasil)
    return Penilaian(
        hasil=hasil,
        pelanggaran=periksa(hasil, batas),
        persetujuan=menurut_gerak(hasil),
        efek=efek,
        sebaran=effect.simulasi(hasil, efek) if simulasi else None,
        peringatan=(*hasil.catatan, *batas.peringatan, *_tentang_dampak(hasil, efek), *aturan.peringatan()),
    )


def _tentang_dampak(hasil: Hasil, efek: effect.Efek) -> tuple[str, ...]:
    return (efek.tidak_dihitung,) if efek.tidak_dihitung else _besar(hasil)


def _besar(hasil: Hasil) -> tuple[str, ...]:
    """Lines that change so much that elasticities say little about them."""
    batas = int(aturan.isi("elastisitas")["perubahan_besar_persen"])
    besar = [
        b.id for b, d in zip(hasil.baseline.baris, hasil.delta, strict=True) if d and abs(d) * 100 > batas * b.pagu
    ]
    if not besar:
        return ()
    sebut, lebih = ", ".join(besar[:5]), len(besar) - 5
    dan, inggris = (f" dan {lebih} lain", f" and {lebih} more") if lebih > 0 else ("", "")
    return (
        Kalimat(
            f"Berubah lebih dari {batas}%: {sebut}{dan}; perkiraan keluarannya lemah.",
            f"Changed by more than {batas}%: {sebut}{inggris}; what happens to their output is weakly known.",
        ),
    )
