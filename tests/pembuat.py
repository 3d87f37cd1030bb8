"""Typeset documents of invented offices with known truth, in the shapes of the forms that real offices publish.

`buat(Gaya(...))` gives the bytes of a document and every figure it prints with its line, stage, year and level.
The same style always gives the same document.
"""

import csv
import functools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

RULES = Path(__file__).resolve().parents[1] / "src" / "workbench" / "rules"
MEASURES = ("target", "realisasi", "pagu", "realisasi_rp", "capaian", "serapan", "selisih_rp")
SPLIT = ("terpisah", "terpisah_titik", "terpisah_lebih")
NAMED = ("belanja", "wilayah", "deret")


@dataclass(frozen=True)
class Gaya:
    """How a document is typeset; `benih` draws names, figures, synonyms and the order of columns."""

    bentuk: str
    benih: int = 0
    angka: str = "id"  # id: 1.234.567,89   en: 1,234,567.89
    uang: str = "polos"  # polos, rp (Rp. 1.234), desimal (1.234,00)
    ribuan: bool = True  # thousands parted in performance figures too
    persen: str = "desimal"  # desimal (83,83), tanda (83,83%), bulat (84)
    kode: str = "kanonik"  # kanonik, titik_hilang, lama, terpisah, terpisah_titik, terpisah_lebih, tanpa
    satuan: str = "kolom"  # kolom, target (12 Dokumen)
    kata_jenjang: bool = True  # Program ..., Kegiatan ..., Sub Kegiatan ...
    tingkat: str = "kabupaten"  # provinsi, kabupaten, kota
    koperasi: bool = True  # an office whose nomenclature is known, or another
    sehalaman: int = 0  # rows a page, 0 for one page
    kepala_berulang: bool = True
    kaki: bool = False  # a running foot between pages (only with repeated headings)
    putus: bool = False  # the last row of a page is broken
    ganda: bool = False  # several indicators under one program or kegiatan
    jumlah: bool = False  # a total row
    atas: bool = False  # rows of the urusan and the office on top
    nomor_kolom: bool = False  # a row that numbers the columns
    tebal: bool = False  # <b> mark-up
    sel_sebaris: bool = False  # one cell a line, as Word exports tables (budget table of an LKjIP)
    kepala_rapat: bool = False  # a heading over several columns is printed as one cell, without the blank ones
    strip: bool = False  # figures that are missing are printed as a dash
    kolom_lebih: bool = False  # the last page prints the last money column of the revised plan twice
    nama_hilang: bool = False  # a page of a presence matrix has lost its names
    triwulan: bool = False  # T-C.29 with the realisation of each quarter
    crlf: bool = False
    akhir_baris: bool = True


@dataclass(frozen=True)
class Benar:
    """What one stage of one row prints."""

    tahap: str
    tahun: int
    jenjang: str
    kode: str | None
    nilai: dict[str, Decimal]
    nama: str = ""
    periode: str = ""
    apa: str = ""


@dataclass(frozen=True)
class Sesuai:
    """A true mark of a presence matrix: the line of the plan and the document that holds it or not."""

    baris: int
    jenjang: str
    kode: str
    nama: str
    dokumen: str
    ada: bool


@dataclass(frozen=True)
class Simpul:
    """A true node of a tree with the name of the node above; a further indicator repeats the node."""

    baris: int
    jenjang: str
    nama: str
    induk: str
    sasaran: str
    indikator: str


@dataclass
class Baris:
    """One row of a table, with the positions of the cells that may be broken over a page."""

    sel: list[str]
    benar: list[Benar] = field(default_factory=list)
    sesuai: list[Sesuai] = field(default_factory=list)
    simpul: list[Simpul] = field(default_factory=list)


@dataclass
class Tabel:
    """One table before it is typeset."""

    judul: list[str]
    kepala: list[list[str]]
    baris: list[Baris]
    teks: list[int]
    sel_sebaris: bool = False
    berkode: bool = False
    lebih: int | None = None  # the column that the last page prints twice


@dataclass(frozen=True)
class Angka:
    """One true figure with its place."""

    baris: int
    tahap: str
    tahun: int
    jenjang: str
    ukuran: str
    nilai: float
    periode: str = ""  # tw1 .. tw4 where the column or the row is of one quarter
    uraian: str = ""  # the name, where the row is no program, kegiatan or goal (`NAMED`)
    apa: str = ""  # what a column of a region table counts; the heading of a stage without a word of its own


@dataclass(frozen=True)
class Dokumen:
    """A typeset document and the truth about it."""

    isi: bytes
    tingkat: str
    wilayah: str
    tahun: int
    jenis: str
    angka: tuple[Angka, ...]
    kode: dict[int, frozenset[str]]
    sesuai: tuple[Sesuai, ...] = ()
    pohon: tuple[Simpul, ...] = ()


@dataclass
class Unit:
    """A program, kegiatan or sub kegiatan with its indicators: (wording, unit)."""

    jenjang: str
    kode: str
    nama: str
    indikator: list[tuple[str, str]]
    anak: list["Unit"] = field(default_factory=list)
    pagu: int = 0
    realisasi: int = 0


# --- names -----------------------------------------------------------------------------------------------------


