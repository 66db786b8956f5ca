"""Neighbours share a border or a corner; of points they are the nearest."""

import geopandas as gpd
import pytest
import shapely

from geo.errors import UnknownRegionError
from geo.neighbours import NEAREST, neighbours
from geo.store import default_store

GRID = gpd.GeoDataFrame(
    index=[f"{r}{c}" for r in range(3) for c in range(3)],
    geometry=[shapely.box(c, r, c + 1, r + 1) for r in range(3) for c in range(3)],
    crs="EPSG:4326",
)


def test_a_shared_corner_counts() -> None:
    assert neighbours(GRID, "00") == ["01", "10", "11"]
    assert len(neighbours(GRID, "11")) == 8


def test_a_region_is_no_neighbour_of_its_own_and_an_island_has_none() -> None:
    island = GRID.iloc[[0]]
    assert neighbours(island, "00") == []


def test_points_have_the_nearest_on_the_globe_nearest_first() -> None:
    """At 60 degrees north a degree of longitude is half as long: 1.5 of them are nearer than one of latitude."""
    points = gpd.GeoDataFrame(
        index=["A", "north", "east", *"bcdef"],
        geometry=shapely.points([(0, 60), (0, 61), (1.5, 60), *[(i, 70) for i in range(5)]]),
        crs="EPSG:4326",
    )
    got = neighbours(points, "A")
    assert got[:2] == ["east", "north"]
    assert len(got) == NEAREST
    assert "A" not in got


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(UnknownRegionError, match=r"there is no region '99'"):
        neighbours(GRID, "99")


def test_states_of_the_us_have_the_neighbours_of_the_atlas() -> None:
    states = default_store().dataset("us").regions_at("state")
    assert neighbours(states, "06") == ["04", "32", "41"]
    assert neighbours(states, "15") == []
    assert len(neighbours(states, "47")) == 8
