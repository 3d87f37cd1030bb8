"""A workbook whose text is never a formula, and whose formulas carry their result for readers that do not compute."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

_PILIHAN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TERPANJANG = 32_767
"""Characters a cell can hold."""
_LATAR = "#EDF1F5"


@dataclass(frozen=True)
class Rumus:
    """A formula and its result (a number, or text; None shows an empty cell)."""

    teks: str
    nilai: float | str | None


class Buku:
    """A workbook being written; `Buku.isi` gives its bytes at the end."""

    def __init__(self, judul: str) -> None:
        self._wadah = io.BytesIO()
        self.buku: Workbook = xlsxwriter.Workbook(self._wadah, _PILIHAN)
        self.buku.set_properties({"title": judul[:255], "author": "workbench"})
        self._bentuk: dict[tuple[tuple[str, Any], ...], Format] = {}

    def isi(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.buku.close()
        return self._wadah.getvalue()

    def lembar(self, nama: str, *, mendatar: bool = False) -> "Lembar":
        """A new sheet, set up for printing on A4."""
        lembar = self.buku.add_worksheet(nama)
        lembar.set_paper(9)
        lembar.fit_to_pages(1, 0)
        lembar.set_footer("&L&8&A&R&8&P/&N")
        if mendatar:
            lembar.set_landscape()
        return Lembar(self, lembar)

    def bentuk(self, **sifat: Any) -> Format:
        """A cell format; the same one for the same properties."""
        kunci = tuple(sorted(sifat.items()))
        if kunci not in self._bentuk:
            self._bentuk[kunci] = self.buku.add_format(sifat)
        return self._bentuk[kunci]


@dataclass(frozen=True)
class Lembar:
    """One sheet. Rows and columns count from 0."""

    buku: Buku
    lembar: Any

    def tulis(self, baris: int, kolom: int, nilai: object, **sifat: Any) -> None:
        """One cell: numbers as numbers, a `Rumus` as formula, everything else as text."""
        if isinstance(nilai, bool) or nilai is None:
            nilai = None if nilai is None else str(nilai)
        if isinstance(nilai, Rumus):
            contoh = nilai.nilai if isinstance(nilai.nilai, float) else None
            bentuk = self.buku.bentuk(**({"num_format": angka(contoh)} if contoh is not None else {}) | sifat)
            self.lembar.write_formula(baris, kolom, nilai.teks, bentuk, "" if nilai.nilai is None else nilai.nilai)
        elif isinstance(nilai, int | float | Decimal):
            self.lembar.write_number(
                baris, kolom, float(nilai), self.buku.bentuk(**{"num_format": angka(nilai)} | sifat)
            )
        elif nilai is None:
            self.lembar.write_blank(baris, kolom, None, self.buku.bentuk(**sifat))
        else:
            self.lembar.write_string(baris, kolom, str(nilai)[:_TERPANJANG], self.buku.bentuk(**sifat))

    def gabung(self, baris: int, kolom: int, baris2: int, kolom2: int, teks: str, **sifat: Any) -> None:
        """Merged cells with one text; a single cell where nothing is to be merged."""
        if (baris, kolom) != (baris2, kolom2):
            self.lembar.merge_range(baris, kolom, baris2, kolom2, "", self.buku.bentuk(**sifat))
        self.tulis(baris, kolom, teks, **sifat)

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
            self.lembar.set_column(kolom, kolom, satu)


KEPALA = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "bg_color": _LATAR}
ISI = {"border": 1, "valign": "top"}
TEKS = {**ISI, "text_wrap": True}
JUMLAH = {**ISI, "bold": True, "bg_color": _LATAR}


def angka(nilai: object) -> str:
    """Number format: whole numbers without decimals, all others with at least two."""
    utuh = isinstance(nilai, int) or (isinstance(nilai, float | Decimal) and nilai == int(nilai))
    return "#,##0" if utuh else "#,##0.00##"


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
    return Rumus(f'=IF(COUNT({bagian},{seluruh})<2,"",IF({seluruh}=0,"",{bagian}/{seluruh}*100))', hasil)


def tambah(alamat: Sequence[str], nilai: Sequence[object]) -> Rumus:
    """The sum of cells, empty unless all of them hold a number."""
    angka_saja = [float(n) for n in nilai if isinstance(n, int | float | Decimal)]
    hasil = sum(angka_saja) if len(angka_saja) == len(nilai) else None
    return Rumus(f'=IF(COUNT({",".join(alamat)})<{len(alamat)},"",{"+".join(alamat)})', hasil)


def ringkas(fungsi: str, rentang: str, nilai: Sequence[object], hitung: Callable[[list[float]], float]) -> Rumus:
    """SUM or AVERAGE of a range, empty where it holds no number; `hitung` is the same in Python."""
    ada = [float(n) for n in nilai if isinstance(n, int | float | Decimal)]
    return Rumus(f'=IF(COUNT({rentang})=0,"",{fungsi}({rentang}))', hitung(ada) if ada else None)
