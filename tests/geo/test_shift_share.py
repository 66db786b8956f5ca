"""Shift-share against a textbook and real data, and its sums for any table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo import indicators
from geo.activity import Activity, from_tables
from geo.errors import DataContractError, MissingTableError, UnknownOptionError
from geo.shift_share import COMPONENTS, METHODS, of_industry, parts, shift_share, shift_share_total
from tests.geo.panels import in_years, ring, two_years
from tests.geo.tables import FEW, assert_close, cell, wide

Oracle = Callable[[str], dict[str, Any]]
SUMMANDS = ("classic", "esteban_marquillas", "dynamic")
PAIRS = hnp.arrays(float, st.tuples(st.just(2), st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 10**5))


# ---- numbers that others have published
def told(activity: Activity, region: str, method: str) -> dict[str, Any]:
    """Components of a region under the names of the reference cases."""
    found = shift_share_total(activity, method=method).T[region].astype(float).to_dict()
    named = {"Industrial mix": found["mix"], "Regional share": found["value"]}
    if method == "gerfin":
        return named | {"Net total shift": found["mix"] * found["value"]}
    net = {"Growth (t1-t)": found["change"], "National share": found["national"]}
    if method == "esteban_marquillas":
        return named | net | {"Allocation effect": found["allocation"]}
    return named | net | {"Net total shift": found["mix"] + found["value"]}


@pytest.mark.parametrize(
    ("name", "method"), [("Dunn", "classic"), ("Esteban", "esteban_marquillas"), ("Gerfin", "gerfin")]
)
def test_shift_share_of_the_textbook_nation(name: str, method: str, oracle: Oracle) -> None:
    case = oracle("shift_share_textbook")
    regions = case["inputs"]["regions"]
    tables = {
        year: pd.DataFrame([regions[r][key] for r in "ABC"], index=list("ABC"), columns=list("wxyz"), dtype=float)
        for year, key in ((2000, "t0"), (2001, "t1"))
    }
    activity = in_years(tables)
    for region in "ABC":
        expected = case["expected"][region][name]
        got = told(activity, region, method)
        assert set(expected) == set(got)
        assert_close([got[key] for key in expected], list(expected.values()), case)


@pytest.mark.parametrize(
    ("name", "method"), [("Dunn", "classic"), ("Esteban", "esteban_marquillas"), ("Gerfin", "gerfin")]
)
def test_shift_share_of_freiburg(name: str, method: str, oracle: Oracle, oracles: Path) -> None:
    case = oracle("shift_share_freiburg")
    table = pd.read_csv(oracles / "data" / "Freiburg.csv").set_index("industry")
    tables = {}
    for year in (2008, 2014):
        town, nation = table[f"e_Freiburg{year}"].astype(float), table[f"e_Germany{year}"].astype(float)
        tables[year] = pd.DataFrame({"FR": town, "rest": nation - town}).T
    expected = case["expected"][name]
    got = told(in_years(tables), "FR", method)
    assert_close([got[key] for key in expected], list(expected.values()), case)


# ---- worked out by hand
HAND = two_years([[100, 50], [100, 150]], [[120, 40], [110, 170]])
"""Nation 400 -> 440 (1.1); I0 200 -> 230 (1.15), I1 200 -> 210 (1.05)."""


def test_components_of_a_table_worked_out_by_hand() -> None:
    found = parts(HAND)
    np.testing.assert_allclose(found["national"], [[10, 5], [10, 15]])
    np.testing.assert_allclose(found["mix"], [[5, -2.5], [5, -7.5]])
    np.testing.assert_allclose(found["regional"], [[5, -12.5], [-5, 12.5]])
    np.testing.assert_allclose(found["change"], [[20, -10], [10, 20]])
    assert not found["allocation"].any(axis=None)
    assert not found["new"].any(axis=None)
    assert list(found["mix"].index) == ["R0", "R1"]
    assert list(found["mix"].columns) == ["I0", "I1"]


def test_the_allocation_is_what_the_mix_of_the_nation_would_not_have() -> None:
    """R0 has 150 of 400: with the mix of the nation it would have 75 and 75; its own pace is 0.05 and -0.25 faster."""
    found = parts(HAND, method="esteban_marquillas")
    np.testing.assert_allclose(found["regional"].loc["R0"], [75 * 0.05, 75 * -0.25])
    np.testing.assert_allclose(found["allocation"].loc["R0"], [25 * 0.05, -25 * -0.25])


def test_gerfin_has_factors() -> None:
    found = parts(HAND, method="gerfin")
    np.testing.assert_allclose(found["national"], 1.1)
    np.testing.assert_allclose(found["mix"].loc["R0"], [1.15 / 1.1, 1.05 / 1.1])
    np.testing.assert_allclose(found["regional"].loc["R0"], [1.2 / 1.15, 0.8 / 1.05])
    np.testing.assert_allclose(found["change"].loc["R0"], [1.2, 0.8])
    assert (found["allocation"] == 1).all(axis=None)


def test_the_neighbours_stand_in_for_the_industry() -> None:
    """The only neighbour of R0 is R1, where I0 grew by a tenth."""
    pair = pd.DataFrame({"region_code": ["R0"], "neighbour_code": ["R1"], "weight": [2.0]})
    found = parts(two_years([[100, 50], [100, 150]], [[120, 40], [110, 170]], weights=pair), method="spatial")
    np.testing.assert_allclose(found["mix"].loc["R0"], [0, 50 * (170 / 150 - 1.1)], atol=1e-12)
    np.testing.assert_allclose(found["regional"].loc["R0"], [10, 40 - 50 * 170 / 150])
    assert found["mix"].loc["R1"].isna().all()
    assert found["national"].loc["R1"].notna().all()


def test_dynamic_adds_up_the_years() -> None:
    tables = {
        2000: wide([[100, 50], [100, 150]]),
        2001: wide([[90, 60], [120, 150]]),
        2003: wide([[120, 40], [110, 170]]),
    }
    found = parts(in_years(tables), method="dynamic")
    first, second = (parts(in_years({y: tables[y] for y in pair})) for pair in ((2000, 2001), (2001, 2003)))
    for name in ("national", "mix", "regional"):
        np.testing.assert_allclose(found[name], first[name] + second[name])
    assert not np.allclose(found["mix"], parts(in_years(tables))["mix"])


def test_a_new_industry_is_all_regional_and_flagged() -> None:
    activity = two_years([[0, 50], [100, 150]], [[30, 40], [110, 170]])
    for method in SUMMANDS:
        found = parts(activity, method=method)
        got = [cell(found[name], "R0", "I0") for name in ("national", "mix", "regional", "allocation", "change")]
        assert got == [0, 0, 30, 0, 30]
        assert found["new"].to_numpy().tolist() == [[True, False], [False, False]]
    assert np.isnan(cell(parts(activity, method="gerfin")["regional"], "R0", "I0"))
    assert shift_share_total(activity)["new"].tolist() == [1, 0]


def test_what_was_and_stays_nothing_is_not_new() -> None:
    found = parts(two_years([[0, 50], [100, 150]], [[0, 40], [110, 170]]))
    assert cell(found["regional"], "R0", "I0") == 0
    assert not found["new"].any(axis=None)


def test_a_cell_unknown_in_one_year_is_left_out_of_the_nation_and_poisons_nothing() -> None:
    holed = parts(two_years([[np.nan, 50], [100, 150]], [[120, 40], [110, 170]]))
    without = parts(two_years([[0, 50], [100, 150]], [[0, 40], [110, 170]]))
    for name in COMPONENTS:
        assert np.isnan(cell(holed[name], "R0", "I0"))
        np.testing.assert_allclose(holed[name].loc["R1"], without[name].loc["R1"])
        assert np.isfinite(cell(holed[name], "R0", "I1"))


def test_a_wholly_unknown_region_has_no_value() -> None:
    got = shift_share_total(two_years([[np.nan, np.nan], [100, 150]], [[1, 2], [110, 170]]))
    assert got.loc["R0", ["value", "national", "mix", "change"]].isna().all()
    gerfin = shift_share_total(two_years([[0, 0], [100, 150]], [[1, 2], [110, 170]]), method="gerfin")
    assert gerfin.loc["R0", ["value", "national", "mix", "change"]].isna().all()


def test_totals_are_the_sums_of_the_cells_and_the_regional_part_comes_first() -> None:
    got = shift_share_total(HAND)
    assert list(got.columns) == ["value", "national", "mix", "allocation", "change", "new"]
    np.testing.assert_allclose(got.loc["R0"], [-7.5, 15, 2.5, 0, 10, 0])


def test_one_component_and_one_industry() -> None:
    np.testing.assert_allclose(shift_share(HAND), [[5, -12.5], [-5, 12.5]])
    np.testing.assert_allclose(shift_share(HAND, component="mix"), [[5, -2.5], [5, -7.5]])
    rows = of_industry(HAND, "I1", method="classic", start="first", end="last")
    assert list(rows.columns) == ["national", "mix", "regional", "allocation", "change", "new"]
    np.testing.assert_allclose(rows["regional"], [-12.5, 12.5])


def test_years_may_be_chosen() -> None:
    tables = {2000: wide([[1, 1], [1, 1]]), 2001: wide([[100, 50], [100, 150]]), 2002: wide([[120, 40], [110, 170]])}
    np.testing.assert_allclose(shift_share(in_years(tables), start="2001"), [[5, -12.5], [-5, 12.5]])


# ---- facts of any table
@FEW
@given(PAIRS)
def test_components_add_up_to_the_change(pair: np.ndarray) -> None:
    activity = two_years(*pair)
    for method in SUMMANDS:
        found = parts(activity, method=method)
        total = found["national"] + found["mix"] + found["regional"] + found["allocation"]
        np.testing.assert_allclose(total, pair[1] - pair[0], atol=1e-6)


@FEW
@given(PAIRS)
def test_regional_parts_of_an_industry_and_mixes_of_the_nation_add_up_to_nothing(pair: np.ndarray) -> None:
    pair = pair + 1
    found = parts(two_years(*pair))
    np.testing.assert_allclose(found["regional"].sum(), 0, atol=1e-6)
    np.testing.assert_allclose(found["mix"].sum().sum(), 0, atol=1e-6)


@FEW
@given(PAIRS)
def test_factors_multiply_to_the_change(pair: np.ndarray) -> None:
    pair = pair + 1
    found = parts(two_years(*pair), method="gerfin")
    np.testing.assert_allclose(found["national"] * found["mix"] * found["regional"], pair[1] / pair[0])


@FEW
@given(PAIRS)
def test_spatial_components_add_up_where_the_neighbours_had_the_industry(pair: np.ndarray) -> None:
    pair = pair + 1
    codes = [f"R{r}" for r in range(pair.shape[1])]
    found = parts(two_years(*pair, weights=ring(codes)), method="spatial")
    np.testing.assert_allclose(found["national"] + found["mix"] + found["regional"], pair[1] - pair[0], atol=1e-6)


def test_the_region_alone_has_no_part_of_its_own() -> None:
    found = parts(two_years([[10, 20]], [[15, 18]]))
    np.testing.assert_allclose(found["regional"], 0, atol=1e-12)


# ---- bad input
def test_one_year_is_no_change() -> None:
    with pytest.raises(DataContractError, match=r"years: 1 year\(s\) found, at least 2 are needed"):
        shift_share(in_years({2000: wide([[1, 2]])}))


def test_without_years_the_table_is_asked_for() -> None:
    with pytest.raises(MissingTableError, match=r"indicator 'shift_share' needs the table 'years'"):
        shift_share(from_tables(wide([[1, 2]])))


def test_without_neighbours_the_spatial_method_asks_for_them() -> None:
    with pytest.raises(MissingTableError, match=r"indicator 'shift_share' needs the table 'weights'"):
        shift_share(HAND, method="spatial")


def test_names_that_do_not_exist_are_refused() -> None:
    with pytest.raises(UnknownOptionError, match=r"there is no method 'clasic'; did you mean 'classic'"):
        shift_share(HAND, method="clasic")
    with pytest.raises(UnknownOptionError, match=r"there is no component 'mixed'; did you mean 'mix'"):
        shift_share(HAND, component="mixed")
    with pytest.raises(UnknownOptionError, match=r"there is no year '1999'"):
        shift_share(HAND, start="1999")
    with pytest.raises(UnknownOptionError, match=r"there is no year '2000' after 2000; .*There are: '2001'"):
        shift_share(HAND, end="2000")


@pytest.mark.parametrize("method", METHODS)
def test_the_registry_computes_every_method(method: str) -> None:
    activity = two_years([[100, 50], [100, 150]], [[120, 40], [110, 170]], weights=ring(["R0", "R1"]))
    got = indicators.compute("shift_share", activity, {"method": method, "component": "national"})
    np.testing.assert_allclose(got, shift_share(activity, method=method, component="national"))
    assert indicators.compute("shift_share_total", activity, {"method": method}).columns[0] == "value"
