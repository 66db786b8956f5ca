"""A point outside all regions belongs to the nearest one within a distance, measured on the sphere."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.assign import assign, region_grid
from tests.geo.plane import frame

RADIUS_KM = 6371.0088
DEGREE_KM = math.radians(1) * RADIUS_KM


def distances(regions: gpd.GeoDataFrame, lon: float, lat: float) -> np.ndarray:
    """Great-circle distance to many places of each border, km."""
    found = []
    for shape in regions.geometry:
        x, y = np.radians(shapely.get_coordinates(shape.boundary.segmentize(0.002))).T
        a, b = math.radians(lon), math.radians(lat)
        h = np.sin((y - b) / 2) ** 2 + np.cos(y) * math.cos(b) * np.sin((x - a) / 2) ** 2
        found.append(2 * RADIUS_KM * np.arcsin(np.sqrt(h)).min())
    return np.array(found)


SPREAD = frame({
    "A": shapely.box(10, 50, 12, 51), "B": shapely.Polygon([(14, 50), (15, 53), (14, 52)]),
    "C": shapely.box(178, 60, 180, 62), "D": shapely.box(-179, 64, -176, 66), "E": shapely.box(11, 85, 20, 86),
})  # fmt: skip
GRIDS = {cells: region_grid(SPREAD, cells=cells) for cells in (1, 20, 300)}


@given(
    st.floats(-185, 185), st.floats(45, 89.5), st.floats(0.5, 900), st.sampled_from(sorted(GRIDS)),
)  # fmt: skip
def test_the_nearest_region_is_the_one_that_many_places_of_the_borders_say(
    lon: float, lat: float, km: float, cells: int
) -> None:
    inside, found = (
        int(assign(np.array([lon]), np.array([lat]), GRIDS[cells], nearest_km=reach)[0]) for reach in (0.0, km)
    )
    away = distances(SPREAD, lon, lat)
    if inside >= 0:
        assert found == inside
    elif found >= 0:
        assert away[found] <= min(away.min(), km) + 0.2
    else:
        assert away.min() > km - 0.2


def test_the_distance_is_kilometres_on_the_sphere() -> None:
    grid = region_grid(frame({"A": shapely.box(0, 59, 1, 61)}))
    lon, lat = np.array([1.2, 0.5, 0.5]), np.array([60.0, 61.1, 61.1 + 1e-9])
    exact = 2 * math.asin(math.cos(math.radians(60)) * math.sin(math.radians(0.1))) * RADIUS_KM
    assert assign(lon[:1], lat[:1], grid, nearest_km=exact * 1.0001).tolist() == [0]
    assert assign(lon[:1], lat[:1], grid, nearest_km=exact * 0.999).tolist() == [-1]
    assert assign(lon[1:], lat[1:], grid, nearest_km=0.1 * DEGREE_KM + 1e-8).tolist() == [0, -1]


def test_nearest_is_by_kilometres_not_by_degrees() -> None:
    regions = frame({"N": shapely.box(0, 61, 1, 62), "E": shapely.box(2.5, 59, 4, 60)})
    assert assign(np.array([1.0]), np.array([59.9]), region_grid(regions), nearest_km=200).tolist() == [0]


def test_across_the_180th_meridian_and_over_the_pole() -> None:
    regions = frame({"A": shapely.box(179, 0, 180, 1), "B": shapely.box(10, 88, 20, 89)})
    lon, lat = np.array([-179.9, 180.1, -165.0, 15.0]), np.array([0.5, 0.5, 89.5, 90.0])
    assert assign(lon, lat, region_grid(regions), nearest_km=200).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("order", [("A", "B"), ("B", "A")])
def test_of_two_equally_near_regions_the_first_takes_the_point(order: tuple[str, str]) -> None:
    shapes = (shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1))
    grid = region_grid(frame(dict(zip(order, shapes, strict=True))))
    assert assign(np.array([1.0]), np.array([1.05]), grid, nearest_km=50).tolist() == [0]


def test_the_order_of_points_and_their_number_change_nothing() -> None:
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(5, 20, 9000), rng.uniform(45, 55, 9000)
    found = assign(lon, lat, GRIDS[300], nearest_km=100)
    assert assign(lon[::-1], lat[::-1], GRIDS[300], nearest_km=100)[::-1].tolist() == found.tolist()
    assert set(found.tolist()) == {-1, 0, 1}
