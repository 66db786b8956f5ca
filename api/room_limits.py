"""How often somebody may ask: buckets that fill with time, one for each who asks, and no more of them than fit."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Buckets:
    """Token buckets by key [1]_: `burst` at once, then `per_second`. Used by one thread.

    Parameters
    ----------
    burst : float
        Requests that a full bucket holds.
    per_second : float
        How fast it fills.
    most : int, default 4096
        Buckets kept; the one that was used longest ago goes first, and is full when it is made anew.
    clock : callable
        Seconds that only grow.

    References
    ----------
    .. [1] Turner, J. (1986). New directions in communications (or which way to the information age?).
       IEEE Communications Magazine 24(10), 8-15.

    Examples
    --------
    >>> now = iter([0.0, 0.0, 0.0, 2.0])
    >>> buckets = Buckets(burst=2, per_second=0.5, clock=lambda: next(now))
    >>> [buckets.wait("a") for _ in range(4)]
    [0.0, 0.0, 2.0, 0.0]
    """

    def __init__(
        self, *, burst: float, per_second: float, most: int = 4096, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._per_second, self._most, self._clock = burst, per_second, most, clock
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many buckets are kept."""
        return len(self._left)

    def wait(self, key: Hashable) -> float:
        """Take one from the bucket of a key; return 0, or the seconds after which there will be one."""
        now = self._clock()
        left, since = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        missing = 1 - left
        self._left[key] = (left if missing > 0 else left - 1, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return max(0.0, missing) / self._per_second
