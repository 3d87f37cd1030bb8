"""Files made to break a reader: each is named with a reason, the others are read, nothing is written elsewhere."""

import io
import os
import random
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pembuat
import perusak
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import pipeline
from workbench.documents.model import DocumentError
from workbench.documents.read import discover, read_document, shown_name
from workbench.documents.sidecar import read_sidecar
from workbench.reading import cache, one
from workbench.reading.pool import Limits
from workbench.reading.rows import rows_of, understand

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
GOOD = discover([RAW])[0]
HEAD = "RENJA TAHUN 2024\nDINAS SOSIAL KOTA BOGOR\n\nTabel 1\nKode\tProgram\tTarget\tPagu (Rp)\n"
ROWS = "1.06.02\tProgram A\t5 orang\t1.000.000\n1.06.03\tProgram B\t6 orang\t2.000.000\n"
LIMITS = Limits(seconds=90, megabytes=1024)


def _extract(folder: Path) -> pipeline.Extraction:
    return pipeline.extract(discover([folder]), folder / "out", jobs=2, limits=LIMITS)


def _word() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell in table._cells:
        cell.text = "isi"
    document.save(buffer)
    return buffer.getvalue()


def _excel() -> bytes:
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Kode", "Pagu"])
    book.save(buffer)
    return buffer.getvalue()


def _entities(content: bytes) -> bytes:
    """XML whose entities swell when they are put in."""
    declared = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    head, _, rest = content.partition(b"?>")
    bomb = f'?><!DOCTYPE x [<!ENTITY e0 "ha">{declared}]>'.encode()
    return head + bomb + rest.replace(b"isi", b"&e9;", 1).replace(b"Kode", b"&e9;", 1)


def _outside(content: bytes) -> bytes:
    """XML that asks for a file of this computer."""
    head, _, rest = content.partition(b"?>")
    declared = f'?><!DOCTYPE x [<!ENTITY e SYSTEM "{Path(__file__).as_uri()}">]>'.encode()
    return head + declared + rest.replace(b"isi", b"&e;").replace(b"Kode", b"&e;")


def _bomb(content: bytes, member: str) -> bytes:
    """An office file of some kilobytes that unpacks to 30 MB of blanks."""
    return perusak.repacked(content, member, lambda old: old + b" " * 30 * 2**20)


def _lying_bomb(content: bytes, member: str) -> bytes:
    """The same, but its table of contents says that the part holds 1000 bytes."""
    packed = bytearray(_bomb(content, member))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        size = archive.getinfo(member).file_size.to_bytes(4, "little")
    while (at := packed.find(size)) >= 0:
        packed[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(packed)


def _crowd() -> bytes:
    buffer = io.BytesIO(_excel())
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(20_001):
            archive.writestr(f"xl/{number}", b"")
    return buffer.getvalue()


_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def _repeated() -> bytes:
    """An ODS sheet of one cell that is there four thousand million times."""
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table"))
    cell = '<table:table-cell table:number-columns-repeated="4000000000" office:value-type="float" office:value="1"/>'
    sheet = f'<table:table table:name="A"><table:table-row>{cell}</table:table-row></table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    return buffer.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bom.docx": lambda: _bomb(_word(), "word/document.xml"),
    "bom.xlsx": lambda: _bomb(_excel(), "xl/workbook.xml"),
    "entitas.docx": lambda: perusak.repacked(_word(), "word/document.xml", _entities),
    "entitas.xlsx": lambda: perusak.repacked(_excel(), "xl/sharedStrings.xml", _entities),
    "luar.docx": lambda: perusak.repacked(_word(), "word/document.xml", _outside),
    "luar.xlsx": lambda: perusak.repacked(_excel(), "xl/sharedStrings.xml", _outside),
    "bohong.docx": lambda: _lying_bomb(_word(), "word/document.xml"),
    "bohong.xlsx": lambda: _lying_bomb(_excel(), "xl/worksheets/sheet1.xml"),
    "banyak.xlsx": lambda: _crowd(),
    "sandi.xlsx": lambda: perusak.repacked(
        _excel(), "xl/workbook.xml", lambda old: b'<?xml version="1.0" encoding="TIDAK-ADA"?>' + old
    ),
    "jauh.xlsx": lambda: _far_cell(),
    "ulang.ods": lambda: _repeated(),
    "nomor.xlsx": lambda: perusak.repacked(
        _excel(), "xl/worksheets/sheet1.xml", lambda old: old.replace(b'r="B1"', b'r="N' + b"9" * 5_000 + b'"')
    ),
    "kolom.xlsx": lambda: perusak.repacked(
        _excel(), "xl/worksheets/sheet1.xml", lambda old: old.replace(b'r="B1"', b'r="' + b"Z" * 60 + b'9999999"')
    ),
    "rentang.docx": lambda: perusak.repacked(
        _word(), "word/document.xml", lambda old: old.replace(b"<w:tcPr>", b"<w:tcPr><w:gridSpan w:val='\"'/>")
    ),
    "rentang.html": lambda: b"<table><tr><td colspan=" + b"9" * 5_000 + b">1</td><td rowspan=\xc2\xb2>2</td></tr></table>",
    "dalam.html": lambda: b"<div>" * 50_000 + b"<table><tr><td>1</td><td>2</td></tr></table>",
    "lebar.html": lambda: b"<table><tr><td colspan=99999999 rowspan=99999999>1</td><td>2</td></tr></table>",
    "nul.txt": lambda: (HEAD + ROWS).encode().replace(b"Program A", b"Pro\0gram A"),
    "halaman.pdf": lambda: _many_pages(),
    "rusak.pdf": lambda: b"%PDF-1.7\n" + os.urandom(5000),
    "sel.txt": lambda: (HEAD + "1.06.02\t" + "A" * 30_000_000 + "\t1\t2\n" + ROWS).encode(),
    "kolom.txt": lambda: (HEAD + "\t".join(["1"] * 200_000) + "\n" + ROWS).encode(),
    "kurung.txt": lambda: (HEAD + f"1.06.02\t{'(' * 5_000}\t{'1.' * 5_000}\t{'-' * 5_000}\n" + ROWS).encode(),
}  # fmt: skip


