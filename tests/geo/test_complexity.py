"""Economic complexity against numbers that others have computed, its direction, its doubts, and what always holds."""

import math
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo import indicators
from geo.activity import Activity, from_tables
from geo.anchored import _certain, complexity_of, scaled_industries, standardised
from geo.complexity import NOTES, economic_complexity_index, notes_of, product_complexity_index, told_of
from geo.errors import MissingTableError, UnknownOptionError
from tests.geo.networks import BINARY_TABLES, GIVEN, european, network
from tests.geo.tables import FEW, assert_close

Oracle = Callable[[str], dict[str, Any]]
NAN = float("nan")
LADDER = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 1]]
"""Five regions and four industries that hang together."""
COLUMNS = ["value", "component", "eigengap", "sign_correlation", "sign_certain"]


def eci(activity: Activity, **options: str) -> np.ndarray:
    return economic_complexity_index(activity, rule=GIVEN, **options)["value"].to_numpy()


def pci(activity: Activity, **options: str) -> np.ndarray:
    return product_complexity_index(activity, rule=GIVEN, **options)["value"].to_numpy()


# ---- numbers that others have computed
def test_complexity_of_european_countries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    got = economic_complexity_index(european(case, oracles), sd="sample")
    assert_close(got["value"], case["expected"]["ECI"], case)
    assert list(got.columns) == COLUMNS
    assert list(got.index) == case["inputs"]["rows"]
    assert got["component"].tolist() == [1] * 30


def test_complexity_of_european_industries(oracle: Oracle, oracles: Path) -> None:
    case = oracle("complexity_eu28_2016")
    got = product_complexity_index(european(case, oracles), sd="sample")
    assert_close(got["value"], case["expected"]["PCI"], case)
    assert list(got.columns) == COLUMNS
    assert list(got.index) == case["inputs"]["cols"]


def test_the_two_deviations_differ_by_the_root_of_29_over_30(oracle: Oracle, oracles: Path) -> None:
    activity = european(oracle("complexity_eu28_2016"), oracles)
    population, sample = (economic_complexity_index(activity, sd=sd)["value"] for sd in ("population", "sample"))
    np.testing.assert_allclose(sample / population, math.sqrt(29 / 30))
    pd.testing.assert_series_equal(economic_complexity_index(activity)["value"], population)


def test_the_direction_of_ten_industries_is_said_to_be_uncertain(oracle: Oracle, oracles: Path) -> None:
    """Diversity goes with ECI by 0.186 in 30 countries only: chance gives more than that in one table of three."""
    activity = european(oracle("complexity_eu28_2016"), oracles)
    told = told_of(activity)
    assert told["sign_correlation"] == pytest.approx(0.18605430562904)
    assert told["eigengap"] == pytest.approx(0.10367788050154)
    assert told["parts"] == 1
    assert told["notes"] == [NOTES["few_industries"], NOTES["sign_unstable"]]
    assert indicators.indicator("economic_complexity_index").told is not None


# ---- by hand: three regions, three industries
CHAIN = [[1, 1, 0], [0, 1, 1], [1, 1, 1]]


def test_complexity_is_the_second_eigenvector_of_the_published_matrix() -> None:
    held = np.array(LADDER, dtype=float)
    averages = held / held.sum(axis=1)[:, None]
    steps = averages @ (held / held.sum(axis=0)).T  # D^-1 M U^-1 M'
    values, vectors = np.linalg.eig(steps)
    order = np.argsort(values.real)
    vector = vectors[:, order[-2]].real
    expected = (vector - vector.mean()) / vector.std()
    got = economic_complexity_index(network(LADDER), rule=GIVEN)
    np.testing.assert_allclose(np.abs(got["value"]), np.abs(expected), rtol=1e-10)
    assert np.corrcoef(held.sum(axis=1), got["value"])[0, 1] == pytest.approx(got["sign_correlation"].iloc[0])
    assert got["eigengap"].iloc[0] == pytest.approx(values.real[order[-2]] - values.real[order[-3]])


