"""The words of statements (`rules/pernyataan.yml`)."""

import functools
import re
from typing import Any

import yaml

from workbench import paths


@functools.cache
def rules() -> dict[str, Any]:
    """The rules as written."""
    loaded: dict[str, Any] = yaml.safe_load((paths.RULES / "pernyataan.yml").read_text(encoding="utf-8"))
    return loaded


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """A rule that is a pattern."""
    return re.compile(rules()[name], re.IGNORECASE)


@functools.cache
def comparing_columns() -> list[tuple[re.Pattern[str], str, re.Pattern[str], re.Pattern[str]]]:
    """Heading of a column that compares two others, the operation, and the headings of the two."""
    return [
        (
            re.compile(one["judul"], re.IGNORECASE),
            one["operasi"],
            re.compile(one["pertama"], re.IGNORECASE),
            re.compile(one["kedua"], re.IGNORECASE),
        )
        for one in rules()["kolom_banding"]
    ]
