"""The controls of the industry page; each writes into the address, as those of the map do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.manifest import in_language
from views import state, words
from views.controls import choose

if TYPE_CHECKING:
    from geo.query import Query
    from geo.store import Store
    from views.figures import Figures
    from views.state import ViewState

_OF_DATASET = ("item", "depth", "groups", "level", "measure", "year", "min", "region", "sectors", "from", "to", "view",
               "scheme")  # fmt: skip
_INDENT = "\u2003"


def show_controls(view: ViewState, figures: Figures, query: Query, store: Store) -> None:
    """Draw the controls at the side."""
    say, manifest = view.say, figures.dataset.manifest
    st.html(f'<h2 class="rs-group">{say("What?")}</h2>')
    titles = {name: in_language(store.manifest(name).title, view.lang) for name in store.dataset_ids()}
    choose(say("Dataset"), list(titles), key="c_data", value=query.dataset, names=lambda i: titles.get(i, i),
           parameter="data", clears=_OF_DATASET)  # fmt: skip
    values = ["published", "sum", "rest"] if len(figures.dataset.reference) else ["sum", "rest"]
    choose(say(words.OPTIONS["reference"]), values, key="c_reference",
           value=dict(query.options).get("reference", values[0]), names=lambda v: say(words.OPTION_VALUES[v]),
           parameter="opt__reference")  # fmt: skip
    st.html(f'<h2 class="rs-group">{say("Where?")}</h2>')
    levels = {level.id: in_language(level.title, view.lang) for level in manifest.levels}
    if len(levels) > 1:
        choose(say("Level"), list(levels), key="c_level", value=query.level, names=lambda i: levels.get(i, i),
               parameter="level", clears=("region",))  # fmt: skip
    years = figures.dataset.years(query.measure)
    if len(years) > 1:
        st.session_state["c_year"] = query.year
        st.select_slider(
            say("Year"), years, key="c_year", on_change=lambda: state.change(year=st.session_state["c_year"])
        )
    st.session_state["c_min"] = int(query.minimum)
    st.number_input(
        say("At least ({unit})", unit=figures.measure_unit), min_value=0, step=100, key="c_min",
        on_change=lambda: state.change(min=st.session_state["c_min"]),
        help=say("Regions with fewer are hatched and get no rank: few jobs make large quotients by chance."),
    )  # fmt: skip


def show_chooser(view: ViewState, figures: Figures, query: Query) -> None:
    """Draw the search for a group of the classification."""
    dataset = figures.dataset
    names, depths = dataset.industry_names(view.lang), dict(dataset.industry_tree())
    word = in_language(dataset.manifest.activity_word, view.lang).capitalize()
    st.session_state["c_item"] = query.industry_code
    st.selectbox(word, list(depths), key="c_item", format_func=lambda code: _INDENT * depths[code] + names[code],
                 filter_mode="contains", width=460, label_visibility="collapsed",
                 on_change=lambda: state.change(item=st.session_state["c_item"], depth=None))  # fmt: skip
