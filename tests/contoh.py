"""Small datasets in the contract's shape, for tests of analysis and reports."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from workbench.dataset.schema import dtypes

OPD = "prov-contoh-koperasi-ukm"
LAIN = "kab-contoh-koperasi-ukm"
DASAR: dict[str, Any] = {
    "opd": OPD,
    "tahun": 2024,
    "tahap": "renja",
    "periode": "tahunan",
    "jenjang": "program",
    "dokumen": "contoh.txt",
    "tabel": "T-C.29",
    "baris": 1,
    "penanda": [],
}


def tabel(nama: str, rows: list[dict[str, Any]], dasar: dict[str, Any] | None = None) -> pl.DataFrame:
    """A table of the dataset from rows that name only what matters; the rest is null."""
    skema = dtypes(nama)
    isi = [{**dict.fromkeys(skema), **(dasar or {}), **row} for row in rows]
    return pl.DataFrame(isi, schema=skema, orient="row")


def observasi(*rows: dict[str, Any], **semua: Any) -> pl.DataFrame:
    """Observations; `semua` applies to every row. Rows stand on lines 1, 2, 3, ..."""
    isi = [{"baris": nomor, **semua, **row} for nomor, row in enumerate(rows, 1)]
    return tabel("observasi", isi, DASAR)


def program(nomor: int, pagu: str | None = None, realisasi_rp: str | None = None, **lain: Any) -> dict[str, Any]:
    """A program row with code 2.17.NN and money as text."""
    return {
        "kode": f"2.17.{nomor:02d}",
        "kode_asal": "tercetak",
        "uraian": f"PROGRAM NOMOR {nomor}",
        "pagu": None if pagu is None else Decimal(pagu),
        "realisasi_rp": None if realisasi_rp is None else Decimal(realisasi_rp),
        **lain,
    }


def tulis(folder: Path, isi: pl.DataFrame, **dokumen: Any) -> Path:
    """A whole dataset around `isi` in `folder`, one document per file name in it."""
    folder.mkdir(parents=True, exist_ok=True)
    isi.write_parquet(folder / "observasi.parquet")
    kinerja = isi.select(
        pl.col(k) if k in isi.columns else pl.lit(v).alias(k)
        for k, v in {**dict.fromkeys(dtypes("kinerja")), "n_observasi": 1, "konflik": False, "sumber": "contoh"}.items()
    )
    kinerja.cast(dtypes("kinerja")).write_parquet(folder / "kinerja.parquet")
    rows = [
        {
            "dokumen": nama,
            "opd": opd,
            "tahun": tahun,
            "nama_opd": "DINAS CONTOH",
            "wilayah": opd.split("-")[1].title(),
            "jenis": "Renja",
            "tabel_ditemukan": 1,
            "tabel_terbaca": 1,
            "observasi": 1,
            "baris_ditolak": 1,
            "status": "terbaca",
            **dokumen,
        }
        for nama, opd, tahun in isi.select("dokumen", "opd", "tahun").unique(["dokumen"]).sort("dokumen").iter_rows()
    ]
    tabel("dokumen", rows).write_parquet(folder / "dokumen.parquet")
    for nama in ("tabel", "ditolak", "temuan", "kesesuaian", "pohon_kinerja", "pernyataan", "catatan_baca"):
        tabel(nama, []).write_parquet(folder / f"{nama}.parquet")
    return folder
