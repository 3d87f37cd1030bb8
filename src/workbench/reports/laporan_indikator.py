"""The catalogue of indicators, section by section, for notebook `40_indikator`."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Self

import polars as pl

from workbench import data
from workbench.analysis import indikator
from workbench.reports import istilah, kolom_opd, params
from workbench.reports.format import Bahasa, angka, angka_wajar, nama_rapi
from workbench.reports.nama import nama_pendek
from workbench.reports.penanda import TEMUAN, dengan_temuan
from workbench.reports.tables import Html, Kartu, Kolom, Pernyataan, kartu, lipatan, pernyataan, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian


class KatalogIndikator:
    """All indicators of the offices asked for (all offices where none is). Each method is a section."""

    def __init__(self, observasi: pl.DataFrame, nama: dict[str, str], bahasa: Bahasa) -> None:
        self.observasi, self.nama, self.bahasa = observasi, nama, bahasa

    @classmethod
    def buat(cls, opd: Sequence[str] = (), bahasa: str = "id") -> Self:
        """Check the parameters and load the dataset. Raises ParameterError, DatasetMissingError."""
        p = params.periksa("40_indikator", {"opd": list(opd), "bahasa": bahasa})
        assert isinstance(p, params.Indikator)
        observasi = data.observasi()
        if p.opd:
            observasi = observasi.filter(pl.col("opd").is_in(p.opd))
        semua = observasi["opd"].drop_nulls().unique().sort().to_list()
        return cls(observasi, nama_pendek(data.dokumen(), semua), p.bahasa)

    @cached_property
    def nilai(self) -> pl.DataFrame:
        """Every value of every indicator with its place."""
        rows = indikator.nilai(self.observasi)
        return rows.with_columns(tempat=self._tempat(rows))

    @cached_property
    def rumus(self) -> dict[str, list[tuple[str, str]]]:
        """Formulas the documents print, by indicator: formula and place."""
        hasil: dict[str, list[tuple[str, str]]] = {}
        rows = indikator.definisi(self.observasi)
        for (kunci, isi), tempat in zip(rows.select("kunci", "rumus").iter_rows(), self._tempat(rows), strict=True):
            hasil.setdefault(kunci, []).append((isi, tempat))
        return hasil

    @cached_property
    def ulang(self) -> pl.DataFrame:
        """Percentages recomputed from counts."""
        return indikator.dihitung_ulang(self.observasi)

    def pembuka(self) -> Bagian:
        """Title and how many there are."""
        b = self.bahasa
        beda = self.ulang.filter(~pl.col("cocok")).height
        isi = [
            Kartu(istilah.t("kartu.indikator", b), angka(self.nilai["kunci"].n_unique(), 0, b),
                  istilah.t("kartu.kecil.indikator", b)),
            Kartu(istilah.t("kartu.berumus", b), angka(len(self.rumus), 0, b), istilah.t("kartu.kecil.berumus", b)),
            Kartu(istilah.t("kartu.ulang", b), angka(self.ulang.height, 0, b),
                  istilah.t("kartu.kecil.ulang", b, beda=beda)),
        ]  # fmt: skip
        catatan = paragraf(istilah.t("kalimat.katalog", b), jenis="catatan")
        return bagian(istilah.t("indikator.judul", b), kartu(isi), catatan, tingkat=1)

    def dihitung_ulang(self) -> Bagian:
        """Printed percentages beside those computed from the counts; differences first, in words."""
        b, rows = self.bahasa, self.ulang
        kepala = istilah.t("indikator.ulang", b)
        if rows.is_empty():
            return bagian(kepala, paragraf(istilah.t("kalimat.ulang_kosong", b)))
        beda = rows.filter(~pl.col("cocok"))
        angka_pokok = {"n": rows.height, "cocok": rows.height - beda.height, "beda": beda.height}
        tampil = rows.with_columns(
            pecahan=pl.struct("pembilang", "penyebut").map_elements(
                lambda r: f"{angka_wajar(r['pembilang'], b)}/{angka_wajar(r['penyebut'], b)}", return_dtype=pl.String
            ),
            tahap=pl.lit(None, pl.String),
        ).sort("cocok", maintain_order=True)
        return bagian(
            kepala,
            paragraf(istilah.t("kalimat.ulang", b, **angka_pokok)),
            pernyataan([self._beda(r) for r in beda.iter_rows(named=True)]) if beda.height else None,
            tabel(dengan_temuan(tampil), kolom_opd.ulang(b, self.nama), tautan=TEMUAN, bahasa=b),
        )

    def bersama(self) -> Bagian:
        """Indicators that several offices word differently, by family."""
        rows = self.nilai.filter(pl.col("keluarga").is_not_null() & (pl.col("opd").n_unique().over("keluarga") >= 2))
        keluarga = rows["keluarga"].unique(maintain_order=True).sort()
        isi = [
            (istilah.t(f"keluarga.{satu}", self.bahasa), self._kecil(milik), self._nilai(milik, berindikator=True))
            for satu in keluarga
            if (milik := rows.filter(keluarga=satu)).height
        ]
        return self._bagian("indikator.keluarga", isi)

    def sasaran(self) -> Bagian:
        """Goals, objectives and key indicators."""
        return self._bagian("indikator.sasaran", self._daftar(["sasaran"]))

    def program(self) -> Bagian:
        """Program indicators."""
        return self._bagian("indikator.program", self._daftar(["program"]))

    def lain(self) -> Bagian:
        """Indicators of kegiatan and sub kegiatan, names and where to find them."""
        b = self.bahasa
        rows = self.nilai.filter(pl.col("jenjang").is_in(["kegiatan", "sub_kegiatan"]))
        if rows.is_empty():
            return bagian(istilah.t("indikator.lain", b), paragraf(istilah.t("kalimat.katalog_kosong", b)))
        tampil = rows.group_by("kunci", maintain_order=True).agg(
            pl.col("indikator").first(),
            pl.col("satuan").drop_nulls().first(),
            opd=pl.col("opd").unique(maintain_order=True),
            n=pl.len(),
        )
        tampil = tampil.with_columns(
            pl.col("opd").map_elements(lambda o: ", ".join(self.nama.get(s, s) for s in o), return_dtype=pl.String)
        )
        lajur = [
            Kolom("indikator", istilah.t("kolom.indikator", b), nama_rapi),
            Kolom("satuan", istilah.t("kolom.satuan", b)),
            Kolom("opd", istilah.t("kolom.opd", b)),
            Kolom("n", istilah.t("kolom.angka", b), rata="kanan"),
        ]
        return bagian(istilah.t("indikator.lain", b), tabel(tampil, lajur, bahasa=b))

    def _bagian(self, kepala: str, isi: list[tuple[str, str, Html]]) -> Bagian:
        b = self.bahasa
        if not isi:
            return bagian(istilah.t(kepala, b), paragraf(istilah.t("kalimat.katalog_kosong", b)))
        return bagian(istilah.t(kepala, b), lipatan(isi))

    def _daftar(self, jenjang: list[str]) -> list[tuple[str, str, Html]]:
        rows = self.nilai.filter(pl.col("jenjang").is_in(jenjang))
        return [
            (nama_rapi(satu["indikator"][0]), self._kecil(satu), self._nilai(satu, berindikator=False))
            for satu in rows.partition_by("kunci", maintain_order=True)
        ]

    def _kecil(self, rows: pl.DataFrame) -> str:
        """Offices, direction and formulas of an indicator in one line."""
        b = self.bahasa
        opd = ", ".join(self.nama.get(o, o) for o in rows["opd"].unique(maintain_order=True))
        arah = [istilah.t("arah.turun", b)] if (rows["arah"] == indikator.TURUN).any() else []
        kunci = rows["kunci"].unique(maintain_order=True)
        rumus = [
            f"{istilah.t('kolom.rumus', b)}: {isi} [{tempat}]" for k in kunci for isi, tempat in self.rumus.get(k, [])
        ]
        return "; ".join([opd, *arah, *rumus])

    def _nilai(self, rows: pl.DataFrame, *, berindikator: bool) -> Html:
        b = self.bahasa
        lajur = kolom_opd.katalog(b, self.nama)
        if berindikator:
            lajur = [Kolom("indikator", istilah.t("kolom.indikator", b), nama_rapi), *lajur]
        tampil = rows.sort("opd", "tahun", maintain_order=True)
        return tabel(dengan_temuan(tampil), lajur, tautan=TEMUAN, bahasa=b)

    def _beda(self, r: dict[str, Any]) -> Pernyataan:
        b = self.bahasa
        isi = istilah.t(
            "kalimat.ulang_satu",
            b,
            opd=self.nama.get(r["opd"], r["opd"]) + (f", {r['tempat']}" if r["tempat"] else ""),
            tahun=r["tahun"],
            indikator=nama_rapi(r["indikator"]),
            tercetak=angka_wajar(r["tercetak"], b) if r["tercetak"] is not None else "–",
            pembilang=angka_wajar(r["pembilang"], b),
            penyebut=angka_wajar(r["penyebut"], b),
            dihitung=angka_wajar(r["dihitung"], b),
        )
        tempat = [
            istilah.t("kata.tempat", b, dokumen=r["dokumen"], tabel=istilah.tabel(t, b), baris=n)
            for t, n in ((r["tabel_tercetak"], r["baris_tercetak"]), (r["tabel"], r["baris"]))
        ]
        return Pernyataan(isi, "; ".join(tempat))

    def _tempat(self, rows: pl.DataFrame) -> pl.Series:
        isi = [
            istilah.t("kata.tempat", self.bahasa, dokumen=d, tabel=istilah.tabel(t, self.bahasa), baris=n)
            for d, t, n in rows.select("dokumen", "tabel", "baris").iter_rows()
        ]
        return pl.Series("tempat", isi, pl.String)
