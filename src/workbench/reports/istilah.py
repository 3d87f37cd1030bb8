"""Every label and sentence of the reports, in Indonesian and English. The only place with report text.

Names of programs, indicators and units stay as the documents print them.
"""

from workbench.reports import istilah_ekspor, istilah_opd, istilah_skenario
from workbench.reports.format import Bahasa

TEKS: dict[str, tuple[str, str]] = {
    # tahap
    "tahap.apbd_perubahan": ("APBD Perubahan", "Revised budget (APBD-P)"),
    "tahap.lkjip": ("LKjIP", "Performance report (LKjIP)"),
    "tahap.renja_perubahan_sesudah": ("Renja Perubahan (sesudah)", "Revised work plan (after)"),
    "tahap.renja_perubahan_sebelum": ("Renja Perubahan (sebelum)", "Revised work plan (before)"),
    "tahap.apbd": ("APBD", "Budget (APBD)"),
    "tahap.perjanjian_kinerja": ("Perjanjian Kinerja", "Performance agreement"),
    "tahap.rkt": ("Rencana Kinerja Tahunan", "Annual performance plan"),
    "tahap.renja": ("Renja", "Work plan (Renja)"),
    "tahap.rkpd": ("RKPD", "Regional work plan (RKPD)"),
    "tahap.kebutuhan": ("Hasil analisis kebutuhan", "Needs analysis"),
    "tahap.program_utama": ("Program utama", "Main programs"),
    "tahap.renstra_akhir": ("Renstra (akhir periode)", "Strategic plan (end of period)"),
    "tahap.renstra_sd_lalu": ("Renstra s.d. tahun lalu", "Strategic plan to last year"),
    "tahap.prakiraan_maju": ("Prakiraan maju", "Forward estimate"),
    "tahap.lain": ("Lain", "Other"),
    # periode
    "periode.tahunan": ("setahun penuh", "full year"),
    "periode.tw4": ("s.d. triwulan IV", "to the 4th quarter"),
    "periode.tw3": ("s.d. triwulan III", "to the 3rd quarter"),
    "periode.tw2": ("s.d. triwulan II", "to the 2nd quarter"),
    "periode.tw1": ("s.d. triwulan I", "to the 1st quarter"),
    "periode.semester1": ("s.d. tengah tahun", "to mid-year"),
    "periode.tidak_ada": ("periode tidak tercetak", "period not printed"),
    # jenjang
    "jenjang.urusan": ("Urusan", "Government affair"),
    "jenjang.opd": ("OPD", "Office"),
    "jenjang.program": ("Program", "Program"),
    "jenjang.kegiatan": ("Kegiatan", "Activity (kegiatan)"),
    "jenjang.sub_kegiatan": ("Sub kegiatan", "Sub-activity (sub kegiatan)"),
    "jenjang.sasaran": ("Sasaran dan IKU", "Objectives and key indicators"),
    "jenjang.belanja": ("Jenis belanja", "Kinds of spending"),
    "jenjang.wilayah": ("Wilayah", "Regions"),
    "jenjang.deret": ("Deret lain", "Other series"),
    # kelompok program
    "kelompok.penunjang": ("Penunjang", "Supporting"),
    "kelompok.inti": ("Inti", "Core"),
    "kelompok.tidak_diketahui": ("Tanpa kode pasti", "No certain code"),
    # kelas capaian
    "kelas.sangat_tinggi": ("sangat tinggi", "very high"),
    "kelas.tinggi": ("tinggi", "high"),
    "kelas.sedang": ("sedang", "medium"),
    "kelas.rendah": ("rendah", "low"),
    "kelas.sangat_rendah": ("sangat rendah", "very low"),
    "kelas.belum": ("belum setahun", "year not complete"),
    # temuan
    "temuan.sum_mismatch": ("Jumlah tidak cocok", "Sums do not match"),
    "temuan.percent_mismatch": ("Persentase tidak cocok", "Percentages do not match"),
    "temuan.magnitude_typo": ("Kelompok ribuan salah", "Thousands wrong"),
    "temuan.digit_typo": ("Salah ketik angka", "Digits mistyped"),
    "temuan.duplicate_row": ("Baris berulang", "Row repeated"),
    "temuan.shifted_columns": ("Baris atau kolom bergeser", "Rows or columns shifted"),
    "temuan.sign_error": ("Tanda plus/minus salah", "Sign wrong"),
    "temuan.cross_table_conflict": ("Berbeda antar tabel", "Tables disagree"),
    "temuan.count_mismatch": ("Cacah tidak cocok", "Counts do not match"),
    "temuan.label_conflict": ("Nama atau tempat tidak cocok", "Names or places do not match"),
    "temuan.formula_conflict": ("Rumus tidak diikuti", "Formula not followed"),
    "temuan.unit_conflict": ("Satuan tidak cocok", "Units do not match"),
    "temuan.missing_value": ("Angka tidak tercetak", "Figure not printed"),
    "temuan.nomenclature_conflict": ("Berbeda dari nomenklatur", "Differs from the nomenclature"),
    "temuan.other": ("Perlu dilihat", "To be looked at"),
    "keparahan.galat": ("Galat", "Error"),
    "keparahan.peringatan": ("Peringatan", "Warning"),
    "keparahan.info": ("Info", "Note"),
    "ada_temuan": ("Angka pada baris ini punya temuan", "A figure of this row has a finding"),
    # kata umum
    "ya": ("ya", "yes"),
    "tidak": ("tidak", "no"),
    "tidak_tercetak": ("tidak tercetak", "not printed"),
    "dan": ("dan", "and"),
    "jumlah": ("Jumlah", "Total"),
    "sumber": ("Sumber: {isi}.", "Source: {isi}."),
    "sumber.satu": ("{dokumen}, {tabel}, tahap {tahap}", "{dokumen}, {tabel}, stage {tahap}"),
    "sumber.tabel": ("tabel {tabel}", "table {tabel}"),
    "sumber.tanpa_nomor": ("tabel tanpa nomor", "table without a number"),
    "rincian_lebih": (
        "Ditampilkan {tampil} dari {semua} baris; seluruhnya ada di dataset.",
        "{tampil} of {semua} rows shown; all are in the dataset.",
    ),
    # kolom
    "kolom.program": ("Program", "Program"),
    "kolom.indikator": ("Indikator", "Indicator"),
    "kolom.kegiatan": ("Sub kegiatan", "Sub-activity"),
    "kolom.opd": ("Perangkat daerah", "Office"),
    "kolom.tahun": ("Tahun", "Year"),
    "kolom.kode": ("Kode", "Code"),
    "kolom.pagu": ("Pagu", "Budget ceiling"),
    "kolom.pagu_terbaru": ("Pagu terbaru", "Newest ceiling"),
    "kolom.pagu_pembanding": ("Pagu pembanding", "Ceiling beside realisation"),
    "kolom.realisasi_rp": ("Realisasi", "Realised"),
    "kolom.sisa": ("Sisa", "Unspent"),
    "kolom.serapan": ("Serapan", "Absorption"),
    "kolom.serapan_tercetak": ("Tercetak", "Printed"),
    "kolom.target": ("Target", "Target"),
    "kolom.realisasi": ("Realisasi", "Realised"),
    "kolom.satuan": ("Satuan", "Unit"),
    "kolom.capaian": ("Capaian", "Achievement"),
    "kolom.capaian_tercetak": ("Tercetak", "Printed"),
    "kolom.kelas": ("Kelas", "Class"),
    "kolom.catatan": ("Catatan", "Note"),
    "kolom.tahap": ("Tahap", "Stage"),
    "kolom.periode": ("Periode", "Period"),
    "kolom.kelompok": ("Kelompok", "Group"),
    "kolom.n_program": ("Program", "Programs"),
    "kolom.bagian": ("Bagian", "Share"),
    "kolom.penunjang": ("Bagian penunjang", "Supporting share"),
    "kolom.capaian_program": ("Capaian program", "Program achievement"),
    "kolom.capaian_sasaran": ("Capaian sasaran", "Objective achievement"),
    "kolom.jumlah_program": ("Jumlah program", "Sum of programs"),
    "kolom.total_tercetak": ("Total tercetak", "Printed total"),
    "kolom.selisih": ("Selisih", "Difference"),
    "kolom.dipakai": ("Dipakai", "Used"),
    "kolom.tabel": ("Tabel", "Table"),
    "kolom.baris": ("Baris", "Line"),
    "kolom.dokumen": ("Dokumen", "Document"),
    "kolom.biaya_rencana": ("Rencana per satuan", "Planned per unit"),
    "kolom.biaya_realisasi": ("Realisasi per satuan", "Realised per unit"),
    "kolom.angka": ("Angka", "Figure"),
    "kolom.tahap_pagu": ("Tahap pagu terbaru", "Stage of the newest ceiling"),
    "kolom.banyak_program": ("Banyak program", "Number of programs"),
    "kolom.hal": ("Hal", "Subject"),
    "kolom.alasan": ("Sebab", "Reason"),
    # gambar
    "gambar.pagu_realisasi": ("Pagu dan realisasi menurut program", "Ceiling and realisation by program"),
    "gambar.pagu": ("Pagu menurut program", "Ceiling by program"),
    "gambar.serapan": ("Serapan menurut program", "Absorption by program"),
    "gambar.serapan_opd": ("seluruh OPD", "whole office"),
    "gambar.capaian": ("Capaian terhadap target", "Achievement against target"),
    "gambar.kelompok": ("Bagian program penunjang dan inti", "Share of supporting and core programs"),
    "gambar.banding_pagu": ("Pagu pembanding dan realisasi", "Ceiling and realisation"),
    "gambar.banding_serapan": ("Serapan", "Absorption"),
    "gambar.banding_program": ("Serapan menurut program", "Absorption by program"),
    "gambar.pagu_opd": ("Pagu terbaru menurut OPD dan tahun", "Newest ceiling by office and year"),
    "gambar.pemeriksaan": ("Pemeriksaan lolos dan tidak lolos", "Checks passed and failed"),
    "gambar.hasil_baca": ("Baris dibaca dan ditolak menurut tabel", "Rows read and rejected by table"),
    "gambar.target": ("target = 100%", "target = 100%"),
    "sumbu.miliar": ("miliar rupiah", "billion rupiah"),
    "sumbu.persen_serapan": ("persen dari pagu", "percent of the ceiling"),
    "sumbu.persen_capaian": ("persen dari target", "percent of the target"),
    "sumbu.persen_pagu": ("persen dari pagu", "percent of the ceiling"),
    "sumbu.pemeriksaan": ("pemeriksaan", "checks"),
    "sumbu.baris": ("baris", "rows"),
    "seri.dibaca": ("dibaca", "read"),
    "seri.lolos": ("lolos", "passed"),
    "seri.tidak_lolos": ("tidak lolos", "failed"),
    "seri.ditolak": ("ditolak", "rejected"),
    # laporan OPD
    "opd.judul": ("Anggaran dan kinerja {tahun}", "Budget and performance {tahun}"),
    "opd.ringkasan": ("Angka pokok", "Key figures"),
    "opd.pagu_realisasi": ("Pagu dan realisasi menurut program", "Ceiling and realisation by program"),
    "opd.serapan": ("Serapan anggaran", "Budget absorption"),
    "opd.rincian": ("Sub kegiatan dengan serapan terendah", "Sub-activities with the lowest absorption"),
    "opd.tahap": ("Pagu menurut tabel dan tahap", "Ceilings by table and stage"),
    "opd.capaian": ("Capaian indikator program", "Achievement of program indicators"),
    "opd.sasaran": ("Capaian sasaran dan IKU", "Achievement of objectives and key indicators"),
    "opd.kelompok": ("Program penunjang dan program inti", "Supporting and core programs"),
    "opd.biaya": ("Biaya satuan", "Unit cost"),
    "opd.batas": ("Yang tidak dapat disimpulkan", "What cannot be concluded"),
    "kartu.pagu": ("Pagu {tahap}", "Ceiling, {tahap}"),
    "kartu.realisasi": ("Realisasi {periode}", "Realised {periode}"),
    "kartu.serapan": ("Serapan", "Absorption"),
    "kartu.capaian": ("Rata-rata capaian {jenjang}", "Mean achievement, {jenjang}"),
    "kartu.kecil.pagu": ("{rupiah} untuk {n} program", "{rupiah} for {n} programs"),
    "kartu.kecil.realisasi": ("dari pagu pembanding {rupiah}", "of a ceiling of {rupiah}"),
    "kartu.kecil.serapan": ("tersisa {rupiah}", "{rupiah} unspent"),
    "kartu.kecil.capaian": ("{n} indikator, {kelas}", "n = {n}, {kelas}"),
    "kartu.kecil.capaian_nol": ("{n} indikator, semua masih 0", "n = {n}, all still 0"),
    "kartu.kosong": ("tidak tercetak di dokumen", "not printed in the documents"),
    # kalimat laporan OPD
    "kalimat.pagu_realisasi": (
        "Pagu {n} program berjumlah {pagu_ringkas} ({pagu}). Realisasi {periode} {realisasi_ringkas} "
        "({realisasi}), "
        "yaitu {serapan}; tersisa {sisa_ringkas}. Program terbesar, {terbesar}, memegang {bagian_terbesar} "
        "dari pagu.",
        "The ceilings of {n} programs add up to {pagu_ringkas} ({pagu}). Realised {periode}: "
        "{realisasi_ringkas} "
        "({realisasi}), which is {serapan}; {sisa_ringkas} is unspent. The largest program, {terbesar}, "
        "holds "
        "{bagian_terbesar} of the ceiling.",
    ),
    "kalimat.pagu": (
        "Pagu {n} program berjumlah {pagu_ringkas} ({pagu}). Program terbesar, {terbesar}, memegang "
        "{bagian_terbesar}. "
        "Dokumen tidak mencetak realisasi anggaran menurut program, jadi serapan tidak dihitung.",
        "The ceilings of {n} programs add up to {pagu_ringkas} ({pagu}). The largest program, {terbesar}, "
        "holds "
        "{bagian_terbesar}. The documents print no realisation by program, so no absorption is computed.",
    ),
    "kalimat.serapan": (
        "Serapan seluruh program {serapan} ({periode}). Tertinggi {tertinggi} ({serapan_tertinggi}), "
        "terendah {terendah} "
        "({serapan_terendah}).",
        "Absorption of all programs is {serapan} ({periode}). Highest: {tertinggi} ({serapan_tertinggi}); "
        "lowest: "
        "{terendah} ({serapan_terendah}).",
    ),
    "kalimat.serapan_satu": (
        "Serapan satu-satunya program, {tertinggi}, {serapan} ({periode}).",
        "Absorption of the only program, {tertinggi}, is {serapan} ({periode}).",
    ),
    "kalimat.belum_setahun": (
        "Angka realisasi baru {periode}: jangan dibaca sebagai hasil setahun.",
        "Realisation covers only the period {periode}: do not read it as the result of the year.",
    ),
    "kalimat.tercetak_beda": (
        "Pada {n} baris persentase tercetak berbeda lebih dari 0,1 poin dari hasil hitung.",
        "Rows in which the printed percentage differs from the computed one by more than 0.1 point: {n}.",
    ),
    "kalimat.rincian": (
        "Dari {n} sub kegiatan dengan pagu dan realisasi tercetak, {rendah} menyerap kurang dari {serapan} "
        "(serapan seluruh OPD). "
        "Sisa terbesar ada pada {uraian}: {sisa}.",
        "Of {n} sub-activities with printed ceiling and realisation, {rendah} absorbed less than {serapan} "
        "(the office's "
        "rate). The largest unspent amount is in {uraian}: {sisa}.",
    ),
    "kalimat.tahap": (
        "Dokumen mencetak pagu program di {n} tabel dan tahap. Yang dipakai sebagai pagu terbaru: {tabel}, "
        "tahap {tahap}, "
        "berjumlah {jumlah}.",
        "The documents print program ceilings in {n} tables and stages. Used as the newest: {tabel}, stage "
        "{tahap}, "
        "adding up to {jumlah}.",
    ),
    "kalimat.capaian": (
        "Rata-rata capaian {n} indikator {persen} (median {median}).",
        "Mean achievement is {persen} (n = {n}, median {median}).",
    ),
    "kalimat.kelas": (
        "Menurut skala {sumber} kelasnya {kelas}; kelas ini diberikan di sini, bukan oleh dokumen.",
        "On the scale of {sumber} this is {kelas}; the class is given here, not by the document.",
    ),
    "kalimat.kelas_belum": (
        "Realisasi baru {periode}, jadi kelas tidak diberikan.",
        "Realisation covers only the period {periode}, so no class is given.",
    ),
    "kalimat.capaian_nol": (
        "{nol} indikator mencetak realisasi 0, yang dapat berarti belum diukur.",
        "Indicators that print a realisation of 0, which may mean not yet measured: {nol}.",
    ),
    "kalimat.capaian_periksa": (
        "{tinggi} indikator melebihi {batas}: periksa target dan satuannya.",
        "Indicators above {batas}, whose target and unit need a check: {tinggi}.",
    ),
    "kalimat.dekat_batas": (
        "Nilainya dekat dengan batas kelas.",
        "The value is close to a class limit.",
    ),
    "kalimat.arah": (
        "Dokumen tidak mencetak arah indikator; semua dihitung realisasi dibagi target, seolah lebih besar lebih baik.",
        "The documents do not print the direction of an indicator; all are computed as realisation over "
        "target, as if more "
        "were better.",
    ),
    "kalimat.capaian_belum": (
        "Semua {n} indikator mencetak realisasi 0 {periode}; itu dapat berarti belum diukur, jadi rata-rata dan "
        "kelas tidak diberikan.",
        "All {n} indicators print a realisation of 0, {periode}; that may mean not yet measured, so no mean and no "
        "class is given.",
    ),
    "kalimat.capaian_kosong": (
        "Dokumen tidak mencetak target dan realisasi berupa angka pada baris yang sama, jadi capaian tidak dihitung.",
        "The documents print no numeric target and realisation in the same row, so no achievement is computed.",
    ),
    "kalimat.kelompok": (
        "{opd}: program penunjang {penunjang} dari pagu, program inti {inti}.",
        "{opd}: supporting programs hold {penunjang} of the ceiling, core programs {inti}.",
    ),
    "kalimat.kelompok_sebagian": (
        "{opd}: program penunjang {penunjang} dari pagu, program inti {inti}; {tidak_diketahui} ada pada "
        "program "
        "tanpa kode yang pasti.",
        "{opd}: supporting programs hold {penunjang} of the ceiling, core programs {inti}; {tidak_diketahui} "
        "is in "
        "programs without a certain code.",
    ),
    "kalimat.kelompok_tanpa_kode": (
        "{opd}: kode program tidak pasti, jadi penunjang dan inti tidak dipisahkan.",
        "{opd}: program codes are not certain, so supporting and core are not separated.",
    ),
    "kalimat.biaya": (
        "{n} sub kegiatan dapat dihitung biaya satuannya. Termahal menurut rencana: {uraian}, {biaya} per {satuan}.",
        "Unit cost can be computed for {n} sub-activities. Highest as planned: {uraian}, {biaya} per {satuan}.",
    ),
    "kalimat.biaya_kosong": (
        "Biaya satuan tidak dapat dihitung: tidak ada baris dengan pagu, target berupa angka dan satuan yang "
        "dapat dihitung.",
        "Unit cost cannot be computed: no row has a ceiling, a numeric target and a countable unit.",
    ),
    "kalimat.biaya_sebanding": (
        "{n} indikator dicetak dengan kata dan satuan yang sama oleh sedikitnya dua OPD. Selisih rencana per "
        "satuan terbesar: "
        "{indikator}, dari {rendah} ({opd_rendah}) sampai {tinggi} ({opd_tinggi}) per {satuan}.",
        "{n} indicators are printed with the same words and unit by at least two offices. Widest gap in "
        "planned unit cost: "
        "{indikator}, from {rendah} ({opd_rendah}) to {tinggi} ({opd_tinggi}) per {satuan}.",
    ),
    "kalimat.biaya_tak_sebanding": (
        "Tidak ada indikator dengan kata dan satuan yang sama pada dua OPD, jadi biaya satuan tidak dibandingkan.",
        "No indicator has the same words and unit in two offices, so unit costs are not compared.",
    ),
    "kalimat.batas_kosong": (
        "Tidak ditemukan halangan pada angka yang dipakai.",
        "No obstacle was found in the figures used.",
    ),
    "kalimat.batas": (
        "{n} hal perlu diketahui sebelum angka di atas dipakai.",
        "Things to know before using the figures above: {n}.",
    ),
    "kalimat.pagu_opd": (
        "Pagu terbaru tersedia untuk {n} OPD-tahun: terbesar {terbesar} ({pagu_terbesar}), terkecil "
        "{terkecil} "
        "({pagu_terkecil}).",
        "Newest ceilings exist for {n} office-years: largest {terbesar} ({pagu_terbesar}), smallest "
        "{terkecil} "
        "({pagu_terkecil}).",
    ),
    "kalimat.pemeriksaan": (
        "{lolos} dari {dilakukan} pemeriksaan lolos. Paling banyak gagal: {terbanyak} ({gagal}).",
        "{lolos} of {dilakukan} checks passed. Most failures: {terbanyak} ({gagal}).",
    ),
    "kalimat.pemeriksaan_lolos": (
        "Semua {dilakukan} pemeriksaan lolos.",
        "All {dilakukan} checks passed.",
    ),
    "kalimat.hasil_baca": (
        "Dari {n} tabel terbaca {dibaca} baris; {ditolak} baris ditolak, {utuh} di antaranya dari "
        "{tak_terbaca} tabel "
        "yang tidak terbaca.",
        "From {n} tables {dibaca} rows were read; {ditolak} rows were rejected, {utuh} of them in "
        "{tak_terbaca} tables "
        "that were not read.",
    ),
    # laporan banding
    "banding.judul": ("Perbandingan {n} perangkat daerah, {tahun}", "Comparison of {n} offices, {tahun}"),
    "banding.ringkasan": ("Angka pokok", "Key figures"),
    "banding.pagu": ("Pagu dan realisasi", "Ceiling and realisation"),
    "banding.serapan": ("Serapan", "Absorption"),
    "banding.capaian": ("Rata-rata capaian", "Mean achievement"),
    "banding.kelompok": ("Program penunjang dan program inti", "Supporting and core programs"),
    "banding.program": ("Program demi program", "Program by program"),
    "banding.biaya": ("Biaya satuan indikator yang sama", "Unit cost of the same indicators"),
    "banding.batas": ("Yang tidak dapat dibandingkan, dan sebabnya", "What cannot be compared, and why"),
    "kalimat.banding_ringkasan": (
        "Pagu terbaru {n} OPD berjumlah {pagu}. Serapan setahun penuh tersedia untuk {penuh} OPD.",
        "The newest ceilings of {n} offices add up to {pagu}. Full-year absorption is available for {penuh} offices.",
    ),
    "kalimat.banding_pagu": (
        "{opd}: {realisasi} dari {pagu} ({periode}).",
        "{opd}: {realisasi} of {pagu} ({periode}).",
    ),
    "kalimat.banding_serapan": (
        "Di antara OPD dengan angka setahun penuh, serapan tertinggi {tertinggi} ({serapan_tertinggi}) dan "
        "terendah {terendah} "
        "({serapan_terendah}), selisih {selisih} poin.",
        "Among offices with full-year figures, absorption is highest in {tertinggi} ({serapan_tertinggi}) "
        "and lowest in "
        "{terendah} ({serapan_terendah}), a gap of {selisih} points.",
    ),
    "kalimat.banding_serapan_satu": (
        "Kurang dari dua OPD mempunyai serapan setahun penuh, jadi tidak ada peringkat.",
        "Fewer than two offices have full-year absorption, so there is no ranking.",
    ),
    "kalimat.banding_serapan_belum": (
        "{opd} ({serapan}, {periode}) ditampilkan pudar dan tidak ikut dibandingkan.",
        "{opd} ({serapan}, {periode}) is shown pale and is not compared.",
    ),
    "kalimat.banding_capaian": (
        "{opd}: {persen} dari {n} indikator {jenjang} ({periode}).",
        "{opd}: {persen}, {jenjang} (n = {n}, {periode}).",
    ),
    "kalimat.banding_capaian_nol": (
        "{opd}: {persen} dari {n} indikator {jenjang} ({periode}); {nol} di antaranya mencetak realisasi 0, "
        "yang dapat berarti belum diukur.",
        "{opd}: {persen}, {jenjang} (n = {n}, {periode}); {nol} of them with a realisation of 0, which may mean "
        "not yet measured.",
    ),
    "kalimat.banding_capaian_kosong": (
        "{opd}: capaian tidak dapat dihitung.",
        "{opd}: no achievement can be computed.",
    ),
    "kalimat.banding_indikator": (
        "Indikator tiap OPD berbeda, jadi rata-rata ini tidak mengukur hal yang sama.",
        "The indicators differ between offices, so these means do not measure the same thing.",
    ),
    "kalimat.banding_program": (
        "{n} program muncul pada sedikitnya dua OPD. Serapan setahun penuh paling berjauhan pada {uraian}: "
        "dari {rendah} "
        "({opd_rendah}) sampai {tinggi} ({opd_tinggi}).",
        "{n} programs appear in at least two offices. Full-year absorption differs most in {uraian}: from "
        "{rendah} "
        "({opd_rendah}) to {tinggi} ({opd_tinggi}).",
    ),
    "kalimat.banding_program_tanpa": (
        "{n} program muncul pada sedikitnya dua OPD; serapan setahun penuhnya tidak dapat dibandingkan.",
        "{n} programs appear in at least two offices; their full-year absorption cannot be compared.",
    ),
    # halaman
    "halaman.semua": ("Semua laporan", "All reports"),
    "halaman.kaki": (
        "Angka disalin dari dokumen yang diterbitkan perangkat daerah; persentase dihitung. "
        "Persentase tercetak ditampilkan di sebelahnya.",
        "Figures are copied from the documents the offices published; percentages are computed. "
        "Printed percentages stand beside them.",
    ),
    "halaman.tanpa_plotly": (
        "Gambar tidak dapat ditampilkan: berkas aset/plotly.min.js tidak ada di samping laporan ini.",
        "The figure cannot be shown: aset/plotly.min.js is missing beside this report.",
    ),
    "halaman.gagal": ("Laporan ini gagal dibuat.", "This report could not be made."),
    # alasan tidak sebanding
    "hal.semua": ("semua angka", "all figures"),
    "hal.serapan": ("serapan", "absorption"),
    "hal.capaian": ("capaian program", "program achievement"),
    "hal.program": ("pencocokan program", "matching of programs"),
    "hal.biaya": ("biaya satuan", "unit cost"),
    "hal.pagu": ("pagu", "ceiling"),
    "alasan.tahun_lain": (
        "Tidak ada angka tahun ini; yang ada: {rincian}.",
        "No figures for this year; there are: {rincian}.",
    ),
    "alasan.tanpa_angka": ("Tidak ada angka program yang terbaca.", "No program figures were read."),
    "alasan.tanpa_pagu": ("Pagu menurut program tidak tercetak.", "No ceiling by program is printed."),
    "alasan.tanpa_realisasi": (
        "Realisasi anggaran menurut program tidak tercetak.",
        "No budget realisation by program is printed.",
    ),
    "alasan.belum_setahun": (
        "Baru {rincian}; tidak sebanding dengan angka setahun penuh.",
        "Only {rincian}; not comparable with full-year figures.",
    ),
    "alasan.tanpa_capaian_program": (
        "Target dan realisasi program berupa angka tidak tercetak pada baris yang sama.",
        "No numeric program target and realisation are printed in the same row.",
    ),
    "alasan.tanpa_kode": (
        "{rincian} program tanpa kode yang pasti; tidak ikut dicocokkan.",
        "Programs without a certain code, not matched: {rincian}.",
    ),
    "alasan.tanpa_biaya_satuan": (
        "Tidak ada sub kegiatan dengan pagu, target berupa angka dan satuan yang dapat dihitung.",
        "No sub-activity has a ceiling, a numeric target and a countable unit.",
    ),
    "alasan.pagu_beda": (
        "Serapan dihitung terhadap pagu {rincian}, bukan pagu terbaru.",
        "Absorption is computed against a ceiling of {rincian}, not the newest ceiling.",
    ),
    "alasan.program_kurang": (
        "Tabel yang dipakai mencetak pagu {n} program, tabel lain sampai {terbanyak}; pagu seluruh OPD dapat "
        "lebih besar.",
        "The table used prints ceilings for {n} programs, another one for {terbanyak}; the office's whole "
        "ceiling may be "
        "larger.",
    ),
    "alasan.tidak_menutup": (
        "{rincian}: jumlah program tidak sama dengan total tercetak; tabel ini tidak dipakai.",
        "{rincian}: programs do not add up to the printed total; this table is not used.",
    ),
}


