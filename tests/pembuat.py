"""Typeset documents of invented offices with known truth, in the shapes of the forms that real offices publish.

`buat(Gaya(...))` gives the bytes of a document and every figure it prints with its line, stage, year and level.
The same style always gives the same document.
"""

import csv
import functools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

RULES = Path(__file__).resolve().parents[1] / "src" / "workbench" / "rules"
MEASURES = ("target", "realisasi", "pagu", "realisasi_rp", "capaian", "serapan")
BENTUK = ("evaluasi", "lkjip", "renja", "perubahan")


@dataclass(frozen=True)
class Gaya:
    """How a document is typeset; `benih` draws names, figures, synonyms and the order of columns."""

    bentuk: str
    benih: int = 0
    angka: str = "id"  # id: 1.234.567,89   en: 1,234,567.89
    uang: str = "polos"  # polos, rp (Rp. 1.234), desimal (1.234,00)
    ribuan: bool = True  # thousands parted in performance figures too
    persen: str = "desimal"  # desimal (83,83), tanda (83,83%), bulat (84)
    kode: str = "kanonik"  # kanonik, titik_hilang, lama, terpisah, terpisah_lebih, tanpa
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


@dataclass
class Baris:
    """One row of a table, with the positions of the cells that may be broken over a page."""

    sel: list[str]
    benar: list[Benar] = field(default_factory=list)


@dataclass
class Tabel:
    """One table before it is typeset."""

    judul: list[str]
    kepala: list[list[str]]
    baris: list[Baris]
    teks: list[int]
    sel_sebaris: bool = False
    berkode: bool = False


@dataclass(frozen=True)
class Angka:
    """One true figure with its place."""

    baris: int
    tahap: str
    tahun: int
    jenjang: str
    ukuran: str
    nilai: float
    periode: str = ""  # tw1 .. tw4 where the column is of one quarter


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
    if gaya in ("terpisah", "terpisah_lebih"):
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
            wide = 6 if self.gaya.kode == "terpisah" else 1
            columns = [Kolom("", heading, "kode")] + [Kolom("", "", "kode_lanjut")] * (wide - 1) + columns
        if self.gaya.kode not in ("terpisah", "terpisah_lebih") and self.rng.random() < 0.4:
            columns.insert(0, Kolom("", self.pilih("No", "NO", "No.", "Nomor"), "no"))
        return columns

    def kolom_indikator(self) -> list[Kolom]:
        heading = self.pilih("Indikator Kinerja", "Indikator Kinerja Program/Kegiatan/Sub Kegiatan",
                             "Indikator Kinerja Program (Outcome)/Kegiatan (Output)", "Indikator")  # fmt: skip
        columns = [Kolom("", heading, "indikator")]
        return [*columns, Kolom("", "Satuan", "satuan")] if self.gaya.satuan == "kolom" else columns

    def tabel(self, judul: list[str], kolom: list[Kolom], baris: list[Baris]) -> Tabel:
        """A table with one or two heading rows and, when the style says so, a row of column numbers."""
        above, below, last = [], [], ""
        for column in kolom:
            if column.grup:
                above.append(column.grup if column.grup != last else "")
                below.append(column.judul)
            else:
                above.append(column.judul)
                below.append("")
            last = column.grup
        kepala = [above, below] if any(below) else [above]
        if self.gaya.kepala_rapat and len(kepala) == 2:
            grups = [column.grup for column in kolom]
            kepala[0] = [text for i, text in enumerate(above) if i == 0 or not grups[i] or grups[i] != grups[i - 1]]
        if self.gaya.nomor_kolom:
            kepala.append([str(number) for number in range(1, len(kolom) + 1)])
        if self.gaya.kode == "terpisah_lebih" and any(column.isi == "kode" for column in kolom):
            kepala = [list(row) for row in kepala]
        teks = [i for i, column in enumerate(kolom) if column.isi in ("nama", "indikator")]
        return Tabel(judul, kepala, baris, teks, berkode=any(column.isi == "kode" for column in kolom))

    def baris(self, kolom: list[Kolom], isi: dict[str, str], kode: str | None, benar: list[Benar], nomor: int) -> Baris:
        """One row: the cells in the order of the columns."""
        codes = tulis_kode(kode, self.gaya.kode) if kode else [""]
        cells: list[str] = []
        for column in kolom:
            if column.isi == "kode" and self.gaya.kode == "terpisah_lebih":
                cells += codes if kode else [""] * 6
            elif column.isi == "kode":
                cells += codes if kode else [""] * (6 if self.gaya.kode == "terpisah" else 1)
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
        kiri, kanan = self.pilih("Rancangan Awal RKPD", f"Rancangan Awal RKPD Tahun {t}"), "Hasil Analisis Kebutuhan"
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
        rows = []
        for number, unit in enumerate(_walk(self.pohon), start=1):
            isi: dict[str, str] = {}
            benar = []
            for mark, tahap in (("0", "rkpd"), ("1", "kebutuhan")):
                if mark == "1" and unit.jenjang == "sub_kegiatan" and self.rng.random() < 0.1:
                    continue
                indikator, satuan = unit.indikator[0]
                target = _figure(self.rng, satuan)
                pagu = Decimal(unit.pagu if mark == "0" else unit.realisasi)
                isi |= {f"nama{mark}": self.nama(unit), f"lokasi{mark}": self.daerah, f"indikator{mark}": indikator,
                        f"t{mark}": cetak.kinerja(target, satuan), f"p{mark}": self.cetak.uang(pagu)}  # fmt: skip
                benar.append(Benar(tahap, t, unit.jenjang, unit.kode, {"target": target, "pagu": pagu}, unit.nama))
            rows.append(self.baris(kolom, isi, None, benar, number))
        judul = [
            self.pilih("Tabel T-C.31", "Tabel T-C 31"),
            f"Review terhadap Rancangan Awal RKPD Tahun {t}",
            self.daerah,
        ]
        table = self.tabel(judul, kolom, rows)
        table.teks = [i for i, column in enumerate(kolom) if column.isi[:4] in ("nama", "indi")]
        return table

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
                    {"pagu": pagu, "realisasi_rp": realised, "serapan": ratio},
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
            benar = [Benar("lkjip", t, "opd", None, {"pagu": pagu, "realisasi_rp": realised, "serapan": ratio})]
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
            less = before["pagu"] - after["pagu"]
            cells |= {"p0": self.cetak.uang(before["pagu"]), "p1": self.cetak.uang(after["pagu"]),
                      "d": f"({self.cetak.uang(less)})" if less else "0"}  # fmt: skip
        return cells, {"sebelum": before, "sesudah": after}


