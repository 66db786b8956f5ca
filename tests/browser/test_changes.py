"""A change of the question changes the colours, and neither the view nor the map itself."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage


def test_a_change_keeps_view_and_map_and_is_written_into_the_address(
    open_map: Callable[..., MapPage], open_page: Callable[..., Page], app_server: str
) -> None:
    seen = open_map()
    seen.look(38.5, -112.0, 6)
    seen.has(view="38.500,-112.000,6")
    with seen.repainted():
        seen.choose("c_ind", "Share of")
    seen.says("largest share in")
    seen.has(ind="share", view="38.500,-112.000,6")
    with seen.repainted():
        seen.choose("c_item", "Legal")
    seen.says("Legal Occupations: largest share in District of Columbia")
    seen.has(item="23-0000", view="38.500,-112.000,6")
    assert seen.view() == pytest.approx((38.5, -112.0, 6), abs=0.02)
    assert len(seen.loads) == 1
    asked = seen.ask("performance.getEntriesByType('resource').map(e => e.name)")
    assert sum("us-states/overview.json" in url for url in asked) == 1

    other = MapPage(open_page(), app_server)
    other.page.goto(seen.page.url)
    other.painted()
    assert other.view() == pytest.approx((38.5, -112.0, 6), abs=0.02)  # a pixel is 0.02 degrees
    other.says("Legal Occupations: largest share in District of Columbia")


def test_a_drag_of_the_map_is_in_the_link(
    open_map: Callable[..., MapPage], open_page: Callable[..., Page], app_server: str
) -> None:
    seen = open_map()
    before = seen.view()
    assert "view=" not in seen.page.url  # the default view fits every screen anew
    box = seen.box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x - 120, y - 40, steps=5)
    seen.page.mouse.up()
    seen.frame.wait_for_function(f"() => Regioscope.map.getCenter().lng > {before[1] + 2}")
    seen.frame.wait_for_function("() => !Regioscope.map._panAnim || !Regioscope.map._panAnim._inProgress")
    lat, lon, zoom = seen.view()
    script = "view => (new URLSearchParams(location.search).get('view') || '').startsWith(view)"
    seen.page.wait_for_function(script, arg=f"{lat:.3f},{lon:.3f},")

    other = MapPage(open_page(), app_server)
    other.page.goto(seen.page.url)
    other.painted()
    assert other.view() == pytest.approx((lat, lon, zoom), abs=0.09)


def test_a_higher_minimum_hatches_more_regions(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    field = seen.page.locator(".st-key-c_min input")
    field.fill("50000")
    with seen.repainted():
        field.press("Enter")
    rows = dict(seen.legend())
    few = int(rows["fewer than 50,000 jobs"])
    assert few > 20
    assert sum(int(count) for count in rows.values()) == 54
    assert seen.map.locator("path.rs-region[fill='url(#rs-low)']").count() == few
    seen.has(min="50000")


def test_the_language_switch_changes_every_word_and_number(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    for lang, top, number in (("uk", "Вашингтон", "1,996"), ("ru", "Вашингтон", "1,996")):
        with seen.repainted():
            seen.page.locator(".st-key-c_lang").get_by_text(lang, exact=True).click()
        seen.says(top)
        seen.says(number)
        seen.has(lang=lang)
        expect(seen.page.locator("html")).to_have_attribute("lang", lang)
        assert seen.ask("document.documentElement.lang") == lang
        texts = [text for text, _ in seen.legend()]
        assert "0,80" in texts[1]
        assert "1\u00a0000" in texts[-1]
        seen.hover(36.5, -119.5)
        expect(seen.map.locator(".rs-tip-value")).to_have_text("1,16")
        expect(seen.map.locator(".rs-tip-name")).to_have_text("Каліфорнія" if lang == "uk" else "Калифорния")


def test_the_sum_of_the_classes_is_the_number_of_regions_for_every_indicator(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    for name in ("Share of", "Difference", "density", "Balanced"):
        seen.page.locator(".st-key-c_ind input").click()
        texts = seen.page.get_by_role("option").all_inner_texts()
        seen.page.keyboard.press("Escape")
        match = next((text for text in texts if name.lower() in text.lower()), None)
        if match is None:
            continue
        with seen.repainted():
            seen.choose("c_ind", match[:30])
        counts = [int(count) for _, count in seen.legend()]
        assert sum(counts) == 54, (match, json.dumps(counts))
