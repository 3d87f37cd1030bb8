"""Shared fixtures: the real dataset, made once, and the complete texts where they are at hand."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from workbench import pipeline
from workbench.documents.read import discover

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
# A busy machine makes and runs examples slowly; that says nothing about the code.
settings.register_profile("bersama", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bersama")
# Documents that commands of the tests read are kept for one run of the tests, not in the project.
os.environ.setdefault("WORKBENCH_CACHE", tempfile.mkdtemp(prefix="workbench-uji-"))


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dataset of the documents in data/raw, really extracted."""
    folder = tmp_path_factory.mktemp("processed")
    result = pipeline.extract(discover([RAW]), folder)
    assert result.failed == {}
    return folder


def _shared(name: str) -> Path:
    folder = Path(os.environ.get("WORKBENCH_SHARED") or ROOT.parent / "shared") / name
    if not folder.is_dir():
        pytest.skip(f"folder {folder.parent.name}/{name} is not here (set WORKBENCH_SHARED)")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The complete texts of the documents in data/raw."""
    return _shared("seeds")


@pytest.fixture(scope="session")
def real() -> Path:
    """Further published documents."""
    return _shared("real")
