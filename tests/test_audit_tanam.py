"""Invented documents: without defects the audit is silent, one planted error is found and its correction named."""

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pembuat import Gaya, buat

from workbench import pipeline
from workbench.audit.check import audit
from workbench.audit.text import number
from workbench.dataset import load

Frames = dict[str, pl.DataFrame]
TABLES = ("observasi", "tabel", "dokumen", "ditolak")
DOCUMENTS = 40
ENOUGH = 0.95

# Quarters are left out: the quarters that the builder prints do not add up line by line.
STYLES = st.builds(
    Gaya,
    bentuk=st.sampled_from(("evaluasi", "lkjip", "renja", "perubahan")),
    benih=st.integers(0, 10**6),
    angka=st.sampled_from(("id", "en")),
    uang=st.sampled_from(("polos", "rp", "desimal")),
    persen=st.sampled_from(("desimal", "tanda", "bulat")),
    satuan=st.sampled_from(("kolom", "target")),
    kode=st.sampled_from(("kanonik", "lama", "titik_hilang", "tanpa")),
    tingkat=st.sampled_from(("provinsi", "kabupaten", "kota")),
    sehalaman=st.sampled_from((0, 6)),
    ganda=st.booleans(),
    jumlah=st.booleans(),
    atas=st.booleans(),
    strip=st.booleans(),
)


def _frames(gaya: Gaya, folder: Path) -> Frames:
    file = folder / "dokumen.txt"
    file.write_bytes(buat(gaya).isi)
    result = pipeline.extract([file], folder / "data")
    assert result.failed == {}
    return {name: load.table(name, folder / "data") for name in TABLES}


@settings(max_examples=DOCUMENTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gaya=STYLES)
def test_documents_without_defects_have_no_galat(gaya: Gaya, tmp_path: Path) -> None:
    found = audit(_frames(gaya, tmp_path)).temuan.filter(keparahan="galat")

    assert found.is_empty(), found["bukti"].to_list()


def _one_digit(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    digits = [digit for digit in "0123456789" if digit != text[place] and (place or digit != "0")]
    return text[:place] + rng.choice(digits) + text[place + 1 :]


def _swapped(text: str, rng: random.Random) -> str:
    places = [i for i in range(len(text) - 1) if text[i] != text[i + 1] and (i or text[1] != "0")]
    place = rng.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _lost(text: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(text))
    return text[:place] + text[place + 1 :]


def _doubled(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place] + text[place:]


def _group_lost(text: str, rng: random.Random) -> str:
    end = len(text) - 3 * rng.randrange((len(text) - 1) // 3)
    return text[: end - 3] + text[end:]


def _sign(text: str, rng: random.Random) -> str:
    return f"-{text}"


SLIPS: dict[str, tuple[Callable[[str, random.Random], str], str]] = {
    "one digit": (_one_digit, "digit_typo"),
    "neighbours swapped": (_swapped, "digit_typo"),
    "digit lost": (_lost, "digit_typo"),
    "digit doubled": (_doubled, "digit_typo"),
    "thousand group lost": (_group_lost, "magnitude_typo"),
    "sign": (_sign, "sign_error"),
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Frames]:
    """Documents whose sums and percentages tie every figure to others."""
    forms = ("evaluasi", "lkjip", "perubahan")
    made = []
    for seed in range(DOCUMENTS):
        gaya = Gaya(forms[seed % 3], seed, jumlah=True, atas=seed % 2 == 0, koperasi=seed % 4 != 0)
        made.append(_frames(gaya, tmp_path_factory.mktemp(f"dokumen{seed}")))
    return made


def _changed(frames: Frames, row: int, figure: str, value: Any) -> Frames:
    rows = frames["observasi"].to_dicts()
    rows[row][figure] = value
    changed = pl.DataFrame(rows, schema=frames["observasi"].schema, orient="row")
    return frames | {"observasi": changed}


def _money(frames: Frames) -> list[tuple[int, str, Decimal]]:
    rows = frames["observasi"].to_dicts()
    return [
        (index, figure, row[figure])
        for index, row in enumerate(rows)
        for figure in ("pagu", "realisasi_rp")
        if row[figure] and row[figure] >= 1_000_000
    ]


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_is_found_and_its_correction_named(documents: list[Frames], name: str) -> None:
    slip, kind = SLIPS[name]
    rng = random.Random(name)
    found = named = of_kind = 0
    for frames in documents:
        row, figure, right = rng.choice(_money(frames))
        changed = _changed(frames, row, figure, Decimal(slip(str(int(right)), rng)))
        line = frames["observasi"]["baris"][row]
        temuan = audit(changed).temuan.filter(pl.col("keparahan") == "galat")
        here = temuan.filter(pl.col("baris") == line, pl.col("seharusnya") == number(right, "pagu"))
        found += not temuan.is_empty()
        named += not here.is_empty() or any(number(right, "pagu") in text for text in temuan["bukti"])
        of_kind += kind in here["jenis"].to_list()

    assert found == DOCUMENTS
    assert named >= ENOUGH * DOCUMENTS
    assert of_kind >= 0.85 * DOCUMENTS


@pytest.mark.parametrize("figure", ["capaian", "serapan"])
def test_a_wrong_percentage_is_found_and_the_right_one_named(documents: list[Frames], figure: str) -> None:
    rng = random.Random(figure)
    tried = found = 0
    for frames in documents:
        rows = frames["observasi"].to_dicts()
        cells = [i for i, row in enumerate(rows) if row[figure] is not None and row[figure] >= 10]
        if not cells:
            continue
        row = rng.choice(cells)
        wrong = float(rows[row][figure]) + rng.choice((-3.0, 5.0, 10.0))
        temuan = audit(_changed(frames, row, figure, wrong)).temuan.filter(
            baris=rows[row]["baris"], jenis="percent_mismatch"
        )
        right = number(rows[row][figure], figure)
        tried += 1
        found += right in temuan["seharusnya"].to_list()

    assert tried > 10
    assert found >= ENOUGH * tried


def test_a_row_printed_twice_is_found(documents: list[Frames]) -> None:
    rng = random.Random(7)
    for frames in documents[:20]:
        rows = frames["observasi"].to_dicts()
        line = rng.choice([row["baris"] for row in rows if row["jenjang"] == "sub_kegiatan" and row["pagu"]])
        twice = [dict(row) for row in rows if row["baris"] == line]
        later = [row | {"baris": row["baris"] + (row["baris"] > line)} for row in rows]
        printed = later + [row | {"baris": line + 1} for row in twice]
        changed = pl.DataFrame(printed, schema=frames["observasi"].schema, orient="row").sort("baris")
        temuan = audit(frames | {"observasi": changed}).temuan.filter(jenis="duplicate_row", baris=line + 1)

        assert temuan.height == 1, line


def test_nothing_printed_is_changed(documents: list[Frames]) -> None:
    before = documents[0]["observasi"].clone()
    audit(documents[0])

    assert documents[0]["observasi"].equals(before)
