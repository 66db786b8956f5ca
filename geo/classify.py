"""Classes of a map: made once; map, legend, histogram and picture read them, so that they cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jenkspy
import numpy as np

from geo.errors import UnknownOptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_DATA = -1
BELOW_MINIMUM = -2
SCHEMES = ("fixed", "quantiles", "fisher_jenks", "equal_interval")
"""Fixed breaks of the indicator, equal counts, natural breaks, equal steps."""
MAX_CLASSES = 7
_MORE_DECIMALS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """Classes of a map.

    Parameters
    ----------
    bounds : tuple of float
        Edges, one more than classes; the first is ``-inf``, the last ``inf``. A value belongs to the class whose lower
        edge it reaches: ``lower <= value < upper``.
    colours : tuple of str
        One ``#rrggbb`` a class.
    classes : ndarray of shape (n_regions,), int8
        Class of each region in the order of the values; `NO_DATA` or `BELOW_MINIMUM` where it has none.
    counts : tuple of int
        Regions in each class.
    n_missing, n_below : int
        Regions without data, and regions below the minimum.
    scheme : str
        How the edges were found, one of `SCHEMES`.
    lowest, highest : float
        Range of the classified values; NaN when there are none.
    """

    bounds: tuple[float, ...]
    colours: tuple[str, ...]
    classes: np.ndarray
    counts: tuple[int, ...]
    n_missing: int
    n_below: int
    scheme: str
    lowest: float
    highest: float


def classify(
    values: np.ndarray,
    *,
    scheme: str = "quantiles",
    colours: Sequence[str],
    breaks: Sequence[float] = (),
    neutral: float | None = None,
    below: np.ndarray | None = None,
) -> Classification:
    """Sort values into as many classes as there are colours (fewer when the values do not differ enough).

    Parameters
    ----------
    values : ndarray of shape (n_regions,)
        NaN is no data.
    scheme : {"fixed", "quantiles", "fisher_jenks", "equal_interval"}
        ``fixed`` uses `breaks`; without breaks, quantiles.
    colours : sequence of str
        One a class, from low to high.
    breaks : sequence of float
        Inner edges of fixed classes; there must be one fewer than colours.
    neutral : float, optional
        Value of "like the reference": quantiles are then taken of the distance from it, so that its colour stays in the
        middle.
    below : ndarray of bool, optional
        Regions below the minimum: they get no class.

    Returns
    -------
    Classification

    Raises
    ------
    UnknownOptionError
        If the scheme is not on the list.

    References
    ----------
    .. [1] Jenks, G. F. (1977). Optimal data classification for choropleth maps. University of Kansas.

    Examples
    --------
    >>> values = np.array([0.4, 1.0, 3.0, np.nan])
    >>> classify(values, scheme="fixed", breaks=(0.8, 1.25), colours=("#a", "#b", "#c")).counts
    (1, 1, 1)
    """
    if scheme not in SCHEMES:
        raise UnknownOptionError("classification scheme", scheme, SCHEMES)
    hidden = np.zeros(len(values), bool) if below is None else np.asarray(below, bool)
    shown = np.isfinite(values) & ~hidden
    sample = np.asarray(values, float)[shown]
    if scheme == "fixed" and len(breaks) != len(colours) - 1:
        scheme = "quantiles"
    inner = tuple(breaks) if scheme == "fixed" else _inner_edges(sample, scheme, len(colours), neutral)
    colours = _spread(colours, len(inner) + 1)
    classes = np.full(len(values), NO_DATA, np.int8)
    classes[shown] = np.searchsorted(np.asarray(inner), sample, side="right")
    classes[hidden & np.isfinite(values)] = BELOW_MINIMUM
    counts = np.bincount(classes[classes >= 0], minlength=len(colours))
    return Classification(
        bounds=(-np.inf, *inner, np.inf),
        colours=tuple(colours),
        classes=classes,
        counts=tuple(int(c) for c in counts),
        n_missing=int((classes == NO_DATA).sum()),
        n_below=int((classes == BELOW_MINIMUM).sum()),
        scheme=scheme,
        lowest=float(sample.min()) if len(sample) else float("nan"),
        highest=float(sample.max()) if len(sample) else float("nan"),
    )


def _inner_edges(sample: np.ndarray, scheme: str, n_classes: int, neutral: float | None) -> tuple[float, ...]:
    n = min(n_classes, len(np.unique(sample)))
    if n <= 1:
        return ()
    if scheme == "quantiles" and neutral is not None and n_classes % 2:
        return _around(sample, neutral, n_classes)
    if scheme == "quantiles":
        edges = np.quantile(sample, np.linspace(0, 1, n + 1)[1:-1])
    elif scheme == "fisher_jenks":
        edges = _natural(sample, n)
    else:
        edges = np.linspace(sample.min(), sample.max(), n + 1)[1:-1]
    edges = np.unique(edges)
    return tuple(float(e) for e in edges[(edges > sample.min()) & (edges <= sample.max())])


def _natural(sample: np.ndarray, n: int) -> np.ndarray:
    """Smallest value of each natural group but the first; jenkspy gives the largest value of each group."""
    distinct = np.unique(sample)
    if len(distinct) == n:
        return distinct[1:]
    uppers = np.asarray(jenkspy.jenks_breaks(sample, n_classes=n)[1:-1])
    return np.asarray(distinct[np.searchsorted(distinct, uppers, side="right").clip(max=len(distinct) - 1)])


def _around(sample: np.ndarray, neutral: float, n_classes: int) -> tuple[float, ...]:
    """Edges at equal distances on both sides of the neutral value."""
    half = n_classes // 2
    steps = np.quantile(np.abs(sample - neutral), (2 * np.arange(half) + 1) / n_classes)
    steps = np.unique(steps[steps > 0])
    return tuple(float(e) for e in np.concatenate([neutral - steps[::-1], neutral + steps]))


def _spread(colours: Sequence[str], n: int) -> list[str]:
    """Pick `n` colours so that the ends of the palette stay its ends."""
    if n == len(colours):
        return list(colours)
    if n == 1:
        return [colours[len(colours) // 2]]
    return [colours[round(i * (len(colours) - 1) / (n - 1))] for i in range(n)]


def told_apart(values: np.ndarray, edges: Sequence[float], decimals: int) -> np.ndarray:
    """Decimals at which each value stays on its side of every edge: 1.998 below an edge of 2 is not written as 2.00.

    Parameters
    ----------
    values : ndarray of shape (n,)
    edges : sequence of float
        Inner bounds of fixed classes, none where they are not fixed.
    decimals : int
        What is enough for all other values.

    Returns
    -------
    ndarray of int, shape (n,)
        `decimals`, or up to three more.

    Examples
    --------
    >>> told_apart(np.array([1.98, 1.998, 2.0, np.nan]), (2.0,), 2).tolist()
    [2, 3, 2, 2]
    """
    array = np.asarray(values, dtype=float)
    wanted = np.full(array.shape, decimals)
    for more in range(_MORE_DECIMALS):
        rounded = np.round(array, decimals + more)
        crossed = np.zeros(array.shape, dtype=bool)
        for edge in edges:
            crossed |= (array < edge) & (rounded >= edge)
        wanted[crossed] = decimals + more + 1
    return wanted
