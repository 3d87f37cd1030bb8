"""Figures of the what-if: waterfall of changes, slope from before to after, ranges of achievement, frontier."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import plotly.graph_objects as go
import polars as pl

from workbench.reports import istilah, viz
from workbench.reports.format import Bahasa, persen, rupiah, rupiah_ringkas
from workbench.reports.viz_bentuk import TEMPLAT, bungkus, label_baris, mendatar
from workbench.whatif.money import rupiah as dari_sen
from workbench.whatif.optimise import Titik

WARNA_NAIK, WARNA_TURUN = "#0b5c8c", "#c4572b"
_TERBANYAK = 12
_MILIAR = 1e9
_TERPISAH = {"fixedrange": True, "ticks": "outside", "ticklen": 8, "tickcolor": "rgba(0,0,0,0)"}
"""Axes whose labels stay apart where both begin."""


def air_terjun(program: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Changes by program one after the other, and the net (program rows of `frames.semula_menjadi` that change)."""
    bersih = program["berubah"].sum()
    nilai = [*program["berubah"].to_list(), bersih]
    label = [*label_baris(program["uraian"]), istilah.t("skenario.seri.bersih", bahasa)]
    langkah = [float(v) / _MILIAR for v in program["berubah"]]
    letak = [0.0, *accumulate(langkah)]
    ruas = [*pairwise(letak), (0.0, letak[-1])]
    gambar = go.Figure()
    gambar.add_bar(
        y=label,
        x=[abs(sampai - dari) for dari, sampai in ruas],
        base=[min(satu) for satu in ruas],
        orientation="h",
        text=[rupiah_ringkas(v, bahasa) for v in nilai],
        textposition="outside",
        cliponaxis=False,
        marker_color=[*(WARNA_NAIK if v > 0 else WARNA_TURUN for v in langkah), viz.REDUP],
        customdata=[rupiah(v, bahasa) for v in nilai],
        hovertemplate="%{y}<br>%{customdata}<extra></extra>",
        name=istilah.t("skenario.gambar", bahasa),
        showlegend=False,
    )
    gambar = mendatar(gambar, len(label), "skenario.sumbu.perubahan", bahasa, sampai=1.0, urutan=label)
    lebar = (max(letak) - min(letak)) or 1.0
    return gambar.update_xaxes(range=[min(letak) - 0.03 * lebar, max(letak) + 0.25 * lebar], zeroline=True)


def lereng(baris: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Before and after of the lines that change most (sub kegiatan rows of `frames.semula_menjadi`)."""
    rows = baris.with_columns(besar=pl.col("berubah").abs()).sort("besar", descending=True).head(_TERBANYAK)
    kiri, kanan = (istilah.t(f"skenario.kolom.{k}", bahasa) for k in ("semula", "menjadi"))
    gambar = go.Figure()
    for nama, semula, menjadi, berubah in rows.select("uraian", "semula", "menjadi", "berubah").iter_rows():
        naik = berubah > 0
        gambar.add_scatter(
            x=[kiri, kanan],
            y=[float(semula) / _MILIAR, float(menjadi) / _MILIAR],
            mode="lines+markers",
            line={"color": WARNA_NAIK if naik else WARNA_TURUN, "width": 2, "dash": "solid" if naik else "dash"},
            marker={"size": 8, "symbol": "triangle-up" if naik else "triangle-down"},
            name=bungkus(nama, baris=2),
            customdata=[rupiah(semula, bahasa), rupiah(menjadi, bahasa)],
            hovertemplate="%{fullData.name}<br>%{x}: %{customdata}<extra></extra>",
        )
    return gambar.update_layout(
        template=TEMPLAT,
        separators=",." if bahasa == "id" else ".,",
        height=400 + 38 * rows.height,
        legend={"orientation": "v", "x": 0, "xanchor": "left", "y": -0.12, "yanchor": "top"},
        yaxis={"title": {"text": istilah.t("sumbu.miliar", bahasa)}, "rangemode": "tozero", "fixedrange": True},
        xaxis={"type": "category", "fixedrange": True},
    )


def rentang(dampak: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Achievement after, low to high with the middle, and before (changed rows of `frames.dampak`)."""
    rows = dampak.head(2 * _TERBANYAK)
    label = label_baris(rows["uraian"])
    rendah, tengah, tinggi = (rows[f"capaian_{k}"].to_list() for k in ("rendah", "tengah", "tinggi"))
    gambar = go.Figure()
    gambar.add_bar(
        y=label,
        base=rendah,
        x=[t - r for t, r in zip(tinggi, rendah, strict=True)],
        orientation="h",
        name=istilah.t("skenario.seri.rentang", bahasa),
        marker_color=viz.WARNA_PAGU,
        customdata=[f"{persen(r, bahasa)} – {persen(t, bahasa)}" for r, t in zip(rendah, tinggi, strict=True)],
        hovertemplate="%{y}<br>%{customdata}<extra>%{fullData.name}</extra>",
    )
    for nilai, kunci, simbol, warna in (
        (tengah, "skenario.seri.tengah", "line-ns-open", WARNA_NAIK),
        (rows["capaian_semula"].to_list(), "skenario.seri.semula", "circle", viz.TINTA),
    ):
        gambar.add_scatter(
            y=label,
            x=nilai,
            mode="markers",
            name=istilah.t(kunci, bahasa),
            marker={"symbol": simbol, "size": 10, "color": warna, "line": {"width": 2}},
            customdata=[persen(v, bahasa) for v in nilai],
            hovertemplate="%{y}<br>%{customdata}<extra>%{fullData.name}</extra>",
        )
    paling = [min([*rendah, *rows["capaian_semula"].to_list(), 100.0]), max([*tinggi, 100.0])]
    lebar = (paling[1] - paling[0]) or 10.0
    gambar = mendatar(gambar, rows.height, "sumbu.persen_capaian", bahasa, sampai=100, urutan=label)
    return gambar.update_xaxes(range=[paling[0] - 0.08 * lebar, paling[1] + 0.08 * lebar])


def perbatasan(titik: Sequence[Titik], bahasa: Bahasa = "id") -> go.Figure:
    """The best goal against the money moved."""
    gambar = go.Figure()
    gambar.add_scatter(
        x=[float(dari_sen(t.digeser)) / _MILIAR for t in titik],
        y=[t.nilai for t in titik],
        mode="lines+markers",
        line={"color": WARNA_NAIK, "width": 2},
        name=istilah.t("skenario.optimasi", bahasa),
        customdata=[rupiah_ringkas(dari_sen(t.digeser), bahasa) for t in titik],
        hovertemplate="%{customdata}: %{y:.2f}<extra></extra>",
        showlegend=False,
    )
    return gambar.update_layout(
        template=TEMPLAT,
        separators=",." if bahasa == "id" else ".,",
        height=320,
        xaxis={"title": {"text": istilah.t("skenario.sumbu.digeser", bahasa)}, "rangemode": "nonnegative", **_TERPISAH},
        yaxis={"title": {"text": istilah.t("skenario.sumbu.nilai", bahasa)}, **_TERPISAH},
    )
