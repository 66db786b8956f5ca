"""Profiles of rows: what is missing, what is empty, and which part of a region is known."""

import numpy as np
import pandas as pd
import pytest

from geo.activity import from_tables
from geo.errors import NegativeActivityError, UnknownRegionError
from geo.inequality import hoover
from geo.profile import (
    by_group,
    compare,
    compare_with_others,
    of_industries,
    of_regions,
    of_table,
    profiles,
    region_of,
)
from tests.geo.tables import wide


def test_a_complete_table_has_no_mask_and_shares_that_add_up() -> None:
    got = profiles(np.array([[1.0, 3.0], [2.0, 2.0]]))
    assert got.missing is None
    assert got.p.tolist() == [[0.25, 0.75], [0.5, 0.5]]
    assert got.known.tolist() == [2, 2]


def test_a_gap_has_no_share_and_leaves_the_others_whole() -> None:
    got = profiles(np.array([[1.0, 3.0, np.nan], [2.0, 0.0, 2.0], [np.nan] * 3, [0.0] * 3]))
    assert got.p[:2].tolist() == [[0.25, 0.75, 0.0], [0.5, 0.0, 0.5]]
    assert np.isnan(got.p[2:]).all()
    assert got.known.tolist() == [2, 3, 0, 3]


def test_the_table_that_is_handed_over_is_left_as_it_was() -> None:
    values = np.array([[1.0, np.nan], [2.0, 2.0]])
    profiles(values)
    np.testing.assert_array_equal(values, [[1.0, np.nan], [2.0, 2.0]])


def test_profiles_of_a_table_are_made_once_for_each_axis() -> None:
    activity = from_tables(wide([[1.0, 3.0], [1.0, 2.0]]))
    regions, industries = of_table(activity, axis=1), of_table(activity, axis=0)
    assert of_table(activity, axis=1) is regions
    assert regions.p.tolist()[0] == [0.25, 0.75]
    assert industries.p.tolist() == [[0.5, 0.5], [0.6, 0.4]]


def test_a_reference_without_anything_compares_nothing() -> None:
    found = profiles(np.array([[1.0, 3.0]]))
    for reference in (np.array([0.0, 0.0]), np.array([np.nan, np.nan])):
        assert np.isnan(compare(found, reference, hoover)).all()


def test_a_reference_is_cut_down_to_what_is_known() -> None:
    found = profiles(np.array([[1.0, 3.0, np.nan], [1.0, 1.0, 2.0]]))
    assert compare(found, np.array([1.0, 1.0, 2.0]), hoover).tolist() == [0.25, 0.0]
    assert compare(found, None, hoover).tolist() == pytest.approx([0.25, 1 / 6])


def test_a_gap_stays_a_gap_when_the_reference_is_cut_down() -> None:
    found = profiles(np.array([[1.0, 3.0, np.nan, 4.0], [1.0, 1.0, 2.0, 4.0]]))
    assert compare(found, np.array([1.0, 1.0, 2.0, np.nan]), hoover).tolist() == [0.25, 0.0]


def test_a_single_industry_is_the_whole_mix_of_all_others() -> None:
    got = compare_with_others(profiles(np.array([[1.0], [3.0], [0.0]])), hoover)
    np.testing.assert_array_equal(got, [0.0, 0.0, np.nan])


def test_many_regions_with_gaps_are_compared_with_others_in_blocks_without_a_seam() -> None:
    values = np.random.default_rng(6).integers(1, 9, (300, 4)).astype(float)
    values[::7, 2] = np.nan
    got = compare_with_others(profiles(values), hoover)
    p = np.nan_to_num(values) / np.nansum(values, axis=1, keepdims=True)
    known = ~np.isnan(values)
    for region in (0, 1, 127, 128, 129, 294, 299):
        other = np.arange(300) != region
        mean = p[other].sum(axis=0) / known[other].sum(axis=0) * known[region]
        assert got[region] == pytest.approx(np.abs(p[region] - mean / mean.sum()).sum() / 2)


def test_others_are_those_with_activity() -> None:
    found = profiles(np.array([[1.0, 3.0], [0.0, 0.0], [1.0, 1.0]]))
    got = compare_with_others(found, hoover)
    assert got[[0, 2]].tolist() == [0.25, 0.25]
    assert np.isnan(got[1])
    assert np.isnan(compare_with_others(profiles(np.array([[1.0, 3.0], [0.0, 0.0]])), hoover)).all()


def test_groups_add_their_columns_up_in_the_order_of_their_names_coming() -> None:
    add = by_group(pd.Series(["b", "a", "b", "c"]))
    assert add(np.array([[1.0, 2.0, 4.0, 8.0]])).tolist() == [[5.0, 2.0, 8.0]]
    assert add(np.array([1.0, 2.0, 4.0, 8.0])).tolist() == [5.0, 2.0, 8.0]


def test_a_region_is_found_by_its_code_or_as_the_largest() -> None:
    activity = from_tables(wide([[1.0], [9.0], [np.nan]]).assign(TOTAL=[5.0, 9.0, np.nan]))
    assert [region_of(activity, code) for code in ("R0", "R2", "largest")] == [0, 2, 1]
    named = from_tables(pd.DataFrame({"I": [1.0, 9.0]}, index=["largest", "R1"]))
    assert region_of(named, "largest") == 0


def test_an_unknown_region_is_refused_and_nothing_is_the_largest_of_nothing() -> None:
    with pytest.raises(UnknownRegionError, match=r"there is no region 'larges'; did you mean 'largest'"):
        region_of(from_tables(wide([[1.0]])), "larges")
    with pytest.raises(UnknownRegionError, match=r"there is no region 'largest'"):
        region_of(from_tables(wide([[np.nan]])), "largest")


def test_coverage_is_the_known_part_of_the_total() -> None:
    table = wide([[10.0, np.nan], [10.0, 30.0], [np.nan, np.nan], [0.0, 0.0]])
    published = from_tables(table.assign(TOTAL=[40.0, 80.0, 7.0, 0.0]))
    summed = from_tables(table)
    got = [of_regions(activity, np.zeros(4))["coverage"].fillna(-1).tolist() for activity in (published, summed)]
    assert got == [[0.25, 0.5, 0.0, -1.0], [-1.0, 1.0, -1.0, -1.0]]
    small = of_regions(from_tables(wide([[0.1, 0.1]]).assign(TOTAL=[0.4])), np.zeros(1))["coverage"]
    assert (small.tolist(), str(small.dtype)) == ([0.5], "float64")


def test_regions_are_counted_where_an_industry_is_known() -> None:
    activity = from_tables(wide([[10.0, np.nan, np.nan], [0.0, 30.0, np.nan]]))
    got = of_industries(activity, np.array([0.1, 0.2, 0.3]))
    assert (list(got.index), got.index.name) == (["I0", "I1", "I2"], "industry_code")
    assert (list(got.columns), got["value"].tolist()) == (["value", "regions"], [0.1, 0.2, 0.3])
    assert got["regions"].tolist() == [2, 1, 0]


def test_negative_values_are_refused() -> None:
    activity = from_tables(wide([[1.0, 2.0]]))
    activity.values.iloc[0, 1] = -5.0
    with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I1'"):
        of_table(activity, axis=1)


def test_coverage_above_one_shows_that_figures_and_total_disagree() -> None:
    """Cut at 1, rounded figures would look exact and industries that overlap would look complete."""
    table = wide([[50.0, 50.001], [60.0, 60.0]]).assign(TOTAL=[100.0, 80.0])
    assert of_regions(from_tables(table), np.zeros(2))["coverage"].tolist() == pytest.approx([1.00001, 1.5])
