"""Stage, year and period of every figure column, from headings, title and kind of document."""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from workbench import paths
from workbench.documents.identity import cumulative_period, regions_in, years_in
from workbench.documents.model import Identity
from workbench.documents.periods import Span, span_in
from workbench.tables.cells import Shape, shape
from workbench.tables.grid import Column, Grid
from workbench.tables.vocabulary import normal, role_of

_PLANNED = ("target", "pagu")
_QUARTER = re.compile(r"(?<!\bsd )\b(?:triwulan|tw) (iv|iii|ii|i|[1-4])\b")
_QUARTERS_RANGE = re.compile(r"\b(?:triwulan|tw) (?:i|1) ?(?:-|–|sd|dan|s/d) ?(?:triwulan |tw )?(?:iv|iii|ii|[2-4])\b")
QUARTERS = {"i": "tw1", "1": "tw1", "ii": "tw2", "2": "tw2", "iii": "tw3", "3": "tw3", "iv": "tw4", "4": "tw4"}
_MONTH = re.compile(
    r"\b(?:(?:31|30|28)\s+)?(jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agustus|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?)\b",
    re.IGNORECASE,
)
_IN_BUDGET = {"renja_perubahan_sebelum": "apbd", "renja_perubahan_sesudah": "apbd_perubahan"}
_SINCE_START = re.compile(r"\bsd (?:renja (?:\S+ ){0,4})?(?:tahun\b|\(?20\d\d)")
_COUNTED_YEAR = re.compile(r"\bn\s?([+-]\s?\d)\b")
_UNNAMED = "lain"
_YEARLY = 2
MEASURES = ("target", "realisasi", "pagu", "realisasi_rp", "capaian", "serapan")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one column holds."""

    index: int
    measure: str
    tahap: str
    tahun: int
    triwulan: str | None = None
    bagian: str | None = None


@dataclass(frozen=True, slots=True)
class StageGroup:
    """Columns whose figures make one observation together.

    `by_quarter`: the row names its quarter. `doubled`: two columns claim one field, so neither is taken.
    `judul`: the heading of a stage that has no word of its own (`lain`). `rentang`: the printed span of a realisation
    whose period has none. `sembilan_bulan`: `tw3` stands for January to September.
    """

    tahap: str
    tahun: int
    periode: str | None
    figures: dict[str, int]
    satuan: int | None
    by_quarter: bool = False
    doubled: bool = False
    judul: str | None = None
    rentang: str | None = None
    sembilan_bulan: bool = False


_Key = tuple[str, int, bool, str | None, str | None]
_THIS_MONTH = re.compile(r"\b(?:bulan|minggu|periode) ini\b", re.IGNORECASE)
_UP_TO = re.compile(r"\bsd (?:triwulan|tw) (iv|iii|ii|i|[1-4])\b")


@functools.cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = yaml.safe_load((paths.RULES / "tahap.yml").read_text(encoding="utf-8"))
    for part in ("kolom", "judul"):
        rules[part] = [(rule["tahap"], re.compile(rule["pola"])) for rule in rules[part]]
    return rules


def groups(grid: Grid, columns: Sequence[Column], identity: Identity) -> list[StageGroup]:
    """The stage groups of one side of a table, in the order of the columns."""
    measured = [(column, _measure(column, grid)) for column in columns if not _of_others(column, identity)]
    measured = [(column, measure) for column, measure in measured if measure]
    figures = _staged(grid, [(column, str(measure)) for column, measure in measured], columns, identity)
    differences = {column.index for column in columns if column.role == "selisih"}
    figures = _parted(_money_ratios(figures, differences), columns)
    result: list[StageGroup] = []
    quarterly = any(column.role == "triwulan" for column in columns)
    annual = {column.index for column in columns if quarterly and re.search(r"\btahunan\b", normal(column.heading))}
    keys = dict.fromkeys(_group_key(figure, annual) for figure in figures)
    summed = any(_sums_quarters(key, figures) for key in keys)
    for key in keys:
        members = [figure for figure in figures if _group_key(figure, annual) == key]
        claims = Counter(figure.measure for figure in members)
        places = {figure.measure: figure.index for figure in members if claims[figure.measure] == 1}
        tahap, tahun, yearly, quarter, part = key
        yearly = yearly or len({figure.tahun for figure in figures if figure.tahap == tahap}) > _YEARLY
        cumulative = _sums_quarters(key, figures)
        span = _period(tahap, places, grid, identity)
        periode = "tahunan" if yearly else quarter or span.periode
        result.append(
            StageGroup(
                tahap=tahap,
                tahun=tahun,
                periode=None if cumulative else periode,
                figures=places,
                satuan=_unit(places, columns),
                by_quarter=quarterly and not yearly,
                doubled=len(places) < len(claims),
                judul=part if tahap == _UNNAMED or cumulative else None,
                rentang=span.teks if periode is None and not cumulative else None,
                sembilan_bulan=periode == "tw3" and quarter is None and not summed,
            )
        )
    return result


def _sums_quarters(key: _Key, figures: Sequence[Figure]) -> bool:
    """Whether a group sums the quarters up to one that the table also prints by itself; it has no period then."""
    tahap, tahun, _, quarter, part = key
    summed = _UP_TO.search(normal(part or ""))
    others = [normal(one.bagian) for one in figures
              if one.bagian and (one.tahap, one.tahun, one.triwulan) == (tahap, tahun, quarter)]  # fmt: skip
    quarter_of = summed[1] if summed else None
    return any(found[1] == quarter_of for other in others if (found := _QUARTER.search(other)))


def _group_key(figure: Figure, annual: set[int]) -> _Key:
    return figure.tahap, figure.tahun, figure.index in annual, figure.triwulan, figure.bagian


def _parted(figures: list[Figure], columns: Sequence[Column]) -> list[Figure]:
    """Columns that claim one field told apart by the heading above them; stages without a word by their own heading."""
    headings = {column.index: column.levels for column in columns}
    claims = Counter((figure.tahap, figure.tahun, figure.triwulan, figure.measure) for figure in figures)
    doubled = {(tahap, tahun) for (tahap, tahun, _, _), count in claims.items() if count > 1}
    parted = []
    for figure in figures:
        levels = headings[figure.index]
        if figure.bagian:
            pass
        elif (figure.tahap, figure.tahun) in doubled:
            figure = replace(figure, bagian=levels[0] if len(levels) > 1 else None)
        parted.append(figure)
    return parted


def _measure(column: Column, grid: Grid) -> str | None:
    """Which field of an observation a column fills."""
    if column.role == "rasio" and any(role_of((level,)) == "selisih" for level in column.levels):
        return None
    role, natures = column.role, column.natures
    if role in ("target", "realisasi"):
        money = natures == {"rp"} and not _looks_like_performance(column, grid)
        return {"target": "pagu", "realisasi": "realisasi_rp"}[role] if money else role
    if role == "pagu":
        return "pagu"
    if role == "rasio" and _bare_percent_of_units(column, grid):
        return "realisasi"
    if role == "rasio":
        return "serapan" if natures == {"rp"} else "capaian" if natures else "rasio"
    return None


def _of_others(column: Column, identity: Identity) -> bool:
    """Figures of another region, or of the nation, printed for comparison."""
    named = regions_in(" ".join(column.levels))
    own = (identity.wilayah or "").lower()
    return (bool(named) and own not in named) or bool(re.search(r"\bnasional( 20\d\d)?$", normal(column.heading)))


def _bare_percent_of_units(column: Column, grid: Grid) -> bool:
    """A column headed `%` alone whose cells carry units prints what was reached, not a share of the target."""
    bare = bool(column.levels) and normal(column.levels[-1]).strip("() ") == "%"
    cells = (row.cells[column.index] for row in grid.rows if column.index < len(row.cells))
    return bare and any(shape(cell) is Shape.MEASURED for cell in cells)


def _looks_like_performance(column: Column, grid: Grid) -> bool:
    """A heading that speaks of money over figures with units or small numbers."""
    shapes = [shape(row.cells[column.index]) for row in grid.rows if column.index < len(row.cells)]
    money = sum(found is Shape.MONEY for found in shapes)
    other = sum(found in (Shape.MEASURED, Shape.PERCENT) for found in shapes)
    return other > money


def _staged(
    grid: Grid, measured: list[tuple[Column, str]], columns: Sequence[Column], identity: Identity
) -> list[Figure]:
    stated = {(measure, _by_heading(column, identity)) for column, measure in measured if measure in _PLANNED}
    measured_stages = {tahap for _, tahap in stated}
    fallback = default_stage(grid, identity, [measure for _, measure in measured])
    several_years = _several_years(measured, identity, fallback)
    side = next((tahap for column in columns if (tahap := _by_heading(column, identity)) is not None), None)
    budget = _by_title(grid) in _IN_BUDGET.values()
    figures: list[Figure] = []
    quarters = _quarters(measured)
    since = _since_start(measured, identity)
    for column, measure in measured:
        tahap = own = since.get(column.index) or _by_heading(column, identity)
        left = figures[-1] if figures else None
        follows = measure not in _PLANNED and left is not None
        if follows and tahap == "renstra_akhir" and tahap not in measured_stages:
            tahap = None
        if (
            tahap is None
            and measure in _PLANNED
            and fallback == "renja_perubahan_sesudah"
            and (measure, fallback) in stated
        ):
            tahap = "renja_perubahan_sebelum"
        if measure == "target" and tahap == "renja_perubahan_sebelum":
            tahap = _stage_before(measured, identity)
        if tahap in _IN_BUDGET and budget:
            tahap = _IN_BUDGET[tahap]
        if tahap is None:
            tahap = left.tahap if follows and left else (side if column.side else None) or fallback
            if follows and left and _is_cumulative(figures, tahap, measure, left):
                tahap = "renstra_akhir"
        same_stage = next((figure for figure in reversed(figures) if figure.tahap == tahap), None)
        tahun = _heading_year(column, identity) or _plan_end(column, tahap, identity)
        one_year = tahap in _rules()["satu_tahun"] and tahap not in several_years
        if same_stage and (tahun is None or one_year):
            tahun = same_stage.tahun
        quarter = quarters.get(column.index)
        part = column.levels[0] if own == _UNNAMED and len(column.levels) == 1 else None
        figures.append(Figure(column.index, measure, tahap, tahun or title_year(grid, identity), quarter, part))
    return figures


def _quarters(measured: list[tuple[Column, str]]) -> dict[int, str]:
    """Columns of one quarter each, in a table that prints several quarters of one measure side by side."""
    found: dict[str, dict[int, str]] = {}
    for column, measure in measured:
        quarter = _quarter(column)
        if quarter:
            found.setdefault(measure, {})[column.index] = quarter
    several = (columns for columns in found.values() if len(set(columns.values())) > 1)
    told = {column.index: quarter for column, _ in measured if column.section and (quarter := _quarter(column))}
    return told | {index: quarter for columns in several for index, quarter in columns.items()}


def quarters_side_by_side(columns: Sequence[Column]) -> dict[int, str]:
    """The quarter of every column that is headed by one, where several quarters stand side by side."""
    found = {column.index: quarter for column in columns if (quarter := _quarter(column))}
    return found if len(set(found.values())) > 1 else {}


def _quarter(column: Column) -> str | None:
    """The quarter a heading names, innermost level first; `I` alone counts below a level that speaks of quarters."""
    texts = [normal(level) for level in column.levels]
    for depth in range(len(texts) - 1, -1, -1):
        outer = " ".join(texts[:depth])
        named = _QUARTER.search(texts[depth])
        if named and not _QUARTERS_RANGE.search(texts[depth]):
            return QUARTERS[named[1]]
        if texts[depth] in QUARTERS and re.search(r"\b(?:triwulan|tw)\b", outer):
            return QUARTERS[texts[depth]]
    return None


def _several_years(measured: list[tuple[Column, str]], identity: Identity, fallback: str) -> set[str]:
    """Stages whose targets are printed year by year."""
    years: dict[str, set[int]] = {}
    for column, measure in measured:
        year = _heading_year(column, identity)
        if measure == "target" and year:
            years.setdefault(_by_heading(column, identity) or fallback, set()).add(year)
    return {tahap for tahap, found in years.items() if len(found) > 1}


def _since_start(measured: list[tuple[Column, str]], identity: Identity) -> dict[int, str]:
    """Stages of realisations since the start of the plan, where there are two: to an earlier and to the last year."""
    found: dict[int, int] = {}
    for column, measure in measured:
        text = normal(" ".join(column.levels))
        if measure.startswith("realisasi") and _SINCE_START.search(text):
            found[column.index] = _heading_year(column, identity) or 0
    if len(set(found.values())) < 2 or 0 in found.values():
        return {}
    return {
        index: "renstra_sd_lalu" if year == min(found.values()) else "renstra_akhir" for index, year in found.items()
    }


def _stage_before(measured: list[tuple[Column, str]], identity: Identity) -> str:
    """Stage of a target headed just `sebelum`: that of the money before the change."""
    money = [_by_heading(column, identity) for column, measure in measured if measure == "pagu"]
    if "renja_perubahan_sebelum" in money:
        return "renja_perubahan_sebelum"
    return next((tahap for tahap in money if tahap in ("rkpd", "apbd")), "renja_perubahan_sebelum")


def _by_heading(column: Column, identity: Identity) -> str | None:
    text = normal(" ".join(column.levels))
    if column.role == "realisasi" and _SINCE_START.search(text):
        years = years_in(text)
        if years and identity.tahun and max(years) < identity.tahun:
            return "renstra_sd_lalu"
    return next((str(tahap) for tahap, pattern in _rules()["kolom"] if pattern.search(text)), None)


def _is_cumulative(figures: list[Figure], tahap: str, measure: str, left: Figure) -> bool:
    """A second realisation of the same stage in a table with Renstra targets adds up the Renstra period."""
    taken = any((figure.tahap, figure.measure, figure.triwulan) == (tahap, measure, None) for figure in figures)
    return taken and any(figure.tahap == "renstra_akhir" for figure in figures)


def default_stage(grid: Grid, identity: Identity, measures: Sequence[str] = ("realisasi",)) -> str:
    """The stage of columns that name none: by the title of the table, else by the kind of document."""
    return _by_title(grid) or _by_kind(identity, measures)


def names_stage(column: Column) -> bool:
    """Whether a heading names a stage of the budget."""
    text = normal(" ".join(column.levels))
    return any(pattern.search(text) for _, pattern in _rules()["kolom"])


def heading_period(heading: str) -> str | None:
    """The period that a heading's month or quarter closes (`Juni 2024` is `semester1`); None for other months."""
    months = [_closed_by(month) for month in _MONTH.findall(normal(heading))]
    return next(filter(None, months), None) or cumulative_period(heading)


