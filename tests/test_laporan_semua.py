"""All reports in one go: dying processes, unchanged inputs, edited files, the front page in a browser."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from contoh import LAIN, OPD, observasi, program, tabel, tulis

from workbench.reports import build, daftar, index, kolam, sidik

CHROMIUM = next((b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None)
perlu_chromium = pytest.mark.skipif(CHROMIUM is None, reason="tidak ada Chromium di komputer ini")


def _mati_pertama(tugas: tuple[str, str]) -> str:
    """A task that kills its process the first time (and `selalu` every time), or fails, or gives its name."""
    folder, nama = tugas
    tanda = Path(folder) / nama
    if nama == "selalu" or (nama == "sekali" and not tanda.exists()):
        tanda.touch()
        os._exit(3)
    if nama == "salah":
        raise ValueError("angka salah")
    time.sleep(0.05)
    return nama.upper()


def test_a_dying_process_takes_nothing_with_it(tmp_path: Path) -> None:
    nama = ["a", "sekali", "b", "selalu", "c", "salah", "d"]
    tugas = [(str(tmp_path), satu) for satu in nama]
    hasil = {satu[1]: isi for satu, isi in kolam.kerjakan(_mati_pertama, tugas, 2)}
    assert set(hasil) == set(nama)
    assert [hasil[n] for n in ("a", "b", "c", "d", "sekali")] == ["A", "B", "C", "D", "SEKALI"]
    assert isinstance(hasil["selalu"], kolam.ProsesMatiError)
    assert isinstance(hasil["salah"], ValueError)


def _tunggu_lama(folder: str) -> None:
    """A task that says which process it runs in, cleans up, and takes longer than anybody waits."""
    tanda = Path(folder) / str(os.getpid())
    tanda.touch()
    try:
        time.sleep(60)
    finally:
        tanda.unlink()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_processes_end_with_the_run_that_was_killed(tmp_path: Path) -> None:
    naskah = (
        "from test_laporan_semua import _tunggu_lama\nfrom workbench.reports import kolam\n"
        f"if __name__ == '__main__':\n    list(kolam.kerjakan(_tunggu_lama, [{str(tmp_path)!r}] * 3, 2))\n"
    )
    utama = tmp_path / "utama.py"
    utama.write_text(naskah, encoding="utf-8")
    jalan = subprocess.Popen([sys.executable, str(utama)], env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    while len(pekerja := [int(satu.name) for satu in tmp_path.iterdir() if satu.name.isdigit()]) < 2:
        assert jalan.poll() is None
        time.sleep(0.05)
    jalan.kill()
    jalan.wait()
    batas = time.monotonic() + 2 * kolam._PAMIT
    while any(_hidup(satu) for satu in pekerja):
        assert time.monotonic() < batas, "a process of the pool outlives the run"
        time.sleep(0.1)
    assert not [satu for satu in tmp_path.iterdir() if satu.name.isdigit()]


def _hidup(pid: int) -> bool:
    """Whether a process runs; one that nobody took leave of yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_no_task_no_process() -> None:
    assert list(kolam.kerjakan(_mati_pertama, [], 2)) == []


# --- fingerprints


def _data(folder: Path, realisasi_lain: str = "1") -> Path:
    rows = [
        observasi(program(1, "60", "30", target=10.0, realisasi=5.0), program(7, "40", "40")),
        observasi(program(1, "10", realisasi_lain), opd=LAIN, dokumen="lain <b>.txt"),
    ]
    return tulis(folder, pl.concat(rows))


LAPORAN = {
    "opd": ("10_laporan_opd", {"opd": OPD, "tahun": 2024, "bahasa": "id"}),
    "lain": ("10_laporan_opd", {"opd": LAIN, "tahun": 2024, "bahasa": "id"}),
    "dokumen": ("30_audit", {"dokumen": "contoh.txt"}),
    "banding": ("20_banding", {"opd": [OPD, LAIN], "tahun": 2024, "bahasa": "id"}),
    "mulai": ("00_mulai", {}),
}


def _sidik(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(folder))
    hitung = sidik.pembuat()
    return {nama: hitung(notebook, parameter, "Judul") for nama, (notebook, parameter) in LAPORAN.items()}


def test_a_report_changes_with_its_own_rows_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lama = _sidik(_data(tmp_path / "a"), monkeypatch)
    assert _sidik(_data(tmp_path / "b"), monkeypatch) == lama
    baru = _sidik(_data(tmp_path / "c", "2"), monkeypatch)
    assert {nama for nama in LAPORAN if baru[nama] != lama[nama]} == {"lain", "banding", "mulai"}
    assert len(set(lama.values())) == len(lama)


