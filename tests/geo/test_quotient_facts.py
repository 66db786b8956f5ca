"""What must hold for the quotients of any table, and for each reference economy."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.errors import NegativeActivityError, UnknownOptionError
from geo.specialization import (
    REFERENCES,
    additive_location_quotient,
    density_km2,
    location_quotient,
    normalized_revealed_advantage,
    reference_share,
    share,
    symmetric_location_quotient,
)
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, QUOTIENTS, SCORES, cell, row, wide


def test_lq_is_one_everywhere_when_all_regions_have_the_same_mix() -> None:
    table = wide(np.outer([1.0, 5.0, 20.0], [10.0, 30.0, 60.0]))
    np.testing.assert_allclose(location_quotient(from_tables(table)), 1.0)


def test_a_single_region_is_its_own_reference() -> None:
    assert location_quotient(from_tables(wide([[3.0, 9.0]]))).to_numpy().tolist() == [[1.0, 1.0]]


@FEW
@given(COMPLETE_TABLES)
def test_quotients_weighted_by_the_size_of_the_regions_average_to_one(values: np.ndarray) -> None:
    weights = values.sum(axis=1) / values.sum()
    np.testing.assert_allclose(weights @ location_quotient(from_tables(wide(values))).to_numpy(), 1.0)


@FEW
@given(COMPLETE_TABLES)
def test_additive_quotients_of_a_region_sum_to_zero(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    np.testing.assert_allclose(additive_location_quotient(activity).sum(axis=1), 0.0, atol=1e-12)
    np.testing.assert_allclose(additive_location_quotient(activity, variant="industry").sum(axis=0), 0.0, atol=1e-12)


@FEW
@given(COMPLETE_TABLES, st.floats(1e-3, 1e3))
def test_another_unit_changes_no_quotient(values: np.ndarray, unit: float) -> None:
    for name in SCORES:
        got, scaled = (indicators.compute(name, from_tables(wide(v))) for v in (values, values * unit))
        np.testing.assert_allclose(scaled, got, rtol=1e-9, atol=1e-12)


@FEW
@given(COMPLETE_TABLES)
def test_splitting_a_region_in_two_alike_halves_changes_no_quotient(values: np.ndarray) -> None:
    halves = np.vstack([values[:1] / 2, values[:1] / 2, values[1:]])
    for name in QUOTIENTS:
        whole = indicators.compute(name, from_tables(wide(values))).to_numpy()
        split = indicators.compute(name, from_tables(wide(halves))).to_numpy()
        np.testing.assert_allclose(split, np.vstack([whole[:1], whole]), rtol=1e-9, atol=1e-12)


@FEW
@given(COMPLETE_TABLES)
def test_the_advantages_of_two_halves_add_up_to_that_of_the_whole(values: np.ndarray) -> None:
    halves = np.vstack([values[:1] / 4, values[:1] * 3 / 4, values[1:]])
    whole, split = (normalized_revealed_advantage(from_tables(wide(v))).to_numpy() for v in (values, halves))
    np.testing.assert_allclose(split[0] + split[1], whole[0], atol=1e-12)
    np.testing.assert_allclose(split[2:], whole[1:], atol=1e-12)


@FEW
@given(COMPLETE_TABLES)
def test_an_advantage_is_the_difference_of_the_shares_times_the_size_of_the_region(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    weight = values.sum(axis=1, keepdims=True) / values.sum()
    wanted = additive_location_quotient(activity) * weight
    np.testing.assert_allclose(normalized_revealed_advantage(activity), wanted, atol=1e-12)


@FEW
@given(ANY_TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(values: np.ndarray, random: Random) -> None:
    table = wide(values)
    rows, columns = list(table.index), list(table.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    for name in SCORES:
        got = indicators.compute(name, from_tables(table))
        shuffled = indicators.compute(name, from_tables(table.loc[rows, columns]))
        pd.testing.assert_frame_equal(shuffled.loc[got.index, got.columns], got, rtol=1e-12)


@FEW
@given(ANY_TABLES)
def test_quotients_stay_in_their_range(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    for name in SCORES:
        low, high = indicators.REGISTRY[name].good_range
        got = indicators.compute(name, activity).to_numpy()
        known = got[np.isfinite(got)]
        assert not np.isinf(got).any()
        assert ((known >= low - 1e-12) & (known <= high + 1e-12)).all()


@FEW
@given(ANY_TABLES)
def test_missing_is_not_zero_in_any_quotient(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    for name in SCORES:
        got = indicators.compute(name, activity).to_numpy()
        assert np.isnan(got[np.isnan(values)]).all()


def test_a_missing_cell_touches_no_other_region_when_totals_are_published() -> None:
    complete = wide([[10.0, 30.0], [30.0, 10.0]]).assign(TOTAL=[40.0, 40.0])
    nation = {"reference": pd.Series({"I0": 40.0, "I1": 40.0, "TOTAL": 80.0})}
    gap = complete.copy()
    gap.loc["R0", "I0"] = np.nan
    with_gap, without = (location_quotient(from_tables(t, nation)) for t in (gap, complete))
    assert np.isnan(cell(with_gap, "R0", "I0"))
    assert with_gap.drop(columns="I0").equals(without.drop(columns="I0"))
    assert row(with_gap, "R1") == row(without, "R1")


def test_a_zero_is_a_quotient_of_zero_and_a_gap_is_none() -> None:
    got = location_quotient(from_tables(wide([[0.0, 30.0, 10.0], [np.nan, 10.0, 10.0], [5.0, 5.0, 5.0]])))
    assert cell(got, "R0", "I0") == 0.0
    assert np.isnan(cell(got, "R1", "I0"))


def test_an_empty_region_and_an_empty_industry_are_undefined() -> None:
    got = location_quotient(from_tables(wide([[0.0, 0.0, 0.0], [10.0, 30.0, 0.0], [30.0, 10.0, 0.0]])))
    assert got.loc["R0"].isna().all()
    assert got["I2"].isna().all()
    assert row(got, "R1")[:2] == [0.5, 1.5]


def test_a_table_of_nothing_is_undefined_everywhere() -> None:
    for name in SCORES:
        assert indicators.compute(name, from_tables(wide(np.zeros((2, 2))))).isna().to_numpy().all()


@FEW
@given(COMPLETE_TABLES)
def test_symmetric_quotient_tells_the_same_as_the_quotient(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    folded, quotient = symmetric_location_quotient(activity), location_quotient(activity)
    np.testing.assert_allclose((1 + folded) / (1 - folded), quotient, rtol=1e-7)
    assert ((folded >= 0) == (quotient >= 1)).to_numpy().all()


# ---- references
def test_the_reference_sum_adds_the_regions_up_and_the_published_row_does_not() -> None:
    table = wide([[10.0, 30.0], [30.0, 10.0]])
    activity = from_tables(table, {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "TOTAL": 1000.0})})
    assert np.asarray(reference_share(activity, reference="published")).tolist() == [0.3, 0.1]
    assert np.asarray(reference_share(activity, reference="external")).tolist() == [0.3, 0.1]
    assert np.asarray(reference_share(activity, reference="sum")).tolist() == [0.5, 0.5]
    assert row(location_quotient(activity, reference="published"), "R0") == pytest.approx([0.25 / 0.3, 7.5])
    assert row(location_quotient(activity, reference="sum"), "R0") == [0.5, 1.5]


def test_the_rest_is_the_reference_without_the_region_itself() -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0], [20.0, 20.0]]))
    rest = reference_share(activity, reference="rest")
    assert row(rest, "R0") == [50 / 80, 30 / 80]
    assert cell(location_quotient(activity, reference="rest"), "R0", "I1") == pytest.approx(0.75 / (30 / 80))


def test_the_rest_takes_the_region_out_of_the_published_row() -> None:
    table = wide([[10.0, 30.0]]).assign(TOTAL=[50.0])
    activity = from_tables(table, {"reference": pd.Series({"I0": 110.0, "I1": 130.0, "TOTAL": 450.0})})
    assert row(reference_share(activity, reference="rest"), "R0") == [100 / 400, 100 / 400]


@FEW
@given(COMPLETE_TABLES)
def test_the_rest_makes_no_quotient_less_extreme(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    with_itself, rest = (location_quotient(activity, reference=r).to_numpy() for r in ("sum", "rest"))
    above = with_itself > 1 + 1e-9
    assert (rest[above] >= with_itself[above] - 1e-9).all()


def test_an_industry_that_stands_in_one_region_only_has_no_rest() -> None:
    """0.1 + 0.2 - 0.3 is not nought for a computer: the quotient would be 10 to the power of 16."""
    table = wide([[0.3, 10.0], [0.0, 10.0], [0.0, 10.0]])
    activity = from_tables(table, {"reference": pd.Series({"I0": 0.1 + 0.2, "I1": 30.0})})
    assert np.isnan(cell(location_quotient(activity, reference="rest"), "R0", "I0"))


def test_a_region_that_is_the_whole_reference_has_no_rest() -> None:
    assert location_quotient(from_tables(wide([[10.0, 30.0]])), reference="rest").isna().to_numpy().all()


@pytest.mark.parametrize(
    "function",
    [reference_share, location_quotient, additive_location_quotient, normalized_revealed_advantage],
)
def test_an_unknown_reference_is_refused(function: Callable[..., object]) -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no reference 'resst'; did you mean 'rest'"):
        function(from_tables(wide([[1.0, 2.0]])), reference="resst")


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no variant 'x'"):
        additive_location_quotient(from_tables(wide([[1.0, 2.0]])), variant="x")


def test_the_variant_of_the_industry_has_no_rest() -> None:
    words = r"^there is no reference 'rest' of the variant 'industry'\. There are: 'external', 'published', 'sum'$"
    with pytest.raises(UnknownOptionError, match=words):
        additive_location_quotient(from_tables(wide([[1.0, 2.0]])), reference="rest", variant="industry")


@pytest.mark.parametrize("reference", [r for r in REFERENCES if r != "rest"])
def test_the_two_additive_variants_differ_by_the_weight_of_the_region(reference: str) -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0], [20.0, 20.0]]))
    profile = additive_location_quotient(activity, reference=reference)
    industry = additive_location_quotient(activity, reference=reference, variant="industry")
    np.testing.assert_allclose(industry, profile * (40 / 120) / (60 / 120))


@pytest.mark.parametrize(("reference", "wanted"), [("published", 10 / 300 - 50 / 1000), ("sum", 10 / 40 - 50 / 90)])
def test_the_variant_of_the_industry_divides_by_the_reference_that_was_chosen(reference: str, wanted: float) -> None:
    table = wide([[10.0, 30.0], [30.0, 10.0]]).assign(TOTAL=[50.0, 40.0])
    activity = from_tables(table, {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "TOTAL": 1000.0})})
    got = additive_location_quotient(activity, reference=reference, variant="industry")
    assert cell(got, "R0", "I0") == pytest.approx(wanted)


def test_the_folded_quotient_compares_with_the_reference_that_was_chosen() -> None:
    nation = {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "TOTAL": 1000.0})}
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0]]), nation)
    assert cell(symmetric_location_quotient(activity), "R1", "I0") == pytest.approx(1.5 / 3.5)  # 0.75 over 0.3
    assert cell(symmetric_location_quotient(activity, reference="sum"), "R1", "I0") == pytest.approx(0.5 / 2.5)


@pytest.mark.parametrize(
    "function",
    [share, location_quotient, symmetric_location_quotient, normalized_revealed_advantage, density_km2],
)
def test_a_negative_value_is_refused_everywhere(function: Callable[[Activity], object]) -> None:
    activity = from_tables(wide([[1.0, 2.0]]))
    with pytest.raises(NegativeActivityError, match=r"1 negative or infinite .*first -5 at region 'R0', industry 'I1'"):
        function(replace(activity, values=wide([[1.0, -5.0]])))
