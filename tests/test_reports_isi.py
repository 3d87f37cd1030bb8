"""What the reports say about small invented offices: in both languages, with and without figures."""

import inspect
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from contoh import LAIN, OPD, observasi, program, tulis

from workbench.reports import istilah
from workbench.reports.laporan_banding import LaporanBanding
from workbench.reports.laporan_indikator import KatalogIndikator
from workbench.reports.laporan_opd import LaporanOpd

KETIGA = "kota-kosong-koperasi-ukm"


@pytest.fixture
def tiga(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A full office, one at half a year, and one that prints nothing but a plan."""
    iku = {"jenjang": "sasaran", "indikator": "Persentase koperasi aktif", "uraian": "Sasaran"}
    rows = pl.concat(
        [
            observasi(
                program(1, "60", "30", indikator="AA", target=10.0, realisasi=9.0),
                program(7, "40", "40", indikator="BB", target=10.0, realisasi=11.0),
                {**iku, "target": 50.0, "realisasi": 40.0, "catatan": "Sangat Baik"},
                {"jenjang": "wilayah", "uraian": "KEC A", "indikator": "Koperasi", "realisasi": 3.0},
                {"jenjang": "wilayah", "uraian": "KEC B", "indikator": "Koperasi", "realisasi": 4.0},
            ),
            observasi(
                program(1, "20", "5"),
                {**iku, "target": 60.0, "realisasi": 61.0},
                opd=LAIN,
                dokumen="lain.txt",
                periode="semester1",
            ),
            observasi(program(1, "10"), program(7, "30"), opd=KETIGA, dokumen="kosong.txt"),
        ]
    )
    folder = tulis(tmp_path / "processed", rows)
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(folder))
    return folder


def isi(laporan: Any) -> dict[str, str]:
    """Text of every section, figures as their JSON."""
    hasil = {}
    for nama, _ in inspect.getmembers(type(laporan), inspect.isfunction):
        if nama.startswith("_"):
            continue
        bagian = getattr(laporan, nama)()
        potongan = bagian.potongan if bagian else ()
        hasil[nama] = " ".join(re.sub(r"<[^>]+>", " ", p.html) if hasattr(p, "html") else p.to_json() for p in potongan)
    return hasil


def semua(bahasa: str) -> list[dict[str, str]]:
    opd = [OPD, LAIN, KETIGA]
    return [
        *(isi(LaporanOpd.buat(satu, 2024, bahasa)) for satu in opd),
        isi(LaporanBanding.buat(opd, 2024, bahasa)),
        isi(KatalogIndikator.buat([], bahasa)),
    ]


def test_english_reports_hold_no_indonesian_sentence(tiga: Path) -> None:
    frasa = {
        potong
        for id_, en in istilah.TEKS.values()
        for satu in re.split(r"\{[^}]*\}", id_)
        if len((potong := satu.strip(" .,;:()")).split()) >= 2 and potong.lower() not in en.lower()
    }
    inggris = " ".join(en for _, en in istilah.TEKS.values())
    frasa = {satu for satu in frasa if satu not in inggris}
    teks = "\n".join(satu for laporan in semua("en") for satu in laporan.values())
    teks = teks.replace("Persentase koperasi aktif", "")
    assert [p for p in frasa if re.search(rf"(?<!\w){re.escape(p)}(?!\w)", teks)] == []


def test_every_section_says_something_for_an_office_with_a_plan_only(tiga: Path) -> None:
    laporan = isi(LaporanOpd.buat(KETIGA, 2024))
    assert all(teks.strip() for nama, teks in laporan.items() if nama != "wilayah")
    assert [n for n, teks in laporan.items() if "Rp0" in teks or re.search(r"\b0,00%", teks)] == []
    assert "tidak tercetak" in laporan["pokok"]


def test_sentences_of_an_office_name_their_places(tiga: Path) -> None:
    laporan = LaporanOpd.buat(OPD, 2024)
    html = "".join(getattr(p, "html", "") for p in laporan.pokok().potongan)
    kalimat = re.findall(r"<li>(.*?)</li>", html)
    assert len(kalimat) >= 4
    assert all("contoh.txt" in satu for satu in kalimat)
    assert "Sangat Baik" in isi(laporan)["sasaran"] and "KEC A" not in isi(laporan)["sasaran"]
    assert "KEC B" in isi(laporan)["wilayah"]


def test_the_comparison_says_what_cannot_be_compared(tiga: Path) -> None:
    laporan = isi(LaporanBanding.buat([OPD, LAIN, KETIGA], 2024))
    assert "s.d. tengah tahun" in laporan["batas"]
    assert re.search(r"Kosong.*tidak tercetak", laporan["batas"])
    assert "Provinsi" in laporan["batas"] and "Kabupaten/Kota" in laporan["batas"]
    assert "Persentase koperasi aktif" in laporan["iku"]


def test_the_catalogue_calls_shared_only_what_two_offices_use(tiga: Path) -> None:
    satu, dua = isi(KatalogIndikator.buat([])), isi(KatalogIndikator.buat([OPD]))
    assert "40" in satu["bersama"] and "61" in satu["bersama"]
    assert istilah.t("kalimat.katalog_kosong") in dua["bersama"]
    assert "Aa" in dua["program"] and "contoh.txt" in dua["program"]


def test_regions_are_on_a_map_where_coordinates_are_given(tiga: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench import paths

    berkas = tiga / "koordinat.csv"
    monkeypatch.setattr(paths, "koordinat", lambda: berkas)
    tanpa = len(LaporanOpd.buat(OPD, 2024).wilayah().potongan)  # type: ignore[union-attr]
    berkas.write_text("wilayah,lintang,bujur\nKec A,-5,105\nKec. B,-5.1,105.2\n", encoding="utf-8")
    dengan = LaporanOpd.buat(OPD, 2024).wilayah()
    assert len(dengan.potongan) > tanpa  # type: ignore[union-attr]
