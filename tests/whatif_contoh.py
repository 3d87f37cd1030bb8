"""Small baselines and scenarios for the tests of the what-if, and strategies that make random ones."""

import random
from typing import Any

from hypothesis import strategies as st

from workbench.whatif.baseline import Baris, Baseline, Indikator
from workbench.whatif.scenario import Skenario

OPD = "kab-contoh-koperasi-ukm"
JUTA = 100_000_000
"""A million rupiah, in sen."""
SUMBER = (None, "PAD", "DAU", "DAK Fisik", "DAK Non Fisik 2024", "DBHCHT")
SATUAN = ("orang", "unit usaha", "paket", "dokumen", "persen", None)


def kode(nomor: int) -> str:
    """Codes over two programs, two kegiatan each."""
    return f"2.17.{2 + nomor % 2:02d}.2.{1 + nomor // 2 % 2:02d}.{nomor + 1:04d}"


def baris(nomor: int, juta: int, **isi: Any) -> Baris:
    """A line worth `juta` million rupiah with one countable output of 100 people, unless `isi` says otherwise."""
    dasar: dict[str, Any] = {
        "id": kode(nomor),
        "kode": kode(nomor),
        "uraian": f"Sub kegiatan nomor {nomor}",
        "pagu": juta * JUTA,
        "indikator": (Indikator("Jumlah peserta", "orang", 100.0, None),),
        "letak": nomor + 1,
    }
    return Baris(**{**dasar, **isi})


def baseline(*isi: Baris, **lain: Any) -> Baseline:
    """A baseline of given lines."""
    return Baseline(opd=OPD, tahun=2024, tahap="renja", baris=isi, **lain)


def skenario(**isi: Any) -> Skenario:
    """A scenario that changes nothing, unless `isi` says otherwise."""
    dasar = {"judul": "Contoh", "tanggal": "2024-07-01", "catatan": "Contoh.", "opd": OPD, "tahun": 2024}
    return Skenario.model_validate({**dasar, **isi})


def yaml(tambahan: str = "") -> str:
    """The first five lines of a scenario file, then `tambahan` from line 6 on."""
    return f"judul: Contoh\ntanggal: 2024-07-01\ncatatan: Contoh.\nopd: {OPD}\ntahun: 2024\n{tambahan}"


@st.composite
def baseline_acak(draw: st.DrawFn, paling_banyak: int = 9) -> Baseline:
    """Lines with any sen, sources of funds, units, and money spent up to (rarely beyond) the ceiling."""
    isi = []
    for nomor in range(draw(st.integers(2, paling_banyak))):
        pagu = draw(st.one_of(st.just(0), st.integers(1, 10**13), st.integers(1, 10**5).map(lambda j: j * JUTA)))
        realisasi = draw(st.one_of(st.none(), st.integers(0, pagu)))
        target = draw(st.one_of(st.none(), st.floats(0.5, 1000)))
        nyata = draw(st.one_of(st.none(), st.floats(0, 1500)))
        satu = Indikator("Jumlah hasil", draw(st.sampled_from(SATUAN)), target, nyata)
        uraian = draw(st.sampled_from(["Pelatihan", "Penyediaan Gaji dan Tunjangan ASN", "Pendampingan"]))
        isi.append(
            baris(nomor, 0, pagu=pagu, realisasi_rp=realisasi, sumber_dana=draw(st.sampled_from(SUMBER)),
                  uraian=uraian, indikator=(satu,))
        )  # fmt: skip
    return baseline(*isi, periode=draw(st.sampled_from([None, "semester1", "tahunan"])))


@st.composite
def geser_acak(draw: st.DrawFn, dasar: Baseline) -> list[dict[str, str]]:
    """A few moves between different lines, in rupiah, sen or per cent."""
    nama = [b.id for b in dasar.baris]
    jumlah = st.one_of(
        st.integers(1, 10**11).map(str),
        st.integers(1, 10**9).map(lambda s: f"{s},{s % 100:02d}"),
        st.integers(1, 100).map(lambda p: f"{p}%"),
    )
    hasil = []
    for _ in range(draw(st.integers(1, 4))):
        dari = draw(st.sampled_from(nama))
        ke = draw(st.sampled_from([n for n in nama if n != dari]))
        hasil.append({"dari": dari, "ke": ke, "jumlah": draw(jumlah)})
    return hasil


def besar(banyak: int) -> Baseline:
    """So many sub kegiatan of an office, the same each time."""
    acak = random.Random(7)
    isi = []
    for n in range(banyak):
        nama = f"2.17.{n // 500 + 1:02d}.1.{n // 20 % 25 + 1:02d}.{n % 20 + 1:04d}"
        target = float(acak.randrange(1, 500))
        satu = Indikator("Jumlah hasil", acak.choice(["orang", "unit usaha", "paket", "dokumen"]), target, None)
        pagu = acak.randrange(1, 5000) * JUTA // 10
        sumber = acak.choice(["PAD", "DAU", "DAK Fisik", "DBHCHT", None])
        isi.append(Baris(nama, nama, "Pelatihan", pagu, pagu // acak.randrange(2, 9), sumber, (satu,), n))
    return baseline(*isi)
