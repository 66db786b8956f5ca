"""What the first reader would wait for, done while the browser still loads the page: imports and the default map."""

from __future__ import annotations

import gc
import importlib
import logging
import threading
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from geo.errors import RegioscopeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import streamlit as st

FIRST = ("layers.base_map", "layers.legend", "layers.message", "layers.regions", "views.controls", "views.frame")
"""What the map page stands on. The page itself declares its component to the server, so it waits for a reader."""
LATER = ("views.chart_view", "geo.uncertainty", "geo.local_clusters", "geo.permutation")
"""What a first look does not need."""
PAUSE = 8.0
"""Seconds in which the first reader's map has the processors for itself."""
_DATASET = "us"
_log = logging.getLogger(__name__)


def warm_up() -> None:
    """Import what the map needs and compute the default map; a dataset that is broken is left to its page."""
    store = importlib.import_module("geo.store").default_store()
    asked, resolving = importlib.import_module("geo.query"), importlib.import_module("geo.resolve")
    for name in FIRST:
        importlib.import_module(name)
    try:
        query, _ = resolving.resolve(asked.Query(_DATASET), store.dataset(_DATASET))
        store.result(query)
    except RegioscopeError as error:
        _log.warning("the default map cannot be prepared: %s", error)
    # Streamlit looks through every object for garbage after every run of a page; what is loaded now is none
    gc.freeze()
    time.sleep(PAUSE)
    for name in LATER:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def warming(_: st.App) -> AsyncIterator[None]:
    """Start the preparations with the server; they end with it."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield
