"""Scores built on shares and quotients: standardized quotients, their bootstrap cut-off, and income behind products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownOptionError
from geo.shares import over, quotient, share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.activity import Activity

    Figures = NDArray[np.float64]

SCALES = ("plain", "log")
"""Scales of a quotient: as it is, or its natural logarithm."""
FEWEST = 10
"""Regions below which a bootstrap cut-off says nothing."""
_ROUNDING = 1e-12  # quotients that differ by less are equal


def standardized_location_quotient(
    activity: Activity, *, reference: str = "published", scale: str = "plain"
) -> pd.DataFrame:
    """Location quotient in standard deviations above the mean of the regions, industry by industry.

    ``z[r, i] = (LQ[r, i] - mean over r) / sd over r``, each industry with a mean and a standard deviation of its own
    (``n - 1``) over the regions that have a quotient [1]_. O'Donoghue and Gleave take 1.96 (or 1.65) as the cut, which
    supposes that quotients, or their logarithms, are normal; see `bootstrap_cutoff` where they are not.

    Parameters
    ----------
    activity : Activity
    reference : {"published", "sum", "rest", "external"}
        See `geo.shares.reference_share`; a reference that is the same for every region cancels out, only ``rest``
        differs.
    scale : {"plain", "log"}
        ``log`` takes the natural logarithm first; a quotient of 0 then has no score and is left out of the mean.

    Returns
    -------
    DataFrame of shape (n_regions, n_industries)
        NaN where there is no quotient, with fewer than two of them, and where all are equal.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the reference or the scale is not known.

    References
    ----------
    .. [1] O'Donoghue, D., Gleave, B. (2004). A note on methods for measuring industrial agglomeration. Regional Studies
       38(4), 419-427.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 20.0, 30.0], "C24": [30.0, 20.0, 10.0]}, index=["R01", "R02", "R03"])
    >>> standardized_location_quotient(from_tables(x)).loc["R03"].round(6).tolist()
    [1.0, -1.0]
    """
    if scale not in SCALES:
        raise UnknownOptionError("scale", scale, SCALES)
    quotients = quotient(activity, reference=reference)
    figures = quotients.to_numpy(dtype=float)
    if scale == "log":
        figures = np.log(figures, out=np.full(figures.shape, np.nan), where=figures > 0)
    return pd.DataFrame(_standardized(figures), index=quotients.index, columns=quotients.columns, copy=False)


def bootstrap_cutoff(
    activity: Activity,
    *,
    reference: str = "published",
    scale: str = "plain",
    percentile: float = 95.0,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Standardized location quotient from which on a region stands out, industry by industry.

    The regions are drawn again with replacement, the percentile of their standardized quotients is taken, and the mean
    over all draws is the cut [1]_. Only two order statistics of each draw are needed, and these are drawn directly from
    their distribution (uniform order statistics), which is the same bootstrap without sorting every draw.

    Parameters
    ----------
    activity : Activity
    reference : {"published", "sum", "rest", "external"}
    scale : {"plain", "log"}
        As in `standardized_location_quotient`.
    percentile : float
        Between 0 and 100 (linear between two values, type 7).
    draws : int
        How often the regions are drawn.
    seed : int
        Same seed, same result; an industry does not depend on which others are in the table.

    Returns
    -------
    DataFrame of shape (n_industries, 4)
        ``value`` (the cut), ``lower`` and ``upper`` (5th and 95th percentile over the draws) and ``regions`` (how many
        have a score). NaN with fewer than ten.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownOptionError
        If the reference or the scale is not known.

    References
    ----------
    .. [1] Tian, Z. (2013). Measuring agglomeration using the standardized location quotient with a bootstrap method.
       Journal of Regional Analysis and Policy 43(2), 186-197.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": range(1, 21), "C24": 100.0}, index=[f"R{r}" for r in range(20)], dtype=float)
    >>> bootstrap_cutoff(from_tables(x)).round(1).loc["C10"].tolist()
    [1.3, 1.0, 1.5, 20.0]
    """
    scores = standardized_location_quotient(activity, reference=reference, scale=scale)
    ordered = np.sort(scores.to_numpy(dtype=float), axis=0)  # NaN last
    count = np.isfinite(ordered).sum(axis=0)
    found = np.full((scores.shape[1], 3), np.nan)
    for n in np.unique(count[count >= FEWEST]):
        columns = np.flatnonzero(count == n)
        drawn = _percentiles(ordered[:n, columns], percentile / 100, draws, np.random.default_rng([seed, int(n)]))
        found[columns] = np.column_stack([drawn.mean(axis=0), *np.quantile(drawn, [0.05, 0.95], axis=0)])
    frame = pd.DataFrame(found, index=scores.columns, columns=["value", "lower", "upper"])
    return frame.assign(regions=count)


