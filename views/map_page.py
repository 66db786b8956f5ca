"""The map page: it shows where something is concentrated."""

from __future__ import annotations

import streamlit as st

from geo.errors import RegioscopeError
from geo.store import default_store
from views import frame, state
from views.controls import show_controls
from views.download import show_downloads
from views.headline import source_line
from views.map_error import remember_good, show_error
from views.map_view import Drawing, classes_of, colours_of, show_map
from views.method_view import show_method
from views.panel import show_panel
from views.table_view import show_table

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
    if not view.present:
        with st.sidebar:
            show_controls(view, figures, store)
    try:
        table, result = store.computed(view.query), store.result(view.query)
    except RegioscopeError as error:
        show_error(view, error, figures)
        return
    remember_good()
    with st.container():
        if figures.dataset.statistics.empty:
            frame.show_missing(view, figures)
        else:
            frame.show_header(view, result, figures)
    drawing = Drawing(view, result, classes_of(result, figures, store), figures, store)
    with st.container(horizontal=True, gap="small", key="view"):
        with st.container(key="view_map"):
            _show_tabs(drawing)
        with st.container(key="view_panel", width=_PANEL_PX):  # empty, and not drawn, while no region is chosen
            if view.region in result.values.index:
                show_panel(result, table, figures, region=view.region)


def _show_tabs(drawing: Drawing) -> None:
    """Draw map, table and chart; table and chart are made only when they are open."""
    view, result, figures, store = drawing.view, drawing.result, drawing.figures, drawing.store
    say = view.say
    on_map, on_table, on_chart = st.tabs([say("Map"), say("Table"), say("Chart")], key="tab", on_change="rerun")
    with on_map:
        show_map(drawing)
    if on_table.open:
        with on_table:
            show_table(result, figures)
    if on_chart.open:
        from views.chart_view import show_chart  # noqa: PLC0415 - the charting library takes a second to load

        with on_chart:
            show_chart(result, colours_of(drawing.classes, figures, store), figures, region=view.region)
    if view.present:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="source_of_map" if on_map.open else "source"):  # a wide map holds its source itself
            st.caption(source_line(figures))
        method = st.popover(say("How is this computed?"), on_change="rerun", key="method")
        show_downloads(result, figures, store)
    if method.open:
        with method:
            show_method(result, figures)
