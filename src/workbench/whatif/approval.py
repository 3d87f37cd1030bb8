"""Which approval a move needs: the first level of the code that differs decides (`rules/whatif_persetujuan.yml`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from workbench.whatif import aturan
from workbench.whatif.apply import Gerak, Hasil
from workbench.whatif.kalimat import Kalimat

TIDAK_TENTU = "tidak_dapat_ditentukan"


@dataclass(frozen=True)
class Persetujuan:
    """The class of a move: `jenis` (between what), `kelas` (who), in words `sebutan` and `oleh`."""

    jenis: str
    kelas: str
    sebutan: str
    oleh: str
    mengubah_apbd: bool | None


def kelas(
    kode_dari: str | None, kode_ke: str | None, rekening: tuple[str | None, str | None] = (None, None)
) -> Persetujuan:
    """The approval class of money from one sub kegiatan (and account) to another.

    Without certain codes, or within one sub kegiatan without full accounts, it cannot be told.
    """
    aturan_kelas = aturan.isi("persetujuan")
    if kode_dari is None or kode_ke is None:
        return _tidak_tentu(Kalimat("kode tidak pasti", "code not certain"))
    if satu := _beda(aturan_kelas["kegiatan"], kode_dari, kode_ke):
        return _jadi(satu)
    rekening_dari, rekening_ke = rekening
    if rekening_dari is None or rekening_ke is None:
        return _tidak_tentu(
            Kalimat(
                "di dalam satu sub kegiatan, kode rekening tidak disebut", "within one sub-activity, no account given"
            )
        )
    if satu := _beda(aturan_kelas["rekening"], rekening_dari, rekening_ke):
        return _jadi(satu)
    if rekening_dari != rekening_ke or rekening_dari.count(".") < 5:
        return _tidak_tentu(Kalimat("kode rekening tidak lengkap enam tingkat", "account code without all six levels"))
    return _jadi(aturan_kelas["uraian"])


def total_berubah(hasil: Hasil) -> Persetujuan | None:
    """The class of a change of the OPD's own total; None where it stays."""
    return _jadi(aturan.isi("persetujuan")["total"]) if hasil.total != hasil.baseline.total else None


def menurut_gerak(hasil: Hasil) -> tuple[tuple[Gerak, Persetujuan], ...]:
    """Every move of a result with its class, in order."""
    baris = hasil.baseline.baris
    return tuple((g, kelas(baris[g.dari].kode, baris[g.ke].kode, g.rekening)) for g in hasil.gerak)


def terberat(semua: Iterable[Persetujuan]) -> Persetujuan | None:
    """The heaviest class; one that cannot be told counts as heavier than those that leave the APBD unchanged."""
    urutan = [k["nama"] for k in aturan.isi("persetujuan")["kelas"]]
    urutan.insert(1, TIDAK_TENTU)
    return min(semua, key=lambda p: urutan.index(p.kelas), default=None)


def _beda(tingkat: list[dict[str, Any]], dari: str, ke: str) -> dict[str, Any] | None:
    """The first level at which two codes differ; None where they agree as far as both go."""
    a, b = dari.split("#")[0].split("."), ke.split("#")[0].split(".")
    for satu in tingkat:
        banyak = satu["bagian"]
        if min(len(a), len(b)) < banyak:
            return None
        if a[:banyak] != b[:banyak]:
            return satu
    return None


def _jadi(satu: dict[str, Any]) -> Persetujuan:
    oleh = next(k for k in aturan.isi("persetujuan")["kelas"] if k["nama"] == satu["kelas"])
    sebutan, penyetuju = aturan.sebutan(satu), aturan.sebutan(oleh)
    return Persetujuan(satu["nama"], oleh["nama"], sebutan, penyetuju, bool(oleh["mengubah_apbd"]))


def _tidak_tentu(sebab: Kalimat) -> Persetujuan:
    oleh = aturan.sebutan(aturan.isi("persetujuan")["tidak_dapat_ditentukan"])
    return Persetujuan("tidak_tentu", TIDAK_TENTU, sebab, oleh, None)
