"""What headings mean, from `rules/judul_kolom.yml`."""

import functools
import re
from dataclasses import dataclass

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from workbench import paths

_CUMULATIVE = re.compile(
    r"\bs\s*[/.]?\s*d\.?(?=\s|tahun|tw|triwulan|\d)|\bsampai dengan\b|\bsampai\b(?= (akhir|tahun|triwulan))"
)
_GLUED_YEAR = re.compile(r"(?<=[a-z])(?=20\d\d\b)")
_WORD = re.compile(r"[a-z]+")
_MENDED_LENGTH = 5
_QUARTER = re.compile(r"(?:realisasi )?(?:sd )?(?:tw|triwulan) (?:i|ii|iii|iv|[1-4])")
_ONLY_MONEY = re.compile(r"\(?rp\.?\)?|rupiah")
_BUDGET = re.compile(r"(?:(?:anggaran|pagu|keuangan|belanja|\(?rp\.?\)?)\s*)+")
_BARE_MONEY = re.compile(r"(?:anggaran|keuangan|dana|biaya)(?: \(?rp\.?\)?)?")
_PLANNED = re.compile(r"\b(?:target|pagu|rencana|alokasi)\b")
_FIGURE_ROLES = {"target", "realisasi", "pagu"}
_FOOTNOTE = re.compile(r"(?<=\S)\s*\*+\)?$")
_YEAR_HEADING = re.compile(r"(?:(?:tahun|target|rencana|ke|\(?20\d\d\)?|n\+?\d?)[ -]*)+")
_JUST_WORDS = {"uraian", "nama"}
_GOALS = {"tujuan", "sasaran"}
_SPEAKS_OF = {
    "rp": re.compile(r"\b(?:anggaran|keuangan|pagu|dana|serapan|penyerapan|rp)\b"),
    "k": re.compile(r"\b(?:kinerja|fisik|volume|output|keluaran)\b"),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Compiled heading rules."""

    roles: tuple[tuple[str, re.Pattern[str]], ...]
    natures: tuple[tuple[str, re.Pattern[str]], ...]
    words: frozenset[str]


@functools.cache
def vocabulary() -> Vocabulary:
    """The heading rules, read once."""
    rules = yaml.safe_load((paths.RULES / "judul_kolom.yml").read_text(encoding="utf-8"))
    return Vocabulary(
        roles=tuple((rule["peran"], re.compile(rule["pola"])) for rule in rules["peran"]),
        natures=tuple((rule["sifat"], re.compile(rule["pola"])) for rule in rules["sifat"]),
        words=frozenset(rules["kata"].split()),
    )


@functools.lru_cache(maxsize=4096)
def normal(heading: str) -> str:
    """A heading in lower case, blanks and abbreviations made equal, slips of one letter mended."""
    text = " ".join(heading.lower().replace("\n", " ").replace("/", " / ").split())
    text = text.replace("s / d", "sd").replace(" / ", "/")
    text = _GLUED_YEAR.sub(" ", _CUMULATIVE.sub("sd ", text))
    text = _WORD.sub(lambda found: _mended(found.group()), text)
    return " ".join(text.replace("/", " / ").replace("( ", "(").split()).replace(" / ", "/").strip(" .:")


@functools.lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    known = vocabulary().words
    if word in known or len(word) < _MENDED_LENGTH:
        return word
    found = process.extractOne(word, sorted(known), scorer=OSA.distance, score_cutoff=1)
    return found[0] if found and len(found[0]) >= _MENDED_LENGTH else word


@functools.cache
def _marks() -> dict[str, bool]:
    rules = yaml.safe_load((paths.RULES / "bentuk_tabel.yml").read_text(encoding="utf-8"))
    return dict.fromkeys(rules["ada"], True) | dict.fromkeys(rules["tidak"], False)


def presence(cell: str) -> bool | None:
    """What a mark of a presence matrix says (`rules/bentuk_tabel.yml`); None for anything that is no mark."""
    return _marks().get(_FOOTNOTE.sub("", cell).strip().lower())


def heading_share(cell: str) -> float:
    """Share of a cell's words that headings are made of (1.0 for a bare year or column number)."""
    words = _WORD.findall(normal(cell))
    if not words:
        return 1.0 if re.fullmatch(r"[\s().%-]*(20\d\d|000)?[\s().,%-]*", cell) else 0.0
    return sum(word in vocabulary().words for word in words) / len(words)


def role_of(levels: tuple[str, ...]) -> str | None:
    """Role of a column from its headings, outermost first; None when not understood."""
    found = _role_level(levels)
    return found[0] if found else None


def role_reason(levels: tuple[str, ...]) -> str | None:
    """The words of a heading that give a column its role; None when no rule fits."""
    found = _role_level(levels)
    if not found:
        return None
    text = normal(levels[found[1]])
    match = next((match for _, pattern in vocabulary().roles if (match := pattern.search(text))), None)
    return match[0].strip() if match else text


def _role_level(levels: tuple[str, ...]) -> tuple[str, int] | None:
    """The role and the level that gives it. Figures below a heading of differences are differences."""
    found = _own_role_level(levels)
    if found is None or found[0] not in _FIGURE_ROLES:
        return found
    above = {role[0] for level in levels[: found[1]] if (role := _own_role_level((level,)))}
    if "selisih" not in above:
        return found
    return ("selisih" if _is_money(levels[found[1] :]) else "abaikan"), found[1]


def below_realisation(levels: tuple[str, ...]) -> bool:
    """Whether a bare `Target` stands right below a heading of realisation."""
    return len(levels) > 1 and normal(levels[-1]) == "target" and _own_role_level(levels[-2:-1]) == ("realisasi", 0)


def spent_below_realisation(levels: tuple[str, ...]) -> bool:
    """Whether a bare `Anggaran (Rp)` stands below headings that speak of what was realised and of no plan."""
    above = [normal(level) for level in levels[:-1]]
    if not above or not _BARE_MONEY.fullmatch(normal(levels[-1])):
        return False
    return any("realisasi" in level for level in above) and not any(_PLANNED.search(level) for level in above)


def _is_money(levels: tuple[str, ...]) -> bool:
    return any(
        nature == "rp" and pattern.search(normal(level)) for nature, pattern in vocabulary().natures for level in levels
    )


def _own_role_level(levels: tuple[str, ...]) -> tuple[str, int] | None:
    """The role that the words of the headings give by themselves, the innermost first, and the level."""
    texts = [normal(level) for level in levels]
    if len(texts) > 1 and texts[-1] in _JUST_WORDS and texts[-2] in _GOALS:
        return texts[-2], len(levels) - 2
    for index, text in reversed(list(enumerate(texts))):
        for role, pattern in vocabulary().roles:
            if pattern.search(text):
                return role, index
    return _role_without_word(levels)


def _role_without_word(levels: tuple[str, ...]) -> tuple[str, int] | None:
    """Below a quarter stands what was realised in it; a heading of money, alone or below years, is a budget."""
    texts = [normal(level) for level in levels]
    quarter = next((index for index, text in enumerate(texts) if _QUARTER.fullmatch(text)), None)
    if quarter is not None:
        return "realisasi", quarter
    bare = bool(texts) and _ONLY_MONEY.fullmatch(texts[-1]) and all(map(_YEAR_HEADING.fullmatch, texts[:-1]))
    return ("pagu", len(levels) - 1) if bare else None


def natures_of(levels: tuple[str, ...]) -> frozenset[str]:
    """Kinds of figure that the headings from the innermost to the one that gives the role promise.

    A percentage without a word of its own is of what the headings above it speak of, if of one thing only; what is
    realised right below a heading of nothing but a budget is money.
    """
    found = _role_level(levels)
    for level in reversed(levels[found[1] :] if found else levels):
        text = normal(level)
        natures = frozenset(nature for nature, pattern in vocabulary().natures if pattern.search(text))
        if natures:
            return natures
    if found and found[0] == "rasio":
        return _nature_above(levels[: found[1] + 1])
    below = found and found[1] and found[0] == "realisasi" and _BUDGET.fullmatch(normal(levels[found[1] - 1]))
    return frozenset({"rp"} if below else ())


def _nature_above(levels: tuple[str, ...]) -> frozenset[str]:
    for level in reversed(levels):
        text = normal(level)
        natures = {nature for nature, pattern in _SPEAKS_OF.items() if pattern.search(text)}
        if natures:
            return frozenset(natures) if len(natures) == 1 else frozenset()
    return frozenset()
