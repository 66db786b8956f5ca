"""Profiles of regions over industries, or of industries over regions, with what is missing left out.

A missing cell says nothing about the profile: the shares of a row are those of its known cells, and what the row is
compared with is cut down to the same cells. So every profile adds up to 1, and a gap in one row touches no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import UnknownRegionError
from geo.schema import check_activity

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.activity import Activity

    Kernel = Callable[[np.ndarray, np.ndarray], np.ndarray]

LARGEST = "largest"
"""Stands for the code of the region with the largest total."""

_ROWS = 128  # rows that are worked on at once: they fit in the cache of a processor


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """Shares of each row among its known cells.

    Parameters
    ----------
    p : ndarray of shape (n, k)
        Add up to 1 in each row; 0 where missing; a row without activity is NaN.
    missing : ndarray of shape (n, k) or None
        True where a cell is missing; None where none is.
    """

    p: np.ndarray
    missing: np.ndarray | None

    @property
    def known(self) -> np.ndarray:
        """Number of known cells of each row."""
        n, k = self.p.shape
        return np.full(n, k) if self.missing is None else k - np.count_nonzero(self.missing, axis=1)

    def alone(self, row: int) -> np.ndarray:
        """Shares of one row, NaN where missing: what others are compared with over the cells that both know."""
        return self.p[row] if self.missing is None else np.where(self.missing[row], np.nan, self.p[row])

    def weights(self, reference: np.ndarray | None, rows: slice) -> np.ndarray:
        """Shares of a reference of shape (k,) or (m, k) among the known cells of some rows; by default equal shares."""
        reference = np.ones(self.p.shape[1]) if reference is None else reference
        if self.missing is not None:
            reference = np.where(self.missing[rows], 0.0, reference)
        return np.asarray(reference / _positive(reference))

    def cut(self, counted: np.ndarray) -> Profiles:
        """Shares among some of the columns only."""
        part = self.p[:, counted]
        return Profiles(part / _positive(part), None if self.missing is None else self.missing[:, counted])


def profiles(values: np.ndarray) -> Profiles:
    """Make the profiles of the rows of a table.

    Parameters
    ----------
    values : ndarray of shape (n, k)
        0 or more, NaN where missing.

    Returns
    -------
    Profiles

    Examples
    --------
    >>> profiles(np.array([[1.0, 3.0, np.nan]])).p.tolist()
    [[0.25, 0.75, 0.0]]
    """
    gaps = bool(np.isnan(values.sum()))
    missing = np.ascontiguousarray(np.isnan(values)) if gaps else None
    p = np.array(values, order="C", dtype=float)
    if missing is not None:
        p[missing] = 0.0
    for rows in blocks(len(p)):
        p[rows] /= _positive(p[rows])
    return Profiles(p, missing)


def of_table(activity: Activity, *, axis: int) -> Profiles:
    """Profiles of the regions (axis 1) or of the industries (axis 0) of a table, made once.

    Raises
    ------
    NegativeActivityError
        If any value is negative or infinite.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> of_table(from_tables(pd.DataFrame({"C10": [10.0], "C24": [30.0]}, index=["R01"])), axis=1).p.tolist()
    [[0.25, 0.75]]
    """
    return activity.once(("profiles", str(axis)), lambda: _of_table(activity, axis))


def compare(found: Profiles, reference: np.ndarray | None, kernel: Kernel) -> np.ndarray:
    """Compare each profile with a reference.

    Parameters
    ----------
    found : Profiles
    reference : ndarray of shape (k,), optional
        0 or more; NaN where unknown: those columns do not count. Equal shares by default.
    kernel : callable
        One of `geo.inequality`.

    Returns
    -------
    ndarray of shape (n,)
        NaN for a row without activity, and everywhere if the reference has none.

    Examples
    --------
    >>> from geo.inequality import hoover
    >>> compare(profiles(np.array([[10.0, 30.0], [0.0, 0.0]])), np.array([1.0, 1.0]), hoover).tolist()
    [0.25, nan]
    """
    if reference is not None and np.isnan(reference).any():
        counted = ~np.isnan(reference)
        found, reference = found.cut(counted), reference[counted]
    return _by_block(found, lambda rows: kernel(found.p[rows], found.weights(reference, rows)))


def compare_with_others(found: Profiles, kernel: Kernel) -> np.ndarray:
    """Compare each profile with the plain mean of all others.

    A cell counts where it is known in the row itself and in another row that has activity.

    Returns
    -------
    ndarray of shape (n,)
        NaN for a row without activity or without others.

    Examples
    --------
    >>> from geo.inequality import hoover
    >>> compare_with_others(profiles(np.array([[10.0, 30.0], [30.0, 10.0], [20.0, 20.0]])), hoover).tolist()
    [0.375, 0.375, 0.0]
    """
    active = ~np.isnan(found.p[:, 0])
    sums = (found.p if active.all() else found.p[active]).sum(axis=0)
    counts = np.full(len(sums), np.count_nonzero(active))
    if found.missing is not None:
        counts -= np.count_nonzero(found.missing[active], axis=0)
    counted = counts > 1
    whole, part = (found.p, found) if counted.all() else (found.p[:, counted], found.cut(counted))
    sums, others = sums[counted], counts[counted] - 1

    def one(rows: slice) -> np.ndarray:
        return kernel(part.p[rows], part.weights(np.maximum(sums - whole[rows], 0) / others, rows))

    return _by_block(part, one)


def region_of(activity: Activity, code: str) -> int:
    """Find the place of a region in the table, where `LARGEST` stands for the one with the largest total.

    Raises
    ------
    UnknownRegionError
        If the table has no such region.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> region_of(from_tables(pd.DataFrame({"C10": [10.0, 30.0]}, index=["R01", "R02"])), "largest")
    1
    """
    codes = [str(known) for known in activity.values.index]
    if code in codes:
        return codes.index(code)
    if code != LARGEST or not activity.totals.notna().any():
        raise UnknownRegionError("region", code, [LARGEST, *codes])
    return int(np.nanargmax(activity.totals.to_numpy(dtype=float)))


def of_regions(activity: Activity, values: np.ndarray) -> pd.DataFrame:
    """Put a figure of each region beside the part of the region that is known.

    Returns
    -------
    DataFrame of shape (n_regions, 2)
        ``value``; ``coverage``, the known cells over the region's total, not cut at 1: published figures that were
        rounded give a little more, industries that overlap clearly more (NaN where cells are missing and no total is
        published).

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = pd.DataFrame({"C10": [10.0], "C24": [np.nan], "TOTAL": [40.0]}, index=["R01"])
    >>> of_regions(from_tables(x), np.array([1.5])).loc["R01"].tolist()
    [1.5, 0.25]
    """
    coverage = activity.once(("coverage",), lambda: _coverage(activity))
    return pd.DataFrame({"value": values, "coverage": coverage}, index=activity.values.index)


def of_industries(activity: Activity, values: np.ndarray) -> pd.DataFrame:
    """Put a figure of each industry beside the number of regions in which the industry is known.

    Returns
    -------
    DataFrame of shape (n_industries, 2)
        ``value``; ``regions``.

    Examples
    --------
    >>> from geo.activity import from_tables
    >>> x = from_tables(pd.DataFrame({"C10": [10.0, np.nan]}, index=["R01", "R02"]))
    >>> of_industries(x, np.array([0.5])).loc["C10"].tolist()
    [0.5, 1.0]
    """
    known = activity.once(("regions_known",), lambda: activity.values.notna().to_numpy().sum(axis=0))
    return pd.DataFrame({"value": values, "regions": known}, index=activity.values.columns)


def by_group(groups: pd.Series) -> Callable[[np.ndarray], np.ndarray]:
    """Return a function that adds up the columns of each group.

    Parameters
    ----------
    groups : Series of shape (k,)
        Group of each column.

    Examples
    --------
    >>> by_group(pd.Series(["a", "b", "a"]))(np.array([[1.0, 2.0, 3.0]])).tolist()
    [[4.0, 2.0]]
    """
    code, labels = pd.factorize(groups.to_numpy())
    order = np.argsort(code, kind="stable")
    starts = np.searchsorted(code[order], np.arange(len(labels)))
    return lambda block: np.asarray(np.add.reduceat(block[..., order], starts, axis=-1))


def _of_table(activity: Activity, axis: int) -> Profiles:
    values = check_activity(activity.values).to_numpy(dtype=float)
    return profiles(values if axis else values.T)


def _coverage(activity: Activity) -> np.ndarray:
    table = activity.values.to_numpy(dtype=float)
    known = table.sum(axis=1)
    gaps = np.isnan(known)
    known[gaps] = np.nansum(table[gaps], axis=1)
    totals = activity.totals.to_numpy(dtype=float)
    coverage = np.full(len(known), np.nan)
    np.divide(known, totals, out=coverage, where=totals > 0)
    if not activity.totals_published:
        coverage[gaps] = np.nan
    return coverage


def _by_block(found: Profiles, one: Callable[[slice], np.ndarray]) -> np.ndarray:
    """Put together what a function gives for blocks of rows; NaN where no column counts."""
    out = np.full(len(found.p), np.nan)
    for rows in blocks(len(out)) if found.p.shape[1] else []:
        out[rows] = one(rows)
    return out


def blocks(n: int) -> list[slice]:
    """Cut so many rows into blocks that are worked on one after the other."""
    return [slice(start, start + _ROWS) for start in range(0, n, _ROWS)]


def _positive(array: np.ndarray) -> np.ndarray:
    total = array.sum(axis=-1, keepdims=True)
    return np.where(total > 0, total, np.nan)
