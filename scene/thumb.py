"""A view as a small picture: the colours of its map in a few kilobytes of SVG, for lists of steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.certainty import UNCERTAIN
from scene.spots import COLOURS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.boundaries import BoundarySet
    from scene.drawing import Drawing

    Box = tuple[float, float, float, float]
    Frame = tuple[Box, Box]

SIZE = (320, 200)
"""Width and height of the drawing, in its own pixels."""
NO_DATA, WATER, WHITE, LINE, CHOSEN = "#dfe2e2", "#eaf1f6", "#ffffff", "#aab2b8", "#111827"
_LOW = "#f3f3f0"
_PAD = 6.0
_INSET = (46.0, 30.0)
_TILE = 256.0
_MAP_WIDTH = 960.0  # of the map that a place and zoom were saved from, nearly enough
_SIMPLER = 0.45
_SPECK = 0.6
_CIRCLE, _DOT = 9.0, 1.2
_POLE = 85.0


def thumb(drawing: Drawing, *, beside: Drawing | None = None, view: str = "") -> str:
    """Draw a view as SVG.

    Parameters
    ----------
    drawing : Drawing
    beside : Drawing, optional
        The view on the right of a line in the middle.
    view : str, optional
        ``lat,lon,zoom`` of the map; without it the default view with its insets.

    Returns
    -------
    str
        A whole SVG document of `SIZE`; it holds numbers and colours only, no text of the data.

    Examples
    --------
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> thumb(open_drawing({"data": "us", "item": "15-0000"}, default_store()))[:52]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0'
    """
    width, height = SIZE
    parts = [f'<rect width="{width}" height="{height}" fill="{WATER}"/>', _map(drawing, view)]
    if beside is not None:
        half = width / 2
        parts += [
            f'<clipPath id="r"><rect x="{half}" width="{half}" height="{height}"/></clipPath>',
            f'<g clip-path="url(#r)"><rect width="{width}" height="{height}" fill="{WATER}"/>{_map(beside, view)}</g>',
            f'<path d="M{half} 0V{height}" stroke="{CHOSEN}" stroke-width="2"/>',
            f'<circle cx="{half}" cy="{height / 2}" r="9" fill="{WHITE}" stroke="{CHOSEN}" stroke-width="1.5"/>',
            f'<path d="M{half - 2} {height / 2 - 4}l-4 4 4 4m4-8l4 4-4 4" fill="none" stroke="{CHOSEN}"/>',
        ]
    body = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{_HATCH}{body}</svg>'


_HATCH = (
    '<defs><pattern id="h" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V4" stroke="#333" stroke-width="1.1"/></pattern></defs>'
)


def _map(drawing: Drawing, view: str) -> str:
    level = drawing.figures.dataset.manifest.level(drawing.view.query.level)
    boundary = drawing.store.boundary_set(str(level.backdrop or level.boundaries))
    frames = _frames(boundary, view)
    shapes = _outlines(drawing, boundary, view)
    if level.points:
        return _ground(shapes) + _circles(drawing, frames)
    if "regions" not in drawing.view.layers:
        return _ground(shapes)
    return _regions(drawing, shapes)


def _outlines(drawing: Drawing, boundary: BoundarySet, view: str) -> list[str]:
    """Write the outlines in the order of the map; those of the default view once for all figures."""
    level = drawing.figures.dataset.manifest.level(drawing.view.query.level)

    def made() -> list[str]:
        outlines = drawing.store.geometry(boundary.id, "overview").geometry
        drawn = outlines if level.points else outlines.reindex(drawing.codes)
        return _placed(drawn.to_numpy(), _frames(boundary, view))

    return made() if _look(view) else drawing.figures.dataset.once(("thumb", level.id), made)


# --------------------------------------------------------------------------------------------------- where things stand
def _frames(boundary: BoundarySet, view: str) -> list[Frame]:
    """Pair parts of the world (west, south, east, north in the map's projection) with their places on the drawing."""
    width, height = SIZE
    if (look := _look(view)) is not None:
        return [(look, (0.0, 0.0, float(width), float(height)))]
    south, west, north, east = boundary.view
    has_insets = bool(boundary.insets)
    room = (_PAD, _PAD, width - _PAD, height - _PAD - (_INSET[1] * 0.55 if has_insets else 0))
    frames = [_fitted(_projected(west, south, east, north), room)]
    left = _PAD
    for _, (inset_south, inset_west, inset_north, inset_east) in boundary.insets[:3]:
        box = _projected(inset_west, inset_south, inset_east, inset_north)
        place = (left, height - _PAD - _INSET[1], left + _INSET[0], height - _PAD)
        frames.append(_fitted(box, place))
        left += _INSET[0] + 2
    return frames


def _look(view: str) -> Box | None:
    try:
        lat, lon, zoom = (float(part) for part in view.split(","))
    except ValueError:
        return None
    if not (abs(lat) < _POLE and abs(lon) <= 360 and 0 <= zoom <= 22):  # noqa: PLR2004 - degrees, and zooms of maps
        return None
    across = 360.0 * _MAP_WIDTH / (_TILE * 2.0**zoom)
    down = across * SIZE[1] / SIZE[0]
    middle = float(_up(np.array([lat]))[0])
    return lon - across / 2, middle - down / 2, lon + across / 2, middle + down / 2


def _up(lat: np.ndarray) -> np.ndarray:
    """Height on the map of a latitude, in degrees of the equator (Mercator's projection, as on the map)."""
    clipped = np.clip(lat, -_POLE, _POLE)
    found: np.ndarray = np.degrees(np.arcsinh(np.tan(np.radians(clipped))))
    return found


def _projected(west: float, south: float, east: float, north: float) -> Box:
    low, high = _up(np.array([south, north])).tolist()
    return west, low, east, high


def _fitted(box: Box, room: Box) -> Frame:
    """Fit a part of the world into a room of the drawing, in its middle."""
    west, low, east, high = box
    left, top, right, bottom = room
    scale = min((right - left) / (east - west), (bottom - top) / (high - low))
    width, height = (east - west) * scale, (high - low) * scale
    x, y = left + (right - left - width) / 2, top + (bottom - top - height) / 2
    return box, (x, y, x + width, y + height)


def _moved(points: np.ndarray, frame: Frame) -> np.ndarray:
    (west, low, east, high), (left, top, right, bottom) = frame
    x = left + (points[:, 0] - west) / (east - west) * (right - left)
    y = top + (high - _up(points[:, 1])) / (high - low) * (bottom - top)
    return np.column_stack([x, y])


def _placed(outlines: np.ndarray, frames: list[Frame]) -> list[str]:
    """Write the path of each outline: in the main frame, and where an inset shows it, there, too."""
    paths = [""] * len(outlines)
    for number, frame in enumerate(frames):
        drawn = shapely.transform(outlines, partial(_moved, frame=frame))
        left, top, right, bottom = (0.0, 0.0, *map(float, SIZE)) if number == 0 else frame[1]
        drawn = shapely.clip_by_rect(shapely.simplify(drawn, _SIMPLER), left, top, right, bottom)
        for at, shape in enumerate(drawn):
            if shape is not None and not shape.is_empty:
                paths[at] += _path(shape)
    return paths


def _path(shape: shapely.Geometry) -> str:
    rings = [part.exterior for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > _SPECK]
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring)[:-1].tolist()) + "Z"
        for ring in rings
    )


