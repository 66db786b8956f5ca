"""A register of ten million rows from the file to the map: added as a dataset, opened in a browser, filtered.

``python -m benchmarks.register`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page

from benchmarks import sections
from benchmarks.assign import POINTS, write_points
from benchmarks.measure import DESKTOP, chromium, memory_mb
from benchmarks.run import browser_path, server

TITLE, NAME = "Ten million", "ten-million"
FILTERS = (50, 100, 20, 200, 10, 500, 40, 80, 25, 300)
PAINTED = "() => window.__regioscope_points && window.__regioscope_points.clusters > 0"
Row = tuple[str, str, str]


def add(points: Path, home: Path) -> list[Row]:
    """Add the register as a person would."""
    line = [str(Path(sys.executable).with_name("regioscope")), "add", "--enterprises", str(points), "--regions"]
    line += ["bay-area-zone", "--title", TITLE, "--source", "made up", "--licence", "none", "--year", "2024", "--open"]
    began = time.perf_counter()
    subprocess.run([*line, "--simulated"], env=os.environ | {"REGIOSCOPE_HOME": str(home)}, check=True)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        ("`regioscope add`: read, check, assign to 1,454 zones, count, write the dataset", "", f"{seconds:.1f} s"),
        ("its peak memory", "", f"{peak:,.0f} MB"),
    ]


def look(browser: Browser, folder: Path, home: Path) -> list[Row]:
    """Open the map with its establishments in a new server, then change the least number of employees."""
    with server("app.py", folder, REGIOSCOPE_HOME=str(home)) as (url, pid, _):
        page = browser.new_context(viewport=DESKTOP).new_page()
        page.goto(url)
        frame_of(page).wait_for_function("() => window.__regioscope")
        page.wait_for_timeout(10_000)  # the libraries of statistics come in after the start
        began = time.perf_counter()
        page.goto(f"{url}/?data={NAME}&layers=regions,places,enterprises")
        frame = frame_of(page)
        frame.wait_for_function(PAINTED, timeout=120_000)
        opened = time.perf_counter() - began
        page.wait_for_timeout(1500)
        changes = sorted(change(page, frame, least) for least in FILTERS)
        return [
            ("first map of it in a server that runs, its register not yet indexed", "", f"{opened:.1f} s"),
            ("filter of the establishments: key pressed to painted, median", "<= 300 ms",
             f"{statistics.median(changes):.0f} ms"),
            ("the slowest of ten", "", f"{changes[-1]:.0f} ms"),
            ("memory of the server afterwards", "<= 1,000 MB", f"{memory_mb(pid):.0f} MB"),
            ("its peak", "", f"{peak_mb(pid):.0f} MB"),
        ]  # fmt: skip


def change(page: Page, frame: Frame, least: int) -> float:
    """Milliseconds from the key to the marks of the new filter on the map."""
    box = page.locator(".st-key-c_from input")
    box.fill(str(least))
    frame.evaluate("""() => {
        const marks = Regioscope.marks, set = marks.set;
        window.__painted_at = 0;
        marks.set = (...rest) => { set.apply(marks, rest); marks.set = set;
          requestAnimationFrame(() => { window.__painted_at = Date.now(); }); };
    }""")
    page.evaluate("""() => addEventListener("keydown", () => { window.__pressed_at = Date.now(); },
        { once: true, capture: true })""")
    box.press("Enter")
    frame.wait_for_function("() => window.__painted_at > 0")
    took: float = frame.evaluate("() => window.__painted_at") - page.evaluate("() => window.__pressed_at")
    page.wait_for_timeout(600)
    return took


def frame_of(page: Page) -> Frame:
    """Return the frame of the map."""
    page.locator("iframe[src*='streamlit_folium']").first.wait_for(timeout=60_000)
    return next(frame for frame in page.frames if "streamlit_folium" in frame.url)


def peak_mb(pid: int) -> float:
    """Greatest resident memory of a process so far."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")) / 1024


def section() -> str:
    """Measure everything and return the section of the page."""
    with tempfile.TemporaryDirectory() as name, chromium(browser_path()) as browser:
        folder = Path(name)
        write_points(folder / "points.parquet", POINTS)
        rows = [*add(folder / "points.parquet", folder / "home"), *look(browser, folder, folder / "home")]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""## A register of one's own

Measured by `python -m benchmarks.register` on {datetime.now(UTC):%Y-%m-%d}, load average {load} at the end: {POINTS:,}
made-up enterprises around the places of the Bay Area in one Parquet file, added by the command line and looked at in
Chromium.

| what | target | measured |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    sections.main("register", section)
