"""Raw rows to clean grids: headings with merged cells, two-sided tables, rows in their place and made whole."""

import pytest

from workbench.documents import text
from workbench.documents.model import Block, Cell, Document, Identity, Row
from workbench.tables.align import align, fits, occupancy
from workbench.tables.build import grids
from workbench.tables.cells import Shape, is_list_mark, is_numbering, shape
from workbench.tables.grid import Column, Grid
from workbench.tables.header import columns_of, count_heading_rows, is_heading_row, is_numbering_row
from workbench.tables.stacks import parts_of
from workbench.tables.vocabulary import heading_share, normal, role_of

IDENTITY = Identity("kab-contoh-sosial", "Dinas Sosial", "kabupaten", "Contoh", "Renja", 2025, None)


def _grids(content: str) -> list[Grid]:
    lines, blocks = text.parse(content)
    return grids(Document("d.txt", "", "txt", None, lines, blocks, IDENTITY))


def _cells(grid: Grid) -> list[list[str]]:
    return [row.cells for row in grid.rows]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("", Shape.EMPTY), ("-", Shape.DASH), ("–", Shape.DASH), ("12", Shape.NUMBER), ("12,5", Shape.NUMBER),
        ("1.250.000", Shape.MONEY), ("Rp. 75.009.081", Shape.MONEY), ("(127.140.250,00)", Shape.MONEY),
        ("15.510.720.802,-", Shape.MONEY), ("83,83%", Shape.PERCENT), ("100 persen", Shape.PERCENT),
        ("12 Dokumen", Shape.MEASURED), ("#DIV/0!", Shape.ERROR), ("Sehat 5 kop", Shape.TEXT), ("Rp", Shape.TEXT),
    ],
)  # fmt: skip
def test_shape(printed: str, expected: Shape) -> None:
    assert shape(printed) is expected


def test_numbering_and_list_marks() -> None:
    assert all(map(is_numbering, ("1", "(4)", "8=(7/6)", "(10=9/8)")))
    assert not any(map(is_numbering, ("2.17", "100%", "2024", "Rp")))
    assert all(map(is_list_mark, ("a", "b.", "IV", "3)", "-")))
    assert not any(map(is_list_mark, ("Program", "2.17.01", "100")))
    assert is_numbering_row(["1", "2", "3", "4", "8=(7/6)"])
    assert is_numbering_row(["5", "Sebelum 6", "Sesudah 7"]) is False
    assert not is_numbering_row(["1", "Program A"])


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Program/Kegiatan/Sub Kegiatan", "uraian"), ("Indikator Kinerja", "indikator"), ("Pagu Indikatif (Rp.000)", "pagu"),
        ("Kebutuhan Dana/ Pagu Indikatif", "pagu"), ("Target Capaian Kinerja", "target"), ("Realisasi Anggaran", "realisasi"),
        ("Tingkat Capaian (%)", "rasio"), ("Sumber Dana", "sumber_dana"), ("Kode Rekening", "kode"), ("No.", "no"),
        ("Bertambah/ (Berkurang)", "selisih"), ("Sisa Anggaran", "selisih"), ("Satuan", "satuan"), ("Lokasi", "lokasi"),
        ("Sasaran Strategis", "sasaran"), ("Perangkat Daerah Penanggung Jawab", "abaikan"), ("Cuaca", None),
    ],
)  # fmt: skip
def test_role_of_one_heading(heading: str, role: str | None) -> None:
    assert role_of((heading,)) == role


def test_headings_are_compared_without_abbreviations_and_slips() -> None:
    assert (
        normal("Realisasi  s/d  Tahun\n2023")
        == normal("realisasi s.d. tahun 2023")
        == normal("REALISASI SAMPAI DENGAN TAHUN 2023")
    )
    assert normal("Indiktor Kinerja") == "indikator kinerja"
    assert heading_share("Target Kinerja") == 1.0
    assert heading_share("Program Penataan Kampung Hijau") < 0.6


def test_money_is_never_a_heading() -> None:
    """`Rp` is a heading word; a row of total and money with `Rp` before it is data all the same."""
    assert not is_heading_row(["", "Urusan Pemerintahan Daerah", "", "Rp. 1.250.000.000", "Rp. 900.000.000"])
    assert is_heading_row(["", "", "K", "Rp.", "K", "Rp."])


