"""Marks for orientation in a picture: universities, airports, sea ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.transforms import Affine2D

from papers.legend_parts import SHAPES

if TYPE_CHECKING:
    from papers.frame import Frame
    from papers.sheet import Sheet
    from papers.subject import Subject

_RADIUS = 3.0


def draw_marks(sheet: Sheet, subject: Subject, frame: Frame) -> None:
    """Draw the layers for orientation that the view shows, in the shapes and colours of the web map."""
    store, name = subject.drawing.store, subject.drawing.view.query.dataset
    for part in subject.message.context:
        table = store.context(f"{name}~{part.id}" if part.id == "universities" else part.id)
        at = frame.point(table["lon"].to_numpy(), table["lat"].to_numpy())
        inside = at[frame.holds(at, 2.0)]
        shape = SHAPES[part.shape].transformed(Affine2D().scale(_RADIUS * sheet.scale))
        paths = [shape.transformed(Affine2D().translate(x, y)) for x, y in np.asarray(inside).tolist()]
        if paths:
            marks = PathCollection(paths, facecolors=part.colour, edgecolors="#ffffff", linewidths=0.5)
            sheet.put(marks, within=frame.rect)
