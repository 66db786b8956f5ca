"""Numbers of quotients of 1 or more."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo.activity import Activity, from_tables
from geo.errors import NegativeActivityError
from geo.presence import diversity, ubiquity
from geo.specialization import location_quotient
from tests.geo.tables import ANY_TABLES, FEW, wide


def test_a_quotient_of_exactly_one_counts() -> None:
    activity = from_tables(wide([[1.0, 3.0], [1.0, 3.0], [2.0, 6.0]]))
    assert diversity(activity)["value"].tolist() == [2.0, 2.0, 2.0]
    assert ubiquity(activity)["value"].tolist() == [3.0, 3.0]


def test_the_counts_stand_on_their_codes() -> None:
    activity = from_tables(wide([[10.0, 30.0, 0.0], [30.0, 10.0, 20.0], [5.0, 5.0, np.nan]]))
    regions, industries = diversity(activity), ubiquity(activity)
    assert (regions.index.name, list(regions.columns)) == ("region_code", ["value", "coverage"])
    assert (industries.index.name, list(industries.columns)) == ("industry_code", ["value", "regions"])
    assert industries["regions"].tolist() == [3, 3, 2]


def test_published_totals_and_reference_are_those_of_the_quotient() -> None:
    table = wide([[10.0, 30.0]]).assign(TOTAL=[400.0])
    nation = {"reference": pd.Series({"I0": 30.0, "I1": 50.0, "TOTAL": 1000.0})}
    assert diversity(from_tables(table, nation))["value"].tolist() == [1.0]  # 0.025 / 0.03 and 0.075 / 0.05
    assert diversity(from_tables(wide([[10.0, 30.0]])))["value"].tolist() == [2.0]


def test_what_is_empty_has_no_count_and_what_is_absent_counts_nought() -> None:
    activity = from_tables(wide([[0.0, 0.0, 0.0], [np.nan, np.nan, np.nan], [9.0, 0.0, 0.0], [1.0, 9.0, 0.0]]))
    assert diversity(activity)["value"].fillna(-1).tolist() == [-1.0, -1.0, 1.0, 1.0]
    assert ubiquity(activity)["value"].fillna(-1).tolist() == [1.0, 1.0, -1.0]


@FEW
@given(ANY_TABLES)
def test_the_counts_are_those_of_the_map_of_quotients(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    quotients = location_quotient(activity)
    present = (quotients >= 1).to_numpy()
    known = quotients.notna().to_numpy()
    for got, axis in ((diversity(activity), 1), (ubiquity(activity), 0)):
        expected = np.where(known.any(axis=axis), present.sum(axis=axis), np.nan)
        np.testing.assert_array_equal(got["value"], expected)


def test_many_regions_are_counted_in_blocks_without_a_seam() -> None:
    values = np.random.default_rng(2).integers(0, 9, (300, 5)).astype(float)
    activity = from_tables(wide(values))
    quotients = location_quotient(activity)
    assert ubiquity(activity)["value"].tolist() == (quotients >= 1).sum().tolist()
    np.testing.assert_array_equal(diversity(activity)["value"], (quotients >= 1).sum(axis=1))


@pytest.mark.parametrize("index", [diversity, ubiquity])
def test_a_negative_value_is_refused(index: Callable[[Activity], pd.DataFrame]) -> None:
    activity = replace(from_tables(wide([[1.0, 2.0]])), values=wide([[1.0, -5.0]]))
    with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I1'"):
        index(activity)


def test_what_is_nought_everywhere_in_the_table_is_counted_where_a_total_says_that_it_is_known() -> None:
    table = wide([[0.0, 0.0], [0.2, 0.0]]).assign(TOTAL=[0.5, 0.5])
    activity = from_tables(table, {"reference": pd.Series({"I0": 30.0, "I1": 50.0, "TOTAL": 100.0})})
    assert diversity(activity)["value"].tolist() == [0.0, 1.0]
    assert ubiquity(activity)["value"].tolist() == [1.0, 0.0]


def test_tables_of_nullable_numbers_count_as_others() -> None:
    plain = from_tables(wide([[10.0, 30.0, 0.0], [30.0, 10.0, 20.0], [5.0, 5.0, np.nan]]))
    plain = replace(
        plain,
        totals=plain.totals.where(np.array([True, True, False])),
        reference=plain.reference.where(plain.reference > 40),
    )
    nullable = replace(
        plain,
        values=plain.values.convert_dtypes(),
        totals=plain.totals.convert_dtypes(),
        reference=plain.reference.convert_dtypes(),
    )
    for index in (diversity, ubiquity):
        pd.testing.assert_series_equal(index(nullable)["value"], index(plain)["value"])
