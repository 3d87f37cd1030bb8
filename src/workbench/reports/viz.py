"""Figures. One template, Indonesian number style, colours that colour-blind readers can tell apart.

Every figure function has a companion of the same name in `kalimat`: no chart without its figures in words.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio
import polars as pl

from workbench.analysis import capaian as analisis_capaian
from workbench.reports import istilah
from workbench.reports.format import Bahasa, angka, persen, rupiah, rupiah_ringkas
from workbench.reports.viz_bentuk import TEMPLAT, bungkus, label_baris, mendatar

TINTA = "#1f2933"
REDUP = "#7b8794"
GARIS = "#e4e7eb"
WARNA_PAGU = "#b9c7d6"
WARNA_REALISASI = "#0b5c8c"
WARNA_PUDAR = "#9fb8c9"
WARNA_DITOLAK = "#c4572b"
WARNA_SERI = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6d1f", "#5d5d5d")
"""Series, after Okabe and Ito."""
WARNA_KELAS = {
    "sangat_tinggi": "#1b6ca8",
    "tinggi": "#6fb1d6",
    "sedang": "#d9b93b",
    "rendah": "#e8863a",
    "sangat_rendah": "#b2301c",
    None: "#9aa5b1",
}
"""Achievement classes, best to worst, and grey where no class is given."""
WARNA_KELOMPOK = {"inti": "#0b5c8c", "penunjang": "#e0a526", "tidak_diketahui": "#9aa5b1"}
SIMBOL = ("circle", "diamond", "square", "triangle-up", "x", "cross", "star", "pentagon")

_BATAS_CAPAIAN = 200.0
_TIPIS = 6.0
"""Percent below which a part of a stacked bar gets no label."""
_MILIAR = 1e9
_BARIS_ACUAN = 22
"""Pixels the words of a reference line take above the figure."""


def _templat() -> go.layout.Template:
    sumbu = {
        "gridcolor": GARIS,
        "zerolinecolor": GARIS,
        "linecolor": GARIS,
        "automargin": True,
        "title": {"font": {"size": 12, "color": REDUP}},
    }
    return go.layout.Template(
        layout={
            "font": {
                "family": "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
                "size": 12,
                "color": TINTA,
            },
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "colorway": list(WARNA_SERI),
            "separators": ",.",
            "margin": {"l": 8, "r": 24, "t": 44, "b": 44},
            "bargap": 0.28,
            "bargroupgap": 0.08,
            "hoverlabel": {"bgcolor": "white", "bordercolor": GARIS, "font": {"color": TINTA}},
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1.0,
                "yanchor": "bottom",
                "title": {"text": ""},
            },
            "title": {"font": {"size": 14}, "x": 0, "xref": "paper", "xanchor": "left"},
            "xaxis": sumbu,
            "yaxis": sumbu,
        }
    )


pio.templates[TEMPLAT] = _templat()


def pagu_realisasi(program: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Ceiling and realisation of each program, in printed order (frame of `serapan.program`, one OPD)."""
    label = label_baris(program["uraian"])
    gambar = go.Figure()
    for nama, kolom, warna in (
        ("kolom.pagu", "pagu", WARNA_PAGU),
        ("kolom.realisasi_rp", "realisasi_rp", WARNA_REALISASI),
    ):
        gambar.add_bar(
            y=label,
            x=_miliar(program[kolom]),
            orientation="h",
            name=istilah.t(nama, bahasa),
            marker_color=warna,
            text=[rupiah_ringkas(v, bahasa) for v in program[kolom]],
            customdata=[rupiah(v, bahasa) for v in program[kolom]],
            hovertemplate="%{y}<br>%{customdata}<extra>%{fullData.name}</extra>",
        )
    return mendatar(gambar, program.height, "sumbu.miliar", bahasa, sampai=_ujung(gambar), tinggi_baris=50)


