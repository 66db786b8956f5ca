"""Presence, proximity, relatedness and density against numbers that others have computed, and by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo import indicators
from geo.activity import from_tables
from geo.errors import DataContractError, NegativeActivityError, UnknownOptionError
from geo.network import PresenceRule, presence_from, presence_of
from geo.product_space import normalised
from geo.relatedness import (
    cooccurrence_relatedness,
    proximity,
    rca_presence,
    relatedness_density,
    relatedness_of_counts,
)
from tests.geo.networks import BINARY_TABLES, GIVEN, european, network
from tests.geo.tables import ANY_TABLES, FEW, assert_close, row, wide

Oracle = Callable[[str], dict[str, Any]]
NAN = float("nan")
METHODS = {"cooccurrence_relatedness": "probability", "association_strength": "association", "cosine": "cosine",
           "jaccard": "jaccard"}  # fmt: skip


# ---- presence
@pytest.mark.parametrize("matrix", ["m31", "krugman1991"])
def test_presence_of_the_econgeo_matrices(oracle: Oracle, matrix: str) -> None:
    case = oracle("econgeo_basic_tables")
    given, expected = case["inputs"][matrix], case["expected"][matrix]
    activity = from_tables(pd.DataFrame(given["matrix"], index=given["rows"], columns=given["cols"], dtype=float))
    assert_close(rca_presence(activity), expected["LQ_ge1"], case)
    found = presence_of(activity)
    assert_close(found.diversity, expected["diversity"], case)
    assert_close(found.ubiquity, expected["ubiquity"], case)


def test_presence_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    assert_close(rca_presence(european(case, oracles)), case["expected"]["M"], case)


def test_a_quotient_of_exactly_one_is_present() -> None:
    assert rca_presence(from_tables(wide([[3.0, 9.0], [3.0, 9.0]]))).to_numpy().tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_the_threshold_itself_is_enough() -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0]]))  # quotients 0.5 and 1.5
    for threshold, wanted in [(0.5, [1.0, 1.0]), (0.51, [0.0, 1.0]), (1.5, [0.0, 1.0]), (1.51, [0.0, 0.0])]:
        assert row(rca_presence(activity, rule=PresenceRule(threshold=threshold)), "R0") == wanted
        got = indicators.compute("rca_presence", activity, {"threshold": str(threshold)})
        assert row(got, "R0") == wanted


def test_presence_compares_with_the_reference_that_was_chosen() -> None:
    nation = {"reference": pd.Series({"I0": 300.0, "I1": 100.0, "TOTAL": 1000.0})}
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0]]), nation)
    assert row(rca_presence(activity), "R1") == [1.0, 1.0]  # published: 0.3 and 0.1
    assert row(rca_presence(activity, rule=PresenceRule(reference="sum")), "R1") == [1.0, 0.0]
    with pytest.raises(UnknownOptionError, match=r"there is no reference 'total'"):
        rca_presence(activity, rule=PresenceRule(reference="total"))


def test_a_table_of_nought_and_one_can_say_itself_who_has_what() -> None:
    rows = [[1.0, 0.0, NAN], [0.99, 2.0, 1.0]]
    got = rca_presence(from_tables(wide(rows)), rule=GIVEN)
    np.testing.assert_array_equal(got.to_numpy(), [[1.0, 0.0, NAN], [0.0, 1.0, 1.0]])
    assert (list(got.index), list(got.columns)) == (["R0", "R1"], ["I0", "I1", "I2"])
    listed = indicators.compute("rca_presence", from_tables(wide(rows)), {"presence": "given"})
    np.testing.assert_array_equal(listed, got)


@FEW
@given(ANY_TABLES)
def test_presence_is_nought_or_one_and_unknown_where_the_cell_is(values: np.ndarray) -> None:
    got = rca_presence(from_tables(wide(values))).to_numpy()
    assert np.isin(got[~np.isnan(got)], [0.0, 1.0]).all()
    assert np.isnan(got[np.isnan(values)]).all()


def test_negative_jobs_are_refused_whoever_says_what_is_present() -> None:
    activity = from_tables(wide([[1.0, 2.0]]))
    bad = activity.values.copy()
    bad.iloc[0, 0] = -5.0
    for rule in (PresenceRule(), GIVEN):
        with pytest.raises(NegativeActivityError, match=r"first -5 at region 'R0', industry 'I0'"):
            rca_presence(replace(activity, values=bad), rule=rule)


def test_who_has_what_is_found_once_for_each_rule() -> None:
    activity = from_tables(wide([[10.0, 30.0], [30.0, 10.0]]))
    assert presence_of(activity) is presence_of(activity, PresenceRule())
    others = [PresenceRule(reference="sum"), PresenceRule(threshold=0.5), GIVEN]
    assert len({id(presence_of(activity, rule)) for rule in [PresenceRule(), *others]}) == 4
    assert PresenceRule("sum", 0.5, given=True).key == ("sum", "0.5", "True")


@pytest.mark.parametrize(
    ("rows", "ragged"),
    [
        ([[1.0, 0.0], [0.0, 1.0]], False),
        ([[NAN, NAN], [0.0, 1.0]], False),
        ([[NAN, 1.0], [NAN, 0.0]], False),
        ([[NAN, NAN], [NAN, 0.0]], False),
        ([[NAN, 1.0], [1.0, 0.0]], True),
    ],
)
def test_only_single_gaps_make_a_table_ragged(rows: list[list[float]], *, ragged: bool) -> None:
    assert presence_from(wide(rows)).ragged is ragged


# ---- proximity
def test_proximity_of_european_industries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    got = proximity(european(case, oracles))
    assert_close(got, case["expected"]["prox_product"], case)
    assert (got.index.name, list(got.index), list(got.columns)) == ("industry_code", *[case["inputs"]["cols"]] * 2)


HELD = [[1, 1, 0, 0], [1, 1, 1, 0], [1, 0, 1, 0], [0, 0, 1, 0]]  # ubiquity 3, 2, 3, 0


def test_proximity_divides_what_is_shared_by_the_larger_ubiquity() -> None:
    got = proximity(network(HELD), rule=GIVEN)
    third = 1 / 3
    expected = [[1, 2 / 3, 2 / 3, NAN], [2 / 3, 1, third, NAN], [2 / 3, third, 1, NAN], [NAN] * 4]
    np.testing.assert_allclose(got, expected, rtol=1e-15)


def test_proximity_without_the_diagonal_differs_in_nothing_else() -> None:
    include, exclude = (proximity(network(HELD), diagonal=d, rule=GIVEN).to_numpy() for d in ("include", "exclude"))
    np.testing.assert_array_equal(np.diag(exclude), [0, 0, 0, NAN])
    np.testing.assert_array_equal(np.diag(include), [1, 1, 1, NAN])
    apart = ~np.eye(4, dtype=bool)
    np.testing.assert_array_equal(include[apart], exclude[apart])


def test_a_gap_leaves_the_region_out_of_the_chances_that_it_would_touch() -> None:
    """I0 is in R0, R1 and R2; whether R2 has I1 is unknown: of the two regions that can say, one has both."""
    got = proximity(network([[1, 1], [1, 0], [1, NAN], [0, 1]]), rule=GIVEN)
    np.testing.assert_allclose(got, [[1, 0.5], [0.5, 1]])


def test_a_pair_of_which_no_region_knows_both_has_no_proximity() -> None:
    got = proximity(network([[1, NAN], [NAN, 1], [0, 0]]), rule=GIVEN)
    np.testing.assert_array_equal(got, [[1, NAN], [NAN, 1]])


@FEW
@given(BINARY_TABLES)
def test_proximity_is_symmetric_and_a_chance(values: np.ndarray) -> None:
    got = proximity(network(values), rule=GIVEN).to_numpy()
    np.testing.assert_array_equal(got, got.T)
    known = got[~np.isnan(got)]
    assert ((known >= 0) & (known <= 1)).all()
    np.testing.assert_array_equal(np.isnan(np.diag(got)), values.sum(axis=0) == 0)


@pytest.mark.parametrize("name", ["proximity", "relatedness_density"])
def test_an_unknown_diagonal_is_refused(name: str) -> None:
    call = {"proximity": proximity, "relatedness_density": relatedness_density}[name]
    with pytest.raises(UnknownOptionError, match=r"there is no diagonal 'both'.* 'exclude', 'include'"):
        call(network(HELD), diagonal="both")


# ---- co-occurrence
@pytest.mark.parametrize(
    ("method", "field"),
    [("probability", "prob_steijn"), ("association", "association"), ("cosine", "cosine"), ("jaccard", "jaccard")],
)
def test_relatedness_of_the_econgeo_counts(oracle: Oracle, method: str, field: str) -> None:
    case = oracle("relatedness_econgeo")
    codes = [f"I{i}" for i in range(6)]
    counts = pd.DataFrame(case["inputs"]["cooccurrence"], codes, codes)
    got = relatedness_of_counts(counts, method=method)
    assert_close(got, case["expected"][field], case)
    assert (list(got.index), list(got.columns)) == (codes, codes)


@pytest.mark.parametrize("name", METHODS)
def test_relatedness_counts_the_regions_that_two_industries_share(name: str) -> None:
    activity = network(HELD)
    counts = pd.DataFrame([[0, 2, 2, 0], [2, 0, 1, 0], [2, 1, 0, 0], [0, 0, 0, 0]], dtype=float)
    got = indicators.compute(name, activity, {"presence": "given"})
    np.testing.assert_allclose(got, relatedness_of_counts(counts, method=METHODS[name]), rtol=1e-15)
    assert got["I3"].isna().all()


def test_relatedness_by_hand() -> None:
    """Sums of rows 4, 3, 3 and their total 10."""
    counts = np.array([[9.0, 2, 2], [2, 9, 1], [2, 1, 9]])
    assert normalised(counts, "association")[0, 1] == pytest.approx(2 * 10 / 12)
    assert normalised(counts, "cosine")[0, 1] == pytest.approx(2 / 12**0.5)
    assert normalised(counts, "jaccard")[0, 1] == pytest.approx(2 / 5)
    chance = (4 / 10 * 3 / 6 + 3 / 10 * 4 / 7) * 10 / 2
    assert normalised(counts, "probability")[0, 1] == pytest.approx(2 / chance)
    assert (np.diag(counts) == 9).all()


@pytest.mark.parametrize("method", METHODS.values())
def test_industries_that_meet_nobody_have_no_relatedness(method: str) -> None:
    assert np.isnan(normalised(np.diag([3.0, 2.0]), method)).all()


def test_probability_is_the_default_and_another_method_is_refused() -> None:
    counts = pd.DataFrame([[0.0, 1.0], [1.0, 0.0]])
    pd.testing.assert_frame_equal(relatedness_of_counts(counts), relatedness_of_counts(counts, method="probability"))
    activity = network(HELD)
    default, chosen = (cooccurrence_relatedness(activity, rule=GIVEN, **o) for o in ({}, {"method": "probability"}))
    pd.testing.assert_frame_equal(default, chosen)
    with pytest.raises(UnknownOptionError, match=r"there is no method 'z'"):
        relatedness_of_counts(counts, method="z")
    with pytest.raises(UnknownOptionError, match=r"there is no method 'z'"):
        cooccurrence_relatedness(activity, method="z")


def test_counts_must_be_square_symmetric_and_complete() -> None:
    with pytest.raises(DataContractError, match=r"counts of co-occurrence: the codes down and across differ"):
        relatedness_of_counts(pd.DataFrame([[0, 1], [1, 0]], index=["a", "b"], columns=["b", "a"]))
    for figures in ([[0.0, 1.0], [2.0, 0.0]], [[0.0, NAN], [NAN, 0.0]]):
        with pytest.raises(DataContractError, match=r"co-occurrence: the table is not symmetric, or has gaps"):
            relatedness_of_counts(pd.DataFrame(figures))
    with pytest.raises(NegativeActivityError, match=r"first -1"):
        relatedness_of_counts(pd.DataFrame([[0.0, -1.0], [-1.0, 0.0]]))
