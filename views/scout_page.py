"""The page of an investor who looks for a place: where should I look? The answer, and how firm it is."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError
from geo.store import default_store
from scene.errors_words import in_words
from scene.simulated import SIMULATED
from views import frame, state
from views import scout_memory as memory
from views import scout_model as model
from views.scout_card import show_card
from views.scout_change import show_change
from views.scout_compare import show_compare
from views.scout_controls import show_controls
from views.scout_criteria import show_criteria
from views.scout_files import show_files
from views.scout_firm import ranges_of
from views.scout_map import show_map
from views.scout_method import show_method
from views.scout_notes import show_nobody, show_notes, show_out
from views.scout_questions import show_questions
from views.scout_ranking import show_ranking
from views.scout_words import headline, subtitle, trials

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.scouting import Evidence
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures
    from views.scout_model import Asked, Scouting

TAB = "scout_tab"
OF_PAGE = ("data", "item", "level", "where", "lang", "measure", "year", "also", "project", "present")
"""Parameters that the sidebar shows: the whole page is drawn anew when one of them changes."""


def page() -> None:
    """Draw the page."""
    frame.show_styles("scout.css")
    store, view = default_store(), memory.begin()
    opened = frame.open_filled(view, store)
    if opened is None:
        return
    view, figures = opened
    asked = model.asked_of(st.query_params.to_dict(), figures, store.dataset_version(figures.query.dataset))
    frame.show_tools(view)
    if not view.present:
        with st.sidebar:
            show_controls(asked, figures, store)
    with st.spinner(view.say("Gathering what is known of the places ..."), show_time=True):
        _evidence(view, asked, store, quiet=True)
    before = {name: st.query_params.get(name) for name in OF_PAGE}
    _draw(view, figures, store, asked.version, before)


@st.fragment
def _draw(view: ViewState, figures: Figures, store: Store, version: str, before: Mapping[str, str | None]) -> None:
    """Draw all that a moved weight changes; it alone runs again then, unless what the page stands on has changed."""
    params = memory.go_on()
    if {name: params.get(name) for name in OF_PAGE} != before:
        st.rerun(scope="app")
    asked = model.asked_of(params, figures, version)
    evidence = _evidence(view, asked, store, quiet=False)
    if evidence is None:
        return
    found, bad = model.scouting_of(asked, evidence, params, figures)
    moving = st.session_state.get(TAB) in {None, view.say("Ranking")}
    ranges, final = ranges_of(found, moving=moving)
    head = st.container()
    with st.container(horizontal=True, key="scout"):
        criteria = st.container(key="scout_criteria")
        with st.container(key="scout_main"):  # first of all: the ranking follows the weights while they move
            show_notes(found)
            _show_tabs(found, ranges, store, final=final)
            if found.on:
                show_files(found)
    with criteria:
        show_criteria(found)
    with head:
        _show_title(view, found, ranges)
        _show_bad(view, bad)


def _evidence(view: ViewState, asked: Asked, store: Store, *, quiet: bool) -> Evidence | None:
    """Gather the evidence, or say why that cannot be done."""
    try:
        found = model.evidence_of(asked, store)
    except RegioscopeError as error:
        if not quiet:
            _show_impossible(view, in_words(error, view.say))
        return None
    if model.usable(found):
        return found
    if not quiet:
        text = view.say("Nothing is known of these places for this choice. Choose other places or another group.")
        _show_impossible(view, text)
    return None


def _show_impossible(view: ViewState, problem: str) -> None:
    st.html(f'<h1 class="rs-headline">{html.escape(view.say("These places cannot be ranked"))}</h1>')
    st.error(problem)
    st.button(view.say("Start again"), on_click=state.reset, key="reset_error")


def _show_title(view: ViewState, found: Scouting, ranges: pd.DataFrame) -> None:
    title, lead, told = (html.escape(text) for text in (headline(found, ranges), subtitle(found), trials(found)))
    badge = f'<span class="rs-badge">{html.escape(view.say(SIMULATED))}</span> ' if found.simulated else ""
    st.html(f'<h1 class="rs-headline">{title}</h1><p class="rs-subtitle rs-keep">{badge}{lead} '
            f'<span class="sc-trials">{told}</span></p>')  # fmt: skip


def _show_bad(view: ViewState, bad: list[tuple[str, str]]) -> None:
    for name, text in bad:
        st.warning(view.say("The address asks for {name} = {asked}, which cannot be read; the default is shown.",
                            name=name, asked="`" + text[:60].replace("`", "'") + "`"))  # fmt: skip


def _show_tabs(found: Scouting, ranges: pd.DataFrame, store: Store, *, final: bool) -> None:
    """Draw the parts of the page; only the open one is made."""
    say = found.figures.say
    if found.left.empty:
        show_nobody(found)
        show_out(found)
        return
    frame.show_tabs(TAB, {
        say("Ranking"): lambda: _show_where(found, ranges, store, final=final),
        say("Compare shortlist"): lambda: show_compare(found),
        say("Questions"): lambda: show_questions(found),
        say("What would change the winner"): lambda: show_change(found, ranges),
        say("How is this computed?"): lambda: show_method(found),
    })  # fmt: skip


def _show_where(found: Scouting, ranges: pd.DataFrame, store: Store, *, final: bool) -> None:
    chosen = model.place_of(found, st.query_params.to_dict())
    with st.container(horizontal=True, key="where"):
        with st.container(key="scout_list"):
            show_ranking(found, ranges, chosen, final=final)
            show_out(found)
        with st.container(key="scout_side"):
            show_map(found, store, chosen)
            show_card(found, ranges, chosen)
