"""PDFs: the same documents typeset in many ways give what their text edition gives; traps of real files are named."""

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pembuat
import penata
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from penata import Tata
from reportlab.pdfgen.canvas import Canvas
from test_umum import styles

from workbench.documents import scan_readers
from workbench.documents.model import Content, Document, DocumentError
from workbench.documents.pdf import read, second
from workbench.documents.pdf.page import read_page
from workbench.documents.pdf.words import cell_text, lines_of, words_of
from workbench.documents.read import read_document
from workbench.facts.model import Observation
from workbench.facts.observations import read_tables
from workbench.tables.build import grids

FORMS = {"evaluasi": 5.0, "lkjip": 7.0, "renja": 7.0, "perubahan": 7.0}


def _read(isi: bytes, folder: Path, name: str) -> tuple[Document, list[Observation]]:
    file = folder / name
    file.write_bytes(isi)
    document = read_document(file)
    tables = read_tables(grids(document), document.identity)
    return document, [observation for table in tables for observation in table.observations]


def _bare(text: str | None) -> str | None:
    return "".join(text.split()).lower() if text else None


def _values(observations: list[Observation]) -> Counter[tuple[object, ...]]:
    """What the observations say, without their place and their blanks."""
    return Counter(
        (o.tahap, o.tahun, o.periode, o.jenjang, o.kode, _bare(o.uraian), _bare(o.indikator), _bare(o.satuan), o.target,
         o.realisasi, o.pagu, o.realisasi_rp, o.capaian, o.serapan)
        for o in observations
    )  # fmt: skip


def compare(gaya: pembuat.Gaya, isi: bytes, folder: Path, name: str) -> tuple[int, int, int]:
    """How many observations the text edition gives, how many of them are missing and how many are added."""
    _, true = _read(pembuat.buat(gaya).isi, folder, "a.txt")
    _, found = _read(isi, folder, name)
    one, other = _values(true), _values(found)
    return one.total(), (one - other).total(), (other - one).total()


def plain_styles(bentuk: str) -> st.SearchStrategy[pembuat.Gaya]:
    return styles(bentuk, sehalaman=0, kaki=False, tebal=False, sel_sebaris=False, crlf=False, akhir_baris=True,
                  kode="kanonik", uang="polos")  # fmt: skip


def layouts(**fixed: object) -> st.SearchStrategy[Tata]:
    flags = ("kepala_berulang", "putus", "tanpa_spasi", "ganda", "tersembunyi", "rapat", "kaki", "tegak")
    parts: dict[str, st.SearchStrategy[object]] = {flag: st.booleans() for flag in flags} | {
        "miring": st.sampled_from(("", "rotate", "sideways")),
        "tinggi": st.sampled_from((0.0, 360.0)),
    }
    return st.builds(Tata, **(parts | {name: st.just(value) for name, value in fixed.items()}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


def _sample(bentuk: str, layout: st.SearchStrategy[Tata], folder: Path, count: int) -> tuple[int, int, int]:
    """Totals over a fixed sample of typeset documents."""
    totals = [0, 0, 0]

    @given(plain_styles(bentuk), layout)
    @settings(max_examples=count, derandomize=True, deadline=None, database=None)
    def run(gaya: pembuat.Gaya, tata: Tata) -> None:
        try:
            isi = penata.pdf(gaya, tata)
        except AssertionError:  # too wide for the paper
            return
        for i, number in enumerate(compare(gaya, isi, folder, "a.pdf")):
            totals[i] += number

    run()
    return totals[0], totals[1], totals[2]


@pytest.mark.slow
@pytest.mark.parametrize("bentuk", pembuat.POKOK)
def test_ruled_documents_give_what_the_text_gives(bentuk: str, folder: Path) -> None:
    """Turned pages, broken rows, lost blanks, doubled and hidden text, headings printed upwards."""
    total, missing, added = _sample(bentuk, layouts(huruf=FORMS[bentuk]), folder, 25)
    assert total > 200
    assert missing <= 0.005 * total
    assert added <= 0.005 * total


@pytest.mark.slow
@pytest.mark.parametrize("garis", ["mendatar", "tiga", "tanpa"])
@pytest.mark.parametrize("bentuk", pembuat.POKOK)
def test_open_documents_give_what_the_text_gives(bentuk: str, garis: str, folder: Path) -> None:
    fixed = {"putus": False, "ganda": False, "tersembunyi": False, "rapat": False, "tegak": False, "tinggi": 0.0}
    layout = layouts(garis=garis, huruf=FORMS[bentuk], **fixed)
    total, missing, added = _sample(bentuk, layout, folder, 10)
    assert total > 60
    assert missing <= 0.03 * total
    assert added <= 0.03 * total


# --- places ----------------------------------------------------------------------------------------------------


def _pdf(draw: Callable[[Canvas], None], size: tuple[float, float] = (600, 400)) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    for x in xs:
        canvas.line(x, 400 - ys[0], x, 400 - ys[-1])
    for y in ys:
        canvas.line(xs[0], 400 - y, xs[-1], 400 - y)


def _cells(content: Content) -> list[list[str]]:
    return [row.texts for block in content.blocks for row in block.rows]


def test_every_cell_knows_its_page_and_box() -> None:
    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50, 200, 350], [100, 130, 160])
        canvas.drawString(55, 400 - 120, "Program")
        canvas.drawString(210, 400 - 150, "1.000")

    rows = read.parse(_pdf(draw)).blocks[0].rows
    assert [row.texts for row in rows] == [["Program", ""], ["", "1.000"]]
    cell = rows[1].cells[1]
    assert (cell.page, cell.line, rows[1].page, rows[1].line) == (1, 2, 1, 2)
    assert cell.box == pytest.approx((200, 130, 350, 160), abs=0.6)


