"""Tables of regions by location quotients, and what a region buys elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import from_tables
from geo.errors import DataContractError, UnknownOptionError, UnknownRegionError
from geo.import_gap import import_substitution_gap
from geo.io_system import Economy, system
from geo.leontief import inverse
from geo.linkages import (
    backward_linkage,
    forward_linkage,
    output_multiplier,
)
from geo.regionalise import METHODS, household_shares, trade_shares
from tests.geo.io_tables import JOBS, MILLER, ONCE, TABLES, economy_of, germany, made, table_of
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize("method", ["SLQ", "CILQ", "FLQ", "AFLQ"])
def test_regional_table_of_a_german_region(method: str, oracle: Oracle, oracles: Path) -> None:
    case = oracle("flq_germany_region")
    io, codes = germany(oracles)
    inputs, expected = case["inputs"], case["expected"]
    jobs = pd.DataFrame([inputs["region_vector_e"]], index=["R"], columns=codes, dtype=float)
    nation = pd.Series(inputs["nation_vector_E"], index=codes, dtype=float)
    activity = from_tables(jobs, {"io": io, "reference": nation})
    region = Economy(method.lower(), region="R", delta=inputs["delta"])
    found = system(activity, region)
    assert_close(found.shares, expected[method]["q"], case)
    assert_close(found.local, expected[method]["A_regional"], case)
    assert_close(output_multiplier(activity, economy=region)["value"], expected[method]["output_multipliers"], case)
    options = {"regionalise": method.lower(), "region": "R", "delta": "0.25"}
    got = indicators.compute("output_multiplier", activity, options)["value"]
    assert_close(got, expected[method]["output_multipliers"], case)


def test_gap_worked_out_by_hand() -> None:
    """R1 makes 100 and 600; I0 covers half of the inputs, 0.15 x 100 + 0.25 x 600 = 165; I1 all of them."""
    activity = economy_of(table_of(MILLER, [1000, 2000]), JOBS)
    got = import_substitution_gap(activity, economy=Economy("slq", region="R1"), substituted=0.5)
    assert list(got.columns) == ["value", "share", "rank", "gain", "multiplier"]
    np.testing.assert_allclose(got["value"], [82.5, 0])
    np.testing.assert_allclose(got["share"], [0.5, 0])
    assert got["rank"].tolist() == [1, 2]
    local = inverse(np.array([[0.075, 0.125], [0.2, 0.05]]))
    np.testing.assert_allclose(got["multiplier"], local.sum(axis=0))
    np.testing.assert_allclose(got["gain"], [0.5 * 82.5 * local[:, 0].sum(), 0])


def test_a_quarter_of_the_gap_is_the_default() -> None:
    activity = economy_of(table_of(MILLER, [1000, 2000]), JOBS)
    got = import_substitution_gap(activity, economy=Economy("slq", region="R1"))
    np.testing.assert_allclose(got["gain"], 0.25 * got["value"] * got["multiplier"])
    options = {"regionalise": "slq", "region": "R1", "substituted": "0.25"}
    pd.testing.assert_frame_equal(indicators.compute("import_substitution_gap", activity, options), got)


def test_an_industry_that_the_region_lacks_is_bought_elsewhere() -> None:
    for lacking in (0.0, np.nan):
        activity = economy_of(table_of(MILLER, [1000, 2000]), {"R1": [lacking, 30], "R2": [90, 70]})
        region = Economy("flq", region="R1")
        got = import_substitution_gap(activity, economy=region)
        assert got["share"].iloc[0] == 1
        assert got["multiplier"].iloc[0] == 1
        for compute in (output_multiplier, backward_linkage, forward_linkage):
            values = compute(activity, economy=region)
            assert values.loc["I0"].isna().all()
            assert np.isfinite(values.loc["I1"].to_numpy(dtype=float)).all()


def test_the_largest_region_is_the_default() -> None:
    activity = economy_of(table_of(MILLER, [1000, 2000]), JOBS)
    named, default = (
        output_multiplier(activity, economy=economy)
        for economy in (Economy("flq", region="R2", delta=0.25), Economy("flq"))
    )
    pd.testing.assert_frame_equal(named, default)


def test_households_of_a_region_buy_elsewhere_too() -> None:
    np.testing.assert_allclose(household_shares(np.array([0.5, 2.0]), size=0.2, method="slq"), [0.5, 1])
    np.testing.assert_allclose(household_shares(np.array([0.5, 2.0]), size=0.2, method="none"), [1, 1])
    factor = np.log2(1.2) ** 0.3
    got = household_shares(np.array([0.5, 1.2, 9.0]), size=0.2, method="aflq", delta=0.3)
    np.testing.assert_allclose(got, [0.5 * factor, 1.2 * factor, 1])
    jobs = economy_of(table_of(MILLER, [1000, 2000], WAGES=[300, 500]), JOBS)
    small, nation = (output_multiplier(jobs, economy=e, kind="2")["value"] for e in (Economy("flq", "R1"), Economy()))
    assert (small < nation).all()


def test_crossed_quotients_worked_out_by_hand() -> None:
    got = trade_shares(np.array([0.5, 0.8, 0.0]), method="cilq")
    np.testing.assert_allclose(got, [[0.5, 0.625, 1.0], [1.0, 0.8, 1.0], [0.0, 0.0, 0.0]])
    factor = np.log2(1.5) ** 0.5
    got = trade_shares(np.array([0.5, 2.0]), size=0.5, method="aflq", delta=0.5)
    np.testing.assert_allclose(got, [[0.5 * factor, 0.25 * factor * np.log2(3)], [1, 1]])
    assert trade_shares(np.array([0.5, 2.0]), method="none").tolist() == [[1, 1], [1, 1]]


@FEW
@given(ONCE, st.floats(0.001, 1.0), st.floats(0.0, 1.0))
def test_shares_are_shares_and_flegg_buys_least_at_home(quotients: list[float], size: float, delta: float) -> None:
    values = np.array(quotients)
    found = {name: trade_shares(values, size=size, method=name, delta=delta) for name in METHODS}
    for shares in found.values():
        assert ((shares >= 0) & (shares <= 1)).all()
    assert (found["flq"] <= found["cilq"] + 1e-12).all()
    assert (found["flq"] <= found["aflq"] + 1e-12).all()
    np.testing.assert_allclose(np.diag(found["cilq"]), np.diag(found["slq"]))
    np.testing.assert_allclose(trade_shares(values, size=1.0, method="flq", delta=delta), found["cilq"])


@FEW
@given(TABLES, ONCE)
def test_a_region_sets_no_more_in_motion_at_home_than_the_nation(sales: np.ndarray, weights: list[float]) -> None:
    activity = made(sales)
    codes = list(activity.values.columns)
    jobs = pd.DataFrame({"R": np.resize(weights, len(codes)), "S": np.ones(len(codes))}, index=codes).T
    io = activity.companions.io
    assert io is not None
    region = from_tables(jobs, {"io": io})
    nation = output_multiplier(activity)["value"].to_numpy()
    for method in METHODS[1:]:
        got = output_multiplier(region, economy=Economy(method, region="R"))["value"].to_numpy()
        assert (got <= nation + 1e-9).all()
        assert (got >= 1 - 1e-12).all()


def test_names_that_do_not_exist_are_refused() -> None:
    activity = economy_of(table_of(MILLER, [1000, 2000]), JOBS)
    with pytest.raises(UnknownOptionError, match=r"there is no regionalisation 'flqq'; did you mean 'flq'"):
        Economy("flqq")
    with pytest.raises(UnknownOptionError, match=r"there is no regionalisation 'x'"):
        trade_shares(np.ones(2), method="x")
    with pytest.raises(UnknownOptionError, match=r"there is no regionalisation 'x'"):
        household_shares(np.ones(2), method="x")
    with pytest.raises(UnknownOptionError, match=r"there is no type '3'"):
        output_multiplier(activity, kind="3")
    with pytest.raises(UnknownRegionError, match=r"there is no region 'R9'\. There are: 'R1', 'R2', 'largest'"):
        output_multiplier(activity, economy=Economy("slq", region="R9"))
    with pytest.raises(DataContractError, match=r"io: a gap is that of a region: choose slq"):
        import_substitution_gap(activity, economy=Economy())


def test_a_region_needs_jobs_by_the_codes_of_the_table() -> None:
    activity = from_tables(pd.DataFrame({"I0": [1.0]}, index=["R"]), {"io": table_of(MILLER, [1000, 2000])})
    assert output_multiplier(activity)["value"].notna().all()
    with pytest.raises(DataContractError, match=r"1 of its 2 industries are not in the activity table, first 'I1'"):
        output_multiplier(activity, economy=Economy("flq"))
