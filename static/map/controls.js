/* Buttons around the map: zoom in the reader's language, other views (Alaska ...), the picture, the scale, the sources. */
(function (R) {
  "use strict";

  let insets = null;
  let insetControl = null;
  let save = null;
  let credit = null;
  let scale = null;

  function words() {
    const zoom = R.map.zoomControl;
    if (!zoom) return;
    [[zoom._zoomInButton, R.text("zoom_in")], [zoom._zoomOutButton, R.text("zoom_out")]].forEach(([element, word]) => {
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
    list.forEach((inset) => R.dom.button(insets, "", inset.label, "", () => R.view.show(inset.bounds, true)));
  }

  function drawScale(message) {
    if (scale) scale.remove();
    scale = L.control.scale({ position: "bottomright", imperial: message.lang === "en", maxWidth: 90 }).addTo(R.map);
  }

  function update(message, previous) {
    if (R.changed(message.text, previous.text)) words();
    if (R.changed(message.insets, previous.insets)) drawInsets(message);
    if (message.lang !== previous.lang) drawScale(message);
    save.textContent = R.text("png");
    save.hidden = !R.text("png");
    if (R.text("png_help")) save.title = R.text("png_help");
    const source = message.legend && message.legend.source;
    credit.textContent = [source, message.tiles && message.tiles.attribution].filter(Boolean).join(" \u00b7 ");
    credit.hidden = !credit.textContent;
  }

  /* Where the buttons of other views stand: the legend says which corner is free. */
  function corner(position) {
    if (insetControl && insetControl.getPosition() !== position) insetControl.setPosition(position);
  }

  R.controls = { corner };
  R.part("controls", {
    start: function (map) {
      if (map.attributionControl) map.attributionControl.remove();
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
