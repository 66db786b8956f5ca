/* Regioscope.surfaces: establishments as a density (a picture over the map) or as hexagons, with a legend of their own. */
(function (R) {
  "use strict";

  const COLOURS = ["#fde0dd", "#fcc5c0", "#fa9fb5", "#f768a1", "#dd3497", "#ae017e", "#7a0177"];
  const PANE = "rs-surface";

  let overlay = null;
  let ramp = null;

  function clear() {
    if (overlay) overlay.remove();
    if (ramp) ramp.remove();
    overlay = ramp = null;
  }

  function pane() {
    if (R.map.getPane(PANE)) return;
    const made = R.map.createPane(PANE);
    made.style.zIndex = 440;
    made.style.pointerEvents = "none";
  }

  const short = (value) => R.number(value, { maximumSignificantDigits: 2 });

  /* Title, a row a class from its lower bound on, a note. */
  function legend(title, levels, note) {
    const box = R.dom.add(null, "div", "rs-panel rs-ramp");
    R.dom.add(box, "b", "", title);
    levels.map((level, i) => [level, COLOURS[i]]).reverse().forEach(([level, colour]) => {
      const row = R.dom.add(box, "div");
      R.dom.add(row, "i").style.background = colour;
      R.dom.add(row, "span", "", "\u2265 " + short(level));
    });
    if (note) R.dom.add(box, "div", "rs-row-count", note);
    ramp = R.dom.control("topright", box);
  }

  function density(points, answer) {
    const [west, south, east, north] = answer.box;
    const canvas = document.createElement("canvas");
    canvas.width = answer.rows[0].length;
    canvas.height = answer.rows.length;
    const context = canvas.getContext("2d");
    answer.rows.forEach((row, y) => {
      for (let x = 0; x < row.length; x++) {
        if (row[x] === "0") continue;
        context.fillStyle = COLOURS[row[x] - 1];
        context.fillRect(x, y, 1, 1);
      }
    });
    pane();
    overlay = L.imageOverlay(canvas.toDataURL(), [[south, west], [north, east]], { opacity: 0.72, pane: PANE, interactive: false }).addTo(R.map);
    const what = answer.weight === "employees" ? "density_jobs" : "density_ones";
    legend(R.text(what), answer.levels, R.fill(R.text("density_note"), { km: R.number(answer.km, { maximumSignificantDigits: 3 }) }));
    window.__regioscope_points = { clusters: 0, singles: 0, density: answer.rows.length };
  }

  /* Classes of hexagons begin at doubled counts, the last one below the largest. */
  function hexagons(points, answer) {
    const most = Math.max(0, ...answer.h.map((row) => row[0]));
    const steps = Math.min(COLOURS.length, Math.floor(Math.log2(Math.max(1, most))) + 1);
    const levels = Array.from({ length: most ? steps : 0 }, (_, i) => (i ? Number((most / Math.pow(2, steps - i)).toPrecision(2)) : 1));
    const side = answer.side * 256 * Math.pow(2, R.map.getZoom());
    const badge = points.badge ? { kind: "badge", text: R.text(points.badge, points.badge) } : null;
    R.marks.set("points", answer.h.map(([count, jobs, lon, lat]) => ({
      lat: lat, lon: lon, radius: side, shape: "hexagon", width: 0.6,
      fill: COLOURS[levels.reduce((best, level, i) => (count >= level ? i : best), 0)],
      tip: () => [{ kind: "name", text: R.counted(count, "establishments") }, { kind: "note", text: R.counted(jobs, "jobs") }, badge],
    })), { opacity: 0.78 });
    legend(R.text("hexagons_title"), levels);
    window.__regioscope_points = { clusters: 0, singles: 0, hexagons: answer.h.length };
  }

  function paint(points, answer) {
    clear();
    (points.mode === "density" ? density : hexagons)(points, answer);
  }

  R.surfaces = { paint, clear };
})(window.Regioscope);
