"""A map in words, for readers who do not see it: what it shows, its extremes, how many regions are in each class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scene.headline import headline, source_line, subtitle
from scene.message import message_of
from scene.simulated import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from layers.message import LegendPart
    from scene.drawing import Drawing

_NAMED = 3


def alt_text(drawing: Drawing) -> str:
    """Tell a map in a few sentences.

    Parameters
    ----------
    drawing : Drawing

    Returns
    -------
    str
        In the language of the view: headline, what is shown, the highest and lowest regions, the selected one, the
        number of regions in each class of the legend, the source. One line, no markup.

    Examples
    --------
    >>> from geo.store import default_store
    >>> from scene.opening import open_drawing
    >>> alt_text(open_drawing({"data": "us", "item": "15-0000"}, default_store()))[:62]
    'Map. Computer and Mathematical Occupations: most concentrated '
    """
    figures, result = drawing.figures, drawing.result
    say, values = figures.say, result.values.where(~result.below).dropna()
    legend = message_of(drawing).legend
    parts = [
        say("Map. {headline}.", headline=headline(result, figures, region=drawing.view.region).rstrip(".")),
        subtitle(figures),
        *(_extremes(drawing, values) if not figures.entry.classes else []),
        *([_classes(legend, drawing)] if legend is not None else []),
        source_line(figures, made_up=label(drawing.coloured_by, say)),
    ]
    return " ".join(f"{part.rstrip('. ')}." for part in parts if part)


def several(drawings: Sequence[Drawing], names: Sequence[str]) -> str:
    """Tell several maps of one indicator in a few sentences: the highest and lowest regions of each, by its name."""
    say, first = drawings[0].figures.say, drawings[0]
    number = say.plural("{n} map with one legend.", "{n} maps with one legend.", len(drawings))
    parts = [number, subtitle(first.figures)]
    for drawing, name in zip(drawings, names, strict=True):
        values = drawing.result.values.where(~drawing.result.below).dropna()
        told = _extremes(drawing, values) if not drawing.figures.entry.classes else []
        parts.append(f"{name}: {' '.join(told) or say('no data')}")
    return " ".join(f"{part.rstrip('. ')}." for part in [*parts, source_line(first.figures)])


def _extremes(drawing: Drawing, values: pd.Series) -> list[str]:
    """Name the highest and the lowest regions; of few, all in their order."""
    say, finite = drawing.figures.say, values[np.isfinite(values)]
    ordered = finite.sort_values(ascending=False, kind="stable")
    if ordered.empty:
        return []
    if len(ordered) <= 2 * _NAMED:
        return [say("From the highest to the lowest: {regions}.", regions=_listed(drawing, ordered))]
    return [
        say("Highest: {regions}.", regions=_listed(drawing, ordered.iloc[:_NAMED])),
        say("Lowest: {regions}.", regions=_listed(drawing, ordered.iloc[::-1].iloc[:_NAMED])),
    ]


def _listed(drawing: Drawing, values: pd.Series) -> str:
    figures = drawing.figures
    return ", ".join(f"{figures.region(str(code))} {figures.value(float(value))}" for code, value in values.items())


def _classes(legend: LegendPart, drawing: Drawing) -> str:
    say = drawing.figures.say
    counted = [f"{item.text} – {say.number(item.count, decimals=0)}" for item in legend.items if item.count]
    around = [f"{item.text} – {say.number(item.count, decimals=0)}" for item in
              (legend.spots.items if legend.spots else ()) if item.count]  # fmt: skip
    text = say("Number of regions: {classes}.", classes="; ".join(counted))
    return f"{text} {legend.spots.title}: {'; '.join(around)}." if around and legend.spots else text
