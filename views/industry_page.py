"""The page of one industry: where does it concentrate, and is that more than chance? The answer, and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.store import default_store
from scene.row_words import badges
from views import frame, state
from views.add_to_story import show_add_query
from views.choosers import choose_group
from views.download import show_download
from views.industry_charts import show_top
from views.industry_controls import show_controls
from views.industry_how import inputs_of_industry, show_panel
from views.industry_indices import INDICES, OF_NEIGHBOURS, show_chance, show_verdict
from views.industry_map import show_map
from views.industry_method import interval_words
from views.industry_profile import other, spread
from views.industry_related import PROXIMITY, show_related
from views.industry_strips import usable
from views.industry_table import packed, show_table
from views.industry_words import headline, key_figures, subtitle
from views.story_state import show_news

if TYPE_CHECKING:
    from geo.query import Table
    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures
    from views.industry_profile import Spread


def page() -> None:
    """Draw the page."""
    frame.show_styles("industry.css")
    store = default_store()
    opened = frame.open_quotients(state.current("industry"), store)
    if opened is None:
        return
    view, figures = opened
    if not view.present:
        with st.sidebar:
            show_controls(figures, store)
    table = frame.computed(view, figures.query, store)
    if table is not None:
        _show_industry(view, spread(table, figures.query), table, figures, store)


def _show_industry(view: ViewState, found: Spread, table: Table, figures: Figures, store: Store) -> None:
    """Draw an industry: sentence, key figures, pictures and table, source."""
    frame.show_title(view, headline(found, figures), subtitle(found, figures), badges=badges(found, figures))
    choose_group(figures, width=460, named=False)
    if found.known == 0:
        st.info(view.say("The source publishes no figure for this group. Choose another one, or another level."))
        return
    cards = st.empty()
    cards.html(key_figures(found, figures, chance=("…", view.say("Comparing firms and neighbours ..."))))
    _show_tabs(view, found, table, figures, store=store)
    if not view.present:
        _show_origin(view, found, table, figures, store)
    show_verdict(cards, found, table, figures)  # last: neighbours may take a second


def _show_tabs(view: ViewState, found: Spread, table: Table, figures: Figures, *, store: Store) -> None:
    """Draw the pictures and their table twin; only the open one is made."""
    say = view.say

    def show_where() -> None:
        with st.container(horizontal=True, key="where"):
            with st.container(key="where_map"):
                show_map(found, figures, store, region=view.region)
            with st.container(key="where_bars"):
                show_top(found, figures, region=view.region, doubt=interval_words(table, figures))

    frame.show_tabs("industry_tab", {
        say("Where"): show_where,
        say("More than chance?"): lambda: show_chance(found, table, figures),
        say("Related"): lambda: show_related(found, table, figures),
        say("Table"): lambda: show_table(view, found, figures),
    })  # fmt: skip


def _show_origin(view: ViewState, found: Spread, table: Table, figures: Figures, store: Store) -> None:
    """Draw source, method and download."""
    frame.show_source(found, figures)
    with st.container(horizontal=True, gap="small"):
        names = usable((*INDICES, *OF_NEIGHBOURS, PROXIMITY), found.query, figures)
        show_panel([found.query, *(other(found.query, name) for name in names)],
                   found.query.industry_code, table, figures, store=store,
                   inputs=lambda: inputs_of_industry(found, figures))  # fmt: skip
        show_download(figures, ("industry", found.query.industry_code, found.query.level),
                      lambda name: packed(found, figures, version=store.dataset_version(figures.query.dataset),
                                          name=name),
                      key="download_industry")  # fmt: skip
        show_add_query(found.query, view.region, store, view.say)
    show_news(view.say)
