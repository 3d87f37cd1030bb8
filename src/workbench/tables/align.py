"""Put the cells of a row under the columns they mean, when the page printed them elsewhere."""

import functools
import itertools
import math
import re
from collections.abc import Sequence

from workbench.tables.cells import Shape, shape
from workbench.tables.grid import Column

INDICATOR_START = re.compile(
    r"^(?:[-•·*]|\d+[.)])?\s*(?:jumlah|persentase|presentase|pesentase|prosentase|persen|rasio|nilai|indeks|tingkat|proporsi|"
    r"cakupan|rata-rata|pertumbuhan|terselenggara|tersedia|terlaksana|terpenuhi|tersusun|meningkatnya)\w*\b",
    re.IGNORECASE,
)
_SHIFTED = 3.0
_SKIP = 4.0
_STEP = 0.5
_TEXT_ROLES = {"uraian", "indikator", "lokasi", "sumber_dana", "catatan", "sasaran", "tujuan"}
_MONEY_ROLES = {"pagu", "realisasi_rp", "selisih"}
_LONG_CODE = re.compile(r"\d\.\d{2}\.\d{2}(?:\.\d{1,4}){1,3}\.?")
_LINE_CODE = re.compile(r"\d\.\d{2}\.\d{2}(?:\.\d{1,4}){0,3}\.?")
_NOT_NAME = 4.0
_SENTENCE = 15
_CODE = re.compile(r"[\dXx](?:[.\s]*[\dXx])*\.?")

_COST: dict[str, dict[Shape, float]] = {
    "money": {Shape.TEXT: 5, Shape.MEASURED: 4, Shape.PERCENT: 4},
    "figure": {Shape.TEXT: 1, Shape.MONEY: 3.5},
    "ratio": {Shape.TEXT: 2, Shape.MONEY: 5, Shape.MEASURED: 0.8},
    "text": {Shape.MONEY: 4, Shape.PERCENT: 3, Shape.NUMBER: 2, Shape.MEASURED: 0.5, Shape.ERROR: 3},
    "unit": {Shape.MONEY: 5, Shape.NUMBER: 1.5, Shape.MEASURED: 2, Shape.PERCENT: 2},
    "any": {},
}


def _family(column: Column) -> str:
    if column.role in _MONEY_ROLES or (column.role in ("target", "realisasi") and column.natures == {"rp"}):
        return "money"
    if column.role in ("target", "realisasi"):
        return "figure"
    if column.role == "rasio":
        return "ratio"
    if column.role == "satuan" or "satuan" in column.natures:
        return "unit"
    return "text" if column.role in _TEXT_ROLES else "any"


def misfit(text: str, column: Column, moneyless: bool = False) -> float:
    """How badly a cell fits a column: 0 well, 4 and more not at all. In a table without money columns (`moneyless`)
    large figures are performance like others."""
    if not text:
        return 0.0
    if column.role == "kode":
        return 0.0 if _CODE.fullmatch(text) else 3.0
    if _LONG_CODE.fullmatch(text):
        return 4.0
    if column.role == "no":
        return 0.0 if len(text) <= 6 else 3.0
    found = shape(text)
    family = _family(column)
    cost = 0.0 if moneyless and (family, found) == ("figure", Shape.MONEY) else _COST[family].get(found, 0.0)
    if found is Shape.TEXT and family == "figure" and len(text) > _SENTENCE and INDICATOR_START.match(text):
        cost += 2.0
    if found is Shape.TEXT and column.role in ("uraian", "lokasi", "sumber_dana") and INDICATOR_START.match(text):
        cost += 0.8
    if found is Shape.TEXT and column.role == "indikator" and not INDICATOR_START.match(text):
        cost += 0.6
    return cost


def occupancy(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[float]:
    """Share of well-formed rows that fill each column (between 0 and 1, never quite either)."""
    good = [row for row in rows if len(row) == len(columns) and fits(row, columns)]
    return [(1 + sum(bool(row[i]) for row in good)) / (2 + len(good)) for i in range(len(columns))]


def fits(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row stands under its headings as printed. One that fills every column has nowhere else to stand."""
    if len(row) == len(columns) and all(row):
        return True
    bare = _moneyless(columns)
    cost = sum(misfit(cell, column, bare) for cell, column in zip(row, columns, strict=False))
    return cost < _SHIFTED and not _name_displaced(row, columns)


def _moneyless(columns: Sequence[Column]) -> bool:
    return not any(_family(column) == "money" for column in columns)


def _name_displaced(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """A row with a code whose name stands under the heading of the indicator."""
    name = next((column.index for column in columns if column.role == "uraian"), None)
    if name is None or name >= len(row) or row[name] or not any(map(_LINE_CODE.fullmatch, row)):
        return False
    return any(
        column.role == "indikator" and shape(cell) is Shape.TEXT and not INDICATOR_START.match(cell)
        for cell, column in zip(row, columns, strict=False)
    )


def align(row: Sequence[str], columns: Sequence[Column], filled: Sequence[float]) -> tuple[list[str], list[str]]:
    """Cells under their columns, and cells that fit nowhere.

    The order of the cells is kept. The cheapest placement is taken: misfit of shape, columns that other
    rows leave empty, and every change of the distance moved all cost.
    """
    cells = [(i, cell) for i, cell in enumerate(row) if cell]
    width = len(columns)
    empty_cost = [-math.log(share) for share in filled]
    # state: (next free column, last offset) -> (cost, placements)
    states: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    names, bare = _names(cells), _moneyless(columns)
    for position, cell in cells:
        standing = [
            misfit(cell, column, bare) + empty + (_NOT_NAME if position in names and column.role != "uraian" else 0.0)
            for column, empty in zip(columns, empty_cost, strict=True)
        ]
        reached: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (free, offset), (cost, places) in states.items():
            _keep(reached, (free, offset), cost + _SKIP, (*places, -1))
            for target in range(free, width):
                moved = target - position
                total = cost + standing[target] + _step(abs(moved - offset))
                _keep(reached, (target + 1, moved), total, (*places, target))
        states = dict(sorted(reached.items(), key=lambda item: item[1][0])[:60])
    _, places = min(states.values(), key=lambda found: found[0])
    placed = [""] * width
    lost = []
    for (_, cell), target in zip(cells, places, strict=True):
        if target < 0:
            lost.append(cell)
        else:
            placed[target] = cell
    return placed, lost


def _names(cells: Sequence[tuple[int, str]]) -> set[int]:
    """Positions of texts that follow a code: the code's name, unless they read like an indicator."""
    return {
        position
        for (_, before), (position, cell) in itertools.pairwise(cells)
        if _LINE_CODE.fullmatch(before) and shape(cell) is Shape.TEXT and not INDICATOR_START.match(cell)
    }


@functools.cache
def _step(distance: int) -> float:
    """Cost of moving a cell otherwise than its left neighbour; far moves cost little more than near ones."""
    return _STEP * min(distance, 2) + _STEP / 2 * max(0, distance - 2)


def _keep(
    states: dict[tuple[int, int], tuple[float, tuple[int, ...]]],
    key: tuple[int, int],
    cost: float,
    places: tuple[int, ...],
) -> None:
    if key not in states or cost < states[key][0]:
        states[key] = (cost, places)
