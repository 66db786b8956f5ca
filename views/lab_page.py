"""The laboratory of definitions: is this a cluster, and by whose definition? Side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.store import default_store
from views import frame, lab_model, state
from views.lab_controls import show_choosers, show_controls
from views.lab_table import show_agreement
from views.lab_verdicts import show_verdicts
from views.lab_words import headline

if TYPE_CHECKING:
    from scene.figures import Figures
    from views.lab_model import Laboratory


def page() -> None:
    """Draw the page."""
    frame.show_styles("lab.css")
    store = default_store()
    opened = frame.open_quotients(state.current("lab"), store)
    if opened is None:
        return
    view, figures = opened
    rules, wrong = lab_model.all_rules(), None
    if not view.present:
        with st.sidebar:
            wrong = show_controls(view, figures, rules, store)
    names = lab_model.chosen_rules(rules)
    lab = lab_model.laboratory(figures.query, figures.dataset, names)
    region = view.region if view.region in lab.activity.values.index else ""
    lead = view.say("The same figures under published definitions of a cluster, side by side: what each asks, and what "
                    "fails.")  # fmt: skip
    frame.show_title(view, headline(lab, figures, region), lead)
    if wrong:
        name, problems = wrong
        title = view.say("The definition {name} cannot be used. Please mend this and add the file again:", name=name)
        frame.show_problems(title, problems, view)
    show_choosers(view, figures)
    _show_tabs(lab, figures, region)
    if not view.present:
        frame.show_source(lab, figures)


def _show_tabs(lab: Laboratory, figures: Figures, region: str) -> None:
    """Draw the parts of the page; only the open one is made."""
    say = figures.say

    def show_sides() -> None:
        if not region:
            st.caption(say("Choose a region to see what each definition asks of it, and what fails."))
        show_verdicts(lab, figures, region)

    def show_moves() -> None:
        from views.lab_cuts import show_cuts  # noqa: PLC0415 - the charting library takes a second to load

        show_cuts(lab, figures, region)

    frame.show_tabs("lab_tab", {
        say("Side by side"): show_sides,
        say("How many agree"): lambda: show_agreement(lab, figures, region),
        say("Move a threshold"): show_moves,
    })  # fmt: skip
