"""The interactive page: a thin skin of widgets over the what-if engine, for JupyterLab and Voila.

Every change is judged by the same functions as scenario files; the page holds no rule of its own.
"""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as w
import polars as pl

from workbench import data, paths
from workbench.analysis import pilih
from workbench.reports import berkas, istilah, skenario_ekspor
from workbench.reports.format import Bahasa, persen, rupiah
from workbench.reports.tables import daftar, kalimat, teks
from workbench.whatif.apply import dengan, sebagai_skenario, terapkan
from workbench.whatif.baseline import JENJANG, Baris, Baseline, ambil
from workbench.whatif.evaluate import Penilaian, dasar, nilai_hasil
from workbench.whatif.kalimat import dalam
from workbench.whatif.money import SEN
from workbench.whatif.money import rupiah as dari_sen
from workbench.whatif.scenario import Skenario, SkenarioError, baca_berkas, tulis

_LANGKAH = 100_000
"""What dragging a slider is rounded to, in rupiah; any amount can be typed."""
_TERKECIL = 10_000_000
"""A line worth less can still be raised to twice this, in rupiah."""


class _Geser:
    """Slider and number field of one line, in whole rupiah; sen of the original ceiling stay as they are."""

    def __init__(self, baris: Baris, berubah: Callable[[], None]) -> None:
        self.baris, self._berubah, self._diam = baris, berubah, False
        semula = baris.pagu // SEN
        atas = 2 * max(semula, _TERKECIL)
        self.geser = w.IntSlider(semula, 0, atas, 1, readout=False, layout=w.Layout(width="260px"))
        self.angka = w.IntText(semula, layout=w.Layout(width="150px"))
        self.angka.add_class("whatif-angka")
        self.beda = w.HTML(layout=w.Layout(width="150px"))
        self.geser.observe(self._dari_geser, "value")
        self.angka.observe(self._dari_angka, "value")

    @property
    def menjadi(self) -> int:
        """The ceiling set, in sen."""
        return int(self.angka.value) * SEN + self.baris.pagu % SEN

    def atur(self, sen: int) -> None:
        """Set the ceiling without judging it yet."""
        self._diam = True
        self.angka.value = sen // SEN
        self._selaraskan()
        self._diam = False

    def baris_halaman(self) -> w.HBox:
        """The widgets of the line, with its code and name."""
        nama = f"<b>{teks(self.baris.id)}</b><br>{teks(self.baris.uraian)}"
        judul = w.HTML(nama, layout=w.Layout(width="420px"))
        judul.add_class("whatif-nama")
        return w.HBox([judul, self.geser, self.angka, self.beda])

    def tandai(self, bahasa: Bahasa) -> None:
        """Show the change beside the field."""
        delta = self.menjadi - self.baris.pagu
        self.beda.value = f"{'+' if delta > 0 else ''}{rupiah(dari_sen(delta), bahasa)}" if delta else ""

    def _selaraskan(self) -> None:
        """The slider follows the number; its end moves out of the way, so that no number is cut."""
        isi = max(0, int(self.angka.value))
        self.geser.max = max(self.geser.max, isi)
        self.geser.value = isi

    def _dibulatkan(self, isi: int) -> int:
        """A dragged amount, rounded; near the original ceiling the original.

        A slider with steps would move to one by itself, without anyone touching it.
        """
        semula = self.baris.pagu // SEN
        return semula if abs(isi - semula) * 2 < _LANGKAH else round(isi / _LANGKAH) * _LANGKAH

    def _dari_geser(self, _: Any) -> None:
        if not self._diam:
            self._diam = True
            self.angka.value = self._dibulatkan(int(self.geser.value))
            self._diam = False
            self._berubah()

    def _dari_angka(self, _: Any) -> None:
        if not self._diam:
            self._diam = True
            self._selaraskan()
            self._diam = False
            self._berubah()


