"""Run one notebook with checked parameters and give back the executed notebook.

papermill's Python API keeps the types of parameters; unknown names are refused before a kernel starts. A kernel
that does not start or dies is tried once more, and the result says so.
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
_BATAS_SEL = 600
"""Seconds a cell may take; a cell that hangs is a failed report, not a run that never ends."""
_GAGAL_MULAI = ("Kernel died before replying", "Kernel didn't respond", "Address already in use")


class NotebookError(Exception):
    """A cell of the notebook failed: `sel` is its number (from 1), `galat` and `pesan` name the exception."""

    def __init__(self, notebook: str, sel: int, galat: str, pesan: str) -> None:
        super().__init__(f"{notebook}, sel {sel}: {galat}: {pesan}")
        self.notebook, self.sel, self.galat, self.pesan = notebook, sel, galat, pesan


class KernelMatiError(Exception):
    """The kernel of a notebook died twice."""


class LewatWaktuError(Exception):
    """A cell of a notebook took longer than `_BATAS_SEL`."""


@dataclass(frozen=True)
class Hasil:
    """An executed notebook, what its kernel wrote to standard error, and why it was run twice (None: it was not)."""

    notebook: NotebookNode
    stderr: str
    diulang: str | None = None


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
    fails, LewatWaktuError when one takes too long, KernelMatiError when the kernel dies twice. Not safe to
    call from several threads of one process (standard error is redirected meanwhile); use processes.
    """
    berkas = lokasi(notebook)
    _periksa_nama(notebook, parameter, bawaan(notebook))
    diulang = None
    with _stderr_ditangkap() as tangkapan:
        papermill = _papermill()
        try:
            isi = _jalankan(papermill, berkas, parameter)
        except Exception as galat:
            diulang = _sebab_ulang(galat)
            if diulang is None:
                raise
            isi = _sekali_lagi(papermill, berkas, parameter)
    for nomor, sel in enumerate(isi.cells, 1):
        sel.id = f"sel-{nomor:02d}"
    return Hasil(notebook=isi, stderr=tangkapan[0], diulang=diulang)


def _sekali_lagi(papermill: Any, berkas: Path, parameter: dict[str, Any]) -> NotebookNode:
    try:
        return _jalankan(papermill, berkas, parameter)
    except Exception as galat:
        sebab = _sebab_ulang(galat)
        if sebab is None:
            raise
        raise KernelMatiError(
            f"{sebab} dua kali saat menjalankan {berkas.stem}. Biasanya memori habis: tutup program lain atau pakai "
            "--jobs 1, lalu jalankan lagi."
        ) from None


def _jalankan(papermill: Any, berkas: Path, parameter: dict[str, Any]) -> NotebookNode:
    from nbclient.exceptions import CellTimeoutError

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
                execution_timeout=_BATAS_SEL,
            )
        except papermill.PapermillExecutionError as galat:
            raise NotebookError(berkas.stem, int(galat.cell_index) + 1, str(galat.ename), str(galat.evalue)) from None
        except CellTimeoutError:
            raise LewatWaktuError(f"{berkas.stem}: satu sel berjalan lebih dari {_BATAS_SEL} detik.") from None


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


def _sebab_ulang(galat: Exception) -> str | None:
    """What to tell about a kernel that did not start or died, which is worth one more try; None for other failures."""
    import zmq
    from nbclient.exceptions import DeadKernelError

    if isinstance(galat, DeadKernelError):
        return "Kernel mati"
    gagal_mulai = isinstance(galat, zmq.ZMQError) or any(tanda in str(galat) for tanda in _GAGAL_MULAI)
    return "Kernel tidak mau mulai" if gagal_mulai else None


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
