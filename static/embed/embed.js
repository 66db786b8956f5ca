/* A map inside another page: the page scrolls past it. The wheel zooms once the map has been chosen by click or key;
 * on a phone one finger scrolls the page, two move the map. */
(function () {
  "use strict";

  window.addEventListener("regioscope:open", (event) => {
    event.detail.ready.then(() => {
      const map = window.Regioscope.map;
      map.scrollWheelZoom.disable();
      map.on("focus", () => map.scrollWheelZoom.enable());
      map.on("blur", () => map.scrollWheelZoom.disable());
      if (window.matchMedia("(hover: none)").matches) map.dragging.disable();
    });
  });
})();
