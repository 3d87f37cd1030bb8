"""What kind of table a grid is, and what its columns mean that only their cells give away."""

import functools
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from workbench import paths
from workbench.documents.identity import is_region, years_in
from workbench.facts.accounts import account_level
from workbench.facts.cash import is_cash
from workbench.facts.cost_tables import budgeted, is_costs
from workbench.facts.entities import LEVELS, CodeBook, coded, is_total, stripped, unlisted
from workbench.facts.labels import names_measures
from workbench.facts.scale import scale_of
from workbench.facts.stages import names_stage
from workbench.tables.build import with_money
from workbench.tables.cells import FIGURES, Shape, is_list_mark, shape
from workbench.tables.grid import Column, Grid
from workbench.tables.vocabulary import normal, presence

_LEVEL_HEADING = re.compile(r"(?:nama |uraian )?(program|kegiatan|sub kegiatan)")
_SOME = 0.3
_ODD_MARKS, _MARK_LENGTH = 0.2, 25
_MOSTLY = 0.5
_NEARLY_ALL = 0.8
_VALUES = {"target", "realisasi", "pagu", "rasio"}
_SERIES = {None, "rasio", "target", "realisasi", "pagu", "uraian"}
_NAMES = {"uraian", "indikator", "sasaran"}


@dataclass(frozen=True, slots=True)
class Form:
    """What a table is: its name for people, its reader, the level of all its rows where the form fixes one.

    `reader` is `baris`, `kas`, `rincian`, `deret`, `rentang`, `kehadiran`, `pohon`, or None with the reason in
    `alasan`.
    """

    nama: str | None
    reader: str | None
    jenjang: str | None = None
    alasan: str | None = None


@functools.cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = yaml.safe_load((paths.RULES / "bentuk_tabel.yml").read_text(encoding="utf-8"))
    for name in ("belanja", "penerimaan", "rentang", "wilayah", "usulan", "judul_penerimaan", "dana"):
        rules[name] = re.compile(rules[name], re.IGNORECASE)
    return rules


def understood(grid: Grid) -> Grid:
    """The grid with a role for columns whose heading says too little and whose cells say enough.

    A column headed just by a budget stage over money, or in a table counted in millions, is a `pagu`. Where no column
    holds names, the first column of words, or of different sources of funds, is `uraian`.
    """
    if is_costs(grid):
        return budgeted(grid)
    for old in {grid.columns, *(row.columns for row in grid.rows)}:
        new = _stepped(grid, old)
        new = tuple(_numbered(grid, old, _named_with_code(grid, old, _budget(grid, old, column))) for column in new)
        rows = [row.cells for row in grid.rows if row.columns is old]
        new = tuple(_counted_money(with_money(column, new, rows), new, grid) for column in new)
        if not _NAMES & {column.role for column in new if cells_of(grid, old, column.index)}:
            new = _named(grid, old, new)
        _exchange(grid, old, new)
    return grid


def _exchange(grid: Grid, old: tuple[Column, ...], new: tuple[Column, ...]) -> None:
    if grid.columns is old:
        grid.columns = new
    for row in grid.rows:
        if row.columns is old:
            row.columns = new


def cells_of(grid: Grid, columns: tuple[Column, ...], index: int) -> list[str]:
    """Filled cells of one column of the rows that share `columns`."""
    return [row.cells[index] for row in grid.rows if row.columns is columns and row.cells[index]]


def _budget(grid: Grid, columns: tuple[Column, ...], column: Column) -> Column:
    if column.role not in (None, "uraian") or not column.levels or not names_stage(column):
        return column
    figures = [cell for cell in cells_of(grid, columns, column.index) if shape(cell) is not Shape.DASH]
    of_money = FIGURES if scale_of(column.heading) or scale_of(grid.title) else {Shape.MONEY}
    money = sum(shape(cell) in of_money for cell in figures)
    if money and money >= _MOSTLY * len(figures):
        return replace(column, role="pagu", natures=frozenset({"rp"}))
    return column


def _counted_money(column: Column, columns: tuple[Column, ...], grid: Grid) -> Column:
    """A bare `Realisasi` in a table of nothing but money (printed in millions, or by account) is money."""
    performance = any(other.role in ("indikator", "sasaran") or (other.role == "target" and other.natures != {"rp"})
                      for other in columns)  # fmt: skip
    bare = column.role == "realisasi" and not column.natures
    if not bare or performance or not (scale_of(grid.title) or _is_by_account(grid, columns)):
        return column
    return replace(column, natures=frozenset({"rp"}))