@pytest.mark.parametrize("nama", ["temuan", "ditolak", "tabel", "pohon_kinerja", "kesesuaian"])
def test_a_row_of_any_table_counts(nama: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _data(tmp_path / "a")
    lama = _sidik(folder, monkeypatch)
    satu = tabel(nama, [{"opd": OPD, "dokumen": "contoh.txt", "berkas": "contoh.txt", "uraian": "x", "alasan": "x"}])
    satu.select(pl.read_parquet(folder / f"{nama}.parquet").columns).write_parquet(folder / f"{nama}.parquet")
    baru = _sidik(folder, monkeypatch)
    assert {n for n in LAPORAN if baru[n] != lama[n]} == {"opd", "dokumen", "banding", "mulai"}


def test_title_and_parameters_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(_data(tmp_path)))
    hitung = sidik.pembuat()
    notebook, parameter = LAPORAN["opd"]
    semua = [hitung(notebook, parameter, "a"), hitung(notebook, parameter, "b"),
             hitung(notebook, {**parameter, "bahasa": "en"}, "a")]  # fmt: skip
    assert len(set(semua)) == 3


# --- what a run leaves behind


def _catatan(folder: Path, **isi: str) -> daftar.Catatan:
    for akhiran, teks in isi.items():
        (folder / f"x.{akhiran}").write_text(teks, encoding="utf-8")
    return daftar.Catatan("s", {f"x.{a}": sidik.berkas(folder / f"x.{a}") or "" for a in isi}, {"detik": 1.5})


def test_files_of_an_earlier_run_are_removed_others_stay(tmp_path: Path) -> None:
    satu = _catatan(tmp_path, html="a", docx="b")
    (tmp_path / "milik-orang.html").touch()
    daftar.tulis_baru(tmp_path, {"x.html": satu})
    assert daftar.baca(tmp_path) == {"x.html": satu}
    daftar.tulis_baru(tmp_path, {"x.html": daftar.Catatan("s", {"x.html": "1"})})
    assert sorted(b.name for b in tmp_path.iterdir()) == ["laporan.json", "milik-orang.html", "x.html"]
    daftar.tulis_baru(tmp_path, {})
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize(
    "isi", ["", "[]", '["a.html"]', '{"versi": 1}', '{"versi": 9, "laporan": {}}', '{"versi": 1, "laporan": {"a": 3}}']
)
def test_an_unreadable_list_is_no_list(tmp_path: Path, isi: str) -> None:
    (tmp_path / daftar.DAFTAR).write_text(isi, encoding="utf-8")
    assert daftar.baca(tmp_path) == {}


def test_a_report_is_whole_only_with_all_its_files_as_made(tmp_path: Path) -> None:
    satu = _catatan(tmp_path, html="a", docx="b")
    assert satu.utuh(tmp_path, ["html"]) and satu.utuh(tmp_path, ["html", "docx"])
    assert not satu.utuh(tmp_path, ["html", "pdf"])
    (tmp_path / "x.docx").write_text("disunting", encoding="utf-8")
    assert not satu.utuh(tmp_path, ["html"])


def test_an_edited_file_is_kept_under_another_name(tmp_path: Path) -> None:
    satu = _catatan(tmp_path, html="a", docx="b")
    assert daftar.sisihkan_suntingan(tmp_path, satu, "x.docx") is None
    (tmp_path / "x.docx").write_text("disunting", encoding="utf-8")
    baru = daftar.sisihkan_suntingan(tmp_path, satu, "x.docx")
    assert baru is not None and (tmp_path / baru).read_text(encoding="utf-8") == "disunting"
    assert not (tmp_path / "x.docx").exists()


# --- all of it, with the real notebooks


@pytest.mark.slow
def test_only_what_changed_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another office's figure changes: the reports that show it are made again, the others would be the same bytes."""
    folder = tmp_path / "reports"
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(_data(tmp_path / "a")))
    pertama = build.build_all(folder=folder, format=("html", "xlsx"))
    assert [(s.berkas, s.alasan, s.gagal_lain) for s in pertama if s.status != build.SELESAI or s.gagal_lain] == []
    assert all(s.baru for s in pertama)
    halaman = folder / f"10_laporan_opd-{OPD}-2024.html"
    lama = halaman.read_bytes()

    assert not any(s.baru for s in build.build_all(folder=folder))
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(_data(tmp_path / "b", "2")))
    kedua = build.build_all(folder=folder, format=("html", "xlsx"))
    sama = {s.berkas for s in kedua if not s.baru}
    assert sama == {halaman.name, "01_ekstraksi-contoh.html", "30_audit-contoh.html"}
    assert all((folder / s.lain["xlsx"]).is_file() for s in kedua)

    build.satu_laporan("10_laporan_opd", {"opd": OPD, "tahun": 2024}, folder=folder)
    assert halaman.read_bytes() == lama


