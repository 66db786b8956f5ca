"""Sites in metres: on any side of the antimeridian, with what is unknown left out and counted, and areas to look in."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.crs import Plane, area_km2, distance_km, plane_around, stretch, through_the_earth
from geo.errors import DataContractError, UnknownOptionError
from geo.sites import Sites, firms_of, sites_of
from geo.study_area import study_area


def rows(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"lon": [30.0, 30.1, 30.2], "lat": [50.0, 50.1, 50.2], "industry_code": "A"} | columns)


def test_metres_are_those_of_the_ellipsoid_also_across_the_antimeridian() -> None:
    table = pd.DataFrame({"lon": [179.5, -179.5, 179.0], "lat": [10.0, 10.5, 9.0], "industry_code": "A"})
    sites = sites_of(table)
    found = np.hypot(sites.x - sites.x[1], sites.y - sites.y[1]) / 1000
    wanted = distance_km(table["lon"].to_numpy(), table["lat"].to_numpy(), to_lon=-179.5, to_lat=10.5)
    np.testing.assert_allclose(found, wanted, rtol=1e-4)
    space = through_the_earth(table["lon"].to_numpy(), table["lat"].to_numpy())
    np.testing.assert_allclose(np.linalg.norm(space - space[1], axis=1) / 1000, wanted, rtol=1e-4)


def test_no_distance_is_more_wrong_than_the_stretch_says() -> None:
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(-10, 30, 200), rng.uniform(36, 68, 200)
    plane = plane_around(lon, lat)
    x, y = plane.metres(lon, lat)
    for i in range(0, 200, 20):
        away = distance_km(lon, lat, to_lon=lon[i], to_lat=lat[i])
        far = away > 1
        assert np.abs(np.hypot(x - x[i], y - y[i])[far] / 1000 / away[far] - 1).max() < stretch(x, y)
    assert 0.01 < stretch(x, y) < 0.03


def test_the_middle_is_the_same_in_any_order() -> None:
    lon, lat = np.random.default_rng(1).uniform(0, 40, (2, 999))
    assert plane_around(lon, lat) == plane_around(lon[::-1], lat[::-1])


def test_the_plane_keeps_areas() -> None:
    square = shapely.box(20, 55, 21, 56)
    wanted = area_km2(gpd.GeoSeries([square], crs="EPSG:4326"))[0]
    assert shapely.area(Plane(10.0, 50.0).shape(square)) / 1e6 == pytest.approx(wanted, rel=0.002)


def test_rows_without_coordinates_or_jobs_are_left_out_and_counted() -> None:
    table = rows(lon=[30.0, None, 30.2], employees=[5, 7, None], enterprise_id=["a", "b", "a"])
    assert (len(sites_of(table)), sites_of(table).left_out) == (2, 1)
    jobs = sites_of(table, weight="employees")
    assert (len(jobs), jobs.left_out, jobs.weight.tolist()) == (1, 2, [5.0])


def test_an_industry_may_be_several_codes() -> None:
    sites = Sites.planar(np.zeros(5), np.zeros(5), ["A", "B", "C", "A", "B"])
    assert sites.of(["A", "B"]).tolist() == [0, 1, 3, 4]


def test_rows_without_an_id_are_enterprises_of_their_own() -> None:
    assert firms_of(rows()).tolist() == [0, 1, 2]
    assert firms_of(rows(enterprise_id=[None, "a", None])).tolist() == [1, 0, 2]


def test_what_is_no_register_of_places_is_refused() -> None:
    both = r"^points: the column lat is missing; the column employees is missing$"
    with pytest.raises(DataContractError, match=both):
        sites_of(rows().drop(columns="lat"), weight="employees")
    with pytest.raises(DataContractError, match=r"^points: no row has coordinates$"):
        sites_of(rows(lon=[None, None, np.nan]))
    with pytest.raises(DataContractError, match="no row has coordinates and employees"):
        sites_of(rows(employees=[np.nan] * 3), weight="employees")
    with pytest.raises(DataContractError, match=r"2 place\(s\) are no degrees .*, first in row 1"):
        sites_of(rows(lon=[30.0, 3.4e6, np.inf]))
    with pytest.raises(DataContractError, match=r"1 row\(s\) have a negative or infinite number .*, first in row 2"):
        sites_of(rows(employees=[5, 5, -1]), weight="employees")
    with pytest.raises(DataContractError, match="the column industry_code is missing"):
        sites_of(rows().drop(columns="industry_code"))
    with pytest.raises(UnknownOptionError, match="no weight 'jobs'"):
        sites_of(rows(), weight="jobs")


# ---- the area
def test_places_are_drawn_all_over_the_area_and_only_there() -> None:
    shape = shapely.box(0, 0, 10, 5).union(shapely.box(0, 0, 5, 10))
    area = study_area(shape)
    x, y = area.draw(6000, np.random.default_rng(1))
    assert (len(x), area.outside(x, y)) == (6000, 0)
    assert ((x < 5) & (y < 5)).mean() == pytest.approx(1 / 3, abs=0.02)
    assert (x >= 5).mean() == pytest.approx(1 / 3, abs=0.02)


def test_the_overlap_of_a_box_is_exact_and_that_of_a_polygon_is_measured() -> None:
    part, shifts = study_area((0, 0, 100, 50)).overlap(20.0)
    assert part.shape == (2, 3)
    shape = shapely.box(0, 0, 10, 5).union(shapely.box(0, 0, 5, 10))
    part, shifts = study_area(shape).overlap(4.0)
    moved = shapely.affinity.translate(shape, -2.0, 3.0)
    middle = part.shape[1] // 2
    assert part[round(3.0 / shifts[1]), middle - round(2.0 / shifts[0])] == pytest.approx((shape & moved).area / 75)
    assert part[0, middle] == pytest.approx(1)


def test_what_is_no_area_is_refused() -> None:
    with pytest.raises(DataContractError, match=r"a valid polygon with an area is needed, found Point, area 0"):
        study_area(shapely.Point(0, 0))
    with pytest.raises(DataContractError, match="a valid polygon with an area is needed, found Polygon, area 0"):
        study_area((0, 0, 0, 5))
    with pytest.raises(DataContractError, match=r"study area: too narrow for distances of 60 m"):
        study_area((0, 0, 100, 50)).overlap(60.0)
