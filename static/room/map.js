/* RegioscopePhone.map: outlines of the regions with their names, one pin of one's own, and the pins that everybody sees. */
(function () {
  "use strict";

  const P = window.RegioscopePhone;
  const LAND = { color: "#cfd3d2", weight: 0.6, fillColor: "#f4f3ef", fillOpacity: 1, interactive: false };
  const REGION = { color: "#7b8790", weight: 1, fillColor: "#dfe7ee", fillOpacity: 0.75 };
  const CHOSEN = { color: "#1f5a8a", weight: 2.5, fillColor: "#bcd4e8", fillOpacity: 0.9 };
  const SHOWN = { radius: 7, color: "#ffffff", weight: 2, fillColor: "#b3541e", fillOpacity: 1 };

  let map = null;
  let current = "";
  let lang = "";
  let regions = null;
  let land = null;
  let names = null;
  let own = null;
  let crowd = null;
  let chosen = null;
  let act = () => null;
  let waitingPins = [];

  const nameOf = (properties) => properties["name_" + lang] || properties.name || properties.id;

  function get(url) {
    return fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(answer.status + " " + url);
      return answer.json();
    });
  }

  function start(element, words) {
    map = L.map(element, { preferCanvas: true, attributionControl: false, zoomControl: false, zoomSnap: 0.25, maxZoom: 13, worldCopyJump: false });
    L.control.zoom({ position: "topright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    crowd = L.layerGroup().addTo(map);
    map.on("click", (event) => pick(event.latlng, null));
    map.on("zoomend moveend", label);
  }

  function pick(latlng, layer) {
    const at = latlng.wrap();
    act({ lon: at.lng, lat: at.lat, name: layer ? nameOf(layer.feature.properties) : "", code: layer ? layer.feature.properties.id : "" });
  }

  /* Draws the regions of a map once; another map, or language, takes their place. */
  function show(element, wanted) {
    act = wanted.chosen;
    if (!map) start(element, wanted.words);
    map.invalidateSize();
    if (current === wanted.base) {
      if (lang !== wanted.lang) {
        lang = wanted.lang;
        label();
      }
      pin(wanted.place);
      return Promise.resolve();
    }
    lang = wanted.lang;
    const base = wanted.base;
    return Promise.all([get(base + "view.json"), get(base + "regions.json"), get(base + "land.json")]).then(([view, shapes, ground]) => {
      if (current === base) return;
      current = base;
      [regions, land, names].forEach((layer) => layer && layer.remove());
      const [south, west, north, east] = view.view;
      fit(element, south, west, north, east);
      map.fitBounds([[south, west], [north, east]], { animate: false });
      map.setMinZoom(map.getZoom() - 1.5);
      land = L.geoJSON(ground, { style: LAND, interactive: false }).addTo(map);
      regions = L.geoJSON(shapes, {
        style: REGION, pointToLayer: (feature, latlng) => L.circleMarker(latlng, { radius: 6 }),
        onEachFeature: (feature, layer) => layer.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          pick(event.latlng, layer);
        }),
      }).addTo(map);
      names = L.layerGroup().addTo(map);
      label();
      pin(wanted.place);
      pins(waitingPins);
      element.dataset.ready = base;
    });
  }

  /* As high as the map is, within what a thumb can reach past: a wide country leaves room for the list below. */
  function fit(element, south, west, north, east) {
    const at = (lat) => Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) * 180 / Math.PI;
    const tall = element.clientWidth * (at(north) - at(south)) / (east - west);
    element.style.height = Math.round(Math.max(230, Math.min(tall * 1.12, window.innerHeight * 0.52))) + "px";
    map.invalidateSize({ animate: false });
  }

  /* Names of the regions that are wide enough on the screen, the largest first, none over another. */
  function label() {
    if (!regions || !names) return;
    names.clearLayers();
    const taken = [];
    const view = map.getBounds();
    const found = [];
    regions.eachLayer((layer) => {
      const box = layer.getBounds ? layer.getBounds() : null;
      if (box && box.isValid() && view.intersects(box)) {
        const a = map.latLngToContainerPoint(box.getSouthWest());
        const b = map.latLngToContainerPoint(box.getNorthEast());
        found.push({ layer: layer, wide: b.x - a.x, tall: a.y - b.y, at: middle(layer) });
      }
    });
    found.sort((a, b) => b.wide * b.tall - a.wide * a.tall).slice(0, 80).forEach((one) => {
      const text = nameOf(one.layer.feature.properties);
      const half = text.length * 3.4 + 3;
      const at = map.latLngToContainerPoint(one.at);
      const box = [at.x - half, at.y - 9, at.x + half, at.y + 9];
      if (half * 2 > one.wide || one.tall < 14 || taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) return;
      taken.push(box);
      const node = document.createElement("span");
      node.textContent = text;
      names.addLayer(L.tooltip({ permanent: true, direction: "center", className: "name", interactive: false }).setLatLng(one.at).setContent(node));
    });
  }

  /* Middle of the widest stretch of the largest part, at the height of its centre. */
  function middle(layer) {
    if (layer.middle) return layer.middle;
    const shape = layer.feature.geometry;
    const parts = shape.type === "MultiPolygon" ? shape.coordinates.map((part) => part[0]) : [shape.coordinates[0]];
    const area = (ring) => Math.abs(ring.reduce((sum, p, i) => {
      const q = ring[(i + 1) % ring.length];
      return sum + p[0] * q[1] - q[0] * p[1];
    }, 0));
    const ring = parts.reduce((best, part) => (area(part) > area(best) ? part : best));
    const lats = ring.map((p) => p[1]);
    const y = (Math.min(...lats) + Math.max(...lats)) / 2;
    const cuts = [];
    ring.forEach((p, i) => {
      const q = ring[(i + 1) % ring.length];
      if ((p[1] > y) !== (q[1] > y)) cuts.push(p[0] + (y - p[1]) * (q[0] - p[0]) / (q[1] - p[1]));
    });
    cuts.sort((a, b) => a - b);
    let best = [ring[0][0], ring[0][0]];
    for (let i = 0; i + 1 < cuts.length; i += 2) if (cuts[i + 1] - cuts[i] > best[1] - best[0]) best = [cuts[i], cuts[i + 1]];
    layer.middle = L.latLng(y, (best[0] + best[1]) / 2);
    return layer.middle;
  }

  /* The pin of this phone, and the region under it. */
  function pin(place) {
    if (!map) return;
    if (own) own.remove();
    own = null;
    if (chosen) chosen.setStyle(REGION);
    chosen = null;
    if (!place) return;
    own = L.marker([place.lat, place.lon], { icon: L.divIcon({ className: "drop", iconSize: [30, 40], iconAnchor: [15, 39] }), keyboard: false, interactive: false }).addTo(map);
    if (regions && place.code) {
      regions.eachLayer((layer) => { if (layer.feature.properties.id === place.code) chosen = layer; });
      if (chosen && chosen.setStyle) chosen.setStyle(CHOSEN).bringToFront();
    }
    if (place.fly && !map.getBounds().pad(-0.1).contains(own.getLatLng())) map.panTo(own.getLatLng());
  }

  /* Pins that everybody sees: [[lon, lat, text], ...]. */
  function pins(list) {
    waitingPins = list;
    if (!crowd) return;
    crowd.clearLayers();
    list.forEach((one) => {
      const node = document.createElement("span");
      node.textContent = one[2];
      crowd.addLayer(L.circleMarker([one[1], one[0]], SHOWN).bindPopup(node, { maxWidth: 220 }));
    });
  }

  P.map = { show, pin, pins };
})();
