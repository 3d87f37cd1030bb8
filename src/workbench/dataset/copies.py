"""Which documents hold the same observations? A PDF beside its text edition, or two copies of one file."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Likeness:
    """`same`: document -> the one that holds all its observations. `nearly`: document -> (other one, share)."""

    same: dict[str, str]
    nearly: dict[str, tuple[str, float]]


def find(documents: Mapping[str, Mapping[str, Any]], traces: Callable[[str], list[str]]) -> Likeness:
    """Compare documents of one office, kind, year and period.

    `documents`: name -> its row of `dokumen`. `traces(name)` gives one mark an observation, equal for the same figure
    of the same line. A document all of whose marks another one has too is the same; the other one is the one with
    more observations, then with fewer notes of its reader, then the first by name. Nothing is lost where it is left
    out. One that shares most of them (`_NEARLY`) is another version: both count, and it is told.
    """
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for name, row in documents.items():
        if row["observasi"] and row.get("opd"):
            groups[tuple(row.get(key) for key in ("opd", "jenis", "tahun", "periode"))].append(name)
    found = Likeness({}, {})
    for names in groups.values():
        if len(names) > 1:
            _compare(sorted(names, key=lambda name: _order(name, documents[name])), traces, found)
    return found


def _order(name: str, row: Mapping[str, Any]) -> tuple[int, int, str]:
    return -row["observasi"], row["catatan"], name


def _compare(names: list[str], traces: Callable[[str], list[str]], found: Likeness) -> None:
    """`names`: the documents of a group, those that may hold others first."""
    kept: dict[str, Counter[str]] = {}
    for name in names:
        marks = Counter(traces(name))
        shares = {other: (marks & held).total() / marks.total() for other, held in kept.items()}
        best = max(shares, key=lambda other: shares[other], default=None)
        if best is not None and shares[best] == 1:
            found.same[name] = best
            continue
        kept[name] = marks
        if best is not None and shares[best] >= _NEARLY:
            found.nearly[name] = (best, shares[best])
