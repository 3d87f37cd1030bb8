"""From raw blocks to clean grids: pages joined, headings resolved, broken rows made whole."""

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from workbench.documents.model import Block, Document, Row, TextLine
from workbench.tables import align
from workbench.tables.cells import FIGURES, Shape, is_list_mark, shape
from workbench.tables.grid import Column, Grid, GridRow
from workbench.tables.header import columns_of, count_heading_rows, is_heading_row, is_numbering_row
from workbench.tables.vocabulary import normal, presence

_LABEL = re.compile(
    r"(?:\btabel|^\(?table)\s*[.:]?\s*(?P<number>T\s*-?\s*C\s*[-.\s]*\d+|\d+(?:\s?[.\-]\s?\d+)*)(?![\d.]*%)|"
    r"^\W*(?P<form>T\s*-?\s*C\s*[-.]*\s*\d+)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"^(?P<number>\d+(?:\.\d+)+)\.?\s+(?P<title>\D.*)")
_SAME_HEADING = 80.0
_TITLE_LENGTH = 200
_SURE_SURPLUS = 2.0
_FEWEST_ROLES = 3
_FEWEST_NUMBERED = 4
_FOOTER_LENGTH = 90
_ITEM_START = re.compile(r"(?:[a-z]|\d{1,2})[.)]?\s+[A-Z]")
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s*\S|-\s")
_TITLE_LINES = 4
_SENTENCE = re.compile(r"^.{60,}[.:;]$|^[\"“”]|^.{200,}")
_HEADING = re.compile(r"^\(?(?:\d+(?:\.\d+)*|[A-Z])[.)]{1,2}\s+\S.{0,150}$")
_CODE_PIECE = re.compile(r"[\dXx]{1,4}\.?|\d\.\d{2}\.?")
_UNFINISHED = re.compile(
    r"(?:\b(?:dan|atau|serta|dalam|pada|dengan|untuk|yang|di|ke|dari|oleh|kepada|para)|[,/(&-])$", re.I
)


_PAGE_NUMBER = re.compile(
    r"^(?:hal(?:aman)?\b)?[\s.|:–-]*\d{1,3}[\s|–-]+|(?:^|[\s|–-]+)(?:hal(?:aman)?\b)?[\s.|:–-]*\d{1,3}[\s|–-]*$", re.I
)
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


def grids(document: Document) -> list[Grid]:
    """Every printed table of a document, in order."""
    found: list[_Open] = []
    running = _running_lines(document.lines)
    for block in document.blocks:
        _take(Block(block.rows, [line for line in block.before if line.text not in running]), found)
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


def _take(block: Block, found: list[_Open]) -> None:
    """Add a block to the table it continues, or begin a new one."""
    texts = [row.texts for row in block.rows]
    current = found[-1] if found else None
    repeated = bool(current and any(current.heading) and _like(texts[0], current.heading[0]))
    count = count_heading_rows(texts, at_least=int(repeated))
    heading = texts[:count]
    label, title = _caption(block.before)
    if current and heading and not block.before and not _like(_words(heading), _words(current.heading)):
        known = {column.role for column in columns_of(heading)} - {None}
        if len(known) < _FEWEST_ROLES:
            count, heading = 0, []
    if current and _continues(current, heading, label, block.before, texts):
        columns = columns_of(heading, _used(texts[count:])) if count else None
        if columns and len(columns) == len(current.grid.columns):
            columns = None
    else:
        if not count:
            unknown = len(texts) > 1 and not any(shape(cell) in FIGURES for cell in texts[0])
            count = count_heading_rows(texts, at_least=1) if unknown else 0
            heading = texts[:count] or [[""] * max(len(row) for row in texts)]
        columns = columns_of(heading, _used(texts[count:]))
        page = block.rows[0].page
        current = _Open(Grid(label, title, block.rows[0].line, page, columns), heading, [])
        found.append(current)
    columns = columns or current.grid.columns
    headed = columns
    columns = _with_surplus(columns, texts[count:])
    moved = {"kolom_bergeser"} if columns is not headed else set()
    current.code_cells = max(current.code_cells, _code_cells(texts[count:], columns))
    extent = max(_code_extent(texts[count:], columns), _code_span(columns))
    for index, row in enumerate(block.rows[count:]):
        if is_heading_row(row.texts) and (_like(row.texts, current.heading[0]) or _numbers_columns(row.texts)):
            continue
        current.widths.add(len(row.texts))
        flags = moved | ({"sel_meragukan"} if any(cell.doubt for cell in row.cells) else set())
        for texts_of_item, line in _listed(row):
            current.raw.append(_prepared(texts_of_item, columns, current.code_cells, extent))
            current.grid.rows.append(GridRow([], columns, line, row.page, index == 0, set(flags)))


def _numbers_columns(texts: list[str]) -> bool:
    """A row of column numbers below a heading that was not seen to be one."""
    filled = [text for text in texts if text]
    return len(filled) >= _FEWEST_NUMBERED and is_numbering_row(filled)


def _continues(
    current: _Open, heading: list[list[str]], label: str | None, before: list[TextLine], rows: list[list[str]]
) -> bool:
    if before and not heading:
        return all(_is_footer(line.text) for line in before) and _same_width(current, rows)
    if label and label != current.grid.label:
        return False
    if not heading:
        return True
    return _like(_words(heading), _words(current.heading))


def _is_footer(text: str) -> bool:
    return len(text) < _FOOTER_LENGTH and not (_SECTION.match(text) or _LABEL.search(text) or _HEADING.match(text))


def _same_width(current: _Open, rows: list[list[str]]) -> bool:
    """Rows with figures, as wide as those of the table above: the next page of it, without its heading."""
    least, most = min(current.widths), max(current.widths)
    return all(least <= len(row) <= most for row in rows) and any(
        shape(cell) in FIGURES for row in rows for cell in row
    )


def _words(heading: list[list[str]]) -> list[str]:
    return [cell for row in heading for cell in row if cell]


def _like(one: list[str], other: list[str]) -> bool:
    a, b = (" ".join(normal(cell) for cell in row if cell) for row in (one, other))
    return bool(a) and fuzz.ratio(a, b) >= _SAME_HEADING


def _used(rows: list[list[str]]) -> int:
    """How many columns the data reach."""
    return max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)


