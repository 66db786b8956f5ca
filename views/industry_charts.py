"""The bars of the industry page: the regions where it is furthest above its average share, with their intervals."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.classify import classify
from layers.palettes import palette
from scene.map_classes import palette_name
from views.ink import current_ink
from views.region_bars import quotient_bars

if TYPE_CHECKING:
    from scene.figures import Figures
    from views.industry_profile import Spread

TOP = 10
_MIDDLE = "#8a9298"


def show_top(spread: Spread, figures: Figures, *, region: str, doubt: str) -> None:
    """Draw a bar for each of the highest regions that reach the minimum, and for the selected one.

    `doubt` says what the intervals mean.
    """
    say, ranked = figures.say, spread.ranked
    if ranked.empty:
        st.info(say("There are no figures to draw. Lower the minimum or choose another group."))
        return
    rows = ranked.head(TOP)
    if region in ranked.index and region not in rows.index:
        rows = pd.concat([rows.head(TOP - 1), ranked.loc[[region]]])
    certain = doubt if rows["lower"].notna().any() else ""
    lead = say("The regions furthest above the average share. Upright lines: the average share.")
    st.html(f'<p class="rs-lead">{html.escape(f"{lead} {certain}")}</p>')
    drawn = rows.assign(
        name=[figures.region(str(code)) for code in rows.index],
        value=rows["quotient"],
        text=[figures.value(value) for value in rows["quotient"]],
        colour=_colours(rows, figures),
        detail=[_detail(row, figures) for _, row in rows.iterrows()],
    )
    columns = ["name", "value", "lower", "upper", "text", "colour", "detail"]
    chart = quotient_bars(drawn[columns], figures, current_ink())
    st.altair_chart(chart, width="stretch", theme=None, alt=lead)


def _detail(row: pd.Series, figures: Figures) -> str:
    say = figures.say
    here = say("{share} of the group", share=say.percent(row["share"]))
    return f"{figures.amount(row['amount'])} · {here}"


def _colours(rows: pd.DataFrame, figures: Figures) -> list[str]:
    """Colour of the class of each quotient, as on the map."""
    breaks = figures.entry.breaks
    colours = palette(palette_name(figures), len(breaks) + 1)
    classes = classify(rows["quotient"].to_numpy(dtype=float), scheme="fixed", colours=colours, breaks=breaks)
    return [classes.colours[int(k)] if k >= 0 else _MIDDLE for k in classes.classes]
