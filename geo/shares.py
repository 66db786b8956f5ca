"""Shares of a region and of the reference economy: what every index of specialization and structure starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.schema import check_activity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.activity import Activity

    Figures = NDArray[np.float64]

REFERENCES = ("published", "sum", "rest", "external")
"""Reference economies: published national row, sum over the regions, all but the region, a row given by hand."""

_NOTHING_LEFT = 1e-12  # a rest below this share of the reference is rounding, not activity


def reference_share(activity: Activity, *, reference: str = "published") -> pd.DataFrame | pd.Series:
    """Share of each industry in the reference economy, ``q[i]``.

    Parameters
    ----------
    activity : Activity
        Wide table with its published reference row, where there is one.
    reference : {"published", "sum", "rest", "external"}
        ``published`` and ``external`` take the row that came with the table (the sum over regions where there is none),
        ``sum`` adds up the regions, ``rest`` is the reference without the region itself (which must be part of it).

    Returns
    -------
    Series of shape (n_industries,) or, for ``rest``, DataFrame of shape (n_regions, n_industries)
        Fractions.

    Raises
    ------
    UnknownOptionError
        If the reference is none of the four.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> reference_share(from_tables(x), reference="rest").loc["R01"].tolist()
    [0.75, 0.25]
    """
    if reference not in REFERENCES:
        raise UnknownOptionError("reference", reference, REFERENCES)
    row, total = reference_sums(activity, reference=reference)
    if reference != "rest":
        return row.where(row > 0) / (total if total > 0 else np.nan)
    others = row.to_numpy() - activity.values.to_numpy()
    rest_total = (total - activity.totals).to_numpy()[:, None]
    known = (rest_total > _NOTHING_LEFT * total) & (others > _NOTHING_LEFT * row.to_numpy())
    shares = np.divide(others, rest_total, out=np.full(others.shape, np.nan), where=known)
    return pd.DataFrame(shares, index=activity.values.index, columns=activity.values.columns, copy=False)


def reference_sums(activity: Activity, *, reference: str = "published") -> tuple[pd.Series, float]:
    """Figures of the reference economy by industry and their total, the region itself included.

    Returns
    -------
    (Series of shape (n_industries,), float)
        With ``sum`` those of the regions, else the row that came with the table.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = from_tables(pd.DataFrame({"C10": [10.0], "TOTAL": [40.0]}, index=["R01"]))
    >>> row, total = reference_sums(x, reference="sum")
    >>> row.tolist(), total
    ([10.0], 40.0)
    """
    if reference == "sum" and activity.reference_published:
        return activity.values.sum(axis=0, min_count=1), float(activity.totals.sum())
    return activity.reference, activity.reference_total


def reference_amounts(activity: Activity, industry: str, *, reference: str = "published") -> pd.DataFrame:
    """Figure of an industry in the reference economy and its total, as each region is compared with them.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``reference`` and ``reference_total``; the same in every row, but for ``rest``, which leaves the region out.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> reference_amounts(from_tables(x), "C10", reference="rest").loc["R01"].tolist()
    [30.0, 40.0]
    """
    row, total = reference_sums(activity, reference=reference)
    found = pd.DataFrame({"reference": float(row[industry]), "reference_total": total}, index=activity.values.index)
    if reference == "rest":
        found -= np.column_stack([activity.values[industry], activity.totals])
    return found


def share(activity: Activity) -> pd.DataFrame:
    """Share of each industry in the region, ``s[r, i] = x[r, i] / x[r, .]``.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Fractions of the region's total; NaN where the region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> share(from_tables(pd.DataFrame({"C10": [10.0], "C24": [30.0]}, index=["R01"]))).loc["R01"].tolist()
    [0.25, 0.75]
    """
    return activity.once(("share",), lambda: _share(activity)).copy(deep=False)


def quotient(activity: Activity, *, reference: str = "published") -> pd.DataFrame:
    """Share of each industry in the region over its share in the reference economy, ``s[r, i] / q[i]``.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Dimensionless, 0 or more; NaN where the region or the industry has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the reference is none of the four.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> quotient(from_tables(x)).loc["R01"].tolist()
    [0.5, 1.5]
    """
    made = activity.once(("quotient", reference), lambda: _quotient(activity, reference))
    return made.copy(deep=False)


def over(above: Figures | float, below: Figures) -> Figures:
    """Divide where there is something to divide by; NaN elsewhere.

    Parameters
    ----------
    above, below : arrays that fit one another
        `below` divides where it is larger than 0.

    Examples
    --------
    >>> over(np.array([1.0, 1.0, np.nan]), np.array([4.0, 0.0, 1.0])).tolist()
    [0.25, nan, nan]
    """
    shape = np.broadcast(above, below).shape
    found: Figures = np.divide(above, below, out=np.full(shape, np.nan), where=below > 0)
    return found


def _share(activity: Activity) -> pd.DataFrame:
    check_activity(activity.values)
    totals = activity.totals.where(activity.totals > 0)
    return activity.values.div(totals, axis=0)


def _quotient(activity: Activity, reference: str) -> pd.DataFrame:
    return share(activity) / reference_share(activity, reference=reference)
