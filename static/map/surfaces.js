/* Regioscope.surfaces: establishments as a density (a picture over the map) or as hexagons, whose classes stand in the legend. */
(function (R) {
  "use strict";

  const COLOURS = ["#fde0dd", "#fcc5c0", "#fa9fb5", "#f768a1", "#dd3497", "#ae017e", "#7a0177"];
  const PANE = "rs-surface";

  let overlay = null;

  function take() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  function clear() {
    take();
    R.signs.show(null);
  }

  function pane() {
    if (R.map.getPane(PANE)) return;
    const made = R.map.createPane(PANE);
    made.style.zIndex = 440;
    made.style.pointerEvents = "none";
  }

  const short = (value) => R.number(value, { maximumSignificantDigits: 2 });

  /* A class from each lower bound on, and a note. */
  const legend = (levels, note) => R.signs.show(levels.map((level, i) => [COLOURS[i], "\u2265 " + short(level)]), note);

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
    legend(answer.levels, R.fill(R.text("density_note"), { km: R.number(answer.km, { maximumSignificantDigits: 3 }) }));
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
    })), { opacity: 0.78, under: true });
    legend(levels);
    window.__regioscope_points = { clusters: 0, singles: 0, hexagons: answer.h.length };
  }

  function paint(points, answer) {
    take();
    (points.mode === "density" ? density : hexagons)(points, answer);
  }

  R.surfaces = { paint, clear };
})(window.Regioscope);
