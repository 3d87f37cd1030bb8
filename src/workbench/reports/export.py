"""Executed notebook to a report: one HTML page without code, that opens with no network.

Figures come as plotly data in the notebook and are drawn by one script that all reports of a folder
share (`aset/plotly.min.js`).
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from nbconvert import HTMLExporter
from nbconvert.preprocessors import Preprocessor, TagRemovePreprocessor
from nbformat import NotebookNode

from workbench.reports import istilah
from workbench.reports.berkas import tulis
from workbench.reports.format import Bahasa
from workbench.reports.tampilan import MIME_PLOTLY

ASET = "aset"
PLOTLY = "plotly.min.js"
HANYA_NOTEBOOK = "hanya-notebook"
"""Tag of cells that teach the notebook's reader and do not belong in a report."""
TERBESAR = 400_000
"""Bytes a report may have, without the shared script."""

_JARINGAN = re.compile(r"(?:^|[\s,])(?:https?:)?//\S+", re.IGNORECASE)
_JARINGAN_CSS = re.compile(r"""(?:url\(\s*["']?|@import\s+["']?)\s*(?:https?:)?//[^\s"'>)]+""", re.IGNORECASE)
_MEMUAT = {"src", "srcset", "data", "poster", "action", "formaction", "background"}
_MEMUAT_HREF = {"link", "image", "use", "base"}


class ExportError(Exception):
    """A report breaks a promise: it refers to the network, is too large, or shows code."""


@dataclass(frozen=True)
class Halaman:
    """A finished page and what is on it."""

    html: str
    n_gambar: int
    n_tabel: int


class _GambarKeHtml(Preprocessor):
    """Turn each plotly output into a named box and its data, numbered in the order of the page."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nomor = 0
        for cell in nb.cells:
            for keluaran in cell.get("outputs", []):
                isi = keluaran.get("data", {}).pop(MIME_PLOTLY, None)
                if isi is not None:
                    nomor += 1
                    bahasa = resources.get("bahasa", "id")
                    teks = keluaran["data"].get("text/plain", "")
                    keluaran["data"] = {"text/html": gambar_html(isi, nomor, teks, bahasa)}
        resources["n_gambar"] = nomor
        return nb, resources


def gambar_html(isi: dict[str, Any], nomor: int, teks: str, bahasa: Bahasa = "id") -> str:
    """The box a figure is drawn into and its data; the data cannot end the script element."""
    tinggi = int(isi.get("layout", {}).get("height") or 360)
    data = json.dumps(isi, ensure_ascii=False, separators=(",", ":"))
    for huruf, kode in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        data = data.replace(huruf, kode)
    tanpa = escape(istilah.t("halaman.tanpa_plotly", bahasa), quote=True)
    return (
        f'<div class="gambar" id="gambar-{nomor}" role="img" aria-label="{escape(teks, quote=True)}" '
        f'data-tanpa-plotly="{tanpa}" style="height:{tinggi}px"></div>'
        f'<script type="application/json" id="gambar-{nomor}-data">{data}</script>'
    )


def halaman_laporan(notebook: NotebookNode, judul: str, bahasa: Bahasa = "id") -> Halaman:
    """One page from an executed notebook: outputs only, in order.

    Raises ExportError when the page refers to the network or is larger than `TERBESAR`.
    """
    exporter = HTMLExporter(template_name="basic", exclude_input=True, exclude_input_prompt=True)  # type: ignore[no-untyped-call]
    exporter.exclude_output_prompt = True
    exporter.exclude_markdown = True
    exporter.register_preprocessor(TagRemovePreprocessor(enabled=True, remove_cell_tags={HANYA_NOTEBOOK}), enabled=True)  # type: ignore[no-untyped-call]
    exporter.register_preprocessor(_GambarKeHtml(enabled=True), enabled=True)  # type: ignore[no-untyped-call]
    isi, resources = exporter.from_notebook_node(notebook, resources={"bahasa": bahasa})
    html = halaman(judul, isi, bahasa, bergambar=resources["n_gambar"] > 0)
    _periksa(html, judul)
    return Halaman(html=html, n_gambar=resources["n_gambar"], n_tabel=html.count('<table class="data"'))


def halaman(judul: str, isi: str, bahasa: Bahasa = "id", *, bergambar: bool = False, akar: bool = False) -> str:
    """A whole page around finished HTML. `akar` is for the index itself, which needs no link back."""
    skrip = f"<script>\n{aset('cetak.js')}</script>"
    if bergambar:
        skrip += f'\n<script src="{ASET}/{PLOTLY}"></script>\n<script>\n{aset("gambar.js")}</script>'
    tautan = f'<nav><a href="index.html">{escape(istilah.t("halaman.semua", bahasa))}</a></nav>'
    return Template(aset("halaman.html")).substitute(
        bahasa=bahasa,
        judul=escape(judul),
        css=aset("laporan.css"),
        navigasi="" if akar else tautan,
        isi=isi,
        kaki=escape(istilah.t("halaman.kaki", bahasa)),
        skrip=skrip,
    )


def halaman_gagal(judul: str, alasan: str, rincian: str, bahasa: Bahasa = "id") -> str:
    """The page that stands in for a report that could not be made."""
    pengumuman = escape(istilah.t("halaman.gagal", bahasa))
    isi = (
        f'<h1>{escape(judul)}</h1><div class="gagal-kotak"><strong>{pengumuman}</strong>'
        f"<p>{escape(alasan)}</p></div>"
        f'<p class="catatan">{escape(rincian)}</p>'
    )
    return halaman(judul, isi, bahasa)


def siapkan_aset(folder: Path) -> None:
    """Put the shared plotly script beside the reports, unless the same one is there already."""
    from plotly.offline import get_plotlyjs

    berkas, skrip = folder / ASET / PLOTLY, get_plotlyjs()
    if not berkas.exists() or berkas.read_text(encoding="utf-8") != skrip:
        tulis(berkas, skrip)


def rujukan_jaringan(html: str) -> list[str]:
    """Every place where a page would load something from the network; addresses in its text are none."""
    pembaca = _Rujukan()
    pembaca.feed(html)
    pembaca.close()
    return pembaca.temuan


class _Rujukan(HTMLParser):
    """Gathers what elements and styles load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.temuan: list[str] = []
        self.gaya = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.gaya = tag == "style"
        for nama, nilai in attrs:
            memuat = nama in _MEMUAT or (tag in _MEMUAT_HREF and nama in ("href", "xlink:href"))
            pola = _JARINGAN if memuat else _JARINGAN_CSS if nama == "style" else None
            self.temuan += [f"{nama}={satu.group(0).strip()}" for satu in pola.finditer(nilai or "")] if pola else []

    def handle_endtag(self, tag: str) -> None:
        self.gaya = False

    def handle_data(self, data: str) -> None:
        if self.gaya:
            self.temuan += [satu.group(0) for satu in _JARINGAN_CSS.finditer(data)]


def _periksa(html: str, judul: str) -> None:
    jaringan = rujukan_jaringan(html)
    if jaringan:
        raise ExportError(f"{judul}: halaman merujuk jaringan: {jaringan[0]}")
    besar = len(html.encode())
    if besar > TERBESAR:
        raise ExportError(f"{judul}: {besar:,} bita, melebihi {TERBESAR:,}.")


@cache
def aset(nama: str) -> str:
    """A template, style or script of the reports by file name."""
    return files("workbench.reports").joinpath("aset", nama).read_text(encoding="utf-8")
