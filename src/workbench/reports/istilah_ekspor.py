"""Labels and sentences of the files beside the pages, in Indonesian and English; part of `istilah.TEKS`."""

TEKS: dict[str, tuple[str, str]] = {
    "ekspor.tanpa_gambar": ("Gambar ada di halaman HTML: {isi}", "The figure is on the HTML page: {isi}"),
    "ekspor.gambar_tabel": (
        "Gambar dilukis oleh peramban, yang tidak ada di komputer ini; angkanya:",
        "Figures are drawn by a browser, which this computer lacks; the figures behind it:",
    ),
    "ekspor.tercetak_lain": ("Dokumen mencetak {isi}.", "The document prints {isi}."),
    "ekspor.formulir_kosong": (
        "Dokumen tahun ini tidak mencetak target atau pagu menurut program, jadi formulir tidak dapat diisi.",
        "The documents of this year print no targets or ceilings by program, so the form cannot be filled.",
    ),
    "ekspor.formulir_catatan": (
        "Angka disalin dari dokumen. Sel kosong: tidak tercetak. Kolom hitung berisi rumus; persen, indeks, dan satuan "
        "tingkat lain tidak dijumlahkan antar tahun, yang ada di sana angka tercetak. Catatan sel menyebut angka "
        "tercetak yang berbeda dari hasil rumus.",
        "Figures are copied from the documents. An empty cell: not printed. Computed columns hold formulas; "
        "percentages, indices and other levels are not added over years, the printed figure stands there. Notes on "
        "cells name "
        "printed figures that differ from the formula.",
    ),
    "ekspor.formulir_dasar": ("Bentuk formulir: {isi}.", "Layout of the form: {isi}."),
    "ekspor.lembar.ringkasan": ("Ringkasan", "Summary"),
    "ekspor.lembar.program": ("Program", "Programs"),
    "ekspor.lembar.rincian": ("Sub kegiatan", "Sub-activities"),
    "ekspor.lembar.capaian": ("Capaian", "Achievement"),
    "ekspor.lembar.data": ("Data", "Data"),
    "ekspor.lembar.isi": ("Isi", "Contents"),
    "ekspor.lembar.tabel": ("Tabel {n}", "Table {n}"),
    "ekspor.rata": ("Rata-rata {jenjang}", "Mean, {jenjang}"),
    "ekspor.keterangan": (
        "Sel dengan rumus menghitung ulang bila angka diubah. Rincian menurut baris dokumen ada di lembar Data.",
        "Cells with formulas recompute when figures are changed. The lines of the documents are on the sheet Data.",
    ),
    "kolom.jenjang": ("Jenjang", "Level"),
    "kolom.uraian": ("Uraian", "Name"),
}
