"""Time, memory and output of reading 10, 100 and 1,000 invented documents.

    python benchmarks/dokumen.py [10 100 1000]

The documents come from the generator of the tests: ten forms, over and over, each document another office, other
figures and words. A small number is measured on several groups of documents of the largest number, since documents
differ in size. Every run reads all of them anew, with a process a core, and makes the whole dataset. The alternative
is the least that any reader must do: split each file into cells.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import ukur

TESTS = ukur.HERE.parent / "tests"
FORMS = ("evaluasi", "lkjip", "renja", "perubahan", "telaah", "belanja", "wilayah", "bertahap", "kesesuaian", "pohon")
GROUPS = 5
_EXTRACT = """
import sys, os
from workbench import pipeline
from workbench.documents.read import discover
files, out = discover([Path(sys.argv[1])]), Path(sys.argv[2])
def job():
    return sum(row['observasi'] for row in pipeline.extract(files, out, jobs=len(os.sched_getaffinity(0))).documents)
took = measured(job)
took['byte'] = sum(file.stat().st_size for file in out.rglob('*') if file.is_file())
tell(took)
"""
_PLAIN = """
import sys
import polars as pl
def job():
    cells = 0
    for file in sorted(Path(sys.argv[1]).iterdir()):
        rows = [line.split('\\t') for line in file.read_text(encoding='utf-8').split('\\n')]
        cells += pl.DataFrame({'sel': [cell for row in rows for cell in row]}).height
    return cells
tell(measured(job))
"""


def typeset(count: int, folder: Path) -> list[Path]:
    """So many documents; each ten of them hold every form once."""
    sys.path.insert(0, str(TESTS))
    import pembuat

    files = []
    for number in range(count):
        gaya = pembuat.Gaya(FORMS[number % len(FORMS)], benih=number, ganda=True, jumlah=number % 3 == 0)
        files.append(folder / f"{number:05d}.txt")
        files[-1].write_bytes(pembuat.buat(gaya).isi)
    return files


def groups(files: list[Path], count: int) -> list[list[Path]]:
    """At most `GROUPS` groups of `count` documents, spread over all of them."""
    many = min(GROUPS, len(files) // count)
    starts = [len(files) * number // many // len(FORMS) * len(FORMS) for number in range(many)]
    return [files[start : start + count] for start in starts]


def measure(count: int, files: list[Path], room: Path) -> dict[str, float]:
    """What `count` documents take: the mean of the groups; memory the largest."""
    runs: list[dict[str, Any]] = []
    for number, group in enumerate(groups(files, count)):
        place = room / f"{count}-{number}"
        place.mkdir()
        for file in group:
            os.link(file, place / file.name)
        run = ukur.fresh(_EXTRACT, place, room / "hasil")
        plain = ukur.fresh(_PLAIN, place)
        runs.append(run | {"polos": plain["cpu"]})
    mean = {name: sum(run[name] for run in runs) / len(runs) for name in ("detik", "cpu", "hasil", "byte", "polos")}
    return mean | {name: max(run[name] for run in runs) for name in ("mib", "mib_anak")} | {"dokumen": count}


def report(sizes: list[int]) -> str:
    """The measures as a table; `tambahan` is the CPU of one more document since the size before."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "dokumen"
        raw.mkdir()
        files = typeset(max(sizes), raw)
        found = [measure(size, files, Path(folder)) for size in sizes]
    rows, before = [], None
    for one in found:
        more = (one["cpu"] - before["cpu"]) / (one["dokumen"] - before["dokumen"]) if before else None
        count = one["dokumen"]
        rows.append([
            f"{count:,}", f"{one['detik']:.1f}", f"{one['detik'] / count:.3f}", f"{one['cpu'] / count:.3f}",
            "-" if more is None else f"{more:.3f}", f"{one['cpu'] / one['polos']:.0f}", f"{one['mib']:.0f}",
            f"{one['mib_anak']:.0f}", f"{one['hasil']:,.0f}", f"{one['byte'] / 2**20:.1f}",
        ])  # fmt: skip
        before = one
    headings = ["dokumen", "detik", "detik/dok.", "CPU/dok.", "CPU/dok. tambahan", "CPU : belah sel", "MiB induk",
                "MiB pembaca", "observasi", "MB hasil"]  # fmt: skip
    share = found[-1]["cpu"] / found[-1]["dokumen"] / (found[0]["cpu"] / found[0]["dokumen"])
    return ukur.table(headings, rows) + f"\nCPU per dokumen pada {sizes[-1]:,}: {share:.2f} kali pada {sizes[0]:,}.\n"


if __name__ == "__main__":
    print(report([int(word) for word in sys.argv[1:]] or [10, 100, 1000]))
