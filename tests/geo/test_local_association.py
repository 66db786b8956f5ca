"""Local statistics against spdep and GeoDa, by hand, against each other, and on edges."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity
from geo.autocorrelation import geary, getis_ord
from geo.errors import NegativeActivityError, UnknownIndustryError, UnknownOptionError
from geo.local_association import (
    bivariate_local_moran,
    local_g,
    local_g_star,
    local_geary,
    local_join_count,
    local_moran,
)
from geo.local_cases import STATISTICS, Local, local_table
from geo.weights import Neighbours
from tests.geo.lattice import columbus, guerry, line, maps, on_graph, on_map, squares
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
Statistic = Callable[..., pd.DataFrame]
BINARY, ROW = Neighbours(style="binary"), Neighbours()
CONTINUOUS = (local_moran, local_g, local_g_star, local_geary, bivariate_local_moran)
ALL = pytest.mark.parametrize("statistic", [*CONTINUOUS, local_join_count], ids=lambda s: s.__name__)


def figures(table: pd.DataFrame, industry: str = "I") -> list[float]:
    found: list[float] = table[industry].to_numpy(dtype=float).tolist()
    return found


# ---- published numbers
def test_local_moran_of_columbus(oracle: Oracle) -> None:
    case = oracle("spatial_autocorrelation_columbus")
    assert_close(local_moran(columbus(case))["CRIME"], case["expected"]["local_moran_n"], case)
    assert_close(local_moran(columbus(case), scaling="n-1")["CRIME"], case["expected"]["local_moran_n1"], case)


def test_local_g_of_columbus(oracle: Oracle) -> None:
    """The z-score is the same for weights that add up to 1."""
    case = oracle("spatial_autocorrelation_columbus")
    for neighbours in (BINARY, ROW):
        assert_close(local_g(columbus(case), neighbours=neighbours)["CRIME"], case["expected"]["local_G_z"], case)


def test_local_g_star_of_columbus(oracle: Oracle) -> None:
    case = oracle("spatial_autocorrelation_columbus")
    for neighbours in (BINARY, ROW):
        got = local_g_star(columbus(case), neighbours=neighbours)["CRIME"]
        assert_close(got, case["expected"]["local_Gstar_z"], case)


def test_local_g_of_the_grid_of_getis_and_ord_by_distance(oracle: Oracle) -> None:
    """The grid stands in kilometres of a projected system; neighbours are 30 km away at most."""
    case = oracle("local_G_getisord")
    given = case["inputs"]
    regions = squares(16, crs="EPSG:3035")
    corners = regions.geometry.affine_transform([30_000, 0, 0, 30_000, -15_000, -15_000])
    assert corners.centroid.x.tolist() == [1000 * x for x in given["x"]]
    field = on_map(given["val"], regions.set_geometry(corners))
    near = Neighbours("distance", distance_km=given["distance_band"], style="binary")
    assert_close(local_g(field, neighbours=near)["I"], case["expected"]["G_z"], case)
    assert_close(local_g_star(field, neighbours=near)["I"], case["expected"]["Gstar_z"], case)


@pytest.mark.parametrize("name", ["Crm_prp", "Crm_prs"])
def test_local_moran_of_guerry(oracle: Oracle, name: str) -> None:
    case = oracle("lisa_guerry_geoda")
    got = local_moran(guerry(case), scaling="n-1")[name]
    assert_close(got.iloc[:3], case["expected"][f"{name}_local_moran_first3"], case)


def test_local_g_of_guerry_as_shares(oracle: Oracle) -> None:
    case = oracle("lisa_guerry_geoda")
    for statistic, name in ((local_g, "local_G_Crm_prp_first3"), (local_g_star, "local_Gstar_Crm_prp_first3")):
        got = statistic(guerry(case), neighbours=ROW, scaling="share")["Crm_prp"]
        assert_close(got.iloc[:3], case["expected"][name], case)


def test_local_geary_of_guerry(oracle: Oracle) -> None:
    """GeoDa divides squares by n - 1, esda by n: 7.398 and 7.486."""
    case = oracle("lisa_guerry_geoda")
    got = local_geary(guerry(case), scaling="n-1")["Crm_prp"].iloc[:3]
    assert_close(got, case["expected"]["local_geary_Crm_prp_first3"], case)
    assert float(local_geary(guerry(case))["Crm_prp"].iloc[0]) == pytest.approx(7.398083 * 85 / 84)


def test_bivariate_local_moran_of_guerry(oracle: Oracle) -> None:
    case = oracle("lisa_guerry_geoda")
    got = bivariate_local_moran(guerry(case), other="Litercy", scaling="n-1")["Crm_prs"].iloc[:3]
    assert_close(got, case["expected"]["bivariate_Crm_prs_vs_lag_Litercy_first3"], case)


# ---- by hand
def test_a_row_of_three_by_hand() -> None:
    """Z = -2, -1, 3 and mean square 14 / 3."""
    row = line(1, 2, 6)
    assert figures(local_moran(row)) == pytest.approx([2 * 3 / 14, -0.5 * 3 / 14, -3 * 3 / 14])
    assert figures(local_moran(row, neighbours=BINARY)) == pytest.approx([2 * 3 / 14, -1 * 3 / 14, -3 * 3 / 14])
    assert figures(local_moran(row, scaling="n-1")) == pytest.approx([2 / 7, -0.5 / 7, -3 / 7])
    assert figures(local_geary(row)) == pytest.approx([1 * 3 / 14, 8.5 * 3 / 14, 16 * 3 / 14])
    assert figures(local_g(row, scaling="share")) == pytest.approx([2 / 8, 7 / 7, 2 / 3])
    assert figures(local_g_star(row, scaling="share")) == pytest.approx([3 / 9, 9 / 9, 8 / 9])


def test_join_counts_of_a_row_of_regions() -> None:
    row = line(1, 2, 3, 0, 5, 2)
    assert figures(local_join_count(row, variable="value", threshold=2)) == [0, 1, 1, 0, 1, 1]
    assert figures(local_join_count(row, variable="value", threshold=1)) == [1, 2, 1, 0, 1, 1]
    assert figures(local_join_count(row, variable="value", threshold=2, neighbours=ROW)) == [0, 0.5, 0.5, 0, 0.5, 1]


def test_join_counts_are_of_quotients_of_one_and_more_by_default() -> None:
    """I is half of R0 and R1 and a quarter of R2; on average it is 5 / 12."""
    graph = {"R0": ["R1"], "R1": ["R0", "R2"], "R2": ["R1"]}
    town = on_graph({"I": [2, 2, 1], "J": [2, 2, 3]}, graph)
    assert local_join_count(town).to_numpy().tolist() == [[1, 0], [1, 0], [0, 0]]


def test_the_other_industry_is_that_of_the_neighbourhood_and_the_total_by_default() -> None:
    town = on_graph({"I": [1, 2, 6], "J": [4, 4, 1]}, {"A": ["B"], "B": ["A", "C"], "C": ["B"]})
    z, u, total = (np.array(v) for v in ([-2.0, -1.0, 3.0], [1.0, 1.0, -2.0], [-1.0, 0.0, 1.0]))
    around = np.array([[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]])
    spread = np.sqrt([14 / 3 * 6 / 3, 14 / 3 * 2 / 3])
    assert figures(bivariate_local_moran(town, other="J")) == pytest.approx(list(z * (around @ u) / spread[0]))
    assert figures(bivariate_local_moran(town)) == pytest.approx(list(z * (around @ total) / spread[1]))


# ---- one statistic against another
@FEW
@given(maps())
def test_gearys_and_gs_of_all_regions_add_up_to_the_global_ones(activity: Activity) -> None:
    n = geary(activity, neighbours=BINARY)["n_regions"]
    whole = geary(activity, neighbours=BINARY)["value"]
    s0 = len(activity.companions.weights) if activity.companions.weights is not None else 0
    parts = local_geary(activity, neighbours=BINARY).sum(min_count=1)
    np.testing.assert_allclose(parts, whole * 2 * s0 * n / (n - 1), rtol=1e-9, atol=1e-9)
    linked = activity.values[local_geary(activity).notna().any(axis=1)]
    around = local_g(activity, scaling="share")
    below = linked.sum() ** 2 - (linked**2).sum()
    gathered = (linked * around.loc[linked.index] * (linked.sum() - linked)).sum(min_count=1)
    np.testing.assert_allclose(gathered, getis_ord(activity)["value"] * below, rtol=1e-9, atol=1e-6)


@FEW
@given(maps())
def test_an_industry_beside_itself_is_the_local_moran(activity: Activity) -> None:
    other = bivariate_local_moran(activity, other="I")["I"]
    np.testing.assert_allclose(other, local_moran(activity)["I"], rtol=1e-9, atol=1e-12)


@FEW
@given(maps(), st.floats(1e-3, 1e3))
def test_another_unit_changes_no_local_statistic(activity: Activity, unit: float) -> None:
    scaled = replace(activity, values=activity.values * unit, totals=activity.totals * unit)
    for statistic in CONTINUOUS:
        np.testing.assert_allclose(statistic(scaled), statistic(activity), rtol=1e-6, atol=1e-9)


# ---- edges
@pytest.mark.parametrize("statistic", CONTINUOUS, ids=lambda s: s.__name__)
@pytest.mark.parametrize("figure", [0.0, 5.0, 0.1])
def test_what_is_the_same_everywhere_has_no_local_statistic(statistic: Statistic, figure: float) -> None:
    row = line(*[figure] * 5)
    assert statistic(row).isna().all(axis=None)
    scalings = STATISTICS[statistic.__name__][2]
    assert statistic(row, scaling=scalings[1]).isna().all(axis=None)


@ALL
def test_an_island_and_a_gap_are_as_if_they_were_not_there(statistic: Statistic) -> None:
    graph = {f"R{i}": [f"R{j}" for j in (i - 1, i + 1) if 0 <= j < 5] for i in range(5)}
    more = on_graph({"I": [3, 1, 4, 1, 5, 900, np.nan]}, {**graph, "ISLAND": [], "GAP": ["R4"]})
    got = statistic(more, variable="value")
    assert got["I"].isna().tolist() == [False] * 5 + [True, True]
    np.testing.assert_allclose(got["I"].iloc[:5], statistic(line(3, 1, 4, 1, 5), variable="value")["I"])


@ALL
def test_a_region_that_only_others_point_to_has_no_statistic_and_counts_for_them(statistic: Statistic) -> None:
    """A has B as its neighbour, B has none: B's figure is in the mean and in the neighbourhood of A."""
    got = statistic(on_graph({"I": [1, 2, 6]}, {"A": ["B"], "B": [], "C": ["A"]}), variable="value")
    assert got["I"].isna().tolist() == [False, True, False]


