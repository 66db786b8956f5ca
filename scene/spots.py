"""Hot spots of a map: regions that are high or low together with their neighbours, by more than chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.gather import Slice, with_own_tables
from geo.lazy import Lazy
from layers.message import LegendItem, SpotsLegend, SpotsPart
from scene.i18n import N_

if TYPE_CHECKING:
    import pandas as pd

    from geo.query import Result, Table
    from scene.address import ViewState
    from scene.figures import Figures

clusters = Lazy("geo.local_clusters")
weights = Lazy("geo.weights")

KINDS = {
    "high-high": N_("high among high neighbours"),
    "low-low": N_("low among low neighbours"),
    "high-low": N_("high among low neighbours"),
    "low-high": N_("low among high neighbours"),
}
"""Words of each class of the local Moran."""
COLOURS = ("#D55E00", "#0072B2", "#CC79A7", "#56B4E9")
"""Colour of each class, after Okabe and Ito."""
_ISLAND = "no neighbours"
LIBRARIES = ("geo.local_clusters", "geo.permutation", "geo.weights")
"""Modules that are loaded when hot spots are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Class of each region, on ``region_code``: a key of `KINDS`, ``not significant``, ``no neighbours`` or NaN."""

    classes: pd.Series
    nearest: int

    def text(self, figures: Figures, region: str) -> str:
        """Say what a region is, or nothing where it does not stand out."""
        kind = self.classes.get(region)
        return figures.say(KINDS[kind]) if kind in KINDS else ""

    def part(self, codes: pd.Index, figures: Figures) -> SpotsPart:
        """Outlines for the map, in the order in which it draws the regions."""
        digits = {kind: str(i) for i, kind in enumerate(KINDS)}
        drawn = self.classes.reindex(codes).map(digits).fillna("-")
        texts = tuple(figures.say(text) for text in KINDS.values())
        return SpotsPart(classes="".join(drawn), palette=COLOURS, texts=texts)

    def legend(self, figures: Figures) -> SpotsLegend:
        """Explain the outlines: how many there are, who the neighbours are, and what chance alone would do."""
        say, counts = figures.say, self.classes.value_counts()
        items = tuple(
            LegendItem(colour=colour, text=say(KINDS[kind]), count=int(counts.get(kind, 0)), kind="spot")
            for kind, colour in zip(KINDS, COLOURS, strict=True)
        )
        return SpotsLegend(title=say("Hot spots and cold spots"), items=items, note=" ".join(self._notes(figures)))

    def _notes(self, figures: Figures) -> list[str]:
        say, islands = figures.say, int((self.classes == _ISLAND).sum())
        found = say("No region stands out together with its neighbours by more than chance.")
        if self.classes.isin(list(KINDS)).any():
            found = say("p < 0.05 after the false discovery rate: about 1 in 20 of these may be chance alone.")
        near = say("Neighbours are regions that touch.")
        if self.nearest:
            near = say("Neighbours are the {n} nearest places.", n=self.nearest)
        alone = (
            [say.plural("{n} region has no neighbour.", "{n} regions have no neighbours.", islands)] if islands else []
        )
        return [found, near, *alone]


def wanted(view: ViewState, figures: Figures) -> bool:
    """Tell whether the reader wants to see hot spots, and the figures can have them."""
    return {"hotspots", "regions"}.issubset(view.layers) and not figures.entry.classes


def find_spots(result: Result, table: Table, figures: Figures) -> Spots | None:
    """Classes of the local Moran of the values on the map, which does not change when all are shifted above zero."""
    shown = result.values.where(~result.below).replace([np.inf, -np.inf], np.nan)
    if shown.notna().sum() == 0:
        return None
    query, values = result.query, (shown - shown.min()).to_frame("shown")
    at = Slice(query.measure, query.level, query.industry_level, query.year)
    activity = with_own_tables(replace(table.activity, values=values), figures.dataset, at, ("weights",))
    found = clusters.hot_spots(activity, "shown")
    is_point = figures.dataset.manifest.level(query.level).points
    return Spots(found["cluster"], weights.Neighbours().k if is_point else 0)
