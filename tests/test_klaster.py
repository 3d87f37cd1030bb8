"""Documents read on a Dask cluster: the same dataset as at home, also where a worker is killed midway."""

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pembuat
import pytest
from typer.testing import CliRunner

from workbench import cli, pipeline
from workbench.reading import cluster
from workbench.reading.cluster import Cluster, ClusterError

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = 12
needs_dask = pytest.mark.skipif(
    not (importlib.util.find_spec("distributed") and importlib.util.find_spec("fsspec")),
    reason="needs the packages of the extra `cluster`",
)


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    for number in range(DOCUMENTS):
        gaya = pembuat.Gaya(pembuat.BENTUK[number % len(pembuat.BENTUK)], benih=number)
        (folder / f"dokumen {number:02d}%.txt").write_bytes(pembuat.buat(gaya).isi)
    (folder / "dokumen 00%.txt.yml").write_text("tahun: 2031\n", encoding="utf-8")
    (folder / "kosong.pdf").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def home(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset read in this process."""
    out = tmp_path_factory.mktemp("rumah")
    pipeline.extract(_files(raw), out)
    return out


class Dask:
    """A scheduler and workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
            "DASK_TEMPORARY_DIRECTORY": str(folder),
        }
        self.scheduler = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        while not (folder / "penjadwal").exists():
            time.sleep(0.1)
        self.workers = [self.worker() for _ in range(2)]

    def _start(self, program: str, *options: str) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.{program}",
            "--scheduler-file",
            str(self.folder / "penjadwal"),
            *options,
        ]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def worker(self) -> "subprocess.Popen[bytes]":
        return self._start("dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def address(self) -> str:
        import json

        return str(json.loads((self.folder / "penjadwal").read_text())["address"])

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    folder = tmp_path / "dask"
    folder.mkdir()
    started = Dask(folder)
    yield started
    started.stop()


def _files(raw: Path) -> list[Path]:
    return sorted(file for file in raw.iterdir() if file.suffix != ".yml")


def _same(one: Path, other: Path) -> bool:
    first, second = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in (one, other))
    return first == second


@needs_dask
@pytest.mark.slow
def test_a_cluster_gives_the_same_dataset_although_a_worker_is_killed(
    raw: Path, home: Path, dask: Dask, tmp_path: Path
) -> None:
    import distributed

    with distributed.Client(dask.address(), set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    killed_at: list[int] = []

    def kill_one(step: pipeline.Step) -> None:
        if step.done > 3 and not killed_at:
            dask.workers[0].kill()
            killed_at.append(step.done)

    result = pipeline.extract(_files(raw), tmp_path / "out", kill_one, cluster=Cluster(dask.address(), raw))
    assert killed_at and killed_at[0] < DOCUMENTS
    assert dask.workers[0].wait() != 0 and dask.workers[1].poll() is None
    assert list(result.failed) == ["kosong.pdf"]
    assert _same(tmp_path / "out", home)


@needs_dask
@pytest.mark.slow
def test_workers_find_documents_under_a_url_of_their_own(raw: Path, home: Path, dask: Dask, tmp_path: Path) -> None:
    seen = Cluster(dask.address(), raw, f"file://{raw}")
    pipeline.extract(_files(raw)[:3], tmp_path / "out", cluster=seen)
    lost = Cluster(dask.address(), raw, f"file://{tmp_path}/tiada")
    result = pipeline.extract(_files(raw)[:2], tmp_path / "lain", cluster=lost)
    assert all("--cluster-raw" in reason for reason in result.failed.values()) and len(result.failed) == 2
    with pytest.raises(ClusterError, match="cluster-raw"):
        pipeline.extract(_files(raw)[:1], tmp_path / "x", cluster=Cluster(dask.address(), tmp_path / "y", "s3://z"))


def test_a_worker_of_another_version_reads_nothing(raw: Path) -> None:
    with pytest.raises(ClusterError, match="versi"):
        cluster.read_there([], "lain", {})


@needs_dask
def test_a_cluster_that_is_not_there_is_told(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    told = CliRunner().invoke(cli.app, [
        "extract", "--raw", str(raw), "--out", str(tmp_path), "--baca-ulang", "--cluster", "tcp://127.0.0.1:9"])  # fmt: skip
    assert told.exit_code == cli.USAGE
    assert "tidak menjawab" in told.output and "Traceback" not in told.output
    assert not [file for file in tmp_path.iterdir() if file.suffix == ".parquet"]


def test_what_is_missing_is_named(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'workbench\[cluster\]'"):
        pipeline.extract(_files(raw)[:1], tmp_path, cluster=Cluster("tcp://127.0.0.1:9", raw))
    told = CliRunner().invoke(cli.app, ["extract", "--cluster-raw", "s3://x"])
    assert told.exit_code == cli.USAGE


def test_documents_are_shared_out_so_that_every_worker_has_some() -> None:
    for documents, threads in ((1, 2), (10, 2), (100, 2), (5000, 64)):
        tasks = list(range(documents))
        batches = list(cluster._batches(tasks, threads))  # type: ignore[arg-type]
        assert [one for batch in batches for one in batch] == tasks
        assert len(batches) >= min(documents, threads) and max(map(len, batches)) <= 10
