"""Compare OPDs in one year, and say plainly what cannot be compared."""

from collections.abc import Sequence

import polars as pl

from workbench.analysis import biaya, capaian, kelompok, ketersediaan, pagu, pilih, ringkas, serapan

_TINGKAT = r"(?i)\s+(provinsi|kabupaten\s*/\s*kota)\s*$"
"""The supporting program carries the level of government in its name; shared, it goes without."""
_RUPIAH = pl.Decimal(20, 2)
_TEMPAT = ("dokumen", "tabel", "baris")


def ringkasan(observasi: pl.DataFrame, opd: Sequence[str], tahun: int) -> pl.DataFrame:
    """One row for each OPD asked for, in that order, also for those without figures (all null).

    Columns: `opd, n_program, pagu` (newest), `tahap_pagu, penunjang_persen, pagu_pembanding, realisasi_rp`
    (rupiah), `serapan_persen, periode, setahun_penuh, capaian_program_persen, n_capaian_program,
    capaian_sasaran_persen, n_capaian_sasaran`.
    """
    penuh = capaian.skala().periode_penuh
    baris = []
    for satu in opd:
        r = ringkas.opd_tahun(observasi, satu, tahun)
        program, sasaran = r.capaian_program, r.capaian_sasaran
        baris.append(
            {
                "opd": satu,
                "n_program": r.n_program,
                "pagu": r.pagu,
                "tahap_pagu": r.tahap_pagu,
                "penunjang_persen": r.penunjang_persen,
                "pagu_pembanding": r.pagu_pembanding,
                "realisasi_rp": r.realisasi_rp,
                "serapan_persen": r.serapan_persen,
                "periode": r.periode,
                "setahun_penuh": None if r.serapan_persen is None else r.periode in penuh,
                "capaian_program_persen": program.terukur if program else None,
                "n_capaian_program": program.n if program else 0,
                "capaian_sasaran_persen": sasaran.terukur if sasaran else None,
                "n_capaian_sasaran": sasaran.n if sasaran else 0,
            }
        )
    return pl.DataFrame(baris, schema=_SKEMA_RINGKASAN)


_SKEMA_RINGKASAN: dict[str, pl.DataType | type[pl.DataType]] = {
    "opd": pl.String,
    "n_program": pl.Int64,
    "pagu": _RUPIAH,
    "tahap_pagu": pl.String,
    "penunjang_persen": pl.Float64,
    "pagu_pembanding": _RUPIAH,
    "realisasi_rp": _RUPIAH,
    "serapan_persen": pl.Float64,
    "periode": pl.String,
    "setahun_penuh": pl.Boolean,
    "capaian_program_persen": pl.Float64,
    "n_capaian_program": pl.Int64,
    "capaian_sasaran_persen": pl.Float64,
    "n_capaian_sasaran": pl.Int64,
}


def bagian_kelompok(observasi: pl.DataFrame, opd: Sequence[str], tahun: int) -> pl.DataFrame:
    """Share of supporting and core programs in the newest pagu; columns as in `kelompok.bagian`."""
    hasil = kelompok.bagian(pagu.program(_milik(observasi, opd, tahun)))
    return hasil.sort(_urutan(opd), maintain_order=True)


