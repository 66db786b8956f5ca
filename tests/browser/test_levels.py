"""Metropolitan areas: points sized by their jobs, found by name, and their table."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.map_page import MapPage


def test_metropolitan_areas_are_circles_and_a_search_flies_to_one(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(level="metro")
    circles = seen.ask("document.querySelectorAll('path.rs-region').length")
    assert circles > 380
    assert sum(int(count) for _, count in seen.legend()) == circles
    assert seen.message()["regions"]["kind"] == "point"
    widths = seen.ask("[...document.querySelectorAll('path.rs-region')].map(p => p.getBBox().width)")
    assert max(widths) > 4 * min(widths)

    before = len(seen.loads)
    with seen.repainted():
        seen.choose("c_place", "Boulder")
    expect(seen.page.locator(".rs-panel-title")).to_have_text("Boulder, CO")
    seen.frame.wait_for_function("() => Regioscope.map.getZoom() > 7")
    lat, lon, _ = seen.view()
    assert (round(lat), round(lon)) == (40, -105)
    assert len(seen.loads) == before
    seen.has(region="14500")

    with seen.repainted():
        seen.choose("c_level", "States")
    seen.page.wait_for_function("() => !new URLSearchParams(location.search).has('region')")
    assert sum(int(count) for _, count in seen.legend()) == 54
