"""Which regions are hot spots, cold spots or outliers of an industry, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.chance import Chance
from geo.errors import UnknownIndustryError
from geo.lazy import Lazy
from geo.local_cases import STATISTICS, Local, cases_of
from geo.local_statistics import share_around
from geo.spatial_sample import deviations, variable_of

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.local_statistics import Case
    from geo.permutation import Shuffled

CLUSTERS = ("high-high", "low-low", "high-low", "low-high", "other", "not significant", "no neighbours")
"""High among high neighbours, low among low; high among low, low among high (outliers); like its neighbours in the
middle (local Geary); no more than chance; an island. A region without a figure has no class."""
_MANY = Chance()
_AGAIN = (10, 100)  # how many times as often the extreme are shuffled again
_FEW = 5  # as few of the shuffled maps, the observed one included, make a region extreme
_MOST = 100_000  # shuffles
_permutation = Lazy("geo.permutation")


def hot_spots(
    activity: Activity, industry_code: str, *, local: Local | None = None, chance: Chance = _MANY
) -> pd.DataFrame:
    """Class of each region for one industry, for a map of hot spots.

    Parameters
    ----------
    activity : Activity
        With weights or geometry.
    industry_code : str
    local : Local, optional
        By default the local Moran of the figure itself.
    chance : Chance
        By default 999 permutations, two sides, 5 % false discoveries.

    Returns
    -------
    DataFrame of shape (n_regions, 4)
        ``cluster`` (one of `CLUSTERS`; NaN without a figure), ``p_value``, ``value``, ``z_score``.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.
    UnknownIndustryError
        If the industry, or the other one of a bivariate statistic, is not in the table.
    UnknownOptionError
        If the data have no neighbours of this kind.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> pairs = {"region_code": list("ABBC"), "neighbour_code": list("BACB"), "weight": [1.0] * 4}
    >>> x = pd.DataFrame({"C10": [1.0, 2.0, 6.0, 9.0]}, index=list("ABCD"))
    >>> hot_spots(from_tables(x, {"weights": pd.DataFrame(pairs)}), "C10")["cluster"].tolist()
    ['not significant', 'not significant', 'not significant', 'no neighbours']
    """
    if industry_code not in activity.values.columns:
        raise UnknownIndustryError("industry", industry_code, activity.values.columns)
    local = local or Local()
    figures = variable_of(activity, local.variable)[[industry_code]]
    found = pd.DataFrame({"cluster": "no neighbours"}, index=figures.index, dtype=object)
    found["cluster"] = found["cluster"].where(figures[industry_code].notna())
    found[["p_value", "value", "z_score"]] = np.nan
    for sample, case in cases_of(activity, figures, local):
        rows = sample.rows[sample.has_neighbours]
        formula, score, _ = STATISTICS[local.statistic]
        z = score(case).ravel()
        parts = np.column_stack([_p_values(local.statistic, case, chance), formula(case), z])[sample.has_neighbours]
        named = _named(local.statistic, case, z)[sample.has_neighbours]
        found.iloc[rows, 0] = np.where(chance.discovered(parts[:, 0]), named, "not significant")
        found.iloc[rows, 1:] = parts
    return found


def _p_values(statistic: str, case: Case, chance: Chance) -> np.ndarray:
    """Compare with chance; in a join count, a region that does not count itself is not tested.

    No p-value of 999 shuffles is below 0.001, while false discoveries among n regions are counted from ``level / n``
    on: regions that are extreme, and would be passed over for this alone, are shuffled again, 10 and 100 times as
    often.
    """
    if not chance.permutations:
        return chance.of_score(STATISTICS[statistic][1](case).ravel())
    task = _as_engine(statistic, case)
    if np.isnan(task.observed).all():
        return np.asarray(task.observed)
    rng = np.random.default_rng(chance.seed)
    above, below = _permutation.counts(task, chance.permutations, rng=rng)
    untested = statistic == "local_join_count" and case.x.ravel() == 0
    p = np.where(untested, np.nan, chance.of_counts(above, below))
    for times in _AGAIN if chance.fdr else ():
        more = replace(chance, permutations=chance.permutations * times)
        extreme = p <= chance.of_tail(np.array(_FEW * 10 / more.permutations))
        rows = np.flatnonzero(extreme & ~chance.discovered(p))
        if not len(rows) or more.permutations > _MOST:
            break
        p[rows] = more.of_counts(*_permutation.counts(task, more.permutations, rng=rng, rows=rows))
    return p


def _as_engine(statistic: str, case: Case) -> Shuffled:
    """Figures, observed statistic and factor as the engine of permutations takes them."""
    made: type[Shuffled] = _permutation.Shuffled
    if statistic in {"local_g", "local_g_star"}:
        return made(statistic, case.x.ravel(), case.weights, share_around(case).ravel(), float(case.x.sum()))
    observed = STATISTICS[statistic][0](case).ravel()
    if statistic == "local_join_count":
        return made(statistic, case.x.ravel(), case.weights, observed)
    z, around = deviations(case.x), case.around
    spread = np.sqrt(float(case.variance(z)[0]) * float(case.variance(around)[0]))
    if statistic == "bivariate_local_moran":
        return made(statistic, np.column_stack([z, around]), case.weights, observed, 1 / spread)
    return made(statistic, (z / np.sqrt(spread)).ravel(), case.weights, observed)


def _named(statistic: str, case: Case, z: np.ndarray) -> np.ndarray:
    """Name the class that each region has if it is more than chance."""
    if statistic == "local_join_count":
        return np.where(z > 0, "high-high", "high-low")
    if statistic in {"local_g", "local_g_star"}:
        return np.where(z > 0, "high-high", "low-low")
    high = deviations(case.x).ravel() > 0
    around = (case.weights @ case.around).ravel() > 0
    quadrant = np.where(high, np.where(around, "high-high", "high-low"), np.where(around, "low-high", "low-low"))
    if statistic != "local_geary":
        return quadrant
    return np.where(z > 0, np.where(high, "high-low", "low-high"), np.where(high == around, quadrant, "other"))
