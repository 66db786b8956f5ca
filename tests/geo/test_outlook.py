"""Complexity outlook and its gains against numbers that others have computed, by hand, and what must always hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo import indicators
from geo.activity import Activity
from geo.anchored import standardised
from geo.complexity import product_complexity_index
from geo.errors import UnknownOptionError
from geo.outlook import complexity_outlook_gain, complexity_outlook_index
from geo.relatedness import proximity, relatedness_density
from tests.geo.networks import BINARY_TABLES, GIVEN, european, network
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
NAN = float("nan")
LADDER = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 1]]


def parts(activity: Activity, **options: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return what is absent, product complexity, proximity and density, gaps as 0."""
    complexity = product_complexity_index(activity, rule=GIVEN, **options)["value"].to_numpy()
    near = np.nan_to_num(proximity(activity, rule=GIVEN).to_numpy())
    density = np.nan_to_num(relatedness_density(activity, rule=GIVEN).to_numpy())
    return 1 - activity.values.to_numpy(), np.nan_to_num(complexity), near, density


# ---- numbers that others have computed
def test_outlook_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    got = complexity_outlook_index(european(case, oracles), sd="sample")
    assert_close(got["value"], case["expected"]["COI"], case)
    assert (list(got.index), list(got.columns)) == (case["inputs"]["rows"], ["value", "component"])


def test_gains_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    got = complexity_outlook_gain(european(case, oracles), sd="sample")
    assert_close(got, case["expected"]["COG"], case)
    assert (list(got.index), list(got.columns)) == (case["inputs"]["rows"], case["inputs"]["cols"])


# ---- by hand
def test_outlook_by_hand() -> None:
    activity = network(LADDER)
    absent, complexity, _, density = parts(activity)
    expected = (density * absent * complexity).sum(axis=1)
    got = complexity_outlook_index(activity, rule=GIVEN)
    np.testing.assert_allclose(got["value"], expected, atol=1e-12)
    assert got["value"].iloc[0] == 0.0  # it has everything
    assert got["component"].tolist() == [1] * 5
    scaled = complexity_outlook_index(activity, scale="standardised", rule=GIVEN)["value"]
    np.testing.assert_allclose(scaled, standardised(expected))
    sample = complexity_outlook_index(activity, scale="standardised", sd="sample", rule=GIVEN)["value"]
    np.testing.assert_allclose(sample, scaled * (4 / 5) ** 0.5)


@pytest.mark.parametrize("scaling", ["own", "growthlab", "uncentred"])
def test_gains_by_hand(scaling: str) -> None:
    activity = network(LADDER)
    absent, complexity, near, density = parts(activity, scaling=scaling)
    expected = np.zeros(absent.shape)
    for r, i in np.argwhere(absent):
        expected[r, i] = sum(absent[r, j] * near[i, j] * complexity[j] / near[:, j].sum() for j in range(4))
    got = complexity_outlook_gain(activity, scaling=scaling, rule=GIVEN)
    np.testing.assert_allclose(got, expected, atol=1e-12)
    atlas = complexity_outlook_gain(activity, variant="atlas", scaling=scaling, rule=GIVEN)
    np.testing.assert_allclose(atlas, expected - absent * density * complexity, atol=1e-12)


def test_the_defaults_are_the_raw_sum_the_own_scale_and_the_growth_lab() -> None:
    activity = network(LADDER)
    index = [
        complexity_outlook_index(activity, rule=GIVEN, **o)
        for o in ({}, {"scale": "raw"}, {"scaling": "own"}, {"sd": "population"}, {"sign": "diversity"})
    ]
    gain = [
        complexity_outlook_gain(activity, rule=GIVEN, **o)
        for o in ({}, {"variant": "growthlab"}, {"scaling": "own"}, {"sd": "population"}, {"sign": "diversity"})
    ]
    assert all(table.equals(index[0]) for table in index)
    assert all(table.equals(gain[0]) for table in gain)


def test_the_direction_turns_outlook_and_gain() -> None:
    up, down = (network(LADDER, anchor=anchor) for anchor in ([5, 4, 3, 2, 1], [1, 2, 3, 4, 5]))
    for function in (complexity_outlook_index, complexity_outlook_gain):
        a, b = (function(activity, sign="external", rule=GIVEN).to_numpy(dtype=float) for activity in (up, down))
        a, b = (a, b) if function is complexity_outlook_gain else (a[:, 0], b[:, 0])
        np.testing.assert_allclose(a, -b)
        assert np.abs(a).max() > 0.1


def test_unknown_choices_are_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no scale 'z'.* 'raw', 'standardised'"):
        complexity_outlook_index(network(LADDER), scale="z")
    with pytest.raises(UnknownOptionError, match=r"there is no variant 'stata'.* 'atlas', 'growthlab'"):
        complexity_outlook_gain(network(LADDER), variant="stata")


# ---- what must always hold
@FEW
@given(BINARY_TABLES)
def test_outlook_and_gains_add_up_to_the_complexity_of_what_is_absent(values: np.ndarray) -> None:
    """``sum_i COG[r, i] + COI[r] = sum_i (1 - M[r, i]) PCI[i]`` where all hang together."""
    rows = np.vstack([values[values.any(axis=1)], np.ones(values.shape[1])])
    activity = network(rows)
    index = complexity_outlook_index(activity, rule=GIVEN)["value"].to_numpy()
    gain = complexity_outlook_gain(activity, rule=GIVEN).to_numpy()
    absent, complexity, _, _ = parts(activity)
    if np.isfinite(index).any():
        np.testing.assert_allclose(gain.sum(axis=1) + index, absent @ complexity, atol=1e-9)


