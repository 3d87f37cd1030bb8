"""The dataset for users: `from workbench import data; data.kinerja()`."""

from workbench.dataset.load import DatasetMissingError, ditolak, dokumen, kinerja, observasi, tabel, temuan

__all__ = ["DatasetMissingError", "ditolak", "dokumen", "kinerja", "observasi", "tabel", "temuan"]
