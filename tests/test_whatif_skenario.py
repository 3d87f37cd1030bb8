"""Scenario files: what is wrong is named with its entry and line; nothing hostile gets through."""

import dataclasses
from pathlib import Path

import pytest
import whatif_contoh as contoh
from hypothesis import given
from hypothesis import strategies as st
from whatif_contoh import baris, baseline, kode, skenario, yaml

from workbench import paths
from workbench.whatif import safe_yaml
from workbench.whatif.apply import terapkan
from workbench.whatif.evaluate import dasar, nilai
from workbench.whatif.scenario import SkenarioError, baca, baca_berkas, tulis

A, B = kode(0), kode(1)


def test_a_scenario_is_read_as_written() -> None:
    satu = baca(
        yaml(
            f"geser:\n  - {{dari: {A}, ke: {B}, jumlah: Rp1.000}}\nubah:\n  - {{kode: 2.17, jumlah: -5%}}\n"
            "total: {ubah: -5%}\nbeku: [2.17.02]\nabaikan: [wajib]\nbobot:\n  - {kode: 2.17.03, bobot: 2.5}\n"
        )
    )
    assert satu.geser[0].jumlah.sen == 100_000
    assert satu.ubah[0].kode == "2.17"  # not the number 2.17
    assert (satu.beku, satu.abaikan, satu.bobot[0].bobot) == (("2.17.02",), ("wajib",), 2.5)


@pytest.mark.parametrize(
    ("tambahan", "baris_ke", "kata"),
    [
        (f"geser:\n  - dari: {A}\n    ke: {B}\n    jumlah: -5000\n", 7, "lebih dari nol"),
        (f"geser:\n  - dari: {A}\n    ke: {B}\n    jumlah: banyak\n", 9, "tidak terbaca"),
        (f"geser:\n  - dari: {A}\n    ke: {B}\n", 7, "jumlah: isian ini harus ada"),
        (f"geser:\n  - dari: 2,17\n    ke: {B}\n    jumlah: 5\n", 7, "bukan kode"),
        (f"geser:\n  - dari: {A}\n    ke: {A}\n    jumlah: 5\n", 7, "sama"),
        (f"geser:\n  - dari: {A}\n    ke: {B}\n    jumlah: 5\n    rekening_dari: 5.1.x\n", 10, "rekening"),
        (f"batas:\n  - kode: {A}\n    minimal: -1\n", 7, "negatif"),
        (f"batas:\n  - kode: {A}\n", 7, "minimal"),
        ("total: {jumlah: -5}\n", 6, "negatif"),
        ("total: {}\n", 6, "salah satu"),
        ("bobot:\n  - {kode: 2.17.02, bobot: .inf}\n", 7, "bobot"),
        ("bobot:\n  - {kode: 2.17.02, bobot: -1}\n", 7, "paling sedikit 0"),
        ("elastisitas:\n  - {kode: 2.17.02, rendah: 0.5, tengah: 0.4, tinggi: 1}\n", 7, "rendah <= tengah"),
        ("optimasi: {tujuan: apa_saja}\n", 6, "pilih salah satu"),
        ("tahap: rancangan\n", 6, "tidak dikenal"),
        ("abaikan: [total]\n", 6, "pilih salah satu"),
        ("geser: 3\n", 6, "daftar"),
        ("warna: merah\n", 6, "tidak dikenal"),
        ("tahun: 2025\n", 6, "dua kali"),
        ("geser: &a []\n", 6, "jangkar"),
        ("geser: *a\n", 6, "jangkar"),
        ("geser: !!python/object/apply:os.system [ls]\n", 6, "tag"),
        ("? [a]\n: b\n", 6, "satu kata"),
        ("geser: [\n", 7, "YAML"),
        ("\tgeser: x\n", 6, "YAML"),
        ("---\njudul: dua\n", 6, "satu skenario"),
        ("geser: " + "[" * 30 + "]" * 30, 6, "bersarang"),
    ],
)
def test_refusals_name_the_entry_and_the_line(tambahan: str, baris_ke: int, kata: str) -> None:
    with pytest.raises(SkenarioError) as galat:
        baca(yaml(tambahan))
    assert galat.value.pesan[0].startswith(f"baris {baris_ke}: ")
    assert kata in galat.value.pesan[0]


@pytest.mark.parametrize("teks", ["", "3", "- a\n- b", "judul", "null"])
def test_a_file_that_is_no_mapping_is_refused(teks: str) -> None:
    with pytest.raises(SkenarioError, match="baris 1"):
        baca(teks)


def test_all_mistakes_are_reported_at_once() -> None:
    with pytest.raises(SkenarioError) as galat:
        baca("judul: Contoh\ntanggal: kemarin\ntahun: dua ribu\nopd: Dinas\n")
    assert len(galat.value.pesan) == 4  # tanggal, tahun, opd wrong; catatan missing


