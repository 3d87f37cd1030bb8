"""A scenario: what is moved, cut, frozen, limited and wanted, as a small YAML file a person can read.

    judul: Penyelarasan pelatihan
    tanggal: 2024-07-01
    catatan: Siapa yang mengusulkan dan mengapa.
    opd: kab-contoh-koperasi-ukm
    tahun: 2024
    geser:
      - {dari: 2.17.05.2.01.0001, ke: 2.17.07.2.01.0002, jumlah: Rp25.000.000}
    ubah:
      - {kode: 2.17.01, jumlah: -5%}

Percentages are always of the original ceiling (semula), so that the order of entries does not matter.
"""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from workbench.dataset.schema import OPD_REGEX, TAHAP
from workbench.whatif import money, safe_yaml
from workbench.whatif.kalimat import Kalimat, en
from workbench.whatif.money import Jumlah
from workbench.whatif.safe_yaml import Letak, YamlError

TERBANYAK_BUTIR = 20_000
_REKENING = r"^\d\.\d(\.\d{2}(\.\d{2,3}(\.\d{2,3}(\.\d{4,5})?)?)?)?$"
_ID = r"^((\d|X)\.(\d{2}|XX)(\.\d{2}(\.\d\.\d{2}(\.\d{4}(#\d+)?)?)?)?|baris-\d+)$"


class SkenarioError(ValueError):
    """A scenario that cannot be used. `pesan` holds one sentence an error, with the line where known."""

    def __init__(self, *pesan: str) -> None:
        super().__init__("\n".join(pesan))
        self.pesan = pesan


def _jumlah(nilai: object) -> Jumlah:
    if isinstance(nilai, Jumlah):
        return nilai
    if isinstance(nilai, str):
        return money.baca(nilai)
    raise ValueError("jumlah harus satu angka rupiah atau persen")


Uang = Annotated[Jumlah, BeforeValidator(_jumlah), PlainSerializer(str)]
Kode = Annotated[str, StringConstraints(strip_whitespace=True, pattern=_ID, max_length=60)]
Rekening = Annotated[str, StringConstraints(strip_whitespace=True, pattern=_REKENING)]
Persen = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Teks = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Butir(BaseModel):
    """Base of all entries: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _positif(nilai: Jumlah) -> Jumlah:
    if nilai.tanda < 1:
        raise ValueError(f"jumlah harus lebih dari nol, tertulis {nilai}; balik `dari` dan `ke` untuk arah lain")
    return nilai


class Geser(Butir):
    """Money from one line (or program, kegiatan) to another. `rekening_*`: spending accounts, if known."""

    dari: Kode
    ke: Kode
    jumlah: Annotated[Uang, Field(description="rupiah, atau persen pagu semula `dari`")]
    rekening_dari: Rekening | None = None
    rekening_ke: Rekening | None = None

    @model_validator(mode="after")
    def _masuk_akal(self) -> Self:
        _positif(self.jumlah)
        if self.dari == self.ke and (self.rekening_dari is None or self.rekening_ke is None):
            raise ValueError("`dari` dan `ke` sama; sebut rekening_dari dan rekening_ke bila geser di dalam satu baris")
        return self


class Ubah(Butir):
    """An addition (+) or a cut (-) on a program, kegiatan or sub kegiatan, spread in proportion to the ceilings."""

    kode: Kode
    jumlah: Uang


class Total(Butir):
    """The new total: as an amount, or as a change (`ubah: -5%`). `bagi: sebanding` spreads the difference."""

    jumlah: Uang | None = None
    ubah: Uang | None = None
    bagi: Literal["sebanding", "tidak"] = "tidak"

    @model_validator(mode="after")
    def _salah_satu(self) -> Self:
        if (self.jumlah is None) == (self.ubah is None):
            raise ValueError("sebut salah satu: `jumlah` atau `ubah`")
        if self.jumlah is not None and (self.jumlah.persen is not None or self.jumlah.tanda < 0):
            raise ValueError("`jumlah` adalah rupiah dan tidak boleh negatif; pakai `ubah` untuk persen")
        return self

    def target(self, semula: int) -> int:
        """The required total, in sen."""
        if self.jumlah is not None:
            return self.jumlah.dari(semula)
        assert self.ubah is not None
        return semula + self.ubah.dari(semula)


class Batas(Butir):
    """Floor and ceiling of one line: rupiah, or per cent of its original ceiling."""

    kode: Kode
    minimal: Uang | None = None
    maksimal: Uang | None = None

    @model_validator(mode="after")
    def _masuk_akal(self) -> Self:
        ada = [j for j in (self.minimal, self.maksimal) if j is not None]
        if not ada:
            raise ValueError("sebut `minimal`, `maksimal`, atau keduanya")
        if any(j.tanda < 0 for j in ada):
            raise ValueError("batas tidak boleh negatif")
        return self


class Bobot(Butir):
    """Weight of the indicators of a line (or of a program, kegiatan), or of the one named; 1 where not named."""

    kode: Kode
    indikator: Teks | None = None
    bobot: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]


class RentangElastisitas(Butir):
    """The scenario's own range of elasticity for the lines under a code."""

    kode: Kode
    rendah: Annotated[float, Field(ge=0, le=1)]
    tengah: Annotated[float, Field(ge=0, le=1)]
    tinggi: Annotated[float, Field(ge=0, le=1)]

    @model_validator(mode="after")
    def _urut(self) -> Self:
        if not self.rendah <= self.tengah <= self.tinggi:
            raise ValueError("harus rendah <= tengah <= tinggi")
        return self


