"""The rules of the what-if: earmarked money, mandatory lines, approval classes, elasticities. Data in `rules/`."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from workbench import paths
from workbench.whatif.kalimat import Kalimat, en

_INGATAN = 50_000


class AturanError(ValueError):
    """A rule file contradicts itself; the message names the file and the entry."""


@dataclass(frozen=True)
class SumberDana:
    """A class of money that stays with its purpose, or `umum` for money that may move."""

    nama: str
    sebutan: str
    ditentukan: bool


@dataclass(frozen=True)
class Wajib:
    """A kind of line that may not fall below a share of its ceiling (`minimal_persen`)."""

    nama: str
    sebutan: str
    pola: re.Pattern[str]
    minimal_persen: int


@dataclass(frozen=True)
class Elastisitas:
    """Percent of output for one percent of money: low, middle, high; 0 <= rendah <= tengah <= tinggi <= 1."""

    nama: str
    sebutan: str
    rendah: float
    tengah: float
    tinggi: float

    def __post_init__(self) -> None:
        if not 0 <= self.rendah <= self.tengah <= self.tinggi <= 1:
            raise AturanError(f"Elastisitas {self.nama}: harus 0 <= rendah <= tengah <= tinggi <= 1.")


UMUM = SumberDana("umum", Kalimat("dana umum", "general funds"), ditentukan=False)
TAK_DIKENAL = SumberDana("tidak_dikenal", Kalimat("sumber dana tidak dikenal", "unknown source"), ditentukan=False)
TAK_TERCETAK = SumberDana(
    "tidak_tercetak", Kalimat("sumber dana tidak tercetak", "source not printed"), ditentukan=False
)


@cache
def isi(nama: str) -> dict[str, Any]:
    """A rule file of the what-if as plain data; `status` and `sumber` say how far it can be trusted."""
    berkas = paths.RULES / f"whatif_{nama}.yml"
    data: dict[str, Any] = yaml.safe_load(berkas.read_text(encoding="utf-8"))
    kurang = {"nama", "sumber", "status", "berlaku_sejak", "diperiksa"} - set(data)
    if kurang:
        raise AturanError(f"{berkas.name}: tanpa {', '.join(sorted(kurang))}.")
    return data


def sebutan(satu: dict[str, Any], kunci: str = "sebutan") -> Kalimat:
    """What an entry of a rule file is called; `<kunci>_en` is its English form, where it has one."""
    return Kalimat(str(satu[kunci]), satu.get(f"{kunci}_en"))


def rapi(teks: str | None) -> str:
    """Lower-case letters and digits with single spaces: the form patterns are compared with."""
    return re.sub(r"[^\w%]+", " ", (teks or "").lower().replace("%", " persen ")).strip()


@lru_cache(maxsize=_INGATAN)
def sumber_dana(teks: str | None) -> SumberDana:
    """The class of a printed source of funds."""
    kata = rapi(teks)
    if not kata:
        return TAK_TERCETAK
    aturan = isi("sumber_dana")
    for satu in aturan["ditentukan"]:
        if re.search(satu["pola"], kata):
            return SumberDana(satu["nama"], sebutan(satu), ditentukan=True)
    return UMUM if any(re.search(pola, kata) for pola in aturan["umum"]) else TAK_DIKENAL


@cache
def daftar_wajib() -> tuple[Wajib, ...]:
    """Kinds of mandatory lines."""
    return tuple(
        Wajib(b["nama"], sebutan(b), re.compile(b["pola"]), int(b["minimal_persen"])) for b in isi("wajib")["baris"]
    )


@lru_cache(maxsize=_INGATAN)
def wajib(uraian: str) -> Wajib | None:
    """The kind of mandatory line a name stands for, if any."""
    kata = rapi(uraian)
    return next((satu for satu in daftar_wajib() if satu.pola.search(kata)), None)


@lru_cache(maxsize=_INGATAN)
def bebas_uang(satuan: str | None, indikator: str) -> str | None:
    """Why an output does not depend on the amount of money, or None."""
    for satu in isi("elastisitas")["tidak_tergantung"]:
        if _cocok(satu, satuan, indikator):
            return sebutan(satu, "sebab")
    return None


@lru_cache(maxsize=_INGATAN)
def terhitung(satuan: str | None, indikator: str) -> bool:
    """Whether it is known what is counted: a unit is printed, or the indicator names one."""
    return bool(rapi(satuan)) or any(_cocok(k, satuan, indikator) for k in isi("elastisitas")["kelompok"])


@lru_cache(maxsize=_INGATAN)
def elastisitas(satuan: str | None, indikator: str) -> Elastisitas:
    """The range of elasticity for an output that can be counted."""
    aturan = isi("elastisitas")
    satu = next((k for k in aturan["kelompok"] if _cocok(k, satuan, indikator)), aturan["lain"])
    return Elastisitas(satu["nama"], sebutan(satu), satu["rendah"], satu["tengah"], satu["tinggi"])


def _cocok(pola: dict[str, Any], satuan: str | None, indikator: str) -> bool:
    kata = rapi(satuan)
    return bool(re.search(pola["satuan"], kata) if kata else re.search(pola["indikator"], rapi(indikator)))


def peringatan() -> tuple[str, ...]:
    """One sentence a rule file whose status is not settled."""
    hasil = []
    for aturan in map(isi, ("sumber_dana", "wajib", "persetujuan", "elastisitas")):
        nama, status, kapan = sebutan(aturan, "nama"), sebutan(aturan, "status"), aturan["diperiksa"]
        hasil.append(Kalimat(f"{nama}: {status} (diperiksa {kapan}).", f"{en(nama)}: {en(status)} (checked {kapan})."))
    return tuple(hasil)
