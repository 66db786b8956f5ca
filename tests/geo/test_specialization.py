"""The family of the location quotient: published numbers, other programs' numbers, and what must hold for any table."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo import indicators
from geo.activity import Activity, from_dataset, from_tables
from geo.errors import NegativeActivityError, UnknownOptionError
from geo.specialization import (
    REFERENCES,
    additive_location_quotient,
    density_km2,
    location_quotient,
    location_quotient_interval,
    per_thousand_people,
    reference_share,
    share,
    symmetric_location_quotient,
)
from geo.store import Store, default_store

Oracle = Callable[[str], dict[str, Any]]
QUOTIENTS = ("location_quotient", "additive_location_quotient", "symmetric_location_quotient", "share")

few = settings(max_examples=25)
positive_tables = hnp.arrays(
    float, hnp.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=6), elements=st.integers(1, 10**6)
)
"""Tables without gaps."""
any_tables = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=6),
    elements=st.one_of(st.integers(0, 1000).map(float), st.just(np.nan), st.just(0.0)),
)
"""Tables with zeros and missing cells."""


def wide(values: Any) -> pd.DataFrame:
    array = np.asarray(values, dtype=float)
    rows, columns = array.shape
    return pd.DataFrame(array, index=[f"R{r}" for r in range(rows)], columns=[f"I{i}" for i in range(columns)])


def close(got: Any, expected: Any, case: dict[str, Any]) -> None:
    rule = case["tolerance"]
    wanted = np.array(expected, dtype=float)
    np.testing.assert_allclose(np.asarray(got, dtype=float), wanted, rtol=rule["rel"], atol=rule["abs"])


# ------------------------------------------------------------------------------------- numbers that others have published
def published_quotients() -> pd.Series:
    """Quotients of the US Bureau of Labor Statistics, two decimals."""
    table = default_store().table("us", "published")
    return table.set_index(["region_code", "industry_code"])["location_quotient"].astype(float)


@pytest.mark.parametrize(("level", "tolerance", "n"), [("state", 0.015, 1172), ("metro", 0.053, 8587)])
def test_location_quotient_of_the_published_states(level: str, tolerance: float, n: int) -> None:
    """The bureau compares with its national row, which leaves the territories out; it rounds jobs and quotients."""
    us = default_store().dataset("us")
    activity = from_dataset(us, measure="employment", level=level, industry_level="major", year=2025)
    got = location_quotient(activity).stack()
    published = published_quotients()
    both = got.index.intersection(published.dropna().index)
    assert len(both) >= n
    assert (got[both] - published[both]).abs().max() <= tolerance


def test_location_quotient_of_the_textbook_town(oracle: Oracle) -> None:
    case = oracle("lq_textbook_goettingen")
    given = case["inputs"]["scalar"]
    cell = pd.DataFrame({"I": [given["e_ij"]], "TOTAL": [given["e_i"]]}, index=["R"], dtype=float)
    nation = pd.Series({"I": given["E_j"], "TOTAL": given["E"]}, dtype=float)
    close(location_quotient(from_tables(cell, {"reference": nation})).loc["R", "I"], case["expected"]["scalar"], case)


def goettingen(oracles: Path) -> Activity:
    table = pd.read_csv(oracles / "data" / "Goettingen.csv")
    codes = ["TOTAL", *table["WZ2008_Code"][1:16]]
    town = pd.DataFrame([table["Goettingen2017"][:16].to_numpy(float)], index=["GOE"], columns=codes)
    return from_tables(town, {"reference": pd.Series(table["BRD2017"][:16].to_numpy(float), index=codes)})


def test_location_quotients_of_goettingen_use_the_published_totals(oracle: Oracle, oracles: Path) -> None:
    case = oracle("lq_textbook_goettingen")
    close(location_quotient(goettingen(oracles)).loc["GOE"], case["expected"]["goettingen2017"], case)


def test_additive_quotient_of_the_textbook_town(oracle: Oracle, oracles: Path) -> None:
    case = oracle("lq_textbook_goettingen")
    got = additive_location_quotient(goettingen(oracles), variant="industry").loc["GOE"]
    close(got, case["expected"]["goettingen2017_additive_eijEi_minus_ejE"], case)


def test_location_quotients_of_freiburg_add_their_totals_up(oracle: Oracle, oracles: Path) -> None:
    case = oracle("lq_textbook_goettingen")
    table = pd.read_csv(oracles / "data" / "Freiburg.csv").set_index("industry")
    town = table[["e_Freiburg2014"]].T.set_axis(["FR"])
    got = location_quotient(from_tables(town, {"reference": table["e_Germany2014"]}))
    close(got.loc["FR"], case["expected"]["freiburg2014"], case)


@pytest.mark.parametrize("matrix", ["m31", "krugman1991"])
def test_location_quotients_of_the_econgeo_matrices(oracle: Oracle, matrix: str) -> None:
    case = oracle("econgeo_basic_tables")
    given = case["inputs"][matrix]
    table = pd.DataFrame(given["matrix"], index=given["rows"], columns=given["cols"], dtype=float)
    close(location_quotient(from_tables(table)), case["expected"][matrix]["LQ"], case)


def test_location_quotients_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    long = pd.read_csv(oracles / "data" / "EU28_emp_2016.csv")
    table = long.pivot_table(index="geo", columns="nace_r2", values="emp1000")
    rows, columns = case["inputs"]["rows"], case["inputs"]["cols"]
    close(location_quotient(from_tables(table.loc[rows, columns])), case["expected"]["RCA"], case)


def test_location_quotients_of_the_german_region(oracle: Oracle) -> None:
    case = oracle("flq_germany_region")
    region, nation = case["inputs"]["region_vector_e"], case["inputs"]["nation_vector_E"]
    codes = case["inputs"]["sectors"]
    activity = from_tables(
        pd.DataFrame([region], index=["R"], columns=codes, dtype=float),
        {"reference": pd.Series(nation, index=codes, dtype=float)},
    )
    close(location_quotient(activity).loc["R"], case["expected"]["slq"], case)


def test_location_quotients_of_the_sixteen_states_of_germany(oracle: Oracle) -> None:
    case = oracle("lq_confidence_interval")
    given = case["inputs"]
    table = pd.DataFrame({"I": given["industry_count"], "TOTAL": given["region_total"]}, index=given["region"], dtype=float)
    got = location_quotient(from_tables(table))["I"]
    np.testing.assert_allclose(got, case["expected"]["LQ"], rtol=1e-12)


# --------------------------------------------------------------------------------------------- facts of any complete table
def test_lq_is_one_everywhere_when_all_regions_have_the_same_mix() -> None:
    table = wide(np.outer([1.0, 5.0, 20.0], [10.0, 30.0, 60.0]))
    np.testing.assert_allclose(location_quotient(from_tables(table)), 1.0)


def test_a_single_region_is_its_own_reference() -> None:
    assert location_quotient(from_tables(wide([[3.0, 9.0]]))).to_numpy().tolist() == [[1.0, 1.0]]


@few
@given(positive_tables)
def test_shares_of_a_region_sum_to_one(values: np.ndarray) -> None:
    np.testing.assert_allclose(share(from_tables(wide(values))).sum(axis=1), 1.0)


@few
@given(positive_tables)
def test_quotients_weighted_by_the_size_of_the_regions_average_to_one(values: np.ndarray) -> None:
    weights = values.sum(axis=1) / values.sum()
    np.testing.assert_allclose(weights @ location_quotient(from_tables(wide(values))).to_numpy(), 1.0)


@few
@given(positive_tables)
def test_additive_quotients_of_a_region_sum_to_zero(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    np.testing.assert_allclose(additive_location_quotient(activity).sum(axis=1), 0.0, atol=1e-12)
    np.testing.assert_allclose(additive_location_quotient(activity, variant="industry").sum(axis=0), 0.0, atol=1e-12)


@few
@given(positive_tables, st.floats(1e-3, 1e3))
def test_another_unit_changes_no_quotient(values: np.ndarray, unit: float) -> None:
    for name in QUOTIENTS:
        got, scaled = (indicators.compute(name, from_tables(wide(v))) for v in (values, values * unit))
        np.testing.assert_allclose(scaled, got, rtol=1e-9, atol=1e-12)


@few
@given(positive_tables)
def test_splitting_a_region_in_two_alike_halves_changes_no_quotient(values: np.ndarray) -> None:
    halves = np.vstack([values[:1] / 2, values[:1] / 2, values[1:]])
    for name in QUOTIENTS:
        whole = indicators.compute(name, from_tables(wide(values))).to_numpy()
        split = indicators.compute(name, from_tables(wide(halves))).to_numpy()
        np.testing.assert_allclose(split, np.vstack([whole[:1], whole]), rtol=1e-9, atol=1e-12)


@few
@given(any_tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(values: np.ndarray, random: Any) -> None:
    table = wide(values)
    rows, columns = list(table.index), list(table.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    for name in QUOTIENTS:
        got = indicators.compute(name, from_tables(table))
        shuffled = indicators.compute(name, from_tables(table.loc[rows, columns]))
        pd.testing.assert_frame_equal(shuffled.loc[got.index, got.columns], got, rtol=1e-12)


@few
@given(any_tables)
def test_quotients_stay_in_their_range(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    for name in QUOTIENTS:
        low, high = indicators.REGISTRY[name].good_range
        got = indicators.compute(name, activity).to_numpy()
        known = got[np.isfinite(got)]
        assert not np.isinf(got).any()
        assert ((known >= low - 1e-12) & (known <= high + 1e-12)).all()


@few
@given(any_tables)
def test_missing_is_not_zero_in_any_quotient(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    for name in QUOTIENTS:
        got = indicators.compute(name, activity).to_numpy()
        assert np.isnan(got[np.isnan(values)]).all()


def test_a_missing_cell_touches_no_other_region_when_totals_are_published() -> None:
    complete = wide([[10.0, 30.0], [30.0, 10.0]]).assign(TOTAL=[40.0, 40.0])
    nation = {"reference": pd.Series({"I0": 40.0, "I1": 40.0, "TOTAL": 80.0})}
    gap = complete.copy()
    gap.loc["R0", "I0"] = np.nan
    with_gap, without = (location_quotient(from_tables(t, nation)) for t in (gap, complete))
    assert np.isnan(with_gap.loc["R0", "I0"])
    assert with_gap.drop(columns="I0").equals(without.drop(columns="I0"))
    assert with_gap.loc["R1"].equals(without.loc["R1"])


def test_a_zero_is_a_quotient_of_zero_and_a_gap_is_none() -> None:
    got = location_quotient(from_tables(wide([[0.0, 30.0, 10.0], [np.nan, 10.0, 10.0], [5.0, 5.0, 5.0]])))
    assert got.loc["R0", "I0"] == 0.0
    assert np.isnan(got.loc["R1", "I0"])


def test_an_empty_region_and_an_empty_industry_are_undefined() -> None:
    got = location_quotient(from_tables(wide([[0.0, 0.0, 0.0], [10.0, 30.0, 0.0], [30.0, 10.0, 0.0]])))
    assert got.loc["R0"].isna().all()
    assert got["I2"].isna().all()
    assert got.loc["R1", ["I0", "I1"]].tolist() == [0.5, 1.5]


def test_a_table_of_nothing_is_undefined_everywhere() -> None:
    for name in QUOTIENTS:
        assert indicators.compute(name, from_tables(wide(np.zeros((2, 2))))).isna().to_numpy().all()


def test_symmetric_quotient_is_minus_one_where_absent() -> None:
    got = symmetric_location_quotient(from_tables(wide([[0.0, 30.0], [30.0, 10.0]])))
    assert got.loc["R0", "I0"] == -1.0


@few
@given(positive_tables)
def test_symmetric_quotient_tells_the_same_as_the_quotient(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    folded, quotient = symmetric_location_quotient(activity), location_quotient(activity)
    np.testing.assert_allclose((1 + folded) / (1 - folded), quotient, rtol=1e-7)
    assert ((folded >= 0) == (quotient >= 1)).to_numpy().all()


# ------------------------------------------------------------------------------------------------------------- references
def test_the_reference_sum_adds_the_regions_up_and_the_published_row_does_not() -> None:
    table = wide([[10.0, 30.0], [30.0, 10.0]])
    activity = from_tables(table, {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "TOTAL": 1000.0})})
    assert reference_share(activity, reference="published").tolist() == [0.3, 0.1]
    assert reference_share(activity, reference="external").tolist() == [0.3, 0.1]
    assert reference_share(activity, reference="sum").tolist() == [0.5, 0.5]
    assert location_quotient(activity, reference="published").loc["R0"].tolist() == pytest.approx([0.25 / 0.3, 7.5])
    assert location_quotient(activity, reference="sum").loc["R0"].tolist() == [0.5, 1.5]


def test_the_rest_is_the_reference_without_the_region_itself() -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0], [20.0, 20.0]]))
    rest = reference_share(activity, reference="rest")
    assert rest.loc["R0"].tolist() == [50 / 80, 30 / 80]
    assert location_quotient(activity, reference="rest").loc["R0", "I1"] == pytest.approx(0.75 / (30 / 80))


def test_the_rest_takes_the_region_out_of_the_published_row() -> None:
    table = wide([[10.0, 30.0]]).assign(TOTAL=[50.0])
    activity = from_tables(table, {"reference": pd.Series({"I0": 110.0, "I1": 130.0, "TOTAL": 450.0})})
    assert reference_share(activity, reference="rest").loc["R0"].tolist() == [100 / 400, 100 / 400]


@few
@given(positive_tables)
def test_the_rest_makes_no_quotient_less_extreme(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    with_itself, rest = (location_quotient(activity, reference=r).to_numpy() for r in ("sum", "rest"))
    above = with_itself > 1 + 1e-9
    assert (rest[above] >= with_itself[above] - 1e-9).all()


def test_an_industry_that_stands_in_one_region_only_has_no_rest() -> None:
    """0.1 + 0.2 - 0.3 is not nought for a computer: the quotient would be 10 to the power of 16."""
    table = wide([[0.3, 10.0], [0.0, 10.0], [0.0, 10.0]])
    activity = from_tables(table, {"reference": pd.Series({"I0": 0.1 + 0.2, "I1": 30.0})})
    assert np.isnan(location_quotient(activity, reference="rest").loc["R0", "I0"])


def test_a_region_that_is_the_whole_reference_has_no_rest() -> None:
    assert location_quotient(from_tables(wide([[10.0, 30.0]])), reference="rest").isna().to_numpy().all()


@pytest.mark.parametrize("function", [reference_share, location_quotient, additive_location_quotient])
def test_an_unknown_reference_is_refused(function: Callable[..., object]) -> None:
    with pytest.raises(UnknownOptionError, match="there is no reference 'resst'; did you mean 'rest'"):
        function(from_tables(wide([[1.0, 2.0]])), reference="resst")


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match="there is no variant 'x'"):
        additive_location_quotient(from_tables(wide([[1.0, 2.0]])), variant="x")


def test_the_variant_of_the_industry_has_no_rest() -> None:
    with pytest.raises(UnknownOptionError, match="there is no reference 'rest' of the variant 'industry'"):
        additive_location_quotient(from_tables(wide([[1.0, 2.0]])), reference="rest", variant="industry")


@pytest.mark.parametrize("reference", [r for r in REFERENCES if r != "rest"])
def test_the_two_additive_variants_differ_by_the_weight_of_the_region(reference: str) -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0], [20.0, 20.0]]))
    profile = additive_location_quotient(activity, reference=reference)
    industry = additive_location_quotient(activity, reference=reference, variant="industry")
    np.testing.assert_allclose(industry, profile * (40 / 120) / (60 / 120))


@pytest.mark.parametrize("function", [share, location_quotient, symmetric_location_quotient, density_km2])
def test_a_negative_value_is_refused_everywhere(function: Callable[[Activity], object]) -> None:
    activity = from_tables(wide([[1.0, 2.0]]))
    with pytest.raises(NegativeActivityError, match="1 negative or infinite value.*first -5 at region 'R0', industry 'I1'"):
        function(replace(activity, values=wide([[1.0, -5.0]])))


# --------------------------------------------------------------------------------------------------- per area, per people
def test_density_divides_by_the_area_of_the_region() -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 0.0]]), {"areas": pd.Series({"R1": 60.0, "R0": 4.0})})
    assert density_km2(activity).to_numpy().tolist() == [[2.5, 7.5], [0.5, 0.0]]


def test_density_is_missing_where_the_area_is_nought_or_unknown() -> None:
    activity = from_tables(wide([[10.0], [10.0], [10.0]]), {"areas": pd.Series({"R0": 0.0, "R1": np.nan, "R2": 5.0})})
    assert density_km2(activity)["I0"].isna().tolist() == [True, True, False]
    assert density_km2(replace(activity, areas=None)).isna().to_numpy().all()


def test_per_thousand_people_is_missing_where_nobody_lives() -> None:
    people = pd.Series({"R0": 2000.0, "R1": 0.0})
    got = per_thousand_people(from_tables(wide([[10.0], [10.0]]), {"population": people}))["I0"]
    assert got["R0"] == 5.0
    assert np.isnan(got["R1"])


def test_the_figure_itself_is_returned_unchanged() -> None:
    table = wide([[10.0, np.nan], [0.0, 3.5]])
    pd.testing.assert_frame_equal(indicators.compute("value", from_tables(table)), table, check_names=False)


# -------------------------------------------------------------------------------------------------------------- intervals
def with_errors(values: pd.DataFrame, nation: dict[str, float], own: Any, national: Any) -> Activity:
    activity = from_tables(values, {"reference": pd.Series(nation)})
    errors = pd.DataFrame(own, index=values.index, columns=activity.values.columns)
    return replace(activity, relative_error=errors, reference_error=pd.Series(national, index=activity.values.columns))


@pytest.mark.parametrize(("confidence", "z"), [(0.9, 1.6448536), (0.95, 1.9599640)])
def test_the_interval_holds_the_true_quotient_as_often_as_it_says(confidence: float, z: float) -> None:
    """Region and rest of the country are estimated apart: 20,000 draws, each an industry of its own."""
    rng = np.random.default_rng(7)
    draws, own, rest = 20_000, 3_000.0, 7_000.0
    x = own * (1 + 0.05 * rng.standard_normal(draws))
    nation = x + rest * (1 + 0.03 * rng.standard_normal(draws))
    spread = np.hypot(0.05 * own, 0.03 * rest) / (own + rest)
    codes = [f"I{i}" for i in range(draws)]
    table = pd.DataFrame([x], index=["R"], columns=codes).assign(TOTAL=20_000.0)
    reference = dict(zip(codes, nation, strict=True))
    activity = with_errors(table, {**reference, "TOTAL": 100_000.0}, 0.05, spread)
    interval = location_quotient_interval(activity, confidence=confidence)
    assert interval is not None
    lower, upper = (bound.to_numpy()[0] for bound in interval)
    truth = (own / 20_000) / ((own + rest) / 100_000)
    assert np.mean((lower <= truth) & (truth <= upper)) == pytest.approx(confidence, abs=0.01)
    deviations = np.sqrt(0.05**2 * (1 - 2 * x / nation) + spread**2)
    np.testing.assert_allclose(np.log(upper / lower) / 2 / deviations, z, rtol=1e-6)
    assert np.log(x / nation).std() == pytest.approx(deviations.mean(), rel=0.02)


def test_an_unknown_error_is_an_unknown_interval() -> None:
    table = pd.DataFrame({"I": [10.0, 10.0], "J": [5.0, 5.0]}, index=["R0", "R1"])
    activity = with_errors(table, {"I": 100.0, "J": 100.0}, [[0.1, 0.1], [np.nan, 0.1]], [0.02, np.nan])
    lower, upper = location_quotient_interval(activity) or (None, None)
    assert lower is not None
    assert upper is not None
    assert lower.isna().to_numpy().tolist() == [[False, True], [True, True]]
    assert (lower.loc["R0", "I"] < location_quotient(activity).loc["R0", "I"] < upper.loc["R0", "I"]).all()


def test_an_exact_figure_has_an_interval_without_width() -> None:
    activity = with_errors(pd.DataFrame({"I": [10.0]}, index=["R"]), {"I": 100.0, "TOTAL": 200.0}, 0.0, 0.0)
    lower, upper = location_quotient_interval(activity) or (None, None)
    assert lower is not None
    assert upper is not None
    assert lower.loc["R", "I"] == upper.loc["R", "I"] == location_quotient(activity).loc["R", "I"]


def test_there_is_no_interval_without_errors_or_a_published_row() -> None:
    plain = from_tables(wide([[1.0, 2.0]]))
    assert location_quotient_interval(plain) is None
    summed = replace(plain, relative_error=plain.values * 0.1, reference_error=plain.reference * 0)
    assert location_quotient_interval(summed) is None
    full = with_errors(wide([[1.0, 2.0]]), {"I0": 10.0, "I1": 10.0}, 0.1, 0.1)
    assert location_quotient_interval(full) is not None
    assert [location_quotient_interval(full, reference=r) for r in ("sum", "rest")] == [None, None]
    assert location_quotient_interval(replace(full, reference_error=None)) is None


@pytest.mark.parametrize("confidence", [0.0, 1.0, 90.0])
def test_a_confidence_is_a_fraction(confidence: float) -> None:
    with pytest.raises(UnknownOptionError, match="there is no confidence '(0|1|90)'"):
        location_quotient_interval(from_tables(wide([[1.0]])), confidence=confidence)


def test_published_intervals_of_the_us_hold_the_quotient(store: Store) -> None:
    assert store.dataset_ids() == ["tiny"]
    us = default_store().dataset("us")
    activity = from_dataset(us, measure="employment", level="state", industry_level="major", year=2025)
    lower, upper = location_quotient_interval(activity) or (None, None)
    assert lower is not None
    assert upper is not None
    quotient = location_quotient(activity)
    known = lower.notna()
    assert known.to_numpy().sum() > 1000
    assert ((lower <= quotient) & (quotient <= upper))[known].fillna(value=True).to_numpy().all()
    assert lower.loc["06", "15-0000"] == pytest.approx(1.1477, abs=5e-4)
