"""The chart twin of the map: the highest and lowest regions with their intervals, in the colours of the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import altair as alt
import pandas as pd
import streamlit as st

if TYPE_CHECKING:
    from geo.classify import Classification
    from geo.query import Result
    from views.figures import Figures

_ENDS = 12
_ROW_PX = 22


def show_chart(result: Result, classes: Classification, figures: Figures, *, region: str) -> None:
    """Draw a bar for each of the highest and lowest regions, and for the selected one."""
    say = figures.say
    usable = result.values.where(~result.below).dropna().sort_values(ascending=False)
    if usable.empty:
        st.info(say("There are no figures to draw. Lower the minimum or choose another group."))
        return
    ends = list(usable.index[:_ENDS]) + [c for c in usable.index[-_ENDS:] if c not in usable.index[:_ENDS]]
    if region in usable.index and region not in ends:
        ends.insert(_ENDS, region)
    colours = dict(zip(result.values.index, classes.classes, strict=True))
    names = figures.region_names()
    rows = pd.DataFrame(
        {
            "name": [str(names[c]) for c in ends],
            "value": [float(usable[c]) for c in ends],
            "text": [figures.value(usable[c]) for c in ends],
            "colour": [classes.colours[colours[c]] for c in ends],
            "lower": [float("nan") if result.lower is None else float(result.lower[c]) for c in ends],
            "upper": [float("nan") if result.upper is None else float(result.upper[c]) for c in ends],
        }
    )
    st.caption(say("The highest and the lowest regions. Thin lines: 9 times in 10 the true value lies there."))
    st.altair_chart(_bars(rows, figures), width="stretch", theme=None)


def _bars(rows: pd.DataFrame, figures: Figures) -> alt.LayerChart:
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, ticks=False, domain=False))
    axis = alt.Axis(format="%" if figures.entry.percent else "~g")
    x = alt.X("value:Q", title=figures.say(figures.entry.title), axis=axis)
    base = alt.Chart(rows).encode(y=y)
    hint = [alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title=" ")]
    colour = alt.Color("colour:N", scale=None)
    bars = base.mark_bar(stroke="#8a8f94", strokeWidth=0.5).encode(x=x, color=colour, tooltip=hint)
    text = base.mark_text(align="left", dx=6, color="#1d2730").encode(x="value:Q", text="text:N")
    layers = [bars, text]
    if rows["lower"].notna().any():
        layers.insert(1, base.mark_rule(color="#1d2730").encode(x="lower:Q", x2="upper:Q"))
    if figures.entry.neutral is not None:
        line = alt.Chart(pd.DataFrame({"value": [figures.entry.neutral]})).mark_rule(strokeDash=[4, 3], color="#1d2730")
        layers.append(line.encode(x="value:Q"))
    font = {"labelFont": "Inter", "titleFont": "Inter", "labelFontSize": 13, "titleFontSize": 13}
    chart = alt.layer(*layers).properties(height=_ROW_PX * len(rows) + 40)
    styled = chart.configure_view(stroke=None).configure_axis(**font, grid=False)
    return cast("alt.LayerChart", styled.configure_text(font="Inter", fontSize=12))
