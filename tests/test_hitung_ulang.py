"""Every figure of the reports of all offices, recomputed from the dataset in plain Python.

Nothing of the rooms `analysis` and `reports` computes here: the report is read back as a reader sees it, each row is
looked up in `observasi` among the tables its section names as source, and what is computed is computed again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from bs4 import BeautifulSoup, Tag

from workbench import data
from workbench.analysis import ketersediaan
from workbench.reports.laporan_opd import LaporanOpd
from workbench.reports.tampilan import Bagian

BAGIAN = (
    *("pembuka", "pokok", "prioritas", "pagu_realisasi", "struktur", "serapan", "capaian", "sasaran", "kuadran"),
    *("waktu", "renstra", "belanja", "perubahan", "kelompok", "biaya", "pohon", "wilayah", "tahap", "temuan", "batas"),
)
TANPA_ANGKA = {"Hal", "Temuan", "Dokumen"}
"""First headings of tables without figures of the office's own: they hold words and quotations."""
SETAHUN = {"tahunan", "tw4"}
KELAS = ((91, "sangat tinggi"), (76, "tinggi"), (66, "sedang"), (51, "rendah"))
Obs = dict[str, Any]


@dataclass
class Halaman:
    """The report of one office as a reader sees it, beside the observations of that office."""

    seksi: dict[str, BeautifulSoup]
    tahun: int
    milik: list[Obs]

    @cached_property
    def setahun(self) -> list[Obs]:
        return [o for o in self.milik if o["tahun"] == self.tahun]


