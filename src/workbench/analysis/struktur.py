"""The lines of the plan in their order: programs, their kegiatan, their sub kegiatan, with money and achievement."""

import polars as pl

from workbench.analysis import capaian, pilih, serapan

JENJANG = ("program", "kegiatan", "sub_kegiatan")
_PANJANG = {"program": 3, "kegiatan": 5}
_RUPIAH = pl.Decimal(20, 2)


def baris(observasi: pl.DataFrame) -> pl.DataFrame:
    """All lines of the one table that programs are taken from, for one OPD and year.

    The table is the one `serapan.program` uses where realisation is printed, else the one of `pagu.program`.
    Columns: `nomor` (place, from 0), `induk` (`nomor` of the line above it, null for programs and where none is
    known), `jenjang, kode, uraian, pagu, realisasi_rp, sisa_rp` (rupiah), `serapan_persen, capaian_persen` (mean of
    the line's indicators), `n_indikator, jumlah_rincian` (sum of the lines directly below) and `selisih_rincian`
    (pagu minus that sum; both null where nothing is printed below), `tahap, periode, dokumen, tabel, baris`.
    """
    nilai = serapan.PASANGAN if pilih.calon_tabel(observasi, "program", serapan.PASANGAN).height else ("pagu",)
    dipakai = pilih.calon_tabel(observasi, "program", nilai).filter("terpilih").select(pilih.KUNCI)
    bagian = [pilih.baris_berangka(observasi, jenjang, ["pagu"]) for jenjang in JENJANG]
    rows = pl.concat(bagian).join(dipakai, on=pilih.KUNCI, how="semi", nulls_equal=True)
    urutan = pl.col("jenjang").replace_strict({j: i for i, j in enumerate(JENJANG)}, return_dtype=pl.Int64)
    rows = rows.sort("dokumen", "baris", urutan, maintain_order=True)
    rows = rows.with_columns(
        nomor=pl.int_range(pl.len()),
        sisa_rp=pl.col("pagu") - pl.col("realisasi_rp"),
        serapan_persen=serapan.persen(),
    )
    rows = rows.with_columns(pl.Series("induk", _induk(rows), pl.Int64))
    rincian = (
        rows.filter(pl.col("induk").is_not_null())
        .group_by("induk")
        .agg(jumlah_rincian=pl.col("pagu").sum().cast(_RUPIAH))
    )
    rows = rows.join(rincian, left_on="nomor", right_on="induk", how="left", maintain_order="left")
    rows = rows.join(_capaian(observasi), on=["jenjang", "kunci"], how="left", maintain_order="left")
    return rows.select(
        "nomor",
        "induk",
        "jenjang",
        "kode",
        "uraian",
        "pagu",
        "realisasi_rp",
        "sisa_rp",
        "serapan_persen",
        "capaian_persen",
        pl.col("n_indikator").fill_null(0),
        "jumlah_rincian",
        (pl.col("pagu") - pl.col("jumlah_rincian")).alias("selisih_rincian"),
        "tahap",
        "periode",
        "dokumen",
        "tabel",
        "baris",
    )


def _capaian(observasi: pl.DataFrame) -> pl.DataFrame:
    """Mean achievement by level and line; nothing where every indicator of a level still prints 0 before year's end."""
    hasil = []
    for jenjang in JENJANG:
        satu = capaian.terukur(capaian.indikator(observasi, jenjang))
        kunci = pl.coalesce("kode", pilih.normal("uraian"), pilih.normal("indikator"))
        satu = satu.group_by(kunci.alias("kunci")).agg(
            capaian_persen=pl.col("capaian_persen").mean(), n_indikator=pl.len().cast(pl.Int64)
        )
        hasil.append(satu.with_columns(jenjang=pl.lit(jenjang)))
    return pl.concat(hasil)


def _induk(rows: pl.DataFrame) -> list[int | None]:
    """The line above each line: by code where both are coded, else the nearest line of the next higher level."""
    letak: dict[str, int] = {}
    terakhir: dict[str, int] = {}
    hasil: list[int | None] = []
    for nomor, jenjang, kode in rows.select("nomor", "jenjang", "kode").iter_rows():
        atas = JENJANG[JENJANG.index(jenjang) - 1] if jenjang != JENJANG[0] else None
        if atas is None:
            hasil.append(None)
        else:
            kode_atas = ".".join(kode.split(".")[: _PANJANG[atas]]) if kode else ""
            hasil.append(letak.get(kode_atas, terakhir.get(atas) if not kode else None))
        terakhir[jenjang] = nomor
        if kode:
            letak[kode] = nomor
    return hasil
