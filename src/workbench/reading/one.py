"""Read one document and keep its entry."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workbench.documents.model import DocumentError
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
    """Read a document and write its entry. Returns the reason when it cannot be read.

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
        return "Isi dokumen bertumpuk terlalu dalam. Simpan ulang dokumennya dalam format lain."
    except DocumentError as error:
        return str(error) if _unchanged(task) else CHANGED
    except Exception as error:
        if _NO_ROOM in str(error):
            raise MemoryError from None
        return f"Pembaca gagal pada dokumen ini ({type(error).__name__}: {error}). Laporkan bersama dokumennya."
    entry.write(task.target, entry.entry_of(rows, time.perf_counter() - started))
    return None


def _unchanged(task: Task) -> bool:
    try:
        return cache.state_of(task.file) == task.state
    except OSError:
        return False
