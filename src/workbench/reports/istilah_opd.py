"""Words of the report sections on structure, efficiency, time, revision, indicators and comparison.

Merged into `istilah.TEKS`; Indonesian first, English second.
"""

TEKS: dict[str, tuple[str, str]] = {
    # judul bagian laporan OPD
    "opd.pokok": ("Temuan pokok", "Main findings"),
    "opd.identitas": ("Sumber laporan ini", "Sources of this report"),
    "opd.struktur": ("Dari program sampai sub kegiatan", "From program to sub-activity"),
    "opd.kuadran": ("Kinerja terhadap uang", "Performance against money"),
    "opd.kuadran_dokumen": ("Efisiensi menurut dokumen", "Efficiency as the document has it"),
    "opd.waktu": ("Menurut triwulan dan tahun", "By quarter and year"),
    "opd.triwulan": ("Di dalam tahun", "Within the year"),
    "opd.tahunan": ("Dari tahun ke tahun", "From year to year"),
    "opd.renstra": ("Menuju akhir Renstra", "Towards the end of the strategic plan"),
    "opd.belanja": ("Jenis belanja dan sumber dana", "Kinds of spending and sources of funds"),
    "opd.jenis_belanja": ("Jenis belanja", "Kinds of spending"),
    "opd.sumber_dana": ("Sumber dana", "Sources of funds"),
    "opd.perubahan": ("Perubahan anggaran", "Revised budget"),
    "opd.pohon": ("Pohon kinerja", "Tree of performance"),
    "opd.prioritas": ("Yang perlu dilihat lebih dahulu", "What to look at first"),
    "opd.temuan": ("Temuan audit yang terbuka", "Open findings of the audit"),
    "opd.wilayah": ("Menurut wilayah", "By region"),
    "opd.metode": ("Cara hitung", "Method"),
    # kata
    "jenjang.tujuan": ("Tujuan", "Goal"),
    "jenjang.sasaran_saja": ("Sasaran", "Objective"),
    "kuadran.tercapai_hemat": ("tercapai, serapan di bawah OPD", "reached, absorbed below the office's rate"),
    "kuadran.tercapai_penuh": ("tercapai, serapan di atas OPD", "reached, absorbed at or above the office's rate"),
    "kuadran.kurang_hemat": ("belum tercapai, serapan di bawah OPD", "missed, absorbed below the office's rate"),
    "kuadran.kurang_penuh": ("belum tercapai, serapan di atas OPD", "missed, absorbed at or above the office's rate"),
    "periode.sd_tahun_ini": ("s.d. tahun ini", "to this year"),
    "periode.sd_tahun_lalu": ("s.d. tahun lalu", "to last year"),
    "periode.pendek.tw1": ("TW I", "Q1"),
    "periode.pendek.tw2": ("TW II", "Q2"),
    "periode.pendek.semester1": ("Semester I", "Half-year"),
    "periode.pendek.tw3": ("TW III", "Q3"),
    "periode.pendek.tw4": ("TW IV", "Q4"),
    "sumber_dana.kosong": ("sumber dana tidak tercetak", "source of funds not printed"),
    "sumbu.wilayah": ("nilai", "value"),
    "sumbu.nilai": ("nilai", "value"),
    "sumbu.bujur": ("bujur (derajat)", "longitude (degrees)"),
    "sumbu.lintang": ("lintang (derajat)", "latitude (degrees)"),
    "seri.rentang": ("terendah sampai tertinggi", "lowest to highest"),
    "seri.tengah": ("separuh yang di tengah", "middle half"),
    "seri.median": ("median sub kegiatan", "median sub-activity"),
    "seri.rentang_rendah": ("Terendah", "Lowest"),
    "seri.rentang_tinggi": ("Tertinggi", "Highest"),
    "seri.median_pendek": ("Median", "Median"),
    "seri.seluruh": ("seluruh OPD", "whole office"),
    "arah.turun": ("lebih kecil lebih baik (anggapan)", "less is better (assumed)"),
    "kata.tempat": ("{dokumen}, {tabel}, baris {baris}", "{dokumen}, {tabel}, line {baris}"),
    "kata.tanpa_induk": (
        "Baris yang programnya tidak tercetak di tabel ini",
        "Lines whose program is not printed in this table",
    ),
    "opd.penilaian": ("Penilaian menurut dokumen", "Grades by the document"),
    "kolom.penilaian": ("Penilaian tercetak", "Printed grade"),
    "kalimat.penilaian": (
        "Dokumen menilai sendiri {n} indikator, menurut skalanya sendiri, bukan menurut {sumber}.",
        "The document itself grades {n} indicators, by a scale of its own, not by {sumber}.",
    ),
    "kata.cocok": ("cocok", "agrees"),
    "kata.beda": ("berbeda", "differs"),
    # keluarga indikator
    "keluarga.koperasi_sehat": ("Persentase koperasi sehat", "Share of healthy cooperatives"),
    "keluarga.koperasi_aktif": ("Persentase koperasi aktif", "Share of active cooperatives"),
    "keluarga.koperasi_berkualitas": ("Koperasi berkualitas", "Cooperatives of quality"),
    "keluarga.usaha_jadi_wirausaha": ("Usaha yang menjadi wirausaha", "Businesses that became entrepreneurs"),
    "keluarga.rasio_kewirausahaan": ("Rasio kewirausahaan", "Entrepreneurship ratio"),
    "keluarga.wirausaha_baru": ("Rasio pertumbuhan wirausaha baru", "Growth ratio of new entrepreneurs"),
    "keluarga.pertumbuhan_omzet_koperasi": ("Pertumbuhan omzet koperasi", "Growth of cooperative turnover"),
    "keluarga.omzet_koperasi": ("Omzet koperasi", "Turnover of cooperatives"),
    "keluarga.usaha_mikro_naik_kelas": ("Usaha mikro naik kelas", "Micro businesses that moved up"),
    "keluarga.nilai_sakip": ("Nilai SAKIP", "SAKIP score"),
    "keluarga.kepuasan_masyarakat": ("Kepuasan masyarakat", "Public satisfaction"),
    # kolom
    "kolom.nomor": ("No.", "No."),
    "kolom.baris_rencana": ("Kegiatan dan sub kegiatan", "Activity and sub-activity"),
    "kolom.rincian_beda": ("Pagu dikurangi rincian", "Ceiling minus its lines"),
    "kolom.selisih_poin": ("Selisih (poin)", "Difference (points)"),
    "kolom.rasio": ("Rasio", "Ratio"),
    "kolom.kuadran": ("Letak", "Position"),
    "kolom.target_akhir": ("Target akhir", "Target of the end"),
    "kolom.tahun_akhir": ("Tahun target", "Year of the target"),
    "kolom.terealisasi": ("Realisasi", "Realised"),
    "kolom.tahun_realisasi": ("s.d.", "to"),
    "kolom.kurang": ("Kurang", "Missing"),
    "kolom.perlu_per_tahun": ("Perlu per tahun", "Needed a year"),
    "kolom.sebelum": ("Sebelum", "Before"),
    "kolom.sesudah": ("Sesudah", "After"),
    "kolom.berubah": ("Bertambah/(berkurang)", "Change"),
    "kolom.sumber_dana": ("Sumber dana", "Source of funds"),
    "kolom.n_baris": ("Baris", "Lines"),
    "kolom.jenis_belanja": ("Jenis belanja", "Kind of spending"),
    "kolom.kekurangan": ("Kurang dari target", "Short of target"),
    "kolom.bobot": ("Bobot", "Weight"),
    "kolom.jenis_temuan": ("Jenis", "Kind"),
    "kolom.temuan_uraian": ("Temuan", "Finding"),
    "kolom.tercetak_angka": ("Tercetak", "Printed"),
    "kolom.seharusnya": ("Dugaan", "Suggested"),
    "kolom.wilayah": ("Wilayah", "Region"),
    "kolom.rumus": ("Rumus dari dokumen", "Formula from the document"),
    "kolom.arah": ("Arah", "Direction"),
    "kolom.dihitung": ("Dihitung ulang", "Recomputed"),
    "kolom.pecahan": ("Dari cacah", "From counts"),
    "kolom.hasil": ("Hasil", "Result"),
    "kolom.tempat": ("Tempat", "Place"),
    "kolom.jenjang": ("Jenjang", "Level"),
    "kolom.keluarga_kegiatan": ("Keluarga kegiatan", "Family of activities"),
    "kolom.peringkat": ("Peringkat", "Rank"),
    "kolom.rentang": ("Terendah sampai tertinggi", "Lowest to highest"),
    "kolom.skala_opd": ("Skala OPD", "Office's own scale"),
    # temuan pokok
    "pokok.realisasi": (
        "{realisasi} dari pagu {pagu} terpakai {periode}: serapan {serapan}, tersisa {sisa}.",
        "{realisasi} of a ceiling of {pagu} was spent, {periode}: absorption {serapan}, {sisa} unspent.",
    ),
    "pokok.realisasi_belum": (
        "Angka itu belum setahun dan tidak dapat dibaca sebagai hasil tahun ini.",
        "That does not cover the year and cannot be read as its result.",
    ),
    "pokok.tanpa_realisasi": (
        "Pagu {pagu} untuk {n} program; realisasi menurut program tidak tercetak, jadi serapan tidak diketahui.",
        "A ceiling of {pagu} for {n} programs; no realisation by program is printed, so absorption is not known.",
    ),
    "pokok.tanpa_pagu": (
        "Pagu menurut program tidak tercetak, jadi anggaran OPD ini tidak diketahui dari dokumennya.",
        "No ceiling by program is printed, so the budget of this office is not known from its documents.",
    ),
    "pokok.sisa": (
        "Sisa terbesar pada satu sub kegiatan: {uraian}, {sisa} ({bagian} dari seluruh sisa).",
        "The largest unspent amount of one sub-activity: {uraian}, {sisa} ({bagian} of all that is unspent).",
    ),
    "pokok.penunjang": (
        "Program penunjang memegang {persen} dari pagu ({rupiah}).",
        "Supporting programs hold {persen} of the ceiling ({rupiah}).",
    ),
    "pokok.capaian": (
        "{tercapai} dari {n} indikator {jenjang} mencapai target ({periode}); rata-rata {persen}.",
        "{tercapai} of {n} indicators reached their target ({jenjang}, {periode}); mean {persen}.",
    ),
    "pokok.capaian_terendah": (
        "Terendah: {uraian}, {persen} dari target.",
        "Lowest: {uraian}, {persen} of the target.",
    ),
    "pokok.capaian_belum": (
        "Semua {n} indikator {jenjang} mencetak realisasi 0 {periode}; itu dapat berarti belum diukur, jadi tidak "
        "dinilai.",
        "All {n} indicators ({jenjang}) print a realisation of 0, {periode}; that may mean not yet measured, so they "
        "are not judged.",
    ),
    "pokok.capaian_kosong": (
        "Capaian {jenjang} tidak dapat dihitung: target dan realisasi berupa angka tidak tercetak sebaris.",
        "No achievement can be computed ({jenjang}): no numeric target and realisation are printed in the same row.",
    ),
    "pokok.kuadran": (
        "{n} dari {semua} program mencapai target dengan serapan di bawah serapan OPD: {uraian}.",
        "{n} of {semua} programs reached their targets while absorbing less than the office as a whole: {uraian}.",
    ),
    "pokok.perubahan": (
        "Dari {semua} {jenjang} yang pagunya tercetak sebelum dan sesudah perubahan anggaran, {n} berubah: jumlahnya "
        "dari {sebelum} menjadi {sesudah} ({selisih}); terbesar pada {uraian} ({terbesar}).",
        "Of {semua} lines ({jenjang}) with a ceiling printed before and after the revision {n} changed: together from "
        "{sebelum} to {sesudah} ({selisih}); most in {uraian} ({terbesar}).",
    ),
    "pokok.renstra": (
        "{tercapai} dari {n} target akhir Renstra yang realisasinya tercetak sudah tercapai.",
        "{tercapai} of {n} end targets of the strategic plan with a printed realisation are reached.",
    ),
    "pokok.prioritas": (
        "Kesenjangan terberat menurut uang: {uraian}, {persen} dari target dengan pagu {pagu}.",
        "The heaviest gap by money: {uraian}, {persen} of its target with a ceiling of {pagu}.",
    ),
    "pokok.temuan": (
        "Audit mencatat {galat} galat dan {peringatan} peringatan pada dokumen sumber; angka di sini tetap seperti "
        "tercetak.",
        "The audit lists {galat} errors and {peringatan} warnings in the source documents; figures here stay as "
        "printed.",
    ),
    # kalimat
    "kalimat.identitas": (
        "Angka laporan ini dibaca dari {n} dokumen; tiap kalimat dan tabel menyebut tempatnya.",
        "The figures of this report were read from {n} documents; every sentence and table names its place.",
    ),
    "kalimat.struktur": (
        "Tabel yang dipakai mencetak {program} program, {kegiatan} kegiatan dan {sub} sub kegiatan dengan pagu "
        "{pagu}. Luas petak menurut pagu; klik satu program untuk melihat isinya.",
        "The table used prints {program} programs, {kegiatan} activities and {sub} sub-activities with a ceiling of "
        "{pagu}. Areas follow the ceiling; click a program to see inside.",
    ),
    "kalimat.struktur_beda": (
        "Pada {n} baris pagu tidak sama dengan jumlah rinciannya; selisihnya ada di tabel.",
        "In {n} lines the ceiling is not the sum of the lines below; the difference is in the table.",
    ),
    "kalimat.kuadran": (
        "Garis tegak: serapan seluruh OPD ({serapan}); garis datar: target tercapai (100%). Dari {n} program, "
        "{hemat} mencapai target dengan serapan di bawah OPD dan {boros} belum mencapai target dengan serapan di "
        "atasnya.",
        "Vertical line: absorption of the whole office ({serapan}); horizontal line: target reached (100%). Of {n} "
        "programs, {hemat} reached the target absorbing below the office's rate and {boros} missed it absorbing "
        "above it.",
    ),
    "kalimat.efisiensi": (
        "Efisiensi dibaca dengan dua cara. Selisih: persen capaian dikurangi persen serapan (poin); di atas nol "
        "berarti capaian melampaui uang yang terpakai. Rasio: persen capaian dibagi persen serapan; di atas satu "
        "berarti hal yang sama. Keduanya dapat mengurutkan program secara berbeda, dan serapan yang rendah saja sudah "
        "menaikkan keduanya: angka tinggi belum tentu hemat.",
        "Efficiency is read in two ways. Difference: percent achieved minus percent absorbed (points); above zero "
        "means more was achieved than money used. Ratio: percent achieved over percent absorbed; above one means the "
        "same. The two may order programs differently, and low absorption alone raises both: a high figure need not "
        "mean thrift.",
    ),
    "kalimat.efisiensi_urutan": (
        "Tertinggi menurut selisih: {selisih}; menurut rasio: {rasio}.",
        "Highest by difference: {selisih}; by ratio: {rasio}.",
    ),
    "kalimat.efisiensi_dokumen": (
        "Dokumen sendiri mencetak capaian dan serapan berdampingan untuk {n} sasaran; kedua pembacaan dihitung dari "
        "persentase tercetak itu.",
        "The document itself prints achievement and absorption side by side for {n} objectives; both readings are "
        "computed from those printed percentages.",
    ),
    "kalimat.kuadran_kosong": (
        "Tidak ada program dengan capaian dan serapan yang tercetak untuk periode yang sama, jadi kinerja tidak "
        "dibandingkan dengan uang.",
        "No program has achievement and absorption printed for the same period, so performance is not set against "
        "money.",
    ),
    "kalimat.triwulan": (
        "{n} indikator tercetak menurut periode di dalam tahun. Realisasi 0 sebelum periode terakhir dapat berarti "
        "indikator itu baru dihitung di akhir tahun.",
        "{n} indicators are printed by period within the year. A realisation of 0 before the last period may mean "
        "that the indicator is counted only at the end.",
    ),
    "kalimat.tahunan": (
        "{n} deret tercetak untuk dua tahun atau lebih.",
        "{n} series are printed for two years or more.",
    ),
    "kalimat.tahunan_beda": (
        "Untuk {n} tahun tabel-tabel mencetak nilai yang berbeda; semuanya ditampilkan sebagai tanda terbuka.",
        "For {n} years tables print different values; all are shown as open marks.",
    ),
    "kalimat.waktu_kosong": (
        "Dokumen tidak mencetak angka menurut triwulan atau deret tahunan untuk OPD ini.",
        "The documents print no quarterly figures and no yearly series for this office.",
    ),
    "kalimat.renstra": (
        "Dokumen mencetak {n} target akhir Renstra; {ada} di antaranya punya realisasi, {tercapai} sudah tercapai.",
        "The documents print {n} targets of the plan's end; {ada} of them have a realisation, {tercapai} are reached.",
    ),
    "kalimat.renstra_perlu": (
        "Perlu per tahun = kekurangan dibagi tahun tersisa sesudah {tahun}, seolah kemajuannya rata; tidak dihitung "
        "bila tahun target tidak lebih dari {tahun} atau realisasinya tercetak 0 (mungkin belum diukur).",
        "Needed a year = what is missing over the years left after {tahun}, as if progress were even; not computed "
        "where the year of the target is not after {tahun} or 0 is printed (perhaps not measured).",
    ),
    "kalimat.renstra_kosong": (
        "Target akhir Renstra tidak tercetak berupa angka di dokumen OPD ini.",
        "No numeric targets of the end of the strategic plan are printed in this office's documents.",
    ),
    "kalimat.belanja": (
        "Jenis belanja teratas menurut {tahap}: {isi}.",
        "Uppermost kinds of spending, {tahap}: {isi}.",
    ),
    "kalimat.belanja_tanpa_total": (
        "Total tidak tercetak, jadi bagian tidak dihitung.",
        "No total is printed, so no shares are computed.",
    ),
    "kalimat.sumber_dana": (
        "Sumber dana tercetak untuk {tercetak} dari {semua} baris {jenjang}. Terbesar: {nama}, {pagu} ({bagian} dari "
        "pagu tabel itu).",
        "Sources of funds are printed for {tercetak} of {semua} lines ({jenjang}). Largest: {nama}, {pagu} ({bagian} "
        "of that table's ceiling).",
    ),
    "kalimat.belanja_kosong": (
        "Jenis belanja dan sumber dana tidak tercetak di dokumen OPD ini.",
        "Neither kinds of spending nor sources of funds are printed in this office's documents.",
    ),
    "kalimat.perubahan": (
        "{n} {jenjang} mencetak pagu sebelum dan sesudah: dari {sebelum} menjadi {sesudah} ({selisih}). {naik} "
        "bertambah, {turun} berkurang, {tetap} tetap.",
        "{n} lines ({jenjang}) print a ceiling before and after: from {sebelum} to {sesudah} ({selisih}). {naik} went "
        "up, {turun} went down, {tetap} stayed.",
    ),
    "kalimat.perubahan_satu_sisi": (
        "{n} baris hanya mencetak satu sisi dan tidak ikut dihitung; kosong bukan nol.",
        "{n} lines print one side only and are not counted; blank is not zero.",
    ),
    "kalimat.perubahan_total": (
        "Jumlah ini berbeda dari total tercetak ({sebelum} dan {sesudah}).",
        "These sums differ from the printed totals ({sebelum} and {sesudah}).",
    ),
    "kalimat.sumbu_terpotong": (
        "Sumbu gambar tidak mulai dari nol, supaya perubahan terlihat.",
        "The axis does not start at zero, so that changes can be seen.",
    ),
    "kalimat.perubahan_kosong": (
        "Pagu sebelum dan sesudah perubahan tidak tercetak berdampingan di dokumen OPD ini.",
        "No ceilings before and after a revision are printed side by side in this office's documents.",
    ),
    "kalimat.pohon": (
        "{n} simpul, {dinilai} di antaranya dengan capaian; warna dan kata menurut kelas {sumber}. Simpul tanpa "
        "capaian tidak tercetak realisasinya atau belum setahun.",
        "{n} nodes, {dinilai} of them with achievement; colour and word follow the class of {sumber}. Nodes without "
        "one have no printed realisation, or not for a full year.",
    ),
    "kalimat.pohon_rencana": (
        "Dokumen tidak mencetak pohon kinerja; yang ditampilkan susunan program, kegiatan dan sub kegiatannya.",
        "The documents print no tree of performance; shown is their order of programs, activities and sub-activities.",
    ),
    "kalimat.prioritas": (
        "{n} {jenjang} di bawah target. Urutan menurut bobot: pagu dikali bagian target yang belum tercapai; bobot "
        "mengurutkan, bukan kerugian.",
        "{n} lines below target ({jenjang}). Ordered by weight: ceiling times the missing share of the target; the "
        "weight orders, it is no loss.",
    ),
    "kalimat.prioritas_nol": (
        "{n} baris lain mencetak realisasi 0 sebelum tahun berakhir; mungkin belum diukur, jadi tidak diurutkan.",
        "{n} further lines print a realisation of 0 before the year is over; perhaps not measured, so not ranked.",
    ),
    "kalimat.prioritas_kosong": (
        "Tidak ada baris dengan pagu dan capaian di bawah target yang tercetak.",
        "No line with a ceiling and a printed achievement below target.",
    ),
    "kalimat.belum_setahun_target": (
        "Realisasi baru {periode} dibanding target setahun: berada di bawah target belum berarti tertinggal.",
        "Realisation is {periode} against the target of the year: being below it need not mean being late.",
    ),
    "kalimat.temuan": (
        "{galat} galat, {peringatan} peringatan dan {info} catatan pada {n} dokumen. Laporan ini memakai angka "
        "seperti tercetak.",
        "{galat} errors, {peringatan} warnings and {info} notes in {n} documents. This report uses figures as printed.",
    ),
    "kalimat.temuan_kosong": ("Audit tidak menemukan apa pun.", "The audit found nothing."),
    "kalimat.wilayah": (
        "{seri}: {n} wilayah, tertinggi {tertinggi} ({atas}), terendah {terendah} ({bawah}).",
        "{seri}: {n} regions, highest {tertinggi} ({atas}), lowest {terendah} ({bawah}).",
    ),
    "kalimat.wilayah_jumlah": ("Jumlah tercetak di tabel: {jumlah}.", "Total printed in the table: {jumlah}."),
    "kalimat.peta": (
        "Peta memuat {n} dari {semua} wilayah, yang koordinatnya diberikan; luas lingkaran menurut nilai.",
        "The map holds {n} of {semua} regions, those with coordinates given; areas follow the value.",
    ),
    "kalimat.skala_opd": (
        "Dokumen mencetak skalanya sendiri ({isi}); kelas menurut skala itu ada di kolom tersendiri.",
        "The document prints a scale of its own ({isi}); its classes have a column of their own.",
    ),
    "metode.pagu": (
        "Pagu, realisasi dan target disalin seperti tercetak, dalam rupiah penuh; tidak ada yang diisi, ditaksir atau "
        "dibetulkan. Jumlah hanya atas program, karena kegiatan dan sub kegiatan ada di dalamnya.",
        "Ceilings, realisations and targets are copied as printed, in full rupiah; nothing is filled in, estimated or "
        "corrected. Sums are over programs only, since activities and sub-activities lie inside them.",
    ),
    "metode.tabel": (
        "Bila beberapa tabel mencetak hal yang sama, satu tabel dipilih: periode terlengkap, lalu tabel yang jumlah "
        "programnya cocok dengan totalnya sendiri, lalu tahap terbaru. Angka dua tabel tidak pernah dicampur.",
        "Where several tables print the same, one is chosen: the most complete period, then a table whose programs "
        "add up to its own total, then the newest stage. Figures of two tables are never mixed.",
    ),
    "metode.persen": (
        "Serapan = realisasi : pagu dan capaian = realisasi : target, dari baris yang sama; persentase tercetak "
        "berdiri di sebelahnya. Rata-rata capaian adalah rata-rata biasa atas indikator, tidak dibatasi 100%.",
        "Absorption = realisation over ceiling and achievement = realisation over target, of the same row; printed "
        "percentages stand beside. Mean achievement is the plain mean of indicators, not capped at 100%.",
    ),
    "metode.kelas": (
        "Kelas capaian menurut {sumber} (status: {status}), hanya untuk angka setahun penuh; tidak diberikan oleh "
        "dokumen.",
        "Achievement classes follow {sumber} (status: {status}), for full-year figures only; documents do not give "
        "them.",
    ),
    "metode.kosong": (
        "Sel kosong, strip dan #DIV/0! berarti tidak diketahui, bukan nol; 0 hanya bila 0 tercetak.",
        "Blank cells, dashes and #DIV/0! mean not known, not zero; 0 only where 0 is printed.",
    ),
    # perbandingan
    "banding.panas": ("Program dan OPD sekaligus", "Programs and offices at once"),
    "banding.panas_serapan": ("Serapan", "Absorption"),
    "banding.panas_bagian": ("Bagian dari pagu OPD", "Share of the office's ceiling"),
    "banding.sebaran": ("Peringkat dan sebaran serapan", "Ranking and spread of absorption"),
    "banding.kegiatan": ("Keluarga kegiatan", "Families of activities"),
    "banding.iku": ("Indikator yang sama-sama dipakai", "Indicators in common"),
    "kalimat.panas": (
        "{n} program pada {opd} OPD; {kosong} sel kosong karena angkanya tidak tercetak.",
        "{n} programs in {opd} offices; {kosong} cells are empty because the figure is not printed.",
    ),
    "kalimat.panas_bintang": ("Bintang: belum setahun penuh.", "Star: not a full year."),
    "kalimat.sebaran": (
        "Peringkat menurut serapan setahun penuh: {isi}. Di dalam satu OPD serapan sub kegiatan berbeda jauh, jadi "
        "selisih peringkat yang kecil tidak banyak berarti.",
        "Rank by full-year absorption: {isi}. Inside one office sub-activities differ widely, so a small difference in "
        "rank means little.",
    ),
    "kalimat.sebaran_tanpa": (
        "Kurang dari dua OPD punya serapan setahun penuh, jadi tidak ada peringkat; sebarannya ditampilkan.",
        "Fewer than two offices have full-year absorption, so there is no rank; the spread is shown.",
    ),
    "kalimat.kegiatan": (
        "{n} keluarga kegiatan muncul pada sedikitnya dua OPD. Provinsi dan kabupaten/kota memakai kode dan nama yang "
        "berbeda untuk kegiatan yang sama; di sini keduanya dipertemukan menurut nama resmi tanpa kata tingkat dan "
        "ukuran usaha, jadi sasaran usahanya dapat berbeda (kecil atau mikro).",
        "{n} families of activities appear in at least two offices. Provinces and kabupaten/kota use different codes "
        "and names for the same activity; here they meet by official name without the words of tier and business "
        "size, so the businesses served may differ (small or micro).",
    ),
    "kalimat.kegiatan_kosong": (
        "Tidak ada keluarga kegiatan yang tercetak pada sedikitnya dua OPD.",
        "No family of activities is printed by at least two offices.",
    ),
    "kalimat.iku": (
        "{n} keluarga indikator dicetak sedikitnya dua OPD. Nama, rumus dan tahunnya dapat berbeda; lihat nama seperti "
        "tercetak di tabel.",
        "{n} families of indicators are printed by at least two offices. Names, formulas and years may differ; see the "
        "names as printed in the table.",
    ),
    "kalimat.iku_satu": (
        "{nama}: {isi}.",
        "{nama}: {isi}.",
    ),
    "kalimat.iku_kosong": (
        "Tidak ada keluarga indikator yang dicetak sedikitnya dua OPD.",
        "No family of indicators is printed by at least two offices.",
    ),
    "hal.tahun": ("tahun", "year"),
    "hal.tingkat": ("tingkat pemerintahan", "tier of government"),
    "alasan.tahun_berbeda": (
        "Tahunnya {rincian}; uang tahun berbeda tidak sama nilainya.",
        "Its year is {rincian}; money of different years is not worth the same.",
    ),
    "alasan.tahun_disetarakan": (
        "Tahunnya {rincian}; uang disetarakan dengan indeks harga yang diberikan pemakai.",
        "Its year is {rincian}; money is put at constant prices by the index the user gave.",
    ),
    "alasan.tingkat_berbeda": (
        "Tingkat {rincian}: wewenang dan kegiatannya berbeda dari tingkat lain dalam perbandingan ini.",
        "Tier {rincian}: its powers and activities differ from those of other tiers in this comparison.",
    ),
    "alasan.tanpa_pagu_opd": ("Pagu menurut program tidak tercetak.", "No ceiling by program is printed."),
    "kalimat.harga": (
        "Semua rupiah di halaman ini pada harga tahun {tahun}, dihitung dengan indeks yang diberikan pemakai: {isi}. "
        "Angka itu bukan angka dokumen.",
        "All rupiah on this page are at prices of {tahun}, computed with the index the user gave: {isi}. They are not "
        "the documents' figures.",
    ),
    "banding.judul_tahun": ("Perbandingan {n} perangkat daerah, {tahun}", "Comparison of {n} offices, {tahun}"),
    # katalog indikator
    "indikator.judul": ("Katalog indikator", "Catalogue of indicators"),
    "indikator.keluarga": ("Indikator yang dipakai beberapa OPD", "Indicators of several offices"),
    "indikator.sasaran": ("Tujuan, sasaran dan IKU", "Goals, objectives and key indicators"),
    "indikator.program": ("Indikator program", "Program indicators"),
    "indikator.ulang": ("Dihitung ulang dari cacah", "Recomputed from counts"),
    "indikator.lain": ("Indikator kegiatan dan sub kegiatan", "Indicators of activities and sub-activities"),
    "kartu.indikator": ("Indikator", "Indicators"),
    "kartu.kecil.indikator": ("nama berbeda, semua jenjang", "distinct names, all levels"),
    "kartu.berumus": ("Dengan rumus tercetak", "With a printed formula"),
    "kartu.kecil.berumus": ("dari dokumen", "from the documents"),
    "kartu.ulang": ("Dapat dihitung ulang", "Can be recomputed"),
    "kartu.kecil.ulang": ("{beda} berbeda dari yang tercetak", "{beda} differ from the printed value"),
    "kalimat.ulang": (
        "{n} persentase dapat dihitung ulang dari cacah di dokumen yang sama; {cocok} cocok dengan yang tercetak, "
        "{beda} berbeda.",
        "{n} percentages can be recomputed from counts in the same document; {cocok} agree with the printed value, "
        "{beda} differ.",
    ),
    "kalimat.ulang_satu": (
        "{opd}, {tahun}: {indikator} tercetak {tercetak}%, dihitung {pembilang}/{penyebut} = {dihitung}%.",
        "{opd}, {tahun}: {indikator} printed {tercetak}%, computed {pembilang}/{penyebut} = {dihitung}%.",
    ),
    "kalimat.ulang_kosong": (
        "Tidak ada persentase yang cacahnya tercetak di dokumen yang sama.",
        "No percentage has its counts printed in the same document.",
    ),
    "kalimat.katalog": (
        "Nilai seperti tercetak, dengan tempatnya. Arah tidak tercetak di dokumen: itu anggapan menurut arti katanya. "
        "Lebih besar dianggap lebih baik, kecuali tertulis lain pada indikatornya.",
        "Values as printed, with their place. Directions are not printed in documents: they are assumed from the "
        "words. More is taken as better unless an indicator says otherwise.",
    ),
    "kalimat.katalog_kosong": ("Tidak ada indikator di jenjang ini.", "No indicators at this level."),
}
