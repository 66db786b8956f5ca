"""Controls of the layer of establishments: how they are drawn, and which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from scene import words
from views import state
from views.choosers import choose, write

if TYPE_CHECKING:
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures


def register_columns(figures: Figures, store: Store) -> tuple[str, ...]:
    """Columns of the register of establishments."""
    dataset = figures.dataset
    return dataset.once(("register columns",), lambda: store.register(dataset.key.id).columns)


def show_point_controls(view: ViewState, figures: Figures, store: Store) -> None:
    """Draw the controls into the container that is open."""
    say, columns = view.say, register_columns(figures, store)
    if figures.dataset.manifest.confidential:  # sizes and years would tell of single enterprises
        _sectors(view, figures)
        return
    choose(say("Establishments as"), list(words.POINT_MODES), key="c_show", value=view.show,
           names=lambda mode: say(words.POINT_MODES[mode]), parameter="show")  # fmt: skip
    _sectors(view, figures)
    st.session_state["c_from"], st.session_state["c_to"] = view.sizes
    st.number_input(say("Employees from"), min_value=0, key="c_from", on_change=write, args=("from", "c_from"))
    st.number_input(say("Employees to (0: any)"), min_value=0, key="c_to", on_change=write, args=("to", "c_to"))
    if "organisation_type" in columns:
        _kinds(view)
    if "founded" in columns:
        _years(view)


def _sectors(view: ViewState, figures: Figures) -> None:
    codes = list(figures.dataset.industries_at(figures.query.industry_level).index)
    names = figures.dataset.industry_names(view.lang)
    st.session_state["c_sectors"] = [c for c in view.sectors if c in codes]
    st.multiselect(view.say("Establishments: only these"), codes, key="c_sectors", on_change=_write_several,
                   args=("sectors", "c_sectors"), format_func=lambda c: names[c],
                   placeholder=view.say("All of them"))  # fmt: skip


def _kinds(view: ViewState) -> None:
    st.session_state["c_kinds"] = list(view.kinds)
    st.multiselect(view.say("Kind of organisation"), list(words.ORGANISATIONS), key="c_kinds", on_change=_write_several,
                   args=("kinds", "c_kinds"), format_func=lambda kind: view.say(words.ORGANISATIONS[kind]),
                   placeholder=view.say("All of them"))  # fmt: skip


def _years(view: ViewState) -> None:
    say = view.say
    st.session_state["c_since"], st.session_state["c_until"] = view.founded
    st.number_input(say("Founded since (0: any)"), min_value=0, max_value=9999, key="c_since", on_change=write,
                    args=("since", "c_since"))  # fmt: skip
    st.number_input(say("Founded until (0: any)"), min_value=0, max_value=9999, key="c_until", on_change=write,
                    args=("until", "c_until"))  # fmt: skip


def _write_several(parameter: str, key: str) -> None:
    state.change(**{parameter: ",".join(st.session_state[key]) or None})
