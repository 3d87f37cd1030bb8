"""Every kind of page as a browser shows it on a phone, on a screen and on paper: nothing cut, nothing covered."""

from pathlib import Path

import pytest
from contoh import LAIN, observasi, program, tulis
from tampak import CHROMIUM, KERTAS, LAYAR, TEGAK, cacat, peramban

from workbench.reports import build, export

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="tidak ada Chromium di komputer ini"),
]
PANJANG = "PROGRAM PEMBERDAYAAN USAHA MENENGAH, USAHA KECIL, DAN USAHA MIKRO (UMKM) YANG BERNAMA PANJANG SEKALI"


def _gambar(lebar_tulisan: int, *nama: str) -> str:
    """A figure whose names lie on each other, or leave it, unless it is given room."""
    isi = {
        "data": [{"type": "bar", "orientation": "h", "y": list(nama), "x": list(range(1, len(nama) + 1))}],
        "layout": {"height": 300, "margin": {"l": lebar_tulisan}, "xaxis": {"range": [0, 9]}, "yaxis": {}},
        "config": {},
    }
    return export.gambar_html(isi, 1, "gambar")


@pytest.mark.parametrize(
    ("isi", "lebar", "kata"),
    [
        ("<p style='width:900px'>lebar</p>", TEGAK, "lebih lebar"),
        (_gambar(10, "sebuah nama yang panjang", "lain"), LAYAR, "terpotong"),
        (_gambar(200, *(f"nama {n}" for n in range(60))).replace('"yaxis":{}', '"yaxis":{"dtick":1}'), LAYAR, "bertumpuk"),
        (f'<table class="data"><tr>{"<td style=white-space:nowrap>Rp1.000.000.000.000</td>" * 5}</tr></table>', TEGAK, "lebar"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(isi: str, lebar: int, kata: str, tmp_path: Path) -> None:
    export.siapkan_aset(tmp_path)
    (tmp_path / "x.html").write_text(export.halaman("x", isi, bergambar="gambar-1" in isi), encoding="utf-8")
    with peramban() as jendela:
        assert any(kata in satu for satu in cacat(jendela, tmp_path / "x.html", lebar))


def test_a_figure_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    export.siapkan_aset(tmp_path)
    rusak = export.gambar_html({"data": 3, "layout": {}, "config": {}}, 1, "rusak")
    baik = _gambar(200, "satu", "dua").replace("gambar-1", "gambar-2")
    (tmp_path / "x.html").write_text(export.halaman("x", rusak + baik, bergambar=True), encoding="utf-8")
    with peramban() as jendela:
        laman = jendela.new_page(viewport={"width": TEGAK, "height": 900}, offline=True)
        laman.goto((tmp_path / "x.html").as_uri())
        laman.wait_for_selector('html[data-gambar-terlukis="1"]', state="attached")
        assert laman.locator("#gambar-2 .main-svg").count() >= 1


def test_a_table_too_wide_for_paper_is_made_to_fit(tmp_path: Path) -> None:
    sel = "".join(f"<td style='white-space:nowrap'>Rp1.000.000.000.00{n}</td>" for n in range(8))
    isi = f'<details><summary>x</summary><div class="gulir"><table class="data"><tr>{sel}</tr></table></div></details>'
    (tmp_path / "x.html").write_text(export.halaman("x", isi), encoding="utf-8")
    with peramban() as jendela:
        assert cacat(jendela, tmp_path / "x.html", KERTAS) == []


@pytest.mark.slow
def test_pages_on_a_phone_a_screen_and_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All reports of two offices with long names and large and small money."""
    milik = [
        {
            **program(n, f"{10 ** (6 + n % 6)}.55", f"{9 * 10 ** (5 + n % 6)}", target=10.0, realisasi=float(n)),
            "uraian": f"{PANJANG} {n}",
            "indikator": f"Persentase {PANJANG.lower()} {n}",
            "satuan": "persen",
        }
        for n in range(1, 9)
    ]
    dua = (observasi(*milik), observasi(*milik[:5], opd=LAIN, dokumen="lain.txt"))
    monkeypatch.setenv("WORKBENCH_PROCESSED", str(tulis(tmp_path / "data", dua[0].vstack(dua[1]))))
    hasil = build.build_all(folder=tmp_path / "reports")
    assert [satu.alasan for satu in hasil if satu.status != build.SELESAI] == []
    with peramban() as jendela:
        salah = {
            (satu.berkas, lebar): galat
            for satu in hasil
            for lebar in (TEGAK, LAYAR, KERTAS)
            if (galat := cacat(jendela, tmp_path / "reports" / satu.berkas, lebar))
        }
    assert salah == {}
