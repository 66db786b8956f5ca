/* What lies under the data: land, borders between countries, names of places; or tiles when the reader asked for them. */
(function (R) {
  "use strict";

  const LAND = "#f4f3ef";
  const COAST = "#cfd3d2";
  const BORDER = "#9aa3a8";

  const drawn = {};       // name -> {url, layers}
  let tiles = null;
  let places = null;      // rows of the gazetteer, largest first

  function drop(name) {
    (drawn[name] ? drawn[name].layers : []).forEach((layer) => layer.remove());
    delete drawn[name];
  }

  /* Keeps one GeoJSON file drawn under a name; without a URL the name is cleared. */
  function keep(name, url, make) {
    if (drawn[name] && drawn[name].url === url) return null;
    if (!url) {
      drop(name);
      return null;
    }
    drop(name);
    const mine = drawn[name] = { url: url, layers: [] };
    return R.json(url).then((collection) => {
      if (drawn[name] !== mine) return;
      mine.layers = make(R.geometry.parse(collection)).map((layer) => layer.addTo(R.map));
    });
  }

  const land = (shapes) => [new R.PathLayer(shapes, { pane: "rs-land", attributes: { fill: LAND, stroke: COAST, "stroke-width": 0.6 } })];

  /* Borders lie under the regions, whose own outlines are finer; disputed ones stay visible above them. */
  function borders(shapes) {
    const style = { fill: "none", stroke: BORDER, "stroke-width": 0.9, "stroke-linejoin": "round", "stroke-linecap": "round" };
    const lines = (list, pane, more) => new R.PathLayer(list, { pane: pane, attributes: Object.assign({}, style, more) });
    const dashed = { "stroke-dasharray": "1 4", "stroke-width": 1.4, stroke: "#5b6670" };
    return [
      lines(shapes.filter((shape) => !shape.properties.disputed), "rs-borders", {}),
      lines(shapes.filter((shape) => shape.properties.disputed), "rs-disputed", dashed),
    ];
  }

  const backdrop = (shapes) => [new R.PathLayer(shapes, {
    pane: "rs-backdrop", attributes: { fill: "#fbfbf9", stroke: "#c3c8cb", "stroke-width": 0.7, "stroke-linejoin": "round" },
  })];

  function showTiles(wanted) {
    const url = wanted ? wanted.url : null;
    if ((tiles ? tiles._url : null) !== url) {
      if (tiles) tiles.remove();
      tiles = url ? L.tileLayer(url, { maxZoom: R.map.getMaxZoom(), maxNativeZoom: wanted.max_zoom || 18 }).addTo(R.map) : null;
    }
    R.map.options.zoomSnap = tiles ? 1 : 0.1;
    R.map.getPane("rs-land").style.display = tiles ? "none" : "";
  }

  /* Places worth a name at this zoom: the closer, the smaller. */
  function namePlaces() {
    const zoom = R.map.getZoom();
    if (!places || tiles || zoom < 4.5) {
      R.labels.set("places", []);
      return;
    }
    const least = 4e6 / Math.pow(2, 1.6 * (zoom - 5));
    const box = R.map.getBounds().pad(0.05);
    const shown = [];
    for (const row of places) {
      if (row[3] < least || shown.length >= 40) break;
      if (box.contains([row[1], row[0]])) shown.push(row);
    }
    const column = { uk: 4, ru: 5 }[R.message.lang];
    R.labels.set("places", shown.map((row) => ({
      x: R.geometry.unitX(row[0]), y: R.geometry.unitY(row[1]), text: (column && row[column]) || row[2], kind: "place", radius: 2,
    })));
  }

  let placesUrl = null;

  /* Names are the last thing to come: they wait until the map stands. */
  function loadPlaces(url) {
    if (url === placesUrl) return namePlaces();
    placesUrl = url;
    places = null;
    if (!url) return namePlaces();
    const later = window.requestIdleCallback || ((act) => setTimeout(act, 300));
    later(() => R.json(url).then((rows) => {
      if (placesUrl !== url) return;
      places = rows.slice().sort((a, b) => b[3] - a[3]);
      namePlaces();
    }, () => { placesUrl = null; }));
    return null;
  }

  function update(message) {
    const base = message.basemap || {};
    showTiles(message.tiles || null);
    loadPlaces(base.places || null);
    return Promise.all([
      keep("land", base.land || null, land),
      keep("borders", base.borders || null, borders),
      keep("backdrop", message.backdrop ? message.backdrop.url : null, backdrop),
    ].map((work) => (work ? work.catch(() => null) : null)));
  }

  R.part("basemap", {
    start: function (map) {
      map.createPane("rs-land").style.zIndex = 210;
      map.createPane("rs-backdrop").style.zIndex = 220;
      map.createPane("rs-borders").style.zIndex = 390;
      map.createPane("rs-disputed").style.zIndex = 410;
      map.getPane("rs-disputed").style.pointerEvents = "none";
      map.on("moveend", namePlaces);
    },
    update: update,
  });
})(window.Regioscope);
