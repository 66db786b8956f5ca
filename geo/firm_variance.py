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

_AT_ONCE = 1 << 18  # establishments; the register of a country has millions


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
    (m, n), total = values.shape, float(np.nansum(values.to_numpy(dtype=float)))
    cells, lost, regions = np.zeros((3, m * n)), np.zeros(m * n), np.zeros((3, m))
    for begin in range(0, len(firms), _AT_ONCE):
        rows = firms.iloc[begin : begin + _AT_ONCE]
        region, industry = places(rows["region_code"], values.index), places(rows["industry_code"], values.columns)
        size = rows["employees"].to_numpy(dtype=float, na_value=np.nan)
        known, placed, cell = np.isfinite(size), (region >= 0) & (industry >= 0), region * n + industry
        cells += _powers(cell[known & placed], size[known & placed], m * n)
        lost += np.bincount(cell[~known & placed], minlength=m * n)
        regions += _powers(region[known & (region >= 0)], size[known & (region >= 0)], m)
    number, jobs, squares = np.where(lost > 0, np.nan, cells).reshape(3, m, n)
    if _counts_rather_than_jobs(cells[0].sum(), cells[1].sum(), total):
        jobs = squares = number
        regions[1:] = regions[0]
    count, region_jobs, region_squares = regions[:, :, None]
    return FirmSums(jobs, squares, region_jobs, region_squares, count)


def _powers(place: np.ndarray, size: Figures, places_there: int) -> Figures:
    """Count the sizes at each place, and add up the sizes and their squares."""
    return np.stack([np.bincount(place, size**power, minlength=places_there) for power in (0, 1, 2)])


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


def _counts_rather_than_jobs(number: float, jobs: float, total: float) -> bool:
    """Tell whether the table adds up to the number of establishments rather than to their employees."""
    if not (total > 0 and jobs > 0):
        return False
    return abs(math.log(number / total)) < abs(math.log(jobs / total))
