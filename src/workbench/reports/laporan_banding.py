"""The comparison of several OPDs in one year, section by section, for notebook `20_banding`."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Self

import plotly.graph_objects as go
import polars as pl

from workbench import data
from workbench.analysis import banding, kelompok, ringkas
from workbench.reports import istilah, kalimat, kolom, params, viz
from workbench.reports.format import Bahasa, persen, rupiah_ringkas
from workbench.reports.nama import nama_pendek
from workbench.reports.tables import Html, Kolom, daftar, judul, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian

Gambar = Callable[[pl.DataFrame, Mapping[str, str], Bahasa], go.Figure]
Kata = Callable[[pl.DataFrame, Mapping[str, str], Bahasa], Html]


class LaporanBanding:
    """Several OPDs, one year. Each method is a section of the report; the frames behind it are properties."""

    def __init__(
        self, opd: Sequence[str], tahun: int, bahasa: Bahasa, observasi: pl.DataFrame, nama: dict[str, str]
    ) -> None:
        self.opd, self.tahun, self.bahasa, self.nama = list(opd), tahun, bahasa, nama
        self.observasi = observasi

    @classmethod
    def buat(cls, opd: Sequence[str], tahun: int, bahasa: str = "id") -> Self:
        """Check the parameters and load the dataset. Raises ParameterError, DatasetMissingError."""
        p = params.periksa("20_banding", {"opd": list(opd), "tahun": tahun, "bahasa": bahasa})
        assert isinstance(p, params.Banding)
        return cls(p.opd, p.tahun, p.bahasa, data.observasi(), nama_pendek(data.dokumen(), p.opd))

    @cached_property
    def angka(self) -> pl.DataFrame:
        """Key figures, one row an OPD."""
        return banding.ringkasan(self.observasi, self.opd, self.tahun)

    @cached_property
    def program(self) -> pl.DataFrame:
        """Programs matched by number, one row a program and OPD."""
        return banding.program_bersama(self.observasi, self.opd, self.tahun)

    def pembuka(self) -> Bagian:
        """Title and the key figures side by side."""
        b = self.bahasa
        isi = istilah.t(
            "kalimat.banding_ringkasan",
            b,
            n=self.angka["pagu"].count(),
            pagu=rupiah_ringkas(self.angka["pagu"].sum(), b),
            penuh=self.angka.filter("setahun_penuh").height,
        )
        return bagian(
            istilah.t("banding.judul", b, n=len(self.opd), tahun=self.tahun),
            judul(4, ", ".join(self.nama.values())),
            paragraf(isi),
            kolom.ringkasan(self.angka, b, self.nama),
            tingkat=1,
        )

    def pagu(self) -> Bagian:
        """Ceiling and realisation of each OPD."""
        return self._berserapan("banding.pagu", viz.banding_pagu, kalimat.banding_pagu)

    def serapan(self) -> Bagian:
        """Absorption of each OPD."""
        return self._berserapan("banding.serapan", viz.banding_serapan, kalimat.banding_serapan)

    def capaian(self) -> Bagian:
        """Mean achievement of each OPD, in words only: the indicators are not the same."""
        b = self.bahasa
        return bagian(
            istilah.t("banding.capaian", b),
            daftar([self._kalimat_capaian(opd) for opd in self.opd]),
            paragraf(istilah.t("kalimat.banding_indikator", b), istilah.t("kalimat.arah", b), jenis="catatan"),
        )

    def kelompok(self) -> Bagian:
        """Share of supporting and core programs in the newest ceiling of each OPD."""
        b = self.bahasa
        isi = banding.bagian_kelompok(self.observasi, self.opd, self.tahun)
        if isi.is_empty():
            return bagian(istilah.t("banding.kelompok", b), paragraf(istilah.t("alasan.tanpa_pagu", b)))
        return bagian(
            istilah.t("banding.kelompok", b),
            kalimat.kelompok(isi, self.nama, b),
            viz.kelompok(isi, self.nama, b) if kelompok.terbagi(isi) else None,
            tabel(isi, kolom.kelompok(b, self.nama), bahasa=b),
        )

    def program_demi_program(self) -> Bagian:
        """Absorption, ceiling and achievement of the programs that several OPDs have."""
        b = self.bahasa
        bersama = self.program.filter(pl.col("n_opd") >= 2)
        ada = bersama["serapan_persen"].count() > 0
        return bagian(
            istilah.t("banding.program", b),
            kalimat.banding_program(self.program, self.nama, b),
            viz.banding_program(self.program, self.nama, b) if ada else None,
            tabel(bersama, kolom.program_bersama(b, self.nama), bahasa=b) if bersama.height else None,
        )

    def biaya(self) -> Bagian:
        """Unit cost of the indicators that at least two OPDs print alike."""
        b = self.bahasa
        isi = banding.biaya_satuan(self.observasi, self.opd, self.tahun)
        return bagian(
            istilah.t("banding.biaya", b),
            kalimat.biaya_sebanding(isi, self.nama, b),
            tabel(isi, kolom.biaya(b, self.nama), bahasa=b) if isi.height else None,
            kolom.sumber(isi, b) if isi.height else None,
        )

    def batas(self) -> Bagian:
        """What cannot be compared, and why."""
        b = self.bahasa
        isi = banding.tidak_sebanding(self.observasi, self.opd, self.tahun)
        if isi.is_empty():
            return bagian(istilah.t("banding.batas", b), paragraf(istilah.t("kalimat.batas_kosong", b)))
        frame = isi.with_columns(sebab=pl.struct("alasan", "rincian").map_elements(self._sebab, return_dtype=pl.String))
        lajur = [
            Kolom("opd", istilah.t("kolom.opd", b), self.nama.__getitem__),
            Kolom("hal", istilah.t("kolom.hal", b), lambda v: istilah.t(f"hal.{v}", b)),
            Kolom("sebab", istilah.t("kolom.alasan", b)),
        ]
        return bagian(
            istilah.t("banding.batas", b),
            paragraf(istilah.t("kalimat.batas", b, n=isi.height)),
            tabel(frame, lajur, bahasa=b),
        )

    def _berserapan(self, kepala: str, gambar: Gambar, kata: Kata) -> Bagian:
        b = self.bahasa
        if self.angka["serapan_persen"].count() == 0:
            return bagian(istilah.t(kepala, b), paragraf(istilah.t("alasan.tanpa_realisasi", b)))
        return bagian(istilah.t(kepala, b), kata(self.angka, self.nama, b), gambar(self.angka, self.nama, b))

    def _kalimat_capaian(self, opd: str) -> str:
        b = self.bahasa
        satu = self._ringkas(opd).capaian
        if satu is None:
            return istilah.t("kalimat.banding_capaian_kosong", b, opd=self.nama[opd])
        return istilah.t(
            "kalimat.banding_capaian_nol" if satu.n_nol else "kalimat.banding_capaian",
            b,
            nol=satu.n_nol,
            opd=self.nama[opd],
            persen=persen(satu.persen, b),
            n=satu.n,
            jenjang=istilah.jenjang(satu.jenjang, b),
            periode=istilah.periode(satu.periode, b),
        )

    def _ringkas(self, opd: str) -> ringkas.Ringkasan:
        return ringkas.opd_tahun(self.observasi, opd, self.tahun)

    def _sebab(self, baris: dict[str, str | None]) -> str:
        rincian = baris["rincian"]
        if baris["alasan"] == "belum_setahun":
            rincian = istilah.periode(rincian, self.bahasa)
        return istilah.t(f"alasan.{baris['alasan']}", self.bahasa, rincian=rincian)
