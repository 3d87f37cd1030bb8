"""Reading in processes: the cache, limits of time and memory, the same dataset whatever the number of processes."""

import contextlib
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from workbench import pipeline
from workbench.dataset.schema import dtypes
from workbench.documents.read import discover
from workbench.reading import cache, entry
from workbench.reading.one import CHANGED, Task, read_one
from workbench.reading.pool import Limits, read_all
from workbench.reading.rows import TABLES

ROOT = Path(__file__).resolve().parents[1]
RAW = discover([ROOT / "data" / "raw"])
GOOD = RAW[0]
HEAD = "RENJA TAHUN 2024\nDINAS SOSIAL KOTA BOGOR\n\nTabel 1\nKode\tProgram\tIndikator\tTarget\tPagu (Rp)\n"


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def _large(file: Path, rows: int) -> Path:
    """A table that no office prints."""
    lines = (f"2.17.{i % 90 + 10}.2.01.{i:04d}\tKegiatan {i}\tJumlah kelompok {i}\t{i} orang\t{i}.000.000\n" for i in range(rows))  # fmt: skip
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    return file


def _task(file: Path, folder: Path) -> Task:
    state = cache.state_of(file)
    return Task(file, state, cache.place(folder, file.name, state))


def test_the_dataset_is_the_same_however_it_was_read(dataset: Path, tmp_path: Path) -> None:
    kept = tmp_path / "simpanan"
    for name, jobs, cached in (("satu", 1, None), ("tiga", 3, kept), ("lagi", 3, kept)):
        pipeline.extract(list(reversed(RAW)), tmp_path / name, jobs=jobs, cached=cached)
        assert _files(tmp_path / name) == _files(dataset)


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    for file in RAW[:3]:
        shutil.copy(file, tmp_path)
    kept, out = tmp_path / "simpanan", tmp_path / "out"

    def new(**values: Path) -> int:
        return pipeline.extract(discover([tmp_path]), out, cached=kept, **values).new

    assert (new(), new()) == (3, 0)
    changed = tmp_path / RAW[1].name
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert (new(), new()) == (1, 0)
    (tmp_path / f"{RAW[0].name}.yml").write_text("tahun: 2031\n", encoding="utf-8")
    assert new() == 1
    assert 2031 in pl.read_parquet(out / "dokumen.parquet")["tahun"]
    changed.rename(tmp_path / "nama-lain.txt")
    assert new() == 1
    assert "nama-lain.txt" in pl.read_parquet(out / "observasi.parquet")["dokumen"]


def test_the_version_follows_code_and_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.version()
    package = tmp_path / "workbench"
    shutil.copytree(ROOT / "src" / "workbench", package)
    monkeypatch.setattr(cache, "__file__", str(package / "reading" / "cache.py"))
    for changed in ("rules/tahap.yml", "facts/numbers.py", "documents/pdf/grid.py"):
        cache.version.cache_clear()
        untouched = cache.version()
        with (package / changed).open("a", encoding="utf-8") as file:
            file.write("\n")
        cache.version.cache_clear()
        assert cache.version() != untouched
    monkeypatch.undo()
    cache.version.cache_clear()
    assert cache.version() == before


@pytest.mark.parametrize("spoil", ["kosong", "potong", "balik", "lain"])
def test_a_torn_entry_is_read_anew(tmp_path: Path, spoil: str) -> None:
    kept = tmp_path / "simpanan"
    pipeline.extract([GOOD], tmp_path / "a", cached=kept)
    (place,) = kept.rglob("*.baca")
    whole = place.read_bytes()
    flipped = whole[:500] + bytes([whole[500] ^ 1]) + whole[501:]
    place.write_bytes({"kosong": b"", "potong": whole[:-9], "balik": flipped, "lain": b"{}"}[spoil])
    result = pipeline.extract([GOOD], tmp_path / "b", cached=kept)
    assert result.new == 1
    assert entry.read(place)
    assert _files(tmp_path / "a") == _files(tmp_path / "b")


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, dataset: Path) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("bukan folder", encoding="utf-8")
    pipeline.extract(RAW, tmp_path / "out", cached=blocked)
    assert _files(tmp_path / "out") == _files(dataset)


