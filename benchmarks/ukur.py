"""Run a piece of Python in a fresh process and say what it took."""

import importlib.util
import json
import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
_BEFORE = """
import json, re, resource, time
from pathlib import Path
def _cpu(who): return sum(resource.getrusage(who)[:2])
def measured(job, repeats=1):
    'The fastest of some calls: wall and CPU seconds, and what it gave.'
    best = None
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), _cpu(resource.RUSAGE_SELF) + _cpu(resource.RUSAGE_CHILDREN)
        gave = job()
        spent = _cpu(resource.RUSAGE_SELF) + _cpu(resource.RUSAGE_CHILDREN) - cpu
        took = {'detik': time.perf_counter() - wall, 'cpu': spent, 'hasil': gave}
        best = took if best is None or took['detik'] < best['detik'] else best
    return best
def tell(took):
    took['mib'] = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024
    took['mib_anak'] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(took))
"""


def fresh(code: str, *arguments: object) -> dict[str, Any]:
    """Run `code` (which calls `tell(measured(job))`) with `sys.argv[1:]`; its wall and CPU seconds, its peak memory and
    that of its largest child in MiB (Linux), and what the job gave."""
    command = [sys.executable, "-c", _BEFORE + code, *map(str, arguments)]
    search = os.pathsep.join([str(HERE), str(HERE.parent / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | {"PYTHONPATH": search}
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def machine(*packages: str) -> str:
    """One line: processor, cores, memory, load, Python and versions."""
    names = [
        line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 2**20
    found = [name for name in packages if importlib.util.find_spec(name)]
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in found)
    return (
        f"{names[0] if names else platform.processor()}, {len(os.sched_getaffinity(0))} inti, {memory:.0f} GiB; "
        f"{platform.system()}, Python {platform.python_version()}, {versions}; "
        f"beban saat mulai {os.getloadavg()[0]:.1f}"
    )


def table(headings: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
