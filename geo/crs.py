"""Projected reference systems: areas and distances are measured here, never in degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Geod, Transformer

from geo.errors import DataContractError

if TYPE_CHECKING:
    import geopandas as gpd

GEOGRAPHIC = "EPSG:4326"
"""Reference system in which geometries are stored and drawn."""

EQUAL_AREA = "EPSG:6933"
"""World cylindrical equal area, metres: areas are right everywhere (shapes are not)."""


_RADIUS = 6_371_007.0  # metres, of the sphere with the surface of the Earth
_DECIMALS = 4  # of the middle of a plane, in degrees: rounding makes it the same for places in any order


@dataclass(frozen=True, slots=True)
class Plane:
    """A plane that touches the Earth in one place, azimuthal and equal-area, in metres.

    Areas are right everywhere. A distance is wrong by at most the part ``(s / R)^2 / 8``, where ``s`` is how far its
    farther end lies from the middle and ``R`` the radius of the Earth: 0.1 % at 560 km, 1 % at 1,800 km.

    Parameters
    ----------
    lon, lat : float
        The middle, degrees.
    """

    lon: float
    lat: float

    def metres(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Put places into the plane: metres to the east and to the north of the middle.

        Examples
        --------
        >>> x, y = Plane(30.5, 50.5).metres(np.array([30.5, 30.5]), np.array([50.5, 51.5]))
        >>> x.round().tolist(), y.round().tolist()
        ([0.0, 0.0], [0.0, 111246.0])
        """
        x, y = self.transformer().transform(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
        return np.asarray(x, dtype=float), np.asarray(y, dtype=float)

    def shape(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Put a geometry in degrees into the plane.

        Examples
        --------
        >>> round(Plane(0.5, 0.5).shape(shapely.box(0, 0, 1, 1)).area / 1e6)
        12308
        """
        return shapely.transform(geometry, lambda at: np.column_stack(self.metres(at[:, 0], at[:, 1])))

    def transformer(self) -> Transformer:
        """Return what leads from degrees to metres, and back with ``direction="INVERSE"``."""
        there = f"+proj=laea +lat_0={self.lat} +lon_0={self.lon} +datum=WGS84 +units=m"
        return Transformer.from_crs(GEOGRAPHIC, there, always_xy=True)


def plane_around(lon: np.ndarray, lat: np.ndarray) -> Plane:
    """Find the plane that touches the Earth in the middle of some places, also across the antimeridian.

    Parameters
    ----------
    lon, lat : ndarray of shape (n,)
        Degrees, at least one place.

    Returns
    -------
    Plane

    Examples
    --------
    >>> plane_around(np.array([179.0, -179.0]), np.array([10.0, 10.0]))
    Plane(lon=180.0, lat=10.0015)
    """
    x, y, z = (float(part.mean()) for part in on_sphere(lon, lat).T)
    middle_lon, middle_lat = np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, np.hypot(x, y)))
    return Plane(round(float(middle_lon), _DECIMALS), round(float(middle_lat), _DECIMALS))


def stretch(x: np.ndarray, y: np.ndarray) -> float:
    """Tell by which part a distance between places of a `Plane` may be wrong.

    Examples
    --------
    >>> round(stretch(np.array([0.0, 560_000.0]), np.array([0.0, 0.0])), 4)
    0.001
    """
    return float((np.hypot(x, y) / _RADIUS).max(initial=0.0) ** 2 / 8)


def on_sphere(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Place of each point on the unit sphere.

    Returns
    -------
    ndarray of shape (n, 3)

    Examples
    --------
    >>> on_sphere(np.array([0.0, 90.0]), np.array([0.0, 0.0])).round(6).tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    east, north = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def through_the_earth(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Place of each point in space, in metres from the middle of the Earth (WGS 84, height 0).

    The straight line between two of them is shorter than the way on the ground by the part ``(s / R)^2 / 24``: 1 mm at
    10 km, 1 m at 100 km, anywhere on the Earth.

    Returns
    -------
    ndarray of shape (n, 3)

    Examples
    --------
    >>> through_the_earth(np.array([0.0]), np.array([0.0])).round().tolist()
    [[6378137.0, 0.0, 0.0]]
    """
    shape = Geod(ellps="WGS84")
    unit = on_sphere(lon, lat)
    normal = shape.a / np.sqrt(1 - shape.es * unit[:, 2] ** 2)
    return np.asarray(unit * normal[:, None] * np.array([1.0, 1.0, 1 - shape.es]))


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