def test_runs_leave_nothing_beside_the_cache_and_old_drafts_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "simpanan"
    monkeypatch.setattr(tempfile, "TemporaryDirectory", lambda **_: pytest.fail("a killed run would leave this"))
    pipeline.extract([GOOD], tmp_path / "out", cached=kept)
    (place,) = kept.rglob("*.baca")
    old, new = (place.with_name(f".{place.name}.{name}") for name in ("lama", "baru"))
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    pipeline.extract([GOOD], tmp_path / "out", cached=kept)
    assert sorted(file.name for file in place.parent.iterdir()) == sorted([new.name, place.name])


def test_entries_keep_every_value(tmp_path: Path) -> None:
    task = _task(GOOD, tmp_path)
    assert read_one(task) is None
    found = entry.read(task.target)
    assert found
    entry.write(tmp_path / "lagi", found)
    again = entry.read(tmp_path / "lagi")
    assert again == found
    assert any(isinstance(row["pagu"], Decimal) for row in found.rows["observasi"])
    assert len(found.traces) == len(found.rows["observasi"])
    exact = {name for table in TABLES for name, dtype in dtypes(table).items() if isinstance(dtype, pl.Decimal)}
    assert exact == entry.MONEY


def test_a_document_that_takes_too_long_is_stopped_and_named(tmp_path: Path) -> None:
    shutil.copy(GOOD, tmp_path / "kecil.txt")
    _large(tmp_path / "besar.txt", 60_000)
    result = pipeline.extract(discover([tmp_path]), tmp_path / "out", jobs=2, limits=Limits(seconds=10))
    assert list(result.failed) == ["besar.txt"]
    assert "10 detik" in result.failed["besar.txt"]
    assert set(pl.read_parquet(tmp_path / "out" / "observasi.parquet")["dokumen"]) == {"kecil.txt"}


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is limited on Linux only")
def test_a_document_that_takes_too_much_memory_is_stopped_and_named(tmp_path: Path) -> None:
    _large(tmp_path / "besar.txt", 60_000)
    shutil.copy(GOOD, tmp_path / "kecil.txt")
    kept = tmp_path / "simpanan"
    result = pipeline.extract(discover([tmp_path]), tmp_path / "out", jobs=1, limits=Limits(megabytes=100), cached=kept)
    assert list(result.failed) == ["besar.txt"]
    assert "100 MB" in result.failed["besar.txt"]
    assert len(list(kept.rglob("*.baca"))) == 1, "a document that failed leaves nothing that looks read"


def test_a_document_refused_for_its_content_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    raw, kept, out = tmp_path / "raw", tmp_path / "simpanan", tmp_path / "out"
    raw.mkdir()
    shutil.copy(GOOD, raw / "baik.txt")
    (raw / "kosong.txt").write_text(HEAD.partition("Kode")[0], encoding="utf-8")
    first = pipeline.extract(discover([raw]), out, cached=kept, jobs=2)
    again = pipeline.extract(discover([raw]), out, cached=kept, jobs=2)
    assert (first.new, again.new) == (2, 0)
    assert first.failed == again.failed
    assert list(again.failed) == ["kosong.txt"]
    shutil.copy(GOOD, raw / "kosong.txt")
    assert pipeline.extract(discover([raw]), out, cached=kept, jobs=2).failed == {}