def _headings(rows: list[list[str]]) -> list[str]:
    return [column.heading for column in columns_of(rows)]


def test_merged_headings_with_their_blank_cells() -> None:
    assert _headings([["Kode", "Program", "Target", "", "Pagu", ""], ["", "", "K", "Rp", "Sebelum", "Sesudah"]]) == [
        "Kode", "Program", "Target > K", "Target > Rp", "Pagu > Sebelum", "Pagu > Sesudah"]  # fmt: skip


def test_merged_headings_printed_as_one_cell() -> None:
    """A short upper row: a heading does not reach over two columns headed alike, like groups reach equally far."""
    assert _headings([["Program", "Target", "Realisasi", "Tingkat", "Ket"],
                      ["", "Volume", "Satuan", "Rp", "Volume", "Satuan", "Rp", "K", "Rp", ""]]) == [
        "Program", "Target > Volume", "Target > Satuan", "Target > Rp", "Realisasi > Volume", "Realisasi > Satuan",
        "Realisasi > Rp", "Tingkat > K", "Tingkat > Rp", "Ket"]  # fmt: skip
    assert _headings([["Program", "Rencana", "Prakiraan"], ["", "Lokasi", "Target", "Pagu", "Target", "Pagu"]]) == [
        "Program", "Rencana > Lokasi", "Rencana > Target", "Rencana > Pagu", "Prakiraan > Target", "Prakiraan > Pagu"]  # fmt: skip


def test_a_row_of_column_numbers_names_nothing() -> None:
    rows = [["Kode", "Program", "Target", "Pagu"], ["1", "2", "3", "4"], ["2.17", "Urusan", "5", "100"]]
    assert count_heading_rows(rows) == 2
    assert _headings(rows[:2]) == ["Kode", "Program", "Target", "Pagu"]


def test_trailing_columns_without_heading_are_dropped_unless_used() -> None:
    rows = [["Program", "Target", "Pagu", "", ""]]
    assert len(columns_of(rows)) == 3
    assert len(columns_of(rows, used=4)) == 4


def test_two_sided_tables_have_sides() -> None:
    columns = columns_of([
        ["No", "Rancangan Awal RKPD", "", "", "Hasil Analisis Kebutuhan", "", "", "Catatan Penting"],
        ["", "Program/Kegiatan", "Indikator", "Target", "Program/Kegiatan", "Indikator", "Target", ""]])  # fmt: skip
    assert [column.side for column in columns] == [0, 1, 1, 1, 2, 2, 2, 0]


def test_one_sided_tables_have_none() -> None:
    columns = columns_of([["Program", "Indikator", "Target", "Pagu", "Target", "Pagu"]])
    assert {column.side for column in columns} == {0}


COLUMNS = columns_of([["Kode", "Program/Kegiatan", "Indikator Kinerja", "Lokasi", "Target", "Pagu", "Sumber Dana"]])
GOOD = [["2.17.01", "Program A", "Jumlah laporan", "Kota", "2 Laporan", "1.500.000", "PAD"]] * 5


@pytest.mark.parametrize(
    "row",
    [
        ["2.17.02", "Program B", "Jumlah dokumen", "", "3 Dokumen", "2.500.000", "DAU"],
        ["2.17.02", "Program B", "Jumlah dokumen", "3 Dokumen", "2.500.000", "DAU"],
        ["2.17.02", "Program B", "Jumlah dokumen", "", "", "3 Dokumen", "2.500.000", "DAU"],
    ],
    ids=["in place", "one cell too few", "one cell too many"],
)
def test_shifted_cells_are_put_under_what_they_mean(row: list[str]) -> None:
    placed, lost = align(row, COLUMNS, occupancy(GOOD, COLUMNS))
    assert placed == ["2.17.02", "Program B", "Jumlah dokumen", "", "3 Dokumen", "2.500.000", "DAU"]
    assert lost == []


