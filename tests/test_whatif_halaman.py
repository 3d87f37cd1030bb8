"""The interactive page: its widgets without a browser, then a real Chromium on a real server."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from contoh import observasi
from whatif_contoh import OPD

from workbench import paths
from workbench.reports.halaman_whatif import HalamanWhatIf
from workbench.whatif.scenario import baca_berkas, tulis

CHROMIUM = next((b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None)
TOKEN = "uji-token-halaman"


def _baris(nomor: int, pagu: str, **lain: object) -> dict[str, object]:
    kode = f"2.17.{nomor % 7 + 2:02d}.2.01.{nomor:04d}"
    dasar = {
        "kode": kode,
        "uraian": f"Kegiatan {nomor} <b>&",
        "indikator": f"Jumlah peserta {nomor}",
        "satuan": "orang",
    }
    return {**dasar, "target": 100.0, "pagu": Decimal(pagu), **lain}


@pytest.fixture
def rumah(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, so that saving touches nothing else."""
    for nama in ("halaman", "scenarios"):
        shutil.copytree(paths.home() / nama, tmp_path / nama)
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def halaman(rumah: Path) -> HalamanWhatIf:
    rows = [_baris(1, "100000000.25"), _baris(2, "50000000", realisasi_rp=Decimal("40000000"))]
    return HalamanWhatIf(observasi(*rows, jenjang="sub_kegiatan", kode_asal="tercetak", opd=OPD))


def test_moving_money_shows_balance_class_and_effect(halaman: HalamanWhatIf) -> None:
    assert "seimbang, jumlah Rp150.000.000,25" in halaman.saldo.value
    halaman.baris[0].geser.value = 90_000_000
    assert "kurang Rp10.000.000" in halaman.saldo.value and "Total tetap" in halaman.langgar.value
    halaman.baris[1].angka.value = 60_000_000
    assert "seimbang" in halaman.saldo.value and "Tidak ada batas" in halaman.langgar.value
    assert "perubahan Perda APBD (1 pergeseran)" in halaman.kelas.value
    assert "104,00%" in halaman.dampak.value  # -10 % and +20 % at 0.8


def test_numbers_beyond_the_slider_are_not_cut(halaman: HalamanWhatIf) -> None:
    halaman.baris[1].angka.value = 5_000_000_000
    assert halaman.baris[1].menjadi == 5_000_000_000_00
    halaman.baris[0].angka.value = -7
    assert halaman.baris[0].menjadi == -700 + 25
    assert "tidak boleh negatif" in halaman.langgar.value


def test_saving_and_loading_give_the_same_ceilings(halaman: HalamanWhatIf, rumah: Path) -> None:
    halaman.baris[0].angka.value, halaman.baris[1].angka.value = 90_000_000, 60_000_000
    menjadi = [b.menjadi for b in halaman.baris]
    halaman.nama.value = "Rencana Saya"
    halaman.simpan.click()
    assert "Tersimpan" in halaman.pesan.value
    (baru,) = {f.stem for f in (rumah / "scenarios").glob("rencana*")}
    assert baca_berkas(rumah / "scenarios" / f"{baru}.yml").opd == OPD
    halaman.ulang.click()
    assert [b.menjadi for b in halaman.baris] != menjadi
    halaman.berkas.value = baru
    halaman.muat.click()
    assert [b.menjadi for b in halaman.baris] == menjadi


def test_a_file_is_not_overwritten_by_a_name_and_names_cannot_leave_the_folder(
    halaman: HalamanWhatIf, rumah: Path
) -> None:
    ada = rumah / "scenarios" / "magetan-2024-perubahan.yml"
    isi = ada.read_bytes()
    halaman.nama.value = "magetan-2024-perubahan"
    halaman.simpan.click()
    assert "sudah ada" in halaman.pesan.value and ada.read_bytes() == isi
    halaman.nama.value = "../../jahat"
    halaman.simpan.click()
    assert not list(rumah.parent.glob("jahat*")) and list((rumah / "scenarios").glob("jahat-*.yml"))


def test_a_scenario_for_another_office_is_refused_with_a_sentence(halaman: HalamanWhatIf) -> None:
    halaman.berkas.value = "lampung-2024-efisiensi"
    halaman.muat.click()
    assert "prov-lampung-koperasi-ukm" in halaman.pesan.value


def test_a_rule_that_is_switched_off_stays_visible(halaman: HalamanWhatIf, rumah: Path) -> None:
    lunak = halaman.skenario.model_copy(update={"abaikan": ("terealisasi",)})
    (rumah / "scenarios" / "lunak.yml").write_text(tulis(lunak), encoding="utf-8")
    halaman.pilih_bahasa.value = "en"  # lists the files again
    halaman.pilih_bahasa.value = "id"
    halaman.berkas.value = "lunak"
    halaman.muat.click()
    assert "terealisasi dimatikan" in halaman.peringatan.value
    halaman.baris[1].angka.value = 1
    assert "[dicatat saja]" in halaman.langgar.value


def test_names_are_escaped_and_labels_change_language(halaman: HalamanWhatIf) -> None:
    assert "Kegiatan 1 &lt;b&gt;&amp;" in halaman.baris[0].baris_halaman().children[0].value
    halaman.pilih_bahasa.value = "en"
    assert halaman.simpan.description == "Save" and "balanced" in halaman.saldo.value


