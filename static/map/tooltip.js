/* One tooltip that follows the pointer. It is filled with elements, never with HTML text. */
(function (R) {
  "use strict";

  let box = null;

  /* lines: [{text, kind: "name"|"value"|"note"|"badge", swatch: colour}]; x, y in pixels of the map container. */
  function show(lines, x, y) {
    box.textContent = "";
    for (const line of lines) {
      if (!line || !line.text) continue;
      const row = R.dom.add(box, "div", "rs-tip-" + line.kind);
      if (line.swatch) R.dom.add(row, "span", "rs-tip-swatch").style.background = line.swatch;
      row.appendChild(document.createTextNode(line.text));
    }
    box.hidden = false;
    move(x, y);
  }

  function move(x, y) {
    const frame = R.map.getSize();
    const left = x + 16 + box.offsetWidth > frame.x ? x - 12 - box.offsetWidth : x + 16;
    const top = y + 18 + box.offsetHeight > frame.y ? y - 10 - box.offsetHeight : y + 18;
    box.style.transform = "translate(" + Math.max(4, Math.round(left)) + "px," + Math.max(4, Math.round(top)) + "px)";
  }

  function hide() {
    box.hidden = true;
  }

  R.tooltip = { show, move, hide, visible: () => !box.hidden };
  R.part("tooltip", {
    start: function (map) {
      box = R.dom.add(map.getContainer(), "div", "rs-tip");
      box.setAttribute("role", "tooltip");
      box.hidden = true;
      map.on("movestart zoomstart", hide);
      map.getContainer().addEventListener("mouseleave", hide);
    },
  });
})(window.Regioscope);
