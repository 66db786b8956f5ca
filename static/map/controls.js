/* Buttons around the map: zoom in the reader's language, other views (Alaska ...), the picture, the scale, the sources. */
(function (R) {
  "use strict";

  let insets = null;
  let insetControl = null;
  let save = null;
  let credit = null;
  let scale = null;
  let home = null;

  /* A third button under plus and minus: back to the default view. */
  function makeHome(map) {
    home = L.DomUtil.create("a", "rs-home", map.zoomControl.getContainer());
    home.href = "#";
    home.setAttribute("role", "button");
    const icon = R.svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, home);
    R.svg("path", { d: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", fill: "none", stroke: "currentColor", "stroke-width": 1.6 }, icon);
    L.DomEvent.on(home, "click", (event) => {
      L.DomEvent.stop(event);
      if (R.message.view) R.view.show(R.message.view, true);
    });
  }

  function words() {
    const zoom = R.map.zoomControl;
    home.hidden = !R.text("home");
    [[zoom._zoomInButton, R.text("zoom_in")], [zoom._zoomOutButton, R.text("zoom_out")], [home, R.text("home")]].forEach(([element, word]) => {
      if (!element || !word) return;
      element.title = word;
      element.setAttribute("aria-label", word);
    });
  }

  function drawInsets(message) {
    const list = message.insets || [];
    insets.textContent = "";
    insets.hidden = !list.length;
    insets.setAttribute("role", "group");
    if (R.text("other_views")) insets.setAttribute("aria-label", R.text("other_views"));
    list.forEach((inset) => R.dom.button(insets, "", inset.label, inset.label, () => R.view.show(inset.bounds, true)));
  }

  function drawScale(message) {
    if (scale) scale.remove();
    scale = L.control.scale({ position: "bottomright", imperial: message.lang === "en", maxWidth: 90 }).addTo(R.map);
  }

  function update(message, previous) {
    words();
    if (R.changed(message.insets, previous.insets)) {
      drawInsets(message);
      R.legend.settle();
    }
    if (message.lang !== previous.lang) drawScale(message);
    save.textContent = R.text("png");
    save.hidden = !R.text("png");
    if (R.text("png_help")) save.title = R.text("png_help");
    const source = message.legend && message.legend.source;
    credit.textContent = [source, message.tiles && message.tiles.attribution].filter(Boolean).join(" \u00b7 ");
    credit.hidden = !credit.textContent;
  }

  /* The buttons of other views stand at the foot of a legend that leaves the map free, else in the corner above it. */
  function dock(host) {
    if (host) host.appendChild(insets);
    else if (!insets.closest(".leaflet-control-container")) insetControl.setPosition("bottomleft");
  }

  R.controls = { dock };
  R.part("controls", {
    start: function (map) {
      if (map.attributionControl) map.attributionControl.remove();
      makeHome(map);
      credit = R.dom.add(null, "div", "rs-credit");
      R.dom.control("bottomright", credit);
      save = R.dom.button(null, "rs-button rs-save", "", "", () => R.png());
      R.dom.control("topright", save);
      insets = R.dom.add(null, "div", "rs-panel rs-insets");
      insetControl = R.dom.control("bottomleft", insets);
      insets.hidden = true;
    },
    update: update,
  });
})(window.Regioscope);
