"""Where enterprises are: coordinates of a part as degrees, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.crs import GEOGRAPHIC
from geo.enterprise_numbers import Numbers, numbers
from geo.errors import DataContractError

if TYPE_CHECKING:
    from collections.abc import Iterator

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)
_NO_ANGLE = 360.0


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """Rows that a reason applies to (those of `known`, when given), and the columns to look at."""

    reason: str
    mask: np.ndarray | None
    columns: tuple[str, ...]
    known: np.ndarray | None = None

    def rows(self) -> np.ndarray | None:
        """Return which rows, None if there are none."""
        if self.mask is None or not self.mask.any():
            return None
        mask = self.mask if self.known is None else self.mask & self.known
        return mask if mask.any() else None


@dataclass(frozen=True, slots=True)
class _Extent:
    """The box of the points of a part; `complete` if every point is known."""

    box: Bounds
    complete: bool

    @classmethod
    def of(cls, lon: Numbers, lat: Numbers) -> _Extent:
        if not len(lon.values):
            return cls((1.0, 1.0, 1.0, 1.0), complete=True)
        return cls((lon.low, lat.low, lon.high, lat.high), lon.complete and lat.complete)

    def within(self, box: Bounds) -> bool:
        """Tell whether every known point lies in the box."""
        w, s, e, n = self.box
        return not (w < box[0] or s < box[1] or e > box[2] or n > box[3])

    def holds_zero(self) -> bool:
        """Tell whether (0, 0) may be among the points."""
        w, s, e, n = self.box
        return w <= 0 <= e and s <= 0 <= n


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Longitude and latitude of shape (n,) in degrees, NaN where unknown; None where the part has no such columns."""

    lon: np.ndarray | None
    lat: np.ndarray | None
    read: tuple[Numbers, Numbers] | None
    swapped: np.ndarray | None
    extent: _Extent | None

    def findings(self, stated: np.ndarray | None) -> Iterator[Finding]:
        """Say what is wrong with which rows; a row with a `stated` region may lack coordinates."""
        if self.lon is None or self.lat is None or self.read is None or (extent := self.extent) is None:
            if stated is not None:
                yield Finding("no_coordinates", ~stated, ("region_code",))
            return
        both = ("lon", "lat")
        for found in self.read:
            yield Finding("not_a_number", found.wrong, both)
            yield Finding("ambiguous_comma", found.ambiguous, both)
        if not extent.complete:
            yield Finding("no_coordinates", np.isnan(self.lon) | np.isnan(self.lat), both, known=_without(stated))
        if not extent.within(_WORLD):
            yield Finding("out_of_range", _outside(self.lon, self.lat, _WORLD), both)
        if extent.holds_zero():
            yield Finding("zero", (self.lon == 0) & (self.lat == 0), both)
        yield Finding("swapped", self.swapped, both)


def places(part: Any, *, bounds: Bounds | None, crs: str | None, where: str) -> Places:  # noqa: ANN401
    """Read the coordinates of a part as degrees.

    Parameters
    ----------
    part : pyarrow Table
        With ``lon`` and ``lat``, or without.
    bounds : (west, south, east, north), optional
        Box of the regions: shows what was swapped.
    crs : str, optional
        Reference system of the coordinates when they are no longitude and latitude of WGS 84.
    where : str
        The file, for messages.

    Returns
    -------
    Places

    Raises
    ------
    DataContractError
        If most points are no degrees although no reference system is stated, or most are swapped.
    """
    if not {"lon", "lat"} <= set(part.column_names):
        return Places(None, None, None, None, None)
    degrees = crs is None
    read = numbers(part["lon"], degrees=degrees), numbers(part["lat"], degrees=degrees)
    lon, lat = read[0].values, read[1].values
    if crs is not None:
        lon, lat = reprojected(lon, lat, crs=crs)
    extent = _Extent.of(Numbers.of(lon), Numbers.of(lat)) if crs else _Extent.of(*read)
    if crs is None and not extent.within((-_NO_ANGLE, -_NO_ANGLE, _NO_ANGLE, _NO_ANGLE)):
        _refuse_metres(lon, lat, where)
    swapped = None if extent.within(bounds or _WORLD) else _swapped(lon, lat, bounds or _WORLD)
    if swapped is not None:
        _refuse_swapped(swapped, lon, lat, where)
    return Places(lon, lat, read, swapped, extent)


