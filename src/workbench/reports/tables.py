"""Safe HTML for notebooks and reports: tables, cards, headings and sentences.

Every piece of text is escaped here, so that what a document prints can never become mark-up.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import polars as pl

from workbench.reports import istilah
from workbench.reports.format import KOSONG, Bahasa

Isi = Callable[[Any], str]


@dataclass(frozen=True)
class Html:
    """A finished piece of HTML with a plain text beside it, shown as it is by Jupyter."""

    html: str
    teks: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.teks


@dataclass(frozen=True)
class Kolom:
    """One column of a table: the frame's column, its heading and how a value is written.

    `isi` turns a value into text. `rata="kanan"` is for numbers; `rapat` keeps a text on one line;
    `bawah` names a column whose text stands below in grey.
    """

    nama: str
    judul: str
    isi: Isi = str
    rata: Literal["kiri", "kanan"] = "kiri"
    rapat: bool = False
    bawah: str | None = None


@dataclass(frozen=True)
class Kartu:
    """One key figure: label, the figure and a small line below it."""

    label: str
    angka: str
    kecil: str


@dataclass(frozen=True)
class Pernyataan:
    """One sentence and the place it rests on."""

    isi: str
    sumber: str | None = None


@dataclass(frozen=True)
class Simpul:
    """One node of a tree: its words, a mark (colour and word, both or none) and the nodes below it."""

    isi: str
    kecil: str | None = None
    warna: str | None = None
    kata: str | None = None
    anak: tuple["Simpul", ...] = ()


def teks(nilai: object) -> str:
    """Any value as escaped text; a missing value as a dash."""
    return KOSONG if nilai is None else escape(str(nilai))


def judul(tingkat: int, isi: str) -> Html:
    """A heading of level 1 to 4."""
    return Html(f"<h{tingkat}>{escape(isi)}</h{tingkat}>", isi)


def kalimat(*isi: str, jenis: Literal["angka", "catatan"] = "angka") -> Html:
    """A paragraph: `angka` for figures in words, `catatan` for notes and sources."""
    satu = " ".join(bagian for bagian in isi if bagian)
    return Html(f'<p class="{jenis}">{_utuh(satu)}</p>', satu)


def daftar(isi: Sequence[str]) -> Html:
    """A list of sentences."""
    return Html(f'<ul class="angka">{"".join(f"<li>{escape(i)}</li>" for i in isi)}</ul>', "\n".join(isi))


def pernyataan(isi: Sequence[Pernyataan]) -> Html:
    """A list of sentences, each with the place it rests on in grey."""
    baris = "".join(
        f"<li>{_utuh(satu.isi)}"
        + (f' <span class="asal">[{escape(satu.sumber)}]</span>' if satu.sumber else "")
        + "</li>"
        for satu in isi
    )
    polos = "\n".join(satu.isi + (f" [{satu.sumber}]" if satu.sumber else "") for satu in isi)
    return Html(f'<ul class="angka pokok">{baris}</ul>', polos)


def lipatan(isi: Sequence[tuple[str, str, Html]]) -> Html:
    """Pieces that open on a click (and stand open on paper): heading, its small line, and what is inside."""
    html = "".join(
        f'<details class="lipatan"><summary>{escape(kepala)}'
        f'<span class="kecil">{escape(kecil)}</span></summary>{dalam.html}</details>'
        for kepala, kecil, dalam in isi
    )
    return Html(html, "\n".join(f"{kepala} ({kecil}): {dalam.teks}" for kepala, kecil, dalam in isi))


def pohon(akar: Sequence[Simpul], *, terbuka: int = 1) -> Html:
    """A tree as nested lists; the first `terbuka` levels stand open."""
    html = f'<ul class="pohon">{"".join(_simpul(satu, terbuka) for satu in akar)}</ul>'
    return Html(html, "\n".join(_simpul_polos(satu, 0) for satu in akar))


def _utuh(isi: str) -> str:
    """Escaped text in which no line breaks between a minus and its amount."""
    return escape(isi).replace("-Rp", "\u2011Rp")


def _simpul(satu: Simpul, terbuka: int) -> str:
    tanda = ""
    if satu.warna and satu.kata:
        kotak = f'<i style="background:{escape(satu.warna, quote=True)}"></i>'
        tanda = f'<span class="tanda-kelas">{kotak}{escape(satu.kata)}</span>'
    kecil = f'<br><span class="redup">{escape(satu.kecil)}</span>' if satu.kecil else ""
    isi = f"{escape(satu.isi)}{tanda}{kecil}"
    if not satu.anak:
        return f'<li><span class="daun">{isi}</span></li>'
    buka = " open" if terbuka > 0 else ""
    dalam = "".join(_simpul(anak, terbuka - 1) for anak in satu.anak)
    return f"<li><details{buka}><summary>{isi}</summary><ul>{dalam}</ul></details></li>"


def _simpul_polos(satu: Simpul, dalam: int) -> str:
    kata = f" [{satu.kata}]" if satu.kata else ""
    return "\n".join([f"{'  ' * dalam}{satu.isi}{kata}", *(_simpul_polos(anak, dalam + 1) for anak in satu.anak)])


def kartu(isi: Sequence[Kartu]) -> Html:
    """A row of key figures."""
    kotak = "".join(
        f'<div class="kartu"><div class="label">{escape(k.label)}</div>'
        f'<div class="nilai">{escape(k.angka)}</div>'
        f'<div class="kecil">{escape(k.kecil)}</div></div>'
        for k in isi
    )
    return Html(f'<div class="deret-kartu">{kotak}</div>', "\n".join(f"{k.label}: {k.angka} ({k.kecil})" for k in isi))


def tabel(
    frame: pl.DataFrame,
    kolom: Sequence[Kolom],
    *,
    jumlah: dict[str, object] | None = None,
    batas: int | None = None,
    tandai: str | None = None,
    tautan: str | None = None,
    gaya: str | None = None,
    jangkar: str | None = None,
    bahasa: Bahasa = "id",
) -> Html:
    """A table of `frame`.

    `jumlah` gives the values of a last, total row by column name; its label stands in the first column.
    `batas` shows the first rows only and says so. `tandai` names a true/false column that marks rows.
    `tautan` names a column with the address of a finding about the row, shown as a mark behind its first cell.
    `gaya` names a column with the depth of each row (1, 2, ...), shown by indentation.
    `jangkar` names a column with the name that links to a row use.
    """
    tampil = frame.head(batas) if batas else frame
    kepala = "".join(_sel("th", k, escape(k.judul)) for k in kolom)
    badan = "".join(
        _baris(kolom, row, _atribut(row, tandai, gaya, jangkar), _tanda(row[tautan], bahasa) if tautan else "")
        for row in tampil.iter_rows(named=True)
    )
    kaki = _kaki(kolom, jumlah, bahasa) if jumlah else ""
    catatan = ""
    if batas and frame.height > batas:
        isi = istilah.t("rincian_lebih", bahasa, tampil=batas, semua=frame.height)
        catatan = f'<p class="catatan">{escape(isi)}</p>'
    html = (
        f'<div class="gulir"><table class="data"><thead><tr>{kepala}</tr></thead>'
        f"<tbody>{badan}</tbody>{kaki}</table></div>{catatan}"
    )
    return Html(html, f"[{frame.height} x {len(kolom)}] {', '.join(k.judul for k in kolom)}")


def _atribut(row: dict[str, Any], tandai: str | None, gaya: str | None, jangkar: str | None) -> str:
    """The class names of a row and the name links to it use, as attributes."""
    dalam = f"dalam{int(row[gaya])}" if gaya and row[gaya] else ""
    kelas = " ".join(filter(None, ("tanda" if tandai and row[tandai] else "", dalam)))
    tujuan = f' id="{escape(str(row[jangkar]), quote=True)}"' if jangkar else ""
    return (f' class="{kelas}"' if kelas else "") + tujuan


def _tanda(alamat: str | None, bahasa: Bahasa) -> str:
    if alamat is None:
        return ""
    judul_tanda = escape(istilah.t("ada_temuan", bahasa), quote=True)
    return f' <a class="temuan" href="{escape(alamat, quote=True)}" title="{judul_tanda}">⚑</a>'


def _baris(kolom: Iterable[Kolom], row: dict[str, Any], atribut: str, tanda: str = "") -> str:
    sel = "".join(_sel("td", k, _isi(k, row) + (tanda if nomor == 0 else "")) for nomor, k in enumerate(kolom))
    return f"<tr{atribut}>{sel}</tr>"


def _isi(kolom: Kolom, row: dict[str, Any]) -> str:
    isi = KOSONG if row[kolom.nama] is None else escape(kolom.isi(row[kolom.nama]))
    bawah = row[kolom.bawah] if kolom.bawah else None
    return f'{isi}<br><span class="redup">{escape(kolom.isi(bawah))}</span>' if bawah else isi


def _kaki(kolom: Sequence[Kolom], jumlah: dict[str, object], bahasa: Bahasa) -> str:
    label = istilah.t("jumlah", bahasa)
    isi = [label, *("" if jumlah.get(k.nama) is None else k.isi(jumlah[k.nama]) for k in kolom[1:])]
    sel = "".join(_sel("td", k, escape(nilai)) for k, nilai in zip(kolom, isi, strict=True))
    return f"<tfoot><tr>{sel}</tr></tfoot>"


def _sel(nama: str, kolom: Kolom, isi: str) -> str:
    gaya = "text-align:right" if kolom.rata == "kanan" else "text-align:left"
    if kolom.rapat or (kolom.rata == "kanan" and nama == "td"):
        gaya += ";white-space:nowrap"
    return f'<{nama} style="{gaya}">{isi}</{nama}>'
