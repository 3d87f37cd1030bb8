// Searching, sorting and choosing kinds on the front page; without this script the table stands as it is.
(function () {
  var tabel = document.querySelector("table.laporan");
  var cari = document.getElementById("cari"), jenis = document.getElementById("jenis"), banyak = document.getElementById("banyak");
  if (!tabel || !cari) { return; }
  document.querySelector(".saring").hidden = false;
  var badan = tabel.tBodies[0];
  var semua = Array.prototype.slice.call(badan.rows);
  var kelompok = semua.filter(function (r) { return r.className === "kelompok"; });
  var baris = semua.filter(function (r) { return r.className !== "kelompok"; });
  var urut = null;
  function saring() {
    var kata = cari.value.toLowerCase().split(/\s+/).filter(Boolean), tampil = 0, ada = {};
    baris.forEach(function (r) {
      var teks = r.getAttribute("data-teks");
      var cocok = (!jenis.value || r.getAttribute("data-jenis") === jenis.value) &&
        kata.every(function (k) { return teks.indexOf(k) >= 0; });
      r.hidden = !cocok;
      if (cocok) { tampil += 1; ada[r.getAttribute("data-jenis")] = true; }
    });
    kelompok.forEach(function (r) { r.hidden = urut !== null || !ada[r.getAttribute("data-jenis")]; });
    banyak.textContent = banyak.getAttribute("data-teks").replace("{n}", tampil).replace("{semua}", baris.length);
  }
  function nilai(r, kolom) {
    var isi = r.cells[kolom].getAttribute("data-nilai");
    return isi === null || isi === "" ? null : isi;
  }
  function banding(a, b, angka) {
    if (a === null || b === null) { return a === b ? 0 : a === null ? 1 : -1; }
    return angka ? (parseFloat(a) - parseFloat(b)) * urut.arah : a.localeCompare(b, "id") * urut.arah;
  }
  function urutkan(kolom, angka) {
    urut = urut && urut.kolom === kolom ? (urut.arah === 1 ? { kolom: kolom, arah: -1 } : null) : { kolom: kolom, arah: 1 };
    Array.prototype.forEach.call(tabel.tHead.rows[0].cells, function (th, i) {
      th.setAttribute("aria-sort", urut && urut.kolom === i ? (urut.arah === 1 ? "ascending" : "descending") : "none");
    });
    var hasil = urut ? baris.slice().sort(function (a, b) {
      return banding(nilai(a, kolom), nilai(b, kolom), angka) || baris.indexOf(a) - baris.indexOf(b);
    }) : semua;
    hasil.forEach(function (r) { badan.appendChild(r); });
    saring();
  }
  Array.prototype.forEach.call(tabel.tHead.rows[0].cells, function (th, i) {
    var tombol = document.createElement("button");
    tombol.type = "button";
    tombol.textContent = th.textContent;
    th.textContent = "";
    th.appendChild(tombol);
    tombol.addEventListener("click", function () { urutkan(i, th.getAttribute("data-angka") === "1"); });
  });
  cari.addEventListener("input", saring);
  jenis.addEventListener("change", saring);
  saring();
})();
