"""Spreadsheets and CSV: every sheet a page, runs of filled rows the tables on it.

Numbers are written in full precision with a comma before the fraction and nothing between thousands, never with
exactly three decimals, so that they read the same whatever style the texts of the column have.
"""

import csv
import datetime
import functools
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import python_calamine as calamine
import yaml

from workbench import paths
from workbench.documents import text
from workbench.documents.model import Block, Cell, Content, DocumentError, Row, TextLine
from workbench.documents.plain import plain, plain_lines
from workbench.documents.sheet_marks import Marks, marks_of

_SLIVER = 2.6
_MOST_CELLS = 5_000_000
_CODE = re.compile(r"[\dX](?:\.[\dX]{1,4})+\.?")
_FIGURE = re.compile(r"\(?-?(?:rp\.?\s*)?\d[\d.,]*\)?\s*%?", re.IGNORECASE)
_HEADING_ROWS = 12


@dataclass(slots=True)
class Sheet:
    """One sheet: its values row by row, and what it shows beside them."""

    name: str
    number: int
    rows: list[list[Any]]
    marks: Marks = field(default_factory=Marks)


def parse(content: bytes) -> Content:
    """Lines and tables of every visible sheet; `page` is the number of the sheet, `line` its row.

    Raises DocumentError when the workbook is locked or damaged.
    """
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(book.sheet_names)
        visible = [meta.visible == calamine.SheetVisibleEnum.Visible for meta in book.sheets_metadata]
        marks = marks_of(content)
        sheets = [
            Sheet(name, number, _values(book, name, marks.get(name, Marks())), marks.get(name, Marks()))
            for number, (name, seen) in enumerate(zip(names, visible, strict=True), start=1)
            if seen
        ]
    except calamine.PasswordError:
        raise DocumentError("Berkas terkunci dengan kata sandi. Simpan salinan tanpa kata sandi.") from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise DocumentError(f"Buku kerja rusak dan tidak dapat dibuka ({error}). Simpan ulang di Excel.") from None
    found = Content([], [], len(names))
    found.notes += [
        f"Lembar {name} tersembunyi dan dilewati." for name, seen in zip(names, visible, strict=True) if not seen
    ]
    for sheet in sheets:
        _add_sheet(sheet, found, named=len(sheets) > 1)
    return found


def _values(book: Any, name: str, marks: Marks) -> list[list[Any]]:
    """Rows of a sheet. Its size is asked before it is unpacked, for a lone cell far away makes all cells before it."""
    _refuse_giant(name, marks.height, marks.width)
    sheet = book.get_sheet_by_name(name)
    _refuse_giant(name, sheet.total_height, sheet.total_width)
    return list(sheet.to_python(skip_empty_area=False))


def _refuse_giant(name: str, height: int, width: int) -> None:
    if height * width > _MOST_CELLS:
        raise DocumentError(
            f"Lembar {name} terlalu besar ({height} baris, {width} kolom). Hapus isi yang jauh dari tabelnya, "
            "atau pecah menjadi beberapa berkas."
        )


def parse_csv(content: bytes) -> Content:
    """Lines and tables of a CSV file, whatever its separator."""
    decoded = text.decode(content)
    try:
        rows: list[list[Any]] = [list(row) for row in csv.reader(io.StringIO(decoded), delimiter=_separator(decoded))]
    except csv.Error as error:
        raise DocumentError(f"CSV tidak dapat dibaca ({error}). Simpan ulang dari Excel.") from None
    found = Content([], [])
    _add_sheet(Sheet("csv", 1, rows), found, named=False)
    for block in found.blocks:  # a CSV file has no sheets
        block.rows = [Row(tuple(Cell(c.text, c.line) for c in row.cells), row.line) for row in block.rows]
    return found


def _separator(decoded: str) -> str:
    """The mark that cuts most lines into equally many cells; a comma also stands in figures and sentences."""
    lines = [line for line in decoded.split("\n")[:200] if line.strip()]

    def alike(mark: str) -> int:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return counts.most_common(1)[0][1] if counts else 0

    return max(";\t|,", key=alike)


# --- one sheet -------------------------------------------------------------------------------------------------


