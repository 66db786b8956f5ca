"""How unequal two profiles are: the kernels that indices of structure, concentration and disparity share.

Each function takes ``p`` of shape (n, k), shares that add up to 1 in every row, and ``q`` of shape (k,) or (n, k), the
weights that they are compared with (the reference economy, people, or 1/k each), which add up to 1 as well. A cell that
does not count has ``p = q = 0``. A row of NaN gives NaN. The result has the shape (n,) and no dimension.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""An array of floats."""

_TINY = np.finfo(float).tiny  # stands for 0 under a logarithm or a fraction whose numerator is 0
_LN2 = float(np.log(2))
_NOTHING = 1e-100  # what a share of something that the reference has not leaves: 0
_ONE = 1e-12  # less room than this: a single cell has all the weight


def hoover(p: Floats, q: Floats) -> Floats:
    """Half the sum of the differences, ``sum |p - q| / 2``: the part that would have to move; 0 to 1.

    Examples
    --------
    >>> hoover(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.5, 0.5])).tolist()
    [0.0, 0.5]
    """
    gap = p - q
    np.abs(gap, out=gap)
    return _sum(gap) / 2


def squares(p: Floats, _: Floats | None = None) -> Floats:
    """Sum of squared shares ``sum p^2``, from 1/k to 1.

    Examples
    --------
    >>> squares(np.array([[0.5, 0.5], [1.0, 0.0]])).tolist()
    [0.5, 1.0]
    """
    return _dot(p, p)


def chi_square(p: Floats, q: Floats) -> Floats:
    """``sum (p - q)^2 / q``.

    Examples
    --------
    >>> chi_square(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])).tolist()
    [1.0, 0.0]
    """
    with np.errstate(over="ignore"):
        return _sum((p - q) ** 2 / np.maximum(q, _TINY))


def likeness(p: Floats, q: Floats) -> Floats:
    """Hachman's ``1 / sum (p^2 / q)``: 1 where the profiles are the same, 0 where they have nothing in common.

    Examples
    --------
    >>> likeness(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.5, 0.5])).tolist()
    [1.0, 0.5]
    """
    with np.errstate(over="ignore"):
        like = 1 / _sum(p * p / np.maximum(q, _TINY))
    return np.where(like < _NOTHING, 0.0, like)


def entropy_bits(p: Floats, _: Floats | None = None) -> Floats:
    """Shannon's entropy ``-sum p log2 p``, bits; 0 log 0 is 0.

    Examples
    --------
    >>> entropy_bits(np.array([[0.25, 0.25, 0.25, 0.25], [1.0, 0.0, 0.0, 0.0]])).tolist()
    [2.0, 0.0]
    """
    return np.maximum(-_dot(p, np.log(np.maximum(p, _TINY))) / _LN2, 0)


def theil_t(p: Floats, q: Floats) -> Floats:
    """Theil's T ``sum p ln (p / q)``, natural logarithm; 0 to ln k.

    Examples
    --------
    >>> theil_t(np.array([[1.0, 0.0]]), np.array([0.5, 0.5])).round(6).tolist()
    [0.693147]
    """
    ratio = np.log(np.maximum(p, _TINY)) - np.log(np.maximum(q, _TINY))
    return np.maximum(_dot(p, ratio), 0)


def theil_l(p: Floats, q: Floats) -> Floats:
    """Theil's L, the mean log deviation ``sum q ln (q / p)``; NaN where a cell that counts is 0.

    Examples
    --------
    >>> theil_l(np.array([[0.1, 0.1, 0.1, 0.2, 0.5], [0.0, 0.1, 0.2, 0.2, 0.5]]), np.full(5, 0.2)).round(7).tolist()
    [0.2326302, nan]
    """
    ratio = np.log(np.maximum(q, _TINY)) - np.log(np.maximum(p, _TINY))
    nought = ((p == 0) & (q > 0)).any(axis=1)
    return np.where(nought, np.nan, np.maximum(_sum(q * ratio), 0))


def atkinson(p: Floats, q: Floats, *, epsilon: float) -> Floats:
    """Atkinson's ``1 - (sum q (p / q)^(1 - e))^(1 / (1 - e))``; with ``e = 1`` by the geometric mean; 0 to 1.

    Examples
    --------
    >>> atkinson(np.array([[0.2, 0.8]]), np.array([0.5, 0.5]), epsilon=1.0).round(6).tolist()
    [0.2]
    """
    ratio = np.divide(p, q, out=np.ones_like(p), where=np.broadcast_to(q > 0, p.shape))
    with np.errstate(divide="ignore"):
        if epsilon == 1:
            mean = np.exp(_sum(q * np.log(ratio)))
        else:
            mean = _sum(q * ratio ** (1 - epsilon)) ** (1 / (1 - epsilon))
    return np.asarray(1 - mean)


