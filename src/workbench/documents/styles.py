"""What the style sheets inside an HTML file hide."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_SHOWS = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([a-z-]+)\s*(!\s*important)?", re.IGNORECASE)
_HIDING = {"none", "hidden", "collapse"}
_ON_SCREEN = re.compile(r"\b(?:all|screen)\b", re.IGNORECASE)
_STEP = re.compile(r"(?P<name>[a-z][\w-]*|\*)?(?P<marks>(?:[.#][a-z_-][\w-]*)*)", re.IGNORECASE)
_MOST_STEPS = 5
_MOST_ALIKE = 20

_Weight = tuple[bool, bool, int, int, int]
"""Importance, own style of the element, ids, classes and names of a selector: the heaviest rule counts."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One part of a selector: the name, ids and classes an element must have."""

    name: str
    ids: frozenset[str]
    classes: frozenset[str]

    def fits(self, tag: Tag) -> bool:
        return (
            self.name in ("", "*", tag.name)
            and (not self.ids or self.ids == {tag.get("id")})
            and (not self.classes or self.classes.issubset(_classes(tag)))
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a rule says about one property of the elements inside others (`steps`, the innermost last)."""

    steps: tuple[_Step, ...]
    about: str
    hides: bool
    weight: _Weight


def hide_styled(soup: BeautifulSoup) -> None:
    """Give the attribute `hidden` to what simple rules of its `<style>` blocks hide on the screen.

    Simple rules name elements, classes and ids, alone or inside others (`table .x td`). Of several the heaviest counts,
    and of equally heavy ones the last. Rules for print, rules inside other rules, other selectors and what follows the
    first 20 rules for one class, id or name are left out.
    """
    rules: dict[str, list[_Rule]] = defaultdict(list)
    for rule in _rules(soup):
        alike = rules[_key(rule.steps[-1])]
        alike += [rule] if len(alike) < _MOST_ALIKE else []
    if not rules:
        return
    known: dict[tuple[int, tuple[_Step, ...]], bool] = {}
    for tag in soup.find_all(True):
        keys = [f"#{tag.get('id')}", *(f".{name}" for name in _classes(tag)), tag.name, "*"]
        of_tag = [rule for key in keys for rule in rules.get(key, ())
                  if rule.steps[-1].fits(tag) and _stands_inside(tag.parent, rule.steps[:-1], known)]  # fmt: skip
        if of_tag and _is_hidden([*of_tag, *_declared(str(tag.get("style") or ""), ())]):
            tag["hidden"] = ""


def _is_hidden(rules: list[_Rule]) -> bool:
    heaviest = {rule.about: rule for rule in sorted(rules, key=lambda rule: rule.weight)}
    return any(rule.hides for rule in heaviest.values())


def _stands_inside(tag: Tag | None, steps: tuple[_Step, ...], known: dict[tuple[int, tuple[_Step, ...]], bool]) -> bool:
    """Whether an element or those around it fit the steps, the last one innermost. `known`: answers so far."""
    if not steps or tag is None:
        return not steps
    asked = []
    while tag is not None and (id(tag), steps) not in known and not steps[-1].fits(tag):
        asked.append((id(tag), steps))
        tag = tag.parent
    found = tag is not None and known.get((id(tag), steps), False)
    if tag is not None and (id(tag), steps) not in known:
        asked.append((id(tag), steps))
        found = _stands_inside(tag.parent, steps[:-1], known)
    known.update(dict.fromkeys(asked, found))
    return found


def _classes(tag: Tag) -> list[str]:
    return [str(name) for name in tag.get_attribute_list("class") if name]


def _key(step: _Step) -> str:
    """What every element has that the step fits."""
    if step.ids:
        return f"#{min(step.ids)}"
    return f".{min(step.classes)}" if step.classes else step.name


def _rules(soup: BeautifulSoup) -> list[_Rule]:
    found: list[_Rule] = []
    for style in soup.find_all("style"):
        if _ON_SCREEN.search(str(style.get("media") or "all")):
            sheet = _QUOTED.sub("''", _COMMENT.sub(" ", style.get_text()))
            for selectors, declared in _blocks(sheet):
                steps = [_steps(selector) for selector in selectors.split(",")] if _SHOWS.search(declared) else []
                found += [rule for each in steps if each for rule in _declared(declared, each)]
    return found


def _declared(declared: str, steps: tuple[_Step, ...]) -> list[_Rule]:
    """What declarations say about showing; without steps those of an element's own style."""
    ids = sum(len(step.ids) for step in steps)
    classes = sum(len(step.classes) for step in steps)
    names = sum(step.name not in ("", "*") for step in steps)
    return [_Rule(steps, about.lower(), value.lower() in _HIDING, (bool(important), not steps, ids, classes, names))
            for about, value, important in _SHOWS.findall(declared)]  # fmt: skip


def _steps(selector: str) -> tuple[_Step, ...]:
    """The steps of a simple selector; empty for any other."""
    parts = selector.split()
    read = [_STEP.fullmatch(part) for part in parts[: _MOST_STEPS + 1]]
    if len(parts) > _MOST_STEPS or not all(read):
        return ()
    return tuple(_step((match["name"] or "*").lower(), match["marks"]) for match in read if match)


def _step(name: str, marks: str) -> _Step:
    found = re.findall(r"[.#][\w-]+", marks)
    ids, classes = ([mark[1:] for mark in found if mark[0] == kind] for kind in "#.")
    return _Step(name, frozenset(ids), frozenset(classes))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of the rules that stand in no other block; rules inside a rule are cut out."""
    depth, start, selector, declared = 0, 0, "", ""
    for found in re.finditer(r"[{};]", sheet):
        place, mark = found.start(), found.group()
        if mark == "{":
            if depth == 0:
                selector, declared = sheet[start:place].strip(), ""
            depth += 1
        elif mark == "}":
            declared += sheet[start:place] if depth == 1 else ""
            depth = max(0, depth - 1)
            if depth == 0 and selector and not selector.startswith("@"):
                yield selector, declared
        elif depth == 1:
            declared += sheet[start : place + 1]
        start = place + 1
