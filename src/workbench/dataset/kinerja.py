"""Choose the tidy dataset `kinerja` from `observasi`. Values are chosen, never computed.

Figures from sentences and lists in the text are taken only where no table prints one. Performance figures are chosen
value by value among the observations of one program line and indicator:

1. realised values: the longest period first (year, nine months, half year, quarter);
2. the newest stage of the budget cycle first (`STAGE_ORDER`);
3. the table printed first.

Money is chosen for a whole level at once: all `pagu` (and all `realisasi_rp`) of the programs of one OPD and year come
from one table and stage, likewise of the kegiatan and of the sub kegiatan, so that sums are sums of one table:

1. a table whose programs add up to its own printed total before one whose programs do not;
2. a table that has at least half as many lines of that level as the fullest one;
3. period, stage and place as above.

A line that this table leaves blank stays blank. Money stands on the row of the indicator it is printed beside;
money printed without an indicator stands on the first indicator of its program line. Figures of a whole Renstra
period (`renstra_akhir`, `renstra_sd_lalu`) are no figures of one year and are left to `observasi`, and so are
projections of goals, bounds of classes, and cash budgets by month and quarter.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl
from rapidfuzz import fuzz

from workbench.dataset.schema import ORDER, dtypes
from workbench.facts.nomenclature import normal

STAGE_ORDER = (
    "lkjip",
    "apbd_perubahan",
    "renja_perubahan_sesudah",
    "apbd",
    "perjanjian_kinerja",
    "renja",
    "renja_perubahan_sebelum",
    "rkt",
    "program_utama",
    "kebutuhan",
    "rkpd",
    "prakiraan_maju",
    "lain",
)
PERIOD_ORDER = ("tahunan", "sd_tahun_ini", "tw4", "tw3", "semester1", "tw2", "tw1", None)
_MONEY = ("pagu", "realisasi_rp")
_PRINTED = ("target", "realisasi", "pagu", "realisasi_rp", "target_teks", "realisasi_teks", "capaian", "serapan")
_TABLE = "urutan_tabel"
_ROWS_A_PAGE = 1_000_000
_IN_TEXT, _RANGE, _CASH, _COSTS = "naratif", "rentang", "anggaran_kas", "rincian_belanja"
_PERFORMANCE = ("target", "realisasi")
_SAME_INDICATOR = 92.0
_ALIKE_INDICATOR = 60.0
_ROUNDING = Decimal(1)

Row = dict[str, Any]
Source = tuple[str, int | None, str]


@dataclass(slots=True)
class _Line:
    """One row of `kinerja` while it is made: an indicator of a program line, with its observations."""

    indikator: str | None
    observations: list[Row] = field(default_factory=list)
    chosen: dict[str, Row] = field(default_factory=dict)
    conflict: bool = False


def choose(observations: pl.DataFrame, tables: pl.DataFrame) -> pl.DataFrame:
    """The table `kinerja` (columns as in `workbench.dataset.schema.Kinerja`), sorted.

    `tables` (`Tabel`) tells tables of one label apart.
    """
    yearly = observations.filter(
        pl.col("tahap").is_in(STAGE_ORDER),
        pl.any_horizontal(pl.col(*_PRINTED).is_not_null()),
        ~((pl.col("jenjang") == "sasaran") & (pl.col("tahap") == "prakiraan_maju")),
        ~pl.col("penanda").list.contains(_RANGE),
        ~pl.col("penanda").list.contains(_CASH),
        ~pl.col("penanda").list.contains(_COSTS),
    )
    place = (pl.col("halaman").fill_null(0) * _ROWS_A_PAGE + pl.col("baris")).alias("tempat")
    starts = tables.select("dokumen", place, pl.col("urutan").alias(_TABLE)).sort("tempat")
    ordered = yearly.with_columns(place).sort("tempat")
    joined = ordered.join_asof(starts, on="tempat", by="dokumen", check_sortedness=False).drop("tempat")
    in_text = pl.col("penanda").list.contains(_IN_TEXT)
    rows = joined.with_columns(pl.when(~in_text).then(_TABLE).alias(_TABLE)).to_dicts()
    sources = _money_sources(rows)
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["opd"], row["tahun"], *_entity(row)].append(row)
    chosen = [line for group in groups.values() for line in _choose_group(group, sources)]
    frame = pl.DataFrame(chosen, schema=dtypes("kinerja"), orient="row")
    return frame.sort(ORDER["kinerja"], nulls_last=True)


def _entity(row: Row) -> tuple[str, str]:
    """What rows belong together: the code, else level and name; goals are told apart by indicator alone."""
    if row["kode"] and row["jenjang"] not in ("opd", "urusan"):
        return "kode", row["kode"]
    return row["jenjang"], "" if row["jenjang"] == "sasaran" else normal(row["uraian"] or "")


def _source(row: Row) -> Source:
    return row["dokumen"], row[_TABLE], row["tahap"]


def _closing_tables(rows: Sequence[Row]) -> dict[tuple[Source, str], bool]:
    """For every source and money column with programs and a printed total: whether they agree."""
    sums: dict[tuple[Source, str], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[Source, str], int] = defaultdict(int)
    totals: dict[tuple[Source, str], set[Decimal]] = defaultdict(set)
    for row in rows:
        for name in _MONEY:
            if row[name] is None:
                continue
            key = (_source(row), name)
            if row["jenjang"] == "program":
                sums[key] += row[name]
                counts[key] += 1
            elif row["jenjang"] in ("opd", "urusan"):
                totals[key].add(row[name])
    return {
        key: any(abs(total - sums[key]) <= _ROUNDING * counts[key] for total in totals[key])
        for key in totals
        if counts[key] > 1
    }


def _money_sources(rows: Sequence[Row]) -> dict[tuple[Any, ...], Source]:
    """The table that gives the money: (opd, tahun, jenjang, column) -> source."""
    closing = _closing_tables(rows)
    candidates: dict[tuple[Any, ...], dict[Source, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for name in _MONEY:
            if row[name] is not None:
                key = (row["opd"], row["tahun"], row["jenjang"], name)
                candidates[key][_source(row)].append(row)
    return {key: _best_source(key[3], sources, closing) for key, sources in candidates.items()}


def _best_source(name: str, sources: dict[Source, list[Row]], closing: dict[tuple[Source, str], bool]) -> Source:
    """The source to take a money column of one level from; `sources` holds the rows each prints."""
    lines = {source: len({_entity(row) for row in rows}) for source, rows in sources.items()}
    fullest = max(lines.values())

    def order(source: Source) -> tuple[Any, ...]:
        unclosed = not closing.get((source, name), True)
        partial = 2 * lines[source] < fullest
        return source[1] is None, unclosed, partial, _order(sources[source][0], name)

    return min(sources, key=order)


def _choose_group(group: list[Row], sources: dict[tuple[Any, ...], Source]) -> list[Row]:
    group = sorted(group, key=lambda row: (row[_TABLE] is None, _stage(row), row["dokumen"], row["baris"]))
    lines = _lines(group)
    for line in lines:
        for name in _PERFORMANCE:
            _take_best(line, name)
    for name in _MONEY:
        _take_money(lines, name, group, sources)
    return [_row(line) for line in lines if line.chosen or not all(row[_TABLE] is None for row in line.observations)]


def _lines(group: list[Row]) -> list[_Line]:
    """One line an indicator. Observations without an indicator join the first line."""
    lines: list[_Line] = []
    bare = [row for row in group if row["indikator"] is None]
    for row in group:
        if row["indikator"] is None:
            continue
        line = _line_of(row, lines)
        if line is None:
            line = _Line(row["indikator"])
            lines.append(line)
        line.observations.append(row)
    if not lines:
        return [_Line(None, bare)]
    return lines


def _line_of(row: Row, lines: Sequence[_Line]) -> _Line | None:
    """The line an observation belongs to: nearly the same words; in the text, alike words and a figure of the line."""
    text = normal(row["indikator"])
    likeness = [(fuzz.ratio(normal(line.indikator or ""), text), line) for line in lines]
    same = next((line for score, line in likeness if score >= _SAME_INDICATOR), None)
    if same or row[_TABLE] is not None:
        return same
    alike = [line for score, line in likeness if score >= _ALIKE_INDICATOR and _share_a_figure(row, line)]
    return alike[0] if len(alike) == 1 else None


def _share_a_figure(row: Row, line: _Line) -> bool:
    return any(
        row[name] is not None and row[name] == other[name] for other in line.observations for name in _PERFORMANCE
    )


def _stage(row: Row) -> int:
    return STAGE_ORDER.index(row["tahap"])


def _order(row: Row, name: str) -> tuple[Any, ...]:
    period = PERIOD_ORDER.index(row["periode"]) if name.startswith("realisasi") else 0
    return row[_TABLE] is None, period, _stage(row), row["dokumen"], row["baris"]


def _take_best(line: _Line, name: str) -> None:
    """Take the best observation that prints this value; where it prints words (`Belum dinilai`), there is none."""
    candidates = [row for row in line.observations if row[name] is not None or row[f"{name}_teks"] is not None]
    if not candidates:
        return
    best = min(candidates, key=lambda row: _order(row, name))
    if best[name] is not None:
        line.chosen[name] = best
        line.conflict |= _disagree(best, [row for row in candidates if row[name] is not None], name)


def _take_money(lines: list[_Line], name: str, group: list[Row], sources: dict[tuple[Any, ...], Source]) -> None:
    """Take the money the chosen table prints for this program line, each sum on the line it is printed beside."""
    candidates = [row for row in group if row[name] is not None]
    for row in candidates:
        if _source(row) != sources[row["opd"], row["tahun"], row["jenjang"], name]:
            continue
        line = next((line for line in lines if row in line.observations), lines[0])
        if name not in line.chosen:
            line.chosen[name] = row
            rivals = [other for other in candidates if other in line.observations or other["indikator"] is None]
            line.conflict |= _disagree(row, rivals, name)


def _disagree(best: Row, others: list[Row], name: str) -> bool:
    """Another table of the same stage prints another value."""
    for other in others:
        same_stage = other["tahap"] == best["tahap"] and other["periode"] == best["periode"]
        if (
            same_stage
            and _source(other) != _source(best)
            and abs(other[name] - best[name]) > (_ROUNDING if name in _MONEY else abs(best[name]) * 1e-9)
        ):
            return True
    return False


def _row(line: _Line) -> Row:
    chosen = line.chosen
    head = next((chosen[name] for name in ("target", "realisasi", *_MONEY) if name in chosen), line.observations[0])
    named = next((row for row in line.observations if row["satuan"]), head)
    planned = chosen.get("pagu") or chosen.get("target") or head
    realised = chosen.get("realisasi_rp") or chosen.get("realisasi") or head
    return {
        "opd": head["opd"],
        "tahun": head["tahun"],
        "kode": head["kode"],
        "indikator": line.indikator,
        **{name: chosen[name][name] if name in chosen else None for name in (*_PERFORMANCE, *_MONEY)},
        "jenjang": head["jenjang"],
        "uraian": head["uraian"],
        "satuan": head["satuan"] or named["satuan"],
        "tahap": planned["tahap"],
        "periode": realised["periode"],
        "n_observasi": len(line.observations),
        "konflik": line.conflict,
        "sumber": "; ".join(f"{name}: {_place(row)}" for name, row in chosen.items()) or _place(head),
    }


def _place(row: Row) -> str:
    table = f" tabel {row['tabel']}" if row["tabel"] else ""
    return f"{row['dokumen']}{table} baris {row['baris']} ({row['tahap']}, {row['periode']})"
