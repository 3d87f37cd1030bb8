"""Damages documents by chance: bytes, pieces of text, parts of packed files. For tests that any input is survived."""

import html
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pembuat
import penata
import pypdfium2
import reportlab.rl_config

ODD = tuple(text.encode("utf-8", "surrogatepass") for text in (
    "\t", "\t\t\t\t\t\t\t\t", "\n", "\n\n\n", "\r", "\x0b", "\x0c", "\0", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\ud800", "²", "½", "٣",
    "१२", "Ⅳ", "９", "−5", "1e999", "NaN", "inf", "-", "--", "(", ")", "((((", "%", "%%", "Rp", "Rp.", "Rp,-", ".", ",", "1.", ",1", "1,2,3.4",
    "9" * 30, "9" * 5000, "0" * 400 + "1", "1.000.000.000.000.000.000.000,00", "-0", "0,0000000001", "1.2.3.4.5.6.7.8.9", "#DIV/0!", "#REF!",
    "=1+1", "@a", "{", "}", "[", "]", "|", "\\", '"', "'", "`", "*", "**", "_", "<", "</td>", "<td>", "<tr>", "<table>", "</table>", "<b>",
    "&", "&#0;", "&#x110000;", "&nbsp;", "<!--", "%s", "{0}", "Tabel", "Tabel 1", "T-C.29", "Jumlah", "TOTAL", "Program", "Kegiatan",
    "Sub Kegiatan", "2024", "20244", "0000", "Triwulan IV", "Tahun 9999", "A" * 3000, "kata " * 500,
))  # fmt: skip
_DIGITS = re.compile(rb"\d[\d.,]*")
_INSIDE = {
    ".docx": ("word/document.xml", "word/numbering.xml", "word/styles.xml"),
    ".xlsx": ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"),
}
_VALUE = re.compile(rb'>[^<>]{1,200}<|"[^"<>]*"')
_ELEMENT = re.compile(rb"<(w:tc|w:tr|w:p|c|row|col|mergeCell|td|th|tr)\b[^>]*(?:/>|>.*?</\1>)", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINES = 250


def _pdf(gaya: pembuat.Gaya) -> bytes:
    """Without packing, so that damage meets what is drawn."""
    packing, reportlab.rl_config.pageCompression = reportlab.rl_config.pageCompression, 0
    try:
        return penata.pdf(gaya, penata.Tata(huruf=4.0))
    finally:
        reportlab.rl_config.pageCompression = packing


EDITIONS: dict[str, Callable[[pembuat.Gaya], bytes]] = {
    ".txt": lambda gaya: pembuat.buat(gaya).isi,
    ".docx": penata.word,
    ".xlsx": penata.excel,
    ".html": penata.laman,
    ".md": penata.markdown,
    ".csv": penata.csv,
    ".pdf": _pdf,
}


def piece(file: Path, chance: random.Random) -> bytes:
    """A real document, of a long one a part: the first lines and a run of others, or two pages."""
    content = file.read_bytes()
    if file.suffix.lower() == ".pdf":
        return _pages(content, chance)
    if file.suffix.lower() == ".txt":
        lines = content.splitlines(keepends=True)
        start = chance.randrange(max(1, len(lines) - _LINES))
        return b"".join([*lines[:20], *lines[max(20, start) : start + _LINES]])
    return content


def _pages(content: bytes, chance: random.Random) -> bytes:
    old, new = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
    new.import_pages(old, sorted({0, chance.randrange(len(old))}))
    buffer = io.BytesIO()
    new.save(buffer)
    return buffer.getvalue()


def damaged(content: bytes, ending: str, chance: random.Random) -> bytes:
    """The content with some damage; of packed files mostly inside, where a reader gets to see it."""
    inside = [name for name in _INSIDE.get(ending, ()) if content.startswith(b"PK")]
    if not inside or chance.random() < 0.15:
        return _changed(content, chance)
    part = inside[0] if chance.random() < 0.6 else chance.choice(inside)
    return repacked(content, part, lambda old: _changed(old, chance))


def repacked(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return buffer.getvalue()


def _changed(content: bytes, chance: random.Random) -> bytes:
    """Rough damage; where there are tags, in half of the cases damage that leaves them whole."""
    if b"</" in content and chance.random() < 0.5:
        for _ in range(chance.choice((1, 4, 16, 64))):
            content = chance.choice((_value, _value, _element))(content, chance)
        return content
    for _ in range(chance.choice((1, 2, 4, 16, 64))):
        content = chance.choice((_splice, _odd, _figure, _figure, _moved, _cut))(content, chance)
    return content


def _value(content: bytes, chance: random.Random) -> bytes:
    """The text or an attribute of an element replaced."""
    found = _VALUE.search(content, chance.randint(0, len(content)))
    if not found:
        return content
    new = html.escape(chance.choice(ODD).decode("utf-8", "replace")).encode()
    return content[: found.start() + 1] + _CONTROL.sub(b"", new) + content[found.end() - 1 :]


def _element(content: bytes, chance: random.Random) -> bytes:
    """A cell or a row taken out, or there twice."""
    found = _ELEMENT.search(content, chance.randint(0, len(content)))
    return content[: found.start()] + found[0] * chance.choice((0, 2)) + content[found.end() :] if found else content


def _splice(content: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.randbytes(chance.randint(0, 8)) + content[at + chance.randint(0, 40) :]


def _odd(content: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(ODD) + content[at:]


def _figure(content: bytes, chance: random.Random) -> bytes:
    """One figure replaced."""
    found = _DIGITS.search(content, chance.randint(0, len(content)))
    return content[: found.start()] + chance.choice(ODD) + content[found.end() :] if found else content


def _moved(content: bytes, chance: random.Random) -> bytes:
    """A piece printed once more elsewhere."""
    start, at = chance.randint(0, len(content)), chance.randint(0, len(content))
    return content[:at] + content[start : start + chance.choice((1, 20, 400, 5000))] + content[at:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + content[at + chance.choice((1, 20, 400, 5000)) :]
