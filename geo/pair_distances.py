"""How far apart sites are: their order for quick neighbours, the median distance, the density of all distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.special import ndtr

from geo.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_loops = Lazy("geo.pair_loops")
_MANY = 4_000_000  # distances that are held at once: 32 MB
_SAMPLE = 2_000  # sites among which the median distance is looked for
_BINS = 1 << 16  # bins that quartiles are read off where there are more distances
_PARTS = 4096  # of the largest distance
_ROWS = 1_000_000  # most rows of sites
_ROOM = 1 + 1e-9  # a row is higher than the reach by this, whatever is rounded
_COARSE, _FINE = 50, 1_000  # bins and knots a bandwidth
_TAIL = 8.0  # bandwidths after which the kernel is nothing


def in_rows(x: np.ndarray, y: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Sort places into rows as high as the reach, from west to east in each: neighbours lie in three rows.

    Returns
    -------
    (order, starts)
        Positions of the places in their new order; where each row begins in it, and the end.

    Examples
    --------
    >>> order, starts = in_rows(np.array([5.0, 1.0, 3.0]), np.array([0.0, 0.0, 25.0]), 10.0)
    >>> order.tolist(), starts.tolist()
    ([1, 0, 2], [0, 2, 2, 3])
    """
    height = max(reach * _ROOM, float(np.ptp(y)) / _ROWS)
    row = ((y - y.min()) / height).astype(np.int64)
    order = np.lexsort((y, x, row))
    return order, np.searchsorted(row[order], np.arange(int(row.max()) + 2))


def guide(r: np.ndarray) -> np.ndarray:
    """Return from which place on to look for a distance among ascending ones, by its share of the largest.

    Entry t serves distances from ``t`` to ``t + 1`` parts of the largest; it lies one part low, whatever is rounded.

    Examples
    --------
    >>> guide(np.array([0.0, 5.0, 10.0]))[[0, 1, 2, 2049, 2050, 4096]].tolist()
    [0, 0, 1, 1, 2, 2]
    """
    parts = np.maximum(np.arange(_PARTS + 1) - 1, 0) / _PARTS
    return np.asarray(np.searchsorted(r, parts * r[-1]))


def median_distance(x: np.ndarray, y: np.ndarray) -> float:
    """Median distance between sites; of more than 2,000 of them, between every so many from west to east.

    Examples
    --------
    >>> median_distance(np.array([0.0, 3.0, 7.0]), np.zeros(3))
    4.0
    """
    taken = np.lexsort((y, x))[:: -(-len(x) // _SAMPLE)]
    found = np.empty(len(taken) * (len(taken) - 1) // 2)
    _loops.pairs_within(x[taken], y[taken], -1.0, np.inf, found)
    return float(np.median(found))


def rule_of_thumb(x: np.ndarray, y: np.ndarray, most: float) -> float:
    """Silverman's bandwidth for the distances up to `most`: 0.9 times their spread over the fifth root of their number.

    The spread is the standard deviation or the interquartile range over 1.34, whichever is less [1]_. From 4 million
    distances on, the quartiles are read off 65,536 bins.

    References
    ----------
    .. [1] Silverman, B. W. (1986). Density estimation for statistics and data analysis. Chapman and Hall, eq. 3.31.

    Examples
    --------
    >>> round(rule_of_thumb(np.array([0.0, 3.0, 7.0, 12.0]), np.zeros(4), 20.0), 3)
    1.995
    """
    found = np.empty(min(len(x) * (len(x) - 1) // 2, _MANY))
    number, total, squares = _loops.pairs_within(x, y, -1.0, most, found)
    if number < 2:  # noqa: PLR2004 - a single distance has no spread
        return 0.0
    deviation = np.sqrt(max(squares - total**2 / number, 0.0) / (number - 1))
    if number <= len(found):
        low, high = np.percentile(found[:number], [25, 75])
    else:
        counts = np.cumsum(_loops.pair_counts(*_short(x, y), np.float32(_BINS / most), _BINS)[:_BINS])
        low, high = np.interp(counts[-1] * np.array([0.25, 0.75]), counts, np.arange(1, _BINS + 1) * most / _BINS)
    quartiles = float(high - low) / 1.34
    spread = min(float(deviation), quartiles) if quartiles > 0 else float(deviation)
    return float(0.9 * spread * number**-0.2)


def kernel_density(
    r: np.ndarray, h: float, weight: np.ndarray, *, fine: bool
) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Return the function that finds the density of the distances between places with these weights.

    Fine: each distance is divided between two knots, 1,000 a bandwidth; the error is below ``1 / (8 * 1000^2)`` of the
    highest value of the kernel. Coarse: distances are counted in 50 bins a bandwidth, each with the mean of the kernel
    over it; the errors of single distances, up to 0.6 %, cancel out among many.

    Parameters
    ----------
    r : ndarray
        Distances, metres.
    h : float
        Bandwidth of the Gaussian kernel, metres.
    weight : ndarray
    fine : bool

    Examples
    --------
    >>> density = kernel_density(np.array([0.0, 1.0]), 1.0, np.ones(2), fine=True)
    >>> density(np.array([0.0, 1.0]), np.zeros(2)).round(4).tolist()
    [0.4839, 0.4529]
    """
    step = h / (_FINE if fine else _COARSE)
    bins = int((r[-1] + _TAIL * h) / step) + 1
    pairs = h * (weight.sum() ** 2 - (weight**2).sum()) / 2
    equal = bool((weight == weight[0]).all())
    if fine:  # asked once: the kernel need not be kept

        def exact(x: np.ndarray, y: np.ndarray) -> np.ndarray:
            knots = _loops.divided_pairs(x, y, weight, step, bins)
            sums = [knots[low:high] @ part for low, high, part in _kernel(r, h, step, bins, fine=True)]
            return np.asarray(np.array(sums) / pairs)

        return exact
    low, high, values = zip(*_kernel(r, h, step, bins, fine=False), strict=True)
    columns = np.concatenate([np.arange(*ends) for ends in zip(low, high, strict=True)])
    ends = np.cumsum([0, *(len(part) for part in values)])
    kernel = csr_array((np.concatenate(values) / pairs, columns, ends), shape=(len(r), bins))

    def counted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        if equal:
            found = _loops.pair_counts(*_short(x, y), np.float32(1 / step), bins)[:bins] * weight[0] ** 2
        else:
            found = _loops.pair_weights(*_short(x, y), weight, np.float32(1 / step), bins)[:bins]
        return np.asarray(kernel @ found)

    return counted


def _kernel(
    r: np.ndarray, h: float, step: float, bins: int, *, fine: bool
) -> Iterator[tuple[int, int, np.ndarray]]:
    """Yield from which bin to which a distance adds to the density at each r, and how much, the part below 0 folded."""

    def at(distance: np.ndarray) -> np.ndarray:
        if fine:
            return np.asarray(np.exp(-0.5 * (distance / h) ** 2) / np.sqrt(2 * np.pi))
        return np.asarray((ndtr((distance + step) / h) - ndtr(distance / h)) * (h / step))

    for wanted in r.tolist():
        low, high = int(max(wanted - _TAIL * h, 0) / step), min(int((wanted + _TAIL * h) / step) + 1, bins)
        places = np.arange(low, high) * step
        part = at(places - wanted)
        if wanted < _TAIL * h:
            part += at(places + wanted)
        yield low, high, part


def _short(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return coordinates of four bytes, counted from the first place."""
    return (x - x[0]).astype(np.float32), (y - y[0]).astype(np.float32)
