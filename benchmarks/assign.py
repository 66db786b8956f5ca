"""Measure points to regions to counts against geopandas and SedonaDB: ten million points into 1,454 zones."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import peers, sections
from benchmarks.assign_run import KEYS, ZONES

ROOT = Path(__file__).resolve().parents[1]
ENTERPRISES = ROOT / "data" / "datasets" / "bay-area" / "enterprises.parquet"
PEERS = {"sedonadb": "0.5.0", "pyarrow": "26.0.1", "pandas": "3.1.1", "pyproj": "3.7.2", "geoarrow-pyarrow": "0.3.0"}
POINTS, FEW, SEED = 10_000_000, 10_000, 20261122
SPREAD = 0.004  # degrees around a real place
NAMES = {
    "read": "reading the columns", "ours": "Regioscope", "cube": "Regioscope, the whole cube",
    "geopandas": "geopandas", "sedonadb": "SedonaDB",
}  # fmt: skip
Measured = dict[str, float]


def write_points(path: Path, size: int) -> None:
    """Write made-up enterprises around the real places of the Bay Area."""
    known = pd.read_parquet(ENTERPRISES, columns=["lon", "lat", "industry_code", "employees"])
    rng = np.random.default_rng(SEED)
    row = rng.integers(0, len(known), size)
    industry = known["industry_code"].astype("category").cat
    names = industry.categories.to_numpy(dtype=object)
    table = {
        "lon": known["lon"].to_numpy()[row] + rng.normal(0, SPREAD, size),
        "lat": known["lat"].to_numpy()[row] + rng.normal(0, SPREAD, size),
        "industry_code": pa.DictionaryArray.from_arrays(industry.codes.to_numpy()[row], names),
        "employees": known["employees"].to_numpy(dtype=np.int32)[row],
    }
    pq.write_table(pa.table(table), path)


def run(line: list[str]) -> Measured:
    """Run a measuring script in a process of its own and read what it prints last."""
    sys.stderr.write(f"{' '.join(line[1:-2])} ...\n")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(line, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def section() -> str:
    """Measure everything and return the section of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        points = folder / "points.parquet"
        write_points(points, POINTS)
        write_points(folder / "few.parquet", FEW)
        ways = [
            [sys.executable, "-m", "benchmarks.assign_run", way, str(points), str(folder / f"{way}.parquet")]
            for way in ("read", "ours", "cube", "geopandas")
        ]
        peer = [peers.python_with(PEERS, folder), str(ROOT / "benchmarks" / "assign_peer.py")]
        ways.append([*peer, str(points), str(ZONES / "regions.parquet"), str(folder / "sedonadb.parquet")])
        took = {way: run(line) for way, line in zip(NAMES, ways, strict=True)}
        return text_of(took, {way: same(folder, way) for way in ("cube", "geopandas", "sedonadb")})


def same(folder: Path, way: str) -> str:
    """Compare the counts with ours."""
    one, other = (
        pd.read_parquet(folder / f"{name}.parquet").astype(dict.fromkeys(KEYS, "str")).set_index(KEYS).sort_index()
        for name in ("ours", way)
    )
    if one.astype(np.int64).equals(other.astype(np.int64)):
        return "identical"
    both, another = one.align(other, fill_value=0)
    return f"{int((both != another).any(axis=1).sum())} of {len(both)} differ"


def text_of(took: dict[str, Measured], compared: dict[str, str]) -> str:
    """Write the section for what was measured."""
    ours = took["ours"]
    today, load = f"{datetime.now(UTC):%Y-%m-%d}", ", ".join(f"{value:.1f}" for value in os.getloadavg())
    head = f"""Measured by `python -m benchmarks.assign` on {today}, load average {load} at the end: {POINTS:,} points,
made up around the places of the Bay Area, from one Parquet file (default codec) to enterprises and employees by zone
(1,454) and industry. Reading (the file mapped into memory, by us and where it is merely read) and the making of
geometries or of the grid are included; each program runs in a process of its own, with as many threads as it likes. Of
ours the benchmark counts the places itself, in a compiled loop. The whole cube is
what the product does: it also checks every row, lists what is left out, and tells
size classes, age and the largest contributors apart; it is no part of the targets. Reading and ours are the fastest of
three runs, a peer runs once, all after a small first run. Targets: at least 25 times faster than geopandas, 8 times
faster than SedonaDB {PEERS["sedonadb"]}, within 3 times of merely reading, at most 1,500 MB."""
    columns = "| program | clock, s | processor, s | peak memory, MB | clock against ours | counts |"
    lines = ["## Points to regions", "", head, "", columns, "|---|---|---|---|---|---|"]
    for way, name in NAMES.items():
        found = took[way]
        row = f"{found['clock']:.2f} | {found['processor']:.2f} | {found['megabytes']:.0f}"
        lines.append(f"| {name} | {row} | {found['clock'] / ours['clock']:.2f} times | {compared.get(way, '')} |")
    return "\n".join(
        [*lines, "", f"Ours takes {ours['clock'] / took['read']['clock']:.1f} times as long as reading.", ""]
    )


if __name__ == "__main__":
    sections.main("assign", section)
