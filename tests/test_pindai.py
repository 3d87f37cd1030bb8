"""Scans: the grid is found on crooked, grey and noisy pages; no figure is taken as sure that is wrong."""

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pembuat
import penata
import pypdfium2 as pdfium
import pytest
from penata import Tata
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from workbench import pipeline
from workbench.documents import scan, scan_picture, scan_readers
from workbench.documents.model import Content, DocumentError
from workbench.documents.pdf import read
from workbench.documents.pdf.rules import Frame, Span
from workbench.documents.read import discover

FORMS = {"evaluasi": 5.5, "lkjip": 8.0, "renja": 7.0, "perubahan": 7.0}
needs_ocr = pytest.mark.skipif(not scan_readers.is_available(), reason="the extra ocr is not installed")


def scanned(page: pdfium.PdfPage, skew: float, seed: int = 1) -> Any:
    """The page as an office scanner gives it: crooked, soft, grey, noisy, compressed."""
    picture = page.render(scale=scan_picture.DPI / 72, grayscale=True).to_numpy()
    picture = picture.reshape(picture.shape[:2])
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1)
    picture = cv2.GaussianBlur(cv2.warpAffine(picture, turn, (width, height), borderValue=255), (3, 3), 0.6)
    noise = np.random.default_rng(seed).normal(0, 8, picture.shape)
    grey = np.clip(picture.astype(float) * 0.9 + 15 + noise, 0, 255).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", grey, [1, 75])[1], 0)


def _typeset(bentuk: str) -> tuple[bytes, Content]:
    isi = penata.pdf(pembuat.Gaya(bentuk, benih=5), Tata(huruf=FORMS[bentuk]))
    return isi, read.parse(isi)


def _as_pdf(*pictures: Any) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for picture in pictures:
        height, width = (side * 72 / scan_picture.DPI for side in picture.shape)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("bentuk", FORMS)
@pytest.mark.parametrize("skew", [-0.9, 0.0, 0.5])
def test_the_grid_of_a_scan_is_that_of_the_page(bentuk: str, skew: float) -> None:
    isi, true = _typeset(bentuk)
    straight = scan_picture.straightened(scanned(pdfium.PdfDocument(isi)[0], skew))
    found = scan.frames(scan_picture.ruled_sheet(scan_picture.ink(straight), 1))
    blocks = [block for block in true.blocks if block.rows[0].page == 1]
    assert [(len(frame.ys) - 1, len(frame.xs) - 1) for frame in found] == [
        (len(block.rows), len(block.rows[0].cells)) for block in blocks
    ]


def test_scans_without_the_extra_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    isi, _ = _typeset("lkjip")
    monkeypatch.setattr(scan_readers, "is_available", lambda: False)
    picture = scanned(pdfium.PdfDocument(isi)[0], 0.3)
    with pytest.raises(DocumentError, match="OCR"):
        read.parse(_as_pdf(picture))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("1.500", "1500", True), ("7,5", "7.5", True), ("7,5", "75", False), ("(1.500)", "1.500", False),
     ("12.000.000,00", "12,000,000.00", True), ("3 Dokumen", "3 Dokurnen", True), ("-", "", True), ("1.773", "1.778", False)],
)  # fmt: skip
def test_two_readings_agree_in_digits_fraction_and_sign(one: str, other: str, same: bool) -> None:
    assert (scan._figure(one) == scan._figure(other)) is same


def test_a_lone_stroke_before_two_and_three_is_the_first_quarter() -> None:
    spans = [Span(0, column, 1, 1, (0, 0, 1, 1)) for column in range(5)]
    table = scan.ScannedTable(Frame([0, 1, 2, 3, 4, 5], [0, 1], spans))
    table.texts = {(0, i): [text] for i, text in enumerate(("1", "1", "II", "IIIII", "IV"))}
    table.unsure = {(0, 1)}
    scan._name_quarters(table)
    assert [table.texts[0, column] for column in range(4)] == [["1"], ["I"], ["II"], ["III"]]
    assert not table.unsure


@pytest.mark.parametrize("read", [("1", "III", "III", "IV"), ("", "∥", "III", "lV"), ("I", "II", "IIIII", "IV")])
def test_strokes_three_times_before_the_fourth_are_the_quarters(read: tuple[str, ...]) -> None:
    said = ("K", "Rp", *read, "K")
    spans = [Span(0, column, 1, 1, (0, 0, 1, 1)) for column in range(len(said))]
    table = scan.ScannedTable(Frame(list(range(len(said) + 1)), [0, 1], spans))
    table.texts = {(0, i): [text] for i, text in enumerate(said) if text}
    table.unsure = {(0, 2), (0, 3)}
    scan._name_quarters(table)
    assert list(scan._said(table, 0).values()) == ["K", "Rp", "I", "II", "III", "IV", "K"]
    assert not table.unsure


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("(%)", "(20)", True), ("II", "III", False), ("Triwulan II", "Triwulan II", True), ("Triwulan II", "Triwulan I", False),
     (".841", "- 841", False), (".72", ".72", False), ("", "7", False), ("III", "", False)],
)  # fmt: skip
def test_units_quarters_and_specks_are_compared_for_what_they_are(one: str, other: str, same: bool) -> None:
    assert scan._agree(one, other) is same


