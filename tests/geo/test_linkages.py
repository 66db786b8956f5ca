"""Multipliers and linkages against published ones, and the facts that every table obeys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo import indicators
from geo.activity import from_tables
from geo.errors import DataContractError, MissingTableError
from geo.io_system import system
from geo.leontief import inverse, read_io
from geo.linkages import (
    backward_linkage,
    employment_multiplier,
    forward_linkage,
    income_multiplier,
    output_multiplier,
    primary_multiplier,
)
from tests.geo.io_tables import HAND, MILLER, TABLES, economy_of, germany, made, table_of
from tests.geo.tables import FEW, assert_close, row

Oracle = Callable[[str], dict[str, Any]]


def test_multipliers_of_the_textbook_of_miller_and_blair(oracle: Oracle) -> None:
    case = oracle("io_miller_blair_2sector")
    inputs, expected = case["inputs"], case["expected"]
    activity = economy_of(table_of(inputs["Z"], inputs["x"]))
    found = system(activity)
    assert_close(found.inputs, expected["A"], case)
    assert_close(found.total("1"), expected["L_round4"], case)
    assert_close(found.total("1") @ np.array(inputs["new_final_demand"]), expected["new_output_round2"], case)
    assert_close(output_multiplier(activity)["value"], expected["output_multipliers_round3"], case)


def test_multipliers_of_germany_as_eurostat_printed_them(oracle: Oracle, oracles: Path) -> None:
    case = oracle("io_germany_1995")
    io, codes = germany(oracles)
    activity, expected = from_tables(pd.DataFrame(1.0, index=["DE"], columns=codes), {"io": io}), case["expected"]
    assert_close(backward_linkage(activity)["sum"], expected["backward_linkages"], case)
    assert_close(output_multiplier(activity)["value"], expected["backward_linkages"], case)
    assert_close(employment_multiplier(activity)["effect"], expected["employment_effects_e_L"], case)
    assert_close(primary_multiplier(activity, "VALUE_ADDED")["effect"], expected["gva_effects_v_L"], case)
    assert_close(np.diag(system(activity).total("1"))[:3], expected["leontief_diag_agri_industry_construction"], case)


def test_uk_127_products_agree_with_the_series_of_powers(oracles: Path) -> None:
    """(I - A)^-1 = I + A + A^2 + ... for the coefficients of the Office for National Statistics."""
    table = pd.read_csv(oracles / "data" / "uk2010_A.csv", index_col=0)
    square = table.loc[table.columns].to_numpy(dtype=float)
    assert square.shape == (127, 127)
    found, term, total = inverse(square), np.eye(127), np.eye(127)
    for _ in range(400):
        term = term @ square
        total += term
    np.testing.assert_allclose(found, total, atol=1e-12)
    x = np.linalg.solve(np.eye(127) - square, np.ones(127))
    activity = economy_of(table_of(square * x, x))
    np.testing.assert_allclose(output_multiplier(activity)["value"], total.sum(axis=0), atol=1e-10)


def test_value_added_of_all_suppliers_is_the_price_of_the_netherlands(oracles: Path) -> None:
    """One unit of output is value added, imports and taxes of all that took part: their effects add up to 1."""
    table = pd.read_csv(oracles / "data" / "netherlands_2000_siot.csv", index_col=0)
    codes = list(table.columns[:6])
    long = [(a, b, table.loc[a, b]) for a in codes for b in codes]
    rows = {"VALUE_ADDED": "value_added_bp", "IMPORTS": "imports", "TAXES": "net_tax", "OUTPUT": "output_bp"}
    long += [(name, b, table.loc[source, b]) for name, source in rows.items() for b in codes]
    activity = economy_of(pd.DataFrame(long, columns=["from_code", "to_code", "value"]))
    effects = [primary_multiplier(activity, name)["effect"] for name in ("VALUE_ADDED", "IMPORTS", "TAXES")]
    np.testing.assert_allclose(sum(effects), 1.0, atol=1e-3)


def test_output_multiplier_worked_out_by_hand() -> None:
    got = output_multiplier(economy_of(HAND))
    assert list(got.columns) == ["value", "direct", "total"]
    assert (list(got.index), got.index.name) == (["I0", "I1"], "industry_code")
    np.testing.assert_allclose(got, [[2.5, 1.75, 2.5], [1.0, 1.0, 1.0]])


def test_employment_multiplier_worked_out_by_hand() -> None:
    got = employment_multiplier(economy_of(HAND))
    assert list(got.columns) == ["value", "effect", "direct"]
    np.testing.assert_allclose(got, [[2.25, 0.225, 0.1], [1.0, 0.05, 0.05]])


def test_income_multiplier_worked_out_by_hand() -> None:
    np.testing.assert_allclose(income_multiplier(economy_of(HAND)), [[3.25, 0.65, 0.2], [1.0, 0.5, 0.5]])


def test_type_2_lets_households_spend_their_wages() -> None:
    """Households buy 25 and 37.5 of an income of 70: one unit of it comes back as 25/70 x 0.65 + 37.5/70 x 0.5."""
    activity = economy_of(HAND)
    back = 25 / 70 * 0.65 + 37.5 / 70 * 0.5
    np.testing.assert_allclose(income_multiplier(activity, kind="2")["effect"], np.array([0.65, 0.5]) / (1 - back))
    got = output_multiplier(activity, kind="2")
    bought = np.array([2.5, 1.0]) @ np.array([25, 37.5]) / 70
    np.testing.assert_allclose(got["value"], np.array([2.5, 1]) + np.array([0.65, 0.5]) / (1 - back) * bought)
    np.testing.assert_allclose(got["total"] - got["value"], np.array([0.65, 0.5]) / (1 - back))


def test_households_never_spend_more_than_they_have() -> None:
    """They buy 62.5 for wages of 10: the rest of their income comes from elsewhere, and is not set in motion."""
    little = system(economy_of(table_of([[50, 0], [25, 0]], [100, 100], WAGES=[5, 5])))
    assert little.consumption is not None
    assert little.consumption.sum() == pytest.approx(1)


def test_linkages_worked_out_by_hand() -> None:
    activity = economy_of(HAND)
    back = backward_linkage(activity)
    assert list(back.columns) == ["value", "sum"]
    np.testing.assert_allclose(back, [[2 * 2.5 / 3.5, 2.5], [2 * 1 / 3.5, 1]])
    forward = forward_linkage(activity)
    assert list(forward.columns) == ["value", "relative", "sensitivity"]
    np.testing.assert_allclose(forward, [[2, 2 * 2 / 3.5, 2 * 2 / 3.5], [1.5, 2 * 1.5 / 3.5, 2 * 1.5 / 3.5]])


def test_ghosh_divides_by_the_output_of_the_seller() -> None:
    """I1 sells 25 of its 50 to I0, which sells half of its output on to itself: 1 + 0.5 x 2."""
    got = forward_linkage(economy_of(table_of([[50, 0], [25, 0]], [100, 50])))
    np.testing.assert_allclose(got["value"], [2, 2])


def test_an_industry_without_output_has_no_value_and_poisons_nothing() -> None:
    three = table_of([[50, 0, 0], [25, 0, 0], [0, 0, 0]], [100, 100, 0], WAGES=[20, 50, 0], EMPLOYMENT=[10, 5, 0])
    two, activity = economy_of(HAND), economy_of(three)
    for compute in (output_multiplier, employment_multiplier, income_multiplier, backward_linkage, forward_linkage):
        for kind in ("1", "2"):
            got = compute(activity, kind=kind)
            assert got.loc["I2"].isna().all()
            np.testing.assert_allclose(got.loc[["I0", "I1"]], compute(two, kind=kind))


def test_an_industry_without_jobs_has_no_employment_multiplier() -> None:
    got = employment_multiplier(economy_of(table_of([[50, 0], [25, 0]], [100, 100], EMPLOYMENT=[0, 5])))
    assert np.isnan(got["value"].iloc[0])
    assert got["effect"].tolist() == [0.025, 0.05]


@FEW
@given(TABLES)
def test_multipliers_are_at_least_1_and_type_2_at_least_type_1(sales: np.ndarray) -> None:
    activity = made(sales)
    for compute in (output_multiplier, employment_multiplier, income_multiplier):
        one, two = (compute(activity, kind=kind)["value"].to_numpy() for kind in ("1", "2"))
        assert (one >= 1 - 1e-12).all()
        assert (two >= one - 1e-12).all()
    got = output_multiplier(activity, kind="2")
    assert (got["total"] >= got["value"]).all()
    assert (output_multiplier(activity)["value"] >= output_multiplier(activity)["direct"] - 1e-12).all()


@FEW
@given(TABLES)
def test_what_final_demand_sets_in_motion_is_the_output(sales: np.ndarray) -> None:
    found = system(made(sales))
    demand = found.output - sales.sum(axis=1)
    np.testing.assert_allclose(found.total("1") @ demand, found.output)


@FEW
@given(TABLES)
def test_the_inverse_adds_to_each_unit_and_linkages_average_to_1(sales: np.ndarray) -> None:
    activity = made(sales)
    assert (system(activity).total("1") - np.eye(len(sales)) >= -1e-12).all()
    assert backward_linkage(activity)["value"].mean() == pytest.approx(1)
    assert forward_linkage(activity)[["relative", "sensitivity"]].mean().tolist() == pytest.approx([1, 1])
    assert (forward_linkage(activity)["value"] >= 1 - 1e-12).all()


@FEW
@given(TABLES)
def test_ghosh_and_leontief_are_one_system_seen_from_two_ends(sales: np.ndarray) -> None:
    """What value added makes possible is the output, too."""
    activity = made(sales)
    found = system(activity)
    ghosh = np.linalg.inv(np.eye(len(sales)) - sales / found.output[:, None])
    np.testing.assert_allclose(forward_linkage(activity)["value"], ghosh.sum(axis=1))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("A", "A", 1.0), ("A", "A", 2.0)], r"io: 1 pair\(s\) stand twice, first \['A', 'A'\]"),
        ([("A", "A", np.nan)], r"io: 1 pair\(s\) have no value, first \['A', 'A'\]"),
        ([("A", "A", 1.0), ("B", "A", 2.0)], r"1 code\(s\) sell and never buy, first 'B'; .* one of WAGES"),
        ([("A", "A", 1.0), ("A", "B", 2.0)], r"1 code\(s\) buy and never sell, first 'B'; .* one of HOUSEHOLDS"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_says_why(rows: list[Any], message: str) -> None:
    with pytest.raises(DataContractError, match=message):
        read_io(pd.DataFrame(rows, columns=["from_code", "to_code", "value"]))


def test_industries_that_use_more_than_they_make_are_refused() -> None:
    for much in (100.0, 150.0):
        rows = [("A", "A", much), ("OUTPUT", "A", 100.0)]
        with pytest.raises(DataContractError, match=r"io: the industries use more than they make"):
            output_multiplier(economy_of(pd.DataFrame(rows, columns=["from_code", "to_code", "value"])))


def test_rows_that_are_missing_are_named() -> None:
    activity = economy_of(table_of(MILLER, [1000, 2000]))
    with pytest.raises(DataContractError, match=r"io: the row 'EMPLOYMENT' is missing"):
        employment_multiplier(activity)
    with pytest.raises(DataContractError, match=r"io: the row 'WAGES' is missing"):
        output_multiplier(activity, kind="2")
    io = activity.companions.io
    assert io is not None
    with pytest.raises(DataContractError, match=r"io: the column 'HOUSEHOLDS' is missing, which type 2 needs"):
        output_multiplier(from_tables(activity.values, {"io": io[io["to_code"] != "HOUSEHOLDS"]}), kind="2")
    with pytest.raises(MissingTableError, match=r"indicator 'linkages' needs the table 'io'"):
        output_multiplier(from_tables(activity.values))


def test_the_registry_passes_the_options_on() -> None:
    activity = economy_of(HAND, {"R1": [10, 30], "R2": [90, 70]})
    for name in (
        "output_multiplier",
        "employment_multiplier",
        "income_multiplier",
        "backward_linkage",
        "forward_linkage",
    ):
        one = indicators.compute(name, activity)
        two = indicators.compute(name, activity, {"type": "2"})
        region = indicators.compute(name, activity, {"regionalise": "slq", "region": "R1"})
        assert not np.allclose(one["value"], two["value"])
        assert not np.allclose(row(one, "I0"), row(region, "I0"))
