"""How near industries are to one another, in numbers: co-occurrence, proximity, density."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.network import Presence

    Array = NDArray[np.float64]

CO_OCCURRENCE = ("probability", "association", "cosine", "jaccard")
"""Ways to make counts of co-occurrence comparable between frequent and rare industries."""


def co_occurrence(presence: Presence) -> Array:
    """Count the regions that have both industries of a pair; on the diagonal, those that have the industry."""
    held = presence.held.astype(np.float32)  # whole numbers below 2^24 are exact, in half the time
    return np.asarray((held.T @ held).astype(float))


def proximity(presence: Presence) -> Array:
    """Smaller of the two chances that a region with one industry has the other, over the regions where that is known.

    ``min(P(p | q), P(q | p))``; 1 on the diagonal, NaN for an industry that no region has.
    """
    both = co_occurrence(presence)
    if presence.ragged:
        counted = presence.held.T @ (~presence.unknown).astype(float)  # regions with p where q is known
    else:
        counted = np.broadcast_to(np.diag(both)[:, None], both.shape)
    rarer, larger = np.minimum(counted, counted.T), np.maximum(counted, counted.T)
    found: Array = np.divide(both, larger, out=np.full(both.shape, np.nan), where=rarer > 0)
    return found


def density(presence: Presence, relatedness: Array) -> Array:
    """Share of what is related to each industry that each region has, 0 to 1; NaN where nothing is related.

    What is unknown of a region counts neither as there nor as absent: it is left out of both sums.
    """
    near = np.nan_to_num(relatedness)
    share: Array = presence.held @ near
    reach = (~presence.unknown).astype(float) @ near if presence.ragged else near.sum(axis=0)
    share /= np.where(reach > 0, reach, np.nan)
    if presence.gaps:
        share[presence.unknown] = np.nan
    np.minimum(share, 1.0, out=share)
    return share


def normalised(counts: Array, method: str) -> Array:
    """Make counts of co-occurrence comparable: what is above 1 (or nearer to it) meets more often than by chance.

    The diagonal counts for nothing and is 0; NaN for an industry that meets no other. With `S` the sums of the rows and
    `T` their total: ``probability`` is ``C / [(S_i/T S_j/(T-S_i) + S_j/T S_i/(T-S_j)) T/2]``, ``association``
    ``C T / (S_i S_j)``, ``cosine`` ``C / sqrt(S_i S_j)``, ``jaccard`` ``C / (S_i + S_j - C)``.
    """
    meetings = counts.copy()
    np.fill_diagonal(meetings, 0.0)
    sums = meetings.sum(axis=1)
    total = float(sums.sum())
    rows, columns = sums[:, None], sums[None, :]
    if method == "probability":
        share = np.divide(sums, total - sums, out=np.zeros_like(sums), where=total > sums)
        chance = (share[:, None] * columns + share[None, :] * rows) / 2
    elif method == "association":
        chance = rows * columns / total if total else rows * columns
    elif method == "cosine":
        chance = np.sqrt(rows * columns)
    else:
        chance = rows + columns - meetings
    known = (rows > 0) & (columns > 0)
    found: Array = np.divide(meetings, chance, out=np.full(meetings.shape, np.nan), where=known)
    return found
