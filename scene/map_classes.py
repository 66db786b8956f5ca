"""Classes and colours of a map, in the order in which it draws the regions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

from geo.classify import Classification, classify
from layers.palettes import OKABE_ITO, palette

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from geo.query import Result
    from geo.store import Store
    from scene.figures import Figures


_WITHOUT_ORDER = frozenset({"life_cycle_stage"})
"""Indicators whose categories have no order; the first says that there is none."""
_NOTHING = "#eceef0"


def classes_of(result: Result, figures: Figures, store: Store) -> Classification:
    """Classify a result in the order in which the map draws the regions."""
    codes = drawn_codes(figures, store)
    values = result.values.reindex(codes).to_numpy(dtype=float)
    below = result.below.reindex(codes, fill_value=False).to_numpy(dtype=bool)
    return classified(values, below, figures)


def classified(values: np.ndarray, below: np.ndarray, figures: Figures) -> Classification:
    """Classify values by the choices of a query; those that are `below` its minimum get no class."""
    entry, query = figures.entry, figures.query
    if entry.classes:
        n = len(entry.classes)
        edges = tuple(k + 0.5 for k in range(n - 1))
        return classify(values, scheme="fixed", colours=_categories(figures), breaks=edges, below=below)
    breaks = entry.breaks if query.scheme == "fixed" else ()
    colours = palette(palette_name(figures), len(breaks) + 1 if breaks else query.n_classes)
    found = classify(values, scheme=query.scheme, colours=colours, breaks=breaks, neutral=entry.neutral, below=below)
    if query.scheme == "quantiles" and len(found.colours) == 1 and found.lowest < found.highest:
        return classify(values, scheme="fisher_jenks", colours=colours, below=below)  # most regions have one value
    return found


def _categories(figures: Figures) -> tuple[str, ...]:
    """One colour a category: a scale where they have an order, colours that every reader tells apart where not."""
    n, chosen = len(figures.entry.classes), figures.query.palette
    if figures.query.indicator not in _WITHOUT_ORDER or chosen:
        return palette(chosen or "YlGnBu", n)
    return (_NOTHING, *(OKABE_ITO[k % len(OKABE_ITO)] for k in range(n - 1)))


def colours_of(classes: Classification, figures: Figures, store: Store) -> dict[str, str]:
    """Colour of each region that has a class, by its code."""
    pairs = zip(drawn_codes(figures, store), classes.classes, strict=True)
    return {str(code): classes.colours[k] for code, k in pairs if k >= 0}


def palette_name(figures: Figures) -> str:
    """Name of the palette in use: the reader's choice, or the one that fits the indicator."""
    return figures.query.palette or ("PuOr" if figures.entry.neutral is not None else "YlGnBu")


def drawn_codes(figures: Figures, store: Store) -> pd.Index:
    """Codes in the order of the geometry file; the index itself, because looking up in a new one costs more."""
    level = figures.dataset.manifest.level(figures.query.level)
    if level.points:
        return cast("pd.Index", figures.dataset.regions_at(level.id).index)
    return cast("pd.Index", store.geometry(str(level.boundaries), "overview").index)


def class_texts(figures: Figures) -> list[str]:
    """Write the range of each class of an indicator with given bounds, from the lowest on."""
    say, numbers = figures.say, [figures.value(value) for value in figures.entry.breaks]
    between = [say("{low} to {high}", low=low, high=high) for low, high in pairwise(numbers)]
    return [say("below {high}", high=numbers[0]), *between, say("{low} and more", low=numbers[-1])]
