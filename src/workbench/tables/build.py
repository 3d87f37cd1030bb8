"""From raw blocks to clean grids: pages joined, headings resolved, broken rows made whole."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from workbench.documents.model import Block, Document, Row, TextLine
from workbench.tables import align
from workbench.tables.again import headed_anew, is_top_of, like, tells_other_columns
from workbench.tables.cells import FIGURES, Shape, is_list_mark, shape
from workbench.tables.grid import DOUBTED, WORDLESS, Column, Grid, GridRow
from workbench.tables.header import columns_of, count_heading_rows, is_heading_row, is_numbering_row
from workbench.tables.pairs import paired_columns, parted
from workbench.tables.printed import is_foot, under_last, with_joined_rupiah
from workbench.tables.stacks import parts_of
from workbench.tables.vocabulary import heading_share, normal, presence

_LABEL = re.compile(
    r"(?:\btabel|^\(?table)\s*[.:]?\s*(?P<number>T\s*-?\s*C\s*[-.\s]*\d+|\d+(?:\s?[.\-]\s?\d+)*)(?![\d.]*%)|"
    r"^\W*(?P<form>T\s*-?\s*C\s*[-.]*\s*\d+)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"^(?P<number>\d+(?:\.\d+)+)\.?\s+(?P<title>\D.*)")
_TITLE_LENGTH = 200
_SURE_SURPLUS = 2.0
_FEWEST_ROLES = 3
_FIGURE_ROLES = {"target", "realisasi", "rasio", "pagu", "realisasi_rp", "serapan"}
_FEWEST_NUMBERED = 4
_FOOTER_LENGTH = 90
_ITEM_START = re.compile(r"(?:[a-z]|\d{1,2})[.)]?\s+[A-Z]")
_TITLE_LINES = 4
_SHORT_HEADING = 40
_ZERO = re.compile(r"(?:rp\.?\s*)?0[0.,]*", re.IGNORECASE)
_GOVERNMENT = re.compile(r"pemerintah (?:kabupaten|kota|provinsi|daerah)\b", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"\b(?:NIP|Nip)\b|^(?:Mengetahui|MENGETAHUI)\b|^(?:Plt\.? )?Kepala (?:Dinas|Badan|Bagian|Kantor|Satuan)\b|"
    r"\bKEPALA (?:DINAS|BADAN|BAGIAN|KANTOR|SATUAN)\b|^(?:Pengguna Anggaran|PENGGUNA ANGGARAN)\b"
)
_LETTERHEAD = re.compile(
    r"^\W*$|^pemerintah (?:kabupaten|kota|provinsi|daerah)\b|^(?:dinas|badan|inspektorat|sekretariat)\b[^\d:]*$|"
    r"^[A-Za-z ]{3,30}\s:\s|\bnip\b|^(?:kepala|plt)\b|^[\w ]{3,30},\s.*\b20\d\d$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"^.{60,}[.:;]$|^[\"“”]|^.{200,}")
_HEADING = re.compile(r"^(?:\(?(?:\d+(?:\.\d+)*|[A-Z])[.)]{1,2}|\d+(?:\.\d+)+)\s+\S.{0,150}$")
_CODE_PIECE = re.compile(r"[\dXx]{1,4}\.?|\d\.\d{2}\.?")
_UNFINISHED = re.compile(
    r"(?:\b(?:dan|atau|serta|dalam|pada|dengan|untuk|yang|di|ke|dari|oleh|kepada|para)|[,/(&-])$", re.I
)


_OPENS_LINE = re.compile(r"(?:program|kegiatan|sub ?kegiatan|urusan|bidang urusan)\b", re.IGNORECASE)
_UNMARKED = 0.1
_PAGE_NUMBER = re.compile(
    r"^(?:hal(?:aman)?\b)?[\s.|:–-]*+\d{1,3}[\s|–-]++"
    r"|(?:^|(?<![\s|–-])[\s|–-]++)(?:hal(?:aman)?\b)?[\s.|:–-]*+\d{1,3}[\s|–-]*+$",
    re.I,
)
_BARE_PAGE = re.compile(r"(?:(?:page|hal(?:aman)?)\b[\s.:]*)?(?:\d{1,3}|[ivxl]{1,6})", re.I)
_FEWEST_TITLE_WORDS = 3
_MOST_ABOVE = 100
_NAMED_ABOVE = re.compile(r"sub[\s-]?kegiatan\s*:[\s:]*(?P<name>\S.*)", re.IGNORECASE)
_WORDS_ALONE = re.compile(r"(?!.*\b[IVX]+$)\D+", re.DOTALL)
_SURE_PAGE_NUMBER = re.compile(r"\|\s*\d{1,3}$|^\d{1,3}\s*\||\bhal(?:aman)?\b[\s.:]*\d{1,3}$", re.I)
_COUNTED = re.compile(
    r"\b(?:triwulan|tw|semester|tahap|bab|lampiran|sasaran|tujuan|misi|gambar|program|kegiatan)$", re.I
)


@dataclass(slots=True)
class _Open:
    """The grid being built, with the texts of its heading rows."""

    grid: Grid
    heading: list[list[str]]
    raw: list[tuple[list[str], bool]]
    code_cells: int = 1
    widths: set[int] = field(default_factory=set)
    pairs: frozenset[int] = frozenset()


def grids(document: Document) -> list[Grid]:
    """Every printed table of a document, in order."""
    found: list[_Open] = []
    running = _running_lines(document.lines)
    kept: list[TextLine] = []
    for block in document.blocks:
        kept += [line for line in block.before if line.text not in running]
        if not _is_page_foot(block):
            parts = headed_anew(replace(block, before=kept), found[-1].heading if found else [])
            for number, part in enumerate(parts):
                _take(part, found, anew=number > 0)
            kept = []
    for table in found:
        _finish(table)
    return [table.grid for table in found]


def _running_lines(lines: list[TextLine]) -> set[str]:
    """Heads and feet of pages: bare page numbers, and lines that come again with another page number."""
    without: dict[str, set[str]] = defaultdict(set)
    for text in {line.text for line in lines}:
        bare = _PAGE_NUMBER.sub("", text).strip()
        if bare != text and not (_LABEL.search(text) or _SECTION.match(text) or _COUNTED.search(bare)):
            without[bare].add(text)
    return {text for bare, texts in without.items() for text in texts
            if not bare or len(texts) > 1 or _SURE_PAGE_NUMBER.search(text)}  # fmt: skip


def _is_page_foot(block: Block) -> bool:
    """A line on its own of a page number, or of a title and a page number: foot of a page, line of the contents."""
    if len(block.rows) != 1:
        return False
    *before, number = [text for text in block.rows[0].texts if text] or [""]
    titled = len(before) == 1 and len(before[0].split()) >= _FEWEST_TITLE_WORDS and len(block.rows[0].cells) == 2
    return bool(_BARE_PAGE.fullmatch(number)) and (not before or titled)


def _take(block: Block, found: list[_Open], *, anew: bool) -> None:
    """Add a block to the table it continues, or begin a new one. `anew`: it begins with a heading of its own."""
    current = found[-1] if found else None
    if current:
        block = _without_empty_columns(block, current)
    block = replace(block, rows=with_joined_rupiah(block.rows, len(current.grid.columns) if current else 0))
    pairs = paired_columns(block.rows) or _inherited_pairs(current, block)
    block = parted(block, pairs)
    texts = [row.texts for row in block.rows]
    repeated = bool(current and any(current.heading) and like(texts[0], current.heading[0]))
    count = count_heading_rows(texts, at_least=int(repeated or anew))
    if current and not count and _heads_figures(texts):
        count = 1
    heading = texts[:count]
    label, title = _caption(block.before)
    if current and heading and not block.before and not like(_words(heading), _words(current.heading)):
        if anew or tells_other_columns(heading, current.heading):
            label, title = current.grid.label, current.grid.title
        elif not _heads_another(heading, current):
            count, heading = 0, []
        elif len(columns_of(heading)) < _FEWEST_ROLES:
            title = current.grid.title
    if current and _continues(current, heading, label, block.before, texts):
        columns = columns_of(heading, _used(texts[count:])) if count else None
        if columns and (len(columns) == len(current.grid.columns) or is_top_of(heading, current.heading)):
            columns = None
    else:
        if not count:
            unknown = len(texts) > 1 and not any(shape(cell) in FIGURES for cell in texts[0])
            count = count_heading_rows(texts, at_least=1) if unknown else 0
            heading = texts[:count] or [[""] * max(len(row) for row in texts)]
        columns = columns_of(heading, _used(texts[count:]))
        page = block.rows[0].page
        lead = next((line.text for line in block.before[-1:] if _SENTENCE.search(line.text)), "")
        above = tuple(line.text for line in block.before)
        if current and heading and like(_words(heading), _words(current.heading)):
            above = _carried(current.grid.above, above)
        grid = Grid(label, title, block.rows[0].line, page, columns, lead=lead, numbering=_numbering(heading),
                    above=above)  # fmt: skip
        if current and not block.before:
            grid.follows = current.grid.title or current.grid.follows
        current = _Open(grid, heading, [], pairs=pairs)
        found.append(current)
    columns = columns or current.grid.columns
    current.grid.scanned |= block.scanned
    current.grid.misread |= block.unplaced or (block.scanned and any(map(_is_misread, block.rows[:count])))
    headed = columns
    columns = _with_surplus(columns, texts[count:])
    moved = {"kolom_bergeser"} if columns is not headed else set()
    current.code_cells = max(current.code_cells, _code_cells(texts[count:], columns))
    extent = max(_code_extent(texts[count:], columns), _code_span(columns))
    for index, row in enumerate(block.rows[count:]):
        if is_foot(row.texts, columns):
            continue
        if is_heading_row(row.texts) and (like(row.texts, current.heading[0]) or _numbers_columns(row.texts)):
            continue
        current.widths.add(len(row.texts))
        doubtful = _doubtful(row)
        marks = moved | ({DOUBTED} if doubtful else set())
        for number, part in enumerate(parts_of(row)):
            current.raw.append(_prepared(part.texts, columns, current.code_cells, extent))
            first = index == 0 and number == 0
            flags = marks | {WORDLESS} if part.wordless else set(marks)
            current.grid.rows.append(GridRow([], columns, part.line, row.page, first, flags, doubtful))


def _heads_figures(rows: list[list[str]]) -> bool:
    """Whether the first row is a heading by its place: all cells filled, none a figure, enough roles, figures below."""
    first = rows[0]
    known = {column.role for column in columns_of([first])} - {None} if all(first) and len(rows) > 1 else set()
    return (
        len(known) >= _FEWEST_ROLES
        and bool(known & _FIGURE_ROLES)
        and not any(shape(cell) in FIGURES for cell in first)
        and any(shape(cell) in FIGURES for cell in rows[1])
    )


def _heads_another(heading: list[list[str]], current: _Open) -> bool:
    """Whether heading-like rows right below a table head another: enough roles, or all columns of another width."""
    columns = columns_of(heading)
    known = {column.role for column in columns} - {None}
    whole = 1 < len(known) == len(columns) != len(current.grid.columns)
    return len(known) >= _FEWEST_ROLES or (whole and bool(known & _FIGURE_ROLES))


def _inherited_pairs(current: _Open | None, block: Block) -> frozenset[int]:
    """The cells that hold two figures on the next page of a table without its heading."""
    if current is None or not current.pairs:
        return frozenset()
    width = len(current.grid.columns) - len(current.pairs)
    return current.pairs if all(len(row.cells) == width for row in block.rows) else frozenset()


def _doubtful(row: Row) -> frozenset[str]:
    """Texts of a row of which the reader is not sure."""
    return frozenset(
        " ".join(text.split()) for cell in row.cells if cell.doubt for text in (cell.text, *cell.text.split("\n"))
    )


def _is_misread(row: Row) -> bool:
    """Whether a reader is not sure of a heading row: of a year, of a quarter, or of words headings are not made of."""
    if is_numbering_row([cell.text for cell in row.cells if cell.text]):
        return False
    return any(cell.doubt and not (_WORDS_ALONE.fullmatch(cell.text) and heading_share(cell.text) == 1.0)
               for cell in row.cells)  # fmt: skip


def _numbering(heading: list[list[str]]) -> tuple[str, ...]:
    """The heading row that numbers the columns."""
    return next((tuple(row) for row in heading if is_numbering_row([cell for cell in row if cell])), ())


def _numbers_columns(texts: list[str]) -> bool:
    """A row of column numbers below a heading that was not seen to be one."""
    filled = [text for text in texts if text]
    return len(filled) >= _FEWEST_NUMBERED and is_numbering_row(filled)


def _continues(
    current: _Open, heading: list[list[str]], label: str | None, before: list[TextLine], rows: list[list[str]]
) -> bool:
    if _names_another(before, current):
        return False
    if before and not heading:
        if any(_SIGNATURE.search(line.text) for line in before):
            return False
        return all(_is_footer(line.text) for line in before) and _same_width(current, rows)
    if label and label != current.grid.label:
        return False
    if not heading:
        return True
    return like(_words(heading), _words(current.heading)) or is_top_of(heading, current.heading)


def _carried(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Lines over a table and, before them, those over the table above that they do not replace (`Program : ...`)."""
    labels = {text.partition(":")[0].strip().lower() for text in new}
    kept = [text for text in old if text.partition(":")[0].strip().lower() not in labels]
    return (*kept, *new)[-_MOST_ABOVE:]


