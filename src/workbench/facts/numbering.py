"""Levels that the numbers of lines say: `I`, `1`, `1.a`; or `1`, `1.1`, `1.1.1`; or `2 02 15`, `2 02 15 05`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from workbench.facts.codes import canonical
from workbench.facts.entities import LEVELS, is_heading_of_all, stripped
from workbench.facts.nomenclature import normal
from workbench.tables.grid import Column, Grid, GridRow

Style = tuple[str, ...]
_PIECE = re.compile(r"\d+|[A-Za-z]+")
_LEVEL_WORDS = re.compile(r"\b(?:sub ?kegiatan|kegiatan|program)\b")


class _Line(NamedTuple):
    """A numbered line: how its number is made, `('9', 'a')` for `1.a`, and the level its name or code says."""

    style: Style
    said: str | None


class Numbering:
    """Levels by the numbers of one table; none where its numbers say nothing."""

    def __init__(self, grid: Grid, columns: Sequence[Column]) -> None:
        self._column = next((c for role in ("no", "kode") for c in columns if c.role == role), None)
        self._levels: dict[Style, str] = {}
        names = [column for column in columns if column.role == "uraian" and column.levels]
        if self._column is not None and len(names) == 1:
            lines = [line for row in grid.rows if names[0] in row.columns and (line := self._line(row, names[0]))]
            self._levels = _by_order(lines, _levels_in(names[0].levels[-1])) or _by_depth(lines)

    def level(self, row: GridRow) -> str | None:
        """The level of a row by its number; None when it has none, or one that says nothing."""
        return self._levels.get(_style(self._number(row)))

    def _number(self, row: GridRow) -> str:
        return row.cells[self._column.index].strip() if self._column in row.columns else ""

    def _line(self, row: GridRow, column: Column) -> _Line | None:
        number, name = self._number(row), row.cells[column.index]
        style = _style(number)
        if not style or not name or is_heading_of_all(name):
            return None
        code = canonical(number)
        return _Line(style, stripped(name)[1] or (code.jenjang if code and code.jenjang in LEVELS else None))


def _style(number: str) -> Style:
    if re.sub(r"[\dA-Za-z.()\s-]", "", number):
        return ()
    pieces: list[str] = _PIECE.findall(number)
    return tuple("9" if piece.isdigit() else "A" if piece.isupper() else "a" for piece in pieces)


def _levels_in(heading: str) -> list[str]:
    """Levels that a heading of names lists from top to bottom, as `Program/Kegiatan/Sub Kegiatan` does."""
    found = ["_".join(re.findall("sub|kegiatan|program", word)) for word in _LEVEL_WORDS.findall(normal(heading))]
    return found if found == [level for level in LEVELS if level in found] else []


def _by_order(lines: Sequence[_Line], levels: Sequence[str]) -> dict[Style, str]:
    """As many kinds of numbers as the heading names levels, the topmost first and none against what lines say."""
    styles = list(dict.fromkeys(line.style for line in lines))
    if len(styles) < 2 or len(styles) != len(levels):
        return {}
    found = dict(zip(styles, levels, strict=True))
    return found if all(line.said in (None, found[line.style]) for line in lines) else {}


def _by_depth(lines: Sequence[_Line]) -> dict[Style, str]:
    """Numbers of several figures with one more at each level, where lines say what one depth is."""
    figures = [line for line in lines if set(line.style) == {"9"}]
    depths = {len(line.style): line.style for line in figures}
    tops = {len(line.style) - LEVELS.index(line.said) for line in figures if line.said}
    top = tops.pop() if len(tops) == 1 else None
    if top is None or not {top, top + 1} <= set(depths):
        return {}
    return {style: LEVELS[depth - top] for depth, style in depths.items() if 0 <= depth - top < len(LEVELS)}
