"""Make every report: only those whose inputs changed, side by side, going on when one fails; then the index."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl

from workbench import data, paths
from workbench.analysis import ketersediaan, ringkas
from workbench.reports import (
    bentuk,
    berkas,
    daftar,
    daftar_temuan,
    export,
    index,
    istilah,
    kolam,
    params,
    penanda,
    runner,
    sidik,
)
from workbench.reports.format import Bahasa
from workbench.reports.nama import nama_opd, nama_pendek
from workbench.whatif.scenario import SkenarioError, baca_berkas

SELESAI, GAGAL = "selesai", "gagal"
_DIUKUR = ("detik", "n_gambar", "n_tabel", "ukuran", "catatan")
"""What is known of a report only after it was made."""


@dataclass(frozen=True)
class ReportResult:
    """One report and how it went.

    `berkas` is the page's file name. `baris_dibaca` and `baris_ditolak` count rows of the documents behind
    it. `serapan` and `capaian` are percentages; `kelas` is the class of the mean achievement, if it has one.
    `baru` is false for a report that an earlier run made and whose inputs are still the same. `catatan` tells what
    went wrong on the way but was mended. `lain` names the files in other formats, `gagal_lain` why one is missing.
    """

    berkas: str
    notebook: str
    judul: str
    parameter: dict[str, Any]
    bahasa: Bahasa = "id"
    opd: str | None = None
    tahun: int | None = None
    status: str = SELESAI
    alasan: str | None = None
    detik: float = 0.0
    baris_dibaca: int = 0
    baris_ditolak: int = 0
    pagu: Decimal | None = None
    realisasi_rp: Decimal | None = None
    serapan: float | None = None
    periode: str | None = None
    capaian: float | None = None
    n_capaian: int = 0
    kelas: str | None = None
    n_gambar: int = 0
    n_tabel: int = 0
    ukuran: int = 0
    baru: bool = True
    catatan: str | None = None
    lain: dict[str, str] = field(default_factory=dict)
    gagal_lain: dict[str, str] = field(default_factory=dict)


Progress = Callable[[ReportResult, int, int], None]
"""Called after each report with its result, how many are finished, and how many there are."""


def rencana(bahasa: Bahasa = "id") -> list[ReportResult]:
    """Every report the dataset calls for, not yet made, in the order of the index."""
    observasi, dokumen = data.observasi(), data.dokumen()
    hasil = [_rencana_mulai(dokumen)]
    hasil += [_rencana_ekstraksi(r) for r in dokumen.sort("dokumen").iter_rows(named=True)]
    pasangan = ketersediaan.opd_tahun(observasi)
    hasil += [_rencana_opd(observasi, dokumen, opd, tahun, bahasa) for opd, tahun in pasangan]
    for nama, opd, tahun in _perbandingan(pasangan):
        hasil.append(_rencana_banding(observasi, dokumen, nama, opd, tahun, bahasa))
    terbaca = dokumen.filter(pl.col("status") == "terbaca", pl.col("sama_dengan").is_null()).sort("dokumen")
    hasil += [_rencana_audit(r) for r in terbaca.iter_rows(named=True)]
    hasil.append(_rencana_indikator(dokumen, params.Indikator(bahasa=bahasa)))
    return hasil + _rencana_skenario(observasi, dokumen, pasangan, bahasa)


def build_all(
    progress: Progress | None = None,
    *,
    folder: Path | None = None,
    bahasa: Bahasa = "id",
    proses: int | None = None,
    format: Sequence[str] = (bentuk.HTML,),
    semua: bool = False,
) -> list[ReportResult]:
    """Make every report and the index into `folder` (default: the project's `reports`).

    A report whose inputs are those of the last run is left as it is (`sidik`), unless `semua` asks for all. A failed
    report gets a page that says so and does not stop the others. Reports of an earlier run that are no longer called
    for are removed. `format` names what is made beside the page (`bentuk.SEMUA`).
    Raises DatasetMissingError without a dataset.
    """
    tujuan = folder or paths.reports()
    tugas, sidik_laporan, lama = rencana(bahasa), sidik.pembuat(), {} if semua else daftar.baca(tujuan)
    sidiknya = {satu.berkas: sidik_laporan(satu.notebook, satu.parameter, satu.judul) for satu in tugas}
    export.siapkan_aset(tujuan)
    hasil: dict[str, ReportResult] = {}

    def catat(satu: ReportResult) -> None:
        hasil[satu.berkas] = satu
        if progress:
            progress(satu, len(hasil), len(tugas))

    perlu = []
    for satu in tugas:
        catatan = lama.get(satu.berkas)
        if catatan and catatan.sidik == sidiknya[satu.berkas] and catatan.utuh(tujuan, format):
            catat(_tidak_berubah(satu, catatan))
        else:
            perlu.append(satu)
            if catatan:
                _sisihkan(satu, catatan, tujuan)
    for satu, selesai in kolam.kerjakan(partial(buat_satu, folder=tujuan, format=tuple(format)), perlu, proses):
        catat(selesai if isinstance(selesai, ReportResult) else _gagal(satu, tujuan, _sebab(selesai), 0.0))
    urut = [hasil[satu.berkas] for satu in tugas]
    daftar.tulis_baru(tujuan, {satu.berkas: _catatan(satu, sidiknya[satu.berkas], tujuan) for satu in urut})
    index.tulis_index(tujuan, [asdict(satu) for satu in urut], data.dokumen(), dilewati())
    daftar_temuan.tulis(data.temuan(), tujuan / daftar_temuan.BERKAS)
    return urut


def satu_laporan(
    notebook: str,
    parameter: dict[str, Any],
    *,
    folder: Path | None = None,
    format: Sequence[str] = (bentuk.HTML,),
) -> ReportResult:
    """Make one report with its own parameters; the index stays as it is.

    Raises ParameterError for an unknown notebook, parameter, OPD, year or document.
    """
    tujuan = folder or paths.reports()
    tugas = _rencana_sendiri(params.periksa(notebook, parameter))
    export.siapkan_aset(tujuan)
    return buat_satu(tugas, tujuan, tuple(format))


def buat_satu(tugas: ReportResult, folder: Path, format: tuple[str, ...] = (bentuk.HTML,)) -> ReportResult:
    """Run one notebook and write its page and the other formats asked for.

    A failure of the page becomes a page that says what went wrong, a failure of another format is named in the result.
    """
    mulai = perf_counter()
    try:
        hasil = runner.run_notebook(tugas.notebook, tugas.parameter)
        halaman = export.halaman_laporan(hasil.notebook, tugas.judul, tugas.bahasa)
    except Exception as galat:
        return _gagal(tugas, folder, _sebab(galat), perf_counter() - mulai)
    berkas.tulis(folder / tugas.berkas, halaman.html)
    naskah = bentuk.Naskah(tugas.notebook, tugas.parameter, tugas.judul, tugas.bahasa, hasil.notebook)
    lain, gagal_lain = bentuk.tulis_lain(naskah, folder / tugas.berkas, format)
    return replace(
        tugas,
        detik=perf_counter() - mulai,
        n_gambar=halaman.n_gambar,
        n_tabel=halaman.n_tabel,
        ukuran=len(halaman.html.encode()),
        catatan=f"{hasil.diulang}; laporan diulang sekali dan berhasil." if hasil.diulang else None,
        lain=lain,
        gagal_lain=gagal_lain,
    )


def _sisihkan(tugas: ReportResult, catatan: daftar.Catatan, folder: Path) -> None:
    """Keep a DOCX or XLSX that somebody edited under another name before it is made again."""
    for nama in catatan.berkas:
        if nama != tugas.berkas and not nama.endswith(f".{bentuk.PDF}"):
            daftar.sisihkan_suntingan(folder, catatan, nama)


def _sebab(galat: Exception) -> str:
    return f"{type(galat).__name__}: {galat}"


def _tidak_berubah(tugas: ReportResult, catatan: daftar.Catatan) -> ReportResult:
    """A report of an earlier run that is still right."""
    lain = {nama.rsplit(".", 1)[-1]: nama for nama in catatan.berkas if nama != tugas.berkas}
    return replace(tugas, **catatan.ukuran, lain=lain, baru=False)


def _catatan(satu: ReportResult, sidik_masukan: str, folder: Path) -> daftar.Catatan:
    """What the next run has to know. A report with a failure has no fingerprint, so that it is made again."""
    utuh = satu.status == SELESAI and not satu.gagal_lain
    isi = {nama: sidik.berkas(folder / nama) or "" for nama in (satu.berkas, *satu.lain.values())}
    return daftar.Catatan(sidik_masukan if utuh else "", isi, {nama: getattr(satu, nama) for nama in _DIUKUR})


def _gagal(tugas: ReportResult, folder: Path, alasan: str, detik: float) -> ReportResult:
    parameter = ", ".join(f"{nama} = {nilai}" for nama, nilai in tugas.parameter.items())
    rincian = f"{tugas.notebook}; {parameter or '–'}"
    berkas.tulis(folder / tugas.berkas, export.halaman_gagal(tugas.judul, alasan, rincian, tugas.bahasa))
    return replace(tugas, status=GAGAL, alasan=alasan, detik=detik)


def _rencana_sendiri(p: params.Parameter) -> ReportResult:
    observasi, dokumen = data.observasi(), data.dokumen()
    match p:
        case params.Ekstraksi():
            return _rencana_ekstraksi(dokumen.row(by_predicate=pl.col("dokumen") == p.dokumen, named=True))
        case params.Audit():
            return _rencana_audit(dokumen.row(by_predicate=pl.col("dokumen") == p.dokumen, named=True))
        case params.LaporanOpd():
            return _rencana_periode(_rencana_opd(observasi, dokumen, p.opd, p.tahun, p.bahasa), p)
        case params.Banding():
            return _rencana_banding_sendiri(observasi, dokumen, p)
        case params.Indikator():
            return _rencana_indikator(dokumen, p)
        case params.AnalisisSendiri():
            return _rencana_sendiri_analisis(p)
        case params.WhatIf():
            return _rencana_whatif(observasi, dokumen, p)
        case _:
            return _rencana_mulai(dokumen)


def _rencana_mulai(dokumen: pl.DataFrame) -> ReportResult:
    return ReportResult(
        berkas="00_mulai.html",
        notebook=params.Mulai.NOTEBOOK,
        judul="Isi dataset",
        parameter={},
        baris_dibaca=int(dokumen["observasi"].sum()),
        baris_ditolak=int(dokumen["baris_ditolak"].sum()),
    )


def _rencana_ekstraksi(dokumen: dict[str, Any]) -> ReportResult:
    nama = dokumen["dokumen"]
    return ReportResult(
        berkas=f"{berkas.slug(params.Ekstraksi.NOTEBOOK, nama.rsplit('.', 1)[0])}.html",
        notebook=params.Ekstraksi.NOTEBOOK,
        judul=f"Hasil baca {nama}",
        parameter={"dokumen": nama},
        opd=dokumen["opd"],
        tahun=dokumen["tahun"],
        baris_dibaca=dokumen["observasi"],
        baris_ditolak=dokumen["baris_ditolak"],
    )


def _rencana_audit(dokumen: dict[str, Any]) -> ReportResult:
    nama = dokumen["dokumen"]
    return replace(
        _rencana_ekstraksi(dokumen),
        berkas=penanda.halaman(nama),
        notebook=params.Audit.NOTEBOOK,
        judul=f"Temuan dalam {nama}",
    )


def _rencana_opd(observasi: pl.DataFrame, dokumen: pl.DataFrame, opd: str, tahun: int, bahasa: Bahasa) -> ReportResult:
    pokok = ringkas.opd_tahun(observasi, opd, tahun)
    milik = observasi.filter((pl.col("opd") == opd) & (pl.col("tahun") == tahun))
    asal = dokumen.filter(pl.col("dokumen").is_in(milik["dokumen"].unique().to_list()))
    nilai = pokok.capaian
    return ReportResult(
        berkas=f"{berkas.slug(params.LaporanOpd.NOTEBOOK, opd, tahun, *_akhiran(bahasa))}.html",
        notebook=params.LaporanOpd.NOTEBOOK,
        judul=f"{nama_opd(dokumen, opd).panjang}, {tahun}",
        parameter={"opd": opd, "tahun": tahun, "bahasa": bahasa},
        bahasa=bahasa,
        opd=opd,
        tahun=tahun,
        baris_dibaca=milik.height,
        baris_ditolak=int(asal["baris_ditolak"].sum()),
        pagu=pokok.pagu,
        realisasi_rp=pokok.realisasi_rp,
        serapan=pokok.serapan_persen,
        periode=pokok.periode or (nilai.periode if nilai else None),
        capaian=nilai.terukur if nilai else None,
        n_capaian=nilai.n if nilai else 0,
        kelas=nilai.kelas if nilai else None,
    )


def _rencana_indikator(dokumen: pl.DataFrame, p: params.Indikator) -> ReportResult:
    milik = dokumen.filter(pl.col("opd").is_in(p.opd)) if p.opd else dokumen
    return ReportResult(
        berkas=f"{berkas.slug(params.Indikator.NOTEBOOK, *p.opd, *_akhiran(p.bahasa))}.html",
        notebook=params.Indikator.NOTEBOOK,
        judul=istilah.t("indikator.judul", p.bahasa),
        parameter=p.model_dump(),
        bahasa=p.bahasa,
        baris_dibaca=int(milik["observasi"].sum()),
        baris_ditolak=int(milik["baris_ditolak"].sum()),
    )


def _rencana_sendiri_analisis(p: params.AnalisisSendiri) -> ReportResult:
    return ReportResult(
        berkas=f"{berkas.slug(params.AnalisisSendiri.NOTEBOOK, p.opd, p.tahun)}.html",
        notebook=params.AnalisisSendiri.NOTEBOOK,
        judul="Analisis sendiri",
        parameter=p.model_dump(),
        opd=p.opd,
        tahun=p.tahun,
    )


def _rencana_periode(tugas: ReportResult, p: params.LaporanOpd) -> ReportResult:
    """The report of one office for a period of its own."""
    if not p.periode:
        return tugas
    nama = berkas.slug(params.LaporanOpd.NOTEBOOK, p.opd, p.tahun, p.periode, *_akhiran(p.bahasa))
    return replace(tugas, berkas=f"{nama}.html", parameter=p.model_dump())


def _rencana_banding(
    observasi: pl.DataFrame,
    dokumen: pl.DataFrame,
    nama: tuple[str | int, ...],
    opd: list[str],
    tahun: int,
    bahasa: Bahasa,
) -> ReportResult:
    milik = observasi.filter(pl.col("opd").is_in(opd) & (pl.col("tahun") == tahun))
    asal = dokumen.filter(pl.col("dokumen").is_in(milik["dokumen"].unique().to_list()))
    wilayah = ", ".join(nama_pendek(dokumen, opd).values())
    return ReportResult(
        berkas=f"{berkas.slug(params.Banding.NOTEBOOK, *nama, *_akhiran(bahasa))}.html",
        notebook=params.Banding.NOTEBOOK,
        judul=f"{istilah.t('banding.judul', bahasa, n=len(opd), tahun=tahun)}: {wilayah}",
        parameter={"opd": opd, "tahun": tahun, "bahasa": bahasa},
        bahasa=bahasa,
        tahun=tahun,
        baris_dibaca=milik.height,
        baris_ditolak=int(asal["baris_ditolak"].sum()),
    )


def _rencana_banding_sendiri(observasi: pl.DataFrame, dokumen: pl.DataFrame, p: params.Banding) -> ReportResult:
    """A comparison with its own parameters: any OPDs, one year or several, with a price index or without."""
    tahun = [p.tahun] if isinstance(p.tahun, int) else sorted(p.tahun)
    nama = ("-".join(map(str, tahun)), *(("harga",) if p.indeks_harga else ()), "-".join(p.opd))
    tugas = _rencana_banding(observasi, dokumen, nama, p.opd, tahun[-1], p.bahasa)
    return replace(tugas, parameter=p.model_dump())


def _rencana_whatif(observasi: pl.DataFrame, dokumen: pl.DataFrame, p: params.WhatIf) -> ReportResult:
    dasar = _rencana_opd(observasi, dokumen, p.opd, p.tahun, p.bahasa)
    satu = baca_berkas(paths.scenarios() / f"{p.skenario}.yml")
    return replace(
        dasar,
        berkas=f"{berkas.slug(params.WhatIf.NOTEBOOK, p.skenario, *_akhiran(p.bahasa))}.html",
        notebook=params.WhatIf.NOTEBOOK,
        judul=f"{istilah.t('skenario.judul', p.bahasa, judul=satu.judul)} ({dasar.judul})",
        parameter=p.model_dump(),
    )


def _rencana_skenario(
    observasi: pl.DataFrame, dokumen: pl.DataFrame, pasangan: Sequence[tuple[str, int]], bahasa: Bahasa
) -> list[ReportResult]:
    """A report for every scenario file of an OPD and year of the dataset; a file that cannot be read gets a page
    that says why."""
    hasil = []
    for file in sorted(paths.scenarios().glob("*.yml")):
        try:
            satu = baca_berkas(file)
        except SkenarioError:
            hasil.append(_rencana_rusak(file.stem, bahasa))
            continue
        if (satu.opd, satu.tahun) in pasangan:
            p = params.WhatIf(opd=satu.opd, tahun=satu.tahun, skenario=file.stem, bahasa=bahasa)
            hasil.append(_rencana_whatif(observasi, dokumen, p))
    return hasil


def dilewati() -> dict[str, str]:
    """Scenario files that no report is made of, because the dataset lacks their office or year, with the reason."""
    ada = ketersediaan.opd_tahun(data.observasi())
    alasan = {}
    for file in sorted(paths.scenarios().glob("*.yml")):
        with contextlib.suppress(SkenarioError):
            satu = baca_berkas(file)
            if (satu.opd, satu.tahun) not in ada:
                alasan[file.name] = f"dataset tidak memuat {satu.opd} tahun {satu.tahun}"
    return alasan


def _rencana_rusak(nama: str, bahasa: Bahasa) -> ReportResult:
    return ReportResult(
        berkas=f"{berkas.slug(params.WhatIf.NOTEBOOK, nama, *_akhiran(bahasa))}.html",
        notebook=params.WhatIf.NOTEBOOK,
        judul=f"{istilah.t('halaman.skenario', bahasa)} {nama}",
        parameter={"opd": "-", "tahun": 0, "skenario": nama, "bahasa": bahasa},
        bahasa=bahasa,
    )


def _perbandingan(pasangan: Sequence[tuple[str, int]]) -> list[tuple[tuple[str | int, ...], list[str], int]]:
    """File name, OPDs and year of each comparison.

    First the notebook's own default, if the dataset has its OPDs; then every year with at least two
    OPDs, all of them together.
    """
    menurut_tahun: dict[int, list[str]] = {}
    for opd, tahun in pasangan:
        menurut_tahun.setdefault(tahun, []).append(opd)
    asli = runner.bawaan(params.Banding.NOTEBOOK)
    hasil: list[tuple[tuple[str | int, ...], list[str], int]] = []
    if set(asli["opd"]) <= set(menurut_tahun.get(asli["tahun"], [])):
        hasil.append(((), asli["opd"], asli["tahun"]))
    for tahun, semua in sorted(menurut_tahun.items()):
        if len(semua) >= 2 and not any(set(semua) == set(lama) and tahun == t for _, lama, t in hasil):
            hasil.append(((tahun,), semua, tahun))
    return hasil


def _akhiran(bahasa: Bahasa) -> tuple[str, ...]:
    return () if bahasa == "id" else (bahasa,)
