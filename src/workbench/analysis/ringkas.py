"""The key figures of one OPD and year, gathered in one place for texts, cards and the index."""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from workbench.analysis import capaian, kelompok, pagu, pilih, serapan


@dataclass(frozen=True)
class Capaian:
    """Mean achievement over `n` indicators of one level (percent); `kelas` is None before the year is full."""

    jenjang: str
    n: int
    persen: float
    median: float
    kelas: str | None
    dekat_batas: bool
    n_nol: int
    n_diperiksa: int
    periode: str | None
    tabel: str | None

    @property
    def terukur(self) -> float | None:
        """The mean, or None where every indicator prints 0 before the year is over: not measured yet."""
        return None if self.n_nol == self.n and self.periode != "tahunan" else self.persen


@dataclass(frozen=True)
class Ringkasan:
    """Key figures of one OPD and year. A figure the documents do not give is None.

    `pagu` is the newest printed pagu of all programs; `pagu_pembanding` and `realisasi_rp` are the pair the
    absorption is computed from (rupiah). `periode` is the period of that realisation.
    """

    opd: str
    tahun: int
    pagu: Decimal | None
    tahap_pagu: str | None
    tabel_pagu: str | None
    n_program: int
    penunjang_persen: float | None
    pagu_pembanding: Decimal | None
    realisasi_rp: Decimal | None
    serapan_persen: float | None
    periode: str | None
    tahap_serapan: str | None
    tabel_serapan: str | None
    capaian_program: Capaian | None
    capaian_sasaran: Capaian | None

    @property
    def capaian(self) -> Capaian | None:
        """Mean achievement of the programs, or of the sasaran where programs have none."""
        return self.capaian_program or self.capaian_sasaran


def opd_tahun(observasi: pl.DataFrame, opd: str, tahun: int) -> Ringkasan:
    """Gather the key figures of one OPD and year from all observations."""
    milik = pilih.untuk(observasi, opd, tahun)
    program = pagu.program(milik)
    jumlah = program["pagu"].sum() if program.height else None
    terbaru = program.row(0, named=True) if program.height else {}
    pasangan = serapan.opd(serapan.program(milik))
    serap = pasangan.row(0, named=True) if pasangan.height else {}
    bagian = kelompok.bagian(program).filter(pl.col("kelompok") == kelompok.PENUNJANG)
    return Ringkasan(
        opd=opd,
        tahun=tahun,
        pagu=jumlah if isinstance(jumlah, Decimal) else None,
        tahap_pagu=terbaru.get("tahap"),
        tabel_pagu=terbaru.get("tabel"),
        n_program=program.height,
        penunjang_persen=bagian["bagian_persen"].item() if bagian.height else None,
        pagu_pembanding=serap.get("pagu"),
        realisasi_rp=serap.get("realisasi_rp"),
        serapan_persen=serap.get("serapan_persen"),
        periode=serap.get("periode"),
        tahap_serapan=serap.get("tahap"),
        tabel_serapan=serap.get("tabel"),
        capaian_program=_capaian(milik, "program"),
        capaian_sasaran=_capaian(milik, "sasaran"),
    )


def _capaian(observasi: pl.DataFrame, jenjang: str) -> Capaian | None:
    rata = capaian.rata_rata(capaian.indikator(observasi, jenjang))
    if rata.is_empty():
        return None
    row = rata.row(0, named=True)
    return Capaian(
        jenjang=jenjang,
        n=row["n"],
        persen=row["capaian_persen"],
        median=row["median_persen"],
        kelas=row["kelas"],
        dekat_batas=row["dekat_batas"],
        n_nol=row["n_nol"],
        n_diperiksa=row["n_diperiksa"],
        periode=row["periode"],
        tabel=row["tabel"],
    )
