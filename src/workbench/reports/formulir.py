"""Official forms filled from the dataset: which printed figure stands in which column of T-C.29 and E.81.

Figures stand as printed. A column that the regulation computes is computed only where everything it needs is printed;
otherwise the printed result stands there, or nothing. Performance comes from one table, money from one table (they may
be two); both are named in `sumber`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

import polars as pl
import yaml

from workbench import paths
from workbench.analysis import pilih
from workbench.facts.rows import NINE_MONTHS
from workbench.reports import istilah

TC29, E81 = "T-C.29", "E.81"
Angka: TypeAlias = float | Decimal
Nilai: TypeAlias = Angka | str
_JENJANG = ("program", "kegiatan", "sub_kegiatan")
_KUNCI_TABEL = ["dokumen", "tabel", "tahap", "periode"]
_TRIWULAN = {"tw1": "8", "tw2": "9", "tw3": "10", "tw4": "11"}
_RENSTRA, _SD_LALU = "renstra_akhir", "renstra_sd_lalu"
_K, _RP = "K", "Rp"
_MEDAN = {_K: ("target", "realisasi", "capaian"), _RP: ("pagu", "realisasi_rp", "serapan")}


@dataclass
class Baris:
    """One line of a form: its text fields, its figures by column, and what the document prints for computed ones."""

    jenjang: str
    kode: str | None
    uraian: str
    indikator: str
    bertingkat: bool
    nilai: dict[str, Nilai] = field(default_factory=dict)
    tercetak: dict[str, Angka] = field(default_factory=dict)
    teks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Isian:
    """A form ready to be printed: name, words for its headings, lines, and the tables the figures come from."""

    nama: str
    kata: Mapping[str, str]
    baris: list[Baris]
    sumber: list[str]
    setahun_penuh: bool


@cache
def aturan() -> dict[str, Any]:
    """The forms as `rules/formulir_cetak.yml` describes them."""
    isi: dict[str, Any] = yaml.safe_load((paths.RULES / "formulir_cetak.yml").read_text(encoding="utf-8"))
    return isi


def e81(observasi: pl.DataFrame, tahun: int, penuh: Sequence[str]) -> Isian:
    """Form E.81 for one year of one OPD (`observasi`: all its observations, of every year).

    `penuh` names the periods that cover a whole year. Without a table of that year the form has no lines.
    """
    sumber = {jenis: _tabel_terbaik(observasi, tahun, jenis) for jenis in (_K, _RP)}
    cari = {jenis: _Cari(observasi, jenis) for jenis in (_K, _RP)}
    baris = _gabung(observasi, tahun, sumber)
    periode = next((s["periode"] for s in (sumber[_K], sumber[_RP]) if s), None)
    hasil = []
    for satu, asal in baris:
        for jenis, row in asal.items():
            _isi_e81(satu, jenis, row, cari[jenis], tahun)
        hasil.append(satu)
    kata = {
        "n": str(tahun),
        "n1": str(tahun - 1),
        "akhir": _akhir_renstra(cari[_K], cari[_RP], tahun),
        "periode": istilah.periode(periode),
    }
    return Isian(E81, kata, hasil, _sebut(sumber.values()), periode in penuh)


def tc29(observasi: pl.DataFrame, tahun: int) -> Isian:
    """Form T-C.29 for the Renja year n (this year or the next) for which the documents print most of it."""
    calon = [_tc29(observasi, n) for n in (tahun, tahun + 1)]
    return max(calon, key=lambda isian: sum(len(satu.nilai) for satu in isian.baris))


def _tc29(observasi: pl.DataFrame, n: int) -> Isian:
    tabel = {selisih: _tabel_terbaik(observasi, n - selisih, _K) for selisih in (1, 2)}
    utama = 1 if tabel[1] else 2
    cari = _Cari(observasi, _K)
    hasil = []
    for satu, asal in _gabung(observasi, n - utama, {_K: tabel[utama], _RP: None}):
        row = asal[_K]
        for selisih, target, realisasi in ((2, "6K", "7K"), (1, "9K", None)):
            milik = row if selisih == utama else cari.tahunan(row, tabel[selisih], n - selisih)
            _taruh(satu, target, milik, "target")
            if realisasi:
                _taruh(satu, realisasi, milik, "realisasi")
        renstra = cari.renstra(row, n - 1)
        _taruh(satu, "4K", renstra, "target")
        _taruh(satu, "5K", cari.sd_lalu(row, n - 3), "realisasi")
        _cetak(satu, "10K", renstra, "realisasi")
        _cetak(satu, "11K", renstra, "capaian")
        hasil.append(satu)
    kata = {"n": str(n), "akhir": _akhir_renstra(cari, cari, n - 1)} | {f"n{k}": str(n - k) for k in (1, 2, 3)}
    return Isian(TC29, kata, hasil, _sebut(tabel.values()), True)


def _isi_e81(satu: Baris, jenis: str, row: dict[str, Any], cari: "_Cari", tahun: int) -> None:
    target, realisasi, persen = _MEDAN[jenis]
    renstra = cari.renstra(row, tahun)
    _taruh(satu, f"5{jenis}", renstra, target)
    _taruh(satu, f"6{jenis}", cari.sd_lalu(row, tahun - 1), realisasi)
    _taruh(satu, f"7{jenis}", row, target)
    for periode, kolom in _TRIWULAN.items():
        _taruh(satu, f"{kolom}{jenis}", cari.triwulan(row, tahun, periode), realisasi)
    _taruh(satu, f"12{jenis}", row, realisasi)
    _cetak(satu, f"13{jenis}", renstra, realisasi)
    _cetak(satu, f"14{jenis}", renstra, persen)


def _taruh(satu: Baris, kolom: str, row: dict[str, Any] | None, medan: str) -> None:
    """A printed figure, or the printed words where it is none."""
    if row is None:
        return
    nilai = row[medan] if row[medan] is not None else row.get(f"{medan}_teks")
    if nilai is not None:
        satu.nilai[kolom] = nilai


def _cetak(satu: Baris, kolom: str, row: dict[str, Any] | None, medan: str) -> None:
    """What the document prints for a column that the form computes."""
    if row is not None and row[medan] is not None:
        satu.tercetak[kolom] = row[medan]


class _Cari:
    """Looks up further figures of a line: those of the same printed row first, else those printed alike elsewhere."""

    def __init__(self, observasi: pl.DataFrame, jenis: str) -> None:
        self.nilai = _MEDAN[jenis][:2]
        self.semua: dict[tuple[object, ...], list[dict[str, Any]]] = {}
        for row in _bernama(observasi.filter(pl.col("jenjang").is_in(_JENJANG))).iter_rows(named=True):
            self.semua.setdefault((row["kunci"], row["indikator_normal"] if jenis == _K else None), []).append(row)
        self.jenis = jenis

    def _milik(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        return self.semua.get((row["kunci"], row["indikator_normal"] if self.jenis == _K else None), [])

    def renstra(self, row: dict[str, Any], mulai: int) -> dict[str, Any] | None:
        """Target of the Renstra that ends in `mulai` or later."""
        return self._satu(row, [r for r in self._milik(row) if r["tahap"] == _RENSTRA and r["tahun"] >= mulai])

    def sd_lalu(self, row: dict[str, Any], tahun: int) -> dict[str, Any] | None:
        """Realisation of the Renstra up to `tahun`."""
        return self._satu(row, [r for r in self._milik(row) if r["tahap"] == _SD_LALU and r["tahun"] == tahun])

    def triwulan(self, row: dict[str, Any], tahun: int, periode: str) -> dict[str, Any] | None:
        """The figures of one quarter alone."""
        calon = [r for r in self._sendiri(row, tahun) if r["periode"] == periode and NINE_MONTHS not in r["penanda"]]
        return self._satu(row, calon)

    def tahunan(self, row: dict[str, Any], tabel: dict[str, Any] | None, tahun: int) -> dict[str, Any] | None:
        """The figures of another year, from the table chosen for it."""
        if tabel is None:
            return None
        return self._satu(row, [r for r in self._sendiri(row, tahun) if all(r[k] == tabel[k] for k in _KUNCI_TABEL)])

    def _sendiri(self, row: dict[str, Any], tahun: int) -> list[dict[str, Any]]:
        return [r for r in self._milik(row) if r["tahap"] in pilih.TAHAP_TERBARU and r["tahun"] == tahun]

    def _satu(self, row: dict[str, Any], calon: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The one of the same printed row; else any, as long as all of them print the same."""
        sebaris = [r for r in calon if all(r[k] == row[k] for k in ("dokumen", "tabel", "baris"))]
        calon = sebaris or calon
        return calon[0] if len({tuple(r[m] for m in self.nilai) for r in calon}) == 1 else None


