/* Regioscope.PathLayer: many outlines in one SVG element of a map pane.
 *
 * Paths are written once per zoom, and only for what is near the view; panning moves the pane and costs nothing. All style
 * sits in attributes, not in style sheets, so that a picture of the map looks the same.
 */
(function (R) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  R.svg = function (name, attributes, parent) {
    const element = document.createElementNS(SVG, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(element);
    return element;
  };

  function makeClass() {
    return L.Layer.extend({
      /* shapes: see geometry.parse; attributes: of the group of all paths; text(shape, size, ox, oy): path text of a shape. */
      initialize: function (shapes, options) {
        this._shapes = shapes;
        L.setOptions(this, options);
        this._text = options.text || R.geometry.pathText;
        this._svg = R.svg("svg", { width: 1, height: 1, class: "leaflet-zoom-animated", "aria-hidden": "true" });
        this._svg.style.overflow = "visible";
        this._svg.style.pointerEvents = "none";
        this._group = R.svg("g", options.attributes || {}, this._svg);
        this.paths = shapes.map((shape, index) => {
          const path = R.svg("path", options.each ? options.each(shape, index) : {}, null);
          path.regionIndex = index;
          return path;
        });
        (options.order || this.paths.map((path, index) => index)).forEach((index) => this._group.appendChild(this.paths[index]));
      },

      onAdd: function (map) {
        map.getPane(this.options.pane).appendChild(this._svg);
        this._reset();
      },

      onRemove: function () {
        this._svg.remove();
      },

      getEvents: function () {
        return { viewreset: this._reset, zoomend: this._settle, moveend: this._draw, zoom: this._follow, zoomanim: this._animate };
      },

      group: function () {
        return this._group;
      },

      svg: function () {
        return this._svg;
      },

      /* Other outlines for the same paths (a finer level of detail). */
      setShapes: function (shapes) {
        this._shapes = shapes;
        if (this._map) this._reset();
      },

      _reset: function () {
        const map = this._map;
        this._zoom = map.getZoom();
        this._origin = map.getPixelOrigin();
        this._anchor = map.unproject(this._origin, this._zoom);
        this._drawn = new Uint8Array(this._shapes.length);
        L.DomUtil.setTransform(this._svg, L.point(0, 0), 1);
        this._draw(null, true);
      },

      /* After an animation; a jump has been drawn by viewreset already. */
      _settle: function () {
        if (this._zoom !== this._map.getZoom() || !this._map.getPixelOrigin().equals(this._origin)) this._reset();
      },

      /* Writes the paths that are near the view and not yet written. */
      _draw: function (event, fresh) {
        const map = this._map;
        if (map.getZoom() !== this._zoom) return;
        this._resize(map.getSize());
        const size = 256 * Math.pow(2, this._zoom);
        const view = map.getPixelBounds();
        const room = view.getSize();
        const x0 = (view.min.x - room.x) / size;
        const x1 = (view.max.x + room.x) / size;
        const y0 = (view.min.y - room.y) / size;
        const y1 = (view.max.y + room.y) / size;
        for (let i = 0; i < this._shapes.length; i++) {
          const box = this._shapes[i].box;
          const near = box[2] >= x0 && box[0] <= x1 && box[3] >= y0 && box[1] <= y1;
          if (near && !this._drawn[i]) {
            this.paths[i].setAttribute("d", this._text(this._shapes[i], size, this._origin.x, this._origin.y, this._zoom));
            this._drawn[i] = 1;
          } else if (!near && fresh) {
            this.paths[i].removeAttribute("d");
          }
        }
        if (this.options.drawn) this.options.drawn();
      },

      /* An element as large as the map: with 1 x 1 and all paths outside of it, browsers take 6 times longer for any change
       * of the page around. */
      _resize: function (size) {
        if (size.equals(this._size || L.point(0, 0))) return;
        this._size = size;
        this._svg.setAttribute("width", size.x);
        this._svg.setAttribute("height", size.y);
      },

      _follow: function () {
        const scale = this._map.getZoomScale(this._map.getZoom(), this._zoom);
        L.DomUtil.setTransform(this._svg, this._map.latLngToLayerPoint(this._anchor), scale);
      },

      _animate: function (event) {
        const scale = this._map.getZoomScale(event.zoom, this._zoom);
        const at = this._map._latLngToNewLayerPoint(this._anchor, event.zoom, event.center);
        L.DomUtil.setTransform(this._svg, at, scale);
      },
    });
  }

  R.part("paths", {
    start: function () {
      R.PathLayer = makeClass();
    },
  });
})(window.Regioscope);
