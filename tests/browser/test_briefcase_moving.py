"""What moves in a briefcase: years, the line between two maps, layers, the window; and what stands on paper."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.store import default_store
from papers.briefcase_files import briefcase_of_view
from scene.opening import open_drawing, parameters
from tests.browser.reader import FILLS, PLAYER, STEPS, Reader
from tests.browser.two_browsers import ChromiumReader, FirefoxReader
from tests.support.firefox import Firefox
from tests.support.watch import BrowserLog

WHERE = """(box => [box.x, box.y, box.width, box.height].map(Math.round))(
    document.querySelector('%s path.rs-region').getBoundingClientRect())"""


class Cases:
    """What a person does with a file; each browser gives the `reader`."""

    def test_years_run_with_one_legend(self, reader: Reader, story: Path, story_deck: dict[str, Any]) -> None:
        reader.open(story)
        reader.ask(f"{PLAYER}.show(1)")
        step, key = story_deck["steps"][1], story_deck["steps"][1]["view"]["message"]["key"]
        reader.painted(f"{key}@1969")
        legend = reader.texts(".rs-row-text")
        reader.ask("document.querySelector('.rd-year-slider').focus()")
        reader.press("Home")
        reader.painted(f"{key}@1929")
        reader.press("ArrowRight")
        reader.painted(f"{key}@1930")
        assert reader.text(".rd-year") == "1930"
        assert reader.texts(".rs-row-text") == legend
        assert reader.ask("Regioscope.message.regions.values") == step["frames"][1]["values"]
        assert reader.ask("document.querySelector('.rd-year-slider').getAttribute('aria-valuetext')") == "1930"
        reader.click(".rd-play")
        reader.wait(f"{PLAYER}.year > 1932")
        reader.click(".rd-play")
        assert not reader.ask(f"{PLAYER}.playing()")

    def test_two_maps_share_a_place_and_a_line_between_them_moves(
        self, reader: Reader, story: Path, story_deck: dict[str, Any]
    ) -> None:
        reader.open(story)
        reader.ask(f"{PLAYER}.show(2)")
        step = story_deck["steps"][2]
        reader.painted(step["beside"]["message"]["key"], "-2")
        assert reader.texts(".rd-side-name") == ["1929", "2009"]
        right = reader.ask(FILLS.replace(".rd-map", ".rd-map-2"))
        regions = step["beside"]["message"]["regions"]
        assert right == [regions["palette"][int(c)] if c.isdigit() else "url(#rs-nodata-2)" for c in regions["classes"]]
        x, y = reader.point(".rd-divider")
        reader.drag((x, y), (x - 240, y))
        assert 20 <= int(reader.ask("document.querySelector('.rd-divider').ariaValueNow")) <= 30
        reader.ask("document.querySelector('.rd-divider').focus()")
        reader.press("End")
        assert reader.ask("document.querySelector('.rd-divider').ariaValueNow") == "100"
        reader.press("ArrowLeft")
        assert reader.ask("document.querySelector('.rd-divider').ariaValueNow") == "98"
        reader.ask("Boolean(Regioscope.map.setView([35, -90], 6, {animate: false}))")
        left, right = (reader.ask(WHERE % name) for name in (".rd-map", ".rd-map-2"))
        assert left == right
        assert left[2] > 100
        assert reader.text(".rd-left-out") == "The two maps have different classes: compare their legends."

    def test_layers_are_switched_off_and_on(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        reader.ask(f"{PLAYER}.show(3)")
        reader.wait("Regioscope.marks.count('context-airports') > 1000")
        assert reader.texts(".rd-layer span") == ["Regions", "Hot spots", "Airports", "Place names", "Land and borders"]
        reader.click("[data-layer=airports]")
        reader.wait("Regioscope.marks.count('context-airports') === 0")
        reader.click("[data-layer=hotspots]")
        reader.wait("!document.querySelector('.rs-spot-legend')")
        reader.click("[data-layer=borders]")
        reader.wait("!Regioscope.map.getPane('rs-land').querySelector('path')")
        reader.click("[data-layer=regions]")
        reader.wait("document.querySelectorAll('.rd-map path.rs-region').length === 0")
        reader.click("#rd-tab-table")  # the figures stay, whatever the map shows
        reader.wait("document.querySelectorAll('.rd-table tbody tr').length === 200")
        reader.click("#rd-tab-map")
        reader.click("[data-layer=regions]")
        reader.wait("document.querySelectorAll('.rd-map path.rs-region').length === 393")

    def test_a_telephone_shows_the_map_on_half_of_its_screen_and_never_scrolls_sideways(
        self, reader: Reader, story: Path
    ) -> None:
        reader.open(story, 390, 844)
        for index in range(len(STEPS)):
            reader.ask(f"{PLAYER}.show({index})")
            assert reader.ask("document.documentElement.scrollWidth") <= 390
            assert reader.ask("document.querySelector('.rd-stage').clientHeight") >= 422
        assert reader.ask("innerWidth") == 390

    def test_a_picture_of_the_map_is_made_without_a_network(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        made = reader.ask("Regioscope.png()")
        assert made["bytes"] > 50_000
        assert reader.requests() == []


class TestInChromium(Cases):
    """The cases in Chromium, its network switched off."""

    @pytest.fixture
    def reader(self, page: Page, browser_log: BrowserLog) -> Reader:
        return ChromiumReader(page, browser_log)


class TestInFirefox(Cases):
    """The cases in Firefox, its every way out shut."""

    @pytest.fixture
    def reader(self, firefox: Firefox) -> Reader:
        return FirefoxReader(firefox)


# ------------------------------------------------------------------------------------------------------ Chromium alone
def test_where_motion_is_not_wanted_a_year_comes_at_a_time(
    open_page: Callable[..., Page], browser_log: BrowserLog, story: Path
) -> None:
    reader = ChromiumReader(open_page(reduced_motion="reduce"), browser_log)
    reader.open(story)
    reader.ask(f"{PLAYER}.show(1)")
    assert reader.text(".rd-play") == "Next year"
    reader.click(".rd-play")
    reader.wait(f"{PLAYER}.year === 1970")
    reader.page.wait_for_timeout(1500)
    assert reader.ask(f"{PLAYER}.year") == 1970


def test_on_paper_stand_the_words_the_map_and_its_legend(page: Page, browser_log: BrowserLog, story: Path) -> None:
    reader = ChromiumReader(page, browser_log)
    reader.open(story)
    page.emulate_media(media="print")
    kept = (".rd-title", ".rd-sentence", ".rd-stage", ".rs-legend", ".rd-made")
    assert all(map(reader.shown, kept))
    assert not any(map(reader.shown, (".rd-side", ".rd-tabs", ".rd-walk", ".rs-save", ".leaflet-control-zoom")))


def test_a_browser_of_long_ago_is_told_what_to_do(page: Page, story: Path) -> None:
    page.add_init_script("delete window.DecompressionStream")
    page.goto(story.as_uri())
    assert page.inner_text("#rd") == "This browser is too old to open the map: use one from 2023 or later."


def test_a_finger_moves_the_line_between_two_maps(
    open_page: Callable[..., Page], browser_log: BrowserLog, story: Path
) -> None:
    reader = ChromiumReader(open_page(has_touch=True), browser_log)
    reader.open(story, 390, 844)
    reader.ask(f"{PLAYER}.show(2)")
    x, y = reader.point(".rd-divider")
    touch = reader.page.context.new_cdp_session(reader.page)
    for kind, at in (("touchStart", x), ("touchMove", x - 40), ("touchMove", x - 90)):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert int(reader.ask("document.querySelector('.rd-divider').ariaValueNow")) == round(100 * (195 - 90 - 12) / 366)


@pytest.fixture(scope="module")
def view_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = default_store()
    drawing = open_drawing(parameters("data=bay-area&level=zone&lang=uk&layers=regions,enterprises"), store)
    path = tmp_path_factory.mktemp("view") / "view.html"
    path.write_bytes(briefcase_of_view(drawing, store, made=dt.date(2026, 11, 22)))
    return path


def test_one_view_is_a_file_with_its_indicators_and_says_what_did_not_travel(
    page: Page, browser_log: BrowserLog, view_file: Path
) -> None:
    reader = ChromiumReader(page, browser_log)
    reader.open(view_file)
    assert not reader.shown(".rd-steps")
    assert not reader.shown(".rd-main-button")
    assert len(reader.texts("#rd-indicator option")) == 20
    assert reader.shown(".rd-left-out")
    assert reader.shown(".rd-head .rd-badge")
    assert reader.ask("document.documentElement.lang") == "uk"
    reader.choose(3)
    reader.wait(f"{PLAYER}.choice === 2")
    assert reader.errors() == []
