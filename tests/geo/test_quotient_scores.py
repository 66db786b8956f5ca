"""Standardized quotients, the bootstrap cut-off, and the income behind industries and regions."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.errors import MissingTableError, NegativeActivityError, UnknownOptionError
from geo.quotient_scores import FEWEST, bootstrap_cutoff, expy, prody, standardized_location_quotient
from geo.specialization import location_quotient
from tests.geo.tables import ANY_TABLES, COMPLETE_TABLES, FEW, cell, row, wide


# ---- standardized quotients
@FEW
@given(COMPLETE_TABLES, st.sampled_from(["plain", "log"]))
def test_standardized_quotients_have_mean_0_and_deviation_1(values: np.ndarray, scale: str) -> None:
    got = standardized_location_quotient(from_tables(wide(values)), scale=scale).to_numpy()
    known = ~np.isnan(got).all(axis=0)
    np.testing.assert_allclose(got[:, known].mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(got[:, known].std(axis=0, ddof=1), 1, rtol=1e-6)


def test_standardized_quotients_worked_out_by_hand() -> None:
    """Quotients 0.5, 1 and 1.5: mean 1, sample deviation 0.5."""
    activity = from_tables(wide([[10.0, 30.0], [20.0, 20.0], [30.0, 10.0]]))
    np.testing.assert_allclose(standardized_location_quotient(activity), [[-1, 1], [0, 0], [1, -1]], atol=1e-12)
    logs = np.log([0.5, 1.0, 1.5])
    wanted = (logs - logs.mean()) / logs.std(ddof=1)
    np.testing.assert_allclose(standardized_location_quotient(activity, scale="log")["I0"], wanted)


def test_each_industry_has_a_mean_of_its_own() -> None:
    """Means recycled down the rows, as in a well-known package, would mix the industries; see docs/differences.md."""
    table = wide([[50.0, 1.0, 1.0], [1.0, 100.0, 100.0], [1.0, 100.0, 120.0], [2.0, 90.0, 80.0]])
    got = standardized_location_quotient(from_tables(table))
    quotients = location_quotient(from_tables(table))
    pd.testing.assert_frame_equal(got, (quotients - quotients.mean()) / quotients.std(ddof=1))
    array = quotients.to_numpy()
    recycled = array - np.resize(array.mean(axis=0), array.size).reshape(array.shape, order="F")
    assert np.abs(recycled / array.std(axis=0, ddof=1) - got).max().max() > 0.5


def test_a_quotient_of_nought_has_a_score_but_no_logarithm() -> None:
    activity = from_tables(wide([[0.0, 30.0], [20.0, 20.0], [30.0, 10.0], [10.0, 30.0]]))
    plain, log = (standardized_location_quotient(activity, scale=scale)["I0"] for scale in ("plain", "log"))
    assert plain.notna().all()
    assert log.isna().tolist() == [True, False, False, False]
    assert log.mean() == pytest.approx(0, abs=1e-12)
    assert log.std(ddof=1) == pytest.approx(1)


def test_a_missing_cell_is_left_out_and_leaves_the_others_their_score() -> None:
    nation = {"reference": pd.Series({"I0": 100.0, "I1": 100.0})}
    table = wide([[np.nan, 30.0], [10.0, 20.0], [20.0, 10.0], [30.0, 30.0]]).assign(TOTAL=100.0)
    got = standardized_location_quotient(from_tables(table, nation))
    np.testing.assert_allclose(got["I0"], [np.nan, -1, 0, 1], atol=1e-12)
    assert got["I1"].notna().all()


def test_equal_quotients_and_a_single_one_have_no_score() -> None:
    alike = from_tables(wide(np.outer([0.1, 0.2, 0.7], [0.3, 0.6, 0.1])))
    for scale in ("plain", "log"):
        assert standardized_location_quotient(alike, scale=scale).isna().to_numpy().all()
        assert standardized_location_quotient(from_tables(wide([[1.0, 2.0]])), scale=scale).isna().to_numpy().all()
    two = wide([[1.0, np.nan], [np.nan, 3.0]])
    assert standardized_location_quotient(from_tables(two.assign(TOTAL=9.0))).isna().to_numpy().all()


@FEW
@given(ANY_TABLES)
def test_where_there_is_no_quotient_there_is_no_score_and_never_an_infinite_one(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    nothing = location_quotient(activity).isna().to_numpy()
    for scale in ("plain", "log"):
        got = standardized_location_quotient(activity, scale=scale).to_numpy()
        assert np.isnan(got[nothing]).all()
        assert not np.isinf(got).any()


def test_a_reference_that_is_the_same_for_all_cancels_out_and_the_rest_does_not() -> None:
    nation = {"reference": pd.Series({"I0": 500.0, "I1": 100.0})}
    activity = from_tables(wide([[10.0, 30.0], [20.0, 20.0], [60.0, 10.0]]), nation)
    published, summed, rest = (
        standardized_location_quotient(activity, reference=r) for r in ("published", "sum", "rest")
    )
    pd.testing.assert_frame_equal(published, summed)
    assert (published - rest).abs().max().max() > 1e-3


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no scale 'lgo'; did you mean 'log'"):
        standardized_location_quotient(from_tables(wide([[1.0, 2.0]])), scale="lgo")


# ---- the bootstrap cut-off
def skewed(regions: int, *, seed: int = 5) -> Activity:
    rng = np.random.default_rng(seed)
    return from_tables(wide(np.exp(rng.standard_normal((regions, 3)) * 0.8 + 4)))


@pytest.mark.parametrize("percentile", [95.0, 80.0])
def test_the_cut_is_that_of_a_bootstrap_that_draws_every_region(percentile: float) -> None:
    activity = skewed(40)
    got = bootstrap_cutoff(activity, percentile=percentile, draws=10_000)
    scores = standardized_location_quotient(activity).to_numpy()
    picks = np.random.default_rng(2).integers(0, 40, (20_000, 40))
    for i, industry in enumerate(got.index):
        drawn = np.quantile(scores[:, i][picks], percentile / 100, axis=1)
        one = got.loc[industry]
        assert one["value"] == pytest.approx(drawn.mean(), abs=0.02)
        assert one["lower"] == pytest.approx(np.quantile(drawn, 0.05), abs=0.1)
        assert one["upper"] == pytest.approx(np.quantile(drawn, 0.95), abs=0.1)


def test_a_cut_lies_within_its_bounds_and_near_the_percentile() -> None:
    activity = skewed(400)
    got = bootstrap_cutoff(activity, scale="log")
    assert list(got.columns) == ["value", "lower", "upper", "regions"]
    assert got["regions"].tolist() == [400, 400, 400]
    assert ((got["lower"] < got["value"]) & (got["value"] < got["upper"])).all()
    wanted = standardized_location_quotient(activity, scale="log").quantile(0.95)
    np.testing.assert_allclose(got["value"], wanted, atol=0.1)


def test_the_same_seed_gives_the_same_cut_and_another_one_another() -> None:
    activity = skewed(30)
    one, same, other = (bootstrap_cutoff(activity, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    assert (one["value"] != other["value"]).all()
    assert bootstrap_cutoff(activity).equals(one)


def test_the_cut_of_an_industry_does_not_depend_on_the_others() -> None:
    table = skewed(30).values.assign(TOTAL=1e4)
    nation = {"reference": pd.Series({"I0": 1e4, "I1": 1e4, "I2": 1e4, "TOTAL": 1e5})}
    whole = bootstrap_cutoff(from_tables(table, nation))
    table.loc["R3", "I1"] = np.nan
    part = bootstrap_cutoff(from_tables(table.drop(columns="I2"), nation))
    assert row(part, "I0") == pytest.approx(row(whole, "I0"))
    assert part["regions"].tolist() == [30, 29]
    assert part["value"].notna().all()


@pytest.mark.parametrize(("regions", "known"), [(FEWEST - 1, False), (FEWEST, True)])
def test_fewer_than_ten_regions_have_no_cut(regions: int, known: bool) -> None:  # noqa: FBT001
    got = bootstrap_cutoff(skewed(regions))
    assert got["value"].notna().tolist() == got["lower"].notna().tolist() == [known] * 3
    assert got["regions"].tolist() == [regions] * 3


def test_the_highest_percentile_is_no_more_than_the_highest_score() -> None:
    activity = skewed(12)
    top = standardized_location_quotient(activity).max()
    assert (bootstrap_cutoff(activity, percentile=100.0)["upper"] <= top).all()
    lowest = standardized_location_quotient(activity).min()
    assert (bootstrap_cutoff(activity, percentile=0.0)["lower"] >= lowest).all()


def test_the_registry_hands_every_option_to_the_cut() -> None:
    activity = skewed(25)
    given_ = {"scale": "log", "percentile": "80", "draws": "2000", "seed": "7", "reference": "rest"}
    got = indicators.compute("bootstrap_cutoff", activity, given_)
    wanted = bootstrap_cutoff(activity, scale="log", percentile=80.0, draws=2000, seed=7, reference="rest")
    pd.testing.assert_frame_equal(got, wanted)
    pd.testing.assert_frame_equal(
        indicators.compute("standardized_location_quotient", activity, {"scale": "log", "reference": "rest"}),
        standardized_location_quotient(activity, scale="log", reference="rest"),
    )


# ---- income behind industries and regions
INCOME = pd.Series({"R0": 10.0, "R1": 20.0, "R2": 60.0})
THREE = wide([[10.0, 30.0], [20.0, 20.0], [30.0, 10.0]])


def test_prody_of_three_regions_worked_out_by_hand() -> None:
    """Shares 0.25, 0.5 and 0.75 of I0: (2.5 + 10 + 45) / 1.5."""
    got = prody(from_tables(THREE), income=INCOME)
    np.testing.assert_allclose(got["value"], [57.5 / 1.5, (7.5 + 10 + 15) / 1.5])
    assert got["regions"].tolist() == [3, 3]
    assert list(got.columns) == ["value", "regions"]
    assert list(got.index) == ["I0", "I1"]


def test_expy_of_three_regions_worked_out_by_hand() -> None:
    got = expy(from_tables(THREE), income=INCOME)
    first, second = 57.5 / 1.5, 32.5 / 1.5
    np.testing.assert_allclose(
        got["value"], [0.25 * first + 0.75 * second, (first + second) / 2, 0.75 * first + 0.25 * second]
    )
    assert list(got.index) == ["R0", "R1", "R2"]
    assert list(got.columns) == ["value"]


def test_a_region_without_income_is_left_out_of_prody_and_has_an_expy() -> None:
    known = pd.Series({"R0": 10.0, "R2": 60.0})
    got = prody(from_tables(THREE), income=known)
    np.testing.assert_allclose(got["value"], [(2.5 + 45) / 1.0, (7.5 + 15) / 1.0])
    assert got["regions"].tolist() == [2, 2]
    np.testing.assert_allclose(expy(from_tables(THREE), income=known).loc["R1"], (47.5 + 22.5) / 2)
    nobody = prody(from_tables(THREE), income=None)
    assert nobody["value"].isna().all()
    assert nobody["regions"].tolist() == [0, 0]
    assert expy(from_tables(THREE), income=None)["value"].isna().all()


def test_an_income_of_nought_is_an_income() -> None:
    assert cell(prody(from_tables(THREE), income=INCOME * [0, 1, 1]), "I0", "value") == pytest.approx(55 / 1.5)
    assert prody(from_tables(THREE), income=INCOME * [0, 1, 1])["regions"].tolist() == [3, 3]


def test_missing_cells_and_empty_rows_have_no_part_in_income() -> None:
    table = wide([[np.nan, 30.0, 0.0], [20.0, 20.0, 0.0], [0.0, 0.0, 0.0]])
    got = prody(from_tables(table), income=INCOME)
    np.testing.assert_allclose(got["value"], [20.0, (10 * 1 + 20 * 0.5) / 1.5, np.nan])
    assert got["regions"].tolist() == [1, 2, 0]
    behind = expy(from_tables(table), income=INCOME)["value"].to_numpy()
    np.testing.assert_allclose(behind, [20 / 1.5, (20 + 20 / 1.5) / 2, np.nan])


def test_a_part_of_the_total_that_stands_in_no_column_does_not_pull_expy_down() -> None:
    with_others = from_tables(THREE.assign(TOTAL=[80.0, 80.0, 80.0]))
    np.testing.assert_allclose(expy(with_others, income=INCOME), expy(from_tables(THREE), income=INCOME))


@FEW
@given(COMPLETE_TABLES, st.floats(0.1, 1e5))
def test_equal_incomes_stand_behind_everything(values: np.ndarray, level: float) -> None:
    activity = from_tables(wide(values))
    same = pd.Series(level, index=activity.values.index)
    np.testing.assert_allclose(prody(activity, income=same)["value"], level)
    np.testing.assert_allclose(expy(activity, income=same)["value"], level)


@FEW
@given(ANY_TABLES)
def test_income_behind_anything_lies_between_the_lowest_and_the_highest(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    income = pd.Series(np.arange(10.0, 10.0 + len(values)), index=activity.values.index)
    for got in (prody(activity, income=income)["value"], expy(activity, income=income)["value"]):
        known = got.dropna()
        assert ((known >= income.min() - 1e-9) & (known <= income.max() + 1e-9)).all()


@pytest.mark.parametrize("name", ["prody", "expy"])
def test_income_is_asked_for_by_name(name: str) -> None:
    with pytest.raises(MissingTableError, match=rf"indicator '{name}' needs the table 'income'"):
        indicators.compute(name, from_tables(THREE))
    function = {"prody": prody, "expy": expy}[name]
    got = indicators.compute(name, from_tables(THREE, {"income": INCOME}))
    pd.testing.assert_frame_equal(got, function(from_tables(THREE), income=INCOME))


@pytest.mark.parametrize(
    "function",
    [
        standardized_location_quotient,
        bootstrap_cutoff,
        lambda a: prody(a, income=INCOME),
        lambda a: expy(a, income=None),
    ],
)
def test_negative_figures_are_refused(function: Callable[[Activity], object]) -> None:
    activity = from_tables(THREE)
    with pytest.raises(NegativeActivityError, match=r"first -20 at region 'R1', industry 'I0'"):
        function(replace(activity, values=activity.values.mask(THREE == 20.0, -20.0)))
