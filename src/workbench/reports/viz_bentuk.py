"""What figures share: horizontal rows, labels that wrap and stay distinct."""

import textwrap
from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go
import polars as pl

from workbench.reports import istilah
from workbench.reports.format import Bahasa, nama_rapi

TEMPLAT = "workbench"
"""Name of the template that `viz` registers."""
_LEBAR_NAMA = 38
_CUKUP_LEBAR = 0.12
"""Share of the axis a bar needs to hold its label."""


def mendatar(
    gambar: go.Figure,
    baris: int,
    sumbu: str,
    bahasa: Bahasa,
    *,
    sampai: float,
    tinggi_baris: int = 38,
    urutan: Sequence[str] | None = None,
    di_kaki: bool = False,
) -> go.Figure:
    """Finish a figure of horizontal rows: first row on top, height by the number of rows, axis up to `sampai`.

    Bar labels stand behind the bar, or with `di_kaki` at its foot, where no reference line crosses them.
    """
    gambar.update_layout(
        template=TEMPLAT,
        separators=",." if bahasa == "id" else ".,",
        height=110 + tinggi_baris * max(baris, 1),
        barmode="group",
        legend_traceorder="normal",
        xaxis={"title": {"text": istilah.t(sumbu, bahasa)}, "range": [0, sampai], "fixedrange": True},
        yaxis={"autorange": "reversed", "showgrid": False, "ticklabelstandoff": 6, "fixedrange": True},
    )
    if urutan is not None:
        gambar.update_yaxes(categoryorder="array", categoryarray=list(urutan))
    for trace in gambar.select_traces({"type": "bar"}):
        kaki = [di_kaki and (nilai or 0) >= sampai * _CUKUP_LEBAR for nilai in trace.x]
        trace.update(
            textposition=["inside" if satu else "outside" for satu in kaki],
            insidetextanchor="start",
            textangle=0,
            cliponaxis=False,
        )
    return gambar


def label_baris(nama: pl.Series) -> list[str]:
    """Names as axis labels: normal letters, wrapped, escaped, and distinct from each other."""
    hasil: list[str] = []
    for satu in nama.to_list():
        label = bungkus(satu, baris=2)
        while label in hasil:
            label += "\u200b"
        hasil.append(label)
    return hasil


def bungkus(teks: str | None, baris: int = 6, lebar: int = _LEBAR_NAMA) -> str:
    """A name over several lines of at most `lebar` letters, escaped, cut after `baris` lines."""
    potongan = textwrap.wrap(nama_rapi(teks), lebar, max_lines=baris, placeholder=" …")
    return "<br>".join(escape(satu) for satu in potongan)
