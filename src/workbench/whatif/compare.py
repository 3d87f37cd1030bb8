"""Any number of scenarios side by side."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from workbench.whatif.evaluate import Penilaian
from workbench.whatif.frames import UANG, Bahasa
from workbench.whatif.kalimat import dalam
from workbench.whatif.money import rupiah


def ringkasan(semua: Sequence[Penilaian], bahasa: Bahasa = "id") -> pl.DataFrame:
    """One row a scenario, in the order given.

    Columns: `judul, opd, tahun, semula, menjadi, bersih, digeser, berisiko` (rupiah), `n_berubah, n_langgar` (hard),
    `n_catat` (broken but switched off), `capaian_semula, capaian_rendah, capaian_tengah, capaian_tinggi` (weighted
    mean, percent), `peluang_turun`, `persetujuan` (heaviest). Effects and `berisiko` are null while a ceiling is below
    zero.
    """
    skema: dict[str, Any] = {"judul": pl.String, "opd": pl.String, "tahun": pl.Int64}
    skema |= dict.fromkeys(("semula", "menjadi", "bersih", "digeser", "berisiko"), UANG)
    skema |= dict.fromkeys(("n_berubah", "n_langgar", "n_catat"), pl.Int64)
    capaian = ("capaian_semula", "capaian_rendah", "capaian_tengah", "capaian_tinggi", "peluang_turun")
    skema |= dict.fromkeys(capaian, pl.Float64) | {"persetujuan": pl.String}
    return pl.DataFrame([_satu(p, bahasa) for p in semua], schema=skema, orient="row")


def _satu(p: Penilaian, bahasa: Bahasa) -> dict[str, Any]:
    rendah, tengah, tinggi = p.efek.rata or (None, None, None)
    return {
        "judul": p.hasil.skenario.judul,
        "opd": p.hasil.baseline.opd,
        "tahun": p.hasil.baseline.tahun,
        "semula": rupiah(p.hasil.baseline.total),
        "menjadi": rupiah(p.hasil.total),
        "bersih": rupiah(p.bersih),
        "digeser": rupiah(p.digeser),
        "berisiko": None if p.efek.tidak_dihitung else rupiah(sum(r.berisiko for r in p.efek.risiko)),
        "n_berubah": sum(d != 0 for d in p.hasil.delta),
        "n_langgar": sum(x.keras for x in p.pelanggaran),
        "n_catat": sum(not x.keras for x in p.pelanggaran),
        "capaian_semula": p.efek.rata_semula,
        "capaian_rendah": rendah,
        "capaian_tengah": tengah,
        "capaian_tinggi": tinggi,
        "peluang_turun": p.sebaran.peluang_turun if p.sebaran else None,
        "persetujuan": dalam(p.terberat.oleh, bahasa) if p.terberat else None,
    }


def menurut_baris(semua: Sequence[Penilaian]) -> pl.DataFrame:
    """The ceilings of every line that differs in any scenario: `kode, uraian, semula`, then one column a scenario.

    Columns are named `1`, `2`, ... in the order given (rupiah); titles may repeat. Raises ValueError when the
    scenarios do not start from the same lines.
    """
    if not semua:
        return pl.DataFrame(schema={"kode": pl.String, "uraian": pl.String, "semula": UANG})
    baris = semua[0].hasil.baseline.baris
    if any(p.hasil.baseline.baris != baris for p in semua):
        raise ValueError("Skenario dari OPD, tahun atau tahap yang berbeda tidak dapat disandingkan per baris.")
    rows = [
        {"kode": b.id, "uraian": b.uraian, "semula": rupiah(b.pagu)}
        | {str(n): rupiah(p.hasil.menjadi[i]) for n, p in enumerate(semua, 1)}
        for i, b in enumerate(baris)
        if any(p.hasil.menjadi[i] != b.pagu for p in semua)
    ]
    skema: dict[str, Any] = {"kode": pl.String, "uraian": pl.String, "semula": UANG}
    skema |= {str(n): UANG for n in range(1, len(semua) + 1)}
    return pl.DataFrame(rows, schema=skema, orient="row")
