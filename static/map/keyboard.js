/* The regions by keyboard: one stop of the Tab key; arrows walk to the neighbour in that direction, Enter chooses. */
(function (R) {
  "use strict";

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let stop = null;
  let voice = null;
  let current = -1;

  const pointOf = (index) => R.geometry.labelPoint(R.regions.shapes()[index]);

  function nearest(to, allowed) {
    let best = -1;
    let least = Infinity;
    R.regions.shapes().forEach((shape, index) => {
      const at = R.geometry.labelPoint(shape);
      if (!at) return;
      const cost = allowed(at[0] - to[0], at[1] - to[1], index);
      if (cost !== null && cost < least) {
        least = cost;
        best = index;
      }
    });
    return best;
  }

  /* Where the walk begins: at the chosen region, else in the middle of the view. */
  function start() {
    const chosen = R.regions.indexOf(R.message && R.message.selected);
    if (chosen >= 0) return chosen;
    const center = R.map.getCenter();
    return nearest([R.geometry.unitX(center.lng), R.geometry.unitY(center.lat)], (dx, dy) => dx * dx + dy * dy);
  }

  /* The next region in a direction: near, and not far off the line. */
  function step(way) {
    return nearest(pointOf(current), (dx, dy, index) => {
      const ahead = dx * way[0] + dy * way[1];
      const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      return index === current || ahead <= 0 || aside > 2 * ahead ? null : ahead + 2 * aside;
    });
  }

  function go(index) {
    if (index < 0) return;
    current = index;
    const at = pointOf(index);
    const lonLat = R.geometry.lonLat(at[0], at[1]);
    const place = L.latLng(lonLat[1], lonLat[0]);
    if (!R.map.getBounds().pad(-0.05).contains(place)) R.map.panTo(place, { animate: false });
    const pixel = R.map.latLngToContainerPoint(place);
    R.pointer.hover(index, pixel.x, pixel.y);
    voice.textContent = R.pointer.describe(index).map((line) => line && line.text).filter(Boolean).join(", ");
  }

  function pressed(event) {
    if (!R.regions.shapes().length) return;
    if (WAYS[event.key]) {
      go(current < 0 ? start() : step(WAYS[event.key]));
    } else if ((event.key === "Enter" || event.key === " ") && current >= 0) {
      R.pointer.choose(current);
    } else if (event.key === "Escape") {
      leave();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function leave() {
    current = -1;
    R.pointer.hover(-1);
  }

  R.part("keyboard", {
    start: function (map) {
      stop = R.dom.add(null, "div", "rs-walk");
      stop.tabIndex = 0;
      stop.setAttribute("role", "application");
      map.getContainer().insertBefore(stop, map.getContainer().firstChild);
      voice = R.dom.add(map.getContainer(), "div", "rs-voice");
      voice.setAttribute("aria-live", "polite");
      stop.addEventListener("focus", () => go(start()));
      stop.addEventListener("keydown", pressed);
      stop.addEventListener("blur", leave);
    },
    update: function (message, previous) {
      const help = R.text("regions_help", R.text("keyboard_help"));
      stop.hidden = !message.regions;
      if (help) stop.setAttribute("aria-label", help);
      stop.textContent = help;
      if ((message.regions || {}).url !== (previous.regions || {}).url) current = -1;
    },
  });
})(window.Regioscope);
