"""Fixtures of the tests that read the running app in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.map_page import MapPage


@pytest.fixture
def open_map(open_page: Callable[..., Page], app_server: str) -> Callable[..., MapPage]:
    """Open the map by the parameters of its address: ``open_map(data="bay-area")``; ``options`` are of the browser."""

    def start(path: str = "", *, options: dict[str, Any] | None = None, **parameters: str) -> MapPage:
        return MapPage(open_page(**{"locale": "en-US", **(options or {})}), app_server).open(path, **parameters)

    return start
