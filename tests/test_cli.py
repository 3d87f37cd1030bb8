"""`workbench extract`: exit codes, messages, and what a killed run leaves behind."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from workbench import __version__, cli, paths, pipeline
from workbench.cli import OK, SOME_FAILED, USAGE, app

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
GOOD = sorted(RAW.glob("*.txt"))[0]
HEAD = b"DINAS SOSIAL KOTA CIREBON\nRENJA TAHUN 2025\n\nKode\tProgram\tTarget\tPagu Indikatif\n"
CUT = HEAD + b"1.06.02\tProgram A\t1\t1.000.000\n" * 4 + b"1.06.03\tProgram"


def _run(*arguments: object) -> tuple[int, str]:
    """Exit code and everything printed, line ends taken out."""
    result = CliRunner().invoke(app, ["extract", *map(str, arguments)])
    assert not isinstance(result.exception, Exception), result.exception
    return result.exit_code, " ".join((result.stdout + result.stderr).split())


def _status(out: Path) -> dict[str, tuple[str, str | None]]:
    rows = pl.read_parquet(out / "dokumen.parquet").to_dicts()
    return {row["dokumen"]: (row["status"], row["alasan"]) for row in rows}


def test_all_documents_read(tmp_path: Path) -> None:
    code, printed = _run("--raw", RAW, "--out", tmp_path)
    assert code == OK
    assert "5/5" in printed or all(file.name in printed for file in RAW.glob("*.txt"))
    assert set(_status(tmp_path).values()) == {("terbaca", None)}


def test_files_and_folders_as_arguments(tmp_path: Path) -> None:
    code, _ = _run(GOOD, "--out", tmp_path)
    assert code == OK
    assert list(_status(tmp_path)) == [GOOD.name]


@pytest.mark.parametrize("arguments", [["tidak-ada.txt"], ["--raw", "tidak-ada"]])
def test_a_place_that_does_not_exist_is_usage(tmp_path: Path, arguments: list[str]) -> None:
    code, printed = _run(*arguments, "--out", tmp_path / "out")
    assert code == USAGE
    assert "tidak ada" in printed
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_usage(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    code, printed = _run("--raw", tmp_path / "raw", "--out", tmp_path / "out")
    assert code == USAGE
    assert "Tidak ada dokumen" in printed


def test_an_unknown_option_is_usage() -> None:
    assert CliRunner().invoke(app, ["extract", "--kecepatan", "9"]).exit_code == USAGE


def test_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout.strip()) == (OK, __version__)


def test_broken_files_are_named_and_the_others_read(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    shutil.copy(GOOD, raw / "baik.txt")
    broken = {"kosong.txt": b"", "gambar.txt": b"\x89PNG\r\n\x1a\n\0\0", "laporan.pdf": b"%PDF-1.7", "prosa.txt": b"hanya teks\n",
              "potong.txt": CUT, "[b]aneh.txt": b""}  # fmt: skip
    for name, content in broken.items():
        (raw / name).write_bytes(content)
    code, printed = _run("--raw", raw, "--out", out)
    assert code == SOME_FAILED
    status = _status(out)
    assert status["baik.txt"] == ("terbaca", None)
    for name in broken:
        assert status[name][0] == "gagal"
        assert status[name][1]
        assert name in printed
    assert set(pl.read_parquet(out / "observasi.parquet")["dokumen"]) == {"baik.txt"}


def test_only_broken_files_still_give_a_dataset(tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_bytes(b"")
    code, _ = _run(tmp_path / "kosong.txt", "--out", tmp_path / "out")
    assert code == SOME_FAILED
    assert pl.read_parquet(tmp_path / "out" / "kinerja.parquet").is_empty()
    assert json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def test_the_same_name_twice_is_named(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(GOOD, tmp_path / folder / "laporan.txt")
    code, printed = _run(tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out")
    assert code == SOME_FAILED
    assert "Nama berkas sama" in printed


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a user who may list the folder but not open the file."""
    files = [tmp_path / "baik.txt", tmp_path / "rahasia.txt"]
    for file in files:
        shutil.copy(GOOD, file)
    opened = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "rahasia.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = pipeline.extract(files, tmp_path / "out")
    assert result.failed == {"rahasia.txt": "Berkas tidak dapat dibuka: Permission denied."}
    assert _status(tmp_path / "out")["baik.txt"][0] == "terbaca"