def test_rows_are_counted_through_the_document() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 400))
    for page in range(2):
        canvas.drawString(55, 380, f"Judul {page}")
        _grid(canvas, [50, 200, 350], [100, 130, 160])
        for place, y in enumerate((120, 150)):
            canvas.drawString(55, 400 - y, f"Baris {page}{place}")
        canvas.showPage()
    canvas.save()
    content = read.parse(buffer.getvalue())
    assert [line.line for line in content.lines] == [1, 4]
    assert [(row.page, row.line) for block in content.blocks for row in block.rows] == [(1, 2), (1, 3), (2, 5), (2, 6)]


@pytest.mark.parametrize("unseen", ["white", "invisible"])
def test_unseen_text_takes_no_character_of_what_is_printed_over_it(unseen: str) -> None:
    """pdfium drops a character where the same one stands; the first one may be the one that nobody sees."""

    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50, 200, 350], [100, 130, 160])
        canvas.drawString(55, 400 - 120, "Capaian")
        canvas.saveState()
        hidden = canvas.beginText(210, 400 - 120)
        if unseen == "white":
            canvas.setFillColorRGB(1, 1, 1)
        else:
            hidden.setTextRenderMode(3)
        hidden.textOut("8")
        canvas.drawText(hidden)
        canvas.restoreState()
        canvas.drawString(210, 400 - 120, "83,97")

    content = read.parse(_pdf(draw))
    assert _cells(content)[0] == ["Capaian", "83,97"]
    assert "1 huruf tersembunyi" in content.notes[0]


def test_text_tight_to_a_rule_stays_in_its_cell() -> None:
    """`83` set to the right and `Indeks` to the left of one rule, nearly touching."""

    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50, 100, 200], [100, 130, 160])
        canvas.drawRightString(99.8, 400 - 120, "83")
        canvas.drawString(100.2, 400 - 120, "Indeks")

    assert _cells(read.parse(_pdf(draw))) == [["83", "Indeks"]]


def test_rows_without_a_rule_end_where_the_upright_rules_are_broken() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (50, 150, 250, 350):
            for top, bottom in ((100, 130), (130.4, 160), (160.4, 190)):
                canvas.line(x, 400 - top, x, 400 - bottom)
        for y in (100, 190):
            canvas.line(50, 400 - y, 350, 400 - y)
        for i, name in enumerate(("Satu", "Dua", "Tiga")):
            canvas.drawString(55, 400 - 120 - 30 * i, name)
            canvas.drawString(155, 400 - 120 - 30 * i, f"{i}.000")

    assert _cells(read.parse(_pdf(draw))) == [["Satu", "0.000", ""], ["Dua", "1.000", ""], ["Tiga", "2.000", ""]]


