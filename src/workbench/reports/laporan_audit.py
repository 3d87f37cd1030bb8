"""What is wrong in one document, finding by finding with the rows around it, for notebook `30_audit`."""

from decimal import Decimal
from functools import cached_property
from typing import Self

import polars as pl

from workbench import data
from workbench.audit.check import AUDITED, audit
from workbench.audit.text import number
from workbench.dataset import load
from workbench.reports import istilah, kalimat, kolom, params, viz
from workbench.reports.format import KOSONG, angka, persen
from workbench.reports.tables import Html, Kartu, Kolom, judul, kartu, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, Potongan, bagian

_SEKITAR = 2
_BARIS_INFO = 60


def _pokok(tercetak: str | None, seharusnya: str | None) -> str:
    """What is printed and what it should be; a figure nobody can know is not written as a dash."""
    awal = f"Tercetak {tercetak}" if tercetak else "Tidak ada angka tercetak"
    return f"{awal}, semestinya {seharusnya}." if seharusnya else f"{awal}; angka yang benar tidak dapat dipastikan."


def _tepat(nilai: Decimal | float | None) -> str:
    """A figure with every decimal of the dataset: a rounded one would not be what the finding speaks of."""
    return KOSONG if nilai is None else number(nilai)


class LaporanAudit:
    """One document: its score, and its findings by severity."""

    def __init__(self, dokumen: str) -> None:
        self.dokumen = dokumen

    @classmethod
    def buat(cls, dokumen: str) -> Self:
        """Check the parameter against the dataset. Raises ParameterError, DatasetMissingError."""
        params.periksa("30_audit", {"dokumen": dokumen})
        return cls(dokumen)

    @cached_property
    def temuan(self) -> pl.DataFrame:
        """The findings of the document, the gravest first."""
        return data.temuan().filter(pl.col("dokumen") == self.dokumen)

    @cached_property
    def uji(self) -> pl.DataFrame:
        """Checks made and passed: `pemeriksaan`, `dilakukan`, `lolos`."""
        isi = {nama: _milik(frame, self.dokumen) for nama, frame in load.tables(AUDITED).items()}
        return audit(isi).uji

    @cached_property
    def observasi(self) -> pl.DataFrame:
        """Every observation of the document."""
        return data.observasi(kas=True, rincian=True).filter(pl.col("dokumen") == self.dokumen)

    def pembuka(self) -> Bagian:
        """Score of the document and number of findings."""
        dilakukan, lolos = int(self.uji["dilakukan"].sum()), int(self.uji["lolos"].sum())
        nilai = persen(100 * lolos / dilakukan) if dilakukan else KOSONG
        isi = [Kartu("Pemeriksaan lolos", nilai, f"{angka(lolos)} dari {angka(dilakukan)} pemeriksaan angka")]
        for tingkat, arti in (("galat", "dokumen menyangkal dirinya"), ("peringatan", "perlu dilihat"),
                              ("info", "sekadar diketahui")):  # fmt: skip
            banyak = self.temuan.filter(keparahan=tingkat).height
            isi.append(Kartu(istilah.t(f"keparahan.{tingkat}"), angka(banyak), arti))
        catatan = "Saran perbaikan tidak mengubah data yang dibaca; angka tetap seperti tercetak."
        return bagian("Temuan dalam dokumen", judul(4, self.dokumen), kartu(isi), paragraf(catatan, jenis="catatan"),
                      tingkat=1)  # fmt: skip

    def pemeriksaan(self) -> Bagian:
        """Checks by family, made and passed."""
        if self.uji.is_empty():
            return bagian("Pemeriksaan", paragraf("Tidak ada angka yang dapat diperiksa silang dalam dokumen ini."))
        return bagian("Pemeriksaan", kalimat.pemeriksaan(self.uji), viz.pemeriksaan(self.uji))

    def menurut_jenis(self) -> Bagian:
        """Findings by severity and kind."""
        if self.temuan.is_empty():
            return bagian("Temuan menurut jenis", paragraf("Tidak ada temuan."))
        hitung = self.temuan.group_by("keparahan", "jenis", maintain_order=True).agg(temuan=pl.len())
        lajur = [
            Kolom("keparahan", "Keparahan", lambda v: istilah.t(f"keparahan.{v}")),
            Kolom("jenis", "Jenis", lambda v: istilah.t(f"temuan.{v}")),
            Kolom("temuan", "Temuan", angka, "kanan"),
        ]
        return bagian("Temuan menurut jenis", tabel(hitung, lajur))

    def galat(self) -> Bagian:
        """Every contradiction with its evidence and the rows around it."""
        return self._rinci("Galat", "galat")

    def _rinci(self, kepala: str, tingkat: str) -> Bagian:
        """The findings of one severity, each with its evidence and the rows around it."""
        isi = self.temuan.filter(keparahan=tingkat)
        if isi.is_empty():
            return bagian(kepala, paragraf(f"Tidak ada {kepala.lower()}."))
        potongan: list[Potongan] = []
        for satu in isi.iter_rows(named=True):
            potongan += [
                Html(f'<div id="temuan-{satu["id"]}"></div>', ""),
                judul(3, f"{istilah.t('temuan.' + satu['jenis'])}: {satu['uraian']}"),
                paragraf(f"{_pokok(satu['tercetak'], satu['seharusnya'])} {satu['bukti']}"),
                *self._sekitar(satu["tabel"], satu["baris"]),
            ]
        return bagian(kepala, *potongan)

    def _sekitar(self, nama: str | None, baris: int | None) -> list[Potongan]:
        """The rows of the table around a line."""
        if baris is None:
            return []
        milik = self.observasi.filter(pl.col("tabel").eq_missing(pl.lit(nama, pl.String)))
        ada = sorted(set(milik["baris"]))
        if baris not in ada:
            return []
        tempat = ada.index(baris)
        dekat = ada[max(0, tempat - _SEKITAR) : tempat + _SEKITAR + 1]
        isi = milik.filter(pl.col("baris").is_in(dekat)).sort("baris", "tahap", maintain_order=True)
        lajur = [
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("tahap", "Tahap", istilah.tahap),
            Kolom("tahun", "Tahun", str, "kanan"),
            *kolom.kinerja("id", indikator=False),
            Kolom("target", "Target", _tepat, "kanan"),
            Kolom("realisasi", "Realisasi", _tepat, "kanan"),
            Kolom("capaian", "Capaian", persen, "kanan"),
            Kolom("serapan", "Serapan", persen, "kanan"),
        ]
        lajur = [satu for satu in lajur if isi[satu.nama].null_count() < isi.height]
        return [tabel(isi.with_columns(ini=pl.col("baris") == baris), lajur, tandai="ini")]

    def peringatan(self) -> Bagian:
        """Findings a reader should look at, with their evidence and the rows around them."""
        return self._rinci("Peringatan", "peringatan")

    def info(self) -> Bagian:
        """Findings that are good to know."""
        isi = self.temuan.filter(keparahan="info").with_columns(jangkar=pl.concat_str(pl.lit("temuan-"), "id"))
        if isi.is_empty():
            return bagian("Info", paragraf("Tidak ada info."))
        lajur = [
            Kolom("tabel", "Tabel"),
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("jenis", "Jenis", lambda v: istilah.t(f"temuan.{v}")),
            Kolom("uraian", "Yang dibicarakan"),
            Kolom("bukti", "Bukti"),
        ]
        return bagian("Info", tabel(isi, lajur, batas=_BARIS_INFO, jangkar="jangkar"))


def _milik(frame: pl.DataFrame, dokumen: str) -> pl.DataFrame:
    """The rows read from one document; presence matrices and trees name it `berkas`."""
    nama = "berkas" if "berkas" in frame.columns else "dokumen"
    return frame.filter(pl.col(nama) == dokumen)
