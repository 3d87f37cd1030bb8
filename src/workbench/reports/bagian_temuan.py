"""Sections of the report of one office that say what matters: findings in words, gaps, audit, regions, method."""

from typing import Any

import polars as pl

from workbench import data, paths
from workbench.analysis import capaian, efisiensi, perubahan, prioritas, renstra, serapan, struktur
from workbench.analysis import wilayah as analisis_wilayah
from workbench.analysis.ringkas import Capaian, Ringkasan
from workbench.reports import istilah, kalimat_opd, kolom, kolom_opd, viz_opd
from workbench.reports.format import Bahasa, nama_rapi, persen, rupiah
from workbench.reports.penanda import TEMUAN, dengan_temuan, halaman
from workbench.reports.tables import Html, Kolom, Pernyataan, judul, pernyataan, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian

_TERBERAT = 8
_TEMUAN_TAMPIL = 8


def pokok(angka: Ringkasan, observasi: pl.DataFrame, semua_tahun: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """The main findings, a sentence each, with the place every sentence rests on."""
    isi = [
        *_uang(angka, observasi, bahasa),
        *_capaian(angka.capaian_program, "program", observasi, bahasa),
        *_capaian(angka.capaian_sasaran, "sasaran", observasi, bahasa),
        *_efisiensi(observasi, bahasa),
        *_perubahan(observasi, bahasa),
        *_renstra(semua_tahun, angka.tahun, bahasa),
        *_prioritas(observasi, bahasa),
        *_audit(observasi, bahasa),
    ]
    return bagian(istilah.t("opd.pokok", bahasa), pernyataan(isi))


def identitas(observasi: pl.DataFrame, dokumen: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """The documents the figures come from, with their fingerprint."""
    asal = dokumen.filter(pl.col("dokumen").is_in(observasi["dokumen"].unique().to_list())).sort("dokumen")
    lajur = [
        Kolom("dokumen", istilah.t("kolom.dokumen", bahasa)),
        Kolom("jenis", istilah.t("kolom.jenis_temuan", bahasa)),
        Kolom("tahun", istilah.t("kolom.tahun", bahasa), rata="kanan"),
        Kolom("sidik", "SHA-256"),
    ]
    tampil = asal.with_columns(sidik=pl.col("sha256").str.slice(0, 16))
    return bagian(
        istilah.t("opd.identitas", bahasa),
        paragraf(istilah.t("kalimat.identitas", bahasa, n=asal.height)),
        tabel(tampil, lajur, bahasa=bahasa),
    )


def lihat_dahulu(observasi: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """Gaps weighted by money: programs first, then sub kegiatan."""
    isi: list[Any] = []
    for jenjang in ("program", "sub_kegiatan"):
        rows = prioritas.kesenjangan(observasi, jenjang)
        if rows.height:
            isi += [*_terberat(rows, jenjang, bahasa), _asal(kolom.asal(rows, _uangnya(observasi, rows)), bahasa)]
    if not isi:
        isi = [paragraf(istilah.t("kalimat.prioritas_kosong", bahasa))]
    return bagian(istilah.t("opd.prioritas", bahasa), *isi)


def temuan_terbuka(observasi: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """Open findings of the audit in the documents of the report, gravest first."""
    rows = _temuan(observasi)
    kepala = istilah.t("opd.temuan", bahasa)
    if rows.is_empty():
        return bagian(kepala, paragraf(istilah.t("kalimat.temuan_kosong", bahasa)))
    berat = rows.filter(pl.col("keparahan") == "galat")
    tampil = berat.with_columns(
        pl.concat_str(pl.col("dokumen").map_elements(halaman, return_dtype=pl.String), pl.lit("#temuan-"), "id").alias(
            TEMUAN
        )
    )
    banyak = {k: rows.filter(keparahan=k).height for k in ("galat", "peringatan", "info")}
    return bagian(
        kepala,
        paragraf(istilah.t("kalimat.temuan", bahasa, n=rows["dokumen"].n_unique(), **banyak)),
        tabel(tampil, kolom_opd.temuan(bahasa), batas=_TEMUAN_TAMPIL, tautan=TEMUAN, bahasa=bahasa)
        if berat.height
        else None,
    )


def metode(bahasa: Bahasa) -> Bagian:
    """How figures were chosen and computed."""
    aturan = capaian.skala()
    isi = [
        Pernyataan(istilah.t("metode.pagu", bahasa)),
        Pernyataan(istilah.t("metode.tabel", bahasa)),
        Pernyataan(istilah.t("metode.persen", bahasa)),
        Pernyataan(istilah.t("metode.kelas", bahasa, sumber=aturan.sumber, status=aturan.status)),
        Pernyataan(istilah.t("metode.kosong", bahasa)),
    ]
    return bagian(istilah.t("opd.metode", bahasa), pernyataan(isi))


def menurut_wilayah(observasi: pl.DataFrame, bahasa: Bahasa) -> Bagian | None:
    """Regions inside the area of the office as sorted bars, and on a map where coordinates are given."""
    rows = analisis_wilayah.menurut_wilayah(observasi)
    if rows.is_empty():
        return None
    seri = rows.partition_by("dokumen", "tabel", "seri", "periode", maintain_order=True)
    isi: list[Any] = []
    for satu in seri:
        isi += [kalimat_opd.wilayah(satu, bahasa), viz_opd.wilayah(satu, bahasa), *_peta(satu, bahasa)]
    return bagian(istilah.t("opd.wilayah", bahasa), *isi, _asal(rows, bahasa))


def _peta(satu: pl.DataFrame, bahasa: Bahasa) -> list[Any]:
    if not paths.koordinat().exists():
        return []
    koordinat = pl.read_csv(paths.koordinat(), columns=["wilayah", "lintang", "bujur"])
    rows = analisis_wilayah.dengan_koordinat(satu, koordinat)
    if rows["lintang"].count() < 2:
        return []
    return [viz_opd.peta(rows, bahasa), kalimat_opd.peta(rows, bahasa)]


def _uang(a: Ringkasan, observasi: pl.DataFrame, bahasa: Bahasa) -> list[Pernyataan]:
    if a.pagu is None:
        return [Pernyataan(istilah.t("pokok.tanpa_pagu", bahasa))]
    hasil = []
    rows = struktur.baris(observasi)
    program = rows.filter(jenjang="program")
    if a.serapan_persen is None or a.pagu_pembanding is None or a.realisasi_rp is None:
        isi = istilah.t("pokok.tanpa_realisasi", bahasa, pagu=rupiah(a.pagu, bahasa), n=a.n_program)
    else:
        isi = istilah.t(
            "pokok.realisasi",
            bahasa,
            realisasi=rupiah(a.realisasi_rp, bahasa),
            pagu=rupiah(a.pagu_pembanding, bahasa),
            periode=istilah.periode(a.periode, bahasa),
            serapan=persen(a.serapan_persen, bahasa),
            sisa=rupiah(a.pagu_pembanding - a.realisasi_rp, bahasa),
        )
        if a.periode not in capaian.skala().periode_penuh:
            isi = f"{isi} {istilah.t('pokok.realisasi_belum', bahasa)}"
    hasil.append(Pernyataan(isi, _tempat(program, bahasa)))
    sisa = rows.filter((pl.col("jenjang") == "sub_kegiatan") & (pl.col("sisa_rp") > 0)).sort("sisa_rp", descending=True)
    if sisa.height and a.periode in capaian.skala().periode_penuh:
        terbesar = sisa.row(0, named=True)
        seluruh = serapan.opd(serapan.program(observasi))["sisa_rp"][0]
        hasil.append(
            Pernyataan(
                istilah.t(
                    "pokok.sisa",
                    bahasa,
                    uraian=nama_rapi(terbesar["uraian"]),
                    sisa=rupiah(terbesar["sisa_rp"], bahasa),
                    bagian=persen(float(terbesar["sisa_rp"]) / float(seluruh) * 100, bahasa) if seluruh > 0 else "–",
                ),
                _tempat(sisa.head(1), bahasa),
            )
        )
    if a.penunjang_persen is not None:
        penunjang = program.filter(pl.col("kode").str.ends_with(".01"))
        if penunjang.height and a.pagu == kalimat_opd.jumlah(program["pagu"]):
            nilai = rupiah(kalimat_opd.jumlah(penunjang["pagu"]), bahasa)
            isi = istilah.t("pokok.penunjang", bahasa, persen=persen(a.penunjang_persen, bahasa), rupiah=nilai)
            hasil.append(Pernyataan(isi, _tempat(penunjang, bahasa)))
    return hasil


def _capaian(rata: Capaian | None, jenjang: str, observasi: pl.DataFrame, bahasa: Bahasa) -> list[Pernyataan]:
    nama = istilah.jenjang(jenjang, bahasa)
    if rata is None:
        return [Pernyataan(istilah.t("pokok.capaian_kosong", bahasa, jenjang=nama))]
    rows = capaian.indikator(observasi, jenjang)
    if rata.terukur is None:
        isi = istilah.t(
            "pokok.capaian_belum", bahasa, n=rata.n, jenjang=nama, periode=istilah.periode(rata.periode, bahasa)
        )
        return [Pernyataan(isi, _tempat(rows, bahasa))]
    tercapai = rows.filter(pl.col("capaian_persen") >= 100).height
    isi = istilah.t(
        "pokok.capaian",
        bahasa,
        tercapai=tercapai,
        n=rata.n,
        jenjang=nama,
        periode=istilah.periode(rata.periode, bahasa),
        persen=persen(rata.persen, bahasa),
    )
    if tercapai < rata.n:
        terendah = rows.sort("capaian_persen").row(0, named=True)
        isi += " " + istilah.t(
            "pokok.capaian_terendah",
            bahasa,
            uraian=nama_rapi(terendah["indikator"] or terendah["uraian"]),
            persen=persen(terendah["capaian_persen"], bahasa),
        )
    tambahan = kalimat_opd.setahun(rata.periode, bahasa)
    return [Pernyataan(f"{isi} {tambahan}".strip(), _tempat(rows, bahasa))]


def _efisiensi(observasi: pl.DataFrame, bahasa: Bahasa) -> list[Pernyataan]:
    rows = efisiensi.program(observasi)
    hemat = rows.filter(pl.col("kuadran") == efisiensi.KUADRAN[0])
    if hemat.is_empty() or rows["periode"][0] not in capaian.skala().periode_penuh:
        return []
    nama = ", ".join(nama_rapi(u) for u in hemat["uraian"])
    isi = istilah.t("pokok.kuadran", bahasa, n=hemat.height, semua=rows.height, uraian=nama)
    return [Pernyataan(isi, _tempat(kolom.asal(rows, capaian.indikator(observasi)), bahasa))]


def _perubahan(observasi: pl.DataFrame, bahasa: Bahasa) -> list[Pernyataan]:
    rows = perubahan.program(observasi)
    ada = rows.filter(pl.col("selisih").is_not_null())
    if ada.is_empty() or not (ada["selisih"] != 0).any():
        return []
    sebelum, sesudah = kalimat_opd.jumlah(ada["sebelum"]), kalimat_opd.jumlah(ada["sesudah"])
    besar = ada.sort(pl.col("selisih").abs(), descending=True).row(0, named=True)
    isi = istilah.t(
        "pokok.perubahan",
        bahasa,
        semua=ada.height,
        n=ada.filter(pl.col("selisih") != 0).height,
        jenjang=istilah.jenjang(besar["jenjang"], bahasa),
        sebelum=rupiah(sebelum, bahasa),
        sesudah=rupiah(sesudah, bahasa),
        selisih=kalimat_opd.bertanda(sesudah - sebelum, bahasa),
        uraian=nama_rapi(besar["uraian"]),
        terbesar=kalimat_opd.bertanda(besar["selisih"], bahasa),
    )
    return [Pernyataan(isi, _tempat(ada, bahasa))]


def _renstra(semua_tahun: pl.DataFrame, tahun: int, bahasa: Bahasa) -> list[Pernyataan]:
    rows = renstra.jalur(semua_tahun, tahun).filter(
        pl.col("jenjang").is_in(["sasaran", "program"]) & (pl.col("realisasi") != 0)
    )
    if rows.is_empty():
        return []
    tercapai = rows.filter(pl.col("kurang").is_null()).height
    return [Pernyataan(istilah.t("pokok.renstra", bahasa, tercapai=tercapai, n=rows.height), _tempat(rows, bahasa))]


def _prioritas(observasi: pl.DataFrame, bahasa: Bahasa) -> list[Pernyataan]:
    for jenjang in ("sub_kegiatan", "program"):
        rows = prioritas.kesenjangan(observasi, jenjang).filter(~pl.col("belum_diukur"))
        if rows.height and rows["periode"][0] in capaian.skala().periode_penuh:
            berat = rows.row(0, named=True)
            isi = istilah.t(
                "pokok.prioritas",
                bahasa,
                uraian=nama_rapi(berat["uraian"]),
                persen=persen(berat["capaian_persen"], bahasa),
                pagu=rupiah(berat["pagu"], bahasa),
            )
            return [Pernyataan(isi, _tempat(kolom.asal(rows.head(1), _uangnya(observasi, rows.head(1))), bahasa))]
    return []


def _uangnya(observasi: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The lines the money of `rows` (frame of `prioritas.kesenjangan`) is taken from."""
    return struktur.baris(observasi).join(rows, on=["jenjang", "kode", "uraian"], how="semi", nulls_equal=True)


def _audit(observasi: pl.DataFrame, bahasa: Bahasa) -> list[Pernyataan]:
    rows = _temuan(observasi)
    banyak = {k: rows.filter(keparahan=k).height for k in ("galat", "peringatan")}
    return [Pernyataan(istilah.t("pokok.temuan", bahasa, **banyak))] if sum(banyak.values()) else []


def _temuan(observasi: pl.DataFrame) -> pl.DataFrame:
    return data.temuan().filter(pl.col("dokumen").is_in(observasi["dokumen"].unique().to_list()))


def _terberat(rows: pl.DataFrame, jenjang: str, bahasa: Bahasa) -> list[Any]:
    diukur = rows.filter(~pl.col("belum_diukur"))
    nol = rows.height - diukur.height
    isi = [istilah.t("kalimat.prioritas", bahasa, n=diukur.height, jenjang=istilah.jenjang(jenjang, bahasa))]
    if diukur.height:
        isi.append(kalimat_opd.setahun(diukur["periode"][0], bahasa))
    if nol:
        isi.append(istilah.t("kalimat.prioritas_nol", bahasa, n=nol))
    lajur = kolom_opd.prioritas(bahasa, jenjang, realisasi=diukur["serapan_persen"].count() > 0)
    tampil = (
        tabel(dengan_temuan(diukur), lajur, tautan=TEMUAN, batas=_TERBERAT, bahasa=bahasa) if diukur.height else None
    )
    return [judul(3, istilah.t(f"jenjang.{jenjang}", bahasa)), paragraf(*isi), tampil]


def _tempat(rows: pl.DataFrame, bahasa: Bahasa) -> str | None:
    """Document, table and first line of the rows a sentence rests on."""
    if rows.is_empty():
        return None
    asal = rows.sort("baris").unique(["dokumen", "tabel"], keep="first", maintain_order=True)
    return "; ".join(
        istilah.t("kata.tempat", bahasa, dokumen=d, tabel=istilah.tabel(t, bahasa), baris=b)
        for d, t, b in asal.select("dokumen", "tabel", "baris").iter_rows()
    )


def _asal(rows: pl.DataFrame, bahasa: Bahasa) -> Html:
    return paragraf(istilah.t("sumber", bahasa, isi=_tempat(rows, bahasa) or "–"), jenis="catatan")