@pytest.fixture(scope="module")
def halaman(dataset: Path) -> Iterator[list[Halaman]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("WORKBENCH_PROCESSED", str(dataset))
        semua = data.observasi()
        yield [_halaman(semua, opd, tahun) for opd, tahun in ketersediaan.opd_tahun(semua)]


def _halaman(semua: pl.DataFrame, opd: str, tahun: int) -> Halaman:
    laporan = LaporanOpd.buat(opd, tahun)
    bagian: dict[str, Bagian | None] = {nama: getattr(laporan, nama)() for nama in BAGIAN}
    seksi = {
        nama: BeautifulSoup("".join(getattr(p, "html", "") for p in isi.potongan), "html.parser")
        for nama, isi in bagian.items()
        if isi
    }
    milik = semua.filter(opd=opd).to_dicts()
    return Halaman(seksi, tahun, [{**o, "nama": {_normal(o["uraian"]), _normal(o["indikator"])}} for o in milik])


def test_every_row_of_every_table_follows_from_the_dataset(halaman: list[Halaman]) -> None:
    salah: list[str] = []
    diperiksa = 0
    for satu in halaman:
        for nama, isi in satu.seksi.items():
            for tabel in isi.find_all("table"):
                kepala = tuple(th.get_text(" ", strip=True) for th in tabel.find_all("th"))
                if kepala[0] in TANPA_ANGKA or re.fullmatch(r"20\d\d", kepala[-1]):
                    continue
                for baris in tabel.select("tbody tr"):
                    sel = dict(zip(kepala, baris.find_all("td"), strict=True))
                    diperiksa += 1
                    if not _cocok(kepala, sel, satu, isi):
                        salah.append(f"{nama} {[c.get_text(' ', strip=True) for c in sel.values()]}")
    assert salah == []
    assert diperiksa > 400


def test_totals_below_tables_are_the_sums_above_them(halaman: list[Halaman]) -> None:
    diperiksa = 0
    for satu in halaman:
        for isi in satu.seksi.values():
            for tabel in (t for t in isi.find_all("table") if t.find("tfoot")):
                badan = [_kolom(baris) for baris in tabel.select("tbody tr")]
                for tempat, jumlah in enumerate(_kolom(tabel.select_one("tfoot tr"))):
                    if jumlah and jumlah.startswith(("Rp", "-Rp")):
                        diperiksa += 1
                        assert _bilang(jumlah) == sum(_bilang(b[tempat]) or 0 for b in badan)
    assert diperiksa >= 10


def test_what_stands_below_a_line_is_compared_with_it(halaman: list[Halaman]) -> None:
    """Ceiling of a kegiatan minus the sub kegiatan shown below it."""
    diperiksa = 0
    for satu in halaman:
        for tabel in satu.seksi["struktur"].find_all("table"):
            kepala = [th.get_text(" ", strip=True) for th in tabel.find_all("th")]
            if "Pagu dikurangi rincian" not in kepala:
                continue
            baris = [dict(zip(kepala, _kolom(b), strict=True)) for b in tabel.select("tbody tr")]
            for induk in (b for b in baris if b["Kode"].count(".") == 4):
                anak = [_bilang(b["Pagu"]) for b in baris if b["Kode"].startswith(induk["Kode"] + ".")]
                beda = _bilang(induk["Pagu"]) - sum(a for a in anak if a is not None) if anak else None  # type: ignore[operator]
                assert _bilang(induk["Pagu dikurangi rincian"]) == beda, induk
                diperiksa += 1
    assert diperiksa > 30


def test_every_rupiah_in_a_sentence_is_printed_or_follows_from_what_is_printed(halaman: list[Halaman]) -> None:
    """Full amounts in words and small lines: a printed figure, a sum over a level of one table, or a difference."""
    for satu in halaman:
        tercetak = {Decimal(o[k]) for o in satu.milik for k in ("pagu", "realisasi_rp") if o[k] is not None}
        jumlah = _jumlah(satu.setahun)
        selisih = {
            Decimal(o["pagu"]) - Decimal(o["realisasi_rp"])
            for o in satu.milik
            if None not in (o["pagu"], o["realisasi_rp"])
        }
        dikenal = tercetak | jumlah | selisih | {a - b for a in jumlah for b in jumlah} | _tabel_uang(satu)
        dikenal |= _biaya_satuan(satu.setahun)
        dikenal |= {-nilai for nilai in dikenal}
        for nama, isi in satu.seksi.items():
            if nama in ("temuan", "tahap"):
                continue
            teks = _tanpa_tabel(isi)
            for uang in re.findall(r"[-‑]?Rp[\d.]+(?:,\d\d)?(?! (?:triliun|miliar|juta))(?![\d.,]*\d)", teks):
                assert _bilang(uang) in dikenal, (nama, uang)


def test_the_key_figures_of_the_first_sentence(halaman: list[Halaman]) -> None:
    """Where programs print money spent: its sum, the ceiling beside it, absorption and what is left."""
    ada = 0
    for satu in halaman:
        pertama = satu.seksi["pokok"].find("li").get_text(" ", strip=True)  # type: ignore[union-attr]
        ketemu = re.match(
            r"(Rp[\d.,]*\d) dari pagu (Rp[\d.,]*\d) .*serapan ([\d,]+)%, tersisa (-?Rp[\d.,]*\d)\.", pertama
        )
        program = satu.seksi["pagu_realisasi"].find("table")
        if ketemu is None:
            assert program is None or "Realisasi" not in program.get_text()
            continue
        ada += 1
        kepala = [th.get_text(" ", strip=True) for th in program.find_all("th")]  # type: ignore[union-attr]
        badan = [_kolom(b) for b in program.select("tbody tr")]  # type: ignore[union-attr]
        pagu, realisasi = (sum(_bilang(b[kepala.index(k)]) or Decimal(0) for b in badan) for k in ("Pagu", "Realisasi"))
        nilai = [_bilang(k) for k in ketemu.groups()]
        assert [nilai[0], nilai[1], nilai[3]] == [realisasi, pagu, pagu - realisasi]
        assert _dekat(nilai[2], Fraction(realisasi) / Fraction(pagu) * 100, ketemu[3])
    assert ada >= 2


def test_a_missing_figure_is_never_a_zero(halaman: list[Halaman]) -> None:
    """Rupiah 0 and 0 percent are shown only for lines that print a 0 themselves."""
    for satu in halaman:
        nol = {_normal(o["uraian"]) for o in satu.milik if 0 in (o["pagu"], o["realisasi_rp"], o["realisasi"])}
        nol |= {_normal(o["indikator"]) for o in satu.milik if 0 in (o["target"], o["realisasi"])}
        for isi in (satu.seksi[nama] for nama in ("pagu_realisasi", "serapan", "capaian", "sasaran", "biaya")):
            for baris in isi.select("tbody tr"):
                kolom = _kolom(baris)
                if {"Rp0", "0,00%"} & set(kolom[1:5]):
                    assert _normal(_nama(baris.find("td"))) in nol, kolom


# --- one row of a table -----------------------------------------------------------------------------------------


def _cocok(kepala: tuple[str, ...], sel: dict[str, Tag], halaman: Halaman, seksi: BeautifulSoup) -> bool:
    """Whether the observations of the tables named as source hold, or give, every figure of the row."""
    teks = {k: _isi(v) for k, v in sel.items()}
    asal = _tabel_asal(seksi)
    kolam = [o for o in halaman.milik if not asal or (o["dokumen"], str(o["tabel"])) in asal or o["tabel"] is None]
    nama = _normal(re.sub(r"^\d+\. ", "", _nama(next(iter(sel.values())))))
    kode = {o["kode"] for o in kolam if nama in o["nama"]} | {teks.get("Kode")} - {None, "–"}
    kolam = [o for o in kolam if nama in o["nama"] or o["kode"] in kode - {None}]
    if "Tahun target" in kepala:
        return _renstra(teks, kolam, halaman)
    if "Sebelum" in kepala:
        sebelum, sesudah = _bilang(teks["Sebelum"]), _bilang(teks["Sesudah"])
        pagu = {o["pagu"] for o in kolam}
        beda = None if None in (sebelum, sesudah) else sesudah - sebelum  # type: ignore[operator]
        return {sebelum, sesudah} <= pagu | {None} and _bilang(teks["Bertambah/(berkurang)"]) == beda
    if kepala[0] == "Kelompok" or kepala[0] == "Sumber dana":
        return _kelompok(kepala, teks, halaman, asal)
    if kepala[0] == "Tabel":
        return _tahap(teks, halaman)
    if kepala[0] == "Jenis belanja":
        return any(o["pagu"] == _bilang(teks["Pagu"]) and _bagian(teks["Bagian"], o, halaman) for o in kolam)
    if "Letak" in kepala or "Rasio" in kepala:
        return _efisiensi(kepala, teks, kolam)
    if "Bobot" in kepala:
        return _bobot(teks, kolam)
    rata = _rata(kolam)
    return any(all(_sah(k, teks, o, rata) for k in kepala[1:]) for o in kolam)


def _sah(kolom: str, teks: dict[str, str], o: Obs, rata: list[Fraction]) -> bool:
    """Whether one cell follows from one observation."""
    isi = teks[kolom]
    uang = "Pagu" in teks
    hitung: dict[str, Callable[[], object]] = {
        "Pagu": lambda: o["pagu"],
        "Realisasi": lambda: o["realisasi_rp"] if uang else o["realisasi"],
        "Sisa": lambda: _kurang(o["pagu"], o["realisasi_rp"]),
        "Serapan": lambda: _bagi(o["realisasi_rp"], o["pagu"], 100),
        "Tercetak": lambda: o["serapan"] if uang else o["capaian"],
        "Target": lambda: o["target"],
        "Rencana per satuan": lambda: _bagi(o["pagu"], o["target"]),
        "Realisasi per satuan": lambda: _bagi(o["realisasi_rp"], o["realisasi"]),
    }
    if kolom == "Capaian":
        if "Target" in teks:
            return _dekat(_bilang(isi), _bagi(o["realisasi"], o["target"], 100), isi)
        return isi == "–" or any(_dekat(_bilang(isi), satu, isi) for satu in rata)
    if kolom == "Kelas":
        return isi == _kelas(o) or (isi == "–" and o["periode"] not in SETAHUN)
    if kolom in hitung:
        nilai = hitung[kolom]()
        if kolom == "Realisasi" and nilai is None and o["realisasi_teks"]:
            return isi == o["realisasi_teks"]
        if nilai is None or isi == "–":
            return isi == "–" and (nilai is None or kolom == "Tercetak" or "per satuan" in kolom)
        return _dekat(_bilang(isi), Fraction(str(nilai)) if isinstance(nilai, float) else Fraction(nilai), isi)  # type: ignore[arg-type]
    return True


def _renstra(teks: dict[str, str], kolam: list[Obs], halaman: Halaman) -> bool:
    """Target of the plan's end, realised to date, what is missing, what that is a year."""
    target, realisasi = _bilang(teks["Target akhir"]), _bilang(teks["Realisasi"])
    tahun, sampai = int(teks["Tahun target"]), teks["s.d."]
    cetak = [o for o in kolam if o["tahap"] == "renstra_akhir" and o["tahun"] == tahun]
    cetak = [o for o in cetak if _dekat(target, _pecah(o["target"]), teks["Target akhir"])]
    if not cetak:
        return False
    if realisasi is None:
        return all(teks[k] == "–" for k in ("s.d.", "Capaian", "Kurang", "Perlu per tahun"))
    nama = {_normal(o["indikator"]) for o in cetak}
    asal = [o for o in halaman.milik if _normal(o["indikator"]) in nama and o["realisasi"] is not None]
    for t, r in ((o["target"], s["realisasi"]) for o in cetak for s in asal):
        t, r = _pecah(t), _pecah(r)
        kurang = t - r if t > r else None
        sisa = tahun - halaman.tahun
        perlu = kurang / sisa if kurang is not None and sisa > 0 and r != 0 else None
        if (
            _dekat(realisasi, r, teks["Realisasi"])
            and int(sampai) <= halaman.tahun
            and _dekat(_bilang(teks["Capaian"]), r / t * 100 if t else None, teks["Capaian"])
            and _dekat(_bilang(teks["Kurang"]), kurang, teks["Kurang"])
            and _dekat(_bilang(teks["Perlu per tahun"]), perlu, teks["Perlu per tahun"])
        ):
            return True
    return False


def _kelompok(kepala: tuple[str, ...], teks: dict[str, str], halaman: Halaman, asal: set[tuple[str, str]]) -> bool:
    """A sum over lines: of supporting or other programs, or of one source of funds."""
    pagu = _bilang(teks["Pagu"])
    for milik in _per_tabel(halaman.setahun, asal).values():
        for jenjang in ("program", "kegiatan", "sub_kegiatan"):
            baris = _sekali([o for o in milik if o["jenjang"] == jenjang and o["pagu"] is not None])
            if kepala[0] == "Kelompok":
                penunjang = teks["Kelompok"] == "Penunjang"
                pilih = [o for o in baris if (o["kode"] or "").endswith(".01") == penunjang]
                n = teks["Program"]
            else:
                cari = None if teks["Sumber dana"] == "sumber dana tidak tercetak" else _rapat(teks["Sumber dana"])
                pilih = [o for o in baris if _rapat(o["sumber_dana"]) == (cari or "")]
                n = teks["Baris"]
            jumlah, seluruh = sum(o["pagu"] for o in pilih), sum(o["pagu"] for o in baris)
            bagian = _bagi(jumlah, seluruh, 100)
            if (
                pilih
                and (jumlah, str(len(pilih))) == (pagu, n)
                and _dekat(_bilang(teks["Bagian"]), bagian, teks["Bagian"])
            ):
                return True
    return False


def _bagian(teks: str, o: Obs, halaman: Halaman) -> bool:
    """The share of a kind of spending in a total its table prints for the same stage; none without such a total."""
    milik = _per_tabel(halaman.setahun, set())[o["dokumen"], o["tabel"], o["tahap"], o["periode"]]
    total = [t["pagu"] for t in milik if t["jenjang"] == "opd" and t["pagu"]]
    if teks == "–" or not total:
        return teks == "–" and not total
    return any(_dekat(_bilang(teks), _bagi(o["pagu"], satu, 100), teks) for satu in total)


def _tahap(teks: dict[str, str], halaman: Halaman) -> bool:
    """The sum of the programs of one table and stage, and the total the table prints."""
    for milik in _per_tabel(halaman.setahun, set()).values():
        program = [o for o in milik if o["jenjang"] == "program" and o["pagu"] is not None]
        if str(milik[0]["tabel"]) not in (teks["Tabel"], f"tabel {teks['Tabel']}") and milik[0]["tabel"] is not None:
            continue
        if sum(o["pagu"] for o in _sekali(program)) != _bilang(teks["Jumlah program"]):
            continue
        total = {o["pagu"] for o in milik if o["jenjang"] in ("opd", "urusan")}
        tercetak = _bilang(teks["Total tercetak"])
        if tercetak is None or tercetak in total:
            beda = None if tercetak is None else _bilang(teks["Jumlah program"]) - tercetak  # type: ignore[operator]
            return beda is None or abs(_bilang(teks["Selisih"]) or 0) == abs(beda)
    return False


def _efisiensi(kepala: tuple[str, ...], teks: dict[str, str], kolam: list[Obs]) -> bool:
    """Achievement minus absorption, and achievement over absorption."""
    if kepala[0] == "Indikator":
        pasangan = [
            (_pecah(o["capaian"]), _pecah(o["serapan"])) for o in kolam if None not in (o["capaian"], o["serapan"])
        ]
    else:
        serap = {_bagi(o["realisasi_rp"], o["pagu"], 100) for o in kolam} - {None}
        pasangan = [(c, s) for c in _rata(kolam) for s in serap if s is not None]
    return any(
        _dekat(_bilang(teks["Capaian"]), c, teks["Capaian"])
        and _dekat(_bilang(teks["Serapan"]), s, teks["Serapan"])
        and _dekat(_bilang(teks["Selisih (poin)"]), c - s, teks["Selisih (poin)"])
        and _dekat(_bilang(teks["Rasio"]), c / s if s else None, teks["Rasio"])
        for c, s in pasangan
    )


def _bobot(teks: dict[str, str], kolam: list[Obs]) -> bool:
    """Pagu times the missing share of the target, the mean over the line's indicators, none above its target."""
    for milik in _per_tabel(kolam, set()).values():
        capaian = [c for o in milik if (c := _bagi(o["realisasi"], o["target"], 100)) is not None]
        if not capaian:
            continue
        kurang = sum((max(Fraction(0), min(Fraction(100), 100 - c)) for c in capaian), Fraction(0)) / len(capaian)
        if not _dekat(_bilang(teks["Kurang dari target"]), kurang, teks["Kurang dari target"]):
            continue
        if not _dekat(_bilang(teks["Capaian"]), min(capaian), teks["Capaian"]):
            continue
        for o in kolam:
            if o["pagu"] is not None and o["pagu"] == _bilang(teks["Pagu"]):
                serap = teks.get("Serapan", "–")
                benar = serap == "–" or any(
                    _dekat(_bilang(serap), _bagi(p["realisasi_rp"], p["pagu"], 100), serap) for p in kolam
                )
                if benar and _dekat(_bilang(teks["Bobot"]), Fraction(o["pagu"]) * kurang / 100, teks["Bobot"]):
                    return True
    return False


# --- what the reference knows -----------------------------------------------------------------------------------


def _tabel_asal(seksi: BeautifulSoup) -> set[tuple[str, str]]:
    """Documents and tables a section names below its tables."""
    teks = " ".join(p.get_text(" ", strip=True) for p in seksi.find_all("p") if "Sumber: " in p.get_text())
    return {(d, t) for d, t in re.findall(r"([^\s;]+\.txt), tabel (.+?), (?:tahap|baris)", teks)}


def _per_tabel(milik: list[Obs], asal: set[tuple[str, str]]) -> dict[tuple[object, ...], list[Obs]]:
    """Observations by table, stage and period."""
    hasil: dict[tuple[object, ...], list[Obs]] = {}
    for o in milik:
        if not asal or (o["dokumen"], str(o["tabel"])) in asal or o["tabel"] is None:
            hasil.setdefault((o["dokumen"], o["tabel"], o["tahap"], o["periode"]), []).append(o)
    return hasil


def _sekali(baris: list[Obs]) -> list[Obs]:
    """Each line once: the lines of a table that goes on over pages may be printed twice."""
    return list({(o["kode"] or _normal(o["uraian"]), o["indikator"], o["pagu"]): o for o in baris}.values())


def _rata(kolam: list[Obs]) -> list[Fraction]:
    """Mean achievement of a line's indicators, by table, stage and period."""
    hasil = []
    for milik in _per_tabel(kolam, set()).values():
        unik = {(o["indikator"], o["target"], o["realisasi"]): o for o in milik}.values()
        nilai = [c for o in unik if (c := _bagi(o["realisasi"], o["target"], 100)) is not None]
        if nilai:
            hasil.append(sum(nilai, Fraction(0)) / len(nilai))
    return hasil


def _jumlah(milik: list[Obs]) -> set[Decimal]:
    """Sums over each level of each table, all lines and those of one program."""
    hasil = set()
    for satu in _per_tabel(milik, set()).values():
        for jenjang in {o["jenjang"] for o in satu}:
            for kolom in ("pagu", "realisasi_rp"):
                baris = _sekali([o for o in satu if o["jenjang"] == jenjang and o[kolom] is not None])
                for awalan in {"", *(o["kode"] or "" for o in satu)}:
                    hasil.add(sum((o[kolom] for o in baris if (o["kode"] or "").startswith(awalan)), Decimal(0)))
    return hasil


def _biaya_satuan(milik: list[Obs]) -> set[Decimal]:
    nilai = (_bagi(o["pagu"], o["target"]) for o in milik if o["pagu"] is not None)
    return {Decimal(int(n + Fraction(1, 2))) for n in nilai if n is not None}


def _tabel_uang(halaman: Halaman) -> set[Decimal]:
    """Amounts in the tables of the report, which are checked row by row."""
    return {
        nilai
        for isi in halaman.seksi.values()
        for sel in isi.select("td")
        if _isi(sel).lstrip("-‑").startswith("Rp") and (nilai := _bilang(_isi(sel))) is not None
    }


def _kelas(o: Obs) -> str:
    nilai = _bagi(o["realisasi"], o["target"], 100)
    if nilai is None or o["periode"] not in SETAHUN:
        return "–"
    return next((nama for batas, nama in KELAS if nilai >= batas), "sangat rendah")


# --- reading a cell ---------------------------------------------------------------------------------------------


def _nama(sel: Any) -> str:
    """The first line of a cell, without the grey line below and the flag of the audit."""
    return next((str(s).strip() for s in sel.strings if str(s).strip()), "")


def _isi(sel: Tag) -> str:
    return sel.get_text(" ", strip=True).replace("⚑", "").strip()


def _kolom(baris: Any) -> list[str]:
    return [_isi(sel) for sel in baris.find_all("td")]


def _bilang(teks: str) -> Decimal | None:
    """The number of a cell in Indonesian notation; None for a dash."""
    if teks in ("–", ""):
        return None
    polos = teks.replace("Rp", "").replace("%", "").replace(".", "").replace(",", ".").replace("‑", "-")
    return Decimal(polos)


def _dekat(tampil: Decimal | None, nilai: Fraction | None, teks: str) -> bool:
    """Whether a number shown is the exact one, rounded to the decimals a reader sees (two where it has fewer)."""
    if tampil is None or nilai is None:
        return tampil is None and nilai is None
    desimal = 0 if teks.lstrip("-‑").startswith("Rp") and "," not in teks else 2
    if "," in teks:
        desimal = max(desimal, len(teks.rstrip("%").split(",")[1]))
    return abs(Fraction(tampil) - nilai) <= Fraction(1, 2 * 10**desimal) + Fraction(1, 10**9)


def _bagi(atas: object, bawah: object, kali: int = 1) -> Fraction | None:
    if atas is None or not bawah:
        return None
    return _pecah(atas) / _pecah(bawah) * kali


def _kurang(kiri: Decimal | None, kanan: Decimal | None) -> Decimal | None:
    return None if kiri is None or kanan is None else kiri - kanan


def _pecah(nilai: object) -> Fraction:
    return Fraction(str(nilai))


def _normal(teks: str | None) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", (teks or "").lower()).split())


def _rapat(teks: str | None) -> str:
    return _normal(teks).replace(" ", "")


def _tanpa_tabel(isi: BeautifulSoup) -> str:
    salinan = BeautifulSoup(str(isi), "html.parser")
    for tabel in salinan.find_all("table"):
        tabel.decompose()
    return salinan.get_text(" ", strip=True)
