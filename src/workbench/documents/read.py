"""Find documents and read them, one reader a format."""

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

from workbench.documents import text
from workbench.documents.identity import identify, is_listed
from workbench.documents.kinds import kind_of
from workbench.documents.model import Content, Document, DocumentError, PassingError
from workbench.documents.sidecar import sidecar_of

Progress = Callable[[int, int], None]
_NOT_DOCUMENTS = {".yml", ".yaml"}
_FIRST_ROWS = 8
_NOTES = {"readme.md", "catatan.md"}
_LONGEST_NAME = 200
_LARGEST = 4 * 2**30
_MOST_COLUMNS = 2_000
_LONGEST_CELL = 50_000
_UNLISTED = (
    "Wilayah '{}' tidak ada di daftar resmi; namanya diambil dari judul. Periksa, atau tulis wilayah di berkas .yml."
)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def discover(places: list[Path]) -> list[Path]:
    """Every file to read, sorted by name: folders are searched one level deep, sidecars and notes left out.

    Raises FileNotFoundError for a place that does not exist.
    """
    found: set[Path] = set()
    for place in places:
        try:
            if place.is_dir():
                found |= {file for file in place.iterdir() if _is_document(file)}
            elif place.is_file():
                found.add(place)
            else:
                raise FileNotFoundError(f"{shown_name(str(place))} tidak ada.")
        except (PermissionError, ValueError) as error:
            raise FileNotFoundError(f"{shown_name(str(place))} tidak dapat dibuka ({error}).") from None
        except OSError as error:
            reason = (
                str(error) if isinstance(error, FileNotFoundError) else f"{shown_name(str(place))}: {error.strerror}."
            )
            raise FileNotFoundError(reason) from None
    return sorted(found, key=lambda file: (file.name, str(file)))


def passed_over(places: list[Path]) -> list[str]:
    """What stands in the folders and is not read, as sentences: folders inside them, corrections without a document."""
    said: list[str] = []
    for folder in (place for place in places if place.is_dir()):
        try:
            inside = sorted(file for file in folder.iterdir() if not file.name.startswith((".", "~")))
            said += [f"Folder {shown_name(file.name)} tidak dicari; sebut foldernya sendiri untuk membacanya."
                     for file in inside if file.is_dir() and not file.is_symlink()]  # fmt: skip
            names = {file.name for file in inside}
            said += [f"{shown_name(file.name)} bukan milik satu dokumen pun; namanya harus <nama dokumen>.yml."
                     for file in inside if _is_orphan(file, names)]  # fmt: skip
        except OSError:
            continue
    return said


def _is_orphan(file: Path, names: set[str]) -> bool:
    """Whether a file of corrections belongs to no document: also `.yaml` or `.YML`, which nobody would read."""
    return file.suffix.lower() in _NOT_DOCUMENTS and (file.suffix != ".yml" or file.stem not in names)


def _is_document(file: Path) -> bool:
    if file.name.startswith((".", "~")) or file.name.lower() in _NOTES:
        return False
    return file.suffix.lower() not in _NOT_DOCUMENTS and (file.is_symlink() or file.is_file())


def shown_name(name: str) -> str:
    """A file name as it can be printed and stored: what cannot be seen is written out (`\\n`, `\\u202e`)."""
    return "".join(
        letter.encode("unicode_escape").decode() if unicodedata.category(letter) in _UNSEEN else letter
        for letter in name
    )


def refuse_odd_file(file: Path) -> None:
    """Refuse a file by its name or size, because it is no file, or because it is a link that leads out of its folder.

    Raises DocumentError with the reason.
    """
    if shown_name(file.name) != file.name:
        raise DocumentError("Nama berkas berisi tanda yang tidak terlihat atau rusak. Ganti namanya.")
    if (length := len(file.name.encode())) > _LONGEST_NAME:
        raise DocumentError(f"Nama berkas terlalu panjang ({length} bita). Singkatkan menjadi {_LONGEST_NAME} bita.")
    for one in (file, sidecar_of(file)):
        if one.is_symlink() and not _stays(one):
            raise DocumentError(
                f"{one.name} adalah tautan ke luar foldernya dan tidak diikuti. Salin berkas aslinya ke sini."
            )
        if one.exists() and not one.is_file() and not one.is_dir():  # opening a pipe would wait for ever
            raise DocumentError(f"{one.name} bukan berkas biasa (pipa atau perangkat) dan tidak dibuka.")
    if file.is_file() and (size := file.stat().st_size) > _LARGEST:
        raise DocumentError(
            f"Berkas terlalu besar ({size / 2**30:.1f} GB, paling banyak {_LARGEST // 2**30} GB). Pecah dokumennya."
        )


def _stays(link: Path) -> bool:
    """Whether a link leads to a file below the folder it stands in."""
    try:
        return link.resolve(strict=True).is_relative_to(link.parent.resolve())
    except (OSError, RuntimeError):
        return False


def read_document(file: Path, progress: Progress | None = None) -> Document:
    """Read one file, whatever its format. `progress(pages done, pages)` is called while a PDF is read.

    Raises DocumentError with the reason when it cannot be read.
    """
    refuse_odd_file(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise PassingError(f"Berkas tidak dapat dibuka: {error.strerror}.") from None
    kind = kind_of(content, file.suffix)
    found = _parse(content, kind, file.suffix.lower(), progress)
    if not found.blocks:
        hint = " Tabel harus berupa teks dengan tab antarsel." if kind == "text" else ""
        raise DocumentError(f"Tidak ada tabel di dalam berkas ini.{hint}")
    _refuse_giants(found)
    identity = identify(found.lines, sidecar_of(file), _first_cells(found))
    return Document(
        name=file.name,
        sha256=hashlib.sha256(content).hexdigest(),
        format=file.suffix.lower().lstrip(".") or "txt",
        pages=found.pages,
        lines=found.lines,
        blocks=found.blocks,
        identity=identity,
        notes=found.notes if is_listed(identity) else [*found.notes, _UNLISTED.format(identity.wilayah)],
        hidden=found.hidden,
    )


def _refuse_giants(content: Content) -> None:
    """Refuse tables that nobody printed; what follows takes time by the square of their columns."""
    for row in (row for block in content.blocks for row in block.rows):
        place = f"halaman {row.page}, baris {row.line}" if row.page else f"baris {row.line}"
        if len(row.cells) > _MOST_COLUMNS:
            raise DocumentError(
                f"Tabel di {place} mempunyai {len(row.cells)} kolom; paling banyak {_MOST_COLUMNS}. "
                "Periksa pemisah kolomnya."
            )
        if (longest := max((len(cell.text) for cell in row.cells), default=0)) > _LONGEST_CELL:
            raise DocumentError(
                f"Sebuah sel di {place} berisi {longest} huruf; paling banyak {_LONGEST_CELL}. Hapus atau pecah isinya."
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
