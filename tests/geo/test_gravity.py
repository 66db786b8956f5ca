"""Gravity model against R, and flows that obey it to the letter."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.errors import DataContractError, MissingTableError, UnknownOptionError
from geo.gravity import gravity, ppml
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
NAMES = {"(Intercept)": "intercept", "log(mi)": "origin_mass", "log(mj)": "destination_mass", "log(dist)": "distance"}
MASSES = {"A": 1.0, "B": 2.0, "C": 5.0, "D": 9.0, "E": 14.0}


def with_flows(flows: pd.DataFrame, masses: dict[str, float]) -> Activity:
    return from_tables(pd.DataFrame({"x": masses}), {"flows": flows})


def lawful(power: float = -2.0) -> pd.DataFrame:
    """Flows that fall with a power of the distance along a line."""
    rows = [(r, s, abs(m - n), 3 * m * n * abs(m - n) ** power)
            for r, m in MASSES.items() for s, n in MASSES.items() if r != s]  # fmt: skip
    return pd.DataFrame(rows, columns=["origin_code", "destination_code", "distance", "value"])


def test_gravity_of_the_laender(oracle: Oracle, oracles: Path) -> None:
    case = oracle("gravity_ppml")
    table = pd.read_csv(oracles / "data" / "gravity.csv").rename(
        columns={"origin": "origin_code", "dest": "destination_code", "flow": "value", "dist": "distance",
                 "mi": "origin_mass", "mj": "destination_mass"}
    )  # fmt: skip
    codes = sorted(set(table["origin_code"]) | set(table["destination_code"]))
    got, expected = gravity(with_flows(table, dict.fromkeys(codes, 1.0))), case["expected"]
    for theirs, ours in NAMES.items():
        assert_close(got["value"][ours], expected["ppml"][theirs], case)
        assert_close(got["standard_error"][ours], expected["ppml_se_HC0"][theirs], case)
        assert_close(got["ols"][ours], expected["ols_log_positive_flows"][theirs], case)
    assert_close(got["value"][["deviance", "flows", "zeros"]], [expected[k] for k in ("deviance", "n", "n_zero")], case)


def test_flows_that_obey_the_model_give_its_coefficients_back() -> None:
    """The masses are the totals of the activity table where the flows do not state them."""
    got = gravity(with_flows(lawful(), MASSES))
    assert list(got.index) == ["intercept", "origin_mass", "destination_mass", "distance", "deviance", "flows", "zeros"]
    assert got.index.name == "term"
    assert list(got.columns) == ["value", "standard_error", "z", "ols", "ols_standard_error"]
    np.testing.assert_allclose(got["value"].iloc[:4], [np.log(3), 1, 1, -2], atol=1e-6)
    np.testing.assert_allclose(got["ols"].iloc[:4], [np.log(3), 1, 1, -2], atol=1e-9)
    assert got["value"].iloc[4:].tolist() == pytest.approx([0, 20, 0], abs=1e-9)


def test_fixed_effects_need_no_masses() -> None:
    flows = lawful(-1.5)
    unequal = flows.assign(
        value=flows["value"] * flows["origin_code"].map(dict(zip("ABCDE", [1, 9, 2, 5, 3], strict=True)))
    )
    got = gravity(with_flows(unequal, dict.fromkeys(MASSES, 0.0)), effects="fixed")
    assert list(got.index) == ["distance", "deviance", "flows", "zeros"]
    assert got["value"]["distance"] == pytest.approx(-1.5, abs=1e-6)


@pytest.mark.parametrize("end", ["origin_code", "destination_code"])
def test_with_fixed_effects_a_region_without_any_flow_is_as_if_it_were_not_there(end: str) -> None:
    """Its effect would be minus infinity, and with it that of a partner that exchanges with it alone."""
    flows = lawful().assign(value=np.arange(1.0, 21.0))
    idle = flows.assign(value=flows["value"].where(flows[end] != "C", 0.0))
    lonely = pd.DataFrame({"origin_code": ["C", "F"], "destination_code": ["F", "C"], "distance": 3.0, "value": 0.0})
    lonely.loc[lonely[end] != "C", "value"] = 5.0
    masses = MASSES | {"F": 1.0}
    got = gravity(with_flows(pd.concat([idle, lonely], ignore_index=True), masses), effects="fixed")
    kept = pd.concat([flows[flows[end] != "C"], lonely[lonely[end] != "C"]], ignore_index=True)
    pd.testing.assert_frame_equal(got, gravity(with_flows(kept, masses), effects="fixed"), rtol=1e-6)
    assert got["value"]["zeros"] == 0


def test_flows_of_nobody_are_refused_with_fixed_effects() -> None:
    with pytest.raises(DataContractError, match=r"flows: 0 pairs with distance above 0, of which 0 have a flow"):
        gravity(with_flows(lawful().assign(value=0.0), MASSES), effects="fixed")


def test_pairs_without_distance_or_mass_are_left_out() -> None:
    flows = lawful()
    more = pd.DataFrame(
        {"origin_code": ["A", "Z"], "destination_code": ["A", "A"], "distance": [0.0, 3.0], "value": 5.0}
    )
    got = gravity(with_flows(pd.concat([flows, more], ignore_index=True), MASSES))
    pd.testing.assert_frame_equal(got, gravity(with_flows(flows, MASSES)))


def test_an_unknown_flow_is_left_out_and_zero_is_not() -> None:
    flows = lawful()
    flows.loc[0, "value"] = np.nan
    flows.loc[1, "value"] = 0.0
    got = gravity(with_flows(flows, MASSES))
    assert got["value"][["flows", "zeros"]].tolist() == [19, 1]
    assert got["z"]["distance"] == pytest.approx(got["value"]["distance"] / got["standard_error"]["distance"])


@FEW
@given(st.lists(st.integers(0, 50), min_size=20, max_size=20).filter(lambda flows: sum(v > 0 for v in flows) > 8))
def test_fitted_flows_add_up_to_the_flows(values: list[int]) -> None:
    """The first-order condition of the intercept, whatever the flows."""
    flows = lawful().assign(value=np.array(values, dtype=float))
    design = np.column_stack([np.ones(20), np.log(flows["distance"])])
    fitted, errors, deviance = ppml(design, flows["value"].to_numpy())
    assert np.exp(design @ fitted).sum() == pytest.approx(sum(values), rel=1e-5)
    assert (errors > 0).all()
    assert deviance > 0


def test_a_distance_in_other_units_changes_the_intercept_alone() -> None:
    flows = lawful().assign(value=np.arange(20.0))
    near, far = (gravity(with_flows(flows.assign(distance=flows["distance"] * k), MASSES)) for k in (1, 1000))
    terms = ["origin_mass", "destination_mass", "distance"]
    for column in ("value", "standard_error", "ols"):
        np.testing.assert_allclose(near[column][terms], far[column][terms], rtol=1e-4)
    assert near["value"]["deviance"] == pytest.approx(far["value"]["deviance"])


def test_flows_that_are_missing_or_too_few_are_refused() -> None:
    flows = lawful()
    with pytest.raises(MissingTableError, match=r"indicator 'gravity' needs the table 'flows'"):
        gravity(from_tables(pd.DataFrame({"x": MASSES})))
    with pytest.raises(DataContractError, match=r"flows: column 'distance' is missing"):
        gravity(with_flows(flows.drop(columns="distance"), MASSES))
    with pytest.raises(DataContractError, match=r"flows: 1 pair\(s\) stand twice, first \['A', 'B'\]"):
        gravity(with_flows(pd.concat([flows, flows.iloc[:1]]), MASSES))
    with pytest.raises(
        DataContractError, match=r"20 pairs with distance, origin_mass, destination_mass above 0, of which 0"
    ):
        gravity(with_flows(flows.assign(value=0.0), MASSES))
    with pytest.raises(DataContractError, match=r"flows: distance and masses cannot be told apart"):
        gravity(with_flows(flows.assign(distance=1.0), MASSES))
    with pytest.raises(UnknownOptionError, match=r"there is no effects 'fix'; did you mean 'fixed'"):
        gravity(with_flows(flows, MASSES), effects="fix")


def test_the_registry_passes_the_options_on() -> None:
    got = indicators.compute("gravity", with_flows(lawful(), MASSES), {"effects": "fixed"})
    assert got.index[0] == "distance"


def test_errors_of_the_comparison_divide_by_the_degrees_of_freedom() -> None:
    flows = lawful().assign(value=np.arange(1.0, 21.0))
    got = gravity(with_flows(flows, MASSES))
    logs = [np.log(flows[column].map(MASSES).to_numpy()) for column in ("origin_code", "destination_code")]
    design = np.column_stack([np.ones(20), *logs, np.log(flows["distance"])])
    fitted, rest, *_ = np.linalg.lstsq(design, np.log(flows["value"].to_numpy()), rcond=None)
    errors = np.sqrt(rest[0] / (20 - 4) * np.diag(np.linalg.inv(design.T @ design)))
    np.testing.assert_allclose(got["ols"].iloc[:4], fitted)
    np.testing.assert_allclose(got["ols_standard_error"].iloc[:4], errors)
