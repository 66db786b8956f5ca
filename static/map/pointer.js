/* Pointing at a region: its tooltip, its outline, and the choice that goes to the page. */
(function (R) {
  "use strict";

  let hovered = -1;

  const part = () => R.message.regions;
  const number = (value) => typeof value === "number";

  /* A value in the reader's format; bare: without its unit, which the legend says. */
  function valueText(value, bare) {
    const regions = part();
    if (regions.names) return regions.names[value] || "";
    const digits = regions.decimals === undefined ? 2 : regions.decimals;
    // a value that the edge of a class is near comes with more decimals than the others
    const text = R.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits + 3 });
    if (!regions.unit || (bare && regions.unit !== "%")) return text;
    return text + (regions.unit === "%" ? "\u00a0%" : " " + regions.unit);
  }

  function interval(regions, index) {
    const low = regions.lower && regions.lower[index];
    const high = regions.upper && regions.upper[index];
    if (!number(low) || !number(high)) return "";
    return R.fill(R.text("range", "{low} \u2013 {high}"), { low: valueText(low), high: valueText(high) });
  }

  /* How sure the figure of a region is, while the map shows it. */
  function sureness(regions, index) {
    const chance = regions.chance && regions.chance[index];
    if (number(chance)) return R.fill(R.text("chance", "{n}"), { n: R.number(chance) });
    const mark = regions.sure && regions.sure[index];
    return R.text({ "?": "unsure", u: "unknown" }[mark]);
  }

  /* Lines of the tooltip of one region. */
  function describe(index) {
    const regions = part();
    const value = regions.values && regions.values[index];
    const size = regions.sizes && regions.sizes[index];
    const colour = R.regions.colour(index);
    const badge = R.message.legend && R.message.legend.badge;
    const lines = [{ kind: "name", text: R.nameOf(R.regions.shapes()[index].properties) }];
    if (number(value)) {
      lines.push({ kind: "value", text: valueText(value), swatch: colour });
      lines.push({ kind: "note", text: regions.label }, { kind: "note", text: interval(regions, index) });
    }
    lines.push({ kind: "note", text: sureness(regions, index) }, { kind: "note", text: R.spots.text(regions, index) });
    if (regions.classes[index] === "m") lines.push({ kind: "note", text: regions.low_text });
    else if (!number(value)) lines.push({ kind: "note", text: regions.nodata_text });
    if (number(size)) lines.push({ kind: "note", text: regions.size_unit ? R.number(size) + " " + regions.size_unit : R.counted(size, "jobs") });
    if (badge) lines.push({ kind: "badge", text: R.text(badge, badge) });
    return lines.filter((line) => line.text);
  }

  /* Outlines a region and shows its tooltip at a point of the container; -1 for none. */
  function hover(index, x, y) {
    const same = index === hovered;
    hovered = index;
    if (!same) R.regions.drawOutlines();
    if (index < 0) {
      if (!same && !R.marks.hovering()) R.tooltip.hide();
    } else if (same && R.tooltip.visible()) {
      R.tooltip.move(x, y);
    } else {
      R.tooltip.show(describe(index), x, y);
    }
  }

  /* Outlines the region at once and tells the page. */
  function choose(index) {
    const id = R.regions.shapes()[index].properties.id;
    R.message = Object.assign({}, R.message, { selected: id });
    R.regions.drawOutlines();
    R.host.choose(id);
  }

  function listen(svg) {
    const under = (event) => (event.target.regionIndex === undefined || R.marks.hovering() ? -1 : event.target.regionIndex);
    const at = (event) => R.map.mouseEventToContainerPoint(event);
    svg.addEventListener("pointermove", (event) => {
      if (event.buttons) return;
      const point = at(event);
      hover(under(event), point.x, point.y);
    });
    svg.addEventListener("pointerout", (event) => {
      if (!event.relatedTarget || event.relatedTarget.regionIndex === undefined) hover(-1);
    });
    svg.addEventListener("click", (event) => {
      const index = under(event);
      if (index < 0 || (R.map.dragging && R.map.dragging.moved())) return;
      const point = at(event);
      hover(index, point.x, point.y);
      choose(index);
    });
  }

  R.pointer = {
    listen, hover, choose, describe, valueText,
    hovered: () => hovered,
    clear: () => { hovered = -1; },
  };
  R.part("pointer", {
    /* What the tooltip says is old when the regions have changed. */
    update: function (message, previous) {
      if (hovered >= 0 && R.changed(message.regions, previous.regions)) R.tooltip.hide();
    },
  });
})(window.Regioscope);
