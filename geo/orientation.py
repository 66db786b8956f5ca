"""On which side of a line a point lies, without rounding [1]_.

References
----------
.. [1] Shewchuk, J. R. (1997). Adaptive precision floating-point arithmetic and fast robust geometric predicates.
   Discrete & Computational Geometry 18, 305-363.
"""

from __future__ import annotations

import numpy as np

from geo.compiling import compiled

SPLITTER = 134217729.0  # 2 ** 27 + 1
ERROR = 3.3306690738754716e-16  # of an orientation in doubles: (3 + 16 u) u with u = 2 ** -53

Edge = tuple[float, float, float, float]
"""Longitude and latitude of the lower and the upper end."""


@compiled
def exact_side(ax: float, ay: float, bx: float, by: float, px: float, py: float) -> int:
    """Sign of the orientation, by exact sums of exact products."""
    left, right = (ax, -ax, -px, -ay, ay, py), (by, py, by, bx, px, bx)
    total = np.zeros(13)
    size = 0
    for k in range(6):
        a, b = left[k], right[k]
        product = a * b
        big = SPLITTER * a
        a_high = big - (big - a)
        big = SPLITTER * b
        b_high = big - (big - b)
        a_low, b_low = a - a_high, b - b_high
        rest = a_low * b_low - (product - a_high * b_high - a_low * b_high - a_high * b_low)
        for part in (rest, product):
            carry = part
            for n in range(size):
                whole = carry + total[n]
                of_sum = whole - carry
                total[n] = (carry - (whole - of_sum)) + (total[n] - of_sum)
                carry = whole
            total[size] = carry
            size += 1
    for n in range(size - 1, -1, -1):
        if total[n] != 0.0:
            return 1 if total[n] > 0.0 else -1
    return 0


@compiled
def side(ax: float, ay: float, bx: float, by: float, px: float, py: float) -> int:
    """Return 1 where p lies left of the way from a to b, -1 right of it, 0 on the line; exact."""
    one, other = (ax - px) * (by - py), (ay - py) * (bx - px)
    found = one - other
    error = ERROR * (abs(one) + abs(other))
    if found > error:
        return 1
    if found < -error:
        return -1
    return exact_side(ax, ay, bx, by, px, py)


@compiled
def touches(edge: Edge, x: float, y: float) -> bool:
    """Tell whether a point lies on an edge, ends included."""
    ax, ay, bx, by = edge
    if not (ay <= y <= by and min(ax, bx) <= x <= max(ax, bx)):
        return False
    return side(ax, ay, bx, by, x, y) == 0
