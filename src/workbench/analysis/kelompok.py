"""Supporting and core programs, and how programs of different OPDs are matched."""

import polars as pl

PENUNJANG = "penunjang"
INTI = "inti"
TIDAK_DIKETAHUI = "tidak_diketahui"


def kelompok() -> pl.Expr:
    """`penunjang` for program number 01 of any bidang urusan, `inti` for the others.

    Without a certain code: `tidak_diketahui`. Program 01 is by the nomenclature always the supporting
    program of the office, so the part of the code is enough.
    """
    nomor = pl.col("kode").str.extract(r"^[^.]+\.[^.]+\.(\d{2})", 1)
    return (
        pl.when(nomor.is_null())
        .then(pl.lit(TIDAK_DIKETAHUI))
        .when(nomor == "01")
        .then(pl.lit(PENUNJANG))
        .otherwise(pl.lit(INTI))
    )


def nomor_program() -> pl.Expr:
    """The key under which programs of different OPDs meet: `01` for the supporting program, else the code.

    Core programs meet only within the same bidang urusan. Null without a certain code.
    """
    program = pl.col("kode").str.extract(r"^([^.]+\.[^.]+\.\d{2})", 1)
    return pl.when(program.str.ends_with(".01")).then(pl.lit("01")).otherwise(program)


def bagian(program: pl.DataFrame) -> pl.DataFrame:
    """Share of supporting and core programs in the budget of each OPD and year.

    Takes program rows with `opd, tahun, kelompok, pagu` (rupiah). Gives `opd, tahun, kelompok, n_program,
    pagu, bagian_persen` (of the OPD's programs; null where the budget is zero).
    """
    hasil = program.group_by("opd", "tahun", "kelompok", maintain_order=True).agg(
        n_program=pl.len(), pagu=pl.col("pagu").sum()
    )
    return hasil.with_columns(bagian_persen=_persen_dari_opd()).sort(
        "opd", "tahun", pl.col("kelompok").replace_strict({PENUNJANG: 0, INTI: 1, TIDAK_DIKETAHUI: 2})
    )


def terbagi(bagian: pl.DataFrame) -> bool:
    """True if at least one program is known to be supporting or core."""
    return bool((bagian["kelompok"] != TIDAK_DIKETAHUI).any())


def _persen_dari_opd() -> pl.Expr:
    pagu = pl.col("pagu").cast(pl.Float64)
    seluruh = pagu.sum().over("opd", "tahun")
    return pl.when(seluruh > 0).then(pagu / seluruh * 100)