def _names_another(before: list[TextLine], current: _Open) -> bool:
    """Whether the lines above a table name another sub kegiatan than those above the table before."""
    names = [_named_above(line.text for line in before), _named_above(current.grid.above)]
    return bool(names[0]) and names[0] != names[1]


def _named_above(texts: Iterable[str]) -> str:
    found = [match["name"] for text in texts if (match := _NAMED_ABOVE.match(text.strip()))]
    return " ".join(found[-1].lower().split()) if found else ""


def _without_empty_columns(block: Block, current: _Open) -> Block:
    """The next page of a table without columns that the page leaves empty from its heading down.

    They are dropped where the page is wider than the table by just so many.
    """
    width = max(len(row.cells) for row in block.rows)
    surplus = width - len(current.grid.columns)
    head = block.rows[0].texts
    if surplus < 1 or not like(head, current.heading[0]):
        return block
    empty = {i for i in range(width) if not any(i < len(row.cells) and row.cells[i].text for row in block.rows)}
    if len(empty) != surplus:
        return block
    rows = [replace(row, cells=tuple(cell for i, cell in enumerate(row.cells) if i not in empty)) for row in block.rows]
    return replace(block, rows=rows)


def _is_footer(text: str) -> bool:
    return len(text) < _FOOTER_LENGTH and not (_SECTION.match(text) or _LABEL.search(text) or _HEADING.match(text))


