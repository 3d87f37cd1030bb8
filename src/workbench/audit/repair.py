"""Which one changed figure makes checks close: slips of one digit, swapped neighbours, lost groups, signs, rows.

A repair is a suggestion for the reader of a finding. It never changes an observation.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.audit.equations import Linear, Ratio, Statement
from workbench.audit.model import Cell, Values

ZERO = Decimal(0)
SLIPS = {
    "tanda": "tandanya terbalik",
    "kelompok": "satu kelompok tiga angka (ribuan) hilang atau berlebih",
    "tukar": "dua angka bertetangga tertukar",
    "satu_angka": "satu angka berbeda",
    "hilang": "satu angka hilang",
    "ganda": "satu angka tercetak dua kali",
    "lebih": "satu angka berlebih",
    "geser": "angka tercetak pada baris lain di dekatnya",
    "koma": "koma desimal berpindah",
    "salin": "angka tersalin dari baris di atasnya",
    "kosong": "selnya kosong",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure (with the lines that only repeat it) read as another value, and the statements that then hold."""

    cells: tuple[Cell, ...]
    value: Decimal
    slip: str | None
    closes: frozenset[Statement]
    source: Cell | None = None  # where the value stands when a row slipped
    printed: bool = True

    @property
    def cell(self) -> Cell:
        """The figure to look at first."""
        return self.cells[0]

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much speaks for it: statements closed, a known slip, a figure that is printed at all.

        A sum over lines two levels below follows from those between; it counts for known slips only.
        """
        closed = [one for one in self.closes if one.kind not in ("loncat", "bayangan") or self.slip]
        return len(closed), int(self.slip is not None), int(self.printed)


def slip(printed: Decimal, right: Decimal) -> str | None:
    """What kind of slip turns the right figure into the printed one; None when it is no single slip.

    Works on the digits with the same number of decimals; `12.500,00` for `12.500.000,00` is a lost group.
    """
    if printed == -right and printed != 0:
        return "tanda"
    if printed * right <= 0:
        return None
    places = max(_places(printed), _places(right))
    wrong, true = _digits(printed, places), _digits(right, places)
    if printed * 1000 == right or right * 1000 == printed:
        return "kelompok"
    if len(wrong) == len(true):
        return _same_length(wrong, true)
    if _group_lost(wrong, true) or _group_lost(true, wrong):
        return "kelompok"
    if printed * 10 == right or right * 10 == printed or printed * 100 == right or right * 100 == printed:
        return "koma" if places else ("hilang" if len(wrong) < len(true) else "lebih")
    if len(wrong) + 1 == len(true) and _without_one(true, wrong) is not None:
        return "hilang"
    if len(wrong) == len(true) + 1:
        place = _without_one(wrong, true)
        if place is not None:
            return (
                "ganda" if wrong[place] in (wrong[place - 1 : place] or "") + wrong[place + 1 : place + 2] else "lebih"
            )
    return None


def _same_length(wrong: str, true: str) -> str | None:
    different = [place for place, pair in enumerate(zip(wrong, true, strict=True)) if pair[0] != pair[1]]
    if len(different) == 1:
        return "satu_angka"
    if len(different) == 2 and different[1] == different[0] + 1:
        first, second = different
        if wrong[first] == true[second] and wrong[second] == true[first]:
            return "tukar"
    return None


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _digits(value: Decimal, places: int) -> str:
    return str(int(abs(value).scaleb(places)))


def _without_one(long: str, short: str) -> int | None:
    """The place in `long` whose digit left out gives `short`."""
    return next((place for place in range(len(long)) if long[:place] + long[place + 1 :] == short), None)


def _group_lost(short: str, long: str) -> bool:
    """One printed group of three digits left out of `long` gives `short`."""
    if len(long) != len(short) + 3:
        return False
    ends = range(len(long), 2, -3)
    return any(long[: end - 3] + long[end:] == short for end in ends)


class Search:
    """Looks for repairs among the statements of one document."""

    def __init__(
        self,
        statements: Sequence[Statement],
        values: Values,
        near: Callable[[Cell], list[Cell]],
        line: Callable[[Cell], object],
    ) -> None:
        self._printed = values
        self._values = values
        self._near = near
        self._line = line
        self._of: dict[Cell, list[Statement]] = defaultdict(list)
        for one in statements:
            for cell in one.cells():
                self._of[cell].append(one)
        self._broken = {one for one in statements if not one.holds(values)}
        self._open = set(self._broken)
        self._read: set[Cell] = set()
        self._twins = self._repeated(statements)

    @property
    def values(self) -> Values:
        """The figures with all chosen repairs read."""
        return self._values

    @property
    def broken(self) -> set[Statement]:
        """Statements that do not hold as printed."""
        return self._broken

    def _repeated(self, statements: Iterable[Statement]) -> dict[Cell, Cell]:
        """Result of a sum of one term -> that term, where both print the same figure."""
        return {
            one.result: one.terms[0][1]
            for one in statements
            if isinstance(one, Linear) and one.kind == "rincian" and len(one.terms) == 1 and one.holds(self._values)
        }

    def _with_twins(self, cell: Cell) -> list[tuple[Cell, ...]]:
        """The figure alone, and with the figures below that only repeat it."""
        chains: list[tuple[Cell, ...]] = [(cell,)]
        while (below := self._twins.get(chains[-1][-1])) is not None:
            chains.append((*chains[-1], below))
        return chains

    def candidates(self, one: Statement) -> list[Repair]:
        """Repairs of one broken statement that break no other, the best supported first."""
        found: dict[tuple[tuple[Cell, ...], Decimal], Repair] = {}
        if isinstance(one, Linear) and one.kind not in ("bayangan", "geser_kolom"):
            for cell in one.cells():
                value = one.solved(cell, self._values)
                for cells in self._with_twins(cell):
                    repair = self.tried(cells, value)
                    if repair and one in repair.closes:
                        found[cells, value] = repair
        return sorted(found.values(), key=lambda repair: (*(-part for part in repair.weight), repair.cell))

    def tried(self, cells: tuple[Cell, ...], value: Decimal) -> Repair | None:
        """A changed figure, when every statement that held still holds."""
        printed = cells[0] in self._values
        if cells[0].figure != "selisih_rp" and (value < 0 or (not printed and value == 0)):
            return None
        after = _Changed(self._values, dict.fromkeys(cells, value))
        closes = set()
        for cell in cells:
            for one in self._of[cell]:
                holds = one.holds(after)
                if one in self._open:
                    closes |= {one} if holds else set()
                elif not holds and one.holds(self._values):
                    return None
        kind, source = self._slip(cells[0], value, closes)
        return Repair(cells, value, kind, frozenset(closes), source, printed)

    def _slip(self, cell: Cell, value: Decimal, closes: set[Statement]) -> tuple[str | None, Cell | None]:
        """What went wrong when the figure is read as `value`, and where that value stands when a row slipped."""
        if cell in self._values and (kind := slip(self._values[cell], value)):
            return kind, None
        of_itself = any(one.kind == "rincian" and one.result == cell for one in closes)
        if cell.figure == "selisih_rp":
            return ("kosong", None) if cell not in self._values else (None, None)
        source = next((near for near in self._near(cell) if self._printed.get(near) == value), None)
        if source is not None and value != 0 and not of_itself:
            return "geser", source
        return ("kosong", None) if cell not in self._values else (None, None)

    def of(self, cell: Cell) -> list[Statement]:
        """The statements that speak of a figure."""
        return self._of.get(cell, [])

    def best(self, known: Sequence[Repair] = ()) -> list[Repair]:
        """Repairs that the arithmetic determines, each read before others are looked for; `known` ones come first."""
        chosen: list[Repair] = []
        self._take(known, chosen)
        while True:
            every = {one: self.candidates(one) for one in self._open}
            found = {repair for repairs in every.values() for repair in repairs}
            sure = [repair for repair in found if _sure(repair, every)]
            if not self._take(self._alike(found, chosen), chosen) and not self._take(sure, chosen):
                return chosen

    def _alike(self, found: Iterable[Repair], chosen: Sequence[Repair]) -> list[Repair]:
        """A row that slipped in one column slipped in the others too."""
        moved = {(self._line(repair.cell), self._line(repair.source)) for repair in chosen if repair.source}
        return [repair for repair in found if repair.source
                and (self._line(repair.cell), self._line(repair.source)) in moved]  # fmt: skip

    def _take(self, repairs: Iterable[Repair], chosen: list[Repair]) -> bool:
        """Choose repairs, the best supported first, each broken statement used once; True when any was chosen."""
        before = len(chosen)
        for repair in sorted(repairs, key=_order):
            if repair.closes <= self._open and not (set(repair.cells) & self._read):
                chosen.append(repair)
                self._open -= repair.closes
                self._read |= set(repair.cells)
                self._values = _Changed(self._values, dict.fromkeys(repair.cells, repair.value))
        if len(chosen) > before:
            self._open = {one for one in self._open if not one.holds(self._values)}
        return len(chosen) > before


def _order(repair: Repair) -> tuple[object, ...]:
    return (*(-part for part in repair.weight), len(repair.cells), repair.cell, repair.value)


def _sure(repair: Repair, every: dict[Statement, list[Repair]]) -> bool:
    """No other repair of the same statements has as much for it; a lone guess without a known slip is none."""
    if repair.weight[0] < 2 and repair.slip is None:
        return False
    rivals = [
        other for one in repair.closes for other in every.get(one, []) if not set(other.cells) & set(repair.cells)
    ]
    return all(other.weight < repair.weight for other in rivals)


class _Changed(dict[Cell, Decimal]):
    """Values with a few replaced, without copying the others."""

    def __init__(self, values: Values, changed: dict[Cell, Decimal]) -> None:
        super().__init__(changed)
        self._values = values

    def get(self, cell: Cell, default: Decimal = ZERO) -> Decimal:  # type: ignore[override]
        return super().get(cell, self._values.get(cell, default))

    def __contains__(self, cell: object) -> bool:
        return super().__contains__(cell) or cell in self._values

    def __missing__(self, cell: Cell) -> Decimal:
        return self._values[cell]


def ratio_repair(one: Ratio, values: Values) -> tuple[Decimal, str | None] | None:
    """The percentage that the operands give, with as many decimals as printed (at least two), and the slip."""
    true = one.expected(values)
    if true is None:
        return None
    places = max(2, _places(values[one.result]))
    right = round(true, places)
    return right, slip(values[one.result], right) or slip(values[one.result], round(true, _places(values[one.result])))
