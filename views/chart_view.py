"""The chart twin of the map: the highest and lowest regions with their intervals, in the colours of the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from views.ink import current_ink, finished

if TYPE_CHECKING:
    from geo.query import Result
    from scene.figures import Figures
    from views.ink import Ink

_ENDS = 12
_ROW_PX = 26
_NO_COLOUR = "#d5dae0"  # where the colours mean something that is unknown of a region


def show_chart(result: Result, colours: dict[str, str], figures: Figures, *, region: str) -> None:
    """Draw a bar for each of the highest and lowest regions, and for the selected one.

    `colours` holds the colour of each region on the map.
    """
    say = figures.say
    usable = result.values.where(~result.below).dropna().sort_values(ascending=False)
    if usable.empty:
        st.info(say("There are no figures to draw. Lower the minimum or choose another group."))
        return
    if figures.entry.classes:
        _show_categories(usable, colours, figures)
        return
    ends = list(usable.index[:_ENDS]) + [c for c in usable.index[-_ENDS:] if c not in usable.index[:_ENDS]]
    if region in usable.index and region not in ends:
        ends.insert(_ENDS, region)
    names = figures.region_names()
    rows = pd.DataFrame(
        {
            "name": [names[str(c)] for c in ends],
            "value": [float(usable[c]) for c in ends],
            "text": [figures.value(usable[c]) for c in ends],
            "colour": [colours.get(str(c), _NO_COLOUR) for c in ends],
            "lower": [float("nan") if result.lower is None else float(result.lower[c]) for c in ends],
            "upper": [float("nan") if result.upper is None else float(result.upper[c]) for c in ends],
        }
    )
    lead = say("The highest and the lowest regions.")
    if rows["lower"].notna().any():
        lead = say("The highest and the lowest regions. Thin lines: 9 times in 10 the true value lies there.")
    st.caption(lead)
    st.altair_chart(_bars(rows, figures, current_ink()), width="stretch", theme=None, alt=lead)


def _show_categories(usable: pd.Series, colours: dict[str, str], figures: Figures) -> None:
    """Draw a bar for each category: how many regions are in it."""
    say, counts = figures.say, usable.astype(int).value_counts().sort_index()
    colour = {int(usable[code]): colours[str(code)] for code in usable.index if str(code) in colours}
    rows = pd.DataFrame(
        {
            "name": [figures.classes[int(k)] for k in counts.index],
            "count": counts.to_list(),
            "colour": [colour[int(k)] for k in counts.index],
        }
    )
    lead, ink = say("How many regions are in each category."), current_ink()
    st.caption(lead)
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, grid=False))
    x = alt.X("count:Q", title=say("Regions"), axis=alt.Axis(format="d", tickMinStep=1))
    base = alt.Chart(rows).encode(y=y, x=x)
    bars = base.mark_bar(stroke=ink.quiet, strokeWidth=0.5).encode(color=alt.Color("colour:N", scale=None))
    texts = base.mark_text(align="left", dx=6, color=ink.text).encode(text="count:Q")
    chart = finished([bars, texts], ink, height=_ROW_PX * len(rows) + 40)
    st.altair_chart(chart, width="stretch", theme=None, alt=lead)


def _bars(rows: pd.DataFrame, figures: Figures, ink: Ink) -> alt.LayerChart:
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, grid=False))
    axis = alt.Axis(format="%" if figures.entry.percent else "~g", tickCount=6)
    x = alt.X("value:Q", title=figures.say(figures.entry.title), axis=axis)
    base = alt.Chart(rows).encode(y=y)
    hint = [alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title=" ")]
    colour = alt.Color("colour:N", scale=None)
    layers = [base.mark_bar(stroke=ink.quiet, strokeWidth=0.5).encode(x=x, color=colour, tooltip=hint)]
    if rows["lower"].notna().any():
        layers.append(base.mark_rule(color=ink.text).encode(x="lower:Q", x2="upper:Q"))
    text = base.transform_calculate(end="max(datum.value, datum.upper || datum.value)").mark_text(
        align="left", dx=6, color=ink.text
    )
    layers.append(text.encode(x="end:Q", text="text:N"))
    if figures.entry.neutral is not None:
        line = alt.Chart(pd.DataFrame({"value": [figures.entry.neutral]})).mark_rule(strokeDash=[4, 3], color=ink.text)
        layers.append(line.encode(x="value:Q"))
    return finished(layers, ink, height=_ROW_PX * len(rows) + 40)
