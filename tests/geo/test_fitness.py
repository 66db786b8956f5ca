"""Fitness and reflections against numbers that others have published or computed, and by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo import indicators
from geo.activity import from_tables
from geo.errors import UnknownOptionError
from geo.fitness import fitness, fitness_and_quality, method_of_reflections, reflections
from geo.network import presence_from, presence_of
from tests.geo.networks import BINARY_TABLES, GIVEN, european, network
from tests.geo.tables import FEW, assert_close, wide

Oracle = Callable[[str], dict[str, Any]]
STAIRS = [[1, 1, 1], [1, 1, 0], [1, 0, 0]]


# ---- fitness
def test_fitness_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    activity = european(case, oracles)
    expected = case["expected"]["fitness"]
    assert_close(fitness(activity, iterations=19)["value"], expected, case)
    assert_close(indicators.compute("fitness", activity, {"iterations": "19"})["value"], expected, case)
    _, quality = fitness_and_quality(presence_of(activity), iterations=19)
    assert_close(quality["value"], case["expected"]["complexity"], case)


def test_fitness_by_hand() -> None:
    """Step 1: F = (3, 2, 1) / 2, Q = (1/3, 1/2, 1) / (11/18); step 2: F = M Q over its mean."""
    one, quality = fitness_and_quality(presence_from(wide(STAIRS)), iterations=1)
    assert one["value"].tolist() == pytest.approx([1.5, 1.0, 0.5])
    assert quality["value"].tolist() == pytest.approx([6 / 11, 9 / 11, 18 / 11])
    assert one["change"].tolist() == pytest.approx([0.5] * 3)
    assert quality["change"].tolist() == pytest.approx([7 / 11] * 3)
    two, quality = fitness_and_quality(presence_from(wide(STAIRS)), iterations=2)
    assert two["value"].tolist() == pytest.approx([11 / 6, 5 / 6, 1 / 3])
    inverse = np.array([1 / 1.5 + 1 + 2, 1 / 1.5 + 1, 1 / 1.5])
    expected = 1 / inverse / (1 / inverse).mean()
    assert quality["value"].tolist() == pytest.approx(expected.tolist())
    assert (list(two.index), list(quality.index)) == (["R0", "R1", "R2"], ["I0", "I1", "I2"])
    assert list(two.columns) == list(quality.columns) == ["value", "change"]


def test_fitness_makes_two_hundred_steps_unless_told_otherwise() -> None:
    activity = network([[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1], [0, 1, 0, 1]])
    default, many = fitness(activity, rule=GIVEN), fitness(activity, iterations=200, rule=GIVEN)
    pd.testing.assert_frame_equal(default, many)
    pd.testing.assert_frame_equal(indicators.compute("fitness", activity, {"presence": "given"}), many)
    for near in (199, 201):
        assert not fitness(activity, iterations=near, rule=GIVEN).equals(many)


def test_what_is_present_nowhere_has_no_fitness_and_counts_for_none() -> None:
    rows = np.zeros((4, 4))
    rows[:3, :3] = STAIRS
    regions, quality = fitness_and_quality(presence_from(wide(rows)), iterations=5)
    alone, _ = fitness_and_quality(presence_from(wide(STAIRS)), iterations=5)
    assert regions["value"].isna().tolist() == quality["value"].isna().tolist() == [False] * 3 + [True]
    np.testing.assert_allclose(regions["value"][:3], alone["value"])


def test_a_table_of_nothing_has_no_fitness() -> None:
    got = fitness(network(np.zeros((2, 3))), rule=GIVEN)
    assert got.isna().to_numpy().all()
    assert got.shape == (2, 2)


def test_fitness_that_sinks_to_nought_is_still_a_number() -> None:
    """A staircase: only the first region keeps its fitness."""
    rows = np.triu(np.ones((12, 12)))[:, ::-1]
    got = fitness(network(rows), iterations=1000, rule=GIVEN)["value"]
    assert np.isfinite(got).all()
    assert got.iloc[0] > 11
    assert got.iloc[-1] < 1e-3


@FEW
@given(BINARY_TABLES)
def test_fitness_averages_to_one(values: np.ndarray) -> None:
    got = fitness(network(values), iterations=30, rule=GIVEN)["value"]
    np.testing.assert_array_equal(got.isna(), values.sum(axis=1) == 0)
    assert (got.dropna() >= 0).all()
    if got.notna().any():
        assert got.mean() == pytest.approx(1)


@pytest.mark.parametrize("iterations", [0, 1001])
def test_too_few_and_too_many_steps_are_refused(iterations: int) -> None:
    with pytest.raises(UnknownOptionError, match=rf"there is no number of iterations '{iterations}'.* '1 to 1000'"):
        fitness(network(STAIRS), iterations=iterations)
    for allowed in (1, 1000):
        assert fitness(network(STAIRS), iterations=allowed, rule=GIVEN)["value"].notna().all()


# ---- reflections
def test_reflections_of_the_published_network(oracle: Oracle) -> None:
    case = oracle("method_of_reflections_hh2009")
    table = wide(case["inputs"]["M"])
    regions, industries = reflections(table, order=2)
    assert_close(regions.T, case["expected"]["country_k0_k1_k2"], case)
    assert_close(industries.T, case["expected"]["product_k0_k1_k2"], case)
    for order, expected in enumerate(case["expected"]["country_k0_k1_k2"]):
        options = {"order": str(order), "presence": "given"}
        got = indicators.compute("method_of_reflections", from_tables(table), options)
        assert_close(got["value"], expected, case)
        assert_close(method_of_reflections(from_tables(table), order=order, rule=GIVEN)["value"], expected, case)


def test_reflections_carry_codes_and_orders() -> None:
    regions, industries = reflections(wide(STAIRS), order=3)
    assert list(regions.index) == ["R0", "R1", "R2"]
    assert list(industries.index) == ["I0", "I1", "I2"]
    for table, last in [(regions, 3), (industries, 3), (reflections(wide(STAIRS))[0], 2)]:
        assert table.columns.equals(pd.RangeIndex(last + 1))
    got = method_of_reflections(network(STAIRS), rule=GIVEN)
    assert (list(got.index), list(got.columns)) == (["R0", "R1", "R2"], ["value"])
    assert got["value"].tolist() == regions[2].tolist()


def test_what_is_present_nowhere_has_no_reflection() -> None:
    regions, industries = reflections(wide([[1, 1, 0], [1, 0, 0], [0, 0, 0]]), order=1)
    assert regions[1].tolist() == pytest.approx([1.5, 2.0, float("nan")], nan_ok=True)
    assert industries[1].tolist() == pytest.approx([1.5, 2.0, float("nan")], nan_ok=True)
    assert regions[0].isna().tolist() == [False, False, True]


@FEW
@given(BINARY_TABLES)
def test_after_many_reflections_all_regions_that_hang_together_are_alike(values: np.ndarray) -> None:
    rows = np.vstack([values, np.ones(values.shape[1])])  # one region with everything: all hang together
    regions, _ = reflections(wide(rows), order=400)
    spread = regions.max() - regions.min()
    assert spread[400] < 1e-6 + spread[0] * 1e-3


@pytest.mark.parametrize("order", [-1, 1001])
def test_an_order_outside_its_bounds_is_refused(order: int) -> None:
    with pytest.raises(UnknownOptionError, match=rf"there is no order '{order}'.* '0 to 1000'"):
        reflections(wide(STAIRS), order=order)
    assert reflections(wide(STAIRS), order=1000)[0].shape == (3, 1001)


def test_fitness_follows_the_rule_that_was_given() -> None:
    assert fitness(network(STAIRS), iterations=2, rule=GIVEN)["value"].tolist() == pytest.approx([11 / 6, 5 / 6, 1 / 3])
