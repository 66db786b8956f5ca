"""The figures of one region: every group of its economy with share, quotient, interval and rank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scene.quotients import Quotients, quotient_query

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.query import Query, Table


@dataclass(frozen=True, slots=True, eq=False)
class Profile(Quotients):
    """One region.

    `groups` is on ``industry_code``, in the order of the classification, with ``amount``, ``share`` and
    ``reference_share`` (fractions), ``quotient``, ``lower``, ``upper``, ``rank`` among the ``ranked`` regions that
    reach the minimum, ``best_rank`` and ``worst_rank`` that the intervals leave open, ``status`` and ``below``.
    `simulated` and `interval_simulated` are those of the table.
    """

    region: str
    query: Query
    groups: pd.DataFrame
    total: float
    total_rank: int
    regions: int
    totals_published: bool
    reference_published: bool
    simulated: tuple[str, ...] = ()
    interval_simulated: bool = False

    @property
    def rows(self) -> pd.DataFrame:
        """The groups."""
        return self.groups

    @property
    def largest(self) -> pd.Series | None:
        """Group with the largest amount, or None where nothing is known."""
        known = self.groups[self.groups["amount"].notna()]
        return None if known.empty else known.iloc[int(known["amount"].to_numpy().argmax())]


def profile_query(query: Query, dataset: Dataset, *, level: str, depth: str) -> Query | None:
    """Turn the query of a map into that of a region page: the quotient of every group (see `quotient_query`)."""
    return quotient_query(replace(query, industry_code="", level=level, industry_level=depth), dataset)


def profile(table: Table, region: str, *, query: Query) -> Profile:
    """Take one region out of a computed table of quotients.

    Parameters
    ----------
    table : Table
        Location quotients of every region and group.
    region : str
        A region of the table.
    query : Query
        Its minimum decides which cells are ranked.

    Returns
    -------
    Profile
    """
    activity = table.activity
    amount, total = activity.values.loc[region], float(activity.totals[region])
    groups = pd.DataFrame(
        {
            "amount": amount,
            "share": amount / total if total > 0 else amount * np.nan,
            "reference_share": activity.reference / activity.reference_total,
            "quotient": table.values.loc[region],
            "lower": np.nan if table.lower is None else table.lower.loc[region],
            "upper": np.nan if table.upper is None else table.upper.loc[region],
            "status": activity.status.loc[region],
            "below": amount.lt(query.minimum) & amount.notna(),
        }
    )
    totals = activity.totals
    return Profile(
        region=region,
        query=query,
        groups=groups.join(_ranks(table, region, query.minimum)),
        total=total,
        total_rank=int((totals > total).sum()) + 1,
        regions=int(totals.notna().sum()),
        totals_published=activity.totals_published,
        reference_published=activity.reference_published,
        simulated=table.simulated,
        interval_simulated=table.interval_simulated,
    )


def _ranks(table: Table, region: str, minimum: float) -> pd.DataFrame:
    """Rank the region in each group, and the best and worst rank that the intervals allow."""
    amounts, row = table.activity.values.to_numpy(), list(table.values.index).index(region)
    values = np.where(amounts < minimum, np.nan, table.values.to_numpy())
    lower = values if table.lower is None else np.where(np.isnan(values), np.nan, table.lower.fillna(table.values))
    upper = values if table.upper is None else np.where(np.isnan(values), np.nan, table.upper.fillna(table.values))
    has = np.isfinite(values[row])

    def counted(higher: np.ndarray) -> np.ndarray:
        return np.where(has, higher.sum(axis=0) + 1.0, np.nan)

    return pd.DataFrame(
        {
            "rank": counted(values > values[row]),
            "best_rank": counted(lower > upper[row]),
            "worst_rank": counted(_others(upper > lower[row], row)),
            "ranked": np.isfinite(values).sum(axis=0),
        },
        index=table.values.columns,
    )


def _others(higher: np.ndarray, row: int) -> np.ndarray:
    """Leave the region itself out of a comparison of all regions with it."""
    others = higher.copy()
    others[row] = False
    return others
