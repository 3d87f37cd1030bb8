"""Reports as DOCX, XLSX and PDF: text stays text, formulas give the dataset's figures, forms are laid out as printed."""

import io
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import polars as pl
import pytest
import yaml
from contoh import OPD, observasi, program, tulis
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tampak import CHROMIUM

from workbench import paths
from workbench.cli import app
from workbench.reports import bentuk, buku_opd, ekspor_docx, ekspor_xlsx, export, peramban, tables
from workbench.reports.blok import Daftar, Judul, Paragraf, dari_notebook
from workbench.reports.buku import Buku
from workbench.reports.tampilan import MIME_PLOTLY

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
perlu_soffice = pytest.mark.skipif(SOFFICE is None, reason="tidak ada LibreOffice di komputer ini")
perlu_chromium = pytest.mark.skipif(CHROMIUM is None, reason="tidak ada Chromium di komputer ini")
JAHAT = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "{=1+1}",
    "a\x07b",
    "x" * 40_000,
]


def _naskah(*isi: str, gambar: bool = False) -> bentuk.Naskah:
    keluaran: list[dict[str, Any]] = [{"text/html": satu, "text/plain": ""} for satu in isi]
    if gambar:
        batang = {"type": "bar", "orientation": "h", "name": "Pagu", "x": [1.5, 2], "y": ["Satu", "=1+1"]}
        keluaran.append({MIME_PLOTLY: {"data": [batang], "layout": {"height": 300}}, "text/plain": "[gambar: pagu]"})
    notebook = new_notebook(cells=[new_code_cell("", outputs=[new_output("display_data", data=d) for d in keluaran])])
    return bentuk.Naskah("30_audit", {}, "Judul", "id", notebook)


def _tabel(*nilai: str) -> str:
    kolom = [tables.Kolom("a", "Nama"), tables.Kolom("n", "Rp", rata="kanan")]
    return tables.judul(2, "Bagian").html + tables.tabel(pl.DataFrame({"a": nilai, "n": "Rp1.234,50"}), kolom).html


def _buku(naskah: bentuk.Naskah) -> Any:
    return openpyxl.load_workbook(
        io.BytesIO(ekspor_xlsx.buku(naskah.nama, naskah.parameter, naskah.blok, naskah.judul, naskah.bahasa))
    )


def _rumus(buku: Any) -> list[str]:
    return [str(c.value) for lembar in buku for row in lembar.iter_rows() for c in row if c.data_type == "f"]


# --- text of documents is data


@pytest.mark.parametrize("isi", JAHAT)
def test_text_is_never_a_formula_or_a_link_in_a_sheet(isi: str) -> None:
    buku = _buku(_naskah(tables.judul(2, isi).html, _tabel(isi)))
    assert _rumus(buku) == []
    sel = [c for lembar in buku for row in lembar.iter_rows() for c in row if c.value is not None]
    assert all(c.hyperlink is None for c in sel)
    assert any(str(c.value).startswith(isi.replace("\x07", "")[:1]) for c in sel)


def test_numbers_of_a_table_are_numbers_in_a_sheet() -> None:
    nilai = [c.value for row in _buku(_naskah(_tabel("Satu")))["Tabel 1"].iter_rows() for c in row]
    assert 1234.5 in nilai and "Satu" in nilai