def _is_by_account(grid: Grid, columns: tuple[Column, ...]) -> bool:
    """Whether most codes of a table are those of accounts."""
    codes = [cell for column in columns if column.role == "kode" for cell in cells_of(grid, columns, column.index)]
    return bool(codes) and sum(bool(account_level(code)) for code in codes) > _MOSTLY * len(codes)


def _named_with_code(grid: Grid, columns: tuple[Column, ...], column: Column) -> Column:
    """A column headed as code whose cells print the name behind the code holds names."""
    cells = cells_of(grid, columns, column.index)
    both = sum(bool(coded(cell)[1]) for cell in cells)
    return replace(column, role="uraian") if column.role == "kode" and both > _MOSTLY * len(cells) else column


def _numbered(grid: Grid, columns: tuple[Column, ...], column: Column) -> Column:
    """A first column without heading that holds nothing but numbers of rows."""
    if column.index or column.levels or not all(map(is_list_mark, cells_of(grid, columns, 0))):
        return column
    return replace(column, role="no")


def level_of_heading(column: Column) -> str | None:
    """The level that all names of a column have by its heading (`Program`, `Nama Sub Kegiatan`); None for others."""
    found = _LEVEL_HEADING.fullmatch(normal(column.levels[-1])) if column.levels else None
    return found[1].replace(" ", "_") if found else None


def levels_listed(column: Column) -> list[str]:
    """The levels a heading of names lists (`Program/Kegiatan`), the highest first; empty where it names others too."""
    heading = " ".join(column.levels[-1].lower().split()) if column.levels else ""
    found = [part.replace(" ", "_") for part in re.split(r"\s*(?:/|,|\bdan\b)\s*", heading)]
    return found if found == list(LEVELS[: len(found)]) or found == list(LEVELS[1:]) else []


