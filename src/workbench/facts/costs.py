"""Rincian belanja: what one sub kegiatan buys, account by account, with coefficients and prices below each account.

Accounts are read as lines of `belanja`, their sums in `pagu`; all are marked `rincian_belanja` and name the sub
kegiatan in `catatan`, for they are parts of its budget. The total of the table is the `pagu` of that sub kegiatan.
The goods below an account are not read: the account holds their sum.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.documents.model import Identity
from workbench.facts import numbers
from workbench.facts.accounts import account_level
from workbench.facts.codes import canonical
from workbench.facts.cost_tables import code_column
from workbench.facts.entities import CodeBook, Entity, coded, is_total
from workbench.facts.forms import Form
from workbench.facts.model import Observation, Rejected
from workbench.facts.rows import SideReader
from workbench.tables.cells import FIGURES, shape
from workbench.tables.grid import Grid, GridRow

MARK = "rincian_belanja"
_GOODS = "Barang atau jasa di bawah rekening: jumlahnya sudah termasuk dalam rekening di atasnya, tidak dibaca."
_UNKNOWN = "Jumlah rincian belanja tanpa sub kegiatan yang disebut di atas tabelnya."
_SUB_KEGIATAN = re.compile(r"^sub[\s-]?kegiatan\s*(?::|(?=\d))[\s:]*(?P<name>\S.*)$", re.IGNORECASE)
_TOTAL = re.compile(r"(?:jumlah|total)\b.*\b(?:sub kegiatan|belanja|anggaran)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:formulir\s+)?(?:(?P<lain>rencana kerja (?:dan )?(?:perubahan )?anggaran|rkpa|rka)"
    r"|(?P<apbd_perubahan>dokumen pelaksanaan perubahan anggaran|dppa)|(?P<apbd>dokumen pelaksanaan anggaran|dpa))\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER = "renja_perubahan_sebelum", "renja_perubahan_sesudah"


def read_costs(
    grid: Grid, form: Form, above: Sequence[str], identity: Identity, book: CodeBook, mark: str
) -> tuple[list[Observation], list[Rejected]]:
    """Observations of the accounts and rejected goods. `above`: what stands between the table above and this one."""
    reader = SideReader(grid, 0, form, identity, book, mark)
    code = code_column(grid)
    observations: list[Observation] = []
    rejected: list[Rejected] = []
    line = named_line(above, book)
    stages = _stages(above)
    for row in grid.rows:
        if inner := named_line([named_in(row)], book):
            line = inner
        elif code is not None and account_level(row.cells[code]):
            observations += [_staged(_part(one, line), stages) for one in reader.read(row)]
        elif _is_sum(row) and line:
            observations += [_staged(_whole(one, line), stages) for one in reader.read(row)]
        else:
            reason = _UNKNOWN if _is_sum(row) else _GOODS
            rejected.append(Rejected(grid.label, row.page, row.line, " | ".join(row.cells), reason))
    return observations, rejected


def named_in(row: GridRow) -> str:
    """The words of a row in one line; empty where it ends with a figure, as lines of a table do."""
    filled = [cell for cell in row.cells if cell]
    return "" if not filled or shape(filled[-1]) in FIGURES else " ".join(filled)


def named_line(texts: Sequence[str], book: CodeBook) -> Entity | None:
    """The sub kegiatan that the last of some lines names (`Sub Kegiatan : 2.17.01.2.02.0001 ...`)."""
    matches = [match for text in texts if (match := _SUB_KEGIATAN.match(text.strip()))]
    if not matches:
        return None
    name, printed = coded(matches[-1]["name"])
    code = canonical(printed) if printed else None
    entity = Entity(
        name.strip(" -:") or None,
        "sub_kegiatan",
        code.kode if code else None,
        printed or None,
        code.asal if code else None,
    )
    return book.with_official_name(entity)


def _is_sum(row: GridRow) -> bool:
    first = next((cell for cell in row.cells if cell), "")
    prints = any(shape(cell) in FIGURES and numbers.money(cell) is not None for cell in row.cells)
    return prints and (is_total(first) or bool(_TOTAL.match(first)))


def _part(one: Observation, line: Entity | None) -> Observation:
    named = f"Sub kegiatan {' '.join(filter(None, (line.kode_tercetak, line.uraian)))}" if line else None
    notes = "; ".join(filter(None, (named, one.catatan))) or None
    return replace(one, catatan=notes, penanda=one.penanda | {MARK})


def _whole(one: Observation, line: Entity) -> Observation:
    return replace(
        one,
        jenjang="sub_kegiatan",
        uraian=line.uraian,
        kode=line.kode,
        kode_tercetak=line.kode_tercetak,
        kode_asal=line.kode_asal,
        nama_resmi=line.nama_resmi,
        penanda=one.penanda - {"kolom_bergeser"},
    )


def _stages(above: Sequence[str]) -> dict[str, str]:
    """Stage by column or kind of document -> stage by the title of the form; a plan of a budget has no own word."""
    titles = [match.lastgroup for text in above if (match := _TITLE.match(text.strip()))]
    revised = {_BEFORE: "apbd", _AFTER: "apbd_perubahan"}
    if not titles or titles[-1] is None:
        return revised
    if titles[-1] == "lain":
        return {_BEFORE: "apbd", _AFTER: "lain", "apbd": "lain", "renja": "lain"}
    return revised | {"lain": titles[-1], "renja": titles[-1]}


def _staged(one: Observation, stages: dict[str, str]) -> Observation:
    return replace(one, tahap=stages.get(one.tahap, one.tahap))
