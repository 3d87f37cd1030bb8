"""What the style sheets inside an HTML file hide."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"[\w\s.#>,*-]{1,200}")
_SHOWS = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([a-z-]+)", re.IGNORECASE)
_HIDING = {"none", "hidden", "collapse"}
_MOST_RULES = 500


def hide_styled(soup: BeautifulSoup) -> None:
    """Give the attribute `hidden` to what simple rules of its `<style>` blocks hide on the screen.

    Of several rules for one element the last counts; what an element's own `style` says counts most. Rules for print
    and selectors that depend on state are left out.
    """
    hidden: dict[int, Tag] = {}
    for selector, hides in _rules(soup):
        for tag in soup.select(selector):
            if _SHOWS.search(str(tag.get("style") or "")):
                continue
            if hides:
                hidden[id(tag)] = tag
            else:
                hidden.pop(id(tag), None)
    for tag in hidden.values():
        tag["hidden"] = ""


def _rules(soup: BeautifulSoup) -> list[tuple[str, bool]]:
    """Selectors of rules that hide (True) or show."""
    found = []
    for style in soup.find_all("style"):
        if str(style.get("media") or "all").lower() not in ("all", "screen"):
            continue
        for selector, declared in _blocks(_COMMENT.sub(" ", style.get_text())):
            said = _SHOWS.findall(declared)
            if said and _SIMPLE.fullmatch(selector) and all(part.strip(" >") for part in selector.split(",")):
                found.append((selector.strip(), any(value.lower() in _HIDING for _, value in said)))
    return found[:_MOST_RULES]


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of the rules that stand in no `@media` or other block."""
    depth, start, selector = 0, 0, ""
    for place, mark in ((found.start(), found.group()) for found in re.finditer(r"[{};]", sheet)):
        if mark == "{":
            if depth == 0:
                selector = sheet[start:place].strip()
                start = place + 1
            depth += 1
        elif mark == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                if selector and not selector.startswith("@"):
                    yield selector, sheet[start:place]
                start = place + 1
        elif depth == 0:
            start = place + 1
