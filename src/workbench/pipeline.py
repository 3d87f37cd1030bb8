"""Read documents and write the dataset: the main job."""

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

from workbench.audit.check import Audit
from workbench.audit.check import audit as audit_frames
from workbench.audit.model import INFO, Finding
from workbench.dataset import copies, load, store
from workbench.documents.model import NEEDS_OCR, DocumentError
from workbench.documents.read import refuse_odd_file, shown_name
from workbench.reading import cache, entry
from workbench.reading.cluster import Cluster, ClusterError, read_on
from workbench.reading.one import CHANGED, Task, read_one
from workbench.reading.pool import Limits, read_all
from workbench.reading.rows import TABLES, Row, Rows, failed, understand

__all__ = [
    "Cluster",
    "ClusterError",
    "Extraction",
    "Limits",
    "Step",
    "audit",
    "audit_summary",
    "extract",
    "summary",
    "understand",
]

_MOST_AUDITED = 10_000
_SAME_NAME = "Nama berkas sama dengan berkas lain. Ganti namanya."


class Step(NamedTuple):
    """Where a run is: documents done and in all, the document being read, and its pages done and in all."""

    done: int
    total: int
    name: str = ""
    page: int | None = None
    pages: int | None = None


Progress = Callable[[Step], None]


@dataclass(slots=True)
class Extraction:
    """What became of every document: its row of `dokumen` (in order), its seconds, the reasons of those that failed.

    `seconds`: how long reading took, also where it was done in an earlier run. `headings`: one line a table that was
    read whose filled columns are not all understood. `new`: how many documents were read in this run. `pictures`:
    documents with pages that were left because the extra `ocr` is missing.
    """

    documents: list[Row] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    new: int = 0
    pictures: list[str] = field(default_factory=list)


class _Way(NamedTuple):
    """Where and under which limits documents are read."""

    jobs: int | None
    limits: Limits
    cluster: Cluster | None


@dataclass(slots=True)
class _Found:
    """A file of this run: its name in the dataset, its content, and its entry or the reason why there is none."""

    file: Path
    name: str
    sha256: str | None = None
    task: Task | None = None
    reason: str | None = None


def extract(
    files: list[Path],
    out: Path,
    progress: Progress | None = None,
    *,
    cached: Path | None = None,
    jobs: int | None = None,
    limits: Limits | None = None,
    cluster: Cluster | None = None,
) -> Extraction:
    """Read every file and write the dataset to `out`. A file that fails is named, the others are read.

    `cached`: folder of documents already read; what is there is not read again, what is not is added. `jobs`: read in
    so many processes, each document under `limits`; None reads in this process without limits. `cluster`: read on
    other machines instead. The dataset is the same whatever these say. Raises OSError when it cannot be written and
    ClusterError when the cluster cannot be used; the one that was there stays.
    """
    tell = progress or (lambda step: None)
    with _room(cached) as folder:
        found = _look_up(files, folder)
        way = _Way(jobs, limits or Limits(), cluster)
        todo = [one for one in found if one.task and not _is_known(one, one.task, way.limits)]
        _read(todo, len(found), way, tell)
        tell(Step(len(found), len(found)))
        result = Extraction(new=len(todo))
        store.write(_portions(found, result), out, lambda frames: _audited(frames).temuan)
        if folder is cached:
            cache.clear_old(folder)
    return result


@contextlib.contextmanager
def _room(cached: Path | None) -> Iterator[Path]:
    """Where entries are kept: the cache, or where it cannot be used a folder of this run alone."""
    if cached is not None and cache.usable(cached):
        yield cached
        return
    with tempfile.TemporaryDirectory(prefix="workbench-") as own:
        yield Path(own)


