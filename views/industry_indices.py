"""How concentrated an industry is: the verdict, each index with its meaning, and its place among the others."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from scene.waiting import waiting
from views.industry_strips import computed, show_meanings, show_strips
from views.industry_verdict import answer, of_firms, of_neighbours
from views.industry_words import key_figures
from views.region_structure import complexity_notes

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from geo.query import Table
    from scene.figures import Figures
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
    "ubiquity",
    "product_complexity_index",
)
"""Indices of an industry, in the order of the page."""
OF_NEIGHBOURS = ("moran",)
"""Indices that wait for the neighbours of the regions: drawn when the others stand."""

_LIBRARIES = ("geo.autocorrelation", "geo.weights")


def indices(names: tuple[str, ...], table: Table, spread: Spread, figures: Figures) -> list[Index]:
    """Compute indices of an industry."""
    return computed(names, table, spread.query.industry_code, figures)


def show_verdict(slot: DeltaGenerator, spread: Spread, table: Table, figures: Figures) -> None:
    """Put the key figures with the answer of firms and neighbours into their place on the page."""
    first = waiting(figures.say, "", *_LIBRARIES)
    if first:
        slot.html(key_figures(spread, figures, chance=("…", first)))
    firms = indices(("ellison_glaeser",), table, spread, figures)
    near = indices(OF_NEIGHBOURS, table, spread, figures)
    made_up = bool(firms) and bool(firms[0].table.simulated)
    found = answer(firms[0] if firms else None, near[0] if near else None, figures, made_up=made_up)
    slot.html(key_figures(spread, figures, chance=found))


def show_chance(spread: Spread, table: Table, figures: Figures) -> None:
    """Draw the verdict and the indices behind it."""
    say, names = figures.say, figures.dataset.industry_names(figures.say.lang)
    with st.spinner(say("Computing the indices of concentration ..."), show_time=True):
        found = indices(INDICES, table, spread, figures)
    if not found:
        st.info(say("No index of concentration can be computed for this group. Choose another level or group."))
        return
    firms = next((index for index in found if index.entry.name == "ellison_glaeser"), None)
    _say(of_firms(firms, figures), badge=firms is not None and bool(firms.table.simulated), figures=figures)
    above = st.container()
    lead = say("Each line runs from the lowest to the highest of all groups; the large mark is this group.")
    show_strips(found, names, figures, lead=lead)
    with above, st.spinner(waiting(say, say("Comparing neighbours ..."), *_LIBRARIES), show_time=True):
        near = indices(OF_NEIGHBOURS, table, spread, figures)
        for sentence in of_neighbours(near[0], figures) if near else ():
            _say(sentence, badge=False, figures=figures)
    if near:
        show_strips(near, names, figures)
    complexity = next((index for index in found if index.entry.name == "product_complexity_index"), None)
    for sentence in complexity_notes(complexity, figures):
        st.html(f'<p class="rs-text">{html.escape(sentence)}</p>')
    caption = say("Rank 1 is the highest value among the groups of this level of detail.")
    show_meanings([*found, *near], figures, caption=caption)


def _say(sentence: str, *, badge: bool, figures: Figures) -> None:
    mark = f'<span class="rs-badge">{html.escape(figures.say("Simulated"))}</span> ' if badge else ""
    st.html(f'<p class="rs-verdict">{mark}{html.escape(sentence)}</p>')
