"""An executed notebook as plain blocks (headings, paragraphs, tables, figures), for formats that are not HTML.

Only outputs count, in their order, without the cells meant for the notebook's reader. Text is text here: what a
document prints never becomes mark-up or a formula.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode

from workbench.reports.export import HANYA_NOTEBOOK
from workbench.reports.tampilan import MIME_PLOTLY

_JUDUL = {f"h{n}": n for n in range(1, 7)}
_LEWAT = frozenset({"script", "style", "template", "svg", "button", "input", "select"})
_KOTAK = frozenset(
    {"p", "ul", "ol", "table", "div", "details", "summary", "section", "figure", "blockquote", "pre", *_JUDUL}
)


@dataclass(frozen=True)
class Judul:
    """A heading of level 1 to 6."""

    tingkat: int
    teks: str


@dataclass(frozen=True)
class Paragraf:
    """A paragraph; `catatan` for notes and sources, set small."""

    teks: str
    catatan: bool = False


@dataclass(frozen=True)
class Daftar:
    """A list of sentences; `dalam` says how far each one stands below the others (0: not)."""

    butir: tuple[str, ...]
    dalam: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sel:
    """One cell: its text, whether it is set to the right (numbers), and how many columns and rows it spans."""

    teks: str
    kanan: bool = False
    lebar: int = 1
    tinggi: int = 1


@dataclass(frozen=True)
class Tabel:
    """A table: heading rows, rows, total rows; `tanda` are the numbers of rows marked for the reader."""

    kepala: tuple[tuple[Sel, ...], ...]
    badan: tuple[tuple[Sel, ...], ...]
    kaki: tuple[tuple[Sel, ...], ...] = ()
    tanda: frozenset[int] = frozenset()

    @property
    def banyak_kolom(self) -> int:
        """Columns of the widest row."""
        return max((sum(sel.lebar for sel in baris) for baris in (*self.kepala, *self.badan, *self.kaki)), default=0)


@dataclass(frozen=True)
class Gambar:
    """A figure: its plotly JSON, and what a reader without graphics is told."""

    isi: dict[str, Any]
    teks: str

    @property
    def json(self) -> str:
        """The figure as text."""
        return json.dumps(self.isi, ensure_ascii=False)


Blok: TypeAlias = Judul | Paragraf | Daftar | Tabel | Gambar


def dari_notebook(notebook: NotebookNode) -> list[Blok]:
    """Everything the outputs show, in order."""
    hasil: list[Blok] = []
    for sel in notebook.cells:
        if HANYA_NOTEBOOK in sel.metadata.get("tags", []):
            continue
        for keluaran in sel.get("outputs", []):
            hasil += _keluaran(keluaran.get("data", {}))
    return hasil


def _keluaran(data: dict[str, Any]) -> list[Blok]:
    teks = str(data.get("text/plain", ""))
    if MIME_PLOTLY in data:
        return [Gambar(dict(data[MIME_PLOTLY]), teks)]
    if "text/html" in data:
        return list(_isi(BeautifulSoup(data["text/html"], "html.parser")))
    return [Paragraf(teks)] if teks.strip() else []


def _isi(tag: Tag) -> Iterator[Blok]:
    """The blocks inside an element; loose text between them becomes a paragraph of its own."""
    lepas: list[str] = []
    for anak in tag.children:
        if isinstance(anak, Tag) and anak.name in _LEWAT:
            continue
        if isinstance(anak, Tag) and (anak.name in _KOTAK or anak.find(list(_KOTAK))):
            yield from _paragraf(lepas)
            lepas = []
            yield from _satu(anak)
        else:
            lepas.append(_teks(anak) if isinstance(anak, Tag) else str(anak))
    yield from _paragraf(lepas)


def _satu(tag: Tag) -> Iterator[Blok]:
    if tag.name in _JUDUL:
        yield Judul(_JUDUL[tag.name], _teks(tag))
    elif tag.name == "p":
        yield Paragraf(_teks(tag), catatan="catatan" in _kelas(tag))
    elif tag.name in ("ul", "ol"):
        butir = list(_butir(tag, 0))
        yield Daftar(tuple(teks for teks, _ in butir), tuple(dalam for _, dalam in butir))
    elif tag.name == "summary":
        yield from _lipatan(tag)
    elif tag.name == "table":
        yield _tabel(tag)
    elif "deret-kartu" in _kelas(tag):
        yield _kartu(tag)
    else:
        yield from _isi(tag)


def _butir(tag: Tag, dalam: int) -> Iterator[tuple[str, int]]:
    """The items of a list with those of the lists inside them, one after the other."""
    for butir in tag.find_all("li", recursive=False):
        for bawah in butir.find_all(["ul", "ol"]):
            if bawah.find_parent("li") is butir:
                bawah.extract()
                butir.insert_after(bawah)
        yield _teks(butir), dalam
        while isinstance(lanjut := butir.find_next_sibling(), Tag) and lanjut.name in ("ul", "ol"):
            yield from _butir(lanjut.extract(), dalam + 1)


def _lipatan(tag: Tag) -> Iterator[Blok]:
    """The line of something folded: a small heading, and what is said in small letters below it."""
    kecil = tag.find(class_="kecil")
    rincian = _teks(kecil.extract()) if isinstance(kecil, Tag) else ""
    yield Judul(4, _teks(tag))
    if rincian:
        yield Paragraf(rincian, catatan=True)


def _kartu(tag: Tag) -> Tabel:
    """Key figures as a table of three columns: what, how much, remark."""
    baris = []
    for kartu in tag.find_all("div", class_="kartu"):
        bagian = [kartu.find(class_=nama) for nama in ("label", "nilai", "kecil")]
        baris.append(tuple(Sel(_teks(b) if b else "", kanan=nomor == 1) for nomor, b in enumerate(bagian)))
    return Tabel((), tuple(baris))


def _tabel(tag: Tag) -> Tabel:
    bagian: dict[str, list[tuple[Sel, ...]]] = {"thead": [], "tbody": [], "tfoot": []}
    tanda = set()
    for baris in tag.find_all("tr"):
        induk = baris.find_parent(["thead", "tbody", "tfoot"])
        tempat = bagian[induk.name if induk else "tbody"]
        if induk is not None and induk.name == "tbody" and "tanda" in _kelas(baris):
            tanda.add(len(tempat))
        tempat.append(tuple(_sel(sel) for sel in baris.find_all(["th", "td"], recursive=False)))
    return Tabel(tuple(bagian["thead"]), tuple(bagian["tbody"]), tuple(bagian["tfoot"]), frozenset(tanda))


def _sel(tag: Tag) -> Sel:
    kanan = "right" in str(tag.get("style", ""))
    return Sel(_teks(tag), kanan, _bilangan(tag.get("colspan")), _bilangan(tag.get("rowspan")))


def _bilangan(nilai: object) -> int:
    return int(str(nilai)) if str(nilai).isdigit() else 1


def _kelas(tag: Tag) -> Sequence[str]:
    return tag.get_attribute_list("class")


def _teks(tag: Tag) -> str:
    """Text of an element: blanks made single, line breaks kept, marks of findings left out."""
    bagian = []
    for anak in tag.descendants:
        if isinstance(anak, Tag):
            if anak.name == "br":
                bagian.append("\n")
            elif "tanda-kelas" in _kelas(anak):
                bagian.append(" · ")
        elif not any(induk.name in _LEWAT or "temuan" in _kelas(induk) for induk in anak.parents if induk is not tag):
            bagian.append(str(anak).replace("\n", " "))
    baris = (" ".join(satu.split()) for satu in "".join(bagian).split("\n"))
    return "\n".join(satu for satu in baris if satu)


def _paragraf(lepas: Sequence[str]) -> Iterator[Paragraf]:
    teks = " ".join("".join(lepas).split())
    if teks:
        yield Paragraf(teks)


def data_gambar(gambar: Gambar) -> Tabel | None:
    """The figures behind a figure as a table, a row a place and a column a series; None where it has no such form."""
    deret = [_deret(satu, nomor) for nomor, satu in enumerate(gambar.isi.get("data", []), 1)]
    ada = [satu for satu in deret if satu and satu[1]]
    if not ada:
        return None
    kunci = list(dict.fromkeys(k for _, isi in ada for k in isi))
    kepala = (Sel(""), *(Sel(nama, kanan=True) for nama, _ in ada))
    badan = tuple((Sel(k), *(Sel(isi.get(k, ""), kanan=True) for _, isi in ada)) for k in kunci)
    return Tabel((kepala,), badan)


def _deret(satu: dict[str, Any], nomor: int) -> tuple[str, dict[str, str]] | None:
    """Name of a series, and its values by place."""
    if satu.get("orientation") == "h":
        tempat, nilai = satu.get("y"), satu.get("x")
    else:
        tempat, nilai = satu.get("labels") or satu.get("x"), satu.get("values") or satu.get("y")
    kiri, kanan = _larik(tempat), _larik(nilai)
    if not kiri or len(kiri) != len(kanan):
        return None
    isi = {_polos(k): _polos(n) for k, n in zip(kiri, kanan, strict=True) if n is not None}
    return str(satu.get("name") or nomor), isi


def _larik(nilai: object) -> list[Any]:
    """A list of plotly JSON, also one packed as base64."""
    if isinstance(nilai, dict) and {"dtype", "bdata"} <= set(nilai):
        return list(np.frombuffer(base64.b64decode(nilai["bdata"]), dtype=nilai["dtype"]).tolist())
    return list(nilai) if isinstance(nilai, list) else []


def _polos(nilai: object) -> str:
    """A value as text, mark-up of labels removed."""
    if isinstance(nilai, float):
        return f"{nilai:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return " ".join(BeautifulSoup(str(nilai), "html.parser").get_text(" ").split())
