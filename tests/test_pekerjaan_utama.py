"""The main job, end to end: documents in, dataset and reports out, as a user runs it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[1]
TABLES = (
    "observasi",
    "kinerja",
    "dokumen",
    "tabel",
    "ditolak",
    "kesesuaian",
    "pohon_kinerja",
    "pernyataan",
    "catatan_baca",
    "temuan",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents and notebooks, and nothing made yet."""
    folder = tmp_path_factory.mktemp("rumah")
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return folder


def workbench(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workbench.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if not name.startswith("WORKBENCH_")}
        | {"WORKBENCH_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        cwd=home,
        check=False,
    )


@pytest.fixture(scope="module")
def ran(home: Path) -> subprocess.CompletedProcess[str]:
    return workbench(home, "run")


def test_everything_is_made_and_named(home: Path, ran: subprocess.CompletedProcess[str]) -> None:
    assert ran.returncode == 0, ran.stderr
    processed = home / "data" / "processed"
    made = {file.name for file in processed.iterdir()}
    assert made == {f"{name}.{ending}" for name in TABLES for ending in ("parquet", "csv")} | {"datapackage.json"}
    assert str(processed) in "".join(ran.stderr.split("\n"))
    assert "index.html" in ran.stderr
    for document in (home / "data" / "raw").glob("*.txt"):
        assert document.name in ran.stderr


def test_index_has_a_row_for_every_report(home: Path, ran: subprocess.CompletedProcess[str]) -> None:
    assert ran.returncode == 0, ran.stderr
    reports = home / "reports"
    index = (reports / "index.html").read_text(encoding="utf-8")
    pages = sorted(file.name for file in reports.glob("*.html") if file.name != "index.html")
    linked = sorted(set(re.findall(r'href="([\w.-]+\.html)"', index)) - {"index.html"})
    assert linked == pages
    documents = list((home / "data" / "raw").glob("*.txt"))
    assert sum(page.startswith("01_ekstraksi") for page in pages) == len(documents) == 5
    assert sum(page.startswith("10_laporan_opd") for page in pages) == 5
    assert {"00_mulai.html", "20_banding.html"} <= set(pages)


def test_totals_can_be_taken_straight_from_kinerja(home: Path, ran: subprocess.CompletedProcess[str]) -> None:
    assert ran.returncode == 0, ran.stderr
    programs = pl.read_parquet(home / "data" / "processed" / "kinerja.parquet").filter(
        pl.col("jenjang") == "program", pl.col("tahun") == 2024
    )
    sums = programs.group_by("opd").agg(pl.col("pagu", "realisasi_rp").sum())
    by_opd = {row["opd"]: (row["pagu"], row["realisasi_rp"]) for row in sums.to_dicts()}
    assert by_opd["prov-lampung-koperasi-ukm"] == (Decimal("19423739016.96"), Decimal("18333065868.00"))
    assert by_opd["kota-bandar-lampung-koperasi-ukm"] == (Decimal("5840935330.00"), Decimal("4563613156.00"))


def test_running_again_gives_the_same_bytes(home: Path, ran: subprocess.CompletedProcess[str]) -> None:
    assert ran.returncode == 0, ran.stderr
    processed = home / "data" / "processed"

    def prints() -> dict[str, str]:
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in processed.iterdir()}

    before = prints()
    assert workbench(home, "extract").returncode == 0
    assert prints() == before


def test_bad_files_are_named_and_the_others_read(home: Path, ran: subprocess.CompletedProcess[str]) -> None:
    good = next((home / "data" / "raw").glob("kab-*.txt"))
    raw = home / "campur"
    raw.mkdir()
    shutil.copy(good, raw / good.name)
    (raw / "kosong.txt").write_bytes(b"")
    (raw / "biner.txt").write_bytes(bytes(range(256)) * 20)
    (raw / "terpotong.txt").write_bytes(good.read_bytes().rsplit(b"\t", 8)[0])
    (raw / "asing.txt").write_text("name\tvalue\nalpha\t1\nbeta\t2\n", encoding="utf-8")
    done = workbench(home, "extract", "--raw", str(raw), "--out", str(home / "campur-out"))
    assert done.returncode == 3
    documents = pl.read_parquet(home / "campur-out" / "dokumen.parquet")
    status = dict(documents.select("dokumen", "status").iter_rows())
    assert status == {
        good.name: "terbaca",
        "kosong.txt": "gagal",
        "biner.txt": "gagal",
        "terpotong.txt": "gagal",
        "asing.txt": "gagal",
    }
    reasons = dict(documents.select("dokumen", "alasan").iter_rows())
    assert "kosong" in reasons["kosong.txt"] and "biner" in reasons["biner.txt"]
    assert "terpotong" in reasons["terpotong.txt"]
    for name in ("kosong.txt", "biner.txt", "terpotong.txt", "asing.txt"):
        assert name in done.stderr


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (["laporan", "10_laporan_opd", "opd=kab-antah-koperasi-ukm", "tahun=2024"], "kab-magetan-koperasi-ukm"),
        (["laporan", "10_laporan_opd", "opd=kab-magetan-koperasi-ukm", "tahun=1999"], "2024"),
        (["laporan", "10_laporan_opd", "opd=kab-magetan-koperasi-ukm", "tahun=2024", "warna=biru"], "bahasa"),
        (["laporan", "99_tidak_ada"], "20_banding"),
    ],
)
def test_wrong_parameters_are_refused_with_what_is_known(
    home: Path, ran: subprocess.CompletedProcess[str], arguments: list[str], known: str
) -> None:
    assert ran.returncode == 0, ran.stderr
    done = workbench(home, *arguments)
    assert done.returncode == 2
    assert known in done.stderr
