"""Entry of the web app: ``streamlit run app.py``.

Streamlit finds the app by reading this file: ``import streamlit as st`` and ``app = st.App(...)`` must stand here.
"""

import os
from pathlib import Path

import streamlit as st

from api import middleware, routes
from geo.store import default_store

BASE: str = st.get_option("server.baseUrlPath") or ""

app = st.App(
    "views/main.py",
    routes=routes(default_store(), base=BASE),
    middleware=middleware(
        streamlit_static=Path(st.__file__).parent / "static" / "static",
        app_static=Path(__file__).parent / "static",
        base=BASE,
        online_tiles=os.environ.get("REGIOSCOPE_ONLINE_TILES") == "1",
    ),
)
