"""A browser without a window: pages to PDF, figures to pictures. Nothing is loaded from the network."""

import base64
import os
import re
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

_NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_TEMPAT = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
_DETIK = 120
_LEBAR, _SKALA = 900, 2
_PILIHAN = (
    *("--headless", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    *("--proxy-server=127.0.0.1:9", "--virtual-time-budget=3000"),
)


class PerambanError(Exception):
    """There is no browser, or it did not do what was asked; the message says what to do."""


def program() -> str | None:
    """Path of a Chromium-like browser (`WORKBENCH_PERAMBAN` goes before all others); None when there is none."""
    diminta = os.environ.get("WORKBENCH_PERAMBAN")
    if diminta:
        return shutil.which(diminta)
    ada = next((letak for nama in _NAMA if (letak := shutil.which(nama))), None)
    return ada or next((tempat for tempat in _TEMPAT if Path(tempat).is_file()), None)


def tidak_ada() -> str | None:
    """What to install when there is no browser; None when there is one."""
    if program():
        return None
    return (
        "PDF dibuat oleh peramban, dan di komputer ini tidak ada yang ditemukan. Pasang Chromium, Google Chrome, atau "
        "Microsoft Edge (di Debian/Ubuntu: sudo apt install chromium), lalu jalankan lagi. Halaman HTML tetap dapat "
        "dibuka di peramban mana pun dan dicetak dari sana."
    )


def pdf(halaman: Path) -> bytes:
    """A page of the folder of reports printed on A4. Raises PerambanError."""
    with tempfile.TemporaryDirectory() as folder:
        keluar = Path(folder) / "halaman.pdf"
        _jalankan(folder, "--no-pdf-header-footer", f"--print-to-pdf={keluar}", halaman.resolve().as_uri())
        isi = keluar.read_bytes() if keluar.is_file() else b""
    if not isi.startswith(b"%PDF"):
        raise PerambanError("Peramban tidak menghasilkan PDF.")
    return isi


def gambar(data: list[str], plotly: Path) -> list[bytes]:
    """Figures (plotly JSON) as PNG, all in one go, drawn with the script `plotly`. Raises PerambanError."""
    if not data:
        return []
    with tempfile.TemporaryDirectory() as folder:
        halaman = Path(folder) / "gambar.html"
        halaman.write_text(_halaman_gambar(data, plotly), encoding="utf-8")
        dom = _jalankan(folder, "--dump-dom", halaman.as_uri())
    hasil = re.findall(r'<img[^>]*src="data:image/png;base64,([A-Za-z0-9+/=]+)"', dom)
    if len(hasil) != len(data):
        raise PerambanError(f"Peramban melukis {len(hasil)} dari {len(data)} gambar.")
    return [base64.b64decode(satu) for satu in hasil]


def _halaman_gambar(data: list[str], plotly: Path) -> str:
    """A page that replaces every figure by its picture."""
    isi = "".join(f'<script type="application/json" class="isi">{_dalam_skrip(satu)}</script>' for satu in data)
    alamat = escape(plotly.resolve().as_uri(), quote=True)
    return f"""<!doctype html><meta charset="utf-8"><script src="{alamat}"></script>
{isi}<div id="hasil"></div><script>
(async function () {{
  for (const satu of document.querySelectorAll("script.isi")) {{
    const isi = JSON.parse(satu.textContent);
    const tinggi = isi.layout.height || 360;
    const url = await Plotly.toImage({{ data: isi.data, layout: Object.assign(isi.layout, {{ width: {_LEBAR} }}) }},
      {{ format: "png", width: {_LEBAR}, height: tinggi, scale: {_SKALA} }});
    const img = document.createElement("img");
    img.src = url;
    document.getElementById("hasil").appendChild(img);
  }}
}})();
</script>"""


def _dalam_skrip(teks: str) -> str:
    """JSON that cannot end the script element it stands in."""
    for huruf, kode in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        teks = teks.replace(huruf, kode)
    return teks


def _jalankan(folder: str, *pilihan: str) -> str:
    """Run the browser with a profile of its own and give back what it printed."""
    peramban = program()
    if peramban is None:
        raise PerambanError(str(tidak_ada()))
    sebagai_root = hasattr(os, "geteuid") and os.geteuid() == 0
    perintah = [peramban, *_PILIHAN, *(["--no-sandbox"] if sebagai_root else []), f"--user-data-dir={folder}/profil"]
    try:
        selesai = subprocess.run(
            [*perintah, *pilihan],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_DETIK,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PerambanError(f"Peramban tidak selesai dalam {_DETIK} detik.") from None
    except OSError as galat:
        raise PerambanError(f"Peramban {peramban} tidak dapat dijalankan: {galat.strerror or galat}.") from None
    return selesai.stdout
