/* The legend: title, unit, colours with counts, patterns, histogram, source. Folds on narrow screens. */
(function (R) {
  "use strict";

  let box = null;
  let open = null;       // null: as the width of the map says
  let serial = 0;

  /* The two patterns, for the regions' own drawing and for the swatches: lines for "no data", dots for "below the minimum". */
  R.legendPatterns = function (svg, suffix) {
    const end = suffix || "";
    const defs = R.svg("defs", {}, svg);
    const lines = R.svg("pattern", { id: "rs-nodata" + end, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
    R.svg("rect", { width: 6, height: 6, fill: "#f6f6f4" }, lines);
    R.svg("rect", { width: 1.5, height: 6, fill: "#b3b8bd" }, lines);
    const dots = R.svg("pattern", { id: "rs-low" + end, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, defs);
    R.svg("rect", { width: 6, height: 6, fill: "#eceeef" }, dots);
    R.svg("circle", { cx: 1.5, cy: 1.5, r: 0.9, fill: "#9aa1a8" }, dots);
    R.svg("circle", { cx: 4.5, cy: 4.5, r: 0.9, fill: "#9aa1a8" }, dots);
  };

  function swatch(parent, item, opacity) {
    const svg = R.svg("svg", { width: 22, height: 14, class: "rs-swatch", "aria-hidden": "true" }, parent);
    const pattern = { nodata: "rs-nodata", low: "rs-low" }[item.kind];
    if (pattern) R.legendPatterns(svg, "-s" + ++serial);
    const fill = pattern ? "url(#" + pattern + "-s" + serial + ")" : item.colour;
    R.svg("rect", { x: 0.5, y: 0.5, width: 21, height: 13, rx: 1.5, fill: "#ffffff" }, svg);
    R.svg("rect", { x: 0.5, y: 0.5, width: 21, height: 13, rx: 1.5, fill: fill, "fill-opacity": pattern ? 1 : opacity, stroke: "#7b8590", "stroke-width": 0.6 }, svg);
  }

  /* Which character of regions.classes a legend row stands for. */
  function markOf(items, index) {
    if (items[index].kind === "nodata") return "-";
    if (items[index].kind === "low") return "m";
    return String(items.slice(0, index).filter((item) => item.kind === "class").length);
  }

  function rows(parent, legend, opacity) {
    const table = R.dom.add(parent, "div", "rs-rows");
    legend.items.forEach((item, index) => {
      const row = R.dom.add(table, "div", "rs-row");
      swatch(row, item, opacity);
      R.dom.add(row, "span", "rs-row-text", item.text);
      R.dom.add(row, "span", "rs-row-count", item.count === null || item.count === undefined ? "" : R.number(item.count));
      row.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") R.regions.only(markOf(legend.items, index)); });
      row.addEventListener("pointerleave", () => R.regions.only(null));
    });
  }

  /* Bars in the colours of the classes: legend.histogram is a list of [count, class, share of the width]; areas show counts. */
  function histogram(parent, legend, opacity) {
    const bars = legend.histogram || [];
    if (!bars.length) return;
    const colours = legend.items.filter((item) => item.kind === "class").map((item) => item.colour);
    const share = (bar) => bar[2] || 1 / bars.length;
    const most = Math.max(1e-9, ...bars.map((bar) => bar[0] / share(bar)));
    const wide = 200;
    const high = 34;
    const svg = R.svg("svg", { viewBox: "0 0 " + wide + " " + (high + 1), class: "rs-histogram", "aria-hidden": "true", preserveAspectRatio: "none" }, parent);
    let left = 0;
    bars.forEach((bar) => {
      const tall = bar[0] ? Math.max(1.5, high * bar[0] / share(bar) / most) : 0;
      R.svg("rect", { x: left + 0.3, y: high - tall, width: Math.max(0.5, wide * share(bar) - 0.6), height: tall,
        fill: colours[bar[1]] || "#9aa1a8", "fill-opacity": opacity, stroke: "#7b8590", "stroke-width": 0.3 }, svg);
      left += wide * share(bar);
    });
    R.svg("line", { x1: 0, x2: wide, y1: high + 0.5, y2: high + 0.5, stroke: "#9aa1a8", "stroke-width": 1 }, svg);
  }

  function strip(parent, legend, opacity) {
    const line = R.dom.add(parent, "span", "rs-strip");
    legend.items.filter((item) => item.kind === "class").forEach((item) => {
      const cell = R.dom.add(line, "span", "");
      cell.style.background = item.colour;
      cell.style.opacity = opacity;
    });
  }

  function spoken(legend) {
    const counted = legend.items.map((item) => item.text + (typeof item.count === "number" ? ": " + R.number(item.count) : ""));
    return [legend.title, legend.unit_text, counted.join("; "), legend.source].filter(Boolean).join(". ");
  }

  const narrow = () => R.map.getSize().x < 560;
  const isOpen = () => (open === null ? !narrow() : open);

  function draw() {
    const message = R.message;
    const legend = message && message.legend;
    box.textContent = "";
    box.hidden = !legend;
    if (!legend) return;
    const opacity = message.regions && message.regions.opacity !== undefined ? message.regions.opacity : 1;
    box.classList.toggle("rs-folded", !isOpen());
    const head = R.dom.button(box, "rs-legend-head", "", "", () => {
      open = !isOpen();
      draw();
      box.querySelector(".rs-legend-head").focus();
    });
    head.setAttribute("aria-expanded", String(isOpen()));
    R.dom.add(head, "span", "rs-legend-title", legend.title);
    if (!isOpen()) strip(head, legend, opacity);
    if (legend.badge) R.dom.add(head, "span", "rs-badge", R.text(legend.badge, legend.badge));
    R.dom.add(head, "span", "rs-fold", "").setAttribute("aria-hidden", "true");
    if (!isOpen()) return;
    const body = R.dom.add(box, "div", "rs-legend-body");
    body.setAttribute("role", "img");
    body.setAttribute("aria-label", spoken(legend));
    if (legend.unit_text) R.dom.add(body, "div", "rs-legend-unit", legend.unit_text);
    histogram(body, legend, opacity);
    rows(body, legend, opacity);
    if (legend.source) R.dom.add(body, "div", "rs-legend-source", legend.source);
  }

  function update(message, previous) {
    const opacity = (m) => m.regions && m.regions.opacity;
    if (R.changed(message.legend, previous.legend) || message.locale !== previous.locale || opacity(message) !== opacity(previous)) draw();
    document.documentElement.classList.toggle("rs-presenter", Boolean(message.presenter));
  }

  R.part("legend", {
    start: function (map) {
      box = R.dom.add(null, "div", "rs-panel rs-legend");
      box.hidden = true;
      R.dom.control("bottomleft", box);
      let was = narrow();
      map.on("resize", () => {
        if (narrow() === was) return;
        was = narrow();
        open = null;
        draw();
      });
    },
    update: update,
  });
})(window.Regioscope);
