"""The tables of the dataset: columns, types, units, meanings and what is allowed in them.

One class a table. The same classes check the rows, order the columns and describe the
fields in `datapackage.json`, so that the three cannot disagree.
"""

from typing import Any

import dataframely as dy
import polars as pl

TAHAP = (
    "renja",
    "rkpd",
    "apbd",
    "apbd_perubahan",
    "renja_perubahan_sebelum",
    "renja_perubahan_sesudah",
    "renstra_akhir",
    "renstra_sd_lalu",
    "prakiraan_maju",
    "kebutuhan",
    "rkt",
    "perjanjian_kinerja",
    "lkjip",
    "program_utama",
    "lain",
)
PERIODE = ("tahunan", "tw1", "tw2", "tw3", "tw4", "semester1", "sd_tahun_lalu", "sd_tahun_ini")
JENJANG = ("urusan", "opd", "program", "kegiatan", "sub_kegiatan", "sasaran", "belanja", "wilayah", "deret")
JENJANG_POHON = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
KODE_ASAL = ("tercetak", "dinormalkan", "nomenklatur", "dokumen")

OPD_REGEX = r"^(prov|kab|kota)-[a-z0-9-]+$"
KODE_REGEX = r"^(\d|X)\.(\d{2}|XX)(\.\d{2}(\.\d\.\d{2}(\.\d{4})?)?)?$"


def _about(title: str, description: str, unit: str | None = None) -> dict[str, Any]:
    return {"metadata": {"title": title, "unit": unit}, "description": description}


def _text(title: str, description: str, **rules: Any) -> Any:
    return dy.String(**({"nullable": True} | rules), **_about(title, description))


def _number(title: str, description: str, unit: str | None = None) -> Any:
    return dy.Float64(nullable=True, **_about(title, description, unit))


def _rupiah(title: str, description: str) -> Any:
    return dy.Decimal(20, 2, nullable=True, **_about(title, description, "rupiah"))


def _whole(title: str, description: str, **rules: Any) -> Any:
    return dy.Int64(**({"nullable": True} | rules), **_about(title, description))


def _one_of(values: tuple[str, ...]) -> Any:
    return lambda column: column.is_in(list(values))


def _opd() -> Any:
    return _text("OPD", "Perangkat daerah: <tingkat>-<wilayah>-<urusan>", nullable=False, regex=OPD_REGEX)


def _tahun() -> Any:
    return _whole("Tahun", "Tahun yang dirujuk angka", nullable=False, min=1990, max=2060)


def _kode() -> Any:
    return _text("Kode", "Kode kanonik U.BB.PP.T.KK.SSSS; kosong bila tidak pasti", regex=KODE_REGEX)


def _dokumen() -> Any:
    return _text("Dokumen", "Nama berkas di data/raw", nullable=False)


def _tabel() -> Any:
    return _text("Tabel", "Nomor tabel seperti tercetak, atau judulnya bila tak bernomor")


