"""Intervals from published errors and from mere counts hold the truth as often as they say."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.activity import from_dataset, from_tables
from geo.errors import UnknownOptionError
from geo.specialization import location_quotient
from geo.store import Store, default_store
from geo.uncertainty import location_quotient_interval, probability_specialized
from tests.geo.registers import TWO, Z90, Z95, interval, with_errors
from tests.geo.tables import assert_close, cell, row, wide

Oracle = Callable[[str], dict[str, Any]]


# ---- published relative errors
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


def test_probability_from_errors_is_one_half_at_the_quotient_itself() -> None:
    activity = with_errors(pd.DataFrame({"I": [10.0]}, index=["R"]), {"I": 100.0, "TOTAL": 200.0}, 0.1, 0.02)
    assert cell(location_quotient(activity), "R", "I") == 2.0
    sd = np.sqrt(0.01 * (1 - 2 * 0.1) + 0.0004)
    for threshold, wanted in [(2.0, 0.5), (2 * np.exp(-Z95 * sd), 0.975), (2 * np.exp(Z90 * sd), 0.05)]:
        assert cell(probability_specialized(activity, threshold=threshold), "R", "I") == pytest.approx(wanted)


def test_an_exact_figure_is_above_or_not() -> None:
    activity = with_errors(pd.DataFrame({"I": [10.0, 0.0]}, index=["R", "S"]), {"I": 100.0, "TOTAL": 200.0}, 0.0, 0.0)
    activity = replace(activity, totals=activity.totals * 0 + 10)
    found = {t: probability_specialized(activity, threshold=t)["I"].tolist() for t in (1.9, 2.0, 2.1)}
    assert found == {1.9: [1.0, 0.0], 2.0: [0.0, 0.0], 2.1: [0.0, 0.0]}


def test_a_region_that_is_the_whole_industry_has_only_the_error_of_the_nation_left() -> None:
    """Its share of the industry counts as 1 at most: 0.1**2 (1 - 2) + 0.2**2."""
    activity = with_errors(pd.DataFrame({"I": [10.0]}, index=["R"]), {"I": 8.0, "TOTAL": 20.0}, 0.1, 0.2)
    lower, upper = interval(activity)
    assert np.log(cell(upper, "R", "I") / cell(lower, "R", "I")) / 2 / Z90 == pytest.approx(np.sqrt(0.03))
    tighter = replace(activity, reference_error=activity.reference * 0)
    lower, upper = interval(tighter)
    assert cell(lower, "R", "I") == cell(upper, "R", "I")


# ---- counts
def test_the_deviation_of_moineddin_of_the_sixteen_states_of_germany(oracle: Oracle) -> None:
    case = oracle("lq_confidence_interval")
    given_ = case["inputs"]
    table = pd.DataFrame(
        {"I": given_["industry_count"], "TOTAL": given_["region_total"]}, index=given_["region"], dtype=float
    )
    activity = from_tables(table)
    lower, upper = interval(activity, method="counts", confidence=0.95)
    deviation = (upper["I"] - lower["I"]) / 2 / Z95
    np.testing.assert_allclose(deviation, case["expected"]["delta_method_sd"], rtol=1e-9)
    assert_close(deviation, case["expected"]["mc_sd"], case)
    np.testing.assert_allclose((lower["I"] + upper["I"]) / 2, case["expected"]["LQ"])
    np.testing.assert_allclose(lower["I"], case["expected"]["mc_q025"], atol=0.05)
    np.testing.assert_allclose(upper["I"], case["expected"]["mc_q975"], atol=0.05)


@pytest.mark.parametrize(
    ("reference", "variance"),
    [
        ("sum", (0.0016 * (1 - 2 * 0.25 * 1.6) + 1.6**2 * (0.25**2 * 0.0016 + 0.75**2 * 0.0003)) / 0.125**2),
        ("published", (0.0016 * (1 - 2 * 0.25 * 1.6) + 1.6**2 * (0.25**2 * 0.0016 + 0.75**2 * 0.0003)) / 0.125**2),
        ("rest", (0.0016 + 2**2 * 0.0003) / 0.1**2),
        ("external", 0.0016 / 0.125**2),
    ],
)
def test_variance_of_counts_worked_out_by_hand(reference: str, variance: float) -> None:
    activity = from_tables(TWO)
    lower, upper = interval(activity, method="counts", reference=reference, confidence=0.9)
    assert (cell(upper, "R0", "I0") - cell(lower, "R0", "I0")) / 2 / Z90 == pytest.approx(np.sqrt(variance))
    middle = cell(location_quotient(activity, reference=reference), "R0", "I0")
    assert (cell(upper, "R0", "I0") + cell(lower, "R0", "I0")) / 2 == pytest.approx(middle)


def test_what_a_published_row_holds_beyond_the_regions_is_exact() -> None:
    activity = from_tables(TWO, {"reference": pd.Series({"I0": 250.0, "I1": 1750.0, "TOTAL": 2000.0})})
    lower, upper = interval(activity, method="counts")
    wanted = (0.0016 * (1 - 2 * 0.05 * 1.6) + 1.6**2 * (0.05**2 * 0.0016 + 0.15**2 * 0.0003)) / 0.125**2
    assert (cell(upper, "R0", "I0") - cell(lower, "R0", "I0")) / 2 / Z90 == pytest.approx(np.sqrt(wanted))
    summed = interval(activity, method="counts", reference="sum")
    pd.testing.assert_frame_equal(summed[0], interval(from_tables(TWO), method="counts")[0])


def test_nothing_of_an_industry_has_the_bounds_of_wilson() -> None:
    """0 of 100 with 95 %: Wilson's upper bound of the share is z**2 / (100 + z**2) = 0.0370."""
    activity = from_tables(wide([[0.0, 100.0], [50.0, 250.0]]))
    lower, upper = interval(activity, method="counts", confidence=0.95)
    assert cell(lower, "R0", "I0") == 0.0
    assert cell(upper, "R0", "I0") == pytest.approx(Z95**2 / (100 + Z95**2) / 0.125)
    assert cell(upper, "R0", "I0") * 0.125 == pytest.approx(0.0370, abs=5e-5)
    assert cell(upper, "R0", "I1") == cell(location_quotient(activity), "R0", "I1") == 1 / 0.875
    assert cell(lower, "R0", "I1") == pytest.approx(100 / (100 + Z95**2) / 0.875)


def test_probability_where_a_region_has_nothing_or_nothing_else_agrees_with_wilson() -> None:
    activity = from_tables(wide([[0.0, 100.0], [50.0, 250.0]]))
    lower, upper = interval(activity, method="counts", confidence=0.95)
    at_upper = probability_specialized(activity, method="counts", threshold=cell(upper, "R0", "I0"))
    at_lower = probability_specialized(activity, method="counts", threshold=cell(lower, "R0", "I1"))
    assert cell(at_upper, "R0", "I0") == pytest.approx(0.025)
    assert cell(at_lower, "R0", "I1") == pytest.approx(0.975)
    beyond = probability_specialized(activity, method="counts", threshold=9.0)
    assert row(beyond, "R0") == [0.0, 0.0]


def test_a_lower_bound_is_never_negative() -> None:
    activity = from_tables(wide([[1.0, 99.0], [100.0, 800.0]]))
    lower, _ = interval(activity, method="counts", confidence=0.99)
    assert cell(lower, "R0", "I0") == 0.0
