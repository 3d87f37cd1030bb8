"""The report of one what-if scenario, section by section, for notebook `50_what_if`."""

from collections import Counter
from functools import cached_property
from typing import Self

import plotly.graph_objects as go
import polars as pl

from workbench import data, paths
from workbench.reports import istilah, params, viz_skenario
from workbench.reports.format import KOSONG, Bahasa, angka, angka_wajar, nama_rapi, persen, rupiah, rupiah_bulat
from workbench.reports.format import rupiah_ringkas as ringkas
from workbench.reports.nama import Nama, nama_opd
from workbench.reports.tables import Html, Kartu, Kolom, daftar, judul, kartu, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian
from workbench.whatif import compare, frames, optimise
from workbench.whatif.evaluate import Penilaian, dasar, nilai
from workbench.whatif.kalimat import dalam
from workbench.whatif.money import rupiah as dari_sen
from workbench.whatif.scenario import Skenario, SkenarioError, baca_berkas

_BARIS = 40
_HARGA = 8


class LaporanWhatIf:
    """One scenario. Each method is a section of the report; the frames behind it are properties."""

    def __init__(self, skenario: Skenario, bahasa: Bahasa, observasi: pl.DataFrame, nama: Nama) -> None:
        self.skenario, self.bahasa, self.observasi, self.nama = skenario, bahasa, observasi, nama
        self.baseline = dasar(observasi, skenario)
        self.penilaian = nilai(self.baseline, skenario)

    @classmethod
    def buat(cls, opd: str, tahun: int, skenario: str, bahasa: str = "id") -> Self:
        """Check the parameters, load dataset and scenario. Raises ParameterError or DatasetMissingError."""
        p = params.periksa("50_what_if", {"opd": opd, "tahun": tahun, "skenario": skenario, "bahasa": bahasa})
        assert isinstance(p, params.WhatIf)
        satu = baca_berkas(paths.scenarios() / f"{p.skenario}.yml")
        return cls(satu, p.bahasa, data.observasi(), nama_opd(data.dokumen(), p.opd))

    @cached_property
    def tabel(self) -> pl.DataFrame:
        """Programs, kegiatan and sub kegiatan that change."""
        return frames.semula_menjadi(self.penilaian.hasil, berubah_saja=True)

    @cached_property
    def dampak_berubah(self) -> pl.DataFrame:
        """Indicators of changed lines that depend on money."""
        semua = frames.dampak(self.penilaian.hasil, self.penilaian.efek)
        return semua.filter(pl.col("berubah") & pl.col("elastisitas").is_not_null())

    def pembuka(self) -> Bagian:
        """Title, baseline, author's note and key figures."""
        b, dasar = self.bahasa, self.baseline
        kalimat = istilah.t(
            "skenario.dasar",
            b,
            tahap=istilah.tahap(dasar.tahap, b),
            tabel=dasar.tabel or KOSONG,
            n=len(dasar.baris),
            rupiah=rupiah(dari_sen(dasar.total), b),
        )
        catatan = istilah.t("skenario.catatan", b, tanggal=self.skenario.tanggal, catatan=self.skenario.catatan)
        return bagian(
            istilah.t("skenario.judul", b, judul=self.skenario.judul),
            judul(4, f"{self.nama.panjang}, {dasar.tahun}"),
            kartu(self._kartu()),
            paragraf(kalimat),
            paragraf(catatan, jenis="catatan"),
            tingkat=1,
        )

    def semula_menjadi(self) -> Bagian:
        """The table offices use: before, change, after."""
        b = self.bahasa
        kepala = istilah.t("skenario.tabel", b)
        if self.tabel.is_empty():
            return bagian(kepala, paragraf(istilah.t("skenario.kosong.tabel", b)))
        baris = self.tabel.filter(pl.col("jenjang") == "sub_kegiatan")
        kalimat = istilah.t(
            "skenario.kalimat.tabel",
            b,
            n=baris.height,
            kurang=rupiah(-(baris.filter(pl.col("berubah") < 0)["berubah"].sum() or 0), b),
            tambah=rupiah(baris.filter(pl.col("berubah") > 0)["berubah"].sum() or 0, b),
        )
        semua = frames.jumlah(frames.semula_menjadi(self.penilaian.hasil))
        tampil = self.tabel.with_columns(atasan=pl.col("jenjang") != "sub_kegiatan")
        isi = tabel(tampil, self._kolom_semula(), jumlah=dict(semua), tandai="atasan", bahasa=b)
        return bagian(kepala, paragraf(kalimat), isi)

    def gambar(self) -> Bagian:
        """Waterfall by program and slopes by line."""
        b = self.bahasa
        kepala = istilah.t("skenario.gambar", b)
        if self.tabel.is_empty():
            return bagian(kepala, paragraf(istilah.t("skenario.kosong.tabel", b)))
        program = self.tabel.filter(pl.col("jenjang") == "program")
        lereng = viz_skenario.lereng(self.tabel.filter(pl.col("jenjang") == "sub_kegiatan"), b)
        return bagian(kepala, viz_skenario.air_terjun(program, b) if program.height else None, lereng)

    def dampak(self) -> Bagian:
        """Expected output with ranges, and what is left alone."""
        b, efek, sebaran = self.bahasa, self.penilaian.efek, self.penilaian.sebaran
        kepala = istilah.t("skenario.dampak", b)
        if efek.tidak_dihitung:
            return bagian(kepala, paragraf(dalam(efek.tidak_dihitung, b)))
        if efek.rata is None or sebaran is None:
            return bagian(kepala, paragraf(istilah.t("skenario.kosong.dampak", b)))
        rata = dict(zip(("rendah", "tengah", "tinggi"), (persen(r, b) for r in efek.rata), strict=True))
        kalimat = istilah.t(
            "skenario.kalimat.dampak",
            b,
            n=len(efek.dampak),
            semula=persen(efek.rata_semula, b),
            ulangan=angka(sebaran.ulangan, 0, b),
            biji=sebaran.biji,
            p5=persen(sebaran.p5, b),
            p95=persen(sebaran.p95, b),
            turun=persen(sebaran.peluang_turun * 100, b, 0),
            **rata,
        )
        isi = self.dampak_berubah
        potongan: list[Html | go.Figure | None] = [paragraf(kalimat), self._dibiarkan()]
        if isi.height:
            potongan += [viz_skenario.rentang(isi, b), tabel(isi, self._kolom_dampak(), batas=_BARIS, bahasa=b)]
        return bagian(kepala, *potongan)

    def persetujuan(self) -> Bagian:
        """The approval class of every move."""
        b = self.bahasa
        kepala = istilah.t("skenario.persetujuan", b)
        isi, terberat = frames.persetujuan(self.penilaian, b), self.penilaian.terberat
        if terberat is None:
            return bagian(kepala, paragraf(istilah.t("skenario.kosong.persetujuan", b)))
        perda = isi.filter(pl.col("mengubah_apbd")).height
        cakupan, oleh = dalam(self.penilaian.cakupan, b), dalam(terberat.oleh, b)
        kalimat = istilah.t("halaman.persetujuan", b, oleh=oleh, cakupan=cakupan) + "."
        if isi.height:
            kalimat = istilah.t("skenario.kalimat.persetujuan", b, oleh=oleh, cakupan=cakupan, perda=perda)
        kolom = [
            self._kolom("butir", "skenario.kolom.butir", str, rata="kanan"),
            self._kolom("dari", "skenario.kolom.dari", rapat=True),
            self._kolom("ke", "skenario.kolom.ke", rapat=True),
            self._uang("jumlah", "skenario.kolom.jumlah"),
            self._kolom("jenis", "skenario.kolom.jenis"),
            self._kolom("oleh", "skenario.kolom.oleh"),
        ]
        return bagian(kepala, paragraf(kalimat), tabel(isi, kolom, batas=_BARIS, bahasa=b) if isi.height else None)

    def pelanggaran(self) -> Bagian:
        """Broken limits by line and amount."""
        b = self.bahasa
        kepala = istilah.t("skenario.pelanggaran", b)
        isi = frames.pelanggaran(self.penilaian, b)
        if isi.is_empty():
            return bagian(kepala, paragraf(istilah.t("skenario.kosong.pelanggaran", b)))
        kolom = [
            self._kolom("pesan", "skenario.kolom.pesan"),
            self._uang("selisih", "skenario.kolom.selisih"),
            self._kolom("keras", "skenario.kolom.keras", self._keras),
        ]
        return bagian(kepala, tabel(isi, kolom, batas=_BARIS, tandai="keras", bahasa=b))

    def risiko(self) -> Bagian:
        """Lines that gain money, and how well they spent so far."""
        b = self.bahasa
        kepala = istilah.t("skenario.risiko", b)
        if self.penilaian.efek.tidak_dihitung:
            return bagian(kepala, paragraf(dalam(self.penilaian.efek.tidak_dihitung, b)))
        isi = frames.risiko(self.penilaian.hasil, self.penilaian.efek)
        if isi.is_empty():
            return bagian(kepala, paragraf(istilah.t("skenario.kosong.risiko", b)))
        kolom = [
            self._kolom("uraian", "kolom.kegiatan", nama_rapi),
            self._uang("tambahan", "skenario.kolom.tambahan"),
            self._kolom("serapan_persen", "skenario.kolom.serapan", lambda v: persen(v, b), rata="kanan"),
            self._kolom("risiko", "skenario.kolom.risiko", lambda v: istilah.t(f"skenario.risiko.{v}", b)),
            self._kolom("berisiko", "skenario.kolom.berisiko", lambda v: rupiah_bulat(v, b), rata="kanan"),
        ]
        return bagian(kepala, tabel(isi, kolom, batas=_BARIS, bahasa=b))

    def optimasi(self) -> Bagian:
        """The best allocation for the scenario's goal, what limits cost, and the frontier; or the conflict."""
        b = self.bahasa
        kepala = istilah.t("skenario.optimasi", b)
        hasil = optimise.optimalkan(self.baseline, self.skenario)
        if isinstance(hasil, optimise.TidakMungkin):
            kunci = "tidak_mungkin" if hasil.satu_cukup else "tidak_mungkin_lagi"
            return bagian(
                kepala,
                paragraf(istilah.t(f"skenario.kalimat.{kunci}", b)),
                daftar([dalam(satu, b) for satu in hasil.pesan]),
            )
        titik = optimise.perbatasan(self.baseline, self.skenario)
        frame = frames.semula_menjadi(hasil.hasil, berubah_saja=True).filter(pl.col("jenjang") == "sub_kegiatan")
        harga = [dalam(satu.kalimat, b) for satu in hasil.harga[:_HARGA]]
        return bagian(
            kepala,
            paragraf(*self._kalimat_optimum(hasil)),
            viz_skenario.perbatasan(titik, b) if len(titik) > 1 else None,
            tabel(frame, self._kolom_semula(), batas=_BARIS, bahasa=b) if frame.height else None,
            judul(3, istilah.t("skenario.harga", b)) if harga else None,
            daftar(harga) if harga else None,
        )

    def banding(self) -> Bagian:
        """All scenarios of the same OPD and year side by side."""
        b = self.bahasa
        lain, gagal = self._lain()
        isi = compare.ringkasan([self.penilaian, *lain], b)
        kolom = [
            self._kolom("judul", "skenario.kolom.skenario"),
            self._uang("menjadi", "skenario.kolom.menjadi"),
            self._uang("digeser", "skenario.kolom.digeser"),
            self._kolom("n_langgar", "skenario.kolom.langgar", rata="kanan"),
            *(
                self._kolom(f"capaian_{k}", f"skenario.kolom.{k}", lambda v: persen(v, b), rata="kanan")
                for k in ("rendah", "tengah", "tinggi")
            ),
            self._kolom("peluang_turun", "skenario.kolom.peluang_turun", lambda v: persen(v * 100, b, 0), rata="kanan"),
            self._kolom("persetujuan", "skenario.kolom.oleh"),
        ]
        catatan = [istilah.t("skenario.tak_disandingkan", b, nama=nama, sebab=sebab) for nama, sebab in gagal.items()]
        return bagian(
            istilah.t("skenario.banding", b), tabel(isi, kolom, bahasa=b), daftar(catatan) if catatan else None
        )

    def batas(self) -> Bagian:
        """Assumptions, rules not settled, gaps of the data."""
        isi = [dalam(satu, self.bahasa) for satu in (*self.penilaian.peringatan, *self.baseline.catatan)]
        return bagian(istilah.t("skenario.batas", self.bahasa), daftar(isi))

    def _lain(self) -> tuple[list[Penilaian], dict[str, str]]:
        """Other scenarios of the same office and year, and files that cannot be used with the reason."""
        hasil, gagal = [], {}
        for file in sorted(paths.scenarios().glob("*.yml")):
            try:
                satu = baca_berkas(file)
                if (satu.opd, satu.tahun) == (self.baseline.opd, self.baseline.tahun) and satu != self.skenario:
                    hasil.append(nilai(dasar(self.observasi, satu), satu))
            except SkenarioError as galat:
                gagal[file.name] = str(galat)
        return hasil, gagal

    def _kartu(self) -> list[Kartu]:
        b, p = self.bahasa, self.penilaian
        keras = sum(x.keras for x in p.pelanggaran)
        kecil = [istilah.t("skenario.kecil.langgar" if keras else "skenario.kecil.sah", b)]
        if lunak := len(p.pelanggaran) - keras:
            kecil.append(istilah.t("skenario.kecil.catat", b, n=lunak))
        rata = p.efek.rata
        capaian = f"{persen(rata[0], b, 1)} – {persen(rata[2], b, 1)}" if rata else KOSONG
        semula, bersih = ringkas(dari_sen(self.baseline.total), b), ringkas(dari_sen(p.bersih), b)
        n = sum(d != 0 for d in p.hasil.delta)
        return [
            Kartu(
                istilah.t("skenario.kartu.menjadi", b),
                ringkas(dari_sen(p.hasil.total), b),
                istilah.t("skenario.kecil.menjadi", b, semula=semula, bersih=bersih),
            ),
            Kartu(
                istilah.t("skenario.kartu.digeser", b),
                ringkas(dari_sen(p.digeser), b),
                istilah.t("skenario.kecil.digeser", b, n=n),
            ),
            Kartu(istilah.t("skenario.kartu.langgar", b), str(keras), "; ".join(kecil)),
            Kartu(
                istilah.t("skenario.kartu.capaian", b),
                capaian,
                istilah.t("skenario.kecil.capaian", b, semula=persen(p.efek.rata_semula, b, 1)),
            ),
        ]

    def _dibiarkan(self) -> Html | None:
        sebab = Counter(dalam(d.kepekaan.sebab, self.bahasa) for d in self.penilaian.efek.dampak if d.kepekaan.sebab)
        if not sebab:
            return None
        isi = "; ".join(f"{nama} ({n})" for nama, n in sebab.most_common())
        return paragraf(istilah.t("skenario.kalimat.diam", self.bahasa, n=sebab.total(), sebab=isi), jenis="catatan")

    def _kalimat_optimum(self, hasil: optimise.Optimum) -> tuple[str, str]:
        b = self.bahasa
        satu = istilah.t(
            "skenario.kalimat.optimum",
            b,
            tujuan=istilah.t(f"skenario.tujuan.{hasil.tujuan}", b),
            semula=angka_wajar(hasil.semula, b),
            nilai=angka_wajar(hasil.nilai, b),
            batas=angka_wajar(hasil.batas, b),
            celah=angka_wajar(abs(hasil.batas - hasil.nilai), b),
        )
        geser = ringkas(dari_sen(sum(g.jumlah for g in hasil.hasil.gerak)), b)
        return satu, istilah.t("skenario.kalimat.optimum_geser", b, geser=geser)

    def _kolom_semula(self) -> list[Kolom]:
        b = self.bahasa
        return [
            self._kolom("uraian", "skenario.kolom.uraian", nama_rapi),
            self._kolom("kode", "kolom.kode", rapat=True),
            self._uang("semula", "skenario.kolom.semula"),
            self._kolom("berubah", "skenario.kolom.berubah", self._kurung, rata="kanan"),
            self._uang("menjadi", "skenario.kolom.menjadi"),
            self._kolom("persen", "skenario.kolom.persen", lambda v: persen(v, b, 1), rata="kanan"),
        ]

    def _kolom_dampak(self) -> list[Kolom]:
        b = self.bahasa
        wajar = ("target", "keluaran_rendah", "keluaran_tengah", "keluaran_tinggi")
        kunci = ("kolom.target", "skenario.kolom.rendah", "skenario.kolom.tengah", "skenario.kolom.tinggi")
        return [
            Kolom("indikator", istilah.t("kolom.indikator", b), nama_rapi, bawah="uraian"),
            self._kolom("satuan", "kolom.satuan"),
            *(self._kolom(n, k, lambda v: angka_wajar(v, b), rata="kanan") for n, k in zip(wajar, kunci, strict=True)),
            self._kolom("capaian_semula", "skenario.kolom.capaian_semula", lambda v: persen(v, b, 1), rata="kanan"),
            self._kolom("biaya_satuan", "skenario.kolom.biaya_satuan", lambda v: rupiah_bulat(v, b), rata="kanan"),
            self._kolom("elastisitas", "skenario.kolom.elastisitas", rapat=True),
        ]

    def _kolom(self, nama: str, kunci: str, isi: object = str, *, rata: str = "kiri", rapat: bool = False) -> Kolom:
        return Kolom(nama, istilah.t(kunci, self.bahasa), isi, rata=rata, rapat=rapat)  # type: ignore[arg-type]

    def _uang(self, nama: str, kunci: str) -> Kolom:
        return self._kolom(nama, kunci, lambda v: rupiah(v, self.bahasa), rata="kanan")

    def _keras(self, nilai: bool) -> str:
        return istilah.t("skenario.ada.keras" if nilai else "skenario.ada.lunak", self.bahasa)

    def _kurung(self, nilai: object) -> str:
        """A change as offices print it: cuts in brackets."""
        teks = rupiah(abs(nilai), self.bahasa)  # type: ignore[arg-type]
        return f"({teks})" if nilai < 0 else teks  # type: ignore[operator]
