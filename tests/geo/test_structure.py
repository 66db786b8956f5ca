"""How the mix of a region differs from others: published numbers, tables by hand, what holds for any table."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo import indicators
from geo.activity import Activity, from_tables
from geo.errors import NegativeActivityError, UnknownOptionError, UnknownRegionError
from geo.presence import diversity
from geo.structure import (
    duranton_puga_diversity,
    gini_specialization,
    hachman,
    hoover_specialization,
    krugman_bilateral,
    krugman_specialization,
    specialization_coefficient,
)
from tests.geo.tables import assert_close, row, wide

Oracle = Callable[[str], dict[str, Any]]
Index = Callable[[Activity], pd.DataFrame]
ALL: tuple[Index, ...] = (
    krugman_specialization,
    specialization_coefficient,
    hoover_specialization,
    hachman,
    duranton_puga_diversity,
    gini_specialization,
)
EACH = pytest.mark.parametrize("index", ALL, ids=lambda index: index.__name__)
HAND = [[10.0, 30.0, 0.0], [30.0, 10.0, 20.0]]
"""Sums 40, 40, 20; shares (1/4, 3/4, 0) and (1/2, 1/6, 1/3) against (2/5, 2/5, 1/5)."""


def figures(table: pd.DataFrame) -> list[float]:
    return table["value"].tolist()


def goettingen(oracles: Path) -> Activity:
    rows = pd.read_csv(oracles / "data" / "Goettingen.csv").set_index("WZ2008_Code")
    town, nation = rows["Goettingen2017"].astype(float)[1:16], rows["BRD2017"].astype(float)[1:16]
    return from_tables(pd.DataFrame([town], index=["GOE"]), {"reference": nation})


# ---- numbers of others
def test_krugman_index_of_the_textbook(oracle: Oracle, oracles: Path) -> None:
    case = oracle("krugman_textbook")
    given, expected = case["inputs"], case["expected"]
    pair = from_tables(pd.DataFrame([given["disjoint"]["a"], given["disjoint"]["b"]], index=["a", "b"], dtype=float))
    assert_close(row(krugman_specialization(pair, against="region", region="b"), "a")[0], expected["disjoint"], case)
    assert_close(figures(krugman_specialization(goettingen(oracles)))[0], expected["goettingen2017"], case)
    nordic = from_tables(pd.DataFrame(given["nordic"]).T.astype(float))
    got = krugman_specialization(nordic, against="mean_of_others")
    assert_close(row(got, "Sweden")[0], expected["nordic_sweden_vs_mean_share_of_others"], case)


def test_gini_of_quotients_of_the_textbook(oracle: Oracle, oracles: Path) -> None:
    case = oracle("gini_lq_textbook")
    given = case["inputs"]["spec"]
    town = from_tables(wide([given["e_ij"]]), {"reference": pd.Series(given["E_i"], index=[f"I{i}" for i in range(5)])})
    assert_close(figures(gini_specialization(town)), [case["expected"]["spec"]], case)
    assert_close(figures(gini_specialization(goettingen(oracles))), [case["expected"]["goettingen2017"]], case)
    rows = pd.read_csv(oracles / "data" / "Freiburg.csv").set_index("industry")
    freiburg = from_tables(rows[["e_Freiburg2014"]].T, {"reference": rows["e_Germany2014"]})
    assert_close(figures(gini_specialization(freiburg)), [case["expected"]["freiburg2014"]], case)


@pytest.mark.parametrize("matrix", ["m31", "krugman1991"])
def test_region_indices_of_the_econgeo_matrices(oracle: Oracle, matrix: str) -> None:
    case = oracle("econgeo_basic_tables")
    given, expected = case["inputs"][matrix], case["expected"][matrix]
    activity = from_tables(pd.DataFrame(given["matrix"], index=given["rows"], columns=given["cols"], dtype=float))
    assert_close(figures(krugman_specialization(activity)), expected["krugman_vs_total"], case)
    assert_close(figures(specialization_coefficient(activity)), expected["specialization_coefficient"], case)
    assert_close(figures(hachman(activity)), expected["hachman"], case)
    assert_close(figures(diversity(activity)), expected["diversity"], case)


# ---- by hand
def test_a_table_worked_out_by_hand() -> None:
    activity = from_tables(wide(HAND))
    krugman = [0.15 + 0.35 + 0.2, 0.1 + (0.4 - 1 / 6) + (1 / 3 - 0.2)]
    assert figures(krugman_specialization(activity)) == pytest.approx(krugman)
    squares = [(0.25**2 + 0.75**2) / 0.4, (0.25 + 1 / 36) / 0.4 + (1 / 9) / 0.2]
    assert figures(hachman(activity)) == pytest.approx([1 / squares[0], 1 / squares[1]])
    # quotients 0.625, 1.875, 0 in the first region: 2 (1*0 + 2*0.625 + 3*1.875) / (3 * 2.5) - 4/3
    assert figures(gini_specialization(activity)) == pytest.approx([0.5, 2 * (5 / 12 + 2.5 + 5) / (3 * 10 / 3) - 4 / 3])


def test_the_figures_stand_on_the_codes_of_the_regions() -> None:
    got = krugman_specialization(from_tables(wide(HAND)))
    assert (list(got.index), got.index.name, list(got.columns)) == (["R0", "R1"], "region_code", ["value", "coverage"])
    assert figures(got[["coverage"]].rename(columns={"coverage": "value"})) == [1.0, 1.0]


def test_the_mean_of_others_counts_small_and_large_regions_alike() -> None:
    activity = from_tables(wide([[1.0, 3.0], [300.0, 100.0], [1.0, 1.0]]))
    got = figures(krugman_specialization(activity, against="mean_of_others"))
    assert got == pytest.approx([2 * (0.625 - 0.25), 2 * (0.75 - 0.375), 0.0])


def test_one_region_is_compared_with_by_its_code() -> None:
    activity = from_tables(wide([[1.0, 3.0], [300.0, 100.0], [1.0, 1.0]]))
    assert figures(krugman_specialization(activity, against="region", region="R0")) == [0.0, 1.0, 0.5]
    assert figures(krugman_specialization(activity, against="region")) == [1.0, 0.0, 0.5]  # the largest is R1
    assert figures(krugman_specialization(activity)) != figures(krugman_specialization(activity, against="region"))


def test_two_regions_with_nothing_in_common_are_two_apart() -> None:
    got = krugman_bilateral(from_tables(wide([[5.0, 0.0], [0.0, 7.0], [1.0, 1.0]])))
    assert got.index.names == ["region_code", "other_region_code"]
    assert list(got.index) == [("R0", "R1"), ("R0", "R2"), ("R1", "R2")]
    assert figures(got) == [2.0, 1.0, 1.0]
    assert list(got.columns) == ["value"]


def test_one_region_is_paired_with_every_other() -> None:
    activity = from_tables(wide([[5.0, 0.0], [0.0, 7.0], [1.0, 1.0]]))
    got = krugman_bilateral(activity, region="R2")
    assert list(got.index) == [("R2", "R0"), ("R2", "R1")]
    assert figures(got) == [1.0, 1.0]
    assert list(krugman_bilateral(activity, region="largest").index) == [("R1", "R0"), ("R1", "R2")]
    assert krugman_bilateral(from_tables(wide([[5.0, 0.0]]))).empty


def test_coefficient_of_specialization_is_half_of_the_krugman_index() -> None:
    activity = from_tables(wide(HAND))
    assert figures(specialization_coefficient(activity) * 2) == figures(krugman_specialization(activity))


def test_hoover_index_is_the_widest_gap_of_the_lorenz_curve() -> None:
    got = figures(hoover_specialization(from_tables(wide(HAND))))
    # first region, by quotient: q 0.2, 0.6, 1 and p 0, 0.25, 1
    assert got[0] == pytest.approx(0.6 - 0.25)


def test_relative_diversity_is_one_over_the_krugman_index() -> None:
    activity = from_tables(wide(HAND))
    assert figures(duranton_puga_diversity(activity)) == pytest.approx(
        [1 / k for k in figures(krugman_specialization(activity))]
    )


def test_relative_diversity_has_no_value_where_nothing_differs() -> None:
    alike = from_tables(wide(np.outer([1.0, 5.0, 20.0], [10.0, 30.0, 61.0])))
    assert np.isnan(figures(duranton_puga_diversity(alike))).all()


# ---- missing, empty, single
def test_a_gap_takes_the_industry_out_of_both_mixes() -> None:
    table = wide([[10.0, 30.0, np.nan], [30.0, 10.0, 20.0]])
    got = krugman_specialization(from_tables(table))
    assert figures(got) == pytest.approx([1 / 4 + 1 / 4, 0.1 + (0.4 - 1 / 6) + (1 / 3 - 0.2)])
    assert np.isnan(got["coverage"].tolist()[0])
    assert got["coverage"].tolist()[1] == 1.0


def test_the_part_that_is_known_is_told_where_totals_are_published() -> None:
    table = wide([[10.0, 30.0, np.nan], [30.0, 10.0, 20.0]]).assign(TOTAL=[50.0, 80.0])
    assert krugman_specialization(from_tables(table))["coverage"].tolist() == [0.8, 0.75]


def test_published_totals_change_no_mix() -> None:
    table = wide(HAND)
    with_totals = from_tables(
        table.assign(TOTAL=[400.0, 100.0]), {"reference": pd.Series({"I0": 40, "I1": 40, "I2": 20, "TOTAL": 999})}
    )
    for index in ALL:
        assert figures(index(with_totals)) == pytest.approx(figures(index(from_tables(table))))


@EACH
def test_missing_is_not_zero(index: Index) -> None:
    zero, gap = (
        wide([[10.0, 30.0, 0.0], [30.0, 10.0, 20.0], [5.0, 5.0, 9.0]]),
        wide([[10.0, 30.0, np.nan], [30.0, 10.0, 20.0], [5.0, 5.0, 9.0]]),
    )
    assert figures(index(from_tables(zero)))[0] != figures(index(from_tables(gap)))[0]


@EACH
def test_an_empty_region_has_no_value(index: Index) -> None:
    """Not 1 nor -1/3, which econcomplex 1.0.1 gives."""
    got = figures(
        index(from_tables(wide([[0.0, 0.0, 0.0], [np.nan, np.nan, np.nan], [30.0, 10.0, 20.0], [5.0, 9.0, 1.0]])))
    )
    assert np.isnan(got[:2]).all()
    assert np.isfinite(got[2:]).all()


@EACH
def test_an_empty_industry_changes_nothing(index: Index) -> None:
    with_empty = wide([[10.0, 30.0, 0.0, 0.0], [30.0, 10.0, 0.0, 20.0]])
    np.testing.assert_allclose(
        figures(index(from_tables(with_empty))), figures(index(from_tables(with_empty.drop(columns="I2")))), rtol=1e-12
    )


def test_a_reference_of_unknown_industries_compares_the_others_only() -> None:
    nation = {"reference": pd.Series({"I0": 40.0, "I1": 40.0, "I2": np.nan})}
    got = from_tables(wide(HAND), nation)
    without = from_tables(wide(HAND).drop(columns="I2"))
    for index in ALL:
        assert figures(index(got)) == pytest.approx(figures(index(without)))


def test_an_industry_that_the_reference_has_not_makes_the_mix_unlike() -> None:
    activity = from_tables(
        wide([[10.0, 30.0, 60.0], [10.0, 10.0, 0.0]]), {"reference": pd.Series({"I0": 50.0, "I1": 50.0, "I2": 0.0})}
    )
    assert figures(hachman(activity)) == [0.0, 1.0]
    assert figures(krugman_specialization(activity)) == pytest.approx([0.4 + 0.2 + 0.6, 0.0])
    assert figures(gini_specialization(activity)) == pytest.approx([0.25, 0.0])


def test_a_single_region_is_its_own_total_and_has_no_others() -> None:
    alone = from_tables(wide([[3.0, 9.0]]))
    assert figures(krugman_specialization(alone)) == [0.0]
    assert figures(hachman(alone)) == [1.0]
    assert figures(gini_specialization(alone)) == [0.0]
    assert np.isnan(figures(krugman_specialization(alone, against="mean_of_others"))).all()


def test_a_single_industry_has_no_gini() -> None:
    assert np.isnan(figures(gini_specialization(from_tables(wide([[3.0], [9.0]]))))).all()
    assert figures(krugman_specialization(from_tables(wide([[3.0], [9.0]])))) == [0.0, 0.0]


def test_the_mean_of_others_leaves_out_empty_regions_and_gaps() -> None:
    table = wide([[1.0, 3.0, 4.0], [0.0, 0.0, 0.0], [1.0, 1.0, np.nan], [np.nan, np.nan, np.nan]])
    got = figures(krugman_specialization(from_tables(table), against="mean_of_others"))
    # the third industry is known in the first region alone: 1/4, 3/4 against 1/2, 1/2
    assert got[0] == pytest.approx(0.5)
    # shares 1/8 and 3/8 of the first become 1/4 and 3/4
    assert got[2] == pytest.approx(0.5)
    assert np.isnan([got[1], got[3]]).all()


def test_a_pair_is_compared_over_what_both_know() -> None:
    table = wide([[1.0, 3.0, 96.0], [1.0, 1.0, np.nan], [0.0, 0.0, 0.0]])
    got = figures(krugman_bilateral(from_tables(table)))
    assert got[0] == pytest.approx(0.5)
    assert np.isnan(got[1:]).all()
    assert figures(krugman_bilateral(from_tables(table), region="R0"))[0] == pytest.approx(0.5)
    assert figures(krugman_specialization(from_tables(table), against="region", region="R1"))[0] == pytest.approx(0.5)


# ---- refused
def test_an_unknown_comparison_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no value 'totl' of 'against'; did you mean 'total'"):
        krugman_specialization(from_tables(wide(HAND)), against="totl")


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(UnknownRegionError, match=r"there is no region 'R9'. There are: 'R0', 'R1', 'largest'"):
        krugman_specialization(from_tables(wide(HAND)), against="region", region="R9")
    with pytest.raises(UnknownRegionError, match=r"there is no region 'R9'"):
        krugman_bilateral(from_tables(wide(HAND)), region="R9")


@EACH
def test_a_negative_value_is_refused(index: Index) -> None:
    with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I1'"):
        index(replace(from_tables(wide([[1.0, 2.0]])), values=wide([[1.0, -5.0]])))


def test_options_reach_the_functions_through_the_registry() -> None:
    activity = from_tables(wide([[1.0, 3.0], [300.0, 100.0], [1.0, 1.0]]))
    got = indicators.compute("krugman_specialization", activity, {"against": "region", "region": "R0"})
    assert figures(got) == [0.0, 1.0, 0.5]
    got = indicators.compute("krugman_specialization", activity, {"against": "mean_of_others"})
    assert figures(got)[2] == 0.0
    assert len(indicators.compute("krugman_bilateral", activity, {"region": "R1"})) == 2
    assert len(indicators.compute("krugman_bilateral", activity)) == 3


def test_a_region_is_no_step_away_from_itself_whatever_the_rounding() -> None:
    activity = from_tables(wide([[300.0, 100.0, 150.0, 49.0], [90.0, 10.0, 200.0, 60.0], [1.0, 1.0, 1.0, 1.0]]))
    for place, region in enumerate(activity.values.index):
        assert figures(krugman_specialization(activity, against="region", region=region))[place] == 0.0


def test_the_mean_of_others_divides_by_how_many_are_known() -> None:
    activity = from_tables(wide([[1.0, 1.0, 2.0], [1.0, 1.0, np.nan], [2.0, 1.0, 1.0]]))
    # means 1/2, 3/8 and 1/4 (of one region only) make shares of 4/9, 3/9 and 2/9
    got = figures(krugman_specialization(activity, against="mean_of_others"))
    assert got[0] == pytest.approx((4 / 9 - 1 / 4) + (3 / 9 - 1 / 4) + (1 / 2 - 2 / 9))
