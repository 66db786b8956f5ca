/* Labels with a halo: the first five regions, class numbers, places; none over another and none under a control. */
(function (R) {
  "use strict";

  const STYLE = {
    top: { size: 13, weight: 650, fill: "#111827" },
    class: { size: 12, weight: 600, fill: "#374151" },
    place: { size: 11.5, weight: 500, fill: "#3f4a56" },
  };
  const ORDER = ["top", "classes", "places"];
  const FONT = '"Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
  const LONGEST = 28;
  const GAP = 3;

  const sets = {};
  let svg = null;
  let group = null;
  let ruler = null;
  let planned = false;

  /* items: [{x, y (unit), text, value, kind: "top"|"class"|"place", radius (pixels of its mark)}]; the first of a set come first. */
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

  /* A long name is cut at a border of a word; the tooltip has all of it. */
  function shorten(text) {
    if (text.length <= LONGEST) return text;
    const cut = text.slice(0, LONGEST - 1);
    const edge = Math.max(cut.lastIndexOf(" "), cut.lastIndexOf("-"), cut.lastIndexOf(","));
    return (edge > LONGEST / 2 ? cut.slice(0, edge) : cut) + "\u2026";
  }

  function width(text, style, scale) {
    ruler.font = style.weight + " " + style.size * scale + "px " + FONT;
    return ruler.measureText(text).width;
  }

  /* Boxes of the controls, in pixels of the container. */
  function controls() {
    const frame = R.map.getContainer().getBoundingClientRect();
    const found = R.map.getContainer().querySelectorAll(".leaflet-control, .rs-legend");
    return Array.from(found, (element) => element.getBoundingClientRect()).filter((box) => box.width)
      .map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
  }

  const free = (box, taken) => !taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]);

  /* Centres to try: on an area its middle and a little off; beside a mark above, below, right, left. */
  function centres(x, y, half, high, radius) {
    if (!radius) return [[x, y], [x, y - high], [x, y + high]];
    const up = radius + high + GAP;
    const aside = radius + half + GAP;
    return [[x, y - up], [x, y + up], [x + aside, y], [x - aside, y]];
  }

  function place() {
    group.textContent = "";
    const size = 256 * Math.pow(2, R.map.getZoom());
    const corner = R.map.getPixelBounds().min;
    const frame = R.map.getSize();
    const shift = R.map.containerPointToLayerPoint([0, 0]);
    const scale = R.message && R.message.presenter ? R.enlarged(1.4) : 1;
    const taken = controls().concat(R.marks.boxes());
    for (const item of ORDER.flatMap((name) => sets[name] || [])) {
      const x = item.x * size - corner.x;
      const y = item.y * size - corner.y;
      if (x < 0 || x > frame.x || y < 0 || y > frame.y) continue;
      const style = STYLE[item.kind];
      const text = shorten(item.text);
      const half = Math.max(width(text, style, scale), item.value ? width(item.value, style, scale) : 0) / 2 + GAP;
      const high = style.size * scale * (item.value ? 1.25 : 0.65) + 2;
      const spots = item.kind === "class" ? [[x, y]] : centres(x, y, half, high, item.radius);
      const boxes = spots.map((at) => [at[0] - half, at[1] - high, at[0] + half, at[1] + high]);
      const inside = (box) => box[0] >= 0 && box[1] >= 0 && box[2] <= frame.x && box[3] <= frame.y;
      const chosen = boxes.findIndex((box) => inside(box) && free(box, taken));
      if (chosen < 0) continue;
      taken.push(boxes[chosen]);
      draw(item, text, style, scale, spots[chosen][0] + shift.x, spots[chosen][1] + shift.y);
      if (item.kind === "place") R.svg("circle", { cx: x + shift.x, cy: y + shift.y, r: 2, fill: "#3f4a56", stroke: "#fff", "stroke-width": 1 }, group);
    }
  }

  function draw(item, text, style, scale, x, y) {
    const px = style.size * scale;
    const attributes = {
      x: Math.round(x), "text-anchor": "middle", "font-family": FONT, "font-size": px, "font-weight": style.weight, fill: style.fill,
      stroke: "#ffffff", "stroke-width": 3 * scale, "stroke-linejoin": "round", "stroke-opacity": 0.9, "paint-order": "stroke",
    };
    const up = item.value ? -0.15 : 0.35;
    R.svg("text", Object.assign({ y: Math.round(y + up * px) }, attributes), group).textContent = text;
    if (!item.value) return;
    const second = R.svg("text", Object.assign({}, attributes, { y: Math.round(y + 1.05 * px), "font-weight": 450 }), group);
    second.textContent = item.value;
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
      map.on("moveend zoomend viewreset resize", plan);
      if (document.fonts) document.fonts.load('600 13px "Inter"', "AЯї").then(plan, plan);
    },
    update: (message, previous) => { if (message.presenter !== previous.presenter) plan(); },
  });
})(window.Regioscope);
