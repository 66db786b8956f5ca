"""The frame of every page: settings, style, menu."""

from pathlib import Path

import streamlit as st

from views import data_page, map_page, methods_page, region_page, state
from views.i18n import Say

STYLE = Path(__file__).with_name("style.css")
PRESENT = Path(__file__).with_name("present.css")


def main() -> None:
    """Run the chosen page."""
    st.set_page_config(page_title="Regioscope", layout="wide", initial_sidebar_state="auto")
    lang = state.language()
    say = Say(lang)
    st.html(STYLE)
    # Streamlit leaves the page in English; screen readers and hyphenation go by this. `lang` is one of three words.
    st.html(f"<script>document.documentElement.lang = '{lang}'</script>", unsafe_allow_javascript=True)
    if st.query_params.get("present") == "1":
        st.html(PRESENT)
    pages = {
        "map": st.Page(map_page.page, title=say("Map"), url_path="map", default=True),
        "region": st.Page(region_page.page, title=say("Region"), url_path="region"),
        "data": st.Page(data_page.page, title=say("Data"), url_path="data"),
        "methods": st.Page(methods_page.page, title=say("Methods"), url_path="methods"),
    }
    st.session_state["pages"] = pages
    st.navigation(list(pages.values()), position="top").run()


main()