def coulter(p: Floats, q: Floats) -> Floats:
    """Coulter's ``sqrt(sum (p - q)^2 / 2)``; 0 to 1.

    Examples
    --------
    >>> coulter(np.array([[1.0, 0.0]]), np.array([0.5, 0.5])).tolist()
    [0.5]
    """
    return np.sqrt(_sum((p - q) ** 2) / 2)


def variation(p: Floats, q: Floats, *, sample: bool) -> Floats:
    """Coefficient of variation ``sqrt(sum q (p / q - 1)^2)``; of a sample, divided by ``sqrt(1 - sum q^2)``.

    With equal weights the second is the standard deviation with ``n - 1`` over the mean; with people as weights the
    first is Williamson's index.

    Examples
    --------
    >>> variation(np.array([[0.25, 0.75]]), np.array([0.5, 0.5]), sample=False).tolist()
    [0.5]
    """
    variance = chi_square(p, q)
    if sample:
        room = 1 - _sum(q * q)
        variance = variance / np.where(room > _ONE, room, np.nan)
    return np.sqrt(variance)


def gini_of_quotients(p: Floats, q: Floats) -> Floats:
    """Plain Gini coefficient of the quotients ``p / q``, each counting once; NaN with fewer than two.

    ``2 sum_k k y_(k) / (n sum y) - (n + 1) / n`` with the quotients y in ascending order.

    Examples
    --------
    >>> gini_of_quotients(np.array([[0.2, 0.5, 0.2, 0.1]]), np.full(4, 0.25)).round(12).tolist()
    [0.3]
    """
    counted = q > 0
    ratio = np.divide(p, q, out=np.zeros_like(p), where=np.broadcast_to(counted, p.shape))
    ratio.sort(axis=1)
    n = _sum(counted)
    total = _sum(ratio)
    # what is left out sorts first, as 0, and moves every rank up by as many places
    rank = np.asarray(ratio @ np.arange(1.0, p.shape[1] + 1)) / np.where(total > 0, total, np.nan) - (p.shape[1] - n)
    n = np.where(n > 1, n, np.nan)
    gini: Floats = np.maximum(2 * rank / n - (n + 1) / n, 0)
    return gini


def lorenz_gini(p: Floats, q: Floats) -> Floats:
    """Gini coefficient between the Lorenz curve of ``p`` over ``q`` and the diagonal; NaN with fewer than two cells.

    The cells stand in ascending order of ``p / q``, values and weights together. Order and cell number are sorted as
    one whole number (the number takes the last bits of the quotient), which is five times faster than sorting indices.

    Examples
    --------
    >>> lorenz_gini(np.array([[0.0, 1.0]]), np.array([0.75, 0.25])).tolist()
    [0.75]
    """
    n, k = p.shape
    counted = q > 0
    ratio = np.divide(p, q, out=np.where(p > 0, np.inf, 0.0), where=np.broadcast_to(counted, p.shape))
    bits = np.uint64((1 << (k - 1).bit_length()) - 1)
    keys = ratio.view(np.uint64)
    np.bitwise_and(keys, ~bits, out=keys)
    np.bitwise_or(keys, np.arange(k, dtype=np.uint64), out=keys)
    keys.sort(axis=1)
    cell = np.bitwise_and(keys, bits, out=keys).view(np.int64)
    weight = q[cell] if q.ndim == 1 else np.take_along_axis(q, cell, axis=1)
    cell += np.arange(n)[:, None] * k
    below = np.cumsum(weight, axis=1)
    below *= 2
    below -= weight
    area = _dot(p.ravel()[cell], below)
    return np.where(_sum(counted) > 1, np.maximum(area - 1, 0), np.nan)


def _sum(array: np.ndarray) -> Floats:
    """Add up the last axis."""
    return np.asarray(array.sum(axis=-1), dtype=float)


def _dot(a: Floats, b: Floats) -> Floats:
    """Multiply cell by cell and add up the last axis, without a table in between."""
    return np.asarray(np.einsum("ij,ij->i", a, b), dtype=float)
