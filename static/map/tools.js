/* Regioscope.tools: search of establishments, and an area drawn on the map with what it holds. Texts are written as text. */
(function (R) {
  "use strict";

  const CLOSE_PX = 14;
  const MOST = 200;
  const ICONS = {
    search: "M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2M10.6 10.6 14 14",
    draw: "M2.5 5 8 2l5.5 4-2 7.5h-7z",
  };

  let bar = null;
  let buttons = {};
  let side = null;
  let drawn = null;      // the area that is shown or drawn: {corners, layer, open, cross}
  let asking = 0;
  let lang = null;

  const points = () => R.message && R.message.points;

  function tool(name, act) {
    const button = R.dom.button(bar, "rs-tool", "", R.text("tool_" + name), act);
    button.setAttribute("aria-pressed", "false");
    const icon = R.svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, button);
    R.svg("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linejoin": "round" }, icon);
    buttons[name] = button;
  }

  function press(name) {
    Object.keys(buttons).forEach((key) => buttons[key].setAttribute("aria-pressed", String(key === name)));
  }

  function update(part) {
    if (bar && (!part || lang !== R.message.lang)) {
      stop();
      bar.closest(".leaflet-control").remove();
      bar = null;
    }
    if (!part || bar) return;
    lang = R.message.lang;
    buttons = {};
    bar = R.dom.add(null, "div", "rs-tools leaflet-bar");
    tool("search", search);
    tool("draw", draw);
    R.dom.control("topright", bar);
  }

  /* A panel beside the buttons, with a title and a button that shuts it. */
  function panel(title) {
    if (side) side.remove();
    side = R.dom.add(R.map.getContainer(), "div", "rs-panel rs-side");
    side.setAttribute("role", "region");
    side.setAttribute("aria-label", title);
    L.DomEvent.disableClickPropagation(side);
    L.DomEvent.disableScrollPropagation(side);
    ["keydown", "pointerdown", "touchstart"].forEach((name) => side.addEventListener(name, (event) => {
      if (event.key === "Escape") stop();
      event.stopPropagation();
    }));
    R.dom.add(side, "h2", "", title);
    R.dom.button(side, "rs-shut", "\u00d7", R.text("close"), stop);
    return side;
  }

  function stop() {
    asking++;
    press(null);
    if (side) side.remove();
    side = null;
    finish();
    if (drawn) drawn.layer.remove();
    drawn = null;
  }

  /* ---- search ---- */
  function search() {
    if (buttons.search.getAttribute("aria-pressed") === "true") return stop();
    stop();
    press("search");
    const box = panel(R.text("tool_search"));
    const field = R.dom.add(box, "input");
    field.type = "search";
    field.maxLength = 80;
    field.setAttribute("aria-label", R.text("tool_search"));
    field.placeholder = R.text("search_hint");
    const list = R.dom.add(box, "div", "rs-hits");
    list.setAttribute("aria-live", "polite");
    let wait = null;
    field.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => look(field.value.trim(), list), 250);
    });
    field.focus();
    return null;
  }

  function look(text, list) {
    const mine = ++asking;
    if (text.length < 2) {
      list.textContent = "";
      return;
    }
    R.fetchJson(points().card.replace(/\/$/, "") + "?q=" + encodeURIComponent(text)).then((answer) => {
      if (mine !== asking) return;
      list.textContent = "";
      answer.found.forEach(([id, name, lon, lat]) => {
        const label = name || R.fill(R.text("establishment"), { id: String(id) }) + " " + id;
        const hit = R.dom.button(list, "rs-hit", label, "", () => {
          R.map.setView([lat, lon], Math.max(R.map.getZoom(), 16), { animate: false });
          R.points.card(points(), id, [lat, lon]);
        });
        hit.disabled = lat === null;
      });
      if (!answer.found.length) R.dom.add(list, "p", "", R.text("search_none"));
      else if (!answer.complete) R.dom.add(list, "p", "", R.text("search_more"));
    }, () => { if (mine === asking) list.textContent = R.text("load_error"); });
  }

  /* ---- drawing ---- */
  function draw() {
    if (buttons.draw.getAttribute("aria-pressed") === "true") return stop();
    stop();
    press("draw");
    const box = panel(R.text("tool_draw"));
    R.dom.add(box, "p", "", R.text("draw_help"));
    const container = R.map.getContainer();
    const style = { color: "#be123c", weight: 2.5, fillOpacity: 0.08, interactive: false };
    drawn = { corners: [], layer: L.polygon([], style).addTo(R.map), open: true, cross: R.dom.add(container, "div", "rs-cross") };
    container.classList.add("rs-drawing");
    R.map.doubleClickZoom.disable();
    document.addEventListener("click", clicked, true);
    document.addEventListener("dblclick", twice, true);
    document.addEventListener("keydown", typed, true);
    container.focus();
    return null;
  }

  /* Ends the drawing; what was drawn stays on the map. */
  function finish() {
    if (!drawn || !drawn.open) return;
    drawn.open = false;
    drawn.cross.remove();
    R.map.getContainer().classList.remove("rs-drawing");
    R.map.doubleClickZoom.enable();
    document.removeEventListener("click", clicked, true);
    document.removeEventListener("dblclick", twice, true);
    document.removeEventListener("keydown", typed, true);
  }

  const elsewhere = (event) => !event.target.closest || !event.target.closest(".rs-map") || event.target.closest(".leaflet-control, .leaflet-popup, .rs-panel, .rs-walk");

  function near(a, b, px) {
    const [p, q] = [R.map.latLngToContainerPoint(a), R.map.latLngToContainerPoint(b)];
    return p.distanceTo(q) < px;
  }

  function clicked(event) {
    if (elsewhere(event)) return;
    event.stopPropagation();
    if (R.map.dragging && R.map.dragging.moved()) return;
    corner(R.map.mouseEventToLatLng(event));
  }

  function corner(place) {
    const corners = drawn.corners;
    if (corners.length > 2 && near(place, corners[0], CLOSE_PX)) {
      done();
      return;
    }
    if (corners.length === MOST || (corners.length && near(place, corners[corners.length - 1], 4))) return;
    corners.push(place);
    drawn.layer.setLatLngs(corners);
  }

  function twice(event) {
    if (elsewhere(event)) return;
    event.stopPropagation();
    event.preventDefault();
    done();
  }

  /* Space sets a corner under the cross, Enter closes the area, Escape gives up. */
  function typed(event) {
    if (event.target.closest && event.target.closest("button, input, a, .rs-side")) return;
    if (event.key === "Escape") stop();
    else if (event.key === "Enter") done();
    else if (event.key === " ") corner(R.map.getCenter());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function done() {
    if (!drawn || drawn.corners.length < 3) return;
    finish();
    R.tooltip.hide();
    const mine = ++asking;
    const part = points();
    const polygon = drawn.corners.map((at) => at.lng.toFixed(5) + "," + at.lat.toFixed(5)).join(";");
    const asked = "?polygon=" + encodeURIComponent(polygon) + R.points.filter(part);
    R.fetchJson(R.points.root(part) + "within" + asked).then((answer) => {
      if (mine === asking) tell(part, answer, R.points.root(part) + "within.zip" + asked);
    }, () => {
      if (mine === asking) R.dom.add(panel(R.text("tool_draw")), "p", "", R.text("load_error"));
    });
  }

  function table(box, heads, rows) {
    const made = R.dom.add(box, "table");
    const top = R.dom.add(R.dom.add(made, "thead"), "tr");
    heads.forEach((text) => { R.dom.add(top, "th", "", text).scope = "col"; });
    const body = R.dom.add(made, "tbody");
    rows.forEach((cells) => {
      const row = R.dom.add(body, "tr");
      cells.forEach((text) => R.dom.add(row, "td", "", text));
    });
  }

  function tell(part, answer, file) {
    const box = panel(R.text("area_title"));
    const named = (code) => (part.names && part.names[code]) || code;
    const count = (value) => (value === null ? "" : R.number(value));
    R.dom.add(box, "p", "rs-big", R.counted(answer.count, "establishments"));
    R.dom.add(box, "p", "rs-big", R.counted(answer.employees, "jobs"));
    if (part.badge) R.dom.add(box, "span", "rs-badge", R.text(part.badge, part.badge));
    window.__regioscope_area = { count: answer.count };
    if (!answer.count) return;
    const quotient = (value) => (value === null ? "\u2013" : R.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
    table(box, [R.text("sector"), R.text("employees"), R.text("area_lq")], answer.industries.map(([code, , jobs, lq]) => [named(code), count(jobs), quotient(lq)]));
    R.dom.add(box, "p", "", R.text(answer.basis === "employees" ? "area_quotient" : "area_quotient_ones"));
    const link = R.dom.add(box, "a", "", R.text("area_download"));
    link.href = file;
    link.setAttribute("download", "");
    R.dom.add(box, "p", "", R.fill(R.text("area_largest"), { n: R.number(answer.rows.length) }));
    table(box, [R.text("establishment").replace(/\s*\{id\}/, ""), R.text("sector"), R.text("employees")], answer.rows.map(([id, , , code, jobs]) => [String(id), named(code), count(jobs)]));
  }

  R.tools = { update, stop };
})(window.Regioscope);
