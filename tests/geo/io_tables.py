"""Input-output tables for tests: made by hand, drawn at random, read from reference cases."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from geo.activity import Activity, from_tables

MILLER = np.array([[150.0, 500.0], [200.0, 100.0]])


def table_of(sales: Any, output: Any, **rows: Any) -> pd.DataFrame:  # noqa: ANN401 - whatever makes an array
    """Long form of a table; what is not sold to industries goes to households, half of it, and to others."""
    sales, output = np.asarray(sales, dtype=float), np.asarray(output, dtype=float)
    codes = [f"I{i}" for i in range(len(output))]
    left = output - sales.sum(axis=1)
    long = [(a, b, sales[i, j]) for i, a in enumerate(codes) for j, b in enumerate(codes)]
    long += [(a, to, left[i] / 2) for i, a in enumerate(codes) for to in ("HOUSEHOLDS", "OTHER_DEMAND")]
    long += [(name, b, float(values[j])) for name, values in rows.items() for j, b in enumerate(codes)]
    return pd.DataFrame(long, columns=["from_code", "to_code", "value"])


def economy_of(io: pd.DataFrame, jobs: Mapping[str, Any] | None = None) -> Activity:
    codes = [code for code in io["to_code"].unique() if code not in {"HOUSEHOLDS", "OTHER_DEMAND"}]
    table = pd.DataFrame(jobs or {"R": np.ones(len(codes))}, index=codes, dtype=float).T
    return from_tables(table, {"io": io})


def germany(oracles: Path) -> tuple[pd.DataFrame, list[str]]:
    table = pd.read_csv(oracles / "data" / "germany_1995_siot.csv", index_col=0)
    codes = list(table.columns[:6])
    rows = {"WAGES": "compensation_employees", "OUTPUT": "output", "VALUE_ADDED": "gva"}
    long = [(a, b, table.loc[a, b]) for a in codes for b in codes]
    long += [(name, b, table.loc[source, b]) for name, source in rows.items() for b in codes]
    long += [("EMPLOYMENT", b, table.loc["employment_domestic_total", b]) for b in codes]
    long += [(a, "HOUSEHOLDS", table.loc[a, "final_consumption_households"]) for a in codes]
    return pd.DataFrame(long, columns=["from_code", "to_code", "value"]), codes


HAND = table_of([[50, 0], [25, 0]], [100, 100], WAGES=[20, 50], EMPLOYMENT=[10, 5])
"""I0 takes half of itself and a quarter of I1; L = [[2, 0], [0.5, 1]]."""
JOBS = {"R1": [10, 30], "R2": [90, 70]}
"""R1 has quotients of 0.5 and 1.5 and a fifth of the nation."""
TABLES = hnp.arrays(float, st.integers(2, 5).map(lambda n: (n, n)), elements=st.integers(0, 100))
ONCE = st.lists(st.floats(0.05, 4.0), min_size=4, max_size=4)


def made(sales: np.ndarray) -> Activity:
    """Make every industry sell and buy less than it makes, and pay wages."""
    output = np.maximum(sales.sum(axis=0), sales.sum(axis=1)) * 1.5 + 10
    rest = output - sales.sum(axis=0)
    return economy_of(table_of(sales, output, WAGES=rest * 0.6, EMPLOYMENT=rest * 0.1))