def _same_width(current: _Open, rows: list[list[str]]) -> bool:
    """Rows with figures, as wide as those of the table above: the next page of it, without its heading."""
    widths = current.widths or {len(current.grid.columns)}
    least, most = min(widths), max(widths)
    return all(least <= len(row) <= most for row in rows) and any(
        shape(cell) in FIGURES for row in rows for cell in row
    )


def _words(heading: list[list[str]]) -> list[str]:
    return [cell for row in heading for cell in row if cell]


def _used(rows: list[list[str]]) -> int:
    """How many columns the data reach."""
    return max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)


def _caption(before: list[TextLine]) -> tuple[str | None, str]:
    """Number and title of the table that follows these lines.

    Without a printed number the section that the table opens gives it, else the title itself.
    """
    texts = [line.text for line in before]
    for index in range(len(texts) - 1, -1, -1):
        found = _LABEL.search(texts[index])
        if found and (found.start() <= 2 or len(texts[index]) < _TITLE_LENGTH):
            rest = texts[index][found.end() :].lstrip(" .:)").rstrip(" .:")
            rest = rest if rest.count("(") == rest.count(")") else rest.rstrip(")")
            bracketed = texts[index].startswith("(")
            lead = texts[:index][-2:] if (bracketed or not rest) and index == len(texts) - 1 else []
            title = [*lead, "" if bracketed else rest, *texts[index + 1 : index + 1 + _TITLE_LINES]]
            return _number(found), " ".join(part for part in title if part)[:_TITLE_LENGTH]
    if texts and _SENTENCE.search(texts[-1]):
        heading = next((text for text in reversed(texts) if _HEADING.match(text) and not _SENTENCE.search(text)), None)
        return (heading, heading) if heading else (None, "")
    head = max((i for i, text in enumerate(texts) if _GOVERNMENT.match(text)), default=0)
    titles = [text for text in texts[head:] if not _LETTERHEAD.search(text)] or texts
    short = [text for text in titles[-_TITLE_LINES:] if len(text) < _TITLE_LENGTH]
    if not short:
        return None, ""
    section = _SECTION.match(short[-1])
    if section:
        return section["number"], section["title"]
    last_other = max((i for i, text in enumerate(short) if _SECTION.match(text) or _SENTENCE.search(text)), default=-1)
    titles = short[last_other + 1 :] or short[-1:]
    return titles[0].strip(" .:"), " ".join(titles)[:_TITLE_LENGTH]


