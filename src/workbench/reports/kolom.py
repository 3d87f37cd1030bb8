"""The columns of the report tables, and the line that says where a table comes from."""

from collections.abc import Mapping
from functools import partial

import polars as pl

from workbench.reports import istilah
from workbench.reports.format import KOSONG, Bahasa, angka_wajar, nama_rapi, persen, rupiah, rupiah_bulat
from workbench.reports.tables import Html, Kolom, kalimat, tabel


def serapan(bahasa: Bahasa, nama: str = "kolom.program") -> list[Kolom]:
    """Ceiling, realisation, unspent and absorption of one row each (frame of `serapan.program`)."""
    return [
        Kolom("uraian", istilah.t(nama, bahasa), nama_rapi),
        Kolom("kode", istilah.t("kolom.kode", bahasa), rapat=True),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        lajur_rupiah("realisasi_rp", "kolom.realisasi_rp", bahasa),
        lajur_rupiah("sisa_rp", "kolom.sisa", bahasa),
        lajur_persen("serapan_persen", "kolom.serapan", bahasa),
        lajur_persen("serapan_tercetak", "kolom.serapan_tercetak", bahasa),
    ]


def pagu(bahasa: Bahasa) -> list[Kolom]:
    """Ceiling by program (frame of `pagu.program`)."""
    return [
        Kolom("uraian", istilah.t("kolom.program", bahasa), nama_rapi),
        Kolom("kode", istilah.t("kolom.kode", bahasa), rapat=True),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
    ]


def tahap(bahasa: Bahasa) -> list[Kolom]:
    """Tables and stages that print ceilings (frame of `pagu.menurut_tabel`)."""
    return [
        Kolom("tabel", istilah.t("kolom.tabel", bahasa)),
        Kolom("baris", istilah.t("kolom.baris", bahasa), rata="kanan"),
        Kolom("tahap", istilah.t("kolom.tahap", bahasa), lambda v: istilah.tahap(v, bahasa)),
        Kolom("n_program", istilah.t("kolom.n_program", bahasa), rata="kanan"),
        lajur_rupiah("jumlah", "kolom.jumlah_program", bahasa),
        lajur_rupiah("total", "kolom.total_tercetak", bahasa),
        lajur_rupiah("selisih", "kolom.selisih", bahasa),
        Kolom("terpilih", istilah.t("kolom.dipakai", bahasa), lambda v: istilah.t("ya", bahasa) if v else ""),
    ]


def capaian(bahasa: Bahasa) -> list[Kolom]:
    """Target, realisation, achievement and class (frame of `capaian.indikator`)."""
    return [
        Kolom("indikator", istilah.t("kolom.indikator", bahasa), nama_rapi, bawah="uraian"),
        Kolom("satuan", istilah.t("kolom.satuan", bahasa)),
        _angka("target", "kolom.target", bahasa),
        _angka("realisasi", "kolom.realisasi", bahasa),
        lajur_persen("capaian_persen", "kolom.capaian", bahasa),
        lajur_persen("capaian_tercetak", "kolom.capaian_tercetak", bahasa),
        Kolom("kelas", istilah.t("kolom.kelas", bahasa), lambda v: istilah.kelas(v, bahasa), rapat=True),
    ]


def penilaian(bahasa: Bahasa) -> list[Kolom]:
    """Grades a document prints by its own scale (frame of `capaian.penilaian_dokumen`)."""
    return [
        Kolom("indikator", istilah.t("kolom.indikator", bahasa), nama_rapi),
        lajur_persen("capaian_tercetak", "kolom.capaian_tercetak", bahasa),
        Kolom("penilaian", istilah.t("kolom.penilaian", bahasa)),
    ]


def kelompok(bahasa: Bahasa, nama: Mapping[str, str] | None = None) -> list[Kolom]:
    """Supporting and core programs (frame of `kelompok.bagian`); with the OPD when `nama` is given."""
    opd = [Kolom("opd", istilah.t("kolom.opd", bahasa), nama.__getitem__)] if nama else []
    return [
        *opd,
        Kolom("kelompok", istilah.t("kolom.kelompok", bahasa), lambda v: istilah.t(f"kelompok.{v}", bahasa)),
        Kolom("n_program", istilah.t("kolom.n_program", bahasa), rata="kanan"),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        lajur_persen("bagian_persen", "kolom.bagian", bahasa),
    ]


def biaya(bahasa: Bahasa, nama: Mapping[str, str] | None = None) -> list[Kolom]:
    """Unit costs (frame of `biaya.satuan`); by indicator and OPD when `nama` is given."""
    if nama:
        depan = [
            Kolom("indikator", istilah.t("kolom.indikator", bahasa)),
            Kolom("opd", istilah.t("kolom.opd", bahasa), nama.__getitem__),
            Kolom(
                "periode",
                istilah.t("kolom.periode", bahasa),
                lambda v: istilah.periode(v, bahasa),
                rapat=True,
            ),
        ]
    else:
        depan = [Kolom("uraian", istilah.t("kolom.kegiatan", bahasa), nama_rapi)]
    return [
        *depan,
        Kolom("satuan", istilah.t("kolom.satuan", bahasa), str.lower),
        _angka("target", "kolom.target", bahasa),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        Kolom(
            "biaya_rencana",
            istilah.t("kolom.biaya_rencana", bahasa),
            partial(rupiah_bulat, bahasa=bahasa),
            "kanan",
        ),
        Kolom(
            "biaya_realisasi",
            istilah.t("kolom.biaya_realisasi", bahasa),
            partial(rupiah_bulat, bahasa=bahasa),
            "kanan",
        ),
    ]


