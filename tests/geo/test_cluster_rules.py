"""Published rules against published numbers, and at their exact boundaries."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import worked_example

from geo import indicators
from geo.activity import Activity, from_tables
from geo.catalogue.rules import RULES, parameters_of
from geo.cluster_rules import (
    cluster_stars,
    evaluate_rule,
    litzenberger_sternberg_cluster_index,
    load_rules,
    strong_cluster,
)
from geo.errors import MissingTableError, NegativeActivityError, UnknownOptionError
from geo.rule_measures import Measures
from tests.geo.tables import assert_close, cell, row, wide
from tests.support.rule_text import OWN_RULE, condition

Oracle = Callable[[str], dict[str, Any]]
OWN = OWN_RULE.replace('version = "1"', 'version = "3"\ncluster_from = 2') + condition(
    "jobs", "Jobs", "employment >", "jobs", 20, "[1, 100]"
)


# ---- European Cluster Observatory
def test_stars_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("cluster_stars_eu28")
    long = pd.read_csv(oracles / "data" / "EU28_emp_2016.csv")
    table = long.pivot_table(index="geo", columns="nace_r2", values="emp1000")
    rows, columns = case["inputs"]["rows"], case["inputs"]["cols"]
    result = evaluate_rule(load_rules()["european_observatory_stars"], from_tables(table.loc[rows, columns]))
    assert_close(result.score, case["expected"]["stars"], case)
    for name in ("size", "specialisation", "focus"):
        assert_close(result.conditions[name], case["expected"][f"{name}_star"], case)


def test_a_quotient_of_exactly_two_has_the_star_and_a_region_without_jobs_has_none() -> None:
    x = wide([[6.0, 0.0], [0.0, 4.0], [0.0, 5.0]]).assign(TOTAL=[10.0, 10.0, 10.0])
    activity = from_tables(x, {"reference": pd.Series({"I0": 3.0, "I1": 3.0, "TOTAL": 10.0})})
    result = evaluate_rule(load_rules()["european_observatory_stars"], activity)
    assert cell(result.values["specialisation"], "R0", "I0") == pytest.approx(2.0)
    assert row(result.conditions["specialisation"], "R0") == [1.0, 0.0]
    assert result.conditions["size"].to_numpy().tolist() == [[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]
    # nine tenths of the regions have no jobs: the bound of the top tenth is 0, and 0 is still not in it
    empty = wide([[0.0, 1.0]] * 19 + [[5.0, 1.0]])
    assert evaluate_rule(load_rules()["european_observatory_stars"], from_tables(empty)).score["I0"].sum() == 3


def test_the_stars_follow_other_cuts() -> None:
    activity = from_tables(wide([[float(r), 10.0] for r in range(1, 11)]))
    rule = load_rules()["european_observatory_stars"]
    stars = [evaluate_rule(rule, activity, {"size": share}).conditions["size"]["I0"].sum() for share in (0.1, 0.2, 0.5)]
    assert stars == [1, 2, 5]
    with pytest.raises(UnknownOptionError, match=r"there is no value '0.6' of the parameter 'size'.*0.01 to 0.5"):
        cluster_stars(activity, parameters={"size": 0.6})
    with pytest.raises(UnknownOptionError, match=r"no parameter 'sise' of the rule 'european_observatory_stars'; did"):
        cluster_stars(activity, parameters={"sise": 0.1})


def test_a_missing_cell_has_no_stars_and_leaves_the_others_theirs() -> None:
    x = wide([[50.0, 10.0], [np.nan, 10.0], [10.0, 10.0]])
    stars = cluster_stars(from_tables(x))
    assert np.isnan(cell(stars, "R1", "I0"))
    assert cell(stars, "R1", "I1") == 3.0
    assert stars.isna().to_numpy().sum() == 1
    assert stars.isna().to_numpy().all() == cluster_stars(from_tables(wide([[5.0, 1.0]]))).notna().to_numpy().any()
    with pytest.raises(NegativeActivityError, match="first -1"):
        cluster_stars(Activity(wide([[-1.0]]), pd.Series([1.0]), False, pd.Series([1.0]), 1.0, False))  # noqa: FBT003


# ---- Delgado, Porter and Stern
def tiers_activity(**more: pd.DataFrame | pd.Series) -> Activity:
    """Five regions with jobs and one without; quotients of I0 are 0.4, 0.8, 1, 1.2, 1.6 among those with jobs."""
    jobs = [0.0, 4.0, 8.0, 10.0, 12.0, 16.0]
    x = wide([[n, n, n] for n in jobs]).assign(TOTAL=100.0)
    plants = wide([[n] * 3 for n in (0, 1, 2, 3, 4, 5)])
    reference = pd.Series({"I0": 10.0, "I1": 20.0, "I2": 12.0, "TOTAL": 100.0})
    return from_tables(x, {"reference": reference, "establishments": plants, **more})


def test_tiers_compare_strictly_or_not_as_published() -> None:
    """Quantiles over the five regions with jobs: 0.8, 1, 1.2 and 1.44 of the quotients, 8 jobs, 2 establishments."""
    activity = tiers_activity()
    result = evaluate_rule(load_rules()["delgado_porter_stern"], activity)
    names = [f"quotient_{name}" for name in ("qualifying", "significant", "strong", "strong10")]
    cuts = [float(result.thresholds[name]["I0"]) for name in names]
    np.testing.assert_allclose(cuts, [0.8, 1.0, 1.2, 1.44])
    assert float(result.thresholds["jobs"]["I0"]) == 8.0
    assert float(result.thresholds["establishments"]["I0"]) == 2.0
    # R2 is on the lowest quarter (must exceed it), R3 on the median (must exceed it), R4 on the upper quarter (reaches)
    assert strong_cluster(activity)["I0"].tolist() == [0.0, 0.0, 0.0, 1.0, 3.0, 4.0]
    # half the quotients: the upper quarter stays below 1, so nobody is strong
    assert strong_cluster(activity)["I1"].tolist() == [0.0, 0.0, 0.0, 1.0, 2.0, 2.0]
    # 12 of 100 over 12 of 100: exactly 1 is enough
    assert strong_cluster(activity)["I2"].tolist() == [0.0, 0.0, 0.0, 1.0, 3.0, 4.0]
    assert result.met["I0"].tolist() == [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]
    assert result.notes == ("no industry is marked as traded or local: all count as traded",)


@pytest.mark.parametrize(("jobs", "plants"), [((0, 4, 8, 10, 8, 16), None), (None, (0, 1, 2, 3, 2, 5))])
def test_a_tier_asks_for_more_than_the_lowest_quarter_of_jobs_and_establishments(
    jobs: tuple[int, ...] | None, plants: tuple[int, ...] | None
) -> None:
    """R4 has the highest quotient, but its jobs (or establishments) are just those of the lowest quarter."""
    x = wide([[float(n)] for n in jobs or (0, 4, 8, 10, 12, 16)]).assign(TOTAL=[100.0, 100, 100, 100, 10, 100])
    count = wide([[float(n)] for n in plants or (0, 1, 2, 3, 4, 5)])
    tiers = strong_cluster(from_tables(x, {"establishments": count}))
    assert tiers["I0"].tolist()[4] == 0.0
    assert tiers["I0"].tolist()[5] == 3.0


def test_shares_are_taken_of_traded_activity_and_local_industries_are_not_judged() -> None:
    x = wide([[10.0, 30.0, 60.0], [30.0, 10.0, 160.0]])
    flags = pd.Series({"I0": 1.0, "I1": 1.0, "I2": 0.0})
    activity = from_tables(x, {"traded": flags, "establishments": x / 10})
    quotients = Measures(activity).of("location_quotient", denominator="traded")
    assert quotients.to_numpy().tolist() == [[0.5, 1.5, 1.0], [1.5, 0.5, 1.0]]
    shares = Measures(activity).of("share", denominator="traded")
    assert shares.to_numpy().tolist() == [[0.25, 0.75, 1.0], [0.75, 0.25, 1.0]]
    tiers = strong_cluster(activity)
    assert tiers["I2"].isna().all()
    assert row(tiers, "R0")[:2] == [0.0, 4.0]


def test_strong_clusters_need_establishments() -> None:
    with pytest.raises(MissingTableError, match="indicator 'strong_cluster' needs the table 'establishments'"):
        strong_cluster(from_tables(wide([[1.0, 2.0]])))


def test_an_unknown_number_of_establishments_leaves_only_that_cell_open() -> None:
    plants = wide([[n] * 3 for n in (0.0, 1, 2, 3, np.nan, 5)])
    tiers = strong_cluster(tiers_activity(establishments=plants))
    assert tiers["I0"].isna().tolist() == [False, False, False, False, True, False]
    assert tiers["I0"].tolist()[5] == 4.0


# ---- Litzenberger and Sternberg
def textbook(case: dict[str, Any]) -> Activity:
    given = case["inputs"]
    x = pd.DataFrame({"I": [given["e_ij"], given["E_i"] - given["e_ij"]]}, index=["J", "rest"], dtype=float)
    tables: dict[str, pd.Series | pd.DataFrame] = {
        "areas": pd.Series({"J": given["area_j"], "rest": given["area"] - given["area_j"]}, dtype=float),
        "population": pd.Series({"J": given["pop_j"], "rest": given["pop"] - given["pop_j"]}, dtype=float),
        "establishments": pd.DataFrame(
            {"I": [given["firms_ij"], given["firms_i"] - given["firms_ij"]]}, index=["J", "rest"], dtype=float
        ),
    }
    return from_tables(x, tables)


def test_cluster_index_of_the_textbook(oracle: Oracle) -> None:
    case = oracle("litzenberger_textbook")
    got = cell(litzenberger_sternberg_cluster_index(textbook(case)), "J", "I")
    assert_close(got, case["expected"]["CI"], case)
    assert got == pytest.approx(case["published_values"]["CI"], abs=5e-6)


def test_cluster_index_of_farhauer_and_kroell() -> None:
    """The printed figure of the textbook (Farhauer, Kroell, Standorttheorien): 21.87491."""
    given = {"e_ij": 1743, "E_i": 5740, "area_j": 50, "area": 576, "pop_j": 488, "pop": 4621}
    activity = textbook({"inputs": {**given, "firms_ij": 35, "firms_i": 53}})
    assert cell(litzenberger_sternberg_cluster_index(activity), "J", "I") == pytest.approx(21.87491, abs=5e-6)
    result = evaluate_rule(load_rules()["litzenberger_sternberg"], activity)
    assert result.met["I"].tolist() == [1.0, 0.0]
    assert evaluate_rule(load_rules()["litzenberger_sternberg"], activity, {"cut": 22}).met["I"].tolist() == [0.0, 0.0]


def test_cluster_index_is_nought_without_jobs_and_missing_where_one_of_the_four_is() -> None:
    x = wide([[20.0], [20.0], [0.0], [20.0], [20.0], [20.0]])
    area = pd.Series([1.0, 1.0, 1.0, 0.0, 1.0, np.nan], index=x.index)
    people = pd.Series(1.0, index=x.index)
    plants = wide([[2.0], [2.0], [0.0], [2.0], [0.0], [2.0]])
    got = litzenberger_sternberg_cluster_index(
        from_tables(x, {"areas": area, "population": people, "establishments": plants})
    )
    # known: R0, R1, R2 and R4 with area 4, people 4, jobs 60, establishments 4; R4 has jobs without an establishment
    np.testing.assert_allclose(got["I0"], [40 * 16 / 240, 40 * 16 / 240, 0.0, np.nan, np.nan, np.nan])
    assert litzenberger_sternberg_cluster_index(from_tables(x)).isna().to_numpy().all()


# ---- own rules and the registry
def test_an_own_rule_is_evaluated() -> None:
    x = wide([[30.0, 70.0], [10.0, 290.0], [10.0, 190.0]])
    activity = from_tables(x, {"reference": pd.Series({"I0": 15.0, "I1": 80.0, "TOTAL": 100.0})})
    assert indicators.compute("cluster_rule", activity, {"rule": OWN})["I0"].tolist() == [1.0, 0.0, 0.0]
    more = {"rule": OWN, "parameters": "jobs=30"}
    assert indicators.compute("cluster_rule", activity, more)["I0"].tolist() == [0.0, 0.0, 0.0]


def test_the_registry_tells_the_rule_its_version_its_cuts_and_every_condition_of_an_industry() -> None:
    entry = indicators.indicator("cluster_rule")
    options = indicators.options_of(entry, {"rule": OWN, "parameters": "jobs=25"})
    activity = from_tables(wide([[30.0, 70.0], [10.0, 290.0]]))
    assert entry.told is not None
    assert entry.detail is not None
    told = entry.told(activity, options)
    assert (told["rule"], told["version"], told["parameters"]) == ("mine", "3", {"cut": 2.0, "jobs": 25.0})
    assert told["conditions"] == {"double": "location_quotient >= 2", "jobs": "employment > 25"}
    json.dumps(told)
    detail = entry.detail(activity, options, "I0")
    assert detail["condition_jobs"].tolist() == [1.0, 0.0]
    assert detail["figure_jobs"].tolist() == [30.0, 10.0]
    assert detail["cut_jobs"].tolist() == [25.0, 25.0]
    assert detail["score"].tolist() == [2.0, 0.0]
    assert detail["is_cluster"].tolist() == [1.0, 0.0]


def test_every_rule_of_the_option_ships_and_is_evaluated_on_the_worked_example() -> None:
    entry = indicators.indicator("cluster_rule")
    assert set(entry.options[0].values) == set(load_rules())
    for name in load_rules():
        got = indicators.compute("cluster_rule", worked_example.example(), {"rule": name})
        assert set(np.unique(got.to_numpy())) <= {0.0, 1.0}


@pytest.mark.parametrize("entry", RULES, ids=lambda entry: entry.name)
def test_classes_have_names(entry: indicators.Indicator) -> None:
    if entry.classes:
        assert len(entry.classes) == len(entry.breaks) + 1 == entry.good_range[1] + 1


def test_the_names_of_the_tiers_are_those_of_the_rules() -> None:
    for name, rule in (("strong_cluster", "delgado_porter_stern"), ("life_cycle_stage", "life_cycle")):
        assert len(indicators.indicator(name).classes) == len(load_rules()[rule].levels) + 1


@pytest.mark.parametrize("text", ["size", "size=", "=2", "size=x", "size=inf", "size=0.1,,focus=0.2"])
def test_parameters_of_another_form_are_refused(text: str) -> None:
    with pytest.raises(UnknownOptionError, match=r"of the option 'parameters'.*'name=number,name=number'"):
        parameters_of(text)
