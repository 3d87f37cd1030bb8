"""Numbers, names and places as short Indonesian text for the evidence of a finding."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from workbench.audit.model import MONEY, Cell

_SWAP = str.maketrans(",.", ".,")
_FIGURE = {
    "pagu": "Pagu",
    "realisasi_rp": "Realisasi anggaran",
    "selisih_rp": "Selisih",
    "target": "Target",
    "realisasi": "Realisasi kinerja",
    "capaian": "Capaian",
    "serapan": "Serapan",
}
_LEVEL = {
    "program": "program",
    "kegiatan": "kegiatan",
    "sub_kegiatan": "sub kegiatan",
    "opd": "baris total",
    "urusan": "baris urusan",
    "sasaran": "sasaran",
    "belanja": "jenis belanja",
    "wilayah": "wilayah",
    "deret": "baris deret",
}
_LONG = 60
_MOST_LINES = 8
_PERCENTAGES = ("capaian", "serapan")
_PERCENT_DECIMALS = 2


def number(value: Decimal | float, figure: str = "target", decimals: int | None = None) -> str:
    """`Rp1.234.567`, `Rp1.234,50`, `94,30%` or `1.234,5`, as the kind of figure wants it; nothing is rounded.

    `decimals` are those the document prints, where they are known: closing zeros are written up to them. Without
    them percentages have at least two decimals.
    """
    exact = Decimal(str(value)).normalize()
    own = max(0, -int(exact.as_tuple().exponent))
    if figure in MONEY:
        decimals = 2 if own else 0
    elif decimals is None:
        decimals = _PERCENT_DECIMALS if figure in _PERCENTAGES else 0
    decimals = max(own, decimals)
    text = f"{abs(exact):,.{decimals}f}".translate(_SWAP)
    sign = "-" if exact < 0 else ""
    if figure in MONEY:
        return f"{sign}Rp{text}"
    return f"{sign}{text}%" if figure in _PERCENTAGES else f"{sign}{text}"


def hidden(lines: Iterable[int] = ()) -> str:
    """What to do about rows that the file hides, where a sum or count does not agree."""
    numbers = sorted(lines)
    where = f"Baris {', '.join(map(str, numbers[:_MOST_LINES]))}{' dan lainnya' if numbers[_MOST_LINES:] else ''}"
    return (f"{where if numbers else 'Sebagian baris'} tersembunyi di berkasnya dan tidak dibaca; itu dapat menjadi "
            "sebabnya. Tampilkan baris itu dan simpan, lalu baca ulang.")  # fmt: skip


def short(name: str | None) -> str:
    """A name of at most 60 characters on one line."""
    text = " ".join((name or "").split())
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"


def level(row: dict[str, Any]) -> str:
    """`kegiatan "Administrasi Umum" (2.17.01.2.06)`."""
    name = f' "{short(row["uraian"])}"' if row["uraian"] else ""
    code = f" ({row['kode']})" if row["kode"] and row["jenjang"] not in ("opd", "urusan") else ""
    return f"{_LEVEL[row['jenjang']]}{name}{code}"


def stage(row: dict[str, Any]) -> str:
    """`renja 2024` or `renja 2024, tw4`."""
    period = row["periode"]
    text = f"{row['tahap'].replace('_', ' ')} {row['tahun']}"
    return text if period in (None, "tahunan") else f"{text}, {period.replace('_', ' ')}"


def title(row: dict[str, Any], figure: str) -> str:
    """What cell a finding is about: figure, stage and name."""
    return f"{_FIGURE[figure]} ({stage(row)}) {level(row)}"


def where(row: dict[str, Any]) -> str:
    """`tabel T-C.29 baris 12` with the page where there is one."""
    table = f"tabel {short(row['tabel'])} " if row["tabel"] else ""
    page = f"halaman {row['halaman']} " if row["halaman"] else ""
    return f"{table}{page}baris {row['baris']}"


def cell_name(rows: list[dict[str, Any]], cell: Cell) -> str:
    """A figure named inside a sentence: `pagu sub kegiatan "…" (baris 12)`."""
    row = rows[cell.row]
    return f"{_FIGURE[cell.figure].lower()} {level(row)} di baris {row['baris']}"


def lines(rows: Iterable[dict[str, Any]]) -> str:
    """`baris 12, 14 dan 20`."""
    numbers = [str(line) for line in sorted({row["baris"] for row in rows})]
    return "baris " + (" dan ".join([", ".join(numbers[:-1]), numbers[-1]]) if len(numbers) > 1 else numbers[0])