def _tabel_terbaik(observasi: pl.DataFrame, tahun: int, jenis: str) -> dict[str, Any] | None:
    """The table and stage that fills a form best: target and realisation before target alone, the most complete
    period, figures set before lists of wishes, sums that agree with the printed total, more lines, the newest stage."""
    milik = pilih.tahun_sendiri(observasi.filter(tahun=tahun)).filter(pl.col("jenjang").is_in(_JENJANG))
    for nilai in (_MEDAN[jenis][:2], _MEDAN[jenis][:1]):
        rows = milik.filter(pl.all_horizontal(pl.col(n).is_not_null() for n in nilai))
        if rows.height:
            calon = rows.group_by(_KUNCI_TABEL, maintain_order=True).agg(n=pl.len())
            menutup = pilih.calon_tabel(observasi.filter(tahun=tahun), "program", nilai)
            calon = calon.join(menutup.select(*_KUNCI_TABEL, "menutup"), on=_KUNCI_TABEL, how="left", nulls_equal=True)
            return min(calon.to_dicts(), key=_peringkat)
    return None


def _peringkat(row: dict[str, Any]) -> tuple[int, bool, int, int, int]:
    periode = pilih.PERIODE_TERBARU
    urut_periode = periode.index(row["periode"]) if row["periode"] in periode else len(periode)
    urut_tutup = {True: 0, None: 1, False: 2}[row["menutup"]]
    urut_tahap = pilih.TAHAP_TERBARU.index(row["tahap"])
    return urut_periode, row["tahap"] in pilih.BUKAN_PAGU, urut_tutup, -row["n"], urut_tahap