def _number(found: re.Match[str]) -> str:
    printed = "".join((found["number"] or found["form"]).split())
    form = re.fullmatch(r"T-?C[-.]*(\d+)", printed, re.IGNORECASE)
    return f"T-C.{form[1]}" if form else printed


def _code_column(columns: tuple[Column, ...]) -> int | None:
    """Where a code column leads the table; None where it does not."""
    start = next((column.index for column in columns if column.role == "kode"), None)
    return start if start is not None and start <= 1 else None


def _code_cells(rows: list[list[str]], columns: tuple[Column, ...]) -> int:
    """Into how many cells the page cuts a code, where rows are too long by just those cells; 1 where it does not."""
    start = _code_column(columns)
    counted: Counter[int] = Counter()
    for texts in rows:
        end = (start or 0) + len(texts) - len(columns) + 1
        if start is None or end - start < 2 or end >= len(texts):
            continue
        pieces = [text for text in texts[start:end] if text]
        if len(pieces) > 1 and all(map(_CODE_PIECE.fullmatch, pieces)) and not _CODE_PIECE.fullmatch(texts[end]):
            counted[end - start] += 1
    return counted.most_common(1)[0][0] if counted else 1


def _code_extent(rows: list[list[str]], columns: tuple[Column, ...]) -> int:
    """How many cells from the code column on hold pieces of a code in some row of a page."""
    start = _code_column(columns)
    if start is None:
        return 0
    runs = (list(itertools.takewhile(_CODE_PIECE.fullmatch, texts[start:])) for texts in rows)
    return max((len(run) for run in runs), default=0)


