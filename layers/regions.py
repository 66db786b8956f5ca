"""Regions coloured by class: values and their classification in, the part of the map message out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.classify import told_apart
from layers.message import RegionsPart, SpotsPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.classify import Classification

_MARKS = "m-0123456789"  # from class -2 on
_SURE = "..?u"  # from -1 on, as in geo.certainty


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """Where the browser finds the outlines; ``kind`` is ``"polygon"`` or ``"point"``."""

    url: str
    detail_url: str | None = None
    detail_zoom: float | None = None
    kind: str = "polygon"


@dataclass(frozen=True, kw_only=True)
class RegionWords:
    """Words and number format of the tooltip, in the reader's language.

    `names` are those of categories; a value below one of the `edges` keeps as many decimals as show it.
    """

    label: str
    unit: str = ""
    decimals: int = 2
    low_text: str = ""
    nodata_text: str = ""
    size_unit: str | None = None
    names: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Extra:
    """More figures for each region, in the same order.

    Bounds of the interval, sizes of the circles of points, how certain the class is (`geo.certainty`), a probability
    (a fraction), and the outlines of regions that stand out with their neighbours.
    """

    lower: np.ndarray | None = None
    upper: np.ndarray | None = None
    sizes: np.ndarray | None = None
    sure: np.ndarray | None = None
    chance: np.ndarray | None = None
    spots: SpotsPart | None = None


def region_layer(
    values: np.ndarray,
    classification: Classification,
    *,
    geometry: Geometry,
    words: RegionWords,
    extra: Extra | None = None,
    opacity: float = 0.9,
    n_labels: int = 5,
) -> RegionsPart:
    """Regions on the map, coloured by class.

    Parameters
    ----------
    values : ndarray of shape (n_regions,)
        Values in the order of the geometry file; NaN where there is none.
    classification : Classification
        Classes of the same regions in the same order, and the colours.
    geometry : Geometry
        Addresses of the outlines.
    words : RegionWords
        Label, unit and sentences of the tooltip.
    extra : Extra, optional
        Interval and sizes.
    opacity : float, default 0.9
        Of the fill, 0 to 1.
    n_labels : int, default 5
        How many of the largest values get a label; regions below the minimum get none.

    Returns
    -------
    RegionsPart
        Values rounded to the decimals of `words`, sizes to whole numbers.

    Raises
    ------
    ValueError
        If values and classes differ in number.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> classes = SimpleNamespace(classes=np.array([1, -1, 0], np.int8), colours=("#fff", "#000"))
    >>> values, words = np.array([1.23456, np.nan, 0.5]), RegionWords(label="Quotient")
    >>> part = region_layer(values, classes, geometry=Geometry(url="g.json"), words=words)
    >>> part.classes, part.values, part.top
    ('1-0', (1.23, None, 0.5), (0, 2))
    """
    if len(values) != len(classification.classes):
        msg = f"{len(values)} values but {len(classification.classes)} classes; give both in the order of the geometry"
        raise ValueError(msg)
    more = extra or Extra()
    return RegionsPart(
        url=geometry.url,
        detail_url=geometry.detail_url,
        detail_zoom=geometry.detail_zoom,
        kind=geometry.kind,
        classes=_letters(classification.classes, _MARKS, first=-2),
        values=_numbers(values, words.decimals, words.edges),
        lower=None if more.lower is None else _numbers(more.lower, words.decimals),
        upper=None if more.upper is None else _numbers(more.upper, words.decimals),
        sizes=None if more.sizes is None else _numbers(more.sizes, 0),
        sure=None if more.sure is None else _letters(more.sure, _SURE, first=-1),
        chance=None if more.chance is None else _numbers(more.chance * 100, 0),
        spots=more.spots,
        size_unit=words.size_unit,
        palette=tuple(classification.colours),
        opacity=opacity,
        label=words.label,
        unit=words.unit,
        decimals=words.decimals,
        low_text=words.low_text,
        nodata_text=words.nodata_text,
        names=words.names or None,
        top=() if words.names else _largest(values, classification.classes, n_labels),
    )


def _letters(codes: np.ndarray, letters: str, *, first: int) -> str:
    """Write small whole numbers as one letter each; `first` is the number of the first letter."""
    table = np.frombuffer(letters.encode("ascii"), dtype=np.uint8)
    written: bytes = table[np.asarray(codes, dtype=int) - first].tobytes()
    return written.decode("ascii")


def _numbers(values: np.ndarray, decimals: int, edges: Sequence[float] = ()) -> tuple[float | None, ...]:
    """Values with the decimals that are shown (rounded once, so that map, panel and table agree), None for none.

    A value that would be rounded onto the edge of the next class keeps more decimals.
    """
    array = np.asarray(values, dtype=float)
    finite = np.isfinite(array)
    known = np.where(finite, array, 0.0)
    rounded = np.round(known, decimals)
    enough = told_apart(known, edges, decimals)
    for at in np.flatnonzero(enough > decimals).tolist():
        rounded[at] = np.round(known[at], enough[at])
    written: list[float | None] = rounded.tolist()
    for at in np.flatnonzero(finite & (rounded == np.floor(rounded))).tolist():
        written[at] = int(rounded[at])  # without a point it is shorter
    for at in np.flatnonzero(~finite).tolist():
        written[at] = None
    return tuple(written)


def _largest(values: np.ndarray, classes: np.ndarray, n: int) -> tuple[int, ...]:
    """Positions of the n largest values among the regions that have a class, the largest first; ties by position."""
    array = np.where(np.asarray(classes) >= 0, np.asarray(values, dtype=float), np.nan)
    order = np.argsort(-array, kind="stable")
    return tuple(int(i) for i in order[:n] if np.isfinite(array[i]))
