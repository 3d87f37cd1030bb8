"""A dataset too large for single files: folders of files that say the same, and that are replaced as safely."""

import contextlib
import itertools
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from contoh import observasi
from polars.testing import assert_frame_equal

from workbench import data, paths, pipeline
from workbench.dataset import generation, load, parts, store
from workbench.dataset.schema import TABLES, dtypes
from workbench.documents.read import discover

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"


@pytest.fixture(scope="module")
def besar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The documents of data/raw as a large dataset."""
    out = tmp_path_factory.mktemp("besar")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LARGE", 100)
        patch.setattr(parts, "FULL", 50)
        patch.setattr(parts, "_ROW_GROUP", 20)
        pipeline.extract(discover([RAW]), out, cached=paths.cache())
    yield out


def test_a_small_table_stays_one_file(dataset: Path) -> None:
    assert all((dataset / f"{name}.parquet").is_file() for name in TABLES)


def test_a_large_table_is_a_folder_by_year_of_offices_in_order(besar: Path) -> None:
    for name in parts.TABLES:
        place = besar / f"{name}.parquet"
        files = sorted(place.rglob("*.parquet"))
        assert place.is_dir() and len(files) > 5
        seen: set[tuple[int, str]] = set()
        for file in files:
            offices = pl.read_parquet(file, columns=["opd"], hive_partitioning=False)["opd"]
            assert offices.is_sorted() and file.name.startswith(f"{offices[0]}-")
            pairs = {(int(file.parent.name.removeprefix("tahun=")), office) for office in offices}
            assert not pairs & seen, "an office and year stands in one file"
            seen |= pairs
    assert all((besar / f"{name}.parquet").is_file() for name in TABLES if name not in parts.TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_loaders_give_the_same_whether_a_table_is_large_or_not(dataset: Path, besar: Path, name: str) -> None:
    assert_frame_equal(load.table(name, besar), load.table(name, dataset))
    assert (besar / f"{name}.csv").read_bytes() == (dataset / f"{name}.csv").read_bytes()


@pytest.mark.parametrize("folder", ["dataset", "besar"])
def test_a_scan_gives_the_same_rows_and_reads_nothing_before(
    request: pytest.FixtureRequest, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(request.getfixturevalue(folder)))
    lazy = data.scan("observasi")
    assert isinstance(lazy, pl.LazyFrame)
    assert dict(lazy.collect_schema()) == dtypes("observasi")
    whole = data.observasi()
    assert_frame_equal(lazy.collect(), whole, check_row_order=False)
    for opd, tahun in whole.select("opd", "tahun").unique().iter_rows():
        assert_frame_equal(
            lazy.filter(opd=opd, tahun=tahun).collect(), whole.filter(opd=opd, tahun=tahun), check_row_order=False
        )
    assert_frame_equal(
        data.sql("select tahun, count(*) as banyak, max(pagu) as pagu from kinerja group by tahun"),
        data.kinerja().group_by("tahun").agg(pl.len().alias("banyak"), pl.col("pagu").max()),
        check_row_order=False, check_dtypes=False,
    )  # fmt: skip


def test_a_question_about_a_year_opens_its_files_only(besar: Path, tmp_path: Path) -> None:
    shutil.copytree(besar, tmp_path / "d")
    years = load.table("observasi", besar)["tahun"].unique().to_list()
    for place in (tmp_path / "d" / "observasi.parquet").iterdir():
        if place.name != f"tahun={years[0]}":
            for file in place.iterdir():
                file.write_bytes(b"rusak")
    lazy = load.scan("observasi", tmp_path / "d")
    assert lazy.filter(tahun=years[0]).select(pl.len()).collect().item() > 0
    with pytest.raises(pl.exceptions.ComputeError):
        lazy.select(pl.sum("pagu")).collect()


def test_a_scan_leaves_out_copies_as_the_loader_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = observasi({"penanda": []}, {"penanda": [load.COPY]}).to_dicts()
    store.write([{name: [] for name in store.READ} | {"observasi": rows}], tmp_path)
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))
    assert data.scan("observasi").collect().height == 1
    assert data.scan("observasi", salinan=True).collect().height == 2
    with pytest.raises(ValueError, match="observasi, kinerja"):
        data.scan("rahasia")
    with pytest.raises(data.DatasetMissingError, match="extract"):
        data.scan("observasi", tmp_path / "kosong")


def test_an_audit_of_a_large_dataset_finds_the_same(besar: Path, dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(besar, tmp_path / "d")
    pipeline.audit(tmp_path / "d")
    assert_frame_equal(load.table("temuan", tmp_path / "d"), load.table("temuan", dataset))
    assert (tmp_path / "d" / "observasi.parquet").is_dir()


# --- replaced together


NAMES = ("a.csv", "b.parquet", "c.json")


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed processes lose nothing that was handed to the system, so these tests need not wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def _fill(folder: Path, text: str, deep: bool) -> None:
    """Three files, one of them a folder of files when `deep`."""
    (folder / "a.csv").write_text(text, encoding="utf-8")
    (folder / "c.json").write_text(text, encoding="utf-8")
    if not deep:
        (folder / "b.parquet").write_text(text, encoding="utf-8")
        return
    for year in (1, 2):
        (folder / "b.parquet" / f"tahun={year}").mkdir(parents=True)
        (folder / "b.parquet" / f"tahun={year}" / f"{text}.parquet").write_text(text, encoding="utf-8")


def _texts(folder: Path) -> set[str]:
    texts = set()
    for name in NAMES:
        place = generation.current(folder, name)
        files = [place] if place.is_file() else sorted(place.rglob("*.parquet"))
        assert len(files) == (2 if place.is_dir() else 1), place
        texts |= {file.read_text(encoding="utf-8") for file in files}
    return texts


def _replace(folder: Path, text: str, deep: bool) -> None:
    with generation.replacing(folder) as draft:
        _fill(draft, text, deep)


def _replace_and_die(folder: Path, text: str, deep: bool, last: int) -> bool:
    """Replace in a process of its own that kills itself at step `last` of all that touch the disk; whether it did."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    steps = 0

    def count(event: str, arguments: object) -> None:
        nonlocal steps
        if event.split(".")[0] in ("open", "os", "shutil", "fcntl", "tempfile"):
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)

    with contextlib.suppress(BaseException):
        sys.addaudithook(count)
        _replace(folder, text, deep)
    os._exit(0)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
