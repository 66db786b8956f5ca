"""More indicators, how sure they are, and hot spots: as a reader finds them with the widgets of the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.map_page import MapPage
from tests.support.watch import BrowserLog

HATCHED = "path.rs-region[fill^='url(#rs-unsure']"
OUTLINES = (
    "[...document.querySelectorAll('.rs-spots path')].slice(1).map(path => (path.getAttribute('d') || '').length > 0)"
)


def test_a_figure_of_whole_regions_is_found_by_search_and_leaves_nothing_to_choose_among_groups(
    open_map: Callable[..., MapPage], browser_log: BrowserLog
) -> None:
    seen = open_map()
    with seen.repainted():
        seen.choose("c_ind", "Hachman")
    seen.has(ind="hachman")
    expect(seen.page.get_by_text("describes each region as a whole")).to_be_visible()
    expect(seen.page.locator(".st-key-c_item input")).to_be_disabled()
    assert "Computer" not in seen.headline().inner_text()
    assert sum(int(count) for _, count in seen.legend()) == 54
    with seen.repainted():
        seen.choose("c_depth", "Detailed")
    seen.has(depth="detailed")
    assert len(seen.loads) == 1
    assert browser_log.console_errors == []


@pytest.mark.parametrize(("width", "least"), [(1280, 500), (390, 350)])
def test_names_in_the_menu_have_room_beside_the_narrow_sidebar(
    open_map: Callable[..., MapPage], width: int, least: int
) -> None:
    seen = open_map(options={"viewport": {"width": width, "height": 844}}, lang="uk")
    if width < 600:
        seen.page.get_by_test_id("stExpandSidebarButton").click()
        seen.settled()
    seen.page.locator(".st-key-c_ind input").click()
    option = seen.page.get_by_role("option").first
    option.wait_for()
    box = option.bounding_box()
    assert box is not None
    assert box["width"] >= least
    assert box["x"] + box["width"] <= width


def test_the_switch_hatches_and_counts_what_is_not_certain(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(region="06")
    with seen.repainted():
        seen.page.get_by_text("Show how sure this is").click()
    seen.has(honest="1")
    rows = dict(seen.legend())
    assert int(rows["of these: class not certain"]) == seen.map.locator(HATCHED).count() > 3
    expect(seen.page.locator(".rs-rank")).to_have_text("rank 8 to 10 of 52")
    with seen.repainted():
        seen.page.get_by_text("Colour by the probability").click()
    seen.has(honest="chance")
    assert seen.map.locator(HATCHED).count() == 0
    assert "95% and more" in dict(seen.legend())
    seen.hover(36.5, -119.5)
    expect(seen.map.locator(".rs-tip")).to_contain_text("Probability of being specialized: 100%")
    assert len(seen.loads) == 1


def test_where_nothing_is_known_the_switch_is_off_and_says_why(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(ind="density_km2", honest="1")
    expect(seen.page.locator(".st-key-c_honest input")).to_be_disabled()
    expect(seen.page.get_by_text("For this indicator no range is computed")).to_be_visible()
    assert seen.map.locator(HATCHED).count() == 0


def test_hot_spots_are_outlined_from_the_layers_on_points(
    open_map: Callable[..., MapPage], browser_log: BrowserLog
) -> None:
    seen = open_map(level="metro", item="51-0000")
    assert seen.ask(OUTLINES) == [False] * 4
    seen.page.get_by_text("Layers", exact=True).click()
    with seen.repainted():
        seen.page.get_by_text("Hot spots", exact=True).click()
    seen.has(layers="regions,hotspots,places")
    assert seen.ask(OUTLINES)[0]
    legend = seen.map.locator(".rs-spot-legend")
    expect(legend).to_contain_text("high among high neighbours")
    expect(legend).to_contain_text("6 nearest places")
    assert len(seen.loads) == 1
    assert browser_log.console_errors == []


def test_a_question_without_an_answer_keeps_the_last_map_one_click_away(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(ind="share")
    seen.page.get_by_text("Layers", exact=True).wait_for()
    with seen.repainted():
        seen.choose("c_ind", "square kilometre")
    seen.choose("c_level", "Metropolitan")  # metropolitan areas have no area here
    expect(seen.page.get_by_text("cannot be shown: these data do not have the area of each region")).to_be_visible()
    seen.page.get_by_role("button", name="Back to the last map").click()
    seen.painted()
    seen.has(ind="density_km2")
    seen.says("densest in District of Columbia")
