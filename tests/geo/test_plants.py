"""Agglomeration of plants: published numbers, chance, what a single plant or region does to each index."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.activity import Activity, from_tables
from geo.plants import (
    colocation_howard,
    ellison_glaeser,
    ellison_glaeser_coagglomeration,
    group_coagglomeration,
    maurel_sedillot,
)
from tests.geo.plant_registers import ALL, drawn, register
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]


def textbook(case: dict[str, Any]) -> Activity:
    given = case["inputs"]
    plants = [("A", region, float(jobs)) for region, jobs in zip(given["plant_region"], given["plants"], strict=True)]
    return register(plants, dict(zip(given["regions"], map(float, given["E_j"]), strict=True)), "A")


# ---- numbers of others
def test_ellison_glaeser_of_the_textbook(oracle: Oracle) -> None:
    case = oracle("ellison_glaeser_textbook")
    table, expected = ellison_glaeser(textbook(case)), case["expected"]
    got = {name: table[name].tolist()[0] for name in table.columns}
    names = {
        "value": "gamma",
        "raw_concentration": "G_raw",
        "plant_herfindahl": "plant_herfindahl",
        "z_score": "z_of_G",
    }
    for name, key in (names | {"plants": "n_plants"}).items():
        assert_close(got[name], expected[key], case)
    assert list(got) == ["value", "raw_concentration", "plant_herfindahl", "plants", "variance", "z_score"]


def test_maurel_sedillot_of_the_textbook(oracle: Oracle) -> None:
    case = oracle("ellison_glaeser_textbook")
    got = maurel_sedillot(textbook(case))
    assert_close(got["value"], [case["expected"]["maurel_sedillot_gamma"]], case)
    assert got.iloc[0, 1:].tolist() == pytest.approx([case["expected"]["plant_herfindahl"], 10])
    assert list(got.columns) == ["value", "plant_herfindahl", "plants"]
    assert got.index.tolist() == ["A"]


def test_colocation_of_the_textbook_firms(oracle: Oracle) -> None:
    case = oracle("colocation_howard")
    given = case["inputs"]
    activity = register(
        [(i, r, 1.0) for i, r in zip(given["industry"], given["location"], strict=True)], {"X": 4.0, "Y": 2.0}
    )
    got = colocation_howard(activity)
    assert_close(got["value"], [case["expected"]["CL"]], case)
    chance = (4 * 3 + 2 * 1) / (6 * 5)
    assert got.to_numpy()[0].tolist() == pytest.approx([5 / 9, 5 / 9 - chance, 3, 3])
    assert list(got.columns) == ["value", "excess", "plants", "other_plants"]


def test_coagglomeration_of_the_textbook_trades(oracles: Path) -> None:
    """REAT 3.0.3 gives 12.07; the formula of the paper, term by term, gives 0.089."""
    rows = pd.read_csv(oracles / "data" / "FK2014_EGC.csv").astype({"region": str})
    totals = rows.groupby("region")["emp_region"].first().astype(float)
    plants = list(rows[["industry", "region", "emp_firm"]].itertuples(index=False, name=None))
    industries = list(rows["industry"].unique())
    activity = register(plants, {str(k): float(v) for k, v in totals.items()}, industries)
    assert group_coagglomeration(activity, industries) == pytest.approx(0.089, abs=0.0005)
    assert group_coagglomeration(activity, industries) == pytest.approx(term_by_term(activity, industries), rel=1e-12)


def term_by_term(activity: Activity, industries: list[str]) -> float:
    """Evaluate the published formula for a group with the gamma of each industry."""
    each = ellison_glaeser(activity).loc[industries]
    firms = activity.companions.firms
    assert firms is not None
    jobs = firms.groupby("industry_code")["employees"].sum()[industries]
    share = (jobs / jobs.sum()).to_numpy()
    w = (activity.totals / activity.totals.sum()).to_numpy()
    whole = firms[firms["industry_code"].isin(industries)].groupby("region_code")["employees"].sum()
    s = whole.reindex(activity.values.index).fillna(0.0).to_numpy() / jobs.sum()
    g, h = ((s - w) ** 2).sum(), (share**2 * each["plant_herfindahl"]).sum()
    own = (each["value"] * share**2 * (1 - each["plant_herfindahl"])).sum()
    return float((g / (1 - (w**2).sum()) - h - own) / (1 - (share**2).sum()))


# ---- by hand
def test_variance_and_score_worked_out_by_hand() -> None:
    activity = register([("A", "X", 1.0), ("A", "X", 1.0), ("A", "Y", 2.0)], {"X": 60.0, "Y": 40.0})
    got = ellison_glaeser(activity).to_numpy()[0]
    h, z4, s, w3 = 3 / 8, 2 / 256 + 1 / 16, 0.52, 0.6**3 + 0.4**3
    variance = 2 * (h**2 * (s - 2 * w3 + s**2) - z4 * (s - 4 * w3 + 3 * s**2))
    g = 2 * 0.1**2
    assert got.tolist() == pytest.approx(
        [(g - 0.48 * h) / (0.48 * (1 - h)), g, h, 3, variance, (g - 0.48 * h) / np.sqrt(variance)]
    )


def test_published_totals_are_what_the_jobs_are_compared_with() -> None:
    plants = [("A", "X", 1.0), ("A", "Y", 1.0), ("B", "X", 3.0), ("B", "X", 3.0)]
    published = ellison_glaeser(register(plants, {"X": 50.0, "Y": 50.0}))
    assert published["raw_concentration"].tolist() == pytest.approx([0.0, 0.5])
    activity = register(plants, {"X": 50.0, "Y": 50.0})
    summed = ellison_glaeser(from_tables(activity.values, {"firms": activity.companions.firms}))  # type: ignore[dict-item]
    assert summed["raw_concentration"].tolist() == pytest.approx([2 * (0.5 - 1 / 8) ** 2, 2 * (1 / 8) ** 2])


@FEW
@given(st.integers(0, 2**32 - 1))
def test_coagglomeration_of_a_pair_is_that_of_the_group_of_two(seed: int) -> None:
    activity = drawn(seed)
    pairs = ellison_glaeser_coagglomeration(activity)
    assert pairs.index.names == ["industry_code", "other_industry_code"]
    assert list(pairs.index) == [("A", "B"), ("A", "C"), ("B", "C")]
    for pair, value in zip(["AB", "AC", "BC"], pairs["value"].tolist(), strict=True):
        assert group_coagglomeration(activity, list(pair)) == pytest.approx(value, abs=1e-12)
        assert term_by_term(activity, list(pair)) == pytest.approx(value, abs=1e-12)


def test_a_group_may_hold_an_industry_of_a_single_plant_and_one_of_none() -> None:
    activity = register([("A", "X", 4.0), ("B", "X", 2.0), ("B", "Y", 2.0)], {"X": 50.0, "Y": 50.0}, "ABC")
    # (1/2, -1/2) times (0, 0)
    assert group_coagglomeration(activity, ["A", "B", "C"]) == pytest.approx(0.0, abs=1e-15)
    assert np.isnan(group_coagglomeration(activity, ["A", "C"]))
    assert np.isnan(group_coagglomeration(activity, ["C"]))


# ---- chance
def test_plants_thrown_at_random_give_nought_on_average() -> None:
    rng = np.random.default_rng(7)
    n, sizes, regions = 1000, rng.lognormal(3, 1, 30), np.array(["X", "Y", "Z"])
    codes = [f"I{i}" for i in range(n)]
    places = regions[rng.choice(3, size=n * 30, p=[0.5, 0.3, 0.2])]
    firms = pd.DataFrame({"industry_code": np.repeat(codes, 30), "region_code": places, "employees": np.tile(sizes, n)})
    table = pd.DataFrame(1.0, index=regions, columns=codes).assign(TOTAL=[50.0, 30.0, 20.0])
    activity = from_tables(table, {"firms": firms})
    got = ellison_glaeser(activity)
    for value in (got["value"], maurel_sedillot(activity)["value"]):
        assert abs(value.mean()) < 3 * value.std() / n**0.5
    assert got["raw_concentration"].var() == pytest.approx(got["variance"].mean(), rel=0.15)
    assert got["z_score"].std() == pytest.approx(1.0, rel=0.1)


def test_firms_thrown_at_random_have_no_excess_of_colocation() -> None:
    rng = np.random.default_rng(6)
    plants = [(f"I{i % 30}", str(rng.choice(["X", "Y", "Z"], p=[0.5, 0.3, 0.2])), 1.0) for i in range(3000)]
    got = colocation_howard(register(plants, {"X": 5.0, "Y": 3.0, "Z": 2.0}, [f"I{i}" for i in range(30)]))
    assert abs(got["excess"].mean()) < 0.005


# ---- missing, empty, single
def test_a_single_plant_says_nothing_of_agglomeration() -> None:
    activity = register([("A", "X", 40.0), ("B", "X", 4.0), ("B", "Y", 6.0)], {"X": 60.0, "Y": 40.0})
    for index in (ellison_glaeser, maurel_sedillot):
        got = index(activity)
        assert np.isnan(got["value"].tolist()[0])
        assert np.isfinite(got["value"].tolist()[1])
        assert got["plant_herfindahl"].tolist() == pytest.approx([1.0, 0.52])
        assert got["plants"].tolist() == [1, 2]
    assert ellison_glaeser(activity)[["variance", "z_score"]].isna().to_numpy().tolist() == [
        [True, True],
        [False, False],
    ]


def test_an_industry_without_plants_has_no_value() -> None:
    got = ellison_glaeser(register([("A", "X", 4.0), ("A", "Y", 6.0)], {"X": 60.0, "Y": 40.0}))
    assert got.drop(columns="plants").iloc[1].isna().all()
    assert got["plants"].tolist() == [2, 0]


def test_a_single_region_says_nothing_of_agglomeration() -> None:
    activity = register([("A", "X", 4.0), ("A", "X", 6.0), ("B", "X", 1.0)], {"X": 60.0})
    assert ellison_glaeser(activity)["value"].isna().all()
    assert maurel_sedillot(activity)["value"].isna().all()


def test_a_plant_without_a_number_of_jobs_or_without_jobs_does_not_count() -> None:
    plants = [("A", "X", 4.0), ("A", "Y", 6.0), ("A", "Y", 1.0)]
    totals = {"X": 60.0, "Y": 40.0}
    more = register([*plants, ("A", "X", np.nan), ("A", "X", 0.0)], totals)
    pd.testing.assert_frame_equal(ellison_glaeser(more), ellison_glaeser(register(plants, totals)))


def test_a_region_of_unknown_size_is_left_out_with_its_plants() -> None:
    plants = [("A", "X", 4.0), ("A", "Y", 6.0), ("A", "Y", 1.0)]
    known = register(plants, {"X": 60.0, "Y": 40.0})
    firms = pd.DataFrame([*plants, ("A", "Z", 9.0)], columns=["industry_code", "region_code", "employees"])
    table = known.values.assign(TOTAL=[60.0, 40.0])
    table.loc["Z"] = np.nan
    got = ellison_glaeser(from_tables(table, {"firms": firms}))
    pd.testing.assert_frame_equal(got, ellison_glaeser(known))


def test_pairs_of_few_firms_are_not_shown() -> None:
    """Two firms and one pair: the share would tell whether they are neighbours."""
    plants = [("A", "X", 1.0), ("A", "Y", 2.0), *[("B", "X", 1.0)] * 3]
    activity = register(plants, {"X": 60.0, "Y": 40.0})
    for index in (colocation_howard, ellison_glaeser_coagglomeration):
        assert index(activity)["value"].isna().all()
        assert index(activity)[["plants", "other_plants"]].to_numpy().tolist() == [[2, 3]]
        more = register([*plants, ("A", "Y", 1.0)], {"X": 60.0, "Y": 40.0})
        assert index(more)["value"].notna().all()


def test_firms_outside_the_table_do_not_count() -> None:
    activity = drawn(1)
    firms = activity.companions.firms
    assert firms is not None
    more = pd.concat(
        [firms, pd.DataFrame({"industry_code": ["Q", "A"], "region_code": ["X", "Q"], "employees": [5.0, 5.0]})]
    )
    other = replace(activity, companions=replace(activity.companions, firms=more))
    for index in ALL:
        pd.testing.assert_frame_equal(index(other), index(activity))


def test_a_group_is_the_same_in_any_unit_also_where_all_its_jobs_are_less_than_one() -> None:
    plants = [("A", "X", 3.0), ("A", "Y", 1.0), ("B", "X", 2.0), ("B", "Y", 4.0)]
    small = [(industry, region, jobs / 100) for industry, region, jobs in plants]
    whole, part = (register(rows, {"X": 60.0, "Y": 40.0}) for rows in (plants, small))
    assert group_coagglomeration(part, ["A", "B"]) == pytest.approx(group_coagglomeration(whole, ["A", "B"]))


@pytest.mark.parametrize("plants", [[("A", "X", 5.0)], [("A", "X", 5.0), ("A", "Y", 5.0)]], ids=["one", "two"])
def test_colocation_of_industries_without_firms_is_unknown(plants: list[tuple[str, str, float]]) -> None:
    got = colocation_howard(register(plants, {"X": 60.0, "Y": 40.0}, "ABC"))
    assert got[["value", "excess"]].isna().all(axis=None)
    assert got.dtypes.astype(str).tolist() == ["float64", "float64", "int64", "int64"]
    assert got["plants"].tolist() == [len(plants), len(plants), 0]
