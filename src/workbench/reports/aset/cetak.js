(function () {
  // Paper cannot be scrolled: everything folded is opened, and letters of a table too wide for A4 are made smaller.
  var HURUF = 8 * 4 / 3, LEBAR = 680, dibuka = [];
  function susutkan(tabel) {
    tabel.classList.add("ukur");
    var huruf = parseFloat(getComputedStyle(tabel).fontSize);
    var perlu = tabel.getBoundingClientRect().width * HURUF / huruf;
    tabel.classList.remove("ukur");
    if (perlu > LEBAR) { tabel.style.setProperty("--susut", (LEBAR / perlu).toFixed(3)); }
  }
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (lipatan) {
      lipatan.open = true;
      dibuka.push(lipatan);
    });
    document.querySelectorAll("table.data").forEach(susutkan);
  });
  window.addEventListener("afterprint", function () {
    dibuka.forEach(function (lipatan) { lipatan.open = false; });
    dibuka = [];
  });
})();
