"""The `workbench` command."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from workbench import __version__, paths
from workbench.dataset.load import DatasetMissingError
from workbench.reading.cluster import Cluster, ClusterError
from workbench.reading.pool import Limits

if TYPE_CHECKING:
    from workbench.documents.model import Identity
    from workbench.facts.model import TableResult
    from workbench.pipeline import Step

OK, FOUND, USAGE, SOME_FAILED, BROKEN = 0, 1, 2, 3, 4
_MOST_SHOWN = 5
_LIMITS = Limits()
_SEVERITIES = ("galat", "peringatan", "info")
_LANGUAGES = ("id", "en")

app = typer.Typer(
    help="Baca dokumen perangkat daerah menjadi satu dataset, lalu buat laporannya.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(stderr=True, width=None if sys.stderr.isatty() else 140)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[BERKAS|FOLDER]...", help="Dokumen atau folder; bawaan: folder --raw."),
]
Raw = Annotated[Path | None, typer.Option("--raw", help="Folder dokumen. Bawaan: data/raw.")]
Out = Annotated[Path | None, typer.Option("--out", help="Folder dataset. Bawaan: data/processed.")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, max=256, help="Banyak proses pembaca. Bawaan: semua inti.")]
Seconds = Annotated[float, typer.Option("--timeout", min=0.1, help="Detik paling lama untuk satu dokumen.")]
Megabytes = Annotated[int, typer.Option("--memory", min=64, help="MB memori paling banyak untuk satu dokumen (Linux).")]
Anew = Annotated[bool, typer.Option("--baca-ulang", help="Baca semua dokumen lagi, juga yang tidak berubah.")]
Formats = Annotated[
    str, typer.Option("--format", help="Bentuk di samping halaman HTML, dipisah koma: docx, xlsx, pdf.")
]


@app.command()
def extract(
    places: Paths = None,
    raw: Raw = None,
    out: Out = None,
    jobs: Jobs = None,
    timeout: Seconds = _LIMITS.seconds,
    memory: Megabytes = _LIMITS.megabytes,
    baca_ulang: Anew = False,
    cluster: Annotated[
        str | None, typer.Option(metavar="ALAMAT", help="Baca di klaster Dask ini, misalnya tcp://10.0.0.5:8786.")
    ] = None,
    cluster_raw: Annotated[
        str | None,
        typer.Option(metavar="URL", help="URL folder --raw bagi pekerja klaster, misalnya s3://dokumen/raw."),
    ] = None,
) -> None:
    """Baca dokumen dan tulis dataset (Parquet, CSV, datapackage.json). Yang tidak berubah tidak dibaca lagi."""
    if cluster_raw and not cluster:
        _say_error("--cluster-raw hanya berlaku bersama --cluster.")
        raise typer.Exit(USAGE)
    there = Cluster(cluster, raw or paths.raw(), cluster_raw) if cluster else None
    raise typer.Exit(_extract(places, raw, out, _Reading(jobs, timeout, memory, baca_ulang, there)))


@app.command()
def run(
    places: Paths = None,
    raw: Raw = None,
    out: Out = None,
    bentuk: Formats = "html",
    jobs: Jobs = None,
    timeout: Seconds = _LIMITS.seconds,
    memory: Megabytes = _LIMITS.megabytes,
    baca_ulang: Anew = False,
) -> None:
    """Baca dokumen, tulis dataset, buat semua laporan."""
    formats, complete = _formats(bentuk)
    code = _extract(places, raw, out, _Reading(jobs, timeout, memory, baca_ulang))
    if code == USAGE:
        raise typer.Exit(code)
    raise typer.Exit(max(code, _reports(out, formats), OK if complete else SOME_FAILED))


@app.command()
def explain(
    berkas: Annotated[Path, typer.Argument(metavar="BERKAS", help="Satu dokumen.")],
    tabel: Annotated[str | None, typer.Option("--tabel", help="Hanya tabel dengan nomor ini, misalnya T-C.29.")] = None,
) -> None:
    """Jelaskan bagaimana tiap tabel satu dokumen dipahami: arti tiap kolom, alasannya, dan yang tersisa."""
    from workbench import pipeline
    from workbench.documents.model import DocumentError

    try:
        document, facts = pipeline.understand(berkas)
    except (DocumentError, OSError) as error:
        _say_error(f"{berkas.name}: {getattr(error, 'strerror', None) or error}")
        raise typer.Exit(USAGE) from None
    tables = facts.tables
    shown = [table for table in tables if tabel is None or table.grid.label == tabel]
    if not shown:
        known = ", ".join(table.grid.label or "(tanpa nomor)" for table in tables) or "tidak ada"
        _say_error(f"Tabel '{tabel}' tidak ada. Tabel di dokumen ini: {known}.")
        raise typer.Exit(USAGE)
    for table in shown:
        _explain_table(table, document.identity)
    if tabel is None:
        typer.echo(f"Di luar tabel: {len(facts.naratif)} observasi dari kalimat dan daftar.")


def _explain_table(table: "TableResult", identity: "Identity") -> None:
    from workbench.facts.explain import explain_columns

    grid = table.grid
    place = f"halaman {grid.page}, baris {grid.line}" if grid.page else f"baris {grid.line}"
    shown = Table(title=escape(f"{grid.label or 'Tanpa nomor'} ({place}) {grid.title[:100]}"), title_justify="left")
    for heading in ("Judul kolom", "Peran", "Menjadi", "Karena"):
        shown.add_column(heading, overflow="fold")
    for column in explain_columns(table, identity):
        shown.add_row(*map(escape, (column.judul, column.peran or "?", column.isi, column.alasan)))
    output = Console(width=None if sys.stdout.isatty() else 140)
    output.print(shown)
    output.print(escape(
        f"Bentuk: {table.formulir or 'tidak dikenal'}. {len(grid.rows)} baris, {len(table.observations)} observasi, "
        f"{len(table.kesesuaian)} tanda kesesuaian, {len(table.pohon)} simpul pohon, "
        f"{len(table.rejected)} baris ditolak."
    ))  # fmt: skip
    if sections := grid.sections():
        output.print(escape(f"Bagian: {', '.join(sections)}. Waktu dan tahap angka mengikuti bagiannya."))
    for left in table.rejected[:_MOST_SHOWN]:
        output.print(escape(f"  Ditolak, baris {left.baris}: {left.isi[:100]} ({left.alasan})"))
    if len(table.rejected) > _MOST_SHOWN:
        output.print(f"  dan {len(table.rejected) - _MOST_SHOWN} baris lain; lihat tabel ditolak di dataset.")
    output.print()


@app.command()
def audit(
    opd: Annotated[str | None, typer.Option("--opd", help="Hanya perangkat daerah ini.")] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", help="Kode keluar 1 bila ada temuan setingkat ini atau lebih berat.")
    ] = None,
    out: Out = None,
) -> None:
    """Periksa dataset: dokumen terhadap dirinya sendiri. Temuan ditulis ke tabel temuan."""
    raise typer.Exit(_audit(opd, fail_on, out or paths.processed()))


@app.command()
def report(
    notebook: Annotated[str | None, typer.Argument(help="Nama notebook, misalnya 10_laporan_opd.")] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAMA=NILAI]...", help="Misalnya opd=kab-contoh-koperasi-ukm tahun=2024."),
    ] = None,
    semua: Annotated[
        bool, typer.Option("--all", help="Semua laporan; yang masukannya sama tidak dibuat lagi.")
    ] = False,
    ulang: Annotated[bool, typer.Option("--force", help="Dengan --all: buat juga yang masukannya sama.")] = False,
    bentuk: Formats = "html",
    bahasa: Annotated[str, typer.Option(help="Bahasa laporan: id atau en.")] = "id",
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="Proses serentak; bawaan: semua inti.")] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Folder dataset. Bawaan: data/processed.")] = None,
) -> None:
    """Buat satu laporan dengan parameter sendiri, atau semuanya dengan --all."""
    formats, complete = _formats(bentuk)
    if bahasa not in _LANGUAGES:
        _say_error(f"--bahasa '{bahasa}' tidak dikenal. Pilih salah satu: {', '.join(_LANGUAGES)}.")
        raise typer.Exit(USAGE)
    if semua == (notebook is not None):
        _say_error("Sebut satu notebook, atau --all untuk semua laporan.")
        raise typer.Exit(USAGE)
    if notebook is None:
        code = _reports(data, formats, bahasa=bahasa, again=ulang, jobs=jobs)
    else:
        code = _one_report(notebook, _parameters(parameter or [], bahasa), formats, data)
    raise typer.Exit(SOME_FAILED if code == OK and not complete else code)


app.command("laporan", hidden=True)(report)


@app.command()
def whatif(
    skenario: Annotated[
        list[Path] | None, typer.Argument(metavar="[SKENARIO.yml]...", help="Tanpa skenario: buka halaman interaktif.")
    ] = None,
    bentuk: Annotated[str, typer.Option("--format", help="teks, json, csv, xlsx, atau yaml.")] = "teks",
    keluar: Annotated[Path | None, typer.Option("--out", help="Berkas hasil; harus disebut untuk xlsx.")] = None,
    optimal: Annotated[
        bool, typer.Option("--optimal", help="Pakai pembagian terbaik menurut bagian optimasi.")
    ] = False,
    data: Annotated[Path | None, typer.Option("--data", help="Folder dataset. Bawaan: data/processed.")] = None,
    tanpa_browser: Annotated[bool, typer.Option("--no-browser", help="Halaman: jangan buka browser.")] = False,
) -> None:
    """Hitung skenario pergeseran pagu: tabel semula-menjadi, pelanggaran, persetujuan, dampak.

    Selesai dengan kode 4 bila ada batas keras yang dilanggar (atau optimasi tidak mungkin).
    """
    if data is not None:
        _use_dataset(data)
    if not skenario:
        raise typer.Exit(_page(open_browser=not tanpa_browser))
    from workbench.reports import skenario_perintah
    from workbench.whatif.scenario import SkenarioError

    try:
        hasil = skenario_perintah.jalankan(skenario, bentuk, keluar, optimal=optimal)
    except SkenarioError as error:
        for pesan in error.pesan:
            _say_error(pesan)
        raise typer.Exit(USAGE) from None
    except DatasetMissingError as error:
        _say_error(str(error))
        raise typer.Exit(USAGE) from None
    for pesan in hasil.tidak_mungkin:
        _say_error(pesan)
    raise typer.Exit(OK if hasil.sah else BROKEN)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Buka JupyterLab pada notebook awal (hanya di komputer ini, 127.0.0.1). Argumen lain diteruskan."""
    import subprocess

    start = paths.notebooks() / "00_mulai.ipynb"
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", str(start), *context.args]
    raise typer.Exit(subprocess.run(command, cwd=paths.home(), check=False).returncode)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tampilkan versi.")
    ] = False,
) -> None: ...


