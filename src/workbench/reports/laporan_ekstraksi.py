"""What was read from one document, section by section, for notebook `01_ekstraksi`."""

from functools import cached_property
from typing import Self

import polars as pl

from workbench import data
from workbench.reports import istilah, kalimat, kolom, params, viz
from workbench.reports.format import KOSONG, angka
from workbench.reports.nama import nama_opd
from workbench.reports.tables import Kartu, Kolom, judul, kartu, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian

_BARIS_CONTOH = 15
_BARIS_DITOLAK = 50


class LaporanEkstraksi:
    """One document: its identity, tables, rows read, rows rejected, each with its place."""

    def __init__(self, dokumen: str) -> None:
        self.dokumen = dokumen

    @classmethod
    def buat(cls, dokumen: str) -> Self:
        """Check the parameter against the dataset. Raises ParameterError, DatasetMissingError."""
        params.periksa("01_ekstraksi", {"dokumen": dokumen})
        return cls(dokumen)

    @cached_property
    def identitas(self) -> dict[str, object]:
        """The row of the document in `dokumen`."""
        return data.dokumen().row(by_predicate=pl.col("dokumen") == self.dokumen, named=True)

    @cached_property
    def tabel(self) -> pl.DataFrame:
        """Every table found in the document."""
        return data.tabel().filter(pl.col("dokumen") == self.dokumen).sort("urutan")

    @cached_property
    def observasi(self) -> pl.DataFrame:
        """Every observation of the document."""
        return data.observasi(salinan=True, kas=True, rincian=True).filter(pl.col("dokumen") == self.dokumen)

    @cached_property
    def ditolak(self) -> pl.DataFrame:
        """Every rejected row of the document."""
        return data.ditolak().filter(pl.col("dokumen") == self.dokumen).sort("baris")

    def pembuka(self) -> Bagian:
        """Which document it is and how much of it was read."""
        i = self.identitas
        siapa = nama_opd(data.dokumen(), str(i["opd"])).panjang if i["opd"] else ""
        apa = " ".join(str(i[k]) for k in ("jenis", "tahun") if i[k])
        isi = [
            Kartu("Dokumen", apa or KOSONG, siapa or "identitas tidak terbaca"),
            Kartu("Tabel terbaca", str(i["tabel_terbaca"]), f"dari {i['tabel_ditemukan']} tabel ditemukan"),
            Kartu("Observasi", angka(self.observasi.height), f"{i['observasi_naratif']} di antaranya dari teks"),
            Kartu("Baris ditolak", str(i["baris_ditolak"]), "semuanya tercantum di bawah"),
        ]
        gagal = paragraf(f"Gagal dibaca: {i['alasan']}") if i["status"] != "terbaca" else None
        return bagian("Apa yang dibaca dari dokumen", judul(4, self.dokumen), kartu(isi), gagal, tingkat=1)

    def hasil_baca(self) -> Bagian:
        """Rows read and rejected of each table."""
        terbaca = pl.col("status") == "terbaca"
        nomor = pl.coalesce("tabel", pl.lit("tanpa nomor"))
        isi = self.tabel.select(
            label=pl.concat_str(pl.lit("Baris "), "baris", pl.lit(": tabel "), nomor),
            terbaca=terbaca,
            dibaca=pl.when(terbaca).then(pl.col("baris_data") - pl.col("ditolak")).otherwise(0),
            ditolak="ditolak",
        )
        if isi.is_empty():
            return bagian("Hasil baca", paragraf("Tidak ada tabel di dalam dokumen ini."))
        return bagian("Hasil baca menurut tabel", kalimat.hasil_baca(isi), viz.hasil_baca(isi))

    def daftar_tabel(self) -> Bagian:
        """Every table: read ones with the meaning of their columns, the others with the reason."""
        lajur = [
            Kolom("tabel", "Tabel"),
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("judul", "Judul"),
            Kolom("formulir", "Bentuk"),
            Kolom("baris_data", "Baris data", angka, "kanan"),
            Kolom("observasi", "Observasi", angka, "kanan"),
            Kolom("kesesuaian", "Tanda kesesuaian", angka, "kanan"),
            Kolom("simpul", "Simpul pohon", angka, "kanan"),
            Kolom("ditolak", "Ditolak", angka, "kanan"),
        ]
        dibaca = self.tabel.filter(pl.col("status") == "terbaca")
        lain = self.tabel.filter(pl.col("status") != "terbaca")
        tidak = [
            Kolom("tabel", "Tabel"),
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("judul", "Judul"),
            Kolom("alasan", "Sebab"),
        ]
        return bagian(
            "Tabel",
            paragraf(f"{dibaca.height} tabel terbaca, {lain.height} tidak terbaca."),
            tabel(dibaca, lajur) if dibaca.height else None,
            judul(3, "Tabel yang tidak terbaca") if lain.height else None,
            tabel(lain, tidak) if lain.height else None,
        )

    def arti_kolom(self) -> Bagian:
        """What each column of each table was taken to mean."""
        lajur = [
            Kolom("tabel", "Tabel"),
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("kolom", "Arti kolom, kiri ke kanan", lambda v: v.replace("|", " | ")),
        ]
        dibaca = self.tabel.filter(pl.col("kolom").is_not_null())
        if dibaca.is_empty():
            return bagian("Arti kolom", paragraf("Tidak ada kolom yang dikenali."))
        asing = self.tabel.filter(pl.col("judul_tak_dikenal").is_not_null())
        tak_dikenal = [
            Kolom("tabel", "Tabel"),
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("judul_tak_dikenal", "Judul yang tidak dipahami; isinya tidak dibaca"),
        ]
        return bagian(
            "Arti kolom",
            judul(3, "Judul tak dikenal") if asing.height else None,
            tabel(asing, tak_dikenal) if asing.height else None,
            tabel(dibaca, lajur),
        )

    def baris_ditolak(self) -> Bagian:
        """Every rejected row with its place, its cells and the reason."""
        if self.ditolak.is_empty():
            return bagian("Baris yang ditolak", paragraf("Tidak ada baris yang ditolak."))
        lajur = [
            Kolom("tabel", "Tabel"),
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("isi", "Isi sel"),
            Kolom("alasan", "Sebab"),
        ]
        return bagian(
            "Baris yang ditolak",
            paragraf(f"{self.ditolak.height} baris ditolak."),
            tabel(self.ditolak, lajur, batas=_BARIS_DITOLAK),
        )

    def penanda(self) -> Bagian:
        """What a reader must know about rows that were read."""
        hitung = (
            self.observasi.explode("penanda")
            .drop_nulls("penanda")
            .group_by("penanda")
            .agg(observasi=pl.len(), baris=pl.col("baris").min())
            .sort("observasi", "penanda", descending=[True, False])
        )
        if hitung.is_empty():
            return bagian("Penanda", paragraf("Tidak ada baris yang diberi penanda."))
        lajur = [
            Kolom("penanda", "Penanda", lambda v: v.replace("_", " ")),
            Kolom("observasi", "Observasi", angka, "kanan"),
            Kolom("baris", "Pertama pada baris", angka, "kanan"),
        ]
        return bagian("Penanda", tabel(hitung, lajur))

    def contoh(self) -> Bagian:
        """The first observations with figures, each with its place in the document."""
        berangka = self.observasi.filter(
            pl.any_horizontal(pl.col(k).is_not_null() for k in ("target", "realisasi", "pagu", "realisasi_rp"))
        ).sort("baris", maintain_order=True)
        lajur = [
            Kolom("baris", "Baris", angka, "kanan"),
            Kolom("tabel", "Tabel"),
            Kolom("tahap", "Tahap", istilah.tahap),
            Kolom("jenjang", "Jenjang", lambda v: istilah.t(f"jenjang.{v}")),
            *kolom.kinerja("id"),
        ]
        return bagian(
            "Contoh observasi",
            paragraf(f"{angka(berangka.height)} dari {angka(self.observasi.height)} observasi memuat angka."),
            tabel(berangka, lajur, batas=_BARIS_CONTOH) if berangka.height else None,
        )