class Observasi(dy.Schema):
    """What each table prints: one row per indicator row, stage and year of a source table."""

    opd = _opd()
    tahun = _tahun()
    kode = _kode()
    indikator = _text("Indikator", "Indikator seperti tercetak, potongan disambung, mark-up dibuang")
    target = _number("Target", "Target kinerja", "lihat satuan")
    realisasi = _number("Realisasi", "Realisasi kinerja", "lihat satuan")
    pagu = _rupiah("Pagu", "Anggaran tercetak")
    realisasi_rp = _rupiah("Realisasi anggaran", "Realisasi keuangan tercetak")
    tahap = _text("Tahap", "Tahap dokumen anggaran", nullable=False, check=_one_of(TAHAP))
    periode = _text("Periode", "Periode realisasi", check=_one_of(PERIODE))
    jenjang = _text("Jenjang", "Tingkat baris", nullable=False, check=_one_of(JENJANG))
    uraian = _text("Uraian", "Nama program/kegiatan/sub kegiatan/sasaran tanpa kata jenjang di depan")
    satuan = _text("Satuan", "Satuan kinerja")
    target_teks = _text("Target (teks)", "Sel target yang bukan angka biasa")
    realisasi_teks = _text("Realisasi (teks)", "Sel realisasi yang bukan angka biasa")
    capaian = _number("Capaian", "Persentase capaian kinerja seperti tercetak", "%")
    serapan = _number("Serapan", "Persentase serapan anggaran seperti tercetak", "%")
    sumber_dana = _text("Sumber dana", "Sumber dana seperti tercetak")
    lokasi = _text("Lokasi", "Lokasi seperti tercetak")
    catatan = _text("Catatan", "Catatan atau keterangan seperti tercetak")
    kode_tercetak = _text("Kode tercetak", "Kode persis seperti tercetak")
    kode_asal = _text("Asal kode", "Dari mana kode kanonik berasal", check=_one_of(KODE_ASAL))
    dokumen = _dokumen()
    tabel = _tabel()
    halaman = _whole("Halaman", "Halaman; kosong untuk berkas teks")
    baris = _whole("Baris", "Baris pertama (teks: nomor baris berkas, mulai 1)", nullable=False, min=1)
    penanda = dy.List(
        dy.String(), nullable=False, **_about("Penanda", "Hal yang perlu diketahui pembaca tentang baris ini")
    )

    nama_resmi = _text("Nama resmi", "Nama menurut nomenklatur untuk kode ini, atau nama resmi wilayah")
    selisih_rp = _rupiah(
        "Selisih",
        "Bertambah (berkurang) pada tahap sesudah perubahan, atau sisa di samping realisasinya; seperti tercetak",
    )
    kode_wilayah = _text("Kode wilayah", "Kode resmi wilayah pada baris per wilayah", regex=r"^\d{2}(\.\d{2})?$")

    @dy.rule()
    def kode_bersumber(cls) -> pl.Expr:
        """A canonical code always says where it came from."""
        return pl.col("kode").is_null() | pl.col("kode_asal").is_not_null()


class Kinerja(dy.Schema):
    """The tidy dataset: one row per OPD, year, program line and indicator."""

    opd = _opd()
    tahun = _tahun()
    kode = _kode()
    indikator = _text("Indikator", "Indikator seperti tercetak")
    target = _number("Target", "Target kinerja terpilih", "lihat satuan")
    realisasi = _number("Realisasi", "Realisasi kinerja terpilih", "lihat satuan")
    pagu = _rupiah("Pagu", "Anggaran terpilih")
    realisasi_rp = _rupiah("Realisasi anggaran", "Realisasi keuangan terpilih")
    jenjang = _text("Jenjang", "Tingkat baris", nullable=False, check=_one_of(JENJANG))
    uraian = _text("Uraian", "Nama program/kegiatan/sub kegiatan/sasaran")
    satuan = _text("Satuan", "Satuan kinerja")
    tahap = _text("Tahap", "Tahap asal pagu (atau target bila tanpa pagu)", check=_one_of(TAHAP))
    periode = _text("Periode", "Periode asal realisasi", check=_one_of(PERIODE))
    n_observasi = _whole("Jumlah observasi", "Banyak observasi di balik baris ini", nullable=False, min=1)
    konflik = dy.Bool(nullable=False, **_about("Konflik", "Benar bila dua tabel pada tahap yang sama berbeda angka"))
    sumber = _text("Sumber", "Tempat asal tiap nilai terpilih", nullable=False)


