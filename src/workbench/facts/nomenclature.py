"""Official names of programs, kegiatan and sub kegiatan, and how printed names find them."""

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from workbench import paths

ANY_AFFAIR = "X.XX"
SURE = 88.0
SURE_WITH_PARENT = 80.0
_CLEARLY_AHEAD = 0.005
_PREFIX = 3
_FIRST_WORD = 75.0
_SAME_WORDING = 5.0
_PREFIX_LENGTH = 30
_TIER_DIGIT = {"provinsi": "1", "kabkota": "2"}
_LEVEL_WORD = re.compile(r"^(?:program|kegiatan|sub kegiatan)\s+", re.IGNORECASE)
_AFFAIR_WORDS = re.compile(r"^(?:urusan |pemerintahan |wajib |pilihan |penunjang |fungsi |bidang )+")
_EDITIONS = (
    (2021, "Permendagri 90/2019"),
    (2022, "unknown (data 2021"),
    (2026, "900.1.15.5-1317/2023"),
    (9999, "pemutakhiran 2027"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the nomenclature, `X.XX` replaced by the affair of the office."""

    kode: str
    jenjang: str
    nama: str
    versi: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name was recognised as, with the score (0 to 100) of the likeness."""

    kode: str
    jenjang: str
    nama: str
    score: float


def normal(name: str) -> str:
    """A name in lower case without punctuation, for comparison only."""
    text = re.sub(r"[^a-z0-9 ]+", " ", name.lower())
    return " ".join(text.split())


@functools.cache
def _affairs() -> dict[str, str]:
    """Name of every affair of government, as compared -> code."""
    with (paths.RULES / "bidang_urusan.csv").open(encoding="utf-8", newline="") as file:
        return {normal(row["nama"]): row["kode"] for row in csv.DictReader(file)}


def affair(heading: str) -> str | None:
    """Code of the affair a heading names (`Urusan Pemerintahan Bidang Perdagangan` -> `3.30`); None for any other."""
    name = _AFFAIR_WORDS.sub("", normal(heading))
    like = process.extract(name, list(_affairs()), scorer=fuzz.ratio, score_cutoff=SURE, limit=1)
    return _affairs()[like[0][0]] if like else None


@functools.cache
def entries(tier: str, bidang: str) -> tuple[Entry, ...]:
    """The nomenclature of a tier (`provinsi` or `kabkota`) for the affair `bidang`, such as `2.17`.

    `ANY_AFFAIR` stands for an affair not known: its lines are those that all affairs share.

    Lines of special autonomy (fourth digit 3 and 4) repeat the names of the general ones and are left out.
    """
    digit = _TIER_DIGIT[tier]
    found: dict[tuple[str, str, str], Entry] = {}
    with (paths.RULES / "nomenklatur.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["tingkat"] == tier and row["jenjang"] in ("program", "kegiatan", "sub_kegiatan"):
                kode = row["kode"].replace("X.XX", bidang)
                parts = kode.split(".")
                if kode.startswith(f"{bidang}.") and (len(parts) < 4 or parts[3] == digit):
                    found[kode, row["nama"], row["versi"]] = Entry(kode, row["jenjang"], row["nama"], row["versi"])
    return tuple(found.values())


@functools.cache
def _index(tier: str, bidang: str) -> dict[str, dict[str, list[Entry]]]:
    """Level -> normalised name -> entries."""
    index: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries(tier, bidang):
        index[entry.jenjang][normal(_LEVEL_WORD.sub("", entry.nama))].append(entry)
    return index


def find(
    name: str,
    level: str,
    tier: str,
    bidang: str,
    tahun: int,
    parents: tuple[str, ...] = (),
    sure: float | None = None,
) -> Match | None:
    """The official line a printed name means, or None when none is close enough or two are equally close.

    With `parents` (codes of the enclosing program or kegiatan) only lines below them are searched, and a
    lower likeness suffices; `sure` sets another.
    """
    wanted = normal(name)
    if not wanted:
        return None
    limit = sure if sure is not None else SURE_WITH_PARENT if parents else SURE
    found: dict[str, Match] = {}
    names = _index(tier, bidang).get(level, {})
    for text, score, _ in process.extract(wanted, list(names), scorer=_likeness, score_cutoff=limit, limit=12):
        for entry in names[text]:
            if parents and not any(entry.kode.startswith(f"{parent}.") for parent in parents):
                continue
            rank = score - 0.01 * _edition_distance(entry.versi, tahun)
            if entry.kode not in found or rank > found[entry.kode].score:
                found[entry.kode] = Match(entry.kode, level, entry.nama, rank)
    ranked = sorted(found.values(), key=lambda match: -match.score)
    if not ranked or any(ranked[0].score - other.score < _CLEARLY_AHEAD for other in ranked[1:]):
        return None
    return ranked[0]


@functools.cache
def _names_by_code(tier: str, bidang: str) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(tier, bidang):
        found[entry.kode].append(entry)
    return found


def official_name(kode: str, tier: str, tahun: int, printed: str | None = None) -> str | None:
    """The official name of a canonical code, without its level word; None for codes of other tiers and affairs.

    Editions give one code several names: the one most like the `printed` name, else the one in force that year; of
    equal wordings one that is written with capital letters.
    """
    named = _names_by_code(tier, kode[:4]).get(kode, [])
    if not named:
        return None
    wanted = normal(printed or "")
    scores = {entry: fuzz.ratio(wanted, normal(_LEVEL_WORD.sub("", entry.nama))) if wanted else 0.0 for entry in named}
    like = [entry for entry in named if scores[entry] >= max(scores.values()) - _SAME_WORDING]
    best = max(like, key=lambda entry: (entry.nama != entry.nama.lower(), -_edition_distance(entry.versi, tahun)))
    return _LEVEL_WORD.sub("", best.nama)


def same_name(printed: str, official: str) -> bool:
    """Whether a printed name is the official one, slips and cut-off ends allowed."""
    one, other = normal(printed), normal(official)
    shorter = min(len(one), len(other))
    return fuzz.ratio(one, other) >= SURE_WITH_PARENT or (
        shorter >= _PREFIX_LENGTH and fuzz.ratio(one[:shorter], other[:shorter]) >= SURE
    )


def opposed(one: str, other: str) -> bool:
    """Whether a word of one name is that of the other with a prefix, which makes another thing of it (prasarana)."""
    words, others = one.split(), other.split()
    return len(words) == len(others) and any(
        abs(len(a) - len(b)) >= _PREFIX and (a.endswith(b) or b.endswith(a)) for a, b in zip(words, others, strict=True)
    )


def _likeness(one: Sequence[Hashable], other: Sequence[Hashable], /, *, score_cutoff: float | None = None) -> float:
    """Likeness of two names; a name cut off at the end of a page still counts as nearly like.

    The first word tells lines apart that share all others (pemberdayaan, pengembangan), so it must be alike.
    """
    one, other = str(one), str(other)
    if fuzz.ratio(one.split(" ", 1)[0], other.split(" ", 1)[0]) < _FIRST_WORD or opposed(one, other):
        return 0.0
    score = fuzz.ratio(one, other)
    if len(one) >= _PREFIX_LENGTH and len(other) > len(one):
        score = max(score, 0.97 * fuzz.ratio(one, other[: len(one)]))
    return score if score >= (score_cutoff or 0.0) else 0.0


def _edition_distance(versi: str, tahun: int) -> int:
    """How far an edition is from the one in force in a year (0 = in force)."""
    order = [prefix for _, prefix in _EDITIONS]
    in_force = next(index for index, (until, _) in enumerate(_EDITIONS) if tahun <= until)
    place = next((index for index, prefix in enumerate(order) if versi.startswith(prefix)), None)
    return abs(place - in_force) if place is not None else len(order)
