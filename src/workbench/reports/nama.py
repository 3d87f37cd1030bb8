"""Names of offices for readers, from the table of documents."""

from dataclasses import dataclass

import polars as pl

from workbench.reports.format import nama_rapi

TINGKAT = {"prov": "Provinsi", "kab": "Kabupaten", "kota": "Kota"}


@dataclass(frozen=True)
class Nama:
    """`panjang` for titles (office and region), `pendek` for charts and tables (the region)."""

    panjang: str
    pendek: str


def nama_opd(dokumen: pl.DataFrame, opd: str) -> Nama:
    """The name of one OPD as its newest document prints it; without one, the slug in normal letters."""
    rows = dokumen.filter((pl.col("opd") == opd) & (pl.col("status") == "terbaca")).sort("tahun", nulls_last=False)
    baris = rows.row(-1, named=True) if rows.height else {}
    pendek = _wilayah(opd, baris.get("wilayah"))
    kantor = baris.get("nama_opd")
    if not kantor:
        return Nama(panjang=pendek, pendek=pendek)
    return Nama(panjang=f"{nama_rapi(kantor)} {pendek}", pendek=pendek)


def _wilayah(opd: str, nama: str | None) -> str:
    """The region with its level in front, such as `Kabupaten` and the name."""
    tingkat = TINGKAT.get(opd.partition("-")[0], "")
    if not nama:
        return opd.replace("-", " ").title()
    return nama if nama.lower().startswith(tingkat.lower()) else f"{tingkat} {nama}"


def nama_pendek(dokumen: pl.DataFrame, opd: list[str]) -> dict[str, str]:
    """Short names of several OPDs; where two share a region, the slug tells them apart."""
    pendek = {satu: nama_opd(dokumen, satu).pendek for satu in opd}
    isi = list(pendek.values())
    return {satu: n if isi.count(n) == 1 else f"{n} ({satu})" for satu, n in pendek.items()}
