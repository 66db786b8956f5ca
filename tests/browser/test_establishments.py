"""The simulated register of the Bay Area: clusters that split, single points up close, always marked as simulated."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.map_page import MapPage
from tests.support.watch import BrowserLog

LAYERS = "regions,enterprises,universities,airports,ports"
PAINTED = "() => (p => p && (p.clusters || p.singles))(window.__regioscope_points)"
ASKED = "performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/pts/'))"
CENTRE = (37.7793, -122.4193)


def last_answer(seen: MapPage) -> dict[str, Any]:
    """Return what the last request for a view was answered with."""
    answer: dict[str, Any] = seen.page.request.get(seen.ask(f"{ASKED}.pop()")).json()
    return answer


def counted(seen: MapPage) -> int:
    """Return how many establishments the clusters and points in the view stand for."""
    answer = last_answer(seen)
    return int(sum(row[0] for row in answer["c"])) + len(answer["p"])


def test_clusters_split_on_zoom_into_points_with_a_card(
    open_map: Callable[..., MapPage], browser_log: BrowserLog
) -> None:
    seen = open_map(data="bay-area", layers=LAYERS)
    seen.frame.wait_for_function(PAINTED)
    far = seen.ask("window.__regioscope_points")
    assert far["clusters"] >= 10
    assert counted(seen) > 200_000
    expect(seen.map.locator(".rs-legend .rs-badge")).to_have_text("Simulated")

    for zoom in (12, 17):
        seen.look(*CENTRE, zoom)
        seen.frame.wait_for_function(f"() => {ASKED}.some(name => name.includes('z={zoom}&'))")
    seen.frame.wait_for_function("() => window.__regioscope_points.singles > 3")
    singles = last_answer(seen)["p"]
    middle = min(singles, key=lambda row: abs(row[2] - CENTRE[0]) + abs(row[1] - CENTRE[1]))
    seen.click(middle[2], middle[1])
    card = seen.map.locator(".rs-card")
    expect(card).to_contain_text("Establishment")
    expect(card).to_contain_text("Employees")
    expect(card.locator(".rs-badge")).to_have_text("Simulated")
    assert any("/ent/bay-area/" in url for url in browser_log.requests)
    assert browser_log.console_errors == []


def test_a_filter_by_sector_and_size_counts_fewer(open_map: Callable[..., MapPage]) -> None:
    seen = open_map(data="bay-area", layers=LAYERS)
    seen.frame.wait_for_function(PAINTED)
    everyone = counted(seen)
    with seen.repainted():
        seen.choose("c_sectors", "Retail")
    seen.frame.wait_for_function(f"() => {ASKED}.some(name => name.includes('industry='))")
    some = counted(seen)
    assert 0 < some < everyone
    assert "sectors" in seen.address()


def test_context_layers_appear_by_name(open_map: Callable[..., MapPage], browser_log: BrowserLog) -> None:
    seen = open_map(data="bay-area", layers="regions,universities,airports,ports")
    for name in ("universities", "airports", "ports"):
        seen.frame.wait_for_function(f"() => Regioscope.marks.count('context-{name}') > 0")
    assert any("bay-area~universities" in url or "bay-area%7Euniversities" in url for url in browser_log.requests)
    with seen.repainted():
        seen.page.locator(".st-key-c_layer_airports label").click()
    assert seen.ask("Regioscope.marks.count('context-airports')") == 0
    assert seen.ask("Regioscope.marks.count('context-ports')") > 0
