"""How many-sided regions are: published numbers, tables by hand, what holds for any table."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.errors import MissingTableError, NegativeActivityError
from geo.variety import (
    entropy,
    equivalent_number,
    herfindahl,
    herfindahl_normalized,
    ogive,
    related_variety,
    theil_specialization,
    unrelated_variety,
)
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, assert_close, row, wide

Oracle = Callable[[str], dict[str, Any]]
Index = Callable[[Activity], pd.DataFrame]
ALL: tuple[Index, ...] = (herfindahl, herfindahl_normalized, equivalent_number, entropy, theil_specialization, ogive)
VARIETIES: tuple[Index, ...] = (related_variety, unrelated_variety)
EACH = pytest.mark.parametrize("index", ALL, ids=lambda index: index.__name__)
SALES = [20.0, 50.0, 20.0, 10.0]


def figures(table: pd.DataFrame) -> list[float]:
    return table["value"].tolist()


def grouped(values: np.ndarray, n_groups: int = 2) -> Activity:
    table = wide(values)
    groups = pd.Series([f"G{i % n_groups}" for i in range(len(table.columns))], index=table.columns)
    return from_tables(table, {"groups": groups})


# ---- numbers of others
def test_herfindahl_of_the_textbook(oracle: Oracle) -> None:
    case = oracle("concentration_basic")
    activity, expected = from_tables(wide([case["inputs"]["sales"]])), case["expected"]["sales"]
    assert_close(figures(herfindahl(activity)), [expected["hhi"]], case)
    assert_close(figures(herfindahl_normalized(activity)), [expected["hhi_normalized"]], case)
    assert_close(figures(equivalent_number(activity)), [expected["equivalent_number"]], case)
    gdp = from_tables(wide([case["inputs"]["gdp"]]))
    assert_close(figures(herfindahl(gdp)), [case["expected"]["gdp"]["hhi"]], case)


@pytest.mark.parametrize("matrix", ["m31", "krugman1991"])
def test_herfindahl_and_entropy_of_the_econgeo_matrices(oracle: Oracle, matrix: str) -> None:
    case = oracle("econgeo_basic_tables")
    activity = from_tables(wide(case["inputs"][matrix]["matrix"]))
    assert_close(figures(herfindahl(activity)), case["expected"][matrix]["herfindahl"], case)
    rounded = case["expected"][matrix]["entropy_bits_round3"]
    np.testing.assert_allclose(figures(entropy(activity)), rounded, atol=0.00051)


def test_variety_of_eight_states_of_germany(oracle: Oracle, oracles: Path) -> None:
    case = oracle("variety_laender_a")
    rows = pd.read_csv(oracles / "data" / "G_regions_industries.csv")
    groups, regions = case["inputs"]["groups"], case["inputs"]["regions"]
    table = rows.pivot_table("emp_all", index="region_code", columns="ind_code").loc[regions, list(groups)]
    activity = from_tables(table.astype(float), {"groups": pd.Series(groups)})
    for region, expected in case["expected"].items():
        for index, key in ((entropy, "total"), (unrelated_variety, "UV"), (related_variety, "RV")):
            assert_close(row(index(activity), region)[0], expected[key], case)


# ---- by hand
def test_ogive_of_a_table_worked_out_by_hand() -> None:
    got = ogive(from_tables(wide([SALES])))
    assert figures(got) == pytest.approx([4 * (0.05**2 + 0.25**2 + 0.05**2 + 0.15**2)])
    assert (list(got.columns), got.index.name) == (["value", "coverage"], "region_code")


def test_theil_and_entropy_add_up_to_the_logarithm_of_the_number_of_industries() -> None:
    activity = from_tables(wide([SALES, [1.0, 1.0, 1.0, 1.0], [7.0, 0.0, 0.0, 0.0]]))
    theil = figures(theil_specialization(activity))
    assert theil[0] == pytest.approx(sum(p * np.log(4 * p) for p in (0.2, 0.5, 0.2, 0.1)))
    assert theil[1:] == pytest.approx([0.0, np.log(4)])
    assert np.array(theil) + np.array(figures(entropy(activity))) * np.log(2) == pytest.approx([np.log(4)] * 3)


def test_equal_industries_and_a_single_one_are_the_ends_of_the_scale() -> None:
    activity = from_tables(wide([[5.0, 5.0, 5.0, 5.0], [0.0, 0.0, 9.0, 0.0]]))
    ends = {herfindahl: [0.25, 1.0], herfindahl_normalized: [0.0, 1.0], equivalent_number: [4.0, 1.0]}
    ends |= {entropy: [2.0, 0.0], ogive: [0.0, 3.0]}
    for index, expected in ends.items():
        assert figures(index(activity)) == pytest.approx(expected, abs=1e-15)


def test_varieties_of_two_groups_worked_out_by_hand() -> None:
    # groups G0 = I0, I2 and G1 = I1, I3: halves; within G0 equal, within G1 a single industry
    activity = grouped(np.array([[2.0, 4.0, 2.0, 0.0]]))
    assert figures(unrelated_variety(activity)) == [1.0]
    assert figures(related_variety(activity)) == [0.5]


def test_one_group_has_related_variety_only_and_groups_of_one_have_none() -> None:
    values = np.array([SALES])
    assert figures(unrelated_variety(grouped(values, 1))) == [0.0]
    assert figures(related_variety(grouped(values, 1))) == figures(entropy(from_tables(wide(values))))
    assert figures(related_variety(grouped(values, 4))) == pytest.approx([0.0], abs=1e-15)


# ---- missing, empty, single
@pytest.mark.parametrize("index", [*ALL, *VARIETIES], ids=lambda index: index.__name__)
def test_a_gap_leaves_the_industry_out_and_a_nought_does_not(index: Index) -> None:
    gap = grouped(np.array([[4.0, 3.0, 2.0, np.nan], [1.0, 2.0, 3.0, 4.0]]))
    without = grouped(np.array([[4.0, 3.0, 2.0], [1.0, 2.0, 3.0]]))
    assert figures(index(gap))[0] == pytest.approx(figures(index(without))[0])
    complete = grouped(np.array([[4.0, 3.0, 2.0, 1.0], [1.0, 2.0, 3.0, 4.0]]))
    assert figures(index(gap))[1] == figures(index(complete))[1]


@pytest.mark.parametrize("index", [herfindahl_normalized, theil_specialization, ogive])
def test_an_industry_with_nothing_counts_and_a_gap_does_not(index: Index) -> None:
    nought, gap = (figures(index(from_tables(wide([[4.0, 3.0, x]]))))[0] for x in (0.0, np.nan))
    assert nought > gap + 0.1


@pytest.mark.parametrize("index", [*ALL, *VARIETIES], ids=lambda index: index.__name__)
def test_an_empty_region_has_no_value(index: Index) -> None:
    """Not -0.333, which econcomplex 1.0.1 gives for the normalised Herfindahl index."""
    got = figures(index(grouped(np.array([[0.0, 0.0, 0.0, 0.0], [np.nan] * 4, SALES]))))
    assert np.isnan(got[:2]).all()
    assert np.isfinite(got[2])


def test_a_single_industry_leaves_no_room_to_normalise() -> None:
    alone = from_tables(wide([[5.0], [7.0]]))
    assert np.isnan(figures(herfindahl_normalized(alone))).all()
    assert figures(herfindahl(alone)) == [1.0, 1.0]
    assert figures(theil_specialization(alone)) == [0.0, 0.0]


def test_a_single_region_needs_no_other() -> None:
    assert figures(entropy(from_tables(wide([[1.0, 1.0]])))) == [1.0]


def test_the_part_that_is_known_stands_beside_the_value() -> None:
    table = wide([[10.0, 30.0, np.nan]]).assign(TOTAL=[80.0])
    assert herfindahl(from_tables(table)).to_numpy()[0].tolist() == [0.625, 0.5]


# ---- what holds for any table
@FEW
@given(ANY_TABLES)
def test_indices_stay_in_their_range(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    known = (~np.isnan(values)).sum(axis=1)
    some = ~np.isnan(figures(herfindahl(activity)))
    assert (some == (np.nan_to_num(values).sum(axis=1) > 0)).all()
    n = known[some]
    ends: dict[Index, tuple[Any, Any]] = {
        herfindahl: (1 / n, 1.0),
        equivalent_number: (1.0, n),
        entropy: (0.0, np.log2(n)),
        theil_specialization: (0.0, np.log(n)),
        ogive: (0.0, n - 1.0),
    }
    for index, (low, high) in ends.items():
        got = np.array(figures(index(activity)))[some]
        assert ((got >= low - 1e-12) & (got <= high + 1e-12)).all()


@FEW
@given(ANY_TABLES, st.integers(1, 4))
def test_varieties_add_up_to_the_entropy(values: np.ndarray, n_groups: int) -> None:
    activity = grouped(values, n_groups)
    both = np.array(figures(related_variety(activity))) + np.array(figures(unrelated_variety(activity)))
    np.testing.assert_allclose(both, figures(entropy(activity)), atol=1e-12)


@FEW
@given(COMPLETE_TABLES)
def test_merging_industries_takes_variety_away(values: np.ndarray) -> None:
    merged = np.column_stack([values[:, 0] + values[:, 1], values[:, 2:]])
    before, after = (figures(entropy(from_tables(wide(v)))) for v in (values, merged))
    assert (np.array(after) <= np.array(before) + 1e-12).all()


@FEW
@given(COMPLETE_TABLES, st.floats(1e-3, 1e3))
def test_another_unit_changes_nothing(values: np.ndarray, unit: float) -> None:
    for index in (*ALL, *VARIETIES):
        one, other = (figures(index(grouped(v))) for v in (values, values * unit))
        np.testing.assert_allclose(other, one, rtol=1e-9, atol=1e-9)


@FEW
@given(ANY_TABLES, st.randoms(use_true_random=False))
def test_the_order_of_industries_changes_nothing(values: np.ndarray, random: Random) -> None:
    table = wide(values)
    groups = pd.Series([f"G{i % 2}" for i in range(len(table.columns))], index=table.columns)
    columns = list(table.columns)
    random.shuffle(columns)
    for index in (*ALL, *VARIETIES):
        got, shuffled = (figures(index(from_tables(t, {"groups": groups}))) for t in (table, table[columns]))
        np.testing.assert_allclose(shuffled, got, rtol=1e-9, atol=1e-12)


# ---- refused
@pytest.mark.parametrize("name", ["related_variety", "unrelated_variety"])
def test_varieties_ask_for_groups(name: str) -> None:
    message = rf"indicator '{name}' needs the table 'groups'"
    with pytest.raises(MissingTableError, match=message):
        indicators.compute(name, from_tables(wide([SALES])))
    function = related_variety if name == "related_variety" else unrelated_variety
    with pytest.raises(MissingTableError, match=message):
        function(from_tables(wide([SALES])))


@pytest.mark.parametrize("index", [*ALL, *VARIETIES], ids=lambda index: index.__name__)
def test_a_negative_value_is_refused(index: Index) -> None:
    with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I1'"):
        index(replace(grouped(np.array([[1.0, 2.0]])), values=wide([[1.0, -5.0]])))
