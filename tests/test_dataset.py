"""The dataset on disk: checked, described, the same bytes each time; and how `kinerja` is chosen."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from contoh import observasi, program

from workbench import data, pipeline
from workbench.dataset import kinerja, load, store
from workbench.dataset.schema import TABLES
from workbench.documents.read import discover
from workbench.facts import cash
from workbench.facts.rows import NINE_MONTHS

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
NO_ROWS: dict[str, list[dict[str, Any]]] = {name: [] for name in store.READ}


def _write(rows: dict[str, list[dict[str, Any]]], out: Path) -> dict[str, pl.DataFrame]:
    """The tables as written."""
    store.write([rows], out)
    return {name: load.table(name, out) for name in (*store.READ, "kinerja")}


def _row(**values: Any) -> dict[str, Any]:
    return observasi(values, uraian="Contoh").to_dicts()[0]


def test_running_twice_gives_the_same_bytes(dataset: Path, tmp_path: Path) -> None:
    pipeline.extract(discover([RAW]), tmp_path)
    first, second = (
        {file.name: file.read_bytes() for file in sorted(folder.iterdir())} for folder in (dataset, tmp_path)
    )
    assert sorted(first) == sorted(second)
    assert {name for name in first if first[name] != second[name]} == set()


def test_everything_of_the_contract_is_written(dataset: Path) -> None:
    wanted = {f"{name}.{suffix}" for name in TABLES for suffix in ("parquet", "csv")} | {"datapackage.json"}
    assert {file.name for file in dataset.iterdir()} == wanted


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_parquet_hold_the_same_rows(dataset: Path, name: str) -> None:
    frame = pl.read_parquet(dataset / f"{name}.parquet")
    with (dataset / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert len(rows) == len(frame)
    assert reader.fieldnames == frame.columns == list(TABLES[name].columns())


def test_the_package_describes_every_column(dataset: Path) -> None:
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        frame = pl.read_parquet(dataset / f"{resource['name']}.parquet")
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == frame.columns
        assert (dataset / resource["path"]).is_file()
        for field in fields:
            assert field["title"], field
            assert field["description"], field
            assert field["type"] in ("string", "integer", "number", "boolean")
            dtype = frame.schema[field["name"]]
            assert (field["type"] == "integer") == (dtype == pl.Int64)
            if field.get("constraints", {}).get("required"):
                assert frame[field["name"]].null_count() == 0


def test_first_columns_of_kinerja(dataset: Path) -> None:
    assert pl.read_parquet(dataset / "kinerja.parquet").columns[:8] == [
        "opd", "tahun", "kode", "indikator", "target", "realisasi", "pagu", "realisasi_rp"]  # fmt: skip


def test_every_row_of_a_document_is_accounted_for(dataset: Path) -> None:
    tables = pl.read_parquet(dataset / "tabel.parquet")
    unread = tables.filter(pl.sum_horizontal("observasi", "kesesuaian", "simpul") == 0)
    assert unread["alasan"].null_count() == 0
    assert unread["status"].is_in(["tidak_terbaca"]).all()
    assert tables["kesesuaian"].sum() == len(pl.read_parquet(dataset / "kesesuaian.parquet"))
    assert tables["ditolak"].sum() == len(pl.read_parquet(dataset / "ditolak.parquet"))
    in_text = pl.read_parquet(dataset / "dokumen.parquet")["observasi_naratif"].sum()
    assert tables["observasi"].sum() + in_text == len(pl.read_parquet(dataset / "observasi.parquet"))


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"opd": "../../etc"}, "opd"), ({"tahun": 1800}, "tahun"), ({"kode": "2.17.1"}, "kode"), ({"tahap": "besok"}, "tahap"),
        ({"jenjang": "desa"}, "jenjang"), ({"periode": "kemarin"}, "periode"), ({"kode": "2.17.01", "kode_asal": None}, "kode_bersumber"),
    ],
)  # fmt: skip
def test_a_row_that_breaks_the_schema_is_rejected_with_the_rule(
    tmp_path: Path, broken: dict[str, Any], rule: str
) -> None:
    rows = NO_ROWS | {"observasi": [_row(pagu=Decimal(5)), _row(baris=7, pagu=Decimal(9)) | broken]}
    frames = _write(rows, tmp_path)
    assert len(frames["observasi"]) == 1
    (rejected,) = frames["ditolak"].to_dicts()
    assert rule in rejected["alasan"]
    assert rejected["baris"] == 7
    assert "Contoh" in rejected["isi"]


@pytest.mark.parametrize("cell", ["=1+1", "+62 812", "-5 turun", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path, cell: str) -> None:
    frames = _write(NO_ROWS | {"observasi": [_row(uraian=cell, indikator=cell, penanda=["=1"])]}, tmp_path)
    with (tmp_path / "observasi.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    for name in ("uraian", "indikator", "penanda"):
        assert row[name][0] == "'", name
    assert frames["observasi"]["uraian"][0] == cell, "the Parquet file keeps the text as printed"


def test_negative_money_is_no_formula(tmp_path: Path) -> None:
    _write(NO_ROWS | {"observasi": [_row(pagu=Decimal("-5.50"))]}, tmp_path)
    with (tmp_path / "observasi.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["pagu"] == "-5.50"


def test_a_failed_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(NO_ROWS | {"observasi": [_row(pagu=Decimal(1))]}, tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def fail(self: pl.DataFrame, file: Any, **_: Any) -> None:
        file.write(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(pl.DataFrame, "write_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        _write(NO_ROWS | {"observasi": [_row(pagu=Decimal(2))]}, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_load(dataset: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(dataset))
    assert len(data.kinerja()) > 100
    assert len(data.kinerja().to_pandas()) == len(data.kinerja())
    with pytest.raises(ValueError, match="observasi, kinerja"):
        load.table("rahasia")
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))
    with pytest.raises(data.DatasetMissingError, match="extract"):
        data.kinerja()


# --- how kinerja is chosen


def _program(number: int, pagu: int | None = None, **more: Any) -> dict[str, Any]:
    money = {"pagu": Decimal(pagu)} if pagu is not None else {}
    return {"kode": f"2.17.0{number}", "kode_asal": "tercetak", "uraian": f"P{number}", **money, **more}


def _total(pagu: int, **more: Any) -> dict[str, Any]:
    return {"jenjang": "opd", "uraian": "Jumlah", "pagu": Decimal(pagu), **more}


def choose(rows: pl.DataFrame) -> pl.DataFrame:
    """`kinerja` from rows whose every label is a table of its own, in the order printed."""
    starts = rows.group_by("dokumen", "tabel").agg(pl.col("baris").min()).sort("baris")
    return kinerja.choose(rows, starts.with_columns(pl.int_range(1, pl.len() + 1).alias("urutan"), halaman=None))


def _pagu(frame: pl.DataFrame) -> list[Decimal]:
    return frame.filter(pl.col("jenjang") == "program").sort("kode")["pagu"].to_list()


def test_a_table_that_closes_comes_before_one_that_does_not() -> None:
    open_table = [_program(1, 10), _program(2, 20), _total(99)]
    closing = [
        _program(1, 11, tahap="rkpd", tabel="B"),
        _program(2, 21, tahap="rkpd", tabel="B"),
        _total(32, tahap="rkpd", tabel="B"),
    ]
    assert _pagu(choose(observasi(*open_table, *closing))) == [11, 21]
    assert _pagu(choose(observasi(*open_table[:2], _total(30), *closing))) == [10, 20], "both close: the newer stage"


def test_a_full_table_comes_before_a_partial_one() -> None:
    partial = [_program(1, 10, tahap="apbd_perubahan", tabel="A")]
    full = [_program(number, number, tabel="B") for number in (1, 2, 3)]
    assert _pagu(choose(observasi(*partial, *full))) == [1, 2, 3]


def test_money_of_one_level_comes_from_one_table() -> None:
    newer = [_program(1, 10, tahap="apbd", tabel="A"), _program(2, 20, tahap="apbd", tabel="A")]
    older = [_program(number, number, tabel="B") for number in (1, 2, 3)]
    assert _pagu(choose(observasi(*newer, *older))) == [10, 20, None]


def test_the_longest_realised_period_comes_first() -> None:
    rows = [{"indikator": "a", "realisasi": 5.0, "periode": "semester1", "tahap": "lkjip", **_program(1)},
            {"indikator": "a", "realisasi": 9.0, "periode": "tahunan", "tahap": "rkpd", **_program(1)},
            {"indikator": "a", "realisasi": 2.0, "periode": "tw1", "tahap": "lkjip", **_program(1)}]  # fmt: skip
    (row,) = choose(observasi(*rows)).to_dicts()
    assert (row["realisasi"], row["periode"], row["n_observasi"]) == (9.0, "tahunan", 3)


def test_the_newest_stage_gives_the_target() -> None:
    rows = [{"indikator": "a", "target": float(place), "tahap": tahap, **_program(1)}
            for place, tahap in enumerate(("rkpd", "renja_perubahan_sesudah", "renja", "prakiraan_maju"))]  # fmt: skip
    (row,) = choose(observasi(*rows)).to_dicts()
    assert (row["target"], row["tahap"]) == (1.0, "renja_perubahan_sesudah")


def test_figures_of_a_whole_renstra_are_left_out() -> None:
    rows = [
        {"indikator": "a", "target": 1.0, "tahap": tahap, **_program(1, 7)}
        for tahap in ("renstra_akhir", "renstra_sd_lalu")
    ]
    assert choose(observasi(*rows)).is_empty()


def test_conflict_only_between_tables_of_one_stage_and_period() -> None:
    def conflict(**other: Any) -> bool:
        rows = observasi(
            {"indikator": "a", "target": 1.0, **_program(1)}, {"indikator": "a", "target": 2.0, **_program(1)} | other
        )
        return bool(choose(rows)["konflik"][0])

    assert conflict(tabel="lain")
    assert not conflict(tabel="lain", target=1.0)
    assert not conflict(tabel="lain", tahap="rkpd")
    assert not conflict(tabel="lain", periode="semester1")


def test_values_are_chosen_and_never_computed(dataset: Path) -> None:
    observed = pl.read_parquet(dataset / "observasi.parquet")
    chosen = pl.read_parquet(dataset / "kinerja.parquet")
    for name in ("target", "realisasi", "pagu", "realisasi_rp"):
        keys = ["opd", "tahun", name]
        assert chosen.drop_nulls(name).join(observed, on=keys, how="anti").is_empty()


def test_each_source_names_a_line_that_prints_the_value(dataset: Path) -> None:
    texts = {file.name: file.read_text(encoding="utf-8").splitlines() for file in RAW.glob("*.txt")}
    for row in pl.read_parquet(dataset / "kinerja.parquet").to_dicts():
        for part in row["sumber"].split("; "):
            document, line = part.split(": ")[-1].split(" ")[0], int(part.rsplit(" baris ", 1)[1].split(" ")[0])
            assert 1 <= line <= len(texts[document])


def test_two_tables_of_one_label_are_two_tables() -> None:
    rows = observasi(
        _program(1, 10, indikator="a"), _program(2, 20, indikator="a"), _program(1, 10, indikator="b"),
        _program(2, 25, indikator="b"), tahap="renja", tabel="3.2",
    )  # fmt: skip
    starts = pl.DataFrame({"dokumen": rows["dokumen"][:2], "baris": [1, 3], "urutan": [1, 2], "halaman": [None, None]})
    chosen = kinerja.choose(rows, starts)
    assert sum(value or 0 for value in chosen["pagu"]) == 30


def test_words_where_a_year_is_due_are_not_replaced_by_a_quarter() -> None:
    rows = observasi(
        {"jenjang": "sasaran", "indikator": "Nilai", "realisasi": 0.0, "periode": "tw3"},
        {"jenjang": "sasaran", "indikator": "Nilai", "realisasi_teks": "Belum dinilai", "periode": "tw4"},
        tahap="lkjip",
    )
    assert choose(rows)["realisasi"].to_list() == [None]


def test_projections_of_goals_are_no_targets() -> None:
    rows = observasi({"jenjang": "sasaran", "indikator": "Rasio", "target": 3.0}, tahap="prakiraan_maju")
    assert choose(rows).is_empty()


def test_no_query_adds_a_cash_budget_to_the_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year = program(3, "900", "600")
    parts = [{**year, "periode": periode, "indikator": month, "dokumen": "kas.xlsx", "penanda": [load.CASH],
              "pagu": Decimal(300), "realisasi_rp": Decimal(200)}
             for periode, month in [("tw3", None), (None, "Agustus"), ("tahunan", None)]]  # fmt: skip
    rows = observasi({**year, "periode": "tw3", "penanda": [NINE_MONTHS]}, *parts).to_dicts()
    store.write([{name: [] for name in store.READ} | {"observasi": rows}], tmp_path)
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tmp_path))
    assert cash.MARK == load.CASH
    assert data.observasi(kas=True).height == data.scan("observasi", kas=True).collect().height == 4
    for frame in (
        data.observasi(),
        data.scan("observasi").collect(),
        data.sql("select * from observasi"),
        data.kinerja(),
    ):
        assert frame["pagu"].to_list() == [Decimal(900)]
