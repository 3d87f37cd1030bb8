"""Achievement (capaian): realisation against target, with the class a dated rule gives it.

`realisasi / target * 100`, only where both are numbers printed in the same row and the target is
not zero. The documents do not print whether more or less is better, so every indicator is read as
"more is better"; the reader is told so.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from workbench import paths
from workbench.analysis import pilih
from workbench.analysis.kelompok import kelompok

PASANGAN = ("target", "realisasi")


class SkalaError(ValueError):
    """The rule file of the achievement scale contradicts itself."""


@dataclass(frozen=True)
class Skala:
    """The achievement scale of one rule file.

    `batas` holds (class, lower limit in percent, inclusive), best first; the last class has no limit.
    """

    sumber: str
    status: str
    berlaku_sejak: date
    batas: tuple[tuple[str, float | None], ...]
    dekat_batas: float
    perlu_diperiksa_di_atas: float
    periode_penuh: tuple[str, ...]
    penilaian_dokumen: str

    @property
    def kelas(self) -> tuple[str, ...]:
        """Names of the classes, best first."""
        return tuple(nama for nama, _ in self.batas)

    def nilai(self, persen: float) -> str:
        """The class of one percentage."""
        return next(nama for nama, batas in self.batas if batas is None or persen >= batas)


@cache
def skala(berkas: Path = paths.RULES / "skala_capaian.yml") -> Skala:
    """Read the achievement scale. Raises SkalaError when limits do not fall from class to class."""
    isi: dict[str, Any] = yaml.safe_load(berkas.read_text(encoding="utf-8"))
    batas = tuple((str(k["nama"]), k["batas_bawah"]) for k in isi["kelas"])
    angka = [b for _, b in batas[:-1]]
    if None in angka or angka != sorted(set(angka), reverse=True) or batas[-1][1] is not None:
        raise SkalaError(f"Batas kelas di {berkas.name} harus menurun, dan hanya kelas terakhir tanpa batas.")
    return Skala(
        sumber=isi["sumber"],
        status=isi["status"],
        berlaku_sejak=isi["berlaku_sejak"],
        batas=batas,
        dekat_batas=float(isi["dekat_batas"]),
        perlu_diperiksa_di_atas=float(isi["perlu_diperiksa_di_atas"]),
        periode_penuh=tuple(isi["periode_penuh"]),
        penilaian_dokumen=isi["penilaian_dokumen"],
    )


def indikator(observasi: pl.DataFrame, jenjang: str = "program", aturan: Skala | None = None) -> pl.DataFrame:
    """Achievement of every indicator of one level, one table per OPD and year (`pilih.calon_tabel`).

    `jenjang`: `program`, `kegiatan`, `sub_kegiatan` or `sasaran` (tujuan, sasaran and IKU).
    Columns: `opd, tahun, kode, kelompok, uraian, indikator, satuan, target, realisasi, capaian_persen`
    (computed), `capaian_tercetak` (printed, percent), `kelas` (null unless the realisation covers the full year),
    `dekat_batas` (within a point of a class limit), `perlu_diperiksa` (so high that target or unit may
    be wrong), `periode, tahap, dokumen, tabel, baris`.
    """
    aturan = aturan or skala()
    rows = pilih.baris_terpilih(observasi.filter(pl.col("target") != 0), jenjang, PASANGAN)
    rows = rows.with_columns(capaian_persen=pl.col("realisasi") / pl.col("target") * 100)
    nilai = pl.col("capaian_persen")
    return rows.select(
        "opd",
        "tahun",
        "kode",
        kelompok().alias("kelompok"),
        "uraian",
        "indikator",
        "satuan",
        *PASANGAN,
        nilai,
        pl.col("capaian").alias("capaian_tercetak"),
        _kelas(aturan).alias("kelas"),
        _dekat_batas(aturan).alias("dekat_batas"),
        (nilai > aturan.perlu_diperiksa_di_atas).alias("perlu_diperiksa"),
        "periode",
        "tahap",
        "dokumen",
        "tabel",
        "baris",
    )


def rata_rata(indikator: pl.DataFrame, aturan: Skala | None = None) -> pl.DataFrame:
    """Mean achievement by OPD and year: the plain mean of the indicators, not capped at 100.

    Columns: `opd, tahun, n` (indicators), `capaian_persen, median_persen, n_nol` (indicators whose printed
    realisation is 0), `n_diperiksa` (above the limit that calls for a check), `periode, kelas, dekat_batas,
    dokumen, tabel`.
    """
    aturan = aturan or skala()
    hasil = indikator.group_by("opd", "tahun", maintain_order=True).agg(
        n=pl.len(),
        capaian_persen=pl.col("capaian_persen").mean(),
        median_persen=pl.col("capaian_persen").median(),
        n_nol=(pl.col("realisasi") == 0).sum(),
        n_diperiksa=pl.col("perlu_diperiksa").sum(),
        periode=pl.col("periode").first(),
        dokumen=pl.col("dokumen").first(),
        tabel=pl.col("tabel").first(),
    )
    return hasil.with_columns(kelas=_kelas(aturan), dekat_batas=_dekat_batas(aturan))


def rata_rata_menurut(indikator: pl.DataFrame, kunci: str, aturan: Skala | None = None) -> pl.DataFrame:
    """Mean achievement and its class by the column `kunci` of `indikator`: `kunci, capaian_persen, kelas`."""
    hasil = indikator.group_by(kunci, maintain_order=True).agg(
        capaian_persen=pl.col("capaian_persen").mean(), periode=pl.col("periode").first()
    )
    return hasil.with_columns(kelas=_kelas(aturan or skala())).select(kunci, "capaian_persen", "kelas")


def penilaian_dokumen(observasi: pl.DataFrame, jenjang: str = "sasaran", aturan: Skala | None = None) -> pl.DataFrame:
    """The grades a document itself prints beside its indicators (`sangat baik`), by a scale of its own.

    Columns: `kunci` (normal form of the indicator), `indikator, capaian_tercetak` (percent, where the same row prints
    one), `penilaian` (as printed), `tahap, dokumen, tabel, baris`; the first place of every indicator and grade.
    """
    teks = pl.col("catatan").str.to_lowercase().str.strip_chars()
    rows = pilih.tahun_sendiri(observasi).filter(
        (pl.col("jenjang") == jenjang)
        & pl.col("indikator").is_not_null()
        & teks.str.contains((aturan or skala()).penilaian_dokumen).fill_null(value=False)
    )
    rows = rows.with_columns(kunci=pilih.normal("indikator"), nilai=teks)
    return rows.unique(["kunci", "nilai"], keep="first", maintain_order=True).select(
        "kunci",
        "indikator",
        pl.col("capaian").alias("capaian_tercetak"),
        pl.col("catatan").alias("penilaian"),
        "tahap",
        "dokumen",
        "tabel",
        "baris",
    )


def terukur(indikator: pl.DataFrame, aturan: Skala | None = None) -> pl.DataFrame:
    """The indicators of `indikator` that were measured: all of them, or none where every one of an OPD and year
    prints a realisation of 0 before the year is over."""
    belum = (pl.col("realisasi") == 0).all().over("opd", "tahun") & ~pl.col("periode").is_in(
        (aturan or skala()).periode_penuh
    )
    return indikator.filter(~belum.fill_null(False))


def _kelas(aturan: Skala) -> pl.Expr:
    """Class of `capaian_persen`; null where the period is not a full year."""
    nilai = pl.col("capaian_persen")
    kelas = pl.lit(aturan.batas[-1][0])
    for nama, batas in reversed(aturan.batas[:-1]):
        kelas = pl.when(nilai >= batas).then(pl.lit(nama)).otherwise(kelas)
    return pl.when(nilai.is_not_null() & pl.col("periode").is_in(aturan.periode_penuh)).then(kelas)


def _dekat_batas(aturan: Skala) -> pl.Expr:
    nilai = pl.col("capaian_persen")
    return pl.any_horizontal((nilai - batas).abs() <= aturan.dekat_batas for _, batas in aturan.batas[:-1])
