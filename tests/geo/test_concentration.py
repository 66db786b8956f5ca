"""How unevenly industries are spread over regions: published numbers, tables by hand, what holds for any table."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.concentration import (
    gini_concentration,
    hoover_concentration,
    hoover_gini,
    krugman_concentration,
    locational_gini,
)
from geo.errors import NegativeActivityError
from geo.presence import ubiquity
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, assert_close, wide

Oracle = Callable[[str], dict[str, Any]]
Index = Callable[[Activity], pd.DataFrame]
ALL: tuple[Index, ...] = (
    hoover_concentration,
    krugman_concentration,
    gini_concentration,
    hoover_gini,
    locational_gini,
)
EACH = pytest.mark.parametrize("index", ALL, ids=lambda index: index.__name__)
HAND = [[10.0, 0.0], [10.0, 20.0], [20.0, 40.0]]
"""Regions 10, 30, 60 of 100; the first industry has 1/4, 1/4, 1/2, the second 0, 1/3, 2/3."""


def figures(table: pd.DataFrame) -> list[float]:
    return table["value"].tolist()


def of_industry(jobs: list[float], totals: list[float]) -> Activity:
    return from_tables(wide(np.array(jobs)[:, None]).assign(TOTAL=totals))


# ---- numbers of others
@pytest.mark.parametrize("matrix", ["m31", "krugman1991"])
def test_concentration_of_the_econgeo_matrices(oracle: Oracle, matrix: str) -> None:
    case = oracle("econgeo_basic_tables")
    given, expected = case["inputs"][matrix], case["expected"][matrix]
    activity = from_tables(pd.DataFrame(given["matrix"], index=given["rows"], columns=given["cols"], dtype=float))
    assert_close(figures(locational_gini(activity)), expected["locational_gini_krugman_half"], case)
    assert_close(figures(ubiquity(activity)), expected["ubiquity"], case)
    np.testing.assert_allclose(figures(hoover_gini(activity)), expected["hoover_gini_vs_total_round3"], atol=0.00051)
    percent = [100 * value for value in figures(hoover_concentration(activity))]
    np.testing.assert_allclose(percent, expected["hoover_index_percent_round2"], atol=0.0051)


def test_gini_of_quotients_of_the_textbook(oracle: Oracle) -> None:
    case = oracle("gini_lq_textbook")
    conc, building = case["inputs"]["conc"], case["inputs"]["construction2008"]
    assert_close(figures(gini_concentration(of_industry(conc["e_ij"], conc["e_j"]))), [case["expected"]["conc"]], case)
    got = figures(gini_concentration(of_industry(building["e"], building["t"])))
    assert_close(got, [case["expected"]["construction2008"]], case)


def test_hoover_index_of_output_over_people(oracle: Oracle) -> None:
    case = oracle("concentration_basic")
    got = hoover_concentration(of_industry(case["inputs"]["gdp"], case["inputs"]["pop"]))
    assert_close(figures(got), [case["expected"]["gdp_vs_pop"]["hoover"]], case)


# ---- by hand
def test_a_table_worked_out_by_hand() -> None:
    activity = from_tables(wide(HAND))
    assert figures(hoover_concentration(activity)) == pytest.approx([0.15, 0.1])
    # quotients 2.5, 5/6, 5/6 and 0, 10/9, 10/9 in ascending order
    ginis = [2 * (5 / 6 + 2 * 5 / 6 + 3 * 2.5) / (3 * 25 / 6) - 4 / 3, 2 * (5 * 10 / 9) / (3 * 20 / 9) - 4 / 3]
    assert figures(gini_concentration(activity)) == pytest.approx(ginis)
    # Lorenz curves through (0.9, 0.75) and through (0.1, 0)
    assert figures(hoover_gini(activity)) == pytest.approx([1 - 0.9 * 0.75 - 0.1 * 1.75, 1 - 0.9])


def test_the_figures_stand_on_the_codes_of_the_industries() -> None:
    got = hoover_gini(from_tables(wide([[10.0, np.nan], [10.0, 20.0], [20.0, 40.0]])))
    assert (list(got.index), got.index.name, list(got.columns)) == (["I0", "I1"], "industry_code", ["value", "regions"])
    assert got["regions"].tolist() == [3, 2]


def test_krugman_concentration_is_twice_the_hoover_coefficient() -> None:
    activity = from_tables(wide(HAND))
    assert figures(krugman_concentration(activity)) == pytest.approx([0.3, 0.2])


def test_the_locational_gini_is_half_of_the_hoover_gini() -> None:
    activity = from_tables(wide(HAND))
    assert figures(locational_gini(activity)) == pytest.approx([value / 2 for value in figures(hoover_gini(activity))])


def test_an_industry_in_the_smallest_region_alone_is_as_concentrated_as_can_be() -> None:
    activity = of_industry([5.0, 0.0, 0.0], [5.0, 45.0, 50.0])
    assert figures(hoover_concentration(activity)) == pytest.approx([0.95])
    assert figures(hoover_gini(activity)) == pytest.approx([0.95])
    assert figures(gini_concentration(activity)) == pytest.approx([2 / 3])


def test_a_national_row_beyond_the_regions_plays_no_part() -> None:
    nation = {"reference": pd.Series({"I0": 4000.0, "I1": 70.0, "TOTAL": 1e5})}
    for index in ALL:
        assert figures(index(from_tables(wide(HAND), nation))) == figures(index(from_tables(wide(HAND))))


# ---- missing, empty, single
@EACH
def test_a_region_without_a_figure_is_left_out_and_one_with_nought_is_not(index: Index) -> None:
    totals = [50.0, 60.0, 70.0, 80.0]
    gap = index(of_industry([10.0, 30.0, 5.0, np.nan], totals))
    assert figures(gap) == pytest.approx(figures(index(of_industry([10.0, 30.0, 5.0], totals[:3]))))
    assert figures(index(of_industry([10.0, 30.0, 5.0, 0.0], totals)))[0] > figures(gap)[0] + 0.01


@EACH
def test_a_gap_touches_no_other_industry(index: Index) -> None:
    table = wide([[10.0, 3.0], [10.0, 20.0], [20.0, 40.0]]).assign(TOTAL=[50.0, 60.0, 70.0])
    gap = table.copy()
    gap.loc["R0", "I0"] = np.nan
    assert figures(index(from_tables(gap)))[1] == figures(index(from_tables(table)))[1]


@EACH
def test_an_empty_industry_has_no_value(index: Index) -> None:
    """Not 0.5, which econcomplex 1.0.1 gives for the locational Gini index: as concentrated as can be."""
    got = figures(index(from_tables(wide([[10.0, 0.0, np.nan], [30.0, 0.0, np.nan], [5.0, 0.0, np.nan]]))))
    assert np.isfinite(got[0])
    assert np.isnan(got[1:]).all()


@EACH
def test_an_empty_region_changes_nothing(index: Index) -> None:
    with_empty = [*HAND, [0.0, 0.0]]
    np.testing.assert_allclose(figures(index(from_tables(wide(with_empty)))), figures(index(from_tables(wide(HAND)))))


@pytest.mark.parametrize("index", [gini_concentration, hoover_gini, locational_gini])
def test_one_region_has_no_gini(index: Index) -> None:
    assert np.isnan(figures(index(from_tables(wide([[3.0, 9.0]]))))).all()
    assert np.isnan(figures(index(from_tables(wide([[3.0, 9.0], [np.nan, 1.0]]))))[0])
    assert np.isfinite(figures(index(from_tables(wide([[3.0, 9.0], [np.nan, 1.0]]))))[1])


def test_one_region_is_spread_as_all_activity_is() -> None:
    assert figures(hoover_concentration(from_tables(wide([[3.0, 9.0]])))) == [0.0, 0.0]


# ---- what holds for any table
@FEW
@given(ANY_TABLES)
def test_indices_stay_in_their_range(values: np.ndarray) -> None:
    for index in ALL:
        low, high = indicators.REGISTRY[index.__name__].good_range
        got = np.array(figures(index(from_tables(wide(values)))))
        known = got[~np.isnan(got)]
        assert ((known >= low) & (known < high)).all()


@FEW
@given(COMPLETE_TABLES, st.floats(1e-3, 1e3))
def test_another_unit_changes_no_index(values: np.ndarray, unit: float) -> None:
    for index in ALL:
        one, other = (figures(index(from_tables(wide(v)))) for v in (values, values * unit))
        np.testing.assert_allclose(other, one, rtol=1e-9, atol=1e-9)


@FEW
@given(COMPLETE_TABLES)
def test_splitting_a_region_in_two_alike_halves_moves_no_weighted_index(values: np.ndarray) -> None:
    halves = np.vstack([values[:1] / 2, values[:1] / 2, values[1:]])
    for index in (hoover_concentration, krugman_concentration, hoover_gini, locational_gini):
        whole, split = (figures(index(from_tables(wide(v)))) for v in (values, halves))
        np.testing.assert_allclose(split, whole, rtol=1e-9, atol=1e-9)


@FEW
@given(ANY_TABLES, st.randoms(use_true_random=False))
def test_the_order_of_regions_changes_nothing(values: np.ndarray, random: Random) -> None:
    table = wide(values)
    rows = list(table.index)
    random.shuffle(rows)
    for index in ALL:
        got, shuffled = (figures(index(from_tables(t))) for t in (table, table.loc[rows]))
        np.testing.assert_allclose(shuffled, got, rtol=1e-9, atol=1e-9)


@FEW
@given(COMPLETE_TABLES)
def test_the_widest_gap_lies_below_the_whole_area(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    gap, area = np.array(figures(hoover_concentration(activity))), np.array(figures(hoover_gini(activity)))
    assert (gap <= area + 1e-9).all()
    assert (area <= gap * (2 - gap) + 1e-9).all()


def test_many_industries_are_worked_on_in_blocks_without_a_seam() -> None:
    values = np.random.default_rng(3).integers(1, 50, (5, 300)).astype(float)
    c, w = values / values.sum(axis=0), values.sum(axis=1) / values.sum()
    expected = np.abs(c - w[:, None]).sum(axis=0) / 2
    np.testing.assert_allclose(figures(hoover_concentration(from_tables(wide(values)))), expected)


@EACH
def test_a_negative_value_is_refused(index: Index) -> None:
    with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I1'"):
        index(replace(from_tables(wide([[1.0, 2.0]])), values=wide([[1.0, -5.0]])))
