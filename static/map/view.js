/* Where the map looks: the default view of the page, flights, and the view in the address (view=lat,lon,zoom). */
(function (R) {
  "use strict";

  const EDGE = 10;       // pixels of room around bounds
  const SMALLEST = 160;  // pixels below which nothing is fitted

  let goal = null;       // shows again what the program last showed
  let usual = false;     // whether that is the default view, which no address needs to name: it fits every screen anew
  let ours = false;      // whether the program moves the map right now
  let waiting = null;
  let flown;

  const bounds = (b) => L.latLngBounds([b[0], b[1]], [b[2], b[3]]);

  /* Fits bounds into what the legend leaves free. */
  function fit(box, animate) {
    const taken = R.legend.taken();
    const size = R.map.getSize();
    if (taken.left > size.x / 2) taken.left = 0;
    if (taken.bottom > size.y / 2) taken.bottom = 0;
    R.map.fitBounds(bounds(box), { animate: animate, paddingTopLeft: [EDGE + taken.left, EDGE], paddingBottomRight: [EDGE, EDGE + taken.bottom] });
  }

  function fromAddress() {
    const parts = (R.host.parameter("view") || "").split(",").map(Number);
    const fine = parts.length === 3 && parts.every(Number.isFinite) && Math.abs(parts[0]) <= 86 && Math.abs(parts[1]) <= 360
      && parts[2] >= R.map.getMinZoom() && parts[2] <= R.map.getMaxZoom();
    return fine ? parts : null;
  }

  /* What the reader sees as lat,lon,zoom; nothing for the default view. */
  function text() {
    const center = R.map.getCenter();
    return usual ? "" : center.lat.toFixed(3) + "," + center.lng.toFixed(3) + "," + +R.map.getZoom().toFixed(2);
  }

  function write() {
    if (!sized()) return;
    const center = R.map.getCenter();
    R.host.setParameter("view", text());
    window.__regioscope_view = { lat: center.lat, lon: center.lng, zoom: R.map.getZoom() };
  }

  /* The page rewrites its address after an update and drops the view: put it back when it is done. */
  function keep() {
    [0, 400, 1500].forEach((wait) => setTimeout(write, wait));
  }

  /* Shows what the program wants to show, now and at each new size of the frame (which starts without height), until the
   * reader moves the map. */
  function aim(now, again) {
    if (R.base.follows) return;
    goal = again || now;
    usual = false;
    if (sized()) moveBy(now);
  }

  /* A move that is not made here is the reader's own. */
  function moveBy(move) {
    ours = true;
    move();
    ours = false;
  }

  function again() {
    if (goal && sized()) moveBy(goal);
  }

  function sized() {
    const box = R.map.getContainer();
    return box.clientHeight >= SMALLEST && box.clientWidth >= SMALLEST;
  }

  function watchSize(map) {
    const box = map.getContainer();
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      again();
    }).observe(box);
    const moved = () => { goal = null; };
    map.on("dragstart boxzoomstart", moved);
    ["wheel", "dblclick", "keydown", "touchmove"].forEach((name) => {
      box.addEventListener(name, moved, { capture: true, passive: true });
    });
    map.on("movestart", () => { if (!ours) usual = false; });
    map.zoomControl.getContainer().addEventListener("click", moved, { capture: true });
  }

  function first(message) {
    const given = fromAddress();
    flown = message.fly ? message.fly.n : undefined;
    const box = message.fly ? message.fly.bounds : message.view;
    if (given) aim(() => R.map.setView([given[0], given[1]], given[2], { animate: false }));
    else if (box) show(box, false);
    usual = !given && !message.fly;
    R.map.on("moveend", () => {
      clearTimeout(waiting);
      waiting = setTimeout(write, 250);
    });
  }

  /* Shows bounds; a new size of the frame adjusts the view without an animation. */
  function show(box, animate) {
    aim(() => fit(box, animate), () => fit(box, false));
  }

  function update(message, previous) {
    if (!previous.key) {
      first(message);
    } else if (message.fly && message.fly.n !== flown) {
      flown = message.fly.n;
      show(message.fly.bounds, true);
    } else if (message.view && message.view_key !== previous.view_key) {
      show(message.view, false);
      usual = true;
    }
    keep();
  }

  /* Shows a saved place and zoom, as far as a new size of the frame allows. */
  function look(lat, lon, zoom) {
    aim(() => R.map.setView([lat, lon], zoom, { animate: false }));
  }

  /* The zoom at which the default view of the message fits: what "close" means is measured from it. */
  R.view = {
    show: show,
    look: look,
    again: again,
    text: text,
    fitted: (message) => (message.view ? R.map.getBoundsZoom(bounds(message.view)) : 3),
  };
  R.part("view", { start: watchSize, update: update });
})(window.Regioscope);
