"""Apply a scenario to a baseline: the ceiling of every line after it, to the sen. Nothing is clipped."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.whatif import aturan
from workbench.whatif.baseline import Baseline
from workbench.whatif.kalimat import Kalimat, en
from workbench.whatif.money import SEN, Jumlah, bagi, tulis
from workbench.whatif.scenario import Geser, Skenario, SkenarioError, Ubah


@dataclass(frozen=True)
class Gerak:
    """Money from one line to another. `dari` and `ke` are positions in the baseline, `jumlah` is in sen.

    `butir` is the number of the entry of `geser` it stems from, or None for a pairing of cuts and additions.
    """

    dari: int
    ke: int
    jumlah: int
    butir: int | None = None
    rekening: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True)
class Hasil:
    """The ceilings after a scenario (`menjadi`, sen, in the order of the baseline) and how they came about."""

    baseline: Baseline
    skenario: Skenario
    menjadi: tuple[int, ...]
    gerak: tuple[Gerak, ...]
    catatan: tuple[str, ...] = ()

    @property
    def delta(self) -> tuple[int, ...]:
        """Change of every line, in sen."""
        return tuple(m - b.pagu for m, b in zip(self.menjadi, self.baseline.baris, strict=True))

    @property
    def negatif(self) -> tuple[int, ...]:
        """Positions of the lines whose ceiling is below zero after the scenario."""
        return tuple(i for i, jadi in enumerate(self.menjadi) if jadi < 0)

    @property
    def total(self) -> int:
        """Sum after the scenario, in sen."""
        return sum(self.menjadi)


def terapkan(baseline: Baseline, skenario: Skenario) -> Hasil:
    """The result of a scenario. Raises SkenarioError for entries that name what the baseline does not have."""
    _periksa_nama(baseline, skenario)
    delta = [0] * len(baseline.baris)
    catatan: list[str] = []
    bebas = set(baris_bebas(baseline, skenario))
    gerak: list[Gerak] = []
    for nomor, satu in enumerate(skenario.geser):
        baru = _geser(baseline, skenario, nomor, satu, bebas, catatan)
        gerak += baru
        for g in baru:
            delta[g.dari] -= g.jumlah
            delta[g.ke] += g.jumlah
    sisa = [0] * len(delta)
    for nomor, ubahan in enumerate(skenario.ubah):
        _tambah(sisa, _ubah(baseline, skenario, nomor, ubahan, bebas, catatan))
    if skenario.total and skenario.total.bagi == "sebanding":
        _tambah(sisa, _bagi_total(baseline, skenario, sum(sisa), sorted(bebas), catatan))
    _tambah(delta, dict(enumerate(sisa)))
    menjadi = tuple(b.pagu + d for b, d in zip(baseline.baris, delta, strict=True))
    return Hasil(baseline, skenario, menjadi, (*gerak, *pasangkan(baseline, sisa)), tuple(catatan))


def dengan(baseline: Baseline, skenario: Skenario, menjadi: Sequence[int]) -> Hasil:
    """A result from given ceilings (of the optimiser or the page): cuts and additions are paired to moves."""
    delta = [m - b.pagu for m, b in zip(menjadi, baseline.baris, strict=True)]
    return Hasil(baseline, skenario, tuple(menjadi), pasangkan(baseline, delta))


def kebalikan(hasil: Hasil) -> Skenario:
    """The scenario that leads from the result back to the baseline, to the sen."""
    baris = hasil.baseline.baris
    ubah = [Ubah(kode=b.id, jumlah=Jumlah(sen=-d)) for b, d in zip(baris, hasil.delta, strict=True) if d]
    asli = hasil.skenario
    total = {"jumlah": Jumlah(sen=hasil.baseline.total)} if hasil.total != hasil.baseline.total else None
    isi = {nama: getattr(asli, nama) for nama in ("tanggal", "opd", "tahun", "tahap", "tabel", "abaikan")}
    catatan = "Mengembalikan skenario ke keadaan semula."
    return Skenario.model_validate({**isi, "judul": "Kebalikan", "catatan": catatan, "ubah": ubah, "total": total})


def sebagai_skenario(hasil: Hasil, judul: str) -> Skenario:
    """The same ceilings as a scenario of plain changes line by line, keeping limits, weights and rules."""
    asli = hasil.skenario
    ubah = tuple(
        Ubah(kode=b.id, jumlah=Jumlah(sen=d)) for b, d in zip(hasil.baseline.baris, hasil.delta, strict=True) if d
    )
    total = asli.total.model_copy(update={"bagi": "tidak"}) if asli.total else None
    return asli.model_copy(update={"judul": judul, "geser": (), "ubah": ubah, "total": total})


def baris_bebas(baseline: Baseline, skenario: Skenario) -> tuple[int, ...]:
    """Lines that share in amounts spread over a program: neither frozen nor mandatory."""
    beku = {i for kode in skenario.beku for i in baseline.di_bawah(kode)}
    jaga = "wajib" not in skenario.abaikan
    return tuple(i for i, b in enumerate(baseline.baris) if i not in beku and not (jaga and aturan.wajib(b.uraian)))


def pasangkan(baseline: Baseline, delta: Sequence[int]) -> tuple[Gerak, ...]:
    """Pair cuts with additions, nearest codes first: the moves that a set of changes amounts to.

    What has no partner (a total that changes) is left out: it moves to or from outside the OPD.
    """
    sisa = list(delta)
    gerak: list[Gerak] = []
    for bagian in (5, 3, 2, 0):
        kelompok: dict[str, list[int]] = defaultdict(list)
        for i, d in enumerate(sisa):
            if d:
                kelompok[".".join((baseline.baris[i].kode or "").split(".")[:bagian])].append(i)
        for anggota in kelompok.values():
            gerak += _pasangkan([i for i in anggota if sisa[i] < 0], [i for i in anggota if sisa[i] > 0], sisa)
    return tuple(gerak)


def _pasangkan(kurang: list[int], tambah: list[int], sisa: list[int]) -> list[Gerak]:
    """Two pointers over cuts and additions; both lists are in printed order."""
    gerak, k, t = [], 0, 0
    while k < len(kurang) and t < len(tambah):
        dari, ke = kurang[k], tambah[t]
        jumlah = min(-sisa[dari], sisa[ke])
        gerak.append(Gerak(dari, ke, jumlah))
        sisa[dari] += jumlah
        sisa[ke] -= jumlah
        k += sisa[dari] == 0
        t += sisa[ke] == 0
    return gerak


def _geser(
    baseline: Baseline, skenario: Skenario, nomor: int, satu: Geser, bebas: set[int], catatan: list[str]
) -> list[Gerak]:
    di = skenario.di("geser", nomor)
    asal = _peserta(
        baseline, satu.dari, bebas, Kalimat(f"{di}: dari {satu.dari}", f"{en(di)}: from {satu.dari}"), catatan
    )
    tujuan = _peserta(baseline, satu.ke, bebas, Kalimat(f"{di}: ke {satu.ke}", f"{en(di)}: to {satu.ke}"), catatan)
    jumlah = satu.jumlah.dari(sum(baseline.baris[i].pagu for i in baseline.di_bawah(satu.dari)))
    rekening = (satu.rekening_dari, satu.rekening_ke)
    if satu.dari == satu.ke:
        return [Gerak(i, i, j, nomor, rekening) for i, j in _sebanding(baseline, asal, jumlah).items() if j]
    sisa = [0] * len(baseline.baris)
    keluar, masuk = _sebanding(baseline, asal, -jumlah), _sebanding(baseline, tujuan, jumlah)
    bersama = set(keluar) & set(masuk)
    if bersama:
        raise SkenarioError(f"{di}: `dari` {satu.dari} dan `ke` {satu.ke} saling mencakup; sebut kode yang terpisah.")
    _tambah(sisa, keluar)
    _tambah(sisa, masuk)
    dari, ke = [i for i in asal if sisa[i] < 0], [i for i in tujuan if sisa[i] > 0]
    return [Gerak(g.dari, g.ke, g.jumlah, nomor, rekening) for g in _pasangkan(dari, ke, sisa)]


def _ubah(
    baseline: Baseline, skenario: Skenario, nomor: int, satu: Ubah, bebas: set[int], catatan: list[str]
) -> dict[int, int]:
    peserta = _peserta(baseline, satu.kode, bebas, skenario.di("ubah", nomor), catatan)
    jumlah = satu.jumlah.dari(sum(baseline.baris[i].pagu for i in baseline.di_bawah(satu.kode)))
    return _sebanding(baseline, peserta, jumlah)


def _bagi_total(
    baseline: Baseline, skenario: Skenario, sudah: int, bebas: list[int], catatan: list[str]
) -> dict[int, int]:
    assert skenario.total is not None
    kurang = skenario.total.target(baseline.total) - baseline.total - sudah
    if not kurang:
        return {}
    if not bebas:
        raise SkenarioError(f"{skenario.di('total')}: semua baris beku atau wajib, {tulis(kurang)} tidak dapat dibagi.")
    catatan.append(
        Kalimat(
            f"Selisih total {tulis(kurang)} dibagi sebanding pagu atas {len(bebas)} baris yang bebas.",
            f"The difference of the total, {en(tulis(kurang))}, is spread over {len(bebas)} free lines in proportion.",
        )
    )
    return _sebanding(baseline, bebas, kurang)


def _peserta(baseline: Baseline, kode: str, bebas: set[int], di: str, catatan: list[str]) -> list[int]:
    """The lines that carry an amount named for `kode`: itself, or the free lines of a kegiatan or program."""
    semua = baseline.di_bawah(kode)
    if kode in baseline.letak_id:
        return list(semua)
    ikut = [i for i in semua if i in bebas]
    if not ikut:
        raise SkenarioError(f"{di}: semua baris di bawah {kode} beku atau wajib; sebut sub kegiatannya satu per satu.")
    if len(ikut) < len(semua):
        diam = len(semua) - len(ikut)
        catatan.append(
            Kalimat(
                f"{di}: {diam} baris beku atau wajib di bawah {kode} tidak ikut dibagi.",
                f"{en(di)}: {diam} frozen or mandatory lines under {kode} take no part.",
            )
        )
    return ikut


def _sebanding(baseline: Baseline, peserta: Sequence[int], jumlah: int) -> dict[int, int]:
    """Shares of an amount in proportion to the ceilings; whole rupiah are divided into whole rupiah."""
    satuan = SEN if jumlah % SEN == 0 else 1
    bagian = bagi(jumlah // satuan, [baseline.baris[i].pagu for i in peserta])
    return {i: satuan * b for i, b in zip(peserta, bagian, strict=True)}


def _tambah(delta: list[int], tambahan: dict[int, int]) -> None:
    for i, jumlah in tambahan.items():
        delta[i] += jumlah


def _periksa_nama(baseline: Baseline, skenario: Skenario) -> None:
    """Every code named must be one of the baseline; all unknown ones are reported at once."""
    if (baseline.opd, baseline.tahun) != (skenario.opd, skenario.tahun):
        raise SkenarioError(
            f"{skenario.di('opd')}: skenario untuk {skenario.opd} {skenario.tahun}, "
            f"data untuk {baseline.opd} {baseline.tahun}."
        )
    nama: list[tuple[tuple[str | int, ...], str, bool]] = []
    for i, g in enumerate(skenario.geser):
        nama += [(("geser", i, "dari"), g.dari, False), (("geser", i, "ke"), g.ke, False)]
    nama += [(("ubah", i, "kode"), u.kode, False) for i, u in enumerate(skenario.ubah)]
    nama += [(("beku", i), kode, False) for i, kode in enumerate(skenario.beku)]
    nama += [(("batas", i, "kode"), b.kode, True) for i, b in enumerate(skenario.batas)]
    nama += [(("bobot", i, "kode"), b.kode, False) for i, b in enumerate(skenario.bobot)]
    nama += [(("elastisitas", i, "kode"), e.kode, False) for i, e in enumerate(skenario.elastisitas)]
    salah = [
        f"{skenario.di(*jalan)}: {_sebab(baseline, kode, satu)}"
        for jalan, kode, satu in nama
        if not _ada(baseline, kode, satu)
    ]
    for i, b in enumerate(skenario.bobot):
        ada = {aturan.rapi(n.nama) for k in baseline.di_bawah(b.kode) for n in baseline.baris[k].indikator}
        if b.indikator and ada and aturan.rapi(b.indikator) not in ada:
            salah.append(f"{skenario.di('bobot', i, 'indikator')}: {b.kode} tidak mempunyai indikator itu.")
    if salah:
        raise SkenarioError(*salah)


def _ada(baseline: Baseline, kode: str, hanya_baris: bool) -> bool:
    return kode in baseline.letak_id if hanya_baris else bool(baseline.di_bawah(kode))


def _sebab(baseline: Baseline, kode: str, hanya_baris: bool) -> str:
    if hanya_baris and baseline.di_bawah(kode):
        return f"{kode} bukan satu baris; batas berlaku untuk sub kegiatan."
    return f"tidak ada baris {kode} pada {baseline.opd} {baseline.tahun} tahap {baseline.tahap}."
