"""The page of clusters found from the firms themselves: which firms make one up, and is that more than chance."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.errors import RegioscopeError
from geo.manifest import in_language
from geo.store import default_store
from scene.errors_words import in_words
from views import clusters_model as model
from views import frame, state
from views.cluster_card import show_card
from views.clusters_compare import show_compare
from views.clusters_controls import reset, show_controls, smallest
from views.clusters_declared import show_declared
from views.clusters_leaving import show_leaving
from views.clusters_list import show_list, show_origin
from views.clusters_map import show_map
from views.clusters_words import headline, how, names, warning

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.store import Store
    from scene.address import ViewState
    from scene.figures import Figures
    from views.clusters_model import Asked, Found

COMMAND = "regioscope clusters --enterprises 'parts/*.parquet' --radius-m 800 --minimum 3000 --out clusters.gpkg"


def page() -> None:
    """Draw the page."""
    frame.show_styles("clusters.css")
    store = default_store()
    opened = frame.open_dataset(state.current("clusters"), store)
    if opened is None:
        return
    view, figures = opened
    if not model.has_register(figures.dataset):
        _show_without(view, figures, store)
        return
    version = store.dataset_version(figures.query.dataset)
    asked, bad = model.asked_of(
        st.query_params.to_dict(), figures.query, version, model.usual_of(figures.dataset)
    )
    for name, text in bad:
        st.warning(view.say("The address asks for {name} = {asked}, which cannot be read; the default is shown.",
                            name=name, asked="`" + text[:60].replace("`", "'") + "`"))  # fmt: skip
    if not view.present:
        with st.sidebar:
            show_controls(asked, figures, store)
    found = _found(view, asked, figures, store)
    if found is not None:
        _show(view, found, figures)


def _found(view: ViewState, asked: Asked, figures: Figures, store: Store) -> Found | None:
    """Find the clusters, or say why they cannot be found and what to do."""
    say = view.say
    try:
        with st.spinner(say("Looking for clusters among the enterprises ..."), show_time=True):
            return model.found_of(asked, figures.query.level, store)
    except RegioscopeError as error:
        frame.show_title(view, say("Clusters cannot be looked for this way"), figures.industry)
        st.error(in_words(error, say))
        st.button(say("Back to the usual search"), on_click=reset, key="reset_search")
        return None


def _show(view: ViewState, found: Found, figures: Figures) -> None:
    rows = model.shown(found, smallest())
    frame.show_title(view, headline(found, rows, figures), how(found, figures), badges=warning(found, view.say))
    if rows.empty:
        _show_nothing(view, found)
        return
    chosen = st.query_params.get("cluster", "")
    if chosen and chosen not in rows.index:
        asked = "`" + chosen[:60].replace("`", "'") + "`"
        st.warning(view.say("There is no cluster {name} here: choose another one.", name=asked))
        chosen = ""
    _show_chooser(found, figures, chosen)
    _show_tabs(view, found, rows, figures, chosen=chosen)
    if not view.present:
        show_origin(found, figures)


def _show_tabs(view: ViewState, found: Found, rows: pd.DataFrame, figures: Figures, *, chosen: str) -> None:
    """Draw the parts of the page; only the open one is made."""
    say, store = view.say, default_store()

    def show_chance() -> None:
        from views.clusters_proof import show_proof  # noqa: PLC0415 - the charting library takes a second to load

        show_proof(found, figures, store)

    frame.show_tabs("clusters_tab", {
        say("Map and list"): lambda: _show_where(found, rows, figures, store, chosen=chosen),
        say("Compare two"): lambda: _show_chosen(show_compare, found, figures, chosen),
        say("If an anchor leaves"): lambda: _show_chosen(show_leaving, found, figures, chosen),
        say("More than chance?"): show_chance,
        say("Declared clusters"): lambda: show_declared(view, found, figures),
    })  # fmt: skip


def _show_where(found: Found, rows: pd.DataFrame, figures: Figures, store: Store, *, chosen: str) -> None:
    with st.container(horizontal=True, key="where"):
        with st.container(key="where_map"):
            show_map(found, rows, figures, store, chosen=chosen)
        with st.container(key="where_bars"):
            show_list(found, rows, figures)
    if chosen:
        show_card(found, chosen, figures)
    else:
        _ask_to_choose(figures)


def _show_chosen(show: Callable[[Found, str, Figures], None], found: Found, figures: Figures, chosen: str) -> None:
    if chosen:
        show(found, chosen, figures)
    else:
        _ask_to_choose(figures)


def _ask_to_choose(figures: Figures) -> None:
    st.caption(figures.say("Choose a cluster in the list, on the map or by its name to open its card."))


def _show_nothing(view: ViewState, found: Found) -> None:
    say = view.say
    if len(found.table):
        st.info(say("All clusters are smaller than what is shown. Lower the smallest cluster shown."))
        return
    st.info(say("No place is as dense as asked for. Widen the distance, or ask for less within it."))
    st.button(say("Back to the usual search"), on_click=reset, key="reset_search")


def _show_chooser(found: Found, figures: Figures, chosen: str) -> None:
    say, texts = figures.say, names(found, figures.say)
    st.session_state["c_cluster"] = chosen or None
    st.selectbox(say("Cluster"), list(texts), index=None, key="c_cluster", width=420, filter_mode="contains",
                 format_func=lambda code: texts.get(code, code), placeholder=say("Type a name"),
                 on_change=lambda: state.change(cluster=st.session_state["c_cluster"]))  # fmt: skip


def _show_without(view: ViewState, figures: Figures, store: Store) -> None:
    """Say that clusters need a register of enterprises, which dataset has one, and how to bring one."""
    say = view.say
    title = in_language(figures.dataset.manifest.title, view.lang)
    frame.show_title(view, say("Which firms make up a cluster?"),
                     say("This page finds clusters from the places of single enterprises, whatever borders lie between "
                         "them."))  # fmt: skip
    st.info(say("{title} has no register of enterprises: only sums of regions. Clusters need a list of enterprises "
                "with their places.", title=title))  # fmt: skip
    for name in store.dataset_ids():
        if "enterprises" in store.manifest(name).resources:
            label = say("Open {title}", title=in_language(store.manifest(name).title, view.lang))
            address = html.escape("?" + urlencode({"data": name, "lang": view.lang}))
            st.html(f'<p class="rs-text"><a href="{address}" target="_self">{html.escape(label)}</a></p>')
    text = say("A list of your own (longitude, latitude, industry and jobs of each enterprise) is added on the page "
               "Data; the command line reads lists of any length:")  # fmt: skip
    st.html(f'<p class="rs-text">{html.escape(text)}</p>')
    if st.button(say("Add your own register of enterprises"), key="add_register"):
        st.switch_page(st.session_state["pages"]["data"], query_params={"lang": view.lang})
    st.code(COMMAND, language=None, wrap_lines=True)
