"""The benchmarks run, and what they compare gives the same answers; their figures are not judged here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import dokumen
import kueri
import pengamatan

from workbench.dataset.schema import TABLES

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")


def test_reading_is_measured() -> None:
    told = dokumen.report([10])
    assert "| 10 |" in told and " 0 | 0.0 |" not in told


def test_tools_give_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kueri, "REPEATS", 1)
    monkeypatch.setattr(pengamatan, "YEARS", (2024,))
    monkeypatch.setattr(kueri, "QUESTIONS", {"satu program": "program"})
    told = kueri.report(20_000)
    assert "20,000 observasi" in told and "dalam 1 berkas" in told
    monkeypatch.setattr(kueri.parts, "LARGE", 5_000)
    monkeypatch.setattr(kueri.parts, "FULL", 5_000)
    assert "dalam 4 berkas" in kueri.report(20_000)


def test_invented_observations_keep_the_schema_and_repeat() -> None:
    frame = pengamatan.of("kab-magetan-koperasi-ukm", 2024, 500, pengamatan.lines())
    assert TABLES["observasi"].is_valid(frame)
    assert frame.equals(pengamatan.of("kab-magetan-koperasi-ukm", 2024, 500, pengamatan.lines()))
    assert len(pengamatan.offices()) == len(set(pengamatan.offices())) > 500


def test_groups_of_documents_hold_every_form_alike() -> None:
    files = [Path(str(number)) for number in range(1000)]
    for size in (10, 100, 1000):
        for group in dokumen.groups(files, size):
            forms = [int(file.name) % len(dokumen.FORMS) for file in group]
            assert len(group) == size and len({forms.count(form) for form in range(len(dokumen.FORMS))}) == 1
