"""Share: the link to a view, a short one, its QR code, and the lines that put its map into another page."""

from __future__ import annotations

import html
import os
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.errors import RegioscopeError
from geo.lazy import Lazy
from geo.manifest import in_language
from geo.store import default_store
from keep.saving import saving
from scene.embedding import PAGES, embed_path, snippet, who_may
from scene.errors_words import in_words
from scene.origins import ORIGINS, origins
from scene.page_address import page_address, root_of

if TYPE_CHECKING:
    from scene.address import ViewState

_links, _database, _codes = Lazy("keep.links"), Lazy("keep.database"), Lazy("papers.qr_code")  # opened when asked for
_SHORT, _PROBLEM = "short_link", "short_link_problem"
_OPENED = "share_opened"
_PICTURE_PX = 168
_FOCUS = """<script>setTimeout(() => {
  const tab = document.querySelector('[data-testid="stPopoverBody"] [role="tab"]');
  if (tab) tab.focus();
}, 100)</script>"""
"""What is open stands at the end of the page: a reader with a keyboard would have to go through the whole map to it."""


@st.fragment
def show_share(view: ViewState) -> None:
    """Draw the button, and behind it the ways to pass this view on; nothing of them is made while it is closed."""
    say = view.say
    panel = st.popover(say("Share view"), on_change="rerun", key="share")
    if not panel.open:
        st.session_state[_OPENED] = False
        return
    parts = {say("Link"): _show_link, say("QR code"): _show_code}
    if page_address(link().partition("?")[0]).page in PAGES:
        parts[say("Embed")] = _show_embed
    with panel, st.container(key="share_panel"):
        for tab, show in zip(st.tabs(list(parts), key="share_tab", on_change="rerun"), parts.values(), strict=True):
            if tab.open:
                with tab:
                    show(view)
        if not st.session_state.get(_OPENED):
            st.session_state[_OPENED] = True
            st.html(_FOCUS, unsafe_allow_javascript=True)


def link() -> str:
    """Return the address of this view with everything that was chosen in it."""
    parameters = st.query_params.to_dict()
    address = (st.context.url or "").split("?")[0]
    return f"{address}?{urlencode(parameters)}" if parameters else address


def root() -> str:
    """Return the address of the app itself, with a slash at the end."""
    return root_of(st.context.url or "")


def _show_link(view: ViewState) -> None:
    say = view.say
    st.caption(say("This link opens the same view."))
    st.code(link(), language=None, wrap_lines=True)
    short = _short(view)
    if short:
        st.caption(say("The same as a short link, to type or to print:"))
        st.code(f"{root()}s/{short}", language=None, wrap_lines=True)


def _show_code(view: ViewState) -> None:
    """Draw the code of the short link where there is one: phones read fewer squares more easily."""
    say, short = view.say, _short(view)
    address = f"{root()}s/{short}" if short else link()
    try:
        source = _codes.qr_data_uri(address)
    except RegioscopeError as error:
        st.warning(in_words(error, say))
        return
    alternative = html.escape(say("QR code of {address}", address=address), quote=True)
    st.html(f'<img src="{source}" width="{_PICTURE_PX}" height="{_PICTURE_PX}" alt="{alternative}">')
    st.caption(say("A phone that can reach this server opens the view with its camera."))
    with st.container(horizontal=True, gap="small"):
        for kind, mime in (("png", "image/png"), ("svg", "image/svg+xml")):
            st.download_button(
                say("Download {kind}", kind=kind.upper()), data=partial(_codes.qr_file, address, kind),
                file_name=f"regioscope-qr.{kind}", mime=mime, on_click="ignore", key=f"qr_{kind}",
            )  # fmt: skip


def _show_embed(view: ViewState) -> None:
    say = view.say
    short = _short(view)
    try:
        url = root() + embed_path(page_address(link()), short)
    except RegioscopeError as error:
        st.warning(in_words(error, say))
        return
    st.caption(say("These lines put the map into another page: to look at, with tooltips, without controls."))
    st.code(snippet(url, _title(view)), language=None, wrap_lines=True)
    sites = origins(os.environ.get(ORIGINS, "")).allowed
    st.caption(who_may(tuple(f"`{site}`" for site in sites), say))
    st.link_button(say("Look at it"), url)


def _short(view: ViewState) -> str:
    """Return the code of this view; before there is one, the button that makes it."""
    say, wanted = view.say, link()
    if st.session_state.get(_SHORT, ("", ""))[0] == wanted:
        return str(st.session_state[_SHORT][1])
    if not saving():
        st.caption(say("There are no short links here: saving is switched off."))
        return ""
    st.button(say("Make a short link"), key="make_short_link", on_click=_make_short, args=(wanted,))
    problem = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        st.warning(say("The short link cannot be made: {problem}", problem=in_words(problem, say)))
    return ""


def _make_short(wanted: str) -> None:
    try:
        st.session_state[_SHORT] = (wanted, _links.shorten(_database.default_keep(), wanted))
    except RegioscopeError as error:
        st.session_state[_PROBLEM] = error


def _title(view: ViewState) -> str:
    """Name the map for readers who hear the page: the group and the dataset."""
    store, query = default_store(), view.query
    if query.dataset not in store.dataset_ids():
        return view.say("Map")
    names = store.dataset(query.dataset).industry_names(view.lang)
    title = in_language(store.manifest(query.dataset).title, view.lang)
    return ": ".join(part for part in (names.get(query.industry_code, ""), title) if part)
