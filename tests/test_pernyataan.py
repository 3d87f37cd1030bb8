"""What documents say about their own figures: read from text and tables, and held against what they print."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench import pipeline
from workbench.audit.stated import value
from workbench.dataset import load

HEAD = "RENCANA KERJA TAHUN 2024\nDINAS KOPERASI DAN UKM KABUPATEN WONOGIRI\n\n"
PLAN = """Tabel 3.1 Rencana Program dan Kegiatan

Kode	Program/Kegiatan/Sub Kegiatan	Indikator	Target	Pagu (Rp)
2.17.03	PROGRAM PENGAWASAN DAN PEMERIKSAAN KOPERASI	Koperasi diawasi	5 koperasi	30.000.000
2.17.03.2.01	Pemeriksaan dan Pengawasan Koperasi	Koperasi diperiksa	5 koperasi	30.000.000
2.17.03.2.01.0001	Pengawasan Kekuatan Koperasi	Koperasi kuat	3 koperasi	10.000.000
2.17.03.2.01.0002	Pemeriksaan Kepatuhan Koperasi	Koperasi patuh	2 koperasi	20.000.000
2.17.04	PROGRAM PENILAIAN KESEHATAN KSP/USP KOPERASI	Koperasi dinilai	4 koperasi	40.000.000
2.17.04.2.01	Penilaian Kesehatan Koperasi Simpan Pinjam	Koperasi dinilai	4 koperasi	40.000.000
2.17.04.2.01.0001	Pelaksanaan Penilaian Kesehatan KSP/USP Koperasi	Koperasi dinilai	4 koperasi	40.000.000
"""


def _read(folder: Path, text: str) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Statements and findings of a document in the form of a text file."""
    file = folder / "kab-wonogiri-renja-2024.txt"
    file.write_text(HEAD + text, encoding="utf-8")
    pipeline.extract([file], folder / "data")
    return load.table("pernyataan", folder / "data"), load.table("temuan", folder / "data").to_dicts()


def _line(text: str, words: str) -> int:
    return next(number for number, line in enumerate((HEAD + text).split("\n"), 1) if words in line)


@pytest.mark.parametrize(
    ("sentence", "kind", "printed", "right"),
    [
        ("Pada tahun 2024 terdapat 2 (dua) program, 2 (dua) kegiatan dan 3 (tiga) sub kegiatan.", None, None, None),
        ("Pada tahun 2024 terdapat 2 (dua) program, 2 (dua) kegiatan dan 4 (empat) sub kegiatan.",
         "count_mismatch", "4 sub kegiatan", "3 sub kegiatan"),
        ("1. Program Pengawasan dan Pemeriksaan Koperasi terdiri dari 1 kegiatan dan 3 sub kegiatan",
         "count_mismatch", "3 sub kegiatan", "2 sub kegiatan"),
        ("Anggaran turun dari Rp 55.560.000 menjadi Rp 30.360.000, atau turun 45,38%.",
         "percent_mismatch", "45,38%", "45,36%"),
        ("Anggaran turun dari Rp 55.560.000 menjadi Rp 30.360.000, atau turun 45,36%.", None, None, None),
        ("Pagu berkurang sebesar Rp 5.000.000 dari semula Rp 30.000.000 menjadi Rp 26.000.000.",
         "sum_mismatch", "Rp5.000.000", "Rp4.000.000"),
        ("Koperasi aktif sebanyak 4.334 dari 7.170 koperasi terdaftar atau 60%.", None, None, None),
        ("Koperasi aktif sebanyak 4.334 dari 7.170 koperasi terdaftar atau 66%.",
         "percent_mismatch", "66%", "60,45%"),
    ],
)  # fmt: skip
def test_sentences_are_held_against_figures(
    sentence: str, kind: str | None, printed: str | None, right: str | None, tmp_path: Path
) -> None:
    text = f"{PLAN}\n{sentence}\n"
    found = [one for one in _read(tmp_path, text)[1] if one["baris"] == _line(text, sentence)]

    assert [(one["jenis"], one["tercetak"], one["seharusnya"]) for one in found] == (
        [(kind, printed, right)] if kind else []
    )


def test_a_count_of_the_office_is_held_against_the_list_of_its_programs(tmp_path: Path) -> None:
    text = (
        f"{PLAN}\nRencana ini memuat 2 (dua) program dan 2 (dua) kegiatan.\n\n"
        "1. Program Pengawasan dan Pemeriksaan Koperasi terdiri dari 2 kegiatan\n"
        "2. Program Penilaian Kesehatan KSP/USP Koperasi terdiri dari 1 kegiatan\n"
    )
    found = [one for one in _read(tmp_path, text)[1] if "rinciannya per program" in one["bukti"]]

    assert [(one["keparahan"], one["tercetak"], one["seharusnya"]) for one in found] == [
        ("peringatan", "2 kegiatan", "3 kegiatan")
    ]
    assert "(2 + 1)" in found[0]["bukti"]


