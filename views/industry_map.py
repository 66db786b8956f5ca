"""The map of one industry beside its bars: every region in the colours of the big map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.classify import classify
from layers.palettes import palette
from scene.map_classes import class_texts, palette_name
from views.small_map import Look, show_small_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.store import Store
    from scene.figures import Figures
    from views.industry_profile import Spread

_BELOW = "#eceae4"


def show_map(spread: Spread, figures: Figures, store: Store, *, region: str) -> None:
    """Draw the map with its legend; a click on a region writes it into the address."""
    colours = list(palette(palette_name(figures), len(figures.entry.breaks) + 1))
    show_small_map(
        _looks(spread, figures, colours), figures, store, amounts=spread.regions["amount"], region=region,
        keys=_keys(figures, colours), key="industry_map",
        alt=figures.say("Small map of {industry}; the table holds the same figures.", industry=figures.industry),
    )  # fmt: skip


def _looks(spread: Spread, figures: Figures, colours: Sequence[str]) -> dict[str, Look]:
    """Return colour and text of each region."""
    say, rows = figures.say, spread.regions
    classes = classify(
        rows["quotient"].to_numpy(dtype=float), scheme="fixed", colours=colours, breaks=figures.entry.breaks
    )
    few = _few(figures)
    looks = {}
    for code, k, (_, row) in zip(rows.index, classes.classes, rows.iterrows(), strict=True):
        value = figures.value(row["quotient"]) if np.isfinite(row["quotient"]) else say("no data")
        if np.isfinite(row["lower"]):
            bounds = say("{low} to {high}", low=figures.value(row["lower"]), high=figures.value(row["upper"]))
            value = f"{value} ({bounds})"
        note = f" · {few}" if row["below"] else ""
        colour = _BELOW if row["below"] else classes.colours[k] if k >= 0 else None
        looks[str(code)] = Look(colour, f"{value}{note}")
    return looks


def _keys(figures: Figures, colours: Sequence[str]) -> list[tuple[str, str]]:
    """Return the classes of the legend: colour and text."""
    keys = list(zip(colours, class_texts(figures), strict=True))
    return [*keys, (_BELOW, _few(figures))] if figures.query.minimum > 0 else keys


def _few(figures: Figures) -> str:
    say, least = figures.say, figures.query.minimum
    return say("fewer than {n} {unit}", n=say.number(least, decimals=0), unit=figures.measure_unit)
