"""Files in: hostile and broken input is named with its reason; identity is read from the document."""

import errno
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.documents import text
from workbench.documents.identity import cumulative_period, identify, years_in
from workbench.documents.model import DocumentError
from workbench.documents.read import discover, passed_over, read_document

TITLE = "PEMERINTAH KABUPATEN LEBAK\nDINAS KOPERASI DAN USAHA MIKRO\n\nRENCANA KERJA (RENJA) TAHUN 2025\n\n"
TABLE = "Kode\tProgram/Kegiatan\tTarget\tPagu Indikatif\n" + "".join(
    f"2.17.0{i}\tProgram Contoh {i}\t{i} Dokumen\t1.000.00{i}\n" for i in range(1, 5)
)


def _write(folder: Path, content: str | bytes, name: str = "d.txt") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "kosong"),
        (b" \r\n\t\n", "kosong"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "biner"),
        (bytes(range(1, 32)) * 30, "biner"),
        ((TITLE + TABLE).encode() + "Rp ½".encode()[:-1], "tengah sebuah huruf"),
        (TITLE.encode() + TABLE.encode()[:-22], "berhenti di tengah tabel"),
        (b"The quick brown fox jumps over the lazy dog.\n" * 30, "Tidak ada tabel"),
        (b"name\tage\nAda\t36\nAlan\t41\n", "opd dan tahun tidak terbaca"),
    ],
    ids=[
        "empty",
        "blank",
        "picture",
        "control characters",
        "cut in a letter",
        "cut in a row",
        "prose",
        "foreign table",
    ],
)
def test_unreadable_content_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_document(_write(tmp_path, content))


@pytest.mark.parametrize("name", ["laporan.pdf", "laporan.PDF", "laporan.docx", "laporan.xlsx"])
def test_text_under_the_name_of_another_format_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError, match=f"bukan .{name[-3:].lower()}|bukan .{name[-4:].lower()}"):
        read_document(_write(tmp_path, TITLE + TABLE, name))


def test_a_file_that_may_not_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    file = _write(tmp_path, TITLE + TABLE)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DocumentError, match=r"tidak dapat dibuka: Permission denied"):
        read_document(file)


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="tidak dapat dibuka"):
        read_document(tmp_path)


LOOSE = "".join(f"\t{i}\n\tProgram Contoh {i}\n\t1.000.00{i}\n\t90.000\n\t9,00\n\n" for i in range(1, 7))
LOOSE = "\tNO\n\tProgram\n\tAnggaran (Rp)\n\tRealisasi (Rp)\n\t%\n\n" + LOOSE


def test_cut_off_inside_a_table_of_one_cell_a_line(tmp_path: Path) -> None:
    whole = TITLE + LOOSE
    assert len(read_document(_write(tmp_path, whole)).blocks[0].rows) == 7
    with pytest.raises(DocumentError, match="berhenti di tengah tabel"):
        read_document(_write(tmp_path, whole.rstrip("\n").removesuffix("\t9,00").rstrip("\n")))


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
def test_a_whole_file_may_lack_the_last_line_end(tmp_path: Path, end: str) -> None:
    content = (TITLE + TABLE).rstrip("\n")
    document = read_document(_write(tmp_path, content.replace("\n", end or "\n") + end))
    assert len(document.blocks[0].rows) == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    content = (TITLE + TABLE + "2.17.05\tPénataan – “Contoh”\t5 Unit\t2.000.000\n").encode(encoding)
    rows = read_document(_write(tmp_path, content)).blocks[0].rows
    assert rows[-1].texts[1] == "Pénataan – “Contoh”"


