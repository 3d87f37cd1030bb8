"""Fuzzes the parsers of texts and numbers towards code not yet reached (atheris: Linux, `pip install atheris`).

    python benchmarks/terarah.py teks|angka [FOLDER] [-max_total_time=600] [-timeout=20] [other flags of libFuzzer]

`teks` reads each input as a text document with everything that follows, `angka` as a cell and as columns of cells. What
is counted is an error nobody foresaw, an input that takes longer than -timeout, and a figure with digits that are not
printed. Inputs that reach new code are kept in FOLDER and tried first the next time; it begins with typeset documents
of invented offices. Ends with an error at the first input that breaks a parser and keeps it as `crash-*`.
"""

import contextlib
import re
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import atheris

TESTS = Path(__file__).resolve().parents[1] / "tests"
FIGURES = [
    "1.234.567,89",
    "Rp. (12.345)",
    "98,75 %",
    "1,234.5 Dokumen",
    "6 kali 105.787 UMKM",
    "12 345",
    "- 0,5-",
    "(%)",
]
EXACT = 28  # digits of a product
SIDECAR = "opd: Dinas Contoh\nwilayah: Kota Contoh\ntahun: 2025\njenis: Evaluasi Renja\n"

with atheris.instrument_imports(include=["workbench"]):
    from workbench.documents.model import DocumentError
    from workbench.facts import numbers
    from workbench.reading import rows


def angka(data: bytes) -> None:
    """A cell and the columns it may stand in."""
    text = data.decode("utf-8", errors="replace")
    cells = text.split("\n")
    mark = numbers.decimal_mark(cells) or numbers.mark_of_counts(cells) or ","
    numbers.heading_unit(cells)
    for cell in cells:
        found = numbers.parse(cell, mark, cells[-1])
        values = (found and found[0], numbers.money(cell), numbers.scaled(cell, mark, 1))
        for value in values:
            if value is not None and not _is_printed(value, cell):
                raise AssertionError(f"{value} is not printed in {cell!r}")
        if "".join("".join(numbers.split_figures(cell)).split()) != "".join(cell.split()):
            raise AssertionError(f"{cell!r} is not the sum of its figures")


def _is_printed(value: Decimal, text: str) -> bool:
    digits = "".join(map(str, value.copy_abs().as_tuple().digits))
    printed = "".join(str(int(digit)) for digit in re.findall(r"\d", text))
    return len(printed) > EXACT or (digits == "0" and "0" in printed) or digits.lstrip("0") in printed


class Teks:
    """A text document, from its bytes to the rows of the dataset."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "dokumen.txt"
        self.file.with_suffix(".yml").write_text(SIDECAR, encoding="utf-8")

    def __call__(self, data: bytes) -> None:
        """Read one input."""
        self.file.write_bytes(data)
        with contextlib.suppress(DocumentError):
            rows.rows_of(*rows.understand(self.file))


def begin(folder: Path, target: str) -> None:
    """Put the inputs to begin with into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    if target == "angka":
        contents = [text.encode() for text in (*FIGURES, "\n".join(FIGURES))]
    else:
        sys.path.insert(0, str(TESTS))
        import pembuat
        import perusak

        contents = [perusak.EDITIONS[".txt"](pembuat.Gaya(form, benih=seed))
                    for seed in range(3) for form in pembuat.BENTUK]  # fmt: skip
    for number, content in enumerate(contents):
        (folder / f"awal-{number:03}").write_bytes(content)


def main() -> None:
    """Fuzz until the time is over or an input breaks a parser."""
    target, *given = sys.argv[1:] or [""]
    if target not in ("teks", "angka"):
        sys.exit(__doc__)
    flags = [one for one in given if one.startswith("-")]
    folders = [one for one in given if not one.startswith("-")]
    with tempfile.TemporaryDirectory() as temporary:
        corpus = Path(folders[0] if folders else f"{temporary}/korpus")
        begin(corpus, target)
        flags = ["-timeout=20", "-max_len=20000", "-rss_limit_mb=2048", *flags, str(corpus)]
        atheris.Setup([sys.argv[0], *flags], Teks(Path(temporary)) if target == "teks" else angka)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