def test_a_gap_of_the_other_industry_takes_the_region_out() -> None:
    graph = {f"R{i}": [f"R{j}" for j in (i - 1, i + 1) if 0 <= j < 5] for i in range(5)}
    town = on_graph({"I": [3, 1, 4, 1, 5], "J": [2, 7, 1, 8, np.nan]}, graph)
    assert bivariate_local_moran(town, other="J").isna().sum().tolist() == [1, 1]
    assert bivariate_local_moran(town).isna().sum().tolist() == [0, 1]


@ALL
def test_a_single_region_has_no_local_statistic(statistic: Statistic) -> None:
    assert statistic(on_map([5.0], squares(1)), variable="value").isna().all(axis=None)
    assert statistic(on_graph({"I": [5, 3]}, {"A": [], "B": []}), variable="value").isna().all(axis=None)


@ALL
def test_the_table_keeps_its_codes(statistic: Statistic) -> None:
    town = on_graph({"J": [3, 1, 4], "I": [1, 5, 9]}, {"B": ["A"], "A": ["B", "C"], "C": ["A"]})
    got = statistic(town)
    assert (list(got.index), list(got.columns)) == (["B", "A", "C"], ["J", "I"])
    assert (got.index.name, got.columns.name) == ("region_code", "industry_code")


