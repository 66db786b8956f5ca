"""Three values of truth, quantiles of known regions, and how many rules agree."""

import numpy as np
import pandas as pd
import pytest
import worked_example
from hypothesis import given

from geo.activity import from_tables
from geo.cluster_rules import evaluate_rule, evidence, failing, load_rules, parse_rule, robustness
from geo.errors import UnknownIndustryError, UnknownRegionError
from geo.rule import COMPARISONS, MEASURES
from geo.rule_measures import Measures
from geo.rule_result import written
from tests.geo.tables import ANY_TABLES, FEW, cell, row, wide

HEAD = """id = "mine"
version = "1"
kind = "{kind}"
title = "Mine"
plain = "Mine."
citation = "Own."
{more}
"""


def rule_of(*conditions: str, kind: str = "stars", more: str = "", tail: str = "") -> str:
    parts = [f'[[conditions]]\nid = "c{i}"\ntitle = "C"\n{text}\n' for i, text in enumerate(conditions)]
    return HEAD.format(kind=kind, more=more) + "".join(parts) + tail


def jobs(comparison: str, number: float) -> str:
    return f'measure = "employment"\nis = "{comparison}"\nnumber = {number}'


@pytest.mark.parametrize(
    ("comparison", "truth"), list(zip(COMPARISONS, [[0, 1, 1], [0, 0, 1], [1, 1, 0], [1, 0, 0]], strict=True))
)
def test_comparisons_at_the_cut(comparison: str, truth: list[float]) -> None:
    result = evaluate_rule(parse_rule(rule_of(jobs(comparison, 5))), from_tables(wide([[4.0], [5.0], [6.0]])))
    assert result.score["I0"].tolist() == truth


@pytest.mark.parametrize("tenths", range(1, 34))
def test_rounding_of_the_last_digit_is_no_difference(tenths: int) -> None:
    """0.3 / 0.1 and its like are exactly 3 in arithmetic, if not in the machine, which errs to either side."""
    x = wide([[3.0 * tenths]]).assign(TOTAL=100.0)
    activity = from_tables(x, {"reference": pd.Series({"I0": float(tenths), "TOTAL": 100.0})})
    condition = 'measure = "location_quotient"\nis = "{}"\nnumber = 3'
    truth = [evaluate_rule(parse_rule(rule_of(condition.format(c))), activity).met["I0"].tolist() for c in COMPARISONS]
    assert truth == [[1.0], [0.0], [1.0], [0.0]]


def test_a_region_without_jobs_is_not_in_the_top_by_wages_that_nobody_knows() -> None:
    x, pay = wide([[10.0], [20.0], [0.0], [30.0]]), wide([[40.0], [50.0], [np.nan], [np.nan]])
    result = evaluate_rule(load_rules()["panorama_stars_2020"], from_tables(x, {"wages": pay}))
    np.testing.assert_array_equal(result.conditions["productivity"]["I0"], [0.0, 1.0, 0.0, np.nan])
    assert failing(result, "R3", "I0").empty
    unknown = from_tables(wide([[np.nan, 5.0], [5.0, 5.0]]))
    assert failing(evaluate_rule(load_rules()["statsamerica"], unknown), "R0", "I0").empty


def test_an_unknown_condition_counts_neither_for_nor_against() -> None:
    """Wages of R1 are not known; whether it is a cluster hangs on them only where they could decide."""
    wages = 'measure = "wages"\nis = ">"\nnumber = 30'
    x, pay = wide([[10.0], [10.0], [10.0]]), wide([[40.0], [np.nan], [20.0]])
    activity = from_tables(x, {"wages": pay})
    for fewest, met in ((1, [1.0, 1.0, 1.0]), (2, [1.0, np.nan, 0.0])):
        result = evaluate_rule(parse_rule(rule_of(jobs(">", 5), wages, more=f"cluster_from = {fewest}")), activity)
        np.testing.assert_array_equal(result.met["I0"], met)
        np.testing.assert_array_equal(result.score["I0"], [2.0, np.nan, 1.0])
    index = parse_rule(rule_of(jobs(">", 5), wages, kind="index", more='index = "wages"'))
    np.testing.assert_array_equal(evaluate_rule(index, activity).met["I0"], [1.0, np.nan, 0.0])
    np.testing.assert_array_equal(evaluate_rule(index, activity).score["I0"], [40.0, np.nan, 20.0])
    never = parse_rule(rule_of(jobs(">", 50), wages, kind="index", more='index = "wages"'))
    assert evaluate_rule(never, activity).met["I0"].tolist() == [0.0, 0.0, 0.0]
    either = evaluate_rule(parse_rule(rule_of(jobs(">", 50), wages)), activity)
    np.testing.assert_array_equal(either.met["I0"], [1.0, np.nan, 0.0])
    assert failing(either, "R1", "I0").empty
    assert failing(either, "R2", "I0").index.tolist() == ["c0", "c1"]


