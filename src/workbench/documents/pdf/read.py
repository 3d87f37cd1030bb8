"""A PDF to lines and blocks: every page goes the way of its kind."""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from workbench.documents import scan, scan_picture, scan_readers
from workbench.documents.model import NEEDS_OCR, Block, Cell, Content, DocumentError, Row, TextLine
from workbench.documents.pdf import grid, rules, second, unruled, unruled_regions
from workbench.documents.pdf.memory import without_collector
from workbench.documents.pdf.page import Box, Glyph, Sheet, Stroke, read_page
from workbench.documents.pdf.unruled_strips import is_caption
from workbench.documents.pdf.words import Line, Word, compact, lines_of, words_of

Progress = Callable[[int, int], None]
MOST_PAGES = 3000
_MARGIN = 0.12
_NEAR = 12.0
_LONGEST = 1200.0
_EDGE = 1.0
_ALIKE = 0.4
_WORD_GAP = 0.2
_FEW_CHARACTERS = 20
_PICTURE_SHARE = 0.4
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:hal|halaman|page)\b\W*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\W+(?:dari\W+)?\d{1,4})?\W*", re.I
)
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]\s|[-•·*]\s|(?:bab|tabel|gambar|lampiran)\b|\d+(?:\.\d+)+\.?\s", re.I)


@dataclass(slots=True)
class Page:
    """One page taken apart: its tables, and the lines of text around them."""

    number: int
    kind: str
    width: float
    height: float
    tables: list[grid.Filled] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    scanned: list[scan.ScannedTable] = field(default_factory=list)
    rules: list[Stroke] = field(default_factory=list)
    hidden: int = 0
    cut: int = 0


def parse(content: bytes, progress: Progress | None = None) -> Content:
    """The lines and tables of a PDF. `progress(pages done, pages)` is called before each page and at the end.

    Raises DocumentError when the file is locked, damaged, or has no text at all.
    """
    document = open_pdf(content)
    pages: list[Page] = []
    try:
        count = len(document)
        sheet: Sheet | None = None
        for index in range(count):
            if progress:
                progress(index, count)
            with without_collector():
                sheet = read_page(document, index, sheet)
                pages.append(_take_apart(sheet))
            if pages[-1].kind == "scan" and scan_readers.is_available():
                _read_scan(document, pages[-1])
        if progress:
            progress(count, count)
    except pdfium.PdfiumError:
        raise DocumentError(f"Halaman {len(pages) + 1} PDF ini rusak. Unduh atau simpan ulang dokumennya.") from None
    finally:
        document.close()
    _refuse_textless(pages)
    _settle(content, pages)
    running = _running(pages)
    _add_unruled(pages, running)
    lines, blocks, notes = _assembled(pages, running)
    return Content(lines, blocks, count, notes)


def open_pdf(content: bytes) -> pdfium.PdfDocument:
    """The opened file. Raises DocumentError with the reason when that is not possible."""
    try:
        document = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise DocumentError("PDF terkunci dengan kata sandi. Simpan salinan tanpa kata sandi.") from None
        raise DocumentError("PDF rusak atau terpotong dan tidak dapat dibuka. Unduh ulang dokumennya.") from None
    if not 0 < count <= MOST_PAGES:
        document.close()
        raise DocumentError(f"PDF berisi {count} halaman; yang dapat dibaca 1 sampai {MOST_PAGES}. Pecah dokumennya.")
    return document


def _take_apart(sheet: Sheet) -> Page:
    words = words_of(sheet.glyphs)
    cut = _mark_cut(words, sheet.width)
    filled, outside = grid.fill(rules.frames(sheet), words)
    compact(outside)
    tables = sorted((table for table in filled if table.words), key=_place)
    page = Page(sheet.number, _kind(sheet, bool(tables)), sheet.width, sheet.height, tables, lines_of(outside))
    page.hidden = sheet.hidden
    page.cut = cut
    page.rules = [] if tables else [*sheet.across, *_edges(sheet.fills)]
    for table in tables:
        if table.sure:
            table.rows = grid.rows_of(table, page.number)
            table.words.clear()
    return page


