"""A catalogue of indicators: definition, direction, values by office and year, and values recomputed from counts.

Families (one name for what offices word differently) and directions stand in `rules/indikator.yml`. Documents do not
print directions; they are an assumption from the meaning of the words.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from workbench import paths

JENJANG = ("sasaran", "program", "kegiatan", "sub_kegiatan")
NAIK, TURUN = "naik", "turun"
_PENUH = ("tahunan", "tw4")
_RUMUS = r"(?i)\\frac|/|\bdibagi\b|\bx\s*100|\bper\b|\bjumlah\b"
_AWAL = re.compile(r"^\(?indikator\s+(?:tujuan|sasaran|program|kegiatan)\)?\s*:?\s*", re.IGNORECASE)
_PERSEN = re.compile(r"^(?:persentase|presentase|pesentase|persen|%)\s+", re.IGNORECASE)
_JUMLAH = re.compile(r"^(?:jumlah|banyaknya)\s+", re.IGNORECASE)
_KATA_BEBAS = frozenset({"yang", "di", "dan", "dalam", "jumlah", "seluruh", "total"})
_TITIK_LAYANG = 1e-9


def nama_bersih(nama: str) -> str:
    """The indicator without a leading note of its level, such as `(Indikator Sasaran)`."""
    return _AWAL.sub("", nama.strip()) or nama


def keluarga(nama: str | None) -> str | None:
    """The family an indicator belongs to, None where no rule knows it."""
    teks = _normal(nama_bersih(nama or ""))
    return next((str(satu["nama"]) for satu in _aturan()["keluarga"] if re.search(satu["pola"], teks)), None)


def arah(nama: str | None) -> str:
    """`naik` (more is better) or `turun` (less is better), an assumption from the words of the indicator."""
    teks = _normal(nama_bersih(nama or ""))
    if re.search(_aturan()["arah_dibalik"], teks):
        return NAIK
    return next((str(satu["arah"]) for satu in _aturan()["arah"] if re.search(satu["pola"], teks)), NAIK)


def rumus(teks: str) -> str:
    """A formula as printed, fractions of mathematical mark-up written on one line: `a / b x 100 %`."""
    polos = teks.replace("$", " ")
    polos = re.sub(r"\\text\s*\{([^{}]*)\}", r"\1", polos)
    polos = re.sub(r"\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1 / \2", polos)
    polos = polos.replace(r"\times", "x")
    return " ".join(re.sub(r"\\[a-zA-Z]+", " ", polos).split())


def nilai(observasi: pl.DataFrame, jenjang: tuple[str, ...] = JENJANG) -> pl.DataFrame:
    """Every printed target and realisation of every indicator, by office and year, once a distinct value.

    Full-year figures where there are any; a figure to mid-year keeps its `periode`. Columns: `kunci` (indicator and
    unit family, for matching), `indikator, keluarga, arah, jenjang, opd, tahun, periode, satuan, target, realisasi,
    tahap, dokumen, tabel, baris`.
    """
    rows = observasi.filter(
        pl.col("jenjang").is_in(jenjang)
        & pl.col("indikator").is_not_null()
        & (pl.col("target").is_not_null() | pl.col("realisasi").is_not_null())
        & ~pl.col("tahap").is_in(["renstra_sd_lalu", "prakiraan_maju"])
    )
    nama = rows["indikator"].unique(maintain_order=True).to_list()
    kamus = pl.DataFrame(
        {
            "indikator": nama,
            "label": [nama_bersih(n) for n in nama],
            "kunci": [_normal(nama_bersih(n)) for n in nama],
            "keluarga": [keluarga(n) for n in nama],
            "arah": [arah(n) for n in nama],
        },
        schema=dict.fromkeys(("indikator", "label", "kunci", "keluarga", "arah"), pl.String),
    )
    rows = rows.join(kamus, on="indikator", how="left", maintain_order="left")
    rows = rows.unique(["kunci", "opd", "tahun", "periode", "target", "realisasi"], keep="first", maintain_order=True)
    return rows.sort("dokumen", "baris", maintain_order=True).select(
        "kunci", pl.col("label").alias("indikator"), "keluarga", "arah", "jenjang", "opd", "tahun", "periode",
        "satuan", "target", "realisasi", "tahap", "dokumen", "tabel", "baris",
    )  # fmt: skip


def definisi(observasi: pl.DataFrame) -> pl.DataFrame:
    """Formulas the documents print beside an indicator: `kunci, rumus, dokumen, tabel, baris`, each once."""
    rows = observasi.filter(
        pl.col("jenjang").is_in(JENJANG)
        & pl.col("indikator").is_not_null()
        & pl.col("catatan").str.contains(_RUMUS).fill_null(value=False)
    )
    rows = rows.with_columns(
        kunci=pl.col("indikator").map_elements(lambda n: _normal(nama_bersih(n)), return_dtype=pl.String),
        rumus=pl.col("catatan").map_elements(rumus, return_dtype=pl.String),
    )
    return rows.unique(["kunci", "rumus"], keep="first", maintain_order=True).select(
        "kunci", "rumus", "dokumen", "tabel", "baris"
    )


def dihitung_ulang(observasi: pl.DataFrame) -> pl.DataFrame:
    """Percentages recomputed from counts the same document prints, beside the printed ones.

    A percentage `Persentase A` meets the count `A` (or `Jumlah A`) of the same office and year; its denominator is
    the count of the same table whose name is more general (`Jumlah Koperasi` for `Koperasi Aktif`), or the only other
    count there. Where that is not clear, nothing is computed. Columns: `opd, tahun, tempat` (region, null for the
    whole office), `indikator, kunci, tercetak, pembilang, penyebut, nama_pembilang, nama_penyebut, dihitung, selisih`
    (percent points), `cocok` (agree when the recomputed one is rounded as the printed one), `dokumen, tabel, baris`
    (of the counts), `tabel_tercetak, baris_tercetak`.
    """
    hitung = _cacah(observasi)
    skema = _SKEMA_ULANG
    hasil: list[dict[str, Any]] = []
    for satu in _persentase(observasi).iter_rows(named=True):
        calon = hitung.get((satu["opd"], satu["tahun"], satu["tempat"]), [])
        hasil += [_gabung(satu, *pasangan) for pasangan in _pasangan(satu["inti"], calon)]
    rows = pl.DataFrame(hasil, schema=skema, orient="row")
    rows = rows.unique(["opd", "tahun", "tempat", "kunci", "tercetak", "pembilang", "penyebut"], maintain_order=True)
    return rows.sort("opd", "kunci", pl.col("tempat").is_not_null(), "tahun", "baris", maintain_order=True)


_SKEMA_ULANG: dict[str, pl.DataType | type[pl.DataType]] = {
    "opd": pl.String,
    "tahun": pl.Int64,
    "tempat": pl.String,
    "indikator": pl.String,
    "kunci": pl.String,
    "tercetak": pl.Float64,
    "pembilang": pl.Float64,
    "penyebut": pl.Float64,
    "nama_pembilang": pl.String,
    "nama_penyebut": pl.String,
    "dihitung": pl.Float64,
    "selisih": pl.Float64,
    "cocok": pl.Boolean,
    "dokumen": pl.String,
    "tabel": pl.String,
    "baris": pl.Int64,
    "tabel_tercetak": pl.String,
    "baris_tercetak": pl.Int64,
}


def _persentase(observasi: pl.DataFrame) -> pl.DataFrame:
    """Printed realisations of indicators worded as a percentage of something."""
    label = pl.when(pl.col("jenjang") == "deret").then(pl.coalesce("indikator", "uraian")).otherwise("indikator")
    rows = observasi.filter(
        pl.col("jenjang").is_in([*JENJANG, "deret", "wilayah"])
        & pl.col("realisasi").is_not_null()
        & pl.col("periode").is_in(_PENUH)
    ).with_columns(label=label, tempat=pl.when(pl.col("jenjang") == "wilayah").then("uraian"))
    rows = rows.filter(
        pl.col("label").map_elements(lambda n: bool(_PERSEN.match(nama_bersih(n))), return_dtype=pl.Boolean)
    )
    return rows.with_columns(
        inti=pl.col("label").map_elements(lambda n: _normal(_PERSEN.sub("", nama_bersih(n))), return_dtype=pl.String)
    )


def _cacah(observasi: pl.DataFrame) -> dict[tuple[str, int, str | None], list[dict[str, Any]]]:
    """Counts (whole numbers of things) by office, year and region."""
    label = pl.when(pl.col("jenjang") == "deret").then(pl.coalesce("indikator", "uraian")).otherwise("indikator")
    rows = observasi.filter(
        pl.col("jenjang").is_in(["deret", "wilayah"])
        & (pl.col("realisasi") >= 0)
        & (pl.col("realisasi") % 1 == 0)
        & ~pl.col("satuan").fill_null("").str.contains("%|(?i)persen")
    ).with_columns(label=label, tempat=pl.when(pl.col("jenjang") == "wilayah").then("uraian"))
    hasil: dict[tuple[str, int, str | None], list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        if row["label"] and not _PERSEN.match(row["label"]):
            row["inti"] = _normal(_JUMLAH.sub("", row["label"]))
            hasil.setdefault((row["opd"], row["tahun"], row["tempat"]), []).append(row)
    return hasil


def _pasangan(inti: str, calon: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The count of the thing itself and the count it is a share of, table by table."""
    hasil = []
    for atas in (satu for satu in calon if _sama(satu["inti"], inti)):
        lain = [s for s in calon if (s["dokumen"], s["tabel"]) == (atas["dokumen"], atas["tabel"]) and s is not atas]
        lain = [s for s in lain if s["realisasi"] >= atas["realisasi"] and s["realisasi"] > 0]
        umum = [s for s in lain if _kata(s["inti"]) < _kata(atas["inti"])]
        if len(umum or lain) == 1:
            hasil.append((atas, (umum or lain)[0]))
    return hasil


