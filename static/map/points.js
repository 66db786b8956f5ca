/* Establishments in the view: circles with counts that open on a click, single points up close, a card for each; or a surface. */
(function (R) {
  "use strict";

  const CLUSTER = "rgba(40, 54, 72, 0.78)";   // the colours of the regions show through

  let asked = null;      // the request under way: {url, stop, answer}
  let shown = null;      // address of what is painted
  let waiting = null;
  let none = null;       // the sentence of an empty view

  function address(points) {
    const box = R.map.getBounds();
    const clip = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(4);
    const place = "z=" + Math.max(0, Math.round(R.map.getZoom())) + "&w=" + clip(box.getWest(), 180) + "&s=" + clip(box.getSouth(), 85)
      + "&e=" + clip(box.getEast(), 180) + "&n=" + clip(box.getNorth(), 85);
    return root(points) + path(points) + "?" + place + filter(points) + (path(points) === "density" ? "&weight=" + (points.weight || "one") : "");
  }

  const path = (points) => (points.mode === "density" || points.mode === "hexagons" ? points.mode : "view");
  const root = (points) => points.url.replace(/view$/, "");
  const filter = (points) => (points.filter ? "&" + points.filter : "");

  function load() {
    const points = R.message && R.message.points;
    if (!points || !R.map.getSize().y) return null;
    const url = address(points);
    if (asked && asked.url === url) return asked.answer;
    if (url === shown) return null;
    drop();
    const stop = new AbortController();
    const mine = asked = { url: url, stop: stop };
    mine.answer = R.fetchJson(url, { signal: stop.signal }).then((answer) => {
      if (asked !== mine) return;
      asked = null;
      shown = url;
      return show(R.message.points, answer);
    }, (error) => {
      if (asked === mine) asked = null;
      if (error.name !== "AbortError") throw error;
    });
    return mine.answer;
  }

  /* Gives up the request under way: its view has been left. */
  function drop() {
    if (asked) asked.stop.abort();
    asked = null;
  }

  /* An empty view says why it is empty. */
  function say(points, answer) {
    if (none) none.remove();
    none = null;
    const found = [answer.c, answer.p, answer.h, answer.levels].some((list) => list && list.length);
    if (found) return;
    none = R.dom.add(R.map.getContainer(), "p", "rs-none", R.text("hidden" in answer ? "points_few" : points.filter ? "points_filtered" : "points_none"));
    none.setAttribute("role", "status");
  }

  function show(points, answer) {
    say(points, answer);
    if (path(points) === "view") {
      if (R.surfaces) R.surfaces.clear();
      return paint(points, answer);
    }
    return R.extra("surfaces").then(() => {
      if (R.message.points !== points) return;
      R.marks.set("points", []);
      R.surfaces.paint(points, answer);
    });
  }

  function paint(points, answer) {
    const badge = points.badge ? { kind: "badge", text: R.text(points.badge, points.badge) } : null;
    const marks = (answer.c || []).map((row) => cluster(row, badge));
    const codes = answer.i || [];
    (answer.p || []).forEach((row) => marks.push(single(points, row, codes[row[3]], badge)));
    marks.sort((a, b) => b.radius - a.radius);
    R.marks.set("points", marks, { opacity: points.opacity });
    window.__regioscope_points = { clusters: (answer.c || []).length, singles: (answer.p || []).length };
  }

  const branch = (points, code) => (points.parents && points.parents[code]) || code;

  function nameOf(points, code) {
    const names = points.names || {};
    const above = names[branch(points, code)];
    return names[code] || (above ? above + " (" + code + ")" : code);
  }

  function cluster(row, badge) {
    const [count, employees, lon, lat] = row;
    const short = R.number(count, { notation: "compact", maximumFractionDigits: 1 });
    return {
      lat: lat, lon: lon, radius: Math.min(19, 8 + 2.2 * Math.log10(count)), fill: CLUSTER, width: 1.5, text: short,
      tip: () => [
        { kind: "name", text: R.counted(count, "establishments") },
        employees === null ? null : { kind: "note", text: R.counted(employees, "jobs") },
        { kind: "note", text: R.text("cluster_hint") },
        badge,
      ],
      act: () => R.map.setView([lat, lon], Math.min(R.map.getMaxZoom(), R.map.getZoom() + 2)),
    };
  }

  function single(points, row, code, badge) {
    const [id, lon, lat, , employees] = row;
    const colour = (points.colours && points.colours[branch(points, code)]) || R.signs.OTHER;
    const sector = nameOf(points, code);
    return {
      lat: lat, lon: lon, radius: Math.min(15, 3 + 0.55 * Math.sqrt(Math.max(0, employees || 0))), fill: colour,
      tip: () => [
        { kind: "name", text: sector, swatch: colour },
        employees === null ? null : { kind: "note", text: R.counted(employees, "jobs") },
        badge,
      ],
      act: () => card(points, id, [lat, lon]),
    };
  }

  function card(points, id, at) {
    return R.fetchJson(points.card + id).then((record) => {
      const box = document.createElement("div");
      box.className = "rs-card";
      R.dom.add(box, "h2", "", record.name || R.fill(R.text("establishment", "{id}"), { id: String(record.id) }));
      const list = R.dom.add(box, "dl");
      const line = (word, value) => {
        if (value === null || value === undefined || value === "") return;
        R.dom.add(list, "dt", "", word);
        R.dom.add(list, "dd", "", value);
      };
      line(R.text("sector"), nameOf(points, record.industry_code));
      line(R.text("employees"), typeof record.employees === "number" ? R.number(record.employees) : null);
      line(R.text("founded"), record.founded === null || record.founded === undefined ? null : String(record.founded));
      line(R.text("organisation"), R.text("organisation_" + record.organisation_type, record.organisation_type));
      line(R.text("region"), regionName(record.region_code));
      if (points.badge) R.dom.add(box, "span", "rs-badge", R.text(points.badge, points.badge));
      const popup = L.popup({ minWidth: 220, maxWidth: 300, className: "rs-popup" }).setLatLng(at).setContent(box).openOn(R.map);
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", R.text("close", "Close"));
    });
  }

  function regionName(code) {
    const index = R.regions.indexOf(code);
    return index < 0 ? code : R.nameOf(R.regions.shapes()[index].properties);
  }

  function update(message, previous) {
    if (!message.points) {
      if (none) none.remove();
      drop();
      shown = null;
      R.marks.set("points", []);
      if (R.surfaces) R.surfaces.clear();
      if (R.tools) R.tools.update(null);
      return null;
    }
    if (message.points.tools) R.extra("tools").then(() => R.tools.update(R.message.points));
    else if (R.tools) R.tools.update(null);
    if (R.changed(message.points, previous.points) || message.lang !== previous.lang) {
      drop();
      shown = null;
    }
    return load();
  }

  R.points = { card, root, filter };
  R.part("points", {
    start: function (map) {
      map.on("moveend", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          const work = load();
          if (work) work.catch((error) => R.dom.failed(R.message, error));
        }, 60);
      });
    },
    update: update,
  });
})(window.Regioscope);