def test_the_highest_tier_and_the_first_stage_are_taken() -> None:
    levels = "".join(
        f'[[levels]]\nid = "l{i}"\ntitle = "L"\nconditions = ["c{i}"]\n{more}\n'
        for i, more in ((0, ""), (1, "cluster = true"), (2, ""))
    )
    conditions = [jobs(">=", n) for n in (1, 5, 9)]
    activity = from_tables(wide([[0.0], [1.0], [5.0], [9.0]]))
    tiers = evaluate_rule(parse_rule(rule_of(*conditions, kind="tiers", tail=levels)), activity)
    assert tiers.score["I0"].tolist() == [0.0, 1.0, 2.0, 3.0]
    assert tiers.met["I0"].tolist() == [0.0, 0.0, 1.0, 0.0]
    stages = evaluate_rule(parse_rule(rule_of(*conditions, kind="stages", tail=levels)), activity)
    assert stages.score["I0"].tolist() == [0.0, 1.0, 1.0, 1.0]
    marked = levels.replace("cluster = true", "cluster = true\nfirst = true")
    first = evaluate_rule(parse_rule(rule_of(*conditions, kind="stages", tail=marked)), activity)
    assert first.score["I0"].tolist() == [0.0, 1.0, 2.0, 2.0]
    assert first.met["I0"].tolist() == [0.0, 0.0, 1.0, 1.0]


def test_a_rule_whose_table_is_lacking_says_so_and_judges_nothing() -> None:
    activity = from_tables(wide([[10.0, 1.0], [1.0, 10.0]]))
    result = evaluate_rule(load_rules()["panorama_stars_2016"], activity)
    assert result.missing == ("wages", "years")
    assert result.score.isna().to_numpy().all()
    assert result.met.isna().to_numpy().all()
    assert result.conditions["size"]["I0"].tolist() == [1.0, 0.0]
    assert result.conditions["productivity"].isna().to_numpy().all()
    assert "productivity" not in result.values
    shown = evidence(result, "R0", "I0")
    assert shown["holds"].isna().tolist() == [False, False, True, True]
    assert np.isnan(shown["value"].tolist()[2])
    none = from_tables(worked_example.example().values, {"years": worked_example.years().query("year == 2025")})
    found = evaluate_rule(load_rules()["panorama_stars_2016"], none)
    assert found.missing == ("wages",)


@FEW
@given(ANY_TABLES)
def test_a_quantile_is_that_of_the_known_regions(values: np.ndarray) -> None:
    measures = Measures(from_tables(wide(values)))
    for over, table in (("known", values), ("active", np.where(values > 0, values, np.nan))):
        got = measures.quantile("employment", 0.3, over=over, denominator="total", span="all")
        for column, found in zip(table.T, got, strict=True):
            known = column[np.isfinite(column)]
            expected = np.quantile(known, 0.3) if len(known) > 1 else np.nan
            np.testing.assert_allclose(found, expected)


