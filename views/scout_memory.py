"""The address of the page Scout as the server knows it, while weights move faster than the browser's address does.

The browser sends its address along with everything that somebody does, and that address may be some changes behind. So
what was written here holds; the address does where the reader comes from elsewhere, or goes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import state

if TYPE_CHECKING:
    from scene.address import ViewState

_PAGE = "scout"
_LAST, _FRESH = "scout_last", "scout_fresh"


def latest(name: str) -> str:
    """Return what a parameter of the page was last, whatever the address of the browser says; empty where it is out."""
    return _known().get(name, "")


def begin() -> ViewState:
    """Start a run of the whole page, and return its view."""
    if state.page() != _PAGE or state.travelled():
        st.session_state.pop(_LAST, None)
        state.changed(forget=True)
    _mend()
    view = state.current(_PAGE)
    st.session_state[_LAST] = st.query_params.to_dict()
    st.session_state[_FRESH] = True
    return view


def go_on() -> dict[str, str]:
    """Start a run of what follows the weights, and return the parameters of the address, mended where they lag."""
    if not st.session_state.pop(_FRESH, False):
        _mend()
    state.remember()
    return st.query_params.to_dict()


def _mend() -> None:
    """Write into the address what it lacks; what is known is kept first, because a write may be the end of the run."""
    st.session_state[_LAST] = wanted = _known()
    state.changed(forget=True)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _known() -> dict[str, str]:
    last: dict[str, str] | None = st.session_state.get(_LAST)
    found = {**(st.query_params.to_dict() if last is None else last), **state.changed()}
    return {name: text for name, text in found.items() if text is not None}
