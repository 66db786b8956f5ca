"""Ranks are ranges as wide as the intervals make them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataContractError
from geo.uncertainty import rank_interval
from tests.geo.tables import FEW


def ranks(low: list[float], high: list[float], values: list[float] | None = None) -> pd.DataFrame:
    codes = [f"R{i}" for i in range(len(low))]
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)] if values is None else values
    return rank_interval(pd.Series(middle, codes), pd.Series(low, codes), pd.Series(high, codes))


def test_a_rank_is_a_range_where_intervals_overlap() -> None:
    found = ranks([5.0, 3.0, 2.0, 0.0], [6.0, 4.0, 3.5, 1.0])
    assert found.to_numpy().tolist() == [[1, 1, 4], [2, 3, 4], [2, 3, 4], [4, 4, 4]]
    assert list(found.columns) == ["best", "worst", "of"]
    assert list(found.index) == ["R0", "R1", "R2", "R3"]


def test_intervals_that_touch_are_not_apart() -> None:
    assert ranks([2.0, 1.0], [3.0, 2.0])[["best", "worst"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_exact_values_have_exact_ranks_and_ties_share_theirs() -> None:
    found = ranks([3.0, 2.0, 2.0, 1.0], [3.0, 2.0, 2.0, 1.0])
    assert found[["best", "worst"]].to_numpy().tolist() == [[1, 1], [2, 3], [2, 3], [4, 4]]


def test_a_region_without_bounds_may_be_anywhere_and_one_without_value_is_not_ranked() -> None:
    nan = np.nan
    found = ranks([5.0, nan, 2.0, nan], [6.0, nan, 3.0, nan], [5.5, 4.0, 2.5, nan])
    assert found["of"].tolist() == [3, 3, 3, 3]
    assert found["best"].fillna(0).tolist() == [1, 0, 2, 0]
    assert found["worst"].fillna(0).tolist() == [2, 0, 3, 0]


def test_bounds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(DataContractError, match=r"a lower bound lies above the upper one, first at 'R1'"):
        ranks([1.0, 3.0], [2.0, 2.0])


@FEW
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), min_size=1, max_size=12))
def test_ranks_count_who_lies_certainly_above_and_below(drawn: list[tuple[int, int]]) -> None:
    low, high = ([float(a) for a, _ in drawn], [float(a + w) for a, w in drawn])
    found = ranks(low, high)
    for i, (best, worst) in enumerate(zip(found["best"], found["worst"], strict=True)):
        assert best == 1 + sum(other > high[i] for other in low)
        assert worst == len(low) - sum(other < low[i] for other in high)


def test_ranges_hold_all_ranks_together_as_often_as_they_say() -> None:
    """500 draws of 8 regions with intervals of 0.9 ** (1 / 8): all true ranks in their ranges in 90 % at least."""
    truth = np.array([1.0, 1.1, 1.3, 1.6, 2.0, 2.1, 2.15, 3.0])
    rng = np.random.default_rng(11)
    z = 2.2320  # of 0.9 ** (1 / 8), two-sided
    rank = (-truth).argsort().argsort() + 1
    held = []
    for _ in range(500):
        seen = truth + 0.2 * rng.standard_normal(8)
        found = ranks(list(seen - z * 0.2), list(seen + z * 0.2))
        held.append(bool(((found["best"] <= rank) & (rank <= found["worst"])).all()))
    assert np.mean(held) >= 0.9
