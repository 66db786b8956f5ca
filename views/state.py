"""The address of this run: read as a view, kept over a change of page, changed by the widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.manifest import LANGUAGES
from scene.address import parse

if TYPE_CHECKING:
    from scene.address import ViewState

_SAVED = "address"
_PAGE = "page"


def current(page: str) -> ViewState:
    """Return the view of this run; parameters that a change of page dropped from the address are put back."""
    params = st.query_params
    saved: dict[str, str] = st.session_state.get(_SAVED, {})
    if st.session_state.get(_PAGE, page) != page and not params.to_dict():
        params.update({key: value for key, value in saved.items() if key != "view"})
    st.session_state[_PAGE] = page
    st.session_state[_SAVED] = params.to_dict()
    return parse(params.to_dict(), fallback_lang=_browser_language())


def remember() -> None:
    """Keep the address for the other pages; a part of a page that runs alone calls it when it has changed it."""
    st.session_state[_SAVED] = st.query_params.to_dict()


def change(**parameters: str | float | None) -> None:
    """Write parameters into the address; None takes one out. Called from widgets before the page runs again."""
    for name, value in parameters.items():
        key = name.replace("__", ".")
        if value is None:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = f"{value:g}" if isinstance(value, float) else str(value)


def reset(*, keep: tuple[str, ...] = ("lang", "present")) -> None:
    """Take everything out of the address but what must stay."""
    kept = {key: value for key, value in st.query_params.to_dict().items() if key in keep}
    st.query_params.from_dict(kept)


def _browser_language() -> str:
    wanted = (st.context.locale or "en").split("-")[0]
    return wanted if wanted in LANGUAGES else "en"


def language() -> str:
    """Return the language of this run: of the address, of the last page, or of the browser."""
    saved: dict[str, str] = st.session_state.get(_SAVED, {})
    wanted = st.query_params.get("lang") or saved.get("lang", "")
    return wanted if wanted in LANGUAGES else _browser_language()