def test_the_third_eigenvalue_of_two_industries_is_nought() -> None:
    """Two industries: 1 and the second are all there is, and the gap is the second itself."""
    held = np.array([[1, 1], [1, 0], [1, 1]], dtype=float)
    got = economic_complexity_index(network(held), rule=GIVEN)
    assert got["eigengap"].iloc[0] == pytest.approx(1 / 2 * (2 / 3 + 2 / 3 * 1 / 2 + 1 / 2 * 0) - 1 / 3 + 0, abs=1)
    trace = (held.T / held.sum(axis=0)[:, None] @ (held / held.sum(axis=1)[:, None])).trace()
    assert got["eigengap"].iloc[0] == pytest.approx(trace - 1)
    assert got["value"].tolist() == pytest.approx([1 / 2**0.5, -(2**0.5), 1 / 2**0.5])


# ---- what must always hold
def determined(values: np.ndarray) -> Activity:
    """Return the table where it has a figure that rounding does not touch."""
    activity = network(values)
    table = economic_complexity_index(activity, rule=GIVEN)
    assume(table["value"].notna().any())
    assume(table["eigengap"].iloc[0] > 1e-4)
    assume(table["sign_correlation"].iloc[0] > 1e-4)
    return activity


@FEW
@given(BINARY_TABLES, st.randoms(use_true_random=False))
def test_the_order_of_regions_and_industries_changes_no_complexity(values: np.ndarray, random: Random) -> None:
    activity = determined(values)
    rows, columns = list(activity.values.index), list(activity.values.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = from_tables(activity.values.loc[rows, columns])
    for function in (economic_complexity_index, product_complexity_index):
        got, other = function(activity, rule=GIVEN), function(shuffled, rule=GIVEN)
        pd.testing.assert_frame_equal(other.loc[got.index], got, rtol=1e-6, atol=1e-6)


@FEW
@given(BINARY_TABLES)
def test_complexity_has_mean_nought_and_deviation_one_and_goes_with_diversity(values: np.ndarray) -> None:
    table = economic_complexity_index(determined(values), rule=GIVEN)
    known = table["value"].dropna().to_numpy()
    assert known.mean() == pytest.approx(0, abs=1e-9)
    assert known.std() == pytest.approx(1)
    diversity = values.sum(axis=1)[table["value"].notna().to_numpy()]
    assert np.corrcoef(diversity, known)[0, 1] == pytest.approx(table["sign_correlation"].iloc[0])


@FEW
@given(BINARY_TABLES)
def test_a_region_is_as_complex_as_its_industries_on_average(values: np.ndarray) -> None:
    activity = determined(values)
    table = economic_complexity_index(activity, rule=GIVEN)
    industries = np.nan_to_num(pci(activity, scaling="growthlab"))
    main = table["component"].to_numpy() == 1
    means = (values @ industries)[main] / values.sum(axis=1)[main]
    np.testing.assert_allclose(means, table["value"].to_numpy()[main], atol=1e-7)


@FEW
@given(BINARY_TABLES)
def test_regions_and_industries_may_change_places(values: np.ndarray) -> None:
    """The smaller side is worked on, whichever it is: the transposed table has the same pattern."""
    activity = determined(values)
    turned = complexity_of(network(values.T), rule=GIVEN).found
    straight = complexity_of(activity, rule=GIVEN).found
    assert turned.eigengap == pytest.approx(straight.eigengap)
    a, b = standardised(turned.industries), standardised(straight.regions)
    np.testing.assert_allclose(a * np.sign(np.nansum(a * b)), b, atol=1e-6)


def test_both_sides_of_a_wide_and_of_a_tall_table_are_whole() -> None:
    tall, wide_ = (product_complexity_index(network(rows), rule=GIVEN) for rows in (LADDER, np.array(LADDER).T))
    assert tall["value"].notna().all()
    assert wide_["value"].notna().all()
    assert (len(tall), len(wide_)) == (4, 5)
    assert tall["eigengap"].iloc[0] == pytest.approx(wide_["eigengap"].iloc[0])


# ---- scaling
def test_the_three_scalings_of_an_industry() -> None:
    activity = network(LADDER)
    found = complexity_of(activity, rule=GIVEN)
    own, growthlab, uncentred = (pci(activity, scaling=s) for s in ("own", "growthlab", "uncentred"))
    assert (own.mean(), own.std()) == pytest.approx((0, 1))
    np.testing.assert_allclose(uncentred, found.industries / found.regions.std())
    np.testing.assert_allclose(uncentred - growthlab, found.regions.mean() / found.regions.std())
    assert abs(found.regions.mean()) > 1e-3
    np.testing.assert_array_equal(pci(activity), own)
    sample = pci(activity, scaling="growthlab", sd="sample")
    np.testing.assert_allclose(growthlab / sample, math.sqrt(5 / 4))
    np.testing.assert_allclose(pci(activity) / pci(activity, sd="sample"), math.sqrt(4 / 3))
    np.testing.assert_array_equal(scaled_industries(found), own)


def test_unknown_choices_are_refused() -> None:
    activity = network(LADDER)
    with pytest.raises(UnknownOptionError, match=r"there is no sd 'n'.* 'population', 'sample'"):
        economic_complexity_index(activity, sd="n")
    with pytest.raises(UnknownOptionError, match=r"there is no sign 'up'.* 'diversity', 'external'"):
        economic_complexity_index(activity, sign="up")
    with pytest.raises(UnknownOptionError, match=r"there is no scaling 'z'.* 'growthlab', 'own', 'uncentred'"):
        product_complexity_index(activity, scaling="z")


def test_standardised_values_leave_gaps_out() -> None:
    np.testing.assert_allclose(standardised(np.array([1.0, NAN, 3.0])), [-1, NAN, 1])
    np.testing.assert_allclose(standardised(np.array([1.0, NAN, 3.0]), sd="sample"), [-(0.5**0.5), NAN, 0.5**0.5])
    for same in ([2.0, 2.0], [2.0], [NAN, NAN], []):
        assert np.isnan(standardised(np.array(same))).all()


# ---- direction
def test_an_anchor_of_ones_own_turns_the_figures() -> None:
    up = eci(network(LADDER, anchor=[5, 4, 3, 2, 1]), sign="external")
    down = eci(network(LADDER, anchor=[1, 2, 3, 4, 5]), sign="external")
    np.testing.assert_allclose(up, -down)
    assert np.corrcoef(up, [5, 4, 3, 2, 1])[0, 1] > 0
    np.testing.assert_allclose(np.abs(up), np.abs(eci(network(LADDER))))
    industries = pci(network(LADDER, anchor=[5, 4, 3, 2, 1]), sign="external")
    np.testing.assert_allclose(industries, -pci(network(LADDER, anchor=[1, 2, 3, 4, 5]), sign="external"))


def test_an_anchor_may_have_gaps_but_must_differ_somewhere() -> None:
    got = eci(network(LADDER, anchor=[5, NAN, 3, NAN, 1]), sign="external")
    assert np.isfinite(got).all()
    assert np.corrcoef(got[[0, 2, 4]], [5, 3, 1])[0, 1] > 0
    for anchor in ([2, 2, 2, 2, 2], [NAN, NAN, 3, NAN, NAN]):
        table = economic_complexity_index(network(LADDER, anchor=anchor), sign="external", rule=GIVEN)
        assert table["value"].isna().all()
        assert table["sign_correlation"].isna().all()
        assert not table["sign_certain"].any()


def test_an_anchor_must_come_with_the_data() -> None:
    with pytest.raises(MissingTableError, match=r"'economic_complexity_index' needs the table 'anchor'"):
        indicators.compute("economic_complexity_index", network(LADDER), {"sign": "external"})


def test_an_anchor_is_not_read_where_diversity_decides() -> None:
    with_anchor = eci(network(LADDER, anchor=[1, 2, 3, 4, 5]))
    np.testing.assert_array_equal(with_anchor, eci(network(LADDER)))


def test_where_diversity_is_the_same_everywhere_no_end_is_the_complex_one() -> None:
    """Five regions with two industries each: ECI has a pattern, but nothing says which end is which."""
    rows = [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0]]
    assert np.isnan(eci(network(rows))).all()
    assert np.isnan(pci(network(rows))).all()
    assert np.isfinite(eci(network(rows, anchor=[1, 2, 3, 4, 9]), sign="external")).all()


