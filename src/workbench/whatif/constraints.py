"""The limits of a scenario, and which of them its result breaks, by how much."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.whatif import aturan
from workbench.whatif.apply import Hasil
from workbench.whatif.baseline import Baseline
from workbench.whatif.kalimat import Kalimat, besar, en
from workbench.whatif.money import tulis
from workbench.whatif.scenario import Skenario, SkenarioError


@dataclass(frozen=True)
class BatasBaris:
    """Floor and ceiling of one line (sen, None = no limit). `keras` is false for a rule that is switched off."""

    jenis: str
    baris: int
    bawah: int | None
    atas: int | None
    sebutan: str
    keras: bool = True


@dataclass(frozen=True)
class BatasKelompok:
    """Lines whose sum must be exactly `jumlah` (sen): the total, or the money of one earmarked source."""

    jenis: str
    anggota: tuple[int, ...]
    jumlah: int
    sebutan: str
    keras: bool = True


@dataclass(frozen=True)
class Pembatas:
    """All limits of a scenario: lines, the earmarked sources, the total."""

    baris: tuple[BatasBaris, ...]
    sumber: tuple[BatasKelompok, ...]
    total: BatasKelompok
    peringatan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pelanggaran:
    """A broken limit. `selisih` (sen) is how far beyond; `baris` is the id of the line, None for a group."""

    jenis: str
    baris: str | None
    uraian: str
    selisih: int
    pesan: str
    keras: bool = True


def pembatas(baseline: Baseline, skenario: Skenario) -> Pembatas:
    """Every limit that holds for a scenario: of its own, of the rules, of what is already spent.

    Raises SkenarioError where hard limits of one line contradict each other.
    """
    baris = [
        *_alamiah(baseline),
        *_terealisasi(baseline, skenario),
        *_wajib(baseline, skenario),
        *_beku(baseline, skenario),
        *_batas(baseline, skenario),
    ]
    _tolak_bertentangan(baseline, baris)
    target = skenario.total.target(baseline.total) if skenario.total else baseline.total
    kata = ("total yang diminta", "required total") if skenario.total else ("total tetap", "unchanged total")
    sebutan = Kalimat(f"{kata[0]} {tulis(target)}", f"{kata[1]} {en(tulis(target))}")
    total = BatasKelompok("total", tuple(range(len(baseline.baris))), target, sebutan)
    return Pembatas(tuple(baris), _sumber(baseline, skenario), total, _peringatan(baseline, skenario))


def periksa(hasil: Hasil, batas: Pembatas | None = None) -> tuple[Pelanggaran, ...]:
    """Every broken limit of a result, hard ones first."""
    batas = batas or pembatas(hasil.baseline, hasil.skenario)
    salah = [p for b in batas.baris if (p := _langgar_baris(hasil, b))]
    salah += [p for k in (*batas.sumber, batas.total) if (p := _langgar_kelompok(hasil, k))]
    return tuple(sorted(salah, key=lambda p: not p.keras))


def _langgar_baris(hasil: Hasil, batas: BatasBaris) -> Pelanggaran | None:
    jadi, baris = hasil.menjadi[batas.baris], hasil.baseline.baris[batas.baris]
    if batas.bawah is not None and jadi < batas.bawah:
        selisih, sisi, (kata, inggris) = batas.bawah - jadi, batas.bawah, ("kurang", "below")
    elif batas.atas is not None and jadi > batas.atas:
        selisih, sisi, (kata, inggris) = jadi - batas.atas, batas.atas, ("lebih", "above")
    else:
        return None
    pesan = Kalimat(
        f"{baris.id} {baris.uraian}: menjadi {tulis(jadi)}, {kata} {tulis(selisih)} dari batas {tulis(sisi)} "
        f"({batas.sebutan}).",
        f"{baris.id} {baris.uraian}: becomes {en(tulis(jadi))}, {en(tulis(selisih))} {inggris} the limit of "
        f"{en(tulis(sisi))} ({en(batas.sebutan)}).",
    )
    return Pelanggaran(batas.jenis, baris.id, baris.uraian, selisih, pesan, batas.keras)


def _langgar_kelompok(hasil: Hasil, batas: BatasKelompok) -> Pelanggaran | None:
    jumlah = sum(hasil.menjadi[i] for i in batas.anggota)
    if jumlah == batas.jumlah:
        return None
    selisih = jumlah - batas.jumlah
    kata, inggris = ("lebih", "above") if selisih > 0 else ("kurang", "below")
    pesan = Kalimat(
        f"{batas.sebutan}: menjadi {tulis(jumlah)}, {kata} {tulis(abs(selisih))}.",
        f"{en(batas.sebutan)}: becomes {en(tulis(jumlah))}, {en(tulis(abs(selisih)))} {inggris}.",
    )
    return Pelanggaran(batas.jenis, None, batas.sebutan, abs(selisih), besar(pesan), batas.keras)


def _tolak_bertentangan(baseline: Baseline, semua: list[BatasBaris]) -> None:
    salah = []
    for i, (bawah, atas) in tersempit(semua).items():
        if bawah and atas and (bawah.bawah or 0) > (atas.atas or 0):
            salah.append(
                f"{baseline.baris[i].id}: paling sedikit {tulis(bawah.bawah or 0)} ({bawah.sebutan}) bertentangan "
                f"dengan paling banyak {tulis(atas.atas or 0)} ({atas.sebutan})."
            )
    if salah:
        raise SkenarioError(*salah)


def tersempit(semua: Iterable[BatasBaris]) -> dict[int, tuple[BatasBaris | None, BatasBaris | None]]:
    """The highest floor and the lowest ceiling of each line, hard limits only."""
    hasil: dict[int, tuple[BatasBaris | None, BatasBaris | None]] = {}
    for satu in semua:
        if satu.keras:
            bawah, atas = hasil.get(satu.baris, (None, None))
            if satu.bawah is not None and (bawah is None or satu.bawah > (bawah.bawah or 0)):
                bawah = satu
            if satu.atas is not None and (atas is None or satu.atas < (atas.atas or 0)):
                atas = satu
            hasil[satu.baris] = (bawah, atas)
    return hasil


def _alamiah(baseline: Baseline) -> list[BatasBaris]:
    sebutan = Kalimat("pagu tidak boleh negatif", "a ceiling may not be negative")
    return [BatasBaris("negatif", i, 0, None, sebutan) for i in range(len(baseline.baris))]


def _terealisasi(baseline: Baseline, skenario: Skenario) -> list[BatasBaris]:
    """Money already spent stays; where more than the ceiling was spent, the ceiling may not fall further."""
    keras = "terealisasi" not in skenario.abaikan
    sebutan = Kalimat("sudah terealisasi", "already spent")
    return [
        BatasBaris("terealisasi", i, min(b.realisasi_rp, b.pagu), None, sebutan, keras)
        for i, b in enumerate(baseline.baris)
        if b.realisasi_rp
    ]


def _wajib(baseline: Baseline, skenario: Skenario) -> list[BatasBaris]:
    keras = "wajib" not in skenario.abaikan
    hasil = []
    for i, b in enumerate(baseline.baris):
        if jenis := aturan.wajib(b.uraian):
            bawah = -(-b.pagu * jenis.minimal_persen // 100)
            sebutan = Kalimat(f"baris wajib: {jenis.sebutan}", f"mandatory line: {en(jenis.sebutan)}")
            hasil.append(BatasBaris("wajib", i, bawah, None, sebutan, keras))
    return hasil


def _beku(baseline: Baseline, skenario: Skenario) -> list[BatasBaris]:
    letak = {i: n for n, kode in enumerate(skenario.beku) for i in baseline.di_bawah(kode)}
    di = [skenario.di("beku", n) for n in range(len(skenario.beku))]
    sebutan = [Kalimat(f"dibekukan, {satu}", f"frozen, {en(satu)}") for satu in di]
    return [
        BatasBaris("beku", i, baseline.baris[i].pagu, baseline.baris[i].pagu, sebutan[n])
        for i, n in sorted(letak.items())
    ]


def _batas(baseline: Baseline, skenario: Skenario) -> list[BatasBaris]:
    hasil = []
    for n, satu in enumerate(skenario.batas):
        i = baseline.letak_id[satu.kode]
        pagu = baseline.baris[i].pagu
        bawah = satu.minimal.dari(pagu) if satu.minimal else None
        atas = satu.maksimal.dari(pagu) if satu.maksimal else None
        di = skenario.di("batas", n)
        sebutan = Kalimat(f"batas skenario, {di}", f"limit of the scenario, {en(di)}")
        hasil.append(BatasBaris("batas", i, bawah, atas, sebutan))
    return hasil


def _sumber(baseline: Baseline, skenario: Skenario) -> tuple[BatasKelompok, ...]:
    anggota: dict[aturan.SumberDana, list[int]] = defaultdict(list)
    for i, b in enumerate(baseline.baris):
        kelas = aturan.sumber_dana(b.sumber_dana)
        if kelas.ditentukan:
            anggota[kelas].append(i)
    keras = "sumber_dana" not in skenario.abaikan
    return tuple(
        BatasKelompok(
            "sumber_dana",
            tuple(isi),
            sum(baseline.baris[i].pagu for i in isi),
            Kalimat(f"uang {kelas.sebutan} tetap pada sumbernya", f"{en(kelas.sebutan)} money stays with its source"),
            keras,
        )
        for kelas, isi in anggota.items()
    )


def _peringatan(baseline: Baseline, skenario: Skenario) -> tuple[str, ...]:
    hasil = []
    for n, nama in enumerate(skenario.abaikan):
        di = skenario.di("abaikan", n)
        hasil.append(
            Kalimat(
                f"Aturan {nama} dimatikan oleh skenario ({di}); pelanggarannya hanya dicatat.",
                f"Rule {nama} is switched off by the scenario ({en(di)}); where it is broken is only noted.",
            )
        )
    kelas = [aturan.sumber_dana(b.sumber_dana) for b in baseline.baris]
    for jenis, kata, inggris in (
        (
            aturan.TAK_TERCETAK,
            "tidak tercetak di tabel pagunya dan tidak dapat diambil dari tabel lain",
            "neither printed in the table of their ceilings nor to be had from another table",
        ),
        (aturan.TAK_DIKENAL, "tidak dikenal", "not known"),
    ):
        banyak = kelas.count(jenis)
        if banyak:
            hasil.append(
                Kalimat(
                    f"Sumber dana {banyak} dari {len(kelas)} baris {kata}: batas sumber dana tidak memeriksanya.",
                    f"The source of funds of {banyak} of {len(kelas)} lines is {inggris}: that limit leaves them out.",
                )
            )
    return tuple(hasil)
