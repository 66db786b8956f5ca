"""What stands in place of a map that cannot be made: one sentence why, and the way back to the last one that could."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import MissingTableError
from scene.errors_words import in_words
from scene.methods_entry import NEEDS
from views import frame, state

if TYPE_CHECKING:
    from geo.errors import RegioscopeError
    from scene.address import ViewState
    from scene.figures import Figures

_GOOD = "last_good"


def remember_good() -> None:
    """Keep the address of a map that could be made."""
    st.session_state[_GOOD] = st.query_params.to_dict()


def show_error(view: ViewState, error: RegioscopeError | None, figures: Figures) -> None:
    """Say what cannot be shown and why; offer the last map, or the first one."""
    frame.show_tools(view)
    st.html(f'<h1 class="rs-headline">{html.escape(view.say(figures.entry.title))}</h1>')
    st.error(sentence(error, figures))
    if _GOOD in st.session_state:
        st.button(view.say("Back to the last map"), on_click=_go_back, key="back_error", type="primary")
    else:
        st.button(view.say("Start again"), on_click=state.reset, key="reset_error")


def sentence(error: RegioscopeError | None, figures: Figures) -> str:
    """Say in one sentence why an indicator has no map here."""
    say, title = figures.say, figures.say(figures.entry.title)
    if isinstance(error, MissingTableError):
        table = say(NEEDS[error.table]) if error.table in NEEDS else error.table
        return say("“{indicator}” cannot be shown: these data do not have {table}.", indicator=title, table=table)
    return say("“{indicator}” cannot be shown: {problem}", indicator=title, problem=in_words(error, say))


def _go_back() -> None:
    st.query_params.from_dict(st.session_state[_GOOD])
