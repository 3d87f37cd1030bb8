"""The figures of `viz_opd` in words. Each figure has a companion of the same name here."""

from decimal import Decimal

import polars as pl

from workbench.analysis import capaian as analisis_capaian
from workbench.analysis import efisiensi
from workbench.reports import istilah
from workbench.reports.format import Bahasa, angka_wajar, nama_rapi, persen, rupiah, rupiah_ringkas
from workbench.reports.tables import Html, kalimat


def struktur(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """How many lines of each level there are, and how many do not add up (frame of `struktur.baris`)."""
    banyak = {j: rows.filter(jenjang=j).height for j in ("program", "kegiatan", "sub_kegiatan")}
    pagu = jumlah(rows.filter(jenjang="program")["pagu"])
    satu = istilah.t(
        "kalimat.struktur",
        bahasa,
        program=banyak["program"],
        kegiatan=banyak["kegiatan"],
        sub=banyak["sub_kegiatan"],
        pagu=rupiah(pagu, bahasa),
    )
    beda = rows.filter(pl.col("selisih_rincian") != 0).height
    return kalimat(satu, istilah.t("kalimat.struktur_beda", bahasa, n=beda) if beda else "")


def kuadran(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """The reference lines, and how many programs stand in the telling quarters (frame of `efisiensi.program`)."""
    return kalimat(
        istilah.t(
            "kalimat.kuadran",
            bahasa,
            serapan=persen(rows["serapan_opd"][0], bahasa),
            n=rows.height,
            hemat=rows.filter(kuadran=efisiensi.KUADRAN[0]).height,
            boros=rows.filter(kuadran=efisiensi.KUADRAN[3]).height,
        ),
        efisiensi_urutan(rows, bahasa),
        setahun(rows["periode"][0], bahasa),
    )


def efisiensi_urutan(rows: pl.DataFrame, bahasa: Bahasa = "id") -> str:
    """The line with the highest difference and the one with the highest ratio."""
    ada = rows.filter(pl.col("rasio").is_not_null())
    if ada.is_empty():
        return ""
    tinggi = {k: ada.sort(k, descending=True).row(0, named=True) for k in ("selisih", "rasio")}
    return istilah.t(
        "kalimat.efisiensi_urutan",
        bahasa,
        selisih=f"{nama_rapi(tinggi['selisih']['uraian'])} ({angka_wajar(tinggi['selisih']['selisih'], bahasa)})",
        rasio=f"{nama_rapi(tinggi['rasio']['uraian'])} ({angka_wajar(tinggi['rasio']['rasio'], bahasa)})",
    )


def triwulan(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """How many indicators are printed by period (frame of `deret_waktu.triwulan`)."""
    return kalimat(istilah.t("kalimat.triwulan", bahasa, n=rows["kunci"].n_unique()))


def tahunan(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """How many series there are and for how many years tables disagree (frame of `deret_waktu.tahunan`)."""
    beda = rows.filter("berbeda").select("kunci", "tahun").n_unique()
    return kalimat(
        istilah.t("kalimat.tahunan", bahasa, n=rows["kunci"].n_unique()),
        istilah.t("kalimat.tahunan_beda", bahasa, n=beda) if beda else "",
    )


def perubahan(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """Sums before and after of the lines with both, and what was left out (frame of `perubahan.program`)."""
    ada = rows.filter(pl.col("selisih").is_not_null())
    sebelum, sesudah = jumlah(ada["sebelum"]), jumlah(ada["sesudah"])
    satu_sisi = rows.height - ada.height
    total = rows.select("total_sebelum", "total_sesudah").row(0)
    beda = None not in total and total != (sebelum, sesudah)
    return kalimat(
        istilah.t(
            "kalimat.perubahan",
            bahasa,
            n=ada.height,
            jenjang=istilah.jenjang(rows["jenjang"][0], bahasa),
            sebelum=rupiah(sebelum, bahasa),
            sesudah=rupiah(sesudah, bahasa),
            selisih=bertanda(sesudah - sebelum, bahasa),
            naik=ada.filter(pl.col("selisih") > 0).height,
            turun=ada.filter(pl.col("selisih") < 0).height,
            tetap=ada.filter(pl.col("selisih") == 0).height,
        ),
        istilah.t("kalimat.perubahan_satu_sisi", bahasa, n=satu_sisi) if satu_sisi else "",
        istilah.t("kalimat.perubahan_total", bahasa, sebelum=rupiah(total[0], bahasa), sesudah=rupiah(total[1], bahasa))
        if beda
        else "",
    )


def belanja(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """The uppermost kinds of the newest stage with their share (frame of `belanja.jenis`, one table)."""
    atas = rows.filter(pl.col("tingkat") == 0)
    terakhir = atas.row(-1, named=True) if "apbd_perubahan" not in atas["tahap"] else {"tahap": "apbd_perubahan"}
    milik = atas.filter(pl.col("tahap") == terakhir["tahap"])
    if milik["judul_tahap"].count():
        milik = milik.filter(pl.col("judul_tahap").eq_missing(terakhir.get("judul_tahap")))
    isi = "; ".join(
        f"{nama_rapi(r['uraian'])} {rupiah_ringkas(r['pagu'], bahasa)}"
        + (f" ({persen(r['bagian_persen'], bahasa)})" if r["bagian_persen"] is not None else "")
        for r in milik.iter_rows(named=True)
    )
    tanpa = milik["total"].count() == 0
    return kalimat(
        istilah.t(
            "kalimat.belanja",
            bahasa,
            tahap=milik["judul_tahap"][0] or istilah.tahap(milik["tahap"][0], bahasa),
            isi=isi,
        ),
        istilah.t("kalimat.belanja_tanpa_total", bahasa) if tanpa else "",
    )


def sumber_dana(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """How many lines print a source, and the largest one (frame of `belanja.sumber_dana`)."""
    ada = rows.filter(pl.col("sumber_dana").is_not_null())
    besar = ada.sort("pagu", descending=True).row(0, named=True)
    return kalimat(
        istilah.t(
            "kalimat.sumber_dana",
            bahasa,
            tercetak=ada["n_baris"].sum(),
            semua=rows["n_baris"].sum(),
            jenjang=istilah.jenjang(besar["jenjang"], bahasa),
            nama=besar["sumber_dana"],
            pagu=rupiah(besar["pagu"], bahasa),
            bagian=persen(besar["bagian_persen"], bahasa),
        )
    )


def wilayah(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """Highest and lowest region of one series, and the total the table prints."""
    tinggi, rendah = rows.row(0, named=True), rows.row(-1, named=True)
    total = rows["jumlah_tercetak"][0]
    return kalimat(
        istilah.t(
            "kalimat.wilayah",
            bahasa,
            seri=nama_rapi(rows["seri"][0]),
            n=rows.height,
            tertinggi=tinggi["wilayah"],
            atas=angka_wajar(tinggi["realisasi"], bahasa),
            terendah=rendah["wilayah"],
            bawah=angka_wajar(rendah["realisasi"], bahasa),
        ),
        istilah.t("kalimat.wilayah_jumlah", bahasa, jumlah=angka_wajar(total, bahasa)) if total is not None else "",
    )


def peta(rows: pl.DataFrame, bahasa: Bahasa = "id") -> Html:
    """How many regions the map holds (columns `lintang, bujur` added)."""
    ada = rows.filter(pl.col("lintang").is_not_null())
    return kalimat(istilah.t("kalimat.peta", bahasa, n=ada.height, semua=rows.height), jenis="catatan")


def setahun(periode: str | None, bahasa: Bahasa = "id") -> str:
    """A warning where a realisation of part of a year stands beside the target of the year; else nothing."""
    if periode in analisis_capaian.skala().periode_penuh:
        return ""
    return istilah.t("kalimat.belum_setahun_target", bahasa, periode=istilah.periode(periode, bahasa))


def bertanda(nilai: Decimal, bahasa: Bahasa = "id") -> str:
    """Rupiah with its sign in front, also when it is a plus."""
    return ("+" if nilai > 0 else "") + rupiah(nilai, bahasa)


def jumlah(nilai: pl.Series) -> Decimal:
    """The exact sum of an amount column, blanks left out."""
    return sum((v for v in nilai.to_list() if v is not None), Decimal(0))
