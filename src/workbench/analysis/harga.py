"""Money of different years at the prices of one of them, by a price index the user supplies."""

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

UANG = ("pagu", "realisasi_rp")


class IndeksError(ValueError):
    """The price index lacks a year or holds a number that is no index."""


def pada_harga(observasi: pl.DataFrame, indeks: Mapping[int, float], tahun_harga: int) -> pl.DataFrame:
    """The same observations with all money at the prices of `tahun_harga`: times index of that year over index of
    the row's year, rounded to whole sen.

    `indeks` gives the price level by year (any base). Years without an index are not guessed: IndeksError names them.
    """
    salah = [tahun for tahun, nilai in indeks.items() if not nilai > 0]
    if salah:
        raise IndeksError(f"Indeks harga tahun {', '.join(map(str, salah))} harus lebih besar dari nol.")
    berduit = observasi.filter(pl.any_horizontal(pl.col(u).is_not_null() for u in UANG))
    perlu = {*berduit["tahun"].drop_nulls().to_list(), tahun_harga}
    tanpa = sorted(perlu - set(indeks))
    if tanpa:
        raise IndeksError(f"Indeks harga tidak memuat tahun {', '.join(map(str, tanpa))}.")
    faktor = {tahun: Decimal(str(indeks[tahun_harga])) / Decimal(str(indeks[tahun])) for tahun in perlu}
    kolom = [
        pl.Series(u, [_kali(nilai, faktor.get(tahun)) for nilai, tahun in observasi.select(u, "tahun").iter_rows()],
                  dtype=observasi.schema[u])
        for u in UANG
    ]  # fmt: skip
    return observasi.with_columns(kolom)


def _kali(nilai: Decimal | None, faktor: Decimal | None) -> Decimal | None:
    return None if nilai is None or faktor is None else (nilai * faktor).quantize(Decimal("0.01"))
