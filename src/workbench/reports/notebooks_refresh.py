"""Run every notebook with its defaults and store the outputs.

`python -m workbench.reports.notebooks_refresh`

Stored notebooks hold no times, versions or machine names, so that they change only when a result does.
"""

import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from workbench import paths
from workbench.reports import berkas
from workbench.reports.runner import run_notebook

_KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


def refresh(notebook: str) -> Path:
    """Execute one notebook with its defaults and write it back, cleaned."""
    tujuan = paths.notebooks() / f"{notebook}.ipynb"
    bersih = bersihkan(run_notebook(notebook, {}).notebook)
    berkas.tulis(tujuan, nbformat.writes(bersih) + "\n")  # type: ignore[no-untyped-call]
    return tujuan


def bersihkan(notebook: NotebookNode) -> NotebookNode:
    """Drop everything that differs from run to run; keep sources, tags and outputs."""
    notebook.metadata = NotebookNode(kernelspec=_KERNELSPEC, language_info={"name": "python"})  # type: ignore[no-untyped-call]
    for nomor, cell in enumerate(notebook.cells, 1):
        tags = cell.metadata.get("tags")
        cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()  # type: ignore[no-untyped-call]
        cell.id = f"sel-{nomor:02d}"
        if cell.cell_type == "code":
            cell.outputs = [k for k in cell.outputs if k.get("name") != "stderr"]
    return notebook


def main() -> int:
    """Refresh all notebooks, in order."""
    for file in sorted(paths.notebooks().glob("*.ipynb")):
        print(refresh(file.stem).name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
