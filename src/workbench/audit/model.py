"""What a finding is, and how a printed figure is named."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

GALAT, PERINGATAN, INFO = "galat", "peringatan", "info"
MONEY = ("pagu", "realisasi_rp", "selisih_rp")
FIGURES = (*MONEY, "target", "realisasi", "capaian", "serapan")


class Cell(NamedTuple):
    """One printed figure: the observation (row of the frame) and which of its figures."""

    row: int
    figure: str


Values = Mapping[Cell, Decimal]


@dataclass(slots=True)
class Finding:
    """One finding; `row` gives its place. `parts` tell findings of one place and kind apart."""

    row: dict[str, Any]
    jenis: str
    keparahan: str
    uraian: str
    bukti: str
    tercetak: str | None = None
    seharusnya: str | None = None
    selisih: float | None = None
    parts: tuple[str, ...] = field(default=())

    def record(self) -> dict[str, Any]:
        """A row of the table `temuan`."""
        place = {name: self.row.get(name) for name in ("opd", "dokumen", "tabel", "halaman", "baris", "kode")}
        return {
            "id": self.identity(),
            **place,
            "jenis": self.jenis,
            "keparahan": self.keparahan,
            "uraian": self.uraian,
            "tercetak": self.tercetak,
            "seharusnya": self.seharusnya,
            "selisih": self.selisih,
            "bukti": self.bukti,
        }

    def identity(self) -> str:
        """The same place and kind give the same id in every run."""
        names = ("dokumen", "tabel", "halaman", "baris", "kode", "tahap", "tahun", "periode")
        key = (*(str(self.row.get(name)) for name in names), self.jenis, *self.parts)
        return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12]


@dataclass(slots=True)
class Tally:
    """How many checks a document went through, and how many of them held."""

    counts: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, dokumen: str, check: str, held: bool) -> None:
        """Count one check."""
        count = self.counts.setdefault((dokumen, check), [0, 0])
        count[0] += 1
        count[1] += held

    def frame(self) -> pl.DataFrame:
        """Columns `dokumen`, `pemeriksaan`, `dilakukan`, `lolos`."""
        rows = [(*key, *count) for key, count in sorted(self.counts.items())]
        schema = {"dokumen": pl.String, "pemeriksaan": pl.String, "dilakukan": pl.Int64, "lolos": pl.Int64}
        return pl.DataFrame(rows, schema=schema, orient="row")
