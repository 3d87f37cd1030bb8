"""Work side by side in processes, so that one that dies takes nothing with it."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Tugas = TypeVar("Tugas")
Hasil = TypeVar("Hasil")

TERBANYAK_PROSES = 4


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
    kolam = ProcessPoolExecutor(proses, mp_context=get_context("spawn"))
    try:
        janji: dict[Future[Hasil], int] = {kolam.submit(fungsi, satu): nomor for nomor, satu in enumerate(tugas)}
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