def _code_span(columns: tuple[Column, ...]) -> int:
    """How many columns the heading of the code reaches over: its own and those without heading right of it."""
    start = _code_column(columns)
    if start is None:
        return 0
    bare = itertools.takewhile(lambda column: not column.levels, columns[start + 1 :])
    return 1 + sum(1 for _ in bare)


def _with_surplus(columns: tuple[Column, ...], rows: list[list[str]]) -> tuple[Column, ...]:
    """Columns of a page that prints one column more than headings, the one without heading put where it stands.

    The place is taken where the cells of the whole page fit their headings best, if the cells there are all figures
    or all words; of equal places the one whose cells repeat the cells left of them.
    """
    width = len(columns)
    full = [row + [""] * (width - len(row)) for row in rows if len(row) <= width and 2 * sum(map(bool, row)) > width]
    span = _code_span(columns)
    bare = [column for column in columns[(_code_column(columns) or 0) + span :] if not column.levels]
    if (
        not full
        or bare != [columns[-1]]
        or not any(row[-1] for row in full)
        or _code_extent(full, columns) > max(span, 1)
    ):
        return columns
    places = [_with_gap(columns[:-1], place) for place in range(len(columns))]
    costs = [sum(align.misfit(cell, column) for row in full for cell, column in zip(row, place, strict=True))
             for place in places]  # fmt: skip
    repeated = [place and sum(row[place] == row[place - 1] for row in full) for place in range(len(columns))]
    best = min(range(len(columns)), key=lambda place: (costs[place], -repeated[place], -place))
    alike = len({shape(row[best]) in FIGURES for row in full if row[best]}) == 1
    return places[best] if alike and costs[best] + _SURE_SURPLUS < costs[-1] else columns


def _with_gap(columns: tuple[Column, ...], place: int) -> tuple[Column, ...]:
    """Columns with one without heading put in at a place."""
    gap = Column(place, (), None, frozenset())
    return tuple(replace(column, index=i) for i, column in enumerate([*columns[:place], gap, *columns[place:]]))


def _prepared(texts: list[str], columns: tuple[Column, ...], code_cells: int, extent: int) -> tuple[list[str], bool]:
    """A row without blanks beyond the last column, and whether its cells can be trusted to stand in place.

    A code cut into digits is put together again; when that leaves too many cells, the page gave the row
    columns of its own.
    """
    texts = under_last(texts, columns)
    coded = _joined_code(texts, columns, code_cells, extent)
    in_place = coded is texts or len(coded) == len(columns)
    row = _joined_marks(coded, columns)
    while len(row) > len(columns) and not row[-1]:
        row = row[:-1]
    row = row + [""] * (len(columns) - len(row))
    return row, in_place and len(row) == len(columns)


