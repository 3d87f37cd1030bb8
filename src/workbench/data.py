"""The dataset for notebooks: `from workbench import data`, then `data.kinerja()`."""

from workbench.dataset.load import (
    DatasetMissingError,
    catatan_baca,
    ditolak,
    dokumen,
    kesesuaian,
    kinerja,
    observasi,
    pernyataan,
    pohon_kinerja,
    scan,
    tabel,
    temuan,
)
from workbench.dataset.olah import panjang, sql

__all__ = [
    "DatasetMissingError",
    "catatan_baca",
    "ditolak",
    "dokumen",
    "kesesuaian",
    "kinerja",
    "observasi",
    "panjang",
    "pernyataan",
    "pohon_kinerja",
    "scan",
    "sql",
    "tabel",
    "temuan",
]
