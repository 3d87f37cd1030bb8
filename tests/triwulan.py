"""Typesets quarter reports of an invented office (evaluasi hasil Renja), as offices print them, with their key."""

import io
import random
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

OFFICE = "DINAS LINGKUNGAN HIDUP"
LINES = {
    "PROGRAM PENGENDALIAN PENCEMARAN DAN/ATAU KERUSAKAN LINGKUNGAN HIDUP": {
        "Pencegahan Pencemaran dan/atau Kerusakan Lingkungan Hidup Kabupaten/Kota": [
            "Koordinasi, Sinkronisasi dan Pelaksanaan Pencegahan Pencemaran Lingkungan Hidup",
            "Pengendalian Emisi Gas Rumah Kaca, Mitigasi dan Adaptasi Perubahan Iklim",
        ],
        "Penanggulangan Pencemaran dan/atau Kerusakan Lingkungan Hidup Kabupaten/Kota": [
            "Pemberian Informasi Peringatan Pencemaran pada Masyarakat",
            "Pengisolasian Pencemaran dan/atau Kerusakan Lingkungan Hidup",
        ],
    },
    "PROGRAM PENGELOLAAN PERSAMPAHAN": {
        "Pengelolaan Sampah": [
            "Pengurangan Sampah dengan Pembatasan, Pendauran Ulang dan Pemanfaatan Kembali",
            "Penanganan Sampah dengan Pemilahan, Pengumpulan, Pengangkutan dan Pengolahan",
            "Peningkatan Peran serta Masyarakat dalam Pengelolaan Persampahan",
        ],
    },
}
FEET = ("Rata-rata capaian kinerja (%)", "Predikat kinerja", "Faktor pendorong: dukungan anggaran 2023",
        "Tindak lanjut yang diperlukan dalam triwulan berikutnya: percepatan 3 paket")  # fmt: skip
Key = dict[tuple[str, str, str, str], float]  # (name, indicator, period, measure) -> figure


@dataclass(frozen=True)
class Bentuk:
    """How an office fills and prints the form."""

    triwulan: tuple[str, ...] = ("I", "II", "III", "IV")
    terisi: int = 2  # quarters that have figures
    atas: str = "Realisasi Kinerja Pada Triwulan I - IV Tahun 2023"
    kr: tuple[str, str] = ("K", "Rp")
    nomor: str = "tengah"  # the numbers of the columns: above K and Rp (tengah), below them (bawah), none ("")
    target: bool = False  # target of the year before the quarters, realisation and percentages after them
    kode: bool = False
    satuan: str = ""  # in the cell (sel), in a column (kolom), none
    kaki: bool = False  # total, average and remarks below the table, signature
    uang_bawah: bool = False  # money on the second line of its cell
    berulang: bool = True
    huruf: float = 7.0


@dataclass
class _Baris:
    cells: list[str]
    bold: bool = False


