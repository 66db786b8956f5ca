"""Tables of several years for tests."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geo.activity import Activity, from_tables
from tests.geo.tables import wide


def long(tables: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Bring tables of years into the long form of the companion ``years``; a missing cell has a row of its own."""
    parts = [
        table.rename_axis("region_code").reset_index().melt("region_code", var_name="industry_code").assign(year=year)
        for year, table in tables.items()
    ]
    return pd.concat(parts, ignore_index=True)


def in_years(tables: Mapping[int, pd.DataFrame], **more: pd.DataFrame) -> Activity:
    """Make an activity table of the last year with all years beside it."""
    return from_tables(tables[max(tables)], {"years": long(tables), **more})


def two_years(before: Any, after: Any, **more: pd.DataFrame) -> Activity:  # noqa: ANN401 - whatever makes an array
    """Make 2000 and 2001 of regions R0, R1 ... and industries I0, I1 ..."""
    return in_years({2000: wide(before), 2001: wide(after)}, **more)


def series(rows: Mapping[Any, Any], *, first: int = 2000, **more: pd.DataFrame) -> Activity:
    """Make one industry ``y`` of regions with a figure a year."""
    table = np.array([np.asarray(values, dtype=float) for values in rows.values()])
    years = {first + t: pd.DataFrame({"y": table[:, t]}, index=list(rows)) for t in range(table.shape[1])}
    return in_years(years, **more)


def ring(codes: list[str]) -> pd.DataFrame:
    """Make neighbours of regions in a circle."""
    pairs = [(a, b) for a, b in zip(codes, [*codes[1:], codes[0]], strict=True)]
    pairs += [(b, a) for a, b in pairs]
    return pd.DataFrame(pairs, columns=["region_code", "neighbour_code"]).drop_duplicates().assign(weight=1.0)
