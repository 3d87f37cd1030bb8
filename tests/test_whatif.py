"""What if: moves to the sen, broken limits named, approval classes, effects with ranges."""

import dataclasses
from decimal import Decimal

import pytest
import whatif_contoh as contoh
from hypothesis import given
from hypothesis import strategies as st
from whatif_contoh import JUTA, baris, baseline, kode, skenario

from workbench.whatif import aturan, money
from workbench.whatif.apply import kebalikan, pasangkan, sebagai_skenario, terapkan
from workbench.whatif.approval import TIDAK_TENTU, kelas
from workbench.whatif.baseline import Indikator
from workbench.whatif.compare import ringkasan
from workbench.whatif.constraints import pembatas, periksa
from workbench.whatif.effect import hitung, simulasi
from workbench.whatif.evaluate import nilai
from workbench.whatif.frames import jumlah, semula_menjadi
from workbench.whatif.scenario import SkenarioError

A, B, C, D = (kode(n) for n in range(4))


# --- money


@pytest.mark.parametrize(
    ("teks", "sen", "persen"),
    [
        ("250000000", 25_000_000_000, None),
        ("Rp250.000.000", 25_000_000_000, None),
        ("-1.500,50", -150_050, None),
        ("0", 0, None),
        ("10%", None, Decimal(10)),
        ("-2,5 persen", None, Decimal("-2.5")),
    ],
)
def test_amounts_are_read_as_people_write_them(teks: str, sen: int | None, persen: Decimal | None) -> None:
    assert money.baca(teks) == money.Jumlah(sen, persen)


@pytest.mark.parametrize(
    "teks", ["", "2.5", "1e9", "1.00.000", "seribu", "1,234", "nan", "--1", "9" * 40, "9" * 5_000, "1_000"]
)
def test_doubtful_amounts_are_refused(teks: str) -> None:
    with pytest.raises(ValueError, match=r"tidak terbaca|terlalu besar"):
        money.baca(teks)


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**13), min_size=1, max_size=30))
def test_shares_add_up_and_stay_near_their_proportion(jumlah: int, dasar: list[int]) -> None:
    bagian = money.bagi(jumlah, dasar)
    assert sum(bagian) == jumlah
    seluruh = sum(dasar)
    for satu, bobot in zip(bagian, dasar, strict=True):
        tepat = Decimal(jumlah) * bobot / seluruh if seluruh else Decimal(jumlah) / len(dasar)
        assert abs(satu - tepat) < 1


# --- moves


def test_moves_and_cuts_stand_where_they_are_named() -> None:
    dasar = baseline(baris(0, 100), baris(1, 50), baris(2, 30), baris(3, 20))
    hasil = terapkan(
        dasar,
        skenario(geser=[{"dari": A, "ke": B, "jumlah": "10%"}], ubah=[{"kode": "2.17.03", "jumlah": "Rp7.000.000"}]),
    )
    # B and D are program 2.17.03 with 50 and 20 million: 5 and 2 of the 7 million.
    assert [m / JUTA for m in hasil.menjadi] == [90, 65, 30, 22]
    assert [(g.dari, g.ke, g.jumlah / JUTA) for g in hasil.gerak] == [(0, 1, 10)]


def test_a_percentage_is_of_the_original_whatever_the_order() -> None:
    dasar = baseline(baris(0, 100), baris(1, 50))
    maju = [{"dari": A, "ke": B, "jumlah": "50%"}, {"dari": B, "ke": A, "jumlah": "50%"}]
    assert terapkan(dasar, skenario(geser=maju)).menjadi == terapkan(dasar, skenario(geser=maju[::-1])).menjadi
    assert terapkan(dasar, skenario(geser=maju)).menjadi == (75 * JUTA, 75 * JUTA)


def test_an_amount_for_a_program_spares_frozen_and_mandatory_lines() -> None:
    gaji = baris(2, 500, uraian="Penyediaan Gaji dan Tunjangan ASN")
    dasar = baseline(baris(0, 100), baris(1, 50), gaji, baris(4, 60), baris(6, 40))
    hasil = terapkan(dasar, skenario(ubah=[{"kode": "2.17.02", "jumlah": "-1%"}], beku=[kode(4)]))
    # 1 per cent of 700 million, carried by the two free lines of 100 and 40 million.
    assert [m / JUTA for m in hasil.menjadi] == [95, 50, 500, 60, 38]
    assert "2 baris beku atau wajib" in hasil.catatan[0]