def test_a_wrong_sidecar_fails_its_document_only(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(GOOD, tmp_path / name)
    (tmp_path / "a.txt.yml").write_text("opd: ../../etc/passwd\nwilayah: 5\n", encoding="utf-8")
    code, printed = _run(tmp_path, "--out", tmp_path / "out")
    assert code == SOME_FAILED
    assert "a.txt.yml" in printed
    assert _status(tmp_path / "out")["b.txt"][0] == "terbaca"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "a.txt.yml", "b.txt", "out"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[pipeline.Step] = []
    pipeline.extract([GOOD], tmp_path, told.append)
    assert told == [(0, 1, GOOD.name, None, None), (1, 1, GOOD.name, None, None), (1, 1, "", None, None)]


def test_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "workbench.cli", "extract", str(RAW), "--out", str(tmp_path / "berkas")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "tidak dapat ditulis" in done.stderr and "Traceback" not in done.stderr


def test_absurd_figures_do_not_stop_the_run(tmp_path: Path) -> None:
    rows = "Program\tIndikator\tTarget\tPagu (Rp)\nProgram Uji\tJumlah uji\t5 dokumen\t{}\nKegiatan Uji\tJumlah\t1 unit\t2.000.000\n"
    for name, digits in (("a.txt", "9" * 20), ("b.txt", "9" * 40), ("c.txt", "9" * 400)):
        text = f"RENJA TAHUN 2024\nDINAS SOSIAL KOTA BOGOR\n\nTabel 1\n{rows.format(digits)}"
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "workbench.cli", "extract", str(tmp_path), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = pl.read_parquet(tmp_path / "out" / "observasi.parquet")
    assert made.filter(pl.col("penanda").list.contains("bukan_angka")).height == 3


def test_lab_passes_its_arguments_on() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench.cli", "lab", "--version"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.strip()[0].isdigit()


class _Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("under_wb", [True, False])
def test_missing_ocr_is_told_and_nothing_is_asked_when_nobody_can_answer(
    under_wb: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("WORKBENCH_WB", raising=False)
    if under_wb:
        monkeypatch.setenv("WORKBENCH_WB", "wb.py")
    monkeypatch.setattr(cli, "console", cli.Console(stderr=True, width=300))
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: pytest.fail("a question was asked"))
    cli._offer_ocr(["a.pdf", "b.pdf"])
    told = capsys.readouterr().err
    assert "a.pdf, b.pdf" in told
    assert ("--ocr" if under_wb else "pip install 'workbench[ocr]'") in told


def test_who_wants_ocr_gets_it_through_wb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wb = tmp_path / "wb.py"
    wb.write_text(
        "import sys\nsys.exit(7 if sys.argv[1:] == ['extract', '--jobs', '1', '--ocr'] else 1)", encoding="utf-8"
    )
    monkeypatch.setenv("WORKBENCH_WB", str(wb))
    monkeypatch.setattr(sys, "argv", ["workbench", "extract", "--jobs", "1"])
    monkeypatch.setattr(sys, "stdin", _Terminal())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: True)
    with pytest.raises(typer.Exit) as end:
        cli._offer_ocr(["a.pdf"])
    assert end.value.exit_code == 7

    def end_of_input(*_: object, **__: object) -> bool:
        raise typer.Abort

    for answer in (lambda *_, **__: False, end_of_input):
        monkeypatch.setattr(typer, "confirm", answer)
        cli._offer_ocr(["a.pdf"])


def test_a_dataset_never_goes_among_the_documents(tmp_path: Path) -> None:
    shutil.copy(GOOD, tmp_path)
    code, printed = _run("--raw", tmp_path, "--out", tmp_path)
    assert code == USAGE
    assert "folder dokumen" in printed
    assert [file.name for file in tmp_path.iterdir()] == [GOOD.name]


def test_findings_and_reports_that_cannot_be_written_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(GOOD, "--out", tmp_path / "data")[0] == OK
    (tmp_path / "data" / ".workbench-kunci").mkdir()
    (tmp_path / "reports").write_text("bukan folder", encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path / "data"))
    monkeypatch.setattr(paths, "reports", lambda: tmp_path / "reports")
    for command in (["audit"], ["report", "--all"], ["report", "00_mulai"]):
        result = CliRunner().invoke(app, command)
        assert not isinstance(result.exception, OSError), result.exception
        assert result.exit_code == USAGE
        assert "tidak dapat ditulis" in " ".join(result.stderr.split())


@pytest.mark.parametrize("table", ["observasi", "dokumen"])
@pytest.mark.parametrize("left", [0, 3_000])
def test_a_damaged_dataset_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, left: int) -> None:
    assert _run(GOOD, "--out", tmp_path)[0] == OK
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))  # the command sets it
    file = tmp_path / f"{table}.parquet"
    file.write_bytes(file.read_bytes()[:left])
    for command in (["audit", "--out", str(tmp_path)], ["report", "00_mulai", "--data", str(tmp_path)]):
        result = CliRunner().invoke(app, command)
        assert not isinstance(result.exception, Exception), result.exception
        assert result.exit_code == USAGE
        assert f"{table}.parquet" in result.stderr and "rusak" in result.stderr


def test_a_file_in_place_of_the_dataset_is_no_dataset() -> None:
    result = CliRunner().invoke(app, ["audit", "--out", str(GOOD)])
    assert result.exit_code == USAGE
    assert "Dataset belum ada" in result.stderr


def test_explain_names_the_sections_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "RENJA TAHUN 2025\nDINAS SOSIAL KOTA BOGOR\n\nTabel 4\nKode\tProgram\tTarget\tPagu (Rp)\nTRIWULAN I\t\t\t\n"
        "2.17.03\tProgram A\t90\t10.000.000\nTRIWULAN II\t\t\t\n2.17.03\tProgram A\t95\t20.000.000\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["explain", str(tmp_path / "a.txt")])
    assert "Bagian: TRIWULAN I, TRIWULAN II." in done.output
