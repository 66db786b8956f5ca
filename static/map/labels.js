/* Labels with a halo: the first five regions and the places, none over another. Placed anew after each move. */
(function (R) {
  "use strict";

  const STYLE = {
    top: { size: 13, weight: 650, fill: "#111827" },
    country: { size: 12, weight: 500, fill: "#5b6570" },
    place: { size: 11.5, weight: 500, fill: "#3f4a56" },
  };
  const FONT = '"Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';

  const sets = {};
  let svg = null;
  let group = null;
  let ruler = null;
  let planned = false;

  /* items: [{x, y (unit), text, value, rank, kind: "top"|"place"|"country", dot: bool}]; the first of a set wins a place. */
  function set(name, items) {
    if (!items.length && !(sets[name] || []).length) return;
    sets[name] = items;
    plan();
  }

  function plan() {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      place();
    });
  }

  function width(text, style, scale) {
    ruler.font = style.weight + " " + style.size * scale + "px " + FONT;
    return ruler.measureText(text).width;
  }

  function place() {
    group.textContent = "";
    const map = R.map;
    const size = 256 * Math.pow(2, map.getZoom());
    const view = map.getPixelBounds();
    const origin = map.getPixelOrigin();
    const scale = R.message && R.message.presenter ? 1.4 : 1;
    const taken = [];
    L.DomUtil.setTransform(svg, L.point(0, 0), 1);
    for (const name of ["top", "countries", "places"]) {
      for (const item of sets[name] || []) {
        const x = item.x * size;
        const y = item.y * size;
        if (x < view.min.x || x > view.max.x || y < view.min.y || y > view.max.y) continue;
        const style = STYLE[item.kind];
        const half = Math.max(width(item.text, style, scale), item.value ? width(item.value, style, scale) : 0) / 2 + 3;
        const high = style.size * scale * (item.value ? 1.25 : 0.65) + 2;
        const middle = item.dot ? y - high - 2 : y;
        const box = [x - half, middle - high, x + half, middle + high];
        const clash = taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]);
        if (clash) continue;
        taken.push(box);
        draw(item, style, scale, x - origin.x, middle - origin.y);
      }
    }
    window.__regioscope_labels = taken.length;
  }

  function draw(item, style, scale, x, y) {
    const px = style.size * scale;
    const attributes = {
      x: Math.round(x), "text-anchor": "middle", "font-family": FONT, "font-size": px, "font-weight": style.weight, fill: style.fill,
      stroke: "#ffffff", "stroke-width": 3 * scale, "stroke-linejoin": "round", "stroke-opacity": 0.9, "paint-order": "stroke",
    };
    const up = item.value ? -0.15 : 0.35;
    R.svg("text", Object.assign({ y: Math.round(y + up * px) }, attributes), group).textContent = item.text;
    if (item.value) {
      const second = R.svg("text", Object.assign({ y: Math.round(y + 1.05 * px) }, attributes, { "font-weight": 450 }), group);
      second.textContent = item.value;
    }
    if (item.dot) R.svg("circle", { cx: x, cy: y + px * 0.65 + 4, r: 2, fill: "#3f4a56", stroke: "#fff", "stroke-width": 1 }, group);
  }

  R.labels = { set, plan };
  R.part("labels", {
    start: function (map) {
      const pane = map.createPane("rs-labels");
      pane.style.zIndex = 460;
      pane.style.pointerEvents = "none";
      svg = R.svg("svg", { width: 1, height: 1, class: "leaflet-zoom-hide", "aria-hidden": "true" }, pane);
      svg.style.overflow = "visible";
      group = R.svg("g", {}, svg);
      ruler = document.createElement("canvas").getContext("2d");
      map.on("moveend zoomend viewreset resize", place);
      if (document.fonts) document.fonts.load('600 13px "Inter"', "AЯї").then(plan, plan);
    },
    update: (message, previous) => { if (message.presenter !== previous.presenter) plan(); },
  });
})(window.Regioscope);
