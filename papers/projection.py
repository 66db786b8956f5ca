"""Projections of pictures: which one fits an extent, and places on the Earth put into its plane.

All of them keep areas true, because a reader of a choropleth map compares coloured areas.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Proj

from scene.i18n import N_

if TYPE_CHECKING:
    from scene.i18n import Say

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees; east is smaller than west where the extent crosses the 180th meridian."""

WORLD = 11.0
"""Middle of a map of the world: the cut runs through the Bering Strait and divides no country but islands."""
_WORLD_WIDTH, _WORLD_HEIGHT = 150.0, 110.0
_OFFICIAL = (
    ("aea", "+proj=aea +lat_0=23 +lat_1=29.5 +lat_2=45.5 +datum=WGS84", -96.0, 5070, (22.0, -130.0, 52.0, -60.0), 25.0),
    ("laea", "+proj=laea +lat_0=52 +datum=WGS84", 10.0, 3035, (27.0, -32.0, 73.0, 47.0), 20.0),
)
"""Kind, definition, middle, EPSG number, where it holds, and the least width in degrees that it is made for."""
_WIDE = 1.3  # width over height from which a cone fits better than a plane
_CONE = (15.0, 75.0)  # latitudes of the middle where a cone fits
_NAMES = {
    "eqearth": N_("Equal Earth"),
    "aea": N_("Albers equal-area conic"),
    "laea": N_("Lambert azimuthal equal-area"),
}
_GRID = 7  # places across and down an extent where its scale is looked at


@dataclass(frozen=True, slots=True)
class Projection:
    """A plane for a part of the Earth.

    Parameters
    ----------
    kind : str
        ``eqearth``, ``aea`` or ``laea``.
    definition : str
        For PROJ, without the middle meridian.
    middle : float
        Longitude of the middle, degrees: places are brought within 180 degrees of it.
    epsg : int
        Number in the EPSG register, 0 where it has none.
    """

    kind: str
    definition: str
    middle: float
    epsg: int = 0

    def forward(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Put places into the plane.

        Parameters
        ----------
        lon, lat : ndarray of shape (n,)
            Degrees; longitudes within 180 degrees of the middle, or they end at the edge of the map.

        Returns
        -------
        ndarray of shape (n, 2)
            Metres to the east and to the north.

        Examples
        --------
        >>> Projection("laea", "+proj=laea +lat_0=52 +datum=WGS84", 10.0).forward(np.array([10.0]), np.array([52.0]))
        array([[0., 0.]])
        """
        across = np.clip(np.asarray(lon, dtype=float) - self.middle, -180.0, 180.0)
        x, y = _proj(self.definition)(across, np.asarray(lat, dtype=float))
        return np.column_stack([x, y])

    def inverse(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Longitude (may lie beyond 180) and latitude of places in the plane, infinite where the plane has no Earth."""
        lon, lat = _proj(self.definition)(places[:, 0], places[:, 1], inverse=True)
        return np.asarray(lon) + self.middle, np.asarray(lat)

    def uneven(self, box: Box) -> float:
        """Tell by which part the scale differs within an extent: 0.05 where the largest is 5 % above the smallest."""
        factors = self._factors(box)
        scales = np.concatenate([factors.meridional_scale, factors.parallel_scale])
        return float(scales.max() / scales.min() - 1)

    def turned(self, box: Box) -> float:
        """Largest angle between north and the upright within an extent, degrees."""
        return float(np.abs(self._factors(box).meridian_convergence).max())

    def title(self, say: Say) -> str:
        """Name the projection for a reader, with its number where it has one."""
        name = say(_NAMES[self.kind])
        return say("Projection: {name} (EPSG:{n})", name=name, n=self.epsg) if self.epsg else say(
            "Projection: {name}", name=name)  # fmt: skip

    def _factors(self, box: Box) -> _Factors:
        south, west, north, east = unrolled(box)
        lon, lat = np.meshgrid(np.linspace(west, east, _GRID) - self.middle, np.linspace(south, north, _GRID))
        found = _proj(self.definition).get_factors(lon.ravel(), lat.ravel())
        return _Factors(*(np.asarray(part, dtype=float) for part in
                          (found.meridional_scale, found.parallel_scale, found.meridian_convergence)))  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Factors:
    meridional_scale: np.ndarray
    parallel_scale: np.ndarray
    meridian_convergence: np.ndarray


@lru_cache(maxsize=64)
def _proj(definition: str) -> Proj:
    return Proj(definition)


def unrolled(box: Box) -> Box:
    """Return the extent with its east to the east of its west: beyond 180 degrees where it crosses that meridian.

    Examples
    --------
    >>> unrolled((51.0, 172.0, 72.0, -129.0))
    (51.0, 172.0, 72.0, 231.0)
    """
    south, west, north, east = box
    return south, west, north, east if east > west else east + 360.0


def projection_for(box: Box) -> Projection:
    """Choose the projection of an extent.

    Parameters
    ----------
    box : (south, west, north, east)
        Degrees.

    Returns
    -------
    Projection
        Equal Earth [1]_ for the world and its larger parts; the official one for most of the United States (EPSG:5070)
        or Europe (EPSG:3035); else a cone with its two true parallels a sixth of the height from the edges [2]_ where
        the extent is wide, and a plane that touches the Earth in its middle where it is not.

    References
    ----------
    .. [1] Savric, B., Patterson, T., Jenny, B. (2019). The Equal Earth map projection. International Journal of
       Geographical Information Science 33(3).
    .. [2] Snyder, J. P. (1987). Map projections: a working manual. US Geological Survey, Professional Paper 1395.

    Examples
    --------
    >>> projection_for((24.3, -125.2, 49.6, -66.7)).epsg, projection_for((34.5, -11.0, 66.0, 41.0)).epsg
    (5070, 3035)
    >>> [projection_for(box).kind for box in ((-56, -170, 75, 179), (44.3, 22, 52.5, 40.3), (47.2, 5.8, 55.1, 15.1))]
    ['eqearth', 'aea', 'laea']
    """
    south, west, north, east = unrolled(box)
    width, height = east - west, north - south
    lon, lat = (west + east) / 2, (south + north) / 2
    if width >= _WORLD_WIDTH or height >= _WORLD_HEIGHT:
        middle = WORLD if width >= 2 * _WORLD_WIDTH else round(lon, 1)
        return Projection("eqearth", "+proj=eqearth +datum=WGS84", middle)
    for kind, definition, middle, epsg, (s, w, n, e), least in _OFFICIAL:
        if width >= least and s <= south and w <= west and north <= n and east <= e:
            return Projection(kind, definition, middle, epsg)
    lon, lat = round(lon, 2), round(lat, 2)
    if _CONE[0] <= abs(lat) <= _CONE[1] and width * np.cos(np.radians(lat)) >= _WIDE * height and south * north > 0:
        low, high = round(south + height / 6, 2), round(north - height / 6, 2)
        return Projection("aea", f"+proj=aea +lat_0={lat} +lat_1={low} +lat_2={high} +datum=WGS84", lon)
    return Projection("laea", f"+proj=laea +lat_0={lat} +datum=WGS84", lon)
