"""Figures a reader was not sure of, and what confirms them: the sums of their own table.

A doubted amount is confirmed where the amounts of the rows directly below add up to it, or it is one of several that
add up to the row above, to the rupiah; where the four quarters of a row add up to its year; and where before, after
and difference of a row agree. A doubted percentage is confirmed by the two sure figures it is the share of. No value
changes: only the mark `{measure}_belum_pasti` goes. Where the heading of a scanned table is in doubt, sums confirm
nothing: a column under the wrong heading adds up as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from workbench.facts.model import Observation, doubt_of
from workbench.facts.stages import MEASURES, QUARTERS
from workbench.tables.cells import FIGURES, shape
from workbench.tables.grid import DOUBTED, Column, Grid
from workbench.tables.vocabulary import heading_share

_AMOUNTS = ("pagu", "realisasi_rp")
_SHARES = (("capaian", "realisasi", "target"), ("serapan", "realisasi_rp", "pagu"))
_DEPTH = {"program": 0, "kegiatan": 1, "sub_kegiatan": 2}
_LEAST_PARTS = 2
_ROUNDING = 0.0051
_SIDES = ("renja_perubahan_sebelum", "renja_perubahan_sesudah")
Line = list[Observation]


def confirm(observations: Sequence[Observation]) -> None:
    """Take the mark of doubt from every figure that the sums of its table confirm.

    `observations` are those of one side of a table in the order of its rows.
    """
    if not any(_in_doubt(one) for one in observations):
        return
    lines = [
        list(group) for _, group in groupby(observations, key=lambda one: (one.jenjang, one.uraian, one.kode_tercetak))
    ]
    for index, line in enumerate(lines):
        _confirm_family(line, _children(lines, index))
        _confirm_year(line)
        _confirm_change(line)
    for one in observations:
        _confirm_share(one)
        if DOUBTED in one.penanda and not _in_doubt(one):
            one.penanda.discard(DOUBTED)


def doubt_all(observations: Iterable[Observation]) -> None:
    """Mark every figure as not sure."""
    for one in observations:
        doubted = {doubt_of(measure) for measure in MEASURES if getattr(one, measure) is not None}
        one.penanda |= doubted | ({DOUBTED} if doubted else set())


def is_headed_surely(grid: Grid) -> bool:
    """Whether the heading of a table was surely read, and understood wherever figures stand; only scans can fail."""
    if not grid.scanned:
        return True
    return not grid.misread and all(
        _is_understood(column) or not _has_figures(grid, column) for row in grid.rows for column in row.columns
    )


def _is_understood(column: Column) -> bool:
    return column.role is not None and bool(column.levels) and heading_share(column.levels[-1]) > 0


def _has_figures(grid: Grid, column: Column) -> bool:
    return any(shape(row.cells[column.index]) in FIGURES for row in grid.rows if column in row.columns)


def _in_doubt(one: Observation) -> bool:
    return any(mark.endswith(doubt_of("")) for mark in one.penanda)


def _depth(line: Line) -> int:
    return _DEPTH.get(line[0].jenjang, (line[0].kode_tercetak or "").strip(".").count("."))


def _children(lines: Sequence[Line], index: int) -> list[Line]:
    """The lines one level below a line, up to the next line of its own level."""
    own, found = _depth(lines[index]), []
    for line in lines[index + 1 :]:
        if (line[0].jenjang not in _DEPTH and line[0].jenjang != lines[index][0].jenjang) or _depth(line) <= own:
            break
        if _depth(line) == own + 1:
            found.append(line)
    return found


def _amounts(line: Line) -> dict[tuple[object, ...], tuple[Observation, str, Decimal]]:
    """The amounts of a line by stage, year, period and measure; the first where one is printed twice."""
    found: dict[tuple[object, ...], tuple[Observation, str, Decimal]] = {}
    for one in line:
        for measure in _AMOUNTS:
            value = getattr(one, measure)
            if value is not None:
                found.setdefault((one.tahap, one.tahun, one.periode, measure), (one, measure, value))
    return found


def _confirm_family(line: Line, children: Sequence[Line]) -> None:
    parts = defaultdict(list)
    for child in children:
        for key, part in _amounts(child).items():
            parts[key].append(part)
    for key, whole in _amounts(line).items():
        _confirm_sum(whole, parts[key])


def _confirm_sum(whole: tuple[Observation, str, Decimal], parts: Sequence[tuple[Observation, str, Decimal]]) -> None:
    printed = [part for part in parts if part[2]]
    if len(printed) >= _LEAST_PARTS and sum(part[2] for part in parts) == whole[2]:
        for one, measure, _ in (whole, *parts):
            one.penanda.discard(doubt_of(measure))


def _confirm_year(line: Line) -> None:
    """The payments of the quarters of a row add up to those of its year."""
    by_period = {(one.tahap, one.tahun, one.periode): one for one in line if one.realisasi_rp is not None}
    for (tahap, tahun, periode), whole in by_period.items():
        quarters = [by_period.get((tahap, tahun, name)) for name in sorted(set(QUARTERS.values()))]
        if periode == "tahunan" and all(quarters):
            _confirm_sum(_payment(whole), [_payment(one) for one in quarters if one])


def _payment(one: Observation) -> tuple[Observation, str, Decimal]:
    assert one.realisasi_rp is not None
    return one, "realisasi_rp", one.realisasi_rp


def _confirm_change(line: Line) -> None:
    """What was before plus the difference is what comes after."""
    before, after = (next((one for one in line if one.tahap == side and one.pagu), None) for side in _SIDES)
    difference = next((one.selisih_rp for one in line if one.selisih_rp), None)
    if before and after and difference and before.pagu is not None and after.pagu == before.pagu + difference:
        _clear((before, after), "pagu")


def _clear(observations: Iterable[Observation], measure: str) -> None:
    for one in observations:
        one.penanda.discard(doubt_of(measure))


def _confirm_share(one: Observation) -> None:
    """A doubted percentage is that of two sure figures."""
    for share, part, whole in _SHARES:
        if doubt_of(share) not in one.penanda or {doubt_of(part), doubt_of(whole)} & one.penanda:
            continue
        percent, done, planned = (getattr(one, name) for name in (share, part, whole))
        if done is not None and planned and abs(float(done) / float(planned) * 100 - percent) < _ROUNDING:
            one.penanda.discard(doubt_of(share))
