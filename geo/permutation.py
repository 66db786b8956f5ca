"""Shuffled maps for the local statistics, by the engine of esda with draws of our own.

The engine is called below its classes: those take their chance from the state of the whole process, two of them forget
the seed that they are given, and one changes the filters of warnings for everybody. Draws that are handed in are the
same on every machine and in every thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, diags_array

from geo.compiling import uncompiled

with uncompiled():
    from esda.crand import compute_chunk
    from esda.geary_local import _local_geary
    from esda.getisord import _g_local_crand, _g_local_star_crand
    from esda.join_counts_local import _ljc_uni
    from esda.moran import _moran_local_bv_crand, _moran_local_crand

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGINE: Mapping[str, object] = {
    "local_moran": _moran_local_crand,
    "local_g": _g_local_crand,
    "local_g_star": _g_local_star_crand,
    "local_geary": _local_geary,
    "bivariate_local_moran": _moran_local_bv_crand,
    "local_join_count": _ljc_uni,
}
"""Function of esda that gives a local statistic of shuffled neighbours."""
_AT_ONCE = 1000  # maps in memory at a time
_KEEP = True  # the engine returns the shuffled statistics
_SLACK = 1e-9  # figures that differ by less than this part of the largest are equal


@dataclass(frozen=True, slots=True, eq=False)
class Shuffled:
    """What is shuffled, between whom.

    Parameters
    ----------
    statistic : str
        A key of `ENGINE`.
    z : ndarray of shape (n,) or (n, 2)
        The figures as the engine takes them; two columns for a bivariate statistic.
    weights : csr_array of shape (n, n)
        A weight on the diagonal is the region's own and stays where it is.
    observed : ndarray of shape (n,)
    scale : float
        Factor of Moran's statistics, sum of all figures for G.
    """

    statistic: str
    z: np.ndarray
    weights: csr_array
    observed: np.ndarray
    scale: float = 1.0


def counts(
    shuffled: Shuffled, permutations: int, *, rng: np.random.Generator, rows: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Count the shuffled maps on which each region's statistic is as high, and as low, as the observed one.

    Parameters
    ----------
    shuffled : Shuffled
    permutations : int
    rng : Generator
        Where the draws come from; all regions see the same draws.
    rows : ndarray of int, optional
        Positions of the regions to look at; all by default.

    Returns
    -------
    (above, below) : ndarrays of int, one figure a region that is looked at
        Equal ones count on both sides.

    Examples
    --------
    >>> ring = csr_array(np.roll(np.eye(5), 1, axis=1))
    >>> z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    >>> task = Shuffled("local_moran", z, ring, z * (ring @ z))
    >>> above, below = counts(task, 99, rng=np.random.default_rng(1))
    >>> (above + below >= 99).all().item()
    True
    """
    observed, n = shuffled.observed, len(shuffled.observed)
    own = np.asarray(shuffled.weights.diagonal(), dtype=float)
    others = csr_array(shuffled.weights - diags_array(own))
    others.eliminate_zeros()
    others.sort_indices()
    ends, cardinalities = others.indptr, np.diff(others.indptr)
    parts = [slice(0, n)] if rows is None else [slice(row, row + 1) for row in rows.tolist()]
    above, below = np.zeros(n, dtype=int), np.zeros(n, dtype=int)
    slack = _SLACK * float(np.abs(observed).max(initial=0.0))
    for done in range(0, permutations, _AT_ONCE):
        draws = _draws(rng, n - 1, int(cardinalities.max(initial=1)), min(_AT_ONCE, permutations - done))
        for part in parts:
            _, found = compute_chunk(
                part.start, shuffled.z[part], shuffled.z, observed[part], cardinalities[part], own[part],
                others.data[ends[part.start] : ends[part.stop]], draws, shuffled.scale, _KEEP,
                ENGINE[shuffled.statistic], 0.0, alternative="directed",
            )  # fmt: skip
            above[part] += (found >= observed[part, None] - slack).sum(axis=1)
            below[part] += (found <= observed[part, None] + slack).sum(axis=1)
    return (above, below) if rows is None else (above[rows], below[rows])


def _draws(rng: np.random.Generator, n: int, k: int, permutations: int) -> np.ndarray:
    """Draw k different ones of n others in a row, each order as likely as any other."""
    if k * k > n:
        return np.argsort(rng.random((permutations, n)), axis=1)[:, :k]
    drawn = rng.integers(n, size=(permutations, k))
    while True:
        ordered = np.sort(drawn, axis=1)
        twice = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
        if not len(twice):
            return drawn
        drawn[twice] = rng.integers(n, size=(len(twice), k))
