"""Shares of a region and of the reference economy: which reference is read, and where nothing is left to divide by."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from geo.activity import Activity, from_tables
from geo.shares import quotient, reference_amounts, reference_share, share
from tests.geo.tables import cell, row, wide

NATION = {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "TOTAL": 1000.0})}


def of_nation(**figures: float) -> Activity:
    """Give two regions a national row of their own."""
    return from_tables(wide([[10.0, 30.0], [30.0, 10.0]]), {"reference": pd.Series(figures)})


def test_the_published_row_is_what_shares_and_quotients_compare_with() -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0]]), NATION)
    assert np.asarray(reference_share(activity)).tolist() == [0.3, 0.1]
    assert row(quotient(activity), "R0") == pytest.approx([0.25 / 0.3, 0.75 / 0.1])
    assert row(quotient(activity, reference="sum"), "R0") == [0.5, 1.5]


def test_an_industry_that_one_region_knows_has_a_sum_and_one_that_none_knows_has_not() -> None:
    table = wide([[10.0, np.nan, np.nan], [30.0, 40.0, np.nan]])
    activity = from_tables(table, {"reference": pd.Series({"I0": 99.0, "I1": 99.0, "I2": 99.0, "TOTAL": 500.0})})
    got = np.asarray(reference_share(activity, reference="sum"))
    np.testing.assert_allclose(got, [0.5, 0.5, np.nan])


def test_an_industry_that_the_reference_has_not_has_no_share_in_it() -> None:
    """Not nought: a region that has it would be infinitely specialized."""
    activity = of_nation(I0=0.0, I1=100.0, TOTAL=100.0)
    np.testing.assert_array_equal(np.asarray(reference_share(activity)), [np.nan, 1.0])
    np.testing.assert_array_equal(row(quotient(activity), "R0"), [np.nan, 0.75])


def test_a_reference_economy_of_nothing_has_no_shares() -> None:
    assert np.isnan(np.asarray(reference_share(of_nation(I0=5.0, I1=5.0, TOTAL=0.0)))).all()


def test_a_region_whose_published_total_is_nought_has_no_shares() -> None:
    got = share(from_tables(wide([[5.0, 0.0], [5.0, 5.0]]).assign(TOTAL=[0.0, 20.0])))
    np.testing.assert_array_equal(got, [[np.nan, np.nan], [0.25, 0.25]])


def test_an_industry_that_is_nowhere_has_no_share_of_the_rest() -> None:
    got = reference_share(from_tables(wide([[5.0, 0.0], [15.0, 0.0]])), reference="rest")
    np.testing.assert_array_equal(got, [[1.0, np.nan], [1.0, np.nan]])
    assert np.asarray(got).dtype == float


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_what_rounding_leaves_is_no_rest(unit: float) -> None:
    """0.1 + 0.2 is more than 0.3 for a computer, whatever the unit."""
    whole = (0.1 + 0.2) * unit
    alone = from_tables(wide([[0.3 * unit, 10 * unit], [0.0, 10 * unit]]), {
        "reference": pd.Series({"I0": whole, "I1": 30 * unit})})  # fmt: skip
    np.testing.assert_allclose(np.asarray(reference_share(alone, reference="rest"))[0], [np.nan, 1.0])
    everything = from_tables(wide([[0.1 * unit]]).assign(TOTAL=[0.3 * unit]), {
        "reference": pd.Series({"I0": 0.2 * unit, "TOTAL": whole})})  # fmt: skip
    assert np.isnan(np.asarray(reference_share(everything, reference="rest"))).all()


@pytest.mark.parametrize("made", [share, quotient])
def test_a_table_is_made_once_and_what_is_handed_out_may_be_changed(made: Callable[[Activity], pd.DataFrame]) -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0]]))
    first, second = made(activity), made(activity)
    assert np.shares_memory(first.to_numpy(), second.to_numpy())
    first.iloc[0, 0] = 9.0
    assert cell(made(activity), "R0", "I0") == cell(second, "R0", "I0") < 1


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("published", [[300.0, 1000.0], [300.0, 1000.0]]),
        ("external", [[300.0, 1000.0], [300.0, 1000.0]]),
        ("sum", [[40.0, 90.0], [40.0, 90.0]]),
        ("rest", [[290.0, 950.0], [270.0, 960.0]]),
    ],
)
def test_amounts_of_the_reference_are_those_that_its_share_is_made_of(
    reference: str, wanted: list[list[float]]
) -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0]]).assign(TOTAL=[50.0, 40.0]), NATION)
    got = reference_amounts(activity, "I0", reference=reference)
    assert got.to_numpy().tolist() == wanted
    assert (list(got.index), list(got.columns)) == (["R0", "R1"], ["reference", "reference_total"])
    share_of_it = np.asarray(reference_share(activity, reference=reference)).reshape(-1, 2)[:, 0]
    np.testing.assert_allclose(got["reference"] / got["reference_total"], np.broadcast_to(share_of_it, 2))


def test_amounts_are_published_by_default_and_a_sum_of_nothing_is_none() -> None:
    table = wide([[10.0, np.nan, np.nan], [30.0, 10.0, np.nan]])
    nation = {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "I2": 9.0, "TOTAL": 1000.0})}
    assert reference_amounts(from_tables(table, nation), "I0").to_numpy().tolist() == [[300.0, 1000.0]] * 2
    sums = [reference_amounts(from_tables(table, nation), code, reference="sum").iloc[0, 0] for code in ("I1", "I2")]
    np.testing.assert_array_equal(sums, [10.0, np.nan])
    assert reference_amounts(from_tables(table), "I0", reference="sum").to_numpy().tolist() == [[40.0, 50.0]] * 2
