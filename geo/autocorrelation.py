"""Whether an industry clusters in space as a whole: Moran's I, Geary's C, Getis-Ord G, for all industries at once.

Regions without a figure and islands (regions without neighbours) take no part. A z-score needs four regions; an
industry that is the same everywhere has no statistic (NaN). Everything of one set of regions is one sparse product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import global_statistics as kernels
from geo.chance import Chance
from geo.spatial_sample import Sample, samples_of, variable_of
from geo.weights import Neighbours

if TYPE_CHECKING:
    from collections.abc import Callable

    from scipy.sparse import csr_array

    from geo.activity import Activity

    Pair = tuple[np.ndarray, np.ndarray]
    Statistic = Callable[[np.ndarray, csr_array], np.ndarray]
    Moments = Callable[[np.ndarray, csr_array, str], Pair]

_SLACK = 1e-9  # figures that differ by less than this part are equal
_ROUNDING = 1e-12  # a variance below this part of the squared expectation is rounding: every map is the same
_ONCE = Chance(permutations=0)
_ROW = Neighbours()
_BINARY = Neighbours(style="binary")


def moran(
    activity: Activity, *, variable: str = "value", neighbours: Neighbours = _ROW, chance: Chance = _ONCE
) -> pd.DataFrame:
    """Moran's I of each industry.

    ``I = (n / S0) sum_ij w_ij z_i z_j / sum_i z_i^2`` with ``z = x - mean`` [1]_; expectation ``-1 / (n - 1)``.

    Parameters
    ----------
    activity : Activity
        With weights or geometry.
    variable : {"value", "share", "location_quotient"}
    neighbours : Neighbours
        Row-standardised by default.
    chance : Chance
        By default without permutations.

    Returns
    -------
    DataFrame of shape (n_industries, 6 or 7)
        ``value``, ``expectation``, ``variance``, ``z_score``, ``p_value``, with permutations ``pseudo_p_value``
        ``(1 + extreme) / (1 + permutations)``, and ``n_regions``. Above the expectation, like lies near like.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the variable is not known or the data have no neighbours of this kind.

    References
    ----------
    .. [1] Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2), 17-23.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = pd.DataFrame({"C10": [1.0, 2.0, 3.0]}, index=list("ABC"))
    >>> float(moran(from_tables(x, {"weights": pd.DataFrame(pairs)})).loc["C10", "value"])
    0.0
    """
    return _global(activity, variable, neighbours, kernels.moran, kernels.moran_moments, chance)


def geary(
    activity: Activity, *, variable: str = "value", neighbours: Neighbours = _ROW, chance: Chance = _ONCE
) -> pd.DataFrame:
    """Geary's C of each industry.

    ``C = (n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 S0 sum_i z_i^2)`` [1]_; expectation 1. Below 1 neighbours are alike,
    so that a negative z-score means clustering.

    Parameters
    ----------
    activity, variable, neighbours, chance
        See `moran`.

    Returns
    -------
    DataFrame of shape (n_industries, 6 or 7)
        See `moran`.

    Raises
    ------
    NegativeActivityError, UnknownOptionError
        See `moran`.

    References
    ----------
    .. [1] Geary, R. C. (1954). The contiguity ratio and statistical mapping. The Incorporated Statistician 5(3),
       115-146.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = pd.DataFrame({"C10": [1.0, 2.0, 3.0]}, index=list("ABC"))
    >>> float(geary(from_tables(x, {"weights": pd.DataFrame(pairs)})).loc["C10", "value"])
    0.5
    """
    return _global(activity, variable, neighbours, kernels.geary, kernels.geary_moments, chance)


def getis_ord(
    activity: Activity, *, variable: str = "value", neighbours: Neighbours = _BINARY, chance: Chance = _ONCE
) -> pd.DataFrame:
    """General G of Getis and Ord of each industry.

    ``G = sum_ij w_ij x_i x_j / sum_i sum_j!=i x_i x_j`` [1]_; expectation ``S0 / (n (n - 1))``. Above it, high figures
    lie near high ones; below it, low near low. Under either assumption the variance is that of randomisation.

    Parameters
    ----------
    activity, variable, neighbours, chance
        See `moran`; weights are binary by default.

    Returns
    -------
    DataFrame of shape (n_industries, 6 or 7)
        See `moran`.

    Raises
    ------
    NegativeActivityError, UnknownOptionError
        See `moran`.

    References
    ----------
    .. [1] Getis, A., Ord, J. K. (1992). The analysis of spatial association by use of distance statistics.
       Geographical Analysis 24(3), 189-206.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = pd.DataFrame({"C10": [1.0, 2.0, 3.0]}, index=list("ABC"))
    >>> round(float(getis_ord(from_tables(x, {"weights": pd.DataFrame(pairs)})).loc["C10", "value"]), 4)
    0.7273
    """
    return _global(activity, variable, neighbours, kernels.getis_ord, kernels.getis_ord_moments, chance)


def _global(
    activity: Activity, variable: str, neighbours: Neighbours, statistic: Statistic, moments: Moments, chance: Chance
) -> pd.DataFrame:
    figures = variable_of(activity, variable)
    columns = ["value", "expectation", "variance", "z_score", "p_value", "pseudo_p_value", "n_regions"]
    found = pd.DataFrame(np.nan, index=figures.columns.rename("industry_code"), columns=columns)
    for sample in samples_of(activity, figures, neighbours):
        n = len(sample.rows)
        found.iloc[sample.columns, 6] = n
        if not sample.weights.nnz:
            continue
        value = statistic(sample.x, sample.weights)
        expectation, variance = (
            np.where(np.isnan(value), np.nan, m) for m in moments(sample.x, sample.weights, chance.assumption)
        )
        spread = np.where(variance > _ROUNDING * np.square(expectation), variance, np.nan)
        z = (value - expectation) / np.sqrt(spread)
        pseudo = _pseudo(sample, value, statistic, chance)
        parts = [value, expectation, variance, z, chance.of_score(z), pseudo]
        found.iloc[sample.columns, :6] = np.column_stack(parts)
    found["n_regions"] = found["n_regions"].fillna(0).astype(int)
    return found if chance.permutations else found.drop(columns="pseudo_p_value")


def _pseudo(sample: Sample, value: np.ndarray, statistic: Statistic, chance: Chance) -> np.ndarray:
    """Share of the maps, shuffled ones and the observed one, that are as far out; all industries are shuffled alike."""
    rng, slack = np.random.default_rng(chance.seed), _SLACK * np.abs(value)
    above, below = np.zeros_like(value), np.zeros_like(value)
    for _ in range(chance.permutations):
        shuffled = statistic(sample.x[rng.permutation(len(sample.x))], sample.weights)
        above += shuffled >= value - slack
        below += shuffled <= value + slack
    return np.where(np.isnan(value), np.nan, chance.of_counts(above, below))
