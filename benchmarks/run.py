"""Measure speed and memory against plain Folium in one run, and write docs/performance.md: ``make bench``."""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import find_chromium  # noqa: E402
import start  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from benchmarks import counties, sections  # noqa: E402
from benchmarks.measure import (  # noqa: E402
    DESKTOP,
    Change,
    Wire,
    changes,
    chromium,
    memory_mb,
    view_of,
    wait_for_mark,
)
from geo.store import default_store  # noqa: E402
from tests.support.app import ADDRESS, free_port, wait_until_healthy  # noqa: E402

OURS = ("Share compared with", "Share of the region")
PEER = ("Location quotient", "Share of the region")
SECTORS = list(counties.INDUSTRIES.values())
VIEWERS = 10
STARTS = 3
REQUESTS = 200
Row = tuple[str, str, str, str]


@contextmanager
def server(page: str, folder: Path, **environment: str) -> Iterator[tuple[str, int, float]]:
    """Start a page as a person would; yield its address, its process and the moment of its start."""
    port = free_port()
    url, log = f"http://{ADDRESS}:{port}", folder / "server.log"
    line = [sys.executable, "-m", "streamlit", "run", page, f"--server.port={port}", f"--server.address={ADDRESS}"]
    began = time.time()
    settings = os.environ | start.ENVIRONMENT | {"PYTHONPATH": str(ROOT)} | environment
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # Python keeps what it has compiled, as in a person's shell
    with (
        log.open("wb") as output,
        subprocess.Popen(line, cwd=ROOT, env=settings, stdout=output, stderr=output) as process,
    ):
        try:
            wait_until_healthy(url, process, log)
            yield url, process.pid, began
        finally:
            process.terminate()


def browser_path() -> str:
    """Return the Chromium to drive, or end with advice."""
    path = os.environ.get(find_chromium.VARIABLE) or find_chromium.find()
    if path is None:
        sys.exit(find_chromium.ADVICE)
    return path


def change_of_indicator(browser: Browser, folder: Path) -> list[Row]:
    """Measure a change of the indicator at 3,107 counties, here and with the peer."""
    datasets = {"REGIOSCOPE_DATASETS": str(counties.write(folder / "datasets"))}
    with server("app.py", folder, **datasets) as (url, _, _):
        page = browser.new_context(viewport=DESKTOP).new_page()
        wire = Wire(page.context.new_cdp_session(page))
        page.goto(f"{url}/?data={counties.ID}")
        wait_for_mark(page, "__regioscope")
        page.wait_for_timeout(1500)
        before = view_of(page)
        ours = changes(page, wire, name="__regioscope", labels=OURS, sectors=SECTORS)
        kept = view_of(page) == before
        page.context.close()
    with server("benchmarks/peer.py", folder, **datasets) as (url, _, _):
        page = browser.new_context(viewport=DESKTOP).new_page()
        wire = Wire(page.context.new_cdp_session(page))
        page.goto(url)
        wait_for_mark(page, "__peer")
        page.wait_for_timeout(1500)
        peer = changes(page, wire, name="__peer", labels=PEER, sectors=SECTORS)
        page.context.close()
    script = statistics.median(script_runs(datasets))
    return _change_rows(ours, peer, script, kept=kept)


def script_runs(datasets: dict[str, str]) -> list[float]:
    """Milliseconds of the script of the map page for each change, run without a browser in a process of its own."""
    line = [sys.executable, "-m", "benchmarks.script_run"]
    done = subprocess.run(line, cwd=ROOT, env=os.environ | datasets, check=True, capture_output=True, text=True)
    return [float(text) for text in done.stdout.split()]


def _change_rows(ours: Change, peer: Change, script: float, *, kept: bool) -> list[Row]:
    what = f"change of indicator, {len(counties.adjoining()):,} counties"
    return [
        (
            f"{what}: bytes received, before compression",
            "<= 80 KB",
            f"{ours.kilobytes:.0f} KB",
            f"{peer.kilobytes:.0f} KB",
        ),
        (f"{what}: run of the script", "<= 25 ms", f"{script:.0f} ms", ""),
        (f"{what}: request to end of script, as the browser sees it", "", f"{ours.script_ms:.0f} ms",
         f"{peer.script_ms:.0f} ms"),
        (f"{what}: click to painted", "4x faster", f"{ours.painted_ms:.0f} ms", f"{peer.painted_ms:.0f} ms"),
        (f"{what}: how many times faster", ">= 4", f"{peer.painted_ms / ours.painted_ms:.1f}", "1"),
        (f"{what}: view kept", "yes", "yes" if kept else "no", "no"),
    ]


