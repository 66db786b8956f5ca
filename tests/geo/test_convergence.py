"""Beta and sigma convergence against German counties and against sums worked out by hand."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo import indicators
from geo.convergence import beta_convergence, sigma_convergence
from tests.geo.panels import series, two_years
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]


def test_convergence_of_german_counties(oracle: Oracle, oracles: Path) -> None:
    case = oracle("convergence_counties_2010_2011")
    table = pd.read_csv(oracles / "data" / "G_counties_gdp.csv", dtype={"region_code": str}).set_index("region_code")
    given_ = series(table[["gdppc2010", "gdppc2011"]].T.to_dict("list"), first=2010)
    beta, sigma, expected = beta_convergence(given_)["value"], sigma_convergence(given_), case["expected"]
    for name, ours in (("lambda", "speed"), ("R2", "r_squared")):
        assert_close(beta[ours], expected[name], case)
    for name in ("alpha", "beta", "se_alpha", "se_beta", "half_life"):
        assert_close(beta[name], expected[name], case)
    assert beta["regions"] == 402
    assert_close(sigma["value"], [expected[f"sigma_sd_log_{year}"] for year in (2010, 2011)], case)
    assert_close(sigma["cv"], [expected[f"cv_{year}"] for year in (2010, 2011)], case)


def test_beta_worked_out_by_hand() -> None:
    """Every region goes half of the way to 16 in logarithms in two years: beta = -1/4."""
    got = beta_convergence(series({"A": [1, 2, 4], "B": [4, 6, 8], "C": [16, 16, 16]}))["value"]
    assert got["beta"] == pytest.approx(-0.25)
    assert got["alpha"] == pytest.approx(np.log(16) / 4)
    assert got["speed"] == pytest.approx(np.log(2) / 2)
    assert got["half_life"] == pytest.approx(2.0)
    assert got["r_squared"] == pytest.approx(1.0)
    assert got["years"] == 2
    assert list(got.index) == [
        "alpha", "beta", "se_alpha", "se_beta", "t_beta", "p_beta", "r_squared", "speed", "half_life", "regions",
        "years",
    ]  # fmt: skip


def test_t_and_p_follow_from_the_standard_error() -> None:
    got = beta_convergence(series({"A": [1, 3], "B": [2, 5], "C": [4, 6], "D": [9, 10]}))["value"]
    assert got["t_beta"] == pytest.approx(got["beta"] / got["se_beta"])
    assert 0 < got["p_beta"] < 0.2


def test_where_all_regions_grow_alike_there_is_nothing_to_explain_and_no_half_life() -> None:
    """The logarithms of 1, 2, 4 and 2, 4, 8 differ in their last digit: that is no convergence."""
    got = beta_convergence(series({"A": [1, 2], "B": [2, 4], "C": [4, 8]}))["value"]
    assert got["alpha"] == pytest.approx(np.log(2))
    assert got[["beta", "speed"]].tolist() == [0, 0]
    nothing = ["se_alpha", "se_beta", "t_beta", "p_beta", "r_squared", "half_life"]
    assert got[nothing].isna().all()
    assert got.drop(nothing).notna().all()


def test_regions_that_drift_apart_have_no_half_life() -> None:
    got = beta_convergence(series({"A": [1, 1], "B": [2, 3], "C": [4, 9]}))["value"]
    assert got["beta"] > 0
    assert got["speed"] < 0
    assert np.isnan(got["half_life"])


def test_regions_that_leap_past_each_other_have_no_speed() -> None:
    got = beta_convergence(series({"A": [1, 16], "B": [4, 4], "C": [16, 1]}))["value"]
    assert got["beta"] == pytest.approx(-2.0)
    assert got[["speed", "half_life"]].isna().all()


def test_zero_and_unknown_regions_are_left_out() -> None:
    rows = {"A": [1, 4], "B": [4, 8], "C": [16, 16]}
    more = {**rows, "D": [0, 5], "E": [3, np.nan], "F": [5, 0]}
    pd.testing.assert_frame_equal(beta_convergence(series(rows)), beta_convergence(series(more)))


def test_two_regions_or_one_start_give_no_line() -> None:
    assert beta_convergence(series({"A": [1, 2], "B": [2, 3]}))["value"].isna().sum() == 9
    same = beta_convergence(series({"A": [1, 2], "B": [1, 3], "C": [1, 4]}))["value"]
    assert np.isnan(same["beta"])
    assert same["regions"] == 3


def test_beta_of_chosen_years_and_of_one_industry() -> None:
    activity = series({"A": [9, 1, 4], "B": [9, 4, 8], "C": [1, 16, 16]})
    for given_ in ({"start": "2001"}, {"start": "2001", "industry": "y"}):
        assert beta_convergence(activity, **given_)["value"]["beta"] == pytest.approx(-0.5)
    assert beta_convergence(activity, end="2001")["value"]["beta"] != pytest.approx(-0.5)


def test_sigma_worked_out_by_hand() -> None:
    got = sigma_convergence(series({"A": [1, 2, 1], "B": [3, 2, math.e]}))
    assert got["cv"].tolist()[:2] == [0.5, 0.0]
    assert got["value"].tolist() == pytest.approx([np.log(3) / 2, 0.0, 0.5])
    assert got["mean"].tolist()[:2] == [2.0, 2.0]
    assert got["regions"].tolist() == [2, 2, 2]
    assert (got.index.name, list(got.index)) == ("year", [2000, 2001, 2002])
    assert list(got.columns) == ["value", "cv", "mean", "regions"]


def test_a_region_unknown_in_one_year_is_left_out_of_all() -> None:
    got = sigma_convergence(series({"A": [1, 2], "B": [3, 2], "C": [9, np.nan], "D": [0, 5]}))
    assert got["cv"].tolist() == [0.5, 0.0]
    assert sigma_convergence(series({"A": [1, 2], "C": [9, np.nan]}))["value"].isna().all()


def test_sigma_of_chosen_years() -> None:
    got = sigma_convergence(series({"A": [1, 2, 1], "B": [0, 2, 3]}), start="2001")
    assert list(got.index) == [2001, 2002]
    assert got["cv"].tolist() == [0.0, 0.5]


@FEW
@given(hnp.arrays(float, (2, 6, 1), elements=st.integers(1, 1000)), st.floats(0.5, 100))
def test_neither_depends_on_the_unit(pair: np.ndarray, scale: float) -> None:
    ours, theirs = two_years(*pair), two_years(*(pair * scale))
    names = ["beta", "r_squared"]
    one, two = (beta_convergence(x)["value"][names].to_numpy() for x in (ours, theirs))
    np.testing.assert_allclose(one, two, atol=1e-6)
    np.testing.assert_allclose(sigma_convergence(ours)["value"], sigma_convergence(theirs)["value"], atol=1e-9)


def test_the_registry_passes_the_options_on() -> None:
    activity = series({"A": [9, 1, 4], "B": [9, 4, 8], "C": [1, 16, 16]})
    got = indicators.compute("beta_convergence", activity, {"start": "2001", "industry": "y"})
    assert got["value"]["beta"] == pytest.approx(-0.5)
    got = indicators.compute("sigma_convergence", activity, {"start": "2001", "industry": "y"})
    assert list(got.index) == [2001, 2002]
