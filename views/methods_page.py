"""The methods page: how is each number made? Drawn from the registry of indicators."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from geo.indicators import REGISTRY
from geo.labels import fold
from scene.menu import family_name
from scene.methods_entry import entry_details, entry_text
from views import frame, state
from views.methods_borders import show_borders
from views.methods_classes import show_classes
from views.methods_conventions import conventions

if TYPE_CHECKING:
    from scene.address import ViewState
    from scene.i18n import Say

FIND = "find"
"""Address parameter: what is searched for."""
_MAX_TEXT = 80
_FEW = 3  # so few entries are shown open: somebody has searched for them


def page() -> None:
    """Draw the page."""
    frame.show_styles()
    view = state.current("methods")
    say, wanted = view.say, st.query_params.get(FIND, "")[:_MAX_TEXT]
    lead = say(
        "Every figure of the maps comes from one formula below; each formula is proven by a test "
        "that runs with the project."
    )
    frame.show_title(view, say("How is each number made?"), lead)
    _show_search(say, wanted)
    hits = _show_indicators(view, wanted) + _show_conventions(say, wanted)
    if not hits:
        st.info(say("Nothing on this page matches your search. Try a shorter word."))
    if wanted:
        return
    frame.show_section(say("Classes and colours"), "classes")
    show_classes(say)
    frame.show_section(say("Borders that are disputed"), "borders")
    show_borders(say)


def _show_search(say: Say, wanted: str) -> None:
    st.session_state["c_find"] = wanted
    st.text_input(say("Search"), key="c_find", placeholder=say("Search this page: share, missing, reference ..."),
                  label_visibility="collapsed", width=460,
                  on_change=lambda: state.change(find=st.session_state["c_find"].strip() or None))  # fmt: skip


def _show_indicators(view: ViewState, wanted: str) -> int:
    """Draw the indicators that match, family by family; the one of the reader's map is open."""
    say = view.say
    found = [entry for entry in REGISTRY.values() if _matches(entry_text(entry, say), wanted)]
    if not found:
        return 0
    frame.show_section(say("Indicators"), "indicators")
    open_one = view.query.indicator if view.query.indicator in REGISTRY else next(iter(REGISTRY))
    for family in dict.fromkeys(entry.family for entry in found):
        entries = [entry for entry in found if entry.family == family]
        few = len(found) <= _FEW
        parts = [entry_details(entry, say, opened=few or entry.name == open_one) for entry in entries]
        name = html.escape(family_name(family, say))
        st.html(f'<h3 class="rs-h3" id="family-{html.escape(family)}">{name}</h3>{"".join(parts)}')
    return len(found)


def _show_conventions(say: Say, wanted: str) -> int:
    found = [item for item in conventions(say) if _matches(" ".join(item), wanted)]
    if not found:
        return 0
    frame.show_section(say("Conventions"), "conventions")
    rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in found)
    st.html(f'<dl class="rs-facts">{rows}</dl>')
    return len(found)


def _matches(text: str, wanted: str) -> bool:
    return all(word in fold(text) for word in fold(wanted).split())
