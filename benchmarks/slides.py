"""Slides of a story of ten steps, and a profile of a region: how long they take, and their sizes.

``python -m benchmarks.slides`` prints the section, ``--write`` puts it into `docs/performance.md`.
"""

import os
import time
from datetime import UTC, datetime

from benchmarks import sections
from geo.store import default_store
from papers.profile import region_paper
from papers.profile_docx import profile_docx
from papers.profile_pdf import profile_pdf
from papers.slides import About, slides
from scene.story import SWIPE, YEARS, Step

STORY = (
    *(Step(f"data=us&item={code}") for code in ("15-0000", "17-0000", "29-0000", "51-0000")),
    Step("data=us&item=15-0000&honest=1&region=06"),
    Step("data=us&level=metro&item=15-0000"),
    Step("data=us&item=15-0000", kind=SWIPE, beside="data=us&item=17-0000"),
    Step("data=us&measure=income_per_capita&ind=value&depth=all", kind=YEARS),
    Step("data=bay-area&level=superdistrict"),
    Step("data=bay-area&level=zone"),
)
"""States, how sure, places, before and after, years, zones."""
Row = tuple[str, str, str]


def timed() -> list[Row]:
    """Make each file in a process that has made none before."""
    store, day = default_store(), datetime.now(UTC).date()
    began = time.perf_counter()
    deck = slides(STORY, store, About("Ten steps", "en", day))
    took = time.perf_counter() - began
    rows = [
        ("slides of ten steps, five of whose maps are also shapes, from a cold start", "<= 15 s", f"{took:.1f} s"),
        ("their size", "", f"{len(deck) / 1e6:.1f} MB"),
    ]
    began = time.perf_counter()
    paper = region_paper({"data": "us", "region": "06"}, store, made=day)
    for name, write in (("DOCX", profile_docx), ("PDF", profile_pdf)):
        made = write(paper)
        took = time.perf_counter() - began
        rows.append((f"profile of a state, {name}", "", f"{took:.1f} s, {len(made) / 1e3:,.0f} KB"))
        began = time.perf_counter()
    return rows


def section() -> str:
    """Measure and return the section of the page."""
    table = "\n".join(f"| {' | '.join(row)} |" for row in timed())
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"""## Slides and profiles

Measured by `python -m benchmarks.slides` on {datetime.now(UTC):%Y-%m-%d}, load average {load} at the end.

| what | target | measured |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    sections.main("slides", section)