def test_align_keeps_every_cell_or_says_so() -> None:
    row = ["2.17.02", "Program B", "Jumlah dokumen", "Kota", "3 Dokumen", "2.500.000", "DAU", "9", "10"]
    placed, lost = align(row, COLUMNS, occupancy(GOOD, COLUMNS))
    assert sorted([*filter(None, placed), *lost]) == sorted(row)


def test_fits_is_about_shape() -> None:
    assert fits(GOOD[0], COLUMNS)
    assert not fits(["2.17.01", "Program A", "1.500.000", "Kota", "Jumlah laporan panjang sekali", "PAD", ""], COLUMNS)


HEAD = "Kode\tProgram/Kegiatan\tIndikator Kinerja\tTarget\tPagu Indikatif\n"


def test_pages_of_one_table_are_joined_and_heads_dropped() -> None:
    content = f"Tabel 3.1 Rencana\n\n{HEAD}2.17.01\tProgram A\tJumlah a\t1\t1.000.000\n\n{HEAD}2.17.02\tProgram B\tJumlah b\t2\t2.000.000\n"
    (grid,) = _grids(content)
    assert (grid.label, [row.line for row in grid.rows]) == ("3.1", [4, 7])


@pytest.mark.parametrize("foot", ["Renja Dinas Sosial Tahun 2025 | 17", "17", "Halaman 17", "- 17 -", "Hal. 17"])
def test_a_foot_between_pages_does_not_end_a_table(foot: str) -> None:
    content = (
        f"Tabel 3.1 Rencana\n\n{HEAD}2.17.01\tProgram A\tJumlah a\t1\t1.000.000\n\n{foot}\n\n{HEAD}\t\tJumlah b\t2\t\n"
    )
    (grid,) = _grids(content)
    assert len(grid.rows) == 2


def test_a_foot_that_repeats_with_another_number_does_not_end_a_table() -> None:
    page = "{}\t\tJumlah b\t2\t\n\nRenja Dinas Sosial   {}\n\n"
    content = (
        f"Tabel 3.1 Rencana\n\n{HEAD}"
        + page.format("2.17.01", 8)
        + HEAD
        + page.format("", 9)
        + HEAD
        + "\t\tJumlah c\t3\t\n"
    )
    (grid,) = _grids(content)
    assert len(grid.rows) == 3


@pytest.mark.parametrize("caption", ["Tabel 3.2 Realisasi", "Capaian Triwulan 2", "3.2 Capaian"])
def test_a_caption_with_a_number_begins_a_new_table(caption: str) -> None:
    first = caption.replace("2", "1")
    content = f"{first}\n\n{HEAD}2.17.01\tProgram A\tJumlah a\t1\t1.000.000\n\n{caption}\n\n{HEAD}2.17.02\tB\tJumlah b\t2\t2.000.000\n"
    assert len(_grids(content)) == 2


def test_a_row_broken_over_a_page_is_made_whole() -> None:
    content = (f"Tabel 3.1 Rencana\n\n{HEAD}2.17.01\tProgram Penataan dan\tJumlah kampung yang\t1\t1.000.000\n\n"
               f"{HEAD}\tpembinaan warga\tditata\t\t\n2.17.02\tProgram B\tJumlah b\t2\t2.000.000\n")  # fmt: skip
    (grid,) = _grids(content)
    assert _cells(grid)[0] == [
        "2.17.01",
        "Program Penataan dan pembinaan warga",
        "Jumlah kampung yang ditata",
        "1",
        "1.000.000",
    ]
    assert "baris_disambung" in grid.rows[0].flags
    assert len(grid.rows) == 2


def test_a_new_row_after_a_page_break_is_not_a_tail() -> None:
    content = f"Tabel 3.1\n\n{HEAD}2.17.01\tProgram A\tJumlah a\t1\t1.000.000\n\n{HEAD}2.17.02\tProgram B\tJumlah b\t2\t2.000.000\n"
    assert len(_grids(content)[0].rows) == 2


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("3.25.03.2.01.0\n001", ["3.25.03.2.01.0001"]),
        ("3.25.03.\n2.01", ["3.25.03.2.01"]),
        ("3.25.03.2.01.0001\n3.25.03.2.01.0002", ["3.25.03.2.01.0001", "3.25.03.2.01.0002"]),
    ],
)
def test_a_code_broken_by_its_column_is_one_row(printed: str, whole: list[str]) -> None:
    """Two codes below each other are two rows, two lines of one code are not."""
    texts = (printed, "Penyediaan Data\ndan Informasi", "Jumlah\ndata", "168", "861.043.599")
    cells = tuple(Cell(text, 5, tops=tuple(10.0 * i for i in range(len(text.split("\n"))))) for text in texts)
    assert [part.texts[0] for part in parts_of(Row(cells, 5))] == whole