def reprojected(x: np.ndarray, y: np.ndarray, *, crs: str) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude of points in another reference system; what it does not know is endless.

    Examples
    --------
    >>> [round(float(v[0]), 4) for v in reprojected(np.array([4321000.0]), np.array([3210000.0]), crs="EPSG:3035")]
    [10.0, 52.0]
    """
    from pyproj import Transformer  # noqa: PLC0415 - only where a file has another system

    lon, lat = Transformer.from_crs(crs, GEOGRAPHIC, always_xy=True).transform(x, y)
    unknown = np.isnan(x) | np.isnan(y)
    return np.where(unknown, np.nan, lon), np.where(unknown, np.nan, lat)


def other_crs(crs: Any) -> str | None:  # noqa: ANN401 - whatever pyproj understands
    """Return a reference system as text, None where it is longitude and latitude of WGS 84.

    Examples
    --------
    >>> other_crs("OGC:CRS84"), other_crs("EPSG:4326"), other_crs("EPSG:3035")
    (None, None, 'EPSG:3035')
    """
    from pyproj import CRS  # noqa: PLC0415 - only where a file or a person states one

    found = CRS.from_user_input(crs)
    if any(found.equals(CRS.from_user_input(known), ignore_axis_order=True) for known in (GEOGRAPHIC, "OGC:CRS84")):
        return None
    return str(found.to_string())


def stated_crs(crs: str | None, *, where: str) -> str | None:
    """Return a reference system that a person states, None where it is that of the map.

    Raises
    ------
    DataContractError
        If there is no such system.
    """
    from pyproj.exceptions import CRSError  # noqa: PLC0415 - only where a person states one

    try:
        return other_crs(crs) if crs else None
    except CRSError as error:
        raise DataContractError(where, [f"there is no reference system {crs!r}; write it like EPSG:3035"]) from error


def _outside(x: np.ndarray, y: np.ndarray, box: Bounds) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        found: np.ndarray = (x < box[0]) | (x > box[2]) | (y < box[1]) | (y > box[3])
    return found


def _without(stated: np.ndarray | None) -> np.ndarray | None:
    return None if stated is None else ~stated


def _swapped(lon: np.ndarray, lat: np.ndarray, box: Bounds) -> np.ndarray | None:
    """Mark points that lie in the box of the regions (or on the globe) only the other way round."""
    at = np.flatnonzero(_outside(lon, lat, box))
    x, y = lon[at], lat[at]
    at = at[~_outside(y, x, box) & ~np.isnan(x) & ~np.isnan(y)]
    if not len(at):
        return None
    found = np.zeros(len(lon), dtype=bool)
    found[at] = True
    return found


def _refuse_metres(lon: np.ndarray, lat: np.ndarray, where: str) -> None:
    known = ~(np.isnan(lon) | np.isnan(lat))
    metres = known & ((np.abs(lon) > _NO_ANGLE) | (np.abs(lat) > _NO_ANGLE))
    if metres.sum() * 2 <= known.sum():
        return
    x, y = lon[metres], lat[metres]
    problem = (
        f"{int(metres.sum()):,} of {int(known.sum()):,} points are no degrees (x from {x.min():,.0f} to "
        f"{x.max():,.0f}, y from {y.min():,.0f} to {y.max():,.0f}): they look like metres of a projected system. "
        "Say which one with --crs (such as --crs EPSG:3035), or convert them to longitude and latitude (EPSG:4326)"
    )
    raise DataContractError(where, [problem])


def _refuse_swapped(swapped: np.ndarray, lon: np.ndarray, lat: np.ndarray, where: str) -> None:
    known = int((~(np.isnan(lon) | np.isnan(lat))).sum())
    if int(swapped.sum()) * 2 <= known:
        return
    i = int(swapped.argmax())
    problem = (
        f"longitude and latitude are swapped in {int(swapped.sum()):,} of {known:,} points (the first has "
        f"longitude {lon[i]:g} and latitude {lat[i]:g}, and only the other way round it falls among the regions). "
        "Say which column is which: --columns lon=NAME,lat=NAME"
    )
    raise DataContractError(where, [problem])
