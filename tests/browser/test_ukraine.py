"""A dataset without figures says what is missing and hands out the table to fill in."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.map_page import MapPage


def test_the_oblasts_are_drawn_and_the_template_is_offered(open_map: Callable[..., MapPage], tmp_path: Path) -> None:
    seen = open_map(data="ukraine", lang="uk")
    assert seen.ask("document.querySelectorAll('path.rs-region').length") == 27
    assert sum(int(count) for _, count in seen.legend()) == 27
    expect(seen.headline()).to_have_text("Україна: області, готові до ваших даних")
    expect(seen.page.locator(".rs-subtitle")).to_contain_text("бракує")
    seen.hover(49.6, 36.3)
    expect(seen.map.locator(".rs-tip-name")).to_contain_text("Харківська")
    with seen.page.expect_download() as waiting:
        seen.page.get_by_test_id("stDownloadButton").first.locator("button").click()
    file = tmp_path / "template.csv"
    waiting.value.save_as(file)
    header, *rows = (line.split(",") for line in file.read_text(encoding="utf-8-sig").splitlines())
    assert header[0] == "region_code"
    assert {"A", "C", "J", "TOTAL"} & set(header) >= {"A", "C", "J"}
    assert len(rows) == 27
    assert {cell for row in rows for name, cell in zip(header, row, strict=True) if len(name) == 1} == {""}
