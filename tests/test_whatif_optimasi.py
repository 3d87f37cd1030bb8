"""The optimiser: never worse than what is feasible, every limit kept, proofs and conflicts that stand on their own."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
import whatif_contoh as contoh
from hypothesis import given, settings
from hypothesis import strategies as st
from whatif_contoh import JUTA, baris, baseline, kode, skenario

from workbench.whatif.baseline import Baseline, Indikator
from workbench.whatif.constraints import BatasBaris, BatasKelompok
from workbench.whatif.effect import kepekaan
from workbench.whatif.feasibility import Batasan, BatasGeser, bertentangan, dapat, satu_cukup
from workbench.whatif.optimise import Masalah, Optimum, TidakMungkin, optimalkan, perbatasan, rumuskan
from workbench.whatif.program import INF, Program, ProgramError, selesaikan
from workbench.whatif.scenario import Skenario, SkenarioError

A, B, C, D = (kode(n) for n in range(4))
TUJUAN = ("capaian_tertinggi", "kesenjangan_terkecil", "gangguan_terkecil")
DITENTUKAN = ("DAK Fisik", "DAK Non Fisik 2024", "DBHCHT")


def _langgar(dasar: Baseline, satu: Skenario, menjadi: Sequence[int]) -> list[str]:
    """Limits written out a second time, from the lines and the scenario alone."""
    salah = []
    beku = {i for k in satu.beku for i in dasar.di_bawah(k)}
    for i, (b, m) in enumerate(zip(dasar.baris, menjadi, strict=True)):
        salah += ["negatif"] * (m < 0) + ["beku"] * (i in beku and m != b.pagu)
        salah += ["realisasi"] * (m < min(b.realisasi_rp or 0, b.pagu)) + ["gaji"] * ("Gaji" in b.uraian and m < b.pagu)
    for batas in satu.batas:
        i = dasar.letak_id[batas.kode]
        salah += ["lantai"] * bool(batas.minimal and menjadi[i] < batas.minimal.dari(dasar.baris[i].pagu))
        salah += ["plafon"] * bool(batas.maksimal and menjadi[i] > batas.maksimal.dari(dasar.baris[i].pagu))
    for sumber in DITENTUKAN:
        milik = [i for i, b in enumerate(dasar.baris) if b.sumber_dana == sumber]
        salah += ["sumber"] * (sum(menjadi[i] for i in milik) != sum(dasar.baris[i].pagu for i in milik))
    minta = satu.total.target(dasar.total) if satu.total else dasar.total
    salah += ["total"] * (sum(menjadi) != minta)
    if satu.optimasi and satu.optimasi.geser_maksimal:
        delta = [m - b.pagu for m, b in zip(menjadi, dasar.baris, strict=True)]
        pindah = sum(d for d in delta if d > 0) if minta <= dasar.total else -sum(d for d in delta if d < 0)
        salah += ["geser"] * (pindah > satu.optimasi.geser_maksimal.dari(dasar.total))
    return salah


@st.composite
def _persoalan(draw: st.DrawFn) -> tuple[Baseline, Skenario]:
    dasar = draw(contoh.baseline_acak())
    nama = [b.id for b in dasar.baris]
    batas = [{"kode": draw(st.sampled_from(nama)), "minimal": f"{draw(st.integers(0, 130))}%"}] * draw(st.booleans())
    optimasi: dict[str, object] = {
        "tujuan": draw(st.sampled_from(TUJUAN)),
        "rentang": draw(st.sampled_from([5, 30, 100])),
    }
    if draw(st.booleans()):
        optimasi["geser_maksimal"] = f"{draw(st.integers(0, 30))}%"
    optimasi["tak_terukur"] = draw(st.sampled_from(["tetap", "boleh"]))
    return dasar, skenario(
        total={"ubah": f"{draw(st.integers(-30, 10))}%"},
        beku=[draw(st.sampled_from(nama))] * draw(st.booleans()),
        batas=batas,
        optimasi=optimasi,
        biaya_satuan=draw(st.sampled_from(["pagu", "realisasi"])),
    )


def _kocok(masalah: Masalah, delta: Sequence[int], acak: random.Random) -> list[int]:
    """A random feasible point near `delta`: money moved between two lines of one group within their ranges."""
    hasil = list(delta)
    for _ in range(30):
        anggota, _target = acak.choice(masalah.kelompok)
        if len(anggota) < 2:
            continue
        dari, ke = acak.sample(anggota, 2)
        pagu = masalah.baseline.baris
        ruang = min(
            pagu[dari].pagu + hasil[dari] - masalah.rentang[dari][0], masalah.rentang[ke][1] - pagu[ke].pagu - hasil[ke]
        )
        if ruang > 0:
            jumlah = acak.randint(0, ruang)
            hasil[dari] -= jumlah
            hasil[ke] += jumlah
    return hasil


@settings(max_examples=150, deadline=None)
@given(_persoalan(), st.randoms(use_true_random=False))
def test_the_optimum_keeps_all_limits_and_no_feasible_point_is_better(
    persoalan: tuple[Baseline, Skenario], acak: random.Random
) -> None:
    dasar, satu = persoalan
    try:
        hasil = optimalkan(dasar, satu)
    except SkenarioError:
        return
    if isinstance(hasil, TidakMungkin):
        assert hasil.konflik and hasil.pesan
        return
    assert _langgar(dasar, satu, hasil.hasil.menjadi) == []
    masalah = rumuskan(dasar, satu)
    semula = [0] * len(dasar.baris)
    if not _langgar(dasar, satu, [b.pagu for b in dasar.baris]):
        assert hasil.nilai >= masalah.nilai(semula)
    peka = [k for k in masalah.peka if k.elastisitas]
    satu_rupiah = sum(k.capaian * 100 / k.uang for k in peka) + 1e-6  # what whole rupiah instead of sen may cost
    longgar = satu_rupiah + 1e-6 * max(1.0, abs(hasil.nilai))
    assert hasil.batas >= hasil.nilai - longgar
    for _ in range(5):
        lain = _kocok(masalah, hasil.hasil.delta, acak)
        jadi = [b.pagu + d for b, d in zip(dasar.baris, lain, strict=True)]
        if not _langgar(dasar, satu, jadi):
            assert masalah.nilai(lain) <= hasil.nilai + longgar


def test_the_best_move_is_the_one_found_by_hand() -> None:
    """Same elasticity, so that a rupiah does ten times more on the line that is ten times cheaper."""
    dasar = baseline(baris(0, 1000), baris(1, 100))
    hasil = optimalkan(dasar, skenario(optimasi={"tujuan": "capaian_tertinggi", "rentang": 20, "batas_capaian": 200}))
    assert isinstance(hasil, Optimum)
    # B rises by 20 per cent (20 million): +16 points at 0.8; A falls by 2 per cent: -1.6 points.
    assert [d / JUTA for d in hasil.hasil.delta] == [-20, 20]
    assert hasil.nilai == pytest.approx(100 + (16 - 1.6) / 2)
    assert hasil.bukti.terbukti and hasil.batas == pytest.approx(hasil.nilai)


def test_a_cut_stops_where_output_would_fall_below_nothing() -> None:
    """A tenth of the ceiling was spent: cutting more than that money / elasticity has no meaning for output."""
    satu = Indikator("Jumlah peserta", "orang", 100.0, 50.0)
    dasar = baseline(
        baris(0, 100, realisasi_rp=10 * JUTA, indikator=(satu,)), baris(1, 10, indikator=(satu,)), periode="tahunan"
    )
    minta = {"rentang": 100, "batas_capaian": 500}
    hasil = optimalkan(
        dasar, skenario(biaya_satuan="realisasi", optimasi=minta, batas=[{"kode": B, "maksimal": "900%"}])
    )
    assert isinstance(hasil, Optimum)
    assert hasil.hasil.delta[0] / JUTA >= -10 / 0.8 - 1e-6


def test_achievement_beyond_the_cap_does_not_pay() -> None:
    dasar = baseline(baris(0, 1000), baris(1, 100))
    hasil = optimalkan(dasar, skenario(optimasi={"rentang": 50, "batas_capaian": 108}))
    assert isinstance(hasil, Optimum)
    assert hasil.hasil.delta[1] / JUTA == pytest.approx(10, abs=1e-4)  # 8 points at 0.8 a per cent


def test_the_worst_gaps_are_closed_first() -> None:
    nyata = [Indikator("Jumlah peserta", "orang", 100.0, n) for n in (95.0, 60.0, 80.0)]
    dasar = baseline(*(baris(n, 100, indikator=(i,)) for n, i in enumerate(nyata)), periode="tahunan")
    hasil = optimalkan(dasar, skenario(optimasi={"tujuan": "kesenjangan_terkecil", "rentang": 30}))
    assert isinstance(hasil, Optimum)
    sesudah = [n * (1 + 0.8 * d / JUTA / 100) for n, d in zip((95, 60, 80), hasil.hasil.delta, strict=True)]
    assert min(sesudah) == pytest.approx(hasil.nilai) and hasil.nilai > 70
    assert hasil.hasil.delta[1] == 30 * JUTA  # the limit of the range


def test_a_required_cut_is_spread_gently() -> None:
    dasar = baseline(baris(0, 100), baris(1, 300), baris(2, 600, uraian="Penyediaan Gaji dan Tunjangan ASN"))
    satu = skenario(total={"ubah": "-4%"}, optimasi={"tujuan": "gangguan_terkecil"})
    hasil = optimalkan(dasar, satu)
    assert isinstance(hasil, Optimum)
    assert [d / JUTA for d in hasil.hasil.delta] == [-10, -30, 0]


@pytest.mark.parametrize("ubah", ["-3%", "-1.234.567", "2%"])
def test_prices_are_what_a_million_more_really_brings(ubah: str) -> None:
    """The price of the total against solving again with one million rupiah more."""
    dasar = baseline(*(baris(n, 100 * (n + 1)) for n in range(4)))
    optimasi = {"rentang": 10, "batas_capaian": 200}
    awal = optimalkan(dasar, skenario(total={"ubah": ubah}, optimasi=optimasi))
    assert isinstance(awal, Optimum)
    total = awal.hasil.total + JUTA
    lebih = optimalkan(dasar, skenario(total={"jumlah": f"{total // 100},{total % 100:02d}"}, optimasi=optimasi))
    assert isinstance(lebih, Optimum)
    harga = next(h for h in awal.harga if h.batas.startswith("Menambah jumlah"))
    assert lebih.nilai - awal.nilai == pytest.approx(harga.nilai, abs=2e-6)
    assert "Rp1 juta menaikkan rata-rata capaian" in harga.kalimat


def test_prices_of_ranges_are_real_too() -> None:
    dasar = baseline(baris(0, 1000), baris(1, 100))
    dua = [
        optimalkan(dasar, skenario(batas=[{"kode": B, "maksimal": m}], optimasi={"rentang": 50, "batas_capaian": 300}))
        for m in ("110000000", "111000000")
    ]
    assert isinstance(dua[0], Optimum) and isinstance(dua[1], Optimum)
    harga = next(h for h in dua[0].harga if B in h.batas)
    assert dua[1].nilai - dua[0].nilai == pytest.approx(harga.nilai, abs=2e-6)


def test_the_frontier_rises_and_flattens() -> None:
    dasar = baseline(*(baris(n, 100 * (n + 1)) for n in range(6)))
    titik = perbatasan(dasar, skenario())
    nilai = [t.nilai for t in titik]
    assert titik[0].digeser == 0 and nilai[0] == pytest.approx(100)
    naik = np.diff(nilai)
    assert all(naik >= -1e-6) and naik[0] > 0
    assert all(np.diff(naik) <= 1e-6)  # each further rupiah brings less
    puncak = optimalkan(dasar, skenario())
    assert isinstance(puncak, Optimum) and nilai[-1] == pytest.approx(puncak.nilai, abs=1e-5)


# --- conflicts


def test_an_impossible_cut_names_the_smallest_set_that_forbids_it() -> None:
    isi = [baris(n, 10) for n in range(5)]
    gaji = baris(5, 900, uraian="Penyediaan Gaji dan Tunjangan ASN")
    hasil = optimalkan(baseline(*isi, gaji), skenario(total={"ubah": "-20%"}, optimasi={"tujuan": "gangguan_terkecil"}))
    assert isinstance(hasil, TidakMungkin)
    assert len(hasil.pesan) == 2
    assert kode(5) in hasil.pesan[0] and "gaji dan tunjangan" in hasil.pesan[0] and "Rp900.000.000" in hasil.pesan[0]
    assert hasil.pesan[1] == "Total yang diminta Rp760.000.000."


def test_earmarked_money_can_be_part_of_a_conflict() -> None:
    dasar = baseline(baris(0, 600, sumber_dana="DAK Fisik"), baris(1, 400, sumber_dana="PAD"))
    hasil = optimalkan(dasar, skenario(total={"ubah": "-50%"}, optimasi={"tujuan": "gangguan_terkecil"}))
    assert isinstance(hasil, TidakMungkin)
    assert hasil.pesan == ("Uang DAK Fisik tetap pada sumbernya.", "Total yang diminta Rp500.000.000.")


@st.composite
def _batasan(draw: st.DrawFn) -> tuple[Baseline, list[Batasan]]:
    banyak = draw(st.integers(1, 6))
    dasar = baseline(*(baris(n, draw(st.integers(0, 20))) for n in range(banyak)))
    angka = st.integers(0, 30).map(lambda j: j * JUTA)
    semua: list[Batasan] = []
    for n in range(draw(st.integers(0, 6))):
        arah = draw(st.booleans())
        nilai = draw(angka)
        semua.append(
            BatasBaris(
                "uji", draw(st.integers(0, banyak - 1)), nilai if arah else None, None if arah else nilai, str(n)
            )
        )
    potong = draw(st.integers(0, banyak))
    if draw(st.booleans()) and potong:
        semua.append(BatasKelompok("sumber_dana", tuple(range(potong)), draw(angka), "sumber"))
    if draw(st.booleans()):
        semua.append(BatasKelompok("total", tuple(range(banyak)), draw(st.integers(0, 80)) * JUTA, "total"))
    if draw(st.booleans()):
        semua.append(BatasGeser(draw(st.integers(0, 20)) * JUTA, "geser", draw(st.sampled_from(["naik", "turun"]))))
    return dasar, semua


def _menurut_highs(dasar: Baseline, semua: list[Batasan]) -> bool:
    """The same question put to the solver."""
    program = Program()
    naik = [program.tambah_kolom(0, INF) for _ in dasar.baris]
    turun = [program.tambah_kolom(0, INF) for _ in dasar.baris]
    pagu = [b.pagu / JUTA for b in dasar.baris]
    for i, p in enumerate(pagu):
        program.tambah_baris([(naik[i], 1.0), (turun[i], -1.0)], -p, INF)
    for satu in semua:
        if isinstance(satu, BatasBaris):
            bawah = -INF if satu.bawah is None else satu.bawah / JUTA - pagu[satu.baris]
            atas = INF if satu.atas is None else satu.atas / JUTA - pagu[satu.baris]
            program.tambah_baris([(naik[satu.baris], 1.0), (turun[satu.baris], -1.0)], bawah, atas)
        elif isinstance(satu, BatasKelompok):
            beda = satu.jumlah / JUTA - sum(pagu[i] for i in satu.anggota)
            isi = [(naik[i], 1.0) for i in satu.anggota] + [(turun[i], -1.0) for i in satu.anggota]
            program.tambah_baris(isi, beda, beda)
        else:
            kolom = naik if satu.arah == "naik" else turun
            program.tambah_baris([(k, 1.0) for k in kolom], -INF, satu.jumlah / JUTA)
    try:
        selesaikan(program)
    except ProgramError:
        return False
    return True


@settings(max_examples=300, deadline=None)
@given(_batasan())
def test_sums_decide_as_the_solver_does_and_conflicts_cannot_be_smaller(isi: tuple[Baseline, list[Batasan]]) -> None:
    dasar, semua = isi
    bisa = dapat(dasar, semua)
    assert bisa is _menurut_highs(dasar, semua)
    konflik = bertentangan(dasar, semua)
    assert bool(konflik) is not bisa
    if konflik:
        assert not dapat(dasar, konflik)
        for satu in konflik:
            assert dapat(dasar, [k for k in konflik if k is not satu])
        lepas = [dapat(dasar, [k for k in semua if k is not satu]) for satu in konflik]
        assert satu_cukup(dasar, semua, konflik) is all(lepas)


# --- proof and size


def test_a_wrong_answer_of_the_solver_would_not_be_proved() -> None:
    """The bound comes from the prices, so that a point that is not optimal leaves a gap."""
    program = Program()
    x = program.tambah_kolom(0, 3, -2.0)
    y = program.tambah_kolom(0, INF, -1.0)
    program.tambah_baris([(x, 1.0), (y, 1.0)], -INF, 5)
    from workbench.whatif.program import _bukti

    _, benar = _bukti(program, np.array([3.0, 2.0]), np.array([-1.0]))
    assert benar.terbukti and benar.nilai == -8
    _, kurang = _bukti(program, np.array([2.0, 3.0]), np.array([-1.0]))
    assert not kurang.terbukti and kurang.celah > 0.1
    _, langgar = _bukti(program, np.array([3.0, 3.0]), np.array([-1.0]))
    assert langgar.langgar == 1 and not langgar.terbukti
    _, harga_salah = _bukti(program, np.array([3.0, 2.0]), np.array([0.0]))
    assert not harga_salah.terbukti


@pytest.mark.parametrize("tujuan", TUJUAN)
def test_five_thousand_lines_are_shared_out_within_every_limit(tujuan: str) -> None:
    dasar = contoh.besar(5000)
    satu = skenario(total={"ubah": "-5%"}, optimasi={"tujuan": tujuan, "tak_terukur": "boleh", "rentang": 30})
    hasil = optimalkan(dasar, satu)
    assert isinstance(hasil, Optimum) and hasil.bukti.terbukti
    assert _langgar(dasar, satu, hasil.hasil.menjadi) == []


def test_a_conflict_among_five_thousand_lines_is_told_in_a_few_sentences() -> None:
    dasar = contoh.besar(5000)
    satu = skenario(total={"ubah": "-60%"}, optimasi={"tujuan": "capaian_tertinggi", "rentang": 10})
    hasil = optimalkan(dasar, satu)
    assert isinstance(hasil, TidakMungkin) and len(hasil.pesan) < 30


def test_nothing_to_judge_leaves_everything_as_it_is() -> None:
    dasar = baseline(baris(0, 100, indikator=()), baris(1, 50, indikator=()))
    hasil = optimalkan(dasar, skenario())
    assert isinstance(hasil, Optimum)
    assert hasil.hasil.delta == (0, 0)
    assert kepekaan(dasar, skenario())[1] == ((0, "tidak ada indikator"), (1, "tidak ada indikator"))
