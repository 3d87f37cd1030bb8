#!/usr/bin/env python3
"""Satu pintu ke workbench: menyiapkan lingkungan Python bila perlu, lalu menjalankan perintah.

  python3 wb.py run               baca semua dokumen, tulis dataset dan laporan
  python3 wb.py lab               buka JupyterLab pada notebook awal
  python3 wb.py whatif [...]      buka halaman pergeseran pagu, atau hitung berkas skenario
  python3 wb.py extract [...]     perintah workbench yang lain diteruskan apa adanya
  python3 wb.py run --ocr         pasang dahulu tambahan untuk membaca halaman hasil pindai
  python3 wb.py run --help        bantuan perintah workbench
  python3 wb.py test [...]        jalankan semua uji (argumen diteruskan ke pytest)
  python3 wb.py lock              kunci ulang versi paket di constraints.txt (Python 3.11)

Di Windows tulis `py wb.py ...`. Perlu Python 3.11 atau lebih baru, tanpa sudo, make, atau git.
Lingkungan dibuat di folder .venv (tempat lain: variabel WORKBENCH_VENV) dan dipasang ulang
hanya bila pyproject.toml atau constraints.txt berubah. Sesudah itu tidak perlu internet.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Iterator, NoReturn

if sys.version_info < (3, 11):  # this file has to stay readable for Python 3.6
    print(
        f"wb.py: Python {sys.version.split()[0]} terlalu lama; pasang Python 3.11 atau lebih baru dari python.org.\n"
        "wb.py: this Python is too old; install Python 3.11 or newer from python.org.",
        file=sys.stderr,
    )
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
INPUTS = ("pyproject.toml", "constraints.txt")
OWNED = "wb-milik.txt"  # written first: wb.py made this folder and may delete it
OCR = "--ocr"
STAMP = "wb-stamp.json"  # written last: everything named in it is installed
PROBE = "from importlib.util import find_spec as f; raise SystemExit(not all(map(f, ['workbench', 'polars'])))"
# Measured on Linux, Python 3.11, 2 cores: packages, MB to download, GB on disk, minutes on a fast network.
SIZES = {False: (131, 307, "1,1", 1), True: (164, 395, "1,4", 2)}  # without and with the test tools
# What only Windows, macOS or Python 3.12 need: resolving on another system does not find them.
ELSEWHERE = ("aiohttp", "appnope", "colorama", "pywinpty")
REASONS = (  # what pip prints, what to do about it
    (r"No space left|Errno 28", "Ruang disk habis: kosongkan sekitar 2 GB, lalu jalankan perintah yang sama lagi."),
    (r"CERTIFICATE_VERIFY_FAILED", "Sertifikat jaringan ditolak: atur PIP_CERT ke sertifikat jaringan kantor Anda."),
    (
        r"Failed to establish|Failed to resolve|name resolution|getaddrinfo|(Connect|Read)Timeout|timed out"
        r"|Network is unreachable|ProxyError|Connection (refused|reset|broken|aborted)|IncompleteRead",
        "Tidak ada sambungan ke internet: periksa jaringan (di belakang proksi: atur HTTPS_PROXY), lalu jalankan"
        " perintah yang sama lagi; paket yang sudah diunduh tidak diunduh ulang.",
    ),
    (r"Long Path", "Nama folder terlalu panjang untuk Windows: pindahkan proyek ke folder pendek, misalnya C:\\wb."),
    (r"Permission denied|WinError (5|32)\b", "Berkas terkunci: tutup program yang memakai lingkungan ini, ulangi."),
    (r"No matching distribution", "Ada paket yang tidak tersedia untuk sistem ini: pakai Python 3.11-3.14 64-bit."),
)


def say(text: str) -> None:
    """Messages go to stderr, so that stdout belongs to the command."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> NoReturn:
    raise SystemExit(f"wb.py: {text}")


def venv_dir() -> Path:
    given = os.environ.get("WORKBENCH_VENV")
    return Path(given).expanduser().absolute() if given else ROOT / ".venv"