def ringkasan(rows: pl.DataFrame, bahasa: Bahasa, nama: Mapping[str, str]) -> Html:
    """Key figures of several OPDs, one column an OPD (frame of `banding.ringkasan`)."""
    baris = [
        lajur_rupiah("pagu", "kolom.pagu_terbaru", bahasa),
        Kolom("tahap_pagu", istilah.t("kolom.tahap_pagu", bahasa), lambda v: istilah.tahap(v, bahasa)),
        Kolom("n_program", istilah.t("kolom.banyak_program", bahasa)),
        lajur_persen("penunjang_persen", "kolom.penunjang", bahasa),
        lajur_rupiah("pagu_pembanding", "kolom.pagu_pembanding", bahasa),
        lajur_rupiah("realisasi_rp", "kolom.realisasi_rp", bahasa),
        lajur_persen("serapan_persen", "kolom.serapan", bahasa),
        Kolom("periode", istilah.t("kolom.periode", bahasa), lambda v: istilah.periode(v, bahasa)),
        lajur_persen("capaian_program_persen", "kolom.capaian_program", bahasa),
        lajur_persen("capaian_sasaran_persen", "kolom.capaian_sasaran", bahasa),
    ]
    isi = {"angka": [satu.judul for satu in baris]}
    for r in rows.iter_rows(named=True):
        isi[r["opd"]] = [KOSONG if r[satu.nama] is None else satu.isi(r[satu.nama]) for satu in baris]
    lajur = [Kolom("angka", istilah.t("kolom.angka", bahasa))]
    lajur += [Kolom(opd, nama[opd], rata="kanan") for opd in rows["opd"]]
    return tabel(pl.DataFrame(isi), lajur, bahasa=bahasa)


def program_bersama(bahasa: Bahasa, nama: Mapping[str, str]) -> list[Kolom]:
    """Programs of several OPDs side by side (frame of `banding.program_bersama`)."""
    return [
        Kolom("uraian", istilah.t("kolom.program", bahasa), nama_rapi),
        Kolom("opd", istilah.t("kolom.opd", bahasa), nama.__getitem__),
        lajur_rupiah("pagu", "kolom.pagu_terbaru", bahasa),
        lajur_persen("bagian_persen", "kolom.bagian", bahasa),
        lajur_rupiah("pagu_pembanding", "kolom.pagu_pembanding", bahasa),
        lajur_rupiah("realisasi_rp", "kolom.realisasi_rp", bahasa),
        lajur_persen("serapan_persen", "kolom.serapan", bahasa),
        Kolom("periode", istilah.t("kolom.periode", bahasa), lambda v: istilah.periode(v, bahasa), rapat=True),
        lajur_persen("capaian_persen", "kolom.capaian", bahasa),
    ]


def kinerja(bahasa: Bahasa, *, indikator: bool = True) -> list[Kolom]:
    """The tidy dataset for reading (columns of `kinerja`); the indicator's text can be left out."""
    teks = [
        Kolom("indikator", istilah.t("kolom.indikator", bahasa)),
        Kolom("satuan", istilah.t("kolom.satuan", bahasa)),
        _angka("target", "kolom.target", bahasa),
        _angka("realisasi", "kolom.realisasi", bahasa),
    ]
    return [
        Kolom("kode", istilah.t("kolom.kode", bahasa), rapat=True),
        Kolom("uraian", istilah.t("kolom.program", bahasa), nama_rapi),
        *(teks if indikator else []),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        lajur_rupiah("realisasi_rp", "kolom.realisasi_rp", bahasa),
    ]


def asal(*frames: pl.DataFrame) -> pl.DataFrame:
    """The places several frames take their figures from, one below the other."""
    return pl.concat([satu.select("dokumen", "tabel", "tahap", "baris") for satu in frames])


def sumber(rows: pl.DataFrame, bahasa: Bahasa) -> Html:
    """Where the rows come from: each document, table and stage once (columns `dokumen, tabel, tahap`)."""
    asal = rows.select("dokumen", "tabel", "tahap").unique(maintain_order=True)
    satu = [
        istilah.t(
            "sumber.satu",
            bahasa,
            dokumen=r["dokumen"],
            tabel=istilah.tabel(r["tabel"], bahasa),
            tahap=istilah.tahap(r["tahap"], bahasa),
        )
        for r in asal.iter_rows(named=True)
    ]
    return kalimat(istilah.t("sumber", bahasa, isi="; ".join(satu)), jenis="catatan")


def lajur_rupiah(nama: str, judul: str, bahasa: Bahasa) -> Kolom:
    """A column of rupiah; `judul` is a key of `istilah`."""
    return Kolom(nama, istilah.t(judul, bahasa), partial(rupiah, bahasa=bahasa), "kanan")


def lajur_persen(nama: str, judul: str, bahasa: Bahasa) -> Kolom:
    """A column of percentages; `judul` is a key of `istilah`."""
    return Kolom(nama, istilah.t(judul, bahasa), partial(persen, bahasa=bahasa), "kanan")


def _angka(nama: str, judul: str, bahasa: Bahasa) -> Kolom:
    return Kolom(nama, istilah.t(judul, bahasa), partial(angka_wajar, bahasa=bahasa), "kanan")