def _edges(fills: list[Box]) -> list[Stroke]:
    """Upper and lower edges of shaded areas: they part rows as rules do."""
    return [Stroke(y, x0, x1) for x0, y0, x1, y1 in fills for y in (y0, y1)]


def _mark_cut(words: list[Word], width: float) -> int:
    """Figures that run into the edge of the paper lost their last digits: they end in dots, and are no figures then."""
    cut = [word for word in words if word.box[2] > width - _EDGE and word.text[-1:].isdigit() and not word.lean]
    for word in cut:
        last = word.glyphs[-1]
        word.glyphs.append(Glyph("…", last.x1, last.y0, last.x1, last.y1, last.size, last.run))
    return len(cut)


def _place(table: grid.Filled | scan.ScannedTable) -> tuple[float, float]:
    return table.frame.ys[0], table.frame.xs[0]


def _read_scan(document: pdfium.PdfDocument, page: Page) -> None:
    """Read the picture of a page; huge paper is a picture measured in dots and taken for A3."""
    paper = document[page.number - 1]
    scale = scan_picture.DPI / 72 * min(1.0, _LONGEST / max(page.width, page.height))
    picture = paper.render(scale=scale, grayscale=True).to_numpy()
    paper.close()
    page.scanned, pieces = scan.read_page(picture.reshape(picture.shape[:2]), page.number)
    size = sorted(piece.box[3] - piece.box[1] for piece in pieces)[len(pieces) // 2] if pieces else 0.0
    page.lines = lines_of([word for piece in pieces for word in _words(piece, size)])


def _words(piece: scan.ScannedText, size: float) -> list[Word]:
    """The words of a scanned piece of text, near each other, each letter as wide as the others.

    `size` is the usual height of the page; print of about that height is of that size.
    """
    x0, y0, x1, y1 = piece.box
    height = size if abs(y1 - y0 - size) < _ALIKE * size else y1 - y0
    step = (x1 - x0) / len(piece.text)
    found: list[Word] = []
    for place in re.finditer(r"\S+", piece.text):
        left = x0 + place.start() * step
        if found:
            found[-1].glyphs[-1].x1 = max(found[-1].glyphs[-1].x1, left - _WORD_GAP * height)
        glyphs = [
            Glyph(letter, left + i * step, y0, left + (i + 1) * step, y1, height, 0)
            for i, letter in enumerate(place.group())
        ]
        found.append(Word(glyphs, bool(found)))
    for word in found:
        word.box = (word.glyphs[0].x0, y0, word.glyphs[-1].x1, y1)
    return found


def _kind(sheet: Sheet, ruled: bool) -> str:
    """`ruled`, `scan` or `prose`."""
    if ruled:
        return "ruled"
    pictured = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in sheet.pictures)
    few = sum(not glyph.text.isspace() for glyph in sheet.glyphs) < _FEW_CHARACTERS
    return "scan" if few and pictured > _PICTURE_SHARE * sheet.width * sheet.height else "prose"


def _refuse_textless(pages: list[Page]) -> None:
    if not any(page.tables or page.scanned or page.lines for page in pages):
        scans = sum(page.kind == "scan" for page in pages)
        raise DocumentError(
            f"PDF ini hasil pindai ({scans} halaman gambar) tanpa teks dan {NEEDS_OCR}."
            if scans
            else "PDF ini tidak berisi teks maupun gambar. Periksa apakah berkasnya utuh."
        )


def _settle(content: bytes, pages: list[Page]) -> None:
    """Ask other readers about tables that are not sure: two of three decide, else the cells are marked.

    The second reader takes the lines of the file, the third the lines of the picture of the page.
    """
    unsure = {page.number: [table for table in page.tables if not table.sure] for page in pages}
    unsure = {number: tables for number, tables in unsure.items() if tables}
    if not unsure:
        return
    seconds = second.read(content, list(unsure), second.LINES)
    apart = {n: [t for t in tables if not _confirmed(t, seconds[n])] for n, tables in unsure.items()}
    apart = {number: tables for number, tables in apart.items() if tables}
    thirds = second.read(content, list(apart), second.PICTURE) if apart else {}
    heights = {page.number: page.height for page in pages}
    for number, tables in apart.items():
        for table in tables:
            if not _confirmed(table, thirds[number]):
                _outvote(table, seconds[number], thirds[number], heights[number])