def tool(venv: Path, name: str) -> Path:
    """A program of the environment."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def wanted(venv: Path) -> dict[str, str]:
    """What the stamp of an up-to-date environment says, besides its extras. Line ends do not count."""
    texts = {name: (ROOT / name).read_bytes().replace(b"\r\n", b"\n") for name in INPUTS}
    hashes = {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()}
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return {**hashes, "root": str(ROOT), "venv": str(venv), "python": version}


def read_stamp(venv: Path) -> dict[str, Any]:
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def works(venv: Path) -> bool:
    """Does the environment's Python start, and does it know the package?"""
    command = [str(tool(venv, "python")), "-I", "-c", PROBE]
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def decide(venv: Path, extras: set[str]) -> str:
    """`ready`, `update` (install into the environment) or `new` (make it anew)."""
    stamp, want = read_stamp(venv), wanted(venv)
    if any(stamp.get(key) != want[key] for key in ("venv", "python")) or not works(venv):
        return "new"
    same = all(stamp.get(key) == value for key, value in want.items())
    return "ready" if same and extras <= set(stamp.get("extras", [])) else "update"


@contextlib.contextmanager
def locked(venv: Path) -> Iterator[None]:
    """One wb.py at a time changes an environment; the system frees the lock when a process ends."""
    venv.parent.mkdir(parents=True, exist_ok=True)
    with venv.with_name(f"{venv.name}.lock").open("w") as handle:
        waiting = False
        while True:
            try:
                if sys.platform == "win32":
                    import msvcrt

                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    import fcntl

                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except (BlockingIOError, PermissionError):
                if not waiting:
                    say("Menunggu wb.py lain selesai memasang lingkungan ini ...")
                waiting = True
                time.sleep(0.5)
        yield


def progress(log: str) -> str:
    """Where pip is, read from its log."""
    installing = re.search(r"^Installing collected packages: (.*)", log, re.M)
    if installing:
        return f"memasang {installing[1].count(',') + 1} paket"
    names = re.findall(
        r"^(?:Collecting|Processing|Requirement already satisfied:) (?:\S*[\\/])?([\w.-]+?)(?=-\d|[^\w.-])", log, re.M
    )
    return f"mengumpulkan paket: {len(set(names))} ({names[-1][:30]})" if names else "menyiapkan"


def explain(log: str) -> str:
    """Why pip failed, in one sentence."""
    errors = [line for line in log.splitlines() if line.lower().startswith("error")]
    otherwise = errors[-1] if errors else "pip berhenti tanpa menyebut sebabnya."
    return next((sentence for pattern, sentence in REASONS if re.search(pattern, log)), otherwise)


def pip(venv: Path, *args: str) -> None:
    """Install with pip and one live line; everything pip prints goes to a log file."""
    command = [str(tool(venv, "python")), "-m", "pip", "install", "--no-input", "--progress-bar", "off", *args]
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
    log = venv.with_name(f"{venv.name}.log")
    live, start = sys.stderr.isatty(), time.monotonic()
    shown = start
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=0.5)
                now = time.monotonic()
                line = f"  {progress(log.read_text('utf-8', 'replace'))}, {now - start:.0f} detik"
                if live:
                    width = shutil.get_terminal_size().columns - 1
                    print(f"\r{line[:width]:<{width}}", end="", file=sys.stderr, flush=True)
                elif now - shown >= 15:
                    shown = now
                    say(line)
        finally:
            if live:
                say("")
            if process.poll() is None:
                process.terminate()
                process.wait()
    if process.returncode:
        fail(f"pemasangan gagal. {explain(log.read_text('utf-8', 'replace'))}\nCatatan lengkap: {log}")
    say(f"  selesai dalam {time.monotonic() - start:.0f} detik")


def make(venv: Path) -> None:
    """An empty environment in place of whatever wb.py left there before."""
    try:
        if venv.exists() and any(venv.iterdir()):
            if venv != ROOT / ".venv" and not (venv / OWNED).is_file():
                fail(f"{venv} berisi hal lain dan tidak dihapus: beri WORKBENCH_VENV folder lain atau yang kosong.")
            old = venv.with_name(f"{venv.name}.wb-lama")
            shutil.rmtree(old, ignore_errors=True)
            venv.rename(old)
            shutil.rmtree(old, ignore_errors=True)
        venv.mkdir(parents=True, exist_ok=True)
        (venv / OWNED).write_text("Folder ini dibuat oleh wb.py dan dapat dihapus.\n", encoding="utf-8")
    except OSError as error:
        fail(f"folder {venv} tidak dapat dibuat atau diganti ({error}); tutup program yang memakainya, lalu ulangi.")
    base = getattr(sys, "_base_executable", sys.executable)  # not the Python of the folder just removed
    made = subprocess.run([base, "-m", "venv", str(venv)], capture_output=True, text=True, errors="replace")
    if made.returncode:
        hint = "Di Debian/Ubuntu pasang paket python3-venv; tanpa sudo: pakai Python dari conda atau python.org."
        fail(f"lingkungan Python tidak dapat dibuat di {venv}. {hint}\n{made.stdout}{made.stderr}")