def test_figures_on_different_lines_of_one_row_stay_in_it() -> None:
    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50, 150, 250, 400], [100, 160, 220])
        canvas.drawString(55, 400 - 115, "Penyusunan")
        canvas.drawString(55, 400 - 130, "Dokumen")
        canvas.drawString(200, 400 - 115, "2")
        canvas.drawString(300, 400 - 145, "19.010.000")
        canvas.drawString(55, 400 - 180, "Lain")

    assert _cells(read.parse(_pdf(draw))) == [["Penyusunan Dokumen", "2", "19.010.000"], ["Lain", "", ""]]


def test_a_lone_tail_of_a_row_is_not_lost() -> None:
    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50 + 25 * i for i in range(21)], [100, 130])
        canvas.setFont("Helvetica", 6)
        canvas.drawString(77, 400 - 120, "daerah")

    rows = _cells(read.parse(_pdf(draw)))
    assert [cell for row in rows for cell in row if cell] == ["daerah"]


def test_two_tables_on_a_page_are_two_blocks_with_their_titles() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 330, "Tabel 1 Satu")
        _grid(canvas, [50, 150, 250], [100, 130, 160])
        canvas.drawString(55, 400 - 120, "a")
        canvas.drawString(50, 200, "Tabel 2 Dua")
        _grid(canvas, [50, 150, 250], [220, 250, 280])
        canvas.drawString(55, 400 - 240, "b")

    content = read.parse(_pdf(draw))
    assert [[line.text for line in block.before] for block in content.blocks] == [["Tabel 1 Satu"], ["Tabel 2 Dua"]]


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (["23.945.469.", "047"], 60, "23.945.469.047"),
        (["3.212.93", "3.861"], 60, "3.212.933.861"),
        (["120", "90"], 60, "120\n90"),
        (["Perangka", "t Daerah"], 50, "Perangkat Daerah"),
        (["KABUPATEN/KOT", "A"], 80, "KABUPATEN/KOTA"),
        (["Program/", "Kegiatan"], 50, "Program/Kegiatan"),
        (["Jumlah dokumen", "yang disusun"], 90, "Jumlah dokumen yang disusun"),
        (["Dokumen", "Perencanaan"], 50, "Dokumen Perencanaan"),
    ],
)
def test_lines_of_a_narrow_cell_are_put_together(lines: list[str], width: float, text: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for i, line in enumerate(lines):
            canvas.drawString(50, 300 - 11 * i, line)

    document = pdfium.PdfDocument(_pdf(draw))
    assert cell_text(lines_of(words_of(read_page(document, 0).glyphs)), width) == text


def test_figures_far_apart_in_one_cell_are_two() -> None:
    """`1.800.` and `940` below it belong to two items of the cell."""

    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50, 150, 250], [100, 200])
        for y, name, figure in ((115, "Lomba", "1.800."), (170, "Hadiah", "940")):
            canvas.drawString(55, 400 - y, name)
            canvas.drawString(160, 400 - y, figure)

    assert _cells(read.parse(_pdf(draw))) == [["Lomba\nHadiah", "1.800.\n940"]]


def test_letters_in_the_order_of_the_page_whatever_the_order_of_the_file() -> None:
    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50, 250, 350], [100, 130, 160])
        for x, word in ((150, "Kegiatan"), (55, "Sub"), (100, "Program")):
            canvas.drawString(x, 400 - 120, word)

    assert _cells(read.parse(_pdf(draw)))[0][0] == "Sub Program Kegiatan"


@given(st.lists(st.lists(st.integers(0, 10**9), min_size=3, max_size=7), min_size=2, max_size=12))
@settings(max_examples=40, derandomize=True, deadline=None, database=None)
def test_no_figure_of_a_ruled_table_is_lost_or_moved(rows: list[list[int]]) -> None:
    width = max(map(len, rows))
    texts = [[f"{value:,}".replace(",", ".") for value in row] + [""] * (width - len(row)) for row in rows]

    def draw(canvas: Canvas) -> None:
        xs = [20 + 80 * i for i in range(width + 1)]
        _grid(canvas, xs, [50 + 20 * i for i in range(len(rows) + 1)])
        for r, row in enumerate(texts):
            for c, text in enumerate(row):
                canvas.drawRightString(xs[c + 1] - 1, 400 - (50 + 20 * r) - 14, text)

    assert _cells(read.parse(_pdf(draw))) == texts


