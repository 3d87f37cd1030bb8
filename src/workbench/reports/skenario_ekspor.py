"""A judged scenario as text, JSON, CSV or XLSX. Text from documents never becomes a formula or mark-up."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from workbench.reports.format import angka, persen, rupiah
from workbench.whatif import compare, frames
from workbench.whatif.evaluate import Penilaian
from workbench.whatif.money import rupiah as dari_sen
from workbench.whatif.scenario import tulis

BENTUK = ("teks", "json", "csv", "xlsx", "yaml")
_LEBAR = {"uraian": 50, "indikator": 50, "pesan": 90, "judul": 45, "jenis": 28, "oleh": 26, "sebab": 36}
_LEBAR_BIASA = 19


def lembar(semua: Sequence[Penilaian]) -> dict[str, pl.DataFrame]:
    """The tables of an export by sheet name: the comparison, then the parts of each scenario (numbered if several)."""
    hasil: dict[str, pl.DataFrame] = {"Ringkasan": compare.ringkasan(semua)}
    for nomor, p in enumerate(semua, 1):
        akhir = f" {nomor}" if len(semua) > 1 else ""
        hasil |= {
            f"Semula-Menjadi{akhir}": frames.semula_menjadi(p.hasil),
            f"Pelanggaran{akhir}": frames.pelanggaran(p),
            f"Persetujuan{akhir}": frames.persetujuan(p),
            f"Dampak{akhir}": frames.dampak(p.hasil, p.efek),
            f"Risiko{akhir}": frames.risiko(p.hasil, p.efek),
            f"Catatan{akhir}": pl.DataFrame({"catatan": [*p.peringatan, *p.hasil.baseline.catatan]}),
            f"Skenario{akhir}": pl.DataFrame({"berkas": tulis(p.hasil.skenario).splitlines()}),
        }
    return hasil


def sebagai_json(semua: Sequence[Penilaian]) -> str:
    """Everything as JSON; rupiah as text with two decimals, so that no reader rounds it."""
    isi = []
    for p in semua:
        satu: dict[str, Any] = {
            "judul": p.hasil.skenario.judul,
            "sah": p.sah,
            "ringkasan": compare.ringkasan([p]).row(0, named=True),
            "semula_menjadi": frames.semula_menjadi(p.hasil).to_dicts(),
            "pelanggaran": frames.pelanggaran(p).to_dicts(),
            "persetujuan": frames.persetujuan(p).to_dicts(),
            "dampak": frames.dampak(p.hasil, p.efek).to_dicts(),
            "risiko": frames.risiko(p.hasil, p.efek).to_dicts(),
            "peringatan": [*p.peringatan, *p.hasil.baseline.catatan],
        }
        isi.append(satu)
    return json.dumps(isi if len(isi) > 1 else isi[0], ensure_ascii=False, indent=1, default=_json) + "\n"


def _json(nilai: object) -> str:
    if isinstance(nilai, Decimal):
        return f"{nilai:.2f}"
    raise TypeError(f"{type(nilai).__name__} tidak dapat ditulis sebagai JSON")


def sebagai_csv(semua: Sequence[Penilaian]) -> str:
    """The table before, change, after of every scenario; text that a spreadsheet would run gets a `'` before it."""
    keluar = io.StringIO()
    penulis = csv.writer(keluar, lineterminator="\n")
    kolom = ["skenario", *frames.semula_menjadi(semua[0].hasil).columns]
    penulis.writerow(kolom)
    for p in semua:
        for row in frames.semula_menjadi(p.hasil).iter_rows():
            penulis.writerow([_aman(nilai) for nilai in (p.hasil.skenario.judul, *row)])
    return keluar.getvalue()


def _aman(nilai: object) -> object:
    return f"'{nilai}" if isinstance(nilai, str) and nilai[:1] in tuple("=+-@\t\r") else nilai


def sebagai_xlsx(semua: Sequence[Penilaian], berkas: Path) -> None:
    """Write a workbook with one sheet a table; numbers are numbers, text is never read as a formula or a link."""
    nomor, sementara = tempfile.mkstemp(dir=berkas.parent, prefix=".", suffix=".tmp")
    os.close(nomor)
    try:
        pilihan = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(sementara, pilihan) as buku:
            for nama, frame in lembar(semua).items():
                _lembar(buku, nama, frame)
        Path(sementara).chmod(0o644)
        Path(sementara).replace(berkas)
    except BaseException:
        Path(sementara).unlink(missing_ok=True)
        raise


def _lembar(buku: Workbook, nama: str, frame: pl.DataFrame) -> None:
    halaman = buku.add_worksheet(nama)
    kepala = buku.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    bentuk = {
        "uang": buku.add_format({"num_format": "#,##0.00;(#,##0.00)"}),
        "angka": buku.add_format({"num_format": "0.00"}),
    }
    tebal = buku.add_format({"bold": True})
    for k, judul in enumerate(frame.columns):
        halaman.write_string(0, k, judul, kepala)
        halaman.set_column(k, k, _LEBAR.get(judul, _LEBAR_BIASA))
    halaman.freeze_panes(1, 0)
    for b, row in enumerate(frame.iter_rows(named=True), 1):
        atasan = row.get("jenjang") in ("program", "kegiatan")
        for k, nilai in enumerate(row.values()):
            _sel(halaman, b, k, nilai, bentuk, tebal if atasan else None)


def _sel(halaman: Any, b: int, k: int, nilai: object, bentuk: dict[str, Format], teks: Format | None) -> None:
    if nilai is None:
        return
    if isinstance(nilai, bool):
        halaman.write_boolean(b, k, nilai)
    elif isinstance(nilai, Decimal):
        halaman.write_number(b, k, float(nilai), bentuk["uang"])
    elif isinstance(nilai, int | float):
        halaman.write_number(b, k, nilai, bentuk["angka"] if isinstance(nilai, float) else None)
    else:
        halaman.write_string(b, k, str(nilai), teks)


def cetak(semua: Sequence[Penilaian], layar: Console) -> None:
    """Print scenarios for people: totals, lines that change, what is broken, approval, effect."""
    for p in semua:
        layar.rule(escape(p.hasil.skenario.judul))
        layar.print(_tabel_semula(p))
        for x in p.pelanggaran:
            kata = "[bold red]Melanggar[/]" if x.keras else "[yellow]Dicatat[/]"
            layar.print(f"{kata}: {escape(x.pesan)}", soft_wrap=True)
        oleh = f"{p.terberat.oleh} ({p.cakupan})" if p.terberat else "tidak ada pergeseran"
        layar.print(f"Persetujuan: {escape(oleh)}.")
        layar.print(_kalimat_efek(p))
        for kalimat in (*p.peringatan, *p.hasil.baseline.catatan):
            layar.print(f"[dim]Perhatikan[/]: {escape(kalimat)}", soft_wrap=True)
    if len(semua) > 1:
        layar.print(_tabel_banding(semua))


def _tabel_semula(p: Penilaian) -> Table:
    frame = frames.semula_menjadi(p.hasil, berubah_saja=True)
    tabel = Table(title=f"{escape(p.hasil.baseline.opd)} {p.hasil.baseline.tahun}", show_footer=True)
    jumlah = frames.jumlah(frames.semula_menjadi(p.hasil))
    tabel.add_column("Kode", footer="Jumlah OPD", no_wrap=True)
    tabel.add_column("Uraian", overflow="fold", max_width=44)
    for nama, judul in (("semula", "Semula"), ("berubah", "Bertambah/(berkurang)"), ("menjadi", "Menjadi")):
        tabel.add_column(judul, footer=rupiah(jumlah[nama]), justify="right", no_wrap=True)
    for row in frame.iter_rows(named=True):
        gaya = None if row["jenjang"] == "sub_kegiatan" else "bold"
        uang = [rupiah(row[n]) for n in ("semula", "berubah", "menjadi")]
        tabel.add_row(row["kode"], escape(row["uraian"]), *uang, style=gaya)
    return tabel


def _kalimat_efek(p: Penilaian) -> str:
    if p.efek.tidak_dihitung:
        return "Dampak: tidak dihitung."
    if p.efek.rata is None:
        return "Dampak: tidak dapat diperkirakan, tidak ada target berupa angka."
    rendah, tengah, tinggi = (persen(r) for r in p.efek.rata)
    turun = f"; peluang turun {angka(p.sebaran.peluang_turun * 100)}%" if p.sebaran else ""
    semula = persen(p.efek.rata_semula)
    return f"Rata-rata capaian: semula {semula}, menjadi {rendah} sampai {tinggi} (tengah {tengah}){turun}."


def _tabel_banding(semua: Sequence[Penilaian]) -> Table:
    tabel = Table(title="Berdampingan")
    for judul in ("Skenario", "Menjadi", "Digeser", "Pelanggaran", "Capaian rendah-tinggi", "Persetujuan"):
        tabel.add_column(judul, justify="left" if judul in ("Skenario", "Persetujuan") else "right", overflow="fold")
    for row, p in zip(compare.ringkasan(semua).iter_rows(named=True), semua, strict=True):
        rata = f"{persen(row['capaian_rendah'])} - {persen(row['capaian_tinggi'])}" if p.efek.rata else "-"
        uang = (rupiah(dari_sen(p.hasil.total)), rupiah(row["digeser"]))
        tabel.add_row(escape(row["judul"]), *uang, str(row["n_langgar"]), rata, row["persetujuan"] or "-")
    return tabel
