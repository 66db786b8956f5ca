"""How much a sum over establishments would vary if others stood there: the bootstrap of establishments, worked out.

Drawing the ``n`` establishments of a region again with replacement gives any sum ``sum_j m_j a_j`` the variance
``sum_j a_j**2 - (sum_j a_j)**2 / n``. Sums of sizes and of their squares therefore say all that a simulation would.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.rows import places
from geo.shares import over

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Weights = tuple[Figures | float, Figures | float]


@dataclass(frozen=True, slots=True, eq=False)
class FirmSums:
    """Sums over the establishments of each cell and each region.

    Parameters
    ----------
    jobs, squares : arrays of shape (n_regions, n_industries)
        Sum of the sizes and of their squares; NaN where the size of an establishment is not known.
    region_jobs, region_squares, count : arrays of shape (n_regions, 1)
        The same over all establishments of the region, and how many there are.
    """

    jobs: Figures
    squares: Figures
    region_jobs: Figures
    region_squares: Figures
    count: Figures

    def cluster_size(self) -> Figures:
        """Jobs that stand and fall together in each industry: ``sum e**2 / sum e``, shape (1, n_industries)."""
        return over(np.nansum(self.squares, axis=0, keepdims=True), np.nansum(self.jobs, axis=0, keepdims=True))

    def region_cluster_size(self) -> Figures:
        """Jobs that stand and fall together in each region, shape (n_regions, 1)."""
        return over(self.region_squares, self.region_jobs)


def firm_sums(firms: pd.DataFrame, values: pd.DataFrame) -> FirmSums:
    """Add the establishments up.

    Each counts with its employees; where `values` are numbers of establishments, with one.

    Parameters
    ----------
    firms : DataFrame
        ``region_code``, ``industry_code``, ``employees``; those outside the regions of the table are left out.
    values : DataFrame of shape (n_regions, n_industries)
        The activity table.

    Returns
    -------
    FirmSums

    Examples
    --------
    >>> x = pd.DataFrame({"C10": [40.0]}, index=["R01"])
    >>> rows = [("R01", "C10", 10), ("R01", "C10", 30)]
    >>> sums = firm_sums(pd.DataFrame(rows, columns=["region_code", "industry_code", "employees"]), x)
    >>> sums.jobs.tolist(), sums.squares.tolist(), sums.cluster_size().tolist()
    ([[40.0]], [[1000.0]], [[25.0]])
    """
    shape = values.shape
    region, industry = places(firms["region_code"], values.index), places(firms["industry_code"], values.columns)
    size = firms["employees"].to_numpy(dtype=float)
    known = np.isfinite(size) & (region >= 0)
    inside = known & (industry >= 0)
    if _counts_rather_than_jobs(size[inside], values.to_numpy(dtype=float)):
        size = np.where(known, 1.0, size)
    cell = region * shape[1] + industry

    def by_cell(weights: Figures) -> Figures:
        added: Figures = np.bincount(cell[inside], weights[inside], minlength=shape[0] * shape[1]).astype(float)
        return added.reshape(shape)

    def by_region(weights: Figures) -> Figures:
        return np.bincount(region[known], weights[known], minlength=shape[0])[:, None].astype(float)

    jobs, squares = by_cell(size), by_cell(size**2)
    lost = cell[~np.isfinite(size) & (region >= 0) & (industry >= 0)]
    jobs.reshape(-1)[lost] = np.nan
    squares.reshape(-1)[lost] = np.nan
    return FirmSums(jobs, squares, by_region(size), by_region(size**2), by_region(np.ones(len(size))))


def variance(sums: FirmSums, own: Weights, others: Weights) -> Figures:
    """Variance of a figure of each cell when every region draws its establishments again.

    An establishment of size ``e`` adds ``e (a [in the industry] + b)`` to the figure of the cell ``(r, i)``, with
    ``(a, b) = own`` when it stands in the region ``r`` itself and ``(a, b) = others`` when it stands elsewhere.

    Parameters
    ----------
    sums : FirmSums
    own, others : pairs of arrays that fit the shape (n_regions, n_industries), or of numbers
        ``a`` and ``b``.

    Returns
    -------
    array of shape (n_regions, n_industries)

    Examples
    --------
    >>> x = pd.DataFrame({"C10": [40.0]}, index=["R01"])
    >>> rows = [("R01", "C10", 10), ("R01", "C10", 30)]
    >>> sums = firm_sums(pd.DataFrame(rows, columns=["region_code", "industry_code", "employees"]), x)
    >>> variance(sums, (1.0, 0.0), (0.0, 0.0)).tolist()  # 20, 40 or 60 jobs: (1 * 400 + 2 * 0 + 1 * 400) / 4
    [[200.0]]
    """
    cell = sums.squares - over(sums.jobs**2, sums.count)
    mixed = sums.squares - over(sums.jobs * sums.region_jobs, sums.count)
    region = sums.region_squares - over(sums.region_jobs**2, sums.count)

    def within(a: Figures | float, b: Figures | float) -> Figures:
        return a**2 * cell + 2 * a * b * mixed + b**2 * region

    a, b = others
    everywhere = a**2 * np.nansum(cell, axis=0) + 2 * a * b * np.nansum(mixed, axis=0) + b**2 * float(np.nansum(region))
    found: Figures = everywhere - within(a, b) + within(*own)
    return found.clip(min=0)


def _counts_rather_than_jobs(size: Figures, values: Figures) -> bool:
    """Tell whether the table adds up to the number of establishments rather than to their employees."""
    total, jobs = float(np.nansum(values)), float(size.sum())
    if not (total > 0 and jobs > 0):
        return False
    return abs(math.log(len(size) / total)) < abs(math.log(jobs / total))