def _stepped(grid: Grid, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Names under one heading that stand further right the lower they are: in columns of their levels where the heading
    lists as many as there are columns, else all gathered in the first."""
    rows = [row.cells for row in grid.rows if row.columns is columns]
    for column in columns:
        unheaded = itertools.takewhile(lambda other: not other.levels and not other.role, columns[column.index + 1 :])
        steps = [column, *unheaded]
        if column.role != "uraian" or len(steps) == 1 or not _is_stepped(rows, steps):
            continue
        levels = levels_listed(column)
        if len(levels) == len(steps):
            headed = {step.index: replace(column, index=step.index, levels=(level.replace("_", " ").title(),))
                      for step, level in zip(steps, levels, strict=True)}  # fmt: skip
            return tuple(headed.get(other.index, other) for other in columns)
        for row in rows:
            row[column.index], *row[steps[1].index : steps[-1].index + 1] = _gathered(row, steps)
    return columns


def _gathered(row: list[str], steps: Sequence[Column]) -> list[str]:
    return ["".join(row[step.index] for step in steps), *("" for _ in steps[1:])]


def _is_stepped(rows: list[list[str]], steps: Sequence[Column]) -> bool:
    """Whether each row prints words in one of some columns at most, and each column has some."""
    filled = [[step.index for step in steps if row[step.index]] for row in rows]
    words = all(shape(row[index]) is Shape.TEXT for row, used in zip(rows, filled, strict=True) for index in used)
    return words and max(map(len, filled), default=0) == 1 and len({used[0] for used in filled if used}) == len(steps)


def levels_side_by_side(grid: Grid) -> bool:
    """Whether a table names program, kegiatan or sub kegiatan in columns of their own."""
    return (
        len({level for column in grid.columns if column.role == "uraian" and (level := level_of_heading(column))}) > 1
    )


def _named(grid: Grid, old: tuple[Column, ...], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    for column in columns:
        words = [shape(unlisted(cell)) is Shape.TEXT and presence(cell) is None
                 for cell in cells_of(grid, old, column.index)]  # fmt: skip
        different = len(set(cells_of(grid, old, column.index))) == len(words)
        names = column.role is None or (column.role == "sumber_dana" and different)
        if names and len(words) > 1 and sum(words) > _NEARLY_ALL * len(words):
            named = replace(column, role="uraian", natures=column.natures - {"rp"})
            return tuple(named if other is column else other for other in columns)
        if column.role not in (None, "no", "kode"):
            break
    return columns


def form_of(grid: Grid, book: CodeBook) -> Form:
    """The form of a grid that `understood` has seen; tried in this order, the first that fits."""
    tests: tuple[tuple[Callable[[Grid], bool], Form], ...] = (
        (is_cash, Form("anggaran kas", "kas")),
        (is_costs, Form("rincian belanja", "rincian", "belanja")),
        (is_presence, Form("kesesuaian antardokumen", "kehadiran")),
        (_is_tree, Form("pohon kinerja", "pohon")),
        (_measures_regions, Form("target dan realisasi per wilayah", "baris", "wilayah")),
        (_lists_regions, Form("angka per wilayah", "deret", "wilayah")),
        (_lists_years, Form("deret waktu", "deret", "deret")),
        (_is_by_year, Form("deret waktu", "deret", "deret")),
        (_names_measures, Form("ukuran per baris", "deret", "deret")),
        (_holds_ranges, Form("rentang kelas", "rentang", "deret")),
    )
    form = next((form for test, form in tests if test(grid)), None) or _rows_form(grid, book)
    if form.reader == "baris" and form.jenjang == "wilayah":
        _name_regions(grid)
    return form


def _name_regions(grid: Grid) -> None:
    name = name_column(grid)
    for old in {grid.columns, *(row.columns for row in grid.rows)}:
        index = name.index if name else -1
        _exchange(
            grid, old, tuple(replace(column, role="uraian") if column.index == index else column for column in old)
        )


def _rows_form(grid: Grid, book: CodeBook) -> Form:
    """The form of a table of one line a row; without reader when it is none of the known ones."""
    roles = {column.role for column in grid.columns}
    if not roles & _VALUES:
        return Form(None, None, alasan="Tidak ada kolom target, realisasi, atau anggaran yang dikenali dari judulnya.")
    if not roles & _NAMES:
        alasan = "Tidak ada kolom program, kegiatan, sasaran, atau indikator yang dikenali dari judulnya."
        return Form(None, None, alasan=alasan)
    if not _names_match(grid, "belanja") and _rules()["usulan"].search(
        " ".join([grid.title, *(column.heading for column in grid.columns)])
    ):
        return Form("daftar usulan", "baris", "deret")
    if _names_match(grid, "penerimaan") or _about_income(grid):
        return Form("target penerimaan", "baris", "deret")
    if _names_match(grid, "dana") and not {"indikator", "sasaran"} & roles:
        return Form("anggaran menurut sumber dana", "baris", "deret")
    if _names_match(grid, "belanja"):
        return Form("belanja menurut jenis", "baris", "belanja")
    if "sasaran" in roles or _names_programs(grid, book):
        return Form(_program_form(grid), "baris")
    if "indikator" in roles:
        return Form(_program_form(grid), "baris")
    if any(column.role in ("target", "realisasi") and "rp" not in column.natures for column in grid.columns):
        return Form("daftar target", "baris", "deret")
    return Form(None, None, alasan="Bukan tabel program, kegiatan, atau indikator; bentuk ini belum dibaca.")


def _program_form(grid: Grid) -> str:
    """What kind of form a table of programs or indicators is, for people."""
    roles = {column.role for column in grid.columns}
    if max(column.side for column in grid.columns) > 1:
        return "telaah rancangan (dua sisi)"
    if "uraian" not in roles:
        return "indikator kinerja"
    headings = " ".join(column.heading.lower() for column in grid.columns)
    if "realisasi" in roles:
        return "evaluasi hasil renja" if "indikator" in roles else "anggaran dan realisasi"
    if "prakiraan maju" in headings:
        return "rencana dan prakiraan maju"
    return "rencana program dan kegiatan"


def _names(grid: Grid) -> list[str]:
    names = [row.cells[column.index] for row in grid.rows for column in row.columns if column.role == "uraian"]
    return [name for name in names if name and not is_total(name)]


def _names_programs(grid: Grid, book: CodeBook) -> bool:
    """Whether the names of a table are of programs or kegiatan: by word, heading, code or name."""
    names = _names(grid)
    headings = " ".join(column.heading.lower() for column in grid.columns if column.role == "uraian")
    if any(column.role == "kode" for column in grid.columns) or re.search(r"\b(program|kegiatan)\b", headings):
        return True
    return sum(bool(stripped(name)[1]) or book.knows(name) for name in names) > _SOME * len(names)


def _about_income(grid: Grid) -> bool:
    """The heading of the names, or the title of a table without known names, speaks of income."""
    headings = [column.heading for column in grid.columns if column.role == "uraian"]
    return any(_rules()["judul_penerimaan"].search(heading) for heading in headings)


def _names_match(grid: Grid, rule: str) -> bool:
    """Most names of a table, each without its list mark, are of one kind by the words of a rule."""
    names = [stripped(name)[0] for name in _names(grid)]
    return bool(names) and sum(bool(_rules()[rule].search(name)) for name in names) > _MOSTLY * len(names)


def is_presence(grid: Grid) -> bool:
    """A matrix that marks in which documents each line stands."""
    return bool(presence_columns(grid, grid.columns)) and any(column.role == "uraian" for column in grid.columns)


def presence_columns(grid: Grid, columns: tuple[Column, ...]) -> list[Column]:
    """Columns of marks of presence and absence, in a matrix that marks some line as present."""
    marked = [column for column in columns if column.levels and _is_marked(cells_of(grid, columns, column.index))]
    present = any(presence(cell) for column in marked for cell in cells_of(grid, columns, column.index))
    return marked if present else []


def _is_marked(cells: Sequence[str]) -> bool:
    """Marks, one of them more than a dash; a few that are not known may be among them, but no figure above 1."""
    marks = [cell for cell in cells if presence(cell) is not None]
    others = [cell for cell in cells if presence(cell) is None]
    return (
        any(shape(cell) is not Shape.DASH for cell in marks)
        and len(others) <= _ODD_MARKS * len(cells)
        and all(len(cell) <= _MARK_LENGTH and (shape(cell) not in FIGURES or cell in "01") for cell in others)
    )


def _is_tree(grid: Grid) -> bool:
    """Names of several levels side by side, without a figure to any of them."""
    names = [column for column in grid.columns if column.role == "uraian" and _holds_words(grid, column)]
    return len(names) > 1 and not {column.role for column in grid.columns} & _VALUES


def _holds_words(grid: Grid, column: Column) -> bool:
    words = [shape(unlisted(cell)) is Shape.TEXT for cell in cells_of(grid, grid.columns, column.index)]
    return sum(words) > _MOSTLY * len(words)


def name_column(grid: Grid) -> Column | None:
    """The column that names the rows of a series: by role, else the first of words or years."""
    named = next((column for role in ("uraian", "indikator") for column in grid.columns
                  if column.role == role and _holds_words(grid, column)), None)  # fmt: skip
    first = next((column for column in grid.columns if column.role not in ("no", "kode")), None)
    return named or first


def _lists_regions(grid: Grid) -> bool:
    column = name_column(grid)
    if column is None or {"indikator", "sasaran"} & {one.role for one in grid.columns}:
        return False
    if _rules()["wilayah"].search(normal(column.heading)) and figure_columns(grid, column):
        return True
    names = [name for name in cells_of(grid, grid.columns, column.index) if not is_total(name)]
    return len(names) > 1 and sum(map(is_region, names)) > _MOSTLY * len(names)


def _measures_regions(grid: Grid) -> bool:
    """One row a region, with columns of targets or budgets and what became of them."""
    roles = {column.role for column in grid.columns}
    return "target" in roles and bool(roles & {"realisasi", "rasio"}) and _lists_regions(grid)


def _names_measures(grid: Grid) -> bool:
    """One row a measure of the same line (`Target`, `Realisasi`), one column a quarter or another part."""
    column = name_column(grid)
    return column is not None and column.role == "uraian" and names_measures(cells_of(grid, grid.columns, column.index))


def _lists_years(grid: Grid) -> bool:
    """One row a year."""
    column = name_column(grid)
    if column is None:
        return False
    names = cells_of(grid, grid.columns, column.index)
    years = sum(bool(years_in(name)) and shape(name) is Shape.NUMBER for name in names)
    return len(names) > 1 and years > _NEARLY_ALL * len(names)


def _is_by_year(grid: Grid) -> bool:
    """One column a year, with no word of target, realisation or money over them."""
    column = name_column(grid)
    if column is None or {one.role for one in grid.columns} & {"target", "realisasi", "pagu"}:
        return False
    years = {year for one in figure_columns(grid, column) for year in years_in(one.heading)[-1:]}
    return len(years) > 1


def figure_columns(grid: Grid, name: Column) -> list[Column]:
    """Columns of a series that hold its figures: headed, in none of the roles that describe a row."""
    found = []
    for column in grid.columns:
        if column is name or not column.levels or column.role not in _SERIES:
            continue
        cells = [cell for cell in cells_of(grid, grid.columns, column.index) if shape(cell) is not Shape.DASH]
        if sum(shape(cell) in FIGURES for cell in cells) > _MOSTLY * len(cells):
            found.append(column)
    return found


def _holds_ranges(grid: Grid) -> bool:
    """Bounds of classes: every cell right of the names is a range or an inequality."""
    column = name_column(grid)
    if column is None or column.index != 0:
        return False
    cells = [cell for row in grid.rows for cell in row.cells[1:] if cell]
    return len(cells) > 1 and all(_rules()["rentang"].search(cell) for cell in cells)
