"""How much a region does of each industry, compared with the reference economy: the family of the location quotient.

All functions take a wide table (index ``region_code``, columns ``industry_code``) and return one of the same shape. A
missing cell stays missing and touches no other cell; what has no activity is undefined (NaN), never zero or one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.schema import check_activity
from geo.shares import REFERENCES, quotient, reference_share, reference_sums, share

if TYPE_CHECKING:
    from geo.activity import Activity

__all__ = [
    "REFERENCES",
    "additive_location_quotient",
    "density_km2",
    "location_quotient",
    "normalized_revealed_advantage",
    "per_thousand_people",
    "reference_share",
    "share",
    "symmetric_location_quotient",
]


def location_quotient(activity: Activity, *, reference: str = "published") -> pd.DataFrame:
    """Location quotient of each industry in each region.

    ``LQ[r, i] = (x[r, i] / x[r, .]) / (q[i] / q[.])``; above 1 the region is specialized in the industry relative to
    the reference economy [1]_.

    Parameters
    ----------
    activity : Activity
        Non-negative activity with totals and reference.
    reference : {"published", "sum", "rest", "external"}
        See `reference_share`.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Dimensionless, 0 or more; NaN where the region or the industry has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite; the message names the first cell.
    UnknownOptionError
        If the reference is none of the four.

    References
    ----------
    .. [1] Haig, R. M. (1926). Toward an understanding of the metropolis. Quarterly Journal of Economics 40(2), 179-208.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> location_quotient(from_tables(x)).loc["R01"].tolist()
    [0.5, 1.5]
    """
    return quotient(activity, reference=reference)


def additive_location_quotient(
    activity: Activity, *, reference: str = "published", variant: str = "profile"
) -> pd.DataFrame:
    """Difference of two shares instead of their ratio.

    ``profile``: ``s[r, i] - q[i]``, the region's share of the industry less the reference's [1]_;
    ``industry``: ``x[r, i] / x[., i] - x[r, .] / x[., .]``, the region's share of the industry's activity less its
    share of all activity.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Fractions between -1 and 1; 0 is the reference.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the reference or the variant is not known, or ``industry`` is asked for with ``rest``.

    References
    ----------
    .. [1] Hoen, A. R., Oosterhaven, J. (2006). On the measurement of comparative advantage. Annals of Regional
       Science 40, 677-691.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> additive_location_quotient(from_tables(x)).loc["R01"].tolist()
    [-0.25, 0.25]
    """
    variants = ("profile", "industry")
    if variant not in variants:
        raise UnknownOptionError("variant", variant, variants)
    q = reference_share(activity, reference=reference)
    if variant == "profile":
        return share(activity) - q
    if isinstance(q, pd.DataFrame):
        known = ("published", "sum", "external")
        raise UnknownOptionError("reference", reference, known, where="of the variant 'industry'")
    total = _whole(activity, reference)
    return (activity.values / (q * total)).sub(activity.totals / total, axis=0)


def symmetric_location_quotient(activity: Activity, *, reference: str = "published") -> pd.DataFrame:
    """Location quotient folded into -1 ... 1, ``(LQ - 1) / (LQ + 1)`` [1]_.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        -1 where the industry is absent, 0 at the reference share, below 1 always.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Laursen, K. (2015). Revealed comparative advantage and the alternatives as measures of international
       specialization. Eurasian Business Review 5, 99-115.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [0.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> float(symmetric_location_quotient(from_tables(x)).loc["R01", "C10"])
    -1.0
    """
    folded = quotient(activity, reference=reference)
    return (folded - 1) / (folded + 1)


def normalized_revealed_advantage(activity: Activity, *, reference: str = "published") -> pd.DataFrame:
    """Activity above what the reference economy leads one to expect, as a share of the whole reference economy.

    ``NRCA[r, i] = x[r, i] / q[.] - x[r, .] q[i] / q[.]**2`` [1]_, which is ``s[r, i] - q[i]`` weighted by the share of
    the region in everything. With the sum over the regions as reference it adds up to 0 over the regions and over the
    industries, so that figures of different regions and industries can be compared and added.

    Parameters
    ----------
    activity : Activity
        Non-negative activity with totals and reference.
    reference : {"published", "sum", "rest", "external"}
        See `reference_share`; with ``rest`` the profile of the rest is expected and the weight stays the region's share
        of the whole.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Fractions of the whole, between -1/4 and 1/4 where the regions are part of the reference; NaN where the region
        or the industry has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the reference is none of the four.

    References
    ----------
    .. [1] Yu, R., Cai, J., Leung, P. (2009). The normalized revealed comparative advantage index. Annals of Regional
       Science 43, 267-282.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> normalized_revealed_advantage(from_tables(x)).loc["R01"].tolist()
    [-0.125, 0.125]
    """
    beyond = share(activity) - reference_share(activity, reference=reference)
    return beyond.mul(activity.totals / _whole(activity, reference), axis=0)


def density_km2(activity: Activity) -> pd.DataFrame:
    """Activity per square kilometre of the region.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Units of the measure per km2; NaN where the area is unknown or zero.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0]}, index=["R01"])
    >>> density_km2(from_tables(x, {"areas": pd.Series({"R01": 4.0})})).loc["R01"].tolist()
    [2.5]
    """
    return _per(activity, activity.areas)


def per_thousand_people(activity: Activity) -> pd.DataFrame:
    """Activity per thousand inhabitants of the region.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        Units of the measure per 1,000 people; NaN where nobody lives or the number is unknown.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0]}, index=["R01"])
    >>> per_thousand_people(from_tables(x, {"population": pd.Series({"R01": 4000.0})})).loc["R01"].tolist()
    [2.5]
    """
    return _per(activity, activity.population) * 1000


def _whole(activity: Activity, reference: str) -> float:
    """Total of the reference economy, the region itself included; NaN where there is none."""
    total = reference_sums(activity, reference=reference)[1]
    return total if total > 0 else np.nan


def _per(activity: Activity, divisor: pd.Series | None) -> pd.DataFrame:
    check_activity(activity.values)
    if divisor is None:
        return activity.values * np.nan
    return activity.values.div(divisor.where(divisor > 0), axis=0)
