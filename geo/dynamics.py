"""Change between two years: growth, and specializations that a region gains or loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import panel
from geo.activity import from_tables
from geo.shares import quotient

if TYPE_CHECKING:
    from geo.activity import Activity


def growth(activity: Activity, *, start: str = panel.FIRST, end: str = panel.LAST) -> pd.DataFrame:
    """Mean annual growth of each industry in each region, ``(x[r, i, T] / x[r, i, 0]) ** (1 / T) - 1``.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Fractions a year; -1 where the industry has gone, NaN where it was not there at the start or is not known.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError
        If there are no two such years.

    References
    ----------
    .. [1] Isard, W. (1960). Methods of Regional Analysis. MIT Press.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("R", "C10", 2020, 100.0), ("R", "C10", 2022, 121.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> x = from_tables(pd.DataFrame({"C10": [121.0]}, index=["R"]), {"years": years})
    >>> growth(x).round(6).loc["R"].tolist()
    [0.1]
    """
    years = panel.tables(activity, "growth")
    first, last = panel.span(years, start=start, end=end)
    before, after = (years[year].to_numpy(dtype=float) for year in (first, last))
    ratio = np.divide(after, before, out=np.full(before.shape, np.nan), where=before > 0)
    return _like(activity, ratio ** (1 / (last - first)) - 1)


def entry_exit(
    activity: Activity, *, threshold: float = 1.0, start: str = panel.FIRST, end: str = panel.LAST
) -> pd.DataFrame:
    """Specializations gained and lost: 1 where the quotient has reached the threshold, -1 where it fell below, else 0.

    The reference of each year is the sum over the regions of the table in that year.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    threshold : float
        Location quotient from which (>=) an industry counts as a specialization.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        1, 0 or -1; NaN where a quotient is not known in one of the two years.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError
        If there are no two such years.

    References
    ----------
    .. [1] Neffke, F., Henning, M., Boschma, R. (2011). How do regions diversify over time? Economic Geography 87,
       237-265.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", "x", 2020, 1.0), ("A", "y", 2020, 3.0), ("B", "x", 2020, 1.0), ("B", "y", 2020, 1.0)]
    >>> rows += [("A", "x", 2021, 4.0), ("A", "y", 2021, 3.0), ("B", "x", 2021, 1.0), ("B", "y", 2021, 1.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "industry_code", "year", "value"])
    >>> now = pd.DataFrame({"x": [4.0, 1.0], "y": [3.0, 1.0]}, index=["A", "B"])
    >>> entry_exit(from_tables(now, {"years": years})).to_numpy().tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    years = panel.tables(activity, "entry_exit")
    span = panel.span(years, start=start, end=end)
    before, after = (quotient(from_tables(years[year])).to_numpy(dtype=float) for year in span)
    changed = (after >= threshold).astype(float) - (before >= threshold)
    return _like(activity, np.where(np.isnan(before) | np.isnan(after), np.nan, changed))


def _like(activity: Activity, values: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(values, index=activity.values.index, columns=activity.values.columns)
