"""What a first-time visitor sees, without touching anything."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.map_page import MapPage
from tests.support.watch import BrowserLog


def test_the_default_view_says_something_true(open_map: Callable[..., MapPage], browser_log: BrowserLog) -> None:
    seen = open_map()
    expect(seen.headline()).to_have_text(
        "Computer and Mathematical Occupations: most concentrated in Washington, 1.996 times the average share"
    )
    rows = seen.legend()
    assert sum(int(count) for _, count in rows) == 54  # 50 states, the district, three territories
    texts = [text for text, _ in rows]
    assert texts[:5] == ["below 0.50", "0.50 to 0.80", "0.80 to 1.25", "1.25 to 2.00", "2.00 and more"]
    assert rows[-1] == ("fewer than 1,000 jobs", "2")
    source = seen.map.get_by_text("Source: US Bureau of Labor Statistics, May 2025")
    expect(source.first).to_be_visible()
    assert seen.page.locator("html").get_attribute("lang") == "en"
    assert seen.ask("document.documentElement.lang") == "en"
    assert browser_log.console_errors == []
    assert seen.notices() == []


def test_the_tooltip_gives_value_and_interval_of_the_region_under_the_pointer(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    seen.hover(36.5, -119.5)
    tip = seen.map.locator(".rs-tip")
    expect(tip.locator(".rs-tip-name")).to_have_text("California")
    expect(tip.locator(".rs-tip-value")).to_have_text("1.16")
    expect(tip).to_contain_text("1.15")
    expect(tip).to_contain_text("1.18")


def test_the_answer_forbids_the_page_to_leave_the_machine(open_map: Callable[..., MapPage], app_server: str) -> None:
    seen = open_map()
    answer = seen.page.request.get(f"{app_server}/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    blocked = seen.page.evaluate("fetch('https://example.org/').then(() => 'through', () => 'refused')")
    assert blocked == "refused"
