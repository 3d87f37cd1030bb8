"""What kind of file is it? Its first bytes say so; the ending of the name only where they leave it open."""

import io
import zipfile
import zlib

from workbench.documents.model import DocumentError

ENDINGS = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".xlsx": "sheet", ".xlsm": "sheet", ".xls": "sheet",
    ".ods": "sheet", ".csv": "csv", ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown",
    ".doc": "office", ".odt": "office", ".rtf": "office",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSIDE = {"word/document.xml": "docx", "xl/workbook.xml": "sheet", "xl/workbook.bin": "sheet"}
_OPEN_TYPES = {"spreadsheet": "sheet", "text": "office"}
_MOST_UNPACKED = 400 * 2**20
_MOST_RATIO = 400
_MOST_MEMBERS = 20_000


def kind_of(content: bytes, suffix: str) -> str:
    """`pdf`, `docx`, `sheet`, `office` (needs LibreOffice), `csv`, `html`, `markdown` or `text`.

    Raises DocumentError for an empty, packed, locked or foreign file.
    """
    if not content.strip():
        raise DocumentError("Berkas kosong. Unduh atau simpan ulang dokumennya.")
    named = ENDINGS.get(suffix.lower(), "text")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(_OLE):
        return _compound(content, named)
    if content.startswith(b"{\\rtf"):
        return "office"
    if named in ("pdf", "docx", "office") or (named == "sheet" and not _is_markup(content)):
        raise DocumentError(
            f"Isi berkas bukan {suffix.lower()} atau sudah rusak. Periksa nama belakangnya, lalu unduh ulang."
        )
    return "html" if named == "sheet" else named


def _is_markup(content: bytes) -> bool:
    """Some systems give HTML tables the ending of a spreadsheet."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower().startswith((b"<html", b"<!doctype html", b"<table"))


def _packed(content: bytes) -> str:
    """The office format inside a zip file, after a look at what it would unpack to."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            unpacked = sum(member.file_size for member in members)
            if any(member.flag_bits & 1 for member in members):
                raise DocumentError("Berkas terkunci dengan kata sandi. Simpan salinan tanpa kata sandi.")
            if len(members) > _MOST_MEMBERS:
                raise DocumentError(
                    f"Berkas ini berisi {len(members)} bagian dan tidak dibuka. Simpan ulang dokumennya."
                )
            if unpacked > _MOST_UNPACKED or _bursts(members):
                raise DocumentError(
                    f"Isi berkas mengembang menjadi {unpacked // 2**20} MB dan tidak dibuka. Simpan ulang dokumennya."
                )
            opened = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, ValueError):
        raise DocumentError("Berkas rusak atau terpotong. Unduh ulang dokumennya.") from None
    for name, kind in _INSIDE.items():
        if name in names:
            return kind
    for word, kind in _OPEN_TYPES.items():
        if f"opendocument.{word}" in opened:
            return kind
    raise DocumentError("Berkas ZIP ini bukan dokumen Word, Excel, atau OpenDocument. Keluarkan dahulu isinya.")


def _bursts(members: list[zipfile.ZipInfo]) -> bool:
    return any(
        member.file_size > 20 * 2**20 and member.file_size > _MOST_RATIO * max(1, member.compress_size)
        for member in members
    )


def _compound(content: bytes, named: str) -> str:
    """Old Office files; new ones locked with a password look alike."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise DocumentError("Berkas terkunci dengan kata sandi. Simpan salinan tanpa kata sandi.")
    if "WordDocument".encode("utf-16-le") in content:
        return "office"
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "sheet"
    return "office" if named in ("office", "docx") else "sheet"
