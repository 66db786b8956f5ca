"""Who has what: the threshold, tables of other kinds of numbers, and how often a large table is copied."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest

from geo.activity import from_tables
from geo.network import PresenceRule, presence_from, presence_of
from tests.geo.tables import wide

NAN = float("nan")


@pytest.mark.parametrize(("threshold", "held"), [(0.5, [1.0, 1.0]), (1.0, [0.0, 1.0]), (2.5, [0.0, 0.0])])
def test_the_threshold_holds_for_a_table_that_says_itself_who_has_what(threshold: float, held: list[float]) -> None:
    activity = from_tables(wide([[0.5, 2.0]]))
    assert presence_of(activity, PresenceRule(threshold=threshold, given=True)).held.tolist() == [held]
    assert presence_from(activity.values, threshold=threshold).held.tolist() == [held]


def test_numbers_may_come_as_objects_and_as_whole_numbers() -> None:
    found = presence_from(pd.DataFrame([[1, None], [0, 2.5]], dtype=object))
    assert found.held.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert found.unknown.tolist() == [[False, True], [False, False]]
    assert presence_from(pd.DataFrame([[1, 0]])).held.tolist() == [[1.0, 0.0]]


def test_a_table_that_is_handed_out_is_a_copy_and_bears_the_codes() -> None:
    found = presence_from(wide([[1.0, 0.0], [2.0, 3.0]]))
    table = found.frame(found.held)
    table.iloc[0, 0] = 9.0
    assert found.held.tolist() == [[1.0, 0.0], [1.0, 1.0]]
    assert (list(table.index), list(table.columns)) == (["R0", "R1"], ["I0", "I1"])


def test_a_gap_is_a_gap_in_whatever_is_handed_out() -> None:
    found = presence_from(wide([[1.0, NAN], [2.0, 3.0]]))
    assert (found.gaps, found.ragged) == (True, True)
    np.testing.assert_array_equal(found.frame(np.full((2, 2), 7.0)), [[7.0, NAN], [7.0, 7.0]])
    assert found.diversity.tolist() == [1.0, 2.0]
    assert found.ubiquity.tolist() == [2.0, 1.0]


def test_a_large_table_is_copied_once() -> None:
    """A million cells are 8 MB; a second copy on the way out would take as much again."""
    values = np.ones((1000, 1000))
    found = presence_from(pd.DataFrame(values))
    tracemalloc.start()
    try:
        table = found.frame(values)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert table.shape == (1000, 1000)
    assert 8e6 <= peak < 12e6
