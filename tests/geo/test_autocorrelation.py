"""Moran's I, Geary's C and the general G against spdep, against every arrangement of small maps, and on edges."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity
from geo.autocorrelation import geary, getis_ord, moran
from geo.chance import Chance
from geo.errors import NegativeActivityError, UnknownOptionError
from geo.local_association import local_moran
from geo.weights import Neighbours
from tests.geo.lattice import columbus, line, maps, on_graph, on_map, squares
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
Statistic = Callable[..., pd.DataFrame]
BINARY, ROW = Neighbours(style="binary"), Neighbours()
ONE_SIDE = Chance(permutations=0, sides="one")
ALL = pytest.mark.parametrize("statistic", [moran, geary, getis_ord])
CIRCLE = {"A": ["B", "E"], "B": ["A", "C"], "C": ["B", "D"], "D": ["C", "E"], "E": ["D", "A"]}
KITE = {"A": ["B", "C"], "B": ["A", "C"], "C": ["A", "B", "D"], "D": ["C", "E"], "E": ["D"]}


def figures(found: pd.DataFrame, *columns: str) -> list[float]:
    wanted = list(columns) or ["value", "expectation", "variance", "z_score", "p_value"]
    return [float(found[column].iloc[0]) for column in wanted]


def expected(case: dict[str, Any], name: str, *, sign: int = 1) -> list[float]:
    numbers = case["expected"][name]
    statistic, p = (float(np.ravel(numbers[key])[0]) for key in ("stat", "p"))
    return [*(float(x) for x in numbers["est"].values()), sign * statistic, p]


def n_pairs(activity: Activity) -> int:
    """Count the neighbours of all regions."""
    given = activity.companions.weights
    assert given is not None
    return len(given)


# ---- published numbers
def test_moran_of_columbus(oracle: Oracle) -> None:
    case = oracle("spatial_autocorrelation_columbus")
    crime, one_side = columbus(case), ONE_SIDE
    assert_close(figures(moran(crime)), expected(case, "moran_randomisation_two_sided"), case)
    assert_close(figures(moran(crime, chance=one_side)), expected(case, "moran_randomisation"), case)
    assert_close(figures(moran(crime, neighbours=BINARY, chance=one_side)), expected(case, "moran_binary"), case)
    normal = replace(one_side, assumption="normality")
    assert_close(figures(moran(crime, chance=normal)), expected(case, "moran_normality"), case)


def test_geary_of_columbus(oracle: Oracle) -> None:
    """The other program counts a C below 1 as a positive deviation."""
    case = oracle("spatial_autocorrelation_columbus")
    assert_close(figures(geary(columbus(case), chance=ONE_SIDE)), expected(case, "geary", sign=-1), case)


def test_getis_ord_of_columbus(oracle: Oracle) -> None:
    case = oracle("spatial_autocorrelation_columbus")
    assert_close(figures(getis_ord(columbus(case), chance=ONE_SIDE)), expected(case, "getis_ord_global"), case)


# ---- small maps by hand
def test_three_regions_in_a_row_by_hand() -> None:
    """Z = -2, -1, 3 and S0 = 4: I = (3 / 4) 2 (2 - 3) / 14 and C = 2 x 2 (1 + 16) / (2 x 4 x 14)."""
    row, parts = line(1, 2, 6), ("value", "expectation", "n_regions")
    assert figures(moran(row, neighbours=BINARY), *parts) == pytest.approx([-1.5 / 14, -0.5, 3])
    assert figures(geary(row, neighbours=BINARY), *parts) == pytest.approx([68 / 112, 1, 3])
    assert figures(getis_ord(row), *parts) == pytest.approx([(2 + 12) / (2 + 6 + 12), 4 / 6, 3])


def test_a_chessboard_is_as_unlike_as_can_be_and_two_halves_are_alike() -> None:
    grid = squares(4)
    board = [(x + y) % 2 for y in range(4) for x in range(4)]
    halves = [y // 2 for y in range(4) for _ in range(4)]
    rook = Neighbours("rook")
    assert figures(moran(on_map(board, grid), neighbours=rook), "value") == [pytest.approx(-1)]
    assert figures(geary(on_map(board, grid), neighbours=rook), "value") == [pytest.approx(2 * 15 / 16)]
    assert figures(moran(on_map(halves, grid), neighbours=rook), "value")[0] > 0.6


@pytest.mark.parametrize("style", ["row", "binary"])
@pytest.mark.parametrize("graph", [CIRCLE, KITE])
@ALL
def test_moments_are_those_of_every_arrangement(statistic: Statistic, graph: dict[str, list[str]], style: str) -> None:
    given = np.array([1.0, 3.0, 4.0, 9.0, 20.0])
    orders = {str(i): given[list(order)] for i, order in enumerate(permutations(range(5)))}
    found = statistic(on_graph(orders, graph), neighbours=Neighbours(style=style))
    exact = [found["value"].mean(), found["value"].var(ddof=0)]
    assert figures(found, "expectation", "variance") == pytest.approx(exact)
    assert found["z_score"].mean() == pytest.approx(0, abs=1e-9)


def test_normal_figures_vary_as_normality_says() -> None:
    rng = np.random.default_rng(7)
    drawn = {str(i): np.abs(100 + rng.normal(size=5)) for i in range(4000)}
    for statistic in (moran, geary):
        found = statistic(on_graph(drawn, KITE), chance=Chance(permutations=0, assumption="normality"))
        assert found["value"].var() == pytest.approx(found["variance"].iloc[0], rel=0.06)


# ---- permutations
@ALL
def test_a_pseudo_p_value_comes_from_shuffled_maps(statistic: Statistic) -> None:
    given = np.array([1.0, 3.0, 4.0, 9.0, 20.0])
    orders = {str(i): given[list(order)] for i, order in enumerate(permutations(range(5)))}
    every = statistic(on_graph(orders, KITE))["value"].to_numpy()
    found = statistic(on_graph({"I": given}, KITE), chance=Chance(permutations=4999))
    value = figures(found, "value")[0]
    exact = min((every >= value - 1e-9).mean(), (every <= value + 1e-9).mean())
    assert figures(found, "pseudo_p_value")[0] == pytest.approx(min(2 * exact, 1), abs=0.03)


def test_a_pseudo_p_value_is_never_nought_and_counts_the_observed_map() -> None:
    halves = on_map([y // 5 for y in range(10) for _ in range(10)], squares(10))
    assert figures(moran(halves, chance=Chance(permutations=99)), "pseudo_p_value") == [0.02]
    assert figures(moran(halves, chance=Chance(permutations=99, sides="one")), "pseudo_p_value") == [0.01]
    assert "pseudo_p_value" not in moran(halves).columns


def test_the_same_seed_gives_the_same_shuffles() -> None:
    row = line(3, 1, 4, 1, 5, 9, 2, 6)
    first, again, other = (
        figures(moran(row, chance=Chance(permutations=99, seed=seed)), "pseudo_p_value") for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


# ---- edges
@ALL
@pytest.mark.parametrize("figure", [0.0, 5.0, 0.1])
def test_what_is_the_same_everywhere_has_no_statistic(statistic: Statistic, figure: float) -> None:
    found = statistic(line(*[figure] * 6), chance=Chance(permutations=9))
    assert found.drop(columns="n_regions").isna().all(axis=None)
    assert found["n_regions"].tolist() == [6]


def test_quotients_that_differ_by_rounding_are_the_same() -> None:
    same = {"I": [1 / 3, 2 / 3, 4 / 3, 1e6 / 3, 7], "J": [0.1, 0.2, 0.4, 1e5, 2.1]}
    activity = on_graph(same, KITE)
    assert moran(activity, variable="location_quotient")["value"].isna().all()
    assert moran(activity)["value"].notna().all()


@ALL
def test_a_single_region_and_a_table_of_islands_have_no_statistic(statistic: Statistic) -> None:
    assert figures(statistic(on_map([5.0], squares(1))), "n_regions") == [0]
    assert statistic(on_graph({"I": [1, 2, 3]}, {"A": [], "B": [], "C": []}))["value"].isna().all()


@ALL
def test_three_regions_have_a_statistic_and_no_z_score(statistic: Statistic) -> None:
    assert np.isfinite(figures(statistic(line(1, 2, 6)), "value", "expectation")).all()
    assert np.isnan(figures(statistic(line(1, 2, 6)), "variance", "z_score", "p_value")).all()
    assert np.isfinite(figures(statistic(line(1, 2, 6, 3)), "variance", "z_score", "p_value")).all()


@ALL
def test_an_island_and_a_gap_are_as_if_they_were_not_there(statistic: Statistic) -> None:
    plain = statistic(line(3, 1, 4, 1, 5))
    graph = {f"R{i}": [f"R{j}" for j in (i - 1, i + 1) if 0 <= j < 5] for i in range(5)}
    more = on_graph({"I": [3, 1, 4, 1, 5, 900, np.nan]}, {**graph, "ISLAND": [], "GAP": ["R4"]})
    pd.testing.assert_frame_equal(statistic(more), plain)


def test_a_gap_in_one_industry_leaves_the_others_as_they_are() -> None:
    whole = on_graph({"I": [3, 1, 4, 1, 5], "J": [9, 2, 6, 5, 3]}, KITE)
    gap = replace(whole, values=whole.values.assign(J=[9, 2, np.nan, 5, 3]))
    pd.testing.assert_frame_equal(moran(gap).loc[["I"]], moran(whole).loc[["I"]])
    assert moran(gap)["n_regions"].tolist() == [5, 4]


@FEW
@given(maps())
def test_local_morans_add_up_to_the_global_one(activity: Activity) -> None:
    """Sum of I_i = S0 I for squares divided by n."""
    for neighbours in (ROW, BINARY):
        whole = moran(activity, neighbours=neighbours)["value"]
        parts = local_moran(activity, neighbours=neighbours).sum(min_count=1)
        counted = local_moran(activity, neighbours=neighbours)["I"].notna().sum()
        s0 = counted if neighbours == ROW else n_pairs(activity)
        np.testing.assert_allclose(parts, whole * s0, rtol=1e-9, atol=1e-9)


@FEW
@given(maps(), st.floats(1e-3, 1e3), st.randoms(use_true_random=False))
def test_neither_unit_nor_order_of_the_regions_matters(activity: Activity, unit: float, random: Random) -> None:
    codes = list(activity.values.index)
    random.shuffle(codes)
    other = replace(activity, values=activity.values.loc[codes] * unit)
    for statistic in (moran, geary, getis_ord):
        pd.testing.assert_frame_equal(statistic(other), statistic(activity), rtol=1e-6, atol=1e-9)


@FEW
@given(maps())
def test_moran_knows_no_zero_point(activity: Activity) -> None:
    moved = replace(activity, values=activity.values + 50)
    np.testing.assert_allclose(moran(moved)["value"], moran(activity)["value"], rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(geary(moved)["value"], geary(activity)["value"], rtol=1e-7, atol=1e-9)


def test_the_defaults_are_those_of_the_registry() -> None:
    row = on_graph({"I": [3, 1, 4, 1, 5], "J": [9, 2, 6, 5, 3]}, KITE)
    for function in (moran, geary, getis_ord):
        pd.testing.assert_frame_equal(indicators.compute(function.__name__, row), function(row))
    chosen = {"variable": "share", "style": "binary", "permutations": "99", "sides": "one", "seed": "5"}
    wanted = moran(row, variable="share", neighbours=BINARY, chance=Chance(permutations=99, sides="one", seed=5))
    pd.testing.assert_frame_equal(indicators.compute("moran", row, chosen), wanted)


@ALL
def test_bad_input_is_refused(statistic: Statistic) -> None:
    row = line(1, 2, 3)
    with pytest.raises(NegativeActivityError, match=r"first -1 at region 'R0', industry 'I'"):
        statistic(replace(row, values=row.values - 2))
    with pytest.raises(UnknownOptionError, match=r"there is no variable 'shares'; did you mean 'share'"):
        statistic(row, variable="shares")
