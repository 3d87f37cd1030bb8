"""The columns of the tables on structure, efficiency, time, revision, indicators and comparison."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from workbench.reports import istilah
from workbench.reports.format import Bahasa, angka, angka_wajar, nama_rapi, rupiah_bulat
from workbench.reports.kolom import lajur_persen, lajur_rupiah
from workbench.reports.tables import Kolom


def struktur(bahasa: Bahasa, *, realisasi: bool, capaian: bool, beda: bool) -> list[Kolom]:
    """Kegiatan and sub kegiatan of one program (frame of `struktur.baris`); only columns that hold something."""
    uang = [
        lajur_rupiah("realisasi_rp", "kolom.realisasi_rp", bahasa),
        lajur_persen("serapan_persen", "kolom.serapan", bahasa),
    ]
    return [
        Kolom("uraian", istilah.t("kolom.baris_rencana", bahasa), nama_rapi),
        Kolom("kode", istilah.t("kolom.kode", bahasa), rapat=True),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        *(uang if realisasi else []),
        *([lajur_persen("capaian_persen", "kolom.capaian", bahasa)] if capaian else []),
        *([lajur_rupiah("selisih_rincian", "kolom.rincian_beda", bahasa)] if beda else []),
    ]


def efisiensi(bahasa: Bahasa, *, bernomor: bool = True) -> list[Kolom]:
    """Achievement, absorption and both readings of efficiency (frames of `efisiensi`)."""
    depan = (
        Kolom("nama", istilah.t("kolom.program", bahasa))
        if bernomor
        else Kolom("indikator", istilah.t("kolom.indikator", bahasa), nama_rapi, bawah="uraian")
    )
    letak = Kolom("kuadran", istilah.t("kolom.kuadran", bahasa), lambda v: istilah.t(f"kuadran.{v}", bahasa))
    return [
        depan,
        lajur_persen("capaian_persen", "kolom.capaian", bahasa),
        lajur_persen("serapan_persen", "kolom.serapan", bahasa),
        _angka("selisih", "kolom.selisih_poin", bahasa),
        _angka("rasio", "kolom.rasio", bahasa),
        *([letak] if bernomor else []),
    ]


def triwulan(bahasa: Bahasa) -> list[Kolom]:
    """Target and realisation by period (frame of `deret_waktu.triwulan`)."""
    return [
        Kolom("nama", istilah.t("kolom.indikator", bahasa), nama_rapi),
        Kolom(
            "periode",
            istilah.t("kolom.periode", bahasa),
            lambda v: istilah.t(f"periode.pendek.{v}", bahasa),
            rapat=True,
        ),
        _angka("target", "kolom.target", bahasa),
        Kolom("realisasi_tampil", istilah.t("kolom.realisasi", bahasa), rata="kanan"),
        Kolom("satuan", istilah.t("kolom.satuan", bahasa)),
    ]


def renstra(bahasa: Bahasa) -> list[Kolom]:
    """Target of the end, realised to date, what is missing (frame of `renstra.jalur`)."""
    return [
        Kolom("indikator", istilah.t("kolom.indikator", bahasa), nama_rapi, bawah="uraian"),
        Kolom("satuan", istilah.t("kolom.satuan", bahasa)),
        _angka("target_akhir", "kolom.target_akhir", bahasa),
        Kolom("tahun_akhir", istilah.t("kolom.tahun_akhir", bahasa), rata="kanan"),
        _angka("realisasi", "kolom.terealisasi", bahasa),
        Kolom("tahun_realisasi", istilah.t("kolom.tahun_realisasi", bahasa), rata="kanan"),
        lajur_persen("capaian_persen", "kolom.capaian", bahasa),
        _angka("kurang", "kolom.kurang", bahasa),
        _angka("perlu_per_tahun", "kolom.perlu_per_tahun", bahasa),
    ]


def perubahan(bahasa: Bahasa, jenjang: str) -> list[Kolom]:
    """Ceilings before and after (frame of `perubahan.program`)."""
    return [
        Kolom("uraian", istilah.t(f"jenjang.{jenjang}", bahasa), nama_rapi),
        lajur_rupiah("sebelum", "kolom.sebelum", bahasa),
        lajur_rupiah("sesudah", "kolom.sesudah", bahasa),
        lajur_rupiah("selisih", "kolom.berubah", bahasa),
    ]


def belanja(bahasa: Bahasa) -> list[Kolom]:
    """Kinds of spending of one stage (frame of `belanja.jenis`)."""
    return [
        Kolom("uraian", istilah.t("kolom.jenis_belanja", bahasa), nama_rapi),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        lajur_persen("bagian_persen", "kolom.bagian", bahasa),
    ]


def sumber_dana(bahasa: Bahasa) -> list[Kolom]:
    """Sources of funds (frame of `belanja.sumber_dana`)."""
    return [
        Kolom("nama", istilah.t("kolom.sumber_dana", bahasa)),
        Kolom("n_baris", istilah.t("kolom.n_baris", bahasa), rata="kanan"),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        lajur_persen("bagian_persen", "kolom.bagian", bahasa),
    ]


def prioritas(bahasa: Bahasa, jenjang: str, *, realisasi: bool) -> list[Kolom]:
    """Lines below target by weight (frame of `prioritas.kesenjangan`); absorption only where it is known."""
    return [
        Kolom("uraian", istilah.t(f"jenjang.{jenjang}", bahasa), nama_rapi, bawah="indikator"),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        *([lajur_persen("serapan_persen", "kolom.serapan", bahasa)] if realisasi else []),
        lajur_persen("capaian_persen", "kolom.capaian", bahasa),
        lajur_persen("kekurangan_persen", "kolom.kekurangan", bahasa),
        Kolom("bobot_rp", istilah.t("kolom.bobot", bahasa), partial(rupiah_bulat, bahasa=bahasa), "kanan"),
    ]


def temuan(bahasa: Bahasa) -> list[Kolom]:
    """Open findings (table `temuan`)."""
    return [
        Kolom("uraian", istilah.t("kolom.temuan_uraian", bahasa), nama_rapi),
        Kolom("jenis", istilah.t("kolom.jenis_temuan", bahasa), lambda v: istilah.t(f"temuan.{v}", bahasa)),
        Kolom("tercetak", istilah.t("kolom.tercetak_angka", bahasa), rata="kanan"),
        Kolom("seharusnya", istilah.t("kolom.seharusnya", bahasa), rata="kanan"),
        Kolom("tabel", istilah.t("kolom.tabel", bahasa)),
        Kolom("baris", istilah.t("kolom.baris", bahasa), rata="kanan"),
    ]


def wilayah(bahasa: Bahasa, seri: list[str]) -> list[Kolom]:
    """Regions side by side, one column a series (columns `wilayah` and one a series)."""
    return [
        Kolom("wilayah", istilah.t("kolom.wilayah", bahasa)),
        *(_angka_teks(nama, nama_rapi(nama), bahasa) for nama in seri),
    ]


def kegiatan(bahasa: Bahasa, nama: Mapping[str, str]) -> list[Kolom]:
    """Families of kegiatan (frame of `keluarga.kegiatan_bersama`)."""
    return [
        Kolom("uraian", istilah.t("kolom.keluarga_kegiatan", bahasa), nama_rapi),
        Kolom("opd", istilah.t("kolom.opd", bahasa), nama.__getitem__),
        Kolom("kode", istilah.t("kolom.kode", bahasa), rapat=True),
        lajur_rupiah("pagu", "kolom.pagu", bahasa),
        lajur_rupiah("realisasi_rp", "kolom.realisasi_rp", bahasa),
        lajur_persen("serapan_persen", "kolom.serapan", bahasa),
        Kolom("periode", istilah.t("kolom.periode", bahasa), lambda v: istilah.periode(v, bahasa)),
        lajur_persen("capaian_persen", "kolom.capaian", bahasa),
    ]


def iku(bahasa: Bahasa, nama: Mapping[str, str]) -> list[Kolom]:
    """Shared key indicators (frame of `sebaran.iku_bersama`)."""
    return [
        Kolom("keluarga", istilah.t("kolom.indikator", bahasa), lambda v: istilah.t(f"keluarga.{v}", bahasa)),
        Kolom("opd", istilah.t("kolom.opd", bahasa), lambda v: nama.get(v, v)),
        Kolom("indikator", istilah.t("kolom.catatan", bahasa), nama_rapi),
        Kolom("tahun", istilah.t("kolom.tahun", bahasa), rata="kanan"),
        Kolom("periode", istilah.t("kolom.periode", bahasa), lambda v: istilah.periode(v, bahasa)),
        _angka("target", "kolom.target", bahasa),
        _angka("realisasi", "kolom.realisasi", bahasa),
        Kolom("satuan", istilah.t("kolom.satuan", bahasa)),
    ]


def sebaran(bahasa: Bahasa, nama: Mapping[str, str]) -> list[Kolom]:
    """Rank and spread (frame of `sebaran.serapan_opd`)."""
    return [
        Kolom("opd", istilah.t("kolom.opd", bahasa), nama.__getitem__),
        Kolom("peringkat", istilah.t("kolom.peringkat", bahasa), rata="kanan"),
        lajur_persen("serapan_persen", "kolom.serapan", bahasa),
        Kolom("periode", istilah.t("kolom.periode", bahasa), lambda v: istilah.periode(v, bahasa)),
        Kolom("n", istilah.t("jenjang.sub_kegiatan", bahasa), rata="kanan"),
        lajur_persen("terendah", "seri.rentang_rendah", bahasa),
        lajur_persen("median", "seri.median_pendek", bahasa),
        lajur_persen("tertinggi", "seri.rentang_tinggi", bahasa),
    ]


def katalog(bahasa: Bahasa, nama: Mapping[str, str]) -> list[Kolom]:
    """Values of indicators with their place (frame of `indikator.nilai`)."""
    return [
        Kolom("opd", istilah.t("kolom.opd", bahasa), lambda v: nama.get(v, v)),
        Kolom("tahun", istilah.t("kolom.tahun", bahasa), rata="kanan"),
        Kolom("periode", istilah.t("kolom.periode", bahasa), lambda v: istilah.periode(v, bahasa)),
        _angka("target", "kolom.target", bahasa),
        _angka("realisasi", "kolom.realisasi", bahasa),
        Kolom("satuan", istilah.t("kolom.satuan", bahasa)),
        Kolom("tempat", istilah.t("kolom.tempat", bahasa)),
    ]


def ulang(bahasa: Bahasa, nama: Mapping[str, str]) -> list[Kolom]:
    """Percentages recomputed from counts (frame of `indikator.dihitung_ulang`)."""
    return [
        Kolom("indikator", istilah.t("kolom.indikator", bahasa), nama_rapi, bawah="tempat"),
        Kolom("opd", istilah.t("kolom.opd", bahasa), lambda v: nama.get(v, v)),
        Kolom("tahun", istilah.t("kolom.tahun", bahasa), rata="kanan"),
        _angka("tercetak", "kolom.tercetak_angka", bahasa),
        Kolom("pecahan", istilah.t("kolom.pecahan", bahasa), rata="kanan"),
        _angka("dihitung", "kolom.dihitung", bahasa),
        Kolom("selisih", istilah.t("kolom.selisih_poin", bahasa), partial(angka, desimal=2, bahasa=bahasa), "kanan"),
        Kolom(
            "cocok", istilah.t("kolom.hasil", bahasa), lambda v: istilah.t("kata.cocok" if v else "kata.beda", bahasa)
        ),
    ]


def _angka(nama: str, judul: str, bahasa: Bahasa) -> Kolom:
    return _angka_teks(nama, istilah.t(judul, bahasa), bahasa)


def _angka_teks(nama: str, judul: str, bahasa: Bahasa) -> Kolom:
    return Kolom(nama, judul, partial(_dua_desimal, bahasa=bahasa), "kanan")


def _dua_desimal(nilai: Any, bahasa: Bahasa) -> str:
    """At most two decimals; a small figure that would vanish keeps two digits that count."""
    if nilai and abs(nilai) < 0.01:
        return angka(nilai, 4, bahasa)
    return angka_wajar(nilai if nilai is None else round(nilai, 2), bahasa)
