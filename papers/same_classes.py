"""Several maps with the same classes, so that a colour means the same on each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.classify import BELOW_MINIMUM, NO_DATA
from scene.certainty import certainty_of
from scene.map_classes import classified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.classify import Classification
    from scene.drawing import Drawing
    from scene.figures import Figures


def same_classes(drawings: Sequence[Drawing]) -> list[Drawing]:
    """Classify the figures of all maps together, then give each map its part.

    Parameters
    ----------
    drawings : sequence of Drawing
        Of one indicator and one scheme.

    Returns
    -------
    list of Drawing
        What is certain about a class is judged anew; a map coloured by a probability has fixed classes and keeps them.
    """
    if not drawings:
        return []
    values = [one.drawn(one.result.values) for one in drawings]
    below = [one.result.below.reindex(one.codes, fill_value=False).to_numpy(dtype=bool) for one in drawings]
    parts = classified_together(values, below, drawings[0].figures)
    return [_reclassified(one, classes) for one, classes in zip(drawings, parts, strict=True)]


def classified_together(
    values: Sequence[np.ndarray], below: Sequence[np.ndarray], figures: Figures
) -> list[Classification]:
    """Classify all values at once and return the part of each map.

    Parameters
    ----------
    values : sequence of ndarray of float
        Of each map.
    below : sequence of ndarray of bool
        Which of them lie below the minimum.
    figures : Figures
    """
    pooled = classified(np.concatenate(values), np.concatenate(below), figures)
    parts = np.split(pooled.classes, np.cumsum([len(part) for part in values])[:-1])
    return [part_of(pooled, part) for part in parts]


def _reclassified(drawing: Drawing, classes: Classification) -> Drawing:
    sure = certainty_of(drawing.view, drawing.result, classes, drawing.figures, drawing.store)
    return replace(drawing, classes=classes, certainty=sure)


def part_of(pooled: Classification, classes: np.ndarray) -> Classification:
    """Return the classes of some of the values that were classified together.

    Examples
    --------
    >>> from geo.classify import classify
    >>> both = classify(np.array([0.5, 1.0, 3.0]), scheme="fixed", breaks=(0.8, 1.25), colours=("#a", "#b", "#c"))
    >>> part_of(both, both.classes[1:]).counts
    (0, 1, 1)
    """
    counts = np.bincount(classes[classes >= 0], minlength=len(pooled.colours))
    return replace(
        pooled,
        classes=classes,
        counts=tuple(int(n) for n in counts),
        n_missing=int((classes == NO_DATA).sum()),
        n_below=int((classes == BELOW_MINIMUM).sum()),
    )
