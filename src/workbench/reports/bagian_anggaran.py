"""Sections of the report of one office about money: structure, kinds of spending, sources, revision."""

from typing import Any

import polars as pl

from workbench.analysis import belanja, capaian, perubahan, struktur
from workbench.reports import istilah, kalimat_opd, kolom, kolom_opd, viz_opd
from workbench.reports.format import Bahasa, nama_rapi, persen, rupiah
from workbench.reports.penanda import TEMUAN, dengan_temuan
from workbench.reports.tables import Html, judul, lipatan, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian

_DALAM = {"program": 0, "kegiatan": 0, "sub_kegiatan": 1}


def dari_program(observasi: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """Programs with their kegiatan and sub kegiatan: a treemap, and a table for each program that opens on a click."""
    kepala = istilah.t("opd.struktur", bahasa)
    rows = struktur.baris(observasi)
    if rows.is_empty():
        return bagian(kepala, paragraf(istilah.t("alasan.tanpa_pagu", bahasa)))
    gambar = viz_opd.struktur(rows, bahasa) if (rows["pagu"] > 0).any() else None
    return bagian(
        kepala,
        kalimat_opd.struktur(rows, bahasa),
        gambar,
        _lipatan(rows, bahasa),
        kolom.sumber(kolom.asal(rows, *(capaian.terukur(capaian.indikator(observasi, j)) for j in _DALAM)), bahasa),
    )


def belanja_dan_sumber(observasi: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """Kinds of spending by stage, and ceilings by source of funds."""
    kepala = istilah.t("opd.belanja", bahasa)
    jenis, sumber = _satu_tabel(belanja.jenis(observasi)), belanja.sumber_dana(observasi)
    if jenis.is_empty() and sumber.is_empty():
        return bagian(kepala, paragraf(istilah.t("kalimat.belanja_kosong", bahasa)))
    return bagian(kepala, *_jenis(jenis, bahasa), *_sumber(sumber, bahasa))


def perubahan_anggaran(observasi: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """The revised budget: a waterfall from before to after, and its table."""
    kepala = istilah.t("opd.perubahan", bahasa)
    rows = perubahan.program(observasi)
    ada = rows.filter(pl.col("selisih").is_not_null())
    if ada.is_empty():
        return bagian(kepala, paragraf(istilah.t("kalimat.perubahan_kosong", bahasa)))
    gambar = viz_opd.perubahan(rows, bahasa)
    terpotong = gambar.layout.xaxis.range[0] > 0
    jumlah: dict[str, object] = {k: kalimat_opd.jumlah(ada[k]) for k in ("sebelum", "sesudah", "selisih")}
    return bagian(
        kepala,
        kalimat_opd.perubahan(rows, bahasa),
        gambar,
        paragraf(istilah.t("kalimat.sumbu_terpotong", bahasa), jenis="catatan") if terpotong else None,
        tabel(
            dengan_temuan(rows),
            kolom_opd.perubahan(bahasa, rows["jenjang"][0]),
            jumlah=jumlah if ada.height == rows.height else None,
            tautan=TEMUAN,
            bahasa=bahasa,
        ),
        kolom.sumber(rows, bahasa),
    )


def _lipatan(rows: pl.DataFrame, bahasa: Bahasa) -> Html:
    program = rows.filter(jenjang="program")
    akar = _akar(rows)
    rows = rows.with_columns(
        pl.Series("akar", [akar[n] for n in rows["nomor"]], pl.Int64),
        dalam=pl.col("jenjang").replace_strict(_DALAM, return_dtype=pl.Int64),
    )
    lajur = kolom_opd.struktur(
        bahasa,
        realisasi=rows["realisasi_rp"].count() > 0,
        capaian=rows["capaian_persen"].count() > 0,
        beda=rows.filter(pl.col("selisih_rincian") != 0).height > 0,
    )
    isi = [
        (nama_rapi(r["uraian"]), _kecil(r, bahasa), _rincian(rows, r["nomor"], lajur, bahasa))
        for r in program.iter_rows(named=True)
    ]
    lepas = rows.filter(pl.col("akar").is_null())
    if lepas.height:
        isi.append((istilah.t("kata.tanpa_induk", bahasa), "", _tabel(lepas, lajur, bahasa)))
    return lipatan(isi)


def _rincian(rows: pl.DataFrame, program: int, lajur: list[Any], bahasa: Bahasa) -> Html:
    dalam = rows.filter((pl.col("akar") == program) & (pl.col("nomor") != program))
    if dalam.is_empty():
        return paragraf(istilah.t("tidak_tercetak", bahasa), jenis="catatan")
    return _tabel(dalam, lajur, bahasa)


def _tabel(rows: pl.DataFrame, lajur: list[Any], bahasa: Bahasa) -> Html:
    return tabel(dengan_temuan(rows), lajur, tautan=TEMUAN, gaya="dalam", bahasa=bahasa)


def _kecil(r: dict[str, Any], bahasa: Bahasa) -> str:
    bagian_ = [f"{istilah.t('kolom.pagu', bahasa)} {rupiah(r['pagu'], bahasa)}"]
    if r["realisasi_rp"] is not None:
        bagian_.append(f"{istilah.t('kolom.realisasi_rp', bahasa).lower()} {rupiah(r['realisasi_rp'], bahasa)}")
        bagian_.append(f"{istilah.t('kolom.serapan', bahasa).lower()} {persen(r['serapan_persen'], bahasa)}")
    if r["capaian_persen"] is not None:
        bagian_.append(f"{istilah.t('kolom.capaian', bahasa).lower()} {persen(r['capaian_persen'], bahasa)}")
    if r["selisih_rincian"]:
        bagian_.append(f"{istilah.t('kolom.rincian_beda', bahasa).lower()} {rupiah(r['selisih_rincian'], bahasa)}")
    return "; ".join(bagian_)


def _akar(rows: pl.DataFrame) -> dict[int, int | None]:
    """The program each line belongs to; None where it is not in the table."""
    hasil: dict[int, int | None] = {}
    for nomor, induk, jenjang in rows.select("nomor", "induk", "jenjang").iter_rows():
        hasil[nomor] = nomor if jenjang == "program" else hasil.get(induk) if induk is not None else None
    return hasil


def _satu_tabel(rows: pl.DataFrame) -> pl.DataFrame:
    """The table that prints kinds of spending for most stages, then with most lines."""
    if rows.is_empty():
        return rows
    letak = ["dokumen", "tabel"]
    calon = rows.group_by(letak, maintain_order=True).agg(
        n_tahap=pl.struct("tahap", "judul_tahap").n_unique(), n=pl.len()
    )
    terbaik = calon.sort("n_tahap", "n", descending=True, maintain_order=True).head(1).select(letak)
    return rows.join(terbaik, on=letak, how="semi", nulls_equal=True)


def _jenis(rows: pl.DataFrame, bahasa: Bahasa) -> list[Any]:
    if rows.is_empty():
        return []
    return [
        judul(3, istilah.t("opd.jenis_belanja", bahasa)),
        kalimat_opd.belanja(rows, bahasa),
        viz_opd.belanja(rows, bahasa),
        lipatan([_satu_tahap(satu, bahasa) for satu in rows.partition_by("tahap", "judul_tahap", maintain_order=True)]),
        kolom.sumber(rows, bahasa),
    ]


def _satu_tahap(rows: pl.DataFrame, bahasa: Bahasa) -> tuple[str, str, Html]:
    kepala = rows["judul_tahap"][0] or istilah.tahap(rows["tahap"][0], bahasa)
    total = rows["total"][0]
    kecil = "" if total is None else f"{istilah.t('kolom.total_tercetak', bahasa)} {rupiah(total, bahasa)}"
    isi = tabel(dengan_temuan(rows), kolom_opd.belanja(bahasa), tautan=TEMUAN, gaya="tingkat", bahasa=bahasa)
    return kepala, kecil, isi


def _sumber(rows: pl.DataFrame, bahasa: Bahasa) -> list[Any]:
    if rows["sumber_dana"].count() == 0:
        return []
    tampil = rows.with_columns(nama=pl.col("sumber_dana").fill_null(istilah.t("sumber_dana.kosong", bahasa)))
    return [
        judul(3, istilah.t("opd.sumber_dana", bahasa)),
        kalimat_opd.sumber_dana(rows, bahasa),
        viz_opd.sumber_dana(rows, bahasa),
        tabel(tampil, kolom_opd.sumber_dana(bahasa), jumlah={"pagu": kalimat_opd.jumlah(rows["pagu"])}, bahasa=bahasa),
        kolom.sumber(rows, bahasa),
    ]
