"""Surfaces keep what they are made from: sums, places, the width of the kernel."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geo.point_build import build_index
from geo.point_filters import PointFilter, PointView
from geo.point_index import EnterpriseIndex
from geo.point_surfaces import CLASSES, HEXAGON_PX, Raster, _blurred, _hexagon_of, density, hexagons, raster
from geo.tiles import latitudes

N = 50_000
VIEW = (5.0, 44.0, 25.0, 52.0)


@pytest.fixture(scope="module")
def index() -> EnterpriseIndex:
    rng = np.random.default_rng(8)
    lon, lat = rng.normal(15, 3, N), rng.normal(48, 1.5, N)
    return build_index(lon, lat, np.array(["A", "C"])[rng.integers(0, 2, N)], rng.integers(1, 90, N), np.arange(N))


@pytest.mark.parametrize("zoom", [4, 6, 9])
def test_cells_of_a_view_add_up_to_those_inside(index: EnterpriseIndex, zoom: int) -> None:
    found = raster(index, PointView(VIEW, zoom), bits=5)
    size = 2**found.level
    x = np.floor((index.lon / 1e7 + 180) / 360 * size) - found.left
    rows, columns = found.values.shape[:2]
    lat = latitudes(np.array([found.top, found.top + rows]) / size)
    own = (x >= 0) & (x < columns) & (index.lat / 1e7 < lat[0]) & (index.lat / 1e7 >= lat[1])
    assert found.values[..., 0].sum() == own.sum() > N / 10
    assert found.values[..., 1].sum() == index.employees[own].sum()


def test_a_raster_puts_one_enterprise_into_its_cell() -> None:
    one = build_index(np.array([15.0]), np.array([48.0]), np.array(["C"]), np.array([7]), np.array([1]))
    found = raster(one, PointView(VIEW, 6), bits=5)
    row, column = (int(at[0]) for at in np.nonzero(found.values[..., 0]))
    west = (found.left + column) / 2**found.level * 360 - 180
    assert west <= 15.0 < west + 360 / 2**found.level
    north, south = latitudes((found.top + row + np.array([0.0, 1.0])) / 2**found.level)
    assert south < 48.0 <= north


def test_the_kernel_keeps_the_sum_and_has_the_width_it_states() -> None:
    spike = np.zeros((121, 141))
    spike[60, 70] = 5.0
    smooth = _blurred(spike, 6.0)
    assert smooth.sum() == pytest.approx(5.0, rel=1e-6)
    rows = np.arange(121) - 60
    assert math.sqrt((smooth.sum(axis=1) * rows**2).sum() / 5.0) == pytest.approx(6.0, rel=1e-3)
    assert smooth[60, 70] == pytest.approx(5.0 / (2 * math.pi * 36), rel=1e-3)


def test_the_fourier_transform_agrees_with_adding_kernels_one_by_one() -> None:
    rng = np.random.default_rng(1)
    values = rng.integers(0, 4, (40, 50)).astype(float)
    rows, columns = np.mgrid[:40, :50]
    direct = sum(
        values[r, c] * np.exp(-((rows - r) ** 2 + (columns - c) ** 2) / (2 * 9)) / (2 * math.pi * 9)
        for r, c in zip(*np.nonzero(values), strict=True)
    )
    np.testing.assert_allclose(_blurred(values, 3.0), direct, atol=2e-3)


def test_density_is_highest_where_the_enterprises_are_and_told_per_square_kilometre(index: EnterpriseIndex) -> None:
    found = density(index, PointView(VIEW, 6), bandwidth=20.0)
    digits = np.array([[int(digit) for digit in row] for row in found.rows])
    assert digits.max() == CLASSES
    west, south, east, north = found.bounds
    assert west <= VIEW[0] < VIEW[2] <= east
    assert south <= VIEW[1] < VIEW[3] <= north
    _, column = (at.mean() for at in np.nonzero(digits == CLASSES))
    assert west + (column + 0.5) / digits.shape[1] * (east - west) == pytest.approx(15, abs=0.4)
    # a normal distribution of 3 x 1.5 degrees around 48 north: 223 km x 167 km, blurred by 20 km
    peak = N / (2 * math.pi * math.hypot(223, 20) * math.hypot(167, 20))
    assert found.levels[-1] < peak * 1.15 < found.levels[-1] * 2.6
    assert found.levels[-1] / found.levels[0] == pytest.approx(2 ** (CLASSES - 1), rel=0.1)


def test_the_weight_of_employees_and_a_filter_change_the_density(index: EnterpriseIndex) -> None:
    ones, persons = (density(index, PointView(VIEW, 6), employees=weight, bandwidth=20.0) for weight in (False, True))
    assert persons.levels[-1] / ones.levels[-1] == pytest.approx(45, rel=0.1)
    half = density(index, PointView(VIEW, 6, PointFilter(frozenset("A"))), bandwidth=20.0)
    assert half.levels[-1] / ones.levels[-1] == pytest.approx(0.5, rel=0.1)


def test_a_view_without_enterprises_is_flat(index: EnterpriseIndex) -> None:
    found = density(index, PointView((100.0, 0.0, 110.0, 5.0), 6))
    assert found.levels == ()
    assert set("".join(found.rows)) == {"0"}


@pytest.mark.parametrize("zoom", [5, 7])
def test_hexagons_hold_everybody_in_the_view(index: EnterpriseIndex, zoom: int) -> None:
    cells, side = hexagons(index, PointView((-60.0, 20.0, 90.0, 75.0), zoom))
    assert sum(cell[0] for cell in cells) == N
    assert sum(cell[1] for cell in cells) == index.employees.sum()
    assert side * 256 * 2**zoom == pytest.approx(HEXAGON_PX)


def test_middles_of_hexagons_are_those_of_a_regular_grid(index: EnterpriseIndex) -> None:
    cells, side = hexagons(index, PointView(VIEW, 6))
    x = np.array([(cell[2] + 180) / 360 for cell in cells])
    steps = np.diff(np.unique(np.round(x / (side * math.sqrt(3) / 2)).astype(int)))
    assert np.allclose(x / (side * math.sqrt(3) / 2) % 1 % 0.999, 0, atol=2e-3)
    assert steps.min() == 1


def test_a_place_falls_into_the_hexagon_whose_middle_is_nearest() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.uniform(-20, 20, 2000), rng.uniform(-20, 20, 2000)
    q, r = _hexagon_of(x, y)
    own = np.hypot(x - math.sqrt(3) * (q + r / 2), y - 1.5 * r)
    for dq, dr in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)):
        other = np.hypot(x - math.sqrt(3) * (q + dq + (r + dr) / 2), y - 1.5 * (r + dr))
        assert (own <= other + 1e-9).all()


def test_a_raster_is_a_value(index: EnterpriseIndex) -> None:
    assert isinstance(raster(index, PointView(VIEW, 3), bits=2), Raster)
