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
    return {mark: True for mark in rules["ada"]} | {mark: False for mark in rules["tidak"]}


def presence(cell: str) -> bool | None:
    """What a mark of a presence matrix says (`rules/bentuk_tabel.yml`); None for anything that is no mark."""
    return _marks().get(cell.strip().lower())


def heading_share(cell: str) -> float:
    """Share of a cell's words that headings are made of (1.0 for a bare year or column number)."""
    words = _WORD.findall(normal(cell))
    if not words:
        return 1.0 if re.fullmatch(r"[\s().%-]*(20\d\d)?[\s().%-]*", cell) else 0.0
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
    pattern = next(pattern for role, pattern in vocabulary().roles if pattern.search(text))
    match = pattern.search(text)
    return text[match.start() : match.end()].strip() if match else None


def _role_level(levels: tuple[str, ...]) -> tuple[str, int] | None:
    """The role and the level that gives it."""
    for index in range(len(levels) - 1, -1, -1):
        text = normal(levels[index])
        for role, pattern in vocabulary().roles:
            if pattern.search(text):
                return role, index
    return None


def natures_of(levels: tuple[str, ...]) -> frozenset[str]:
    """Kinds of figure that the headings from the innermost to the one that gives the role promise."""
    found = _role_level(levels)
    for level in reversed(levels[found[1] :] if found else levels):
        text = normal(level)
        natures = frozenset(nature for nature, pattern in vocabulary().natures if pattern.search(text))
        if natures:
            return natures
    return frozenset()
