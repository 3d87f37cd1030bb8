"""A process that reads documents one after the other: `python -m workbench.reading.worker MEGABYTES`.

One line of JSON on standard input is one document; what becomes of it is told in lines on standard output. It ends
when standard input does, so that it never outlives the run that started it, however that run ended.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from workbench.reading.one import Task, read_one

DONE, FAILED, OUT_OF_MEMORY, NO_ROOM, PAGE = "selesai", "gagal", "memori", "tulis", "halaman"


def limit_memory(megabytes: int) -> bool:
    """Hold this process to so much memory of its own; False where the system cannot (Windows, macOS)."""
    if not sys.platform.startswith("linux"):
        return False
    import resource

    most = megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    return True


def _jobs(source: BinaryIO) -> Iterator[Task]:
    """Documents as they are sent; a thread of its own notices at once when nobody sends any more."""
    waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def listen() -> None:
        for line in source:
            waiting.put(json.loads(line))
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        job = waiting.get()
        yield Task(Path(job["berkas"]), (job["sha256"], job["sampingan"]), Path(job["entri"]))


def job(task: Task) -> bytes:
    """A document as a line for the worker."""
    sha256, sidecar = task.state
    told = {"berkas": str(task.file), "sha256": sha256, "sampingan": sidecar, "entri": str(task.target)}
    return json.dumps(told).encode() + b"\n"


def main() -> None:
    """Read until standard input ends. What libraries print is dropped, so that it cannot be taken for an answer."""
    limit_memory(int(sys.argv[1]))
    wire = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def tell(kind: str, *content: Any) -> None:
        wire.write(json.dumps([kind, *content]).encode() + b"\n")

    for task in _jobs(sys.stdin.buffer):
        try:
            reason = read_one(task, lambda done, total: tell(PAGE, done, total))
        except MemoryError:
            tell(OUT_OF_MEMORY)
            return
        except OSError as error:
            tell(NO_ROOM, error.errno, error.strerror, str(task.target))
            return
        if reason is None:
            tell(DONE)
        else:
            tell(FAILED, reason)


if __name__ == "__main__":
    main()
