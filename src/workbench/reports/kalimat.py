"""Figures in words. Each figure of `viz` has a companion of the same name here."""

from collections.abc import Mapping

import polars as pl

from workbench.analysis import capaian as analisis_capaian
from workbench.analysis import kelompok as analisis_kelompok
from workbench.analysis import serapan as analisis_serapan
from workbench.analysis.ringkas import Capaian
from workbench.reports import istilah
from workbench.reports.format import Bahasa, angka, nama_rapi, persen, rupiah, rupiah_bulat, rupiah_ringkas
from workbench.reports.tables import Html, daftar, kalimat

_BEDA_TERCETAK = 0.1
"""Percent points between a printed and a computed percentage that are put down to rounding."""

_KELOMPOK = (analisis_kelompok.PENUNJANG, analisis_kelompok.INTI, analisis_kelompok.TIDAK_DIKETAHUI)


def pagu_realisasi(program: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """Totals, absorption, what is unspent, and the largest program (frame of `serapan.program`, one OPD)."""
    total = analisis_serapan.opd(program).row(0, named=True)
    terbesar = program.sort("pagu", descending=True).row(0, named=True)
    satu = istilah.t(
        "kalimat.pagu_realisasi",
        bahasa,
        n=program.height,
        pagu=rupiah(total["pagu"], bahasa),
        pagu_ringkas=rupiah_ringkas(total["pagu"], bahasa),
        realisasi=rupiah(total["realisasi_rp"], bahasa),
        realisasi_ringkas=rupiah_ringkas(total["realisasi_rp"], bahasa),
        sisa_ringkas=rupiah_ringkas(total["sisa_rp"], bahasa),
        serapan=persen(total["serapan_persen"], bahasa),
        periode=istilah.periode(total["periode"], bahasa),
        terbesar=nama_rapi(terbesar["uraian"]),
        bagian_terbesar=_bagian(terbesar["pagu"], total["pagu"], bahasa),
    )
    return kalimat(satu, _belum_setahun(total["periode"], bahasa))


def pagu(program: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """Total ceiling and the largest program, where no realisation is printed (frame of `pagu.program`)."""
    total = program["pagu"].sum()
    terbesar = program.sort("pagu", descending=True).row(0, named=True)
    return kalimat(
        istilah.t(
            "kalimat.pagu",
            bahasa,
            n=program.height,
            pagu=rupiah(total, bahasa),
            pagu_ringkas=rupiah_ringkas(total, bahasa),
            terbesar=nama_rapi(terbesar["uraian"]),
            bagian_terbesar=_bagian(terbesar["pagu"], total, bahasa),
        )
    )


def serapan(program: pl.DataFrame, seluruh: float | None, bahasa: Bahasa = "id") -> Html:
    """Absorption as a whole, the highest and the lowest program."""
    urut = program.filter(pl.col("serapan_persen").is_not_null()).sort("serapan_persen", "uraian")
    rendah, tinggi = urut.row(0, named=True), urut.row(-1, named=True)
    periode = rendah["periode"]
    satu = istilah.t(
        "kalimat.serapan" if urut.height > 1 else "kalimat.serapan_satu",
        bahasa,
        serapan=persen(seluruh, bahasa),
        periode=istilah.periode(periode, bahasa),
        tertinggi=nama_rapi(tinggi["uraian"]),
        serapan_tertinggi=persen(tinggi["serapan_persen"], bahasa),
        terendah=nama_rapi(rendah["uraian"]),
        serapan_terendah=persen(rendah["serapan_persen"], bahasa),
    )
    beda = _tercetak_beda(program, "serapan_persen", "serapan_tercetak", bahasa)
    return kalimat(satu, beda, _belum_setahun(periode, bahasa))


def rincian(sub_kegiatan: pl.DataFrame, seluruh: float, bahasa: Bahasa = "id") -> Html:
    """How many sub kegiatan absorb less than the OPD as a whole, and where most money is left."""
    tersisa = sub_kegiatan.sort("sisa_rp", descending=True).row(0, named=True)
    return kalimat(
        istilah.t(
            "kalimat.rincian",
            bahasa,
            n=sub_kegiatan.height,
            rendah=sub_kegiatan.filter(pl.col("serapan_persen") < seluruh).height,
            serapan=persen(seluruh, bahasa),
            uraian=nama_rapi(tersisa["uraian"]),
            sisa=rupiah(tersisa["sisa_rp"], bahasa),
        )
    )


def tahap(menurut_tabel: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """How many tables print ceilings, and which one is used (frame of `pagu.menurut_tabel`, one OPD)."""
    pilihan = menurut_tabel.filter("terpilih").row(0, named=True)
    return kalimat(
        istilah.t(
            "kalimat.tahap",
            bahasa,
            n=menurut_tabel.height,
            tabel=istilah.tabel(pilihan["tabel"], bahasa),
            tahap=istilah.tahap(pilihan["tahap"], bahasa),
            jumlah=rupiah(pilihan["jumlah"], bahasa),
        )
    )


def capaian(indikator: pl.DataFrame, rata: Capaian, bahasa: Bahasa = "id") -> Html:
    """Mean achievement with n and median, its class and every doubt about it."""
    aturan = analisis_capaian.skala()
    if rata.terukur is None:
        periode = istilah.periode(rata.periode, bahasa)
        return kalimat(istilah.t("kalimat.capaian_belum", bahasa, n=rata.n, periode=periode))
    bagian = [
        istilah.t(
            "kalimat.capaian",
            bahasa,
            n=rata.n,
            persen=persen(rata.persen, bahasa),
            median=persen(rata.median, bahasa),
        )
    ]
    if rata.kelas:
        bagian.append(istilah.t("kalimat.kelas", bahasa, sumber=aturan.sumber, kelas=istilah.kelas(rata.kelas, bahasa)))
        if rata.dekat_batas:
            bagian.append(istilah.t("kalimat.dekat_batas", bahasa))
    else:
        bagian.append(istilah.t("kalimat.kelas_belum", bahasa, periode=istilah.periode(rata.periode, bahasa)))
    if rata.n_nol:
        bagian.append(istilah.t("kalimat.capaian_nol", bahasa, nol=rata.n_nol))
    if rata.n_diperiksa:
        batas = persen(aturan.perlu_diperiksa_di_atas, bahasa, 0)
        bagian.append(istilah.t("kalimat.capaian_periksa", bahasa, tinggi=rata.n_diperiksa, batas=batas))
    bagian.append(_tercetak_beda(indikator, "capaian_persen", "capaian_tercetak", bahasa))
    return kalimat(*bagian)


def kelompok(bagian: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> Html:
    """Share of supporting and core programs of each OPD (frame of `kelompok.bagian`)."""
    isi = []
    for opd in bagian["opd"].unique(maintain_order=True):
        milik = dict(bagian.filter(pl.col("opd") == opd).select("kelompok", "bagian_persen").iter_rows())
        nilai = {satu: persen(milik.get(satu, 0.0), bahasa) for satu in _KELOMPOK}
        if set(milik) == {analisis_kelompok.TIDAK_DIKETAHUI}:
            kunci = "kalimat.kelompok_tanpa_kode"
        elif analisis_kelompok.TIDAK_DIKETAHUI in milik:
            kunci = "kalimat.kelompok_sebagian"
        else:
            kunci = "kalimat.kelompok"
        isi.append(istilah.t(kunci, bahasa, opd=nama[opd], **nilai))
    return kalimat(isi[0]) if len(isi) == 1 else daftar(isi)


def biaya(satuan: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """How many unit costs there are and the highest planned one (frame of `biaya.satuan`, one OPD)."""
    if satuan.is_empty():
        return kalimat(istilah.t("kalimat.biaya_kosong", bahasa))
    termahal = satuan.sort("biaya_rencana", descending=True).row(0, named=True)
    return kalimat(
        istilah.t(
            "kalimat.biaya",
            bahasa,
            n=satuan.height,
            uraian=nama_rapi(termahal["uraian"]),
            biaya=rupiah_bulat(termahal["biaya_rencana"], bahasa),
            satuan=termahal["satuan"].lower(),
        )
    )


def biaya_sebanding(sebanding: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> Html:
    """The shared indicator whose planned unit cost differs most, in times (frame of `biaya.sebanding`)."""
    if sebanding.is_empty():
        return kalimat(istilah.t("kalimat.biaya_tak_sebanding", bahasa))
    jarak = sebanding.group_by("kunci").agg(
        (pl.col("biaya_rencana").max() / pl.col("biaya_rencana").min()).alias("kali")
    )
    kunci = jarak.sort("kali", "kunci", descending=[True, False])["kunci"][0]
    rows = sebanding.filter(pl.col("kunci") == kunci).sort("biaya_rencana")
    rendah, tinggi = rows.row(0, named=True), rows.row(-1, named=True)
    return kalimat(
        istilah.t(
            "kalimat.biaya_sebanding",
            bahasa,
            n=sebanding["kunci"].n_unique(),
            indikator=tinggi["indikator"],
            rendah=rupiah_bulat(rendah["biaya_rencana"], bahasa),
            opd_rendah=nama[rendah["opd"]],
            tinggi=rupiah_bulat(tinggi["biaya_rencana"], bahasa),
            opd_tinggi=nama[tinggi["opd"]],
            satuan=tinggi["satuan"].lower(),
        )
    )


def banding_pagu(ringkasan: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> Html:
    """Realisation of the ceiling, office by office (frame of `banding.ringkasan`)."""
    rows = ringkasan.filter(pl.col("realisasi_rp").is_not_null())
    isi = [
        istilah.t(
            "kalimat.banding_pagu",
            bahasa,
            opd=nama[r["opd"]],
            realisasi=rupiah_ringkas(r["realisasi_rp"], bahasa),
            pagu=rupiah_ringkas(r["pagu_pembanding"], bahasa),
            periode=istilah.periode(r["periode"], bahasa),
        )
        for r in rows.iter_rows(named=True)
    ]
    return daftar(isi)


def banding_serapan(ringkasan: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> Html:
    """Highest and lowest full-year absorption; offices without a full year are named, not ranked."""
    penuh = ringkasan.filter("setahun_penuh").sort("serapan_persen")
    belum = ringkasan.filter(pl.col("setahun_penuh").not_())
    if penuh.height > 1:
        rendah, tinggi = penuh.row(0, named=True), penuh.row(-1, named=True)
        isi = istilah.t(
            "kalimat.banding_serapan",
            bahasa,
            tertinggi=nama[tinggi["opd"]],
            serapan_tertinggi=persen(tinggi["serapan_persen"], bahasa),
            terendah=nama[rendah["opd"]],
            serapan_terendah=persen(rendah["serapan_persen"], bahasa),
            selisih=angka(tinggi["serapan_persen"] - rendah["serapan_persen"], 2, bahasa),
        )
    else:
        isi = istilah.t("kalimat.banding_serapan_satu", bahasa)
    pudar = [
        istilah.t(
            "kalimat.banding_serapan_belum",
            bahasa,
            opd=nama[r["opd"]],
            serapan=persen(r["serapan_persen"], bahasa),
            periode=istilah.periode(r["periode"], bahasa),
        )
        for r in belum.iter_rows(named=True)
    ]
    return kalimat(isi, *pudar)


def banding_program(program: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> Html:
    """How many programs are shared and where full-year absorption differs most."""
    bersama = program.filter(pl.col("n_opd") >= 2)
    penuh = bersama.filter(
        pl.col("periode").is_in(analisis_capaian.skala().periode_penuh) & pl.col("serapan_persen").is_not_null()
    )
    jarak = penuh.group_by("nomor").agg(
        n=pl.len(), jarak=pl.col("serapan_persen").max() - pl.col("serapan_persen").min()
    )
    jarak = jarak.filter(pl.col("n") >= 2).sort("jarak", "nomor", descending=[True, False])
    n = bersama["nomor"].n_unique()
    if jarak.is_empty():
        return kalimat(istilah.t("kalimat.banding_program_tanpa", bahasa, n=n))
    rows = penuh.filter(pl.col("nomor") == jarak["nomor"][0]).sort("serapan_persen")
    rendah, tinggi = rows.row(0, named=True), rows.row(-1, named=True)
    return kalimat(
        istilah.t(
            "kalimat.banding_program",
            bahasa,
            n=n,
            uraian=nama_rapi(rendah["uraian"]),
            rendah=persen(rendah["serapan_persen"], bahasa),
            opd_rendah=nama[rendah["opd"]],
            tinggi=persen(tinggi["serapan_persen"], bahasa),
            opd_tinggi=nama[tinggi["opd"]],
        )
    )


def pagu_opd(pagu: pl.DataFrame, label: list[str], bahasa: Bahasa = "id") -> Html:
    """The largest and the smallest newest ceiling (column `pagu`; one label a row)."""
    nilai = pagu["pagu"].to_list()
    besar, kecil = nilai.index(max(nilai)), nilai.index(min(nilai))
    return kalimat(
        istilah.t(
            "kalimat.pagu_opd",
            bahasa,
            n=len(nilai),
            terbesar=label[besar],
            pagu_terbesar=rupiah_ringkas(nilai[besar], bahasa),
            terkecil=label[kecil],
            pagu_terkecil=rupiah_ringkas(nilai[kecil], bahasa),
        )
    )


def hasil_baca(tabel: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """Rows read and rejected over all tables of a document (columns `label, terbaca, dibaca, ditolak`)."""
    lain = tabel.filter(pl.col("terbaca").not_())
    return kalimat(
        istilah.t(
            "kalimat.hasil_baca",
            bahasa,
            n=tabel.height,
            dibaca=angka(tabel["dibaca"].sum(), 0, bahasa),
            ditolak=angka(tabel["ditolak"].sum(), 0, bahasa),
            utuh=angka(lain["ditolak"].sum(), 0, bahasa),
            tak_terbaca=lain.height,
        )
    )


def pemeriksaan(uji: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """Checks made and passed, and the family with most failures (columns `pemeriksaan, dilakukan, lolos`)."""
    gagal = uji.with_columns(gagal=pl.col("dilakukan") - pl.col("lolos")).sort("gagal", descending=True)
    terbanyak = gagal.row(0, named=True)
    kunci = "kalimat.pemeriksaan" if terbanyak["gagal"] else "kalimat.pemeriksaan_lolos"
    return kalimat(
        istilah.t(
            kunci,
            bahasa,
            dilakukan=angka(uji["dilakukan"].sum(), 0, bahasa),
            lolos=angka(uji["lolos"].sum(), 0, bahasa),
            terbanyak=terbanyak["pemeriksaan"],
            gagal=angka(terbanyak["gagal"], 0, bahasa),
        )
    )


def _bagian(sebagian: object, seluruh: object, bahasa: Bahasa) -> str:
    nilai = float(str(sebagian)) / float(str(seluruh)) * 100 if seluruh else None
    return persen(nilai, bahasa)


def _belum_setahun(periode: str | None, bahasa: Bahasa) -> str:
    if periode in analisis_capaian.skala().periode_penuh:
        return ""
    return istilah.t("kalimat.belum_setahun", bahasa, periode=istilah.periode(periode, bahasa))


def _tercetak_beda(frame: pl.DataFrame, hitung: str, tercetak: str, bahasa: Bahasa) -> str:
    n = frame.filter((pl.col(hitung) - pl.col(tercetak)).abs() > _BEDA_TERCETAK).height
    return istilah.t("kalimat.tercetak_beda", bahasa, n=n) if n else ""
