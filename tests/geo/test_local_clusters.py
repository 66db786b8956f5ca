"""Hot spots: p-values of GeoDa, of every arrangement, of esda; classes, false discoveries, what is not tested."""

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

import esda
import numpy as np
import pandas as pd
import pytest

from geo import indicators
from geo.activity import Activity
from geo.chance import Chance
from geo.errors import UnknownIndustryError
from geo.local_cases import STATISTICS, Local, local_table
from geo.local_clusters import CLUSTERS, hot_spots
from geo.permutation import ENGINE, Shuffled, _draws, counts
from geo.spatial_sample import samples_of
from geo.weights import Neighbours, weights_of
from tests.geo.lattice import guerry, line, on_graph, on_map, squares

Oracle = Callable[[str], dict[str, Any]]
BINARY, ROOK = Neighbours(style="binary"), Neighbours("rook")
ALONE = Chance(fdr=False)
NAMES = pytest.mark.parametrize("name", list(STATISTICS))
KITE = {"A": ["B", "C"], "B": ["A", "C"], "C": ["A", "B", "D"], "D": ["C", "E"], "E": ["D"]}


def valley(side: int = 12) -> Activity:
    """Grid with a high block in the south-west, a low one in the north-east, and noise."""
    rng = np.random.default_rng(3)
    field = 50 + rng.normal(size=(side, side))
    field[:4, :4] += 12
    field[-4:, -4:] -= 12
    field[1, 1] = 40.0
    field[-2, -2] = 60.0
    return on_map(field.ravel(), squares(side))


def classes(found: pd.DataFrame) -> list[str]:
    return [str(name) for name in found["cluster"]]


# ---- numbers that others have published or computed
@pytest.mark.parametrize("name", ["Crm_prp", "Crm_prs"])
def test_p_values_of_guerry_are_those_of_geoda(oracle: Oracle, name: str) -> None:
    """GeoDa prints the side on which the figure lies."""
    case = oracle("lisa_guerry_geoda")
    found = hot_spots(guerry(case), name, chance=Chance(sides="one", fdr=False))
    wanted = case["expected"][f"pvalues_{name}_first3_999perm_tol0.06"]
    np.testing.assert_allclose(found["p_value"].iloc[:3], wanted, atol=0.06)
    if name == "Crm_prp":
        geoda = {"not significant": 0, "high-high": 1, "low-low": 2, "low-high": 3, "high-low": 4}
        assert [geoda[c] for c in classes(found)[:3]] == case["expected"]["clusters_Crm_prp_first3"]


@pytest.mark.filterwarnings("ignore:The alternative hypothesis:DeprecationWarning")
def test_p_values_are_those_of_the_classes_of_esda() -> None:
    activity, chance = valley(), Chance(permutations=9999, sides="one", fdr=False)
    x, graph = activity.values["I"].to_numpy(), weights_of(activity, ROOK)
    moran = esda.Moran_Local(x, graph, permutations=9999, seed=5)
    getis = esda.G_Local(x, graph, transform="B", permutations=9999, seed=5, n_jobs=1)
    for name, theirs in (("local_moran", moran.p_sim), ("local_g", getis.p_sim)):
        ours = hot_spots(activity, "I", local=Local(name, neighbours=ROOK), chance=chance)["p_value"]
        np.testing.assert_allclose(ours, theirs, atol=0.02)


def arrangements(local: Local, given: np.ndarray, other: np.ndarray, here: int) -> np.ndarray:
    """Statistic of one region of the kite in all orders of what is shuffled at the four others."""
    rest = [j for j in range(5) if j != here]
    orders = [np.insert(np.array(order), here, here) for order in permutations(rest)]
    if local.statistic == "bivariate_local_moran":
        towns = [on_graph({"I": given, "J": other[order]}, KITE) for order in orders]
    else:
        towns = [on_graph({str(i): given[order] for i, order in enumerate(orders)}, KITE)]
    tables = [local_table(town, local).drop(columns="J", errors="ignore") for town in towns]
    return np.concatenate([table.to_numpy(dtype=float)[here] for table in tables])


