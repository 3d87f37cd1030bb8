"""Sums, differences, percentages and equal figures as findings, those of one cause as one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.audit import crossing, ratios, shape, sums, text
from workbench.audit.equations import Linear, Ratio, Statement, subtracts_from_blank
from workbench.audit.evidence import Evidence
from workbench.audit.model import GALAT, INFO, MONEY, PERINGATAN, Cell, Finding, Tally
from workbench.audit.repair import SLIPS, Repair, Search, ratio_repair
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Table, stage_of

_NEAR = 3
_KINDS = {
    "tanda": "sign_error",
    "kelompok": "magnitude_typo",
    "koma": "magnitude_typo",
    "geser": "shifted_columns",
    "tukar": "digit_typo",
    "satu_angka": "digit_typo",
    "hilang": "digit_typo",
    "ganda": "digit_typo",
    "lebih": "digit_typo",
    "salin": "duplicate_row",
    "kosong": "missing_value",
}
_OF_STATEMENT = {"sama": "cross_table_conflict", "rasio": "percent_mismatch", "geser_kolom": "shifted_columns"}
_UNTOLD = ("loncat", "bayangan")
_CHECK = {
    "rincian": "jumlah",
    "kumulatif": "realisasi sejak awal Renstra",
    "selisih": "selisih",
    "sisa": "selisih",
    "geser_kolom": "selisih",
    "sama": "antar tabel",
    "rasio": "persentase",
}


@dataclass(slots=True)
class _Told:
    """A finding with the figure it is about."""

    cell: Cell
    finding: Finding


def findings(book: Book, tally: Tally) -> list[Finding]:
    """All findings of the arithmetic, documents one by one."""
    percentages, unknown = ratios.percentages(book)
    every: list[Statement] = [
        *sums.statements(book), *ratios.since_start(book), *ratios.differences(book), *ratios.unspent(book),
        *ratios.shares(book), *crossing.statements(book), *percentages,
    ]  # fmt: skip
    unproved = [one for one in every if isinstance(one, Linear) and one.hidden and not one.holds(book.values)]
    of: dict[str, list[Statement]] = defaultdict(list)
    for one in (one for one in every if one not in set(unproved)):
        of[book.rows[one.result.row]["dokumen"]].append(one)
    told: list[_Told] = []
    copied = shape.copies(book)
    for dokumen, statements in of.items():
        told += _Document(book, dokumen, statements, copied).findings(tally)
    told += _averages(book, tally)
    told += _without_total(book, tally)
    return [
        *_without_copies(book, told, copied),
        *(_formula(book, *found) for found in unknown),
        *(_not_added(book, *found) for found in ratios.not_added(book)),
        *(_unproved(book, one) for one in unproved if one.kind not in _UNTOLD),
    ]


class _Document:
    """The statements of one document, its repairs and what is left unexplained."""

    def __init__(self, book: Book, dokumen: str, statements: Sequence[Statement], copied: shape.Copies) -> None:
        self.book = book
        self.statements = statements
        self.place = {row: number for number, table in enumerate(book.tables) for row in table.rows
                      if table.dokumen == dokumen}  # fmt: skip
        tables = [table for table in book.tables if table.dokumen == dokumen]
        self.search = Search(statements, book.values, _Near(book, tables), lambda cell: book.rows[cell.row]["baris"])
        self.repairs = self.search.best(self._copied(copied))
        self.evidence = Evidence(book, self.search)

    def findings(self, tally: Tally) -> list[_Told]:
        """Repairs first, then every broken statement that no repair explains."""
        for one in self.statements:
            if one.kind not in _UNTOLD:
                tally.add(self.book.rows[one.result.row]["dokumen"], _CHECK[one.kind], one not in self.search.broken)
        explained = self._explained()
        found = [_Told(repair.cell, self._repaired(repair, explained[place]))
                 for place, repair in enumerate(self.repairs)]  # fmt: skip
        done = set().union(*(repair.closes for repair in self.repairs), *explained) if self.repairs else set()
        left = [one for one in self.statements if one in self.search.broken and one not in done]
        found += [_Told(one.result, self._left(one)) for one in left
                  if one.kind not in ("sama", *_UNTOLD) and not self._told_below(one, left)]  # fmt: skip
        found += [_Told(one.result, self._rounding(one)) for one in self.statements
                  if one.kind not in _UNTOLD and one not in self.search.broken and self._inexact(one)]  # fmt: skip
        found += self._left_behind()
        return found + list(self._conflicts([one for one in left if isinstance(one, Linear) and one.kind == "sama"]))

    def _left_behind(self) -> list[_Told]:
        """Blank cells that sums still need, once figures that slipped to another row are read where they belong."""
        moved = {repair.source for repair in self.repairs if repair.source is not None and repair.slip == "geser"}
        read = {cell: repair.value for repair in self.repairs for cell in repair.cells}
        values = {cell: value for cell, value in self.book.values.items() if cell not in moved} | read
        found = []
        for one in self.search.broken:
            if not isinstance(one, Linear) or one.kind != "rincian" or one.result not in values:
                continue
            source = next((cell for _, cell in one.terms if cell in moved - set(read)), None)
            blank = [cell for _, cell in one.terms if cell not in values and cell != source]
            rest = one.rest(values)
            if source is not None and blank and rest > one.tolerance:
                found.append(_Told(blank[0], self._needed(blank, rest, source, one.result)))
        return found

    def _needed(self, blank: Sequence[Cell], rest: Decimal, source: Cell, head: Cell) -> Finding:
        rows, figure = self.book.rows, head.figure
        row, needed = rows[blank[0].row], text.number(rest, figure)
        return Finding(
            row, "missing_value", PERINGATAN, text.title(row, figure),
            f"Bila angka di baris {rows[source.row]['baris']} dibaca di tempatnya, rincian baris "
            f"{rows[head.row]['baris']} masih kurang {needed}; sel yang kosong: "
            f"{text.lines(rows[cell.row] for cell in [*blank, source])}.",
            seharusnya=needed if len(blank) == 1 else None, parts=(figure, "sisa geser"),
        )  # fmt: skip

    def _inexact(self, one: Statement) -> bool:
        """Holds only because figures may have been rounded before they were printed."""
        values = self.book.values
        if isinstance(one, Ratio):
            return not one.exact(values)
        if one.kind == "sama":
            other = one.terms[0][1]
            percent = one.result.figure in ("capaian", "serapan")
            return percent and one.rest(values) != 0 and self.book.decimals(one.result) == self.book.decimals(other)
        result = values.get(one.result)
        added = one.kind == "rincian" and one.result.figure in MONEY  # full rupiah beside sen is how plans are written
        return result is not None and result != int(result) and one.rest(values) != 0 and not added

    def _rounding(self, one: Statement) -> Finding:
        """To know: the printed figures give another result, rounding may explain it."""
        row, printed = self.book.rows[one.result.row], self.book.values[one.result]
        right = self._right(one)[0]
        return Finding(
            row,
            _OF_STATEMENT.get(one.kind, "sum_mismatch"),
            PERINGATAN if isinstance(one, Ratio) else INFO,
            text.title(row, one.result.figure),
            f"{self.evidence.says(one)} Dapat terjadi bila dihitung dari angka yang belum dibulatkan.",
            tercetak=text.number(printed, one.result.figure),
            seharusnya=text.number(right, one.result.figure),
            selisih=float(printed - right),
            parts=(one.result.figure, one.kind, "pembulatan"),
        )

    def _copied(self, copied: shape.Copies) -> list[Repair]:
        """Repairs of figures that a row copied from the row above, where a sum tells what stood there."""
        found = []
        for row, (source, shared) in copied.items():
            for figure in sorted(shared & set(MONEY)) if row in self.place else []:
                cell = Cell(row, figure)
                sure = [one for one in self.search.of(cell) if one in self.search.broken and one.kind == "rincian"]
                tried = [self.search.tried((cell,), one.solved(cell, self.book.values)) for one in sure
                         if isinstance(one, Linear)]  # fmt: skip
                best = max((repair for repair in tried if repair), key=lambda repair: repair.weight, default=None)
                if best is not None:
                    found.append(replace(best, slip="salin", source=Cell(source, figure)))
        return found

    def _explained(self) -> list[set[Statement]]:
        """Further broken statements that hold once all repairs are read, each with the repair it depends on."""
        values = dict(self.book.values)
        owner: dict[Cell, int] = {}
        for place, repair in enumerate(self.repairs):
            for cell in repair.cells:
                values[cell], owner[cell] = repair.value, place
        found: list[set[Statement]] = [set() for _ in self.repairs]
        for one in self.statements:
            if one in self.search.broken and one.holds(values):
                places = [owner[cell] for cell in one.cells() if cell in owner]
                if places:
                    found[places[0]].add(one)
            elif one in self.search.broken and not isinstance(one, Ratio):
                for place, repair in enumerate(self.repairs):
                    if repair.slip == "geser" and {repair.cell, repair.source} & set(one.cells()):
                        found[place].add(one)
                        break
        return found

    def _told_below(self, one: Statement, left: Sequence[Statement]) -> bool:
        """A sum whose lines two levels below add up: the fault is told where the lines between go wrong."""
        if not isinstance(one, Linear) or one.kind != "rincian":
            return False
        deeper = [other for other in self.statements if other.kind == "loncat" and other.result == one.result]
        closed = set().union(*(repair.closes for repair in self.repairs)) if self.repairs else set()
        if not any(other not in self.search.broken or other in closed for other in deeper):
            return False
        parts = {cell for _, cell in one.terms}
        return any(other.result in parts for other in left if other is not one)

    def _repaired(self, repair: Repair, further: set[Statement]) -> Finding:
        row = self.book.rows[repair.cell.row]
        closed = sorted(repair.closes | further, key=lambda one: (one.kind, one.result))
        solid = [one for one in repair.closes if not one.fragile]
        printed = self.book.values.get(repair.cell)
        kind = _kind(repair, printed)
        return Finding(
            row,
            kind,
            GALAT if solid or _convincing(repair) or self._slipped_too(repair) else PERINGATAN,
            text.title(row, repair.cell.figure),
            self.evidence.of_repair(repair, closed),
            tercetak=None if printed is None else text.number(printed, repair.cell.figure),
            seharusnya=text.number(repair.value, repair.cell.figure),
            selisih=None if printed is None else float(printed - repair.value),
            parts=(repair.cell.figure,),
        )

    def _slipped_too(self, repair: Repair) -> bool:
        """The same row slipped in another column, where the sums leave no doubt."""
        if repair.source is None:
            return False
        rows = self.book.rows
        place = rows[repair.cell.row]["baris"], rows[repair.source.row]["baris"]
        return any(
            (rows[other.cell.row]["baris"], rows[other.source.row]["baris"]) == place
            for other in self.repairs
            if other.source is not None and any(not one.fragile for one in other.closes)
        )

    def _left(self, one: Statement) -> Finding:
        row = self.book.rows[one.result.row]
        printed = self.book.values[one.result]
        right, why = self._right(one)
        loose = one.fragile or self._rounded(one)
        absent = self.evidence.missing(one) if isinstance(one, Linear) else None
        told = self.evidence.says(one)
        suspects = [] if why or absent is not None else self.evidence.suspected(one)
        elsewhere = any(repair.cell != one.result for repair in suspects)
        if absent is not None:
            told += (f" Selisih itu sama dengan {text.level(absent)} di {text.where(absent)}, "
                     "yang tidak ada dalam tabel ini.")  # fmt: skip
        else:
            told += f" Kemungkinan {SLIPS[why]}." if why else self.evidence.suspects(suspects)
        return Finding(
            row,
            self._left_kind(one, why, printed * right),
            PERINGATAN if loose or (self._moved(one) and one.kind != "geser_kolom") else GALAT,
            text.title(row, one.result.figure),
            told,
            tercetak=text.number(printed, one.result.figure),
            seharusnya=None if absent is not None or elsewhere else text.number(right, one.result.figure),
            selisih=float(printed - right),
            parts=(one.result.figure, one.kind),
        )

    def _rounded(self, one: Statement) -> bool:
        """So little money that rounding each figure of the sum to full rupiah would explain it."""
        if not isinstance(one, Linear) or one.result.figure not in MONEY:
            return False
        return abs(one.rest(self.book.values)) <= Decimal(str(rules()["pembulatan_rp"])) * (len(one.terms) + 1)

    def _left_kind(self, one: Statement, why: str | None, product: Decimal) -> str:
        """The kind of an unexplained finding; a difference of the wrong sign is a sign error."""
        if subtracts_from_blank(one, self.book.values):
            return "formula_conflict"
        if why == "tanda" or (one.kind == "selisih" and product < 0):
            return "sign_error"
        return _OF_STATEMENT.get(one.kind, "sum_mismatch")

    def _right(self, one: Statement) -> tuple[Decimal, str | None]:
        """What the printed operands give, and the slip when the result is one off it."""
        if isinstance(one, Linear):
            right = one.expected(self.book.values)
            turned = one.kind == "selisih" and right != 0 and self.book.values[one.result] == -right
            return right, "tanda" if turned else None
        repaired = ratio_repair(one, self.search.values)
        return repaired or (self.book.values[one.result], None)

    def _moved(self, one: Statement) -> bool:
        """Rests on figures that extraction moved to another column and could not place entirely."""
        flags = [set(self.book.rows[cell.row]["penanda"]) for cell in one.cells()]
        return any({"kolom_bergeser", "sel_tak_tertempat"} <= found or "bukan_angka" in found for found in flags)

    def _conflicts(self, left: Sequence[Linear]) -> Iterator[_Told]:
        """Equal figures that differ: one finding for all tables that print the same figure."""
        groups: list[set[Cell]] = []
        for one in left:
            cells = set(one.cells())
            joined = [group for group in groups if group & cells]
            groups = [group for group in groups if not group & cells] + [cells.union(*joined)]
        told: dict[int, Finding] = {}
        groups.sort(key=lambda group: min(group).figure in ("capaian", "serapan"))
        for group in groups:
            operand = next((told[cell.row] for cell in sorted(group) if cell.row in told), None)
            if operand is not None and min(group).figure in ("capaian", "serapan"):
                operand.bukti += f" {min(group).figure.capitalize()}nya ikut berbeda."
                continue
            cells_in_order = sorted(group, key=lambda cell: (self.book.rows[cell.row]["baris"], cell))
            solid = any(not one.fragile for one in left if one.result in group)
            severity = GALAT if solid else PERINGATAN
            finding = conflict(self.book, cells_in_order, severity, "antar tabel")
            told |= {cell.row: finding for cell in group}
            yield _Told(cells_in_order[-1], finding)


def conflict(book: Book, cells: Sequence[Cell], severity: str, parts: str) -> Finding:
    """One figure that several places print differently, at the last of them; which is right shows only when one place
    stands against several others that agree."""
    last = cells[-1]
    row, figure = book.rows[last.row], last.figure
    odd, why = _odd_one(book, cells), " Tempat yang lain sepakat."
    if odd is None:
        odd, why = _against_operands(book, cells)
    if odd is not None:
        last, row = odd, book.rows[odd.row]
    others = {book.values[cell] for cell in cells} - {book.values[last]}
    other = next(iter(others)) if len(others) == 1 else None
    known = odd is not None and other is not None
    several = len({book.rows[cell.row]["dokumen"] for cell in cells}) > 1
    printed = "; ".join(
        f"{text.number(book.values[cell], figure)} ({book.rows[cell.row]['dokumen'] + ' ' if several else ''}"
        f"{text.where(book.rows[cell.row])})"
        for cell in cells
    )
    return Finding(
        row,
        "cross_table_conflict",
        severity,
        text.title(row, figure),
        f"{text.title(row, figure)} tercetak berbeda: {printed}.{why if known else ''}",
        tercetak=text.number(book.values[last], figure),
        seharusnya=text.number(other, figure) if other is not None and known else None,
        selisih=float(book.values[last] - other) if other is not None else None,
        parts=(figure, parts),
    )


def _odd_one(book: Book, cells: Sequence[Cell]) -> Cell | None:
    """The only one of three or more places that differs from the others."""
    by_value: dict[Decimal, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_value[book.values[cell]].append(cell)
    alone = [found[0] for found in by_value.values() if len(found) == 1]
    return alone[0] if len(by_value) == 2 and len(alone) == 1 and len(cells) > 2 else None


def _against_operands(book: Book, cells: Sequence[Cell]) -> tuple[Cell | None, str]:
    """The only one of several percentages that the operands printed beside one of them do not give, and why."""
    part, whole = {"serapan": ("realisasi_rp", "pagu"), "capaian": ("realisasi", "target")}.get(
        cells[0].figure, (None, None)
    )
    if part is None or whole is None:
        return None, ""
    for cell in cells:
        above, below = book.values.get(Cell(cell.row, part)), book.values.get(Cell(cell.row, whole))
        if above is not None and below:
            true = 100 * above / below
            wrong = [one for one in cells if abs(book.values[one] - true) > Decimal(1).scaleb(-book.decimals(one))]
            why = (f" {text.number(above, part)} dibagi {text.number(below, whole)} di "
                   f"{text.where(book.rows[cell.row])} adalah {text.number(round(true, 2), cell.figure)}.")  # fmt: skip
            return (wrong[0], why) if len(wrong) == 1 else (None, "")
    return None, ""


def _convincing(repair: Repair) -> bool:
    """Strong enough although each statement it closes may miss a row: a slip that chance hardly makes."""
    if repair.slip in (None, "geser", "kosong"):
        return False
    return repair.slip in ("kelompok", "tanda", "salin") or len(repair.closes) > 1


def _kind(repair: Repair, printed: Decimal | None) -> str:
    """The kind of finding a repair makes."""
    kinds = {one.kind for one in repair.closes}
    if repair.cell.figure in ("capaian", "serapan"):
        return "percent_mismatch" if "rasio" in kinds else "cross_table_conflict"
    if repair.slip:
        return _KINDS[repair.slip]
    if repair.cell.figure == "selisih_rp" and printed is not None and printed * repair.value < 0:
        return "sign_error"
    return "cross_table_conflict" if kinds <= {"sama", "rasio"} else "sum_mismatch"


class _Near:
    """For a money cell of a line, those of the same column on the lines around it; none for other figures."""

    def __init__(self, book: Book, tables: Iterable[Table]) -> None:
        self._book = book
        self._place = {row: (table, place) for table in tables for place, node in enumerate(table.nodes)
                       for row in node.rows}  # fmt: skip

    def __call__(self, cell: Cell) -> list[Cell]:
        if cell.figure not in MONEY:
            return []
        table, place = self._place[cell.row]
        node, stage = table.nodes[place], stage_of(self._book.rows[cell.row])
        around = table.nodes[max(0, place - _NEAR) : place] + table.nodes[place + 1 : place + 1 + _NEAR]
        above = node.ancestors()
        return [near for other in around if other not in above for near in self._book.cells(other, stage, cell.figure)]


def _averages(book: Book, tally: Tally) -> Iterator[_Told]:
    for cell, means, certain in ratios.averages(book):
        printed = book.values[cell]
        unit = Decimal(1).scaleb(-book.decimals(cell))
        held = any(abs(mean - printed) <= unit for mean in means)
        row = book.rows[cell.row]
        tally.add(row["dokumen"], "rata-rata", held)
        if held or not means:
            continue
        right = round(means[0], 2)
        yield _Told(cell, Finding(
            row, "percent_mismatch", GALAT if certain else PERINGATAN, text.title(row, cell.figure),
            f"Rata-rata persentase yang tercetak di atasnya adalah {text.number(right, cell.figure)}, "
            f"tercetak {text.number(printed, cell.figure)}.",
            text.number(printed, cell.figure), text.number(right, cell.figure), float(printed - right),
            (cell.figure, "rata"),
        ))  # fmt: skip


def _without_total(book: Book, tally: Tally) -> Iterator[_Told]:
    """Totals printed elsewhere against the programs of a table that prints no total of its own."""
    for table, stage, figure, programs in crossing.without_total(book):
        totals = crossing.totals(book, table, stage, figure)
        expected = sum((book.values[cell] for cell in programs), Decimal(0))
        slack = Decimal(len(programs) + 1) / 2 if table.dokumen in book.sen else Decimal(0)
        if not totals:
            continue
        held = any(abs(book.values[cell] - expected) <= slack for cell in totals)
        tally.add(table.dokumen, "antar tabel", held)
        if held:
            continue
        cell = totals[0]
        row, printed = book.rows[cell.row], book.values[cell]
        first = book.rows[programs[0].row]
        yield _Told(cell, Finding(
            row, "cross_table_conflict", PERINGATAN, text.title(row, figure),
            f"{text.title(row, figure)} tercetak {text.number(printed, figure)}; program di {text.where(first)} dan "
            f"seterusnya berjumlah {text.number(expected, figure)}.",
            text.number(printed, figure), text.number(expected, figure), float(printed - expected),
            (figure, "tanpa total", str(table.label)),
        ))  # fmt: skip


def _formula(book: Book, table: Table, figure: str, held: int, rows: int) -> Finding:
    """A column of percentages that follows no formula of its operands."""
    first = book.rows[next(row for row in table.rows if Cell(row, figure) in book.values)]
    return Finding(
        first,
        "formula_conflict",
        PERINGATAN,
        f"Kolom {figure} tabel {text.short(table.label)}",
        f"Hanya {held} dari {rows} baris mencetak {figure} yang sama dengan realisasi dibagi target. "
        "Tuliskan rumus kolom itu, atau periksa angkanya.",
        parts=(figure, "rumus"),
    )


def _unproved(book: Book, one: Linear) -> Finding:
    """A sum over lines between which the file hides rows: nobody knows whether it is wrong."""
    row, figure = book.rows[one.result.row], one.result.figure
    printed, shown = book.values[one.result], one.expected(book.values)
    return Finding(
        row,
        "sum_mismatch",
        PERINGATAN,
        text.title(row, figure),
        f"Tercetak {text.number(printed, figure)}; baris rincian yang tampak berjumlah {text.number(shown, figure)}. "
        f"{text.hidden(one.hidden)}",
        tercetak=text.number(printed, figure),
        selisih=float(printed - shown),
        parts=(figure, one.kind, "tersembunyi"),
    )


def _not_added(book: Book, table: Table, cells: list[Cell]) -> Finding:
    """A column that adds up counts and does something else with percentages, without saying so."""
    rows = [book.rows[cell.row] for cell in cells]
    return Finding(
        rows[0],
        "formula_conflict",
        INFO,
        f"Realisasi s.d. tahun berjalan dalam persen, tabel {text.short(table.label)}",
        f"Untuk jumlah, kolom ini adalah realisasi s.d. tahun lalu ditambah tahun berjalan; untuk persen di "
        f"{text.lines(rows)} tidak. Tuliskan cara menghitung persen itu.",
        parts=("persen", "rumus"),
    )


def _without_copies(book: Book, told: Sequence[_Told], copied: shape.Copies) -> list[Finding]:
    """Findings about figures that a row copied from the row above become one: the row was printed twice."""
    found: list[Finding] = []
    rows: dict[int, list[_Told]] = defaultdict(list)
    for one in told:
        source = copied.get(one.cell.row)
        if source and one.cell.figure in source[1]:
            rows[one.cell.row].append(one)
        else:
            found.append(one.finding)
    for index, members in rows.items():
        main = members[0].finding
        above = book.rows[copied[index][0]]
        main.jenis = "duplicate_row"
        main.bukti = (
            f"Angka di baris {book.rows[index]['baris']} sama dengan {text.level(above)} di baris {above['baris']}: "
            f"isi baris itu tersalin. {' '.join(one.finding.bukti for one in members)}"
        )
        found.append(main)
    return found
