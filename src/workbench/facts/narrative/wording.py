"""The words of sentences and lists (`rules/naratif.yml`), and what a text says by them."""

import functools
import re
from collections.abc import Iterator
from typing import Any

import yaml

from workbench import paths
from workbench.documents.identity import years_in


@functools.cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = yaml.safe_load((paths.RULES / "naratif.yml").read_text(encoding="utf-8"))
    return {name: _compiled(rule) for name, rule in rules.items()}


def _compiled(rule: Any) -> Any:
    if isinstance(rule, str):
        return re.compile(rule, re.IGNORECASE)
    if isinstance(rule[0], str):
        return frozenset(rule)
    return [(one.get("arti"), re.compile(one["pola"], re.IGNORECASE)) for one in rule]


def pattern(rule: str) -> re.Pattern[str]:
    """The expression of a rule that is one pattern."""
    found: re.Pattern[str] = _rules()[rule]
    return found


def words(rule: str) -> frozenset[str]:
    """The words of a rule that lists them, in lower case."""
    found: frozenset[str] = _rules()[rule]
    return found


def hits(rule: str, text: str) -> Iterator[tuple[str | None, re.Match[str]]]:
    """Where the patterns of a rule fit a text, each with its meaning, in the order of the rule."""
    return ((meaning, hit) for meaning, one in _rules()[rule] for hit in one.finditer(text))


def last_meaning(rule: str, text: str) -> str | None:
    """The meaning of the pattern that fits last in a text."""
    return max(((hit.end(), str(meaning)) for meaning, hit in hits(rule, text)), default=(0, None))[1]


def meaning_of_money(cue: str) -> str | None:
    """What the words right before a sum of money say it is (`uang`)."""
    return next((meaning for meaning, _ in hits("uang", cue[-200:].rstrip(' (:=,“"'))), None)


def stages(text: str) -> set[str | None]:
    """The stages a text names."""
    return {stage for stage, _ in hits("tahap", text)}


def years(text: str) -> list[int]:
    """Years named in a text, those of laws left out."""
    return years_in(pattern("peraturan").sub(" ", text))
