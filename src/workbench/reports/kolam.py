"""Work side by side in processes, so that one that dies takes nothing with it."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeVar

Tugas = TypeVar("Tugas")
Hasil = TypeVar("Hasil")

TERBANYAK_PROSES = 4
_PAMIT = 10.0
"""Seconds to stop a kernel and remove temporary files once the run that wanted the report is gone."""


class ProsesMatiError(Exception):
    """The process of a task died twice."""


def kerjakan(
    fungsi: Callable[[Tugas], Hasil], tugas: Sequence[Tugas], proses: int | None = None
) -> Iterator[tuple[Tugas, Hasil | Exception]]:
    """Each task with what `fungsi` gives for it, or with the exception it raised, in the order they finish.

    `fungsi` must be importable (processes are spawned). Where a process dies, nobody can tell whose fault it was:
    every task it left unfinished is tried alone, and only one that kills two processes of its own is given back with
    ProsesMatiError. `proses` is at most the number of cores (default) and four.
    """
    sisa = yield from _bersama(fungsi, tugas, banyak_proses(proses, len(tugas)))
    while sisa:
        tersisa = yield from _bersama(fungsi, sisa[:1], 1)
        tersisa = yield from _bersama(fungsi, tersisa, 1)
        for satu in tersisa:
            yield satu, ProsesMatiError("Proses pembuat laporan mati dua kali; biasanya memori habis.")
        sisa = sisa[1:]


def banyak_proses(diminta: int | None, tugas: int) -> int:
    """How many processes serve that many tasks on this machine."""
    inti = os.cpu_count() or 1
    return max(1, min(diminta or inti, inti, TERBANYAK_PROSES, tugas))


def _bersama(
    fungsi: Callable[[Tugas], Hasil], tugas: Sequence[Tugas], proses: int
) -> Generator[tuple[Tugas, Hasil | Exception], None, list[Tugas]]:
    """Run tasks in one pool; returns those left when a process died, in their order."""
    tersisa: list[Tugas] = []
    if not tugas:
        return tersisa
    kolam = ProcessPoolExecutor(proses, mp_context=get_context("spawn"), initializer=_ikut_berakhir)
    try:
        janji: dict[Future[Hasil], int] = {kolam.submit(_satu, fungsi, satu): nomor for nomor, satu in enumerate(tugas)}
        tertinggal: list[int] = []
        for selesai in as_completed(janji):
            satu = tugas[janji[selesai]]
            try:
                hasil: Hasil | Exception = selesai.result()
            except BrokenProcessPool:
                tertinggal.append(janji[selesai])
                continue
            except Exception as galat:
                hasil = galat
            yield satu, hasil
        return [tugas[nomor] for nomor in sorted(tertinggal)]
    finally:
        kolam.shutdown(cancel_futures=True)


_usai = threading.Event()
"""Set in a process of a pool once the run that started it is gone."""


def _satu(fungsi: Callable[[Tugas], Hasil], tugas: Tugas) -> Hasil:
    try:
        return fungsi(tugas)
    finally:
        if _usai.is_set():
            os._exit(1)


def _ikut_berakhir() -> None:
    """Runs first in a process of a pool: ends it when the run that started it was killed.

    By itself it would wait for more work for ever. What it does is interrupted, so that it stops its kernel and removes
    its temporary files.
    """
    induk = parent_process()
    assert induk

    def tunggu() -> None:
        wait([induk.sentinel])
        _usai.set()
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - nobody reads any more
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(_PAMIT)
        os._exit(1)

    threading.Thread(target=tunggu, daemon=True).start()
