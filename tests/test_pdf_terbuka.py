"""Open tables of PDFs (no upright rules): rows, headings and figures stand where the page sets them."""

import io
from dataclasses import dataclass, replace

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from workbench.documents.model import Content
from workbench.documents.pdf import read
from workbench.documents.pdf.unruled_rows import Habits, Piece, Printed, unsure_rows

SIZE = 8.0
EDGES = [40.0, 95.0, 215.0, 320.0, 370.0, 440.0, 510.0]
HEAD = ["Kode", "Program/Kegiatan", "Indikator", "Target", "Pagu (Rp)", "Realisasi (Rp)"]
ROWS = [
    ["3.25.03", "PROGRAM TANGKAP", "Persentase\nproduksi perikanan\ntangkap", "12,5", "2.980.513.056", "1.825.446.181"],
    ["3.25.03.2.01", "Pengelolaan Penangkapan\ndi Sungai dan Danau", "Jumlah layanan", "287", "1.071.415.547", "675.726.607"],
    ["3.25.03.2.01.\n0001", "Penyediaan Data\ndan Informasi Sumber\nDaya Ikan", "Jumlah data", "168", "861.043.599", "482.184.415"],
    ["3.25.03.2.01.\n0002", "Penyediaan Prasarana", "Jumlah prasarana\nyang disediakan", "60", "210.371.948", "-"],
    ["3.25.04", "PROGRAM BUDIDAYA", "Persentase produksi\nbudidaya", "12,5", "1.443.311.\n398", "812.802.\n353"],
]  # fmt: skip


@dataclass(frozen=True)
class Cara:
    """How a table is set: the place of its cells (0 top, 1 bottom), white around them, step of lines, rules."""

    tempat: tuple[float, ...] = (0.0,)
    jarak: float = 3.0
    langkah: float = 1.2
    garis: str = "kepala"
    huruf: str = "Helvetica"


class _Kertas:
    def __init__(self, cara: Cara) -> None:
        self.cara = cara
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(560, 400))
        self.y = 60.0

    def line(self, text: str, x: float = 40.0) -> None:
        self.canvas.setFont(self.cara.huruf, SIZE)
        self.canvas.drawString(x, 400 - self.y - 0.8 * SIZE, text)
        self.y += 2.2 * SIZE

    def rule(self, x0: float = EDGES[0], x1: float = EDGES[-1]) -> None:
        self.canvas.line(x0, 400 - self.y, x1, 400 - self.y)

    def head(self) -> None:
        if self.cara.garis != "tanpa":
            self.rule()
        self.row(HEAD, kepala=True)
        if self.cara.garis != "tanpa":
            self.rule()

    def row(self, cells: list[str], kepala: bool = False) -> None:
        cara = self.cara
        step = cara.langkah * SIZE
        most = max(len(cell.split("\n")) for cell in cells)
        self.canvas.setFont(cara.huruf, SIZE)
        for i, cell in enumerate(cells):
            lines = cell.split("\n")
            top = self.y + cara.jarak + cara.tempat[i % len(cara.tempat)] * (most - len(lines)) * step
            for j, line in enumerate(lines):
                right = EDGES[i + 1] - 3 - stringWidth(line, cara.huruf, SIZE)
                x = right if i > 2 and not kepala else EDGES[i] + 3
                self.canvas.drawString(x, 400 - top - j * step - 0.8 * SIZE, line)
        self.y += most * step + 2 * cara.jarak
        if cara.garis == "semua":
            self.rule()

    def page(self) -> None:
        self.canvas.showPage()
        self.y = 30.0

    def content(self) -> Content:
        self.canvas.showPage()
        self.canvas.save()
        return read.parse(self.buffer.getvalue())


def _cells(content: Content) -> list[list[str]]:
    return [row.texts for block in content.blocks for row in block.rows]


def _flat(rows: list[list[str]]) -> list[list[str]]:
    """Cells without blanks and line ends: where a code is cut does not matter here."""
    return [["".join(cell.split()) for cell in row] for row in rows]


PLACES = [(0.0,), (0.5,), (1.0,), (0.5, 0.0, 0.0, 0.5, 0.5, 0.5)]


