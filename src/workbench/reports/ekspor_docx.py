"""A report as a Word document an office can edit: headings as styles, tables as tables, figures as pictures.

Without a browser the figures behind a figure stand as a table.
"""

import io
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from workbench.reports import istilah, peramban
from workbench.reports.blok import Blok, Daftar, Gambar, Judul, Paragraf, Sel, Tabel, data_gambar
from workbench.reports.export import ASET, PLOTLY
from workbench.reports.format import Bahasa

_LEBAR_TEGAK, _LEBAR_TIDUR = 210, 297
_TEPI = 18
_TITIK = (8.0, 7.0, 6.0)
"""Letter sizes of tables, tried one after the other until every column holds its longest word."""
_MM_HURUF, _TEBAL = 0.225, 1.12
"""Width of a letter in millimetres for each point of its size, and how much wider a bold one is."""
_TEPI_SEL, _TERPANJANG = 4.0, 44
"""Millimetres beside the text of a cell; letters of a line that count when columns share what is left."""
_TAK_SAH = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REDUP, _LATAR, _TANDA = RGBColor(0x5F, 0x6C, 0x7B), "EDF1F5", "FFF6E0"


def dokumen(isi: Sequence[Blok], judul: str, bahasa: Bahasa, folder: Path) -> bytes:
    """The document. `folder` is the folder of reports, which holds the script that draws figures."""
    berkas = docx.Document()
    _siapkan(berkas, isi, judul)
    lukisan = _lukis(isi, folder)
    for blok in isi:
        if isinstance(blok, Gambar):
            _gambar(berkas, blok, next(lukisan, None) if lukisan else None, bahasa)
        else:
            _blok(berkas, blok)
    _kaki_halaman(berkas, bahasa)
    keluar = io.BytesIO()
    berkas.save(keluar)
    return keluar.getvalue()


def _lukis(isi: Sequence[Blok], folder: Path) -> Any:
    """Pictures of the figures in their order; None where there is no browser."""
    if peramban.program() is None:
        return None
    gambar = [blok.json for blok in isi if isinstance(blok, Gambar)]
    return iter(peramban.gambar(gambar, folder / ASET / PLOTLY))


def _siapkan(berkas: Any, isi: Sequence[Blok], judul: str) -> None:
    """Page (on its side where a table needs it), fonts and properties."""
    bagian = berkas.sections[0]
    tegak = _LEBAR_TEGAK - 2 * _TEPI
    tidur = any(isinstance(blok, Tabel) and sum(_terkecil(blok, _TITIK[1])) > tegak for blok in isi)
    if tidur:
        bagian.orientation = WD_ORIENT.LANDSCAPE
    lebar, tinggi = (_LEBAR_TIDUR, _LEBAR_TEGAK) if tidur else (_LEBAR_TEGAK, _LEBAR_TIDUR)
    bagian.page_width, bagian.page_height = Mm(lebar), Mm(tinggi)
    for sisi in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(bagian, sisi, Mm(_TEPI))
    gaya = berkas.styles["Normal"]
    gaya.font.name, gaya.font.size = "Calibri", Pt(10.5)
    gaya.paragraph_format.space_after = Pt(6)
    sifat = berkas.core_properties
    sifat.title, sifat.author, sifat.comments = _bersih(judul)[:255], "workbench", ""
    sifat.created = sifat.modified = datetime.now(UTC)


def _blok(berkas: Any, blok: Judul | Paragraf | Daftar | Tabel) -> None:
    if isinstance(blok, Judul):
        berkas.add_heading(_bersih(blok.teks), level=min(blok.tingkat, 4))
    elif isinstance(blok, Paragraf):
        _paragraf(berkas, blok)
    elif isinstance(blok, Daftar):
        for nomor, butir in enumerate(blok.butir):
            dalam = min(blok.dalam[nomor] if blok.dalam else 0, 2)
            berkas.add_paragraph(_bersih(butir), style=f"List Bullet {dalam + 1}" if dalam else "List Bullet")
    else:
        _tabel(berkas, blok)


def _paragraf(berkas: Any, blok: Paragraf) -> None:
    run = berkas.add_paragraph().add_run(_bersih(blok.teks))
    if blok.catatan:
        run.font.size, run.font.color.rgb = Pt(8.5), _REDUP


def _gambar(berkas: Any, blok: Gambar, lukisan: bytes | None, bahasa: Bahasa) -> None:
    """The picture, or the figures behind it, or at least a note that there is one."""
    if lukisan is not None:
        bagian = berkas.sections[0]
        lebar = min(bagian.page_width - bagian.left_margin - bagian.right_margin, Mm(174))
        gambar = berkas.add_picture(io.BytesIO(lukisan), width=lebar)
        gambar._inline.docPr.set("descr", _bersih(blok.teks)[:250])
        return
    tabel = data_gambar(blok)
    if tabel is None:
        _paragraf(berkas, Paragraf(istilah.t("ekspor.tanpa_gambar", bahasa, isi=blok.teks), catatan=True))
        return
    _paragraf(berkas, Paragraf(istilah.t("ekspor.gambar_tabel", bahasa), catatan=True))
    _tabel(berkas, tabel)


