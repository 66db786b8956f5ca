/* The legend: title, unit, colours with counts, patterns, histogram. It stands where it leaves most room for the map: at the
 * side, along the lower edge, or folded to a strip on narrow screens. */
(function (R) {
  "use strict";

  const SIDE_WIDTH = 236;       // pixels, with its margin
  const BOTTOM_HEIGHT = 84;
  const NARROW = 600;
  const ROOM_ABOVE = 128;       // for the zoom buttons over a legend at the side

  let box = null;
  let open = null;              // null: as the width of the map says
  let placed = "bottom";        // "side" or "bottom"
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

  const isHatched = (item) => item.kind === "unsure" || item.kind === "unknown";

  function swatch(parent, item, opacity) {
    const svg = R.svg("svg", { viewBox: "0 0 22 14", preserveAspectRatio: "none", class: "rs-swatch", "aria-hidden": "true" }, parent);
    const pattern = { nodata: "rs-nodata", low: "rs-low", unsure: "rs-unsure", unknown: "rs-unknown" }[item.kind];
    if (pattern) serial++;
    const own = "-s" + serial + R.suffix;
    if (isHatched(item)) R.fills.swatch(R.svg("defs", {}, svg), pattern + own, item.kind);
    else if (pattern) R.legendPatterns(svg, own);
    const fill = pattern ? "url(#" + pattern + own + ")" : item.colour;
    const edge = { x: 0.5, y: 0.5, width: 21, height: 13, "vector-effect": "non-scaling-stroke" };
    R.svg("rect", Object.assign({ fill: "#ffffff" }, edge), svg);
    R.svg("rect", Object.assign({ fill: fill, "fill-opacity": pattern ? 1 : opacity, stroke: "#7b8590", "stroke-width": 0.6 }, edge), svg);
  }

  /* One row or cell: colour, range, count; the regions of the class stand out while the pointer is on it. */
  function entry(parent, legend, index, opacity) {
    const item = legend.items[index];
    const row = R.dom.add(parent, "div", "rs-row rs-" + item.kind);
    swatch(row, item, opacity);
    const before = legend.items.slice(0, index).filter((other) => other.kind === "class").length;
    const number = R.message.presenter && item.kind === "class" ? before + 1 + "\u2002" : "";
    R.dom.add(row, "span", "rs-row-text", number + item.text);
    R.dom.add(row, "span", "rs-row-count", item.count === null || item.count === undefined ? "" : R.number(item.count));
    const mark = { nodata: "-", low: "m", unsure: "?", unknown: "u" }[item.kind] || String(before);
    row.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") R.regions.only(mark, isHatched(item) ? 1 : 0); });
    row.addEventListener("pointerleave", () => R.regions.only(null));
  }

  function rows(parent, legend, opacity) {
    const classes = R.dom.add(parent, "div", "rs-rows rs-classes");
    const others = R.dom.add(parent, "div", "rs-rows rs-others");
    legend.items.forEach((item, index) => entry(item.kind === "class" ? classes : others, legend, index, opacity));
    if (!others.childNodes.length) others.remove();
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
    const around = legend.spots ? legend.spots.items.map((item) => item.text + ": " + R.number(item.count)) : [];
    return [legend.title, legend.unit_text, counted.join("; "), around.join("; "), legend.source].filter(Boolean).join(". ");
  }

  const narrow = () => R.map.getSize().x < NARROW;
  const isOpen = () => (open === null ? !narrow() : open);
  const scale = () => (R.message && R.message.presenter ? 1.45 : 1);
  const aside = () => Boolean(R.message && R.message.aside);   // two maps share the lower edge

  /* "side" or "bottom", whichever lets the default view be larger. */
  function place() {
    const size = R.map.getSize();
    const view = R.message && R.message.view;
    if (narrow() || aside()) return "side";
    if (!view) return "bottom";
    const wide = R.geometry.unitX(view[3]) - R.geometry.unitX(view[1]);
    const high = R.geometry.unitY(view[0]) - R.geometry.unitY(view[2]);
    const side = Math.min((size.x - SIDE_WIDTH * scale()) / wide, size.y / high);
    const bottom = Math.min(size.x / wide, (size.y - BOTTOM_HEIGHT * scale()) / high);
    return side >= bottom ? "side" : "bottom";
  }

  /* The word for simulated data, when anything on the map is: points, then figures of regions or their ranges. */
  function badgeOf(message) {
    const name = (message.points && message.points.badge) || (message.legend && message.legend.badge);
    return name ? R.text(name, name) : "";
  }

  function header(legend, opacity) {
    const head = R.dom.button(box, "rs-legend-head", "", "", () => {
      open = !isOpen();
      draw(true);
      box.querySelector(".rs-legend-head").focus();
    });
    head.setAttribute("aria-expanded", String(isOpen()));
    R.dom.add(head, "span", "rs-legend-title", legend.title);
    if (isOpen() && legend.unit_text) R.dom.add(head, "span", "rs-legend-unit", legend.unit_text);
    if (!isOpen()) strip(head, legend, opacity);
    const badge = badgeOf(R.message);
    if (badge) R.dom.add(head, "span", "rs-badge", badge);
    R.dom.add(head, "span", "rs-fold", "").setAttribute("aria-hidden", "true");
  }

  /* `stay`: the reader looks at a view that was fitted above a legend at the lower edge; at the side it would cover the map. */
  function draw(stay) {
    const message = R.message;
    const legend = message && (message.legend || (R.signs.any(message) ? { title: R.text("marks"), items: [] } : null));
    box.hidden = !legend;
    if (!stay || placed !== "bottom") placed = place();
    if (legend) fill(legend);
    lift(legend ? placed : "none");
    if (!legend || !tooTall()) return;
    placed = "bottom";
    fill(legend);
    lift(placed);
  }

  /* A legend at the side, with the buttons of other views at its foot, must leave room for the zoom buttons above it. */
  const tooTall = () => placed === "side" && isOpen() && !narrow() && !aside() && box.offsetHeight > R.map.getSize().y - ROOM_ABOVE;

  function fill(legend) {
    const regions = R.message.regions;
    const opacity = regions && regions.opacity !== undefined ? regions.opacity : 1;
    box.textContent = "";
    box.className = "rs-panel rs-legend rs-at-" + placed + (isOpen() ? "" : " rs-folded");
    header(legend, opacity);
    if (isOpen()) rest(legend, opacity);
    R.signs.surface(box, R.message);
  }

  /* What a folded legend leaves out. */
  function rest(legend, opacity) {
    const body = R.dom.add(box, "div", "rs-legend-body");
    body.setAttribute("role", "img");
    body.setAttribute("aria-label", spoken(legend));
    histogram(body, legend, opacity);
    if (legend.items.length) rows(body, legend, opacity);
    if (legend.spots) R.signs.spots(box, legend);
    R.signs.chips(box, R.message);
  }

  /* Other controls stand above what the legend covers of the lower edge. */
  function lift(where) {
    let foot = 0;
    if (where !== "none" && !isOpen()) foot = box.offsetHeight + 8;
    else if (where === "bottom") foot = box.offsetHeight;
    R.map.getContainer().style.setProperty("--rs-foot", foot + "px");
    R.controls.dock(where === "side" && isOpen() ? box : null);
  }

  /* Pixels that the legend takes from the view: {left, bottom}. */
  function taken() {
    if (box.hidden) return { left: 0, bottom: 0 };
    if (!isOpen() || narrow()) return { left: 0, bottom: isOpen() ? 0 : box.offsetHeight + 8 };
    return placed === "bottom" ? { left: 0, bottom: box.offsetHeight } : { left: box.offsetWidth + 10, bottom: 0 };
  }

  function update(message, previous) {
    const opacity = (m) => m.regions && m.regions.opacity;
    document.documentElement.classList.toggle("rs-presenter", Boolean(message.presenter));
    const same = !R.changed(message.legend, previous.legend) && !R.changed(R.signs.of(message), R.signs.of(previous)) && message.locale === previous.locale && opacity(message) === opacity(previous)
      && message.presenter === previous.presenter && message.aside === previous.aside && message.view_key === previous.view_key;
    if (!same) draw(Boolean(previous.key) && message.view_key === previous.view_key && !narrow());
  }

  /* A frame starts before its styles and fonts are there: where the legend stands is judged again when they are. */
  function measured() {
    if (box.hidden) return;
    const before = placed;
    draw();
    if (placed !== before) R.view.again();
  }

  /* Something in the legend has another height now. */
  function settle() {
    if (box.hidden) return;
    if (tooTall()) draw();
    else lift(placed);
  }

  R.legend = { taken, settle, badge: () => badgeOf(R.message) };
  R.part("legend", {
    start: function (map) {
      box = R.dom.add(null, "div", "rs-panel rs-legend");
      box.hidden = true;
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      map.getContainer().appendChild(box);
      document.querySelectorAll('link[rel="stylesheet"]').forEach((link) => link.addEventListener("load", measured));
      document.fonts.addEventListener("loadingdone", measured);
      let was = narrow();
      map.on("resize", () => {
        if (narrow() !== was) open = null;
        was = narrow();
        draw();
      });
    },
    update: update,
  });
})(window.Regioscope);