def _joined_marks(texts: list[str], columns: tuple[Column, ...]) -> list[str]:
    """A row too long by one whose list mark (`a`, `2.`) stands in a cell of its own: mark and text joined."""
    if len(texts) != len(columns) + 1:
        return texts
    for index, text in enumerate(texts[:-1]):
        numbered = columns[min(index, len(columns) - 1)].role in ("no", "kode")
        if text and is_list_mark(text) and not numbered and shape(texts[index + 1]) is Shape.TEXT:
            return [*texts[:index], f"{text} {texts[index + 1]}", *texts[index + 2 :]]
    return texts


def _joined_code(texts: list[str], columns: tuple[Column, ...], code_cells: int, extent: int) -> list[str]:
    """Digits in the leading cells of a row whose code column is one, joined with their blanks kept apart."""
    start = _code_column(columns)
    if start is None:
        return texts
    leading = [text for text in texts[start : start + code_cells] if text]
    if code_cells > 1 and len(texts) == len(columns) + code_cells - 1 and all(map(_CODE_PIECE.fullmatch, leading)):
        return [*texts[:start], " ".join(leading), *texts[start + code_cells :]]
    end = start
    while end < min(len(texts), start + extent) and (not texts[end] or _CODE_PIECE.fullmatch(texts[end])):
        end += 1
    pieces = [text for text in texts[start:end] if text]
    if len(pieces) < 2 or end - start < 2:
        return texts
    return [*texts[:start], " ".join(pieces), *[""] * (_code_span(columns) - 1), *texts[end:]]


def _finish(table: _Open) -> None:
    """Align every row, then join rows that a page break cut in two."""
    grid = table.grid
    _note_money(table)
    shares: dict[tuple[Column, ...], list[float]] = {}
    for columns in {row.columns for row in grid.rows}:
        rows = [
            cells
            for row, (cells, in_place) in zip(grid.rows, table.raw, strict=True)
            if row.columns is columns and in_place
        ]
        shares[columns] = align.occupancy(rows, columns)
    for row, (cells, in_place) in zip(grid.rows, table.raw, strict=True):
        row.cells = cells
        if not in_place or not align.fits(cells, row.columns):
            placed, lost = align.align(cells, row.columns, shares[row.columns])
            if placed != cells or lost:
                row.flags.add("kolom_bergeser")
            if lost:
                row.flags.add("sel_tak_tertempat")
            row.cells = placed
    grid.rows, grid.repeated = _without_running_heads(grid.rows)
    grid.rows = _joined(grid.rows)
    _lift_names(grid.rows)
    _mend_names_over_pages(grid.rows)


def _note_money(table: _Open) -> None:
    """A column headed just `Realisasi` beside a budget holds money where most of its figures are money."""
    grid = table.grid
    renewed: dict[tuple[Column, ...], tuple[Column, ...]] = {}
    for columns in {grid.columns, *(row.columns for row in grid.rows)}:
        rows = [cells for row, (cells, _) in zip(grid.rows, table.raw, strict=True) if row.columns is columns]
        known = tuple(_without_words(with_money(column, columns, rows), rows) for column in columns)
        renewed[columns] = tuple(_as_unit(column, known, rows) for column in known)
    grid.columns = renewed[grid.columns]
    for row in grid.rows:
        row.columns = renewed[row.columns]


def _without_words(column: Column, rows: list[list[str]]) -> Column:
    """A column headed as money that holds nothing but words has no role by its heading."""
    shapes = {shape(cells[column.index]) for cells in rows if column.index < len(cells)} - {Shape.EMPTY}
    words = column.role == "pagu" and shapes == {Shape.TEXT} and len(column.heading) < _SHORT_HEADING
    return replace(column, role=None, natures=frozenset()) if words else column


def _as_unit(column: Column, columns: tuple[Column, ...], rows: list[list[str]]) -> Column:
    """A column headed like the figures left of it that holds nothing but words holds their units."""
    left = columns[column.index - 1] if column.index else column
    alike = left.role == column.role in _FIGURE_ROLES and left.levels[:-1] == column.levels[:-1] and column.levels[:-1]
    shapes = {shape(cells[column.index]) for cells in rows if column.index < len(cells)} - {Shape.EMPTY, Shape.DASH}
    return replace(column, role="satuan", natures=frozenset()) if alike and shapes == {Shape.TEXT} else column


