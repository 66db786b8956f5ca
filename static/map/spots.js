/* Regioscope.spots: outlines of regions that stand out together with their neighbours: message.regions.spots is
 * {classes: one character a region ("-" none, a digit), palette: [colours], texts: [names]}.
 *
 * Each class is one path made of the outlines that the regions have already, so no geometry is drawn or sent twice.
 */
(function (R) {
  "use strict";

  const DASHES = ["", "", "5 3", "1.5 3"];    // high among high, low among low, and the two kinds of exceptions
  let lines = null;

  /* Adds the empty outlines to the drawing of the regions. */
  function attach(svg) {
    const group = R.svg("g", { fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round", class: "rs-spots" }, svg);
    lines = { casing: R.svg("path", { stroke: "#ffffff" }, group), classes: DASHES.map((dash) => R.svg("path", { "stroke-dasharray": dash }, group)) };
  }

  /* Writes the outlines anew; crowded is the number of regions that a view of the whole would hold. */
  function draw(paths, regions, crowded) {
    if (!lines) return;
    const spots = regions && regions.spots;
    const texts = DASHES.map(() => []);
    if (spots) {
      paths.forEach((path, index) => {
        const at = spots.classes[index];
        if (at !== "-" && at !== undefined) texts[+at].push(path.getAttribute("d") || "");
      });
    }
    const width = crowded > 1500 ? 1.4 : crowded > 300 ? 1.8 : 2.6;
    lines.casing.setAttribute("stroke-width", width + (crowded > 1500 ? 1.4 : 2));
    lines.casing.setAttribute("d", texts.flat().join(""));
    lines.classes.forEach((line, at) => {
      line.setAttribute("d", texts[at].join(""));
      line.setAttribute("stroke-width", width);
      if (spots) line.setAttribute("stroke", spots.palette[at]);
    });
  }

  /* What the tooltip says of a region. */
  const text = (regions, index) => (regions.spots && regions.spots.texts[+regions.spots.classes[index]]) || "";

  R.spots = { attach, draw, text, dash: (at) => DASHES[at], clear: () => { lines = null; } };
  R.part("spots", {});
})(window.Regioscope);
