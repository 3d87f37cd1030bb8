"""Parameters, the runner, and all reports of the real dataset from end to end."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nbformat
import polars as pl
import pytest
from contoh import LAIN, OPD, observasi, program, tulis
from nbformat.v4 import new_code_cell, new_notebook

from workbench import data, paths
from workbench.reports import build, export, params, runner
from workbench.reports.params import ParameterError

CHROMIUM = next((b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None)


@pytest.fixture
def kecil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset of two offices, small enough to know."""
    rows = pl.concat(
        [
            observasi(program(1, "60", "30"), program(7, "40", "40")),
            observasi(program(1, "10", "1"), opd=LAIN, dokumen="lain <b>.txt"),
        ]
    )
    folder = tulis(tmp_path / "processed", rows)
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(folder))
    return folder


@pytest.mark.parametrize(
    ("notebook", "nilai", "pesan"),
    [
        ("10_laporan_opd", {"opd": "kab-tiada-x", "tahun": 2024}, f"kab-tiada-x. Yang ada: {LAIN}, {OPD}"),
        ("10_laporan_opd", {"opd": OPD, "tahun": 2020}, "2020. Yang ada: 2024"),
        ("10_laporan_opd", {"opd": OPD, "tahun": 2024, "warna": "x"}, "Yang dikenal: opd, tahun, periode, bahasa"),
        ("10_laporan_opd", {"opd": OPD, "tahun": 2024, "bahasa": "fr"}, "bahasa"),
        ("10_laporan_opd", {"opd": OPD}, "tahun"),
        ("10_laporan_opd", {"opd": 2.10, "tahun": 2024}, "opd"),
        ("01_ekstraksi", {"dokumen": "tiada.txt"}, "Yang ada: contoh.txt"),
        ("20_banding", {"opd": [OPD], "tahun": 2024}, "opd"),
        ("20_banding", {"opd": [OPD, OPD], "tahun": 2024}, "lebih dari sekali"),
        ("20_banding", {"opd": OPD, "tahun": 2024}, "opd"),
        ("99_tiada", {}, "Yang ada: 00_mulai"),
    ],
)
def test_wrong_parameters_are_refused_with_what_is_known(
    kecil: Path, notebook: str, nilai: dict[str, object], pesan: str
) -> None:
    with pytest.raises(ParameterError, match=re.escape(pesan)):
        params.periksa(notebook, nilai)


def test_parameters_keep_their_types(kecil: Path) -> None:
    p = params.periksa("10_laporan_opd", {"opd": OPD, "tahun": "2024"})
    assert p.model_dump() == {"opd": OPD, "tahun": 2024, "periode": "", "bahasa": "id"}


def test_a_price_index_can_be_written_on_the_command_line(kecil: Path) -> None:
    for nilai in ("2024:105", ["2023:100", "2024:105"], {2024: 105}):
        p = params.periksa("20_banding", {"opd": [OPD, LAIN], "tahun": 2024, "indeks_harga": nilai})
        assert isinstance(p, params.Banding) and p.indeks_harga[2024] == 105
    with pytest.raises(ParameterError, match="indeks_harga"):
        params.periksa("20_banding", {"opd": [OPD, LAIN], "tahun": 2024, "indeks_harga": "105"})


def test_models_and_notebooks_have_the_same_parameters() -> None:
    for nama, model in params.MODEL.items():
        assert list(runner.bawaan(nama)) == list(model.model_fields)


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of notebooks made for the test."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(paths, "notebooks", lambda: folder)
    yield folder


def buat_notebook(folder: Path, nama: str, *sel: str) -> None:
    nb = new_notebook(cells=[new_code_cell(isi) for isi in sel])
    nb.metadata.language_info = {"name": "python"}
    nb.cells[0].metadata.tags = ["parameters"]
    nbformat.write(nb, folder / f"{nama}.ipynb")


def test_the_runner_passes_text_as_text_and_catches_noise(notebooks: Path, capfd: pytest.CaptureFixture[str]) -> None:
    buat_notebook(notebooks, "coba", 'kode: str = "0"', "print(repr(kode))")
    hasil = runner.run_notebook("coba", {"kode": "2.10"})
    assert hasil.notebook.cells[-1].outputs[0].text.strip() == "'2.10'"
    assert capfd.readouterr().err == ""


def test_the_runner_refuses_unknown_names_before_starting(notebooks: Path) -> None:
    buat_notebook(notebooks, "coba", 'kode: str = "0"')
    with pytest.raises(ParameterError, match=r"tidak punya parameter asing\. Yang dikenal: kode"):
        runner.run_notebook("coba", {"asing": 1})
    with pytest.raises(ParameterError, match="Yang ada: coba"):
        runner.run_notebook("tiada", {})