def test_a_speck_before_grouped_figures_goes_and_a_fraction_stays() -> None:
    assert [scan._cleaned(text) for text in ("·4.316.659.328", ". 2.688.829,50", ".72", ".841")] == [
        "4.316.659.328", "2.688.829,50", ".72", ".841"
    ]  # fmt: skip


@pytest.mark.parametrize(("left", "over"), [(6, False), (-3, True), (-10, True), (-17, True), (60, False)])
def test_print_that_runs_over_a_rule_is_seen(left: int, over: bool) -> None:
    """Figures of 7 points, from `left` dots beside the rule on, right of it and then left of it."""
    for mirrored in (False, True):
        picture = np.full((100, 600), 255, np.uint8)
        cv2.putText(picture, "4.318", (300 + left, 50), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)
        picture = np.ascontiguousarray(picture[:, ::-1]) if mirrored else picture
        for x in (100, 299 if mirrored else 300, 500):
            picture[:, x] = 0
        marks = scan_picture.ink(picture)
        scale = 72 / scan_picture.DPI
        rules = scan_picture.upright_rules(marks)
        boxes = [(a * scale, 0.0, b * scale, 100 * scale) for a, b in ((100, 300), (300, 500))]
        assert [scan_picture.runs_over(marks, rules, box) for box in boxes] == [over, over]


def test_a_row_that_numbers_nearly_all_columns_numbers_them_all() -> None:
    spans = [Span(row, column, 1, 1, (0, 0, 1, 1)) for row in range(2) for column in range(6)]
    table = scan.ScannedTable(Frame([0, 1, 2, 3, 4, 5, 6], [0, 1, 2], spans))
    table.texts = {(0, i): [text] for i, text in enumerate(("l", "2", "3", "4", "5", "6"))}
    table.texts |= {(1, i): [text] for i, text in enumerate(("1", "7", "3", "8", "2", "9"))}
    table.unsure = {(0, 0), (1, 2)}
    scan._number_columns(table)
    assert [table.texts[0, column] for column in range(6)] == [[str(n)] for n in range(1, 7)]
    assert [table.texts[1, column] for column in range(6)] == [["1"], ["7"], ["3"], ["8"], ["2"], ["9"]]
    assert table.unsure == {(1, 2)}


def test_letters_of_one_sign_are_written_out() -> None:
    assert [scan._cleaned(text) for text in ("Ⅱ", "Ⅲ", "| 12.500 |")] == ["II", "III", "12.500"]


@needs_ocr
@pytest.mark.parametrize("turns", [1, 2])
def test_a_page_on_its_side_or_upside_down_is_turned(turns: int) -> None:
    isi, _ = _typeset("lkjip")
    picture = scanned(pdfium.PdfDocument(isi)[0], 0.4)
    upright, _, found = scan._held_upright(scan_picture.quarter_turned(picture, turns), 1)
    assert upright.shape == picture.shape
    assert np.abs(upright.astype(int) - scan_picture.straightened(picture)).mean() < 4
    assert found


def test_a_run_knows_which_documents_wait_for_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_readers, "is_available", lambda: False)
    content, _ = _typeset("evaluasi")
    (tmp_path / "pindai.pdf").write_bytes(_as_pdf(scanned(pdfium.PdfDocument(content)[0], 0)))
    (tmp_path / "teks.pdf").write_bytes(content)
    mixed = pdfium.PdfDocument(content)
    mixed.import_pages(pdfium.PdfDocument((tmp_path / "pindai.pdf").read_bytes()))
    mixed.save(tmp_path / "campur.pdf")
    result = pipeline.extract(discover([tmp_path]), tmp_path / "out")
    assert result.pictures == ["campur.pdf", "pindai.pdf"]


@needs_ocr
@pytest.mark.slow
def test_no_figure_is_sure_that_is_wrong() -> None:
    """95 of 100 figures are right; with a second reader 95 of 100 are accepted, without one none."""
    isi, true = _typeset("lkjip")
    content = read.parse(_as_pdf(scanned(pdfium.PdfDocument(isi)[0], 0.6)))
    rows = [row for block in true.blocks for row in block.rows if row.page == 1]
    found = [row for block in content.blocks for row in block.rows]
    assert [len(row.cells) for row in found] == [len(row.cells) for row in rows]
    pairs = [(a, b) for x, y in zip(rows, found, strict=True) for a, b in zip(x.cells, y.cells, strict=True)]
    figures = [(a, b) for a, b in pairs if any(map(str.isdigit, a.text))]
    right = [scan._figure(a.text) == scan._figure(b.text) for a, b in figures]
    sure = [b.doubt is None for _, b in figures]
    assert len(figures) > 40
    assert sum(right) >= 0.95 * len(figures)
    assert not any(accepted and not correct for accepted, correct in zip(sure, right, strict=True))
    assert sum(sure) >= 0.95 * len(figures) if scan_readers.tessdata() else not any(sure)
    assert any("Tabel" in line.text for line in content.lines)
