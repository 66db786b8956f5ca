"""Complementarity of regions: worked out by hand, cell by cell, and for any table."""

import numpy as np
import pandas as pd
from hypothesis import given

from geo import indicators
from geo.activity import from_tables
from geo.complementarity import complementarity
from geo.shares import quotient
from tests.geo.tables import ANY_TABLES, FEW, wide

JOBS = pd.DataFrame([[9, 9, 0, 0], [0, 9, 9, 0], [0, 0, 9, 9.0]], index=list("ABC"), columns=list("wxyz"))


def one_by_one(present: np.ndarray) -> np.ndarray:
    """Compute the published sum term by term."""
    n, k = present.shape
    ubiquity = present.sum(axis=0)
    phi = np.zeros((k, k))
    for p in range(k):
        for q in range(k):
            if p != q and max(ubiquity[p], ubiquity[q]) > 0:
                phi[p, q] = (present[:, p] * present[:, q]).sum() / max(ubiquity[p], ubiquity[q])
    found = np.zeros((n, n))
    for r in range(n):
        for s in range(n):
            for p in range(k):
                if not present[r, p] and phi[p].sum() > 0:
                    found[r, s] += 100 * (phi[p] * np.maximum(present[s] - present[r], 0)).sum() / phi[p].sum()
    return found


def test_complementarity_worked_out_by_hand() -> None:
    """A has w and x. C has y and z: y is all that is near z, and half of what is near y is z: 100 + 50."""
    got = complementarity(from_tables(JOBS))
    assert got.round(9).to_numpy().tolist() == [[0, 100, 150], [0, 0, 0], [150, 100, 0]]
    assert (list(got.index), list(got.columns)) == (list("ABC"), list("ABC"))
    assert (got.index.name, got.columns.name) == ("region_code", "partner_code")


def test_the_threshold_itself_counts_as_present() -> None:
    same = pd.DataFrame([[5.0, 5.0], [5.0, 5.0]], index=["A", "B"], columns=["x", "y"])
    assert not complementarity(from_tables(same)).any(axis=None)
    at_two = pd.DataFrame([[4.0, 0.0, 4.0], [0.0, 4.0, 4.0]], index=["A", "B"], columns=["x", "y", "z"])
    ones = complementarity(from_tables(at_two), threshold=1.0)
    np.testing.assert_allclose(ones, one_by_one(np.array([[1, 0, 1], [0, 1, 1.0]])))


@FEW
@given(ANY_TABLES)
def test_all_pairs_at_once_are_the_published_sum(values: np.ndarray) -> None:
    activity = from_tables(wide(values))
    known = quotient(activity)
    got = complementarity(activity).to_numpy()
    there = known.notna().any(axis=1).to_numpy()
    expected = one_by_one((known >= 1).to_numpy(dtype=float))
    np.testing.assert_allclose(got[np.ix_(there, there)], expected[np.ix_(there, there)], atol=1e-9)
    assert np.isnan(got[~there]).all()
    assert np.isnan(got[:, ~there]).all()
    assert (got[np.ix_(there, there)] >= 0).all()
    assert (np.diag(got)[there] == 0).all()


def test_the_registry_passes_the_options_on() -> None:
    got = indicators.compute("complementarity", from_tables(JOBS), {"threshold": "100"})
    assert not got.any(axis=None), "nothing is present anywhere"


def test_a_quotient_on_the_threshold_is_present() -> None:
    """The quotients are 3 and 1.5: nothing changes until the threshold has passed 1.5."""
    at, above = (complementarity(from_tables(JOBS), threshold=threshold) for threshold in (1.5, 1.6))
    assert at.round(9).to_numpy().tolist() == [[0, 100, 150], [0, 0, 0], [150, 100, 0]]
    assert not above.any(axis=None)
