/* RegioscopeMeet.thumb: a step of the story as a small picture, drawn from the same message as the map. */
(function () {
  "use strict";

  const M = window.RegioscopeMeet = window.RegioscopeMeet || {};

  const WATER = "#eaf1f6";
  const LAND = "#f4f3ef";
  const MISSING = "#d9dde1";
  const MAP_WIDTH = 1500;       // pixels of the map for which a saved place and zoom are meant
  const LARGEST = 7;            // pixels of the largest circle

  const unitX = (lon) => lon / 360 + 0.5;

  function unitY(lat) {
    const s = Math.sin(Math.max(-85, Math.min(85, lat)) * Math.PI / 180);
    return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
  }

  /* What of the world is seen: [left, top, right, bottom] between 0 and 1. */
  function boxOf(step, ratio) {
    if (step.look) {
      const wide = MAP_WIDTH / (256 * Math.pow(2, step.look[2]));
      const [x, y] = [unitX(step.look[1]), unitY(step.look[0])];
      return [x - wide / 2, y - wide / ratio / 2, x + wide / 2, y + wide / ratio / 2];
    }
    const [south, west, north, east] = step.view.message.view || [-60, -180, 75, 180];
    return [unitX(west), unitY(north), unitX(east), unitY(south)];
  }

  /* Pixels of a place, the box in the middle of the canvas. */
  function projection(canvas, box) {
    const k = Math.min(canvas.width / (box[2] - box[0]), canvas.height / (box[3] - box[1])) * 0.96;
    const left = canvas.width / 2 - k * (box[0] + box[2]) / 2;
    const top = canvas.height / 2 - k * (box[1] + box[3]) / 2;
    return ([lon, lat]) => [left + k * unitX(lon), top + k * unitY(lat)];
  }

  function ringsOf(geometry) {
    if (!geometry) return [];
    if (geometry.type === "Polygon") return geometry.coordinates;
    if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
    return geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(ringsOf) : [];
  }

  function area(context, geometry, place) {
    context.beginPath();
    ringsOf(geometry).forEach((ring) => {
      ring.forEach((at, index) => (index ? context.lineTo(...place(at)) : context.moveTo(...place(at))));
      context.closePath();
    });
  }

  function fillAll(context, collection, place, fill, stroke) {
    context.fillStyle = fill;
    context.strokeStyle = stroke;
    collection.features.forEach((feature) => {
      area(context, feature.geometry, place);
      context.fill("evenodd");
      if (stroke) context.stroke();
    });
  }

  function colourOf(regions, classes, index) {
    const mark = classes[index];
    return /\d/.test(mark) ? regions.palette[+mark] : MISSING;
  }

  function circles(context, regions, classes, collection, place) {
    const most = Math.max(1e-9, ...(regions.sizes || []).filter((size) => size > 0));
    collection.features.forEach((feature, index) => {
      if (!feature.geometry) return;
      const size = regions.sizes && regions.sizes[index] > 0 ? regions.sizes[index] / most : 0;
      context.beginPath();
      context.arc(...place(feature.geometry.coordinates), Math.max(1.2, LARGEST * Math.sqrt(size)), 0, 2 * Math.PI);
      context.fillStyle = colourOf(regions, classes, index);
      context.fill();
      context.stroke();
    });
  }

  async function paint(context, data, message, frame, place) {
    const under = message.basemap || {};
    const load = (key) => (key ? data.json(key).catch(() => null) : null);
    const regions = message.regions;
    const [land, back, shapes] = await Promise.all([load(under.land), load(message.backdrop && message.backdrop.url), load(regions && regions.url)]);
    if (land) fillAll(context, land, place, LAND, null);
    context.lineWidth = 0.6;
    if (back) fillAll(context, back, place, "#ffffff", "#c3c8cb");
    if (!shapes) return;
    const classes = frame ? frame.classes : regions.classes;
    context.strokeStyle = "rgba(75, 85, 99, 0.5)";
    if (regions.kind === "point") return circles(context, regions, classes, shapes, place);
    return shapes.features.forEach((feature, index) => {
      area(context, feature.geometry, place);
      context.fillStyle = colourOf(regions, classes, index);
      context.fill("evenodd");
      context.stroke();
    });
  }

  /* Draws a step into a canvas; `year` of a step with years. Drawn again only when it is another picture. */
  M.thumb = async function (canvas, data, step, year) {
    const key = step.id + "@" + year;
    if (canvas.dataset.key === key) return;
    canvas.dataset.key = key;
    canvas.setAttribute("aria-label", step.view.alt);
    const sheet = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    const context = sheet.getContext("2d");
    const place = projection(sheet, boxOf(step, sheet.width / sheet.height));
    const frame = step.frames ? step.frames.find((one) => one.year === year) : null;
    context.fillStyle = WATER;
    context.fillRect(0, 0, sheet.width, sheet.height);
    await paint(context, data, step.view.message, frame, place);
    if (step.beside) {
      context.save();
      context.beginPath();
      context.rect(sheet.width / 2, 0, sheet.width / 2, sheet.height);
      context.clip();
      context.fillStyle = WATER;
      context.fillRect(0, 0, sheet.width, sheet.height);
      await paint(context, data, step.beside.message, null, place);
      context.restore();
      context.fillStyle = "#111827";
      context.fillRect(sheet.width / 2 - 1, 0, 2, sheet.height);
    }
    if (canvas.dataset.key === key) canvas.getContext("2d").drawImage(sheet, 0, 0);
  };
})();
