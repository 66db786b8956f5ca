"""Shuffled maps for the local statistics, by the engine of esda with draws of our own.

The engine is called below its classes: those take their chance from the state of the whole process, two of them forget
the seed that they are given, and one changes the filters of warnings for everybody. Draws that are handed in are the
same on every machine, in every thread, with numba and without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from esda.crand import compute_chunk
from esda.geary_local import _local_geary
from esda.getisord import _g_local_crand, _g_local_star_crand
from esda.join_counts_local import _ljc_uni
from esda.moran import _moran_local_bv_crand, _moran_local_crand
from scipy.sparse import csr_array, diags_array

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
_AT_ONCE = 999  # maps in memory at a time
_KEEP = True  # the engine returns the shuffled statistics
_SLACK = 1e-9  # figures that differ by less than this part of the largest are equal


def counts(
    statistic: str,
    z: np.ndarray,
    weights: csr_array,
    observed: np.ndarray,
    *,
    scale: float,
    permutations: int,
    seed: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Count the shuffled maps on which each region's statistic is as high, and as low, as the observed one.

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
    permutations, seed : int

    Returns
    -------
    (above, below) : ndarrays of int of shape (n,)
        Equal ones count on both sides.

    Examples
    --------
    >>> ring = csr_array(np.roll(np.eye(5), 1, axis=1))
    >>> z = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    >>> above, below = counts("local_moran", z, ring, z * (ring @ z), scale=1.0, permutations=99, seed=1)
    >>> (above + below >= 99).all().item()
    True
    """
    own = np.asarray(weights.diagonal(), dtype=float)
    others = csr_array(weights - diags_array(own))
    others.eliminate_zeros()
    others.sort_indices()
    cardinalities = np.diff(others.indptr)
    above, below = np.zeros(len(observed), dtype=int), np.zeros(len(observed), dtype=int)
    rng = np.random.default_rng(seed)
    slack = _SLACK * float(np.abs(observed).max(initial=0.0))
    for done in range(0, permutations, _AT_ONCE):
        draws = _draws(rng, len(observed), int(cardinalities.max(initial=1)), min(_AT_ONCE, permutations - done))
        _, shuffled = compute_chunk(
            0, z, z, observed, cardinalities, own, others.data, draws, scale, _KEEP, ENGINE[statistic], 0.0,
            alternative="directed",
        )  # fmt: skip
        above += (shuffled >= observed[:, None] - slack).sum(axis=1)
        below += (shuffled <= observed[:, None] + slack).sum(axis=1)
    return above, below


def _draws(rng: np.random.Generator, n: int, k: int, permutations: int) -> np.ndarray:
    """Positions among the n - 1 others, k different ones a row."""
    return np.stack([rng.choice(n - 1, size=k, replace=False) for _ in range(permutations)])