def with_money(column: Column, columns: tuple[Column, ...], rows: list[list[str]]) -> Column:
    """A column headed just `Realisasi` beside a budget, marked as money where most of its figures but zeros are."""
    budget = any(other.role == "pagu" or (other.role == "target" and other.natures == {"rp"}) for other in columns)
    if column.role != "realisasi" or column.natures or not budget:
        return column
    printed = [cells[column.index] for cells in rows if len(cells) == len(columns)]
    figures = [shape(cell) for cell in printed if shape(cell) in FIGURES and not _ZERO.fullmatch(cell)]
    money = sum(found is Shape.MONEY for found in figures)
    return replace(column, natures=frozenset({"rp"})) if figures and 2 * money > len(figures) else column


def _without_running_heads(rows: list[GridRow]) -> tuple[list[GridRow], list[GridRow]]:
    """Rows of the table, and its first row as it comes again at the top of every page.

    Where the second row comes again below it the table is printed twice: those rows are read twice.
    """
    second = rows[1].cells if len(rows) > 1 else None
    again = [
        row
        for row, below in itertools.zip_longest(rows[1:], rows[2:])
        if row.first_of_block and row.cells == rows[0].cells and not (below and below.cells == second)
    ]
    return [row for row in rows if not any(row is one for one in again)], again


def _joined(rows: list[GridRow]) -> list[GridRow]:
    """Rows with the tails put back that a page break cut off, or a line end after `dan` and the like."""
    whole: list[GridRow] = []
    for row in rows:
        broken = whole and row.first_of_block and (_is_tail(row, whole[-1]) or _completes(row, whole[-1]))
        if broken or (whole and _breaks_off(row, whole[-1]) and _is_tail(row, whole[-1])):
            _append(whole[-1], row)
        else:
            whole.append(row)
    return whole


def _lift_names(rows: list[GridRow]) -> None:
    """A name that reaches over the rows of several indicators is put together on the first.

    Without rules its last words stand beside the second indicator: in small letters, without the number or code that
    begins the others.
    """
    names = {id(row): _name_columns(row) for row in rows}
    marked = [row for row in rows if (found := names[id(row)]) and row.cells[found[0]]]
    if 2 * sum(row.cells[names[id(row)][1]][:1].isupper() for row in marked) < len(marked):  # type: ignore[index]
        return
    for above, row in itertools.pairwise(rows):
        here, there = names[id(row)], names[id(above)]
        if here is None or there is None or row.cells[here[0]] or row.page != above.page:
            continue
        name, whole = row.cells[here[1]], above.cells[there[1]]
        if name[:1].islower() and whole and not name.endswith((".", ";")):
            above.cells[there[1]], row.cells[here[1]] = f"{whole} {name}", ""
            above.flags.add("baris_disambung")


def _mend_names_over_pages(rows: list[GridRow]) -> None:
    """A name that the end of a page cut, whose rest stands beside a further indicator, is put together.

    Only in tables that mark nearly every name (`a`, `2`, a code): the rest has no mark and no money.
    """
    named: list[tuple[GridRow, int, int]] = []
    for row in rows:
        found = _marked_name(row)
        if found and row.cells[found[1]]:
            named.append((row, *found))
    bare = [one for one in named if not one[0].cells[one[1]]]
    if not named or len(bare) > _UNMARKED * len(named):
        return
    for (above, _, whole), (row, lead, rest) in itertools.pairwise(named):
        name, said = row.cells[rest], above.cells[whole]
        money = any(row.cells[column.index] for column in row.columns if column.role in ("pagu", "realisasi_rp"))
        further = any(row.cells[column.index] for column in row.columns if column.role == "indikator")
        cut = row.first_of_block and not row.cells[lead] and row.page != above.page
        if not cut or not further or money or _OPENS_LINE.match(name) or normal(said).endswith(normal(name)):
            continue
        above.cells[whole], row.cells[rest] = f"{said} {name}", ""
        above.flags.add("baris_disambung")


