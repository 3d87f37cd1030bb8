"""How each table of a document was understood: what every column means and why, and what was left."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.documents.model import Identity
from workbench.facts.forms import figure_columns, name_column, presence_columns
from workbench.facts.model import TableResult
from workbench.facts.stages import groups
from workbench.tables.grid import Column
from workbench.tables.vocabulary import role_reason


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """One column: its heading, role (None when not understood), what it fills, and why, for people."""

    judul: str
    peran: str | None
    isi: str
    alasan: str


def explain_columns(result: TableResult, identity: Identity) -> list[ColumnMeaning]:
    """The meaning of every column of a table, in order."""
    filled = _filled(result, identity)
    return [
        ColumnMeaning(column.heading or "(kosong)", column.role, filled.get(column.index, ""), _why(column, filled))
        for column in result.grid.columns
    ]


def _why(column: Column, filled: dict[int, str]) -> str:
    words = role_reason(column.levels)
    if words and column.role:
        return f"kata '{words}' pada judulnya"
    if column.role or column.index in filled:
        return "isi kolomnya"
    return "judul tidak dikenal; kolom tidak dibaca" if column.levels else "tanpa judul"


def _filled(result: TableResult, identity: Identity) -> dict[int, str]:
    """Which field, stage and year the figures of a column become."""
    grid = result.grid
    if not result.by_role:
        name = name_column(grid)
        marks = {column.index: "ada atau tidak" for column in presence_columns(grid, grid.columns)}
        series = figure_columns(grid, name) if name and result.observations else []
        return marks | {column.index: "realisasi" for column in series}
    found: dict[int, str] = {}
    for side in sorted({column.side for column in grid.columns}):
        columns: Sequence[Column] = [column for column in grid.columns if column.side in (0, side)]
        for stage in groups(grid, columns, identity):
            for measure, index in stage.figures.items():
                found[index] = f"{measure}: {stage.tahap} {stage.tahun}, {stage.periode}"
    return found
