"""What is said where an indicator has no value anywhere: an empty file alone would look like a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.query import Table


def nothing_told(table: Table, industry: str) -> list[str]:
    """Say in a sentence that a table, or one of its industries, has no value at all, and what it was computed from.

    Where no figure was known to begin with, nothing is said: the table shows that itself.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo.activity import from_tables
    >>> from geo.query import Query, tabulate
    >>> one = from_tables(pd.DataFrame({"C10": [10.0], "C24": [0.0]}, index=["R01"]))
    >>> nothing_told(tabulate(one, Query("", "disparity")), "")[0]
    'nowhere is there a value; the table has 1 region(s) and 2 industries, with 1 figure(s) above 0'
    """
    values = table.values
    if industry in values.columns and table.entry.shape == "wide":
        values = values[[industry]]
    elif "value" in values.columns:
        values = values[["value"]]
    figures = table.activity.values
    asked = figures[industry] if industry in figures.columns else figures
    if values.notna().to_numpy().any() or asked.isna().to_numpy().all():
        return []
    n = int((figures > 0).to_numpy().sum())
    size = f"{figures.shape[0]} region(s) and {figures.shape[1]} industries"
    return [f"nowhere is there a value; the table has {size}, with {n} figure(s) above 0"]
