"""The controls of the region page; each writes into the address, as those of the map do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.manifest import in_language
from views import state, words
from views.controls import choose

if TYPE_CHECKING:
    import pandas as pd

    from geo.dataset import Dataset
    from geo.query import Query
    from geo.store import Store
    from views.figures import Figures
    from views.state import ViewState

DEPTH = "groups"
"""Address parameter: level of the classification on this page; the map takes its own from the group that it shows."""
_OF_DATASET = ("item", "depth", "groups", "level", "measure", "year", "min", "region", "sectors", "from", "to", "view",
               "scheme")  # fmt: skip
_FIRST = 5


def depth_of(view: ViewState, figures: Figures) -> str:
    """Level of the classification that the address asks for, or that of the map."""
    asked, dataset = st.query_params.get(DEPTH, ""), figures.dataset
    if asked in {level.id for level in dataset.manifest.industry_levels}:
        return asked
    whole = len(dataset.industries_at(view.query.industry_level)) < 2  # noqa: PLR2004 - one group is no profile
    usual = str(dataset.manifest.default.get("industry_level", ""))
    return (usual or _most_usual(dataset)) if whole else view.query.industry_level


def _most_usual(dataset: Dataset) -> str:
    """Return the level of the group that the dataset opens with."""
    code = dataset.manifest.default.get("industry_code")
    known = code in dataset.industries.index
    return str(dataset.industries["level"].to_dict()[code]) if known else dataset.manifest.industry_levels[-1].id


def show_controls(view: ViewState, figures: Figures, query: Query, store: Store) -> None:
    """Draw the controls at the side."""
    say, manifest = view.say, figures.dataset.manifest
    st.html(f'<h2 class="rs-group">{say("What?")}</h2>')
    titles = {name: in_language(store.manifest(name).title, view.lang) for name in store.dataset_ids()}
    choose(say("Dataset"), list(titles), key="c_data", value=query.dataset, names=lambda i: titles.get(i, i),
           parameter="data", clears=_OF_DATASET)  # fmt: skip
    depths = {level.id: in_language(level.title, view.lang) for level in manifest.industry_levels}
    if len(depths) > 1:
        choose(say("Level of detail"), list(depths), key="c_groups", value=query.industry_level,
               names=lambda i: depths.get(i, i), parameter=DEPTH)  # fmt: skip
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
        help=say("Groups with fewer are not ranked: a tiny group with a huge quotient is not a strength."),
    )  # fmt: skip


def show_chooser(view: ViewState, figures: Figures, query: Query) -> None:
    """Draw the search for a region of the level."""
    names = figures.dataset.region_names(view.lang)
    codes = sorted((str(code) for code in figures.dataset.regions_at(query.level).index), key=lambda code: names[code])
    st.session_state["c_region"] = view.region if view.region in codes else None
    st.selectbox(view.say("Region"), codes, index=None, key="c_region", format_func=lambda code: names.get(code, code),
                 placeholder=view.say("Type a name"), filter_mode="contains", width=460, label_visibility="collapsed",
                 on_change=lambda: _open(st.session_state["c_region"], query.level))  # fmt: skip


def show_first_regions(view: ViewState, figures: Figures, totals: pd.Series) -> None:
    """Offer the largest regions to somebody who has chosen none."""
    say, names = view.say, figures.dataset.region_names(view.lang)
    largest = totals.dropna().nlargest(_FIRST)
    if largest.empty:
        return
    st.html(f'<h2 class="rs-h3">{say("Or open one of the largest")}</h2>')
    with st.container(horizontal=True, gap="small"):
        for code, total in largest.items():
            text = f"{names[str(code)]} · {figures.amount(total)}"
            st.button(text, key=f"open_{code}", on_click=_open, args=(str(code), figures.query.level))


def _open(region: str | None, level: str) -> None:
    state.change(region=region, level=level)
