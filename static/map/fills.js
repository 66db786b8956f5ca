/* Regioscope.fills: what is painted on a region: the colour of its class, a pattern where it has none, the colour hatched where
 * its class is not certain.
 *
 * A mark is the class ("-" no data, "m" below the minimum, a digit) and, while the map shows how sure it is, one more
 * character: "." certain, "?" not certain, "u" unknown.
 */
(function (R) {
  "use strict";

  const HATCHED = { "?": "unsure", u: "unknown" };
  const GREY = "#d5dae0";
  const DARK = 0.42;            // colours darker than this get light lines

  /* Marks of all regions, in the order of the file. */
  const marks = (regions) => (regions.sure ? Array.from(regions.classes, (mark, index) => mark + regions.sure[index]) : Array.from(regions.classes));

  /* Colour of the class of a mark, or null. */
  const colour = (mark, palette) => (mark && /\d/.test(mark[0]) && palette[+mark[0]]) || null;

  const url = (name) => "url(#rs-" + name + R.suffix + ")";

  /* The fill attribute of a mark. */
  function fill(mark, palette) {
    if (!mark || mark[0] === "-") return url("nodata");
    if (mark[0] === "m") return url("low");
    const hatched = HATCHED[mark[1]];
    return hatched ? url(hatched + "-" + mark[0]) : colour(mark, palette) || url("nodata");
  }

  /* Brightness of "#rrggbb" as the eye sees it, 0 to 1. */
  function brightness(hex) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.substr(at, 2), 16) / 255);
    return 0.299 * r + 0.587 * g + 0.114 * b;
  }

  /* One pattern over a colour: lines for "not certain", crosses for "unknown". */
  function pattern(defs, id, kind, base) {
    const ink = brightness(base) < DARK ? "#ffffff" : "#1f2937";
    const tile = R.svg("pattern", { id: id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" }, defs);
    R.svg("rect", { width: 7, height: 7, fill: base }, tile);
    R.svg("rect", { width: 1.6, height: 7, fill: ink, "fill-opacity": 0.75 }, tile);
    if (kind === "unknown") R.svg("rect", { width: 7, height: 1.6, fill: ink, "fill-opacity": 0.75 }, tile);
  }

  /* The patterns of a palette, in the drawing of the regions; none while the map does not show how sure it is. */
  function define(svg, regions) {
    svg.querySelectorAll("defs.rs-hatched").forEach((old) => old.remove());
    if (!regions.sure) return;
    const defs = R.svg("defs", { class: "rs-hatched" }, svg);
    regions.palette.forEach((base, index) => {
      for (const kind of Object.values(HATCHED)) pattern(defs, "rs-" + kind + "-" + index + R.suffix, kind, base);
    });
  }

  R.fills = { marks, colour, fill, define, swatch: (defs, id, kind) => pattern(defs, id, kind, GREY) };
  R.part("fills", {});
})(window.Regioscope);
