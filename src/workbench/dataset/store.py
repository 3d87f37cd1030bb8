"""Write the dataset: rows checked, all files replaced together, the same input giving the same bytes.

Documents come in portions and go to the disk in portions; the tidy table and the findings are made office by office.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from workbench.dataset import datapackage, generation, load, parts
from workbench.dataset.kinerja import choose
from workbench.dataset.schema import ORDER, TABLES, dtypes

READ = tuple(name for name in ORDER if name != "kinerja")
"""Tables that hold what documents give."""
_AUDITED = {
    "observasi": "dokumen",
    "tabel": "dokumen",
    "ditolak": "dokumen",
    "kesesuaian": "berkas",
    "pohon_kinerja": "berkas",
    "pernyataan": "dokumen",
}
"""Tables an audit needs beside `dokumen`, and their column that names the document they were read from."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FULL_PORTION = 5_000
_MOST_FRAMES = 50

Rows = dict[str, list[dict[str, Any]]]
Audit = Callable[[dict[str, pl.DataFrame]], pl.DataFrame]


def write(portions: Iterable[Rows], out: Path, audit: Audit | None = None) -> None:
    """Check and write every table as Parquet and CSV, and `datapackage.json`; `temuan` only with an `audit`.

    `portions`: the rows of documents, sorted by their names, some documents at a time. Rows that break the schema go
    to `ditolak` with the broken rule as the reason. `audit` gets the tables of one office and gives its findings.
    Raises OSError when they cannot be written; the dataset that was there stays.
    """
    with generation.replacing(out) as draft:
        _write_read(portions, draft)
        _write_made(draft, audit)
        for name in parts.TABLES:
            parts.split(draft / f"{name}.parquet")
        package = json.dumps(datapackage.describe(), ensure_ascii=False, indent=2) + "\n"
        (draft / "datapackage.json").write_text(package, encoding="utf-8", newline="\n")


def rewrite_findings(out: Path, audit: Audit) -> None:
    """Audit the dataset in `out` anew and replace its findings, while no other run replaces the dataset.

    Raises DatasetMissingError when there is none, OSError when the findings cannot be written.
    """
    load.table("dokumen", out)
    with generation.replacing(out) as draft:
        found = _Together()
        for frames in _offices(out):
            found.add(audit(frames))
        _write_findings(found, draft)


def _write_read(portions: Iterable[Rows], draft: Path) -> None:
    """Write what the documents give, portion by portion."""
    with _Tables(READ, draft) as tables:
        for rows in _full(portions):
            frames = {name: _frame(name, rows[name]) for name in READ}
            frames["observasi"], broken = _checked(frames["observasi"])
            frames["ditolak"] = _sorted("ditolak", pl.concat([frames["ditolak"], broken]))
            for name in READ:
                tables.add(name, frames[name])


def _write_made(draft: Path, audit: Audit | None) -> None:
    """Write the tidy table and the findings, which are made office by office."""
    tidy, found = _Together(), _Together()
    with _Tables(("kinerja",), draft) as tables:
        for frames in _offices(draft):
            tidy.add(choose(frames["observasi"], frames["tabel"]))
            if audit:
                found.add(audit(frames))
            if tidy.rows >= _FULL_PORTION:
                tables.add("kinerja", tidy.take())
        tables.add("kinerja", tidy.take())
    if audit:
        _write_findings(found, draft)


def _write_findings(found: "_Together", draft: Path) -> None:
    """Write the findings in the order of the documents."""
    with _Tables(("temuan",), draft) as tables:
        tables.add("temuan", found.take().sort("dokumen", maintain_order=True))


def _full(portions: Iterable[Rows]) -> Iterator[Rows]:
    """Portions put together until one has many rows; at least one, if need be of no rows."""
    gathered: Rows = {name: [] for name in READ}
    for rows in portions:
        for name in READ:
            gathered[name] += rows[name]
        if sum(map(len, gathered.values())) >= _FULL_PORTION:
            yield gathered
            gathered = {name: [] for name in READ}
    yield gathered


