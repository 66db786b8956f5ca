"""Which part of the Earth a picture shows: the whole map with its insets, a part of it, a region and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.errors import AddressError
from geo.manifest import in_language
from geo.neighbours import neighbours

if TYPE_CHECKING:
    from geo.boundaries import BoundarySet
    from papers.projection import Box
    from scene.drawing import Drawing

WHOLE, SELECTED = "whole", "selected"
_ROOM = 0.06  # part of its extent that stays free around a region
_LEAST = 0.4  # degrees around a place
_SCREEN = (1000.0, 560.0)  # pixels of the map on a page, about
_WEB_TILE = 256.0
_VIEW = 3  # numbers of a view in an address: latitude, longitude, zoom


@dataclass(frozen=True, slots=True)
class Scope:
    """An extent (south, west, north, east) and the insets of what lies far away, each with its title.

    An `exact` extent was asked for as it is; another one gives way to regions that reach a little beyond it. `near` are
    codes of the regions next to the selected one, which have names on a map of its neighbourhood.
    """

    box: Box
    insets: tuple[tuple[str, Box], ...] = ()
    exact: bool = True
    near: tuple[str, ...] = ()


def boundary_of(drawing: Drawing) -> BoundarySet:
    """Return the boundaries that the map of a drawing lies on; of places, those behind them."""
    level = drawing.figures.dataset.manifest.level(drawing.view.query.level)
    return drawing.store.boundary_set(str(level.backdrop or level.boundaries))


def scope_of(drawing: Drawing, zoom: str | Box = WHOLE) -> Scope:
    """Choose the extent of a picture.

    Parameters
    ----------
    drawing : Drawing
    zoom : {"whole", "selected"} or (south, west, north, east)
        The whole map, the selected region with its neighbours, or an extent in degrees.

    Returns
    -------
    Scope
        Insets only with the whole map.

    Raises
    ------
    AddressError
        If the neighbourhood of a region is asked for and none is selected, or there is no such zoom.
    """
    if not isinstance(zoom, str):
        return Scope(zoom)
    boundary = boundary_of(drawing)
    if zoom == WHOLE:
        lang = drawing.view.lang
        insets = tuple((in_language(title, lang), box) for title, box in boundary.insets)
        return Scope(boundary.view, insets, exact=False)
    if zoom != SELECTED:
        raise AddressError(f"a picture cannot be zoomed to {zoom!r}: take 'whole', 'selected' or four degrees")
    if not drawing.view.region:
        raise AddressError("no region is selected, so it has no neighbourhood to show: add region=CODE to the address")
    box, near = _around(drawing, boundary)
    return Scope(box, near=near)


def box_of_view(text: str) -> Box | None:
    """Extent of a view as the web map writes it into the address: ``latitude,longitude,zoom``; None for other texts.

    Examples
    --------
    >>> [round(v, 1) for v in box_of_view("37.8,-122.3,8")]
    [36.6, -125.0, 39.0, -119.6]
    >>> box_of_view("near the sea") is None
    True
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    if len(numbers) != _VIEW or not np.isfinite(numbers).all() or abs(numbers[0]) > 85 or not 0 <= numbers[2] <= 22:  # noqa: PLR2004 - the edge and the deepest zoom of a web map
        return None
    lat, lon, zoom = numbers
    wide, high = (pixels / _WEB_TILE / 2**zoom * 180.0 for pixels in _SCREEN)  # half of each, degrees at the equator
    high *= float(np.cos(np.radians(lat)))
    west, east = ((side + 180.0) % 360.0 - 180.0 for side in (lon - min(wide, 179.0), lon + min(wide, 179.0)))
    return max(lat - high, -85.0), west, min(lat + high, 85.0), east


def _around(drawing: Drawing, boundary: BoundarySet) -> tuple[Box, tuple[str, ...]]:
    """Extent of the selected region and of those next to it, and the codes of those."""
    figures, code = drawing.figures, drawing.view.region
    regions = figures.dataset.regions_at(figures.dataset.regions.loc[code, "level"])
    if code in boundary.region_views:
        return boundary.region_views[code], ()
    near = [one for one in neighbours(regions, code) if one not in boundary.region_views]
    shapes = regions.geometry.loc[[code, *near]].to_numpy()
    middle = shapely.get_x(shapely.centroid(shapes[0]))
    west, south, east, north = shapely.total_bounds(
        shapely.transform(shapes, lambda at: np.column_stack([(at[:, 0] - middle + 180.0) % 360.0 - 180.0, at[:, 1]]))
    )
    across, up = (max((high - low) * _ROOM, _LEAST * _ROOM) for low, high in ((west, east), (south, north)))
    if shapely.get_type_id(shapes[0]) == shapely.GeometryType.POINT:
        across, up = max(across, _LEAST), max(up, _LEAST)
    west, east = ((side + middle + 180.0) % 360.0 - 180.0 for side in (west - across, east + across))
    return (max(south - up, -90.0), float(west), min(north + up, 90.0), float(east)), tuple(near)