@pytest.mark.parametrize("garis", ["tanpa", "kepala", "semua"])
@pytest.mark.parametrize("jarak", [0.6, 3.0, 6.0])
@pytest.mark.parametrize("tempat", PLACES, ids=["top", "middle", "bottom", "figures in the middle"])
def test_rows_by_the_place_of_their_cells(tempat: tuple[float, ...], jarak: float, garis: str) -> None:
    """Codes, names, indicators and figures on several lines, set high, in the middle or low."""
    kertas = _Kertas(Cara(tempat, jarak, garis=garis))
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    for row in ROWS:
        kertas.row(row)
    assert _flat(_cells(kertas.content())) == _flat([HEAD, *ROWS])


@pytest.mark.parametrize("langkah", [1.05, 1.5])
def test_rows_of_lines_set_close_and_wide(langkah: float) -> None:
    kertas = _Kertas(Cara((0.5,), langkah=langkah))
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    for row in ROWS:
        kertas.row(row)
    assert _flat(_cells(kertas.content())) == _flat([HEAD, *ROWS])


def test_blanks_as_wide_as_the_white_between_columns() -> None:
    """In a font of one width a printed blank parts words, a gap without one parts cells."""
    kertas = _Kertas(replace(Cara(), huruf="Courier"))
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    for number in range(1, 6):
        kertas.row(
            [f"3.25.0{number}", "Program yang ke sekian", "Jumlah hasil satu", "12", f"{number}00.000", "50.000"]
        )
    assert _cells(kertas.content())[1] == [
        "3.25.01", "Program yang ke sekian", "Jumlah hasil satu", "12", "100.000", "50.000"
    ]  # fmt: skip


def test_a_rest_of_a_row_on_the_next_page_keeps_to_its_columns() -> None:
    kertas = _Kertas(Cara(jarak=6.0))
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    for row in ROWS:
        kertas.row(row)
    kertas.page()
    kertas.row(["", "dan Kolam Air Tawar", "yang dibina", "", "", ""])
    for row in ROWS[:3]:
        kertas.row(row)
    rows = _flat(_cells(kertas.content()))
    assert rows[6] == ["", "danKolamAirTawar", "yangdibina", "", "", ""]
    assert rows[7:] == _flat(ROWS[:3])


def test_a_repeated_heading_at_the_edge_of_the_paper_is_no_running_head() -> None:
    kertas = _Kertas(Cara())
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    for _ in range(3):
        kertas.head()
        for row in ROWS[1:4]:
            kertas.row(row)
        kertas.page()
    blocks = kertas.content().blocks
    assert [_flat([row.texts for row in block.rows])[0] for block in blocks] == _flat([HEAD] * 3)


def test_a_note_below_is_no_row_and_opens_no_corridor() -> None:
    kertas = _Kertas(Cara())
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    for row in ROWS[1:4]:
        kertas.row(row)
    kertas.line("Sumber: laporan bidang yang diolah kembali oleh sekretariat dinas")
    content = kertas.content()
    assert _flat(_cells(content)) == _flat([HEAD, *ROWS[1:4]])
    assert any(line.text.startswith("Sumber") for line in content.lines)


def test_a_rule_below_the_heading_of_a_group_ends_no_heading() -> None:
    kertas = _Kertas(Cara())
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.rule()
    kertas.row(["", "", "", "", "Anggaran Tahun 2023", ""], kepala=True)
    kertas.rule(EDGES[1], EDGES[3] - 4)
    kertas.rule(EDGES[4], EDGES[6])
    kertas.row([*HEAD[:4], "Pagu", "Realisasi"], kepala=True)
    kertas.rule()
    for row in ROWS[1:4]:
        kertas.row(row)
    rows = _flat(_cells(kertas.content()))
    assert rows[0][4] == "AnggaranTahun2023"
    assert rows[1][4:] == ["Pagu", "Realisasi"]
    assert rows[2:] == _flat(ROWS[1:4])


def test_a_figure_that_stays_cut_is_in_doubt() -> None:
    kertas = _Kertas(Cara())
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    for row in [*ROWS[1:4], ["3.25.05", "Program lain", "Jumlah", "5", "434.882.50", "12.500.000"]]:
        kertas.row(row)
    cells = [cell for block in kertas.content().blocks for row in block.rows for cell in row.cells]
    assert [cell.text for cell in cells if cell.doubt] == ["434.882.50"]


def _centred(kertas: _Kertas, text: str, first: int, last: int, edges: list[float]) -> None:
    middle = (edges[first] + edges[last + 1]) / 2
    kertas.canvas.setFont(kertas.cara.huruf, SIZE)
    kertas.canvas.drawCentredString(middle, 400 - kertas.y - 0.8 * SIZE, text)


