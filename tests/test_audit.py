"""Every check of the audit on small tables whose defect is known."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from contoh import DASAR, observasi, program, tabel
from hypothesis import given
from hypothesis import strategies as st

from workbench.audit import repair, text
from workbench.audit.check import Audit, audit
from workbench.dataset.schema import Temuan, dtypes

KAB = "kab-contoh-koperasi-ukm"
PROGRAM, KEGIATAN = "2.17.03", "2.17.03.2.01"


def periksa(frame: pl.DataFrame, **frames: pl.DataFrame) -> Audit:
    """The audit of observations, with the tables and documents they speak of."""
    documents = [
        {"dokumen": name, "opd": opd, "wilayah": "Kabupaten Magelang", "tabel_ditemukan": 1, "tabel_terbaca": 1,
         "observasi": 1, "baris_ditolak": 0, "status": "terbaca"}
        for name, opd in frame.select("dokumen", "opd").unique(["dokumen"]).sort("dokumen").iter_rows()
    ]  # fmt: skip
    whole = {
        "observasi": frame,
        "tabel": _starts(frame),
        "dokumen": tabel("dokumen", documents),
        "ditolak": tabel("ditolak", []),
    }
    return audit(whole | frames)


def _starts(frame: pl.DataFrame) -> pl.DataFrame:
    first = frame.group_by("dokumen", "tabel").agg(pl.col("baris").min()).sort("dokumen", "baris")
    rows = [
        row | {"urutan": number, "baris_data": 1, "observasi": 1, "ditolak": 0, "status": "terbaca"}
        for number, row in enumerate(first.to_dicts(), start=1)
    ]
    return tabel("tabel", rows)


def temuan(frame: pl.DataFrame, **frames: pl.DataFrame) -> list[dict[str, Any]]:
    return periksa(frame, **frames).temuan.to_dicts()


def jenis(frame: pl.DataFrame, **frames: pl.DataFrame) -> list[tuple[str, str, int]]:
    return [(row["jenis"], row["keparahan"], row["baris"]) for row in temuan(frame, **frames)]


def baris(level: str, kode: str | None, nama: str, pagu: int | None = None, **lain: Any) -> dict[str, Any]:
    return {
        "jenjang": level,
        "kode": kode,
        "kode_asal": "dokumen" if kode else None,
        "uraian": nama,
        "pagu": None if pagu is None else Decimal(pagu),
        **{
            name: Decimal(value) if name.endswith("_rp") and value is not None else value
            for name, value in lain.items()
        },
    }


def pohon(program: int, kegiatan: tuple[int, int], sub: tuple[int, int, int], **lain: Any) -> list[dict[str, Any]]:
    """One program with two kegiatan; the first has two sub kegiatan, the second one."""
    return [
        baris("program", PROGRAM, "Penataan Kampung", program, **lain),
        baris("kegiatan", KEGIATAN, "Pembentukan Kader", kegiatan[0]),
        baris("sub_kegiatan", f"{KEGIATAN}.0001", "Pelatihan Kader", sub[0]),
        baris("sub_kegiatan", f"{KEGIATAN}.0002", "Rapat Kader", sub[1]),
        baris("kegiatan", "2.17.03.2.02", "Peta Layanan", kegiatan[1]),
        baris("sub_kegiatan", "2.17.03.2.02.0001", "Penyusunan Peta", sub[2]),
    ]


# --- sums ------------------------------------------------------------------------------------------------------


def test_sums_that_hold_give_no_finding_and_are_counted() -> None:
    result = periksa(observasi(*pohon(9_100_000, (6_100_000, 3_000_000), (4_000_000, 2_100_000, 3_000_000))))

    assert result.temuan.is_empty()
    assert result.uji.to_dicts() == [{"dokumen": "contoh.txt", "pemeriksaan": "jumlah", "dilakukan": 3, "lolos": 3}]


def test_one_swapped_figure_that_breaks_two_sums_is_one_finding() -> None:
    found = temuan(observasi(*pohon(9_130_000, (6_130_000, 3_000_000), (4_000_000, 2_310_000, 3_000_000))))

    assert [(row["jenis"], row["keparahan"], row["baris"]) for row in found] == [("digit_typo", "galat", 4)]
    assert (found[0]["tercetak"], found[0]["seharusnya"]) == ("Rp2.310.000", "Rp2.130.000")
    assert found[0]["selisih"] == 180_000
    assert "dua angka bertetangga tertukar" in found[0]["bukti"]
    assert "2 pemeriksaan sekaligus cocok" in found[0]["bukti"]


def test_a_wrong_kegiatan_between_right_lines_is_named_without_the_program() -> None:
    found = temuan(observasi(*pohon(9_100_000, (7_311_000, 3_000_000), (4_000_000, 2_100_000, 3_000_000))))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("sum_mismatch", 2, "Rp6.100.000")]


def test_where_several_figures_may_be_wrong_the_sum_is_told_and_the_suspects_named() -> None:
    rows = [
        baris("kegiatan", KEGIATAN, "Pembentukan Kader", 6_120_000),
        baris("sub_kegiatan", f"{KEGIATAN}.0001", "Pelatihan Kader", 4_000_000),
        baris("sub_kegiatan", f"{KEGIATAN}.0002", "Rapat Kader", 2_100_000),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["selisih"]) for row in found] == [("sum_mismatch", 1, 20_000)]
    assert "Cocok bila salah satu ini yang benar" in found[0]["bukti"]
    assert found[0]["seharusnya"] is None


def test_total_rows_add_up_the_programs_and_a_printed_average_is_no_sum() -> None:
    rows = [
        baris("program", "2.17.02", "Izin", 2_000_000, capaian=90.0),
        baris("program", "2.17.03", "Kampung", 3_000_000, capaian=80.0),
        baris("opd", None, "JUMLAH", 5_000_000),
        baris("opd", None, "RATA-RATA", None, capaian=87.0),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("percent_mismatch", 4, "85,00%")]


def test_an_office_printed_under_each_affair_adds_up_the_programs_below_it() -> None:
    rows = [
        baris("urusan", None, "URUSAN PERINDUSTRIAN"),
        baris("opd", None, "DINAS PERINDUSTRIAN", 5_000_000),
        baris("program", "3.31.02", "Industri", 2_000_000),
        baris("program", "3.31.03", "Izin Industri", 3_000_000),
        baris("urusan", None, "URUSAN PERDAGANGAN"),
        baris("opd", None, "DINAS PERINDUSTRIAN", 9_500_000),
        baris("program", "3.30.02", "Pasar", 7_000_000),
        baris("opd", None, "JUMLAH", 12_000_000),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("sum_mismatch", 6, "Rp7.000.000")]


def test_the_same_slip_on_two_pages_is_two_findings() -> None:
    """What a document says about its own figures has no stage, only a place."""
    said = [{"opd": KAB, "dokumen": "a.pdf", "tabel": "1", "halaman": page, "baris": line, "jenis": "hitungan",
             "uraian": "Jumlah", "tercetak": 5.0, "desimal": 0, "operasi": "jumlah", "operan": [1.0, 3.0],
             "kutipan": "Rumus di bawah judul kolom: 3=1+2"}
            for page, line in ((1, 7), (2, 7), (2, 7), (2, 8))]  # fmt: skip
    found = temuan(observasi(baris("program", PROGRAM, "Kampung")), pernyataan=tabel("pernyataan", said))

    assert [(row["halaman"], row["baris"]) for row in found] == [(1, 7), (2, 7), (2, 8)]


def test_full_rupiah_beside_sen_may_be_rounded() -> None:
    rows = [
        baris("program", "2.17.02", "Izin", None) | {"pagu": Decimal("5000000.62")},
        baris("kegiatan", "2.17.02.2.01", "Pertama", 2_000_000),
        baris("kegiatan", "2.17.02.2.02", "Kedua", 3_000_001),
    ]

    assert temuan(observasi(*rows)) == []


def test_a_few_rupiah_without_sen_are_only_a_warning() -> None:
    found = jenis(observasi(*pohon(9_100_000, (6_100_001, 2_999_999), (4_000_000, 2_100_000, 3_000_000))))

    assert {severity for _, severity, _ in found} == {"peringatan"}


def test_lines_on_a_lost_page_explain_a_total_that_is_too_large() -> None:
    rows = pohon(9_100_000, (6_100_000, 3_000_000), (4_000_000, 2_100_000, 3_000_000))[:3]
    rows.append(
        baris("sub_kegiatan", "2.17.05.2.01.0003", "", 1_000_000, indikator="Jumlah", penanda=["nama_tak_tercetak"])
    )

    assert temuan(observasi(*rows)) == []


def test_a_rejected_row_inside_a_sum_makes_it_uncertain() -> None:
    rows = pohon(9_100_000, (6_100_000, 3_000_000), (4_000_000, 100_000, 3_000_000))
    lost = tabel("ditolak", [{"dokumen": "contoh.txt", "tabel": "T-C.29", "baris": 4, "isi": "?", "alasan": "?"}])

    assert {severity for _, severity, _ in jenis(observasi(*rows), ditolak=lost)} == {"peringatan"}


def test_a_blank_cell_takes_what_the_sum_lacks() -> None:
    rows = pohon(9_100_000, (6_100_000, 3_000_000), (4_000_000, 2_100_000, 3_000_000))
    rows[3] |= {"pagu": None, "target": 2.0}
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("missing_value", 4, "Rp2.100.000")]
    assert found[0]["tercetak"] is None


def test_a_figure_printed_one_line_too_low_is_named_with_its_place() -> None:
    rows = [
        baris("program", PROGRAM, "Kampung", 9_100_000),
        baris("kegiatan", KEGIATAN, "Pembentukan Kader", 1_500_000),
        baris("sub_kegiatan", f"{KEGIATAN}.0001", "Pelatihan Kader", 6_300_000),
        baris("sub_kegiatan", f"{KEGIATAN}.0002", "Rapat Kader", 2_900_000),
        baris("kegiatan", "2.17.03.2.02", "Peta Layanan", 2_800_000),
        baris("sub_kegiatan", "2.17.03.2.02.0001", "Penyusunan Peta", 2_800_000),
        baris("opd", None, "JUMLAH", 9_100_000),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("shifted_columns", 2, "Rp6.300.000")]
    assert "angka itu tercetak di baris 3" in found[0]["bukti"]


def test_the_line_a_sum_lacks_is_named_where_the_document_prints_it_elsewhere() -> None:
    rows = pohon(9_050_000, (6_050_000, 3_000_000), (4_000_000, 1_000_000, 3_000_000))
    elsewhere = baris("sub_kegiatan", f"{KEGIATAN}.0003", "Lomba Kader", 1_050_000, tabel="lain", baris=40)
    (found,) = temuan(observasi(*rows, elsewhere))

    assert (found["jenis"], found["baris"], found["seharusnya"]) == ("sum_mismatch", 2, None)
    assert 'sub kegiatan "Lomba Kader" (2.17.03.2.01.0003) di tabel lain baris 40' in found["bukti"]


def test_a_row_that_slipped_leaves_a_blank_that_its_sum_still_needs() -> None:
    """Line 2 prints what belongs to line 1, and a further line below is blank."""
    rows = [
        baris("program", PROGRAM, "Penataan Kampung", 9_310_000),
        baris("kegiatan", KEGIATAN, "Pembentukan Kader", 1_250_000),
        baris("sub_kegiatan", f"{KEGIATAN}.0001", "Surat", 6_310_000, target=1.0),
        baris("sub_kegiatan", f"{KEGIATAN}.0002", "Listrik", target=12.0),
        baris("sub_kegiatan", f"{KEGIATAN}.0003", "Umum", 2_870_000),
        baris("kegiatan", "2.17.03.2.02", "Peta Layanan", 3_000_000),
        baris("sub_kegiatan", "2.17.03.2.02.0001", "Penyusunan Peta", 3_000_000),
    ]
    found = {(row["jenis"], row["baris"]): row["seharusnya"] for row in temuan(observasi(*rows))}

    assert found == {("shifted_columns", 2): "Rp6.310.000", ("missing_value", 4): "Rp3.440.000"}


def test_kinds_of_spending_without_marks_are_nested_by_their_figures() -> None:
    def kind(nama: str, *values: int) -> Iterator[dict[str, Any]]:
        for tahap, value in zip(("rkpd", "apbd", "apbd_perubahan"), values, strict=True):
            yield baris("belanja", None, nama, value, tahap=tahap)

    lines = [
        ("Belanja Operasi", 700, 900, 950),
        ("Belanja Pegawai", 400, 500, 500),
        ("Belanja Barang", 300, 400, 540),
        ("Belanja Modal", 100, 200, 300),
    ]
    rows = [row | {"baris": number} for number, line in enumerate(lines, 2) for row in kind(line[0], *line[1:])]
    totals = [row | {"jenjang": "opd", "baris": 1} for row in kind("TOTAL BELANJA", 800, 1_100, 1_250)]
    found = temuan(observasi(*totals, *rows))

    assert [(row["baris"], row["tercetak"], row["seharusnya"]) for row in found] == [(4, "Rp540", "Rp450")]


def test_regions_add_up_to_their_total_row() -> None:
    rows = [
        baris("wilayah", None, nama, realisasi=float(value), indikator="Koperasi aktif")
        for nama, value in (("Utara", 120), ("Selatan", 80), ("Timur", 45), ("Jumlah", 250))
    ]

    assert jenis(observasi(*rows)) == [("sum_mismatch", "galat", 4)]


# --- percentages, differences ----------------------------------------------------------------------------------


def _ratios(*figures: tuple[float, float, float], satuan: str = "Orang") -> pl.DataFrame:
    return observasi(
        *(
            baris("program", f"2.17.{n:02}", f"Program {n}", target=t, realisasi=r, capaian=c, satuan=satuan)
            for n, (t, r, c) in enumerate(figures, start=2)
        )
    )


@pytest.mark.parametrize("printed", [96.01, 96.02, 96.0, 96])
def test_percentages_may_be_rounded_or_cut_off(printed: float) -> None:
    assert temuan(_ratios((46.70, 44.84, printed), (50, 25, 50), (40, 30, 75), satuan="%")) == []


def test_a_percentage_that_is_not_the_quotient_is_found() -> None:
    found = temuan(_ratios((46.70, 44.84, 69.02), (50, 25, 50.0), (40, 30, 75.0), (40, 39, 97.5)))

    assert [(row["jenis"], row["keparahan"], row["baris"]) for row in found] == [("percent_mismatch", "galat", 1)]
    assert found[0]["seharusnya"] == "96,02%"
    assert found[0]["bukti"].startswith("44,84 dibagi 46,7 adalah 96,02%, tercetak 69,02%.")


def test_a_column_that_follows_another_formula_is_told_once() -> None:
    found = temuan(_ratios((50, 25, 12), (40, 30, 33), (10, 9, 41), (8, 2, 71)))

    assert [(row["jenis"], row["keparahan"]) for row in found] == [("formula_conflict", "peringatan")]


def test_growth_is_recognised_from_the_rows_that_follow_it() -> None:
    found = temuan(_ratios((100, 110, 10), (200, 150, -25), (50, 80, 60), (40, 44, 30)))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("percent_mismatch", 4, "10,00%")]


@pytest.mark.parametrize(("printed", "told"), [(30.0, []), (33.0, [("percent_mismatch", "galat", 3)])])
def test_a_percentage_of_the_total_is_followed_where_most_lines_print_it(
    printed: float, told: list[tuple[str, str, int]]
) -> None:
    lines = [("Pegawai", 50_000_000, 50.0), ("Barang", 10_000_000, 10.0), ("Modal", 30_000_000, printed),
             ("Hibah", 6_000_000, 6.0), ("Sosial", 4_000_000, 4.0)]  # fmt: skip
    rows = [baris("belanja", None, nama, pagu, serapan=share) for nama, pagu, share in lines]

    assert jenis(observasi(*rows, baris("opd", None, "JUMLAH", 100_000_000, serapan=100.0))) == told


def _difference(before: int, after: int, printed: int | None, line: int) -> list[dict[str, Any]]:
    kode = f"2.17.{line + 1:02}"
    return [
        baris("program", kode, f"Program {line}", before, tahap="renja_perubahan_sebelum", baris=line),
        baris(
            "program", kode, f"Program {line}", after, tahap="renja_perubahan_sesudah", baris=line, selisih_rp=printed
        ),
    ]


def _with_difference(*rows: list[dict[str, Any]]) -> pl.DataFrame:
    flat = [row for pair in rows for row in pair]
    schema = {**dtypes("observasi"), "selisih_rp": pl.Decimal(20, 2)}
    filled = [{**dict.fromkeys(schema), **DASAR, **row} for row in flat]
    return pl.DataFrame(filled, schema=schema, orient="row")


def test_a_difference_of_the_wrong_sign_is_a_sign_error() -> None:
    frame = _with_difference(
        _difference(900, 700, -200, 1), _difference(500, 800, 300, 2), _difference(600, 450, 150, 3)
    )  # fmt: skip
    found = temuan(frame)

    assert [(row["jenis"], row["keparahan"], row["baris"], row["seharusnya"]) for row in found] == [
        ("sign_error", "galat", 3, "-Rp150")
    ]


def test_a_difference_taken_from_an_empty_cell_is_a_fault_of_its_formula() -> None:
    frame = _with_difference(
        _difference(900, 700, -200, 1), _difference(500, 800, 300, 2), _difference(600, 1450, -600, 3)
    )  # fmt: skip
    found = temuan(frame)

    assert [(row["jenis"], row["baris"], row["tercetak"], row["seharusnya"]) for row in found] == [
        ("formula_conflict", 3, "-Rp600", "Rp850")
    ]
    assert "mengurangi dari sel yang kosong" in found[0]["bukti"]


def test_a_suggested_operand_is_told_apart_from_a_printed_one() -> None:
    rows = pohon(10_000_000, (6_000_000, 4_000_000), (3_000_000, 3_000_000, 4_000_000))
    done = (5_000_000, 3_000_000, 1_000_000, 2_000_000, 2_000_000, 2_000_000)
    figures = [row | {"realisasi_rp": Decimal(value), "serapan": 100 * value / float(row["pagu"])}
               for row, value in zip(rows, done, strict=True)]  # fmt: skip
    figures[1] |= {"realisasi_rp": Decimal(3_412_000), "serapan": 44.0}
    found = [row for row in temuan(observasi(*figures)) if row["baris"] == 2 and "dibagi" in row["bukti"]]

    assert [(row["jenis"], row["tercetak"], row["seharusnya"]) for row in found] == [
        ("percent_mismatch", "44,00%", "50,00%")
    ]
    assert "Rp3.000.000 (angka yang disarankan untuk baris 2, tercetak Rp3.412.000) dibagi" in found[0]["bukti"]


def test_a_difference_that_repeats_its_operand_is_a_shifted_row() -> None:
    frame = _with_difference(
        _difference(900, 700, -200, 1), _difference(500, 800, 300, 2), _difference(600, 450, 600, 3)
    )  # fmt: skip

    assert jenis(frame) == [("shifted_columns", "galat", 3)]


def test_a_remainder_is_budget_less_realisation() -> None:
    figures = ((900, 700, 200), (500, 420, 80), (600, 450, 150), (800, 310, 940))
    rows = [
        [baris("program", f"2.17.{n + 1:02}", f"Program {n}", pagu * 1000, realisasi_rp=done * 1000, baris=n,
               selisih_rp=left * 1000)]
        for n, (pagu, done, left) in enumerate(figures, 1)
    ]  # fmt: skip
    found = temuan(_with_difference(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("digit_typo", 4, "Rp490.000")]


def test_realisation_since_the_start_is_checked_where_most_rows_add_up() -> None:
    rows = []
    for line, (past, now, total) in enumerate(((10, 5, 15), (20, 1, 21), (7, 3, 10), (40, 2, 24)), start=1):
        same = {"kode": f"2.17.{line + 1:02}", "kode_asal": "dokumen", "uraian": f"Program {line}", "baris": line}
        rows += [
            same | {"tahap": "renstra_sd_lalu", "periode": "sd_tahun_lalu", "realisasi_rp": Decimal(past * 1000)},
            same | {"tahap": "renja", "realisasi_rp": Decimal(now * 1000)},
            same | {"tahap": "renstra_akhir", "periode": "sd_tahun_ini", "realisasi_rp": Decimal(total * 1000)},
        ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("digit_typo", 4, "Rp42.000")]


def test_percentages_that_a_cumulating_column_does_not_add_up_are_told_once() -> None:
    rows = [
        baris("sub_kegiatan", f"{KEGIATAN}.000{line}", f"Pelatihan {line}", satuan=unit, realisasi=value, tahap=stage,
              target=200.0, baris=line)
        for line, (unit, whole) in enumerate([("unit", 9.0), ("unit", 9.0), ("unit", 9.0), ("%", 5.0)], start=1)
        for stage, value in (("renstra_sd_lalu", 4.0), ("renja", 5.0), ("renstra_akhir", whole))
    ]  # fmt: skip

    assert jenis(observasi(*rows)) == [("formula_conflict", "info", 4)]


def test_a_percentage_over_the_years_follows_its_counts() -> None:
    rows = []
    for year, (part, printed) in enumerate(((400, 20.0), (430, 21.5), (580, 29.0), (650, 32.5), (1115, 60.55)), 2020):
        for name, value in (("Jumlah yang naik", part), ("Jumlah semua", 2000), ("Persentase yang naik", printed)):
            rows.append(baris("deret", None, name, realisasi=float(value), indikator=name, tahun=year, tahap="lkjip"))
    found = temuan(observasi(*rows, baris=3))

    assert [(row["jenis"], row["keparahan"], row["seharusnya"]) for row in found] == [
        ("percent_mismatch", "galat", "55,75%")
    ]


# --- between tables and documents ------------------------------------------------------------------------------


def _twice(first: int, second: int, **lain: Any) -> pl.DataFrame:
    return observasi(
        baris("program", PROGRAM, "Penataan", first, tabel="2.1"),
        baris("program", PROGRAM, "Penataan Kampung", second, tabel="3.1", **lain),
    )


def test_the_same_figure_in_two_tables_must_be_equal() -> None:
    assert temuan(_twice(7_000_000, 7_000_000)) == []
    found = temuan(_twice(7_000_000, 7_400_000))

    assert [(row["jenis"], row["keparahan"], row["baris"]) for row in found] == [("cross_table_conflict", "galat", 2)]
    assert "tabel 2.1 baris 1" in found[0]["bukti"]
    assert (found[0]["seharusnya"], found[0]["selisih"]) == (None, 400_000)


def test_other_stages_and_years_may_differ() -> None:
    assert temuan(_twice(7_000_000, 9_000_000, tahap="apbd_perubahan")) == []
    assert temuan(_twice(7_000_000, 9_000_000, tahun=2025)) == []


def test_the_one_table_that_differs_from_two_others_is_named() -> None:
    rows = [
        baris("program", PROGRAM, "Kampung", value, tabel=name)
        for name, value in (("1", 5_000), ("2", 5_000), ("3", 6_100))
    ]
    found = temuan(observasi(*rows))

    assert [(row["baris"], row["seharusnya"]) for row in found] == [(3, "Rp5.000")]


def test_documents_of_one_office_are_compared() -> None:
    rows = [
        baris("program", PROGRAM, "Kampung", 5_000_000, dokumen="a.txt", tahap="apbd"),
        baris("program", PROGRAM, "Kampung", 6_500_000, dokumen="b.txt", tahap="apbd"),
        baris("program", PROGRAM, "Kampung", 9_500_000, dokumen="c.txt", tahap="apbd", opd=KAB),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["keparahan"], row["dokumen"]) for row in found] == [
        ("cross_table_conflict", "peringatan", "b.txt")
    ]
    assert "a.txt" in found[0]["bukti"]


def test_a_total_in_the_text_is_held_against_a_table_without_one() -> None:
    programs = [baris("program", f"2.17.0{n}", f"Program {n}", 1_000_000 * n, tabel="4.1") for n in (2, 3)]
    text = {"jenjang": "opd", "uraian": "Dinas", "tabel": "4", "penanda": ["naratif"]}

    assert temuan(observasi(*programs, text | {"pagu": Decimal(5_000_000)})) == []
    assert jenis(observasi(*programs, text | {"pagu": Decimal(7_000_000)})) == [
        ("cross_table_conflict", "peringatan", 3)
    ]


def test_stages_that_plan_one_year_are_compared_line_by_line() -> None:
    def lines(tahap: str, tabel: str, last: int) -> list[dict[str, Any]]:
        return [baris("sub_kegiatan", f"{KEGIATAN}.000{n}", f"Baris {n}", pagu, tahap=tahap, tabel=tabel)
                for n, pagu in enumerate((1_000, 2_000, 3_000, last), 1)]  # fmt: skip

    same = [*lines("kebutuhan", "1", 4_000), *lines("renja", "2", 4_000)]
    other = [*lines("kebutuhan", "1", 4_000), *lines("renja", "2", 5_500)]
    found = temuan(observasi(*other))

    assert temuan(observasi(*same)) == []
    assert [(row["jenis"], row["keparahan"], row["baris"], row["tercetak"]) for row in found] == [
        ("cross_table_conflict", "peringatan", 8, "Rp5.500")
    ]
    assert "Rp4.000 (kebutuhan 2024, tabel 1 baris 4)" in found[0]["bukti"]


def test_a_percentage_that_only_unrounded_figures_give_is_a_warning() -> None:
    found = temuan(_ratios((4.87, 3.73, 76.65), (50, 25, 50.0), (40, 30, 75.0), (40, 39, 97.5), satuan="%"))

    assert [(row["jenis"], row["keparahan"], row["seharusnya"]) for row in found] == [
        ("percent_mismatch", "peringatan", "76,59%")
    ]
    assert "belum dibulatkan" in found[0]["bukti"]


def test_the_percentage_its_operands_do_not_give_is_the_one_in_conflict() -> None:
    rows = [
        baris("program", PROGRAM, "Kampung", 1_000_000, realisasi_rp=840_000, serapan=84.0, tabel="1", baris=5),
        baris("program", PROGRAM, "Kampung", serapan=80.92, tabel="2", baris=9),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("cross_table_conflict", 9, "84,00%")]
    assert found[0]["bukti"].endswith("Rp840.000 dibagi Rp1.000.000 di tabel 1 baris 5 adalah 84,00%.")


def test_differences_of_one_table_are_not_remainders_of_another() -> None:
    rows = [
        baris("opd", None, "TOTAL", 9_000_000, tahap="apbd_perubahan", tabel="1", selisih_rp=-1_000_000),
        baris("opd", None, "TOTAL", 9_000_000, tahap="apbd_perubahan", tabel="2", realisasi_rp=8_500_000,
              selisih_rp=500_000),
    ]  # fmt: skip

    assert temuan(observasi(*rows)) == []


# --- rows, units, names ----------------------------------------------------------------------------------------


def test_a_row_that_copied_the_row_above_is_one_finding() -> None:
    rows = [
        baris("program", "2.17.02", "Izin", 500_000_000, realisasi_rp=400_000_000, serapan=80.0),
        baris("program", "2.17.07", "Usaha", 1_141_005_000, realisasi_rp=1_036_811_388, serapan=90.87),
        baris("program", "2.17.08", "Kampung", 575_000_000, realisasi_rp=1_036_811_388, serapan=90.87),
        baris("opd", None, "TOTAL", 2_216_005_000, realisasi_rp=1_964_407_882),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["baris"], row["seharusnya"]) for row in found] == [("duplicate_row", 3, "Rp527.596.494")]


def test_kegiatan_of_one_name_under_two_programs_are_no_repeated_row() -> None:
    rows = [
        baris("program", None, "Izin", target=4.0),
        baris("kegiatan", None, "Pendampingan", target=7.0, indikator="Jumlah kelompok"),
        baris("program", None, "Kampung", target=5.0),
        baris("kegiatan", None, "Pendampingan", target=7.0, indikator="Jumlah kelompok"),
    ]

    assert temuan(observasi(*rows)) == []


def test_a_heading_in_thousands_over_full_rupiah_is_told() -> None:
    frame = observasi(baris("program", PROGRAM, "Kampung", 3_574_396_504))
    heading = tabel("tabel", [{"dokumen": "contoh.txt", "urutan": 1, "tabel": "T-C.29", "baris": 1, "baris_data": 1,
                               "observasi": 1, "ditolak": 0, "status": "terbaca",
                               "kolom": "Pagu Indikatif (Rp.000) = pagu"}])  # fmt: skip

    assert [kind for kind, _, _ in jenis(frame, tabel=heading)] == ["unit_conflict"]
    small = observasi(baris("program", PROGRAM, "Kampung", 3_574_396))
    assert temuan(small, tabel=heading) == []


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"satuan": "10", "target": 10.0}, "unit_conflict"),
        ({"satuan": "Bulan", "target": 12.0, "indikator": "Jumlah Paket Bahan Logistik"}, "unit_conflict"),
        ({"target": 0.0, "realisasi": 3.0, "satuan": "Orang"}, "other"),
        ({"target": 10.0, "realisasi": 27.0, "capaian": 270.0}, "other"),
        ({"uraian": "Pemulihan Usaha Koperasi Kewenangan Provinsi"}, "label_conflict"),
        ({"lokasi": "Kota Medan"}, "label_conflict"),
        ({"penanda": ["kolom_bergeser", "sel_tak_tertempat"], "pagu": Decimal(5)}, "shifted_columns"),
    ],
)
def test_implausible_rows_are_warned_about(row: dict[str, Any], kind: str) -> None:
    found = temuan(observasi({"jenjang": "sub_kegiatan", "uraian": "Pelatihan", "opd": KAB, **row}))

    assert [one["jenis"] for one in found] == [kind]


def test_plausible_rows_are_not() -> None:
    rows = [
        {"satuan": "Paket", "target": 12.0, "indikator": "Jumlah Paket Bahan Logistik"},
        {"target": 10.0, "realisasi": 11.0, "capaian": 110.0, "satuan": "Unit Usaha"},
        {"uraian": "Pemulihan Usaha Koperasi Kewenangan Kabupaten/Kota", "lokasi": "Kabupaten Temanggung"},
    ]

    assert temuan(observasi(*rows, jenjang="kegiatan", opd=KAB)) == []


def test_a_result_needs_a_target_where_the_other_lines_print_one() -> None:
    rows = [
        baris("sub_kegiatan", f"{KEGIATAN}.000{n}", f"Pelatihan {n}", target=5.0 if n < 4 else None, realisasi=5.0)
        for n in range(1, 5)
    ]

    assert jenis(observasi(*rows)) == [("other", "peringatan", 4)]
    assert jenis(observasi(*rows[2:])) == []


def test_a_line_written_differently_is_told_once_a_spelling() -> None:
    names = ["Fasilitasi Kunjungan Tamu", "FASILITASI KUNJUNGANTAMU", "Fasilitas Kunjungan Tamu", "Fasilitasi Kunj"]
    rows = [
        baris("sub_kegiatan", f"{KEGIATAN}.0001", name, tabel=str(place), baris=place)
        for place, name in enumerate(names, start=1)
    ]

    assert jenis(observasi(*rows)) == [("label_conflict", "info", 3)]


def test_indicators_of_another_affair_are_not_those_of_cooperatives() -> None:
    line = {"jenjang": "sub_kegiatan", "uraian": "Pelatihan", "opd": KAB, "indikator": "Jumlah Pasien", "target": 5.0}

    assert jenis(observasi(line | {"kode": "1.02.03.2.01.0003"})) == []
    assert [kind for kind, *_ in jenis(observasi(line | {"kode": "2.17.03.2.01.0003"}))] == ["nomenclature_conflict"]


def test_a_remark_about_a_change_is_held_against_the_stages() -> None:
    def lines(remark: str) -> pl.DataFrame:
        stages = {"apbd": 125_000_000, "renja_perubahan_sesudah": 125_178_132}
        return observasi(
            *(
                baris("sub_kegiatan", f"{KEGIATAN}.0001", "Jasa", money, tahap=stage, catatan=remark, tabel=stage)
                for stage, money in stages.items()
            )
        )

    assert jenis(lines("Penambahan Rp178.132 untuk BBM")) == []
    assert jenis(lines("Pengurangan Rp178.132 untuk BBM")) == [("cross_table_conflict", "peringatan", 1)]
    assert jenis(lines("Pengurangan anggaran sebesar Rp. 1.980.000,- untuk BBM")) == [
        ("cross_table_conflict", "peringatan", 1)
    ]


def test_a_parent_without_realisation_over_lines_with_some() -> None:
    rows = [
        baris("kegiatan", KEGIATAN, "Kader", target=5.0, realisasi=0.0),
        baris("sub_kegiatan", f"{KEGIATAN}.0001", "Pelatihan", target=4.0, realisasi=2.0),
    ]

    assert jenis(observasi(*rows)) == [("missing_value", "peringatan", 1)]


def test_a_parent_without_money_over_lines_with_some() -> None:
    rows = [
        baris("kegiatan", KEGIATAN, "Kader", target=5.0),
        baris("sub_kegiatan", f"{KEGIATAN}.0001", "Pelatihan", 4_000),
    ]
    found = temuan(observasi(*rows))

    assert [(row["jenis"], row["keparahan"], row["baris"], row["seharusnya"]) for row in found] == [
        ("missing_value", "peringatan", 1, "Rp4.000")
    ]


def test_the_target_of_the_plan_period_is_not_below_that_of_a_year() -> None:
    rows = [
        baris("program", PROGRAM, "Kampung", target=72.0, tahap="renstra_akhir", indikator="Koperasi aktif", baris=5),
        baris("program", PROGRAM, "Kampung", target=555.0, indikator="Koperasi aktif", baris=5),
    ]

    assert jenis(observasi(*rows)) == [("other", "peringatan", 5)]


def test_codes_are_held_against_the_nomenclature() -> None:
    printed = {"opd": KAB, "kode_asal": "tercetak", "jenjang": "program"}
    right = printed | {"kode": "2.17.03", "uraian": "PENGAWASAN DAN PEMERIKSAAN KOPERASI"}
    wrong = printed | {"kode": "2.17.05", "uraian": "PENGEMBANGAN UMKM"}
    other_tier = printed | {"kode": "2.17.03.1.01", "jenjang": "kegiatan", "uraian": "Pemeriksaan"}

    assert [(kind, line) for kind, _, line in jenis(observasi(right, wrong, other_tier))] == [
        ("nomenclature_conflict", 2),
        ("nomenclature_conflict", 3),
    ]


def test_one_code_with_two_names_in_two_tables() -> None:
    same = {"kode": "2.11.03", "kode_asal": "tercetak", "jenjang": "program"}
    rows = [same | {"uraian": "Penataan Kampung", "tabel": "1"}, same | {"uraian": "Izin Limbah", "tabel": "2"}]

    assert jenis(observasi(*rows)) == [("label_conflict", "peringatan", 2)]


# --- the table of findings -------------------------------------------------------------------------------------


def test_findings_fit_the_schema_and_keep_their_ids() -> None:
    frame = observasi(*pohon(9_130_000, (6_130_000, 3_000_000), (4_000_000, 2_310_000, 3_000_000)))
    first, second = periksa(frame).temuan, periksa(frame).temuan

    Temuan.validate(first)
    assert first.columns == ["id", "opd", "dokumen", "tabel", "halaman", "baris", "kode", "jenis", "keparahan", "uraian",
                             "tercetak", "seharusnya", "selisih", "bukti"]  # fmt: skip
    assert first["id"].to_list() == second["id"].to_list()


def test_an_empty_dataset_has_no_findings() -> None:
    empty = {name: tabel(name, []) for name in ("observasi", "tabel", "dokumen", "ditolak")}

    assert audit(empty).temuan.is_empty()


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=30))
def test_text_from_strangers_breaks_nothing(nama: str, satuan: str, lokasi: str) -> None:
    rows = [
        {"uraian": nama, "indikator": nama, "satuan": satuan, "lokasi": lokasi, "target": 4.0, "tabel": satuan},
        {"uraian": nama, "jenjang": "kegiatan", "catatan": nama, "pagu": Decimal(4_000)},
    ]

    Temuan.validate(periksa(observasi(*rows)).temuan)


@given(st.integers(10**6, 10**11), st.integers(0, 10), st.sampled_from("0123456789"))
def test_every_changed_digit_is_a_slip_and_far_figures_are_none(value: int, place: int, digit: str) -> None:
    text = str(value)
    place %= len(text)
    changed = int(text[:place] + digit + text[place + 1 :])

    if changed != value and len(str(changed)) == len(text):
        assert repair.slip(Decimal(changed), Decimal(value)) == "satu_angka"
    assert repair.slip(Decimal(value), Decimal(value) * 3 + 17) in (None, "satu_angka", "hilang")


@pytest.mark.parametrize(
    ("printed", "right", "kind"),
    [
        ("12500.00", "12500000.00", "kelompok"),
        ("2592913517", "2592931517", "tukar"),
        ("2634207596", "2634207569", "tukar"),
        ("4949100", "24949100", "hilang"),
        ("1166815000", "166815000", "ganda"),
        ("-150", "150", "tanda"),
        ("9438", "94.38", "koma"),
        ("71234567", "1234567", "lebih"),
        ("1234567", "1999567", None),
    ],
)
def test_slips_are_told_apart(printed: str, right: str, kind: str | None) -> None:
    assert repair.slip(Decimal(printed), Decimal(right)) == kind


# --- figures as text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "figure", "decimals", "shown"),
    [
        ("34.2", "capaian", None, "34,20%"),
        ("104", "serapan", None, "104,00%"),
        ("60.555", "capaian", None, "60,555%"),
        ("34.2", "capaian", 1, "34,2%"),
        ("104", "capaian", 0, "104%"),
        ("12.5", "target", 2, "12,50"),
        ("12.5", "target", None, "12,5"),
        ("1234567", "pagu", None, "Rp1.234.567"),
        ("-1234.5", "pagu", None, "-Rp1.234,50"),
    ],
)
def test_figures_keep_the_decimals_of_the_document(value: str, figure: str, decimals: int | None, shown: str) -> None:
    assert text.number(Decimal(value), figure, decimals) == shown


@pytest.mark.parametrize("mark", ["sembilan_bulan", "anggaran_kas"])
def test_a_quarter_alone_is_not_compared_with_nine_months(mark: str) -> None:
    """`tw3` is printed for both; the mark stands on one of the two rows."""
    line = program(3, "900", "600") | {"periode": "tw3"}
    frame = observasi(line | {"tabel": "A"}, line | {"tabel": "B", "realisasi_rp": Decimal(200), "penanda": [mark]})
    assert periksa(frame).temuan.filter(jenis="cross_table_conflict").is_empty()
    frame = frame.with_columns(penanda=pl.lit([], pl.List(pl.String)))
    assert not periksa(frame).temuan.filter(jenis="cross_table_conflict").is_empty()
