"""Time and memory of reading the documents, as a ratio to a plain split into cells on the same machine.

    python benchmarks/ekstraksi.py [FOLDER]

The alternative is the least any reader must do: open each file, split lines at tabs, make a polars frame
of the cells. It understands nothing, so the ratio says what understanding costs. The folder is read as
it is, and four and sixteen times over, to show how the cost grows.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from workbench import paths
from workbench.documents.read import discover
from workbench.pipeline import extract

REPEATS = 5
COPIES = (1, 4, 16)
PLAIN_ALONE = """
import polars as pl
for file in sorted(FOLDER.glob('*.txt')):
    rows = [line.split('\\t') for line in file.read_text(encoding='utf-8').split('\\n')]
    pl.DataFrame({'sel': [cell for row in rows for cell in row]})
"""


def plain(files: list[Path]) -> int:
    """Split every file into cells; returns how many there are."""
    cells = 0
    for file in files:
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").split("\n")]
        frame = pl.DataFrame({"sel": [cell for row in rows for cell in row]})
        cells += frame.height
    return cells


def seconds(job: object, repeats: int = REPEATS) -> float:
    """Median wall time of a callable."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()  # type: ignore[operator]
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def copies(folder: Path, count: int, target: Path) -> list[Path]:
    """Every document `count` times under names of its own."""
    files = []
    for file in discover([folder]):
        for number in range(count):
            files.append(target / f"{number:02d}-{file.name}")
            files[-1].write_bytes(file.read_bytes())
    return files


def peak_mib(code: str, folder: Path) -> float:
    """Peak memory of a fresh process that runs `code` with FOLDER set (Linux: VmHWM, which begins at exec)."""
    script = (
        f"import re\nfrom pathlib import Path\nFOLDER = Path({str(folder)!r})\n{code}\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1024


def main() -> None:
    """Print one line a size, and the memory of both."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else paths.raw()
    print("documents  plain s  extract s  ratio  s/document")
    with tempfile.TemporaryDirectory() as room:
        out = Path(room) / "out"
        for count in COPIES:
            place = Path(room) / str(count)
            place.mkdir()
            files = copies(folder, count, place)
            base = seconds(lambda files=files: plain(files))
            full = seconds(lambda files=files: extract(files, out), REPEATS if count == 1 else 3)
            print(f"{len(files):9d}  {base:7.3f}  {full:9.3f}  {full / base:5.0f}  {full / len(files):10.3f}")
        least = peak_mib(PLAIN_ALONE, folder)
        most = peak_mib(
            "import tempfile\nfrom workbench.documents.read import discover\nfrom workbench.pipeline import extract\n"
            "extract(discover([FOLDER]), Path(tempfile.mkdtemp()))",
            folder,
        )
        print(f"peak memory: plain {least:.0f} MiB, extract {most:.0f} MiB, ratio {most / least:.2f}")


if __name__ == "__main__":
    main()