def _add_sheet(sheet: Sheet, found: Content, *, named: bool) -> None:
    hidden = _hidden_rows(sheet)
    _note_hidden(sheet, hidden, found.notes)
    texts = _texts(sheet)
    shown = [i for i in range(max(map(len, texts), default=0)) if i not in sheet.marks.hidden_columns]
    found.hidden += [_row(texts[r], r, shown, sheet) for r in sorted(hidden)]
    runs = _runs(sheet, texts, shown)
    columns: dict[int, list[int]] = {}
    for group in _groups(runs):
        used = [i for i in shown if any(i < len(texts[r]) and texts[r][i] for r in group)]
        columns |= dict.fromkeys(group, used)
    before: list[TextLine] = [_line([sheet.name], 0, sheet, found, tab=True)] if named else []
    for run, kept in runs:
        rows = []
        for r in run:
            if r in kept:
                rows.append(_row(texts[r], r, columns[r], sheet))
            elif not rows:
                before.append(_line([texts[r][i] for i in shown if i < len(texts[r])], r, sheet, found))
        if rows:
            found.blocks.append(Block(rows, before))
            before = []
        last = max(kept, default=run[-1])
        before += [_line([texts[r][i] for i in shown if i < len(texts[r])], r, sheet, found) for r in run if r > last]


def _groups(runs: list[tuple[list[int], list[int]]]) -> list[list[int]]:
    """Rows of tables with no line of text between them: they may be one table and share its columns."""
    groups: list[list[int]] = [[]]
    for run, kept in runs:
        if not kept or run[0] < kept[0]:
            groups.append([])
        groups[-1] += kept
        if kept and kept[-1] < run[-1]:
            groups.append([])
    return groups


def _runs(sheet: Sheet, texts: list[list[str]], shown: list[int]) -> list[tuple[list[int], list[int]]]:
    """Rows without a blank one between them, each run with those of its rows that belong to a table."""
    covered = {r for r0, _, r1, _ in sheet.marks.merged for r in range(r0 + 1, r1 + 1)}
    runs: list[list[int]] = [[]]
    for r, row in enumerate(texts):
        if r in sheet.marks.hidden_rows:
            continue
        if _cells(row, shown):
            runs[-1].append(r)
        elif r not in covered and runs[-1]:
            runs.append([])
    runs = [run for run in runs if run]
    figures = [i for i, run in enumerate(runs) if any(_has_figure(texts[r]) for r in run)]
    return [(run, _table_rows(run, texts, shown, i, figures)) for i, run in enumerate(runs)]


def _table_rows(run: list[int], texts: list[list[str]], shown: list[int], place: int, figures: list[int]) -> list[int]:
    """Rows of a run from its first to its last one of several cells; none where the run is no table.

    A run without figures is the heading of a later one; after the last figures, or with two cells a row below
    other figures, it is what stands under a table (place, date, signatures).
    """
    solid = [r for r in run if _cells(texts[r], shown) > 1 and not _is_label(texts[r])]
    if place not in figures:
        widest = max((_cells(texts[r], shown) for r in solid), default=0)
        if not figures or place > figures[-1] or (place > figures[0] and widest < 3):
            return [] if figures else solid
    last_figure = max((r for r in run if _has_figure(texts[r])), default=-1)
    last = max([*solid, last_figure], default=-1)
    return [r for r in run if solid and solid[0] <= r <= last]


def _is_label(row: list[str]) -> bool:
    """`Unit Organisasi : Dinas ...`: a line of the title block."""
    filled = [cell for cell in row if cell]
    return ":" in filled[1:] or (len(filled) == 2 and filled[1].startswith(":"))


def _has_figure(row: list[str]) -> bool:
    return any(_FIGURE.fullmatch(cell) for cell in row if cell)


def _line(cells: Sequence[str], row: int, sheet: Sheet, found: Content, *, tab: bool = False) -> TextLine:
    line = TextLine(plain(" ".join(cells)), row + 1, sheet.number, tab=tab)
    found.lines.append(line)
    return line


def _cells(row: list[str], columns: list[int]) -> int:
    return sum(1 for i in columns if i < len(row) and row[i])


def _row(row: list[str], number: int, columns: list[int], sheet: Sheet) -> Row:
    cells = tuple(Cell(row[i] if i < len(row) else "", number + 1, sheet.number) for i in columns)
    return Row(cells, number + 1, sheet.number)


