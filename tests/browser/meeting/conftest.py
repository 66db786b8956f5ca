"""Fixtures of the tests of meetings: one app with a folder of its own, a story, the window of the audience."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.meeting.windows import HALL, Begun, Stage, begun_at


@pytest.fixture(scope="package")
def begun(start_app: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    """Return a meeting of an app that saves into a folder of these tests; its room opens on this machine only."""
    folder = tmp_path_factory.mktemp("home")
    base = start_app(REGIOSCOPE_HOME=str(folder), REGIOSCOPE_ROOM_HOST="127.0.0.1", REGIOSCOPE_ROOM_PORT="0")
    found = begun_at(base, folder)
    yield found
    found.keep.close()


@pytest.fixture
def stage(open_page: Callable[..., Page], begun: Begun) -> Stage:
    """Return the window of the audience at its first step, 1920 x 1080."""
    return Stage(open_page(viewport=HALL, locale="en-US")).open(begun.address)
