"""A workbook whose text is never a formula, and whose formulas carry their result for readers that do not compute."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

_PILIHAN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TERPANJANG = 32_767
"""Characters a cell can hold."""
_LATAR = "#EDF1F5"
A3, A4 = 8, 9
"""Paper sizes as Excel numbers them."""
_TINGGI_BARIS, _TERTINGGI = 15, 409
_LEBAR_HURUF = 1.05
"""Letters against the unit of column widths, with some room for words that move to the next line."""


@dataclass(frozen=True)
class Rumus:
    """A formula and its result (a number, or text; None shows an empty cell)."""

    teks: str
    nilai: float | str | None
    bentuk: str | None = None
    """Number format; None takes the one that suits the result."""


class Buku:
    """A workbook being written; `Buku.isi` gives its bytes at the end."""

    def __init__(self, judul: str) -> None:
        self._wadah = io.BytesIO()
        self._lembar: list[Lembar] = []
        self.buku: Workbook = xlsxwriter.Workbook(self._wadah, _PILIHAN)
        self.buku.set_properties({"title": judul[:255], "author": "workbench"})
        self._bentuk: dict[tuple[tuple[str, Any], ...], Format] = {}

    def isi(self) -> bytes:
        """Close the workbook and give its bytes."""
        for lembar in self._lembar:
            lembar.tinggikan()
        self.buku.close()
        return self._wadah.getvalue()

    def lembar(self, nama: str, *, mendatar: bool = False, kertas: int = A4) -> "Lembar":
        """A new sheet, set up for printing as wide as the paper."""
        lembar = self.buku.add_worksheet(nama)
        lembar.set_paper(kertas)
        lembar.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        lembar.fit_to_pages(1, 0)
        lembar.set_footer("&L&8&A&R&8&P/&N")
        if mendatar:
            lembar.set_landscape()
        self._lembar.append(Lembar(self, lembar))
        return self._lembar[-1]

    def bentuk(self, **sifat: Any) -> Format:
        """A cell format; the same one for the same properties."""
        kunci = tuple(sorted(sifat.items()))
        if kunci not in self._bentuk:
            self._bentuk[kunci] = self.buku.add_format(sifat)
        return self._bentuk[kunci]


class Lembar:
    """One sheet. Rows and columns count from 0."""

    def __init__(self, buku: Buku, lembar: Any) -> None:
        self.buku, self.lembar = buku, lembar
        self._lebar: dict[int, float] = {}
        self._teks: dict[int, dict[int, str]] = {}

    def tulis(self, baris: int, kolom: int, nilai: object, **sifat: Any) -> None:
        """One cell: numbers as numbers, a `Rumus` as formula, everything else as text."""
        if isinstance(nilai, bool) or nilai is None:
            nilai = None if nilai is None else str(nilai)
        if isinstance(nilai, Rumus):
            angka_hasil = isinstance(nilai.nilai, int | float)
            format_angka = nilai.bentuk or (angka(nilai.nilai) if angka_hasil else "General")
            bentuk = self.buku.bentuk(**{"num_format": format_angka} | sifat)
            self.lembar.write_formula(baris, kolom, nilai.teks, bentuk, "" if nilai.nilai is None else nilai.nilai)
        elif isinstance(nilai, int | float | Decimal):
            self.lembar.write_number(
                baris, kolom, float(nilai), self.buku.bentuk(**{"num_format": angka(nilai)} | sifat)
            )
        elif nilai is None:
            self.lembar.write_blank(baris, kolom, None, self.buku.bentuk(**sifat))
        else:
            teks = str(nilai)[:_TERPANJANG]
            self.lembar.write_string(baris, kolom, teks, self.buku.bentuk(**sifat))
            if sifat.get("text_wrap") and kolom in self._lebar:
                self._teks.setdefault(baris, {})[kolom] = teks

    def gabung(self, baris: int, kolom: int, baris2: int, kolom2: int, teks: str, **sifat: Any) -> None:
        """Merged cells with one text; a single cell where nothing is to be merged."""
        if (baris, kolom) != (baris2, kolom2):
            self.lembar.merge_range(baris, kolom, baris2, kolom2, "", self.buku.bentuk(**sifat))
        self.tulis(baris, kolom, teks, **sifat)
        self._teks.get(baris, {}).pop(kolom, None)

    def tinggikan(self) -> None:
        """Make rows high enough for their broken texts: not every program does so when it opens a workbook."""
        for baris, teks in self._teks.items():
            banyak = max((_baris_teks(isi, self._lebar[kolom]) for kolom, isi in teks.items()), default=1)
            if banyak > 1 and baris not in self.lembar.row_info:
                self.lembar.set_row(baris, min(_TINGGI_BARIS * banyak, _TERTINGGI))

    def judul(self, baris: int, teks: str, **sifat: Any) -> None:
        """A line of heading above a table."""
        self.tulis(baris, 0, teks, bold=True, font_size=13, **sifat)

    def kepala(self, baris: int, judul: Sequence[str]) -> None:
        """A row of column headings."""
        for kolom, teks in enumerate(judul):
            self.tulis(baris, kolom, teks, **KEPALA)

    def lebar(self, lebar: Sequence[float]) -> None:
        """Widths of the columns in characters."""
        for kolom, satu in enumerate(lebar):
            self._lebar[kolom] = satu
            self.lembar.set_column(kolom, kolom, satu)


PERSEN = "0.00"
KEPALA = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "bg_color": _LATAR}
ISI = {"border": 1, "valign": "top"}
TEKS = {**ISI, "text_wrap": True}
JUMLAH = {**ISI, "bold": True, "bg_color": _LATAR}


def angka(nilai: object) -> str:
    """Number format: whole numbers without decimals, all others with at least two."""
    utuh = isinstance(nilai, int) or (isinstance(nilai, float | Decimal) and nilai == int(nilai))
    return "#,##0" if utuh else "#,##0.00##"


def _baris_teks(teks: str, lebar: float) -> int:
    """Lines a text takes in a column of that many characters."""
    return sum(max(1, ceil(len(satu) * _LEBAR_HURUF / lebar)) for satu in teks.split("\n"))


def sel(baris: int, kolom: int) -> str:
    """The address of a cell."""
    return str(xl_rowcol_to_cell(baris, kolom))


def rentang(kolom: int, awal: int, akhir: int) -> str:
    """The address of a piece of a column."""
    return f"{sel(awal, kolom)}:{sel(akhir, kolom)}"


def persen(bagian: str, seluruh: str, nilai: tuple[object, object]) -> Rumus:
    """`bagian / seluruh * 100`, empty where one is missing or the whole is zero; `nilai` are the two figures."""
    atas, bawah = nilai
    ada = isinstance(atas, int | float | Decimal) and isinstance(bawah, int | float | Decimal) and bawah != 0
    hasil = float(atas) / float(bawah) * 100 if ada else None  # type: ignore[arg-type]
    return Rumus(f'=IF(COUNT({bagian},{seluruh})<2,"",IF({seluruh}=0,"",{bagian}/{seluruh}*100))', hasil, PERSEN)


def tambah(alamat: Sequence[str], nilai: Sequence[object]) -> Rumus:
    """The sum of cells, empty unless all of them hold a number."""
    angka_saja = [float(n) for n in nilai if isinstance(n, int | float | Decimal)]
    hasil = sum(angka_saja) if len(angka_saja) == len(nilai) else None
    return Rumus(f'=IF(COUNT({",".join(alamat)})<{len(alamat)},"",{"+".join(alamat)})', hasil)


def ringkas(fungsi: str, rentang: str, nilai: Sequence[object], hitung: Callable[[list[float]], float]) -> Rumus:
    """SUM or AVERAGE of a range, empty where it holds no number; `hitung` is the same in Python."""
    ada = [float(n) for n in nilai if isinstance(n, int | float | Decimal)]
    bentuk = PERSEN if fungsi == "AVERAGE" else None
    return Rumus(f'=IF(COUNT({rentang})=0,"",{fungsi}({rentang}))', hitung(ada) if ada else None, bentuk)
