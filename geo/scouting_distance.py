"""How far places are from what lies elsewhere: nearest of many, and from anywhere within a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from scipy.spatial import cKDTree

from geo.crs import through_the_earth

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

_GRID = 9  # points across a region in each direction, of which those inside it are taken
_WITHIN = (5, 95)  # per cent of these points between which a distance is told


def nearest(lon: np.ndarray, lat: np.ndarray, there: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Find the nearest of some places.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees.
    there : DataFrame
        ``lon``, ``lat``; at least one row.

    Returns
    -------
    km, row : ndarray of shape (n,)
        Distance on the ellipsoid, and the row of the nearest place.

    Examples
    --------
    >>> km, row = nearest(np.array([30.52]), np.array([50.45]), pd.DataFrame({"lon": [24.03], "lat": [49.84]}))
    >>> km.round().tolist(), row.tolist()
    ([469.0], [0])
    """
    goal = there[["lon", "lat"]].to_numpy(dtype=float)
    _, row = cKDTree(through_the_earth(*goal.T)).query(through_the_earth(lon, lat))
    _, _, metres = Geod(ellps="WGS84").inv(lon, lat, goal[row, 0], goal[row, 1])
    return np.asarray(metres, dtype=float) / 1000, np.asarray(row, dtype=int)


def within(lon: np.ndarray, lat: np.ndarray, there: pd.DataFrame, km: float) -> list[list[int]]:
    """List the places within a distance of each place, itself included where it is one of them.

    The straight line through the Earth is compared; at 300 km it is 30 m shorter than the way on the ground.

    Examples
    --------
    >>> there = pd.DataFrame({"lon": [30.5, 31.0], "lat": [50.4, 50.4]})
    >>> within(np.array([30.5]), np.array([50.4]), there, 40.0), within(np.array([30.5]), np.array([50.4]), there, 30.0)
    ([[0, 1]], [[0]])
    """
    goal = cKDTree(through_the_earth(*there[["lon", "lat"]].to_numpy(dtype=float).T))
    return [sorted(rows) for rows in goal.query_ball_point(through_the_earth(lon, lat), km * 1000)]


def spacing_km(lon: np.ndarray, lat: np.ndarray) -> float:
    """Tell the median distance from a place to its nearest neighbour; NaN where there is only one.

    Examples
    --------
    >>> round(spacing_km(np.array([0.0, 1.0, 2.0]), np.zeros(3)))
    111
    """
    if len(lon) < 2:  # noqa: PLR2004 - one place has no neighbour
        return np.nan
    xyz = through_the_earth(lon, lat)
    return float(np.median(cKDTree(xyz).query(xyz, k=2)[0][:, 1])) / 1000


def from_anywhere(
    geometry: Sequence[shapely.Geometry] | gpd.GeoSeries, there: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Tell between which distances to the nearest of some places nine tenths of each region lie.

    Parameters
    ----------
    geometry : sequence of shapely geometries
        Polygons of the regions; of points nothing is told. Of a region in parts the largest counts.
    there : DataFrame
        ``lon``, ``lat``.

    Returns
    -------
    low, high : ndarray of shape (n,)
        Kilometres; NaN for points.

    Examples
    --------
    >>> square = shapely.box(0, 0, 1, 1)
    >>> low, high = from_anywhere([square], pd.DataFrame({"lon": [0.0], "lat": [0.0]}))
    >>> low.round().tolist(), high.round().tolist()
    ([31.0], [132.0])
    """
    shapes = [_largest(shape) for shape in geometry]
    points = [_inside(shape) for shape in shapes]
    low, high = np.full(len(points), np.nan), np.full(len(points), np.nan)
    sizes = [len(one) for one in points]
    if not sum(sizes):
        return low, high
    lon, lat = np.concatenate(points).T
    km = np.split(nearest(lon, lat, there)[0], np.cumsum(sizes)[:-1])
    for i, found in enumerate(km):
        if len(found):
            low[i], high[i] = np.percentile(found, _WITHIN)
    return low, high


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return parts[int(np.argmax(shapely.area(parts)))] if len(parts) > 1 else shape


def _inside(shape: shapely.Geometry) -> np.ndarray:
    """Points of a grid that lie in a polygon."""
    if shapely.get_dimensions(shape) < 2:  # noqa: PLR2004 - a point or a line has no inside
        return np.empty((0, 2))
    west, south, east, north = shapely.bounds(shape)
    step = (np.arange(_GRID) + 0.5) / _GRID
    lon, lat = (a.ravel() for a in np.meshgrid(west + step * (east - west), south + step * (north - south)))
    shapely.prepare(shape)
    held = shapely.contains_xy(shape, lon, lat)
    return np.asarray(np.column_stack([lon[held], lat[held]]))
