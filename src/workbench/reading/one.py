"""Read one document and keep its entry."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workbench.documents.model import DocumentError, PassingError
from workbench.reading import cache, entry
from workbench.reading.rows import rows_of, understand

CHANGED = "Berkas berubah atau hilang selagi dibaca. Tunggu sampai selesai disalin, lalu jalankan lagi."
_NO_ROOM = "bad_alloc"  # how libraries in C++ say that memory is used up
Pages = Callable[[int, int], None]


class Task(NamedTuple):
    """A document to read: the file, its state when it was found, and where its entry goes."""

    file: Path
    state: tuple[str, str | None]
    target: Path


def read_one(task: Task, progress: Pages | None = None) -> str | None:
    """Read a document and write its entry, or its refusal. Returns the reason when it cannot be read.

    Raises MemoryError, and OSError when the entry cannot be written.
    """
    started = time.perf_counter()
    try:
        rows = rows_of(*understand(task.file, progress))
        if not _unchanged(task):
            return CHANGED
    except MemoryError:
        raise
    except RecursionError:
        return _refused(task, "Isi dokumen bertumpuk terlalu dalam. Simpan ulang dokumennya dalam format lain.")
    except PassingError as error:
        return str(error) if _unchanged(task) else CHANGED
    except DocumentError as error:
        return _refused(task, str(error))
    except Exception as error:
        if _NO_ROOM in str(error):
            raise MemoryError from None
        what = f"{type(error).__name__}: {error}"
        return _refused(task, f"Pembaca gagal pada dokumen ini ({what}). Laporkan bersama dokumennya.")
    entry.write(task.target, entry.entry_of(rows, time.perf_counter() - started))
    return None


def _refused(task: Task, reason: str) -> str:
    """The reason, kept so that the same content is not read again."""
    if not _unchanged(task):
        return CHANGED
    entry.write_refusal(task.target, reason)
    return reason


def _unchanged(task: Task) -> bool:
    try:
        return cache.state_of(task.file) == task.state
    except OSError:
        return False