@dataclass
class _Form:
    bentuk: Bentuk
    rng: random.Random
    key: Key = field(default_factory=dict)
    rows: list[_Baris] = field(default_factory=list)

    def groups(self) -> list[tuple[tuple[str, ...], str, str, str]]:
        """Pairs of columns: headings, period, and the measure of either column."""
        tw = [((self.bentuk.atas, name), f"tw{i}", "realisasi", "realisasi_rp")
              for i, name in enumerate(self.bentuk.triwulan, 1)]  # fmt: skip
        if not self.bentuk.target:
            return tw
        return [(("Target Kinerja dan Anggaran Renja Tahun 2023",), "tahun", "target", "pagu"), *tw,
                (("Realisasi Capaian Kinerja dan Anggaran Renja Tahun 2023",), "tahun", "realisasi", "realisasi_rp"),
                (("Tingkat Capaian Kinerja dan Realisasi Anggaran (%)",), "tahun", "capaian", "serapan")]  # fmt: skip

    def fill(self) -> None:
        programs = [self._line(name, f"2.11.{i:02d}", below) for i, (name, below) in enumerate(LINES.items(), 3)]
        total = [sum(column) for column in zip(*(money for _, money in programs), strict=True)]
        self._print("URUSAN PEMERINTAHAN BIDANG LINGKUNGAN HIDUP", "2.11", "", None, True)
        self._print(OFFICE, "", "", total, True)
        for printing, _ in programs:
            for one in printing:
                self._print(*one)
        if self.bentuk.kaki:
            self._print("JUMLAH", "", "", total, True)

    def _line(
        self, name: str, code: str, below: object
    ) -> tuple[list[tuple[str, str, str, list[int] | None, bool]], list[int]]:
        """What a line and those below it print, and its money a group of columns: the sum of theirs."""
        inner, sums = [], []
        if isinstance(below, dict):
            found = [self._line(n, f"{code}.2.{i:02d}", b) for i, (n, b) in enumerate(below.items(), 1)]
        elif isinstance(below, list):
            found = [self._line(n, f"{code}.{i:04d}", None) for i, n in enumerate(below, 1)]
        else:
            found = []
        for printing, money in found:
            inner += printing
            sums.append(money)
        money = [sum(column) for column in zip(*sums, strict=True)] or [
            self.rng.choice((0, self.rng.randint(10**5, 10**9))) for _ in self.groups()]  # fmt: skip
        words = name.title() if name.isupper() else name
        indicators = [f"Persentase {words}"] if below else [f"Jumlah Dokumen {words}"]
        if self.rng.random() < 0.3:
            indicators.append(f"Cakupan {words[:40].strip()}")
        own = [(name if i == 0 else "", code if i == 0 else "", text, money if i == 0 else None, name.isupper())
               for i, text in enumerate(indicators)]  # fmt: skip
        return [*own, *inner], money

    def _print(self, name: str, code: str, indicator: str, money: list[int] | None, bold: bool) -> None:
        self.name = name or self.name
        cells = [*([code] if self.bentuk.kode else []), name, indicator]
        unit = "%" if indicator.startswith(("Persentase", "Cakupan")) else "Dokumen" if indicator else ""
        cells += [unit] if self.bentuk.satuan == "kolom" else []
        for number, (_, period, left, right) in enumerate(self.groups()):
            blank = period.startswith("tw") and int(period[2]) > self.bentuk.terisi
            for measure in (left, right):
                cells.append("" if blank else self._cell(indicator, unit, period, measure, money and money[number]))
        self.rows.append(_Baris([*cells, "DLH"], bold))

    def _cell(self, indicator: str, unit: str, period: str, measure: str, money: int | None) -> str:
        place = (self.name, indicator, period, measure)
        rng = self.rng
        if measure == "serapan" or measure == "capaian":
            if money is None if measure == "serapan" else not indicator:
                return ""
            if rng.random() < 0.1:
                return "#DIV/0!"
            self.key[place] = round(rng.uniform(0, 120), 2)
            return f"{self.key[place]:.2f}".replace(".", ",")
        if measure in ("pagu", "realisasi_rp"):
            if not money:
                return "" if money is None else "-"
            self.key[place] = float(money)
            return f"{money:,}".replace(",", ".")
        if not indicator or rng.random() < 0.1:
            return "-" if indicator else ""
        value = rng.choice((0, 1, 12, 1250)) if unit != "%" else rng.choice((0, 12.5, 93.75, 100))
        self.key[place] = float(value)
        text = f"{value:,}".replace(",", "_").replace(".", ",").replace("_", ".")
        if unit == "%":
            return text if self.bentuk.satuan == "kolom" else f"{text}%"
        return f"{text} {unit}" if self.bentuk.satuan == "sel" else text

    def heading(self) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
        """Heading rows, and merged cells as (first column, first row, last column, last row)."""
        lead = [*(["Kode"] if self.bentuk.kode else []), "Urusan/Bidang Urusan/Program/Kegiatan",
                "Indikator Kinerja Program (Outcome)/Indikator Kinerja Kegiatan (Output)",
                *(["Satuan"] if self.bentuk.satuan == "kolom" else [])]  # fmt: skip
        groups, n = self.groups(), len(lead)
        width = n + 2 * len(groups) + 1
        number = {"tengah": 2, "bawah": 3}.get(self.bentuk.nomor)
        rows = [[""] * width for _ in range(4 if number else 3)]
        kr = 3 if number == 2 else 2
        spans = []
        for column, text in [*enumerate(lead), (width - 1, "Perangkat Daerah Penanggung Jawab")]:
            rows[0][column] = text
            spans.append((column, 0, column, 1 if number == 2 else 2))
            if number:
                rows[number][column] = str(column + 1)
                spans += [(column, 2, column, 3)] if number == 2 else []
        for place, (path, *_) in enumerate(groups):
            left = n + 2 * place
            if len(path) == 1:
                spans.append((left, 0, left + 1, 1))
            else:
                rows[1][left] = path[1]
                spans.append((left, 1, left + 1, 1))
            if len(path) == 1 or groups[place - 1][0][0] != path[0] or not place:
                rows[0][left] = path[0]
            rows[kr][left], rows[kr][left + 1] = self.bentuk.kr
            if number:
                rows[number][left] = str(n + place + 1)
                spans.append((left, number, left + 1, number))
        quarters = [n + 2 * place for place, group in enumerate(groups) if len(group[0]) == 2]
        return rows, [*spans, (quarters[0], 0, quarters[-1] + 1, 0)]


