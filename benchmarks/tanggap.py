"""How long a person waits: CPU seconds of what is done while somebody looks on, each beside what it saves or builds on.

    python benchmarks/tanggap.py

| job | beside |
| --- | --- |
| look up a document that did not change | read it |
| audit the five documents of data/raw | read them |
| share out 5,000 sub kegiatan with proof | apply the same scenario without optimum |
| move money on the page of 200 sub kegiatan | open that page |

The middle of several runs each, all in this process.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

import contoh  # noqa: E402
import whatif_contoh  # noqa: E402

from workbench import paths, pipeline  # noqa: E402
from workbench.documents.read import discover  # noqa: E402
from workbench.reading import cache, entry  # noqa: E402
from workbench.reading.one import Task, read_one  # noqa: E402
from workbench.reports.halaman_whatif import HalamanWhatIf  # noqa: E402
from workbench.whatif.apply import terapkan  # noqa: E402
from workbench.whatif.optimise import optimalkan  # noqa: E402

Row = tuple[str, float, float]


def middle(jobs: Iterable[Callable[[], Any]]) -> float:
    """The middle of the CPU seconds of some jobs."""
    spent = []
    for job in jobs:
        start = time.process_time()
        job()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def documents(folder: Path) -> list[Row]:
    """Looking up and auditing documents, beside reading them."""
    files = discover([paths.raw()])
    states = [cache.state_of(file) for file in files]
    tasks = [
        Task(file, state, cache.place(folder, file.name, state)) for file, state in zip(files, states, strict=True)
    ]
    read = middle([lambda task=task: read_one(task) for task in tasks])
    again = middle([lambda task=task: (cache.state_of(task.file), entry.read(task.target)) for task in tasks * 5])
    out = folder / "dataset"
    pipeline.extract(files, out, cached=folder)
    audited = middle([lambda: pipeline.audit(out)] * 3)
    return [("dokumen yang tidak berubah / membacanya", again, read),
            ("mengaudit lima dokumen / membacanya", audited, read * len(files))]  # fmt: skip


def scenarios() -> list[Row]:
    """The best allocation of many lines, beside applying the scenario; for each aim."""
    dasar = whatif_contoh.besar(5000)
    plain = whatif_contoh.skenario(total={"ubah": "-5%"})
    applied = middle([lambda: terapkan(dasar, plain)] * 3)
    rows = []
    for tujuan in ("capaian_tertinggi", "kesenjangan_terkecil", "gangguan_terkecil"):
        asked = {"tujuan": tujuan, "tak_terukur": "boleh", "rentang": 30}
        satu = whatif_contoh.skenario(total={"ubah": "-5%"}, optimasi=asked)
        best = middle([lambda satu=satu: optimalkan(dasar, satu)] * 3)
        rows.append((f"5.000 baris, {tujuan} / menerapkan skenario", best, applied))
    return rows


def page() -> list[Row]:
    """A change on the interactive page, beside opening it."""
    lines = [{"kode": f"2.17.{n % 7 + 2:02d}.2.01.{n:04d}", "uraian": f"Kegiatan {n}", "indikator": f"Peserta {n}",
              "satuan": "orang", "target": 100.0, "pagu": Decimal(1_000_000 * n)} for n in range(1, 201)]  # fmt: skip
    frame = contoh.observasi(*lines, jenjang="sub_kegiatan", kode_asal="tercetak", opd=whatif_contoh.OPD)
    opened: list[HalamanWhatIf] = []
    built = middle([lambda: opened.append(HalamanWhatIf(frame))])

    def move(n: int) -> None:
        opened[0].baris[n].geser.value += 1_000_000

    return [
        ("satu geseran di halaman 200 baris / membuka halaman", middle([lambda n=n: move(n) for n in range(20)]), built)
    ]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*documents(Path(folder)), *scenarios(), *page()]
    print("| pekerjaan / pembanding | detik CPU | pembanding | rasio |\n| --- | --- | --- | --- |")
    for name, spent, beside in rows:
        print(f"| {name} | {spent:.3f} | {beside:.3f} | {spent / beside if beside else float('inf'):.2f} |")


if __name__ == "__main__":
    main()
