/* Context: ports, airports, universities as small shapes, each named in its tooltip. */
(function (R) {
  "use strict";

  const shown = new Map();     // id -> its part of the message

  function marks(layer, rows) {
    return rows.map((row) => ({
      lon: row[0], lat: row[1], shape: layer.shape, fill: layer.colour, radius: 4.5 + (row[3] > 0 ? Math.min(4, Math.log10(row[3])) * 0.6 : 0),
      tip: [{ kind: "name", text: row[2] }, { kind: "note", text: layer.label },
        row[3] > 0 && layer.size_unit ? { kind: "note", text: R.number(row[3]) + " " + layer.size_unit } : null],
    }));
  }

  function update(message) {
    const wanted = message.context || [];
    for (const id of shown.keys()) {
      if (!wanted.some((layer) => layer.id === id)) {
        shown.delete(id);
        R.marks.set("context-" + id, []);
      }
    }
    return Promise.all(wanted.filter((layer) => R.changed(layer, shown.get(layer.id))).map((layer) => {
      shown.set(layer.id, layer);
      return R.json(layer.url).then((rows) => {
        if (shown.get(layer.id) === layer) R.marks.set("context-" + layer.id, marks(layer, rows), { opacity: layer.opacity });
      });
    }));
  }

  R.part("context", { update: update });
})(window.Regioscope);
