"""Series of years: a percentage row against the two counts it is made of, where most years agree."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from workbench.audit import text
from workbench.audit.equations import ZERO, Ratio
from workbench.audit.model import GALAT, Cell, Finding, Tally
from workbench.audit.ratios import decimals
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Table

_Line = dict[int, Cell]


def findings(book: Book, tally: Tally) -> Iterator[Finding]:
    """Years in which a printed percentage does not follow from the counts of the same table."""
    for table in book.tables:
        lines = _lines(book, table)
        for name, percent in lines.items():
            if "persen" not in name.lower():
                continue
            base = _base(book, percent, [line for other, line in lines.items() if other != name])
            if base is None:
                continue
            for year in sorted(percent):
                one = _statement(book, percent[year], base[0][year], base[1][year])
                tally.add(table.dokumen, "persentase", one.holds(book.values))
                if not one.holds(book.values):
                    yield _finding(book, one)


def _lines(book: Book, table: Table) -> dict[str, _Line]:
    """Name of the series -> year -> figure."""
    found: dict[str, _Line] = defaultdict(dict)
    for index in table.rows:
        row = book.rows[index]
        if row["jenjang"] != "deret":
            continue
        cell = next((Cell(index, name) for name in ("realisasi", "target", "capaian") if row[name] is not None), None)
        if cell is not None:
            found[row["indikator"] or row["uraian"] or ""].setdefault(row["tahun"], cell)
    return found


def _base(book: Book, percent: _Line, others: list[_Line]) -> tuple[_Line, _Line] | None:
    """The two series whose quotient most years of the percentage follow."""
    for part, whole in permutations(others, 2):
        if not set(percent) <= set(part) & set(whole) or len(percent) < rules()["rumus_baris"]:
            continue
        held = [_statement(book, percent[year], part[year], whole[year]).holds(book.values) for year in percent]
        if sum(held) >= rules()["rumus_dianut"] * len(held):
            return part, whole
    return None


def _statement(book: Book, result: Cell, part: Cell, whole: Cell) -> Ratio:
    unit = Decimal(1).scaleb(-decimals(book.values[result]))
    return Ratio(result, part, whole, unit, unit)


def _finding(book: Book, one: Ratio) -> Finding:
    row, values = book.rows[one.result.row], book.values
    right = round(one.expected(values) or ZERO, 2)
    printed = values[one.result]
    return Finding(
        row,
        "percent_mismatch",
        GALAT,
        f"{text.short(row['indikator'] or row['uraian'])} {row['tahun']}",
        f"{text.number(values[one.part])} dibagi {text.number(values[one.whole])} adalah "
        f"{text.number(right, 'capaian')}, tercetak {text.number(printed, 'capaian')}; "
        "tahun-tahun lain mengikuti hitungan ini.",
        text.number(printed, "capaian"),
        text.number(right, "capaian"),
        float(printed - right),
        ("deret",),
    )
