"""Reads damaged documents, each in a process under limits, and counts those that break a reader.

    python benchmarks/acak.py [--count N] [--seed N] [--keep FOLDER] [FILE|FOLDER ...]

Damaged are typeset documents of invented offices in every format, and the documents named (default: data/raw). A
document is read, or refused with a sentence; what is counted are errors nobody foresaw, crashes, hangs (60 seconds)
and too much memory (2 GB). The inputs that caused them are kept in FOLDER. Ends with 1 when there are any.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from workbench import paths
from workbench.documents.read import discover
from workbench.reading import cache
from workbench.reading.one import Task
from workbench.reading.pool import Limits, read_all

TESTS = Path(__file__).resolve().parents[1] / "tests"
LIMITS = Limits(seconds=60)
BATCH = 200
SHARE_OF_REAL = 0.4
BROKEN = {
    "Pembaca gagal": "errors",
    "Pembaca berhenti mendadak": "crashes",
    "Belum selesai dibaca": "hangs",
    "Perlu memori": "memory",
}


def make(folder: Path, number: int, seed: int, real: list[Path]) -> Path:
    """One damaged document; the same for the same number and seed."""
    import pembuat
    import perusak

    chance = random.Random(f"{seed} {number}")
    if real and chance.random() < SHARE_OF_REAL:
        source = chance.choice(real)
        content, ending = perusak.piece(source, chance), source.suffix.lower()
    else:
        ending = chance.choice(list(perusak.EDITIONS))
        content = perusak.EDITIONS[ending](pembuat.Gaya(chance.choice(pembuat.BENTUK), benih=chance.randrange(10**6)))
    file = folder / f"{number:06}{ending}"
    file.write_bytes(perusak.damaged(content, ending, chance))
    return file


def read(files: list[Path], folder: Path) -> dict[Path, str | None]:
    """The reason why a document was not read, None where it was."""
    reasons: dict[Path, str | None] = {}
    tasks = [Task(file, cache.state_of(file), folder / f"{file.name}.baca") for file in files]

    def finished(task: Task, reason: str | None) -> None:
        reasons[task.file] = reason

    read_all(tasks, 2, LIMITS, finished, lambda task, done, pages: None)
    return reasons


def kind(reason: str | None) -> str:
    """`read`, `refused` or one of BROKEN."""
    if reason is None:
        return "read"
    return next((name for start, name in BROKEN.items() if reason.startswith(start)), "refused")


def main() -> int:
    """Print what became of the inputs and what broke a reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("documents", nargs="*", type=Path)
    given = parser.parse_args()
    sys.path.insert(0, str(TESTS))
    real = discover(given.documents or [paths.raw()])
    found: Counter[tuple[str, str]] = Counter()
    start = time.monotonic()
    for first in range(0, given.count, BATCH):
        with tempfile.TemporaryDirectory() as room:
            numbers = range(first, min(first + BATCH, given.count))
            files = [make(Path(room), number, given.seed, real) for number in numbers]
            for file, reason in read(files, Path(room)).items():
                found[file.suffix, kind(reason)] += 1
                if kind(reason) in BROKEN.values():
                    print(f"{file.name}: {reason}", flush=True)
                    if given.keep:
                        given.keep.mkdir(parents=True, exist_ok=True)
                        (given.keep / f"{given.seed}-{file.name}").write_bytes(file.read_bytes())
    kinds = ["read", "refused", *BROKEN.values()]
    print("format  " + "  ".join(f"{name:>8}" for name in kinds))
    for ending in sorted({ending for ending, _ in found}):
        print(f"{ending:<8}" + "  ".join(f"{found[ending, name]:>8}" for name in kinds))
    broken = sum(count for (_, name), count in found.items() if name in BROKEN.values())
    print(f"{given.count} documents in {time.monotonic() - start:.0f} s, {broken} broke a reader")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
