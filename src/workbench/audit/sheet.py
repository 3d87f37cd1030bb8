"""Observations as printed tables again: the rows of each table as a tree of programs, kegiatan and sub kegiatan."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from workbench.audit.model import FIGURES, MONEY, Cell
from workbench.audit.rules import pattern, rules
from workbench.documents.model import HIDDEN
from workbench.facts.codes import parent as code_above
from workbench.facts.entities import is_total
from workbench.facts.nomenclature import normal

DEPTH = {"urusan": 0, "opd": 0, "program": 1, "kegiatan": 2, "sub_kegiatan": 3}
LISTED = ("belanja", "wilayah", "deret")
_LINES_A_PAGE = 10**9
_FALLEN = "nama_tak_tercetak"
Row = dict[str, Any]
Stage = tuple[str, str | None, int]


def stage_of(row: Row) -> Stage:
    """What column of a table a row belongs to."""
    return row["tahap"], row["periode"], row["tahun"]


def decimals(value: Decimal) -> int:
    """Decimals of a figure, closing zeros left out."""
    return max(0, -int(value.normalize().as_tuple().exponent))


@dataclass(slots=True, eq=False)
class Node:
    """One line of a table with all its stages. `complete` is False where a page with lines below it is lost."""

    level: str
    line: int
    last: int
    kode: str | None
    name: str
    rows: list[int] = field(default_factory=list)
    stages: set[Stage] = field(default_factory=set)
    above: "Node | None" = None
    below: list["Node"] = field(default_factory=list)
    complete: bool = True
    kind: str = "baris"  # baris, jumlah, rata, persen

    def ancestors(self) -> list["Node"]:
        """The lines above, the nearest first."""
        return [] if self.above is None else [self.above, *self.above.ancestors()]

    @property
    def depth(self) -> int:
        """0 for the urusan, the office and totals, 3 for sub kegiatan."""
        return DEPTH.get(self.level, 9)


@dataclass(slots=True, eq=False)
class Table:
    """One printed table: its rows, its lines in order, the heading of its columns as extraction understood them.

    `hidden`: lines of the rows between its first and the next table that the file holds but does not show.
    """

    dokumen: str
    label: str | None
    headings: str
    narrative: bool
    rows: list[int] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    def tops(self) -> list[Node]:
        """Lines that add up to the total: those without a line above."""
        return [node for node in self.nodes if 0 < node.depth < 9 and node.above is None]

    def parts_of(self, node: Node) -> list[Node]:
        """Lines that add up to a line. An affair or office printed again heads the programs up to the next one."""
        if node.depth:
            return node.below
        heads = sorted(one.line for one in self.nodes if one.level == node.level and not is_total(one.name))
        end = next((line for line in heads if line > node.line), None)
        own = [one for one in self.tops() if one.line >= node.line and (end is None or one.line < end)]
        parted = node.line in heads and any(one.line < heads[-1] for one in self.tops())
        return own if own and parted else self.tops()

    def broken(self, first: int, last: int) -> bool:
        """A row between two lines of the page was not read, so that a sum over them proves nothing."""
        return any(first <= line <= last for line in self.rejected)

    def unseen(self, nodes: Sequence[Node]) -> tuple[int, ...]:
        """Hidden rows among some lines of the table, or right after the last of them."""
        first, last = min(node.line for node in nodes), max(node.last for node in nodes)
        end = min((node.line for node in self.nodes if node.line > last), default=None)
        return tuple(line for line in self.hidden if first <= line and (end is None or line < end))


@dataclass(slots=True)
class Book:
    """All tables, with the printed figures as exact numbers."""

    rows: list[Row]
    tables: list[Table]
    values: dict[Cell, Decimal]
    sen: set[str]  # documents that print sen anywhere
    places: dict[Cell, int] = field(default_factory=dict)  # decimals of percentages, by their column
    hidden: dict[str, set[int | None]] = field(default_factory=dict)  # documents, and their sheets with hidden rows

    def decimals(self, cell: Cell) -> int:
        """Decimals a figure is printed with; closing zeros count where its column shows how many there are."""
        return max(self.places.get(cell, 0), decimals(self.values[cell]))

    def cells(self, node: Node, stage: Stage, figure: str) -> list[Cell]:
        """The printed figures of a line in one column; equal ones of repeated rows count once."""
        found = [Cell(row, figure) for row in node.rows if stage_of(self.rows[row]) == stage]
        printed = [cell for cell in found if cell in self.values]
        if len({self.values[cell] for cell in printed}) == 1:
            return printed[:1]
        return printed

    def blank(self, node: Node, stage: Stage, figure: str) -> list[Cell]:
        """The empty cell of a line that prints something else in that column group; none when it prints nothing."""
        return [Cell(row, figure) for row in node.rows if stage_of(self.rows[row]) == stage][:1]

    def stages(self, table: Table, figure: str) -> list[Stage]:
        """Columns of a table that print a figure."""
        found = {stage_of(self.rows[row]) for row in table.rows if Cell(row, figure) in self.values}
        return sorted(found, key=str)


def read(observasi: pl.DataFrame, tabel: pl.DataFrame, ditolak: pl.DataFrame) -> Book:
    """The tables behind the observations. Further columns (`selisih_rp`) are used where the frame has them."""
    rows = _with_table(observasi, tabel).to_dicts()
    values = {
        Cell(index, name): Decimal(str(row[name]))
        for index, row in enumerate(rows)
        for name in FIGURES
        if row.get(name) is not None
    }
    sen = {rows[c.row]["dokumen"] for c, value in values.items() if c.figure in MONEY and value != int(value)}
    refused: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for dokumen, label, line in ditolak.select("dokumen", "tabel", "baris").iter_rows():
        refused[dokumen, label].append(line)
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        narrative = "naratif" in row["penanda"]
        groups[row["dokumen"], "naratif" if narrative else row["_urutan"], row["tabel"]].append(index)
    tables = [_table(key, members, rows, refused) for key, members in groups.items()]
    pages = _hide(tables, rows, ditolak)
    return Book(rows, tables, values, sen, _places(tables, values), pages)


def _hide(tables: list[Table], rows: list[Row], ditolak: pl.DataFrame) -> dict[str, set[int | None]]:
    """Note hidden rows in the tables they stand in; documents and sheets that have some."""
    found: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    unseen = ditolak.filter(pl.col("alasan") == HIDDEN) if "alasan" in ditolak.columns else ditolak.clear()
    for dokumen, page, line in unseen.select("dokumen", "halaman", "baris").iter_rows():
        found[dokumen, page].append(line)
    starts: dict[tuple[str, int | None], list[tuple[int, Table]]] = defaultdict(list)
    for table in tables:
        if not table.narrative:
            first = min(table.rows, key=lambda index: rows[index]["baris"])
            starts[table.dokumen, rows[first]["halaman"]].append((rows[first]["baris"], table))
    for place, lines in found.items():
        ordered = sorted(starts[place], key=lambda pair: pair[0])
        for number, (start, table) in enumerate(ordered):
            end = ordered[number + 1][0] if number + 1 < len(ordered) else None
            table.hidden = [line for line in lines if (number == 0 or line > start) and (end is None or line < end)]
    pages: dict[str, set[int | None]] = defaultdict(set)
    for dokumen, page in found:
        pages[dokumen].add(page)
    return dict(pages)


def _places(tables: list[Table], values: dict[Cell, Decimal]) -> dict[Cell, int]:
    """The decimals of a column of percentages, where most of its fractions print the same number of them."""
    found: dict[Cell, int] = {}
    for table in tables:
        for figure in ("capaian", "serapan"):
            cells = [Cell(row, figure) for row in table.rows if Cell(row, figure) in values]
            counts = [count for cell in cells if (count := decimals(values[cell]))]
            most = max(counts, default=0)
            if len(counts) >= rules()["rumus_baris"] and counts.count(most) >= rules()["desimal_kolom"] * len(counts):
                found |= dict.fromkeys(cells, most)
    return found


def _with_table(observasi: pl.DataFrame, tabel: pl.DataFrame) -> pl.DataFrame:
    """Observations with the table they stand in, in the order of the document; sheets count their rows anew."""
    place = (pl.col("halaman").fill_null(0).cast(pl.Int64) * _LINES_A_PAGE + pl.col("baris")).alias("_tempat")
    starts = tabel.select("dokumen", place, pl.col("urutan").alias("_urutan"), pl.col("kolom").alias("_kolom"))
    ordered = observasi.with_columns(place).with_row_index("_asal").sort("_tempat", "_asal")
    joined = ordered.join_asof(starts.sort("_tempat"), on="_tempat", by="dokumen", check_sortedness=False)
    return joined.sort("dokumen", "_tempat", "_asal").drop("_tempat")


def _table(key: tuple[Any, ...], members: list[int], rows: list[Row], refused: dict[Any, list[int]]) -> Table:
    dokumen, number, label = key
    narrative = number == "naratif"
    table = Table(dokumen, label, "" if narrative else rows[members[0]]["_kolom"] or "", narrative, members)
    table.rejected = [] if narrative else refused.get((dokumen, label), [])
    _add_nodes(table, rows)
    for place, node in enumerate(table.nodes):
        _attach(node, table.nodes[:place])
    _mark_lost_pages(table, rows)
    return table


def _add_nodes(table: Table, rows: list[Row]) -> None:
    """Rows of one line and name make one node; a further row of the same name (another indicator) joins it."""
    order = sorted(table.rows, key=lambda index: (rows[index]["baris"], DEPTH.get(rows[index]["jenjang"], 9), index))
    found: dict[tuple[Any, ...], Node] = {}
    for index in order:
        row = rows[index]
        name = normal(row["uraian"] or "")
        listed = row["jenjang"] in (*LISTED, "sasaran")
        key = (row["jenjang"], row["kode"], name)
        node = found.get((*key, row["baris"])) or (None if listed else _last(table, key))
        if node is None:
            node = Node(row["jenjang"], row["baris"], row["baris"], row["kode"], name, kind=_kind(row))
            table.nodes.append(node)
        found[(*key, row["baris"])] = node
        node.rows.append(index)
        node.last = row["baris"]
        node.stages.add(stage_of(row))


def _last(table: Table, key: tuple[Any, ...]) -> Node | None:
    """The last line, when it is the same one and no total."""
    if not table.nodes or key[0] in ("opd", "urusan"):
        return None
    node = table.nodes[-1]
    return node if (node.level, node.kode, node.name) == key else None


def _kind(row: Row) -> str:
    if row["jenjang"] not in ("opd", "urusan"):
        return "baris"
    text = row["uraian"] or ""
    if pattern("baris_rata").search(text):
        return "rata"
    return "persen" if pattern("baris_persen").search(text) else "jumlah"


def _attach(node: Node, earlier: list[Node]) -> None:
    """Hang a line below the one its code names, else below the nearest higher one that shares a column."""
    if not 1 < node.depth < 9:
        return
    wanted = code_above(node.kode) if node.kode else None
    higher = [other for other in reversed(earlier) if 0 < other.depth < node.depth]
    above = next((other for other in higher if wanted and other.kode == wanted), None)
    if above is None and higher:
        nearest = [other for other in higher if other.line == higher[0].line and other.depth == higher[0].depth]
        above = next((other for other in nearest if other.stages & node.stages), nearest[0])
        if node.kode and above.kode and not node.kode.startswith(f"{above.kode}."):
            above = None
    if above is not None:
        node.above = above
        above.below.append(node)


def _mark_lost_pages(table: Table, rows: list[Row]) -> None:
    """A row without its name goes on from a lost page: what was open there, and at the end, is not complete."""
    breaks = [place for place, node in enumerate(table.nodes) if any(_FALLEN in rows[i]["penanda"] for i in node.rows)]
    if not breaks:
        return
    ended = table.nodes[-1].kind != "baris"
    for place in [*breaks, *([] if ended else [len(table.nodes)])]:
        for open_line in [*table.nodes[place - 1 : place], *table.nodes[place : place + 1]]:
            for node in [open_line, *open_line.ancestors()]:
                node.complete = False
    for node in table.nodes:
        if node.depth == 0:
            node.complete = False
