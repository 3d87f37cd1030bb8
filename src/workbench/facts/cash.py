"""Cash budgets: what is to be spent, or was spent, month by month and quarter by quarter.

One observation a line and quarter (`periode` `tw1` to `tw4`), one a month (`indikator` the month, `periode` null: the
contract has no word for a month), one for the total of the year (`tahunan`). Plans stand in `pagu`, payments in
`realisasi_rp`; a plan and its payments on two rows of one line make one observation. All are marked `anggaran_kas`,
for a part of the year is no budget of the year.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.documents.identity import years_in
from workbench.documents.model import Identity
from workbench.facts import numbers
from workbench.facts.accounts import account_level
from workbench.facts.entities import CodeBook, Entity, Resolver, is_total, unlisted
from workbench.facts.model import Observation
from workbench.facts.scale import money_scales
from workbench.facts.stages import QUARTERS, default_stage, title_year
from workbench.tables.cells import FIGURES, Shape, shape
from workbench.tables.grid import Column, Grid, GridRow
from workbench.tables.vocabulary import normal

MARK = "anggaran_kas"
_MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
           "november", "desember")  # fmt: skip
_MONTH = re.compile(
    r"(?:bulan )?(jan|feb|mar|apr|mei|jun|jul|agu|agt|ags|sep|okt|nov|nop|des)(?:[a-z]*)(?: 20\d\d)?(?: \(?rp\.?\)?)?"
)
_LETTERS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_OTHER_LETTERS = {"agt": "agu", "ags": "agu", "nop": "nov"}
_QUARTER = re.compile(r"(?:jumlah |total )?(?:triwulan|tw) (iv|iii|ii|i|[1-4])")
_ENDS_WITH_PART = re.compile(r"(?<=\s)(?:(?:triwulan|tw)\.? (?:iv|iii|ii|i|[1-4])|[a-z]+)$", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:total|jumlah|anggaran|pagu)"
    r"(?: (?:anggaran|kas|pagu|belanja|dpa|dppa|(?:se)?tahun(?:an)?|satu|ini|20\d\d|\(?rp\.?\)?))*"
)
_PLAN = re.compile(r"target|anggaran(?: kas)?|rencana|pagu|proyeksi", re.IGNORECASE)
_PAID = re.compile(r"realisasi", re.IGNORECASE)
_PARTED = re.compile(r"\b(?:anggaran|arus) kas\b|\bpenarikan\b|\bpencairan\b|\bpenyediaan dana\b")
_FEWEST_MONTHS = 3
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class _Slot:
    """What one column holds: the field, and the month or period it is of. `field` None: the row says it."""

    index: int
    field: str | None
    month: str | None
    periode: str | None


def is_cash(grid: Grid) -> bool:
    """Whether a table without indicators prints money month by month, or as a cash budget quarter by quarter."""
    if any(column.role in ("indikator", "sasaran") for column in grid.columns):
        return False
    slots = _slots(grid)
    if len({slot.month for slot in slots if slot.month}) >= _FEWEST_MONTHS:
        return True
    told = normal(" ".join([grid.title, *(column.heading for column in grid.columns)]))
    quarters = {slot.periode for slot in slots if slot.periode in QUARTERS.values()}
    return len(quarters) == _QUARTERS and bool(_PARTED.search(told))


def read_cash(
    grid: Grid, identity: Identity, book: CodeBook, mark: str
) -> tuple[list[Observation], set[tuple[int | None, int]]]:
    """The observations of a cash budget, and page and line of all rows they are from; `mark` is the decimal mark."""
    slots = _slots(grid)
    reader = _Reader(grid, slots, identity, book, mark)
    for row in grid.rows:
        if len(row.columns) == len(grid.columns):
            reader.read(row)
    return reader.observations, reader.taken


def _slots(grid: Grid) -> list[_Slot]:
    found = []
    for column in grid.columns:
        texts = [normal(level) for level in _levels(column)]
        field = next((field for field, pattern in (("realisasi_rp", _PAID), ("pagu", _PLAN)) for text in texts
                      if pattern.match(text) and not _TOTAL.fullmatch(text)), None)  # fmt: skip
        month = next((_month(text) for text in texts if _MONTH.fullmatch(text)), None)
        quarter = next((QUARTERS[match[1]] for text in texts if (match := _QUARTER.fullmatch(text))), None)
        total = any(_TOTAL.fullmatch(text) for text in texts) and _holds_figures(grid, column)
        if month:
            found.append(_Slot(column.index, field, month, None))
        elif quarter or total:
            found.append(_Slot(column.index, field, None, quarter or "tahunan"))
    return found


def _levels(column: Column) -> list[str]:
    """The levels of a heading; a month or quarter that ends a single one (`Rencana Penarikan Triwulan I`) is apart."""
    if len(column.levels) != 1 or _QUARTER.fullmatch(normal(column.levels[0])):
        return list(column.levels)
    found = _ENDS_WITH_PART.search(column.levels[0])
    return [column.levels[0][: found.start()], found[0]] if found and found.start() else list(column.levels)


def _month(text: str) -> str | None:
    match = _MONTH.fullmatch(text)
    return _MONTHS[_LETTERS.index(_OTHER_LETTERS.get(match[1], match[1]))] if match else None


def _holds_figures(grid: Grid, column: Column) -> bool:
    cells = [row.cells[column.index] for row in grid.rows if len(row.columns) == len(grid.columns)]
    return any(shape(cell) in FIGURES for cell in cells)


class _Reader:
    """Reads row by row; keeps the line that a row of payments below its plan belongs to."""

    def __init__(self, grid: Grid, slots: Sequence[_Slot], identity: Identity, book: CodeBook, mark: str) -> None:
        self.observations: list[Observation] = []
        self.taken: set[tuple[int | None, int]] = set()
        self._grid = grid
        self._slots = slots
        self._first = min(slot.index for slot in slots if slot.month or slot.periode in QUARTERS.values())
        self._used = {slot.index for slot in slots}
        self._identity = identity
        self._scales = money_scales(grid, grid.columns, mark)
        self._resolver = Resolver(book)
        self._mark = mark
        self._entity: Entity | None = None
        self._open: dict[tuple[str | None, str | None], Observation] = {}

    def read(self, row: GridRow) -> None:
        words = [row.cells[column.index] for column in self._grid.columns[: self._first]
                 if column.index not in self._used or shape(row.cells[column.index]) is Shape.TEXT]  # fmt: skip
        kind = next((field for text in words for field, pattern in (("realisasi_rp", _PAID), ("pagu", _PLAN))
                     if pattern.fullmatch(text)), None)  # fmt: skip
        self._take_line(row, [text for text in words if not (_PAID.fullmatch(text) or _PLAN.fullmatch(text))])
        if self._entity is None:
            return
        for slot in self._slots:
            self._add(row, slot, slot.field or kind or "pagu")

    def _take_line(self, row: GridRow, words: Sequence[str]) -> None:
        """The line a row names; a row that names none goes on with the line above."""
        code = next((row.cells[column.index] for column in self._grid.columns if column.role == "kode"), "")
        name = next((text for text in words if text != code and shape(text) is Shape.TEXT and len(text) > 2
                     and not re.fullmatch(r"rp\.?", text.strip(), re.IGNORECASE)), "")  # fmt: skip
        if not name:
            return
        self._open = {}
        entity = self._resolver.resolve(name, code or None)
        if account_level(code) is None and not entity.known:
            level = "deret" if re.match(r"(?:pendapatan|penerimaan)\b", unlisted(name), re.IGNORECASE) else "belanja"
            entity = Entity(unlisted(name), "opd" if is_total(name) else level, None, code or None)
        self._entity = entity

    def _add(self, row: GridRow, slot: _Slot, field: str) -> None:
        text = row.cells[slot.index]
        value = numbers.money(text) if shape(text) in FIGURES else None
        if value is None:
            return
        scale = self._scales.get(slot.index, 1)
        exact = (value if scale == 1 else numbers.scaled(text, self._mark, scale) or value).quantize(Decimal("0.01"))
        one = self._open.get((slot.month, slot.periode))
        if one is None or getattr(one, field) not in (None, exact):
            one = self._open[slot.month, slot.periode] = self._started(row, slot)
            self.observations.append(one)
        setattr(one, field, exact)
        self.taken.add((row.page, row.line))

    def _started(self, row: GridRow, slot: _Slot) -> Observation:
        assert self._entity is not None
        entity = self._entity
        years = years_in(self._grid.columns[slot.index].heading)
        base = Observation(
            tahun=years[-1] if years else title_year(self._grid, self._identity),
            tahap=default_stage(self._grid, self._identity),
            periode=slot.periode,
            jenjang=entity.jenjang,
            baris=row.line,
            halaman=row.page,
            tabel=self._grid.label,
            uraian=entity.uraian,
            kode=entity.kode,
            kode_tercetak=entity.kode_tercetak,
            kode_asal=entity.kode_asal if entity.kode else None,
            nama_resmi=entity.nama_resmi,
            penanda=set(row.flags) | {MARK},
        )
        return replace(base, indikator=slot.month.capitalize()) if slot.month else base
