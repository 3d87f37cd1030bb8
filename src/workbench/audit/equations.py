"""Statements a document makes about its own figures: sums, differences, equal figures, percentages."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.audit.model import Cell, Values

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """`result` = sum of the signed terms. A blank term counts as nothing.

    `kind`: `rincian` (lines below), `loncat` (lines two levels below), `kumulatif`, `selisih`, `sisa`, `sama`,
    `geser_kolom` (a difference that repeats one of its operands), `bayangan` (follows from others: it supports a
    repair and is not told).
    `fragile`: the page does not show all that the sum needs. `hidden`: rows among its lines that the file hides.
    """

    kind: str
    result: Cell
    terms: tuple[tuple[int, Cell], ...]
    tolerance: Decimal = ZERO
    fragile: bool = False
    hidden: tuple[int, ...] = ()

    def cells(self) -> Iterator[Cell]:
        """Every figure the statement speaks of."""
        yield self.result
        for _, cell in self.terms:
            yield cell

    def expected(self, values: Values) -> Decimal:
        """What the terms give."""
        return sum((sign * values.get(cell, ZERO) for sign, cell in self.terms), ZERO)

    def rest(self, values: Values) -> Decimal:
        """Printed result less what the terms give."""
        return values.get(self.result, ZERO) - self.expected(values)

    def holds(self, values: Values) -> bool:
        """The printed figures agree within the rounding."""
        return abs(self.rest(values)) <= self.tolerance

    def solved(self, cell: Cell, values: Values) -> Decimal:
        """The value of one figure that makes the statement hold."""
        if cell == self.result:
            return self.expected(values)
        sign = next(sign for sign, other in self.terms if other == cell)
        return values.get(cell, ZERO) + sign * self.rest(values)


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """`result` = 100 x part / whole (`growth`: less 100), rounded up by `up` or cut off by `cut` at most.

    `loose` is the rounding of the part.
    """

    result: Cell
    part: Cell
    whole: Cell
    up: Decimal
    cut: Decimal
    loose: Decimal = ZERO
    growth: bool = False
    kind: str = "rasio"
    fragile: bool = False

    def cells(self) -> Iterator[Cell]:
        """Every figure the statement speaks of."""
        yield from (self.result, self.part, self.whole)

    def expected(self, values: Values) -> Decimal | None:
        """The percentage of the printed operands; None where there is nothing to divide by."""
        whole = values.get(self.whole, ZERO)
        if whole == 0 or self.part not in values:
            return None
        return 100 * values[self.part] / whole - (100 if self.growth else 0)

    def holds(self, values: Values) -> bool:
        """The printed percentage agrees within rounding; a division by nothing proves nothing."""
        true = self.expected(values)
        if true is None or self.result not in values:
            return True
        return self._near(true, values, abs(100 * self.loose / values[self.whole]))

    def exact(self, values: Values) -> bool:
        """Agrees with the operands as printed, not only as they may have been before rounding."""
        true = self.expected(values)
        return true is None or self.result not in values or self._near(true, values, ZERO)

    def _near(self, true: Decimal, values: Values, slack: Decimal) -> bool:
        printed = values[self.result]
        if true < 0:
            true, printed = -true, -printed
        return true - self.cut - slack <= printed <= true + self.up + slack


Statement = Linear | Ratio


def subtracts_from_blank(one: Statement, values: Values) -> bool:
    """A difference printed as minus the figure before: its formula takes that figure from an empty cell."""
    if one.kind not in ("selisih", "sisa") or not isinstance(one, Linear) or one.holds(values):
        return False
    before = next(cell for sign, cell in one.terms if sign < 0)
    return values.get(before, ZERO) != 0 and values.get(one.result, ZERO) == -values[before]
