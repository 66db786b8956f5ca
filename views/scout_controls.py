"""The controls at the side of the page Scout: the project and the places that compete; all live in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import scout_model as model
from views import scout_state as address
from views import state
from views.choosers import choose_dataset, choose_group, is_one, titles_of
from views.scout_project import show_project

if TYPE_CHECKING:
    from geo.store import Store
    from scene.figures import Figures
    from views.scout_model import Asked

_BOTH = 2


def show_controls(asked: Asked, figures: Figures, store: Store) -> None:
    """Draw the controls."""
    say = figures.say
    st.html(f'<h2 class="rs-group">{say("Your project")}</h2>')
    choose_dataset(figures, store)
    choose_group(figures)
    _also(asked, figures)
    show_project(figures)
    st.html(f'<h2 class="rs-group">{say("Which places?")}</h2>')
    _choose_places(asked, figures)
    st.button(say("Start again"), on_click=state.reset, key="reset", width="stretch")


def _also(asked: Asked, figures: Figures) -> None:
    """Draw the choice of further industries: each brings its quotient and its jobs as criteria."""
    if asked.of_clusters:
        return
    say, names = figures.say, figures.dataset.industry_names(figures.say.lang)
    codes = [code for code, _ in figures.dataset.industry_tree() if code != asked.industry]
    st.session_state["c_also"] = [code for code in asked.also if code in codes]
    st.multiselect(say("Also needed"), codes, key="c_also", format_func=names.__getitem__, filter_mode="contains",
                   max_selections=model.MOST_ALSO, placeholder=say("Type a name"), on_change=_write_also,
                   help=say("Up to three more: each adds its share and its people as criteria."))  # fmt: skip


def _write_also() -> None:
    state.change(**{address.ALSO: ",".join(st.session_state["c_also"]) or None})


def _choose_places(asked: Asked, figures: Figures) -> None:
    """Draw the choice of the places that compete: one level, both, or clusters that were found."""
    say, titles = figures.say, titles_of(figures.dataset.manifest.levels, figures.say.lang)
    if len(titles) == _BOTH:
        titles |= {model.ALL: say("Both")}
    if figures.dataset.has_table("enterprises"):
        titles |= {model.CLUSTERS: say("Found clusters")}
    value = model.CLUSTERS if asked.of_clusters else model.ALL if "," in asked.where else asked.where
    st.session_state["c_where"] = value if value in titles else next(iter(titles))
    st.radio(say("Which places?"), list(titles), key="c_where", format_func=titles.__getitem__, on_change=_write_places,
             args=(tuple(titles),), label_visibility="collapsed")  # fmt: skip


def _write_places(known: tuple[str, ...]) -> None:
    """Write the places; a shortlist of other places goes with them."""
    chosen = st.session_state["c_where"]
    if not is_one(chosen, known):
        return
    cleared = dict.fromkeys((address.SHORTLIST, "region", "peer", "cluster"))
    one_level = chosen not in {model.ALL, model.CLUSTERS}
    state.change(**cleared, where=None if one_level else chosen, **({"level": chosen} if one_level else {}))
