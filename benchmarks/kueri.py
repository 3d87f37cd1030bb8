"""Questions that notebooks ask, put to ten million observations, beside pandas and DuckDB on the same files.

    python benchmarks/kueri.py [ROWS]

The dataset is written by the workbench's own code: one file, then the folder by year and office. Every question runs in
a fresh process, three times, the fastest counts; all tools must give the same answer. `satu berkas` is the same table
with `data.scan` as one file in the order of documents.
"""

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

import pengamatan
import pyarrow.parquet as pq
import ukur

from workbench.dataset import parts

ROWS = 10_000_000
REPEATS = 3
OPD, TAHUN, KODE = "kab-magetan-koperasi-ukm", 2024, "2.17.05"
QUESTIONS = {
    "satu OPD, satu tahun, semua kolom": "opd",
    "satu program, semua OPD, satu tahun": "program",
    "satu program, semua OPD, semua tahun": "program_tahun",
    "satu indikator, semua tahun": "indikator",
}
_COMMON = """
import sys
place, question, indicator, opd, tahun, kode = sys.argv[1:7]
tahun = int(tahun)
"""
_POLARS = """
import polars as pl
from workbench.dataset import load
def job():
    rows = load.scan('observasi', Path(place))
    if question == 'opd':
        found = rows.filter(opd=opd, tahun=tahun).collect()
        return [found.height, float(found['pagu'].sum())]
    rows = rows.filter(indikator=indicator) if question == 'indikator' else rows.filter(kode=kode)
    rows = rows.filter(tahun=tahun) if question == 'program' else rows
    by = {'program': ['opd'], 'program_tahun': ['opd', 'tahun'], 'indikator': ['tahun']}[question]
    found = rows.group_by(by).agg(pl.sum('pagu'), pl.mean('target'), pl.mean('realisasi')).collect()
    return [found.height, float(found['pagu'].sum())]
"""
_PANDAS = """
import pandas as pd
def job():
    place_ = Path(place) / 'observasi.parquet'
    if question == 'opd':
        found = pd.read_parquet(place_, filters=[('opd', '==', opd), ('tahun', '==', tahun)])
        return [len(found), float(found['pagu'].sum())]
    rule = [('indikator', '==', indicator)] if question == 'indikator' else [('kode', '==', kode)]
    rule += [('tahun', '==', tahun)] if question == 'program' else []
    rows = pd.read_parquet(place_, columns=['opd', 'tahun', 'pagu', 'target', 'realisasi'], filters=rule)
    rows['pagu'] = rows['pagu'].astype(float)
    by = {'program': ['opd'], 'program_tahun': ['opd', 'tahun'], 'indikator': ['tahun']}[question]
    found = rows.groupby(by, observed=True).agg({'pagu': 'sum', 'target': 'mean', 'realisasi': 'mean'})
    return [len(found), float(found['pagu'].sum())]
"""
_DUCKDB = """
import duckdb
duckdb.sql('set threads to 2')
def job():
    inside = '/*/*.parquet' if (Path(place) / 'observasi.parquet').is_dir() else ''
    files = f"read_parquet('{place}/observasi.parquet{inside}', hive_partitioning=true)"
    if question == 'opd':
        found = duckdb.sql(f"select * from {files} where opd = '{opd}' and tahun = {tahun}").to_arrow_table()
        return [found.num_rows, float(sum(found['pagu'].to_pylist()))]
    rule = f"indikator = $${indicator}$$" if question == 'indikator' else f"kode = '{kode}'"
    rule += f' and tahun = {tahun}' if question == 'program' else ''
    by = {'program': 'opd', 'program_tahun': 'opd, tahun', 'indikator': 'tahun'}[question]
    found = duckdb.sql(
        f'select {by}, sum(pagu) as pagu, avg(target), avg(realisasi) from {files} where {rule} group by {by}'
    ).fetchall()
    return [len(found), float(sum(row[-3] for row in found))]
"""
TOOLS = {"workbench": _POLARS, "satu berkas": _POLARS, "DuckDB": _DUCKDB, "pandas": _PANDAS}


def build(rows: int, folder: Path) -> tuple[Path, Path]:
    """A dataset of so many observations as one file and as the workbench keeps it: the two folders."""
    single, split = folder / "satu", folder / "bagian"
    single.mkdir()
    split.mkdir()
    writer, waiting = None, []
    for frame in pengamatan.portions(rows):
        waiting.append(frame.to_arrow())
        writer = writer or pq.ParquetWriter(single / "observasi.parquet", waiting[0].schema, compression="zstd")
        if sum(table.num_rows for table in waiting) >= 100_000:
            writer.write_table(pengamatan.joined(waiting))
            waiting = []
    if writer:
        if waiting:
            writer.write_table(pengamatan.joined(waiting))
        writer.close()
    shutil.copy(single / "observasi.parquet", split / "observasi.parquet")
    parts.split(split / "observasi.parquet")
    return single, split


def report(rows: int = ROWS) -> str:
    """Build the dataset, ask, compare; a table with seconds (CPU seconds, MiB) and the ratio to the workbench."""
    indicator = pengamatan.lines().filter(kode=KODE + ".2.01.0001")["indikator"][0]
    lines, worst = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        single, split = build(rows, Path(folder))
        for question, word in QUESTIONS.items():
            own, cells, answer = 0.0, [question], None
            for tool, code in TOOLS.items():
                if tool == "DuckDB" and importlib.util.find_spec("duckdb") is None:
                    cells.append("tidak terpasang")
                    continue
                place = single if tool == "satu berkas" else split
                told = f"{_COMMON}{code}tell(measured(job, {REPEATS}))"
                took = ukur.fresh(told, place, word, indicator, OPD, TAHUN, KODE)
                answer = answer or took["hasil"]
                if [took["hasil"][0], round(took["hasil"][1])] != [answer[0], round(answer[1])]:
                    raise SystemExit(f"{tool} gives {took['hasil']} for '{question}', the workbench {answer}")
                own = own or took["detik"]
                worst = max(worst, took["mib"]) if tool == "workbench" else worst
                ratio = "" if tool == "workbench" else f", {took['detik'] / own:.1f}×"
                cells.append(f"{took['detik']:.2f} s (CPU {took['cpu']:.2f} s, {took['mib']:.0f} MiB){ratio}")
            lines.append(cells)
        files = sorted((split / "observasi.parquet").rglob("*.parquet")) or [split / "observasi.parquet"]
        size = sum(file.stat().st_size for file in files if file.is_file()) / 2**20
    head = f"{rows:,} observasi, {size:.0f} MiB dalam {len(files)} berkas.\n\n"
    return head + ukur.table(["pertanyaan", *TOOLS], lines)


if __name__ == "__main__":
    print(report(int(sys.argv[1]) if sys.argv[1:] else ROWS))
