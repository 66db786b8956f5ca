"""The switch that shows how sure a map is, and the choice of the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from scene import address
from scene.certainty import unsupported, ways
from scene.i18n import N_
from views import state
from views.choosers import is_one

if TYPE_CHECKING:
    from geo.query import Result
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures

_WAYS = {
    address.HATCH: N_("Hatch what is not certain"),
    address.CHANCE: N_("Colour by the probability of being specialized"),
}


def show_honest(view: ViewState, result: Result | None, figures: Figures, store: Store) -> None:
    """Draw the switch; where nothing supports an interval it is off and says why."""
    say = view.say
    why = unsupported(result, figures) if result is not None else ""
    on = bool(view.honest) and not why and result is not None
    st.session_state["c_honest"] = on
    st.toggle(say("Show how sure this is"), key="c_honest", disabled=bool(why) or result is None, on_change=_switch,
              help=say("Ranges that hold the true value 9 times in 10, and what they leave open."))  # fmt: skip
    if why:
        st.caption(why)
    if not on:
        return
    offered = ways(figures, store)
    if len(offered) > 1:
        st.session_state["c_way"] = view.honest
        st.radio(say("How"), offered, key="c_way", format_func=lambda way: say(_WAYS[way]), on_change=_choose,
                 args=(tuple(offered),), label_visibility="collapsed")  # fmt: skip


def _switch() -> None:
    state.change(honest=address.HATCH if st.session_state["c_honest"] else None)


def _choose(known: tuple[str, ...]) -> None:
    if is_one(st.session_state["c_way"], known):
        state.change(honest=st.session_state["c_way"])
