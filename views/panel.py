"""The detail panel: one region in this map, with both parts of the formula, its neighbours and its strengths."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, cast

import numpy as np
import streamlit as st

from geo.neighbours import neighbours
from scene.certainty import rank_range
from scene.simulated import badge
from views import state
from views.method_view import formula_with_numbers

if TYPE_CHECKING:
    import pandas as pd

    from geo.query import Result, Table
    from scene.drawing import Drawing
    from scene.figures import Figures

_STRENGTHS = 3
_NEIGHBOURS = 4


def show_panel(drawing: Drawing, table: Table, *, region: str) -> None:
    """Draw the panel of the selected region."""
    result, figures = drawing.result, drawing.figures
    say = figures.say
    st.html(f'<h2 class="rs-panel-title">{_escaped(figures.region(region))}</h2>')
    _show_value(drawing, region)
    with st.container(gap="small"):
        st.caption(formula_with_numbers(result, figures, region))
        _show_strengths(table, figures, region)
        _show_neighbours(result, figures, region)
        with st.container(horizontal=True, gap="small"):
            st.button(say("Region page"), on_click=_open_region, key="open_region")
            st.button(say("Close"), on_click=lambda: state.change(region=None), key="close_panel")
    if st.session_state.pop("go_region", False):
        st.switch_page(st.session_state["pages"]["region"], query_params=st.query_params.to_dict())


def _show_value(drawing: Drawing, region: str) -> None:
    result, figures = drawing.result, drawing.figures
    say, value = figures.say, result.values[region]
    if not np.isfinite(value):
        status = str(result.status[region])
        reason = say("kept confidential by the source") if status == "C" else say("not published by the source")
        st.info(say("No figure: {reason}.", reason=reason))
        return
    lines = [f'<span class="rs-value">{_escaped(figures.value(value))}</span>']
    interval = figures.interval(result, region)
    if interval:
        why = _escaped(say("9 times in 10 the true value lies in this range"))
        lines.append(f'<span class="rs-interval" title="{why}">({_escaped(interval)})</span>')
    rank = (rank_range(result, figures, region) if drawing.view.honest else "") or figures.rank(result, region)
    below = say("below the minimum, not ranked") if result.below[region] else ""
    if not figures.entry.classes:
        lines.append(f'<div class="rs-rank">{_escaped(rank or below)}</div>')
    around = drawing.spots.text(figures, region) if drawing.spots else ""
    lines += [f'<div class="rs-rank">{_escaped(around)}</div>'] if around else []
    lines.append(badge(result, say) if result.simulated or interval else "")
    st.html(f'<div class="rs-figure">{"".join(lines)}</div>')


def _show_strengths(table: Table, figures: Figures, region: str) -> None:
    if figures.of_regions or figures.entry.classes or region not in table.values.index:
        return
    enough = table.activity.values.loc[region] >= table.query.minimum
    row = cast("pd.Series", table.values.loc[region])
    best = row.where(cast("pd.Series", enough)).nlargest(_STRENGTHS)
    if best.empty:
        return
    names = figures.dataset.industry_names(figures.say.lang)
    rows = "".join(_row(figures.value(float(v)), names[str(c)]) for c, v in best.items())
    st.html(f'<h3 class="rs-h3">{_escaped(figures.say("Highest here"))}</h3><ol class="rs-list">{rows}</ol>')


def _show_neighbours(result: Result, figures: Figures, region: str) -> None:
    near = neighbours(figures.dataset.regions_at(figures.query.level), region)[:_NEIGHBOURS]
    if not near:
        return
    rows = "".join(_row(figures.value(result.values.get(c)), figures.region(c)) for c in near)
    st.html(f'<h3 class="rs-h3">{_escaped(figures.say("Neighbours"))}</h3><ul class="rs-list">{rows}</ul>')


def _open_region() -> None:
    st.session_state["go_region"] = True


def _row(figure: str, name: str) -> str:
    return f"<li><b>{_escaped(figure)}</b> {_escaped(name)}</li>"


def _escaped(text: object) -> str:
    return html.escape(str(text), quote=True)
