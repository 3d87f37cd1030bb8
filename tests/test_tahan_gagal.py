"""Runs that are killed, that meet each other, or find no room: the dataset is the old one or the new one, never a mix.

`WORKBENCH_KILLS=500 python -m pytest tests/test_tahan_gagal.py -k acak -n 0` kills as many runs as asked for.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench import pipeline
from workbench.dataset import generation, load
from workbench.dataset.schema import TABLES
from workbench.documents.read import discover

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
KILLS = int(os.environ.get("WORKBENCH_KILLS", "6"))
NAMES = ("a.csv", "b.parquet", "c.json")

# Replaces three files and kills itself at the given step of all steps that touch the disk.
STEPS = """
import os, signal, sys
from pathlib import Path
from workbench.dataset import generation

folder, text, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
steps = 0
def count(event, arguments):
    global steps
    if event.split(".")[0] in ("open", "os", "shutil", "fcntl", "tempfile"):
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

with_hook = sys.addaudithook(count)
with generation.replacing(folder) as draft:
    for name in ("a.csv", "b.parquet", "c.json"):
        (draft / name).write_text(text)
print(steps)
"""


def _replace(folder: Path, text: str, last: int = -1) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", STEPS, str(folder), text, str(last)],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip


def _replace_here(folder: Path, text: str) -> None:
    with generation.replacing(folder) as draft:
        for name in NAMES:
            (draft / name).write_text(text, encoding="utf-8")


def _texts(folder: Path) -> set[str]:
    return {generation.current(folder, name).read_text(encoding="utf-8") for name in NAMES}


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_killed_at_any_step_the_files_are_all_old_or_all_new(tmp_path: Path) -> None:
    seen = set()
    steps = int(_replace(tmp_path / "bersih", "0").stdout)
    for last in range(1, steps + 1):
        folder = tmp_path / str(last)
        _replace_here(folder, "lama")
        assert _replace(folder, "baru", last).returncode == -signal.SIGKILL
        texts = _texts(folder)
        assert len(texts) == 1, f"mixed after step {last}"
        seen |= texts
        _replace_here(folder, "lagi")
        assert _texts(folder) == {"lagi"}
        assert sorted(file.name for file in folder.iterdir()) == list(NAMES), f"something is left after step {last}"
    assert seen == {"lama", "baru"}
    assert steps > 15


def test_an_error_while_writing_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("lama", encoding="utf-8")
    with pytest.raises(RuntimeError), generation.replacing(tmp_path) as draft:
        (draft / "a.csv").write_text("baru", encoding="utf-8")
        raise RuntimeError
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [("a.csv", "lama")]


@pytest.mark.parametrize("marker", ["", "{", "[]", '{"folder": "../.."}', '{"folder": ".workbench-baru-hilang"}', '{"folder": 5}'])  # fmt: skip
def test_a_marker_that_means_nothing_is_cleared_away(tmp_path: Path, marker: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "luar.txt").write_text("luar", encoding="utf-8")
    (folder / "a.csv").write_text("lama", encoding="utf-8")
    (folder / ".workbench-ganti.json").write_text(marker, encoding="utf-8")
    assert generation.current(folder, "a.csv") == folder / "a.csv"
    with generation.replacing(folder) as draft:
        (draft / "b.csv").write_text("baru", encoding="utf-8")
    assert sorted(file.name for file in folder.iterdir()) == ["a.csv", "b.csv"]
    assert (tmp_path / "luar.txt").exists()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two folders of documents that give different datasets in every table that has rows."""
    files = discover([RAW])
    folders = {}
    for name, chosen in (("satu", files[:2]), ("dua", files[2:4])):
        folders[name] = tmp_path_factory.mktemp(name)
        for file in chosen:
            shutil.copy(file, folders[name])
    return folders


