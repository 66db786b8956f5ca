"""Drawn areas hold exactly what lies inside them on the map, and are compared with the rest."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.area_profile import profile
from geo.drawn_area import MAX_VERTICES, RowRanges, inside
from geo.errors import DataContractError
from geo.point_build import build_index
from geo.point_filters import PointFilter
from geo.point_index import EnterpriseIndex
from geo.tiles import down

N = 120_000
CODES = np.array(["A", "C", "J"])


@pytest.fixture(scope="module")
def index() -> EnterpriseIndex:
    rng = np.random.default_rng(3)
    lon, lat = rng.normal(15, 8, N), rng.normal(48, 4, N)
    persons = np.where(rng.random(N) < 0.05, np.nan, rng.integers(1, 300, N))
    return build_index(lon, lat, CODES[rng.integers(0, 3, N)], persons, np.arange(N))


def rows_of(found: RowRanges) -> np.ndarray:
    ranges = [np.arange(a, b) for a, b in zip(found.starts, found.ends, strict=True)]
    return np.concatenate([*ranges, np.empty(0, int)])


def expected(index: EnterpriseIndex, corners: np.ndarray) -> np.ndarray:
    """Test every enterprise by itself, in the square of the web map."""
    area = shapely.make_valid(shapely.Polygon(np.column_stack([corners[:, 0], -down(corners[:, 1]) * 360])))
    return np.flatnonzero(shapely.contains_xy(area, index.lon / 1e7, -down(index.lat / 1e7) * 360))


AREAS = {
    "triangle": [(5, 40), (25, 42), (12, 56)],
    "concave": [(5, 42), (25, 42), (25, 54), (15, 45), (5, 54)],
    "crossing itself": [(5, 42), (25, 54), (25, 42), (5, 54)],
    "far too large": [(-170, -80), (170, -80), (170, 80), (-170, 80)],
    "small": [(15.001, 48.001), (15.3, 48.002), (15.2, 48.3)],
}


@pytest.mark.parametrize("name", AREAS)
def test_an_area_holds_what_a_test_of_every_enterprise_finds(index: EnterpriseIndex, name: str) -> None:
    corners = np.array(AREAS[name], dtype=float)
    found = rows_of(inside(index, corners))
    np.testing.assert_array_equal(found, expected(index, corners))
    assert len(found) == N if name == "far too large" else 0 < len(found) < N


def test_a_star_of_200_corners_is_exact(index: EnterpriseIndex) -> None:
    angle = np.linspace(0, 2 * np.pi, MAX_VERTICES, endpoint=False)
    radius = 2 + 3 * (np.arange(MAX_VERTICES) % 2)
    corners = np.column_stack([15 + radius * np.cos(angle), 48 + radius * np.sin(angle)])
    np.testing.assert_array_equal(rows_of(inside(index, corners)), expected(index, corners))


def test_an_area_on_the_next_turn_of_the_globe_and_across_its_seam_holds_the_same() -> None:
    fiji = build_index(np.array([179.0, -179.0, 0.0]), np.full(3, -17.0), np.repeat("C", 3), np.ones(3), np.arange(3))
    corners = np.array([(178.0, -20.0), (182.0, -20.0), (182.0, -10.0), (178.0, -10.0)])
    for turn in (0.0, -360.0):
        assert sorted(fiji.ids[rows_of(inside(fiji, corners + np.array([turn, 0.0])))]) == [0, 1]


@pytest.mark.parametrize(
    ("corners", "problem"),
    [
        ([(0, 0), (1, 1)], "it must have 3 to 200 corners, found 2"),
        ([(i, i % 7) for i in range(201)], "it must have 3 to 200 corners, found 201"),
        ([(0, 0), (1, np.nan), (2, 0)], "every corner must be a longitude and a latitude"),
        ([(0, 0), (1, 91), (2, 0)], "every corner must be a longitude and a latitude"),
        ([(0, 0), (5, 0), (9, 0)], "its corners lie on one line: it holds nothing"),
    ],
)
def test_what_is_no_area_is_refused(index: EnterpriseIndex, corners: list[tuple[float, float]], problem: str) -> None:
    with pytest.raises(DataContractError, match=f"polygon: {problem}"):
        inside(index, np.array(corners, dtype=float))


def test_quotients_compare_the_area_with_the_rest_and_not_with_the_whole(index: EnterpriseIndex) -> None:
    area = inside(index, np.array(AREAS["triangle"], dtype=float))
    own = np.zeros(N, dtype=bool)
    own[rows_of(area)] = True
    persons = np.maximum(index.employees, 0)
    found = profile(index, area)
    assert (found.enterprises, found.employees, found.basis) == (own.sum(), persons[own].sum(), "employees")
    for one in found.industries:
        this = index.industry == index.industry_codes.index(one.code)
        share = persons[own & this].sum() / persons[own].sum()
        rest = persons[~own & this].sum() / persons[~own].sum()
        assert one.quotient == pytest.approx(share / rest, abs=1e-4)
        assert one.enterprises == (own & this).sum()


def test_a_filter_of_industries_leaves_the_quotients_as_they_are(index: EnterpriseIndex) -> None:
    area = inside(index, np.array(AREAS["triangle"], dtype=float))
    whole, only = profile(index, area), profile(index, area, wanted=PointFilter(frozenset("C")))
    assert [one for one in whole.industries if one.code == "C"] == list(only.industries)
    assert only.enterprises == only.industries[0].enterprises == len(only.rows)
    large = profile(index, area, wanted=PointFilter(employees=(250, None)))
    assert large.enterprises == (index.employees[whole.rows] >= 250).sum()


def test_the_largest_stand_first_and_those_of_unknown_size_last(index: EnterpriseIndex) -> None:
    rows = profile(index, inside(index, np.array(AREAS["triangle"], dtype=float))).rows
    assert (np.diff(index.employees[rows]) <= 0).all()
    assert index.employees[rows[-1]] == -1


def test_where_no_employees_are_known_enterprises_are_compared() -> None:
    lon = np.array([1.0, 1.0, 9.0, 9.0])
    index = build_index(lon, lon, np.array(["C", "C", "C", "J"]), np.full(4, np.nan), np.arange(4))
    found = profile(index, inside(index, np.array([[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]])))
    assert (found.basis, found.employees, found.industries[0].quotient) == ("enterprises", 0, 2.0)


def test_an_area_that_holds_everybody_or_nobody_has_no_quotients(index: EnterpriseIndex) -> None:
    everybody = profile(index, inside(index, np.array(AREAS["far too large"], dtype=float)))
    assert {one.quotient for one in everybody.industries} == {None}
    nobody = profile(index, inside(index, np.array([(100.0, 0.0), (101.0, 0.0), (100.0, 1.0)])))
    assert (nobody.enterprises, nobody.industries) == (0, ())
