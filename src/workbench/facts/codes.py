"""Codes of program, kegiatan and sub kegiatan in the canonical form `U.BB.PP.T.KK.SSSS`."""

import re
from dataclasses import dataclass

_WIDTHS = (1, 2, 2, 1, 2, 4)
_LEVELS = {2: "urusan", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}


@dataclass(frozen=True, slots=True)
class Code:
    """A canonical code and the level its depth gives."""

    kode: str
    jenjang: str
    asal: str


def canonical(printed: str) -> Code | None:
    """The canonical form of a printed code; None when digits are missing or it is no such code.

    `2.17.01.101.01` is `2.17.01.1.01.0001` (a dot lost), `2.17.07.1.01.011` is `2.17.07.1.01.0011`.
    """
    parts = re.findall(r"[\dXx]+", printed)
    if re.sub(r"[\dXx.\s-]", "", printed) or not parts:
        return None
    if len(parts) in (4, 5) and len(parts[3]) == 3:
        parts[3:4] = [parts[3][0], parts[3][1:]]
    if len(parts) not in _LEVELS or not _plausible(parts):
        return None
    kode = ".".join(part.upper().zfill(width) for part, width in zip(parts, _WIDTHS, strict=False))
    as_printed = printed.replace(" ", "").strip(".").upper()
    return Code(kode, _LEVELS[len(parts)], "tercetak" if as_printed == kode else "dinormalkan")


def _plausible(parts: list[str]) -> bool:
    """Widths as in the nomenclature, and no part that a lost digit made zero."""
    fits = all(len(part) <= width for part, width in zip(parts, _WIDTHS, strict=False))
    two_digits = all(len(part) == 2 for part in parts[1:2])
    return fits and two_digits and all(int(part.lower().replace("x", "1")) > 0 for part in parts)


def parent(kode: str) -> str | None:
    """Code one level up: the kegiatan of a sub kegiatan, the program of a kegiatan, the urusan of a program."""
    parts = kode.split(".")
    shorter = {6: 5, 5: 3, 3: 2}.get(len(parts))
    return ".".join(parts[:shorter]) if shorter else None
