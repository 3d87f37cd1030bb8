"""What every reader gives: lines of text and raw tables, each with its place."""

from dataclasses import dataclass, field

NEEDS_OCR = "perlu tambahan OCR"
"""Part of every sentence about pages that were left because they are pictures and the extra `ocr` is missing."""

HIDDEN = "Baris ini tersembunyi di berkasnya (disembunyikan atau disaring), jadi tidak dibaca. Tampilkan bila perlu."
"""Why a row is refused that the file holds but does not show."""
HIDDEN_ROWS = "{} baris tabel tersembunyi dilewati; isinya di ditolak."
"""Note of a reader about them, where it knows no better place."""


class DocumentError(Exception):
    """A file cannot be read. The message says what is wrong and what to do, for a person."""


class PassingError(DocumentError):
    """A file cannot be read now, for a cause outside of it; another try may succeed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: its text without mark-up and the 1-based line (or row) it begins on.

    `lines` names the line of every line of the text, where a cell spreads over several.
    `page` (1-based, or the number of the sheet) and `box` (left, top, right, bottom in points from the upper left
    corner of the upright page) where the format has them. `doubt` says why a reader is not sure of the text.
    `tops`: how high each line of the text stands on the page, in rows where some text has several lines.
    """

    text: str
    line: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    doubt: str | None = None
    lines: tuple[int, ...] = ()
    tops: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One physical row of a raw table."""

    cells: tuple[Cell, ...]
    line: int
    page: int | None = None

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line outside tables. `scanned`: read from a picture. `tab`: the name of a sheet, which nobody prints."""

    text: str
    line: int
    page: int | None = None
    scanned: bool = False
    tab: bool = False


@dataclass(slots=True)
class Block:
    """Rows printed without a break (at most one page of a table), and the text lines before them.

    `scanned`: read from a picture, so that its headings may be misread. `unplaced`: of its headings only the place
    on such a picture says which columns they stand over.
    """

    rows: list[Row]
    before: list[TextLine] = field(default_factory=list)
    scanned: bool = False
    unplaced: bool = False


@dataclass(slots=True)
class Content:
    """What a reader finds in one file: lines outside tables, tables in order, pages or sheets, and notes.

    `hidden`: filled rows that the file holds but does not show.
    """

    lines: list[TextLine]
    blocks: list[Block]
    pages: int | None = None
    notes: list[str] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose document this is, and the last year of the Renstra it serves. None where the document does not say.

    `rentang`: the span it prints (`s.d. 31 Oktober 2024`) where no `periode` is for it.
    """

    opd: str | None
    nama_opd: str | None
    tingkat: str | None
    wilayah: str | None
    jenis: str | None
    tahun: int | None
    periode: str | None
    akhir_renstra: int | None = None
    rentang: str | None = None


@dataclass(slots=True)
class Document:
    """One document, read but not yet understood.

    `notes`: what a reader left out or is not sure of, each a sentence with its place. `hidden`: filled rows that the
    file holds but does not show.
    """

    name: str
    sha256: str
    format: str
    pages: int | None
    lines: list[TextLine]
    blocks: list[Block]
    identity: Identity
    notes: list[str] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)
