"""What was chosen last on the page Scout, kept beside the address while weights move faster than the address does.

The browser sends its address along with everything that somebody does, and that address may be one change behind. What
the page itself has written since then wins; where the reader goes back or opens a link, the address does.
"""

from __future__ import annotations

import streamlit as st

from views import scout_state as address
from views import state

KEPT = (address.WEIGHTS, address.MUST, address.TURNED, address.SHORTLIST, address.ACROSS, address.UPRIGHT, "region",
        "cluster")  # fmt: skip
"""Parameters that parts of the page write."""
_LAST, _CHANGED, _FRESH = "scout_last", "scout_changed", "scout_fresh"


def change(**parameters: str | None) -> None:
    """Write parameters into the address and remember that this page did; None takes one out."""
    own: dict[str, str | None] = st.session_state.setdefault(_CHANGED, {})
    own.update(parameters)
    state.change(**{name: text for name, text in parameters.items() if st.query_params.get(name) != text})


def latest(name: str) -> str:
    """Return what a parameter of the page was last, whatever the address of the browser says; empty where it is out."""
    for told in (st.session_state.get(_CHANGED, {}), st.session_state.get(_LAST, {})):
        if name in told:
            return told[name] or ""
    return st.query_params.get(name, "")


def begin() -> None:
    """Start a run of the whole page: the address holds, but for what the page itself has just changed."""
    _mend(own=_CHANGED in st.session_state)
    st.session_state[_FRESH] = True


def go_on() -> dict[str, str]:
    """Start a run of what follows the weights, and return the parameters of the address, mended where they lag."""
    if not st.session_state.pop(_FRESH, False):
        _mend(own=True)
    return st.query_params.to_dict()


def _mend(*, own: bool) -> None:
    changed: dict[str, str | None] = st.session_state.pop(_CHANGED, {})
    last: dict[str, str | None] | None = st.session_state.get(_LAST)
    if own and last is not None:
        wanted = last | {name: text for name, text in changed.items() if name in KEPT}
        state.change(**{name: text for name, text in wanted.items() if st.query_params.get(name) != text})
    st.session_state[_LAST] = {name: st.query_params.get(name) for name in KEPT}
    state.remember()
