"""What the keys of a meeting do with its maps: zoom, two maps, years, layers, what am I looking at."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.meeting.windows import SIZE, Begun, Stage

MILLISECONDS_OF_TWO_YEARS = 1_000
"""As they run where motion is wanted."""


# ----------------------------------------------------------------------------------------------------------- on the map
def test_zoom_to_a_region_by_typing_and_back(stage: Stage) -> None:
    whole = stage.view()
    stage.press("z").has(panel="find")
    stage.page.keyboard.type("c")
    expect(stage.page.locator(".rm-hit")).to_have_count(8)
    stage.page.keyboard.type("arolina")
    expect(stage.page.locator(".rm-hit")).to_have_text(["North Carolina", "South Carolina"])
    stage.press("ArrowDown", "Enter").has(zoomed="45", panel="", index=0)
    stage.page.wait_for_function("zoom => Regioscope.map.getZoom() > zoom + 1", arg=whole[2])
    assert stage.text(".rd-chosen").startswith("South Carolina: ")
    stage.press("Escape").has(zoomed="")
    stage.page.wait_for_function("zoom => Math.abs(Regioscope.map.getZoom() - zoom) < 0.2", arg=whole[2])
    assert stage.text(".rd-chosen").startswith("Washington: "), "the region of the step is marked again"


def test_a_step_that_is_turned_during_a_flight_shows_its_own_place(stage: Stage) -> None:
    whole = stage.view()
    stage.press("z").has(panel="find")
    stage.page.keyboard.type("oreg")
    expect(stage.page.locator(".rm-hit")).to_have_text(["Oregon"])
    stage.ask("Regioscope.map.once('zoomanim', () => { window.flew = true; }); 0")
    stage.press("Enter")
    stage.page.wait_for_function("() => window.flew")
    stage.press("PageDown", "PageDown").has(index=2, zoomed="")
    stage.page.wait_for_function("() => !Regioscope.map._animatingZoom")
    stage.page.wait_for_function("zoom => Math.abs(Regioscope.map.getZoom() - zoom) < 0.3", arg=whole[2])


def test_what_is_typed_into_the_search_turns_no_step(stage: Stage) -> None:
    stage.press("z").has(panel="find")
    stage.page.keyboard.type("b.1 wd")
    expect(stage.page.locator(".rm-find-told")).to_have_text("No region has this name.")
    stage.press("Enter").has(index=0, cover="", panel="find", digits="")
    stage.press("Escape").has(panel="")
    stage.press("z").has(panel="find").press("PageDown").has(index=1, panel="")


def test_what_am_i_looking_at(stage: Stage) -> None:
    stage.press("i").has(panel="about")
    said = stage.text(".rm-panel")
    for text in ("What am I looking at?", "1 is the share in the reference economy", "Washington: 1.996 (1.92 to 2.07)",
                 "2025", "9 times in 10", "Bureau of Labor Statistics", "0.80 to 1.25"):  # fmt: skip
        assert text in said
    assert stage.ask(SIZE, ".rm-answers dd") >= 24
    stage.press("PageDown").has(panel="", index=1).press("i").has(panel="about")
    assert stage.page.locator(".rm-about").count() == 2
    stage.press("3", "Enter").has(index=2).press("i").has(panel="about")
    stage.press("p").has(playing=True, panel="about").press("p").has(playing=False)
    year = stage.state()["year"]
    assert str(year) in stage.page.locator(".rm-answers dd").all_inner_texts()
    stage.press("i").has(panel="")


def test_the_line_between_two_maps_moves_by_keys(stage: Stage) -> None:
    stage.press("s").has(arrows="")
    expect(stage.page.locator(".rm-notice")).to_have_text("This step has one map: there is no line to move.")
    stage.press("PageDown").has(index=1)
    share = "share => Math.abs(window.__regioscope_meet.share - share) < 0.001"
    stage.press("a", "a")
    stage.page.wait_for_function(share, arg=0.42)
    stage.press("s").has(arrows="swipe").press("ArrowRight", "Shift+ArrowRight").has(index=1)
    stage.page.wait_for_function(share, arg=0.66)
    left = stage.ask("document.querySelector('.rd-divider').getBoundingClientRect()")
    assert left["x"] + left["width"] / 2 == pytest.approx(0.66 * 1920, abs=2)
    stage.press("Escape").has(arrows="").press("ArrowRight").has(index=2)


def test_years_run_stop_and_go_one_by_one(stage: Stage) -> None:
    stage.press("p")
    expect(stage.page.locator(".rm-notice")).to_have_text("This step shows one year.")
    stage.press("3", "Enter").has(index=2, year=1969).painted("Eighty years")
    stage.press("p").has(playing=True, arrows="years")
    stage.page.wait_for_function("() => window.__regioscope_meet.year > 1970")
    stage.press("y").has(playing=False)
    year = stage.state()["year"]
    stage.press("ArrowLeft").has(year=year - 1).press("Shift+ArrowLeft").has(year=year - 6, index=2)
    stage.page.wait_for_function(
        "year => document.querySelector('.rd-year').textContent === String(year)", arg=year - 6
    )
    assert stage.ask(SIZE, ".rd-year") >= 50
    stage.press("Escape").has(arrows="").press("ArrowLeft").has(index=1)


def test_without_motion_years_go_one_at_a_press(open_page: Callable[..., Page], begun: Begun) -> None:
    stage = Stage(open_page(reduced_motion="reduce")).open(begun.address)
    stage.press("3", "Enter").has(index=2, year=1969).painted("Eighty years")
    stage.press("p").has(year=1970, playing=False)
    stage.page.wait_for_timeout(MILLISECONDS_OF_TWO_YEARS)
    assert (stage.state()["year"], stage.text(".rd-year")) == (1970, "1970"), "nothing runs by itself"
    stage.press("p").has(year=1971)
    assert stage.state()["playing"] is False


def test_layers_are_switched_by_their_numbers(stage: Stage) -> None:
    stage.press("l").has(panel="layers")
    expect(stage.page.locator(".rm-layer-name")).to_have_text(["Regions", "Place names", "Land and borders"])
    stage.press("1")
    expect(stage.page.locator(".rm-layer-state").first).to_have_text("off")
    stage.page.wait_for_function("() => !document.querySelector('.rd-map path.rs-region')")
    stage.press("1", "Escape").has(panel="")
    stage.page.wait_for_function("() => document.querySelector('.rd-map path.rs-region')")
