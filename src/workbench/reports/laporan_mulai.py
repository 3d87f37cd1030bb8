"""What the dataset holds, section by section, for notebook `00_mulai`."""

from functools import cached_property

import polars as pl

from workbench import data
from workbench.analysis import ketersediaan, pilih, ringkas
from workbench.reports import istilah, kalimat, kolom, viz
from workbench.reports.format import angka, nama_rapi
from workbench.reports.nama import nama_pendek
from workbench.reports.tables import Html, Kartu, Kolom, daftar, kartu, tabel
from workbench.reports.tables import kalimat as paragraf
from workbench.reports.tampilan import Bagian, bagian

_TERBESAR = 3


class LaporanMulai:
    """The first look: documents, coverage, ceilings and the largest programs."""

    @cached_property
    def dokumen(self) -> pl.DataFrame:
        """Every document."""
        return data.dokumen()

    @cached_property
    def kinerja(self) -> pl.DataFrame:
        """The tidy dataset."""
        return data.kinerja()

    @cached_property
    def ketersediaan(self) -> pl.DataFrame:
        """Which figures exist for which OPD and year."""
        return ketersediaan.angka(data.observasi())

    @cached_property
    def nama(self) -> dict[str, str]:
        """Short names of the OPDs that have figures."""
        return nama_pendek(self.dokumen, self.ketersediaan["opd"].unique(maintain_order=True).to_list())

    def pembuka(self) -> Bagian:
        """Title and how much there is."""
        d = self.dokumen
        gagal = d.filter(pl.col("status") != "terbaca").height
        isi = [
            Kartu("Dokumen", angka(d.height), f"{gagal} gagal dibaca" if gagal else "semua terbaca"),
            Kartu(
                "Tabel terbaca",
                angka(d["tabel_terbaca"].sum()),
                f"dari {angka(d['tabel_ditemukan'].sum())} tabel ditemukan",
            ),
            Kartu("Observasi", angka(d["observasi"].sum()), f"{angka(d['baris_ditolak'].sum())} baris ditolak"),
            Kartu(
                "Baris kinerja",
                angka(self.kinerja.height),
                "satu baris per program atau kegiatan dan indikator",
            ),
        ]
        return bagian("Isi dataset", kartu(isi), tingkat=1)

    def daftar_dokumen(self) -> Bagian:
        """Every document and what became of it."""
        lajur = [
            Kolom("dokumen", "Dokumen"),
            Kolom("nama_opd", "Perangkat daerah", nama_rapi),
            Kolom("wilayah", "Wilayah"),
            Kolom("jenis", "Jenis"),
            Kolom("tahun", "Tahun", rata="kanan"),
            Kolom("tabel_terbaca", "Tabel terbaca", angka, "kanan"),
            Kolom("tabel_ditemukan", "Ditemukan", angka, "kanan"),
            Kolom("observasi", "Observasi", angka, "kanan"),
            Kolom("baris_ditolak", "Ditolak", angka, "kanan"),
            Kolom("status", "Status"),
        ]
        return bagian("Dokumen", tabel(self.dokumen, lajur), self._gagal())

    def cakupan(self) -> Bagian:
        """For which OPD and year there are which figures."""
        frame = self.ketersediaan
        lajur = [
            Kolom("opd", "Perangkat daerah", self.nama.__getitem__),
            Kolom("tahun", "Tahun", rata="kanan"),
            *(
                Kolom(k, j, angka, "kanan")
                for k, j in (
                    ("baris", "Baris"),
                    ("pagu", "Pagu"),
                    ("realisasi_rp", "Realisasi (Rp)"),
                    ("serapan", "Serapan"),
                    ("target", "Target"),
                    ("realisasi", "Realisasi"),
                    ("capaian", "Capaian"),
                )
            ),
            Kolom("periode", "Periode terlengkap", istilah.periode),
        ]
        penuh = frame.filter((pl.col("serapan") > 0) & (pl.col("periode") == "tahunan")).height
        isi = (
            f"Ada angka program untuk {frame.height} pasangan OPD dan tahun; {penuh} di antaranya punya pagu "
            f"dan realisasi "
            "setahun penuh pada baris yang sama."
        )
        catatan = (
            "Banyaknya baris program, kegiatan dan sub kegiatan yang mencetak tiap angka. Serapan: pagu dan "
            "realisasi pada "
            "baris yang sama. Capaian: target dan realisasi kinerja pada baris yang sama."
        )
        return bagian("Angka yang tersedia", paragraf(isi), tabel(frame, lajur), paragraf(catatan, jenis="catatan"))

    def pagu(self) -> Bagian:
        """Newest ceiling of each OPD and year."""
        observasi = data.observasi()
        angka_pokok = [ringkas.opd_tahun(observasi, o, t) for o, t in ketersediaan.opd_tahun(observasi)]
        ada = [r for r in angka_pokok if r.pagu is not None]
        if not ada:
            return bagian("Pagu", paragraf(istilah.t("alasan.tanpa_pagu")))
        label = [f"{self.nama[r.opd]}, {r.tahun} ({istilah.tahap(r.tahap_pagu)})" for r in ada]
        frame = pl.DataFrame({"pagu": [r.pagu for r in ada]}, schema={"pagu": pl.Decimal(20, 2)})
        return bagian(
            "Pagu terbaru",
            kalimat.pagu_opd(frame, label),
            viz.pagu_opd(frame, label),
            paragraf("Satu batang per OPD dan tahun; program dijumlahkan dari satu tabel.", jenis="catatan"),
        )

    def program_terbesar(self) -> Bagian:
        """The largest programs of each OPD and year in the tidy dataset."""
        program = pilih.tahun_sendiri(self.kinerja).filter(
            (pl.col("jenjang") == "program") & pl.col("pagu").is_not_null()
        )
        frame = program.sort("opd", "tahun", "pagu", descending=[False, False, True]).filter(
            pl.int_range(pl.len()).over("opd", "tahun") < _TERBESAR
        )
        lajur = [
            Kolom("opd", "Perangkat daerah", self._nama),
            Kolom("tahun", "Tahun", rata="kanan"),
            *kolom.kinerja("id", indikator=False),
            Kolom("tahap", "Tahap pagu", istilah.tahap),
        ]
        return bagian(
            "Program terbesar di tabel kinerja",
            paragraf(
                f"Tabel kinerja memuat {angka(program.height)} baris program dengan pagu tahun itu sendiri; "
                f"{_TERBESAR} terbesar tiap OPD dan tahun ada di bawah ini."
            ),
            tabel(frame, lajur),
            paragraf(
                "Nilai satu baris dapat berasal dari tahap yang berbeda (lihat kolom sumber di dataset), "
                "jadi jangan membagi "
                "realisasi dengan pagu di sini; serapan ada di laporan OPD.",
                jenis="catatan",
            ),
        )

    def _nama(self, opd: str) -> str:
        return self.nama.get(opd, opd)

    def _gagal(self) -> Html | None:
        gagal = self.dokumen.filter(pl.col("status") != "terbaca")
        isi = [f"{r['dokumen']}: {r['alasan']}" for r in gagal.iter_rows(named=True)]
        return daftar(isi) if isi else None
