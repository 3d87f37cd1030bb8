"""Series over years or regions: a percentage against the counts it is made of, where most of the points agree."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from workbench.audit import text
from workbench.audit.equations import ZERO, Ratio
from workbench.audit.model import GALAT, PERINGATAN, Cell, Finding, Tally
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Row, Table
from workbench.facts.nomenclature import normal

_Point = tuple[str, int]
_Line = dict[_Point, Cell]


def findings(book: Book, tally: Tally) -> Iterator[Finding]:
    """Points at which a printed percentage does not follow from the counts of the same table."""
    for table in book.tables:
        lines = _lines(book, table)
        for name, percent in lines.items():
            if not _is_percentage(book, name, percent):
                continue
            statements = _adopted(book, percent, [line for other, line in lines.items() if other != name])
            for one in statements:
                held = one.holds(book.values)
                tally.add(table.dokumen, "persentase", held)
                if not held:
                    yield _finding(book, one)
    yield from goals(book, tally)


def goals(book: Book, tally: Tally) -> Iterator[Finding]:
    """Percentages of goals over the years against the counts of a series of the same document."""
    counts: dict[str, list[dict[str, _Line]]] = defaultdict(list)
    for table in book.tables:
        counts[table.dokumen].append(_lines(book, table))
    results: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for index, row in enumerate(book.rows):
        if row["jenjang"] == "sasaran" and row["indikator"] and row["realisasi"]:
            results[row["dokumen"], normal(row["indikator"])].append(Cell(index, "realisasi"))
    for (dokumen, _), cells in results.items():
        statements = next((found for lines in counts[dokumen] if (found := _followed(book, cells, lines))), [])
        for one in statements:
            held = one.holds(book.values)
            tally.add(dokumen, "persentase", held)
            if not held:
                finding = _finding(book, one)
                finding.keparahan = PERINGATAN
                yield finding


def _followed(book: Book, cells: list[Cell], lines: dict[str, _Line]) -> list[Ratio]:
    """Statements of two series of counts by year whose quotient most of the printed percentages are."""
    for part, whole in permutations([line for line in lines.values() if len(line) > 1], 2):
        found = []
        for cell in cells:
            point = next((point for point in part if point[1] == book.rows[cell.row]["tahun"] and point in whole), None)
            if point is not None:
                unit = Decimal(1).scaleb(-max(1, book.decimals(cell)))
                found.append(Ratio(cell, part[point], whole[point], unit, unit))
        right = {book.rows[one.result.row]["tahun"] for one in found if one.holds(book.values)}
        if len(right) > 1 and sum(one.holds(book.values) for one in found) >= rules()["rumus_dianut"] * len(found):
            return found
    return []


def _lines(book: Book, table: Table) -> dict[str, _Line]:
    """Name of a series -> point -> figure. Regions are points of a series named by its indicator and year."""
    found: dict[str, _Line] = defaultdict(dict)
    for index in table.rows:
        row = book.rows[index]
        name, point = _named(row)
        cell = next(
            (Cell(index, figure) for figure in ("realisasi", "target", "capaian") if row[figure] is not None), None
        )
        if cell is not None and name:
            found[name].setdefault(point, cell)
    return found


def _named(row: Row) -> tuple[str | None, _Point]:
    if row["jenjang"] == "wilayah":
        return f"{row['indikator'] or ''} {row['tahun']}", (row["uraian"] or "", 0)
    if row["jenjang"] == "deret":
        name = row["indikator"] or row["uraian"]
        return name, ("" if row["uraian"] == name else row["uraian"] or "", row["tahun"])
    return None, ("", 0)


def _is_percentage(book: Book, name: str, line: _Line) -> bool:
    units = {(book.rows[cell.row]["satuan"] or "").lower().strip() for cell in line.values()}
    return "persen" in name.lower() or "%" in name or units <= set(rules()["satuan_persen"])


def _adopted(book: Book, percent: _Line, others: list[_Line]) -> list[Ratio]:
    """The statements of the two series whose quotient, or growth, most points of the percentage follow."""
    for growth in (False, True):
        for part, whole in permutations(others, 2):
            points = sorted(set(percent) & set(part) & set(whole))
            if len(points) < rules()["rumus_baris"]:
                continue
            unit = Decimal(1).scaleb(-max(book.decimals(percent[point]) for point in points))
            found = [Ratio(percent[point], part[point], whole[point], unit, unit, growth=growth) for point in points]
            if sum(one.holds(book.values) for one in found) >= rules()["rumus_dianut"] * len(found):
                return found
    return []


def _finding(book: Book, one: Ratio) -> Finding:
    row, values = book.rows[one.result.row], book.values
    right = round(one.expected(values) or ZERO, max(2, book.decimals(one.result)))
    printed = values[one.result]
    how = "terhadap" if one.growth else "dibagi"
    return Finding(
        row,
        "percent_mismatch",
        GALAT,
        f"{text.short(row['indikator'] or row['uraian'])} {row['tahun']}",
        f"{text.number(values[one.part])} {how} {text.number(values[one.whole])} adalah "
        f"{text.number(right, 'capaian')}, tercetak {text.number(printed, 'capaian')}; "
        "baris atau tahun lain mengikuti hitungan ini.",
        text.number(printed, "capaian"),
        text.number(right, "capaian"),
        float(printed - right),
        ("deret", row["indikator"] or ""),
    )
