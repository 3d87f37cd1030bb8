"""The workbook of one OPD and year: key figures, programs, sub kegiatan, achievement, T-C.29, E.81, and the data.

Totals, differences and percentages are formulas over the printed figures; the printed percentage stands beside them.
"""

from collections.abc import Sequence
from decimal import Decimal
from statistics import fmean
from typing import Any

import polars as pl

from workbench import data
from workbench.analysis import capaian, pagu, pilih, serapan
from workbench.reports import formulir, istilah, lembar_formulir
from workbench.reports.buku import A3, ISI, JUMLAH, PERSEN, TEKS, Buku, Rumus, persen, rentang, ringkas, sel
from workbench.reports.format import Bahasa
from workbench.reports.nama import nama_opd

_KOLOM_DATA = (
    *("tahun", "kode", "jenjang", "uraian", "indikator", "satuan", "target", "realisasi", "capaian", "pagu"),
    *("realisasi_rp", "serapan", "target_teks", "realisasi_teks", "sumber_dana", "lokasi", "catatan", "tahap"),
    *("periode", "dokumen", "tabel", "halaman", "baris", "penanda"),
)
_KEPALA = 2
"""Row of the column headings on every sheet; the table begins below."""


def tulis(buku: Buku, opd: str, tahun: int, judul: str, bahasa: Bahasa) -> None:
    """Write all sheets. Raises DatasetMissingError without a dataset."""
    semua = data.observasi().filter(opd=opd)
    milik = pilih.untuk(semua, opd, tahun)
    ringkasan = buku.lembar(istilah.t("ekspor.lembar.ringkasan", bahasa))
    pokok = _program(buku, milik, bahasa)
    _rincian(buku, milik, bahasa)
    pokok += _capaian(buku, milik, bahasa)
    skala = capaian.skala()
    nama = nama_opd(data.dokumen(), opd).panjang
    lembar_formulir.tulis(buku, formulir.tc29(semua, tahun), nama, skala, bahasa)
    lembar_formulir.tulis(buku, formulir.e81(semua, tahun, skala.periode_penuh), nama, skala, bahasa)
    _data(buku, milik, bahasa)
    ringkasan.lebar([44, 24])
    ringkasan.judul(0, judul)
    for nomor, (label, rumus) in enumerate(pokok, 2):
        ringkasan.tulis(nomor, 0, label, **TEKS)
        ringkasan.tulis(nomor, 1, rumus, **ISI)
    ringkasan.tulis(len(pokok) + 3, 0, istilah.t("ekspor.keterangan", bahasa), text_wrap=True, font_color="#5F6C7B")


def _program(buku: Buku, milik: pl.DataFrame, bahasa: Bahasa) -> list[tuple[str, Rumus]]:
    """Programs with their total; gives the key figures as references to it."""
    frame = serapan.program(milik)
    if frame.is_empty():
        frame = pagu.program(milik)
    nama = istilah.t("ekspor.lembar.program", bahasa)
    jumlah, hasil = _uang(buku, nama, frame, bahasa, "kolom.program", berjumlah=True)
    label = ("kolom.pagu", "kolom.realisasi_rp", "kolom.sisa", "kolom.serapan")
    return [
        (_berpersen(istilah.t(kunci, bahasa), isi), Rumus(f"='{nama}'!{sel(jumlah, kolom)}", isi.nilai, isi.bentuk))
        for kolom, kunci in enumerate(label, 2)
        if (isi := hasil.get(kolom)) is not None
    ]


def _berpersen(label: str, isi: Rumus) -> str:
    """The label of a key figure, with its unit where that is percent."""
    return f"{label} (%)" if isi.bentuk == PERSEN else label


def _rincian(buku: Buku, milik: pl.DataFrame, bahasa: Bahasa) -> None:
    frame = serapan.rincian(milik)
    if frame.height:
        _uang(buku, istilah.t("ekspor.lembar.rincian", bahasa), frame, bahasa, "kolom.kegiatan", berjumlah=False)


