"""Figures of the report of one office: structure, quadrants, time, revision, kinds of spending, regions.

Every figure has a companion of the same name in `kalimat_opd`.
"""

import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise

import plotly.graph_objects as go
import polars as pl

from workbench.analysis import efisiensi
from workbench.analysis.deret_waktu import TRIWULAN
from workbench.reports import istilah
from workbench.reports.format import Bahasa, angka_wajar, nama_rapi, persen, rupiah, rupiah_ringkas
from workbench.reports.viz import REDUP, SIMBOL, TINTA, WARNA_PAGU, WARNA_REALISASI, WARNA_SERI
from workbench.reports.viz_bentuk import TEMPLAT, bungkus, label_baris, mendatar

WARNA_KUADRAN = dict(zip(efisiensi.KUADRAN, ("#0b5c8c", "#56a5d8", "#e69f00", "#b2301c"), strict=True))
"""Target reached with less, reached with more, missed with less, missed with more."""
SIMBOL_KUADRAN = dict(zip(efisiensi.KUADRAN, ("circle", "square", "diamond", "triangle-up"), strict=True))
WARNA_NAIK, WARNA_TURUN, WARNA_JUMLAH = "#0b5c8c", "#c8641b", "#8794a3"
_MILIAR = 1e9
GARIS_TERBANYAK = 6
"""Lines one figure can hold and still be told apart."""


