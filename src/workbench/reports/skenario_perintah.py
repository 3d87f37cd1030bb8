"""What `workbench whatif` does: read scenario files, judge them, write the result in the form asked for."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from workbench import data
from workbench.reports import berkas, skenario_ekspor
from workbench.whatif.apply import sebagai_skenario
from workbench.whatif.evaluate import Penilaian, dasar, nilai, nilai_hasil
from workbench.whatif.optimise import TidakMungkin, optimalkan
from workbench.whatif.scenario import Skenario, SkenarioError, baca_berkas, tulis


@dataclass(frozen=True)
class HasilPerintah:
    """Whether every scenario keeps all hard limits, and why an optimum was not possible."""

    sah: bool
    tidak_mungkin: tuple[str, ...] = ()


def jalankan(files: Sequence[Path], bentuk: str, keluar: Path | None, *, optimal: bool = False) -> HasilPerintah:
    """Judge the files and write the result to `keluar` or standard output.

    Raises SkenarioError (every message names file and line) and DatasetMissingError.
    """
    if bentuk not in skenario_ekspor.BENTUK:
        raise SkenarioError(f"--format {bentuk} tidak dikenal; pilih {', '.join(skenario_ekspor.BENTUK)}.")
    if bentuk == "xlsx" and keluar is None:
        raise SkenarioError("--format xlsx perlu --out BERKAS.xlsx.")
    if bentuk == "yaml" and len(files) > 1:
        raise SkenarioError("--format yaml menulis satu skenario saja.")
    observasi = data.observasi()
    semua: list[Penilaian] = []
    gagal: list[str] = []
    for file in files:
        try:
            skenario = baca_berkas(file)
            baseline = dasar(observasi, skenario)
            if not optimal:
                semua.append(nilai(baseline, skenario))
                continue
            terbaik = optimalkan(baseline, skenario)
        except SkenarioError as galat:
            raise SkenarioError(*(p if file.name in p else f"{file.name}, {p}" for p in galat.pesan)) from None
        if isinstance(terbaik, TidakMungkin):
            gagal.append(f"{file.name}: tidak ada pembagian yang memenuhi semua batas. Yang bertentangan:")
            gagal += terbaik.pesan
        else:
            semua.append(nilai_hasil(terbaik.hasil))
    if semua:
        _tulis(semua, bentuk, keluar, optimal=optimal)
    return HasilPerintah(sah=not gagal and all(p.sah for p in semua), tidak_mungkin=tuple(gagal))


def _tulis(semua: list[Penilaian], bentuk: str, keluar: Path | None, *, optimal: bool) -> None:
    try:
        if bentuk == "xlsx" and keluar is not None:
            skenario_ekspor.sebagai_xlsx(semua, keluar)
        elif bentuk == "teks":
            _teks(semua, keluar)
        else:
            isi = {"json": skenario_ekspor.sebagai_json, "csv": skenario_ekspor.sebagai_csv}
            teks = tulis(_skenario(semua[0], optimal=optimal)) if bentuk == "yaml" else isi[bentuk](semua)
            if keluar is None:
                sys.stdout.write(teks)
            else:
                berkas.tulis(keluar, teks)
    except OSError as galat:
        raise SkenarioError(f"{keluar} tidak dapat ditulis: {galat.strerror or galat}.") from None


def _skenario(penilaian: Penilaian, *, optimal: bool) -> Skenario:
    """The scenario itself, or the best allocation as a scenario of plain changes."""
    asli = penilaian.hasil.skenario
    return sebagai_skenario(penilaian.hasil, f"Terbaik: {asli.judul}"[:200]) if optimal else asli


def _teks(semua: list[Penilaian], keluar: Path | None) -> None:
    layar = Console(record=keluar is not None, quiet=keluar is not None, width=None if sys.stdout.isatty() else 150)
    skenario_ekspor.cetak(semua, layar)
    if keluar is not None:
        berkas.tulis(keluar, layar.export_text())