class Optimasi(Butir):
    """What the optimiser is asked for. Empty values are taken from the rules."""

    tujuan: Literal["capaian_tertinggi", "kesenjangan_terkecil", "gangguan_terkecil"] = "capaian_tertinggi"
    rentang: Persen | None = None
    batas_capaian: Persen | None = None
    geser_maksimal: Uang | None = None
    tak_terukur: Literal["tetap", "boleh"] = "tetap"

    @field_validator("geser_maksimal")
    @classmethod
    def _tak_negatif(cls, nilai: Jumlah | None) -> Jumlah | None:
        if nilai is not None and nilai.tanda < 0:
            raise ValueError("tidak boleh negatif")
        return nilai


class Skenario(Butir):
    """A whole scenario. `abaikan` names default rules that are switched off, with a visible warning.

    Without `terealisasi` the finished year serves as the pattern of a coming one.
    """

    judul: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    tanggal: datetime.date
    catatan: Teks
    opd: Annotated[str, StringConstraints(pattern=OPD_REGEX, max_length=200)]
    tahun: Annotated[int, Field(ge=1990, le=2060)]
    tahap: str | None = None
    tabel: Annotated[str, StringConstraints(max_length=400)] | None = None
    geser: Annotated[tuple[Geser, ...], Field(max_length=TERBANYAK_BUTIR)] = ()
    ubah: Annotated[tuple[Ubah, ...], Field(max_length=TERBANYAK_BUTIR)] = ()
    total: Total | None = None
    beku: Annotated[tuple[Kode, ...], Field(max_length=TERBANYAK_BUTIR)] = ()
    batas: Annotated[tuple[Batas, ...], Field(max_length=TERBANYAK_BUTIR)] = ()
    bobot: Annotated[tuple[Bobot, ...], Field(max_length=TERBANYAK_BUTIR)] = ()
    elastisitas: Annotated[tuple[RentangElastisitas, ...], Field(max_length=TERBANYAK_BUTIR)] = ()
    biaya_satuan: Literal["pagu", "realisasi"] = "pagu"
    abaikan: tuple[Literal["sumber_dana", "wajib", "terealisasi"], ...] = ()
    optimasi: Optimasi | None = None
    _letak: Mapping[Letak, int] = PrivateAttr(default_factory=dict)

    @field_validator("tahap")
    @classmethod
    def _tahap_dikenal(cls, nilai: str | None) -> str | None:
        if nilai is not None and nilai not in TAHAP:
            raise ValueError(f"tahap {nilai[:40]!r} tidak dikenal; yang ada: {', '.join(TAHAP)}")
        return nilai

    def __eq__(self, lain: object) -> bool:
        """Two scenarios are equal when they say the same, wherever it is written."""
        return isinstance(lain, Skenario) and self.model_dump() == lain.model_dump()

    def di(self, *jalan: str | int) -> Kalimat:
        """`baris 7: geser ke-2` for an entry of the file; without the line where the scenario has no file."""
        nomor = next((self._letak[jalan[:n]] for n in range(len(jalan), 0, -1) if jalan[:n] in self._letak), None)
        kata = sebut(jalan)
        return Kalimat(f"baris {nomor}: {kata}", f"line {nomor}: {en(kata)}") if nomor else kata


def sebut(jalan: tuple[str | int, ...]) -> Kalimat:
    """An entry in words: `geser ke-2, jumlah`. Keys of the file are the same in every language."""
    kata = inggris = ""
    for bagian in jalan:
        koma = ", " if kata else ""
        kata += f" ke-{bagian + 1}" if isinstance(bagian, int) else f"{koma}{bagian}"
        inggris += f" no. {bagian + 1}" if isinstance(bagian, int) else f"{koma}{bagian}"
    return Kalimat(kata or "skenario", inggris or "scenario")


