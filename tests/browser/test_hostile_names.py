"""Names from a registry are shown letter by letter, and nothing in them runs, in the browser or on the server."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.hostile_dataset import PAYLOADS, SERVER_MARK, write_hostile_dataset
from tests.browser.map_page import MapPage
from tests.support.app import running_app

RAN = "() => Boolean(window.__pwned) || [...document.querySelectorAll('iframe')].some(f => f.contentWindow.__pwned)"
LAYERS = "regions,enterprises,universities"


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Return the address of an app that was given the hostile dataset, and its log."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile_dataset(folder)
    log = folder / "app.log"
    with running_app(log, environment={"REGIOSCOPE_DATASETS": str(folder)}) as url:
        yield url, log


@pytest.fixture
def hostile(open_page: Callable[..., Page], hostile_app: tuple[str, Path]) -> Iterator[MapPage]:
    """Open pages of that app; at the end nothing may have run."""
    page = open_page(locale="en-US")
    dialogs: list[str] = []

    def opened(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", opened)
    yield MapPage(page, hostile_app[0])
    assert not page.evaluate(RAN)
    assert dialogs == []
    assert page.locator('img[src="x"]').count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0
    assert not re.search(r"(?<!\d)1337(?!\d)", page.content())  # what 7*191 is; numbers of widgets may hold it
    log = hostile_app[1].read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "TemplateSyntaxError" not in log


def test_on_the_map(hostile: MapPage) -> None:
    seen = hostile.open(data="hostile", layers=LAYERS, view="40,-97,4.5", region="R0", item="I0")
    expect(seen.headline()).to_contain_text(PAYLOADS[0])
    expect(seen.page.locator(".rs-panel-title")).to_have_text(PAYLOADS[0])
    assert seen.ask("document.querySelectorAll('path.rs-region').length") == len(PAYLOADS)
    seen.map.locator(".rs-legend-head").click()  # it covers the first towns
    for index, payload in enumerate(PAYLOADS):
        seen.hover(40, -115 + 5 * index)
        expect(seen.map.locator(".rs-tip-name")).to_have_text(payload)
    for index, payload in enumerate(PAYLOADS):
        seen.hover(44, -115 + 5 * index)
        expect(seen.map.locator(".rs-tip-name")).to_have_text(payload)
    assert seen.map.locator("img[src=x]").count() == 0


def test_on_the_card_of_an_enterprise(hostile: MapPage) -> None:
    seen = hostile.open(data="hostile", layers=LAYERS, view="36,-110,12")
    for index, payload in list(enumerate(PAYLOADS))[:6]:
        seen.look(36, -115 + 5 * index, 12)
        seen.frame.wait_for_function("() => window.__regioscope_points && window.__regioscope_points.singles === 1")
        seen.frame.wait_for_function(f"() => Math.abs(Regioscope.map.getCenter().lng - {-115 + 5 * index}) < 0.01")
        seen.click(36, -115 + 5 * index)
        card = seen.map.locator(".rs-card").last  # the one before it fades away
        expect(card.locator("h2")).to_have_text(payload)
        expect(card).to_contain_text(PAYLOADS[0])  # the kind of organisation


def test_in_the_message_of_the_map(hostile: MapPage) -> None:
    seen = hostile.open(data="hostile", layers=LAYERS, item="I2")
    scripts = seen.ask("[...document.scripts].map(s => s.textContent).join('')")
    assert PAYLOADS[0] not in scripts
    assert PAYLOADS[5] not in scripts
    texts = json.dumps(seen.message()["legend"], ensure_ascii=False)
    assert "1337" not in texts
    assert SERVER_MARK in json.dumps(seen.message()["title"])  # shown as it is, not run


def test_in_table_and_chart(hostile: MapPage) -> None:
    seen = hostile.open(data="hostile", item="I4")
    seen.tab("Table")
    grid = seen.page.locator('[data-testid="stDataFrame"] table[role="grid"]')
    grid.locator('[role="gridcell"]').first.wait_for(state="attached")
    texts = grid.evaluate("grid => [...grid.querySelectorAll('td:nth-child(2)')].map(c => c.textContent)")
    assert set(PAYLOADS[:4]) <= set(texts)
    seen.tab("Chart")
    seen.page.locator('[data-testid="stVegaLiteChart"]').locator("svg, canvas").first.wait_for()
    seen.page.get_by_role("button", name="How is this computed?").click()
    expect(seen.page.get_by_test_id("stCode").filter(has_text="regioscope compute")).to_be_visible()


@pytest.mark.parametrize("path", ["region", "industry", "scout", "lab", "data", "methods"])
def test_on_the_other_pages(hostile: MapPage, path: str) -> None:
    seen = hostile.goto(path, data="hostile", region="R0", item="I0")
    seen.settled()
    main = seen.page.get_by_test_id("stMain")
    if path != "methods":
        expect(main).to_contain_text(PAYLOADS[0], timeout=60_000)
    expect(main.locator("h1").first).to_be_visible()
