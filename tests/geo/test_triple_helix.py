"""Triple helix against dit, and its facts for any table."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo import indicators
from geo.activity import Activity, from_tables
from geo.errors import DataContractError, MissingTableError
from geo.triple_helix import between_regions, synergy, triple_helix_synergy
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
CUBES = hnp.arrays(float, (2, 3, 4), elements=st.integers(0, 50))
COLUMNS = ["region_code", "industry_code", "employees", "organisation_type", "size_class"]


def register(rows: list[Any], columns: list[str] = COLUMNS) -> Activity:
    firms = pd.DataFrame(rows, columns=columns[: len(rows[0])])
    jobs = pd.DataFrame(1.0, index=["R", "S", "T"], columns=["x", "y"])
    return from_tables(jobs, {"firms": firms})


XOR = [("R", "x", 1.0, "firm", "small"), ("R", "x", 1.0, "state", "large"), ("R", "y", 1.0, "firm", "large"),
       ("R", "y", 1.0, "state", "small")]  # fmt: skip
GIANT = [("S", "x", 1.0, "firm", "small"), ("S", "y", 1.0, "state", "large")]


def test_synergy_of_the_reference_table(oracle: Oracle) -> None:
    case = oracle("triple_helix_T")
    counts, expected = np.array(case["inputs"]["counts_UxIxG"], dtype=float), case["expected"]
    assert_close(synergy(counts), expected["T"], case)
    xor, giant = np.zeros((2, 2, 2)), np.zeros((2, 2, 2))
    for state in ("000", "011", "101", "110"):
        xor[tuple(int(bit) for bit in state)] = 1
    giant[0, 0, 0] = giant[1, 1, 1] = 5
    assert_close([synergy(xor), synergy(giant)], [expected["T_xor"], expected["T_giant_bit"]], case)


def test_synergy_of_enterprises() -> None:
    got = triple_helix_synergy(register([*XOR, *GIANT, ("T", "x", 1.0, "firm", "small")]))
    assert list(got.columns) == ["value", "firms", "share", "contribution"]
    assert list(got.index) == ["R", "S", "T"]
    np.testing.assert_allclose(got["value"], [-1, 1, np.nan], atol=1e-12)
    assert got["firms"].tolist() == [4, 2, 1]
    np.testing.assert_allclose(got["share"], [4 / 7, 2 / 7, 1 / 7])
    np.testing.assert_allclose(got["contribution"], [-4 / 7, 2 / 7, np.nan], atol=1e-12)


def test_size_classes_are_made_of_employees() -> None:
    """9 and 10, 49 and 50, 249 and 250 stand in different classes."""
    for small, large in ((9, 10), (49, 50), (249, 250)):
        rows = [
            ("R", "x", small, "firm"),
            ("R", "x", large, "state"),
            ("R", "y", large, "firm"),
            ("R", "y", small, "state"),
        ]
        assert triple_helix_synergy(register(rows))["value"].iloc[0] == pytest.approx(-1)
    rows = [("R", "x", 10, "firm"), ("R", "x", 49, "state"), ("R", "y", 49, "firm"), ("R", "y", 10, "state")]
    assert triple_helix_synergy(register(rows))["value"].iloc[0] == pytest.approx(0)


def test_an_enterprise_that_lacks_a_trait_does_not_count() -> None:
    more = [("R", "x", 1.0, None, "small"), ("R", "x", 1.0, "firm", None)]
    got = triple_helix_synergy(register([*XOR, *more]))
    assert got["firms"].iloc[0] == 4
    assert got["value"].iloc[0] == pytest.approx(-1)
    unknown = [("R", "x", np.nan, "firm"), ("R", "y", 3.0, "firm"), ("R", "x", 3.0, "firm")]
    assert triple_helix_synergy(register(unknown))["firms"].iloc[0] == 2


def test_a_register_without_anybody_gives_no_value() -> None:
    got = triple_helix_synergy(register([("R", "x", 1.0, None, "small")]))
    assert got[["value", "share"]].isna().all(axis=None)
    assert got["firms"].tolist() == [0, 0, 0]
    assert np.isnan(synergy(np.zeros((2, 2, 2))))


def test_what_is_left_is_synergy_between_regions() -> None:
    apart = [(region, *rest) for region, (_, *rest) in zip("RRSS", XOR, strict=True)]
    assert between_regions(register(apart)) == pytest.approx(-1.0)
    assert between_regions(register([*XOR])) == pytest.approx(0.0)


@FEW
@given(CUBES)
def test_the_order_of_the_dimensions_does_not_matter(cube: np.ndarray) -> None:
    found = [synergy(np.transpose(cube, axes)) for axes in permutations(range(3))]
    np.testing.assert_allclose(found, found[0], atol=1e-9)


@FEW
@given(CUBES, st.integers(2, 9))
def test_twice_as_many_of_each_say_the_same(cube: np.ndarray, times: int) -> None:
    np.testing.assert_allclose(synergy(cube), synergy(cube * times), atol=1e-9)


@FEW
@given(hnp.arrays(float, 3, elements=st.integers(1, 9)), hnp.arrays(float, 4, elements=st.integers(1, 9)))
def test_what_is_independent_tells_nothing(one: np.ndarray, two: np.ndarray) -> None:
    assert synergy(np.einsum("i,j,k->ijk", one, two, one)) == pytest.approx(0, abs=1e-9)


def test_without_a_register_or_a_kind_there_is_none() -> None:
    with pytest.raises(MissingTableError, match=r"indicator 'triple_helix_synergy' needs the table 'firms'"):
        triple_helix_synergy(from_tables(pd.DataFrame({"x": [1.0]}, index=["R"])))
    with pytest.raises(DataContractError, match=r"firms: column 'organisation_type' is missing"):
        triple_helix_synergy(register([("R", "x", 1.0)]))


def test_the_registry_computes_it() -> None:
    assert indicators.compute("triple_helix_synergy", register(XOR))["value"].iloc[0] == pytest.approx(-1)
