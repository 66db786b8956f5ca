/* RegioscopeDeck.data(deck): outlines and places by their keys, from inside the deck or from the app, each read once. */
(function (D) {
  "use strict";

  const PACKED = "H4sI";     // how a gzip file begins, in base64

  /* JSON out of gzip and base64. */
  D.inflate = async function (text) {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };

  /* [x, y, dx, dy, ...] in whole steps -> [[lon, lat], ...]. */
  function line(steps, scale) {
    const out = new Array(steps.length / 2);
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      out[i / 2] = [x / scale, y / scale];
    }
    return out;
  }

  function geometry(kind, lines) {
    if (!lines.length) return null;
    if (kind === "point") return { type: "Point", coordinates: lines[0][0] };
    return { type: kind === "rings" ? "Polygon" : "MultiLineString", coordinates: lines };   // the map draws rings, whosever they are
  }

  /* What papers/deck_outlines.py wrote -> GeoJSON; lists of places are as they are. */
  function unpack(content) {
    if (!content.shapes) return content;
    const features = content.shapes.map((lines, index) => {
      const properties = { id: content.ids[index], name: content.names[index] };
      if (content.disputed) properties.disputed = content.disputed[index];
      return { type: "Feature", properties: properties, geometry: geometry(content.kind, lines.map((steps) => line(steps, content.scale))) };
    });
    return { type: "FeatureCollection", features: features };
  }

  async function load(entry) {
    if (entry.startsWith(PACKED)) return unpack(await D.inflate(entry));
    const answer = await fetch(new URL(entry, D.root || location.href));
    if (!answer.ok) throw new Error(answer.status + " " + entry);
    return answer.json();
  }

  D.data = function (deck) {
    const kept = new Map();

    function json(key) {
      if (!kept.has(key)) {
        const entry = deck.geometry[key];
        const answer = entry ? load(entry) : Promise.reject(new Error("the deck has no " + key));
        kept.set(key, answer);
        answer.catch(() => kept.delete(key));
      }
      return kept.get(key);
    }

    return { json: json, preload: () => Promise.all(Object.keys(deck.geometry).map((key) => json(key).catch(() => null))) };
  };
})(window.RegioscopeDeck);
