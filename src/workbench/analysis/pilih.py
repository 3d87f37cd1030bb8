"""Choose which printed table answers a question, and say why.

A document often prints the same programs in several tables. Figures of two tables are never mixed:
for each OPD and year one table is chosen, so that its rows add up to what that table prints. The
order of preference is written once, in `calon_tabel`.
"""

from collections.abc import Sequence

import polars as pl

from workbench.dataset.kinerja import STAGE_ORDER

KUNCI = ("opd", "tahun", "dokumen", "tabel", "tahap", "periode")
"""What identifies one stage of one printed table."""

BUKAN_TAHUN_SENDIRI = ("renstra_akhir", "renstra_sd_lalu", "prakiraan_maju")
"""Stages that speak of a whole Renstra period, of earlier years or of the next year."""

TAHAP_TERBARU = tuple(tahap for tahap in STAGE_ORDER if tahap not in BUKAN_TAHUN_SENDIRI)
"""Stages that describe the year itself, newest first, in the order the dataset uses."""

BUKAN_PAGU = ("kebutuhan", "program_utama", "lain")
"""Stages that list wishes or selections, not ceilings; their tables come after all others."""

PERIODE_TERBARU = ("tahunan", "tw4", "tw3", "semester1", "tw2", "tw1")
"""Periods of realisation, most complete first."""

TOLERANSI_RP = 1
"""Rounding allowed, in rupiah, when programs are added up against the printed total."""

_REALISASI = frozenset({"realisasi", "realisasi_rp"})


def normal(kolom: str) -> pl.Expr:
    """Text reduced to lower-case letters and digits, for matching names that differ in spacing or case."""
    return pl.col(kolom).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def untuk(observasi: pl.DataFrame, opd: str, tahun: int) -> pl.DataFrame:
    """The observations of one OPD and year."""
    return observasi.filter((pl.col("opd") == opd) & (pl.col("tahun") == tahun))


def tahun_sendiri(observasi: pl.DataFrame) -> pl.DataFrame:
    """Observations of their own year: no Renstra totals, no earlier years, no forward estimates."""
    return observasi.filter(
        pl.col("tahap").is_in(TAHAP_TERBARU) & (pl.col("periode").is_null() | pl.col("periode").is_in(PERIODE_TERBARU))
    )


def baris_berangka(observasi: pl.DataFrame, jenjang: str, nilai: Sequence[str]) -> pl.DataFrame:
    """Rows of one level that print every figure in `nilai`, each line once a table.

    A line repeated on a following page (same code or name, indicator and figures) is kept once.
    Adds `kunci`: the code, or the name where no code is certain.
    """
    rows = tahun_sendiri(observasi).filter(
        (pl.col("jenjang") == jenjang) & pl.all_horizontal(pl.col(n).is_not_null() for n in nilai)
    )
    rows = rows.with_columns(kunci=pl.coalesce("kode", normal("uraian"), normal("indikator")))
    return rows.unique([*KUNCI, "kunci", "indikator", *nilai], keep="first", maintain_order=True)


