"""Families of kegiatan: the same kegiatan under the codes of a province and of a kabupaten or kota.

The nomenclature gives both tiers their own kegiatan (fourth digit 1 and 2), with names that differ in the words of
the tier and of the size of business. Within one program, the kegiatan whose names agree without those words are one
family.
"""

import re
from functools import cache

import polars as pl
from rapidfuzz import fuzz

from workbench.analysis import capaian, pilih, serapan
from workbench.facts import nomenclature

CUKUP_MIRIP = 85.0
"""Likeness (0 to 100) from which two official names are one family."""
_TINGKAT = re.compile(
    r"\b(?:(?:untuk |bagi )?koperasi )?(?:yang |dengan )?(?:wilayah )?(?:keanggota\w* )?"
    r"(?:lintas|dalam) (?:1 )?(?:satu )?daerah\b.*$"
)
_SKALA_USAHA = re.compile(r"\busaha (?:mikro|kecil|menengah)\b")


@cache
def kamus(bidang: str) -> dict[str, tuple[str, str]]:
    """For every kegiatan code of an affair: the code its family goes by and the family's name.

    The family goes by its provincial code; a kegiatan of one tier only is a family of its own.
    """
    provinsi, kabkota = (_kegiatan(tingkat, bidang) for tingkat in ("provinsi", "kabkota"))
    hasil = {kode: (kode, nama) for kode, nama in (provinsi | kabkota).items()}
    for kode, nama in kabkota.items():
        calon = {k: _mirip(nama, n) for k, n in provinsi.items() if _program(k) == _program(kode)}
        terbaik = max(calon, key=lambda k: (calon[k], k), default=None)
        if terbaik is not None and calon[terbaik] >= CUKUP_MIRIP:
            hasil[kode] = (terbaik, provinsi[terbaik])
    return hasil


def keluarga_kode(kode: str | None) -> tuple[str, str] | None:
    """The family of a kegiatan code and its name; None for a code the nomenclature does not hold."""
    if kode is None or len(kode.split(".")) != 5:
        return None
    return kamus(".".join(kode.split(".")[:2])).get(kode)


def kegiatan_bersama(observasi: pl.DataFrame) -> pl.DataFrame:
    """Kegiatan of several OPDs side by side, matched by family (observations of one year).

    One row a family and OPD, for families of at least two OPDs: `keluarga, uraian` (name of the family), `opd, kode,
    pagu, realisasi_rp` (rupiah, printed side by side; without realisation the newest pagu), `serapan_persen, periode`
    (of the realisation), `capaian_persen` (mean of its indicators), `n_opd, dokumen, tabel, tahap, baris`.
    """
    serap = serapan.rincian(observasi, "kegiatan")
    lain = pilih.baris_terpilih(observasi, "kegiatan", ["pagu"]).join(serap, on=["opd", "tahun"], how="anti")
    kolom = ["opd", "kode", "uraian", "pagu", "dokumen", "tabel", "tahap", "periode", "baris"]
    rows = pl.concat(
        [
            serap.select(*kolom, "realisasi_rp", "serapan_persen"),
            lain.select(
                *kolom,
                pl.lit(None, pl.Decimal(20, 2)).alias("realisasi_rp"),
                pl.lit(None, pl.Float64).alias("serapan_persen"),
            ),
        ]
    )
    rows = rows.filter(pl.col("pagu") > 0).unique(["opd", "kode"], keep="none", maintain_order=True)
    keluarga = [keluarga_kode(kode) for kode in rows["kode"]]
    rows = rows.with_columns(
        pl.Series("keluarga", [k[0] if k else None for k in keluarga], pl.String),
        pl.Series("nama_keluarga", [k[1] if k else None for k in keluarga], pl.String),
    ).filter(pl.col("keluarga").is_not_null())
    hasil = capaian.terukur(capaian.indikator(observasi, "kegiatan"))
    hasil = hasil.group_by("opd", "kode").agg(capaian_persen=pl.col("capaian_persen").mean())
    rows = rows.join(hasil, on=["opd", "kode"], how="left", maintain_order="left")
    rows = rows.with_columns(n_opd=pl.col("opd").n_unique().over("keluarga")).filter(pl.col("n_opd") >= 2)
    return rows.sort("keluarga", "opd").select(
        "keluarga",
        pl.col("nama_keluarga").alias("uraian"),
        "opd",
        "kode",
        "pagu",
        "realisasi_rp",
        "serapan_persen",
        pl.when(pl.col("realisasi_rp").is_not_null()).then("periode").alias("periode"),
        "capaian_persen",
        "n_opd",
        "dokumen",
        "tabel",
        "tahap",
        "baris",
    )


def _kegiatan(tingkat: str, bidang: str) -> dict[str, str]:
    """Official names by code; the newest edition wins."""
    return {satu.kode: satu.nama for satu in nomenclature.entries(tingkat, bidang) if satu.jenjang == "kegiatan"}


def _mirip(satu: str, dua: str) -> float:
    return fuzz.ratio(_inti(satu), _inti(dua))


def _inti(nama: str) -> str:
    teks = nomenclature.normal(nama.replace("/", " "))
    return _SKALA_USAHA.sub("usaha", _TINGKAT.sub("", teks)).strip()


def _program(kode: str) -> str:
    return ".".join(kode.split(".")[:3])