def test_whole_rupiah_are_divided_into_whole_rupiah() -> None:
    dasar = baseline(baris(0, 1), baris(2, 1), baris(4, 1), baris(1, 9))
    hasil = terapkan(dasar, skenario(ubah=[{"kode": "2.17.02", "jumlah": "-100"}]))
    assert sorted(hasil.delta) == [-3400, -3300, -3300, 0]


@given(st.data())
def test_moves_keep_the_total_to_the_sen(data: st.DataObject) -> None:
    dasar = data.draw(contoh.baseline_acak())
    geser = data.draw(contoh.geser_acak(dasar))
    hasil = terapkan(dasar, skenario(geser=geser))
    assert hasil.total == dasar.total
    assert not any(p.jenis == "total" for p in periksa(hasil))


@given(st.data())
def test_a_scenario_and_its_inverse_give_the_baseline_to_the_sen(data: st.DataObject) -> None:
    dasar = data.draw(contoh.baseline_acak())
    ubah = [{"kode": data.draw(st.sampled_from([b.id for b in dasar.baris])), "jumlah": "-7,3%"}]
    satu = skenario(geser=data.draw(contoh.geser_acak(dasar)), ubah=ubah)
    hasil = terapkan(dasar, satu)
    sesudah = tuple(dataclasses.replace(b, pagu=m) for b, m in zip(dasar.baris, hasil.menjadi, strict=True))
    kembali = terapkan(dataclasses.replace(dasar, baris=sesudah), kebalikan(hasil))
    assert kembali.menjadi == tuple(b.pagu for b in dasar.baris)


@given(st.data())
def test_a_result_written_line_by_line_is_the_same_result(data: st.DataObject) -> None:
    dasar = data.draw(contoh.baseline_acak())
    hasil = terapkan(dasar, skenario(geser=data.draw(contoh.geser_acak(dasar))))
    assert terapkan(dasar, sebagai_skenario(hasil, "Salinan")).menjadi == hasil.menjadi


@given(st.data())
def test_pairing_explains_every_change(data: st.DataObject) -> None:
    dasar = data.draw(contoh.baseline_acak())
    delta = [data.draw(st.integers(-(10**12), 10**12)) for _ in dasar.baris]
    sisa = list(delta)
    for g in pasangkan(dasar, delta):
        assert g.jumlah > 0
        sisa[g.dari] += g.jumlah
        sisa[g.ke] -= g.jumlah
    assert sum(sisa) == sum(delta)
    assert all(s >= 0 for s in sisa) or all(s <= 0 for s in sisa)
    assert all(abs(s) <= abs(d) for s, d in zip(sisa, delta, strict=True))


# --- limits


@given(st.data())
def test_what_is_not_reported_as_broken_holds(data: st.DataObject) -> None:
    """An independent look at the lines: no negative ceiling, nothing below what is spent, earmarks kept, salaries whole."""
    dasar = data.draw(contoh.baseline_acak())
    penilaian = nilai(dasar, skenario(geser=data.draw(contoh.geser_acak(dasar))), simulasi=False)
    jadi = penilaian.hasil.menjadi
    langgar = any(m < 0 or (b.realisasi_rp or 0) > m for b, m in zip(dasar.baris, jadi, strict=True))
    langgar |= any("Gaji" in b.uraian and m < b.pagu for b, m in zip(dasar.baris, jadi, strict=True))
    for sumber in ("DAK Fisik", "DAK Non Fisik 2024", "DBHCHT"):
        milik = [(b.pagu, m) for b, m in zip(dasar.baris, jadi, strict=True) if b.sumber_dana == sumber]
        langgar |= sum(p for p, _ in milik) != sum(m for _, m in milik)
    assert penilaian.sah is not langgar