class Dokumen(dy.Schema):
    """Every file found in the raw folder and what became of it."""

    dokumen = _text("Dokumen", "Nama berkas", nullable=False, unique=True)
    sha256 = _text("SHA-256", "Sidik jari isi berkas")
    format = _text("Format", "Format berkas")
    opd = _text("OPD", "Perangkat daerah", regex=OPD_REGEX)
    nama_opd = _text("Nama OPD", "Nama perangkat daerah seperti tercetak")
    wilayah = _text("Wilayah", "Nama resmi wilayah")
    jenis = _text("Jenis dokumen", "Renja, Renja Perubahan, Evaluasi Renja, LKjIP, Renstra")
    tahun = _whole("Tahun", "Tahun dokumen")
    periode = _text("Periode", "Periode laporan", check=_one_of(PERIODE))
    halaman = _whole("Halaman", "Banyak halaman; kosong untuk teks")
    tabel_ditemukan = _whole("Tabel ditemukan", "Banyak tabel di dalam dokumen", nullable=False)
    tabel_terbaca = _whole("Tabel terbaca", "Banyak tabel yang menjadi observasi", nullable=False)
    observasi = _whole("Observasi", "Banyak observasi", nullable=False)
    observasi_naratif = _whole(
        "Observasi naratif", "Di antaranya dari kalimat dan daftar di luar tabel", nullable=False
    )
    baris_ditolak = _whole("Baris ditolak", "Banyak baris yang ditolak", nullable=False)
    status = _text("Status", "terbaca atau gagal", nullable=False, check=_one_of(("terbaca", "gagal")))
    alasan = _text("Alasan", "Sebab gagal dan apa yang perlu dilakukan")
    catatan = _whole("Catatan", "Banyak catatan pembaca pada dokumen ini; lihat catatan_baca", nullable=False)
    sama_dengan = _text("Sama dengan", "Dokumen lain yang memuat semua observasi dokumen ini; hanya yang itu dihitung")


JENIS_CATATAN = ("catatan", "sel_meragukan", "hampir_sama")


class CatatanBaca(dy.Schema):
    """What a reader left out or is not sure of, with its place: to be looked up in the document."""

    dokumen = _dokumen()
    halaman = _whole("Halaman", "Halaman; kosong bila tidak disebut")
    baris = _whole("Baris", "Baris sel; kosong untuk catatan tentang halaman atau dokumen", min=1)
    jenis = _text("Jenis", "catatan: yang dilewati atau belum pasti; sel_meragukan: sel yang bacaannya belum pasti; "
                  "hampir_sama: dokumen lain memuat sebagian besar observasi yang sama",
                  nullable=False, check=_one_of(JENIS_CATATAN))  # fmt: skip
    isi = _text("Isi", "Sel seperti terbaca")
    catatan = _text("Catatan", "Apa yang dilewati atau mengapa belum pasti", nullable=False)


class Tabel(dy.Schema):
    """Every table found and whether it was read."""

    dokumen = _dokumen()
    urutan = _whole("Urutan", "Nomor urut tabel di dalam dokumen", nullable=False, min=1)
    tabel = _tabel()
    judul = _text("Judul", "Judul tabel seperti tercetak")
    halaman = _whole("Halaman", "Halaman pertama; kosong untuk teks")
    baris = _whole("Baris", "Baris tempat tabel mulai", nullable=False, min=1)
    formulir = _text("Formulir", "Bentuk tabel yang dikenali dari judul kolomnya")
    kolom = _text("Kolom", "Arti tiap kolom, dipisah |")
    baris_data = _whole("Baris data", "Banyak baris data setelah disambung", nullable=False)
    observasi = _whole("Observasi", "Banyak observasi", nullable=False)
    kesesuaian = _whole("Kesesuaian", "Banyak tanda ada atau tidak", nullable=False)
    simpul = _whole("Simpul", "Banyak simpul pohon kinerja", nullable=False)
    ditolak = _whole("Ditolak", "Banyak baris yang ditolak", nullable=False)
    judul_tak_dikenal = _text("Judul tak dikenal", "Judul kolom berisi yang tidak dipahami dan tidak dibaca, dipisah |")
    status = _text("Status", "terbaca atau tidak_terbaca", nullable=False, check=_one_of(("terbaca", "tidak_terbaca")))
    alasan = _text("Alasan", "Sebab tabel tidak dibaca")


class Ditolak(dy.Schema):
    """Every row that did not become an observation, with its place, cells and the reason."""

    dokumen = _dokumen()
    tabel = _tabel()
    halaman = _whole("Halaman", "Halaman; kosong untuk teks")
    baris = _whole("Baris", "Baris tempat baris mulai", nullable=False, min=1)
    isi = _text("Isi", "Isi sel, dipisah |", nullable=False)
    alasan = _text("Alasan", "Sebab ditolak", nullable=False)


