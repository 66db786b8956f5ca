/* GeoJSON -> rings in unit Mercator coordinates (0..1), and rings -> SVG path text at a zoom. */
(function (R) {
  "use strict";

  const unitX = (lon) => lon / 360 + 0.5;

  function unitY(lat) {
    const s = Math.sin(Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI / 180);
    return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
  }

  function lonLat(x, y) {
    return [(x - 0.5) * 360, Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI];
  }

  function ring(coordinates, box) {
    const out = new Float64Array(coordinates.length * 2);
    for (let i = 0; i < coordinates.length; i++) {
      const x = unitX(coordinates[i][0]);
      const y = unitY(coordinates[i][1]);
      out[2 * i] = x;
      out[2 * i + 1] = y;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
    return out;
  }

  /* Lists of coordinates of any geometry; closed says whether they are rings of polygons. */
  function lists(geometry) {
    if (!geometry) return { closed: false, lines: [] };
    const c = geometry.coordinates;
    switch (geometry.type) {
      case "Polygon": return { closed: true, lines: c };
      case "MultiPolygon": return { closed: true, lines: c.flat() };
      case "LineString": return { closed: false, lines: [c] };
      case "MultiLineString": return { closed: false, lines: c };
      case "Point": return { closed: false, lines: [[c]] };
      case "GeometryCollection": {
        const inner = geometry.geometries.map(lists);
        return { closed: inner.some((g) => g.closed), lines: inner.flatMap((g) => g.lines) };
      }
      default: return { closed: false, lines: [] };
    }
  }

  /* [{properties, rings, closed, box: [x0, y0, x1, y1]}] in the order of the file. */
  function parse(collection) {
    return collection.features.map((feature) => {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      const { closed, lines } = lists(feature.geometry);
      return { properties: feature.properties || {}, closed: closed, rings: lines.map((line) => ring(line, box)), box: box };
    });
  }

  /* Path text; vertices are rounded to a quarter of a pixel, so that neighbours that share a border still share it. */
  function pathText(shape, size, originX, originY) {
    let text = "";
    for (const points of shape.rings) {
      let lastX = NaN;
      let lastY = NaN;
      let kept = 0;
      let piece = "";
      for (let i = 0; i < points.length; i += 2) {
        const x = Math.round((points[i] * size - originX) * 4) / 4;
        const y = Math.round((points[i + 1] * size - originY) * 4) / 4;
        if (x === lastX && y === lastY) continue;
        piece += (kept ? "L" : "M") + x + " " + y;
        lastX = x;
        lastY = y;
        kept++;
      }
      if (kept > 1) text += shape.closed ? piece + "Z" : piece;
    }
    return text;
  }

  function signedArea(points) {
    let sum = 0;
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      sum += points[j] * points[i + 1] - points[i] * points[j + 1];
    }
    return sum / 2;
  }

  function centroidY(points) {
    let sum = 0;
    let moment = 0;
    const y0 = points[1];
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      const cross = points[j] * (points[i + 1] - y0) - points[i] * (points[j + 1] - y0);
      sum += cross;
      moment += (points[j + 1] - y0 + points[i + 1] - y0) * cross;
    }
    return sum === 0 ? y0 : y0 + moment / (3 * sum);
  }

  /* Where a label sits well: middle of the widest stretch of the largest part, at the height of its centroid; unit x, y. */
  function labelPoint(shape) {
    if (shape.label) return shape.label;
    let best = null;
    let most = -1;
    for (const points of shape.rings) {
      const area = Math.abs(signedArea(points));
      if (area > most) {
        most = area;
        best = points;
      }
    }
    if (!best) return null;
    shape.label = shape.closed ? widest(best, centroidY(best)) : [best[0], best[1]];
    return shape.label;
  }

  function widest(points, y) {
    const cuts = [];
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      if ((points[i + 1] > y) !== (points[j + 1] > y)) {
        cuts.push(points[i] + (y - points[i + 1]) * (points[j] - points[i]) / (points[j + 1] - points[i + 1]));
      }
    }
    cuts.sort((a, b) => a - b);
    let at = points[0];
    let width = -1;
    for (let k = 0; k + 1 < cuts.length; k += 2) {
      if (cuts[k + 1] - cuts[k] > width) {
        width = cuts[k + 1] - cuts[k];
        at = (cuts[k + 1] + cuts[k]) / 2;
      }
    }
    return [at, y];
  }

  R.geometry = { unitX, unitY, lonLat, parse, pathText, labelPoint };
})(window.Regioscope);
