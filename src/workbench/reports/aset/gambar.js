(function () {
  var gambar = document.querySelectorAll("div.gambar");
  if (!window.Plotly) {
    gambar.forEach(function (kotak) {
      kotak.textContent = kotak.getAttribute("data-tanpa-plotly");
    });
    return;
  }
  // On narrow screens the names on the left are broken into shorter lines.
  function rapatkan(isi) {
    if ((isi.layout.meta || {}).jenis === "titik" || isi.data.some(function (deret) { return deret.type === "treemap"; })) {
      return;
    }
    var nama = [];
    isi.data.forEach(function (deret) {
      (deret.y || []).forEach(function (y) { if (nama.indexOf(y) < 0) { nama.push(y); } });
    });
    isi.layout.yaxis.tickvals = nama;
    isi.layout.yaxis.ticktext = nama.map(function (satu) {
      var baris = [""];
      satu.replace(/<[^>]+>/g, " ").split(/\s+/).forEach(function (kata) {
        var akhir = baris[baris.length - 1];
        if (akhir && akhir.length + kata.length > 16) { baris.push(kata); }
        else { baris[baris.length - 1] = akhir ? akhir + " " + kata : kata; }
      });
      return baris.length > 3 ? baris.slice(0, 3).join("<br>") + " …" : baris.join("<br>");
    });
    isi.layout.yaxis.tickfont = { size: 10 };
  }
  function lukis(kotak) {
    var isi = JSON.parse(document.getElementById(kotak.id + "-data").textContent);
    isi.layout.width = undefined;
    isi.layout.autosize = true;
    if (kotak.clientWidth < 560) { rapatkan(isi); }
    return Plotly.newPlot(kotak, isi.data, isi.layout, isi.config);
  }
  Promise.all(Array.prototype.map.call(gambar, lukis)).then(function () {
    document.documentElement.setAttribute("data-gambar-terlukis", String(gambar.length));
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (lipatan) { lipatan.open = true; });
    gambar.forEach(function (kotak) { Plotly.relayout(kotak, { width: 660 }); });
  });
  window.addEventListener("afterprint", function () {
    gambar.forEach(function (kotak) { Plotly.relayout(kotak, { width: null, autosize: true }); });
  });
})();