def prody(activity: Activity, *, income: pd.Series | None) -> pd.DataFrame:
    """Income that goes with an industry: mean income of the regions, weighted by how specialized they are in it.

    ``PRODY[i] = sum_r (s[r, i] / sum_r s[r, i]) Y[r]``, over the regions whose income is known [1]_.

    Parameters
    ----------
    activity : Activity
    income : Series of shape (n_regions,), optional
        Income per person, ``Y``; without it nothing is known.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value`` in units of the income, NaN where no region with a known income has the industry, and ``regions``, how
        many have it.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hausmann, R., Hwang, J., Rodrik, D. (2007). What you export matters. Journal of Economic Growth 12(1), 1-25.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> prody(from_tables(x), income=pd.Series({"R01": 20.0, "R02": 40.0}))["value"].tolist()
    [35.0, 25.0]
    """
    shares = share(activity)
    if income is None:
        return pd.DataFrame({"value": np.nan, "regions": 0}, index=shares.columns)
    level = income.reindex(shares.index).to_numpy(dtype=float)
    known = shares.to_numpy(dtype=float)
    weight = np.where(np.isnan(known) | np.isnan(level)[:, None], 0.0, known)
    found = over(np.nan_to_num(level) @ weight, weight.sum(axis=0))
    return pd.DataFrame({"value": found, "regions": np.count_nonzero(weight, axis=0)}, index=shares.columns)


def expy(activity: Activity, *, income: pd.Series | None) -> pd.DataFrame:
    """Income that goes with what a region does: mean of `prody` over its industries, weighted by their shares.

    ``EXPY[r] = sum_i s[r, i] PRODY[i]``, the shares taken over the industries that are known, so that a part of the
    total which stands in no column does not pull the figure down [1]_.

    Parameters
    ----------
    activity : Activity
    income : Series of shape (n_regions,), optional
        Income per person.

    Returns
    -------
    DataFrame of shape (n_regions, 1)
        ``value`` in units of the income; NaN where the region has no activity. A region whose own income is not known
        has a figure, from the incomes of the others.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    References
    ----------
    .. [1] Hausmann, R., Hwang, J., Rodrik, D. (2007). What you export matters. Journal of Economic Growth 12(1), 1-25.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0, 30.0], "C24": [30.0, 10.0]}, index=["R01", "R02"])
    >>> expy(from_tables(x), income=pd.Series({"R01": 20.0, "R02": 40.0}))["value"].tolist()
    [27.5, 32.5]
    """
    behind = prody(activity, income=income)["value"].to_numpy(dtype=float)
    values = activity.values.to_numpy(dtype=float)
    weight = np.where(np.isnan(values) | np.isnan(behind), 0.0, values)
    found = over(weight @ np.nan_to_num(behind), weight.sum(axis=1))
    return pd.DataFrame({"value": found}, index=activity.values.index)


def _standardized(figures: Figures) -> Figures:
    """Distance of each figure from the mean of its column in sample standard deviations."""
    known = np.isfinite(figures)
    unknown = None if known.all() else ~known
    count = np.count_nonzero(known, axis=0)
    filled = figures if unknown is None else np.where(known, figures, 0.0)
    mean = filled.sum(axis=0) / np.maximum(count, 1)
    off: Figures = filled - mean
    if unknown is not None:
        off[unknown] = 0.0
    deviation = np.sqrt(np.einsum("ri,ri->i", off, off) / np.maximum(count - 1, 1))
    differs = (count > 1) & (deviation > _ROUNDING * (1 + np.abs(mean)))
    off /= np.where(differs, deviation, np.nan)
    if unknown is not None:
        off[unknown] = np.nan
    return off


def _percentiles(ordered: Figures, fraction: float, draws: int, rng: np.random.Generator) -> Figures:
    """Percentile (type 7) of each of many draws with replacement out of sorted columns, shape (draws, n_columns)."""
    n = len(ordered)
    place = (n - 1) * fraction
    k = min(int(place), n - 2)
    first = rng.beta(k + 1, n - k, draws)
    second = first + (1 - first) * rng.beta(1, n - k - 1, draws)
    at, next_ = ((n * u).astype(int).clip(max=n - 1) for u in (first, second))
    part = place - k
    found: Figures = (1 - part) * ordered[at] + part * ordered[next_]
    return found