def test_a_broken_limit_is_named_with_line_and_amount_and_nothing_is_clipped() -> None:
    dasar = baseline(baris(0, 100, realisasi_rp=80 * JUTA), baris(1, 50))
    penilaian = nilai(dasar, skenario(geser=[{"dari": A, "ke": B, "jumlah": "30000000"}]))
    assert penilaian.hasil.menjadi[0] == 70 * JUTA
    (satu,) = penilaian.pelanggaran
    assert (satu.jenis, satu.baris, satu.selisih) == ("terealisasi", A, 10 * JUTA)
    assert "Rp70.000.000" in satu.pesan and "Rp10.000.000" in satu.pesan


def test_a_ceiling_below_zero_is_reported() -> None:
    penilaian = nilai(baseline(baris(0, 1), baris(1, 1)), skenario(geser=[{"dari": A, "ke": B, "jumlah": "200%"}]))
    assert penilaian.hasil.menjadi == (-JUTA, 3 * JUTA)
    assert [p.jenis for p in penilaian.pelanggaran] == ["negatif"]


@pytest.mark.parametrize(
    "isi", [{"geser": [{"dari": A, "ke": B, "jumlah": "200%"}]}, {"total": {"ubah": "-150%", "bagi": "sebanding"}}]
)
def test_no_effect_is_told_while_a_ceiling_is_below_zero(isi: dict[str, object]) -> None:
    penilaian = nilai(baseline(baris(0, 1), baris(1, 1)), skenario(**isi))
    efek = penilaian.efek
    assert not penilaian.sah
    assert (efek.rata, efek.rata_semula, efek.dampak, efek.risiko, penilaian.sebaran) == (None, None, (), (), None)
    ringkas = ringkasan([penilaian]).row(0, named=True)
    assert ringkas["capaian_tengah"] is None and ringkas["berisiko"] is None
    assert any("Dampak tidak dihitung" in p for p in penilaian.peringatan)
    assert not any("perkiraan keluarannya" in p for p in penilaian.peringatan)


def test_the_approval_says_what_it_is_for() -> None:
    dasar = baseline(baris(0, 10), baris(1, 10))
    geser = [{"dari": A, "ke": B, "jumlah": "10%"}]
    potong = {"ubah": "-5%", "bagi": "sebanding"}
    assert nilai(dasar, skenario(geser=geser)).cakupan == "1 pergeseran"
    assert nilai(dasar, skenario(total=potong)).cakupan == "pagu OPD berubah, tanpa pergeseran antarbaris"
    assert nilai(dasar, skenario(geser=geser, total=potong)).cakupan == "1 pergeseran dan pagu OPD berubah"


def test_earmarked_money_stays_with_its_source_unless_switched_off_with_a_warning() -> None:
    dasar = baseline(baris(0, 100, sumber_dana="DAK Non-Fisik 2024"), baris(1, 50, sumber_dana="PAD"))
    geser = [{"dari": A, "ke": B, "jumlah": "5000000"}]
    keras = nilai(dasar, skenario(geser=geser))
    assert not keras.sah
    assert "DAK Nonfisik" in keras.pelanggaran[0].pesan and "Rp5.000.000" in keras.pelanggaran[0].pesan
    lunak = nilai(dasar, skenario(geser=geser, abaikan=["sumber_dana"]))
    assert lunak.sah
    assert [p.keras for p in lunak.pelanggaran] == [False]
    assert any("sumber_dana dimatikan" in p for p in lunak.peringatan)


def test_earmarked_money_may_move_within_its_source() -> None:
    dasar = baseline(baris(0, 100, sumber_dana="DAK Non- Fisik 2024"), baris(1, 50, sumber_dana="DAK Nonfisik"))
    assert nilai(dasar, skenario(geser=[{"dari": A, "ke": B, "jumlah": "5000000"}])).sah