class _Reading(NamedTuple):
    """How documents are read."""

    jobs: int | None
    seconds: float
    megabytes: int
    anew: bool
    cluster: Cluster | None = None


def _extract(places: list[Path] | None, raw: Path | None, out: Path | None, how: _Reading) -> int:
    from workbench import pipeline
    from workbench.documents.read import discover, passed_over

    folders = places or [raw or paths.raw()]
    try:
        files = discover(folders)
    except FileNotFoundError as error:
        _say_error(str(error))
        return USAGE
    for line in passed_over(folders):
        console.print(f"[yellow]Dilewati[/]: {escape(line)}", soft_wrap=True)
    if not files:
        _say_error(f"Tidak ada dokumen di {raw or paths.raw()}. Taruh dokumen di sana lalu jalankan lagi.")
        return USAGE
    target = out or paths.processed()
    if any(folder.is_dir() and target.is_dir() and folder.samefile(target) for folder in folders):
        _say_error(f"{target} adalah folder dokumen. Sebut folder lain untuk dataset, agar tidak ikut terbaca.")
        return USAGE
    try:
        with _bar() as bar:
            task = bar.add_task("Membaca dokumen", total=len(files))
            result = pipeline.extract(
                files,
                target,
                lambda step: bar.update(task, completed=step.done, description=_step(step)),
                cached=None if how.anew else paths.cache(),
                jobs=how.jobs or _cores(),
                limits=Limits(how.seconds, how.megabytes),
                cluster=how.cluster,
            )
    except ClusterError as error:
        _say_error(str(error))
        return USAGE
    except OSError as error:
        _say_error(_unwritable("Dataset", target, error))
        return USAGE
    headings = ("Dokumen", "OPD", "Tabel", "Observasi", "Ditolak", "Detik", "Status")
    _table("Dokumen", headings, pipeline.summary(result))
    for name, reason in result.failed.items():
        _say_error(f"{name}: {reason}")
    for row in result.documents:
        if row["sama_dengan"]:
            message = f"{row['dokumen']}: sama dengan {row['sama_dengan']}; hanya yang itu dihitung."
            console.print(f"[yellow]Salinan[/]: {escape(message)}", soft_wrap=True)
    for line in result.headings:
        console.print(f"[yellow]Judul tak dikenal[/]: {escape(line)}", soft_wrap=True)
    if notes := sum(row["catatan"] for row in result.documents):
        console.print(f"Catatan pembaca: {notes}, lihat {escape(str(target / 'catatan_baca.csv'))}", soft_wrap=True)
    console.print(f"Dibaca: {result.new} dari {len(files)} dokumen; yang lain tidak berubah sejak dibaca.")
    console.print(f"Dataset: {escape(str(target))}")
    if result.pictures:
        _offer_ocr(result.pictures)
    return SOME_FAILED if result.failed else OK


