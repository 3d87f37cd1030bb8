"""Find documents and read them, one reader a format."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from workbench.documents import text
from workbench.documents.identity import identify
from workbench.documents.kinds import kind_of
from workbench.documents.model import Content, Document, DocumentError

Progress = Callable[[int, int], None]
_NOT_DOCUMENTS = {".yml", ".yaml"}
_FIRST_ROWS = 8
_NOTES = {"readme.md", "catatan.md"}


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
    if not file.is_file() or file.name.startswith((".", "~")) or file.name.lower() in _NOTES:
        return False
    return file.suffix.lower() not in _NOT_DOCUMENTS


def fingerprint(file: Path) -> str | None:
    """SHA-256 of a file's content; None when it cannot be opened."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def read_document(file: Path, progress: Progress | None = None) -> Document:
    """Read one file, whatever its format. `progress(pages done, pages)` is called while a PDF is read.

    Raises DocumentError with the reason when it cannot be read.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DocumentError(f"Berkas tidak dapat dibuka: {error.strerror}.") from None
    kind = kind_of(content, file.suffix)
    found = _parse(content, kind, file.suffix.lower(), progress)
    if not found.blocks:
        hint = " Tabel harus berupa teks dengan tab antarsel." if kind == "text" else ""
        raise DocumentError(f"Tidak ada tabel di dalam berkas ini.{hint}")
    return Document(
        name=file.name,
        sha256=hashlib.sha256(content).hexdigest(),
        format=file.suffix.lower().lstrip(".") or "txt",
        pages=found.pages,
        lines=found.lines,
        blocks=found.blocks,
        identity=identify(found.lines, file.with_name(file.name + ".yml"), _first_cells(found)),
        notes=found.notes,
    )


def _first_cells(content: Content) -> list[str]:
    """Texts of the first rows of the first tables."""
    rows = [row for block in content.blocks[:2] for row in block.rows[:_FIRST_ROWS]]
    return [cell.text for row in rows for cell in row.cells if cell.text]


def _parse(content: bytes, kind: str, suffix: str, progress: Progress | None) -> Content:
    """Hand a file to the reader of its kind; readers are loaded when they are needed."""
    if kind == "pdf":
        from workbench.documents.pdf import read as pdf

        return pdf.parse(content, progress)
    if kind == "docx":
        from workbench.documents import word

        return word.parse(content)
    if kind == "sheet":
        from workbench.documents import excel

        return excel.parse(content)
    if kind == "office":
        from workbench.documents import libreoffice

        return libreoffice.parse(content, suffix)
    if kind in ("html", "markdown", "csv"):
        from workbench.documents import excel, markup

        if kind == "csv":
            return excel.parse_csv(content)
        return markup.parse_html(content) if kind == "html" else markup.parse_markdown(content)
    return Content(*text.parse(text.decode(content)))
