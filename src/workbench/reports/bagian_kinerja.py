"""Sections of the report of one office about performance: against money, over time, towards the plan's end, tree."""

from typing import Any

import polars as pl

from workbench.analysis import capaian, deret_waktu, efisiensi, pilih, renstra, struktur
from workbench.reports import istilah, kalimat_opd, kolom, kolom_opd, viz_opd
from workbench.reports.format import Bahasa, angka_wajar, nama_rapi, persen, rupiah_ringkas
from workbench.reports.penanda import TEMUAN, dengan_temuan
from workbench.reports.tables import Html, Kolom, Simpul, judul, lipatan, pohon, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian
from workbench.reports.viz import WARNA_KELAS

_UTAMA = ("sasaran", "program")
_BARIS_TRIWULAN = 40
_TAHUN_TERGAMBAR = 3


def terhadap_uang(observasi: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """Achievement against absorption in four quarters, and both readings of efficiency."""
    rows = efisiensi.program(observasi)
    nama = [f"{nomor}. {nama_rapi(u)}" for nomor, u in enumerate(rows["uraian"], 1)]
    rows = rows.with_columns(pl.Series("nama", nama, pl.String))
    tercetak = efisiensi.tercetak(observasi)
    if rows.is_empty() and tercetak.is_empty():
        return bagian(istilah.t("opd.kuadran", bahasa), paragraf(istilah.t("kalimat.kuadran_kosong", bahasa)))
    isi: list[Any] = [paragraf(istilah.t("kalimat.efisiensi", bahasa), jenis="catatan")]
    if rows.height:
        isi = [
            kalimat_opd.kuadran(rows, bahasa),
            viz_opd.kuadran(rows, bahasa),
            tabel(dengan_temuan(rows), kolom_opd.efisiensi(bahasa), tautan=TEMUAN, bahasa=bahasa),
            *isi,
            kolom.sumber(kolom.asal(rows, capaian.indikator(observasi)), bahasa),
        ]
    if tercetak.height:
        isi += [
            judul(3, istilah.t("opd.kuadran_dokumen", bahasa)),
            paragraf(istilah.t("kalimat.efisiensi_dokumen", bahasa, n=tercetak.height)),
            tabel(dengan_temuan(tercetak), kolom_opd.efisiensi(bahasa, bernomor=False), tautan=TEMUAN, bahasa=bahasa),
            kolom.sumber(tercetak, bahasa),
        ]
    return bagian(istilah.t("opd.kuadran", bahasa), *isi)


def menurut_waktu(observasi: pl.DataFrame, semua_tahun: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """Quarters of the year, then series over the years (`semua_tahun`: all observations of the office)."""
    kuartal = deret_waktu.triwulan(observasi)
    tahunan = deret_waktu.tahunan(semua_tahun)
    isi = [*_triwulan(kuartal, bahasa), *_tahunan(tahunan, bahasa)]
    if not isi:
        isi = [paragraf(istilah.t("kalimat.waktu_kosong", bahasa))]
    return bagian(istilah.t("opd.waktu", bahasa), *isi)


def menuju_renstra(semua_tahun: pl.DataFrame, tahun: int, bahasa: Bahasa) -> Bagian:
    """Targets of the plan's end, realised to date, and what is needed a year."""
    kepala = istilah.t("opd.renstra", bahasa)
    rows = renstra.jalur(semua_tahun, tahun)
    if rows.is_empty():
        return bagian(kepala, paragraf(istilah.t("kalimat.renstra_kosong", bahasa)))
    ada = rows.filter(pl.col("realisasi").is_not_null())
    lajur = kolom_opd.renstra(bahasa)
    utama = rows.filter(pl.col("jenjang").is_in(_UTAMA))
    rinci = rows.filter(~pl.col("jenjang").is_in(_UTAMA))
    lipat = [
        (
            istilah.t(f"jenjang.{j}", bahasa),
            f"{milik.height}",
            tabel(dengan_temuan(milik), lajur, tautan=TEMUAN, bahasa=bahasa),
        )
        for j in ("kegiatan", "sub_kegiatan")
        if (milik := rinci.filter(jenjang=j)).height
    ]
    return bagian(
        kepala,
        paragraf(
            istilah.t(
                "kalimat.renstra",
                bahasa,
                n=rows.height,
                ada=ada.height,
                tercapai=ada.filter(pl.col("kurang").is_null()).height,
            )
        ),
        tabel(dengan_temuan(utama), lajur, tautan=TEMUAN, bahasa=bahasa) if utama.height else None,
        lipatan(lipat) if lipat else None,
        paragraf(
            istilah.t("kalimat.renstra_perlu", bahasa, tahun=tahun), istilah.t("kalimat.arah", bahasa), jenis="catatan"
        ),
        kolom.sumber(rows, bahasa),
    )


def pohon_kinerja(observasi: pl.DataFrame, simpul: pl.DataFrame, bahasa: Bahasa) -> Bagian:
    """The tree of performance the documents print (`simpul`: its nodes), else the order of the plan's lines."""
    nilai = _nilai(observasi)
    if simpul.height:
        akar, isi = _dari_dokumen(simpul, nilai, bahasa), ""
        asal = simpul.rename({"berkas": "dokumen"}).with_columns(tahap=pl.lit(None, pl.String))
        n = simpul["simpul"].n_unique()
    else:
        rows = struktur.baris(observasi)
        akar, asal, n = _dari_struktur(rows, nilai, bahasa), rows, rows.height
        isi = istilah.t("kalimat.pohon_rencana", bahasa)
    if not akar:
        return bagian(istilah.t("opd.pohon", bahasa), paragraf(istilah.t("alasan.tanpa_pagu", bahasa)))
    hitung = istilah.t("kalimat.pohon", bahasa, n=n, dinilai=_bernilai(akar), sumber=capaian.skala().sumber)
    return bagian(istilah.t("opd.pohon", bahasa), paragraf(isi, hitung), pohon(akar, terbuka=1), _sumber(asal, bahasa))


def _sumber(rows: pl.DataFrame, bahasa: Bahasa) -> Html:
    if rows["tahap"].null_count() < rows.height:
        return kolom.sumber(rows, bahasa)
    asal = rows.select("dokumen", "tabel").unique(maintain_order=True)
    isi = "; ".join(f"{d}, {istilah.tabel(t, bahasa)}" for d, t in asal.iter_rows())
    return paragraf(istilah.t("sumber", bahasa, isi=isi), jenis="catatan")


def _triwulan(rows: pl.DataFrame, bahasa: Bahasa) -> list[Any]:
    if rows.is_empty():
        return []
    tampil = rows.with_columns(
        nama=pl.coalesce("indikator", "uraian"),
        realisasi_tampil=pl.struct("realisasi", "realisasi_teks").map_elements(
            lambda r: angka_wajar(r["realisasi"], bahasa) if r["realisasi"] is not None else r["realisasi_teks"],
            return_dtype=pl.String,
        ),
    )
    bergambar = rows.filter(pl.col("realisasi").count().over("kunci") >= 2)
    return [
        judul(3, istilah.t("opd.triwulan", bahasa)),
        kalimat_opd.triwulan(rows, bahasa),
        *(viz_opd.triwulan(satu, bahasa) for satu in _potong(bergambar)),
        tabel(dengan_temuan(tampil), kolom_opd.triwulan(bahasa), tautan=TEMUAN, batas=_BARIS_TRIWULAN, bahasa=bahasa),
        kolom.sumber(rows, bahasa),
    ]


def _tahunan(rows: pl.DataFrame, bahasa: Bahasa) -> list[Any]:
    if rows.is_empty():
        return []
    isi: list[Any] = [judul(3, istilah.t("opd.tahunan", bahasa)), kalimat_opd.tahunan(rows, bahasa)]
    for satu in _menurut_tabel(rows):
        isi.append(viz_opd.tahunan(satu, bahasa))
    tahun = sorted(rows["tahun"].unique().to_list())
    lajur = [Kolom("label", istilah.t("kolom.indikator", bahasa), nama_rapi)]
    lajur += [Kolom(str(t), str(t), rata="kanan") for t in tahun]
    isi.append(tabel(_melebar(rows, bahasa), lajur, bahasa=bahasa))
    return [*isi, kolom.sumber(rows, bahasa)]


def _menurut_tabel(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Series that one figure can hold: those of one table and kind of unit, over three years or more.

    Percentages that stand alone in their table share a figure.
    """
    persen_ = pl.col("satuan").str.contains("(?i)^(%|persen)").fill_null(value=False) | pl.col("label").str.contains(
        "(?i)^(persentase|%)"
    )
    rows = rows.filter(pl.col("tahun").n_unique().over("kunci") >= _TAHUN_TERGAMBAR).with_columns(
        persen=persen_.any().over("kunci"), tempat=pl.col("tabel").first().over("kunci")
    )
    sendiri = pl.col("persen") & (pl.col("kunci").n_unique().over("tempat", "persen") == 1)
    rows = rows.with_columns(tempat=pl.when(sendiri).then(pl.lit("%")).otherwise("tempat"))
    return [
        bagian_.drop("tempat", "persen")
        for satu in rows.partition_by("tempat", "persen", maintain_order=True)
        for bagian_ in _potong(satu)
    ]


def _potong(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """At most as many series a figure as it can tell apart."""
    kunci = rows["kunci"].unique(maintain_order=True).to_list()
    banyak = viz_opd.GARIS_TERBANYAK
    return [rows.filter(pl.col("kunci").is_in(kunci[i : i + banyak])) for i in range(0, len(kunci), banyak)]


def _melebar(rows: pl.DataFrame, bahasa: Bahasa) -> pl.DataFrame:
    """One row a series, one column a year; several values of a year side by side."""
    teks = rows.with_columns(pl.col("realisasi").map_elements(lambda v: angka_wajar(v, bahasa), return_dtype=pl.String))
    teks = teks.group_by("kunci", "label", "tahun", maintain_order=True).agg(
        pl.col("realisasi").unique(maintain_order=True).str.join(" / ")
    )
    lebar = teks.pivot("tahun", index=["kunci", "label"], values="realisasi", aggregate_function="first")
    return lebar.drop("kunci")


def _nilai(observasi: pl.DataFrame) -> dict[tuple[str, str], tuple[float, str | None]]:
    """Mean achievement and its class by level and line, under every key the line can be found by."""
    hasil: dict[tuple[str, str], tuple[float, str | None]] = {}
    for jenjang in ("sasaran", *struktur.JENJANG):
        rows = capaian.terukur(capaian.indikator(observasi, jenjang))
        rows = rows.with_columns(kunci_nama=pilih.normal("uraian"), kunci_indikator=pilih.normal("indikator"))
        kunci = ["kunci_indikator"] if jenjang == "sasaran" else ["kunci_nama", "kode"]
        for satu in kunci:
            rata = capaian.rata_rata_menurut(rows.filter(pl.col(satu).is_not_null()), satu)
            hasil |= {(jenjang, k): (v, kelas) for k, v, kelas in rata.iter_rows()}
    return hasil


def _dari_dokumen(
    simpul: pl.DataFrame, nilai: dict[tuple[str, str], tuple[float, str | None]], bahasa: Bahasa
) -> tuple[Simpul, ...]:
    rows = simpul.with_columns(kunci_indikator=pilih.normal("indikator"), kunci_nama=pilih.normal("uraian"))
    milik = rows.group_by("simpul", maintain_order=True).agg(
        pl.col("induk").first(), pl.col("jenjang").first(), pl.col("kode").first(), pl.col("uraian").first(),
        pl.col("kunci_nama").first(), pl.col("kunci_indikator"), pl.col("indikator"),
    )  # fmt: skip
    anak: dict[int | None, list[dict[str, Any]]] = {}
    ada = set(milik["simpul"])
    for r in milik.iter_rows(named=True):
        anak.setdefault(r["induk"] if r["induk"] in ada else None, []).append(r)

    def susun(r: dict[str, Any]) -> Simpul:
        kunci = r["kunci_indikator"] if r["jenjang"] in ("tujuan", "sasaran") else [r["kode"], r["kunci_nama"]]
        jenjang = "sasaran" if r["jenjang"] in ("tujuan", "sasaran") else r["jenjang"]
        ketemu = next((nilai[jenjang, k] for k in kunci if k and (jenjang, k) in nilai), None)
        kecil = "; ".join(dict.fromkeys(filter(None, r["indikator"])))
        return _simpul(f"{_level(r['jenjang'], bahasa)}: {nama_rapi(r['uraian'])}", kecil or None, ketemu,
                       tuple(susun(a) for a in anak.get(r["simpul"], [])), bahasa)  # fmt: skip

    return tuple(susun(r) for r in anak.get(None, []))


def _dari_struktur(
    rows: pl.DataFrame, nilai: dict[tuple[str, str], tuple[float, str | None]], bahasa: Bahasa
) -> tuple[Simpul, ...]:
    rows = rows.with_columns(kunci_nama=pilih.normal("uraian"))
    anak: dict[int | None, list[dict[str, Any]]] = {}
    for r in rows.iter_rows(named=True):
        anak.setdefault(r["induk"], []).append(r)

    def susun(r: dict[str, Any]) -> Simpul:
        ketemu = next(
            (nilai[r["jenjang"], k] for k in (r["kode"], r["kunci_nama"]) if (r["jenjang"], k) in nilai), None
        )
        return _simpul(f"{_level(r['jenjang'], bahasa)}: {nama_rapi(r['uraian'])}", rupiah_ringkas(r["pagu"], bahasa),
                       ketemu, tuple(susun(a) for a in anak.get(r["nomor"], [])), bahasa)  # fmt: skip

    return tuple(susun(r) for r in anak.get(None, []))


def _simpul(
    isi: str, kecil: str | None, ketemu: tuple[float, str | None] | None, anak: tuple[Simpul, ...], bahasa: Bahasa
) -> Simpul:
    if ketemu is None:
        return Simpul(isi, kecil, anak=anak)
    angka, kelas = ketemu
    return Simpul(isi, kecil, WARNA_KELAS[kelas], f"{persen(angka, bahasa)}, {istilah.kelas(kelas, bahasa)}", anak)


def _bernilai(akar: tuple[Simpul, ...]) -> int:
    return sum((satu.kata is not None) + _bernilai(satu.anak) for satu in akar)


def _level(jenjang: str, bahasa: Bahasa) -> str:
    return (
        istilah.t(f"jenjang.{jenjang}", bahasa) if jenjang != "sasaran" else istilah.t("jenjang.sasaran_saja", bahasa)
    )