def test_a_document_stopped_by_a_limit_is_read_again_with_a_wider_one(tmp_path: Path) -> None:
    raw, kept, out = tmp_path / "raw", tmp_path / "simpanan", tmp_path / "out"
    raw.mkdir()
    _large(raw / "besar.txt", 3_000)

    def read(seconds: float) -> tuple[int, list[str]]:
        found = pipeline.extract(discover([raw]), out, cached=kept, jobs=1, limits=Limits(seconds=seconds))
        return found.new, list(found.failed)

    assert read(0.1) == (1, ["besar.txt"])
    assert read(0.1) == (0, ["besar.txt"])
    assert read(0.05) == (0, ["besar.txt"])
    assert read(300) == (1, [])
    assert read(0.1) == (0, [])


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_what_failed_for_a_cause_outside_the_document_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "laporan.rtf").write_bytes(b"{\\rtf1 Laporan}")
    for _ in range(2):
        found = pipeline.extract([tmp_path / "laporan.rtf"], tmp_path / "out", cached=tmp_path / "simpanan")
        assert found.new == 1
        assert "LibreOffice tidak dapat" in found.failed["laporan.rtf"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds processes in /proc")
def test_a_document_whose_reader_dies_after_others_is_tried_by_itself(tmp_path: Path) -> None:
    """What earlier documents left in a process, or whoever ended it, says nothing about the document at hand."""
    first, second = _task(GOOD, tmp_path), _task(_large(tmp_path / "besar.txt", 8_000), tmp_path)
    ended: dict[Path, str | None] = {}
    killed: list[int] = []

    def kill() -> None:
        for place in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                pid, parent = place.parent.name, place.read_text().rpartition(")")[2].split()[1]
                if (
                    int(parent) == os.getpid()
                    and b"workbench.reading.worker" in (place.parent / "cmdline").read_bytes()
                ):
                    os.kill(int(pid), signal.SIGKILL)
                    killed.append(int(pid))

    def finished(task: Task, reason: str | None) -> None:
        ended[task.file] = reason
        if task is first:
            threading.Timer(0.3, kill).start()

    read_all([first, second], 1, Limits(), finished, lambda task, done, total: None)
    assert ended == {first.file: None, second.file: None}
    assert len(killed) == 1


def test_pages_are_told(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    page = Canvas(str(tmp_path / "a.pdf"))
    for number in range(3):
        page.drawString(72, 700, f"DINAS SOSIAL KOTA BOGOR RENJA TAHUN 2024 {number}")
        page.showPage()
    page.save()
    told: list[tuple[int, int]] = []
    ended: list[str | None] = []
    read_all(
        [_task(tmp_path / "a.pdf", tmp_path)],
        1,
        Limits(),
        lambda task, reason: ended.append(reason),
        lambda task, done, total: told.append((done, total)),
    )
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert ended and "tabel" in str(ended[0])


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    shutil.copy(GOOD, file)
    task = _task(file, tmp_path / "simpanan")
    file.write_bytes(GOOD.read_bytes() + b"\n")
    assert read_one(task) == CHANGED
    file.unlink()
    assert read_one(task) == CHANGED
    assert not task.target.exists()


def test_no_room_for_entries_ends_the_run(tmp_path: Path) -> None:
    """As on a full disk: documents that were read must not be taken for unreadable ones."""
    state = cache.state_of(GOOD)
    task = Task(GOOD, state, Path("/dev/full/entri") if Path("/dev/full").exists() else tmp_path / "a.txt" / "b")
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(OSError):
        read_all([task], 1, Limits(), lambda task, reason: None, lambda task, done, total: None)


def test_workers_end_with_the_run(tmp_path: Path) -> None:
    import subprocess
    import sys

    from workbench.reading import worker

    process = subprocess.Popen(
        [sys.executable, "-m", worker.__name__, "2048"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin and process.stdout
    process.stdin.write(worker.job(_task(_large(tmp_path / "besar.txt", 60_000), tmp_path)))
    process.stdin.flush()
    time.sleep(0.5)
    process.stdin.close()
    assert process.wait(timeout=10) == 0
    assert json.loads(process.stdout.read() or b'["x"]')[0] == "x"
    process.stdout.close()