def _gabung(satu: dict[str, Any], atas: dict[str, Any], bawah: dict[str, Any]) -> dict[str, Any]:
    dihitung = atas["realisasi"] / bawah["realisasi"] * 100
    selisih = satu["realisasi"] - dihitung
    angka_akhir = _angka_akhir(satu["realisasi"])
    return {
        "opd": satu["opd"],
        "tahun": satu["tahun"],
        "tempat": satu["tempat"],
        "indikator": nama_bersih(satu["label"]),
        "kunci": _normal(nama_bersih(satu["label"])),
        "tercetak": satu["realisasi"],
        "pembilang": atas["realisasi"],
        "penyebut": bawah["realisasi"],
        "nama_pembilang": atas["label"],
        "nama_penyebut": bawah["label"],
        "dihitung": dihitung,
        "selisih": selisih,
        "cocok": -angka_akhir < selisih + _TITIK_LAYANG and selisih - _TITIK_LAYANG <= angka_akhir / 2,
        "dokumen": atas["dokumen"],
        "tabel": atas["tabel"],
        "baris": atas["baris"],
        "tabel_tercetak": satu["tabel"],
        "baris_tercetak": satu["baris"],
    }


def _angka_akhir(nilai: float) -> float:
    """One of the last digit of a figure: what is rounded is half of it away, what is cut off less than one."""
    return float(10 ** -len(f"{nilai:.15g}".partition(".")[2]))


def _sama(satu: str, dua: str) -> bool:
    return _kata(satu) == _kata(dua)


def _kata(inti: str) -> frozenset[str]:
    return frozenset(inti.split()) - _KATA_BEBAS


def _normal(teks: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", teks.lower()).split())


@cache
def _aturan(berkas: Path = paths.RULES / "indikator.yml") -> dict[str, Any]:
    isi: dict[str, Any] = yaml.safe_load(berkas.read_text(encoding="utf-8"))
    return isi
