"""Pages: nothing a document prints becomes mark-up, nothing is loaded from the network, names are safe."""

import json
import re
from pathlib import Path

import nbformat
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from workbench.reports import export, index, tables
from workbench.reports.berkas import NamaBerkasError, periksa, slug, tulis
from workbench.reports.build import GAGAL, ReportResult
from workbench.reports.tampilan import MIME_PLOTLY, bagian

JAHAT = [
    "<script>alert(1)</script>",
    "</table></div><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x")',
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;b&gt; \"'",
]


@pytest.mark.parametrize("isi", JAHAT)
def test_hostile_cells_stay_text(isi: str) -> None:
    frame = pl.DataFrame({"a": [isi], "b": [isi]})
    html = tables.tabel(frame, [tables.Kolom("a", isi, bawah="b")], jumlah={"a": isi}).html
    html += tables.kalimat(isi).html + tables.judul(2, isi).html + tables.daftar([isi]).html
    html += tables.kartu([tables.Kartu(isi, isi, isi)]).html
    html += export.halaman_gagal(isi, isi, isi)
    for tanda in ("<script>alert", "<img", "<a href='java", "</table></div><img"):
        assert tanda not in html


@given(st.text(max_size=60))
def test_any_text_is_escaped(isi: str) -> None:
    html = tables.tabel(pl.DataFrame({"a": [isi]}), [tables.Kolom("a", "A")]).html
    dalam = html.split("<tbody><tr>")[1].split("</tr>")[0]
    assert dalam.count("<") == 2 and dalam.count(">") == 2


def test_a_table_says_when_it_is_cut_and_shows_missing_values_as_a_dash() -> None:
    frame = pl.DataFrame({"a": [1, None, 3]})
    html = tables.tabel(frame, [tables.Kolom("a", "A", rata="kanan")], batas=2).html
    assert html.count("<tr>") == 3
    assert "Ditampilkan 2 dari 3 baris" in html
    assert "–</td>" in html


def notebook(*keluaran: dict[str, object]) -> nbformat.NotebookNode:
    sel = [new_code_cell("rahasia = 1", outputs=[new_output("display_data", data=k)]) for k in keluaran]
    return new_notebook(cells=[new_markdown_cell("# Petunjuk"), *sel])


def gambar(nama: str = "x") -> dict[str, object]:
    return {MIME_PLOTLY: {"data": [{"y": [nama]}], "layout": {"height": 300}}, "text/plain": "[gambar]"}


def test_a_page_holds_outputs_without_code() -> None:
    halaman = export.halaman_laporan(notebook(gambar(), {"text/html": "<p>isi</p>"}, gambar()), "Judul & <x>")
    assert halaman.n_gambar == 2
    assert halaman.html.count('class="gambar"') == 2
    assert 'id="gambar-1"' in halaman.html and 'id="gambar-2"' in halaman.html
    assert "<p>isi</p>" in halaman.html
    assert "rahasia" not in halaman.html and "Petunjuk" not in halaman.html
    assert "<title>Judul &amp; &lt;x&gt;</title>" in halaman.html
    assert '<html lang="id">' in halaman.html
    assert "http://" not in halaman.html and "https://" not in halaman.html


def test_cells_for_the_notebook_only_are_left_out() -> None:
    nb = notebook({"text/html": "<p>isi</p>"})
    nb.cells[1].metadata.tags = [export.HANYA_NOTEBOOK]
    assert "<p>isi</p>" not in export.halaman_laporan(nb, "x").html


def test_figure_data_cannot_end_its_script() -> None:
    html = export.halaman_laporan(notebook(gambar("</script><script>alert(1)</script>")), "x").html
    assert "<script>alert(1)" not in html
    data = re.search(r'<script[^>]*id="gambar-1-data"[^>]*>(.*?)</script>', html)
    assert data is not None
    assert json.loads(data.group(1))["data"][0]["y"] == ["</script><script>alert(1)</script>"]


@pytest.mark.parametrize(
    "isi",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<img src='//example/x.png'>",
        '<link rel="stylesheet" href="http://example/x.css">',
        "<style>@import 'https://example/x.css';</style>",
        '<div style="background:url(https://example/x.png)"></div>',
    ],
)
def test_network_references_are_refused(isi: str) -> None:
    with pytest.raises(export.ExportError, match="jaringan"):
        export.halaman_laporan(notebook({"text/html": isi}), "x")


@pytest.mark.parametrize(
    "isi",
    [
        "<td>lihat https://example.go.id/berkas</td>",
        "<td>Persentase data=//example.go.id src=http://example.go.id/x.js url(//example.go.id)</td>",
        '<td title="src=//example.go.id" data-nilai="data=//example.go.id">x</td>',
        '<a href="https://example.go.id">x</a>',
        '<script type="application/json">{"x": "src=http://example.go.id"}</script>',
    ],
)
def test_a_web_address_in_the_text_is_not_a_reference(isi: str) -> None:
    assert export.rujukan_jaringan(isi) == []


def test_too_large_a_page_is_refused() -> None:
    with pytest.raises(export.ExportError, match="melebihi"):
        export.halaman_laporan(notebook({"text/html": "<p>" + "x" * export.TERBESAR}), "x")


@given(st.text(max_size=300), st.text(max_size=30))
def test_file_names_are_plain_and_cannot_leave_the_folder(satu: str, dua: str) -> None:
    nama = slug("10_laporan_opd", satu or "x", dua or "x")
    assert periksa(nama) == nama
    assert Path(nama).name == nama


def test_different_inputs_never_share_a_name() -> None:
    nama = ["renja 2024", "renja-2024", "Renja-2024", "renja_2024", "renja/2024", "RENJA 2024", "é", "e"]
    assert len({slug("01", satu) for satu in nama}) == len(nama)
    assert slug("10_laporan_opd", "kab-x-y", 2024) == "10_laporan_opd-kab-x-y-2024"


@pytest.mark.parametrize("nama", ["", "../x", "a/b", "A", "a.html", "-a", "a" * 300])
def test_unsafe_names_are_refused(nama: str) -> None:
    with pytest.raises(NamaBerkasError):
        periksa(nama)


def test_writing_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tujuan = tmp_path / "sub" / "x.html"
    tulis(tujuan, "lama")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("penuh")))
    with pytest.raises(OSError, match="penuh"):
        tulis(tujuan, "baru")
    assert tujuan.read_text(encoding="utf-8") == "lama"
    assert [b.name for b in tujuan.parent.iterdir()] == ["x.html"]


def test_a_section_leaves_out_missing_pieces() -> None:
    isi = bagian("Judul", None, tables.kalimat("ada"), None)
    assert [repr(satu) for satu in isi.potongan] == ["Judul", "ada"]


def test_the_index_shows_failures_and_escapes_everything(tmp_path: Path) -> None:
    from dataclasses import asdict

    from contoh import tabel

    gagal = ReportResult(
        berkas="10_laporan_opd-a.html",
        notebook="10_laporan_opd",
        judul="<b>A",
        parameter={},
        status=GAGAL,
        alasan="<script>",
    )
    dokumen = tabel(
        "dokumen",
        [
            {
                "dokumen": "<i>x",
                "status": "gagal",
                "alasan": "rusak",
                "tabel_ditemukan": 0,
                "tabel_terbaca": 0,
                "observasi": 0,
                "baris_ditolak": 0,
            }
        ],
    )
    index.tulis_index(tmp_path, [asdict(gagal)], dokumen)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;A" in html and "&lt;script&gt;" in html and "&lt;i&gt;x" in html
    assert "1 gagal" in html and 'class="gagal"' in html
