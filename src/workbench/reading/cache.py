"""The cache of read documents: one entry for a file's name and content, its sidecar, and the code that read it."""

import functools
import hashlib
import os
import shutil
import sys
import time
from importlib import metadata
from pathlib import Path

from workbench import paths
from workbench.documents import libreoffice
from workbench.documents.sidecar import sidecar_of
from workbench.reading import entry

_READING = ("documents", "tables", "facts", "reading", "rules")
_ENDINGS = {".py", ".yml", ".csv"}
_PACKAGES = ("beautifulsoup4", "camelot-py", "lxml", "markdown-it-py", "numpy", "onnxruntime", "opencv-python-headless",
             "pypdfium2", "python-calamine", "python-docx", "pyyaml", "rapidfuzz", "rapidocr", "tesserocr",
             "xlrd")  # fmt: skip
_KEPT = 7 * 24 * 3600


@functools.cache
def version() -> str:
    """What reads documents here, in short: this code, its rules, and the packages and programs it calls."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256(repr((sys.version_info[:3], [_version(name) for name in _PACKAGES])).encode())
    digest.update(repr((libreoffice.program(), shutil.which("tesseract"), os.environ.get("TESSDATA_PREFIX"))).encode())
    files = [file for room in _READING for file in sorted((root / room).rglob("*")) if file.suffix in _ENDINGS]
    for file in [*files, Path(paths.__file__)]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def content_of(file: Path) -> str:
    """SHA-256 of a file, read piece by piece. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def state_of(file: Path) -> tuple[str, str | None]:
    """SHA-256 of a document and of its sidecar, which may be missing. Raises OSError."""
    sidecar = sidecar_of(file)
    return content_of(file), content_of(sidecar) if sidecar.is_file() else None


def place(folder: Path, name: str, state: tuple[str, str | None]) -> Path:
    """Where the entry of a document of this name and state stands."""
    key = hashlib.sha256(repr((name, *state)).encode("utf-8", "backslashreplace")).hexdigest()
    return folder / version() / f"{key}.baca"


def usable(folder: Path) -> bool:
    """Whether entries can be written there."""
    try:
        (folder / version()).mkdir(parents=True, exist_ok=True)
        (folder / version()).touch()
    except OSError:
        return False
    return os.access(folder / version(), os.W_OK)


def clear_old(folder: Path) -> None:
    """Remove what other versions of the code and killed runs left behind more than a week ago."""
    for old in folder.iterdir():
        if old.is_dir() and old.name != version() and _is_old(old):
            shutil.rmtree(old, ignore_errors=True)
    for draft in filter(_is_old, (folder / version()).glob(entry.DRAFTS)):
        draft.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _KEPT
    except FileNotFoundError:
        return False