# --- the front page


def _laporan(n: int, notebook: str, judul: str, **lain: object) -> dict[str, object]:
    satu = build.ReportResult(berkas=f"{notebook}-{n}.html", notebook=notebook, judul=judul, parameter={})
    return {**asdict(satu), **lain}


def _index(folder: Path) -> Path:
    isi = [
        _laporan(
            1, "10_laporan_opd", "Dinas <b>Satu</b>", tahun=2023, serapan=9.5, pagu=Decimal(1), lain={"docx": "a.docx"}
        ),
        _laporan(2, "10_laporan_opd", "Dinas Dua", tahun=2024, serapan=80.0, periode="semester1"),
        _laporan(3, "10_laporan_opd", "Dinas Tiga", tahun=2024, status="gagal", alasan="Kernel mati dua kali"),
        _laporan(
            4, "20_banding", "Perbandingan", tahun=2024, catatan="Kernel mati; laporan diulang sekali dan berhasil."
        ),
        _laporan(5, "30_audit", "Temuan dalam x.txt"),
        _laporan(6, "50_what_if", "Bagaimana bila x"),
        _laporan(7, "99_baru", "Notebook baru"),
    ]
    dokumen = tabel("dokumen", [{"dokumen": "x.txt", "status": "terbaca", "observasi": 1, "baris_ditolak": 0}])
    index.tulis_index(folder, isi, dokumen)
    return folder / "index.html"


def test_the_index_holds_every_kind_also_new_ones(tmp_path: Path) -> None:
    html = _index(tmp_path).read_text(encoding="utf-8")
    for teks in ("Perbandingan", "Temuan dalam dokumen", "Bagaimana bila", "99_baru", 'href="a.docx"', "temuan.xlsx",
                 "Kernel mati dua kali", "diulang sekali", "&lt;b&gt;Satu"):  # fmt: skip
        assert teks in html
    assert html.count("<tr data-jenis") == 7


@pytest.mark.browser
@perlu_chromium
def test_the_index_can_be_searched_and_sorted(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which(CHROMIUM or ""), args=["--no-sandbox"])
        laman = browser.new_page(viewport={"width": 1280, "height": 900}, offline=True)
        galat: list[str] = []
        laman.on("pageerror", lambda e: galat.append(str(e)))
        laman.goto(_index(tmp_path).as_uri())
        tampil = laman.locator("table.laporan tbody tr[data-teks]:visible td:first-child a:first-child")
        assert tampil.count() == 7
        laman.get_by_label("Cari").fill("dinas 2024")
        assert tampil.all_inner_texts() == ["Dinas Dua", "Dinas Tiga"]
        laman.get_by_label("Cari").fill("kernel mati dua")
        assert tampil.all_inner_texts() == ["Dinas Tiga"]
        laman.get_by_label("Cari").fill("")
        laman.get_by_label("Jenis").select_option("10_laporan_opd")
        kepala = laman.get_by_role("button", name="Serapan")
        kepala.click()
        assert tampil.all_inner_texts()[:2] == ["Dinas <b>Satu</b>", "Dinas Dua"]  # 9,5 before 80: as numbers
        kepala.click()
        assert tampil.all_inner_texts() == ["Dinas Dua", "Dinas <b>Satu</b>", "Dinas Tiga"]  # missing stays last
        kepala.click()
        assert tampil.all_inner_texts() == ["Dinas <b>Satu</b>", "Dinas Dua", "Dinas Tiga"]
        laman.set_viewport_size({"width": 390, "height": 800})
        assert laman.evaluate("document.documentElement.scrollWidth") <= 390
        assert galat == []
        browser.close()


def test_the_list_is_json_with_fingerprints(tmp_path: Path) -> None:
    daftar.tulis_baru(tmp_path, {"x.html": _catatan(tmp_path, html="a")})
    isi = json.loads((tmp_path / daftar.DAFTAR).read_text(encoding="utf-8"))
    assert isi["laporan"]["x.html"]["sidik"] == "s"
