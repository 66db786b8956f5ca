"""Projected reference systems: areas and distances are measured here, never in degrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod

from geo.errors import DataContractError

if TYPE_CHECKING:
    import geopandas as gpd

GEOGRAPHIC = "EPSG:4326"
"""Reference system in which geometries are stored and drawn."""

EQUAL_AREA = "EPSG:6933"
"""World cylindrical equal area, metres: areas are right everywhere (shapes are not)."""


def area_km2(frame: gpd.GeoDataFrame | gpd.GeoSeries) -> np.ndarray:
    """Area of each geometry.

    Parameters
    ----------
    frame : GeoDataFrame or GeoSeries of shape (n,)
        Polygons in any reference system.

    Returns
    -------
    ndarray of shape (n,)
        Square kilometres, measured in an equal-area projection.

    Raises
    ------
    DataContractError
        If the frame states no reference system.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> square = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:4326")
    >>> round(float(area_km2(square)[0]))
    12308
    """
    require_crs(frame)
    return np.asarray(frame.geometry.to_crs(EQUAL_AREA).area, dtype=float) / 1e6


def distance_km(lon: np.ndarray, lat: np.ndarray, *, to_lon: float, to_lat: float) -> np.ndarray:
    """Distance on the ellipsoid from each place to one place.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees, WGS 84.
    to_lon, to_lat : float
        The one place, degrees.

    Returns
    -------
    ndarray of shape (n,)
        Kilometres.

    Examples
    --------
    >>> distance_km(np.array([30.52]), np.array([50.45]), to_lon=24.03, to_lat=49.84).round().tolist()
    [469.0]
    """
    n = len(lon)
    _, _, metres = Geod(ellps="WGS84").inv(lon, lat, np.full(n, to_lon), np.full(n, to_lat))
    return np.asarray(metres, dtype=float) / 1000


def require_crs(frame: gpd.GeoDataFrame | gpd.GeoSeries) -> None:
    """Refuse a frame that does not say in which system its coordinates are.

    Raises
    ------
    DataContractError
        If the frame states no reference system.
    """
    if frame.crs is None:
        raise DataContractError(
            "geometry", ["the coordinate reference system is missing; state it (longitude and latitude are EPSG:4326)"]
        )
