"""Formulas of the local statistics of space, and how far each figure is from what chance gives, all columns at once.

A z-score compares with the conditional permutation of Anselin (1995): the figure of the region stays, those of all
others are shuffled. Sums over shuffled neighbours are sums of a sample without replacement, so that expectation and
variance are exact and need no shuffling. G* alone counts the region itself and takes the moments of Ord and Getis
(1995).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from geo.spatial_sample import deviations


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What a local statistic is taken of.

    Parameters
    ----------
    x : ndarray of shape (n_regions, n_industries)
        Figures without gaps; 1 and 0 for a join count.
    weights : csr_array of shape (n_regions, n_regions)
    scaling : str
        ``n`` or ``n-1`` for what squares are divided by; ``z`` or ``share`` for G.
    y : ndarray of shape (n_regions, 1), optional
        The figures in the neighbourhood of a bivariate statistic.
    """

    x: np.ndarray
    weights: csr_array
    scaling: str = "n"
    y: np.ndarray | None = None

    def variance(self, z: np.ndarray) -> np.ndarray:
        """Mean square of deviations."""
        squares = np.square(z).sum(axis=0)
        return np.asarray(squares / (len(z) - (self.scaling == "n-1")))

    @property
    def around(self) -> np.ndarray:
        """Deviations of the figures in the neighbourhood."""
        return deviations(self.x if self.y is None else self.y)


def moran(case: Case) -> np.ndarray:
    """Local Moran, ``z_i sum_j w_ij z_j / (sum_k z_k^2 / n)``, or bivariate with ``y`` in the neighbourhood."""
    z, around = deviations(case.x), case.around
    return np.asarray(z * (case.weights @ around) / np.sqrt(case.variance(z) * case.variance(around)))


def moran_score(case: Case) -> np.ndarray:
    """Z-score of the local Moran, of either kind."""
    around = case.around
    return np.asarray(np.sign(deviations(case.x)) * _score(case, case.weights @ around, around))


def share_around(case: Case) -> np.ndarray:
    """Local G, ``sum_j w_ij x_j / sum_j x_j`` without the region itself; with it where the weights hold it (G*)."""
    known = np.where(np.isnan(deviations(case.x)), np.nan, case.x)
    return _divided(case.weights @ known, known.sum(axis=0) - (0 if case.weights.diagonal().any() else known))


def share_score(case: Case) -> np.ndarray:
    """Z-score of the local G or, where the weights hold the region itself, of G*."""
    known = np.where(np.isnan(deviations(case.x)), np.nan, case.x)
    if not case.weights.diagonal().any():
        return _score(case, case.weights @ known, known)
    n, (one, two) = len(known), _row_sums(case.weights)
    spread = np.sqrt(known.var(axis=0) * (n * two - one**2) / (n - 1))
    return _divided(case.weights @ known - one * known.mean(axis=0), spread)


def local_g(case: Case) -> np.ndarray:
    """Z-score or share, as the scaling says."""
    return share_score(case) if case.scaling == "z" else share_around(case)


def geary(case: Case) -> np.ndarray:
    """Local Geary, ``sum_j w_ij (z_i - z_j)^2`` of standardised figures."""
    z = deviations(case.x)
    one, _ = _row_sums(case.weights)
    apart = np.square(z) * one - 2 * z * (case.weights @ z) + case.weights @ np.square(z)
    return np.asarray(apart / case.variance(z))


def geary_score(case: Case) -> np.ndarray:
    """Z-score of the local Geary; negative where a region is like its neighbours."""
    z, n = deviations(case.x), len(case.x)
    squares, fourth, cubes = np.square(z).sum(axis=0), np.power(z, 4).sum(axis=0), np.power(z, 3).sum(axis=0)
    mean = (n * z**2 + squares) / (n - 1)
    second = (n * z**4 + 6 * z**2 * squares - 4 * z * cubes + fourth) / (n - 1)
    one, two = _row_sums(case.weights)
    variance = (second - mean**2) * _of_sample(one, two, n)
    return _divided(geary(case) * case.variance(z) - one * mean, np.sqrt(np.maximum(variance, 0)))


def joins(case: Case) -> np.ndarray:
    """Local join count, ``x_i sum_j w_ij x_j`` of figures that are 1 or 0."""
    return np.asarray(case.x * (case.weights @ case.x))


def joins_score(case: Case) -> np.ndarray:
    """Z-score of the local join count; NaN where the region itself does not count."""
    return np.where(case.x > 0, _score(case, case.weights @ case.x, case.x), np.nan)


def _score(case: Case, lag: np.ndarray, around: np.ndarray) -> np.ndarray:
    """Compare a weighted sum over neighbours with that over regions drawn from all others."""
    n, (one, two) = len(around), _row_sums(case.weights)
    mean = (around.sum(axis=0) - around) / (n - 1)
    variance = (np.square(around).sum(axis=0) - np.square(around)) / (n - 1) - np.square(mean)
    spread = np.sqrt(np.maximum(variance * _of_sample(one, two, n), 0))
    slack = 1e-9 * np.abs(around).max(axis=0, initial=0.0)  # all others alike: nothing to compare with
    return _divided(lag - one * mean, np.where(spread > slack, spread, 0.0))


def _of_sample(one: np.ndarray, two: np.ndarray, n: int) -> np.ndarray:
    """Variance of a weighted sum of a sample of n - 1 others, drawn without replacement, for a variance of 1."""
    return np.asarray(((n - 1) * two - one**2) / max(n - 2, 1))


def _row_sums(weights: csr_array) -> tuple[np.ndarray, np.ndarray]:
    """Sum of the weights of each region, and of their squares, as columns."""
    return np.asarray(weights.sum(axis=1)).reshape(-1, 1), np.asarray((weights * weights).sum(axis=1)).reshape(-1, 1)


def _divided(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    bottom = np.broadcast_to(bottom, top.shape)
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0))
