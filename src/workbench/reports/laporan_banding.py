"""The comparison of several OPDs in one year, section by section, for notebook `20_banding`."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Self

import plotly.graph_objects as go
import polars as pl

from workbench import data
from workbench.analysis import banding, harga, kelompok, keluarga, ketersediaan, ringkas, sebaran
from workbench.reports import istilah, kalimat, kalimat_banding, kolom, kolom_opd, params, viz, viz_banding
from workbench.reports.format import Bahasa, angka_wajar, persen, rupiah_ringkas
from workbench.reports.nama import TINGKAT, nama_pendek
from workbench.reports.penanda import TEMUAN, dengan_temuan
from workbench.reports.tables import Html, Kolom, daftar, judul, lipatan, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian

Gambar = Callable[[pl.DataFrame, Mapping[str, str], Bahasa], go.Figure]
Kata = Callable[[pl.DataFrame, Mapping[str, str], Bahasa], Html]


class LaporanBanding:
    """Several OPDs, in one year or each in years of its own. Each method is a section of the report.

    With several years, each pair of OPD and year is a unit of the comparison (`sebaran.satukan_tahun`). `indeks`
    (price level by year) puts all money at the prices of the latest year; the report then says so.
    """

    def __init__(
        self,
        opd: Sequence[str],
        tahun: int | Sequence[int],
        bahasa: Bahasa,
        observasi: pl.DataFrame,
        nama: dict[str, str],
        indeks: Mapping[int, float] | None = None,
    ) -> None:
        self.tahun_semua = sorted({tahun} if isinstance(tahun, int) else set(tahun))
        self.tahun, self.bahasa, self.indeks = self.tahun_semua[-1], bahasa, dict(indeks or {})
        self.asal, self.observasi_asli, self.nama_asli = list(opd), observasi, dict(nama)
        if self.indeks:
            milik = observasi.filter(pl.col("opd").is_in(self.asal) & pl.col("tahun").is_in(self.tahun_semua))
            observasi = harga.pada_harga(milik, self.indeks, self.tahun)
        if len(self.tahun_semua) == 1:
            self.opd, self.nama, self.observasi = list(opd), dict(nama), observasi
            self.tahun_opd = dict.fromkeys(self.opd, self.tahun)
        else:
            ada = set(ketersediaan.opd_tahun(observasi))
            pasangan = [(o, t) for o in opd for t in self.tahun_semua if (o, t) in ada]
            self.opd = [sebaran.satuan(o, t) for o, t in pasangan]
            self.nama = {sebaran.satuan(o, t): f"{nama[o]} {t}" for o, t in pasangan}
            self.tahun_opd = {sebaran.satuan(o, t): t for o, t in pasangan}
            self.observasi = sebaran.satukan_tahun(observasi, pasangan, self.tahun)

    @classmethod
    def buat(
        cls,
        opd: Sequence[str],
        tahun: int | Sequence[int],
        bahasa: str = "id",
        indeks_harga: Mapping[int, float] | None = None,
    ) -> Self:
        """Check the parameters and load the dataset. Raises ParameterError, IndeksError, DatasetMissingError."""
        isi = {"opd": list(opd), "tahun": tahun, "indeks_harga": dict(indeks_harga or {}), "bahasa": bahasa}
        p = params.periksa("20_banding", isi)
        assert isinstance(p, params.Banding)
        return cls(p.opd, p.tahun, p.bahasa, data.observasi(), nama_pendek(data.dokumen(), p.opd), p.indeks_harga)

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
            istilah.t("banding.judul", b, n=len(self.asal), tahun=", ".join(map(str, self.tahun_semua))),
            judul(4, ", ".join(self.nama.values())),
            paragraf(isi),
            self._harga(),
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
            tabel(dengan_temuan(bersama), kolom.program_bersama(b, self.nama), tautan=TEMUAN, bahasa=b)
            if bersama.height
            else None,
        )

    def panas(self) -> Bagian:
        """Absorption and share of the ceiling, every program and office at once."""
        b, isi = self.bahasa, []
        for kepala, kolom_ in (("banding.panas_serapan", "serapan_persen"), ("banding.panas_bagian", "bagian_persen")):
            if self.program.height and self.program[kolom_].count():
                isi += [
                    judul(3, istilah.t(kepala, b)),
                    kalimat_banding.peta_panas(self.program, self.opd, self.nama, kolom_, b),
                    viz_banding.peta_panas(self.program, self.opd, self.nama, kolom_, b),
                ]
        if not isi:
            isi = [paragraf(istilah.t("alasan.tanpa_pagu", b))]
        return bagian(istilah.t("banding.panas", b), *isi)

    def sebaran(self) -> Bagian:
        """Ranking by absorption, with the spread inside each office."""
        b = self.bahasa
        rows = sebaran.serapan_opd(self._setahun(), self.opd)
        if rows.is_empty():
            return bagian(istilah.t("banding.sebaran", b), paragraf(istilah.t("alasan.tanpa_realisasi", b)))
        return bagian(
            istilah.t("banding.sebaran", b),
            kalimat_banding.sebaran(rows, self.nama, b),
            viz_banding.sebaran(rows, self.nama, b),
            tabel(rows, kolom_opd.sebaran(b, self.nama), bahasa=b),
        )

    def kegiatan(self) -> Bagian:
        """Kegiatan of both tiers matched by family."""
        b = self.bahasa
        rows = keluarga.kegiatan_bersama(self._setahun())
        rows = rows.sort("keluarga", pl.col("opd").replace_strict({o: i for i, o in enumerate(self.opd)}))
        kepala = istilah.t("banding.kegiatan", b)
        if rows.is_empty():
            return bagian(kepala, paragraf(istilah.t("kalimat.kegiatan_kosong", b)))
        lajur = kolom_opd.kegiatan(b, self.nama)
        return bagian(
            kepala,
            paragraf(istilah.t("kalimat.kegiatan", b, n=rows["keluarga"].n_unique())),
            tabel(dengan_temuan(rows), lajur, tautan=TEMUAN, bahasa=b),
            kolom.sumber(rows, b),
        )

    def iku(self) -> Bagian:
        """Key indicators that several offices share, side by side."""
        b = self.bahasa
        rows = sebaran.iku_bersama(self.observasi_asli, self.asal, self.tahun)
        kepala = istilah.t("banding.iku", b)
        if rows.is_empty():
            return bagian(kepala, paragraf(istilah.t("kalimat.iku_kosong", b)))
        isi: list[Any] = [paragraf(istilah.t("kalimat.iku", b, n=rows["keluarga"].n_unique()))]
        for satu in rows.partition_by("keluarga", maintain_order=True):
            isi.append(kalimat_banding.iku(satu, self.nama_asli, b))
            if satu["realisasi"].count():
                isi.append(viz_banding.iku(satu, self.nama_asli, b))
        lipat = tabel(dengan_temuan(rows), kolom_opd.iku(b, self.nama_asli), tautan=TEMUAN, bahasa=b)
        return bagian(kepala, *isi, lipatan([(istilah.t("kolom.catatan", b), "", lipat)]), kolom.sumber(rows, b))

    def biaya(self) -> Bagian:
        """Unit cost of the indicators that at least two OPDs print alike."""
        b = self.bahasa
        isi = banding.biaya_satuan(self.observasi, self.opd, self.tahun)
        return bagian(
            istilah.t("banding.biaya", b),
            kalimat.biaya_sebanding(isi, self.nama, b),
            tabel(dengan_temuan(isi), kolom.biaya(b, self.nama), tautan=TEMUAN, bahasa=b) if isi.height else None,
            kolom.sumber(isi, b) if isi.height else None,
        )

    def batas(self) -> Bagian:
        """What cannot be compared, and why."""
        b = self.bahasa
        isi = pl.concat([banding.tidak_sebanding(self.observasi, self.opd, self.tahun), self._beda_dasar()])
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

    def _beda_dasar(self) -> pl.DataFrame:
        """Years and tiers that differ within the comparison."""
        baris: list[tuple[str, str, str, str]] = []
        if len(set(self.tahun_opd.values())) > 1:
            alasan = "tahun_disetarakan" if self.indeks else "tahun_berbeda"
            baris += [(o, "tahun", alasan, str(t)) for o, t in self.tahun_opd.items()]
        tingkat = {o: _tingkat(o) for o in self.opd}
        if len(set(tingkat.values())) > 1:
            baris += [(o, "tingkat", "tingkat_berbeda", t) for o, t in tingkat.items()]
        skema = dict.fromkeys(("opd", "hal", "alasan", "rincian"), pl.String)
        return pl.DataFrame(baris, schema=skema, orient="row")

    def _harga(self) -> Html | None:
        """That money is at constant prices, and by which index."""
        if not self.indeks:
            return None
        b = self.bahasa
        isi = ", ".join(f"{t} = {angka_wajar(v, b)}" for t, v in sorted(self.indeks.items()))
        return paragraf(istilah.t("kalimat.harga", b, tahun=self.tahun, isi=isi), jenis="catatan")

    def _setahun(self) -> pl.DataFrame:
        """Observations of the units and year of the comparison."""
        return self.observasi.filter(pl.col("opd").is_in(self.opd) & (pl.col("tahun") == self.tahun))

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
        if satu.terukur is None:
            nilai = {"n": satu.n, "periode": istilah.periode(satu.periode, b)}
            isi = istilah.t("pokok.capaian_belum", b, jenjang=istilah.jenjang(satu.jenjang, b), **nilai)
            return f"{self.nama[opd]}: {isi}"
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


def _tingkat(opd: str) -> str:
    """The tier of an OPD: province, or kabupaten and kota."""
    awal = opd.partition("-")[0]
    return TINGKAT["prov"] if awal == "prov" else f"{TINGKAT['kab']}/{TINGKAT['kota']}"
