"""Criteria of what a place is: its share, its jobs, its wages, each with the error that its source publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.scouting_cells import Cells
from geo.scouting_types import (
    CONFIDENTIAL,
    FAIR,
    GOOD,
    LOG,
    OBSERVED,
    PLAIN,
    POOR,
    SIMULATED,
    SYMMETRIC,
    UNSTATED,
    Criterion,
)
from geo.specialization import location_quotient
from geo.uncertainty import best_method, supported_interval

if TYPE_CHECKING:
    from geo.activity import Activity
    from geo.scouting_search import Search

Z = 1.6449  # of a two-sided interval of 90 %
SMALL, LARGE = 0.05, 0.15
"""Published relative errors below the first are good, above the second poor."""
_SAID = {"A": OBSERVED, "S": SIMULATED, "C": CONFIDENTIAL}


def trust_of(error: pd.Series) -> pd.Series:
    """Grade relative errors.

    Examples
    --------
    >>> trust_of(pd.Series([0.01, 0.1, 0.4, np.nan])).tolist()
    ['good', 'fair', 'poor', 'unstated']
    """
    graded = np.select([error.isna(), error < SMALL, error <= LARGE], [UNSTATED, GOOD, FAIR], POOR)
    return pd.Series(graded, index=error.index)


def quotients(search: Search, industry: str, name: str = "quotient") -> Cells:
    """Location quotient with its interval."""
    source, vintage = search.credit("statistics", "reference")
    one = Criterion(name, 1, "ratio", SYMMETRIC, 3.0, source, vintage, industry)
    values = search.by_level(lambda a: location_quotient(a)[industry])
    lower = search.by_level(lambda a: _side(a, industry, 0))
    upper = search.by_level(lambda a: _side(a, industry, 1))
    error = pd.Series(np.log(upper / lower.where(lower > 0)) / (2 * Z), index=values.index)
    if not any(_from_simulated(search, level) for level in search.levels):
        return Cells(one, values, lower, upper, _status(search, industry), trust_of(error))
    return Cells(one, values, lower, upper, _status(search, industry), UNSTATED, "note:interval_simulated")


def _from_simulated(search: Search, level: str) -> bool:
    """Tell whether the interval of a level stands on establishments that were made up."""
    activity = search.activity(level)
    return best_method(activity) == "firms" and "firms" in activity.companions.simulated


def jobs(search: Search, industry: str, name: str = "labour_pool") -> Cells:
    """Jobs of the industry."""
    source, vintage = search.credit("statistics")
    one = Criterion(name, 1, "count", LOG, 2.0, source, vintage, industry)
    values = search.by_level(lambda a: a.values[industry])
    error = search.by_level(lambda a: _error(a, industry))
    factor = pd.Series(np.exp(Z * error), index=values.index)
    lower, upper = values / factor, values * factor
    return Cells(one, values, lower, upper, _status(search, industry), trust_of(error))


def wages(search: Search, industry: str, name: str = "wages") -> Cells:
    """Mean wage of the industry, or of everything together (industry ``TOTAL``)."""
    measure = str(search.dataset.manifest.default.get("wages") or "")
    source, vintage = search.credit("statistics")
    one = Criterion(name, -1, "money", PLAIN, 1.0 if name == "wages" else 0.0, source, vintage, industry, turns=True)
    index = search.places.index
    if not measure or search.year not in search.dataset.years(measure):
        missing = Criterion(name, -1, "money", industry=industry, missing="no_wages", turns=True)
        return Cells(missing, pd.Series(np.nan, index=index))
    rows = search.dataset.statistics
    rows = rows[(rows["measure"] == measure) & (rows["year"] == search.year) & (rows["industry_code"] == industry)]
    rows = rows.set_index("region_code").reindex(index)
    values, error = rows["value"].astype(float), rows["relative_error"].astype(float)
    factor = pd.Series(np.exp(Z * error), index=index)
    lower, upper = values / factor, values * factor
    said = rows["obs_status"].astype(object).map(_SAID).fillna(OBSERVED)
    return Cells(one, values, lower, upper, said, trust_of(error))


def _side(activity: Activity, industry: str, k: int) -> pd.Series:
    found = activity.once(("supported interval",), lambda: supported_interval(activity))
    return pd.Series(np.nan, activity.values.index) if found is None else found[k][industry]


def _error(activity: Activity, industry: str) -> pd.Series:
    if activity.relative_error is None:
        return pd.Series(np.nan, index=activity.values.index)
    return activity.relative_error[industry]


def _status(search: Search, industry: str) -> pd.Series:
    return search.by_level(lambda a: a.status[industry]).astype(object).map(_SAID).fillna(OBSERVED)
