"""How concentrated an industry is: the verdict, each index with its meaning, and its place among the others."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from views.industry_strips import computed, show_meanings, show_strips
from views.industry_verdict import verdict

if TYPE_CHECKING:
    from geo.store import Store
    from views.figures import Figures
    from views.industry_profile import Spread
    from views.industry_strips import Index

INDICES = (
    "ellison_glaeser",
    "maurel_sedillot",
    "hoover_concentration",
    "gini_concentration",
    "locational_gini",
    "hoover_gini",
    "krugman_concentration",
    "moran",
    "ubiquity",
    "product_complexity_index",
)
"""Indices of an industry, in the order of the page."""


def indices(spread: Spread, figures: Figures, store: Store) -> list[Index]:
    """Compute the indices of an industry."""
    return computed(INDICES, spread.query, spread.query.industry_code, figures=figures, store=store)


def show_chance(spread: Spread, figures: Figures, store: Store) -> None:
    """Draw the verdict and the indices behind it."""
    say = figures.say
    with st.spinner(say("Computing the indices of concentration ..."), show_time=True):
        found = indices(spread, figures, store)
    for sentence in verdict({index.entry.name: index for index in found}, figures):
        st.html(f'<p class="rs-verdict">{html.escape(sentence)}</p>')
    if not found:
        st.info(say("No index of concentration can be computed for this group. Choose another level or group."))
        return
    lead = say("Each line runs from the lowest to the highest of all groups; the large mark is this group.")
    show_strips(found, figures.dataset.industry_names(say.lang), figures, lead=lead)
    caption = say("Rank 1 is the highest value among the groups of this level of detail.")
    show_meanings(found, figures, store, caption=caption)
