"""The page of one region: what is this place good at, and how sure is that? The answer, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.store import default_store
from scene.i18n import N_
from scene.region_profile import Profile, profile, profile_query
from scene.region_words import headline, key_figures, subtitle
from scene.row_words import badges
from views import frame, state
from views.add_to_story import show_add_query
from views.choosers import choose_region
from views.download import show_download
from views.industry_how import inputs_of_region, show_panel
from views.industry_method import interval_words
from views.region_charts import show_strengths, show_structure
from views.region_controls import depth_of, show_controls, show_first_regions
from views.region_files import show_profile_files
from views.region_peers import show_peers
from views.region_portfolio import show_portfolio, upright
from views.region_structure import asked, show_structure_indices
from views.region_table import packed, show_table
from views.story_state import show_news

if TYPE_CHECKING:
    from geo.query import Query, Table
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures

_AVERAGES = N_("This dataset holds averages only: shares and strengths need figures that add up, such as jobs.")


def page() -> None:
    """Draw the page."""
    frame.show_styles("industry.css")
    store = default_store()
    opened = frame.open_quotients(state.current("region"), store, query_of=_groups, averages=_AVERAGES)
    if opened is None:
        return
    view, figures = opened
    if not view.present:
        with st.sidebar:
            show_controls(figures, store)
    table = frame.computed(view, figures.query, store)
    if table is None:
        return
    if view.region:
        _show_region(view, profile(table, view.region, query=figures.query), table, figures, store)
    else:
        _show_choice(view, table, figures)


def _groups(view: ViewState, figures: Figures) -> Query | None:
    """Ask for every group of the chosen region, which brings its own level."""
    level = str(figures.dataset.regions.loc[view.region, "level"]) if view.region else view.query.level
    return profile_query(view.query, figures.dataset, level=level, depth=depth_of(view, figures))


def _show_choice(view: ViewState, table: Table, figures: Figures) -> None:
    """Help somebody who has chosen no region yet."""
    say = view.say
    title = say("What is a place good at, and how sure is that?")
    frame.show_title(view, title, say("Choose a region to see its strengths."))
    choose_region(view, figures, width=460, named=False)
    show_first_regions(view, figures, table.activity.totals)
    if "pages" in st.session_state:
        st.page_link(st.session_state["pages"]["map"], label=say("Or choose it on the map"),
                     query_params=st.query_params.to_dict())  # fmt: skip


def _show_region(view: ViewState, found: Profile, table: Table, figures: Figures, store: Store) -> None:
    """Draw a region: sentence, key figures, pictures and table, source."""
    frame.show_title(view, headline(found, figures), subtitle(found, figures), badges=badges(found, figures))
    choose_region(view, figures, width=460, named=False)
    if found.groups["amount"].isna().all():
        st.info(view.say("The source publishes no figure for this region. Choose another region or level of detail."))
        return
    st.html(key_figures(found, figures))
    _show_tabs(view, found, table, figures, store=store)
    _show_origin(view, found, table, figures, store=store)


def _show_tabs(view: ViewState, found: Profile, table: Table, figures: Figures, *, store: Store) -> None:
    """Draw the pictures and their table twin; only the open one is made."""
    say = view.say
    frame.show_tabs("region_tab", {
        say("Strengths"): lambda: show_strengths(found, figures, doubt=interval_words(table, figures)),
        say("Specialization and size"): lambda: show_portfolio(found, upright(found, figures, store), figures),
        say("Structure"): lambda: show_structure(found, figures),
        say("Variety and complexity"): lambda: show_structure_indices(found, table, figures, store),
        say("Peers"): lambda: show_peers(found, table, figures),
        say("Table"): lambda: show_table(view, found, figures, up=upright(found, figures, store)),
    })  # fmt: skip


def _show_origin(view: ViewState, found: Profile, table: Table, figures: Figures, *, store: Store) -> None:
    """Draw source, method and download."""
    if view.present:
        return
    frame.show_source(found, figures)
    with st.container(horizontal=True, gap="small"):
        show_panel([found.query, *asked(found, figures)], found.region, table, figures, store=store,
                   inputs=lambda: inputs_of_region(found, figures))  # fmt: skip
        show_profile_files(found, figures, store)
        show_download(figures, ("region", found.region, found.query.industry_level),
                      lambda name: packed(found, figures, version=store.dataset_version(found.query.dataset),
                                          name=name, up=upright(found, figures, store)),
                      key="download_region")  # fmt: skip
        if len(found.ranked):  # the map of what it is best at
            best = replace(found.query, industry_code=str(found.ranked.index[0]))
            show_add_query(best, found.region, store, view.say)
    show_news(view.say)