def baca(teks: str) -> Skenario:
    """A scenario from YAML text. Raises SkenarioError naming the entry and its line."""
    try:
        isi, letak = safe_yaml.baca(teks)
    except YamlError as galat:
        raise SkenarioError(f"baris {galat.baris}: {galat}.") from None
    if not isinstance(isi, dict):
        raise SkenarioError("baris 1: skenario harus berisi isian bernama (judul, tanggal, catatan, opd, tahun, ...).")
    try:
        skenario = Skenario.model_validate({k: v for k, v in isi.items() if v is not None})
    except ValidationError as galat:
        raise SkenarioError(*(_pesan(dict(satu), letak) for satu in galat.errors())) from None
    skenario._letak = letak
    return skenario


def baca_berkas(berkas: Path) -> Skenario:
    """A scenario from a file. Raises SkenarioError, also when the file cannot be read."""
    try:
        if berkas.stat().st_size > 4 * safe_yaml.TERBESAR:
            raise SkenarioError(f"{berkas.name} terlalu besar untuk sebuah skenario.")
        return baca(berkas.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SkenarioError(f"{berkas.name} tidak dapat dibuka: tidak ada berkas itu di {berkas.parent}.") from None
    except IsADirectoryError:
        raise SkenarioError(f"{berkas} tidak dapat dibuka: itu folder, bukan berkas skenario.") from None
    except PermissionError:
        raise SkenarioError(f"{berkas.name} tidak dapat dibuka: tidak ada izin membacanya.") from None
    except OSError as galat:
        raise SkenarioError(f"{berkas.name} tidak dapat dibuka: {galat.strerror or galat}.") from None
    except UnicodeDecodeError:
        raise SkenarioError(f"{berkas.name} bukan teks UTF-8; simpan ulang sebagai UTF-8.") from None


def tulis(skenario: Skenario) -> str:
    """The scenario as YAML text that `baca` reads back to the same scenario."""
    isi = skenario.model_dump(mode="json", exclude_none=True)
    return yaml.safe_dump({k: v for k, v in isi.items() if v != []}, allow_unicode=True, sort_keys=False, width=110)


_KALIMAT = {
    "missing": "isian ini harus ada",
    "extra_forbidden": "isian ini tidak dikenal",
    "date_from_datetime_parsing": "tanggal ditulis TTTT-BB-HH, misalnya 2024-07-01",
    "date_parsing": "tanggal ditulis TTTT-BB-HH, misalnya 2024-07-01",
    "int_parsing": "harus bilangan bulat",
    "float_parsing": "harus angka (titik untuk desimal)",
    "finite_number": "harus angka biasa",
    "string_type": "harus teks",
    "tuple_type": "harus daftar (baris-baris yang mulai dengan -)",
    "model_type": "harus isian bernama, misalnya {kode: ..., jumlah: ...}",
    "string_too_short": "tidak boleh kosong",
    "string_too_long": "terlalu panjang",
    "too_long": "terlalu banyak butir",
}


def _pesan(galat: dict[str, Any], letak: Mapping[Letak, int]) -> str:
    jalan: Letak = tuple(galat["loc"])
    nomor = next((letak[jalan[:n]] for n in range(len(jalan), -1, -1) if jalan[:n] in letak), 1)
    jenis, batas = galat["type"], galat.get("ctx", {})
    tertulis = repr(galat["input"])[:60] if isinstance(galat["input"], str) else ""
    if jenis == "value_error":
        kalimat, tertulis = str(batas["error"]), ""
    elif jenis == "string_pattern_mismatch":
        kalimat = _POLA.get(str(jalan[-1]), "bukan kode yang sah, misalnya 2.17.05.2.01.0001 (tulis lengkap)")
    elif jenis == "literal_error":
        kalimat = f"pilih salah satu: {re.sub(' or ', ', ', str(batas['expected']))}"
    elif jenis in ("greater_than_equal", "less_than_equal"):
        kalimat = f"harus {'paling sedikit' if 'ge' in batas else 'paling banyak'} {batas.get('ge', batas.get('le'))}"
    else:
        kalimat = _KALIMAT.get(jenis, str(galat["msg"]))
    return f"baris {nomor}: {sebut(jalan)}: {kalimat}{f' (tertulis {tertulis})' if tertulis else ''}."


_POLA = {
    "opd": "bukan nama OPD yang sah, misalnya kab-contoh-koperasi-ukm",
    "rekening_dari": "bukan kode rekening, misalnya 5.1.02.01.001.00001",
    "rekening_ke": "bukan kode rekening, misalnya 5.1.02.01.001.00001",
}
