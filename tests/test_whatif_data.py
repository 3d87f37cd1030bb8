"""What if on the real documents: baselines that add up to what is printed, and the command from end to end."""

import copy
import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from contoh import observasi, tulis
from typer.testing import CliRunner
from whatif_contoh import OPD, skenario, yaml

from workbench import data, paths
from workbench.analysis import pagu
from workbench.cli import BROKEN, OK, USAGE, app
from workbench.reports import build, index
from workbench.whatif import frames
from workbench.whatif.baseline import BaselineError, ambil
from workbench.whatif.evaluate import dasar, nilai
from workbench.whatif.kalimat import en
from workbench.whatif.money import sen
from workbench.whatif.optimise import TidakMungkin, optimalkan
from workbench.whatif.scenario import baca_berkas

LAMPUNG, MAGETAN = "prov-lampung-koperasi-ukm", "kab-magetan-koperasi-ukm"
CONTOH = paths.scenarios()


@pytest.fixture(scope="session")
def nyata(dataset: Path) -> pl.DataFrame:
    return pl.read_parquet(dataset / "observasi.parquet")


def test_baselines_add_up_to_the_printed_totals(nyata: pl.DataFrame) -> None:
    """Totals as the documents print them: T-C.29 of the one, table 3.2 of the other."""
    lampung, magetan = ambil(nyata, LAMPUNG, 2024), ambil(nyata, MAGETAN, 2024)
    assert (lampung.tahap, lampung.tabel, len(lampung.baris)) == ("renja", "T-C.29", 30)
    assert (magetan.tahap, magetan.tabel, len(magetan.baris)) == ("apbd_perubahan", "3.2", 38)
    assert lampung.total == lampung.total_tercetak == 19_423_739_017_00
    assert magetan.total == magetan.total_tercetak == 5_551_085_325_00


def test_lines_add_up_to_the_programs_of_the_same_table(nyata: pl.DataFrame) -> None:
    magetan = ambil(nyata, MAGETAN, 2024)
    program = pagu.program(nyata.filter((pl.col("opd") == MAGETAN) & (pl.col("tahun") == 2024)))
    for kode, jumlah in program.select("kode", "pagu").iter_rows():
        assert sum(magetan.baris[i].pagu for i in magetan.di_bawah(kode)) == sen(jumlah)


def test_money_spent_comes_from_the_mid_year_report_by_code(nyata: pl.DataFrame) -> None:
    """Table 3.2 prints no realisation; the salaries spent by June stand in table 2.2."""
    magetan = ambil(nyata, MAGETAN, 2024)
    assert magetan.periode == "semester1"
    milik = nyata.filter((pl.col("opd") == MAGETAN) & (pl.col("tabel") == "2.2") & (pl.col("tahun") == 2024))
    for satu in magetan.baris:
        ada = milik.filter((pl.col("kode") == satu.kode) & (pl.col("jenjang") == "sub_kegiatan")).drop_nulls(
            "realisasi_rp"
        )
        assert satu.realisasi_rp == (sen(ada["realisasi_rp"][0]) if ada.height else None)
    assert any("36 dari 38" in kalimat for kalimat in magetan.catatan)


def test_a_line_without_a_printed_ceiling_is_named(nyata: pl.DataFrame) -> None:
    assert any("2.17.03.1.01.0002: pagu tidak tercetak" in k for k in ambil(nyata, LAMPUNG, 2024).catatan)


def test_what_the_dataset_lacks_is_refused_with_what_there_is(nyata: pl.DataFrame) -> None:
    with pytest.raises(BaselineError, match="2019"):
        ambil(nyata, MAGETAN, 2019)
    with pytest.raises(BaselineError, match=r"apbd_perubahan \(tabel 3\.2\)"):
        ambil(nyata, MAGETAN, 2024, tahap="rkt")


def test_codes_printed_twice_and_lines_without_code_keep_apart() -> None:
    rows = [
        {"kode": "2.17.02.2.01.0001", "uraian": "A", "indikator": "Jumlah x", "target": 1.0, "pagu": Decimal(5)},
        {"kode": "2.17.02.2.01.0001", "uraian": "A", "indikator": "Jumlah y", "target": 2.0},
        {"kode": "2.17.02.2.01.0001", "uraian": "A", "indikator": "Jumlah z", "target": 3.0, "pagu": Decimal(7)},
        {"kode": None, "uraian": "Tanpa kode", "indikator": "Jumlah t", "target": 4.0, "pagu": Decimal("9.50")},
    ]
    satu = ambil(observasi(*rows, jenjang="sub_kegiatan", kode_asal="tercetak", opd=OPD), OPD, 2024)
    assert [(b.id, b.pagu) for b in satu.baris] == [
        ("2.17.02.2.01.0001", 500),
        ("2.17.02.2.01.0001#2", 700),
        ("baris-4", 950),
    ]
    assert [[i.nama for i in b.indikator] for b in satu.baris] == [["Jumlah x", "Jumlah y"], ["Jumlah z"], ["Jumlah t"]]