@FEW
@given(ANY_TABLES)
def test_nothing_unknown_is_judged_and_one_gap_touches_no_other_row_of_size(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    for name in ("european_observatory_stars", "statsamerica", "quotient_over_1_25"):
        result = evaluate_rule(load_rules()[name], activity)
        assert result.met.to_numpy()[np.isnan(values)].size == np.isnan(values).sum()
        assert np.isnan(result.met.to_numpy()[np.isnan(values)]).all()
        assert set(np.unique(result.met.to_numpy()[np.isfinite(result.met.to_numpy())])) <= {0.0, 1.0}
    order = np.arange(len(values))[::-1]
    turned = evaluate_rule(load_rules()["european_observatory_stars"], from_tables(wide(values).iloc[order])).score
    straight = evaluate_rule(load_rules()["european_observatory_stars"], activity).score
    pd.testing.assert_frame_equal(turned.loc[straight.index], straight)


def test_a_single_region_and_an_empty_industry_have_no_quantiles() -> None:
    single = evaluate_rule(load_rules()["european_observatory_stars"], from_tables(wide([[5.0, 3.0]])))
    assert single.score.isna().to_numpy().all()
    empty = evaluate_rule(load_rules()["european_observatory_stars"], from_tables(wide([[5.0, 0.0], [3.0, 0.0]])))
    assert empty.score["I1"].isna().all()
    assert empty.score["I0"].notna().all()


# ---- which condition fails
def test_the_one_condition_that_fails_is_named() -> None:
    activity = from_tables(
        wide([[n] for n in (0.0, 4, 8, 10, 12, 16)]).assign(TOTAL=100.0),
        {"establishments": wide([[n] for n in (0, 1, 2, 3, 2, 5)])},
    )
    result = evaluate_rule(load_rules()["delgado_porter_stern"], activity)
    assert failing(result, "R4", "I0").index.tolist() == ["establishments"]
    assert failing(result, "R4", "I0").iloc[0].tolist() == ["establishments", 2.0, ">", 2.0, 0.0]
    assert failing(result, "R5", "I0").empty
    assert failing(result, "R3", "I0").index.tolist() == ["quotient_strong"]
    assert failing(result, "R1", "I0").index.tolist() == [
        "jobs", "establishments", "quotient_strong", "quotient_average",
    ]  # fmt: skip
    with pytest.raises(UnknownRegionError, match="there is no region 'R9'"):
        failing(result, "R9", "I0")
    with pytest.raises(UnknownIndustryError, match="there is no industry 'I9'"):
        evidence(result, "R0", "I9")


def test_conditions_are_written_with_their_numbers() -> None:
    rules = load_rules()
    strong = rules["delgado_porter_stern"]
    said = {name: written(c, strong.chosen()) for name, c in strong.conditions.items()}
    assert said["quotient_strong"] == (
        "location_quotient of traded activity >= the quantile 0.75 of the regions with jobs"
    )
    stars = rules["european_observatory_stars"]
    assert written(stars.conditions["size"], {"size": 0.1}) == (
        "employment >= the lower bound of the top 0.1 of the regions"
    )
    life = rules["life_cycle"]
    assert written(life.conditions["was_behind"], life.chosen()) == "growth_over_industry (first_half) < -0.01"


# ---- how many rules agree
def test_the_rules_that_agree_are_counted_among_those_that_could_judge() -> None:
    rules = {name: load_rules()[name] for name in ("statsamerica", "quotient_over_1_25", "delgado_porter_stern")}
    x = wide([[12.2, 87.8], [7.8, 92.2], [np.nan, 90.0]])
    found = robustness(from_tables(x), rules)
    assert found.evaluated == ("statsamerica", "quotient_over_1_25")
    assert found.missing == {"delgado_porter_stern": ("establishments",)}
    assert row(found.count, "R0") == [2.0, 0.0]
    assert np.isnan(cell(found.count, "R2", "I0"))
    assert found.known.to_numpy().tolist() == [[2.0, 2.0], [2.0, 2.0], [0.0, 2.0]]
    assert row(found.share, "R0") == [1.0, 0.0]
    other = robustness(from_tables(x), rules, {"statsamerica": {"cut": 9.0}})
    assert row(other.count, "R0") == [1.0, 0.0]


# ---- the measures


def test_every_measure_is_computed_on_the_worked_example_and_only_once() -> None:
    example = worked_example.example()
    years = worked_example.years().assign(value=lambda t: (t["value"] / 20).round().clip(lower=1))
    measures = Measures(from_tables(example.values, {
        "years": worked_example.years(), "establishment_years": years, "wages": example.values * 0 + 1,
        "establishments": example.values / 10, "groups": pd.Series("a", index=example.values.columns),
        "areas": example.values["Steel"], "population": example.values["Food"],
    }))  # fmt: skip
    for name in MEASURES:
        found = measures.of(name)
        assert found.shape == example.values.shape
        assert found.notna().to_numpy().any()
        assert measures.of(name) is found
    assert cell(measures.of("mean_establishment_size"), "North", "Steel") == 10.0
    assert cell(measures.of("density_km2"), "North", "Food") == 0.5
    assert cell(measures.of("per_thousand_people"), "North", "Steel") == 2000.0
    assert cell(measures.of("share_of_industry"), "North", "Steel") == 300 / 800
    assert not Measures(from_tables(example.values)).has("years")
    assert measures.flags is None