def _confirmed(table: grid.Filled, readings: list[second.Reading]) -> bool:
    own = grid.texts_of(table)
    return any(second.agree(own, reading.texts) for reading in readings)


def _outvote(table: grid.Filled, seconds: list[second.Reading], thirds: list[second.Reading], height: float) -> None:
    """Take what the two other readers agree on at the place of the table; else its cells are marked.

    Both others cut words at rules: what they agree on counts only if it leaves every printed figure whole.
    """
    here = [reading for reading in seconds if _same_place(reading, table, height)]
    printed = {re.sub(r"\D", "", word.text) for words in table.words.values() for word in words}
    for reading in here:
        agreed = any(second.agree(reading.texts, third.texts) for third in thirds)
        if agreed and second.whole(reading.texts, printed):
            table.other = reading.texts
            return
    table.apart = second.apart(grid.texts_of(table), here[0].texts if here else [])


def _same_place(reading: second.Reading, table: grid.Filled, height: float) -> bool:
    x0, y0, x1, y1 = reading.box
    place = (x0, y0 + height, x1, y1 + height)
    return all(abs(a - b) < _NEAR for a, b in zip(place, table.frame.box, strict=True))


# --- order -----------------------------------------------------------------------------------------------------


def _add_unruled(pages: list[Page], running: set[tuple[int, int]]) -> None:
    """Find the tables without upright rules and take their lines out of the text."""
    found = []
    for page in pages:
        if page.kind == "prose" or (page.kind == "scan" and not page.scanned):
            apart = {line for number, line in running if number == page.number}
            lines = unruled_regions.without_running(page.lines, apart)
            found += unruled_regions.regions(page.number, lines, page.rules, page.width)
    for chain in unruled_regions.chains(found):
        tables = unruled.tables(chain)
        taken = {id(word) for _, table in tables for words in table.words.values() for word in words}
        for region in chain if tables else []:
            page = next(page for page in pages if page.number == region.page)
            page.lines = [line for line in page.lines if id(line.words[0]) not in taken]
        for number, table in tables:
            page = next(page for page in pages if page.number == number)
            if page.kind == "scan":  # where a heading is misread without a grid, its figures may stand for others
                table.apart |= set(table.words)
            page.tables.append(table)
            page.kind = "open" if page.kind == "prose" else page.kind


def _assembled(pages: list[Page], running: set[tuple[int, int]]) -> tuple[list[TextLine], list[Block], list[str]]:
    """Lines and rows of tables in reading order, counted through the document so that no two share a number."""
    lines: list[TextLine] = []
    blocks: list[Block] = []
    notes: list[str] = []
    before: list[TextLine] = []
    count = itertools.count(1)
    for page in pages:
        notes += _notes(page)
        paragraphs = _paragraphs(page)
        tables: list[grid.Filled | scan.ScannedTable] = [*page.tables, *page.scanned]
        for table in sorted(tables, key=_place):
            before += _put(lines, count, page, [p for p in paragraphs if p[0].box[1] < table.frame.ys[0]], running)
            paragraphs = [p for p in paragraphs if p[0].box[1] >= table.frame.ys[0]]
            rows = [_numbered(row, next(count)) for row in _rows(table, page.number)]
            if rows:
                scanned = page.kind == "scan"
                blocks.append(Block(rows, before, scanned, scanned and isinstance(table, grid.Filled)))
                before = []
        before += _put(lines, count, page, paragraphs, running)
    return lines, blocks, notes


def _rows(table: grid.Filled | scan.ScannedTable, page: int) -> list[Row]:
    if isinstance(table, scan.ScannedTable):
        return scan.rows_of(table, page)
    return grid.rows_of(table, page)


