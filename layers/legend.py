"""Legend of a classification: the same classes, colours and counts that the map shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from layers.message import LegendItem, LegendPart

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.classify import Classification

_PATTERN = "#f6f6f4"
_BARS = 28
_TAIL = 98.0
_UNSURE, _UNKNOWN = 1, 2  # as in geo.certainty


@dataclass(frozen=True, kw_only=True)
class LegendWords:
    """Words of the legend in the reader's language; ``{low}`` and ``{high}`` are replaced by numbers.

    `names` are those of categories, one a class: they stand instead of ranges.
    """

    title: str
    below: str = "less than {high}"
    between: str = "{low} to {high}"
    above: str = "{low} or more"
    nodata: str = "no data"
    low: str = "below the minimum"
    unit_text: str = ""
    source: str = ""
    unsure: str = ""
    unknown: str = ""
    names: tuple[str, ...] = ()


def legend(
    classification: Classification,
    *,
    words: LegendWords,
    number: Callable[[float], str],
    values: np.ndarray | None = None,
    badge: str | None = None,
    sure: np.ndarray | None = None,
) -> LegendPart:
    """Legend with one row for each class and its count, and a row for each kind of missing value that occurs.

    Parameters
    ----------
    classification : Classification
        Bounds, colours and counts.
    words : LegendWords
        Title, unit, source and the words of the ranges.
    number : callable
        Writes a bound in the reader's number format.
    values : ndarray of shape (n_regions,), optional
        Values of the regions, for the histogram; without them there is none.
    badge : str, optional
        Name of a badge such as ``"simulated"``.
    sure : ndarray of shape (n_regions,), optional
        How certain the class of each region is (`geo.certainty`), for a row with the count of those that are not.

    Returns
    -------
    LegendPart
        For :class:`layers.message.MapMessage`.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> classes = SimpleNamespace(
    ...     bounds=(0.0, 0.8, 1.25, np.inf), colours=("#a", "#b", "#c"), counts=(3, 0, 2), n_missing=1, n_below=0
    ... )
    >>> [(item.text, item.count) for item in legend(classes, words=LegendWords(title="LQ"), number=str).items]
    [('less than 0.8', 3), ('0.8 to 1.25', 0), ('1.25 or more', 2), ('no data', 1)]
    """
    rows = [
        LegendItem(colour=colour, text=_range(classification, i, words, number), count=int(classification.counts[i]))
        for i, colour in enumerate(classification.colours)
        if len(classification.colours) > 1 or classification.counts[i]
    ]
    gaps = [(words.low, classification.n_below, "low"), (words.nodata, classification.n_missing, "nodata")]
    if sure is not None:
        gaps[:0] = [
            (words.unsure, int((sure == _UNSURE).sum()), "unsure"),
            (words.unknown, int((sure == _UNKNOWN).sum()), "unknown"),
        ]
    rows += [LegendItem(colour=_PATTERN, text=text, count=int(n), kind=kind) for text, n, kind in gaps if n]
    return LegendPart(
        title=words.title,
        unit_text=words.unit_text,
        items=tuple(rows),
        source=words.source,
        badge=badge,
        histogram=() if values is None else histogram(values, classification),
    )


def _range(classification: Classification, index: int, words: LegendWords, number: Callable[[float], str]) -> str:
    """Words of one class: its name, or its range, open below for the first and above for the last but not for both."""
    if words.names:
        return words.names[index]
    low, high = classification.bounds[index], classification.bounds[index + 1]
    if np.isinf(low) and np.isinf(high):
        low, high = classification.lowest, classification.highest
    elif index == 0 and low in (0, -np.inf):
        return words.below.format(high=number(high))
    elif np.isposinf(high):
        return words.above.format(low=number(low))
    first, last = number(low), number(high)
    return first if first == last else words.between.format(low=first, high=last)


def histogram(values: np.ndarray, classification: Classification) -> tuple[tuple[int, int, float], ...]:
    """Bars of a histogram that never straddle two classes.

    Parameters
    ----------
    values : ndarray of shape (n_regions,)
        Values; regions without a class are left out.
    classification : Classification
        The classes of the map.

    Returns
    -------
    tuple of (count, class, share)
        In rising order; ``share`` of the width, their sum is 1. Values beyond the 98th percentile are counted in the
        last bar.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> classes = SimpleNamespace(bounds=(0.0, 1.0, 2.0), colours=("#a", "#b"), classes=np.array([0, 0, 1]))
    >>> bars = histogram(np.array([0.2, 0.4, 1.9]), classes)
    >>> sum(count for count, _, _ in bars), sorted({c for _, c, _ in bars})
    (3, [0, 1])
    """
    shown = np.asarray(values, dtype=float)[np.asarray(classification.classes) >= 0]
    shown = shown[np.isfinite(shown)]
    if not shown.size:
        return ()
    start, end = float(shown.min()), float(np.percentile(shown, _TAIL))
    if end <= start:
        end = float(shown.max())
    if end <= start:
        return ()
    bars: list[tuple[int, int, float]] = []
    for index in range(len(classification.colours)):
        low, high = max(start, classification.bounds[index]), min(end, classification.bounds[index + 1])
        if high <= low:
            continue
        share = (high - low) / (end - start)
        edges = np.linspace(low, high, max(1, round(share * _BARS)) + 1)
        bars.extend(_bars(shown, edges, index, share))
    return _with_tail(bars, shown, end)


def _bars(shown: np.ndarray, edges: np.ndarray, index: int, share: float) -> list[tuple[int, int, float]]:
    n = len(edges) - 1
    places = np.searchsorted(edges, shown, side="right") - 1
    counts = np.bincount(places[(places >= 0) & (places < n)], minlength=n)
    return [(int(count), index, round(share / n, 4)) for count in counts]


def _with_tail(bars: list[tuple[int, int, float]], shown: np.ndarray, end: float) -> tuple[tuple[int, int, float], ...]:
    """Count what lies at or beyond the end of the axis in the last bar."""
    count, index, share = bars[-1]
    return (*bars[:-1], (count + int((shown >= end).sum()), index, share))
