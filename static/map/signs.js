/* Regioscope.signs: what lies over the regions, in the legend: sectors by colour, context by shape, hot spots by their outline,
 * the classes of a surface (density, hexagons). */
(function (R) {
  "use strict";

  const OTHER = "#6b7280";   // industries without a colour of their own

  let key = null;      // classes of the surface that is painted: {kind, classes: [[colour, text]], note}

  /* The word for the surface that a message asks for; nothing where establishments are points. */
  function surfaceOf(message) {
    const points = message && message.points;
    if (!points) return "";
    if (points.mode === "hexagons") return "hexagons_title";
    if (points.mode !== "density") return "";
    return points.weight === "employees" ? "density_jobs" : "density_ones";
  }

  /* Sectors have colours only where establishments are points. */
  function marks(message) {
    const points = message.points;
    const sectors = points && !surfaceOf(message)
      ? Object.keys(points.colours || {}).map((code) => ({ colour: points.colours[code], text: (points.names || {})[code] || code })) : [];
    if (sectors.length && Object.keys(points.names || {}).length > sectors.length) {
      sectors.push({ colour: OTHER, text: R.text("sectors_other", "Others") });
    }
    return sectors.concat((message.context || []).map((layer) => ({ colour: layer.colour, shape: layer.shape, text: layer.label })));
  }

  /* All that the legend says about a message beside its classes, to be compared. */
  const of = (message) => [marks(message), surfaceOf(message)];
  const any = (message) => marks(message).length > 0 || surfaceOf(message) !== "";

  function chips(parent, message) {
    const list = marks(message);
    if (!list.length) return;
    const line = R.dom.add(parent, "div", "rs-chips");
    list.forEach((mark) => {
      const chip = R.dom.add(line, "span", "rs-chip");
      const canvas = R.dom.add(chip, "canvas", "");
      canvas.width = canvas.height = 26;
      const context = canvas.getContext("2d");
      R.marks.trace(context, { shape: mark.shape, radius: 9 }, 13, 13);
      context.fillStyle = mark.colour;
      context.fill();
      R.dom.add(chip, "span", "", mark.text);
    });
  }

  /* What the outlines of hot spots mean, how many there are, and what chance alone would do. */
  function spots(parent, legend) {
    const block = R.dom.add(parent, "div", "rs-spot-legend");
    R.dom.add(block, "div", "rs-spot-title", legend.spots.title);
    const line = R.dom.add(block, "div", "rs-chips rs-spot-chips");
    legend.spots.items.forEach((item, index) => {
      const chip = R.dom.add(line, "span", "rs-chip");
      const svg = R.svg("svg", { viewBox: "0 0 16 12", width: 16, height: 12, "aria-hidden": "true" }, chip);
      R.svg("rect", { x: 1.5, y: 1.5, width: 13, height: 9, fill: "none", stroke: item.colour, "stroke-width": 2.4, "stroke-dasharray": R.spots.dash(index) }, svg);
      R.dom.add(chip, "span", "rs-spot-text", item.text);
      R.dom.add(chip, "span", "rs-row-count", R.number(item.count));
    });
    R.dom.add(block, "div", "rs-spot-note", legend.spots.note);
  }

  /* One line for a surface: its title at once, so that the legend keeps its height, its classes when they are known. */
  function surface(parent, message) {
    if (surfaceOf(message)) write(R.dom.add(parent, "div", "rs-ramp"), surfaceOf(message));
  }

  function write(line, kind) {
    line.textContent = "";
    R.dom.add(line, "span", "rs-ramp-title", R.text(kind));
    if (!key || key.kind !== kind) return;
    const classes = R.dom.add(line, "span", "rs-ramp-classes");
    key.classes.forEach(([colour, text]) => {
      const one = R.dom.add(classes, "span", "rs-ramp-class");
      R.dom.add(one, "i").style.background = colour;
      R.dom.add(one, "span", "", text);
    });
    if (key.note) R.dom.add(line, "span", "rs-row-count", key.note);
  }

  /* Classes from the lowest on, with what the whole says beside them; without classes there is no surface. */
  function show(classes, note) {
    const kind = surfaceOf(R.message);
    key = classes && { kind: kind, classes: classes, note: note };
    const line = R.map.getContainer().querySelector(".rs-ramp");
    if (!line || !kind) return;
    write(line, kind);
    R.legend.settle();
  }

  R.signs = { OTHER, of, any, chips, spots, surface, show };
  R.part("signs", {});
})(window.Regioscope);