@pytest.fixture(scope="module")
def whole(inputs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """State of the dataset of each input -> its name."""
    found = {}
    for name, folder in inputs.items():
        out = tmp_path_factory.mktemp("utuh")
        pipeline.extract(discover([folder]), out)
        found[_state(out)] = name
    assert len(found) == 2
    return found


def _state(out: Path) -> str:
    """All tables as the loaders give them."""
    return json.dumps([load.table(name, out).hash_rows(seed=1).sort().to_list() for name in TABLES])


def _run(raw: Path, out: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "workbench.cli", "extract", "--raw", str(raw), "--out", str(out)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip


def _ended(process: "subprocess.Popen[bytes]") -> tuple[int, str]:
    assert process.stderr
    with process.stderr:
        told = process.stderr.read().decode("utf-8", "replace")
    return process.wait(), told


def _wait_for_writing(out: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until the run makes a file or folder of its own, or ends."""
    before = set(out.iterdir())
    while process.poll() is None and not set(out.iterdir()) - before:
        time.sleep(0.005)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_runs_killed_at_random_moments_acak(tmp_path: Path, inputs: dict[str, Path], whole: dict[str, str]) -> None:
    """Every other run is killed soon after it began to write. Runs that ended before their kill do not count."""
    assert _ended(_run(inputs["satu"], tmp_path))[0] == 0
    start = time.monotonic()
    assert _ended(_run(inputs["dua"], tmp_path))[0] == 0
    lasting = time.monotonic() - start
    chance = random.Random(KILLS)
    killed = seen = 0
    while killed < KILLS:
        process = _run(inputs["satu" if whole[_state(tmp_path)] == "dua" else "dua"], tmp_path)
        if killed % 2:
            _wait_for_writing(tmp_path, process)
            time.sleep(chance.uniform(0, 0.3) * lasting)
        else:
            time.sleep(chance.uniform(0, 1) * lasting)
        process.kill()
        killed += _ended(process)[0] == -signal.SIGKILL
        seen += 1
        assert _state(tmp_path) in whole, f"a mixed dataset after kill {killed}"
        assert seen < 3 * KILLS + 10
    assert _ended(_run(inputs["dua"], tmp_path))[0] == 0
    assert whole[_state(tmp_path)] == "dua"
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_two_runs_at_once_give_the_dataset_of_one_of_them(
    tmp_path: Path, inputs: dict[str, Path], whole: dict[str, str]
) -> None:
    for _ in range(2):
        processes = [_run(folder, tmp_path) for folder in inputs.values()]
        ends = [_ended(process) for process in processes]
        assert [code for code, _ in ends] == [0, 0], ends
        assert _state(tmp_path) in whole
        assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_a_run_waits_for_another_one_that_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "_PATIENCE", 0.2)
    with generation.locked(tmp_path), pytest.raises(generation.BusyError, match="proses lain"):  # noqa: SIM117
        with generation.locked(tmp_path):
            pass
    with generation.locked(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="limits the size of files")
@pytest.mark.parametrize("most", [2_000, 100_000])
def test_a_full_disk_is_told_and_leaves_the_dataset(
    tmp_path: Path, inputs: dict[str, Path], whole: dict[str, str], most: int
) -> None:
    """The first bound stops the entries of documents, the second one the tables."""
    pipeline.extract(discover([inputs["satu"]]), tmp_path / "out")
    script = (
        "import resource, runpy, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "sys.argv = ['workbench', 'extract', *sys.argv[1:]]\n"
        "runpy.run_module('workbench.cli', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--raw", str(inputs["dua"]), "--out", str(tmp_path / "out")],
        capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "WORKBENCH_CACHE": str(tmp_path / "simpanan"), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "tidak dapat ditulis" in done.stderr and "Traceback" not in done.stderr
    assert whole[_state(tmp_path / "out")] == "satu"
    assert not [file for file in (tmp_path / "out").iterdir() if file.name.startswith(".")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, inputs: dict[str, Path]) -> None:
    (tmp_path / "out").mkdir(mode=0o555)
    code, told = _ended(_run(inputs["satu"], tmp_path / "out"))
    assert code == 2
    assert "tidak dapat ditulis" in told and "Traceback" not in told
