"""Percentages of their operands and of totals, realisation since the start and its parts, differences of stages."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from workbench.audit.equations import Linear, Ratio
from workbench.audit.model import MONEY, Cell
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Row, Stage, Table, decimals, stage_of
from workbench.audit.sums import rounding
from workbench.facts.entities import is_total

_RATIOS = (("capaian", "realisasi", "target"), ("serapan", "realisasi_rp", "pagu"))
BEFORE = ("renja_perubahan_sebelum", "apbd", "rkpd", "renja")
AFTER = ("renja_perubahan_sesudah", "apbd_perubahan")


def percentages(book: Book) -> tuple[list[Ratio], list[tuple[Table, str, int, int]]]:
    """Achievement and absorption of every row that prints them with both operands, by the formula the table follows.

    A table follows realisation / target when most of its rows do, else growth when they follow that. Absorption is
    always realisation / budget. The second list names tables that follow neither: with the percentage, the rows that
    agree with realisation / target, and all rows; their rows say nothing one by one.
    """
    checked: list[Ratio] = []
    unknown: list[tuple[Table, str, int, int]] = []
    for table in book.tables:
        for result, part, whole in _RATIOS:
            found = list(_of_table(book, table, result, part, whole))
            telling = [one for one in found if book.values[one.part] or book.values[one.result]]
            held = sum(one.holds(book.values) for one in telling)
            if result == "serapan" or held >= max(rules()["rumus_dianut"] * len(telling), 1) or not telling:
                checked += found
                continue
            growing = [replace(one, growth=True) for one in found]
            agreeing = sum(one.holds(book.values) for one in growing)
            if agreeing >= max(rules()["rumus_dianut"] * len(growing), rules()["rumus_baris"]):
                checked += growing
            elif len(telling) < rules()["rumus_baris"]:
                checked += [replace(one, fragile=True) for one in found]
            else:
                unknown.append((table, result, held, len(telling)))
    return checked, unknown


def shares(book: Book) -> Iterator[Ratio]:
    """Percentages of a total row: money of a line / money of the total, where most lines of a table print them so.

    Only lines that print money without the realisation that would make the percentage one of absorption.
    """
    for table in book.tables:
        for figure in MONEY[:2]:
            for stage in book.stages(table, figure):
                found = list(_shares(book, table, stage, figure))
                held = sum(one.holds(book.values) for one in found)
                if held >= max(rules()["rumus_dianut"] * len(found), rules()["rumus_baris"]):
                    yield from found


def _shares(book: Book, table: Table, stage: Stage, figure: str) -> Iterator[Ratio]:
    totals = [cell for node in table.nodes if node.kind == "jumlah" or is_total(node.name)
              for cell in book.cells(node, stage, figure)]  # fmt: skip
    rows = [row for row in table.rows if stage_of(book.rows[row]) == stage and Cell(row, figure) in book.values]
    for row in rows if len(totals) == 1 else []:
        other = "realisasi_rp" if figure == "pagu" else "pagu"
        for result in ("serapan", "capaian"):
            cell = Cell(row, result)
            if cell in book.values and row != totals[0].row and Cell(row, other) not in book.values:
                yield _ratio(book, book.rows[row], cell, Cell(row, figure), totals[0])


def _of_table(book: Book, table: Table, result: str, part: str, whole: str) -> Iterator[Ratio]:
    for index in table.rows:
        cells = Cell(index, result), Cell(index, part), Cell(index, whole)
        if all(cell in book.values for cell in cells):
            yield _ratio(book, book.rows[index], *cells)


def _ratio(book: Book, row: Row, result: Cell, part: Cell, whole: Cell) -> Ratio:
    unit = Decimal(1).scaleb(-book.decimals(result))
    measured = result.figure == "capaian" and (decimals(book.values[part]) > 0 or _percent(row))
    loose = Decimal("0.5").scaleb(-max(1, decimals(book.values[part]))) if measured else Decimal(0)
    up, cut = Decimal(str(rules()["persen_naik"])), Decimal(str(rules()["persen_potong"]))
    return Ratio(result, part, whole, up * unit, cut * unit, loose)


def _percent(row: Row) -> bool:
    return (row["satuan"] or "").lower().strip() in rules()["satuan_persen"]


def since_start(book: Book) -> Iterator[Linear]:
    """Realisation since the start of the Renstra = up to last year + this year, where most rows of a table agree."""
    for table in book.tables:
        found = list(_since_start(book, table))
        for figure in ("realisasi_rp", "realisasi"):
            group = [one for one in found if one.result.figure == figure]
            held = sum(one.holds(book.values) for one in group)
            if held >= max(rules()["rumus_baris"], rules()["rumus_dianut"] * len(group)):
                yield from group


def not_added(book: Book) -> Iterator[tuple[Table, list[Cell]]]:
    """Percentages up to this year that are no sum of the two before, in columns whose counted lines are such sums."""
    for table in book.tables:
        counted = [one for one in _since_start(book, table) if one.result.figure == "realisasi"]
        held = sum(one.holds(book.values) for one in counted)
        if held < max(rules()["rumus_baris"], rules()["rumus_dianut"] * len(counted)):
            continue
        measured = [one for one in _since_start(book, table, measured=True) if one.result.figure == "realisasi"]
        cells = [one.result for one in measured if len(one.terms) > 1 and not one.holds(book.values)]
        if cells:
            yield table, cells


def _since_start(book: Book, table: Table, *, measured: bool = False) -> Iterator[Linear]:
    for node in table.nodes:
        rows: dict[tuple[str, str | None, int], list[int]] = defaultdict(list)
        for index in node.rows:
            row = book.rows[index]
            rows[row["tahap"], row["indikator"], row["baris"]].append(index)
        for (tahap, indicator, line), members in rows.items():
            if tahap != "renstra_akhir" or len(members) != 1:
                continue
            parts = [rows.get((name, indicator, line), []) for name in ("renstra_sd_lalu", "renja")]
            if any(len(part) > 1 for part in parts) or not any(parts):
                continue
            yield from _added(book, table, members[0], [part[0] for part in parts if part], measured)


def _added(book: Book, table: Table, total: int, parts: list[int], measured: bool) -> Iterator[Linear]:
    for figure in ("realisasi_rp", "realisasi"):
        result, terms = Cell(total, figure), [Cell(part, figure) for part in parts]
        if result not in book.values or not any(term in book.values for term in terms):
            continue
        if figure == "realisasi" and _percent(book.rows[total]) != measured:
            continue
        tolerance = rounding(book, table, 2) if figure == "realisasi_rp" else Decimal(0)
        yield Linear("kumulatif", result, tuple((1, term) for term in terms), tolerance)


def differences(book: Book) -> Iterator[Linear]:
    """Printed difference = after - before (`selisih_rp` stands on the row of the stage after, sign included).

    Which stage the table starts from is what most of its rows follow.
    """
    for table in book.tables:
        rows: dict[tuple[int, str | None], dict[str, int]] = defaultdict(dict)
        for index in table.rows:
            row = book.rows[index]
            rows[row["baris"], row["kode"] or row["uraian"]][row["tahap"]] = index
        pairs = [
            (stages[after], {tahap: stages[tahap] for tahap in BEFORE if tahap in stages})
            for stages in rows.values()
            for after in AFTER
            if after in stages and Cell(stages[after], "selisih_rp") in book.values
        ]
        held: Counter[str] = Counter()
        for after_row, stages in pairs:
            held.update(
                tahap for tahap, row in stages.items() if _difference(book, table, after_row, row).holds(book.values)
            )
        if held:
            start = held.most_common(1)[0][0]
            found = [_difference(book, table, after, stages[start]) for after, stages in pairs if start in stages]
            yield from (replace(one, kind="geser_kolom") if _repeats_operand(book, one) else one for one in found)


def unspent(book: Book) -> Iterator[Linear]:
    """Printed remainder = budget - realisation, in tables that print all three on one row and mostly follow it."""
    for table in book.tables:
        found = [
            Linear("sisa", Cell(row, "selisih_rp"), ((1, Cell(row, "pagu")), (-1, Cell(row, "realisasi_rp"))),
                   rounding(book, table, 2))
            for row in table.rows
            if all(Cell(row, name) in book.values for name in ("selisih_rp", "pagu", "realisasi_rp"))
        ]  # fmt: skip
        held = sum(one.holds(book.values) for one in found)
        if held >= max(rules()["rumus_dianut"] * len(found), rules()["rumus_baris"]):
            yield from found


def _repeats_operand(book: Book, one: Linear) -> bool:
    """The column of the difference prints the budget before or after: the columns of this row are shifted."""
    printed = book.values[one.result]
    return not one.holds(book.values) and any(book.values.get(cell) == printed for _, cell in one.terms)


def _difference(book: Book, table: Table, after: int, before: int) -> Linear:
    terms = ((1, Cell(after, "pagu")), (-1, Cell(before, "pagu")))
    return Linear("selisih", Cell(after, "selisih_rp"), terms, rounding(book, table, 2))


def averages(book: Book) -> Iterator[tuple[Cell, list[Decimal], bool]]:
    """Rows that print an average of percentages: the cell, the averages it may mean, whether only one is possible."""
    for table in book.tables:
        for node in table.nodes:
            if node.kind != "rata" or table.hidden:
                continue
            for index in node.rows:
                for figure in ("capaian", "serapan"):
                    cell = Cell(index, figure)
                    if cell in book.values:
                        means = _means(book, table, cell)
                        yield cell, means, len(means) == 1


def _means(book: Book, table: Table, cell: Cell) -> list[Decimal]:
    """Averages over each level and over all rows, blanks left out or counted as zero."""
    stage = stage_of(book.rows[cell.row])
    whole = [Cell(row, cell.figure) for node in table.nodes if node.kind == "jumlah" or node.level == "urusan"
             for row in node.rows if stage_of(book.rows[row]) == stage]  # fmt: skip
    found: list[Decimal] = [book.values[total] for total in whole if total in book.values]
    levels = sorted({node.level for node in table.nodes if node.kind == "baris"})
    for group in [*([level] for level in levels), levels]:
        rows = [row for node in table.nodes if node.kind == "baris" and node.level in group for row in node.rows]
        rows = [row for row in rows if stage_of(book.rows[row]) == stage]
        printed = [book.values[Cell(row, cell.figure)] for row in rows if Cell(row, cell.figure) in book.values]
        for count in {len(printed), len(rows)} - {0}:
            mean = sum(printed, Decimal(0)) / count
            if mean not in found:
                found.append(mean)
    return found
