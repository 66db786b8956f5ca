"""Fitness of regions, and the method of reflections: complexity by iteration instead of an eigenvector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.network import QUOTIENT, PresenceRule, presence_from, presence_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.activity import Activity
    from geo.network import Presence

    Array = NDArray[np.float64]

ITERATIONS = 200
_REST = 1e-13
_LEAST = 1e-300  # fitness may fall to 0, and is divided by
_MOST_STEPS = 1000


def fitness(activity: Activity, *, iterations: int = ITERATIONS, rule: PresenceRule = QUOTIENT) -> pd.DataFrame:
    """Fitness of each region: it counts its industries, those most that only fit regions have [1]_.

    ``F <- M Q`` and ``Q <- 1 / (M' (1 / F))``, both from the step before, each divided by its mean, from ones.

    Parameters
    ----------
    activity : Activity
    iterations : int
        Steps at most, 1 to 1000; they end where nothing changes any more.
    rule : PresenceRule

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``, 0 or more with the mean 1; ``change``, the largest change in the last step as a fraction of the mean:
        far from 0 the steps have not come to rest. NaN where no industry is present.

    Raises
    ------
    UnknownOptionError
        If the number of iterations is not from 1 to 1000.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Tacchella, A., Cristelli, M., Caldarelli, G., Gabrielli, A., Pietronero, L. (2012). A new metrics for
       countries' fitness and products' complexity. Scientific Reports 2, 723.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [5.0, 5.0, 5.0], "C24": [5.0, 5.0, 0.0], "C30": [5.0, 0.0, 0.0]}, index=list("abc"))
    >>> fitness(from_tables(x), iterations=2, rule=PresenceRule(given=True))["value"].round(3).tolist()
    [1.833, 0.833, 0.333]
    """
    regions, _ = fitness_and_quality(presence_of(activity, rule), iterations=iterations)
    return regions


def fitness_and_quality(presence: Presence, *, iterations: int = ITERATIONS) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fitness of the regions and, from the same steps, the quality of the industries.

    Returns
    -------
    (regions, industries) : DataFrames
        Columns ``value`` and ``change`` as in `fitness`.

    Raises
    ------
    UnknownOptionError
        If the number of iterations is not from 1 to 1000.
    """
    if not 1 <= iterations <= _MOST_STEPS:
        raise UnknownOptionError("number of iterations", f"{iterations}", (f"1 to {_MOST_STEPS}",))
    rows, columns = presence.diversity > 0, presence.ubiquity > 0
    held = presence.held if rows.all() and columns.all() else presence.held[np.ix_(rows, columns)]
    region, quality = np.ones(held.shape[0]), np.ones(held.shape[1])
    before = region, quality
    for _ in range(iterations if held.size else 0):
        before = region, quality
        region = _to_mean_one(held @ before[1])
        quality = _to_mean_one(1.0 / (held.T @ (1.0 / np.maximum(before[0], _LEAST))))
        if np.abs(region - before[0]).max() < _REST and np.abs(quality - before[1]).max() < _REST:
            break  # further steps would change the last digit only
    return (
        _with_change(region, before[0], rows, presence.regions),
        _with_change(quality, before[1], columns, presence.industries),
    )


def method_of_reflections(activity: Activity, *, order: int = 2, rule: PresenceRule = QUOTIENT) -> pd.DataFrame:
    """Reflections of a given order for each region: the mean of means over the network [1]_. For teaching.

    ``k[r, 0]`` is the diversity and ``k[i, 0]`` the ubiquity; ``k[r, n]`` is the mean of ``k[i, n-1]`` over what the
    region has, ``k[i, n]`` the mean of ``k[r, n-1]`` over the regions that have it.

    Returns
    -------
    DataFrame of shape (n_regions, 1)
        ``value``; even orders are of the kind of a diversity, odd ones of a ubiquity. NaN where nothing is present.

    Raises
    ------
    UnknownOptionError
        If the order is negative or above 1000.
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. Proceedings of the National
       Academy of Sciences 106(26), 10570-10575.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [5.0, 5.0, 1.0], "C24": [5.0, 1.0, 9.0], "C30": [1.0, 9.0, 9.0]}, index=list("abc"))
    >>> method_of_reflections(from_tables(x), order=0)["value"].tolist()
    [2.0, 2.0, 2.0]
    """
    presence = presence_of(activity, rule)
    regions, _ = _reflected(presence, order)
    return pd.DataFrame({"value": regions[order]}, index=presence.regions)


def reflections(presence: pd.DataFrame, *, order: int = 2) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every reflection up to an order, from a table that says who has what.

    Parameters
    ----------
    presence : DataFrame of shape (n_regions, n_industries)
        1 and above is present.
    order : int

    Returns
    -------
    (regions, industries) : DataFrames of shape (n_regions, order + 1) and (n_industries, order + 1)
        Columns 0, 1 ... are the orders.

    Raises
    ------
    UnknownOptionError
        If the order is negative or above 1000.

    Examples
    --------
    >>> regions, _ = reflections(pd.DataFrame([[1, 1], [0, 1]], index=["a", "b"], columns=["C10", "C24"]))
    >>> regions.loc["a"].tolist()
    [2.0, 1.5, 1.75]
    """
    found = presence_from(presence)
    regions, industries = _reflected(found, order)
    return pd.DataFrame(dict(enumerate(regions)), index=found.regions), pd.DataFrame(
        dict(enumerate(industries)), index=found.industries
    )


def _reflected(presence: Presence, order: int) -> tuple[list[Array], list[Array]]:
    if not 0 <= order <= _MOST_STEPS:
        raise UnknownOptionError("order", f"{order}", (f"0 to {_MOST_STEPS}",))
    held, diversity, ubiquity = presence.held, presence.diversity, presence.ubiquity
    regions = [np.where(diversity > 0, diversity, np.nan)]
    industries = [np.where(ubiquity > 0, ubiquity, np.nan)]
    for _ in range(order):
        region = held @ np.nan_to_num(industries[-1]) / regions[0]
        industries.append(held.T @ np.nan_to_num(regions[-1]) / industries[0])
        regions.append(region)
    return regions, industries


def _to_mean_one(values: Array) -> Array:
    return np.asarray(values / values.mean())


def _with_change(values: Array, before: Array, known: NDArray[np.bool_], codes: pd.Index) -> pd.DataFrame:
    value = np.full(len(codes), np.nan)
    value[known] = values
    change = float(np.abs(values - before).max()) if len(values) else np.nan
    return pd.DataFrame({"value": value, "change": change}, index=codes)
