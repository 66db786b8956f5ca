"""Entry of the peer: the same server, files and headers as the project's own app, another page."""

from pathlib import Path

import streamlit as st

from api import middleware

app = st.App(
    "peer_page.py",
    middleware=middleware(
        streamlit_static=Path(st.__file__).parent / "static" / "static",
        app_static=Path(__file__).resolve().parents[1] / "static",
    ),
)