@FEW
@given(BINARY_TABLES)
def test_the_atlas_gain_is_what_the_outlook_gains_by_having_the_industry(values: np.ndarray) -> None:
    """With space and complexity as they were; less what the industry had counted with itself."""
    rows = np.vstack([values[values.any(axis=1)], np.ones(values.shape[1])])
    activity = network(rows)
    gain = complexity_outlook_gain(activity, variant="atlas", rule=GIVEN).to_numpy()
    absent, complexity, near, _ = parts(activity)
    if not np.isfinite(gain).any():
        return

    def outlook(missing: np.ndarray) -> float:
        return float(((1 - missing) @ near / near.sum(axis=0) * missing) @ complexity)

    for r, i in np.argwhere(absent):
        after = absent[r].copy()
        after[i] = 0
        change = outlook(after) - outlook(absent[r])
        assert gain[r, i] == pytest.approx(change + complexity[i] / near[:, i].sum(), abs=1e-9)


def test_what_a_region_has_brings_no_gain() -> None:
    got = complexity_outlook_gain(network(LADDER), variant="atlas", rule=GIVEN).to_numpy()
    assert (got[np.array(LADDER) == 1] == 0).all()
    assert (got[np.array(LADDER) == 0] != 0).all()


@pytest.mark.parametrize("variant", ["growthlab", "atlas"])
def test_no_gain_is_nought_without_a_sign(variant: str) -> None:
    gains = complexity_outlook_gain(network(LADDER), variant=variant).to_numpy()
    assert (gains == 0).any()
    assert not np.signbit(gains[gains == 0]).any()


# ---- gaps and parts
def test_outside_the_main_part_there_is_neither_outlook_nor_gain() -> None:
    rows = np.zeros((7, 6))
    rows[:5, :4] = LADDER
    rows[5, 4:] = 1
    activity = network(rows)
    index = complexity_outlook_index(activity, rule=GIVEN)
    assert index["component"].tolist() == [1] * 5 + [2, 0]
    assert index["value"].isna().tolist() == [False] * 5 + [True] * 2
    gain = complexity_outlook_gain(activity, rule=GIVEN)
    assert gain.iloc[:5, :4].notna().to_numpy().all()
    assert gain.iloc[5:].isna().to_numpy().all()
    assert gain.iloc[:, 4:].isna().to_numpy().all()
    alone = network(LADDER)
    np.testing.assert_allclose(index["value"][:5], complexity_outlook_index(alone, rule=GIVEN)["value"])
    np.testing.assert_allclose(gain.iloc[:5, :4], complexity_outlook_gain(alone, rule=GIVEN))
    scaled = complexity_outlook_index(activity, scale="standardised", rule=GIVEN)["value"]
    assert scaled.notna().tolist() == [True] * 5 + [False] * 2


def test_a_gap_has_no_gain_and_is_not_taken_for_absent() -> None:
    rows = np.array(LADDER, dtype=float)
    rows[3, 3] = NAN
    gap = network(rows)
    gain = complexity_outlook_gain(gap, rule=GIVEN).to_numpy()
    assert np.isnan(gain).sum() == 1
    assert np.isnan(gain[3, 3])
    complexity = product_complexity_index(gap, rule=GIVEN)["value"].to_numpy()
    near = proximity(gap, rule=GIVEN).to_numpy()
    expected = sum(near[1, j] * complexity[j] / near[:, j].sum() for j in (1, 2))
    assert gain[3, 1] == pytest.approx(expected)
    density = relatedness_density(gap, rule=GIVEN).to_numpy()
    index = complexity_outlook_index(gap, rule=GIVEN)["value"]
    assert index.iloc[3] == pytest.approx(density[3, 1] * complexity[1] + density[3, 2] * complexity[2])


def test_the_registry_passes_every_option_on() -> None:
    activity = network(LADDER, anchor=[1, 2, 3, 4, 5])
    options = {"scaling": "growthlab", "sd": "sample", "sign": "external", "reference": "sum"}
    got = indicators.compute("complexity_outlook_index", activity, options | {"scale": "standardised"})
    expected = complexity_outlook_index(
        activity, scale="standardised", scaling="growthlab", sd="sample", sign="external"
    )
    pd.testing.assert_frame_equal(got, expected)
    got = indicators.compute("complexity_outlook_gain", activity, options | {"variant": "atlas"})
    expected = complexity_outlook_gain(activity, variant="atlas", scaling="growthlab", sd="sample", sign="external")
    pd.testing.assert_frame_equal(got, expected)


def test_outlook_and_gain_follow_the_rule_whatever_was_asked_before() -> None:
    for function in (complexity_outlook_index, complexity_outlook_gain):
        fresh, other = network(LADDER), network(LADDER)
        parts(other)
        expected = function(other, rule=GIVEN)
        pd.testing.assert_frame_equal(function(fresh, rule=GIVEN), expected)
        by_quotient = function(network(LADDER))
        pd.testing.assert_frame_equal(function(fresh), by_quotient)
        assert not by_quotient.equals(expected)


def test_the_outlook_is_scaled_as_was_asked() -> None:
    absent, complexity, _, density = parts(network(LADDER), scaling="growthlab")
    got = complexity_outlook_index(network(LADDER), scaling="growthlab", rule=GIVEN)["value"]
    np.testing.assert_allclose(got, (density * absent * complexity).sum(axis=1), atol=1e-12)


def test_an_industry_that_is_nowhere_brings_no_gain_and_changes_none() -> None:
    rows = np.column_stack([LADDER, np.zeros(5)])
    gain = complexity_outlook_gain(network(rows), rule=GIVEN)
    assert gain.iloc[:, 4].isna().all()
    np.testing.assert_allclose(gain.iloc[:, :4], complexity_outlook_gain(network(LADDER), rule=GIVEN))
