"""Parameters of the notebooks, checked against what the dataset holds before anything runs."""

from collections.abc import Iterable
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from workbench import data, paths
from workbench.analysis import ketersediaan
from workbench.reports.format import Bahasa
from workbench.whatif.scenario import SkenarioError, baca_berkas


class ParameterError(ValueError):
    """A parameter is unknown or names something the dataset does not hold; the message lists what is known."""


class Parameter(BaseModel):
    """Parameters of one notebook. `NOTEBOOK` is its file name without ending."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    NOTEBOOK: ClassVar[str]

    def periksa(self) -> None:
        """Compare with the dataset; raises ParameterError."""


class Mulai(Parameter):
    """`00_mulai` takes no parameters."""

    NOTEBOOK: ClassVar[str] = "00_mulai"


class Ekstraksi(Parameter):
    """`01_ekstraksi`: one document."""

    NOTEBOOK: ClassVar[str] = "01_ekstraksi"
    dokumen: str

    def periksa(self) -> None:
        """The document must be one of those found in the raw folder."""
        _dikenal("dokumen", [self.dokumen], data.dokumen()["dokumen"].to_list())


class LaporanOpd(Parameter):
    """`10_laporan_opd`: one OPD in one year."""

    NOTEBOOK: ClassVar[str] = "10_laporan_opd"
    opd: str
    tahun: int
    periode: str = ""
    bahasa: Bahasa = "id"

    def periksa(self) -> None:
        """OPD and year must have figures of the year's own programs, in the period asked for if any."""
        observasi = data.observasi()
        ada = ketersediaan.opd_tahun(observasi)
        _dikenal("opd", [self.opd], {opd for opd, _ in ada})
        _dikenal(f"tahun untuk {self.opd}", [self.tahun], {tahun for opd, tahun in ada if opd == self.opd})
        if self.periode:
            tersedia = ketersediaan.periode(observasi, self.opd, self.tahun)
            _dikenal(f"periode untuk {self.opd} tahun {self.tahun}", [self.periode], tersedia)


class Banding(Parameter):
    """`20_banding`: two or more OPDs in one year or several. An OPD without figures of the year is shown as such.

    `indeks_harga` (price level by year) puts money of all years at the prices of the latest one.
    """

    NOTEBOOK: ClassVar[str] = "20_banding"
    opd: list[str]
    tahun: int | list[int]
    indeks_harga: dict[int, float] = {}
    bahasa: Bahasa = "id"

    @field_validator("opd", mode="before")
    @classmethod
    def _beberapa(cls, nilai: object) -> object:
        """One name given as text is a list of one."""
        return [nilai] if isinstance(nilai, str) else nilai

    @field_validator("indeks_harga", mode="before")
    @classmethod
    def _pasangan(cls, nilai: object) -> object:
        """Pairs written as text, such as `2022:100,2024:105`, are an index too."""
        bagian = nilai.split(",") if isinstance(nilai, str) else nilai
        if isinstance(bagian, list) and all(isinstance(b, str) and ":" in b for b in bagian):
            return dict(b.split(":", 1) for b in bagian)
        return nilai

    def periksa(self) -> None:
        """Each OPD must be known and named once; at least one must have figures of the year."""
        ada = ketersediaan.opd_tahun(data.observasi())
        if len(self.opd) < 2:
            raise ParameterError(f"opd: perbandingan perlu dua OPD atau lebih, yang disebut {len(self.opd)}.")
        _dikenal("opd", self.opd, {opd for opd, _ in ada})
        if len(set(self.opd)) < len(self.opd):
            raise ParameterError(f"opd disebut lebih dari sekali: {', '.join(self.opd)}.")
        tahun = [self.tahun] if isinstance(self.tahun, int) else self.tahun
        if not tahun:
            raise ParameterError("tahun: sebutkan sedikitnya satu tahun.")
        _dikenal("tahun", tahun, {t for opd, t in ada if opd in self.opd})
        kurang = sorted(set(tahun) - set(self.indeks_harga)) if self.indeks_harga else []
        if kurang:
            raise ParameterError(f"indeks_harga tidak memuat tahun {', '.join(map(str, kurang))}.")