def _marked_name(row: GridRow) -> tuple[int, int] | None:
    """The columns of the mark and of the name: a number or code, or list marks in a leading column without heading."""
    if found := _name_columns(row):
        return found
    first = row.columns[0]
    name = next((column.index for column in row.columns if column.role == "uraian"), None)
    told = {"indikator", "pagu"} <= {column.role for column in row.columns}
    return (0, name) if name == 1 and told and not first.levels and first.role is None else None


def _name_columns(row: GridRow) -> tuple[int, int] | None:
    """The columns of the number or code and of the name, where a table has both and an indicator."""
    roles = {column.role: column.index for column in reversed(row.columns)}
    lead = roles.get("no", roles.get("kode"))
    name = roles.get("uraian", roles.get("sasaran"))
    return (lead, name) if lead is not None and name is not None and "indikator" in roles else None


def _is_tail(row: GridRow, last: GridRow) -> bool:
    """The rest of a broken row: text only, no code or number, going on where the row above stopped."""
    if len(row.columns) == len(last.columns):
        _put_under_name(row)
    filled = [(column, cell) for column, cell in zip(row.columns, row.cells, strict=True) if cell]
    if not filled or any(shape(cell) in FIGURES or presence(cell) is not None for _, cell in filled):
        return False
    if any(column.role in ("no", "kode", "target", "pagu", "realisasi", "rasio") for column, _ in filled):
        return False
    if len(row.columns) != len(last.columns):
        return False
    above = [last.cells[column.index] for column, _ in filled]
    if not any(above):
        return False
    if any(_ITEM_START.match(cell) for _, cell in filled):
        return False
    if any(column.role == "indikator" and align.INDICATOR_START.match(cell) for column, cell in filled):
        return False
    starts_low = any(cell[:1].islower() or cell[:1] in "(/" for _, cell in filled)
    broken_off = any(_UNFINISHED.search(cell) for cell in above if cell)
    has_figures = any(shape(cell) in FIGURES and column.role not in ("no", "kode")
                      for column, cell in zip(last.columns, last.cells, strict=True))  # fmt: skip
    name = next((cell for column, cell in filled if column.role == "uraian"), "")
    return not _OPENS_LINE.match(name) and (starts_low or broken_off or has_figures)


def _breaks_off(row: GridRow, last: GridRow) -> bool:
    """Whether every text of a row goes on with the text above it, one of them after a word that ends nothing."""
    if len(row.columns) != len(last.columns):
        return False
    pairs = [(cell, above) for cell, above in zip(row.cells, last.cells, strict=True) if cell]
    unfinished = [bool(above and _UNFINISHED.search(above)) for _, above in pairs]
    return any(unfinished) and all(
        after or (above and cell[:1].islower()) for (cell, above), after in zip(pairs, unfinished, strict=True)
    )


def _completes(row: GridRow, last: GridRow) -> bool:
    """The rest of a broken row with figures: all of them under headings that the row above left blank."""
    if len(row.columns) != len(last.columns):
        return False
    pairs = [
        (column, cell, above) for column, cell, above in zip(row.columns, row.cells, last.cells, strict=True) if cell
    ]
    texts = [(cell, above) for _, cell, above in pairs if shape(cell) not in FIGURES]
    figures = [above for _, cell, above in pairs if shape(cell) in FIGURES]
    if any(figures) or not figures or not texts or not all(above for _, above in texts):
        return False
    named = any(column.role in ("no", "kode") for column, _, _ in pairs)
    return not named and any(cell[:1].islower() or _UNFINISHED.search(above) for cell, above in texts)


def _put_under_name(row: GridRow) -> None:
    """A lone piece of text under a heading for figures is the rest of a name."""
    filled = [column for column, cell in zip(row.columns, row.cells, strict=True) if cell]
    name = next((column.index for column in row.columns if column.role == "uraian"), None)
    if len(filled) != 1 or name is None or filled[0].role not in ("target", "realisasi", "rasio"):
        return
    text = row.cells[filled[0].index]
    if shape(text) is Shape.TEXT:
        row.cells[filled[0].index], row.cells[name] = "", text
        row.flags.add("kolom_bergeser")


def _append(last: GridRow, tail: GridRow) -> None:
    for index, cell in enumerate(tail.cells):
        if cell:
            last.cells[index] = f"{last.cells[index]} {cell}".strip()
    last.flags |= {"baris_disambung"} | tail.flags