def audit(out: Path) -> Audit:
    """Audit the dataset in `out` again and write its findings. Raises DatasetMissingError when there is none."""
    done: list[Audit] = []

    def one(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
        done.append(_audited(frames))
        return done[-1].temuan

    store.rewrite_findings(out, one)
    offices = sorted({opd for part in done for opd in part.opd})
    return Audit(load.table("temuan", out), pl.concat(part.uji for part in done), offices)


def _audited(frames: dict[str, pl.DataFrame]) -> Audit:
    """The findings of one office. A document too large to be checked in reasonable time is told instead."""
    sizes = frames["observasi"].group_by("dokumen").agg(pl.len(), pl.first("opd")).sort("dokumen")
    large = sizes.filter(pl.col("len") > _MOST_AUDITED)
    if large.is_empty():
        return audit_frames(frames)
    small = {name: frame.filter(~pl.col("dokumen").is_in(large["dokumen"].to_list())) for name, frame in frames.items()}
    done = audit_frames(small)
    told = [
        Finding({"dokumen": name, "opd": opd}, "other", INFO, "Dokumen tidak diperiksa",
                f"Dokumen ini memuat {size} observasi; yang diperiksa paling banyak {_MOST_AUDITED}.").record()
        for name, size, opd in large.iter_rows()
    ]  # fmt: skip
    temuan = pl.concat([done.temuan, pl.DataFrame(told, schema=done.temuan.schema, orient="row")])
    return Audit(temuan, done.uji, sorted({*done.opd, *large["opd"]}))


def audit_summary(result: Audit, opd: str | None) -> tuple[list[tuple[str, ...]], pl.DataFrame]:
    """One line a document (name, checks passed, galat, peringatan, info), and the findings of the office asked for."""
    found = result.temuan if opd is None else result.temuan.filter(pl.col("opd") == opd)
    lines = []
    for dokumen in sorted(set(found["dokumen"]) | (set(result.uji["dokumen"]) if opd is None else set())):
        done = result.uji.filter(pl.col("dokumen") == dokumen)
        total, passed = done["dilakukan"].sum(), done["lolos"].sum()
        share = f"{passed}/{total}" if total else "-"
        counts = [found.filter(dokumen=dokumen, keparahan=level).height for level in ("galat", "peringatan", "info")]
        lines.append((dokumen, share, *(str(count) for count in counts)))
    return lines, found


def _look_up(files: list[Path], folder: Path) -> list[_Found]:
    """Every file with its state and the place of its entry, sorted by its name in the dataset."""
    found: dict[str, _Found] = {}
    for file in files:
        name = shown_name(file.name)
        one = _Found(file, name)
        if name in found:
            one.name, one.reason = shown_name(str(file)), _SAME_NAME
        try:
            refuse_odd_file(file)
            state = cache.state_of(file)
            one.sha256 = state[0]
            one.task = None if one.reason else Task(file, state, cache.place(folder, name, state))
        except DocumentError as error:
            one.reason = str(error)
        except OSError as error:
            one.reason = f"Berkas tidak dapat dibuka: {error.strerror}."
        found[one.name] = one
    return sorted(found.values(), key=lambda one: one.name)


def _is_known(one: _Found, task: Task, limits: Limits) -> bool:
    """Whether the document was read before, or refused for what is the same today; then `one` gets the reason."""
    if entry.read(task.target) is not None:
        return True
    one.reason = entry.refusal(task.target, (limits.seconds, limits.megabytes))
    return one.reason is not None


def _read(todo: list[_Found], total: int, way: _Way, tell: Progress) -> None:
    """Read what has no entry yet, and note why where that fails."""
    of = {one.task: one for one in todo if one.task}
    left = len(todo)

    def finished(task: Task, reason: str | None) -> None:
        nonlocal left
        left -= 1
        of[task].reason = reason
        tell(Step(total - left, total, of[task].name))

    def pages(task: Task, done: int, count: int) -> None:
        tell(Step(total - left, total, of[task].name, done, count))

    if way.cluster is not None and of:
        tell(Step(total - left, total))
        read_on(way.cluster, list(of), way.limits, finished)
        return
    if way.jobs is not None:
        tell(Step(total - left, total))
        read_all(list(of), way.jobs, way.limits, finished, pages)
        return
    for task, one in of.items():
        tell(Step(total - left, total, one.name))
        finished(task, read_one(task, lambda done, count, task=task: pages(task, done, count)))  # type: ignore[misc]


def _portions(found: list[_Found], result: Extraction) -> Iterator[Rows]:
    """The rows of every document in order, and in `result` what became of it."""
    heads = {one.name: _head(one) for one in found}
    tasks = {one.name: one.task for one in found if one.task}
    likeness = copies.find({name: row for name, row in heads.items() if row["status"] == "terbaca"},
                           lambda name: _entry(tasks[name]).traces)  # fmt: skip
    for one in found:
        rows: Rows = {name: [] for name in TABLES}
        if heads[one.name]["status"] == "terbaca" or (one.task and one.reason is None):
            read = _entry(tasks[one.name])
            rows, result.seconds[one.name] = read.rows, read.seconds
        row = heads[one.name] | {"sama_dengan": likeness.same.get(one.name)}
        rows["dokumen"] = [row]
        if row["sama_dengan"]:
            for observation in rows["observasi"]:
                observation["penanda"] = sorted({*observation["penanda"], load.COPY})
        if one.name in likeness.nearly:
            rows["catatan_baca"].append(_nearly(one.name, *likeness.nearly[one.name]))
            row["catatan"] += 1
        if row["status"] == "gagal":
            result.failed[one.name] = row["alasan"]
        if NEEDS_OCR in (row["alasan"] or "") or any(NEEDS_OCR in note["catatan"] for note in rows["catatan_baca"]):
            result.pictures.append(one.name)
        result.documents.append(row)
        result.headings += _unknown_headings(rows["tabel"])
        yield rows


def _head(one: _Found) -> Row:
    """The row of a document in `dokumen`."""
    if one.reason is None and one.task:
        return _entry(one.task).rows["dokumen"][0]
    return failed(one.name, one.sha256, one.file.suffix, one.reason or CHANGED)


def _entry(task: Task) -> entry.Entry:
    """The entry of a document that was read. Raises OSError when somebody removed it meanwhile."""
    found = entry.read(task.target)
    if found is None:
        raise OSError(f"{task.file.name} sudah dibaca, tetapi hasilnya hilang dari {task.target.parent}; jalankan lagi")
    return found


def _nearly(name: str, other: str, share: float) -> Row:
    return {
        "dokumen": name,
        "jenis": "hampir_sama",
        "catatan": f"{share:.0%} observasi dokumen ini juga ada di {other}; keduanya dihitung. "
        "Bila salah satunya edisi lama atau salinan, keluarkan dari folder.",
    }


def _unknown_headings(tables: Iterable[Row]) -> list[str]:
    """One line a table that was read whose filled columns are not all understood: place and headings."""
    return [
        f"{row['dokumen']} tabel {row['tabel'] or '(tanpa nomor)'} baris {row['baris']}: {row['judul_tak_dikenal']}"
        for row in tables
        if row["judul_tak_dikenal"]
    ]


def summary(result: Extraction) -> list[tuple[str, ...]]:
    """One line a document for the closing table: name, OPD, tables read, observations, rejected, seconds, status."""
    return [
        (
            row["dokumen"],
            row.get("opd") or "-",
            f"{row['tabel_terbaca']}/{row['tabel_ditemukan']}",
            str(row["observasi"]),
            str(row["baris_ditolak"]),
            f"{result.seconds[row['dokumen']]:.2f}" if row["dokumen"] in result.seconds else "-",
            "salinan" if row["sama_dengan"] else row["status"],
        )
        for row in result.documents
    ]
