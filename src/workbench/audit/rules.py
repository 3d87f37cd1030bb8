"""Tolerances, thresholds and words of the audit (`rules/audit.yml`)."""

import functools
import re
from typing import Any

import yaml

from workbench import paths


@functools.cache
def rules() -> dict[str, Any]:
    """The rules as written."""
    loaded: dict[str, Any] = yaml.safe_load((paths.RULES / "audit.yml").read_text(encoding="utf-8"))
    return loaded


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """A rule that is a pattern; case does not matter."""
    return re.compile(rules()[name], re.IGNORECASE)


@functools.cache
def tier_words() -> dict[str, re.Pattern[str]]:
    """Tier -> words that belong to offices of that tier only."""
    return {tier: re.compile(words, re.IGNORECASE) for tier, words in rules()["milik_tingkat"].items()}