@pytest.mark.usefixtures("quick_disk")
@pytest.mark.parametrize(("before", "after"), [(False, True), (True, True), (True, False)])
def test_killed_at_any_step_folders_and_files_are_all_old_or_all_new(tmp_path: Path, before: bool, after: bool) -> None:
    seen, last = set(), 0
    died = True
    while died:
        last += 1
        folder = tmp_path / str(last)
        _replace(folder, "lama", before)
        died = _replace_and_die(folder, "baru", after, last)
        texts = _texts(folder)
        assert len(texts) == 1, f"mixed after step {last}"
        seen |= texts
        _replace(folder, "lagi", before)
        assert _texts(folder) == {"lagi"}
        assert sorted(file.name for file in folder.iterdir()) == list(NAMES), f"something is left after step {last}"
    assert seen == {"lama", "baru"}
    assert last > 15


@pytest.mark.usefixtures("quick_disk")
@pytest.mark.skipif(os.name == "nt", reason="a folder that is read cannot be replaced on Windows")
def test_who_reads_while_a_large_table_is_replaced_gets_one_dataset(tmp_path: Path) -> None:
    """The years of the two datasets differ, so that a half one would be seen."""

    contents = {}
    for value in (1.0, 2.0):
        observasi({"target": value}).drop("tahun").write_parquet(tmp_path / "satu")
        contents[value] = (tmp_path / "satu").read_bytes()

    def write(value: float, years: range) -> None:
        with generation.replacing(tmp_path) as draft:
            for year in years:
                folder = draft / "observasi.parquet" / f"tahun={year}"
                folder.mkdir(parents=True)
                (folder / f"{value:g}.parquet").write_bytes(contents[value])

    write(1.0, range(2010, 2040))
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            for turn in itertools.count():
                write(*((2.0, range(2000, 2050)) if turn % 2 == 0 else (1.0, range(2010, 2040))))
        os._exit(0)
    seen: list[tuple[object, ...]] = []
    try:
        while len(seen) < 60 or (len(set(seen)) < 2 and len(seen) < 2_000):
            frame = load.table("observasi", tmp_path)
            seen.append((frame.height, frame["target"].min(), frame["target"].max()))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert set(seen) == {(30, 1.0, 1.0), (50, 2.0, 2.0)}