def struktur(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """A treemap of the ceilings: programs, their kegiatan and sub kegiatan (frame of `struktur.baris`).

    Areas are what the lines themselves print; where the lines below do not add up to theirs, the rest stays empty.
    """
    rows = rows.filter(pl.col("pagu") > 0)
    isi = _luas(rows)
    nama = [nama_rapi(u) for u in rows["uraian"]]
    gambar = go.Figure(
        go.Treemap(
            ids=[str(n) for n in rows["nomor"]],
            parents=["" if i is None or i not in isi else str(i) for i in rows["induk"]],
            labels=[bungkus(n, baris=4, lebar=20) for n in nama],
            values=[isi[n] for n in rows["nomor"]],
            branchvalues="remainder",
            text=[rupiah_ringkas(p, bahasa) for p in rows["pagu"]],
            customdata=[
                [escape(n), rupiah(p, bahasa), persen(s, bahasa)]
                for n, p, s in zip(nama, rows["pagu"], rows["serapan_persen"], strict=True)
            ],
            textinfo="label+text",
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>"
            + istilah.t("kolom.serapan", bahasa)
            + " %{customdata[2]}<extra></extra>",
            maxdepth=1,
            tiling={"packing": "squarify", "pad": 2},
            pathbar={"visible": True, "thickness": 22},
            root={"color": "white"},
            marker={
                "colors": _warna_program(rows),
                "line": {"color": "white", "width": 1},
            },
        )
    )
    return gambar.update_layout(
        template=TEMPLAT,
        separators=",." if bahasa == "id" else ".,",
        height=430,
        margin={"l": 0, "r": 0, "t": 26, "b": 4},
        uniformtext={"minsize": 10, "mode": "hide"},
    )


def kuadran(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Achievement against absorption, one numbered mark a line (frame of `efisiensi.program`, in its order)."""
    gambar = go.Figure()
    for satu in efisiensi.KUADRAN:
        pilih = [i for i, k in enumerate(rows["kuadran"]) if k == satu]
        if pilih:
            gambar.add_scatter(
                x=[rows["serapan_persen"][i] for i in pilih],
                y=[min(rows["capaian_persen"][i], _CAPAIAN_TERATAS) for i in pilih],
                mode="markers",
                name=istilah.t(f"kuadran.{satu}", bahasa),
                marker={"size": 13, "color": WARNA_KUADRAN[satu], "symbol": SIMBOL_KUADRAN[satu],
                        "line": {"color": "white", "width": 1}},
                customdata=[
                    [i + 1, bungkus(rows["uraian"][i]), persen(rows["serapan_persen"][i], bahasa),
                     persen(rows["capaian_persen"][i], bahasa)]
                    for i in pilih
                ],
                hovertemplate="%{customdata[0]}. %{customdata[1]}<br>%{customdata[2]} / %{customdata[3]}"
                "<extra>%{fullData.name}</extra>",
            )  # fmt: skip
    acuan = rows["serapan_opd"][0]
    mendatar_, tegak = (
        _rentang([*rows["serapan_persen"], acuan]),
        _rentang([*(min(v, _CAPAIAN_TERATAS) for v in rows["capaian_persen"]), 100.0]),
    )
    for x, y, letak in _tempat_nomor(rows, mendatar_, tegak):
        gambar.add_annotation(
            x=x, y=y, ax=letak[1], ay=letak[2], text=str(letak[0]), showarrow=True, arrowhead=0, arrowwidth=0.7,
            arrowcolor=REDUP, standoff=6, font={"size": 12, "color": TINTA}, bgcolor="rgba(255,255,255,.7)",
        )  # fmt: skip
    gambar.add_vline(x=acuan, line={"color": TINTA, "width": 1.2, "dash": "dot"})
    gambar.add_hline(y=100, line={"color": TINTA, "width": 1.2, "dash": "dot"})
    return gambar.update_layout(
        template=TEMPLAT,
        separators=",." if bahasa == "id" else ".,",
        height=460,
        legend={"y": 1.02},
        xaxis={"title": {"text": istilah.t("sumbu.persen_serapan", bahasa)}, "range": mendatar_, "fixedrange": True},
        yaxis={"title": {"text": istilah.t("sumbu.persen_capaian", bahasa)}, "range": tegak, "fixedrange": True},
        meta={"jenis": "titik"},
    )


_CAPAIAN_TERATAS = 200.0


def perubahan(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """From before to after as a waterfall of the lines that changed (frame of `perubahan.program`, pairs only)."""
    rows = rows.filter(pl.col("selisih").is_not_null())
    awal, akhir = (float(sum(rows[k].to_list())) / _MILIAR for k in ("sebelum", "sesudah"))
    berubah = rows.filter(pl.col("selisih") != 0)
    nama = [istilah.tahap(rows[f"tahap_{k}"][0], bahasa) for k in ("sebelum", "sesudah")]
    label = [f"<b>{escape(nama[0])}</b>", *label_baris(berubah["uraian"]), f"<b>{escape(nama[1])}</b>"]
    langkah = [float(v) / _MILIAR for v in berubah["selisih"]]
    teks = [
        rupiah_ringkas(sum(rows["sebelum"].to_list()), bahasa),
        *(("+" if v > 0 else "") + rupiah_ringkas(v, bahasa) for v in berubah["selisih"]),
        rupiah_ringkas(sum(rows["sesudah"].to_list()), bahasa),
    ]
    jejak, jalan = [awal], awal
    for satu in langkah:
        jalan += satu
        jejak.append(jalan)
    bawah, atas = min([*jejak, akhir]), max([*jejak, akhir])
    lebar = max(atas - bawah, atas * 0.02) or 1.0
    mulai = max(0.0, bawah - 0.6 * lebar) if bawah > 3 * lebar else 0.0
    gambar = go.Figure()
    dasar = [mulai, *(min(a, b) for a, b in pairwise(jejak)), mulai]
    panjang = [awal - mulai, *(abs(v) for v in langkah), akhir - mulai]
    warna = [WARNA_JUMLAH, *(WARNA_NAIK if v > 0 else WARNA_TURUN for v in langkah), WARNA_JUMLAH]
    gambar.add_bar(
        y=label, x=panjang, base=dasar, orientation="h", marker_color=warna, text=teks, showlegend=False,
        hovertemplate="%{y}<br>%{text}<extra></extra>",
    )  # fmt: skip
    sampai = atas + 0.45 * (atas - mulai)
    gambar = mendatar(gambar, len(label), "sumbu.miliar", bahasa, sampai=sampai, urutan=label)
    return gambar.update_xaxes(range=[mulai, sampai]).update_traces(textposition="outside")


def sumber_dana(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Ceilings by source of funds (frame of `belanja.sumber_dana`); lines without a printed source are grey."""
    tampil = rows.filter(pl.col("pagu") > 0)
    gambar = go.Figure()
    gambar.add_bar(
        y=label_baris(tampil["sumber_dana"].fill_null(istilah.t("sumber_dana.kosong", bahasa))),
        x=[float(v) / _MILIAR for v in tampil["pagu"]],
        orientation="h",
        marker_color=[WARNA_JUMLAH if s is None else WARNA_REALISASI for s in tampil["sumber_dana"]],
        text=[
            f"{rupiah_ringkas(p, bahasa)} ({persen(b, bahasa, 1)})"
            for p, b in tampil.select("pagu", "bagian_persen").iter_rows()
        ],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
    )
    sampai = 1.6 * max((float(v) / _MILIAR for v in tampil["pagu"]), default=1.0)
    return mendatar(gambar, tampil.height, "sumbu.miliar", bahasa, sampai=sampai)


def belanja(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Kinds of spending by stage, the uppermost kinds of one table (frame of `belanja.jenis`)."""
    atas = rows.filter(pl.col("tingkat") == 0)
    tahap = atas.select("tahap", "judul_tahap").unique(maintain_order=True)
    label = label_baris(atas["uraian"].unique(maintain_order=True))
    urut = dict(zip(atas["uraian"].unique(maintain_order=True), label, strict=True))
    gambar = go.Figure()
    for nomor, (satu, kepala) in enumerate(tahap.iter_rows()):
        milik = atas.filter((pl.col("tahap") == satu) & pl.col("judul_tahap").eq_missing(kepala))
        gambar.add_bar(
            y=[urut[u] for u in milik["uraian"]],
            x=[float(v) / _MILIAR for v in milik["pagu"]],
            orientation="h",
            name=escape(kepala or istilah.tahap(satu, bahasa)),
            marker_color=(WARNA_PAGU, WARNA_REALISASI, *WARNA_SERI[1:])[nomor % 9],
            text=[rupiah_ringkas(v, bahasa) for v in milik["pagu"]],
            customdata=[rupiah(v, bahasa) for v in milik["pagu"]],
            hovertemplate="%{y}<br>%{customdata}<extra>%{fullData.name}</extra>",
        )
    sampai = 1.3 * max((float(v) / _MILIAR for v in atas["pagu"]), default=1.0)
    tinggi = 16 + 22 * tahap.height
    return mendatar(gambar, len(label), "sumbu.miliar", bahasa, sampai=sampai, urutan=label, tinggi_baris=tinggi)


def triwulan(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Realisation by period within the year, one line an indicator (frame of `deret_waktu.triwulan`, with figures)."""
    label = [istilah.t(f"periode.pendek.{p}", bahasa) for p in TRIWULAN if p in set(rows["periode"])]
    gambar = go.Figure()
    for nomor, satu in enumerate(rows.partition_by("kunci", maintain_order=True)):
        ada = satu.filter(pl.col("realisasi").is_not_null())
        gambar.add_scatter(
            x=[istilah.t(f"periode.pendek.{p}", bahasa) for p in ada["periode"]],
            y=ada["realisasi"].to_list(),
            mode="lines+markers",
            name=bungkus(satu["indikator"][0] or satu["uraian"][0], baris=2),
            line={"color": WARNA_SERI[nomor], "width": 2},
            marker={"symbol": SIMBOL[nomor], "size": 9},
            text=[angka_wajar(v, bahasa) for v in ada["realisasi"]],
            hovertemplate="%{x}: %{text}<extra>%{fullData.name}</extra>",
        )
    return _garis(gambar, bahasa).update_xaxes(categoryorder="array", categoryarray=label)


def tahunan(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Realisation by year, one line an indicator of one unit (frame of `deret_waktu.tahunan`).

    Years for which tables print different values show every value as an open mark; the line skips them.
    """
    gambar = go.Figure()
    for nomor, satu in enumerate(rows.partition_by("kunci", maintain_order=True)):
        nama = bungkus(satu["label"][0], baris=2)
        tunggal = satu.filter(~pl.col("berbeda")).unique("tahun", keep="first", maintain_order=True)
        for tampil, bentuk in ((tunggal, "lines+markers"), (satu.filter("berbeda"), "markers")):
            if tampil.height:
                simbol = SIMBOL[nomor] if bentuk != "markers" else f"{SIMBOL[nomor]}-open"
                gambar.add_scatter(
                    x=tampil["tahun"].to_list(),
                    y=tampil["realisasi"].to_list(),
                    mode=bentuk,
                    name=nama,
                    legendgroup=str(nomor),
                    showlegend=bentuk != "markers" or tunggal.is_empty(),
                    line={"color": WARNA_SERI[nomor], "width": 2},
                    marker={"symbol": simbol, "size": 9, "color": WARNA_SERI[nomor]},
                    text=[angka_wajar(v, bahasa) for v in tampil["realisasi"]],
                    hovertemplate="%{x}: %{text}<extra>%{fullData.name}</extra>",
                )
    return _garis(gambar, bahasa).update_xaxes(dtick=1, tickformat="d")


def wilayah(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """One series by region, largest first (rows of one series of `wilayah.menurut_wilayah`)."""
    satuan = rows["satuan"][0] or ""
    gambar = go.Figure()
    gambar.add_bar(
        y=label_baris(rows["wilayah"]),
        x=rows["realisasi"].to_list(),
        orientation="h",
        marker_color=[WARNA_REALISASI if v >= 0 else WARNA_TURUN for v in rows["realisasi"]],
        text=[f"{angka_wajar(v, bahasa)}{satuan if satuan == '%' else ''}" for v in rows["realisasi"]],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
    )
    nilai = rows["realisasi"].to_list()
    atas, bawah = max([*nilai, 0.0]), min([*nilai, 0.0])
    lebar = (atas - bawah) or 1.0
    gambar = mendatar(gambar, rows.height, "sumbu.wilayah", bahasa, sampai=atas + 0.16 * lebar, tinggi_baris=24)
    judul_sumbu = nama_rapi(rows["seri"][0])
    return gambar.update_xaxes(
        range=[bawah - (0.16 * lebar if bawah < 0 else 0), atas + 0.16 * lebar], title={"text": escape(judul_sumbu)}
    )


def peta(rows: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """One series on a map of points: place by coordinates, area by value (columns `lintang, bujur` added)."""
    ada = rows.filter(pl.col("lintang").is_not_null() & (pl.col("realisasi") > 0))
    terbesar = max(ada["realisasi"].to_list(), default=1.0)
    gambar = go.Figure()
    gambar.add_scatter(
        x=ada["bujur"].to_list(),
        y=ada["lintang"].to_list(),
        mode="markers+text",
        text=[escape(w) for w in ada["wilayah"]],
        textposition="top center",
        textfont={"size": 10},
        marker={
            "size": [6 + 34 * math.sqrt(v / terbesar) for v in ada["realisasi"]],
            "color": ada["realisasi"].to_list(),
            "colorscale": "Cividis",
            "reversescale": True,
            "opacity": 0.75,
            "line": {"color": "white", "width": 1},
        },
        customdata=[angka_wajar(v, bahasa) for v in ada["realisasi"]],
        hovertemplate="%{text}: %{customdata}<extra></extra>",
        cliponaxis=False,
    )
    return gambar.update_layout(
        template=TEMPLAT,
        height=520,
        xaxis={"title": {"text": istilah.t("sumbu.bujur", bahasa)}, "fixedrange": True},
        yaxis={"title": {"text": istilah.t("sumbu.lintang", bahasa)}, "scaleanchor": "x", "fixedrange": True},
        meta={"jenis": "titik"},
    )


def _luas(rows: pl.DataFrame) -> dict[int, float]:
    """What each line has beyond the lines below it, never below nothing."""
    rincian: dict[int, float] = {}
    for induk, pagu in rows.filter(pl.col("induk").is_not_null()).select("induk", "pagu").iter_rows():
        rincian[induk] = rincian.get(induk, 0.0) + float(pagu)
    return {n: max(0.0, float(p) - rincian.get(n, 0.0)) for n, p in rows.select("nomor", "pagu").iter_rows()}


def _warna_program(rows: pl.DataFrame) -> list[str]:
    """One colour a program, passed on to the lines inside it."""
    warna: dict[int, str] = {}
    urutan = 0
    for nomor, induk in rows.select("nomor", "induk").iter_rows():
        if induk is None or induk not in warna:
            warna[nomor] = _WARNA_PETAK[urutan % len(_WARNA_PETAK)]
            urutan += 1
        else:
            warna[nomor] = warna[induk]
    return list(warna.values())


_WARNA_PETAK = ("#0b5c8c", "#b9770e", "#00755a", "#8c4a76", "#3f7fb0", "#a84c12", "#6b5417", "#4d5966")
"""Dark enough for white letters."""


def _garis(gambar: go.Figure, bahasa: Bahasa) -> go.Figure:
    return gambar.update_layout(
        template=TEMPLAT,
        separators=",." if bahasa == "id" else ".,",
        height=330 + 26 * len(gambar.data),
        legend={"orientation": "v", "y": -0.14, "yanchor": "top", "x": 0},
        xaxis={"fixedrange": True},
        yaxis={"rangemode": "tozero", "fixedrange": True},
        meta={"jenis": "titik"},
    )


def _rentang(nilai: Sequence[float]) -> list[float]:
    bawah, atas = min(nilai), max(nilai)
    tepi = max((atas - bawah) * 0.14, 4.0)
    return [bawah - tepi, atas + tepi]


def _tempat_nomor(
    rows: pl.DataFrame, mendatar_: Sequence[float], tegak: Sequence[float]
) -> list[tuple[float, float, tuple[int, float, float]]]:
    """Where the number of each mark stands: the first of eight directions that meets no other number or mark.

    Reckoned for a narrow screen; on a wide one there is more room still.
    """
    lebar, tinggi = 250.0, 330.0
    titik = [
        (
            (x - mendatar_[0]) / (mendatar_[1] - mendatar_[0]) * lebar,
            (tegak[1] - min(y, _CAPAIAN_TERATAS)) / (tegak[1] - tegak[0]) * tinggi,
        )
        for x, y in rows.select("serapan_persen", "capaian_persen").iter_rows()
    ]
    arah = [(r * math.cos(a * math.pi / 4), -r * math.sin(a * math.pi / 4)) for r in (18, 32, 48) for a in range(8)]
    dipakai: list[tuple[float, float]] = []
    hasil = []
    for nomor, (px, py) in enumerate(titik):
        halang = [*dipakai, *(t for i, t in enumerate(titik) if i != nomor)]
        baik = next(
            (d for d in arah if all(math.hypot(px + d[0] - hx, py + d[1] - hy) > 15 for hx, hy in halang)), arah[2]
        )
        dipakai.append((px + baik[0], py + baik[1]))
        x, y = rows["serapan_persen"][nomor], min(rows["capaian_persen"][nomor], _CAPAIAN_TERATAS)
        hasil.append((x, y, (nomor + 1, baik[0], baik[1])))
    return hasil