def calon_tabel(observasi: pl.DataFrame, jenjang: str, nilai: Sequence[str]) -> pl.DataFrame:
    """Every table that prints `nilai` for rows of `jenjang`, best first within OPD and year.

    Order of preference:
    1. the most complete period of realisation (full year before half year), where a realisation is asked for;
    2. stages that set figures, before lists of needs and selections (`BUKAN_PAGU`);
    3. money only: lines that add up to the table's own printed total, before tables that print no total
       (a printed 0 is none), before tables that do not add up;
    4. where a total agrees: tables with at least half as many lines as the fullest, before fragments;
       where none does: more lines first, because nothing else shows that a table is complete;
    5. lines with indicators before lines without, unless money is asked for;
    6. the newest stage (`TAHAP_TERBARU`);
    7. more lines; then the order in the document.

    Columns: `KUNCI`, `n` (lines), `n_indikator`, `baris` (first place), for each money column `jumlah_*`
    (sum of the lines) and `total_*` (printed), `menutup` (true, false, or null without a printed
    total) and `terpilih`.
    """
    rows = baris_berangka(observasi, jenjang, nilai)
    uang = [n for n in nilai if n in ("pagu", "realisasi_rp")]
    calon = rows.group_by(KUNCI, maintain_order=True).agg(
        n=pl.col("kunci").n_unique(),
        n_indikator=pl.col("indikator").is_not_null().sum(),
        baris=pl.col("baris").min(),
    )
    if uang:
        jumlah = _jumlah_dan_total(observasi, jenjang, uang)
        calon = calon.join(jumlah, on=KUNCI, how="left", nulls_equal=True)
    else:
        calon = calon.with_columns(menutup=pl.lit(None, pl.Boolean))
    terbanyak = pl.col("n").max().over("opd", "tahun").cast(pl.Int64)
    urutan = [
        _peringkat("periode", PERIODE_TERBARU if _REALISASI & set(nilai) else ()),
        pl.col("tahap").is_in(BUKAN_PAGU),
        pl.col("menutup").cast(pl.Int8).replace_strict({1: 0, 0: 2}, default=1, return_dtype=pl.Int8),
        pl.when("menutup").then((pl.col("n") * 2 < terbanyak).cast(pl.Int64)).otherwise(terbanyak - pl.col("n")),
        (pl.col("n_indikator") == 0) & (not uang),
        _peringkat("tahap", TAHAP_TERBARU),
        -pl.col("n").cast(pl.Int64),
    ]
    calon = calon.sort("opd", "tahun", *urutan, "dokumen", "baris", maintain_order=True)
    return calon.with_columns(terpilih=pl.int_range(pl.len()).over("opd", "tahun") == 0)


def baris_terpilih(observasi: pl.DataFrame, jenjang: str, nilai: Sequence[str]) -> pl.DataFrame:
    """The rows of the chosen table of each OPD and year, in the order of the document (see `calon_tabel`)."""
    dipakai = calon_tabel(observasi, jenjang, nilai).filter("terpilih").select(KUNCI)
    rows = baris_berangka(observasi, jenjang, nilai)
    return rows.join(dipakai, on=KUNCI, how="semi", nulls_equal=True).sort(
        "opd", "tahun", "dokumen", "baris", maintain_order=True
    )


def _peringkat(kolom: str, urutan: Sequence[str]) -> pl.Expr:
    """Position of a value in `urutan`; unknown and missing values come last."""
    letak = {value: place for place, value in enumerate(urutan)}
    return pl.col(kolom).replace_strict(letak, default=len(urutan), return_dtype=pl.Int64)


def _jumlah_dan_total(observasi: pl.DataFrame, jenjang: str, uang: Sequence[str]) -> pl.DataFrame:
    """For each table: the sum of its lines, the nearest printed total, and whether both agree."""
    lines = tahun_sendiri(observasi).filter(pl.col("jenjang") == jenjang)
    lines = lines.with_columns(kunci=pl.coalesce("kode", normal("uraian")))
    lines = lines.unique([*KUNCI, "kunci", *uang], keep="first", maintain_order=True)
    jumlah = lines.group_by(KUNCI).agg(pl.col(u).sum().alias(f"jumlah_{u}") for u in uang)
    total = tahun_sendiri(observasi).filter(
        pl.col("jenjang").is_in(["opd", "urusan"]) & pl.all_horizontal(pl.col(u) != 0 for u in uang)
    )
    total = total.select(*KUNCI, *(pl.col(u).alias(f"total_{u}") for u in uang)).unique()
    jumlah = jumlah.join(total, on=KUNCI, how="left", nulls_equal=True)
    selisih = pl.max_horizontal((pl.col(f"jumlah_{u}") - pl.col(f"total_{u}")).abs() for u in uang)
    jumlah = jumlah.with_columns(selisih=selisih).sort("selisih", nulls_last=True)
    jumlah = jumlah.unique(KUNCI, keep="first", maintain_order=True)
    return jumlah.with_columns(menutup=pl.col("selisih") <= TOLERANSI_RP).drop("selisih")
