"""Documents written without sight of the reader (`rekaan/`): figures, stage, year, level and code."""

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from workbench import pipeline
from workbench.documents.read import discover

REKAAN = Path(__file__).parent / "rekaan"
Key = tuple[str, int, str, float]


def _truth() -> list[dict[str, str]]:
    with (REKAAN / "kebenaran.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _key(row: dict[str, str]) -> Key:
    return row["dokumen"], int(row["baris"]), row["ukuran"], round(float(row["nilai"]), 4)


@pytest.fixture(scope="module")
def got(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, list[dict[str, Any]]]:
    """Observations by the figures they hold."""
    out = tmp_path_factory.mktemp("rekaan")
    pipeline.extract([file for file in discover([REKAAN]) if file.suffix == ".txt"], out)
    found: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in pl.read_parquet(out / "observasi.parquet").iter_rows(named=True):
        for measure in ("target", "realisasi", "pagu", "realisasi_rp", "capaian", "serapan"):
            if row[measure] is not None:
                found[row["dokumen"], row["baris"], measure, round(float(row[measure]), 4)].append(row)
    return found


def test_figures_of_unseen_documents(got: dict[Key, list[dict[str, Any]]]) -> None:
    true = Counter(_key(row) for row in _truth() if row["boleh"] == "0")
    optional = Counter(_key(row) for row in _truth() if row["boleh"] == "1")
    read = Counter({key: len(rows) for key, rows in got.items()})
    hits = (true & read).total()
    assert true.total() == 2400
    assert hits / true.total() >= 0.97, sorted(true - read)
    assert hits / (read - optional).total() >= 0.985, sorted(read - true - optional)


@pytest.mark.parametrize(("what", "least"), [("tahun", 0.995), ("jenjang", 0.995), ("kode", 0.995), ("tahap", 0.95)])
def test_meaning_of_the_figures(got: dict[Key, list[dict[str, Any]]], what: str, least: float) -> None:
    stated = [row for row in _truth() if row[what] and got.get(_key(row))]
    right = sum(any(str(one[what]) == row[what] for one in got[_key(row)]) for row in stated)
    assert right / len(stated) >= least, f"{right} of {len(stated)}"
