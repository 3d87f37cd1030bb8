"""Matrices that show which document holds which program, kegiatan and sub kegiatan."""

from workbench.documents.model import Identity
from workbench.facts.entities import CodeBook, Resolver, coded
from workbench.facts.forms import presence_columns
from workbench.facts.model import Presence
from workbench.tables.grid import Column, Grid
from workbench.tables.vocabulary import presence


def read_presence(grid: Grid, identity: Identity, book: CodeBook) -> list[Presence]:
    """Every mark of a matrix. A row without marks or without name and code gives nothing."""
    resolver = Resolver(book)
    marked = _marked(grid)
    found = []
    for row in grid.rows:
        cells = {column.role: row.cells[column.index] for column in reversed(row.columns)}
        name, printed = coded(cells.get("uraian", ""))
        printed = cells.get("kode", "") or printed
        if not (name or printed):
            continue
        line = resolver.resolve(name, printed or None)
        for column in marked[row.columns]:
            ada = presence(row.cells[column.index])
            document, says = _document(column)
            holds = says if ada and says is not None else ada
            if row.cells[column.index] and holds is not None and (ada or says is None):
                found.append(
                    Presence(
                        identity.tahun or 0, line.kode, line.uraian, document, holds, line.jenjang,
                        line.kode_tercetak, line.nama_resmi, grid.label, row.page, row.line,
                    )
                )  # fmt: skip
    return found


def _document(column: Column) -> tuple[str, bool | None]:
    """The document a column speaks of, and what its marks say where it is headed `Ada` or `Tidak ada`."""
    says = presence(column.levels[-1])
    return (column.levels[-1] if says is None or len(column.levels) == 1 else column.levels[-2]), says


def odd_marks(grid: Grid) -> dict[tuple[int | None, int], str]:
    """Page and line of every row with a mark that is not known, and the mark."""
    marked = _marked(grid)
    return {
        (row.page, row.line): row.cells[column.index]
        for row in grid.rows
        for column in marked[row.columns]
        if row.cells[column.index] and presence(row.cells[column.index]) is None
    }


def _marked(grid: Grid) -> dict[tuple[Column, ...], list[Column]]:
    return {columns: presence_columns(grid, columns) for columns in {row.columns for row in grid.rows}}
