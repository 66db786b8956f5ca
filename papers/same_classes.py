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
    pooled = classified(np.concatenate(values), np.concatenate(below), drawings[0].figures)
    parts = np.split(pooled.classes, np.cumsum([len(part) for part in values])[:-1])
    return [_reclassified(one, part_of(pooled, part)) for one, part in zip(drawings, parts, strict=True)]


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
