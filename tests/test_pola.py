"""No pattern takes time by a power of the length of a text: a long figure in a wrong column must not stop a run."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from typing import Any

import yaml

import workbench
from workbench import paths

ROOMS = ("documents", "tables", "facts", "audit", "whatif")
UNITS = ("9", "9 ", "9.", "9,", "a", "a ", "A. ", "Aa ", ".", ",", "(", "((9", "-", "- ", "1) ", "%", "Rp", "Rp. ", "x", "X.", "*", "_", "|", "I", "IV ",
         "&", "<b", "/", "1/", "12 orang ", "1.000 ", "Rp1.000 ", "tabel ", "program ", "kegiatan ", "tahun 2024 ", "jumlah ", "dan ", "yang ", "dari ",
         "sebesar ", "pada ", "target ", "realisasi ")  # fmt: skip
TIMES = 24
SECONDS = 0.3


def _patterns(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (list, tuple, set)) and depth < 3:
        for item in value:
            yield from _patterns(item, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        yield from _patterns([*value, *value.values()], depth + 1)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _all() -> dict[tuple[str, int], str]:
    """Patterns of the code and of the rules, each with where it stands."""
    found: dict[tuple[str, int], str] = {}
    for room in ROOMS:
        package = importlib.import_module(f"workbench.{room}")
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(info.name)).items():
                found |= {(one.pattern, one.flags): f"{info.name}.{name}" for one in _patterns(value)}
    for file in paths.RULES.glob("*.yml"):
        for text in _texts(yaml.safe_load(file.read_text(encoding="utf-8"))):
            try:
                found.setdefault((text, re.compile(text, re.IGNORECASE).flags), file.name)
            except re.error:
                continue
    return found


def test_no_pattern_backtracks_without_end() -> None:
    patterns = _all()
    assert len(patterns) > 300 and workbench.__file__
    slow = []
    for (text, flags), place in patterns.items():
        pattern = re.compile(text, flags)
        for unit in UNITS:
            start = time.process_time()
            for tail in ("!", "§"):
                pattern.search(unit * TIMES + tail)
                pattern.fullmatch(unit * TIMES + tail)
            if time.process_time() - start > SECONDS:
                slow.append(f"{place}: {text[:80]} on {unit!r}")
                break
    assert not slow