def _closed_by(month: str) -> str | None:
    closing: dict[str, str] = _rules()["bulan"]
    return closing.get(month[:3].lower())


def _by_title(grid: Grid) -> str | None:
    text = normal(grid.title or grid.follows)
    return next((str(tahap) for tahap, pattern in _rules()["judul"] if pattern.search(text)), None)


def _by_kind(identity: Identity, measures: Sequence[str]) -> str:
    default = _rules()["bawaan"].get(identity.jenis, "lain")
    if isinstance(default, dict):
        realised = any(measure.startswith("realisasi") for measure in measures)
        default = default["dengan_realisasi" if realised else "tanpa_realisasi"]
    return str(default)


def _heading_year(column: Column, identity: Identity) -> int | None:
    """The year a heading names, else the one it counts from the year of the plan: `(n-2)`, `tahun n+1`."""
    for level in reversed(column.levels):
        years = years_in(normal(level))
        if years:
            return years[-1]
    for level in reversed(column.levels):
        counted = _COUNTED_YEAR.search(normal(level))
        if counted and identity.tahun:
            return identity.tahun + int(counted[1].replace(" ", ""))
    return None


def title_year(grid: Grid, identity: Identity) -> int:
    """The year a table is about: the document's, unless its title, or else the sentence above it, names only others."""
    years = years_in(grid.title) or years_in(grid.lead)
    if not years or identity.tahun in years:
        return identity.tahun or years[-1]
    return years[0]


