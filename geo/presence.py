"""In how many industries a region is specialized, and how many regions are specialized in an industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.profile import blocks, of_industries, of_regions
from geo.schema import check_activity
from geo.shares import reference_share

if TYPE_CHECKING:
    from geo.activity import Activity


def diversity(activity: Activity) -> pd.DataFrame:
    """Diversity: the number of industries with a location quotient of 1 or more [1]_.

    The quotient is that of the maps: published totals and reference where there are any.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, a whole number, and ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. Proceedings of the National
       Academy of Sciences 106(26), 10570-10575.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> diversity(from_tables(x))["value"].tolist()
    [1.0, 1.0]
    """
    return of_regions(activity, _counts(activity, axis=1))


def ubiquity(activity: Activity) -> pd.DataFrame:
    """Ubiquity: the number of regions with a location quotient of 1 or more [1]_.

    The quotient is that of the maps: published totals and reference where there are any.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``, a whole number, and ``regions``, how many are known; NaN where an industry has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. Proceedings of the National
       Academy of Sciences 106(26), 10570-10575.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> ubiquity(from_tables(x))["value"].tolist()
    [1.0, 1.0]
    """
    return of_industries(activity, _counts(activity, axis=0))


def _counts(activity: Activity, *, axis: int) -> np.ndarray:
    """Count the quotients of 1 or more of each region (axis 1) or industry (axis 0); NaN where none is defined."""
    return activity.once(("presence",), lambda: _both_counts(activity))[axis]


def _both_counts(activity: Activity) -> tuple[np.ndarray, np.ndarray]:
    values = check_activity(activity.values).to_numpy(dtype=float)
    totals, shares = activity.totals.to_numpy(dtype=float), reference_share(activity).to_numpy(dtype=float)
    known, present = np.zeros((2, *values.shape), dtype=bool)
    for rows in blocks(len(values)):
        own = np.where(totals[rows] > 0, totals[rows], np.nan)[:, None]
        quotient = values[rows] / own / shares
        present[rows] = quotient >= 1
        known[rows] = quotient >= 0
    by_industry, by_region = (
        np.where(known.any(axis=axis), np.count_nonzero(present, axis=axis), np.nan) for axis in (0, 1)
    )
    return by_industry, by_region
