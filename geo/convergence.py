"""Do poorer regions catch up? Growth against the start (beta) and the spread of the regions over time (sigma)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from geo import panel

if TYPE_CHECKING:
    from geo.activity import Activity

_FEWEST = 3
_ALIKE = 1e-12  # growth that differs by less is the same: rounding of logarithms
_FIGURES = (
    "alpha", "beta", "se_alpha", "se_beta", "t_beta", "p_beta", "r_squared", "speed", "half_life", "regions", "years",
)  # fmt: skip


def beta_convergence(
    activity: Activity, *, industry: str = panel.TOTAL, start: str = panel.FIRST, end: str = panel.LAST
) -> pd.DataFrame:
    """Regression of mean annual growth on the logarithm of the start, ``ln(y[T] / y[0]) / T = alpha + beta ln y[0]``.

    Speed of convergence ``-ln(1 + beta T) / T``, half-life ``ln 2 / speed`` [1]_.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    industry : str
        Which figure is followed: the code of an industry, or ``total``, the sum over the industries.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    DataFrame of shape (11, 1)
        Index ``figure``, column ``value``: coefficients with ordinary standard errors, ``t_beta`` and its two-sided
        ``p_beta``, ``r_squared``, ``speed`` (a year), ``half_life`` (years; NaN where regions do not converge), number
        of regions and years. Regions without a figure above 0 in both years are left out; NaN below three regions, and
        where all grow alike nothing but ``alpha`` and ``beta``, which is 0, and ``speed``.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownIndustryError
        If there are no two such years, or no such industry.

    References
    ----------
    .. [1] Barro, R. J., Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2), 223-251.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", 1.0, 4.0), ("B", 4.0, 8.0), ("C", 16.0, 16.0)]
    >>> long = [(r, "y", year, v) for r, *pair in rows for year, v in zip((2000, 2001), pair)]
    >>> years = pd.DataFrame(long, columns=["region_code", "industry_code", "year", "value"])
    >>> x = from_tables(pd.DataFrame({"y": [4.0, 8.0, 16.0]}, index=["A", "B", "C"]), {"years": years})
    >>> beta_convergence(x)["value"][["beta", "half_life"]].round(6).tolist()
    [-0.5, 1.0]
    """
    figures = panel.followed(activity, "beta_convergence", industry=industry)
    first, last = panel.span(map(int, figures.columns), start=start, end=end)
    pair = figures[[first, last]].to_numpy(dtype=float)
    known = (pair > 0).all(axis=1)
    found = dict.fromkeys(_FIGURES, np.nan) | {"regions": float(known.sum()), "years": float(last - first)}
    log = np.log(pair[known])
    if len(log) >= _FEWEST and np.ptp(log[:, 0]) > 0:
        found |= _regression(log[:, 0], (log[:, 1] - log[:, 0]) / (last - first), last - first)
    return pd.DataFrame({"value": found}).rename_axis("figure")


def _regression(x: np.ndarray, y: np.ndarray, years: int) -> dict[str, float]:
    mean = y.mean()
    line = stats.linregress(x, (y - mean) * (np.ptp(y) > _ALIKE))
    beta, certain = float(line.slope), line.stderr > 0
    speed = np.log(1 / (1 + beta * years)) / years if 1 + beta * years > 0 else np.nan
    return {
        "alpha": float(mean + line.intercept),
        "beta": beta,
        "se_alpha": float(line.intercept_stderr),
        "se_beta": float(line.stderr),
        "t_beta": beta / float(line.stderr) if certain else np.nan,
        "p_beta": float(line.pvalue) if certain else np.nan,
        "r_squared": float(line.rvalue**2),
        "speed": float(speed),
        "half_life": float(np.log(2) / speed) if speed > 0 else np.nan,
    }


def sigma_convergence(
    activity: Activity, *, industry: str = panel.TOTAL, start: str = panel.FIRST, end: str = panel.LAST
) -> pd.DataFrame:
    """Spread of the regions in each year: standard deviation of logarithms and coefficient of variation.

    Only regions with a figure above 0 in every year count, so that the years compare [1]_.

    Parameters
    ----------
    activity : Activity
        With the companion ``years``.
    industry : str
        Which figure is followed: the code of an industry, or ``total``, the sum over the industries.
    start, end : str
        A year, or ``first`` and ``last``.

    Returns
    -------
    DataFrame of shape (n_years, 4)
        Index ``year``; ``value`` (standard deviation of the logarithms, divided by n), ``cv`` (standard deviation over
        the mean, divided by n), ``mean``, ``regions``. NaN below two regions.

    Raises
    ------
    MissingTableError, DataContractError, UnknownOptionError, UnknownIndustryError
        If there are no two such years, or no such industry.

    References
    ----------
    .. [1] Barro, R. J., Sala-i-Martin, X. (2004). Economic Growth, 2nd edition. MIT Press, chapter 11.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> rows = [("A", 2000, 1.0), ("B", 2000, 3.0), ("A", 2001, 2.0), ("B", 2001, 2.0)]
    >>> years = pd.DataFrame(rows, columns=["region_code", "year", "value"]).assign(industry_code="y")
    >>> x = from_tables(pd.DataFrame({"y": [2.0, 2.0]}, index=["A", "B"]), {"years": years})
    >>> sigma_convergence(x)["cv"].tolist()
    [0.5, 0.0]
    """
    figures = panel.followed(activity, "sigma_convergence", industry=industry)
    first, last = panel.span(map(int, figures.columns), start=start, end=end)
    inside = figures.loc[:, first:last]
    known = inside[(inside > 0).all(axis=1)].to_numpy(dtype=float)
    enough = len(known) > 1
    nothing = np.full(inside.shape[1], np.nan)
    mean = known.mean(axis=0) if enough else nothing
    return pd.DataFrame(
        {
            "value": np.log(known).std(axis=0) if enough else nothing,
            "cv": known.std(axis=0) / mean if enough else nothing,
            "mean": mean,
            "regions": len(known),
        },
        index=pd.Index(inside.columns, name="year"),
    )
