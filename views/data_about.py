"""What a reader says of something they add: whose regions it stands on, and where its figures come from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.attach_folder import About, Target
from geo.folders import BASEMAP
from geo.manifest import in_language

if TYPE_CHECKING:
    from geo.dataset import Dataset
    from geo.store import Store
    from scene.address import ViewState

_STATUSES = ("A", "E", "S")


def choose_boundaries(view: ViewState, store: Store, key: str) -> str:
    """Ask for a set of boundaries; widgets are named after `key`."""
    titles = {
        name: in_language(store.boundary_set(name).title, view.lang) for name in store.boundary_ids() if name != BASEMAP
    }
    chosen: str = st.selectbox(
        view.say("1. Whose regions?"), list(titles), key=f"{key}_set", width=420, format_func=lambda name: titles[name]
    )
    return chosen


def target_of(store: Store, set_id: str) -> Target:
    """Take the boundaries, and the classification of the dataset that waits for a table of them."""
    regions, waiting = store.geometry(set_id, "detail"), waiting_for(store, set_id)
    title = store.boundary_set(set_id).title
    if waiting is None:
        return Target(set_id, title, regions)
    titles = {level.id: level.title for level in waiting.manifest.industry_levels}
    return Target(set_id, title, regions, industries=waiting.industries, level_titles=titles)


def waiting_for(store: Store, set_id: str) -> Dataset | None:
    """Find a dataset that stands on these boundaries and hands out a table to fill in."""
    for name in store.dataset_ids():
        manifest = store.manifest(name)
        if "template" in manifest.resources and any(level.boundaries == set_id for level in manifest.levels):
            return store.dataset(name)
    return None


def ask_about(view: ViewState, key: str, *, unit: str = "") -> About:
    """Ask where the figures come from: nothing is shown without its source. A `unit` that is given is not asked for."""
    say, this_year = view.say, datetime.now(tz=UTC).year
    names = {"A": say("published"), "E": say("estimated"), "S": say("Simulated")}
    left, right = st.columns(2)
    with left:
        title = st.text_input(say("3. Title of the map data"), key=f"{key}_title", max_chars=80)
        source = st.text_input(say("Who published the figures?"), key=f"{key}_source", max_chars=120)
        licence = st.text_input(say("Under which licence?"), key=f"{key}_licence", max_chars=120,
                                help=say("For example CC BY 4.0, or: for internal use only"))  # fmt: skip
    with right:
        if not unit:
            unit = st.text_input(
                say("What do the numbers count?"), key=f"{key}_unit", max_chars=40, value=say("jobs")
            )
        year = st.number_input(say("Year"), min_value=1900, max_value=2100, value=this_year - 1, key=f"{key}_year")
        label = say("The figures are")
        status = st.selectbox(label, _STATUSES, key=f"{key}_status", format_func=lambda name: names[name])
    return About(title, source=source, licence=licence, year=int(year), unit=unit, status=status)
