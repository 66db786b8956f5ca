"""The figures of one industry: every region with its amount, its shares, its quotient, interval and rank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scene.quotients import Quotients

if TYPE_CHECKING:
    from geo.query import Query, Table

CONVENTIONS = {"moran": (("variable", "location_quotient"),)}
"""Options of the indices on the pages where they are not the defaults: jobs alone would show where people live."""
_HALF = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Spread(Quotients):
    """One industry over the regions of a level.

    `regions` is on ``region_code`` in the order of the map, with ``amount``, ``share`` (of the industry's activity in
    the regions with a figure), ``weight`` (share of all their activity), ``quotient``, ``lower``, ``upper``, ``rank``,
    ``best_rank`` and ``worst_rank`` that the intervals leave open, ``status`` and ``below``. `simulated` and
    `interval_simulated` are those of the table.
    """

    query: Query
    regions: pd.DataFrame
    amount: float
    amount_rank: int
    industries: int
    half: int
    half_weight: float
    simulated: tuple[str, ...] = ()
    interval_simulated: bool = False

    @property
    def rows(self) -> pd.DataFrame:
        """The regions."""
        return self.regions

    @property
    def known(self) -> int:
        """Number of regions with a figure."""
        return int(self.regions["amount"].notna().sum())


def other(query: Query, indicator: str) -> Query:
    """Ask another indicator of the same part of the same dataset, with the conventions of the pages."""
    return replace(query, indicator=indicator, industry_code="", options=CONVENTIONS.get(indicator, ()))


def spread(table: Table, query: Query) -> Spread:
    """Take one industry out of a computed table of quotients.

    Parameters
    ----------
    table : Table
        Location quotients of every region and industry.
    query : Query
        Names the industry; its minimum decides which regions are ranked.

    Returns
    -------
    Spread
    """
    activity, code = table.activity, query.industry_code
    amount, totals = activity.values[code], activity.totals
    known = amount.notna()
    whole, everything = float(amount.sum()), float(totals[known].sum())
    regions = pd.DataFrame(
        {
            "amount": amount,
            "share": amount / whole if whole > 0 else amount * np.nan,
            "weight": (totals / everything).where(known) if everything > 0 else totals * np.nan,
            "total": totals,
            "quotient": table.values[code],
            "lower": np.nan if table.lower is None else table.lower[code],
            "upper": np.nan if table.upper is None else table.upper[code],
            "status": activity.status[code],
            "below": amount.lt(query.minimum) & known,
        }
    )
    sums = activity.values.sum(axis=0, min_count=1)
    half, half_weight = _half(regions)
    return Spread(
        query=query,
        regions=regions.join(_ranks(regions)),
        amount=whole if known.any() else float("nan"),
        amount_rank=int((sums > whole).sum()) + 1,
        industries=int(sums.notna().sum()),
        half=half,
        half_weight=half_weight,
        simulated=table.simulated_of(query.industry_code),
        interval_simulated=table.interval_simulated,
    )


def _half(regions: pd.DataFrame) -> tuple[int, float]:
    """Count the fewest regions that hold half of the industry, and their share of all activity."""
    largest = regions["share"].dropna().sort_values(ascending=False, kind="stable")
    if largest.empty:
        return 0, float("nan")
    n = int((largest.cumsum() < _HALF).sum()) + 1
    return n, float(regions.loc[largest.index[:n], "weight"].sum())


def _ranks(regions: pd.DataFrame) -> pd.DataFrame:
    """Rank the regions that reach the minimum, with the best and worst rank that the intervals allow."""
    value = regions["quotient"].where(~regions["below"]).to_numpy(dtype=float)
    lower = np.where(np.isnan(value), np.nan, regions["lower"].fillna(regions["quotient"]).to_numpy(dtype=float))
    upper = np.where(np.isnan(value), np.nan, regions["upper"].fillna(regions["quotient"]).to_numpy(dtype=float))

    def above(them: np.ndarray, bound: np.ndarray) -> np.ndarray:
        """Count for each region those that are above its bound; a region is never above itself."""
        known = np.sort(them[~np.isnan(them)])
        found: np.ndarray = len(known) - np.searchsorted(known, bound, side="right") - (them > bound)
        return found

    columns = {"rank": above(value, value), "best_rank": above(lower, upper), "worst_rank": above(upper, lower)}
    ranks = pd.DataFrame(columns, index=regions.index) + 1.0
    return ranks.where(pd.Series(np.isfinite(value), index=regions.index), np.nan)
