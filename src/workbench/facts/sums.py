"""Levels of lines that neither code, word nor nomenclature gives, from the way their budgets add up.

A program is the sum of its kegiatan, a kegiatan that of its sub kegiatan. Where this holds to the rupiah for all lines
of a table, read from the first, it gives their levels; where it does not, they stay without one (`deret`).
"""

import itertools
from collections.abc import Sequence
from decimal import Decimal

from workbench.facts.entities import LEVELS
from workbench.facts.levels import MARK
from workbench.facts.model import Observation

_UNKNOWN = "deret"
_SEVERAL = 2
_MOSTLY = 0.5


def levels_by_sums(lines: Sequence[list[Observation]], levels: Sequence[str]) -> None:
    """Give the lines of a table in which nothing says a level the one their budgets prove.

    `levels`: those the heading of the names lists, the highest first. A table that names one line of the plan is left.
    """
    open_lines = [line for line in lines if line and line[0].jenjang == "urusan" and MARK in line[0].penanda]
    known = any(line[0].jenjang in LEVELS for line in lines if line)
    if known or len(open_lines) < _SEVERAL or not levels:
        return
    budgets = [_budget(line) for line in open_lines]
    found = _depths([budget for budget in budgets if budget], len(levels)) if all(budgets) else []
    for place, line in enumerate(open_lines):
        for observation in line:
            observation.jenjang = levels[found[place]] if found else _UNKNOWN


def _budget(line: Sequence[Observation]) -> Decimal | None:
    return next((one.pagu for one in line if one.pagu), None)


def _depths(budgets: Sequence[Decimal], levels: int) -> list[int]:
    """Depth of each line where every line above the deepest level is the sum of the lines below it; else empty.

    Budgets above 0 leave one way to read them. A sum of one line proves nothing, so most lines of the deepest level
    must be one of several below their line.
    """
    if levels < _SEVERAL or min(budgets) <= 0:
        return []
    found: list[int] = []
    missing: list[Decimal] = []
    for budget in budgets:
        while missing and not missing[-1]:
            missing.pop()
        if missing and budget > missing[-1]:
            return []
        found.append(len(missing))
        if missing:
            missing[-1] -= budget
        if len(missing) < levels - 1:
            missing.append(budget)
    return found if not any(missing) and _is_borne_out(found, levels - 1) else []


def _is_borne_out(depths: Sequence[int], deepest: int) -> bool:
    runs = [len(list(run)) for depth, run in itertools.groupby(depths) if depth == deepest]
    return sum(run for run in runs if run >= _SEVERAL) > _MOSTLY * sum(runs)