# ------------------------------------------------------------------------------------------------------------ the paint
def _regions(drawing: Drawing, paths: list[str]) -> str:
    classes = drawing.coloured[0]
    fills = [classes.colours[k] if k >= 0 else _LOW if k == -2 else NO_DATA for k in classes.classes]  # noqa: PLR2004
    by_colour: dict[str, list[str]] = {}
    for fill, path in zip(fills, paths, strict=True):
        by_colour.setdefault(fill, []).append(path)
    painted = _group(((fill, "".join(kept)) for fill, kept in by_colour.items()), opacity=drawing.view.opacity)
    return painted + _unsure(drawing, paths) + _spots(drawing, paths) + _chosen(drawing, paths)


def _group(fills: Iterable[tuple[str, str]], *, opacity: float) -> str:
    body = "".join(f'<path fill="{fill}" d="{path}"/>' for fill, path in fills if path)
    return f'<g stroke="{LINE}" stroke-width=".3" fill-opacity="{opacity:g}">{body}</g>'


def _unsure(drawing: Drawing, paths: list[str]) -> str:
    marks = drawing.certainty.marks if drawing.certainty else None
    if marks is None:
        return ""
    body = "".join(path for mark, path in zip(marks, paths, strict=True) if mark == UNCERTAIN)
    return f'<path fill="url(#h)" d="{body}"/>' if body else ""


def _spots(drawing: Drawing, paths: list[str]) -> str:
    if drawing.spots is None:
        return ""
    colours = dict(zip(KINDS, COLOURS, strict=True))
    kinds = drawing.spots.classes.reindex(drawing.codes)
    return "".join(
        f'<path fill="none" stroke="{colours[kind]}" stroke-width="1.8" d="{path}"/>'
        for kind, path in zip(kinds, paths, strict=True)
        if kind in colours and path
    )


def _chosen(drawing: Drawing, paths: list[str]) -> str:
    found = np.flatnonzero(drawing.codes == drawing.view.region)
    path = paths[int(found[0])] if len(found) else ""
    return f'<path fill="none" stroke="{CHOSEN}" stroke-width="2" d="{path}"/>' if path else ""


def _ground(paths: list[str]) -> str:
    return _group([("#f7f7f4", "".join(paths))], opacity=1)


def _circles(drawing: Drawing, frames: list[Frame]) -> str:
    """Draw a circle for each place, its area as large as the amount, the largest first."""
    if "regions" not in drawing.view.layers:
        return ""
    classes = drawing.coloured[0]
    points = drawing.figures.dataset.regions_at(drawing.view.query.level).geometry.reindex(drawing.codes)
    places = _moved(shapely.get_coordinates(points.to_numpy()), frames[0])
    amounts = np.nan_to_num(drawing.drawn(drawing.result.amount))
    radius = np.maximum(_CIRCLE * np.sqrt(amounts / max(float(amounts.max()), 1.0)), _DOT)
    width, height = SIZE
    parts = []
    for at in np.argsort(-amounts, kind="stable"):
        x, y = places[at]
        k = int(classes.classes[at])
        if k >= 0 and 0 <= x <= width and 0 <= y <= height:
            mark = f' stroke="{CHOSEN}" stroke-width="2"' if drawing.codes[at] == drawing.view.region else ""
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius[at]:.1f}" fill="{classes.colours[k]}"{mark}/>')
    return f'<g stroke="#6b7278" stroke-width=".4">{"".join(parts)}</g>'
