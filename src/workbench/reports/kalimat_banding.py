"""The figures of `viz_banding` in words. Each figure has a companion of the same name here."""

from collections.abc import Mapping, Sequence

import polars as pl

from workbench.reports import istilah
from workbench.reports.format import Bahasa, angka_wajar, persen
from workbench.reports.tables import Html, kalimat


def peta_panas(
    rows: pl.DataFrame, opd: Sequence[str], nama: Mapping[str, str], kolom: str, bahasa: Bahasa = "id"
) -> Html:
    """How many programs and offices the map holds, and how many cells are empty."""
    n = rows["nomor"].n_unique()
    kosong = n * len(opd) - rows[kolom].count()
    bintang = istilah.t("kalimat.panas_bintang", bahasa) if kolom == "serapan_persen" else ""
    return kalimat(istilah.t("kalimat.panas", bahasa, n=n, opd=len(opd), kosong=kosong), bintang)


def sebaran(rows: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> Html:
    """The rank of the offices with full-year figures (frame of `sebaran.serapan_opd`)."""
    urut = rows.filter(pl.col("peringkat").is_not_null())
    if urut.height < 2:
        return kalimat(istilah.t("kalimat.sebaran_tanpa", bahasa))
    isi = ", ".join(
        f"{p}. {nama[o]} ({persen(s, bahasa)})"
        for p, o, s in urut.select("peringkat", "opd", "serapan_persen").iter_rows()
    )
    return kalimat(istilah.t("kalimat.sebaran", bahasa, isi=isi))


def iku(rows: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> Html:
    """Realisation and target of one family, office by office (rows of one family of `sebaran.iku_bersama`)."""
    satu = []
    for r in rows.iter_rows(named=True):
        nilai = istilah.t("tidak_tercetak", bahasa) if r["realisasi"] is None else angka_wajar(r["realisasi"], bahasa)
        sasaran = (
            f", {istilah.t('kolom.target', bahasa).lower()} {angka_wajar(r['target'], bahasa)}"
            if r["target"] is not None
            else ""
        )
        satu.append(
            f"{nama.get(r['opd'], r['opd'])} {nilai}{sasaran} ({r['tahun']}, {istilah.periode(r['periode'], bahasa)})"
        )
    kepala = istilah.t(f"keluarga.{rows['keluarga'][0]}", bahasa)
    return kalimat(istilah.t("kalimat.iku_satu", bahasa, nama=kepala, isi="; ".join(satu)))
