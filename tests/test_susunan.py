"""Tables that are laid out otherwise than one heading over one line a row: what they say of each figure still holds."""

import pytest
from test_facts import _read

TWICE = {
    "series": (
        ["No\tKomponen\tTahun {0}\tTahun {1}\tTahun {2}"],
        ["1\tPerencanaan\t28,20\t44,93\t50,10", "2\tPengukuran\t30,00\t31,00\t32,00"],
        [("2021", "2022", "2023"), ("2024", "2025", "2026")],
    ),
    "series in two levels": (
        ["No\tKomponen\tTahun\t\t", "\t\t{0}\t{1}\t{2}"],
        ["1\tPerencanaan\t28,20\t44,93\t50,10", "2\tPengukuran\t30,00\t31,00\t32,00"],
        [("2021", "2022", "2023"), ("2024", "2025", "2026")],
    ),
    "series of another width": (
        ["No\tKomponen\tTahun {0}\tTahun {1}"],
        ["1\tPerencanaan\t28,20\t44,93", "2\tPengukuran\t30,00\t31,00"],
        [("2021", "2022"), ("2023", "2024"), ("2025", "2026")],
    ),
    "quarters": (
        ["Kode\tProgram/Kegiatan\tIndikator\tTarget 2025\tRealisasi Triwulan {0}\tRealisasi Triwulan {1}"],
        ["2.17.03\tProgram A\tKoperasi aktif\t90\t10\t20", "2.17.04\tProgram B\tUMKM baru\t40\t11\t12"],
        [("I", "II"), ("III", "IV")],
    ),
    "plan": (
        ["Kode\tProgram/Kegiatan\tIndikator\tTarget {0}\tPagu {0} (Rp)"],
        ["2.17.03\tProgram A\tKoperasi aktif\t90\t10.000.000", "2.17.04\tProgram B\tUMKM baru\t40\t20.000.000"],
        [("2025",), ("2026",)],
    ),
    "months": (
        ["Uraian\tAnggaran Tahun Ini (Rp)\t{0}\t{1}\t{2}"],
        ["Belanja Pegawai\t2.100.000\t100.000\t200.000\t300.000", "Belanja Modal\t900.000\t400.000\t0\t500.000"],
        [("Januari", "Februari", "Maret"), ("April", "Mei", "Juni")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_a_heading_for_other_times_gives_what_two_tables_would(name: str) -> None:
    heading, rows, times = TWICE[name]
    title = "Tabel 3.1 Rencana Penarikan Dana dan Kinerja Tahun 2025\n"
    halves = ["\n".join([*(line.format(*given) for line in heading), *rows]) + "\n" for given in times]
    together = _read(title + "".join(halves))
    apart = [one for half in halves for one in _read(title + half)]
    assert together
    assert [_said(one) for one in together] == [_said(one) for one in apart]
    assert len({(one.tahun, one.periode, one.indikator) for one in together}) > len(times[0])


def test_the_same_heading_on_the_next_page_goes_on_with_the_table() -> None:
    heading = "No\tKomponen\tTahun 2021\tTahun 2022\tTahun 2023\n"
    found = _read(
        f"Tabel 3.1 Nilai\n{heading}1\tPerencanaan\t28,20\t44,93\t50,10\n{heading}2\tPengukuran\t30,00\t31,00\t32,00\n"
    )
    assert [(one.tahun, one.realisasi) for one in found] == [
        (2021, 28.2), (2022, 44.93), (2023, 50.1), (2021, 30.0), (2022, 31.0), (2023, 32.0),
    ]  # fmt: skip


def _said(one: object) -> tuple[object, ...]:
    names = ("tahun", "periode", "tahap", "jenjang", "kode", "uraian", "indikator", "target", "realisasi", "pagu", "realisasi_rp")  # fmt: skip
    return tuple(getattr(one, name) for name in names)


OTHERS = {
    "other figures": (
        ["Kode\tProgram/Kegiatan\tIndikator\tTarget 2025\tPagu 2025 (Rp)",
         "Kode\tProgram/Kegiatan\tIndikator\tRealisasi 2025\tRealisasi 2025 (Rp)"],
        ["2.17.03\tProgram A\tKoperasi aktif\t90\t10.000.000", "2.17.04\tProgram B\tUMKM baru\t40\t20.000.000"],
    ),
    "another order": (
        ["Kode\tProgram/Kegiatan\tIndikator\tTarget\tRealisasi", "Kode\tProgram/Kegiatan\tIndikator\tRealisasi\tTarget"],
        ["2.17.03\tProgram A\tKoperasi aktif\t90\t80", "2.17.04\tProgram B\tUMKM baru\t40\t20"],
    ),
    "after the change": (
        ["Kode\tProgram/Kegiatan\tPagu Sebelum Perubahan (Rp)", "Kode\tProgram/Kegiatan\tPagu Sesudah Perubahan (Rp)"],
        ["2.17.03\tProgram A\t10.000.000", "2.17.04\tProgram B\t20.000.000"],
    ),
    "words that no rule knows": (
        ["Kecamatan\tAktif\tTidak Aktif", "Kecamatan\tJumlah\tAnggota"],
        ["Satu\t10\t2", "Dua\t20\t3"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_another_heading_gives_what_another_table_would(name: str) -> None:
    headings, rows = OTHERS[name]
    title = "Tabel 4 Rincian Tahun 2025\n"
    halves = ["\n".join([heading, *rows]) + "\n" for heading in headings]
    together = [_said(one) for one in _read(title + "".join(halves))]
    apart = [[_said(one) for one in _read(title + half)] for half in halves]
    assert together == apart[0] + apart[1]
    assert apart[0] != apart[1]


SECTIONS = {
    "rows that name a quarter": (
        ["Kode\tProgram/Kegiatan\tIndikator\tTarget\tRealisasi"],
        "TRIWULAN I\t\t\t\t\n2.17.03\tProgram A\tKoperasi aktif\t90\t10\nTRIWULAN II\t\t\t\t\n2.17.03\tProgram A\tKoperasi aktif\t95\t20\n",
        [(2025, "tw1", "renja", 90, 10, None), (2025, "tw2", "renja", 95, 20, None)],
    ),
    "rows that name a year": (
        ["Kode\tProgram/Kegiatan\tIndikator\tTarget\tPagu (Rp)"],
        "Tahun 2025\t\t\t\t\n2.17.03\tProgram A\tKoperasi aktif\t90\t10.000.000\nTahun 2026\t\t\t\t\n2.17.03\tProgram A\tKoperasi aktif\t95\t20.000.000\n",
        [(2025, "tahunan", "renja", 90, None, 10_000_000), (2026, "tahunan", "renja", 95, None, 20_000_000)],
    ),
    "a column of years": (
        ["Tahun\tKode\tProgram/Kegiatan\tIndikator\tTarget\tPagu (Rp)"],
        "2025\t2.17.03\tProgram A\tKoperasi aktif\t90\t10.000.000\n2026\t\t\t\t95\t20.000.000\n",
        [(2025, "tahunan", "renja", 90, None, 10_000_000), (2026, "tahunan", "renja", 95, None, 20_000_000)],
    ),
    "a column of quarters": (
        ["Kode\tProgram/Kegiatan\tIndikator\tTriwulan\tTarget\tRealisasi"],
        "2.17.03\tProgram A\tKoperasi aktif\tI\t90\t10\n\t\t\tII\t95\t20\n",
        [(2025, "tw1", "renja", 90, 10, None), (2025, "tw2", "renja", 95, 20, None)],
    ),
    "a column of before and after": (
        ["Kode\tProgram/Kegiatan\tIndikator\tUraian\tTarget\tPagu (Rp)"],
        "2.17.03\tProgram A\tKoperasi aktif\tSebelum\t90\t10.000.000\n\t\t\tSesudah\t95\t20.000.000\n",
        [(2025, "tahunan", "renja_perubahan_sebelum", 90, None, 10_000_000),
         (2025, "tahunan", "renja_perubahan_sesudah", 95, None, 20_000_000)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SECTIONS)
def test_what_rows_say_of_time_and_stage_holds_for_their_figures(name: str) -> None:
    heading, rows, wanted = SECTIONS[name]
    found = _read(f"Tabel 4 Rincian Tahun 2025\n{heading[0]}\n{rows}")
    assert [(o.tahun, o.periode, o.tahap, o.target, o.realisasi, o.pagu) for o in found] == wanted
    assert {(o.jenjang, o.kode, o.uraian, o.indikator) for o in found} == {
        ("program", "2.17.03", "A", "Koperasi aktif")
    }


def test_the_total_below_all_quarters_is_of_none_of_them() -> None:
    found = _read(
        "Tabel 4 Rincian Tahun 2025\nKode\tProgram/Kegiatan\tPagu (Rp)\nTRIWULAN I\t\t\n2.17.03\tProgram A\t10.000.000\n"
        "TRIWULAN II\t\t\n2.17.03\tProgram A\t20.000.000\nJUMLAH\t\t30.000.000\n"
    )
    assert [(one.periode, one.jenjang, one.pagu) for one in found] == [
        ("tw1", "program", 10_000_000), ("tw2", "program", 20_000_000), ("tahunan", "opd", 30_000_000),
    ]  # fmt: skip


def test_a_list_in_two_halves_goes_on_at_the_right() -> None:
    found = _read(
        "Tabel 4 Jumlah Koperasi Tahun 2025\nNo\tKecamatan\tJumlah\tNo\tKecamatan\tJumlah\n"
        "1\tSatu\t10\t3\tTiga\t30\n2\tDua\t20\t4\tEmpat\t40\n5\tLima\t50\t\t\t\n"
    )
    assert {one.uraian: one.realisasi for one in found} == {"Satu": 10, "Dua": 20, "Tiga": 30, "Empat": 40, "Lima": 50}
    assert len(found) == 5


def test_two_halves_with_the_same_lines_are_no_list_that_goes_on() -> None:
    found = _read(
        "Tabel 4 Jumlah Koperasi Tahun 2025\nNo\tKecamatan\tJumlah\tNo\tKecamatan\tJumlah\n"
        "1\tSatu\t10\t1\tSatu\t11\n2\tDua\t20\t2\tDua\t21\n"
    )
    assert [(one.uraian, one.realisasi) for one in found] == [("Satu", 10), ("Satu", 11), ("Dua", 20), ("Dua", 21)]


def test_rows_named_by_what_they_measure_fill_the_fields_they_name() -> None:
    found = _read(
        "Tabel 4 Koperasi aktif\nUraian\tTW I\tTW II\nTarget (unit)\t10\t20\nRealisasi (unit)\t9\t19\n"
        "Pagu (Rp juta)\t1,5\t2\nRealisasi Anggaran (Rp)\t900.000\t1.900.000\n"
    )
    fields = ("periode", "target", "realisasi", "pagu", "realisasi_rp", "satuan")
    assert [tuple(getattr(one, field) for field in fields) for one in found] == [
        ("tw1", 10, None, None, None, "unit"), ("tw2", 20, None, None, None, "unit"),
        ("tw1", None, 9, None, None, "unit"), ("tw2", None, 19, None, None, "unit"),
        ("tw1", None, None, 1_500_000, None, None), ("tw2", None, None, 2_000_000, None, None),
        ("tw1", None, None, None, 900_000, None), ("tw2", None, None, None, 1_900_000, None),
    ]  # fmt: skip
    assert {one.uraian for one in found} == {"Koperasi aktif"}


def test_a_row_that_fills_every_column_stays_where_it_stands() -> None:
    """`1,5 miliar` is no figure that is read; what stands beside it does not take its place."""
    (one,) = _read(
        "Tabel 4 Evaluasi Tahun 2025\nKode\tProgram/Kegiatan\tIndikator\tTarget\tRealisasi\tPagu (Rp)\tRealisasi (Rp)\n"
        "2.17.03\tProgram A\tKoperasi aktif\t90\t80\t1,5 miliar\t1.000.000\n"
    )
    assert (one.target, one.realisasi, one.pagu, one.realisasi_rp) == (90, 80, None, 1_000_000)
    assert "bukan_angka" in one.penanda
    assert "kolom_bergeser" not in one.penanda


def test_a_monthly_report_gives_what_was_realised_to_the_month_that_it_does_not_name() -> None:
    (one,) = _read(
        "Tabel 4 Realisasi Keuangan Tahun 2025\nNo\tProgram\tPagu (Rp)\tRealisasi s.d. Bulan Lalu (Rp)\t"
        "Realisasi Bulan Ini (Rp)\tRealisasi s.d. Bulan Ini (Rp)\t%\n"
        "1\tProgram A\t10.000.000\t5.000.000\t1.000.000\t6.000.000\t60,00\n"
    )
    assert (one.pagu, one.realisasi_rp, one.serapan) == (10_000_000, 6_000_000, 60)
    assert one.periode is None
    assert "periode_tak_baku" in one.penanda
