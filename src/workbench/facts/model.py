"""What reading gives: observations, rejected rows, and what became of each table."""

from dataclasses import dataclass, field
from decimal import Decimal

from workbench.tables.grid import Grid


@dataclass(slots=True)
class Observation:
    """One observation (contract: `workbench.dataset.schema.Observasi`), without the document's own fields."""

    tahun: int
    tahap: str
    periode: str | None
    jenjang: str
    baris: int
    halaman: int | None
    tabel: str | None
    kode: str | None = None
    indikator: str | None = None
    target: float | None = None
    realisasi: float | None = None
    pagu: Decimal | None = None
    realisasi_rp: Decimal | None = None
    uraian: str | None = None
    satuan: str | None = None
    target_teks: str | None = None
    realisasi_teks: str | None = None
    capaian: float | None = None
    serapan: float | None = None
    sumber_dana: str | None = None
    lokasi: str | None = None
    catatan: str | None = None
    kode_tercetak: str | None = None
    kode_asal: str | None = None
    penanda: set[str] = field(default_factory=set)
    nama_resmi: str | None = None
    selisih_rp: Decimal | None = None
    kode_wilayah: str | None = None


def doubt_of(measure: str) -> str:
    """The mark of an observation whose figure the reader of the page is not sure of: `pagu_belum_pasti`."""
    return f"{measure}_belum_pasti"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that gave no observation."""

    tabel: str | None
    halaman: int | None
    baris: int
    isi: str
    alasan: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document says about its figures (contract: `workbench.dataset.schema.Pernyataan`)."""

    jenis: str
    tabel: str | None
    halaman: int | None
    baris: int
    uraian: str
    tercetak: float
    kutipan: str
    desimal: int = 0
    operasi: str | None = None
    operan: tuple[float, ...] = ()
    satuan: str | None = None
    lingkup: str | None = None
    tahun: int | None = None


@dataclass(slots=True)
class Presence:
    """One line of the plan and one document: whether the document holds it (contract: `Kesesuaian`)."""

    tahun: int
    kode: str | None
    uraian: str | None
    dokumen: str
    ada: bool
    jenjang: str
    kode_tercetak: str | None
    nama_resmi: str | None
    tabel: str | None
    halaman: int | None
    baris: int


@dataclass(slots=True)
class Node:
    """One tujuan, sasaran, program, kegiatan or sub kegiatan of a tree, and an indicator (contract: `PohonKinerja`).

    `simpul` numbers the nodes of one table; `induk` is the number of the node above.
    """

    tahun: int
    simpul: int
    induk: int | None
    jenjang: str
    kode: str | None
    uraian: str
    sasaran: str | None
    indikator: str | None
    nama_resmi: str | None
    tabel: str | None
    halaman: int | None
    baris: int


@dataclass(slots=True)
class TableResult:
    """What one table gave. `by_role`: its reader goes by the roles of the columns.

    `taken`: page and line of rows whose figures stand in the observation of another row.
    """

    grid: Grid
    formulir: str | None
    observations: list[Observation] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    alasan: str | None = None
    by_role: bool = False
    kesesuaian: list[Presence] = field(default_factory=list)
    pohon: list[Node] = field(default_factory=list)
    taken: set[tuple[int | None, int]] = field(default_factory=set)

    @property
    def read(self) -> bool:
        """Whether the table gave anything."""
        return bool(self.observations or self.kesesuaian or self.pohon)

    @property
    def unknown_headings(self) -> list[str]:
        """Headings of filled columns of a table that was read which no rule understands."""
        filled = {index for row in self.grid.rows for index, cell in enumerate(row.cells) if cell}
        unknown = [column for column in self.grid.columns if column.role is None and column.index in filled]
        return [column.heading or "(kosong)" for column in unknown if self.by_role]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one document says: its tables, and the figures in its text with what could not be read there."""

    tables: list[TableResult]
    naratif: list[Observation]
    rejected: list[Rejected]
    pernyataan: list[Stated] = field(default_factory=list)

    @property
    def read(self) -> bool:
        """Whether the document gave anything."""
        return bool(self.naratif) or any(table.read for table in self.tables)
