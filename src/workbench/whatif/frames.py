"""Results as tables (polars), money as exact decimals in rupiah."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

import polars as pl

from workbench.whatif.apply import Hasil
from workbench.whatif.effect import Efek
from workbench.whatif.evaluate import Penilaian
from workbench.whatif.kalimat import dalam
from workbench.whatif.money import rupiah

Bahasa = Literal["id", "en"]

UANG = pl.Decimal(20, 2)
_JENJANG = {3: "program", 5: "kegiatan", 6: "sub_kegiatan"}


def semula_menjadi(hasil: Hasil, *, berubah_saja: bool = False) -> pl.DataFrame:
    """The table of a budget shift: programs, kegiatan and sub kegiatan with semula, bertambah/berkurang, menjadi.

    Columns: `kode, jenjang, uraian, semula, berubah, menjadi` (rupiah), `persen` (change, null where the
    original is zero). Programs and kegiatan are the sums of their lines; lines without a code stand alone.
    """
    jumlah: dict[str, list[int]] = {}
    nama: dict[str, str] = {}
    for baris, delta in zip(hasil.baseline.baris, hasil.delta, strict=True):
        bagian = (baris.kode or "").split(".")
        atasan = [".".join(bagian[:n]) for n in (3, 5) if baris.kode and len(bagian) > n]
        for kode in (*atasan, baris.id):
            satu = jumlah.setdefault(kode, [0, 0])
            satu[0] += baris.pagu
            satu[1] += delta
            nama.setdefault(kode, hasil.baseline.nama.get(kode, "") if kode in atasan else baris.uraian)
    rows = [
        {
            "kode": kode,
            "jenjang": _JENJANG.get(len(kode.split("#")[0].split(".")), "sub_kegiatan"),
            "uraian": nama[kode],
            "semula": rupiah(semula),
            "berubah": rupiah(delta),
            "menjadi": rupiah(semula + delta),
            "persen": None if semula == 0 else delta / semula * 100,
        }
        for kode, (semula, delta) in sorted(jumlah.items(), key=lambda satu: _urut(satu[0]))
        if delta or not berubah_saja
    ]
    return _tabel(rows, {"kode": pl.String, "jenjang": pl.String, "uraian": pl.String, "semula": UANG,
                         "berubah": UANG, "menjadi": UANG, "persen": pl.Float64})  # fmt: skip


def pelanggaran(penilaian: Penilaian, bahasa: Bahasa = "id") -> pl.DataFrame:
    """Broken limits. Columns: `jenis, kode, selisih` (rupiah), `keras, pesan`."""
    rows = [
        {
            "jenis": p.jenis,
            "kode": p.baris,
            "selisih": rupiah(p.selisih),
            "keras": p.keras,
            "pesan": dalam(p.pesan, bahasa),
        }
        for p in penilaian.pelanggaran
    ]
    return _tabel(
        rows, {"jenis": pl.String, "kode": pl.String, "selisih": UANG, "keras": pl.Boolean, "pesan": pl.String}
    )


def persetujuan(penilaian: Penilaian, bahasa: Bahasa = "id") -> pl.DataFrame:
    """Every move with its approval. Columns: `dari, ke, jumlah` (rupiah), `jenis, oleh, mengubah_apbd, butir`."""
    baris = penilaian.hasil.baseline.baris
    rows = [
        {
            "dari": baris[g.dari].id,
            "ke": baris[g.ke].id,
            "jumlah": rupiah(g.jumlah),
            "jenis": dalam(p.sebutan, bahasa),
            "oleh": dalam(p.oleh, bahasa),
            "mengubah_apbd": p.mengubah_apbd,
            "butir": None if g.butir is None else g.butir + 1,
        }
        for g, p in penilaian.persetujuan
    ]
    return _tabel(rows, {"dari": pl.String, "ke": pl.String, "jumlah": UANG, "jenis": pl.String, "oleh": pl.String,
                         "mengubah_apbd": pl.Boolean, "butir": pl.Int64})  # fmt: skip


def dampak(hasil: Hasil, efek: Efek) -> pl.DataFrame:
    """Expected output of every indicator. Columns: `kode, uraian, indikator, satuan, target, dasar, keluaran_rendah,
    keluaran_tengah, keluaran_tinggi, capaian_semula, capaian_rendah, capaian_tengah, capaian_tinggi` (percent),
    `biaya_satuan` (rupiah), `elastisitas` (range in words, null where money does not matter), `sebab`, `berubah`.
    """
    delta = hasil.delta
    rows: list[dict[str, Any]] = []
    for d in efek.dampak:
        k, baris = d.kepekaan, hasil.baseline.baris[d.kepekaan.baris]
        e = k.elastisitas
        rows.append(
            {
                "kode": baris.id,
                "uraian": baris.uraian,
                "indikator": k.indikator.nama,
                "satuan": k.indikator.satuan,
                "target": k.indikator.target,
                "dasar": k.dasar,
                **dict(zip(("keluaran_rendah", "keluaran_tengah", "keluaran_tinggi"), d.keluaran, strict=True)),
                "capaian_semula": k.capaian,
                **dict(zip(("capaian_rendah", "capaian_tengah", "capaian_tinggi"), d.capaian, strict=True)),
                "biaya_satuan": k.biaya_satuan,
                "elastisitas": f"{e.rendah:g}–{e.tengah:g}–{e.tinggi:g}".replace(".", ",") if e else None,
                "sebab": k.sebab,
                "berubah": delta[k.baris] != 0,
            }
        )
    teks = {"kode", "uraian", "indikator", "satuan", "elastisitas", "sebab"}
    angka = ("kode", "uraian", "indikator", "satuan", "target", "dasar", "keluaran_rendah", "keluaran_tengah",
             "keluaran_tinggi", "capaian_semula", "capaian_rendah", "capaian_tengah", "capaian_tinggi",
             "biaya_satuan", "elastisitas", "sebab")  # fmt: skip
    skema: dict[str, Any] = {nama: pl.String if nama in teks else pl.Float64 for nama in angka}
    return _tabel(rows, skema | {"berubah": pl.Boolean})


def risiko(hasil: Hasil, efek: Efek) -> pl.DataFrame:
    """Lines that get more money, with the risk that it is not spent. Columns: `kode, uraian, tambahan` (rupiah),
    `serapan_persen` (of the ceiling, for the part of the year reported), `risiko, berisiko` (rupiah)."""
    rows = [
        {
            "kode": hasil.baseline.baris[r.baris].id,
            "uraian": hasil.baseline.baris[r.baris].uraian,
            "tambahan": rupiah(r.tambahan),
            "serapan_persen": r.serapan,
            "risiko": r.risiko,
            "berisiko": rupiah(r.berisiko),
        }
        for r in efek.risiko
        if r.tambahan
    ]
    return _tabel(rows, {"kode": pl.String, "uraian": pl.String, "tambahan": UANG, "serapan_persen": pl.Float64,
                         "risiko": pl.String, "berisiko": UANG})  # fmt: skip


def _tabel(rows: Iterable[dict[str, Any]], skema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=skema, orient="row")


def _urut(kode: str) -> tuple[bool, str]:
    """Codes in order, lines without a code after them."""
    return (kode.startswith("baris-"), kode)


def jumlah(semula_menjadi: pl.DataFrame) -> dict[str, Decimal]:
    """Totals of the lines of `semula_menjadi`: `semula, berubah, menjadi` in rupiah."""
    baris = semula_menjadi.filter(pl.col("jenjang") == "sub_kegiatan")
    return {nama: Decimal(baris[nama].sum() or 0) for nama in ("semula", "berubah", "menjadi")}
