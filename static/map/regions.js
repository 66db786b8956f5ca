/* The regions: areas or circles, coloured by class; labels of the first five, outlines of what is chosen, finer ones up close. */
(function (R) {
  "use strict";

  const BORDER = { polygon: "#5f6973", point: "#4b5563" };
  const LARGEST_RADIUS = 24;
  const MOST_NUMBERS = 80;

  let layer = null;        // PathLayer of the current geometry
  let shapes = [];         // its shapes, in the order of the file
  let levels = {};         // coarse and fine outlines of the same regions
  let geometryUrl = null;
  let painted = [];        // marks as painted (see fills.js)
  let outline = {};        // paths drawn over all others: hover, chosen and its light casing

  const part = () => (R.message && R.message.regions) || null;

  /* ---- geometry ---- */

  function circle(shape, size, originX, originY, zoom) {
    const r = shape.radius * Math.min(1.6, Math.max(0.8, 1 + (zoom - 5) * 0.12));
    const at = R.geometry.labelPoint(shape);
    const x = at[0] * size - originX;
    const y = at[1] * size - originY;
    return "M" + (x - r).toFixed(1) + " " + y.toFixed(1) + "a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r + " 0 1 0 " + -2 * r + " 0Z";
  }

  function setRadii(sizes) {
    const most = Math.max(1e-9, ...(sizes || []).filter((s) => s > 0));
    const scale = R.enlarged(1);
    shapes.forEach((shape, index) => {
      const share = sizes && sizes[index] > 0 ? sizes[index] / most : 0;
      shape.radius = scale * Math.max(3, Math.round(LARGEST_RADIUS * Math.sqrt(share) * 10) / 10);
    });
  }

  function build(regions, collection) {
    remove();
    shapes = R.geometry.parse(collection);
    levels = { coarse: shapes, fine: null };
    geometryUrl = regions.url;
    const points = regions.kind === "point";
    const options = {
      pane: "rs-regions",
      attributes: { stroke: BORDER[regions.kind] || BORDER.polygon, "stroke-linejoin": "round", "stroke-opacity": points ? 0.75 : 0.5 },
      each: () => ({ class: "leaflet-interactive rs-region" }),
      drawn: () => { strokeWidth(); drawSpots(); drawOutlines(); },
    };
    if (points) {
      setRadii(regions.sizes);
      options.text = circle;
      options.order = shapes.map((shape, index) => index).sort((a, b) => shapes[b].radius - shapes[a].radius);
    }
    layer = new R.PathLayer(shapes, options);
    R.legendPatterns(layer.svg(), R.suffix);
    R.spots.attach(layer.svg());
    outline = {};
    const over = R.svg("g", { fill: "none", "stroke-linejoin": "round" }, layer.svg());
    outline.casing = R.svg("path", { stroke: "#ffffff", "stroke-width": 4.4 }, over);
    outline.chosen = R.svg("path", { stroke: "#111827", "stroke-width": 2.2 }, over);
    outline.hover = R.svg("path", { stroke: "#111827", "stroke-width": 1.4 }, over);
    R.pointer.listen(layer.svg());
    painted = [];
    layer.addTo(R.map);
  }

  function remove() {
    if (layer) layer.remove();
    layer = null;
    shapes = [];
    geometryUrl = null;
    levels = {};
    painted = [];
    R.spots.clear();
    R.pointer.clear();
    R.labels.set("top", []);
    R.labels.set("classes", []);
  }

  /* How many regions a view of the whole would hold at this zoom. */
  const crowd = () => shapes.length / Math.pow(4, R.map.getZoom() - R.view.fitted(R.message));

  function drawSpots() {
    if (layer) R.spots.draw(layer.paths, part(), part() && part().kind === "point" ? 0 : crowd());
  }

  /* Thin borders when the areas are small on the screen, so that they do not drown the colours. */
  function strokeWidth() {
    const regions = part();
    if (!layer || !regions) return;
    const density = crowd();
    const width = regions.kind === "point" ? 0.8 : density > 1500 ? 0.25 : density > 300 ? 0.4 : 0.7;
    layer.group().setAttribute("stroke-width", width);
  }

  /* Finer outlines up close, the coarse ones from afar. */
  function swapDetail() {
    const regions = part();
    if (!layer || !regions || !regions.detail_url || regions.detail_url === regions.url) return;
    const limit = regions.detail_zoom || R.view.fitted(R.message) + 1.5;
    const close = R.map.getZoom() >= limit;
    if (!close || levels.fine) draw(close ? levels.fine : levels.coarse);
    else fetchDetail(regions);
  }

  function fetchDetail(regions) {
    const mine = levels;
    R.json(regions.detail_url).then((collection) => {
      const finer = R.geometry.parse(collection);
      if (mine !== levels || finer.length !== shapes.length) return;
      levels.fine = finer;
      swapDetail();
    }, (error) => { window.__regioscope_error = String(error); });
  }

  function draw(outlines) {
    if (shapes === outlines) return;
    shapes = outlines;
    layer.setShapes(outlines);
  }

  /* ---- paint ---- */

  function paint(regions, previous) {
    const before = previous.regions || {};
    const samePalette = !R.changed(regions.palette, before.palette);
    const marks = R.fills.marks(regions);
    if (!samePalette || Boolean(regions.sure) !== Boolean(before.sure)) R.fills.define(layer.svg(), regions);
    const paths = layer.paths;
    for (let i = 0; i < paths.length; i++) {
      if (samePalette && painted[i] === marks[i]) continue;
      paths[i].setAttribute("fill", R.fills.fill(marks[i], regions.palette));
    }
    painted = marks;
    layer.group().setAttribute("fill-opacity", regions.opacity === undefined ? 1 : regions.opacity);
    if (regions.kind === "point" && R.changed(regions.sizes, before.sizes)) {
      setRadii(regions.sizes);
      layer.setShapes(shapes);
    }
    if (R.changed(regions.spots, before.spots)) drawSpots();
    topLabels(regions);
    drawOutlines();
  }

  function topLabels(regions) {
    R.labels.set("top", (regions.top || []).filter((i) => shapes[i]).map((index) => {
      const at = R.geometry.labelPoint(shapes[index]);
      const value = regions.values && regions.values[index];
      return { x: at[0], y: at[1], text: R.nameOf(shapes[index].properties), radius: shapes[index].radius || 0,
        value: typeof value === "number" ? R.pointer.valueText(value, R.message.presenter) : "", kind: "top" };
    }));
    classNumbers(regions);
  }

  /* On a washed-out projector colours are hard to tell apart: the number of the class stands on each region. */
  function classNumbers(regions) {
    const wanted = R.message.presenter && regions.kind !== "point" && shapes.length <= MOST_NUMBERS;
    R.labels.set("classes", wanted ? shapes.map((shape, index) => {
      const at = R.geometry.labelPoint(shape);
      const mark = regions.classes[index];
      return at && /\d/.test(mark) ? { x: at[0], y: at[1], text: String(+mark + 1), kind: "class" } : null;
    }).filter(Boolean) : []);
  }

  function drawOutlines() {
    if (!layer) return;
    const at = indexOf(R.message && R.message.selected);
    const chosen = at < 0 ? "" : layer.paths[at].getAttribute("d") || "";
    outline.casing.setAttribute("d", chosen);
    outline.chosen.setAttribute("d", chosen);
    const hovered = R.pointer.hovered();
    outline.hover.setAttribute("d", hovered < 0 || hovered === at ? "" : layer.paths[hovered].getAttribute("d") || "");
  }

  /* Shows only the regions whose mark has a character at a place, the others pale; null shows all again. */
  function only(character, place) {
    if (!layer) return;
    layer.paths.forEach((path, index) => {
      if (character === null || (painted[index] || "")[place || 0] === character) path.removeAttribute("opacity");
      else path.setAttribute("opacity", 0.12);
    });
  }

  const indexOf = (id) => (id === null || id === undefined ? -1 : shapes.findIndex((shape) => shape.properties.id === id));

  function update(message, previous) {
    const regions = message.regions;
    if (!regions) {
      if (layer) remove();
      return null;
    }
    if (layer && regions.url === geometryUrl) {
      paint(regions, previous);
      return null;
    }
    return R.json(regions.url).then((collection) => {
      if (!R.isCurrent(message) && !(R.message.regions && R.message.regions.url === regions.url)) return;
      build(R.message.regions, collection);
      paint(R.message.regions, {});
      swapDetail();
    });
  }

  R.regions = {
    only, indexOf, drawOutlines,
    shapes: () => shapes,
    colour: (index) => R.fills.colour(painted[index], part().palette),
  };
  R.part("regions", {
    start: function (map) {
      map.createPane("rs-regions").style.zIndex = 400;
      map.on("zoomend", swapDetail);
    },
    update: update,
  });
})(window.Regioscope);
