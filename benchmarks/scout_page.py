"""The page Scout in a browser: a weight is moved, and the ranking stands anew; 447 places by all criteria there are.

``python -m benchmarks.scout_page`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page

from benchmarks.measure import DESKTOP, chromium
from benchmarks.run import browser_path, server
from benchmarks.sections import main

ADDRESS = {"data": "us", "item": "15-1252", "where": "all", "also": "17-2072"}
"""Software developers in states and metropolitan areas; a second occupation brings two more criteria."""
CHANGES, WARM_UP = 60, 10
PAUSE_MS = 250
ON = "document.querySelectorAll('.sc-criterion:not(.sc-on) .sc-switch').forEach((one) => one.click())"
SETTLED = "window.__regioscope_scout?.seq === (window.__regioscope_scout_sent?.seq ?? 0)"
MOVE = """(index) => {
  const sliders = [...document.querySelectorAll('.sc-criterion input[type="range"]')];
  const slider = sliders[index % sliders.length];
  slider.value = Number(slider.value) >= 4.5 ? 0.5 : Number(slider.value) + 0.5;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}"""
TOOK = "window.__regioscope_scout.t - window.__regioscope_scout_sent.t"


def opened(page: Page, url: str) -> tuple[int, int]:
    """Open the page with every criterion on; return the numbers of places and of criteria."""
    page.goto(f"{url}/scout?{urlencode(ADDRESS)}")
    page.wait_for_function(SETTLED, timeout=60_000)
    page.locator(".sc-criterion").first.wait_for()
    page.evaluate(ON)
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(2000)
    shapes, criteria = (page.locator(f"{name}").count() for name in (".sc-map [data-code]", ".sc-criterion.sc-on"))
    return shapes, criteria


def moved(page: Page) -> list[float]:
    """Move one weight after another; return the milliseconds from each to the painted ranking."""
    took = []
    for index in range(CHANGES + WARM_UP):
        page.evaluate(MOVE, index)
        page.wait_for_function(SETTLED)
        took.append(float(page.evaluate(TOOK)))
        page.wait_for_timeout(PAUSE_MS)
    return took[WARM_UP:]


def section() -> str:
    """Measure and return the section of the page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium(browser_path()) as browser,
        server("app.py", Path(folder), REGIOSCOPE_HOME=folder) as (url, _, _),
    ):
        page = browser.new_context(viewport=DESKTOP).new_page()
        places, criteria = opened(page, url)
        took = sorted(moved(page))
    middle, late = statistics.median(took), took[int(0.95 * len(took))]
    return f"""## Scout: a weight is moved

Measured by `python -m benchmarks.scout_page` on {datetime.now(UTC):%Y-%m-%d} in Chromium: from the movement of a
slider to the painted ranking, with headline, ranges of ranks, map and card drawn anew; {len(took)} movements.

| what | target | median | 95 of 100 within |
|---|---|---|---|
| {places} places, {criteria} criteria that count: weight moved to ranking painted | <= 200 ms | {middle:.0f} ms | \
{late:.0f} ms |
"""


if __name__ == "__main__":
    main("scout_page", section)
