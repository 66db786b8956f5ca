"""Areas and distances are those of the Earth, not of degrees."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.crs import area_km2, distance_km, require_crs
from geo.errors import DataContractError
from geo.store import default_store


def frame(*shapes: shapely.Geometry, crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs=crs)


def test_a_degree_square_shrinks_towards_the_pole() -> None:
    equator, north = area_km2(frame(shapely.box(0, 0, 1, 1), shapely.box(0, 60, 1, 61)))
    assert equator == pytest.approx(12308.8, abs=1)
    assert north / equator == pytest.approx(0.4946, abs=0.005)


def test_the_area_does_not_depend_on_the_system_that_it_comes_in() -> None:
    square = frame(shapely.box(30, 50, 31, 51))
    assert area_km2(square.to_crs(3857)) == pytest.approx(area_km2(square), rel=1e-9)


def test_the_area_of_california_is_that_of_the_census() -> None:
    """The Census Bureau counts 403,500 km2 of land and 7,300 of inland water."""
    states = default_store().geometry("us-states", "detail")
    assert area_km2(states.loc[["06"]])[0] == pytest.approx(403_500 + 7_300, rel=0.01)


def test_kyiv_to_lviv_is_469_km_and_the_antimeridian_is_no_wall() -> None:
    assert distance_km(np.array([30.52]), np.array([50.45]), to_lon=24.03, to_lat=49.84) == pytest.approx([469], abs=1)
    assert distance_km(np.array([179.5]), np.array([0.0]), to_lon=-179.5, to_lat=0.0) == pytest.approx([111.3], abs=0.1)


@pytest.mark.parametrize("function", [area_km2, require_crs])
def test_a_frame_without_system_is_refused(function: object) -> None:
    with pytest.raises(DataContractError, match=r"the coordinate reference system is missing"):
        function(frame(shapely.box(0, 0, 1, 1), crs=None))  # type: ignore[operator]
