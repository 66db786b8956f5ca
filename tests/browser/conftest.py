"""Fixtures of the tests that read the running app in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.store import Store, default_store
from papers.briefcase import briefcase
from papers.briefcase_choice import choice_of
from papers.deck import DeckOptions, deck_of
from scene.opening import open_drawing, parameters
from scene.story import Step, Story
from tests.browser.hostile_dataset import PAYLOADS, write_hostile_dataset
from tests.browser.map_page import MapPage
from tests.browser.reader import STEPS
from tests.browser.room_page import PHONE
from tests.support.room import Hall, open_hall, stay_here


@pytest.fixture
def open_map(open_page: Callable[..., Page], app_server: str) -> Callable[..., MapPage]:
    """Open the map by the parameters of its address: ``open_map(data="bay-area")``; ``options`` are of the browser."""

    def start(path: str = "", *, options: dict[str, Any] | None = None, **parameters: str) -> MapPage:
        return MapPage(open_page(**{"locale": "en-US", **(options or {})}), app_server).open(path, **parameters)

    return start


# --------------------------------------------------------------------------------------------------------- briefcases
@pytest.fixture(scope="session")
def story_deck() -> dict[str, Any]:
    store = default_store()
    others = choice_of(open_drawing(parameters(STEPS[0].address), store), store, most=5)
    options = DeckOptions(made="22 November 2026", selector=others)
    return deck_of(Story("s", "Jobs & incomes", steps=STEPS), store, "en", inline=True, options=options)


@pytest.fixture(scope="session")
def story(story_deck: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "story.html"
    path.write_bytes(briefcase(story_deck))
    return path


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile_dataset(folder)
    store = Store(extra=[folder])
    steps = tuple(
        Step(f"data=hostile&item=I{n}&layers=regions,universities", text, text) for n, text in enumerate(PAYLOADS)
    )
    others = choice_of(open_drawing(parameters("data=hostile"), store), store, most=3)
    labelled = [(PAYLOADS[n], other) for n, (_, other) in enumerate(others)]
    options = DeckOptions(made=PAYLOADS[0], selector=labelled)
    story = Story("s", PAYLOADS[5], steps=steps)
    path = folder / "hostile.html"
    path.write_bytes(briefcase(deck_of(story, store, "en", inline=True, options=options)))
    return path


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """Return a meeting whose room is open on this machine alone."""
    stay_here(monkeypatch)
    opened = open_hall(tmp_path)
    yield opened
    opened.end()


@pytest.fixture
def come_in(open_page: Callable[..., Page], hall: Hall) -> Callable[..., Page]:
    """Open the page of the room on a phone of its own: ``come_in(locale="uk-UA")``."""

    def start(**options: Any) -> Page:  # noqa: ANN401 - the options of Browser.new_context
        page = open_page(**{"locale": "en-US", **PHONE, **options})
        page.goto(hall.room.address)
        page.locator("#tabs").wait_for()
        return page

    return start