def _plan_end(column: Column, tahap: str, identity: Identity) -> int | None:
    """The last year of the Renstra, where a heading names its end without the year."""
    ends = tahap == "renstra_akhir" and re.search(r"\bakhir\b", normal(" ".join(column.levels)))
    return identity.akhir_renstra if ends else None


def end_of_plan(grids: Sequence[Grid]) -> int | None:
    """The last year of the Renstra, where the headings of a document name one year as its end."""
    headings = {normal(" ".join(column.levels)) for grid in grids for column in grid.columns}
    ends = {year for text in headings if re.search(r"\brenstra\b.*\bakhir|\bakhir\b.*\brenstra\b", text)
            for year in years_in(text)[:1]}  # fmt: skip
    return ends.pop() if len(ends) == 1 else None


def _money_ratios(figures: list[Figure], differences: set[int]) -> list[Figure]:
    """What a percentage without further word is of: money where its stage has money only, else performance.

    Of two such percentages in one stage each is of the figure left of it. A percentage right of a difference, or of
    money that is planned only, is a change or a share and fills no field.
    """
    result: list[Figure] = []
    for figure in figures:
        if figure.measure != "rasio":
            result.append(figure)
            continue
        stage = [other for other in figures if (other.tahap, other.triwulan) == (figure.tahap, figure.triwulan)]
        measure = _ratio_of(figure, stage)
        realised = any(other.measure == "realisasi_rp" for other in stage)
        if measure and (realised or figure.index - 1 not in differences):
            result.append(replace(figure, measure=measure))
    return result


