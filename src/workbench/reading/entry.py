"""One read document on disk: plain JSON, packed, with a checksum before it. Nothing in it can run."""

import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from workbench.reading.rows import TABLES, Rows, traces

MONEY = frozenset({"pagu", "realisasi_rp", "selisih_rp"})
"""Columns of exact decimals; JSON keeps them as text."""
DRAFTS = ".*.baca.*"
"""Names of entries that are being written."""
_MAGIC = b"workbench-1"
Limits = tuple[float, int]
"""Seconds and megabytes that one document may take."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The rows of one document, a mark for every observation, and the seconds that reading it took."""

    rows: Rows
    traces: list[str]
    seconds: float


def entry_of(rows: Rows, seconds: float) -> Entry:
    """The entry of a document that was just read."""
    return Entry(rows, traces(rows["observasi"]), round(seconds, 3))


def write(path: Path, entry: Entry) -> None:
    """Write an entry whole or not at all. Raises OSError."""
    tables = {name: _packed(entry.rows[name]) for name in TABLES}
    body = {"detik": entry.seconds, "jejak": entry.traces, "tabel": tables}
    content = zlib.compress(json.dumps(body, default=str, separators=(",", ":")).encode(), 1)
    keep(path, b" ".join([_MAGIC, hashlib.sha256(content).hexdigest().encode()]) + b"\n" + content)


def keep(path: Path, content: bytes) -> None:
    """Write the bytes of an entry whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def read(path: Path) -> Entry | None:
    """The entry, or None when there is none that is whole."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
        if head.split(b" ") != [_MAGIC, hashlib.sha256(content).hexdigest().encode()]:
            return None
        body = json.loads(zlib.decompress(content))
        rows = {name: _unpacked(body["tabel"][name]) for name in TABLES}
    except (OSError, ValueError, KeyError, TypeError, zlib.error, ArithmeticError):
        return None
    return Entry(rows, body["jejak"], body["detik"])


def write_refusal(path: Path, reason: str, limits: Limits | None = None) -> None:
    """Keep why the document of an entry cannot be read, and the limits (seconds, megabytes) that were the cause.

    Raises OSError.
    """
    body = {"alasan": reason, "batas": limits}
    keep(refusal_place(path), json.dumps(body).encode())


def refusal(path: Path, limits: Limits) -> str | None:
    """Why the document of an entry cannot be read; None when that is not known, or `limits` are wider than then."""
    try:
        body = json.loads(refusal_place(path).read_bytes())
        reason, then = body["alasan"], body["batas"]
        wider = then is not None and any(now > before for now, before in zip(limits, then, strict=True))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if wider or not isinstance(reason, str) else reason


def refusal_place(path: Path) -> Path:
    """Where the refusal of the document of an entry stands."""
    return path.with_suffix(".gagal")


def _packed(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    rows = list(rows)
    names = list(rows[0]) if rows else []
    return {"kolom": names, "isi": [[row[name] for name in names] for row in rows]}


def _unpacked(table: dict[str, Any]) -> list[dict[str, Any]]:
    names = table["kolom"]
    rows = [dict(zip(names, values, strict=True)) for values in table["isi"]]
    for name in MONEY & set(names):
        for row in rows:
            row[name] = None if row[name] is None else Decimal(row[name])
    return rows