# --- the document ----------------------------------------------------------------------------------------------

TITLES = {
    "evaluasi": ("EVALUASI RENJA", "EVALUASI HASIL PELAKSANAAN RENCANA KERJA"),
    "lkjip": ("LAPORAN KINERJA INSTANSI PEMERINTAH (LKjIP)", "LAPORAN KINERJA"),
    "renja": ("RENCANA KERJA (RENJA)", "RENJA"),
    "perubahan": ("RENCANA KERJA PERUBAHAN", "PERUBAHAN RENCANA KERJA (RENJA)"),
}
KINDS = {"evaluasi": "Evaluasi Renja", "lkjip": "LKjIP", "renja": "Renja", "perubahan": "Renja Perubahan"}
FORMS = {
    "evaluasi": ("evaluasi_renstra", "iku"),
    "lkjip": ("iku", "anggaran"),
    "renja": ("telaah", "rencana"),
    "perubahan": ("evaluasi_triwulan", "perubahan"),
}


class _Lembar:
    """Lines of the document being typeset, and the figures with their lines."""

    def __init__(self, gaya: Gaya, rng: random.Random, kaki: str) -> None:
        self.gaya, self.rng, self.kaki = gaya, rng, kaki
        self.lines: list[str] = []
        self.angka: list[Angka] = []
        self.kode: dict[int, frozenset[str]] = {}

    def put(self, tabel: Tabel) -> None:
        self.lines += [*tabel.judul, ""]
        tail: list[str] | None = None
        size = len(tabel.baris) if tabel.sel_sebaris else self.gaya.sehalaman or len(tabel.baris)
        for start in range(0, len(tabel.baris), size):
            if start:
                self.page_break()
            if start == 0 or self.gaya.kepala_berulang:
                for row in tabel.kepala:
                    self.row(row, tabel.sel_sebaris)
            if tail:
                self.row(tail, tabel.sel_sebaris)
                tail = None
            page = tabel.baris[start : start + size]
            for row in page:
                last = row is page[-1] and start + size < len(tabel.baris)
                cells = row.sel
                if last and self.gaya.putus:
                    cells, tail = self.broken(row.sel, tabel)
                self.true(row, tabel)
                self.row(cells, tabel.sel_sebaris)
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
            for measure, value in true.nilai.items():
                self.angka.append(
                    Angka(line, true.tahap, true.tahun, true.jenjang, measure, float(value), true.periode)
                )

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

    def row(self, cells: list[str], loose: bool) -> None:
        if not loose:
            self.lines.append("\t".join(cells))
            return
        gap = self.rng.random() < 0.5
        for place, cell in enumerate(cells):
            self.lines.append(f"\t{cell}")
            if gap and place == 1:
                self.lines.append("")
        self.lines += [""] * self.rng.choice((1, 1, 3))


def buat(gaya: Gaya) -> Dokumen:
    """The document of a style."""
    maker = _Pembuat(gaya)
    title = maker.pilih(*TITLES[gaya.bentuk])
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
    for form in FORMS[gaya.bentuk]:
        sheet.put(getattr(maker, form)())
    while sheet.lines and not sheet.lines[-1]:
        sheet.lines.pop()
    end = "\r\n" if gaya.crlf else "\n"
    text = end.join(sheet.lines) + (end if gaya.akhir_baris else "")
    return Dokumen(
        text.encode(), gaya.tingkat, maker.wilayah, maker.tahun, KINDS[gaya.bentuk], tuple(sheet.angka), sheet.kode
    )
