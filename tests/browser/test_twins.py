"""The twins of the map: table, chart and download hold the same figures."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.map_page import MapPage

TABLE = '[data-testid="stDataFrame"]'


def rows(seen: MapPage) -> list[list[str]]:
    """Return the first rows of the table as a screen reader gets them."""
    grid = seen.page.locator(f'{TABLE} table[role="grid"]')
    grid.locator('[role="gridcell"]').first.wait_for(state="attached")
    found: list[list[str]] = grid.evaluate(
        "grid => [...grid.querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent))"
    )
    return found


def test_the_table_is_ranked_and_a_row_chosen_by_keyboard_selects_the_region(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    seen.page.get_by_role("tab", name="Map", exact=True).focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Enter")
    found = rows(seen)
    assert [row[:2] for row in found[:3]] == [["1", "Washington"], ["2", "District of Columbia"], ["3", "Virginia"]]
    assert [round(float(row[2]), 2) for row in found[:3]] == [2.0, 1.81, 1.79]

    for _ in range(12):  # the buttons of the table come first
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("document.activeElement.tagName") == "CANVAS":
            break
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Shift+Space")
    seen.page.wait_for_function("() => new URLSearchParams(location.search).has('region')")
    code = seen.address()["region"]
    assert code in {"53", "11"}
    expect(seen.page.locator(".rs-panel-title")).to_have_text({"53": "Washington", "11": "District of Columbia"}[code])

    seen.tab("Map")
    seen.frame.wait_for_function(f"() => Regioscope.message.selected === '{code}'")


def test_the_chart_draws_bars_in_the_colours_of_the_legend(open_map: Callable[..., MapPage]) -> None:
    seen = open_map()
    seen.tab("Chart")
    chart = seen.page.locator('[data-testid="stVegaLiteChart"]')
    chart.locator("svg, canvas").first.wait_for()
    box = chart.bounding_box()
    assert box is not None
    assert box["height"] > 400
    assert seen.page.get_by_text("The highest and the lowest regions").is_visible()


def test_the_download_holds_the_table_and_where_it_comes_from(open_map: Callable[..., MapPage], tmp_path: Path) -> None:
    seen = open_map(ind="share", item="15-0000")
    seen.page.get_by_role("button", name="Download", exact=True).click()
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name="Download table").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == "regioscope-us-share-15-0000-state.zip"
    with zipfile.ZipFile(file) as packed:
        names = sorted(packed.namelist())
        assert names == ["regioscope-us-share-15-0000-state.csv", "regioscope-us-share-15-0000-state.provenance.json"]
        rows = list(csv.DictReader(io.StringIO(packed.read(names[0]).decode("utf-8-sig"))))
        origin = json.loads(packed.read(names[1]))
    assert len(rows) == 54
    assert rows[0]["Region"] == "Washington"
    assert {"dataset", "indicator"} <= origin.keys() | origin.get("query", {}).keys()