TEKS |= istilah_skenario.TEKS | istilah_ekspor.TEKS | istilah_opd.TEKS


def t(kunci: str, bahasa: Bahasa = "id", **nilai: object) -> str:
    """The text of `kunci`, with `nilai` filled in. An unknown key raises KeyError."""
    return TEKS[kunci][0 if bahasa == "id" else 1].format(**nilai)


def tahap(nama: str | None, bahasa: Bahasa = "id") -> str:
    """A stage in words."""
    return t(f"tahap.{nama}", bahasa) if nama else t("tidak_tercetak", bahasa)


def periode(nama: str | None, bahasa: Bahasa = "id") -> str:
    """A period in words."""
    return t(f"periode.{nama or 'tidak_ada'}", bahasa)


def jenjang(nama: str, bahasa: Bahasa = "id") -> str:
    """A level inside a sentence: its first letter small, abbreviations as they are."""
    satu = t(f"jenjang.{nama}", bahasa)
    return satu if satu.isupper() else satu[0].lower() + satu[1:]


def kelas(nama: str | None, bahasa: Bahasa = "id") -> str:
    """An achievement class in words."""
    return t(f"kelas.{nama or 'belum'}", bahasa)


def tabel(nomor: str | None, bahasa: Bahasa = "id") -> str:
    """A table as it is cited: by its printed number, or by its title where it has no number."""
    return t("sumber.tabel", bahasa, tabel=nomor) if nomor else t("sumber.tanpa_nomor", bahasa)
