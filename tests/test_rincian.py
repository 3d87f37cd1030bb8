"""Rincian belanja: accounts of one sub kegiatan are read, goods are not, and no query adds them to the plan."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from baca import fakta
from contoh import observasi, program

from workbench import data
from workbench.dataset import load, store
from workbench.facts import costs
from workbench.facts.model import Observation

HEAD = "Kode Rekening\tUraian\tKoefisien\tSatuan\tHarga\tPPN\tJumlah\n"
NAMED = "Sub Kegiatan : 2.17.03.2.01.0001 Penyusunan Dokumen RKA Koperasi\n"
ROWS = """5\tBELANJA DAERAH\t\t\t\t\t7.500.000
5.1.02\tBelanja Barang dan Jasa\t\t\t\t\t7.500.000
5.1.02.01.01.0024\tBelanja Alat Tulis Kantor\t\t\t\t\t1.500.000
[#]\tKeperluan kantor\t\t\t\t\t1.500.000
\tKertas\t30 Rim\tRim\t50.000\t0\t1.500.000
5.1.02.01.01.0052\tBelanja Makanan dan Minuman Rapat\t\t\t\t\t6.000.000
>\tNasi kotak\t120 Kotak\tKotak\t50.000\t0\t6.000.000
Jumlah Anggaran Sub Kegiatan\t\t\t\t\t\t7.500.000
"""


def _figures(found: list[Observation]) -> list[tuple[str, str | None, int]]:
    return [(one.jenjang, one.uraian, int(one.pagu)) for one in found if one.pagu]


def test_accounts_are_spending_of_the_sub_kegiatan_named_above_and_goods_are_refused() -> None:
    (table,) = fakta(f"DOKUMEN PELAKSANAAN ANGGARAN\n{NAMED}{HEAD}{ROWS}").tables
    *accounts, whole = table.observations
    assert _figures(accounts) == [
        ("belanja", "BELANJA DAERAH", 7_500_000), ("belanja", "Belanja Barang dan Jasa", 7_500_000),
        ("belanja", "Belanja Alat Tulis Kantor", 1_500_000), ("belanja", "Belanja Makanan dan Minuman Rapat", 6_000_000),
    ]  # fmt: skip
    assert all(one.penanda == {costs.MARK} and "2.17.03.2.01.0001" in (one.catatan or "") for one in accounts)
    assert (whole.kode, whole.pagu, whole.penanda) == ("2.17.03.2.01.0001", 7_500_000, set())
    assert {(one.target, one.satuan) for one in table.observations} == {(None, None)}
    goods = ["Keperluan kantor", "Kertas", "Nasi kotak"]
    assert all(name in row.isi for name, row in zip(goods, table.rejected, strict=True))


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("DOKUMEN PELAKSANAAN ANGGARAN", "apbd"),
        ("DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN", "apbd_perubahan"),
        ("RENCANA KERJA DAN ANGGARAN", "lain"),
    ],
)
def test_the_title_of_the_form_gives_the_stage_not_the_name_of_the_sub_kegiatan(title: str, stage: str) -> None:
    (table,) = fakta(f"{title}\n{NAMED}{HEAD}{ROWS}", jenis=None).tables
    assert {one.tahap for one in table.observations} == {stage}


def test_before_and_after_of_a_revised_budget_are_two_stages() -> None:
    head = "Kode Rekening\tUraian\tSebelum Perubahan\t\tSetelah Perubahan\t\n\t\tHarga\tJumlah\tHarga\tJumlah\n"
    rows = "5.1.02\tBelanja Barang\t\t2.500.000\t\t3.000.000\n\tKertas\t50.000\t2.500.000\t60.000\t3.000.000\n"
    (table,) = fakta(f"DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN\n{NAMED}{head}{rows}").tables
    assert [(one.tahap, int(one.pagu or 0)) for one in table.observations] == [
        ("apbd", 2_500_000),
        ("apbd_perubahan", 3_000_000),
    ]


def test_the_next_sub_kegiatan_under_the_same_heading_has_its_own_accounts() -> None:
    other = "Sub Kegiatan : 2.17.03.2.01.0002 Pengawasan Koperasi\n"
    tables = fakta(f"DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN\n{NAMED}{HEAD}{ROWS}\n{other}{HEAD}{ROWS}").tables
    assert [table.observations[-1].kode for table in tables] == ["2.17.03.2.01.0001", "2.17.03.2.01.0002"]
    assert "2.17.03.2.01.0002" in (tables[1].observations[0].catatan or "")
    assert {one.tahap for table in tables for one in table.observations} == {"apbd_perubahan"}


def test_a_heading_repeated_on_the_next_page_keeps_stage_and_sub_kegiatan() -> None:
    page = f"{NAMED}{HEAD}5.2\tBELANJA MODAL\t\t\t\t\t9.000.000\n"
    tables = fakta(f"DOKUMEN PELAKSANAAN ANGGARAN\n{NAMED}{HEAD}{ROWS}\n{page}\n{page}").tables
    last = tables[-1].observations[-1]
    assert (last.uraian, last.tahap) == ("BELANJA MODAL", "apbd")
    assert "2.17.03.2.01.0001" in (last.catatan or "")


def test_a_total_without_a_named_sub_kegiatan_is_refused() -> None:
    (table,) = fakta(f"DOKUMEN PELAKSANAAN ANGGARAN\n{HEAD}{ROWS}").tables
    assert {one.jenjang for one in table.observations} == {"belanja"}
    assert "tanpa sub kegiatan" in table.rejected[-1].alasan


def test_no_query_adds_accounts_of_a_sub_kegiatan_to_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year = program(3, "900", "600")
    part = {**year, "jenjang": "belanja", "kode": None, "uraian": "Belanja Barang", "penanda": [load.COSTS]}
    rows = observasi(year, part).to_dicts()
    store.write([{name: [] for name in store.READ} | {"observasi": rows}], tmp_path)
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))
    assert costs.MARK == load.COSTS
    assert data.observasi(rincian=True).height == data.scan("observasi", rincian=True).collect().height == 2
    asked: list[pl.DataFrame] = [data.observasi(), data.scan("observasi").collect(), data.kinerja()]
    for frame in (*asked, data.sql("select * from observasi")):
        assert frame["pagu"].to_list() == [Decimal(900)]