class HalamanWhatIf:
    """The page. `kotak` is the widget to show; `penilaian` is the judgement of what is set now."""

    def __init__(self, observasi: pl.DataFrame | None = None, bahasa: Bahasa = "id") -> None:
        self.observasi = data.observasi() if observasi is None else observasi
        self.bahasa: Bahasa = bahasa
        self._diam = False
        self.pasangan = self._pasangan()
        self.opd = w.Dropdown(options=sorted({opd for opd, _ in self.pasangan}))
        self.tahun = w.Dropdown(options=self._tahun())
        self.pilih_bahasa = w.ToggleButtons(options=["id", "en"], value=bahasa, style={"button_width": "50px"})
        self.berkas = w.Dropdown()
        self.nama = w.Text(value="skenario-saya")
        self.muat, self.simpan, self.ekspor, self.ulang = (w.Button() for _ in range(4))
        self.saldo, self.langgar, self.dampak, self.kelas, self.peringatan, self.pesan = (w.HTML() for _ in range(6))
        self.lembar = w.VBox()
        self.kotak = w.VBox(self._susunan())
        self._sambungkan()
        self._mulai()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.kotak)  # type: ignore[no-untyped-call]

    def _pasangan(self) -> list[tuple[str, int]]:
        calon = pilih.calon_tabel(self.observasi, JENJANG, ("pagu",))
        return sorted(set(calon.select("opd", "tahun").iter_rows()))

    def _tahun(self) -> list[int]:
        return [tahun for opd, tahun in self.pasangan if opd == self.opd.value]

    def _susunan(self) -> list[w.Widget]:
        hasil = w.VBox([self.saldo, self.kelas, self.dampak, self.langgar, self.peringatan, self.pesan])
        for nama, satu in (("saldo", self.saldo), ("langgar", self.langgar), ("pesan", self.pesan)):
            satu.add_class(f"whatif-{nama}")
        hasil.add_class("whatif-hasil")
        pilihan = w.HBox([self.opd, self.tahun, self.pilih_bahasa])
        tombol = w.HBox([self.berkas, self.muat, self.nama, self.simpan, self.ekspor, self.ulang])
        gaya = w.HTML(
            "<style>.whatif-hasil{position:sticky;top:0;background:#fff;z-index:9;border-bottom:1px solid #ccc}"
            ".whatif-hasil p,.whatif-hasil ul{margin:.1em 0;line-height:1.4}.whatif-hasil .catatan{color:#7b8794}"
            ".whatif-hasil .widget-html{margin:1px 2px}.whatif-nama .widget-html-content{line-height:1.3}</style>"
        )
        return [gaya, pilihan, tombol, hasil, self.lembar]

    def _sambungkan(self) -> None:
        self.opd.observe(self._ganti_opd, "value")
        self.tahun.observe(self._ganti_tahun, "value")
        self.pilih_bahasa.observe(self._ganti_bahasa, "value")
        for tombol, kerja in (
            (self.muat, self._muat),
            (self.simpan, self._simpan),
            (self.ekspor, self._ekspor),
            (self.ulang, self._mulai),
        ):
            tombol.on_click(lambda _, kerja=kerja: self._coba(kerja))

    def _ganti_tahun(self, _: Any) -> None:
        if not self._diam:
            self._mulai()

    def _ganti_opd(self, _: Any) -> None:
        if self._diam:
            return
        self._diam = True
        self.tahun.options = self._tahun()
        self._diam = False
        self._mulai()

    def _ganti_bahasa(self, _: Any) -> None:
        self.bahasa = self.pilih_bahasa.value
        self._tulisi()
        self.nilai()

    def _mulai(self) -> None:
        """Start from the original ceilings of the office and year chosen."""
        kosong = Skenario(
            judul=istilah.t("halaman.judul", "id"),
            tanggal=datetime.date.today(),
            catatan=istilah.t("halaman.catatan", "id"),
            opd=self.opd.value,
            tahun=self.tahun.value,
        )
        self._pakai(ambil(self.observasi, self.opd.value, self.tahun.value), kosong)

    def _pakai(self, baseline: Baseline, skenario: Skenario) -> None:
        menjadi = terapkan(baseline, skenario).menjadi
        self.baseline, self.skenario = baseline, skenario
        self.baris = [_Geser(b, self.nilai) for b in baseline.baris]
        for satu, sen in zip(self.baris, menjadi, strict=True):
            satu.atur(sen)
        self.lembar.children = [satu.baris_halaman() for satu in self.baris]
        self._tulisi()
        self.nilai()

    def nilai(self) -> None:
        """Judge what is set and show balance, approval, effect and broken limits."""
        hasil = dengan(self.baseline, self.skenario, [satu.menjadi for satu in self.baris])
        self.penilaian = nilai_hasil(hasil, simulasi=False)
        for satu in self.baris:
            satu.tandai(self.bahasa)
        self._tampilkan(self.penilaian)

    def _tampilkan(self, p: Penilaian) -> None:
        b = self.bahasa
        minta = self.skenario.total.target(self.baseline.total) if self.skenario.total else self.baseline.total
        selisih = p.hasil.total - minta
        kunci = "pas" if selisih == 0 else ("lebih" if selisih > 0 else "kurang")
        nilai = {"total": rupiah(dari_sen(minta), b), "selisih": rupiah(dari_sen(abs(selisih)), b)}
        saldo = istilah.t(f"halaman.saldo.{kunci}", b, **nilai)
        self.saldo.value = f"<b>{istilah.t('halaman.saldo', b)}</b>: {teks(saldo)}"
        if p.terberat:
            cakupan = dalam(p.cakupan, b)
            oleh = istilah.t("halaman.persetujuan", b, oleh=dalam(p.terberat.oleh, b), cakupan=cakupan)
        else:
            oleh = istilah.t("skenario.kosong.persetujuan", b)
        self.kelas.value = kalimat(oleh).html
        if p.efek.rata:
            rendah, tengah, tinggi = (persen(r, b) for r in p.efek.rata)
            semula = persen(p.efek.rata_semula, b)
            isi = istilah.t("halaman.dampak", b, rendah=rendah, tengah=tengah, tinggi=tinggi, semula=semula)
        else:
            isi = dalam(p.efek.tidak_dihitung or istilah.t("skenario.kosong.dampak", b), b)
        self.dampak.value = kalimat(isi).html
        lunak = istilah.t("skenario.ada.lunak", b)
        salah = [dalam(x.pesan, b) + ("" if x.keras else f" [{lunak}]") for x in p.pelanggaran]
        self.langgar.value = (daftar(salah) if salah else kalimat(istilah.t("skenario.kosong.pelanggaran", b))).html
        self.peringatan.value = kalimat(*(dalam(satu, b) for satu in p.peringatan), jenis="catatan").html

    def _tulisi(self) -> None:
        b = self.bahasa
        for satu, kunci in ((self.opd, "opd"), (self.tahun, "tahun"), (self.pilih_bahasa, "bahasa")):
            satu.description = istilah.t(f"halaman.{kunci}", b)
        for satu in (self.muat, self.simpan, self.ekspor, self.ulang):
            kunci = next(k for k in ("muat", "simpan", "ekspor", "ulang") if getattr(self, k) is satu)
            satu.description = istilah.t(f"halaman.{kunci}", b)
        self.berkas.description = istilah.t("halaman.skenario", b)
        self.nama.description = istilah.t("halaman.nama", b)
        self._daftar_berkas()

    def _daftar_berkas(self) -> None:
        nama = sorted(f.stem for f in paths.scenarios().glob("*.yml"))
        lama = self.berkas.value
        self.berkas.options = [(istilah.t("halaman.pilih", self.bahasa), ""), *((n, n) for n in nama)]
        self.berkas.value = lama if lama in nama else ""

    def _coba(self, kerja: Callable[[], None]) -> None:
        """Run a button; what goes wrong is said on the page."""
        try:
            self.pesan.value = ""
            kerja()
        except (SkenarioError, berkas.NamaBerkasError, OSError) as galat:
            self.pesan.value = kalimat(str(galat)).html

    def _muat(self) -> None:
        if not self.berkas.value:
            return
        nama = self.berkas.value
        skenario = baca_berkas(paths.scenarios() / f"{berkas.periksa(nama)}.yml")
        baseline = dasar(self.observasi, skenario)
        self._diam = True
        self.opd.value, self.tahun.options = skenario.opd, [t for o, t in self.pasangan if o == skenario.opd]
        self.tahun.value = skenario.tahun
        self._diam = False
        self._pakai(baseline, skenario)
        self._sampaikan("termuat", nama)

    def _berkas_baru(self, folder: Path, akhiran: str) -> Path:
        return folder / f"{berkas.slug(self.nama.value)}{akhiran}"

    def _simpan(self) -> None:
        tujuan = self._berkas_baru(paths.scenarios(), ".yml")
        if tujuan.exists() and tujuan.stem != self.berkas.value:
            raise SkenarioError(f"{tujuan.name} sudah ada; pilih nama lain, atau muat dahulu untuk menggantinya.")
        skenario = sebagai_skenario(self.penilaian.hasil, self.nama.value.strip()[:200] or tujuan.stem)
        berkas.tulis(tujuan, tulis(skenario))
        self._daftar_berkas()
        self.berkas.value = tujuan.stem
        self._sampaikan("tersimpan", f"scenarios/{tujuan.name}")

    def _ekspor(self) -> None:
        tujuan = self._berkas_baru(paths.reports(), ".xlsx")
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        skenario_ekspor.sebagai_xlsx([self.penilaian], tujuan)
        self._sampaikan("terekspor", f"reports/{tujuan.name}")

    def _sampaikan(self, kunci: str, nama: str) -> None:
        self.pesan.value = kalimat(istilah.t(f"halaman.{kunci}", self.bahasa, nama=nama)).html
