"""Typesets the invented documents of `pembuat` as PDF, Word, Excel, HTML and Markdown, as offices publish them."""

import html
import io
import re
from dataclasses import dataclass, replace
from decimal import Decimal

import docx
import openpyxl
import pembuat
from docx.document import Document as WordDocument
from openpyxl.styles import Font
from pembuat import Gaya, Tabel
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT = "Helvetica"
FOLIO = (936.0, 612.0)  # F4, landscape
PAD = 3.0


@dataclass(frozen=True)
class Tata:
    """How a document is laid out on paper."""

    garis: str = "penuh"  # penuh (ruled), mendatar (across only), tiga (booktabs), tanpa (none)
    huruf: float = 7.0
    kepala_berulang: bool = True
    putus: bool = False  # rows may break over a page
    miring: str = ""  # rotate (/Rotate 90), sideways (turned text on a portrait page), "" upright
    tanpa_spasi: bool = False  # every word is placed by itself, no blank is printed
    ganda: bool = False  # every text is printed twice, a little apart
    tersembunyi: bool = False  # invisible and white text inside the cells
    rapat: bool = False  # text tight to the rules
    kaki: bool = True
    tegak: bool = False  # heading cells of the figures are printed upwards
    tinggi: float = 0.0  # height of the page, 0 for F4


@dataclass
class Isi:
    """What is to be typeset: title lines, then tables."""

    judul: list[str]
    tabel: list[Tabel]
    kaki: str


def isi(gaya: Gaya) -> Isi:
    """The same titles and tables as the text edition `pembuat.buat(gaya)` prints."""
    maker = pembuat._Pembuat(gaya)
    kind, forms = pembuat.FORMS[gaya.bentuk]
    title = maker.pilih(*pembuat.TITLES[kind])
    maker.rng.random()
    head = [
        f"PEMERINTAH {maker.daerah.upper()}",
        maker.dinas.upper(),
        f"{title} TAHUN {maker.tahun}",
        "BAB I PENDAHULUAN",
    ]
    tables = [form(maker) for form in forms]
    return Isi(head, tables, f"{title.title()} {maker.dinas} Tahun {maker.tahun}")