def _far_cell() -> bytes:
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "Kode"
    book.active["XFD1048576"] = 1
    book.save(buffer)
    return buffer.getvalue()


def _many_pages() -> bytes:
    """A small PDF that says it has a hundred million pages, each the same one."""
    pages = b"<</Type/Pages/Count 100000000/Kids[" + b"3 0 R " * 200 + b"]>>"
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]
    content = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (i, part) for i, part in enumerate(parts, 1))
    return content + b"trailer<</Root 1 0 R/Size 4>>\n%%EOF"


def test_hostile_files_are_named_and_the_others_read(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, content in HOSTILE.items():
        (raw / name).write_bytes(content())
    shutil.copy(GOOD, raw / "baik.txt")
    before = {file.name: file.stat().st_mtime_ns for file in raw.iterdir()}
    result = pipeline.extract(discover([raw]), tmp_path / "out", jobs=2, limits=LIMITS)
    status = {row["dokumen"]: row["status"] for row in result.documents}
    assert status["baik.txt"] == "terbaca"
    assert set(status) == {*HOSTILE, "baik.txt"}
    assert set(result.failed) >= set(HOSTILE) - {"kurung.txt"}, status
    assert not [reason for reason in result.failed.values() if "Pembaca gagal" in reason or "mendadak" in reason]
    assert {file.name: file.stat().st_mtime_ns for file in raw.iterdir()} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out", "raw"]
    everything = b"".join(file.read_bytes() for file in (tmp_path / "out").glob("*.csv"))
    assert b"def _outside" not in everything and b"hahaha" not in everything


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses such names itself")
def test_odd_names_and_links_are_named(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(GOOD, raw / "..laporan..txt")
    shutil.copy(GOOD, raw / "baris\nbaru.txt")
    shutil.copy(GOOD, raw / "balik\u202etxt.exe.txt")
    shutil.copy(GOOD, raw / ("p" * 240 + ".txt"))
    shutil.copy(GOOD, Path(os.fsdecode(os.fsencode(raw) + b"/bita\xff.txt")))
    shutil.copy(GOOD, tmp_path / "rahasia.txt")
    (raw / "tautan.txt").symlink_to(tmp_path / "rahasia.txt")
    (raw / "putus.txt").symlink_to("tidak-ada.txt")
    (raw / "putar.txt").symlink_to("putar.txt")
    shutil.copy(GOOD, raw / "biasa.txt")
    (raw / "dekat.txt").symlink_to("biasa.txt")
    shutil.copy(GOOD, raw / "samping.txt")
    (raw / "samping.txt.yml").symlink_to(tmp_path / "rahasia.txt")
    os.mkfifo(raw / "pipa.txt")
    (raw / "kepipa.txt").symlink_to("pipa.txt")
    shutil.copy(GOOD, raw / "sela.txt")
    os.mkfifo(raw / "sela.txt.yml")
    with (raw / "raksasa.txt").open("wb") as file:
        file.truncate(5 * 2**30)
    result = _extract(raw)
    assert sorted(row["dokumen"] for row in result.documents if row["status"] == "terbaca") == [
        "biasa.txt",
        "dekat.txt",
    ]
    assert set(result.failed) == {
        "baris\\nbaru.txt", "balik\\u202etxt.exe.txt", "p" * 240 + ".txt", "bita\\udcff.txt", "tautan.txt",
        "putus.txt", "putar.txt", "samping.txt", "kepipa.txt", "sela.txt", "raksasa.txt",
    }  # fmt: skip
    assert "bukan berkas biasa" in result.failed["kepipa.txt"] and "sela.txt.yml" in result.failed["sela.txt"]
    assert "terlalu besar" in result.failed["raksasa.txt"]
    assert "tautan" in result.failed["samping.txt"]
    stored = pl.read_parquet(raw / "out" / "dokumen.parquet")["dokumen"]
    assert all(shown_name(name) == name for name in stored)


def test_a_name_that_is_too_long_to_exist_is_told() -> None:
    with pytest.raises(FileNotFoundError, match=r"p{100}"):
        discover([Path("p" * 300)])


@pytest.mark.parametrize(
    "text",
    [
        "opd: &a [1]\nwilayah: *a\n",
        "opd: !!python/object/apply:os.system ['true']\n",
        "a: &a [x,x]\nb: &b [*a,*a]\nopd: [*b,*b]\n",
        "opd: " + "[" * 5_000,
        "tahun: 2024-99-99\n",
        "tahun: {a: {b: {c: 1}}}\n",
        "- satu\n",
        "tahun: 2024\n" * 5_000,
        "? [1, 2]\n: 3\n",
        "\0",
    ],
)
def test_sidecars_that_do_more_than_say_a_value_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(HEAD + ROWS, encoding="utf-8")
    (tmp_path / "a.txt.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"a\.txt\.yml"):
        read_document(file)


@given(st.text(st.sampled_from("opd:tahun 2024-[]{}&*!?|>'\"\n\t#%@\0\x85"), max_size=60))
@settings(max_examples=300, derandomize=True, deadline=None, database=None)
def test_any_sidecar_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    sidecar = tmp_path_factory.getbasetemp() / "s.txt.yml"
    sidecar.write_text(text, encoding="utf-8", newline="")
    try:
        assert isinstance(read_sidecar(sidecar), dict)
    except DocumentError as error:
        assert str(error)


# `WORKBENCH_FUZZ=2000` tries as many damaged editions of each format; `benchmarks/acak.py` does it under limits.
TRIES = int(os.environ.get("WORKBENCH_FUZZ", "20"))


@pytest.mark.parametrize("ending", perusak.EDITIONS)
def test_any_damaged_document_is_read_or_named(ending: str, tmp_path: Path) -> None:
    """Typeset documents, and real ones where they are text: bytes, figures, cells and rows changed at random."""
    file = tmp_path / f"a{ending}"
    real = [one for one in discover([RAW]) if one.suffix == ending]

    @given(st.integers(0, 2**32), st.sampled_from(pembuat.POKOK), st.booleans())
    @settings(max_examples=TRIES, derandomize=True, deadline=None, database=None)
    def run(seed: int, form: str, typeset: bool) -> None:
        chance = random.Random(seed)
        whole = (
            perusak.EDITIONS[ending](pembuat.Gaya(form))
            if typeset or not real
            else perusak.piece(chance.choice(real), chance)
        )
        file.write_bytes(perusak.damaged(whole, ending, chance))
        try:
            rows_of(*understand(file))
        except DocumentError as error:
            assert str(error)

    run()


# --- found by damage at random, and mended ---------------------------------------------------------------------


def test_a_long_figure_before_a_word_takes_no_time(tmp_path: Path) -> None:
    """It kept the pattern of codes busy for hours."""
    (tmp_path / "a.txt").write_text(HEAD + ROWS.replace("1.06.03", "9" * 60 + " Orang"), encoding="utf-8")
    start = time.process_time()
    understand(tmp_path / "a.txt")
    assert time.process_time() - start < 5


def test_a_government_of_an_endless_name_takes_no_time(tmp_path: Path) -> None:
    text = HEAD.replace("KOTA BOGOR", "KABUPATEN " + "NA" * 1_500 + " P\u02f5")
    (tmp_path / "a.txt").write_text(text + ROWS, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(DocumentError, match="opd"):
        understand(tmp_path / "a.txt")
    assert time.process_time() - start < 5


def test_a_line_of_dashes_takes_no_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEAD + ROWS + f"\nBAB II\nIsi {'-' * 30_000} akhir\n", encoding="utf-8")
    start = time.process_time()
    understand(tmp_path / "a.txt")
    assert time.process_time() - start < 5


def test_rows_below_the_text_that_follows_a_heading_without_rows(tmp_path: Path) -> None:
    body = "Kode\tProgram\tTarget\tPagu (Rp)\n"
    text = HEAD.removesuffix(body) + body + "\n12\n\n" + ROWS
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    rows_of(*understand(tmp_path / "a.txt"))


def test_a_damaged_page_is_named(tmp_path: Path) -> None:
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2/Kids[3 0 R 9 0 R]>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]  # fmt: skip
    content = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (i, part) for i, part in enumerate(parts, 1))
    (tmp_path / "a.pdf").write_bytes(content + b"trailer<</Root 1 0 R/Size 4>>\n%%EOF")
    with pytest.raises(DocumentError, match="Halaman 2 PDF ini rusak"):
        read_document(tmp_path / "a.pdf")


def test_memory_that_ran_out_in_a_library_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(HEAD + ROWS, encoding="utf-8")

    def full(*_: object) -> None:
        raise RuntimeError("Non-zero status code: std::bad_alloc")

    monkeypatch.setattr(one, "understand", full)
    with pytest.raises(MemoryError):
        one.read_one(one.Task(tmp_path / "a.txt", cache.state_of(tmp_path / "a.txt"), tmp_path / "a.baca"))
