"""Word, spreadsheets, CSV, HTML and Markdown give what the text edition gives; their traps are read or named."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pembuat
import penata
import polars as pl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pdf import compare, plain_styles

from workbench.audit.check import AUDITED, audit
from workbench.dataset.schema import dtypes
from workbench.documents import excel, libreoffice, markup, word
from workbench.documents.kinds import kind_of
from workbench.documents.model import HIDDEN, Content, DocumentError
from workbench.documents.read import discover, read_document
from workbench.facts.numbers import money
from workbench.reading.rows import rows_of, understand

EDITIONS: dict[str, Callable[[pembuat.Gaya], bytes]] = {
    "a.docx": penata.word,
    "bertumpuk.docx": lambda gaya: penata.word(gaya, bertumpuk=True),
    "angka.xlsx": penata.excel,
    "teks.xlsx": lambda gaya: penata.excel(gaya, angka=False),
    "lembar.xlsx": lambda gaya: penata.excel(gaya, selembar=False),
    "a.csv": penata.csv,
    "a.html": penata.laman,
    "a.md": penata.markdown,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITIONS)
def test_every_edition_gives_what_the_text_gives(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("kantor")
    totals = [0, 0, 0]

    @given(st.one_of(*map(plain_styles, pembuat.POKOK)))
    @settings(max_examples=15, derandomize=True, deadline=None, database=None)
    def run(gaya: pembuat.Gaya) -> None:
        for i, number in enumerate(compare(gaya, EDITIONS[name](gaya), folder, name)):
            totals[i] += number

    run()
    assert totals[0] > 200
    assert totals[1] <= 0.005 * totals[0]
    assert totals[2] <= 0.005 * totals[0]


def _rows(content: Content) -> list[list[str]]:
    return [row.texts for block in content.blocks for row in block.rows]


# --- Word ------------------------------------------------------------------------------------------------------


def _saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_merged_cells_stand_in_their_first_place() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for r in range(3):
        for c in range(3):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "lebar"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tinggi"
    assert _rows(word.parse(_saved(document))) == [["lebar", "", "02"], ["10", "11", "tinggi"], ["20", "21", ""]]


def test_numbered_lists_keep_their_printed_numbers() -> None:
    document = docx.Document()
    for text in ("Satu", "Dua"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Butir", style="List Bullet")
    document.add_table(1, 2).cell(0, 0).text = "x"
    assert [line.text for line in word.parse(_saved(document)).lines] == ["1. Satu", "2. Dua", "• Butir"]


def test_boxes_and_inner_tables_are_read_once_and_deleted_and_hidden_text_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Luar")
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>Kotak</w:t></w:r></w:p>"
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Kotak</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(box))
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>Hapus</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> Sisip</w:t></w:r></w:ins>"))
    hidden = paragraph.add_run("Rahasia")
    hidden.font.hidden = True
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "kiri"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "dalam", "9"
    content = word.parse(_saved(document))
    assert [line.text for line in content.lines] == ["Luar Sisip", "Kotak"]
    assert _rows(content) == [["kiri", ""], ["dalam", "9"]]


def test_content_controls_and_rows_that_begin_late_are_read() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for c, text in enumerate("abc"):
        table.cell(0, c).text = text
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    properties = row.get_or_add_trPr()
    late = OxmlElement("w:gridBefore")
    late.set(qn("w:val"), "1")
    properties.append(late)
    for cell, text in zip(row.tc_lst, "de", strict=True):
        cell.p_lst[0].add_r().text = text
    held = row.tc_lst[-1]
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    held.addprevious(control)
    control[0].append(held)
    assert _rows(word.parse(_saved(document))) == [["a", "b", "c"], ["", "d", "e"]]


@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_formats_for_libreoffice_say_what_is_missing(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {".rtf": b"{\\rtf1 x}", ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    file = tmp_path / f"a{suffix}"
    file.write_bytes(contents.get(suffix, buffer.getvalue()))
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(DocumentError, match="perlu LibreOffice"):
        read_document(file)


# --- spreadsheets ----------------------------------------------------------------------------------------------


def _book(fill: Callable[[openpyxl.Workbook], None]) -> Content:
    book = openpyxl.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return excel.parse(buffer.getvalue())


def test_hidden_rows_columns_and_sheets_are_left_out_and_named() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        for row in (["Uraian", "Rahasia", "Rp"], ["a", 1, 1000], ["b", 2, 2000], ["c", 3, 3000]):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        other = book.create_sheet("Kerja")
        other.append(["x", 1])
        other.sheet_state = "hidden"

    content = _book(fill)
    assert _rows(content) == [["Uraian", "Rp"], ["a", "1000"], ["c", "3000"]]
    notes = " ".join(content.notes)
    assert "baris tersembunyi dilewati (3)" in notes
    assert "kolom tersembunyi" in notes
    assert "Kerja" in notes


def test_percentages_dates_that_were_codes_and_formulas() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["Kode", "Uraian", "Anggaran", "%", "Tanggal"])
        sheet.append([date(2003, 2, 1), "Gaji", 1234.5, 0.8383, date(2024, 3, 5)])
        sheet.append([5.1, "Modal", "=1+1", 1, None])
        for row in (2, 3):
            sheet.cell(row, 4).number_format = "0.00%"

    content = _book(fill)
    assert _rows(content)[1:] == [
        ["1.02.03", "Gaji", "1234,5", "83,83%", "05/03/2024"],
        ["5.1", "Modal", "", "100%", ""],
    ]
    assert any("1 rumus belum dihitung" in note for note in content.notes)


@given(st.decimals(min_value=0, max_value=10**13, places=3) | st.decimals(min_value=0, max_value=10**6, places=2))
@settings(max_examples=200, derandomize=True, deadline=None, database=None)
def test_a_number_of_a_cell_is_the_number_that_is_read(value: Decimal) -> None:
    exact = Decimal(format(float(value), ".15g"))
    assert money(excel.number_text(float(value))) == exact


def test_titles_and_signatures_are_text_and_every_sheet_a_page() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for number, sheet in enumerate((book.active, book.create_sheet("Dua")), start=1):
            for row in (["DINAS CONTOH"], ["Unit", ":", "Dinas Contoh"], [], ["Uraian", "Anggaran", "Realisasi"], [],
                        ["a", number * 1000, 900], ["Jumlah", 1000, 900], [], ["Mengetahui", None, "Kepala"]):  # fmt: skip
                sheet.append(row)

    content = _book(fill)
    assert content.pages == 2
    assert [len(block.rows) for block in content.blocks] == [1, 2, 1, 2]
    assert {row.page for block in content.blocks for row in block.rows} == {1, 2}
    assert content.blocks[1].rows[0].line == 6
    assert "Mengetahui Kepala" in [line.text for line in content.lines]


def test_a_narrow_table_under_a_wide_one_keeps_its_own_columns() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        wide = [
            ["Kode", "Program", "Target", "Pagu", "Ket."],
            ["1.01.02", "A", 5, 1000, "x"],
            [],
            ["1.01.03", "B", 6, 2000],
        ]
        narrow = [["Tabel 2"], ["Indikator", "TW I", None], [None, "T", "R"], ["Persentase", 5, 7]]
        for row in [["Tabel 1"], *wide, [], *narrow]:
            sheet.append(row)

    assert [len(row) for row in _rows(_book(fill))] == [5, 5, 5, 3, 3, 3]


def test_a_merged_cell_that_begins_in_a_sliver_stands_where_it_is_seen() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.column_dimensions["B"].width = 1.2
        sheet.column_dimensions["C"].width = 18
        sheet["A1"], sheet["C1"] = "Uraian", "Realisasi"
        sheet["A2"], sheet["B2"] = "Gaji", 1500
        sheet.merge_cells("B2:C2")

    assert _rows(_book(fill)) == [["Uraian", "Realisasi"], ["Gaji", "1500"]]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_csv_with_any_separator(mark: str) -> None:
    lines = [
        mark.join(row) for row in (["Kode", "Uraian", "Rp"], ["1", "Gaji dan lain", "1000"], ["2", "Modal", "2000"])
    ]
    content = excel.parse_csv("\n".join(["DINAS CONTOH", "", *lines]).encode())
    assert _rows(content) == [["Kode", "Uraian", "Rp"], ["1", "Gaji dan lain", "1000"], ["2", "Modal", "2000"]]


def test_published_spreadsheets(real: Path) -> None:
    """Checked by eye against the sheets."""
    content = excel.parse((real / "dinsos-toba-lra-2022.xlsx").read_bytes())
    assert _rows(content)[0] == ["KODE REKENING", "URAIAN", "ANGGARAN", "REALISASI"]
    assert ["5", "BELANJA DAERAH", "6474870459", "3807202897"] in _rows(content)
    cash = excel.parse((real / "dpmdppa-toba-anggaran-kas-2022.xlsx").read_bytes())
    row = next(row for row in _rows(cash) if row[3] == "Target" and "496724764" in row)
    assert row[-1] == "1788698383"


# --- HTML and Markdown -----------------------------------------------------------------------------------------


def test_html_spans_hidden_parts_and_inner_tables() -> None:
    source = b"""<p>Judul <b>satu</b></p><table><tr><th rowspan=2>No<th colspan=2>Target</tr><tr><th>K<th>Rp</tr>
    <tr><td>1<td>2<br>Dokumen<td>1.000<table><tr><td>x<td>y</table></tr><tr hidden><td>9</tr></table>
    <script>alert(1)</script><div style="display: none">tidak</div>"""
    content = markup.parse_html(source)
    assert _rows(content) == [["No", "Target", ""], ["", "K", "Rp"], ["1", "2\nDokumen", "1.000"], ["x", "y"]]
    assert [line.text for line in content.lines] == ["Judul satu"]


STYLED = """<div class=k><p class=a>satu</p><p class="a b" id=i>dua</p></div><p class=a style="display:block">tiga</p>
<p>empat</p>"""


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (".a{display:none}", "tiga empat"),
        (".a{color:red;display : none !important}", "empat"),
        (".a{display:none}.b{display:block}", "dua tiga empat"),
        ("#i{display:block}p.a{display:none}", "dua tiga empat"),
        ("p.a{display:block}.a{display:none}", "satu dua tiga empat"),
        (".a{display:none!important}#i{display:block}", "empat"),
        (".a{visibility:hidden}.a{display:block}", "empat"),
        (".k p.b, .x{display:none}", "satu tiga empat"),
        (".b .k{display:none}", "satu dua tiga empat"),
        ("@media print{.a{display:none}} .b{display:none}", "satu tiga empat"),
        (".k{color:red; .b{color:red; display:none}}", "satu dua tiga empat"),
        (".a{content:'}';display:none}", "tiga empat"),
        (".a:hover{display:none} .A{display:none} /* .b{display:none}", "satu dua tiga empat"),
        ("P.b{DISPLAY:NONE", "satu dua tiga empat"),
    ],
)
def test_what_a_style_sheet_hides_on_the_screen_is_not_read(sheet: str, shown: str) -> None:
    content = markup.parse_html(f"<style>{sheet}</style>{STYLED}".encode())
    assert [line.text for line in content.lines] == shown.split()


def test_what_a_style_sheet_hides_on_paper_is_read() -> None:
    content = markup.parse_html(f"<style media=print>.a{{display:none}}</style>{STYLED}".encode())
    assert len(content.lines) == 4


def test_rows_that_a_style_sheet_hides_are_named() -> None:
    source = b"<style>tr.t td{color:red} table .t{display:none}</style><table><tr><td>a<td>1</tr><tr class=t><td>b<td>2"
    content = markup.parse_html(source)
    assert _rows(content) == [["a", "1"]]
    assert [row.texts for row in content.hidden] == [["b | 2"]]


def test_the_name_of_one_sheet_does_not_make_the_kind_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "LRA"
    book.active.append(["No", "Program", "Pagu"])
    for row in (["Laporan Kinerja"], [TITLE.split(" ", 1)[1]], ["No", "Sasaran", "Target"], [1, "Sasaran A", 5]):
        (book["Isi"] if "Isi" in book.sheetnames else book.create_sheet("Isi")).append(row)
    path = tmp_path / "lkjip-kab-magelang-2024.xlsx"
    book.save(path)
    assert read_document(path).identity.jenis == "LKjIP"


def test_html_under_the_name_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    assert kind_of(b"<html><table></table></html>", ".xls") == "html"


def test_notes_beside_the_documents_are_not_read(tmp_path: Path) -> None:
    for name in ("README.md", "renja.md", "renja.md.yml", "~$renja.docx"):
        (tmp_path / name).write_text("x")
    assert [file.name for file in discover([tmp_path])] == ["renja.md"]


# --- files that harm or are no documents -----------------------------------------------------------------------


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "isi", "reason"),
    [
        ("a.docx", b"PK\x03\x04rusak", "rusak atau terpotong"),
        ("a.docx", penata.word(pembuat.Gaya("lkjip"))[:4000], "rusak atau terpotong"),
        ("a.docx", b"bukan word", "bukan .docx"),
        ("a.docx", _zip(catatan_xml=b"x"), "bukan dokumen Word"),
        ("a.docx", _zip(word__document_xml=b"<x/>"), "rusak"),
        ("a.docx", _zip(word__document_xml=b" " * (60 * 2**20)), "mengembang"),
        ("a.xlsx", _zip(xl__workbook_xml=b"<x"), "rusak"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "rusak"),
        ("a.csv", b"\0\1\2\3", "biner"),
        ("a.html", b"<p>Tanpa tabel</p>", "Tidak ada tabel"),
        ("a.html", b"<div>" * 5000 + b"<table><tr><td>a<td>b</table>", "bertumpuk|Tidak ada tabel|tidak terbaca"),
    ],
)
def test_harmful_and_broken_files_are_named(name: str, isi: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(isi)
    with pytest.raises(DocumentError, match=reason):
        read_document(file)


@pytest.mark.parametrize("name", ["a.docx", "angka.xlsx"])
@given(place=st.integers(0, 30_000), noise=st.binary(min_size=1, max_size=30))
@settings(max_examples=40, derandomize=True, deadline=None, database=None)
def test_a_damaged_office_file_is_read_or_named(name: str, place: int, noise: bytes) -> None:
    isi = EDITIONS[name](pembuat.Gaya("lkjip"))
    place = min(place, len(isi) - 1)
    damaged = isi[:place] + noise + isi[place + len(noise) :]
    try:
        parse = word.parse if kind_of(damaged, name[-5:]) == "docx" else excel.parse
        assert parse(damaged) is not None
    except DocumentError as error:
        assert str(error)


# --- what a file holds but does not print ----------------------------------------------------------------------


def test_marks_of_footnotes_are_no_digits_and_powers_stay() -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    for place, (text, raised) in enumerate([("70", "1"), ("1.250", "*)"), ("m", "2")]):
        paragraph = table.cell(0, place).paragraphs[0]
        paragraph.add_run(text)
        paragraph.add_run(raised).font.superscript = True
    assert _rows(word.parse(_saved(document))) == [["70", "1.250", "m2"]]
    page = b"<table><tr><td>70<sup>1</sup><td>1.250 <sup>*)</sup><td>m<sup>2</sup></table>"
    assert _rows(markup.parse_html(page)) == [["70", "1.250", "m2"]]


def test_a_frame_inside_a_cell_is_read_where_it_stands() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Program Gizi"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "1.000.000"
    assert _rows(word.parse(_saved(document))) == [["Program Gizi", "1.000.000"]]
    page = b"<table><tr><td>Program Gizi<td><table><tr><td>1.000.000</table></table>"
    assert _rows(markup.parse_html(page)) == [["Program Gizi", "1.000.000"]]


HIDING = ["buku.xlsx", "laman.html", "naskah.docx"]
LINES = (
    ("Kode", "Program/Kegiatan", "Pagu (Rp)"),
    ("2.17.03", "Program Pengawasan", 900_000_000),
    ("2.17.03.2.01", "Kegiatan Satu", 500_000_000),
    ("2.17.03.2.02", "Kegiatan Dua", 150_000_000),
    ("2.17.03.2.03", "Kegiatan Tiga", 250_000_000),
    ("", "JUMLAH", 900_000_000),
)
TITLE = "Tabel 1 Anggaran Dinas Koperasi dan UKM Kabupaten Magelang Tahun 2024"


def _hiding(path: Path, hidden: int, lines: Sequence[Sequence[object]] = LINES) -> Path:
    """A document of one table whose row `hidden` is not shown."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in ((TITLE,), *lines):
            book.active.append(row)
        book.active.row_dimensions[hidden + 2].hidden = True
        book.save(path)
    elif path.suffix == ".html":
        rows = (f"<tr{' hidden' if number == hidden else ''}>" + "".join(f"<td>{cell}" for cell in row)
                for number, row in enumerate(lines))  # fmt: skip
        path.write_text(f"<p>{TITLE}</p><table>{''.join(rows)}</table>")
    else:
        document = docx.Document()
        document.add_paragraph(TITLE)
        table = document.add_table(len(lines), 3)
        for row, cells in zip(table.rows, lines, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = str(text)
        table.rows[hidden]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
        document.save(path)
    return path


def _audited(path: Path) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    rows = rows_of(*understand(path))
    frames = {name: pl.DataFrame(rows[name], schema=dtypes(name)) for name in AUDITED}
    return frames, audit(frames).temuan


@pytest.mark.parametrize("name", HIDING)
@pytest.mark.parametrize("hidden", [2, 3, 4])
def test_a_hidden_row_is_refused_and_makes_no_sum_wrong(name: str, hidden: int, tmp_path: Path) -> None:
    frames, found = _audited(_hiding(tmp_path / name, hidden))
    assert frames["observasi"].filter(kode=LINES[hidden][0]).is_empty()
    refused = frames["ditolak"].filter(alasan=HIDDEN)
    assert str(LINES[hidden][1]) in refused["isi"][0]
    assert found.filter(keparahan="galat").is_empty()
    told = found.filter(jenis="sum_mismatch")
    assert told["seharusnya"].is_null().all()
    assert all(f"Baris {refused['baris'][0]} tersembunyi" in text for text in told["bukti"])
    assert told["kode"].to_list() == ["2.17.03"]


@pytest.mark.parametrize("name", HIDING)
def test_a_wrong_sum_apart_from_hidden_rows_is_still_wrong(name: str, tmp_path: Path) -> None:
    other = (("2.17.04", "Program Kemitraan", 400_000_000), ("2.17.04.2.01", "Kegiatan Empat", 300_000_000),
             ("2.17.04.2.02", "Kegiatan Lima", 128_000_000))  # fmt: skip
    _, found = _audited(_hiding(tmp_path / name, 3, (*LINES[:5], *other)))
    assert found.filter(keparahan="galat")["kode"].to_list() == ["2.17.04"]


def test_the_name_of_a_file_tells_the_region_it_names(tmp_path: Path) -> None:
    path = tmp_path / "lkjip-kab-magelang-2024.html"
    path.write_text(f"<p>{TITLE.replace(' Kabupaten Magelang', '')}</p><table><tr><td>Program<td>1</table>")
    assert read_document(path).identity.opd == "kab-magelang-koperasi-ukm"
