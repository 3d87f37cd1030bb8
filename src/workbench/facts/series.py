"""Tables of figures that belong to no program: one row a region, a year or a class, or one column a year."""

import re
from decimal import Decimal

from workbench.documents.identity import official_region, region_codes, years_in
from workbench.documents.model import Identity
from workbench.facts import numbers
from workbench.facts.entities import is_total, unlisted
from workbench.facts.forms import Form, figure_columns, name_column
from workbench.facts.labels import Label, label_of, names_measures
from workbench.facts.model import Observation, doubt_of
from workbench.facts.scale import SCALED, scale_of
from workbench.facts.stages import default_stage, heading_period, quarters_side_by_side, title_year
from workbench.tables.cells import Shape, shape
from workbench.tables.grid import Column, Grid, GridRow, by_layout

_MONEY_FIELDS = {"target": "pagu", "pagu": "pagu", "realisasi": "realisasi_rp"}
_OF_TARGETS = re.compile(r"target\b(?!.*\b(?:realisasi|capaian)\b)", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LAST_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")


def read_series(grid: Grid, form: Form, identity: Identity, mark: str) -> list[Observation]:
    """One observation a filled figure, in `realisasi` (a cell of words in `realisasi_teks`), money of a plan in `pagu`.
    Series that the row or the title calls targets stand in `target`, printed percentages of both in `capaian`.

    `uraian` is the region, or the name of the series; `indikator` what is counted. `mark` is the decimal mark of
    the document where a column shows none.
    """
    return [one for part in by_layout(grid) for one in _read_part(part, form, identity, mark)]


def _read_part(grid: Grid, form: Form, identity: Identity, mark: str) -> list[Observation]:
    name = name_column(grid)
    if name is None:
        return []
    if form.reader == "rentang":
        return [one for row in grid.rows for one in _ranges(grid, row, name, identity)]
    found = []
    for column in figure_columns(grid, name):
        cells = [row.cells[column.index] for row in grid.rows]
        decimal = numbers.decimal_mark(cells) or numbers.mark_of_counts(cells) or mark
        for row in grid.rows:
            one = _figure(grid, row, name, column, form, identity, decimal)
            if one is not None:
                found.append(one)
    return found


def _figure(
    grid: Grid, row: GridRow, name: Column, column: Column, form: Form, identity: Identity, mark: str
) -> Observation | None:
    text = row.cells[column.index]
    if shape(text) in (Shape.EMPTY, Shape.DASH):
        return None
    label = _label(row, name)
    row_year = years_in(label) if shape(label) is Shape.NUMBER else []
    measured = column.levels[-1] if row_year or form.jenjang == "wilayah" else label
    own = label_of(label) if names_measures(_label(other, name) for other in grid.rows) else None
    field = "target" if form.jenjang == "deret" and _OF_TARGETS.match(grid.title) else "realisasi"
    if own and grid.title:
        measured = label = grid.title
    uraian = measured if row_year else label
    region = official_region(label) if form.jenjang == "wilayah" else None
    one = Observation(
        tahun=row_year[-1] if row_year else _year(grid, column, identity),
        tahap=default_stage(grid, identity),
        periode=quarters_side_by_side(grid.columns).get(column.index)
        or heading_period(column.heading)
        or ("tahunan" if row_year else identity.periode or "tahunan"),
        jenjang=form.jenjang or "deret",
        baris=row.line,
        halaman=row.page,
        tabel=grid.label,
        uraian=uraian or None,
        indikator=measured or None,
        nama_resmi=region,
        kode_wilayah=region_codes().get(region or ""),
        penanda=set(row.flags),
    )
    found = _measured(one, own, text, mark) if own else _with_value(one, grid, row, column, text, mark, field)
    if found is not None and text in row.doubtful:
        found.penanda |= {doubt_of(m) for m in ("pagu", "realisasi_rp", "realisasi") if getattr(found, m) is not None}
    return found


def _year(grid: Grid, column: Column, identity: Identity) -> int:
    """The year of a column: its own, else of the column left of it that names one, else of the table."""
    named = [year for other in grid.columns[: column.index + 1] for year in years_in(other.heading)[-1:]]
    return named[-1] if named else title_year(grid, identity)


def _label(row: GridRow, name: Column) -> str:
    """The name of a row; the word of a total row may stand left of it."""
    first = next((cell for cell in row.cells if cell), "")
    return first if is_total(first) else unlisted(row.cells[name.index])


def _measured(one: Observation, label: Label, text: str, mark: str) -> Observation | None:
    """The observation with the figure of a row that says what it measures."""
    if one.uraian is None or one.tahun == 0:
        return None
    if label.field in ("pagu", "realisasi_rp"):
        money = numbers.money(text) if label.scale == 1 else numbers.scaled(text, mark, label.scale)
        if money is None:
            one.penanda.add("bukan_angka")
        else:
            setattr(one, label.field, money.quantize(Decimal("0.01")))
            one.penanda |= {SCALED} if label.scale > 1 else set()
        return one
    value = numbers.parse(text, mark, label.unit)
    if value is None:
        if label.field in ("target", "realisasi"):
            setattr(one, f"{label.field}_teks", text)
        else:
            one.penanda.add("bukan_angka")
        return one
    setattr(one, label.field, float(value[0]))
    one.satuan = value[1] or label.unit or None
    return one


def _with_value(
    one: Observation, grid: Grid, row: GridRow, column: Column, text: str, mark: str, field: str
) -> Observation | None:
    if one.uraian is None or one.tahun == 0:
        return None
    unit = next((row.cells[other.index] for other in grid.columns if other.role == "satuan"), "") or _bracketed(column)
    unit = unit or _titled_unit(grid)
    money = numbers.money(text) if column.role in _MONEY_FIELDS and column.natures == {"rp"} else None
    if money is not None:
        setattr(one, _MONEY_FIELDS[str(column.role)], money.quantize(Decimal("0.01")))
        return one
    value = numbers.parse(text, mark, unit)
    if value is None:
        setattr(one, "target_teks" if field == "target" else "realisasi_teks", text)
        return one
    setattr(one, field, float(value[0]))
    one.satuan = value[1] or unit or None
    return one


def _bracketed(column: Column) -> str:
    """The unit of a series: `%` or whatever stands in brackets at the end of the heading."""
    found = _LAST_BRACKETS.search(column.levels[-1])
    return numbers.heading_unit(column.levels) or (found[1].strip() if found else "")


def _titled_unit(grid: Grid) -> str:
    """The unit that the title of a table gives all its figures in brackets: money in millions, or things counted."""
    texts = [found.strip() for found in _BRACKETS.findall(grid.title)]
    return next((text for text in texts if scale_of(text) or numbers.heading_unit([f"({text})"])), "")


def _ranges(grid: Grid, row: GridRow, name: Column, identity: Identity) -> list[Observation]:
    """The bounds of each class a row gives."""
    return [
        Observation(
            tahun=identity.tahun or 0,
            tahap="lain",
            periode=None,
            jenjang="deret",
            baris=row.line,
            halaman=row.page,
            tabel=grid.label,
            uraian=column.levels[-1],
            indikator=row.cells[name.index],
            realisasi_teks=row.cells[column.index],
            penanda=set(row.flags) | {"rentang"},
        )
        for column in grid.columns
        if column is not name and column.levels and row.cells[column.index]
    ]