def spans(kepala: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """Merged heading cells: (row, column, rows, columns)."""
    height, width = len(kepala), max(map(len, kepala))
    rows = [row + [""] * (width - len(row)) for row in kepala]
    taken: set[tuple[int, int]] = set()
    found = []
    for r in range(height):
        for c in range(width):
            if (r, c) in taken:
                continue
            columns, down = 1, 1
            below = [[row[i] for row in rows[r + 1 :]] for i in range(width)]
            while rows[r][c] and c + columns < width and not rows[r][c + columns] and (r, c + columns) not in taken and (
                (any(below[c]) and any(below[c + columns]) and any(x and not x.isdigit() for x in below[c])) or
                not any(row[c + columns] and not row[c + columns].isdigit() for row in rows)):  # fmt: skip
                columns += 1
            while r + down < height and not any(rows[r + down][i] for i in range(c, c + columns)):
                down += 1
            taken |= {(r + i, c + j) for i in range(down) for j in range(columns)}
            found.append((r, c, down, columns))
    return found


def wrap(text: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(joined, FONT, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


class _Meja:
    """Draws tables on pages; y counts from the top."""

    def __init__(self, tata: Tata, kaki: str) -> None:
        self.tata, self.kaki = tata, kaki
        self.buffer = io.BytesIO()
        self.width, self.height = FOLIO
        if tata.tinggi:
            self.height = tata.tinggi
        size = (self.height, self.width) if tata.miring == "sideways" else (self.width, self.height)
        self.canvas = Canvas(self.buffer, pagesize=size, pageCompression=1)
        self.page = 0
        self.figures: set[int] = set()
        self.start()

    def start(self) -> None:
        self.page += 1
        self.y = 40.0
        if self.tata.miring:
            self.canvas.translate(self.height, 0)
            self.canvas.rotate(90)
        if self.tata.miring == "rotate":  # reportlab then makes the landscape page a portrait one
            self.canvas.setPageRotation(90)

    def finish_page(self) -> None:
        if self.tata.kaki:
            self.text(40, self.height - 22, f"{self.kaki} | {self.page}", 6)
        self.canvas.showPage()

    def next_page(self) -> None:
        self.finish_page()
        self.start()

    def text(self, x: float, y: float, text: str, size: float) -> None:
        """Text with its upper edge at y."""
        base = self.height - y - size * 0.8
        self.canvas.setFont(FONT, size)
        shifts = (0.0, 0.25) if self.tata.ganda else (0.0,)
        for shift in shifts:
            if self.tata.tanpa_spasi:
                at = x
                for word in text.split(" "):
                    self.canvas.drawString(at + shift, base, word)
                    at += stringWidth(f"{word} ", FONT, size)
            else:
                self.canvas.drawString(x + shift, base, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def line(self, text: str) -> None:
        if self.y > self.height - 60:
            self.next_page()
        self.text(40, self.y, text, 9)
        self.y += 13

    def table(self, tabel: Tabel) -> None:
        for text in tabel.judul:
            self.line(_plain(text))
        self.y += 6
        width = max([len(row) for row in tabel.kepala] + [len(row.sel) for row in tabel.baris])
        kepala = [[_plain(cell) for cell in row] + [""] * (width - len(row)) for row in tabel.kepala]
        body = [[_plain(cell) for cell in row.sel] + [""] * (width - len(row.sel)) for row in tabel.baris]
        sizes = self.widths(kepala, body)
        edges = [40.0]
        for size in sizes:
            edges.append(edges[-1] + size)
        self.heading(kepala, edges)
        self.figures = {i for i in range(width) if sum(row[i][:1].isdigit() for row in body) > len(body) / 2}
        for row in body:
            self.row(row, edges, kepala)
        if self.tata.garis in ("tiga", "mendatar"):
            self.rule(edges[0], self.y, edges[-1], self.y)
        self.y += 16

    def widths(self, kepala: list[list[str]], body: list[list[str]]) -> list[float]:
        """Column widths: no word is ever cut, long texts get what is left."""
        pad = 2 * self.pad
        least, wish = [], []
        for column in range(len(kepala[0])):
            cells = [row[column] for row in (*kepala, *body)]
            if self.tata.tegak:  # headings of one column and several words are printed upwards
                turned = {kepala[r][c] for r, c, _, n in spans(kepala) if n == 1 and len(kepala[r][c].split()) > 1}
                cells = [cell for cell in cells if cell not in turned] + ["Kinerja"]
            words = [word for cell in cells for word in cell.split()] or [""]
            figures = [cell for cell in cells if cell[:1].isdigit() or cell[:2] in ("Rp", "(R")]
            units = [*words, *(cell for cell in figures if len(cell) < 24)]
            least.append(max(stringWidth(unit, FONT, self.tata.huruf) for unit in units) + pad + 4)
            wish.append(max(stringWidth(cell, FONT, self.tata.huruf) for cell in cells) + pad)
        spare = self.width - 80 - sum(least)
        total = sum(max(0.0, w - n) for w, n in zip(wish, least, strict=True)) or 1.0
        assert spare > -20, f"the table is too wide for the page by {-spare:.0f} pt"
        return [n + max(0.0, min(1.0, spare / total)) * max(0.0, w - n) for n, w in zip(least, wish, strict=True)]

    @property
    def pad(self) -> float:
        return 0.4 if self.tata.rapat else PAD

    def heading(self, kepala: list[list[str]], edges: list[float]) -> None:
        size, pad = self.tata.huruf, self.pad
        merged = spans(kepala)
        laid = {(r, c): wrap(kepala[r][c], edges[c + n] - edges[c] - 2 * pad, size) for r, c, _, n in merged}
        upwards = {(r, c) for r, c, _, n in merged if self.tata.tegak and len(kepala[r][c].split()) > 1 and n == 1}
        heights = [
            max(
                (
                    (
                        max(stringWidth(kepala[r][c], FONT, size) for _ in (1,))
                        if (r, c) in upwards
                        else len(laid[r, c]) * size * 1.2
                    )
                    / d
                    for r, c, d, _ in merged
                    if r <= i < r + d
                ),
                default=size,
            )
            + 2 * pad
            + 1
            for i in range(len(kepala))
        ]
        tops = [self.y]
        for height in heights:
            tops.append(tops[-1] + height)
        if tops[-1] > self.height - 80:
            assert self.y > 41, "the heading is higher than the page"
            self.next_page()
            self.heading(kepala, edges)
            return
        for r, c, d, n in merged:
            if (r, c) in upwards:
                self.canvas.saveState()
                self.canvas.translate(edges[c] + size + pad, self.height - tops[r + d] + pad)
                self.canvas.rotate(90)
                self.canvas.setFont(FONT, size)
                self.canvas.drawString(0, 0, kepala[r][c])
                self.canvas.restoreState()
            else:
                for i, line in enumerate(laid[r, c]):
                    self.text(edges[c] + pad, tops[r] + pad + i * size * 1.2, line, size)
            if self.tata.garis == "penuh":
                self.box(edges[c], tops[r], edges[c + n], tops[r + d])
        if self.tata.garis in ("mendatar", "tiga"):
            self.rule(edges[0], tops[0], edges[-1], tops[0])
            self.rule(edges[0], tops[-1], edges[-1], tops[-1])
        self.y = tops[-1]

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        for a, b, c, d in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.rule(a, b, c, d)

    def row(self, cells: list[str], edges: list[float], kepala: list[list[str]]) -> None:
        size, pad = self.tata.huruf, self.pad
        laid = [wrap(cell, edges[i + 1] - edges[i] - 2 * pad, size) for i, cell in enumerate(cells)]
        lines = max(map(len, laid)) or 1
        fit = int((self.height - 45 - self.y - 2 * pad) // (size * 1.2))
        if lines > fit:
            if (
                self.tata.putus
                and fit >= 1
                and lines - fit >= 1
                and all(len(cell) < 2 or len(cell) > fit for cell in laid if cell)
            ):
                self.cells([cell[:fit] for cell in laid], edges, fit)
                laid = [cell[fit:] for cell in laid]
                lines -= fit
            if self.tata.garis in ("mendatar", "tiga"):
                self.rule(edges[0], self.y, edges[-1], self.y)
            self.next_page()
            if self.tata.kepala_berulang:
                self.heading(kepala, edges)
        self.cells(laid, edges, lines)

    def cells(self, laid: list[list[str]], edges: list[float], lines: int) -> None:
        size, pad = self.tata.huruf, self.pad
        bottom = self.y + lines * size * 1.2 + 2 * pad
        for i, cell in enumerate(laid):
            right = i in self.figures
            for j, line in enumerate(cell):
                x = edges[i + 1] - pad - stringWidth(line, FONT, size) if right else edges[i] + pad
                self.text(x, self.y + pad + j * size * 1.2, line, size)
            if self.tata.garis == "penuh":
                self.box(edges[i], self.y, edges[i + 1], bottom)
        if self.tata.tersembunyi:
            self.hidden(edges)
        if self.tata.garis == "mendatar":
            self.rule(edges[0], bottom, edges[-1], bottom)
        self.y = bottom

    def hidden(self, edges: list[float]) -> None:
        base = self.height - self.y - 6
        self.canvas.saveState()
        unseen = self.canvas.beginText(edges[1] + 4, base)
        unseen.setTextRenderMode(3)
        unseen.setFont(FONT, 6)
        unseen.textOut("999.999.999")
        self.canvas.drawText(unseen)
        self.canvas.setFillColorRGB(1, 1, 1)
        self.canvas.setFont(FONT, 6)
        self.canvas.drawString(edges[-2] + 2, base, "8.888")
        self.canvas.restoreState()

    def done(self) -> bytes:
        self.finish_page()
        self.canvas.save()
        return self.buffer.getvalue()


def pdf(gaya: Gaya, tata: Tata = Tata()) -> bytes:
    """The document of a style as PDF."""
    content = isi(replace(gaya, kepala_rapat=False, kaki=False))
    meja = _Meja(tata, content.kaki)
    for text in content.judul:
        meja.line(text)
    for tabel in content.tabel:
        meja.y += 10
        meja.table(tabel)
    return meja.done()


# --- office formats --------------------------------------------------------------------------------------------


def _rows(tabel: Tabel) -> tuple[list[list[str]], list[list[str]]]:
    """Heading and body without mark-up, all of one width."""
    width = max([len(row) for row in tabel.kepala] + [len(row.sel) for row in tabel.baris])
    kepala = [[_plain(cell) for cell in row] + [""] * (width - len(row)) for row in tabel.kepala]
    return kepala, [[_plain(cell) for cell in row.sel] + [""] * (width - len(row.sel)) for row in tabel.baris]


def word(gaya: Gaya, bertumpuk: bool = False) -> bytes:
    """The document of a style as .docx, headings merged; `bertumpuk` puts every table inside a cell of another."""
    content = isi(replace(gaya, kepala_rapat=False, kaki=False))
    document = docx.Document()
    for text in content.judul:
        document.add_paragraph(text)
    for tabel in content.tabel:
        for text in tabel.judul:
            document.add_paragraph(_plain(text))
        _word_table(document, tabel, bertumpuk)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _word_table(document: WordDocument, tabel: Tabel, nested: bool) -> None:
    kepala, body = _rows(tabel)
    holder = document.add_table(1, 1).cell(0, 0) if nested else document
    table = holder.add_table(len(kepala) + len(body), len(kepala[0]))
    for r, row in enumerate([*kepala, *body]):
        for c, cell in enumerate(row):
            if cell:
                table.rows[r].cells[c].text = cell
    for r, c, down, across in spans(kepala):
        if down * across > 1:
            table.cell(r, c).merge(table.cell(r + down - 1, c + across - 1))


def excel(gaya: Gaya, angka: bool = True, selembar: bool = True) -> bytes:
    """The document of a style as .xlsx: figures as numbers or as text, all on one sheet or a sheet a table."""
    content = isi(replace(gaya, kepala_rapat=False, kaki=False))
    book = openpyxl.Workbook()
    sheet = book.active
    for text in content.judul:
        sheet.append([text])
    for number, tabel in enumerate(content.tabel):
        if number and not selembar:
            sheet = book.create_sheet(f"Lembar {number + 1}")
        sheet.append([])
        for text in tabel.judul:
            sheet.append([_plain(text)])
        kepala, body = _rows(tabel)
        start = sheet.max_row + 1
        for row in kepala:
            sheet.append([cell or None for cell in row])
        for r, c, down, across in spans(kepala):
            if down * across > 1:
                sheet.merge_cells(
                    start_row=start + r, start_column=c + 1, end_row=start + r + down - 1, end_column=c + across
                )
        for row in body:
            sheet.append([None] * len(row))
            for c, cell in enumerate(row, start=1):
                _put(sheet.cell(sheet.max_row, c), cell, gaya, angka)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(place: openpyxl.cell.cell.Cell, text: str, gaya: Gaya, angka: bool) -> None:
    value = _number(text, gaya) if angka else None
    place.font = Font(size=9)
    if value is None:
        place.value = text or None
    elif text.endswith("%"):
        place.value, place.number_format = value / 100, "0.00%"
    else:
        place.value, place.number_format = value, "#,##0.00"


def _number(text: str, gaya: Gaya) -> Decimal | None:
    """What Excel would hold for a plain figure."""
    digits = text.removesuffix("%")
    if (
        not re.fullmatch(r"\d[\d.,]*", digits)
        or digits.count(".") + digits.count(",") > 5
        or re.match(r"\d\.\d\d(\.|$)", text)
    ):
        return None
    group, mark = (".", ",") if gaya.angka == "id" else (",", ".")
    return Decimal(digits.replace(group, "").replace(mark, "."))


def csv(gaya: Gaya) -> bytes:
    """The document of a style as CSV with semicolons, as an Indonesian Excel saves it."""
    content = isi(replace(gaya, kepala_rapat=False, kaki=False))
    lines = list(content.judul)
    for tabel in content.tabel:
        kepala, body = _rows(tabel)
        lines += ["", *(_plain(text) for text in tabel.judul)]
        lines += [";".join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in (*kepala, *body)]
    return "\r\n".join(lines).encode("utf-8-sig")


def laman(gaya: Gaya) -> bytes:
    """The document of a style as HTML with merged headings."""
    content = isi(replace(gaya, kepala_rapat=False, kaki=False))
    parts = [f"<p>{html.escape(text)}</p>" for text in content.judul]
    for tabel in content.tabel:
        kepala, body = _rows(tabel)
        parts += [f"<p>{html.escape(_plain(text))}</p>" for text in tabel.judul]
        merged = spans(kepala)
        parts.append("<table border=1><thead>")
        for r in range(len(kepala)):
            cells = [(c, d, n) for row, c, d, n in merged if row == r]
            parts.append(
                "<tr>" + "".join(f"<th rowspan={d} colspan={n}>{html.escape(kepala[r][c])}</th>" for c, d, n in cells)
            )
        parts.append("</thead><tbody>")
        parts += ["<tr>" + "".join(f"<td>{html.escape(cell)}" for cell in row) + "</tr>" for row in body]
        parts.append("</tbody></table>")
    return ("<!DOCTYPE html><html><head><title>x</title></head><body>" + "\n".join(parts) + "</body></html>").encode()


def markdown(gaya: Gaya) -> bytes:
    """The document of a style as Markdown."""
    content = isi(replace(gaya, kepala_rapat=False, kaki=False))
    parts = [f"{text}\n" for text in content.judul]
    for tabel in content.tabel:
        kepala, body = _rows(tabel)
        parts += [f"{_plain(text)}\n" for text in tabel.judul]
        rows = [[cell.replace("|", "\\|") for cell in row] for row in (*kepala, *body)]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        parts.append("\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n")
    return "\n".join(parts).encode()