def _wide_cells(
    groups: list[tuple[str, int, int]], alone: list[tuple[str, int]], figures: list[int], edges: list[float]
) -> list[list[str]]:
    """A table whose cells are far wider than their figures, headings in the middle of their cells."""
    kertas = _Kertas(Cara())
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.y += 6
    for text, first, last in groups:
        _centred(kertas, text, first, last, edges)
    kertas.y += 2 * SIZE
    for text, column in alone:
        _centred(kertas, text, column, column, edges)
    kertas.y += 2 * SIZE
    for number in range(1, 6):
        kertas.canvas.drawString(edges[0] + 3, 400 - kertas.y - 0.8 * SIZE, f"3.25.0{number}")
        kertas.canvas.drawString(edges[1] + 3, 400 - kertas.y - 0.8 * SIZE, f"Program {number}")
        for column in figures:
            kertas.canvas.drawString(edges[column] + 3, 400 - kertas.y - 0.8 * SIZE, f"{number}{column}.500")
        kertas.y += 2 * SIZE
    return _cells(kertas.content())


def test_a_group_keeps_to_the_columns_it_is_centred_over() -> None:
    """The white between short figures in wide cells says nothing about where the cells meet."""
    below = [("Kode", 0), ("Program", 1), ("Sebelum", 2), ("Sesudah", 3), ("RKPD", 4), ("APBD", 5), ("Selisih", 6)]
    rows = _wide_cells(
        [("Target", 2, 3), ("Pagu", 4, 5)], below, [2, 3, 4, 5, 6], [40, 110, 200, 300, 340, 390, 440, 530]
    )
    assert rows[0] == ["Kode", "Program", "Target", "", "Pagu", "", "Selisih"]
    assert rows[1] == ["", "", "Sebelum", "Sesudah", "RKPD", "APBD", ""]
    assert rows[2][2:] == ["12.500", "13.500", "14.500", "15.500", "16.500"]


def test_figures_go_to_the_heading_they_fit_below() -> None:
    """The column of notes has no text; the figures beside it stand left of their own heading."""
    headings = [
        ("Kode", 0),
        ("Program", 1),
        ("Lokasi Kegiatan", 2),
        ("Catatan", 3),
        ("Unit", 4),
        ("Sumber", 5),
        ("Pagu", 6),
    ]
    rows = _wide_cells([], headings, [2, 4, 5, 6], [40, 110, 200, 280, 312, 420, 480, 540])
    assert rows[0] == [text for text, _ in headings]
    assert rows[1] == ["3.25.01", "Program 1", "12.500", "", "14.500", "15.500", "16.500"]


def test_a_figure_cut_by_the_end_of_a_page_is_joined() -> None:
    kertas = _Kertas(Cara())
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    for row in ROWS[:3]:
        kertas.row(row)
    kertas.row(["3.25.04", "PROGRAM", "Persentase", "12,5", "1.443.311.", "812.802."])
    kertas.page()
    kertas.row(["", "BUDIDAYA", "produksi", "", "398", "353"])
    for row in ROWS[1:3]:
        kertas.row(row)
    rows = _flat(_cells(kertas.content()))
    assert rows[4] == ["3.25.04", "PROGRAMBUDIDAYA", "Persentaseproduksi", "12,5", "1.443.311.398", "812.802.353"]
    assert rows[5:] == _flat(ROWS[1:3])


def test_figures_that_may_belong_to_another_row_are_in_doubt() -> None:
    """A figure alone in its line, with those above and below it, and two figures in one cell."""
    kertas = _Kertas(Cara((0.0,), jarak=6.0))
    kertas.line("Tabel 2.1 Evaluasi Renja Tahun 2023")
    kertas.head()
    kertas.row(ROWS[1])
    kertas.row(["", "", "", "161,0", "", ""])
    kertas.row(ROWS[3])
    for row in ROWS[2:4]:
        kertas.row(row)
    cells = [row.cells for block in kertas.content().blocks for row in block.rows]
    doubtful = [cell.text for row in cells[1:] for cell in row if cell.doubt]
    assert doubtful == ["287", "161,0", "60"]


def test_rows_that_may_be_cut_elsewhere_are_in_doubt() -> None:
    """Two lines of a name at the step of lines may be one row or two; set wide apart they are two."""
    habits = Habits(10.0)
    close, wide = ([Printed(0.0, (Piece(1, "a", False),)), Printed(step, (Piece(1, "b", False),))] for step in (10, 14))
    assert unsure_rows(close, habits) == {0}
    assert not unsure_rows(wide, habits)
