"""How many-sided a region is: concentration on few industries, entropy, related and unrelated variety.

The shares ``p[r, i]`` are those among the industries of the region that are known (see `geo.profile`); an industry of
the table in which the region has nothing counts, with a share of 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import inequality
from geo.errors import MissingTableError
from geo.profile import by_group, compare, of_regions, of_table

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.profile import Kernel


def herfindahl(activity: Activity) -> pd.DataFrame:
    """Herfindahl-Hirschman index ``H[r] = sum_i p[r, i]^2`` [1]_, not normalised.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 1/n (n equal industries) to 1 (a single one), and ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> herfindahl(from_tables(x))["value"].tolist()
    [0.625, 0.625]
    """
    return of_regions(activity, _alone(activity, inequality.squares))


def herfindahl_normalized(activity: Activity) -> pd.DataFrame:
    """Herfindahl-Hirschman index from 0 to 1, ``(H - 1/n) / (1 - 1/n)`` [1]_.

    ``n`` is the number of industries of the table that are known in the region, with or without activity.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 to 1, and ``coverage``; NaN where a region has no activity or only
        one industry is known.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761-762.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> herfindahl_normalized(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    n = of_table(activity, axis=1).known
    least = 1 / np.where(n > 1, n, np.nan)
    return of_regions(activity, np.maximum(_alone(activity, inequality.squares) - least, 0) / (1 - least))


def equivalent_number(activity: Activity) -> pd.DataFrame:
    """Equivalent number: how many industries of equal size that would be as concentrated, ``1 / H`` [1]_.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 1 to n, and ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Adelman, M. A. (1969). Comment on the H concentration measure as a numbers-equivalent. Review of Economics
       and Statistics 51(1), 99-101.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> equivalent_number(from_tables(x))["value"].tolist()
    [1.6, 1.6]
    """
    return of_regions(activity, 1 / _alone(activity, inequality.squares))


def entropy(activity: Activity) -> pd.DataFrame:
    """Shannon's entropy ``-sum_i p[r, i] log2 p[r, i]`` [1]_; 0 log 0 is 0.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, bits, 0 (a single industry) to log2 n, and ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Attaran, M. (1986). Industrial diversity and economic performance in U.S. areas. Annals of Regional Science
       20(2), 44-54.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> entropy(from_tables(x))["value"].round(6).tolist()
    [0.811278, 0.811278]
    """
    return of_regions(activity, _alone(activity, inequality.entropy_bits))


def theil_specialization(activity: Activity) -> pd.DataFrame:
    """Theil's T over the industries of a region, ``sum_i p[r, i] ln(n p[r, i])`` [1]_.

    ``n`` is the number of industries of the table that are known in the region.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 (all industries equal) to ln n, and ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> theil_specialization(from_tables(x))["value"].round(6).tolist()
    [0.130812, 0.130812]
    """
    most = np.log(np.maximum(of_table(activity, axis=1).known, 1))
    bits = _alone(activity, inequality.entropy_bits)
    return of_regions(activity, np.maximum(most - bits * np.log(2), 0))


def ogive(activity: Activity) -> pd.DataFrame:
    """Ogive index ``n sum_i (p[r, i] - 1/n)^2`` [1]_.

    ``n`` is the number of industries of the table that are known in the region.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 (all industries equal) to n - 1, and ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Tress, R. C. (1938). Unemployment and the diversification of industry. Manchester School 9(2), 140-152.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> ogive(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    n = of_table(activity, axis=1).known
    return of_regions(activity, np.maximum(n * _alone(activity, inequality.squares) - 1, 0))


def unrelated_variety(activity: Activity) -> pd.DataFrame:
    """Unrelated variety: entropy of the shares of the groups, ``-sum_g P[r, g] log2 P[r, g]`` [1]_.

    Parameters
    ----------
    activity : Activity
        With `groups`, the group (such as the two-digit division) of each industry.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, bits, and ``coverage``; NaN where a region has no activity. Unrelated and related
        variety add up to the entropy.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    MissingTableError
        If the groups are not there.

    References
    ----------
    .. [1] Frenken, K., Van Oort, F., Verburg, T. (2007). Related variety, unrelated variety and regional economic
       growth. Regional Studies 41(5), 685-697.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0], "C11": [10.0], "J62": [20.0]}, index=["R01"])
    >>> groups = pd.Series({"C10": "C", "C11": "C", "J62": "J"})
    >>> unrelated_variety(from_tables(x, {"groups": groups}))["value"].tolist()
    [1.0]
    """
    return of_regions(activity, _varieties(activity, "unrelated_variety")[0])


def related_variety(activity: Activity) -> pd.DataFrame:
    """Related variety: entropy within the groups, weighted by their shares, ``sum_g P[r, g] H[r, g]`` [1]_.

    Parameters
    ----------
    activity : Activity
        With `groups`, the group (such as the two-digit division) of each industry.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, bits, and ``coverage``; NaN where a region has no activity. Unrelated and related
        variety add up to the entropy.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    MissingTableError
        If the groups are not there.

    References
    ----------
    .. [1] Frenken, K., Van Oort, F., Verburg, T. (2007). Related variety, unrelated variety and regional economic
       growth. Regional Studies 41(5), 685-697.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0], "C11": [10.0], "J62": [20.0]}, index=["R01"])
    >>> groups = pd.Series({"C10": "C", "C11": "C", "J62": "J"})
    >>> related_variety(from_tables(x, {"groups": groups}))["value"].tolist()
    [0.5]
    """
    return of_regions(activity, _varieties(activity, "related_variety")[1])


def _alone(activity: Activity, kernel: Kernel) -> np.ndarray:
    """Describe the profile of each region, compared with equal shares where the kernel compares."""
    return activity.once(("alone", kernel.__name__), lambda: compare(of_table(activity, axis=1), None, kernel))


def _varieties(activity: Activity, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Entropy between the groups, and what is left of the whole entropy within them."""
    groups = activity.companions.groups
    if groups is None:
        raise MissingTableError(name, "groups")
    add = by_group(groups)
    found = of_table(activity, axis=1)
    between = activity.once(("between",), lambda: compare(found, None, lambda p, _: inequality.entropy_bits(add(p))))
    return between, np.maximum(_alone(activity, inequality.entropy_bits) - between, 0)
