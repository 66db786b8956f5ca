"""A frame on paper through which a part of the Earth is seen, and how a place comes into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from papers.projection import unrolled

if TYPE_CHECKING:
    from papers.projection import Box, Projection
    from papers.sheet import Rect

Bounds = tuple[float, float, float, float]
"""West, south, east, north in the plane, metres."""
_ALONG = 24  # places along each side of a frame where it is looked at
_MORE = 0.04  # part of its extent that a window is larger than what is seen


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A rectangle of the sheet with a map in it.

    Parameters
    ----------
    projection : Projection
    rect : (left, top, width, height)
        Points.
    middle : (x, y)
        What is in the middle of the rectangle, metres of the projection.
    metres : float
        Metres on the ground in one point on paper, in the middle of the projection.
    """

    projection: Projection
    rect: Rect
    middle: tuple[float, float]
    metres: float

    def page(self, places: np.ndarray) -> np.ndarray:
        """Put places of the plane (n, 2), metres, onto the sheet, points."""
        left, top, wide, high = self.rect
        across = left + wide / 2 + (places[:, 0] - self.middle[0]) / self.metres
        down = top + high / 2 - (places[:, 1] - self.middle[1]) / self.metres
        return np.column_stack([across, down])

    def point(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Put places in degrees onto the sheet, points (n, 2)."""
        return self.page(self.projection.forward(self.near(lon), np.asarray(lat, dtype=float)))

    def near(self, lon: np.ndarray) -> np.ndarray:
        """Longitudes within 180 degrees of the middle."""
        middle = self.projection.middle
        return (np.asarray(lon, dtype=float) - middle + 180.0) % 360.0 - 180.0 + middle

    def holds(self, points: np.ndarray, room: float = 0.0) -> np.ndarray:
        """Tell which points of the sheet (n, 2) lie in the frame, at least `room` from its edges."""
        left, top, wide, high = self.rect
        x, y = points[:, 0], points[:, 1]
        across = (x >= left + room) & (x <= left + wide - room)
        found: np.ndarray = across & (y >= top + room) & (y <= top + high - room)
        return found

    def window(self) -> Box:
        """Return the degrees within which all lies that the frame shows, and a little more."""
        first, last = self.projection.middle - 180.0, self.projection.middle + 180.0
        if self.projection.kind == "eqearth":
            return -90.0, first, 90.0, last
        _, _, wide, high = self.rect
        across, down = np.meshgrid(np.linspace(0, 1, _ALONG), np.linspace(0, 1, _ALONG))
        x = self.middle[0] + (across.ravel() - 0.5) * wide * self.metres
        y = self.middle[1] + (0.5 - down.ravel()) * high * self.metres
        lon, lat = self.projection.inverse(np.column_stack([x, y]))
        if not (np.isfinite(lon) & np.isfinite(lat)).all():
            return -90.0, first, 90.0, last
        up, aside = (np.ptp(side) * _MORE for side in (lat, lon))
        return (
            float(max(lat.min() - up, -90.0)),
            float(max(lon.min() - aside, first)),
            float(min(lat.max() + up, 90.0)),
            float(min(lon.max() + aside, last)),
        )


def fitted(projection: Projection, bounds: Bounds, rect: Rect, room: float = 0.0) -> Frame:
    """Fit bounds in metres (west, south, east, north) into a rectangle, with room at its edges in points.

    Examples
    --------
    >>> from papers.projection import projection_for
    >>> frame = fitted(projection_for((0, 0, 1, 1)), (-1000.0, -500.0, 1000.0, 500.0), (0.0, 0.0, 100.0, 100.0))
    >>> frame.metres, frame.page(np.array([[1000.0, 500.0]])).tolist()
    (20.0, [[100.0, 25.0]])
    """
    west, south, east, north = bounds
    _, _, wide, high = rect
    metres = max((east - west) / (wide - 2 * room), (north - south) / (high - 2 * room))
    return Frame(projection, rect, ((west + east) / 2, (south + north) / 2), metres)


def within(places: np.ndarray, box: Box) -> np.ndarray:
    """Tell which places (n, 2), longitude and latitude, lie in an extent.

    Examples
    --------
    >>> within(np.array([[-170.0, 60.0], [0.0, 60.0]]), (50.0, 160.0, 70.0, -160.0)).tolist()
    [True, False]
    """
    south, west, north, east = unrolled(box)
    lon, lat = (places[:, 0] - west) % 360.0 + west, places[:, 1]
    found: np.ndarray = (lon <= east) & (lat >= south) & (lat <= north)
    return found


def bounds_of(projection: Projection, box: Box, places: np.ndarray) -> Bounds:
    """Bounds in the plane of places; of the extent itself where there are none.

    Parameters
    ----------
    projection : Projection
    box : (south, west, north, east)
        Degrees.
    places : ndarray of shape (n, 2)
        Longitude and latitude.

    Returns
    -------
    (west, south, east, north)
        Metres.
    """
    if len(places):
        lon, lat = places.T
    else:
        south, west, north, east = unrolled(box)
        lon, lat = (part.ravel() for part in np.meshgrid(np.linspace(west, east, _ALONG),
                                                         np.linspace(south, north, _ALONG)))  # fmt: skip
    middle = projection.middle
    there = projection.forward((lon - middle + 180.0) % 360.0 - 180.0 + middle, lat)
    return tuple(float(v) for v in (*there.min(axis=0), *there.max(axis=0)))  # type: ignore[return-value]
