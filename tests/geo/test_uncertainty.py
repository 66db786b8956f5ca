"""What holds for intervals whatever they come from, and which of them a map shows."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import from_tables
from geo.errors import MissingTableError, NegativeActivityError, UnknownOptionError
from geo.query import Query, tabulate
from geo.specialization import location_quotient, share, symmetric_location_quotient
from geo.uncertainty import (
    METHODS,
    best_method,
    location_quotient_interval,
    probability_specialized,
    share_interval,
    specialized_probability,
    supported_interval,
    symmetric_interval,
)
from tests.geo.registers import TWO, Z90, Z95, alike, every_method, interval
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, cell, wide


@FEW
@given(COMPLETE_TABLES, st.floats(0.5, 0.99))
def test_a_quotient_lies_in_its_interval_and_more_confidence_makes_it_wider(values: np.ndarray, level: float) -> None:
    for activity, method in every_method(values):
        middle = location_quotient(activity).to_numpy()
        lower, upper = (b.to_numpy() for b in interval(activity, method=method, confidence=level))
        least, most = (b.to_numpy() for b in interval(activity, method=method, confidence=level + 0.009))
        near = 1e-9 * middle
        assert (lower <= middle + near).all()
        assert (middle <= upper + near).all()
        assert (least <= lower + near).all()
        assert (upper <= most + near).all()
        assert (least >= 0).all()


@FEW
@given(COMPLETE_TABLES, st.floats(0.3, 3.0))
def test_the_probability_reaches_95_percent_where_the_lower_bound_of_90_percent_reaches_the_threshold(
    values: np.ndarray, threshold: float
) -> None:
    for activity, method in every_method(values):
        lower, upper = interval(activity, method=method)
        probability = probability_specialized(activity, method=method, threshold=threshold)
        clear = ((lower - threshold).abs() > 1e-9) & ((upper - threshold).abs() > 1e-9) & (lower > 0)
        assert ((probability > 0.95) == (lower > threshold)).to_numpy()[clear].all()
        assert ((probability < 0.05) == (upper < threshold)).to_numpy()[clear].all()
        assert probability.min().min() >= 0
        assert probability.max().max() <= 1


@FEW
@given(ANY_TABLES)
def test_what_is_missing_has_no_interval_and_nought_has(values: np.ndarray) -> None:
    for activity, method in every_method(values):
        lower, upper = interval(activity, method=method)
        probability = probability_specialized(activity, method=method)
        middle = location_quotient(activity).to_numpy()
        for found in (lower, upper, probability):
            assert np.isnan(found.to_numpy()[np.isnan(middle)]).all()
            assert not np.isinf(found.to_numpy()).any()
        nought = middle == 0
        assert (lower.to_numpy()[nought] == 0).all()
        assert (upper.to_numpy()[nought] >= 0).all()
        assert (probability.to_numpy()[nought] < 0.5).all()


@pytest.mark.parametrize("method", METHODS)
def test_one_missing_cell_poisons_no_interval(method: str) -> None:
    values = np.array([[30.0, 60.0, 90.0], [60.0, 30.0, 90.0], [10.0, 20.0, np.nan]])
    activity = {m: a for a, m in every_method(values)}[method]
    lower, upper = interval(activity, method=method)
    assert lower.isna().to_numpy().tolist() == upper.isna().to_numpy().tolist() == [[False] * 3] * 2 + [[0, 0, 1]]


def test_there_is_no_interval_of_an_empty_region_or_industry() -> None:
    for activity, method in every_method(np.array([[0.0, 0.0, 0.0], [10.0, 30.0, 0.0], [30.0, 10.0, 0.0]])):
        lower, _ = interval(activity, method=method)
        assert lower.loc["R0"].isna().all()
        assert lower["I2"].isna().all()
        assert lower.loc["R1", ["I0", "I1"]].notna().all()


def test_a_single_region_has_a_quotient_of_1_beyond_doubt() -> None:
    """It is its own reference: 1, whatever its jobs are."""
    for method, activity in ((m, a) for a, m in every_method(np.array([[30.0, 60.0]])) if m != "relative_error"):
        lower, upper = interval(activity, method=method)
        np.testing.assert_allclose(lower, 1.0, atol=1e-7)
        np.testing.assert_allclose(upper, 1.0, atol=1e-7)


# ---- the best that the data support
def test_published_errors_go_before_establishments_and_nothing_before_a_guess() -> None:
    (errors, _), (firms, _), (bare, _) = every_method(np.array([[30.0, 60.0], [60.0, 30.0]]))
    both = replace(errors, companions=firms.companions)
    assert [best_method(a) for a in (both, errors, firms, bare)] == ["relative_error", "relative_error", "firms", None]
    assert best_method(both, reference="rest") == "firms"
    assert supported_interval(bare) is None
    assert symmetric_interval(bare) is None
    assert share_interval(bare) is None
    assert specialized_probability(bare).isna().to_numpy().all()
    for activity, method in ((errors, "relative_error"), (firms, "firms")):
        found = supported_interval(activity, confidence=0.8)
        assert found is not None
        pd.testing.assert_frame_equal(found[1], interval(activity, method=method, confidence=0.8)[1])
        pd.testing.assert_frame_equal(
            specialized_probability(activity, "published", 1.25),
            probability_specialized(activity, method=method, threshold=1.25),
        )


def test_the_symmetric_interval_is_the_interval_folded() -> None:
    activity, _ = every_method(np.array([[30.0, 60.0], [60.0, 30.0]]))[0]
    folded, plain = symmetric_interval(activity), interval(activity)
    assert folded is not None
    for bound, of in zip(folded, plain, strict=True):
        np.testing.assert_allclose((1 + bound) / (1 - bound), of)
    middle = symmetric_location_quotient(activity)
    assert (folded[0] < middle).to_numpy().all()
    assert (middle < folded[1]).to_numpy().all()


def test_the_interval_of_a_share_worked_out_by_hand() -> None:
    """Two regions of 10 establishments of 10 jobs, 2 of them in the industry: 0.01 (1 / 0.2 - 1) / ... = 0.4."""
    errors, _ = every_method(np.array([[30.0, 60.0], [60.0, 30.0]]))[0]
    lower, upper = share_interval(errors, confidence=0.95) or (None, None)
    assert lower is not None
    assert upper is not None
    assert cell(lower, "R0", "I0") == pytest.approx(np.exp(-Z95 * 0.1) / 3)
    assert cell(upper, "R0", "I0") == pytest.approx(np.exp(Z95 * 0.1) / 3)
    firms = alike({("R0", "I0"): (2, 10.0), ("R0", "I1"): (8, 10.0), ("R1", "I0"): (5, 10.0), ("R1", "I1"): (5, 10.0)})
    lower, upper = share_interval(firms) or (None, None)
    assert lower is not None
    assert upper is not None
    deviation = np.sqrt((1 / 0.2 - 1) / 10)  # of the logarithm of a share of 2 in 10
    assert cell(lower, "R0", "I0") == pytest.approx(0.2 * np.exp(-Z90 * deviation))
    assert cell(upper, "R0", "I1") == 1.0
    assert cell(share(firms), "R0", "I1") == 0.8


# ---- refusals and the registry
@pytest.mark.parametrize("function", [location_quotient_interval, probability_specialized])
def test_an_unknown_method_is_refused(function: Callable[..., object]) -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no method 'firm'; did you mean 'firms'"):
        function(from_tables(wide([[1.0, 2.0]])), method="firm")


@pytest.mark.parametrize("threshold", [0.0, -1.0, np.nan])
def test_a_threshold_is_larger_than_nought(threshold: float) -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no threshold '(0|-1|nan)'"):
        probability_specialized(from_tables(wide([[1.0, 2.0]])), threshold=threshold)
    with pytest.raises(UnknownOptionError, match=r"there is no threshold '(0|-1|nan)'"):
        specialized_probability(from_tables(wide([[1.0, 2.0]])), threshold=threshold)


@pytest.mark.parametrize("method", METHODS)
def test_negative_figures_have_no_interval(method: str) -> None:
    activity = {m: a for a, m in every_method(np.array([[30.0, 60.0], [60.0, 30.0]]))}[method]
    with pytest.raises(NegativeActivityError, match=r"first -60 at region 'R0', industry 'I1'"):
        location_quotient_interval(replace(activity, values=activity.values * [1, -1]), method=method)


@pytest.mark.parametrize("name", ["location_quotient_interval", "probability_specialized"])
def test_establishments_are_asked_for_by_name(name: str) -> None:
    with pytest.raises(MissingTableError, match=rf"indicator '{name}' needs the table 'firms'"):
        indicators.compute(name, from_tables(TWO), {"method": "firms"})


def test_a_map_of_quotients_carries_the_best_interval() -> None:
    firms = alike(
        {("R0", "I0"): (10, 10.0), ("R0", "I1"): (10, 10.0), ("R1", "I0"): (10, 5.0), ("R1", "I1"): (5, 10.0)}
    )
    for name in ("location_quotient", "share", "symmetric_location_quotient"):
        assert "firms" in indicators.REGISTRY[name].uses
        table = tabulate(firms, Query("own", name))
        assert table.lower is not None
        assert table.upper is not None
        assert (table.lower < table.values).to_numpy().all()
        assert (table.values < table.upper).to_numpy().all()
        assert tabulate(from_tables(TWO), Query("own", name)).lower is None


def test_an_interval_of_the_registry_is_the_quotient_with_its_bounds() -> None:
    activity = from_tables(TWO)
    options = (("confidence", "0.95"), ("method", "counts"))
    table = tabulate(activity, Query("own", "location_quotient_interval", options=options))
    pd.testing.assert_frame_equal(table.values, location_quotient(activity))
    assert table.lower is not None
    assert table.upper is not None
    lower, upper = interval(activity, method="counts", confidence=0.95)
    pd.testing.assert_frame_equal(table.lower, lower)
    pd.testing.assert_frame_equal(table.upper, upper)
    unknown = tabulate(activity, Query("own", "location_quotient_interval"))
    assert (unknown.lower, unknown.upper) == (None, None)


def test_a_probability_of_the_registry_shows_the_interval_of_one_industry_beside_it() -> None:
    activity = from_tables(TWO)
    entry = indicators.REGISTRY["probability_specialized"]
    options = indicators.options_of(entry, {"method": "counts", "threshold": "1.25", "confidence": "0.8"})
    got = indicators.compute("probability_specialized", activity, options)
    pd.testing.assert_frame_equal(got, probability_specialized(activity, method="counts", threshold=1.25))
    assert entry.detail is not None
    beside = entry.detail(activity, options, "I0")
    lower, upper = interval(activity, method="counts", confidence=0.8)
    assert beside["location_quotient"].tolist() == location_quotient(activity)["I0"].tolist()
    assert beside["location_quotient_lower"].tolist() == lower["I0"].tolist()
    assert beside["location_quotient_upper"].tolist() == upper["I0"].tolist()
    nothing = entry.detail(activity, indicators.options_of(entry, {}), "I0")
    assert nothing["location_quotient_lower"].isna().all()
