"""One content in several files is counted once; what readers doubt reaches the dataset."""

import re
import shutil
from pathlib import Path

import openpyxl
import pembuat
import penata
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from workbench import data, pipeline
from workbench.dataset import copies, load
from workbench.documents.read import discover

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
GOOD = discover([RAW])[0]


def _extract(folder: Path) -> Path:
    out = folder / "out"
    pipeline.extract(discover([folder]), out)
    return out


def _same(out: Path) -> dict[str, str | None]:
    return dict(load.table("dokumen", out).select("dokumen", "sama_dengan").iter_rows())


def test_a_copy_is_marked_and_not_counted(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in discover([RAW]):
        shutil.copy(file, tmp_path)
    shutil.copy(GOOD, tmp_path / f"z-{GOOD.name}")
    out = _extract(tmp_path)
    assert {name: other for name, other in _same(out).items() if other} == {f"z-{GOOD.name}": GOOD.name}
    for table in ("kinerja", "temuan"):
        assert_frame_equal(load.table(table, out), load.table(table, dataset))
    everything = load.table("observasi", out)
    copied = everything.filter(pl.col("dokumen") == f"z-{GOOD.name}")
    assert copied.height > 100
    assert copied["penanda"].list.contains("salinan").all()
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(out))
    assert data.observasi().height == everything.height - copied.height == load.table("observasi", dataset).height
    assert data.observasi(salinan=True).height == everything.height


@pytest.mark.parametrize("bentuk", ["renja", "evaluasi"])
def test_formats_of_one_document_are_one_document(bentuk: str, tmp_path: Path) -> None:
    gaya = pembuat.Gaya(bentuk)
    editions = {"a.txt": pembuat.buat(gaya).isi, "b.docx": penata.word(gaya), "c.xlsx": penata.excel(gaya),
                "d.pdf": penata.pdf(gaya)}  # fmt: skip
    alone = tmp_path / "sendiri"
    alone.mkdir()
    (alone / "a.txt").write_bytes(editions["a.txt"])
    for name, content in editions.items():
        (tmp_path / name).write_bytes(content)
    out = _extract(tmp_path)
    same = _same(out)
    kept = [name for name, other in same.items() if other is None]
    assert len(kept) == 1, same
    assert set(same.values()) == {None, kept[0]}
    columns = ["opd", "tahun", "kode", "indikator", "target", "realisasi", "pagu", "realisasi_rp", "n_observasi"]
    one, many = (load.table("kinerja", folder).select(columns) for folder in (_extract(alone), out))
    order = columns[:4]
    assert_frame_equal(many.sort(order, nulls_last=True), one.sort(order, nulls_last=True))


def test_another_version_is_told_and_counts(tmp_path: Path) -> None:
    (tmp_path / "lama.txt").write_bytes(GOOD.read_bytes())
    figure = _figure(GOOD)
    (tmp_path / "baru.txt").write_bytes(GOOD.read_bytes().replace(figure, figure.replace(b".", b"9.", 1), 1))
    out = _extract(tmp_path)
    assert set(_same(out).values()) == {None}
    notes = load.table("catatan_baca", out).filter(jenis="hampir_sama")
    assert notes.height == 1
    assert "keduanya dihitung" in notes["catatan"][0]
    assert load.table("dokumen", out)["catatan"].sum() == load.table("catatan_baca", out).height


def _figure(file: Path) -> bytes:
    """The first sum of money a document prints in a cell of its own."""
    found = re.search(rb"\t(\d{2,3}\.\d{3}\.\d{3})\t", file.read_bytes())
    assert found
    return found[1]


def test_offices_kinds_and_years_are_told_apart() -> None:
    row = {"opd": "kab-a-b", "jenis": "Renja", "tahun": 2024, "periode": None, "observasi": 2, "catatan": 0}
    documents = {"a": row, "b": row | {"tahun": 2025}, "c": row | {"opd": "kab-c-b"}, "d": row | {"jenis": "LKjIP"},
                 "e": row | {"observasi": 0}, "f": row | {"opd": None}}  # fmt: skip
    assert copies.find(documents, lambda name: ["1", "2"]) == copies.Likeness({}, {})


def test_the_fuller_document_is_kept() -> None:
    row = {"opd": "kab-a-b", "jenis": "Renja", "tahun": 2024, "periode": None, "catatan": 0}
    marks = {"a": ["1", "2"], "b": ["1", "2", "2", "3"], "c": ["1", "2", "2", "3"], "d": ["1", "1"]}
    documents = {name: row | {"observasi": len(found)} for name, found in marks.items()}
    documents["b"] = documents["b"] | {"catatan": 1}
    assert copies.find(documents, marks.__getitem__).same == {"a": "c", "b": "c"}


# --- doubts ----------------------------------------------------------------------------------------------------


def _doubtful_pdf(file: Path) -> None:
    """A table in which one figure is printed over a rule."""
    canvas = Canvas(str(file), pagesize=A4)
    for number, line in enumerate(("DINAS SOSIAL KOTA BOGOR", "RENCANA KERJA (RENJA) TAHUN 2024", "Tabel 1 Rencana")):
        canvas.drawString(50, 800 - 14 * number, line)
    xs, ys = [50, 130, 300, 360, 460], [740, 720, 700, 680, 660]
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    rows = [("Kode", "Program", "Target", "Pagu (Rp)"), ("1.06.02", "Program A", "5 orang", "1.000.000"),
            ("1.06.03", "Program B", "6 orang", "9.000.000.000.000.000.000"), ("1.06.04", "Program C", "7 orang", "3.000.000")]  # fmt: skip
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 2, y - 14, text)
    canvas.save()


def test_a_doubtful_cell_marks_its_observation_and_is_listed(tmp_path: Path) -> None:
    _doubtful_pdf(tmp_path / "a.pdf")
    out = _extract(tmp_path)
    observations = load.table("observasi", out)
    marked = observations.filter(pl.col("penanda").list.contains("sel_meragukan"))
    assert marked["kode"].to_list() == ["1.06.03"]
    assert observations.height == 3
    notes = load.table("catatan_baca", out).filter(jenis="sel_meragukan")
    assert set(notes.select("dokumen", "halaman").iter_rows()) == {("a.pdf", 1)}
    assert notes["isi"].str.contains("9.000.000", literal=True).any()
    assert len(notes["catatan"][0]) > 10
    assert load.table("dokumen", out)["catatan"][0] == load.table("catatan_baca", out).height


def test_what_a_reader_left_out_is_listed_with_its_page(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [["DINAS SOSIAL KOTA BOGOR RENJA TAHUN 2024"], [], ["Kode", "Program", "Target", "Pagu"],
            ["1.06.02", "Program A", 5, 1000000], ["1.06.03", "Program B", 6, 2000000]]  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[5].hidden = True
    book.save(tmp_path / "a.xlsx")
    notes = load.table("catatan_baca", _extract(tmp_path))
    assert notes["jenis"].to_list() == ["catatan"]
    assert "tersembunyi" in notes["catatan"][0]
