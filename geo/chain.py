"""Markov chains of classes: counts of moves, probabilities and what follows from them; no tables of regions here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

_ONE = 1e-9
"""How near to 1 an eigenvalue counts as 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Moves between k classes.

    `counts` and `probabilities` are of shape (k, k), from row to column; a class that was never left has NaN
    probabilities. `ergodic` is the distribution that no move changes, NaN where it is not the only one.
    """

    counts: np.ndarray
    probabilities: np.ndarray
    ergodic: np.ndarray

    @property
    def sojourn(self) -> np.ndarray:
        """Mean number of periods in a class before it is left; infinite where it is never left."""
        stay = np.diag(self.probabilities)
        periods: np.ndarray = np.divide(1.0, 1 - stay, out=np.where(np.isnan(stay), np.nan, np.inf), where=stay < 1)
        return periods

    @property
    def first_passage(self) -> np.ndarray:
        """Mean number of periods until the column's class is reached first, from the row's class."""
        k = len(self.ergodic)
        if np.isnan(self.ergodic).any() or (self.ergodic <= 0).any():
            return np.full((k, k), np.nan)
        z = np.linalg.inv(np.eye(k) - self.probabilities + self.ergodic)
        passage: np.ndarray = (np.eye(k) - z + np.diag(z)) / self.ergodic
        return passage

    @property
    def mobility(self) -> float:
        """Shorrocks' index ``(k - trace) / (k - 1)``: 0 nobody moves, 1 where one is says nothing of where one goes."""
        k = len(self.ergodic)
        return float((k - np.trace(self.probabilities)) / (k - 1))


def chain(before: np.ndarray, after: np.ndarray, k: int) -> Chain:
    """Count the moves between classes 0 .. k - 1.

    Parameters
    ----------
    before, after : ndarray of int
        Class at the beginning and at the end of each step; negative is unknown, and its step does not count.
    k : int
        Number of classes.

    Returns
    -------
    Chain

    Examples
    --------
    >>> moves = chain(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), 2)
    >>> moves.probabilities.tolist(), moves.mobility
    ([[0.5, 0.5], [0.5, 0.5]], 1.0)
    """
    known = (before >= 0) & (after >= 0)
    counts = np.bincount(before[known] * k + after[known], minlength=k * k).reshape(k, k).astype(float)
    return of_counts(counts)


def of_counts(counts: np.ndarray) -> Chain:
    """Make a chain of the numbers of moves.

    Examples
    --------
    >>> of_counts(np.array([[9.0, 1.0], [1.0, 9.0]])).ergodic.round(6).tolist()
    [0.5, 0.5]
    """
    left = counts.sum(axis=1, keepdims=True)
    probabilities = np.divide(counts, left, out=np.full(counts.shape, np.nan), where=left > 0)
    return Chain(counts, probabilities, _ergodic(probabilities))


def _ergodic(probabilities: np.ndarray) -> np.ndarray:
    k = len(probabilities)
    if np.isnan(probabilities).any():
        return np.full(k, np.nan)
    values = np.linalg.eigvals(probabilities)
    if (np.abs(values - 1) < _ONE).sum() != 1:
        return np.full(k, np.nan)
    system = np.vstack([probabilities.T - np.eye(k), np.ones(k)])
    found: np.ndarray = np.linalg.lstsq(system, np.append(np.zeros(k), 1.0), rcond=None)[0]
    return np.where(np.abs(found) < _ONE, 0.0, found)


def homogeneity(counts: np.ndarray) -> dict[str, float]:
    """Test whether chains under different conditions are one chain.

    Parameters
    ----------
    counts : ndarray of shape (n_conditions, k, k)
        Moves under each condition.

    Returns
    -------
    dict of str to float
        ``q`` (Pearson) and ``lr`` (likelihood ratio), their p-values and the degrees of freedom.

    References
    ----------
    .. [1] Bickenbach, F., Bode, E. (2003). Evaluating the Markov property in studies of economic convergence.
       International Regional Science Review 26(3), 363-392.

    Examples
    --------
    >>> same = np.array([[8.0, 2.0], [2.0, 8.0]])
    >>> homogeneity(np.stack([same, same]))["q"]
    0.0
    """
    pooled = of_counts(counts.sum(axis=0)).probabilities
    left = counts.sum(axis=2, keepdims=True)
    expected = left * np.nan_to_num(pooled)
    there = expected > 0
    observed, expected = counts[there], expected[there]
    q = float(((observed - expected) ** 2 / expected).sum())
    lr = float(2 * (observed[observed > 0] * np.log(observed[observed > 0] / expected[observed > 0])).sum())
    conditions = (left[:, :, 0] > 0).sum(axis=0)
    ways = (np.nan_to_num(pooled) > 0).sum(axis=1)
    dof = int((np.maximum(conditions - 1, 0) * np.maximum(ways - 1, 0)).sum())
    p = [float(stats.chi2.sf(value, dof)) if dof else float("nan") for value in (q, lr)]
    return {"q": q, "q_p": p[0], "lr": lr, "lr_p": p[1], "degrees_of_freedom": float(dof)}