def _numbered(row: Row, line: int) -> Row:
    cells = (Cell(one.text, line, one.page, one.box, one.doubt, tops=one.tops) for one in row.cells)
    return Row(tuple(cells), line, row.page)


def _put(
    lines: list[TextLine],
    count: Iterator[int],
    page: Page,
    paragraphs: list[list[Line]],
    running: set[tuple[int, int]],
) -> list[TextLine]:
    """Add paragraphs to the lines of the document; those that are no head or foot of a page are given back."""
    kept = []
    for paragraph in paragraphs:
        text = " ".join(" ".join(part.text for part in paragraph).split())
        line = TextLine(text, next(count), page.number, page.kind == "scan")
        lines.append(line)
        if (page.number, id(paragraph[0])) not in running:
            kept.append(line)
    return kept


def _paragraphs(page: Page) -> list[list[Line]]:
    """Lines of one paragraph together: a full line goes on in the next one at its left edge."""
    lines = sorted(page.lines, key=lambda line: (line.box[1], line.box[0]))
    if not lines:
        return []
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    found: list[list[Line]] = []
    for line in lines:
        above = found[-1][-1] if found else None
        if above and _goes_on(above, line, left, right):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(above: Line, line: Line, left: float, right: float) -> bool:
    width = right - left
    full = above.box[2] > right - 0.1 * width and above.box[0] < left + 0.3 * width
    near = 0 < line.box[1] - above.box[1] < 2.2 * above.size and abs(line.size - above.size) < 0.6
    return full and near and line.box[0] <= above.box[0] + 1.0 and not _ITEM.match(line.text)


def _running(pages: list[Page]) -> set[tuple[int, int]]:
    """Heads and feet of pages: bare page numbers, and lines at the edge that several pages share but for a number.

    On two pages only, the number must count the pages, or the line must stand at the very same place.
    """
    seen: dict[tuple[bool, str], list[tuple[int, int, str]]] = defaultdict(list)
    heights: dict[tuple[bool, str], set[int]] = defaultdict(set)
    found: set[tuple[int, int]] = set()
    for page in pages:
        for line in page.lines:
            middle = (line.box[1] + line.box[3]) / 2
            top = middle < _MARGIN * page.height
            if not top and middle < (1 - _MARGIN) * page.height:
                continue
            place = (page.number, id(line))
            bare = re.sub(r"[\d\W]+", " ", line.text).strip().lower()
            if _PAGE_NUMBER.fullmatch(line.text.strip()):
                found.add(place)
            seen[top, bare].append((*place, line.text))
            heights[top, bare].add(round(line.box[1] if top else page.height - line.box[1]))
    for key, places in seen.items():
        bare = key[1]
        numbers = {number for number, _, _ in places}
        counted = {number - int(last[-9:]) for number, _, text in places for last in re.findall(r"\d+", text)[-1:]}
        fixed = len(heights[key]) == 1 and not is_caption(bare)
        if bare and (len(numbers) > 2 or (len(numbers) == 2 and (len(counted) == 1 or fixed))):
            found.update((number, line) for number, line, _ in places)
    return found


def _notes(page: Page) -> list[str]:
    notes = []
    if page.kind == "scan" and not scan_readers.is_available():
        notes.append(f"Halaman {page.number} berupa gambar hasil pindai dan tidak dibaca ({NEEDS_OCR}).")
    elif page.kind == "scan":
        unsure = sum(len(table.unsure) for table in page.scanned) + sum(len(table.apart) for table in page.tables)
        notes.append(f"Halaman {page.number} hasil pindai: {unsure} sel angka belum pasti; periksa dokumennya.")
    for table in page.tables:
        if table.lost:
            notes.append(f"Halaman {page.number}: kata di luar sel tabel: {', '.join(table.lost[:20])}.")
    if page.cut:
        notes.append(f"Halaman {page.number}: {page.cut} angka terpotong di tepi kertas tidak diambil sebagai angka.")
    if page.hidden:
        notes.append(f"Halaman {page.number}: {page.hidden} huruf tersembunyi atau tercetak ganda dilewati.")
    return notes
