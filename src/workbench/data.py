"""The dataset for notebooks: `from workbench import data`, then `data.kinerja()`."""

from workbench.dataset.load import (
    DatasetMissingError,
    ditolak,
    dokumen,
    kesesuaian,
    kinerja,
    observasi,
    pohon_kinerja,
    tabel,
    temuan,
)
from workbench.dataset.olah import panjang, sql

__all__ = [
    "DatasetMissingError",
    "ditolak",
    "dokumen",
    "kesesuaian",
    "kinerja",
    "observasi",
    "panjang",
    "pohon_kinerja",
    "sql",
    "tabel",
    "temuan",
]