@pytest.mark.parametrize(
    ("correlation", "n", "certain"),
    [
        (0.5, 15, False),  # atanh(0.5) = 0.5493; times the root of 12 is 1.903
        (0.5, 16, True),  # times the root of 13 is 1.981
        (1.0, 4, True),
        (1.0, 3, False),
        (0.9999, 4, True),
        (0.0, 1000, False),
    ],
)
def test_the_direction_is_certain_where_chance_gives_less(correlation: float, n: int, *, certain: bool) -> None:
    assert _certain(correlation, n) is certain


# ---- what a reader is told
def test_notes_follow_the_figures() -> None:
    def table(**columns: object) -> pd.DataFrame:
        sound = {"value": [1.0, -1.0], "component": [1, 1], "eigengap": 0.5, "sign_correlation": 0.9,
                 "sign_certain": True}  # fmt: skip
        return pd.DataFrame(sound | columns)

    assert notes_of(table(), industries=30) == ()
    assert notes_of(table(), industries=29) == ("few_industries",)
    assert notes_of(table(component=[1, 2]), industries=30) == ("disconnected",)
    assert notes_of(table(component=[1, 0]), industries=30) == ()
    assert notes_of(table(value=[1.0, NAN]), industries=30) == ()
    assert notes_of(table(value=[NAN, NAN]), industries=30) == ("no_values",)
    assert notes_of(table(sign_certain=False), industries=30) == ("sign_unstable",)
    assert notes_of(table(eigengap=0.01), industries=30) == ()
    assert notes_of(table(eigengap=0.0099), industries=30) == ("close_vectors",)
    assert set(NOTES) == {"few_industries", "disconnected", "no_values", "sign_unstable", "close_vectors"}
    assert all(sentence.endswith(".") for sentence in NOTES.values())