@pytest.mark.parametrize(
    ("tambahan", "kata"),
    [
        (f"geser:\n  - {{dari: 2.17.09.2.01.0001, ke: {B}, jumlah: 5}}\n", ["baris 7", "geser ke-1", "2.17.09.2.01.0001"]),
        (f"geser:\n  - {{dari: {A}, ke: baris-77, jumlah: 5}}\n", ["baris 7", "baris-77"]),
        ("beku:\n  - 2.17.02\n  - 2.17.09\n", ["baris 8", "beku ke-2", "2.17.09"]),
        ("batas:\n  - {kode: 2.17.02, minimal: 5}\n", ["baris 7", "bukan satu baris"]),
        (f"geser:\n  - {{dari: 2.17.02, ke: {A}, jumlah: 5}}\n", ["baris 7", "saling mencakup"]),
        (f"beku: [{A}, {kode(2)}]\nubah:\n  - {{kode: 2.17.02, jumlah: 5}}\n", ["baris 8", "beku atau wajib"]),
    ],
)  # fmt: skip
def test_names_that_the_baseline_lacks_are_refused_with_their_line(tambahan: str, kata: list[str]) -> None:
    data = baseline(*(baris(n, 10) for n in range(4)))
    with pytest.raises(SkenarioError) as galat:
        nilai(data, baca(yaml(tambahan)))
    assert all(satu in str(galat.value) for satu in kata), str(galat.value)


def test_contradictory_limits_name_their_lines() -> None:
    tambahan = f"beku: [{A}]\nbatas:\n  - {{kode: {A}, minimal: 110%}}\n"
    with pytest.raises(SkenarioError, match="bertentangan") as galat:
        nilai(baseline(baris(0, 10), baris(1, 10)), baca(yaml(tambahan)))
    assert "baris 6" in str(galat.value) and "baris 8" in str(galat.value)


def test_data_of_another_office_are_refused() -> None:
    with pytest.raises(SkenarioError, match="baris 4"):
        terapkan(dataclasses.replace(baseline(baris(0, 1)), opd="kab-lain-koperasi"), baca(yaml()))


@given(st.data())
def test_a_scenario_is_saved_and_loaded_unchanged(data: st.DataObject) -> None:
    basis = data.draw(contoh.baseline_acak())
    satu = skenario(
        geser=data.draw(contoh.geser_acak(basis)),
        judul=data.draw(
            st.text(
                st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40
            ).filter(str.strip)
        ),
        beku=[data.draw(st.sampled_from([b.id for b in basis.baris]))],
        bobot=[{"kode": "2.17.02", "bobot": data.draw(st.floats(0, 1000))}],
        optimasi={"tujuan": "kesenjangan_terkecil", "geser_maksimal": "12,5%"},
    )
    assert baca(tulis(satu)) == satu


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(teks: str) -> None:
    try:
        baca(teks)
    except SkenarioError as galat:
        assert galat.pesan and all(p.strip() for p in galat.pesan)


@given(
    st.lists(
        st.sampled_from(
            ["a: ", "- ", "&x ", "*x", "!!t ", "{", "}", "[", "]", "\n", "  ", "1", ": ", "? ", "|\n", "'"]
        ),
        max_size=40,
    )
)
def test_yaml_syntax_of_any_kind_is_read_or_refused(potongan: list[str]) -> None:
    try:
        isi, letak = safe_yaml.baca("".join(potongan))
    except safe_yaml.YamlError as galat:
        assert galat.baris >= 1
    else:
        assert isinstance(isi, dict | list | str | None) and all(n >= 1 for n in letak.values())


def test_a_bomb_is_refused_before_it_is_built() -> None:
    with pytest.raises(SkenarioError, match="terlalu besar"):
        baca("a: " + "x" * safe_yaml.TERBESAR)
    with pytest.raises(SkenarioError, match="butir"):
        baca("a: [" + "1," * safe_yaml.TERBANYAK + "1]")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "biner.yml").write_bytes(b"\xff\xfe\x00")
    for nama, kata in (("tidak-ada.yml", "tidak ada berkas itu"), ("biner.yml", "UTF-8"), (".", "itu folder")):
        with pytest.raises(SkenarioError, match=kata):
            baca_berkas(tmp_path / nama)


@pytest.mark.parametrize("berkas", sorted(paths.scenarios().glob("*.yml")), ids=lambda b: b.stem)
def test_the_examples_fit_the_data_and_survive_saving(berkas: Path, dataset: Path) -> None:
    import polars as pl

    satu = baca_berkas(berkas)
    assert baca(tulis(satu)) == satu
    penilaian = nilai(dasar(pl.read_parquet(dataset / "observasi.parquet"), satu), satu)
    assert penilaian.sah is (not berkas.stem.endswith("melanggar"))
