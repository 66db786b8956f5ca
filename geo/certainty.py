"""How certain the class of a region on a map is: whether the whole interval of its value lies within one class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.classify import Classification

CERTAIN, UNCERTAIN, UNKNOWN, NO_CLASS = 0, 1, 2, -1
"""The whole interval lies in the class; it reaches another one; there is no interval; the region has no class."""


def class_certainty(classification: Classification, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Tell for each region whether its class is certain.

    Parameters
    ----------
    classification : Classification
        Classes of the regions.
    lower, upper : ndarray of shape (n_regions,)
        Intervals of the same regions in the same order; NaN where nothing is known of one.

    Returns
    -------
    ndarray of shape (n_regions,), int8
        `CERTAIN`, `UNCERTAIN` or `UNKNOWN`, and `NO_CLASS` where the region has no class.

    Raises
    ------
    ValueError
        If intervals and classes differ in number.

    Examples
    --------
    >>> from geo.classify import classify
    >>> values = np.array([0.7, 1.2, 1.0, np.nan])
    >>> classes = classify(values, scheme="fixed", breaks=(0.8, 1.25), colours=("#a", "#b", "#c"))
    >>> lower, upper = np.array([0.6, 1.1, np.nan, np.nan]), np.array([0.79, 1.3, np.nan, np.nan])
    >>> class_certainty(classes, lower, upper).tolist()
    [0, 1, 2, -1]
    """
    classes = classification.classes
    if not len(classes) == len(lower) == len(upper):
        msg = f"{len(lower)} and {len(upper)} bounds but {len(classes)} classes; give all in the order of the geometry"
        raise ValueError(msg)
    inner = np.asarray(classification.bounds[1:-1], dtype=float)
    lowest = np.searchsorted(inner, np.asarray(lower, dtype=float), side="right")
    highest = np.searchsorted(inner, np.asarray(upper, dtype=float), side="right")
    found = np.where((lowest == classes) & (highest == classes), CERTAIN, UNCERTAIN).astype(np.int8)
    found[np.isnan(lower) | np.isnan(upper)] = UNKNOWN
    found[classes < 0] = NO_CLASS
    return found
