"""The report of one OPD in one year, section by section, for notebook `10_laporan_opd`."""

from functools import cached_property
from typing import Self

import plotly.graph_objects as go
import polars as pl

from workbench import data
from workbench.analysis import biaya, capaian, kelompok, ketersediaan, pagu, pilih, ringkas, serapan
from workbench.reports import bagian_anggaran, bagian_kinerja, bagian_temuan, istilah, kalimat, kolom, params, viz
from workbench.reports.format import Bahasa, persen, rupiah, rupiah_ringkas
from workbench.reports.nama import Nama, nama_opd
from workbench.reports.penanda import TEMUAN, dengan_temuan
from workbench.reports.tables import Html, Kartu, Kolom, judul, kartu, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian

_BARIS_RINCIAN = 10
_BARIS_BIAYA = 15


class LaporanOpd:
    """One OPD, one year. Each method is a section of the report; the frames behind it are properties."""

    def __init__(
        self, opd: str, tahun: int, bahasa: Bahasa, observasi: pl.DataFrame, nama: Nama, periode: str = ""
    ) -> None:
        self.opd, self.tahun, self.bahasa, self.nama = opd, tahun, bahasa, nama
        self.seluruhnya = pilih.untuk(observasi, opd, tahun)
        self.semua_tahun = observasi.filter(pl.col("opd") == opd)
        self.observasi = ketersediaan.pada_periode(self.seluruhnya, periode) if periode else self.seluruhnya

    @classmethod
    def buat(cls, opd: str, tahun: int, bahasa: str = "id", periode: str = "") -> Self:
        """Check the parameters and load the dataset. `periode`: the period of realisation to report, empty for the most
        complete one. Raises ParameterError, DatasetMissingError."""
        nilai = {"opd": opd, "tahun": tahun, "periode": periode, "bahasa": bahasa}
        p = params.periksa("10_laporan_opd", nilai)
        assert isinstance(p, params.LaporanOpd)
        return cls(p.opd, p.tahun, p.bahasa, data.observasi(), nama_opd(data.dokumen(), p.opd), p.periode)

    @cached_property
    def angka(self) -> ringkas.Ringkasan:
        """Key figures."""
        return ringkas.opd_tahun(self.observasi, self.opd, self.tahun)

    @cached_property
    def program(self) -> pl.DataFrame:
        """Pagu and realisation printed side by side, by program."""
        return serapan.program(self.observasi)

    @cached_property
    def pagu_program(self) -> pl.DataFrame:
        """Newest pagu by program."""
        return pagu.program(self.observasi)

    def pembuka(self) -> Bagian:
        """Title and key figures."""
        a, b = self.angka, self.bahasa
        isi = [
            Kartu(
                istilah.t("kartu.pagu", b, tahap=istilah.tahap(a.tahap_pagu, b)),
                rupiah_ringkas(a.pagu, b),
                self._kecil("pagu", a.pagu, rupiah=rupiah(a.pagu, b), n=a.n_program),
            ),
            Kartu(
                istilah.t("kartu.realisasi", b, periode=istilah.periode(a.periode, b) if a.periode else ""),
                rupiah_ringkas(a.realisasi_rp, b),
                self._kecil("realisasi", a.realisasi_rp, rupiah=rupiah_ringkas(a.pagu_pembanding, b)),
            ),
            Kartu(
                istilah.t("kartu.serapan", b),
                persen(a.serapan_persen, b),
                self._kecil("serapan", a.serapan_persen, rupiah=self._sisa()),
            ),
            self._kartu_capaian(),
        ]
        judul_tahun = istilah.t("opd.judul", b, tahun=self.tahun)
        return bagian(self.nama.panjang, judul(4, judul_tahun), kartu(isi), tingkat=1)

    def pokok(self) -> Bagian:
        """Main findings in words, each with its place."""
        return bagian_temuan.pokok(self.angka, self.observasi, self.semua_tahun, self.bahasa)

    def identitas(self) -> Bagian:
        """The documents behind the report."""
        return bagian_temuan.identitas(self.observasi, data.dokumen(), self.bahasa)

    def struktur(self) -> Bagian:
        """Programs, kegiatan and sub kegiatan as treemap and collapsible table."""
        return bagian_anggaran.dari_program(self.observasi, self.bahasa)

    def kuadran(self) -> Bagian:
        """Performance against money."""
        return bagian_kinerja.terhadap_uang(self.observasi, self.bahasa)

    def waktu(self) -> Bagian:
        """Quarters and years."""
        return bagian_kinerja.menurut_waktu(self.seluruhnya, self.semua_tahun, self.bahasa)

    def renstra(self) -> Bagian:
        """Towards the targets of the strategic plan."""
        return bagian_kinerja.menuju_renstra(self.semua_tahun, self.tahun, self.bahasa)

    def belanja(self) -> Bagian:
        """Kinds of spending and sources of funds."""
        return bagian_anggaran.belanja_dan_sumber(self.observasi, self.bahasa)

    def perubahan(self) -> Bagian:
        """The revised budget."""
        return bagian_anggaran.perubahan_anggaran(self.observasi, self.bahasa)

    def pohon(self) -> Bagian:
        """Tree of performance with achievement."""
        simpul = data.pohon_kinerja().filter((pl.col("opd") == self.opd) & (pl.col("tahun") == self.tahun))
        return bagian_kinerja.pohon_kinerja(self.observasi, simpul, self.bahasa)

    def wilayah(self) -> Bagian | None:
        """Regions inside the area of the office; nothing where none are printed."""
        return bagian_temuan.menurut_wilayah(self.observasi, self.bahasa)

    def prioritas(self) -> Bagian:
        """What to look at first."""
        return bagian_temuan.lihat_dahulu(self.observasi, self.bahasa)

    def temuan(self) -> Bagian:
        """Open findings of the audit."""
        return bagian_temuan.temuan_terbuka(self.observasi, self.bahasa)

    def metode(self) -> Bagian:
        """How figures were chosen and computed."""
        return bagian_temuan.metode(self.bahasa)

    def pagu_realisasi(self) -> Bagian:
        """Ceiling and realisation by program; the ceiling alone where no realisation is printed."""
        b = self.bahasa
        kepala = istilah.t("opd.pagu_realisasi", b)
        if self.program.height:
            total = serapan.opd(self.program).row(0, named=True)
            return bagian(
                kepala,
                kalimat.pagu_realisasi(self.program, b),
                viz.pagu_realisasi(self.program, b),
                tabel(dengan_temuan(self.program), kolom.serapan(b), jumlah=total, tautan=TEMUAN, bahasa=b),
                kolom.sumber(self.program, b),
            )
        if self.pagu_program.height:
            return bagian(
                kepala,
                kalimat.pagu(self.pagu_program, b),
                viz.pagu(self.pagu_program, b),
                tabel(
                    dengan_temuan(self.pagu_program),
                    kolom.pagu(b),
                    jumlah={"pagu": self.pagu_program["pagu"].sum()},
                    tautan=TEMUAN,
                    bahasa=b,
                ),
                kolom.sumber(self.pagu_program, b),
            )
        return bagian(kepala, paragraf(istilah.t("alasan.tanpa_pagu", b)))

    def serapan(self) -> Bagian:
        """Absorption by program, then the sub kegiatan that absorbed least."""
        b = self.bahasa
        kepala = istilah.t("opd.serapan", b)
        if self.program["serapan_persen"].count() == 0:
            return bagian(kepala, paragraf(istilah.t("alasan.tanpa_realisasi", b)))
        seluruh = self.angka.serapan_persen
        potongan: list[Html | go.Figure] = [
            kalimat.serapan(self.program, seluruh, b),
            viz.serapan(self.program, seluruh, b),
        ]
        rincian = serapan.rincian(self.observasi).filter(pl.col("serapan_persen").is_not_null())
        if rincian.height and seluruh is not None:
            potongan += [
                judul(3, istilah.t("opd.rincian", b)),
                kalimat.rincian(rincian, seluruh, b),
                tabel(
                    dengan_temuan(rincian.sort("serapan_persen", "baris")),
                    kolom.serapan(b, nama="kolom.kegiatan"),
                    tautan=TEMUAN,
                    batas=_BARIS_RINCIAN,
                    bahasa=b,
                ),
                kolom.sumber(rincian, b),
            ]
        return bagian(kepala, *potongan)

    def tahap(self) -> Bagian:
        """Every table that prints ceilings, and which one is used."""
        b = self.bahasa
        kepala = istilah.t("opd.tahap", b)
        semua = pagu.menurut_tabel(self.observasi)
        if semua.is_empty():
            return bagian(kepala, paragraf(istilah.t("alasan.tanpa_pagu", b)))
        return bagian(
            kepala,
            kalimat.tahap(semua, b),
            tabel(semua.sort("baris"), kolom.tahap(b), tandai="terpilih", bahasa=b),
        )

    def capaian(self) -> Bagian:
        """Achievement of the program indicators."""
        return self._capaian("program", "opd.capaian", self.angka.capaian_program)

    def sasaran(self) -> Bagian:
        """Achievement of tujuan, sasaran and IKU."""
        return self._capaian("sasaran", "opd.sasaran", self.angka.capaian_sasaran)

    def kelompok(self) -> Bagian:
        """Share of supporting and core programs in the newest ceiling."""
        b = self.bahasa
        kepala = istilah.t("opd.kelompok", b)
        if self.pagu_program.is_empty():
            return bagian(kepala, paragraf(istilah.t("alasan.tanpa_pagu", b)))
        nama = {self.opd: self.nama.pendek}
        isi = kelompok.bagian(self.pagu_program)
        return bagian(
            kepala,
            kalimat.kelompok(isi, nama, b),
            viz.kelompok(isi, nama, b) if kelompok.terbagi(isi) else None,
            tabel(isi, kolom.kelompok(b), bahasa=b),
            kolom.sumber(self.pagu_program, b),
        )

    def biaya(self) -> Bagian:
        """Unit cost of the sub kegiatan with a countable output."""
        b = self.bahasa
        isi = biaya.satuan(self.observasi)
        daftar = isi.sort("biaya_rencana", descending=True)
        return bagian(
            istilah.t("opd.biaya", b),
            kalimat.biaya(isi, b),
            tabel(dengan_temuan(daftar), kolom.biaya(b), batas=_BARIS_BIAYA, tautan=TEMUAN, bahasa=b)
            if isi.height
            else None,
            kolom.sumber(isi, b) if isi.height else None,
        )

    def batas(self) -> Bagian:
        """What cannot be concluded from these figures, and why."""
        b = self.bahasa
        isi = self._halangan()
        kepala = istilah.t("opd.batas", b)
        if not isi:
            return bagian(kepala, paragraf(istilah.t("kalimat.batas_kosong", b)))
        frame = pl.DataFrame(isi, schema=["hal", "alasan"], orient="row")
        lajur = [Kolom("hal", istilah.t("kolom.hal", b)), Kolom("alasan", istilah.t("kolom.alasan", b))]
        return bagian(kepala, paragraf(istilah.t("kalimat.batas", b, n=len(isi))), tabel(frame, lajur, bahasa=b))

    def _capaian(self, jenjang: str, kepala: str, rata: ringkas.Capaian | None) -> Bagian:
        b = self.bahasa
        if rata is None:
            return bagian(istilah.t(kepala, b), paragraf(istilah.t("kalimat.capaian_kosong", b)))
        indikator = capaian.indikator(self.observasi, jenjang)
        return bagian(
            istilah.t(kepala, b),
            kalimat.capaian(indikator, rata, b),
            viz.capaian(indikator, b) if (indikator["capaian_persen"] != 0).any() else None,
            tabel(dengan_temuan(indikator), kolom.capaian(b), tandai="perlu_diperiksa", tautan=TEMUAN, bahasa=b),
            paragraf(istilah.t("kalimat.arah", b), jenis="catatan"),
            kolom.sumber(indikator, b),
            *self._penilaian(jenjang),
        )

    def _penilaian(self, jenjang: str) -> list[Html]:
        """The grades the document itself prints, by a scale of its own; nothing where it prints none."""
        b, rows = self.bahasa, capaian.penilaian_dokumen(self.observasi, jenjang)
        if rows.is_empty():
            return []
        return [
            judul(3, istilah.t("opd.penilaian", b)),
            paragraf(istilah.t("kalimat.penilaian", b, n=rows.height, sumber=capaian.skala().sumber)),
            tabel(dengan_temuan(rows), kolom.penilaian(b), tautan=TEMUAN, bahasa=b),
            kolom.sumber(rows, b),
        ]

    def _halangan(self) -> list[tuple[str, str]]:
        a, b = self.angka, self.bahasa
        hasil: list[tuple[str, str, str | None]] = []
        if a.serapan_persen is None:
            hasil.append(("serapan", "tanpa_realisasi", None))
        elif a.periode not in capaian.skala().periode_penuh:
            hasil.append(("serapan", "belum_setahun", istilah.periode(a.periode, b)))
        if a.pagu is not None and a.pagu_pembanding not in (None, a.pagu):
            hasil.append(("serapan", "pagu_beda", rupiah(a.pagu_pembanding, b)))
        if a.capaian_program is None:
            hasil.append(("capaian", "tanpa_capaian_program", None))
        elif a.capaian_program.kelas is None:
            hasil.append(("capaian", "belum_setahun", istilah.periode(a.capaian_program.periode, b)))
        tanpa_kode = self.pagu_program["kode"].null_count()
        if tanpa_kode:
            hasil.append(("program", "tanpa_kode", str(tanpa_kode)))
        salah = serapan.tabel_pembanding(self.observasi).filter(pl.col("menutup").not_())
        hasil += [("serapan", "tidak_menutup", istilah.tabel(t, b)) for t in salah["tabel"]]
        if biaya.satuan(self.observasi).is_empty():
            hasil.append(("biaya", "tanpa_biaya_satuan", None))
        return [
            (istilah.t(f"hal.{hal}", b), istilah.t(f"alasan.{alasan}", b, rincian=rincian))
            for hal, alasan, rincian in hasil
        ] + self._program_kurang()

    def _program_kurang(self) -> list[tuple[str, str]]:
        """A warning when another table prints ceilings for more programs than the one used."""
        terbanyak = pagu.menurut_tabel(self.observasi)["n_program"].max()
        if self.pagu_program.is_empty() or terbanyak == self.pagu_program.height:
            return []
        b = self.bahasa
        isi = istilah.t("alasan.program_kurang", b, n=self.pagu_program.height, terbanyak=terbanyak)
        return [(istilah.t("hal.pagu", b), isi)]

    def _kecil(self, kunci: str, ada: object, **nilai: object) -> str:
        """The small line of a card, or a note that the figure is not printed."""
        if ada is None:
            return istilah.t("kartu.kosong", self.bahasa)
        return istilah.t(f"kartu.kecil.{kunci}", self.bahasa, **nilai)

    def _sisa(self) -> str:
        a = self.angka
        if a.pagu_pembanding is None or a.realisasi_rp is None:
            return rupiah_ringkas(None)
        return rupiah_ringkas(a.pagu_pembanding - a.realisasi_rp, self.bahasa)

    def _kartu_capaian(self) -> Kartu:
        b, satu = self.bahasa, self.angka.capaian
        if satu is None:
            label = istilah.t("kartu.capaian", b, jenjang=istilah.jenjang("program", b))
            return Kartu(label, persen(None), istilah.t("kartu.kosong", b))
        jenjang = istilah.jenjang(satu.jenjang, b)
        kecil = (
            istilah.t("kartu.kecil.capaian_nol", b, n=satu.n)
            if satu.terukur is None
            else istilah.t("kartu.kecil.capaian", b, n=satu.n, kelas=istilah.kelas(satu.kelas, b))
        )
        return Kartu(istilah.t("kartu.capaian", b, jenjang=jenjang), persen(satu.terukur, b), kecil)