class Kesesuaian(dy.Schema):
    """Presence matrices: whether a document of the office holds a line of the plan."""

    opd = _opd()
    tahun = _tahun()
    kode = _kode()
    uraian = _text(
        "Uraian", "Nama program/kegiatan/sub kegiatan seperti tercetak; kosong bila halaman tidak mencetaknya"
    )
    dokumen = _text("Dokumen", "Dokumen yang diperiksa, seperti judul kolomnya: RENSTRA, RENJA, APBD", nullable=False)
    ada = dy.Bool(nullable=False, **_about("Ada", "Benar bila baris itu ada di dalam dokumen"))
    jenjang = _text("Jenjang", "Tingkat baris", nullable=False, check=_one_of(JENJANG))
    kode_tercetak = _text("Kode tercetak", "Kode persis seperti tercetak")
    nama_resmi = _text("Nama resmi", "Nama menurut nomenklatur untuk kode ini")
    berkas = _text("Berkas", "Nama berkas di data/raw tempat matriks ini tercetak", nullable=False)
    tabel = _tabel()
    halaman = _whole("Halaman", "Halaman; kosong untuk berkas teks")
    baris = _whole("Baris", "Baris pertama", nullable=False, min=1)


class PohonKinerja(dy.Schema):
    """Trees of performance: tujuan, sasaran, program, kegiatan, sub kegiatan, each with its indicators."""

    opd = _opd()
    tahun = _tahun()
    simpul = _whole("Simpul", "Nomor simpul di dalam tabelnya", nullable=False, min=1)
    induk = _whole("Induk", "Nomor simpul di atasnya; kosong untuk pangkal", min=1)
    jenjang = _text("Jenjang", "Tingkat simpul", nullable=False, check=_one_of(JENJANG_POHON))
    kode = _kode()
    uraian = _text("Uraian", "Nama tanpa kata jenjang di depan", nullable=False)
    sasaran = _text("Sasaran", "Yang hendak dicapai program, kegiatan, atau sub kegiatan ini")
    indikator = _text("Indikator", "Indikator seperti tercetak")
    nama_resmi = _text("Nama resmi", "Nama menurut nomenklatur untuk kode ini")
    berkas = _text("Berkas", "Nama berkas di data/raw", nullable=False)
    tabel = _tabel()
    halaman = _whole("Halaman", "Halaman; kosong untuk berkas teks")
    baris = _whole("Baris", "Baris pertama", nullable=False, min=1)


JENIS_PERNYATAAN = ("hitungan", "cacah", "tiada", "capaian", "nilai", "galat_rumus", "rumus")
OPERASI = ("bagi", "ubah", "jumlah", "kurang", "selisih", "rata", "sama")


class Pernyataan(dy.Schema):
    """What a document says about its own figures, in formulas, totals and sentences; the audit checks it."""

    opd = _text("OPD", "Perangkat daerah", regex=OPD_REGEX)
    dokumen = _dokumen()
    tabel = _tabel()
    halaman = _whole("Halaman", "Halaman; kosong untuk teks")
    baris = _whole("Baris", "Baris tempat pernyataan", nullable=False, min=1)
    jenis = _text(
        "Jenis",
        "hitungan: hasil dari angka lain; cacah: banyaknya baris rencana; tiada: banyaknya yang tidak ada; "
        "capaian, nilai: angka sebuah indikator sasaran; galat_rumus: sel yang mencetak pesan galat; rumus: rumus "
        "yang merujuk kolom yang tidak ada",
        nullable=False,
        check=_one_of(JENIS_PERNYATAAN),
    )
    uraian = _text("Uraian", "Judul kolom, benda yang dihitung, atau indikator", nullable=False)
    tercetak = dy.Float64(nullable=False, **_about("Tercetak", "Angka yang dinyatakan", "lihat satuan"))
    desimal = _whole("Desimal", "Banyak desimal angka yang dinyatakan", nullable=False, min=0)
    operasi = _text("Operasi", "Hitungannya: bagi (persen), ubah (persen), jumlah, kurang, selisih, rata, sama",
                    check=_one_of(OPERASI))  # fmt: skip
    operan = dy.List(dy.Float64(), nullable=False, **_about("Operan", "Angka yang dihitung, berurutan"))
    satuan = _text("Satuan", "%, Rp, atau benda yang dihitung")
    lingkup = _text("Lingkup", "Kode baris rencana, indikator, atau kolom yang dibicarakan")
    tahun = _whole("Tahun", "Tahun yang disebut di depan angka")
    kutipan = _text("Kutipan", "Rumus, judul kolom, atau potongan kalimat", nullable=False)


