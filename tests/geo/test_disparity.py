"""How far regions differ in a figure: published numbers, tables by hand, groups of regions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.disparity import MEASURES, disparity, theil_decomposition
from geo.errors import MissingTableError, NegativeActivityError, UnknownOptionError
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, assert_close, wide

Oracle = Callable[[str], dict[str, Any]]


def column(values: list[float], people: list[float] | None = None) -> Activity:
    table = wide(np.array(values, dtype=float)[:, None])
    tables = {} if people is None else {"population": pd.Series(people, index=table.index, dtype=float)}
    return from_tables(table, tables)


def figures(table: pd.DataFrame) -> list[float]:
    return table["value"].tolist()


def grouped(values: np.ndarray, groups: list[str]) -> Activity:
    table = wide(values)
    return from_tables(table, {"region_groups": pd.Series(groups, index=table.index)})


# ---- numbers of others
def test_disparities_of_the_sixteen_states_of_germany(oracle: Oracle) -> None:
    case = oracle("concentration_basic")
    given, expected = case["inputs"], case["expected"]
    gdp = column(given["gdp"])
    for measure, key in (("gini", "gini"), ("theil_l", "theil_L"), ("cv", "cv_sample")):
        assert_close(figures(disparity(gdp, measure=measure)), [expected["gdp"][key]], case)
    for epsilon in (0.5, 0.8, 1.0):
        got = disparity(gdp, measure="atkinson", epsilon=epsilon)
        assert_close(figures(got), [expected["gdp"][f"atkinson_{epsilon:g}"]], case)
    assert_close(figures(disparity(column(given["sales"]), measure="gini")), [expected["sales"]["gini"]], case)
    assert_close(figures(disparity(column(given["incomes5"]), measure="theil_l")), [expected["incomes5_theil_L"]], case)


def test_coulter_of_output_per_person(oracle: Oracle) -> None:
    case = oracle("concentration_basic")
    states = column(case["inputs"]["gdp"], case["inputs"]["pop"])
    got = disparity(states, measure="coulter", weight="population", per="person")
    assert_close(figures(got), [case["expected"]["gdp_vs_pop"]["coulter"]], case)


def test_classes_of_income_count_by_their_people_in_any_order(oracle: Oracle) -> None:
    """REAT 3.0.3 gives 0.3926 where the classes do not stand in ascending order."""
    case = oracle("concentration_basic")
    income, people = case["inputs"]["income"], case["inputs"]["class_size"]
    for order in ([0, 1, 2, 3, 4, 5], [3, 0, 5, 1, 4, 2]):
        activity = column([income[i] for i in order], [people[i] for i in order])
        got = figures(disparity(activity, measure="gini", weight="population"))
        assert_close(got, [case["expected"]["income_classes_gini_weighted"]], case)


def mexico(oracles: Path, case: dict[str, Any]) -> Activity:
    rows = pd.read_csv(oracles / "data" / "mexico.csv").set_index("state")
    table = rows[case["inputs"]["columns"]].astype(float)
    return from_tables(table, {"region_groups": rows[case["inputs"]["group"]].astype(str)})


def test_theil_decomposition_of_the_states_of_mexico(oracle: Oracle, oracles: Path) -> None:
    case = oracle("theil_mexico")
    got = theil_decomposition(mexico(oracles, case))
    for name, key in (("value", "T"), ("between", "between"), ("within", "within")):
        assert_close(got[name], case["expected"][key], case)


def test_theil_and_gini_of_the_states_of_mexico(oracle: Oracle, oracles: Path) -> None:
    case = oracle("theil_mexico")
    states = mexico(oracles, case)
    assert_close(figures(disparity(states, measure="theil_t")), case["expected"]["T"], case)
    assert_close(figures(disparity(states, measure="gini")), case["expected"]["gini"], case)


# ---- by hand
@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("cv", np.sqrt((9 + 1 + 16) / 2) / 5),
        ("gini", 2 * (2 + 2 * 4 + 3 * 9) / 45 - 4 / 3),
        ("atkinson", 1 - ((2**0.5 + 4**0.5 + 9**0.5) / 3) ** 2 / 5),
        ("coulter", np.sqrt((9 + 1 + 16) / 225 / 2)),
        ("theil_t", sum(y / 15 * np.log(y / 5) for y in (2, 4, 9))),
        ("theil_l", sum(np.log(5 / y) for y in (2, 4, 9)) / 3),
    ],
)
def test_three_regions_worked_out_by_hand(measure: str, expected: float) -> None:
    got = disparity(column([4.0, 9.0, 2.0]), measure=measure)
    assert figures(got) == pytest.approx([expected])
    assert (list(got.columns), got.index.name, got["regions"].tolist()) == (["value", "regions"], "industry_code", [3])


def test_williamson_weighs_people_and_not_regions() -> None:
    got = disparity(column([10.0, 20.0], [3.0, 1.0]), measure="williamson")
    assert figures(got) == pytest.approx([np.sqrt(0.75 * 2.5**2 + 0.25 * 7.5**2) / 12.5])


def test_the_coefficient_of_variation_by_people_is_williamsons_index() -> None:
    activity = column([10.0, 20.0, 5.0], [3.0, 1.0, 4.0])
    got = figures(disparity(activity, measure="cv", weight="population"))
    assert got == pytest.approx(figures(disparity(activity, measure="williamson")))


def test_a_total_is_divided_by_people_first_where_that_is_asked_for() -> None:
    totals = column([30.0, 20.0, 20.0], [3.0, 1.0, 4.0])
    each = column([10.0, 20.0, 5.0], [3.0, 1.0, 4.0])
    for measure in MEASURES:
        for weight in ("none", "population"):
            got = disparity(totals, measure=measure, weight=weight, per="person")
            assert figures(got) == pytest.approx(figures(disparity(each, measure=measure, weight=weight)))


def test_regions_alike_do_not_differ() -> None:
    activity = column([7.0, 7.0, 7.0], [1.0, 2.0, 3.0])
    for measure in MEASURES:
        assert figures(disparity(activity, measure=measure)) == pytest.approx([0.0], abs=1e-12)


def test_aversion_to_inequality_of_nought_sees_none() -> None:
    assert figures(disparity(column([1.0, 9.0]), measure="atkinson", epsilon=0.0)) == pytest.approx([0.0])
    assert figures(disparity(column([1.0, 9.0]), measure="atkinson", epsilon=10.0))[0] > 0.7


def test_between_and_within_worked_out_by_hand() -> None:
    got = theil_decomposition(grouped(np.array([[1.0], [3.0], [4.0]]), ["a", "a", "b"]))
    between = 0.5 * np.log(3 * 0.5 / 2) + 0.5 * np.log(3 * 0.5 / 1)
    within = 0.5 * (0.25 * np.log(0.5) + 0.75 * np.log(1.5))
    assert got.to_numpy()[0].tolist() == pytest.approx(
        [between + within, between, within, between / (between + within), 3]
    )
    assert list(got.columns) == ["value", "between", "within", "share_between", "regions"]


# ---- missing, empty, single
@pytest.mark.parametrize("measure", MEASURES)
def test_a_region_without_a_figure_is_left_out(measure: str) -> None:
    gap, without = (
        figures(disparity(column(v, p), measure=measure, weight="population"))
        for v, p in (([4.0, np.nan, 9.0, 2.0], [1.0, 9.0, 2.0, 3.0]), ([4.0, 9.0, 2.0], [1.0, 2.0, 3.0]))
    )
    assert gap == pytest.approx(without)


def test_a_region_without_people_is_left_out_where_people_count() -> None:
    for people in (0.0, np.nan):
        activity = column([4.0, 5.0, 9.0], [1.0, people, 2.0])
        got = disparity(activity, measure="williamson")
        assert figures(got) == pytest.approx(figures(disparity(column([4.0, 9.0], [1.0, 2.0]), measure="williamson")))
        assert got["regions"].tolist() == [2]
        got = disparity(activity, measure="cv", per="person")
        assert figures(got) == pytest.approx(figures(disparity(column([4.0, 4.5]), measure="cv")))


@pytest.mark.parametrize("measure", MEASURES)
def test_one_region_or_none_has_no_disparity(measure: str) -> None:
    activity = from_tables(
        wide([[5.0, 0.0, np.nan], [np.nan, 0.0, np.nan]]), {"population": pd.Series({"R0": 1.0, "R1": 2.0})}
    )
    assert np.isnan(figures(disparity(activity, measure=measure))).all()


def test_nought_is_a_figure_that_only_theil_l_cannot_take() -> None:
    activity = column([0.0, 5.0, 10.0], [1.0, 1.0, 1.0])
    got = {measure: figures(disparity(activity, measure=measure))[0] for measure in MEASURES}
    assert np.isnan(got.pop("theil_l"))
    assert all(value > 0.1 for value in got.values())


def test_groups_of_alike_regions_leave_nothing_within_and_none_nothing_between() -> None:
    values = np.array([[1.0], [1.0], [4.0], [4.0]])
    assert theil_decomposition(grouped(values, list("aabb")))["share_between"].tolist() == pytest.approx([1.0])
    got = theil_decomposition(grouped(values, list("aaaa")))
    assert got["between"].tolist() == [0.0]
    alike = theil_decomposition(grouped(np.ones((4, 1)), list("aabb")))
    assert np.isnan(alike["share_between"].tolist()[0])
    empty = theil_decomposition(grouped(np.zeros((4, 1)), list("aabb")))
    assert empty[["value", "between", "within"]].isna().to_numpy().all()


def test_a_gap_leaves_the_region_out_of_its_group() -> None:
    gap = theil_decomposition(grouped(np.array([[1.0], [3.0], [np.nan], [4.0]]), list("aabb")))
    without = theil_decomposition(grouped(np.array([[1.0], [3.0], [4.0]]), list("aab")))
    np.testing.assert_allclose(gap, without)


# ---- what holds for any table
@FEW
@given(ANY_TABLES, st.sampled_from(MEASURES), st.sampled_from(["none", "population"]))
def test_disparity_is_never_negative(values: np.ndarray, measure: str, weight: str) -> None:
    table = wide(values)
    activity = from_tables(table, {"population": pd.Series(np.arange(len(table)) + 1.0, index=table.index)})
    got = np.array(figures(disparity(activity, measure=measure, weight=weight)))
    assert (got[~np.isnan(got)] >= 0).all()
    if measure in {"gini", "atkinson", "coulter"}:
        assert (got[~np.isnan(got)] < 1 + 1e-12).all()


@FEW
@given(COMPLETE_TABLES, st.sampled_from(MEASURES), st.floats(1e-3, 1e3))
def test_another_unit_changes_nothing(values: np.ndarray, measure: str, unit: float) -> None:
    table = wide(values)
    people = {"population": pd.Series(np.arange(len(table)) + 1.0, index=table.index)}
    one, other = (figures(disparity(from_tables(t, people), measure=measure)) for t in (table, table * unit))
    np.testing.assert_allclose(other, one, rtol=1e-7, atol=1e-7)


@FEW
@given(COMPLETE_TABLES)
def test_between_and_within_add_up_to_the_whole(values: np.ndarray) -> None:
    got = theil_decomposition(grouped(values, [f"G{r % 2}" for r in range(len(values))]))
    np.testing.assert_allclose(got["between"] + got["within"], got["value"], atol=1e-12)
    assert (got[["between", "within"]] >= 0).to_numpy().all()


# ---- refused
@pytest.mark.parametrize(("option", "value"), [("measure", "ginni"), ("weight", "people"), ("per", "head")])
def test_an_unknown_choice_is_refused(option: str, value: str) -> None:
    with pytest.raises(UnknownOptionError, match=rf"there is no value '{value}' of '{option}'"):
        disparity(column([1.0, 2.0]), **{option: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("epsilon", [-0.1, 10.1, float("nan")])
def test_an_aversion_outside_its_bounds_is_refused(epsilon: float) -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no epsilon .* There are: 'a number from 0 to 10'"):
        disparity(column([1.0, 2.0]), measure="atkinson", epsilon=epsilon)


@pytest.mark.parametrize("options", [{"measure": "williamson"}, {"weight": "population"}, {"per": "person"}])
def test_people_are_asked_for_where_they_count(options: dict[str, str]) -> None:
    with pytest.raises(MissingTableError, match=r"indicator 'disparity' needs the table 'population'"):
        disparity(column([1.0, 2.0]), **options)  # type: ignore[arg-type]


def test_a_decomposition_asks_for_groups_of_regions() -> None:
    with pytest.raises(MissingTableError, match=r"indicator 'theil_decomposition' needs the table 'region_groups'"):
        theil_decomposition(column([1.0, 2.0]))


def test_negative_figures_are_refused() -> None:
    bad = replace(column([1.0, 2.0], [1.0, 1.0]), values=wide([[1.0], [-5.0]]))
    for options in ({}, {"weight": "population"}):
        with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R1', industry 'I0'"):
            disparity(bad, **options)  # type: ignore[arg-type]
    with pytest.raises(NegativeActivityError, match=r"first -5"):
        theil_decomposition(replace(grouped(np.ones((2, 1)), ["a", "b"]), values=bad.values))


def test_options_reach_the_function_through_the_registry() -> None:
    activity = column([30.0, 20.0, 20.0], [3.0, 1.0, 4.0])
    given = {"measure": "atkinson", "weight": "population", "per": "person", "epsilon": "2"}
    got = indicators.compute("disparity", activity, given)
    assert figures(got) == figures(
        disparity(activity, measure="atkinson", weight="population", per="person", epsilon=2.0)
    )
    assert figures(indicators.compute("disparity", activity)) == figures(disparity(activity, measure="cv"))
    assert indicators.indicator("disparity").options[0].values == MEASURES


def test_a_wrong_group_table_is_refused_and_a_file_form_is_read() -> None:
    rows = pd.DataFrame({"region_code": ["R1", "R0", "R9"], "group": ["b", "a", "c"]})
    got = from_tables(wide([[1.0], [2.0]]), {"region_groups": rows}).companions.region_groups
    assert got is not None
    assert got.to_dict() == {"R0": "a", "R1": "b"}
