"""The map on the page: one message, shown by the one component that keeps the map in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from layers.base_map import base_map
from layers.message import message_group
from scene.message import message_of
from views import state
from views.add_to_story import ASK, take_answer

if TYPE_CHECKING:
    from scene.drawing import Drawing

MAP_KEY = "map"
_MAP_PX, _PRESENT_PX = 500, 820


def show_map(drawing: Drawing) -> None:
    """Draw the map; a click on a region writes it into the address."""
    message = message_of(drawing, fly=st.session_state.get("fly", ("", 0)), ask=st.session_state.get(ASK, 0))
    st_folium(
        base_map(),
        key=MAP_KEY,
        height=_PRESENT_PX if drawing.view.present else _MAP_PX,
        use_container_width=True,
        render=False,  # it renders the map a second time anyway
        returned_objects=["last_active_drawing"],
        feature_group_to_add=message_group(message),
        on_change=_select,
    )


def _select() -> None:
    answer = st.session_state.get(MAP_KEY) or {}
    told = answer.get("last_active_drawing") or {}
    state.change(region=told.get("id"))
    take_answer(told)
