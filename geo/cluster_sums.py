"""Sums by group for the card of a cluster: enterprises and jobs, hidden where they would tell of single ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.cluster_privacy import Privacy, why_hidden_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_HIDDEN = 2  # a single hidden part is the total less the others


def sums_by(
    group: np.ndarray, names: Sequence[str], jobs: np.ndarray, firm: np.ndarray, *, privacy: Privacy, hide_all: bool
) -> pd.DataFrame:
    """Count enterprises and jobs of each group.

    Parameters
    ----------
    group : ndarray of int, shape (n,)
        Place of each site in `names`; negative ones are left out.
    names : sequence of str
    jobs : ndarray of shape (n,)
        NaN is unknown.
    firm : ndarray of int, shape (n,)
        Sites of the same number belong to one enterprise; it counts in each group in which it has a site.
    privacy : Privacy
    hide_all : bool
        Whether the total is hidden: then every part is.

    Returns
    -------
    DataFrame
        Index: the names that occur, in their order; ``enterprises``, ``employees`` (NaN where hidden or unknown) and
        ``hidden``: why (``few``, ``dominant``, ``total``), or ``second`` where a part is hidden so that another one
        cannot be told from the total.

    Examples
    --------
    >>> jobs = np.array([40.0, 30, 50, 7, 8, 9, 9, 1])
    >>> group = np.array([0, 0, 0, 1, 1, 1, 1, 2])
    >>> found = sums_by(group, ["a", "b", "c"], jobs, np.arange(8), privacy=Privacy(), hide_all=False)
    >>> found["employees"].tolist(), found["hidden"].tolist()
    ([120.0, nan, nan], ['', 'second', 'few'])
    """
    kept = group >= 0
    group, jobs, firm = group[kept], jobs[kept], firm[kept]
    present, place = np.unique(group, return_inverse=True)
    n, firms = len(present), int(firm.max(initial=0)) + 1
    own, at = np.unique(place * firms + firm, return_inverse=True)
    owner = own // firms
    by_firm = np.bincount(at, weights=np.nan_to_num(jobs), minlength=len(own))
    total = np.bincount(owner, weights=by_firm, minlength=n)
    largest = np.zeros(n)
    np.maximum.at(largest, owner, by_firm)
    count = np.bincount(owner, minlength=n)
    known = np.bincount(place, weights=~np.isnan(jobs), minlength=n) > 0
    why = [
        ("total" if hide_all else why_hidden_of(int(some), here, most, privacy)) if stated else ""
        for some, here, most, stated in zip(count, total, largest, known, strict=True)
    ]
    why = why if hide_all else _second(why, count, total, privacy)
    shown = known & (np.array(why, dtype=object) == "")
    columns = {"enterprises": count, "employees": np.where(shown, total, np.nan), "hidden": np.array(why, dtype=object)}
    return pd.DataFrame(columns, index=pd.Index([names[i] for i in present], dtype=object))


def _second(why: list[str], enterprises: np.ndarray, jobs: np.ndarray, privacy: Privacy) -> list[str]:
    """Hide further parts, the smallest first, until what is hidden together tells of no single part or enterprise."""
    found = list(why)
    smallest = sorted((i for i, one in enumerate(found) if not one), key=lambda i: (jobs[i], i))
    while any(found) and smallest:
        hidden = [i for i, one in enumerate(found) if one]
        if len(hidden) >= _LEAST_HIDDEN and enterprises[hidden].sum() >= privacy.contributors:
            break
        found[smallest.pop(0)] = "second"
    return found
