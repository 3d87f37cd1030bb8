"""From clean grids to facts: every table read by the reader of its form, or listed with the reason why not."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from workbench.documents.identity import affairs
from workbench.documents.model import Identity, TextLine
from workbench.facts import numbers
from workbench.facts.cash import read_cash
from workbench.facts.codes import Code, canonical
from workbench.facts.confirm import confirm, doubt_all, is_headed_surely
from workbench.facts.costs import named_in, read_costs
from workbench.facts.entities import LEVELS, CodeBook
from workbench.facts.forms import Form, form_of, levels_side_by_side, understood
from workbench.facts.levels import settle
from workbench.facts.model import Facts, Rejected, TableResult
from workbench.facts.narrative import read_narrative
from workbench.facts.parents import code_from_children
from workbench.facts.presence import odd_marks, read_presence
from workbench.facts.rows import SideReader
from workbench.facts.scale import prove_scales
from workbench.facts.sections import in_sections
from workbench.facts.series import read_series
from workbench.facts.stages import end_of_plan
from workbench.facts.statements import read_statements
from workbench.facts.sums import levels_by_sums
from workbench.facts.tree import read_tree
from workbench.tables.cells import FIGURES, shape
from workbench.tables.grid import WORDLESS, Column, Grid, GridRow

_DEFAULT_MARK = ","
_MOVED = "kolom_bergeser"
_NO_ROW = "Bentuknya dikenali, tetapi tidak satu pun barisnya memberi nama dan angka."
_ODD_MARK = "Tanda '{}' tidak dikenal; tanda lain pada baris ini dibaca."
_REPEATED = "Baris pertama tabel yang dicetak ulang di awal halaman; sudah dibaca sekali."
_WORDLESS = "Angka di antara butir-butir satu sel, tanpa nama atau indikator di sebelahnya."
_NOTHING = "Tidak ada nama, indikator, atau angka yang dikenali pada baris ini, atau barisnya subjumlah atau catatan."


def read_facts(grids: Sequence[Grid], lines: Sequence[TextLine], identity: Identity) -> Facts:
    """What the tables and the text of a document say. Every table is either read or has the reason why not."""
    tables, identity, book, mark = _tables(grids, identity)
    observations, rejected = read_narrative(lines, identity, book)
    scanned = {line.page for line in lines if line.scanned}
    doubt_all(one for one in observations if one.halaman in scanned)
    return Facts(tables, observations, rejected, read_statements(tables, lines, book, mark))


def read_tables(grids: Sequence[Grid], identity: Identity) -> list[TableResult]:
    """What every table of a document says; each is either read or has the reason why not."""
    return _tables(grids, identity)[0]


def _tables(grids: Sequence[Grid], identity: Identity) -> tuple[list[TableResult], Identity, CodeBook, str]:
    grids = [understood(in_sections(grid)) for grid in grids]
    identity = replace(identity, akhir_renstra=identity.akhir_renstra or end_of_plan(grids))
    mark = (
        numbers.decimal_mark(cell for grid in grids for cell in _figure_cells(grid, grid.columns))
        or numbers.decimal_mark(cell for grid in grids for cell in _figure_cells(grid, grid.columns, {"pagu"}))
        or _DEFAULT_MARK
    )
    prove_scales(grids, mark)
    book = code_book(grids, identity)
    before = [(), *(_texts(grid) for grid in grids)]
    results = [_read_table(grid, (*texts, *grid.above), identity, book, mark)
               for texts, grid in zip(before, grids, strict=False)]  # fmt: skip
    return results, identity, book, mark


def _texts(grid: Grid) -> tuple[str, ...]:
    """The headings and rows of a table as lines: the block of names above a form may be drawn as a table."""
    heading = " ".join(column.heading for column in grid.columns if column.levels)
    return (heading, *(named_in(row) for row in grid.rows))


def code_book(grids: Iterable[Grid], identity: Identity) -> CodeBook:
    """The codes a document prints beside names, its affair and its tier."""
    tier = "provinsi" if identity.tingkat == "provinsi" else "kabkota"
    coded = [(name, code) for grid in grids for name, code in _printed_codes(grid)]
    programs = Counter(code.kode[:4] for _, code in coded)
    book = CodeBook(tier, programs.most_common(1)[0][0] if programs else _bidang(identity), identity.tahun or 0)
    for name, code in coded:
        book.learn(name, code)
    return book


def _printed_codes(grid: Grid) -> Iterable[tuple[str, Code]]:
    kode = next((column.index for column in grid.columns if column.role == "kode"), None)
    name = next((column.index for column in grid.columns if column.role == "uraian"), None)
    if kode is None or name is None:
        return
    for row in grid.rows:
        if row.columns is grid.columns and (code := canonical(row.cells[kode])):
            yield row.cells[name], code


def _bidang(identity: Identity) -> str | None:
    """Code of the affair an office handles, from its name (`rules/urusan.csv`)."""
    for pattern, _, bidang in affairs():
        if identity.nama_opd and pattern.search(identity.nama_opd):
            return bidang or None
    return None


def _figure_cells(
    grid: Grid, columns: Sequence[Column], roles: Collection[str] = ("target", "realisasi", "rasio")
) -> Iterable[str]:
    for row in grid.rows:
        for column in columns:
            if column.role in roles and column.index < len(row.cells) and shape(row.cells[column.index]) in FIGURES:
                yield row.cells[column.index]


def _read_table(grid: Grid, above: Sequence[str], identity: Identity, book: CodeBook, mark: str) -> TableResult:
    """What one table says. `above`: the lines over it, and those of the table before."""
    form = form_of(grid, book)
    result = TableResult(grid, form.nama, alasan=form.alasan)
    if form.reader == "kehadiran":
        result.kesesuaian = read_presence(grid, identity, book)
    elif form.reader == "pohon":
        result.pohon = read_tree(grid, identity, book)
    elif form.reader in ("deret", "rentang"):
        result.observations = read_series(grid, form, identity, mark)
    elif form.reader == "kas":
        result.observations, result.taken = read_cash(grid, identity, book, mark)
    elif form.reader == "rincian":
        result.observations, result.rejected = read_costs(grid, form, above, identity, book, mark)
    elif form.reader == "baris":
        _read_rows(result, form, identity, book, mark)
        if levels_side_by_side(grid):
            result.pohon = read_tree(grid, identity, book)
    headed = is_headed_surely(grid)
    doubt_all(one for one in result.observations if not headed or (grid.scanned and _MOVED in one.penanda))
    result.observations.sort(key=lambda observation: (observation.halaman or 0, observation.baris))
    if not result.read and result.alasan is None:
        result.alasan = _NO_ROW
    _reject_the_rest(result)
    return result


def _read_rows(result: TableResult, form: Form, identity: Identity, book: CodeBook, mark: str) -> None:
    result.by_role = True
    grid = result.grid
    mark = numbers.decimal_mark(_figure_cells(grid, grid.columns)) or mark
    for side in sorted({column.side for column in grid.columns if column.side}) or [0]:
        reader = SideReader(grid, side, form, identity, book, mark)
        of_side = [observation for row in grid.rows for observation in reader.read(row)]
        settle(reader.lines)
        levels_by_sums(reader.lines, reader.levels)
        code_from_children(of_side)
        confirm(of_side)
        for one in of_side:
            if one.indikator and one.kode and one.jenjang in LEVELS:
                book.learn_indicator(one.indikator, one.jenjang, one.kode)
        result.observations += of_side


def _reject_the_rest(result: TableResult) -> None:
    """Rows that gave nothing, with the reason."""
    used = {(one.halaman, one.baris) for one in result.observations} | result.taken
    used |= {(one.halaman, one.baris) for one in result.kesesuaian} | {(one.halaman, one.baris) for one in result.pohon}
    known = {(one.halaman, one.baris) for one in result.rejected}
    result.rejected += [_rejected(result.grid, row, result.alasan or (_WORDLESS if WORDLESS in row.flags else _NOTHING))
                       for row in result.grid.rows
                       if (row.page, row.line) not in used | known or WORDLESS in row.flags]  # fmt: skip
    if result.kesesuaian:
        odd = odd_marks(result.grid)
        result.rejected += [_rejected(result.grid, row, _ODD_MARK.format(odd[row.page, row.line]))
                            for row in result.grid.rows if (row.page, row.line) in odd]  # fmt: skip
    result.rejected += [_rejected(result.grid, row, _REPEATED) for row in result.grid.repeated]


def _rejected(grid: Grid, row: GridRow, reason: str) -> Rejected:
    return Rejected(grid.label, row.page, row.line, " | ".join(row.cells), reason)
