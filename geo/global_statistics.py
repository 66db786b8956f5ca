"""Formulas and moments of the global statistics of space, for all columns of a sample at once [1]_.

.. [1] Cliff, A. D., Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from geo.spatial_sample import deviations

Pair = tuple[np.ndarray, np.ndarray]
_FEWEST = 4  # regions that a variance under randomisation needs


def _over(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0))


def moran(x: np.ndarray, weights: csr_array) -> np.ndarray:
    """Moran's I of each column of a sample without gaps (n_regions, n_industries)."""
    z = deviations(x)
    found = _over(np.einsum("ri,ri->i", z, weights @ z), np.einsum("ri,ri->i", z, z))
    return np.asarray(len(z) / weights.sum() * found)


def geary(x: np.ndarray, weights: csr_array) -> np.ndarray:
    """Geary's C of each column."""
    z = deviations(x)
    ends = np.asarray(weights.sum(axis=1)).ravel() + np.asarray(weights.sum(axis=0)).ravel()
    squares = np.square(z)
    apart = ends @ squares - 2 * np.einsum("ri,ri->i", z, weights @ z)
    return np.asarray((len(z) - 1) / (2 * weights.sum()) * _over(apart, squares.sum(axis=0)))


def getis_ord(x: np.ndarray, weights: csr_array) -> np.ndarray:
    """General G of Getis and Ord of each column."""
    same = np.isnan(deviations(x)).all(axis=0)
    found = _over(np.einsum("ri,ri->i", x, weights @ x), x.sum(axis=0) ** 2 - np.square(x).sum(axis=0))
    return np.where(same, np.nan, found)


def _sums(weights: csr_array) -> tuple[float, float, float]:
    """S0, S1 and S2 of the weights (Cliff and Ord 1981)."""
    ends = np.asarray(weights.sum(axis=1)).ravel() + np.asarray(weights.sum(axis=0)).ravel()
    return float(weights.sum()), float((csr_array(weights + weights.T).data ** 2).sum()) / 2, float((ends**2).sum())


def _kurtosis(x: np.ndarray) -> np.ndarray:
    squares = np.square(deviations(x))
    return np.asarray(len(x) * _over(np.square(squares).sum(axis=0), squares.sum(axis=0) ** 2))


def moran_moments(x: np.ndarray, weights: csr_array, assumption: str) -> Pair:
    """Give expectation and variance of Moran's I under randomisation or normality."""
    n, (s0, s1, s2) = len(x), _sums(weights)
    expectation = np.full(x.shape[1], -1 / (n - 1))
    if assumption == "normality":
        second = (n**2 * s1 - n * s2 + 3 * s0**2) / ((n**2 - 1) * s0**2)
        return expectation, np.full(x.shape[1], second) - expectation**2
    if n < _FEWEST:
        return expectation, np.full(x.shape[1], np.nan)
    plain = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    peaked = _kurtosis(x) * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return expectation, (plain - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expectation**2


def geary_moments(x: np.ndarray, weights: csr_array, assumption: str) -> Pair:
    """Give expectation and variance of Geary's C under randomisation or normality."""
    n, (s0, s1, s2) = len(x), _sums(weights)
    expectation = np.ones(x.shape[1])
    if assumption == "normality":
        return expectation, expectation * ((2 * s1 + s2) * (n - 1) - 4 * s0**2) / (2 * (n + 1) * s0**2)
    if n < _FEWEST:
        return expectation, np.full(x.shape[1], np.nan)
    k = _kurtosis(x)
    variance = (n - 1) * s1 * (n**2 - 3 * n + 3 - (n - 1) * k)
    variance -= (n - 1) * s2 * (n**2 + 3 * n - 6 - (n**2 - n + 2) * k) / 4
    variance += s0**2 * (n**2 - 3 - (n - 1) ** 2 * k)
    return expectation, variance / (n * (n - 2) * (n - 3) * s0**2)


def getis_ord_moments(x: np.ndarray, weights: csr_array, _: str) -> Pair:
    """Give expectation and variance of the general G under randomisation."""
    n, (s0, s1, s2) = len(x), _sums(weights)
    expectation = np.full(x.shape[1], s0 / (n * (n - 1)))
    if n < _FEWEST:
        return expectation, np.full(x.shape[1], np.nan)
    x = x / np.where(x.max(axis=0) > 0, x.max(axis=0), 1.0)  # G knows no unit
    one, two, three, four = (np.power(x, power).sum(axis=0) for power in (1, 2, 3, 4))
    second = ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2) * two**2
    second -= ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2) * four
    second -= (2 * n * s1 - (n + 3) * s2 + 6 * s0**2) * one**2 * two
    second += (4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0**2) * one * three
    second += (s1 - s2 + s0**2) * one**4
    below = (one**2 - two) ** 2 * (n * (n - 1) * (n - 2) * (n - 3))
    return expectation, _over(second, below) - expectation**2
