"""Bars of the strengths of a region, for its profile: a bar a group in the colours of the map, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from layers.palettes import palette
from papers.lettering import INK, SOFT, Style, cut
from papers.press import Imprint, press, printed
from papers.sheet import Sheet, Size

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from scene.figures import Figures
    from scene.region_profile import Profile

BARS = 10
"""Groups in the picture."""
_DPI = 200.0
_WIDTH, _ROW, _TOP, _FOOT = 7.1, 27.0, 8.0, 22.0  # inches; points of a row, above the first and below the last
_NAME, _VALUE = Style(9.0, colour=INK), Style(9.0, strong=True, colour=INK)
_AXIS = Style(8.0, colour=SOFT)


def bars(found: Profile, figures: Figures, *, made: date) -> tuple[bytes, str]:
    """Draw the highest groups of a region.

    Returns
    -------
    (bytes, str)
        A picture (PNG), and the same in words.
    """
    groups = found.ranked.head(BARS)
    names = figures.dataset.industry_names(figures.say.lang)
    say = figures.say
    text = "; ".join(f"{names[str(code)]} {figures.value(value)}" for code, value in groups["quotient"].items())
    alt = say("The highest groups, times the average share: {groups}.", groups=text)
    with press():
        sheet = Sheet(Size(_WIDTH, (_TOP + _ROW * len(groups) + _FOOT) / 72), _DPI)
        _draw(sheet, groups, [names[str(code)] for code in groups.index], figures)
        return printed(sheet, "png", Imprint(figures.region(found.region), alt, "", made)), alt


def _draw(sheet: Sheet, groups: pd.DataFrame, names: list[str], figures: Figures) -> None:
    highest = float(np.nanmax(groups[["quotient", "upper"]].to_numpy(dtype=float)))
    unit = (sheet.width - 70.0) / max(highest, 1.1)
    colours = _colours(groups["quotient"].to_numpy(dtype=float), figures)
    foot = _TOP + _ROW * len(groups)
    sheet.stroke([(1.0 + unit, _TOP), (1.0 + unit, foot)], colour=INK, width=0.9, dash="--")
    for k, (name, (_, row)) in enumerate(zip(names, groups.iterrows(), strict=True)):
        top = _TOP + _ROW * k
        sheet.write(cut(name, _NAME, sheet.width - 4), (1.0, top + 9.5), _NAME, halo=2.5)
        sheet.rectangle((1.0, top + 13.0, unit * row["quotient"], 9.5), fill=colours[k], line="#6f777d", width=0.4)
        end = unit * row["quotient"]
        if np.isfinite(row["lower"]) and np.isfinite(row["upper"]):
            low, high, middle = 1.0 + unit * row["lower"], 1.0 + unit * row["upper"], top + 17.75
            sheet.stroke([(low, middle), (high, middle)], colour="#ffffff", width=3.0)
            sheet.stroke([(low, middle), (high, middle)], colour=INK, width=1.1)
            end = max(end, high)
        sheet.stroke([(1.0 + unit, top + 13.0), (1.0 + unit, top + 22.5)], colour=INK, width=0.9, dash="--")
        sheet.write(figures.value(row["quotient"]), (end + 6.0, top + 21.0), _VALUE, halo=2.5)
    sheet.write(figures.say("1 = the average share"), (1.0 + unit, foot + 12.0), _AXIS, align="center")


def _colours(quotients: np.ndarray, figures: Figures) -> list[str]:
    """Colour of the class that each quotient has on the map."""
    breaks = figures.entry.breaks
    steps = palette("PuOr", len(breaks) + 1)
    return [steps[k] for k in np.searchsorted(breaks, quotients, side="right")]
