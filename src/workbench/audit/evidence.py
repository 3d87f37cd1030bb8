"""The sentences that show how the printed figures contradict each other, and what would make them agree."""

from collections.abc import Sequence

from workbench.audit import text
from workbench.audit.equations import ZERO, Linear, Ratio, Statement, subtracts_from_blank
from workbench.audit.model import MONEY, Cell
from workbench.audit.repair import SLIPS, Repair, Search
from workbench.audit.sheet import Book, Row, decimals

_ORDER = ("rincian", "kumulatif", "selisih", "sisa", "loncat", "sama", "rasio", "geser_kolom", "bayangan")
_MOST_SUSPECTS = 3


class Evidence:
    """Sentences about the statements of one document."""

    def __init__(self, book: Book, search: Search) -> None:
        self._rows = book.rows
        self._values = book.values
        self._search = search
        self._table_of = {row: number for number, table in enumerate(book.tables) for row in table.rows}

    def of_repair(self, repair: Repair, closed: Sequence[Statement]) -> str:
        """The first contradiction, the reading that ends it, and everything that reading ends with it."""
        main = min(repair.closes, key=lambda one: (_ORDER.index(one.kind), one.fragile, one.result, *one.cells()))
        line = self._rows[repair.cell.row]["baris"]
        why = f" ({SLIPS[repair.slip]})" if repair.slip else ""
        if repair.slip == "geser" and repair.source is not None:
            why = f" (angka itu tercetak di baris {self._rows[repair.source.row]['baris']})"
        places = text.lines(self._rows[one.result.row] for one in closed)
        count = f"{len(closed)} pemeriksaan sekaligus cocok ({places})" if len(closed) > 1 else "pemeriksaan ini cocok"
        value = text.number(repair.value, repair.cell.figure)
        return f"{self.says(main)} Bila baris {line} dibaca {value}{why}, {count}."

    def suspected(self, one: Statement) -> list[Repair]:
        """Figures that one slip would put right, where the arithmetic alone does not decide between them."""
        return [repair for repair in self._search.candidates(one) if repair.slip and repair.printed]

    def suspects(self, found: Sequence[Repair]) -> str:
        """The suspected figures in a sentence."""
        names = [
            f"{text.cell_name(self._rows, repair.cell)} dibaca {text.number(repair.value, repair.cell.figure)}"
            for repair in found[:_MOST_SUSPECTS]
        ]
        return f" Cocok bila salah satu ini yang benar: {'; atau '.join(names)}." if names else ""

    def missing(self, one: Linear) -> Row | None:
        """The only line printed elsewhere, not in this table, whose figure is what a sum lacks."""
        table, head = self._table_of[one.result.row], self._rows[one.result.row]
        rest, figure = one.rest(self._values), one.result.figure
        if one.kind != "rincian" or figure not in MONEY or rest <= 0 or not head["kode"]:
            return None
        here = {self._rows[row]["kode"] for row, other in self._table_of.items() if other == table}
        found = {
            row["kode"]: row
            for cell, value in self._values.items()
            if value == rest and cell.figure == figure
            for row in [self._rows[cell.row]]
            if (row["dokumen"], row["tahun"]) == (head["dokumen"], head["tahun"])
            and (row["kode"] or "").startswith(f"{head['kode']}.")
            and not any(code and row["kode"].startswith(code) and code.count(".") > head["kode"].count(".")
                        for code in here)
        }  # fmt: skip
        return next(iter(found.values())) if len(found) == 1 else None

    def says(self, one: Statement) -> str:
        """The statement and how the printed figures contradict it."""
        if isinstance(one, Ratio):
            return self._ratio(one)
        if one.kind == "sama":
            return self._equal(one)
        figure = one.result.figure
        right = text.number(one.expected(self._values), figure)
        printed = text.number(self._values.get(one.result, ZERO), figure)
        gap = text.number(abs(one.rest(self._values)), figure)
        if one.kind in ("selisih", "sisa", "geser_kolom"):
            after, before = (text.number(self._values.get(cell, ZERO), "pagu") for _, cell in one.terms)
            note = " Angka itu milik kolom lain; kolom baris ini bergeser." if one.kind == "geser_kolom" else ""
            if subtracts_from_blank(one, self._values):
                note = (f" Yang tercetak sama dengan 0 dikurangi {before}: rumusnya tampaknya mengurangi dari sel "
                        "yang kosong. Periksa sel yang dirujuk rumus itu.")  # fmt: skip
            return f"{after} dikurangi {before} adalah {right}, tercetak {printed}.{note}"
        if one.kind == "kumulatif":
            return f"Realisasi s.d. tahun lalu ditambah tahun ini adalah {right}, tercetak {printed}; selisih {gap}."
        places = text.lines(self._rows[cell.row] for _, cell in one.terms if cell in self._values)
        name = text.cell_name(self._rows, one.result)
        return f"Jumlah rincian di {places} adalah {right}, tercetak {printed} untuk {name}; selisih {gap}."

    def _ratio(self, one: Ratio) -> str:
        """With the operands as repaired, where a repair was found for them."""
        true = one.expected(self._search.values)
        part, whole = self._operand(one.part), self._operand(one.whole)
        printed = self._values[one.result]
        places = max(2, decimals(printed))
        right = text.number(round(true, places), one.result.figure) if true is not None else "tidak dapat dihitung"
        return f"{part} dibagi {whole} adalah {right}, tercetak {text.number(printed, one.result.figure)}."

    def _operand(self, cell: Cell) -> str:
        """A figure as printed; a suggested one says that it is, and what is printed in its place."""
        read, printed = self._search.values[cell], self._values.get(cell)
        shown = text.number(read, cell.figure)
        if read == printed:
            return shown
        instead = "kosong" if printed is None else f"tercetak {text.number(printed, cell.figure)}"
        return f"{shown} (angka yang disarankan untuk baris {self._rows[cell.row]['baris']}, {instead})"

    def _equal(self, one: Linear) -> str:
        other = one.terms[0][1]
        figure = one.result.figure
        printed, second = (text.number(self._values[cell], figure) for cell in (one.result, other))
        gap = text.number(abs(one.rest(self._values)), figure)
        name = text.cell_name(self._rows, one.result)
        place = text.where(self._rows[other.row])
        return f"{name[:1].upper()}{name[1:]} tercetak {printed}, di {place} {second}; selisih {gap}."