def test_a_failing_cell_is_named(notebooks: Path) -> None:
    buat_notebook(notebooks, "coba", "a: int = 1", "1 / 0")
    with pytest.raises(runner.NotebookError) as galat:
        runner.run_notebook("coba", {})
    assert (galat.value.galat, galat.value.pesan) == ("ZeroDivisionError", "division by zero")


def test_a_kernel_that_does_not_start_is_tried_once_more(notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    buat_notebook(notebooks, "coba", "a: int = 1")
    percobaan: list[int] = []

    def gagal_dahulu(*_: object) -> nbformat.NotebookNode:
        percobaan.append(1)
        if len(percobaan) == 1:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return new_notebook()

    monkeypatch.setattr(runner, "_jalankan", gagal_dahulu)
    assert runner.run_notebook("coba", {}).diulang == "Kernel tidak mau mulai"
    assert len(percobaan) == 2


def test_a_kernel_that_dies_is_reported_and_tried_once_more(notebooks: Path, tmp_path: Path) -> None:
    """The first kernel really dies; the second finds the mark it left and goes on."""
    tanda = tmp_path / "pernah"
    buat_notebook(
        notebooks,
        "coba",
        "a: int = 1",
        f"import os, pathlib\ntanda = pathlib.Path({str(tanda)!r})",
        "pernah = tanda.exists()\ntanda.touch()\npernah or os.kill(os.getpid(), 9)\nprint('hidup')",
    )
    hasil = runner.run_notebook("coba", {})
    assert hasil.diulang == "Kernel mati"
    assert "hidup" in hasil.notebook.cells[-1].outputs[0].text


def test_a_kernel_that_dies_twice_is_a_failure_with_advice(notebooks: Path) -> None:
    buat_notebook(notebooks, "coba", "a: int = 1", "import os\nos.kill(os.getpid(), 9)")
    with pytest.raises(runner.KernelMatiError, match=r"dua kali saat menjalankan coba.*--jobs 1"):
        runner.run_notebook("coba", {})


def test_a_cell_that_hangs_ends(notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_BATAS_SEL", 2)
    buat_notebook(notebooks, "coba", "a: int = 1", "import time\ntime.sleep(60)")
    with pytest.raises(runner.LewatWaktuError, match="lebih dari 2 detik"):
        runner.run_notebook("coba", {})


def test_a_failed_report_gets_a_page_that_says_so(kecil: Path, tmp_path: Path) -> None:
    tugas = build.ReportResult(
        berkas="10_laporan_opd-x.html",
        notebook="10_laporan_opd",
        judul="X <b>",
        parameter={"opd": "kab-tiada-x", "tahun": 2024},
    )
    hasil = build.buat_satu(tugas, tmp_path)
    html = (tmp_path / tugas.berkas).read_text(encoding="utf-8")
    assert hasil.status == build.GAGAL and "kab-tiada-x" in str(hasil.alasan)
    assert "Laporan ini gagal dibuat." in html and "X &lt;b&gt;" in html


def test_every_comparison_and_office_is_planned(kecil: Path) -> None:
    berkas = [satu.berkas for satu in build.rencana()]
    assert berkas[0] == "00_mulai.html"
    assert f"10_laporan_opd-{LAIN}-2024.html" in berkas
    assert "20_banding-2024.html" in berkas
    assert "40_indikator.html" in berkas
    assert len(berkas) == len(set(berkas)) == 9


def test_one_report_in_english_with_its_own_parameters(kecil: Path, tmp_path: Path) -> None:
    hasil = build.satu_laporan("10_laporan_opd", {"opd": OPD, "tahun": 2024, "bahasa": "en"}, folder=tmp_path)
    html = (tmp_path / hasil.berkas).read_text(encoding="utf-8")
    assert hasil.status == build.SELESAI, hasil.alasan
    assert hasil.berkas == f"10_laporan_opd-{OPD}-2024-en.html"
    assert '<html lang="en">' in html and "Budget absorption" in html and "Serapan anggaran" not in html


@pytest.fixture(scope="session")
def laporan(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[build.ReportResult]]]:
    """All reports of the real dataset, made once."""
    folder = tmp_path_factory.mktemp("reports")
    lama = os.environ.get("WORKBENCH_PROCESSED")
    os.environ["WORKBENCH_PROCESSED"] = str(dataset)
    langkah: list[tuple[int, int]] = []
    try:
        hasil = build.build_all(lambda _, selesai, semua: langkah.append((selesai, semua)), folder=folder)
    finally:
        os.environ.pop("WORKBENCH_PROCESSED")
        if lama is not None:
            os.environ["WORKBENCH_PROCESSED"] = lama
    assert langkah == [(n, len(hasil)) for n in range(1, len(hasil) + 1)]
    yield folder, hasil


def test_all_reports_are_made(laporan: tuple[Path, list[build.ReportResult]], dataset: Path) -> None:
    folder, hasil = laporan
    assert [(satu.berkas, satu.alasan) for satu in hasil if satu.status != build.SELESAI] == []
    menurut = {n: [s for s in hasil if s.notebook == n] for n in params.MODEL}
    dokumen = pl.read_parquet(dataset / "dokumen.parquet")
    assert len(menurut["01_ekstraksi"]) == dokumen.height
    assert len(menurut["10_laporan_opd"]) >= 5
    assert menurut["20_banding"]
    assert len(menurut["30_audit"]) == dokumen.filter(status="terbaca").height
    catatan = json.loads((folder / "laporan.json").read_text(encoding="utf-8"))["laporan"]
    assert sorted(catatan) == sorted(s.berkas for s in hasil)


def test_reports_hold_figures_and_tables_and_need_no_network(
    laporan: tuple[Path, list[build.ReportResult]],
) -> None:
    folder, hasil = laporan
    for satu in hasil:
        html = (folder / satu.berkas).read_text(encoding="utf-8")
        assert html.count('class="gambar"') == html.count('type="application/json"') == satu.n_gambar
        assert satu.n_gambar or satu.notebook == "40_indikator"
        assert html.count('<table class="data"') == satu.n_tabel >= 2
        assert export.rujukan_jaringan(html) == []
        assert "http://" not in html and "https://" not in html
        assert satu.ukuran <= 400_000
        assert '<p class="angka">' in html or '<ul class="angka">' in html
        assert "jp-InputArea" not in html and "input_area" not in html
        assert "nan" not in re.findall(r"[Rr]p\s*(nan)|(nan)%", html)
    assert (folder / "aset" / "plotly.min.js").stat().st_size > 1_000_000


def test_index_links_every_report(laporan: tuple[Path, list[build.ReportResult]]) -> None:
    folder, hasil = laporan
    html = (folder / "index.html").read_text(encoding="utf-8")
    tautan = re.findall(r'<a href="([^"]+)">', html)
    assert sorted(tautan) == sorted([*(satu.berkas for satu in hasil), "temuan.xlsx"])
    assert all((folder / satu).is_file() for satu in tautan)


def test_every_sum_in_a_report_is_one_of_its_table(
    laporan: tuple[Path, list[build.ReportResult]], dataset: Path
) -> None:
    """The total row of the first table that has one equals the programs above it, in full rupiah."""
    folder, hasil = laporan
    for satu in hasil:
        if satu.notebook != "10_laporan_opd":
            continue
        html = (folder / satu.berkas).read_text(encoding="utf-8")
        badan, kaki = html.split("</tfoot>")[0].rsplit('<table class="data"')[-1].split("<tfoot>")
        uang = [_uang(baris) for baris in re.findall(r"<tr>(.*?)</tr>", badan.split("<tbody>")[1])]
        assert sum(baris[0] for baris in uang) == _uang(kaki)[0]


def _uang(baris: str) -> list[int]:
    """Rupiah amounts of a table row, in sen."""
    hasil = []
    for utuh, sen in re.findall(r"Rp([\d.]+)(?:,(\d\d))?<", baris):
        hasil.append(int(utuh.replace(".", "")) * 100 + int(sen or 0))
    return hasil


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="tidak ada Chromium di komputer ini")
def test_figures_are_drawn_in_a_browser_without_network(
    laporan: tuple[Path, list[build.ReportResult]], tmp_path: Path
) -> None:
    folder, hasil = laporan
    satu = max(hasil, key=lambda s: s.n_gambar)
    perintah = [
        str(CHROMIUM),
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        "--proxy-server=127.0.0.1:9",
        f"--user-data-dir={tmp_path / 'profil'}",
        "--virtual-time-budget=10000",
        "--dump-dom",
        (folder / satu.berkas).as_uri(),
    ]
    dom = subprocess.run(perintah, capture_output=True, text=True, timeout=120, check=True).stdout
    assert f'data-gambar-terlukis="{satu.n_gambar}"' in dom
    assert dom.count('class="main-svg"') >= 2 * satu.n_gambar


def test_the_loader_says_what_to_do_without_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))
    with pytest.raises(data.DatasetMissingError, match="extract"):
        build.rencana()