@pytest.mark.parametrize("isi", JAHAT)
def test_text_stays_text_in_a_document(isi: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_PERAMBAN", "tidak-ada")
    naskah = _naskah(tables.judul(2, isi).html, _tabel(isi), gambar=True)
    hasil = docx.Document(io.BytesIO(ekspor_docx.dokumen(naskah.blok, isi, "id", tmp_path)))
    bersih = isi.replace("\x07", "")
    assert hasil.tables[0].cell(1, 0).text == bersih
    assert "Hyperlink" not in hasil.element.xml and "fldSimple" not in hasil.element.xml


# --- a document an office can edit


def test_a_document_has_headings_tables_and_figures_as_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_PERAMBAN", "tidak-ada")
    isi = dari_notebook(_naskah(_tabel("Satu", "Dua"), gambar=True).notebook)
    hasil = docx.Document(io.BytesIO(ekspor_docx.dokumen(isi, "Judul", "id", tmp_path)))
    assert [p.text for p in hasil.paragraphs if p.style.name == "Heading 2"] == ["Bagian"]
    tabel, gambar = hasil.tables
    assert [[c.text for c in row.cells] for row in tabel.rows] == [
        ["Nama", "Rp"], ["Satu", "Rp1.234,50"], ["Dua", "Rp1.234,50"],
    ]  # fmt: skip
    assert "tblHeader" in tabel.rows[0]._tr.xml
    assert [[c.text for c in row.cells] for row in gambar.rows][1:] == [["Satu", "1,5"], ["=1+1", "2"]]


def test_trees_and_folded_parts_keep_their_levels() -> None:
    html = (
        "<ul><li><details><summary>Tujuan<span class='tanda-kelas'>a</span></summary><ul><li>Sasaran<ul><li>Program</li></ul></li>"
        "<li>Lain</li></ul></details></li><li>Dua</li></ul>"
        '<details><summary>Kegiatan<span class="kecil">Pagu Rp5</span></summary><p>isi</p></details>'
    )
    daftar, judul, kecil, isi = _naskah(html).blok
    assert daftar == Daftar(("Tujuan · a", "Sasaran", "Program", "Lain", "Dua"), (0, 1, 2, 1, 0))
    assert (judul, kecil, isi) == (Judul(4, "Kegiatan"), Paragraf("Pagu Rp5", catatan=True), Paragraf("isi"))


@pytest.mark.browser
@perlu_chromium
def test_figures_are_pictures_and_pages_are_pdf_where_there_is_a_browser(tmp_path: Path) -> None:
    naskah = _naskah(_tabel("Satu"), gambar=True)
    export.siapkan_aset(tmp_path)
    halaman = tmp_path / "x.html"
    halaman.write_text(export.halaman_laporan(naskah.notebook, "x").html, encoding="utf-8")
    jadi, gagal = bentuk.tulis_lain(naskah, halaman, bentuk.SEMUA)
    assert gagal == {} and set(jadi) == {"docx", "xlsx", "pdf"}
    dokumen = docx.Document(str(tmp_path / "x.docx"))
    assert len(dokumen.inline_shapes) == 1 and len(dokumen.tables) == 1
    import pypdfium2

    pdf = pypdfium2.PdfDocument(str(tmp_path / "x.pdf"))
    lebar, tinggi = pdf[0].get_size()
    assert (round(lebar), round(tinggi)) in {(595, 842), (594, 841), (595, 841), (594, 842)}
    assert "Rp1.234,50" in pdf[0].get_textpage().get_text_range()
    pdf.close()


def test_without_a_browser_pdf_is_left_out_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from typer.testing import CliRunner

    monkeypatch.setenv("WORKBENCH_PERAMBAN", "tidak-ada")
    bisa, pesan = bentuk.yang_bisa(("html", "pdf"))
    assert bisa == ("html",) and "apt install chromium" in pesan[0]
    with pytest.raises(peramban.PerambanError, match="Pasang"):
        peramban.pdf(tmp_path / "x.html")
    salah = CliRunner().invoke(app, ["report", "--all", "--format", "html,odt"])
    assert salah.exit_code == 2


def test_a_format_that_fails_leaves_the_others_and_no_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rusak(*_: object) -> bytes:
        raise ValueError("rusak")

    monkeypatch.setattr(ekspor_docx, "dokumen", rusak)
    (tmp_path / "x.docx").write_bytes(b"lama")
    jadi, gagal = bentuk.tulis_lain(_naskah(_tabel("Satu")), tmp_path / "x.html", ("html", "docx", "xlsx"))
    assert jadi == {"xlsx": "x.xlsx"} and gagal == {"docx": "ValueError: rusak"}
    assert not (tmp_path / "x.docx").exists()


# --- the workbook of an office


def _baris(nomor: int, **isi: Any) -> dict[str, Any]:
    return program(nomor, indikator=f"Jumlah orang {nomor}", satuan="orang", **isi)


ISI = observasi(
    _baris(1, pagu="1000.10", realisasi_rp="500.05", target=10.0, realisasi=5.0, capaian=50.0, serapan=50.0),
    _baris(2, pagu="3000.20", realisasi_rp="2999.99", target=4.0, realisasi=6.0, capaian=120.0),
    _baris(3, target=7.0),
    {**_baris(1, target=100.0, realisasi=45.0, capaian=44.0, pagu="9000"), "baris": 1, "tahap": "renstra_akhir", "tahun": 2026},
    {**_baris(1, realisasi=30.0, realisasi_rp="4000"), "baris": 1, "tahap": "renstra_sd_lalu", "tahun": 2023},
    {**_baris(1, realisasi=2.0, realisasi_rp="100"), "baris": 1, "periode": "tw1"},
    {**_baris(1, realisasi=3.0, realisasi_rp="400.05"), "baris": 1, "periode": "tw2"},
)  # fmt: skip


@pytest.fixture
def buku_kantor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workbook of a small dataset."""
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tulis(tmp_path / "data", ISI)))
    buku = Buku("Judul")
    buku_opd.tulis(buku, OPD, 2024, "Judul", "id")
    (tmp_path / "x.xlsx").write_bytes(buku.isi())
    return tmp_path / "x.xlsx"


def _hitung_ulang(berkas: Path) -> Any:
    """The workbook as LibreOffice computes it, whatever results are stored in it."""
    kosong = openpyxl.load_workbook(berkas)  # saving drops the stored results
    polos = berkas.parent / "polos.xlsx"
    kosong.save(polos)
    perintah = [str(SOFFICE), f"-env:UserInstallation={(berkas.parent / 'profil').as_uri()}", "--headless"]
    keluar = berkas.parent / "hitung"
    subprocess.run([*perintah, "--convert-to", "xlsx", "--outdir", str(keluar), str(polos)],
                   check=True, capture_output=True, timeout=180)  # fmt: skip
    return openpyxl.load_workbook(keluar / "polos.xlsx", data_only=True)


def _nilai(buku: Any) -> dict[tuple[str, str], Any]:
    return {
        (s.title, c.coordinate): c.value
        for s in buku
        for row in s.iter_rows()
        for c in row
        if c.value not in (None, "")
    }


def test_totals_and_shares_are_formulas_with_the_datasets_result(buku_kantor: Path) -> None:
    rumus, hasil = openpyxl.load_workbook(buku_kantor), openpyxl.load_workbook(buku_kantor, data_only=True)
    assert len(_rumus(rumus)) > 20
    lembar = hasil["Program"]
    jumlah = next(r for r in lembar.iter_rows(min_row=4) if r[0].value == "Jumlah")
    assert [round(Decimal(str(c.value)), 2) for c in jumlah[2:5]] == [
        Decimal("4000.30"),
        Decimal("3500.04"),
        Decimal("500.26"),
    ]
    assert jumlah[5].value == pytest.approx(3500.04 / 4000.30 * 100)
    assert str(rumus["Program"][jumlah[2].coordinate].value).startswith("=IF(COUNT(")


@pytest.mark.slow
@perlu_soffice
def test_a_spreadsheet_program_computes_the_same(buku_kantor: Path) -> None:
    tersimpan = _nilai(openpyxl.load_workbook(buku_kantor, data_only=True))
    dihitung = _nilai(_hitung_ulang(buku_kantor))
    assert set(dihitung) == set(tersimpan)
    for letak, nilai in tersimpan.items():
        harap = pytest.approx(nilai, rel=1e-12) if isinstance(nilai, int | float) else nilai
        assert dihitung[letak] == harap, letak


def _kolom_bernomor(lembar: Any) -> dict[str, int]:
    """The number printed below each heading of a form, with its first column."""
    baris = next(r for r in lembar.iter_rows(max_row=10) if [str(c.value) for c in r[:3]] == ["1", "2", "3"])
    return {str(c.value): c.column for c in baris if c.value is not None}


def _sel(lembar: Any, indikator: str, nomor: str, geser: int = 0) -> Any:
    row = next(r for r in lembar.iter_rows(min_row=6) if any(str(c.value).startswith(indikator) for c in r))
    return row[_kolom_bernomor(lembar)[nomor] - 1 + geser].value


def test_e81_holds_what_is_printed_in_its_numbered_columns(buku_kantor: Path) -> None:
    lembar = openpyxl.load_workbook(buku_kantor, data_only=True)["E.81"]
    assert len(_kolom_bernomor(lembar)) == 16 and max(_kolom_bernomor(lembar).values()) == 26
    cetak = {"5": (100, 9000), "6": (30, 4000), "7": (10, 1000.10), "8": (2, 100), "9": (3, 400.05), "10": (None, None),
             "12": (5, 500.05), "13=6+12": (35, 4500.05), "14=13/5x100": (35, 4500.05 / 90)}  # fmt: skip
    for nomor, (kinerja, uang) in cetak.items():
        for geser, harap in enumerate((kinerja, uang)):
            nilai = _sel(lembar, "Jumlah orang 1", nomor, geser)
            assert (nilai in (None, "")) if harap is None else nilai == pytest.approx(harap), nomor
    assert [_sel(lembar, "Jumlah orang 2", "13=6+12", n) in (None, "") for n in (0, 1)] == [True, True]
    catatan = [c.comment.text for row in lembar.iter_rows() for c in row if c.comment]
    assert len(catatan) == 2 and any("45" in satu for satu in catatan) and any("44" in satu for satu in catatan)


def test_headings_of_the_forms_are_merged_as_described(buku_kantor: Path) -> None:
    bentuk_cetak = yaml.safe_load((paths.RULES / "formulir_cetak.yml").read_text(encoding="utf-8"))["formulir"]
    buku = openpyxl.load_workbook(buku_kantor)
    for nama, isi in bentuk_cetak.items():
        lembar = buku[nama]
        gabungan = {str(g) for g in lembar.merged_cells.ranges}
        for kolom in isi["kolom"]:
            mulai = re.split(r"[({]", kolom["judul"])[0].strip()
            sel = next(c for row in lembar.iter_rows(max_row=10) for c in row if str(c.value).startswith(mulai))
            milik = next((g for g in lembar.merged_cells.ranges if sel.coordinate in g), None)
            lebar = sum(2 if "pasangan" in satu else 1 for satu in kolom.get("anak", [kolom]))
            assert (milik.size["columns"] if milik else 1) == lebar, kolom["judul"]
        assert gabungan


def test_text_of_a_dataset_is_never_a_formula_in_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jahat = '=HYPERLINK("http://x","y")'
    rows = [{**program(1, "10", "5", target=2.0, realisasi=1.0), "uraian": jahat, "indikator": jahat, "satuan": "=1+1",
             "target_teks": jahat, "lokasi": "+1", "catatan": "@x"}]  # fmt: skip
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tulis(tmp_path, observasi(*rows), nama_opd="=DINAS")))
    buku = Buku("=1+1")
    buku_opd.tulis(buku, OPD, 2024, "=1+1", "id")
    hasil = openpyxl.load_workbook(io.BytesIO(buku.isi()))
    milik = [satu for satu in _rumus(hasil) if not satu.startswith(("=IF(COUNT(", "='"))]
    assert milik == [] and not any("HYPERLINK" in satu for satu in _rumus(hasil))
