"""Further figures of the comparison: heat map, spread, shared key indicators, all offices in one view.

Every figure has a companion of the same name in `kalimat_banding`.
"""

from collections.abc import Mapping, Sequence
from html import escape

import plotly.graph_objects as go
import polars as pl

from workbench.analysis import capaian
from workbench.reports import istilah
from workbench.reports.format import Bahasa, angka_wajar, persen
from workbench.reports.viz import REDUP, TINTA, WARNA_PAGU, WARNA_PUDAR, WARNA_REALISASI
from workbench.reports.viz_bentuk import TEMPLAT, label_baris, mendatar

_SKALA = [[0.0, "#fde9c9"], [0.35, "#f3b562"], [0.7, "#7fb3d5"], [1.0, "#0b4f7a"]]
"""From little (light orange) to much (dark blue)."""


def peta_panas(
    rows: pl.DataFrame, opd: Sequence[str], nama: Mapping[str, str], kolom: str, bahasa: Bahasa = "id"
) -> go.Figure:
    """One percentage by program and office (frame of `banding.program_bersama`), `kolom` says which.

    What is not printed stays empty; a star marks figures that do not cover the full year.
    """
    penuh = capaian.skala().periode_penuh
    nomor = rows["nomor"].unique(maintain_order=True).to_list()
    baris = label_baris(pl.Series([rows.filter(pl.col("nomor") == n)["uraian"][0] for n in nomor], dtype=pl.String))
    isi = {(r["nomor"], r["opd"]): r for r in rows.iter_rows(named=True)}
    nilai = [[isi.get((n, o), {}).get(kolom) for o in opd] for n in nomor]
    bintang = kolom == "serapan_persen"
    teks = [
        [
            "" if (r := isi.get((n, o))) is None or r[kolom] is None
            else persen(r[kolom], bahasa, 1) + ("*" if bintang and r["periode"] not in penuh else "")
            for o in opd
        ]
        for n in nomor
    ]  # fmt: skip
    gambar = go.Figure(
        go.Heatmap(
            x=[_patah(nama[o]) for o in opd],
            y=baris,
            z=nilai,
            zmin=0,
            zmax=100 if kolom != "bagian_persen" else max((v for r in nilai for v in r if v is not None), default=1),
            colorscale=_SKALA,
            text=teks,
            texttemplate="%{text}",
            showscale=False,
            xgap=3,
            ygap=3,
            hovertemplate="%{y}<br>%{x}<br>%{text}<extra></extra>",
        )
    )
    return gambar.update_layout(
        template=TEMPLAT,
        height=90 + 40 * len(nomor),
        xaxis={"side": "top", "fixedrange": True, "showgrid": False, "tickangle": 0},
        yaxis={"autorange": "reversed", "showgrid": False, "fixedrange": True},
        plot_bgcolor="#f1f3f5",
        margin={"t": 60, "b": 10},
    )


def sebaran(rows: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> go.Figure:
    """Absorption of each office with the spread of its sub kegiatan (frame of `sebaran.serapan_opd`)."""
    label = [
        f"{'' if r is None else f'{r}. '}{_berwarna(nama[o], istilah.periode(p, bahasa))}"
        for o, p, r in rows.select("opd", "periode", "peringkat").iter_rows()
    ]
    gambar = go.Figure()
    for satu, lebar, warna, kunci in (
        (("terendah", "tertinggi"), 3, WARNA_PAGU, "seri.rentang"),
        (("kuartil1", "kuartil3"), 13, WARNA_PUDAR, "seri.tengah"),
    ):
        x: list[float | None] = []
        y: list[str | None] = []
        for tempat, (a, b) in enumerate(rows.select(*satu).iter_rows()):
            x += [a, b, None]
            y += [label[tempat], label[tempat], label[tempat]]
        gambar.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"width": lebar, "color": warna},
            name=istilah.t(kunci, bahasa),
            hoverinfo="skip",
        )
    for kunci, kolom, simbol, ukuran, warna in (
        ("seri.median", "median", "line-ns", 15, TINTA),
        ("seri.seluruh", "serapan_persen", "diamond", 13, WARNA_REALISASI),
    ):
        terisi = kolom != "serapan_persen"
        simbol_tiap = [simbol if terisi or p else f"{simbol}-open" for p in rows["setahun_penuh"]]
        gambar.add_scatter(
            x=rows[kolom].to_list(),
            y=label,
            mode="markers",
            name=istilah.t(kunci, bahasa),
            marker={"symbol": simbol_tiap, "size": ukuran, "color": warna, "line": {"width": 2, "color": warna}},
            text=[persen(v, bahasa) for v in rows[kolom]],
            hovertemplate="%{y}<br>%{text}<extra>%{fullData.name}</extra>",
        )
    teratas = max([100.0, *(v for v in rows["tertinggi"] if v is not None), *rows["serapan_persen"].drop_nulls()])
    gambar = mendatar(
        gambar, rows.height, "sumbu.persen_serapan", bahasa, sampai=teratas * 1.04, urutan=label, tinggi_baris=58
    )
    return gambar.update_xaxes(range=[-2, teratas * 1.04]).update_layout(legend={"y": 1.02}, margin={"t": 70})


def iku(rows: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> go.Figure:
    """Realisation and target of one family of indicators by office (rows of one family of `sebaran.iku_bersama`)."""
    label = [
        _berwarna(nama.get(o, o), f"{t}, {istilah.periode(p, bahasa)}")
        for o, t, p in rows.select("opd", "tahun", "periode").iter_rows()
    ]
    gambar = go.Figure()
    gambar.add_bar(
        y=label,
        x=rows["realisasi"].to_list(),
        orientation="h",
        name=istilah.t("kolom.realisasi", bahasa),
        marker_color=WARNA_REALISASI,
        hovertemplate="%{y}<br>%{x}<extra>%{fullData.name}</extra>",
    )
    gambar.add_scatter(
        y=label,
        x=rows["target"].to_list(),
        mode="markers",
        name=istilah.t("kolom.target", bahasa),
        marker={"symbol": "line-ns", "size": 22, "color": "#c8641b", "line": {"width": 3, "color": "#c8641b"}},
        text=[angka_wajar(v, bahasa) for v in rows["target"]],
        hovertemplate="%{y}<br>%{text}<extra>%{fullData.name}</extra>",
    )
    gambar.add_scatter(
        y=label,
        x=[max(v for v in (*satu, 0.0) if v is not None) for satu in rows.select("target", "realisasi").iter_rows()],
        mode="text",
        text=[
            f"  {istilah.t('tidak_tercetak', bahasa) if v is None else angka_wajar(v, bahasa)}"
            for v in rows["realisasi"]
        ],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    teratas = max([v for k in ("target", "realisasi") for v in rows[k] if v is not None], default=1.0) or 1.0
    return mendatar(gambar, rows.height, "sumbu.nilai", bahasa, sampai=teratas * 1.5, urutan=label, tinggi_baris=52)


def _berwarna(nama: str, kecil: str) -> str:
    """A name with a grey line below it."""
    return f"{escape(nama)}<br><span style='color:{REDUP}'>{kecil}</span>"


def _patah(nama: str) -> str:
    """A name over two lines, so that columns can be narrow."""
    depan, _, belakang = nama.partition(" ")
    return f"{escape(depan)}<br>{escape(belakang)}" if belakang else escape(nama)