def test_codes_in_cells_of_their_own() -> None:
    """The page gives each part of a code a cell; rows without a code are shifted by as many cells."""
    content = (f"Tabel 3.1\n\n{HEAD}2\t17\t01\tProgram A\tJumlah a\t1\t1.000.000\n\t\t\t\tJumlah b\t2\t\n"
               "2\t17\t02\tProgram C\tJumlah c\t3\t3.000.000\n\t\t\tJumlah\t\t\t4.000.000\n")  # fmt: skip
    (grid,) = _grids(content)
    assert _cells(grid) == [
        ["2 17 01", "Program A", "Jumlah a", "1", "1.000.000"], ["", "", "Jumlah b", "2", ""],
        ["2 17 02", "Program C", "Jumlah c", "3", "3.000.000"], ["", "Jumlah", "", "", "4.000.000"]]  # fmt: skip


def test_running_text_before_a_table_is_not_its_title() -> None:
    sentence = "Pada tahun berjalan target indikator ini telah tercapai sebagaimana diuraikan pada tabel berikut."
    (grid,) = _grids(f"{sentence}\n\nCapaian Indikator Kinerja\n\n{HEAD}2.17.01\tProgram A\tJumlah a\t1\t1.000.000\n")
    assert grid.label == "Capaian Indikator Kinerja"


@pytest.mark.parametrize(
    ("caption", "label"),
    [("Tabel T-C.29", "T-C.29"), ("TABEL. 2.1", "2.1"), ("(Tabel T-C 29 Permendagri 86 Tahun 2017)", "T-C.29"),
     ("TC-.31.", "T-C.31"), ("Tabel 2-1", "2-1"), ("3.3 Rencana Kerja", "3.3"), ("Tabel 3.14.", "3.14")],
)  # fmt: skip
def test_the_number_of_a_caption(caption: str, label: str) -> None:
    (grid,) = _grids(f"{caption}\n\n{HEAD}2.17.01\tProgram A\tJumlah a\t1\t1.000.000\n")
    assert grid.label == label


def test_columns_know_their_heading() -> None:
    assert Column(0, ("Target", "", "K"), "target", frozenset()).heading == "Target > K"


def _paged(*pages: list[list[str]]) -> Grid:
    """The grid of a table printed over pages."""
    blocks = []
    line = 0
    for number, page in enumerate(pages, start=1):
        rows = []
        for texts in page:
            line += 1
            rows.append(Row(tuple(Cell(text, line, number) for text in texts), line, number))
        blocks.append(Block(rows))
    (grid,) = grids(Document("d.pdf", "", "pdf", len(pages), [], blocks, IDENTITY))
    return grid


PLAN = ["", "Program/Kegiatan", "Indikator Kinerja", "Target Capaian", "Pagu (Rp)"]


def test_a_name_cut_by_the_page_beside_a_further_indicator_is_put_together() -> None:
    marked = [[mark, f"Kegiatan {mark}", f"Jumlah {mark}", "1", "1.000.000"] for mark in "abcdefghij"]
    grid = _paged([PLAN, *marked, ["k", "Pembinaan Kader dan", "Jumlah Kader", "5", "2.000.000"]],
                  [["", "Pendamping Desa", "Jumlah Pendamping", "7", ""], ["l", "Rapat", "Jumlah Rapat", "2", "3.000.000"]])  # fmt: skip
    assert [cells[1:3] for cells in _cells(grid)[-3:]] == [
        ["Pembinaan Kader dan Pendamping Desa", "Jumlah Kader"], ["", "Jumlah Pendamping"], ["Rapat", "Jumlah Rapat"]]  # fmt: skip