def _baris_dana(nomor: int, dana: str | None, tabel: str, **lain: object) -> dict[str, object]:
    return {
        "kode": f"2.17.02.2.01.000{nomor}",
        "uraian": f"Kegiatan {nomor}",
        "sumber_dana": dana,
        "tabel": tabel,
        **lain,
    }


def test_a_source_of_funds_in_another_table_keeps_earmarked_money_where_it_is() -> None:
    pagu = [_baris_dana(n, None, "Pagu", pagu=Decimal(100), periode=None) for n in (1, 2, 3, 4)]
    sumber = [
        _baris_dana(1, "DAK Fisik", "Sumber"),
        _baris_dana(2, "DAU", "Sumber"),
        _baris_dana(3, "DAK Fisik", "Sumber"),
        _baris_dana(1, "Dana Alokasi Khusus (Fisik) 2024", "Lain", dokumen="a.txt"),
        _baris_dana(3, "PAD", "Lain", dokumen="a.txt"),
        _baris_dana(4, "DBHCHT", "Maju", tahap="prakiraan_maju"),
    ]
    semua = observasi(*pagu, *sumber, jenjang="sub_kegiatan", kode_asal="tercetak", opd=OPD)
    satu = ambil(semua, OPD, 2024)
    assert [b.sumber_dana for b in satu.baris] == ["DAK Fisik", "DAU", None, None]
    assert "Sumber dana 2 dari 4 baris" in satu.catatan[0] and "2 baris tanpa sumber dana (1 " in satu.catatan[0]
    geser = [{"dari": "2.17.02.2.01.0001", "ke": "2.17.02.2.01.0002", "jumlah": "5"}]
    penilaian = nilai(satu, skenario(geser=geser))
    assert not penilaian.sah and [p.jenis for p in penilaian.pelanggaran] == ["sumber_dana"]
    assert any("2 dari 4 baris tidak tercetak" in p for p in penilaian.peringatan)
    assert nilai(ambil(semua.filter(pl.col("tabel") == "Pagu"), OPD, 2024), skenario(geser=geser)).sah


def test_a_source_printed_beside_the_ceiling_is_never_replaced() -> None:
    rows = [
        _baris_dana(1, "PAD", "Pagu", pagu=Decimal(100), periode=None),
        _baris_dana(1, "DAK Fisik", "Sumber"),
    ]
    satu = ambil(observasi(*rows, jenjang="sub_kegiatan", kode_asal="tercetak", opd=OPD), OPD, 2024)
    assert satu.baris[0].sumber_dana == "PAD" and satu.catatan == ()


# --- the command


def _whatif(*argumen: object, data: Path) -> tuple[int, str, str]:
    hasil = CliRunner().invoke(app, ["whatif", *map(str, argumen), "--data", str(data)])
    assert hasil.exception is None or isinstance(hasil.exception, SystemExit), hasil.exception
    return hasil.exit_code, hasil.stdout, " ".join(hasil.stderr.split())


