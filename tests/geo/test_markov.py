"""Chains of classes against giddy's of the income of the states, and against moves counted by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo import chain, indicators
from geo.activity import Activity
from geo.errors import MissingTableError, UnknownOptionError
from geo.markov import markov_transition, spatial_markov
from tests.geo.panels import ring, series
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
TO = [f"to_{k}" for k in range(1, 6)]
SKEWED = {"A": [1, 2], "B": [1.2, 2.4], "C": [1.4, 2.6], "D": [6.4, 3]}
"""Over the mean of the year: 0.4, 0.48, 0.56, 2.56; then 0.8, 0.96, 1.04, 1.2. The middle of all is 0.88."""


def states(oracles: Path, case: dict[str, Any]) -> Activity:
    table = (
        pd.read_csv(oracles / "data" / "usjoin_income.csv", dtype={"fips": str}).set_index("fips").drop(columns="name")
    )
    codes = list(table.index)
    near = case["inputs"].get("neighbours_0based", {})
    pairs = [(codes[int(r)], codes[s], 1.0) for r, others in near.items() for s in others]
    weights = pd.DataFrame(pairs, columns=["region_code", "neighbour_code", "weight"])
    more = {"weights": weights} if pairs else {}
    return series(table.T.to_dict("list"), first=1929, **more)


def test_chain_of_fifths_of_the_states(oracle: Oracle, oracles: Path) -> None:
    case = oracle("markov_us_states")
    got, expected = markov_transition(states(oracles, case)), case["expected"]
    assert_close(got[TO], expected["p"], case)
    assert_close(got[TO].mul(got["moves"], axis=0), expected["transitions"], case)
    assert_close(got["ergodic"], expected["steady"], case)
    assert_close(got["sojourn"], expected["sojourn"], case)
    assert_close(got[[f"years_{name}" for name in TO]], expected["mfpt"], case)
    assert_close(got["mobility"], [expected["shorrocks_prais_mobility"]] * 5, case)


def test_chains_of_the_states_by_the_class_of_their_neighbours(oracle: Oracle, oracles: Path) -> None:
    case = oracle("spatial_markov_us")
    activity, expected = states(oracles, case), case["expected"]
    got = spatial_markov(activity)
    assert_close(got[TO].to_numpy().reshape(5, 5, 5), expected["P"], case)
    assert_close(got[TO].mul(got["moves"], axis=0).to_numpy().reshape(5, 5, 5), expected["T"], case)
    test = spatial_markov(activity, method="test")["value"]
    assert_close(test[["q", "lr", "degrees_of_freedom"]], [expected[name] for name in ("Q", "LR", "dof")], case)
    assert_close(test[["q_p", "lr_p"]], [expected["Q_p"], expected["LR_p"]], case)


def test_quadrants_of_the_states(oracle: Oracle, oracles: Path) -> None:
    case = oracle("spatial_markov_us")
    got, expected = spatial_markov(states(oracles, case), method="lisa"), case["expected"]["lisa_markov"]
    names = ["high-high", "low-high", "low-low", "high-low"]
    assert list(got.index) == names
    assert_close(got[names], expected["p"], case)
    assert_close(got[names].mul(got["moves"], axis=0), expected["transitions"], case)
    assert_close(got["ergodic"], expected["steady"], case)


# ---- counted by hand
def test_moves_counted_by_hand() -> None:
    """B and C change places: half of each class moves."""
    got = markov_transition(series({"A": [1, 1], "B": [2, 3], "C": [3, 2], "D": [4, 4]}), classes=2)
    assert got[["to_1", "to_2"]].to_numpy().tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert got["moves"].tolist() == [2, 2]
    assert got["ergodic"].tolist() == pytest.approx([0.5, 0.5])
    assert got["sojourn"].tolist() == [2, 2]
    assert got["mobility"].tolist() == [1, 1]
    assert got[["years_to_1", "years_to_2"]].to_numpy() == pytest.approx(np.full((2, 2), 2.0))
    assert list(got.columns) == [
        "to_1", "to_2", "moves", "ergodic", "sojourn", "mobility", "years_to_1", "years_to_2",
    ]  # fmt: skip
    assert (got.index.name, list(got.index)) == ("from_class", ["1", "2"])


def test_pooled_cuts_follow_the_figure_over_the_mean_of_its_year() -> None:
    """All double: nobody moves, although every figure of the second year is high."""
    activity = series({"A": [1, 2], "B": [2, 4], "C": [3, 6], "D": [4, 8]})
    assert markov_transition(activity, classes=2, cuts="pooled")[["to_1", "to_2"]].to_numpy().tolist() == [
        [1, 0],
        [0, 1],
    ]
    activity = series(SKEWED)
    yearly, pooled = (
        markov_transition(activity, classes=2, cuts=cuts)["to_1"].tolist() for cuts in ("yearly", "pooled")
    )
    assert yearly == [1, 0]
    assert pooled == pytest.approx([1 / 3, 0])


def test_a_class_that_nobody_leaves_is_never_left() -> None:
    got = markov_transition(series({"A": [1, 1], "B": [2, 2], "C": [3, 3], "D": [4, 4]}), classes=2)
    assert np.isinf(got["sojourn"]).all()
    assert (got["mobility"] == 0).all()
    assert got["ergodic"].isna().all(), "where one ends depends on where one begins"
    assert got[["years_to_1", "years_to_2"]].isna().all(axis=None)


def test_a_figure_on_the_cut_belongs_to_the_class_below() -> None:
    got = markov_transition(series({"A": [1, 1], "B": [2, 2], "C": [3, 3]}), classes=2)
    assert got["moves"].tolist() == [2, 1]


def test_a_region_unknown_in_one_year_is_left_out() -> None:
    rows = {"A": [1, 1], "B": [2, 3], "C": [3, 2], "D": [4, 4]}
    with_gap = {**rows, "E": [9, np.nan]}
    pd.testing.assert_frame_equal(
        markov_transition(series(rows), classes=2), markov_transition(series(with_gap), classes=2)
    )
    nobody = markov_transition(series({"A": [1, np.nan], "B": [np.nan, 2]}), classes=2)
    assert nobody["to_1"].isna().all()
    assert nobody["ergodic"].isna().all()
    assert nobody["sojourn"].isna().all()


def test_moves_in_view_of_neighbours_counted_by_hand() -> None:
    """A and B are neighbours, and C and D: the low have low neighbours, the high high ones."""
    pairs = pd.DataFrame({"region_code": list("ABCD"), "neighbour_code": list("BADC"), "weight": 3.0})
    activity = series({"A": [1, 1], "B": [2, 3], "C": [3, 2], "D": [4, 4], "E": [9, 1]}, weights=pairs)
    got = spatial_markov(activity, classes=2)
    assert got.index.names == ["neighbours_class", "from_class"]
    assert list(got.index) == [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]
    assert list(got.columns) == ["to_1", "to_2", "moves"]
    assert got["moves"].sum() == 4, "E has no neighbours"


def test_quadrants_counted_by_hand() -> None:
    pairs = pd.DataFrame({"region_code": list("ABCD"), "neighbour_code": list("BADC"), "weight": 1.0})
    got = spatial_markov(series({"A": [1, 1], "B": [2, 2], "C": [8, 8], "D": [9, 9]}, weights=pairs), method="lisa")
    assert got["moves"].tolist() == [2, 0, 2, 0]
    assert got.loc["high-high", "high-high"] == 1
    assert got.loc["low-low", "low-low"] == 1
    assert got.loc["low-high"].isna().sum() == 5


# ---- facts of any chain
@FEW
@given(hnp.arrays(int, (3, 3), elements=st.integers(1, 50)))
def test_the_long_run_does_not_change_and_passages_agree_with_it(counts: np.ndarray) -> None:
    found = chain.of_counts(counts.astype(float))
    np.testing.assert_allclose(found.probabilities.sum(axis=1), 1)
    np.testing.assert_allclose(found.ergodic @ found.probabilities, found.ergodic)
    assert found.ergodic.sum() == pytest.approx(1)
    np.testing.assert_allclose(np.diag(found.first_passage), 1 / found.ergodic)
    passage, off = found.first_passage, found.first_passage - np.diag(np.diag(found.first_passage))
    np.testing.assert_allclose(passage, 1 + found.probabilities @ off)
    assert 0 <= found.mobility <= 1.5
    assert (found.sojourn >= 1).all()


@FEW
@given(hnp.arrays(float, (4, 5), elements=st.integers(1, 1000)))
def test_as_many_moves_begin_as_regions_have_steps(rows: np.ndarray) -> None:
    activity = series({f"R{i}": row for i, row in enumerate(rows)}, weights=ring([f"R{i}" for i in range(4)]))
    assert markov_transition(activity, classes=3)["moves"].sum() == 4 * 4
    assert spatial_markov(activity, classes=3)["moves"].sum() == 4 * 4
    assert spatial_markov(activity, method="lisa")["moves"].sum() == 4 * 4


def test_chains_that_are_one_have_no_distance() -> None:
    same = np.array([[6.0, 2.0], [2.0, 6.0]])
    got = chain.homogeneity(np.stack([same, 3 * same]))
    assert got["q"] == pytest.approx(0)
    assert got["lr"] == pytest.approx(0)
    assert got["degrees_of_freedom"] == 2
    assert got["q_p"] == pytest.approx(1)
    assert np.isnan(chain.homogeneity(np.stack([same]))["q_p"])


# ---- bad input
def test_names_that_do_not_exist_are_refused() -> None:
    activity = series({"A": [1, 1], "B": [2, 3]})
    with pytest.raises(UnknownOptionError, match=r"there is no cuts 'yearlly'; did you mean 'yearly'"):
        markov_transition(activity, cuts="yearlly")
    with pytest.raises(UnknownOptionError, match=r"there is no method 'class'; did you mean 'classes'"):
        spatial_markov(activity, method="class")


def test_without_neighbours_they_are_asked_for() -> None:
    with pytest.raises(MissingTableError, match=r"indicator 'spatial_markov' needs the table 'weights'"):
        spatial_markov(series({"A": [1, 1], "B": [2, 3]}))


def test_the_registry_passes_the_options_on() -> None:
    activity = series(SKEWED, weights=ring(list("ABCD")))
    got = indicators.compute("markov_transition", activity, {"classes": "2", "cuts": "pooled", "industry": "y"})
    assert got["to_1"].tolist() == pytest.approx([1 / 3, 0])
    assert len(indicators.compute("spatial_markov", activity, {"classes": "3"})) == 9
    assert len(indicators.compute("spatial_markov", activity, {"method": "lisa"})) == 4
