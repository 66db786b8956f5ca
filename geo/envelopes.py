"""Whether a curve lies outside of what chance draws: bands around many drawn curves, hit anywhere by few of them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from geo.errors import DataContractError, StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable

_FEWEST_HITS = 1  # draws that must be able to hit the band at the level that is asked for


@dataclass(frozen=True, slots=True)
class Draws:
    """How often chance is asked, and who is told about it.

    Parameters
    ----------
    number : int
        How many patterns are drawn; 0 draws none and gives no band.
    seed : int
        The same seed gives the same draws, on any number of processors.
    level : float
        Part of the draws that may hit the band anywhere.
    progress : callable, optional
        Told ``(done, number)`` after every draw, from the thread that asked.
    stop : callable, optional
        Asked after every draw; once it says yes, the computation ends with a StoppedError.

    Raises
    ------
    DataContractError
        If the level is not between 0 and 1, or there are too few draws for it.
    """

    number: int = 1000
    seed: int = 1
    level: float = 0.05
    progress: Callable[[int, int], None] | None = None
    stop: Callable[[], bool] | None = None

    def __post_init__(self) -> None:
        """Check the level and the number of draws."""
        if not 0 < self.level < 1:
            raise DataContractError("draws", [f"the level is {self.level:g}; it lies between 0 and 1, such as 0.05"])
        if self.number < 0 or 0 < self.number * self.level < _FEWEST_HITS:
            least = int(np.ceil(_FEWEST_HITS / self.level))
            raise DataContractError(
                "draws", [f"{self.number} draws are too few for the level {self.level:g}; take {least} or more"]
            )


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """What chance draws at each distance: mean, and the global band around it; NaN where a draw has no value."""

    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def drawn(what: str, one: Callable[[np.random.Generator], np.ndarray], draws: Draws) -> np.ndarray:
    """Draw patterns on all processors and return the curve of each.

    Parameters
    ----------
    what : str
        Name for the message if the reader stops.
    one : callable
        Draws a pattern with the generator that it is given and returns its curve; called from several threads.
    draws : Draws

    Returns
    -------
    ndarray of shape (number, n_distances)

    Raises
    ------
    StoppedError
        If ``draws.stop`` says so.

    Examples
    --------
    >>> drawn("K", lambda rng: rng.integers(10, size=2), Draws(20, seed=3)).shape
    (20, 2)
    """
    seeds = np.random.SeedSequence(draws.seed).spawn(draws.number)
    curves = []
    with ThreadPoolExecutor(processors()) as pool:
        waiting = [pool.submit(one, np.random.default_rng(seed)) for seed in seeds]
        try:
            for done, future in enumerate(waiting, start=1):
                curves.append(future.result())
                if draws.progress:
                    draws.progress(done, draws.number)
                if draws.stop and done < draws.number and draws.stop():
                    raise StoppedError(what, done, draws.number)
        finally:
            pool.shutdown(cancel_futures=True)
    return np.array(curves)


def processors() -> int:
    """Return how many processors this process may use.

    Examples
    --------
    >>> processors() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def global_band(curves: np.ndarray, level: float) -> Band:
    """Band that at most the part `level` of the curves hit anywhere [1]_.

    The upper band is at each distance the k-th highest value, with the largest k for which at most that part of the
    curves lies above it at any distance. The lower band likewise leaves out that part of those curves that do not lie
    above the upper one.

    Parameters
    ----------
    curves : ndarray of shape (n_draws, n_distances)
    level : float

    Returns
    -------
    Band

    References
    ----------
    .. [1] Duranton, G., Overman, H. G. (2005). Testing for localization using micro-geographic data. Review of
       Economic Studies 72(4), 1077-1106.

    Examples
    --------
    >>> band = global_band(np.arange(100.0)[:, None], 0.05)
    >>> band.lower.tolist(), band.upper.tolist()
    ([4.0], [94.0])
    """
    known = ~np.isnan(curves).any(axis=0)
    band = Band(*(np.full(curves.shape[1], np.nan) for _ in range(3)))
    if len(curves) and known.any():
        values = curves[:, known]
        upper = -_lower(-values, level)
        band.mean[known] = values.mean(axis=0)
        band.upper[known] = upper
        band.lower[known] = _lower(values[(values <= upper).all(axis=1)], level)
    return band


def _lower(curves: np.ndarray, level: float) -> np.ndarray:
    """Return at each distance the k-th lowest value, with the largest k that few enough curves ever fall below."""
    lowest = np.sort(rankdata(curves, method="min", axis=0).min(axis=1))
    k = int(lowest[int(level * len(curves))])  # so many curves have a rank below k anywhere, or fewer
    return np.asarray(np.sort(curves, axis=0)[k - 1])


def runs(inside: np.ndarray, distances: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Return from where to where something holds, as pairs of distances.

    Examples
    --------
    >>> runs(np.array([True, True, False, True]), np.array([0.0, 10.0, 20.0, 30.0]))
    ((0.0, 10.0), (30.0, 30.0))
    """
    steps = np.diff(np.concatenate([[0], inside.astype(int), [0]]))
    begins, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) - 1
    return tuple(zip(distances[begins].tolist(), distances[ends].tolist(), strict=True))