@functools.cache
def _wilayah(tingkat: str) -> list[str]:
    with (RULES / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        return [row["nama"] for row in csv.DictReader(file) if row["tingkat"] == tingkat]


@functools.cache
def _nomenklatur(tingkat: str) -> dict[str, list[tuple[str, str, str, str]]]:
    """Parent code -> (code, name, indicator, unit) of the newest edition, for bidang urusan 2.17."""
    tier, digit = ("provinsi", "1") if tingkat == "provinsi" else ("kabkota", "2")
    found: dict[str, dict[str, tuple[str, str, str, str]]] = defaultdict(dict)
    with (RULES / "nomenklatur.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = row["kode"].replace("X.XX", "2.17").split(".")
            if row["tingkat"] != tier or not row["versi"].startswith("pemutakhiran") or parts[:2] != ["2", "17"]:
                continue
            if len(parts) not in (3, 5, 6) or (len(parts) > 3 and parts[3] != digit):
                continue
            above = ".".join(parts[: {3: 2, 5: 3, 6: 5}[len(parts)]])
            kode = ".".join(parts)
            found[above][kode] = (kode, row["nama"], row["indikator"], row["satuan"])
    return {above: list(rows.values()) for above, rows in found.items()}


@functools.cache
def _kode_senama(tingkat: str) -> dict[str, set[str]]:
    """Name -> its codes in all editions: where no code is printed each of them is right."""
    tier = "provinsi" if tingkat == "provinsi" else "kabkota"
    found: dict[str, set[str]] = defaultdict(set)
    with (RULES / "nomenklatur.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["tingkat"] == tier:
                found[row["nama"].lower().removeprefix("program ")].add(row["kode"].replace("X.XX", "2.17"))
    return found


OFFICES = ("Dinas Koperasi dan Usaha Mikro", "Dinas Koperasi, Usaha Kecil dan Menengah", "Dinas Koperasi dan UKM")
OTHER_OFFICES = (
    ("Dinas Sosial", "1.06"),
    ("Dinas Perpustakaan dan Kearsipan", "2.23"),
    ("Dinas Lingkungan Hidup", "2.11"),
    ("Badan Pengelola Lumbung Bersama", "5.08"),
)
PROGRAMS = ("Pembinaan Lumbung Warga", "Pengelolaan Taman Bacaan", "Penataan Kampung Hijau", "Pelayanan Warga Rentan")
ACTIVITIES = ("Pembentukan Kader", "Pendampingan Kelompok", "Pengawasan Layanan", "Penyediaan Sarana Warga")
TASKS = ("Pelatihan Kader Kampung", "Penyusunan Peta Layanan", "Pengadaan Rak dan Lemari", "Sosialisasi Layanan Keliling",
         "Verifikasi Data Penerima", "Pemeliharaan Gedung Layanan")  # fmt: skip
BROKEN = ("nama", "indikator", "program", "kegiatan", "sub_kegiatan", "i_program", "i_kegiatan", "i_sub_kegiatan", "s_program",
          "s_kegiatan", "s_sub_kegiatan")  # fmt: skip
UNITS = ("Dokumen", "Laporan", "Orang", "Unit", "Paket", "Unit Usaha", "Kelompok", "Orang/Bulan")
WORDS = {"program": "Program ", "kegiatan": "Kegiatan ", "sub_kegiatan": "Sub Kegiatan "}


def _indicator(rng: random.Random, jenjang: str, nama: str) -> tuple[str, str]:
    if jenjang == "program":
        return rng.choice((f"Persentase capaian layanan {nama.lower()[:40].strip()}", "Persentase warga yang terlayani",
                           f"Indeks kepuasan atas {nama.lower()[:30].strip()}")), rng.choice(("%", "Persen", "Indeks"))  # fmt: skip
    return f"Jumlah hasil {nama[:60].strip()}", rng.choice(UNITS)


def _tree(gaya: Gaya, rng: random.Random, bidang: str) -> list[Unit]:
    """Two or three programs with kegiatan and sub kegiatan below, sums added up from the bottom."""
    programs = _known_programs(gaya, rng) if gaya.koperasi else _other_programs(gaya, rng, bidang)
    for program in programs:
        for kegiatan in program.anak:
            for sub in kegiatan.anak:
                sub.pagu = rng.choice((rng.randrange(2_500_000, 90_000_000, 500), rng.randrange(10**8, 4 * 10**9)))
                sub.realisasi = int(sub.pagu * rng.uniform(0.55, 1.0))
            _sum_up(kegiatan)
        _sum_up(program)
    return programs


def _sum_up(unit: Unit) -> None:
    unit.pagu = sum(child.pagu for child in unit.anak)
    unit.realisasi = sum(child.realisasi for child in unit.anak)


def _known_programs(gaya: Gaya, rng: random.Random) -> list[Unit]:
    names = _nomenklatur(gaya.tingkat)
    used: set[str] = set()

    def below(above: str, jenjang: str, most: int) -> list[Unit]:
        wanted = {"program": "kegiatan", "kegiatan": "sub_kegiatan"}.get(jenjang)
        lines = [line for line in names.get(above, []) if line[1].lower() not in used]
        if wanted:
            lines = [line for line in lines if names.get(line[0])]
        units = []
        for kode, nama, indikator, satuan in sorted(rng.sample(lines, min(len(lines), rng.randint(1, most)))):
            used.add(nama.lower())
            nama = nama.removeprefix("PROGRAM ").removeprefix("Program ")
            first = (indikator, satuan) if indikator and satuan else _indicator(rng, jenjang, nama)
            unit = Unit(jenjang, kode, nama, [first])
            unit.anak = below(kode, wanted, 3) if wanted else []
            units.append(unit)
        return [unit for unit in units if unit.anak or not wanted]

    found: list[Unit] = []
    while len(found) < 2:
        used.clear()
        found = below("2.17", "program", 3)
    return found


def _other_programs(gaya: Gaya, rng: random.Random, bidang: str) -> list[Unit]:
    digit = "1" if gaya.tingkat == "provinsi" else "2"
    programs = []
    for p, nama in enumerate(rng.sample(PROGRAMS, rng.randint(2, 3)), start=2):
        program = Unit("program", f"{bidang}.{p:02}", nama, [_indicator(rng, "program", nama)])
        for k, name in enumerate(rng.sample(ACTIVITIES, rng.randint(1, 3)), start=1):
            kegiatan = Unit("kegiatan", f"{program.kode}.{digit}.{k:02}", name, [_indicator(rng, "kegiatan", name)])
            for s, task in enumerate(rng.sample(TASKS, rng.randint(1, 3)), start=1):
                task = f"{task} {rng.choice(('Tahap Awal', 'Tahap Lanjut', 'Wilayah Timur', 'Wilayah Barat'))}"
                kegiatan.anak.append(Unit("sub_kegiatan", f"{kegiatan.kode}.{s:04}", task,
                                          [_indicator(rng, "sub_kegiatan", task)]))  # fmt: skip
            program.anak.append(kegiatan)
        programs.append(program)
    return programs


def _walk(units: list[Unit]) -> Iterator[Unit]:
    for unit in units:
        yield unit
        yield from _walk(unit.anak)


# --- figures ---------------------------------------------------------------------------------------------------


def tulis_angka(value: Decimal, gaya: str, *, ribuan: bool = True, desimal: int | None = None) -> str:
    """A number in the Indonesian (`id`) or English (`en`) style."""
    text = f"{value:,.{desimal}f}" if desimal is not None else f"{value:,}"
    if not ribuan:
        text = text.replace(",", "")
    return text.translate(str.maketrans(",.", ".,")) if gaya == "id" else text


class _Cetak:
    """Prints figures in the style of one document."""

    def __init__(self, gaya: Gaya) -> None:
        self.gaya = gaya

    def uang(self, value: Decimal) -> str:
        text = tulis_angka(value, self.gaya.angka, desimal=2 if self.gaya.uang == "desimal" else 0)
        return f"Rp. {text}" if self.gaya.uang == "rp" else text

    def beda(self, value: Decimal) -> str:
        """A difference of money: one below zero in brackets, or with a minus."""
        text = self.uang(abs(value))
        return text if value >= 0 else f"({text})" if self.gaya.benih % 3 else f"-{text}"

    def kinerja(self, value: Decimal, satuan: str) -> str:
        text = tulis_angka(value, self.gaya.angka, ribuan=self.gaya.ribuan)
        if self.gaya.satuan == "kolom":
            return text
        return f"{text}%" if satuan == "%" else f"{text} {satuan}"

    def rasio(self, value: Decimal) -> str:
        if self.gaya.persen == "bulat":
            return tulis_angka(value, self.gaya.angka, desimal=0)
        text = tulis_angka(value, self.gaya.angka, desimal=2)
        return f"{text}%" if self.gaya.persen == "tanda" else text

    def nilai_rasio(self, part: Decimal, whole: Decimal) -> Decimal:
        step = Decimal(1) if self.gaya.persen == "bulat" else Decimal("0.01")
        return (part / whole * 100).quantize(step)


def _figure(rng: random.Random, satuan: str) -> Decimal:
    """A target that fits the unit."""
    if satuan in ("%", "Persen", "Indeks"):
        return Decimal(
            rng.choice((rng.randint(5, 100), rng.randint(50, 999) / 10, rng.randint(500, 9999) / 100)).__str__()
        )
    return Decimal(rng.choice((rng.randint(1, 60), rng.randint(100, 999), rng.randint(1000, 98000))))


def _reached(rng: random.Random, target: Decimal) -> Decimal:
    if target == target.to_integral():
        return Decimal(rng.randint(0, int(target) + 2))
    return (target * Decimal(rng.randint(30, 120)) / 100).quantize(Decimal("0.1"))


# --- codes -----------------------------------------------------------------------------------------------------


def tulis_kode(kode: str, gaya: str) -> list[str]:
    """The cells a canonical code is printed in."""
    parts = kode.split(".")
    if gaya == "tanpa":
        return []
    if gaya == "terpisah_titik":
        parts = [f"{part}." for part in parts]
    if gaya in SPLIT:
        return parts + [""] * (6 - len(parts))
    if gaya in ("titik_hilang", "lama") and len(parts) == 6:
        parts[5] = parts[5][-2:]
    if gaya == "titik_hilang" and len(parts) > 3:
        parts[3:5] = [parts[3] + parts[4]]
    return [".".join(parts)]


# --- tables ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kolom:
    """One column: group heading (empty for none), own heading, what stands in it."""

    grup: str
    judul: str
    isi: str


class _Pembuat:
    """Makes the tables of one document."""

    def __init__(self, gaya: Gaya) -> None:
        self.gaya = gaya
        self.rng = random.Random(gaya.benih)
        self.cetak = _Cetak(gaya)
        self.tahun = self.rng.randint(2021, 2027)
        nama = self.rng.choice(_wilayah(gaya.tingkat))
        self.wilayah = nama.removeprefix("Kabupaten ").removeprefix("Kota ").removeprefix("Administrasi ")
        self.daerah = f"{gaya.tingkat.capitalize()} {self.wilayah}"
        if gaya.koperasi:
            self.dinas, self.bidang = self.rng.choice(OFFICES), "2.17"
        else:
            self.dinas, self.bidang = self.rng.choice(OTHER_OFFICES)
        self.pohon = _tree(gaya, self.rng, self.bidang)
        if gaya.ganda:
            for unit in _walk(self.pohon):
                if unit.jenjang != "sub_kegiatan" and self.rng.random() < 0.5:
                    unit.indikator.append((f"Persentase mutu {unit.nama.lower()[:30].strip()}", "%"))

    def pilih(self, *choices: str) -> str:
        return self.rng.choice(choices)

    # columns shared by the forms

    def kolom_nama(self) -> list[Kolom]:
        nama = Kolom("", self.pilih(
            "Program/Kegiatan/Sub Kegiatan", "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",
            "Program, Kegiatan, Sub Kegiatan", "Uraian Program / Kegiatan / Sub Kegiatan",
            "PROGRAM DAN KEGIATAN"), "nama")  # fmt: skip
        columns = [nama]
        if self.gaya.kode != "tanpa":
            heading = self.pilih("Kode", "Kode Rekening", "KODE")
            wide = 6 if self.gaya.kode in SPLIT[:2] else 1
            columns = [Kolom("", heading, "kode")] + [Kolom("", "", "kode_lanjut")] * (wide - 1) + columns
        if self.gaya.kode not in SPLIT and self.rng.random() < 0.4:
            columns.insert(0, Kolom("", self.pilih("No", "NO", "No.", "Nomor"), "no"))
        return columns

    def kolom_indikator(self) -> list[Kolom]:
        heading = self.pilih("Indikator Kinerja", "Indikator Kinerja Program/Kegiatan/Sub Kegiatan",
                             "Indikator Kinerja Program (Outcome)/Kegiatan (Output)", "Indikator")  # fmt: skip
        columns = [Kolom("", heading, "indikator")]
        return [*columns, Kolom("", "Satuan", "satuan")] if self.gaya.satuan == "kolom" else columns

    def tabel(self, judul: list[str], kolom: list[Kolom], baris: list[Baris]) -> Tabel:
        """A table with its heading rows and, when the style says so, a row of column numbers.

        A group of two levels is written `above > below`.
        """
        paths = [[*filter(None, column.grup.split(" > ")), column.judul] for column in kolom]
        kepala = []
        for depth in range(max(map(len, paths))):
            over = [path[: depth + 1] for path in paths]
            kepala.append([path[depth] if len(path) > depth and (len(path) == depth + 1 or i == 0 or over[i] != over[i - 1])
                           else "" for i, path in enumerate(paths)])  # fmt: skip
        if self.gaya.kepala_rapat and len(kepala) == 2:
            grups = [column.grup for column in kolom]
            kepala[0] = [text for i, text in enumerate(kepala[0]) if i == 0 or not grups[i] or grups[i] != grups[i - 1]]
        if self.gaya.nomor_kolom:
            form = "({})" if self.gaya.benih % 4 == 1 else "{}"
            kepala.append([form.format(number) for number in range(1, len(kolom) + 1)])
        if self.gaya.kode == "terpisah_lebih" and any(column.isi == "kode" for column in kolom):
            kepala = [list(row) for row in kepala]
        teks = [i for i, column in enumerate(kolom) if column.isi in BROKEN]
        return Tabel(judul, kepala, baris, teks, berkode=any(column.isi == "kode" for column in kolom))

    def baris(self, kolom: list[Kolom], isi: dict[str, str], kode: str | None, benar: list[Benar], nomor: int) -> Baris:
        """One row: the cells in the order of the columns."""
        codes = tulis_kode(kode, self.gaya.kode) if kode else [""]
        cells: list[str] = []
        for column in kolom:
            if column.isi == "kode" and self.gaya.kode == "terpisah_lebih":
                cells += codes if kode else [""] * 6
            elif column.isi == "kode":
                cells += codes if kode else [""] * (6 if self.gaya.kode in SPLIT[:2] else 1)
            elif column.isi == "kode_lanjut":
                continue
            elif column.isi == "no":
                cells.append(str(nomor) if nomor else "")
            else:
                blank = "-" if self.gaya.strip and column.isi[-2:] in ("_k", "rp", "t0", "t1", "p0", "p1") else ""
                cells.append(isi.get(column.isi, blank))
        return Baris(cells, benar)

    def nama(self, unit: Unit) -> str:
        nama = f"{WORDS[unit.jenjang]}{unit.nama}" if self.gaya.kata_jenjang else unit.nama
        if unit.jenjang == "program":
            nama = nama.upper() if self.gaya.benih % 2 else nama
        return f"<b>{nama}</b>" if self.gaya.tebal and unit.jenjang != "sub_kegiatan" else nama

    def rows(
        self, kolom: list[Kolom], make: "Isi", stages: dict[str, tuple[str, int]], money: dict[str, str]
    ) -> list[Baris]:
        """Rows of the whole tree; `make` fills the figures of a unit, `money` maps cells to sums of rows on top."""
        rows: list[Baris] = []
        totals = {name: sum((make.uang(unit, name) for unit in self.pohon), Decimal(0)) for name in money}
        if self.gaya.atas:
            rows.append(self.sum_row(kolom, f"Urusan Pemerintahan Bidang {self.dinas.split(' ', 1)[1]}", "urusan",
                                     self.bidang, totals, stages, money, make))  # fmt: skip
            rows.append(self.sum_row(kolom, self.dinas, "opd", None, totals, stages, money, make))
        for number, unit in enumerate(_walk(self.pohon), start=1):
            for place, (indikator, satuan) in enumerate(unit.indikator):
                first = place == 0
                isi, values = make(unit, satuan, first)
                isi |= {"nama": self.nama(unit) if first else "", "indikator": indikator, "satuan": satuan}
                isi = {name: f"<b>{text}</b>" if self.gaya.tebal and unit.jenjang == "program" and text and
                       not text.startswith("<b>") else text for name, text in isi.items()}  # fmt: skip
                benar = [
                    Benar(*stages[stage], unit.jenjang, unit.kode, value, unit.nama, stage if stage in QUARTERS else "")
                    for stage, value in values.items()
                    if value
                ]
                rows.append(self.baris(kolom, isi, unit.kode if first else None, benar, number if first else 0))
        if self.gaya.jumlah and money:
            word = self.pilih("Jumlah", "JUMLAH", "TOTAL", "Jumlah Total")
            rows.append(self.sum_row(kolom, word, "opd", None, totals, stages, money, make))
        return rows

    def sum_row(self, kolom: list[Kolom], nama: str, jenjang: str, kode: str | None, totals: dict[str, Decimal],
                stages: dict[str, tuple[str, int]], money: dict[str, str], make: "Isi") -> Baris:  # fmt: skip
        isi = {"nama": nama} | {name: self.cetak.uang(total) for name, total in totals.items()}
        values: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for name, place in money.items():
            stage, measure = place.split(":")
            values[stage][measure] = totals[name]
        benar = [Benar(*stages[stage], jenjang, kode, value) for stage, value in values.items()]
        return self.baris(kolom, isi, kode, benar, 0)

    # the forms

    def evaluasi_renstra(self) -> Tabel:
        """T-C.29: target, realisation and percentages of plan and strategic plan, performance and money in pairs."""
        t, g = self.tahun, self.pilih("K", "Kinerja", "K")
        akhir = t + self.rng.randint(0, 2)
        rp = self.pilih("Rp", "Rp.", "(Rp)")
        heads = [
            ("ra", self.pilih(f"Target Renstra Perangkat Daerah pada Tahun {akhir} (Akhir Periode Renstra)",
                              f"Target Renstra SKPD Tahun {akhir}", f"Target Capaian Kinerja Renstra OPD Tahun {akhir}")),
            ("rl", self.pilih(f"Realisasi Capaian Kinerja Renstra Perangkat Daerah s/d Renja Tahun Lalu ({t - 1})",
                              f"Realisasi Kinerja Renstra sampai dengan Tahun {t - 1}",
                              f"Realisasi Capaian Renstra s.d. Tahun {t - 1}")),
            ("tr", self.pilih(f"Target Kinerja dan Anggaran Renja Perangkat Daerah Tahun {t}",
                              f"Target Kinerja dan Anggaran Renja Tahun Berjalan yang Dievaluasi (Tahun {t})",
                              f"Target Renja Perangkat Daerah Tahun {t}")),
            ("rr", self.pilih(f"Realisasi Capaian Kinerja dan Anggaran Renja yang Dievaluasi Tahun {t}",
                              f"Realisasi Kinerja {'Tahun' if self.gaya.triwulan else 'pada Triwulan IV Tahun'} {t}",
                              f"Realisasi Renja Perangkat Daerah Tahun {t}")),
            ("cr", self.pilih(f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renja Tahun {t} (%)",
                              f"Tingkat Capaian s/d Triwulan IV Tahun {t} (%)")),
            ("rk", self.pilih(f"Realisasi Kinerja dan Anggaran Renstra Perangkat Daerah s/d Tahun {t}",
                              f"Realisasi Kinerja Renstra s.d. Tahun {t} (Akhir Tahun Pelaksanaan Renja)")),
            ("ck", self.pilih(f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s/d Tahun {t} (%)",
                              f"Tingkat Capaian Renstra s/d Tahun {t} (%)")),
        ]  # fmt: skip
        kolom = [*self.kolom_nama(), *self.kolom_indikator()]
        for key, head in heads:
            if key == "rr" and self.gaya.triwulan:
                for number in ("I", "II", "III", "IV"):
                    group = f"Realisasi Kinerja pada Triwulan {number}"
                    kolom += [Kolom(group, g, f"q{number}_k"), Kolom(group, rp, f"q{number}_rp")]
            kolom += [Kolom(head, g, f"{key}_k"), Kolom(head, rp, f"{key}_rp")]
        if self.rng.random() < 0.6:
            kolom.append(
                Kolom("", self.pilih("Perangkat Daerah Penanggung Jawab", "Unit Kerja Penanggung Jawab"), "pj")
            )
        if self.rng.random() < 0.4:
            kolom.append(Kolom("", self.pilih("Ket", "Keterangan", "Ket."), ""))
        stages = {"akhir": ("renstra_akhir", akhir), "lalu": ("renstra_sd_lalu", t - 1), "renja": ("renja", t)}
        stages |= dict.fromkeys(QUARTERS, ("renja", t))
        money = {"ra_rp": "akhir:pagu", "rl_rp": "lalu:realisasi_rp", "tr_rp": "renja:pagu",
                 "rr_rp": "renja:realisasi_rp", "rk_rp": "akhir:realisasi_rp"}  # fmt: skip
        rows = self.rows(kolom, _IsiEvaluasi(self), stages, money)
        judul = ["Tabel T-C.29", "Rekapitulasi Evaluasi Hasil Pelaksanaan Renja Perangkat Daerah dan Pencapaian Renstra "
                 f"Perangkat Daerah s/d Tahun {t}", f"{self.dinas} {self.daerah}"]  # fmt: skip
        return self.tabel(judul, kolom, rows)

    def rencana(self) -> Tabel:
        """T-C.33: plan of the year and the year after."""
        t = self.tahun
        plan = self.pilih(f"Rencana Tahun {t}", f"Rencana Tahun {t} (Tahun Rencana)")
        ahead = self.pilih(f"Prakiraan Maju Rencana Tahun {t + 1}", f"Perkiraan Maju Rencana Tahun {t + 1}")
        target = self.pilih("Target Capaian Kinerja", "Target", "Target Kinerja")
        pagu = self.pilih("Kebutuhan Dana/Pagu Indikatif", "Pagu Indikatif", "Pagu Indikatif (Rp)")
        middle = [Kolom(plan, "Lokasi", "lokasi"), Kolom(plan, target, "t0"), Kolom(plan, pagu, "p0"),
                  Kolom(plan, "Sumber Dana", "dana")]  # fmt: skip
        if self.rng.random() < 0.3:
            middle = [*middle[1:3], middle[0], middle[3]]
        kolom = [*self.kolom_nama(), *self.kolom_indikator(), *middle]
        if self.rng.random() < 0.6:
            kolom.append(Kolom("", "Catatan Penting", "catatan"))
        kolom += [Kolom(ahead, target, "t1"), Kolom(ahead, pagu, "p1")]
        stages = {"kini": ("renja", t), "maju": ("prakiraan_maju", t + 1)}
        rows = self.rows(kolom, _IsiRencana(self), stages, {"p0": "kini:pagu", "p1": "maju:pagu"})
        judul = ["Tabel T-C.33", f"Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun {t} dan Prakiraan Maju Tahun "
                 f"{t + 1}", self.daerah]  # fmt: skip
        return self.tabel(judul, kolom, rows)

    def telaah(self) -> Tabel:
        """T-C.31: the draft plan beside the analysis of needs, each with name, indicator, target and money."""
        t = self.tahun
        nama = self.pilih("Program/Kegiatan", "Program / Kegiatan / Sub Kegiatan")
        drafts = [("Rancangan Awal RKPD", "rkpd"), (f"Rancangan Awal RKPD Tahun {t}", "rkpd")]
        if self.gaya.bentuk == "telaah":
            drafts = [("Rancangan Awal P-APBD", "apbd_perubahan"), ("Rancangan Awal Perubahan RKPD", AFTER),
                      (f"Rancangan Awal RKPD Perubahan Tahun {t}", AFTER)]  # fmt: skip
        (kiri, draft), kanan = (
            self.rng.choice(drafts),
            self.pilih("Hasil Analisis Kebutuhan", "HASIL ANALISIS KEBUTUHAN"),
        )
        rp = self.pilih("(Rp.000)", "(Rp)")

        def side(group: str, mark: str, money: str) -> list[Kolom]:
            return [Kolom(group, nama, f"nama{mark}"), Kolom(group, "Lokasi", f"lokasi{mark}"),
                    Kolom(group, "Indikator Kinerja", f"indikator{mark}"),
                    Kolom(group, "Target Capaian", f"t{mark}"), Kolom(group, f"{money} {rp}", f"p{mark}")]  # fmt: skip

        second = self.pilih("Kebutuhan Dana", "Pagu Indikatif")
        kolom = [Kolom("", "No", "no"), *side(kiri, "0", "Pagu Indikatif"), *side(kanan, "1", second),
                 Kolom("", "Catatan Penting", "catatan")]  # fmt: skip
        in_target = replace(self.gaya, satuan="target")
        cetak = _Cetak(in_target)
        if self.gaya.bentuk == "telaah" and self.rng.random() < 0.3:
            kolom[1] = replace(kolom[1], grup="")
        rows = [self.telaah_sum(kolom, draft, "Urusan Pemerintahan Bidang", "urusan")] if self.gaya.atas else []
        for number, unit in enumerate(_walk(self.pohon), start=1):
            isi: dict[str, str] = {}
            benar = []
            blank = self.rng.random() if unit.jenjang == "sub_kegiatan" else 1.0
            for mark, tahap in (("0", draft), ("1", "kebutuhan")):
                if (mark == "1" and blank < 0.1) or (
                    mark == "0" and 0.1 <= blank < 0.2 and self.gaya.bentuk == "telaah"
                ):
                    continue
                indikator, satuan = unit.indikator[0]
                target = _figure(self.rng, satuan)
                pagu = Decimal(unit.pagu if mark == "0" else unit.realisasi)
                isi |= {f"nama{mark}": self.nama(unit), f"lokasi{mark}": self.daerah, f"indikator{mark}": indikator,
                        f"t{mark}": cetak.kinerja(target, satuan), f"p{mark}": self.cetak.uang(pagu)}  # fmt: skip
                benar.append(Benar(tahap, t, unit.jenjang, unit.kode, {"target": target, "pagu": pagu}, unit.nama))
            rows.append(self.baris(kolom, isi, None, benar, number))
        if self.gaya.jumlah:
            rows.append(self.telaah_sum(kolom, draft, self.pilih("", "Jumlah"), "opd"))
        judul = [
            self.pilih("Tabel T-C.31", "Tabel T-C 31"),
            f"Review terhadap Rancangan Awal RKPD Tahun {t}",
            self.daerah,
        ]
        if self.gaya.bentuk == "telaah":
            judul = [
                self.pilih("### 3.2 Review Terhadap Dokumen Perubahan RKPD", "Tabel 3.2 Review Terhadap Perubahan RKPD")
            ]
        table = self.tabel(judul, kolom, rows)
        table.teks = [i for i, column in enumerate(kolom) if column.isi[:4] in ("nama", "indi")]
        return table

    def telaah_sum(self, kolom: list[Kolom], draft: str, nama: str, jenjang: str) -> Baris:
        """The money of all programs on both sides; its name, if any, stands on the left side only."""
        kiri = Decimal(sum(unit.pagu for unit in self.pohon))
        kanan = Decimal(sum(unit.realisasi for unit in self.pohon))
        if jenjang == "urusan":
            nama = f"{nama} {self.dinas.split(' ', 1)[1]}"
        isi = {"nama0": nama, "p0": self.cetak.uang(kiri), "p1": self.cetak.uang(kanan)}
        t = self.tahun
        benar = [Benar(draft, t, jenjang, None, {"pagu": kiri}), Benar("kebutuhan", t, jenjang, None, {"pagu": kanan})]
        return self.baris(kolom, isi, None, benar, 0)

    def anggaran(self) -> Tabel:
        """Budget and realisation by program and kegiatan, of a performance report."""
        t = self.tahun
        nama = Kolom(
            "", self.pilih("Program/Kegiatan", "BELANJA DAERAH", "Uraian Program dan Kegiatan", "Uraian"), "nama"
        )
        if self.rng.random() < 0.5:
            real = self.pilih("Realisasi", "REALISASI")
            figures = [Kolom("", self.pilih("Anggaran (Rp)", "ANGGARAN (Rp)", "Pagu Anggaran (Rp)"), "p"),
                       Kolom(real, "(Rp)", "r"), Kolom(real, "%", "s")]  # fmt: skip
        else:
            figures = [Kolom("", self.pilih("Pagu Anggaran", "Anggaran", f"Anggaran Tahun {t} (Rp.)", "Pagu (Rp)"), "p"),
                       Kolom("", self.pilih("Realisasi Anggaran", "Realisasi (Rp)", "Realisasi Keuangan (Rp)"), "r"),
                       Kolom("", self.pilih("Persentase (%)", "%", "Serapan (%)", "Persentase Realisasi", "% Realisasi",
                                            "Tingkat Penyerapan (%)", "Capaian (%)"), "s")]  # fmt: skip
            if self.rng.random() < 0.3:
                figures.insert(2, Kolom("", self.pilih("Sisa Anggaran", "Sisa Anggaran (Rp)"), "sisa"))
        kolom = [Kolom("", self.pilih("NO", "No.", "No"), "no"), nama, *figures]
        prints_left = any(one.isi == "sisa" for one in figures)

        def left(rest: Decimal) -> dict[str, Decimal]:
            return {"selisih_rp": rest} if prints_left else {}

        rows = []
        for number, unit in enumerate(_walk(self.pohon), start=1):
            pagu, realised = Decimal(unit.pagu), Decimal(unit.realisasi)
            ratio = self.cetak.nilai_rasio(realised, pagu)
            isi = {"nama": self.nama(unit), "p": self.cetak.uang(pagu), "r": self.cetak.uang(realised),
                   "s": self.cetak.rasio(ratio), "sisa": self.cetak.uang(pagu - realised)}  # fmt: skip
            benar = [
                Benar(
                    "lkjip",
                    t,
                    unit.jenjang,
                    unit.kode,
                    {"pagu": pagu, "realisasi_rp": realised, "serapan": ratio} | left(pagu - realised),
                    unit.nama,
                )
            ]
            rows.append(self.baris(kolom, isi, None, benar, number))
        if self.gaya.jumlah:
            pagu, realised = (
                Decimal(sum(getattr(unit, name) for unit in self.pohon)) for name in ("pagu", "realisasi")
            )
            ratio = self.cetak.nilai_rasio(realised, pagu)
            isi = {"nama": "Jumlah", "p": self.cetak.uang(pagu), "r": self.cetak.uang(realised), "s": self.cetak.rasio(ratio),
                   "sisa": self.cetak.uang(pagu - realised)}  # fmt: skip
            money = {"pagu": pagu, "realisasi_rp": realised, "serapan": ratio} | left(pagu - realised)
            benar = [Benar("lkjip", t, "opd", None, money)]
            rows.append(self.baris(kolom, isi, None, benar, 0))
        judul = [f"Tabel 3.{self.rng.randint(6, 15)}", f"Anggaran dan Realisasi Keuangan per Program/Kegiatan Tahun {t}",
                 f"{self.dinas} {self.daerah}"]  # fmt: skip
        table = self.tabel(judul, kolom, rows)
        table.sel_sebaris = self.gaya.sel_sebaris
        return table

    def iku(self) -> Tabel:
        """Goals with indicator, target, realisation and achievement."""
        t = self.tahun
        unit = [Kolom("", "Satuan", "satuan")] if self.gaya.satuan == "kolom" else []
        kolom = [Kolom("", self.pilih("Sasaran Strategis", "Sasaran"), "nama"),
                 Kolom("", self.pilih("Indikator Kinerja", "Indikator Kinerja Utama", "Indikator Sasaran"), "indikator"), *unit,
                 Kolom("", self.pilih("Target", f"Target {t}"), "t"), Kolom("", self.pilih("Realisasi", f"Realisasi {t}"), "r"),
                 Kolom("", self.pilih("Capaian (%)", "Capaian", "% Capaian", "Tingkat Capaian (%)"), "c")]  # fmt: skip
        if self.rng.random() < 0.5:
            kolom.insert(0, Kolom("", "No", "no"))
        rows = []
        tahap = "lkjip" if self.gaya.bentuk == "lkjip" else "renja"
        goals = [("Meningkatnya mutu layanan warga", "Indeks kepuasan layanan", "Indeks"),
                 ("Meningkatnya kemandirian kelompok binaan", "Persentase kelompok mandiri", "%"),
                 ("Terwujudnya tata kelola yang terbuka", "Nilai akuntabilitas kinerja", "Nilai"),
                 ("Bertambahnya pelaku usaha yang dibina", "Jumlah pelaku usaha yang dibina", "Orang")]  # fmt: skip
        for number, (goal, indikator, satuan) in enumerate(self.rng.sample(goals, self.rng.randint(2, 4)), start=1):
            target = _figure(self.rng, "Indeks" if satuan != "Orang" else "Orang")
            reached = _reached(self.rng, target)
            ratio = self.cetak.nilai_rasio(reached, target)
            isi = {"nama": goal, "indikator": indikator, "satuan": satuan, "t": self.cetak.kinerja(target, satuan),
                   "r": self.cetak.kinerja(reached, satuan), "c": self.cetak.rasio(ratio)}  # fmt: skip
            benar = [Benar(tahap, t, "sasaran", None, {"target": target, "realisasi": reached, "capaian": ratio})]
            rows.append(self.baris(kolom, isi, None, benar, number))
        return self.tabel([f"Tabel 3.{self.rng.randint(1, 5)} Capaian Indikator Kinerja Tahun {t}"], kolom, rows)

    def evaluasi_triwulan(self) -> Tabel:
        """Evaluation of the plan in force, volume and unit and money of target and realisation."""
        t = self.tahun
        target = self.pilih(f"Target Kinerja dan Anggaran Renja Perangkat Daerah Tahun berjalan (Tahun {t})",
                            f"Target Kinerja dan Anggaran Renja Tahun {t}")  # fmt: skip
        real = self.pilih("Realisasi Capaian Kinerja dan Anggaran Renja Perangkat Daerah yang dievaluasi",
                          f"Realisasi Kinerja dan Anggaran Renja s/d Triwulan II Tahun {t}")  # fmt: skip
        ratio = "Tingkat Capaian Kinerja dan Realisasi Anggaran Renja yang dievaluasi (%)"
        kolom = [*self.kolom_nama(), *(c for c in self.kolom_indikator() if c.isi != "satuan")]
        for head, mark in ((target, "t"), (real, "r")):
            kolom += [
                Kolom(head, "Volume", f"{mark}_k"),
                Kolom(head, "Satuan", "satuan"),
                Kolom(head, "Rp", f"{mark}_rp"),
            ]
        kolom += [Kolom(ratio, "K", "c_k"), Kolom(ratio, "Rp", "c_rp"), Kolom("", "Keterangan", "")]
        stages = {"renja": ("renja", t)}
        rows = self.rows(kolom, _IsiTriwulan(self), stages, {"t_rp": "renja:pagu", "r_rp": "renja:realisasi_rp"})
        judul = ["Tabel 2.2", "HASIL EVALUASI RENJA SAMPAI DENGAN TRIWULAN II TAHUN BERJALAN"]
        return self.tabel(judul, kolom, rows)

    def sebelum_sesudah(self, what: str, before: str, after: str, mark: str) -> list[Kolom]:
        """Two columns before and after a revision: under one heading, or each with a heading of its own."""
        if self.gaya.benih % 3:
            return [Kolom(what, before, f"{mark}0"), Kolom(what, after, f"{mark}1")]
        return [Kolom("", f"{what} {before}", f"{mark}0"), Kolom("", f"{what} {after}", f"{mark}1")]

    def perubahan(self) -> Tabel:
        """The revised plan: target and money before and after."""
        t = self.tahun
        before, after = (
            self.pilih("Sebelum", "SEBELUM", "Sebelum Perubahan"),
            self.pilih("Sesudah", "Setelah Perubahan", "SESUDAH"),
        )
        target = self.pilih("Target Capaian Kinerja", "Target Kinerja", "Target")
        pagu = self.pilih("Kebutuhan Dana/Pagu Indikatif", "Pagu Indikatif (Rp)", "Pagu Indikatif")
        kolom = [*self.kolom_nama(), *self.kolom_indikator(), Kolom("", "Lokasi", "lokasi"),
                 *self.sebelum_sesudah(target, before, after, "t"), *self.sebelum_sesudah(pagu, before, after, "p"),
                 Kolom("", self.pilih("Bertambah/(Berkurang)", "Bertambah/ Berkurang", "Selisih"), "d")]  # fmt: skip
        if self.rng.random() < 0.5:
            kolom.append(Kolom("", "Sumber Dana", "dana"))
        if self.rng.random() < 0.5:
            kolom.append(Kolom("", "Ket.", ""))
        stages = {"sebelum": ("renja_perubahan_sebelum", t), "sesudah": ("renja_perubahan_sesudah", t)}
        rows = self.rows(kolom, _IsiPerubahan(self), stages, {"p0": "sebelum:pagu", "p1": "sesudah:pagu"})
        judul = [f"Tabel 3.3 Rincian Program, Kegiatan, Sub Kegiatan, Target dan Pagu Perubahan Renja Tahun {t}"]
        return self.tabel(judul, kolom, rows)


Isian = tuple[dict[str, str], dict[str, dict[str, Decimal]]]


class Isi:
    """Fills the figures of one unit and indicator: cells, and the true values of each stage."""

    factor: dict[str, Decimal]

    def __init__(self, pembuat: _Pembuat) -> None:
        self.rng, self.cetak, self.gaya = pembuat.rng, pembuat.cetak, pembuat.gaya
        self.daerah = pembuat.daerah
        self.dinas = pembuat.dinas

    def uang(self, unit: Unit, name: str) -> Decimal:
        """Money of a unit in one column: sums of sub kegiatan stay sums, so the factors are whole numbers."""
        raise NotImplementedError

    def __call__(self, unit: Unit, satuan: str, first: bool) -> Isian:
        raise NotImplementedError

    def rasio(self, part: Decimal, whole: Decimal) -> tuple[str, Decimal]:
        value = self.cetak.nilai_rasio(part, whole)
        return self.cetak.rasio(value), value


AFTER = "renja_perubahan_sesudah"
QUARTERS = {"tw1": "I", "tw2": "II", "tw3": "III", "tw4": "IV"}


class _IsiEvaluasi(Isi):
    def uang(self, unit: Unit, name: str) -> Decimal:
        return {"ra_rp": Decimal(5 * unit.pagu), "rl_rp": Decimal(3 * unit.realisasi), "tr_rp": Decimal(unit.pagu),
                "rr_rp": Decimal(unit.realisasi), "rk_rp": Decimal(4 * unit.realisasi)}[name]  # fmt: skip

    def __call__(self, unit: Unit, satuan: str, first: bool) -> Isian:
        whole, past, target = (_figure(self.rng, satuan) for _ in range(3))
        reached, total = _reached(self.rng, target), _reached(self.rng, whole)
        cells = {f"{key}_k": self.cetak.kinerja(value, satuan)
                 for key, value in (("ra", whole), ("rl", past), ("tr", target), ("rr", reached), ("rk", total))}  # fmt: skip
        akhir, lalu, renja = (
            {"target": whole, "realisasi": total},
            {"realisasi": past},
            {"target": target, "realisasi": reached},
        )
        cells["cr_k"], renja["capaian"] = self.rasio(reached, target)
        cells["ck_k"], akhir["capaian"] = self.rasio(total, whole)
        cells["pj"] = self.dinas
        if first:
            money = {name: self.uang(unit, name) for name in ("ra_rp", "rl_rp", "tr_rp", "rr_rp", "rk_rp")}
            cells |= {name: self.cetak.uang(value) for name, value in money.items()}
            akhir |= {"pagu": money["ra_rp"], "realisasi_rp": money["rk_rp"]}
            lalu |= {"realisasi_rp": money["rl_rp"]}
            renja |= {"pagu": money["tr_rp"], "realisasi_rp": money["rr_rp"]}
            cells["cr_rp"], renja["serapan"] = self.rasio(money["rr_rp"], money["tr_rp"])
            cells["ck_rp"], akhir["serapan"] = self.rasio(money["rk_rp"], money["ra_rp"])
        stages = {"akhir": akhir, "lalu": lalu, "renja": renja}
        if self.gaya.triwulan:
            for place, (quarter, number) in enumerate(QUARTERS.items(), start=1):
                stages[quarter] = {"realisasi": Decimal(place * 2 + int(reached) // 4)}
                cells[f"q{number}_k"] = self.cetak.kinerja(stages[quarter]["realisasi"], satuan)
                if first:
                    stages[quarter]["realisasi_rp"] = Decimal(unit.realisasi // 5 + place)
                    cells[f"q{number}_rp"] = self.cetak.uang(stages[quarter]["realisasi_rp"])
        return cells, stages


class _IsiRencana(Isi):
    def uang(self, unit: Unit, name: str) -> Decimal:
        return Decimal(unit.pagu if name == "p0" else 2 * unit.pagu)

    def __call__(self, unit: Unit, satuan: str, first: bool) -> Isian:
        now, ahead = _figure(self.rng, satuan), _figure(self.rng, satuan)
        cells = {"t0": self.cetak.kinerja(now, satuan), "t1": self.cetak.kinerja(ahead, satuan),
                 "lokasi": self.rng.choice((self.daerah, "")), "dana": self.rng.choice(("PAD", "DAU", "DANA TRANSFER UMUM", "")),
                 "catatan": ""}  # fmt: skip
        kini, maju = {"target": now}, {"target": ahead}
        if first:
            kini["pagu"], maju["pagu"] = self.uang(unit, "p0"), self.uang(unit, "p1")
            cells |= {"p0": self.cetak.uang(kini["pagu"]), "p1": self.cetak.uang(maju["pagu"])}
        return cells, {"kini": kini, "maju": maju}


class _IsiTriwulan(Isi):
    def uang(self, unit: Unit, name: str) -> Decimal:
        return Decimal(unit.pagu if name == "t_rp" else unit.realisasi)

    def __call__(self, unit: Unit, satuan: str, first: bool) -> Isian:
        cetak = _Cetak(replace(self.gaya, satuan="kolom"))
        target = _figure(self.rng, satuan)
        reached = _reached(self.rng, target)
        renja = {"target": target, "realisasi": reached}
        cells = {"t_k": cetak.kinerja(target, satuan), "r_k": cetak.kinerja(reached, satuan)}
        cells["c_k"], renja["capaian"] = self.rasio(reached, target)
        if first:
            renja["pagu"], renja["realisasi_rp"] = self.uang(unit, "t_rp"), self.uang(unit, "r_rp")
            cells |= {"t_rp": cetak.uang(renja["pagu"]), "r_rp": cetak.uang(renja["realisasi_rp"])}
            cells["c_rp"], renja["serapan"] = self.rasio(renja["realisasi_rp"], renja["pagu"])
        return cells, {"renja": renja}


class _IsiPerubahan(Isi):
    def uang(self, unit: Unit, name: str) -> Decimal:
        return Decimal(unit.pagu if name == "p0" else unit.realisasi)

    def __call__(self, unit: Unit, satuan: str, first: bool) -> Isian:
        old, new = _figure(self.rng, satuan), _figure(self.rng, satuan)
        cells = {"t0": self.cetak.kinerja(old, satuan), "t1": self.cetak.kinerja(new, satuan), "lokasi": self.daerah,
                 "dana": self.rng.choice(("PAD", "DAU"))}  # fmt: skip
        before, after = {"target": old}, {"target": new}
        if first:
            before["pagu"], after["pagu"] = self.uang(unit, "p0"), self.uang(unit, "p1")
            after["selisih_rp"] = after["pagu"] - before["pagu"]
            cells |= {"p0": self.cetak.uang(before["pagu"]), "p1": self.cetak.uang(after["pagu"]),
                      "d": self.cetak.beda(after["selisih_rp"])}  # fmt: skip
        return cells, {"sebelum": before, "sesudah": after}


# --- further forms ---------------------------------------------------------------------------------------------

GOALS = (
    ("Meningkatnya mutu layanan warga", (("Indeks kepuasan layanan", "Indeks"), ("Persentase keluhan yang tertangani", "%"))),
    ("Meningkatnya kemandirian kelompok binaan", (("Persentase kelompok mandiri", "%"), ("Jumlah kelompok binaan", "Kelompok"))),
    ("Terwujudnya tata kelola yang terbuka", (("Nilai akuntabilitas kinerja", "Nilai"),)),
    ("Bertambahnya pelaku usaha yang dibina", (("Jumlah pelaku usaha yang dibina", "Orang"), ("Rasio pelaku usaha baru", "Rasio"))),
)  # fmt: skip
AIMS = ("Meningkatkan kesejahteraan warga", "Mewujudkan layanan yang terjangkau", "Meningkatkan daya saing daerah")
DISTRICTS = ("Sukamaju", "Wonosari Timur", "Karang Indah", "Tanjung Rejo", "Sumber Agung", "Gunung Sari", "Pasir Putih",
             "Lembah Damai", "Mekar Jaya", "Air Bening")  # fmt: skip
TRAININGS = ("Pelatihan Pengolahan Hasil Tani", "Pelatihan Pemasaran Daring", "Pelatihan Tata Kelola Lembaga",
             "Bimbingan Teknis Pembukuan", "Pelatihan Menjahit bagi Kelompok Wanita", "Sosialisasi Sertifikasi Produk",
             "Pendampingan Kelompok Usaha Baru")  # fmt: skip
SPENDING = ("Belanja Pegawai", "Belanja Barang dan Jasa", "Belanja Hibah", "Belanja Modal", "Belanja Bantuan Sosial")
INCOME = ("Retribusi Daerah", "Retribusi Jasa Usaha", "Pendapatan Sewa Gedung", "Lain-lain PAD yang Sah")


def _goals(m: _Pembuat) -> list[tuple[str, list[tuple[str, str]]]]:
    """Two to four goals with one or two indicators each."""
    found = m.rng.sample(GOALS, m.rng.randint(2, len(GOALS)))
    return [(goal, list(indicators[: 2 if m.gaya.ganda else 1])) for goal, indicators in found]


def _nomor(m: _Pembuat, chance: float = 0.7) -> list[Kolom]:
    return [Kolom("", m.pilih("No", "NO", "No.", "Nomor"), "no")] if m.rng.random() < chance else []


def _satuan(m: _Pembuat) -> list[Kolom]:
    return [Kolom("", "Satuan", "satuan")] if m.gaya.satuan == "kolom" else []


def _goal_figure(m: _Pembuat, satuan: str) -> Decimal:
    """A target of a goal: only things that are counted go beyond a hundred."""
    return _figure(m.rng, satuan if satuan in ("Orang", "Kelompok") else "Indeks")


def _tebal(m: _Pembuat, isi: dict[str, str]) -> dict[str, str]:
    return {name: f"<b>{text}</b>" if text and not text.startswith("<b>") else text for name, text in isi.items()} if \
        m.gaya.tebal else isi  # fmt: skip


def _goal_rows(m: _Pembuat, kolom: list[Kolom],
               figures: Callable[[str, int], tuple[dict[str, str], list[Benar]]]) -> list[Baris]:  # fmt: skip
    """A row an indicator; the goal and the aim stand on their first row only."""
    rows = []
    aims = m.rng.sample(AIMS, 2)
    for number, (goal, indicators) in enumerate(_goals(m)):
        for place, (indikator, satuan) in enumerate(indicators):
            cells, benar = figures(satuan, len(rows))
            aim = aims[number // 2] if number % 2 == 0 and place == 0 else ""
            isi = {"nama": "" if place else goal, "tujuan": aim, "indikator": indikator, "satuan": satuan} | cells
            rows.append(m.baris(kolom, isi, None, benar, 0 if place else number + 1))
    return rows


def pencapaian(m: _Pembuat) -> Tabel:
    """T-C.30: indicators with the targets of the Renstra by year, realisation of past years and projection."""
    t = m.tahun
    head = m.pilih("Tahun (thn {n})-{y}", "Tahun {y}", "{y}", "Tahun {y} ({n})", "Tahun {y} (tahun {n})")
    kolom = [*_nomor(m), Kolom("", m.pilih("Indikator Tujuan/Sasaran Renstra PD", "Indikator Kinerja", "Indikator"),
                               "indikator")]  # fmt: skip
    if m.rng.random() < 0.5:
        kolom += [Kolom("", m.pilih("SPM/standar nasional", "SPM/Standar Nasional"), "spm"), Kolom("", "IKK", "ikk")]
    kolom += _satuan(m)
    groups = [("t", m.pilih("Target Renstra Perangkat Daerah", "Target Renstra SKPD", "Target Renstra PD"), (-2, -1, 0, 1)),
              ("r", m.pilih("Realisasi Capaian", "Realisasi Capaian Kinerja"), (-2, -1)), ("p", "Proyeksi", (0, 1))]  # fmt: skip
    names = {-2: "n-2", -1: "n-1", 0: "n", 1: "n+1"}
    for mark, group, years in groups:
        kolom += [Kolom(group, head.format(n=names[n], y=t + n), f"{mark}{n}") for n in years]
    kolom.append(Kolom("", "Catatan Analisis", ""))

    def figures(satuan: str, row: int) -> tuple[dict[str, str], list[Benar]]:
        cells, values = {}, defaultdict(dict)
        for mark, _, years in groups:
            for n in years:
                value = _goal_figure(m, satuan)
                cells[f"{mark}{n}"] = m.cetak.kinerja(value, satuan)
                stage = ("prakiraan_maju" if mark == "p" else "renstra_akhir", t + n)
                values[stage]["realisasi" if mark == "r" else "target"] = value
        return cells, [Benar(*stage, "sasaran", None, value) for stage, value in values.items()]

    rows = _goal_rows(m, kolom, figures)
    if m.gaya.strip:
        rows.insert(
            0, m.baris(kolom, {"indikator": "(Indikator Tujuan) Meningkatnya kesejahteraan warga"}, None, [], 1)
        )
    judul = [
        m.pilih("Tabel T-C.30", "Tabel T-C 30"),
        "Pencapaian Kinerja Pelayanan Perangkat Daerah",
        f"{m.dinas} {m.daerah}",
    ]
    return m.tabel(judul, kolom, rows)


def usulan(m: _Pembuat) -> Tabel:
    """T-C.32: proposals of the people with their volume and place."""
    t = m.tahun - m.rng.randint(0, 1)
    kolom = [*_nomor(m, 1), Kolom("", m.pilih("Usulan Aktivitas", "Uraian Usulan", "Usulan Kegiatan", "Usulan"), "nama"),
             Kolom("", "Lokasi", "lokasi")]  # fmt: skip
    if m.rng.random() < 0.6:
        kolom.append(Kolom("", "Indikator Kinerja", ""))
    kolom.append(Kolom("", m.pilih("Besaran/ Volume", "Besaran/Volume", "Besaran"), "t"))
    catatan = [Kolom("Catatan", "PD Pengusul", "pd"), Kolom("Catatan", "Mekanisme", "cara")]
    kolom += catatan if m.rng.random() < 0.5 else [Kolom("", "Catatan", "cara")]
    rows = []
    for number in range(1, m.rng.randint(3, 9)):
        nama, satuan = (
            f"{m.rng.choice(TASKS)} {m.rng.choice(DISTRICTS)}",
            m.rng.choice(("orang", "unit", "kegiatan", "paket")),
        )
        besar = Decimal(m.rng.choice((m.rng.randint(1, 300), 1500)))
        place = m.rng.choice(DISTRICTS)
        isi = {"nama": nama, "lokasi": f"Desa {place} Kecamatan {place}", "pd": f"Kec. {place}", "cara": "Forum PD",
               "t": f"{tulis_angka(besar, m.gaya.angka)} {satuan}"}  # fmt: skip
        rows.append(m.baris(kolom, isi, None, [Benar("lain", t, "deret", None, {"target": besar}, nama)], number))
    judul = ["Tabel T-C.32", f"Usulan Program/Kegiatan dari Pemangku Kepentingan Tahun {t}", f"{m.dinas} {m.daerah}"]
    return m.tabel(judul, kolom, rows)


class _IsiBertahap(Isi):
    """Money of several stages of the budget; `bertambah` is the later of the revised plan less the first."""

    def uang(self, unit: Unit, name: str) -> Decimal:
        return Decimal(
            {"p0": unit.pagu, "p1": 2 * unit.pagu, "p2": unit.pagu + unit.realisasi, "pm": 3 * unit.pagu}[name]
        )

    def __call__(self, unit: Unit, satuan: str, first: bool) -> Isian:
        old, new, ahead = (_figure(self.rng, satuan) for _ in range(3))
        cells = {"t0": self.cetak.kinerja(old, satuan), "t1": self.cetak.kinerja(new, satuan), "tm": self.cetak.kinerja(ahead, satuan),
                 "lokasi": f"{self.daerah}, Semua Kecamatan", "dana": self.rng.choice(("PAD", "DAU", "DANA TRANSFER UMUM-DANA ALOKASI UMUM")),
                 "pj": self.dinas, "prioritas": "Memperkuat ketahanan ekonomi warga"}  # fmt: skip
        awal, murni, akhir, maju = {"target": old}, {}, {"target": new}, {"target": ahead}
        if first:
            money = {name: self.uang(unit, name) for name in ("p0", "p1", "p2", "pm")}
            cells |= {name: self.cetak.uang(value) for name, value in money.items()}
            awal["pagu"], murni["pagu"], akhir["pagu"], maju["pagu"] = money.values()
            akhir["selisih_rp"] = akhir["pagu"] - awal["pagu"]
            cells["d"] = self.cetak.beda(akhir["selisih_rp"])
        return cells, {"awal": awal, "murni": murni, "akhir": akhir, "maju": maju}


def bertahap(m: _Pembuat) -> Tabel:
    """The revised plan with the money of RKPD, APBD and revision, place, source and the year after."""
    t = m.tahun
    frame = m.pilih("CAPAIAN KINERJA DAN KERANGKA PENDANAAN", "Rencana Kerja Perubahan Tahun " + str(t))
    target, pagu = (
        m.pilih(f"TARGET {t}", "Target Kinerja", f"Target Capaian Kinerja {t}"),
        m.pilih("PAGU INDIKATIF (Rp)", "Pagu (Rp)"),
    )
    kolom = [*m.kolom_nama(), *m.kolom_indikator()]
    kolom += [Kolom(f"{frame} > {target}", m.pilih("SEBELUM", "Sebelum"), "t0"),
              Kolom(f"{frame} > {target}", m.pilih("SESUDAH", "Sesudah", "Setelah"), "t1"),
              Kolom(f"{frame} > {pagu}", f"RKPD {t}", "p0"), Kolom(f"{frame} > {pagu}", f"APBD {t}", "p1"),
              Kolom(f"{frame} > {pagu}", m.pilih(f"RKPD PERUBAHAN {t}", f"PERUBAHAN RKPD {t}", f"P-RENJA {t}"), "p2")]  # fmt: skip
    kolom.append(Kolom(frame, m.pilih("Bertambah/Berkurang", "Bertambah/ (Berkurang)", "Selisih"), "d"))
    middle = [Kolom(frame, "LOKASI", "lokasi"), Kolom(frame, "SUMBER DANA", "dana")]
    kolom += middle if m.rng.random() < 0.7 else middle[::-1]
    if m.rng.random() < 0.4:
        kolom += [Kolom(f"{frame} > PRIORITAS", "NASIONAL", "prioritas"), Kolom(f"{frame} > PRIORITAS", "DAERAH", "")]
        kolom.append(Kolom("", "KELOMPOK SASARAN", ""))
    ahead = m.pilih(f"PRAKIRAAN MAJU RENCANA TAHUN {t + 1}", f"Prakiraan Maju Tahun {t + 1}")
    kolom += [Kolom(ahead, "TARGET", "tm"), Kolom(ahead, m.pilih("PAGU INDIKATIF (Rp)", "Pagu Indikatif"), "pm"),
              Kolom("", "PERANGKAT DAERAH PENANGGUNG JAWAB", "pj")]  # fmt: skip
    stages = {"awal": ("rkpd", t), "murni": ("apbd", t), "akhir": (AFTER, t), "maju": ("prakiraan_maju", t + 1)}
    money = {"p0": "awal:pagu", "p1": "murni:pagu", "p2": "akhir:pagu", "pm": "maju:pagu"}
    rows = m.rows(kolom, _IsiBertahap(m), stages, money)
    table = m.tabel([f"Tabel 3.4 Rumusan Perubahan Program dan Kegiatan Tahun {t}"], kolom, rows)
    if m.gaya.kolom_lebih and m.gaya.kepala_berulang:
        table.lebih = next(i for i, column in enumerate(kolom) if column.isi == "p2") + (
            5 if m.gaya.kode == "terpisah_lebih" else 0
        )
    return table


def tujuan_menurut_dokumen(m: _Pembuat) -> Tabel:
    """Goals with the targets of the plan, the revised plan and the end of the Renstra side by side."""
    t, akhir = m.tahun, m.tahun + m.rng.randint(1, 3)
    kolom = [*_nomor(m), Kolom("", m.pilih("TUJUAN", "Tujuan"), "tujuan"), Kolom("", m.pilih("SASARAN", "Sasaran"), "nama"),
             Kolom("", m.pilih("INDIKATOR KINERJA (TUJUAN / SASARAN)", "Indikator Kinerja", "Indikator Tujuan/Sasaran"), "indikator"),
             *_satuan(m)]  # fmt: skip
    group = m.pilih("TARGET", "Target Kinerja")
    kolom += [Kolom(group, f"RENJA {t}", "a"), Kolom(group, m.pilih(f"P-RENJA {t}", f"Renja Perubahan {t}"), "b"),
              Kolom(group, m.pilih(f"AKHIR RENSTRA {akhir}", f"Akhir Renstra ({akhir})"), "c")]  # fmt: skip

    def figures(satuan: str, row: int) -> tuple[dict[str, str], list[Benar]]:
        cells, benar = {}, []
        for mark, stage in (("a", ("renja", t)), ("b", (AFTER, t)), ("c", ("renstra_akhir", akhir))):
            if mark != "b" and m.gaya.strip and m.rng.random() < 0.3:
                cells[mark] = "-"
                continue
            value = _goal_figure(m, satuan)
            cells[mark] = m.cetak.kinerja(value, satuan)
            benar.append(Benar(*stage, "sasaran", None, {"target": value}))
        return cells, benar

    rows = _goal_rows(m, kolom, figures)
    return m.tabel([f"Tabel 3.1 Target Kinerja Penyelenggaraan Pemerintahan Daerah {m.dinas}"], kolom, rows)


def tujuan_menurut_tahun(m: _Pembuat) -> Tabel:
    """Goals with a target a year, or with the target of one year."""
    t = m.tahun
    start = t - m.rng.randint(0, 4)
    years = list(range(start, start + 5)) if m.rng.random() < 0.7 else [t]
    kolom = [*_nomor(m), Kolom("", m.pilih("TUJUAN", "Tujuan"), "tujuan"), Kolom("", m.pilih("SASARAN", "Sasaran"), "nama"),
             Kolom("", m.pilih("INDIKATOR", "Indikator Sasaran", "Indikator Kinerja"), "indikator")]  # fmt: skip
    if m.rng.random() < 0.3:
        kolom.append(Kolom("", m.pilih("FORMULA", "Formula"), "rumus"))
    kolom += _satuan(m)
    if len(years) == 1:
        kolom.append(Kolom("", m.pilih(f"Target Kinerja {t}", f"Target Tahun {t}", f"Target {t}"), f"t{t}"))
    else:
        group = m.pilih("Target Kinerja Sasaran", "Target Kinerja pada Tahun", "Target", "Target Tahun")
        head = m.pilih("{}", "Tahun {}")
        kolom += [Kolom(group, head.format(year), f"t{year}") for year in years]
    stage = "lkjip" if m.gaya.bentuk == "banding" else AFTER

    def figures(satuan: str, row: int) -> tuple[dict[str, str], list[Benar]]:
        values = {year: _goal_figure(m, satuan) for year in years}
        cells = {f"t{year}": m.cetak.kinerja(value, satuan) for year, value in values.items()}
        cells["rumus"] = "Jumlah layanan tepat waktu dibagi jumlah layanan"
        return cells, [Benar(stage, year, "sasaran", None, {"target": value}) for year, value in values.items()]

    table = m.tabel(
        [f"Tabel 2.2 Tujuan dan Sasaran Kinerja beserta targetnya {m.dinas}"], kolom, _goal_rows(m, kolom, figures)
    )
    table.sel_sebaris = m.gaya.sel_sebaris and m.gaya.bentuk == "banding"
    return table


def triwulan_sebaris(m: _Pembuat) -> Tabel:
    """Targets and realisation of each quarter, a row a quarter; the yearly target stands on the first."""
    t = m.tahun
    kolom = [*_nomor(m), Kolom("", m.pilih("Sasaran Strategis", "Sasaran"), "nama"), Kolom("", "Indikator Kinerja", "indikator"),
             *_satuan(m), Kolom("", "Target Tahunan", "t"), Kolom("", m.pilih("TW", "Triwulan"), "tw"), Kolom("", "Target", "q"),
             Kolom("", "Realisasi", "r"), Kolom("", m.pilih("%", "Capaian (%)", "% Capaian"), "c")]  # fmt: skip
    names = m.rng.choice(
        (("I", "II", "III", "IV"), ("I", "II", "III", "IV"), ("TW I", "TW II", "TW III", "TW IV"), ("1", "2", "3", "4"))
    )
    rows = []
    for number, (goal, indicators) in enumerate(_goals(m), start=1):
        for place, (indikator, satuan) in enumerate(indicators):
            whole = _goal_figure(m, satuan)
            for quarter, name in enumerate(names, start=1):
                target = (whole * quarter / 4).quantize(Decimal("0.01")) if m.rng.random() < 0.7 else Decimal(0)
                reached = _reached(m.rng, target) if target else Decimal(0)
                ratio = m.cetak.nilai_rasio(reached, target) if target else Decimal(0)
                isi = {
                    "tw": name,
                    "q": m.cetak.kinerja(target, satuan),
                    "r": m.cetak.kinerja(reached, satuan),
                    "c": m.cetak.rasio(ratio),
                }
                benar = [Benar("lkjip", t, "sasaran", None, {"target": target, "realisasi": reached, "capaian": ratio},
                               periode=f"tw{quarter}")]  # fmt: skip
                if quarter == 1:
                    isi |= {
                        "nama": "" if place else goal,
                        "indikator": indikator,
                        "satuan": satuan,
                        "t": m.cetak.kinerja(whole, satuan),
                    }
                    benar.append(Benar("lkjip", t, "sasaran", None, {"target": whole}))
                rows.append(m.baris(kolom, isi, None, benar, number if quarter == 1 and not place else 0))
    table = m.tabel([f"Tabel 3.3 Capaian Kinerja Triwulan Tahun {t}"], kolom, rows)
    table.sel_sebaris = m.gaya.sel_sebaris
    return table


def _of_year(m: _Pembuat, satuan: str) -> tuple[dict[str, str], dict[str, Decimal]]:
    """Target, realisation and achievement of the year, printed and true."""
    target = _goal_figure(m, satuan)
    reached = _reached(m.rng, target)
    ratio = m.cetak.nilai_rasio(reached, target)
    cells = {"t": m.cetak.kinerja(target, satuan), "r": m.cetak.kinerja(reached, satuan), "c": m.cetak.rasio(ratio)}
    return cells, {"target": target, "realisasi": reached, "capaian": ratio}


def banding_tahun(m: _Pembuat) -> Tabel:
    """Realisation of past years beside target and realisation of the year."""
    t = m.tahun
    past = m.pilih("Realisasi Capaian Tahun", "Realisasi Tahun", "Capaian Tahun", "Realisasi")
    now = m.pilih(f"Capaian Tahun {t}", f"Tahun {t}")
    kolom = [Kolom("", m.pilih("Sasaran", "Sasaran Strategis"), "nama"), Kolom("", m.pilih("Indikator sasaran", "Indikator Kinerja"), "indikator"),
             *_satuan(m), Kolom(past, str(t - 2), "a"), Kolom(past, str(t - 1), "b"), Kolom(now, "Target", "t"),
             Kolom(now, "Realisasi", "r"), Kolom(now, m.pilih("Capaian", "% Capaian", "Capaian (%)"), "c"),
             Kolom("", f"Capaian Tahun {t} terhadap capaian tahun {t - 1}", "d")]  # fmt: skip

    def figures(satuan: str, row: int) -> tuple[dict[str, str], list[Benar]]:
        cells, values = _of_year(m, satuan)
        older, last = _goal_figure(m, satuan), _goal_figure(m, satuan)
        cells |= {
            "a": m.cetak.kinerja(older, satuan),
            "b": m.cetak.kinerja(last, satuan),
            "d": m.cetak.rasio(Decimal("101.25")),
        }
        benar = [Benar("lkjip", t - 2, "sasaran", None, {"realisasi": older}), Benar("lkjip", t - 1, "sasaran", None, {"realisasi": last}),
                 Benar("lkjip", t, "sasaran", None, values)]  # fmt: skip
        return cells, benar

    table = m.tabel(
        [f"Tabel 3.5 Capaian Indikator Sasaran Tahun {t} (dibandingkan tahun sebelumnya)"],
        kolom,
        _goal_rows(m, kolom, figures),
    )
    table.sel_sebaris = m.gaya.sel_sebaris
    return table


def banding_akhir(m: _Pembuat) -> Tabel:
    """Target and realisation of the year beside the target at the end of the Renstra."""
    t, akhir = m.tahun, m.tahun + m.rng.randint(1, 3)
    kolom = [Kolom("", "Sasaran", "nama"), Kolom("", "Indikator Kinerja", "indikator"), *_satuan(m), Kolom(f"Tahun {t}", "Target", "t"),
             Kolom(f"Tahun {t}", "Realisasi", "r"), Kolom(f"Tahun {t}", "Capaian", "c"),
             Kolom("", m.pilih(f"Target akhir Renstra ({akhir})", f"Target Akhir Renstra Tahun {akhir}"), "e"),
             Kolom("", m.pilih(f"Realisasi s/d {t} terhadap akhir renstra Tahun {akhir} (%)", f"Tingkat Capaian terhadap Target Akhir Renstra {akhir} (%)"),
                   "f")]  # fmt: skip

    def figures(satuan: str, row: int) -> tuple[dict[str, str], list[Benar]]:
        cells, values = _of_year(m, satuan)
        end = (values["target"] * Decimal(m.rng.randint(100, 140)) / 100).quantize(Decimal("0.1"))
        ratio = m.cetak.nilai_rasio(values["realisasi"], end)
        cells |= {"e": m.cetak.kinerja(end, satuan), "f": m.cetak.rasio(ratio)}
        benar = [Benar("lkjip", t, "sasaran", None, values),
                 Benar("renstra_akhir", akhir, "sasaran", None, {"target": end, "capaian": ratio})]  # fmt: skip
        return cells, benar

    table = m.tabel(["Tabel 3.6 Perbandingan Capaian Indikator tahun ini Dengan target akhir periode renstra"], kolom,
                    _goal_rows(m, kolom, figures))  # fmt: skip
    table.sel_sebaris = m.gaya.sel_sebaris
    return table


def banding_nasional(m: _Pembuat) -> Tabel:
    """Realisation of the own region beside that of the nation: only the own one is the office's."""
    t = m.tahun
    kolom = [Kolom("", "Sasaran", "nama"), Kolom("", "Indikator Kinerja", "indikator"), *_satuan(m),
             Kolom("", m.pilih(f"Realisasi {m.daerah}", f"Realisasi Tahun {t}"), "r"), Kolom("", "Realisasi Nasional", "n")]  # fmt: skip

    def figures(satuan: str, row: int) -> tuple[dict[str, str], list[Benar]]:
        own, nation = _goal_figure(m, satuan), _goal_figure(m, satuan)
        cells = {"r": m.cetak.kinerja(own, satuan), "n": m.cetak.kinerja(nation, satuan)}
        return cells, [Benar("lkjip", t, "sasaran", None, {"realisasi": own})]

    return m.tabel(["Tabel 3.7 Perbandingan antara realisasi kinerja tahun ini dengan standar nasional"], kolom,
                   _goal_rows(m, kolom, figures))  # fmt: skip


# kinds of spending and income


def _money(m: _Pembuat) -> Decimal:
    cents = m.rng.choice((0, 0, m.rng.randrange(100))) if m.gaya.uang == "desimal" else 0
    return (
        Decimal(m.rng.choice((m.rng.randrange(2_500_000, 90_000_000, 500), m.rng.randrange(10**8, 9 * 10**9))))
        + Decimal(cents) / 100
    )


@dataclass(frozen=True)
class _Uang:
    """A column of money: heading, cell, stage, measure; `judul` is the heading of a stage without a word."""

    judul: str
    isi: str
    tahap: str
    ukuran: str = "pagu"

    @property
    def apa(self) -> str:
        return self.judul if self.tahap == "lain" else ""


def _money_table(m: _Pembuat, judul: list[str], nama: str, names: tuple[str, ...], uang: list[_Uang], jenjang: str,
                 beda: tuple[str, str] | None = None, serapan: str = "", tahun: int | None = None) -> Tabel:  # fmt: skip
    """A row a kind, a column a stage; `beda` names two columns whose difference is printed."""
    kolom = [*_nomor(m, 0.85), Kolom("", nama, "nama"), *(Kolom("", one.judul, one.isi) for one in uang)]
    if serapan:
        kolom.append(Kolom("", serapan, "s"))
    if beda:
        kolom.append(
            Kolom("", m.pilih("SELISIH (Rp.)", "Selisih", "Bertambah/(Berkurang)", "Bertambah/Berkurang (Rp)"), "d")
        )
    if m.rng.random() < 0.6:
        kolom.append(Kolom("", m.pilih("KET", "Keterangan"), "ket"))
    figures = [(name, {one.isi: _money(m) for one in uang}) for name in names]
    for _, values in figures if serapan else ():
        values["r"] = (values["p"] * m.rng.randint(50, 104) / 100).quantize(
            Decimal("0.01") if m.gaya.uang == "desimal" else Decimal(1)
        )
    if m.gaya.strip and len(figures) > 2:
        figures[-1] = (figures[-1][0], {one.isi: Decimal(0) for one in uang})
    total = {one.isi: sum((values[one.isi] for _, values in figures), Decimal(0)) for one in uang}
    word = (
        m.pilih("Jumlah", "TOTAL", "Total")
        if jenjang == "deret"
        else m.pilih("TOTAL PAGU", "JUMLAH", "Total Belanja", "TOTAL BELANJA")
    )
    mark = m.rng.choice(("{}", "{}", "{}. {}", "{}) {}", "- {}")) if kolom[0].isi != "no" else "{}"
    lines = [(name, values, False) for name, values in figures]
    if m.gaya.jumlah:
        lines.insert(0 if m.gaya.atas else len(lines), (word, total, True))
    rows = []
    for number, (name, values, sums) in enumerate(lines, start=1):
        rows.append(
            _money_row(
                m,
                kolom,
                name,
                values,
                sums,
                number - (m.gaya.jumlah and m.gaya.atas),
                uang,
                jenjang,
                beda,
                serapan,
                tahun,
            )
        )
        if not sums and mark != "{}":
            place = next(i for i, column in enumerate(kolom) if column.isi == "nama")
            letter = "abcdefgh"[number % 8]
            rows[-1].sel[place] = mark.format(letter, name) if mark.count("{}") == 2 else mark.format(name)
    table = m.tabel(judul, kolom, rows)
    table.sel_sebaris = m.gaya.sel_sebaris and m.gaya.bentuk == "belanja_lkjip"
    return table


def _money_row(m: _Pembuat, kolom: list[Kolom], name: str, values: dict[str, Decimal], sums: bool, number: int, uang: list[_Uang],
               jenjang: str, beda: tuple[str, str] | None, serapan: str, tahun: int | None) -> Baris:  # fmt: skip
    level = "opd" if sums and jenjang == "belanja" else jenjang
    label = "" if level == "opd" else name
    true: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    isi = {"nama": name}
    for one in uang:
        value = values[one.isi]
        blank = m.gaya.strip and not value
        isi[one.isi] = "-" if blank else m.cetak.uang(value)
        if not blank:
            true[one.tahap, one.apa][one.ukuran] = value
    if beda:
        later = next(one for one in uang if one.isi == beda[1])
        less = values[beda[1]] - values[beda[0]]
        blank = m.gaya.strip and not values[beda[1]]
        isi["d"] = "-" if blank else m.cetak.beda(less)
        if not blank:
            true[later.tahap, later.apa]["selisih_rp"] = less
    if serapan and values["p"]:
        ratio = m.cetak.nilai_rasio(values["r"], values["p"])
        isi["s"] = m.cetak.rasio(ratio)
        true[uang[0].tahap, ""]["serapan"] = ratio
    benar = [Benar(tahap, tahun or m.tahun, level, None, found, label, apa=apa) for (tahap, apa), found in true.items()]
    return m.baris(kolom, _tebal(m, isi) if sums else isi, None, benar, 0 if sums else number)


def _kinds(m: _Pembuat, names: tuple[str, ...]) -> tuple[str, ...]:
    chosen = m.rng.sample(names, m.rng.randint(2, len(names)))
    return tuple(name for name in names if name in chosen)


def belanja(m: _Pembuat) -> Tabel:
    """Kinds of spending in the budget."""
    judul = [f"Tabel 2.4 Belanja Operasi {m.dinas} {m.daerah} pada APBD T.A {m.tahun}"]
    uang = [_Uang(m.pilih("PAGU (Rp)", "Anggaran (Rp)", "Pagu Anggaran", "Jumlah Anggaran (Rp)"), "p", "apbd")]
    nama = m.pilih("BELANJA", "Uraian", "Jenis Belanja", "URAIAN BELANJA")
    return _money_table(m, judul, nama, _kinds(m, SPENDING), uang, "belanja")


def belanja_berubah(m: _Pembuat) -> Tabel:
    """Kinds of spending before and after the revision of the budget."""
    t = m.tahun
    before, after = m.rng.choice((
        ("PAGU SEBELUM PERUBAHAN (MURNI) (Rp.)", "PAGU SETELAH PERUBAHAN (Rp.)"), ("Sebelum Perubahan (Rp)", "Setelah Perubahan (Rp)"),
        (f"APBD {t}", f"APBD PERUBAHAN {t}"), ("Anggaran Murni", "Anggaran Perubahan"), ("Pagu Awal (Rp)", "Pagu Perubahan (Rp)"),
        (f"APBD {t} (Rp)", f"APBD-P {t} (Rp)")))  # fmt: skip
    judul = [f"Tabel 2.5 Belanja Operasi {m.dinas} pada APBD Perubahan T.A {t}"]
    uang = [_Uang(before, "a", "apbd"), _Uang(after, "b", "apbd_perubahan")]
    return _money_table(
        m, judul, m.pilih("BELANJA", "Uraian Belanja"), _kinds(m, SPENDING), uang, "belanja", ("a", "b")
    )


def belanja_bertahap(m: _Pembuat) -> Tabel:
    """Kinds of spending over all stages of the budget, some without a word of their own."""
    t = m.tahun
    uang = [_Uang(f"RANCANGAN APBD {t}", "a", "lain"), _Uang(f"APBD {t}", "b", "apbd"),
            _Uang(m.pilih(f"PERKADA 1 TAHUN {t}", f"PERGESERAN I {t}", f"PERBUP NOMOR 8 TAHUN {t}"), "c", "lain"),
            _Uang(f"RANCANGAN PERUBAHAN {t}", "d", "lain"), _Uang(m.pilih(f"PAGU ANGGARAN APBD-P {t}", f"APBD PERUBAHAN {t}"), "e", "apbd_perubahan")]  # fmt: skip
    drop = m.rng.sample((0, 2, 3), m.rng.randint(0, 2))
    uang = [one for place, one in enumerate(uang) if place not in drop]
    judul = [f"Tabel 3.2 Rincian Belanja {m.dinas} menurut Tahapan Anggaran"]
    return _money_table(
        m, judul, m.pilih("URUSAN / OPD", "URAIAN", "Uraian Belanja"), _kinds(m, SPENDING), uang, "belanja"
    )


def belanja_terserap(m: _Pembuat) -> Tabel:
    """Kinds of spending with what was spent."""
    uang = [_Uang(m.pilih("Anggaran (Rp)", "Pagu Anggaran (Rp)", "Pagu"), "p", "lkjip"),
            _Uang(m.pilih("Realisasi (Rp)", "Realisasi Anggaran", "Realisasi"), "r", "lkjip", "realisasi_rp")]  # fmt: skip
    judul = [f"Tabel 3.8 Anggaran dan Realisasi Belanja menurut Jenis Tahun {m.tahun}"]
    return _money_table(m, judul, m.pilih("Uraian", "Jenis Belanja"), _kinds(m, SPENDING), uang, "belanja",
                        serapan=m.pilih("%", "Persentase (%)", "Serapan (%)", "Capaian (%)"))  # fmt: skip


def pendapatan(m: _Pembuat) -> Tabel:
    """The target of own income."""
    t = m.tahun - m.rng.choice((0, 0, 1))
    judul = [f"Tabel 2.6 Target Penerimaan PAD pada APBD Tahun {m.tahun}"]
    uang = [_Uang(m.pilih(f"TARGET PAD TAHUN {t} (Rp)", f"Target Penerimaan Tahun {t} (Rp)"), "p", "apbd")]
    return _money_table(
        m, judul, m.pilih("URAIAN PAD", "Uraian", "Uraian Pendapatan"), _kinds(m, INCOME), uang, "deret", tahun=t
    )


def pendapatan_terserap(m: _Pembuat) -> Tabel:
    """Target and realisation of own income."""
    uang = [_Uang(m.pilih("Target PAD (Rp)", "Target (Rp)"), "p", "lkjip"),
            _Uang(m.pilih("Realisasi PAD (Rp)", "Realisasi (Rp)"), "r", "lkjip", "realisasi_rp")]  # fmt: skip
    judul = [f"Tabel 3.9 Target dan Realisasi Pendapatan Asli Daerah Tahun {m.tahun}"]
    return _money_table(m, judul, m.pilih("Uraian Pendapatan", "Jenis Pendapatan"), _kinds(m, INCOME), uang, "deret",
                        serapan=m.pilih("%", "Capaian (%)"))  # fmt: skip


def pelatihan(m: _Pembuat) -> Tabel:
    """Trainings in groups, with place and number of participants; groups are bold and may have no figure."""
    kolom = [*_nomor(m, 1), Kolom("", m.pilih("NAMA PELATIHAN", "Nama Pelatihan", "Jenis Pelatihan"), "nama"), Kolom("", "LOKASI", "lokasi"),
             Kolom("", m.pilih("TARGET PESERTA", "Target Peserta", "Target Peserta (Orang)"), "t")]  # fmt: skip
    bare = kolom[-1].judul.endswith("(Orang)")
    rows, count = [], 0
    stage = ("apbd", m.tahun, "deret", None)
    for group, names in enumerate((TRAININGS[:4], TRAININGS[4:]), start=1):
        people = [Decimal(m.rng.randint(5, 1200)) for _ in names]
        total = sum(people, Decimal(0))
        write = lambda value: tulis_angka(value, m.gaya.angka) + ("" if bare else " orang")  # noqa: E731
        title = ("KEGIATAN PELATIHAN", "KEGIATAN PENDAMPINGAN")[group - 1]
        rows.append(
            m.baris(
                kolom, _tebal(m, {"nama": title, "t": write(total)}), None, [Benar(*stage, {"target": total}, title)], 0
            )
        )
        if m.gaya.atas:
            rows.append(m.baris(kolom, _tebal(m, {"nama": f"{group} Pelatihan Tahap Awal"}), None, [], 0))
        for place, (name, value) in enumerate(zip(names, people, strict=True), start=1):
            count += 1
            mark = f"{group}.{place} " if m.gaya.atas else ""
            isi = {"nama": mark + name, "lokasi": m.daerah, "t": write(value)}
            rows.append(m.baris(kolom, isi, None, [Benar(*stage, {"target": value}, name)], 0 if mark else count))
    judul = [f"Tabel 2.7 Pelatihan yang bersumber dari DAK Non Fisik {m.dinas} pada APBD T.A {m.tahun}"]
    return m.tabel(judul, kolom, rows)


# figures by region and by year


def _regions(m: _Pembuat) -> tuple[str, list[str]]:
    """Heading and names of the regions below the office's own."""
    if m.gaya.tingkat != "provinsi":
        return m.pilih("Kecamatan", "KECAMATAN", "Nama Kecamatan"), list(m.rng.sample(DISTRICTS, m.rng.randint(4, 9)))
    with (RULES / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    code = next(row["kode"] for row in lines if row["tingkat"] == "provinsi" and row["nama"] == m.wilayah)
    names = [row["nama"] for row in lines if row["kode"].startswith(f"{code}.")][: m.rng.randint(4, 14)]
    short = m.rng.choice(("", "", "Kab. ", "Kabupaten "))
    plain = [
        name.replace("Kabupaten ", short) if short else name.removeprefix("Kabupaten ").removeprefix("Kota ")
        for name in names
    ]
    return m.pilih("Kab/Kota", "Kabupaten/Kota", "KABUPATEN/KOTA", "Kab./Kota"), plain


def _region_table(m: _Pembuat, judul: list[str], kolom: list[Kolom], figures: Callable[[], tuple[dict[str, str], list[Benar]]],
                  names: list[str]) -> Tabel:  # fmt: skip
    rows = []
    extra = ["Binaan Provinsi", "Binaan Nasional"] if m.gaya.tingkat == "provinsi" and m.gaya.ganda else []
    word = m.pilih("Jumlah", "JUMLAH", "Total", "TOTAL")
    names = [*names, *extra, *([word] if m.gaya.jumlah else [])]
    for number, name in enumerate(names, start=1):
        cells, benar = figures()
        benar = [replace(true, nama=name) for true in benar]
        sums = name == word
        row = m.baris(kolom, _tebal(m, {"nama": name} | cells) if sums else {"nama": name} | cells, None, benar,
                      0 if sums or name in extra else number)  # fmt: skip
        if sums and m.gaya.atas and kolom[0].isi == "no":
            row.sel[0], row.sel[1] = row.sel[1], ""
        rows.append(row)
    return m.tabel(judul, kolom, rows)


def _persen(m: _Pembuat, value: Decimal, bare: bool) -> str:
    """A percentage with its sign in the cell, or without one below a heading that has it."""
    text = tulis_angka(abs(value), m.gaya.angka)
    if value < 0:
        text = f"({text})" if bare and m.gaya.benih % 3 == 0 else f"-{text}"
    return text if bare else f"{text}%"


def wilayah_jumlah(m: _Pembuat) -> Tabel:
    """Counts and a percentage by region."""
    heading, names = _regions(m)
    what = m.pilih("Koperasi", "Usaha Mikro", "Kelompok Binaan", "Rumah Layak Huni")
    percent = m.pilih(f"% {what} Aktif", "%", "Persentase (%)", "Persentase Aktif (%)")
    bare = m.gaya.persen != "tanda"
    kolom = [
        *_nomor(m),
        Kolom("", heading, "nama"),
        Kolom("", f"Jumlah {what}", "a"),
        Kolom("", f"{what} Aktif", "b"),
        Kolom("", percent, "c"),
    ]

    def figures() -> tuple[dict[str, str], list[Benar]]:
        whole = Decimal(m.rng.randint(20, 4000))
        part = Decimal(m.rng.randint(1, int(whole)))
        ratio = m.cetak.nilai_rasio(part, whole)
        cells = {
            "a": tulis_angka(whole, m.gaya.angka),
            "b": tulis_angka(part, m.gaya.angka),
            "c": _persen(m, ratio, bare),
        }
        truths = zip((kolom[-3], kolom[-2], kolom[-1]), (whole, part, ratio), strict=True)
        return cells, [
            Benar("renja", m.tahun, "wilayah", None, {"realisasi": value}, apa=column.judul) for column, value in truths
        ]

    return _region_table(m, [f"Tabel 2.8 Jumlah {what} menurut {heading} Tahun {m.tahun}"], kolom, figures, names)


def wilayah_tumbuh(m: _Pembuat) -> Tabel:
    """Figures of two dates by region, and the growth between them."""
    t = m.tahun
    heading, names = _regions(m)
    old, new = m.rng.choice((
        (f"Volume Usaha Des {t - 1}", f"Volume Usaha Juni {t}"), (f"Volume Usaha {t - 1}", f"Volume Usaha {t}"),
        (f"Omzet Tahun {t - 1} (Juta)", f"Omzet Tahun {t} (Juta)"), (f"Desember {t - 1}", f"Juni {t}")))  # fmt: skip
    bare = m.gaya.persen != "tanda"
    kolom = [*_nomor(m), Kolom("", heading, "nama"), Kolom("", old, "a"), Kolom("", new, "b"),
             Kolom("", m.pilih("%", "Pertumbuhan (%)", "% Pertumbuhan"), "c")]  # fmt: skip

    def figures() -> tuple[dict[str, str], list[Benar]]:
        before, after = (Decimal(m.rng.randint(80, 300_000)) / 100 for _ in range(2))
        growth = m.cetak.nilai_rasio(after - before, before)
        cells = {
            "a": tulis_angka(before, m.gaya.angka, desimal=2),
            "b": tulis_angka(after, m.gaya.angka, desimal=2),
            "c": _persen(m, growth, bare),
        }
        truths = zip((t - 1, t, t), (old, new, kolom[-1].judul), (before, after, growth), strict=True)
        return cells, [
            Benar("renja", year, "wilayah", None, {"realisasi": value}, apa=apa) for year, apa, value in truths
        ]

    return _region_table(m, ["Tabel 2.9 Pertumbuhan Omzet Koperasi menurut Wilayah"], kolom, figures, names)


def deret_tahun_baris(m: _Pembuat) -> Tabel:
    """One row a year."""
    t = m.tahun
    what = m.pilih("Koperasi", "Kelompok Binaan", "Penerima Layanan")
    group = m.pilih("Perbandingan", "Uraian", "")
    kolom = [
        *_nomor(m, 0.3),
        Kolom("", m.pilih("Tahun", "TAHUN"), "nama"),
        Kolom(group, f"Jumlah {what}", "a"),
        Kolom(group, f"{what} Aktif", "b"),
    ]
    if m.rng.random() < 0.5:
        kolom.append(Kolom(group, m.pilih(f"{what} Sehat dan Cukup Sehat", f"Persentase {what} Aktif (%)"), "c"))
    rows = []
    for number, year in enumerate(range(t - m.rng.randint(3, 9), t + 1), start=1):
        isi, benar = {"nama": str(year)}, []
        for column in kolom:
            if column.isi in ("a", "b", "c"):
                value = Decimal(m.rng.randint(0, 2000)) if column.isi != "c" else Decimal(m.rng.randint(0, 100))
                isi[column.isi] = tulis_angka(value, m.gaya.angka)
                benar.append(Benar("lkjip", year, "deret", None, {"realisasi": value}, column.judul))
        rows.append(m.baris(kolom, isi, None, benar, number))
    table = m.tabel([f"Tabel 3.8 Perbandingan Jumlah {what} Tahun {t - 9} s/d {t}"], kolom, rows)
    table.sel_sebaris = m.gaya.sel_sebaris
    return table


def deret_tahun_kolom(m: _Pembuat) -> Tabel:
    """One column a year."""
    t = m.tahun
    heading, head = m.rng.choice(
        (("Uraian", "Tahun {}"), ("Komponen yang dinilai", "Nilai {}"), ("Uraian", "{}"), ("Komponen", "Tahun {}"))
    )
    group = m.pilih("Tahun", "") if head == "{}" else ""
    years = range(t - m.rng.randint(2, 5), t)
    kolom = [*_nomor(m), Kolom("", heading, "nama"), *([Kolom("", "Bobot", "bobot")] if head.startswith("Nilai") else []),
             *(Kolom(group, head.format(year), f"y{year}") for year in years)]  # fmt: skip
    sign = "%" if m.gaya.persen == "tanda" else ""
    rows = []
    for number, name in enumerate(m.rng.sample(("Perencanaan kinerja", "Pengukuran kinerja", "Pelaporan kinerja", "Evaluasi internal",
                                                "Jumlah warga yang dilayani"), m.rng.randint(2, 5)), start=1):  # fmt: skip
        values = {year: Decimal(m.rng.randint(100, 9999)) / 100 for year in years}
        isi = {"nama": name, "bobot": "30%"} | {
            f"y{year}": tulis_angka(value, m.gaya.angka, desimal=2) + sign for year, value in values.items()
        }
        benar = [Benar("lkjip", year, "deret", None, {"realisasi": value}, name) for year, value in values.items()]
        rows.append(m.baris(kolom, isi, None, benar, number))
    table = m.tabel(["Tabel 3.1 Tabel nilai hasil evaluasi LKIP"], kolom, rows)
    table.sel_sebaris = m.gaya.sel_sebaris
    return table


# matrices and trees


def kesesuaian(m: _Pembuat) -> Tabel:
    """Which document holds which line of the plan; a page may have lost its names."""
    yes, no = m.rng.choice(
        (("√", "x"), ("√", "-"), ("v", "x"), ("ada", "tidak"), ("Ada", "Tidak Ada"), ("✓", "X"), ("Ya", "Tidak"))
    )
    documents = m.rng.choice(
        (("RENSTRA", "RENJA"), ("RENJA", "APBD", "APBDP"), ("Renja", "DPA"), ("RPJMD", "RENSTRA", "RENJA"))
    )
    kolom = [
        *m.kolom_nama(),
        *(Kolom("", name, f"d{i}") for i, name in enumerate(documents)),
        Kolom("", m.pilih("KET", "Keterangan"), ""),
    ]
    rows = []
    if m.gaya.atas:
        rows.append(
            m.baris(
                kolom, {"nama": "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN PELAYANAN DASAR"}, m.bidang[:1], [], 0
            )
        )
        rows.append(m.baris(kolom, {"nama": f"BIDANG {m.dinas.split(' ', 1)[1].upper()}"}, m.bidang, [], 0))
    units = list(_walk(m.pohon))
    lost = range(len(units) // 2, len(units) // 2 + 3) if m.gaya.nama_hilang and m.gaya.kode != "tanpa" else range(0)
    for number, unit in enumerate(units, start=1):
        held = {name: m.rng.random() < 0.75 for name in documents}
        nama = "" if number in lost else m.nama(unit)
        isi = {"nama": nama} | {f"d{i}": yes if held[name] else no for i, name in enumerate(documents)}
        row = m.baris(kolom, isi, unit.kode, [], number)
        kode = unit.kode if m.gaya.kode != "tanpa" else ""
        row.sesuai = [
            Sesuai(0, unit.jenjang, kode, unit.nama.lower() if nama else "", name, ada) for name, ada in held.items()
        ]
        rows.append(row)
    if not any(mark.ada for row in rows for mark in row.sesuai[:1]):
        return kesesuaian(m)
    judul = ["Tabel 2.2.1. Kesesuaian Program, Kegiatan, dan Sub Kegiatan antara Renja dengan Renstra"]
    return m.tabel(judul, kolom, rows)


def _outcome(unit: Unit) -> str:
    return f"Meningkatnya hasil {unit.nama.lower()[:50].strip()}"


def _tree_rows(m: _Pembuat, kolom: list[Kolom], levels: tuple[str, ...]) -> list[Baris]:
    """A row a sub kegiatan; names above stand on the first row of their block."""
    has = {column.isi for column in kolom}
    goals = _goals(m)
    rows: list[Baris] = []
    for number, program in enumerate(m.pohon):
        goal, indicators = goals[min(number, len(goals) - 1)]
        fresh = number < len(goals)
        aim = AIMS[0]
        for kegiatan in program.anak:
            for sub in kegiatan.anak:
                isi: dict[str, str] = {}
                nodes = []
                if not rows and "tujuan" in has:
                    isi["tujuan"] = aim
                    nodes.append(Simpul(0, "tujuan", aim.lower(), "", "", ""))
                if fresh and kegiatan is program.anak[0] and sub is kegiatan.anak[0]:
                    indikator = indicators[0][0] if "i_sasaran" in has else ""
                    isi |= {"sasaran": goal, "i_sasaran": indikator}
                    nodes.append(
                        Simpul(0, "sasaran", goal.lower(), aim.lower() if "tujuan" in has else "", "", indikator)
                    )
                above = goal
                for unit in (program, kegiatan, sub):
                    first = unit is sub or (
                        sub is kegiatan.anak[0] and (unit is kegiatan or kegiatan is program.anak[0])
                    )
                    if first and unit.jenjang in levels:
                        outcome = _outcome(unit) if f"s_{unit.jenjang}" in has else ""
                        indikator = unit.indikator[0][0] if f"i_{unit.jenjang}" in has else ""
                        isi |= {
                            unit.jenjang: m.nama(unit),
                            f"s_{unit.jenjang}": outcome,
                            f"i_{unit.jenjang}": indikator,
                        }
                        nodes.append(Simpul(0, unit.jenjang, unit.nama.lower(), above.lower(), outcome, indikator))
                    above = unit.nama
                row = m.baris(kolom, isi, None, [], number + 1 if "sasaran" in isi else 0)
                row.simpul = nodes
                rows.append(row)
    return rows


def pohon_lengkap(m: _Pembuat) -> Tabel:
    """The tree with outcome and indicator of each level, under a heading a level."""
    outcomes = m.rng.random() < 0.5
    groups = [("SASARAN (IKU)", "sasaran", "SASARAN"), ("PROGRAM", "program", "PROGRAM"), ("KEGIATAN", "kegiatan", "KEGIATAN"),
              ("SUB KEGIATAN", "sub_kegiatan", "SUB KEGIATAN")]  # fmt: skip
    kolom = [*_nomor(m, 1)]
    for group, isi, word in groups:
        kolom.append(Kolom(group, word if isi == "sasaran" else f"NAMA {word}", isi))
        if outcomes and isi != "sasaran":
            kolom.append(Kolom(group, f"SASARAN {word}", f"s_{isi}"))
        kolom.append(Kolom(group, f"INDIKATOR {word}", f"i_{isi}"))
    judul = ["Tabel 2.1.1. Cascading Tujuan dan Sasaran beserta Indikator Kinerja Utama (IKU) Renstra Perangkat Daerah"]
    return m.tabel(judul, kolom, _tree_rows(m, kolom, ("program", "kegiatan", "sub_kegiatan")))


def pohon_ringkas(m: _Pembuat) -> Tabel:
    """The tree with names alone, or with the indicator right of each."""
    indicators = m.rng.random() < 0.5
    kolom = [*_nomor(m, 1)]
    if m.rng.random() < 0.6:
        kolom.append(Kolom("", "Tujuan", "tujuan"))
    kolom += [
        Kolom("", m.pilih("Sasaran", "Sasaran Strategis"), "sasaran"),
        Kolom("", m.pilih("Indikator Sasaran", "Indikator Kinerja"), "i_sasaran"),
    ]
    levels = ("program", "kegiatan", "sub_kegiatan") if m.rng.random() < 0.7 else ("program", "kegiatan")
    for isi in levels:
        word = WORDS[isi].strip()
        kolom.append(Kolom("", word, isi))
        if indicators:
            kolom.append(Kolom("", m.pilih(f"Indikator {word}", f"Indikator Kinerja {word}"), f"i_{isi}"))
    judul = [f"Tabel 2.3 Program/kegiatan untuk mencapai Tujuan dan Sasaran Kinerja {m.dinas} Tahun {m.tahun}"]
    table = m.tabel(judul, kolom, [row for row in _tree_rows(m, kolom, levels) if any(row.sel)])
    table.sel_sebaris = m.gaya.sel_sebaris
    return table


# --- the document ----------------------------------------------------------------------------------------------

TITLES = {
    "evaluasi": ("EVALUASI RENJA", "EVALUASI HASIL PELAKSANAAN RENCANA KERJA"),
    "lkjip": ("LAPORAN KINERJA INSTANSI PEMERINTAH (LKjIP)", "LAPORAN KINERJA"),
    "renja": ("RENCANA KERJA (RENJA)", "RENJA"),
    "perubahan": ("RENCANA KERJA PERUBAHAN", "PERUBAHAN RENCANA KERJA (RENJA)"),
}
KINDS = {"evaluasi": "Evaluasi Renja", "lkjip": "LKjIP", "renja": "Renja", "perubahan": "Renja Perubahan"}
FORMS: dict[str, tuple[str, tuple[Callable[[_Pembuat], Tabel], ...]]] = {
    "evaluasi": ("evaluasi", (_Pembuat.evaluasi_renstra, _Pembuat.iku)),
    "lkjip": ("lkjip", (_Pembuat.iku, _Pembuat.anggaran)),
    "renja": ("renja", (_Pembuat.telaah, _Pembuat.rencana)),
    "perubahan": ("perubahan", (_Pembuat.evaluasi_triwulan, _Pembuat.perubahan)),
    "telaah": ("perubahan", (_Pembuat.telaah,)),
    "pencapaian": ("renja", (pencapaian,)),
    "usulan": ("renja", (usulan,)),
    "bertahap": ("perubahan", (bertahap,)),
    "tujuan": ("perubahan", (tujuan_menurut_dokumen, tujuan_menurut_tahun)),
    "banding": ("lkjip", (tujuan_menurut_tahun, banding_tahun, banding_akhir, banding_nasional)),
    "triwulan": ("lkjip", (triwulan_sebaris,)),
    "belanja": ("evaluasi", (belanja, pendapatan, belanja_berubah)),
    "belanja_bertahap": ("perubahan", (belanja_bertahap,)),
    "belanja_lkjip": ("lkjip", (belanja_terserap, pendapatan_terserap)),
    "pelatihan": ("evaluasi", (pelatihan,)),
    "wilayah": ("perubahan", (wilayah_jumlah, wilayah_tumbuh)),
    "deret_kolom": ("lkjip", (deret_tahun_kolom,)),
    "deret_baris": ("lkjip", (deret_tahun_kolom, deret_tahun_baris)),
    "kesesuaian": ("evaluasi", (kesesuaian,)),
    "pohon": ("evaluasi", (pohon_lengkap,)),
    "pohon_lkjip": ("lkjip", (pohon_ringkas,)),
}
BENTUK = tuple(FORMS)
POKOK = ("evaluasi", "lkjip", "renja", "perubahan")


class _Lembar:
    """Lines of the document being typeset, and the figures with their lines."""

    def __init__(self, gaya: Gaya, rng: random.Random, kaki: str) -> None:
        self.gaya, self.rng, self.kaki = gaya, rng, kaki
        self.lines: list[str] = []
        self.angka: list[Angka] = []
        self.kode: dict[int, frozenset[str]] = {}
        self.sesuai: list[Sesuai] = []
        self.pohon: list[Simpul] = []

    def put(self, tabel: Tabel) -> None:
        self.lines += [*tabel.judul, ""]
        tail: list[str] | None = None
        size = len(tabel.baris) if tabel.sel_sebaris else self.gaya.sehalaman or len(tabel.baris)
        for start in range(0, len(tabel.baris), size):
            if start:
                self.page_break()
            if start == 0 or self.gaya.kepala_berulang:
                surplus = [""] if tabel.lebih is not None and start and start + size >= len(tabel.baris) else []
                for row in tabel.kepala:
                    self.row([*row, *surplus], tabel.sel_sebaris)
            if tail:
                self.row(tail, tabel.sel_sebaris)
                tail = None
            page = tabel.baris[start : start + size]
            for row in page:
                last = row is page[-1] and start + size < len(tabel.baris)
                cells = row.sel
                if last and self.gaya.putus:
                    cells, tail = self.broken(row.sel, tabel)
                if tabel.lebih is not None and start and start + size >= len(tabel.baris):
                    cells = [*cells[: tabel.lebih], cells[tabel.lebih], *cells[tabel.lebih :]]
                self.true(row, tabel)
                self.row(cells, tabel.sel_sebaris, tabel.teks)
        self.lines.append("")

    def page_break(self) -> None:
        self.lines.append("")
        if self.gaya.kaki and self.gaya.kepala_berulang:
            self.lines += [f"{self.kaki} | {self.rng.randint(10, 90)}", ""]

    def true(self, row: Baris, tabel: Tabel) -> None:
        line = len(self.lines) + 1
        for true in row.benar:
            alike = _kode_senama(self.gaya.tingkat).get(true.nama.lower(), set()) if not tabel.berkode else set()
            self.kode[line] = frozenset({true.kode, *alike} - {None})
            uraian = true.nama if true.jenjang in NAMED else ""
            for measure, value in true.nilai.items():
                self.angka.append(Angka(line, true.tahap, true.tahun, true.jenjang, measure, float(value), true.periode,
                                        uraian, true.apa))  # fmt: skip
        self.sesuai += [replace(true, baris=line) for true in row.sesuai]
        self.pohon += [replace(true, baris=line) for true in row.simpul]

    def broken(self, cells: list[str], tabel: Tabel) -> tuple[list[str], list[str] | None]:
        """The head and the tail of a row cut by the end of a page: long texts are cut between two words."""
        shift = len(cells) - max(map(len, tabel.kepala))
        head, tail = list(cells), [""] * len(cells)
        for place in (i + shift for i in tabel.teks):
            words = cells[place].split()
            if len(words) > 5 and "<b>" not in cells[place]:
                cut = len(words) - self.rng.randint(1, 2)
                head[place], tail[place] = " ".join(words[:cut]), " ".join(words[cut:])
        return (head, tail) if any(tail) else (cells, None)

    def row(self, cells: list[str], loose: bool, longgar: Sequence[int] = ()) -> None:
        if not loose:
            self.lines.append("\t".join(cells))
            return
        gap = self.rng.random() < 0.5
        for place, cell in enumerate(cells):
            self.lines.append(f"\t{cell}")
            if gap and place == 1 and place in longgar and cell:
                self.lines.append("")
        self.lines += [""] * self.rng.choice((1, 1, 3))


def buat(gaya: Gaya) -> Dokumen:
    """The document of a style."""
    maker = _Pembuat(gaya)
    kind, forms = FORMS[gaya.bentuk]
    title = maker.pilih(*TITLES[kind])
    lines = [
        f"PEMERINTAH {maker.daerah.upper()}",
        maker.dinas.upper(),
        "",
        f"{title} TAHUN {maker.tahun}",
        "",
        "BAB I PENDAHULUAN",
        "",
    ]
    if maker.rng.random() < 0.5:
        lines = [
            f"# {title}",
            f"TAHUN {maker.tahun}",
            "",
            f"**{maker.dinas.upper()}**",
            f"**{maker.daerah.upper()}**",
            "",
            "KATA PENGANTAR",
            "",
        ]
    sheet = _Lembar(gaya, maker.rng, f"{title.title()} {maker.dinas} Tahun {maker.tahun}")
    sheet.lines += lines
    for form in forms:
        sheet.put(form(maker))
    while sheet.lines and not sheet.lines[-1]:
        sheet.lines.pop()
    end = "\r\n" if gaya.crlf else "\n"
    text = end.join(sheet.lines) + (end if gaya.akhir_baris else "")
    return Dokumen(text.encode(), gaya.tingkat, maker.wilayah, maker.tahun, KINDS[kind], tuple(sheet.angka), sheet.kode,
                   tuple(sheet.sesuai), tuple(sheet.pohon))  # fmt: skip