@pytest.mark.parametrize("style", ["row", "binary"])
@NAMES
def test_p_values_and_z_scores_are_those_of_every_arrangement(name: str, style: str) -> None:
    """The region keeps its figure, those of the four others stand in each of their 24 orders."""
    given, other = np.array([1.0, 3.0, 4.0, 9.0, 20.0]), np.array([2.0, 7.0, 1.0, 8.0, 3.0])
    local = Local(name, neighbours=Neighbours(style=style), other="J", threshold=4.0)
    found = hot_spots(on_graph({"I": given, "J": other}, KITE), "I", local=local, chance=Chance(4999, sides="one"))
    for i, code in enumerate(KITE):
        here, drawn = float(found["value"].iloc[i]), arrangements(local, given, other, i)
        if name == "local_join_count" and given[i] < 4:
            assert np.isnan(found.loc[code, ["p_value", "z_score"]].astype(float)).all()
            continue
        exact = min((drawn >= here - 1e-9).mean(), (drawn <= here + 1e-9).mean())
        if name != "local_g_star":  # a z-score already, which ranks as the share does
            spread = drawn.std()
            wanted = (here - drawn.mean()) / spread if spread > 1e-9 and name != "local_g" else found["z_score"].iloc[i]
            np.testing.assert_allclose(float(found["z_score"].iloc[i]), wanted, rtol=1e-9)
        assert float(found["p_value"].iloc[i]) == pytest.approx(exact, abs=0.03)


# ---- classes
def test_a_hot_block_a_cold_block_and_their_outliers_are_found() -> None:
    found = hot_spots(valley(), "I", local=Local(neighbours=ROOK))
    grid = found["cluster"].to_numpy().reshape(12, 12)
    assert (grid[1, 1], grid[-2, -2]) == ("low-high", "high-low")
    assert (grid[2, 2], grid[-3, -3]) == ("high-high", "low-low")
    assert set(grid[:4, :4].ravel()) == {"high-high", "low-high", "not significant"}
    assert (grid[5:7, 5:7] == "not significant").all()
    assert list(found.columns) == ["cluster", "p_value", "value", "z_score"]
    assert found.index.name == "region_code"


@pytest.mark.parametrize("name", ["local_g", "local_g_star"])
def test_g_knows_hot_and_cold_only(name: str) -> None:
    found = hot_spots(valley(), "I", local=Local(name, neighbours=Neighbours("rook", style="binary")))
    grid = found["cluster"].to_numpy().reshape(12, 12)
    assert set(grid.ravel()) == {"high-high", "low-low", "not significant"}
    assert (grid[2, 2], grid[-3, -3]) == ("high-high", "low-low")


def test_the_classes_of_geary_name_likeness_and_difference() -> None:
    found = hot_spots(valley(), "I", local=Local("local_geary", neighbours=ROOK), chance=ALONE)
    grid = found["cluster"].to_numpy().reshape(12, 12)
    assert (grid[1, 1], grid[-2, -2]) == ("low-high", "high-low")
    assert grid[0, 3] in {"high-high", "not significant"}
    assert (grid[-1, -1], grid[0, 0]) == ("low-low", "high-high")
    assert set(grid.ravel()) <= set(CLUSTERS)


def test_alike_in_the_middle_is_another_class() -> None:
    """Near the mean a region can be like its neighbours, one just above and the others just below."""
    rng = np.random.default_rng(1)
    field = rng.choice([0.0, 100.0], size=(9, 9))
    field[3:6, 3:6] = 43.0
    field[4, 4] = field.mean() + 0.5
    found = hot_spots(on_map(field.ravel(), squares(9)), "I", local=Local("local_geary"), chance=ALONE)
    assert classes(found)[4 * 9 + 4] == "other"


def test_specialized_blocks_are_the_class_of_join_counts() -> None:
    found = hot_spots(valley(), "I", local=Local("local_join_count", "value", ROOK, threshold=55.0), chance=ALONE)
    grid, p = (found[c].to_numpy().reshape(12, 12) for c in ("cluster", "p_value"))
    assert grid[2, 2] == "high-high"
    assert set(grid.ravel()) == {"high-high", "not significant"}
    assert np.isnan(p[5, 5].astype(float))
    assert np.isfinite(p[2, 2])


