"""The map page: it shows where something is concentrated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError
from geo.store import default_store
from scene.drawing import drawing_of
from scene.headline import source_line
from scene.map_classes import colours_of
from scene.simulated import label
from views import frame, state
from views.add_to_story import show_add
from views.controls import show_controls
from views.hot_spots import spots_of
from views.map_error import remember_good, show_error
from views.map_files import show_files
from views.map_view import show_map
from views.method_view import show_method
from views.panel import show_panel
from views.story_state import show_news
from views.table_view import show_table

if TYPE_CHECKING:
    from geo.query import Result, Table
    from geo.store import Store
    from scene.address import ViewState
    from scene.drawing import Drawing
    from scene.figures import Figures

_PANEL_PX = 230


def page() -> None:
    """Draw the page."""
    store = default_store()
    view = state.current("map")
    with st.container():  # one place on the page, with notices or without: the map below stays the same element
        opened = frame.open_dataset(view, store)
    if opened is None:
        return
    view, figures = opened
    found, failed = _computed(view, store)
    if found is None:
        show_error(view, failed, figures)
    else:
        remember_good()
        _show(view, *found, figures, store)
    if not view.present:
        with st.sidebar:  # after the map: the browser draws it while the controls are still on their way
            show_controls(view, figures, store, found[1] if found else None)
        show_news(view.say)


def _show(view: ViewState, table: Table, result: Result, figures: Figures, store: Store) -> None:
    """Draw headline, map with its twins, and the panel of a chosen region."""
    with st.container():
        if figures.dataset.statistics.empty:
            frame.show_missing(view, figures)
        else:
            frame.show_header(view, result, figures)
    with st.container():  # what is waited for has its own place, so that the map keeps its own
        drawing = drawing_of(view, result, figures, store, spots_of(view, result, table, figures))
    with st.container(horizontal=True, gap="small", key="view"):
        with st.container(key="view_map"):
            _show_tabs(drawing, table)
        with st.container(key="view_panel", width=_PANEL_PX):  # empty, and not drawn, while no region is chosen
            if view.region in result.values.index:
                show_panel(drawing, table, region=view.region)


def _computed(view: ViewState, store: Store) -> tuple[tuple[Table, Result] | None, RegioscopeError | None]:
    """Compute what the map shows, or return the reason why it cannot be."""
    try:
        return (store.computed(view.query), store.result(view.query)), None
    except RegioscopeError as error:
        return None, error


def _show_tabs(drawing: Drawing, table: Table) -> None:
    """Draw map, table and chart; table and chart are made only when they are open."""
    view, result, figures, store = drawing.view, drawing.result, drawing.figures, drawing.store
    say = view.say
    on_map, on_table, on_chart = st.tabs([say("Map"), say("Table"), say("Chart")], key="tab", on_change="rerun")
    with on_map:
        show_map(drawing)
    if on_table.open:
        with on_table:
            show_table(drawing)
    if on_chart.open:
        from views.chart_view import show_chart  # noqa: PLC0415 - the charting library takes a second to load

        with on_chart:
            show_chart(result, colours_of(drawing.coloured[0], figures, store), figures, region=view.region)
    if view.present:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="source_of_map" if on_map.open else "source"):  # a wide map holds its source itself
            st.caption(source_line(figures, made_up=label(drawing.coloured_by, say)))
        method = st.popover(say("How is this computed?"), on_change="rerun", key="method")
        show_files(drawing)
        show_add(drawing)
    if method.open:
        with method:
            show_method(drawing, table, store)