@ALL
def test_the_registry_computes_the_function_of_its_name(statistic: Statistic) -> None:
    graph = {f"R{i}": [f"R{j}" for j in (i - 1, i + 1) if 0 <= j < 5] for i in range(5)}
    town = on_graph({"I": [3, 1, 4, 1, 5], "J": [2, 7, 1, 8, 2]}, graph)
    pd.testing.assert_frame_equal(indicators.compute(statistic.__name__, town), statistic(town))
    name = statistic.__name__
    shared = indicators.compute(name, town, {"variable": "share", "style": "row"})
    pd.testing.assert_frame_equal(shared, statistic(town, variable="share", neighbours=ROW))


def test_the_registry_passes_every_option_on() -> None:
    town = on_graph({"I": [3, 1, 4], "J": [2, 7, 1]}, {"A": ["B"], "B": ["A", "C"], "C": ["B"]})
    both = indicators.compute("bivariate_local_moran", town, {"other": "J", "scaling": "n-1"})
    pd.testing.assert_frame_equal(both, bivariate_local_moran(town, other="J", scaling="n-1"))
    counted = indicators.compute("local_join_count", town, {"variable": "value", "threshold": "3"})
    pd.testing.assert_frame_equal(counted, local_join_count(town, variable="value", threshold=3))
    grid = on_map(range(9), squares(3))
    near = indicators.compute("local_moran", grid, {"weights": "knn", "k": "3"})
    pd.testing.assert_frame_equal(near, local_moran(grid, neighbours=Neighbours("knn", k=3)))
    wide = indicators.compute("local_moran", grid, {"weights": "distance", "distance_km": "160"})
    pd.testing.assert_frame_equal(wide, local_moran(grid, neighbours=Neighbours("distance", distance_km=160)))


@ALL
def test_bad_input_is_refused(statistic: Statistic) -> None:
    row = line(1, 2, 3)
    with pytest.raises(NegativeActivityError, match=r"first -1 at region 'R0', industry 'I'"):
        statistic(replace(row, values=row.values - 2))
    with pytest.raises(UnknownOptionError, match=r"there is no variable 'shares'; did you mean 'share'"):
        statistic(row, variable="shares")


def test_an_unknown_statistic_scaling_or_industry_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no local statistic 'moran'; did you mean 'local_moran'"):
        local_table(line(1, 2, 3), Local("moran"))
    with pytest.raises(UnknownOptionError, match=r"there is no scaling 'z' of 'local_moran'.*'n', 'n-1'"):
        local_moran(line(1, 2, 3), scaling="z")
    with pytest.raises(UnknownIndustryError, match=r"there is no industry 'II'; did you mean 'I'\? .* 'TOTAL'"):
        bivariate_local_moran(line(1, 2, 3), other="II")
