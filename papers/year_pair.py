"""The first and the last year of a view side by side, in the same classes, so that colours compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.classify import BELOW_MINIMUM, NO_DATA
from scene.drawing import Drawing
from scene.figures import Figures
from scene.map_classes import classified

if TYPE_CHECKING:
    from collections.abc import Sequence


def first_and_last(drawing: Drawing, years: Sequence[int]) -> list[tuple[str, Drawing]]:
    """Draw a view in its first and in its last year.

    Parameters
    ----------
    drawing : Drawing
    years : sequence of int
        Years of its measure, ascending.

    Returns
    -------
    list of (str, Drawing)
        Both years with their names; hot spots and how sure they are belong to one year alone and are left out.
    """
    figures, codes = drawing.figures, drawing.codes
    ends = (years[0], years[-1])
    results = [drawing.store.result(replace(drawing.result.query, year=year)) for year in ends]
    values = [result.values.reindex(codes).to_numpy(dtype=float) for result in results]
    below = [result.below.reindex(codes, fill_value=False).to_numpy(dtype=bool) for result in results]
    pooled = classified(np.concatenate(values), np.concatenate(below), figures)
    layers = tuple(name for name in drawing.view.layers if name != "hotspots")
    view = replace(drawing.view, honest="", layers=layers)
    made = []
    for year, result, classes in zip(ends, results, np.split(pooled.classes, 2), strict=True):
        counts = np.bincount(classes[classes >= 0], minlength=len(pooled.colours))
        own = replace(
            pooled, classes=classes, counts=tuple(int(n) for n in counts),
            n_missing=int((classes == NO_DATA).sum()), n_below=int((classes == BELOW_MINIMUM).sum()),
        )  # fmt: skip
        words = Figures(figures.say, figures.dataset, result.query)
        made.append((str(year), Drawing(replace(view, query=result.query), result, own, words, drawing.store)))
    return made