@pytest.fixture(autouse=True)
def _asal(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--data` sets the variable for the run; it must not reach other tests."""
    monkeypatch.setenv("WORKBENCH_PROCESSED", "")


def test_exit_codes(dataset: Path, tmp_path: Path) -> None:
    assert _whatif(CONTOH / "magetan-2024-perubahan.yml", data=dataset)[0] == OK
    kode, keluar, _ = _whatif(CONTOH / "magetan-2024-melanggar.yml", data=dataset)
    assert kode == BROKEN
    assert keluar.count("Melanggar: ") == 3 and "Rp283.731.784" in keluar
    assert _whatif(tmp_path / "tiada.yml", data=dataset)[0] == USAGE
    assert _whatif(CONTOH / "magetan-2024-perubahan.yml", data=tmp_path)[0] == USAGE
    assert _whatif(CONTOH / "magetan-2024-perubahan.yml", "--format", "xlsx", data=dataset)[0] == USAGE
    assert _whatif(CONTOH / "magetan-2024-perubahan.yml", "--format", "pdf", data=dataset)[0] == USAGE


def test_ceilings_below_zero_end_without_any_effect(dataset: Path, tmp_path: Path) -> None:
    berkas = tmp_path / "mustahil.yml"
    berkas.write_text(yaml("total: {ubah: -150%, bagi: sebanding}\n").replace(OPD, MAGETAN), encoding="utf-8")
    kode, keluar, _ = _whatif(berkas, berkas, data=dataset)
    assert kode == BROKEN
    assert "Dampak: tidak dihitung." in keluar and "Rata-rata capaian" not in keluar
    assert "menjadi kurang dari nol" in keluar and "tanpa pergeseran antarbaris" in keluar
    kode, keluar, _ = _whatif(berkas, "--format", "json", data=dataset)
    isi = json.loads(keluar)
    assert kode == BROKEN and isi["dampak"] == [] and isi["ringkasan"]["capaian_tengah"] is None


def test_refusals_name_file_and_line(dataset: Path, tmp_path: Path) -> None:
    berkas = tmp_path / "rencana.yml"
    isi = yaml("geser:\n  - {dari: 2.17.99.2.01.0001, ke: 2.17.07.2.01.0002, jumlah: 5}\n").replace(OPD, MAGETAN)
    berkas.write_text(isi, encoding="utf-8")
    kode, _, galat = _whatif(berkas, data=dataset)
    assert kode == USAGE
    assert "rencana.yml, baris 7: geser ke-1, dari: tidak ada baris 2.17.99.2.01.0001" in galat


def test_json_and_csv_add_up(dataset: Path) -> None:
    berkas = CONTOH / "lampung-2024-efisiensi.yml"
    kode, keluar, _ = _whatif(berkas, "--format", "json", data=dataset)
    isi = json.loads(keluar)
    baris = [r for r in isi["semula_menjadi"] if r["jenjang"] == "sub_kegiatan"]
    assert kode == OK and isi["sah"] is True
    # 5 per cent of 19,423,739,017 rounded to whole rupiah
    assert sum(Decimal(r["menjadi"]) for r in baris) == Decimal(19_423_739_017 - 971_186_951)
    _, keluar, _ = _whatif(berkas, "--format", "csv", data=dataset)
    rows = [r for r in csv.DictReader(io.StringIO(keluar)) if r["jenjang"] == "program"]
    assert sum(Decimal(r["menjadi"]) for r in rows) == Decimal(19_423_739_017 - 971_186_951)


def test_the_best_allocation_can_be_saved_and_judged_again(dataset: Path, tmp_path: Path) -> None:
    berkas = tmp_path / "terbaik.yml"
    asal = CONTOH / "lampung-2024-efisiensi.yml"
    assert _whatif(asal, "--optimal", "--format", "yaml", "--out", berkas, data=dataset)[0] == OK
    kode, keluar, _ = _whatif(berkas, "--format", "json", data=dataset)
    biasa = json.loads(_whatif(asal, "--format", "json", data=dataset)[1])["ringkasan"]
    terbaik = json.loads(keluar)["ringkasan"]
    assert kode == OK
    assert terbaik["menjadi"] == biasa["menjadi"]
    assert terbaik["capaian_tengah"] > biasa["capaian_tengah"]


def test_an_impossible_goal_ends_with_the_conflict(dataset: Path, tmp_path: Path) -> None:
    berkas = tmp_path / "mustahil.yml"
    isi = yaml("total: {ubah: -60%}\noptimasi: {tujuan: gangguan_terkecil}\n").replace(OPD, LAMPUNG)
    berkas.write_text(isi + "abaikan: [terealisasi]\n", encoding="utf-8")
    kode, _, galat = _whatif(berkas, "--optimal", data=dataset)
    assert kode == BROKEN
    assert "Gaji dan Tunjangan" in galat and "Total yang diminta Rp7.769.495.607" in galat


def test_the_workbook_holds_numbers_and_no_formula(dataset: Path, tmp_path: Path) -> None:
    berkas = tmp_path / "hasil.xlsx"
    dua = [CONTOH / "magetan-2024-perubahan.yml", CONTOH / "magetan-2024-melanggar.yml"]
    assert _whatif(*dua, "--format", "xlsx", "--out", berkas, data=dataset)[0] == BROKEN
    buku = openpyxl.load_workbook(berkas)
    assert {"Ringkasan", "Semula-Menjadi 1", "Pelanggaran 2", "Skenario 2"} <= set(buku.sheetnames)
    rows = list(buku["Semula-Menjadi 1"].iter_rows(values_only=True))
    letak = {nama: k for k, nama in enumerate(rows[0])}
    program = [r for r in rows[1:] if r[letak["jenjang"]] == "program"]
    assert sum(r[letak["menjadi"]] for r in program) == 5_551_085_325
    assert all(sel.data_type != "f" for lembar in buku for row in lembar.iter_rows() for sel in row)


def test_names_from_documents_never_become_formulas_or_markup(tmp_path: Path) -> None:
    """A hostile name of a sub kegiatan, through the terminal, CSV and XLSX."""
    jahat = '=HYPERLINK("http://x","[bold]klik[/]")'
    rows = [
        {
            "kode": f"2.17.02.2.01.000{n}",
            "uraian": jahat,
            "indikator": "Jumlah x",
            "target": 1.0,
            "pagu": Decimal(5000000),
        }
        for n in (1, 2)
    ]
    folder = tulis(tmp_path / "data", observasi(*rows, jenjang="sub_kegiatan", kode_asal="tercetak", opd=OPD))
    berkas = tmp_path / "x.yml"
    berkas.write_text(
        yaml("geser:\n  - {dari: 2.17.02.2.01.0001, ke: 2.17.02.2.01.0002, jumlah: 10%}\n"), encoding="utf-8"
    )
    _, teks, _ = _whatif(berkas, data=folder)
    assert "[bold]" in teks.replace("\n", "")
    _, keluar, _ = _whatif(berkas, "--format", "csv", data=folder)
    assert "'=HYPERLINK" in keluar and ',"=HYPERLINK' not in keluar
    _whatif(berkas, "--format", "xlsx", "--out", tmp_path / "x.xlsx", data=folder)
    sel = [s for lembar in openpyxl.load_workbook(tmp_path / "x.xlsx") for row in lembar.iter_rows() for s in row]
    assert any(s.value == jahat for s in sel) and all(s.data_type != "f" for s in sel)


def test_the_page_needs_a_dataset_and_its_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kode, _, galat = _whatif("--no-browser", data=tmp_path)
    assert kode == USAGE and "wb.py extract" in galat
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    kode, _, galat = _whatif("--no-browser", data=tmp_path)
    assert kode == USAGE and "what_if.ipynb tidak ada" in galat


def test_a_scenario_that_cannot_be_read_gets_a_page_that_says_why(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(dataset))
    monkeypatch.setattr(paths, "scenarios", lambda: tmp_path)
    (tmp_path / "rusak.yml").write_text("judul: x\nwarna: merah\n", encoding="utf-8")
    (satu,) = [r for r in build.rencana() if r.notebook == "50_what_if"]
    hasil = build.buat_satu(satu, tmp_path / "laporan")
    assert hasil.status == build.GAGAL and "Laporan ini gagal dibuat." in (
        tmp_path / "laporan" / hasil.berkas
    ).read_text(encoding="utf-8")


def test_a_report_is_called_for_by_every_scenario_of_the_dataset(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(dataset))
    nama = {r.parameter["skenario"] for r in build.rencana() if r.notebook == "50_what_if"}
    assert nama == {b.stem for b in CONTOH.glob("*.yml")}


def test_scenarios_without_data_stand_in_the_index_with_the_reason(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(dataset))
    monkeypatch.setattr(paths, "scenarios", lambda: tmp_path)
    asal = next(iter(CONTOH.glob("*.yml"))).read_text(encoding="utf-8")
    (tmp_path / "ada.yml").write_text(asal, encoding="utf-8")
    (tmp_path / "lain.yml").write_text(asal.replace("tahun: 2024", "tahun: 2031"), encoding="utf-8")

    assert list(build.dilewati()) == ["lain.yml"]
    index.tulis_index(tmp_path, [], data.dokumen(), build.dilewati())
    assert "lain.yml: dataset tidak memuat" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("berkas", sorted(CONTOH.glob("*.yml")), ids=lambda berkas: berkas.stem)
def test_everything_the_engine_says_has_an_english_form(berkas: Path, nyata: pl.DataFrame) -> None:
    skenario = baca_berkas(berkas)
    baseline = dasar(nyata, skenario)
    hasil, terbaik = nilai(baseline, skenario), optimalkan(baseline, skenario)
    texts = [*(p.pesan for p in hasil.pelanggaran), *hasil.peringatan, *baseline.catatan]
    texts += [words for _, p in hasil.persetujuan for words in (p.sebutan, p.oleh)]
    texts += [d.kepekaan.sebab for d in hasil.efek.dampak if d.kepekaan.sebab]
    texts += terbaik.pesan if isinstance(terbaik, TidakMungkin) else [h.kalimat for h in terbaik.harga]

    assert texts
    assert [one for one in texts if en(one) == str(one)] == []
    assert copy.deepcopy(texts[0]).inggris == texts[0].inggris
    assert "becomes" in " ".join(frames.pelanggaran(hasil, "en")["pesan"]) or not hasil.pelanggaran