def test_a_new_total_must_be_met_exactly() -> None:
    dasar = baseline(baris(0, 100), baris(1, 50))
    kurang = nilai(dasar, skenario(total={"ubah": "-10%"}, ubah=[{"kode": A, "jumlah": "-14.000.000"}]))
    assert [(p.jenis, p.selisih) for p in kurang.pelanggaran] == [("total", JUTA)]
    assert nilai(dasar, skenario(total={"ubah": "-10%", "bagi": "sebanding"})).hasil.menjadi == (90 * JUTA, 45 * JUTA)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"batas": [{"kode": A, "minimal": "80%", "maksimal": "70%"}]}, ["Rp80.000.000", "Rp70.000.000"]),
        ({"batas": [{"kode": A, "maksimal": "Rp60.000.000"}]}, ["sudah terealisasi", "Rp60.000.000"]),
        ({"beku": [A], "batas": [{"kode": A, "maksimal": "90%"}]}, ["dibekukan", "Rp90.000.000"]),
    ],
)
def test_contradictory_limits_of_a_line_are_refused(isi: dict[str, object], kata: list[str]) -> None:
    dasar = baseline(baris(0, 100, realisasi_rp=75 * JUTA), baris(1, 50))
    with pytest.raises(SkenarioError, match="bertentangan") as galat:
        nilai(dasar, skenario(**isi))
    assert A in str(galat.value)
    assert all(satu in str(galat.value) for satu in kata)


def test_a_line_already_overspent_is_not_broken_by_standing_still() -> None:
    dasar = baseline(baris(0, 100, realisasi_rp=120 * JUTA), baris(1, 50))
    assert nilai(dasar, skenario()).sah
    assert not nilai(dasar, skenario(geser=[{"dari": A, "ke": B, "jumlah": "1"}])).sah


# --- approval


REKENING = "5.1.02.01.001.00001"


@pytest.mark.parametrize(
    ("dari", "ke", "rekening", "harap"),
    [
        ("2.17.02.2.01.0001", "2.17.03.2.01.0001", (None, None), ("antar_program", "perda")),
        ("2.17.02.2.01.0001", "2.17.02.2.02.0001", (None, None), ("antar_kegiatan", "perda")),
        ("2.17.02.2.01.0001", "2.17.02.2.01.0002", (None, None), ("antar_sub_kegiatan", "perda")),
        ("2.17.02.2.01.0001", "2.17.02.2.01.0002", (REKENING, REKENING), ("antar_sub_kegiatan", "perda")),
        ("1.01.02.2.01.0001", "2.17.02.2.01.0001", (None, None), ("antar_urusan", "perda")),
        (A, A, (None, None), ("tidak_tentu", TIDAK_TENTU)),
        (A, A, (REKENING, "5.2.02.01.001.00001"), ("antar_kelompok", "perda")),
        (A, A, (REKENING, "5.1.01.01.001.00001"), ("antar_jenis", "perda")),
        (A, A, (REKENING, "5.1.02.02.001.00001"), ("antar_objek", "sekda")),
        (A, A, (REKENING, "5.1.02.01.002.00001"), ("antar_rincian_objek", "ppkd")),
        (A, A, (REKENING, "5.1.02.01.001.00002"), ("antar_sub_rincian_objek", "ppkd")),
        (A, A, (REKENING, REKENING), ("uraian", "pa")),
        (A, A, ("5.1.02", "5.1.02"), ("tidak_tentu", TIDAK_TENTU)),
        (None, B, (None, None), ("tidak_tentu", TIDAK_TENTU)),
    ],
)
def test_the_first_level_that_differs_decides(
    dari: str | None, ke: str | None, rekening: tuple[str | None, str | None], harap: tuple[str, str]
) -> None:
    satu = kelas(dari, ke, rekening)
    assert (satu.jenis, satu.kelas) == harap


def test_a_changed_total_needs_the_heaviest_class() -> None:
    dasar = baseline(baris(0, 100))
    penilaian = nilai(dasar, skenario(total={"ubah": "-10%", "bagi": "sebanding"}))
    assert penilaian.terberat is not None and penilaian.terberat.kelas == "perda"
    assert nilai(dasar, skenario()).terberat is None


# --- effect


def test_output_follows_money_within_the_range_of_the_rule() -> None:
    dasar = baseline(baris(0, 100), baris(1, 50))
    efek = nilai(dasar, skenario(geser=[{"dari": A, "ke": B, "jumlah": "10000000"}])).efek
    turun, naik = efek.dampak
    # people: 0.5 - 0.8 - 1.0; A loses 10 per cent of its money, B gains 20.
    assert turun.keluaran == pytest.approx((90, 92, 95))
    assert naik.keluaran == pytest.approx((110, 116, 120))
    assert efek.rata_semula == pytest.approx(100)
    assert efek.rata == pytest.approx((100, 104, 107.5))


