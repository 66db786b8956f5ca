"""Compiled loops over ids of enterprises: a number for each, and whether it was there before.

Loads numba: import it where such a loop runs.
"""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled

_DIGITS = 18
_ZERO, _NINE = 48, 57


@compiled
def mixed(values: np.ndarray) -> np.ndarray:
    """Spread whole numbers over all 64 bits, each to another one; 0 is never the outcome but of one number."""
    out = np.empty(values.size, np.uint64)
    for i in range(values.size):
        x = np.uint64(values[i]) + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        out[i] = x ^ (x >> np.uint64(31))
    return out


@compiled
def numbered(data: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Give each text a number: one that is written like a whole number that one, another one a mixture of its bytes."""
    out = np.empty(offsets.size - 1, np.uint64)
    for i in range(offsets.size - 1):
        start, stop = offsets[i], offsets[i + 1]
        plain = 0 < stop - start <= _DIGITS and (data[start] != _ZERO or stop - start == 1)
        number, spread = np.uint64(0), np.uint64(0xCBF29CE484222325)
        for k in range(start, stop):
            unit = np.uint64(data[k])
            plain = plain and _ZERO <= data[k] <= _NINE
            number = number * np.uint64(10) + (unit - np.uint64(_ZERO))
            spread = (spread ^ unit) * np.uint64(0x100000001B3)
            spread ^= spread >> np.uint64(29)
        out[i] = number if plain else spread | np.uint64(1) << np.uint64(63)
    return out


@compiled
def seen(table: np.ndarray, hashes: np.ndarray, repeated: np.ndarray) -> int:
    """Put hashes into a table (a power of two long, 0 is empty) and mark those that were there; how many are new."""
    last = np.uint64(table.size - 1)
    new = 0
    for i in range(hashes.size):
        wanted = hashes[i]
        at = wanted & last
        while table[at] != 0 and table[at] != wanted:
            at = (at + np.uint64(1)) & last
        repeated[i] = table[at] == wanted
        if table[at] == 0:
            table[at] = wanted
            new += 1
    return new
