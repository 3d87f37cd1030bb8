"""YAML as plain text values with the line of every entry; nothing of YAML that could run or swell.

Refused: anchors, aliases, tags, more than one document, repeated keys, deep or huge files. Scalars stay
text: `2.17` is a code and not a number, `no` is a word.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

TERBESAR = 1_000_000
"""Characters in one scenario file."""
TERDALAM = 8
TERBANYAK = 100_000
"""Entries in one scenario file."""

Letak = tuple[str | int, ...]


class YamlError(ValueError):
    """The text is not YAML, or uses what is refused. `baris` is the line, from 1."""

    def __init__(self, pesan: str, baris: int) -> None:
        super().__init__(pesan)
        self.baris = baris


def baca(teks: str) -> tuple[Any, dict[Letak, int]]:
    """Nested dicts, lists and texts (an empty value is None), and the line of every entry by its path."""
    if len(teks) > TERBESAR:
        raise YamlError(f"berkas terlalu besar ({len(teks)} huruf, paling banyak {TERBESAR})", 1)
    try:
        _periksa(yaml.parse(teks, Loader=yaml.BaseLoader))
        akar = yaml.compose(teks, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as galat:
        tanda = galat.problem_mark or galat.context_mark
        raise YamlError(f"bukan YAML yang sah ({galat.problem})", tanda.line + 1 if tanda else 1) from None
    except yaml.YAMLError as galat:
        raise YamlError(f"bukan YAML yang sah ({galat})", 1) from None
    letak: dict[Letak, int] = {}
    return (None if akar is None else _isi(akar, (), letak)), letak


def _periksa(kejadian: Iterator[Any]) -> None:
    """Walk over the events before anything is built, so that depth and size are bounded first."""
    dalam = dokumen = 0
    for banyak, satu in enumerate(kejadian, 1):
        baris = satu.start_mark.line + 1
        if getattr(satu, "anchor", None):
            raise YamlError("jangkar dan alias (& dan *) tidak boleh dipakai", baris)
        if getattr(satu, "tag", None):
            raise YamlError("tanda ! (tag) tidak boleh dipakai", baris)
        dokumen += isinstance(satu, yaml.DocumentStartEvent)
        dalam += isinstance(satu, yaml.CollectionStartEvent) - isinstance(satu, yaml.CollectionEndEvent)
        if dalam > TERDALAM:
            raise YamlError(f"bersarang lebih dari {TERDALAM} tingkat", baris)
        if banyak > TERBANYAK:
            raise YamlError(f"lebih dari {TERBANYAK} butir", baris)
        if dokumen > 1:
            raise YamlError("satu berkas berisi satu skenario saja", baris)


def _isi(node: Node, jalan: Letak, letak: dict[Letak, int]) -> Any:
    letak.setdefault(jalan, node.start_mark.line + 1)
    if isinstance(node, ScalarNode):
        kosong = node.style is None and node.value.strip() in ("", "~", "null")
        return None if kosong else str(node.value)
    if isinstance(node, SequenceNode):
        return [_isi(satu, (*jalan, i), letak) for i, satu in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    hasil: dict[str, Any] = {}
    for kunci, nilai in node.value:
        if not isinstance(kunci, ScalarNode):
            raise YamlError("nama isian harus satu kata", kunci.start_mark.line + 1)
        if kunci.value in hasil:
            raise YamlError(f"isian {kunci.value[:40]!r} tertulis dua kali", kunci.start_mark.line + 1)
        letak[(*jalan, kunci.value)] = kunci.start_mark.line + 1
        hasil[kunci.value] = _isi(nilai, (*jalan, kunci.value), letak)
    return hasil