def pagu(program: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Ceiling of each program, where no realisation is printed (frame of `pagu.program`, one OPD)."""
    gambar = go.Figure()
    gambar.add_bar(
        y=label_baris(program["uraian"]),
        x=_miliar(program["pagu"]),
        orientation="h",
        name=istilah.t("kolom.pagu", bahasa),
        marker_color=WARNA_REALISASI,
        text=[rupiah_ringkas(v, bahasa) for v in program["pagu"]],
        customdata=[rupiah(v, bahasa) for v in program["pagu"]],
        hovertemplate="%{y}<br>%{customdata}<extra></extra>",
    )
    return mendatar(gambar, program.height, "sumbu.miliar", bahasa, sampai=_ujung(gambar))


def serapan(program: pl.DataFrame, seluruh: float | None, bahasa: Bahasa = "id") -> go.Figure:
    """Absorption of each program, lowest first, against the OPD as a whole (`seluruh`, percent)."""
    urut = program.filter(pl.col("serapan_persen").is_not_null()).sort("serapan_persen", "uraian")
    gambar = go.Figure()
    gambar.add_bar(
        y=label_baris(urut["uraian"]),
        x=urut["serapan_persen"].to_list(),
        orientation="h",
        marker_color=WARNA_REALISASI,
        text=[persen(v, bahasa) for v in urut["serapan_persen"]],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
        showlegend=False,
    )
    if seluruh is not None:
        keterangan = f"{istilah.t('gambar.serapan_opd', bahasa)} {persen(seluruh, bahasa)}"
        _garis_acuan(gambar, seluruh, keterangan)
    sampai = max(104.0, _terbesar(urut["serapan_persen"]) * 1.04)
    return mendatar(gambar, urut.height, "sumbu.persen_serapan", bahasa, sampai=sampai, di_kaki=True)


def capaian(indikator: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Achievement of each indicator against its target, coloured by class (frame of `capaian.indikator`).

    Rows are named by program (or sasaran) where each has one indicator, else by indicator. Bars are cut at
    200 percent; the label always gives the true value.
    """
    satu_satu = indikator["uraian"].null_count() == 0 and indikator["uraian"].is_unique().all()
    label = label_baris(indikator["uraian"] if satu_satu else indikator["indikator"].fill_null(indikator["uraian"]))
    gambar = go.Figure()
    for kelas in (*analisis_capaian.skala().kelas, None):
        pilih = [i for i, k in enumerate(indikator["kelas"]) if k == kelas]
        if pilih:
            nilai = [indikator["capaian_persen"][i] for i in pilih]
            gambar.add_bar(
                y=[label[i] for i in pilih],
                x=[min(v, _BATAS_CAPAIAN) for v in nilai],
                orientation="h",
                name=istilah.kelas(kelas, bahasa),
                marker_color=WARNA_KELAS[kelas],
                text=[persen(v, bahasa) + (" ▸" if v > _BATAS_CAPAIAN else "") for v in nilai],
                customdata=[bungkus(indikator["indikator"][i] or indikator["uraian"][i]) for i in pilih],
                hovertemplate="%{customdata}<br>%{text}<extra>%{fullData.name}</extra>",
            )
    _garis_acuan(gambar, 100, istilah.t("gambar.target", bahasa))
    sampai = max(112.0, min(_terbesar(indikator["capaian_persen"]), _BATAS_CAPAIAN) * 1.04)
    gambar = mendatar(
        gambar, indikator.height, "sumbu.persen_capaian", bahasa, sampai=sampai, urutan=label, di_kaki=True
    )
    terkecil = min(0.0, *indikator["capaian_persen"].to_list())
    mulai = terkecil - 0.2 * sampai if terkecil < 0 else 0.0
    di_atas = 1 + _BARIS_ACUAN / max(gambar.layout.height - 88, 100)
    gambar.update_layout(barmode="overlay", legend_y=di_atas, margin_t=44 + _BARIS_ACUAN)
    return gambar.update_xaxes(range=[mulai, sampai])


def kelompok(bagian: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> go.Figure:
    """Share of supporting and core programs in the ceiling of each OPD (frame of `kelompok.bagian`)."""
    urutan = [nama[o] for o in bagian["opd"].unique(maintain_order=True)]
    gambar = go.Figure()
    for satu in ("inti", "penunjang", "tidak_diketahui"):
        rows = bagian.filter(pl.col("kelompok") == satu)
        if rows.height:
            gambar.add_bar(
                y=[escape(nama[o]) for o in rows["opd"]],
                x=rows["bagian_persen"].to_list(),
                orientation="h",
                name=istilah.t(f"kelompok.{satu}", bahasa),
                marker_color=WARNA_KELOMPOK[satu],
                text=[persen(v, bahasa) if v >= _TIPIS else "" for v in rows["bagian_persen"]],
                customdata=[rupiah(v, bahasa) for v in rows["pagu"]],
                hovertemplate="%{y}<br>%{customdata}<extra>%{fullData.name}</extra>",
            )
    label = [escape(u) for u in urutan]
    gambar = mendatar(gambar, len(label), "sumbu.persen_pagu", bahasa, sampai=100, urutan=label)
    gambar.update_traces(textposition="inside", insidetextanchor="middle", textangle=0)
    return gambar.update_layout(barmode="stack")


def banding_pagu(ringkasan: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> go.Figure:
    """Ceiling and realisation of each OPD that prints both (frame of `banding.ringkasan`)."""
    rows = ringkasan.filter(pl.col("realisasi_rp").is_not_null())
    label = _label_periode(rows, nama, bahasa)
    gambar = go.Figure()
    for kunci, kolom, warna in (
        ("kolom.pagu_pembanding", "pagu_pembanding", WARNA_PAGU),
        ("kolom.realisasi_rp", "realisasi_rp", WARNA_REALISASI),
    ):
        gambar.add_bar(
            y=label,
            x=_miliar(rows[kolom]),
            orientation="h",
            name=istilah.t(kunci, bahasa),
            marker_color=warna,
            text=[rupiah_ringkas(v, bahasa) for v in rows[kolom]],
            customdata=[rupiah(v, bahasa) for v in rows[kolom]],
            hovertemplate="%{y}<br>%{customdata}<extra>%{fullData.name}</extra>",
        )
    return mendatar(gambar, rows.height, "sumbu.miliar", bahasa, sampai=_ujung(gambar), tinggi_baris=62)


def banding_serapan(ringkasan: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> go.Figure:
    """Absorption of each OPD; figures that do not cover the full year are pale and hatched."""
    rows = ringkasan.filter(pl.col("serapan_persen").is_not_null())
    penuh = rows["setahun_penuh"].to_list()
    gambar = go.Figure()
    gambar.add_bar(
        y=_label_periode(rows, nama, bahasa),
        x=rows["serapan_persen"].to_list(),
        orientation="h",
        marker={
            "color": [WARNA_REALISASI if p else WARNA_PUDAR for p in penuh],
            "pattern": {
                "shape": ["" if p else "/" for p in penuh],
                "fgcolor": "white",
                "fillmode": "overlay",
                "size": 7,
            },
        },
        text=[persen(v, bahasa) for v in rows["serapan_persen"]],
        hovertemplate="%{y}<br>%{text}<extra></extra>",
        showlegend=False,
    )
    sampai = max(112.0, _terbesar(rows["serapan_persen"]) * 1.12)
    return mendatar(gambar, rows.height, "sumbu.persen_serapan", bahasa, sampai=sampai, tinggi_baris=46)


def banding_program(program: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa = "id") -> go.Figure:
    """Absorption of each shared program, one mark an OPD; open marks do not cover the full year.

    Takes the frame of `banding.program_bersama`, programs of at least two OPDs.
    """
    penuh = analisis_capaian.skala().periode_penuh
    rows = program.filter((pl.col("n_opd") >= 2) & pl.col("serapan_persen").is_not_null())
    gambar = go.Figure()
    for urutan, opd in enumerate(program["opd"].unique(maintain_order=True)):
        milik = rows.filter(pl.col("opd") == opd)
        simbol = SIMBOL[urutan % len(SIMBOL)]
        gambar.add_scatter(
            y=label_baris(milik["uraian"]),
            x=milik["serapan_persen"].to_list(),
            mode="markers",
            name=escape(nama[opd]),
            marker={
                "size": 13,
                "color": WARNA_SERI[urutan % len(WARNA_SERI)],
                "symbol": [simbol if p in penuh else f"{simbol}-open" for p in milik["periode"]],
                "line": {"width": 2, "color": WARNA_SERI[urutan % len(WARNA_SERI)]},
            },
            customdata=[
                [persen(v, bahasa), istilah.periode(p, bahasa)]
                for v, p in milik.select("serapan_persen", "periode").iter_rows()
            ],
            hovertemplate="%{y}<br>%{customdata[0]}, %{customdata[1]}<extra>%{fullData.name}</extra>",
        )
    urutan_label = label_baris(rows["uraian"].unique(maintain_order=True))
    gambar = mendatar(
        gambar,
        len(urutan_label),
        "sumbu.persen_serapan",
        bahasa,
        sampai=max(104.0, _terbesar(rows["serapan_persen"]) * 1.06),
        tinggi_baris=44,
        urutan=urutan_label,
    )
    return gambar.update_yaxes(showgrid=True).update_traces(cliponaxis=False)


def pagu_opd(pagu: pl.DataFrame, label: Sequence[str], bahasa: Bahasa = "id") -> go.Figure:
    """Newest ceiling of each OPD and year (columns `pagu`; one label a row)."""
    gambar = go.Figure()
    gambar.add_bar(
        y=[escape(satu) for satu in label],
        x=_miliar(pagu["pagu"]),
        orientation="h",
        marker_color=WARNA_REALISASI,
        text=[rupiah_ringkas(v, bahasa) for v in pagu["pagu"]],
        customdata=[rupiah(v, bahasa) for v in pagu["pagu"]],
        hovertemplate="%{y}<br>%{customdata}<extra></extra>",
    )
    return mendatar(gambar, pagu.height, "sumbu.miliar", bahasa, sampai=_ujung(gambar))


def hasil_baca(tabel: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Rows read and rejected of each table of a document (columns `label, dibaca, ditolak`)."""
    label = label_baris(tabel["label"])
    gambar = go.Figure()
    for nama, warna in (("dibaca", WARNA_REALISASI), ("ditolak", WARNA_DITOLAK)):
        nilai = tabel[nama].to_list()
        gambar.add_bar(
            y=label,
            x=nilai,
            orientation="h",
            name=istilah.t(f"seri.{nama}", bahasa),
            marker_color=warna,
            text=[angka(v, 0, bahasa) if v else "" for v in nilai],
            hovertemplate="%{y}<br>%{x}<extra>%{fullData.name}</extra>",
        )
    sampai = max(_terbesar(tabel["dibaca"] + tabel["ditolak"]), 1.0) * 1.05
    gambar = mendatar(gambar, tabel.height, "sumbu.baris", bahasa, sampai=sampai, tinggi_baris=34, di_kaki=True)
    return gambar.update_layout(barmode="stack")


def pemeriksaan(uji: pl.DataFrame, bahasa: Bahasa = "id") -> go.Figure:
    """Checks passed and failed by family (columns `pemeriksaan, dilakukan, lolos`)."""
    nama_uji = label_baris(uji["pemeriksaan"])
    gagal = uji["dilakukan"] - uji["lolos"]
    gambar = go.Figure()
    for nama, nilai, warna in (("lolos", uji["lolos"], WARNA_REALISASI), ("tidak_lolos", gagal, WARNA_DITOLAK)):
        gambar.add_bar(
            y=nama_uji,
            x=nilai.to_list(),
            orientation="h",
            name=istilah.t(f"seri.{nama}", bahasa),
            marker_color=warna,
            text=[angka(v, 0, bahasa) if v else "" for v in nilai.to_list()],
            hovertemplate="%{y}<br>%{x}<extra>%{fullData.name}</extra>",
        )
    sampai = max(_terbesar(uji["dilakukan"]), 1.0) * 1.05
    gambar = mendatar(gambar, uji.height, "sumbu.pemeriksaan", bahasa, sampai=sampai, tinggi_baris=34, di_kaki=True)
    return gambar.update_layout(barmode="stack")


def _garis_acuan(gambar: go.Figure, letak: float, keterangan: str) -> None:
    gambar.add_vline(x=letak, line={"color": TINTA, "width": 1.2, "dash": "dot"})
    gambar.add_annotation(
        x=letak,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=escape(keterangan),
        showarrow=False,
        font={"size": 11},
    )


def _label_periode(rows: pl.DataFrame, nama: Mapping[str, str], bahasa: Bahasa) -> list[str]:
    return [
        f"{escape(nama[opd])}<br><span style='color:{REDUP}'>{istilah.periode(periode, bahasa)}</span>"
        for opd, periode in rows.select("opd", "periode").iter_rows()
    ]


def _miliar(rupiah: pl.Series) -> list[float]:
    return [float(v) / _MILIAR for v in rupiah.to_list()]


def _ujung(gambar: go.Figure) -> float:
    """End of a money axis: room for the label behind the longest bar."""
    return 1.22 * max((max(trace.x) for trace in gambar.data if len(trace.x)), default=1.0) or 1.0


def _terbesar(persen: pl.Series) -> float:
    nilai: Any = persen.max()
    return float(nilai) if nilai is not None else 0.0