def _hidden_rows(sheet: Sheet) -> set[int]:
    """Filled rows that are not shown."""
    return {
        r
        for r in sheet.marks.hidden_rows
        if r < len(sheet.rows) and any(value not in ("", None) for value in sheet.rows[r])
    }


def _note_hidden(sheet: Sheet, hidden: set[int], notes: list[str]) -> None:
    marks = sheet.marks
    if hidden:
        notes.append(f"Lembar {sheet.name}: {len(hidden)} baris tersembunyi dilewati ({_spans(hidden)}).")
    columns = {c for c in marks.hidden_columns if any(c < len(row) and row[c] not in ("", None) for row in sheet.rows)}
    if columns:
        notes.append(f"Lembar {sheet.name}: {len(columns)} kolom tersembunyi dilewati (kolom ke {_spans(columns)}).")
    if marks.empty_formulas:
        notes.append(
            f"Lembar {sheet.name}: {marks.empty_formulas} rumus belum dihitung dan dibaca kosong. "
            "Buka dan simpan ulang di Excel."
        )


def _spans(numbers: set[int]) -> str:
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(a + 1) if a == b else f"{a + 1}-{b + 1}" for a, b in spans)


# --- values to text --------------------------------------------------------------------------------------------


def _texts(sheet: Sheet) -> list[list[str]]:
    """Every value as text, in the column it is seen in."""
    codes = _code_columns(sheet.rows)
    percent = sheet.marks.percent
    texts = [
        [_text(value, code=c in codes, percent=(r, c) in percent) for c, value in enumerate(row)]
        for r, row in enumerate(sheet.rows)
    ]
    for r0, c0, r1, c1 in sheet.marks.merged:
        _settle(texts, sheet.marks.widths, r0, c0, r1, c1)
    return texts


def _settle(texts: list[list[str]], widths: dict[int, float], r0: int, c0: int, r1: int, c1: int) -> None:
    """A merged cell that begins in a sliver of a column is seen in the first real column it covers."""
    if r0 >= len(texts) or c0 >= len(texts[r0]) or not texts[r0][c0] or c0 == c1:
        return
    if widths.get(c0, _SLIVER) >= _SLIVER:
        return
    row = texts[r0]
    seen = next((c for c in range(c0, c1 + 1) if widths.get(c, _SLIVER) >= _SLIVER and c < len(row)), c0)
    if seen != c0 and not row[seen]:
        row[seen], row[c0] = row[c0], ""


def _text(value: Any, *, code: bool, percent: bool) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (int, float)):
        return number_text(value, code=code, percent=percent)
    if isinstance(value, datetime.datetime | datetime.date):
        if code:  # Excel takes a code such as 1.02.03 for a date
            return f"{value.day}.{value.month:02}.{value.year % 100:02}"
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return plain_lines(str(value))


def number_text(value: float, *, code: bool = False, percent: bool = False) -> str:
    """A number as it is written for reading: 15 digits, `,` before the fraction (`.` in a code)."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    exact = Decimal(format(value, ".15g")) * (100 if percent else 1)
    whole = exact == exact.to_integral_value()
    digits = f"{exact:.0f}" if whole else f"{exact.normalize():f}"
    if code or whole:
        return digits + ("%" if percent else "")
    before, _, after = digits.partition(".")
    return f"{before},{after}{'0' if len(after) == 3 else ''}{'%' if percent else ''}"


def _code_columns(rows: Sequence[Sequence[Any]]) -> set[int]:
    """Columns of codes: headed so, or filled with texts such as 5.1.02."""
    codes = set()
    for column in range(max(map(len, rows), default=0)):
        texts = [
            plain(row[column]) for row in rows if column < len(row) and isinstance(row[column], str) and row[column]
        ]
        headed = any(_code_heading().search(value.lower()) for value in texts[:_HEADING_ROWS])
        if headed or (texts and 2 * sum(bool(_CODE.fullmatch(value)) for value in texts) > len(texts)):
            codes.add(column)
    return codes


@functools.cache
def _code_heading() -> re.Pattern[str]:
    rules = yaml.safe_load((paths.RULES / "judul_kolom.yml").read_text(encoding="utf-8"))
    return re.compile("|".join(rule["pola"] for rule in rules["peran"] if rule["peran"] == "kode"))
