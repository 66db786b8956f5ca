"""Compiled loops over neighbours on the whole Earth: memory grows with the places, not with the pairs of them.

Places lie in rows of latitude, from west to east in each, so that those near one are in three rows. Importing this
module loads numba: import it where neighbours are visited.
"""

from __future__ import annotations

import math

import numpy as np

from geo.compiling import compiled
from geo.pair_loops import first_from

_TURN = 2 * math.pi
_ROOM = 1e-9  # radians by which a window is wider than it need be


@compiled
def window(at: np.ndarray, i: int, radius: float) -> float:
    """Return how far in longitude a neighbour may lie: radians, 4 (more than half a turn) beside a pole.

    Examples
    --------
    >>> round(window(np.array([[6_378_137.0, 0.0, 0.0]]), 0, 111_320.0), 5)
    0.01745
    """
    from_axis = math.sqrt(at[i, 0] ** 2 + at[i, 1] ** 2)
    return math.asin(radius / from_axis) + _ROOM if radius < from_axis else 4.0


@compiled
def near(
    at: np.ndarray, lon: np.ndarray, row: np.ndarray, starts: np.ndarray, radius: float, i: int, out: np.ndarray
) -> int:
    """Put the positions of all places within the radius of place i, itself included, into `out`; return their number.

    Parameters
    ----------
    at : ndarray of shape (n, 3)
        Places in space, metres, in rows of latitude and from west to east in each.
    lon : ndarray of shape (n,)
        Radians, -pi to pi.
    row : ndarray of shape (n,)
        Row of each place.
    starts : ndarray of shape (n_rows + 1,)
        Where each row begins.
    radius : float
        Metres along the straight line.

    Examples
    --------
    >>> at, out = np.array([[6e6, -1.0, 0.0], [6e6, 0.0, 0.0], [6e6, 5.0, 0.0]]), np.empty(3, dtype=int)
    >>> lon = np.arctan2(at[:, 1], at[:, 0])
    >>> near(at, lon, np.zeros(3, dtype=int), np.array([0, 3]), 2.0, 0, out), out[:2].tolist()
    (2, [0, 1])
    """
    found, most, wide = 0, radius * radius, window(at, i, radius)
    for other in range(max(row[i] - 1, 0), min(row[i] + 2, len(starts) - 1)):
        for turn in range(-1, 2):
            low, high = lon[i] - wide + turn * _TURN, lon[i] + wide + turn * _TURN
            if wide > math.pi:
                low, high = (-4.0, 4.0) if turn == 0 else (9.0, 9.0)
            if high < -math.pi or low > math.pi:
                continue
            j = first_from(lon, starts[other], starts[other + 1], low)
            while j < starts[other + 1] and lon[j] <= high:
                a, b, c = at[j, 0] - at[i, 0], at[j, 1] - at[i, 1], at[j, 2] - at[i, 2]
                if a * a + b * b + c * c <= most:
                    out[found] = j
                    found += 1
                j += 1
    return found


@compiled
def visits(at: np.ndarray, lon: np.ndarray, row: np.ndarray, starts: np.ndarray, radius: float) -> int:
    """Count the places that `near` would look at for all places together, without looking at them.

    Examples
    --------
    >>> at = np.array([[6e6, 0.0, 0.0], [6e6, 1.0, 0.0]])
    >>> visits(at, np.array([0.0, 1e-7]), np.zeros(2, dtype=int), np.array([0, 2]), 2.0)
    4
    """
    total = 0
    for i in range(len(lon)):
        wide = window(at, i, radius)
        for other in range(max(row[i] - 1, 0), min(row[i] + 2, len(starts) - 1)):
            low = first_from(lon, starts[other], starts[other + 1], lon[i] - wide)
            total += first_from(lon, low, starts[other + 1], lon[i] + wide) - low
    return total


@compiled
def reached(
    at: np.ndarray, lon: np.ndarray, row: np.ndarray, starts: np.ndarray, radius: float,
    weight: np.ndarray, firm: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Add up the weights, and count the different enterprises, within the radius of each place.

    Examples
    --------
    >>> at = np.array([[6e6, 0.0, 0.0], [6e6, 1.0, 0.0]])
    >>> rows, weight = np.array([0, 2]), np.array([5.0, 7.0])
    >>> reached(at, np.array([0.0, 1e-7]), np.zeros(2, dtype=int), rows, 2.0, weight, np.array([0, 0]))
    (array([12., 12.]), array([1, 1]))
    """
    n = len(lon)
    total, firms = np.zeros(n), np.zeros(n, np.int64)
    out, seen = np.empty(n, np.int64), np.full(firm.max() + 1, -1)
    for i in range(n):
        for k in range(near(at, lon, row, starts, radius, i, out)):
            j = out[k]
            total[i] += weight[j]
            if seen[firm[j]] != i:
                seen[firm[j]] = i
                firms[i] += 1
    return total, firms


@compiled
def joined(
    at: np.ndarray, lon: np.ndarray, row: np.ndarray, starts: np.ndarray, radius: float, core: np.ndarray
) -> np.ndarray:
    """Join core places within the radius of each other, and every other place to the nearest core place there.

    Returns
    -------
    ndarray of int, shape (n,)
        Position of one core place that stands for the cluster; -1 for places without a core place near them.

    Examples
    --------
    >>> at = np.array([[6e6, y, 0.0] for y in (0.0, 1.0, 2.0, 3.5, 9.0)])
    >>> core = np.array([True, True, True, False, False])
    >>> joined(at, at[:, 1] / 6e6, np.zeros(5, dtype=int), np.array([0, 5]), 1.6, core).tolist()
    [0, 0, 0, 0, -1]
    """
    n = len(lon)
    above, out = np.arange(n), np.empty(n, np.int64)
    for i in range(n):
        if core[i]:
            for k in range(near(at, lon, row, starts, radius, i, out)):
                j = out[k]
                if core[j] and j > i:
                    one, two = _root(above, i), _root(above, j)
                    above[max(one, two)] = min(one, two)
    cluster = np.full(n, -1)
    for i in range(n):
        if core[i]:
            cluster[i] = _root(above, i)
            continue
        least = np.inf
        for k in range(near(at, lon, row, starts, radius, i, out)):
            j = out[k]
            away = (at[j, 0] - at[i, 0]) ** 2 + (at[j, 1] - at[i, 1]) ** 2 + (at[j, 2] - at[i, 2]) ** 2
            if core[j] and away < least:
                least = away
                cluster[i] = _root(above, j)
    return cluster


@compiled
def _root(above: np.ndarray, i: int) -> int:
    """Follow a place to the one that stands for its cluster, and shorten the way for the next time."""
    while above[i] != i:
        above[i] = above[above[i]]
        i = above[i]
    return i
