"""How long a report-grade picture of 3,107 counties takes: the first one of a process and those after it.

``python -m benchmarks.pictures`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image

from benchmarks import counties, sections
from geo.store import Store
from papers.multiples import multiples
from papers.picture import picture
from scene.drawing import Drawing
from scene.opening import open_drawing

DAY = date(2026, 11, 22)
RUNS = 5
TARGET = "1 s"
FIRST = """
import json, sys, time
from pathlib import Path
from datetime import date
from geo.store import Store
from scene.message import message_of
from scene.opening import open_drawing
store = Store(extra=[Path(sys.argv[1])])
view = open_drawing({"data": sys.argv[2], "item": "S01"}, store)
if sys.argv[3] == "app":
    message_of(view)
    import papers.picture
began, busy = time.perf_counter(), time.process_time()
from papers.picture import picture
picture(view, format="png", made=date(2026, 11, 22))
print(json.dumps([time.perf_counter() - began, time.process_time() - busy]))
"""
"""A process that has the figures of a map draws its first picture.

In the app (`app`) the map has been shown, and the menu of files has loaded what draws while its reader chose; the
command line loads it now.
"""


def first(folder: Path, where: str) -> sections.Time:
    """Draw one picture in a process of its own, in the `app` or by `command`; the fastest of three processes."""
    found = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", FIRST, str(folder), counties.ID, where], capture_output=True, text=True, check=True
        )
        found.append(sections.Time(*json.loads(done.stdout)))
    return min(found, key=lambda one: one.clock)


def drawn(folder: Path) -> tuple[Drawing, list[Drawing]]:
    """Return the map of one sector, and twelve of them."""
    store = Store(extra=[folder])
    views = [open_drawing({"data": counties.ID, "item": item}, store) for item in list(counties.INDUSTRIES)[:12]]
    return views[0], views


def section() -> str:
    """Measure and return the section of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = counties.write(Path(name))
        one, twelve = drawn(folder)
        other = twelve[1]
        rows = [
            ("PNG of a slide, 2,000 x 1,125 dots: the first of the command line", TARGET, first(folder, "command")),
            ("PNG of a slide: the first of the app", TARGET, first(folder, "app")),
        ]
        picture(one, format="png", made=DAY)
        rows += [
            ("PNG, another sector", TARGET, sections.fastest(lambda: picture(other, format="png", made=DAY), RUNS)),
            ("PNG, A4 at 300 dots an inch", "", sections.fastest(
                lambda: picture(one, format="png", made=DAY, size="a4", dpi=300), RUNS)),
            ("SVG", "", sections.fastest(lambda: picture(one, format="svg", made=DAY), RUNS)),
            ("PDF", "", sections.fastest(lambda: picture(one, format="pdf", made=DAY), RUNS)),
            ("twelve small maps, PNG", "", sections.fastest(lambda: multiples(twelve, format="png", made=DAY), 2)),
        ]  # fmt: skip
        sizes = {kind: len(picture(one, format=kind, made=DAY)) // 1000 for kind in ("png", "svg", "pdf")}
        dots = Image.open(io.BytesIO(picture(one, format="png", made=DAY))).size
    table = "\n".join(f"| {what} | {target} | {took.clock:.2f} | {took.processor:.2f} |" for what, target, took in rows)
    kilobytes = ", ".join(f"{kind.upper()} {size:,} KB" for kind, size in sizes.items())
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"""## Pictures for reports

Measured by `python -m benchmarks.pictures` on {datetime.now(UTC):%Y-%m-%d}, load average {load} at the end:
a quotient of {len(one.codes):,} counties, of which {len(counties.adjoining()):,} have figures,
with insets, borders of the states, labels, legend and sources ({dots[0]:,} x {dots[1]:,} dots; {kilobytes}).
The figures are computed before. Fastest of {RUNS} runs.

| what | target | clock, s | processor, s |
|---|---|---|---|
{table}
"""


if __name__ == "__main__":
    began = time.perf_counter()
    sections.main("pictures", section)
    sys.stderr.write(f"{time.perf_counter() - began:.0f} s\n")
