"""Intervals of the location quotient hold the truth as often as they say."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from numpy.typing import ArrayLike

from geo.activity import Activity, from_dataset, from_tables
from geo.errors import UnknownOptionError
from geo.specialization import (
    location_quotient,
    location_quotient_interval,
)
from geo.store import Store, default_store
from tests.geo.tables import cell, wide


def with_errors(values: pd.DataFrame, nation: dict[str, float], own: ArrayLike, national: ArrayLike) -> Activity:
    activity = from_tables(values, {"reference": pd.Series(nation)})
    cells = activity.values
    errors = pd.DataFrame(np.broadcast_to(own, cells.shape), index=cells.index, columns=cells.columns)
    of_nation = pd.Series(np.broadcast_to(national, cells.shape[1]), index=cells.columns)
    return replace(activity, relative_error=errors, reference_error=of_nation)


@pytest.mark.parametrize(("confidence", "z"), [(0.9, 1.6448536), (0.95, 1.9599640)])
def test_the_interval_holds_the_true_quotient_as_often_as_it_says(confidence: float, z: float) -> None:
    """Region and rest of the country are estimated apart: 20,000 draws, each an industry of its own."""
    rng = np.random.default_rng(7)
    draws, own, rest = 20_000, 3_000.0, 7_000.0
    x = own * (1 + 0.05 * rng.standard_normal(draws))
    nation = x + rest * (1 + 0.03 * rng.standard_normal(draws))
    spread = np.hypot(0.05 * own, 0.03 * rest) / (own + rest)
    codes = [f"I{i}" for i in range(draws)]
    table = pd.DataFrame([x], index=["R"], columns=codes).assign(TOTAL=20_000.0)
    reference = dict(zip(codes, nation, strict=True))
    activity = with_errors(table, {**reference, "TOTAL": 100_000.0}, 0.05, spread)
    interval = location_quotient_interval(activity, confidence=confidence)
    assert interval is not None
    lower, upper = (bound.to_numpy()[0] for bound in interval)
    truth = (own / 20_000) / ((own + rest) / 100_000)
    assert np.mean((lower <= truth) & (truth <= upper)) == pytest.approx(confidence, abs=0.01)
    deviations = np.sqrt(0.05**2 * (1 - 2 * x / nation) + spread**2)
    np.testing.assert_allclose(np.log(upper / lower) / 2 / deviations, z, rtol=1e-6)
    assert np.log(x / nation).std() == pytest.approx(deviations.mean(), rel=0.02)


def test_an_unknown_error_is_an_unknown_interval() -> None:
    table = pd.DataFrame({"I": [10.0, 10.0], "J": [5.0, 5.0]}, index=["R0", "R1"])
    activity = with_errors(table, {"I": 100.0, "J": 100.0}, [[0.1, 0.1], [np.nan, 0.1]], [0.02, np.nan])
    lower, upper = location_quotient_interval(activity) or (None, None)
    assert lower is not None
    assert upper is not None
    assert lower.isna().to_numpy().tolist() == [[False, True], [True, True]]
    assert cell(lower, "R0", "I") < cell(location_quotient(activity), "R0", "I") < cell(upper, "R0", "I")


def test_an_exact_figure_has_an_interval_without_width() -> None:
    activity = with_errors(pd.DataFrame({"I": [10.0]}, index=["R"]), {"I": 100.0, "TOTAL": 200.0}, 0.0, 0.0)
    lower, upper = location_quotient_interval(activity) or (None, None)
    assert lower is not None
    assert upper is not None
    assert cell(lower, "R", "I") == cell(upper, "R", "I") == cell(location_quotient(activity), "R", "I")


def test_there_is_no_interval_without_errors_or_a_published_row() -> None:
    plain = from_tables(wide([[1.0, 2.0]]))
    assert location_quotient_interval(plain) is None
    summed = replace(plain, relative_error=plain.values * 0.1, reference_error=plain.reference * 0)
    assert location_quotient_interval(summed) is None
    full = with_errors(wide([[1.0, 2.0]]), {"I0": 10.0, "I1": 10.0}, 0.1, 0.1)
    assert location_quotient_interval(full) is not None
    assert [location_quotient_interval(full, reference=r) for r in ("sum", "rest")] == [None, None]
    assert location_quotient_interval(replace(full, reference_error=None)) is None


@pytest.mark.parametrize("confidence", [0.0, 1.0, 90.0])
def test_a_confidence_is_a_fraction(confidence: float) -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no confidence '(0|1|90)'"):
        location_quotient_interval(from_tables(wide([[1.0]])), confidence=confidence)


def test_published_intervals_of_the_us_hold_the_quotient(store: Store) -> None:
    assert store.dataset_ids() == ["tiny"]
    us = default_store().dataset("us")
    activity = from_dataset(us, measure="employment", level="state", industry_level="major", year=2025)
    lower, upper = location_quotient_interval(activity) or (None, None)
    assert lower is not None
    assert upper is not None
    quotient = location_quotient(activity)
    known = lower.notna()
    assert known.to_numpy().sum() > 1000
    assert ((lower <= quotient) & (quotient <= upper))[known].fillna(value=True).to_numpy().all()
    assert cell(lower, "06", "15-0000") == pytest.approx(1.1477, abs=5e-4)
