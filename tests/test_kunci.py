"""The five documents against keys made by hand, their published totals, their row counts, their complete texts.

`kunci/*.csv` hold the figures as a person read them, with the line each row begins on. `inti` is 1 for the tables of the
main forms.
"""

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from workbench import pipeline
from workbench.documents.read import discover

KUNCI = Path(__file__).parent / "kunci"
MEASURES = ("target", "realisasi", "pagu", "realisasi_rp", "capaian", "serapan")
Place = tuple[int, str, int, str]


@cache
def _key() -> dict[tuple[str, str], list[dict[str, str]]]:
    """Rows of the keys by document and table."""
    tables: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for file in sorted(KUNCI.glob("kunci-*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                tables[row["dokumen"], row["tabel"]].append(row)
    return tables


MAIN = sorted(table for table, rows in _key().items() if rows[0]["inti"] == "1")
OTHERS = sorted(table for table, rows in _key().items() if rows[0]["inti"] == "0")


def _key_figures(table: tuple[str, str]) -> dict[Place, Counter[float]]:
    figures: dict[Place, Counter[float]] = defaultdict(Counter)
    for row in _key()[table]:
        for measure in MEASURES:
            if row[measure]:
                place = (int(row["baris"]), row["tahap"], int(row["tahun"]), measure)
                figures[place][round(float(row[measure]), 6)] += 1
    return figures


def _within(observasi: list[dict[str, Any]], table: tuple[str, str]) -> list[dict[str, Any]]:
    """Observations of the document on the lines from the first to the last row of the key's table."""
    lines = [int(row["baris"]) for row in _key()[table]]
    return [row for row in observasi if row["dokumen"] == table[0] and min(lines) <= row["baris"] <= max(lines)]


def _got_figures(observasi: list[dict[str, Any]], table: tuple[str, str]) -> dict[Place, Counter[float]]:
    figures: dict[Place, Counter[float]] = defaultdict(Counter)
    for row in _within(observasi, table):
        for measure in MEASURES:
            if row[measure] is not None:
                figures[row["baris"], row["tahap"], row["tahun"], measure][round(float(row[measure]), 6)] += 1
    return figures


def _agreement(observasi: list[dict[str, Any]], tables: list[tuple[str, str]]) -> tuple[float, float, list[str]]:
    """Recall, precision, and the figures that differ."""
    hits = wanted = given = 0
    wrong: list[str] = []
    for table in tables:
        key, got = _key_figures(table), _got_figures(observasi, table)
        for place in key | got:
            right = key.get(place, Counter()), got.get(place, Counter())
            hits += (right[0] & right[1]).total()
            wanted += right[0].total()
            given += right[1].total()
            if right[0] != right[1]:
                wrong.append(f"{table} {place}: key {sorted(right[0].elements())}, got {sorted(right[1].elements())}")
    return hits / wanted, hits / given, wrong


@pytest.fixture(scope="module")
def observasi(dataset: Path) -> list[dict[str, Any]]:
    return pl.read_parquet(dataset / "observasi.parquet").to_dicts()


def test_the_keys_are_complete() -> None:
    figures = sum(counts.total() for table in _key() for counts in _key_figures(table).values())
    assert (len(MAIN), len(OTHERS), figures) == (16, 27, 3414)


@pytest.mark.parametrize("table", MAIN, ids=lambda table: f"{table[0][:16]} {table[1]}")
def test_main_tables(observasi: list[dict[str, Any]], table: tuple[str, str]) -> None:
    recall, precision, wrong = _agreement(observasi, [table])
    assert recall >= 0.99, wrong
    assert precision == 1.0, wrong


@pytest.mark.parametrize("table", OTHERS, ids=lambda table: f"{table[0][:16]} {table[1]}")
def test_other_tables(observasi: list[dict[str, Any]], table: tuple[str, str]) -> None:
    recall, precision, wrong = _agreement(observasi, [table])
    assert (recall, precision) == (1.0, 1.0), wrong


def test_presence_matrices(dataset: Path) -> None:
    with (KUNCI / "kesesuaian.csv").open(encoding="utf-8", newline="") as handle:
        key = {(row["dokumen"], int(row["baris"]), row["kode"], row["kolom"], row["ada"] == "1")
               for row in csv.DictReader(handle)}  # fmt: skip
    columns = ["berkas", "baris", "kode", "dokumen", "ada"]
    assert set(pl.read_parquet(dataset / "kesesuaian.parquet").select(columns).rows()) == key
    assert len(key) == 291


@pytest.mark.parametrize("table", MAIN + OTHERS, ids=lambda table: f"{table[0][:16]} {table[1]}")
@pytest.mark.parametrize("what", ["jenjang", "kode"])
def test_stage_level_and_code(observasi: list[dict[str, Any]], table: tuple[str, str], what: str) -> None:
    def counted(rows: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
        return Counter((int(r["baris"]), r["tahap"], int(r["tahun"]), r[what]) for r in rows if r[what])

    key = counted(_key()[table])
    got = counted(_within(observasi, table))
    missing = key - got
    if key:
        assert 1 - missing.total() / key.total() >= 0.99, sorted(missing)[:5]


LAMPUNG, BANDAR_LAMPUNG = "prov-lampung-evaluasi-renja-2024-tw4.txt", "kota-bandar-lampung-lkjip-2024.txt"
LUMAJANG, MAGETAN = "kab-lumajang-renja-2022.txt", "kab-magetan-renja-perubahan-2024.txt"


@pytest.mark.parametrize(
    ("dokumen", "tabel", "tahap", "pagu", "realisasi_rp"),
    [
        (LAMPUNG, "T-C.29", "renja", "19423739016.96", "18333065868"),
        (BANDAR_LAMPUNG, "3.14", "lkjip", "5840935330", "4563613156"),
        (LUMAJANG, "T-C.31", "kebutuhan", "8298871504", None),
        (MAGETAN, "2.2", "renja", "4610259325", "2749917929"),
        (MAGETAN, "3.2", "apbd_perubahan", "5551085325", None),
        (MAGETAN, "3.2", "kebutuhan", "5551085325", None),
    ],
)
def test_programs_add_up_to_the_published_totals(
    dataset: Path, dokumen: str, tabel: str, tahap: str, pagu: str, realisasi_rp: str | None
) -> None:
    rows = pl.read_parquet(dataset / "observasi.parquet").filter(
        pl.col("dokumen") == dokumen, pl.col("tabel") == tabel, pl.col("tahap") == tahap, pl.col("jenjang") == "program"
    )
    assert rows["pagu"].sum() == Decimal(pagu)
    if realisasi_rp:
        assert rows["realisasi_rp"].sum() == Decimal(realisasi_rp)


@pytest.mark.parametrize(
    ("opd", "tahun", "pagu", "realisasi_rp"),
    [
        ("prov-lampung-koperasi-ukm", 2024, "19423739016.96", "18333065868"),
        ("kota-bandar-lampung-koperasi-ukm", 2024, "5840935330", "4563613156"),
    ],
)
def test_kinerja_adds_up_to_the_published_totals(
    dataset: Path, opd: str, tahun: int, pagu: str, realisasi_rp: str
) -> None:
    rows = pl.read_parquet(dataset / "kinerja.parquet").filter(
        pl.col("opd") == opd, pl.col("tahun") == tahun, pl.col("jenjang") == "program"
    )
    assert rows["pagu"].sum() == Decimal(pagu)
    assert rows["realisasi_rp"].sum() == Decimal(realisasi_rp)


def test_row_counts_of_every_table(dataset: Path) -> None:
    """The committed expectation; when a table is read better, write the new counts down with the change."""
    columns = [
        "dokumen",
        "urutan",
        "tabel",
        "baris",
        "baris_data",
        "observasi",
        "kesesuaian",
        "simpul",
        "ditolak",
        "status",
    ]
    got = pl.read_parquet(dataset / "tabel.parquet").select(columns).write_csv()
    assert got.splitlines() == (KUNCI / "jumlah_baris.csv").read_text(encoding="utf-8").splitlines()


def test_complete_texts_give_the_same_observations(dataset: Path, seeds: Path, tmp_path: Path) -> None:
    """The text around the tables adds what it says itself; it changes line numbers and the titles of tables without number."""
    names = {file.name for file in discover([Path(__file__).parents[1] / "data" / "raw"])}
    result = pipeline.extract([file for file in discover([seeds]) if file.name in names], tmp_path)
    assert result.failed == {}
    raw, complete = (
        Counter(map(repr, pl.read_parquet(folder / "observasi.parquet").drop("baris", "tabel").to_dicts()))
        for folder in (dataset, tmp_path)
    )
    assert not raw - complete
    assert all("'naratif'" in row for row in (complete - raw).elements())