def test_an_outlier_of_join_counts_stands_alone() -> None:
    ring = {f"R{i}": [f"R{(i + s) % 12}" for s in (-2, -1, 1, 2)] for i in range(12)}
    figures = [1, 0, 0, 0] + [1] * 8
    local = Local("local_join_count", "value", BINARY)
    two = hot_spots(on_graph({"I": figures}, {**ring, "R0": [f"R{i}" for i in range(1, 4)]}), "I", local=local,
                    chance=Chance(sides="two", fdr=False, level=0.3))  # fmt: skip
    assert classes(two)[0] == "high-low"


# ---- chance
def test_the_same_seed_gives_the_same_classes_in_every_thread() -> None:
    activity, found = valley(6), list[pd.DataFrame]()
    crowd = [threading.Thread(target=lambda: found.append(hot_spots(activity, "I"))) for _ in range(4)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    before = repr(np.random.get_state())  # noqa: NPY002 - the state of the process must stay as it is
    assert all(other.equals(found[0]) for other in found[1:])
    assert not hot_spots(activity, "I", chance=Chance(seed=2)).equals(found[0])
    assert repr(np.random.get_state()) == before  # noqa: NPY002 - the same


def test_a_p_value_of_shuffles_counts_the_observed_map() -> None:
    found = hot_spots(valley(), "I", chance=Chance(permutations=99, fdr=False))
    assert found["p_value"].min() == 0.02
    one = hot_spots(valley(), "I", chance=Chance(permutations=99, sides="one", fdr=False))
    np.testing.assert_allclose(np.minimum(2 * one["p_value"].astype(float), 1), found["p_value"].astype(float))


def test_without_shuffles_p_values_are_those_of_the_z_scores() -> None:
    found = hot_spots(valley(), "I", chance=Chance(permutations=0))
    np.testing.assert_allclose(found["p_value"], Chance().of_score(found["z_score"].to_numpy()))


def test_extreme_regions_are_shuffled_again_so_that_many_regions_do_not_hide_a_cluster() -> None:
    """Among 400 regions the smallest p-value of 999 shuffles, 0.002, never passes for four regions alone."""
    field = 50 + np.random.default_rng(4).normal(size=(20, 20))
    field[9:11, 9:11] += 60
    activity = on_map(field.ravel(), squares(20))
    again = hot_spots(activity, "I", local=Local(neighbours=ROOK))
    once = hot_spots(activity, "I", local=Local(neighbours=ROOK), chance=ALONE)
    assert classes(again).count("high-high") == 4
    assert again["p_value"].min() < 0.001
    assert once["p_value"].min() == 0.002
    assert (again["p_value"][once["p_value"] > 0.02] == once["p_value"][once["p_value"] > 0.02]).all()


def test_false_discoveries_are_fewer_than_lone_tests() -> None:
    field = np.random.default_rng(9).normal(size=400) + 10
    activity = on_map(field, squares(20))
    lone, rate = (hot_spots(activity, "I", chance=Chance(fdr=fdr)) for fdr in (False, True))
    assert 8 <= sum(name != "not significant" for name in classes(lone)) <= 40
    assert set(classes(rate)) == {"not significant"}


def test_chance_alone_is_significant_as_often_as_the_level_says() -> None:
    p = hot_spots(on_map(np.random.default_rng(11).normal(size=900) + 10, squares(30)), "I", chance=ALONE)["p_value"]
    assert (p <= 0.05).mean() == pytest.approx(0.05, abs=0.02)
    assert (p <= 0.5).mean() == pytest.approx(0.5, abs=0.05)


# ---- edges
@NAMES
def test_islands_are_named_and_gaps_have_no_class(name: str) -> None:
    graph = {f"R{i}": [f"R{j}" for j in (i - 1, i + 1) if 0 <= j < 5] for i in range(5)}
    town = on_graph({"I": [3, 1, 4, 1, 5, 9, np.nan]}, {**graph, "ISLAND": [], "GAP": ["R4"]})
    found = hot_spots(town, "I", local=Local(name))
    assert classes(found) == ["not significant"] * 5 + ["no neighbours", "nan"]
    assert found.loc[["ISLAND", "GAP"], ["p_value", "value", "z_score"]].isna().all(axis=None)


@pytest.mark.parametrize("name", [name for name in STATISTICS if name != "local_join_count"])
@pytest.mark.parametrize("permutations", [0, 9])
def test_what_is_the_same_everywhere_is_no_hot_spot(name: str, permutations: int) -> None:
    found = hot_spots(line(5, 5, 5, 5), "I", local=Local(name), chance=Chance(permutations))
    assert classes(found) == ["not significant"] * 4
    assert found[["p_value", "value", "z_score"]].isna().all(axis=None)


@NAMES
def test_two_regions_are_no_error(name: str) -> None:
    found = hot_spots(line(5, 7), "I", local=Local(name))
    assert classes(found) == ["not significant"] * 2


def test_the_detail_of_the_registry_is_the_hot_spots() -> None:
    entry, town = indicators.indicator("local_moran"), valley(6)
    chosen = indicators.options_of(entry, {"weights": "rook", "permutations": "99", "sides": "one", "fdr": "no",
                                           "significance": "0.1", "seed": "4"})  # fmt: skip
    assert entry.detail is not None
    chance = Chance(99, seed=4, sides="one", fdr=False, level=0.1)
    wanted = hot_spots(town, "I", local=Local(neighbours=ROOK), chance=chance)
    pd.testing.assert_frame_equal(entry.detail(town, chosen, "I"), wanted[["p_value", "z_score", "cluster"]])
    plain = indicators.options_of(entry, {})
    pd.testing.assert_series_equal(entry.detail(town, plain, "I")["cluster"], hot_spots(town, "I")["cluster"])


def test_an_unknown_industry_is_refused() -> None:
    with pytest.raises(UnknownIndustryError, match=r"there is no industry 'II'; did you mean 'I'"):
        hot_spots(line(1, 2, 3), "II")


# ---- the engine
def test_every_statistic_has_its_function_in_the_engine() -> None:
    assert list(ENGINE) == list(STATISTICS)


@pytest.mark.parametrize(("n", "k"), [(50, 3), (6, 5), (9, 4)])
def test_draws_are_different_ones_and_each_as_likely(n: int, k: int) -> None:
    draws = _draws(np.random.default_rng(2), n, k, 6000)
    assert draws.shape == (6000, k)
    assert all(len(set(row)) == k for row in draws.tolist())
    for column in draws.T:
        assert np.bincount(column, minlength=n) / 6000 == pytest.approx(1 / n, abs=5 * np.sqrt(1 / n / 6000))


def test_a_look_at_some_regions_is_the_look_at_all_of_them() -> None:
    activity = valley(6)
    sample = next(iter(samples_of(activity, activity.values, ROOK)))
    z = (sample.x - sample.x.mean()).ravel()
    task = Shuffled("local_moran", z, sample.weights, z * (sample.weights @ z))
    whole = counts(task, 1500, rng=np.random.default_rng(1))
    some = counts(task, 1500, rng=np.random.default_rng(1), rows=np.array([0, 7, 35]))
    assert [part[[0, 7, 35]].tolist() for part in whole] == [part.tolist() for part in some]


def test_figures_that_are_equal_but_for_rounding_count_on_both_sides() -> None:
    ring = {f"R{i}": [f"R{(i + 1) % 7}", f"R{(i - 1) % 7}"] for i in range(7)}
    activity = on_graph({"I": [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3]}, ring)
    sample = next(iter(samples_of(activity, activity.values, Neighbours())))
    z = (sample.x - sample.x.mean()).ravel()
    task = Shuffled("local_moran", z, sample.weights, z * (sample.weights @ z))
    above, below = counts(task, 200, rng=np.random.default_rng(1))
    assert (above[6], below[6]) == (200, 200)
    assert replace(task, scale=1.0).scale == 1.0
