"""All measures the README quotes, written to `benchmarks/hasil.md`.

    python benchmarks/semua.py [--kecil]

`--kecil` takes sizes that show in a minute whether everything works; its table goes to standard output only. The full
run takes half an hour on two cores and 4 GB of disk. DuckDB is compared where it is installed (`pip install duckdb`).
"""

import sys

import dokumen
import kueri
import ukur


def main(small: bool) -> None:
    """Measure and write."""
    told = (
        "# Pengukuran\n\nDibuat oleh `python benchmarks/semua.py`. Pekerjaan lain di mesin menambah waktu dinding, "
        f"hampir tidak waktu CPU.\n\nMesin: {ukur.machine('polars', 'pyarrow', 'pandas', 'duckdb')}.\n\n"
        f"## Membaca dokumen\n\n{dokumen.report([10, 20] if small else [10, 100, 1000])}\n"
        f"## Bertanya pada dataset besar\n\n{kueri.report(1_200_000 if small else kueri.ROWS)}"
    )
    print(told)
    if not small:
        (ukur.HERE / "hasil.md").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main("--kecil" in sys.argv[1:])
