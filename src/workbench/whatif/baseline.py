"""The starting point: the sub kegiatan of one OPD, year and stage, from one printed table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import polars as pl

from workbench.analysis import pilih
from workbench.whatif.kalimat import Kalimat, en
from workbench.whatif.money import sen, tulis
from workbench.whatif.sumber import sumber_lain

JENJANG = "sub_kegiatan"


class BaselineError(ValueError):
    """The dataset has no such OPD, year or table; the message lists what there is."""


@dataclass(frozen=True)
class Indikator:
    """An output of a line. `realisasi` is printed beside `target`, or None."""

    nama: str
    satuan: str | None
    target: float | None
    realisasi: float | None


@dataclass(frozen=True)
class Baris:
    """One sub kegiatan. Money in sen.

    `id` is the code, with `#2`, `#3` where a table prints a code more than once, or `baris-<n>` without a
    certain code. `realisasi_rp` is None where no table prints it. `letak` is the line of the document.
    """

    id: str
    kode: str | None
    uraian: str
    pagu: int
    realisasi_rp: int | None = None
    sumber_dana: str | None = None
    indikator: tuple[Indikator, ...] = ()
    letak: int = 0


@dataclass(frozen=True)
class Baseline:
    """The lines of one printed table, in its order.

    `periode` is that of the realisation, None without any. `total_tercetak` is the total the table prints, in
    sen. `catatan` says what a reader must know (lines left out, sums that differ). `nama` gives the names of the
    programs and kegiatan above the lines, by code, as the table prints them.
    """

    opd: str
    tahun: int
    tahap: str
    baris: tuple[Baris, ...]
    dokumen: str = ""
    tabel: str | None = None
    periode: str | None = None
    total_tercetak: int | None = None
    catatan: tuple[str, ...] = ()
    nama: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        """Sum of the lines, in sen."""
        return sum(b.pagu for b in self.baris)

    @cached_property
    def letak_id(self) -> dict[str, int]:
        """Position of each line by its id."""
        return {b.id: i for i, b in enumerate(self.baris)}

    def di_bawah(self, kode: str) -> tuple[int, ...]:
        """Positions of the lines a code stands for: the line itself, or all lines of a kegiatan or program."""
        if kode in self.letak_id:
            return (self.letak_id[kode],)
        return tuple(i for i, b in enumerate(self.baris) if b.kode and b.kode.startswith(f"{kode}."))


def ambil(
    observasi: pl.DataFrame, opd: str, tahun: int, tahap: str | None = None, tabel: str | None = None
) -> Baseline:
    """The baseline from the observations of the dataset; without `tahap` the table `pilih` prefers.

    Raises BaselineError with what there is. Realised money comes from the same row, else, by code, from the
    table with the most complete realisation of the year; the source of funds from the same row, else, by code,
    from other tables of the year; performance is never taken from another table.
    """
    milik = pilih.untuk(observasi, opd, tahun)
    calon = _calon(milik, opd, tahun, tahap, tabel)
    satu = calon.row(0, named=True)
    sama = pl.all_horizontal(pl.col(k).eq_missing(pl.lit(satu[k])) for k in pilih.KUNCI)
    semua = pilih.tahun_sendiri(milik).filter(sama & (pl.col("jenjang") == JENJANG))
    semua = semua.with_columns(kunci=pl.coalesce("kode", pilih.normal("uraian"), pilih.normal("indikator")))
    uang = pilih.baris_berangka(milik, JENJANG, ("pagu",)).filter(sama).sort("baris", maintain_order=True)
    baris = _bernomor(_baris(uang, semua))
    total = satu["total_pagu"]
    baseline = Baseline(
        opd=opd,
        tahun=tahun,
        tahap=satu["tahap"],
        baris=baris,
        dokumen=satu["dokumen"],
        tabel=satu["tabel"],
        periode=satu["periode"],
        total_tercetak=None if total is None else sen(total),
        catatan=_dilewati(uang, semua),
        nama=_nama(milik.filter(sama)),
    )
    baseline = _dengan_sumber(baseline, milik, {k: satu[k] for k in pilih.KUNCI})
    return _dengan_catatan(_dengan_realisasi(baseline, milik))


def _calon(milik: pl.DataFrame, opd: str, tahun: int, tahap: str | None, tabel: str | None) -> pl.DataFrame:
    calon = pilih.calon_tabel(milik, JENJANG, ("pagu",))
    if calon.is_empty():
        raise BaselineError(f"Tidak ada pagu sub kegiatan untuk {opd} tahun {tahun} di dataset.")
    pilihan = calon
    for kolom, nilai in (("tahap", tahap), ("tabel", tabel)):
        if nilai is not None:
            pilihan = pilihan.filter(pl.col(kolom) == nilai)
    if pilihan.is_empty():
        ada = "; ".join(f"{t} (tabel {n or 'tanpa nomor'})" for t, n in calon.select("tahap", "tabel").iter_rows())
        raise BaselineError(
            f"Tidak ada tahap {tahap or '-'} tabel {tabel or '-'} untuk {opd} {tahun}. Yang ada: {ada}."
        )
    return pilihan


def _baris(uang: pl.DataFrame, semua: pl.DataFrame) -> list[Baris]:
    """One line a printed amount; indicators below it with the same code belong to it."""
    letak: dict[str, list[int]] = {}
    for kunci, nomor in uang.select("kunci", "baris").iter_rows():
        letak.setdefault(kunci, []).append(nomor)
    milik: dict[tuple[str, int], list[Indikator]] = {}
    for row in semua.sort("baris", maintain_order=True).iter_rows(named=True):
        pemilik = [n for n in letak.get(row["kunci"], []) if n <= row["baris"]]
        if pemilik and row["indikator"]:
            satu = Indikator(row["indikator"], row["satuan"], row["target"], row["realisasi"])
            milik.setdefault((row["kunci"], pemilik[-1]), []).append(satu)
    return [_satu(row, tuple(milik.get((row["kunci"], row["baris"]), []))) for row in uang.iter_rows(named=True)]


def _satu(row: dict[str, Any], indikator: tuple[Indikator, ...]) -> Baris:
    return Baris(
        id=row["kode"] or f"baris-{row['baris']}",
        kode=row["kode"],
        uraian=row["uraian"] or row["indikator"] or "",
        pagu=sen(row["pagu"]),
        realisasi_rp=None if row["realisasi_rp"] is None else sen(row["realisasi_rp"]),
        sumber_dana=row["sumber_dana"],
        indikator=tuple(dict.fromkeys(indikator)),
        letak=row["baris"],
    )


def _bernomor(baris: list[Baris]) -> tuple[Baris, ...]:
    kali: Counter[str] = Counter()
    hasil = []
    for satu in baris:
        kali[satu.id] += 1
        hasil.append(replace(satu, id=f"{satu.id}#{kali[satu.id]}") if kali[satu.id] > 1 else satu)
    return tuple(hasil)


def _nama(tabel: pl.DataFrame) -> dict[str, str]:
    rows = tabel.filter(pl.col("jenjang").is_in(["program", "kegiatan"]) & pl.col("kode").is_not_null())
    return dict(rows.drop_nulls("uraian").select("kode", "uraian").unique("kode", keep="first").iter_rows())


def _dilewati(uang: pl.DataFrame, semua: pl.DataFrame) -> tuple[str, ...]:
    tanpa = semua.join(uang.select("kunci").unique(), on="kunci", how="anti").unique("kunci", maintain_order=True)
    return tuple(
        Kalimat(
            f"{kode or uraian}: pagu tidak tercetak (baris {nomor}), tidak ikut.",
            f"{kode or uraian}: no ceiling printed (line {nomor}), left out.",
        )
        for kode, uraian, nomor in tanpa.select("kode", "uraian", "baris").iter_rows()
    )


def _dengan_sumber(baseline: Baseline, milik: pl.DataFrame, tabel_pagu: dict[str, Any]) -> Baseline:
    """Fill the source of funds of lines without one from other tables; say how many, and how many stay without."""
    lain = sumber_lain(milik, tabel_pagu, JENJANG)
    baris = tuple(
        b if b.sumber_dana else replace(b, sumber_dana=lain.menurut_kode.get(b.kode or "")) for b in baseline.baris
    )
    diambil = sum(a != b for a, b in zip(baseline.baris, baris, strict=True))
    kosong = [b for b in baris if not b.sumber_dana]
    selisih = sum(b.kode in lain.berselisih for b in kosong)
    if not (diambil or selisih):
        return baseline
    catatan = Kalimat(
        f"Sumber dana {diambil} dari {len(baris)} baris diambil menurut kode dari tabel lain; {len(kosong)} baris "
        f"tanpa sumber dana ({selisih} di antaranya karena tabel-tabel mencetak sumber yang berbeda).",
        f"The source of funds of {diambil} of {len(baris)} lines is taken by code from other tables; {len(kosong)} "
        f"lines have none ({selisih} of them because tables print different sources).",
    )
    return replace(baseline, baris=baris, catatan=(*baseline.catatan, catatan))


def _dengan_realisasi(baseline: Baseline, milik: pl.DataFrame) -> Baseline:
    """Fill realised money from the newest report of the year where the table prints none at all."""
    if any(b.realisasi_rp is not None for b in baseline.baris):
        return baseline
    lain = pilih.baris_terpilih(milik, JENJANG, ("realisasi_rp",)).filter(pl.col("kode").is_not_null())
    lain = lain.filter(pl.len().over("kode") == 1)
    if lain.is_empty():
        return replace(baseline, periode=None)
    uang = {kode: sen(nilai) for kode, nilai in lain.select("kode", "realisasi_rp").iter_rows()}
    periode, tabel = lain.select("periode", "tabel").row(0)
    baris = tuple(replace(b, realisasi_rp=uang.get(b.kode or "")) for b in baseline.baris)
    cocok = sum(b.realisasi_rp is not None for b in baris)
    asal = f"tabel {tabel or 'tanpa nomor'}, {periode or 'periode tidak tercetak'}"
    source = f"table {tabel or 'without number'}, {periode or 'period not printed'}"
    catatan = Kalimat(
        f"Realisasi uang {cocok} dari {len(baris)} baris diambil menurut kode dari {asal}.",
        f"Money spent of {cocok} of {len(baris)} lines is taken by code from {source}.",
    )
    return replace(baseline, baris=baris, periode=periode, catatan=(*baseline.catatan, catatan))


def _dengan_catatan(baseline: Baseline) -> Baseline:
    catatan = list(baseline.catatan)
    for b in baseline.baris:
        if b.realisasi_rp is not None and b.realisasi_rp > b.pagu:
            nyata, pagu = tulis(b.realisasi_rp), tulis(b.pagu)
            catatan.append(
                Kalimat(
                    f"{b.id}: realisasi {nyata} sudah melebihi pagu semula {pagu}.",
                    f"{b.id}: {en(nyata)} spent already exceeds the original ceiling of {en(pagu)}.",
                )
            )
    tercetak = baseline.total_tercetak
    if tercetak is not None and tercetak != baseline.total:
        jumlah, cetak = tulis(baseline.total), tulis(tercetak)
        catatan.append(
            Kalimat(
                f"Jumlah baris {jumlah}, total tercetak {cetak}.",
                f"Lines sum to {en(jumlah)}, printed total {en(cetak)}.",
            )
        )
    return replace(baseline, catatan=tuple(catatan))
