"""All that one map is made from, put together once: map, legend, table and every exported file read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scene.certainty import certainty_of
from scene.map_classes import classes_of, drawn_codes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from geo.classify import Classification
    from geo.query import Result
    from geo.store import Store
    from scene.address import ViewState
    from scene.certainty import Certainty
    from scene.figures import Figures
    from scene.spots import Spots


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """All that one map is made from: the view, its figures, and the classes that map and legend share."""

    view: ViewState
    result: Result
    classes: Classification
    figures: Figures
    store: Store
    certainty: Certainty | None = None
    spots: Spots | None = None

    @property
    def coloured(self) -> tuple[Classification, Figures]:
        """Classes that colour the map, and how their figures are written."""
        found = self.certainty
        if found is None or found.classes is None or found.colours is None:
            return self.classes, self.figures
        return found.classes, found.colours

    @property
    def coloured_by(self) -> Result:
        """Figures that colour the map."""
        found = self.certainty
        return self.result if found is None or found.result is None else found.result

    @property
    def codes(self) -> pd.Index:
        """Codes of the regions in the order in which the map draws them."""
        return drawn_codes(self.figures, self.store)

    def drawn(self, series: pd.Series) -> np.ndarray:
        """Figures in the order in which the map draws the regions."""
        return series.reindex(self.codes).to_numpy(dtype=float)


def drawing_of(view: ViewState, result: Result, figures: Figures, store: Store, spots: Spots | None = None) -> Drawing:
    """Put together what one map is made from."""
    classes = classes_of(result, figures, store)
    return Drawing(view, result, classes, figures, store, certainty_of(view, result, classes, figures, store), spots)
