"""Run one notebook with checked parameters and give back the executed notebook.

papermill's Python API keeps the types of parameters; unknown names are refused before a kernel starts.
"""

import ast
import contextlib
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from workbench import paths
from workbench.reports.params import ParameterError

KERNEL = "python3"
_BATAS_MULAI = 60
_GAGAL_MULAI = ("Kernel died before replying", "Kernel didn't respond", "Address already in use")


class NotebookError(Exception):
    """A cell of the notebook failed: `sel` is its number (from 1), `galat` and `pesan` name the exception."""

    def __init__(self, notebook: str, sel: int, galat: str, pesan: str) -> None:
        super().__init__(f"{notebook}, sel {sel}: {galat}: {pesan}")
        self.notebook, self.sel, self.galat, self.pesan = notebook, sel, galat, pesan


@dataclass(frozen=True)
class Hasil:
    """An executed notebook and what its kernel wrote to standard error."""

    notebook: NotebookNode
    stderr: str


def lokasi(notebook: str) -> Path:
    """The file of a notebook by name. Raises ParameterError with the names there are."""
    berkas = paths.notebooks() / f"{notebook}.ipynb"
    ada = sorted(b.stem for b in paths.notebooks().glob("*.ipynb"))
    if notebook not in ada:
        raise ParameterError(f"Notebook '{notebook}' tidak ada. Yang ada: {', '.join(ada) or 'tidak ada'}.")
    return berkas


def bawaan(notebook: str) -> dict[str, Any]:
    """Names and default values of a notebook's parameters, read from its cell tagged `parameters`."""
    isi = nbformat.read(lokasi(notebook), as_version=4)  # type: ignore[no-untyped-call]
    hasil: dict[str, Any] = {}
    for cell in isi.cells:
        if "parameters" in cell.metadata.get("tags", []):
            for baris in ast.parse(cell.source).body:
                if isinstance(baris, ast.AnnAssign) and isinstance(baris.target, ast.Name) and baris.value:
                    hasil[baris.target.id] = ast.literal_eval(baris.value)
    return hasil


def run_notebook(notebook: str, parameter: dict[str, Any]) -> Hasil:
    """Execute notebook `notebook` with `parameter`; the file itself is not changed.

    Raises ParameterError for a notebook or parameter that does not exist, NotebookError when a cell
    fails. A kernel that does not start is tried once more. Not safe to call from several threads of one
    process (standard error is redirected meanwhile); use processes.
    """
    berkas = lokasi(notebook)
    _periksa_nama(notebook, parameter, bawaan(notebook))
    with _stderr_ditangkap() as tangkapan:
        papermill = _papermill()
        try:
            isi = _jalankan(papermill, berkas, parameter)
        except Exception as galat:
            if not _gagal_mulai(galat):
                raise
            isi = _jalankan(papermill, berkas, parameter)
    return Hasil(notebook=isi, stderr=tangkapan[0])


def _jalankan(papermill: Any, berkas: Path, parameter: dict[str, Any]) -> NotebookNode:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return papermill.execute_notebook(  # type: ignore[no-any-return]
                str(berkas),
                str(Path(folder) / berkas.name),
                parameters=parameter,
                kernel_name=KERNEL,
                progress_bar=False,
                log_output=False,
                start_timeout=_BATAS_MULAI,
            )
        except papermill.PapermillExecutionError as galat:
            raise NotebookError(berkas.stem, int(galat.cell_index) + 1, str(galat.ename), str(galat.evalue)) from None


def _periksa_nama(notebook: str, parameter: dict[str, Any], dikenal: dict[str, Any]) -> None:
    asing = sorted(set(parameter) - set(dikenal))
    if asing:
        nama = ", ".join(dikenal) or "tidak ada"
        raise ParameterError(f"{notebook} tidak punya parameter {', '.join(asing)}. Yang dikenal: {nama}.")


def _papermill() -> Any:
    """papermill, imported late because it takes seconds, and without its deprecation notes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import papermill

        return papermill


def _gagal_mulai(galat: Exception) -> bool:
    """True for failures of the kernel's start, which are worth one more try."""
    import zmq

    return isinstance(galat, zmq.ZMQError) or any(tanda in str(galat) for tanda in _GAGAL_MULAI)


@contextlib.contextmanager
def _stderr_ditangkap() -> Iterator[list[str]]:
    """Catch standard error of this process and of kernels it starts; the text is in the list afterwards."""
    hasil = [""]
    sys.stderr.flush()
    asli = os.dup(2)
    with tempfile.TemporaryFile() as wadah:
        os.dup2(wadah.fileno(), 2)
        try:
            yield hasil
        finally:
            sys.stderr.flush()
            os.dup2(asli, 2)
            os.close(asli)
            wadah.seek(0)
            hasil[0] = wadah.read().decode("utf-8", "replace")