def _unwritable(what: str, folder: Path, error: OSError) -> str:
    """What could not be written, where and why; the file too where it stands elsewhere (the cache, say)."""
    file = f" ({error.filename})" if error.filename and not str(error.filename).startswith(str(folder)) else ""
    return f"{what} tidak dapat ditulis ke {folder}: {error.strerror or error}{file}."


def _offer_ocr(names: list[str]) -> None:
    """Say which documents hold pictures of pages. Under wb.py, and when somebody is there to answer, ask whether to
    install the extra and run again: then this run ends with what that one ends with."""
    wb = os.environ.get("WORKBENCH_WB")
    how = "ulangi dengan --ocr" if wb else "pasang: pip install 'workbench[ocr]'"
    console.print(
        f"Hasil pindai belum dibaca: {escape(', '.join(names))}. Perlu tambahan OCR; {escape(how)}.", soft_wrap=True
    )
    if not (wb and sys.stdin.isatty() and sys.stderr.isatty()):
        return
    try:
        wanted = typer.confirm("Pasang tambahan OCR sekarang dan baca lagi?", default=False, err=True)
    except typer.Abort:
        wanted = False
    if wanted:
        import subprocess

        done = subprocess.run([sys.executable, wb, *sys.argv[1:], "--ocr"], check=False)
        raise typer.Exit(done.returncode)