def _tabel(berkas: Any, blok: Tabel) -> None:
    """A real table: merged cells merged, heading rows repeated on every page, totals bold."""
    baris = [*blok.kepala, *blok.badan, *blok.kaki]
    banyak = blok.banyak_kolom
    if not baris or not banyak:
        return
    ruang = _ruang(berkas)
    titik = next((t for t in _TITIK if sum(_terkecil(blok, t)) <= ruang), _TITIK[-1])
    tabel = berkas.add_table(rows=len(baris), cols=banyak)
    tabel.style, tabel.autofit = "Table Grid", False
    _lebar(tabel, _bagi(blok, titik, ruang))
    tebal = {*range(len(blok.kepala)), *range(len(blok.kepala) + len(blok.badan), len(baris))}
    terisi: set[tuple[int, int]] = set()
    for nomor, isi in enumerate(baris):
        latar = _LATAR if nomor < len(blok.kepala) else _TANDA if nomor - len(blok.kepala) in blok.tanda else None
        _baris(tabel, nomor, isi, terisi, tebal=nomor in tebal, latar=latar, titik=titik)
        if nomor < len(blok.kepala):
            _ulangi(tabel.rows[nomor])
        _jangan_putus(tabel.rows[nomor])
    berkas.add_paragraph().paragraph_format.space_after = Pt(2)


def _baris(
    tabel: Any,
    nomor: int,
    isi: Sequence[Sel],
    terisi: set[tuple[int, int]],
    *,
    tebal: bool,
    latar: str | None,
    titik: float,
) -> None:
    kolom = 0
    for satu in isi:
        while (nomor, kolom) in terisi:
            kolom += 1
        akhir_b = min(nomor + satu.tinggi, len(tabel.rows)) - 1
        akhir_k = min(kolom + satu.lebar, len(tabel.columns)) - 1
        terisi |= {(b, k) for b in range(nomor, akhir_b + 1) for k in range(kolom, akhir_k + 1)}
        sel = tabel.cell(nomor, kolom)
        if (akhir_b, akhir_k) != (nomor, kolom):
            sel = sel.merge(tabel.cell(akhir_b, akhir_k))
        _sel(sel, satu, tebal=tebal, latar=latar, titik=titik)
        kolom = akhir_k + 1


def _sel(sel: Any, isi: Sel, *, tebal: bool, latar: str | None, titik: float) -> None:
    paragraf = sel.paragraphs[0]
    paragraf.paragraph_format.space_after = Pt(0)
    run = paragraf.add_run(_bersih(isi.teks))
    run.font.size, run.bold = Pt(titik), tebal
    if isi.kanan:
        paragraf.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if latar:
        sifat = sel._tc.get_or_add_tcPr()
        arsir = OxmlElement("w:shd")
        for nama, nilai in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", latar)):
            arsir.set(qn(nama), nilai)
        sifat.append(arsir)


def _ruang(berkas: Any) -> float:
    """Millimetres between the margins."""
    bagian = berkas.sections[0]
    return float((bagian.page_width - bagian.left_margin - bagian.right_margin) / Mm(1))


def _terkecil(blok: Tabel, titik: float) -> list[float]:
    """Millimetres each column needs so that no word of it is broken."""
    return _ukur(blok, titik, lambda teks: max((len(kata) for kata in teks.split()), default=0))


def _bagi(blok: Tabel, titik: float, ruang: float) -> list[float]:
    """Widths of the columns: their longest word, and of what is left as much as their longest line asks for."""
    terkecil = _terkecil(blok, titik)
    ingin = _ukur(blok, titik, lambda teks: min(max((len(b) for b in teks.split("\n")), default=0), _TERPANJANG))
    sisa = ruang - sum(terkecil)
    tambahan = [max(i - t, 0.01) for i, t in zip(ingin, terkecil, strict=True)]
    if sisa < 0:
        return [t * ruang / sum(terkecil) for t in terkecil]
    return [t + sisa * satu / sum(tambahan) for t, satu in zip(terkecil, tambahan, strict=True)]


def _ukur(blok: Tabel, titik: float, panjang: Callable[[str], int]) -> list[float]:
    """Millimetres of the longest piece of each column; headings and totals are bold and wider."""
    hasil = [0.0] * blok.banyak_kolom
    for tebal, baris in ((_TEBAL, blok.kepala), (1.0, blok.badan), (_TEBAL, blok.kaki)):
        for isi in baris:
            if len(isi) == len(hasil):
                hasil = [max(lama, panjang(sel.teks) * tebal) for lama, sel in zip(hasil, isi, strict=True)]
    return [satu * titik * _MM_HURUF + _TEPI_SEL for satu in hasil]


def _lebar(tabel: Any, lebar: Sequence[float]) -> None:
    for kolom, satu in zip(tabel.columns, lebar, strict=True):
        kolom.width = Mm(satu)
        for sel in kolom.cells:
            sel.width = Mm(satu)


def _ulangi(baris: Any) -> None:
    kepala = OxmlElement("w:tblHeader")
    kepala.set(qn("w:val"), "true")
    baris._tr.get_or_add_trPr().append(kepala)


def _jangan_putus(baris: Any) -> None:
    baris._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _kaki_halaman(berkas: Any, bahasa: Bahasa) -> None:
    run = berkas.sections[0].footer.paragraphs[0].add_run(istilah.t("halaman.kaki", bahasa))
    run.font.size, run.font.color.rgb = Pt(8), _REDUP


def _bersih(teks: str) -> str:
    """Text without characters XML does not know."""
    return _TAK_SAH.sub("", teks)
