"""Linear programs for HiGHS, and a proof of optimality that does not trust the solver.

Minimise c x with row limits and column limits. `Bukti` recomputes the dual bound from the row prices alone
(weak duality): whatever the solver did, no feasible point can be better than that bound.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np
import numpy.typing as npt

Larik = npt.NDArray[np.float64]
INF = highspy.kHighsInf


class ProgramError(RuntimeError):
    """HiGHS gave no optimum; the message holds its status."""


@dataclass
class Program:
    """A program under construction: columns and rows are added one by one, with names for what they stand for."""

    biaya: list[float] = field(default_factory=list)
    bawah: list[float] = field(default_factory=list)
    atas: list[float] = field(default_factory=list)
    baris_bawah: list[float] = field(default_factory=list)
    baris_atas: list[float] = field(default_factory=list)
    mulai: list[int] = field(default_factory=lambda: [0])
    kolom: list[int] = field(default_factory=list)
    nilai: list[float] = field(default_factory=list)

    def tambah_kolom(self, bawah: float, atas: float, biaya: float = 0.0) -> int:
        """A new variable; gives its position."""
        self.biaya.append(biaya)
        self.bawah.append(bawah)
        self.atas.append(atas)
        return len(self.biaya) - 1

    def tambah_baris(self, isi: list[tuple[int, float]], bawah: float, atas: float) -> int:
        """A new row `bawah <= sum(coefficient x variable) <= atas`; gives its position."""
        self.baris_bawah.append(bawah)
        self.baris_atas.append(atas)
        self.kolom += [k for k, _ in isi]
        self.nilai += [n for _, n in isi]
        self.mulai.append(len(self.kolom))
        return len(self.baris_bawah) - 1


@dataclass(frozen=True)
class Bukti:
    """The value found and the bound no point can beat (both minimised); the optimum is proved when they meet."""

    nilai: float
    batas: float
    langgar: float

    @property
    def celah(self) -> float:
        """Distance between value and bound, relative to their size."""
        return abs(self.nilai - self.batas) / max(1.0, abs(self.nilai))

    @property
    def terbukti(self) -> bool:
        """Whether value and bound agree and no limit is broken, up to one part in a million."""
        return self.celah <= 1e-6 and self.langgar <= 1e-6


@dataclass(frozen=True)
class Solusi:
    """An optimum: values, price of each row and of each column's limit, and its proof."""

    x: Larik
    harga_baris: Larik
    harga_kolom: Larik
    bukti: Bukti


def selesaikan(program: Program) -> Solusi:
    """Solve with HiGHS. Raises ProgramError without an optimum."""
    if not program.biaya:
        kosong = np.zeros(0)
        return Solusi(kosong, np.zeros(len(program.baris_bawah)), kosong, Bukti(0.0, 0.0, 0.0))
    mesin = highspy.Highs()  # type: ignore[no-untyped-call]
    mesin.setOptionValue("output_flag", False)
    mesin.setOptionValue("threads", 1)
    mesin.setOptionValue("primal_feasibility_tolerance", 1e-9)
    mesin.setOptionValue("dual_feasibility_tolerance", 1e-9)
    mesin.passModel(_model(program))
    mesin.run()
    status = mesin.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise ProgramError(mesin.modelStatusToString(status))
    solusi = mesin.getSolution()
    x = np.array(solusi.col_value)
    y = np.array(solusi.row_dual)
    z, bukti = _bukti(program, x, y)
    return Solusi(x, y, z, bukti)


def _model(program: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.biaya), len(program.baris_bawah)
    lp.col_cost_ = np.array(program.biaya)
    lp.col_lower_, lp.col_upper_ = np.array(program.bawah), np.array(program.atas)
    lp.row_lower_, lp.row_upper_ = np.array(program.baris_bawah), np.array(program.baris_atas)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_ = np.array(program.mulai, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(program.kolom, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(program.nilai)
    return lp


def _bukti(program: Program, x: Larik, y: Larik) -> tuple[Larik, Bukti]:
    """Reduced costs z = c - A'y, and the dual bound from y and z with every infinite limit left out."""
    c = np.array(program.biaya)
    panjang = np.diff(program.mulai)
    baris = np.repeat(np.arange(len(panjang)), panjang)
    kolom, nilai = np.array(program.kolom, dtype=int), np.array(program.nilai)
    z = c - _jumlahkan(kolom, nilai * y[baris], len(c))
    aktivitas = _jumlahkan(baris, nilai * x[kolom], len(panjang))
    lu = (np.array(program.baris_bawah), np.array(program.baris_atas))
    kl = (np.array(program.bawah), np.array(program.atas))
    batas = _sumbangan(y, *lu) + _sumbangan(z, *kl)
    return z, Bukti(float(c @ x), batas, max(_langgar(aktivitas, *lu), _langgar(x, *kl)))


def _jumlahkan(kelompok: npt.NDArray[np.int64], nilai: Larik, banyak: int) -> Larik:
    """Sums of `nilai` by group; zero for a group without any."""
    hasil = np.zeros(banyak)
    np.add.at(hasil, kelompok, nilai)
    return hasil


def _langgar(nilai: Larik, bawah: Larik, atas: Larik) -> float:
    """How far values lie outside their limits, at most."""
    return float(np.max(np.concatenate([bawah - nilai, nilai - atas]), initial=0.0))


def _sumbangan(harga: Larik, bawah: Larik, atas: Larik) -> float:
    """Sum of price x the limit it leans on; prices within rounding of zero lean on nothing."""
    sandar = np.where(harga > 0, bawah, atas)
    pakai = np.abs(harga) > 1e-9
    if np.any(~np.isfinite(sandar[pakai])):
        return -INF
    return float(np.sum(harga[pakai] * sandar[pakai]))