def _cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _step(step: "Step") -> str:
    """What the bar says: the document, and where in it."""
    if step.done == step.total:
        return "Menulis dataset"
    pages = f", halaman {step.page}/{step.pages}" if step.pages else ""
    return f"Membaca {escape(step.name[-50:])}{pages}"


def _audit(opd: str | None, fail_on: str | None, out: Path) -> int:
    import polars as pl

    from workbench import pipeline

    if fail_on is not None and fail_on not in _SEVERITIES:
        _say_error(f"--fail-on '{fail_on}' tidak dikenal. Pilih salah satu: {', '.join(_SEVERITIES)}.")
        return USAGE
    try:
        result = pipeline.audit(out)
    except DatasetMissingError as error:
        _say_error(str(error))
        return USAGE
    except OSError as error:
        _say_error(_unwritable("Temuan", out, error))
        return USAGE
    lines, found = pipeline.audit_summary(result, opd)
    if opd is not None and not lines and opd not in result.opd:
        _say_error(f"Tidak ada dokumen perangkat daerah '{opd}'. Yang ada: {', '.join(result.opd)}.")
        return USAGE
    _table("Audit", ("Dokumen", "Lolos", "Galat", "Peringatan", "Info"), lines)
    console.print(f"Temuan: {escape(str(out / 'temuan.csv'))}")
    worse = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1] if fail_on else ()
    return FOUND if found.filter(pl.col("keparahan").is_in(worse)).height else OK


def _formats(words: str) -> tuple[tuple[str, ...], bool]:
    """The formats asked for that this computer can make, and whether those are all; says what to install if not."""
    from workbench.reports import bentuk

    try:
        formats, missing = bentuk.yang_bisa(bentuk.pilih(words))
    except bentuk.BentukError as error:
        _say_error(str(error))
        raise typer.Exit(USAGE) from None
    for sentence in missing:
        _say_error(sentence)
    return formats, not missing


def _one_report(notebook: str, parameters: dict[str, Any], formats: tuple[str, ...], data: Path | None) -> int:
    from workbench.reports import build
    from workbench.reports.params import ParameterError

    if data is not None:
        _use_dataset(data)
    try:
        result = build.satu_laporan(notebook, parameters, format=formats)
    except (ParameterError, DatasetMissingError) as error:
        _say_error(str(error))
        return USAGE
    except OSError as error:
        _say_error(_unwritable("Laporan", paths.reports(), error))
        return USAGE
    if result.status != build.SELESAI:
        _say_error(f"Laporan gagal: {result.alasan}")
        return SOME_FAILED
    for name in (result.berkas, *result.lain.values()):
        typer.echo(paths.reports() / name)
    for kind, reason in result.gagal_lain.items():
        _say_error(f"{kind} gagal: {reason}")
    return SOME_FAILED if result.gagal_lain else OK