def _uang(
    buku: Buku, nama: str, frame: pl.DataFrame, bahasa: Bahasa, kolom_nama: str, *, berjumlah: bool
) -> tuple[int, dict[int, Rumus]]:
    """A sheet of ceilings and, where they are printed, realisations; gives the row of the total and its formulas."""
    lembar = buku.lembar(nama, mendatar=True)
    lembar.judul(0, nama)
    berpasangan = "realisasi_rp" in frame.columns
    judul = ("kolom.kode", kolom_nama, "kolom.pagu", "kolom.realisasi_rp", "kolom.sisa", "kolom.serapan",
             "kolom.serapan_tercetak")  # fmt: skip
    lembar.kepala(_KEPALA, [istilah.t(j, bahasa) for j in (judul if berpasangan else judul[:3])])
    lembar.lebar([22, 60, 20, 20, 20, 12, 12])
    lembar.lembar.freeze_panes(_KEPALA + 1, 2)
    awal = _KEPALA + 1
    for b, row in enumerate(frame.iter_rows(named=True), awal):
        lembar.tulis(b, 0, row["kode"], **TEKS)
        lembar.tulis(b, 1, row["uraian"], **TEKS)
        lembar.tulis(b, 2, row["pagu"], **ISI)
        if berpasangan:
            lembar.tulis(b, 3, row["realisasi_rp"], **ISI)
            for kolom, rumus in _turunan(b, row["pagu"], row["realisasi_rp"]).items():
                lembar.tulis(b, kolom, rumus, **ISI)
            lembar.tulis(b, 6, row["serapan_tercetak"], **ISI)
    akhir = awal + frame.height
    _sumber(lembar, akhir + 2, frame, bahasa)
    if not berjumlah or frame.is_empty():
        return akhir, {}
    lembar.tulis(akhir, 0, istilah.t("jumlah", bahasa), **JUMLAH)
    lembar.tulis(akhir, 1, None, **JUMLAH)
    uang = (2, 3) if berpasangan else (2,)
    nilai = {2: frame["pagu"].to_list(), 3: frame["realisasi_rp"].to_list() if berpasangan else []}
    total = {k: ringkas("SUM", rentang(k, awal, akhir - 1), nilai[k], _tepat(nilai[k])) for k in uang}
    if berpasangan:
        total |= _turunan(akhir, total[2].nilai, total[3].nilai)
    for kolom in range(2, 7 if berpasangan else 3):
        lembar.tulis(akhir, kolom, total.get(kolom), **JUMLAH)
    return akhir, total


def _tepat(nilai: Sequence[Decimal | None]) -> Any:
    """Sums money exactly, whatever floats are handed over."""
    return lambda _: float(sum((n for n in nilai if n is not None), Decimal(0)))


def _turunan(baris: int, pagu_rp: Any, realisasi: Any) -> dict[int, Rumus]:
    """What is left and the absorption of one line."""
    kiri, kanan = sel(baris, 2), sel(baris, 3)
    sisa = None if pagu_rp is None or realisasi is None else float(_desimal(pagu_rp) - _desimal(realisasi))
    return {
        4: Rumus(f'=IF(COUNT({kiri},{kanan})<2,"",{kiri}-{kanan})', sisa),
        5: persen(kanan, kiri, (realisasi, pagu_rp)),
    }


def _desimal(nilai: Any) -> Decimal:
    return nilai if isinstance(nilai, Decimal) else Decimal(str(nilai))


