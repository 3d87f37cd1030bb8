"""What the document says about its own figures (`pernyataan`): formulas, totals, changes, values of indicators."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from workbench.audit import text
from workbench.audit.model import GALAT, INFO, PERINGATAN, Finding, Tally
from workbench.audit.rules import rules
from workbench.audit.sheet import Book, Row
from workbench.facts.nomenclature import normal

Stated = dict[str, Any]
_CHECK = {"bagi": "persentase", "ubah": "persentase", "rata": "rata-rata", "jumlah": "jumlah", "kurang": "selisih",
          "selisih": "selisih", "sama": "antar tabel"}  # fmt: skip
_KIND = {"bagi": "percent_mismatch", "ubah": "percent_mismatch", "rata": "percent_mismatch", "jumlah": "sum_mismatch",
         "kurang": "sum_mismatch", "selisih": "sum_mismatch", "sama": "cross_table_conflict"}  # fmt: skip
_OVER_ROWS = ("jumlah", "rata")
_NUDGE = 1e-6
_OPERATIONS: dict[str, Callable[[list[float]], float]] = {
    "bagi": lambda of: 100 * of[0] / of[1],
    "ubah": lambda of: 100 * abs(of[1] - of[0]) / of[0],
    "jumlah": sum,
    "kurang": lambda of: of[0] - of[1],
    "selisih": lambda of: abs(of[0] - of[1]),
    "rata": lambda of: sum(of) / len(of),
    "sama": lambda of: of[0],
}


def findings(statements: list[Stated], book: Book, tally: Tally) -> Iterator[Finding]:
    """Every statement that its operands, or the tables, do not bear out."""
    yield from _computed(statements, book, tally)
    yield from _claimed(statements, book, tally)
    yield from _parts_of_totals(statements, book)
    yield from _formulas(statements)


def value(one: Stated) -> float | None:
    """What the operands of a statement give; None where nothing can be divided."""
    operands: list[float] = one["operan"]
    try:
        return _OPERATIONS[one["operasi"]](operands)
    except ZeroDivisionError:
        return None


def _holds(one: Stated) -> bool:
    """Printed as computed: percentages rounded up or cut off, other figures to the last printed decimal."""
    true = value(one)
    if true is None:
        return True
    unit: float = 10.0 ** -one["desimal"]
    up, down = 0.5, (1.0 if one["operasi"] in ("bagi", "ubah") else 0.5)
    printed: float = one["tercetak"]
    if true < 0:
        true, printed = -true, -printed
    return true - down * unit - _NUDGE <= printed <= true + up * unit + _NUDGE


def _computed(statements: list[Stated], book: Book, tally: Tally) -> Iterator[Finding]:
    """Results that differ; `galat` where most statements of the column or row hold, else the formula may be another."""
    groups: dict[tuple[Any, ...], list[Stated]] = defaultdict(list)
    for one in statements:
        if one["jenis"] == "hitungan" and not (one["operasi"] in _OVER_ROWS and _hides_rows(one, book)):
            groups[one["dokumen"], one["lingkup"] or (one["baris"], one["kutipan"])].append(one)
    for members in groups.values():
        held = [_holds(one) for one in members]
        alone = members[0]["lingkup"] is None
        adopted = sum(held) >= rules()["rumus_dianut"] * len(members) and sum(held) >= min(2, len(members))
        for one, holds in zip(members, held, strict=True):
            tally.add(one["dokumen"], _CHECK[one["operasi"]], holds)
            if not holds:
                yield _difference(one, GALAT if adopted or (alone and one["satuan"] == "%") else PERINGATAN)


def _hides_rows(one: Stated, book: Book) -> bool:
    """Whether rows are hidden on the sheet of a statement: what is added up below each other proves nothing then."""
    return one["halaman"] in book.hidden.get(one["dokumen"], ())


def _difference(one: Stated, severity: str) -> Finding:
    true = round(value(one) or 0.0, max(2, one["desimal"]))
    percent = one["operasi"] in ("bagi", "ubah")
    figure = "capaian" if percent else "pagu" if one["satuan"] == "Rp" else "target"
    if abs(true - one["tercetak"]) <= 0.5 * 10.0 ** -one["desimal"] * (len(one["operan"]) + 1) and not percent:
        severity = PERINGATAN
    words = {
        "bagi": "{0} dibagi {1} adalah",
        "ubah": "Perubahan dari {0} menjadi {1} adalah",
        "kurang": "{0} dikurangi {1} adalah",
        "selisih": "Selisih {0} dan {1} adalah",
        "sama": "Kolom yang dirujuk mencetak",
    }.get(one["operasi"], "Jumlah" if one["operasi"] == "jumlah" else "Rata-rata")
    parts = [text.number(part, "pagu" if one["satuan"] in ("Rp", "%") and part > 10**6 else "target")
             for part in one["operan"]]  # fmt: skip
    printed, right = (text.number(figures, figure, one["desimal"]) for figures in (one["tercetak"], true))
    said = words.format(*parts) if "{" in words or one["operasi"] == "sama" else f"{words} {', '.join(parts)} adalah"
    return Finding(
        _row(one),
        _KIND[one["operasi"]],
        severity,
        text.short(one["uraian"]),
        f"{said} {right}, tercetak {printed}. {_source(one)}",
        printed,
        right,
        one["tercetak"] - true,
        ("pernyataan", one["uraian"], one["operasi"]),
    )


def _source(one: Stated) -> str:
    return f"{one['kutipan'].rstrip('.')}." if one["uraian"] != "Kalimat" else f'Dalam kalimat "… {one["kutipan"]} …".'


def _formulas(statements: list[Stated]) -> Iterator[Finding]:
    """Cells with the error of a spreadsheet, and formulas of columns that are not there."""
    for one in statements:
        if one["jenis"] == "galat_rumus":
            yield Finding(_row(one), "formula_conflict", INFO, f"Rumus gagal: {text.short(one['uraian'])}",
                          f"Baris {one['baris']} mencetak pesan galat rumus sebagai isi sel ({one['kutipan']}). "
                          "Kosongkan sel itu atau tulis tanda hubung.",
                          tercetak=one["kutipan"].split(" ", 1)[0], parts=("galat rumus",))  # fmt: skip
        elif one["jenis"] == "rumus":
            yield Finding(_row(one), "formula_conflict", PERINGATAN, f"Rumus kolom {text.short(one['uraian'])}",
                          f"Rumus {one['kutipan']} menyebut kolom {one['tercetak']:.0f}, padahal nomor itu tidak ada "
                          "pada baris nomor kolom tabel ini. Perbaiki rumus atau nomor kolomnya.",
                          tercetak=one["kutipan"], parts=("rumus", one["uraian"]))  # fmt: skip


def _row(one: Stated) -> Row:
    return {name: one[name] for name in ("opd", "dokumen", "tabel", "halaman", "baris", "tahun")}


def _claimed(statements: list[Stated], book: Book, tally: Tally) -> Iterator[Finding]:
    """Figures that sentences give for an indicator and no table of the document prints or yields for it."""
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in book.rows:
        if row["indikator"]:
            known[row["dokumen"], normal(row["indikator"])].append(row)
    for one in statements:
        rows = known.get((one["dokumen"], one["lingkup"]), []) if one["jenis"] in ("capaian", "nilai") else []
        figures = _figures(rows, one)
        if not figures or _other_unit(one, rows):
            continue
        unit = 10.0 ** -one["desimal"]
        held = any(true - unit - _NUDGE <= one["tercetak"] <= true + 0.5 * unit + _NUDGE for true in figures)
        tally.add(one["dokumen"], "antar tabel", held)
        if not held:
            near = min(figures, key=lambda true: abs(true - one["tercetak"]))
            percent = one["jenis"] == "capaian"
            printed = text.number(one["tercetak"], decimals=one["desimal"])
            yield Finding(
                _row(one),
                "percent_mismatch" if percent else "cross_table_conflict",
                PERINGATAN,
                f'{"Capaian" if percent else "Angka"} indikator "{text.short(one["uraian"])}"',
                f'Kalimat "… {one["kutipan"]} …" menyebut {printed}; menurut tabel '
                f"({text.lines(rows)}) {'target dan realisasinya memberi' if percent else 'yang terdekat'} "
                f"{text.number(round(near, 2), decimals=one['desimal'])}.",
                printed,
                text.number(round(near, 2), decimals=one["desimal"]),
                one["tercetak"] - near,
                ("kalimat", one["lingkup"], str(one["tercetak"])),
            )


def _other_unit(one: Stated, rows: list[Row]) -> bool:
    """A count beside an indicator in percent, such as the people that a share is made of."""
    units = rules()["satuan_persen"]
    in_percent = any((row["satuan"] or "").lower().strip() in units for row in rows)
    return in_percent and (one["satuan"] or "").lower().strip() not in units


def _figures(rows: list[Row], one: Stated) -> list[float]:
    """The figures a sentence may mean: percentages reached, and for any figure also targets and results."""
    found = []
    for row in rows:
        if one["tahun"] is not None and row["tahun"] != one["tahun"]:
            continue
        names = ("capaian",) if one["jenis"] == "capaian" else ("capaian", "target", "realisasi")
        found += [float(row[name]) for name in names if row[name] is not None and not _empty_result(row, name)]
    return found + [100 * one / other for one, other in _pairs(rows)]


def _empty_result(row: Row, name: str) -> bool:
    """A percentage of 0 beside a result that is not printed says that nothing is known yet."""
    return name == "capaian" and not row[name] and row["realisasi"] is None


def _pairs(rows: list[Row]) -> Iterator[tuple[float, float]]:
    """Results with their targets, and with targets that another table prints for the same year."""
    for row in rows:
        for other in rows:
            if row["realisasi"] is not None and other["target"] and (row is other or row["tahun"] == other["tahun"]):
                yield row["realisasi"], other["target"]


def _parts_of_totals(statements: list[Stated], book: Book) -> Iterator[Finding]:
    """A sentence `a part of a whole` whose whole stands in a total row that prints another part, almost the same."""
    totals: dict[tuple[str, float], list[Row]] = defaultdict(list)
    for row in book.rows:
        if row["jenjang"] in ("wilayah", "deret", "opd") and row["realisasi"] is not None:
            totals[row["dokumen"], float(row["realisasi"])].append(row)
    beside: dict[tuple[str, str | None, int], set[float]] = defaultdict(set)
    for row in book.rows:
        if row["realisasi"] is not None:
            beside[row["dokumen"], row["tabel"], row["baris"]].add(float(row["realisasi"]))
    for one in statements:
        if one["operasi"] != "bagi" or one["uraian"] != "Kalimat":
            continue
        part, whole = one["operan"]
        for row in totals.get((one["dokumen"], whole), [])[:1]:
            printed = beside[row["dokumen"], row["tabel"], row["baris"]] - {whole}
            near = min(printed, key=lambda other: abs(other - part), default=part)
            if part not in printed and 0 < abs(near - part) <= rules()["hampir_sama"] * part:
                yield Finding(
                    _row(one),
                    "cross_table_conflict",
                    PERINGATAN,
                    text.short(one["kutipan"]),
                    f"Kalimat menyebut {text.number(part)} dari {text.number(whole)}; {text.where(row)} mencetak "
                    f"{text.number(near)} di samping {text.number(whole)}.",
                    text.number(part),
                    text.number(near),
                    part - near,
                    ("bagian", str(part)),
                )