FORMULA = """Tabel T-C.30 Pencapaian Kinerja

No	Indikator Sasaran	Target 2023	Target 2024	Realisasi 2023	Realisasi 2024 (perkiraan)	Proyeksi 2024
(1)	(2)	(3)	(4)	(5)	(6) = (5+4)/2	(7)=(4)
1	Persentase koperasi berkualitas	70,00	80,00	60,00	70,00	80,00
2	Persentase koperasi sehat	50,00	60,00	40,00	50,00	60,00
3	Persentase koperasi aktif	30,00	40,00	20,00	{mean}	{same}
"""


@pytest.mark.parametrize(
    ("mean", "same", "found"),
    [
        ("30,00", "40,00", []),
        ("33,00", "40,00", [("percent_mismatch", "galat", "33,00%", "30,00%")]),
        ("30,00", "45,00", [("cross_table_conflict", "galat", "45,00", "40,00")]),
    ],
)
def test_formulas_under_headings_are_followed(
    mean: str, same: str, found: list[tuple[str, ...]], tmp_path: Path
) -> None:
    findings = _read(tmp_path, FORMULA.format(mean=mean, same=same))[1]
    told = [
        (one["jenis"], one["keparahan"], one["tercetak"].rstrip("%"), one["seharusnya"].rstrip("%")) for one in findings
    ]

    assert told == [
        (kind, severity, printed.rstrip("%"), right.rstrip("%")) for kind, severity, printed, right in found
    ]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ("1	2	3	4	5=(4/3)x100", []),
        ("1	2	3	4	$\\frac{5-4}{3} \\times 100$", ["(5-4)/3 x 100"]),
        ("1	2	3	4	5=7/6", ["7/6"]),
    ],
)
def test_formulas_of_columns_that_are_not_there_are_told(numbers: str, found: list[str], tmp_path: Path) -> None:
    text = (
        f"Tabel 3.1 Capaian Program\n\nNo	Program	Target (%)	Realisasi (%)	Tingkat Capaian (%)\n{numbers}\n"
        "1	Program Pengawasan dan Pemeriksaan Koperasi	50	40	80\n2	Program Pengembangan UMKM	80	60	75\n"
    )

    told = [one["tercetak"] for one in _read(tmp_path, text)[1] if one["jenis"] == "formula_conflict"]

    assert told == found


def test_every_row_with_a_failed_formula_is_told(tmp_path: Path) -> None:
    text = (
        "Tabel 3.1 Capaian Program\n\nNo	Program	Target (%)	Realisasi (%)	Tingkat Capaian (%)\n"
        "1	Program Pengawasan dan Pemeriksaan Koperasi	50	40	80\n2	Program Pengembangan UMKM	-	-	#DIV/0!\n"
    )

    told = [(one["jenis"], one["baris"]) for one in _read(tmp_path, text)[1]]

    assert told == [("formula_conflict", _line(text, "#DIV/0!"))]


def test_tables_that_are_no_plans_are_added_up(tmp_path: Path) -> None:
    text = (
        "Tabel 1.1 Pegawai\n\nNo	Bidang	Pria	Wanita	Jumlah\n"
        "1	Sekretariat	2	5	7\n2	Bidang Koperasi	1	3	4\n3	Bidang Usaha Mikro	2	2	5\n4	Bidang Pasar	1	0	1\n"
        "Jumlah	6	10	18	\n"
    )
    found = [(one["baris"], one["tercetak"], one["seharusnya"]) for one in _read(tmp_path, text)[1]]

    assert found == [(_line(text, "Usaha Mikro"), "5", "4"), (_line(text, "Jumlah	6"), "18", "17")]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.integers(10**6, 10**10), after=st.integers(10**6, 10**10), wrong=st.booleans())
def test_changes_in_sentences_as_computed_are_silent(before: int, after: int, wrong: bool, tmp_path: Path) -> None:
    share = round(100 * abs(after - before) / before, 2) + (1.25 if wrong else 0)
    money = [f"{one:,}".replace(",", ".") for one in (before, after, abs(after - before))]
    word = "naik" if after > before else "turun"
    text = (
        f"Anggaran {word} dari Rp {money[0]} menjadi Rp {money[1]}, {word} sebesar Rp {money[2]} atau {share:.2f}%.\n"
    )
    text = text.replace(f"{share:.2f}", f"{share:.2f}".replace(".", ","))

    found = [
        one["jenis"]
        for one in _read(tmp_path, PLAN + "\n" + text)[1]
        if one["baris"] > _line(PLAN, "0001	Pelaksanaan")
    ]

    assert found == (["percent_mismatch"] if wrong else [])


@pytest.mark.parametrize(
    ("operation", "operands", "result"),
    [("bagi", [1.0, 4.0], 25.0), ("ubah", [200.0, 150.0], 25.0), ("jumlah", [1.0, 2.0, 3.0], 6.0),
     ("kurang", [3.0, 5.0], -2.0), ("selisih", [3.0, 5.0], 2.0), ("rata", [1.0, 2.0, 6.0], 3.0), ("sama", [7.0], 7.0),
     ("bagi", [1.0, 0.0], None)],
)  # fmt: skip
def test_operations(operation: str, operands: list[float], result: float | None) -> None:
    assert value({"operasi": operation, "operan": operands}) == result
