"""Read documents on the machines of an existing Dask cluster (`pip install 'workbench[cluster]'`).

A worker fetches a document through fsspec, reads it in a process of its own under the same limits as here, and sends
back its entry. It needs this very version of the workbench, but neither the cache nor the dataset. Where a worker dies,
the cluster gives its documents to another one.
"""

import concurrent.futures
import contextlib
import importlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from workbench.documents.sidecar import sidecar_of
from workbench.reading import cache, entry
from workbench.reading.one import Task
from workbench.reading.pool import Limits, read_all

_PATIENCE = 30
_MOST_AT_ONCE = 10
_SHARES = 4

Finished = Callable[[Task, str | None], None]
Read = tuple[str | None, bytes]
"""Why a document could not be read and that refusal as it is kept, if it is; or its entry."""


class ClusterError(Exception):
    """The cluster cannot be used; says what to do."""


class Cluster(NamedTuple):
    """Where the scheduler is, and under which URL the workers find the folder `raw`.

    Without a URL they find every document under its own path, as on a shared file system.
    """

    address: str
    raw: Path
    url: str | None = None


class _Place(NamedTuple):
    """A document as a worker finds it: its URL, its name, and the SHA-256 of it and of its sidecar."""

    url: str
    name: str
    state: tuple[str, str | None]


def read_on(cluster: Cluster, tasks: Sequence[Task], limits: Limits, finished: Finished) -> None:
    """Read every document on the cluster and write the entries here.

    `finished(task, reason)` is called once a document in the order they end, with the reason when it could not be
    read. Raises ClusterError, and OSError when an entry cannot be written.
    """
    places = {task: _place(task, cluster) for task in tasks}
    with _connected(cluster.address) as client:
        jobs = {}
        for batch in _batches(tasks, sum(client.nthreads().values())):
            told = [places[task] for task in batch]
            jobs[client.submit(read_there, told, cache.version(), asdict(limits), pure=False)] = batch
        for job in _package("distributed").as_completed(jobs, loop=client.loop):
            for task, (reason, content) in zip(jobs[job], _result(job, jobs[job], cluster.address), strict=True):
                if content:
                    entry.keep(task.target if reason is None else entry.refusal_place(task.target), content)
                finished(task, reason)
            job.release()


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of a cluster that has workers. Raises ClusterError."""
    distributed = _package("distributed")
    _package("fsspec")
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"Klaster {address} tidak menjawab ({error}). Periksa alamatnya.") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise ClusterError(f"Klaster {address} tidak punya pekerja. Jalankan dask worker di sana.") from None
        yield client


def read_there(places: Sequence[_Place], version: str, limits: dict[str, Any]) -> list[Read]:
    """Runs on a worker: fetch the documents and read them one after the other. Raises ClusterError."""
    if cache.version() != version:
        raise ClusterError(
            "Pekerja klaster memakai versi workbench, aturan, atau paket yang lain, sehingga hasilnya bisa berbeda. "
            "Pasang versi yang sama di semua mesin."
        )
    with tempfile.TemporaryDirectory(prefix="workbench-") as room:
        return [_read(place, Path(room) / str(number), Limits(**limits)) for number, place in enumerate(places)]


def _read(place: _Place, room: Path, limits: Limits) -> Read:
    file, target = room / "dokumen" / place.name, room / "entri"
    file.parent.mkdir(parents=True)
    try:
        _fetch(place.url, file)
        if place.state[1] is not None:
            _fetch(f"{place.url}.yml", sidecar_of(file))
    except FileNotFoundError:
        return f"Pekerja klaster tidak menemukan {place.url}. Sebut tempatnya bagi pekerja dengan --cluster-raw.", b""
    except (OSError, ValueError, ImportError) as error:
        return f"Pekerja klaster tidak dapat membuka {place.url}: {error}", b""
    reasons: list[str | None] = []
    read_all([Task(file, place.state, target)], 1, limits, lambda task, reason: reasons.append(reason), lambda *_: None)
    kept = target if reasons[0] is None else entry.refusal_place(target)
    return reasons[0], kept.read_bytes() if kept.exists() else b""


def _fetch(url: str, file: Path) -> None:
    with _package("fsspec").open(url, "rb") as source, file.open("wb") as copy:
        shutil.copyfileobj(source, copy)


def _place(task: Task, cluster: Cluster) -> _Place:
    path = task.file.absolute()
    if cluster.url is None:
        return _Place(f"file://{path.as_posix()}", path.name, task.state)
    try:
        inside = path.relative_to(cluster.raw.absolute())
    except ValueError:
        raise ClusterError(f"{path} tidak ada di dalam {cluster.raw}, folder yang dimaksud --cluster-raw.") from None
    return _Place(f"{cluster.url.rstrip('/')}/{inside.as_posix()}", path.name, task.state)


def _batches(tasks: Sequence[Task], threads: int) -> Iterator[Sequence[Task]]:
    """Some documents at a time; few of them where there are few, so that all workers have something to do."""
    size = max(1, min(_MOST_AT_ONCE, len(tasks) // max(1, _SHARES * threads)))
    for start in range(0, len(tasks), size):
        yield tasks[start : start + size]


def _result(job: Any, batch: Sequence[Task], address: str) -> list[Read]:
    """What a worker gave. Where every worker that tried died, that is told of its documents."""
    distributed = _package("distributed")
    try:
        found: list[Read] = job.result()
    except distributed.KilledWorker:
        reason = "Beberapa pekerja klaster mati saat membaca dokumen ini atau yang bersamanya. Baca tanpa --cluster."
        return [(reason, b"")] * len(batch)
    except (concurrent.futures.CancelledError, OSError) as error:
        raise ClusterError(f"Klaster {address} berhenti menjawab ({error}). Jalankan lagi.") from None
    except ModuleNotFoundError as error:
        message = f"Pekerja klaster tidak mengenal paket {error.name}. Pasang workbench[cluster] di sana."
        raise ClusterError(message) from None
    return found


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise ClusterError(f"Untuk --cluster perlu paket {name}: pip install 'workbench[cluster]'") from None