def test_an_export_tells_in_words_how_certain_the_figures_are() -> None:
    told = told_of(network(LADDER, anchor=[1, 2, 3, 4, 5]), sign="external", rule=GIVEN)
    table = economic_complexity_index(network(LADDER, anchor=[1, 2, 3, 4, 5]), sign="external", rule=GIVEN)
    assert list(told) == ["eigengap", "sign_correlation", "parts", "notes"]
    assert told["sign_correlation"] == table["sign_correlation"].iloc[0]
    assert told["notes"] == [NOTES[key] for key in notes_of(table, industries=4)]
    assert told_of(network(np.zeros((2, 2))), rule=GIVEN)["parts"] == 0


def test_an_export_tells_of_the_anchor_and_of_the_rule_that_were_chosen() -> None:
    few, unstable, none = (NOTES[key] for key in ("few_industries", "sign_unstable", "no_values"))
    anchored = network(LADDER, anchor=eci(network(LADDER)) + 2)
    assert told_of(anchored, rule=GIVEN)["notes"] == [few, unstable]
    assert told_of(anchored, sign="external", rule=GIVEN)["notes"] == [few]
    jobs = network([[9, 9, 1, 9], [1, 9, 9, 1], [1, 1, 9, 1]])
    assert told_of(jobs)["notes"] == [few, unstable]
    everybody = told_of(jobs, rule=GIVEN)["notes"]  # has at least one of each
    assert isinstance(everybody, list)
    assert everybody[:3] == [few, none, unstable]
