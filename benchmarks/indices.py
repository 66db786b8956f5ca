"""Measure every index of the registry that needs the figures alone: one year and ten years of 3,000 regions."""

import json
import os
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import economy, sections
from geo.activity import Activity, from_tables
from geo.indicators import REGISTRY, compute, lacking, options_of

ROOT = Path(__file__).resolve().parents[1]
SHAPES = ("wide", "region", "industry")
CHANCE = frozenset({"permutations", "seed", "draws", "replications", "resamples"})
"""Options of the indices that draw random numbers: those are not measured here."""
YEARS, RUNS = 10, 3
SHOWN = 8
INSIDE = "--inside"


def names(activity: Activity) -> list[str]:
    """Return the indices that need nothing but the table and draw no random numbers."""
    return [
        name
        for name, entry in REGISTRY.items()
        if entry.shape in SHAPES
        and not CHANCE & {option.name for option in entry.options}
        and lacking(entry, activity, options_of(entry, {})) is None
        and name != "value"
    ]


def every(activity: Activity, wanted: list[str]) -> None:
    """Compute them all; what they share is made once."""
    for name in wanted:
        compute(name, activity)


def inside() -> None:
    """Measure in this process and print what was found."""
    activities = [from_tables(economy.jobs(seed=economy.SEED + year)) for year in range(YEARS)]
    wanted = names(activities[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    every(from_tables(economy.jobs(40, 30)), wanted)  # what is loaded at the first use is not counted

    def all_years() -> None:
        for activity in activities:
            every(fresh(activity), wanted)

    ten = sections.fastest(all_years, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    one = sections.fastest(lambda: every(fresh(activities[0]), wanted), RUNS)
    alone = {name: sections.fastest(lambda: compute(name, fresh(activities[0])), 1).processor for name in wanted}  # noqa: B023
    found = {"one": [one.clock, one.processor], "ten": [ten.clock, ten.processor], "before": before, "peak": peak}
    sys.stdout.write(json.dumps(found | {"alone": alone}))


def fresh(activity: Activity) -> Activity:
    """Return the same table with nothing of what was computed before."""
    return from_tables(activity.values)


def section() -> str:
    """Measure in a process of its own, whose memory nothing else touches, and return the section of the page."""
    line = [sys.executable, "-m", "benchmarks.indices", INSIDE]
    done = subprocess.run(line, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    slowest = sorted(found["alone"].items(), key=lambda pair: -pair[1])[:SHOWN]
    most = ", ".join(f"`{name}` {seconds * 1000:.0f} ms" for name, seconds in slowest)
    return f"""## Every index of a table

Measured by `python -m benchmarks.indices` on {datetime.now(UTC):%Y-%m-%d}: the {len(found["alone"])} indices of the
registry that need the figures alone and draw no random numbers, of {economy.REGIONS:,} regions and {economy.INDUSTRIES}
industries. *Processor* is the time that all processors worked together.

| what | target | clock, s | processor, s |
|---|---|---|---|
| all indices of one year, fastest of {RUNS} runs | <= 1 s | {found["one"][0]:.2f} | {found["one"][1]:.2f} |
| all indices of {YEARS} years, one run | <= 10 s | {found["ten"][0]:.1f} | {found["ten"][1]:.1f} |

Peak memory {found["peak"]:.0f} MB (target: below 1,000); it was {found["before"]:.0f} MB before the first index, when
the program was loaded and {YEARS} years of figures, all held at once, were made up. Alone, with all that it starts
from, the slowest take: {most}.
"""


if __name__ == "__main__":
    if INSIDE in sys.argv:
        inside()
    else:
        sections.main("indices", section)
