"""What goes together with an industry: the industries that the same regions are specialized in."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from geo.indicators import REGISTRY
from views import state
from views.industry_profile import other
from views.industry_strips import tabulated
from views.ink import current_ink, finished

if TYPE_CHECKING:
    from geo.query import Table
    from scene.figures import Figures
    from views.industry_profile import Spread
    from views.ink import Ink

PROXIMITY = "proximity"
ENOUGH_REGIONS, ENOUGH_INDUSTRIES = 20, 10
"""With fewer regions or groups two that share places do so by chance."""
SHOWN = 12
_ROW_PX = 40


def enough(spread: Spread) -> bool:
    """Tell whether there are regions and groups enough for proximity to mean something."""
    return spread.known >= ENOUGH_REGIONS and spread.industries >= ENOUGH_INDUSTRIES


def related(spread: Spread, table: Table, figures: Figures) -> pd.Series:
    """Return the proximity of every other industry that enough regions have figures of, the nearest first."""
    near = tabulated(table, other(spread.query, PROXIMITY), figures.dataset).values
    code = spread.query.industry_code
    if code not in near.columns:
        return pd.Series(dtype=float)
    known = table.activity.values.notna().sum()
    found = near[code].where(known >= ENOUGH_REGIONS).drop(index=code).dropna()
    return found.sort_values(ascending=False, kind="stable")


def show_related(spread: Spread, table: Table, figures: Figures) -> None:
    """Draw the nearest industries and the way to each; say why where there are too few regions or groups."""
    say = figures.say
    if not enough(spread):
        st.info(say("Related groups are shown from {regions} regions and {groups} groups on: with fewer, two groups "
                    "share places by chance. Choose another level or more detail.", regions=ENOUGH_REGIONS,
                    groups=ENOUGH_INDUSTRIES))  # fmt: skip
        return
    with st.spinner(say("Computing ..."), show_time=True):
        found = related(spread, table, figures)
    nearest = found[found > 0].head(SHOWN)
    if nearest.empty:
        st.info(say("No region is specialized in this group and in another one."))
        return
    names = figures.dataset.industry_names(say.lang)
    lead = say("How likely a region that is specialized in one of the two is specialized in the other (proximity).")
    left = say("Groups with figures in fewer than {n} regions are left out.", n=ENOUGH_REGIONS)
    text = f"{lead} {say(REGISTRY[PROXIMITY].caution)} {left}"
    st.html(f'<p class="rs-lead">{html.escape(text)}</p>')
    rows = pd.DataFrame({"name": [names[str(c)] for c in nearest.index], "value": nearest.to_numpy(),
                         "text": [say.percent(v, decimals=0) for v in nearest]})  # fmt: skip
    st.altair_chart(_bars(rows, current_ink()), width="stretch", theme=None, alt=lead)
    codes = [str(code) for code in found.index]
    st.session_state["c_related"] = None
    st.selectbox(say("Open a related group"), codes, index=None, key="c_related", width=420, filter_mode="contains",
                 format_func=lambda code: f"{names[code]} · {say.percent(found[code], decimals=0)}",
                 placeholder=say("Type a name"), on_change=_open)  # fmt: skip


def _open() -> None:
    state.change(item=st.session_state["c_related"], depth=None)


def _bars(rows: pd.DataFrame, ink: Ink) -> alt.LayerChart:
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", title=None, orient="top"))
    base = alt.Chart(rows).encode(y=alt.Y("name:N", sort=None, axis=None))
    tip = [alt.Tooltip(f"{column}:N", title=" ") for column in ("name", "text")]
    layers = [
        base.mark_bar(height=11, yOffset=9, color="#3577ab").encode(x=x, tooltip=tip),
        base.mark_text(align="left", dy=-8, color=ink.text, fontWeight=500, limit=alt.expr("width")).encode(
            x=alt.value(0), text="name:N"
        ),
        base.mark_text(align="left", dx=6, dy=9, color=ink.text).encode(x=x, text="text:N"),
    ]
    return finished(layers, ink, height=_ROW_PX * len(rows))
