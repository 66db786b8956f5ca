"""Compiled loops that add rows up to cells: numbers of the occupied cells, exact sums, and the largest of each."""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled

LARGEST = 3
"""How many of the largest contributors are kept: what a rule of dominance needs."""


@compiled
def _spot(key: int, bits: int) -> np.int64:
    """Return the place of a key in a table of two to the power of `bits` places (Fibonacci hashing)."""
    return np.int64((np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits))


@compiled
def _settled(distinct: np.ndarray, bits: int) -> np.ndarray:
    """Lay the numbers of different keys out in a new table."""
    table = np.full(1 << bits, -1, np.int32)
    for known in range(len(distinct)):
        place = _spot(distinct[known], bits)
        while table[place] >= 0:
            place = (place + 1) & (len(table) - 1)
        table[place] = known
    return table


@compiled
def _looked_up(keys: np.ndarray, room: int) -> tuple[np.ndarray, np.ndarray]:
    """Do as `numbered` does, with one place for each key: fifteen times as fast as a table that may grow."""
    table = np.full(room, -1, np.int32)
    distinct = np.empty(min(room, len(keys)), np.int64)
    cell = np.empty(len(keys), np.int32)
    found = 0
    for row in range(len(keys)):
        key = keys[row]
        if key < 0:
            cell[row] = -1
            continue
        if table[key] < 0:
            table[key] = found
            distinct[found] = key
            found += 1
        cell[row] = table[key]
    return cell, distinct[:found].copy()


@compiled
def numbered(keys: np.ndarray, room: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the different keys numbers in the order in which they first occur.

    Parameters
    ----------
    keys : ndarray of int64 of shape (n,)
        From 0 on; a row with a key below 0 is in no cell.
    room : int
        All keys are below it; where that is few, a plain table finds them.

    Returns
    -------
    cell : ndarray of int32 of shape (n,)
        Number of each row's key, -1 for none.
    distinct : ndarray of int64 of shape (n_cells,)
        The keys by their numbers.

    Examples
    --------
    >>> cell, distinct = numbered(np.array([7, 900, 7], dtype=np.int64), 10**12)
    >>> cell.tolist(), distinct.tolist()
    ([0, 1, 0], [7, 900])
    """
    if room <= max(1 << 16, 4 * len(keys)):
        return _looked_up(keys, room)
    bits = 10
    table = np.full(1 << bits, -1, np.int32)
    distinct = np.empty(1 << (bits - 1), np.int64)
    cell = np.empty(len(keys), np.int32)
    found = 0
    for row in range(len(keys)):
        key = keys[row]
        if key < 0:
            cell[row] = -1
            continue
        place = _spot(key, bits)
        while table[place] >= 0 and distinct[table[place]] != key:
            place = (place + 1) & (len(table) - 1)
        if table[place] < 0:
            if found == len(distinct):  # half full: twice the room, and every key to its new place
                bits += 1
                table = _settled(distinct, bits)
                distinct = np.concatenate((distinct, np.empty_like(distinct)))
                place = _spot(key, bits)
                while table[place] >= 0:
                    place = (place + 1) & (len(table) - 1)
            table[place] = found
            distinct[found] = key
            found += 1
        cell[row] = table[place]
    return cell, distinct[:found].copy()


@compiled
def summed(cell: np.ndarray, amounts: np.ndarray, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """Add the known amounts of each cell up, in integers: the same in every order.

    Parameters
    ----------
    cell : ndarray of int32 of shape (n,)
        Number of the cell of each row.
    amounts : ndarray of integers or booleans of shape (n,)
        Below 0 where not known.
    cells : int
        Number of cells.

    Returns
    -------
    sums, known : ndarray of int64 of shape (cells,)
        Sum of the known amounts, and how many are known.

    Examples
    --------
    >>> sums, known = summed(np.array([0, 1, 0], dtype=np.int32), np.array([5, -1, 2]), 2)
    >>> sums.tolist(), known.tolist()
    ([7, 0], [2, 0])
    """
    sums = np.zeros(cells, np.int64)
    known = np.zeros(cells, np.int64)
    for row in range(len(cell)):
        amount = np.int64(amounts[row])
        if amount >= 0:
            sums[cell[row]] += amount
            known[cell[row]] += 1
    return sums, known


@compiled
def largest(cell: np.ndarray, amounts: np.ndarray, cells: int) -> np.ndarray:
    """Find the largest amounts of each cell.

    Parameters
    ----------
    cell : ndarray of int32 of shape (n,)
        Number of the cell of each row.
    amounts : ndarray of integers of shape (n,)
        Below 0 where not known.
    cells : int
        Number of cells.

    Returns
    -------
    ndarray of int64 of shape (cells, 3)
        The largest first; 0 where there are fewer.

    Examples
    --------
    >>> largest(np.zeros(4, dtype=np.int32), np.array([5, 9, 2, 9]), 1).tolist()
    [[9, 9, 5]]
    """
    top = np.zeros((cells, LARGEST), np.int64)
    for row in range(len(cell)):
        amount = np.int64(amounts[row])
        mine = cell[row]
        if amount > top[mine, 2]:
            if amount > top[mine, 0]:
                top[mine, 2], top[mine, 1], top[mine, 0] = top[mine, 1], top[mine, 0], amount
            elif amount > top[mine, 1]:
                top[mine, 2], top[mine, 1] = top[mine, 1], amount
            else:
                top[mine, 2] = amount
    return top
