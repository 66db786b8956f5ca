"""The area in which a pattern of points is looked at: how much of it overlaps with itself, and places drawn in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from geo.errors import DataContractError

_SAME = 1e-12  # an area that fills its frame up to this part is a box
_KNOTS = 32  # moves in one direction at which the overlap with a polygon is measured
_FINE = 1e-4  # a border is simplified by this part of the side of a square of the same area before it is moved


@dataclass(frozen=True, slots=True, eq=False)
class StudyArea:
    """A polygon in metres.

    Parameters
    ----------
    polygon : Polygon or MultiPolygon
    """

    polygon: shapely.Polygon | shapely.MultiPolygon

    @property
    def square_metres(self) -> float:
        """Area of the polygon."""
        return float(self.polygon.area)

    @property
    def sides(self) -> tuple[float, float]:
        """Width and height of the frame around the polygon, metres."""
        west, south, east, north = self.polygon.bounds
        return east - west, north - south

    def overlap(self, reach: float) -> tuple[np.ndarray, np.ndarray]:
        """Measure which part of the area lies in itself when it is moved by up to `reach` metres to either side.

        Between the moves that are measured the part is interpolated along both axes, which is exact for a box; for
        other polygons `_KNOTS` moves are measured in each direction.

        Returns
        -------
        (part, shifts)
            ``part[j, i]`` for a move by ``(i - n) * shifts[0]`` to the east, ``j * shifts[1]`` to the north, where
            column n is the middle one.

        Raises
        ------
        DataContractError
            If the area ends within the distance: there is nothing to correct by.

        Examples
        --------
        >>> area = study_area((0.0, 0.0, 100.0, 50.0))
        >>> area.overlap(20.0)[0].round(2).tolist()
        [[0.8, 1.0, 0.8], [0.48, 0.6, 0.48]]
        """
        width, height = self.sides
        box = self.square_metres >= width * height * (1 - _SAME)
        knots = 1 if box else _KNOTS
        east, north = np.meshgrid(np.arange(-knots, knots + 1) * reach / knots, np.arange(knots + 1) * reach / knots)
        if box:
            part = np.clip(1 - np.abs(east) / width, 0, None) * np.clip(1 - north / height, 0, None)
        else:
            border = shapely.simplify(self.polygon, _FINE * np.sqrt(self.square_metres))
            part = _moved(border, east, north)
        if (part[np.hypot(east, north) <= reach] <= 0).any():
            raise DataContractError("study area", [f"too narrow for distances of {reach:g} m; ask for shorter ones"])
        return part, np.full(2, reach / knots)

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw places, each point of the area as likely as any other.

        Examples
        --------
        >>> x, y = study_area((0.0, 0.0, 100.0, 50.0)).draw(4, np.random.default_rng(1))
        >>> bool(((x < 100) & (y < 50)).all()), len(x)
        (True, 4)
        """
        west, south, east, north = self.polygon.bounds
        x, y = np.empty(0), np.empty(0)
        while len(x) < n:
            more = np.column_stack([rng.uniform(west, east, n), rng.uniform(south, north, n)])
            inside = shapely.contains_xy(self.polygon, more)
            x, y = np.append(x, more[inside, 0]), np.append(y, more[inside, 1])
        return x[:n], y[:n]

    def outside(self, x: np.ndarray, y: np.ndarray) -> int:
        """Count the places outside of the area; its border belongs to it.

        Examples
        --------
        >>> study_area((0.0, 0.0, 100.0, 50.0)).outside(np.array([0.0, 101.0]), np.array([0.0, 10.0]))
        1
        """
        return int((~shapely.intersects_xy(self.polygon, x, y)).sum())


def study_area(area: shapely.Geometry | tuple[float, float, float, float]) -> StudyArea:
    """Make a study area of a polygon in metres, or of the bounds of a box (west, south, east, north).

    Raises
    ------
    DataContractError
        If it is no polygon, or has no area.

    Examples
    --------
    >>> study_area((0, 0, 1000, 500)).square_metres
    500000.0
    """
    if isinstance(area, shapely.Geometry):
        polygon = area
    else:
        west, south, east, north = area
        polygon = shapely.box(west, south, east, north)
    if not isinstance(polygon, shapely.Polygon | shapely.MultiPolygon) or not polygon.is_valid or polygon.area <= 0:
        found = f"{type(polygon).__name__}, area {shapely.area(polygon):g}"
        raise DataContractError("study area", [f"a valid polygon with an area is needed, found {found}"])
    shapely.prepare(polygon)
    return StudyArea(polygon)


def _moved(polygon: shapely.Geometry, east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """Return the part of the polygon that it shares with itself after each move."""
    part = np.empty(east.shape)
    for place in np.ndindex(*east.shape):
        move = np.array([east[place], north[place]])
        there = shapely.transform(polygon, move.__add__)
        part[place] = shapely.area(shapely.intersection(polygon, there))
    part /= shapely.area(polygon)
    return part