def first_map(browser: Browser, folder: Path) -> list[Row]:
    """Measure from the start of the process to the first painted map, with an empty browser cache."""
    seconds, kilobytes, requests = [], [], []
    for _ in range(STARTS):
        with server("app.py", folder) as (url, _, began):
            page = browser.new_context(viewport=DESKTOP).new_page()
            wire = Wire(page.context.new_cdp_session(page))
            page.goto(url)
            seconds.append(wait_for_mark(page, "__regioscope") / 1000 - began)
            page.wait_for_timeout(1500)
            kilobytes.append((wire.http + wire.received) / 1000)
            requests.append(wire.requests)
            page.context.close()
    return [
        ("start of the server to first map painted", "<= 5 s", f"{statistics.median(seconds):.1f} s", ""),
        ("first load, empty cache", "<= 1.7 MB", f"{statistics.median(kilobytes) / 1000:.2f} MB", ""),
        ("requests of the first load", "", f"{statistics.median(requests):.0f}", ""),
    ]


def memory(browser: Browser, folder: Path) -> list[Row]:
    """Measure the memory of the server with ten viewers on the default map, and the answers of the points route."""
    with server("app.py", folder) as (url, pid, _):
        for _ in range(VIEWERS):
            page = browser.new_context(viewport=DESKTOP).new_page()
            page.goto(url)
            wait_for_mark(page, "__regioscope")
        resident = memory_mb(pid)
        times, sizes = _points(url)
    times.sort()
    return [
        (f"memory of the server, {VIEWERS} viewers", "<= 400 MB", f"{resident:.0f} MB", ""),
        ("establishments in view, 247,995 in all: median answer", "", f"{statistics.median(times):.0f} ms", ""),
        ("establishments in view: 95th percentile", "", f"{times[int(0.95 * len(times))]:.0f} ms", ""),
        ("establishments in view: largest answer", "", f"{max(sizes) / 1000:.0f} KB", ""),
    ]


def _points(url: str) -> tuple[list[float], list[int]]:
    version, chance = default_store().dataset_version("bay-area"), random.Random(counties.SEED)  # noqa: S311 - no secret
    times, sizes = [], []
    for i in range(REQUESTS + 1):
        zoom = chance.randint(7, 15)
        west, south = chance.uniform(-122.6, -121.8), chance.uniform(37.2, 38.2)
        wide = 1000 / 256 * 360 / 2**zoom
        place = f"z={zoom}&w={west:.4f}&s={south:.4f}&e={west + wide:.4f}&n={south + wide / 2:.4f}"
        began = time.perf_counter()
        with urllib.request.urlopen(f"{url}/pts/bay-area/{version}/view?{place}") as answer:  # noqa: S310 - own server
            size = len(answer.read())
        if i:  # the first builds the index
            times.append((time.perf_counter() - began) * 1000)
            sizes.append(size)
    return times, sizes


def main() -> None:
    """Measure everything and write the page; with names, measure only those and write nothing."""
    parts = {part.__name__: part for part in (change_of_indicator, first_map, memory)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*parts, []], help="measure only these and write no page")
    wanted = parser.parse_args().part
    path = browser_path()
    rows: list[Row] = []
    with chromium(path) as browser, tempfile.TemporaryDirectory() as folder:
        for name in wanted or parts:
            sys.stderr.write(f"{name} ...\n")
            rows += parts[name](browser, Path(folder))
    text = page_of(rows)
    if not wanted:
        old = sections.PAGE.read_text(encoding="utf-8")
        sections.PAGE.write_text(f"{text}\n{sections.kept(old)}", encoding="utf-8")
    sys.stdout.write(text)
    for name in sections.NAMES if not wanted else ():
        sys.stderr.write(f"{name} ...\n")
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", "--write"], cwd=ROOT, check=True)


def _loop_seconds() -> float:
    began, total = time.perf_counter(), 0
    for i in range(10_000_000):
        total += i
    return time.perf_counter() - began


def page_of(rows: list[Row]) -> str:
    """Return the page of docs/ for measured rows."""
    load = ", ".join(f"{v:.1f}" for v in os.getloadavg())
    lines = "\n".join(f"| {what} | {target} | {ours} | {peer} |" for what, target, ours, peer in rows)
    return f"""# Performance

Measured by `make bench` on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors, load average {load} at the end,
browser and server on the same machine. Medians of {len(SECTORS) - 2} changes and {STARTS} starts. The peer is
`benchmarks/peer_page.py`: the same counties and figures with `folium.GeoJson` inside `st_folium`, from the same kind of
server, measured in the same run. Figures of the counties are simulated. The speed of the machine: ten million
additions in a Python loop take {_loop_seconds():.2f} s.

| what | target | Regioscope | peer |
|---|---|---|---|
{lines}

Bytes are counted before the compression of the web socket. No map comes twice: Streamlit keeps what it has sent. The
run of the script is the time of the page function on the server (`benchmarks/script_run.py`). "Request to end of
script" is taken in the browser, from the frame that asks for a new run to the one that says it has ended: what the
browser does meanwhile is in it.
"""


if __name__ == "__main__":
    main()
