"""Measure the whole way of a register to a cube: Parquet, checks, regions, sums; in one process and on workers.

``python -m benchmarks.cube`` prints the section, ``--write`` puts it into `docs/performance.md`. Every way runs in a
process of its own: ``python -m benchmarks.cube WAY POINTS TIMES``, ways `read`, `memory` and `dask`.
"""

import hashlib
import json
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from distributed import Client, LocalCluster

from benchmarks import sections
from benchmarks.assign import POINTS, run, write_points
from benchmarks.assign_run import COLUMNS, ZONES
from geo.boundaries import read_regions
from geo.engines import CubeResult, cube_of
from geo.enterprise_files import parts_of

WORKERS, MEMORY, REPEATED = 2, "2GiB", 5
SMALL = "few.parquet"
Row = dict[str, Any]


def fingerprint(found: CubeResult) -> str:
    """Return a text that differs when the cubes, or what was left out, do."""
    told = found.cube.to_csv(index=False) + json.dumps([found.counts, found.rejected.counts], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def read(points: str, times: int) -> Row:
    """Read the columns only, one row group at a time."""

    def work() -> None:
        for _ in range(times):
            file = pq.ParquetFile(points)
            for group in range(file.num_row_groups):
                file.read_row_group(group, columns=COLUMNS)

    took = sections.fastest(work, 3)
    return {"clock": took.clock, "processor": took.processor}


def memory(points: str, times: int) -> Row:
    """Add up in this process, after a small run that is not counted."""
    zones = read_regions(ZONES)
    cube_of(parts_of(Path(points).with_name(SMALL)), zones)
    parts, found = parts_of(points) * times, []
    took = sections.fastest(lambda: found.append(fingerprint(cube_of(parts, zones))), 3 if times == 1 else 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"clock": took.clock, "processor": took.processor, "megabytes": peak, "cube": found[0]}


def peak_of_worker() -> tuple[float, float]:
    """Peak memory of this process in megabytes, and its seconds of the processor."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time()


def dask(points: str, times: int) -> Row:
    """Add up on two workers of this machine; their start and a small run are told apart."""
    zones = read_regions(ZONES)
    began = time.perf_counter()
    settings = {"threads_per_worker": 1, "memory_limit": MEMORY, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=WORKERS, **settings) as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
        address = cluster.scheduler_address
        cube_of(parts_of(Path(points).with_name(SMALL)), zones, engine="dask", scheduler=address)
        started = time.perf_counter() - began
        before = sum(busy for _, busy in client.run(peak_of_worker).values()) + time.process_time()
        began = time.perf_counter()
        found = cube_of(parts_of(points) * times, zones, engine="dask", scheduler=address)
        clock = time.perf_counter() - began
        workers = list(client.run(peak_of_worker).values())
    processor = sum(busy for _, busy in workers) + time.process_time() - before
    peak = max(megabytes for megabytes, _ in workers)
    return {"clock": clock, "processor": processor, "megabytes": peak, "start": started, "cube": fingerprint(found)}


WAYS = {"read": read, "memory": memory, "dask": dask}
NAMES = {"read": "merely reading", "memory": "one process, two threads", "dask": "Dask, two local workers"}


def section() -> str:
    """Measure everything and return the section of the page."""
    with tempfile.TemporaryDirectory() as name:
        points = Path(name, "points.parquet")
        write_points(points, POINTS)
        write_points(points.with_name(SMALL), 10_000)
        took = {
            (way, times): run([sys.executable, "-m", "benchmarks.cube", way, str(points), str(times)])
            for times in (1, REPEATED)
            for way in WAYS
        }
    return text_of(took)


def text_of(took: dict[tuple[str, int], Row]) -> str:
    """Write the section for what was measured."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    lines = []
    for (way, times), row in took.items():
        share = row["clock"] / took["read", times]["clock"]
        same = "" if way == "read" else "identical" if row["cube"] == took["memory", times]["cube"] else "different"
        cells = [NAMES[way], f"{POINTS * times / 1e6:.0f} million", f"{row['clock']:.2f}", f"{row['processor']:.2f}"]
        peak = f"{row['megabytes']:.0f}" if "megabytes" in row else ""
        lines.append(f"| {' | '.join([*cells, peak, f'{share:.1f} times', same])} |")
    more = took["dask", 1]["clock"] - took["memory", 1]["clock"]
    start = took["dask", 1]["start"]
    table = "\n".join(lines)
    few, many, word = POINTS / 1e6, POINTS * REPEATED / 1e6, "more" if more > 0 else "less"
    return f"""## Register to cube

Measured by `python -m benchmarks.cube` on {datetime.now(UTC):%Y-%m-%d}, load average {load} at the end. Made-up
enterprises around the places of the Bay Area with place, industry and employees, into 1,454 zones: read, checked,
found in their zone, added up, and put together. {many:.0f} million points are the same file {REPEATED} times.
*Processor* adds all processors and, for Dask, the workers. *Peak memory* is that of the process, or of the larger
worker (target: below 2,000 MB). The start of the workers and their first small task, {start:.1f} s, are not in it.

| engine | points | clock, s | processor, s | peak memory, MB | clock against reading | cube |
|---|---|---|---|---|---|---|
{table}

On one machine Dask took {abs(more):.2f} s {word} than one process for {few:.0f} million points, and the start of the
workers besides: it pays where the workers are other machines, or one process has too little memory.
"""


def main() -> None:
    """Measure one way, or all."""
    if sys.argv[1:2] and sys.argv[1] in WAYS:
        way, points, times = sys.argv[1:4]
        sys.stdout.write(json.dumps(WAYS[way](points, int(times))))
    else:
        sections.main("cube", section)


if __name__ == "__main__":
    main()
