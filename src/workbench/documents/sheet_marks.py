"""What a spreadsheet shows beside its values: hidden rows and columns, widths, merged cells, percentages."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from workbench.documents.plain import stated_number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PERCENT_FORMATS = {9, 10}
_MOST_REPEATED = 2000
_MOST_LETTERS = 6
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class Marks:
    """Marks of one sheet; rows and columns count from 0.

    `merged`: first row and column, last row and column. `empty_formulas`: formulas that were never computed.
    `height`, `width`: rows and columns up to the last filled one, as far as the file tells.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    empty_formulas: int = 0
    height: int = 0
    width: int = 0

    def reach(self, height: int, width: int) -> None:
        """Note a filled cell in the row and column of these numbers, counted from 1."""
        self.height, self.width = max(self.height, height), max(self.width, width)


def marks_of(content: bytes) -> dict[str, Marks]:
    """Marks of every sheet by its name; none where the file does not give them."""
    try:
        if not content.startswith(b"PK"):
            return _of_xls(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return _of_xlsx(archive, names)
            return _of_ods(archive) if "content.xml" in names else {}
    except (ParseError, LookupError, ValueError, zipfile.BadZipFile, zlib.error):
        return {}


# --- xlsx ------------------------------------------------------------------------------------------------------


def _of_xlsx(archive: zipfile.ZipFile, names: set[str]) -> dict[str, Marks]:
    links = {}
    for item in _elements(archive, "xl/_rels/workbook.xml.rels", None):
        if "Target" in item.attrib:
            target = item.attrib["Target"]
            links[item.attrib["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    percent = _percent_styles(archive) if "xl/styles.xml" in names else set()
    found = {}
    for sheet in _elements(archive, "xl/workbook.xml", f"{_MAIN}sheet"):
        path = links.get(sheet.attrib.get(_LINK, ""), "")
        if path in names:
            found[sheet.attrib["name"]] = _sheet_marks(archive, path, percent)
    return found


def _elements(archive: zipfile.ZipFile, path: str, tag: str | None) -> Iterator[Element]:
    with archive.open(path) as file:
        for _, element in iterparse(file):
            if tag is None or element.tag == tag:
                yield element


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """Indices of the cell styles that print a percentage."""
    formats: dict[int, str] = {}
    used: list[int] = []
    with archive.open("xl/styles.xml") as file:
        inside = False
        for event, element in iterparse(file, events=("start", "end")):
            if element.tag == f"{_MAIN}cellXfs":
                inside = event == "start"
            elif event == "start" and element.tag == f"{_MAIN}numFmt":
                formats[stated_number(element.attrib.get("numFmtId"), -1)] = element.attrib.get("formatCode", "")
            elif event == "start" and inside and element.tag == f"{_MAIN}xf":
                used.append(stated_number(element.attrib.get("numFmtId"), 0))
    return {
        str(i) for i, number in enumerate(used) if number in _PERCENT_FORMATS or is_percent(formats.get(number, ""))
    }


def is_percent(format_code: str) -> bool:
    """Whether a number format prints a percentage."""
    return "%" in _QUOTED.sub("", format_code)


def _sheet_marks(archive: zipfile.ZipFile, path: str, percent: set[str]) -> Marks:
    marks = Marks()
    row = 0
    for element in _elements(archive, path, None):
        if element.tag == f"{_MAIN}col":
            _column(element, marks)
        elif element.tag == f"{_MAIN}c":
            place = _place(element.attrib.get("r", ""))
            if place and len(element):
                marks.reach(place[0] + 1, place[1] + 1)
            if place and element.attrib.get("s") in percent:
                marks.percent.add(place)
            if element.find(f"{_MAIN}f") is not None and not (element.findtext(f"{_MAIN}v") or "").strip():
                marks.empty_formulas += 1
        elif element.tag == f"{_MAIN}row":
            row = stated_number(element.attrib.get("r"), row + 1)
            if len(element):
                marks.reach(row, len(element))
            if element.attrib.get("hidden") in ("1", "true"):
                marks.hidden_rows.add(row - 1)
            element.clear()
        elif element.tag == f"{_MAIN}mergeCell":
            first, _, last = element.attrib.get("ref", "").partition(":")
            one, two = _place(first), _place(last or first)
            if one and two:
                marks.merged.append((*one, *two))
    return marks


def _column(element: Element, marks: Marks) -> None:
    first = stated_number(element.attrib.get("min"), 1) - 1
    last = stated_number(element.attrib.get("max"), first + 1)
    for column in range(first, min(last, first + _MOST_REPEATED)):
        if "width" in element.attrib:
            marks.widths[column] = float(element.attrib["width"])
        if element.attrib.get("hidden") in ("1", "true") or element.attrib.get("width") == "0":
            marks.hidden_columns.add(column)


def _place(reference: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"\$?([A-Za-z]+)\$?([0-9]+)", reference)
    if not found:
        return None
    column = 0
    for letter in found[1][:_MOST_LETTERS].upper():
        column = column * 26 + ord(letter) - 64
    return stated_number(found[2], 1) - 1, column - 1


# --- ods -------------------------------------------------------------------------------------------------------


def _of_ods(archive: zipfile.ZipFile) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    marks, row, column = Marks(), 0, 0
    with archive.open("content.xml") as file:
        for event, element in iterparse(file, events=("start", "end")):
            if event == "start" and element.tag == f"{_TABLE}table":
                marks = found.setdefault(element.attrib.get(f"{_TABLE}name", ""), Marks())
                row = column = 0
            elif event == "end" and element.tag == f"{_TABLE}table-column":
                times = _repeated(element, "columns")
                if _is_hidden(element):
                    marks.hidden_columns.update(range(column, column + min(times, _MOST_REPEATED)))
                column += times
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                _ods_row(element, row, marks)
                row += _repeated(element, "rows")
                element.clear()
    return found


def _ods_row(element: Element, row: int, marks: Marks) -> None:
    if _is_hidden(element):
        marks.hidden_rows.update(range(row, row + min(_repeated(element, "rows"), _MOST_REPEATED)))
    column = 0
    for cell in element:
        times = _repeated(cell, "columns")
        down = stated_number(cell.attrib.get(f"{_TABLE}number-rows-spanned"), 1)
        across = stated_number(cell.attrib.get(f"{_TABLE}number-columns-spanned"), 1)
        if down * across > 1:
            marks.merged.append((row, column, row + down - 1, column + across - 1))
        if f"{_OFFICE}value-type" in cell.attrib:
            marks.reach(row + _repeated(element, "rows"), column + times)
        if cell.attrib.get(f"{_OFFICE}value-type") == "percentage":
            marks.percent.update((row, column + i) for i in range(min(times, _MOST_REPEATED)))
        column += times


def _repeated(element: Element, what: str) -> int:
    return stated_number(element.attrib.get(f"{_TABLE}number-{what}-repeated"), 1)


def _is_hidden(element: Element) -> bool:
    return element.attrib.get(f"{_TABLE}visibility") in ("collapse", "filter")


# --- xls -------------------------------------------------------------------------------------------------------


def _of_xls(content: bytes) -> dict[str, Marks]:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except Exception:  # the values are read by another library; without marks nothing is left out
        return {}
    return {sheet.name: _xls_marks(book, sheet) for sheet in book.sheets()}


def _xls_marks(book: Any, sheet: Any) -> Marks:
    marks = Marks()
    marks.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    for column, info in sheet.colinfo_map.items():
        marks.widths[column] = info.width / 256
        if info.hidden:
            marks.hidden_columns.add(column)
    marks.merged = [(r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in sheet.merged_cells]
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            if is_percent(book.format_map[style.format_key].format_str):
                marks.percent.add((row, column))
    return marks
