"""How the mix of industries of a region differs from that of the country, of other regions, or of one region.

Every function compares ``p[r, i]``, the share of an industry among the industries of the region that are known, with
``q[i]``, its share among the same industries of the reference economy (the published national row, else the sum over
the regions). So a suppressed cell takes nothing from the index; `coverage` says how much of the region is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import inequality
from geo.errors import UnknownOptionError
from geo.profile import LARGEST, compare, compare_with_others, of_regions, of_table, region_of

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.profile import Kernel, Profiles

AGAINST = ("total", "mean_of_others", "region")
"""What a region is compared with: the reference economy, the plain mean of the other regions, one region."""
ALL = "all"
"""Stands for every region."""

_ALIKE = 1e-12  # a distance up to this is rounding: the two mixes are the same


def krugman_specialization(activity: Activity, *, against: str = "total", region: str = LARGEST) -> pd.DataFrame:
    """Krugman's index of specialization, ``K[r] = sum_i |p[r, i] - q[i]|`` [1]_.

    Parameters
    ----------
    activity : Activity
        Non-negative activity with totals and reference.
    against : {"total", "mean_of_others", "region"}
        ``total``: the reference economy; ``mean_of_others``: the unweighted mean of the shares of the other
        regions [2]_; ``region``: the region that `region` names.
    region : str
        Code of a region, or ``largest``; read with ``against="region"`` only.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 (the same mix) to 2 (nothing in common), and ``coverage``; NaN where a region has no activity. A
        single region is its own total: 0; of others it has none: NaN.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If `against` is none of the three.
    UnknownRegionError
        If there is no such region.

    References
    ----------
    .. [1] Krugman, P. (1991). Geography and Trade. MIT Press.
    .. [2] Midelfart-Knarvik, K. H., Overman, H. G., Redding, S. J., Venables, A. J. (2000). The location of European
       industry. European Economy - Economic Papers 142.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> krugman_specialization(from_tables(x))["value"].tolist()
    [0.5, 0.5]
    >>> krugman_specialization(from_tables(x), against="mean_of_others")["value"].tolist()
    [1.0, 1.0]
    """
    if against not in AGAINST:
        raise UnknownOptionError("value", against, AGAINST, where="of 'against'")
    if against == "total":
        return of_regions(activity, 2 * _from_total(activity, inequality.hoover))
    found = of_table(activity, axis=1)
    if against == "mean_of_others":
        return of_regions(activity, 2 * compare_with_others(found, inequality.hoover))
    return of_regions(activity, _between(found, region_of(activity, region)))


def specialization_coefficient(activity: Activity) -> pd.DataFrame:
    """Coefficient of specialization ``sum_i |p[r, i] - q[i]| / 2`` [1]_: half of Krugman's index.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 (the same mix) to 1 (nothing in common), and ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hoover, E. M., Giarratani, F. (1984). An Introduction to Regional Economics. Knopf, chapter 9.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> specialization_coefficient(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    return of_regions(activity, _from_total(activity, inequality.hoover))


def hoover_specialization(activity: Activity) -> pd.DataFrame:
    """Hoover's index over the industries of a region [1]_: the largest gap between its Lorenz curve and the diagonal.

    The curve has the shares of the reference economy across and those of the region up. The gap is
    ``sum_i |p[r, i] - q[i]| / 2``: the same number as the coefficient of specialization.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 to 1, and ``coverage``; NaN where a region has no activity.

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
    >>> hoover_specialization(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    return of_regions(activity, _from_total(activity, inequality.hoover))


def hachman(activity: Activity) -> pd.DataFrame:
    """Hachman's index of likeness ``1 / sum_i (LQ[r, i] p[r, i])`` [1]_.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 1 (the mix of the reference economy) down to 0 (it has an industry that the reference has not), and
        ``coverage``; NaN where a region has no activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Moore, E. (2001). Measuring economic diversification. Oregon Labor Trends.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> hachman(from_tables(x))["value"].tolist()
    [0.8, 0.8]
    """
    return of_regions(activity, _from_total(activity, inequality.likeness))


def duranton_puga_diversity(activity: Activity) -> pd.DataFrame:
    """Relative diversity ``1 / sum_i |p[r, i] - q[i]|`` [1]_.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0.5 or more, and ``coverage``; NaN where a region has no activity or has
        exactly the mix of the reference economy (the index has no bound).

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Duranton, G., Puga, D. (2000). Diversity and specialisation in cities: why, where and when does it matter?
       Urban Studies 37(3), 533-555.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> duranton_puga_diversity(from_tables(x))["value"].tolist()
    [2.0, 2.0]
    """
    distance = 2 * _from_total(activity, inequality.hoover)
    return of_regions(activity, 1 / np.where(distance > _ALIKE, distance, np.nan))


def gini_specialization(activity: Activity) -> pd.DataFrame:
    """Gini coefficient of the location quotients of a region, each industry counting once [1]_.

    ``G = 2 sum_k k LQ_(k) / (n sum LQ) - (n + 1) / n``, quotients in ascending order; industries that the reference
    economy has not are left out.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 to 1, and ``coverage``; NaN where a region has no activity or
        fewer than two industries.

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
    >>> gini_specialization(from_tables(x))["value"].tolist()
    [0.25, 0.25]
    """
    return of_regions(activity, _from_total(activity, inequality.gini_of_quotients))


def krugman_bilateral(activity: Activity, *, region: str = ALL) -> pd.DataFrame:
    """Krugman's index between two regions, ``K[r, s] = sum_i |p[r, i] - p[s, i]|`` [1]_.

    Both profiles are cut down to the industries that are known in both regions.

    Parameters
    ----------
    activity : Activity
    region : str
        Code of one region to compare every other with; ``largest``; or ``all`` for every pair.

    Returns
    -------
    DataFrame of shape (n_pairs, 1)
        ``value``, 0 to 2, on ``region_code`` and ``other_region_code``; each pair once, NaN where one of the two has no
        activity.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownRegionError
        If there is no such region.

    References
    ----------
    .. [1] Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> krugman_bilateral(from_tables(x)).loc[("R01", "R02"), "value"]
    np.float64(1.0)
    """
    found, codes = of_table(activity, axis=1), activity.values.index
    if region == ALL:
        first, second = np.triu_indices(len(codes), 1)
        distance = np.concatenate([_between(found, row)[row + 1 :] for row in range(len(codes))])
    else:
        row = region_of(activity, region)
        second = np.flatnonzero(np.arange(len(codes)) != row)
        first = np.full(len(second), row)
        distance = _between(found, row)[second]
    pairs = pd.MultiIndex.from_arrays([codes[first], codes[second]], names=["region_code", "other_region_code"])
    return pd.DataFrame({"value": distance}, index=pairs)


def _between(found: Profiles, row: int) -> np.ndarray:
    """Compare every region with one of them, over the industries that both know."""
    distance = 2 * compare(found, found.alone(row), inequality.hoover)
    return np.where(distance > _ALIKE, distance, np.where(np.isnan(distance), np.nan, 0.0))


def _from_total(activity: Activity, kernel: Kernel) -> np.ndarray:
    """Compare each region with the reference economy."""
    reference = activity.reference.to_numpy(dtype=float)
    return activity.once(
        ("from_total", kernel.__name__), lambda: compare(of_table(activity, axis=1), reference, kernel)
    )
