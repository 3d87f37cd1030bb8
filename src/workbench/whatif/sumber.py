"""The source of funds of a sub kegiatan where the table of its ceiling prints none: what other tables print."""

from dataclasses import dataclass

import polars as pl

from workbench.analysis import pilih
from workbench.whatif import aturan


@dataclass(frozen=True)
class SumberLain:
    """Sources by code from tables other than that of the ceilings, and codes whose printed sources disagree."""

    menurut_kode: dict[str, str]
    berselisih: frozenset[str]


def sumber_lain(milik: pl.DataFrame, tabel_pagu: dict[str, str | None], jenjang: str) -> SumberLain:
    """Sources of funds of one OPD and year (`milik`) that can be borrowed by code.

    `tabel_pagu` names the table of the ceilings by the columns of `pilih.KUNCI`. All sources printed for a code,
    in any table, must be of one class (`aturan.sumber_dana`); the wording is that of the same document first.
    """
    sama = pl.all_horizontal(pl.col(k).eq_missing(pl.lit(tabel_pagu[k])) for k in pilih.KUNCI)
    rows = pilih.tahun_sendiri(milik).filter(
        (pl.col("jenjang") == jenjang) & pl.col("kode").is_not_null() & pl.col("sumber_dana").is_not_null()
    )
    rows = rows.with_columns(sendiri=sama, lain=pl.col("dokumen") != tabel_pagu["dokumen"])
    rows = rows.sort("lain", "dokumen", "baris", maintain_order=True)
    kelas: dict[str, set[aturan.SumberDana]] = {}
    teks: dict[str, str] = {}
    for kode, sumber, sendiri in rows.select("kode", "sumber_dana", "sendiri").iter_rows():
        kelas.setdefault(kode, set()).add(aturan.sumber_dana(sumber))
        if not sendiri:
            teks.setdefault(kode, sumber)
    berselisih = frozenset(kode for kode, semua in kelas.items() if len(semua) > 1)
    return SumberLain({kode: satu for kode, satu in teks.items() if kode not in berselisih}, berselisih)
