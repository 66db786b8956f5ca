"""A briefcase opens from the disk, without a network, in Chromium and in Firefox, and does all that it promises."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.store import Store, default_store
from papers.briefcase import briefcase
from papers.briefcase_choice import choice_of
from papers.briefcase_files import briefcase_of_view
from papers.deck import DeckOptions, deck_of
from scene.opening import open_drawing, parameters
from scene.story import Step, Story
from tests.browser.hostile_dataset import PAYLOADS, write_hostile_dataset
from tests.browser.reader import ChromiumReader, FirefoxReader, Reader
from tests.browser.test_accessibility import AXE, GRAVE, RUN
from tests.support.firefox import Firefox
from tests.support.watch import BrowserLog

INCOME = "data=us&measure=income_per_capita&ind=value"
STEPS = (
    Step("data=us&item=15-0000", "Where computer jobs are", "Washington has twice the national share."),
    Step(f"{INCOME}&year=1969", "Eighty years of incomes", kind="years"),
    Step(f"{INCOME}&year=1929", "Before and after", kind="swipe", beside=f"{INCOME}&year=2009"),
    Step("data=us&item=51-0000&level=metro&layers=regions,hotspots,places,airports"),
)
WASHINGTON = (47.3, -120.3)
FILLS = "Array.from(document.querySelectorAll('.rd-map path.rs-region'), path => path.getAttribute('fill'))"
WHERE = """(box => [box.x, box.y, box.width, box.height].map(Math.round))(
    document.querySelector('%s path.rs-region').getBoundingClientRect())"""
PLAYER = "window.regioscopeDeck"


@pytest.fixture(scope="module")
def deck() -> dict[str, Any]:
    store = default_store()
    others = choice_of(open_drawing(parameters(STEPS[0].address), store), store, most=5)
    options = DeckOptions(made="22 November 2026", selector=others)
    return deck_of(Story("s", "Jobs & incomes", steps=STEPS), store, "en", inline=True, options=options)


@pytest.fixture(scope="module")
def story(deck: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "story.html"
    path.write_bytes(briefcase(deck))
    return path


@pytest.fixture(scope="module")
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


class Cases:
    """What a person does with a file; each browser gives the `reader`."""

    def test_it_opens_with_its_first_map_and_asks_for_nothing(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        assert reader.text(".rd-top h1") == "Jobs & incomes"
        assert reader.text(".rd-title") == "Where computer jobs are"
        assert reader.text(".rd-sentence") == "Washington has twice the national share."
        assert reader.texts(".rd-step-title")[:2] == ["Where computer jobs are", "Eighty years of incomes"]
        made = "Made on 22 November 2026 with Regioscope. This file needs no network and no server."
        assert reader.text(".rd-made") == made
        assert reader.ask(f"{FILLS}.length") == 54
        for index in range(len(STEPS)):
            reader.ask(f"{PLAYER}.show({index})")
        assert reader.requests() == []
        assert reader.errors() == []

    def test_the_legend_is_that_of_the_message_and_the_colours_follow_it(
        self, reader: Reader, story: Path, deck: dict[str, Any]
    ) -> None:
        reader.open(story)
        message = deck["steps"][0]["view"]["message"]
        rows = list(zip(reader.texts(".rs-row-text"), reader.texts(".rs-row-count"), strict=True))
        assert rows == [(item["text"], str(item["count"])) for item in message["legend"]["items"]]
        palette, regions = message["regions"]["palette"], message["regions"]
        expected = [{"-": "url(#rs-nodata)", "m": "url(#rs-low)"}.get(c) or palette[int(c)] for c in regions["classes"]]
        assert reader.ask(FILLS) == expected

    def test_steps_go_on_by_button_by_list_and_by_the_keys_of_a_clicker(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        assert reader.ask("document.querySelector('.rd-walk button').disabled")
        reader.click(".rd-main-button")
        reader.wait(f"{PLAYER}.index() === 1")
        reader.press("PageDown")
        reader.wait(f"{PLAYER}.index() === 2")
        reader.press("PageUp")
        reader.wait(f"{PLAYER}.index() === 1")
        reader.click(".rd-steps li:nth-child(4) button")
        reader.wait(f"{PLAYER}.index() === 3")
        assert reader.text(".rd-step[aria-current=step] .rd-step-number") == "4"
        assert reader.text(".rd-position") == "4 of 4"
        assert reader.ask("document.querySelector('.rd-main-button').disabled")
        reader.wait("document.querySelectorAll('.rd-map path.rs-region').length === 393")

    def test_another_indicator_is_chosen_and_left_again(
        self, reader: Reader, story: Path, deck: dict[str, Any]
    ) -> None:
        reader.open(story)
        before = reader.ask(FILLS)
        for index, choice in enumerate(deck["selector"], start=1):
            reader.choose(index)
            message = choice["view"]["message"]
            reader.painted(message["key"])
            assert reader.text(".rd-title") == message["title"]
            assert reader.text(".rs-legend-title") == message["legend"]["title"]
            assert reader.ask(FILLS) != before
        assert not reader.shown(".rd-sentence")
        reader.choose(0)
        reader.painted(deck["steps"][0]["view"]["message"]["key"])
        assert reader.ask(FILLS) == before
        assert reader.text(".rd-title") == "Where computer jobs are"

    def test_pointing_tells_name_and_value_and_a_click_keeps_them(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        reader.move(*reader.place(*WASHINGTON))
        reader.wait("!document.querySelector('.rs-tip').hidden")
        assert reader.text(".rs-tip-name") == "Washington"
        assert reader.text(".rs-tip-value") == "1.996"
        reader.click_at(*reader.place(*WASHINGTON))
        line = reader.wait("document.querySelector('.rd-chosen').textContent")
        assert line.startswith("Washington: 1.996 \u00b7 rank 1 of 52 \u00b7 ")
        reader.click_at(*reader.place(*WASHINGTON))
        reader.wait("document.querySelector('.rd-chosen').hidden")

    def test_the_table_holds_the_figures_of_the_map_sorts_and_finds(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        reader.click("#rd-tab-table")
        first = ".rd-table tbody tr:first-child "
        reader.appears(f"{first} td")
        assert reader.texts(f"{first} > *")[:3] == ["1", "Washington", "1.996"]
        assert len(reader.texts(".rd-table tbody tr")) == 54
        reader.click(".rd-table thead th:nth-child(2) button")
        reader.wait(f"document.querySelector('{first} th').textContent === 'Alabama'")
        assert reader.ask("document.querySelector('.rd-table thead th:nth-child(2)').ariaSort") == "ascending"
        reader.click("#rd-find")
        reader.press(*"dakota")
        reader.wait("document.querySelectorAll('.rd-table tbody tr').length === 2")
        assert reader.texts(".rd-table tbody th") == ["North Dakota", "South Dakota"]
        reader.ask(f"document.querySelector('{first} .rd-name').focus()")
        reader.press("ArrowDown", "Enter")
        reader.appears(".rd-selected")
        assert reader.text(".rd-selected th") == "South Dakota"
        assert reader.text(".rd-chosen").startswith("South Dakota: ")

    def test_a_long_table_shows_its_first_rows_and_the_others_on_request(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        reader.ask(f"{PLAYER}.show(3)")
        reader.click("#rd-tab-table")
        reader.wait("document.querySelectorAll('.rd-table tbody tr').length === 200")
        assert reader.text(".rd-count") == "The first 200 of 393 rows are shown."
        reader.click(".rd-table-tools .rd-button")
        reader.wait("document.querySelectorAll('.rd-table tbody tr').length === 393")

    def test_sources_and_method_are_text_and_link_to_nothing(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        reader.click("#rd-tab-sources")
        text = reader.text(".rd-sources")
        for part in ("LQ[r,i] = (x[r,i] / x[r,.]) / (q[i] / q[.])", "US Bureau of Labor Statistics", "Public domain",
                     "https://www.bls.gov/oes/", "US Census Bureau"):  # fmt: skip
            assert part in text
        assert reader.ask("document.querySelectorAll('a[href]:not([href=\"#\"])').length") == 0

    def test_years_run_with_one_legend(self, reader: Reader, story: Path, deck: dict[str, Any]) -> None:
        reader.open(story)
        reader.ask(f"{PLAYER}.show(1)")
        step, key = deck["steps"][1], deck["steps"][1]["view"]["message"]["key"]
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
        self, reader: Reader, story: Path, deck: dict[str, Any]
    ) -> None:
        reader.open(story)
        reader.ask(f"{PLAYER}.show(2)")
        step = deck["steps"][2]
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

    def test_hostile_names_are_shown_letter_by_letter(self, reader: Reader, hostile_file: Path) -> None:
        reader.open(hostile_file)
        assert reader.text(".rd-top h1") == PAYLOADS[5]
        assert reader.texts(".rd-step-title") == list(PAYLOADS)
        assert reader.texts("#rd-indicator option")[1:] == list(PAYLOADS[:2])
        for index, payload in enumerate(PAYLOADS):
            reader.ask(f"{PLAYER}.show({index})")
            assert reader.text(".rd-title") == reader.text(".rd-sentence") == payload
        reader.click("#rd-tab-table")
        reader.appears(".rd-table tbody th")
        assert set(reader.texts(".rd-table tbody th")) == set(PAYLOADS)
        reader.click("#rd-tab-sources")
        assert PAYLOADS[5] in reader.text(".rd-sources")
        for index in range(len(PAYLOADS)):
            reader.ask(f"{PLAYER}.select('R{index}')")
            reader.wait(f"document.querySelector('.rd-chosen').textContent.startsWith({json.dumps(PAYLOADS[index])})")
        assert not reader.ask("Boolean(window.__pwned)")
        assert reader.ask("document.querySelectorAll('img[src=x]').length") == 0
        assert reader.requests() == []

    def test_a_telephone_shows_the_map_on_half_of_its_screen_and_never_scrolls_sideways(
        self, reader: Reader, story: Path
    ) -> None:
        reader.open(story, 390, 844)
        for index in range(len(STEPS)):
            reader.ask(f"{PLAYER}.show({index})")
            assert reader.ask("document.documentElement.scrollWidth") <= 390
            assert reader.ask("document.querySelector('.rd-stage').clientHeight") >= 422
        assert reader.ask("innerWidth") == 390

    def test_the_map_says_in_words_what_it_shows(self, reader: Reader, story: Path, deck: dict[str, Any]) -> None:
        reader.open(story)
        alt = deck["steps"][0]["view"]["alt"]
        assert "Highest: Washington 1.996" in alt
        assert reader.ask("document.querySelector('.rs-map').getAttribute('aria-label')") == alt
        assert reader.ask("document.title") == "Jobs & incomes"
        assert reader.ask("document.documentElement.lang") == "en"

    def test_a_picture_of_the_map_is_made_without_a_network(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        made = reader.ask("Regioscope.png()")
        assert made["bytes"] > 50_000
        assert reader.requests() == []

    def test_no_script_from_outside_the_file_runs(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        reader.ask("""(script => { script.textContent = 'window.__pwned = 1'; document.body.append(script); })(
            document.createElement('script'))""")
        assert not reader.ask("Boolean(window.__pwned)")
        assert reader.ask("fetch('https://example.org/').then(() => 'sent', () => 'refused')") == "refused"
        assert reader.requests() == []

    def test_every_rule_of_access_that_counts_is_kept(self, reader: Reader, story: Path) -> None:
        reader.open(story)
        reader.ask(f"(() => {{ {AXE} }})()")
        for index in range(len(STEPS)):
            reader.ask(f"{PLAYER}.show({index})")
            for tab in ("map", "table", "sources"):
                reader.ask(f"{PLAYER}.tab('{tab}')")
                rules = [rule for rule in reader.ask(f"({RUN})()") if rule["impact"] in GRAVE]
                found = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in rules]
                assert found == [], (index, tab)
            reader.ask(f"{PLAYER}.tab('map')")


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
