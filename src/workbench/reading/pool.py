"""Read many documents in processes of their own, each document under a limit of time and memory."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.reading import entry, worker
from workbench.reading.one import Task

Finished = Callable[[Task, str | None], None]
Pages = Callable[[Task, int, int], None]
_TICK = 0.2
_RENEW_AFTER = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take by itself: seconds, and megabytes of memory (Linux only)."""

    seconds: float = 600
    megabytes: int = 2048

    def refuse(self, task: Task, reason: str) -> str:
        """The reason why these limits stopped a document, kept until they are wider. Raises OSError."""
        entry.write_refusal(task.target, reason, (self.seconds, self.megabytes))
        return reason


@dataclass(slots=True, eq=False)
class _Worker:
    """A process and the document it reads."""

    process: subprocess.Popen[bytes]
    task: Task | None = None
    until: float = 0.0
    count: int = 0


@dataclass(slots=True)
class _Pool:
    """Workers, what they told, and what is left to do."""

    limits: Limits
    finished: Finished
    pages: Pages
    left: list[Task]
    told: "queue.SimpleQueue[tuple[_Worker, list[Any] | None]]" = field(default_factory=queue.SimpleQueue)
    workers: list[_Worker] = field(default_factory=list)

    def start(self) -> None:
        """A further process, at work on the next document."""
        command = [sys.executable, "-P", "-m", worker.__name__, str(self.limits.megabytes)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        new = _Worker(process)
        self.workers.append(new)
        threading.Thread(target=self._listen, args=(new,), daemon=True).start()
        self.give(new)

    def _listen(self, one: _Worker) -> None:
        assert one.process.stdout
        for line in one.process.stdout:
            self.told.put((one, json.loads(line)))
        self.told.put((one, None))

    def give(self, one: _Worker) -> None:
        """Hand the next document to a worker; one that has done many, or has nothing left to do, is let go."""
        if not self.left or one.count >= _RENEW_AFTER:
            self.stop(one)
            return
        one.task = self.left.pop(0)
        one.count += 1
        one.until = time.monotonic() + self.limits.seconds
        assert one.process.stdin
        with contextlib.suppress(OSError):  # it died; the listener tells
            one.process.stdin.write(worker.job(one.task))
            one.process.stdin.flush()

    def hear(self, one: _Worker, told: list[Any] | None) -> None:
        """Act on one line of a worker; None means that it ended."""
        task = one.task
        if task is None or one not in self.workers:
            return
        kind, *content = told or ["berakhir"]
        if kind == worker.PAGE:
            self.pages(task, content[0], content[1])
        elif kind == worker.NO_ROOM:
            raise OSError(*content)
        elif kind in (worker.DONE, worker.FAILED):
            one.task = None
            self.finished(task, content[0] if content else None)
            self.give(one)
        else:
            died = None if kind == worker.OUT_OF_MEMORY else _died(one.process)
            self.stop(one)
            if one.count > 1:  # what it read before may have filled or hurt it: the document is tried by itself
                self.left.insert(0, task)
            else:
                self.finished(task, died or self.limits.refuse(task, self._out_of_memory()))

    def overdue(self) -> None:
        """Stop the workers whose time is up."""
        for one in [one for one in self.workers if one.task and time.monotonic() > one.until]:
            assert one.task
            self.stop(one)
            self.finished(one.task, self.limits.refuse(one.task, self._out_of_time()))

    def _out_of_time(self) -> str:
        return (
            f"Belum selesai dibaca setelah {self.limits.seconds:g} detik dan dihentikan. "
            "Pecah dokumennya, atau beri waktu lebih lama dengan --timeout."
        )

    def _out_of_memory(self) -> str:
        return (
            f"Perlu memori lebih dari {self.limits.megabytes} MB dan dihentikan. "
            "Pecah dokumennya, atau beri memori lebih banyak dengan --memory."
        )

    def stop(self, one: _Worker) -> None:
        """End a process and whatever it started."""
        if one in self.workers:
            self.workers.remove(one)
        _kill(one.process)


def read_all(tasks: Sequence[Task], jobs: int, limits: Limits, finished: Finished, pages: Pages) -> None:
    """Read every document in at most `jobs` processes.

    `finished(task, reason)` is called once a document in the order they end, with the reason when it could not be
    read; `pages(task, done, total)` while one is read. Raises OSError when an entry cannot be written.
    """
    with _pool(_Pool(limits, finished, pages, list(tasks))) as pool:
        while pool.left or pool.workers:
            while pool.left and len(pool.workers) < jobs:
                pool.start()
            with contextlib.suppress(queue.Empty):
                pool.hear(*pool.told.get(timeout=_TICK))
            pool.overdue()


@contextlib.contextmanager
def _pool(pool: _Pool) -> Iterator[_Pool]:
    try:
        yield pool
    finally:
        for one in list(pool.workers):
            pool.stop(one)


def _environment() -> dict[str, str]:
    """The environment of this process, with this very package first."""
    source = str(Path(__file__).resolve().parents[2])
    given = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{given}" if given else source}


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        if process.stdin:
            process.stdin.close()
    process.wait()


def _died(process: subprocess.Popen[bytes]) -> str:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=_TICK)
    return (
        f"Pembaca berhenti mendadak pada dokumen ini (kode {process.returncode}). "
        "Dokumennya mungkin rusak atau terlalu besar; simpan ulang, atau beri memori lebih banyak dengan --memory."
    )