# --- readers that check each other -----------------------------------------------------------------------------


def test_readers_agree_on_shape_and_digits() -> None:
    one = [["Uraian", "", "Rp"], ["a", "", "1.000"]]
    assert second.agree(one, [["Uraian:", "Rp"], ["A b", "Rp 1,000"]])
    assert not second.agree(one, [["Uraian", "Rp"], ["a", "1.001"]])
    assert not second.agree(one, [["Uraian", "Rp"], ["a 1.000", ""]])


def test_a_word_over_a_rule_is_marked_and_the_rest_is_sure() -> None:
    def draw(canvas: Canvas) -> None:
        _grid(canvas, [50, 100, 200], [100, 130, 160])
        canvas.drawString(55, 400 - 120, "9.999.999.999.999")
        canvas.drawString(55, 400 - 150, "1.000")

    cells = [cell for block in read.parse(_pdf(draw)).blocks for row in block.rows for cell in row.cells]
    found = [(cell.text, bool(cell.doubt)) for cell in cells if cell.text]
    assert found == [("9.999.999.999.999", True), ("1.000", False)]


# --- files that are no PDF, or no good one ---------------------------------------------------------------------


def _small() -> bytes:
    return _pdf(lambda canvas: canvas.drawString(50, 300, "Hanya kalimat biasa, tanpa tabel."))


def test_a_locked_file_is_named(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="rahasia")
    canvas.drawString(50, 300, "x")
    canvas.save()
    with pytest.raises(DocumentError, match="kata sandi"):
        _read(buffer.getvalue(), tmp_path, "a.pdf")


@pytest.mark.parametrize(
    ("isi", "reason"),
    [
        (b"", "kosong"),
        (b"%PDF-1.4\n", "rusak"),
        (_small()[:300], "rusak"),
        (b"\0\1bukan pdf", "bukan .pdf"),
        (_pdf(lambda canvas: None), "tidak berisi teks"),
        (_small(), "Tidak ada tabel"),
    ],
    ids=["empty", "header only", "cut off", "other content", "blank page", "prose"],
)
def test_files_without_tables_are_named(isi: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=reason):
        _read(isi, tmp_path, "a.pdf")


def test_a_pdf_under_another_name_is_read(tmp_path: Path, folder: Path) -> None:
    gaya = pembuat.Gaya("lkjip")
    document, observations = _read(penata.pdf(gaya), tmp_path, "laporan.docx")
    assert observations
    assert document.pages


def test_absurd_page_counts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MOST_PAGES", 0)
    with pytest.raises(DocumentError, match="Pecah dokumennya"):
        read.parse(_small())


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, derandomize=True, deadline=None, database=None)
def test_a_damaged_file_is_read_or_named(place: int, noise: bytes) -> None:
    isi = penata.pdf(pembuat.Gaya("lkjip"))
    place = min(place, len(isi) - 1)
    try:
        read.parse(isi[:place] + noise + isi[place + len(noise) :])
    except DocumentError as error:
        assert str(error)


# --- published documents ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(real: Path) -> dict[str, Content]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan_readers, "is_available", lambda: False)
        return {file.name: read.parse(file.read_bytes()) for file in sorted(real.glob("*.pdf"))}


def test_every_digit_of_published_tables_is_in_one_cell(published: dict[str, Content], real: Path) -> None:
    """pdfium's own text of the page, as a multiset of digits, is what cells and lines hold together."""
    for name, content in published.items():
        found: Counter[int] = Counter()
        for page, text in [(c.page, c.text) for b in content.blocks for r in b.rows for c in r.cells]:
            found[page or 0] += sum(char.isdigit() for char in text)
        for line in content.lines:
            found[line.page or 0] += sum(char.isdigit() for char in line.text)
        document = pdfium.PdfDocument(real / name)
        for index in range(len(document)):
            digits = sum(char.isdigit() for char in document[index].get_textpage().get_text_range())
            assert found[index + 1] == digits, (name, index + 1)


def test_scanned_pages_are_named(published: dict[str, Content]) -> None:
    notes = [note for content in published.values() for note in content.notes]
    assert sum("hasil pindai" in note for note in notes) == 1
