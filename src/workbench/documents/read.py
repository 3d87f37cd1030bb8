"""Find documents and read them, one reader a format."""

import hashlib
from pathlib import Path

from workbench.documents import text
from workbench.documents.identity import identify
from workbench.documents.model import Document, DocumentError

_NOT_DOCUMENTS = {".yml", ".yaml", ".md"}
_LATER = {".pdf", ".docx", ".doc", ".xlsx", ".xls", ".odt", ".ods", ".rtf", ".html", ".htm", ".csv"}


def discover(places: list[Path]) -> list[Path]:
    """Every file to read, sorted by name: folders are searched one level deep, sidecars and notes left out.

    Raises FileNotFoundError for a place that does not exist.
    """
    found: set[Path] = set()
    for place in places:
        if place.is_dir():
            found |= {file for file in place.iterdir() if _is_document(file)}
        elif place.is_file():
            found.add(place)
        else:
            raise FileNotFoundError(f"{place} tidak ada.")
    return sorted(found, key=lambda file: (file.name, str(file)))


def _is_document(file: Path) -> bool:
    return file.is_file() and not file.name.startswith((".", "~")) and file.suffix.lower() not in _NOT_DOCUMENTS


def fingerprint(file: Path) -> str | None:
    """SHA-256 of a file's content; None when it cannot be opened."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def read_document(file: Path) -> Document:
    """Read one file. Raises DocumentError with the reason when it cannot be read."""
    suffix = file.suffix.lower()
    if suffix in _LATER:
        raise DocumentError(
            f"Format {suffix} belum dapat dibaca. Simpan isinya sebagai teks (.txt) dengan tab antarsel."
        )
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DocumentError(f"Berkas tidak dapat dibuka: {error.strerror}.") from None
    lines, blocks = text.parse(text.decode(content))
    if not blocks:
        raise DocumentError("Tidak ada tabel di dalam berkas ini. Tabel harus berupa teks dengan tab antarsel.")
    return Document(
        name=file.name,
        sha256=hashlib.sha256(content).hexdigest(),
        format=suffix.lstrip(".") or "txt",
        pages=None,
        lines=lines,
        blocks=blocks,
        identity=identify(lines, file.with_name(file.name + ".yml")),
    )