def program_bersama(observasi: pl.DataFrame, opd: Sequence[str], tahun: int) -> pl.DataFrame:
    """Programs of the OPDs side by side, matched by program number (`kelompok.nomor_program`).

    One row a program and OPD that prints it: `nomor, uraian` (one name for all,
    the first OPD's), `opd, pagu` (newest),
    `bagian_persen` (of the OPD's pagu), `pagu_pembanding, realisasi_rp` (rupiah), `serapan_persen, periode,
    capaian_persen, n_opd` (OPDs with this program), and the place of the realisation, else of the pagu: `dokumen,
    tabel, baris`. Programs without a certain code are left out and appear in `tidak_sebanding`.
    """
    milik = _milik(observasi, opd, tahun)
    nomor = kelompok.nomor_program().alias("nomor")
    nilai = pl.col("pagu").cast(pl.Float64)
    seluruh = nilai.sum().over("opd")
    program = pagu.program(milik).select(
        nomor, "opd", "uraian", "pagu", *_TEMPAT, bagian_persen=pl.when(seluruh > 0).then(nilai / seluruh * 100)
    )
    serap = serapan.program(milik).select(
        nomor,
        "opd",
        "uraian",
        pl.col("pagu").alias("pagu_pembanding"),
        "realisasi_rp",
        "serapan_persen",
        "periode",
        *_TEMPAT,
    )
    hasil = capaian.indikator(milik, "program").with_columns(nomor)
    hasil = hasil.group_by("nomor", "opd").agg(pl.col("capaian_persen").mean())
    letak = ["nomor", "opd"]
    rows = program.join(serap, on=letak, how="full", coalesce=True, suffix="_serapan")
    rows = rows.join(hasil, on=letak, how="left").filter(pl.col("nomor").is_not_null())
    rows = rows.with_columns(
        uraian=pl.coalesce("uraian", "uraian_serapan"),
        **{nama: pl.coalesce(f"{nama}_serapan", nama) for nama in _TEMPAT},
        n_opd=pl.col("opd").n_unique().over("nomor"),
    ).sort("nomor", _urutan(opd))
    return rows.select(
        "nomor",
        pl.col("uraian").first().over("nomor").str.replace(_TINGKAT, ""),
        "opd",
        "pagu",
        "bagian_persen",
        "pagu_pembanding",
        "realisasi_rp",
        "serapan_persen",
        "periode",
        "capaian_persen",
        "n_opd",
        *_TEMPAT,
    )


def biaya_satuan(observasi: pl.DataFrame, opd: Sequence[str], tahun: int) -> pl.DataFrame:
    """Unit costs of the indicators that at least two of the OPDs share; columns as in `biaya.sebanding`."""
    hasil = biaya.sebanding(biaya.satuan(_milik(observasi, opd, tahun)))
    return hasil.sort("kunci", _urutan(opd))


def tidak_sebanding(observasi: pl.DataFrame, opd: Sequence[str], tahun: int) -> pl.DataFrame:
    """What of each OPD cannot be compared, and why.

    Columns: `opd, hal` (`semua`, `serapan`, `capaian`, `program`, `biaya`), `alasan` (a key: `tahun_lain`,
    `tanpa_angka`, `tanpa_realisasi`, `belum_setahun`, `tanpa_capaian_program`, `tanpa_kode`,
    `tanpa_biaya_satuan`), `rincian` (years, period or number concerned).
    """
    baris = [satu for nama in opd for satu in _halangan(observasi, nama, tahun)]
    kolom = ("opd", "hal", "alasan", "rincian")
    return pl.DataFrame(baris, schema=dict.fromkeys(kolom, pl.String), orient="row")


def _halangan(observasi: pl.DataFrame, opd: str, tahun: int) -> list[tuple[str, str, str, str | None]]:
    milik = pilih.untuk(observasi, opd, tahun)
    ada = ketersediaan.angka(milik)
    if ada.is_empty():
        lain = ketersediaan.angka(observasi.filter(pl.col("opd") == opd))["tahun"].to_list()
        tahun_ada = ", ".join(str(t) for t in lain)
        return [(opd, "semua", "tahun_lain" if lain else "tanpa_angka", tahun_ada or None)]
    hasil: list[tuple[str, str, str, str | None]] = []
    penuh = capaian.skala().periode_penuh
    r = ringkas.opd_tahun(observasi, opd, tahun)
    if r.serapan_persen is None:
        hasil.append((opd, "serapan", "tanpa_realisasi", None))
    elif r.periode not in penuh:
        hasil.append((opd, "serapan", "belum_setahun", r.periode))
    if r.capaian_program is None:
        hasil.append((opd, "capaian", "tanpa_capaian_program", None))
    elif r.capaian_program.periode not in penuh:
        hasil.append((opd, "capaian", "belum_setahun", r.capaian_program.periode))
    tanpa_kode = pagu.program(milik)["kode"].null_count()
    if tanpa_kode:
        hasil.append((opd, "program", "tanpa_kode", str(tanpa_kode)))
    if biaya.satuan(milik).is_empty():
        hasil.append((opd, "biaya", "tanpa_biaya_satuan", None))
    return hasil


def _urutan(opd: Sequence[str]) -> pl.Expr:
    """Place of an OPD in the order it was asked for."""
    return pl.col("opd").replace_strict({o: i for i, o in enumerate(opd)}, return_dtype=pl.Int64)


def _milik(observasi: pl.DataFrame, opd: Sequence[str], tahun: int) -> pl.DataFrame:
    return observasi.filter(pl.col("opd").is_in(list(opd)) & (pl.col("tahun") == tahun))
