"""The industry page and the grown region page as a reader uses them: reached, changed, read on a phone, downloaded."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage
from tests.browser.test_accessibility import grave
from tests.browser.test_hostile_names import hostile, hostile_app  # noqa: F401 - fixtures

PHONE = {"viewport": {"width": 390, "height": 844}}
SIDEWAYS = """() => Math.max(document.documentElement.scrollWidth - innerWidth,
  (main => main.scrollWidth - main.clientWidth)(document.querySelector('[data-testid="stMain"]')))"""

Open = Callable[..., MapPage]


@pytest.fixture
def open_at(open_page: Callable[..., Page], app_server: str) -> Open:
    """Open a page without a map: ``open_at("industry", item="15-0000")``."""

    def start(path: str, *, options: dict[str, object] | None = None, **parameters: str) -> MapPage:
        seen = MapPage(open_page(**{"locale": "en-US", **(options or {})}), app_server).goto(path, **parameters)
        seen.page.locator("h1").first.wait_for()
        seen.settled()
        return seen

    return start


def test_the_group_of_the_map_is_that_of_the_page(open_map: Open) -> None:
    seen = open_map(item="15-1252")
    seen.page.get_by_role("link", name="Industry", exact=True).click()
    seen.says("Software Developers: half of the jobs are in 6 of 52 regions, which have 38% of all jobs")
    seen.has(item="15-1252")
    answer = seen.page.locator(".rs-card", has_text="More than chance?")
    expect(answer).to_contain_text("Moran's I", timeout=20_000)


def test_a_click_on_the_small_map_selects_the_region_everywhere(open_at: Open) -> None:
    seen = open_at("industry", data="bay-area", level="county")
    picture = seen.page.locator(".st-key-where_map canvas, .st-key-where_map svg.marks").first
    picture.wait_for()
    box = picture.bounding_box()
    assert box is not None
    seen.page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"])
    seen.page.wait_for_function("() => new URLSearchParams(location.search).has('region')")
    region = seen.address()["region"]
    seen.tab("Table")
    seen.page.get_by_role("button", name="Region page").click()
    expect(seen.page.locator(".st-key-c_region input")).not_to_have_value("")
    seen.has(region=region)


def test_a_related_group_opens_its_own_page(open_at: Open) -> None:
    seen = open_at("industry", item="15-1252")
    seen.tab("Related")
    seen.choose("c_related", "Computer and Information Systems Managers")
    seen.says("Computer and Information Systems Managers: half of the jobs")
    assert "item=11-3021" in seen.page.url


def test_the_panel_of_an_index_ends_with_the_command(open_at: Open) -> None:
    seen = open_at("industry", data="bay-area")
    seen.page.get_by_role("button", name="How is this computed?").click()
    seen.choose("how_name", "Ellison-Glaeser")
    panel = seen.page.get_by_test_id("stPopoverBody")
    expect(panel).to_contain_text("plant_herfindahl")
    expect(panel).to_contain_text("Simulated. Source:")
    expect(panel).to_contain_text("--indicator ellison_glaeser")


def test_the_table_of_an_industry_is_downloaded_with_its_origin(open_at: Open, tmp_path: Path) -> None:
    seen = open_at("industry", item="15-0000")
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name="Download table").click()
    file = tmp_path / "table.zip"
    waiting.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    assert names == [f"regioscope-us-industry-15-0000-state.{end}" for end in ("csv", "provenance.json")]


def test_tabs_are_walked_by_keyboard(open_at: Open) -> None:
    seen = open_at("industry", item="15-0000")
    seen.page.get_by_role("tab", name="Where").focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("tab", name="More than chance?")).to_have_attribute("aria-selected", "true")
    expect(seen.page.locator(".rs-verdict").first).to_contain_text("Firms:")


@pytest.mark.parametrize(
    ("path", "parameters"), [("industry", {"data": "bay-area", "lang": "uk"}), ("region", {"region": "06"})]
)
def test_no_tab_is_wider_than_a_phone_or_keeps_people_out(open_at: Open, path: str, parameters: dict[str, str]) -> None:
    seen = open_at(path, options=PHONE, **parameters)
    tabs = seen.page.get_by_role("tab")
    for i in range(tabs.count()):
        tabs.nth(i).click()
        seen.settled()
        assert seen.page.evaluate(SIDEWAYS) <= 0
        assert grave(seen.page) == []


def test_names_of_a_registry_are_shown_and_never_run(hostile: MapPage) -> None:  # noqa: F811
    for path in ("industry", "region"):
        seen = hostile.goto(path, data="hostile", region="R0", item="I0")
        seen.page.locator("h1").first.wait_for()
        tabs = seen.page.get_by_role("tab")
        for i in range(tabs.count()):
            tabs.nth(i).click()
            seen.settled()
        seen.page.get_by_role("button", name="How is this computed?").click()
        seen.settled()
        expect(seen.page.get_by_test_id("stPopoverBody")).to_contain_text("regioscope compute --dataset hostile")


def test_a_dataset_without_figures_offers_its_template(open_at: Open) -> None:
    seen = open_at("industry", data="ukraine", lang="uk")
    expect(seen.headline()).to_have_text("Україна: області, готові до ваших даних")
    expect(seen.page.get_by_test_id("stDownloadButton")).to_have_count(1)
