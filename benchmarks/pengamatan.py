"""Invented observations by the million, in the shape of the dataset, the same for the same numbers."""

import random
from collections.abc import Iterator

import numpy as np
import polars as pl
import pyarrow as pa

from workbench import paths
from workbench.dataset.schema import dtypes

YEARS = tuple(range(2018, 2026))
_STAGES = ("renja", "apbd", "apbd_perubahan", "perjanjian_kinerja", "lkjip")
_LEVELS = {3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
_DOTS = pl.col("kode").str.count_matches(".", literal=True) + 1


def offices() -> list[str]:
    """One office a region of the country, in order."""
    words = {"provinsi": "prov", "kabupaten": "kab", "kota": "kota"}
    rows = pl.read_csv(paths.RULES / "wilayah.csv", schema_overrides={"kode": pl.String}).iter_rows(named=True)
    names = {(row["tingkat"], row["nama"].lower().removeprefix(row["tingkat"]).strip()) for row in rows}
    slugs = {f"{words[kind]}-{''.join(c if c.isalnum() else '-' for c in name)}-koperasi-ukm" for kind, name in names}
    return sorted(slugs)


def lines() -> pl.DataFrame:
    """Program lines of the nomenclature: `kode, jenjang, uraian, indikator`."""
    names = pl.read_csv(paths.RULES / "nomenklatur.csv", schema_overrides={"kode": pl.String}, infer_schema=False)
    return (
        names.filter(_DOTS.is_in(list(_LEVELS)))
        .unique("kode", keep="first", maintain_order=True)
        .select("kode", _DOTS.replace_strict(_LEVELS).alias("jenjang"), pl.col("nama").alias("uraian"),
                pl.coalesce("indikator", pl.concat_str(pl.lit("Jumlah "), pl.col("nama"))).alias("indikator"))
    )  # fmt: skip


def of(opd: str, tahun: int, count: int, known: pl.DataFrame) -> pl.DataFrame:
    """`count` observations of one office and year, columns and types as in the dataset."""
    seed = random.Random(f"{opd} {tahun}").getrandbits(32)
    chance = np.random.default_rng(seed)
    picked = known[np.sort(chance.integers(0, known.height, count)).tolist()]
    target = chance.integers(1, 500, count).astype(float)
    pagu = pl.Series("pagu", chance.integers(1_000_000, 2_000_000_000, count)).cast(pl.Decimal(20, 2))
    stage = [_STAGES[number] for number in chance.integers(0, len(_STAGES), count)]
    made = picked.with_columns(
        pl.lit(opd).alias("opd"), pl.lit(tahun).alias("tahun"), pl.Series("tahap", stage), pagu,
        pl.Series("target", target), pl.Series("realisasi", np.round(target * chance.uniform(0.4, 1.2, count))),
        (pagu.cast(pl.Float64) * chance.uniform(0.5, 1, count)).round().cast(pl.Decimal(20, 2)).alias("realisasi_rp"),
        pl.lit("tahunan").alias("periode"), pl.lit("Dokumen").alias("satuan"), pl.lit("tercetak").alias("kode_asal"),
        pl.col("kode").alias("kode_tercetak"), pl.col("uraian").alias("nama_resmi"),
        pl.concat_str(pl.lit(f"{opd}-{tahun}-"), pl.Series(stage), pl.lit(".pdf")).alias("dokumen"),
        pl.lit("T-C.29").alias("tabel"), pl.int_range(1, count + 1).alias("baris"),
        (pl.int_range(count) // 40 + 1).alias("halaman"),
        pl.lit([], dtype=pl.List(pl.String)).alias("penanda"),
    )  # fmt: skip
    wanted = dtypes("observasi")
    blank = [pl.lit(None, dtype=wanted[name]).alias(name) for name in wanted if name not in made.columns]
    return made.with_columns(blank).select(pl.col(name).cast(dtype) for name, dtype in wanted.items())


def portions(total: int) -> Iterator[pl.DataFrame]:
    """About `total` observations, one office and year after the other, evenly."""
    places = [(opd, tahun) for opd in offices() for tahun in YEARS]
    known = lines()
    for number, (opd, tahun) in enumerate(places):
        count = total * (number + 1) // len(places) - total * number // len(places)
        if count:
            yield of(opd, tahun, count, known)


def joined(tables: list[pa.Table]) -> pa.Table:
    """Portions as one table."""
    return pa.concat_tables([table.cast(tables[0].schema) for table in tables])