def test_a_row_without_mark_but_with_money_after_a_page_break_is_a_line_of_its_own() -> None:
    marked = [[mark, f"Kegiatan {mark}", f"Jumlah {mark}", "1", "1.000.000"] for mark in "abcdefghij"]
    grid = _paged([PLAN, *marked], [["", "Pembinaan Desa", "Jumlah Desa", "7", "5.000.000"]])
    assert _cells(grid)[-1][1] == "Pembinaan Desa"


def test_a_table_printed_twice_keeps_its_first_row_both_times() -> None:
    once = [PLAN, ["1", "Pasar", "Jumlah Pasar", "1", "1.000.000"], ["2", "Desa", "Jumlah Desa", "2", "2.000.000"]]
    grid = _paged(once, once)
    assert [cells[1] for cells in _cells(grid)] == ["Pasar", "Desa", "Pasar", "Desa"] and not grid.repeated


def test_a_first_line_of_dashes_is_no_heading() -> None:
    head = ["Urusan/Program/Kegiatan", "Indikator Kinerja", "Target", "Pagu (Rp)"]
    rows = [head, ["Urusan Pemerintahan Bidang Keuangan", "", "-", "-"], ["PROGRAM PENUNJANG URUSAN", "Capaian", "", ""],
            ["Pasar", "Jumlah Pasar", "1", "1.000.000"]]  # fmt: skip
    assert count_heading_rows(rows) == 1
    assert count_heading_rows([rows[0], rows[2]]) == 1


def test_money_below_realisation_is_realised_unless_the_budget_stands_beside_it() -> None:
    spent = columns_of([["Program", "Realisasi 2023", ""], ["", "Kinerja", "Anggaran (Rp)"]])
    assert [(column.role, column.natures) for column in spent[1:]] == [("realisasi", {"k"}), ("realisasi", {"rp"})]
    both = columns_of([["Program", "Realisasi Anggaran 2023", "", ""], ["", "Anggaran", "Realisasi", "%"]])
    assert [column.role for column in both[1:]] == ["pagu", "realisasi", "rasio"]


@pytest.mark.parametrize(
    ("second", "names"),
    [
        ("Pembinaan Koperasi", ["Program Pemberdayaan dan Pembinaan Koperasi"]),
        ("1 Pembinaan Koperasi", ["Program Pemberdayaan dan", "1 Pembinaan Koperasi"]),
    ],
)
def test_a_name_that_breaks_off_after_a_conjunction_goes_on_in_the_next_row(second: str, names: list[str]) -> None:
    (grid,) = _grids(f"Tabel 1\n\nNo\tProgram\tPagu\n1\tProgram Pemberdayaan dan\t900.000.000\n\t{second}\t\n"
                     "2\tProgram Pasar\t800.000.000\n")  # fmt: skip
    assert [row.cells[1] for row in grid.rows] == [*names, "Program Pasar"]


@pytest.mark.parametrize("foot", ["Halaman 12\t", "Rencana Kerja Dinas\tHalaman 12", "Rencana Kerja Dinas\tPage 3"])
def test_the_foot_of_a_page_with_its_word_is_no_part_of_a_name(foot: str) -> None:
    (grid,) = _grids("Tabel 1\n\nNo\tProgram\tPagu\n1\tProgram Koperasi\t900.000.000\n\n"
                     f"{foot}\n\n2\tProgram Pasar\t800.000.000\n")  # fmt: skip
    assert [row.cells[1] for row in grid.rows] == ["Program Koperasi", "Program Pasar"]


def test_short_words_for_the_parts_of_a_code_are_a_heading() -> None:
    (grid,) = _grids("Tabel 1\n\nKode\t\t\t\t\tProgram\tPagu (Rp)\tRealisasi Keuangan\t\n"
                     "U\tBU\tProg\tKeg\tSub Keg\t\t\tRp\t%\n2\t17\t03\t\t\tProgram Koperasi\t900.000.000\t850.000.000\t94,44\n")  # fmt: skip
    assert [column.role for column in grid.columns][-3:] == ["pagu", "realisasi", "rasio"]
    assert [row.cells[-3:] for row in grid.rows] == [["900.000.000", "850.000.000", "94,44"]]