def susun(bentuk: Bentuk, seed: int = 0) -> tuple[bytes, Key]:
    """A report as PDF, and every figure it prints."""
    form = _Form(bentuk, random.Random(seed))
    form.fill()
    heading, spans = form.heading()
    plain = ParagraphStyle("isi", fontName="Helvetica", fontSize=bentuk.huruf, leading=1.2 * bentuk.huruf)
    bold = ParagraphStyle("tebal", parent=plain, fontName="Helvetica-Bold")
    right, middle = (
        ParagraphStyle("kanan", parent=plain, alignment=2),
        ParagraphStyle("tengah", parent=bold, alignment=1),
    )
    lead = len(heading[0]) - 2 * len(form.groups()) - 1
    data = [[Paragraph(escape(text), middle) for text in row] for row in heading]
    for row in form.rows:
        cells = []
        for column, text in enumerate(row.cells):
            money = 0 <= column - lead < 2 * len(form.groups()) and (column - lead) % 2
            low = "<br/>" if money and text and bentuk.uang_bawah and form.rng.random() < 0.5 else ""
            cells.append(Paragraph(low + escape(text), right if money else bold if row.bold else plain))
        data.append(cells)
    if bentuk.kaki:
        for text in FEET:
            spans.append((0, len(data), len(heading[0]) - 1, len(data)))
            data.append([Paragraph(text, plain), *[""] * (len(heading[0]) - 1)])
    leading = [*([70] if bentuk.kode else []), 110, 120, *([40] if bentuk.satuan == "kolom" else [])]
    rest = (landscape(A3)[0] - 60 - sum(leading) - 50) / len(form.groups())
    table = Table(data, [*leading, *[0.38 * rest, 0.62 * rest] * len(form.groups()), 50], splitInRow=1,
                  repeatRows=len(heading) if bentuk.berulang else 0)  # fmt: skip
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                               *(("SPAN", (a, b), (c, d)) for a, b, c, d in spans)]))  # fmt: skip
    story: list[Flowable] = [table]
    if bentuk.kaki:
        story = [Paragraph("EVALUASI TERHADAP HASIL RENCANA KERJA PERANGKAT DAERAH TAHUN 2023", middle), Spacer(1, 8),
                 table, Spacer(1, 8), Paragraph("KEPALA DINAS LINGKUNGAN HIDUP", middle),
                 Paragraph("NIP 19700101 199803 1 001", middle)]  # fmt: skip
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=landscape(A3), leftMargin=30, rightMargin=30, topMargin=30,
                      bottomMargin=420).build(story)  # fmt: skip
    return buffer.getvalue(), form.key
