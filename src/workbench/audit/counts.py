"""Counts in the text against the lines: `8 program, 15 kegiatan, 30 sub kegiatan`."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from workbench.audit import text
from workbench.audit.model import GALAT, PERINGATAN, Finding, Tally
from workbench.audit.sheet import Book, Row, Table
from workbench.facts.nomenclature import normal

_NOUN = {"program": "program", "kegiatan": "kegiatan", "sub_kegiatan": "sub kegiatan"}
_PROGRAM = 2  # points in the code of a program
Lines = dict[tuple[str, str], set[str]]


def findings(
    statements: list[dict[str, Any]], book: Book, presence: list[Row], trees: list[Row], tally: Tally
) -> Iterator[Finding]:
    """Counts that no table, list, tree or presence matrix of the document bears out: any of them may be meant."""
    sources = defaultdict(list)
    for dokumen, lines in [*_tables(book), *_matrices(presence, present=True), *_trees(trees)]:
        sources[dokumen].append(lines)
    absent = defaultdict(list)
    for dokumen, lines in _matrices(presence, present=False):
        absent[dokumen].append(lines)
    for one in statements:
        if one["jenis"] not in ("cacah", "tiada"):
            continue
        chosen = sources if one["jenis"] == "cacah" else absent
        counted = {_count(lines, one["satuan"], one["lingkup"]) for lines in chosen[one["dokumen"]]} - {0}
        if not counted:
            continue
        held = int(one["tercetak"]) in counted
        tally.add(one["dokumen"], "cacah", held)
        if not held:
            yield _finding(one, counted, uncertain=one["dokumen"] in book.hidden)
    for dokumen in sorted({one["dokumen"] for one in statements}):
        yield from _added_up([one for one in statements if one["dokumen"] == dokumen], tally)


def _added_up(statements: list[dict[str, Any]], tally: Tally) -> Iterator[Finding]:
    """Counts of the whole office against the list of its programs that follows."""
    for totals, listed in _blocks([one for one in statements if one["jenis"] == "cacah"]):
        programs = totals.get("program")
        if programs is None or len({one["lingkup"] for one in listed}) != int(programs["tercetak"]):
            continue
        for noun in sorted({"kegiatan", "sub_kegiatan"} & set(totals)):
            parts = [one for one in listed if one["satuan"] == noun]
            if len(parts) == int(programs["tercetak"]):
                held = sum(int(one["tercetak"]) for one in parts) == int(totals[noun]["tercetak"])
                tally.add(programs["dokumen"], "cacah", held)
                if not held:
                    yield _unequal(totals[noun], parts)


def _blocks(counts: list[dict[str, Any]]) -> Iterator[tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]]:
    """Counts of the office, by what is counted, with the counts of one program each that stand right after them."""
    totals: dict[str, dict[str, Any]] = {}
    listed: dict[tuple[str, str], dict[str, Any]] = {}
    for one in counts:
        if one["lingkup"] is None:
            if listed:
                yield totals, list(listed.values())
                totals, listed = {}, {}
            totals[one["satuan"]] = one
        elif one["lingkup"].count(".") == _PROGRAM and (one["lingkup"], one["satuan"]) not in listed:
            listed[one["lingkup"], one["satuan"]] = one
        else:
            yield totals, list(listed.values())
            totals, listed = {}, {}
    yield totals, list(listed.values())


def _unequal(total: dict[str, Any], parts: list[dict[str, Any]]) -> Finding:
    counts = [int(one["tercetak"]) for one in parts]
    found = _finding(total, {sum(counts)})
    found.keparahan = PERINGATAN
    found.parts = (*found.parts, "daftar")
    found.bukti = (
        f"Teks di baris {total['baris']} menyebut {int(total['tercetak'])} {_NOUN[total['satuan']]}; rinciannya per "
        f"program ({text.lines(parts)}) berjumlah {sum(counts)} ({' + '.join(str(count) for count in counts)})."
    )
    return found


def _tables(book: Book) -> Iterator[tuple[str, Lines]]:
    for table in book.tables:
        yield table.dokumen, _lines(table)


def _lines(table: Table) -> Lines:
    """Level and name of every different line -> its code where it has one."""
    found: Lines = defaultdict(set)
    for node in table.nodes:
        found[node.level, node.kode or node.name].add(node.kode or "")
    return found


def _matrices(presence: list[Row], *, present: bool) -> Iterator[tuple[str, Lines]]:
    groups: dict[tuple[Any, ...], Lines] = defaultdict(lambda: defaultdict(set))
    for row in presence:
        if row["ada"] is present:
            place = row["berkas"], row["tabel"], row["dokumen"]
            groups[place][row["jenjang"], row["kode"] or normal(row["uraian"] or "")].add(row["kode"] or "")
    return ((place[0], lines) for place, lines in groups.items())


def _trees(trees: list[Row]) -> Iterator[tuple[str, Lines]]:
    groups: dict[tuple[Any, ...], Lines] = defaultdict(lambda: defaultdict(set))
    for row in trees:
        groups[row["berkas"], row["tabel"]][row["jenjang"], row["kode"] or str(row["simpul"])].add(row["kode"] or "")
    return ((place[0], lines) for place, lines in groups.items())


def _count(lines: Lines, level: str, inside: str | None) -> int:
    """Different lines of a level, below one line where the count names one."""
    return sum(one == level and (inside is None or any(code.startswith(f"{inside}.") for code in codes))
               for (one, _), codes in lines.items())  # fmt: skip


def _finding(one: dict[str, Any], counted: set[int], *, uncertain: bool = False) -> Finding:
    """`uncertain`: the document hides rows, so that what was counted may be too little."""
    printed, noun = int(one["tercetak"]), _NOUN[one["satuan"]]
    several = " atau ".join(str(count) for count in sorted(counted))
    only = next(iter(counted)) if len(counted) == 1 and not uncertain else None
    row = {name: one[name] for name in ("opd", "dokumen", "tabel", "halaman", "baris")} | {"kode": one["lingkup"]}
    where = f" di bawah {one['lingkup']}" if one["lingkup"] else ""
    missing = " yang tidak ada" if one["jenis"] == "tiada" else ""
    return Finding(
        row,
        "count_mismatch",
        PERINGATAN if only is None else GALAT,
        f"Banyaknya {noun}{where}",
        f'Teks di baris {one["baris"]} menyebut {printed} {noun}{missing} ("… {one["kutipan"]} …"); yang tercetak '
        f"dalam tabel dan daftar{where} {several}.{f' {text.hidden()}' if uncertain else ''}",
        tercetak=f"{printed} {noun}",
        seharusnya=None if only is None else f"{only} {noun}",
        selisih=None if only is None else float(printed - only),
        parts=("cacah", noun, str(one["lingkup"]), str(printed)),
    )
