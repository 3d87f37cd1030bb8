"""What a run left in the folder of reports (`laporan.json`), so that the next one makes only what has changed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.reports import sidik
from workbench.reports.berkas import periksa, tulis

DAFTAR = "laporan.json"
_VERSI = 1


@dataclass(frozen=True)
class Catatan:
    """One report of an earlier run.

    `sidik` is the fingerprint of its inputs; `berkas` the files made for it with the SHA-256 of each; `ukuran` what
    was counted on its page (figures, tables, bytes, seconds).
    """

    sidik: str
    berkas: dict[str, str]
    ukuran: dict[str, Any] = field(default_factory=dict)

    def utuh(self, folder: Path, bentuk: Iterable[str]) -> bool:
        """Are the files of these formats still as they were made?"""
        ada = {nama.rsplit(".", 1)[-1] for nama in self.berkas}
        return set(bentuk) <= ada and all(sidik.berkas(folder / n) == isi for n, isi in self.berkas.items())


def baca(folder: Path) -> dict[str, Catatan]:
    """The reports of the last run by page name; empty where there was none or its list is not readable."""
    try:
        isi = json.loads((folder / DAFTAR).read_text(encoding="utf-8"))
        if isi["versi"] != _VERSI:
            return {}
        return {nama: Catatan(**satu) for nama, satu in isi["laporan"].items()}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def tulis_baru(folder: Path, laporan: dict[str, Catatan]) -> None:
    """Remember these reports, and remove files of the last run that are not among theirs."""
    tetap = {nama for satu in laporan.values() for nama in satu.berkas}
    for nama in {nama for satu in baca(folder).values() for nama in satu.berkas} - tetap:
        pokok, _, akhiran = nama.rpartition(".")
        (folder / f"{periksa(pokok)}.{periksa(akhiran)}").unlink(missing_ok=True)
    isi = {nama: {"sidik": satu.sidik, "berkas": satu.berkas, "ukuran": satu.ukuran} for nama, satu in laporan.items()}
    tulis(folder / DAFTAR, json.dumps({"versi": _VERSI, "laporan": isi}, indent=1, sort_keys=True) + "\n")


def sisihkan_suntingan(folder: Path, lama: Catatan, nama: str) -> str | None:
    """Move a file somebody edited since it was made out of the way; gives its new name, or None."""
    kini = sidik.berkas(folder / nama)
    if kini is None or kini == lama.berkas.get(nama, kini):
        return None
    pokok, _, akhiran = nama.rpartition(".")
    baru = f"{periksa(pokok)}-suntingan-{kini[:8]}.{periksa(akhiran)}"
    (folder / nama).replace(folder / baru)
    return baru
