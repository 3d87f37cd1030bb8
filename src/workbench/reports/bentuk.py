"""The formats a report can have beside its page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from workbench.reports import berkas, blok, peramban
from workbench.reports.format import Bahasa

HTML, DOCX, XLSX, PDF = "html", "docx", "xlsx", "pdf"
SEMUA = (HTML, DOCX, XLSX, PDF)


class BentukError(ValueError):
    """A format is not known; the message lists those that are."""


@dataclass(frozen=True)
class Naskah:
    """A report that was run: notebook name, parameters, title, language, and the executed notebook."""

    nama: str
    parameter: dict[str, Any]
    judul: str
    bahasa: Bahasa
    notebook: NotebookNode

    @cached_property
    def blok(self) -> list[blok.Blok]:
        """What it shows, block by block."""
        return blok.dari_notebook(self.notebook)


def pilih(teks: str) -> tuple[str, ...]:
    """Formats from words with commas, the page first, each once. Raises BentukError."""
    diminta = {satu.strip().lower() for satu in teks.split(",") if satu.strip()} | {HTML}
    asing = sorted(diminta - set(SEMUA))
    if asing:
        raise BentukError(f"Bentuk laporan tidak dikenal: {', '.join(asing)}. Yang ada: {', '.join(SEMUA)}.")
    return tuple(satu for satu in SEMUA if satu in diminta)


def yang_bisa(diminta: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """The formats this computer can make, and a sentence for each one it cannot."""
    pesan = peramban.tidak_ada() if PDF in diminta else None
    if pesan is None:
        return tuple(diminta), []
    return tuple(satu for satu in diminta if satu != PDF), [pesan]


def tulis_lain(naskah: Naskah, halaman: Path, diminta: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Write the formats asked for beside a finished page (same name, other ending).

    Gives the file names by format, and the reason for every format that failed. A failed format leaves no file of an
    earlier run behind.
    """
    jadi: dict[str, str] = {}
    gagal: dict[str, str] = {}
    for bentuk in (satu for satu in SEMUA[1:] if satu in diminta):
        tujuan = halaman.with_suffix(f".{bentuk}")
        try:
            berkas.tulis_biner(tujuan, _PEMBUAT[bentuk](naskah, halaman))
            jadi[bentuk] = tujuan.name
        except Exception as galat:
            tujuan.unlink(missing_ok=True)
            gagal[bentuk] = f"{type(galat).__name__}: {galat}"
    return jadi, gagal


def _docx(naskah: Naskah, halaman: Path) -> bytes:
    from workbench.reports import ekspor_docx

    return ekspor_docx.dokumen(naskah.blok, naskah.judul, naskah.bahasa, halaman.parent)


def _xlsx(naskah: Naskah, _: Path) -> bytes:
    from workbench.reports import ekspor_xlsx

    return ekspor_xlsx.buku(naskah.nama, naskah.parameter, naskah.blok, naskah.judul, naskah.bahasa)


def _pdf(_: Naskah, halaman: Path) -> bytes:
    return peramban.pdf(halaman)


_PEMBUAT: dict[str, Callable[[Naskah, Path], bytes]] = {DOCX: _docx, XLSX: _xlsx, PDF: _pdf}
