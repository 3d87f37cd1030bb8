"""The audit as a table of the dataset, a command, a page and a workbook."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from contoh import LAIN, OPD, observasi, tulis
from test_audit import baris

from workbench import data, pipeline
from workbench.dataset import load
from workbench.reports import build, daftar_temuan, laporan_audit
from workbench.reports.format import KOSONG
from workbench.reports.laporan_audit import LaporanAudit
from workbench.reports.params import ParameterError
from workbench.reports.tables import Html

SALAH = [
    baris("program", "2.11.03", "<b>Kampung</b>", 9_000_000),
    baris("kegiatan", "2.11.03.2.01", "=1+1", 4_000_000),
    baris("kegiatan", "2.11.03.2.02", "Peta", 3_000_000),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset whose one program does not add up."""
    tulis(tmp_path, observasi(*SALAH), opd="prov-contoh-koperasi-ukm")
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))
    return tmp_path


def _audit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbench.cli", "audit", "--out", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_extraction_writes_the_findings_and_the_audit_writes_the_same(dataset: Path) -> None:
    before = load.table("temuan", dataset)
    pipeline.audit(dataset)

    assert load.table("temuan", dataset).equals(before)
    assert (dataset / "temuan.csv").exists()
    assert {"galat", "peringatan", "info"} == set(before["keparahan"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 0),
        (("--fail-on", "galat"), 1),
        (("--fail-on", "galat", "--opd", "prov-contoh-koperasi-ukm"), 1),
        (("--fail-on", "parah"), 2),
        (("--opd", "prov-lain-koperasi-ukm"), 2),
    ],
)
def test_command(folder: Path, words: tuple[str, ...], code: int) -> None:
    result = _audit(folder, *words)

    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr


def test_command_without_a_dataset_says_what_to_do(tmp_path: Path) -> None:
    result = _audit(tmp_path / "tiada")

    assert result.returncode == 2
    assert "extract" in result.stderr


def test_page_shows_the_finding_with_the_rows_around_it(folder: Path, tmp_path: Path) -> None:
    pipeline.audit(folder)
    result = build.satu_laporan("30_audit", {"dokumen": "contoh.txt"}, folder=tmp_path / "laporan")
    page = (tmp_path / "laporan" / result.berkas).read_text(encoding="utf-8")

    assert result.status == build.SELESAI, result.alasan
    assert "Jumlah rincian di baris 2 dan 3 adalah Rp7.000.000" in page
    assert f'id="temuan-{data.temuan()["id"][0]}"' in page
    assert "<b>Kampung</b>" not in page
    assert 'class="tanda"' in page


def test_every_finding_can_be_linked_to(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those good to know, the first ones: reports link to none of them."""
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(dataset))
    for dokumen in data.dokumen()["dokumen"]:
        laporan = LaporanAudit.buat(dokumen)
        grave = laporan.temuan.filter(pl.col("keparahan") != "info")
        parts = [*laporan.galat().potongan, *laporan.peringatan().potongan]
        html = "".join(part.html for part in parts if isinstance(part, Html))
        info = "".join(part.html for part in laporan.info().potongan if isinstance(part, Html))

        assert [one for one in grave["id"] if f'id="temuan-{one}"' not in html] == []
        assert not laporan.temuan.filter(keparahan="info").height or '<tr id="temuan-' in info


def test_page_of_an_unknown_document_is_refused(folder: Path) -> None:
    with pytest.raises(ParameterError, match=r"contoh\.txt"):
        LaporanAudit.buat("tiada.txt")


def test_workbook_can_be_ticked_off_and_runs_no_formula(folder: Path, tmp_path: Path) -> None:
    pipeline.audit(folder)
    temuan = data.temuan().with_columns(tercetak=pl.lit("=HYPERLINK(1)"), bukti=pl.lit("-1\x0b"))
    daftar_temuan.tulis(temuan, tmp_path / "temuan.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "temuan.xlsx")["Temuan"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}

    assert sheet.max_row == temuan.height + 1
    assert row["Tercetak"].data_type == "s"
    assert row["Bukti"].value == "-1"
    assert row["Diperiksa"].value == daftar_temuan.PERIKSA[0]
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == [f'"{",".join(daftar_temuan.PERIKSA)}"']
    assert [cell.data_type for line in sheet.iter_rows() for cell in line if cell.data_type == "f"] == []


def test_a_figure_with_a_finding_carries_a_link_to_it_in_the_report_of_the_office(folder: Path, tmp_path: Path) -> None:
    pipeline.audit(folder)
    result = build.satu_laporan(
        "10_laporan_opd", {"opd": "prov-contoh-koperasi-ukm", "tahun": 2024}, folder=tmp_path / "l"
    )
    page = (tmp_path / "l" / result.berkas).read_text(encoding="utf-8")

    assert result.status == build.SELESAI, result.alasan
    assert f'href="30_audit-contoh.html#temuan-{data.temuan()["id"][0]}"' in page


def test_a_figure_with_a_finding_carries_a_link_in_the_comparison_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        baris(level, kode, nama, pagu) | {"opd": opd, "realisasi_rp": Decimal(pagu // 2), "dokumen": f"{opd}.txt"}
        for opd in (OPD, LAIN)
        for level, kode, nama, pagu in (
            ("program", "2.17.03", "Pengawasan", 9_000_000 if opd == OPD else 7_000_000),
            ("kegiatan", "2.17.03.2.01", "Kampung", 4_000_000),
            ("kegiatan", "2.17.03.2.02", "Peta", 3_000_000),
        )
    ]
    tulis(tmp_path, observasi(*rows))
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))
    pipeline.audit(tmp_path)
    result = build.satu_laporan("20_banding", {"opd": [OPD, LAIN], "tahun": 2024}, folder=tmp_path / "l")
    page = (tmp_path / "l" / result.berkas).read_text(encoding="utf-8")

    assert result.status == build.SELESAI, result.alasan
    galat = data.temuan().filter(keparahan="galat", baris=1)["id"].to_list()
    assert any(f'#temuan-{one}"' in page for one in galat)
    assert f'href="30_audit-{LAIN}.html' not in page


def test_rows_around_a_finding_hold_every_printed_decimal_and_their_year() -> None:
    assert laporan_audit._tepat(Decimal("60.555")) == "60,555"
    assert laporan_audit._tepat(Decimal("34.20")) == "34,2"
    assert laporan_audit._tepat(None) == KOSONG


def test_a_finding_says_when_the_right_figure_cannot_be_known() -> None:
    assert laporan_audit._pokok("1", "2") == "Tercetak 1, semestinya 2."
    assert laporan_audit._pokok("1", None) == "Tercetak 1; angka yang benar tidak dapat dipastikan."
    assert laporan_audit._pokok(None, "2") == "Tidak ada angka tercetak, semestinya 2."