def test_the_export_is_a_workbook(halaman: HalamanWhatIf, rumah: Path) -> None:
    halaman.ekspor.click()
    assert (rumah / "reports" / "skenario-saya.xlsx").read_bytes()[:2] == b"PK"


def test_a_change_among_200_lines_is_judged(rumah: Path) -> None:
    rows = [_baris(n, f"{1_000_000 * n}") for n in range(1, 201)]
    besar = HalamanWhatIf(observasi(*rows, jenjang="sub_kegiatan", kode_asal="tercetak", opd=OPD))
    for n in range(20):
        besar.baris[n].geser.value += 1_000_000
    assert len(besar.baris) == 200 and "Rp20.000.000" in besar.saldo.value


# --- a real browser


def _pelabuhan() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture
def peladen(rumah: Path, dataset: Path) -> Iterator[str]:
    """The page served as `workbench whatif` does it, on a free port and with a known token."""
    port = _pelabuhan()
    atur = {"ServerApp": {"allow_root": True, "port": port, "port_retries": 0}, "IdentityProvider": {"token": TOKEN}}
    (rumah / "jupyter").mkdir()
    (rumah / "jupyter" / "jupyter_server_config.json").write_text(json.dumps(atur), encoding="utf-8")
    lingkungan = {
        **os.environ,
        "WORKBENCH_PROCESSED": str(dataset),
        "JUPYTER_CONFIG_DIR": str(rumah / "jupyter"),
        "PYTHONPATH": str(Path(__file__).resolve().parents[1] / "src"),
    }
    with (rumah / "catatan.txt").open("w") as catatan:
        perintah = [sys.executable, "-m", "workbench.cli", "whatif", "--no-browser"]
        proses = subprocess.Popen(
            perintah, env=lingkungan, stdout=catatan, stderr=catatan, start_new_session=True, stdin=subprocess.DEVNULL
        )
        alamat = f"http://127.0.0.1:{port}"
        try:
            _tunggu(alamat, proses, rumah / "catatan.txt")
            yield alamat
        finally:
            os.killpg(proses.pid, 15)
            proses.wait(20)


def _tunggu(alamat: str, proses: "subprocess.Popen[bytes]", catatan: Path) -> None:
    for _ in range(150):
        if proses.poll() is not None:
            pytest.fail(catatan.read_text())
        try:
            urllib.request.urlopen(f"{alamat}/api", timeout=2)
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.3)
    pytest.fail(catatan.read_text())


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.skipif(os.name == "nt", reason="process groups of POSIX")
def test_a_browser_moves_money_sees_the_rule_saves_and_loads(peladen: str, rumah: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    laman = f"{peladen}/voila/render/what_if.ipynb"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which(CHROMIUM or ""), args=["--no-sandbox"])
        tanpa = browser.new_page()
        tanpa.goto(laman)
        assert "/login" in tanpa.url  # Jupyter's token page
        halaman = browser.new_page()
        halaman.goto(f"{laman}?token={TOKEN}")
        saldo, langgar = halaman.locator(".whatif-saldo"), halaman.locator(".whatif-langgar")
        expect(saldo).to_contain_text("seimbang", timeout=60_000)
        pilih = halaman.locator("select")
        pilih.nth(0).select_option("kab-magetan-koperasi-ukm")
        expect(saldo).to_contain_text("Rp5.551.085.325", timeout=20_000)

        tuas = halaman.locator(".noUi-handle").first.bounding_box()
        assert tuas is not None
        x, y = tuas["x"] + tuas["width"] / 2, tuas["y"] + tuas["height"] / 2
        halaman.mouse.move(x, y)
        halaman.mouse.down()
        halaman.mouse.move(x + 60, y, steps=5)
        halaman.mouse.up()
        expect(saldo).to_contain_text("lebih Rp", timeout=10_000)
        halaman.get_by_role("button", name="Kembali ke semula").click()
        expect(saldo).to_contain_text("seimbang", timeout=10_000)

        gaji = halaman.locator(".whatif-angka input").nth(2)
        expect(gaji).to_have_value("2837317843")
        gaji.fill("2800000000")
        gaji.press("Enter")
        expect(saldo).to_contain_text("kurang Rp37.317.843", timeout=10_000)
        expect(langgar).to_contain_text("baris wajib: gaji dan tunjangan")

        halaman.locator("input[type=text]:not(.whatif-angka input)").first.fill("dari-browser")
        halaman.keyboard.press("Tab")
        halaman.get_by_role("button", name="Simpan").click()
        expect(halaman.locator(".whatif-pesan")).to_contain_text(
            "Tersimpan: scenarios/dari-browser.yml", timeout=10_000
        )
        assert baca_berkas(rumah / "scenarios" / "dari-browser.yml").ubah[0].kode == "2.17.01.2.02.0001"

        halaman.get_by_role("button", name="Kembali ke semula").click()
        expect(saldo).to_contain_text("seimbang", timeout=10_000)
        pilih.nth(2).select_option("dari-browser")
        halaman.get_by_role("button", name="Muat").click()
        expect(saldo).to_contain_text("kurang Rp37.317.843", timeout=20_000)
        if gambar := os.environ.get("WORKBENCH_GAMBAR"):
            halaman.set_viewport_size({"width": 1180, "height": 900})
            halaman.screenshot(path=gambar)
        browser.close()
