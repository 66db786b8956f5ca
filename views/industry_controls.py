"""The controls of the industry page; each writes into the address, as those of the map do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views.choosers import choose_dataset, choose_level, choose_minimum, choose_reference, choose_year, few_jobs

if TYPE_CHECKING:
    from geo.store import Store
    from scene.figures import Figures


def show_controls(figures: Figures, store: Store) -> None:
    """Draw the controls at the side."""
    say = figures.say
    st.html(f'<h2 class="rs-group">{say("What?")}</h2>')
    choose_dataset(figures, store)
    choose_reference(figures)
    st.html(f'<h2 class="rs-group">{say("Where?")}</h2>')
    choose_level(figures)
    choose_year(figures)
    choose_minimum(figures, hint=few_jobs(figures))
