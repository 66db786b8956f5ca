"""The two pictures of the region page: its strengths with their intervals, and its structure beside the reference."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from geo.classify import classify
from layers.palettes import palette
from scene.map_classes import class_texts, palette_name
from views.ink import current_ink, finished
from views.region_bars import ROW_PX, quotient_bars, row_texts
from views.small_map import keys_row

if TYPE_CHECKING:
    from scene.figures import Figures
    from scene.region_profile import Profile
    from views.ink import Ink

STRENGTHS = 12
PARTS = 25
_MIDDLE = "#8a9298"


def show_strengths(profile: Profile, figures: Figures, *, doubt: str) -> None:
    """Draw a bar for each of the highest groups that reach the minimum, in the colours of the map.

    `doubt` says what the intervals mean.
    """
    say, groups = figures.say, profile.ranked.head(STRENGTHS)
    if groups.empty:
        st.info(say("There are no figures to draw. Lower the minimum or choose another group."))
        return
    rows = _named(groups, figures).assign(
        value=groups["quotient"],
        lower=groups["lower"],
        upper=groups["upper"],
        text=[figures.value(value) for value in groups["quotient"]],
        colour=_colours(groups, figures),
        detail=[_detail(row, figures) for _, row in groups.iterrows()],
    )
    has_interval = bool(rows["lower"].notna().any())
    lead = say("The groups that are furthest above their average share. Upright lines: the average share.")
    certain = doubt if has_interval else ""
    st.html(f'<p class="rs-lead">{html.escape(f"{lead} {certain}")}</p>')
    st.altair_chart(quotient_bars(rows, figures, current_ink()), width="stretch", theme=None, alt=lead)


def show_structure(profile: Profile, figures: Figures) -> None:
    """Draw the share of each group here beside its share in the reference, the largest first."""
    say = figures.say
    known = profile.groups[profile.groups["share"].notna()].sort_values("share", ascending=False, kind="stable")
    groups = known.head(PARTS)
    if groups.empty:
        st.info(say("There are no figures to draw. Lower the minimum or choose another group."))
        return
    here, average = say("in this region"), say("on average")
    rows = _named(groups, figures).assign(
        share=groups["share"],
        reference=groups["reference_share"],
        colour=_colours(groups, figures, middle=_MIDDLE),
        detail=[
            say(
                "{here}, average {average}", here=say.percent(row["share"]), average=say.percent(row["reference_share"])
            )
            for _, row in groups.iterrows()
        ],
    )
    lead = say("How large each group is: filled circle {here}, open circle {average}.", here=here, average=average)
    rest = ""
    if len(known) > len(groups):
        rest = say("The {n} largest of {total} groups; the table holds all.", n=len(groups), total=len(known))
    st.html(f'<p class="rs-lead">{html.escape(f"{lead} {rest}")}</p>{_keys(figures)}')
    st.altair_chart(pairs(rows, current_ink()), width="stretch", theme=None, alt=lead)


def _keys(figures: Figures) -> str:
    """Say what the colour of a filled circle means."""
    about = figures.say("Colour of the filled circle: the share here divided by the share on average.")
    colours = _shades(figures, middle=_MIDDLE)
    row = keys_row(list(zip(colours, class_texts(figures), strict=True)))
    return f'<p class="rs-lead">{html.escape(about)}</p>{row}'


def _named(groups: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    names = figures.dataset.industry_names(figures.say.lang)
    return pd.DataFrame({"name": [names[str(code)] for code in groups.index]}, index=groups.index)


def _detail(row: pd.Series, figures: Figures) -> str:
    say = figures.say
    rank = say(
        "rank {n} of {total}", n=say.number(row["rank"], decimals=0), total=say.number(row["ranked"], decimals=0)
    )
    return f"{figures.amount(row['amount'])} · {say.percent(row['share'])} · {rank}"


def _colours(groups: pd.DataFrame, figures: Figures, *, middle: str = "") -> list[str]:
    """Colour of the class of each quotient, as on the map; grey where there is none, and in the middle when asked."""
    classes = classify(
        groups["quotient"].to_numpy(dtype=float),
        scheme="fixed",
        colours=_shades(figures),
        breaks=figures.entry.breaks,
    )
    colours = dict(enumerate(_shades(figures, middle=middle)))
    return [colours.get(int(c), _MIDDLE) for c in classes.classes]


def _shades(figures: Figures, *, middle: str = "") -> list[str]:
    """Colours of the classes on the map; another one for the class in the middle when asked."""
    breaks = figures.entry.breaks
    shades = list(palette(palette_name(figures), len(breaks) + 1))
    if middle:
        shades[len(breaks) // 2] = middle
    return shades


def pairs(rows: pd.DataFrame, ink: Ink) -> alt.LayerChart:
    """Draw two shares a row, a filled and an open circle.

    `rows` has ``name``, ``share``, ``reference``, ``colour`` and ``detail``.
    """
    scale = alt.Scale(domainMin=0, nice=True)
    axis = alt.Axis(format="%", title=None, orient="top", tickCount=6)
    base = alt.Chart(rows).encode(y=alt.Y("name:N", sort=None, axis=None))
    x = alt.X("share:Q", scale=scale, axis=axis)
    tip = [alt.Tooltip(f"{column}:N", title=" ") for column in ("name", "detail")]
    line = base.mark_rule(color="#8a9298", strokeWidth=2, yOffset=9)
    hollow = base.mark_point(
        size=110, filled=False, fill=ink.ground, stroke=ink.quiet, strokeWidth=2, yOffset=9, opacity=1
    )
    full = base.mark_point(size=130, filled=True, stroke=ink.text, strokeWidth=1, yOffset=9, opacity=1)
    layers = [
        line.encode(x=x, x2="reference:Q"),
        hollow.encode(x=alt.X("reference:Q", scale=scale), tooltip=tip),
        full.encode(x=alt.X("share:Q", scale=scale), color=alt.Color("colour:N", scale=None), tooltip=tip),
        *row_texts(base, ink),
    ]
    return finished(layers, ink, height=ROW_PX * len(rows))
