"""Replace the files of a folder all together, so that a run killed at any moment never leaves a mixed set.

New files are written into a hidden folder beside the old ones. A hidden marker, put in its place in one step, then
says that they hold: from that moment on they are the dataset, and moving them to their names is only finished by
whoever comes next. A run that is killed before leaves the old files, one that is killed after leaves the new ones.
"""

import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_MARKER = ".workbench-ganti.json"
_DRAFT = ".workbench-baru-"
_LOCK = ".workbench-kunci"
_PATIENCE = 900.0
_PAUSE = 0.05


class BusyError(OSError):
    """Another run writes to this folder and does not finish."""


def current(folder: Path, name: str) -> Path:
    """Where a file (or folder) of the present dataset stands: under its name, or still where it was written to."""
    draft = _decided(folder)
    waiting = draft / name if draft else None
    return waiting if waiting is not None and waiting.exists() else folder / name


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A folder to write new files into, or folders of files. On leaving they replace those of the same names together.

    Another run on the same folder waits meanwhile. After an error nothing is replaced. Raises OSError; the old files
    then stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        finish(folder)
        draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=folder))
        try:
            yield draft
            for file in draft.rglob("*"):
                if file.is_file():
                    _settle(file)
            _decide(folder, draft)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        finish(folder)


def finish(folder: Path) -> None:
    """Finish what a killed run left: move files whose replacement was decided, remove those of which it was not.

    Only for who holds the lock.
    """
    if draft := _decided(folder):
        for file in sorted(draft.iterdir()):
            _put(file, folder / file.name)
    (folder / _MARKER).unlink(missing_ok=True)
    for left in folder.glob(f"{_DRAFT}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One run at a time; the system frees the lock when a process ends, however it ends.

    Raises BusyError when another run holds it too long.
    """
    path = folder / _LOCK
    until = time.monotonic() + _PATIENCE
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if _taken(handle) and _same(handle, path):
                break
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        if time.monotonic() > until:
            raise BusyError(
                f"sedang ditulis oleh proses lain selama {_PATIENCE / 60:.0f} menit; tunggu lalu jalankan lagi"
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        if os.name != "nt":
            path.unlink(missing_ok=True)
        os.close(handle)
        if os.name == "nt":
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def is_busy(folder: Path) -> bool:
    """Whether a run writes to the folder, or one that was killed did."""
    return (folder / _LOCK).exists()


def _taken(handle: int) -> bool:
    """Whether the lock is ours now. Where the file system knows no locks, it is as if it were."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _same(handle: int, path: Path) -> bool:
    """Whether the locked file is still the one in the folder; the run before removes it on leaving."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _decided(folder: Path) -> Path | None:
    """The folder of the new files when their replacement was decided but is not finished."""
    try:
        name = json.loads((folder / _MARKER).read_text(encoding="utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    draft = folder / Path(str(name)).name
    return draft if draft.name.startswith(_DRAFT) and draft.is_dir() else None


def _decide(folder: Path, draft: Path) -> None:
    """The one step after which the new files are the dataset."""
    note = draft.with_name(f"{draft.name}.json")
    note.write_text(json.dumps({"folder": draft.name}), encoding="utf-8")
    _settle(note)
    note.replace(folder / _MARKER)


def _settle(file: Path) -> None:
    """Written to the disk, readable for everybody."""
    file.chmod(0o644)
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _put(new: Path, target: Path) -> None:
    """Put a file or folder in its place. A folder replaces nothing by itself: what stands there is laid aside first.

    Meanwhile `current` finds the new one where it was written to.
    """
    if target.exists() and (new.is_dir() or target.is_dir()):
        aside = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=target.parent))
        _move(target, aside / target.name)
    _move(new, target)


def _move(file: Path, target: Path) -> None:
    """Rename. A program that shows the old file may hold it for a moment on Windows."""
    until = time.monotonic() + 5.0
    while True:
        try:
            file.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