@pytest.mark.parametrize(
    ("satuan", "nama", "sebab"),
    [
        ("persen", "Persentase koperasi sehat", "persentase atau indeks"),
        ("%", "Persentase koperasi sehat", "persentase atau indeks"),
        ("Dokumen", "Jumlah dokumen", "dokumen atau laporan"),
        (None, "Jumlah Laporan Keuangan", "dokumen atau laporan"),
        ("bulan", "Lama layanan", "waktu"),
        (None, "Terlaksananya pembinaan", "satuan tidak tercetak"),
    ],
)
def test_output_that_does_not_hang_on_money_is_left_alone(satuan: str | None, nama: str, sebab: str) -> None:
    dasar = baseline(baris(0, 100, indikator=(Indikator(nama, satuan, 10.0, None),)), baris(1, 50))
    satu = nilai(dasar, skenario(geser=[{"dari": A, "ke": B, "jumlah": "50%"}])).efek.dampak[0]
    assert satu.keluaran == (10.0, 10.0, 10.0)
    assert satu.kepekaan.sebab == sebab


def test_realised_output_is_the_start_only_for_a_full_year() -> None:
    satu = baris(0, 100, indikator=(Indikator("Jumlah peserta", "orang", 100.0, 60.0),))
    awal = {p: nilai(baseline(satu, periode=p), skenario()).efek.rata_semula for p in ("tahunan", "semester1")}
    assert awal == {"tahunan": pytest.approx(60), "semester1": pytest.approx(100)}


def test_unit_cost_may_follow_what_was_spent() -> None:
    """80 of 100 million bought 60 people: 10 million less is an eighth of the money behind them."""
    satu = baris(0, 100, realisasi_rp=80 * JUTA, indikator=(Indikator("Jumlah peserta", "orang", 100.0, 60.0),))
    ubah = {"ubah": [{"kode": A, "jumlah": "-10.000.000"}], "biaya_satuan": "realisasi"}
    (dampak,) = nilai(baseline(satu, periode="tahunan"), skenario(**ubah)).efek.dampak
    assert dampak.keluaran == pytest.approx((60 * (1 - 0.125), 60 * (1 - 0.1), 60 * (1 - 0.0625)))
    assert dampak.kepekaan.biaya_satuan == pytest.approx(80e6 / 60)


def test_weights_and_own_ranges_of_the_scenario_count() -> None:
    dasar = baseline(baris(0, 100), baris(1, 50))
    satu = skenario(
        ubah=[{"kode": B, "jumlah": "-50%"}],
        bobot=[{"kode": B, "bobot": "3"}],
        elastisitas=[{"kode": B, "rendah": "0.2", "tengah": "0.4", "tinggi": "0.6"}],
    )
    assert nilai(dasar, satu).efek.rata == pytest.approx(((100 + 3 * 70) / 4, (100 + 3 * 80) / 4, (100 + 3 * 90) / 4))


def test_one_indicator_of_a_line_can_weigh_more() -> None:
    dua = (Indikator("Jumlah peserta", "orang", 100.0, None), Indikator("Jumlah  Koperasi!", "koperasi", 10.0, None))
    dasar = baseline(baris(0, 100, indikator=dua))
    ubah = [{"kode": A, "jumlah": "-50%"}]
    bobot = [{"kode": "2.17.02", "bobot": "0"}, {"kode": A, "indikator": "jumlah koperasi", "bobot": "2"}]
    # koperasi: 0.3 - 0.6 - 1.0
    assert nilai(dasar, skenario(ubah=ubah, bobot=bobot)).efek.rata == pytest.approx((50, 70, 85))
    with pytest.raises(SkenarioError, match="tidak mempunyai indikator"):
        nilai(dasar, skenario(bobot=[{"kode": A, "indikator": "Jumlah kapal", "bobot": "2"}]))


