"""Sentences of the engine in Indonesian, with the English beside them."""

from typing import Literal, Self


class Kalimat(str):
    """An Indonesian text that knows its English form (`inggris`)."""

    inggris: str

    def __new__(cls, teks: str, inggris: str | None = None) -> Self:
        """Both forms of a text; without `inggris` it is the same in both, as names and codes are."""
        satu = super().__new__(cls, teks)
        satu.inggris = teks if inggris is None else inggris
        return satu

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """What a copy in another process is made from."""
        return type(self), (str(self), self.inggris)


def en(teks: object) -> str:
    """The English form of a text; anything without one as it is."""
    return teks.inggris if isinstance(teks, Kalimat) else str(teks)


def dalam(teks: str, bahasa: Literal["id", "en"]) -> str:
    """A text in the language asked for."""
    return en(teks) if bahasa == "en" else str(teks)


def besar(teks: str) -> Kalimat:
    """A text that begins with a capital letter."""
    return Kalimat(teks[:1].upper() + teks[1:], en(teks)[:1].upper() + en(teks)[1:])


def deret(bagian: list[str], kata: Kalimat) -> Kalimat:
    """Parts joined by a word such as `dan`."""
    return Kalimat(f" {kata} ".join(bagian), f" {kata.inggris} ".join(map(en, bagian)))
