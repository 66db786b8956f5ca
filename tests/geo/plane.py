"""Regions and points in the plane, and whether one covers the other, by fractions: what the compiled grid must give."""

from fractions import Fraction
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]


def frame(shapes: dict[str, BaseGeometry | None]) -> gpd.GeoDataFrame:
    """Regions by code, in longitude and latitude."""
    return gpd.GeoDataFrame(geometry=list(shapes.values()), index=list(shapes), crs="EPSG:4326")


def turn(a: Point, b: Point, p: Point) -> int:
    """Sign of the orientation of three points."""
    ax, ay, bx, by, px, py = (Fraction(value) for value in (*a, *b, *p))
    value = (ax - px) * (by - py) - (ay - py) * (bx - px)
    return (value > 0) - (value < 0)


def covers(shape: BaseGeometry, point: Point) -> bool:
    """Tell whether a polygon covers a point, its border included; without rounding."""
    inside = False
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        corners = [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)]
        for a, b in pairwise(corners):
            within = min(a[0], b[0]) <= point[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= point[1] <= max(a[1], b[1])
            if within and turn(a, b, point) == 0:
                return True
            if (a[1] > point[1]) != (b[1] > point[1]):
                inside ^= (turn(a, b, point) > 0) == (b[1] > a[1])
    return inside


def first_of(regions: gpd.GeoDataFrame, points: np.ndarray) -> list[int]:
    """Position, in order of the codes, of the first region that covers each point; -1 for none."""
    shapes = regions.sort_index().geometry.to_list()
    return [next((k for k, shape in enumerate(shapes) if covers(shape, (x, y))), -1) for x, y in points.tolist()]


def first_by_shapely(regions: gpd.GeoDataFrame, points: np.ndarray) -> np.ndarray:
    """Do the same with shapely, which is quicker."""
    point, region = shapely.STRtree(regions.sort_index().geometry.to_numpy()).query(
        shapely.points(points), predicate="covered_by"
    )
    found = np.full(len(points), len(regions))
    np.minimum.at(found, point, region)
    return np.where(found == len(regions), -1, found)