def _capaian(buku: Buku, milik: pl.DataFrame, bahasa: Bahasa) -> list[tuple[str, Rumus]]:
    """Indicators of programs and sasaran with their means; gives the means as references."""
    nama = istilah.t("ekspor.lembar.capaian", bahasa)
    lembar = buku.lembar(nama, mendatar=True)
    lembar.judul(0, nama)
    judul = ("kolom.jenjang", "kolom.kode", "kolom.uraian", "kolom.indikator", "kolom.satuan", "kolom.target",
             "kolom.realisasi", "kolom.capaian", "kolom.capaian_tercetak", "kolom.kelas")  # fmt: skip
    lembar.kepala(_KEPALA, [istilah.t(j, bahasa) for j in judul])
    lembar.lebar([14, 14, 40, 50, 14, 14, 14, 12, 12, 16])
    lembar.lembar.freeze_panes(_KEPALA + 1, 4)
    pokok = []
    b = _KEPALA + 1
    for jenjang in ("program", "sasaran", "kegiatan", "sub_kegiatan"):
        frame = capaian.indikator(milik, jenjang)
        if frame.is_empty():
            continue
        label = istilah.t(f"jenjang.{jenjang}", bahasa)
        awal = b
        for row in frame.iter_rows(named=True):
            _indikator(lembar, b, label, row, bahasa)
            b += 1
        rata = ringkas("AVERAGE", rentang(7, awal, b - 1), frame["capaian_persen"].to_list(), fmean)
        isi = istilah.t("ekspor.rata", bahasa, jenjang=label.lower())
        lembar.gabung(b, 0, b, 6, isi, **JUMLAH)
        lembar.tulis(b, 7, rata, **JUMLAH)
        if jenjang in ("program", "sasaran") and capaian.terukur(frame).height:
            rujukan = Rumus(f"='{nama}'!{sel(b, 7)}", rata.nilai, rata.bentuk)
            pokok.append((_berpersen(f"{istilah.t('kolom.capaian', bahasa)}, {isi.lower()}", rata), rujukan))
        _sumber(lembar, b + 1, frame, bahasa)
        b += 3
    return pokok


def _indikator(lembar: Any, b: int, label: str, row: dict[str, Any], bahasa: Bahasa) -> None:
    for kolom, isi in enumerate((label, row["kode"], row["uraian"], row["indikator"], row["satuan"])):
        lembar.tulis(b, kolom, isi, **TEKS)
    lembar.tulis(b, 5, row["target"], **ISI)
    lembar.tulis(b, 6, row["realisasi"], **ISI)
    hasil = persen(sel(b, 6), sel(b, 5), (row["realisasi"], row["target"]))
    lembar.tulis(b, 7, hasil, **ISI)
    lembar.tulis(b, 8, row["capaian_tercetak"], **ISI)
    kelas = lembar_formulir.kelas(sel(b, 7), hasil.nilai, capaian.skala(), bahasa) if row["kelas"] else None
    lembar.tulis(b, 9, kelas if kelas else istilah.kelas(None, bahasa), **TEKS)


def _sumber(lembar: Any, baris: int, frame: pl.DataFrame, bahasa: Bahasa) -> None:
    """The tables a sheet's figures come from."""
    if frame.is_empty():
        return
    asal = frame.select("dokumen", "tabel", "tahap").unique(maintain_order=True).iter_rows(named=True)
    isi = "; ".join(
        istilah.t("sumber.satu", bahasa, dokumen=a["dokumen"], tabel=istilah.tabel(a["tabel"], bahasa),
                  tahap=istilah.tahap(a["tahap"], bahasa))
        for a in asal
    )  # fmt: skip
    lembar.tulis(baris, 0, istilah.t("sumber", bahasa, isi=isi), font_size=8, font_color="#5F6C7B")


def _data(buku: Buku, milik: pl.DataFrame, bahasa: Bahasa) -> None:
    """Every observation of the year, with its place in the documents."""
    lembar = buku.lembar(istilah.t("ekspor.lembar.data", bahasa), mendatar=True, kertas=A3)
    frame = milik.select(*_KOLOM_DATA).with_columns(pl.col("penanda").list.join(", "))
    lembar.kepala(0, frame.columns)
    lebar = {"uraian": 50, "indikator": 50, "dokumen": 34, "pagu": 19, "realisasi_rp": 19, "kode": 20}
    lembar.lebar([lebar.get(nama, 13) for nama in frame.columns])
    lembar.lembar.freeze_panes(1, 2)
    lembar.lembar.autofilter(0, 0, frame.height, len(frame.columns) - 1)
    for b, row in enumerate(frame.iter_rows(), 1):
        for kolom, nilai in enumerate(row):
            if nilai is not None and nilai != "":
                lembar.tulis(b, kolom, nilai, **({"num_format": "0"} if frame.columns[kolom] == "tahun" else {}))
