"""A region chosen by pointer, by keyboard, by search or by address is the same thing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage

PANEL = ".rs-figure"
CALIFORNIA = (36.5, -119.5)


def panel_shows_california(seen: MapPage) -> None:
    expect(seen.page.locator(".rs-panel-title")).to_have_text("California")
    expect(seen.page.locator(".rs-value")).to_have_text("1.16")
    expect(seen.page.locator(".rs-interval")).to_have_text("(1.15 to 1.18)")
    expect(seen.page.locator(".rs-rank")).to_have_text("rank 9 of 52")


def test_a_click_opens_the_panel_and_its_address_opens_the_same(
    open_map: Callable[..., MapPage], open_page: Callable[..., Page], app_server: str
) -> None:
    seen = open_map()
    seen.look(37.0, -110.0, 5)
    before = seen.view()
    with seen.repainted():
        seen.click(*CALIFORNIA)
    panel_shows_california(seen)
    parts = seen.page.locator(".stCaption, [data-testid='stCaptionContainer']")
    expect(parts.filter(has_text="Here:")).to_contain_text("jobs of")
    expect(parts.filter(has_text="Here:")).to_contain_text("Reference:")
    seen.has(region="06")
    seen.says("California: 1.16 times the average share")
    assert len(seen.loads) == 1
    assert seen.view()[2] == before[2]
    assert seen.ask("Regioscope.message.selected") == "06"

    other = MapPage(open_page(), app_server)
    other.page.goto(seen.page.url)
    other.painted()
    panel_shows_california(other)
    other.says("California: 1.16 times the average share")

    seen.page.get_by_role("button", name="Close", exact=True).click()
    expect(seen.page.locator(".rs-panel-title")).to_have_count(0)
    seen.page.wait_for_function("() => !new URLSearchParams(location.search).has('region')")


def test_a_region_can_be_chosen_by_keyboard_on_the_map(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    seen.map.locator(".rs-walk").focus()
    seen.page.keyboard.press("ArrowLeft")
    first = seen.map.locator(".rs-tip-name").inner_text()
    seen.page.keyboard.press("ArrowLeft")
    second = seen.map.locator(".rs-tip-name").inner_text()
    assert first != second
    with seen.repainted():
        seen.page.keyboard.press("Enter")
    expect(seen.page.locator(".rs-panel-title")).to_have_text(second)


def test_a_region_can_be_found_by_its_name(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    zoom = seen.view()[2]
    with seen.repainted():
        seen.choose("c_place", "Verm")
    expect(seen.page.locator(".rs-panel-title")).to_have_text("Vermont")
    seen.has(region="50")
    seen.frame.wait_for_function(f"() => Regioscope.map.getZoom() > {zoom + 1}")
    lat, lon, _ = seen.view()
    assert (abs(lat - 44.0) < 1, abs(lon + 72.7) < 1.5) == (True, True)
