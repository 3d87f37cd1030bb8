"""Counts in the text against the rows: `8 program, 15 kegiatan, 30 sub kegiatan`.

Such a count is an observation with the mark `naratif`, its noun (`program`, `kegiatan`, `sub kegiatan`) as `satuan` and
the number as `target`; `kode` names the program when the count is of one program only.
"""

from collections.abc import Iterator

from workbench.audit import text
from workbench.audit.model import PERINGATAN, Finding, Tally
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Row, Table


def findings(book: Book, tally: Tally) -> Iterator[Finding]:
    """Counts that no table of the document bears out. Several tables may be meant, so any of them will do."""
    for row in book.rows:
        level = rules()["cacah"].get((row["satuan"] or "").lower().strip())
        if level is None or "naratif" not in row["penanda"] or row["target"] is None:
            continue
        tables = [table for table in book.tables if table.dokumen == row["dokumen"] and not table.narrative]
        counted = {_count(book, table, level, row) for table in tables} - {0}
        if not counted:
            continue
        held = int(row["target"]) in counted
        tally.add(row["dokumen"], "cacah", held)
        if not held:
            yield _finding(row, counted)


def _count(book: Book, table: Table, level: str, row: Row) -> int:
    """Different lines of a level in a table, below one program where the count names one."""
    inside = row["kode"] if row["jenjang"] in ("program", "kegiatan") else None
    found = {node.kode or node.name for node in table.nodes if node.level == level and (
        inside is None or (node.kode or "").startswith(f"{inside}."))}  # fmt: skip
    return len(found)


def _finding(row: Row, counted: set[int]) -> Finding:
    printed, unit = int(row["target"]), row["satuan"]
    several = " atau ".join(str(count) for count in sorted(counted))
    only = next(iter(counted)) if len(counted) == 1 else None
    return Finding(
        row,
        "count_mismatch",
        PERINGATAN if only is None else "galat",
        f"Banyaknya {unit}",
        f"Teks di baris {row['baris']} menyebut {printed} {unit}; yang tercetak di tabel {several}.",
        tercetak=f"{printed} {unit}",
        seharusnya=None if only is None else f"{only} {unit}",
        selisih=None if only is None else float(printed - only),
        parts=("cacah", str(unit), text.level(row)),
    )
