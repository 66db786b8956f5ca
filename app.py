"""Entry of the web app: ``streamlit run app.py``.

Streamlit finds the app by reading this file: ``import streamlit as st`` and ``app = st.App(...)`` must stand here.
"""

import os
from pathlib import Path

import streamlit as st

from api import middleware, routes
from geo.store import default_store
from views.warm import warming

app = st.App(
    "views/main.py",
    lifespan=warming,
    routes=routes(default_store()),
    middleware=middleware(
        streamlit_static=Path(st.__file__).parent / "static" / "static",
        app_static=Path(__file__).parent / "static",
        online_tiles=os.environ.get("REGIOSCOPE_ONLINE_TILES") == "1",
    ),
)
