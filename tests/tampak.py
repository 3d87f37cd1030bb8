"""What a browser shows of a page: text that leaves its page or figure, labels that lie on each other."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next((b for b in ("chromium", "chromium-browser", "google-chrome") if shutil.which(b)), None)
TEGAK, LAYAR, KERTAS = 390, 1280, 688
"""Widths in CSS pixels: a phone held upright, a screen, A4 between its margins."""

_PERIKSA = """() => {
  const galat = [], lebar = document.documentElement.clientWidth, geser = 1.5;
  const nama = satu => (satu.textContent || "").trim().slice(0, 60);
  if (document.documentElement.scrollWidth > lebar) {
    const luar = [...document.querySelectorAll("main *")].filter(e => !e.closest(".gulir *, .gambar") &&
      e.getBoundingClientRect().right > lebar + 1).map(e => e.tagName + "." + e.className + " " + nama(e));
    galat.push("halaman lebih lebar: " + document.documentElement.scrollWidth + ": " + luar.slice(0, 3).join(" | "));
  }
  const tampak = e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 &&
    getComputedStyle(e).visibility !== "hidden" && getComputedStyle(e).display !== "none"; };
  // The four corners of a text on the screen, turned as it is turned.
  const sudut = e => { const b = e.getBBox(), m = e.getScreenCTM();
    return [[b.x, b.y], [b.x + b.width, b.y], [b.x + b.width, b.y + b.height], [b.x, b.y + b.height]]
      .map(([x, y]) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f]); };
  const sela = (p, q) => { let terbesar = -Infinity;
    for (const [a, b] of [[p, q], [q, p]]) for (let i = 0; i < 4; i++) {
      const [x1, y1] = a[i], [x2, y2] = a[(i + 1) % 4], panjang = Math.hypot(x2 - x1, y2 - y1) || 1;
      const n = [(y2 - y1) / panjang, (x1 - x2) / panjang];
      const s = a.map(v => v[0] * n[0] + v[1] * n[1]), t = b.map(v => v[0] * n[0] + v[1] * n[1]);
      terbesar = Math.max(terbesar, Math.min(...t) - Math.max(...s), Math.min(...s) - Math.max(...t));
    } return terbesar; };
  for (const kotak of document.querySelectorAll("div.gambar")) {
    if (!tampak(kotak)) continue;
    const batas = kotak.getBoundingClientRect();
    const teks = [...kotak.querySelectorAll("svg.main-svg text")].filter(e => nama(e) && tampak(e) && !e.closest(".hoverlayer"))
      .map(e => ({ e, p: sudut(e), n: nama(e) }));
    for (const { p, n } of teks) {
      if (p.some(([x, y]) => x < batas.left - geser || x > batas.right + geser || y < batas.top - geser || y > batas.bottom + geser))
        galat.push(kotak.id + " terpotong: " + n);
    }
    for (let i = 0; i < teks.length; i++) for (let j = i + 1; j < teks.length; j++) {
      if (sela(teks[i].p, teks[j].p) < -geser - 1) galat.push(kotak.id + " bertumpuk: " + teks[i].n + " / " + teks[j].n);
    }
  }
  for (const e of document.querySelectorAll("td, th, .kartu .nilai, .kartu .label, .kartu .kecil, button, summary, h1, h2, h3, p, li")) {
    if (tampak(e) && e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0 && getComputedStyle(e).display !== "inline")
      galat.push(e.tagName + " meluap: " + nama(e));
  }
  return galat;
}"""


@contextmanager
def peramban() -> Iterator[Any]:
    """A browser without a window and without network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        jendela = p.chromium.launch(executable_path=shutil.which(CHROMIUM or ""), args=["--no-sandbox"])
        try:
            yield jendela
        finally:
            jendela.close()


def cacat(jendela: Any, halaman: Path, lebar: int) -> list[str]:
    """What is wrong with a page at a width (`KERTAS`: as it is printed); empty when nothing is."""
    laman = jendela.new_page(viewport={"width": lebar, "height": 900}, offline=True)
    galat: list[str] = []
    laman.on("pageerror", lambda e: galat.append(f"skrip: {e}"))
    laman.goto(halaman.as_uri())
    if laman.locator("div.gambar").count():
        laman.wait_for_selector("html[data-gambar-terlukis]", timeout=60_000)
    if lebar == KERTAS:
        laman.emulate_media(media="print")
        laman.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    else:
        laman.evaluate("document.querySelectorAll('details').forEach(satu => { satu.open = true; })")
    laman.wait_for_timeout(200)
    galat += laman.evaluate(_PERIKSA)
    laman.close()
    return galat
