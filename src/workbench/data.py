"""The dataset for notebooks: `from workbench import data`, then `data.kinerja()`."""

from workbench.dataset.load import (
    DatasetMissingError,
    ditolak,
    dokumen,
    kesesuaian,
    kinerja,
    observasi,
    pernyataan,
    pohon_kinerja,
    tabel,
    temuan,
)

__all__ = [
    "DatasetMissingError",
    "ditolak",
    "dokumen",
    "kesesuaian",
    "kinerja",
    "observasi",
    "pernyataan",
    "pohon_kinerja",
    "tabel",
    "temuan",
]
