"""Reports as city offices publish them: forms typeset like theirs, and published ones where the folder is at hand."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from triwulan import OFFICE, Bentuk, susun

from workbench import pipeline
from workbench.dataset import load
from workbench.documents.read import discover, read_document
from workbench.facts.model import Observation
from workbench.facts.observations import read_tables
from workbench.tables.build import grids

FIGURES = ("target", "pagu", "realisasi", "realisasi_rp", "capaian", "serapan")
FORMS = {
    "seperti aslinya": Bentuk(uang_bawah=True),
    "kepala tidak berulang": Bentuk(uang_bawah=True, berulang=False),
    "empat triwulan": Bentuk(terisi=4, huruf=6, nomor="bawah"),
    "tanpa nomor kolom": Bentuk(nomor="", satuan="sel"),
    "nama triwulan": Bentuk(triwulan=("Triwulan I", "Triwulan II"), atas="Realisasi Kinerja dan Anggaran Tahun 2023"),
    "anggaran rp": Bentuk(triwulan=("TW I", "TW II", "TW III", "TW IV"), atas="REALISASI TAHUN 2023",
                          kr=("Kinerja", "Anggaran (Rp)"), nomor=""),
    "satuan dan kaki": Bentuk(satuan="kolom", kaki=True, nomor="bawah"),
    "target": Bentuk(target=True, kaki=True, huruf=6),
    "target dan kode": Bentuk(target=True, kode=True, satuan="sel", huruf=6, nomor="bawah"),
}  # fmt: skip


def _key(one: Observation) -> dict[tuple[str, str, str, str], float]:
    """The figures of an observation by name, indicator, quarter or year, and measure."""
    period = str(one.periode) if str(one.periode).startswith("tw") else "tahun"
    name, indicator = ("".join((text or "").lower().split()) for text in (one.uraian, one.indikator))
    return {(name, indicator, period, figure): float(value)
            for figure in FIGURES if (value := getattr(one, figure)) is not None}  # fmt: skip


@pytest.mark.parametrize("nama", FORMS)
def test_every_figure_of_a_quarter_report_is_read_and_none_besides(nama: str, tmp_path: Path) -> None:
    content, key = susun(FORMS[nama], seed=len(nama))
    file = tmp_path / "dlh-tangsel-triwulan-2023.pdf"
    file.write_bytes(content)
    document = read_document(file)
    tables = read_tables(grids(document), document.identity)
    observations = [one for table in tables for one in table.observations]

    wanted = {
        ("".join(name.lower().removeprefix("program ").split()), "".join(indicator.lower().split()), *rest): figure
        for (name, indicator, *rest), figure in key.items()
    }
    found = [figures for one in observations for figures in [_key(one)] if figures]
    assert {place: figure for figures in found for place, figure in figures.items()} == wanted
    assert sum(map(len, found)) == len(wanted)
    assert {one.tahap for one in observations} == {"renja"}
    levels = Counter(one.jenjang for one in {(one.uraian): one for one in observations}.values())
    assert levels["program"] == 2 and levels["kegiatan"] == 3 and levels["sub_kegiatan"] == 7
    assert document.identity.opd == "kota-tangerang-selatan-lingkungan-hidup"
    assert OFFICE in {one.uraian for one in observations if one.jenjang == "opd"}


# --- published documents -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published_data(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the published documents, without those that need a reader of scans."""
    folder = tmp_path_factory.mktemp("nyata")
    files = [file for file in discover([real]) if "satpolpp" not in file.name]
    result = pipeline.extract(files, folder)
    assert result.failed == {}
    return folder


def _rows(folder: Path, part: str) -> pl.DataFrame:
    return load.table("observasi", folder).filter(pl.col("dokumen").str.contains(part, literal=True))


@pytest.mark.parametrize(("part", "lines", "figures"), [("disnaker", 94, 239), ("indag", 92, 252), ("perpus", 78, 207)])
def test_published_quarter_reports_are_read_whole(part: str, lines: int, figures: int, published_data: Path) -> None:
    rows = _rows(published_data, part)
    printed = sum(rows[figure].is_not_null().sum() for figure in FIGURES)

    assert (rows.select("halaman", "baris").n_unique(), printed) == (lines, figures)
    assert set(rows["periode"]) == {"tw1", "tw2"} and set(rows["tahap"]) == {"renja"}


@pytest.mark.parametrize("part", ["disnaker", "indag", "perpus"])
def test_programs_of_published_quarter_reports_add_up_to_their_office(part: str, published_data: Path) -> None:
    for period in ("tw1", "tw2"):
        rows = _rows(published_data, part).filter(pl.col("periode") == period)
        money: dict[str, Decimal] = {level: rows.filter(pl.col("jenjang") == level)["realisasi_rp"].sum()
                                     for level in ("opd", "program")}  # fmt: skip
        assert money["program"] > 10**9
        if (part, period) != ("perpus", "tw2"):  # its second quarter does not add up on paper either
            assert money["opd"] == money["program"]
    findings = load.table("temuan", published_data).filter(pl.col("dokumen").str.contains(part, literal=True))
    assert findings.filter(keparahan="galat", jenis="sum_mismatch").height <= 1


def test_accounts_and_cash_budgets_keep_every_level_and_month(published_data: Path) -> None:
    accounts = _rows(published_data, "lra").filter(jenjang="belanja")
    money = dict(accounts.select("kode_tercetak", "pagu").iter_rows())
    parts = [value for code, value in money.items() if code.count(".") == 1]

    assert money["5"] == sum(parts) and len(parts) == 4
    cash = _rows(published_data, "anggaran-kas").filter(uraian="BELANJA")
    months, quarters = cash.filter(pl.col("periode").is_null()), cash.filter(pl.col("periode").is_not_null())
    assert (months.height, quarters.height) == (12, 4)
    assert months["realisasi_rp"].sum() == quarters["realisasi_rp"].sum()


def test_no_table_with_figures_of_the_published_documents_is_left_unread(published_data: Path) -> None:
    unread: list[dict[str, Any]] = load.table("tabel", published_data).filter(pl.col("status") != "terbaca").to_dicts()
    assert [(one["dokumen"], one["baris_data"]) for one in unread] == [("dpmdppa-toba-anggaran-kas-2022.xlsx", 3)]
