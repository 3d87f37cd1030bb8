"""Trees of performance: tujuan, sasaran, program, kegiatan and sub kegiatan side by side, each with its indicator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.documents.model import Identity
from workbench.facts.entities import LEVEL_WORDS, CodeBook, Resolver, stripped, unlisted
from workbench.facts.model import Node
from workbench.tables.align import INDICATOR_START
from workbench.tables.cells import Shape, shape
from workbench.tables.grid import Column, Grid, GridRow
from workbench.tables.vocabulary import normal

_LEVELS = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
_OUTCOME = re.compile(r"^(?:me|ter|ber)\w+nya\b|^meningkat\w+", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+(?=[A-Z])")
_OTHER_KIND, _MOVED, _PARTED = 2.0, 0.3, 1.5
_FAR = 3
_MARK_LENGTH = 6


@dataclass(frozen=True, slots=True)
class _Slot:
    """The columns of one level."""

    jenjang: str
    name: int
    outcome: int | None
    indicator: int | None


def read_tree(grid: Grid, identity: Identity, book: CodeBook) -> list[Node]:
    """The nodes of a table in the order of its rows; a further indicator of a node repeats the node.

    The tail of a row that a page cut off gives nothing.
    """
    slots = _slots(grid.columns)
    reader = _Reader(grid, slots, identity, book)
    for row in grid.rows:
        if len(row.columns) == len(grid.columns):
            reader.read(row, _placed(row, grid.columns))
    return reader.nodes


def _slots(columns: Sequence[Column]) -> list[_Slot]:
    """Levels from left to right; a sasaran right of a program says what that program is to reach."""
    slots: list[_Slot] = []
    for column in columns:
        jenjang = _level(column, slots)
        if jenjang:
            slots.append(_Slot(jenjang, column.index, None, None))
        elif slots and column.role == "sasaran":
            slots[-1] = _Slot(slots[-1].jenjang, slots[-1].name, column.index, slots[-1].indicator)
        elif slots and column.role == "indikator" and slots[-1].indicator is None:
            slots[-1] = _Slot(slots[-1].jenjang, slots[-1].name, slots[-1].outcome, column.index)
    return slots


def _level(column: Column, above: Sequence[_Slot]) -> str | None:
    if column.role == "tujuan":
        return "tujuan"
    if column.role == "sasaran" and not any(slot.jenjang in LEVEL_WORDS for slot in above):
        return "sasaran"
    if column.role != "uraian":
        return None
    heading = normal(column.levels[-1])
    return "sub_kegiatan" if "sub" in heading else "kegiatan" if "kegiatan" in heading else "program"


def _placed(row: GridRow, columns: Sequence[Column]) -> list[str]:
    """Cells moved, in their order, to columns of their kind: names, outcomes (`Meningkatnya ..`), indicators."""
    cells = [(index, cell) for index, cell in enumerate(row.cells) if cell]
    wanted = [_column_kind(column) for column in columns]
    if all(_fits(wanted[index], cell) for index, cell in cells):
        return row.cells
    states: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for position, cell in cells:
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for free, (cost, places) in states.items():
            for target in range(free, len(columns)):
                parted = bool(places) and wanted[target] in ("sasaran", "indikator") and places[-1] != target - 1
                total = cost + _MOVED * min(abs(target - position), _FAR) + _PARTED * parted
                total += 0.0 if wanted[target] == _kind(cell) else _OTHER_KIND
                if target + 1 not in reached or total < reached[target + 1][0]:
                    reached[target + 1] = (total, (*places, target))
        states = reached
    if not states:
        return row.cells
    placed = [""] * len(columns)
    for (_, cell), target in zip(cells, min(states.values())[1], strict=True):
        placed[target] = cell
    return placed


def _fits(wanted: str, cell: str) -> bool:
    """Whether a cell may stand in a column; an indicator need not begin with a word of measure."""
    return wanted == _kind(cell) or (wanted, _kind(cell)) == ("indikator", "nama")


def _column_kind(column: Column) -> str:
    if column.role in ("sasaran", "indikator"):
        return column.role
    return {"uraian": "nama", "tujuan": "sasaran"}.get(column.role or "", "lain")


def _kind(cell: str) -> str:
    if _OUTCOME.match(cell):
        return "sasaran"
    if INDICATOR_START.match(cell):
        return "indikator"
    return "nama" if shape(cell) is Shape.TEXT and len(cell) > _MARK_LENGTH else "lain"


class _Reader:
    """Reads row by row; keeps the node of every level it is in."""

    def __init__(self, grid: Grid, slots: list[_Slot], identity: Identity, book: CodeBook) -> None:
        self.nodes: list[Node] = []
        self._grid = grid
        self._slots = slots
        self._identity = identity
        self._book = book
        self._resolver = Resolver(book)
        self._above: dict[str, Node] = {}

    def read(self, row: GridRow, cells: Sequence[str]) -> None:
        if row.first_of_block and self._is_tail(cells):
            return
        for slot in self._slots:
            indicator = cells[slot.indicator] if slot.indicator is not None else ""
            outcome = cells[slot.outcome] if slot.outcome is not None else ""
            names = _items(cells[slot.name])
            for name in names:
                self._add(row, slot, name, outcome, indicator)
            if not names and indicator and slot.jenjang in self._above:
                self._add_indicator(row, self._above[slot.jenjang], indicator)

    def _is_tail(self, cells: Sequence[str]) -> bool:
        """Words that no cell of the row shows to be a whole name, an outcome or an indicator of its column."""
        filled = [(column, cell) for column, cell in zip(self._grid.columns, cells, strict=True) if cell]
        if any(_kind(cell) in ("sasaran", "indikator") or stripped(cell)[1] for _, cell in filled):
            return False
        names = ((cells[slot.name], slot.jenjang) for slot in self._slots if slot.jenjang in LEVEL_WORDS)
        if any(name and self._book.knows(name, (jenjang,)) for name, jenjang in names):
            return False
        return any(_column_kind(column) != _kind(cell) for column, cell in filled)

    def _add(self, row: GridRow, slot: _Slot, name: str, outcome: str, indicator: str) -> None:
        above = next((self._above[level] for level in reversed(self._over(slot)) if level in self._above), None)
        word = LEVEL_WORDS.get(slot.jenjang)
        line = self._resolver.resolve(f"{word} {stripped(name)[0]}", None) if word else None
        node = Node(
            tahun=self._identity.tahun or 0,
            simpul=max((node.simpul for node in self.nodes), default=0) + 1,
            induk=above.simpul if above else None,
            jenjang=slot.jenjang,
            kode=line.kode if line else None,
            uraian=stripped(name)[0] if line else unlisted(name),
            sasaran=outcome or None,
            indikator=unlisted(indicator) or None,
            nama_resmi=line.nama_resmi if line else None,
            tabel=self._grid.label,
            halaman=row.page,
            baris=row.line,
        )
        self.nodes.append(node)
        self._above = {level: self._above[level] for level in self._over(slot) if level in self._above}
        self._above[slot.jenjang] = node

    def _add_indicator(self, row: GridRow, node: Node, indicator: str) -> None:
        fields = {name: getattr(node, name) for name in Node.__slots__}
        place = {"indikator": unlisted(indicator), "halaman": row.page, "baris": row.line}
        self.nodes.append(Node(**fields | place))

    def _over(self, slot: _Slot) -> tuple[str, ...]:
        return _LEVELS[: _LEVELS.index(slot.jenjang)]


def _items(cell: str) -> list[str]:
    """The names of a cell; a cell may hold a numbered list of them."""
    starts = [found.start() for found in _ITEM.finditer(cell)]
    if len(starts) < 2 or starts[0] != 0:
        return [cell] if cell else []
    return [cell[a:b].strip() for a, b in zip(starts, [*starts[1:], len(cell)], strict=True)]
