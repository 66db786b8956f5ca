"""The page Scout in a real browser: an investor from the choice of an industry to the files, by mouse and keyboard."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyogrio
import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage
from tests.browser.test_accessibility import grave

SETTLED = "window.__regioscope_scout?.seq === (window.__regioscope_scout_sent?.seq ?? 0)"
LISTED = "code => (new URLSearchParams(location.search).get('list') || '').includes(code)"
SLOW = 60_000
"""A new industry is counted and tried a thousand times on a machine that does more than this."""
Open = Callable[..., MapPage]


@pytest.fixture
def open_scout(open_page: Callable[..., Page], app_server: str) -> Open:
    def opened(options: dict[str, Any] | None = None, **parameters: str) -> MapPage:
        page = open_page(**({"locale": "en-US"} | (options or {})))
        seen = MapPage(page, app_server).goto("scout", **({"data": "us", "level": "metro"} | parameters))
        page.locator(".sc-rows li").first.wait_for(timeout=SLOW)
        seen.settled()
        return seen

    return opened


def order(page: Page) -> list[str]:
    """Return the codes of the ranking as they stand."""
    found: list[str] = page.locator(".sc-rows li").evaluate_all("rows => rows.map(row => row.dataset.code)")
    return found


def move(page: Page, name: str, to: float) -> None:
    """Move the weight of a criterion as a hand does, and wait until the ranking is painted."""
    slider = page.get_by_role("slider", name=f"Weight of: {name}", exact=True)
    slider.fill(str(to))
    page.wait_for_function(SETTLED)


def downloaded(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download(timeout=SLOW) as got:
        page.get_by_role("button", name=button).click()
    path = folder / got.value.suggested_filename
    got.value.save_as(path)
    return path


def test_an_investor_from_the_industry_to_the_files(open_scout: Open, tmp_path: Path) -> None:
    seen = open_scout()
    page = seen.page
    seen.choose("c_item", "Software Developers")
    seen.has(item="15-1252")
    expect(seen.headline()).to_contain_text("leads for Software Developers", timeout=SLOW)
    before = order(page)
    _set_a_condition(seen)
    move(page, "Nearest large airport", 5)
    after = order(page)
    assert after != before
    assert "airport:5" in seen.address()["w"]
    seen.settled()
    _see_what_would_change(seen)
    _compare_three(seen, after)
    assert grave(page) == []
    seen.tab("Questions")
    expect(page.locator(".sc-ask-of")).to_have_count(3)
    text = downloaded(page, "Download as text", tmp_path).read_text(encoding="utf-8")
    assert text.count("Project: Software Developers") == 3
    _open_files(page, tmp_path)


def _set_a_condition(seen: MapPage) -> None:
    """Ask for at least 2,000 jobs; those that have fewer are left out, and can still be read."""
    page = seen.page
    page.get_by_role("button", name="Add a condition").click()
    page.wait_for_function(SETTLED)
    page.get_by_role("combobox", name="Criterion", exact=True).select_option("labour_pool")
    bound = page.get_by_role("spinbutton", name="Bound")
    bound.fill("2000")
    bound.press("Tab")
    page.wait_for_function("() => (new URLSearchParams(location.search).get('must') || '').includes('min:2000')")
    expect(page.locator(".sc-effect")).to_contain_text("places left out")
    seen.settled()
    page.locator(".st-key-x_out summary").click()
    expect(page.get_by_role("cell", name=re.compile("at least 2,000")).first).to_be_visible()


def _see_what_would_change(seen: MapPage) -> None:
    page = seen.page
    seen.tab("What would change the winner")
    expect(page.get_by_role("heading", name="The smallest change")).to_be_visible()
    sentence = page.locator(".st-key-scout_change_0 .rs-text").inner_text()
    page.get_by_role("button", name="Try this change").first.click()
    winner = re.search(r", (.*) would lead", sentence.replace("\n", " "))
    assert winner
    expect(seen.headline()).to_contain_text(f"{winner[1]} leads for", timeout=SLOW)
    page.locator('[data-testid="stVegaLiteChart"]').locator("svg, canvas").first.wait_for(timeout=SLOW)
    seen.settled()
    assert grave(page) == []
    page.go_back()
    seen.tab("Ranking")


def _compare_three(seen: MapPage, codes: list[str]) -> None:
    page = seen.page
    seen.settled()
    for code in order(page)[:3]:
        page.locator(f'.sc-rows li[data-code="{code}"] .sc-star').click()
        page.wait_for_function(LISTED, arg=code)
        seen.settled()
    seen.tab("Compare shortlist")
    table = page.get_by_role("region", name="The shortlist field by field")
    expect(table.locator("thead th")).to_have_count(4, timeout=SLOW)
    expect(table).to_contain_text("US Bureau of Labor Statistics · May 2025")
    assert len(codes) >= 3


def _open_files(page: Page, folder: Path) -> None:
    book = openpyxl.load_workbook(downloaded(page, "Download XLSX", folder), read_only=True)
    assert "Ranking" in book.sheetnames
    places = downloaded(page, "Download GeoPackage", folder)
    assert "places_metro" in pyogrio.list_layers(places)[:, 0]
    assert len(pyogrio.read_dataframe(places, layer="places_metro")) == 393
    with sqlite3.connect(places) as base:
        assert base.execute("SELECT count(*) FROM layer_styles").fetchone()[0] >= 1
    page.get_by_role("tab", name="Ranking", exact=True).click()
    page.locator("h2#place").wait_for()
    name = page.locator("h2#place").inner_text()
    brief = pypdf.PdfReader(downloaded(page, "One-page brief (PDF)", folder))
    assert len(brief.pages) == 1
    assert name.split(",")[0].split("-")[0] in brief.pages[0].extract_text()


def test_a_copied_link_opens_the_same_scouting(open_scout: Open) -> None:
    seen = open_scout(item="15-1252", where="all", w="airport:5,quotient:1", must="labour_pool:min:5000",
                      list="41940,53", region="53")  # fmt: skip
    page = seen.page
    expect(page.locator(".sc-criterion.sc-on")).to_have_count(2)
    expect(page.get_by_role("slider", name="Weight of: Nearest large airport")).to_have_value("5")
    expect(page.get_by_role("spinbutton", name="Bound")).to_have_value("5000")
    expect(page.locator('.sc-star[aria-pressed="true"]')).to_have_count(2)
    expect(page.locator("h2#place")).to_have_text("Washington")


def test_every_step_goes_by_keyboard(open_scout: Open) -> None:
    seen = open_scout(item="15-1252")
    page = seen.page
    slider = page.get_by_role("slider", name="Weight of: Share compared with the country")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    page.wait_for_function(SETTLED)
    assert "quotient:5" in seen.address()["w"]
    switch = page.get_by_role("switch", name="Wage in this group")
    switch.focus()
    switch.press("Space")
    page.wait_for_function(SETTLED)
    assert "wages:" not in seen.address()["w"]
    seen.settled()
    second = page.locator(".sc-rows li").nth(1)
    second.locator(".sc-name").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h2#place")).to_have_text(second.locator(".sc-name").inner_text())
    second.locator(".sc-star").focus()
    page.keyboard.press("Enter")
    expect(second.locator(".sc-star")).to_have_attribute("aria-pressed", "true")


def test_a_condition_keeps_the_focus_when_the_answer_comes(open_scout: Open) -> None:
    seen = open_scout(item="15-1252")
    page = seen.page
    page.get_by_role("button", name="Add a condition").click()
    which = page.get_by_role("combobox", name="Criterion", exact=True)
    for asked in ("cluster_status:min:0", "related:min:0.42"):
        expect(page.locator(".sc-did")).to_contain_text("left out")
        page.keyboard.press("ArrowDown")
        seen.has(must=asked)
    expect(page.locator(".sc-did")).to_contain_text("186 places left out")
    expect(which).to_be_focused()
    away = page.get_by_role("button", name="Take away the condition: Related groups present")
    expect(away).to_be_visible()
    bound = page.get_by_role("spinbutton", name="Bound")
    bound.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".sc-did")).to_contain_text("206 places left out")
    expect(bound).to_be_focused()


def test_a_click_on_the_map_opens_the_card(open_scout: Open) -> None:
    seen = open_scout(item="15-1252", level="state")
    page = seen.page
    page.locator('.sc-map [data-code="48"]').click()
    seen.has(region="48")
    expect(page.locator("h2#place")).to_have_text("Texas")
    expect(page.locator('.sc-map [data-code="48"]')).to_have_class(re.compile("sc-chosen"))


def test_the_eleventh_place_is_refused_in_words(open_scout: Open) -> None:
    ten = "41940,42660,12420,41620,41860,47900,26620,19100,20500,14460"
    seen = open_scout(item="15-1252", list=ten)
    page = seen.page
    page.locator('.sc-star[aria-pressed="false"]').first.click()
    expect(page.get_by_text("The shortlist holds ten places")).to_be_visible()
    assert seen.address()["list"] == ten


def test_three_quick_clicks_are_three_places(open_scout: Open) -> None:
    seen = open_scout(item="15-1252")
    page = seen.page
    move(page, "Nearest large airport", 4)
    first = order(page)[:3]
    page.evaluate("() => [...document.querySelectorAll('.sc-star')].slice(0, 3).forEach((star) => star.click())")
    seen.has(list=",".join(first))
    assert "airport:4" in seen.address()["w"]


def test_a_dragged_weight_never_jumps_back(open_scout: Open) -> None:
    seen = open_scout(item="15-1252")
    page = seen.page
    slider = page.get_by_role("slider", name="Weight of: Jobs in this group", exact=True)
    values = ["0.5", "1.5", "2.5", "3.5", "4.5", "5"]
    jumps = slider.evaluate(
        """(slider, values) => new Promise((done) => {
          const wrong = []; let wanted = slider.value; let index = 0;
          const look = () => { if (slider.value !== wanted) wrong.push([slider.value, wanted]); };
          const watch = setInterval(look, 5);
          const step = () => {
            if (index === values.length) { setTimeout(() => { clearInterval(watch); done(wrong); }, 1500); return; }
            wanted = values[index++]; slider.value = wanted;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            setTimeout(step, 60);
          };
          step();
        })""",
        values,
    )
    assert jumps == []
    page.wait_for_function(SETTLED)
    assert "labour_pool:5" in seen.address()["w"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_part_keeps_people_out(open_scout: Open, scheme: str) -> None:
    seen = open_scout({"color_scheme": scheme}, item="15-1252", where="all", list="41940,53", must="wages:max:170000")
    page = seen.page
    page.get_by_role("button", name="Wage in this group", exact=True).click()
    expect(page.get_by_text("Choose whether low (cost) or high (skill) is good").first).to_be_visible()
    assert grave(page) == []
    for tab in ("Compare shortlist", "Questions", "How is this computed?"):
        seen.tab(tab)
        assert grave(page) == []


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_phone_scrolls_downwards_only(open_scout: Open, lang: str) -> None:
    seen = open_scout({"viewport": {"width": 390, "height": 844}}, item="15-1252", lang=lang, list="41940,42660,12420")
    page = seen.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".sc-matters summary").first.click()
    expect(page.get_by_role("slider").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for index, part in ((1, ".sc-compare"), (3, ".sc-firm")):
        page.get_by_role("tab").nth(index).click()
        page.locator(part).wait_for(timeout=SLOW)
        seen.settled()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert grave(page) == []


def test_a_description_becomes_a_ranking(open_scout: Open) -> None:
    seen = open_scout()
    page = seen.page
    page.locator(".st-key-x_project summary").click()
    field = page.get_by_role("textbox", name="What is it, and what does it need?")
    field.fill("registered nurses, 200 people, near an airport")
    field.press("Control+Enter")
    expect(page.get_by_text("From your words")).to_be_visible()
    page.get_by_role("button", name="Rank by this").click()
    seen.has(item="29-1141")
    expect(seen.headline()).to_contain_text("Registered Nurses", timeout=SLOW)
    expect(page.get_by_role("spinbutton", name="Bound")).to_have_value("2000")


def test_without_figures_the_page_says_how_to_bring_them(open_page: Callable[..., Page], app_server: str) -> None:
    seen = MapPage(open_page(locale="en-US"), app_server).goto("scout", data="ukraine")
    expect(seen.page.get_by_role("button", name="Download the table to fill in")).to_be_visible()
    seen.settled()
    assert grave(seen.page) == []
