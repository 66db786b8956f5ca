"""A briefcase opens from the disk, without a network, in Chromium and in Firefox, and shows what the app shows."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.hostile_dataset import PAYLOADS
from tests.browser.reader import FILLS, PLAYER, STEPS, Reader
from tests.browser.test_accessibility import AXE, GRAVE, RUN
from tests.browser.two_browsers import ChromiumReader, FirefoxReader
from tests.support.firefox import Firefox
from tests.support.watch import BrowserLog

WASHINGTON = (47.3, -120.3)


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
        self, reader: Reader, story: Path, story_deck: dict[str, Any]
    ) -> None:
        reader.open(story)
        message = story_deck["steps"][0]["view"]["message"]
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
        self, reader: Reader, story: Path, story_deck: dict[str, Any]
    ) -> None:
        reader.open(story)
        before = reader.ask(FILLS)
        for index, choice in enumerate(story_deck["selector"], start=1):
            reader.choose(index)
            message = choice["view"]["message"]
            reader.painted(message["key"])
            assert reader.text(".rd-title") == message["title"]
            assert reader.text(".rs-legend-title") == message["legend"]["title"]
            assert reader.ask(FILLS) != before
        assert not reader.shown(".rd-sentence")
        reader.choose(0)
        reader.painted(story_deck["steps"][0]["view"]["message"]["key"])
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

    def test_the_map_says_in_words_what_it_shows(self, reader: Reader, story: Path, story_deck: dict[str, Any]) -> None:
        reader.open(story)
        alt = story_deck["steps"][0]["view"]["alt"]
        assert "Highest: Washington 1.996" in alt
        assert reader.ask("document.querySelector('.rs-map').getAttribute('aria-label')") == alt
        assert reader.ask("document.title") == "Jobs & incomes"
        assert reader.ask("document.documentElement.lang") == "en"

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
