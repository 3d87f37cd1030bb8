"""All statements of a document: those of its tables, then those of its text."""

from collections.abc import Iterator, Sequence

from workbench.documents.model import TextLine
from workbench.facts.cost_tables import is_costs
from workbench.facts.entities import CodeBook
from workbench.facts.model import Observation, Stated, TableResult
from workbench.facts.narrative.passages import is_heading, passages
from workbench.facts.statements.claims import Claims
from workbench.facts.statements.columns import read_columns, read_failures, read_lost
from workbench.facts.statements.sentences import Counts, read_changes, read_shares
from workbench.facts.statements.totals import read_heads, read_totals


def read_statements(
    tables: Sequence[TableResult], lines: Sequence[TextLine], book: CodeBook, mark: str
) -> list[Stated]:
    """Statements in the order of the document; `mark` is its decimal mark."""
    found = [one for table in tables for one in _of_table(table, mark)]
    observations = [one for table in tables for one in table.observations]
    found += _of_text(lines, observations, book)
    return sorted(found, key=lambda one: (one.halaman or 0, one.baris))


def _of_table(table: TableResult, mark: str) -> Iterator[Stated]:
    yield from read_columns(table.grid, mark)
    yield from read_lost(table.grid)
    if table.by_role:
        yield from read_failures(table.grid)
    if not table.by_role and not table.kesesuaian and not table.pohon and not is_costs(table.grid):
        yield from read_totals(table.grid, mark)
    elif table.observations and all(one.jenjang == "deret" for one in table.observations):
        yield from read_heads(table.grid, mark)


def _of_text(lines: Sequence[TextLine], observations: Sequence[Observation], book: CodeBook) -> Iterator[Stated]:
    counts, claims = Counts(book), Claims(observations)
    for passage in passages(lines):
        if is_heading(passage.text):
            continue
        yield from counts.read(passage)
        yield from read_changes(passage)
        yield from read_shares(passage)
        yield from claims.read(passage)