class Audit(Parameter):
    """`30_audit`: one document."""

    NOTEBOOK: ClassVar[str] = "30_audit"
    dokumen: str

    def periksa(self) -> None:
        """The document must have been read."""
        terbaca = data.dokumen().filter(status="terbaca")
        _dikenal("dokumen", [self.dokumen], terbaca["dokumen"].to_list())


class Indikator(Parameter):
    """`40_indikator`: some OPDs, or all of them where none is named."""

    NOTEBOOK: ClassVar[str] = "40_indikator"
    opd: list[str] = []
    bahasa: Bahasa = "id"

    @field_validator("opd", mode="before")
    @classmethod
    def _beberapa(cls, nilai: object) -> object:
        """One name given as text is a list of one."""
        return [nilai] if isinstance(nilai, str) else nilai

    def periksa(self) -> None:
        """Each OPD must be in the dataset."""
        _dikenal("opd", self.opd, data.observasi()["opd"].drop_nulls().unique().to_list())


class AnalisisSendiri(Parameter):
    """`90_analisis_sendiri`: one OPD in one year to begin with."""

    NOTEBOOK: ClassVar[str] = "90_analisis_sendiri"
    opd: str
    tahun: int

    def periksa(self) -> None:
        """OPD and year must have figures."""
        ada = ketersediaan.opd_tahun(data.observasi())
        _dikenal("opd", [self.opd], {opd for opd, _ in ada})
        _dikenal(f"tahun untuk {self.opd}", [self.tahun], {tahun for opd, tahun in ada if opd == self.opd})


class WhatIf(Parameter):
    """`50_what_if`: one scenario file of the folder `scenarios`, for its OPD and year."""

    NOTEBOOK: ClassVar[str] = "50_what_if"
    opd: str
    tahun: int
    skenario: str
    bahasa: Bahasa = "id"

    def periksa(self) -> None:
        """The scenario must be there, be readable and speak of this OPD and year, which the dataset must hold."""
        _dikenal("skenario", [self.skenario], {b.stem for b in paths.scenarios().glob("*.yml")})
        try:
            satu = baca_berkas(paths.scenarios() / f"{self.skenario}.yml")
        except SkenarioError as galat:
            raise ParameterError(f"skenario {self.skenario}: {galat}") from None
        _dikenal(f"opd untuk {self.skenario}", [self.opd], [satu.opd])
        _dikenal(f"tahun untuk {self.skenario}", [self.tahun], [satu.tahun])
        ada = ketersediaan.opd_tahun(data.observasi())
        _dikenal("opd dan tahun", [(self.opd, self.tahun)], ada)


_SEMUA = (Mulai, Ekstraksi, LaporanOpd, Banding, Audit, Indikator, WhatIf, AnalisisSendiri)
MODEL: dict[str, type[Parameter]] = {m.NOTEBOOK: m for m in _SEMUA}
"""The model of each notebook."""


def periksa(notebook: str, nilai: dict[str, Any]) -> Parameter:
    """Typed and checked parameters of `notebook`. Raises ParameterError with what is known."""
    if notebook not in MODEL:
        raise ParameterError(f"Notebook '{notebook}' tidak dikenal. Yang ada: {', '.join(MODEL)}.")
    model = MODEL[notebook]
    asing = sorted(set(nilai) - set(model.model_fields))
    if asing:
        dikenal = ", ".join(model.model_fields) or "tidak ada"
        raise ParameterError(f"Parameter tidak dikenal: {', '.join(asing)}. Yang dikenal: {dikenal}.")
    try:
        hasil = model(**nilai)
    except ValidationError as galat:
        rincian = "; ".join(f"{'.'.join(map(str, g['loc']))}: {g['msg']}" for g in galat.errors())
        raise ParameterError(f"Parameter {notebook} tidak sah: {rincian}.") from None
    hasil.periksa()
    return hasil


def _dikenal(nama: str, diminta: Iterable[object], ada: Iterable[object]) -> None:
    tersedia = sorted(set(ada), key=str)
    asing = [satu for satu in diminta if satu not in tersedia]
    if asing:
        raise ParameterError(
            f"{nama} tidak ada di dataset: {', '.join(map(str, asing))}. "
            f"Yang ada: {', '.join(map(str, tersedia)) or 'tidak ada'}."
        )
