"""A second and a third reader for ruled tables of which the first is not sure.

The second is camelot on the lines of the file, the third camelot on the lines of the picture of the page. Two readings
agree when they have the same shape (rows and columns that hold anything) and the same digits in every cell.
"""

import contextlib
import io
import logging
import os
import re
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.documents.pdf.memory import without_collector

# Measured best on narrow columns; the defaults glue neighbours and are ten times slower.
LINES = {"engine": "vector", "split_text": True, "layout_kwargs": {"boxes_flow": None}}
PICTURE = {"engine": "combined", "line_scale": 40, "split_text": True}
_PAGES_AT_ONCE = 20

Texts = list[list[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One table as camelot reads it: its box from the upper left corner of the page, and its texts."""

    box: tuple[float, float, float, float]
    texts: Texts


def read(content: bytes, pages: Sequence[int], settings: dict[str, Any]) -> dict[int, list[Reading]]:
    """Tables of some pages (1-based), page by page. A page on which camelot fails has none."""
    import camelot

    found: dict[int, list[Reading]] = {page: [] for page in pages}
    with _as_file(content) as name, _quiet():
        for start in range(0, len(pages), _PAGES_AT_ONCE):
            chunk = ",".join(map(str, pages[start : start + _PAGES_AT_ONCE]))
            try:
                with without_collector():
                    tables = camelot.io.read_pdf(name, pages=chunk, flavor="lattice", suppress_stdout=True, **settings)
            except Exception:  # whatever a damaged page does to it, the first reading stands and is marked
                continue
            for table in tables:
                found[int(table.page)].append(_reading(table))
    return found


def _reading(table: Any) -> Reading:
    x0, y0, x1, y1 = table._bbox
    return Reading((x0, -y1, x1, -y0), [[str(cell) for cell in row] for row in table.df.to_numpy().tolist()])


@contextlib.contextmanager
def _as_file(content: bytes) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dokumen.pdf"
        file.write_bytes(content)
        yield os.fspath(file)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


def agree(one: Texts, other: Texts) -> bool:
    """The same shape, and the same digits in every cell."""
    return figures(one) == figures(other)


def whole(texts: Texts, printed: set[str]) -> bool:
    """Every figure of a reading is one that is printed, not a piece of one."""
    found = (re.sub(r"\D", "", token) for row in texts for cell in row for token in cell.split())
    return all(digits in printed for digits in found if digits)


def apart(own: Texts, other: Texts) -> set[tuple[int, int]]:
    """Places of `own` in rows whose digits another reading gives otherwise; all places where the rows differ."""
    rows, columns = _kept(own)
    one, two = (["|".join(filter(None, row)) for row in figures(texts)] for texts in (own, other))
    differing = [r for i, r in enumerate(rows) if len(one) != len(two) or one[i] != two[i]]
    return {(r, c) for r in differing for c in columns}


def figures(texts: Texts) -> list[list[str]]:
    """The digits of every cell, without the rows and columns that hold nothing."""
    rows, columns = _kept(texts)
    return [[re.sub(r"\D", "", texts[r][c]) if c < len(texts[r]) else "" for c in columns] for r in rows]


def _kept(texts: Texts) -> tuple[list[int], list[int]]:
    """Rows and columns that hold something."""
    rows = [i for i, row in enumerate(texts) if any(cell.strip() for cell in row)]
    width = max((len(texts[i]) for i in rows), default=0)
    return rows, [c for c in range(width) if any(c < len(texts[r]) and texts[r][c].strip() for r in rows)]
