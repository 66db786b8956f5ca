"""Phone, desk and meeting room: the map has the room that it needs, and nothing has to be moved sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.map_page import MapPage

SMALL_TEXT = """() => {
  const small = [];
  const walk = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim(), parent = walk.currentNode.parentElement;
    if (!text || !parent.checkVisibility()) continue;
    if (parent.closest('style, script, canvas, [data-testid="stIconMaterial"]')) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 14) small.push(`${size} px: ${text.slice(0, 40)}`);
  }
  return small;
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_on_a_phone_the_map_is_first_and_the_controls_are_in_a_drawer(
    open_map: Callable[..., MapPage], lang: str
) -> None:
    seen = open_map(options=PHONE, lang=lang, region="06")
    assert seen.page.evaluate(SIDEWAYS) <= 0
    box = seen.box()
    assert box["height"] >= 844 / 2
    assert box["width"] >= 350
    assert box["y"] < 844 / 2
    assert seen.page.evaluate(SMALL_TEXT) == []
    source = "Source: US Bureau" if lang == "en" else "Джерело: US Bureau"
    expect(seen.page.get_by_test_id("stMain").get_by_text(source).first).to_be_visible()
    panel = seen.page.locator(".rs-panel-title").bounding_box()
    assert panel is not None
    assert panel["y"] > box["y"] + box["height"] - 1
    shut = "() => !(document.querySelector('.st-key-c_item')?.getBoundingClientRect().x >= 0)"
    assert seen.page.evaluate(shut)
    seen.page.get_by_test_id("stExpandSidebarButton").click()
    seen.page.wait_for_function(f"() => !({shut})()")
    assert seen.page.evaluate(SIDEWAYS) <= 0


def test_on_a_desk_the_map_has_most_of_the_window_with_the_panel_too(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    box = seen.box()
    assert box["width"] >= 0.6 * 1280
    assert box["height"] >= 0.6 * 720
    assert seen.page.evaluate(SIDEWAYS) <= 0
    assert seen.page.evaluate(SMALL_TEXT) == []
    with seen.repainted():
        seen.click(36.5, -119.5)
    assert seen.box()["width"] >= 0.6 * 1280
    assert seen.page.evaluate(SIDEWAYS) <= 0


def test_in_a_meeting_there_is_nothing_but_the_map_and_its_words(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(options={"viewport": {"width": 1920, "height": 1080}}, present="1")
    page = seen.page
    assert not page.get_by_test_id("stHeader").is_visible()
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert seen.ask("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 20
    box = seen.box()
    assert box["width"] > 1800
    assert box["height"] >= 0.7 * 1080
    assert box["y"] + box["height"] <= 1080
    assert seen.page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("width", [800, 900, 1024, 1280])
def test_the_menu_and_the_languages_never_lie_on_one_another(open_map: Callable[..., MapPage], width: int) -> None:
    page = open_map(options={"viewport": {"width": width, "height": 720}}, lang="uk").page
    tools = page.locator(".st-key-tools").bounding_box()
    assert tools is not None
    assert page.get_by_test_id("stTopNav").evaluate("e => e.getBoundingClientRect().right") <= tools["x"]
    expect(page.get_by_test_id("stTopNavLink").first).to_be_visible()
