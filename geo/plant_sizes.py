"""Establishments of each industry: where their jobs are and how unequal they are in size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MissingTableError
from geo.rows import places
from geo.schema import check_activity

if TYPE_CHECKING:
    from geo.activity import Activity

_ALIKE = 1e-12  # less room than this is rounding: one plant has all the jobs, or one region all the activity


@dataclass(frozen=True, slots=True, eq=False)
class Plants:
    """What indices of agglomeration start from.

    Parameters
    ----------
    c : ndarray of shape (n_industries, n_regions)
        Share of each region in the jobs of the industry's establishments; NaN without any.
    w : ndarray of shape (n_regions,)
        Share of each region in all activity; 0 where unknown.
    jobs, n : ndarrays of shape (n_industries,)
        Jobs in the establishments, and their number.
    h, z4 : ndarrays of shape (n_industries,)
        Sum of the squares, and of the fourth powers, of the plants' shares of jobs; NaN without any.
    """

    c: np.ndarray
    w: np.ndarray
    jobs: np.ndarray
    n: np.ndarray
    h: np.ndarray
    z4: np.ndarray

    @property
    def s(self) -> float:
        """Sum of the squared shares of the regions; NaN where one region has everything."""
        total = float((self.w**2).sum())
        return total if 1 - total > _ALIKE else float("nan")

    @property
    def rest(self) -> np.ndarray:
        """``1 - H``; NaN where one plant has all the jobs."""
        rest = 1 - self.h
        return np.where(rest > _ALIKE, rest, np.nan)


def plants_of(activity: Activity, name: str) -> Plants:
    """Sizes and places of the establishments beside a table, made once.

    Parameters
    ----------
    activity : Activity
    name : str
        The indicator that asks, for the message.

    Raises
    ------
    MissingTableError
        If the establishments are not there.
    NegativeActivityError
        If any value is negative or infinite.
    """
    return activity.once(("plants",), lambda: _sizes(activity, name))


def _sizes(activity: Activity, name: str) -> Plants:
    _, industry, region, employees = located(activity, name)
    totals = activity.totals.to_numpy(dtype=float)
    counted = (employees > 0) & ~np.isnan(totals[region])
    industry, region, employees = industry[counted], region[counted], employees[counted]
    shape = activity.values.shape[::-1]
    jobs = np.bincount(industry, employees, minlength=shape[0])
    some = np.where(jobs > 0, jobs, np.nan)
    cells = np.bincount(industry * shape[1] + region, employees, minlength=shape[0] * shape[1]).reshape(shape)
    z = employees / jobs[industry]
    powers = [np.where(jobs > 0, np.bincount(industry, z**power, minlength=shape[0]), np.nan) for power in (2, 4)]
    weights = np.where(np.isnan(totals), 0.0, totals)
    return Plants(
        c=cells / some[:, None],
        w=weights / (weights.sum() or np.nan),
        jobs=jobs,
        n=np.bincount(industry, minlength=shape[0]),
        h=powers[0],
        z4=powers[1],
    )


def located(activity: Activity, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Count establishments (industries x regions); the place of each one's industry and region, and its jobs.

    Raises
    ------
    MissingTableError
        If the establishments are not there.
    NegativeActivityError
        If any value is negative or infinite.
    """
    firms = activity.companions.firms
    if firms is None:
        raise MissingTableError(name, "firms")
    check_activity(activity.values)
    regions, industries = activity.values.axes
    region, industry = places(firms["region_code"], regions), places(firms["industry_code"], industries)
    inside = (region >= 0) & (industry >= 0)
    region, industry = region[inside], industry[inside]
    shape = (len(industries), len(regions))
    counts = np.bincount(industry * shape[1] + region, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    return counts, industry, region, firms["employees"].to_numpy(dtype=float)[inside]