JENIS_TEMUAN = (
    "sum_mismatch",
    "percent_mismatch",
    "magnitude_typo",
    "digit_typo",
    "duplicate_row",
    "shifted_columns",
    "sign_error",
    "cross_table_conflict",
    "count_mismatch",
    "label_conflict",
    "formula_conflict",
    "unit_conflict",
    "missing_value",
    "nomenclature_conflict",
    "other",
)
KEPARAHAN = ("galat", "peringatan", "info")


class Temuan(dy.Schema):
    """What the audit found: one row a finding, those of one cause as one. Nothing in `observasi` is changed by it."""

    id = _text("ID", "Tanda pengenal; tempat dan jenis yang sama memberi ID yang sama", nullable=False, unique=True)
    opd = _text("OPD", "Perangkat daerah", regex=OPD_REGEX)
    dokumen = _dokumen()
    tabel = _tabel()
    halaman = _whole("Halaman", "Halaman; kosong untuk teks")
    baris = _whole("Baris", "Baris tempat temuan", min=1)
    kode = _kode()
    jenis = _text("Jenis", "Jenis temuan", nullable=False, check=_one_of(JENIS_TEMUAN))
    keparahan = _text("Keparahan", "galat: dokumen menyangkal dirinya; peringatan: perlu dilihat; info: diketahui",
                      nullable=False, check=_one_of(KEPARAHAN))  # fmt: skip
    uraian = _text("Uraian", "Sel atau hal yang dibicarakan", nullable=False)
    tercetak = _text("Tercetak", "Yang tercetak")
    seharusnya = _text("Seharusnya", "Yang semestinya, bila dapat diketahui; saran, tidak mengubah observasi")
    selisih = _number("Selisih", "Tercetak dikurangi seharusnya", "sesuai angkanya")
    bukti = _text("Bukti", "Dari mana diketahui, dalam satu dua kalimat", nullable=False)


TABLES: dict[str, type[dy.Schema]] = {
    "observasi": Observasi,
    "kinerja": Kinerja,
    "dokumen": Dokumen,
    "tabel": Tabel,
    "ditolak": Ditolak,
    "kesesuaian": Kesesuaian,
    "pohon_kinerja": PohonKinerja,
    "pernyataan": Pernyataan,
    "catatan_baca": CatatanBaca,
    "temuan": Temuan,
}


ORDER: dict[str, list[str]] = {
    "observasi": ["dokumen", "halaman", "baris", "tabel", "tahap", "tahun", "indikator"],
    "dokumen": ["dokumen"],
    "tabel": ["dokumen", "urutan"],
    "ditolak": ["dokumen", "halaman", "baris", "tabel"],
    "kesesuaian": ["berkas", "halaman", "baris", "dokumen"],
    "pohon_kinerja": ["berkas", "tabel", "simpul", "baris"],
    "pernyataan": ["dokumen", "halaman", "baris"],
    "catatan_baca": ["dokumen", "halaman", "baris", "jenis"],
    "kinerja": ["opd", "tahun", "kode", "jenjang", "uraian", "indikator", "sumber"],
}
"""The columns by which the rows of a table are sorted, blanks last; rows alike in them stay as they came."""


def dtypes(table: str) -> dict[str, pl.DataType]:
    """Column names and polars types of one table, in order."""
    return {name: column.dtype for name, column in TABLES[table].columns().items()}
