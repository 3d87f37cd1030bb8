"""The shape of a cell's text: number, money, text ... without asking what it means."""

import functools
import re
from enum import Enum


class Shape(Enum):
    """What a cell looks like."""

    EMPTY = "kosong"
    DASH = "strip"
    NUMBER = "angka"
    MONEY = "uang"
    PERCENT = "persen"
    MEASURED = "angka bersatuan"
    ERROR = "galat rumus"
    TEXT = "teks"


FIGURES = {Shape.NUMBER, Shape.MONEY, Shape.PERCENT, Shape.MEASURED}

_DASH = re.compile(r"[-–—−.]+")
_PLAIN = re.compile(r"\(?\s*+[-–−+]?\s*+(?:rp\.?)?\s*+[-–−]?\d[\d.,\s]*+-{0,2}\s*+\)?", re.IGNORECASE)
_UNIT_OF_MONEY = re.compile(r"\(\s*(?:rp\.?)?\s*0{3}[.,-]*\s*\)|rp\.?\s*0{3}[.,-]*", re.IGNORECASE)
_PERCENT = re.compile(r"\(?[-–−+]?\d[\d.,]*\)?\s*(?:%|persen)", re.IGNORECASE)
_MEASURED = re.compile(r"[-–−+]?\d[\d.,]*\s*[^\W\d][^\d]{0,40}")
_ERROR = re.compile(r"#(?:DIV/0!|N/?A|REF!|VALUE!|NAME\?|NUM!|NULL!)", re.IGNORECASE)
_MONEY = re.compile(r"\d[.,]\d{3}[.,]\d{3}(?!\d)|(?<![\d.,])\d{7,}(?!\d)|rp", re.IGNORECASE)
_NUMBERING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|\(?\s*\d{1,2}\s*=.*\)?|\$?\\frac.*")
_LIST_MARK = re.compile(r"(?:[a-z]|[ivx]{1,5}|[IVX]{1,5}|\d{1,2})[.)]?|-")


@functools.lru_cache(maxsize=65536)
def shape(text: str) -> Shape:
    """The shape of one cell."""
    if not text:
        return Shape.EMPTY
    if _DASH.fullmatch(text):
        return Shape.DASH
    if _UNIT_OF_MONEY.fullmatch(text):
        return Shape.TEXT
    if _PLAIN.fullmatch(text):
        return Shape.MONEY if _MONEY.search(text) else Shape.NUMBER
    if _PERCENT.fullmatch(text):
        return Shape.PERCENT
    if _ERROR.fullmatch(text):
        return Shape.ERROR
    if _MEASURED.fullmatch(text):
        return Shape.MEASURED
    return Shape.TEXT


def is_numbering(text: str) -> bool:
    """A cell of the row that numbers the columns: `4`, `(4)`, `8=(7/6)`, `(10=9/8)`."""
    return bool(_NUMBERING.fullmatch(text))


def is_list_mark(text: str) -> bool:
    """`a`, `b.`, `IV`, `3)`, `-`: marks an item, names nothing."""
    return bool(_LIST_MARK.fullmatch(text))
