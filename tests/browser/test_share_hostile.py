"""Names from a registry stay text where a map is shared: in the lines for another page, and in the embedded map."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hostile_dataset import PAYLOADS, write_hostile_dataset
from tests.browser.map_page import MapPage
from tests.support.watch import BrowserLog

PAINTED = "() => window.__regioscope && window.__regioscope_view"


@pytest.fixture(scope="module")
def hostile(start_app: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of an app with the hostile dataset."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    write_hostile_dataset(folder)
    return start_app(REGIOSCOPE_DATASETS=str(folder), REGIOSCOPE_HOME=str(folder / "home"))


@pytest.mark.parametrize("number", [0, 2, 3, 5, 7])
def test_the_embedded_map_shows_a_name_letter_by_letter(
    open_page: Callable[..., Page], hostile: str, browser_log: BrowserLog, number: int
) -> None:
    page = open_page()
    page.goto(f"{hostile}/embed/view?data=hostile&item=I{number}&region=R{number}")
    page.wait_for_function(PAINTED)
    expect(page.locator(".rd-title")).to_contain_text(PAYLOADS[number])
    expect(page.locator(".rd-chosen")).to_contain_text(PAYLOADS[number])
    assert page.evaluate("Boolean(window.__pwned)") is False
    assert page.locator("img[src=x], a[href^='javascript:']").count() == 0
    assert browser_log.console_errors == []


def test_the_lines_for_another_page_are_one_frame_and_nothing_runs(
    open_page: Callable[..., Page], hostile: str
) -> None:
    seen = MapPage(open_page(locale="en-US"), hostile).open(data="hostile", item="I5", region="R5")
    page = seen.page
    page.get_by_role("button", name="Share view").click()
    page.get_by_role("tab", name="Embed").click()
    lines = page.locator('[data-testid="stPopoverBody"] code')
    expect(lines).to_contain_text("<iframe")
    text = lines.inner_text()
    assert text.count("<") == 2
    assert PAYLOADS[5] in unescape(text)
    assert page.evaluate("Boolean(window.__pwned)") is False
    other = open_page()
    other.set_content(text)
    assert other.locator("script").count() == 0
    assert other.locator("iframe").get_attribute("title") == f"{PAYLOADS[5]}: {PAYLOADS[0]}{PAYLOADS[1]}"