@given(st.binary(max_size=400))
@settings(max_examples=300, derandomize=True, deadline=None, database=None)
def test_any_bytes_are_read_or_named(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Nothing but DocumentError comes out, whatever the file holds."""
    file = tmp_path_factory.getbasetemp() / "bytes.txt"
    file.write_bytes(content)
    try:
        assert read_document(file).blocks
    except DocumentError as error:
        assert str(error)


@given(st.integers(1, len(TITLE + TABLE + LOOSE)))
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
def test_a_file_cut_anywhere_is_read_or_named(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    file = tmp_path_factory.getbasetemp() / "cut.txt"
    file.write_bytes((TITLE + TABLE + "\nTabel 2\n\n" + LOOSE).encode()[:length])
    try:
        assert read_document(file).identity.opd == "kab-lebak-koperasi-ukm"
    except DocumentError as error:
        assert str(error)


# --- cells and lines


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("<b>Program</b> <i>A</i>", "Program A"),
        ("**Tebal** dan *miring*", "Tebal dan miring"),
        ("Koperasi &amp; UKM", "Koperasi & UKM"),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("  banyak \u00a0 spasi ", "banyak spasi"),
        ("nilai < 5 dan > 3", "nilai < 5 dan > 3"),
        ("nama_berkas", "nama_berkas"),
    ],
)
def test_clean(printed: str, plain: str) -> None:
    assert text.clean(printed) == plain
    assert text.clean(plain) == plain


def test_every_cell_carries_its_line() -> None:
    _, blocks = text.parse("Judul\n\na\tb\n\nx\ty\n1\t2\n")
    assert [(row.line, row.texts) for block in blocks for row in block.rows] == [
        (3, ["a", "b"]), (5, ["x", "y"]), (6, ["1", "2"])]  # fmt: skip
    assert [line.text for line in blocks[0].before] == ["Judul"]


def test_a_list_in_one_cell_keeps_its_line_ends() -> None:
    _, blocks = text.parse("\tNama\n\tNilai\n\n\tsatu\ndua\n\t1\n2\n\n")
    assert blocks[0].rows[1].texts == ["satu\ndua", "1\n2"]


# --- identity


@pytest.mark.parametrize(
    ("title", "opd", "jenis", "tahun", "periode"),
    [
        ("PEMERINTAH KABUPATEN LEBAK\nDINAS KOPERASI DAN UKM\nRENJA TAHUN 2025\n", "kab-lebak-koperasi-ukm", "Renja", 2025, None),
        ("DINAS SOSIAL KOTA CIREBON\nLAPORAN KINERJA (LKjIP)\nTAHUN 2023\n", "kota-cirebon-sosial", "LKjIP", 2023, "tahunan"),
        ("EVALUASI RENJA TRIWULAN II TAHUN 2024\nDINAS KOPERASI DAN UKM\nPROVINSI BALI\n", "prov-bali-koperasi-ukm",
         "Evaluasi Renja", 2024, "semester1"),
        ("PERUBAHAN RENCANA KERJA TAHUN 2026\nDINAS PERHUBUNGAN\nPROVINSI JAMBI\n", "prov-jambi-perhubungan",
         "Renja Perubahan", 2026, None),
        ("RENCANA KERJA 2025 (RENSTRA 2021-2026)\nBADAN LUMBUNG BERSAMA KABUPATEN BOGOR\n", "kab-bogor-lumbung-bersama",
         "Renja", 2025, None),
    ],
)  # fmt: skip
def test_identity_from_the_title(
    tmp_path: Path, title: str, opd: str, jenis: str, tahun: int, periode: str | None
) -> None:
    identity = read_document(_write(tmp_path, title + "\nBAB I\n\n" + TABLE)).identity
    assert (identity.opd, identity.jenis, identity.tahun, identity.periode) == (opd, jenis, tahun, periode)


@pytest.mark.parametrize(
    ("cell", "name", "opd"),
    [
        ("", "dlh-tangsel-triwulan-2023", "kota-tangerang-selatan-lingkungan-hidup"),
        ("KECAMATAN PASAR BARU", "tw2-tangsel-2023", "kota-tangerang-selatan-kecamatan-pasar-baru"),
        ("INSPEKTORAT", "tw2-tangsel-2023", "kota-tangerang-selatan-pengawasan"),
        ("BADAN PENDAPATAN DAERAH", "tw2-tangsel-2023", "kota-tangerang-selatan-pendapatan"),
        ("DINAS BINA MARGA", "tw2-tangsel-2023", "kota-tangerang-selatan-bina-marga-sumber-daya-air"),
    ],
)
def test_office_and_kind_from_tables_or_the_name_of_the_file(cell: str, name: str, opd: str) -> None:
    """Offices of one city stay apart, though several may handle one affair."""
    identity = identify([], Path(f"{name}.pdf.yml"), [cell, "Program"])
    assert (identity.opd, identity.jenis, identity.tahun) == (opd, "Evaluasi Renja", 2023)


def test_the_region_of_the_title_wins_over_regions_named_in_the_text(tmp_path: Path) -> None:
    body = "Studi banding ke Kota Semarang dan Provinsi Bali.\n" * 4
    document = read_document(_write(tmp_path, TITLE + "BAB I\n\n" + body + "\n" + TABLE))
    assert (document.identity.tingkat, document.identity.wilayah) == ("kabupaten", "Lebak")


def test_the_same_name_as_kota_and_kabupaten(tmp_path: Path) -> None:
    for tier, slug in (("KOTA", "kota-bandung"), ("KABUPATEN", "kab-bandung"), ("KABUPATEN", "kab-bandung-barat")):
        name = "BANDUNG BARAT" if slug.endswith("barat") else "BANDUNG"
        title = TITLE.replace("KABUPATEN LEBAK", f"{tier} {name}")
        assert read_document(_write(tmp_path, title + TABLE)).identity.opd == f"{slug}-koperasi-ukm"


def test_the_sidecar_corrects_only_what_it_names(tmp_path: Path) -> None:
    file = _write(tmp_path, TITLE + TABLE)
    _write(tmp_path, "tahun: 2026\nwilayah: Garut\n", "d.txt.yml")
    identity = read_document(file).identity
    assert (identity.tahun, identity.opd, identity.jenis) == (2026, "kab-garut-koperasi-ukm", "Renja")


def test_a_region_of_the_sidecar_may_say_its_tier(tmp_path: Path) -> None:
    file = _write(tmp_path, TITLE + TABLE)
    _write(tmp_path, "wilayah: Kabupaten Garut\n", "d.txt.yml")
    identity = read_document(file).identity
    assert (identity.opd, identity.wilayah) == ("kab-garut-koperasi-ukm", "Garut")


def test_what_is_passed_over_in_a_folder_is_said(tmp_path: Path) -> None:
    for name in ("a.txt", "a.txt.yml", "b.txt", "b.txt.yaml", "b.yml", ".git.yml"):
        _write(tmp_path, "x", name)
    for name in ("2023", ".cache"):
        (tmp_path / name).mkdir()
    folder, unread, correction = passed_over([tmp_path, tmp_path / "a.txt"])
    assert "2023" in folder
    assert "b.txt.yaml" in unread
    assert "b.yml" in correction


def test_the_sidecar_gives_what_the_document_lacks(tmp_path: Path) -> None:
    file = _write(tmp_path, TABLE)
    _write(tmp_path, "opd: kab-contoh-koperasi-ukm\ntahun: 2024\n", "d.txt.yml")
    assert read_document(file).identity.opd == "kab-contoh-koperasi-ukm"


@pytest.mark.parametrize(
    "sidecar",
    [
        "opdd: kab-contoh-x\n",
        "opd: ../../etc/passwd\n",
        "opd: =HYPERLINK(1)\n",
        "opd: kab-contoh/../x\n",
        "opd: [kab-contoh-x]\n",
        "tahun: '2024'\n",
        "tahun: 3024\n",
        "tahun: true\n",
        "tahun: 2023\njenis: Renja\ntahun: 2024\n",
        "tingkat: desa\n",
        "tingkat: [provinsi]\n",
        "jenis: 12\n",
        "periode: kemarin\n",
        "wilayah: 5\n",
        "nama_opd: {a: b}\n",
        "- a\n- b\n",
        "teks biasa\n",
        "opd: [1\n",
        b"\xff\xfe\x00bad",
    ],
)
def test_a_wrong_sidecar_is_refused_by_name(tmp_path: Path, sidecar: str | bytes) -> None:
    file = _write(tmp_path, TITLE + TABLE)
    _write(tmp_path, sidecar, "d.txt.yml")
    with pytest.raises(DocumentError, match=r"d\.txt\.yml"):
        read_document(file)


@pytest.mark.parametrize(
    ("printed", "period"),
    [("Triwulan I", "tw1"), ("s/d Triwulan II Tahun 2024", "semester1"), ("TW III", "tw3"), ("TRIBULAN IV", "tahunan"),
     ("Semester 1", "semester1"), ("semester II", "tahunan"), ("Tahun 2024", None), ("Triwulanan", None)],
)  # fmt: skip
def test_cumulative_period(printed: str, period: str | None) -> None:
    assert cumulative_period(printed) == period


@pytest.mark.parametrize(
    ("printed", "years"),
    [("TAHUN 2024", [2024]), ("Tahun Anggaran2025", [2025]), ("Renstra 2021-2026", []), ("2021 – 2026", []),
     ("tahun 2023 dan 2024", [2023, 2024]), ("Nomor 12024", []), ("TA 2022", [2022])],
)  # fmt: skip
def test_years_in(printed: str, years: list[int]) -> None:
    assert years_in(printed) == years


# --- finding files


def test_discover(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "a.txt.yml", "README.md", ".hidden.txt", "~lock.txt"):
        _write(tmp_path, "x", name)
    (tmp_path / "folder").mkdir()
    _write(tmp_path / "folder", "x", "c.txt")
    assert [file.name for file in discover([tmp_path])] == ["a.txt", "b.txt"]
    assert [file.name for file in discover([tmp_path, tmp_path / "a.txt"])] == ["a.txt", "b.txt"]
    with pytest.raises(FileNotFoundError):
        discover([tmp_path / "nothing"])


@pytest.mark.parametrize(
    ("line", "opd"),
    [
        ("PEMERINTAH KABUPATEN TANAH BIRU", "kab-tanah-biru-kelautan-perikanan"),
        ("Dinas Perikanan Kota Air Jernih Tahun 2024", "kota-air-jernih-kelautan-perikanan"),
        ("Dinas Perikanan Kabupaten/Kota Tahun 2024", None),
        ("Dinas Perikanan untuk Kabupaten dan Kota", None),
    ],
)
def test_a_region_that_no_list_has_is_taken_from_the_name_of_its_government(
    tmp_path: Path, line: str, opd: str | None
) -> None:
    text = f"{line}\nDINAS PERIKANAN\nRENCANA KERJA (RENJA) TAHUN 2024\n\nKode\tProgram\tPagu\n1.01.02\tProgram A\t5.000.000\n"
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    if opd is None:
        with pytest.raises(DocumentError, match="opd"):
            read_document(file)
        return
    document = read_document(file)
    assert document.identity.opd == opd
    assert any("tidak ada di daftar resmi" in note for note in document.notes)
