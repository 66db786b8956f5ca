"""What every page has around it: opening the dataset, notices, headline row, errors and empty states."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import RegioscopeError
from geo.indicators import REGISTRY
from geo.manifest import LANGUAGES, in_language
from geo.resolve import resolve
from scene import address, words
from scene.errors_words import in_words, told
from scene.figures import Figures
from scene.headline import headline, source_line, subtitle
from scene.i18n import N_, NATIVE
from scene.quotients import quotient_query
from scene.simulated import label
from views import state
from views.share import show_share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.provenance import Labelled
    from geo.query import Query, Result, Table
    from geo.resolve import Notice
    from geo.store import Store
    from scene.address import ViewState

AVERAGES = N_("This dataset holds averages only: concentration needs figures that add up, such as jobs.")


def show_styles(*names: str) -> None:
    """Draw the style sheet of all pages but the map, and further ones of a page."""
    for name in ("pages.css", *names):
        st.html(Path(__file__).with_name(name))


def show_tabs(key: str, parts: Mapping[str, Callable[[], None]]) -> None:
    """Draw the parts of a page under their titles; only the open one is made."""
    for tab, show in zip(st.tabs(list(parts), key=key, on_change="rerun"), parts.values(), strict=True):
        if tab.open:
            with tab:
                show()


def open_dataset(view: ViewState, store: Store) -> tuple[ViewState, Figures] | None:
    """Load the dataset of a view and fill the view in; say what was asked for and does not exist.

    Returns
    -------
    (ViewState, Figures) or None
        None when no dataset at all can be read.
    """
    say, known = view.say, store.dataset_ids()
    for name, problem in store.problems().items():
        st.warning(say("The dataset {name} cannot be opened: {problem}", name=name, problem=problem))
    name = view.query.dataset
    if name not in known:
        if not known:
            st.error(say("No dataset can be opened. Look at the messages above."))
            return None
        fallback = address.DEFAULT_DATASET if address.DEFAULT_DATASET in known else known[0]
        _notice(view, "dataset", name, in_language(store.manifest(fallback).title, view.lang))
        name = fallback
    try:
        dataset = store.dataset(name)
    except RegioscopeError as error:
        st.error(say("The dataset {name} cannot be opened: {problem}", name=name, problem=in_words(error, say)))
        return None
    query, notices = resolve(replace(view.query, dataset=name), dataset)
    region = view.region if not view.region or view.region in dataset.regions.index else ""
    if region != view.region:
        _notice(view, "region", view.region, say("none"))
    figures = Figures(view.say, dataset, query)
    _show_notices(view, notices, figures)
    return replace(view, query=query, region=region), figures


def open_filled(view: ViewState, store: Store) -> tuple[ViewState, Figures] | None:
    """Do as `open_dataset` for a page that needs figures: where there are none, say how to bring them."""
    opened = open_dataset(view, store)
    if opened is None or not opened[1].dataset.statistics.empty:
        return opened
    show_missing(*opened)
    return None


def _quotients(view: ViewState, figures: Figures) -> Query | None:
    return quotient_query(view.query, figures.dataset)


def open_quotients(
    view: ViewState,
    store: Store,
    *,
    query_of: Callable[[ViewState, Figures], Query | None] = _quotients,
    averages: str = AVERAGES,
) -> tuple[ViewState, Figures] | None:
    """Do as `open_filled` for a page of quotients: the figures are those of `query_of`, or `averages` says why not."""
    opened = open_filled(view, store)
    if opened is None:
        return None
    view, figures = opened
    query = query_of(view, figures)
    if query is None:
        st.info(view.say(averages))
        return None
    return view, Figures(view.say, figures.dataset, query)


def computed(view: ViewState, query: Query, store: Store) -> Table | None:
    """Compute the table of a page, or say why it cannot be."""
    try:
        return store.computed(query)
    except RegioscopeError as error:
        show_error(view, error)
        return None


def show_header(view: ViewState, result: Result, figures: Figures) -> None:
    """Draw the headline of the map, with language and link above it."""
    show_tools(view)
    title = html.escape(headline(result, figures, region=view.region))
    st.html(f'<h1 class="rs-headline">{title}</h1><p class="rs-subtitle">{html.escape(subtitle(figures))}</p>')


def show_title(view: ViewState, title: str, lead: str, *, badges: str = "") -> None:
    """Draw the question or answer of a page and the line below it, which badges may begin, beside the tools."""
    text, tools = st.columns([74, 26], vertical_alignment="top")
    title, lead = html.escape(title), html.escape(lead)
    with text:
        st.html(f'<h1 class="rs-headline">{title}</h1><p class="rs-subtitle rs-keep">{badges}{lead}</p>')
    with tools:
        show_tools(view)


def show_section(title: str, anchor: str) -> None:
    """Draw the title of a part of a page, which a link can point at."""
    st.html(f'<h2 class="rs-section" id="{anchor}">{html.escape(title)}</h2>')


def show_source(found: Labelled, figures: Figures) -> None:
    """Draw the line that says where the figures of a page come from, and what of them is simulated."""
    source = html.escape(source_line(figures, made_up=label(found, figures.say)))
    st.html(f'<p class="rs-lead">{source}</p>')


def show_tools(view: ViewState) -> None:
    """Draw the language switch and the ways to share this view; the style sheet puts them into the bar at the top."""
    with st.container(horizontal=True, horizontal_alignment="right", gap="small", key="tools"):
        st.session_state["c_lang"] = view.lang
        st.segmented_control(
            view.say("Language"), LANGUAGES, key="c_lang", required=True, label_visibility="collapsed",
            format_func=lambda lang: lang, on_change=lambda: state.change(lang=st.session_state["c_lang"]),
            help=", ".join(NATIVE.values()),
        )  # fmt: skip
        show_share(view)


def show_error(view: ViewState, error: RegioscopeError) -> None:
    """Say what cannot be shown, why, and offer the way back."""
    st.error(view.say("This map cannot be made: {problem}", problem=in_words(error, view.say)))
    st.button(view.say("Start again"), on_click=state.reset, key="reset_error")


def show_problems(title: str, problems: Iterable[str], view: ViewState) -> None:
    """List everything that is wrong with a file that the reader gave; what the file says stands there as plain text."""
    items = "".join(f"<li>{html.escape(told(problem, view.say))}</li>" for problem in problems)
    st.html(f'<div class="rs-problems" role="alert"><b>{html.escape(title)}</b><ul>{items}</ul></div>')


def show_missing(view: ViewState, figures: Figures) -> None:
    """Tell what a dataset without statistics lacks, how to bring it, and hand out the table to fill in."""
    dataset, say = figures.dataset, view.say
    show_tools(view)
    title = html.escape(in_language(dataset.manifest.title, view.lang))
    lead = html.escape(say("The regions and groups are ready; figures are missing."))
    st.html(f'<h1 class="rs-headline">{title}</h1><p class="rs-subtitle">{lead}</p>')
    if dataset.has_table("template") and dataset.folder is not None:
        path = dataset.folder / dataset.manifest.resources["template"]
        name = f"{dataset.key.id}-{path.name}"
        st.download_button(say("Download the table to fill in"), path.read_bytes, file_name=name, mime="text/csv",
                           on_click="ignore", key="template")  # fmt: skip
    with st.expander(say("What is missing, and how to bring it")):
        for item in dataset.manifest.missing:
            feature, how = (in_language(item.get(key, {}), view.lang) for key in ("feature", "how"))
            st.markdown(f"**{feature}.** {how}")


def _show_notices(view: ViewState, notices: tuple[Notice, ...], figures: Figures) -> None:
    options = [n.asked.partition("=") for n in notices if n.kind == "option"]
    for key, text in (*view.bad, *((name, asked) for name, _, asked in options)):
        sentence = view.say("The address asks for {name} = {asked}, which cannot be read; the default is shown.",
                            name=key, asked=_quoted(text))  # fmt: skip
        st.warning(sentence)
    for notice in (n for n in notices if n.kind != "option"):
        _notice(view, notice.kind, notice.asked, _shown(notice, figures))


def _shown(notice: Notice, figures: Figures) -> str:
    """Name what is shown instead in the reader's language."""
    manifest, say = figures.dataset.manifest, figures.say
    names = {
        "indicator": {name: say(entry.title) for name, entry in REGISTRY.items()},
        "level": {v.id: in_language(v.title, say.lang) for v in manifest.levels},
        "industry_level": {v.id: in_language(v.title, say.lang) for v in manifest.industry_levels},
        "measure": {m.id: in_language(m.title, say.lang) for m in manifest.measures},
        "industry_code": figures.dataset.industry_names(say.lang),
        "scheme": {name: say(text) for name, text in words.SCHEMES.items()},
    }
    return names.get(notice.kind, {}).get(notice.shown, notice.shown)


def _notice(view: ViewState, kind: str, asked: str, shown: str) -> None:
    say = view.say
    st.warning(
        say(
            "There is no {kind} {asked} here; shown instead: {shown}.",
            kind=say(words.PARAMETERS.get(kind, kind)),
            asked=_quoted(asked),
            shown=shown,
        )
    )


def _quoted(text: str) -> str:
    """Text from an address as the page may show it: no markup, not long."""
    return "`" + text[:60].replace("`", "'") + "`"
