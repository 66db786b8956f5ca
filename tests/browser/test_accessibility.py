"""No page keeps people out: the rules of axe-core (WCAG 2.0 to 2.2, A and AA) on every page and inside the map."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.map_page import MapPage

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
RUN = """async () => (await axe.run(document, {resultTypes: ['violations'], iframes: false,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations"""


def grave(where: Page | Frame) -> list[str]:
    """Return the serious and critical violations, with the first elements of each."""
    where.evaluate(AXE)
    found: list[dict[str, Any]] = where.evaluate(RUN)
    return [
        f"{rule['id']} ({rule['impact']}): " + " | ".join(node["html"][:120] for node in rule["nodes"][:3])
        for rule in found
        if rule["impact"] in GRAVE
    ]


def test_the_map_page_and_the_map(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(region="06")
    assert grave(seen.page) == []
    assert grave(seen.frame) == []
    assert seen.page.locator('iframe[src*="streamlit_folium"]').get_attribute("title") != "streamlit_folium.st_folium"
    for name in ("Table", "Chart"):
        seen.tab(name)
        assert grave(seen.page) == []


def test_the_map_with_establishments_in_ukrainian(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(data="bay-area", layers="regions,enterprises", lang="uk")
    assert grave(seen.page) == []
    assert grave(seen.frame) == []


def test_the_map_that_shows_how_sure_it_is_with_hot_spots(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(honest="1", layers="regions,hotspots", level="metro", item="51-0000")
    assert grave(seen.page) == []
    assert grave(seen.frame) == []


def test_a_question_without_an_answer(open_page: Callable[..., Page], app_server: str) -> None:
    seen = MapPage(open_page(locale="en-US"), app_server).goto(ind="density_km2", level="metro")
    seen.page.get_by_role("button", name="Start again").first.wait_for()
    seen.settled()
    assert grave(seen.page) == []


def test_the_phone_and_the_meeting(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(options={"viewport": {"width": 390, "height": 844}}, region="06")
    assert grave(seen.page) == []
    assert grave(seen.frame) == []
    seen.open(present="1")
    assert grave(seen.page) == []


@pytest.mark.parametrize("path", ["region", "industry", "clusters", "story", "lab", "data", "methods"])
def test_the_other_pages(open_page: Callable[..., Page], app_server: str, path: str) -> None:
    seen = MapPage(open_page(locale="en-US"), app_server).goto(path, data="us", region="06")
    seen.page.locator("h1").first.wait_for()
    seen.settled()
    assert grave(seen.page) == []
