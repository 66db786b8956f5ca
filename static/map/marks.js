/* Regioscope.marks: small shapes on one canvas over the regions (establishments, airports ...), with hover and click.
 *
 * marks.set(name, list, options): list of {lat, lon, radius, fill, stroke, shape: "circle"|"triangle"|"square"|"cross"|"hexagon", text, tip, act};
 * options: {opacity, under}.
 */
(function (R) {
  "use strict";

  const ROOM = 0.15;          // share of the view drawn beyond each edge
  const sets = new Map();
  let canvas = null;
  let layer = null;
  let hovered = null;
  let planned = false;
  let ratio = window.devicePixelRatio || 1;

  function set(name, list, options) {
    const { opacity = 1, under = false } = options || {};
    if (list && list.length) sets.set(name, { list: list, opacity: opacity, under: under });
    else if (!sets.delete(name)) return;
    hovered = null;
    R.labels.plan();
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      layer.redraw();
    });
  }

  /* The sets from the lowest to the uppermost: what covers whole areas lies under single marks. */
  const layers = () => Array.from(sets.values()).sort((a, b) => b.under - a.under);

  function trace(context, mark, x, y) {
    const r = mark.radius;
    context.beginPath();
    if (mark.shape === "square") context.rect(x - r, y - r, 2 * r, 2 * r);
    else if (mark.shape === "triangle") {
      context.moveTo(x, y - r * 1.15);
      context.lineTo(x + r, y + r * 0.8);
      context.lineTo(x - r, y + r * 0.8);
      context.closePath();
    } else if (mark.shape === "cross") {
      const a = r * 0.36;
      [[-a, -r], [a, -r], [a, -a], [r, -a], [r, a], [a, a], [a, r], [-a, r], [-a, a], [-r, a], [-r, -a], [-a, -a]]
        .forEach((p, i) => (i ? context.lineTo(x + p[0], y + p[1]) : context.moveTo(x + p[0], y + p[1])));
      context.closePath();
    } else if (mark.shape === "hexagon") {
      for (let i = 0; i < 6; i++) context.lineTo(x + r * Math.cos(Math.PI * (i / 3 + 1 / 6)), y + r * Math.sin(Math.PI * (i / 3 + 1 / 6)));
      context.closePath();
    } else context.arc(x, y, r, 0, 2 * Math.PI);
  }

  function drawMark(context, mark) {
    trace(context, mark, mark.x, mark.y);
    context.fillStyle = mark.fill;
    context.fill();
    context.lineWidth = mark.width || 1;
    context.strokeStyle = mark.stroke || "#ffffff";
    context.stroke();
    if (mark.text) write(context, mark);
  }

  /* The text of a mark, as large as fits into it; a number and the word for its thousands are two lines. */
  function write(context, mark) {
    const font = (px) => "600 " + px + 'px "Inter", "DejaVu Sans", sans-serif';
    const lines = mark.text.split(/\s/);
    context.font = font(12);
    const widest = Math.max(...lines.map((line) => context.measureText(line).width));
    const px = Math.max(8, Math.min(lines.length > 1 ? 11 : 12, 12 * (2 * mark.radius - 6) / widest));
    context.font = font(px);
    context.fillStyle = "#ffffff";
    lines.forEach((line, i) => context.fillText(line, mark.x, mark.y + 0.5 + (i - (lines.length - 1) / 2) * px));
  }

  function makeLayer() {
    const Marks = L.Layer.extend({
      onAdd: function (map) {
        canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated rs-marks", map.getPane("rs-marks"));
        this.redraw();
      },
      getEvents: function () {
        return { moveend: this.redraw, zoomend: this.redraw, resize: this.redraw, zoomanim: this._animate, zoom: this._follow };
      },
      redraw: function () {
        const map = this._map;
        const size = map.getSize();
        const pad = L.point(Math.round(size.x * ROOM), Math.round(size.y * ROOM));
        const full = size.add(pad.multiplyBy(2));
        const corner = map.containerPointToLayerPoint([0, 0]).subtract(pad);
        this._zoom = map.getZoom();
        this._corner = map.layerPointToLatLng(corner);
        L.DomUtil.setTransform(canvas, corner, 1);
        canvas.width = sets.size ? full.x * ratio : 1;
        canvas.height = sets.size ? full.y * ratio : 1;
        canvas.style.width = full.x + "px";
        canvas.style.height = full.y + "px";
        if (sets.size) this._paint(canvas.getContext("2d"), corner);
      },
      _paint: function (context, corner) {
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.textAlign = "center";
        context.textBaseline = "middle";
        for (const entry of layers()) {
          context.globalAlpha = entry.opacity;
          for (const mark of entry.list) {
            const at = this._map.latLngToLayerPoint([mark.lat, mark.lon]);
            mark.x = at.x - corner.x;
            mark.y = at.y - corner.y;
            drawMark(context, mark);
          }
        }
        context.globalAlpha = 1;
        if (!hovered) return;
        trace(context, hovered, hovered.x, hovered.y);
        context.lineWidth = 2;
        context.strokeStyle = "#111827";
        context.stroke();
      },
      _follow: function () {
        L.DomUtil.setTransform(canvas, this._map.latLngToLayerPoint(this._corner), this._map.getZoomScale(this._map.getZoom(), this._zoom));
      },
      _animate: function (event) {
        const scale = this._map.getZoomScale(event.zoom, this._zoom);
        L.DomUtil.setTransform(canvas, this._map._latLngToNewLayerPoint(this._corner, event.zoom, event.center), scale);
      },
      /* The uppermost mark under a point of the container. */
      hit: function (point) {
        const offset = this._map.containerPointToLayerPoint(point).subtract(this._map.latLngToLayerPoint(this._corner));
        let found = null;
        for (const entry of layers()) {
          for (const mark of entry.list) {
            const reach = Math.max(mark.radius, 5) + 1;
            const dx = mark.x - offset.x;
            const dy = mark.y - offset.y;
            if (dx * dx + dy * dy <= reach * reach) found = mark;
          }
        }
        return found;
      },
    });
    return new Marks();
  }

  function follow(event) {
    if (!sets.size || event.buttons) return;
    const point = R.map.mouseEventToContainerPoint(event);
    const onMap = event.target.closest && !event.target.closest(".leaflet-control, .leaflet-popup");
    const mark = onMap ? layer.hit(point) : null;
    if (mark !== hovered) {
      hovered = mark;
      layer.redraw();
      R.map.getContainer().classList.toggle("rs-pointing", Boolean(mark && mark.act));
      if (!mark) R.tooltip.hide();
    }
    if (mark) R.tooltip.show(typeof mark.tip === "function" ? mark.tip() : mark.tip || [], point.x, point.y);
  }

  function click(event) {
    if (!sets.size || (R.map.dragging && R.map.dragging.moved())) return;
    if (event.target.closest && event.target.closest(".leaflet-control, .leaflet-popup")) return;
    const mark = layer.hit(R.map.mouseEventToContainerPoint(event));
    if (!mark || !mark.act) return;
    event.stopPropagation();
    R.tooltip.hide();
    mark.act(mark);
  }

  R.marks = {
    set: set,
    trace: trace,
    hovering: () => hovered !== null,
    /* Draws everything at another number of dots per pixel (for a picture), or at that of the screen. */
    sharpen: (dots) => {
      ratio = dots || window.devicePixelRatio || 1;
      layer.redraw();
    },
    /* [left, top, right, bottom] of the larger marks, in pixels of the container: labels leave them free. */
    boxes: () => Array.from(sets.values()).flatMap((entry) => entry.list.filter((mark) => mark.text).map((mark) => {
      const at = R.map.latLngToContainerPoint([mark.lat, mark.lon]);
      return [at.x - mark.radius, at.y - mark.radius, at.x + mark.radius, at.y + mark.radius];
    })),
    count: (name) => (sets.has(name) ? sets.get(name).list.length : 0),
  };
  R.part("marks", {
    start: function (map) {
      const pane = map.createPane("rs-marks");
      pane.style.zIndex = 450;
      pane.style.pointerEvents = "none";
      layer = makeLayer().addTo(map);
      map.getContainer().addEventListener("pointermove", follow, true);
      map.getContainer().addEventListener("click", click, true);
    },
  });
})(window.Regioscope);
