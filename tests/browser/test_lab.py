"""The laboratory of definitions in a real browser: side by side, how many agree, a moved cut, a rule of one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import MapPage
from tests.browser.test_accessibility import grave

RULE = """
id = "many"
version = "1.0"
kind = "stars"
cluster_from = 1
citation = "Made for a test."
title = { en = "Many <b>jobs</b>" }
plain = { en = "A million jobs or more." }

[[conditions]]
id = "jobs"
title = { en = "Jobs" }
measure = "employment"
is = ">="
number = 1000000
"""
Open = Callable[..., MapPage]


@pytest.fixture
def open_lab(open_page: Callable[..., Page], app_server: str) -> Open:
    def opened(options: dict[str, Any] | None = None, **parameters: str) -> MapPage:
        page = open_page(**({"locale": "en-US"} | (options or {})))
        MapPage(page, app_server).goto("lab", **parameters)
        page.locator("h1.rs-headline").wait_for()
        page.locator(".rs-rules").wait_for()
        return MapPage(page, app_server)

    return opened


def test_a_place_under_every_definition(open_lab: Open) -> None:
    page = open_lab(region="06").page
    expect(page.locator("h1.rs-headline")).to_contain_text("a cluster by 2 of 4 definitions")
    expect(page.locator(".rs-rule")).to_have_count(8)
    expect(page.locator(".rs-rule.rs-unknown")).to_have_count(4)
    page.get_by_role("tab", name="How many agree", exact=True).click()
    expect(page.get_by_text("by 4 of 4")).to_be_visible()
    assert grave(page) == []
    page.get_by_role("tab", name="Move a threshold", exact=True).click()
    expect(page.get_by_text("regions are a cluster; with the published cuts")).to_be_visible()
    assert grave(page) == []


def test_a_verdict_says_how_it_is_computed(open_lab: Open) -> None:
    page = open_lab(region="06").page
    page.get_by_role("button", name="How is this computed?").click()
    panel = page.get_by_test_id("stPopoverBody")
    expect(panel).to_contain_text("--indicator cluster_rule --industry 15-0000")
    expect(panel).to_contain_text("location_quotient >= 2")
    expect(panel).to_contain_text("fingerprint")
    assert grave(page) == []


def test_a_moved_cut_stays_in_the_address_and_goes_back(open_lab: Open) -> None:
    page = open_lab(region="06", rule="european_observatory_stars").page
    page.get_by_role("tab", name="Move a threshold", exact=True).click()
    slider = page.get_by_role("slider", name="Location quotient for the star for specialisation")
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_url("**cut.specialisation=**")
    page.get_by_role("button", name="Back to the published cuts").click()
    page.wait_for_url(lambda url: "cut." not in url)
    expect(slider).to_have_value("2")


def test_a_rule_of_one_s_own_is_compared_and_a_wrong_one_is_named(open_lab: Open, tmp_path: Path) -> None:
    page = open_lab(region="06").page
    page.get_by_text("A definition of your own").click()
    good, bad = tmp_path / "many.toml", tmp_path / "bad.toml"
    good.write_text(RULE, encoding="utf-8")
    bad.write_text(RULE.replace("measure =", "mesure ="), encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(bad)
    listed = page.get_by_role("alert").filter(has_text="The definition bad.toml cannot be used")
    expect(listed.get_by_role("listitem")).to_have_count(2)
    expect(listed).to_contain_text("mesure")
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_role("alert")).to_have_count(0)
    page.locator('input[type="file"]').set_input_files(good)
    expect(page.locator(".rs-rule h3", has_text="Many <b>jobs</b>")).to_be_visible()
    expect(listed).to_have_count(0)
    expect(page.locator(".rs-rule h3 b")).to_have_count(0)
    expect(page.locator(".rs-rule")).to_have_count(9)
    page.locator('input[type="file"]').set_input_files(bad)
    expect(listed).to_be_visible()
    expect(page.locator(".rs-rule")).to_have_count(8)


def test_the_phone_in_ukrainian(open_lab: Open) -> None:
    page = open_lab({"viewport": {"width": 390, "height": 844}}, region="06", lang="uk").page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("h1.rs-headline")).to_contain_text("кластер за 2 із 4")
    assert grave(page) == []


def test_the_dark_theme_keeps_contrast(open_lab: Open) -> None:
    assert grave(open_lab({"color_scheme": "dark"}, region="06").page) == []
