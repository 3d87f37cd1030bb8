"""How a section of a report reaches the page: heading, sentence, figure, table, note, in this order."""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

import plotly.graph_objects as go
from IPython.display import display

from workbench.reports.tables import Html, judul

MIME_PLOTLY = "application/vnd.plotly.v1+json"

Potongan: TypeAlias = Html | go.Figure


@dataclass(frozen=True)
class Bagian:
    """One section of a report; shown piece by piece when it is the last value of a notebook cell."""

    potongan: tuple[Potongan, ...]

    def _ipython_display_(self) -> None:
        for satu in self.potongan:
            if isinstance(satu, go.Figure):
                display({MIME_PLOTLY: mime(satu), "text/plain": teks_gambar(satu)}, raw=True)  # type: ignore[no-untyped-call]
            else:
                display(satu)  # type: ignore[no-untyped-call]


def bagian(kepala: str, *potongan: Potongan | None, tingkat: int = 2) -> Bagian:
    """A section with a heading; missing pieces are left out."""
    return Bagian((judul(tingkat, kepala), *(satu for satu in potongan if satu is not None)))


def mime(gambar: go.Figure) -> dict[str, Any]:
    """The figure as plain data, always the same for the same figure."""
    isi: dict[str, Any] = json.loads(gambar.to_json())
    return {**isi, "config": {"displayModeBar": False, "responsive": True}}


def teks_gambar(gambar: go.Figure) -> str:
    """What a reader without graphics is told about a figure."""
    deret = [str(trace.name) for trace in gambar.data if trace.name]
    return f"[gambar: {', '.join(deret)}]" if deret else "[gambar]"