def _gabung(
    observasi: pl.DataFrame, tahun: int, sumber: Mapping[str, dict[str, Any] | None]
) -> list[tuple[Baris, dict[str, dict[str, Any]]]]:
    """The lines of the performance table with the money of the money table beside the first line of each name."""
    rows = {jenis: _isi_tabel(observasi, tahun, tabel) for jenis, tabel in sumber.items()}
    uang: dict[str, dict[str, Any]] = {}
    for row in rows[_RP]:
        if row["pagu"] is not None or row["realisasi_rp"] is not None:
            uang.setdefault(row["kunci"], row)
    hasil = []
    if sumber[_K] == sumber[_RP]:
        hasil = [(_baris(row), {_K: row, _RP: row}) for row in rows[_K]]
    else:
        for row in rows[_K]:
            milik = uang.pop(row["kunci"], None)
            hasil.append((_baris(row), {_K: row, **({_RP: milik} if milik else {})}))
        hasil += [(_baris(row), {_RP: row}) for row in uang.values()]
    if all(satu.kode for satu, _ in hasil):
        hasil.sort(key=lambda pasangan: str(pasangan[0].kode))
    return hasil


def _isi_tabel(observasi: pl.DataFrame, tahun: int, tabel: dict[str, Any] | None) -> list[dict[str, Any]]:
    if tabel is None:
        return []
    syarat = [pl.col(k).eq_missing(pl.lit(tabel[k], pl.String)) for k in _KUNCI_TABEL]
    rows = observasi.filter(pl.col("jenjang").is_in(_JENJANG), *syarat, tahun=tahun)
    rows = _bernama(rows).sort("baris", maintain_order=True)
    berulang = ["kunci", "indikator", "target", "realisasi", "pagu", "realisasi_rp"]
    return list(rows.unique(berulang, keep="first", maintain_order=True).iter_rows(named=True))


def _bernama(observasi: pl.DataFrame) -> pl.DataFrame:
    return observasi.with_columns(
        kunci=pl.coalesce("kode", pilih.normal("uraian"), pilih.normal("indikator"), pl.lit("")),
        indikator_normal=pilih.normal("indikator"),
    )


def _baris(row: dict[str, Any]) -> Baris:
    satuan = row["satuan"]
    indikator = row["indikator"] or ""
    return Baris(
        jenjang=row["jenjang"],
        kode=row["kode"],
        uraian=row["uraian"] or "",
        indikator=f"{indikator} ({satuan})" if indikator and satuan else indikator,
        bertingkat=satuan is None or bool(re.search(aturan()["satuan_tingkat"], satuan.lower())),
        teks={"kode": row["kode"] or row["kode_tercetak"] or ""},
    )


def _akhir_renstra(kinerja: _Cari, uang: _Cari, mulai: int) -> str:
    """Years of the Renstra targets."""
    semua = {r["tahun"] for cari in (kinerja, uang) for rows in cari.semua.values() for r in rows
             if r["tahap"] == _RENSTRA and r["tahun"] >= mulai}  # fmt: skip
    return "/".join(map(str, sorted(semua))) or "…"


def _sebut(tabel: Iterable[dict[str, Any] | None]) -> list[str]:
    """The tables used, as they are cited."""
    sebutan = (
        istilah.t("sumber.satu", dokumen=t["dokumen"], tabel=istilah.tabel(t["tabel"]), tahap=istilah.tahap(t["tahap"]))
        for t in tabel
        if t
    )
    return list(dict.fromkeys(sebutan))
