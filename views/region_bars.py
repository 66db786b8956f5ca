"""Bars of quotients with names, details and intervals: of the groups of a region, or of the regions of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import numpy as np

from views.ink import finished

if TYPE_CHECKING:
    import pandas as pd

    from scene.figures import Figures
    from views.ink import Ink

ROW_PX = 46
"""Height of a row: its name above its bar."""
_WIDE_PX = 620
_DETAIL_PX = 320


def quotient_bars(rows: pd.DataFrame, figures: Figures, ink: Ink) -> alt.LayerChart:
    """Draw a bar a row, an upright line at 1, and a thin line over each interval.

    `rows` has ``name``, ``value``, ``lower``, ``upper``, ``text``, ``colour`` and ``detail``.
    """
    highest = float(np.nanmax(rows["value"]))
    scale = alt.Scale(domain=[0, max(1.1, 1.2 * highest)], clamp=True, nice=False)
    comma = alt.Undefined if figures.say.lang == "en" else "replace(datum.label, '.', ',')"
    title = figures.say("Times the average share")
    axis = alt.Axis(format="~g", labelExpr=comma, title=title, orient="top", tickCount=6)
    base = alt.Chart(rows).encode(y=alt.Y("name:N", sort=None, axis=None))
    x = alt.X("value:Q", scale=scale, axis=axis)
    tip = [alt.Tooltip(f"{column}:N", title=" ") for column in ("name", "text", "detail")]
    layers = [
        base.mark_bar(height=13, yOffset=9, stroke="#6f777d", strokeWidth=0.6).encode(
            x=x, color=alt.Color("colour:N", scale=None), tooltip=tip
        ),
        *row_texts(base, ink),
        base.transform_calculate(end="isValid(datum.upper) ? max(datum.upper, datum.value) : datum.value")
        .mark_text(align="left", dx=7, dy=9, color=ink.text, fontWeight=600)
        .encode(x=alt.X("end:Q", scale=scale), text="text:N"),
    ]
    if rows["lower"].notna().any():
        interval = base.encode(x=alt.X("lower:Q", scale=scale), x2="upper:Q")
        layers += [  # on the ground of the page, so that it is seen on a bar of any colour
            interval.mark_rule(color=ink.ground, strokeWidth=3.5, yOffset=9),
            interval.mark_rule(color=ink.text, strokeWidth=1.5, yOffset=9),
        ]
    neutral = base.mark_tick(size=24, thickness=1.5, yOffset=9, color=ink.text).transform_calculate(one="1")
    layers.append(neutral.encode(x=alt.X("one:Q", scale=scale)))
    return finished(layers, ink, height=ROW_PX * len(rows))


def row_texts(base: alt.Chart, ink: Ink) -> tuple[alt.Chart, alt.Chart]:
    """Name of each row above its mark, with details at the right where there is room."""
    room = f"width < {_WIDE_PX} ? width : width - {_DETAIL_PX}"
    name = base.mark_text(align="left", dy=-9, color=ink.text, fontWeight=500, limit=alt.expr(room))
    detail = base.mark_text(align="right", dy=-9, color=ink.quiet, opacity=alt.expr(f"width < {_WIDE_PX} ? 0 : 1"))
    return name.encode(x=alt.value(0), text="name:N"), detail.encode(x=alt.value("width"), text="detail:N")
