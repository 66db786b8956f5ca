"""The address of this run: read as a view, kept over a change of page, changed by the widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.manifest import LANGUAGES
from scene.address import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scene.address import ViewState

_SAVED = "address"
_PAGE = "page"
_CHANGED = "changed"


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
    written: dict[str, str | None] = st.session_state.setdefault(_CHANGED, {})
    texts = {name.replace("__", "."): _text(value) for name, value in parameters.items()}
    written.update(texts)  # first of all: every write to the address may be the last of a run that is cut short
    for key, text in texts.items():
        if text is None:
            st.query_params.pop(key, None)
        elif st.query_params.get(key) != text:
            st.query_params[key] = text


def changed(*, forget: bool = False) -> dict[str, str | None]:
    """Return what was written into the address until it was last forgotten, whatever the browser says; None is out."""
    found: dict[str, str | None] = st.session_state.get(_CHANGED, {})
    if forget:
        st.session_state.pop(_CHANGED, None)
    return found


def page() -> str:
    """Return the page of the last run."""
    name: str = st.session_state.get(_PAGE, "")
    return name


def replace(parameters: Mapping[str, str]) -> None:
    """Write an address anew: what is not named goes from it."""
    known = {*st.query_params.to_dict(), *st.session_state.get(_SAVED, {})}
    change(**{**dict.fromkeys(known), **parameters})


def reset(*, keep: tuple[str, ...] = ("lang", "present")) -> None:
    """Take everything out of the address but what must stay."""
    replace({key: value for key, value in st.query_params.to_dict().items() if key in keep})


def travelled() -> bool:
    """Tell whether this run shows what the browser's own buttons, back and forward, led to."""
    found = get_script_run_ctx()
    return found is not None and found.is_history_navigation


def _text(value: str | float | None) -> str | None:
    return f"{value:g}" if isinstance(value, float) else None if value is None else str(value)


def _browser_language() -> str:
    wanted = (st.context.locale or "en").split("-")[0]
    return wanted if wanted in LANGUAGES else "en"


def language() -> str:
    """Return the language of this run: of the address, of the last page, or of the browser."""
    saved: dict[str, str] = st.session_state.get(_SAVED, {})
    wanted = st.query_params.get("lang") or saved.get("lang", "")
    return wanted if wanted in LANGUAGES else _browser_language()
