"""Entry of the web app: ``streamlit run app.py``.

Streamlit finds the app by reading this file: ``import streamlit as st`` and ``app = st.App(...)`` must stand here.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from api import middleware, routes
from views.warm import warming

if TYPE_CHECKING:
    from geo.store import Store


def store() -> "Store":
    """Return the data; their libraries are loaded at the first request, when the server already answers."""
    from geo.store import default_store  # noqa: PLC0415

    return default_store()


app = st.App(
    "views/main.py",
    lifespan=warming,
    routes=routes(store),
    middleware=middleware(
        streamlit_static=Path(st.__file__).parent / "static" / "static",
        app_static=Path(__file__).parent / "static",
        online_tiles=os.environ.get("REGIOSCOPE_ONLINE_TILES") == "1",
    ),
)
