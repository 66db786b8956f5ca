"""The page of clusters in a real browser: found, chosen by map and by keyboard, tested against chance, handed out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage
from tests.browser.test_accessibility import grave

NO_EVIDENCE = "a pattern of simulated firms, not evidence"
SLOW = 60_000
"""The first search of a fresh server compiles its loops."""
Open = Callable[..., MapPage]


@pytest.fixture
def open_clusters(open_page: Callable[..., Page], app_server: str) -> Open:
    def opened(options: dict[str, Any] | None = None, **parameters: str) -> MapPage:
        page = open_page(**({"locale": "en-US"} | (options or {})))
        seen = MapPage(page, app_server).goto("clusters", **({"data": "bay-area", "item": "MWTEMPN"} | parameters))
        page.locator(".st-key-c_cluster").wait_for(timeout=SLOW)
        seen.settled()
        return seen

    return opened


def test_a_dataset_without_a_register_leads_to_one_that_has_it(open_page: Callable[..., Page], app_server: str) -> None:
    seen = MapPage(open_page(locale="en-US"), app_server).goto("clusters", data="us")
    seen.says("Which firms make up a cluster?")
    expect(seen.page.get_by_text("has no register of enterprises")).to_be_visible()
    seen.settled()
    assert grave(seen.page) == []
    seen.page.get_by_role("link", name="Open San Francisco Bay Area: six sectors").click()
    seen.has(data="bay-area")
    expect(seen.headline()).to_contain_text("clusters: Financial and professional services", timeout=SLOW)


def test_a_click_on_the_map_and_the_keyboard_open_a_card(open_clusters: Open) -> None:
    seen = open_clusters()
    page = seen.page
    expect(seen.headline()).to_contain_text("13 clusters: Manufacturing, wholesale trade and transport")
    assert page.get_by_text(NO_EVIDENCE).count() >= 3
    page.locator(".st-key-where_map svg .mark-symbol path").last.click()
    page.wait_for_url("**cluster=MWTEMPN-**")
    expect(page.locator("h2#card")).to_be_visible()
    expect(page.get_by_text("Anchors and the small firms around them")).to_be_visible()
    first = seen.address()["cluster"]
    field = page.get_by_role("combobox", name="Cluster")
    field.focus()
    field.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_function("first => new URLSearchParams(location.search).get('cluster') !== first", arg=first)
    seen.settled()
    assert grave(page) == []


def test_an_anchor_leaves_and_two_clusters_stand_side_by_side(open_clusters: Open) -> None:
    seen = open_clusters()
    seen.choose("c_cluster", "Milpitas")
    page = seen.page
    seen.tab("If an anchor leaves")
    expect(page.get_by_text("nothing is lost yet")).to_be_visible()
    seen.choose("c_gone", "No.")
    expect(page.locator(".rs-says")).to_contain_text("jobs of the cluster go")
    assert "gone" in seen.address()
    page.keyboard.press("Escape")
    seen.settled()
    assert grave(page) == []
    seen.tab("Compare two")
    expect(page.get_by_role("cell", name="Enterprises per km²")).to_be_visible()
    assert grave(page) == []


def test_the_test_against_chance_can_be_stopped(open_clusters: Open) -> None:
    seen = open_clusters()
    page = seen.page
    seen.tab("More than chance?")
    page.get_by_role("button", name="Is this more than chance?").click()
    expect(page.get_by_text("Drawing from chance:")).to_be_visible()
    page.get_by_role("button", name="Stop the test").click()
    expect(page.get_by_role("button", name="Is this more than chance?")).to_be_visible()
    expect(page.get_by_text("Drawing from chance:")).to_have_count(0)
    assert grave(page) == []


def test_clusters_are_handed_out_and_declared_ones_compared(open_clusters: Open, tmp_path: Path) -> None:
    seen = open_clusters()
    page = seen.page
    with page.expect_download() as got:
        page.get_by_role("button", name="Download GeoPackage").click()
    assert got.value.suggested_filename == "regioscope-bay-area-clusters-MWTEMPN.gpkg"
    assert Path(got.value.path()).read_bytes()[:15] == b"SQLite format 3"
    ring = [[-122.1, 37.3], [-121.8, 37.3], [-121.8, 37.5], [-122.1, 37.5], [-122.1, 37.3]]
    area = {"type": "Feature", "properties": {"name": "Valley"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    file = tmp_path / "parks.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [area]}), encoding="utf-8")
    seen.tab("Declared clusters")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".rs-says")).to_contain_text("1 declared cluster:")
    seen.settled()
    assert grave(page) == []


def test_the_panel_says_how_clusters_are_found(open_clusters: Open) -> None:
    page = open_clusters().page
    page.get_by_role("button", name="How is this computed?").click()
    panel = page.get_by_test_id("stPopoverBody")
    expect(panel).to_contain_text("regioscope clusters --dataset bay-area")
    expect(panel).to_contain_text("fingerprint")
    assert grave(page) == []


def test_the_phone_in_ukrainian(open_clusters: Open) -> None:
    seen = open_clusters({"viewport": {"width": 390, "height": 844}}, lang="uk")
    page = seen.page
    expect(seen.headline()).to_contain_text("13 кластерів")
    seen.choose("c_cluster", "Milpitas")
    page.locator("h2#card").wait_for()
    seen.settled()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert grave(page) == []


def test_the_dark_theme_keeps_contrast(open_clusters: Open) -> None:
    seen = open_clusters({"color_scheme": "dark"})
    seen.choose("c_cluster", "Milpitas")
    seen.page.locator("h2#card").wait_for()
    seen.settled()
    assert grave(seen.page) == []
