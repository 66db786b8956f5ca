"""How unevenly an industry is spread over the regions, compared with all activity.

Every function compares ``c[r, i]``, the region's share of the industry among the regions where it is known, with
``w[r]``, its share of all activity in the same regions (published totals, else the sums of what is known). What a
national row counts beyond the regions of the table plays no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo import inequality
from geo.profile import compare, of_industries, of_table

if TYPE_CHECKING:
    import numpy as np

    from geo.activity import Activity
    from geo.profile import Kernel


def hoover_concentration(activity: Activity) -> pd.DataFrame:
    """Hoover's coefficient of localization ``sum_r |c[r, i] - w[r]| / 2`` [1]_.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``, 0 (spread as all activity is) to 1, and ``regions``, how many are known; NaN where an industry
        has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4),
       162-171.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> hoover_concentration(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    return of_industries(activity, _over_regions(activity, inequality.hoover))


def krugman_concentration(activity: Activity) -> pd.DataFrame:
    """Krugman's index of concentration ``sum_r |c[r, i] - w[r]|`` [1]_: twice Hoover's coefficient.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``, 0 (spread as all activity is) to 2, and ``regions``, how many are known; NaN where an industry
        has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> krugman_concentration(from_tables(x))["value"].tolist()
    [0.5, 0.5]
    """
    return of_industries(activity, 2 * _over_regions(activity, inequality.hoover))


def gini_concentration(activity: Activity) -> pd.DataFrame:
    """Gini coefficient of the location quotients of an industry, each region counting once [1]_.

    ``G = 2 sum_k k LQ_(k) / (n sum LQ) - (n + 1) / n``, quotients ``c[r, i] / w[r]`` in ascending order; regions
    without activity are left out.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``, 0 (the same quotient everywhere) to 1, and ``regions``, how many are known; NaN where an industry
        has no activity or is known in fewer than two regions with activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Ceapraz, I. L. (2008). The concepts of specialisation and spatial concentration and the process of economic
       integration. Romanian Journal of Regional Science 2(1), 68-93.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> gini_concentration(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    return of_industries(activity, _over_regions(activity, inequality.gini_of_quotients))


def hoover_gini(activity: Activity) -> pd.DataFrame:
    """Hoover-Gini: twice the area between the diagonal and the Lorenz curve of an industry over all activity [1]_.

    ``G = 1 - sum_k w_k (C_k + C_(k-1))``, regions in ascending order of ``c / w``, ``C`` the running sum of ``c``.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``, 0 (spread as all activity is) to 1, and ``regions``, how many are known; NaN where an industry
        has no activity or is known in fewer than two regions with activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4),
       162-171.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> hoover_gini(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    return of_industries(activity, _over_regions(activity, inequality.lorenz_gini))


def locational_gini(activity: Activity) -> pd.DataFrame:
    """Krugman's locational Gini: the area between the diagonal and the Lorenz curve, half the Hoover-Gini [1]_.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``, 0 (spread as all activity is) to 0.5, and ``regions``, how many are known; NaN where an industry
        has no activity or is known in fewer than two regions with activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Krugman, P. (1991). Geography and Trade. MIT Press, page 56.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> locational_gini(from_tables(x))["value"].tolist()
    [0.125, 0.125]
    """
    return of_industries(activity, _over_regions(activity, inequality.lorenz_gini) / 2)


def _over_regions(activity: Activity, kernel: Kernel) -> np.ndarray:
    """Compare the spread of each industry with that of all activity."""
    totals = activity.totals.to_numpy(dtype=float)
    return activity.once(("over_regions", kernel.__name__), lambda: compare(of_table(activity, axis=0), totals, kernel))
