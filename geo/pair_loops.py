"""Compiled loops over pairs of places in a plane; no table of all pairs is ever made.

Importing this module loads numba: import it where pairs are visited.
"""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled

_BLOCK = 512  # distances at a time: the processor finds several at once, and they stay in its nearest memory
_LANES = 4  # tables that are counted into in turn: two pairs of one bin do not wait for each other
_ROOM = 1 + 1e-12  # the root of a square may be rounded below it
_MANY = 1 << 30  # counts of four bytes are added up before they run over


@compiled
def pair_counts(x: np.ndarray, y: np.ndarray, scale: np.float32, bins: int) -> np.ndarray:
    """Count the pairs by distance: bin ``k`` holds ``k <= d * scale < k + 1``, the last one all that lies beyond.

    Coordinates of four bytes (metres from the middle, exact to centimetres over 100 km) go twice as fast.

    Examples
    --------
    >>> x = np.array([0, 3, 0], dtype=np.float32)
    >>> pair_counts(x, np.array([0, 0, 4], dtype=np.float32), np.float32(1), 5).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    n, most = len(x), np.float32(bins)
    total = np.zeros(bins + 1, np.int64)
    lanes = np.zeros((_LANES, bins + 1), np.int32)
    place = np.empty(_BLOCK, np.int32)
    waiting = 0
    for i in range(n):
        for begin in range(i + 1, n, _BLOCK):
            size = min(_BLOCK, n - begin)
            for k in range(size):
                across, up = x[begin + k] - x[i], y[begin + k] - y[i]
                place[k] = np.int32(min(np.sqrt(across * across + up * up) * scale, most))
            whole = size - size % _LANES
            for k in range(0, whole, _LANES):
                lanes[0, place[k]] += 1
                lanes[1, place[k + 1]] += 1
                lanes[2, place[k + 2]] += 1
                lanes[3, place[k + 3]] += 1
            for k in range(whole, size):
                lanes[0, place[k]] += 1
        waiting += n - i
        if waiting > _MANY:
            total += lanes.sum(axis=0)
            lanes[:] = 0
            waiting = 0
    total += lanes.sum(axis=0)
    return total


@compiled
def pair_weights(x: np.ndarray, y: np.ndarray, weight: np.ndarray, scale: np.float32, bins: int) -> np.ndarray:
    """Add up the products of the weights of the pairs by distance, in the bins of `pair_counts`.

    Examples
    --------
    >>> x = np.array([0, 3, 0], dtype=np.float32)
    >>> pair_weights(x, np.array([0, 0, 4], dtype=np.float32), np.array([1.0, 2.0, 10.0]), np.float32(1), 5).tolist()
    [0.0, 0.0, 0.0, 2.0, 10.0, 20.0]
    """
    n, most = len(x), np.float32(bins)
    total = np.zeros(bins + 1)
    lanes = np.zeros((_LANES, bins + 1))
    place = np.empty(_BLOCK, np.int32)
    product = np.empty(_BLOCK)
    for i in range(n):
        for begin in range(i + 1, n, _BLOCK):
            size = min(_BLOCK, n - begin)
            for k in range(size):
                across, up = x[begin + k] - x[i], y[begin + k] - y[i]
                place[k] = np.int32(min(np.sqrt(across * across + up * up) * scale, most))
                product[k] = weight[i] * weight[begin + k]
            whole = size - size % _LANES
            for k in range(0, whole, _LANES):
                lanes[0, place[k]] += product[k]
                lanes[1, place[k + 1]] += product[k + 1]
                lanes[2, place[k + 2]] += product[k + 2]
                lanes[3, place[k + 3]] += product[k + 3]
            for k in range(whole, size):
                lanes[0, place[k]] += product[k]
    total += lanes.sum(axis=0)
    return total


@compiled
def divided_pairs(x: np.ndarray, y: np.ndarray, weight: np.ndarray, step: float, knots: int) -> np.ndarray:
    """Divide the product of the weights of each pair between the two knots ``k * step`` next to its distance.

    A smooth function read off the knots errs by an eighth of its second derivative times the squared step. Pairs beyond
    the last knot are left out.

    Examples
    --------
    >>> divided_pairs(np.array([0.0, 2.5]), np.zeros(2), np.array([1.0, 2.0]), 1.0, 4).tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    found = np.zeros(knots + 1)
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            distance = np.sqrt((x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2) / step
            k = int(distance)
            if k < knots:
                part = (distance - k) * weight[i] * weight[j]
                found[k] += weight[i] * weight[j] - part
                found[k + 1] += part
    return found[:knots]


@compiled
def pairs_within(x: np.ndarray, y: np.ndarray, low: float, high: float, out: np.ndarray) -> tuple[int, float, float]:
    """Put the distances in ``(low, high]`` into `out` as far as it goes; return their number, sum and sum of squares.

    Examples
    --------
    >>> out = np.empty(2)
    >>> pairs_within(np.array([0.0, 3.0, 7.0]), np.zeros(3), 3.0, 9.0, out), out.tolist()
    ((2, 11.0, 65.0), [7.0, 4.0])
    """
    number, total, squares = 0, 0.0, 0.0
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            square = (x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2
            distance = np.sqrt(square)
            if low < distance <= high:
                if number < len(out):
                    out[number] = distance
                number += 1
                total += distance
                squares += square
    return number, total, squares


@compiled
def first_from(values: np.ndarray, low: int, high: int, wanted: float) -> int:
    """Return the first place in ``[low, high)`` of ascending values that holds `wanted` or more; `high` if none does.

    Examples
    --------
    >>> first_from(np.array([9.0, 1.0, 2.0, 2.0, 5.0]), 1, 5, 2.0)
    2
    """
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def edge_corrected(
    x: np.ndarray, y: np.ndarray, starts: np.ndarray, squares: np.ndarray, begin: np.ndarray,
    overlap: np.ndarray, shifts: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Count the pairs up to each distance, each once, divided by the part of the area that overlaps when moved by it.

    Parameters
    ----------
    x, y : ndarray of shape (n,)
        Places in rows as high as the largest distance, from west to east in each row.
    starts : ndarray of shape (n_rows + 1,)
        Where each row begins.
    squares : ndarray
        The distances, squared, ascending.
    begin : ndarray of int
        From which of them to look for a distance, by its share of the largest (`geo.pair_distances.guide`).
    overlap : ndarray of shape (n_up, n_across)
        Part of the area that overlaps; the middle column is no move to the east, the first row no move to the north.
    shifts : ndarray of shape (2,)
        Metres from a column to the next and from a row to the next.

    Examples
    --------
    >>> rows, none = np.array([0, 2]), np.zeros(5, dtype=int)
    >>> x, shifts, half = np.array([0.0, 3.0]), np.array([9.0, 9.0]), np.full((2, 3), 0.5)
    >>> edge_corrected(x, np.zeros(2), rows, np.array([4.0, 9.0]), none, half, shifts).tolist()
    [0.0, 2.0]
    """
    found = np.zeros(len(squares))
    most, reach = squares[-1], np.sqrt(squares[-1]) * _ROOM
    scale = (len(begin) - 1) / np.sqrt(most)
    middle = overlap.shape[1] // 2
    for row in range(len(starts) - 1):
        for i in range(starts[row], starts[row + 1]):
            for other in range(row, min(row + 2, len(starts) - 1)):
                end = starts[other + 1]
                j = i + 1 if other == row else first_from(x, starts[other], end, x[i] - reach)
                while j < end and x[j] - x[i] <= reach:
                    across, up = x[j] - x[i], y[j] - y[i]
                    square = across * across + up * up
                    if square <= most:
                        if up < 0:
                            across, up = -across, -up
                        a, b = across / shifts[0] + middle, up / shifts[1]
                        left, low = min(int(a), 2 * middle - 1), min(int(b), overlap.shape[0] - 2)
                        a, b = a - left, b - low
                        part = (1 - b) * ((1 - a) * overlap[low, left] + a * overlap[low, left + 1])
                        part += b * ((1 - a) * overlap[low + 1, left] + a * overlap[low + 1, left + 1])
                        place = begin[int(np.sqrt(square) * scale)]
                        while squares[place] < square:
                            place += 1
                        found[place] += 1 / part
                    j += 1
    return np.cumsum(found)


@compiled
def local_shares(
    x: np.ndarray, y: np.ndarray, starts: np.ndarray, squares: np.ndarray, begin: np.ndarray,
    looking: np.ndarray, weight: np.ndarray, expected: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Return the mean share of what is looked for around some places, relative to the mean share everywhere.

    Parameters
    ----------
    x, y, starts, squares, begin
        As for `edge_corrected`.
    looking : ndarray of int
        Positions of the places around which is counted; a place is no neighbour of itself.
    weight : ndarray of shape (n, 2)
        Weight of each place in what is looked for, and in all.
    expected : ndarray, a figure for each place of `looking`
        Its share if neighbours were taken from everywhere.

    Returns
    -------
    ndarray
        One figure a distance; places without any neighbour count on neither side, NaN where none has one.

    Examples
    --------
    >>> x, none = np.array([0.0, 1.0, 5.0]), np.zeros(9, dtype=int)
    >>> weight = np.array([[0.0, 1.0], [1.0, 1.0], [0.0, 1.0]])
    >>> local_shares(x, np.zeros(3), np.array([0, 3]), np.array([0.5, 1.0, 25.0]), none, np.array([0]),
    ...              weight, np.array([0.5])).tolist()
    [nan, 2.0, 1.0]
    """
    sizes = len(squares)
    found, wanted = np.zeros(sizes), np.zeros(sizes)
    most, reach = squares[-1], np.sqrt(squares[-1]) * _ROOM
    scale = (len(begin) - 1) / np.sqrt(most)
    for k in range(len(looking)):
        i = looking[k]
        row = np.searchsorted(starts, i, side="right") - 1
        near, total = np.zeros(sizes), np.zeros(sizes)
        for other in range(max(row - 1, 0), min(row + 2, len(starts) - 1)):
            end = starts[other + 1]
            j = first_from(x, starts[other], end, x[i] - reach)
            while j < end and x[j] - x[i] <= reach:
                square = (x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2
                if square <= most and j != i:
                    place = begin[int(np.sqrt(square) * scale)]
                    while squares[place] < square:
                        place += 1
                    near[place] += weight[j, 0]
                    total[place] += weight[j, 1]
                j += 1
        close, around = 0.0, 0.0
        for place in range(sizes):
            close += near[place]
            around += total[place]
            if around > 0:
                found[place] += close / around
                wanted[place] += expected[k]
    for place in range(sizes):
        found[place] = found[place] / wanted[place] if wanted[place] > 0 else np.nan
    return found
