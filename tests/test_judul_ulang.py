"""A heading printed anew for other years, quarters or months heads what stands below it, in every kind of table."""

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
