"""Doubt of a reader: it stays on the figure it is of, and goes where the sums of the table confirm the figure."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.documents.model import Block, Cell, Document, Identity, Row, TextLine
from workbench.facts.confirm import confirm
from workbench.facts.model import Observation, doubt_of
from workbench.facts.observations import read_facts
from workbench.tables.build import grids

DOUBT = {doubt_of("pagu"), "sel_meragukan"}


def _line(jenjang: str, kode: str, pagu: int | None, *marks: str, **more: object) -> Observation:
    found = Observation(2024, "renja", "tahunan", jenjang, 1, 1, None, kode=kode, kode_tercetak=kode, uraian=kode)
    found.pagu = None if pagu is None else Decimal(pagu)
    found.penanda = set(marks)
    for name, value in more.items():
        setattr(found, name, value)
    return found


def _tree(amounts: list[int], total: int) -> list[Observation]:
    children = [_line("kegiatan", f"1.02.02.2.{i:02}", value) for i, value in enumerate(amounts, 1)]
    return [_line("program", "1.02.02", total), *children]


@settings(max_examples=50)
@given(st.lists(st.integers(1, 10**12), min_size=2, max_size=6), st.data())
def test_rows_that_add_up_confirm_each_other_and_one_wrong_digit_confirms_none(
    amounts: list[int], data: st.DataObject
) -> None:
    rows = _tree(amounts, sum(amounts))
    doubted = data.draw(st.sampled_from(rows))
    doubted.penanda = set(DOUBT)
    confirm(rows)
    assert doubted.penanda == set()
    wrong = _tree(amounts, sum(amounts))
    slipped = data.draw(st.sampled_from(wrong))
    assert slipped.pagu is not None
    slipped.pagu += data.draw(st.sampled_from([1, 10, 1000, 10**6]))
    slipped.penanda = set(DOUBT)
    confirm(wrong)
    assert slipped.penanda == DOUBT


def test_a_single_row_below_confirms_nothing() -> None:
    rows = _tree([5_000_000], 5_000_000)
    rows[0].penanda = set(DOUBT)
    confirm(rows)
    assert rows[0].penanda == DOUBT


def test_accounts_add_up_by_their_numbers() -> None:
    rows = [_line("belanja", kode, pagu) for kode, pagu in (("5.1", 70), ("5.1.01", 30), ("5.1.02", 40), ("5.2", 9))]
    rows[2].penanda = set(DOUBT)
    rows[3].penanda = set(DOUBT)
    confirm(rows)
    assert [one.penanda for one in rows] == [set(), set(), set(), DOUBT]


def test_quarters_add_up_to_the_year() -> None:
    paid = {"tw1": 1_000, "tw2": 2_500, "tw3": 0, "tw4": 4_000, "tahunan": 7_500}
    rows = [_line("program", "1.02.02", None, realisasi_rp=Decimal(v), periode=name) for name, v in paid.items()]
    rows[1].penanda = {doubt_of("realisasi_rp"), "sel_meragukan"}
    confirm(rows)
    assert rows[1].penanda == set()


@pytest.mark.parametrize(("difference", "sure"), [(-200, True), (-20, False)])
def test_before_and_difference_give_after(difference: int, sure: bool) -> None:
    before = _line("program", "1.02.02", 900, *DOUBT, tahap="renja_perubahan_sebelum")
    after = _line("program", "1.02.02", 700, tahap="renja_perubahan_sesudah", selisih_rp=Decimal(difference))
    confirm([before, after])
    assert (before.penanda == set()) is sure


def test_a_share_of_sure_figures_is_sure_and_a_doubted_name_stays_marked() -> None:
    mark = doubt_of("serapan")
    sure = _line("program", "1.02.02", 800, mark, doubt_of("teks"), realisasi_rp=Decimal(600), serapan=75.0)
    other = _line("program", "1.02.03", 800, mark, doubt_of("pagu"), realisasi_rp=Decimal(600), serapan=75.0)
    confirm([sure, other])
    assert sure.penanda == {doubt_of("teks")}
    assert other.penanda == {mark, doubt_of("pagu")}


HEADING = ("Kode", "Program/Kegiatan", "Pagu (Rp)", "Realisasi (Rp)")
BODY = (("1.02.02", "Program Gizi", "900.000", "700.000"),
        ("1.02.02.2.01", "Kegiatan Gizi Ibu", "600.000", "500.000"),
        ("1.02.02.2.02", "Kegiatan Gizi Anak", "300.000", "200.000"))  # fmt: skip


def _scanned(heading: tuple[str, ...], doubted: str = "", *, scanned: bool = True) -> list[Observation]:
    """Observations of a table whose sums hold; the heading and one ceiling of it doubted."""
    rows = [Row(tuple(Cell(text, line, 1, doubt="x" if text in (doubted, "600.000") else None) for text in texts), line, 1)
            for line, texts in enumerate((heading, *BODY), 1)]  # fmt: skip
    who = Identity("kab-uji-gizi", None, "kabkota", None, "lkjip", 2024, None)
    document = Document("d.pdf", "", "pdf", 1, [], [Block(rows, [], scanned)], who)
    found = [one for table in read_facts(grids(document), [], who).tables for one in table.observations]
    return [one for one in found if one.pagu is not None]


@pytest.mark.parametrize("doubted", ["", "Program/Kegiatan", "Pagu (Rp)"])
def test_figures_below_a_heading_of_known_words_are_sure(doubted: str) -> None:
    found = _scanned(HEADING, doubted)
    assert len(found) == 3
    assert not any("belum_pasti" in mark for one in found for mark in one.penanda)


@pytest.mark.parametrize("heading", ["Realisasi (Rp) 2023", "Rca1lsasl", "", "Realisasi Triwulan II"])
def test_no_sum_makes_figures_sure_below_a_heading_that_is_not(heading: str) -> None:
    found = _scanned((*HEADING[:3], heading), heading)
    assert len(found) == 3
    assert all(doubt_of("pagu") in one.penanda for one in found)
    typeset = _scanned((*HEADING[:3], heading), heading, scanned=False)
    assert not any(doubt_of("pagu") in one.penanda for one in typeset)


def test_figures_of_scanned_text_are_not_sure() -> None:
    text = (
        "Program Gizi dianggarkan sebesar Rp900.000.000,00 dengan realisasi sebesar Rp700.000.000,00 pada tahun 2024."
    )
    who = Identity("kab-uji-gizi", None, "kabkota", None, "lkjip", 2024, None)
    for scanned in (False, True):
        found = read_facts([], [TextLine(text, 1, 1, scanned)], who).naratif
        assert found
        assert all((doubt_of("pagu") in one.penanda) is scanned for one in found)
