"""Pages a second, peak memory and cell F1 of reading PDFs, beside camelot alone and pdfplumber on the same files.

    python benchmarks/pdf.py [FILE.pdf ...]

Without files, documents of invented offices are typeset (dense evaluation tables and plans, every true cell known).
Every tool reads all files in a process of its own; import time is left out, as is the start of Java for tabula, which
takes part where it and Java are installed. For files given by name there is no truth and no F1. Tools:

    grid      the own grid alone (second reader never asked)
    workbench what the workbench does: own grid, camelot where it is not sure
    both      own grid and camelot on every ruled page, compared
    camelot   camelot alone at its best settings
    pdfplumber, tabula
"""

import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests"
TOOLS = ("grid", "workbench", "both", "camelot", "pdfplumber", "tabula")
Rows = list[list[str]]


def typeset(folder: Path) -> list[Path]:
    """Typeset documents with their body rows beside them as JSON."""
    sys.path.insert(0, str(TESTS))
    import pembuat
    import penata

    files = []
    for number, (bentuk, size) in enumerate((("evaluasi", 5.0), ("renja", 7.0), ("perubahan", 7.0)) * 6):
        gaya = pembuat.Gaya(bentuk, benih=number, ganda=True)
        file = folder / f"{number:02d}-{bentuk}.pdf"
        file.write_bytes(penata.pdf(gaya, penata.Tata(huruf=size)))
        rows = [row for tabel in penata.isi(gaya).tabel for row in penata._rows(tabel)[1]]
        file.with_suffix(".json").write_text(json.dumps(rows), encoding="utf-8")
        files.append(file)
    return files


# --- tools -----------------------------------------------------------------------------------------------------


def own(content: bytes, *, ask: bool, always: bool = False) -> Rows:
    from workbench.documents.pdf import read, second

    if not ask:
        read._settle = lambda content, pages: None
    found = read.parse(content)
    if always:
        pages = sorted({row.page for block in found.blocks for row in block.rows if row.page})
        second.read(content, pages, second.LINES)
    return [row.texts for block in found.blocks for row in block.rows]


def camelot(content: bytes) -> Rows:
    from workbench.documents.pdf import read, second

    document = read.open_pdf(content)
    pages = list(range(1, len(document) + 1))
    document.close()
    found = second.read(content, pages, second.LINES)
    return [row for page in pages for reading in found[page] for row in reading.texts]


def plumber(content: bytes) -> Rows:
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return [
            [cell or "" for cell in row] for page in document.pages for table in page.extract_tables() for row in table
        ]


def tabula(content: bytes) -> Rows:
    import io

    import tabula as program

    tables = program.read_pdf(io.BytesIO(content), pages="all", lattice=True, pandas_options={"header": None})
    return [
        ["" if cell != cell else str(cell) for cell in row] for table in tables for row in table.to_numpy().tolist()
    ]


READERS: dict[str, Callable[[bytes], Rows]] = {
    "grid": lambda content: own(content, ask=False),
    "workbench": lambda content: own(content, ask=True),
    "both": lambda content: own(content, ask=True, always=True),
    "camelot": camelot,
    "pdfplumber": plumber,
    "tabula": tabula,
}


# --- score -----------------------------------------------------------------------------------------------------


def cells(rows: Rows) -> Rows:
    """Rows without blanks, without the columns that hold nothing."""
    bare = [["".join(cell.split()) for cell in row] for row in rows]
    return [row for row in bare if any(row)]


def matched(true: Rows, found: Rows) -> int:
    """Filled cells of `true` that stand in the same column of the row that fits best, rows kept in order."""
    best = [0] * (len(found) + 1)
    for row in true:
        line = [0]
        for j, other in enumerate(found):
            same = sum(bool(a) and a == b for a, b in zip(row, other, strict=False))
            line.append(max(best[j] + same, best[j + 1], line[-1]))
        best = line
    return best[-1]


def f1(true: Rows, found: Rows) -> float:
    """F1 of filled body cells; heading rows of the tool are left out of its count by what they match at best."""
    one, other = cells(true), cells(found)
    body = [row for row in other if any(cell in known for cell in row if len(cell) > 5)] if (
        known := {cell for row in one for cell in row}) else other  # fmt: skip
    hits = matched(one, body)
    total = sum(bool(cell) for row in one for cell in row) + sum(bool(cell) for row in body for cell in row)
    return 2 * hits / total if total else 0.0


# --- run -------------------------------------------------------------------------------------------------------


def measure(tool: str, files: list[Path]) -> dict[str, Any]:
    """Read every file with one tool; the first one twice, so that imports are not counted."""
    import pypdfium2

    reader = READERS[tool]
    reader(files[0].read_bytes())
    pages, spent, scores = 0, 0.0, []
    for file in files:
        content = file.read_bytes()
        pages += len(pypdfium2.PdfDocument(content))
        start = time.perf_counter()
        rows = reader(content)
        spent += time.perf_counter() - start
        truth = file.with_suffix(".json")
        if truth.is_file():
            scores.append(f1(json.loads(truth.read_text(encoding="utf-8")), rows))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"pages": pages, "seconds": spent, "peak": peak / 1024, "f1": sum(scores) / len(scores) if scores else None}


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in names] or typeset(Path(folder))
        print(f"{'tool':<11}{'pages':>6}{'pages/s':>9}{'peak MB':>9}{'F1':>8}")
        for tool in TOOLS:
            package = {"grid": "pypdfium2", "workbench": "camelot", "both": "camelot"}.get(tool, tool)
            if importlib.util.find_spec(package) is None:
                print(f"{tool:<11} not installed")
                continue
            command = [sys.executable, __file__, "--measure", tool, *map(str, files)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{tool:<11} failed: {done.stderr.strip().splitlines()[-1:]}")
                continue
            found = json.loads(done.stdout.splitlines()[-1])
            score = "-" if found["f1"] is None else f"{found['f1']:.3f}"
            speed = found["pages"] / found["seconds"]
            print(f"{tool:<11}{found['pages']:>6}{speed:>9.1f}{found['peak']:>9.0f}{score:>8}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], [Path(name) for name in sys.argv[3:]])))
    else:
        main(sys.argv[1:])