def _reports(
    out: Path | None,
    formats: tuple[str, ...],
    *,
    bahasa: str = "id",
    again: bool = False,
    jobs: int | None = None,
) -> int:
    from workbench.reports import build

    if out is not None:
        _use_dataset(out)
    try:
        with _bar() as bar:
            task = bar.add_task("Membuat laporan", total=None)
            results = build.build_all(
                progress=lambda result, done, total: bar.update(
                    task, completed=done, total=total, description=f"Laporan {escape(result.judul[:40])}"
                ),
                bahasa="en" if bahasa == "en" else "id",
                proses=jobs,
                format=formats,
                semua=again,
            )
    except DatasetMissingError as error:
        _say_error(str(error))
        return USAGE
    except OSError as error:
        _say_error(_unwritable("Laporan", paths.reports(), error))
        return USAGE
    for result in results:
        if result.status != build.SELESAI:
            _say_error(f"{result.judul}: {result.alasan}")
        for kind, reason in result.gagal_lain.items():
            _say_error(f"{result.judul}: {kind} gagal: {reason}")
        if result.catatan and result.baru:
            console.print(f"[yellow]Perhatikan[/]: {escape(result.judul)}: {escape(result.catatan)}", soft_wrap=True)
    counts = Counter(result.status for result in results)
    same = sum(not result.baru for result in results)
    console.print(
        f"Laporan: {counts[build.SELESAI] - same} dibuat, {same} tidak berubah, "
        f"{len(results) - counts[build.SELESAI]} gagal"
    )
    console.print(f"Buka: {escape(str(paths.reports() / 'index.html'))}")
    whole = all(result.status == build.SELESAI and not result.gagal_lain for result in results)
    return OK if whole else SOME_FAILED


def _page(*, open_browser: bool) -> int:
    """The interactive page, served by Jupyter with Voila on this computer only, behind Jupyter's token."""
    import subprocess

    page = paths.home() / "halaman" / "what_if.ipynb"
    if not page.is_file():
        _say_error(f"Halaman {page} tidak ada; jalankan dari folder proyek, atau atur WORKBENCH_HOME ke sana.")
        return USAGE
    if not (paths.processed() / "observasi.parquet").exists():
        _say_error(f"Dataset belum ada di {paths.processed()}. Jalankan dahulu: python3 wb.py extract")
        return USAGE
    settings = {
        "ip": "127.0.0.1",
        "root_dir": str(page.parent),
        "default_url": f"/voila/render/{page.name}",
        "open_browser": str(open_browser),
        "jpserver_extensions": "voila.server_extension=True",
        "log_level": "WARN",
    }
    command = [sys.executable, "-m", "jupyter_server", *(f"--ServerApp.{k}={v}" for k, v in settings.items())]
    console.print("Halaman dibuka di browser; alamat dengan token tercetak di bawah. Hentikan dengan Ctrl+C.")
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore::DeprecationWarning"}
    return subprocess.run(command, cwd=paths.home(), env=quiet, check=False).returncode


def _use_dataset(folder: Path) -> None:
    """Read another dataset than the project's, here and in the processes of the reports."""
    os.environ["WORKBENCH_PROCESSED"] = str(folder.resolve())


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}", table_column=None),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


def _table(title: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = Table(title=title)
    numbers = ("Observasi", "Ditolak", "Detik", "Lolos", "Galat", "Peringatan", "Info")
    for heading in headings:
        table.add_column(heading, overflow="fold", justify="right" if heading in numbers else "left")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)


def _parameters(pairs: list[str], bahasa: str) -> dict[str, Any]:
    """`nama=nilai` words as text; `opd=a,b` gives a list where the notebook wants one."""
    values: dict[str, Any] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            _say_error(f"'{pair}' bukan NAMA=NILAI.")
            raise typer.Exit(USAGE)
        values[name] = [part for part in value.split(",") if part] if "," in value else value
    return values | ({"bahasa": bahasa} if bahasa != "id" else {})


def _say_error(message: str) -> None:
    console.print(f"[bold red]Galat[/]: {escape(message)}", soft_wrap=True)


def main() -> None:
    """Entry point of the `workbench` command."""
    app()


if __name__ == "__main__":
    main()
