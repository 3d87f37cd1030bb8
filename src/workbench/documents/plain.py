"""Plain text: composed letters, single blanks, nothing invisible."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001f]")

RAISED = "\ue000{}\ue001"
"""How a reader writes text that stands above the line, for `without_footnotes`."""
_FOOTNOTE = re.compile("(?<=[\\d%)])\\s*\ue000[\\d*,) ]{1,4}\ue001")


def without_footnotes(text: str) -> str:
    """Text with its raised parts on the line (`m2`), but for marks of footnotes behind a figure."""
    return _FOOTNOTE.sub("", text).replace("\ue000", "").replace("\ue001", "")


def plain(text: str) -> str:
    """Text of one line."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def stated_number(text: str | None, otherwise: int) -> int:
    """A whole number that a file states about itself (a span, a row); `otherwise` where it states none.

    Nine digits are taken at most: what is stated then is absurd, and so is the number.
    """
    bare = (text or "").strip()
    return int(bare[:9]) if bare.isascii() and bare.isdigit() else otherwise


def plain_lines(text: str) -> str:
    """Text of a cell: its line ends are kept, because some cells hold a list."""
    lines = [plain(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")]
    return "\n".join(line for line in lines if line)
