(function () {
  var gambar = document.querySelectorAll("div.gambar");
  if (!window.Plotly) {
    gambar.forEach(function (kotak) {
      kotak.textContent = kotak.getAttribute("data-tanpa-plotly");
    });
    return;
  }
  // On narrow screens the letters of a label behind a bar need a larger share of the axis.
  function lapangkan(isi, lebar) {
    var sumbu = isi.layout.xaxis;
    if (!sumbu || !sumbu.range) { return; }
    var ruang = Math.max(lebar - 130, 120), bawah = sumbu.range[0], atas = sumbu.range[1];
    isi.data.forEach(function (deret) {
      if (deret.type !== "bar" || !deret.text) { return; }
      deret.x.forEach(function (panjang, i) {
        var dalam = Array.isArray(deret.textposition) ? deret.textposition[i] : deret.textposition;
        var ujung = panjang + (Array.isArray(deret.base) ? deret.base[i] : 0);
        var huruf = Math.min(String(deret.text[i]).length * 6.6 + 12, ruang * 0.7);
        if (dalam === "inside" || !deret.text[i]) { return; }
        if (ujung >= 0) { atas = Math.max(atas, bawah + (ujung - bawah) * ruang / (ruang - huruf)); }
        else { bawah = Math.min(bawah, (ujung * ruang - huruf * atas) / (ruang - huruf)); }
      });
    });
    sumbu.range = [bawah, atas];
    sumbu.nticks = 4;
    (isi.layout.annotations || []).forEach(function (catatan) {
      if (catatan.yref === "paper" && catatan.x > bawah + 0.7 * (atas - bawah)) { catatan.xanchor = "right"; }
    });
  }
  // On narrow screens the names on the left are broken into shorter lines.
  function rapatkan(isi) {
    if ((isi.layout.meta || {}).jenis === "titik" || isi.data.some(function (deret) { return deret.type === "treemap"; })) {
      return;
    }
    if (isi.data[0].type === "heatmap") {
      isi.data[0].x = isi.data[0].x.map(function (satu) { return satu.replace("<br>", " "); });
      isi.layout.xaxis.tickangle = -60;
      isi.layout.xaxis.tickfont = { size: 10 };
      isi.layout.height += 160;
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
    if (kotak.clientWidth < 560) {
      rapatkan(isi);
      kotak.style.height = isi.layout.height + "px";
      lapangkan(isi, kotak.clientWidth);
    }
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
