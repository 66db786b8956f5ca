"""Shape of a cluster of points: its outline, its area and the place where it is densest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import Plane, plane_around, stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyproj import Transformer

RATIO = 0.25
"""How closely the hull follows the points: 0 as closely as can be, 1 the convex hull."""
MARGIN_M = 100.0
"""Metres of ground around the points that belong to the cluster."""
REACH_M = 500.0
"""Metres within which the densest place is looked for, where the search for clusters states no radius."""

_ONE_PLANE = 1e-3  # a distance may be wrong by this part before each cluster gets a plane of its own
_EXACT = 600  # places up to which every pair of distances is looked at
_NEAREST = 48  # members beside the median among which the best one is looked for
_STEPS = 60
_HALF_TURN = 180.0
_CORNERS = 3  # fewer places than this have no hull


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Outline of a cluster (degrees), its area, and the row of its densest member."""

    outline: shapely.Geometry
    area_km2: float
    core: int


def shapes(
    lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, rows: Sequence[np.ndarray],
    *, margin_m: float = MARGIN_M, reach_m: float = REACH_M,
) -> list[Shape]:  # fmt: skip
    """Draw the outline of each cluster around its members and find where it is densest.

    The outline is the concave hull of the members, measured in metres and widened by `margin_m`; one or two places get
    a small circle or a strip. The core is the weighted medoid of the densest neighbourhood: of the squares of `reach_m`
    that hold most weight together with the eight around them, the member with the shortest way to all others.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees.
    weight : ndarray of shape (n,)
        Jobs, or 1; 0 or more.
    rows : sequence of ndarray of int
        Rows of the members of each cluster, at least one.
    margin_m, reach_m : float
        Metres.

    Returns
    -------
    list of Shape
        One a cluster; all members lie within the outline.

    Examples
    --------
    >>> found, = shapes(np.array([30.5]), np.array([50.4]), np.ones(1), [np.array([0])], margin_m=100.0)
    >>> found.outline.geom_type, round(found.area_km2, 3), found.core
    ('Polygon', 0.031, 0)
    """
    if not rows:
        return []
    every = np.concatenate(rows)
    common: Plane | None = plane_around(lon[every], lat[every])
    if common is not None and stretch(*common.metres(lon[every], lat[every])) > _ONE_PLANE:
        common = None
    change = None if common is None else common.transformer()
    return [_shape(lon, lat, weight, mine, (common, change), margin_m, reach_m) for mine in rows]


def _shape(
    lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, mine: np.ndarray,
    ground: tuple[Plane | None, Transformer | None], margin_m: float, reach_m: float,
) -> Shape:  # fmt: skip
    plane = ground[0] or plane_around(lon[mine], lat[mine])
    change = ground[1] or plane.transformer()
    x, y = (np.asarray(part, dtype=float) for part in change.transform(lon[mine], lat[mine]))
    hull = _hull(x, y, margin_m)
    densest = int(mine[core(x, y, weight[mine], reach_m)])
    return Shape(_in_degrees(hull, change, plane.lon), float(shapely.area(hull)) / 1e6, densest)


def _hull(x: np.ndarray, y: np.ndarray, margin_m: float) -> shapely.Geometry:
    """Concave hull in metres; members closer together than half the margin count as one place."""
    step = margin_m / 2
    cells = np.floor(np.column_stack([x, y]) / step).astype(np.int64)
    kept = np.unique(cells, axis=0, return_index=True)[1]
    places = shapely.MultiPoint(np.column_stack([x, y])[kept])
    bare = shapely.concave_hull(places, ratio=RATIO) if len(kept) >= _CORNERS else places.convex_hull
    widened = shapely.make_valid(shapely.buffer(bare, margin_m, quad_segs=8))
    return shapely.Polygon(widened.exterior) if isinstance(widened, shapely.Polygon) else widened


def core(x: np.ndarray, y: np.ndarray, weight: np.ndarray, reach_m: float) -> int:
    """Find the densest member: the weighted medoid of the neighbourhood with most weight.

    Examples
    --------
    >>> x = np.array([0.0, 10.0, 20.0, 5000.0])
    >>> core(x, np.zeros(4), np.ones(4), 500.0), core(x, np.zeros(4), np.array([1.0, 1.0, 1.0, 9.0]), 500.0)
    (1, 3)
    """
    weight = np.nan_to_num(np.asarray(weight, dtype=float))
    weight = weight if weight.sum() > 0 else np.ones(len(x))
    near = _densest(x, y, weight, reach_m)
    return int(near[_medoid(np.column_stack([x, y])[near], weight[near])])


def _densest(x: np.ndarray, y: np.ndarray, weight: np.ndarray, reach_m: float) -> np.ndarray:
    """Members in the square with most weight around it, and in the eight squares beside that one."""
    cells = np.floor(np.column_stack([x - x.min(), y - y.min()]) / reach_m).astype(np.int64)
    known, place = np.unique(cells, axis=0, return_inverse=True)
    own = np.bincount(place.ravel(), weights=weight)
    width = int(known[:, 1].max()) + 3
    keys = known[:, 0] * width + known[:, 1] + 1
    around = np.zeros(len(keys))
    for step in [a * width + b for a in (-1, 0, 1) for b in (-1, 0, 1)]:
        at = np.searchsorted(keys, keys + step).clip(max=len(keys) - 1)
        around += np.where(keys[at] == keys + step, own[at], 0.0)
    best = known[int(np.argmax(around))]
    return np.flatnonzero((np.abs(cells - best) <= 1).all(axis=1))


def _medoid(xy: np.ndarray, weight: np.ndarray) -> int:
    """Member with the shortest weighted way to all others; of equal ones the first."""
    candidates = np.arange(len(xy))
    if len(xy) > _EXACT:
        middle = _median(xy, weight)
        candidates = np.sort(np.argsort(np.hypot(*(xy - middle).T), kind="stable")[:_NEAREST])
    ways = np.hypot(*(xy[candidates, None, :] - xy[None, :, :]).transpose(2, 0, 1)) @ weight
    return int(candidates[int(np.argmin(ways))])


def _median(xy: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Geometric median by Weiszfeld's steps, to about a metre."""
    at = np.asarray(np.average(xy, axis=0, weights=weight))
    for _ in range(_STEPS):
        pull = weight / np.maximum(np.hypot(*(xy - at).T), 1.0)
        after = np.asarray(pull @ xy / pull.sum())
        if np.hypot(*(after - at)) < 1:
            return after
        at = after
    return at


def _in_degrees(shape: shapely.Geometry, change: Transformer, middle: float) -> shapely.Geometry:
    """Bring a shape back to degrees; one that crosses the antimeridian is cut there."""

    def back(at: np.ndarray) -> np.ndarray:
        lon, lat = change.transform(at[:, 0], at[:, 1], direction="INVERSE")
        return np.column_stack([middle + (lon - middle + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN, lat])

    found = shapely.transform(shape, back)
    west, _, east, _ = shapely.bounds(found)
    if west < -_HALF_TURN or east > _HALF_TURN:
        world = shapely.box(-_HALF_TURN, -90, _HALF_TURN, 90)
        parts = [shapely.intersection(_turned(found, turns), world) for turns in (-1, 0, 1)]
        found = shapely.union_all([part for part in parts if shapely.area(part)])
    return shapely.make_valid(found)


def _turned(shape: shapely.Geometry, turns: int) -> shapely.Geometry:
    return shapely.transform(shape, lambda at: at + np.array([turns * 2 * _HALF_TURN, 0.0]))
