"""Relatedness density against numbers that others have computed, by hand, and what must always hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo.activity import from_tables
from geo.errors import DataContractError, UnknownOptionError
from geo.product_space import normalised
from geo.relatedness import cooccurrence_relatedness, density_of, proximity, relatedness_density
from tests.geo.networks import BINARY_TABLES, GIVEN, european, network
from tests.geo.tables import ANY_TABLES, FEW, assert_close, cell, wide

Oracle = Callable[[str], dict[str, Any]]
NAN = float("nan")
HELD = [[1, 1, 0, 0], [1, 1, 1, 0], [1, 0, 1, 0], [0, 0, 1, 0]]  # ubiquity 3, 2, 3, 0


def test_density_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    assert_close(1 - relatedness_density(european(case, oracles)), case["expected"]["distance"], case)


def test_density_of_the_econgeo_matrices(oracle: Oracle) -> None:
    case = oracle("relatedness_econgeo")
    codes = [f"I{i}" for i in range(4)]
    presence = pd.DataFrame(case["inputs"]["M"], columns=codes)
    got = density_of(presence, pd.DataFrame(case["inputs"]["relatedness01"], codes, codes))
    np.testing.assert_allclose(got * 100, case["expected"]["density_percent_round2"], atol=0.0051)


def test_density_by_hand() -> None:
    """R0 has I0 and I1; related to I2 are I0 (2/3), I1 (1/3) and I2 itself (1)."""
    include = relatedness_density(network(HELD), rule=GIVEN)
    np.testing.assert_allclose(include.loc["R0"], [(1 + 2 / 3) / (7 / 3), (5 / 3) / 2, 1 / 2, NAN])
    exclude = relatedness_density(network(HELD), diagonal="exclude", rule=GIVEN)
    np.testing.assert_allclose(exclude.loc["R0"], [(2 / 3) / (4 / 3), (2 / 3) / 1, 1, NAN])


def test_density_of_what_is_absent_only() -> None:
    every, absent = (relatedness_density(network(HELD), cells=cells, rule=GIVEN) for cells in ("all", "absent"))
    held = np.array(HELD) == 1
    assert absent.to_numpy()[held].tolist() == pytest.approx([NAN] * held.sum(), nan_ok=True)
    np.testing.assert_array_equal(absent.to_numpy()[~held], every.to_numpy()[~held])
    with pytest.raises(UnknownOptionError, match=r"there is no cells 'present'"):
        relatedness_density(network(HELD), cells="present")


def test_an_industry_that_is_related_to_nothing_else_has_no_density_without_itself() -> None:
    rows = [[1, 0], [0, 1]]
    np.testing.assert_array_equal(relatedness_density(network(rows), rule=GIVEN), rows)
    assert relatedness_density(network(rows), diagonal="exclude", rule=GIVEN).isna().to_numpy().all()


def test_what_is_unknown_counts_neither_as_there_nor_as_absent() -> None:
    near = pd.DataFrame([[1.0, 0.5, 0.25], [0.5, 1.0, 0.5], [0.25, 0.5, 1.0]], list("abc"), list("abc"))
    got = density_of(pd.DataFrame([[1.0, NAN, 0.0], [1.0, 0.0, 0.0]], columns=list("abc")), near).to_numpy()
    np.testing.assert_allclose(got, [[1 / 1.25, NAN, 0.25 / 1.25], [1 / 1.75, 0.5 / 2, 0.25 / 1.75]])


def test_the_codes_of_presence_and_relatedness_must_agree() -> None:
    near = pd.DataFrame(np.eye(2), list("ab"), list("ab"))
    for wrong in (near.loc[["b", "a"]], near[["b", "a"]]):
        with pytest.raises(DataContractError, match=r"relatedness: its codes are not those of the presence table"):
            density_of(pd.DataFrame([[1, 0]], columns=list("ab")), wrong)


@FEW
@given(ANY_TABLES)
def test_density_is_a_share_and_unknown_where_the_cell_is(values: np.ndarray) -> None:
    """Not a number of neighbours: above 1 with a table of 1 alone would be the sum of several."""
    for diagonal in ("include", "exclude"):
        got = relatedness_density(from_tables(wide(values)), diagonal=diagonal).to_numpy()
        known = got[~np.isnan(got)]
        assert ((known >= 0) & (known <= 1)).all()
        assert np.isnan(got[np.isnan(values)]).all()


@FEW
@given(BINARY_TABLES)
def test_a_region_with_everything_has_a_density_of_one_and_one_with_nothing_of_nought(values: np.ndarray) -> None:
    rows = np.vstack([values, np.ones(values.shape[1]), np.zeros(values.shape[1])])
    got = relatedness_density(network(rows), rule=GIVEN).to_numpy()
    np.testing.assert_allclose(got[-2], 1.0)
    assert (got[-1] == 0).all()


def test_density_and_presence_carry_the_codes_of_the_table() -> None:
    got = relatedness_density(network(HELD), rule=GIVEN)
    assert (list(got.index), list(got.columns)) == (["R0", "R1", "R2", "R3"], ["I0", "I1", "I2", "I3"])


def test_a_result_can_be_changed_without_changing_the_next_one() -> None:
    activity = network(HELD)
    for function in (proximity, relatedness_density):
        first = function(activity, rule=GIVEN)
        before = cell(first, first.index[0], "I1")
        first.iloc[0, 1] = 9.0
        assert cell(function(activity, rule=GIVEN), first.index[0], "I1") == before


def test_relatedness_that_differs_by_direction_is_added_up_over_what_leads_to_the_industry() -> None:
    near = pd.DataFrame([[1.0, 0.5], [0.0, 1.0]], list("ab"), list("ab"))
    got = density_of(pd.DataFrame([[1.0, 0.0]], columns=list("ab")), near)
    np.testing.assert_allclose(got, [[1.0, 0.5 / 1.5]])


def test_who_has_everything_is_as_dense_as_can_be_and_no_denser_by_rounding() -> None:
    near = np.random.default_rng(8).random((60, 60))
    codes = [f"I{i}" for i in range(60)]
    got = density_of(pd.DataFrame(np.ones((5, 60)), columns=codes), pd.DataFrame(near, codes, codes)).to_numpy()
    assert (got <= 1).all()
    np.testing.assert_allclose(got, 1.0)


@pytest.mark.parametrize(("method", "wanted"), [("jaccard", 1.0), ("cosine", 1.0), ("association", 2.0)])
def test_industries_that_met_once_are_related(method: str, wanted: float) -> None:
    got = normalised(np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), method)
    np.testing.assert_allclose(got, [[0.0, wanted, NAN], [wanted, 0.0, NAN], [NAN] * 3])


@pytest.mark.parametrize("function", [proximity, relatedness_density, cooccurrence_relatedness])
def test_two_rules_for_one_table_are_kept_apart(function: Callable[..., pd.DataFrame]) -> None:
    one = network(HELD)
    given = function(one, rule=GIVEN)
    pd.testing.assert_frame_equal(function(one), function(network(HELD)))
    pd.testing.assert_frame_equal(function(one, rule=GIVEN), given)
    assert not function(one).equals(given)
