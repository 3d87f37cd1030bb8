"""Notebooks: clean, parameterised, and their stored outputs are those of the committed documents."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from workbench import paths

NOTEBOOKS = sorted(paths.notebooks().glob("*.ipynb"))
TERPANJANG = 8


def test_there_are_notebooks() -> None:
    assert [n.stem for n in NOTEBOOKS][:4] == ["00_mulai", "01_ekstraksi", "10_laporan_opd", "20_banding"]


@pytest.mark.parametrize("berkas", NOTEBOOKS, ids=lambda b: b.stem)
def test_form(berkas: Path) -> None:
    """First a question, inputs and outputs; one parameters cell with types and comments; short cells."""
    nb = nbformat.read(berkas, as_version=4)
    nbformat.validate(nb)
    assert nb.metadata.kernelspec.name == "python3"
    assert set(nb.metadata) == {"kernelspec", "language_info"}
    assert nb.cells[0].cell_type == "markdown"
    for kata in ("**Pertanyaan.**", "**Masukan.**", "**Keluaran.**"):
        assert kata in nb.cells[0].source
    kode = [c for c in nb.cells if c.cell_type == "code"]
    parameter = [c for c in kode if "parameters" in c.metadata.get("tags", [])]
    assert len(parameter) == (0 if berkas.stem == "00_mulai" else 1)
    for cell in parameter:
        baris = ast.parse(cell.source).body
        assert all(isinstance(b, ast.AnnAssign) for b in baris)
        assert cell.source.count("#") == len(baris)
    for cell in kode:
        assert len(cell.source.splitlines()) <= TERPANJANG
        assert not re.search(r"\b(def|for|while|if|class|with|try)\b|\.\./|open\(", cell.source)
        assert set(cell.metadata) <= {"tags"}
        assert all(k.output_type in ("display_data", "execute_result") for k in cell.outputs)


@pytest.mark.parametrize("berkas", NOTEBOOKS, ids=lambda b: b.stem)
def test_stored_outputs_hold_nothing_of_this_machine(berkas: Path) -> None:
    isi = berkas.read_text(encoding="utf-8")
    assert not re.search(r"0x[0-9a-f]{8,}|/home/|/root/|/tmp/|[A-Z]:\\\\Users|papermill", isi)


@pytest.mark.slow
def test_stored_outputs_are_fresh(dataset: Path) -> None:
    """nbval strict: every cell gives exactly what is stored, on the documents of this repository."""
    perintah = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-q"]
    perintah += ["-n", "2", "--dist", "loadfile", *map(str, NOTEBOOKS)]
    lingkungan = {**os.environ, "WORKBENCH_PROCESSED": str(dataset)}
    for nama in [n for n in lingkungan if n.startswith(("PYTEST_", "COV_"))]:
        del lingkungan[nama]
    hasil = subprocess.run(
        perintah, cwd=paths.home(), env=lingkungan, capture_output=True, text=True, timeout=300, check=False
    )
    assert hasil.returncode == 0, hasil.stdout[-6000:] + hasil.stderr[-2000:]
