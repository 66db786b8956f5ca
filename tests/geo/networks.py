"""Tables of 0 and 1 for the tests of complexity and relatedness, made by hand and drawn at random."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo.activity import Activity, from_tables
from geo.network import PresenceRule
from tests.geo.tables import wide

GIVEN = PresenceRule(given=True)
"""The table itself says who has what."""
BINARY_TABLES = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=3, max_side=9),
    elements=st.sampled_from([0.0, 1.0, 1.0]),
)
"""Tables of 0 and 1, two thirds of them 1, so that most hang together."""


def network(rows: Any, anchor: Any = None) -> Activity:  # noqa: ANN401 - whatever numpy makes an array of
    """Make a table of 0 and 1 with a figure of each region that complexity should rise with."""
    table = wide(rows)
    if anchor is None:
        return from_tables(table)
    return from_tables(table, {"anchor": pd.Series(np.asarray(anchor, dtype=float), index=table.index)})


def european(case: dict[str, Any], oracles: Path) -> Activity:
    """Return the table of thirty countries and ten industries of the reference case."""
    long = pd.read_csv(oracles / "data" / "EU28_emp_2016.csv")
    table = long.pivot_table(index="geo", columns="nace_r2", values="emp1000")
    return from_tables(table.loc[case["inputs"]["rows"], case["inputs"]["cols"]])
