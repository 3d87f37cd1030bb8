"""Clean grids: one a printed table, every column with a role, every row whole and in its place."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

DOUBTED = "sel_meragukan"
WORDLESS = "angka_tanpa_kata"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headings from outermost to innermost, and what stands in it.

    `role`: see `rules/judul_kolom.yml`; None when the heading is not understood.
    `natures`: what the heading promises, `k`, `rp` or both.
    `side`: 0, or 1, 2 .. in a table that prints two comparable halves side by side.
    `section`: what a row or another column says of its figures (`TRIWULAN II`); its outermost heading then.
    """

    index: int
    levels: tuple[str, ...]
    role: str | None
    natures: frozenset[str]
    side: int = 0
    section: str = ""

    @property
    def heading(self) -> str:
        return " > ".join(level for level in self.levels if level)


@dataclass(slots=True)
class GridRow:
    """One logical row; `cells[i]` stands in `columns[i]`.

    The flag `WORDLESS`: figures between items of one cell, with no word beside them.
    `doubtful`: texts of which the reader is not sure.
    """

    cells: list[str]
    columns: tuple[Column, ...]
    line: int
    page: int | None
    first_of_block: bool = False
    flags: set[str] = field(default_factory=set)
    doubtful: frozenset[str] = frozenset()


@dataclass(slots=True)
class Grid:
    """One printed table. `repeated`: rows at the top of later pages that only print the first row again.

    `lead`: the sentence right above it. `follows`: title of the table right above, with no text in between.
    `numbering`: the row that numbers the columns, formulas included (`8=(7/6)`); empty where there is none.
    `above`: all lines between the table above and this one, after those over a table above with the same heading.
    `scanned`: read from a picture. `misread`: a reader is not sure of its heading.
    `scaled_below`: smaller figures are in the unit that a heading such as `Rp.000` names, for other tables of the
    document print them in full rupiah; 0 where nothing proves it.
    """

    label: str | None
    title: str
    line: int
    page: int | None
    columns: tuple[Column, ...]
    rows: list[GridRow] = field(default_factory=list)
    repeated: list[GridRow] = field(default_factory=list)
    lead: str = ""
    above: tuple[str, ...] = ()
    follows: str = ""
    numbering: tuple[str, ...] = ()
    scanned: bool = False
    misread: bool = False
    scaled_below: Decimal = Decimal(0)

    def sections(self) -> list[str]:
        """What rows or a column say of the figures of some rows (`TRIWULAN II`), in order."""
        return list(dict.fromkeys(column.section for row in self.rows for column in row.columns if column.section))


def by_layout(grid: Grid) -> list[Grid]:
    """The table in parts of equal columns: further down a table may be headed anew with more or fewer of them."""
    parts: dict[tuple[Column, ...], list[GridRow]] = {}
    for row in grid.rows:
        parts.setdefault(row.columns, []).append(row)
    return [replace(grid, columns=columns, rows=rows) for columns, rows in parts.items()]
