"""Hot spots of the map on the page: looked for with a sign of waiting, and the last answer of a reader is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from scene import spots
from scene.waiting import waiting

if TYPE_CHECKING:
    from geo.query import Result, Table
    from scene.address import ViewState
    from scene.figures import Figures

_KEPT = "hot_spots"


def spots_of(view: ViewState, result: Result, table: Table, figures: Figures) -> spots.Spots | None:
    """Find the hot spots of what a map shows, when its reader wants to see them.

    Regions below the minimum take no part. The last answer of this reader is kept.
    """
    if not spots.wanted(view, figures):
        return None
    kept = st.session_state.get(_KEPT)
    if kept is not None and kept[0] is result:
        return kept[1]  # type: ignore[no-any-return]
    say = view.say
    with st.spinner(waiting(say, say("Looking for hot spots"), *spots.LIBRARIES), show_time=True):
        found = spots.find_spots(result, table, figures)
    st.session_state[_KEPT] = (result, found)
    return found