def test_money_added_to_a_line_that_spends_slowly_is_at_risk() -> None:
    dasar = baseline(baris(0, 100), baris(1, 50, realisasi_rp=20 * JUTA), periode="semester1")
    risiko = nilai(dasar, skenario(geser=[{"dari": A, "ke": B, "jumlah": "10000000"}])).efek.risiko[1]
    # 40 per cent at mid-year is 80 per cent of the pace: a fifth of the addition is at risk.
    assert (risiko.serapan, risiko.risiko, risiko.berisiko) == (80.0, "sedang", 2 * JUTA)


def test_simulation_repeats_itself_and_stays_in_the_range() -> None:
    dasar = baseline(*(baris(n, 100 + n) for n in range(4)))
    hasil = terapkan(dasar, skenario(geser=[{"dari": A, "ke": B, "jumlah": "20%"}]))
    efek = hitung(hasil)
    satu, dua = simulasi(hasil, efek), simulasi(hasil, efek)
    assert satu == dua and satu is not None and efek.rata is not None
    assert efek.rata[0] - 1e-9 <= satu.p5 < satu.p50 < satu.p95 <= efek.rata[2] + 1e-9


def test_simulation_agrees_with_the_triangle() -> None:
    """One line, elasticity 0.5 - 0.8 - 1.0: the mean of a triangle is the mean of its corners."""
    hasil = terapkan(baseline(baris(0, 100)), skenario(ubah=[{"kode": A, "jumlah": "-10%"}]))
    satu = simulasi(hasil, hitung(hasil))
    assert satu is not None
    # median of the triangle on the left of its peak: 0.5 + sqrt(0.5 * 0.5 * 0.3)
    assert satu.p50 == pytest.approx(100 - 10 * (0.5 + (0.5 * 0.5 * 0.3) ** 0.5), abs=0.15)
    assert satu.peluang_turun == 1.0


# --- tables and rules


def test_the_table_of_the_shift_adds_up_at_every_level() -> None:
    dasar = baseline(*(baris(n, 10 * n + 1) for n in range(6)), nama={"2.17.02": "Program Dua"})
    frame = semula_menjadi(terapkan(dasar, skenario(geser=[{"dari": kode(5), "ke": A, "jumlah": "50%"}])))
    for jenjang in ("program", "kegiatan", "sub_kegiatan"):
        satu = frame.filter(jenjang=jenjang)
        assert satu["semula"].sum() == money.rupiah(dasar.total)
        assert satu["berubah"].sum() == 0
        assert (satu["semula"] + satu["berubah"] == satu["menjadi"]).all()
    assert frame.row(0, named=True)["uraian"] == "Program Dua"
    assert jumlah(frame)["menjadi"] == money.rupiah(dasar.total)


@pytest.mark.parametrize(
    ("teks", "nama"),
    [
        ("DAK Non- Fisik 2024", "dak_nonfisik"),
        ("DAK Fisik", "dak_fisik"),
        ("Dana Alokasi Khusus Nonfisik", "dak_nonfisik"),
        ("DBH CHT", "dbhcht"),
        ("DAU SG", "dau_ditentukan"),
        ("DAU", "umum"),
        ("PAD", "umum"),
        ("DANA TRANSFER UMUM-DANA BAGIHASIL", "umum"),
        ("Semua kecamatan", "tidak_dikenal"),
        (" - ", "tidak_tercetak"),
        (None, "tidak_tercetak"),
    ],
)
def test_sources_of_funds(teks: str | None, nama: str) -> None:
    assert aturan.sumber_dana(teks).nama == nama


def test_every_rule_file_is_dated_sourced_and_marked() -> None:
    for nama in ("sumber_dana", "wajib", "persetujuan", "elastisitas"):
        assert "konfirmasi" in aturan.isi(nama)["status"]
    assert len(aturan.peringatan()) == 4


def test_limits_say_what_they_cannot_check() -> None:
    dasar = baseline(baris(0, 1, sumber_dana=None), baris(1, 1, sumber_dana="Semua kecamatan"))
    kalimat = " ".join(pembatas(dasar, skenario()).peringatan)
    assert "1 dari 2 baris tidak tercetak" in kalimat and "1 dari 2 baris tidak dikenal" in kalimat