def _ratio_of(figure: Figure, stage: list[Figure]) -> str | None:
    measures = {other.measure for other in stage}
    money = "serapan" if "realisasi_rp" in measures else None
    if not measures & {"target", "realisasi"}:
        return money if measures & {"pagu", "realisasi_rp"} else "capaian"
    if sum(other.measure == "rasio" for other in stage) > 1:
        left = max((other for other in stage if other.index < figure.index and other.measure != "rasio"),
                   key=lambda other: other.index, default=None)  # fmt: skip
        return money if left and left.measure in ("pagu", "realisasi_rp") else "capaian"
    return "capaian"


def _period(tahap: str, places: dict[str, int], grid: Grid, identity: Identity) -> Span:
    """The period of a stage, with the words that say it where its realisation ends where no word is for."""
    if tahap == "renstra_sd_lalu":
        return Span("", "sd_tahun_lalu")
    realised = [index for measure, index in places.items() if measure.startswith("realisasi")]
    if tahap == "renstra_akhir":
        return Span("", "sd_tahun_ini" if realised else "tahunan")
    if not realised:
        return Span("", "tahunan")
    headings = " ".join(grid.columns[index].heading for index in realised if index < len(grid.columns))
    named = _named_period(headings) or _named_period(grid.title)
    unnamed = None if identity.periode else _THIS_MONTH.search(headings)
    return named or (Span(identity.rentang or unnamed[0], None) if unnamed else _of_document(identity))


def _named_period(text: str) -> Span | None:
    """The period a text names; its quarter or semester counts before months that do not begin in January."""
    named = span_in(text)
    if (named is None or not named.sejak_januari) and (period := cumulative_period(text)):
        return Span("", period)
    return named


def _of_document(identity: Identity) -> Span:
    """The period of the document; a year where it names none."""
    if identity.periode is None and identity.rentang:
        return Span(identity.rentang, None)
    return Span("", identity.periode or "tahunan")


def _unit(places: dict[str, int], columns: Sequence[Column]) -> int | None:
    """The unit column of a group: the one right of its first figure, else the only one."""
    units = [column.index for column in columns if column.role == "satuan"]
    figures = [places[measure] for measure in ("target", "realisasi") if measure in places]
    beside = [unit for unit in units if figures and unit - min(figures) == 1]
    return next(iter(beside or units), None)
