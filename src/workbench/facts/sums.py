"""Levels of lines that neither code, word nor nomenclature gives, from the way their budgets add up.

A program is the sum of its kegiatan, a kegiatan that of its sub kegiatan. Where just one division of all lines of a
table holds to the rupiah, it gives their levels; where none or several do, they stay without one (`deret`).
"""

import functools
from collections.abc import Sequence
from decimal import Decimal

from workbench.facts.entities import LEVELS
from workbench.facts.levels import MARK
from workbench.facts.model import Observation

_UNKNOWN = "deret"
_FEWEST, _MOST = 3, 300
_SEVERAL = 2


def levels_by_sums(lines: Sequence[list[Observation]], levels: Sequence[str]) -> None:
    """Give the lines of a table in which nothing says a level the one their budgets prove.

    `levels`: those the heading of the names lists, the highest first. A table that names one line of the plan is left.
    """
    open_lines = [line for line in lines if line and line[0].jenjang == "urusan" and MARK in line[0].penanda]
    known = any(line[0].jenjang in LEVELS for line in lines if line)
    if known or len(open_lines) < _SEVERAL or not levels:
        return
    budgets = [_budget(line) for line in open_lines]
    found = _division(budgets, len(levels)) if _FEWEST <= len(budgets) <= _MOST and len(levels) >= _SEVERAL else []
    for place, line in enumerate(open_lines):
        for observation in line:
            observation.jenjang = levels[found[place]] if found else _UNKNOWN


def _budget(line: Sequence[Observation]) -> Decimal | None:
    return next((one.pagu for one in line if one.pagu), None)


def _division(budgets: Sequence[Decimal | None], depths: int) -> list[int]:
    """Depth of each line in the one division of all lines in which every sum holds; empty when there is not just one.

    Every line above the deepest level has lines below it.
    """
    if any(not budget for budget in budgets):
        return []
    values = [budget or Decimal(0) for budget in budgets]

    @functools.cache
    def below(start: int, left: Decimal, depth: int) -> tuple[tuple[int, ...], ...]:
        """Up to two ways to spend what is left of a budget on the lines from `start` on, as depths of those lines."""
        if left == 0:
            return ((),)
        if start >= len(values) or values[start] > left:
            return ()
        ways: list[tuple[int, ...]] = []
        for first in line(start, depth):
            rest = below(start + len(first), left - values[start], depth)
            ways += [first + other for other in rest]
        return tuple(ways[:_SEVERAL])

    @functools.cache
    def line(start: int, depth: int) -> tuple[tuple[int, ...], ...]:
        if depth == depths - 1:
            return ((depth,),)
        return tuple((depth, *way) for way in below(start + 1, values[start], depth + 1))[:_SEVERAL]

    whole: list[tuple[tuple[int, ...], ...]] = [()] * len(values) + [((),)]
    for start in range(len(values) - 1, -1, -1):
        ways = [first + rest for first in line(start, 0) for rest in whole[start + len(first)]]
        whole[start] = tuple(ways[:_SEVERAL])
    return list(whole[0][0]) if len(whole[0]) == 1 else []
