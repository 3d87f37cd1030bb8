"""Safe names and atomic writes for everything the reports leave on disk."""

import hashlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path

_POLA = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_TERPANJANG = 100
_TERPANJANG_SELURUHNYA = 240


class NamaBerkasError(ValueError):
    """A file name does not follow the strict pattern."""


def slug(*bagian: str | int) -> str:
    """A file name from parts: lower case letters and digits, joined by hyphens.

    Parts that lose characters or are very long end in a short fingerprint of the original, so that two
    different inputs never share a name. Raises NamaBerkasError when nothing usable is left.
    """
    return periksa("-".join(_satu(str(b)) for b in bagian))


def periksa(nama: str) -> str:
    """Give back `nama` if it is a plain slug; raises NamaBerkasError otherwise."""
    if not _POLA.fullmatch(nama) or len(nama) > _TERPANJANG_SELURUHNYA:
        raise NamaBerkasError(f"Nama berkas tidak aman: {nama!r}")
    return nama


def tulis(berkas: Path, isi: str) -> None:
    """Write text so that a reader sees the old file or the new one, never a half."""
    tulis_biner(berkas, isi.encode())


def tulis_biner(berkas: Path, isi: bytes) -> None:
    """Write bytes so that a reader sees the old file or the new one, never a half."""
    berkas.parent.mkdir(parents=True, exist_ok=True)
    nomor, sementara = tempfile.mkstemp(dir=berkas.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(nomor, "wb") as keluar:
            keluar.write(isi)
        Path(sementara).chmod(0o644)
        Path(sementara).replace(berkas)
    except BaseException:
        Path(sementara).unlink(missing_ok=True)
        raise


def _satu(teks: str) -> str:
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode().lower()
    rapi = re.sub(r"[-_]{2,}", "-", re.sub(r"[^a-z0-9_]+", "-", polos)).strip("-_")
    if rapi == teks and len(rapi) <= _TERPANJANG:
        return rapi
    sidik = hashlib.sha256(teks.encode()).hexdigest()[:8]
    return f"{rapi[:_TERPANJANG].rstrip('-_')}-{sidik}" if rapi else sidik
