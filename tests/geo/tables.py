"""Wide tables for tests: made by hand, drawn at random, compared with reference cases."""

import os
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import ArrayLike

from tests.support.verification import compared

FEW = settings(max_examples=int(os.environ.get("REGIOSCOPE_EXAMPLES", "25")))
QUOTIENTS = ("location_quotient", "additive_location_quotient", "symmetric_location_quotient", "share")
SCORES = (*QUOTIENTS, "normalized_revealed_advantage")
"""Quotients, and what grows with the region too."""

COMPLETE_TABLES = hnp.arrays(
    float, hnp.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=6), elements=st.integers(1, 10**6)
)
"""Tables without gaps."""
ANY_TABLES = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=6),
    elements=st.one_of(st.integers(0, 1000).map(float), st.just(np.nan), st.just(0.0)),
)
"""Tables with zeros and missing cells."""


def wide(values: ArrayLike) -> pd.DataFrame:
    """Make a table of regions R0, R1 ... and industries I0, I1 ..."""
    array = np.asarray(values, dtype=float)
    rows, columns = array.shape
    return pd.DataFrame(array, index=[f"R{r}" for r in range(rows)], columns=[f"I{i}" for i in range(columns)])


def cell(table: pd.DataFrame, region: str, industry: str) -> float:
    """Return one cell."""
    return float(table[industry].to_numpy(dtype=float)[list(table.index).index(region)])


def row(table: pd.DataFrame | pd.Series, region: str) -> list[float]:
    """Return the cells of a region."""
    found: list[float] = table.to_numpy(dtype=float)[list(table.index).index(region)].tolist()
    return found


def assert_close(got: ArrayLike, expected: ArrayLike, case: dict[str, Any]) -> None:
    """Compare with a reference case by its own tolerance."""
    rule = case["tolerance"]
    wanted = np.array(expected, dtype=float)
    assert np.size(got) == wanted.size, "one figure must not stand for several"
    compared(got, wanted, case)
    np.testing.assert_allclose(np.asarray(got, dtype=float), wanted, rtol=rule["rel"], atol=rule.get("abs", 0.0))