def _listed(row: Row) -> list[tuple[list[str], int]]:
    """A row whose cells hold parallel lists (as many names as figures) as one row an item, each with its line."""
    cells = [list(zip(cell.text.split("\n"), cell.lines or [cell.line] * 99, strict=False)) for cell in row.cells]
    counts = {len(cell) for cell in cells if len(cell) > 1 and all(shape(text) in FIGURES for text, _ in cell)}
    items = [_items(cell) for cell in cells]
    if len(counts) == 1 and (count := counts.pop()) in {len(cell) for cell in items if len(cell) > 1}:
        whole = [cell if len(cell) == count else _one_item(cell, count) for cell in items]
        first = next(cell for cell in items if len(cell) == count)
        return [([cell[index][0] for cell in whole], first[index][1]) for index in range(count)]
    return [([" ".join(text.split()) for text in row.texts], row.line)]


_Lines = list[tuple[str, int]]


def _one_item(cell: _Lines, count: int) -> _Lines:
    """A cell that is no list stands beside the first item."""
    return [(" ".join(text for text, _ in cell), cell[0][1])] + [("", cell[0][1])] * (count - 1)


def _items(lines: _Lines) -> _Lines:
    """The items of a numbered list, lines that go on with an item joined to it; else the lines."""
    if not all(_ITEM.match(text) for text, _ in lines[:1]):
        return lines
    items: _Lines = []
    for text, number in lines:
        if _ITEM.match(text):
            items.append((text, number))
        else:
            items[-1] = (f"{items[-1][0]} {text}", items[-1][1])
    return items


def _caption(before: list[TextLine]) -> tuple[str | None, str]:
    """Number and title of the table that follows these lines.

    Without a printed number the section that the table opens gives it, else the title itself.
    """
    texts = [line.text for line in before]
    for index in range(len(texts) - 1, -1, -1):
        found = _LABEL.search(texts[index])
        if found and (found.start() <= 2 or len(texts[index]) < _TITLE_LENGTH):
            rest = texts[index][found.end() :].strip(" .:)")
            bracketed = texts[index].startswith("(")
            lead = texts[:index][-2:] if (bracketed or not rest) and index == len(texts) - 1 else []
            title = [*lead, "" if bracketed else rest, *texts[index + 1 : index + 1 + _TITLE_LINES]]
            return _number(found), " ".join(part for part in title if part)[:_TITLE_LENGTH]
    if texts and _SENTENCE.search(texts[-1]):
        heading = next((text for text in reversed(texts) if _HEADING.match(text) and not _SENTENCE.search(text)), None)
        return (heading, heading) if heading else (None, "")
    short = [text for text in texts[-_TITLE_LINES:] if len(text) < _TITLE_LENGTH]
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


def _note_money(table: _Open) -> None:
    """A column headed just `Realisasi` beside a budget holds money where most of its figures are money."""
    grid = table.grid
    renewed: dict[tuple[Column, ...], tuple[Column, ...]] = {}
    for columns in {grid.columns, *(row.columns for row in grid.rows)}:
        rows = [cells for row, (cells, _) in zip(grid.rows, table.raw, strict=True) if row.columns is columns]
        renewed[columns] = tuple(with_money(column, columns, rows) for column in columns)
    grid.columns = renewed[grid.columns]
    for row in grid.rows:
        row.columns = renewed[row.columns]


def with_money(column: Column, columns: tuple[Column, ...], rows: list[list[str]]) -> Column:
    """A column headed just `Realisasi` beside a budget, marked as money where most of its figures are."""
    budget = any(other.role == "pagu" or (other.role == "target" and other.natures == {"rp"}) for other in columns)
    if column.role != "realisasi" or column.natures or not budget:
        return column
    shapes = [shape(cells[column.index]) for cells in rows if len(cells) == len(columns)]
    figures = [found for found in shapes if found in FIGURES]
    money = sum(found is Shape.MONEY for found in figures)
    return replace(column, natures=frozenset({"rp"})) if figures and 2 * money > len(figures) else column


def _without_running_heads(rows: list[GridRow]) -> tuple[list[GridRow], list[GridRow]]:
    """Rows of the table, and its first row as it comes again at the top of every page."""
    again = [row for row in rows[1:] if row.first_of_block and row.cells == rows[0].cells]
    return [row for row in rows if not any(row is one for one in again)], again


def _joined(rows: list[GridRow]) -> list[GridRow]:
    """Rows with the tails that a page break cut off put back."""
    whole: list[GridRow] = []
    for row in rows:
        if whole and row.first_of_block and _is_tail(row, whole[-1]):
            _append(whole[-1], row)
        else:
            whole.append(row)
    return whole


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
    opens = bool(re.match(r"(?:program|kegiatan|sub ?kegiatan|urusan|bidang urusan)\b", name, re.IGNORECASE))
    return not opens and (starts_low or broken_off or has_figures)


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
