"""The frame of every page: settings, style, menu."""

import importlib
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from scene.i18n import Say
from views import state

STYLE = Path(__file__).with_name("style.css")
PRESENT = Path(__file__).with_name("present.css")
MENU = Path(__file__).with_name("menu.js")


def _page(name: str) -> Callable[[], None]:
    """Return the page of a name; its module is loaded when it is drawn: the first map waits for no other page."""

    def draw() -> None:
        importlib.import_module(f"views.{name}_page").page()

    draw.__name__ = name
    return draw


def main() -> None:
    """Run the chosen page."""
    st.set_page_config(page_title="Regioscope", layout="wide", initial_sidebar_state="auto")
    lang = state.language()
    say = Say(lang)
    st.html(STYLE)
    # Streamlit leaves the page in English; screen readers and hyphenation go by this. `lang` is one of three words.
    script = f"{{const page = document.documentElement; if (page.lang !== '{lang}') page.lang = '{lang}'}}"
    menu = MENU.read_text(encoding="utf-8")  # in one element: each takes room over the map
    st.html(f"<script>{script}</script><script>{menu}</script>", unsafe_allow_javascript=True)
    if st.query_params.get("present") == "1":
        st.html(PRESENT)
    pages = {
        "map": st.Page(_page("map"), title=say("Map"), url_path="map", default=True),
        "region": st.Page(_page("region"), title=say("Region"), url_path="region"),
        "industry": st.Page(_page("industry"), title=say("Industry"), url_path="industry"),
        "clusters": st.Page(_page("clusters"), title=say("Clusters"), url_path="clusters"),
        "scout": st.Page(_page("scout"), title=say("Scout"), url_path="scout"),
        "story": st.Page(_page("story"), title=say("Story"), url_path="story"),
        "lab": st.Page(_page("lab"), title=say("Definitions"), url_path="lab"),
        "data": st.Page(_page("data"), title=say("Data"), url_path="data"),
        "methods": st.Page(_page("methods"), title=say("Methods"), url_path="methods"),
    }
    st.session_state["pages"] = pages
    st.navigation(list(pages.values()), position="top").run()


if __name__ == "__main__":  # worker processes of Dask read this file, too, and draw nothing
    main()