def _offices(folder: Path) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables an audit needs, office by office, and at last of documents without one; copies left out."""
    scans = {name: _scan(name, folder) for name in _AUDITED}
    places = {
        name: _places(scan, _AUDITED[name])
        for name, scan in scans.items()
        if not generation.current(folder, f"{name}.parquet").is_dir()
    }
    documents = load.table("dokumen", folder)
    copied = set(documents.filter(pl.col("sama_dengan").is_not_null())["dokumen"])
    offices: dict[str | None, list[str]] = {None: []}
    for name, office in scans["observasi"].select("dokumen", "opd").unique("dokumen").collect().iter_rows():
        offices.setdefault(office, []).append(name)
    known = {name for names in offices.values() for name in names}
    for name, office in documents.select("dokumen", "opd").iter_rows():
        if name not in known:
            offices.setdefault(office, []).append(name)
    for office in sorted(offices, key=lambda office: (office is None, office)):
        mine = sorted(set(offices[office]) - copied)
        frames = {
            name: _of(mine, scan, places[name]) if name in places else _of_office(office, mine, scan, name)
            for name, scan in scans.items()
        }
        yield frames | {"dokumen": documents.filter(pl.col("dokumen").is_in(mine))}


def _scan(name: str, folder: Path) -> pl.LazyFrame:
    """A table read row by row; one that an older dataset does not hold yet is empty."""
    try:
        return parts.scan(generation.current(folder, f"{name}.parquet"), name)
    except FileNotFoundError:
        return pl.LazyFrame(schema=dtypes(name))


def _places(scan: pl.LazyFrame, owner: str) -> dict[str, tuple[int, int]]:
    """First row and number of rows of every document."""
    counts = scan.group_by(owner).agg(pl.len()).sort(owner).collect()
    ends = counts["len"].cum_sum()
    return {name: (end - count, count) for (name, count), end in zip(counts.iter_rows(), ends, strict=True)}


def _of(documents: Sequence[str], scan: pl.LazyFrame, places: dict[str, tuple[int, int]]) -> pl.DataFrame:
    """Their rows from one file, where the rows of a document stand together."""
    pieces = [scan.slice(*places[name]) for name in documents if name in places]
    return pl.concat([scan.head(0), *pieces]).collect()


def _of_office(office: str | None, documents: Sequence[str], scan: pl.LazyFrame, name: str) -> pl.DataFrame:
    """The same from a folder of files, where the rows of an office and year stand together."""
    mine = pl.col("opd").eq_missing(pl.lit(office)) & pl.col(_AUDITED[name]).is_in(documents)
    return _sorted(name, scan.filter(mine).collect())


@dataclass(slots=True)
class _Together:
    """Frames of few rows put together now and then: each by itself takes room for many."""

    large: list[pl.DataFrame] = field(default_factory=list)
    small: list[pl.DataFrame] = field(default_factory=list)
    rows: int = 0

    def add(self, frame: pl.DataFrame) -> None:
        self.rows += frame.height
        self.small.append(frame)
        if len(self.small) > _MOST_FRAMES:
            self.large.append(pl.concat(self.small, rechunk=True))
            self.small = []

    def take(self) -> pl.DataFrame:
        """All of them as one; none is kept."""
        made = pl.concat([*self.large, *self.small], rechunk=True)
        self.large, self.small, self.rows = [made.clear()], [], 0
        return made


class _Tables:
    """Open Parquet and CSV files of several tables; rows are checked and added in portions."""

    def __init__(self, names: Iterable[str], folder: Path) -> None:
        self._folder = folder
        self._parquet: dict[str, pq.ParquetWriter] = {}
        self._started: set[str] = set()
        self._names = tuple(names)

    def __enter__(self) -> Self:
        for name in self._names:
            schema = pl.DataFrame(schema=dtypes(name)).to_arrow().schema
            self._parquet[name] = pq.ParquetWriter(self._folder / f"{name}.parquet", schema, compression="zstd")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._parquet.values():
            writer.close()

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Check the rows and add them."""
        frame = TABLES[name].validate(frame)
        table: pa.Table = frame.to_arrow()
        self._parquet[name].write_table(table.cast(self._parquet[name].schema), row_group_size=max(1, frame.height))
        with (self._folder / f"{name}.csv").open("ab") as file:
            _plain(frame).write_csv(file, include_header=name not in self._started)
        self._started.add(name)


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = dtypes(name)
    ordered = [{column: row.get(column) for column in schema} for row in rows]
    return _sorted(name, pl.DataFrame(ordered, schema=schema, orient="row"))


def _sorted(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort(ORDER[name], nulls_last=True, maintain_order=True)


def _checked(observations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Valid observations, and the others as rejected rows."""
    valid, failure = TABLES["observasi"].filter(observations)
    reasons = failure.details() if len(failure.invalid()) else None
    rows = []
    if reasons is not None:
        rules = [column for column in reasons.columns if column not in observations.columns]
        for row in reasons.to_dicts():
            broken = ", ".join(rule for rule in rules if row[rule] == "invalid")
            content = " | ".join(str(row[name]) for name in ("kode", "uraian", "indikator", "pagu") if row[name])
            place = {name: row[name] for name in ("dokumen", "tabel", "halaman", "baris")}
            rows.append({**place, "isi": content, "alasan": f"Melanggar aturan data: {broken}"})
    return valid, pl.DataFrame(rows, schema=dtypes("ditolak"), orient="row")


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists joined by `;`, text that a spreadsheet would run as a formula made harmless with a quote."""
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    texts = [*lists, *(name for name, dtype in frame.schema.items() if dtype == pl.String)]
    frame = frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(";"))
    dangerous = pl.col(texts).str.slice(0, 1).is_in(list(_FORMULA_STARTS))
    return frame.with_columns(pl.when(dangerous).then("'" + pl.col(texts)).otherwise(pl.col(texts)).name.keep())
