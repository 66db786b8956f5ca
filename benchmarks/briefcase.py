"""A briefcase of 3,107 counties and 20 indicators: its size, when its map stands, how long another indicator takes.

``python -m benchmarks.briefcase`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import counties, sections
from benchmarks.measure import DESKTOP, chromium
from benchmarks.run import browser_path
from geo.store import Store
from papers.briefcase_files import briefcase_of_view
from scene.opening import open_drawing
from tests.support.firefox import running_firefox

LOADS = 5
ROUNDS = 2
READY = "window.__regioscope ? window.__regioscope.t - performance.timeOrigin : 0"
SWITCH = """new Promise((done) => {
  const menu = document.querySelector("#rd-indicator");
  const began = Date.now();
  const before = window.__regioscope.t;
  const look = () => (window.__regioscope.t > before && window.__regioscope.t >= began
    ? done(window.__regioscope.t - began) : requestAnimationFrame(look));
  menu.selectedIndex = %d;
  menu.dispatchEvent(new Event("change"));
  requestAnimationFrame(look);
})"""
INDICATORS = "document.querySelectorAll('#rd-indicator option').length"
Ask = Callable[[str], Any]
Row = tuple[str, str, str]


@dataclass(frozen=True)
class Seen:
    """What one browser showed."""

    name: str
    ready: list[float]
    switches: list[float]
    requests: int


def write(folder: Path) -> tuple[Path, float]:
    """Write the file and return it with the seconds that it took."""
    store = Store(extra=[counties.write(folder / "datasets")])
    began = time.perf_counter()
    drawing = open_drawing({"data": counties.ID}, store)
    data = briefcase_of_view(drawing, store, made=datetime.now(UTC).date())
    seconds = time.perf_counter() - began
    path = folder / "counties.html"
    path.write_bytes(data)
    return path, seconds


def ready(ask: Ask) -> float:
    """Milliseconds from the start of loading to the map on the screen."""
    while not (found := float(ask(READY))):
        time.sleep(0.05)
    return found


def switches(ask: Ask) -> list[float]:
    """Milliseconds from the choice of each indicator to its map on the screen."""
    return [float(ask(SWITCH % index)) for _ in range(ROUNDS) for index in (*range(1, int(ask(INDICATORS))), 0)]


def in_chromium(path: Path) -> Seen:
    """Open the file in a browser without a network."""
    with chromium(browser_path()) as browser:
        loads, asked = [], []
        for _ in range(LOADS):
            context = browser.new_context(viewport=DESKTOP, offline=True)
            context.on("request", lambda request: asked.append(request.url))
            page = context.new_page()
            page.goto(path.as_uri())
            loads.append(ready(page.evaluate))
        took = switches(page.evaluate)
    return Seen("Chromium", loads, took, sum(not url.startswith(("data:", path.as_uri())) for url in asked))


def in_firefox(path: Path, folder: Path) -> Seen | None:
    """Open the file in Firefox, whose every way out of the machine is shut; None where there is no Firefox."""
    import find_firefox  # noqa: PLC0415 - in scripts/, which benchmarks.run puts on the path

    found = os.environ.get(find_firefox.VARIABLE) or find_firefox.find()
    if found is None:
        return None
    with running_firefox(found, folder) as firefox:
        loads = []
        for _ in range(LOADS):
            firefox.open(path.as_uri())
            loads.append(ready(firefox.evaluate))
        took = switches(firefox.evaluate)
        asked = [url for url in firefox.requests if not url.startswith(("data:", path.as_uri()))]
    return Seen("Firefox", loads, took, len(asked))


def rows_of(seen: Seen) -> list[Row]:
    """Write the rows of one browser."""
    return [
        (f"{seen.name}: file opened to map on the screen, median of {LOADS}", "<= 1.5 s",
         f"{statistics.median(seen.ready) / 1000:.2f} s"),
        (f"{seen.name}: the slowest", "", f"{max(seen.ready) / 1000:.2f} s"),
        (f"{seen.name}: another indicator, median of {len(seen.switches)}", "<= 250 ms",
         f"{statistics.median(seen.switches):.0f} ms"),
        (f"{seen.name}: the slowest", "", f"{max(seen.switches):.0f} ms"),
        (f"{seen.name}: requests beside the file itself", "0", f"{seen.requests}"),
    ]  # fmt: skip


def section() -> str:
    """Measure everything and return the section of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, seconds = write(folder)
        browsers = [seen for seen in (in_chromium(path), in_firefox(path, folder)) if seen is not None]
        size = path.stat().st_size
    rows: list[Row] = [
        ("size of the file", "<= 1.50 MB", f"{size / 1e6:.2f} MB"),
        ("time to write it", "", f"{seconds:.1f} s"),
        *(row for seen in browsers for row in rows_of(seen)),
    ]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""## Briefcase

Measured by `python -m benchmarks.briefcase` on {datetime.now(UTC):%Y-%m-%d}, load average {load} at the end: one HTML
file with {len(counties.adjoining()):,} counties and 20 indicators, opened from the disk without a network,
{DESKTOP["width"]} x {DESKTOP["height"]}.

| what | target | measured |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    sections.main("briefcase", section)