def ensure(extras: set[str]) -> Path:
    """The environment, complete and up to date."""
    venv = venv_dir()
    if decide(venv, extras) == "ready":
        return venv
    with locked(venv):
        state = decide(venv, extras)  # another wb.py may have done it meanwhile
        if state == "ready":
            return venv
        if state == "update":
            extras = extras | set(read_stamp(venv).get("extras", []))
            say(f"Kebutuhan berubah: paket yang belum ada atau berbeda dipasang ke {venv} (paling lama 2 menit).")
        else:
            count, download, disk, minutes = SIZES["test" in extras]
            say(
                f"Lingkungan Python dibuat sekali di {venv}:\n"
                f"  {count} paket (JupyterLab, polars, pandas, plotly, pyarrow, camelot, dan lain-lain),\n"
                f"  unduhan sekitar {download} MB, di disk {disk} GB, selesai dalam {minutes}-{minutes + 1} menit\n"
                f"  (pada jaringan 10 Mbit/detik sekitar {download * 8 // 600 + minutes} menit)."
            )
        (venv / STAMP).unlink(missing_ok=True)
        if state == "new":
            make(venv)
        pip(venv, "-e", f".[{','.join(sorted(extras))}]" if extras else ".", "-c", "constraints.txt")
        if not works(venv):
            fail(f"lingkungan di {venv} tidak berjalan; hapus folder itu, lalu jalankan perintah yang sama lagi.")
        write(venv / STAMP, json.dumps({**wanted(venv), "extras": sorted(extras)}, indent=2))
    return venv


def write(path: Path, text: str) -> None:
    """A whole file or nothing."""
    draft = path.with_name(f"{path.name}.baru")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def lock() -> None:
    """Pin the newest versions within pyproject's bounds, resolved in a fresh environment."""
    import tomllib

    if sys.version_info[:2] != (3, 11):
        fail("jalankan `lock` dengan Python 3.11, versi terendah yang didukung, agar kuncinya berlaku juga di atasnya.")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    with tempfile.TemporaryDirectory() as folder:
        venv, report, found = Path(folder) / "venv", Path(folder) / "report.json", Path(folder) / "pins.txt"
        make(venv)

        def resolve(*args: str) -> dict[str, str]:
            least = ("--python-version", "3.11.0", "--only-binary", ":all:", "--target", folder)
            pip(venv, "--dry-run", "--ignore-installed", "--report", str(report), *least, *args)
            packages = [item["metadata"] for item in json.loads(report.read_bytes())["install"]]
            return {re.sub(r"[-_.]+", "-", item["name"]).lower(): item["version"] for item in packages}

        pins = resolve(*project["dependencies"], *(name for extra in extras for name in extra))
        write(found, "\n".join(f"{name}=={version}" for name, version in pins.items()))
        pins |= resolve("--platform", "win_amd64", "-c", str(found), *ELSEWHERE)
    path = ROOT / "constraints.txt"
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    write(path, "\n".join([*head, *(f"{name}=={pins[name]}" for name in sorted(pins))]) + "\n")
    say(f"{path}: {len(pins)} paket")


def run(venv: Path, *command: str) -> int:
    """Hand over to a program of the environment, as if the environment were activated."""
    search = os.pathsep.join([str(tool(venv, "python").parent), os.environ.get("PATH", "")])
    own = {"VIRTUAL_ENV": str(venv), "PATH": search, "WORKBENCH_WB": str(ROOT / "wb.py")}
    environment = {"PYTHONUTF8": "1", **os.environ, **own}
    if os.name != "nt":
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the program gets it too and decides
            return process.wait()


def main(args: list[str]) -> int:
    if not args or args[0] in ("-h", "--help"):
        print((__doc__ or "").strip())
        return 0
    if args[0] == "lock":
        lock()
        return 0
    if args[0] == "test":
        venv = ensure({"test"})
        os.chdir(ROOT)
        return run(venv, str(tool(venv, "python")), "-m", "pytest", *args[1:])
    venv = ensure({"ocr"} if OCR in args else set())
    return run(venv, str(tool(venv, "workbench")), *(arg for arg in args if arg != OCR))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nwb.py: dihentikan. Jalankan perintah yang sama lagi untuk melanjutkan.")
        sys.exit(130)
